"""The public Python API: run a theory, or load what it declares."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from numbers import Integral, Real
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypedDict, Unpack

from catproof.core.category import Category
from catproof.core.deadline import Cancellation
from catproof.core.functor import Functor
from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.task import Task
from catproof.diagnostic import InputError
from catproof.elaborate.loader import Loader
from catproof.options import ENGINES, Options
from catproof.readers.place import Handed
from catproof.running.loading import load_all
from catproof.running.monitor import Monitor, Step, telling, unseen
from catproof.running.report import Report
from catproof.running.run import check_text as run_text
from catproof.running.run import proved
from catproof.running.run import run as run_all
from catproof.running.verdict import Verdict
from catproof.syntax.lexer import shorten

Declared = Category | Functor | Task | Model | Graded | GradedFunctor | GradedTask | GradedModel
"""What a name declared in a theory may stand for."""


Engine = Literal["auto", "direct", "z3", "both"]
"""Who decides."""

FORMS: Mapping[str, tuple[Any, str]] = {
    "timeout": (Real, "a number"), "timeout_all": (Real | None, "a number or None"),
    "memory": (Real | None, "a number or None"), "limit": (Integral, "a whole number"), "name": (str, "a str"),
    "cancel": (Cancellation | None, "a Cancellation"), "progress": (Callable, "a function"),
}  # fmt: skip
"""Of what types options are, where Python does not see by itself that they are of another one."""

Paths = Iterable[str | os.PathLike[str]]


class Bounds(TypedDict, total=False):
    """What bounds a computation, and where it may look."""

    timeout: float
    """Seconds, for each statement, and for each declaration with what it is built from (60)."""
    timeout_all: float | None
    """Seconds, for all together (no limit)."""
    memory: float | None
    """Megabytes that the process may hold (half of the machine's)."""
    limit: int
    """Arrows that an enumeration may reach (100,000)."""
    allow_path: Paths
    """Folders whose files a theory may read or import, besides its own."""
    cache: bool
    """May what earlier runs found be used, and what is found be kept? (True)"""


class Checking(Bounds, total=False):
    """How statements are decided."""

    engine: Engine
    name: str
    """A pattern for the names of the statements to run ("*")."""
    exclude: Iterable[str]
    """Patterns, as in a .gitignore, for files to leave out of folders."""
    isolate: bool
    """In a process of its own: what goes wrong there, however badly, is a `ProcessEnded` here. (False)"""
    progress: Callable[[Step], object]
    """Is told how far each statement is: when it begins, when it is over, and meanwhile from another thread."""
    cancel: Cancellation
    """Ends the run from another thread; then it raises `Cancelled`."""


def check_file(path: str | os.PathLike[str], **options: Unpack[Checking]) -> Report:
    """Run every statement of a theory file, or of all files in and below a folder. A path is never taken as text.

    The options are those of `Checking`. Errors of the input, such as a file that is not there, are in `Report.errors`;
    raises `InternalError` when the engines disagree or the kernel rejects a certificate, `ValueError` for options out
    of range, `TypeError` for what is no path, `ProcessEnded` with `isolate`, and `Cancelled` with `cancel`.
    """
    return check_many([os.fspath(path)], **options)


def check_many(paths: Paths, *, jobs: int = 1, **options: Unpack[Checking]) -> Report:
    """The same for several files and folders, by so many processes; a file that several import is read once. With
    `jobs` other than 1 a program of its own must have `if __name__ == "__main__":`, as for `multiprocessing`."""
    made = options_of("check_many", options)
    given = listed(paths, "check_many")
    if options.get("isolate"):
        from catproof.faces.isolated import apart

        return apart((given, None, made, jobs), made)
    return run_all(load_all(given, made, recall=True), made, None, _positive(jobs), _monitor(options))


def iter_verdicts(paths: Paths, *, jobs: int = 1, **options: Unpack[Checking]) -> Iterator[tuple[str, Verdict]]:
    """The verdicts on the statements of files and folders, each with the path of its file, as they are found. Raises
    `InputError` at a file that is not right, after its verdicts. Closing the iterator ends the run."""
    if options.get("isolate"):
        raise ValueError("verdicts come one by one from this process only: leave out isolate")
    made = options_of("iter_verdicts", options)
    theories = load_all(listed(paths, "iter_verdicts"), made, recall=True)
    with closing(proved(theories, made, _positive(jobs), _monitor(options))) as found:
        for theory, verdicts in found:
            errors = list(theory.errors)
            for verdict in verdicts:
                errors += [verdict.error] if verdict.error is not None else []
                yield theory.path, verdict
            if errors:
                raise InputError(errors)


def check_text(text: str, **options: Unpack[Checking]) -> Report:
    """Run every statement of a theory given as text. A text is never taken as a path: what it says comes from the
    caller alone, and from the files that it imports and reads, which are in the working folder or where `allow_path`
    says so.

    Options, exceptions and the report are those of `check_file`.
    """
    return check_handed(text, {}, **options)


def check_handed(text: str, handed: Mapping[str, Handed], **options: Unpack[Checking]) -> Report:
    """The same, where the theory reads what a program hands over. Raises `ValueError` for that with `isolate`."""
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}")
    made = options_of("check_text", options)
    if options.get("isolate"):
        from catproof.faces.isolated import apart

        if handed:
            raise ValueError("what is handed over stays in this process: leave out isolate")
        return apart((None, text, made, 1), made)
    return run_text(text, "<text>", made, handed, monitor=_monitor(options))


def check(path_or_text: str | os.PathLike[str], **options: Unpack[Checking]) -> Report:
    """`check_text` for what is clearly a text, `check_file` for what is clearly a path.

    A `str` with a line break is a text, whatever files there are; a `PathLike` is a path. So is a `str` of one line
    that ends in `.cat` or names something that is there, and one with a brace is a text. What is both, or neither, is
    taken as a path, with a `DeprecationWarning`. Options, exceptions and the report are those of `check_file`.
    """
    text = text_in(path_or_text)
    return check_file(path_or_text, **options) if text is None else check_text(text, **options)


async def acheck(path_or_text: str | os.PathLike[str], **options: Unpack[Checking]) -> Report:
    """The same in a process of its own, which is waited for without blocking the event loop, and ended when the task is
    cancelled. Raises `ProcessEnded` where it ended otherwise."""
    from catproof.faces.isolated import awaited

    options["isolate"] = True
    made, text = options_of("acheck", options), text_in(path_or_text)
    paths = [os.fspath(path_or_text)] if text is None else None
    return await awaited((paths, text, made, 1), made)


class Declarations(Mapping[str, Declared]):
    """What a theory declares, by name: a read-only mapping, also in `names`. `limits` says what a limit kept from being
    built."""

    def __init__(
        self, path: str, names: Mapping[str, Declared], limits: Mapping[str, LimitReached] = MappingProxyType({})
    ) -> None:
        self.path = path
        self.names: Mapping[str, Declared] = MappingProxyType(dict(names))
        self.limits: Mapping[str, LimitReached] = MappingProxyType(dict(limits))

    def __getitem__(self, name: str) -> Declared:
        """What is declared by that name. Raises `KeyError`, and `LimitReached` where a limit kept it from being
        built."""
        if name in self.limits:
            raise self.limits[name].again()
        return self.names[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        return f"<Declarations of {self.path}: {', '.join(self.names) or 'nothing declared'}>"


def load(path_or_text: str | os.PathLike[str], **options: Unpack[Bounds]) -> Declarations:
    """The categories, functors, tasks and models that a theory file, or a theory given as text, declares; `check` says
    which of the two it is.

    Statements are not run; the limits are those of `check`. Raises `InputError` with every error of the file, and
    `LimitReached` where it is not read within them.
    """
    return load_handed(path_or_text, {}, **options)


def load_handed(
    path_or_text: str | os.PathLike[str], handed: Mapping[str, Handed], **options: Unpack[Bounds]
) -> Declarations:
    """The same, where the theory reads what a program hands over."""
    loader, text = Loader(options_of("load", options), handed=handed), text_in(path_or_text)
    found = loader.file(os.fspath(path_or_text)) if text is None else loader.text(text, "<text>")
    if found.diagnostics:
        raise InputError(found.diagnostics)
    for each in found.unbuilt:
        if not each.kind:
            raise each.limit.again()
    declared = {n: d.value for n, d in found.scope.names.items() if isinstance(d.value, Declared)}
    limits = {n: d.value for n, d in found.scope.names.items() if isinstance(d.value, LimitReached)}
    return Declarations(found.path, declared, limits)


def options_of(function: str, given: Checking | Bounds) -> Options:
    """The options of a run that starts now. Raises `ValueError` for what is out of range, `TypeError` for others."""
    said: dict[str, Any] = {**given}
    watched = said.pop("progress", None) is not None or said.get("cancel") is not None
    if said.pop("isolate", None) and watched:
        raise ValueError("progress and cancellation are of this process only: leave out isolate")
    others = {"allow_path", "cache", "timeout_all", "memory", "exclude", "cancel"}
    unknown = set(said) - set(Options._fields[:4]) - others
    if unknown:
        raise TypeError(f"{function}() got an unexpected keyword argument {min(unknown)!r}")
    for name in ("allow_path", "exclude"):
        said[name] = tuple(listed(said.get(name, ()), name))
    for name, (form, noun) in FORMS.items():
        if name in given and not isinstance(given[name], form):  # type: ignore[literal-required]
            raise TypeError(f"{name} is {noun}, not {type(given[name]).__name__}")  # type: ignore[literal-required]
    if said.get("timeout_all") is None:
        said["timeout_all"] = float("inf")
    options = Options(**said)
    if options.engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}, not {options.engine!r}")
    positive = options.timeout > 0 and options.limit >= 1 and options.timeout_all > 0
    if not positive or not (options.memory is None or options.memory > 0):
        raise ValueError("timeout, timeout_all, memory and limit must be positive")
    if missing := [each for each in options.allow_path if not Path(each).is_dir()]:
        raise ValueError(f"allow_path: there is no folder {missing[0]}")
    return options.started()


def listed(given: object, name: str) -> list[str]:
    """Paths or patterns as texts. Raises `TypeError`: a single one is a list of one, and not of its letters."""
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise TypeError(f"{name} takes several, as in [{given!r}]")
    return [os.fspath(each) for each in given]


def _monitor(options: Checking) -> Monitor:
    return telling(options["progress"]) if "progress" in options else unseen


def _positive(jobs: int) -> int:
    if jobs < 1:
        raise ValueError("jobs must be positive")
    return jobs


def text_in(path_or_text: str | os.PathLike[str]) -> str | None:
    """The text, where it is one; see `check`."""
    if not isinstance(path_or_text, str):
        return None
    if "\n" in path_or_text or "\r" in path_or_text:
        return path_or_text
    braced, path = "{" in path_or_text, path_or_text.endswith(".cat") or _is_there(path_or_text)
    if braced is path:
        shown = f"{shorten(path_or_text, 60)} may be a text or a path, and is taken as a path"
        warnings.warn(f"{shown}: call check_text or check_file", DeprecationWarning, stacklevel=3)
    return path_or_text if braced and not path else None


def _is_there(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return False
