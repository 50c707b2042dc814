"""Propositions written out: every quantifier with all of its instances, so that a prover can be given the body.

A certificate holds the instances that decide a verdict. To state the theorem one needs what the body says for every
value; how the instances are put together again to one body is the matter of `coq_terms`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from catproof.bridge.statement import NotExportable
from catproof.claims.arrows import ArrowProperty, EqualArrows, ObjectProperty
from catproof.claims.claim import Claim, Finding
from catproof.claims.domain import Arrows, Objects
from catproof.claims.isomorphic import IsomorphicObjects
from catproof.claims.proposition import Atom, Connective, Not, Prop, Quantified
from catproof.core.category import Arrow, Category
from catproof.core.chase import Word
from catproof.syntax import tree
from catproof.syntax.parser import parse

MOST_INSTANCES = 5_000
"""Instances of claims that one exported statement may have."""


Factor = str | Word
"""A factor of a composite: the variable of an enclosing `Ranging`, or a path of generating arrows."""


class Leaf:
    """A claim about given things. It is decided when its value is first asked for.

    For an equation between arrows, `sides` may say which factors its composites are written with.
    """

    def __init__(self, claim: Claim, text: str, sides: tuple[list[Factor], list[Factor]] | None = None) -> None:
        self.claim = claim
        self.text = text
        self.sides = sides

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
        self._deciding: tuple[Any, Node] | None = None

    @cached_property
    def value(self) -> bool:
        for entry in self.entries:  # in one frame: statements are nested deep
            if entry[1].value is not self.every:
                self._deciding = entry
                return not self.every
        return self.every

    @property
    def deciding(self) -> tuple[Any, Node] | None:
        """The first value that makes a `forall` false, or an `exists` true."""
        return None if self.value is self.every else self._deciding


class Defined:
    """A claim about an arrow or an object, with what its definition says of it; `subject` is the variable over arrows
    that it is about, if it is one."""

    def __init__(self, claim: Claim, subject: str | None, means: Node) -> None:
        self.claim = claim
        self.subject = subject
        self.means = means

    @property
    def value(self) -> bool:
        return self.means.value


Node = Leaf | Negation | Joined | Ranging | Defined


class Expander:
    """Expands one proposition, and counts its instances."""

    def __init__(self, most: int = MOST_INSTANCES) -> None:
        self.most = most
        self.leaves = 0
        self._variables: list[str] = []
        """The variables over arrows whose scope we are in."""

    def expand(self, prop: Prop) -> Node:
        """The proposition with all instances. Raises `NotExportable`, and `LimitReached` or `Wrong` from a body."""
        if isinstance(prop, Atom):
            definition = DEFINITIONS.get(type(prop.claim))
            if definition is not None:
                return Defined(prop.claim, self._subject(prop.text), definition(self, prop.claim))
            return self.leaf(prop.claim, prop.text, self._sides(prop.claim, prop.text))
        if isinstance(prop, Not):
            return Negation(self.expand(prop.of))
        if isinstance(prop, Connective):
            return Joined(prop.name, self.expand(prop.left), self.expand(prop.right))
        if isinstance(prop, Quantified):
            return self._quantified(prop)
        raise NotExportable("a limit keeps it from being decided")

    def leaf(self, claim: Claim, text: str = "", sides: tuple[list[Factor], list[Factor]] | None = None) -> Leaf:
        """A claim, counted. Raises `NotExportable` when there are too many."""
        self.leaves += 1
        if self.leaves > self.most:
            raise NotExportable(f"its quantifiers have more than {self.most} instances")
        return Leaf(claim, text, sides)

    def _subject(self, text: str) -> str | None:
        """The variable over arrows that the claim is about, by its text."""
        read = _parsed(text) if self._variables else None
        subject = read.subject if isinstance(read, tree.Is) else None
        return subject.text if isinstance(subject, tree.Name) and subject.text in self._variables else None

    def _sides(self, claim: Claim, text: str) -> tuple[list[Factor], list[Factor]] | None:
        """The factors of the two composites that an equation compares, where variables are among them."""
        if not self._variables or not isinstance(claim, EqualArrows):
            return None
        read = _parsed(text)
        if not isinstance(read, tree.Comparison):
            raise NotExportable("an equation between arrows with variables could not be read back")
        return self._factors(read.left, claim.category), self._factors(read.right, claim.category)

    def _factors(self, term: tree.Term, category: Category) -> list[Factor]:
        if isinstance(term, tree.Compose):
            return [factor for one in tree.factors(term) for factor in self._factors(one, category)]
        if isinstance(term, tree.Power) and term.exponent >= 0:
            return self._factors(term.base, category) * term.exponent
        if isinstance(term, tree.Name):
            if term.text in self._variables:
                return [term.text]
            if term.text in category.generator_number:
                return [(category.generator_number[term.text],)]
            if term.text == "id":
                return []
        if isinstance(term, tree.Call) and term.function == "id":
            return []
        raise NotExportable(
            "in an equation with variables, only composites of variables and generating arrows are read"
        )

    def _quantified(self, prop: Quantified) -> Node:
        every, name, domain = prop.name == "forall", prop.variable, prop.domain
        if isinstance(domain, Objects):
            entries = [(a, self.expand(prop.body(a))) for a in range(len(domain.category.objects))]
            return Ranging(every, name, domain.category, None, entries)
        if isinstance(domain, Arrows):
            return self._arrows(prop, every, domain)
        raise NotExportable(f"it ranges over {domain.noun}; only quantifiers over objects and arrows are exported")

    def _arrows(self, prop: Quantified, every: bool, domain: Arrows) -> Node:
        """`arrows(C)` of a category with several objects ranges over the ends first."""
        category, points = domain.category, range(len(domain.category.objects))

        def between(a: int, b: int) -> Node:
            self._variables.append(prop.variable)
            entries: list[tuple[Arrow, Node]] = [(f, self.expand(prop.body(f))) for f in category.arrows(a, b)]
            self._variables.pop()
            return Ranging(every, prop.variable, category, (a, b), entries)

        def from_all(b: int) -> Node:
            if domain.source is not None:
                return between(domain.source, b)
            if len(points) == 1:
                return between(0, b)
            return Ranging(every, f"{prop.variable} source", category, None, [(a, between(a, b)) for a in points])

        if domain.target is not None:
            return from_all(domain.target)
        if len(points) == 1:
            return from_all(0)
        return Ranging(every, f"{prop.variable} target", category, None, [(b, from_all(b)) for b in points])


def _parsed(text: str) -> tree.Prop | None:
    """The claim whose printed form this is."""
    items = parse(f"ask {text}", "").theory.items
    return items[0].prop if len(items) == 1 and isinstance(items[0], tree.Statement) else None


# ---- claims by their definitions ------------------------------------------------------------------------
#
# Properties of arrows and objects are statements about arrows (Mac Lane I.5). They are said by their names, and
# proved by going through the definitions.


def _between(
    every: bool, name: str, category: Category, ends: tuple[int, int], body: Callable[[Arrow], Node]
) -> Ranging:
    return Ranging(every, name, category, ends, [(f, body(f)) for f in category.arrows(*ends)])


def _equal(expander: Expander, category: Category, target: int, left: Word, right: Word) -> Node:
    return expander.leaf(EqualArrows(category, target, left, right))


def _inverse(expander: Expander, category: Category, arrow: Arrow, name: str) -> Node:
    """Some arrow back is an inverse (`iso`), a retraction (`split mono`), a section (`split epi`)."""
    a, b, word = category.source(arrow), arrow.target, category.word(arrow)

    def body(back: Arrow) -> Node:
        other = category.word(back)
        if name == "split mono":
            return _equal(expander, category, a, other + word, ())
        right = _equal(expander, category, b, word + other, ())
        if name == "split epi":
            return right
        return Joined("and", _equal(expander, category, a, other + word, ()), right)

    return _between(False, "g", category, (b, a), body)


def _arrow_property(expander: Expander, claim: ArrowProperty) -> Node:
    category, arrow = claim.category, claim.arrow
    if claim.name not in ("mono", "epi"):
        return _inverse(expander, category, arrow, claim.name)
    a, b, word = category.source(arrow), arrow.target, category.word(arrow)
    mono = claim.name == "mono"

    def cancels(x: int) -> Node:
        ends, target = ((x, a), b) if mono else ((b, x), x)

        def pair(g: Word, h: Word) -> Node:
            left, right = (word + g, word + h) if mono else (g + word, h + word)
            equal = _equal(expander, category, target, left, right)
            return Joined("implies", equal, _equal(expander, category, ends[1], g, h))

        def for_all(g: Arrow) -> Node:
            return _between(True, "h", category, ends, lambda h: pair(category.word(g), category.word(h)))

        return _between(True, "g", category, ends, for_all)

    return Ranging(True, "x", category, None, [(x, cancels(x)) for x in range(len(category.objects))])


def _object_property(expander: Expander, claim: ObjectProperty) -> Node:
    category = claim.category

    def unique(x: int) -> Node:
        ends = (x, claim.at) if claim.name == "terminal" else (claim.at, x)

        def alone(f: Arrow) -> Node:
            def same(g: Arrow) -> Node:
                return _equal(expander, category, ends[1], category.word(g), category.word(f))

            return _between(True, "g", category, ends, same)

        return _between(False, "f", category, ends, alone)

    return Ranging(True, "x", category, None, [(x, unique(x)) for x in range(len(category.objects))])


def _isomorphic_objects(expander: Expander, claim: IsomorphicObjects) -> Node:
    category = claim.category
    ends = (claim.left, claim.right)
    return _between(False, "f", category, ends, lambda f: _inverse(expander, category, f, "iso"))


DEFINITIONS: dict[type, Callable[[Expander, Any], Node]] = {
    ArrowProperty: _arrow_property,
    ObjectProperty: _object_property,
    IsomorphicObjects: _isomorphic_objects,
}
