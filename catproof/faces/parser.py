"""A parser of command lines that says what was meant."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any, NoReturn


class Parser(argparse.ArgumentParser):
    """A parser that knows what was meant: a command or an option that is nearly one is named."""

    def __init__(self, **given: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **given)

    def unknown(self, what: str, word: str, known: Iterable[str]) -> NoReturn:
        """End with the message that there is no such command or option, and with those that look like it."""
        from difflib import get_close_matches

        close = get_close_matches(word, list(known), n=2, cutoff=0.6)
        hint = f": did you mean {' or '.join(close)}?" if close else ""
        self.error(f"there is no {what} {word}{hint}")


def options_of(parser: argparse.ArgumentParser) -> dict[str, argparse.Action]:
    """The long options of a command, by their names."""
    return {name: action for action in parser._actions for name in action.option_strings if name.startswith("--")}
