"""The tables of a certificate, checked: that they are categories and tasks.

A category is given by the arrows into each object P (number 0 is the identity) and what each generating arrow
restricts them to. Words are lists of generators in the order of `g . f`: the first restricts first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property
from itertools import chain
from typing import Any

from catproof.kernel.comparing import Comparison
from catproof.kernel.derivations import replay
from catproof.kernel.large import Few, Reachable, Starts
from catproof.kernel.rejection import Rejected, index, need, need_arrows


class Unlisted:
    """The arrows of a category that a certificate does not list: whoever asks for one is told so."""

    def __len__(self) -> int:
        return 0

    def __getitem__(self, key: Any) -> Any:
        need_arrows(False)

    def __iter__(self) -> Any:
        need_arrows(False)


class Category:
    """A category of the certificate. After construction its tables are known to be a category."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.objects = len(data["objects"])
        names = [repr(label) for label in data["objects"]]
        need(len(set(names)) == self.objects, "two objects of a category have one name")
        self.ends = [
            (index(a, self.objects, "source"), index(b, self.objects, "target")) for _, a, b in data["generators"]
        ]
        self.incoming: list[list[int]] = [[] for _ in range(self.objects)]
        self.column = []
        for g, (_, b) in enumerate(self.ends):
            self.column.append(len(self.incoming[b]))
            self.incoming[b].append(g)
        self.presentation, self.made = data["presentation"], data.get("made")
        self.origin: tuple[str, tuple[Any, ...]] = ("", ())
        """The word and the parts that it was constructed of."""
        self.meaning: list[list[Any]] | None = None
        """What each arrow is in the description of the construction."""
        self.constructed: dict[Any, Any] = {}
        """What was constructed of it."""
        need(self.presentation["kind"] in ("presented", "thin", "constructed", "listed"), "an unknown kind of category")
        need(type(self.presentation["invertible"]) is bool, "a presentation is of a group or not")
        self.equations: list[tuple[int, tuple[int, ...], tuple[int, ...]]] = []
        for b, a, left, right in self.presentation["equations"]:
            for word in (left, right):
                start = index(a, self.objects, "source of an equation")
                need(self.path_source(word, b) == start, "the sides of an equation are not parallel paths")
            self.equations.append((b, tuple(left), tuple(right)))
        self.homs: Any = []
        self.parents: Any = []
        self._between: dict[int, dict[int, list[int]]] = {}
        """For objects the arrows into them, by where they start; found when they are asked for."""
        self.reachable: Reachable | None = None
        self.trusted: str | None = None
        if data["homs"] is not None:
            self._check_homs(data["homs"])
            self._check_presentation()
        elif self.presentation["kind"] == "thin":
            need(not self.equations, "a thin category has no equations")
            self.reachable = Reachable([a for a, _ in self.ends], [b for _, b in self.ends], self.incoming)
            self.homs, self.parents = self.reachable.homs, self.reachable.parents
        else:
            need(self.presentation["kind"] == "presented", "a category without arrows must be presented or thin")
            if self.objects:
                self.homs = self.parents = Unlisted()

    @cached_property
    def comparison(self) -> Comparison:
        """Between which objects there is an arrow."""
        return Comparison(self.objects, self.ends)

    @cached_property
    def thin(self) -> bool:
        """Are no two arrows parallel?"""
        if self.presentation["kind"] == "thin":
            return True
        listed = len(self.homs) == self.objects
        return listed and all(len(set(at)) == len(at) for at, _, _ in self.homs)

    @cached_property
    def relations(self) -> list[list[tuple[int, int, int]]]:
        """For each object what `respected` gives."""
        return [list(self._respected(p)) for p in range(self.objects)]

    def respected(self, p: int) -> Iterable[tuple[int, int, int]]:
        """The arrows x into p, columns k and arrows y with x . g = y for the k-th generator g into the source of x,
        where y has another word: what a map of the arrows along their words has to respect."""
        return self.relations[p] if self.reachable is None else self._respected(p)

    def _respected(self, p: int) -> Iterator[tuple[int, int, int]]:
        (at, rows, _), parents = self.homs[p], self.parents[p]
        for x, row in enumerate(rows):
            for k, (g, y) in enumerate(zip(self.incoming[at[x]], row, strict=True)):
                if y == 0 or parents[y] != (x, g):
                    yield x, k, y

    @cached_property
    def equations_at(self) -> dict[int, list[tuple[list[int], list[int]]]]:
        """The equations between paths into an object, with each arrow's column for its number; tasks need them."""
        found: dict[int, list[tuple[list[int], list[int]]]] = {}
        for b, left, right in self.equations:
            found.setdefault(b, []).append(([self.column[g] for g in left], [self.column[g] for g in right]))
        return found

    def again(self) -> Category:
        """The same tables, of which nothing was constructed yet and nothing is known to be constructed of others."""
        other = copy(self)
        other.origin, other.meaning, other.constructed = ("", ()), None, {}
        return other

    def path_source(self, word: Any, target: int) -> int:
        """Where the path starts that ends at `target`."""
        at = index(target, self.objects, "object")
        for g in word:
            source, end = self.ends[index(g, len(self.ends), "generator")]
            need(end == at, "generating arrows in a path do not meet")
            at = source
        return at

    def _check_homs(self, homs: Any) -> None:
        need(len(homs) == self.objects, "the arrows into some object are missing")
        starts = [[self.ends[g][0] for g in into] for into in self.incoming]
        for p, hom in enumerate(homs):
            at, rows = hom["at"], hom["rows"]
            number = len(at)
            need(number == len(rows) and number > 0 and at[0] == p, "arrow 0 must be the identity")
            for a, row in zip(at, rows, strict=True):
                from_there = starts[index(a, self.objects, "source of an arrow")]
                need(len(row) == len(from_there), "a restriction of an arrow is missing")
                for y in row:
                    if type(y) is not int or not 0 <= y < number:  # `index`, without a call for each arrow
                        index(y, number, "arrow")
                need([at[y] for y in row] == from_there, "a composite starts elsewhere")
            parent: list[Any] = [None] * number
            parent[0], order = (0, 0), [0]
            for x in order:
                for g, y in zip(self.incoming[at[x]], rows[x], strict=True):
                    if parent[y] is None:
                        parent[y] = (x, g)
                        order.append(y)
            need(len(order) == number, "an arrow is no composite of generating arrows")
            self.homs.append((at, rows, order))
            self.parents.append(parent)
        # Composition is well defined iff composing with each generator from the left respects restriction.
        for g, (a, b) in enumerate(self.ends):
            image = self.translate(a, b, self.homs[b][1][0][self.column[g]])
            rows_b = self.homs[b][1]
            for x, row in zip(image, self.homs[a][1], strict=True):
                if [image[y] for y in row] != list(rows_b[x]):
                    raise Rejected("composition with a generating arrow from the left is not well defined")

    def _check_presentation(self) -> None:
        kind = self.presentation["kind"]
        for b, left, right in self.equations:
            need(self.follow(b, 0, left) == self.follow(b, 0, right), "an equation does not hold in the table")
        if kind == "presented":
            logs = self.presentation["logs"]
            if logs is None:
                self.trusted = "presentation: trusted (that no more arrows are equal than the equations say)"
            else:
                need(len(logs) == self.objects, "a derivation is missing")
                for p, log in enumerate(logs):
                    replay(self, p, log)
            if self.presentation["invertible"]:
                need(self.objects == 1, "a group has one object")
                rows, unit = self.homs[0][1], set(range(len(self.homs[0][0])))
                for k in range(len(self.ends)):
                    need({row[k] for row in rows} == unit, "a generator of a group is not invertible")
        elif kind == "thin":
            need(all(len(set(at)) == len(at) for at, _, _ in self.homs), "a thin category has two parallel arrows")
        elif kind == "constructed":
            need(self.made, "a category that is constructed does not say of what")

    def arrow(self, value: Any) -> tuple[int, int]:
        """An arrow reference [target, number]."""
        need_arrows(self.homs or not self.objects)
        p, i = value
        if self._generating(index(p, self.objects, "object"), i):
            return p, i
        return p, index(i, len(self.homs[p][0]), "arrow")

    def _generating(self, p: int, i: Any) -> bool:
        """In a large thin category: is arrow i into p seen to be a generating one without a search?"""
        plain = self.reachable is not None and self.reachable.plain
        return plain and type(i) is int and 1 <= i <= len(self.incoming[p])

    def source(self, arrow: tuple[int, int]) -> int:
        if self._generating(*arrow):
            return self.ends[self.incoming[arrow[0]][arrow[1] - 1]][0]
        return int(self.homs[arrow[0]][0][arrow[1]])

    def follow(self, p: int, x: int, word: Any) -> int:
        """Arrow x into p composed with the path `word`."""
        if not word:
            return x
        if x == 0 and len(word) == 1 and self.reachable is not None and self.reachable.plain:
            return int(self.column[word[0]]) + 1
        rows = self.homs[p][1]
        for g in word:
            x = rows[x][self.column[g]]
        return int(x)

    def word(self, arrow: tuple[int, int]) -> list[int]:
        if self._generating(*arrow):
            return [self.incoming[arrow[0]][arrow[1] - 1]]
        parent, x, word = self.parents[arrow[0]], arrow[1], []
        while x:
            x, g = parent[x]
            word.append(g)
        return word[::-1]

    def compose(self, after: tuple[int, int], before: tuple[int, int]) -> tuple[int, int]:
        need(self.source(after) == before[0], "arrows that do not meet are composed")
        return after[0], self.follow(after[0], after[1], self.word(before))

    def translate(self, a: int, b: int, arrow: int) -> list[int]:
        """f |-> arrow . f for all f into a, where `arrow` : a -> b."""
        order, rows, parent = self.homs[a][2], self.homs[b][1], self.parents[a]
        image = [arrow] * len(order)
        for y in order[1:]:
            x, g = parent[y]
            image[y] = rows[image[x]][self.column[g]]
        return image

    def between(self, a: int, b: int) -> list[int]:
        """The arrows a -> b, as numbers among those into b."""
        need_arrows(self.homs)
        if self.reachable is not None:
            return self.reachable.between(a, b)
        if b not in self._between:
            found = self._between[b] = {}
            for i, source in enumerate(self.homs[b][0]):
                found.setdefault(source, []).append(i)
        return self._between[b].get(a, [])


MOST_ELEMENTS = 10_000_000
"""More elements at one object than any table written out has: a number above it is nonsense, and never allocated."""


class Task:
    """A task of the certificate. After construction it is known to be a presheaf.

    Elements are numbered over all objects together, those at object a from `start[a]` on; `edges[x]` lists the
    restrictions of x along the generating arrows into its object, in their order. With `bare` they are left empty.
    """

    def __init__(self, category: Category, sizes: Any, action: Any, bare: bool = False) -> None:
        self.category = category
        self.origin: tuple[str, tuple[Any, ...]] = ("", ())
        self.constructed: dict[Any, Any] = {}
        self.sources: list[list[int]] | None = None
        self.parts: list[Task]
        self.sizes: Any
        self.start: Any
        if isinstance(sizes, dict):
            self._few(sizes, action)
            return
        need(len(sizes) == category.objects, "a task misses an object")
        self.sizes = [index(n, MOST_ELEMENTS, "number of elements") for n in sizes]
        self.start = [0]
        for n in self.sizes:
            self.start.append(self.start[-1] + n)
        self.at = [a for a, n in enumerate(self.sizes) for _ in range(n)]
        self.edges: list[list[int]] = []
        if bare:
            self.edges = [[] for _ in self.at]
            return
        need(type(action) is list and len(action) == len(category.ends), "a task misses a restriction map")
        for b, into in enumerate(category.incoming):
            columns = []
            for g in into:
                values, a = action[g], category.ends[g][0]
                if len(values) != self.sizes[b]:
                    raise Rejected("a restriction map misses an element")
                first, size = self.start[a], self.sizes[a]
                for value in values:
                    if type(value) is not int or not 0 <= value < size:  # `index`, without a call for each value
                        index(value, size, "restricted element")
                columns.append([first + value for value in values])
            self.edges += map(list, zip(*columns, strict=True)) if into else ([] for _ in range(self.sizes[b]))

    def again(self, category: Category) -> Task:
        """The same task on a copy of the category, of which nothing was constructed yet."""
        other = copy(self)
        other.category, other.origin, other.constructed = category, ("", ()), {}
        return other

    @classmethod
    def sum(cls, category: Category, parts: list[Task]) -> Task:
        """The sum of tasks on the category, those of the first part first at each object."""
        if len(parts) == 1:
            return parts[0]
        columns = zip([0] * category.objects, *[part.sizes for part in parts], strict=True)
        task = cls(category, list(map(sum, columns)), (), bare=True)
        del task.edges
        task.parts = parts
        return task

    def __getattr__(self, name: str) -> Any:
        """The edges of a sum, when they are asked for."""
        if name != "edges" or "parts" not in self.__dict__:
            raise AttributeError(name)
        free, self.edges = self.start[:-1], [[] for _ in self.at]
        for part in self.parts:
            number = []
            for a in part.at:
                number.append(free[a])
                free[a] += 1
            for x, targets in zip(number, part.edges, strict=True):
                self.edges[x] = [number[y] for y in targets]
        return self.edges

    def _few(self, sizes: dict[int, int], action: Any) -> None:
        """A task with elements at a few objects; actions are given for the generating arrows into these."""
        category = self.category
        need(type(action) is dict, "the restriction maps of a task are given as its elements are")
        for a, n in sizes.items():
            index(a, category.objects, "object")
            need(index(n, MOST_ELEMENTS, "number of elements") > 0, "an object without elements is listed")
        self.sizes = Few(category.objects, sizes)
        self.start = Starts(self.sizes)
        self.at = [a for a in self.start.objects for _ in range(sizes[a])]
        self.edges = [[] for _ in self.at]
        used = 0
        for b, first in zip(self.start.objects, self.start.sums, strict=False):
            for g in category.incoming[b]:
                values, a = action[str(g)], category.ends[g][0]
                need(len(values) == sizes[b], "a restriction map misses an element")
                start, used = self.start[a], used + 1
                for x, value in enumerate(values, first):
                    self.edges[x].append(start + index(value, sizes.get(a, 0), "restricted element"))
        need(used == len(action), "a restriction map of nothing is given")

    def above(self, elements: list[int]) -> list[set[int]]:
        """For each of the elements all that restrict to it, itself among them."""
        if self.sources is None:
            if set(chain.from_iterable(self.edges)).isdisjoint(elements):
                return [{x} for x in elements]
            self.sources = [[] for _ in self.at]
            for x, targets in enumerate(self.edges):
                for y in targets:
                    self.sources[y].append(x)
        sources, found = self.sources, []
        for x in elements:
            seen, pending = {x}, [x]
            while pending:
                for y in sources[pending.pop()]:
                    if y not in seen:
                        seen.add(y)
                        pending.append(y)
            found.append(seen)
        return found

    def _check_one_way(self, reachable: Reachable) -> None:
        """In a thin category no element may restrict to two at one object.

        Where one generating arrow leaves an object, all paths down to it end with that arrow, and they agree if those
        to its target do. So, from the top down, only objects that two or more leave need a look: nothing may restrict
        to two elements there. With cycles there is no top, and all objects are looked at.
        """
        everywhere = None
        sizes = self.sizes.values if isinstance(self.sizes, Few) else dict(enumerate(self.sizes))
        for a, n in sizes.items():
            if n < 2:
                continue
            if len(reachable.outgoing[a]) < 2:
                everywhere = not reachable.acyclic() if everywhere is None else everywhere
                if not everywhere:
                    continue
            sets = self.above(list(range(self.start[a], self.start[a] + n)))
            need(len(set().union(*sets)) == sum(map(len, sets)), "the task does not respect composition")

    def check(self) -> None:
        """Reject unless the task respects the equations of the category."""
        category, edges = self.category, self.edges
        if category.presentation["kind"] == "presented" and not category.presentation["invertible"]:
            equations = category.equations_at
            for u, b in enumerate(self.at):
                for left, right in equations.get(b, ()):
                    x = y = u
                    for k in left:
                        x = edges[x][k]
                    for k in right:
                        y = edges[y][k]
                    if x != y:
                        raise Rejected("the task breaks an equation")
            return
        need_arrows(category.homs or not category.objects)
        if category.reachable is not None:
            self._check_one_way(category.reachable)
            return
        for u, p in enumerate(self.at):
            value = self.values(u)
            for x, k, y in category.relations[p]:
                if edges[value[x]][k] != value[y]:
                    raise Rejected("the task does not respect composition")

    def along(self, word: Any, b: int) -> list[int]:
        """The restrictions of all elements at b along a path into b."""
        edges = self.edges
        values = list(range(self.start[b], self.start[b + 1]))
        for g in word:
            k = self.category.column[g]
            values = [edges[u][k] for u in values]
        return values

    def element(self, value: Any) -> int:
        """An element reference [object, number]."""
        a, j = value
        return int(self.start[index(a, len(self.sizes), "object")] + index(j, self.sizes[a], "element"))

    def values(self, u: int) -> list[int]:
        """The restriction of u along each arrow into its object: the map y(P) -> T that u names."""
        p, column = self.at[u], self.category.column
        order, parent = self.category.homs[p][2], self.category.parents[p]
        value, edges = [u] * len(order), self.edges
        for y in order[1:]:
            x, g = parent[y]
            value[y] = edges[value[x]][column[g]]
        return value

    def injective(self, u: int) -> bool:
        """Is the map y(P) -> T that u names injective?"""
        p, edges, column = self.at[u], self.edges, self.category.column
        parent, value, seen = self.category.parents[p], {0: u}, {u}
        for y in self.category.homs[p][2][1:]:
            x, g = parent[y]
            value[y] = v = edges[value[x]][column[g]]
            if v in seen:
                return False
            seen.add(v)
        return True

    def below(self, elements: list[int]) -> set[int]:
        """Everything that the elements restrict to, themselves among it."""
        seen, new = set(elements), set(elements)
        while new:
            new = set(chain.from_iterable(map(self.edges.__getitem__, new))) - seen
            seen |= new
        return seen

    def component(self) -> list[int]:
        """For each element the smallest element of its connected component."""
        root = list(range(len(self.at)))
        for x, targets in enumerate(self.edges):
            a = x
            for b in targets:
                while root[a] != a:
                    root[a] = a = root[root[a]]
                while root[b] != b:
                    root[b] = b = root[root[b]]
                if a < b:
                    root[b] = a
                else:
                    root[a] = b
        for x, y in enumerate(root):  # never above x, and done before
            root[x] = root[y]
        return root


def yoneda(category: Category, p: int) -> Task:
    """y(p), read off the table."""
    at, rows, _ = category.homs[p]
    made = from_rows(category, at, rows)
    made.origin = "yoneda", (category, p)
    return made


def from_rows(category: Category, at: Any, rows: Any) -> Task:
    """The task with an element at each of these objects, and its restrictions along the generating arrows."""
    sizes = [0] * category.objects
    number = []
    for a in at:
        number.append(sizes[a])
        sizes[a] += 1
    action: list[list[int]] = [[0] * sizes[b] for _, b in category.ends]
    for x, row in enumerate(rows):
        for g, y in zip(category.incoming[at[x]], row, strict=True):
            action[g][number[x]] = number[y]
    return Task(category, sizes, action)
