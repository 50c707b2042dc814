"""Declarations of graded categories, tables of scores, and of tasks and functors on them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor, isfinite
from typing import TYPE_CHECKING

from catproof.core.graded import Graded, GradedFunctor, GradedTask, Table, closure
from catproof.core.label import Label, show
from catproof.core.quantale import INF, QUANTALES, RANGES, Quantale, Value, shown
from catproof.decide.graded import product_shown, score_shown, triangle, value_shown
from catproof.diagnostic import Span
from catproof.elaborate.categories import Collector
from catproof.elaborate.data import arguments, near, refusing, rows_read, source_call
from catproof.elaborate.filled import of_graded_functor, of_scores, of_values
from catproof.elaborate.scope import Wrong, suggestion
from catproof.elaborate.terms import Terms
from catproof.readers.flaws import Flaws
from catproof.readers.place import Handed
from catproof.syntax import tree
from catproof.syntax.files import is_array, names_beside
from catproof.syntax.printer import print_term

if TYPE_CHECKING:
    from catproof.readers.vectors import Numbers

SCORES = 'scores S in prob = read("scores.csv", from, to, score)'
VALUES = 'task T on C = read("values.csv", object, value)'
MOST_OBJECTS = 2000
"""A graded category that is listed or read has so many objects at most: its table has their square."""

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?\Z|[0-9]+/[0-9]*[1-9][0-9]*\Z")


def quantale_of(name: tree.Name) -> Quantale:
    """The quantale that is named. Raises `Wrong`."""
    found = QUANTALES.get(name.text)
    if found is None:
        hint = suggestion(name.text, QUANTALES) or f"known here: {', '.join(QUANTALES)}"
        raise Wrong("E204", name.span, f"there is no quantale {name.text}", hint)
    return found


def value_of(term: tree.Term, quantale: Quantale) -> Value:
    """The value that is written. Raises `Wrong`."""
    if isinstance(term, tree.Integer | tree.Fraction):
        found: Value = Fraction(term.value)
    elif isinstance(term, tree.Name) and term.text == "inf" and not term.quoted:
        found = INF
    else:
        raise Wrong(
            "E301", term.span, f"a value is expected here, not `{print_term(term)}`", "such as 2/3, 0.25 or inf"
        )
    return _fitting(found, quantale, term.span, print_term(term))


def _fitting(value: Value, quantale: Quantale, span: Span, text: str) -> Value:
    if not quantale.has(value):
        raise Wrong("E416", span, f"{text} is no value of {quantale.name}", f"its values are {RANGES[quantale.name]}")
    return value


class _Listed:
    """The objects and scores that a block or a file lists."""

    def __init__(self, quantale: Quantale, span: Span) -> None:
        self.quantale, self.span = quantale, span
        self.number: dict[Label, int] = {}
        self.scores: dict[tuple[int, int], tuple[Value, Span]] = {}

    def object(self, label: Label) -> int:
        return self.number.setdefault(label, len(self.number))

    def score(self, source: Label, target: Label, value: Value, span: Span) -> None:
        """Note a score. Raises `Wrong` where another one was listed."""
        pair = self.object(source), self.object(target)
        known = self.scores.setdefault(pair, (value, span))
        if known[0] != value:
            both = f"{shown(known[0])} and {shown(value)}"
            raise Wrong("E406", span, f"two scores are listed from {show(source)} to {show(target)}: {both}")

    def table(self) -> Table:
        """All scores: the unit on the diagonal and the bottom elsewhere, where none is listed. Raises `Wrong`."""
        count, quantale = len(self.number), self.quantale
        if count > MOST_OBJECTS:
            raise Wrong("E417", self.span, f"the table has {count:,} objects, and {MOST_OBJECTS:,} are the most")
        values: Table = [[quantale.bottom] * count for _ in range(count)]
        for x in range(count):
            values[x][x] = quantale.unit
        for (x, y), (value, _) in self.scores.items():
            values[x][y] = value
        return values


def declared_graded(decl: tree.GradedDecl, terms: Terms) -> Graded:
    """The graded category, or the table of scores, of a block. Raises `Problems` or `Wrong`."""
    quantale = quantale_of(decl.quantale)
    listed, problems = _Listed(quantale, decl.name.span), Collector()
    for item in decl.items:
        try:
            if isinstance(item, tree.ObjectsItem):
                for each in item.names:
                    listed.object(terms.label(each))
                continue
            source, target = _label(item.source, terms), _label(item.target, terms)
            value = value_of(item.value, quantale)
            if source == target and decl.kind == "enriched" and value != quantale.unit:
                message = f"the score of an object from itself is {shown(quantale.unit)}, not {shown(value)}"
                raise Wrong("E415", item.value.span, message)
            listed.score(source, target, value, item.span)
            if item.both:
                listed.score(target, source, value, item.span)
        except Wrong as wrong:
            problems.wrongs.append(wrong)
    problems.stop_if_any()
    made = _made(decl.kind, decl.name.text, listed, problems)
    terms.scope.filled += of_scores(decl, made, listed.scores)
    return made


def _label(term: tree.Term, terms: Terms) -> Label:
    if not isinstance(term, tree.Name | tree.Integer | tree.Tuple):
        raise Wrong("E301", term.span, f"the name of an object is expected, not `{print_term(term)}`")
    return terms.label(term)


def _made(kind: str, name: str, listed: _Listed, problems: Collector) -> Graded:
    quantale, values, objects = listed.quantale, listed.table(), list(listed.number)
    if kind == "scores":
        return Graded(quantale, objects, values, name)
    whole = closure(quantale, values)
    table = Graded(quantale, objects, whole.values, name, None, True, values)

    def changed() -> Iterable[tuple[int, int, Span]]:
        return ((x, y, span) for (x, y), (value, span) in listed.scores.items() if whole.values[x][y] != value)

    def told(found: tuple[int, int, Span]) -> Wrong:
        x, y, span = found
        path = whole.path(x, y)
        by = triangle(Graded(quantale, objects, _with(whole.values, x, y, values[x][y]), name), x, path[-2], y)
        way = " -> ".join(map(table.show, path))
        there = f": the way {way} gives {shown(whole.values[x][y])}" if len(path) > 3 else ""
        hint = "a table of any scores is declared by `scores`"
        return Wrong("E415", span, f"{name} is no graded category: {by}{there}", hint)

    problems.add_some(changed(), told)
    problems.stop_if_any()
    return table


def _with(values: Table, x: int, y: int, value: Value) -> Table:
    """The table with one score as it was listed."""
    return [[value if (a, b) == (x, y) else each for b, each in enumerate(row)] for a, row in enumerate(values)]


# ---- from files -----------------------------------------------------------------------------------------------


def read_graded(decl: tree.GradedFrom, terms: Terms) -> Graded:
    """`scores S in prob = read("scores.csv", from, to, score [, grid = 1024])`. Raises `Problems` or `Wrong`."""
    quantale = quantale_of(decl.quantale)
    call = source_call(decl.source, "read", SCORES)
    plain, grid = _gridless(call)
    rest = list(plain.arguments)
    first = rest[0] if rest else None
    if isinstance(first, tree.Name) and first.quoted and is_array(first.text):
        names = _names_file(first.text, rest[1:])
        return refusing(call.span, lambda: _read_array(decl, terms, call, (first.text, names), quantale, grid))
    handed = terms.data.places.handed.get(first.text) if isinstance(first, tree.Name) else None
    if handed is not None and handed.names is not None:
        return refusing(call.span, lambda: _from_array(decl, terms, call, _square(handed), quantale, grid))
    texts, _ = arguments(plain, ("where from", "where to", "the score"), SCORES)
    return refusing(call.span, lambda: _read(decl, terms, plain, texts, quantale, grid))


def _gridless(call: tree.Call) -> tuple[tree.Call, int | None]:
    """The call without its option `grid`, and what that is. Raises `Wrong`."""
    grid: int | None = None
    rest: list[tree.Term] = []
    for argument in call.arguments:
        if isinstance(argument, tree.Bound) and argument.key == "grid" and argument.operator == "=":
            if argument.value < 1:
                raise Wrong("E416", argument.span, "a grid has 1 or more steps from 0 to 1")
            grid = argument.value
        else:
            rest.append(argument)
    return tree.Call(call.function, tuple(rest), call.block, span=call.span), grid


def _names_file(file: str, rest: list[tree.Term]) -> str:
    """The file with the names of an array. Raises `Wrong` for other arguments."""
    names = names_beside(file)
    for argument in rest:
        if not isinstance(argument, tree.Option) or argument.key != "names":
            hint = f'for example scores S in metric = read("{file}", names = "{names}")'
            raise Wrong("E505", argument.span, f"an array has no columns with names: `{print_term(argument)}`", hint)
        names = argument.value.text
    return names


def _read_array(
    decl: tree.GradedFrom, terms: Terms, call: tree.Call, files: tuple[str, str], quantale: Quantale, grid: int | None
) -> Graded:
    """`scores S in metric = read("scores.npy" [, names = "names.txt"] [, grid = 4])`: row x has the scores from x."""
    from catproof.readers.vectors import square_array

    return _from_array(decl, terms, call, square_array(terms.data.places, *files), quantale, grid)


def _square(handed: Handed) -> Numbers:
    """The square of scores that a program hands over, with its names."""
    from catproof.readers.handed import numbers

    return numbers(handed, True, False)


def _from_array(
    decl: tree.GradedFrom, terms: Terms, call: tree.Call, found: Numbers, quantale: Quantale, grid: int | None
) -> Graded:
    flaws, listed, rounding = Flaws(found.file, "row"), _Listed(quantale, call.span), _Rounding(quantale, grid)
    several = list(map(listed.object, found.names))
    if len(several) > MOST_OBJECTS:
        listed.table()
    for x, row in zip(several, found.values.tolist(), strict=True):
        for y, number in zip(several, row, strict=True):
            value: Value | None = INF if number == INF else Fraction(number) if isfinite(number) else None
            if value is None or not quantale.has(value):
                flaws.add(
                    "E416", x + 1, f"{number} is no value of {quantale.name}", f"its values are {RANGES[quantale.name]}"
                )
                continue
            listed.scores[x, y] = rounding.of(value), call.span
    flaws.stop_if_any()
    rounding.note(terms, call)
    return _made(decl.kind, decl.name.text, listed, Collector())


class _Rounding:
    """Rounds values to a grid, to the less true side, and counts how many that changes."""

    def __init__(self, quantale: Quantale, grid: int | None) -> None:
        self.quantale, self.grid = quantale, grid
        self.seen = self.rounded = 0

    def of(self, value: Value) -> Value:
        """The value on the grid; itself where there is none."""
        self.seen += 1
        if self.grid is None or value == INF:
            return value
        steps = Fraction(value) * self.grid
        on_grid = Fraction(ceil(steps) if self.quantale.turned else floor(steps), self.grid)
        self.rounded += on_grid != value
        return on_grid

    def note(self, terms: Terms, call: tree.Call) -> None:
        """Say how many values were rounded."""
        if self.grid is not None:
            way = "up" if self.quantale.turned else "down"
            note = f"{self.rounded:,} of {self.seen:,} scores were rounded {way} to a multiple of 1/{self.grid}"
            terms.data.notes.append((call.span, note))


def _read(
    decl: tree.GradedFrom, terms: Terms, call: tree.Call, texts: list[str], quantale: Quantale, grid: int | None
) -> Graded:
    rows = rows_read(terms, call, texts, scores=texts[3:])
    flaws = rows.flaws()
    listed, rounding = _Listed(quantale, call.span), _Rounding(quantale, grid)
    for source, target, score, place in zip(*rows.columns, rows.places, strict=True):
        value = _read_value(str(score))
        if value is None or not quantale.has(value):
            flaws.add(
                "E416", place, f"{score} is no value of {quantale.name}", f"its values are {RANGES[quantale.name]}"
            )
            continue
        try:
            listed.score(source, target, rounding.of(value), call.span)
        except Wrong as wrong:
            flaws.add(wrong.code, place, wrong.message)
    flaws.stop_if_any()
    rounding.note(terms, call)
    return _made(decl.kind, decl.name.text, listed, Collector())


def _read_value(text: str) -> Value | None:
    if text.lower() in ("inf", "infinity"):
        return INF
    return Fraction(text) if _NUMBER.match(text) else None


# ---- tasks and functors -----------------------------------------------------------------------------------------


def declared_graded_task(decl: tree.TaskDecl, category: Graded, terms: Terms) -> GradedTask:
    """The task of a block of values. Raises `Problems` or `Wrong`."""
    quantale, problems = category.quantale, Collector()
    if decl.covariant:
        raise Wrong(
            "E301", decl.category.span, f"{named_graded(category)} is a graded category, on which tasks are declared"
        )
    _unbroken(category, decl.category.span)
    values: dict[int, Value] = {}
    for item in decl.items:
        try:
            if not isinstance(item, tree.ValueItem):
                raise Wrong("E112", item.span, "a task on a graded category has values: `dog : 1/2`")
            at = object_of(item.object, category, terms)
            if at in values:
                raise Wrong("E406", item.span, f"{print_term(item.object)} is given two values")
            values[at] = value_of(item.value, quantale)
        except Wrong as wrong:
            problems.wrongs.append(wrong)
    problems.stop_if_any()
    task = _task(category, values, decl.name)
    terms.scope.filled += of_values(decl, task, values)
    return task


def read_graded_task(decl: tree.TaskFrom, category: Graded, terms: Terms) -> GradedTask:
    """`task T on C = read("values.csv", object, value [, grid = 4])`: a row for each value; the others are bottom.
    Raises `Problems` or `Wrong`."""
    call = source_call(decl.source, "read", VALUES)
    if call.block is not None or decl.items:
        raise Wrong("E307", call.span, "`read` takes no block here")
    _unbroken(category, decl.category.span)
    plain, grid = _gridless(call)
    texts, _ = arguments(plain, ("the object", "its value"), VALUES)
    return refusing(call.span, lambda: _read_values(decl, category, plain, texts, grid, terms))


def _read_values(
    decl: tree.TaskFrom, category: Graded, call: tree.Call, texts: list[str], grid: int | None, terms: Terms
) -> GradedTask:
    rows = rows_read(terms, call, texts, scores=texts[2:])
    flaws, quantale, rounding = rows.flaws(), category.quantale, _Rounding(category.quantale, grid)
    values: dict[int, Value] = {}
    places: dict[Label, int] = {}
    for label, score, place in zip(*rows.columns, rows.places, strict=True):
        value = _read_value(str(score))
        if places.setdefault(label, place) != place:
            flaws.add("E508", place, f"{show(label)} has a value in {rows.unit} {places[label]} already")
        elif label not in category.number:
            message = f"{show(label)} is not an object of {named_graded(category)}"
            flaws.add("E509", place, message, near(label, category.objects, flaws))
        elif value is None or not quantale.has(value):
            message = f"{score} is no value of {quantale.name}"
            flaws.add("E416", place, message, f"its values are {RANGES[quantale.name]}")
        else:
            values[category.number[label]] = rounding.of(value)
    flaws.stop_if_any()
    rounding.note(terms, call)
    return _task(category, values, decl.name)


def _unbroken(category: Graded, span: Span) -> None:
    """Raises `Wrong` where a table of scores is no graded category."""
    if category.broken is not None:
        message = f"{named_graded(category)} is no graded category: {triangle(category, *category.broken)}"
        raise Wrong("E415", span, message, f"closure({named_graded(category)}) is one")


def _task(category: Graded, values: dict[int, Value], name: tree.Name) -> GradedTask:
    """The task with these values, and the bottom elsewhere. Raises `Problems`."""
    quantale, problems = category.quantale, Collector()
    task = GradedTask(category, [values.get(a, quantale.bottom) for a in range(len(category.objects))], name.text)
    broken = task.broken()
    if broken is not None:
        x, y = broken
        best = product_shown(category, category.values[x][y], task.values[y])
        given = f"{score_shown(category, x, y)} and {value_shown(task, y)}: {best}"
        worse = "more" if quantale.turned else "less"
        problems.add("E418", name.span, f"{task.name} is no task: {given}, and {value_shown(task, x)} is {worse}")
    problems.stop_if_any()
    return task


def named_graded(category: Graded) -> str:
    """What a graded category is called."""
    return category.name or "the table"


def object_of(term: tree.Term, category: Graded, terms: Terms) -> int:
    """The number of an object. Raises `Wrong`."""
    label = _label(term, terms)
    if label not in category.number:
        hint = suggestion(print_term(term), category.objects)
        raise Wrong("E206", term.span, f"{show(label)} is not an object of {named_graded(category)}", hint)
    return category.number[label]


def declared_graded_functor(decl: tree.FunctorDecl, source: Graded, target: Graded, terms: Terms) -> GradedFunctor:
    """The functor of a block, on objects. Raises `Problems` or `Wrong`."""
    problems = Collector()
    if source.quantale is not target.quantale:
        both = f"{source.quantale.name} and {target.quantale.name}"
        raise Wrong("E306", decl.name.span, f"a functor is between graded categories over one quantale, not {both}")
    for each, term in ((source, decl.source), (target, decl.target)):
        if each.broken is not None:
            message = f"{named_graded(each)} is no graded category: {triangle(each, *each.broken)}"
            problems.add("E415", term.span, message, f"closure({named_graded(each)}) is one")
    values: dict[int, int] = {}
    for item in decl.items:
        try:
            a = object_of(item.left, source, terms)
            if a in values:
                raise Wrong("E406", item.span, f"{print_term(item.left)} is given two values")
            values[a] = object_of(item.right, target, terms)
        except Wrong as wrong:
            problems.wrongs.append(wrong)
    written = set(values)
    if len(target.objects) == 1:
        values = {a: values.get(a, 0) for a in range(len(source.objects))}
    if not problems.wrongs:
        missing = [a for a in range(len(source.objects)) if a not in values]
        problems.add_some(
            missing, lambda a: Wrong("E407", decl.name.span, f"no value is given for the object {source.show(a)}")
        )
    problems.stop_if_any()
    made = GradedFunctor(source, target, [values[a] for a in range(len(source.objects))], decl.name.text)
    broken = made.broken()
    if broken is not None:
        x, y = broken
        worse = "more" if source.quantale.turned else "less"
        one, other = score_shown(source, x, y), score_shown(target, made.on_objects[x], made.on_objects[y])
        problems.add("E418", decl.name.span, f"{made.name} is no functor: {one}, and {other} is {worse}")
    problems.stop_if_any()
    terms.scope.filled += of_graded_functor(decl, made, written)
    return made
