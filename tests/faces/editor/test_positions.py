"""Places here and in the protocol are the same places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catproof.core.characters import lines_of
from catproof.faces.editor.positions import Positions


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(st.text(st.sampled_from('ab"é𝒳\u2028\n\r\t'), max_size=30), st.data())
def test_there_and_back(text: str, data: st.DataObject) -> None:
    positions = Positions(text, utf16)
    offset = data.draw(st.integers(0, len(text)))
    if text[offset - 1 : offset + 1] == "\r\n":
        return  # between the two signs of one line end there is no place
    before = lines_of(text[:offset])
    place = positions.place(len(before), len(before[-1]) + 1)
    assert positions.position(*place) == (len(before), len(before[-1]) + 1)
    theirs = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert place == (len(theirs) - 1, utf16(theirs[-1]))


@given(st.text(st.sampled_from("a𝒳\n\r"), max_size=12), st.integers(0, 20), st.integers(0, 20))
def test_places_outside_are_moved_inside(text: str, line: int, character: int) -> None:
    own = Positions(text, utf16).position(line, character)
    lines = lines_of(text)
    assert 1 <= own[0] <= len(lines) and 1 <= own[1] <= len(lines[own[0] - 1]) + 1
    assert Positions(text, utf16).place(line, character) <= Positions(text, utf16).end()
