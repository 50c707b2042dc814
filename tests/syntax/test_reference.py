"""The language reference: its examples are read, kept by `fmt`, and refused where it says so."""

from __future__ import annotations

import re

import pytest
from syntax.random_trees import REPOSITORY

from catproof.syntax import tables
from catproof.syntax.formatter import format_theory
from catproof.syntax.lexer import DECLARATIONS, RESERVED, SPELLINGS
from catproof.syntax.parser import parse

REFERENCE = (REPOSITORY / "grammar" / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", REFERENCE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", blocks("cat"))
def test_examples(text: str) -> None:
    parsed = parse(text, "README.md")
    assert parsed.diagnostics == []
    made = format_theory(parsed, text)
    again = parse(made, "README.md")
    assert again.theory == parsed.theory
    assert format_theory(again, made) == made


@pytest.mark.parametrize("text", blocks("cat-error"))
def test_refused_examples(text: str) -> None:
    first, _, _ = text.partition("\n")
    assert first.removeprefix("# ") in parse(text, "README.md").diagnostics[0].message


def test_words() -> None:
    for text, kind in tables.load().literals.items():
        if kind in RESERVED | DECLARATIONS:
            assert re.search(rf"[` ]{text}[` ]", REFERENCE), text
    for spelling in SPELLINGS:
        assert f"`{spelling}`" in REFERENCE
