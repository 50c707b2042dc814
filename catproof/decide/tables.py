"""The tables of a certificate: everything a claim speaks of, as plain data for the kernel.

The format is documented in `catproof/kernel/README.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catproof.core.category import Category, OrderedPairs
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.monotone import Monotone
from catproof.core.origin import Origin
from catproof.core.task import SparseTask, Task
from catproof.core.transformation import Transformation
from catproof.decide.graded_tables import graded_entry
from catproof.decide.plain import plain

LONGEST_LOG = 300_000
"""Steps of an enumeration that a certificate carries; a longer one is left out and its result trusted."""


MOST_LISTED = 20_000
"""A thin category with more arrows than these is given by its generating arrows alone."""

MOST_OBJECTS = 20_000
"""What something was made of is left out where it is a category with more objects, or a task with more elements."""


def listed(category: Category) -> bool:
    """Does a certificate list the arrows of the category? A thin one is known by its generating arrows."""
    order = category.order
    if order is None:
        return True
    return len(category.objects) + len(category.generators) <= MOST_LISTED and order.related() <= MOST_LISTED


def ordered(functor: Functor) -> Monotone | None:
    """A functor between thin categories as a map of orders, where a certificate does not list all arrows of both."""
    return None if listed(functor.source) and listed(functor.target) else Monotone.of(functor)


class _TooLarge(Exception):
    """What an entry was made of is too large to be entered."""


KINDS = ("category", "functor", "task", "model", "transformation")
LISTS = ("categories", "functors", "tasks", "models", "transformations")
"""What a certificate calls the entries of each kind."""


class Tables:
    """Categories, functors, tasks, models and transformations, each entered once and then known by its number."""

    def __init__(self, named: bool = True) -> None:
        """Unless `named`, the arrows of orders have no names: nothing is to be shown."""
        self.named = named
        self.categories: list[dict[str, Any]] = []
        self.functors: list[dict[str, Any]] = []
        self.tasks: list[dict[str, Any]] = []
        self.models: list[dict[str, Any]] = []
        self.transformations: list[dict[str, Any]] = []
        self._graded: list[dict[str, Any]] = []
        self._entered: dict[tuple[str, int], int] = {}
        self._kept: list[object] = []

    def mark(self) -> tuple[int, ...]:
        """How far the tables are filled, for `forget`."""
        return tuple(len(entries) for entries in self._all())

    def forget(self, mark: tuple[int, ...]) -> None:
        """Remove what was entered since the mark."""
        for entries, length in zip(self._all(), mark, strict=True):
            del entries[length:]
        lengths = {**dict(zip(KINDS, mark, strict=True)), "graded": len(self._graded)}
        self._entered = {key: n for key, n in self._entered.items() if n < lengths[key[0]]}

    def entries(self) -> dict[str, list[dict[str, Any]]]:
        """The entries, as a certificate lists them."""
        found = dict(zip(LISTS, self._all(), strict=True))
        return {**found, "graded": self._graded} if self._graded else found

    def graded(self, thing: Graded | GradedFunctor | GradedTask | GradedModel) -> int:
        """Enter a graded category, a functor, a task or a model, after what it lives in."""
        known = self._entered.get(("graded", id(thing)))
        if known is None:
            entry = graded_entry(thing, self.graded)
            known = self._entered["graded", id(thing)] = len(self._graded)
            self._graded.append(plain(entry))
            self._kept.append(thing)
        return known

    def _all(self) -> tuple[list[dict[str, Any]], ...]:
        return self.categories, self.functors, self.tasks, self.models, self.transformations

    def _number(self, kind: str, thing: object, entries: list[dict[str, Any]]) -> tuple[int, bool]:
        key = (kind, id(thing))
        new = key not in self._entered
        if new:
            self._entered[key] = len(entries)
            entries.append({})  # what it is made of may be entered before it is filled in
            self._kept.append(thing)  # so that its id stays its own
        number = self._entered[key]
        return number, new

    def category(self, category: Category, arrows: bool = True) -> int:
        """Enter a category; with `arrows` also the arrows into each object."""
        number, new = self._number("category", category, self.categories)
        given = category.presentation
        equations: list[list[Any]] = [[e.target, e.source, e.left, e.right] for e in given.equations]
        if new:
            entered: dict[str, Any] = {
                "name": category.name,
                "objects": plain(list(category.objects)),
                "generators": plain(self._generators(category)),
                "presentation": {
                    "kind": given.kind,
                    "invertible": given.invertible,
                    "equations": equations,
                    "logs": None,
                },
                "homs": None,
            }
            self.categories[number].update(entered)
            self._made(self.categories[number], category.origin)
        entry = self.categories[number]
        if entry["homs"] is None and listed(category) and (arrows or given.kind != "presented" or given.invertible):
            try:
                homs = [category.hom(p) for p in range(len(category.objects))]
            except LimitReached:  # it may be infinite, and few claims need its arrows: the kernel says if one does
                if given.kind != "presented" or given.invertible:
                    raise
                return number
            entry["homs"] = plain([{"at": hom.at, "rows": hom.rows} for hom in homs])
            if given.kind == "presented":
                logs = [category.logs[p] for p in range(len(category.objects))]
                if sum(map(len, logs)) <= LONGEST_LOG:
                    entry["presentation"]["logs"] = logs
        return number

    def _generators(self, category: Category) -> list[list[Any]]:
        generators = category.generators
        if isinstance(generators, OrderedPairs) and not self.named:
            return [["", a, b] for a, b in zip(numbers(generators.smaller), numbers(generators.larger), strict=True)]
        return [list(g) for g in generators]

    def _made(self, entry: dict[str, Any], origin: Origin | None) -> None:
        """Say of an entry what it was made of, which is entered; without its parts where they are too large."""
        if origin is None:
            return
        mark = self.mark()
        entry["made"] = [origin.operation, None]
        try:
            parts = [self._part(part) for part in origin.parts]
        except (LimitReached, _TooLarge, RecursionError):  # a chain of very many, each made of the one before
            self.forget(mark)
        else:
            entry["made"] = [origin.operation, *parts]

    def _part(self, part: object) -> Any:
        if isinstance(part, Category):
            if len(part.objects) > MOST_OBJECTS:
                raise _TooLarge
            return self.category(part)
        if isinstance(part, Graded):
            if len(part.objects) > MOST_OBJECTS:
                raise _TooLarge
            return self.graded(part)
        if isinstance(part, Functor):
            return self.functor(part)
        if isinstance(part, Task):
            if part.size > MOST_OBJECTS:
                raise _TooLarge
            return self.task(part)
        if isinstance(part, Transformation):
            return self.transformation(part)
        if isinstance(part, NaturalTransformation):
            return self.natural(part)
        return plain([self._part(each) for each in part]) if isinstance(part, tuple) else part

    def functor(self, functor: Functor) -> int:
        """Enter a functor, with its source and target."""
        number, new = self._number("functor", functor, self.functors)
        if new:
            self.functors[number].update(
                {
                    "name": functor.name,
                    "source": self.category(functor.source),
                    "target": self.category(functor.target),
                    "objects": plain(list(functor.on_objects)),
                }
            )
            entry = self.functors[number]
            target = self.categories[entry["target"]]
            listed = target["homs"] is not None or target["presentation"]["kind"] == "thin"
            if functor.forced and target["homs"] is None:
                entry["generators"] = None
            else:
                values: Sequence[Sequence[int]] = functor.on_generators if listed else functor.words
                entry["generators"] = plain(list(map(list, values)))
            self._made(entry, functor.origin)
            ends = (self.categories[entry[end]].get("made") for end in ("source", "target"))
            if "made" in entry and any(made and made[1:] == [None] for made in ends):
                entry["made"][1:] = [None]  # the parts of its ends, on which it stands, are too large
        return number

    def task(self, task: Task, arrows: bool = True) -> int:
        """Enter a task, with its category; `arrows` as for categories."""
        number, new = self._number("task", task, self.tasks)
        if not (new or arrows):
            return number
        category = self.category(task.category, arrows)
        if new:
            self.tasks[number].update({**task_entry(task), "category": category})
            self._made(self.tasks[number], task.origin)
        return number

    def model(self, model: Model) -> int:
        """Enter a model, with what it is made of."""
        number, new = self._number("model", model, self.models)
        if new:
            entry = self.models[number]
            entry["name"] = model.name
            if model.functor is not None:
                entry.update({"kind": "via", "functor": self.functor(model.functor)})
            else:
                entry.update(
                    {
                        "kind": "explicit",
                        "category": self.category(model.category),
                        "base": self.category(model.base),
                        "values": [self.task(model.value(a)) for a in range(len(model.category.objects))],
                        "maps": plain([model.on_generator(g) for g in range(len(model.category.generators))]),
                    }
                )
        return number

    def transformation(self, transformation: Transformation) -> int:
        """Enter a transformation, with its source and target."""
        number, new = self._number("transformation", transformation, self.transformations)
        if new:
            entry = self.transformations[number]
            entry["name"] = transformation.name
            entry["source"] = self.task(transformation.source, arrows=False)
            entry["target"] = self.task(transformation.target, arrows=False)
            entry["components"] = plain([list(values) for values in transformation.components])
            self._made(entry, transformation.origin)
        return number

    def natural(self, given: NaturalTransformation) -> int:
        """Enter a transformation of functors."""
        number, new = self._number("transformation", given, self.transformations)
        if new:
            entry = self.transformations[number]
            entry["name"] = given.name
            entry["between"] = "functors"
            entry["source"] = self.functor(given.source)
            entry["target"] = self.functor(given.target)
            entry["components"] = plain([list(arrow) for arrow in given.components])
            self._made(entry, given.origin)
        return number


def task_entry(task: Task) -> dict[str, Any]:
    """The entry of a task, but for its category."""
    elements: Any
    action: Any
    if isinstance(task, SparseTask):
        elements = {str(a): list(task.members[a]) for a in task.support}
        incoming = task.category.incoming
        action = {str(g): numbers(task.action[g]) for a in task.support for g in incoming[a]}
    else:
        elements = [list(members) for members in task.elements]
        action = [numbers(values) for values in task.action]
    return {"name": task.name, "elements": plain(elements), "action": plain(action)}


def numbers(values: Sequence[int]) -> list[int]:
    """A list of Python integers, from a list or an array."""
    tolist = getattr(values, "tolist", None)
    return list(values) if tolist is None else tolist()


def element(task: Task, number: int) -> list[int]:
    """An element, numbered over all objects, as the certificate refers to it: [object, number there]."""
    return list(task.element(number))


def references(task: Task) -> list[list[int]]:
    """What `element` gives for each element of the task: faster where a class has very many."""
    return [[a, j] for a, members in enumerate(task.elements) for j in range(len(members))]
