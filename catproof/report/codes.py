"""The codes of errors: what each kind means, an input that gives it, and the same put right.

The table is `codes.md`; a code stands where the error is made. `catproof explain CODE`, SARIF and tests read it here.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FORM = re.compile("E[0-9]{3}")
"""What a code looks like."""

THEORY = "t.cat"
"""What the theory of an example is called."""

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
_RIGHT = "Put right:"


class Example(NamedTuple):
    """Files by their names, and the commands that read them; the last one gives the error, or gives none."""

    files: dict[str, bytes]
    commands: list[str]


class Kind(NamedTuple):
    """A kind of errors. `text` is all of its section in Markdown, without the title; `meaning` its first paragraph."""

    code: str
    title: str
    text: str

    @property
    def meaning(self) -> str:
        """What it means, in one line."""
        return " ".join(self.text.partition("\n\n")[0].split())

    @property
    def wrong(self) -> Example:
        """An input that gives it."""
        return _example(self.text.partition(_RIGHT)[0], Example({}, []))

    @property
    def right(self) -> Example:
        """The same input, put right: what is not given again stays as it is."""
        return _example(self.text.partition(_RIGHT)[2], self.wrong)


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by their codes."""
    text = files("catproof.report").joinpath("codes.md").read_text(encoding="utf-8")
    sections = re.split(r"^## (E[0-9]{3}) (.*)$\n\n", text, flags=re.M)[1:]
    return {code: Kind(code, title, said.strip()) for code, title, said in zip(*[iter(sections)] * 3, strict=True)}


def told(kind: Kind) -> str:
    """A kind for people: its blocks are indented, the names of their files above them."""

    def block(found: re.Match[str]) -> str:
        name = found[2] if found[2] and found[2] != "escaped" else ""
        lines = ([f"{name}:"] if name else []) + ["    " + line for line in found[3].splitlines()]
        return "\n".join(lines)

    return f"{kind.code}: {kind.title}\n\n{_BLOCK.sub(block, kind.text)}"


def _example(text: str, before: Example) -> Example:
    made, commands = dict(before.files), []
    for language, name, content in _BLOCK.findall(text):
        if language == "console":
            commands += [line.removeprefix("$ ") for line in content.splitlines()]
        elif name == "escaped":
            made[THEORY] = content.encode("latin-1").decode("unicode_escape").encode("latin-1")
        else:
            made[name or THEORY] = content.encode()
    return Example(made, commands or before.commands or [f"catproof check {THEORY}"])
