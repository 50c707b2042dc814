"""Theories in Jupyter notebooks: `%load_ext catproof`, then cells that begin with `%%catproof`.

A cell sees what the cells before it have declared, as cells of Python do; declared again, a name gets its new meaning
there and in the cells that come later. Loading the extension also has categories, functors, tasks,
transformations, models, verdicts and reports shown as HTML.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.model import Model
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.diagnostic import NOWHERE, Span
from catproof.elaborate.loader import Loader
from catproof.elaborate.scope import Broken, Scope, Wrong
from catproof.elaborate.theory import Elaborated, elaborate
from catproof.faces.api import Declarations, Declared
from catproof.faces.arguments import add_bounds, add_limit, folder
from catproof.logic.terms import mentioned
from catproof.options import ENGINES, Options
from catproof.readers.place import Places
from catproof.report.html import report_html, structure_html, verdict_html
from catproof.running.loading import Loaded
from catproof.running.monitor import Monitor, Step, telling, unseen
from catproof.running.report import Report
from catproof.running.run import run
from catproof.running.verdict import Verdict
from catproof.syntax import tree
from catproof.syntax.parser import parse
from catproof.syntax.printer import print_name

CELL = "<cell>"
"""What messages call a cell."""

_BEFORE = "<the cells before>"


class Session:
    """What the cells of a notebook have declared so far."""

    def __init__(self) -> None:
        self.scope = Scope()
        self.read: dict[tree.TasksDecl, set[str]] = {}
        """The names of the tasks that were read from files, by the declaration that reads them."""

    def check(self, text: str, options: Options, monitor: Monitor = unseen) -> Report:
        """Run a cell: its declarations stay, its statements are decided. Errors are in the report."""
        parsed = parse(text, CELL)
        items = [i for i in parsed.theory.items if not isinstance(i, tree.Import | tree.Statement | tree.Find)]
        named = {item.name.text for item in items if not isinstance(item, tree.TasksDecl)}
        reads = [item for item in items if isinstance(item, tree.TasksDecl) and item.word == "tasks"]
        again = {name for item in reads for name in self.read.get(item, ())}
        before = self._without(named | again | parsed.broken.keys())
        loader = Loader(options)
        outer = loader.importer(parsed.theory, Path.cwd())

        def importer(other: str, span: Span) -> tuple[Elaborated | None, Wrong | None]:
            if other == _BEFORE:
                return Elaborated(_BEFORE, [], before, [], [], [], [], {}), None
            return outer(other, span)

        theory = tree.Theory((tree.Import(_BEFORE, span=NOWHERE), *parsed.theory.items), span=parsed.theory.span)
        found = elaborate(theory, parsed.broken, text, CELL, options, importer, Places(Path.cwd(), options.allow_path))
        errors = sorted([*parsed.diagnostics, *found.diagnostics], key=lambda d: d.span)
        notes = tuple((span.line, text) for span, text in found.notes)
        loaded = Loaded(CELL, found.lines, errors, found.statements, None, loader.texts, notes, tuple(found.unbuilt))
        report = run([loaded], options, monitor=monitor)
        self.scope = found.scope
        new = found.scope.own - named
        self.read.update((item, new) for item in reads)
        return report

    def theory(self) -> Declarations:
        """What has been declared, as `catproof.load` gives it."""
        names = {n: d.value for n, d in self.scope.names.items() if isinstance(d.value, Declared)}
        return Declarations(CELL, names)

    def _without(self, names: set[str]) -> Scope:
        """The scope as it would be had these names not been declared."""
        left = Scope()
        for name, declared in self.scope.names.items():
            if name not in names and not isinstance(declared.value, Broken):
                left.take(name, declared, declared.span)
        for term, made in self.scope.made.items():
            if mentioned(term).isdisjoint(map(print_name, names)):
                left.made[term] = made
                left.call(made, term)
        return left


class _Arguments(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ValueError(f"%%catproof: {message}")


def _arguments() -> argparse.ArgumentParser:
    usual = Options()
    parser = _Arguments(prog="%%catproof", add_help=False, allow_abbrev=False)
    parser.add_argument("--help", "-h", action="store_true", help="show this, and run nothing")
    parser.add_argument("--engine", choices=ENGINES, default=usual.engine, help="who decides (default: auto)")
    add_bounds(parser.add_argument)
    add_limit(parser.add_argument)
    parser.add_argument("--name", metavar="GLOB", default=usual.name, help="only statements whose names match")
    path = "files that the cell reads or imports may also be in this folder"
    parser.add_argument("--allow-path", type=folder, metavar="FOLDER", action="append", default=[], help=path)
    parser.add_argument("--no-cache", action="store_true", help="use and keep nothing of earlier runs")
    parser.add_argument("--into", metavar="NAME", help="give NAME the theory of everything declared so far")
    return parser


class Line:
    """A line below a cell that says how far a statement is, while it takes long. `handle` makes one of IPython's."""

    def __init__(self, handle: Callable[[], Any]) -> None:
        self._make = handle
        self._handle: Any = None

    def __call__(self, step: Step) -> None:
        """Show it; the line is gone when the statement is over."""
        text = "" if step.over else f"{step.statement.name}: {step.told}" if step.told else ""
        if self._handle is not None:
            self._handle.update({"text/plain": text}, raw=True)
        elif text:
            self._handle = self._make()
            self._handle.display({"text/plain": text}, raw=True)
        if step.over:
            self._handle = None


def load_ipython_extension(shell: Any) -> None:
    """Add the magic `%%catproof` and the HTML representations to a notebook."""
    from IPython.core.error import UsageError
    from IPython.display import DisplayHandle

    session = Session()

    def catproof(line: str, cell: str | None = None) -> Report | None:
        """Run a cell as a theory. Options: --engine, --timeout, --timeout-all, --memory, --limit, --name, --allow-path,
        --no-cache as for `catproof check`; --into NAME gives NAME the theory of everything declared so far; --help."""
        try:
            given = _arguments().parse_args(shlex.split(line))
        except ValueError as error:
            raise UsageError(str(error)) from None
        if given.help:
            print(_arguments().format_help(), end="")
            return None
        if cell is None:
            raise UsageError("%catproof alone shows --help; a cell that begins with %%catproof is a theory")
        options = Options(
            given.engine, given.timeout, given.limit, given.name, allow_path=tuple(given.allow_path),
            cache=not given.no_cache, timeout_all=given.timeout_all, memory=given.memory,
        )  # fmt: skip
        report = session.check(cell, options.started(), telling(Line(DisplayHandle)))
        if given.into is not None:
            shell.push({given.into: session.theory()})
        return report

    shell.register_magic_function(catproof, "line_cell", "catproof")
    formatter = shell.display_formatter.formatters["text/html"]
    for kind in (Category, Functor, Task, Transformation, Model):
        formatter.for_type(kind, structure_html)
    formatter.for_type(Verdict, verdict_html)
    formatter.for_type(Report, report_html)
