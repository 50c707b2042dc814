"""The audit of label sets on orders as relations: by an embedded engine (`--engine duckdb`), out of core, or by one
that is there already (`--engine ibis:URL`).

In a partial order a set of objects that is closed downwards needs as many prompts as it has elements with nothing above
them in the set. One of them alone represents it. It is familial when no element lies below two of them: going
down from the top, each element has the least and the greatest of its owners from what is next above it.

Label sets of up to `Options.check_limit` elements are fetched, decided once more, and checked by the kernel; of others
a sample is: see `audit_sample`. What the kernel does not check the report says.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from catproof.core.deadline import Exceeded
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
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
from catproof.running.audit_answer import Audited
from catproof.running.audit_fetched import Held, Related, whole
from catproof.running.audit_sample import sampled, told
from catproof.running.survey import Confused, Entry, Prompt
from catproof.syntax import tree
from catproof.syntax.parser import parse
from catproof.syntax.source import read_stdin, read_theory

DIRECT = "leave --engine out: the direct engine reads all of the language"

COUNTED = "count(*) OVER ()"
"""How many rows there are, however few are shown."""

MOST_KEYS = 1 << 24
"""So many pairs, as numbers of 8 bytes, are fetched to see whether each is there once; else the engine makes sure."""

KEYS_AT_ONCE = 1 << 20
"""About so many of them are fetched at once."""

RUNS = 64
"""Numbers in so many runs that go up are merged faster than the engine sorts them."""


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
                    held, said = _audited(relations, labels, pattern)
                made = list(_found(relations, held, options))
            entries += made
            notes += [(span.line, note) for note in [*said, *filter(None, map(told, made))]]
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


def _audited(relations: Relations, labels: _Labels, pattern: str) -> tuple[dict[int, Held], list[str]]:
    """Each label set with its prompts, by its number; and notes."""
    name, source = labels.poset.name.text, labels.tasks.source
    texts, given = _call(labels.poset.value, ("the smaller", "the larger"), POSET, "null")
    assert isinstance(labels.poset.value, tree.Call) and isinstance(source, tree.Call)
    dropped = choice(labels.poset.value, given, "null", "drop")
    of, options = _call(source, ("the label", "the object"), TASKS, "unknown", "null", "prefix")
    notes, whole = _order(relations, texts, bool(dropped))
    unknown = choice(source, options, "unknown", "drop")
    notes += _members(relations, of, name, unknown, choice(source, options, "null", "drop"), whole)
    prefix = f"{options['prefix']}." if "prefix" in options else ""
    return _held(relations, name, prefix, pattern), notes


def _order(relations: Relations, texts: Sequence[str], null: bool) -> tuple[list[str], bool]:
    """The pairs of the order, in a table `pair`; are its objects numbers? Raises `BadData` for what is no poset."""
    file, columns = texts[0], texts[1:]
    flaws, dropped, whole = relations.read("pair", file, columns, null, "ab")
    facts = _facts(relations, "pair", whole)
    loops = f"SELECT line + 1 AS place, a, {COUNTED} AS many FROM pair WHERE a = b ORDER BY 1 LIMIT {FEW_SHOWN}"
    for row, a, number in relations.rows(loops) if facts.level else ():
        shown = show(as_label(a))
        flaws.add(
            "E512",
            row,
            f"{shown} < {shown} holds in no poset",
            "leave --engine out: `root = self` where that marks a root",
            of=number,
        )
    for first, row, a, b, number in _twice(relations, "pair", facts):
        message = f"{show(as_label(a))} < {show(as_label(b))} is in row {first} already"
        flaws.add("E508", row, message, "each pair once; remove the second row", of=number)
    flaws.stop_if_any()
    live, left = "pair", facts.up + facts.down
    if 0 in (facts.up, facts.down):
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


class _Facts(NamedTuple):
    """Of the rows of a table how many have a before b, after it, and the same; and, where all are numbers, what tells
    two rows apart as one number, if there is one, and the least and the most that a is."""

    up: int
    down: int
    level: int
    key: str = ""
    least: int = 0
    most: int = 0

    @property
    def rows(self) -> int:
        """How many there are."""
        return self.up + self.down + self.level


def _facts(relations: Relations, table: str, whole: bool) -> _Facts:
    counted = ", ".join(f"count(CASE WHEN a {sign} b THEN 1 END) AS n{k}" for k, sign in enumerate("<>"))
    ends = ", coalesce(min(a), 0) AS c, coalesce(max(a), 0) AS d, coalesce(min(b), 0) AS e, coalesce(max(b), 0) AS f"
    ((*facts,),) = relations.rows(f"SELECT count(*) AS n, {counted}{ends if whole else ''} FROM {table}")
    rows, up, down, *bounds = map(int, facts)
    found = _Facts(up, down, rows - up - down)
    if whole:
        least, most, low, high = bounds
        width = high - low + 1
        if (most - least + 1) * width < 1 << 63:
            found = found._replace(key=f"(a - {least}) * {width} + (b - {low})", least=least, most=most)
    return found


def _twice(relations: Relations, table: str, facts: _Facts | None = None) -> list[tuple[Any, ...]]:
    """The rows that are there already: the first of each, the last, and what both say."""
    key = "" if facts is None else facts.key
    if facts is not None and key and _each_once(relations, table, facts):
        return []
    if key:  # one number is sorted in little more than half the time of two
        twice = f"SELECT k, lag(k) OVER (ORDER BY k) AS c FROM (SELECT {key} AS k FROM {table}) AS keys"
        if not relations.one(f"SELECT count(*) AS many FROM ({twice}) AS beside WHERE k = c"):
            return []
    else:
        before = "lag(a) OVER (ORDER BY a, b) AS c, lag(b) OVER (ORDER BY a, b) AS d"  # takes less than to group
        twice = f"SELECT count(*) AS many FROM (SELECT a, b, {before} FROM {table}) AS beside WHERE a = c AND b = d"
        if not relations.one(twice):
            return []
    return relations.rows(
        f"SELECT min(line) + 1 AS one, max(line) + 1 AS other, a, b, {COUNTED} AS many FROM {table} GROUP BY a, b "
        f"HAVING count(*) > 1 ORDER BY 2 LIMIT {FEW_SHOWN}"
    )


def _each_once(relations: Relations, table: str, facts: _Facts) -> bool:
    """Are the numbers that tell the rows of this table apart known to be different? Files are mostly written in order,
    or in some runs of it, which are merged in a fraction of the time that a sort takes."""
    if not relations.arrays or facts.rows > MOST_KEYS:
        return False
    import numpy as np

    # Rows that are the same have the same `a`. All at once would take more time for new memory than for the work.
    width = (facts.most - facts.least) // (facts.rows // KEYS_AT_ONCE + 1) + 1
    with relations.copying():
        for start in range(facts.least, facts.most + 1, width):
            within = f"WHERE a >= {start} AND a < {start + width}"
            (keys,) = relations.columns(f"SELECT {facts.key} AS k FROM {table} {within}", 1)
            runs = np.count_nonzero(keys[1:] < keys[:-1])
            if runs > RUNS:
                return False
            if runs:
                keys.sort(kind="stable")
            if (keys[1:] == keys[:-1]).any():
                return False
    return True


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
    relations.make(
        "title",
        "SELECT row_number() OVER (ORDER BY a) AS label, a AS name FROM (SELECT DISTINCT a FROM given) AS labels",
    )
    relations.make(
        "inside",
        "SELECT label, pair.a AS low, pair.b AS high FROM given JOIN title ON title.name = given.a "
        "JOIN pair ON pair.b = given.b",
    )
    # Few have nothing of their own set above or below them; whether the order has these is asked of all its pairs.
    apart = "b NOT IN (SELECT high FROM inside UNION ALL SELECT low FROM inside)"
    relations.make("loose", f"SELECT DISTINCT b AS x FROM given WHERE {apart}")
    relations.make("smaller", "SELECT a AS x FROM pair WHERE a IN (SELECT x FROM loose)")
    stranger = "given.b IN (SELECT x FROM loose) AND given.b NOT IN (SELECT x FROM smaller)"
    known = f"WHERE NOT ({stranger})" if unknown else ""
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
    relations.make("member", f"SELECT label, b AS x FROM given JOIN title ON title.name = given.a {known}")
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


def _held(relations: Relations, category: str, prefix: str, pattern: str) -> dict[int, Held]:
    """Of each label set whose task's name matches the pattern, by its number, the size and the prompts, in the order in
    which the file of the order names them."""
    relations.make(
        "root",
        "SELECT label, x FROM member WHERE NOT EXISTS "
        "(SELECT 1 FROM inside WHERE inside.label = member.label AND inside.low = member.x)",
    )
    sizes = relations.rows(
        "SELECT title.label, title.name, sizes.size FROM title JOIN "
        "(SELECT label, count(*) AS size FROM member GROUP BY label) AS sizes ON sizes.label = title.label"
    )
    roots: defaultdict[int, list[Label]] = defaultdict(list)
    for label, x in relations.rows(
        "SELECT root.label, root.x FROM root JOIN (SELECT x, min(place) AS place FROM (SELECT a AS x, 2 * line AS "
        "place FROM pair UNION ALL SELECT b AS x, 2 * line + 1 AS place FROM pair) AS ends WHERE x IN "
        "(SELECT x FROM root) GROUP BY x) AS early ON early.x = root.x ORDER BY root.label, early.place"
    ):
        roots[label].append(_named(x, category))
    named = {label: (prefix + str(_named(name, category)), size) for label, name, size in sizes}
    return {
        label: Held(task, category, size, tuple(roots[label]))
        for label, (task, size) in named.items()
        if fnmatchcase(task, pattern)
    }


def _entries(relations: Relations, held: dict[int, Held]) -> dict[int, Entry]:
    """What the engine finds of these label sets. What their prompts meet at is in the table `met` then."""
    owned = _owned(relations, held)
    relations.make(
        "met",
        f"SELECT label, x, least, greatest FROM {owned} WHERE least <> greatest "
        "QUALIFY row_number() OVER (PARTITION BY label ORDER BY x) = 1",
    )
    confused = {label: tuple(ways) for label, *ways in relations.rows("SELECT label, x, least, greatest FROM met")}
    entries = {}
    for label, (task, category, size, own) in held.items():
        met = None
        if label in confused:
            x, *ways = (_named(each, category) for each in confused[label])
            least, greatest = (f"yes at {show(way)}" for way in ways)
            met = Confused("yes", x, (least, greatest))
        entries[label] = Entry(
            task,
            category,
            size,
            rank=len(own),
            prompts=tuple(Prompt(x, "yes") for x in own),
            representable=own[0] if len(own) == 1 else None,
            familial=met is None,
            confused=met,
        )
    return entries


def _owned(relations: Relations, held: dict[int, Held]) -> str:
    """The table that has of each element of these label sets, where several prompts reach one, the least and the
    greatest prompt that it is below: level by level, from above."""
    owned, live = "owned0", "live"
    several = ", ".join(str(label) for label, each in held.items() if len(each.prompts) > 1) or "0"  # from 1 they are
    relations.make(owned, f"SELECT label, x, x AS least, x AS greatest FROM root WHERE label IN ({several})")
    relations.make(live, f"SELECT * FROM inside WHERE label IN ({several})")
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


def _found(relations: Relations, held: dict[int, Held], options: Options) -> Iterator[Entry]:
    """What is found of these label sets. Raises `InternalError` where the engine and the kernel differ."""
    small = {label: each for label, each in held.items() if each.size <= options.check_limit}
    decided = {label: entry for label, entry in whole(relations, small, options) if not entry.unknown}
    yield from decided.values()
    left = {label: each for label, each in held.items() if label not in decided}
    if not left:
        return
    with options.bounded():
        entries = _entries(relations, left)
    samples = sampled(Related(relations), entries, options)
    yield from (entry._replace(sample=samples.get(label)) for label, entry in entries.items())
