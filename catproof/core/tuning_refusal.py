"""What is found of tuning along a functor F: a task Q with Q . F^op ~= T, or a proof that there is none.

That nothing works is proved from T alone, without L. Elements of L are *terms* `x|h`, an element x of T(c) and an arrow
h into F c; two are equal if they are joined by a path of steps `z|F(g).h = (z|g)|h` for generating arrows g, and of
equalities that are assumed, restricted along an arrow. A refutation is a tree of three kinds of nodes, see `Refusal`.
"""

from __future__ import annotations

from typing import NamedTuple

from catproof.core.category import Arrow
from catproof.core.task import Element, Task
from catproof.core.transformation import Components


class Solved(NamedTuple):
    """Q, and for each object a and each element of T(a) the number of its partner in Q(F a)."""

    task: Task
    unit: Components


class Term(NamedTuple):
    """The element x of T, numbered over all objects, restricted along the arrow `arrow` into F(c), x being at c."""

    element: int
    arrow: int


class Retract(NamedTuple):
    """F(a) is a retract of F(b), r . s = id for s : F a -> F b and r : F b -> F a, so that Q(F a) is no larger than
    Q(F b); but T(a) is larger than T(b)."""

    a: int
    b: int
    section: Arrow
    retraction: Arrow


class Step(NamedTuple):
    """A step of a path, to the next term: by the generating arrow `by`, or by the assumption number -by-1."""

    by: int
    to: Term


class Equal(NamedTuple):
    """Two elements of T(a) that are forced to be equal, by a path from the first, as a term, to the second."""

    left: Element
    right: Element
    path: list[Step]


class Over(NamedTuple):
    """The term is an element of Q(F a): it must be equal to an element of T(a). The refutations for each of these
    follow, with that equality assumed: for number `first`, those after it, and those before it."""

    a: int
    term: Term
    first: int


Refusal = list[Retract | Equal | Over]
"""A refutation as a tree in preorder: the nodes below an `Over` follow it, as many as T(a) has elements."""
