"""What people write who come from books and other provers, and how it is said here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from catproof.syntax.tables import END

_STATEMENTS = "a statement that should hold is a `claim`, one that should fail `refute`, one that is open `ask`"
_DECLARED = "what is declared begins with its kind: `category D = opposite(C)`, `task S = product(T, T)`"

KEYWORDS = {
    **dict.fromkeys(
        ("theorem", "lemma", "proposition", "corollary", "assert", "prove", "example", "goal", "statement", "check",
         "disprove", "counterexample"),
        _STATEMENTS,
    ),
    **dict.fromkeys(("def", "definition", "predicate", "property"), "a property is defined by `define`"),
    **dict.fromkeys(("let", "set", "var", "const"), _DECLARED),
    **dict.fromkeys(("graph", "quiver"), "it is a category: `category C { object a, b ; arrow f : a -> b }`"),
    **dict.fromkeys(("natural", "nat"), "a natural transformation is a `transformation`"),
    **dict.fromkeys(("object", "objects", "arrow", "arrows", "morphism"), "it belongs in a category: `category C { }`"),
}  # fmt: skip
"""Words that begin items elsewhere."""


class Token(Protocol):
    """A word or sign; see `lexer.Token`."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...


ITEMS = {
    **dict.fromkeys(("obj", "ob", "objs", "vertex", "vertices", "node", "nodes", "point", "points"), "object"),
    **dict.fromkeys(("mor", "morphism", "morphisms", "map", "maps", "edge", "edges"), "arrow"),
    **dict.fromkeys(("rel", "relation", "relations", "law", "axiom", "eq", "path"), "equation"),
    **dict.fromkeys(("gen", "gens", "element", "elements"), "generator"),
}  # fmt: skip
"""Words that begin items of blocks elsewhere."""

_PARAMETERS = (
    "category C, functor F : B -> C, task T on C, object a in C, arrow f : a -> b in C, element x at a in T, number k"
)

_BLOCKS = {"CATEGORY": ("object", "arrow", "equation"), "MONOID": ("generator", "equation"),
           "GROUP": ("generator", "equation"), "TABLE": ("object", "arrow")}  # fmt: skip


def item(tokens: Sequence[Token], at: int) -> str:
    """The hint where an item of the file should begin with the token number `at`; empty where nothing is known."""
    token = tokens[at]
    if token.text.lower() in KEYWORDS:
        return KEYWORDS[token.text.lower()]
    relations = ("IS", "HAS", "SOLVES", "ISOMORPHIC", "GENERALIZES")
    if token.kind in ("FORALL", "EXISTS", "NOT") or (token.kind != END and tokens[at + 1].kind in relations):
        return _STATEMENTS
    return ""


def hint(tokens: Sequence[Token], start: int, at: int) -> str:
    """How it is said here what was probably meant by the token number `at`, in the item that begins at `start`; empty
    where that is not known."""
    token, kind = tokens[at], tokens[start].kind
    before = tokens[at - 1] if at > start else None
    after = tokens[at + 1].kind if token.kind != END else END
    if before is None:
        return ""
    if token.text == "op" and before.kind == "CIRCUMFLEX":
        return f"write `opposite({tokens[at - 2].text})`"
    second = [one.kind for one in tokens[start + 2 : start + 4]]
    if second == ["EQ", "LBRACE"] and kind not in ("CLAIM", "REFUTE", "ASK"):
        return f"a block comes without `=`: `{tokens[start].text} {tokens[start + 1].text} {{ ... }}`"
    if kind == "TASK" and token.kind == "MAPS_TO":
        return "elements are written `a = {1, 2}`, restrictions `f { u |-> 1 }`"
    stated = kind in ("CLAIM", "REFUTE", "ASK")
    if stated and token.kind == "RIGHT_ARROW":
        if at == start + 4 and tokens[start + 2].kind == "COLON":
            return f"`{tokens[start + 1].text} :` is read as the name of the statement; maps have their ends already"
        depth = sum({"LPAR": 1, "RPAR": -1}.get(one.kind, 0) for one in tokens[start:at])
        return (
            "a comma stands between the ends of a map: `transformations(S, T)`"
            if depth
            else ("write `implies` between propositions")
        )
    if token.kind == "MINUS" and before.kind == "LPAR" and after == "COMMA":
        return "what is represented by a is `yoneda(C, a)`"
    if before.text == "for" and token.text == "all":
        return "write `forall`"
    if before.text in ("size", "rank", "count") and token.kind in ("NAME", "STRING"):
        return f"write `{before.text}({token.text})`"
    if stated and token.kind == "VBAR" and before.kind in (kind, "COLON"):
        return "the number of elements of a task T is `size(T)`"
    if stated and token.kind == "TILDE":
        return "write `not`"
    begun = start + 2 if at > start + 1 and tokens[start + 2].kind == "COLON" else start
    if stated and token.kind == "IN" and at == begun + 2 and before.kind in ("NAME", "STRING"):
        return "where a thing lives is no proposition; to ask for one write `exists x in DOMAIN : ...`"
    if stated and token.kind == END and at > start + 2 and tokens[at - 2].kind in ("AND", "OR"):
        return "both sides say of what: `F is full and F is faithful`"
    if token.kind == "COLON" and _quantified(tokens, start, at):
        return "write `forall x in objects(C) : ...`, `exists n in transformations(S, T) : ...`"
    if kind == "DEFINE" and before.kind == "LPAR" and at == start + 3:
        return f"parameters say what they are: {_PARAMETERS}"
    if token.kind not in ("NAME", "STRING", "STAR", "INTEGER", *map(str.upper, ITEMS)) or before.kind not in (
        "LBRACE",
        "_SEPARATOR",
    ):
        return ""
    if kind in _BLOCKS and ITEMS.get(token.text.lower()) in _BLOCKS[kind] and after in ("NAME", "STRING", "STAR"):
        return f"did you mean `{ITEMS[token.text.lower()]}`?"
    if kind in ("CATEGORY", "TABLE") and after in ("COLON", "RIGHT_ARROW"):
        return "an arrow is declared by `arrow f : a -> b`, an object by `object a`"
    if kind in ("CATEGORY", "MONOID", "GROUP") and after in ("EQ", "DOT", "CIRCUMFLEX", "THEN"):
        return "an equation is written `equation g . f = h`"
    return ""


def _quantified(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Is this where a quantifier should say its domain?"""
    for index in range(at - 1, start, -1):
        if tokens[index].kind in ("IN", "COLON"):
            return tokens[index].kind == "COLON" and _quantified(tokens, start, index)
        if tokens[index].kind in ("FORALL", "EXISTS"):
            return True
    return False
