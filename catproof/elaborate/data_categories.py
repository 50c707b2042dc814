"""Categories from data files: `read(...)` and `schema(...)`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catproof.core.category import Category, Generator, presented
from catproof.core.label import Label, show
from catproof.elaborate.categories import Collector, with_arrows, with_equations, with_objects
from catproof.elaborate.data import POSET, arguments, refusing, rows_read, several
from catproof.elaborate.data_orders import read_order
from catproof.elaborate.scope import Wrong
from catproof.elaborate.terms import Terms
from catproof.syntax import tree

CATEGORY = 'category C = read("arrows.csv", arrow, source, target)'
SCHEMA = 'category S = schema("app.db")'


def read_category(terms: Terms, kind: str, call: tree.Call, name: str) -> Category:
    """`poset P = read(...)` and `category C = read(...)`, with the items of a block. Raises `Wrong` or `Problems`."""
    if kind in ("poset", "preorder"):
        return refusing(call.span, lambda: read_order(terms, call, name, kind == "preorder"))
    if kind == "category":
        return refusing(call.span, lambda: _category(terms, call, name))
    raise Wrong("E505", call.span, f"a {kind} cannot be read from a file", f"for example {POSET} or {CATEGORY}")


def _category(terms: Terms, call: tree.Call, name: str) -> Category:
    texts, _ = arguments(call, ("the arrow", "its source", "its target"), CATEGORY)
    rows = rows_read(terms, call, texts)
    flaws = rows.flaws()
    number: dict[Label, int] = {}
    generators: dict[str, Generator] = {}
    first: dict[str, int] = {}
    for arrow, source, target, place in zip(*rows.columns, rows.places, strict=True):
        title = str(arrow)
        if title in first:
            flaws.add("E508", place, f"the arrow {show(title)} is in {rows.unit} {first[title]} already")
            continue
        first[title] = place
        ends = number.setdefault(source, len(number)), number.setdefault(target, len(number))
        generators[title] = Generator(title, *ends)
    flaws.stop_if_any()
    for label in rows.alone:
        number.setdefault(label, len(number))
    return _with_block(terms, call, name, number, generators)


def _with_block(
    terms: Terms, call: tree.Call, name: str, found: Iterable[Label], read: Mapping[str, Generator]
) -> Category:
    """The category with these generating arrows and what the block adds: objects, arrows and equations."""
    problems = Collector()
    block = call.block or ()
    for item in block:
        if not isinstance(item, tree.ObjectsItem | tree.ArrowsItem | tree.EquationItem):
            problems.add("E112", item.span, "the block of a category has object, arrow and equation")
    objects = with_objects(block, found, terms, problems)
    arrows = with_arrows(block, read, terms, presented(objects, [], [], name=name, limit=terms.limit), problems)
    problems.stop_if_any()
    words = presented(objects, arrows, [], name=name, limit=terms.limit)
    equations = with_equations(block, (), terms, words, problems)
    problems.stop_if_any()
    return presented(objects, arrows, equations, name=name, limit=terms.limit)


def schema_category(terms: Terms, call: tree.Call, name: str) -> Category:
    """`schema("app.db")`: tables as objects; a foreign key of `emp` to `dept` is an arrow dept -> emp. Raises `Wrong`
    or `Problems`."""
    from catproof.readers.database import read_schema

    texts, given = arguments(call, (), SCHEMA, "without")
    without = several(given, "without")
    schema = refusing(call.span, lambda: read_schema(terms.data.places.find(texts[0]), texts[0], without))
    objects: list[Label] = list(schema.tables)
    number = {table: a for a, table in enumerate(schema.tables)}
    generators = {key.name: Generator(key.name, number[key.target], number[key.table]) for key in schema.keys}
    terms.data.notes += [(call.span, note) for note in schema.notes]
    return _with_block(terms, call, name, objects, generators)
