"""What is found of one task: its rank, generators that reach it, whether a prompt represents it, whether it is
familial, and what its prompts confuse; and the kernel's check of that.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from catproof import kernel
from catproof.core.beside import small
from catproof.core.category import Arrow, Category
from catproof.core.cover import cover
from catproof.core.deadline import Exceeded, load
from catproof.core.generation import first_meeting, values
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
from catproof.core.nearest import Near
from catproof.core.sparse import OneEach
from catproof.core.task import Element, SparseTask, Task
from catproof.decide.claim import Evidence, Finding
from catproof.decide.familial import Familial
from catproof.decide.numbers import Rank
from catproof.decide.plain import plain
from catproof.decide.representable import Representable
from catproof.decide.tables import Tables, task_entry
from catproof.options import Options
from catproof.running.verdict import InternalError


class Prompt(NamedTuple):
    """A generator: an object, and the element there."""

    object: Label
    element: Label


class Covered(NamedTuple):
    """One more prompt of a cover: how many elements are reached with it, and how many as many others reach at most."""

    prompt: Prompt
    reached: int
    most: int


class FewestPrompts(NamedTuple):
    """The fewest prompts that leave out so many percents at most; with `unknown` the limit that was met."""

    percents: Fraction
    prompts: tuple[Prompt, ...] = ()
    unknown: str = ""


class Confused(NamedTuple):
    """An element that is reached in two ways: from two generators, or from one along two arrows."""

    element: Label
    object: Label
    ways: tuple[str, str]


class Sample(NamedTuple):
    """What the kernel has checked of a label set that is too large for it: so many elements, those that were drawn,
    with this seed, and all above them in the set; see `audit_sample`."""

    elements: int
    drawn: int
    seed: int


class Entry(NamedTuple):
    """What was found for one task. With `unknown` the limit that was met, and nothing else holds.

    `checked` says whether the kernel has checked it; beyond `Options.check_limit` elements it has not.
    """

    task: str
    category: str
    size: int
    rank: int = 0
    prompts: tuple[Prompt, ...] = ()
    representable: Label | None = None
    familial: bool = False
    confused: Confused | None = None
    near: tuple[Near, ...] = ()
    near_unknown: str = ""
    """The limit that was met while the closest representables were sought; all else holds."""
    cover: tuple[Covered, ...] = ()
    fewest: FewestPrompts | None = None
    checked: bool = False
    sample: Sample | None = None
    unknown: str = ""
    beside: Mapping[Label, str] = {}
    """What people read beside objects."""

    def told(self, prompt: Prompt) -> str:
        """The generator as people are told of it: as a theory file names it, with what they read beside its object."""
        return describe(prompt) + (f" ({self.beside[prompt.object]})" if prompt.object in self.beside else "")


def surveyed(name: str, task: Task, options: Options, checker: Checker, most: int = 0) -> Entry:
    """What is found of a task, and `most` prompts that cover it. Raises `InternalError`."""
    category = task.category
    made = Entry(name, category.name, task.size, beside=category.beside)
    try:
        with options.bounded():
            number, evidence = Rank(task).find()
            found = {"representable": Representable(task).direct(), "familial": Familial(task).direct()}
            roots = [Element(*x) for x in evidence["generators"]]
            prompt, familial = found["representable"].evidence.get("prompt"), found["familial"].value
            made = made._replace(
                rank=number,
                prompts=tuple(prompt_at(task, u) for u in roots),
                representable=None if prompt is None else category.objects[prompt],
                familial=familial,
                confused=None if familial else _confused(task, [task.number(u) for u in roots]),
            )
            if most and prompt is None:
                steps = cover(task, [task.number(u) for u in roots], most)
                covered = zip((task.element(step.element) for step in steps), steps, strict=True)
                made = made._replace(
                    cover=tuple(Covered(prompt_at(task, u), step.reached, step.most) for u, step in covered)
                )
            if task.size <= options.check_limit:
                checker.check(task, (number, evidence), found)
                made = made._replace(checked=True)
    except LimitReached as limit:
        return Entry(name, category.name, task.size, unknown=limit.told)
    except Exceeded as met:
        return Entry(name, category.name, task.size, unknown=str(met))
    return made


def prompt_at(task: Task, u: Element) -> Prompt:
    return Prompt(task.category.objects[u.object], task.elements[u.object][u.number])


def _confused(task: Task, roots: list[int]) -> Confused | None:
    """An element reached in two ways from the generators."""
    meeting = first_meeting(task, roots)
    if meeting is not None:
        x, y, z = (task.element(n) for n in meeting)
        return _confusion(task, z, task.told_at(x), task.told_at(y))
    category = task.category
    for root in roots:
        u = task.element(root)
        seen: dict[int, int] = {}
        for f, value in enumerate(values(task, root)):
            if value in seen:
                ways = (category.show_arrow(Arrow(u.object, k)) for k in (seen[value], f))
                return _confusion(task, task.element(value), *(f"{task.told_at(u)} along {way}" for way in ways))
            seen[value] = f
    return None


def _confusion(task: Task, x: Element, left: str, right: str) -> Confused:
    return Confused(task.elements[x.object][x.number], task.category.objects[x.object], (left, right))


class Checker:
    """The kernel with one category, which it reads once: as tables, and for label sets on a large order in arrays."""

    def __init__(self, category: Category) -> None:
        self.category = category

    @cached_property
    def tables(self) -> kernel.Tasks:
        made = Tables(named=False)
        made.category(self.category)
        return kernel.Tasks(made.entries())

    @cached_property
    def arrays(self) -> kernel.Tasks:
        load("numpy")
        import numpy as np

        order = self.category.order
        assert order is not None
        sources = order.arrays[0][np.asarray(order.into.pairs)]
        return kernel.Tasks(kernel.Ordered(order.count, small(sources), order.into.start))

    def read(self, task: Task) -> tuple[kernel.Tasks, Any]:
        """The task as the kernel reads it, and what checks it."""
        if isinstance(task, SparseTask) and isinstance(task.members, OneEach) and self.category.origin is None:
            return self.arrays, self.arrays.label_set(array("q", task.support))
        return self.tables, self.tables.read(task_entry(task))

    def fewest(self, task: Task, percents: Fraction, rank: tuple[int, Evidence]) -> None:
        """Have it checked that so few prompts leave out so many percents at most. Raises `InternalError`."""
        try:
            tasks, read = self.read(task)
            if tasks.rank(read, plain(rank[1]), percents) != rank[0]:
                raise kernel.Rejected("the evidence proves another rank")
        except kernel.Rejected as error:
            raise InternalError(f"the kernel rejects what was found for {task.name}: {error}") from None

    def check(self, task: Task, rank: tuple[int, Evidence], found: dict[str, Finding]) -> None:
        """Have the rank and what was found about a task checked. Raises `InternalError`."""
        try:
            tasks, read = self.read(task)
            if tasks.rank(read, plain(rank[1])) != rank[0]:
                raise kernel.Rejected("the evidence proves another rank")
            for word, finding in found.items():
                if tasks.proves(word, read, plain(finding.evidence)) is not finding.value:
                    raise kernel.Rejected("the evidence proves the opposite")
        except kernel.Rejected as error:
            raise InternalError(f"the kernel rejects what was found for {task.name}: {error}") from None


def describe(prompt: Prompt) -> str:
    """The generator as a theory file names it: the object alone where the element is just `yes`."""
    return show(prompt.object) if prompt.element in ("yes", "*") else f"{show(prompt.element)} at {show(prompt.object)}"
