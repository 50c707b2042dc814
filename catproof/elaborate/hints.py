"""What people call things who come from books and other provers, and how it is said here."""

from __future__ import annotations

from collections.abc import Callable

from catproof.elaborate.scope import suggestion
from catproof.logic.signature import WORDS
from catproof.logic.terms import Term, free
from catproof.logic.text import text_of
from catproof.syntax import tree
from catproof.syntax.printer import print_term

PROPERTIES = {
    **dict.fromkeys(("monic", "injective", "a monomorphism", "left cancellable"), "mono"),
    **dict.fromkeys(("epic", "surjective", "an epimorphism", "right cancellable"), "epi"),
    **dict.fromkeys(("bijective", "invertible", "an iso"), "iso"),
    **dict.fromkeys(("a section", "a split monomorphism"), "split mono"),
    **dict.fromkeys(("a retraction", "a split epimorphism"), "split epi"),
    **dict.fromkeys(("a terminal object", "a final object"), "terminal"),
    **dict.fromkeys(("an initial object",), "initial"),
    **dict.fromkeys(("represented", "a representable", "a representable functor", "corepresentable"), "representable"),
    **dict.fromkeys(("an equivalence of categories", "equivalence of categories"), "an equivalence"),
    **dict.fromkeys(("injective on arrows",), "faithful"),
    **dict.fromkeys(("surjective on objects", "essentially onto"), "essentially surjective"),
}
"""Other words for properties; the words are looked up with and without an article."""

WRITTEN = {
    **dict.fromkeys(("hom", "Hom", "homset", "mor", "Mor", "morphisms"), "arrows(C, a, b)"),
    **dict.fromkeys(("ob", "Ob", "obj", "Obj"), "objects(C)"),
    **dict.fromkeys(("End", "end", "endomorphisms"), "arrows(C, a, a)"),
    **dict.fromkeys(("Nat", "nat", "natural"), "transformations(S, T)"),
    **dict.fromkeys(("Fun", "fun", "Functors"), "functors(B, C)"),
    **dict.fromkeys(("y", "Y", "h", "representable"), "yoneda(C, a)"),
    **dict.fromkeys(("op", "Op", "dual"), "opposite(C)"),
    **dict.fromkeys(("prod", "times"), "product(S, T)"),
    **dict.fromkeys(("coprod", "plus", "disjoint_union"), "sum(S, T)"),
    **dict.fromkeys(("card", "cardinality", "length", "len"), "size(T)"),
    **dict.fromkeys(("exp", "exponential"), "power(T, S)"),
    **dict.fromkeys(("Omega", "classifier"), "omega(C)"),
    **dict.fromkeys(("dom", "domain"), "source(f)"),
    **dict.fromkeys(("cod", "codomain"), "target(f)"),
    **dict.fromkeys(("Lan", "left_kan"), "lan(F, T)"),
    **dict.fromkeys(("Ran", "right_kan"), "ran(F, T)"),
    **dict.fromkeys(("el", "El", "grothendieck"), "elements(T)"),
}
"""Other words for operations, with how they are written here."""

_COMBINED = {"+": "sum({0}, {1})", "*": "product({0}, {1})"}


def called(word: str) -> str:
    """A hint where a call has an unknown word; empty where nothing is known of it."""
    return f"write `{WRITTEN[word]}`" if word in WRITTEN else ""


def form(word: str, kinds: list[str]) -> str:
    """How a word is written, by the kinds of what it takes."""
    return f"the form is `{word}({', '.join(kinds)})`"


def order(prop: tree.Comparison) -> str:
    """A hint for what compares other things than numbers: objects of an order."""
    if prop.operator not in ("<", "<=", ">", ">="):
        return ""
    ends = (prop.left, prop.right) if prop.operator[0] == "<" else (prop.right, prop.left)
    home = "P" if prop.category is None else print_term(prop.category)
    return f"that there is an arrow is `count(arrows({home}, {', '.join(map(print_term, ends))})) > 0`"


def operation(word: str, kinds: frozenset[str]) -> str:
    """The hint for an unknown word of a call that should give one of these kinds."""
    return called(word) or suggestion(word, [w for w, made in WORDS.items() if any(o.kind in kinds for o in made)])


def said(word: str) -> str:
    """A hint for an unknown property; empty where nothing is known of it."""
    found = next((PROPERTIES[w] for w in (word, f"a {word}", f"an {word}") if w in PROPERTIES), "")
    if word == "isomorphic" or word.startswith("isomorphic to"):
        return "write `S ~= T`; of objects `a ~= b in C`"
    if word.startswith(("left adjoint ", "right adjoint ", "adjoint")):
        return "write `F is left adjoint to G`"
    return f"write `is {found}`" if found else ""


def domain(term: tree.Term, kind: str | None) -> str:
    """A hint for what is no domain, but a thing of this kind, where it is one."""
    shown = print_term(term)
    if kind == "category":
        return f"write objects({shown}) or arrows({shown})"
    if kind in ("task", "model", "functor", "transformation"):
        return f"write elements({shown})" if kind == "task" else ""
    if isinstance(term, tree.Set):
        return f"write objects(full(C, {shown}))"
    return ""


def number(term: tree.Term, kind: str | None) -> str:
    """A hint for what is no number; `kind` is that of the name in its head, where that is known."""
    if isinstance(term, tree.Restriction):
        return f"elements are compared `in` their task: `{print_term(term)} = x in T`"
    if isinstance(term, tree.Call):
        if kind == "task":
            return f"elements of {term.function} at a are `elements({term.function}, a)`; restriction along f is `x|f`"
        if term.function in WRITTEN and WRITTEN[term.function].startswith(("arrows", "objects", "trans", "functors")):
            return f"write `count({WRITTEN[term.function]})`"
        return called(term.function)
    return ""


def expression(term: tree.Term, kinds: tuple[str, ...]) -> str:
    """A hint where a thing of these kinds is expected and something else stands."""
    if isinstance(term, tree.Arithmetic) and term.operator in _COMBINED and {"task", "category"} & set(kinds):
        made = _COMBINED[term.operator].format(print_term(term.left), print_term(term.right))
        return f"write `{made}`" if "task" in kinds or term.operator == "*" else f"write `co{made}`"
    if isinstance(term, tree.Compose) and "functor" in kinds:
        factors = ", ".join(map(print_term, tree.factors(term)))
        return f"write `compose({factors})`"
    return ""


def label(term: tree.Term) -> str:
    """A hint for what is no object or arrow: `id_a`."""
    if isinstance(term, tree.Name) and term.text.startswith(("id_", "Id_", "ID_")):
        return f"the identity is written `id({term.text[3:]})`"
    return ""


def varying(kind: str, shown: Callable[[Term], str], home: Term, at: Term | None = None) -> str:
    """Where a name is said of what varies; nothing where it does not. `shown` are categories and tasks in messages."""
    varies = shown(home) if free(home) else "" if at is None or not free(at) else text_of(at)
    if not varies:
        return ""
    ends = "" if at is None else f", {text_of(at)}"
    domain = f"{kind}s({shown(home)}{ends})"
    return f"{varies} varies, and what it has is called by no name: take a variable, in {domain}"
