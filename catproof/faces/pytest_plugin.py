"""The pytest plugin: with `pytest --catproof`, each statement of each `*.cat` file is a test.

A test fails with the reason of the verdict. What is wrong with the file is a failing test of its own, called `input`;
statements that depend on it are skipped, and the others still run. Loaded whenever pytest starts, so that everything
of catproof is imported only when a theory file is collected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from catproof.diagnostic import Diagnostic
    from catproof.elaborate.theory import Ready, Unbuilt
    from catproof.options import Options
    from catproof.running.loading import Loaded


OPTIONS: pytest.StashKey[Options] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--catproof`, and how to decide: the options of `catproof check` with a prefix."""
    from catproof.faces.arguments import add_bounds, add_limit
    from catproof.options import ENGINES, Options

    group = parser.getgroup("catproof", "statements of theory files")
    group.addoption("--catproof", action="store_true", help="run each statement of each *.cat file as a test")
    group.addoption(
        "--catproof-engine", choices=ENGINES, default=Options().engine, help="how to decide (default: auto)"
    )
    add_bounds(group.addoption, prefix="--catproof-")
    add_limit(group.addoption, prefix="--catproof-")
    group.addoption(
        "--catproof-allow-path", action="append", metavar="FOLDER", default=[],
        help="data files and imported files may also be in this folder",
    )  # fmt: skip
    group.addoption("--catproof-no-cache", action="store_true", help="use nothing of earlier runs, and keep nothing")


def pytest_configure(config: pytest.Config) -> None:
    """The time for the whole run begins."""
    from catproof.options import Options

    given = config.option
    options = Options(
        given.catproof_engine, given.catproof_timeout, given.catproof_limit,
        allow_path=tuple(given.catproof_allow_path), cache=not given.catproof_no_cache,
        timeout_all=given.catproof_timeout_all, memory=given.catproof_memory,
    )  # fmt: skip
    config.stash[OPTIONS] = options.started()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> TheoryFile | None:
    """A theory file, if they are asked for."""
    if not parent.config.option.catproof or file_path.suffix != ".cat":
        return None
    made: TheoryFile = TheoryFile.from_parent(parent, path=file_path)
    return made


class TheoryFile(pytest.File):
    """A theory file: what is wrong with it, and its statements."""

    def collect(self) -> Iterator[pytest.Item]:
        """The tests of the file, in its order."""
        from catproof.running.loading import load_all

        options = self.config.stash[OPTIONS]
        (theory,) = load_all([self.path], options)
        taken = {statement.name for statement in theory.statements}
        if theory.errors or theory.unbuilt:
            yield InputTest.from_parent(self, name="input" if "input" not in taken else "input'", theory=theory)
        for statement in theory.statements:
            name = _selectable(statement.name, taken)
            yield StatementTest.from_parent(self, name=name, theory=theory, statement=statement, options=options)


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

    def __init__(self, *, statement: Ready, options: Options, **rest: Any) -> None:
        super().__init__(**rest)
        self.statement = statement
        self.options = options

    def runtest(self) -> None:
        """Raises `NotOk` with the reason of the verdict."""
        from catproof.core.characters import escaped
        from catproof.report.findings import head, outcome, theory_to_paste
        from catproof.report.terminal import KEPT, one_line
        from catproof.running.interrupts import guarded
        from catproof.running.prover import prove
        from catproof.version import __version__

        with guarded():
            verdict = prove(self.statement, self.theory.path, self.options, __version__)
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
