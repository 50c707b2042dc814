"""Theorems on presented categories: the table is, up to isomorphism, the category that the equations present."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bridge.batch import accepted, rejections
from bridge.coq import coqc, written

from catproof.bridge import coq_presented

PRESENTED = {
    "group Z6 { generator r ; equation r^6 = id }": 6,
    "group S3 { generator s, t ; equation s^2 = id ; equation t^2 = id ; equation (s . t)^3 = id }": 6,
    "group Q8 { generator i, j ; equation i^4 = id ; equation j . j = i . i ; equation i . j . i = j }": 8,
    "group One { generator a, b ; equation a . b = b . b . a ; equation b . a = a . a . b }": 1,
    "group Free0 { }": 1,
    "monoid Idem { generator e ; equation e . e = e }": 2,
    "monoid Band { generator a, b ; equation a . a = a ; equation b . b = b ; equation a . b . a = a ;"
    " equation b . a . b = b }": 5,
    "category Retract { object a, b ; arrow f, g : a -> b ; arrow h : b -> a ; equation h . f = id ;"
    " equation h . g = id }": 7,
    "category Fork { object a, b, c ; arrow f : a -> b ; arrow g, k : b -> c ; equation g . f = k . f }": 7,
}  # fmt: skip
"""With their numbers of arrows, found by hand."""

WRONG = (
    ("group Z6 { generator r ; equation r^6 = id }", "equation r^6 = id", "equation r^3 = id"),
    ("group Z6 { generator r ; equation r^6 = id }", "equation r^6 = id", "equation r^12 = id"),
    ("monoid Idem { generator e ; equation e . e = e }", "e . e = e", "e . e = id"),
    ("monoid Idem { generator e ; equation e . e = e }", "e . e = e", "e . e . e = e"),
)
"""Other equations, which the table does not satisfy, or from which it does not follow."""

COMPUTED = 'The term "eq_refl" has type "true = true" while it is expected to have type "'


def claims(presented: str, arrows: int) -> str:
    name = presented.split()[1]
    return f"{presented}\nclaim count(arrows({name})) = {arrows}\n"


def exported(theory: str, folder: Path) -> str:
    (one,) = written(theory, folder)
    assert one.text and one.verdict == "true"
    return one.text


def test_the_table_is_the_category_presented(tmp_path: Path) -> None:
    texts = [exported(claims(*item), tmp_path) for item in PRESENTED.items()]
    for text, presented in zip(texts, PRESENTED, strict=True):
        kind, name = presented.split()[:2]
        claim = "GroupPresentedBy" if kind == "group" else "PresentedBy"
        assert f"Lemma {name}_presented : {claim} {name}_table {name}_ok {name}_equations." in text
    assert accepted(coqc(), texts) == [""] * len(texts)


def test_other_equations_and_records_are_rejected(tmp_path: Path) -> None:
    changed = []
    for presented, old, new in WRONG:
        text = exported(claims(presented, PRESENTED[presented]), tmp_path)
        assert old in presented
        # the equations alone are of another file, as many as there are
        (other,) = written(claims(presented.replace(old, new), 0), tmp_path)
        equations = re.search(r"^Definition \w+_equations .*?\]\.$", other.text or "", re.M | re.S)
        assert equations is not None
        changed.append(re.sub(r"^Definition \w+_equations .*?\]\.$", equations[0], text, flags=re.M | re.S))
    assert all("_equations" in text for text in changed)
    text = exported(claims(*next(iter(PRESENTED.items()))), tmp_path)
    changed.append(re.sub(r'(_spec _ _ _ )\[\[".*?"\]\]', r'\1[[""]]', text, flags=re.S))
    assert len(set(changed)) == len(WRONG) + 1 and text not in changed
    assert [message for message in rejections(coqc(), changed) if COMPUTED not in message] == []


def test_a_record_that_is_too_long_is_left_to_the_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coq_presented, "LONGEST_RECORD", 3)
    for presented, arrows in PRESENTED.items():
        if arrows > 4:
            told = " ".join(exported(claims(presented, arrows), tmp_path).split())
            assert "_presented" not in told
            assert (
                "presented by these arrows and the equations of the theory file is checked by catproof's kernel" in told
            )
