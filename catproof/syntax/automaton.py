"""Runs the LALR automaton over tokens: builds nodes as it goes, and says where it could not go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from catproof.diagnostic import Span
from catproof.syntax import tree
from catproof.syntax.builder import Builder
from catproof.syntax.layout import begins_definition
from catproof.syntax.lexer import DECLARATIONS, Token, vocabulary
from catproof.syntax.tables import END, INLINE, Tables

_LEADING = DECLARATIONS | {
    *("OBJECT", "ARROW", "GENERATOR", "EQUATION", "COMPOSE", "POINT", "AT"),
    *("ORDER", "IMAGE", "TEXT", "PAIR", "SAMPLE"),
}
"""Keywords that begin something and are followed by a name."""
_PRETEXTS = frozenset({"ROTATION", "MASKED", "NEXT_TOKEN", "CONTRASTIVE", "SUPERVISED"})
_SAID = "said"
"""The rule for a lone term as a proposition, which only a call can be."""
_WITH_BLOCK = frozenset({"QUOTIENT", "GENERATED"})
_BEGINS_A_NAME = frozenset({"NAME", "STRING", "STAR", "INTEGER", "LPAR"})
_BEGINS_A_NUMBER = frozenset({"NAME", "STRING", "INTEGER", "FRACTION", "LPAR"})


class Failure(NamedTuple):
    """Where and in which situation the automaton stopped."""

    at: int
    """The index of the token that cannot stand where it stands."""
    start: int
    """The index of the first token of the item that cannot be finished; `at` if none was begun."""
    states: list[int]
    """The automaton's stack."""


class Automaton:
    """An LALR automaton over the tokens of one text, which makes its nodes with `builder`."""

    def __init__(self, tables: Tables, tokens: list[Token], heads: list[int], builder: Builder) -> None:
        self.tables = tables
        self.tokens = tokens
        self.heads = set(heads)
        self.builder = builder
        self.soft = vocabulary().soft
        self.methods: list[Callable[[list[Any], Span], Any]] = [
            getattr(builder, rule.action) if rule.action else _nothing for rule in tables.rules
        ]

    def run(self, low: int, high: int) -> Failure | None:
        """Read the tokens from `low` up to `high`, then an end; None if all is well."""
        actions, gotos, rules, start, end, _ = self.tables
        tokens, soft, methods = self.tokens, self.soft, self.methods
        states = [start]
        values: list[Any] = []
        firsts: list[int] = []
        index = low
        # A named tuple made directly as a tuple, which is faster.
        make: Callable[[type[Span], tuple[int, int, int, int]], Span] = tuple.__new__
        while True:
            row = actions[states[-1]]
            if index < high:
                kind = tokens[index].kind
                if kind in soft:
                    kind = self._meaning(row, index)
            else:
                kind = END
            action = row.get(kind)
            while action is not None and action < 0:
                origin, size, method_name, parts, inlined, omitted = rules[~action]
                if method_name is None and size == 1:
                    # A rule that only passes its part on: the commonest case by far.
                    states.pop()
                elif method_name == _SAID and not isinstance(values[-1], tree.Call):
                    return Failure(index, self._start(values, firsts, index), states)
                elif size:
                    found = values[-size:]
                    first = firsts[-size]
                    del values[-size:], states[-size:], firsts[-size:]
                    if method_name is None:
                        value = found[parts[0]]
                    else:
                        plain = inlined is None and not omitted
                        value = [found[part] for part in parts] if plain else _select(found, parts, inlined)
                        if method_name != INLINE:
                            one, last = tokens[first], tokens[index - 1]
                            span = make(Span, (one.line, one.column, last.line, last.end_column))
                            value = methods[~action](value, span)
                    values.append(value)
                    firsts.append(first)
                else:
                    values.append([])
                    firsts.append(index)
                following = gotos[states[-1]][origin]
                states.append(following)
                if following == end and kind == END:
                    return None
                row = actions[following]
                action = row.get(kind)
            if action is None:
                return Failure(index, self._start(values, firsts, index), states)
            states.append(action)
            values.append(tokens[index])
            firsts.append(index)
            index += 1

    def _start(self, values: list[Any], firsts: list[int], index: int) -> int:
        # The list of finished items, if there is one, is the only list at the bottom of the stack.
        begun = firsts[1:] if values and isinstance(values[0], list) else firsts
        return begun[0] if begun else index

    def _meaning(self, row: dict[str, int], index: int) -> str:
        """Is a word that may be a keyword or a name the one or the other? Its kind, or NAME."""
        kind = self.tokens[index].kind
        if index in self.heads:
            return kind
        if kind not in row:
            return "NAME" if "NAME" in row else kind
        if "NAME" not in row:
            return kind
        if kind in DECLARATIONS and self._after_is(index):
            return "NAME"
        following = self.tokens[index + 1].kind
        if kind == "DEFINE":
            return kind if begins_definition(self.tokens, index) else "NAME"
        if kind == "UNIQUE":
            return "NAME" if following in ("IN", "COMMA") else kind
        if kind == "WITHIN":
            return kind if following in _BEGINS_A_NUMBER or following in self.soft else "NAME"
        if kind in _LEADING:
            return kind if following in _BEGINS_A_NAME or following in self.soft else "NAME"
        if kind in _PRETEXTS:
            with_doc = following == "STRING" and self.tokens[index + 2].kind == "LBRACE"
            return kind if following == "LBRACE" or with_doc else "NAME"
        if kind in _WITH_BLOCK:
            return kind if following == "LPAR" else "NAME"
        return kind

    def _after_is(self, index: int) -> bool:
        """Does the word say what something is, on the same line: `S is a category`?"""
        before = self.tokens[max(index - 2, 0) : index]
        if before and before[-1].kind == "NAME" and before[-1].text in ("a", "an"):
            before.pop()
        return bool(before) and before[-1].kind == "IS" and before[-1].line == self.tokens[index].line

    def accepts(self, states: list[int], kind: str) -> bool:
        """Could a token of this kind come next?"""
        actions, gotos, rules, _, end, _ = self.tables
        states = states.copy()
        while True:
            action = actions[states[-1]].get(kind)
            if action is None:
                return False
            if action >= 0:
                return True
            rule = rules[~action]
            if rule.size:
                del states[-rule.size :]
            states.append(gotos[states[-1]][rule.origin])
            if states[-1] == end:
                return kind == END

    def completes(self, low: int, high: int) -> bool:
        """Are these tokens complete items?"""
        scratch = Automaton(self.tables, self.tokens, [], Builder())
        scratch.heads = self.heads
        return scratch.run(low, high) is None

    def expected(self, states: list[int]) -> set[str]:
        """The kinds of tokens that could come next."""
        return {kind for kind in self.tables.actions[states[-1]] if self.accepts(states, kind)}


def _nothing(_parts: list[Any], _span: Span) -> None:
    """Stands for the method of a rule that makes no node; never called."""


def _select(found: list[Any], parts: tuple[int, ...], inlined: tuple[bool, ...] | None) -> list[Any]:
    """The parts of a rule: its values without the signs, None for what was left out, inner lists spliced."""
    if inlined is None:
        return [None if part < 0 else found[part] for part in parts]
    result: list[Any] | None = None
    for part, spliced in zip(parts, inlined, strict=True):
        if not spliced:
            value = [None if part < 0 else found[part]]
        else:
            value = found[part]
        if result is None:
            # The first list is taken over, so that a list that grows at its end is not copied at every step.
            result = value
        else:
            result += value
    return result or []
