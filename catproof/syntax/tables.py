"""The parser's tables: made from the grammar by lark, and kept beside it.

Importing lark and building an LALR automaton takes ten times as long as reading a usual theory file. So the automaton
is reduced to plain numbers and strings, and travels with the grammar, in `grammar/catproof.tables.json`. After a
change to the grammar `python -m catproof.syntax.tables` writes it again; until then each process builds its own.
"""

from __future__ import annotations

import functools
import hashlib
import json
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


def shipped() -> Path:
    """The file with the tables that travels with the grammar."""
    return resources.folder("grammar") / "catproof.tables.json"


@functools.cache
def load() -> Tables:
    """The tables of `grammar/catproof.lark`: those that travel with it, or, if it has changed since, by lark."""
    grammar = (resources.folder("grammar") / "catproof.lark").read_text(encoding="utf-8")
    try:
        stored = json.loads(shipped().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return build(grammar)
    if not isinstance(stored, dict) or stored.get("grammar") != _digest(grammar):
        return build(grammar)
    rules = [
        Rule(origin, size, action, tuple(parts), None if inlined is None else tuple(inlined), omitted)
        for origin, size, action, parts, inlined, omitted in stored["rules"]
    ]
    return Tables(stored["actions"], stored["gotos"], rules, stored["start"], stored["end"], stored["literals"])


def written(grammar: str) -> str:
    """What `shipped()` has for this grammar: JSON, a line for each state and each rule."""
    tables = build(grammar)
    parts: dict[str, object] = {"grammar": _digest(grammar), **tables._asdict()}
    lines = []
    for key, part in parts.items():
        if isinstance(part, list):
            rows = ",\n".join(json.dumps(row, separators=(",", ":"), sort_keys=True) for row in part)
            lines.append(f"{json.dumps(key)}: [\n{rows}\n]")
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(part, sort_keys=True)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _digest(grammar: str) -> str:
    return hashlib.sha256(grammar.encode()).hexdigest()


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


if __name__ == "__main__":
    shipped().write_text(written((resources.folder("grammar") / "catproof.lark").read_text(encoding="utf-8")), "utf-8")
