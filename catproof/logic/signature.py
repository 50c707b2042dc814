"""The words that terms are made of, in one table: how each is written, what it takes and gives, what it means.

Whoever reads or writes terms reads this table: the resolver, the formatter, completion, hover, colouring, the language
reference and the hints of errors. What the built-in properties *mean* is in `prelude.cat`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from catproof.logic.terms import Apply, Binding, Call, Number, Reference, Sort, Term

NUMBER = Sort("number")
PROPOSITION = Sort("proposition")


class Operator(NamedTuple):
    """An operation on terms. `form` is how it is written, with `{0}`, `{1}`, ... for its arguments; `takes` are the
    kinds of its arguments, `kind` that of what it gives, and `lives` where that lives (the `of` of its sort)."""

    name: str
    form: str
    takes: tuple[str, ...]
    kind: str
    lives: Callable[[tuple[Term, ...]], tuple[Term, ...]]
    documentation: str
    source: str = ""

    @property
    def word(self) -> str:
        """What is called, where the operation is written as a call of a word of the language; else empty."""
        head, bracket, _ = self.form.partition("(")
        return head if bracket and head.isidentifier() else ""


class Predicate(NamedTuple):
    """How a shipped definition is written, where `NAME(arguments)` or `{0} is NAME` is not how people say it."""

    word: str
    kinds: tuple[str, ...]
    form: str


def sort_of(term: Term) -> Sort:
    """The sort of a term."""
    if isinstance(term, Number):
        return NUMBER
    if isinstance(term, Apply):
        operator = OPERATORS[term.operator]
        return Sort(operator.kind, operator.lives(term.arguments))
    if isinstance(term, Call):
        raise ValueError("whether a definition is a number or a proposition, the definitions know")
    if isinstance(term, Binding):
        return NUMBER if term.binder == "count" else PROPOSITION
    return term.sort


def place(term: Term, number: int = 0) -> Term:
    """Where something lives: the category of an object, arrow or task, the task of an element, the ends of a map."""
    return sort_of(term).of[number]


def source_of(category: Term, arrow: Term) -> Term:
    """The source of an arrow; the term of its sort where that knows it."""
    ends = sort_of(arrow).of[1:]
    return ends[0] if ends else Apply("source", (category, arrow))


def target_of(category: Term, arrow: Term) -> Term:
    """The target of an arrow; the term of its sort where that knows it."""
    ends = sort_of(arrow).of[1:]
    return ends[1] if ends else Apply("target", (category, arrow))


def object_of(task: Term, element: Term) -> Term:
    """The object that an element lies at; the term of its sort where that knows it."""
    known = sort_of(element).of[1:]
    return known[0] if known else Apply("lies at", (task, element))


def _composite(given: tuple[Term, ...]) -> tuple[Term, ...]:
    category, after, before = given
    return category, source_of(category, before), target_of(category, after)


def _value(given: tuple[Term, ...]) -> tuple[Term, ...]:
    functor, arrow = given
    source, target = sort_of(functor).of
    ends = (source_of(source, arrow), target_of(source, arrow))
    return target, *(Apply("value at", (functor, end)) for end in ends)


def _mapped(given: tuple[Term, ...]) -> tuple[Term, ...]:
    transformation, element = given
    return place(transformation, 1), *sort_of(element).of[1:]


def _power(given: tuple[Term, ...]) -> tuple[Term, ...]:
    category, arrow, _ = given
    return category, source_of(category, arrow), target_of(category, arrow)


def _nowhere(_: tuple[Term, ...]) -> tuple[Term, ...]:
    return ()


def _first(given: tuple[Term, ...]) -> tuple[Term, ...]:
    return given[:1]


def _all(given: tuple[Term, ...]) -> tuple[Term, ...]:
    return given


_TWO_NUMBERS = ("number", "number")
_TWO_PROPOSITIONS = ("proposition", "proposition")

OBJECTS, ARROW = ("category", "object", "object"), ("category", "arrow")
_TABLE = (
    # ---- arrows and objects
    Operator("identity", "id({1})", ("category", "object"), "arrow", lambda g: (g[0], g[1], g[1]),
             "the identity of an object", "Mac Lane I.1"),
    Operator("compose", "{1} . {2}", ("category", "arrow", "arrow"), "arrow", _composite,
             "first the second arrow, then the first", "Mac Lane I.1"),
    Operator("power", "{1}^{2}", ("category", "arrow", "number"), "arrow", _power,
             "an arrow repeated; its inverse for a negative number", "Mac Lane I.1"),
    Operator("the arrow", "({1} -> {2})", OBJECTS, "arrow", _all, "the only arrow from one object to another"),
    Operator("source", "source({1})", ARROW, "object", _first, "the object an arrow starts at", "Mac Lane I.1"),
    Operator("target", "target({1})", ARROW, "object", _first, "the object an arrow ends at", "Mac Lane I.1"),
    Operator("value at", "{0}({1})", ("functor", "object"), "object", lambda g: (place(g[0], 1),),
             "the value of a functor at an object", "Mac Lane I.3"),
    Operator("value on", "{0}({1})", ("functor", "arrow"), "arrow", _value,
             "the value of a functor on an arrow", "Mac Lane I.3"),
    # ---- elements
    Operator("restrict", "{1}|{2}", ("task", "element", "arrow"), "element",
             lambda g: (g[0], source_of(place(g[0]), g[2])), "an element restricted along an arrow", "Riehl 2.1"),
    Operator("map", "{0}({1})", ("transformation", "element"), "element", _mapped,
             "the image of an element", "Riehl 1.4"),
    Operator("lies at", "", ("task", "element"), "object", lambda g: (place(g[0]),),
             "the object that an element lies at; what an argument brings along, and nobody writes"),
    # ---- structures
    Operator("identity functor", "identity({0})", ("category",), "functor", lambda g: (g[0], g[0]),
             "the identity functor", "Mac Lane I.3"),
    Operator("compose functors", "compose({0}, {1})", ("functor", "functor"), "functor",
             lambda g: (place(g[1]), place(g[0], 1)), "first the second functor, then the first", "Mac Lane I.3"),
    Operator("yoneda", "yoneda({0}, {1})", ("category", "object"), "task", _first, "the arrows into an object",
             "Riehl 2.2"),
    Operator("sum", "sum({0}, {1})", ("task", "task"), "task", lambda g: (place(g[0]),),
             "the coproduct of two tasks", "Riehl 3.3"),
    Operator("product", "product({0}, {1})", ("task", "task"), "task", lambda g: (place(g[0]),),
             "the product of two tasks", "Riehl 3.3"),
    Operator("terminal task", "terminal({0})", ("category",), "task", _first, "one element everywhere"),
    Operator("empty task", "empty({0})", ("category",), "task", _first, "no elements"),
    Operator("restrict task", "restrict({0}, {1})", ("functor", "task"), "task", lambda g: (place(g[0]),),
             "a task restricted along a functor", "Riehl 6.1"),
    Operator("yoneda model", "yoneda({0})", ("category",), "model", lambda g: (g[0], g[0]), "the ideal model"),
    Operator("via", "via({0})", ("functor",), "model", lambda g: (place(g[0]), place(g[0], 1)),
             "X goes to the arrows into F X"),
    Operator("model at", "{0}({1})", ("model", "object"), "task", lambda g: (place(g[0], 1),),
             "the value of a model at an object"),
    Operator("answers", "answers({0}, {1})", ("model", "object"), "task", lambda g: (place(g[0]),),
             "what a model answers to a prompt P: at X the transformations from its value at X to that at P"),
    # ---- numbers
    Operator("plus", "{0} + {1}", _TWO_NUMBERS, "number", _nowhere, "the sum"),
    Operator("minus", "{0} - {1}", _TWO_NUMBERS, "number", _nowhere, "the difference"),
    Operator("times", "{0} * {1}", _TWO_NUMBERS, "number", _nowhere, "the product"),
    Operator("count", "count({0})", ("domain",), "number", _nowhere, "how many values there are"),
    Operator("size", "size({0})", ("task",), "number", _nowhere, "the number of elements of a task"),
    # ---- domains
    Operator("objects", "objects({0})", ("category",), "domain", _all, "the objects of a category"),
    Operator("arrows", "arrows({0})", ("category",), "domain", _all, "the arrows of a category"),
    Operator("arrows between", "arrows({0}, {1}, {2})", OBJECTS, "domain", _all,
             "the arrows from one object to another"),
    Operator("elements", "elements({0})", ("task",), "domain", _all, "the elements of a task"),
    Operator("elements at", "elements({0}, {1})", ("task", "object"), "domain", _all,
             "the elements of a task at an object"),
    Operator("transformations", "transformations({0}, {1})", ("task", "task"), "domain", _all,
             "the natural transformations", "Mac Lane I.4"),
    Operator("functors", "functors({0}, {1})", ("category", "category"), "domain", _all, "the functors",
             "Mac Lane I.3"),
    # ---- relations
    Operator("equal objects", "{1} = {2}", OBJECTS, "proposition", _nowhere, "the same object"),
    Operator("equal arrows", "{1} = {2}", ("category", "arrow", "arrow"), "proposition", _nowhere, "the same arrow"),
    Operator("equal elements", "{1} = {2}", ("task", "element", "element"), "proposition", _nowhere,
             "the same element"),
    *(Operator(sign, f"{{0}} {sign} {{1}}", _TWO_NUMBERS, "proposition", _nowhere, "a comparison of numbers")
      for sign in ("=", "!=", "<", "<=", ">", ">=")),
    # ---- connectives
    Operator("not", "not {0}", ("proposition",), "proposition", _nowhere, "the opposite"),
    Operator("and", "{0} and {1}", _TWO_PROPOSITIONS, "proposition", _nowhere, "both"),
    Operator("or", "{0} or {1}", _TWO_PROPOSITIONS, "proposition", _nowhere, "at least one of the two"),
    Operator("implies", "{0} implies {1}", _TWO_PROPOSITIONS, "proposition", _nowhere, "the second if the first"),
    Operator("iff", "{0} iff {1}", _TWO_PROPOSITIONS, "proposition", _nowhere, "both or neither"),
)  # fmt: skip

OPERATORS = {operator.name: operator for operator in _TABLE}
"""Every operation, by its name."""

VALUES = {
    "objects": "object", "arrows": "arrow", "arrows between": "arrow", "elements": "element", "elements at": "element",
    "transformations": "transformation", "functors": "functor",
}  # fmt: skip
"""For each domain the kind of its values, which live where its arguments say."""

PREDICATES = (
    Predicate("embedding", ("functor",), "{0} is an embedding"),
    Predicate("equivalence", ("functor",), "{0} is an equivalence"),
    Predicate("isomorphism", ("functor",), "{0} is an isomorphism"),
    Predicate("generalizes", ("functor",), "{0} generalizes"),
    Predicate("has a left adjoint", ("functor",), "{0} has a left adjoint"),
    Predicate("has a right adjoint", ("functor",), "{0} has a right adjoint"),
    Predicate("representable", ("task", "object"), "{0} is representable by {1}"),
    Predicate("solves by prompt", ("model", "task"), "{0} solves {1} by prompt"),
    Predicate("solves by prompt", ("model", "task", "object"), "{0} solves {1} by prompt {2}"),
    Predicate("isomorphic", ("object", "object"), "{0} ~= {1}"),
    Predicate("isomorphic", ("task", "task"), "{0} ~= {1}"),
    Predicate("isomorphic", ("category", "category"), "{0} ~= {1}"),
)
"""How shipped definitions are written; the others as `form_of` says."""

_FORMS = {(predicate.word, predicate.kinds): predicate.form for predicate in PREDICATES}


def form_of(reference: Reference) -> str:
    """How the call of a definition is written, with `{0}`, ... for the written arguments."""
    form = _FORMS.get((reference.word, reference.kinds)) if reference.shipped else None
    if form is not None:
        return form
    if reference.shipped and len(reference.kinds) == 1:
        return f"{{0}} is {reference.word}"
    return ""


def values_of(domain: Apply) -> Sort:
    """The sort of the values of a domain."""
    return Sort(VALUES[domain.operator], domain.arguments)
