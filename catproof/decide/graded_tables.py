"""The entries of graded things in a certificate: values as exact texts. `catproof/kernel/README.md` has the format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.core.quantale import shown

Thing = Graded | GradedFunctor | GradedTask | GradedModel

KIND: dict[type, str] = {
    Graded: "graded category", GradedFunctor: "graded functor", GradedTask: "graded task", GradedModel: "graded model",
}  # fmt: skip


def graded_entry(thing: Thing, number: Callable[[Thing], int]) -> dict[str, Any]:
    """The entry of a graded thing; `number` enters what it is made of."""
    if isinstance(thing, Graded):
        entry: dict[str, Any] = {
            "is": "category",
            "name": thing.name,
            "quantale": thing.quantale.name,
            "objects": thing.objects,
            "values": [list(map(shown, row)) for row in thing.values],
        }
        if thing.made is not None:
            entry["made"] = [thing.made.operation, number(thing.made.of)]
        return entry
    if isinstance(thing, GradedTask):
        category = number(thing.category)
        entry = {"is": "task", "name": thing.name, "category": category, "values": list(map(shown, thing.values))}
        if thing.represented is not None:
            entry["made"] = ["yoneda", thing.represented]
        if thing.along is not None:
            entry["made"] = [thing.along.operation, number(thing.along.functor), number(thing.along.task)]
        return entry
    if isinstance(thing, GradedFunctor):
        ends = {"source": number(thing.source), "target": number(thing.target)}
        return {"is": "functor", "name": thing.name, **ends, "objects": thing.on_objects}
    return {"is": "model", "name": thing.name, "functor": number(thing.functor)}
