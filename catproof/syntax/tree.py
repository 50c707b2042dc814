"""The syntax tree of a theory file.

Every node is immutable and carries the span of text it was read from. Spans and spelling (was a name quoted,
was a composite written with `>>`) do not take part in equality, so that a theory equals its formatted form
read back. The tree knows no mathematics: a `Term` may turn out to be a category, a task, an arrow or an element.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Union, dataclass_transform

from catproof.diagnostic import Span

NOWHERE = Span(1, 1, 1, 1)


def _keyword(*, default: Any, kw_only: bool = True) -> Any:
    return default


@dataclass_transform(frozen_default=True, field_specifiers=(_keyword,))
class _Transformed:
    """Tells type checkers how nodes are made. They do not count fields of the marked class itself, hence two."""


class Node(_Transformed):
    """What all nodes share: fields from the annotations of the class, in order, then `span`.

    Written out instead of `dataclasses.dataclass`, which costs about a millisecond a class at every start of
    the program, more than reading a small theory file.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    """The names of the children and attributes, in order, without `span`."""
    spelling: ClassVar[frozenset[str]] = frozenset({"span"})
    """The attributes that say how a node was written, not what it is; ignored by `==`."""
    span: Span = _keyword(default=NOWHERE, kw_only=True)
    """The text the node was read from."""

    def __init_subclass__(cls, spelling: tuple[str, ...] = ()) -> None:
        cls.fields = tuple(cls.__annotations__)
        cls.spelling = Node.spelling | set(spelling)

    def __init__(self, *values: Any, span: Span = NOWHERE, **named: Any) -> None:
        attributes = self.__dict__
        attributes.update(zip(self.fields, values, strict=False))
        attributes["span"] = span
        if len(values) != len(self.fields):
            attributes.update(named)
            if len(values) > len(self.fields) or not all(hasattr(self, name) for name in self.fields):
                raise TypeError(f"{type(self).__name__} takes {', '.join(self.fields)}")
        elif named:
            raise TypeError(f"{type(self).__name__} takes {', '.join(self.fields)}")

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def _meaning(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.fields if name not in self.spelling)

    def __eq__(self, other: object) -> bool:
        pending: list[tuple[Any, Any]] = [(self, other)]  # no recursion: a composite is as deep as it is long
        while pending:
            one, two = pending.pop()
            if one is two:
                continue
            if type(one) is not type(two):
                return False
            if isinstance(one, Node):
                pending += zip(one._meaning(), two._meaning(), strict=True)
            elif isinstance(one, tuple):
                if len(one) != len(two):
                    return False
                pending += zip(one, two, strict=True)
            elif one != two:
                return False
        return True

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if not name.startswith("_")}

    def __hash__(self) -> int:
        known: int | None = self.__dict__.get("_hash")
        if known is not None:
            return known
        order: list[Node] = [self]
        for node in order:  # parts after what they are parts of
            pending = list(node._meaning())
            while pending:
                part = pending.pop()
                if isinstance(part, Node):
                    if "_hash" not in part.__dict__:
                        order.append(part)
                elif isinstance(part, tuple):
                    pending += part
        for node in reversed(order):
            known = node.__dict__["_hash"] = hash((type(node), node._meaning()))
        assert known is not None
        return known

    def mentioned(self) -> frozenset[str]:
        """All names that occur in the node."""
        known: frozenset[str] | None = self.__dict__.get("_mentioned")
        if known is None:
            known = self.__dict__["_mentioned"] = frozenset(_names_in(self))
        return known

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(repr(getattr(self, name)) for name in self.fields)})"


def _names_in(node: object) -> Iterator[str]:
    pending = [node]
    while pending:
        one = pending.pop()
        if isinstance(one, Name):
            yield one.text
        elif isinstance(one, Call):
            yield one.function
            pending += [one.arguments, one.block]
        elif isinstance(one, Node):
            pending.extend(getattr(one, field) for field in one.fields)
        elif isinstance(one, tuple):
            pending.extend(one)


# ---- terms --------------------------------------------------------------------------------------------


class Name(Node, spelling=("quoted",)):
    """`dog`, `"the cat"` or `*`; `text` is without the quotes, `quoted` says that there were some."""

    text: str
    quoted: bool = False


class Integer(Node):
    """`3`: a number, an element, or an object of a chain."""

    value: int


class Tuple(Node):
    """`(a, x)`: an object of a product or of a category of elements, two items or more."""

    items: tuple[Term, ...]


class Set(Node):
    """`{a, b}`, possibly empty."""

    items: tuple[Term, ...]


class Call(Node):
    """`yoneda(C, a)`; `block` holds the items of `quotient(T) { ... }`, `generated(C) { ... }` and
    `category C = read("f.csv", ...) { ... }`."""

    function: str
    arguments: tuple[Term, ...]
    block: tuple[BlockItem, ...] | None = None


class Bound(Node):
    """`size <= 4` as an argument of a domain; `operator` is one of = != < <= > >=."""

    key: str
    operator: str
    value: int


class Option(Node):
    """`null = drop` as an argument: how something is to be done."""

    key: str
    value: Name


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
    Name, Integer, Tuple, Set, Call, Bound, Option, Compose, Power, TheArrow, Restriction, ElementAt, LyingIn,
    Selection, Arithmetic,
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
    `category` what follows `in`."""

    subject: Term
    words: tuple[str, ...]
    preposition: str | None = None
    argument: Term | None = None
    category: Term | None = None
    words_span: Span = NOWHERE


class Has(Node, spelling=("words_span",)):
    """`F has a right adjoint`: `words` are ("right", "adjoint"), without the article."""

    subject: Term
    words: tuple[str, ...]
    words_span: Span = NOWHERE


class SolvesByPrompt(Node):
    """`f solves T by prompt [P]`."""

    model: Term
    task: Term
    prompt: Term | None = None


class SolvesByTuning(Node):
    """`f solves T by tuning`."""

    model: Term
    task: Term


class Generalizes(Node):
    """`F generalizes [from {a, b} [among [faithful] functors]]`; `among` is None, "functors" or
    "faithful functors"."""

    functor: Term
    seen: Set | None = None
    among: str | None = None


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

    def matrix(self) -> Prop:
        """The body under the condition."""
        known: Prop | None = self.__dict__.get("_matrix")
        if known is None:
            known = self.body
            if self.condition is not None:
                operator = "implies" if self.quantifier == "forall" else "and"
                known = Connective(operator, self.condition, self.body, span=self.body.span)
            self.__dict__["_matrix"] = known
        return known


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


# ---- declarations and statements ----------------------------------------------------------------------


class Import(Node):
    """`import "other.cat"`."""

    path: str


class CategoryDecl(Node):
    """A block declaration of a category: `kind` is category, monoid, group, poset or table."""

    kind: str
    name: Name
    doc: str | None
    items: tuple[ObjectsItem | ArrowsItem | GeneratorsItem | EquationItem | ComposeItem | ChainItem | PointsItem, ...]


class PretextDecl(Node):
    """`pretext R = rotation { ... }`: `pretext` is supervised, contrastive, masked, next_token or rotation."""

    name: Name
    doc: str | None
    pretext: str
    items: tuple[OrderItem | ImagesItem | TextItem | PairItem | SamplesItem | LabelItem, ...]


class FunctorDecl(Node):
    """`functor F : B -> C { ... }`."""

    name: Name
    doc: str | None
    source: Term
    target: Term
    items: tuple[MapsTo, ...]


class TaskDecl(Node):
    """`task T on C { ... }`."""

    name: Name
    doc: str | None
    category: Term
    items: tuple[ElementsItem | RestrictionItem, ...]


class RestrictionFrom(Node):
    """`f = read("f.csv", from, to)`: the restriction along an arrow, from a file."""

    arrow: Term
    source: Term


class TaskFrom(Node):
    """`task T on C = read("labels.csv", object, element) { f = read("f.csv", from, to) }`."""

    name: Name
    doc: str | None
    category: Term
    source: Term
    items: tuple[RestrictionFrom, ...]


class TasksDecl(Node):
    """`tasks read("labels.csv", label, object) on C`: a task for each label, named by it."""

    source: Term
    category: Term
    doc: str | None


class TransformationDecl(Node):
    """`transformation n : S -> T { ... }`."""

    name: Name
    doc: str | None
    source: Term
    target: Term
    items: tuple[ComponentItem, ...]


class ModelDecl(Node):
    """`model h : C -> D { ... }`: objects to tasks on D, arrows to transformations."""

    name: Name
    doc: str | None
    source: Term
    target: Term
    items: tuple[MapsTo, ...]


class Definition(Node):
    """`KIND name = term`: `kind` is category, monoid, group, poset, table, functor, task, transformation,
    model or pretext."""

    kind: str
    name: Name
    doc: str | None
    value: Term


class Parameter(Node):
    """`object a in C`, `functor F : B -> C`, `element x at a in T`, ... of a definition: `kind` is the sort, `source`
    and `target` are the ends of a map, `place` is what follows `on` or `in`."""

    kind: str
    name: Name
    source: Term | None = None
    target: Term | None = None
    at: Term | None = None
    place: Term | None = None


class Define(Node):
    """`define NAME(parameters) := body`: `body` is a proposition, or a term that is a number."""

    name: Name
    doc: str | None
    parameters: tuple[Parameter, ...]
    body: Prop | Term


class Statement(Node):
    """`claim|refute|ask [name :] PROP`."""

    kind: str
    name: Name | None
    prop: Prop


class Find(Node):
    """`find [name :] x in DOMAIN, ... such that PROP`."""

    name: Name | None
    bindings: tuple[tuple[Name, Term], ...]
    prop: Prop


Declaration = Union[
    CategoryDecl, PretextDecl, FunctorDecl, TaskDecl, TaskFrom, TransformationDecl, ModelDecl, Definition, Define
]
Item = Union[Import, Declaration, TasksDecl, Statement, Find]


class Theory(Node):
    """A whole theory file: its declarations and statements, in order."""

    items: tuple[Item, ...]
