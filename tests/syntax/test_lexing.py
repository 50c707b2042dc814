"""Characters and line ends of theory files: what is refused, where, and what is no line end."""

from __future__ import annotations

import pytest

from catproof.core.characters import forbidden
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse

FIRST = "poset P { a < b } # the order"


def found(text: str) -> list[tuple[int, int, str]]:
    return [(d.span.line, d.span.column, d.message) for d in parse(text, "t.cat").diagnostics]


@pytest.mark.parametrize(
    ("text", "line", "column", "character"),
    [
        ('claim "\x1b[2K\x1b[G  ok" : a = b', 1, 8, "U+001B ESCAPE"),
        ('claim c : a = b\nobject "x"\nposet P { "a\u202eb" < c }', 3, 13, "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ('poset P "what is\u2066 said" { a < b }', 1, 17, "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ('import "a\u200b.cat"', 1, 10, "U+200B ZERO WIDTH SPACE"),
        ('task T on C { a = {1, "x\x7f"} }', 1, 25, "U+007F DELETE"),
        ('task T on C { a = {1, "x\x9b2K"} }', 1, 25, "U+009B CONTROL SEQUENCE INTRODUCER"),
        ('claim "a\u200db" : a = b', 1, 9, "U+200D ZERO WIDTH JOINER"),
        ('claim "\u3164" : a = b', 1, 8, "U+3164 HANGUL FILLER"),
        ('claim "a\udc80" : a = b', 1, 9, "U+DC80, half of a surrogate pair"),
    ],
)
def test_what_is_not_seen_is_refused_in_quotes(text: str, line: int, column: int, character: str) -> None:
    assert (line, column, f"a text in quotes cannot contain {character}") in found(text)


def test_a_tab_is_written_as_a_space() -> None:
    (diagnostic,) = parse('claim "a\tb" : a = b', "t.cat").diagnostics
    assert diagnostic.text == "a text in quotes cannot contain U+0009 TAB (write a space)"


def test_each_name_is_refused_and_a_declaration_that_needs_one_is_broken() -> None:
    parsed = parse('poset P { "a\u202e" < b }\nclaim "\x07" : a = b\nclaim fine : b = b in P', "t.cat")
    assert [d.span.line for d in parsed.diagnostics] == [1, 2]
    assert list(parsed.broken) == ["P"] and len(parsed.theory.items) == 1


@pytest.mark.parametrize(
    "name", ["می\u200cخواهم", "क्\u200dष", "\U0001f469\u200d\U0001f52c", "\u2764\ufe0f", "a\u00a0b"]
)
def test_what_scripts_need_is_a_name(name: str) -> None:
    assert forbidden(name) is None and found(f'claim "{name}" : a = b') == []


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_each_line_end_ends_a_comment_a_line_and_an_item(end: str) -> None:
    text = end.join([FIRST, "claim a = b", "category C {", "  object a # one", "  object b", "}", 'claim "x', ""])
    parsed = parse(text, "t.cat")
    assert [item.span[:2] for item in parsed.theory.items] == [(1, 1), (2, 1), (3, 1)]
    assert [(c.text, c.line, c.column) for c in parsed.comments] == [("# the order", 1, 19), ("# one", 4, 12)]
    assert [(d.span.line, d.span.column) for d in parsed.diagnostics] == [(7, 7)]


def test_line_ends_may_be_mixed() -> None:
    parsed = parse(f"{FIRST}\rclaim a = b\r\n\r\rclaim b = b\n\rclaim c", "t.cat")
    assert [item.span.line for item in parsed.theory.items] == [1, 2, 5]
    assert [d.span.line for d in parsed.diagnostics] == [7]


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_the_canonical_form_ends_lines_in_line_feeds(end: str) -> None:
    text = f"{FIRST}{end}{end}claim a = b # {end}"
    assert format_theory(parse(text, "t.cat"), text) == "poset P { a < b }  # the order\n\nclaim a = b  #\n"


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"])
def test_what_others_take_for_a_line_end_is_refused_in_comments(sign: str) -> None:
    ((line, column, message),) = found(f"{FIRST}{sign}claim a is terminal in P\nclaim b is terminal in P")
    assert (line, column) == (1, 30) and message.startswith(f"a comment cannot contain U+{ord(sign):04X}")


def test_what_acts_on_a_terminal_is_refused_in_comments_and_right_to_left_scripts_are_not() -> None:
    assert found("# \x1b[8m hidden") == [(1, 3, "a comment cannot contain U+001B ESCAPE")]
    assert found("# \u200fשלום\u200f,\ta tab") == []


def test_outside_of_quotes_a_character_is_named() -> None:
    assert found("claim a\u202e = b")[0] == (1, 8, "unexpected character: U+202E RIGHT-TO-LEFT OVERRIDE")


def test_endless_lines_and_nul_bytes_are_placed_by_the_same_lines() -> None:
    assert found(f"a\rb\r\nc{'c' * 100_000}")[0][:2] == (3, 1)
    assert found("a\rb\r\nc\0")[0][:2] == (3, 2)
