"""Domains of quantifiers: their values read from evidence, and whether those given are all there are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

from catproof.kernel import counts, mass
from catproof.kernel.functor_tables import Functor
from catproof.kernel.isomorphism import Invariants, exhausted
from catproof.kernel.natural import Natural, families
from catproof.kernel.natural_maps import complete, images, is_natural
from catproof.kernel.operations import DOMAINS as PLAIN
from catproof.kernel.reading import keys
from catproof.kernel.reals import CATEGORIES, REALS, read_category, read_task
from catproof.kernel.rejection import Rejected, index, need
from catproof.kernel.search import Functors
from catproof.kernel.tables import MOST_ELEMENTS, Category, Task

DOMAINS: dict[str, Callable[..., Iterable[Any]]] = {**PLAIN, "natural transformations": families}

STRUCTURES = ("tasks", "categories", "monoids", "posets")
"""Domains up to isomorphism, whose values are whole tables."""


class Domain:
    """A domain, by its word and what it was given. `note` takes what is left to trust."""

    def __init__(self, word: str, given: Sequence[Any], note: Callable[[str], None]) -> None:
        self.word, self.given, self.note = word, given, note
        self.parts: list[Task] = []
        self.sums: list[tuple[int, ...]] = []
        """The tasks that were listed last, by the numbers of their parts."""
        if word in STRUCTURES:
            numbers = given[1:] if word == "tasks" else given
            need(len(numbers) in ((2, 4) if word == "categories" else (2,)), "a domain has another number of bounds")
            need(all(type(n) is int for n in numbers), "the bounds of a domain are numbers")
        elif word in CATEGORIES:
            need(len(given) == 2 and all(type(n) is int for n in given), "the bounds of a domain are numbers")
        elif word != "graded tasks":
            need(word in DOMAINS, "an unknown domain")
            if word == "transformations":
                need(given[0].category is given[1].category, "the tasks live on different categories")

    def values(self) -> list[Any]:
        """All values, found by the kernel."""
        need(self.word not in REALS, "tables of real numbers are not listed")
        if self.word in STRUCTURES:
            need(self._none(), f"no {self.word} are given")
            return []
        return list(DOMAINS[self.word](*self.given))

    def _none(self) -> bool:
        """Are the bounds such that nothing is between them?"""
        numbers = self.given[1:] if self.word == "tasks" else self.given
        return any(least > most or most < 0 for least, most in zip(numbers[::2], numbers[1::2], strict=True))

    def read(self, data: Any) -> Any:
        """The value that the evidence gives; rejects one that is not in the domain."""
        given = self.given
        if self.word in CATEGORIES:
            return read_category(CATEGORIES[self.word], data, *given)
        if self.word == "graded tasks":
            return read_task(given[0], data)
        if self.word == "tasks":
            return self._task(data)
        if self.word in STRUCTURES:
            return self._category(data)
        if self.word == "transformations":
            left, right = given
            image = images(left, right, data)
            need(is_natural(left, right, image), "a map does not respect restriction")
            return left, right, image
        if self.word == "functors":
            source, target = given
            need(len(data) == source.objects + 2 * len(source.ends), "a functor misses a value")
            arrows = data[source.objects :]
            pairs = [list(pair) for pair in zip(arrows[::2], arrows[1::2], strict=True)]
            return Functor.of(source, target, data[: source.objects], pairs)
        if self.word == "natural transformations":
            need(len(data) == 2 * given[0].source.objects, "a natural transformation misses a component")
            return Natural(given[0], given[1], [list(pair) for pair in zip(data[::2], data[1::2], strict=True)])
        if self.word in ("objects", "graded objects"):
            return index(data, given[0].objects, "object")
        if self.word in ("arrows", "arrows between"):
            need(len(data) == 2 and all(type(n) is int for n in data), "an arrow is no pair of numbers")
            arrow = given[0].arrow(data)
            ends = (given[0].source(arrow), arrow[0])
            need(len(given) == 1 or ends == tuple(given[1:]), "an arrow has other ends")
            return arrow
        need(len(data) == 2, "an element is no pair of numbers")
        x = given[0].element(data)
        need(len(given) == 1 or given[0].at[x] == given[1], "an element is at another object")
        return x

    def listed(self, evidence: Any) -> list[Any]:
        """The values that the evidence lists; tasks as sums of the parts that it gives."""
        need(self.word not in REALS, "tables of real numbers are not listed")
        if self.word != "tasks":
            need("parts" not in evidence, "parts are given of what has none")
            return [self.read(data) for data in evidence["values"]]
        self.parts = [self._presheaf(data) for data in evidence["parts"]]
        need(all(part.at and not any(part.component()) for part in self.parts), "a part is not connected")
        self.sums = [tuple(numbers) for numbers in evidence["values"]]
        return [self._sum(numbers) for numbers in self.sums]

    def _sum(self, numbers: tuple[int, ...]) -> Task:
        category, least, most = self.given
        task = Task.sum(category, [self.parts[index(k, len(self.parts), "part")] for k in numbers])
        need(least <= len(task.at) <= most, "a task has another number of elements")
        return task

    def _presheaf(self, data: Any) -> Task:
        keys(data, ("sizes", "action"), (), "a task")
        task = Task(self.given[0], data["sizes"], data["action"])
        task.check()
        return task

    def _task(self, data: Any) -> Task:
        task, (_, least, most) = self._presheaf(data), self.given
        need(least <= len(task.at) <= most, "a task has another number of elements")
        return task

    def _all_sums(self) -> bool:
        """Are no two of the listed tasks isomorphic, and are these all sums of their parts? A task is the sum of its
        connected components in one way."""
        for group in Invariants().groups(self.parts):
            if not all(exhausted(task, other) for task, other in combinations(group, 2)):
                return False
        _, least, most = self.given
        sums = [1, *[0] * index(most, MOST_ELEMENTS, "number of elements")] if most >= 0 else []
        for part in self.parts:
            size = len(part.at)
            for total in range(size, len(sums)):
                sums[total] += sums[total - size]
        return len({tuple(sorted(numbers)) for numbers in self.sums}) == len(self.sums) == sum(sums[max(least, 0) :])

    def _all_tasks(self) -> bool:
        category, least, most = self.given
        try:
            return mass.all_tasks(category, least, most, self.parts, self.sums)
        except mass.TooMany:
            self.note("that no connected task is missing from the enumeration of tasks is trusted")
            return True

    def _category(self, data: Any) -> Category:
        keys(data, ("objects", "generators", "homs"), (), "a category")
        category = listed(data)
        size = sum(len(at) for at, _, _ in category.homs)
        if self.word == "posets":
            pairs = {(a, b) for b, (at, _, _) in enumerate(category.homs) for a in at}
            right = len(pairs) == size and not any((b, a) in pairs for a, b in pairs if a != b)
            need(right, "a category is no poset")
            size = category.objects
        need(self.word != "monoids" or category.objects == 1, "a category is no monoid")
        numbers = (size, category.objects)
        for number, least, most in zip(numbers, self.given[::2], self.given[1::2], strict=False):
            need(least <= number <= most, "a category is of another size")
        return category

    def trusted(self, number: Any) -> int:
        """The number of categories that the evidence says, held against the literature."""
        need(self.word in STRUCTURES and self.word != "tasks" and type(number) is int, "this number must be proved")
        known = counts.known(self.word, self.given)
        if known is None:
            self.note(f"that there are {number} {self.word} of these sizes is trusted")
        else:
            need(known == number, f"there are {known} {self.word} in the domain, and {number} are said to be")
            self.note(f"that there are {known} {self.word} of these sizes is the word of the literature")
        return int(number)

    def complete(self, values: Sequence[Any], proof: Any) -> bool:
        """Are these the whole domain, each once? What is not checked of that is noted."""
        if self.word == "transformations":
            left, right = self.given
            return complete(left, right, [value[2] for value in values], proof)
        need(proof is None, "a proof of nothing is given")
        if self.word == "tasks":
            return self._all_sums() and (self._none() or self._all_tasks())
        if self.word in STRUCTURES:
            return self._all(values)
        if self.word == "functors":  # those given are functors; the search only has to find the same values
            given = {_numbers(value) for value in values}
            numbers = [(*objects, *arrows) for objects, arrows in Functors(*self.given).numbers()]
            return len(given) == len(values) == len(numbers) and given == set(numbers)
        found = self.values()
        if self.word == "natural transformations":
            values, found = ([tuple(n.components) for n in several] for several in (values, found))
        return len(values) == len(found) and set(values) == set(found)

    def _all(self, values: Sequence[Category]) -> bool:
        tables = {json.dumps([c.ends, [[at, rows] for at, rows, _ in c.homs]]) for c in values}
        if len(tables) < len(values):
            return False
        known = counts.known(self.word, self.given)
        if known is not None and known != len(values):
            raise Rejected(f"there are {known} {self.word} in the domain, and {len(values)} are given")
        if len(values) <= counts.MOST_COMPARED:
            if not counts.distinct(values):
                return False
            try:
                return mass.all_categories(values, self.word, self.given)
            except mass.TooMany:
                pass
            if known is None:
                self.note(f"that none of the {self.word} is missing from their enumeration is trusted")
            else:
                self.note(f"that there are {known} {self.word} of these sizes is the word of the literature")
        else:
            number = "" if known is None else f" (their number, {known}, is that of the literature)"
            self.note(
                f"that none of the {self.word} is missing from their enumeration, and no two are isomorphic, "
                f"is trusted{number}"
            )
        return True


def listed(data: Any) -> Category:
    """A category that is given by its arrows alone."""
    count = data["objects"]
    index(count, 10_000, "number of objects")
    presentation = {"kind": "listed", "invertible": False, "equations": []}
    homs = [{"at": at, "rows": rows} for at, rows in data["homs"]]
    generators = [["", a, b] for a, b in data["generators"]]
    return Category(
        {"objects": range(count), "generators": generators, "homs": homs, "presentation": presentation},
    )


def _numbers(functor: Functor) -> tuple[Any, ...]:
    arrows = [tuple(functor.on_generator(g)) for g in range(len(functor.source.ends))]
    return (*functor.objects, *arrows)
