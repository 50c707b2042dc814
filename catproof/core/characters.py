r"""Which characters names may have, how any text is shown on a terminal, and where a line ends.

**Refused in names**, by general category (Unicode Standard, chapter 4.5) and what is drawn of them:

- Cc: all control characters, the tab among them; Zl and Zp: what other programs take for line ends;
- Cs: halves of surrogate pairs, which no UTF-8 has; the noncharacters, such as U+FFFE;
- Cf: marks, embeddings, overrides and isolates of direction, zero-width and other format characters, tags. The Arabic,
  Syriac and Kaithi number signs and the Egyptian joiners are drawn, and allowed;
- what else is drawn as nothing (the property Default_Ignorable_Code_Point): fillers of Hangul, the combining grapheme
  joiner, variation selectors, unassigned code points that are set aside for such things.

**Allowed where scripts and emoji need them**: the joiners U+200C and U+200D between two characters of one of
`JOINING` (Persian, Hindi, Sinhala, ...), U+200D within an emoji, a variation selector behind what it varies. Letters,
marks, numbers, signs, spaces other than line ends, private use and unassigned code points are allowed: all are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LINE_END = re.compile(r"\r\n|\n|\r")
"""The end of a line in theory files, in data and in the editor: this and nothing else."""

JOINING = frozenset(
    {
        *("ARABIC", "SYRIAC", "MANDAIC", "MONGOLIAN", "NKO", "PHAGS-PA", "ADLAM", "HANIFI", "SOGDIAN", "MANICHAEAN"),
        *("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM"),
        *("SINHALA", "TIBETAN", "MYANMAR", "KHMER", "BALINESE", "JAVANESE", "SUNDANESE", "BATAK", "MEETEI"),
        *("GRANTHA", "CHAKMA", "SHARADA", "TIRHUTA", "MODI", "BRAHMI", "KAITHI", "NEWA", "TAKRI", "KHOJKI"),
    }
)
"""The first words of the Unicode names of characters of scripts that are written with joiners (UAX 31, section 2.3)."""

# All that can be refused, in a form that is searched fast.
_SUSPECT = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_ACTING = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_JOINERS = "\u200c\u200d"
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def forbidden(text: str) -> str | None:
    """The first character that may not occur in a name, such as `U+202E RIGHT-TO-LEFT OVERRIDE`; None if all may."""
    where = where_forbidden(text)
    return None if where is None else called(text[where])


def where_forbidden(text: str) -> int | None:
    """The offset of the first character that may not occur in a name."""
    if text.isascii() and text.isprintable():
        return None
    for match in _SUSPECT.finditer(text):
        if not _needed(text, match.start()):
            return match.start()
    return None


def where_misleading(text: str) -> int | None:
    """The offset of the first character of a comment that a reader may take for its end, or that acts on a terminal:
    a control character other than the tab, a line or paragraph separator, half of a surrogate pair."""
    match = _ACTING.search(text)
    return match.start() if match else None


def called(character: str) -> str:
    """A character's number and Unicode name: `U+001B ESCAPE`."""
    import unicodedata

    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "") or _CONTROLS.get(ord(character), "")
    if name:
        return f"{number} {name}"
    kinds = {"Cc": "a control character", "Cs": "half of a surrogate pair", "Cn": "an unassigned character"}
    return f"{number}, {kinds.get(unicodedata.category(character), 'a character without a name')}"


def escaped(text: str, keep: str = "", write: Callable[[str], str] | None = None) -> str:
    r"""The text as any terminal shows it on one line: what may not occur in a name is written as `\x1b` or `\u202e`.

    The characters of `keep` stay, e.g. line feeds where the text is one of several lines. `write` gives the escapes,
    where they are not those of `escape`."""
    if not _SUSPECT.search(text):
        return text
    made = write or escape

    def shown(match: re.Match[str]) -> str:
        sign = match[0]
        return sign if sign in keep or _needed(text, match.start()) else made(sign)

    return _SUSPECT.sub(shown, text)


def signs_of(text: str) -> list[str]:
    """What `escaped` shows for each character of the text, when it stands in the text."""
    return [escape(c) if _SUSPECT.match(c) and not _needed(text, k) else c for k, c in enumerate(text)]


def json_text(content: object, indent: int | None = None) -> str:
    r"""JSON in which those characters are escapes as well: as data it is the same, and no terminal acts on it."""
    import json

    def escape_of(character: str) -> str:
        return json.dumps(character)[1:-1]

    return escaped(json.dumps(content, indent=indent, ensure_ascii=False), keep="\n", write=escape_of)


def escape(character: str) -> str:
    r"""One character as an escape: `\n`, `\x1b`, `\u202e`, `\U000e0001`."""
    code = ord(character)
    short = _SHORT.get(character)
    return short or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends; the last is empty if the text ends in a line end."""
    return LINE_END.split(text) if "\r" in text else text.split("\n")


def position(text: str, offset: int) -> tuple[int, int]:
    """The line and column of a character, both from 1."""
    before = lines_of(text[:offset])
    return len(before), len(before[-1]) + 1


def cut(text: str, most: int = 60) -> str:
    """A text, as far as it is short enough for a message."""
    return text if len(text) <= most else text[:most] + "..."


def skeleton(text: str) -> str:
    """What two names have in common that can be taken for each other: that of compatibility composition (NFKC, UAX 15),
    without what is drawn as nothing. `ﬁ` and `fi`, `Ａ` and `A`, both spellings of `é`, joined and not."""
    import unicodedata

    return unicodedata.normalize("NFKC", _SUSPECT.sub("", text).replace("\u2800", " "))


def _needed(text: str, index: int) -> bool:
    """May the character, which is drawn as nothing by itself, stand here, as the characters around it need it?"""
    import unicodedata

    sign, before, after = text[index], text[index - 1 : index], text[index + 1 : index + 2]
    if not before or sign < "\u0100":
        return False
    if sign in _JOINERS:
        if not after:
            return False
        script = _script(before)
        if script in JOINING and _script(after) == script:
            return True
        drawn = unicodedata.category(before) in ("So", "Sk") or before == "\ufe0f"
        return sign == "\u200d" and drawn and unicodedata.category(after) == "So"
    if "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        if sign in "\ufe0e\ufe0f":
            return before in "#*0123456789" or unicodedata.category(before) in ("So", "Sm", "Po", "Sk")
        return unicodedata.category(before) == "Lo" or unicodedata.category(before) in ("Sm", "Sk")
    return sign in "\u180b\u180c\u180d\u180f" and _script(before) == "MONGOLIAN"


def _script(character: str) -> str:
    import unicodedata

    if unicodedata.category(character)[0] not in "LM":
        return ""
    return unicodedata.name(character, "").partition(" ")[0]


_CONTROLS = {
    0x00: "NULL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x09: "TAB",
    0x0A: "LINE FEED",
    0x0B: "VERTICAL TAB",
    0x0C: "FORM FEED",
    0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
    0x9B: "CONTROL SEQUENCE INTRODUCER",
}
