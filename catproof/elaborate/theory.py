"""A whole theory file: its declarations built in order, its statements made ready, all errors collected."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

from catproof.core import alike
from catproof.core.category import Category
from catproof.core.characters import lines_of
from catproof.core.deadline import Clock, Exceeded
from catproof.core.graded import Graded
from catproof.core.label import show
from catproof.core.limits import LimitReached, building
from catproof.decide.proposition import Prop, Said, Unreached
from catproof.diagnostic import NOWHERE, Diagnostic, Span
from catproof.elaborate.categories import Problems, declared_category
from catproof.elaborate.data_categories import read_category, schema_category
from catproof.elaborate.data_functors import read_functor
from catproof.elaborate.data_names import read_names
from catproof.elaborate.data_read import Data
from catproof.elaborate.data_tasks import TASK, label_names, read_task, read_tasks
from catproof.elaborate.declared import Declared
from catproof.elaborate.graded import (
    declared_graded,
    declared_graded_functor,
    declared_graded_task,
    read_graded,
    read_graded_task,
)
from catproof.elaborate.maps import declared_functor, declared_task
from catproof.elaborate.models import declared_model, declared_transformation
from catproof.elaborate.pretexts import declared_pretext, pretext_term
from catproof.elaborate.propositions import declared_definition, proposition
from catproof.elaborate.ready import Ready, Unbuilt
from catproof.elaborate.scope import Broken, Scope, Skipped, Value, Wrong
from catproof.elaborate.terms import Terms
from catproof.logic.terms import Term
from catproof.logic.text import text_of
from catproof.options import Options
from catproof.readers.place import Places
from catproof.syntax import tree
from catproof.syntax.naming import StatementName, statement_names
from catproof.syntax.printer import print_prop, print_term

CATEGORIES = ("category", "monoid", "group", "poset", "preorder", "table")
"""The words that declare categories."""


class Elaborated(NamedTuple):
    """A theory file after elaboration; `lines` is its text, `notes` what its data files gave rise to say."""

    path: str
    lines: list[str]
    scope: Scope
    statements: list[Ready]
    diagnostics: list[Diagnostic]
    notes: list[tuple[Span, str]]
    unbuilt: list[Unbuilt]
    """The declarations that a limit kept from being built, those that depend on others left out."""
    unreached: dict[str, LimitReached]
    """The tasks that were not built, for a limit of their own or of what they depend on."""


def not_read(path: str, limit: LimitReached) -> Elaborated:
    """What is known of a file that a limit kept from being read: any name may be one of it."""
    scope = Scope()
    scope.unread = limit
    return Elaborated(path, [], scope, [], [], [], [Unbuilt("", "", NOWHERE, limit)], {})


def keyword(decl: tree.Declaration) -> str:
    """The word that a declaration begins with."""
    if isinstance(decl, tree.CategoryDecl | tree.Definition | tree.GradedDecl | tree.GradedFrom):
        return decl.kind
    kinds = (
        (tree.PretextDecl, "pretext"), (tree.FunctorDecl, "functor"), (tree.TransformationDecl, "transformation"),
        (tree.ModelDecl, "model"),
    )  # fmt: skip
    return next((kind for form, kind in kinds if isinstance(decl, form)), "task")


Made = TypeVar("Made")

Importer = Callable[[str, Span], tuple["Elaborated | None", Wrong | None]]
"""Gives the elaborated file of an `import`, as far as there is one, and what is wrong with it, if anything."""


def elaborate(
    theory: tree.Theory,
    broken: dict[str, Span],
    text: str,
    path: str,
    options: Options,
    importer: Importer,
    places: Places,
) -> Elaborated:
    """Build every declaration and read every statement, whatever is wrong with others.

    `broken` are the names that declarations with syntax errors would have declared, `places` where data files may be.
    """
    builder = _Builder(text, path, options, importer, places)
    for name, span in broken.items():
        builder.scope.declare(name, Broken(), span)
    builder.names = iter(statement_names(theory))
    for item in theory.items:
        builder.item(item)
    builder.note_what_looks_alike()
    notes = builder.terms.data.notes
    return Elaborated(
        path, builder.lines, builder.scope, builder.statements, builder.diagnostics, notes, builder.unbuilt,
        builder.unreached,
    )  # fmt: skip


class _Builder:
    def __init__(self, text: str, path: str, options: Options, importer: Importer, places: Places) -> None:
        self.lines = lines_of(text)
        self.path = path
        self.options = options
        self.importer = importer
        self.scope = Scope(places.folder, self.lines)
        self.terms = Terms(self.scope, options.limit, data=Data(places))
        self.statements: list[Ready] = []
        self.diagnostics: list[Diagnostic] = []
        self.unbuilt: list[Unbuilt] = []
        self._limits: set[str] = set()
        """Those that were met, in words."""
        self.unreached: dict[str, LimitReached] = {}
        self.names: Iterator[StatementName] = iter(())

    def report(self, wrong: Wrong) -> None:
        self.diagnostics.append(wrong.of(self.path))

    def item(self, item: tree.Item) -> None:
        if isinstance(item, tree.Import):
            self.imported(item)
        elif isinstance(item, tree.Statement):
            self.statement(item)
        elif isinstance(item, tree.Find):
            prop = item.prop
            for variable, domain in reversed(item.bindings):
                prop = tree.Quantified("exists", variable, domain, prop, span=item.span)
            ranges = ", ".join(f"{v.text} in {print_term(domain)}" for v, domain in item.bindings)
            text = f"{ranges} such that {print_prop(item.prop)}"
            self.statement(tree.Statement("find", item.name, prop, span=item.span), text)
        elif isinstance(item, tree.TasksDecl) and item.word == "names":
            self.built("names", "", item.source.span, lambda: read_names(item, self.terms))
        elif isinstance(item, tree.TasksDecl):
            self.tasks(item)
        else:
            self.declaration(item)

    def imported(self, item: tree.Import) -> None:
        other, problem = self.importer(item.path, item.span)
        if problem is not None:
            self.report(problem)
            self.scope.incomplete = True
        if other is None:
            return
        for name in self.scope.bring_in(other.scope, item.span):
            self.diagnostics.append(
                Diagnostic("E203", self.path, item.span, f"{name}, from {item.path}, is declared here already", "")
            )
        if other.unbuilt:
            first = other.unbuilt[0]
            self.unbuilt.append(Unbuilt("import", item.path, item.span, first.limit))

    def declaration(self, decl: tree.Declaration) -> None:
        name = decl.name.text
        known = self.scope.names.get(name)
        if known is not None:
            if not isinstance(known.value, Broken):
                where = f"on line {self.scope.place(name).line}"
                self.report(Wrong("E202", decl.name.span, f"{name} is declared twice, first {where}"))
            return
        kind = keyword(decl)
        value, seconds = self.built(kind, name, decl.name.span, lambda: self.value(decl))
        if isinstance(value, LimitReached) and kind == "task":
            self.unreached[name] = value
        self.scope.declare(name, value, decl.name.span, decl, seconds, self.meaning(decl, value))
        if not isinstance(decl, tree.Definition):
            # What is computed from others has their names, and of names in files their readers tell the lines.
            self.terms.data.notes += [(decl.name.span, text) for text in alike.inside(name, value)]

    def meaning(self, decl: tree.Declaration, value: object) -> Term | None:
        """The expression that a declaration says its name to be."""
        if isinstance(decl, tree.PretextDecl) and isinstance(value, Category):
            return pretext_term(decl, Declared(self.terms))
        known = self.scope.called.get(id(value))
        return known[1] if known is not None and isinstance(decl, tree.Definition) else None

    def built(
        self, kind: str, name: str, span: Span, make: Callable[[], Made], spent: float = 0.0
    ) -> tuple[Made | Broken | LimitReached, float]:
        """What `make` gives within the limits, and the seconds that count for what is built from it; what is wrong is
        reported. Time that went into what it is built from counts: so a chain of declarations has one limit."""
        data = self.terms.data
        clock: Clock | None = None
        limit: LimitReached | None = None
        try:
            with self.options.bounded(spent) as clock:
                data.clock = clock
                made = make()
                return made, clock.spent()
        except Wrong as wrong:
            self.report(wrong)
        except Problems as problems:
            for each in problems.wrongs:
                self.report(each)
        except Skipped:
            pass
        except LimitReached as met:
            limit = met.again()
        except Exceeded as met:
            limit = building(show(name) if name else "what the file names", met)
        finally:
            data.clock = None
        if limit is None:
            return Broken(), 0.0
        if str(limit) not in self._limits:  # what it depends on has said so
            self._limits.add(str(limit))
            self.unbuilt.append(Unbuilt(kind, name, span, limit))
        return limit, clock.spent() if clock is not None else 0.0

    def tasks(self, decl: tree.TasksDecl) -> None:
        """Declare a task for each label of a file. What it would have declared is not known where that is wrong, so
        a name that is not declared may have come from it."""
        span = decl.source.span
        made, seconds = self.built("tasks", "", span, lambda: read_tasks(decl, self.terms))
        if not isinstance(made, dict):
            if isinstance(made, LimitReached):
                self.scope.unread = made
            else:
                self.scope.incomplete = True
            names, _ = self.built("tasks", "", span, lambda: label_names(decl, self.terms), seconds)
            for name in names if isinstance(names, list) else ():
                if name not in self.scope.names:
                    self.scope.declare(name, made, span)
                    if isinstance(made, LimitReached):
                        self.unreached[name] = made
            return
        for name, task in made.items():
            known = self.scope.names.get(name)
            if known is not None:
                line = self.scope.place(name).line
                self.report(Wrong("E202", decl.source.span, f"{show(name)} is declared on line {line} already"))
            else:
                self.scope.declare(name, task, decl.source.span, decl, seconds)

    def value(self, decl: tree.Declaration) -> Value:
        terms = self.terms
        if isinstance(decl, tree.Define):
            return declared_definition(decl, terms)
        if isinstance(decl, tree.CategoryDecl):
            return declared_category(decl, terms)
        if isinstance(decl, tree.PretextDecl):
            return declared_pretext(decl, terms)
        if isinstance(decl, tree.GradedDecl):
            return declared_graded(decl, terms)
        if isinstance(decl, tree.GradedFrom):
            return read_graded(decl, terms)
        if isinstance(decl, tree.FunctorDecl):
            source = terms.thing(decl.source, "category", "graded category")
            if isinstance(source, Graded):
                return declared_graded_functor(decl, source, terms.thing(decl.target, "graded category"), terms)
            return declared_functor(decl, terms) if decl.values is None else read_functor(decl, terms)
        if isinstance(decl, tree.TaskDecl):
            on = terms.thing(decl.category, "category", "graded category")
            return declared_graded_task(decl, on, terms) if isinstance(on, Graded) else declared_task(decl, terms)
        if isinstance(decl, tree.TransformationDecl):
            return declared_transformation(decl, terms)
        if isinstance(decl, tree.ModelDecl):
            return declared_model(decl, terms)
        if isinstance(decl, tree.TaskFrom):
            on = terms.thing(decl.category, "category", "graded category")
            return read_graded_task(decl, on, terms) if isinstance(on, Graded) else read_task(decl, terms)
        made: Any
        if isinstance(decl.value, tree.Call) and decl.kind in CATEGORIES:
            if decl.value.function == "read":
                return read_category(terms, decl.kind, decl.value, decl.name.text)
            if decl.value.function == "schema" and decl.kind == "category":
                return schema_category(terms, decl.value, decl.name.text)
        if isinstance(decl.value, tree.Call) and decl.value.function in ("read", "instance"):
            raise Wrong("E505", decl.value.span, f"`{decl.value.function}` cannot stand here", f"for example {TASK}")
        if decl.kind in (*CATEGORIES, "pretext"):
            made = terms.category(decl.value)
        elif decl.kind == "enriched":
            made = terms.thing(decl.value, "graded category")
        elif decl.kind in ("functor", "task", "model"):
            made = terms.thing(decl.value, decl.kind, f"graded {decl.kind}")
        else:
            made = terms.thing(decl.value, "transformation", "natural transformation")
        if isinstance(decl.value, tree.Call):
            title = print_term(tree.Call(decl.value.function, decl.value.arguments))
        else:
            known = self.scope.called.get(id(made))
            title = "" if known is None else text_of(known[1])
        if not isinstance(decl.value, tree.Name) and made.name in ("", title):
            made.name = decl.name.text  # messages call it as the file does
        value: Value = made
        return value

    def statement(self, item: tree.Statement, text: str = "") -> None:
        prop: Prop | None = None
        said: Said | None = None
        begun = time.monotonic()
        try:
            with self.options.bounded():
                prop, said = proposition(item.prop, self.terms)
        except Wrong as wrong:
            self.report(wrong)
        except Skipped:
            pass
        except LimitReached as limit:
            prop = Unreached(limit.again())
        except Exceeded as met:
            prop = Unreached(LimitReached(f"while the statement was read, {met.limit} was reached", met.remedy))
        seconds = time.monotonic() - begun
        name, given, first = next(self.names)
        if first is not None and item.name is not None:
            message = f"{show(item.name.text)} is the name of the statement on line {first} already"
            self.report(
                Wrong("E202", item.name.span, message, f"this one is on line {item.span.line}: give it another name")
            )
            prop = None
        text = text or self.source(item.prop.span)
        self.statements.append(Ready(item.kind, name, item.span, text, prop, given, seconds, said))

    def note_what_looks_alike(self) -> None:
        """Note names of the file that look alike, and names of statements."""
        declared = {name: declared.span for name, declared in self.scope.names.items()}
        stated = {s.name: s.span for s in self.statements if s.named}
        for what, places in (("names", declared), ("names of statements", stated)):
            found = alike.pairs(places)
            self.terms.data.notes += [(places[str(pair[1])], alike.told(what, pair)) for pair in found]

    def source(self, span: Span) -> str:
        """The stretch of text, white space folded."""
        lines = self.lines[span.line - 1 : span.end_line]
        if not lines:
            return ""
        lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        return " ".join(" ".join(lines).split())
