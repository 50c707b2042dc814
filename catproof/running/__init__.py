"""Runs: what decides the statements of theory files, in one process or several, within limits."""
