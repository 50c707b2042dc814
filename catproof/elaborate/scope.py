"""What names stand for, and how an error stops only what depends on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from catproof.core.category import Category, show_generator
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.functoriality import Images
from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.core.label import Label, show
from catproof.core.layered import on_top, weight
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.nouns import counted
from catproof.core.pairs import Ends
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.diagnostic import Diagnostic, Span
from catproof.elaborate.filled import Filled
from catproof.logic.terms import Constant, Definition, Sort, Term
from catproof.syntax import tree
from catproof.syntax.printer import print_name


class Wrong(Exception):
    """Something in the text is wrong: the code of its kind, where, what, and what would be right."""

    def __init__(self, code: str, span: Span, message: str, hint: str | Callable[[], str] = "") -> None:
        """A `hint` that takes long to find is a function, called where it is shown."""
        super().__init__(message)
        self.code = code
        self.span = span
        self.message = message
        self._hint = hint

    @property
    def hint(self) -> str:
        """What would be right."""
        if not isinstance(self._hint, str):
            self._hint = self._hint()
        return self._hint

    def of(self, path: str, span: Span | None = None) -> Diagnostic:
        """It as an error of a file."""
        return Diagnostic(self.code, path, span or self.span, self.message, self.hint)


class Skipped(Exception):
    """What is asked for depends on a declaration whose error has been reported already."""


class Broken(NamedTuple):
    """A name whose declaration is wrong."""


class Later(NamedTuple):
    """What was read with `check = later` and is no `noun`: its values at the ends of the pairs of the category, or for
    its arrows, and how much it breaks."""

    noun: str
    kept: Ends | Images
    broken: int

    @property
    def breaks(self) -> str:
        """How much of what it breaks."""
        return counted(self.broken, "conditions" if isinstance(self.kept, Images) else "pairs")


class Defined(NamedTuple):
    """A definition, and what the names in it stand for that are declared."""

    definition: Definition
    values: Mapping[Term, Any]


Value = (
    Category | Functor | Task | Model | Transformation | NaturalTransformation | Defined | Broken | LimitReached
    | Graded | GradedFunctor | GradedTask | GradedModel | Later
)  # fmt: skip
"""What a name may stand for; `LimitReached` when its construction met a limit."""


def named(category: Category) -> str:
    """The category in messages."""
    return category.name or "the category"


class Declared(NamedTuple):
    """A declared name: its value, where it was declared, by which declaration, and with which names in sight.
    `seconds` is what building it took, together with the longest chain of what it was built from. `meaning` is the
    expression that it is declared to be, a pretext among them; None where a block or a file gives a table."""

    value: Value
    span: Span
    item: tree.Declaration | tree.TasksDecl | None = None
    home: Scope | None = None
    seconds: float = 0.0
    meaning: Term | None = None


class Scope:
    """The declared names of a file.

    What closed terms such as `opposite(C)` stand for is kept, so that the same term is the same category everywhere in
    a theory.
    """

    def __init__(self, folder: Path | None = None, lines: Sequence[str] = ()) -> None:
        self.folder = folder
        """What the paths in the file are relative to."""
        self.lines = lines
        """The text of the file."""
        self.names: MutableMapping[str, Declared] = {}
        self.made: MutableMapping[Term, Any] = {}
        """What closed terms stand for."""
        self.called: MutableMapping[int, tuple[Any, Term]] = {}
        """For structures, by their ids, the terms that they are: how they were made, or else their names."""
        self.constants: MutableMapping[Term, Any] = {}
        """What constants stand for that were resolved here."""
        self.texts: MutableMapping[Term, str] = {}
        """For constants that are arrows, what the generating arrow is called."""
        self.own: set[str] = set()
        """The names that are declared here, and did not come from another file."""
        self.imports: list[tuple[Scope, Span]] = []
        """What other files declare, and where they are imported. It does not change any more."""
        self.incomplete = False
        """An import failed: a name that is not declared here may have come from it."""
        self.filled: list[Filled] = []
        """What the declarations leave to the program."""
        self.unread: LimitReached | None = None
        """The limit that was met where names were read: one that is not declared here may have come from there."""

    def lookup(self, name: str) -> Declared | None:
        """What the name stands for, or None."""
        return self.names.get(name)

    def call(self, value: object, term: Term) -> Term:
        """The term that a structure is; this one, where none is known."""
        return self.called.setdefault(id(value), (value, term))[1]

    def declare(
        self,
        name: str,
        value: Value,
        span: Span,
        item: tree.Declaration | tree.TasksDecl | None = None,
        seconds: float = 0.0,
        meaning: Term | None = None,
    ) -> None:
        """Add a declared name, which took so many seconds to build."""
        self.names[name] = Declared(value, span, item, self, seconds, meaning)
        self._call(name, value)
        self.own.add(name)

    def bring_in(self, other: Scope, span: Span) -> list[str]:
        """Add what another file declares. Gives the names that stand for something else here, which they still do."""
        few, many = sorted((self.names, other.names), key=weight)
        twice = [n for n in few if n in many and few[n].value is not many[n].value]
        self.names = on_top(self.names, other.names)
        self.made = on_top(self.made, other.made)
        self.called = on_top(self.called, other.called)
        self.constants = on_top(self.constants, other.constants)
        self.texts = on_top(self.texts, other.texts)
        self.imports.append((other, span))
        self.unread = self.unread or other.unread
        return twice

    def _call(self, name: str, value: Value) -> None:
        if isinstance(value, Category | Graded):
            term = Constant(print_name(name), Sort("category" if isinstance(value, Category) else "graded category"))
            self.constants[term] = value
            self.call(value, term)

    def place(self, name: str) -> Span:
        """Where a declared name comes from in this file: its declaration, or the import that brings it."""
        if name not in self.own:
            for other, span in self.imports:
                if name in other.names:
                    return span
        return self.names[name].span

    def take(self, name: str, declared: Declared, span: Span) -> None:
        """Add a name that was declared elsewhere."""
        self.names[name] = declared._replace(span=span)
        self._call(name, declared.value)

    def visible(self) -> list[str]:
        """All names."""
        return list(self.names)

    def categories(self) -> list[Category]:
        """The declared categories."""
        return list(dict.fromkeys(d.value for d in self.names.values() if isinstance(d.value, Category)))


def suggestion(name: str, known: Iterable[Label], write: Callable[[Label], str] | None = None) -> str:
    """A hint with the closest known names, or the known ones where they are few, or nothing. `write` says how they are
    written, where that is not as names are."""
    from difflib import get_close_matches

    written = {label if isinstance(label, str) else show(label): (write or show_name)(label) for label in known}
    close = get_close_matches(name, written, n=2, cutoff=0.6)
    if close:
        return "did you mean " + " or ".join(written[text] for text in close) + "?"
    if 0 < len(written) <= 8:
        return "known here: " + ", ".join(written.values())
    return ""


def no_property(words: str, span: Span, known: Iterable[Label]) -> str:
    """A hint for words that are no property: where they go on in another line, that may be none of the statement."""
    if span.end_line > span.line:
        return f"line {span.end_line} is read as part of it: is it a stray line?"
    return suggestion(words, known, str)


def show_name(label: Label) -> str:
    """A label or the name of a generating arrow, as a theory file writes it."""
    return show_generator(label) if isinstance(label, str) else show(label)
