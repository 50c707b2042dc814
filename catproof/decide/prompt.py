"""`f solves T by prompt [P]`: a natural isomorphism k(f(-), f(P)) ~= T for some object P (for this P).

Theorem 1's left side, decided from its definition: for via(F), k(f X, f P) = Hom(F X, F P). For an ideal model it
holds iff T is representable; a model that is not ideal may solve more, or less.
"""

from __future__ import annotations

from typing import Any

from catproof.core.generation import compact
from catproof.core.isomorphism import isomorphism
from catproof.core.model import Model
from catproof.core.nouns import counted_or_no
from catproof.core.task import Task
from catproof.decide.claim import SMALL, Finding
from catproof.decide.representable import Representable, sentence


class SolvesByPrompt:
    """The claim for `model` and `task`; `by` is the prompt, or None for any."""

    def __init__(self, model: Model, task: Task, by: int | None = None) -> None:
        self.model = model
        self.task = task
        self.by = by

    def _candidates(self) -> list[int]:
        return list(range(len(self.model.category.objects))) if self.by is None else [self.by]

    def representable(self) -> Representable | None:
        """For a large task and the model yoneda(C), whose answers to P are y(P): the same claim in other words, and
        what is found is evidence for that one."""
        functor = self.model.functor
        plain = functor is not None and functor.identical and compact(self.task)
        return Representable(self.task, self.by) if plain else None

    def direct(self) -> Finding:
        plain = self.representable()
        if plain is not None:
            return plain.direct()
        for p in self._candidates():
            found = isomorphism(self.model.prompted(p), self.task)
            if found is not None:
                return Finding(True, {"value": True, "prompt": p, "map": found})
        return Finding(False, {"value": False})

    def quick(self) -> bool | None:
        """The truth where the kernel needs no evidence."""
        functor = self.model.functor
        if self.task.size > SMALL or functor is None or not functor.identical:
            return None
        return any(isomorphism(self.model.prompted(p), self.task) is not None for p in self._candidates())

    def _obstacle(self, p: int) -> str:
        """What the prompt p meets: answers and task that differ in number, or no isomorphism among equal numbers."""
        answers, category = self.model.prompted(p), self.model.category
        at = category.told_object(p)
        for a, members in enumerate(self.task.elements):
            if len(members) != len(answers.elements[a]):
                given = counted_or_no(len(answers.elements[a]), "answers")
                return (
                    f"{at} gives {given} at {category.told_object(a)}, where "
                    f"the task has {counted_or_no(len(members), 'elements')}"
                )
        return f"{at} gives as many answers as the task has elements, but no bijection respects restriction"

    def reason(self, finding: Finding) -> str:
        plain = self.representable()
        if plain is not None:
            return plain.reason(finding)
        category = self.model.category
        if finding.value:
            p = finding.evidence["prompt"]
            return f"the answers to the prompt {category.told_object(p)} are isomorphic to the task"
        if not category.objects:
            return "there is no prompt at all"
        if len(self._candidates()) == 1:
            return self._obstacle(self._candidates()[0])
        return f"none of the {len(self._candidates())} prompts does; {self._obstacle(self._candidates()[0])}"

    def explain(self, finding: Finding) -> list[str]:
        plain = self.representable()
        if plain is not None:
            return [
                "The answers to the prompt P are y(P), so P solves the task iff it represents it.",
                *plain.explain(finding),
            ]
        category = self.model.category
        lines = ["A prompt P solves the task iff its answers k(f X, f P), for all X, are isomorphic to it."]
        if not finding.value:
            return lines + [f"  {sentence(self._obstacle(p))}" for p in self._candidates()]
        p = finding.evidence["prompt"]
        answers = self.model.prompted(p)
        lines.append(f"Take P = {category.told_object(p)}.")
        for a, images in enumerate(finding.evidence["map"]):
            for j, image in enumerate(images):
                lines.append(
                    f"  at {category.told_object(a)}: {answers.elements[a][j]} |-> {self.task.elements[a][image]}"
                )
        return [*lines, "This is a bijection at each object and respects restriction."]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if not finding.value:
            return {}
        return {"prompt": self.model.category.objects[finding.evidence["prompt"]]}
