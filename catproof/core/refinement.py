"""Partitions of the elements of two tasks into cells that every isomorphism keeps, refined until they are stable.

Colour refinement (B. Weisfeiler and A. Leman, 1968) by splitting cells, the largest piece not used again (J. Hopcroft,
1971), and individualisation of elements where that is not enough (B. McKay, "Practical graph isomorphism", 1981). The
two tasks are refined as one: as soon as a cell has more elements of one than of the other they are told apart. Where
that takes long, nauty searches beside us (`canonical.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catproof.core.canonical import Aside, coded

PATIENCE = 100_000
"""So many elements in all partitions that failed with several elements paired, and nauty is asked: after some 0.3 s."""


MOST_TOLD = 3_000_000
"""So many elements in all partitions are looked at to say what tells two tasks apart: some seconds at most."""


class InVain(Exception):
    """nauty finds no isomorphism: only our own search can say so, and it is better put off."""


class Elements:
    """The elements of two parts, those of the left one first, and what restricts to what.

    `below[x]` lists the restrictions of x, `above[k][y]` the elements whose restriction at place k of their list is y.
    """

    def __init__(self, below: Sequence[Sequence[Sequence[int]]], parts: Sequence[Sequence[int]]) -> None:
        left, right = parts
        self.names = [*left, *right]
        self.left = len(left)
        places = [{x: i for i, x in enumerate(left)}, {y: self.left + i for i, y in enumerate(right)}]
        self.below = [
            [place[y] for y in targets[x]]
            for targets, part, place in zip(below, parts, places, strict=True)
            for x in part
        ]
        width = max(map(len, self.below), default=0)
        self.above: list[list[list[int]]] = [[[] for _ in self.names] for _ in range(width)]
        for x, targets in enumerate(self.below):
            for k, y in enumerate(targets):
                self.above[k][y].append(x)


class Cells:
    """A partition of the elements into numbered cells, each with as many elements of the left part as of the right."""

    def __init__(self, elements: Elements, cell: list[int], members: list[list[int]]) -> None:
        self.elements = elements
        self.cell = cell
        self.members = members

    def copy(self) -> Cells:
        """The same partition, to be refined on its own; lists of members are never changed in place."""
        return Cells(self.elements, self.cell[:], self.members[:])

    def refine(self, waiting: Iterable[int]) -> bool:
        """Split cells until the elements of each have alike restrictions and are alike restrictions, beginning with
        what these cells tell apart. False when a cell has more elements of one part than of the other."""
        elements = self.elements
        queue = list(waiting)
        queued = set(queue)
        while queue:
            splitter = queue.pop()
            queued.discard(splitter)
            inside = self.members[splitter]
            # What restricts into the cell, place by place.
            for above in elements.above:
                hit = [x for y in inside for x in above[y]]
                if hit and not self._split(dict.fromkeys(hit, 1), queue, queued):
                    return False
            # What the elements of the cell restrict to, place by place, and how often.
            counts: dict[int, dict[int, int]] = {}
            below = elements.below
            for x in inside:
                for k, y in enumerate(below[x]):
                    times = counts.setdefault(k, {})
                    times[y] = times.get(y, 0) + 1
            for times in counts.values():
                if not self._split(times, queue, queued):
                    return False
        return True

    def _split(self, marks: dict[int, int], queue: list[int], queued: set[int]) -> bool:
        """Split each cell by the marks of its elements, where 0 is the mark of those without one."""
        cell, left = self.cell, self.elements.left
        touched: dict[int, dict[int, list[int]]] = {}
        for x, mark in marks.items():
            touched.setdefault(cell[x], {}).setdefault(mark, []).append(x)
        for number, pieces in touched.items():
            members = self.members[number]
            rest = len(members) - sum(map(len, pieces.values()))
            if not rest and len(pieces) == 1:
                continue
            for piece in pieces.values():
                if 2 * sum(x < left for x in piece) != len(piece):
                    return False
            largest = rest
            stays: list[int] | None = None
            for piece in pieces.values():
                if len(piece) > largest:
                    largest, stays = len(piece), piece
            kept = [x for x in members if x not in marks] if rest else []
            apart = [piece for piece in pieces.values() if piece is not stays]
            if stays is not None and kept:
                apart.append(kept)
            self.members[number] = kept if stays is None else stays
            for piece in apart:
                new = len(self.members)
                self.members.append(piece)
                for x in piece:
                    cell[x] = new
                queue.append(new)
                queued.add(new)
        return True

    def pair(self, x: int, y: int) -> bool:
        """Refine what results when x and y, of one cell, have a cell of their own. False as for `refine`."""
        number, new = self.cell[x], len(self.members)
        self.members[number] = [z for z in self.members[number] if z not in (x, y)]
        self.members.append([x, y])
        self.cell[x] = self.cell[y] = new
        return self.refine([new])

    def kept_by(self, image: dict[int, int]) -> bool:
        """Is this an isomorphism from the left part to the right one that keeps the cells?"""
        cell, below = self.cell, self.elements.below
        return (
            set(image) == set(range(self.elements.left))
            and set(image.values()) == set(range(self.elements.left, len(cell)))
            and all(cell[x] == cell[y] and [image[z] for z in below[x]] == below[y] for x, y in image.items())
        )

    def smallest(self) -> int | None:
        """A smallest cell with more than one element of each part; None where all cells are pairs."""
        found, least = None, len(self.cell) + 1
        for number, members in enumerate(self.members):
            if 2 < len(members) < least:
                found, least = number, len(members)
        return found


def cells_of(elements: Elements, colours: Sequence[int]) -> Cells | None:
    """The coarsest stable partition that keeps the colours; None where a cell has more elements of one part."""
    grouped: dict[int, list[int]] = {}
    for x, colour in enumerate(colours):
        grouped.setdefault(colour, []).append(x)
    members = list(grouped.values())
    number = {colour: k for k, colour in enumerate(grouped)}
    if any(2 * sum(x < elements.left for x in group) != len(group) for group in members):
        return None
    cells = Cells(elements, [number[colour] for colour in colours], members)
    return cells if cells.refine(range(len(members))) else None


def matched(elements: Elements, colours: Sequence[int], alone: bool = False) -> dict[int, int] | None:
    """An isomorphism from the left part to the right one, by the names of their elements, or None. Raises `InVain`,
    unless this search is to go on `alone`.

    `colours` are kept by every isomorphism; elements of one colour are all at one object. Where a stable partition does
    not decide, an element of the left part is paired with each of its cell in turn.
    """
    start = cells_of(elements, colours)
    if start is None:
        return None
    aside = Aside()
    try:
        image = _searched(start, None if alone else aside)
    finally:
        aside.end()
    return None if image is None else {elements.names[x]: elements.names[y] for x, y in image.items()}


def matched_parts(
    below: Sequence[Sequence[Sequence[int]]],
    colours: Sequence[Sequence[int]],
    parts: Sequence[Sequence[Sequence[int]]],
) -> dict[int, int] | None:
    """An isomorphism from the elements of the left task to those of the right one, or None.

    Of each of the two: what its elements restrict to, their colours, which every isomorphism keeps, and its connected
    components. A component is matched with the first that it is isomorphic to.
    """
    kinds: dict[tuple[int, ...], list[Sequence[int]]] = {}
    for part in parts[1]:
        kinds.setdefault(tuple(sorted(colours[1][y] for y in part)), []).append(part)
    image: dict[int, int] = {}
    for part in parts[0]:
        alike = kinds.get(tuple(sorted(colours[0][x] for x in part)), [])
        tried = [(other, False) for other in alike]
        for other, alone in tried:
            elements = Elements(below, (part, other))
            try:
                found = matched(elements, [*(colours[0][x] for x in part), *(colours[1][y] for y in other)], alone)
            except InVain:
                tried.append((other, True))
                continue
            if found is not None:
                image.update(found)
                alike.remove(other)
                break
        else:
            return None
    return image


def stable(below: Sequence[Sequence[Sequence[int]]], colours: Sequence[Sequence[int]]) -> list[list[int]] | None:
    """Finer colours of the elements of both, that every isomorphism keeps and that refine no further; None where there
    is no isomorphism."""
    elements = Elements(below, [range(len(part)) for part in colours])
    cells = cells_of(elements, [*colours[0], *colours[1]])
    return None if cells is None else [cells.cell[: elements.left], cells.cell[elements.left :]]


def singled_out(below: Sequence[Sequence[Sequence[int]]], colours: Sequence[Sequence[int]]) -> int | None:
    """An element of the left one that, once it has a cell of its own, is told by refinement from every element of the
    right one; None where no such is found, or to look for it would take long."""
    elements = Elements(below, [range(len(part)) for part in colours])
    cells = cells_of(elements, [*colours[0], *colours[1]])
    chosen = None if cells is None else cells.smallest()
    if cells is None or chosen is None:
        return None
    inside = sorted(cells.members[chosen])
    others = [y for y in inside if y >= elements.left]
    if len(others) * len(cells.cell) > MOST_TOLD or any(cells.copy().pair(inside[0], y) for y in others):
        return None
    return inside[0]


def _searched(start: Cells, aside: Aside | None) -> dict[int, int] | None:
    """An isomorphism that keeps the cells of a stable partition, from the elements of the left part to those of the
    right one; None where every pairing fails."""
    left = start.elements.left
    # Each level: the partition, an element of the left part, and those of the right part still to be tried.
    levels: list[tuple[Cells, int, list[int]]] = []
    cells = start
    failed = 0
    while True:
        chosen = cells.smallest()
        if chosen is None:
            return {min(pair): max(pair) for pair in cells.members}
        inside = cells.members[chosen]
        first = min(inside)
        levels.append((cells, first, sorted((y for y in inside if y >= left), reverse=True)))
        while levels:
            cells, x, open_ = levels[-1]
            if not open_:
                levels.pop()
                continue
            following = cells.copy()
            if following.pair(x, open_.pop()):
                cells = following
                break
            if aside is not None and len(levels) > 1:
                failed += len(following.cell)
                if failed > PATIENCE and (image := _said(start, aside)) is not None:
                    return image
        else:
            return None


def _said(start: Cells, aside: Aside) -> dict[int, int] | None:
    """An isomorphism that nauty has found; None as long as it has said nothing. Raises `InVain`."""
    elements, left = start.elements, start.elements.left
    if not aside.asked:
        right = [[y - left for y in targets] for targets in elements.below[left:]]
        aside.ask([coded(elements.below[:left], start.cell[:left]), coded(right, start.cell[left:])])
    said = aside.said()
    if said is None:
        return None
    image = {x: left + y for x, y in said.items()}
    # The others have different restrictions, which say where they go.
    ends = {(start.cell[y], *elements.below[y]): y for y in range(left, 2 * left)}
    for x in set(range(left)) - set(image):
        image[x] = ends.get((start.cell[x], *(image.get(y, -1) for y in elements.below[x])), -1)
    if not start.kept_by(image):
        raise InVain
    return image
