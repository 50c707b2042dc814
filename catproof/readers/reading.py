"""Data files, by the end of their name."""

from __future__ import annotations

from collections.abc import Sequence

from catproof.readers.flaws import BadData, Flaw
from catproof.readers.place import Places
from catproof.readers.rows import Rows


def read_rows(places: Places, file: str, columns: Sequence[str], scores: Sequence[str] = ()) -> Rows:
    """These columns of a CSV, TSV, Parquet, GraphML or node-link JSON file, by the end of its name. In the columns of
    `scores` a Parquet file may have floats, which are read as the exact rationals that they are.

    For a graph, no columns stand for the sources and targets of its edges. Raises `BadData`.
    """
    ending = file[file.rfind(".") :].lower() if "." in file else ""
    if ending in (".csv", ".tsv"):
        from catproof.readers.delimited import read_delimited

        return read_delimited(places.read(file), file, columns, "," if ending == ".csv" else "\t")
    if ending == ".parquet":
        from catproof.readers.parquet import read_parquet

        return read_parquet(places.find(file), file, columns, scores)
    if ending in (".graphml", ".json"):
        if ending == ".graphml":
            from catproof.readers.graphml import read_graphml as read_graph
        else:
            from catproof.readers.node_link import read_node_link as read_graph
        return read_graph(places.read(file), file, columns)
    if ending in (".db", ".sqlite", ".sqlite3"):
        hint = 'a database is read by schema("app.db") and instance("app.db")'
        raise BadData(Flaw(file, None, "this is a database, not a table", hint))
    known = ".csv, .tsv, .parquet, .graphml or .json (node-link)"
    raise BadData(Flaw(file, None, "the kind of file is not known", f"its name should end in {known}"))
