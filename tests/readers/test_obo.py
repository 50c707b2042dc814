"""OBO files, read as pronto reads them, where that is installed."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from catproof.core.label import Label
from catproof.readers.obo import read_obo

LINES = r"""format-version: 1.2
data-version: releases/2026-11-01
default-namespace: shapes
ontology: shapes

[Term]
id: SH:0001
name: shape
def: "What has a boundary; \"form\" in \\ old texts." [SH:curators "a person", PMID:123]
synonym: "form" EXACT []
xref: Wiki:Shape "an entry"

[Term]
id: SH:0002
name: round shape ! not a part of the name
namespace: curves
alt_id: SH:9002
comment: Said of circles\, and of more.
is_a: SH:0001 ! shape
subset: common

[Term]
id: SH:0003
name: circle \{unit\}
is_a: SH:0002 {source="a book", line="3"} ! round shape
is_a: SH:0001
relationship: part_of SH:0004 {cardinality="1"} ! disc
relationship: bounded_by SH:0001

[Term]
id: SH:0004 ! with a comment
name: disc, größer
is_a: SH:0002
disjoint_from: SH:0003
property_value: seeAlso "a: b" xsd:string
created_by: someone

[Term]
id: SH:0005
name: circel
is_obsolete: true
replaced_by: SH:0003

[Term]
id: SH:0006
name: ring
intersection_of: SH:0002
intersection_of: part_of SH:0004
relationship: part_of SH:0004
relationship: part_of SH:0003

[Typedef]
id: part_of
name: part of
is_transitive: true

[Typedef]
id: bounded_by
name: bounded by

[Instance]
id: SH:the_sun
instance_of: SH:0002
"""


def rows(*columns: str) -> set[tuple[Label, ...]]:
    return set(zip(*read_obo(LINES.encode(), "shapes.obo", columns, False).columns, strict=True))


def test_as_pronto_reads_them(tmp_path: Path) -> None:
    pronto = pytest.importorskip("pronto")
    path = tmp_path / "shapes.obo"
    path.write_text(LINES, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it says of itself
        ontology = pronto.Ontology(str(path))
        terms = [term for term in ontology.terms() if not term.obsolete]
        # it keeps the blank before a comment, which is none of the name
        assert rows("id", "name") == {(term.id, term.name.strip()) for term in terms}
        above = {(term.id, other.id) for term in terms for other in term.superclasses(distance=1, with_self=False)}
        assert rows("id", "is_a") == rows() == above
        for name in ("part_of", "bounded_by"):
            related = ontology.get_relationship(name)
            assert rows("id", name) == {
                (term.id, other.id) for term in terms for other in term.relationships.get(related, ())
            }
        given = {(term.id, term.namespace) for term in terms if term.namespace is not None}
    found = read_obo(LINES.encode(), "shapes.obo", ("id", "namespace"), True)
    assert {(a, b) for a, b in zip(*found.columns, strict=True) if b} == given
    assert found.notes == ["shapes.obo: 1 obsolete term left out"]


def test_what_else_terms_say() -> None:
    assert rows("id", "alt_id") == {("SH:0002", "SH:9002")}
    assert rows("id", "disjoint_from") == {("SH:0004", "SH:0003")}
    assert read_obo(LINES.encode(), "shapes.obo", (), False).alone == ["SH:0001", "SH:0006"]
