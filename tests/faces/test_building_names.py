"""Any text on one line is a name: whatever things are called, `Theory()` declares and uses them so."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import catproof
from catproof import Category, InputError, Theory
from catproof.core.characters import forbidden
from catproof.core.label import DECLARATION_WORDS, RESERVED_WORDS, quote
from catproof.syntax.lexer import vocabulary

WORDS = sorted(RESERVED_WORDS | DECLARATION_WORDS | {word for word in vocabulary().kinds if word.isalpha()})
TEXTS = [
    *(
        "id",
        "*",
        "",
        "3",
        "-1",
        "007",
        "1x",
        'say "x"',
        "back\\slash",
        'a\\"',
        "\\",
        "# no",
        "a;b {",
        "é → ñ",
        "my cat",
    ),
    *("(a, b)", "(a , b)", "((a, b)", "(a", "a)", "(a b)", "(g . f)", "(g . f) . h", "(a -> b)", "(in -> is)", "()"),
    *(
        "g . f",
        "f^2",
        "s^-1",
        "id(a)",
        "x = y",
        "yoneda(C, a)",
        "{a}",
        "x|f",
        "size <= 4",
        "a, b",
        "a -> b",
        " a ",
        ".",
    ),
]


def loaded(names: list[str]) -> Theory:
    """A theory that uses names everywhere, with what it declares as it should be."""
    c, d, t, n, m, a, b, f, e, x, y, g = names
    theory = (
        Theory()
        .category(c, [a, b], {f: (a, b), e: (b, b)}, [([e, e], e), ([e, f], [f])])
        .poset(d, [(a, b)], points=[x])
        .task(t, c, {a: [x], b: [x, y]}, {f: {x: x, y: x}, e: {x: x, y: x}})
        .transformation(n, (t, t), {a: {x: x}, b: {x: x, y: y}})
        .functor(m, (c, c), {a: a, b: b, f: f, e: e})
        .task(g, d, {a: [x, y], b: [y]}, {(a, b): {y: x}})
    )
    found = theory.load()
    category, poset, task, functor = (found[name] for name in (c, d, t, m))
    assert isinstance(category, Category) and isinstance(poset, Category)
    assert [*category.objects] == [a, b] and [g.name for g in category.generators] == [f, e]
    assert category.count() == 4 and [*poset.objects] == [a, b, x]
    assert isinstance(task, catproof.Task) and [list(members) for members in task.elements] == [[x], [x, y]]
    assert isinstance(functor, catproof.Functor) and functor.is_identity()
    below = found[g]
    assert isinstance(below, catproof.Task) and list(below.action[0]) == [0]
    return theory


def more(names: list[str]) -> None:
    """The other methods."""
    k, z, point, base, m, a, e, t, u, c, d, w = names
    theory = (
        Theory()
        .table(k, [a], {e: (a, a)}, {(e, e): e})
        .monoid(z, [e, w], [([e, e], []), ([w], e)])
        .category(base, k)
        .poset(point, points=[a])
        .task(t, base, {a: [u]})
        .model(m, (point, k), {a: t})
        .category(c, Category.from_networkx(networkx.MultiDiGraph([(a, e, w), (e, u)])))
        .category(d, Category.from_networkx(networkx.DiGraph([(a, e), (e, a)]), thin=True))
        .claim(f"count(arrows({quote(z)})) = 2 and count(arrows({quote(c)})) = 6", name=w)
        .claim(f"{quote(m)} is ideal and {quote(e)}^2 = {quote(e)} in {quote(k)}")
        .claim(f"{quote(a)} ~= {quote(e)} in {quote(d)}")
        .refute(f"{quote(e)} is mono in {quote(k)}")
    )
    report = theory.check()
    assert report.ok, (report.errors, [v.reason for v in report.verdicts])


@pytest.mark.parametrize("number", range(len(WORDS + TEXTS)))
def test_every_word_in_every_place(number: int) -> None:
    """Twelve at a time, each of which comes to each place."""
    names = [*WORDS, *TEXTS][number:][:12]
    names += [*WORDS, *TEXTS][: 12 - len(names)]
    loaded(names)
    more(names)


texts = st.sampled_from(WORDS + TEXTS) | st.text(max_size=5).filter(lambda text: forbidden(text) is None)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(texts | st.text('()->.,^ "\\a*1', max_size=6), min_size=12, max_size=12, unique=True))
def test_random_names(names: list[str]) -> None:
    loaded(names)
    more(names)


@pytest.mark.parametrize("name", ["a\nclaim b", "a\n}\nclaim b"])
def test_a_line_break_is_no_name(name: str) -> None:
    for call in (
        lambda: Theory().poset(name, [("a", "b")]),
        lambda: Theory().poset("P", [(name, "b")]),
        lambda: Theory().poset("P", [("a", "b")]).task("T", name, {}),
        lambda: Theory().monoid("M", [name]),
        lambda: Theory().poset("P", [("a", "b")]).task("T", "P", {"a": [name]}),
    ):
        with pytest.raises(InputError):
            call()


def test_texts_stay_texts() -> None:
    theory = (
        Theory()
        .monoid("Z4", ["r"], ["r^4 = id"])
        .group("S3", ["s", "t"], ["s^2 = id", "t^3 = id", "s . t . s = t^2"])
        .category(
            "C", ["a", "b"], {"find": ("a", "b"), "has": ("b", "a")}, ["has . find = id(a)", "find . has = id(b)"]
        )
        .functor("Twice", ("Z4", "Z4"), {"*": "*", "r": "r^2"})
        .functor("Back", ("Z4", "Z4"), {"*": "*", "r": "r >> r >> r"})
        .functor("Turn", ("C", "opposite(C)"), {"a": "b", "b": "a", "find": "find", "has": "has"})
        .functor("Same", ("C", "C"), {"a": "a", "b": "b", "find": "find . has . find", "has": "has"})
        .claim("Same is an isomorphism and not Twice is full")
    )
    report = theory.check()
    assert report.ok, report.errors
    with pytest.raises(TypeError, match="at least two"):
        Theory().poset("P", [(("a",), "b")])
