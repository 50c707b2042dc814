"""Propositions written out: every quantifier with all of its instances, so that a prover can be given the body.

A certificate holds the instances that decide a verdict. To state the theorem one needs what the body says for every
value; how the instances are put together again to one body is the matter of `coq_terms`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from catproof.claims.claim import Claim, Finding
from catproof.claims.domain import Arrows, Objects
from catproof.claims.proposition import Atom, Connective, Not, Prop, Quantified
from catproof.core.category import Arrow, Category

MOST_INSTANCES = 5_000
"""Instances of claims that one exported statement may have."""


class NotExportable(Exception):
    """There is no form of the statement for this prover; the message says what stands in the way."""


class Leaf:
    """A claim about given things. It is decided when its value is first asked for."""

    def __init__(self, claim: Claim, text: str) -> None:
        self.claim = claim
        self.text = text

    @cached_property
    def finding(self) -> Finding:
        """What the direct engine finds; raises `LimitReached`."""
        return self.claim.direct()

    @property
    def value(self) -> bool:
        return self.finding.value


class Negation:
    """`not of`."""

    def __init__(self, of: Node) -> None:
        self.of = of

    @property
    def value(self) -> bool:
        return not self.of.value


class Joined:
    """`left OP right`, with OP one of and, or, implies, iff."""

    def __init__(self, name: str, left: Node, right: Node) -> None:
        self.name = name
        self.left = left
        self.right = right

    @cached_property
    def value(self) -> bool:
        if self.name == "and":
            return self.left.value and self.right.value
        if self.name == "or":
            return self.left.value or self.right.value
        if self.name == "implies":
            return not self.left.value or self.right.value
        return self.left.value is self.right.value


class Ranging:
    """`forall x in ...` (`every`) or `exists x in ...`, over the objects of a category, or over the arrows between two
    of its objects: then `ends` are these. `entries` are the values, object numbers or arrows, with their instances."""

    def __init__(
        self,
        every: bool,
        variable: str,
        category: Category,
        ends: tuple[int, int] | None,
        entries: list[tuple[Any, Node]],
    ) -> None:
        self.every = every
        self.variable = variable
        self.category = category
        self.ends = ends
        self.entries = entries

    @cached_property
    def value(self) -> bool:
        return self.deciding is None if self.every else self.deciding is not None

    @cached_property
    def deciding(self) -> tuple[Any, Node] | None:
        """The first value that makes a `forall` false, or an `exists` true."""
        return next((entry for entry in self.entries if entry[1].value is not self.every), None)


Node = Leaf | Negation | Joined | Ranging


class Expander:
    """Expands one proposition, and counts its instances."""

    def __init__(self, most: int = MOST_INSTANCES) -> None:
        self.most = most
        self.leaves = 0

    def expand(self, prop: Prop) -> Node:
        """The proposition with all instances. Raises `NotExportable`, and `LimitReached` or `Wrong` from a body."""
        if isinstance(prop, Atom):
            self.leaves += 1
            if self.leaves > self.most:
                raise NotExportable(f"its quantifiers have more than {self.most} instances")
            return Leaf(prop.claim, prop.text)
        if isinstance(prop, Not):
            return Negation(self.expand(prop.of))
        if isinstance(prop, Connective):
            return Joined(prop.name, self.expand(prop.left), self.expand(prop.right))
        if isinstance(prop, Quantified):
            return self._quantified(prop)
        raise NotExportable("a limit keeps it from being decided")

    def _quantified(self, prop: Quantified) -> Node:
        every, name, domain = prop.name == "forall", prop.variable, prop.domain
        if isinstance(domain, Objects):
            entries = [(a, self.expand(prop.body(a))) for a in range(len(domain.category.objects))]
            return Ranging(every, name, domain.category, None, entries)
        if isinstance(domain, Arrows):
            return self._arrows(prop, every, domain)
        raise NotExportable(f"it ranges over {domain.noun}; only quantifiers over objects and arrows have a Coq form")

    def _arrows(self, prop: Quantified, every: bool, domain: Arrows) -> Node:
        """`arrows(C)` of a category with several objects ranges over the ends first."""
        category, points = domain.category, range(len(domain.category.objects))

        def between(a: int, b: int) -> Node:
            entries: list[tuple[Arrow, Node]] = [(f, self.expand(prop.body(f))) for f in category.arrows(a, b)]
            return Ranging(every, prop.variable, category, (a, b), entries)

        def from_all(b: int) -> Node:
            if domain.source is not None:
                return between(domain.source, b)
            if len(points) == 1:
                return between(0, b)
            return Ranging(every, f"{prop.variable}_source", category, None, [(a, between(a, b)) for a in points])

        if domain.target is not None:
            return from_all(domain.target)
        if len(points) == 1:
            return from_all(0)
        return Ranging(every, f"{prop.variable}_target", category, None, [(b, from_all(b)) for b in points])
