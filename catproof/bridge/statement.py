"""A proposition as the core term that printers read, with what its closed parts stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from catproof.decide.claim import Claim
from catproof.decide.proposition import Atom, Connective, Not, NoValue, Prop, Unreached
from catproof.logic.graded_words import GRADED_NUMBERS
from catproof.logic.terms import Apply, Definitions, Number, Term
from catproof.structures.reading import Reading
from catproof.structures.tables import Value


class NotExportable(Exception):
    """There is no form of the statement for this prover; the message says what stands in the way."""


NOUNS = {
    "solves by tuning": "tuning", "left adjoint": "an adjunction", "isomorphic functors": "an isomorphism of functors",
    "isomorphic models": "an isomorphism of models",
    **{f"{verb} {kind}": f"`{verb} {kind}`" for verb in ("preserves", "reflects") for kind in ("limits", "colimits")},
    **{f"generalizes from{a}": "`generalizes from`" for a in ("", " among functors", " among faithful functors")},
}  # fmt: skip
"""What atoms with a rule of their own are called in messages."""


UNWRITTEN = {
    "limit": "`limit(...)`", "colimit": "`colimit(...)`", "euler": "an Euler characteristic",
    "rank missing": "a rank up to a share",
    **dict.fromkeys(GRADED_NUMBERS, "a score"),
    **dict.fromkeys(("pair of elements", "object of elements"), "a pair of what is not named"),
}  # fmt: skip
"""Objects, arrows, elements and numbers that no printer writes."""


def refuse(operator: str, form: str) -> None:
    """Raise `NotExportable` for an operation that has no such form."""
    if operator in UNWRITTEN:
        raise NotExportable(f"{UNWRITTEN[operator]} has no {form} form")


def whole(number: Number, form: str) -> int:
    """The value of a number; a fraction has no such form."""
    if not isinstance(number.value, int):
        raise NotExportable(f"the fraction {number.value} has no {form} form")
    return number.value


class Values:
    """What closed terms stand for, each found when it is first asked for. Raises `Wrong` and `LimitReached`."""

    def __init__(self, reading: Reading, known: Any, first: Mapping[Term, Value]) -> None:
        self.reading = reading
        self.known = known
        """No variable has a value there."""
        self._found = dict(first)

    def __getitem__(self, term: Term) -> Value:
        if term not in self._found:
            self._found.update(self.reading.values(term, self.known, frozenset()))
        return self._found[term]


class Statement(NamedTuple):
    """What is said: the term, what its closed parts stand for, the definitions, and the closed atoms with their
    claims."""

    term: Term
    values: Values
    definitions: Definitions
    atoms: list[tuple[Term, Claim]]


def statement(prop: Prop) -> Statement:
    """The proposition as a term. Raises `NotExportable`."""
    atoms: list[tuple[Term, Claim]] = []
    found: list[tuple[Reading, Any]] = []
    known: dict[Term, Value] = {}

    def read(prop: Prop) -> Term:
        if isinstance(prop, Not):
            return Apply("not", (read(prop.of),))
        if isinstance(prop, Connective):
            return Apply(prop.name, (read(prop.left), read(prop.right)))
        if isinstance(prop, Unreached):
            raise NotExportable("a limit keeps it from being decided")
        if isinstance(prop, NoValue):
            raise NotExportable("a term of it has no value")
        if isinstance(prop, Atom):
            atoms.append((prop.term, prop.claim))
        assert prop.reading is not None, "nobody exports a claim that nobody has said"
        found.append((prop.reading, prop.known))
        known.update(prop.reading.values(prop.term, prop.known, frozenset()))
        return prop.term

    term = read(prop)
    reading, root = found[0]
    return Statement(term, Values(reading, root, known), reading.definitions, atoms)
