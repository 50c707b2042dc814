"""The words for graded categories, which have scores in place of sets of arrows; see `signature`."""

from __future__ import annotations

from collections.abc import Iterator

from catproof.logic.sorts import Operator, place
from catproof.logic.terms import Term

KINDS = ("graded category", "graded functor", "graded task", "graded model", "graded object")
"""The kinds of terms about graded categories."""

OTHERS = ("bool", "prob", "fuzzy", "lukasiewicz")
"""The quantales beside `metric`."""

_KELLY, _LAWVERE = "Kelly, Basic Concepts of Enriched Category Theory", "Lawvere, Metric spaces (1973)"
_LEINSTER = "Leinster, The magnitude of metric spaces (2013), 1.1"
_YUAN = "Yuan, On the Power of Foundation Models (ICML 2023), with scores"


def _nowhere(_: tuple[Term, ...]) -> tuple[Term, ...]:
    return ()


def _ends(given: tuple[Term, ...]) -> tuple[Term, ...]:
    return place(given[0]), place(given[0], 1)


_ATOMS = (
    ("representable", "{0} is representable", ("graded task",), "the scores into some object", f"{_KELLY}, 1.9"),
    ("representable by", "{0} is representable by {1}", ("graded task", "graded object"),
     "the scores into the object", f"{_KELLY}, 1.9"),
    ("ideal", "{0} is ideal", ("graded model",), "scores between values are those of the objects", _YUAN),
    ("ideal up to recalibration", "{0} is ideal up to recalibration", ("graded model",),
     "the same after some monotone function of the scores", _YUAN),
    ("solves by prompt", "{0} solves {1} by prompt", ("graded model", "graded task"),
     "its answers to some prompt are the task", _YUAN),
    ("solves by prompt at", "{0} solves {1} by prompt {2}", ("graded model", "graded task", "graded object"),
     "its answers to the prompt are the task", _YUAN),
    ("solves by tuning", "{0} solves {1} by tuning", ("graded model", "graded task"),
     "some task on the features is the task", _YUAN),
)  # fmt: skip


def _both() -> Iterator[Operator]:
    """Each atom exactly, and up to an error in all values."""
    for name, form, takes, documentation, source in _ATOMS:
        yield Operator(f"graded {name}", form, takes, "proposition", _nowhere, documentation, source)
        yield Operator(
            f"graded {name} within", f"{form} within {{{len(takes)}}}", (*takes, "number"), "proposition", _nowhere,
            f"{documentation}, up to an error in all values", source,
        )  # fmt: skip


GRADED_TABLE = (
    Operator("graded closure", "closure({0})", ("graded category",), "graded category", _nowhere,
             "the least graded category above a table of scores: the best paths", f"{_LAWVERE}"),
    Operator("graded under", "under({0})", ("graded category",), "graded category", _nowhere,
             "what the columns of a table of scores say of each other", f"{_KELLY}, 2.4"),
    Operator("level", "level({0}, {1})", ("graded category", "number"), "category", _nowhere,
             "the preorder of the pairs with at least that score; of distances, at most"),
    Operator("graded yoneda", "yoneda({0}, {1})", ("graded category", "graded object"), "graded task",
             lambda g: g[:1], "the scores into an object", f"{_KELLY}, 2.4"),
    Operator("graded lan", "lan({0}, {1})", ("graded functor", "graded task"), "graded task",
             lambda g: (place(g[0], 1),), "the least task that is above along a functor", f"{_KELLY}, 4.1"),
    Operator("graded ran", "ran({0}, {1})", ("graded functor", "graded task"), "graded task",
             lambda g: (place(g[0], 1),), "the greatest task that is below along a functor", f"{_KELLY}, 4.1"),
    Operator("graded restrict", "restrict({0}, {1})", ("graded functor", "graded task"), "graded task",
             lambda g: (place(g[0]),), "the values of a task at those of a functor", f"{_KELLY}, 4.1"),
    Operator("graded via", "via({0})", ("graded functor",), "graded model", _ends, "X goes to the scores into F X"),
    Operator("graded yoneda model", "yoneda({0})", ("graded category",), "graded model", lambda g: (g[0], g[0]),
             "the ideal model"),
    Operator("graded value at", "{0}({1})", ("graded functor", "graded object"), "graded object",
             lambda g: (place(g[0], 1),), "the value of a functor at an object"),
    Operator("infinity", "inf", (), "number", _nowhere, "the distance of what cannot be reached"),
    Operator("score", "{0}({1}, {2})", ("graded category", "graded object", "graded object"), "number", _nowhere,
             "the score from one object to another", f"{_KELLY}, 1.2"),
    Operator("task value", "{0}({1})", ("graded task", "graded object"), "number", _nowhere,
             "the value of a task at an object"),
    Operator("graded rank", "rank({0})", ("graded task",), "number", _nowhere,
             "the least number of prompts, weighted by the task, whose join it is", _YUAN),
    Operator("graded rank within", "rank({0}, within {1})", ("graded task", "number"), "number", _nowhere,
             "the least number of prompts, with weights, whose join is as near to it as that", _YUAN),
    Operator("magnitude", "magnitude({0})", ("graded category",), "number", _nowhere,
             "the sum of a weighting of the scores, which are their own sizes: of `prob` and `bool`", _LEINSTER),
    Operator("magnitude by", "magnitude({0}, {1})", ("graded category", "number"), "number", _nowhere,
             "the sum of a weighting of the sizes of distances, powers of a base between 0 and 1", _LEINSTER),
    Operator("graded objects", "objects({0})", ("graded category",), "domain", lambda g: g,
             "the objects of a graded category"),
    Operator("metrics", "metrics({0*})", ("number*",), "domain", _nowhere,
             "all metrics with so many points: values from 0 to infinity, and the triangle", _LAWVERE),
    *(Operator(f"{name} categories", f"enriched({name}, {{0*}})", ("number*",), "domain", _nowhere,
               f"all graded categories over `{name}` with so many points", f"{_KELLY}, 1.2")
      for name in OTHERS),
    Operator("graded tasks", "tasks({0})", ("graded category",), "domain", lambda g: g,
             "all tasks on a graded category, whatever their values"),
    Operator("is a category", "{0} is a category", ("graded category",), "proposition", _nowhere,
             "C(x, x) is the unit, and C(x, y) times C(y, z) is at most C(x, z)", f"{_KELLY}, 1.2"),
    Operator("graded generalizes from", "{0} generalizes from {1*}", ("graded functor", "graded object*"),
             "proposition", _nowhere, "what was seen leaves no choice for the rest, up to isomorphism", _YUAN),
    Operator("graded generalizes from within", "{0} generalizes from {2*} within {1}",
             ("graded functor", "number", "graded object*"), "proposition", _nowhere,
             "what was seen leaves no choice for the rest, up to an error in all scores", _YUAN),
    Operator("graded equal objects", "{1} = {2} in {0}", ("graded category", "graded object", "graded object"),
             "proposition", _nowhere, "the same object"),
    *_both(),
)  # fmt: skip

GRADED_NUMBERS = ("infinity", "score", "task value", "graded rank", "graded rank within", "magnitude", "magnitude by")
GRADED_ATOMS = tuple(operator.name for operator in GRADED_TABLE if operator.kind == "proposition")
