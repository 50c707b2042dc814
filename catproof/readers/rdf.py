"""RDF (Turtle, N-Triples, RDF/XML: SKOS, OWL) as tables of the triples of one predicate, by rdflib.

Rows are `subject` and `object`, in the order of their names: `read("x.ttl", "skos:broader")` for a poset. IRIs are
written with the prefixes of the file, `ex:dog`, or as they are. Blank nodes, such as the restrictions of OWL, have no
names: their triples are left out, with a note. Nothing is inferred, and nothing is fetched.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from catproof.core.deadline import load
from catproof.core.label import Label
from catproof.packages import installs
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.rows import Rows, as_label, columns_found, wrong_name

_NO_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')
"""What no IRI contains (RDF 1.1 Turtle, `IRIREF`)."""

FORMATS = {".ttl": "turtle", ".nt": "nt", ".owl": "xml", ".rdf": "xml"}
"""By the end of the name."""


def read_rdf(data: bytes, file: str, kind: str, predicate: str, columns: Sequence[str]) -> Rows:
    """The triples with this predicate, `skos:broader` or an IRI. Raises `BadData`."""
    try:
        load("rdflib")
        import rdflib
    except ImportError:
        hint = f"install it with `{installs('rdflib')}`"
        raise BadData(Flaw("E503", file, None, "reading RDF needs the package rdflib", hint)) from None
    columns_found(file, ("subject", "object"), columns)
    graph = rdflib.Graph()
    try:
        with _unlogged("rdflib"):
            graph.parse(data=data, format=kind)
    except Exception as error:  # what its parsers raise is not all of one class
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise BadData(Flaw("E504", file, None, f"this is no RDF ({kind}) that can be read: {reason}")) from None
    names = graph.namespace_manager
    flaws = Flaws(file, "triple")

    def of(node: object) -> _Node:
        if not isinstance(node, rdflib.URIRef):
            return _Node(str(node), "")
        if _NO_IRI.search(node):  # rdflib reads it, and cannot write it
            return _Node(str(node), str(node))
        text = names.normalizeUri(node)
        return _Node(text[1:-1] if text.startswith("<") else text, str(node))

    def known() -> str:
        return ", ".join(sorted({of(each).name for each in graph.predicates()})[:12])

    try:
        with _unlogged("rdflib"):
            wanted = rdflib.URIRef(predicate if "://" in predicate else names.expand_curie(predicate))
    except ValueError:
        raise BadData(
            Flaw("E506", file, None, f"the predicate {predicate} is not known", f"it has {known()}")
        ) from None
    triples = list(graph.subject_objects(wanted))
    if not triples:
        message, hint = f"there are no triples with {predicate}", f"there are some with {known()}"
        raise BadData(Flaw("E506", file, None, message, hint))
    named = [tuple(map(of, pair)) for pair in triples if not any(isinstance(node, rdflib.BNode) for node in pair)]
    rows = sorted({*named})
    values = {}
    for k, column in enumerate(("subject", "object")):
        values[column] = _labels([row[k] for row in rows], column, flaws)
    flaws.stop_if_any()
    left = {
        "for blank nodes": len(triples) - len(named),
        "as literals differ by language or type alone": len(named) - len(rows),
    }
    notes = [
        f"{file}: {number} of {len(triples)} triples with {predicate} left out, {why}"
        for why, number in left.items()
        if number
    ]
    return Rows(file, tuple(values[name] for name in columns), range(1, len(rows) + 1), "triple", (), notes)


@contextmanager
def _unlogged(name: str) -> Iterator[None]:
    """What this package logs is not printed unless the program says where: it has texts of the file as they stand."""
    nowhere = logging.NullHandler()
    logging.getLogger(name).addHandler(nowhere)
    try:
        yield
    finally:
        logging.getLogger(name).removeHandler(nowhere)


class _Node(NamedTuple):
    """The name of a node, and the IRI that it is; empty for a literal."""

    name: str
    iri: str


def _labels(nodes: list[_Node], column: str, flaws: Flaws) -> list[Label]:
    """The names of nodes; of literals those in two languages, or of two types, are one."""
    labels: list[Label] = []
    iris: dict[str, str] = {}
    for number, (name, iri) in enumerate(nodes, 1):
        wrong = wrong_name(name, column) if name else f"there is no value in the column {column}"
        if not wrong and (odd := _NO_IRI.search(iri)):
            wrong = f"the IRI in the column {column} contains {odd[0]!r}, which none may"
        if not wrong and iris.setdefault(name, iri) != iri:
            one, other = (f"the IRI {each}" if each else "a literal" for each in sorted((iris[name], iri)))
            wrong = f"the value in the column {column} is the name of two: {one}, and {other}"
        if wrong:
            flaws.add("E507", number, wrong)
        labels.append(as_label(name) if name else "")
    return labels
