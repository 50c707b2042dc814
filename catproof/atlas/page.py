"""The atlas as one page of HTML that needs nothing else, to browse and to search."""

from __future__ import annotations

from catproof.atlas.counts import Counts, compared, rows
from catproof.atlas.survey import Entry, Pair, Survey
from catproof.atlas.tables import heads, units
from catproof.atlas.theory import FILE, theory
from catproof.core.enumeration.shapes import Matrix
from catproof.report.template import rendered
from catproof.version import __version__


def page(survey: Survey, counted: Counts) -> str:
    """The survey and the counts as a page."""
    return rendered(
        "catproof.atlas",
        "atlas",
        title=f"Categories with at most {survey.most} arrows",
        summary=f"{len(survey.entries):,} categories up to isomorphism, and {len(survey.properties)} properties.",
        version=__version__,
        most=survey.most,
        properties=[_property(survey, place) for place in range(len(survey.properties))],
        witnesses=f"{len(survey.witnesses)} pairs, {len(survey.chosen)} categories",
        unbroken=f"{len(survey.unbroken)} pairs",
        file=FILE,
        theory=theory(survey),
        counts={
            "heads": heads(counted),
            "rows": rows(counted),
            "units": units(counted),
            "said": [said for said in (counted.short, *compared(counted)) if said],
            "shapes": [
                (arrows, objects, _matrix(shape.matrix), f"{shape.number:,}", f"{shape.labelled:,}")
                for (arrows, objects), shapes in counted.shapes.items()
                for shape in shapes
                if shape.number
            ],
        },
        categories=[_category(survey, entry) for entry in survey.entries],
    )


def _matrix(matrix: Matrix) -> str:
    """The numbers of arrows, row by row, as `6 1 / 0 0`."""
    return " / ".join(" ".join(map(str, row)) for row in matrix)


def _property(survey: Survey, place: int) -> dict[str, object]:
    """A row of the tables: the property, and for each other one the smallest category that has not that."""
    known = survey.properties[place]
    smallest = [survey.witnesses.get(Pair(place, other)) for other in range(len(survey.properties))]
    cells = ["" if entry is None else entry.name for entry in smallest]
    cells[place] = "="
    return {
        "said": known.said,
        "count": f"{sum(entry.has[place] for entry in survey.entries):,}",
        "meaning": known.definition.documentation,
        "source": known.definition.source,
        "cells": cells,
        "then": [survey.properties[other].said for other, cell in enumerate(cells) if not cell],
    }


def _category(survey: Survey, entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "arrows": entry.arrows,
        "size": entry.size,
        "declaration": entry.declaration,
        "bits": "".join(map(str, map(int, entry.has))),
        "has": ", ".join(known.said for known, has in zip(survey.properties, entry.has, strict=True) if has),
    }
