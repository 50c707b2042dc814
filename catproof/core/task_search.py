"""All tasks on a category with a given number of elements, up to isomorphism, each once.

A task is the sum of its connected parts, in one way up to order and isomorphism (Mac Lane III.3: coproducts of
presheaves are disjoint unions). So connected tasks are searched for, and sums of them put together.

A task that one element generates is a quotient of a representable (Yoneda lemma; Riehl 2.2), and numbering its
elements in the order in which they are reached from the generating one makes equal quotients equal tables. These
tables are found as subgroups of low index are (Sims, *Computation with Finitely Presented Groups*, 5.6): one value at
a time, every equation tried as soon as both sides have values.

A connected task with more than one maximal class of "is a restriction of" is a smaller connected one, made by leaving
out one of these classes and what only it reaches, with a quotient Q of a representable glued on along a subtask of Q.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import add
from typing import Any, NamedTuple

from catproof.core.category import Category
from catproof.core.chase import Equation, Word
from catproof.core.task import Task


class Shape(NamedTuple):
    """A task as numbers. Elements are numbered over all objects; what an element generates is listed in the order in
    which it is reached along the searched generators, itself first."""

    at: tuple[int, ...]
    """The object of each element."""
    rows: tuple[tuple[int, ...], ...]
    """For each element its restrictions along the searched generators into its object."""
    types: tuple[int, ...]
    """For each element the number of the quotient of a representable that it generates: equal numbers, isomorphic."""
    reached: tuple[tuple[int, ...], ...]
    """For each element what it generates."""
    tops: tuple[tuple[int, ...], ...]
    """The maximal classes of "is a restriction of"."""

    @property
    def size(self) -> int:
        """The number of elements."""
        return len(self.at)


class Handle(NamedTuple):
    """A way to glue a quotient Q of a representable on: along the subtask `generators` generate, which does not reach
    the generating element of Q."""

    quotient: Shape
    generators: tuple[int, ...]
    fresh: tuple[int, ...]
    """The elements of Q outside the subtask."""


class TaskSearch:
    """The connected tasks on a category that were found so far, by size."""

    def __init__(self, category: Category) -> None:
        self.category = category
        words, equations = without_composites(category)
        searched = [g for g, word in enumerate(words) if word == (g,)]
        self.incoming = [
            [g for g in searched if category.generators[g].target == a] for a in range(len(category.objects))
        ]
        """For each object the searched generators into it."""
        column = {g: k for row in self.incoming for k, g in enumerate(row)}
        self.paths = [
            [(g, tuple(column[h] for h in words[g])) for g in category.incoming[a]]
            for a in range(len(category.objects))
        ]
        """For each object the generating arrows into it, each as a path of searched ones, as columns."""
        self.equations_with: dict[int, dict[int, list[tuple[Word, Word]]]] = {g: {} for g in searched}
        """For each searched generator the equations it is in, by the object where their paths end, as columns."""
        for e in equations:
            sides = tuple(column[h] for h in e.left), tuple(column[h] for h in e.right)
            for g in {*e.left, *e.right}:
                self.equations_with[g].setdefault(e.target, []).append(sides)
        self._types: dict[object, int] = {}
        self._quotients: dict[int, list[Shape]] = {}
        self._glueable: dict[tuple[int, int], list[Handle]] = {}
        self._connected: dict[int, list[Shape]] = {}
        self._first = [0, 0]
        self.nothing = [0] * len(category.objects)
        self.pieces: list[Piece] = []
        """The connected tasks as parts of sums, smaller ones first."""

    def of_size(self, size: int) -> Iterator[Sum]:
        """The tasks with `size` elements, up to isomorphism, each once, in a fixed order."""
        for parts in self._choices(size, size, 0):
            yield Sum(self, parts)

    def parts(self, most: int) -> list[Task]:
        """The connected tasks with at most `most` elements, in the order of their numbers."""
        return [Sum(self, (k,)) for k in range(self._before(most + 1))]

    def _before(self, size: int) -> int:
        """How many connected tasks there are with fewer elements: the first number of one that has so many."""
        while len(self._first) <= size:
            shapes = self.connected(len(self._first) - 1)
            self.pieces[self._first[-1] :] = [Piece(self, shape) for shape in shapes]
            self._first.append(len(self.pieces))
        return self._first[size]

    def count(self, size: int) -> int:
        """How many tasks with `size` elements there are up to isomorphism: sums of the connected ones are counted, not
        made (the Euler transform)."""
        sums = [1] + [0] * size
        for part in range(1, size + 1):
            for _ in self.connected(part):
                for total in range(part, size + 1):
                    sums[total] += sums[total - part]
        return sums[size]

    def _choices(self, left: int, largest: int, first: int) -> Iterator[tuple[int, ...]]:
        """Sums of connected tasks with `left` elements in all, by the numbers of these: parts of at most `largest`
        elements, those of the largest size from number `first` on."""
        if left == 0:
            yield ()
            return
        for size in range(min(left, largest), 0, -1):
            start, end = self._before(size), self._before(size + 1)
            for k in range(max(first, start) if size == largest else start, end):
                if size == left:
                    yield (k,)
                else:
                    for rest in self._choices(left - size, size, k):
                        yield (k, *rest)

    # ---- connected tasks ------------------------------------------------------------------------------

    def connected(self, size: int) -> list[Shape]:
        """The connected tasks with `size` elements, up to isomorphism."""
        if size not in self._connected:
            found: dict[object, list[Shape]] = {}
            kept: list[Shape] = []
            for shape in self._candidates(size):
                alike = found.setdefault(_profile(shape), [])
                if not any(_isomorphic(shape, other) for other in alike):
                    alike.append(shape)
                    kept.append(shape)
            self._connected[size] = kept
        return self._connected[size]

    def _candidates(self, size: int) -> Iterator[Shape]:
        """Connected tasks with `size` elements, each isomorphism class at least once."""
        yield from self._generated(size)
        for smaller in range(2, size):
            fresh = size - smaller
            for shape in self.connected(smaller):
                outer = {x for top in shape.tops for x in top}
                by_type: dict[int, list[int]] = {}
                for x in range(smaller):
                    if x not in outer:
                        by_type.setdefault(shape.types[x], []).append(x)
                for glued in range(1, smaller - len(outer) + 1):
                    for handle in self._handles(glued + fresh, fresh):
                        if handle.quotient.types[handle.generators[0]] not in by_type:
                            continue
                        for place in _embeddings(handle.quotient, handle.generators, shape, by_type):
                            yield _glued(shape, handle, place)

    def _handles(self, size: int, fresh: int) -> list[Handle]:
        """The ways to glue on a quotient of a representable with `size` elements that bring `fresh` new ones."""
        if (size, fresh) not in self._glueable:
            self._glueable[size, fresh] = [
                Handle(quotient, _generating(quotient, part), tuple(x for x in range(size) if x not in part))
                for quotient in self._generated(size)
                for part in _proper_subtasks(quotient)
                if size - len(part) == fresh
            ]
        return self._glueable[size, fresh]

    def _generated(self, size: int) -> list[Shape]:
        """The tasks with `size` elements that one element generates, once for each element (up to automorphisms) that
        does."""
        if size not in self._quotients:
            self._quotients[size] = [
                shape for p in range(len(self.category.objects)) for shape in self._tables(p, size)
            ]
        return self._quotients[size]

    def _tables(self, p: int, size: int) -> list[Shape]:
        """The quotients of y(p) with `size` elements, in which elements are numbered as they are reached."""
        found: list[Shape] = []
        self._fill([p], [[-1] * len(self.incoming[p])], size, 0, 0, found)
        return found

    def _fill(self, at: list[int], rows: list[list[int]], size: int, x: int, k: int, found: list[Shape]) -> None:
        """Go on from place k of row x in all ways; the table is left as it was."""
        while k == len(rows[x]):
            x, k = x + 1, 0
            if x == len(at):
                if x == size:
                    found.append(self._shape(at, rows))
                return
        g = self.incoming[at[x]][k]
        source, equations, row = self.category.generators[g].source, self.equations_with[g], rows[x]
        for y, a in enumerate(at):
            if a == source:
                row[k] = y
                if not equations or _hold(equations, at, rows):
                    self._fill(at, rows, size, x, k + 1, found)
        if len(at) < size:
            row[k] = len(at)
            at.append(source)
            rows.append([-1] * len(self.incoming[source]))
            if not equations or _hold(equations, at, rows):
                self._fill(at, rows, size, x, k + 1, found)
            at.pop()
            rows.pop()
        row[k] = -1

    def _shape(self, at: list[int], rows: list[list[int]]) -> Shape:
        types: list[int] = []
        reached: list[tuple[int, ...]] = []
        for x in range(len(at)):
            order, number = [x], {x: 0}
            code: list[object] = []
            for y in order:
                row = []
                for z in rows[y]:
                    if z not in number:
                        number[z] = len(order)
                        order.append(z)
                    row.append(number[z])
                code.append((at[y], tuple(row)))
            reached.append(tuple(order))
            types.append(self._types.setdefault(tuple(code), len(self._types)))
        top = tuple(x for x in range(len(at)) if len(reached[x]) == len(at))
        return Shape(tuple(at), tuple(map(tuple, rows)), tuple(types), tuple(reached), (top,))


class Piece:
    """A connected task as a part of sums."""

    def __init__(self, search: TaskSearch, shape: Shape) -> None:
        order = sorted(range(shape.size), key=shape.at.__getitem__)
        number = {x: j for j, x in enumerate(order)}
        self.at = [shape.at[x] for x in order]
        """The object of each element; they are numbered object by object."""
        self.sizes = [0] * len(search.category.objects)
        """The number of elements at each object."""
        self.below: list[list[int]] = []
        """For each element its restrictions along the generating arrows into its object."""
        for x, a in zip(order, self.at, strict=True):
            self.sizes[a] += 1
            restrictions = []
            for _, path in search.paths[a]:
                y = x
                for k in path:
                    y = shape.rows[y][k]
                restrictions.append(number[y])
            self.below.append(restrictions)


class Sum(Task):
    """A sum of connected tasks; the elements at each object are called 1, 2, ... Its restrictions are put together when
    they are asked for: most tasks of a long list are told by the numbers of their elements."""

    def __init__(self, search: TaskSearch, parts: tuple[int, ...]) -> None:
        self.category, self.name, self.arrows_into, self.maximal = search.category, "", None, None
        self.parts = parts
        self._pieces = pieces = [search.pieces[k] for k in parts]
        sizes = pieces[0].sizes if len(pieces) == 1 else search.nothing
        for piece in pieces if len(pieces) > 1 else ():
            sizes = list(map(add, sizes, piece.sizes))
        self.elements = tuple([range(1, n + 1) for n in sizes])
        self.start = [0, *accumulate(sizes)]

    def __getattr__(self, name: str) -> Any:
        if name == "action":
            found, first, sources = self.below, self.start, self.category.quiver.source
            assert found is not None
            action: list[list[int]] = [[]] * len(sources)
            for b, into in enumerate(self.category.incoming):
                rows = found[first[b] : first[b + 1]]
                for k, g in enumerate(into if rows else ()):
                    start = first[sources[g]]
                    action[g] = [row[k] - start for row in rows]
            self.action = tuple(action)
            return self.action
        if name != "below":  # what `generation.edges` gives
            raise AttributeError(name)
        if len(self._pieces) == 1:
            self.below = self._pieces[0].below
            return self.below
        free = self.start[:-1]
        below: list[list[int]] = [[]] * self.start[-1]
        for piece in self._pieces:
            number = []
            for a in piece.at:
                number.append(free[a])
                free[a] += 1
            for x, restrictions in zip(number, piece.below, strict=True):
                below[x] = [number[y] for y in restrictions]
        self.below = below
        return below


def _hold(equations: dict[int, list[tuple[Word, Word]]], at: list[int], rows: list[list[int]]) -> bool:
    """Do the equations hold, as far as both sides are known?"""
    for x, a in enumerate(at):
        for left, right in equations.get(a, ()):
            y = z = x
            for k in left:
                y = rows[y][k]
                if y < 0:
                    break
            else:
                for k in right:
                    z = rows[z][k]
                    if z < 0:
                        break
                else:
                    if y != z:
                        return False
    return True


# ---- subtasks and embeddings --------------------------------------------------------------------------


def _proper_subtasks(quotient: Shape) -> list[frozenset[int]]:
    """The subtasks with at least one element that do not reach the generating one."""
    inner = [x for x in range(quotient.size) if x not in quotient.tops[0]]
    found: dict[frozenset[int], None] = {}
    for x in inner:
        closure = frozenset(quotient.reached[x])
        found.update(dict.fromkeys([closure, *(closure | other for other in found)]))
    return list(found)


def _generating(shape: Shape, part: frozenset[int]) -> tuple[int, ...]:
    """Elements that generate the subtask `part`, one for each of its maximal classes."""
    chosen: list[int] = []
    covered: set[int] = set()
    for x in sorted(part, key=lambda x: -len(shape.reached[x])):
        if x not in covered:
            chosen.append(x)
            covered.update(shape.reached[x])
    return tuple(chosen)


def _embeddings(
    shape: Shape, generators: Sequence[int], other: Shape, by_type: dict[int, list[int]]
) -> Iterator[dict[int, int]]:
    """The injective natural maps from the subtask of `shape` these elements generate; where the generating elements
    may go is in `by_type`. An element and its image generate isomorphic tasks, and the map is fixed by them."""
    if not generators:
        yield {}
        return
    x = generators[0]
    for y in by_type.get(shape.types[x], ()):
        image = dict(zip(shape.reached[x], other.reached[y], strict=True))
        if len(generators) == 1:
            yield image
        else:
            yield from _extended(shape, generators[1:], other, by_type, image, {v: u for u, v in image.items()})


def _extended(
    shape: Shape,
    generators: Sequence[int],
    other: Shape,
    by_type: dict[int, list[int]],
    image: dict[int, int],
    taken: dict[int, int],
) -> Iterator[dict[int, int]]:
    """The ways to go on from these images with further generators; no function within another, which would refer to
    itself and stay until the garbage collector looks."""
    x = generators[0]
    for y in by_type.get(shape.types[x], ()):
        further, back = dict(image), dict(taken)
        for u, v in zip(shape.reached[x], other.reached[y], strict=True):
            if further.setdefault(u, v) != v or back.setdefault(v, u) != u:
                break
        else:
            if len(generators) == 1:
                yield further
            else:
                yield from _extended(shape, generators[1:], other, by_type, further, back)


def _glued(shape: Shape, handle: Handle, place: dict[int, int]) -> Shape:
    """The task made of `shape` and the quotient, which meet in the subtask that `place` maps."""
    quotient = handle.quotient
    into = {**place, **{x: shape.size + i for i, x in enumerate(handle.fresh)}}
    fresh, renamed = handle.fresh, into.__getitem__
    return Shape(
        (*shape.at, *[quotient.at[x] for x in fresh]),
        (*shape.rows, *[tuple(map(renamed, quotient.rows[x])) for x in fresh]),
        (*shape.types, *[quotient.types[x] for x in fresh]),
        (*shape.reached, *[tuple(map(renamed, quotient.reached[x])) for x in fresh]),
        (*shape.tops, tuple(map(renamed, quotient.tops[0]))),
    )


def _profile(shape: Shape) -> object:
    """Something isomorphic tasks share: for each element its type, and as what it is reached from which types."""
    size = len(shape.at)
    above: list[list[int]] = [[] for _ in shape.at]
    for own, reached in zip(shape.types, shape.reached, strict=True):
        code = own * size  # with the place added, a number for both
        for y in reached:
            above[y].append(code)
            code += 1
    return tuple(sorted([(own, *sorted(seen)) for own, seen in zip(shape.types, above, strict=True)]))


def _isomorphic(shape: Shape, other: Shape) -> bool:
    """Is there an isomorphism between tasks of the same size?"""
    by_type: dict[int, list[int]] = {}
    for x, number in enumerate(other.types):
        by_type.setdefault(number, []).append(x)
    return any(_embeddings(shape, [top[0] for top in shape.tops], other, by_type))


def without_composites(category: Category) -> tuple[list[Word], list[Equation]]:
    """Generating arrows that others compose to are left out: for each arrow a word in those that stay, and the
    equations in these words.

    Given as a table, a category has every arrow as a generator; a few of them fix a task.
    """
    equations = category.path_equations()
    words: list[Word] = [(g,) for g in range(len(category.generators))]

    def expand(word: Word) -> Word:
        return tuple(h for g in word for h in words[g])

    for equation in equations:
        for one, other in ((equation.left, equation.right), (equation.right, equation.left)):
            if len(one) != 1:
                continue
            g, word = one[0], expand(other)
            if words[g] == (g,) and g not in word and (len(other) > 1 or not other):
                words[g] = word
                words = [tuple(h for k in w for h in (word if k == g else (k,))) for w in words]
                break
    kept = []
    for equation in equations:
        left, right = expand(equation.left), expand(equation.right)
        if left != right:
            kept.append(Equation(equation.target, equation.source, left, right))
    return words, list(dict.fromkeys(kept))
