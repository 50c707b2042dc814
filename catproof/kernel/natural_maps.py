"""The natural maps S -> T between two tasks of a certificate: which values make one, how many there are, and the
clauses that say that there are no more than those listed.

A natural map is a map of elements that respects each generating arrow (Mac Lane I.4).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import islice
from typing import Any

from catproof.kernel.isomorphism import generators_of, natural_maps
from catproof.kernel.lrat import refuted
from catproof.kernel.reading import keys
from catproof.kernel.rejection import index, need
from catproof.kernel.tables import Task

MOST_WEIGHED = 40
"""Of so many generators that are near the one that leaves the fewest images to keep is next."""

WIDEST = 200_000
"""So many states are kept at once when maps are counted; where that is not enough, they are listed one by one."""

MOST_CLAUSES = 4_000_000
"""More clauses are not written down."""


def images(left: Task, right: Task, components: Sequence[Any]) -> list[int]:
    """A map, given by its values at the elements of all objects in order, as numbers over all objects."""
    need(len(components) == len(left.at), "a map misses a value")
    ends = zip(left.at, components, strict=True)
    return [right.start[a] + index(v, right.sizes[a], "value of a map") for a, v in ends]


def is_natural(left: Task, right: Task, image: Sequence[int]) -> bool:
    """Does the map respect restriction along each generating arrow?"""
    return all([image[y] for y in targets] == right.edges[image[x]] for x, targets in enumerate(left.edges))


def complete(left: Task, right: Task, listed: Sequence[Sequence[int]], proof: Any) -> bool:
    """Are these natural maps, given as `images` does, all there are, each once? Without a proof they are counted."""
    if not all(is_natural(left, right, image) for image in listed) or len(set(map(tuple, listed))) < len(listed):
        return False
    if proof is None:
        return count(left, right) == len(listed)
    keys(proof, ("clauses", "steps"), (), "a clausal proof")
    clauses = others(left, right, listed)
    need(proof["clauses"] == digest(clauses), "the clausal proof is about other clauses")
    return refuted(clauses, proof["steps"])


# ---- counting -------------------------------------------------------------------------------------------


def count(left: Task, right: Task) -> int:
    """The number of natural maps.

    Each is fixed by the images of generators, which must agree where the generators have restrictions in common. The
    generators are taken one after another; of the choices so far only the images that later ones still meet are kept,
    with the number of ways that led to them (bucket elimination: R. Dechter, *Artificial Intelligence* 113, 1999).
    """
    roots = generators_of(left, list(range(len(left.at))))
    below = [sorted(left.below([r])) for r in roots]
    meeting: dict[int, int] = {}
    for elements in below:
        for x in elements:
            meeting[x] = meeting.get(x, 0) + 1
    shared = [[x for x in elements if meeting[x] > 1] for elements in below]
    live: list[int] = []
    states: dict[tuple[int, ...], int] = {(): 1}
    waiting = dict.fromkeys(range(len(roots)))
    touching: dict[int, list[int]] = {}
    for r, elements in enumerate(shared):
        for x in elements:
            touching.setdefault(x, []).append(r)
    near: dict[int, None] = {}
    while waiting and states:
        weighed = islice(near, MOST_WEIGHED)
        r = min(weighed, key=lambda k: (_growth(shared[k], live, meeting), k)) if near else next(iter(waiting))
        del waiting[r]
        near.pop(r, None)
        old = [x for x in shared[r] if x in live]
        for x in shared[r]:
            meeting[x] -= 1
            if x not in live:  # those that touch it are near from then on
                near.update((k, None) for k in touching[x] if k in waiting)
        kept = [x for x in live if meeting[x]]
        new = [x for x in shared[r] if x not in live and meeting[x]]
        ways: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
        at = left.at[roots[r]]
        for t in range(right.start[at], right.start[at + 1]):
            image = _followed(left, right, roots[r], t)
            if image is not None:
                into = ways.setdefault(tuple(image[x] for x in old), {})
                key = tuple(image[x] for x in new)
                into[key] = into.get(key, 0) + 1
        places, keep = [live.index(x) for x in old], [live.index(x) for x in kept]
        following: dict[tuple[int, ...], int] = {}
        for state, number in states.items():
            rest = tuple(state[k] for k in keep)
            for key, several in ways.get(tuple(state[k] for k in places), {}).items():
                there = rest + key
                following[there] = following.get(there, 0) + number * several
            if len(following) > WIDEST:
                return sum(1 for _ in natural_maps(left, right))
        states, live = following, kept + new
    return sum(states.values())


def _growth(elements: Sequence[int], live: Sequence[int], meeting: dict[int, int]) -> int:
    """How many more images have to be kept when a generator over these elements is next."""
    return sum(meeting[x] > 1 for x in elements if x not in live) - sum(meeting[x] == 1 for x in elements if x in live)


def _followed(left: Task, right: Task, root: int, t: int) -> dict[int, int] | None:
    """What everything below the root goes to when the root goes to t; None where that is not well defined."""
    image = {root: t}
    pending = [root]
    while pending:
        x = pending.pop()
        for y, v in zip(left.edges[x], right.edges[image[x]], strict=True):
            if y not in image:
                image[y] = v
                pending.append(y)
            elif image[y] != v:
                return None
    return image


# ---- clauses --------------------------------------------------------------------------------------------


def others(left: Task, right: Task, listed: Sequence[Sequence[int]]) -> list[list[int]]:
    """Clauses that hold exactly for the natural maps that are not listed; `kernel/README.md` fixes their order.

    The literal for "x goes to v" has the number 1 + (the pairs before it), elements x in order, values v in order.
    """
    first = [1]
    for a in left.at:
        first.append(first[-1] + right.sizes[a])
    need(_number(left, right) + len(listed) <= MOST_CLAUSES, f"there would be over {MOST_CLAUSES} clauses")

    def says(x: int, v: int) -> int:
        return int(first[x] + v - right.start[left.at[x]])

    clauses = [list(range(first[x], first[x + 1])) for x in range(len(left.at))]
    entered = {y for targets in left.edges for y in targets}
    for x in sorted(entered):
        clauses += [[-i, -j] for j in range(first[x], first[x + 1]) for i in range(first[x], j)]
    for x, targets in enumerate(left.edges):
        for k, y in enumerate(targets):
            for v in range(right.start[left.at[x]], right.start[left.at[x] + 1]):
                clauses.append([-says(x, v), says(y, right.edges[v][k])])
    clauses += [[-says(x, v) for x, v in enumerate(image)] for image in listed]
    return clauses


def _number(left: Task, right: Task) -> int:
    sizes = [right.sizes[a] for a in left.at]
    entered = {y for targets in left.edges for y in targets}
    pairs = sum(sizes[x] * (sizes[x] - 1) // 2 for x in entered)
    return int(len(sizes) + pairs + sum(n * len(targets) for n, targets in zip(sizes, left.edges, strict=True)))


def digest(clauses: Sequence[Sequence[int]]) -> str:
    """The SHA-256 of the clauses as JSON without spaces."""
    return hashlib.sha256(json.dumps(clauses, separators=(",", ":")).encode()).hexdigest()
