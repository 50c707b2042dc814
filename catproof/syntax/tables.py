"""The parser's tables: made from the grammar by lark, kept in the cache folder between runs.

Importing lark and building an LALR automaton takes ten times as long as reading a usual theory file. So the
automaton is reduced to plain numbers and strings once, and stored; a run that finds them does not import lark.
The file in the cache is only believed if it was made from the same grammar, by the same code, and is undamaged.
"""

from __future__ import annotations

import contextlib
import functools
import marshal
import os
import sys
import time
import zlib
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from catproof import resources

END = "$END"
SEPARATOR = "_SEPARATOR"

INLINE = ""
"""The action of a rule that is only a list of parts of the rule around it."""


class Rule(NamedTuple):
    """What to do when the right side of a grammar rule has been read."""

    origin: str
    size: int
    action: str | None
    """The builder's method; None: pass the only part on; INLINE: the parts become parts of the rule around it."""
    parts: tuple[int, ...]
    """Which of the `size` values are parts, by index; -1 stands for an optional part that was left out."""
    inlined: tuple[bool, ...] | None
    """Which parts are lists to be spliced; None when none is."""
    omitted: bool
    """Was an optional part left out?"""


class Tables(NamedTuple):
    """An LALR(1) automaton as plain data."""

    actions: list[dict[str, int]]
    """For each state and terminal: the next state, or `~rule` to reduce by that rule."""
    gotos: list[dict[str, int]]
    """For each state and nonterminal: the next state."""
    rules: list[Rule]
    start: int
    end: int
    literals: dict[str, str]
    """The terminal of each keyword and sign."""


@functools.cache
def load() -> Tables:
    """The tables of `grammar/catproof.lark`, from the cache if they are there."""
    path = resources.folder("grammar") / "catproof.lark"
    grammar = path.read_text(encoding="utf-8")
    key = (grammar, _own_source(), sys.version)
    cached = resources.cache_folder() / f"grammar-{sys.implementation.cache_tag}.tables"
    tables = _read(cached, key)
    if tables is None:
        tables = build(grammar)
        _write(cached, key, tables)
    return tables


def _own_source() -> bytes:
    """The code that makes the tables: a change to it makes what is in the cache worthless."""
    try:
        return Path(__file__).read_bytes()
    except OSError:
        return b""


def _read(path: Path, key: tuple[Any, ...]) -> Tables | None:
    try:
        data = path.read_bytes()
        # The checksum comes first: marshal may misbehave on damaged data.
        if zlib.crc32(data[4:]).to_bytes(4, "big") != data[:4]:
            return None
        stored_key, actions, gotos, rules, start, end, literals = marshal.loads(data[4:])
        if stored_key != key:
            return None
        return Tables(actions, gotos, [Rule(*rule) for rule in rules], start, end, literals)
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _write(path: Path, key: tuple[Any, ...], tables: Tables) -> None:
    """Store the tables; a folder that cannot be written costs time at the next run and nothing else."""
    actions, gotos, rules, start, end, literals = tables
    data = marshal.dumps((key, actions, gotos, [tuple(rule) for rule in rules], start, end, literals))
    # Written aside and renamed, so that another process sees a whole file or none.
    aside = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
        aside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def build(grammar: str) -> Tables:
    """The tables of a grammar, by lark."""
    from lark import Lark
    from lark.lexer import Lexer, PatternStr

    class NoLexer(Lexer):
        """Keeps lark from building a lexer: the tokens come from lexer.py."""

        __future_interface__ = True

        def __init__(self, _conf: Any) -> None:
            pass

        def lex(self, *_: Any) -> Any:
            return iter(())

    lark = Lark(grammar, parser="lalr", start="theory", lexer=NoLexer)
    automaton = lark.parse_interactive("").parser_state.parse_conf
    rules = list(lark.rules)
    number = {rule: index for index, rule in enumerate(rules)}
    terminals = {terminal.name for terminal in lark.terminals} | {SEPARATOR, END}
    rows = {
        state: sorted(((str(symbol), entry) for symbol, (_, entry) in row.items()), key=itemgetter(0))
        for state, row in automaton.states.items()
    }
    # lark numbers the states differently in every run; here they are numbered as they are found from the start.
    states = {automaton.start_state: 0}
    for state in (found := [automaton.start_state]):
        for _, target in rows[state]:
            if target not in number and target not in states:
                states[target] = len(states)
                found.append(target)
    actions: list[dict[str, int]] = []
    gotos: list[dict[str, int]] = []
    for state in found:
        row = {symbol: ~number[target] if target in number else states[target] for symbol, target in rows[state]}
        actions.append({symbol: target for symbol, target in row.items() if symbol in terminals})
        gotos.append({symbol: target for symbol, target in row.items() if symbol not in terminals})
    literals = {
        str(terminal.pattern.value): str(terminal.name)
        for terminal in lark.terminals
        if isinstance(terminal.pattern, PatternStr)
    }
    return Tables(actions, gotos, [_rule(rule) for rule in rules], 0, states[automaton.end_state], literals)


def _rule(rule: Any) -> Rule:
    origin = str(rule.origin.name)
    symbols = rule.expansion
    # lark marks the places of omitted optional parts: True for an omitted part, False for a symbol.
    marks = rule.options.empty_indices or (False,) * len(symbols)
    parts: list[int] = []
    inlined: list[bool] = []
    index = 0
    for omitted in marks:
        if omitted:
            parts.append(-1)
            inlined.append(False)
            continue
        symbol = symbols[index]
        if not (symbol.is_term and symbol.filter_out):
            parts.append(index)
            inlined.append(not symbol.is_term and symbol.name.startswith("_"))
        index += 1
    if origin.startswith("_"):
        action: str | None = INLINE
    elif rule.alias:
        action = str(rule.alias)
    elif rule.options.expand1 and len(parts) == 1:
        action = None
    else:
        action = origin
    return Rule(origin, len(symbols), action, tuple(parts), tuple(inlined) if any(inlined) else None, -1 in parts)
