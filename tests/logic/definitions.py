"""What the tests of this folder share: the truth of shipped definitions of given things, and small instances."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from catproof.core.category import Arrow, Category
from catproof.core.enumeration import categories
from catproof.core.functor import Functor
from catproof.core.functor_search import functors
from catproof.core.task import Task
from catproof.core.task_search import TaskSearch
from catproof.decide.claim import Claim
from catproof.elaborate.define import prelude
from catproof.logic.literals import TRUE, Known
from catproof.logic.terms import Apply, Binding, Definition, Definitions, Number, Reference, Term, Variable
from catproof.logic.truth import Truth, Undefined
from catproof.structures.tables import KnownStructures

Given = tuple[str, Any]
"""What a definition is asked about: the kind, and the thing; of an object its category and its number, of an arrow the
category and the arrow."""


LIMITS: set[tuple[str, tuple[str, ...]]] = {
    (word, kinds)
    for kinds, words in (
        (("arrow", "arrow"), (
            "a product", "a coproduct", "have an equalizer", "have a coequalizer", "have a pullback",
            "have a pushout",
        )),
        (("arrow", "arrow", "arrow"), (
            "an equalizer", "a coequalizer",
        )),
        (("arrow", "arrow", "arrow", "arrow"), (
            "a pullback", "a pushout",
        )),
        (("object", "object"), (
            "have a product", "have a coproduct",
        )),
        (("category",), (
            "has a terminal object", "has an initial object", "has a zero object", "has products",
            "has coproducts", "has equalizers", "has coequalizers", "has pullbacks", "has pushouts",
            "has finite limits", "has finite colimits", "connected", "thin", "skeletal", "gaunt", "groupoid",
            "filtered", "cofiltered", "Cauchy complete", "balanced", "pointed", "lattice", "distributive",
        )),
        (("object",), (
            "zero",
        )),
        (("functor",), (
            "has a limit", "has a colimit", "preserves monos", "preserves epis", "reflects monos",
            "reflects epis", "preserves a terminal object", "preserves an initial object",
            "preserves a zero object", "reflects a terminal object", "reflects an initial object",
            "reflects a zero object", "preserves products", "preserves coproducts", "preserves equalizers",
            "preserves coequalizers", "preserves pullbacks", "preserves pushouts", "reflects products",
            "reflects coproducts", "reflects equalizers", "reflects coequalizers", "reflects pullbacks",
            "reflects pushouts", "conservative", "initial", "final", "codense", "discrete fibration",
            "discrete opfibration",
        )),
        (("task",), (
            "connected", "indecomposable", "projective",
        )),
        (("category", "category"), (
            "equivalent", "Morita equivalent",
        )),
        (("arrow",), (
            "regular mono", "regular epi",
        )),
    )
    for word in words
}  # fmt: skip
"""The definitions of limits and of the properties of language.md 9, which `test_limits` is about."""


class Asked:
    """Decides shipped definitions of known things; `changed` replaces some of them."""

    def __init__(self, changed: Definitions | None = None) -> None:
        self.definitions = {**prelude().definitions, **(changed or {})}
        self.structures = KnownStructures()
        self.truth = Truth(Known(), self.structures, self.definitions)

    def __call__(self, word: str, *given: Given) -> bool:
        """Does the definition of this word hold of these?"""
        definition = self.definitions[Reference(word, tuple(kind for kind, _ in given), True)]
        return self.truth.truth(definition.body, self.environment(definition, given)) == TRUE

    def environment(self, definition: Definition, given: tuple[Given, ...]) -> dict[str, Any]:
        """What the parameters of the definition stand for."""
        found: dict[str, Any] = {}
        table = self.structures.table
        for parameter, (kind, thing) in zip(definition.written, given, strict=True):
            of = [getattr(term, "name", "") for term in parameter.sort.of]
            if kind == "object":
                category, number = thing
                found |= {of[0]: table(category), parameter.name: {number: TRUE}}
            elif kind == "arrow":
                category, arrow = thing
                home = table(category)
                f = home.number[arrow]
                found |= {of[0]: home, parameter.name: {f: TRUE}}
                found |= {of[1]: {home.source[f]: TRUE}, of[2]: {home.target[f]: TRUE}}
            else:
                found[parameter.name] = table(thing)
                ends = {
                    "functor": ("source", "target"), "task": ("category",), "transformation": ("source", "target"),
                    "natural transformation": ("source", "target"),
                    "model": ("category", "base"), "category": (),
                }[kind]  # fmt: skip
                for term, end in zip(parameter.sort.of, ends, strict=True):
                    assert isinstance(term, Variable)
                    whole = getattr(thing, end)
                    found[term.name] = table(whole)
                    if term.sort.of:
                        homes = (whole.source, whole.target) if isinstance(whole, Functor) else (whole.category,)
                        found |= {v.name: table(home) for v, home in zip(term.sort.of, homes, strict=True)}  # type: ignore[union-attr]
        return found


@lru_cache
def small_categories(arrows: int) -> list[Category]:
    """All categories with at most so many arrows, up to isomorphism."""
    return [table.small_category("", 100_000) for n in range(arrows + 1) for table in categories(n, None)]


def small_functors(arrows: int, to: int | None = None) -> Iterator[Functor]:
    """All functors from categories with at most so many arrows to such with at most so many."""
    for source in small_categories(arrows):
        for target in small_categories(arrows if to is None else to):
            yield from functors(source, target)


def small_tasks(category: Category, size: int) -> Iterator[Task]:
    """All tasks of at most so many elements, up to isomorphism."""
    search = TaskSearch(category)
    for n in range(size + 1):
        yield from search.of_size(n)


def arrows_of(category: Category) -> list[Arrow]:
    """The arrows of a category."""
    return list(category.arrows())


class Case(NamedTuple):
    """A definition and what it is asked about; the claim that says the same, and what `naive` says, where it does."""

    word: str
    given: tuple[Given, ...]
    claim: Claim | None
    naive: bool | None = None

    @property
    def value(self) -> bool | None:
        """What is right."""
        if self.naive is None and self.claim is not None:
            return self.claim.direct().value
        return self.naive


def changes(term: Term) -> Iterator[Term]:
    """The term with one thing in it changed."""
    if isinstance(term, Binding):
        other = {"forall": "exists", "exists": "forall", "exists unique": "exists", "count": "count"}[term.binder]
        if other != term.binder:
            yield Binding(other, term.variables, term.domain, term.condition, term.body)
        if term.condition is not None and term.body is not None:
            yield Binding(term.binder, term.variables, term.domain, None, term.body)
        for body in () if term.body is None else changes(term.body):
            yield Binding(term.binder, term.variables, term.domain, term.condition, body)
    elif isinstance(term, Apply):
        if term.operator in ("and", "implies"):
            yield Apply({"and": "or", "implies": "and"}[term.operator], term.arguments)
        if term.operator in ("equal objects", "equal arrows", "equal elements", "not"):
            yield Apply("not", (term,))
        for k, argument in enumerate(term.arguments):
            for changed in changes(argument):
                yield Apply(term.operator, (*term.arguments[:k], changed, *term.arguments[k + 1 :]))
    elif isinstance(term, Number):
        yield Number(term.value + 1)


def noticed(definition: Definition, body: Term, cases: list[Case]) -> bool:
    """Is there a case in which the changed definition says something else?"""
    changed = Definition(definition.reference, definition.inferred, definition.written, body)
    ask = Asked({definition.reference: changed})
    for case in cases:
        try:
            if ask(case.word, *case.given) != case.value:
                return True
        except Undefined:
            return True
    return False
