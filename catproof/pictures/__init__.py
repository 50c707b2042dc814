"""Pictures: what a theory declares as diagrams, with what decides a statement marked."""
