"""Reading again after an edit gives what reading anew gives, spans and comments and errors included."""

from __future__ import annotations

import random
from typing import Any

import pytest
from large import usual_or_large

from catproof.resources import folder
from catproof.syntax import reparsing, tree
from catproof.syntax.parser import Parsed, parse
from catproof.syntax.reparsing import reparse

SIGNS = ["{", "}", "\n", "\n\n", ";", '"', "claim ", "\ntask ", " on ", "forall x in ", "(", ")", "# note\n", "->", "é"]


def whole(value: Any) -> Any:
    """A tree with the spans and spellings that `==` passes over."""
    if isinstance(value, tree.Node):
        return type(value), value.span, [whole(getattr(value, name)) for name in value.fields]
    return [whole(each) for each in value] if isinstance(value, tuple) else value


def same(one: Parsed, other: Parsed) -> bool:
    return whole(one.theory) == whole(other.theory) and one._replace(theory=other.theory) == other


@pytest.mark.parametrize("name", sorted(path.name for path in folder("theories").glob("*.cat")))
def test_what_is_read_again_is_what_is_read_anew(name: str) -> None:
    source = (folder("theories") / name).read_text(encoding="utf-8")
    words = source.split(" ")
    dice = random.Random(name)
    text, known = source, parse(source, "t")
    for k in range(usual_or_large(50, 120)):
        at = dice.randrange(len(text) + 1)
        new = dice.choice([dice.choice(SIGNS), dice.choice(words), ""])
        gone = dice.choice([0, 0, 1, 2, 40])
        edited = text[:at] + new + text[at + gone :]
        found = reparse(edited, "t", text, known)
        assert same(found, parse(edited, "t")), (k, text[at - 40 : at + 40], new, gone)
        # Errors would pile up: most edits are made to the right text.
        text, known = (edited, found) if dice.random() < 0.3 else (source, parse(source, "t"))


def test_little_is_parsed_for_a_small_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "".join(f"poset P{k} {{ a < b }}\nclaim yoneda(P{k}, a) is representable # {k}\n" for k in range(100))
    known = parse(source, "t")
    read: list[str] = []

    def noted(text: str, path: str) -> Parsed:
        read.append(text.strip())
        return parse(text, path)

    monkeypatch.setattr(reparsing, "parse", noted)
    assert reparse(source, "t", source, known) is known and read == []
    found = reparse(source.replace("P50, a", "P50, c"), "t", source, known)
    assert found.diagnostics == [] and len(found.theory.items) == 200
    assert len(read) == 1 and read[0].count("\n") < 4  # from the declaration above to the one below
    read.clear()
    assert reparse(source.replace("P50, a", "P50 a"), "t", source, known).diagnostics
    assert all(text.startswith(("poset P49", "claim yoneda(P49")) for text in read)
    read.clear()
    assert (
        len(reparse(source.replace("claim yoneda(P98", "\nclaim yoneda(P98"), "t", source, known).theory.items) == 200
    )
    assert len(read) == 1 and read[0].count("\n") < 7
