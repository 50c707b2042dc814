"""The audit of label sets on orders as relations: by an embedded engine (`--engine duckdb`), out of core, or by one
that is there already (`--engine ibis:URL`).

In a partial order a set of objects that is closed downwards needs as many prompts as it has elements with nothing above
them in the set. One of them alone represents it. It is familial when no element lies below two of them: going
down from the top, each element has the least and the greatest of its owners from what is next above it.

An arrow into an element of such a set begins in the set. So the set, as the order that it is by itself, has the
elements and arrows of the label set, and its rank and prompts: those of up to `Options.check_limit` elements are
fetched, and the kernel checks them so. What it does not check the report says.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from catproof.core.category import thin_on
from catproof.core.deadline import Exceeded
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
from catproof.core.sparse import OneEach
from catproof.core.task import SparseTask
from catproof.diagnostic import NOWHERE, Diagnostic, InputError
from catproof.elaborate.data import POSET, arguments, choice
from catproof.elaborate.data_tasks import TASKS
from catproof.elaborate.ready import Unbuilt
from catproof.elaborate.scope import Wrong
from catproof.options import Options
from catproof.readers.by_ibis import ByIbis
from catproof.readers.duck import Duck
from catproof.readers.flaws import FEW_SHOWN, BadData, Flaw
from catproof.readers.place import Places
from catproof.readers.relations import IBIS, Relations
from catproof.readers.rows import as_label, wrong_name
from catproof.running.audit import Audited, Checker, Confused, Entry, Prompt, surveyed
from catproof.running.verdict import InternalError
from catproof.syntax import tree
from catproof.syntax.parser import parse
from catproof.syntax.source import read_stdin, read_theory

DIRECT = "leave --engine out: the direct engine reads all of the language"

COUNTED = "count(*) OVER ()"
"""How many rows there are, however few are shown."""

PORTION = 1 << 18
"""The elements of so many are fetched at once, to be checked."""


class _Labels(NamedTuple):
    """`tasks read(...) on P`, and the `poset P = read(...)` that it is on."""

    poset: tree.Definition
    tasks: tree.TasksDecl


def audited_by_relations(
    engine: str,
    file: str,
    options: Options,
    pattern: str = "*",
    stdin: BinaryIO | None = None,
    watcher: Callable[[str, int, int], None] | None = None,
    theory: str | None = None,
) -> Audited:
    """The audit of the label sets of a theory file, or of a theory given as text, which says of orders and label sets
    alone; see `running.audit.audited`."""
    base = Path.cwd()
    try:
        if theory is not None:
            text, file = theory, "<text>"
        elif file == "-" and stdin is not None:
            text, file = read_stdin(stdin), "<stdin>"
        else:
            text, base = read_theory(file), Path(file).resolve().parent
    except InputError as error:
        return Audited(file, [], error.diagnostics, [], [])
    parsed = parse(text, file)
    errors, lines = list(parsed.diagnostics), text.split("\n")
    notes: list[tuple[int, str]] = []
    entries: list[Entry] = []
    unbuilt: list[Unbuilt] = []
    try:
        chosen = [] if errors else _label_sets(parsed.theory)
    except Wrong as wrong:
        chosen, errors = [], [wrong.of(file)]
    for number, labels in enumerate(chosen):
        span = labels.tasks.source.span
        try:
            places = Places(base, options.allow_path)
            with (
                tempfile.TemporaryDirectory() as folder,
                _opened(engine, Duck(places, folder, options.megabytes())) as relations,
            ):
                with options.bounded():
                    found, said = _audited(relations, labels, pattern)
                entries += _checked(relations, found, options)
            notes += [(span.line, note) for note in said]
        except Wrong as wrong:
            errors.append(wrong.of(file))
        except BadData as bad:
            errors += [Diagnostic(flaw.code, file, span, str(flaw), flaw.hint) for flaw in bad.flaws]
        except LimitReached as limit:
            unbuilt.append(Unbuilt("tasks", "", span, limit))
        except Exceeded as met:
            unbuilt.append(Unbuilt("tasks", "", span, LimitReached(met.limit, met.remedy)))
        if watcher is not None:
            watcher("tasks", number + 1, len(chosen))
    if entries:
        checked = f"the kernel checks label sets of up to {options.check_limit:,} elements, by the members and pairs"
        notes.append((1, f"--engine {engine}: {checked} that the engine gives; that the data say so is left to trust"))
    entries.sort(key=lambda entry: (entry.rank, entry.task))
    return Audited(file, lines, errors, notes, entries, tuple(unbuilt), engine)


def _opened(engine: str, duck: Duck) -> Relations:
    """The engine that is called so, `duckdb` or `ibis:URL`. Raises `BadData`."""
    return duck if engine == "duckdb" else ByIbis(engine.removeprefix(IBIS), duck)


def _label_sets(theory: tree.Theory) -> list[_Labels]:
    """The label sets of a theory, each with its order. Raises `Wrong` for what else there is; statements, of which
    an audit says nothing, may be there."""
    orders: dict[str, tree.Definition] = {}
    found = []
    for item in theory.items:
        if isinstance(item, tree.Statement | tree.Find):
            continue
        if isinstance(item, tree.Definition) and item.kind == "poset" and _reads(item.value):
            orders[item.name.text] = item
            continue
        if isinstance(item, tree.TasksDecl) and item.word == "tasks" and _reads(item.source):
            name = item.category.text if isinstance(item.category, tree.Name) else ""
            if name not in orders:
                message = "an engine of relations wants a poset that is read before"
                raise Wrong("E505", item.category.span, message, POSET)
            found.append(_Labels(orders[name], item))
            continue
        span = getattr(item, "span", NOWHERE)
        raise Wrong(
            "E505", span, "an engine of relations knows `poset P = read(...)` and `tasks read(...) on P` alone", DIRECT
        )
    return found


def _reads(term: tree.Term) -> bool:
    return isinstance(term, tree.Call) and term.function == "read" and not term.block


def _call(term: tree.Term, what: tuple[str, str], form: str, *options: str) -> tuple[list[str], dict[str, str]]:
    assert isinstance(term, tree.Call)
    texts, given = arguments(term, what, form, *options)
    if len(texts) != 3:
        raise Wrong("E505", term.span, "an engine of relations reads two columns of .csv, .tsv and .parquet", DIRECT)
    return texts, given


def _audited(relations: Relations, labels: _Labels, pattern: str) -> tuple[dict[int, Entry], list[str]]:
    """What the engine finds of each label set, by its number; and notes."""
    name, source = labels.poset.name.text, labels.tasks.source
    texts, given = _call(labels.poset.value, ("the smaller", "the larger"), POSET, "null")
    assert isinstance(labels.poset.value, tree.Call) and isinstance(source, tree.Call)
    dropped = choice(labels.poset.value, given, "null", "drop")
    of, options = _call(source, ("the label", "the object"), TASKS, "unknown", "null", "prefix")
    notes, whole = _order(relations, texts, bool(dropped))
    unknown = choice(source, options, "unknown", "drop")
    notes += _members(relations, of, name, unknown, choice(source, options, "null", "drop"), whole)
    prefix = f"{options['prefix']}." if "prefix" in options else ""
    return _entries(relations, name, prefix, pattern), notes


def _order(relations: Relations, texts: Sequence[str], null: bool) -> tuple[list[str], bool]:
    """The pairs of the order, in a table `pair`; are its objects numbers? Raises `BadData` for what is no poset."""
    file, columns = texts[0], texts[1:]
    flaws, dropped, whole = relations.read("pair", file, columns, null, "ab")
    loops = f"SELECT line + 1 AS place, a, {COUNTED} AS many FROM pair WHERE a = b ORDER BY 1 LIMIT {FEW_SHOWN}"
    for row, a, number in relations.rows(loops):
        shown = show(as_label(a))
        flaws.add(
            "E512",
            row,
            f"{shown} < {shown} holds in no poset",
            "leave --engine out: `root = self` where that marks a root",
            of=number,
        )
    for first, row, a, b, number in _twice(relations, "pair"):
        message = f"{show(as_label(a))} < {show(as_label(b))} is in row {first} already"
        flaws.add("E508", row, message, "each pair once; remove the second row", of=number)
    flaws.stop_if_any()
    live, left = "pair", relations.one("SELECT count(*) AS many FROM pair")
    if 0 in (relations.one(f"SELECT count(*) AS many FROM pair WHERE a {sign} b") for sign in "<>"):
        left = 0  # all rows go up, or all go down, in the order of the names
    for k in count(1):  # what is on a cycle is never an end
        if not left:
            break
        here = f"live{k}"
        relations.make(
            here, f"SELECT a, b FROM {live} WHERE b IN (SELECT a FROM {live}) AND a IN (SELECT b FROM {live})"
        )
        before, left = left, relations.one(f"SELECT count(*) AS many FROM {here}")
        if left == before:
            (a, b), *_ = relations.rows(f"SELECT a, b FROM {here} ORDER BY a, b LIMIT 1")
            pair = f"{show(as_label(a))} < {show(as_label(b))}"
            flaws.add("E512", None, f"there is a cycle, and a poset has none: {pair} is on one, or between two", DIRECT)
            flaws.stop_if_any()
        if live != "pair":
            relations.drop(live)
        live = here
    said = [_count(file, "null = drop", dropped, "with an empty value left out")] if null else []
    return [*said, *relations.digest(file)], whole


def _twice(relations: Relations, table: str) -> list[tuple[Any, ...]]:
    """The rows that are there already: the first of each, the last, and what both say."""
    before = "lag(a) OVER (ORDER BY a, b) AS c, lag(b) OVER (ORDER BY a, b) AS d"  # to sort takes less than to group
    twice = f"SELECT count(*) AS many FROM (SELECT a, b, {before} FROM {table}) AS beside WHERE a = c AND b = d"
    if not relations.one(twice):
        return []
    return relations.rows(
        f"SELECT min(line) + 1 AS one, max(line) + 1 AS other, a, b, {COUNTED} AS many FROM {table} GROUP BY a, b "
        f"HAVING count(*) > 1 ORDER BY 2 LIMIT {FEW_SHOWN}"
    )


def _count(file: str, option: str, number: int, done: str) -> str:
    return f"{file}: {option}: {number or 'no'} row{'' if number == 1 else 's'} {done}"


def _members(relations: Relations, texts: Sequence[str], name: str, unknown: str, null: str, whole: bool) -> list[str]:
    """What has which label, in a table `member` of labels by number (`label`) and objects; a pair of the order below a
    member, with its label, in `inside`. Raises `BadData` for what is no label set."""
    file, columns = texts[0], texts[1:]
    flaws, dropped, numbers = relations.read("given", file, columns, bool(null), "b")
    if whole and not numbers:  # names on one side: all are names
        relations.named("pair")
    elif numbers and not whole:
        relations.named("given")
    notes = [_count(file, "null = drop", dropped, "with an empty value left out")] if null else []
    met = [f"EXISTS (SELECT 1 FROM pair WHERE pair.{end} = given.b)" for end in "ab"]
    stranger, known = f"NOT {met[0]} AND NOT {met[1]}", f"WHERE {met[0]} OR {met[1]}" if unknown else ""
    strangers = relations.one(f"SELECT count(*) AS many FROM given WHERE {stranger}")
    if unknown:
        notes.append(_count(file, "unknown = drop", strangers, f"left out, for what is no object of {name}"))
    elif strangers:
        few = f"SELECT line + 1 AS place, b FROM given WHERE {stranger} ORDER BY 1 LIMIT {FEW_SHOWN}"
        for row, b in relations.rows(few):
            hint = "`unknown = drop` leaves out rows about what is no object"
            flaws.add("E509", row, f"{show(as_label(b))} is not an object of {name}", hint, of=strangers)
    for first, row, a, b, number in _twice(relations, f"given {known}"):
        message = f"{show(as_label(b))} has the label {show(a)} in row {first} already"
        flaws.add("E508", row, message, "each pair once; remove the second row", of=number)
    flaws.stop_if_any()
    relations.make(
        "title",
        "SELECT row_number() OVER (ORDER BY a) AS label, a AS name FROM (SELECT DISTINCT a FROM given) AS labels",
    )
    relations.make("member", f"SELECT label, b AS x FROM given JOIN title ON title.name = given.a {known}")
    relations.make("inside", "SELECT label, a AS low, b AS high FROM member JOIN pair ON pair.b = member.x")
    for label, high, low, number in relations.rows(
        f"SELECT title.name, high, low, {COUNTED} AS many FROM inside JOIN title ON title.label = inside.label "
        "WHERE NOT EXISTS (SELECT 1 FROM member WHERE member.label = inside.label AND member.x = inside.low) "
        f"ORDER BY 1, 2, 3 LIMIT {FEW_SHOWN}"
    ):
        a, b = show(as_label(low)), show(as_label(high))
        flaws.add(
            "E512",
            None,
            f"{b} has the label {show(label)}, and {a} has not: along ({a} -> {b}) it restricts to nothing",
            "add a row for it, or leave --engine out and write `close = down`",
            of=number,
        )
    flaws.stop_if_any()
    return [*notes, *relations.digest(file)]


def _entries(relations: Relations, category: str, prefix: str, pattern: str) -> dict[int, Entry]:
    relations.make(
        "root",
        "SELECT label, x FROM member WHERE NOT EXISTS "
        "(SELECT 1 FROM inside WHERE inside.label = member.label AND inside.low = member.x)",
    )
    owned = _owned(relations)
    sizes = relations.rows(
        "SELECT title.label, title.name, sizes.size FROM title JOIN "
        "(SELECT label, count(*) AS size FROM member GROUP BY label) AS sizes ON sizes.label = title.label"
    )
    confused = {
        label: (_named(x, category), _named(least, category), _named(greatest, category))
        for label, x, least, greatest in relations.rows(
            f"SELECT label, x, least, greatest FROM {owned} WHERE least <> greatest "
            "QUALIFY row_number() OVER (PARTITION BY label ORDER BY x) = 1"
        )
    }
    roots: dict[int, list[Label]] = {}
    for label, x in relations.rows(
        "SELECT root.label, root.x FROM root JOIN (SELECT x, min(place) AS place FROM (SELECT a AS x, 2 * line AS "
        "place FROM pair UNION ALL SELECT b AS x, 2 * line + 1 AS place FROM pair) AS ends WHERE x IN "
        "(SELECT x FROM root) GROUP BY x) AS early ON early.x = root.x ORDER BY root.label, early.place"
    ):
        roots.setdefault(label, []).append(_named(x, category))
    entries = {}
    for label, name, size in sizes:
        task = prefix + str(_named(name, category))
        if not fnmatchcase(task, pattern):
            continue
        own = roots[label]
        met = confused.get(label)
        entries[label] = Entry(
            task,
            category,
            size,
            rank=len(own),
            prompts=tuple(Prompt(x, "yes") for x in own),
            representable=own[0] if len(own) == 1 else None,
            familial=met is None,
            confused=None
            if met is None
            else Confused("yes", met[0], (f"yes at {show(met[1])}", f"yes at {show(met[2])}")),
        )
    return entries


def _owned(relations: Relations) -> str:
    """The table that has of each element of a label set, which several prompts reach, the least and the greatest prompt
    that it is below: level by level, from above."""
    owned, live = "owned0", "live"
    relations.make(owned, "SELECT label, x, x AS least, x AS greatest FROM root")
    relations.make(
        live, "SELECT * FROM inside WHERE label IN (SELECT label FROM root GROUP BY label HAVING count(*) > 1)"
    )
    for k in count(1):
        if not relations.one(f"SELECT count(*) AS many FROM {live}"):
            break
        later, more = f"later{k}", f"owned{k}"
        relations.make(
            later,
            f"SELECT {live}.* FROM {live} WHERE EXISTS "
            f"(SELECT 1 FROM {live} AS above WHERE above.label = {live}.label AND above.low = {live}.high)",
        )
        there = "WHERE {0}.label = inside.label AND {0}.low = inside.low"
        relations.make(
            more,
            f"SELECT label, x, least, greatest FROM {owned} UNION ALL "
            "SELECT inside.label, inside.low AS x, min(least) AS least, max(greatest) AS greatest FROM inside "
            f"JOIN {owned} AS above ON above.label = inside.label AND above.x = inside.high "
            f"WHERE EXISTS (SELECT 1 FROM {live} {there.format(live)}) "
            f"AND NOT EXISTS (SELECT 1 FROM {later} {there.format(later)}) GROUP BY inside.label, inside.low",
        )
        relations.drop(live, owned)
        live, owned = later, more
    return owned


def _named(name: str | int, category: str) -> Label:
    """A name that the report gives. Raises `BadData`: an engine's own tables are not looked through."""
    if isinstance(name, str) and (wrong := wrong_name(name, category)):
        raise BadData(Flaw("E507", category, None, wrong))
    return as_label(name)


def _checked(relations: Relations, found: dict[int, Entry], options: Options) -> Iterator[Entry]:
    """What was found; small label sets are decided once more, as the orders that they are by themselves, and checked by
    the kernel. Raises `InternalError` where that gives another answer."""
    yield from (entry for entry in found.values() if entry.size > options.check_limit)
    portion: list[int] = []
    small = [label for label, entry in found.items() if entry.size <= options.check_limit]
    for place, label in enumerate(small, 1):
        portion.append(label)
        if place < len(small) and sum(found[each].size for each in portion) < PORTION:
            continue
        members: defaultdict[int, list[Any]] = defaultdict(list)
        pairs: defaultdict[int, list[tuple[Any, Any]]] = defaultdict(list)
        with options.bounded():
            where = f"WHERE label IN ({', '.join(map(str, portion))})"
            for of, x in relations.rows(f"SELECT label, x FROM member {where}"):
                members[of].append(x)
            for of, low, high in relations.rows(f"SELECT label, low, high FROM inside {where}"):
                pairs[of].append((low, high))
        for each in portion:
            yield _again(found[each], members[each], pairs[each], options)
        portion = []


def _again(entry: Entry, members: Sequence[Any], pairs: Sequence[tuple[Any, Any]], options: Options) -> Entry:
    number = {x: k for k, x in enumerate(members)}
    low, high = ([number[pair[end]] for pair in pairs] for end in (0, 1))
    poset = thin_on([as_label(x) for x in members], low, high, name=entry.category)
    task = SparseTask(poset, OneEach(range(len(members)), "yes"), name=entry.task)
    seen = surveyed(entry.task, task, options, Checker(poset))
    if seen.unknown:
        return entry
    if seen != entry._replace(prompts=seen.prompts, confused=seen.confused, checked=True) or (
        {*seen.prompts} != {*entry.prompts} or (seen.confused is None) is not (entry.confused is None)
    ):
        raise InternalError(f"the engine of relations and the direct engine differ about {entry.task}")
    return seen._replace(prompts=entry.prompts)
