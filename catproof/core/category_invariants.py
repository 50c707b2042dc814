"""What tells two categories, or two parallel functors, apart, in words: something that isomorphic ones have in common
and these have not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from catproof.core.category import Arrow, Category, inverse
from catproof.core.functor import Functor
from catproof.core.generation import components
from catproof.core.invariants import against
from catproof.core.presheaves import constant

MOST = 400
"""Categories with more arrows are told apart by numbers of objects and arrows alone."""

MOST_SQUARES = 10_000
"""So many squares are tried for one generating arrow."""


def category_difference(left: Category, right: Category) -> str:
    """An invariant on which the two categories differ: empty where no simple one is found. Raises `LimitReached`."""
    n, m = len(left.objects), len(right.objects)
    if n != m:
        return against(n, m, "object")
    n, m = left.count(), right.count()
    if n != m:
        return against(n, m, "arrow")
    if n > MOST:
        return ""
    for describe, invariant in _INVARIANTS:
        one, other = Counter(invariant(left)), Counter(invariant(right))
        if one != other:
            value = min(v for v in one | other if one[v] != other[v])
            return against(one[value], other[value], describe(value))
    return ""


def _components(category: Category) -> Iterator[int]:
    """The number of objects of each connected component: of the terminal task, which has one element at each."""
    return map(len, components(constant(category, ["*"])))


def _loops(category: Category) -> Iterator[int]:
    return (category.hom_size(a, a) for a in range(len(category.objects)))


def _into(category: Category) -> Iterator[int]:
    return (len(category.hom(a).at) for a in range(len(category.objects)))


def _out_of(category: Category) -> Iterator[int]:
    return iter(Counter(category.source(f) for f in category.arrows()).values())


def _isomorphisms(category: Category) -> Iterator[int]:
    return (0 for f in category.arrows() if inverse(category, f) is not None)


def _powers(category: Category) -> Iterator[tuple[int, int]]:
    """For each endo-arrow the least i and p with f^(i + p) = f^i."""
    return (powers(category, f) for f in category.arrows() if category.source(f) == f.target)


def _left(category: Category) -> Iterator[int]:
    """For each arrow f the number of different composites f . g."""
    return (len(set(category.postcompose(f))) for f in category.arrows())


def _right(category: Category) -> Iterator[int]:
    """For each arrow f the number of different composites g . f."""
    arrows = list(category.arrows())
    return (len({category.compose(g, f) for g in arrows if category.source(g) == f.target}) for f in arrows)


def _commuting(category: Category) -> Iterator[int]:
    """One for each pair of endo-arrows of one object that commute."""
    loops = [f for f in category.arrows() if category.source(f) == f.target]
    pairs = ((f, g) for f in loops for g in loops if f.target == g.target)
    return (0 for f, g in pairs if category.compose(f, g) == category.compose(g, f))


def powers(category: Category, f: Arrow) -> tuple[int, int]:
    """Where the powers of an endo-arrow come back: the least i and p with f^(i + p) = f^i."""
    seen: dict[Arrow, int] = {}
    power, n = category.identity(f.target), 0
    while power not in seen:
        seen[power] = n
        power, n = category.compose(power, f), n + 1
    return seen[power], n - seen[power]


def _power(value: tuple[int, int]) -> str:
    index, period = value
    if index == 0:
        return f"arrow of order {period}"
    if value == (1, 1):
        return "idempotent that is no identity"
    least = "f" if index == 1 else f"f^{index}"
    return f"arrow with f^{index + period} = {least} and no less"


_INVARIANTS: tuple[tuple[Callable[..., str], Callable[[Category], Iterator[Any]]], ...] = (
    (lambda n: f"connected component of {n} object{'' if n == 1 else 's'}", _components),
    (lambda n: f"object with {n} arrow{'' if n == 1 else 's'} to itself", _loops),
    (lambda n: f"object with {n} arrow{'' if n == 1 else 's'} into it", _into),
    (lambda n: f"object with {n} arrow{'' if n == 1 else 's'} out of it", _out_of),
    (lambda n: "isomorphism", _isomorphisms),
    (_power, _powers),
    (lambda n: f"arrow f with {n} different composite{'' if n == 1 else 's'} f . g", _left),
    (lambda n: f"arrow f with {n} different composite{'' if n == 1 else 's'} g . f", _right),
    (lambda n: "pair of arrows f, g with f . g = g . f", _commuting),
)  # fmt: skip


# ---- functors ------------------------------------------------------------------------------------------------------


def functor_difference(left: Functor, right: Functor) -> str:
    """Why two parallel functors, whose values on objects are isomorphic one by one, are not: a generating arrow whose
    square no isomorphisms make commute. Empty where each square has some. Raises `LimitReached`."""
    source, target = left.source, left.target
    known: dict[tuple[int, int], list[Arrow]] = {}

    def isomorphisms(a: int) -> list[Arrow]:
        ends = left.on_objects[a], right.on_objects[a]
        if ends not in known:
            known[ends] = [f for f in target.arrows(*ends) if inverse(target, f) is not None]
        return known[ends]

    for g, generator in enumerate(source.generators):
        a, b = generator.source, generator.target
        pairs = zip(isomorphisms(a), isomorphisms(a), strict=True) if a == b else product(*map(isomorphisms, (a, b)))
        if len(isomorphisms(a)) * len(isomorphisms(b)) > MOST_SQUARES:
            continue
        one, other = left.on_generators[g], right.on_generators[g]
        if not any(target.compose(v, one) == target.compose(other, u) for u, v in pairs):
            shown, name = target.show_arrow, source.show_word((g,), b)
            ends = source.show_object(a) if a == b else f"{source.show_object(a)} and {source.show_object(b)}"
            what = "no isomorphism" if a == b else "no isomorphisms"
            turn = "turns" if a == b else "turn"
            return f"{name} goes to {shown(one)} and to {shown(other)}, and {what} at {ends} {turn} one into the other"
    return ""
