"""The nodes of terms, propositions and the items of declarations.

A `Term` may turn out to be a category, a task, an arrow or an element: the tree knows no mathematics.
"""

from __future__ import annotations

from fractions import Fraction as Rational
from typing import Union

from catproof.diagnostic import Span
from catproof.syntax.node import NOWHERE, Node

# ---- terms --------------------------------------------------------------------------------------------


class Name(Node, spelling=("quoted",), naming="text"):
    """`dog`, `"the cat"` or `*`; `text` is without the quotes, `quoted` says that there were some."""

    text: str
    quoted: bool = False


class Integer(Node):
    """`3`: a number, an element, or an object of a chain."""

    value: int


class Fraction(Node, spelling=("text",)):
    """`1/2`, `0.5`: a number that need not be whole, and how it is written."""

    value: Rational
    text: str = ""


class Tuple(Node):
    """`(a, x)`: an object of a product or of a category of elements, two items or more."""

    items: tuple[Term, ...]


class Set(Node):
    """`{a, b}`, possibly empty."""

    items: tuple[Term, ...]


class Call(Node, naming="function"):
    """`yoneda(C, a)`; `block` holds the items of `quotient(T) { ... }`, `generated(C) { ... }` and
    `category C = read("f.csv", ...) { ... }`. In `(m . n)(x)` and `id(T)(x)` what is called is no name but a term, the
    `head`; `function` is empty then."""

    function: str
    arguments: tuple[Term, ...]
    block: tuple[BlockItem, ...] | None = None
    head: Term | None = None


class Bound(Node):
    """`size <= 4` as an argument of a domain; `operator` is one of = != < <= > >=."""

    key: str
    operator: str
    value: int


class Share(Node):
    """`missing <= 5%` as an argument: `value` is the number before the sign."""

    key: str
    value: Integer | Fraction


class Option(Node):
    """`null = drop` as an argument: how something is to be done."""

    key: str
    value: Name


class Within(Node):
    """`within 1/2` as an argument: how far values may be from each other."""

    value: Term


class Compose(Node, spelling=("diagrammatic",)):
    """`after . before`; `before >> after` is the same node with `diagrammatic` set."""

    after: Term
    before: Term
    diagrammatic: bool = False


def factors(term: Term) -> list[Term]:
    """The factors of a composite, in the order of `after . before`."""
    found: list[Term] = []
    pending: list[Term] = [term]
    while pending:
        one = pending.pop()
        if isinstance(one, Compose):
            pending += [one.before, one.after]
        else:
            found.append(one)
    return found


class Power(Node):
    """`f^3`; a negative exponent repeats the inverse."""

    base: Term
    exponent: int


class TheArrow(Node):
    """`(a -> b)`: the only arrow from a to b."""

    source: Term
    target: Term


class Restriction(Node):
    """`u|f`: the element u restricted along the arrow f."""

    element: Term
    arrow: Term


def restrictions(term: Term) -> tuple[Term, list[Term]]:
    """The element in `u|f|g`, and the arrows f, g."""
    along = []
    while isinstance(term, Restriction):
        along.append(term.arrow)
        term = term.element
    return term, along[::-1]


class ElementAt(Node):
    """`(x at a)`: the element of that name at the object a."""

    element: Term
    object: Term


class LyingIn(Node):
    """`V in Graphs` as an argument: which V is meant."""

    term: Term
    place: Term


class Selection(Node):
    """`x in DOMAIN such that P` as an argument of `count`."""

    variable: Name
    domain: Term
    condition: Prop


class Arithmetic(Node):
    """`left OP right` with OP one of + - *; all of them associate to the left."""

    left: Term
    operator: str
    right: Term


Term = Union[
    Name, Integer, Fraction, Tuple, Set, Call, Bound, Share, Option, Within, Compose, Power, TheArrow, Restriction,
    ElementAt, LyingIn, Selection, Arithmetic,
]  # fmt: skip


class GeneratorAt(Node):
    """`u at b` in `generated(C) { ... }`."""

    element: Term
    object: Term


class ElementEquation(Node):
    """`u|f = v|g` in `generated(C) { ... }`."""

    left: Term
    right: Term


class Identification(Node):
    """`1 ~ 2 at a` in `quotient(T) { ... }`."""

    left: Term
    right: Term
    object: Term


BlockItem = Union[
    GeneratorAt, ElementEquation, Identification,
    "ObjectsItem", "ArrowsItem", "EquationItem", "PointsItem", "ChainItem",
]  # fmt: skip
"""What stands in the block of a call: of `generated`, of `quotient`, or of `read`."""


# ---- propositions -------------------------------------------------------------------------------------


class Is(Node, spelling=("words_span",)):
    """`subject is PROPERTY`. `words` are the words of the property, e.g. ("fully", "faithful") or
    ("left", "adjoint"); `argument` is what follows `by` or `to`, `preposition` which of the two;
    `category` what follows `in`, `within` what follows that word."""

    subject: Term
    words: tuple[str, ...]
    preposition: str | None = None
    argument: Term | None = None
    category: Term | None = None
    words_span: Span = NOWHERE
    within: Term | None = None


class Has(Node, spelling=("words_span",)):
    """`F has a right adjoint`: `words` are ("right", "adjoint"), without the article; `F preserves products`,
    `F reflects limits` with these verbs."""

    subject: Term
    words: tuple[str, ...]
    verb: str = "has"
    words_span: Span = NOWHERE


class SolvesByPrompt(Node):
    """`f solves T by prompt [P] [within e]`."""

    model: Term
    task: Term
    prompt: Term | None = None
    within: Term | None = None


class SolvesByTuning(Node):
    """`f solves T by tuning [within e]`."""

    model: Term
    task: Term
    within: Term | None = None


class Generalizes(Node):
    """`F generalizes [from {a, b} [among [faithful] functors]] [within e]`; `among` is None, "functors" or
    "faithful functors"."""

    functor: Term
    seen: Set | None = None
    among: str | None = None
    within: Term | None = None


class Comparison(Node):
    """`left OP right [in C]` with OP one of = != < <= > >=: numbers, or equal arrows."""

    left: Term
    operator: str
    right: Term
    category: Term | None = None


class Isomorphic(Node):
    """`left ~= right [in C]`."""

    left: Term
    right: Term
    category: Term | None = None


class Not(Node):
    """`not P`."""

    body: Prop


class Connective(Node):
    """`left OP right` with OP one of and, or, implies, iff.

    `and` and `or` associate to the left, `implies` to the right, `iff` to the left."""

    operator: str
    left: Prop
    right: Prop


class Quantified(Node):
    """`forall x in DOMAIN [such that condition] : body`; `quantifier` is "forall", "exists" or "exists unique".

    `forall x, y in DOMAIN : body` is two of these, the inner one `joined` to the outer; of such, the condition is with
    the innermost. What is joined is one quantifier: `exists unique x, y in D` says that there is exactly one pair."""

    quantifier: str
    variable: Name
    domain: Term
    body: Prop
    condition: Prop | None = None
    joined: bool = False


class Said(Node):
    """`NAME(arguments)` as a proposition: what a definition of that name says of the arguments."""

    call: Call


Prop = Union[
    Is, Has, SolvesByPrompt, SolvesByTuning, Generalizes, Comparison, Isomorphic, Not, Connective, Quantified, Said
]


# ---- items of declarations ----------------------------------------------------------------------------


class ObjectsItem(Node):
    """`object a, b, c`."""

    names: tuple[Term, ...]


class ArrowsItem(Node):
    """`arrow f, g : a -> b`."""

    names: tuple[Name, ...]
    source: Term
    target: Term


class GeneratorsItem(Node):
    """`generator s, t` of a monoid or group."""

    names: tuple[Name, ...]


class EquationItem(Node):
    """`equation left = right`."""

    left: Term
    right: Term


class ComposeItem(Node):
    """`compose g . f = h` of a table: `composite` is the left side as written."""

    composite: Term
    result: Term


class ChainItem(Node):
    """`a < b < c` of a poset, from the smallest on."""

    names: tuple[Term, ...]


class PointsItem(Node):
    """`point d, e` of a poset."""

    names: tuple[Term, ...]


class MapsTo(Node):
    """`x |-> y`: an assignment of a functor, a model, a restriction or a component."""

    left: Term
    right: Term


class ElementsItem(Node):
    """`a = {1, 2}` of a task."""

    object: Term
    elements: Set


class RestrictionItem(Node):
    """`f { u |-> 1 }` of a task."""

    arrow: Term
    assignments: tuple[MapsTo, ...]


class ComponentItem(Node):
    """`at a { 1 |-> x }` of a transformation."""

    object: Term
    assignments: tuple[MapsTo, ...]


class ValueItem(Node):
    """`a : 1/2` of a task on a graded category."""

    object: Term
    value: Term


class ScoreItem(Node):
    """`a -> b : 1/2` of a graded category or a table of scores; `a <-> b : 1/2` is `both` ways."""

    source: Term
    target: Term
    value: Term
    both: bool = False


class OrderItem(Node):
    """`order 4` of a rotation pretext."""

    order: int


class ImagesItem(Node):
    """`image cat, dog` or `image bar symmetry 2` of a rotation pretext."""

    names: tuple[Name, ...]
    symmetry: int = 1


class TextItem(Node):
    """`text "the cat sat"` of a masked or next_token pretext."""

    text: Name


class PairItem(Node):
    """`pair x1, x2` of a contrastive pretext."""

    left: Name
    right: Name


class SamplesItem(Node):
    """`sample z` of a contrastive pretext."""

    names: tuple[Name, ...]


class LabelItem(Node):
    """`x1 : cat` of a supervised pretext."""

    input: Name
    label: Name
