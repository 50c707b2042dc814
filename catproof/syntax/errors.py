"""What to tell people where a theory file cannot be read: what is wrong, where, and what would be right."""

from __future__ import annotations

import functools
from bisect import bisect_left

from catproof.diagnostic import Span
from catproof.syntax import hints
from catproof.syntax.automaton import Automaton, Failure
from catproof.syntax.layout import Layout
from catproof.syntax.lexer import (
    DECLARATIONS,
    ERROR,
    MISPLACED,
    RESERVED,
    STATEMENTS,
    Problem,
    Token,
    shorten,
    vocabulary,
)
from catproof.syntax.tables import END, SEPARATOR

_NAMES = frozenset({"NAME", "STRING", "STAR"})
_TERMS = _NAMES | {"INTEGER", "FRACTION", "LPAR", "LBRACE", "QUOTIENT", "GENERATED"}
_PROPOSITIONS = _TERMS | {"NOT", "FORALL", "EXISTS"}
_COMPARISONS = frozenset({"EQ", "NE", "LT", "LE", "GT", "GE"})
_ATOMS = _COMPARISONS | {"ISOMORPHIC", "IS", "HAS", "PRESERVES", "REFLECTS", "SOLVES", "GENERALIZES"}
_CONNECTIVES = frozenset({"AND", "OR", "IMPLIES", "IFF"})
_CONTINUATIONS = frozenset({"DOT", "THEN", "VBAR", "CIRCUMFLEX", "LPAR", "STRING", "STAR", "PLUS", "MINUS"})
_BRACKETS = {"RPAR": "LPAR", "RBRACE": "LBRACE"}

_ITEMS = {
    "CATEGORY": "object, arrow and equation",
    "MONOID": "generator and equation",
    "GROUP": "generator and equation",
    "POSET": "chains `a < b` and point",
    "PREORDER": "chains `a < b` and point",
    "TABLE": "object, arrow and compose",
    "ROTATION": "order and image",
    "MASKED": "text",
    "NEXT_TOKEN": "text",
    "CONTRASTIVE": "pair and sample",
    "TRANSFORMATION": "components `at a { 1 |-> x }`, or `a |-> f` between functors",
}
_ITEM_WORDS = {
    "OBJECT": "a category or table",
    "ARROW": "a category or table",
    "EQUATION": "a category, monoid or group",
    "GENERATOR": "a monoid or group",
    "COMPOSE": "a table",
    "POINT": "a poset or preorder",
    "AT": "a transformation",
    "ORDER": "a rotation pretext",
    "IMAGE": "a rotation pretext",
    "TEXT": "a masked or next_token pretext",
    "PAIR": "a contrastive pretext",
    "SAMPLE": "a contrastive pretext",
}

FORMS = {
    "CATEGORY": "category C { object a, b ; arrow f : a -> b ; equation g . f = h }",
    "MONOID": "monoid M { generator r ; equation r^4 = id }",
    "GROUP": "group G { generator r ; equation r^4 = id }",
    "POSET": "poset P { a < b < c ; point d }",
    "PREORDER": "preorder P { a < b ; b < a }",
    "COPRESHEAF": "copresheaf X on C { a = {1, 2} ; f { 1 |-> 2 } }",
    "TABLE": "table K { object * ; arrow e : * -> * ; compose e . e = e }",
    "FUNCTOR": "functor F : B -> C { x |-> a ; u |-> g . f }",
    "TASK": "task T on C { a = {1, 2} ; f { u |-> 1 } }",
    "TASKS": 'tasks read("labels.csv", label, object) on C',
    "NAMES": 'names read("terms.csv", id, label) on C',
    "TRANSFORMATION": "transformation n : S -> T { at a { 1 |-> x } }",
    "MODEL": "model h : C -> D { a |-> S ; u |-> n }",
    "PRETEXT": 'pretext M = masked { text "the cat sat" }',
    "ENRICHED": "enriched C in metric { a <-> b : 1 ; a -> c : 1/2 }",
    "SCORES": "scores S in prob { a -> b : 9/10 }",
    "DEFINE": "define NAME(object a in C) := PROPOSITION",
    "IMPORT": 'import "other.cat"',
    "FIND": "find x in DOMAIN, y in DOMAIN such that PROPOSITION",
    "CLAIM": "claim name : PROPOSITION",
    "REFUTE": "refute name : PROPOSITION",
    "ASK": "ask name : PROPOSITION",
}
"""How each item of a file is written."""


TOP_WORDS = tuple(kind.lower() for kind in FORMS)
"""The words that items of a file begin with."""


_FOLLOWING = frozenset({"NAME", "STRING"})
"""What comes after the keyword of an item, besides words that may be names."""

_JOINING = ("and", "or", "implies", "iff", "such", "among", "from", "by")
"""Words that go on with a statement, on a line of their own too."""


def meant_keyword(word: str) -> str | None:
    """The keyword of an item of the file that `word` was probably meant to be."""
    swapped = sorted(word.lower())
    meant = next((w for w in TOP_WORDS if sorted(w) == swapped), None) or misspelt(word, (*TOP_WORDS, "presheaf"))
    return "task" if meant == "presheaf" else meant


def as_meant(token: Token) -> Token | None:
    """The keyword of an item of the file that a word was probably meant to be, in its place."""
    meant = meant_keyword(token.text) if token.kind == "NAME" else None
    return token._replace(kind=vocabulary().kinds[meant], text=meant) if meant else None


def diagnose(failure: Failure, automaton: Automaton, above: Token | None = None) -> list[Problem]:
    """Say what is wrong where the automaton could not go on; nothing if that was said already. `above` is the first
    word of the item before, where that is complete and what is wrong stands on a line of its own."""
    return _Diagnosis(failure, automaton, above).problems()


def forgotten_item(failure: Failure, automaton: Automaton) -> int | None:
    """The beginning of a line that was read as part of the item before it and is none: it begins with an unknown
    keyword, or with a word where the item is complete."""
    tokens = automaton.tokens
    for index in range(failure.start + 1, min(failure.at + 1, len(tokens) - 1)):
        if index in automaton.heads or not _begins_line(tokens, index):
            continue
        token = tokens[index]
        if _may_begin_an_item(tokens, index):
            meant = meant_keyword(token.text)
            if (meant and token.column == 1) or automaton.completes(failure.start, index):
                return index
        elif (
            index == failure.at
            and _is_word(token)
            and not _goes_on(token)
            and automaton.completes(failure.start, index)
        ):
            return index
    return None


def declares(tokens: list[Token], start: int) -> bool:
    """Would the item, were it right, declare the name after its first word? A statement does not."""
    first = tokens[start]
    if first.kind in DECLARATIONS:
        return True
    return first.kind == "NAME" and start + 2 < len(tokens) and tokens[start + 2].kind in ("LBRACE", "ON", "EQ")


def next_item(layout: Layout, index: int) -> int:
    """Where to go on after an error: the first word at or after `index` that begins an item of the file, also if it
    is misspelt; or the end."""
    where = bisect_left(layout.heads, index)
    tokens = layout.tokens
    head = layout.heads[where] if where < len(layout.heads) else len(tokens) - 1
    for i in range(index, head):
        if tokens[i].column == 1 and _may_begin_an_item(tokens, i) and meant_keyword(tokens[i].text):
            return i
    return head


def _begins_line(tokens: list[Token], index: int) -> bool:
    return index == 0 or tokens[index - 1].line < tokens[index].line


def _may_begin_an_item(tokens: list[Token], index: int) -> bool:
    """Is this a word, the first of its line, with something after it that does not go on with a name? In the first
    column no item goes on like that."""
    token, following = tokens[index], tokens[index + 1]
    if token.kind != "NAME" or not _begins_line(tokens, index):
        return False
    if following.kind in _FOLLOWING or following.kind in vocabulary().soft:
        return token.column == 1 or meant_keyword(token.text) is not None
    apart = following.kind == "LPAR" and following.column > token.end_column
    return (apart or following.kind in ("FORALL", "EXISTS", "NOT")) and meant_keyword(token.text) is not None


def _is_word(token: Token) -> bool:
    return token.kind in _TERMS - {"LPAR", "LBRACE"} or token.text[:1].isalpha()


def _goes_on(token: Token) -> bool:
    """Was the word meant to go on with a statement?"""
    return meant_keyword(token.text) is None and misspelt(token.text, _JOINING, 0.6) is not None


@functools.cache
def misspelt(word: str, candidates: tuple[str, ...], alike: float = 0.7) -> str | None:
    """The candidate that `word` was probably meant to be."""
    from difflib import get_close_matches

    found = get_close_matches(word[:40].lower(), candidates, 1, alike)
    return found[0] if found else None


class _Diagnosis:
    def __init__(self, failure: Failure, automaton: Automaton, above: Token | None) -> None:
        self.failure = failure
        self.above = above
        self.automaton = automaton
        self.tokens = automaton.tokens
        self.token = self.tokens[failure.at]
        self.before = self.tokens[failure.at - 1] if failure.at > failure.start else None
        self.item = self.tokens[failure.start]
        self.ends = failure.at in automaton.heads or self.token.kind == END
        self.kinds = vocabulary().kinds
        self.texts = {kind: text for text, kind in reversed(self.kinds.items()) if text.isascii()}
        self.expected = automaton.expected(failure.states) - {"UNIQUE"}
        if self.expected >= _ATOMS:  # nothing is complete that ends in a lone term, unless it calls a definition
            self.expected -= _CONNECTIVES | {END, "SUCH"}

    def problems(self) -> list[Problem]:
        if self.token.kind == ERROR:
            return []
        if self.failure.start == self.failure.at:
            problem = self._not_an_item(self.token)
            meant = hints.item(self.tokens, self.failure.at)
            general = problem.hint.startswith(("one of ", "declarations and statements", "each begins with"))
            return [problem._replace(hint=meant) if meant and general else problem]
        problem = self._bracket() or self._particular() or self._general()
        meant = hints.hint(self.tokens, self.failure.start, self.failure.at)
        return [problem._replace(hint=meant) if meant else problem]

    # ---- where an item of the file should begin ----

    def _not_an_item(self, token: Token) -> Problem:
        if token.kind in _BRACKETS:
            return Problem("E105", token.span, f"`{token.text}` closes nothing")
        if token.kind in _ITEM_WORDS:
            message = f"`{token.text}` stands outside of braces: it belongs in {_ITEM_WORDS[token.kind]}"
            return Problem("E107", token.span, message, "is a `}` too early?")
        above = self.above
        stray = f"a stray line: the {above.text} of line {above.line} is complete before it" if above else ""
        if token.kind == "NAME" or token.kind in self.automaton.soft:
            if meant := meant_keyword(token.text):
                return Problem("E106", token.span, f"unknown keyword {shorten(token.text)}", f"did you mean `{meant}`?")
            following = self.tokens[self.failure.at + 1]
            heads = following.line == token.line and following.kind in _FOLLOWING | self.automaton.soft
            if above is None or heads:
                message, hint = f"unknown keyword {shorten(token.text)}", "one of " + ", ".join(TOP_WORDS)
                return Problem("E106", token.span, message, f"{hint}; or this is {stray}" if stray else hint)
        if stray:
            return Problem("E107", token.span, stray, "declarations and statements begin with " + ", ".join(TOP_WORDS))
        message = f"a declaration or statement is expected, not {self._shown(token)}"
        return Problem("E107", token.span, message, "each begins with one of " + ", ".join(TOP_WORDS))

    # ---- brackets ----

    def _bracket(self) -> Problem | None:
        open_brackets: list[Token] = []
        for token in self.tokens[self.failure.start : self.failure.at]:
            if token.kind in _BRACKETS.values():
                open_brackets.append(token)
            elif token.kind in _BRACKETS and open_brackets:
                open_brackets.pop()
        kind = self.token.kind
        if self.ends and open_brackets:
            opening = open_brackets[-1]
            closing = "}" if opening.kind == "LBRACE" else ")"
            where = "the end of the file" if kind == END else f"{self._shown(self.token)} in line {self.token.line}"
            return Problem(
                "E105", opening.span, f"this `{opening.text}` is never closed", f"`{closing}` is missing before {where}"
            )
        if kind not in _BRACKETS:
            return None
        if not open_brackets:
            return Problem("E105", self.token.span, f"`{self.token.text}` closes nothing")
        opening = open_brackets[-1]
        if opening.kind != _BRACKETS[kind]:
            closing = "}" if opening.kind == "LBRACE" else ")"
            message = f"`{self.token.text}` does not close the `{opening.text}` of line {opening.line}"
            return Problem("E105", self.token.span, message, f"`{closing}` is expected before it")
        return None

    # ---- mistakes with a message of their own ----

    def _particular(self) -> Problem | None:
        token, before, expected, kind = self.token, self.before, self.expected, self.token.kind
        previous = before.kind if before else END
        if before is None:
            return None
        if kind in ("DOT", "THEN") and ({"DOT", "THEN"} & expected):
            message = "`.` and `>>` cannot be mixed without parentheses: they compose in opposite orders"
            return Problem("E111", token.span, message, "write `(g . f) >> h`, or use one of them throughout")
        if kind == "CIRCUMFLEX" and previous == "INTEGER":
            return Problem("E111", token.span, "a power of a power needs parentheses", "write `(f^2)^3`")
        if kind == "NOT" and previous in ("IS", "HAS"):
            hint = "write `not a is terminal` for `a is not terminal`"
            return Problem(
                "E111", token.span, f"`not` comes before the whole proposition, not after `{before.text}`", hint
            )
        if kind in _ATOMS and expected & _CONNECTIVES:
            hint = (
                "write `a < b and b < c` for `a < b < c`" if kind in _COMPARISONS else "join two propositions by `and`"
            )
            return Problem("E111", token.span, f"two relations in one proposition: unexpected `{token.text}`", hint)
        if kind == "RIGHT_ARROW" and "MAPS_TO" in expected:
            return Problem("E110", token.span, "`|->` is expected, not `->`", "values are written `x |-> a`")
        if kind == "MAPS_TO" and "RIGHT_ARROW" in expected:
            return Problem("E110", token.span, "`->` is expected, not `|->`", "arrows are written `f : a -> b`")
        if kind == "EQ" and "MAPS_TO" in expected:
            return Problem("E110", token.span, "`|->` is expected, not `=`", "values are written `x |-> a`")
        if kind == "COMMA" and "COLON" in expected and "IN" not in expected and self._within("FORALL", "EXISTS"):
            message = "a quantifier has one domain"
            return Problem("E109", token.span, message, "write `forall x in objects(C) : forall y in objects(D) : ...`")
        if kind == "BECOMES":
            message = "`:=` is not part of the language"
            if self.item.kind == "DEFINE":
                message = "`:=` stands once in a definition"
            return Problem("E109", token.span, message, MISPLACED[token.text])
        if kind == "EQ" and "BECOMES" in expected:
            return Problem("E110", token.span, "`:=` is expected, not `=`", f"the form is `{FORMS['DEFINE']}`")
        if kind in ("PLUS", "MINUS") and previous not in ("PLUS", "MINUS"):
            return Problem("E109", token.span, f"unexpected `{token.text}`", MISPLACED[token.text])
        if "SUCH" in expected and "COLON" not in expected:
            message = f"`such that` is expected {self._where()}"
            return Problem("E108", self._place(), message, f"the form is `{FORMS['FIND']}`")
        if previous == "SUCH":
            return Problem("E108", self._place(), f"`that` is expected after `such` {self._where()}")
        if kind == "LBRACE" and previous == "RPAR" and not self._block_may_come():
            return self._block_without_function()
        if kind == "LBRACE" and self.item.kind == "PRETEXT" and previous == "NAME":
            kinds = ("supervised", "contrastive", "masked", "next_token", "rotation")
            meant = misspelt(before.text, kinds)
            hint = f"did you mean `{meant}`?" if meant else "one of " + ", ".join(kinds)
            return Problem("E204", before.span, f"no pretext is called {shorten(before.text)}", hint)
        if previous == "FROM":
            return Problem("E108", self._place(), f"a set `{{a, b}}` is expected {self._where()}")
        if self.item.kind == "TASK" and kind in ("COMMA", "RBRACE") and "MAPS_TO" in expected:
            hint = "elements are written `a = {1, 2}`, restrictions `f { u |-> 1 }`"
            return Problem("E108", token.span, f"`|->` is expected {self._where()}", hint)
        if self.item.kind == "TASK" and before.text == "on" and "ON" in expected:
            return Problem("E108", before.span, "a name is expected before `on`", f"the form is `{FORMS['TASK']}`")
        if self._after_a_statements_name() and kind in _PROPOSITIONS:
            message = f"{self._what(expected)} is expected {self._where()}"
            return Problem("E108", token.span, message, "a statement's name is followed by `:`")
        if previous == "IS" and kind == "STRING":
            name, _, last = token.text[1:-1].rpartition(" ")
            hint = f"after `is` without quotes: `is {token.text[1:-1]}`"
            if name and last in ("by", "to", "with"):
                hint = f"`a is {name} {last} b` is said by a definition whose name is `{name}`"
            return Problem("E108", token.span, f"a property is expected {self._where()}", hint)
        if previous == "IMPORT":
            return Problem("E108", self._place(), f"a file name in quotes is expected {self._where()}", FORMS["IMPORT"])
        if words := [kind for kind in expected if kind in _ITEM_WORDS]:
            return self._no_such_item(words)
        if kind in RESERVED - STATEMENTS and "NAME" in expected and previous not in ("IS", "HAS"):
            what = self._what(expected) or "a name"
            hint = f'`{token.text}` is a word of the language; as a name it is written `"{token.text}"`'
            if kind in ("FORALL", "EXISTS") and previous in {"THAT", "NOT", *_CONNECTIVES} and self._within("THAT"):
                hint = "a quantifier in a condition is in parentheses: `such that (exists y in D : P) : Q`"
            return Problem("E108", self._place(), f"{what} is expected {self._where()}", hint)
        return None

    def _after_a_statements_name(self) -> bool:
        one_word = self.failure.at == self.failure.start + 2
        name = self.tokens[self.failure.start + 1].kind in ("NAME", "STRING")
        return one_word and name and self.item.kind in ("CLAIM", "REFUTE", "ASK")

    def _within(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens[self.failure.start : self.failure.at])

    def _block_may_come(self) -> bool:
        return "LBRACE" in self.expected

    def _block_without_function(self) -> Problem:
        depth = 0
        for index in range(self.failure.at - 1, self.failure.start, -1):
            depth += {"RPAR": 1, "LPAR": -1}.get(self.tokens[index].kind, 0)
            if depth == 0:
                function = self.tokens[index - 1]
                meant = misspelt(function.text, ("quotient", "generated"))
                hint = f"did you mean `{meant}`?" if meant else ""
                message = f"no block can follow {shorten(function.text)}: only `quotient` and `generated` take one"
                return Problem("E112", function.span if meant else self.token.span, message, hint)
        return self._general()

    def _no_such_item(self, words: list[str]) -> Problem | None:
        """The beginning of an item in a block is no item of this block."""
        token = self.token
        if token.kind != "NAME" and token.kind not in self.automaton.soft and token.kind not in _TERMS:
            return None
        owner = self._owner()
        if owner is None:
            return None
        items = f"the items of a {owner.text} are {_ITEMS[owner.kind]}" if owner.kind in _ITEMS else ""
        if token.kind in _ITEM_WORDS:
            message = f"`{token.text}` is no item of a {owner.text}: it belongs in {_ITEM_WORDS[token.kind]}"
            return Problem("E112", token.span, message, items)
        meant = misspelt(token.text, tuple(sorted(self.texts[word] for word in words)))
        message = f"an item of a {owner.text} cannot begin with {self._shown(token)}"
        return Problem("E112", token.span, message, f"did you mean `{meant}`?" if meant else items)

    def _owner(self) -> Token | None:
        """The keyword that says what the outermost block of the item is."""
        if self.item.kind == "PRETEXT":
            for token in self.tokens[self.failure.start : self.failure.at]:
                if token.kind in _ITEMS:
                    return token
            return None
        return self.item

    # ---- everything else ----

    def _general(self) -> Problem:
        what = self._what(self.expected)
        item = self.item
        form = FORMS.get(item.kind, "")
        if self._within("QUOTIENT"):
            form = "quotient(T) { 1 ~ 2 at a }"
        elif self._within("GENERATED"):
            form = "generated(C) { u at b ; v at b ; u|f = v|f }"
        elif item.kind not in DECLARATIONS | {"IMPORT", "FIND"} or self._defines():
            form = ""
        hint = f"the form is `{form}`" if form else ""
        if END in self.expected and not self.ends:
            hint = "propositions are joined by `and`" if self.token.kind == "COMMA" else ""
            if self.token.kind == "NAME" and (meant := misspelt(self.token.text, _JOINING, 0.6)):
                hint = f"did you mean `{meant}`?"
            return Problem(
                "E109", self.token.span, f"unexpected {self._shown(self.token)} after a complete {item.text}", hint
            )
        if what:
            return Problem("E108", self._place(), f"{what} is expected {self._where()}", hint)
        after = f" after `{self.before.text}`" if self.before else ""
        return Problem("E109", self._place(), f"unexpected {self._shown(self.token)}{after}", hint)

    def _defines(self) -> bool:
        """Is the item, as far as it goes, of the form `task T = ...`?"""
        return any(token.kind == "EQ" for token in self.tokens[self.failure.start + 2 : self.failure.start + 3])

    def _place(self) -> Span:
        """The token in question, or the place behind the one before it if the line or the item ends there."""
        if self.before and (self.ends or self.token.text == "\n"):
            _, _, line, column = self.before.span
            return Span(line, column, line, column + 1)
        return self.token.span

    def _where(self) -> str:
        if self.token.kind == END:
            return "before the end of the file"
        if self.token.text == "\n":
            return "before the end of the line"
        if self.ends and self.before and self.before.line < self.token.line:
            return f"after {self._shown(self.before)}"
        return f"before {self._shown(self.token)}"

    def _shown(self, token: Token) -> str:
        if token.kind == END:
            return "the end of the file"
        return "the end of the line" if token.text == "\n" else shorten(token.text)

    def _what(self, expected: set[str]) -> str:
        """The kinds of tokens that could come next, in words; empty if there is no short way to say it."""
        previous = self.before.kind if self.before else END
        if previous == "IS":
            return "a property"
        if previous == "HAS":
            return "`a left adjoint`, `products`, `a limit` or the like"
        if previous in ("PRESERVES", "REFLECTS"):
            return "`limits`, `products`, `monos` or the like"
        if expected >= _PROPOSITIONS:
            return "a proposition"
        if expected >= _ATOMS:
            return "a relation (`is`, `has`, `solves`, `generalizes`, `=`, `~=`, `<=`, ...)"
        if expected >= _NAMES | {"INTEGER", "LPAR", "LBRACE"}:
            rest = expected - _TERMS
            first = ["a name or an expression"]
        elif expected >= _NAMES:
            rest = expected - _NAMES - {"INTEGER", "FRACTION", "LPAR"}
            first = ["a name"]
        else:
            rest = set(expected)
            first = []
        if len(rest - _CONTINUATIONS) + len(first) > 0:
            rest -= _CONTINUATIONS
        if SEPARATOR in rest:
            # Where an item may end, so may the block; that goes without saying.
            rest.discard("RBRACE")
        if "COLON" in rest:
            rest.discard("SUCH")
        signs = sorted((self._sign(kind) for kind in rest), key=lambda sign: (len(sign), sign))
        choices = first + signs
        return "" if len(choices) > 4 else _either(choices)

    def _sign(self, kind: str) -> str:
        special = {
            "NAME": "a name",
            "STRING": "a text in quotes",
            "INTEGER": "a number",
            "FRACTION": "a fraction",
            SEPARATOR: "a new line or `;`",
            END: "the end of the file",
        }
        return special.get(kind) or f"`{self.texts[kind]}`"


def _either(choices: list[str]) -> str:
    if len(choices) < 2:
        return "".join(choices)
    return ", ".join(choices[:-1]) + " or " + choices[-1]
