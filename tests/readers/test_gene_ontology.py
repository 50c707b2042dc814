"""The Gene Ontology straight from the SQLite file of Debian's r-bioc-go.db, where that is installed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import catproof

PLACE = Path("/usr/lib/R/site-library/GO.db/extdata/GO.sqlite")

THEORY = """poset G = read("{0}", go_bp_parents, _id, _parent_id)
names read("{0}", go_term, _id, term, unknown = drop) on G
claim count(objects(G)) = {1} and {4} is terminal in G
claim count(arrows(G, {3}, {2})) = 1 and count(arrows(G, {2}, {3})) = 0
"""


@pytest.mark.skipif(not PLACE.exists(), reason="Debian's r-bioc-go.db is not installed")
def test_biological_processes() -> None:
    with closing(sqlite3.connect(f"{PLACE.as_uri()}?mode=ro", uri=True)) as database:

        def one(query: str, *values: object) -> int:
            return int(database.execute(query, values).fetchone()[0])

        number = "SELECT _id FROM go_term WHERE term = ?"
        whole, part = one(number, "biological_process"), one(number, "photosynthesis")
        count = one("SELECT count(*) FROM (SELECT _id FROM go_bp_parents UNION SELECT _parent_id FROM go_bp_parents)")
        top = one("SELECT _parent_id FROM go_bp_parents WHERE _id = ?", whole)  # the table says that it is above all
        assert one("SELECT count(*) FROM go_bp_offspring WHERE _id = ?", top) == count - 1
    said = THEORY.format(PLACE, count, whole, part, top)
    report = catproof.check(said + "\n", allow_path=(str(PLACE.parent),), limit=10**6, cache=False)
    assert report.ok, report
    named = catproof.explain(said + "\n", allow_path=(str(PLACE.parent),), limit=10**6, cache=False)
    assert f"{whole} (biological_process)" in named
