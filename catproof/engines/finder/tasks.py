"""Tasks that are not known yet, in whole or in part.

A symbolic task has numbered elements that may be there, each at an object that may be a choice; for an arrow f : a -> b
and an element x, `restricted[f, x]` is the restriction of x along f as a choice among elements, with nothing chosen
where x is not at b. Restriction respects composition (Riehl, *Category Theory in Context*, 1.3.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from catproof.core.category import Arrow
from catproof.core.task import Element, Task
from catproof.engines.finder.categories import GivenCategory, SymbolicCategory
from catproof.engines.finder.clauses import FALSE, TRUE, Choice, Clauses, Literal, NoForm

LARGEST = 40
"""Given tasks with more elements are not written down."""


class SymbolicTask:
    """A presheaf on `category`; element x is there when `present[x]` holds."""

    def __init__(
        self,
        category: SymbolicCategory,
        present: list[Literal],
        at: list[Choice],
        restricted: dict[tuple[int, int], Choice],
    ) -> None:
        self.category = category
        self.present = present
        self.at = at
        self.restricted = restricted
        for x, where in enumerate(at):
            for a, literal in where.items():
                self.restricted[a, x] = {x: literal}

    @property
    def elements(self) -> range:
        """The elements that may be there."""
        return range(len(self.present))

    def along(self, f: int, x: int, y: int) -> Literal:
        """Is y the restriction of x along f?"""
        return self.restricted.get((f, x), {}).get(y, FALSE)


class UnknownTask:
    """A task with `most` elements; with `least` given, with from so many on up to `most`. Elements are in the order of
    their objects."""

    def __init__(self, clauses: Clauses, category: SymbolicCategory, most: int, least: int | None = None) -> None:
        self.clauses = clauses
        clauses.expect(len(category.composite) * most**3)
        sure = most if least is None else least
        present = [TRUE if x < sure else clauses.flag() for x in range(most)]
        for x, y in pairwise(range(most)):
            clauses.clause(present[x], -present[y])
        objects = range(category.objects)
        at = [{a: clauses.flag() for a in objects} for _ in range(most)]
        for x, where in enumerate(at):
            clauses.at_most_one(list(where.values()))
            clauses.clause(-present[x], *where.values())
            for literal in where.values():
                clauses.clause(present[x], -literal)
        for x, y in pairwise(range(most)):
            for a in objects:
                for b in range(a):
                    clauses.clause(-at[x][a], -at[y][b])
        restricted: dict[tuple[int, int], Choice] = {}
        for f in category.proper:
            a, b = category.source[f], category.target[f]
            for x in range(most):
                values = restricted[f, x] = {y: clauses.flag() for y in range(most)}
                clauses.at_most_one(list(values.values()))
                there = clauses.all_of([at[x][b], category.present[f]])
                clauses.clause(-there, *values.values())
                for y, literal in values.items():
                    clauses.clause(-literal, at[x][b])
                    clauses.clause(-literal, at[y][a])
                    clauses.clause(-literal, category.present[f])
        self.symbolic = SymbolicTask(category, present, at, restricted)
        self._respect_composition()

    def cells(self, generating: Sequence[int]) -> list[Choice]:
        """What describes the task: where its elements are, and their restrictions along the generating arrows."""
        rows = [self._row(f, x) for f in generating for x in self.symbolic.elements]
        return [*self.symbolic.at, *rows] if self.symbolic.category.objects else []

    def _row(self, f: int, x: int) -> Choice:
        """The restriction of x along f; where there is none, the value is the number of elements."""
        values = self.symbolic.restricted[f, x]
        return {**values, len(self.symbolic.present): -self.clauses.any_of(values.values())}

    def exclude_copies(self, generating: Sequence[int]) -> None:
        """Exchanging two neighbours at one object must not make the restrictions along the generating arrows smaller.

        Only the rows that change are compared; of two rows that are exchanged one is enough.
        """
        category, task = self.symbolic.category, self.symbolic
        for x, y in pairwise(task.elements):
            moved = {x: y, y: x}
            for a in range(category.objects):
                here, there = [], []
                for f in generating:
                    if a not in (category.source[f], category.target[f]):
                        continue
                    values_move = category.source[f] == a
                    for z in task.elements if values_move else (x,):
                        here.append(self._row(f, z))
                        other = self._row(f, moved.get(z, z))
                        there.append(
                            {moved.get(v, v): literal for v, literal in other.items()} if values_move else other
                        )
                self.clauses.not_larger(here, there, self.clauses.all_of([task.at[x][a], task.at[y][a]]))

    def _respect_composition(self) -> None:
        """T(g . f) = T(f) . T(g)."""
        category, clauses, task = self.symbolic.category, self.clauses, self.symbolic
        for (g, f), composite in category.composite.items():
            if g < category.objects or f < category.objects:
                continue
            for x in task.elements:
                for y, first in task.restricted[g, x].items():
                    for z, second in task.restricted[f, y].items():
                        for v, chosen in composite.items():
                            clauses.clause(-first, -second, -chosen, task.along(v, x, z))

    def value(self, category: GivenCategory) -> Task:
        """The task that the last model describes, on a category that is known."""
        clauses, task = self.clauses, self.symbolic
        there = [x for x in task.elements if clauses.holds(task.present[x])]
        at = {x: clauses.value(task.at[x]) for x in there}
        members: list[list[int]] = [[] for _ in range(task.category.objects)]
        position = {}
        for x in there:
            position[x] = len(members[at[x]])
            members[at[x]].append(x)
        action = []
        for g, generator in enumerate(category.category.generators):
            f = category.number[category.category.generator(g)]
            action.append([position[clauses.value(task.restricted[f, x])] for x in members[generator.target]])
        return Task(category.category, [range(1, len(xs) + 1) for xs in members], action)


def given_task(category: GivenCategory, task: Task) -> SymbolicTask:
    """A task with nothing unknown. Raises `NoForm` when it is too large."""
    if task.size > LARGEST:
        raise NoForm
    restricted: dict[tuple[int, int], Choice] = {}
    for f in category.symbolic.proper:
        arrow: Arrow = category.arrows[f]
        word = category.category.word(arrow)
        for j in range(len(task.elements[arrow.target])):
            x = Element(arrow.target, j)
            restricted[f, task.number(x)] = {task.number(task.restrict(x, word)): TRUE}
    at: list[Choice] = [{task.element(x).object: TRUE} for x in range(task.size)]
    return SymbolicTask(category.symbolic, [TRUE] * task.size, at, restricted)


def yoneda(clauses: Clauses, category: SymbolicCategory, p: int) -> SymbolicTask:
    """y(P): its elements are the arrows into P, restricted by composition (Riehl 2.2)."""
    into, present = category.into[p], category.present
    number = {f: x for x, f in enumerate(into)}
    restricted = {
        (g, x): {
            number[v]: clauses.all_of([literal, present[f], present[g]])
            for v, literal in category.composite[f, g].items()
        }
        for x, f in enumerate(into)
        for g in category.into[category.source[f]]
        if g >= category.objects
    }
    at: list[Choice] = [{category.source[f]: present[f]} for f in into]
    return SymbolicTask(category, [present[f] for f in into], at, restricted)


def terminal(category: SymbolicCategory) -> SymbolicTask:
    """The task with one element at each object."""
    objects = range(category.objects)
    restricted: dict[tuple[int, int], Choice] = {
        (f, category.target[f]): {category.source[f]: category.present[f]} for f in category.proper
    }
    return SymbolicTask(category, [TRUE for _ in objects], [{a: TRUE} for a in objects], restricted)


def coproduct(left: SymbolicTask, right: SymbolicTask) -> SymbolicTask:
    """S + T: the elements of S, then those of T."""
    n = len(left.present)
    restricted = dict(left.restricted)
    for (f, x), values in right.restricted.items():
        restricted[f, x + n] = {y + n: literal for y, literal in values.items()}
    return SymbolicTask(left.category, [*left.present, *right.present], [*left.at, *right.at], restricted)
