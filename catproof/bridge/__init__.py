"""The bridge to proof assistants and other provers: verdicts as theorems, checked by programs that are not ours.

`statement` gives the core term of a proposition; `coq_*` and `smt_*` print it, one file of each statement, and run
`coqc` and the solvers; `general` prints the general theorems for first-order provers.
"""
