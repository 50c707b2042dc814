"""Where unknown things are found: maps as clauses, solvers, and proofs that there are none."""
