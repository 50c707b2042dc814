"""Comparisons of numbers in Coq: `rank(T)`, `size(T)`, and counts of objects, arrows and elements.

A number is said by a property of natural numbers that one number alone has: `HasRank T`, `HasSize T`, `HasCount S`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from catproof.bridge.coq_source import Source
from catproof.bridge.coq_tables import row
from catproof.bridge.coq_terms import Environments, object_term, place
from catproof.bridge.expand import NotExportable
from catproof.claims.claim import Finding
from catproof.claims.domain import Arrows, Elements, Objects
from catproof.claims.numbers import Compare, Count, Rank, Size
from catproof.core.category import Category
from catproof.core.generation import maximal_classes
from catproof.core.task import Task

SWAPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

BOUND = ("h", "j", "k")
"""What the statements and proofs bind; no name of the theory file may be shadowed by it."""

Said = Callable[[Source, Environments, Sequence[Any]], str]


class Quantity(NamedTuple):
    """A kind of number. `property` is what a number has of what `about` says, for the terms of all environments;
    `known` gives the number for one term, with a proof that leaves one hole to be computed; `unique` proves that no
    other number has the property."""

    property: str
    about: Said
    known: Callable[[Source, Any], tuple[int, str]]
    unique: str

    def said(self, source: Source, environments: Environments, terms: Sequence[Any]) -> str:
        """The property of numbers that the terms stand for."""
        return f"{self.property} {self.about(source, environments, terms)}"


# ---- tasks --------------------------------------------------------------------------------------------


def _tasks(source: Source, environments: Environments, terms: Sequence[Any]) -> str:
    return place(environments, [_task(term) for term in terms], source.task)


def _task(term: Rank | Size | Count) -> Task:
    if isinstance(term, Count):
        assert isinstance(term.domain, Elements)
        return term.domain.task
    return term.task


def _known_rank(source: Source, term: Rank) -> tuple[int, str]:
    task, found = term.task, maximal_classes(term.task)
    generators = row(members[0] for members in found)
    classes = "; ".join(f'"{row(members)}"' for members in found)
    lemma = source.lemma("rank_is")
    return len(found), f'{lemma} {source.checks(task)} {len(found)}%nat "{generators}" [{classes}] _'


def _known_size(source: Source, term: Size | Count) -> tuple[int, str]:
    task = _task(term)
    return task.size, f"{source.lemma('size_is')} {source.checks(task)} {task.size}%nat _"


def _values(source: Source, environments: Environments, terms: Sequence[Any]) -> str:
    task = place(environments, [_task(term) for term in terms], source.task)
    category: Category = _task(terms[0]).category
    return f"({task} {object_term(source, environments, category, [t.domain.at for t in terms])})"


def _known_at(source: Source, term: Count) -> tuple[int, str]:
    task, value = _task(term), term.domain.size()
    assert isinstance(term.domain, Elements) and term.domain.at is not None
    at = source.object(task.category, term.domain.at)
    return value, f"{source.lemma('element_count_is')} {source.checks(task)} {at} {value}%nat _"


# ---- categories ---------------------------------------------------------------------------------------


def _categories(source: Source, environments: Environments, terms: Sequence[Any]) -> str:
    return place(environments, [term.domain.category for term in terms], source.category)


def _known_of_categories(lemma: str) -> Callable[[Source, Count], tuple[int, str]]:
    def known(source: Source, term: Any) -> tuple[int, str]:
        value: int = term.domain.size()
        return value, f"{source.lemma(lemma)} {source.category(term.domain.category)}_ok {value}%nat _"

    return known


def _homs(source: Source, environments: Environments, terms: Sequence[Any]) -> str:
    category = terms[0].domain.category
    if any(term.domain.category is not category for term in terms):
        raise NotExportable("a domain of the statement is a category that depends on a variable")
    a, b = (
        object_term(source, environments, category, ends)
        for ends in ([term.domain.source for term in terms], [term.domain.target for term in terms])
    )
    return f"(Hom {a} {b})"


def _known_between(source: Source, term: Any) -> tuple[int, str]:
    category, value = term.domain.category, term.domain.size()
    a, b = source.object(category, term.domain.source), source.object(category, term.domain.target)
    return value, f"{source.lemma('hom_count_is')} {source.category(category)}_ok {a} {b} {value}%nat _"


# ---- kinds --------------------------------------------------------------------------------------------

RANK = Quantity("HasRank", _tasks, _known_rank, "rank_unique")
SIZE = Quantity("HasSize", _tasks, _known_size, "size_unique")
AT = Quantity("HasCount", _values, _known_at, "count_unique")
BETWEEN = Quantity("HasCount", _homs, _known_between, "count_unique")
ARROWS = Quantity("HasArrows", _categories, _known_of_categories("arrow_count_is"), "arrows_unique")
OBJECTS = Quantity("HasObjects", _categories, _known_of_categories("object_count_is"), "objects_unique")


def _quantity(term: Rank | Size | Count) -> Quantity:
    if isinstance(term, Rank):
        return RANK
    if isinstance(term, Size):
        return SIZE
    domain = term.domain
    if isinstance(domain, Elements):
        return SIZE if domain.at is None else AT
    if isinstance(domain, Objects):
        return OBJECTS
    if isinstance(domain, Arrows) and (domain.source is None) is (domain.target is None):
        return ARROWS if domain.source is None else BETWEEN
    where = " from or into one object" if isinstance(domain, Arrows) else ""
    raise NotExportable(f"a number of {domain.noun}{where} has no Coq form")


def _sides(claim: Compare) -> tuple[Any, str, Any]:
    """`left OP right` with a given number, if there is one, on the right."""
    if not isinstance(claim.left, int):
        return claim.left, claim.symbol, claim.right
    if isinstance(claim.right, int):
        raise NotExportable("a comparison of two given numbers has no Coq form")
    return claim.right, SWAPPED[claim.symbol], claim.left


# ---- comparisons --------------------------------------------------------------------------------------


def _compared(left: object, symbol: str, right: object) -> str:
    return f"({left} {'<>' if symbol == '!=' else symbol} {right})%nat"


def compare(source: Source, environments: Environments, claims: Sequence[Compare]) -> str:
    """What the comparisons say."""
    sides = [_sides(claim) for claim in claims]
    left, symbol, right = sides[0]
    quantity = _quantity(left)
    if any(_quantity(each[0]) is not quantity for each in sides):
        raise NotExportable("its instances are not claims of one form")
    said = quantity.said(source, environments, [each[0] for each in sides])
    if isinstance(right, int):
        if any(each[2] != right for each in sides):
            raise NotExportable("a number of the statement depends on a variable")
        if symbol == "=":
            return f"{said} {right}%nat"
        return f"(exists k : nat, {said} k /\\ {_compared('k', symbol, right)})"
    other = _quantity(right)
    if any(isinstance(each[2], int) or _quantity(each[2]) is not other for each in sides):
        raise NotExportable("its instances are not claims of one form")
    told = other.said(source, environments, [each[2] for each in sides])
    return f"(exists j k : nat, {said} j /\\ {told} k /\\ {_compared('j', symbol, 'k')})"


def prove_compare(source: Source, claim: Compare, finding: Finding) -> str:
    """The tactics that prove it, or refute it."""
    left, symbol, right = _sides(claim)
    said, unique, value, known = _known(source, left)
    ending = "true" if finding.value else "false"
    if isinstance(right, int):
        if symbol == "=" and finding.value:
            return f"refine ({known}); computed."
        lemma = f"{source.lemma(f'number_{ending}')} (H:={said})"
        if symbol == "=":
            return (
                f"refine (fun h => {lemma} {unique} {value}%nat ({known}) (fun k => k = {right}%nat) _ "
                f"(ex_intro _ {right}%nat (conj h eq_refl))); [computed | discriminate]."
            )
        only = "" if finding.value else f" {unique}"
        bound = f"(fun k => {_compared('k', symbol, right)})"
        return f"refine ({lemma}{only} {value}%nat ({known}) {bound} _); [computed | lia]."
    told, unique_too, other, known_too = _known(source, right)
    lemma = f"{source.lemma(f'numbers_{ending}')} (H:={said}) (K:={told})"
    only = "" if finding.value else f" {unique} {unique_too}"
    bound = f"(fun j k => {_compared('j', symbol, 'k')})"
    numbers = f"{value}%nat {other}%nat ({known}) ({known_too})"
    return f"refine ({lemma}{only} {numbers} {bound} _); [computed | computed | lia]."


def _known(source: Source, term: Any) -> tuple[str, str, int, str]:
    """The property, why one number alone has it, that number, and why it has it."""
    quantity = _quantity(term)
    about = quantity.about(source, [{}], [term])
    value, known = quantity.known(source, term)
    return f"({quantity.property} {about})", f"({source.lemma(quantity.unique)} {about})", value, known
