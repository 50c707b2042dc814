"""That categories and functors are isomorphic, proved in Coq by the isomorphism and its inverse: without a search."""

from __future__ import annotations

import re
from pathlib import Path

from bridge.batch import accepted, rejections
from bridge.coq import coqc, written
from bridge.test_mutations import COMPUTED

THEORY = """
category D = product(chain(4), chain(4))
category Turned = opposite(product(chain(4), chain(4)))
monoid Z30 { generator a ; equation a^30 = id }
monoid Again { generator b, c ; equation b^30 = id ; equation c = b^7 }
category Twice { object x, y ; arrow f : x -> y ; arrow g : y -> x ; equation g . f = id ; equation f . g = id }
functor Swap : Twice -> Twice { x |-> y ; y |-> x ; f |-> g ; g |-> f }
claim orders : Turned ~= D
claim monoids : Z30 ~= Again
claim functors : Swap ~= identity(Twice)
"""
"""The orders have 100 arrows."""

VALUES = re.compile(r"^Definition (?:forth|back)\w*_data : functor_data := .*?\|\}\.$", re.M | re.S)


def changed(text: str, start: int, end: int) -> list[str]:
    """The text with one number of a part raised, for the first and the last numbers that can be."""
    found = list(re.finditer(r"\d+", text[start:end]))
    return [
        f"{text[: start + at.start()]}{int(at[0]) + 1}{text[start + at.end() :]}"
        for at in dict.fromkeys((found[0], found[-1]))
    ]


def test_the_isomorphism_is_checked_and_none_is_sought(tmp_path: Path) -> None:
    texts = {one.statement.name: one.text for one in written(THEORY, tmp_path)}
    assert accepted(coqc(), list(texts.values())) == [""] * 3
    assert [text.count("categories_found") for text in texts.values()] == [1, 1, 0]
    mutants = []
    for name in ("orders", "monoids"):
        tables = list(VALUES.finditer(texts[name]))
        assert len(tables) == 2
        mutants += [mutant for table in tables for mutant in changed(texts[name], *table.span())]
    arrows = re.search(r"natural_isomorphism_found .*? _\)", texts["functors"], re.S)
    assert arrows is not None
    mutants += [
        texts["functors"][: arrows.start()] + arrows[0].replace(old, new, 1) + texts["functors"][arrows.end() :]
        for old, new in re.findall(r'(row "(\d+)[^"]*")', arrows[0])
        for old, new in [(old, f'row "{int(new) + 1} 0"')]
    ]
    said = rejections(coqc(), mutants)
    assert len(mutants) >= 9 and [message for message in said if not re.search(COMPUTED, message)] == []
