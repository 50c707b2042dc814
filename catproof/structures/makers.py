"""For the operations of the signature that make structures the functions of `core` that make them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from catproof.core import (
    comma,
    cones,
    constructions,
    elements,
    functor,
    functor_category,
    graded,
    graded_cover,
    kan,
    maps,
    presheaves,
    transformation,
)
from catproof.core import model as models
from catproof.core.category import Arrow, Category
from catproof.core.euler import euler
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.graded_said import SAID
from catproof.core.karoubi import karoubi
from catproof.core.magnitude import magnitude
from catproof.core.model import Model
from catproof.core.origin import Origin
from catproof.core.quantale import INF
from catproof.core.task import Task
from catproof.core.transformation import Components, Transformation
from catproof.structures import pairing
from catproof.structures.moving import arrow_in, as_element, object_in


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


def _map(operation: str, components: Callable[..., Components]) -> Callable[..., Transformation]:
    """Makes a transformation of the arguments of an operation, its source and target, and what it is called."""

    def make(*given: Any) -> Transformation:
        *arguments, source, target, name = given
        made = Transformation(source, target, components(*arguments, source, target), name=name)
        made.origin = Origin(operation, tuple(arguments))
        return made

    return make


def _natural(operation: str, components: Callable[..., list[Arrow]]) -> Callable[..., NaturalTransformation]:
    """The same for what is between functors."""

    def make(*given: Any) -> NaturalTransformation:
        *arguments, source, target, name = given
        made = NaturalTransformation(source, target, components(*arguments, source, target), name=name)
        made.origin = Origin(operation, tuple(arguments))
        return made

    return make


MAPS: dict[str, Callable[..., Components]] = {
    "identity transformation": lambda of, source, target: transformation.identity(of),
    "compose transformations": lambda m, n, source, target: transformation.composed(m.components, n.components),
    "first": maps.first, "second": maps.second, "pair": maps.pair, "left": maps.left, "right": maps.right,
    "copair": maps.copair, "element": maps.element, "yoneda on": maps.yoneda_on, "restrict on": maps.restrict_on,
    "lan on": maps.lan_on, "ran on": maps.ran_on, "unit": maps.unit, "counit": maps.counit,
    "ran unit": maps.ran_unit, "ran counit": maps.ran_counit, "evaluation": maps.evaluation, "curry": maps.curry,
    "truth": maps.truth, "classify": maps.classify, "inclusion of equalizer": maps.included,
    "projection to coequalizer": maps.projected, "first of pullback": maps.pulled_first,
    "second of pullback": maps.pulled_second, "left of pushout": maps.pushed_left,
    "right of pushout": maps.pushed_right,
}  # fmt: skip
"""For each operation that makes a transformation what gives its components; it is also told the source and target."""

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
    "equalizer": maps.equalizer,
    "coequalizer": maps.coequalizer,
    "pullback": maps.pullback,
    "pushout": maps.pushout,
    "yoneda model": models.yoneda,
    "via": models.via,
    "functor category": functor_category.functor_category,
    "diagonal": functor_category.diagonal,
    "first of categories": partial(functor_category.projected, 0),
    "second of categories": partial(functor_category.projected, 1),
    "constant functor": functor_category.constant,
    "identity natural": _natural("identity natural", functor_category.identity),
    "compose natural": _natural("compose natural", functor_category.composed),
    "whisker after": _natural("whisker after", functor_category.whiskered_after),
    "whisker before": _natural("whisker before", functor_category.whiskered_before),
    **{operation: _map(operation, components) for operation, components in MAPS.items()},
    "graded closure": graded.closed,
    "graded under": graded.under,
    "graded yoneda": graded.yoneda,
    "graded lan": graded.lan,
    "graded ran": graded.ran,
    "graded restrict": graded.restrict,
    "graded via": graded.GradedModel,
    "graded yoneda model": lambda of, name: graded.GradedModel(graded.identity(of), name),
}
"""For each operation the function of `core` that makes it of its arguments and of what it is called."""

UNTITLED: dict[str, Callable[..., Any]] = {
    "model at": Model.value, "answers": Model.prompted, "limit": cones.limit, "colimit": cones.colimit, "euler": euler,
    "score": lambda of, a, b: of.values[a][b], "task value": lambda task, a: task.values[a], "infinity": lambda: INF,
    "graded rank": lambda task: len(graded.rank_classes(task)),
    "object in": object_in, "arrow in": arrow_in, "as element": as_element,
    "pair of objects": pairing.pair_of_objects, "pair of arrows": pairing.pair_of_arrows,
    "pair of elements": pairing.pair_of_elements, "object of elements": pairing.object_of_elements,
    "functor in": functor_category.functor_number, "natural transformation in": functor_category.natural_arrow,
    "magnitude": lambda of: magnitude(of).value, "magnitude by": lambda of, base: magnitude(of, base).value,
    **SAID,
    "graded rank within": lambda task, by: len(graded_cover.least_cover(task, by).prompts),
}  # fmt: skip
"""Those that give what has a name already, or none: an object by its number, an arrow, a number; None where there is
none."""
