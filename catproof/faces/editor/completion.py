"""What could come next in a theory file: the parser's automaton says which words and whether a name."""

from __future__ import annotations

from typing import NamedTuple

from catproof.core.characters import lines_of
from catproof.faces.editor.names import Names
from catproof.logic.signature import VERBS
from catproof.syntax import tables
from catproof.syntax.automaton import Automaton
from catproof.syntax.builder import Builder
from catproof.syntax.errors import TOP_WORDS
from catproof.syntax.files import READING
from catproof.syntax.layout import lay_out
from catproof.syntax.lexer import DECLARATIONS, ERROR, SPELLINGS, vocabulary
from catproof.syntax.printer import print_name


class Proposal(NamedTuple):
    """A word that could come next: `kind` is "keyword", "function", "property" or that of a symbol."""

    text: str
    kind: str


def completions(text: str, line: int, column: int, names: Names) -> list[Proposal]:
    """The words that could stand at a place, where the word before it has only been begun."""
    lines = lines_of(text)[:line]
    lines[-1] = lines[-1][: column - 1]
    if _in_comment_or_text(lines[-1]):
        return []
    lines[-1] = lines[-1].rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789'")
    begins = [Proposal(word, "keyword") for word in TOP_WORDS] if not lines[-1] else []
    layout = lay_out("\n".join(lines) + "\n")
    # A token that can stand nowhere comes last: the automaton stops before it, and knows what could.
    tokens = [*layout.tokens[:-1], layout.tokens[-1]._replace(kind=ERROR), layout.tokens[-1]]
    start = layout.heads[-1] if layout.heads else 0
    automaton = Automaton(tables.load(), tokens, layout.heads, Builder())
    failure = automaton.run(start, len(tokens) - 1)
    if failure is None or failure.at < len(tokens) - 2:  # it is wrong already
        return begins
    expected = automaton.expected(failure.states)
    found = begins + [Proposal(word, "keyword") for word in _words(expected)]
    before = tokens[-3].kind if len(tokens) > 2 else ""
    if before == "IS" or before.lower() in VERBS:
        verb = before.lower()
        found += [Proposal(word, "property") for word in _properties(verb)]
        defined = [m.symbol.name for m in names.declared.values() if m.symbol.kind == "definition"]
        said = defined if verb == "is" else [n.removeprefix(f"{verb} ") for n in defined if n.startswith(f"{verb} ")]
        found += [Proposal(print_name(name) if verb == "is" else name, "property") for name in said]
    elif "NAME" in expected and not _declares(before):
        found += [Proposal(print_name(o.name), o.kind) for o in _known(names, line, column)]
        found += [Proposal(word, "function") for word in _functions()]
    return list(dict.fromkeys(found))


def _in_comment_or_text(line: str) -> bool:
    quoted = False
    for k, sign in enumerate(line):
        if sign == '"' and not (quoted and line[k - 1] == "\\"):
            quoted = not quoted
        elif sign == "#" and not quoted:
            return True
    return quoted


def _words(expected: set[str]) -> list[str]:
    kinds = vocabulary().kinds
    return sorted(word for word, kind in kinds.items() if kind in expected and word[0].isalpha() and word.isascii()
                  and word not in SPELLINGS)  # fmt: skip


def _declares(before: str) -> bool:
    """Is a name that comes now a new one?"""
    return before in DECLARATIONS or before in ("FORALL", "EXISTS")


def _known(names: Names, line: int, column: int) -> list[_Known]:
    found = [_Known(name, meaning.symbol.kind) for name, meaning in names.declared.items()]
    found += [_Known(name, symbol.kind) for labels in names.labels.values() for name, symbol in labels.items()]
    for occurrence in names.occurrences:
        symbol = occurrence.symbol
        if symbol is not None and symbol.kind == "variable" and abs(occurrence.span.line - line) < 20:
            found.append(_Known(symbol.name, symbol.kind))
    return found


class _Known(NamedTuple):
    name: str
    kind: str


def _functions() -> list[str]:
    from catproof.logic.signature import WORDS

    return sorted({*WORDS, *READING})


def _properties(verb: str) -> list[str]:
    """What may come after the verb."""
    from catproof.elaborate.define import prelude
    from catproof.logic.signature import OPERATORS, form_of

    forms = [*map(form_of, prelude().definitions), *(o.form for o in OPERATORS.values() if o.kind == "proposition")]
    begin = f"{{0}} {verb} "
    said = {form.removeprefix(begin).partition(" to {1}")[0] for form in forms if form.startswith(begin)}
    return sorted({word for word in said if "{1}" not in word} | ({"right adjoint"} if verb == "is" else set()))
