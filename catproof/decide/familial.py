"""`T is familial`: T is a coproduct of representables; then its rank counts the summands.

A representable y(P) is connected (everything is a restriction of the identity), so T is familial iff each connected
component of its elements is representable. Mac Lane III.2; Carboni and Johnstone 1995 (familial functors).
"""

from __future__ import annotations

from typing import Any

from catproof.core.generation import compact, components, first_meeting, generators, maximal_classes
from catproof.core.label import show_some
from catproof.core.task import Element, Task
from catproof.decide.claim import Finding
from catproof.decide.representable import object_that_differs, refutation, refutation_argument, why_not
from catproof.decide.tables import element


class Familial:
    """The claim for `task`."""

    def __init__(self, task: Task) -> None:
        self.task = task

    def direct(self) -> Finding:
        task = self.task
        order = task.category.order
        if compact(task) and order is not None and order.antisymmetric:
            return self._in_an_order()
        classes = {members[0]: members for members in maximal_classes(task)}
        chosen = []
        for part in components(task):
            generating = [x for x in part if x in classes]
            u = None
            if len(generating) == 1:
                by_object = {task.element(x).object: x for x in reversed(classes[generating[0]])}
                u = next((x for p, x in by_object.items() if object_that_differs(task, part, p) is None), None)
            if u is None:
                refuted = refutation(task, part, list(classes.values()))
                return Finding(False, {"value": False, "component": element(task, part[0]), **refuted})
            chosen.append(element(task, u))
        return Finding(True, {"value": True, "generators": chosen})

    def _in_an_order(self) -> Finding:
        """Over a partial order an element reaches at most one at each object, so that the map y(P) -> T it names is
        one to one: T is familial iff the generators reach nothing in common."""
        task = self.task
        roots = generators(task)
        meeting = first_meeting(task, roots)
        if meeting is None:
            return Finding(True, {"value": True, "generators": [element(task, x) for x in roots]})
        apart = [element(task, x) for x in meeting[:2]]
        return Finding(False, {"value": False, "component": apart[0], "apart": apart})

    def _part(self, finding: Finding) -> list[int]:
        start = self.task.number(Element(*finding.evidence["component"]))
        return next(part for part in components(self.task) if start in part)

    def _summands(self, finding: Finding) -> str:
        objects = self.task.category.objects
        return show_some([objects[p] for p, _ in finding.evidence["generators"]])

    def reason(self, finding: Finding) -> str:
        if finding.value:
            count = len(finding.evidence["generators"])
            if count == 0:
                return "it is the empty sum of representables"
            return f"it is the sum of the {'representable' if count == 1 else f'{count} representables'} of " + (
                self._summands(finding)
            )
        part = self._part(finding)
        where = (
            "" if len(part) == self.task.size else f"in the part of {self.task.told_at(self.task.element(part[0]))} "
        )
        return where + why_not(self.task, part, finding.evidence)

    def explain(self, finding: Finding) -> list[str]:
        if finding.value:
            lines = ["The elements fall into parts that restriction does not connect, each with a universal element:"]
            for p, j in finding.evidence["generators"]:
                u = Element(p, j)
                lines.append(f"  the part of {self.task.told_at(u)} is y({self.task.category.told_object(p)})")
            return [*lines, "So the task is their sum."]
        part = self._part(finding)
        return [
            "A representable is connected, so in a sum of representables each connected part is one of them.",
            f"Look at the part of {self.task.told_at(self.task.element(part[0]))} ({len(part)} of "
            f"{self.task.size} elements).",
            *refutation_argument(self.task, part, finding.evidence),
        ]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if finding.value:
            return {"summands": [self.task.category.objects[p] for p, _ in finding.evidence["generators"]]}
        return {"part": [self.task.show_at(self.task.element(x)) for x in self._part(finding)[:24]]}
