"""Categories from data files, `read(...)` and `schema(...)`, and what is common to all that is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from catproof.core.alike import differing
from catproof.core.category import Category, Generator, presented, thin
from catproof.core.characters import skeleton
from catproof.core.label import Label, show
from catproof.core.order import Order, covering, cycles, neighbours
from catproof.diagnostic import MOST_SHOWN, Span
from catproof.elaborate.categories import Collector, Problems, cycle_shown, first_pair, path_equation
from catproof.elaborate.scope import Wrong, suggestion
from catproof.elaborate.terms import Terms
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.reading import is_database, is_rdf, read_rows
from catproof.readers.rows import NO_VALUE, Rows
from catproof.syntax import tree
from catproof.syntax.printer import print_term

POSET = 'poset P = read("edges.csv", child, parent)'
CATEGORY = 'category C = read("arrows.csv", arrow, source, target)'
SCHEMA = 'category S = schema("app.db")'

Made = TypeVar("Made")


FEW_NAMES, MANY_NAMES = 1000, 100_000
"""Among so many names the closest ones are looked for at each fault, and among so many at the first."""


# ---- what all of them share ---------------------------------------------------------------------------


def refusing(span: Span, make: Callable[[], Made]) -> Made:
    """What `make` gives; what is wrong with a file becomes errors of the theory at `span`, with file and line."""
    try:
        return make()
    except BadData as bad:
        raise Problems(wrongs_of(span, bad.flaws)) from None


def wrongs_of(span: Span, flaws: Iterable[Flaw]) -> list[Wrong]:
    """What is wrong with a file, as errors of the theory at `span`."""
    return [Wrong(flaw.code, span, str(flaw), flaw.hint) for flaw in flaws]


def source_call(term: tree.Term, function: str, form: str) -> tree.Call:
    """The term as a call of the function, e.g. `read(...)`; `form` is an example. Raises `Wrong`."""
    if not isinstance(term, tree.Call) or term.function != function:
        raise Wrong(
            "E505", term.span, f"`{function}(...)` is expected here, not `{print_term(term)}`", f"for example {form}"
        )
    return term


def arguments(call: tree.Call, names: Sequence[str], form: str, *options: str) -> tuple[list[str], dict[str, str]]:
    """The file and the columns of a call, and its options. `names` says what the columns are for.
    Raises `Wrong`."""
    given: dict[str, str] = {}
    texts: list[str] = []
    for term in call.arguments:
        if isinstance(term, tree.Option) and term.key in options:
            if term.key in given:
                raise Wrong("E505", term.span, f"{term.key} is given twice")
            given[term.key] = term.value.text
        elif isinstance(term, tree.Option):
            known = f"known here: {', '.join(options)}" if options else ""
            raise Wrong("E205", term.span, f"`{call.function}` has no option {term.key} here", known)
        elif isinstance(term, tree.Name):
            texts.append(term.text)
        elif isinstance(term, tree.Integer):
            texts.append(str(term.value))
        else:
            raise Wrong("E505", term.span, f"the name of a file or column is expected, not `{print_term(term)}`", form)
    if not call.arguments or not isinstance(call.arguments[0], tree.Name) or not call.arguments[0].quoted:
        raise Wrong("E505", call.span, "the name of a file is expected first, in quotes", f"for example {form}")
    table = call.function == "read" and is_database(texts[0])
    if table and len(texts) == 1 + len(names):
        hint = 'its table comes first: read("app.db", table, column, column); or schema("app.db"), instance("app.db")'
        raise Wrong("E505", call.span, f"{texts[0]}: this is a database, not a table", hint)
    if is_rdf(texts[0]):
        if len(texts) == 2 and len(names) == 2 and names[0] != "the label":
            return texts, given
        table = True
    if len(texts) != 1 + table + len(names) and not (len(texts) == 1 and _is_graph(texts[0]) and len(names) == 2):
        wanted = ("a file, a table" if table else "a file") + (
            f" and the columns for {', '.join(names)}" if names else ""
        )
        raise Wrong("E505", call.span, f"`{call.function}` takes {wanted} here", f"for example {form}")
    return texts, given


def _is_graph(file: str) -> bool:
    return file.lower().removesuffix(".gz").endswith((".graphml", ".json", ".obo"))


def rows_read(
    terms: Terms, call: tree.Call, texts: Sequence[str], empty: bool = False, scores: Sequence[str] = ()
) -> Rows:
    """The rows of the file and columns that a call names, with notes of what is not kept and of names that look
    alike. With `empty` a value may be missing, and is the empty name; the columns of `scores` have numbers. Raises
    `BadData`."""
    rows = read_rows(terms.data.places, texts[0], texts[1:], empty, scores)
    terms.data.notes += [(call.span, note) for note in (*rows.notes, *rows.alike())]
    return rows


def near(label: Label, known: Sequence[Label], flaws: Flaws) -> str:
    """The closest names, where looking for them does not take long."""
    few = len(known) <= FEW_NAMES or (len(known) <= MANY_NAMES and not flaws.found)
    if not few:
        return ""
    if isinstance(label, str) and not label.isascii():
        same = next((x for x in known if isinstance(x, str) and skeleton(x) == skeleton(label)), None)
        if same is not None:
            there, here = differing(same, label)
            return f"there is {show(same)}, which only looks alike: it has {there} where {show(label)} has {here}"
    return suggestion(label if isinstance(label, str) else show(label), known)


def near_or_dropped(label: Label, known: Sequence[Label], flaws: Flaws) -> str:
    """The closest names, and that the rows of such names may be left out."""
    drop = "`unknown = drop` leaves out rows about what is no object"
    return "; ".join(filter(None, [near(label, known, flaws), drop]))


def choice(call: tree.Call, given: dict[str, str], key: str, *values: str) -> str:
    """What the option `key` is given as, one of these; empty where it is not given. Raises `Wrong`."""
    if key in given and given[key] not in values:
        known = " or ".join(f"{key} = {value}" for value in values)
        raise Wrong("E505", call.span, f"{key} = {given[key]} is not known", f"write {known}, or nothing")
    return given.get(key, "")


class Told:
    """How often each option of a call did something, and where first: a note each, also where it is never."""

    def __init__(self, terms: Terms, call: tree.Call, rows: Rows) -> None:
        self.terms, self.call, self.rows = terms, call, rows
        self.counts: dict[str, tuple[str, str, str, int, int]] = {}

    def option(self, key: str, value: str, one: str, many: str, done: str) -> None:
        """An option, and what it does: `1 row`, `2 rows` `left out`."""
        if value:
            self.counts[key] = (f"{key} = {value}", one, f"{many}\0{done}", 0, 0)

    def count(self, key: str, place: int) -> None:
        """It did so once more."""
        shown, one, many, number, first = self.counts[key]
        self.counts[key] = (shown, one, many, number + 1, first or place)

    def note(self) -> None:
        """Say so in the report."""
        for shown, one, many, number, first in self.counts.values():
            several, done = many.split("\0")
            what = f"1 {one}" if number == 1 else f"{number or 'no'} {several}"
            where = f" ({'first in ' if number > 1 else ''}{self.rows.unit} {first})" if first else ""
            self.terms.data.notes.append((self.call.span, f"{self.rows.file}: {shown}: {what} {done}{where}"))


# ---- categories ---------------------------------------------------------------------------------------


def read_category(terms: Terms, kind: str, call: tree.Call, name: str) -> Category:
    """`poset P = read(...)` and `category C = read(...)`, with the items of a block. Raises `Wrong` or `Problems`."""
    if kind in ("poset", "preorder"):
        return refusing(call.span, lambda: _poset(terms, call, name, kind == "preorder"))
    if kind == "category":
        return refusing(call.span, lambda: _category(terms, call, name))
    raise Wrong("E505", call.span, f"a {kind} cannot be read from a file", f"for example {POSET} or {CATEGORY}")


def _poset(terms: Terms, call: tree.Call, name: str, cyclic: bool) -> Category:
    options = ("root", "null", "points") if cyclic else ("root", "null", "points", "cycles")
    texts, given = arguments(call, ("the smaller", "the larger"), POSET, *options)
    root = choice(call, given, "root", "self", "empty")
    null = choice(call, given, "null", "drop", "point")
    merge = choice(call, given, "cycles", "merge")
    rows = rows_read(terms, call, texts, bool(null) or root == "empty")
    told = Told(terms, call, rows)
    told.option("root", root, "object", "objects", "with nothing above")
    told.option(
        "null", null, "row", "rows", "with an empty value " + ("left out" if null == "drop" else "kept as points")
    )
    flaws = rows.flaws()
    number: dict[Label, int] = {}
    first: dict[tuple[int, int], int] = {}
    for low, high, place in zip(*rows.columns, rows.places, strict=True):
        if low == "" or high == "":
            if root == "empty" and low != "":
                number.setdefault(low, len(number))
                told.count("root", place)
            elif null:
                told.count("null", place)
                if null == "point" and (low or high) != "":
                    number.setdefault(low if high == "" else high, len(number))
            else:
                column = texts[-2 if low == "" else -1]
                flaws.add("E507", place, f"there is no value in the column {column}", NO_VALUE)
            continue
        if low == high and root == "self":
            number.setdefault(low, len(number))
            told.count("root", place)
            continue
        if low == high:
            number.setdefault(low, len(number))
            if cyclic:
                continue
            flaws.add(
                "E512", place, f"{show(low)} < {show(high)} holds in no poset", "`root = self` where that marks a root"
            )
            continue
        pair = number.setdefault(low, len(number)), number.setdefault(high, len(number))
        if first.setdefault(pair, place) != place:
            message = f"{show(low)} < {show(high)} is in {rows.unit} {first[pair]} already"
            flaws.add("E508", place, message, "each pair once; remove the second row")
    for label in (*rows.alone, *_points(terms, given, texts)):
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
                    problems.add("E402", item.names[k].span, f"{shown} < {shown} holds in no poset")
                else:
                    first.setdefault((a, b), 0)
        else:
            problems.add("E112", item.span, "the block of a poset has chains `a < b` and `point`")
    objects, pairs = list(number), list(first)
    merged: dict[Label, int] = {}
    if merge:
        objects, pairs, merged = _merged(objects, pairs)
        told.option("cycles", merge, "object", "objects", f"made one with others{_first_of(merged, objects)}")
        told.counts["cycles"] = (*told.counts["cycles"][:3], len(merged), 0)
    beside = neighbours(len(objects), pairs)
    found = [] if cyclic else list(cycles(*beside))
    found.sort(key=lambda cycle: first[first_pair(cycle)])
    for cycle in found:
        hint = "`cycles = merge` makes such objects one; a preorder may have cycles"
        flaws.add("E512", first[first_pair(cycle)] or None, cycle_shown(cycle, objects), hint)
    problems.wrongs += wrongs_of(call.span, flaws.all())
    problems.stop_if_any()
    told.note()
    kept = pairs if cyclic else covering(len(objects), pairs, beside)
    made = thin(objects, kept, name=name, limit=terms.limit)
    if len(kept) == len(pairs):
        made.order = Order(len(objects), made.quiver.source, made.quiver.target, beside)
    made.number.update(merged)
    return made


def _points(terms: Terms, given: dict[str, str], texts: Sequence[str]) -> list[Label]:
    """The objects that the option `points` names: of its file the column of the smaller ones, or the column `id`."""
    if "points" not in given:
        return []
    file = given["points"]
    try:
        return read_rows(terms.data.places, file, [texts[-2] if len(texts) > 2 else "id"]).columns[0]
    except BadData as bad:
        hint = "its points are in the column that is called like that of the smaller ones"
        raise BadData(*(flaw._replace(hint=flaw.hint or hint) for flaw in bad.flaws)) from None


def _merged(
    objects: list[Label], pairs: list[tuple[int, int]]
) -> tuple[list[Label], list[tuple[int, int]], dict[Label, int]]:
    """Each cycle made one object, the first of it; and the numbers of the others' names."""
    classes, _ = Order(len(objects), [a for a, _ in pairs], [b for _, b in pairs]).classes
    kept = [a for a, least in enumerate(classes) if a == least]
    number = {a: i for i, a in enumerate(kept)}
    both = dict.fromkeys((number[classes[a]], number[classes[b]]) for a, b in pairs)
    others = {objects[a]: number[least] for a, least in enumerate(classes) if a != least}
    return [objects[a] for a in kept], [pair for pair in both if pair[0] != pair[1]], others


def _first_of(merged: dict[Label, int], objects: list[Label]) -> str:
    shown = [f"{show(label)} is {show(objects[a])}" for label, a in list(merged.items())[:MOST_SHOWN]]
    return f": {', '.join(shown)}{', ...' if len(merged) > MOST_SHOWN else ''}" if shown else ""


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

    texts, _ = arguments(call, (), SCHEMA)
    schema = refusing(call.span, lambda: read_schema(terms.data.places.find(texts[0]), texts[0]))
    objects: list[Label] = list(schema.tables)
    number = {table: a for a, table in enumerate(schema.tables)}
    generators = {key.name: Generator(key.name, number[key.target], number[key.table]) for key in schema.keys}
    terms.data.notes += [(call.span, note) for note in schema.notes]
    return _with_equations(terms, call, name, objects, generators)
