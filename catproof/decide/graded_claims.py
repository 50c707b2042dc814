"""For each atom about graded things what makes its claim of what is written."""

from __future__ import annotations

from collections.abc import Callable

from catproof.core.graded import GradedModel, GradedTask, identity
from catproof.core.quantale import ZERO, Value
from catproof.decide.claim import Claim
from catproof.decide.graded import (
    GradedGeneralizes,
    GradedIdeal,
    GradedPrompt,
    GradedRecalibrated,
    GradedTuning,
    IsCategory,
    SameObject,
)


def _represented(task: GradedTask, prompt: int | None, by: Value = ZERO) -> Claim:
    return GradedPrompt(identity(task.category), task, prompt, by)


def _solved(model: GradedModel, task: GradedTask, prompt: int | None, by: Value = ZERO) -> Claim:
    return GradedPrompt(model.functor, task, prompt, by)


_WITHIN: dict[str, Callable[..., Claim]] = {
    "representable": lambda task, *by: _represented(task, None, *by),
    "representable by": _represented,
    "ideal": GradedIdeal,
    "ideal up to recalibration": GradedRecalibrated,
    "solves by prompt": lambda model, task, *by: _solved(model, task, None, *by),
    "solves by prompt at": _solved,
    "solves by tuning": GradedTuning,
}

GRADED_CLAIMS: dict[str, Callable[..., Claim]] = {
    "is a category": IsCategory,
    "graded equal objects": SameObject,
    "graded generalizes from": GradedGeneralizes.of,
    "graded generalizes from within": GradedGeneralizes.within,
    **{f"graded {name}{more}": claim for more in ("", " within") for name, claim in _WITHIN.items()},
}
"""By the operator."""
