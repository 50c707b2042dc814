"""What statements are called: by the names they are given, or by their lines; no two of a file by the same."""

from __future__ import annotations

from typing import NamedTuple

from catproof.syntax import tree


class StatementName(NamedTuple):
    """`name` is unlike that of every other statement of the file. `given` says that it is written in the file, and
    `first` is the line of the statement before that was given the same, where there is one."""

    name: str
    given: bool
    first: int | None = None


def statement_names(theory: tree.Theory) -> list[StatementName]:
    """The names of the statements of a file, in order: as given, or `line 7`; where that is taken, more is added."""
    statements = [item for item in theory.items if isinstance(item, tree.Statement | tree.Find)]
    taken = {item.name.text for item in statements if item.name is not None}
    first_lines: dict[str, int] = {}
    found = []
    for item in statements:
        line, column = item.span[:2]
        if item.name is None:
            name = f"line {line}"
            found.append(StatementName(_free(name, f"{name}, column {column}", taken), False))
        elif (first := first_lines.get(item.name.text)) is None:
            first_lines[item.name.text] = line
            found.append(StatementName(item.name.text, True))
        else:
            again = f"{item.name.text} (line {line})"
            found.append(StatementName(_free(again, f"{again}, column {column}", taken), True, first))
    return found


def _free(name: str, longer: str, taken: set[str]) -> str:
    """The name, or the longer one where it is taken; with a prime for each time that one is. It is taken then."""
    if name in taken:
        name = longer
    while name in taken:
        name += "'"
    taken.add(name)
    return name
