"""Categories that are not known yet, in whole or in part.

A symbolic category has numbered arrows that may be there, the identities first, and for two that meet the composite as
a choice among arrows. A shape (`core.enumeration.shapes`) fixes the arrows and their ends; what is unknown is their
composition, which must associate. Of a poset the points are fixed, in an order in which each comes after those below
it, and which pairs are related is unknown. Given categories have nothing unknown.

Copies that differ by a symmetry of the shape alone are excluded as in Crawford, Ginsberg, Luks, Roy, "Symmetry-breaking
predicates for search problems" (KR 1996): a table is not larger than its images, in the order of the cells in which
`core.enumeration.search` fills them. So what is least here is what the enumeration keeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from catproof.core.category import Arrow, Category
from catproof.core.enumeration import CategoryTable, Poset, disjoint_union, pairs
from catproof.core.enumeration.shapes import Matrix, Shape, object_symmetries, shape_of, symmetries, symmetry_count
from catproof.engines.finder.clauses import TRUE, Choice, Clauses, Literal, NoForm

FEW = 130
"""Up to so many symmetries are all excluded; of more only exchanges of two parallel arrows or of objects."""

LARGEST = 60
"""Given categories with more arrows than this are not written down."""


class SymbolicCategory:
    """`composite[g, f]` says which arrow `g . f` is, for all arrows that meet; arrow a below `objects` is id(a)."""

    def __init__(
        self,
        objects: int,
        source: Sequence[int],
        target: Sequence[int],
        present: Sequence[Literal],
        composite: dict[tuple[int, int], Choice],
    ) -> None:
        self.objects = objects
        self.source = source
        self.target = target
        self.present = present
        self.composite = composite
        for f in range(len(source)):
            self.composite[f, source[f]] = {f: TRUE}
            self.composite[target[f], f] = {f: TRUE}
        self.into: list[list[int]] = [[] for _ in range(objects)]
        self.out_of: list[list[int]] = [[] for _ in range(objects)]
        for f in range(len(source)):
            self.into[target[f]].append(f)
            self.out_of[source[f]].append(f)

    @property
    def arrows(self) -> range:
        """The arrows that may be there."""
        return range(len(self.source))

    @property
    def proper(self) -> range:
        """Those but the identities."""
        return range(self.objects, len(self.source))

    def between(self, a: int, b: int) -> list[int]:
        """The arrows a -> b that may be there."""
        return [f for f in self.into[b] if self.source[f] == a]

    def opposite(self) -> SymbolicCategory:
        """The opposite category."""
        turned = {(f, g): choice for (g, f), choice in self.composite.items()}
        return SymbolicCategory(self.objects, self.target, self.source, self.present, turned)


class GivenCategory(NamedTuple):
    """A category as a symbolic one, and the numbers its arrows have there."""

    category: Category
    symbolic: SymbolicCategory
    arrows: list[Arrow]
    number: dict[Arrow, int]

    @property
    def generating(self) -> list[int]:
        """The generating arrows by their numbers, identities apart."""
        given = (self.number[self.category.generator(g)] for g in range(len(self.category.generators)))
        return [f for f in dict.fromkeys(given) if f in self.symbolic.proper]


def given_category(category: Category) -> GivenCategory:
    """A category with nothing unknown. Raises `NoForm` when it is too large, and `LimitReached`."""
    if len(category.objects) > LARGEST:
        raise NoForm
    arrows = [category.identity(a) for a in range(len(category.objects))]
    for arrow in category.arrows():
        if arrow.number:
            arrows.append(arrow)
        if len(arrows) > LARGEST:
            raise NoForm
    number = {arrow: f for f, arrow in enumerate(arrows)}
    source, target = [category.source(arrow) for arrow in arrows], [arrow.target for arrow in arrows]
    composite: dict[tuple[int, int], Choice] = {}
    for g, after in enumerate(arrows):
        for f, before in enumerate(arrows):
            if source[g] == target[f]:
                composite[g, f] = {number[category.compose(after, before)]: TRUE}
    symbolic = SymbolicCategory(len(category.objects), source, target, [TRUE] * len(arrows), composite)
    return GivenCategory(category, symbolic, arrows, number)


class UnknownCategory:
    """A category of which the shapes of the connected parts are known. `cells` are its unknown composites, part after
    part, in the order in which the enumeration compares tables."""

    def __init__(self, clauses: Clauses, matrices: Sequence[Matrix]) -> None:
        self.clauses = clauses
        shapes = [shape_of(matrix) for matrix in matrices]
        empty = [CategoryTable(shape, [0] * len(pairs(shape))) for shape in shapes]
        self.shape = disjoint_union(empty).shape
        objects, source, target = self.shape
        parallel: dict[tuple[int, int], list[int]] = {}
        for f in range(len(source)):
            parallel.setdefault((source[f], target[f]), []).append(f)
        composite = {(g, f): clauses.choice(parallel.get((source[f], target[g]), ())) for g, f in pairs(self.shape)}
        self.symbolic = SymbolicCategory(objects, source, target, [TRUE] * len(source), composite)
        self._associate()
        self.cells: list[Choice] = []
        self.lengths: list[int] = []
        """How many of them belong to each part."""
        before: tuple[Matrix, list[Choice]] | None = None
        for matrix, shape, number in zip(matrices, shapes, _places(shapes), strict=True):
            own = [composite[number[g], number[f]] for g, f in pairs(shape)]
            self._least_of_its_class(matrix, shape, number)
            inner = {outer: k for k, outer in enumerate(number)}
            table = [{inner[v]: literal for v, literal in cell.items()} for cell in own]
            if before is not None and before[0] == matrix:  # of equal parts the smaller table comes first
                clauses.not_larger(before[1], table)
            before = matrix, table
            self.cells += own
            self.lengths.append(len(own))

    def _associate(self) -> None:
        """h . (g . f) = (h . g) . f (Mac Lane I.1)."""
        category, clauses = self.symbolic, self.clauses
        composite = category.composite
        for g, f in pairs(self.shape):
            for h in category.out_of[category.target[g]]:
                if h < category.objects:
                    continue
                for x, left in composite[h, g].items():
                    around = composite[x, f]
                    for y, right in composite[g, f].items():
                        last = composite[h, y]
                        for z, value in around.items():
                            clauses.clause(-left, -right, -value, last.get(z, -TRUE))

    def _least_of_its_class(self, matrix: Matrix, shape: Shape, number: Sequence[int]) -> None:
        meeting = pairs(shape)
        composite = self.symbolic.composite
        cells = {
            (g, f): {number.index(v): literal for v, literal in composite[number[g], number[f]].items()}
            for g, f in meeting
        }
        here = [cells[pair] for pair in meeting]
        for moved in _some_symmetries(matrix, shape):
            back = [0] * len(moved)
            for v, w in enumerate(moved):
                back[w] = v
            there = [{moved[v]: literal for v, literal in cells[back[g], back[f]].items()} for g, f in meeting]
            self.clauses.not_larger(here, there)

    def value(self) -> CategoryTable:
        """The category that the last model describes."""
        chosen = [self.clauses.value(self.symbolic.composite[pair]) for pair in pairs(self.shape)]
        return CategoryTable(self.shape, chosen)


def _places(shapes: Sequence[Shape]) -> Iterator[list[int]]:
    """For each part the numbers of its arrows in the sum (identities first, as in `disjoint_union`)."""
    first_object, first_arrow = 0, sum(shape.objects for shape in shapes)
    for shape in shapes:
        proper = shape.arrows - shape.objects
        yield [
            *range(first_object, first_object + shape.objects),
            *range(first_arrow, first_arrow + proper),
        ]
        first_object += shape.objects
        first_arrow += proper


def _some_symmetries(matrix: Matrix, shape: Shape) -> Iterator[tuple[int, ...]]:
    """Symmetries of the shape other than the identity, as the images of all arrows: all where they are few."""
    if symmetry_count(matrix) <= FEW:
        every = symmetries(matrix)
        next(every)
        yield from every
        return
    ends = list(zip(shape.source, shape.target, strict=True))
    for f in range(shape.objects, shape.arrows):
        for g in range(shape.objects, f):
            if ends[f] == ends[g]:
                yield tuple({f: g, g: f}.get(v, v) for v in range(shape.arrows))
    places: dict[tuple[int, int], list[int]] = {}
    for f in range(shape.objects, shape.arrows):
        places.setdefault(ends[f], []).append(f)
    for p in object_symmetries(matrix):
        if p != tuple(range(shape.objects)):
            image = list(p) + [0] * (shape.arrows - shape.objects)
            for (a, b), own in places.items():
                for f, g in zip(own, places[p[a], p[b]], strict=True):
                    image[f] = g
            yield tuple(image)


class UnknownPoset:
    """A poset with so many points. `related[x, y]`, for points x before y, says that x < y."""

    def __init__(self, clauses: Clauses, points: int) -> None:
        self.clauses = clauses
        self.points = points
        ends = [(x, y) for y in range(points) for x in range(y)]
        self.related = {pair: clauses.flag() for pair in ends}
        number = {pair: points + k for k, pair in enumerate(ends)}
        composite: dict[tuple[int, int], Choice] = {}
        for x, y in ends:
            for z in range(y + 1, points):
                clauses.clause(-self.related[x, y], -self.related[y, z], self.related[x, z])
                composite[number[y, z], number[x, y]] = {number[x, z]: TRUE}
        source = [*range(points), *(x for x, _ in ends)]
        target = [*range(points), *(y for _, y in ends)]
        present = [TRUE] * points + [self.related[pair] for pair in ends]
        self.symbolic = SymbolicCategory(points, source, target, present, composite)
        self.cells: list[Choice] = [{0: -flag, 1: flag} for flag in self.related.values()]
        for x, y in pairwise(range(points)):  # neighbours that are not related might as well be exchanged
            moved = {x: y, y: x}
            there = [self._after(moved.get(u, u), moved.get(v, v)) for u, v in ends]
            clauses.not_larger(self.cells, there, -self.related[x, y])

    def _after(self, x: int, y: int) -> Choice:
        """Whether x < y, where y may come before x because they were exchanged: then they are not related."""
        flag = self.related[x, y] if x < y else -TRUE
        return {0: -flag, 1: flag}

    def value(self) -> Poset:
        """The poset that the last model describes."""
        below = [sum(1 << x for x in range(y) if self.clauses.holds(self.related[x, y])) for y in range(self.points)]
        return Poset(tuple(below))
