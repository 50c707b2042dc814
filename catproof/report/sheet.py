"""What is shown of a thing: tables of plain texts and numbers, so that every form of a sheet, text, JSON, CSV and HTML,
says the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from html import escape as escape_html
from itertools import islice
from typing import Annotated, Final, Literal, NamedTuple, NotRequired, TextIO, TypedDict

from catproof.core.characters import escaped, json_text
from catproof.core.width import padded, width
from catproof.report.terminal import KEPT, Painter, one_line, unguarded
from catproof.version import __version__

MOST_ROWS = 40
"""So many rows of a table are shown to people, unless they ask for more; programs get all."""

SCHEMA: Final = 1
"""The version of the JSON; `show.schema.json` describes it, and is made from the types below."""


class TableForm(TypedDict):
    """A table; sets are lists of their members."""

    name: str
    columns: list[str]
    rows: list[list[str | int | list[str]]]
    total: Annotated[int, {"description": "How many rows there are; `rows` has fewer where --rows says so."}]


class SheetForm(TypedDict):
    """What a thing is."""

    catproof: Annotated[str, {"description": "The version of the program."}]
    schema: Literal[1]
    expression: Annotated[
        str, {"description": "What was asked for, in canonical form; empty where all declarations are shown."}
    ]
    kind: Annotated[
        str,
        {"enum": ["category", "functor", "task", "transformation", "model", "object", "arrow", "element", "domain",
                  "number", "definition", "declarations"]},
    ]  # fmt: skip
    title: Annotated[str, {"description": "What it is, in a line."}]
    doc: Annotated[str, {"description": "Its docstring in the theory file."}]
    notes: Annotated[list[str], {"description": "What is not in the tables, and why."}]
    tables: list[TableForm]
    value: NotRequired[Annotated[int | str, {"description": "Of a number."}]]
    text: NotRequired[Annotated[str, {"description": "Of definitions, as a theory file writes them."}]]


Cell = str | int | tuple[str, ...]
"""What stands in a table: a text, a number, or the members of a set."""


class Table(NamedTuple):
    """A table. `rows` may be made while they are read; `total` is their number, None where it is not known before."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    total: int | None = None


class Sheet(NamedTuple):
    """What is shown of a thing, which is written `expression`: its kind, a line that says what it is, what the file
    says of it, and tables."""

    kind: str
    title: str
    tables: tuple[Table, ...] = ()
    doc: str = ""
    notes: tuple[str, ...] = ()
    value: int | str | None = None
    """Of a number."""
    expression: str = ""
    text: str = ""
    """Of definitions, as a theory file writes them."""

    def listed(self, most: int | None) -> Sheet:
        """The same with at most so many rows of each table, as lists; `total` stays. Raises `LimitReached`."""
        tables = []
        for table in self.tables:
            rows = iter(table.rows)
            kept = list(islice(rows, most))
            total = len(kept) + sum(1 for _ in rows) if table.total is None else table.total
            tables.append(table._replace(rows=kept, total=total))
        return self._replace(tables=tuple(tables))

    def __str__(self) -> str:
        text = io.StringIO()
        print_sheet(self.listed(MOST_ROWS), text)
        return text.getvalue().rstrip("\n")

    def _repr_html_(self) -> str:
        return as_html(self.listed(MOST_ROWS))

    def to_json(self) -> str:
        """The sheet as JSON; `show.schema.json` describes it."""
        return as_json(self.listed(None))

    def to_csv(self) -> str:
        """The tables as CSV."""
        return as_csv(self.listed(None))


def as_json(given: Sheet) -> str:
    """The sheet as JSON; `show.schema.json` describes it."""
    content: SheetForm = {
        "catproof": __version__,
        "schema": SCHEMA,
        "expression": given.expression,
        "kind": given.kind,
        "title": given.title,
        "doc": given.doc,
        "notes": list(given.notes),
        "tables": [_table(table) for table in given.tables],
    }
    if given.value is not None:
        content["value"] = given.value
    if given.text:
        content["text"] = given.text
    return json_text(content, 2)


def _table(table: Table) -> TableForm:
    assert table.total is not None
    return {
        "name": table.name,
        "columns": list(table.columns),
        "rows": [[list(cell) if isinstance(cell, tuple) else cell for cell in row] for row in table.rows],
        "total": table.total,
    }


def as_csv(given: Sheet) -> str:
    """The tables as CSV, one after the other with an empty line between, each with its columns first. Members of a set
    are separated by `; `."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for number, table in enumerate(given.tables):
        if number:
            text.write("\n")
        writer.writerow(table.columns)
        writer.writerows(["; ".join(cell) if isinstance(cell, tuple) else cell for cell in row] for row in table.rows)
    if given.value is not None:
        writer.writerow([given.value])
    return text.getvalue()


def in_words(cell: Cell) -> str:
    """A cell for people: a set in braces."""
    return f"{{{', '.join(cell)}}}" if isinstance(cell, tuple) else str(cell)


def more(table: Table) -> str:
    """What is said of rows that are left out, or nothing."""
    assert isinstance(table.rows, list) and table.total is not None
    left = table.total - len(table.rows)
    return f"... and {left:,} more" if left > 0 else ""


def print_sheet(given: Sheet, stream: TextIO) -> None:
    """Print the sheet: with rules and colours on a terminal, else plain."""
    paint = Painter(stream)
    if given.text:
        print(given.text, file=stream)
        return
    print(paint(given.title, "bold"), file=stream)
    for said in (given.doc, *given.notes):
        if said:
            print(paint(said, "dim"), file=stream)
    for table in given.tables:
        rows = [[one_line(in_words(cell)) for cell in row] for row in table.rows]
        print(file=stream)
        if paint.on:
            _ruled(table, rows, stream)
        else:
            print(f"{one_line(table.name)}:", file=stream)
            for line in _aligned([list(map(one_line, table.columns)), *rows]):
                print(f"  {line}", file=stream)
        if left := more(table):
            print(f"  {left}", file=stream)


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(padded(cell, n) for cell, n in zip(row, widths, strict=True)).rstrip() for row in rows]


def _ruled(table: Table, rows: list[list[str]], stream: TextIO) -> None:
    """On a terminal. All text has been escaped; the console writes to the stream itself, for its colours are ours."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Ruled
    from rich.text import Text

    ruled = Ruled(title=Text(one_line(table.name), "bold"), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        ruled.add_column(Text(one_line(column)), overflow="fold")
    for row in rows:
        ruled.add_row(*map(Text, row))
    stream.flush()
    Console(file=unguarded(stream), highlight=False).print(ruled)


def as_html(given: Sheet) -> str:
    """The sheet as a piece of HTML. All text is escaped."""
    parts = [f"<p><b>{escape(given.title)}</b></p>"]
    parts += [f"<p>{escape(said)}</p>" for said in (given.doc, *given.notes) if said]
    if given.text:
        parts.append(f"<pre>{escape(given.text)}</pre>")
    for table in given.tables:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
        rows = ["<tr>" + "".join(f"<td>{escape(in_words(c))}</td>" for c in row) + "</tr>" for row in table.rows]
        if left := more(table):
            rows.append(f'<tr><td colspan="{len(table.columns)}">{escape(left)}</td></tr>')
        parts.append(f"<table><caption>{escape(table.name)}</caption><tr>{head}</tr>{''.join(rows)}</table>")
    return "".join(parts)


def escape(text: str) -> str:
    """The text for HTML, with what acts on a reader's screen as it would be shown on a terminal."""
    return escape_html(escaped(text, keep=KEPT))
