"""Categories from data files: `read(...)` and `schema(...)`."""

from __future__ import annotations

from catproof.core.category import Category, Generator, presented
from catproof.core.label import Label, show
from catproof.elaborate.categories import Collector, path_equation
from catproof.elaborate.data import POSET, arguments, refusing, rows_read, several
from catproof.elaborate.data_orders import read_order
from catproof.elaborate.scope import Wrong
from catproof.elaborate.terms import Terms
from catproof.syntax import tree
from catproof.syntax.printer import print_term

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
    return _with_equations(terms, call, name, list(number), generators)


def _with_equations(
    terms: Terms, call: tree.Call, name: str, objects: list[Label], generators: dict[str, Generator]
) -> Category:
    """The category with these generating arrows and what the block adds: objects, arrows and equations."""
    problems = Collector()
    for item in call.block or ():
        if isinstance(item, tree.ObjectsItem):
            for term in item.names:
                if terms.label(term) in objects:
                    problems.add("E202", term.span, f"the object {print_term(term)} is there already")
                else:
                    objects.append(terms.label(term))
        elif not isinstance(item, tree.ArrowsItem | tree.EquationItem):
            problems.add("E112", item.span, "the block of a category has object, arrow and equation")
    shell = presented(objects, [], [], name=name, limit=terms.limit)
    for item in call.block or ():
        if isinstance(item, tree.ArrowsItem):
            try:
                ends = terms.object(item.source, shell), terms.object(item.target, shell)
            except Wrong as wrong:
                problems.wrongs.append(wrong)
                continue
            for arrow in item.names:
                if arrow.text in generators:
                    problems.add("E202", arrow.span, f"the arrow {show(arrow.text)} is there already")
                generators[arrow.text] = Generator(arrow.text, *ends)
    problems.stop_if_any()
    arrows = list(generators.values())
    words = presented(objects, arrows, [], name=name, limit=terms.limit)
    equations = []
    for item in call.block or ():
        if isinstance(item, tree.EquationItem):
            try:
                equations.append(path_equation(item, words, terms))
            except Wrong as wrong:
                problems.wrongs.append(wrong)
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
    return _with_equations(terms, call, name, objects, generators)
