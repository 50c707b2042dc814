"""Reading a theory file again after an edit: items that the edit does not touch are taken over as they are.

An item is read without looking at others, save for the word that begins the next one. So what was right and stands
above the last untouched item before the edit is kept; what stands below the edit is kept as well where the edit leaves
all lines in their places and no error behind. The rest is parsed, with empty lines in place of what is kept above.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from catproof.core.characters import lines_of
from catproof.diagnostic import Span
from catproof.syntax import tree
from catproof.syntax.lexer import DECLARATIONS, STATEMENTS, vocabulary
from catproof.syntax.parser import Parsed, parse
from catproof.syntax.source import unreadable


def reparse(text: str, path: str, before: str, known: Parsed) -> Parsed:
    """What `parse(text, path)` gives, where `known` is what `parse(before, path)` gave."""
    if text == before:
        return known
    lines, old = lines_of(text), lines_of(before)
    if unreadable(text):
        return parse(text, path)
    items, first = known.theory.items, _first_to_parse(known, _alike(lines, old), lines)
    start = items[first].span.line if first else 1
    kept, blank = items[:first], "\n" * (start - 1)
    comments = tuple(comment for comment in known.comments if comment.line < start)
    if len(lines) == len(old) and not known.diagnostics:
        last = _first_to_keep(known, len(lines) - _alike(lines[::-1], old[::-1]), lines)
        if last is not None:
            end = items[last].span.line
            middle = parse(blank + "\n".join(lines[start - 1 : end - 1]), path)
            if not middle.diagnostics:
                below = tuple(comment for comment in known.comments if comment.line >= end)
                theory = tree.Theory((*kept, *middle.theory.items, *items[last:]), span=known.theory.span)
                return Parsed(theory, (*comments, *middle.comments, *below), [], middle.broken)
    rest = parse(blank + "\n".join(lines[start - 1 :]), path)
    theory = tree.Theory((*kept, *rest.theory.items), span=rest.theory.span)
    return Parsed(theory, (*comments, *rest.comments), rest.diagnostics, rest.broken)


def _alike(lines: Sequence[str], others: Sequence[str]) -> int:
    """With how many equal lines do the two begin?"""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(lines, others, strict=False)))


def _first_to_parse(known: Parsed, above: int, lines: Sequence[str]) -> int:
    """The number of the last item that ends above the edit; the first, where there is an error above it. That an item
    ends is seen from what follows, so that it is read again."""
    wrong = min((problem.span.line for problem in known.diagnostics), default=above)
    found = 0
    for number, item in enumerate(known.theory.items):
        if item.span.end_line >= above or item.span.end_line >= wrong:
            break
        if _stands_alone(item.span, lines):
            found = number
    return found


def _first_to_keep(known: Parsed, edited: int, lines: Sequence[str]) -> int | None:
    """The number of the first item that begins below the edited line, if there is one."""
    numbered = enumerate(known.theory.items)
    return next((k for k, item in numbered if item.span.line > edited and _stands_alone(item.span, lines)), None)


def _stands_alone(span: Span, lines: Sequence[str]) -> bool:
    """Does the item begin its line, with a keyword that is none of the item before?"""
    line = lines[span.line - 1]
    words = line.split(None, 1)
    kind = vocabulary().kinds.get(words[0]) if words else None
    if span.column != 1 or kind not in (*DECLARATIONS, *STATEMENTS):
        return False
    return kind in STATEMENTS or (len(words) == 2 and (words[1][0].isalpha() or words[1][0] in '_"'))
