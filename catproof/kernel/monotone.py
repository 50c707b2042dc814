"""Functors between large thin categories: monotone maps, by comparisons of objects instead of lists of arrows.

There is at most one arrow a -> b, so a <= b says that there is one. F is full iff F a <= F b implies a <= b, dense iff
each object is the join of the values below it; a right adjoint G of F is a monotone map with c <= G F c and F G d <= d
(Mac Lane IV.5).
"""

from __future__ import annotations

from typing import Any

from catproof.kernel.functor_tables import Functor
from catproof.kernel.rejection import index, need

BLOCK = 4096
"""So many objects are compared with all others at once: one bit for each."""


def thin(functor: Functor) -> bool:
    """Are both ends thin?"""
    return functor.source.thin and functor.target.thin


def large(functor: Functor) -> bool:
    """Are both ends thin, and are the arrows of one of them not listed?"""
    unlisted = functor.source.reachable is not None or functor.target.reachable is not None
    return unlisted and thin(functor)


def full(functor: Functor) -> bool:
    """Is nothing more related than the values show? In blocks of objects b, whose bits go down to all that is below."""
    source, target = functor.source.comparison, functor.target.comparison
    for first in range(0, functor.source.objects, BLOCK):
        here: dict[int, int] = {}
        there: dict[int, int] = {}
        for b in range(first, min(first + BLOCK, functor.source.objects)):
            for bits, place in ((here, source.classes[b]), (there, target.classes[functor.objects[b]])):
                bits[place] = bits.get(place, 0) | 1 << (b - first)
        one, other = source.bits_above(here), target.bits_above(there)
        if any(other[target.classes[d]] & ~one[source.classes[a]] for a, d in enumerate(functor.objects)):
            return False
    return True


def reflects(functor: Functor, evidence: Any) -> bool:
    """F is full if it has an adjoint G with G F = 1 up to isomorphism: F a <= F b gives a = G F a <= G F b = b."""
    side = evidence["side"]
    adjoint = _adjoint(functor, side, evidence["adjoint"])
    source = functor.source.comparison
    return all(source.classes[adjoint[d]] == source.classes[a] for a, d in enumerate(functor.objects))


def essentially_surjective(functor: Functor) -> bool:
    """Is each object isomorphic to a value?"""
    comparison = functor.target.comparison
    return len({comparison.classes[d] for d in functor.objects}) == len(comparison.members)


def _adjoint(functor: Functor, side: Any, values: Any) -> list[int]:
    """The values on objects of a right or left adjoint; rejects those of none."""
    need(side in ("left", "right"), "an unknown side")
    adjoint = [index(c, functor.source.objects, "value of an adjoint") for c in values]
    need(len(adjoint) == functor.target.objects, "an object has no value of the adjoint")
    source, target = functor.source.comparison, functor.target.comparison
    for d, e in functor.target.ends:
        need(source.holds(adjoint[d], adjoint[e]), "an adjoint does not keep the order")
    for c, d in enumerate(functor.objects):
        pair = (c, adjoint[d]) if side == "right" else (adjoint[d], c)
        need(source.holds(*pair), "an adjoint has no unit or counit at an object")
    for d, c in enumerate(adjoint):
        pair = (functor.objects[c], d) if side == "right" else (d, functor.objects[c])
        need(target.holds(*pair), "an adjoint has no unit or counit at an object")
    return adjoint


def has_adjoint(functor: Functor, side: str, evidence: Any, value: bool) -> bool:
    """True by the adjoint. False by an object d: of the objects c with F c <= d (left: d <= F c) none is the greatest
    (least)."""
    if value:
        return bool(_adjoint(functor, side, evidence["adjoint"])) or not functor.target.objects
    d = index(evidence["object"], functor.target.objects, "object")
    target, source = functor.target.comparison, functor.source.comparison
    fits = target.all_below(d) if side == "right" else target.all_above(d)
    members = {c for c, value in enumerate(functor.objects) if value in fits}
    following = source.below if side == "right" else source.above
    seen: set[int] = set()
    last = None
    for c in sorted(members):  # what is reached from an earlier one cannot be the first to reach all
        if c not in seen:
            last, pending = c, [c]
            seen.add(c)
            while pending:
                for x in following[pending.pop()]:
                    if x not in seen:
                        seen.add(x)
                        pending.append(x)
    if last is None:
        return False
    return members <= (source.all_below(last) if side == "right" else source.all_above(last))


def dense(functor: Functor, evidence: Any, value: bool) -> bool:
    """False by X and Y: what values are below X are below Y, but X is not. True: each X is a value, up to isomorphism,
    or the join of the next smaller objects; then from the bottom up each is the join of the values below it."""
    target = functor.target.comparison
    if not value:
        x, y = (index(a, functor.target.objects, "object") for a in evidence["between"])
        here = target.all_below(x).intersection(functor.objects)
        return not (here <= target.all_below(y) and not target.holds(x, y))
    values = {target.classes[d] for d in functor.objects}
    for k, members in enumerate(target.members):
        if k not in values:
            lower = {target.classes[a]: a for x in members for a in target.below[x] if target.classes[a] != k}
            above = [target.all_above(a) for a in lower.values()]
            if not above:
                above = [set(range(functor.target.objects))]
            if not set.intersection(*above) <= target.all_above(members[0]):
                return False
    return True


def left_adjoint(left: Functor, right: Functor, evidence: Any, value: bool) -> bool:
    """True: c <= G F c and F G d <= d everywhere. False by c and d: just one of F c <= d and c <= G d holds."""
    source, target = left.source.comparison, left.target.comparison
    if not value:
        c = index(evidence["between"][0], left.source.objects, "object")
        d = index(evidence["between"][1], left.target.objects, "object")
        return target.holds(left.objects[c], d) == source.holds(c, right.objects[d])
    unit = all(source.holds(c, right.objects[d]) for c, d in enumerate(left.objects))
    return unit and all(target.holds(left.objects[c], d) for d, c in enumerate(right.objects))
