"""For the operations of the signature that make structures the functions of `core` that make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catproof.core import comma, cones, constructions, elements, functor, kan, presheaves, transformation
from catproof.core import model as models
from catproof.core.category import Category
from catproof.core.euler import euler
from catproof.core.functor import Functor
from catproof.core.karoubi import karoubi
from catproof.core.model import Model
from catproof.core.origin import Origin
from catproof.core.task import Task


def _terminal(category: Category, name: str = "") -> Task:
    return presheaves.constant(category, ["*"], name)


def _empty(category: Category, name: str = "") -> Task:
    return presheaves.constant(category, [], name)


def _constant(category: Category, *labels_and_title: Any) -> Task:
    *labels, name = labels_and_title
    return presheaves.constant(category, labels, name)


def _lan(along: Functor, of: Task, name: str) -> Task:
    return kan.lan(along, of, name).task


def _inclusion(category: Category, _: Category, name: str) -> Functor:
    found = category.inclusion
    assert found is not None, "what has no inclusion is refused before"
    made = Functor(category, found.whole, found.on_objects, found.on_generators, name=name)
    made.origin = Origin("inclusion", (category,))
    return made


MAKERS: dict[str, Callable[..., Any]] = {
    "opposite": constructions.opposite,
    "karoubi": karoubi,
    "cones": cones.cones,
    "product of categories": constructions.product,
    "coproduct of categories": constructions.coproduct,
    "slice": elements.slice_over,
    "coslice": comma.coslice,
    "category of arrows": comma.arrow_category,
    "comma": comma.comma,
    "identity functor": functor.identity,
    "compose functors": functor.compose,
    "inclusion": _inclusion,
    "opposite functor": constructions.opposite_functor,
    "yoneda": presheaves.yoneda,
    "sum": presheaves.coproduct,
    "product": presheaves.product,
    "terminal task": _terminal,
    "empty task": _empty,
    "constant": _constant,
    "restrict task": functor.restriction,
    "lan": _lan,
    "ran": kan.ran,
    "power of tasks": kan.power,
    "omega": kan.omega,
    "image": transformation.image,
    "yoneda model": models.yoneda,
    "via": models.via,
}
"""For each operation the function of `core` that makes it of its arguments and of what it is called."""

UNTITLED: dict[str, Callable[..., Any]] = {
    "model at": Model.value, "answers": Model.prompted, "limit": cones.limit, "colimit": cones.colimit, "euler": euler,
}  # fmt: skip
"""Those that give what has a name already, or none: an object by its number, a number; None where there is none."""
