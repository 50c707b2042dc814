"""Theorems on constructed categories: the table is that of the construction, up to isomorphism, objects in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bridge.batch import accepted, rejections
from bridge.coq import coqc, written

from catproof.bridge import coq_constructed

PARTS = """
category Two { object 0, 1 ; arrow f, g : 0 -> 1 }
monoid Idem { generator e ; equation e . e = e }
category Fork { object root, left, right ; arrow l : root -> left ; arrow r : root -> right }
poset P { a < b < d ; a < c < d }
task T on Two { 0 = {x, y, z} ; 1 = {u, v} ; f { u |-> x ; v |-> z } ; g { u |-> y ; v |-> z } }
functor F : Fork -> Two { root |-> 0 ; left |-> 1 ; right |-> 1 ; l |-> f ; r |-> g }
functor G : Two -> Two { 0 |-> 0 ; 1 |-> 1 ; f |-> g ; g |-> f }
"""

MADE = {
    "product(Two, Idem)": 8,
    "product(P, chain(3))": 54,
    "coproduct(Two, product(Idem, Fork))": 14,
    "coproduct(P, P)": 18,
    "elements(T)": 9,
    "slice(Two, 1)": 5,
    "slice(P, d)": 9,
    "coslice(Fork, root)": 5,
    "coslice(Idem, *)": 4,
    "coslice(P, a)": 9,
    "comma(F, G)": None,
    "comma(G, F)": None,
    "arrows(Two)": None,
    "arrows(Idem)": None,
    "arrows(P)": None,
    "opposite(product(Idem, Two))": 8,
    "full(product(Two, Idem), {(1, *)})": 2,
}
"""With their numbers of arrows, where they are found by hand: those of a product are multiplied, of a coproduct added;
arrows into an element are those into its object; a slice over the greatest object of an order is the order."""

COMPUTED = 'The term "eq_refl" has type "true = true" while it is expected to have type "'


def exported(made: str, folder: Path) -> str:
    claim = "count(arrows(M)) > 0" if MADE[made] is None else f"count(arrows(M)) = {MADE[made]}"
    (one,) = written(f"{PARTS}category M = {made}\nclaim {claim}\n", folder)
    assert one.text and one.verdict == "true", one.reason
    return one.text


def test_the_table_is_that_of_the_construction(tmp_path: Path) -> None:
    texts = [exported(made, tmp_path) for made in MADE]
    for text, made in zip(texts, MADE, strict=True):
        word = made.split("(")[0]
        named = {"full": "full_on", "opposite": "opposite", "arrows": "arrow_category"}.get(word, f"{word}_category")
        assert re.search(rf"^Lemma M_constructed : IsomorphicInOrder \({named} .+\) M_ok\.", text, re.M), text
        assert "the word of" not in text
    assert accepted(coqc(), texts) == [""] * len(texts)


def test_another_construction_or_another_order_is_rejected(tmp_path: Path) -> None:
    changed = []
    for made, old, new in (
        ("product(Two, Idem)", r"\(product_category Two Idem\)", "(product_category Idem Two)"),
        ("slice(Two, 1)", r"\(slice_category Two \w+\)", "(slice_category Two (object Two_ok 0 ltac:(computed)))"),
        ("comma(F, G)", r"\(comma_category F G\)", "(comma_category F F)"),
        ("opposite(product(Idem, Two))", r"\(opposite ", "((fun C => C) "),
        ("coproduct(P, P)", r"\(coproduct_category P P\)", "(product_category P P)"),
    ):
        text = exported(made, tmp_path)
        found, changes = re.subn(old, new, text)
        assert changes
        changed.append(found)
    for made in MADE:
        text = exported(made, tmp_path)
        listed = re.search(r'_ok \(rows \["(.*?)"', text, re.S)
        assert listed is not None
        rows = listed[1].split("; ")
        k = max(range(len(rows)), key=lambda k: len(rows[k]))
        numbers = rows[k].split()
        if len(numbers) > 1:
            at = numbers.index("0")  # the identity, which no isomorphism moves
            numbers[at], numbers[at - 1] = numbers[at - 1], numbers[at]
            rows[k] = " ".join(numbers)
            changed.append(text[: listed.start(1)] + "; ".join(rows) + text[listed.end(1) :])
    assert len(changed) > len(MADE)
    said = rejections(coqc(), changed)
    assert all(said), [text for text, message in zip(changed, said, strict=True) if not message]
    assert sum(COMPUTED in message for message in said) > len(MADE)


def test_what_is_too_large_is_left_to_the_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coq_constructed, "MOST_COMPOSITES", 3)
    told = " ".join(exported("product(Two, Idem)", tmp_path).split())
    assert "_constructed" not in told
    assert "that it is product(Two, Idem) is the word of catproof" in told


def test_members_in_another_order_are_left_to_the_kernel(tmp_path: Path) -> None:
    theory = f"{PARTS}category M = full(product(Two, Idem), {{(1, *), (0, *)}})\nclaim count(objects(M)) = 2\n"
    (one,) = written(theory, tmp_path)
    assert one.text and "_constructed" not in one.text


def test_sieves_are_those_of_the_table(tmp_path: Path) -> None:
    """Of a category that is given the table is compared, element by element; of one that varies Coq makes them."""
    theory = f"""{PARTS}
claim size(omega(Two)) = 7
claim size(omega(Idem)) = 3
claim rank(omega(P)) = 2
claim forall C in categories(arrows <= 2) : size(omega(C)) >= 2 * count(objects(C))
"""
    texts = [one.text for one in written(theory, tmp_path)]
    assert accepted(coqc(), texts) == [""] * 4 and "omega_task C" in texts[3]
    changed = []
    for text in texts[:3]:
        assert "the word of catproof" not in text
        (data,) = re.findall(r"^Definition omega_\w+_data : list text := \[(.*?)\]\.$", text, re.M | re.S)
        last = data.rstrip('"').rpartition(" ")[2]  # where the sieve of all arrows goes: it is another one
        changed.append(text.replace(data, data.rstrip('"').removesuffix(last) + f'{int(last) - 1}"'))
    said = rejections(coqc(), changed)
    assert all(said), said


PROJECTED = """
claim first(Two, Idem) is full
claim second(P, Idem) is full
claim projection(T) is faithful
claim inclusion(full(product(Two, Idem), {(1, *)})) is full
"""


def test_functors_that_come_with_a_construction_are_its_own(tmp_path: Path) -> None:
    texts = [one.text for one in written(f"{PARTS}{PROJECTED}", tmp_path)]
    shown = [re.search(r"^Lemma \w+_constructed : SameOver (.*?)\. Proof", text, re.M) for text in texts]
    assert all(shown) and "the word of" not in "".join(texts)
    mutants = [
        texts[0].replace("(first_projection Two Idem)", "(second_projection Two Idem)"),
        re.sub(r'(Definition (?:first|F)\w*_data : functor_data := \{\| on_objects := "\d+ )\d', r"\g<1>0", texts[0]),
        re.sub(r'(Definition projection\w*_data : .*?on_objects := "\d+ )\d', r"\g<1>1", texts[2], flags=re.S),
        re.sub(r"SameOver(.*)inclusion_of (.*)\[\w+\]", r"SameOver\1inclusion_of \2[]", texts[3]),
    ]
    assert not set(mutants) & set(texts)
    assert accepted(coqc(), texts) == [""] * 4
    assert all(rejections(coqc(), mutants))


FUNCTORS = f"{PARTS}functor K : P -> P {{ a |-> a ; b |-> c ; c |-> b ; d |-> d }}\n"
MADE_FUNCTORS = (
    ("compose(G, F)", "SameFunctor", "(compose_functor G F)", "(compose_functor (identity_functor Two) F)"),
    ("identity(Two)", "SameFunctor", "(identity_functor Two)", "(constant_functor (at Two 0))"),
    ("constant(Two, P, b)", "SameFunctor", "(constant_functor b)", "(constant_functor (at P 2))"),
    ("opposite(G)", "SameBetween", "(opposite_functor G)", "(opposite_functor (identity_functor Two))"),
    ("opposite(K)", "SameBetween", "(opposite_functor K)", "(opposite_functor (identity_functor P))"),
    ("diagonal(Idem)", "SameInto", "(diagonal_functor Idem)",
     "(compose_functor (diagonal_functor Idem) (constant_functor (at Idem 0)))"),
    ("diagonal(P)", "SameInto", "(diagonal_functor P)",
     "(compose_functor (diagonal_functor P) (constant_functor (at P 0)))"),
)  # fmt: skip
"""With what the file proves of the table, and another functor, of which it would be false."""


def test_functors_that_are_made_of_others_are_these(tmp_path: Path) -> None:
    claims = "".join(f"claim not {made} is full or {made} is full\n" for made, *_ in MADE_FUNCTORS)
    texts = [one.text for one in written(FUNCTORS + claims, tmp_path)]
    mutants = []
    for text, (_, word, old, new) in zip(texts, MADE_FUNCTORS, strict=True):
        (shown,) = re.findall(rf"^Lemma (\w+)_constructed : {word} .*?\. Proof\. .*$", text, re.M)
        assert "the word of" not in text
        lemma = re.search(rf"^Lemma {shown}_constructed : .*$", text, re.M)
        data = re.search(rf'^Definition {shown}_data : .*?(\d)"(?:; "")*\] \|}}\.$', text, re.M | re.S)
        assert lemma is not None and old in lemma[0] and data is not None
        other = re.sub(r"\(at (\w+) (\d)\)", r"(object \1_ok \2 ltac:(computed))", new)
        mutants.append(text.replace(lemma[0], lemma[0].replace(old, other)))
        mutants.append(f"{text[: data.start(1)]}{'0' if data[1] != '0' else '1'}{text[data.end(1) :]}")
    assert not set(mutants) & set(texts)
    assert accepted(coqc(), texts) == [""] * len(texts)
    said = rejections(coqc(), mutants)
    assert all(COMPUTED in message for message in said), said
