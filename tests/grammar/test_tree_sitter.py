"""The grammar for tree-sitter: it reads what the parser reads, in the same parts, and colours it as Pygments does."""

from __future__ import annotations

import ctypes
import json
import random
import re
import shutil
import subprocess
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from colours import FILES, agree
from patience import PATIENCE

import catproof
from catproof.faces.editor.colours import TYPES, tokens
from catproof.faces.editor.document import Document
from catproof.resources import folder
from catproof.syntax import tables, tree
from catproof.syntax.colouring import parts
from catproof.syntax.layout import lay_out
from catproof.syntax.lexer import SPELLINGS
from catproof.syntax.node import Node
from catproof.syntax.parser import parse

tree_sitter = pytest.importorskip("tree_sitter")

HERE = Path(__file__).parent
GRAMMAR = folder("grammar") / "tree-sitter"
READ = [*FILES, Path(catproof.__file__).parent / "logic" / "prelude.cat", HERE.parent / "second_kernel/everything.cat"]

KINDS = {
    tree.Connective: "connective", tree.Quantified: "quantified", tree.Not: "negation", tree.Comparison: "comparison",
    tree.Isomorphic: "isomorphic", tree.Is: "is", tree.Has: "has", tree.SolvesByPrompt: "solves",
    tree.SolvesByTuning: "solves", tree.Generalizes: "generalizes", tree.Call: "call", tree.Selection: "selection",
    tree.Tuple: "tuple", tree.Set: "set", tree.Arithmetic: "arithmetic", tree.Restriction: "restriction",
    tree.Compose: "composition", tree.Power: "power", tree.TheArrow: "the_arrow", tree.ElementAt: "element_at",
    tree.Fraction: "fraction", tree.MapsTo: "maps_to", tree.ChainItem: "chain", tree.ArrowsItem: "arrows",
    tree.ElementsItem: "elements", tree.ValueItem: "value", tree.ScoreItem: "score", tree.Statement: "statement",
    tree.Find: "find", tree.FunctorDecl: "functor_declaration",
    tree.TaskDecl: "task_declaration", tree.TaskFrom: "task_declaration", tree.TasksDecl: "tasks_declaration",
    tree.GradedDecl: "graded_declaration", tree.GradedFrom: "graded_declaration", tree.ModelDecl: "model_declaration",
    tree.PretextDecl: "pretext_declaration", tree.Definition: "named_value", tree.Define: "definition",
    tree.TransformationDecl: "transformation_declaration", tree.CategoryDecl: "category_declaration",
    tree.Import: "import",
}  # fmt: skip
"""Nodes of our tree, and what tree-sitter's calls them."""

COLOURS = {
    "Comment.Single": {"comment"},
    "String.Double": {"string"},
    "Number.Integer": {"constant.numeric"},
    "Number.Float": {"constant.numeric"},
    "Keyword": {"keyword"},
    "Keyword.Declaration": {"keyword.type"},
    "Keyword.Namespace": {"keyword"},
    "Operator.Word": {"keyword.operator"},
    "Operator": {"operator", "variable"},  # `*` may be a name
    "Punctuation": {"punctuation.bracket", "punctuation.delimiter"},
    "Name.Label": {"label"},
    # Pygments knows the words around a word, not the sentence.
    "Name.Class": {"type", "variable.parameter"},
    "Name.Function": {"function", "keyword"},
    "Keyword.Type": {"keyword", "property", "variable"},
    "Name": {"variable", "variable.parameter", "property", "label", "keyword", "keyword.type"},
}
"""What Pygments says, and what the queries may say."""

Part = tuple[str, int, int, int, int]
"""Kind, line and column of the beginning and of the end, from 1 in characters."""


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The parser as it is shipped, compiled."""
    compiler = shutil.which("cc")
    if compiler is None:
        warnings.warn("the grammar for tree-sitter is not tested: there is no C compiler", stacklevel=1)
        pytest.skip("there is no C compiler")
    library = tmp_path_factory.mktemp("tree_sitter") / "parser.so"
    sources = [str(GRAMMAR / "src" / name) for name in ("parser.c", "scanner.c")]
    command = [compiler, "-O0", "-Wall", "-Werror", "-fPIC", "-shared", f"-I{GRAMMAR / 'src'}", "-o", str(library)]
    subprocess.run([*command, *sources], check=True, timeout=PATIENCE)
    function = ctypes.CDLL(str(library)).tree_sitter_catproof
    function.restype = ctypes.c_void_p
    capsule = ctypes.pythonapi.PyCapsule_New
    capsule.restype, capsule.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    return tree_sitter.Language(capsule(function(), b"tree_sitter.Language", None))


def read(language: Any, text: str) -> Any:
    """The root of the tree."""
    return tree_sitter.Parser(language).parse(text.encode()).root_node


def inside(root: Any) -> Iterator[Any]:
    """All nodes of a tree."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending += node.children


def placed(nodes: Iterator[Any], text: str) -> Iterator[Part]:
    lines = text.encode().split(b"\n")

    def place(point: Any) -> tuple[int, int]:
        return point.row + 1, len(lines[point.row][: point.column].decode()) + 1

    return ((node.type, *place(node.start_point), *place(node.end_point)) for node in nodes)


def parts_of_ours(theory: tree.Theory) -> Iterator[Part]:
    """The nodes of our tree. What is joined to a quantifier is one with it."""
    pending: list[object] = [theory]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pending += node
        elif isinstance(node, Node):
            joined = isinstance(node, tree.Quantified) and node.joined
            if type(node) in KINDS and not joined:
                yield KINDS[type(node)], *node.span
            pending += [getattr(node, name) for name in node.fields if not (joined and name == "domain")]


@pytest.mark.parametrize("path", READ, ids=lambda path: path.stem)
def test_it_reads_the_same_parts_as_the_parser(language: Any, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = read(language, text)
    assert not root.has_error
    kinds = set(KINDS.values())
    theirs = placed((node for node in inside(root) if node.is_named and node.type in kinds), text)
    assert Counter(theirs) == Counter(parts_of_ours(parse(text, "t.cat").theory))


def test_the_words_and_signs_are_those_of_the_grammar(language: Any) -> None:
    numbers = [k for k in range(language.node_kind_count) if language.node_kind_is_visible(k)]
    kinds = {language.node_kind_for_id(k) for k in numbers if not language.node_kind_is_named(k)}
    literals = set(tables.load().literals)
    assert len(literals) > 90
    assert kinds - literals - {";"} == {"presheaf", "a", "an"} and literals - kinds == set()
    sources = "".join((GRAMMAR / name).read_text(encoding="utf-8") for name in ("grammar.js", "src/scanner.c"))
    spellings = {sign for sign in SPELLINGS if not sign.isascii()}
    assert [sign for sign in spellings if sign not in sources and f"0x{ord(sign):X}" not in sources] == []


def corpus() -> list[tuple[str, str, str]]:
    """The cases of test/corpus, in the form that `tree-sitter test` reads: a name, a text, its tree."""
    text = (GRAMMAR / "test/corpus/theories.txt").read_text(encoding="utf-8")
    cases = re.split(r"^=+\n(.*)\n=+\n", text, flags=re.MULTILINE)[1:]
    return [(name, *body.split("\n---\n")) for name, body in zip(cases[::2], cases[1::2], strict=True)]


@pytest.mark.parametrize(("name", "text", "expected"), corpus(), ids=[case[0] for case in corpus()])
def test_corpus(language: Any, name: str, text: str, expected: str) -> None:
    found = re.sub(r"\b[a-z]+: ", "", str(read(language, text)))
    assert found == re.sub(r"\)\s+(?=\))", ")", " ".join(expected.split()))


def items(language: Any, text: str) -> Counter[tuple[str, str]]:
    """The items that are read without an error."""
    whole = [node for node in read(language, text).children if node.is_named and not node.has_error]
    return Counter((node.type, node.text.decode()) for node in whole if node.type != "comment")


def test_what_is_broken_costs_little_more_than_itself(language: Any) -> None:
    chosen = random.Random(7)
    lost = []
    for path in FILES[::3]:
        text = path.read_text(encoding="utf-8")
        before = items(language, text)
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        words = [token for token in lay_out(text).tokens if token.text.strip(";\n")]
        for token in chosen.sample(words, 10):
            start, end = starts[token.line - 1] + token.column - 1, starts[token.line - 1] + token.end_column - 1
            line_end = text.index("\n", start)
            for broken in (text[:start] + text[end:], text[:end] + text[start:], text[:start] + text[line_end:]):
                lost.append((before - items(language, broken)).total())
    assert len(lost) > 300 and sum(lost) / len(lost) < 1.5 and sum(each > 3 for each in lost) < len(lost) / 25


# ---- colours ------------------------------------------------------------------------------------------------


def captured(language: Any, text: str, query: str = "highlights") -> dict[tuple[int, int], list[str]]:
    """What a query says of what begins at each line and column."""
    source = (GRAMMAR / "queries" / f"{query}.scm").read_text(encoding="utf-8")
    cursor = tree_sitter.QueryCursor(tree_sitter.Query(language, source))
    found: dict[tuple[int, int], list[str]] = {}
    for name, nodes in cursor.captures(read(language, text)).items():
        for _, line, column, *_ in placed(iter(nodes), text):
            found.setdefault((line, column), []).append(name)
    return found


@pytest.mark.parametrize("path", READ, ids=lambda path: path.stem)
def test_colours(language: Any, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    known = captured(language, text)
    assert {tuple(names) for names in known.values() if len(names) != 1} == set()
    ours = {(line, column): kind for line, column, kind, _ in parts(text)}
    assert ours.keys() == known.keys()
    wrong = [(place, kind, known[place]) for place, kind in ours.items() if known[place][0] not in COLOURS[kind]]
    assert wrong == []
    words = {"type": "declared", "constant": "number", "variable": "name", "property": "name", "function": "name"}
    words |= {"operator": "sign", "punctuation": "sign"}

    def kind(line: int, column: int) -> str:
        head = known[line, column][0].partition(".")[0]
        return words.get(head, head)

    if path in FILES:
        assert agree(text, kind) > 20


@pytest.mark.parametrize("name", ["graded", "monads", "databases", "pretexts"])
def test_colours_agree_with_the_language_server(language: Any, name: str) -> None:
    path = next(path for path in FILES if path.stem == name)
    text = path.read_text(encoding="utf-8")
    document = Document(path.as_uri(), str(path), len)
    document.update(text, 1, lambda _: None, [])
    known = captured(language, text)
    given, line, column, seen = tokens(document), 1, 1, Counter[tuple[str, str]]()
    for down, along, _, kind, _ in zip(*[iter(given)] * 5, strict=True):
        line, column = line + down, along + (column if not down else 1)
        seen[TYPES[kind], known[line, column][0]] += 1
    same = {"comment", "string", "operator"}
    assert seen.total() > 200 and {one for kind, one in seen if kind in same} <= same | {"variable"}
    assert {one.partition(".")[0] for kind, one in seen if kind == "keyword"} == {"keyword"}
    names = {"variable", "variable.parameter", "type", "label", "function", "string"}
    declared = set(TYPES) - same - {"keyword", "number", "variable"}
    assert {one for kind, one in seen if kind in declared} <= names


def test_folds(language: Any) -> None:
    text = "category C {\n  object a\n}\n# one\n# two\ntask T on C { a = {1,\n  2} }\n"
    assert set(captured(language, text, "folds")) == {(1, 12), (4, 1), (5, 1), (6, 13), (6, 19)}


# ---- what is made of the grammar ----------------------------------------------------------------------------


def test_the_parser_is_made_of_the_grammar(tmp_path: Path) -> None:
    """By the program itself where that version is there, else up to the form from which it makes the parser."""
    program, node = shutil.which("tree-sitter"), shutil.which("node")
    if program and b" 0.22." in subprocess.run([program, "--version"], capture_output=True, check=True).stdout:
        made = shutil.copytree(GRAMMAR, tmp_path / "grammar") / "src"
        subprocess.run([program, "generate", "--abi", "14"], cwd=made.parent, check=True, timeout=PATIENCE)
        for name in ("grammar.json", "parser.c"):
            assert (made / name).read_text() == (GRAMMAR / "src" / name).read_text()
        return
    if node is None:
        warnings.warn("the grammar for tree-sitter is not compared: node is not installed", stacklevel=1)
        pytest.skip("node is not installed")
    # node reserves more address space than the tests may otherwise use.
    run = ["sh", "-c", 'ulimit -S -v unlimited; exec "$@"', "sh", node, str(HERE / "rules.js")]
    run.append(str(GRAMMAR / "grammar.js"))
    done = subprocess.run(run, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert json.loads(done.stdout) == json.loads((GRAMMAR / "src/grammar.json").read_text(encoding="utf-8"))
