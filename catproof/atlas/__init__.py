"""The atlas: all small categories with their properties, the smallest one for each "p and not q", and how many there
are."""
