"""One statement as a Coq file: header, tables, theorem, and what the theorem assumes."""

from __future__ import annotations

from typing import NamedTuple

from catproof.bridge import coq_library
from catproof.bridge.coq_items import Unread
from catproof.bridge.coq_sentence import Sentences
from catproof.bridge.coq_source import Source
from catproof.bridge.coq_text import core, theorem
from catproof.bridge.names import comment_text
from catproof.bridge.statement import statement
from catproof.decide.proposition import Prop

PRINTED = (
    "Coq checks what follows, tables and proof. That the tables are those of the theory file is the work of",
    "catproof's parser and printer; comments give the theory's names for the numbers in the tables.",
)
READ = (
    "Coq checks what follows, tables and proof, and reads the text of the theory file at the end: that the tables and",
    "the sentence are those of the text is proved. Comments give the theory's names for the numbers in the tables.",
)


class About(NamedTuple):
    """Where a statement comes from, for the header of its file."""

    path: str
    first_line: int
    last_line: int
    kind: str
    name: str
    text: str
    catproof: str
    written: str = ""
    """The statement as it stands in its file; empty where it stands in none."""


class CoqFile(NamedTuple):
    """An exported statement: the name of its theorem, what that says, and the text of the file."""

    theorem: str
    sentence: str
    text: str


def coq_file(prop: Prop, value: bool, about: About) -> CoqFile:
    """The proposition (its negation, if `value` is false) as a theorem with its proof. Raises `NotExportable`."""
    source, said = Source(), statement(prop)
    printer = Sentences(source, said)
    sentence = printer.proposition(said.term, {})
    facts = [*printer.facts(said.atoms), *printer.absent(), *printer.ranks()]
    if proof := source.decided_by_map(prop, value):
        facts.append((f"Decides ({sentence}) {'true false' if value else 'false true'}", proof))
    general = printer.of_all(sentence)
    if not value:
        sentence, general = f"~ ({sentence})", general and f"~ ({general})"
    try:
        if about.kind not in ("claim", "refute") or value != (about.kind == "claim"):
            raise Unread("a question, or a statement that fails")
        if source.lists_maps:
            raise Unread("maps that are listed, with a proof that these are all")
        found = core(said, about.written)
        if found.structures and not general:
            raise Unread("a variable that ranges over labelled tables")
        name, read = theorem(found, about.name, source)
        printed, unread = f"{name}_printed", ""
    except Unread as reason:
        name = printed = source.names.new(about.name, "statement")
        read, unread = [], str(reason)
    notes = [f"The sentence is printed, not read: the core that Coq reads has no room for {unread}."] if unread else []
    if general is None:
        notes.append("It is about labelled tables: that what it says is kept by isomorphism is not proved.")
    lines = [_header(about, value, bool(unread), notes), "From Catproof Require Import Catproof.", ""]
    lines += [*source.blocks, *source.given_diagrams(), ""]
    for fact, shown in facts:
        lines += [f"#[local] Instance {source.names.new('found')} : {fact}.", f"Proof. {shown} Qed."]
    shown = "decided"
    if general:  # of the tables first, by computing
        tables = source.names.new(f"{name}_of_tables", "statement")
        lines += [f"Lemma {tables} :", f"  {sentence}.", "Proof. decided. Qed.", ""]
        for word in printer.meanings:
            lines += [f"#[local] Hint Extern 3 (IsKept ({word}) _) => unfold {word.split()[0]} : typeclass_instances."]
        sentence, shown = general, f"of_all {tables}"
    lines += [f"Theorem {printed} :", f"  {sentence}.", f"Proof. {shown}. Qed.", "", *read]
    lines += [f"Print Assumptions {name}."]
    return CoqFile(name, sentence, "\n".join(lines) + "\n")


def _header(about: About, value: bool, printed: bool, notes: list[str]) -> str:
    place = f"line {about.first_line}"
    if about.last_line > about.first_line:
        place = f"lines {about.first_line}-{about.last_line}"
    said = "The theorem is this proposition." if value else "The theorem is the negation of this proposition."
    lines = [
        f"{about.kind} {about.name}: {about.text}",
        f"{about.path}, {place}. {said}",
        "",
        f"Written by catproof {about.catproof} for Coq 8.16 and the Coq library of catproof "
        f"with SHA-256 {coq_library.digest()[:16]}.",
        *(PRINTED if printed else READ),
        *notes,
    ]
    return "(* " + "\n   ".join(comment_text(line) for line in lines) + " *)"
