"""The atlas for the terminal and for programs."""

from __future__ import annotations

from itertools import groupby

from catproof.atlas.counts import Counts, compared, most_objects, rows
from catproof.atlas.survey import Survey
from catproof.core.characters import json_text
from catproof.report.sheet import Sheet, Table
from catproof.version import __version__

SCHEMA = 1
"""The version of the JSON."""


def summary(survey: Survey) -> str:
    """How much there is of everything."""
    return (
        f"{len(survey.entries):,} categories with at most {survey.most} arrows, {len(survey.properties)} properties: "
        f"{len(survey.witnesses)} pairs p and not q with a smallest category, {len(survey.unbroken)} with none"
    )


def sheet(survey: Survey, counted: Counts) -> Sheet:
    """The survey and the counts as tables."""
    said = [known.said for known in survey.properties]
    numbers = [sum(column) for column in zip(*(entry.has for entry in survey.entries), strict=True)]
    chosen = survey.chosen
    smallest = [entry for entry in survey.entries if entry.name in chosen]
    witnesses = [(said[p.has], said[p.lacks], entry.name) for entry in smallest for p in chosen[entry.name]]
    unbroken = [
        (said[has], ", ".join(said[pair.lacks] for pair in pairs))
        for has, pairs in groupby(survey.unbroken, key=lambda pair: pair.has)
    ]
    return Sheet(
        "atlas",
        summary(survey),
        (
            Table("properties", ("property", "categories"), list(zip(said, numbers, strict=True))),
            Table("the smallest category with one and not another", ("has", "not", "category"), witnesses),
            Table("these categories", ("category",), [(entry.declaration,) for entry in smallest]),
            Table(f"not broken by any category with at most {survey.most} arrows", ("if", "then"), unbroken),
            Table("connected categories, by their objects, and all", heads(counted), rows(counted)),
            Table("monoids with more than one unit", ("order", "units", "monoids"), units(counted)),
        ),
        notes=(counted.short, *compared(counted)),
    )


def units(counted: Counts) -> list[tuple[str, str, str]]:
    """The monoids with more than one unit, by order and group of units."""
    found: dict[tuple[int, str], int] = {}
    for order, several in counted.units.items():
        for each in several:
            found[order, each.group] = found.get((order, each.group), 0) + each.number
    return [(str(order), group, f"{number:,}") for (order, group), number in found.items()]


def heads(counted: Counts) -> tuple[str, ...]:
    """The columns of `rows`."""
    return ("arrows", *map(str, range(1, most_objects(counted) + 1)), "all with more than 1 object", "all")


def as_json(survey: Survey, counted: Counts) -> str:
    """The atlas as JSON: properties, categories with the names of those that they have, pairs, counts by shape."""
    said = [known.said for known in survey.properties]
    content = {
        "catproof": __version__,
        "schema": SCHEMA,
        "arrows": survey.most,
        "properties": [
            {"property": known.said, "meaning": known.definition.documentation, "source": known.definition.source}
            for known in survey.properties
        ],
        "categories": [
            {
                "name": entry.name,
                "arrows": entry.arrows,
                "objects": entry.objects,
                "declaration": entry.declaration,
                "has": [one for one, has in zip(said, entry.has, strict=True) if has],
            }
            for entry in survey.entries
        ],
        "witnesses": [
            {"has": said[pair.has], "not": said[pair.lacks], "category": entry.name}
            for pair, entry in sorted(survey.witnesses.items())
        ],
        "not_broken": [{"if": said[pair.has], "then": said[pair.lacks]} for pair in survey.unbroken],
        "counted": counted.most,
        "connected": [
            {
                "arrows": arrows,
                "objects": objects,
                "categories": counted.number((arrows, objects)),
                "shapes": [shape._asdict() for shape in shapes],
            }
            for (arrows, objects), shapes in counted.shapes.items()
        ],
        "monoids_with_units": [
            {
                "order": order,
                "monoids": counted.with_units(order),
                "by": [each._asdict() | {"actions": each.actions._asdict()} for each in several],
            }
            for order, several in counted.units.items()
        ],
        "compared": compared(counted),
    }
    return json_text(content, 1)
