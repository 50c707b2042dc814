from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syntax.random_trees import REPOSITORY, example_files

from catproof.diagnostic import Diagnostic, InputError
from catproof.syntax import depth, tables, tree
from catproof.syntax.layout import DEEPEST_NESTING
from catproof.syntax.parser import parse, read_theory
from catproof.syntax.tree import (
    Call,
    Comparison,
    Compose,
    Connective,
    Definition,
    Generalizes,
    Integer,
    Is,
    Name,
    Not,
    Power,
    Quantified,
    Restriction,
    Statement,
    Tuple,
)

A, B, C, D, F, G, P, Q, R, T = (Name(letter) for letter in "ABCDFGPQRT")
EXAMPLE_FILES = example_files()


def items(text: str) -> tuple[tree.Item, ...]:
    parsed = parse(text, "t.cat")
    assert parsed.diagnostics == []
    return parsed.theory.items


def prop(text: str) -> tree.Prop:
    (statement,) = items(f"claim {text}")
    assert isinstance(statement, Statement)
    return statement.prop


def left(text: str) -> tree.Term:
    comparison = prop(f"{text} = x")
    assert isinstance(comparison, Comparison)
    return comparison.left


@pytest.mark.parametrize("path", EXAMPLE_FILES)
def test_examples(path: Path) -> None:
    parsed = parse(read_theory(path), str(path))
    assert parsed.diagnostics == []
    assert parsed.broken == {}
    assert parsed.theory.items


# ---- propositions and terms ---------------------------------------------------------------------------


def full(name: Name) -> Is:
    return Is(name, ("full",))


def test_connectives_bind_as_documented() -> None:
    p, q, r = full(P), full(Q), full(R)
    assert prop("P is full and Q is full or R is full") == Connective("or", Connective("and", p, q), r)
    assert prop("P is full or Q is full and R is full") == Connective("or", p, Connective("and", q, r))
    assert prop("not P is full and Q is full") == Connective("and", Not(p), q)
    chain = "P is full implies Q is full implies R is full"
    assert prop(chain) == Connective("implies", p, Connective("implies", q, r))
    assert prop("P is full iff Q is full iff R is full") == Connective("iff", Connective("iff", p, q), r)
    assert prop("P is full implies Q is full iff R is full") == Connective("iff", Connective("implies", p, q), r)


def test_quantifiers_reach_as_far_right_as_they_can() -> None:
    p, q, r = full(P), full(Q), full(R)
    inner = Quantified("forall", Name("x"), D, Connective("or", q, r))
    assert prop("P is full and forall x in D : Q is full or R is full") == Connective("and", p, inner)
    assert prop("not exists x in D : Q is full or R is full") == Not(
        Quantified("exists", Name("x"), D, Connective("or", q, r))
    )
    assert prop("(forall x in D : Q is full) or R is full") == Connective(
        "or", Quantified("forall", Name("x"), D, q), r
    )


def test_articles_are_dropped() -> None:
    assert prop("F is an embedding") == prop("F is embedding") == Is(F, ("embedding",))
    assert prop("F has a right adjoint") == tree.Has(F, ("right", "adjoint"))
    assert prop("F is left adjoint to G") == Is(F, ("left", "adjoint"), "to", G)
    assert prop("A is a") == Is(A, ("a",))


def test_in_belongs_to_the_atom() -> None:
    assert prop("A is terminal in C") == Is(A, ("terminal",), None, None, C)
    assert prop("A ~= B in C and A = B") == Connective("and", tree.Isomorphic(A, B, C), Comparison(A, "=", B))
    assert prop("forall A in D : A is terminal in C") == Quantified("forall", A, D, Is(A, ("terminal",), None, None, C))


def test_the_statements_of_the_theorems() -> None:
    assert prop("F solves T by prompt") == tree.SolvesByPrompt(F, T)
    assert prop("F solves T by prompt A") == tree.SolvesByPrompt(F, T, A)
    assert prop("F solves T by tuning") == tree.SolvesByTuning(F, T)
    assert prop("F generalizes") == Generalizes(F)
    assert prop("F generalizes from {A, B}") == Generalizes(F, tree.Set((A, B)))
    assert prop("F generalizes from {A} among functors") == Generalizes(F, tree.Set((A,)), "functors")
    assert prop("F generalizes among faithful functors") == Generalizes(F, None, "faithful functors")


def test_terms() -> None:
    f, g, h, u = (Name(letter) for letter in "fghu")
    assert left("h . g . f") == Compose(Compose(h, g), f)
    assert left("f >> g >> h") == Compose(h, Compose(g, f))
    assert left("f >> g") == left("g . f") == left("g ∘ f")
    assert left("g . f^3") == Compose(g, Power(f, 3))
    assert left("(g . f)^3") == Power(Compose(g, f), 3)
    assert left("u|g . f") == Restriction(u, Compose(g, f))
    assert left("u|f|g") == Restriction(Restriction(u, f), g)
    assert left("(A -> B)") == tree.TheArrow(A, B)
    assert left("(A, (1, -2))") == Tuple((A, Tuple((Integer(1), Integer(-2)))))
    assert left("((A))") == A
    assert left("terminal()") == Call("terminal", ())
    assert left("tasks(C, size <= 4)") == Call("tasks", (C, tree.Bound("size", "<=", 4)))
    assert left("id") == Name("id")
    assert left("{}") == tree.Set(())


def test_how_a_name_was_written() -> None:
    for text, name, quoted in [
        ("dog", "dog", False),
        ('"dog"', "dog", True),
        ("*", "*", False),
        (r'"\"\\\n"', r'"\\n', True),
    ]:
        found = left(text)
        assert isinstance(found, Name)
        assert (found.text, found.quoted) == (name, quoted)


UNICODE = [
    ("functor F : B → C { x ↦ a }", "functor F : B -> C { x |-> a }"),
    ("claim ∀ x ∈ D : ∃ y ∈ E : ¬ x = y", "claim forall x in D : exists y in E : not x = y"),
    ("claim a = b ∧ c = d ∨ e = f ⇒ g = h ⇔ i = j", "claim a = b and c = d or e = f implies g = h iff i = j"),
    ("claim g ∘ f ≅ h and 1 ≤ 2 and 2 ≥ 1 and 1 ≠ 2", "claim g . f ~= h and 1 <= 2 and 2 >= 1 and 1 != 2"),
    ("presheaf T on C { }", "task T on C { }"),
    ("presheaf T = yoneda(C, a)", "task T = yoneda(C, a)"),
]


@pytest.mark.parametrize(("text", "ascii_text"), UNICODE)
def test_unicode_spellings(text: str, ascii_text: str) -> None:
    assert items(text) == items(ascii_text)


# ---- declarations -------------------------------------------------------------------------------------


def test_every_declaration() -> None:
    text = (REPOSITORY / "tests" / "syntax" / "everything.cat").read_text(encoding="utf-8")
    kinds = [type(item).__name__ for item in items(text)]
    assert set(kinds) == {
        *("Import", "CategoryDecl", "PretextDecl", "FunctorDecl", "TaskDecl", "TransformationDecl", "ModelDecl"),
        *("Definition", "Statement", "Find", "TaskFrom", "TasksDecl", "GradedDecl", "GradedFrom"),
    }


def test_docstrings() -> None:
    for text in [
        'category C "doc" { object a }',
        'functor F : A -> B "doc" { }',
        'functor F "doc" : A -> B { }',
        'task T on C\n  "doc"\n{ }',
        'pretext M = masked "doc" { }',
        'model m = yoneda(C) "doc"',
        'model m "doc" = yoneda(C)',
        'task T = generated(C) { u at b } "doc"',
    ]:
        (item,) = items(text)
        assert item.doc == "doc", text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "block",
    [
        "{ object a ; object b }",
        "{ object a\n object b }",
        "{\n\n object a;;\n;object b;\n}",
        "{ object a # one\n # two\n ;object\n b\n}".replace("object\n b", "object b"),
        "{\r\n object a\r\n object b\r\n}",
    ],
)
def test_items_are_separated_by_new_lines_or_semicolons(block: str) -> None:
    assert items(f"category C {block}") == items("category C { object a ; object b }")


def test_new_lines_beside_signs_do_not_separate() -> None:
    spread = "category C {\n object a,\n b\n , c\n arrow f\n : a\n -> b\n equation f\n . f =\n f\n}"
    assert items(spread) == items("category C { object a, b, c ; arrow f : a -> b ; equation f . f = f }")
    assert items("task T on C { a = {\n 1,\n 2\n }\n b = {} }") == items("task T on C { a = {1, 2} ; b = {} }")
    assert items("claim\n(\na\n=\nb\n)\nand\nc = d") == items("claim a = b and c = d")
    inner = "claim size(generated(C) {\n u at b\n v at b\n}) = 1"
    assert items(inner) == items("claim size(generated(C) { u at b ; v at b }) = 1")


def test_keywords_are_names_where_they_cannot_be_keywords() -> None:
    text = """
    category object { object object, arrow, point ; arrow arrow, task : object -> arrow ; equation arrow = task }
    poset order { point < table ; point point, text }
    task table on order { point = {at, on} ; table = {by} }
    model ideal = yoneda(order)
    claim ideal solves table by prompt prompt and table is representable by by
    claim image(text) ~= table in category
    pretext masked = supervised { image : pair }
    pretext rotation = masked
    """
    kinds = [getattr(item, "kind", "") for item in items(text)]
    assert kinds == ["category", "poset", "", "model", "claim", "claim", "", "pretext"]


def test_the_pretext_of_a_name_is_a_definition() -> None:
    assert items("pretext Q = masked") == (Definition("pretext", Q, None, Name("masked")),)
    assert items('pretext Q = masked "doc" { }') == (tree.PretextDecl(Q, "doc", "masked", ()),)


def test_several_items_on_a_line() -> None:
    assert (
        len(items("category C { object a } task T on C { } claim T is full model m = via(F) ask a = b; ask c = d")) == 6
    )


def test_empty_files() -> None:
    assert items("") == items("\n\n") == items("# nothing\n") == items("\ufeff# nothing") == items(";;") == ()


# ---- spans --------------------------------------------------------------------------------------------


def test_spans_are_exact() -> None:
    lines = [
        "category C {",
        '  arrow f : a -> "the b"',
        "}",
        "claim n : (h . g) . f^2 = u|(a -> b)",
        "  in C and not x is an iso by y",
    ]
    text = "\n".join(lines)

    def under(node: tree.Node) -> str:
        line, column, end_line, end_column = node.span
        if line == end_line:
            return lines[line - 1][column - 1 : end_column - 1]
        return "\n".join(
            [lines[line - 1][column - 1 :], *lines[line : end_line - 1], lines[end_line - 1][: end_column - 1]]
        )

    category, claim = items(text)
    assert isinstance(category, tree.CategoryDecl)
    assert isinstance(claim, Statement)
    assert under(category) == "\n".join(lines[:3])
    assert under(category.name) == "C"
    arrow = category.items[0]
    assert isinstance(arrow, tree.ArrowsItem)
    assert under(arrow) == 'arrow f : a -> "the b"'
    assert under(arrow.target) == '"the b"'
    assert under(claim) == "\n".join(lines[3:])
    both = claim.prop
    assert isinstance(both, Connective)
    comparison = both.left
    assert isinstance(comparison, Comparison)
    assert under(comparison) == "(h . g) . f^2 = u|(a -> b)\n  in C"
    assert under(comparison.left) == "(h . g) . f^2"
    assert isinstance(comparison.left, Compose)
    assert under(comparison.left.after) == "h . g"
    assert under(comparison.left.before) == "f^2"
    assert under(comparison.right) == "u|(a -> b)"
    negation = both.right
    assert isinstance(negation, Not)
    assert isinstance(negation.body, Is)
    assert under(negation) == "not x is an iso by y"
    line, column, _, end_column = negation.body.words_span
    assert lines[line - 1][column - 1 : end_column - 1] == "iso"


@pytest.mark.parametrize("path", EXAMPLE_FILES)
def test_children_lie_within_their_parents(path: Path) -> None:
    pending: list[tree.Node] = [*parse(read_theory(path), "").theory.items]
    while pending:
        node = pending.pop()
        for name in node.fields:
            value = getattr(node, name)
            for child in value if isinstance(value, tuple) else (value,):
                if isinstance(child, tree.Node):
                    assert node.span[:2] <= child.span[:2]
                    assert child.span[2:] <= node.span[2:]
                    assert child.span[:2] < child.span[2:]
                    pending.append(child)


# ---- limits -------------------------------------------------------------------------------------------


def only_error(text: str) -> Diagnostic:
    parsed = parse(f"{text}\nclaim last : a = b", "t.cat")
    (diagnostic,) = parsed.diagnostics
    (last,) = parsed.theory.items
    assert isinstance(last, Statement)
    assert last.name == Name("last")
    return diagnostic


def test_limits_are_not_reached_too_early() -> None:
    items("claim " + " and ".join(["a = b"] * (depth.DEEPEST_PROPOSITION + 1)))
    items("claim " + "not " * depth.DEEPEST_PROPOSITION + "a = b")
    items("claim " + " . ".join(["f"] * depth.LONGEST_COMPOSITE) + " = g")
    items("claim " + "(" * DEEPEST_NESTING + "a = b" + ")" * DEEPEST_NESTING)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("claim " + " and ".join(["a = b"] * 5000), "nested more than 200 levels"),
        ("claim " + "\nimplies ".join(["a = b"] * 20_000), "nested more than 200 levels"),
        ("claim " + "not " * 20_000 + "a = b", "nested more than 200 levels"),
        ("claim " + "forall x in C : " * 5000 + "a = b", "nested more than 200 levels"),
        ("claim " + " . ".join(["f"] * 20_000) + " = g", "more than 1000 factors"),
        ("claim " + "\n>> ".join(["f"] * 20_000) + " = g", "more than 1000 factors"),
        ("claim u" + "|f" * 20_000 + " = g", "more than 1000 factors"),
        ("claim " + "(" * 90_000, "brackets are nested more than 200 deep"),
        ("claim " + "(\n" * 100_000, "brackets are nested more than 200 deep"),
        ("claim " + "f(" * 49_000, "brackets are nested more than 200 deep"),
        ("claim a = " + "9" * 5000, "more than 18 digits"),
    ],
    ids=lambda value: value[:24],
)
def test_limits_end_in_one_error(text: str, message: str) -> None:
    assert message in only_error(text).message


@pytest.mark.parametrize("text", ["claim a = b\n" + "x" * 10_000_000, "(" * 100_001])
def test_endless_lines(text: str) -> None:
    (diagnostic,) = parse(text, "t.cat").diagnostics
    assert "longer than 100000 characters" in diagnostic.message
    assert diagnostic.span.line == text.count("\n") + 1


# ---- files --------------------------------------------------------------------------------------------


def refused(path: Path) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        read_theory(path)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.path == str(path)
    return diagnostic


def test_what_is_no_theory_file(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "missing.cat").message
    assert "folder" in refused(tmp_path).message
    path = tmp_path / "t.cat"
    path.write_bytes(b"claim a = b\n# caf\xe9\n")
    assert refused(path).span[:2] == (2, 6)
    assert "byte 0xE9 at offset 17" in refused(path).message
    path.write_bytes(b"claim a = b\nab\0")
    assert (refused(path).message, refused(path).span[:2]) == ("the file contains a NUL byte", (2, 3))
    path.write_bytes(b"a" * 10_000_000)
    assert "longer than" in refused(path).message
    assert "cannot be read" in refused(Path("a\0b")).message


def test_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.cat"
    path.write_bytes(b"\xef\xbb\xbfclaim a = b\r\nclaim c = d\r\n")
    parsed = parse(read_theory(path), "t.cat")
    assert parsed.diagnostics == []
    assert parsed.theory == parse("claim a = b\nclaim c = d", "t.cat").theory


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.cat"
    path.write_bytes(data)
    try:
        parse(read_theory(path), "any.cat")
    except InputError as error:
        assert error.diagnostics


SNIPPETS = [
    "{",
    "}",
    "(",
    ")",
    ";",
    "\n",
    '"',
    " task T on ",
    "\nclaim ",
    " and ",
    " = ",
    "->",
    "é",
    " in ",
    ".",
    ":",
    "|",
    "not ",
]
SOURCES = [path.values[0].read_text(encoding="utf-8") for path in EXAMPLE_FILES if not path.marks]


@given(st.data())
@settings(max_examples=150)
def test_mutated_examples(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SOURCES))[:4000]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 1, 2, 30])))
        text = text[:start] + data.draw(st.sampled_from(SNIPPETS)) + text[end:]
    parsed = parse(text, "t.cat")
    lines = text.split("\n")
    for diagnostic in parsed.diagnostics:
        line, column, end_line, end_column = diagnostic.span
        assert 1 <= line <= end_line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        assert (line, column) < (end_line, end_column)
        assert "ANON" not in diagnostic.message + diagnostic.hint
        assert "_SEPARATOR" not in diagnostic.message + diagnostic.hint


# ---- the tables ---------------------------------------------------------------------------------------


def test_the_grammar_has_no_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    from lark import Lark, logger

    logger.setLevel("DEBUG")
    grammar = (REPOSITORY / "grammar" / "catproof.lark").read_text(encoding="utf-8")
    Lark(grammar, parser="lalr", start="theory", lexer="basic", debug=True)
    assert "conflict" not in caplog.text.lower()


def test_the_tables_travel_with_the_grammar(tmp_path: Path) -> None:
    """A process that parses needs neither lark nor a cache folder."""
    code = (
        "import sys; from catproof.syntax.parser import parse; parse('claim a = b', ''); print('lark' in sys.modules)"
    )
    cache = tmp_path / "cache"
    environment = {"CATPROOF_CACHE": str(cache), "PATH": "", "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("False\n", "") and not cache.exists()


def test_the_tables_are_those_of_the_grammar() -> None:
    grammar = (REPOSITORY / "grammar" / "catproof.lark").read_text(encoding="utf-8")
    hint = "write them again: python -m catproof.syntax.tables"
    assert tables.shipped().read_text(encoding="utf-8") == tables.written(grammar), hint
    assert tables.load() == tables.build(grammar), hint


@pytest.mark.parametrize("content", ["", "{", '{"grammar": "of another"}', None])
def test_tables_of_another_grammar_are_not_used(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "catproof.tables.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(tables, "shipped", lambda: path)
    grammar = (REPOSITORY / "grammar" / "catproof.lark").read_text(encoding="utf-8")
    assert tables.load.__wrapped__() == tables.build(grammar)


def test_tables_do_not_depend_on_the_run() -> None:
    grammar = (REPOSITORY / "grammar" / "catproof.lark").read_text(encoding="utf-8")
    assert tables.build(grammar) == tables.build(grammar)
