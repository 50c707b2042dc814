"""CSV (RFC 4180) and TSV: UTF-8, a header, and rows with as many fields as it has."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.rows import Rows, columns_found, labels_of

LONGEST_FIELD = 100_000
"""The most characters of a field."""


def read_delimited(data: bytes, file: str, columns: Sequence[str], delimiter: str) -> Rows:
    """These columns of a CSV or TSV file with this content. Raises `BadData`."""
    text = _decoded(data, file)
    rows, lines = _parsed(text, file, delimiter)
    if not rows:
        raise BadData(Flaw(file, None, "the file is empty", "a first line with the names of the columns is expected"))
    header, body, places = rows[0], rows[1:], lines[1:]
    flaws = Flaws(file)
    width = len(header)
    if any(map(width.__ne__, map(len, body))):
        for row, line in zip(body, places, strict=True):
            if not row:
                flaws.add(line, "the line is empty")
            elif len(row) != width:
                number = f"{len(row)} field{'' if len(row) == 1 else 's'}"
                flaws.add(line, f"the row has {number}, and the header has {width}")
    found = columns_found(file, header, columns, _other_delimiter(header, delimiter))
    flaws.stop_if_any()
    values = [
        labels_of(file, name, [row[k] for row in body], places, flaws) for name, k in zip(columns, found, strict=True)
    ]
    flaws.stop_if_any()
    return Rows(file, tuple(values), places)


def _decoded(data: bytes, file: str) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        raise BadData(Flaw(file, 1, "the file begins with a byte order mark", "save it as UTF-8 without one"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadData(Flaw(file, 1, "the file is UTF-16", "save it with the encoding UTF-8"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start}"
        raise BadData(Flaw(file, line, message, "save it with the encoding UTF-8")) from None
    where = text.find("\0")
    if where >= 0:
        raise BadData(Flaw(file, text.count("\n", 0, where) + 1, "the file contains a NUL byte", "is it a text?"))
    if "\r" in text:
        _same_line_ends(text, file)
    return text


def _same_line_ends(text: str, file: str) -> None:
    """Either all lines end in CR LF or none does."""
    lines = text.split("\n")
    first = lines[0].endswith("\r")
    for number, line in enumerate(lines, 1):
        ends = line.endswith("\r")
        if "\r" in line[: len(line) - ends]:
            raise BadData(Flaw(file, number, "a carriage return in the middle of a line", "end lines with LF or CR LF"))
        if ends is not first and number < len(lines):
            hint = "end all lines with LF or all with CR LF"
            raise BadData(Flaw(file, number, "the line ends otherwise than those before it: line ends are mixed", hint))


def _parsed(text: str, file: str, delimiter: str) -> tuple[list[list[str]], Sequence[int]]:
    """The rows and the line each begins in."""
    before = csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        if '"' not in text:
            rows = list(reader)
            return rows, range(1, len(rows) + 1)
        rows, lines, line = [], [], 1
        for row in reader:
            rows.append(row)
            lines.append(line)
            line = reader.line_num + 1
        return rows, lines
    except csv.Error as error:
        what = str(error)
        if "unexpected end of data" in what:
            what = "a field in quotes is never closed: is the file truncated?"
        elif "field larger" in what:
            what = f"a field has more than {LONGEST_FIELD} characters"
        raise BadData(Flaw(file, max(1, reader.line_num), what)) from None
    finally:
        csv.field_size_limit(before)


def _other_delimiter(header: Sequence[str], delimiter: str) -> str:
    """What to say of a header that is one field, with the sign that another kind of file has between fields."""
    if len(header) == 1:
        for sign, name in ((";", "`;`"), ("\t", "tabs"), ("|", "`|`"), (",", "commas")):
            if sign in header[0]:
                own = "commas" if delimiter == "," else "tabs"
                return f"its fields seem to be separated by {name}, and {own} are expected in this kind of file"
    return ""
