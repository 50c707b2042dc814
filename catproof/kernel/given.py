"""What a certificate is given with: its tables, checked, and the domains over them."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

from catproof.kernel.isomorphism import Invariants, exhausted
from catproof.kernel.made import Made
from catproof.kernel.models import Model, natural
from catproof.kernel.natural_maps import complete, count, images, is_natural
from catproof.kernel.rejection import index, need, optional
from catproof.kernel.search import Functors
from catproof.kernel.tables import Category, Functor, Task

KINDS = ("categories", "monoids", "posets")
"""Domains of categories up to isomorphism."""


class Given:
    """The tables of one certificate, by number."""

    def __init__(self, certificate: dict[str, Any]) -> None:
        self.invariants = Invariants()
        self.categories = [Category(data) for data in certificate["categories"]]
        self.functors = [Functor(data, self.categories) for data in certificate["functors"]]
        self.tasks: list[Task] = []
        self.replace_tasks(certificate["tasks"])
        self.models = [Model(data, self.categories, self.functors, self.tasks) for data in certificate["models"]]
        self.transformations = []
        for data in certificate["transformations"]:
            source, target = self.task(data["source"]), self.task(data["target"])
            self.transformations.append((source, target, natural(source, target, data["components"])))
        self.notes = [
            f"{data['name'] or 'a category'}: {category.trusted}"
            for data, category in zip(certificate["categories"], self.categories, strict=True)
            if category.trusted
        ]
        self.notes += Made(self, certificate).check()
        """What is trusted, a line each."""

    def replace_tasks(self, entries: list[Any]) -> None:
        """Check other tasks on the same categories, in place of those given."""
        self.tasks = []
        for data in entries:
            category = self.categories[index(data["category"], len(self.categories), "category")]
            self.tasks.append(self.read_task(category, data))

    @staticmethod
    def read_task(category: Category, data: Any) -> Task:
        """A task of the certificate, checked."""
        elements: Any = data["elements"]
        if isinstance(elements, dict):
            sizes: Any = {int(a): len(labels) for a, labels in elements.items()}
            need(len(sizes) == len(elements), "an object is listed twice")
        else:
            sizes = [len(labels) for labels in elements]
        task = Task(category, sizes, data["action"])
        task.check()
        return task

    def note(self, line: str) -> None:
        """Add to what is trusted."""
        if line not in self.notes:
            self.notes.append(line)

    def task(self, number: Any) -> Task:
        return self.tasks[index(number, len(self.tasks), "task")]

    def category(self, number: Any) -> Category:
        category = self.categories[index(number, len(self.categories), "category")]
        need(category.homs or not category.objects, "the arrows of the category are missing")
        return category

    def functor(self, number: Any) -> Functor:
        return self.functors[index(number, len(self.functors), "functor")]

    def model(self, number: Any) -> Model:
        return self.models[index(number, len(self.models), "model")]

    def transformation(self, number: Any) -> tuple[Task, Task, list[int]]:
        return self.transformations[index(number, len(self.transformations), "transformation")]

    def contains(self, data: Any, value: Any) -> bool:
        """Is the value one that a variable over this domain takes?"""
        if data["of"] in KINDS:
            return self._is_kind(data, self.category(value))
        if data["of"] == "functors":
            return self._is_functor(data, list(reference(value)))
        if data["of"] == "transformations":
            left, right = self._ends(data)
            return is_natural(left, right, images(left, right, value))
        if data["of"] != "tasks":
            return reference(value) in self.domain(data)
        task = self.task(value)
        need(type(data["least"]) is type(data["most"]) is int, "the sizes of tasks are numbers")
        fits = data["least"] <= len(task.at) <= data["most"]
        return fits and task.category is self.categories[index(data["category"], len(self.categories), "category")]

    def _ends(self, data: Any) -> tuple[Task, Task]:
        """The tasks that a domain of transformations goes from and to."""
        left, right = self.task(data["source"]), self.task(data["target"])
        need(left.category is right.category, "the tasks live on different categories")
        return left, right

    def count(self, data: Any, proof: Any) -> int:
        """How many values the domain has; the proof may say that it has none."""
        if data["of"] != "transformations":
            return len(self.domain(data))
        left, right = self._ends(data)
        if proof is not None:
            need(complete(left, right, [], proof), "the clausal proof does not end in a contradiction")
            return 0
        return count(left, right)

    def complete(self, data: Any, values: list[Any], proof: Any = None) -> bool:
        """Are these values the whole domain, each once? For tasks up to isomorphism the kernel checks that no two are
        isomorphic; that none is missing is noted as trusted."""
        if data["of"] in KINDS:
            several = [json.dumps(self.category(value).homs) for value in values]
            self.note(f"the enumeration of {data['of']}: trusted (that none is missing, and no two are isomorphic)")
            return len(set(several)) == len(several) and all(self.contains(data, value) for value in values)
        if data["of"] == "transformations":
            left, right = self._ends(data)
            return complete(left, right, [images(left, right, value) for value in values], proof)
        if data["of"] != "tasks":
            domain = self.domain(data)
            return len(values) == len(domain) and {reference(value) for value in values} == set(domain)
        if not all(self.contains(data, value) for value in values):
            return False
        for group in self.invariants.groups([self.task(value) for value in values]):
            if not all(exhausted(task, other) for task, other in combinations(group, 2)):
                return False
        self.note("the enumeration of tasks: trusted (that none is missing up to isomorphism)")
        return True

    def _is_functor(self, data: Any, numbers: list[int]) -> bool:
        """Are these the values of a functor, first on objects, then on generating arrows?"""
        source, target = self.category(data["source"]), self.category(data["target"])
        need(len(numbers) == source.objects + 2 * len(source.ends), "a functor misses a value")
        arrows = numbers[source.objects :]
        pairs = [list(pair) for pair in zip(arrows[::2], arrows[1::2], strict=True)]
        Functor.of(source, target, numbers[: source.objects], pairs)
        return True

    def _is_kind(self, data: Any, category: Category) -> bool:
        """Is this a category (monoid, poset) of the sizes that the domain allows?"""
        size = sum(len(at) for at, _, _ in category.homs)
        if data["of"] == "posets":
            thin = all(len(set(at)) == len(at) for at, _, _ in category.homs)
            pairs = {(a, b) for b, (at, _, _) in enumerate(category.homs) for a in at}
            if not thin or any((b, a) in pairs for a, b in pairs if a != b):
                return False
            size = category.objects
        if data["of"] == "monoids" and category.objects != 1:
            return False
        ranges = [(size, [data["least"], data["most"]])]
        if data["objects"] is not None:
            ranges.append((category.objects, data["objects"]))
        for number, (least, most) in ranges:
            need(type(least) is type(most) is int, "the bounds of a domain are numbers")
            if not least <= number <= most:
                return False
        return True

    def trusted_count(self, data: Any, number: Any) -> int:
        """A number of categories that the certificate says and the kernel cannot find itself."""
        need(data["of"] in KINDS and type(number) is int, "this number must be proved")
        self.note(f"the number of {data['of']}: trusted")
        return int(number)

    def domain(self, data: Any) -> list[Any]:
        """The values a variable ranges over: object numbers, arrows or elements as pairs."""
        if data["of"] == "objects":
            return list(range(self.categories[index(data["category"], len(self.categories), "category")].objects))
        if data["of"] == "arrows":
            category = self.category(data["category"])
            for end in (data["source"], data["target"]):
                optional(end, category.objects, "object")
            return [
                (p, i)
                for p, (at, _, _) in enumerate(category.homs)
                for i, a in enumerate(at)
                if data["source"] in (None, a) and data["target"] in (None, p)
            ]
        if data["of"] == "functors":
            source, target = self.category(data["source"]), self.category(data["target"])
            return [
                (*f.objects, *(n for g in range(len(source.ends)) for n in f.on_generator(g)))
                for f in Functors(source, target)
            ]
        need(data["of"] == "elements", "an unknown domain")
        task = self.task(data["task"])
        optional(data["at"], len(task.sizes), "object")
        return [(a, j) for a, n in enumerate(task.sizes) for j in range(n) if data["at"] in (None, a)]


def reference(value: Any) -> Any:
    """A value of a variable: a number, or several as a tuple. True is no number, though Python takes it for 1."""
    several = isinstance(value, list | tuple)
    need(all(type(n) is int for n in (value if several else [value])), "a value is not given by numbers")
    return tuple(value) if several else value
