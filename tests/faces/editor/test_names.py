"""What names stand for, by their text alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from catproof.faces.editor.names import Names
from catproof.faces.editor.refactoring import Refused, renaming
from catproof.options import Options
from catproof.resources import folder
from catproof.running.run import check_text
from catproof.syntax.parser import parse

SLOW = {"sharpness"}
THEORIES = [p for p in sorted(folder("theories").glob("*.cat")) if p.stem not in SLOW]


def names(text: str) -> Names:
    return Names(parse(text, "t.cat").theory, "t.cat", lambda _: None)


def owner(text: str, word: str) -> str:
    """The owner of the last occurrence of a word."""
    symbol = [o for o in names(text).occurrences if o.text == word][-1].symbol
    return "?" if symbol is None else symbol.owner


TWO = "poset P { a < b }\nposet Q { a < b }\n"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("task T on Q { a = {1} }", "Q"),
        ("claim a is terminal in Q", "Q"),
        ("claim a is terminal", "?"),
        ("claim yoneda(opposite(Q), a) is familial", "Q"),
        ("task T on Q { }\nclaim T is representable by a", "Q"),
        ("claim forall T in tasks(Q, size <= 1) : T is representable by a", "Q"),
        ("category D = full(Q, {a})", "Q"),
        ("category D = product(P, Q)\nclaim (b, a) is terminal in D", "Q"),
        ("functor F : P -> Q { b |-> a }", "Q"),
        ("functor F : Q -> P { b |-> b ; a |-> b }", "Q"),
        ("functor F : Q -> P { b |-> b }\nclaim F generalizes from {a}", "Q"),
        ("claim restrict(inclusion(full(Q, {a})), yoneda(Q, a)) is representable by a", "Q"),
        ("task x = generated(Q) { u at a }", "Q"),
        ("claim count(arrows(Q, a, a)) = 1", "Q"),
        ("category D = D\nclaim a is terminal in D", "?"),
        ("claim a ~= a in slice(Q, b)", "?"),
    ],
)
def test_labels_belong_to_their_category(rest: str, expected: str) -> None:
    assert owner(TWO + rest, "a") == expected


def test_elements_belong_to_their_task() -> None:
    text = TWO + "task S on P { a = {a} }\ntask T on P { a = {a} ; b = {c} ; (a -> b) { c |-> a } }"
    assert owner(text, "a") == "T"
    assert owner(TWO + "task T = quotient(yoneda(P, b)) { a ~ a at b }", "a") == "P"


@pytest.mark.parametrize("path", THEORIES, ids=lambda path: path.stem)
def test_what_can_be_renamed_can_be_renamed_without_harm(path: Path) -> None:
    """Every symbol of a theory gets a new name; the theory gets the same verdicts, or the renaming is refused."""
    text = path.read_text(encoding="utf-8")
    known = names(text)
    symbols = {o.symbol for o in known.occurrences if o.symbol is not None and o.defines}
    new, renamed = text.split("\n"), set()
    places = []
    for number, symbol in enumerate(sorted(symbols)):
        try:
            word = renaming(symbol, f"new {number}" if number % 2 else f"new{number}", [known])
        except Refused:
            continue
        renamed.add(symbol)
        places += [(o.span, word) for o in known.of(symbol)]
    for span, word in sorted(places, reverse=True):
        line = new[span.line - 1]
        new[span.line - 1] = line[: span.column - 1] + word + line[span.end_column - 1 :]
    assert len(renamed) > 5
    if "\nimport" not in text:
        before, after = check_text(text, str(path), Options()), check_text("\n".join(new), str(path), Options())
        assert not after.errors
        assert [v.value for v in after.verdicts] == [v.value for v in before.verdicts]
