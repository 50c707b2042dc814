"""The ways in: the command line, the public functions, editors, notebooks, pytest."""
