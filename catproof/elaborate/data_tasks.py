"""Tasks from data files: `task T on C = read(...)` and `= instance(...)`, `tasks read(...) on C`."""

from __future__ import annotations

from collections.abc import Sequence

from catproof.core.beside import Beside, small
from catproof.core.category import FEW_OBJECTS, Category, show_generator
from catproof.core.deadline import load
from catproof.core.label import Label, show
from catproof.core.nouns import counted
from catproof.core.order import held
from catproof.core.sparse import OneEach, least_closed
from catproof.core.task import Element, SparseTask, Task
from catproof.elaborate.categories import Collector
from catproof.elaborate.data import (
    Told,
    arguments,
    choice,
    near,
    near_or_dropped,
    refusing,
    rows_read,
    several,
    source_call,
    wrongs_of,
)
from catproof.elaborate.kept import label_ends
from catproof.elaborate.maps import add_faults
from catproof.elaborate.scope import Later, Wrong
from catproof.elaborate.terms import Terms
from catproof.readers.columns import Column, numbered
from catproof.readers.flaws import BadData, Flaws
from catproof.readers.reading import read_rows
from catproof.readers.rows import Rows
from catproof.syntax import tree
from catproof.syntax.printer import print_term

TASK = 'task T on C = read("labels.csv", object, element)'
TASKS = 'tasks read("labels.csv", label, object) on C'
TASKS_OPTIONS = ("close", "holds", "unknown", "null", "prefix", "check")
MAP = 'f = read("f.csv", from, to)'
INSTANCE = 'task rows on S = instance("app.db")'
NULLS = {"self": "the row it is in", "point": "a row NULL that is added"}
"""What a NULL refers to, by the option `null`."""


def read_task(decl: tree.TaskFrom, terms: Terms) -> Task:
    """`task T on C = read(...)` and `= instance(...)`. Raises `Wrong`, `Problems` or `LimitReached`."""
    category = terms.category(decl.category)
    if isinstance(decl.source, tree.Call) and decl.source.function == "instance":
        return _instance(decl, decl.source, category, terms)
    call = source_call(decl.source, "read", TASK)
    return refusing(call.span, lambda: _task(decl, call, category, terms))


def _task(decl: tree.TaskFrom, call: tree.Call, category: Category, terms: Terms) -> Task:
    if call.block is not None:
        raise Wrong("E307", call.span, "`read` takes no block here")
    texts, given = arguments(call, ("the object", "the element"), TASK, "restrict", "unknown", "null")
    by_name = choice(call, given, "restrict", "name")
    rows, told = _rows_told(terms, call, texts, given, category)
    flaws = rows.flaws()
    places: dict[tuple[int, Label], int] = {}
    members: dict[int, list[Label]] = {}
    for label, element, place in zip(*rows.columns, rows.places, strict=True):
        at = category.number.get(label)
        if "" in (label, element):
            told.count("null", place)
            continue
        if at is None and "unknown" in given:
            told.count("unknown", place)
            continue
        if at is None:
            flaws.add(
                "E509",
                place,
                f"{show(label)} is not an object of {category.name}",
                near_or_dropped(label, category.objects, flaws),
                "object",
            )
            continue
        if places.setdefault((at, element), place) != place:
            flaws.add(
                "E508", place, f"{show(element)} at {show(label)} is in {rows.unit} {places[at, element]} already"
            )
            continue
        members.setdefault(at, []).append(element)
    flaws.stop_if_any()
    told.note()
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
                    problems.add(
                        "E406", item.span, f"{print_term(item.arrow)} is a composite and already restricts otherwise"
                    )
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
            "E512",
            place,
            f"the restriction along {arrow} : {a} -> {b} has no value at {show(x)}",
            f'give them in a block, `{{ {arrow} = read("...", from, to) }}`, or `restrict = name` for the same names',
        )
    else:
        flaws.add(
            "E512",
            place,
            f"{b} has the element {show(x)}, which {arrow} : {a} -> {b} must restrict to an element at {a}, but there "
            f"are none at {a}",
        )


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
                raise Wrong("E406", item.span, f"the restriction along {print_term(item.arrow)} is given twice")
            call = source_call(item.source, "read", MAP)
            texts, _ = arguments(call, ("the element", "its restriction"), MAP)
            rows = rows_read(terms, call, texts)
        except Wrong as wrong:
            problems.wrongs.append(wrong)
            continue
        except BadData as bad:
            problems.wrongs += wrongs_of(item.source.span, bad.flaws)
            continue
        flaws = rows.flaws()
        values: list[int | None] = [None] * len(members.get(path.target, ()))
        above, below = index.get(path.target, {}), index.get(path.source, {})
        for x, y, place in zip(*rows.columns, rows.places, strict=True):
            for label, known, at in ((x, above, path.target), (y, below, path.source)):
                if label not in known:
                    flaws.add(
                        "E509", place, f"{show(label)} is not an element at {category.show_object(at)}",
                        near(label, list(known), flaws), "element",
                    )  # fmt: skip
            if x in above and y in below:
                if values[above[x]] is not None:
                    flaws.add("E508", place, f"{show(x)} is given two values")
                values[above[x]] = below[y]
        problems.wrongs += wrongs_of(item.source.span, flaws.all())
        found[path.word] = values
    problems.stop_if_any()
    return found


def _instance(decl: tree.TaskFrom, call: tree.Call, category: Category, terms: Terms) -> Task:
    from catproof.readers.database import read_instance

    texts, given = arguments(call, (), INSTANCE, "null", "without")
    null, without = choice(call, given, "null", "drop", "self", "point"), several(given, "without")
    if decl.items:
        raise Wrong("E307", decl.items[0].span, "an instance has its restrictions from the database")
    found = refusing(call.span, lambda: read_instance(terms.data.places.find(texts[0]), texts[0], null, without))
    tables, arrows = list(found.schema.tables), {key.name: k for k, key in enumerate(found.schema.keys)}
    known = {generator.name for generator in category.generators}
    if set(tables) != set(category.objects) or set(arrows) != known:
        unlike = sorted({*map(str, {*tables} ^ {*category.objects}), *({*arrows} ^ known)})
        message = f"{texts[0]} has other tables or foreign keys than {category.name}: {', '.join(unlike[:8])}"
        raise Wrong("E505", call.span, message, f'the category of its schema is schema("{texts[0]}")')
    name = decl.name.text
    elements = [found.rows[str(table)] for table in category.objects]
    made = Task(category, elements, [found.refers[arrows[g.name]] for g in category.generators], name=name)
    terms.data.notes += [(call.span, note) for note in found.schema.notes[len(found.schema.notes) - len(without) :]]
    if null in NULLS:
        count = sum(found.given.values())
        parts = f" ({', '.join(f'{n} of {table}' for table, n in found.given.items())})" if count else ""
        nulls = "1 NULL refers" if count == 1 else f"{count or 'no'} NULLs refer"
        terms.data.notes.append((call.span, f"{name}: null = {null}: {nulls} to {NULLS[null]}{parts}"))
    if null == "drop":
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


def read_tasks(decl: tree.TasksDecl, terms: Terms) -> dict[str, Task | Later]:
    """`tasks read("labels.csv", label, object) on C`: for each label the task with one element, `yes`, at each of its
    objects. Raises `Wrong` or `Problems`.

    These must be closed under restriction; with `close = down` all objects from which an arrow leads to one of them
    are added, and a note says how many.
    """
    category = terms.category(decl.category)
    call = source_call(decl.source, "read", TASKS)
    if call.block is not None:
        raise Wrong("E307", call.span, "`read` takes no block here")
    return refusing(call.span, lambda: _tasks(call, category, terms))


def label_names(decl: tree.TasksDecl, terms: Terms) -> list[str]:
    """The names that `tasks read(...)` would declare, as far as the file tells them, whatever is wrong with it."""
    try:
        call = source_call(decl.source, "read", TASKS)
        texts, given = arguments(call, ("the label", "the object"), TASKS, *TASKS_OPTIONS)
        rows = read_rows(terms.data.places, texts[0], texts[1:], "null" in given)
    except (Wrong, BadData):
        return []
    return list(dict.fromkeys(_titled(title, given) for title in rows.columns[0] if title != ""))


def _tasks(call: tree.Call, category: Category, terms: Terms) -> dict[str, Task | Later]:
    texts, given = arguments(call, ("the label", "the object"), TASKS, *TASKS_OPTIONS)
    close = choice(call, given, "close", "down")
    holds = choice(call, given, "holds", "below")
    if close and holds:
        raise Wrong(
            "E505", call.span, "`close = down` and `holds = below` say two things of what is below", "write one of them"
        )
    later = choice(call, given, "check", "later")
    if later and (close or holds):
        raise Wrong("E505", call.span, "`check = later` has nothing to ask of what is closed downwards", "leave it out")
    rows, told = _rows_told(terms, call, texts, given, category)
    flaws = rows.flaws()
    sets = _sets(rows, category, given, told, flaws)
    flaws.stop_if_any()
    told.note()
    if holds:
        sets = _holding(sets, category, call, texts[0], terms)
    elif close:
        added = 0
        for title, members in sets.items():
            closed = least_closed(category, members)
            added += len(closed) - len(members)
            sets[title] = closed
        much = "no objects have" if not added else "1 object has" if added == 1 else f"{added} objects have"
        terms.data.notes.append(
            (call.span, f"{texts[0]}: {much} been added to {len(sets)} label sets to close them downwards")
        )
    elif later:
        return _later(sets, category, call, texts[0], terms)
    else:
        _closed(sets, category, rows, given, flaws)
        flaws.stop_if_any()
    return {title: label_set(category, members, title) for title, members in sets.items()}


def _later(
    sets: dict[str, Sequence[int]], category: Category, call: tree.Call, file: str, terms: Terms
) -> dict[str, Task | Later]:
    """The label sets that are closed downwards, and of the others where they are not; a note says how many."""
    found: dict[str, Task | Later] = {}
    for title, members in sets.items():
        ends = label_ends(terms.data, category, set(members), title)
        number = len(ends.broken())
        found[title] = Later("label set", ends, number) if number else label_set(category, members, title)
    number = sum(isinstance(each, Later) for each in found.values())
    note = f"{file}: check = later: {number or 'none'} of {counted(len(found), 'label sets')} not closed downwards"
    terms.data.notes.append((call.span, note))
    return found


def _rows_told(
    terms: Terms, call: tree.Call, texts: Sequence[str], given: dict[str, str], category: Category
) -> tuple[Rows, Told]:
    """The rows, and what is to be said of those that the options `unknown` and `null` leave out."""
    unknown, null = choice(call, given, "unknown", "drop"), choice(call, given, "null", "drop")
    rows = rows_read(terms, call, texts, bool(null))
    told = Told(terms, call, rows)
    told.option("unknown", unknown, "row", "rows", f"left out, for what is no object of {category.name}")
    told.option("null", null, "row", "rows", "with an empty value left out")
    return rows, told


def _sets(rows: Rows, category: Category, given: dict[str, str], told: Told, flaws: Flaws) -> dict[str, Sequence[int]]:
    """For each label that is given to an object, in the order of the rows, these objects, in increasing order."""
    load("numpy")
    import numpy as np

    labels, items = map(Column.of, rows.columns)
    number = _few_numbers(category, items.distinct())
    count = max(len(category.objects), 1)
    titles: dict[str, int] = {}
    title = labels.each(lambda label: -1 if label == "" else titles.setdefault(_titled(label, given), len(titles)))
    at = items.each(lambda label: -2 if label == "" else number.get(label, -1))
    kept = (title >= 0) & (at != -2)
    told.rows_with("null", ~kept)
    if "unknown" in given:
        told.rows_with("unknown", kept & (at == -1))
    wrong = kept & (at == -1) if "unknown" not in given else np.zeros(len(at), bool)
    row = np.flatnonzero(kept & (at >= 0))
    keys = title[row] * count + at[row]
    ranked = np.sort(keys)
    first = np.arange(len(row))
    if (ranked[1:] == ranked[:-1]).any():
        firsts, codes = numbered(keys)
        first = firsts[codes]
        wrong[row[first != np.arange(len(row))]] = True
    for k in np.flatnonzero(wrong).tolist():
        place, item = rows.places[k], items[k]
        if at[k] < 0:
            hint = near_or_dropped(item, category.objects, flaws)
            flaws.add("E509", place, f"{show(item)} is not an object of {category.name}", hint, "object")
        else:
            there = rows.places[int(row[first[np.searchsorted(row, k)]])]
            message = f"{show(item)} has the label {show(_titled(labels[k], given))} in {rows.unit} {there} already"
            flaws.add("E508", place, message, "each pair once; remove the second row")
    starts = np.searchsorted(ranked, np.arange(len(titles) + 1) * count).tolist()
    members, names = small(ranked % count), list(titles)
    return {names[k]: members[starts[k] : starts[k + 1]] for k in title[row][numbered(title[row])[0]].tolist()}


def _few_numbers(category: Category, labels: Sequence[Label]) -> dict[Label, int]:
    """The numbers of these objects; without those of all others, where they are few."""
    if "number" in vars(category) or len(labels) * 10 > len(category.objects):
        return category.number
    wanted = set(labels)
    return {label: a for a, label in enumerate(category.objects) if label in wanted}


def _titled(title: Label, given: dict[str, str]) -> str:
    """What the task of a label is called."""
    return f"{given['prefix']}.{title}" if "prefix" in given else str(title)


def _holding(
    sets: dict[str, Sequence[int]], category: Category, call: tree.Call, file: str, terms: Terms
) -> dict[str, Sequence[int]]:
    """The label sets with the concepts of which labels hold."""
    order = category.order
    if order is None or not order.antisymmetric:
        raise Wrong("E505", call.span, "`holds = below` needs a poset", "what is below what is to be known")
    items = {a for members in sets.values() for a in members}
    found: dict[str, Sequence[int]] = {}
    more = lost = 0
    for title, members in sets.items():
        given = set(members)
        found[title] = held(given, items, order.below, order.above)
        more += len(set(found[title]) - given)
        lost += len(given.difference(found[title]))
    note = f"{file}: holds = below: of {more} concepts more a label holds, as of all items below them"
    terms.data.notes.append(
        (call.span, note + (f"; of {lost} items it does not, for others below them" if lost else ""))
    )
    return found


def label_set(category: Category, members: Sequence[int], name: str) -> Task:
    """The task with one element, `yes`, at each of the objects, which are closed under restriction."""
    yes: list[Label] = ["yes"]
    if category.order is not None and len(category.objects) > FEW_OBJECTS:
        return SparseTask(category, OneEach(members, "yes"), name=name)
    inside = set(members)
    elements = [yes if a in inside else [] for a in range(len(category.objects))]
    action = [[0] if b in inside else [] for b in category.quiver.target]
    return Task(category, elements, action, name=name)


def _closed(
    sets: dict[str, Sequence[int]], category: Category, rows: Rows, given: dict[str, str], flaws: Flaws
) -> None:
    """Say of each member of a label set below which something is that is none."""
    import numpy as np

    sources = np.asarray(category.quiver.source)
    into = (
        category.incoming
        if isinstance(category.incoming, Beside)
        else Beside(len(category.objects), category.quiver.target)
    )
    titles = list(sets)
    count = max(len(category.objects), 1)
    members = np.concatenate([np.asarray(sets[title], np.int64) for title in titles] or [np.zeros(0, np.int64)])
    owner = np.repeat(np.arange(len(titles)), [len(sets[title]) for title in titles])
    keys = owner * count + members
    above, generator = into.of(members)
    wanted = owner[above] * count + sources[generator]
    place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    missing = np.flatnonzero(keys[place] != wanted) if len(wanted) else place
    if not len(missing):
        return
    found = {int(keys[above[k]]): int(generator[k]) for k in missing[::-1].tolist()}
    number = {title: k for k, title in enumerate(titles)}
    for title, label, line in zip(*rows.columns, rows.places, strict=True):
        k, at = number.get(str(_titled(title, given)), -1), category.number.get(label, -1)
        g = found.get(k * count + at, -1) if k >= 0 <= at else -1
        if g >= 0:
            a, b = category.show_object(category.quiver.source[g]), category.show_object(at)
            flaws.add(
                "E512",
                line,
                f"{b} has the label {show(_titled(title, given))}, and {a} has not: along "
                f"{show_generator(category.generators[g].name)} it restricts to nothing",
                "add a row for it, or write `close = down` to have all that is below added",
            )
