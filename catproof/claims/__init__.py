"""Claims: one module each with what it means, how it is decided, its constraints, its certificate, its reason."""
