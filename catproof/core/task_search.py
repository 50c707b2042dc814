"""All tasks on a category with a given number of elements, up to isomorphism, each once.

A task is the sum of its connected parts, in one way up to order and isomorphism (Mac Lane III.3: coproducts of
presheaves are disjoint unions). So connected tasks are searched for, and sums of them put together.
"""

from __future__ import annotations

from collections.abc import Iterator

from catproof.core.category import Category
from catproof.core.chase import Equation, Word
from catproof.core.generation import components, edges
from catproof.core.isomorphism import isomorphism
from catproof.core.task import Task


class TaskSearch:
    """The connected tasks on a category that were found so far, by size."""

    def __init__(self, category: Category) -> None:
        self.category = category
        self.words, equations = without_composites(category)
        """For each generating arrow a word in those that are searched; (g,) for these themselves."""
        self.searched = [g for g, word in enumerate(self.words) if word == (g,)]
        self.equations_with: dict[int, list[Equation]] = {
            g: [e for e in equations if g in e.left or g in e.right] for g in self.searched
        }
        self._connected: dict[int, list[Task]] = {}

    def of_size(self, size: int) -> Iterator[Task]:
        """The tasks with `size` elements, up to isomorphism, each once, in a fixed order."""
        yield from (_sum(self.category, parts) for parts in self._choices(size, size, 0))

    def _choices(self, left: int, largest: int, first: int) -> Iterator[list[Task]]:
        """Sums of connected tasks with `left` elements in all: parts of at most `largest` elements, those of the
        largest size from number `first` on."""
        if left == 0:
            yield []
            return
        for size in range(min(left, largest), 0, -1):
            connected = self.connected(size)
            for k in range(first if size == largest else 0, len(connected)):
                for rest in self._choices(left - size, size, k):
                    yield [connected[k], *rest]

    def connected(self, size: int) -> list[Task]:
        """The connected tasks with `size` elements, up to isomorphism."""
        if size not in self._connected:
            found: dict[object, list[Task]] = {}
            kept: list[Task] = []
            for sizes in self._sizes(size):
                for action in self._actions(sizes):
                    task = Task(self.category, [range(1, n + 1) for n in sizes], action)
                    if len(components(task)) != 1:
                        continue
                    alike = found.setdefault((tuple(sizes), _profile(task)), [])
                    if not any(isomorphism(task, other) is not None for other in alike):
                        alike.append(task)
                        kept.append(task)
            self._connected[size] = kept
        return self._connected[size]

    def _sizes(self, size: int) -> Iterator[list[int]]:
        """How many elements at each object: none only where no arrow comes into an object with some."""
        objects = len(self.category.objects)

        def extend(sizes: list[int], left: int) -> Iterator[list[int]]:
            if len(sizes) == objects:
                if left == 0 and all(sizes[g.source] or not sizes[g.target] for g in self.category.generators):
                    yield sizes
                return
            for n in range(left, -1, -1) if len(sizes) + 1 < objects else (left,):
                yield from extend([*sizes, n], left - n)

        if objects or size == 0:
            yield from extend([], size)

    def _actions(self, sizes: list[int]) -> Iterator[list[list[int]]]:
        """Restriction maps on these sets that respect the equations; at least one for each isomorphism class.

        Elements not mentioned yet are alike, so of those only the first is tried as a value. An equation is tried on an
        element as soon as both sides have a value there.
        """
        generators = self.category.generators
        slots = [(g, j) for g in self.searched for j in range(sizes[generators[g].target])]
        action = [[-1] * sizes[generator.target] for generator in generators]
        mentioned = [[0] * n for n in sizes]

        def along(word: Word, x: int) -> int:
            for g in word:
                x = action[g][x]
                if x < 0:
                    return -1
            return x

        def holds(equation: Equation) -> bool:
            for j in range(sizes[equation.target]):
                x, y = along(equation.left, j), along(equation.right, j)
                if x != y and x >= 0 and y >= 0:
                    return False
            return True

        def fill(k: int) -> Iterator[list[list[int]]]:
            if k == len(slots):
                yield [
                    [along(word, j) for j in range(sizes[generators[g].target])] for g, word in enumerate(self.words)
                ]
                return
            g, j = slots[k]
            a, b = generators[g].source, generators[g].target
            mentioned[b][j] += 1
            fresh = False
            for v in range(sizes[a]):
                if not mentioned[a][v]:
                    if fresh:
                        continue
                    fresh = True
                action[g][j] = v
                mentioned[a][v] += 1
                if all(holds(e) for e in self.equations_with[g]):
                    yield from fill(k + 1)
                mentioned[a][v] -= 1
            action[g][j] = -1
            mentioned[b][j] -= 1

        yield from fill(0)


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


def _profile(task: Task) -> object:
    """Something isomorphic tasks share: what each element sees of the others, two steps deep."""
    below = edges(task)
    above: list[list[tuple[int, int]]] = [[] for _ in below]
    for x, targets in enumerate(below):
        for k, y in enumerate(targets):
            above[y].append((k, x))
    colour: list[int] = [task.element(x).object for x in range(task.size)]
    for _ in range(2):
        seen = [
            (colour[x], tuple(colour[y] for y in below[x]), tuple(sorted((k, colour[y]) for k, y in above[x])))
            for x in range(task.size)
        ]
        colour = [hash(one) for one in seen]
    return tuple(sorted(colour))


def _sum(category: Category, parts: list[Task]) -> Task:
    sizes = [0] * len(category.objects)
    action: list[list[int]] = [[] for _ in category.generators]
    for part in parts:
        for g, generator in enumerate(category.generators):
            action[g] += [sizes[generator.source] + int(v) for v in part.action[g]]
        for a, members in enumerate(part.elements):
            sizes[a] += len(members)
    return Task(category, [range(1, n + 1) for n in sizes], action)
