"""From text to tokens: words and signs with their places, comments aside, new lines only where they count."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import NamedTuple

from catproof.core.characters import LINE_END, called, escaped, where_forbidden, where_misleading
from catproof.core.label import DECLARATION_WORDS, RESERVED_WORDS, STATEMENT_WORDS
from catproof.diagnostic import Span
from catproof.syntax import tables
from catproof.syntax.tables import SEPARATOR

SPELLINGS = {
    "→": "->",
    "∘": ".",
    "≅": "~=",
    "∀": "forall",
    "∃": "exists",
    "¬": "not",
    "∧": "and",
    "∨": "or",
    "⇒": "implies",
    "⇔": "iff",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "↦": "|->",
    "∈": "in",
    "presheaf": "task",
}
"""Other spellings, and how each is read."""

STATEMENTS = frozenset(map(str.upper, STATEMENT_WORDS))
"""The terminals that always begin an item of the file."""

DECLARATIONS = frozenset(map(str.upper, DECLARATION_WORDS))
"""The terminals that begin a declaration, wherever such a word is not meant as a name."""

RESERVED = frozenset(map(str.upper, RESERVED_WORDS))
"""The terminals of words that are never names, unless in quotes."""

ERROR = "ERROR"
NEWLINE = "NEWLINE"

LONGEST_NUMBER = 18
"""The most digits of a number."""

MISTAKES = {
    "==": "write `=`",
    "=>": "write `implies` between propositions, `->` between functors and other ends of a map, `>=` between numbers",
    "∃!": "write `exists unique`",
    "/\\": "write `and`",
    "\\/": "write `or`",
    "⊣": "write `F is left adjoint to G`",
    "-|": "write `F is left adjoint to G`",
    "⊕": "write `sum(S, T)` for tasks, `coproduct(C, D)` for categories",
    "⊂": "write `F is an embedding` of functors, `n is mono` of transformations",
    "⊆": "write `F is an embedding` of functors, `n is mono` of transformations",
    "∅": "write `empty(C)` for a task, `empty()` for a category",
    "<=>": "write `iff`",
    "<-": "write the arrow from its source to its target: `a -> b`",
    "~~": "write `~` in a quotient, `~=` for isomorphic",
    "≃": "write `~=`",
    "≡": "write `=` for equal, `~=` for isomorphic",
    "⊢": "",
    "&&": "write `and`",
    "&": "write `and`",
    "||": "write `or`",
    "!": "write `not`",
    "×": "write `product(C, D)` for categories or tasks",
    "//": "a comment begins with `#`",
    "--": "a comment begins with `#`",
    "/*": "a comment begins with `#` and ends with its line",
    "'": "a text is written in double quotes",
    "“": 'a text is written in straight double quotes, `"`',
    "”": 'a text is written in straight double quotes, `"`',
    "[": "a set is written `{a, b}`, a tuple `(a, b)`",
    "]": "a set is written `{a, b}`, a tuple `(a, b)`",
    "@": 'names with an `@` are written in quotes, such as `"cat@90"`',
    "<<": "write `g . f` for first f, then g",
}
"""Signs of other languages, and what would be right."""

MISPLACED = {
    ":=": "write `=`",
    "<->": "write `iff`",
    "+": "write `sum(S, T)` for tasks, `coproduct(C, D)` for categories",
    "-": 'names with a `-` are written in quotes, such as `"odd-toed"`; an arrow is `->`',
}
"""Signs of the language where they cannot stand, and what would be right."""


class Token(NamedTuple):
    """A word or sign. `kind` is its terminal in the grammar; no token goes past the end of its line."""

    kind: str
    text: str
    line: int
    column: int
    end_column: int

    @property
    def span(self) -> Span:
        """Where the token is."""
        return Span(self.line, self.column, self.line, self.end_column)


class Comment(NamedTuple):
    """A comment, `#` included; `own_line` says that nothing but white space comes before it."""

    text: str
    line: int
    column: int
    own_line: bool


class Problem(NamedTuple):
    """What is wrong with a piece of text, and what would be right (or empty); `code` is that of its kind."""

    code: str
    span: Span
    message: str
    hint: str = ""


class Vocabulary(NamedTuple):
    """What the grammar says about words and signs."""

    pattern: re.Pattern[str]
    kinds: dict[str, str]
    """The terminal of each keyword and sign, in every spelling."""
    soft: frozenset[str]
    """The terminals of keywords that may also be names."""


@functools.cache
def vocabulary() -> Vocabulary:
    """The words and signs of the grammar, and the pattern that finds the next token."""
    literals = dict(tables.load().literals)
    soft = frozenset(kind for text, kind in literals.items() if text[0].isalpha()) - RESERVED
    literals.update({other: literals[text] for other, text in SPELLINGS.items()})
    signs = sorted((text for text in literals if not _is_word(text)), key=len, reverse=True)
    mistakes = sorted(MISTAKES, key=len, reverse=True)
    # A sign must not be the beginning of a longer sign of another language.
    longer = [mistake for mistake in mistakes if any(mistake != sign and mistake.startswith(sign) for sign in signs)]
    refused = "(?:" + "|".join(_no_beginning(mistake, signs) for mistake in longer) + ")"
    pattern = re.compile(
        r"[ \t\f\v\ufeff\u00a0]*+(?:"
        r"(?P<word>[A-Za-z_][A-Za-z0-9_']*)"
        rf"|(?P<newline>{LINE_END.pattern})"
        rf"|(?P<sign>(?!{refused}|-[0-9]){_any_of(signs)})"
        r"|(?P<fraction>-?[0-9]+[./][0-9]+(?![A-Za-z0-9_']))"
        r"|(?P<number>-?[0-9]+(?![A-Za-z0-9_']))"
        r'|(?P<string>"(?:[^"\\\r\n]|\\[^\r\n])*")'
        r"|(?P<comment>\#[^\r\n]*)"
        r"|(?P<semicolon>;)"
        r'|(?P<unclosed>"[^\r\n]*)'
        r"|(?P<digits>-?[0-9][A-Za-z0-9_']*)"
        rf"|(?P<mistake>{_any_of(mistakes)})"
        r"|(?P<letters>[^\W\d_]\w*)"
        r"|(?P<other>[^\w\s\x20-\x7e]+|.)|\Z)"
    )
    return Vocabulary(pattern, literals, soft)


def _is_word(text: str) -> bool:
    return text[0].isascii() and text[0].isalpha()


def _no_beginning(mistake: str, signs: list[str]) -> str:
    """A sign of another language, where it is not the beginning of one of this: `<-` of `<->`."""
    rest = [sign[len(mistake) :] for sign in signs if sign.startswith(mistake) and sign != mistake]
    return re.escape(mistake) + "".join(f"(?!{re.escape(each)})" for each in rest)


def _any_of(texts: list[str]) -> str:
    return "(?:" + "|".join(map(re.escape, texts)) + ")"


def scan(text: str) -> tuple[list[Token], list[Comment], list[Problem]]:
    """All tokens of the text, with one of kind NEWLINE for each line's end and one of kind ERROR for each problem.

    The kind of a number is INTEGER, of a quoted text STRING, of a word that is no keyword NAME."""
    pattern, kinds, _ = vocabulary()
    tokens: list[Token] = []
    comments: list[Comment] = []
    problems: list[Problem] = []
    line, before_line = 1, -1
    add = tokens.append
    # A named tuple made directly as a tuple: half of the time is spent here.
    make: Callable[[type[Token], tuple[str, str, int, int, int]], Token] = tuple.__new__
    for match in pattern.finditer(text):
        group = match.lastgroup
        if group is None:
            continue
        start, end = match.span(group)
        found = text[start:end]
        column = start - before_line
        end_column = end - before_line
        if group == "word":
            add(make(Token, (kinds.get(found, "NAME"), found, line, column, end_column)))
        elif group == "sign":
            add(make(Token, (kinds[found], found, line, column, end_column)))
        elif group == "newline":
            add(make(Token, (NEWLINE, found, line, column, end_column)))
            line, before_line = line + 1, end - 1
        elif group == "number" and len(found) <= LONGEST_NUMBER:
            add(Token("INTEGER", found, line, column, end_column))
        elif group == "fraction" and len(found) <= LONGEST_NUMBER and found.rpartition("/")[2].strip("0"):
            add(Token("FRACTION", found, line, column, end_column))
        elif group == "string":
            wrong = None if found.isascii() and found.isprintable() else where_forbidden(found)
            if wrong is None:
                add(Token("STRING", found, line, column, end_column))
            else:
                add(Token(ERROR, found, line, column, end_column))
                problems.append(_misleading("a text in quotes", found[wrong], line, column + wrong))
        elif group == "semicolon":
            add(Token(SEPARATOR, found, line, column, end_column))
        elif group == "comment":
            own_line = not tokens or tokens[-1].kind == NEWLINE
            wrong = None if found.isascii() and found.isprintable() else where_misleading(found)
            if wrong is not None:
                problems.append(_misleading("a comment", found[wrong], line, column + wrong))
            comments.append(Comment(found.rstrip(), line, column, own_line))
        else:
            token = Token(ERROR, found, line, column, column + max(1, len(found.rstrip())))
            add(token)
            problems.append(_problem(group, token, tokens[-2].kind if len(tokens) > 1 else NEWLINE))
    return tokens, comments, problems


def _problem(group: str, token: Token, before: str) -> Problem:
    """What is wrong where no token can be read; `before` is the kind of the token before."""
    text = token.text
    if group == "unclosed":
        return Problem(
            "E103", token.span, "the text in quotes is not closed", 'a `"` is expected before the end of the line'
        )
    if group == "fraction" and len(text) <= LONGEST_NUMBER:
        return Problem("E104", token.span, f"`{text}` is no number: it is divided by zero")
    if group in ("number", "fraction"):
        return Problem("E104", token.span, f"the number is too long: it has more than {LONGEST_NUMBER} digits")
    if group == "digits":
        return Problem(
            "E104", token.span, f"a name cannot begin with a digit: {shorten(text)}", f'write `"{text[:40]}"`'
        )
    if group == "mistake":
        if text == "!" and before == "EXISTS":
            return Problem("E102", token.span, "`!` is not part of the language", MISTAKES["∃!"])
        return Problem("E102", token.span, f"`{text}` is not part of the language", MISTAKES[text])
    if group == "letters":
        hint = f'a name with other letters than A-Z, a-z is written in quotes: `"{text[:40]}"`'
        return Problem("E102", token.span, f"unexpected letters: {shorten(text)}", hint)
    if len(text) == 1:
        return Problem(
            "E102", token.span, f"unexpected character: {f'`{text}`' if text.isprintable() else called(text)}"
        )
    return Problem("E102", token.span, f"unexpected characters: {shorten(text)}")


def _misleading(where: str, sign: str, line: int, column: int) -> Problem:
    """A character that is drawn as nothing, or moves what is drawn, so that people would read something else."""
    message = f"{where} cannot contain {called(sign)}"
    hint = "write a space" if sign == "\t" else "it is not seen, or moves what is seen; leave it out"
    return Problem("E102", Span(line, column, line, column + 1), message, hint)


def shorten(text: str, most: int = 40) -> str:
    """The text in backquotes, cut after `most` characters, with control characters and the like escaped."""
    shown = escaped(text[:most])
    return f"`{shown}`" if len(text) <= most else f"`{shown}...`"
