"""Graded categories, tasks, functors and models as sheets of tables."""

from __future__ import annotations

from collections.abc import Iterable

from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.core.label import show
from catproof.core.nouns import counted
from catproof.core.quantale import shown
from catproof.report.sheet import Cell, Sheet, Table

MOST_COLUMNS = 12
"""A table of scores is shown as a square up to so many objects, else pair by pair."""


def graded_sheet(thing: Graded | GradedFunctor | GradedTask | GradedModel) -> Sheet:
    """What is shown of a graded thing."""
    if isinstance(thing, Graded):
        kind = "graded category" if thing.broken is None else "table of scores"
        title = f"{kind} {thing.name}".strip() + f" in {thing.quantale.name}: {counted(len(thing.objects), 'objects')}"
        return Sheet("category", title, (_scores(thing),))
    if isinstance(thing, GradedTask):
        rows = [(thing.category.show(a), shown(value)) for a, value in enumerate(thing.values)]
        on = f"on {thing.category.name or '?'} in {thing.category.quantale.name}"
        return Sheet("task", f"task {thing.name} {on}", (Table("values", ("object", "value"), rows, len(rows)),))
    functor = thing if isinstance(thing, GradedFunctor) else thing.functor
    kind = "functor" if thing is functor else "model"
    ends = f"{functor.source.name or '?'} -> {functor.target.name or '?'}"
    values = [(functor.source.show(a), functor.target.show(b)) for a, b in enumerate(functor.on_objects)]
    return Sheet(kind, f"{kind} {thing.name} : {ends}", (Table("objects", ("object", "value"), values, len(values)),))


def graded_object_sheet(of: Graded, a: int) -> Sheet:
    """The scores from an object and into it."""
    rows = [(of.show(b), shown(of.values[a][b]), shown(of.values[b][a])) for b in range(len(of.objects))]
    table = Table("scores", ("object", "to it", "from it"), rows, len(rows))
    return Sheet("object", f"object {show(of.objects[a])} of {of.name or '?'}", (table,))


def _scores(of: Graded) -> Table:
    count = len(of.objects)
    rows: Iterable[tuple[Cell, ...]]
    if count <= MOST_COLUMNS:
        rows = ((of.show(a), *map(shown, of.values[a])) for a in range(count))
        return Table("scores", ("from / to", *map(of.show, range(count))), rows, count)
    bottom = of.quantale.bottom
    there = [(a, b) for a in range(count) for b in range(count) if a != b and of.values[a][b] != bottom]
    rows = ((of.show(a), of.show(b), shown(of.values[a][b])) for a, b in there)
    return Table("scores", ("from", "to", "score"), rows, len(there))
