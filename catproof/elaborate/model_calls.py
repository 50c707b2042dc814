"""Expressions for models: `yoneda(C)`, `via(F)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catproof.core import model
from catproof.core.model import Model
from catproof.elaborate.calls import Maker, title
from catproof.syntax import tree

if TYPE_CHECKING:
    from catproof.elaborate.terms import Terms


def _yoneda_model(terms: Terms, call: tree.Call) -> Model:
    return model.yoneda(terms.category(terms.arguments(call, 1)[0]), title(call))


def _via(terms: Terms, call: tree.Call) -> Model:
    return model.via(terms.functor(terms.arguments(call, 1)[0]), title(call))


MODEL_CALLS: dict[str, Maker] = {"yoneda": _yoneda_model, "via": _via}
