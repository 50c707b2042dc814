"""The public Python API: run a theory, or load what it declares."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.task import Task
from catproof.diagnostic import InputError
from catproof.elaborate.loader import Loader
from catproof.elaborate.terms import Terms
from catproof.options import ENGINES, Options
from catproof.report.sheet import Sheet
from catproof.report.showing import shown
from catproof.running.asking import ask
from catproof.running.report import Report
from catproof.running.run import check_paths as run_paths
from catproof.running.run import check_text as run_text
from catproof.syntax import tree
from catproof.syntax.lexer import shorten

Declared = Category | Functor | Task | Model
"""What a name declared in a theory may stand for."""


def check_file(
    path: str | os.PathLike[str],
    *,
    engine: str = "auto",
    timeout: float = 60.0,
    limit: int = Options().limit,
    name: str = "*",
    allow_path: Iterable[str | os.PathLike[str]] = (),
    cache: bool = True,
    timeout_all: float | None = None,
    memory: float | None = None,
) -> Report:
    """Run every statement of a theory file, or of all files in and below a folder. A path is never taken as text.

    `engine` is "auto", "direct", "z3" or "both"; `timeout` is in seconds, for each statement, and for each declaration
    with what it is built from; `timeout_all` is for all together; `memory` bounds the megabytes that the process holds
    (half of the machine's, unless said otherwise); `limit` bounds the arrows an enumeration may reach; `name` is a
    pattern for the names of the statements to run; `allow_path` are folders whose files a theory may read or import,
    besides its own; without `cache` nothing of earlier runs is used, and nothing kept. Errors of the input, such as a
    file that is not there, are in `Report.errors`; raises `InternalError` when the engines disagree or the kernel
    rejects a certificate, `ValueError` for options out of range, `TypeError` for what is no path.
    """
    options = _options(engine, timeout, limit, name, allow_path, timeout_all, memory)._replace(cache=cache)
    return run_paths([os.fspath(path)], options)


def check_text(
    text: str,
    *,
    engine: str = "auto",
    timeout: float = 60.0,
    limit: int = Options().limit,
    name: str = "*",
    allow_path: Iterable[str | os.PathLike[str]] = (),
    cache: bool = True,
    timeout_all: float | None = None,
    memory: float | None = None,
) -> Report:
    """Run every statement of a theory given as text. A text is never taken as a path: what it says comes from the
    caller alone, and from the files that it imports and reads, which are in the working folder or where `allow_path`
    says so.

    Options, exceptions and the report are those of `check_file`.
    """
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}")
    options = _options(engine, timeout, limit, name, allow_path, timeout_all, memory)._replace(cache=cache)
    return run_text(text, "<text>", options)


def check(
    path_or_text: str | os.PathLike[str],
    *,
    engine: str = "auto",
    timeout: float = 60.0,
    limit: int = Options().limit,
    name: str = "*",
    allow_path: Iterable[str | os.PathLike[str]] = (),
    cache: bool = True,
    timeout_all: float | None = None,
    memory: float | None = None,
) -> Report:
    """`check_text` for what is clearly a text, `check_file` for what is clearly a path.

    A `str` with a line break is a text, whatever files there are; a `PathLike` is a path. So is a `str` of one line
    that ends in `.cat` or names something that is there, and one with a brace is a text. What is both, or neither, is
    taken as a path, with a `DeprecationWarning`. Options, exceptions and the report are those of `check_file`.
    """
    options = _options(engine, timeout, limit, name, allow_path, timeout_all, memory)._replace(cache=cache)
    if _is_text(path_or_text):
        return run_text(str(path_or_text), "<text>", options)
    return run_paths([os.fspath(path_or_text)], options)


class Declarations:
    """What a theory declares, by name; a read-only mapping in `names`. `limits` says what a limit kept from being
    built."""

    def __init__(
        self, path: str, names: Mapping[str, Declared], limits: Mapping[str, LimitReached] = MappingProxyType({})
    ) -> None:
        self.path = path
        self.names = MappingProxyType(dict(names))
        self.limits = MappingProxyType(dict(limits))

    def __getitem__(self, name: str) -> Declared:
        """What is declared by that name. Raises `KeyError`, and `LimitReached` where a limit kept it from being
        built."""
        if name in self.limits:
            raise self.limits[name].again()
        return self.names[name]

    def __repr__(self) -> str:
        return f"<Declarations of {self.path}: {', '.join(self.names) or 'nothing declared'}>"


def load(
    path_or_text: str | os.PathLike[str],
    *,
    limit: int = Options().limit,
    allow_path: Iterable[str | os.PathLike[str]] = (),
    timeout: float = 60.0,
    memory: float | None = None,
) -> Declarations:
    """The categories, functors, tasks and models that a theory file, or a theory given as text, declares; `check` says
    which of the two it is.

    Statements are not run; the limits are those of `check`. Raises `InputError` with every error of the file, and
    `LimitReached` where it is not read within them.
    """
    loader = Loader(_options("auto", timeout, limit, "*", allow_path, None, memory))
    if _is_text(path_or_text):
        found = loader.text(str(path_or_text), "<text>")
    else:
        found = loader.file(os.fspath(path_or_text))
    if found.diagnostics:
        raise InputError(found.diagnostics)
    for each in found.unbuilt:
        if not each.kind:
            raise each.limit.again()
    declared = {n: d.value for n, d in found.scope.names.items() if isinstance(d.value, Declared)}
    limits = {n: d.value for n, d in found.scope.names.items() if isinstance(d.value, LimitReached)}
    return Declarations(found.path, declared, limits)


def show(
    path_or_text: str | os.PathLike[str],
    expression: str,
    *,
    limit: int = Options().limit,
    allow_path: Iterable[str | os.PathLike[str]] = (),
    timeout: float = 60.0,
    memory: float | None = None,
) -> Sheet:
    """What an expression, read with the names of a theory, stands for, as tables: `str` of it is what `catproof show`
    prints, `to_json` and `to_csv` are for programs, and a notebook shows it as HTML.

    Which of path and text it is, `check` says. Raises `InputError` with every error of the theory or the expression,
    and `LimitReached`.
    """
    options = _options("auto", timeout, limit, "*", allow_path, None, memory)
    text = str(path_or_text) if _is_text(path_or_text) else None
    found = ask(expression, "EXPRESSION", os.fspath(path_or_text), options, _listed, theory=text)
    if found.errors:
        raise InputError([error for error, _ in found.errors])
    if found.value is None:
        raise LimitReached(found.limit, "")
    return found.value


def _listed(term: tree.Term, terms: Terms) -> Sheet:
    return shown(term, terms).listed(None)


def _options(
    engine: str,
    timeout: float,
    limit: int,
    name: str,
    allow_path: Iterable[str | os.PathLike[str]],
    timeout_all: float | None,
    memory: float | None,
) -> Options:
    if engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}, not {engine!r}")
    whole = float("inf") if timeout_all is None else timeout_all
    if not timeout > 0 or limit < 1 or not whole > 0 or not (memory is None or memory > 0):
        raise ValueError("timeout, timeout_all, memory and limit must be positive")
    folders = tuple(os.fspath(folder) for folder in allow_path)
    options = Options(engine, timeout, limit, name, allow_path=folders, timeout_all=whole, memory=memory)
    return options.started()


def _is_text(path_or_text: str | os.PathLike[str]) -> bool:
    if not isinstance(path_or_text, str):
        return False
    if "\n" in path_or_text or "\r" in path_or_text:
        return True
    braced, path = "{" in path_or_text, path_or_text.endswith(".cat") or _is_there(path_or_text)
    if braced is path:
        shown = f"{shorten(path_or_text, 60)} may be a text or a path, and is taken as a path"
        warnings.warn(f"{shown}: call check_text or check_file", DeprecationWarning, stacklevel=3)
    return braced and not path


def _is_there(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return False
