"""What a certificate is given with: its tables, checked."""

from __future__ import annotations

from typing import Any

from catproof.kernel.functor_tables import Functor
from catproof.kernel.graded import read as read_graded
from catproof.kernel.made import Made
from catproof.kernel.models import Model, natural
from catproof.kernel.natural import Natural
from catproof.kernel.rejection import index, need, need_arrows
from catproof.kernel.seen import Seen
from catproof.kernel.tables import Category, Task


class Given:
    """The tables of one certificate, by number."""

    def __init__(self, certificate: dict[str, Any], seen: Seen | None = None) -> None:
        """`seen` are tables that were checked before."""
        seen, entries = Seen() if seen is None else seen, certificate["categories"]
        self.digest = seen.digest
        self.categories = [seen.category(data) for data in entries]
        self.functors = [Functor(data, self.categories) for data in certificate["functors"]]
        self.tasks: list[Task] = []
        for data in certificate["tasks"]:
            home = index(data["category"], len(entries), "category")
            self.tasks.append(seen.task(data, entries[home], self.categories[home]))
        self.models = [Model(data, self.categories, self.functors, self.tasks) for data in certificate["models"]]
        self.transformations: list[Any] = []
        for data in certificate["transformations"]:
            if "between" in data:
                need(data["between"] == "functors", "transformations are between tasks or functors")
                ends = self.functor(data["source"]), self.functor(data["target"])
                self.transformations.append(Natural(*ends, data["components"]))
                continue
            source, target = self.task(data["source"]), self.task(data["target"])
            self.transformations.append((source, target, natural(source, target, data["components"])))
        self.graded = read_graded(certificate["graded"]) if "graded" in certificate else []
        self.notes = [
            f"{data['name'] or 'a category'}: {category.trusted}"
            for data, category in zip(certificate["categories"], self.categories, strict=True)
            if category.trusted
        ]
        made = Made(self, certificate)
        self.notes += made.check()
        self.called = made.called
        """What is trusted, a line each."""

    def note(self, line: str) -> None:
        """Add to what is trusted."""
        if line not in self.notes:
            self.notes.append(line)

    def task(self, number: Any) -> Task:
        return self.tasks[index(number, len(self.tasks), "task")]

    def category(self, number: Any) -> Category:
        category = self.categories[index(number, len(self.categories), "category")]
        need_arrows(category.homs or not category.objects)
        return category

    def functor(self, number: Any) -> Functor:
        return self.functors[index(number, len(self.functors), "functor")]

    def model(self, number: Any) -> Model:
        return self.models[index(number, len(self.models), "model")]

    def transformation(self, number: Any) -> tuple[Task, Task, list[int]]:
        found = self.transformations[index(number, len(self.transformations), "transformation")]
        need(type(found) is tuple, "a transformation of tasks is expected")
        return found  # type: ignore[no-any-return]

    def natural(self, number: Any) -> Natural:
        found = self.transformations[index(number, len(self.transformations), "transformation")]
        need(isinstance(found, Natural), "a transformation of functors is expected")
        return found  # type: ignore[no-any-return]
