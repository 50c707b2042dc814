"""A survey of the tasks of a theory: how many prompts each needs, which ones, and what they confuse.

For each task T: its rank, generators that reach it, whether a prompt represents it, whether it is familial (several
separate prompts solve it together), and if not, where prompts confuse what T tells apart: an element that two of the
generators reach, or one of them along two arrows. Rank and both answers are checked by the kernel.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, BinaryIO, NamedTuple

from catproof import kernel
from catproof.core.beside import small
from catproof.core.category import Arrow, Category
from catproof.core.cover import cover
from catproof.core.deadline import Exceeded, load
from catproof.core.functor import Functor
from catproof.core.generation import first_meeting, values
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
from catproof.core.nearest import Near, nearest
from catproof.core.sparse import OneEach
from catproof.core.task import Element, SparseTask, Task
from catproof.decide.claim import Evidence, Finding
from catproof.decide.familial import Familial
from catproof.decide.numbers import Rank
from catproof.decide.plain import plain
from catproof.decide.representable import Representable
from catproof.decide.tables import Tables, task_entry
from catproof.diagnostic import Diagnostic, InputError
from catproof.elaborate.loader import Loader
from catproof.elaborate.ready import Unbuilt
from catproof.elaborate.theory import Elaborated
from catproof.options import Options
from catproof.running.loading import read
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


class Wanted(NamedTuple):
    """What is asked for beside the survey: the `near` closest representables of a task that has none, by one of
    `nearest.MEASURES`, among the objects whose names match; the `cover` prompts that reach most; the fewest that leave
    out so many percents at most. With `along`, a functor, of each task on its source which prompt is closest there."""

    near: int = 0
    by: str = "distance"
    among: str = "*"
    cover: int = 0
    missing: Fraction | None = None
    along: str = ""


class NoFunctor(ValueError):
    """The functor along which prompts are looked for is not there."""


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
    with this seed, and all above them in the set; see `audit_fetched`."""

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


def audit(
    theory: Elaborated,
    options: Options,
    pattern: str = "*",
    wanted: Wanted = Wanted(),  # noqa: B008 it does not change
    watcher: Callable[[int, int], None] | None = None,
) -> list[Entry]:
    """The tasks of the theory whose names match the pattern, by rank and then by name.

    For those that nothing represents, what is `wanted` is found. The watcher is told how many are
    done, of how many. Raises `InternalError` where the kernel rejects what was found, `NoFunctor` where there is no
    such functor.
    """
    names = theory.scope.names
    along: Functor | None = None
    if wanted.along:
        found = names[wanted.along].value if wanted.along in names else None
        if not isinstance(found, Functor):
            raise NoFunctor(f"there is no functor {wanted.along}")
        along = found
    tasks = [
        (name, declared.value)
        for name, declared in names.items()
        if name in theory.scope.own and fnmatchcase(name, pattern) and isinstance(declared.value, Task)
    ]
    checkers: dict[int, Checker] = {}
    entries = []
    for number, (name, task) in enumerate(tasks):
        checker = checkers.setdefault(id(task.category), Checker(task.category))
        entry = surveyed(name, task, options, checker, wanted.cover)
        near = wanted.near and entry.representable is None if along is None else along.source is task.category
        if near and not entry.unknown:
            entry = _with_nearest(entry, task, options, wanted, along)
        if wanted.missing is not None and not entry.unknown:
            entry = _with_fewest(entry, task, options, wanted.missing, checker)
        entries.append(entry)
        if watcher is not None:
            watcher(number + 1, len(tasks))
    for name, limit in theory.unreached.items():
        if fnmatchcase(name, pattern):
            entries.append(Entry(name, "", 0, unknown=limit.told))
    entries.sort(key=lambda entry: (bool(entry.unknown), entry.rank, entry.task))
    return entries


def _with_nearest(entry: Entry, task: Task, options: Options, wanted: Wanted, along: Functor | None) -> Entry:
    """With the closest representables. They have a time limit of their own, so that all else is not lost to it."""
    try:
        with options.bounded():
            among = None
            if wanted.among != "*":
                there = task.category if along is None else along.target
                among = {label for label in there.objects if fnmatchcase(str(label), wanted.among)}
            return entry._replace(near=tuple(nearest(task, wanted.near or 1, wanted.by, among, along)))
    except LimitReached as limit:
        return entry._replace(near_unknown=limit.told)
    except Exceeded as met:
        return entry._replace(near_unknown=str(met))


def _with_fewest(entry: Entry, task: Task, options: Options, percents: Fraction, checker: Checker) -> Entry:
    """With the fewest prompts that leave out so much at most, in a time of their own; the kernel checks the proof."""
    try:
        with options.bounded():
            found = Rank(task, percents).find()
            if task.size <= options.check_limit:
                checker.fewest(task, percents, found)
            prompts = (_prompt(task, Element(*x)) for x in found[1]["cover"])
            return entry._replace(fewest=FewestPrompts(percents, tuple(prompts)))
    except LimitReached as limit:
        return entry._replace(fewest=FewestPrompts(percents, unknown=limit.told))
    except Exceeded as met:
        return entry._replace(fewest=FewestPrompts(percents, unknown=str(met)))


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
                prompts=tuple(_prompt(task, u) for u in roots),
                representable=None if prompt is None else category.objects[prompt],
                familial=familial,
                confused=None if familial else _confused(task, [task.number(u) for u in roots]),
            )
            if most and prompt is None:
                steps = cover(task, [task.number(u) for u in roots], most)
                covered = zip((task.element(step.element) for step in steps), steps, strict=True)
                made = made._replace(
                    cover=tuple(Covered(_prompt(task, u), step.reached, step.most) for u, step in covered)
                )
            if task.size <= options.check_limit:
                checker.check(task, (number, evidence), found)
                made = made._replace(checked=True)
    except LimitReached as limit:
        return Entry(name, category.name, task.size, unknown=limit.told)
    except Exceeded as met:
        return Entry(name, category.name, task.size, unknown=str(met))
    return made


def _prompt(task: Task, u: Element) -> Prompt:
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


def lines(entries: list[Entry]) -> Iterator[dict[str, Any]]:
    """The entries as data for JSON."""
    for entry in entries:
        if entry.unknown:
            yield {"task": entry.task, "category": entry.category, "elements": entry.size, "unknown": entry.unknown}
            continue
        confused, beside = entry.confused, entry.beside
        made: dict[str, Any] = {
            "task": entry.task,
            "category": entry.category,
            "elements": entry.size,
            "rank": entry.rank,
            "prompts": [
                {**prompt._asdict(), **({"name": beside[prompt.object]} if prompt.object in beside else {})}
                for prompt in entry.prompts
            ],
            "representable": entry.representable,
            "familial": entry.familial,
            "confused": None
            if confused is None
            else {"element": confused.element, "at": confused.object, "reached": list(confused.ways)},
            "checked": entry.checked,
        }
        if entry.sample is not None:
            made["sample"] = entry.sample._asdict()
        if entry.near:
            made["near"] = [{key: x for key, x in near._asdict().items() if x != ""} for near in entry.near]
        if entry.near_unknown:
            made["near_unknown"] = entry.near_unknown
        if entry.fewest is not None:
            percents, prompts, unknown = entry.fewest
            said = {"unknown": unknown} if unknown else {"prompts": [prompt._asdict() for prompt in prompts]}
            made["missing"] = {"percents": str(percents), **said}
        if entry.cover:
            made["cover"] = [{**step._asdict(), "prompt": step.prompt._asdict()} for step in entry.cover]
        yield made


class Audited(NamedTuple):
    """An audit of a theory file, with its errors; `notes` are about the data files that were read, `unbuilt` are the
    declarations that a limit kept from being built."""

    path: str
    lines: list[str]
    errors: list[Diagnostic]
    notes: list[tuple[int, str]]
    entries: list[Entry]
    unbuilt: tuple[Unbuilt, ...] = ()
    engine: str = "direct"

    @property
    def exit_status(self) -> int:
        """2 the input is wrong, 3 something is unknown, 0 else."""
        if self.errors:
            return 2
        return 3 if self.unbuilt or any(map(_is_open, self.entries)) else 0


def _is_open(entry: Entry) -> bool:
    return bool(entry.unknown or entry.near_unknown or (entry.fewest is not None and entry.fewest.unknown))


def audited(
    file: str,
    options: Options,
    pattern: str = "*",
    wanted: Wanted = Wanted(),  # noqa: B008 it does not change
    stdin: BinaryIO | None = None,
    watcher: Callable[[str, int, int], None] | None = None,
    theory: str | None = None,
) -> Audited:
    """The audit of a theory file, or of a theory given as text, see `audit`. Tasks that do not depend on errors are
    surveyed all the same.

    The watcher is told what is going on. Raises `InternalError`.
    """
    loader = Loader(options)
    try:
        if theory is not None:
            found = loader.text(theory, "<text>")
        else:
            found = read(loader, stdin) if file == "-" and stdin is not None else loader.file(file)
    except InputError as error:
        return Audited(file, [], error.diagnostics, [], [])
    tell = None if watcher is None else partial(watcher, "tasks")
    entries = audit(found, options, pattern, wanted, tell)
    notes = [(span.line, text) for span, text in found.notes]
    return Audited(found.path, found.lines, found.diagnostics, notes, entries, tuple(found.unbuilt))
