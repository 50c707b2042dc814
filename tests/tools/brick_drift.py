"""Cut `theories/drift`: a part of the Brick ontology in versions 1.4.4 and 1.5.0, and what replaces what.

Brick (https://brickschema.org) says how the points and equipment of buildings are called. The part are the classes
below collections, water temperature sensors and water temperature setpoints, with all that is above them: in the old
version these, in the new one the classes of the same names and what the new version says that replaces them
(`brick:isReplacedBy`). Names of Brick stand without their prefix, those of RealEstateCore as `rec:Collection`. In
`kept.csv` are the pairs of the old version that stay when each class is replaced.

Both versions are in one package of PyPI, which has the BSD-3-Clause licence that is copied beside the data:

    pip download brickschema==0.8.0 --no-deps
    python tests/tools/brick_drift.py brickschema-0.8.0-py3-none-any.whl theories/drift

The same wheel gives the same bytes.
"""

from __future__ import annotations

import csv
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from rdflib import RDFS, Graph, URIRef

BRICK, REC = "https://brickschema.org/schema/Brick#", "https://w3id.org/rec#"
ROOTS = ("Collection", "Water_Temperature_Sensor", "Water_Temperature_Setpoint")
TAGS = ("Loop", "System", "Setpoint", "Sensor", "Entering", "Leaving", "Hot", "Deadband", "Generation")
"""The tags that become labels."""


def name(node: object) -> str:
    """What a class is called; empty for one of another ontology."""
    text = str(node)
    return text.removeprefix(BRICK) if text.startswith(BRICK) else text.replace(REC, "rec:") if REC in text else ""


class Version:
    """The classes of a version: what each is a kind of, what replaces it, and who has which tag."""

    def __init__(self, text: bytes) -> None:
        graph = Graph().parse(data=text, format="turtle")
        self.above: defaultdict[str, set[str]] = defaultdict(set)
        self.below: defaultdict[str, set[str]] = defaultdict(set)
        for low, high in graph.subject_objects(RDFS.subClassOf):
            if name(low) and name(high):
                self.above[name(low)].add(name(high))
                self.below[name(high)].add(name(low))
        by = graph.subject_objects(URIRef(f"{BRICK}isReplacedBy"))
        self.replaced = {name(low): name(high) for low, high in by if name(low) and name(high)}
        self.tagged: defaultdict[str, set[str]] = defaultdict(set)
        for low, tag in graph.subject_objects(URIRef(f"{BRICK}hasAssociatedTag")):
            self.tagged[str(tag).rpartition("#")[2]].add(name(low))


def reached(start: Iterable[str], by: Mapping[str, set[str]]) -> set[str]:
    """All that is reached from there."""
    seen = set(start)
    pending = list(seen)
    while pending:
        for other in by.get(pending.pop(), set()) - seen:
            seen.add(other)
            pending.append(other)
    return seen


def write(path: Path, header: tuple[str, str], rows: Iterable[tuple[str, str]]) -> None:
    """A CSV file with these rows, sorted."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))


def main(wheel: str, folder: Path) -> None:
    """Cut the part from a wheel of brickschema."""
    with zipfile.ZipFile(wheel) as archive:
        files = [f"brickschema/ontologies/{version}/Brick.ttl" for version in ("1.4", "1.5")]
        old, new = (Version(archive.read(file)) for file in files)
        licence = next(each for each in archive.namelist() if each.endswith("licenses/LICENSE"))
        (folder / "LICENSE").write_bytes(archive.read(licence))
    before = reached(reached(ROOTS, old.below), old.above)
    moved = {low: new.replaced[low] for low in before if low in new.replaced}
    after = reached({moved.get(low, low) for low in before} | before, new.above)
    for version, classes, file in ((old, before, "old"), (new, after, "new")):
        pairs = ((low, high) for low in classes for high in version.above[low] if high in classes and low != high)
        write(folder / f"{file}.csv", ("class", "above"), pairs)
        tags = ((tag, low) for tag in TAGS for low in version.tagged[tag] & classes)
        write(folder / f"tags_{file}.csv", ("tag", "class"), tags)
    inside = [(low, high) for low in before for high in old.above[low] if high in before and low != high]
    image = {low: moved.get(low, low) for low in before}
    kept = [(low, high) for low, high in inside if image[high] in reached([image[low]], new.above)]
    write(folder / "kept.csv", ("class", "above"), kept)
    write(folder / "replaced.csv", ("class", "by"), ((low, moved.get(low, "")) for low in before))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
