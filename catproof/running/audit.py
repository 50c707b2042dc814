"""A survey of the tasks of a theory: how many prompts each needs, which ones, and what they confuse.

For each task T: its rank, generators that reach it, whether a prompt represents it, whether it is familial (several
separate prompts solve it together), and if not, where prompts confuse what T tells apart: an element that two of the
generators reach, or one of them along two arrows. Rank and both answers are checked by the kernel.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from fractions import Fraction
from functools import partial
from typing import BinaryIO, NamedTuple

from catproof.core.deadline import Exceeded
from catproof.core.functor import Functor
from catproof.core.limits import LimitReached
from catproof.core.nearest import nearest
from catproof.core.task import Element, Task
from catproof.decide.numbers import Rank
from catproof.diagnostic import InputError
from catproof.elaborate.loader import Loader
from catproof.elaborate.theory import Elaborated
from catproof.options import Options
from catproof.running.audit_answer import Audited
from catproof.running.audit_sample import drawn_of, told
from catproof.running.loading import read
from catproof.running.survey import Checker, Entry, FewestPrompts, prompt_at, surveyed


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
        entries.append(drawn_of(entry, task, options))
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
            prompts = (prompt_at(task, Element(*x)) for x in found[1]["cover"])
            return entry._replace(fewest=FewestPrompts(percents, tuple(prompts)))
    except LimitReached as limit:
        return entry._replace(fewest=FewestPrompts(percents, unknown=limit.told))
    except Exceeded as met:
        return entry._replace(fewest=FewestPrompts(percents, unknown=str(met)))


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
    names = found.scope.names
    notes += [(names[entry.task].span.line, told(entry)) for entry in entries if entry.sample is not None]
    return Audited(found.path, found.lines, found.diagnostics, notes, entries, tuple(found.unbuilt))
