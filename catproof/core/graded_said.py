"""What is said of graded things, true or false: by the operators of the language, for definitions that say it."""

from __future__ import annotations

from collections.abc import Callable

from catproof.core import graded
from catproof.core.graded import GradedFunctor, GradedModel, GradedTask, identity
from catproof.core.quantale import ZERO, Value


def _prompted(functor: GradedFunctor, task: GradedTask, p: int, by: Value = ZERO) -> bool:
    return graded.furthest(task, functor, p)[0] <= by


def _some(functor: GradedFunctor, task: GradedTask, by: Value = ZERO) -> bool:
    return any(_prompted(functor, task, p, by) for p in range(len(task.values)))


def _generalizes(functor: GradedFunctor, by: Value, *seen: int) -> bool:
    return graded.ideal_broken(functor, by) is None and graded.other_isometry(functor, seen, by) is None


def _ideal(model: GradedModel, by: Value = ZERO) -> bool:
    return graded.ideal_broken(model.functor, by) is None


def _tuned(model: GradedModel, task: GradedTask, by: Value = ZERO) -> bool:
    return graded.tuning_broken(model.functor, task, by) is None


_WITHIN: dict[str, Callable[..., bool]] = {
    "representable": lambda task, *by: _some(identity(task.category), task, *by),
    "representable by": lambda task, p, *by: _prompted(identity(task.category), task, p, *by),
    "ideal": _ideal,
    "ideal up to recalibration": lambda model, by=ZERO: graded.recalibrated(model.functor)[0] <= by,
    "solves by prompt": lambda model, task, *by: _some(model.functor, task, *by),
    "solves by prompt at": lambda model, task, p, *by: _prompted(model.functor, task, p, *by),
    "solves by tuning": _tuned,
}

SAID: dict[str, Callable[..., bool]] = {
    "is a category": lambda of: of.broken is None,
    "graded generalizes from": lambda functor, *seen: _generalizes(functor, ZERO, *seen),
    "graded generalizes from within": _generalizes,
    **{f"graded {name}{more}": says for more in ("", " within") for name, says in _WITHIN.items()},
}
"""By the operator. What decides, and why, is told by the claims of `decide.graded`."""
