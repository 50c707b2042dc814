"""Many tasks on one category, which is read once: what is found about each is checked."""

from __future__ import annotations

from typing import Any

from catproof.kernel.given import Given
from catproof.kernel.missing import rank_missing
from catproof.kernel.ordered import LabelSet, Ordered
from catproof.kernel.prompting import rank
from catproof.kernel.rejection import Rejected, need
from catproof.kernel.seen import read_task
from catproof.kernel.shipped import SAID, Passed
from catproof.kernel.tables import Category, Task


class Tasks:
    """Checks evidence about tasks on a category: the first of these tables, or an order in arrays. `unchecked` names
    what is left to trust. Raises `Rejected`."""

    def __init__(self, tables: dict[str, Any] | Ordered) -> None:
        self.unchecked: list[str] = []
        if isinstance(tables, Ordered):
            self.category: Category = tables
        else:
            given = Given(tables)
            self.category, self.unchecked = given.categories[0], given.notes
        self.passed = Passed()

    def label_set(self, objects: Any) -> Task:
        """The task with one element at each of these objects of the order."""
        need(isinstance(self.category, Ordered), "a label set is given by its objects on an order in arrays")
        return LabelSet(self.category, objects)  # type: ignore[arg-type]

    def read(self, entry: dict[str, Any]) -> Task:
        """A task, as the tables of a certificate have it."""
        return read_task(self.category, entry)

    def proves(self, word: str, task: Task, evidence: Any) -> bool:
        """The truth value of `T is representable` or `T is familial` that the evidence proves."""
        try:
            said, value = SAID[word, ("task",)], evidence["value"]
            found = said.rule(self.passed, said.claim(self.category, task), evidence, value)
            need(type(value) is bool and found is value, f"the evidence does not prove that it is {word}, or not")
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise Rejected(f"the evidence is malformed ({type(error).__name__}: {error})") from None
        return bool(value)

    @staticmethod
    def rank(task: Task, evidence: Any, percents: Any = None) -> int:
        """The rank that the evidence proves, or the least number of prompts that leave out so many percents at most."""
        try:
            return rank(task, evidence) if percents is None else rank_missing(task, percents, evidence)
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise Rejected(f"the evidence is malformed ({type(error).__name__}: {error})") from None
