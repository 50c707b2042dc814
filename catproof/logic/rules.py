"""What some atoms with a rule of their own mean, as terms of what they are about: functors F : B -> C and G."""

from __future__ import annotations

from collections.abc import Sequence

from catproof.logic.terms import Apply, Binding, Call, Reference, Sort, Term, Variable

B, C = (Variable(name, Sort("category")) for name in "BC")
F, G = (Variable(name, Sort("functor", (B, C))) for name in "FG")


def _natural(name: str, source: Term, target: Term) -> tuple[Variable, Term]:
    """A variable for a natural transformation, and what it ranges over."""
    variable = Variable(name, Sort("natural transformation", (source, target)))
    return variable, Apply("natural transformations", (source, target))


def isomorphic(seen: Sequence[Term] = ()) -> Term:
    """`exists n in transformations(F, G) : n is iso`, with the identities at the seen objects. Riehl 1.4."""
    n, several = _natural("n", F, G)
    body: Term = Call(Reference("iso", ("natural transformation",), True), (B, C, F, G, n))
    for at in seen:
        same = Apply("identity", (C, Apply("value at", (F, at))))
        body = Apply("and", (Apply("equal arrows", (C, Apply("component", (n, at)), same)), body))
    return Binding("exists", (n,), several, None, body)


def _adjoint() -> Term:
    """There are a unit m and a counit n with `n(F(a)) . F(m(a)) = id(F(a))` and `G(n(a)) . m(G(a)) = id(G(a))`. Mac
    Lane IV.1, Theorem 2 (v)."""
    right = Variable("G", Sort("functor", (C, B)))
    m, units = _natural("m", Apply("identity functor", (B,)), Apply("compose functors", (right, F)))
    n, counits = _natural("n", Apply("compose functors", (F, right)), Apply("identity functor", (C,)))

    def triangle(source: Term, functor: Term, target: Term, counit: bool) -> Term:
        a = Variable("a", Sort("object", (source,)))
        value = Apply("value at", (functor, a))
        of_m, of_n = (Apply("component", (m, a if counit else value)), Apply("component", (n, value if counit else a)))
        inner = Apply("value on", (functor, of_m if counit else of_n))
        sides = (of_n, inner) if counit else (inner, of_m)
        equal = (target, Apply("compose", (target, *sides)), Apply("identity", (target, value)))
        return Binding("forall", (a,), Apply("objects", (source,)), None, Apply("equal arrows", equal))

    both = Apply("and", (triangle(B, F, C, True), triangle(C, right, B, False)))
    return Binding("exists", (m,), units, None, Binding("exists", (n,), counits, None, both))


RULES: dict[str, Term] = {"isomorphic functors": isomorphic(), "left adjoint": _adjoint()}
"""For the operator of an atom what it means."""
