"""The pytest plugin: with `pytest --catproof`, each statement of each `*.cat` file is a test.

A test fails with the reason of the verdict. What is wrong with the file is a failing test of its own, called `input`;
statements that depend on it are skipped, and the others still run. Loaded whenever pytest starts, so that everything
of catproof is imported only when a theory file is collected.
"""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from catproof.diagnostic import Diagnostic
    from catproof.elaborate.ready import Ready, Unbuilt
    from catproof.options import Options
    from catproof.running.loading import Loaded
    from catproof.running.report import Report
    from catproof.running.verdict import Verdict


OPTIONS: pytest.StashKey[Options] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--catproof`, and how to decide: the options of `catproof check` with a prefix. Each is an ini option as well,
    `catproof_timeout` for `--catproof-timeout`, and the command line says more."""
    from catproof.faces.arguments import add_bounds, add_limit
    from catproof.options import ENGINES

    group = parser.getgroup("catproof", "statements of theory files")

    def add(name: str, **given: Any) -> None:
        group.addoption(name, **{**given, "default": None})
        listed, flag = given.get("action") == "append", given.get("action") == "store_true"
        kind: Any = "linelist" if listed else "bool" if flag else "string"
        ini = name.removeprefix("--").replace("-", "_")
        parser.addini(ini, given.get("help", ""), type=kind, default=None)
        INI[ini] = given.get("type"), given.get("choices")

    add("--catproof", action="store_true", help="run each statement of each *.cat file as a test")
    add("--catproof-engine", choices=ENGINES, help="how to decide (default: auto)")
    add_bounds(add, prefix="--catproof-")
    add_limit(add, prefix="--catproof-")
    allowed = "data files and imported files may also be in this folder"
    add("--catproof-allow-path", action="append", metavar="FOLDER", help=allowed)
    add("--catproof-no-cache", action="store_true", help="use nothing of earlier runs, and keep nothing")


INI: dict[str, tuple[Callable[[str], Any] | None, Sequence[str] | None]] = {}
"""The ini options: how the text of each is read, and what it may be."""


def _given(config: pytest.Config, name: str) -> Any:
    """The value of an option, from the command line or else the ini file; None where neither says it."""
    value = getattr(config.option, name)
    if value is not None:
        return value
    value = config.getini(name)
    if value in (None, "", []):
        return None
    read, choices = INI[name]
    try:
        value = value if read is None else read(value)
    except ArgumentTypeError as error:
        raise pytest.UsageError(f"{name}: {error}") from None
    if choices is not None and value not in choices:
        raise pytest.UsageError(f"{name}: {value} is none of {', '.join(choices)}")
    return value


def pytest_configure(config: pytest.Config) -> None:
    """The time for the whole run begins."""
    from catproof.options import Options

    names = ("engine", "timeout", "limit", "timeout_all", "memory")
    found = {name: _given(config, f"catproof_{name}") for name in names}
    options = Options(**{name: value for name, value in found.items() if value is not None})
    allowed, root = _given(config, "catproof_allow_path") or (), config.rootpath
    folders = tuple(allowed) if config.option.catproof_allow_path else tuple(str(root / each) for each in allowed)
    if missing := [each for each in folders if not Path(each).is_dir()]:
        raise pytest.UsageError(f"catproof_allow_path: there is no folder {missing[0]}")
    options = options._replace(allow_path=folders, cache=not _given(config, "catproof_no_cache"))
    config.stash[OPTIONS] = options.started()


@pytest.fixture
def catproof_check(pytestconfig: pytest.Config) -> Callable[..., Report]:
    """`catproof.check` with the options that pytest was given, for tests of your own."""
    from functools import partial

    from catproof.faces.api import check

    given = pytestconfig.stash[OPTIONS]
    engine: Any = given.engine
    return partial(
        check, engine=engine, timeout=given.timeout, limit=given.limit, allow_path=given.allow_path,
        cache=given.cache, memory=given.memory,
    )  # fmt: skip


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> TheoryFile | None:
    """A theory file, if they are asked for."""
    if file_path.suffix != ".cat" or not _given(parent.config, "catproof"):
        return None
    made: TheoryFile = TheoryFile.from_parent(parent, path=file_path)
    return made


class TheoryFile(pytest.File):
    """A theory file: what is wrong with it, and its statements."""

    def collect(self) -> Iterator[pytest.Item]:
        """The tests of the file, in its order."""
        from catproof.running.loading import load_all

        options = self.config.stash[OPTIONS]
        (theory,) = load_all([self.path], options, recall=True)
        taken = {statement.name for statement in theory.statements}
        if theory.errors or theory.unbuilt:
            yield InputTest.from_parent(self, name="input" if "input" not in taken else "input'", theory=theory)
        found: dict[str, Verdict] = {}
        for statement in theory.statements:
            given = {"theory": theory, "statement": statement, "options": options, "found": found}
            yield StatementTest.from_parent(self, name=_selectable(statement.name, taken), **given)


def _selectable(name: str, taken: set[str]) -> str:
    """The name as a part of an identifier of pytest, which separates its parts by `::`: between two colons a
    backslash is put, and an empty name is written as a file has it. It is taken then."""
    made = re.sub(":(?=:)", r":\\", name) or '""'
    if made != name:
        while made in taken:
            made += "'"
        taken.add(made)
    return made


class NotOk(Exception):
    """A test fails, with this text for the reader."""


class _TheoryTest(pytest.Item):
    def __init__(self, *, theory: Loaded, **rest: Any) -> None:
        super().__init__(**rest)
        self.theory = theory
        self.funcargs: dict[str, object] = {}  # as pytest's own items have it: pytest-lsp 1.0 fails without

    def refuse(self, errors: Iterable[Diagnostic], unbuilt: Iterable[Unbuilt] = ()) -> NoReturn:
        """Fail with the errors of the input, and what a limit kept from being built."""
        from catproof.report.terminal import plain
        from catproof.report.text import show_error, show_unbuilt

        told = [show_error(error, self.theory.lines, plain) for error in errors]
        raise NotOk("\n".join([*told, *(show_unbuilt(self.theory.path, each, plain) for each in unbuilt)]))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The reason, without a traceback; one is shown for errors of catproof itself."""
        if isinstance(excinfo.value, NotOk):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class InputTest(_TheoryTest):
    """Fails with everything that is wrong with the file, and what was not built of it."""

    def runtest(self) -> None:
        """Raises `NotOk`."""
        self.refuse(self.theory.errors, self.theory.unbuilt)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The place of the first of them."""
        errors, unbuilt = self.theory.errors, self.theory.unbuilt
        span = errors[0].span if errors else unbuilt[0].span
        return self.path, span.line - 1, "input"


class StatementTest(_TheoryTest):
    """Passes if the statement is ok."""

    def __init__(self, *, statement: Ready, options: Options, found: dict[str, Verdict], **rest: Any) -> None:
        super().__init__(**rest)
        self.found = found
        """The verdicts on the statements of the file, by their names."""
        self.statement = statement
        self.options = options

    def runtest(self) -> None:
        """Raises `NotOk` with the reason of the verdict."""
        from catproof.core.characters import escaped
        from catproof.report.findings import head, outcome, theory_to_paste
        from catproof.report.terminal import KEPT, one_line
        from catproof.running.interrupts import guarded
        from catproof.running.proving import keep, verdict_on

        with guarded():
            verdict = verdict_on(self.theory, self.statement, self.options)
        found = self.found
        found[self.statement.name] = verdict
        if len(found) == len(self.theory.statements):
            keep(self.theory, [found[statement.name] for statement in self.theory.statements], self.options)
        if verdict.error is not None:
            self.refuse([verdict.error])
        if verdict.value == "skipped":
            pytest.skip(verdict.reason)
        if verdict.ok:
            return
        said = one_line(head(verdict)), one_line(outcome(verdict)), escaped(theory_to_paste(verdict), keep=KEPT)
        raise NotOk("\n".join(filter(None, said)))

    def reportinfo(self) -> tuple[Path, int, str]:
        """The place of the statement."""
        return self.path, self.statement.span.line - 1, self.statement.name
