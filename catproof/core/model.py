"""Models: functors f : C -> [D^op, FinSet] with the kernel k(Q, R) = Nat(Q, R).

Here those of the form `via(F)`, X |-> y(F X) for F : C -> D; `yoneda(C)` is `via` of the identity. By the Yoneda
lemma k(f X, f Y) = Hom_D(F X, F Y). Yuan, *On the Power of Foundation Models* (ICML 2023).
"""

from __future__ import annotations

from typing import NamedTuple

from catproof.core import functor as functors
from catproof.core import task as tasks
from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.task import Task


class Model(NamedTuple):
    """The model X |-> y(F X) of F : C -> D."""

    functor: Functor
    name: str = ""

    @property
    def category(self) -> Category:
        """The category C that is modelled."""
        return self.functor.source

    def prompted(self, prompt: int) -> Task:
        """The task k(f(-), f(P)) on C that the prompt P solves: X |-> Hom_D(F X, F P)."""
        answers = tasks.yoneda(self.functor.target, self.functor.on_objects[prompt])
        return functors.restriction(self.functor, answers)


def yoneda(category: Category, name: str = "") -> Model:
    """The ideal model of C: X |-> y(X)."""
    return Model(functors.identity(category), name)
