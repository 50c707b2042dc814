"""Categories and tasks from data files: `read(...)`, `schema(...)`, `instance(...)`, `tasks read(...) on C`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from catproof.core.category import FEW_OBJECTS, Category, Generator, presented, show_generator, thin
from catproof.core.label import Label, show
from catproof.core.order import covering, cycles, neighbours
from catproof.core.sparse import OneEach, SparseTask, least_closed
from catproof.core.task import Element, Task
from catproof.diagnostic import Span
from catproof.elaborate.categories import Collector, Problems, cycle_shown, first_pair, path_equation
from catproof.elaborate.maps import add_faults
from catproof.elaborate.scope import Wrong, suggestion
from catproof.elaborate.terms import Terms
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.rows import Rows, read_rows
from catproof.syntax import tree
from catproof.syntax.printer import print_term

POSET = 'poset P = read("edges.csv", child, parent)'
CATEGORY = 'category C = read("arrows.csv", arrow, source, target)'
TASK = 'task T on C = read("labels.csv", object, element)'
TASKS = 'tasks read("labels.csv", label, object) on C'
MAP = 'f = read("f.csv", from, to)'
SCHEMA = 'category S = schema("app.db")'
INSTANCE = 'task rows on S = instance("app.db")'

Made = TypeVar("Made")


# ---- what all of them share ---------------------------------------------------------------------------


def _refusing(span: Span, make: Callable[[], Made]) -> Made:
    """What `make` gives; what is wrong with a file becomes errors of the theory at `span`, with file and line."""
    try:
        return make()
    except BadData as bad:
        raise Problems(_wrongs(span, bad.flaws)) from None


def _wrongs(span: Span, flaws: Iterable[Flaw]) -> list[Wrong]:
    return [Wrong(span, str(flaw), flaw.hint) for flaw in flaws]


def _source(term: tree.Term, function: str, form: str) -> tree.Call:
    if not isinstance(term, tree.Call) or term.function != function:
        raise Wrong(term.span, f"`{function}(...)` is expected here, not `{print_term(term)}`", f"for example {form}")
    return term


def _arguments(call: tree.Call, names: Sequence[str], form: str, *options: str) -> tuple[list[str], dict[str, str]]:
    """The file and the columns of a call, and its options. `names` says what the columns are for."""
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


def _rows(terms: Terms, call: tree.Call, texts: Sequence[str]) -> Rows:
    return read_rows(terms.data.places, texts[0], texts[1:])


def _choice(call: tree.Call, given: dict[str, str], key: str, value: str) -> bool:
    if given.get(key, value) != value:
        raise Wrong(call.span, f"{key} = {given[key]} is not known", f"write {key} = {value}, or nothing")
    return key in given


# ---- categories ---------------------------------------------------------------------------------------


def read_category(terms: Terms, kind: str, call: tree.Call, name: str) -> Category:
    """`poset P = read(...)` and `category C = read(...)`, with the items of a block. Raises `Wrong` or `Problems`."""
    if kind == "poset":
        return _refusing(call.span, lambda: _poset(terms, call, name))
    if kind == "category":
        return _refusing(call.span, lambda: _category(terms, call, name))
    raise Wrong(call.span, f"a {kind} cannot be read from a file", f"for example {POSET} or {CATEGORY}")


def _poset(terms: Terms, call: tree.Call, name: str) -> Category:
    texts, _ = _arguments(call, ("the smaller", "the larger"), POSET)
    rows = _rows(terms, call, texts)
    flaws = rows.flaws()
    number: dict[Label, int] = {}
    first: dict[tuple[int, int], int] = {}
    for low, high, place in zip(*rows.columns, rows.places, strict=True):
        if low == high:
            number.setdefault(low, len(number))
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
                if a == b:
                    shown = print_term(item.names[k])
                    problems.add(item.names[k].span, f"{shown} < {shown} holds in no poset")
                else:
                    first.setdefault((a, b), 0)
        else:
            problems.add(item.span, "the block of a poset has chains `a < b` and `point`")
    objects, pairs = list(number), list(first)
    found = cycles(*neighbours(len(objects), pairs))
    found.sort(key=lambda cycle: first[first_pair(cycle)])
    for cycle in found:
        flaws.add(first[first_pair(cycle)] or None, cycle_shown(cycle, objects))
    problems.wrongs += _wrongs(call.span, flaws.all())
    problems.stop_if_any()
    return thin(objects, covering(len(objects), pairs), name=name, limit=terms.limit)


def _category(terms: Terms, call: tree.Call, name: str) -> Category:
    texts, _ = _arguments(call, ("the arrow", "its source", "its target"), CATEGORY)
    rows = _rows(terms, call, texts)
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

    texts, _ = _arguments(call, (), SCHEMA)
    schema = _refusing(call.span, lambda: read_schema(terms.data.places.find(texts[0]), texts[0]))
    objects: list[Label] = list(schema.tables)
    number = {table: a for a, table in enumerate(schema.tables)}
    generators = {key.name: Generator(key.name, number[key.target], number[key.table]) for key in schema.keys}
    terms.data.notes += [(call.span, note) for note in schema.notes]
    return _with_equations(terms, call, name, objects, generators)


# ---- tasks --------------------------------------------------------------------------------------------


def read_task(decl: tree.TaskFrom, terms: Terms) -> Task:
    """`task T on C = read(...)` and `= instance(...)`. Raises `Wrong`, `Problems` or `LimitReached`."""
    category = terms.category(decl.category)
    if isinstance(decl.source, tree.Call) and decl.source.function == "instance":
        return _instance(decl, decl.source, category, terms)
    call = _source(decl.source, "read", TASK)
    return _refusing(call.span, lambda: _task(decl, call, category, terms))


def _task(decl: tree.TaskFrom, call: tree.Call, category: Category, terms: Terms) -> Task:
    if call.block is not None:
        raise Wrong(call.span, "`read` takes no block here")
    texts, given = _arguments(call, ("the object", "the element"), TASK, "restrict")
    by_name = _choice(call, given, "restrict", "name")
    rows = _rows(terms, call, texts)
    flaws = rows.flaws()
    places: dict[tuple[int, Label], int] = {}
    members: dict[int, list[Label]] = {}
    for label, element, place in zip(*rows.columns, rows.places, strict=True):
        at = category.number.get(label)
        if at is None:
            flaws.add(
                place, f"{show(label)} is not an object of {category.name}", _near(label, category.objects, flaws)
            )
            continue
        if places.setdefault((at, element), place) != place:
            flaws.add(place, f"{show(element)} at {show(label)} is in {rows.unit} {places[at, element]} already")
            continue
        members.setdefault(at, []).append(element)
    flaws.stop_if_any()
    index = {a: {x: j for j, x in enumerate(labels)} for a, labels in members.items()}
    given_maps = _maps(decl, category, index, members, terms)
    moves: dict[int, list[int]] = {}
    for b in sorted(members):
        for g in category.incoming[b]:
            values = given_maps.get((g,), [None] * len(members[b]))
            a = category.quiver.source[g]
            below = members.get(a, [])
            if len(below) == 1:
                values = [0 if v is None else v for v in values]
            elif by_name:
                same = index.get(a, {})
                values = [same.get(x) if v is None else v for x, v in zip(members[b], values, strict=True)]
            for x, value in zip(members[b], values, strict=True):
                if value is None:
                    _no_value(rows, places[b, x], category, g, x, bool(below), flaws)
            moves[g] = [v or 0 for v in values]
    flaws.stop_if_any()
    name = decl.name.text
    if category.order is not None and len(category.objects) > FEW_OBJECTS:
        made: Task = SparseTask(category, members, moves, name=name)
    else:
        elements = [members.get(a, []) for a in range(len(category.objects))]
        made = Task(category, elements, [moves.get(g, []) for g in range(len(category.generators))], name=name)
    problems = Collector()
    for item in decl.items:
        path = terms.path(item.arrow, category)
        if len(path.word) != 1:
            for j, value in enumerate(given_maps[path.word]):
                if value is not None and made.restrict(Element(path.target, j), path.word).number != value:
                    problems.add(item.span, f"{print_term(item.arrow)} is a composite and already restricts otherwise")
                    break
    add_faults(problems, made, lambda _: call.span)
    problems.stop_if_any()
    return made


def _no_value(rows: Rows, place: int, category: Category, g: int, x: Label, some: bool, flaws: Flaws) -> None:
    generator = category.generators[g]
    a, b = category.show_object(generator.source), category.show_object(generator.target)
    arrow = show_generator(generator.name)
    if some:
        flaws.add(
            place,
            f"the restriction along {arrow} : {a} -> {b} has no value at {show(x)}",
            f'give them in a block, `{{ {arrow} = read("...", from, to) }}`, or `restrict = name` for the same names',
        )
    else:
        flaws.add(
            place,
            f"{b} has the element {show(x)}, which {arrow} : {a} -> {b} must restrict to an element at {a}, but there "
            f"are none at {a}",
        )


def _near(label: Label, known: Sequence[Label], flaws: Flaws) -> str:
    """The closest names, where looking for them does not take long."""
    few = len(known) <= FEW_OBJECTS or (len(known) <= 100 * FEW_OBJECTS and not flaws.found)
    return suggestion(label if isinstance(label, str) else show(label), known) if few else ""


def _maps(
    decl: tree.TaskFrom,
    category: Category,
    index: dict[int, dict[Label, int]],
    members: dict[int, list[Label]],
    terms: Terms,
) -> dict[tuple[int, ...], list[int | None]]:
    """What the block gives for restrictions: for each path the number of the restriction of each element."""
    problems = Collector()
    found: dict[tuple[int, ...], list[int | None]] = {}
    for item in decl.items:
        try:
            path = terms.path(item.arrow, category)
            if path.word in found:
                raise Wrong(item.span, f"the restriction along {print_term(item.arrow)} is given twice")
            call = _source(item.source, "read", MAP)
            texts, _ = _arguments(call, ("the element", "its restriction"), MAP)
            rows = read_rows(terms.data.places, texts[0], texts[1:])
        except Wrong as wrong:
            problems.wrongs.append(wrong)
            continue
        except BadData as bad:
            problems.wrongs += _wrongs(item.source.span, bad.flaws)
            continue
        flaws = rows.flaws()
        values: list[int | None] = [None] * len(members.get(path.target, ()))
        above, below = index.get(path.target, {}), index.get(path.source, {})
        for x, y, place in zip(*rows.columns, rows.places, strict=True):
            for label, known, at in ((x, above, path.target), (y, below, path.source)):
                if label not in known:
                    flaws.add(
                        place, f"{show(label)} is not an element at {category.show_object(at)}",
                        _near(label, list(known), flaws),
                    )  # fmt: skip
            if x in above and y in below:
                if values[above[x]] is not None:
                    flaws.add(place, f"{show(x)} is given two values")
                values[above[x]] = below[y]
        problems.wrongs += _wrongs(item.source.span, flaws.all())
        found[path.word] = values
    problems.stop_if_any()
    return found


def _instance(decl: tree.TaskFrom, call: tree.Call, category: Category, terms: Terms) -> Task:
    from catproof.readers.database import read_instance

    texts, given = _arguments(call, (), INSTANCE, "null")
    drop = _choice(call, given, "null", "drop")
    if decl.items:
        raise Wrong(decl.items[0].span, "an instance has its restrictions from the database")
    found = _refusing(call.span, lambda: read_instance(terms.data.places.find(texts[0]), texts[0], drop))
    tables, arrows = list(found.schema.tables), {key.name: k for k, key in enumerate(found.schema.keys)}
    known = {generator.name for generator in category.generators}
    if set(tables) != set(category.objects) or set(arrows) != known:
        unlike = sorted({*map(str, {*tables} ^ {*category.objects}), *({*arrows} ^ known)})
        message = f"{texts[0]} has other tables or foreign keys than {category.name}: {', '.join(unlike[:8])}"
        raise Wrong(call.span, message, f'the category of its schema is schema("{texts[0]}")')
    name = decl.name.text
    elements = [found.rows[str(table)] for table in category.objects]
    made = Task(category, elements, [found.refers[arrows[g.name]] for g in category.generators], name=name)
    if drop:
        count = sum(found.left_out.values())
        parts = ", ".join(f"{n} of {table}" for table, n in found.left_out.items())
        rows = "row is" if count == 1 else "rows are"
        why = f" for a NULL in a key, or for referring to such a row ({parts})" if parts else ": no key is NULL"
        terms.data.notes.append((call.span, f"{name}: {count or 'no'} {rows} left out{why}"))
    problems = Collector()
    add_faults(problems, made, lambda _: call.span)
    problems.stop_if_any()
    return made


# ---- a task for each label ----------------------------------------------------------------------------


def read_tasks(decl: tree.TasksDecl, terms: Terms) -> dict[str, Task]:
    """`tasks read("labels.csv", label, object) on C`: for each label the task with one element, `yes`, at each of its
    objects. Raises `Wrong` or `Problems`.

    These must be closed under restriction; with `close = down` all objects from which an arrow leads to one of them
    are added, and a note says how many.
    """
    category = terms.category(decl.category)
    call = _source(decl.source, "read", TASKS)
    if call.block is not None:
        raise Wrong(call.span, "`read` takes no block here")
    return _refusing(call.span, lambda: _tasks(call, category, terms))


def label_names(decl: tree.TasksDecl, terms: Terms) -> list[str]:
    """The names that `tasks read(...)` would declare, as far as the file tells them, whatever is wrong with it."""
    try:
        texts, _ = _arguments(_source(decl.source, "read", TASKS), ("the label", "the object"), TASKS, "close")
        rows = _rows(terms, _source(decl.source, "read", TASKS), texts)
    except (Wrong, BadData):
        return []
    return list(dict.fromkeys(map(str, rows.columns[0])))


def _tasks(call: tree.Call, category: Category, terms: Terms) -> dict[str, Task]:
    texts, given = _arguments(call, ("the label", "the object"), TASKS, "close")
    close = _choice(call, given, "close", "down")
    rows = _rows(terms, call, texts)
    flaws = rows.flaws()
    number = category.number
    sets: dict[str, dict[int, int]] = {}
    for title, label, place in zip(*rows.columns, rows.places, strict=True):
        at = number.get(label)
        members = sets.setdefault(str(title), {})
        if at is None:
            flaws.add(
                place, f"{show(label)} is not an object of {category.name}", _near(label, category.objects, flaws)
            )
        elif members.setdefault(at, place) != place:
            flaws.add(place, f"{show(label)} has the label {show(title)} in {rows.unit} {members[at]} already")
    flaws.stop_if_any()
    if close:
        added = 0
        for title, members in sets.items():
            closed = least_closed(category, list(members))
            added += len(closed) - len(members)
            sets[title] = dict.fromkeys(closed, 0)
        much = "no objects have" if not added else "1 object has" if added == 1 else f"{added} objects have"
        terms.data.notes.append(
            (call.span, f"{texts[0]}: {much} been added to {len(sets)} label sets to close them downwards")
        )
    else:
        for title, members in sets.items():
            _closed(title, members, category, flaws)
        flaws.stop_if_any()
    return {title: label_set(category, members, title) for title, members in sets.items()}


def label_set(category: Category, members: Iterable[int], name: str) -> Task:
    """The task with one element, `yes`, at each of the objects, which are closed under restriction."""
    yes: list[Label] = ["yes"]
    if category.order is not None and len(category.objects) > FEW_OBJECTS:
        return SparseTask(category, OneEach(list(members), "yes"), name=name)
    inside = set(members)
    elements = [yes if a in inside else [] for a in range(len(category.objects))]
    action = [[0] if b in inside else [] for b in category.quiver.target]
    return Task(category, elements, action, name=name)


def _closed(title: str, members: dict[int, int], category: Category, flaws: Flaws) -> None:
    sources, incoming = category.quiver.source, category.incoming
    for b, place in members.items():
        for g in incoming[b]:
            if sources[g] not in members:
                a = category.show_object(sources[g])
                flaws.add(
                    place,
                    f"{category.show_object(b)} has the label {show(title)}, and {a} has not: along "
                    f"{show_generator(category.generators[g].name)} it restricts to nothing",
                    "add a row for it, or write `close = down` to have all that is below added",
                )
                break
