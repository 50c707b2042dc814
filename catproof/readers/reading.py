"""Data files, by the end of their name."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from catproof.files.reading import LARGEST_DATA, MEGABYTE
from catproof.readers.flaws import BadData, Flaw
from catproof.readers.place import Places
from catproof.readers.rows import Rows

DATABASES = (".db", ".sqlite", ".sqlite3")

RDF = (".ttl", ".nt", ".owl", ".rdf")

PORTION = 1 << 20
"""So many bytes are unpacked at once."""


def is_database(file: str) -> bool:
    """Is it a SQLite database, by its name?"""
    return file.lower().endswith(DATABASES)


def is_rdf(file: str) -> bool:
    """Is it RDF, by its name?"""
    return file.lower().removesuffix(".gz").endswith(RDF)


def read_rows(
    places: Places, file: str, columns: Sequence[str], empty: bool = False, scores: Sequence[str] = ()
) -> Rows:
    """These columns of a CSV, TSV, Parquet, GraphML, node-link JSON or OBO file, of a SQLite database or of RDF, by the
    end of its name; of a database the first of them is the table, of RDF the predicate. Text may be packed by gzip,
    with `.gz` at the end.

    For a graph, no columns stand for the sources and targets of its edges. With `empty` a value may be missing: it is
    the empty name. In the columns of `scores` a Parquet file may have floats, read as the exact rationals that
    they are. Raises `BadData`.
    """
    if file in places.handed:
        from catproof.readers.tables import table

        return table(places.handed[file], columns, empty, scores)
    plain = file.lower().removesuffix(".gz")
    ending = plain[plain.rfind(".") :] if "." in plain else ""
    if ending in (".csv", ".tsv"):
        from catproof.readers.delimited import read_delimited

        return read_delimited(_content(places, file), file, columns, "," if ending == ".csv" else "\t", empty)
    if ending == ".obo":
        from catproof.readers.obo import read_obo

        return read_obo(_content(places, file), file, columns, empty)
    if ending in RDF:
        if not columns:
            hint = 'it comes first: read("x.ttl", "skos:broader")'
            raise BadData(Flaw("E505", file, None, "the predicate is not named", hint))
        from catproof.readers.rdf import FORMATS, read_rdf

        return read_rdf(_content(places, file), file, FORMATS[ending], columns[0], columns[1:] or ("subject", "object"))
    if ending in (".graphml", ".json"):
        if ending == ".graphml":
            from catproof.readers.graphml import read_graphml as read_graph
        else:
            from catproof.readers.node_link import read_node_link as read_graph
        return read_graph(_content(places, file), file, columns)
    if ending == ".parquet" and plain == file.lower():
        from catproof.readers.parquet import read_parquet

        return read_parquet(places.find(file), file, columns, empty, scores)
    if ending in DATABASES and plain == file.lower():
        if len(columns) < 2:
            hint = (
                'a database is read by schema("app.db"), instance("app.db") and read("app.db", table, column, column)'
            )
            raise BadData(Flaw("E505", file, None, "this is a database, not a table", hint))
        from catproof.readers.database import read_columns

        return read_columns(places.find(file), file, columns[0], columns[1:], empty)
    known = ".csv, .tsv, .parquet, .graphml, .json (node-link), .obo, .ttl, .nt, .owl, .rdf or .db"
    known += "; .gz may follow where it is text"
    raise BadData(Flaw("E503", file, None, "the kind of file is not known", f"its name should end in {known}"))


def _content(places: Places, file: str) -> bytes:
    """The bytes of a file, unpacked where it is packed (gzip, RFC 1952): no more than a file may have. Raises
    `BadData`."""
    data = places.read(file)
    if not file.lower().endswith(".gz"):
        return data
    unpacked: list[bytes] = []
    size = 0
    try:
        while data:  # one member after the other
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            while not member.eof:
                part = member.decompress(data, PORTION)
                data = member.unconsumed_tail
                if not part and not data and not member.eof:
                    raise BadData(Flaw("E504", file, None, "the packed file ends early", "is it truncated?"))
                unpacked.append(part)
                size += len(part)
                if size > LARGEST_DATA:
                    message = f"unpacked, the file is larger than {LARGEST_DATA // MEGABYTE} MB"
                    raise BadData(Flaw("E501", file, None, message, "divide it into several files"))
            data = member.unused_data.lstrip(b"\0")  # padding may follow the last one
    except zlib.error as error:
        reason = str(error).partition(": ")[2] or str(error)
        raise BadData(Flaw("E504", file, None, f"this is no gzip file that can be read: {reason}")) from None
    return b"".join(unpacked)
