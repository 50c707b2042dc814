"""RDF (Turtle, N-Triples, RDF/XML: SKOS, OWL) as tables of the triples of one predicate, by rdflib.

Rows are `subject` and `object`, in the order of their names: `read("x.ttl", "skos:broader")` for a poset. IRIs are
written with the prefixes of the file, `ex:dog`, or as they are. Blank nodes, such as the restrictions of OWL, have no
names: their triples are left out, with a note. Nothing is inferred, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence

from catproof.core.deadline import load
from catproof.core.label import Label
from catproof.packages import installs
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.rows import Rows, as_label, columns_found, wrong_name

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
        graph.parse(data=data, format=kind)
    except Exception as error:  # what its parsers raise is not all of one class
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise BadData(Flaw("E504", file, None, f"this is no RDF ({kind}) that can be read: {reason}")) from None
    names = graph.namespace_manager
    flaws = Flaws(file, "triple")

    def shown(node: object) -> str:
        text = names.normalizeUri(node) if isinstance(node, rdflib.URIRef) else str(node)
        return text[1:-1] if text.startswith("<") and text.endswith(">") else text

    try:
        wanted = rdflib.URIRef(predicate if "://" in predicate else names.expand_curie(predicate))
    except ValueError:
        known = ", ".join(sorted({shown(p) for p in graph.predicates()})[:12])
        raise BadData(Flaw("E506", file, None, f"the predicate {predicate} is not known", f"it has {known}")) from None
    triples = list(graph.subject_objects(wanted))
    if not triples:
        known = ", ".join(sorted({shown(p) for p in graph.predicates()})[:12])
        raise BadData(
            Flaw("E506", file, None, f"there are no triples with {predicate}", f"there are some with {known}")
        )
    named = [pair for pair in triples if not any(isinstance(node, rdflib.BNode) for node in pair)]
    rows = sorted((shown(one), shown(other)) for one, other in named)
    values: list[list[Label]] = [[], []]
    for number, row in enumerate(rows, 1):
        for text, column, labels in zip(row, ("subject", "object"), values, strict=True):
            wrong = wrong_name(text, column) if text else f"there is no value in the column {column}"
            if wrong:
                flaws.add("E507", number, wrong)
            labels.append(as_label(text) if text else "")
    flaws.stop_if_any()
    left = len(triples) - len(named)
    notes = [f"{file}: {left} of {len(triples)} triples with {predicate} left out, for blank nodes"] if left else []
    chosen = tuple(values[("subject", "object").index(name)] for name in columns)
    return Rows(file, chosen, range(1, len(rows) + 1), "triple", (), notes)
