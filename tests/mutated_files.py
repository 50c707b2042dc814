"""What the fuzzer changes besides theories: a table of formats. A new one is an entry of `FORMATS`."""

from __future__ import annotations

import gzip
import random
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import mutated_databases


class Format(NamedTuple):
    """A file that a theory reads: its name, the theory, what writes a sound one, and what changes its bytes. For files
    that no theory reads: what is run, and what stands for the theory there."""

    file: str
    theory: str
    write: Callable[[Path], None]
    change: Callable[[bytes, random.Random], bytes]
    command: tuple[str, ...] = ("check",)
    given: str = "t.cat"


def _changed(words: tuple[bytes, ...]) -> Callable[[bytes, random.Random], bytes]:
    """Single places changed: bits, stretches lost, repeated or put elsewhere, one of the words for another."""

    def change(sound: bytes, chance: random.Random) -> bytes:
        made = bytearray(sound)
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            at, kind = chance.randrange(len(made) + 1), chance.randrange(6)
            if kind == 0 and at < len(made):
                made[at] ^= 1 << chance.randrange(8)
            elif kind == 1:
                made[at:at] = chance.choice(words)
            elif kind == 2:
                del made[at : at + chance.choice((1, 2, 30))]
            elif kind == 3:
                made[at:at] = made[(other := chance.randrange(len(made) + 1)) : other + chance.randrange(80)]
            elif kind == 4:
                old = chance.choice(words)
                place = made.find(old, at)
                if place >= 0:
                    made[place : place + len(old)] = chance.choice(words)
            else:
                made[at:at] = _odd(chance).encode("utf-8", "surrogatepass")
        return bytes(made)

    return change


@cache
def _by_category() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in range(0x110000):
        found.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
    return found


def _odd(chance: random.Random) -> str:
    """A character of any general category, each category as often as every other."""
    return chance.choice(_by_category()[chance.choice(sorted(_by_category()))])


def _text(content: str) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content.encode()) and None


_GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key id="r" for="edge" attr.name="rel" attr.type="string"><default>is</default></key>
<key id="w" for="all" attr.name="weight" attr.type="int"/><key id="s" for="node" yfiles.type="nodegraphics"/>
<graph edgedefault="directed"><desc>a <b>graph</b></desc>
<node id="a"><data key="w">3</data><data key="s"><y:Shape><y:Fill/></y:Shape></data></node>
<node id="b"><data key="w">4</data></node><node id="1"><data key="w">1</data><graph edgedefault="directed"><node id="c">
<data key="w">7</data></node></graph></node>
<edge id="e" source="a" target="b"><data key="r">p&amp;q</data></edge><!-- no -->
<edge id="f" source="a" target="1" directed="true"/><edge source="b" target="c"><data key="w"> 5 </data>
<data key="r">z</data></edge>
</graph></graphml>
"""
_JSON = """{"directed": true, "multigraph": true, "graph": {}, "nodes":
[{"id": "a", "weight": 1}, {"id": 2, "weight": 2},
{"id": "b", "x": [1, {"y": null}], "weight": -3}], "links": [{"source": "a", "target": 2, "key": "e", "rel": "p"},
{"source": "a", "target": "b", "key": 1, "rel": "q", "w": 1.5e3}]}
"""
_CSV = 'low,high,name\na,b,"x, y"\nb,"c ""d""",2\r\na,e,\u00e9\n'
_TSV = 'low\thigh\tname\na\tb\tx "y"\nb\tc\t2\na\te\t\u00e9\n'
_XML_WORDS = tuple(
    b"<node |<edge |<graph>|<data key='r'>|</data>|</node>|</graph>|<port/>|<hyperedge>|id=''|source|edgedefault|"
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>|&a;|<![CDATA[|]]>|<!--|-->|xmlns='u'|\xef\xbb\xbf|\0|\r|<y:|/>".split(b"|")
)
_JSON_WORDS = tuple(
    b'[|]|{|}|,|:|"|"id"|"source"|"links"|"edges"|"nodes"|true|null|NaN|1e999|-0|\\ud800|\\u0000|\r'.split(b"|")
)
_TABLE_WORDS = (
    b",",
    b"\t",
    b'"',
    b"\n",
    b"\r",
    b"\r\n",
    b'""',
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"a",
    b"low",
    b"7",
)
_WORDS = (b"{", b"}", b"import", b"category", b"poset", b"claim", b'"', b"\r", b"#", b"<", b"->", b";", b"a", b"T")


def _parquet(path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    columns = {"low": ["a", "b", "a"], "high": ["b", "c", "e"], "name": [1, 2, 2**62]}
    parquet.write_table(pyarrow.table(columns), path)


_THEORY = """poset P { a < b < c ; a < d }
monoid M { generator r ; equation r^2 = id }
task T on P { a = {1} }
task clock on M { * = {0, 1} ; r { 0 |-> 1 ; 1 |-> 0 } }
claim T is representable by a
"""


def _ordered(file: str, columns: str = "") -> str:
    return f'poset P = read("{file}"{columns})\nclaim count(objects(P)) >= 1\n'


def _names(_: bytes, chance: random.Random) -> bytes:
    """A theory with names in quotes of any characters, among letters of which some join."""
    name = "".join(
        chance.choice((_odd(chance), "a", "\u0928", "\u0627", "\u2764")) for _ in range(chance.randrange(1, 6))
    )
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    lines = f'poset P {{ "{quoted}" < b }}\ntask "{quoted}" on P {{ "{quoted}" = {{"{quoted}"}} }}\n'
    return (lines + f'claim "{quoted}" is representable\n').encode("utf-8", "surrogatepass")


_OBO = r"""format-version: 1.2
ontology: shapes

[Term]
id: S:1
name: shape
def: "With a \"boundary\"." [S:x "a person"]

[Term]
id: S:2
name: round \{unit\}
alt_id: S:9
is_a: S:1 ! shape
relationship: part_of S:3 {cardinality="1"}

[Term]
id: S:3
is_a: S:1 {source="a book"}
is_obsolete: false

[Typedef]
id: part_of
is_transitive: true
"""
_OBO_WORDS = tuple(
    b'[Term]~[Typedef]~id: ~is_a: ~relationship: ~part_of~is_obsolete: true~alt_id: ~S:1~:~\\~"~{~}~ ! ~\n~\r~\0'.split(
        b"~"
    )
)
_TURTLE = """@prefix b: <http://e.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
b:d skos:broader b:m ; skos:prefLabel "dog"@en, 'd"' .
b:c skos:broader b:m , [ skos:broader b:m ] . # a blank node
b:m skos:broader b:a . b:a skos:note 1.5e3, true, "x"^^<http://e.org/t> .
"""
_TRIPLES = """<http://e.org/d> <http://www.w3.org/2004/02/skos/core#broader> <http://e.org/m> .
<http://e.org/m> <http://www.w3.org/2004/02/skos/core#broader> <http://e.org/a\\u00e9> .
_:x <http://www.w3.org/2004/02/skos/core#prefLabel> "a \\"b\\""@en .
"""
_OWL = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://www.w3.org/2004/02/skos/core#">
<s:Concept rdf:about="http://e.org/d"><s:broader rdf:resource="http://e.org/m"/>
<s:prefLabel xml:lang="en">d</s:prefLabel></s:Concept>
<rdf:Description rdf:ID="m"><s:broader><s:Concept rdf:nodeID="n"/></s:broader></rdf:Description>
</rdf:RDF>
"""
_TRIPLE_WORDS = tuple(
    b'<|>|"|\'|_:x|b:|[|]|(|)|;|,|.|@prefix|@base|^^|@en|\\u|\\|#|\n|\0|a|<http://e.org/m>|{|}|"""'.split(b"|")
)
_RDF_WORDS = tuple(
    b"rdf:about=|rdf:ID=|rdf:nodeID=|rdf:parseType='Collection'|<rdf:li/>|xml:base=|</s:Concept>".split(b"|")
)


def _packed(path: Path) -> None:
    path.write_bytes(gzip.compress(_CSV.encode(), mtime=0))


def _array(path: Path) -> None:
    import numpy

    numpy.save(path, numpy.array([[0, 1.5], [numpy.inf, 0]]))
    path.with_suffix(".txt").write_text("a\nb\n", encoding="utf-8")


def _vectors(path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    columns = {"name": ["a", "b", "c"], "vector": [[1.0, 0.5], [0.0, 2.0], [1.0, 1.0]]}
    parquet.write_table(pyarrow.table(columns), path)


def _pairs(path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"low": ["a", "b"], "high": ["b", "c"], "name": [1, 1]}), path)


_PAIRS = 'low,high,name\na,b,n\nb,"c ""d""",n\n'
_TEXTS = 'poset P = read("e.csv", low, high)\ntasks read("e.csv", name, low) on P\n'
_LABELS = "item,label\na,x\nb,x\nc,y\n"


def _reading(file: str, *columns: str) -> str:
    low, high, name = columns
    return (
        f'poset P = read("{file}", {low}, {high})\ncategory C = read("{file}", {name}, {low}, {high})\n'
        f'tasks read("{file}", {name}, {low}, close = down) on P\nclaim count(objects(P)) = count(objects(C))\n'
    )


_EDGE = ("source", "target", "rel")
_ROW = ("low", "high", "name")
_NODES = 'poset Q = read("{0}")\ntask W on Q = read("{0}", id, weight)\n'

FORMATS: dict[str, Format] = {
    "graphml": Format("g.graphml", _reading("g.graphml", *_EDGE) + _NODES.format("g.graphml"), _text(_GRAPHML),
                      _changed(_XML_WORDS)),
    "json": Format("g.json", _reading("g.json", *_EDGE) + _NODES.format("g.json"), _text(_JSON), _changed(_JSON_WORDS)),
    "csv": Format("t.csv", _reading("t.csv", *_ROW), _text(_CSV), _changed(_TABLE_WORDS)),
    "tsv": Format("t.tsv", _reading("t.tsv", *_ROW), _text(_TSV), _changed(_TABLE_WORDS)),
    "parquet": Format("t.parquet", _reading("t.parquet", *_ROW), _parquet, _changed((b"\0", b"\xff\xff\xff\x7f"))),
    "packed": Format("t.csv.gz", _reading("t.csv.gz", *_ROW), _packed, _changed((b"\0", b"\x1f\x8b\x08", b"\xff\xff"))),
    "array": Format("m.npy", 'scores S in metric = read("m.npy")\nclaim S(a, a) = 0\n', _array,
                    _changed((b"'<f8'", b"'|O'", b"True", b"(2, 2)", b"(0,)", b"99999999999", b"'descr'", b"}",
                              b"\xf0\x7f"))),
    "vectors": Format("v.parquet", _LABELS, _vectors, _changed((b"\0", b"\xff\xff\xff\x7f", b"\xf0\x7f")),
                      ("audit", "--model", "v.parquet"), "labels.csv"),
    "numbers": Format("v.csv", _LABELS, _text("name,x,y\na,1,.5\nb,0,-2e-3\nc,1,1\n"),
                      _changed((*_TABLE_WORDS, b"e", b"nan")), ("audit", "--model", "v.csv"), "labels.csv"),
    "pairs": Format("e.csv", _TEXTS, _text(_PAIRS), _changed(_TABLE_WORDS), ("audit", "--engine", "duckdb"), "t.cat"),
    "columns": Format("e.parquet", _TEXTS.replace(".csv", ".parquet"), _pairs, _changed((b"\0", b"\xff\xff\xff\x7f")),
                      ("audit", "--engine", "duckdb"), "t.cat"),
    "ontology": Format("g.obo", _ordered("g.obo"), _text(_OBO), _changed(_OBO_WORDS)),
    "turtle": Format("g.ttl", _ordered("g.ttl", ', "skos:broader"'), _text(_TURTLE), _changed(_TRIPLE_WORDS)),
    "triples": Format("g.nt", _ordered("g.nt", ', "skos:broader"'), _text(_TRIPLES), _changed(_TRIPLE_WORDS)),
    "owl": Format("g.owl", _ordered("g.owl", ', "skos:broader"'), _text(_OWL), _changed(_XML_WORDS + _RDF_WORDS)),
    "database": Format("app.db", mutated_databases.THEORY, mutated_databases.sound_database,
                       mutated_databases.mutated_database),
    "import": Format("other.cat", 'import "other.cat"\nimport "other.cat"\nposet Mine { x < y }\nclaim size(T) = 1\n',
                     _text(_THEORY), _changed(_WORDS)),
    "names": Format("names.cat", 'import "names.cat"\nclaim count(objects(P)) = 2\n', _text(""), _names),
}  # fmt: skip
"""The formats by their names."""
