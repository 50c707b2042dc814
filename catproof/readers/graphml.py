"""GraphML: its nodes and edges, at whatever depth and in however many graphs, with their attributes.

What stands where GraphML has no place for it is an error; elements of other namespaces, in which editors keep shapes
and colours, are passed over (inside `<data>`) or counted in a note (elsewhere). No entity is expanded, and nothing
outside of the file is read. The grammar is that of the GraphML schema 1.1, http://graphml.graphdrawing.org.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.parsers import expat

from catproof.core.characters import LINE_END, cut, lines_of
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.graph import Edge, Graph, Node, Structured, Value, table
from catproof.readers.rows import Rows, refuse_wide

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

DEEPEST = 1000
"""Elements may be nested so deeply."""

_CHILDREN = {
    "": ("graphml",),
    "graphml": ("key", "graph", "data", "desc"),
    "key": ("default", "desc"),
    "graph": ("node", "edge", "data", "desc", "hyperedge", "locator"),
    "node": ("graph", "data", "desc", "port", "locator"),
    "edge": ("graph", "data", "desc"),
    "hyperedge": ("graph", "data", "desc", "endpoint"),
    "port": ("port", "data", "desc"),
    "endpoint": ("desc",),
    "locator": (),
}
"""What may stand in each element; in `data`, `default` and `desc` everything may."""

_NEEDED = {"node": ("id",), "edge": ("source", "target")}
"""The attributes that an element must have."""

_REFUSED = {
    "hyperedge": "an edge of the table has one source and one target",
    "port": "edges of the table end at nodes",
    "locator": "what it points to is not in this file, and nothing else is read",
}

_UNDECLARED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)([^;<>&\s]{0,40})")
_NO_REFERENCES = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)


class _Key(NamedTuple):
    """A declared attribute: its name, what it is for (`node`, `edge`, `all`, ...), its type, and its line."""

    name: str
    domain: str
    kind: str
    place: int


class _Open:
    """An element that has begun and not ended, with the values of its `<data>`."""

    def __init__(self, name: str, given: dict[str, str], place: int) -> None:
        self.name = name
        self.given = given
        self.place = place
        self.values: dict[str, Value] = {}


def read_graphml(data: bytes, file: str, columns: Sequence[str]) -> Rows:
    """These columns of the edges or nodes of a GraphML file. Raises `BadData`."""
    refuse_wide(data, file)
    flaws = Flaws(file)
    scan = _Scan(flaws)
    try:
        scan.parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"this is no XML: {expat.ErrorString(error.code)}"
        raise BadData(*flaws.all(), Flaw("E504", file, error.lineno, message)) from None
    except (LookupError, ValueError) as error:  # an encoding that Python does not have
        raise BadData(
            Flaw("E504", file, scan.parser.CurrentLineNumber, f"this is no XML that can be read: {error}")
        ) from None
    if scan.has_type:
        _undeclared(data, flaws)
    if not scan.nodes and not scan.edges:
        flaws.add("E504", None, "this is no GraphML: there are no nodes and no edges")
    flaws.stop_if_any()
    graph = scan.complete()
    flaws.stop_if_any()
    return table(graph, file, columns, flaws)


def _undeclared(data: bytes, flaws: Flaws) -> None:
    """References to entities of a document type that is not read: the parser leaves them out in silence."""
    text = _NO_REFERENCES.sub(lambda match: b"\n" * len(LINE_END.findall(match[0].decode("latin-1"))), data)
    for match in _UNDECLARED.finditer(text):
        line = len(lines_of(text[: match.start()].decode("latin-1")))
        name = match[1].decode("utf-8", "replace")
        flaws.add("E504", line, f"the entity {name} is not declared in this file, and nothing else is read")
        if flaws.total > 1:
            break


class _Scan:
    """One pass over the file."""

    def __init__(self, flaws: Flaws) -> None:
        self.flaws = flaws
        self.nodes: list[_Open] = []
        self.edges: list[_Open] = []
        self.keys: dict[str, _Key] = {}
        self.defaults: dict[str, Value] = {}
        self.open: list[_Open] = []
        self.graphs = 0
        self.nested = 0
        self.passed = 0
        """So many elements of other namespaces have no place in GraphML."""
        self.depth = 0
        self.inside = 0
        """So many elements are open within a `<data>`, `<default>` or `<desc>`, or within one that is passed over."""
        self.text: list[str] | None = None
        """What stands in the `<data>` or `<default>` that is open."""
        self.structured = False
        self.has_type = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.document_type
        self.parser.EntityDeclHandler = self.entity
        self.parser.AttlistDeclHandler = self.attributes_declared

    def document_type(self, *_: object) -> None:
        self.has_type = True

    def entity(self, name: str, *_: object) -> None:
        self.flaws.add(
            "E504", self.parser.CurrentLineNumber, f"the entity {name} is declared, and no GraphML needs one"
        )
        self.flaws.stop_if_any()

    def attributes_declared(self, element: str, name: str, *_: object) -> None:
        message = f"the attribute {name} of {element} is declared, and GraphML has its own"
        self.flaws.add("E504", self.parser.CurrentLineNumber, message)
        self.flaws.stop_if_any()

    @staticmethod
    def _local(tag: str) -> str:
        """The name of an element of GraphML; empty for one of another namespace."""
        space, _, name = tag.rpartition(" ")
        return name if space in ("", NAMESPACE) or space.startswith("http://graphml.graphdrawing.org/") else ""

    def start(self, tag: str, given: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self.depth += 1
        if self.depth > DEEPEST:
            self.flaws.add("E504", line, f"elements are nested over {DEEPEST} deep")
            self.flaws.stop_if_any()
        if self.inside:
            self.inside += 1
            self.structured = True
            return
        name = self._local(tag)
        parent = self.open[-1].name if self.open else ""
        if not name and parent:
            self.passed += 1
            self.inside = 1
            return
        if name not in _CHILDREN[parent]:
            self._misplaced(tag, parent, line)
            self.inside = 1
            return
        if name in _REFUSED:
            self.flaws.add("E510", line, f"a {name} is not supported", _REFUSED[name])
        for needed in _NEEDED.get(name, ()):
            if not given.get(needed):
                self.flaws.add("E504", line, f"the {name} has no {needed}", f'write <{name} {needed}="...">')
        if name in ("data", "default", "desc"):
            self.inside = 1
            self.structured = False
            self.text = None if name == "desc" else []
        self.open.append(_Open(name, given, line))
        if name == "graph":
            self._graph(given, line)
        elif name == "key":
            self._key(given, line)
        elif name == "node":
            self.nodes.append(self.open[-1])
        elif name == "edge":
            self.edges.append(self.open[-1])
            self._edge(given, line)
        elif name == "data" and given.get("key", "") not in self.keys:
            known = f"known here: {cut(', '.join(self.keys), 200)}" if self.keys else ""
            self.flaws.add("E504", line, f"there is no key {cut(given.get('key', ''))}", known)

    def _misplaced(self, tag: str, parent: str, line: int) -> None:
        name = cut(tag.rpartition(" ")[2])
        if not parent:
            space = tag.rpartition(" ")[0]
            where = f" of the namespace {cut(space, 100)}" if space and not self._local(tag) else ""
            hint = f'it begins with <graphml xmlns="{NAMESPACE}">'
            self.flaws.add("E504", line, f"this is no GraphML: it begins with <{name}>{where}", hint)
            self.flaws.stop_if_any()
        possible = ", ".join(_CHILDREN[parent])
        hint = f"what may stand there: {possible}" if possible else ""
        self.flaws.add("E504", line, f"<{name}> has no place in <{parent}>", hint)

    def _graph(self, given: dict[str, str], line: int) -> None:
        self.graphs += 1
        self.nested += len(self.open) > 2
        if given.get("edgedefault") != "directed":
            self.flaws.add("E510", line, "the graph is not directed", 'write edgedefault="directed"')

    def _edge(self, given: dict[str, str], line: int) -> None:
        if given.get("directed", "true") not in ("true", "1"):
            self.flaws.add("E510", line, "the edge is not directed", 'leave out directed="false"')
        for end in ("sourceport", "targetport"):
            if end in given:
                self.flaws.add("E510", line, f"the edge has a {end}, and a port is not supported", _REFUSED["port"])

    def _key(self, given: dict[str, str], line: int) -> None:
        number, name = given.get("id", ""), given.get("attr.name") or given.get("id", "")
        key = _Key(name, given.get("for", "all"), given.get("attr.type", "string"), line)
        if not number:
            self.flaws.add("E504", line, "the key has no id")
        elif number in self.keys:
            self.flaws.add("E508", line, f"the key {cut(number)} is declared a second time")
        elif key.kind not in ("boolean", "int", "long", "float", "double", "string"):
            message = f"{cut(key.kind)} is no type of attributes"
            self.flaws.add("E504", line, message, "int, long, string, boolean, float, double are")
        self.keys[number] = key

    def characters(self, text: str) -> None:
        if self.text is not None and self.inside == 1:
            self.text.append(text)
        elif not self.inside and text.strip():
            self.flaws.add(
                "E504", self.parser.CurrentLineNumber, f"the text {cut(text.strip())} stands outside of <data>"
            )

    def end(self, _: str) -> None:
        self.depth -= 1
        if self.inside:
            self.inside -= 1
            if self.inside or self.open[-1].name not in ("data", "default", "desc"):
                return  # within one of these, or what was passed over
        done = self.open.pop()
        if done.name in ("data", "default"):
            self._value(done)

    def _value(self, done: _Open) -> None:
        text, self.text = "".join(self.text or ()), None
        owner = self.open[-1]
        number = owner.given.get("id", "") if done.name == "default" else done.given.get("key", "")
        key = self.keys.get(number)
        if key is None:
            return
        value = Structured() if self.structured else self._typed(text, key)
        if done.name == "default":
            if number in self.defaults:
                self.flaws.add("E508", done.place, f"the key {cut(number)} has a second default")
            self.defaults[number] = value
        elif number in owner.values:
            self.flaws.add("E508", done.place, f"the attribute {cut(key.name)} is given a second time")
        else:
            owner.values[number] = value

    def _typed(self, text: str, key: _Key) -> Value:
        """The value of an attribute by its type; nothing where it is left empty."""
        if key.kind == "string":
            return text or None
        word = text.strip()
        if not word:
            return None
        try:
            if key.kind in ("int", "long"):
                return int(word)
            if key.kind == "boolean":
                return {"true": True, "1": True, "false": False, "0": False}[word.lower()]
            return float(word)
        except (ValueError, KeyError):
            line = self.parser.CurrentLineNumber
            message = f"{cut(word)} is no {cut(key.kind)}, the type of the attribute {cut(key.name)}"
            self.flaws.add("E504", line, message)
            return None

    def complete(self) -> Graph:
        """The graph: attributes under their names, with the defaults of those that are not given, and all in the order
        of lines. Notes say what a table does not keep."""
        graph = Graph()
        for node in self.nodes:
            graph.nodes.append(Node(node.given["id"], node.place, self._attributes(node)))
        for edge in self.edges:
            source, target, key = edge.given["source"], edge.given["target"], edge.given.get("id") or None
            graph.edges.append(Edge(source, target, key, edge.place, self._attributes(edge)))
        if self.graphs - self.nested > 1:
            graph.notes.append(f"{self.graphs - self.nested} graphs are read as one")
        if self.nested:
            many = "a graph inside a node or edge is" if self.nested == 1 else f"{self.nested} graphs inside nodes are"
            graph.notes.append(f"{many} read as part of the whole; what it lies in is not kept")
        if self.passed:
            one = "1 element of another namespace is"
            many = one if self.passed == 1 else f"{self.passed} elements of other namespaces are"
            graph.notes.append(f"{many} passed over")
        return graph

    def _attributes(self, thing: _Open) -> dict[str, Value]:
        """The values of a node or edge by the names of their keys, with the defaults. Two keys of different types may
        have one name."""
        found: dict[str, Value] = {}
        for number, value in thing.values.items():
            name = self.keys[number].name
            if name in found:
                self.flaws.add("E508", thing.place, f"the {thing.name} has two attributes called {cut(name)}")
            found[name] = value
        for number, value in self.defaults.items():
            key = self.keys[number]
            if key.domain in (thing.name, "all"):
                found.setdefault(key.name, value)
        return found
