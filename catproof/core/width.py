"""How many columns of a terminal a text takes."""

from __future__ import annotations


def width(text: str) -> int:
    """The columns the text takes: two for what East Asian scripts and emoji are drawn with (UAX 11: W and F), none for
    combining marks, joiners and selectors, and for what they join to what comes before."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    total, before, joined = 0, "", False
    for sign in text:
        if sign == "\ufe0f":
            total += before != "" and category(before) == "So" and east_asian_width(before) not in "WF"
        elif category(sign) in ("Mn", "Me", "Cf") or "\u1160" <= sign <= "\u11ff":
            joined = sign == "\u200d"
            continue
        elif not joined and not ("\U0001f3fb" <= sign <= "\U0001f3ff" and before):
            total += 2 if east_asian_width(sign) in "WF" else 1
        before, joined = sign, False
    return total


def padded(text: str, columns: int) -> str:
    """The text with spaces behind it, up to so many columns."""
    return text + " " * (columns - width(text))
