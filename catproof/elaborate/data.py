"""Categories from data files, `read(...)` and `schema(...)`, and what is common to all that is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from catproof.core.category import Category, Generator, presented, thin
from catproof.core.label import Label, show
from catproof.core.order import covering, cycles, neighbours
from catproof.diagnostic import Span
from catproof.elaborate.categories import Collector, Problems, cycle_shown, first_pair, path_equation
from catproof.elaborate.scope import Wrong
from catproof.elaborate.terms import Terms
from catproof.readers.flaws import BadData, Flaw
from catproof.readers.reading import read_rows
from catproof.readers.rows import Rows
from catproof.syntax import tree
from catproof.syntax.printer import print_term

POSET = 'poset P = read("edges.csv", child, parent)'
CATEGORY = 'category C = read("arrows.csv", arrow, source, target)'
SCHEMA = 'category S = schema("app.db")'

Made = TypeVar("Made")


# ---- what all of them share ---------------------------------------------------------------------------


def refusing(span: Span, make: Callable[[], Made]) -> Made:
    """What `make` gives; what is wrong with a file becomes errors of the theory at `span`, with file and line."""
    try:
        return make()
    except BadData as bad:
        raise Problems(wrongs_of(span, bad.flaws)) from None


def wrongs_of(span: Span, flaws: Iterable[Flaw]) -> list[Wrong]:
    """What is wrong with a file, as errors of the theory at `span`."""
    return [Wrong(span, str(flaw), flaw.hint) for flaw in flaws]


def source_call(term: tree.Term, function: str, form: str) -> tree.Call:
    """The term as a call of the function, e.g. `read(...)`; `form` is an example. Raises `Wrong`."""
    if not isinstance(term, tree.Call) or term.function != function:
        raise Wrong(term.span, f"`{function}(...)` is expected here, not `{print_term(term)}`", f"for example {form}")
    return term


def arguments(call: tree.Call, names: Sequence[str], form: str, *options: str) -> tuple[list[str], dict[str, str]]:
    """The file and the columns of a call, and its options. `names` says what the columns are for.
    Raises `Wrong`."""
    given: dict[str, str] = {}
    texts: list[str] = []
    for term in call.arguments:
        if isinstance(term, tree.Option) and term.key in options:
            if term.key in given:
                raise Wrong(term.span, f"{term.key} is given twice")
            given[term.key] = term.value.text
        elif isinstance(term, tree.Option):
            known = f"known here: {', '.join(options)}" if options else ""
            raise Wrong(term.span, f"`{call.function}` has no option {term.key} here", known)
        elif isinstance(term, tree.Name):
            texts.append(term.text)
        elif isinstance(term, tree.Integer):
            texts.append(str(term.value))
        else:
            raise Wrong(term.span, f"the name of a file or column is expected, not `{print_term(term)}`", form)
    if not call.arguments or not isinstance(call.arguments[0], tree.Name) or not call.arguments[0].quoted:
        raise Wrong(call.span, "the name of a file is expected first, in quotes", f"for example {form}")
    if len(texts) != 1 + len(names) and not (len(texts) == 1 and _is_graph(texts[0]) and len(names) == 2):
        wanted = "a file" + (f" and the columns for {', '.join(names)}" if names else "")
        raise Wrong(call.span, f"`{call.function}` takes {wanted} here", f"for example {form}")
    return texts, given


def _is_graph(file: str) -> bool:
    return file.lower().endswith((".graphml", ".json"))


def rows_read(terms: Terms, call: tree.Call, texts: Sequence[str], scores: Sequence[str] = ()) -> Rows:
    """The rows of the file and columns that a call names, with notes of what is not kept and of names that look
    alike. The columns of `scores` have numbers. Raises `BadData`."""
    rows = read_rows(terms.data.places, texts[0], texts[1:], scores)
    terms.data.notes += [(call.span, note) for note in (*rows.notes, *rows.alike())]
    return rows


def choice(call: tree.Call, given: dict[str, str], key: str, value: str) -> bool:
    """Is the option `key` given, with the only value it may have? Raises `Wrong`."""
    if given.get(key, value) != value:
        raise Wrong(call.span, f"{key} = {given[key]} is not known", f"write {key} = {value}, or nothing")
    return key in given


# ---- categories ---------------------------------------------------------------------------------------


def read_category(terms: Terms, kind: str, call: tree.Call, name: str) -> Category:
    """`poset P = read(...)` and `category C = read(...)`, with the items of a block. Raises `Wrong` or `Problems`."""
    if kind in ("poset", "preorder"):
        return refusing(call.span, lambda: _poset(terms, call, name, kind == "preorder"))
    if kind == "category":
        return refusing(call.span, lambda: _category(terms, call, name))
    raise Wrong(call.span, f"a {kind} cannot be read from a file", f"for example {POSET} or {CATEGORY}")


def _poset(terms: Terms, call: tree.Call, name: str, cyclic: bool) -> Category:
    texts, _ = arguments(call, ("the smaller", "the larger"), POSET)
    rows = rows_read(terms, call, texts)
    flaws = rows.flaws()
    number: dict[Label, int] = {}
    first: dict[tuple[int, int], int] = {}
    for low, high, place in zip(*rows.columns, rows.places, strict=True):
        if low == high:
            number.setdefault(low, len(number))
            if cyclic:
                continue
            flaws.add(place, f"{show(low)} < {show(high)} holds in no poset")
            continue
        pair = number.setdefault(low, len(number)), number.setdefault(high, len(number))
        if first.setdefault(pair, place) != place:
            flaws.add(place, f"{show(low)} < {show(high)} is in {rows.unit} {first[pair]} already")
    for label in rows.alone:
        number.setdefault(label, len(number))
    problems = Collector()
    for item in call.block or ():
        if isinstance(item, tree.ChainItem | tree.PointsItem):
            members = [number.setdefault(terms.label(x), len(number)) for x in item.names]
            for k, (a, b) in enumerate(pairwise(members) if isinstance(item, tree.ChainItem) else ()):
                if a == b and cyclic:
                    continue
                if a == b:
                    shown = print_term(item.names[k])
                    problems.add(item.names[k].span, f"{shown} < {shown} holds in no poset")
                else:
                    first.setdefault((a, b), 0)
        else:
            problems.add(item.span, "the block of a poset has chains `a < b` and `point`")
    objects, pairs = list(number), list(first)
    found = [] if cyclic else list(cycles(*neighbours(len(objects), pairs)))
    found.sort(key=lambda cycle: first[first_pair(cycle)])
    for cycle in found:
        flaws.add(first[first_pair(cycle)] or None, cycle_shown(cycle, objects))
    problems.wrongs += wrongs_of(call.span, flaws.all())
    problems.stop_if_any()
    return thin(objects, pairs if cyclic else covering(len(objects), pairs), name=name, limit=terms.limit)


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
            flaws.add(place, f"the arrow {show(title)} is in {rows.unit} {first[title]} already")
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
                    problems.add(term.span, f"the object {print_term(term)} is there already")
                else:
                    objects.append(terms.label(term))
        elif not isinstance(item, tree.ArrowsItem | tree.EquationItem):
            problems.add(item.span, "the block of a category has object, arrow and equation")
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
                    problems.add(arrow.span, f"the arrow {show(arrow.text)} is there already")
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

    texts, _ = arguments(call, (), SCHEMA)
    schema = refusing(call.span, lambda: read_schema(terms.data.places.find(texts[0]), texts[0]))
    objects: list[Label] = list(schema.tables)
    number = {table: a for a, table in enumerate(schema.tables)}
    generators = {key.name: Generator(key.name, number[key.target], number[key.table]) for key in schema.keys}
    terms.data.notes += [(call.span, note) for note in schema.notes]
    return _with_equations(terms, call, name, objects, generators)
