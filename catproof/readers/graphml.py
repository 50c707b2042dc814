"""GraphML: its nodes and edges, at whatever depth and in however many graphs, with their attributes.

Elements of other namespaces, in which editors keep shapes and colours, are passed over. No entity is expanded, and
nothing outside of the file is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.parsers import expat

from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.graph import Graph, Node, table
from catproof.readers.rows import Rows

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

DEEPEST = 1000
"""Elements may be nested so deeply."""


class _Key(NamedTuple):
    """A declared attribute: its name, what it is for (`node`, `edge`, `all`, ...), its type, its line."""

    name: str
    domain: str
    kind: str
    place: int


class _Open:
    """A node, an edge or something else with attributes, whose element has begun and not ended."""

    def __init__(self, kind: str, given: dict[str, str], place: int) -> None:
        self.kind = kind
        self.given = given
        self.place = place
        self.attributes: dict[str, Any] = {}


def read_graphml(data: bytes, file: str, columns: Sequence[str]) -> Rows:
    """These columns of the edges or nodes of a GraphML file. Raises `BadData`."""
    flaws = Flaws(file)
    scan = _Scan(flaws)
    try:
        scan.parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"this is no XML: {expat.errors.messages[error.code]}"
        raise BadData(Flaw(file, error.lineno, message)) from None
    except (LookupError, ValueError) as error:  # an encoding that Python does not have
        raise BadData(Flaw(file, scan.parser.CurrentLineNumber, f"this is no XML that can be read: {error}")) from None
    if not scan.graph.nodes and not scan.graph.edges:
        flaws.add(None, "this is no GraphML: there are no nodes and no edges")
    flaws.stop_if_any()
    scan.complete()
    return table(scan.graph, file, columns, flaws)


class _Scan:
    """One pass over the file."""

    def __init__(self, flaws: Flaws) -> None:
        self.flaws = flaws
        self.graph = Graph()
        self.keys: dict[str, _Key] = {}
        self.defaults: dict[str, Any] = {}
        self.open: list[_Open] = []
        self.graphs = 0
        self.depth = 0
        self.foreign = 0
        """So many elements of other namespaces are open."""
        self.text: list[str] | None = None
        """What stands in the `<data>` or `<default>` that is open."""
        self.of = ""
        """The key of that."""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.EntityDeclHandler = self.entity

    def entity(self, name: str, *_: object) -> None:
        self.flaws.add(self.parser.CurrentLineNumber, f"the entity {name} is declared, and no GraphML needs one")
        self.flaws.stop_if_any()

    @staticmethod
    def _local(tag: str) -> str:
        """The name of an element of GraphML; empty for one of another namespace."""
        space, _, name = tag.rpartition(" ")
        return name if space in ("", NAMESPACE) or space.startswith("http://graphml.graphdrawing.org/") else ""

    def start(self, tag: str, given: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        name = self._local(tag)
        self.depth += 1
        if self.depth > DEEPEST:
            self.flaws.add(line, f"elements are nested over {DEEPEST} deep")
            self.flaws.stop_if_any()
        if self.foreign or not name:
            self.foreign += 1
        elif name == "graph":
            self._graph(given, line)
        elif name == "key":
            self._key(given, line)
        elif name == "default":
            self.text = []
        elif name == "data":
            self.text, self.of = [], given.get("key", "")
            if self.open and self.open[-1].kind in ("node", "edge") and self.of not in self.keys:
                known = ", ".join(self.keys)
                self.flaws.add(line, f"there is no key {self.of}", f"known here: {known}" if known else "")
        elif name in ("node", "edge"):
            self._opened(name, given, line)
        elif name in ("hyperedge", "port"):
            self.flaws.add(line, f"a {name} is not supported")
            self.open.append(_Open(name, given, line))

    def _graph(self, given: dict[str, str], line: int) -> None:
        self.graphs += 1
        self.open.append(_Open("graph", given, line))
        if given.get("edgedefault") != "directed":
            self.flaws.add(line, "the graph is not directed", 'write edgedefault="directed"')

    def _key(self, given: dict[str, str], line: int) -> None:
        number, name = given.get("id", ""), given.get("attr.name") or given.get("id", "")
        key = _Key(name, given.get("for", "all"), given.get("attr.type", "string"), line)
        self.of = number
        if not number:
            self.flaws.add(line, "the key has no id")
        elif number in self.keys:
            self.flaws.add(line, f"the key {number} is declared a second time")
        elif key.kind not in ("boolean", "int", "long", "float", "double", "string"):
            self.flaws.add(
                line, f"{key.kind} is no type of attributes", "int, long, string, boolean, float, double are"
            )
        for other in self.keys.values():
            if other.name == name and (other.domain == key.domain or "all" in (other.domain, key.domain)):
                self.flaws.add(line, f"two keys are called {name}, the other in line {other.place}")
        for kind, names in (("edge", ("source", "target")), ("node", ("id",))):
            if key.domain in (kind, "all") and name in names:
                self.flaws.add(
                    line, f"an attribute of each {kind} is called {name}, which is what its own {name} is called"
                )
        self.keys[number] = key

    def _opened(self, name: str, given: dict[str, str], line: int) -> None:
        self.open.append(_Open(name, given, line))
        needed = ("id",) if name == "node" else ("source", "target")
        for key in needed:
            if not given.get(key):
                self.flaws.add(line, f"the {name} has no {key}", f'write <{name} {key}="...">')
        if name == "edge" and given.get("directed", "true") not in ("true", "1"):
            self.flaws.add(line, "the edge is not directed", 'leave out directed="false"')

    def characters(self, text: str) -> None:
        if self.text is not None and not self.foreign:
            self.text.append(text)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.foreign:
            self.foreign -= 1
            return
        name = self._local(tag)
        if name in ("data", "default") and self.text is not None:
            text, self.text = "".join(self.text), None
            key = self.keys.get(self.of)
            if key is not None and name == "default":
                self.defaults[self.of] = self._value(text, key)
            elif key is not None and self.open and self.open[-1].kind in ("node", "edge"):
                attributes = self.open[-1].attributes
                if key.name in attributes:
                    self.flaws.add(self.parser.CurrentLineNumber, f"the attribute {key.name} is given a second time")
                attributes[key.name] = self._value(text, key)
        elif name in ("node", "edge", "graph", "hyperedge", "port") and self.open:
            self._closed(self.open.pop())

    def _closed(self, done: _Open) -> None:
        given = done.given
        if done.kind == "node" and given.get("id"):
            self.graph.nodes.append(Node(given["id"], done.place, done.attributes))
        elif done.kind == "edge" and given.get("source") and given.get("target"):
            self.graph.edge(given["source"], given["target"], given.get("id"), done.place, done.attributes)

    def _value(self, text: str, key: _Key) -> Any:
        """The value of an attribute by its type; nothing where it is left empty."""
        if key.kind == "string":
            return text
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
            self.flaws.add(line, f"{word[:40]} is no {key.kind}, the type of the attribute {key.name}")
            return None

    def complete(self) -> None:
        """Give nodes and edges the default values of attributes that they lack; put all in the order of lines."""
        for kind, things in (("node", self.graph.nodes), ("edge", self.graph.edges)):
            defaults = {
                key.name: self.defaults[number]
                for number, key in self.keys.items()
                if number in self.defaults and key.domain in (kind, "all")
            }
            for thing in things:
                for name, value in defaults.items():
                    thing.attributes.setdefault(name, value)
        self.graph.nodes.sort(key=lambda node: node.place)
        self.graph.edges.sort(key=lambda edge: edge.place)
