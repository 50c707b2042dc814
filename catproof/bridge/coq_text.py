"""Statements that Coq reads from the text of the theory file: which ones they are, and their theorem.

The library has a reader of the core of the language (`Parse.v`, `Declared.v`, `Said.v`). Here it is decided whether a
statement and what it depends on are within that core; where they are not, the sentence is the one that is printed. What
is written here need not be trusted: Coq rejects a file that says something of another text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from catproof.bridge.coq_source import Source
from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.task import Task
from catproof.diagnostic import Span
from catproof.elaborate.propositions import Sentences
from catproof.elaborate.scope import Scope
from catproof.structures.reading import Reading
from catproof.syntax import tree
from catproof.syntax.parser import parse

BUILT_IN = frozenset(
    ("id", "yoneda", "via", "terminal", "empty", "sum", "product", "restrict", "lan", "rank", "size", "count",
     "objects", "arrows", "elements", "transformations", "discrete", "chain")
)  # fmt: skip
"""The words that the library reads as operations."""

BLOCKS = ("category", "monoid", "group", "poset")
PRETEXTS = ("supervised", "contrastive", "masked", "next_token")
OF_FUNCTORS = {("full",), ("faithful",), ("fully", "faithful"), ("embedding",), ("essentially", "surjective")}
ENDING = "_text", "_items", "_heads", "_categories", "_others", "_printed"
"""What the name of a theorem is extended by."""


class Unread(Exception):
    """It is not within the core that Coq reads; the message says what is not."""


class Item(NamedTuple):
    """A declaration, as it stands in its file."""

    item: tree.Node
    value: object
    text: str


class Read(NamedTuple):
    """A statement and all that it depends on, as one text; the categories in the order in which Coq meets them, with
    those that are orders marked, and the tasks and functors."""

    text: str
    categories: list[tuple[Category, bool]]
    others: list[Task | Functor]


def stretch(lines: Sequence[str], span: Span) -> str:
    """The stretch of text, as it is."""
    taken = [*lines[span.line - 1 : span.end_line]]
    if not taken:
        return ""
    taken[-1] = taken[-1][: span.end_column - 1]
    taken[0] = taken[0][span.column - 1 :]
    return "\n".join(taken)


class Core:
    """Goes through a statement and what it depends on. Raises `Unread`."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.items: dict[str, Item] = {}
        """What it depends on, what others depend on first."""

    # ---- declarations -------------------------------------------------------------------------------------

    def declared(self, term: tree.Term, bound: frozenset[str] = frozenset()) -> tree.Node:
        """The declaration of a name."""
        if not isinstance(term, tree.Name) or term.text in bound:
            raise Unread("an expression that is no name")
        name = term.text
        known = self.scope.lookup(name)
        if known is None or known.home is None or not isinstance(known.item, tree.Node):
            raise Unread(f"{name}, which no declaration of a file gives")
        if name not in self.items:
            if name in BUILT_IN:
                raise Unread(f"{name}, a word with a meaning of its own")
            if known.home.lookup(name) is not known or not known.home.lines:
                raise Unread(f"{name}, which other text declares")
            outer, self.scope = self.scope, known.home
            self._item(known.item)
            self.scope = outer
            self.items[name] = Item(known.item, known.value, stretch(known.home.lines, known.item.span))
        return known.item

    def _item(self, item: tree.Node) -> None:
        if isinstance(item, tree.CategoryDecl) and item.kind in BLOCKS:
            for entry in item.items:
                self._category_entry(entry)
        elif isinstance(item, tree.TaskDecl) and not item.covariant:
            self.category(item.category)
            for each in item.items:
                if isinstance(each, tree.ElementsItem):
                    self._labels((each.object, *each.elements.items))
                elif isinstance(each, tree.RestrictionItem):
                    self._path(each.arrow)
                    self._labels(end for pair in each.assignments for end in (pair.left, pair.right))
                else:
                    raise Unread("a task with values")
        elif isinstance(item, tree.FunctorDecl) and item.values is None:
            self.category(item.source)
            self.category(item.target)
            for pair in item.items:
                for end in (pair.left, pair.right):
                    self._path(end)
        elif isinstance(item, tree.Definition) and item.kind == "model":
            self.model(item.value)
        elif isinstance(item, tree.Definition) and item.kind == "category" and self.is_expression(item.value):
            pass
        elif not isinstance(item, tree.PretextDecl) or item.pretext not in PRETEXTS:
            raise Unread("a declaration of another form")

    def _category_entry(self, entry: tree.Node) -> None:
        if isinstance(entry, tree.ObjectsItem | tree.PointsItem | tree.ChainItem):
            self._labels(entry.names)
        elif isinstance(entry, tree.ArrowsItem):
            self._labels((entry.source, entry.target))
        elif isinstance(entry, tree.EquationItem):
            for side in (entry.left, entry.right):
                self._path(side, among_words=True)
        elif not isinstance(entry, tree.GeneratorsItem):
            raise Unread("a category of another form")

    @staticmethod
    def _labels(terms: Iterable[tree.Node]) -> None:
        for term in terms:
            if not isinstance(term, tree.Name) and not (isinstance(term, tree.Integer) and term.value >= 0):
                raise Unread("an object or element that is neither a name nor a number")

    def _path(self, term: tree.Term, among_words: bool = False) -> None:
        if isinstance(term, tree.Compose):
            self._path(term.after, among_words)
            self._path(term.before, among_words)
        elif isinstance(term, tree.Power) and term.exponent >= 0:
            self._path(term.base, among_words)
        elif isinstance(term, tree.TheArrow) and not among_words:
            self._labels((term.source, term.target))
        elif (found := self.called(term))[0] == "id" and len(found[1]) == 1:
            self._labels(found[1])
        else:
            self._labels((term,))

    # ---- terms --------------------------------------------------------------------------------------------

    def is_expression(self, term: tree.Node) -> bool:
        """Is it `discrete({x, y})`, `chain(3)` or `terminal()`?"""
        match self.called(term):
            case "discrete", (tree.Set(items=items),):
                self._labels(items)
                return True
            case "chain", (tree.Integer(value=value),):
                return value >= 0
            case "terminal", ():
                return True
        return False

    def category(self, term: tree.Term) -> None:
        """A declared category, or an expression."""
        if self.is_expression(term):
            return
        item = self.declared(term)
        if not isinstance(item, tree.PretextDecl) and getattr(item, "kind", "") not in BLOCKS:
            raise Unread("a category that is no block of generating arrows")

    def functor(self, term: tree.Term, bound: frozenset[str]) -> None:
        """A declared functor."""
        if not isinstance(self.declared(term, bound), tree.FunctorDecl):
            raise Unread("a functor that is no block of values")

    def called(self, term: tree.Node) -> tuple[str, tuple[tree.Term, ...]]:
        """The operation of a call, and its arguments."""
        if not isinstance(term, tree.Call) or term.block is not None or term.head is not None:
            return "", ()
        return ("", ()) if term.function in self.scope.names else (term.function, term.arguments)

    def task(self, term: tree.Term, bound: frozenset[str] = frozenset()) -> None:
        """A task."""
        match self.called(term):
            case "yoneda", (category, at):
                self.category(category)
                self._labels((at,))
            case "terminal" | "empty", (category,):
                self.category(category)
            case "sum" | "product", (left, right):
                self.task(left, bound)
                self.task(right, bound)
            case "restrict" | "lan", (functor, task):
                self.functor(functor, bound)
                self.task(task, bound)
            case _:
                if not isinstance(self.declared(term, bound), tree.TaskDecl):
                    raise Unread("a task that is no block of elements")

    def model(self, term: tree.Term, bound: frozenset[str] = frozenset()) -> None:
        """A model."""
        match self.called(term):
            case "yoneda", (category,):
                self.category(category)
            case "via", (functor,):
                self.functor(functor, bound)
            case _:
                item = self.declared(term, bound)
                if not isinstance(item, tree.Definition) or item.kind != "model":
                    raise Unread("a model that is no expression")

    # ---- propositions -------------------------------------------------------------------------------------

    def proposition(self, prop: tree.Prop, bound: frozenset[str] = frozenset()) -> None:
        """A proposition."""
        match prop:
            case tree.Not():
                self.proposition(prop.body, bound)
            case tree.Connective():
                self.proposition(prop.left, bound)
                self.proposition(prop.right, bound)
            case tree.Quantified(quantifier="forall" | "exists", condition=None):
                operation, arguments = self.called(prop.domain)
                if operation != "objects" or len(arguments) != 1:
                    raise Unread("a quantifier over something else than objects")
                if prop.variable.text in self.scope.names:
                    raise Unread("a variable that is called like something declared")
                self.category(arguments[0])
                self.proposition(prop.body, bound | {prop.variable.text})
            case tree.SolvesByPrompt(within=None) | tree.SolvesByTuning(within=None):
                self.model(prop.model, bound)
                self.task(prop.task, bound)
                if isinstance(prop, tree.SolvesByPrompt) and prop.prompt is not None:
                    self._labels((prop.prompt,))
            case tree.Generalizes(seen=None):
                self.functor(prop.functor, bound)
            case tree.Is(within=None, category=None):
                self._property(prop, bound)
            case tree.Comparison() | tree.Isomorphic():
                self._compared(prop, bound)
            case _:
                raise Unread("a proposition of another form")

    def _property(self, prop: tree.Is, bound: frozenset[str]) -> None:
        if " ".join(prop.words) in self.scope.names:
            raise Unread("a property that the file defines")
        if prop.words == ("representable",) and prop.preposition in (None, "by"):
            self.task(prop.subject, bound)
            if prop.argument is not None:
                self._labels((prop.argument,))
        elif prop.argument is not None:
            raise Unread("a property of another form")
        elif prop.words == ("familial",):
            self.task(prop.subject, bound)
        elif prop.words == ("ideal",):
            self.model(prop.subject, bound)
        elif prop.words in OF_FUNCTORS:
            self.functor(prop.subject, bound)
        else:
            raise Unread(f"`{' '.join(prop.words)}`")

    def _compared(self, prop: tree.Comparison | tree.Isomorphic, bound: frozenset[str]) -> None:
        sides = (prop.left, prop.right)
        if prop.category is None:
            for side in sides:
                (self.task if isinstance(prop, tree.Isomorphic) else self._number)(side, bound)
            return
        self.category(prop.category)
        if isinstance(prop, tree.Isomorphic):
            self._labels(sides)
        elif prop.operator != "=":
            raise Unread("`!=` between arrows or objects")
        elif any(isinstance(side, tree.Name) and side.text in bound for side in sides):
            self._labels(sides)
        else:
            for side in sides:
                if bound:
                    raise Unread("an arrow under a quantifier")
                self._path(side)

    def _number(self, term: tree.Term, bound: frozenset[str]) -> None:
        if isinstance(term, tree.Integer) and term.value >= 0:
            return
        match self.called(term):
            case "rank" | "size", (task,):
                self.task(task, bound)
            case "count", (domain,):
                match self.called(domain):
                    case "objects" | "arrows", (category,):
                        self.category(category)
                    case "arrows", (category, source, target):
                        self.category(category)
                        self._labels((source, target))
                    case "elements", (task,):
                        self.task(task, bound)
                    case "elements", (task, at):
                        self.task(task, bound)
                        self._labels((at,))
                    case "transformations", (left, right):
                        self.task(left, bound)
                        self.task(right, bound)
                    case _:
                        raise Unread("a number of something else")
            case _:
                raise Unread("a number of another form")


def core(reading: Reading, written: str) -> Read:
    """What Coq is to read of the statement with this text. Raises `Unread`."""
    if not written or not isinstance(reading, Sentences):
        raise Unread("a statement that is no text of a file")
    read = parse(written, "")
    statement = read.theory.items[0] if len(read.theory.items) == 1 else None
    if read.diagnostics or not isinstance(statement, tree.Statement):
        raise Unread("a statement of another form")
    found = Core(reading.terms.scope)
    found.proposition(statement.prop)
    items = list(found.items.values())
    text = "\n".join([*(item.text for item in items), written])
    if any(not (c.isprintable() or c in "\n\t") or (c.isspace() and c not in " \n\t") or c == "\\" for c in text):
        raise Unread("a text with characters of another kind")
    said: list[tree.Call] = []
    for node in (*(item.item for item in items if not isinstance(item.value, Category)), statement):
        said += (term for term in _calls(node) if found.is_expression(term) and term not in said)
    categories = [
        (item.value, not isinstance(item.item, tree.CategoryDecl) or item.item.kind == "poset")
        for item in items
        if isinstance(item.value, Category)
    ]
    categories += [(reading.terms.category(term), True) for term in said]
    if len({id(category) for category, _ in categories}) < len(categories):
        raise Unread("a category that is said in two ways")
    return Read(text, categories, [item.value for item in items if isinstance(item.value, Task | Functor)])


def _calls(node: object) -> Iterator[tree.Call]:
    """The calls in a piece of the syntax tree, from left to right."""
    if isinstance(node, tree.Call):
        yield node
    if isinstance(node, tree.Node):
        for field in node.fields:
            yield from _calls(getattr(node, field))
    elif isinstance(node, tuple):
        for part in node:
            yield from _calls(part)


def theorem(read: Read, said: str, source: Source) -> tuple[str, list[str]]:
    """A name for a theorem of a statement that is called `said`, and the lines that prove that the text holds, from the
    theorem of this name and `_printed`. Raises `Unread`."""
    proofs = [_declared(source.category(value), value, thin, source) for value, thin in read.categories]
    name = source.names.new(said, "statement", ENDING)
    lines = [
        f"(* What the theory file says. *)\nDefinition {name}_text : text := {quoted(read.text)}.",
        f"Definition {name}_items := Eval vm_compute in Said.items_of {name}_text.",
        f"Definition {name}_heads := Eval vm_compute in Said.heads_of {name}_items.",
        f"Definition {name}_categories := Said.listed 0 {name}_heads {name}_items.",
        f"Definition {name}_others := Eval vm_compute in Said.others {name}_items.",
    ]
    steps = [f"reads_as {name}_items {name}_categories {name}_others."]
    for k, ((value, thin), proof) in enumerate(zip(read.categories, proofs, strict=True)):
        table, place = source.category(value), f"{k} {name}_categories"
        lines += [
            f"Definition {table}_names := Eval vm_compute in Said.names_of {place}.",
            f"Definition {table}_named := Eval cbv beta iota delta [Said.named_as {table}_names] in "
            f"Said.named_as {table}_names {table}_table {table}_ok.",
        ]
        if thin:
            lines.append(f"Definition {table}_pairs := Said.pairs_of {place}.")
        steps.append(f"category_is {table}_named ltac:({proof}).")
    for other in read.others:
        table = source.task(other) if isinstance(other, Task) else source.functor(other)
        steps.append(f"table_is {table}_table {table}_ok.")
    proved = ["Proof.", *(f"  {step}" for step in steps), f"  exact {name}_printed.", "Qed."]
    return name, [*lines, f"Theorem {name} :", f"  Said.sentence_of {name}_text.", *proved]


def _declared(table: str, category: Category, thin: bool, source: Source) -> str:
    """What proves that the table is that of its declaration."""
    if thin:
        return f"refine (Said.declares_order _ _ {table}_named {table}_pairs _ _ _ _); said_same"
    if not any(f"\nLemma {table}_presented : " in block for block in source.blocks):
        raise Unread("a table that is not proved to be what is presented")
    lemma = "declares_group" if category.presentation.invertible else "declares_presented"
    return (
        f"refine (Said.{lemma} _ _ {table}_named (map row (generators {table}_data)) {table}_equations _ _ _ _ "
        f"{table}_presented); said_same"
    )


def quoted(text: str) -> str:
    """The text as a string literal of Coq."""
    return '"' + text.replace('"', '""') + '"'
