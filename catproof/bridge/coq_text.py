"""Statements that Coq reads from the text of the theory file: what it reads, and their theorem.

`coq_core` says which statements these are; elsewhere the sentence is the one that is printed. What is written here need
not be trusted: Coq rejects a file that says something of another text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catproof.bridge.coq_core import Core
from catproof.bridge.coq_items import Unread
from catproof.bridge.coq_source import Source
from catproof.bridge.coq_words import PROPERTIES
from catproof.bridge.statement import Statement
from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.task import Task
from catproof.elaborate.propositions import Sentences
from catproof.logic.terms import Call, Constant, Reference, within
from catproof.structures.reading import Reading
from catproof.syntax import tree
from catproof.syntax.parser import parse

ENDING = "_text", "_items", "_heads", "_categories", "_others", "_printed"
"""What the name of a theorem is extended by."""


class Read(NamedTuple):
    """A statement and all that it depends on, as one text; the categories in the order in which Coq meets them, with
    those that are orders marked; tasks and functors; does a variable range over structures?"""

    text: str
    categories: list[tuple[Category, bool]]
    others: list[Task | Functor]
    structures: bool


def references(said: Statement) -> set[Reference]:
    """The definitions that a statement, and what they say, call; those that Coq has by name are not looked into."""
    found: set[Reference] = set()
    stack = [said.term]
    while stack:
        for part in within(stack.pop()):
            if isinstance(part, Call) and part.definition not in found:
                found.add(part.definition)
                if not (part.definition.shipped and part.definition.word in PROPERTIES):
                    stack.append(said.definitions[part.definition].body)
    return found


def core(said: Statement, written: str) -> Read:
    """What Coq is to read of the statement with this text. Raises `Unread`."""
    reading: Reading = said.values.reading
    if not written or not isinstance(reading, Sentences):
        raise Unread("a statement that is no text of a file")
    read = parse(written, "")
    statement = read.theory.items[0] if len(read.theory.items) == 1 else None
    if read.diagnostics or not isinstance(statement, tree.Statement):
        raise Unread("a statement of another form")
    parts = within(said.term)
    homes = {part.name for part in parts if isinstance(part, Constant) and part.sort.kind == "category"}
    found = Core(reading.terms.scope, references(said), homes)
    found.proposition(statement.prop, {})
    found.check_names()
    items = list(found.items.values())
    text = "\n".join([*(item.text for item in items), written])
    if any(not (c.isprintable() or c in "\n\t") or (c.isspace() and c not in " \n\t") or c == "\\" for c in text):
        raise Unread("a text with characters of another kind")
    expressions: list[tree.Call] = []
    for node in (*(item.item for item in items if not isinstance(item.value, Category)), statement):
        expressions += (each for each in _calls(node) if found.is_expression(each) and each not in expressions)
    categories = [(item.value, _is_order(item.item)) for item in items if isinstance(item.value, Category)]
    categories += [(reading.terms.category(term), True) for term in expressions]
    if len({id(category) for category, _ in categories}) < len(categories):
        raise Unread("a category that is said in two ways")
    others = [item.value for item in items if isinstance(item.value, Task | Functor)]
    return Read(text, categories, others, found.structures)


def _is_order(item: tree.Node) -> bool:
    """Is what it declares an order?"""
    if isinstance(item, tree.PretextDecl):
        return not any(isinstance(each, tree.ImagesItem) and each.symmetry > 1 for each in item.items)
    return not isinstance(item, tree.CategoryDecl) or item.kind == "poset"


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
    proved = ["Proof.", *(f"  {step}" for step in steps), f"  states {name}_printed.", "Qed."]
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
