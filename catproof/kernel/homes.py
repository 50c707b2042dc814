"""Where objects, arrows and elements live: each stands only where something of its own category or task is asked for.

A sentence shows them by name alone, so that `a is terminal in C` must not be said of an `a` of another category. Kinds
and places are those of README.md, section 3. What is made of what varies has a place only where it is plain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catproof.kernel.building import TAKEN, lives_by
from catproof.kernel.constructed_tasks import same
from catproof.kernel.functor_tables import Functor
from catproof.kernel.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.kernel.interpreter import Interpreter
from catproof.kernel.kinds import ATOMS
from catproof.kernel.models import Model
from catproof.kernel.natural import Natural
from catproof.kernel.pairing import PAIRED
from catproof.kernel.rejection import Rejected, need
from catproof.kernel.tables import Category, Task

Places = tuple[Any, ...]
"""Of an object or an arrow its category, of an element its task. Of a category itself; of a task itself and its
category; of functors, models, natural transformations two categories; of a transformation two tasks. None: unknown."""

NOWHERE: Places = (None, None)

_GIVES: dict[str, tuple[tuple[int, int], ...]] = {
    **dict.fromkeys(("identity", "compose", "power", "the arrow", "source", "target"), ((0, 0),)),
    **dict.fromkeys(("limit", "colimit", "value at", "value on", "component", "map", "graded value at"), ((0, 1),)),
    **dict.fromkeys(("restrict", "as element", "elements", "elements at"), ((0, 0),)),
    **dict.fromkeys(("objects", "arrows", "arrows between", "graded objects"), ((0, 0),)),
    **dict.fromkeys(("object in", "arrow in"), ((1, 0),)),
    **dict.fromkeys(("functor in", "natural transformation in"), ((0, 0),)),
    **dict.fromkeys(("transformations", "functors"), ((0, 0), (1, 0))),
    **dict.fromkeys(PAIRED, ((0, 0),)),
    "lies at": ((0, 1),),
    "natural transformations": ((0, 0), (0, 1)),
    "compose functors": ((1, 0), (0, 1)),
    "compose transformations": ((1, 0), (0, 1)),
    "identity functor": ((0, 0), (0, 0)),
    "identity transformation": ((0, 0), (0, 0)),
}
"""The places of what an operation gives: each as the number of an argument, and which of its places."""


_FIRST = (
    *("category", "functor", "natural transformation", "model", "transformation"),
    *("graded category", "graded functor", "graded model"),
)
"""What objects beside it are asked for of its first place."""


class Homes:
    """Goes through the terms of one claim."""

    def __init__(self, certificate: Any, checker: Interpreter) -> None:
        self.certificate, self.checker = certificate, checker
        self._told: set[tuple[Any, ...]] = set()
        self._kept: list[Any] = []
        """What was made on the way, so that it keeps its number."""
        self._labels = {
            id(category): entry["objects"]
            for category, entry in zip(checker.given.categories, certificate["categories"], strict=True)
        }
        for k, entry in enumerate(certificate["tasks"]):
            self._labels[id(checker.given.task(k))] = entry["elements"]

    def of(self, term: Any, known: Mapping[str, Places], limit: int) -> Places:
        """The places of what the term stands for. Rejects what stands elsewhere."""
        form = term[0]
        if form == "variable":
            return known[term[1]]
        if form == "constant":
            return self._constant(term[1])
        if form == "call":
            self._call(term[1], tuple(self.of(argument, known, limit) for argument in term[2:]))
        elif form == "binding":
            _, _, names, domain, condition, body = term
            inner = {**known, **dict.fromkeys(names, self.of(domain, known, limit))}
            for part in (condition, body):
                if part is not None:
                    self.of(part, inner, limit)
        elif form == "apply":
            return self._applied(term, known, limit)
        return NOWHERE

    def _constant(self, k: int) -> Places:
        entry, value = self.certificate["constants"][k], self.checker.constants[k]
        if entry["is"] == "graded object":
            return (self.checker.given.graded[entry["of"]],)
        if entry["is"] in ("object", "arrow"):
            return (self.checker.given.categories[entry["of"]],)
        if entry["is"] == "element":
            return (self.checker.given.task(entry["of"]),)
        return _places(value)

    def _call(self, number: int, arguments: tuple[Places, ...]) -> None:
        key = (number, *(id(place) for places in arguments for place in (*places, self)))
        if key not in self._told:
            self._told.add(key)
            self._kept.append(arguments)
            definition = self.checker.definitions[number]
            self.of(definition["body"], dict(zip(definition["parameters"], arguments, strict=True)), number)

    def _applied(self, term: Any, known: Mapping[str, Places], limit: int) -> Places:
        name = term[1]
        given = [self.of(argument, known, limit) for argument in term[2:]]
        kinds = ATOMS.get(name) or TAKEN.get(name, ())
        for place, places in enumerate(given):
            kind = kinds[min(place, len(kinds) - 1)].removesuffix("*") if kinds else ""
            if kind in ("object", "arrow", "element", "graded object") and place:
                self._meet(places[0], self._asked(name, place, kinds, given))
        if name in _GIVES:
            return tuple(given[k][at] for k, at in _GIVES[name])
        if name in ("tasks", "graded tasks"):
            return (None, given[0][0])
        return self._made(term, limit) if name in TAKEN else NOWHERE

    @staticmethod
    def _asked(name: str, place: int, kinds: Sequence[str], given: Sequence[Places]) -> Any:
        """Where an argument of an operation should live."""
        at, kind = lives_by(name, place), kinds[min(place, len(kinds) - 1)].removesuffix("*")
        first = kinds[at]
        if first in _FIRST or kind == "element":
            return given[at][0]
        return given[at][1] if first in ("task", "graded task") else None

    def _made(self, term: Any, limit: int) -> Places:
        """The places of a structure that is made of constants."""
        if _varies(term):
            return NOWHERE
        try:
            value = self.checker.value(term, {}, limit)
        except Rejected:
            return NOWHERE  # where it is reached, that is told
        self._kept.append(value)
        return _places(value)

    def _meet(self, home: Any, asked: Any) -> None:
        if home is None or asked is None or home is asked:
            return
        labels = self._labels.get(id(home)), self._labels.get(id(asked))
        named = None in labels or labels[0] == labels[1]
        need(named and _alike(home, asked), "something stands where what lives elsewhere is asked for")


def _varies(term: Any) -> bool:
    return isinstance(term, list) and (term[:1] == ["variable"] or any(map(_varies, term)))


def _places(value: Any) -> Places:
    if isinstance(value, Graded):
        return value, None
    if isinstance(value, GradedTask):
        return value, value.category
    if isinstance(value, GradedModel):
        value = value.functor
    if isinstance(value, GradedFunctor):
        return value.source, value.target
    if isinstance(value, Category):
        return value, None
    if isinstance(value, Task):
        return value, value.category
    if isinstance(value, Functor):
        return value.source, value.target
    if isinstance(value, Natural):
        return value.source.source, value.source.target
    if isinstance(value, Model):
        return value.category, value.base
    return (value[0], value[1]) if type(value) is tuple and len(value) == 3 else NOWHERE


def _alike(left: Any, right: Any) -> bool:
    """Have the two the same tables?"""
    if isinstance(left, Category) and isinstance(right, Category):
        return (left.objects, left.ends, left.homs) == (right.objects, right.ends, right.homs)
    return isinstance(left, Task) and isinstance(right, Task) and same(left, right)
