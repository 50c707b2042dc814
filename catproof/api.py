"""The public Python API: run a theory, or load what it declares."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.model import Model
from catproof.core.task import Task
from catproof.diagnostic import InputError
from catproof.elaborate.loader import Loader
from catproof.options import ENGINES, Options
from catproof.report.report import Report
from catproof.run import check_paths, check_text

Declared = Category | Functor | Task | Model
"""What a name declared in a theory may stand for."""


def check(
    path_or_text: str | os.PathLike[str],
    *,
    engine: str = "auto",
    timeout: float = 60.0,
    limit: int = Options().limit,
    name: str = "*",
    allow_path: Iterable[str | os.PathLike[str]] = (),
    cache: bool = True,
) -> Report:
    """Run every statement of a theory file, of all files in a folder, or of a theory given as text.

    A `str` is taken as text when it has a line break or a brace and names no existing file. `engine` is "auto",
    "direct", "z3" or "both"; `timeout` is in seconds, for each statement; `limit` bounds the arrows an enumeration may
    reach; `name` is a pattern for the names of the statements to run; `allow_path` are folders whose data files a
    theory may read, besides its own; without `cache` nothing of earlier runs is used, and nothing kept. Errors of the
    input are in `Report.errors`; raises `InternalError` when the engines disagree or the kernel rejects a certificate,
    `ValueError` for options out of range.
    """
    options = _options(engine, timeout, limit, name, allow_path)._replace(cache=cache)
    if _is_text(path_or_text):
        return check_text(str(path_or_text), "<text>", options)
    return check_paths([path_or_text], options)


class Declarations:
    """What a theory declares, by name; a read-only mapping in `names`."""

    def __init__(self, path: str, names: Mapping[str, Declared]) -> None:
        self.path = path
        self.names = MappingProxyType(dict(names))

    def __getitem__(self, name: str) -> Declared:
        return self.names[name]

    def __repr__(self) -> str:
        return f"<Declarations of {self.path}: {', '.join(self.names) or 'nothing declared'}>"


def load(
    path_or_text: str | os.PathLike[str],
    *,
    limit: int = Options().limit,
    allow_path: Iterable[str | os.PathLike[str]] = (),
) -> Declarations:
    """The categories, functors, tasks and models that a theory file, or a theory given as text, declares.

    Statements are not run. Raises `InputError` with every error of the file.
    """
    loader = Loader(_options("auto", Options().timeout, limit, "*", allow_path))
    if _is_text(path_or_text):
        found = loader.text(str(path_or_text), "<text>")
    else:
        found = loader.file(os.fspath(path_or_text))
    if found.diagnostics:
        raise InputError(found.diagnostics)
    declared = {n: d.value for n, d in found.scope.names.items() if isinstance(d.value, Declared)}
    return Declarations(found.path, declared)


def _options(
    engine: str, timeout: float, limit: int, name: str, allow_path: Iterable[str | os.PathLike[str]]
) -> Options:
    if engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}, not {engine!r}")
    if not timeout > 0 or limit < 1:
        raise ValueError("timeout and limit must be positive")
    return Options(engine, timeout, limit, name, allow_path=tuple(os.fspath(folder) for folder in allow_path))


def _is_text(path_or_text: str | os.PathLike[str]) -> bool:
    if not isinstance(path_or_text, str):
        return False
    return ("\n" in path_or_text or "{" in path_or_text) and not os.path.lexists(path_or_text[:200])
