"""Ontologies in OBO 1.4 (https://owlcollab.github.io/oboformat/doc/obo-syntax.html), as tables.

A file is a header and stanzas, `[Term]` and others, of lines `tag: value`. Read as rows it has the columns `id`,
`name` and `namespace`, a row for each term; or, where another tag is asked for, like `is_a`, a row for each value of
this tag, with the `id` of its term; of `relationship: part_of GO:1` the column is `part_of`. What is marked
`is_obsolete: true` is left out, with a note.

pronto is not needed for this; a test compares with it where it is installed. On PSI-MOD, as psims 1.4.0 ships it
(1,971 terms, 3,520 values of `is_a`, four kinds of relationships), pronto 2.7.4 says the same, value for value; PSI-MS
and the units of measurement it did not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from catproof.core.label import Label
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.rows import Rows, as_label, decoded, wrong_name

_STANZA = re.compile(r"\[([A-Za-z_]+)\]\s*(?:!.*)?")
_LINE = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):\s*(.*)")
_END = re.compile(r'(?:[^\\!{"]|\\.|"(?:[^"\\]|\\.)*")*')
"""What comes before a comment, `! ...`, or a modifier, `{...}`."""

SINGLE = ("id", "name", "namespace")
"""What a term has once at most."""


class _Term(NamedTuple):
    line: int
    values: dict[str, list[tuple[str, int]]]


def read_obo(data: bytes, file: str, columns: Sequence[str], empty: bool) -> Rows:
    """These columns of the terms: none for `id` and `is_a`. Raises `BadData`."""
    flaws = Flaws(file)
    terms = _terms(decoded(data, file), flaws)
    flaws.stop_if_any()
    if not terms:
        raise BadData(Flaw("E504", file, None, "the file has no [Term]", "OBO has a stanza `[Term]` for each term"))
    kept = [term for term in terms if all(value != "true" for value, _ in term.values.get("is_obsolete", ()))]
    wanted = tuple(columns) or ("id", "is_a")
    many = [name for name in wanted if name not in SINGLE]
    known = dict.fromkeys(name for term in kept for name in term.values)
    for name in dict.fromkeys(wanted):
        if name not in known:
            hint = "the tags of its terms are " + ", ".join(list(known)[:12]) + (", ..." if len(known) > 12 else "")
            flaws.add("E506", None, f"no term has the tag {name}", hint)
    if len(set(many)) > 1:
        flaws.add("E506", None, f"the tags {' and '.join(many)} have values of their own, and make no rows together")
    flaws.stop_if_any()
    found: list[list[Label]] = [[] for _ in wanted]
    places: list[int] = []
    alone: list[Label] = []
    for term in kept:
        rows = term.values.get(many[0], []) if many else [("", term.line)]
        if many and not rows:
            alone += [as_label(value) for value, _ in term.values["id"]]
        for value, line in rows:
            places.append(line)
            for name, labels in zip(wanted, found, strict=True):
                text = value if name in many else next((x for x, _ in term.values.get(name, ())), "")
                if not text and not empty:
                    flaws.add("E507", line, f"the term has no {name}")
                labels.append(as_label(text) if text else "")
    flaws.stop_if_any()
    number = len(terms) - len(kept)
    notes = [f"{file}: {number} obsolete term{'' if number == 1 else 's'} left out"] if number else []
    return Rows(file, tuple(found), places, "line", alone if "id" in wanted else (), notes)


def _terms(text: str, flaws: Flaws) -> list[_Term]:
    terms: list[_Term] = []
    first: dict[str, int] = {}
    current: _Term | None = None
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("!"):
            continue
        stanza = _STANZA.fullmatch(line)
        if stanza:
            _has_id(current, flaws)
            current = _Term(number, {}) if stanza[1] == "Term" else None
            if current is not None:
                terms.append(current)
            continue
        parts = _LINE.fullmatch(line)
        if parts is None:
            flaws.add("E504", number, "this is neither `tag: value` nor `[Term]`", "is this a file in OBO format?")
            continue
        if current is None:
            continue
        tag, match = parts[1], _END.match(parts[2])
        value = re.sub(r"\\(.)", r"\1", match[0] if match else "").strip()
        if tag == "relationship":
            tag, _, value = value.partition(" ")
        if wrong := wrong_name(value, tag):
            flaws.add("E507", number, wrong)
        elif not value and tag in (*SINGLE, "is_a"):
            flaws.add("E507", number, f"the tag {tag} has no value", kind="value")
        elif tag in SINGLE and tag in current.values:
            flaws.add(
                "E508", number, f"the term has a second {tag}, and has one in line {current.values[tag][0][1]} already"
            )
        else:
            current.values.setdefault(tag, []).append((value, number))
            if tag == "id" and first.setdefault(value, number) != number:
                flaws.add("E508", number, f"the term {value} is in line {first[value]} already", kind="term")
    _has_id(current, flaws)
    return terms


def _has_id(term: _Term | None, flaws: Flaws) -> None:
    if term is not None and "id" not in term.values:
        flaws.add("E507", term.line, "the term has no id", "a line `id: ...` is expected in each [Term]")
