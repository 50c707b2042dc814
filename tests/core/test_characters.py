"""The characters that names may have, and how all others are shown."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from catproof.core.characters import called, escaped, forbidden, lines_of, skeleton, where_forbidden

DRAWN_FORMATS = {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"}


def test_every_control_mark_and_line_end_is_refused_between_letters() -> None:
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        kind = unicodedata.category(sign)
        if kind in ("Cc", "Cs", "Zl", "Zp") or (
            kind == "Cf" and unicodedata.name(sign).split()[0] not in DRAWN_FORMATS
        ):
            assert forbidden(f"a{sign}b"), hex(code)
        elif kind[0] in "LNPSZM" and forbidden(f"a{sign}b"):
            assert kind in ("Mn", "Lo"), hex(code)  # variation selectors, fillers


@pytest.mark.parametrize(
    "name",
    [
        "plain",
        "Straße 5",
        "می\u200cخواهم",
        "क्\u200dष",
        "\U0001f469\u200d\U0001f52c",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "\u2764\ufe0f",
        "1\ufe0f\u20e3",
        "葛\U000e0100城",
        "שלום",
        "a\u00a0b",
        "\ue000",
        "\u05d0\u0301",
        "",
    ],
)
def test_what_scripts_and_emoji_need_is_allowed(name: str) -> None:
    assert forbidden(name) is None
    assert escaped(name) == name


@pytest.mark.parametrize(
    ("name", "called_"),
    [
        ("a\x1b[2K", "U+001B ESCAPE"),
        ("a\tb", "U+0009 TAB"),
        ("a\u202eb", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("ab\u200b", "U+200B ZERO WIDTH SPACE"),
        ("a\u200db", "U+200D ZERO WIDTH JOINER"),
        ("\u200cمی", "U+200C ZERO WIDTH NON-JOINER"),
        ("می\u200c\u200cخ", "U+200C ZERO WIDTH NON-JOINER"),
        ("a\ufe0f", "U+FE0F VARIATION SELECTOR-16"),
        ("\u3164", "U+3164 HANGUL FILLER"),
        ("x\u2028y", "U+2028 LINE SEPARATOR"),
        ("x\x85y", "U+0085 NEXT LINE"),
        ("\udc80", "U+DC80, half of a surrogate pair"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("\x81", "U+0081, a control character"),
        ("\uffff", "U+FFFF, an unassigned character"),
    ],
)
def test_the_first_that_is_refused_is_named(name: str, called_: str) -> None:
    assert forbidden(name) == called_
    where = where_forbidden(name)
    assert where is not None and called(name[where]) == called_
    shown = escaped(name)
    assert forbidden(shown) is None and shown.isascii() | ("م" in name)


def test_escapes() -> None:
    assert escaped("a\x1b[2K\r\n\u202e\U000e0001\x9b") == r"a\x1b[2K\r\n\u202e\U000e0001\x9b"
    assert escaped("a\n\tb\x07", keep="\n\t") == "a\n\tb\\x07"


def test_lines_end_in_line_feeds_carriage_returns_or_both_and_nothing_else() -> None:
    assert lines_of("a\nb\rc\r\nd\n\re\x0b\x0c\x1c\x85\u2028f\n") == [
        "a",
        "b",
        "c",
        "d",
        "",
        "e\x0b\x0c\x1c\x85\u2028f",
        "",
    ]
    assert lines_of("") == [""]


def test_names_that_look_alike_have_one_skeleton() -> None:
    groups = [
        ("é", "e\u0301"),
        ("Ａｂ", "Ab"),
        ("ﬁ", "fi"),
        ("a\u00a0b", "a b"),
        ("\u2764\ufe0f", "\u2764"),
        ("a\u200bb", "ab"),
    ]
    for one, other in groups:
        assert one != other and skeleton(one) == skeleton(other)
    assert skeleton("a") != skeleton("A")
