"""What people read beside the objects of a category, from a data file: `names read("terms.csv", id, label) on P`."""

from __future__ import annotations

from catproof.core.category import Category
from catproof.core.label import Label, show
from catproof.elaborate.data import Told, arguments, choice, near_or_dropped, refusing, rows_read, source_call
from catproof.elaborate.scope import Wrong
from catproof.elaborate.terms import Terms
from catproof.syntax import tree

NAMES = 'names read("terms.csv", id, label) on P'


def read_names(decl: tree.TasksDecl, terms: Terms) -> None:
    """`names read(...) on C`: at most one name for each object, which stays what it is called in a theory. Raises
    `Wrong` or `Problems`."""
    category = terms.category(decl.category)
    call = source_call(decl.source, "read", NAMES)
    if call.block is not None:
        raise Wrong("E307", call.span, "`read` takes no block here")
    category.beside |= refusing(call.span, lambda: _names(call, category, terms))


def _names(call: tree.Call, category: Category, terms: Terms) -> dict[Label, str]:
    texts, given = arguments(call, ("the object", "its name"), NAMES, "unknown", "null")
    unknown, null = choice(call, given, "unknown", "drop"), choice(call, given, "null", "drop")
    rows = rows_read(terms, call, texts, bool(null))
    told = Told(terms, call, rows)
    told.option("unknown", unknown, "row", "rows", f"left out, for what is no object of {category.name}")
    told.option("null", null, "row", "rows", "with an empty value left out")
    flaws = rows.flaws()
    places: dict[Label, int] = {}
    found: dict[Label, str] = {}
    for label, name, place in zip(*rows.columns, rows.places, strict=True):
        at = category.number.get(label)
        if "" in (label, name):
            told.count("null", place)
        elif at is None and unknown:
            told.count("unknown", place)
        elif at is None:
            hint = near_or_dropped(label, category.objects, flaws)
            flaws.add("E509", place, f"{show(label)} is not an object of {category.name}", hint, "object")
        elif places.setdefault(label, place) != place:
            message = f"{show(label)} has a name in {rows.unit} {places[label]} already"
            flaws.add("E508", place, message, "one row for each; remove one of the two")
        else:
            found.setdefault(category.objects[at], str(name))  # of several that were made one the first
    flaws.stop_if_any()
    told.note()
    return found
