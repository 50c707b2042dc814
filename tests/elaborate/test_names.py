"""Names of one scope: those that look alike are noted, statements of one name are told apart."""

from __future__ import annotations

import pytest

from catproof.options import Options
from catproof.running.report import Report
from catproof.running.run import check_text

P = "poset P { a < b }\n"


def report(text: str) -> Report:
    return check_text(text, "t.cat", Options())


def notes(text: str) -> list[tuple[int, str]]:
    made = report(text)
    assert not made.errors
    return list(made.files[0].notes)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("\u00e9", "e\u0301", "U+00E9 LATIN SMALL LETTER E WITH ACUTE where {other} has U+0065 LATIN SMALL LETTER E"),
        ("A", "\uff21", "U+0041 LATIN CAPITAL LETTER A where {other} has U+FF21 FULLWIDTH LATIN CAPITAL LETTER A"),
        ("fi", "\ufb01", "U+0066 LATIN SMALL LETTER F where {other} has U+FB01 LATIN SMALL LIGATURE FI"),
        ("a b", "a\u00a0b", "U+0020 SPACE where {other} has U+00A0 NO-BREAK SPACE"),
        ("\u2764", "\u2764\ufe0f", "its end where {other} has U+FE0F VARIATION SELECTOR-16"),
        (
            "\u0628\u0627",
            "\u0628\u200c\u0627",
            "U+0627 ARABIC LETTER ALEF where {other} has U+200C ZERO WIDTH NON-JOINER",
        ),
    ],
)
def test_names_that_look_alike_are_noted(one: str, other: str, said: str) -> None:
    ends = said.replace("{other}", f'"{other}"')
    ((line, text),) = notes(f'poset Q {{ "{one}" < c ; c < "{other}" }}\n')
    assert line == 1 and text.startswith("two objects of Q look alike: ") and text.endswith(ends)
    ((line, text),) = notes(f'{P}task T on P {{ b = {{"{one}", "{other}"}} ; a = {{1}} }}\n')
    assert line == 2 and text.startswith("two elements of T look alike: ") and text.endswith(ends)
    ((line, text),) = notes(f'category "{one}" = chain(2)\ncategory "{other}" = chain(3)\n')
    assert line == 2 and text.startswith("two names look alike: ") and text.endswith(ends)
    ((line, text),) = notes(f'{P}claim "{one}" : b = b in P\nclaim "{other}" : b = b in P\n')
    assert line == 3 and text.startswith("two names of statements look alike: ") and text.endswith(ends)
    ((line, text),) = notes(f'category C {{ object x, y ; arrow "{one}", "{other}" : x -> y }}\n')
    assert line == 1 and text.startswith("two arrows of C look alike: ") and text.endswith(ends)


def test_names_that_differ_to_the_eye_and_copies_are_not_noted() -> None:
    assert notes('poset P { a < A ; "\u00e9" < e ; "\u0628\u0627" < "x\u00a0y" }\ncategory D = product(P, P)\n') == []
    assert len(notes('poset P { "A" < "\uff21" }\ncategory D = opposite(P)\ncategory E = product(P, D)\n')) == 1


def test_many_are_counted() -> None:
    pairs = " ; ".join(f'"\u00e9{k}" < "e\u0301{k}"' for k in range(9))
    found = notes(f"poset P {{ {pairs} }}\n")
    assert len(found) == 6 and found[-1][1] == "4 more names in P look like others"


def test_two_statements_of_one_name_are_an_error_that_names_both_lines() -> None:
    made = report(
        P + 'claim x : b = b in P\nrefute "x" : a = b in P\nfind x : y in objects(P) such that y = a\n'
        "claim z : a = a in P"
    )
    assert [(e.span[:2], e.text) for e in made.errors] == [
        ((3, 8), "x is the name of the statement on line 2 already (this one is on line 3: give it another name)"),
        ((4, 6), "x is the name of the statement on line 2 already (this one is on line 4: give it another name)"),
    ]
    verdicts = [(v.statement.name, v.value) for v in made.verdicts]
    assert verdicts == [("x", "true"), ("x (line 3)", "skipped"), ("x (line 4)", "skipped"), ("z", "true")]
    assert made.exit_status == 2


def test_statements_without_names_are_told_apart() -> None:
    made = report(P + 'claim a = a in P  claim b = b in P\nclaim "line 2" : a = a in P\nclaim "line 4" : b = b in P\n')
    names = [(v.statement.name, v.statement.named) for v in made.verdicts]
    assert names == [("line 2, column 1", False), ("line 2, column 19", False), ("line 2", True), ("line 4", True)]
    assert made.ok


def test_a_stray_word_that_is_read_as_a_property_is_asked_about() -> None:
    (error,) = report(P + "task T on P { a = {1} }\nclaim T is representable\nstray\nclaim a = a in P\n").errors
    assert (
        error.text == "there is no property `representable stray` (line 4 is read as part of it: is it a stray line?)"
    )
