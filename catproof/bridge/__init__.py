"""The bridge to proof assistants and other provers: verdicts as theorems, checked by programs that are not ours.

`expand` writes a proposition out for all values of its quantifiers; `export` makes one file of each statement;
`coq_*` print Coq and run `coqc`; `smtlib` and `general` print problems for first-order provers.
"""
