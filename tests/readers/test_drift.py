"""`theories/drift`: what a new version of an ontology breaks, against the files by hand."""

from __future__ import annotations

import csv

import networkx

import catproof
from catproof.resources import folder

DRIFT = folder("theories") / "drift"


def rows(file: str) -> list[tuple[str, str]]:
    with (DRIFT / file).open(encoding="utf-8") as given:
        _, *found = csv.reader(given)
    return [(low, high) for low, high in found]


def test_every_statement_is_ok_and_the_broken_pairs_are_those_of_the_files() -> None:
    report = catproof.check(DRIFT / "drift.cat", cache=False)
    assert report.ok and not report.errors
    found = {verdict.statement.name: verdict for verdict in report.files[0].verdicts}
    old, new = (networkx.DiGraph(rows(f"{name}.csv")) for name in ("old", "new"))
    least = networkx.transitive_reduction(old)
    moved = {low: by or low for low, by in rows("replaced.csv")}
    for name, image in (("names_stay", {low: low for low in moved}), ("replaced", moved)):
        broken = {(a, b) for a, b in least.edges if not networkx.has_path(new, image[a], image[b])}
        assert found[name].reason.startswith(f"{len(broken)} of {least.number_of_edges()} pairs are broken: ")
        assert {tuple(pair) for pair in found[name].witness["broken"]} == broken
    kept = {(a, b) for a, b in old.edges if networkx.has_path(new, moved[a], moved[b])}
    assert set(rows("kept.csv")) == kept and len(kept) < old.number_of_edges()
