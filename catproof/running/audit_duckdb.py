"""The audit of label sets on orders by an embedded engine (`--engine duckdb`): relations, out of core.

In a partial order a set of objects that is closed downwards needs as many prompts as it has elements with nothing above
them in the set. One of them alone represents it. It is familial when no element lies below two of them: going
down from the top, each element has the least and the greatest of its owners from what is next above it. The answers are
those of the direct engine; the kernel checks none of them, and the report says so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from catproof.core.deadline import Exceeded
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
from catproof.diagnostic import NOWHERE, Diagnostic, InputError
from catproof.elaborate.data import POSET, arguments, choice
from catproof.elaborate.data_tasks import TASKS
from catproof.elaborate.scope import Wrong
from catproof.elaborate.theory import Unbuilt
from catproof.options import Options
from catproof.readers.duck import Duck
from catproof.readers.flaws import FEW_SHOWN, BadData
from catproof.readers.place import Places
from catproof.readers.rows import as_label
from catproof.running.audit import Audited, Confused, Entry, Prompt
from catproof.syntax import tree
from catproof.syntax.parser import parse
from catproof.syntax.source import read_stdin, read_theory

DIRECT = "leave --engine out: the direct engine reads all of the language"


COUNTED = "count(*) OVER ()"
"""How many rows there are, however few are shown."""


class _Labels(NamedTuple):
    """`tasks read(...) on P`, and the `poset P = read(...)` that it is on."""

    poset: tree.Definition
    tasks: tree.TasksDecl


def audited_by_duckdb(
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
            with (
                options.bounded(),
                tempfile.TemporaryDirectory() as folder,
                Duck(Places(base, options.allow_path), folder, options.megabytes()) as duck,
            ):
                found, said = _audited(duck, labels, pattern)
            entries += found
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
        notes.append((1, "--engine duckdb: sizes, ranks and prompts are computed as relations; the kernel checks none"))
    entries.sort(key=lambda entry: (entry.rank, entry.task))
    return Audited(file, lines, errors, notes, entries, tuple(unbuilt), "duckdb")


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
                raise Wrong("E505", item.category.span, "the engine duckdb wants a poset that is read before", POSET)
            found.append(_Labels(orders[name], item))
            continue
        span = getattr(item, "span", NOWHERE)
        raise Wrong(
            "E505", span, "the engine duckdb knows `poset P = read(...)` and `tasks read(...) on P` alone", DIRECT
        )
    return found


def _reads(term: tree.Term) -> bool:
    return isinstance(term, tree.Call) and term.function == "read" and not term.block


def _call(term: tree.Term, what: tuple[str, str], form: str, *options: str) -> tuple[list[str], dict[str, str]]:
    assert isinstance(term, tree.Call)
    texts, given = arguments(term, what, form, *options)
    if len(texts) != 3:
        raise Wrong("E505", term.span, "the engine duckdb reads two columns of .csv, .tsv and .parquet", DIRECT)
    return texts, given


def _audited(duck: Duck, labels: _Labels, pattern: str) -> tuple[list[Entry], list[str]]:
    name, source = labels.poset.name.text, labels.tasks.source
    texts, given = _call(labels.poset.value, ("the smaller", "the larger"), POSET, "null")
    assert isinstance(labels.poset.value, tree.Call) and isinstance(source, tree.Call)
    dropped = choice(labels.poset.value, given, "null", "drop")
    of, options = _call(source, ("the label", "the object"), TASKS, "unknown", "null", "prefix")
    notes, whole = _order(duck, texts, bool(dropped))
    unknown = choice(source, options, "unknown", "drop")
    notes += _members(duck, of, name, unknown, choice(source, options, "null", "drop"), whole)
    prefix = f"{options['prefix']}." if "prefix" in options else ""
    return _entries(duck, name, prefix, pattern), notes


def _order(duck: Duck, texts: Sequence[str], null: bool) -> tuple[list[str], bool]:
    """The pairs of the order, in a table `pair`; are its objects numbers? Raises `BadData` for what is no poset."""
    file, columns = texts[0], texts[1:]
    flaws, dropped, whole = duck.read("pair", file, columns, null, "ab")
    loops = f"SELECT line + 1, a, {COUNTED} FROM pair WHERE a = b ORDER BY 1 LIMIT {FEW_SHOWN}"
    for row, a, count in duck.rows(loops):
        shown = show(as_label(a))
        flaws.add(
            "E512",
            row,
            f"{shown} < {shown} holds in no poset",
            "leave --engine out: `root = self` where that marks a root",
            of=count,
        )
    for first, row, a, b, count in _twice(duck, "pair"):
        message = f"{show(as_label(a))} < {show(as_label(b))} is in row {first} already"
        flaws.add("E508", row, message, "each pair once; remove the second row", of=count)
    flaws.stop_if_any()
    ends = "WHERE b IN (SELECT a FROM {0}) AND a IN (SELECT b FROM {0})"  # what is on a cycle is never an end
    duck.run(f"CREATE TABLE live AS SELECT a, b FROM pair {ends.format('pair')}")
    while rest := duck.one("SELECT count(*) FROM live"):
        duck.run(f"CREATE TABLE next AS SELECT a, b FROM live {ends.format('live')}")
        if duck.one("SELECT count(*) FROM next") == rest:
            (a, b), *_ = duck.rows("SELECT a, b FROM live ORDER BY rowid LIMIT 1")
            pair = f"{show(as_label(a))} < {show(as_label(b))}"
            flaws.add("E512", None, f"there is a cycle, and a poset has none: {pair} is on one, or between two", DIRECT)
            flaws.stop_if_any()
        duck.run("DROP TABLE live; ALTER TABLE next RENAME TO live")
    duck.run("DROP TABLE live")
    return [_count(file, "null = drop", dropped, "with an empty value left out")] if null else [], whole


def _twice(duck: Duck, table: str) -> list[tuple[Any, ...]]:
    """The rows that are there already: the first of each, the last, and what both say."""
    return duck.rows(
        f"SELECT min(line) + 1, max(line) + 1, a, b, {COUNTED} FROM {table} GROUP BY a, b HAVING count(*) > 1 "
        f"ORDER BY 2 LIMIT {FEW_SHOWN}"
    )


def _count(file: str, option: str, number: int, done: str) -> str:
    return f"{file}: {option}: {number or 'no'} row{'' if number == 1 else 's'} {done}"


def _members(duck: Duck, texts: Sequence[str], name: str, unknown: str, null: str, whole: bool) -> list[str]:
    """What has which label, in a table `member` of labels by number (`label`) and objects; a pair of the order below a
    member, with its label, in `inside`. Raises `BadData` for what is no label set."""
    file, columns = texts[0], texts[1:]
    flaws, dropped, numbers = duck.read("given", file, columns, bool(null), "b")
    for table, kept, is_whole in (("pair", "a::VARCHAR AS a", whole), ("given", "a", numbers)):
        if is_whole and whole is not numbers:  # names on one side: all are names
            duck.run(f"ALTER VIEW {table} RENAME TO numbered")
            duck.run(f"CREATE VIEW {table} AS SELECT {kept}, b::VARCHAR AS b, line FROM numbered")
    notes = [_count(file, "null = drop", dropped, "with an empty value left out")] if null else []
    stranger = "b NOT IN (SELECT a FROM pair UNION ALL SELECT b FROM pair)"
    strangers = duck.one(f"SELECT count(*) FROM given WHERE {stranger}")
    if unknown:
        notes.append(_count(file, "unknown = drop", strangers, f"left out, for what is no object of {name}"))
    elif strangers:
        for row, b in duck.rows(f"SELECT line + 1, b FROM given WHERE {stranger} ORDER BY 1 LIMIT {FEW_SHOWN}"):
            hint = "`unknown = drop` leaves out rows about what is no object"
            flaws.add("E509", row, f"{show(as_label(b))} is not an object of {name}", hint, of=strangers)
    known = f"WHERE NOT ({stranger})" if unknown else ""
    for first, row, a, b, count in _twice(duck, f"given {known}"):
        message = f"{show(as_label(b))} has the label {show(a)} in row {first} already"
        flaws.add("E508", row, message, "each pair once; remove the second row", of=count)
    flaws.stop_if_any()
    duck.run(
        "CREATE TABLE title AS SELECT row_number() OVER () AS label, a AS name FROM (SELECT DISTINCT a FROM given)"
    )
    duck.run(
        f"CREATE TABLE member AS SELECT label, b AS x FROM given JOIN title ON title.name = given.a {known};"
        "CREATE TABLE inside AS SELECT label, a AS low, b AS high FROM member JOIN pair ON pair.b = member.x"
    )
    for label, high, low, count in duck.rows(
        f"SELECT title.name, high, low, {COUNTED} FROM inside JOIN title USING (label) WHERE NOT EXISTS (SELECT 1 "
        "FROM member WHERE member.label = inside.label AND member.x = inside.low) ORDER BY 1, 2, 3 "
        f"LIMIT {FEW_SHOWN}"
    ):
        a, b = show(as_label(low)), show(as_label(high))
        flaws.add(
            "E512",
            None,
            f"{b} has the label {show(label)}, and {a} has not: along ({a} -> {b}) it restricts to nothing",
            "add a row for it, or leave --engine out and write `close = down`",
            of=count,
        )
    flaws.stop_if_any()
    return notes


def _entries(duck: Duck, category: str, prefix: str, pattern: str) -> list[Entry]:
    duck.run(
        "CREATE TABLE owned AS SELECT label, x, x AS least, x AS greatest FROM member WHERE NOT EXISTS "
        "(SELECT 1 FROM inside WHERE inside.label = member.label AND inside.low = member.x);"
        "CREATE TABLE root AS SELECT label, x FROM owned;"
        "CREATE TABLE live AS SELECT * FROM inside WHERE label IN "
        "(SELECT label FROM root GROUP BY label HAVING count(*) > 1)"
    )
    while duck.one("SELECT count(*) FROM live"):
        duck.run(
            "CREATE TABLE next AS SELECT live.* FROM live SEMI JOIN live AS above "
            "ON above.label = live.label AND above.low = live.high;"
            "INSERT INTO owned SELECT here.label, here.low, min(least), max(greatest) FROM inside AS here JOIN owned "
            "ON owned.label = here.label AND owned.x = here.high WHERE EXISTS (SELECT 1 FROM live WHERE live.label = "
            "here.label AND live.low = here.low) AND NOT EXISTS (SELECT 1 FROM next WHERE next.label = here.label AND "
            "next.low = here.low) GROUP BY here.label, here.low;"
            "DROP TABLE live; ALTER TABLE next RENAME TO live"
        )
    sizes = duck.rows(
        "SELECT title.label, name, size FROM title JOIN (SELECT label, count(*) AS size FROM member GROUP BY label) "
        "USING (label)"
    )
    confused = {
        label: (as_label(x), as_label(least), as_label(greatest))
        for label, x, least, greatest in duck.rows(
            "SELECT label, x, least, greatest FROM owned WHERE least <> greatest "
            "QUALIFY row_number() OVER (PARTITION BY label ORDER BY x) = 1"
        )
    }
    roots: dict[Any, list[Label]] = {}
    for label, x in duck.rows(
        "SELECT label, root.x FROM root JOIN (SELECT x, min(place) AS place FROM (SELECT a AS x, 2 * line AS place "
        "FROM pair UNION ALL SELECT b, 2 * line + 1 FROM pair) WHERE x IN (SELECT x FROM root) GROUP BY x) AS "
        "first ON first.x = root.x ORDER BY label, place"
    ):
        roots.setdefault(label, []).append(as_label(x))
    entries = []
    for label, name, size in sizes:
        task = prefix + name
        if not fnmatchcase(task, pattern):
            continue
        own = roots[label]
        met = confused.get(label)
        entries.append(
            Entry(
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
        )
    return entries
