"""What a certificate is given with: its tables, checked, and the domains over them."""

from __future__ import annotations

from typing import Any

from catproof.kernel.tables import Category, Functor, Task, index, need


class Given:
    """The tables of one certificate, by number."""

    def __init__(self, certificate: dict[str, Any]) -> None:
        self.categories = [Category(data) for data in certificate["categories"]]
        self.functors = [Functor(data, self.categories) for data in certificate["functors"]]
        self.tasks = []
        for data in certificate["tasks"]:
            category = self.categories[index(data["category"], len(self.categories), "category")]
            task = Task(category, [len(labels) for labels in data["elements"]], data["action"])
            task.check()
            self.tasks.append(task)

    def task(self, number: Any) -> Task:
        return self.tasks[index(number, len(self.tasks), "task")]

    def category(self, number: Any) -> Category:
        category = self.categories[index(number, len(self.categories), "category")]
        need(category.homs or not category.objects, "the arrows of the category are missing")
        return category

    def functor(self, number: Any) -> Functor:
        return self.functors[index(number, len(self.functors), "functor")]

    def domain(self, data: Any) -> list[Any]:
        """The values a variable ranges over: object numbers, arrows or elements as pairs."""
        if data["of"] == "objects":
            return list(range(self.categories[index(data["category"], len(self.categories), "category")].objects))
        if data["of"] == "arrows":
            category = self.category(data["category"])
            return [
                (p, i)
                for p, (at, _, _) in enumerate(category.homs)
                for i, a in enumerate(at)
                if data["source"] in (None, a) and data["target"] in (None, p)
            ]
        need(data["of"] == "elements", "an unknown domain")
        task = self.task(data["task"])
        return [(a, j) for a, n in enumerate(task.sizes) for j in range(n) if data["at"] in (None, a)]
