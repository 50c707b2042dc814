"""The words for transformations as values, of tasks and of functors; see `signature`."""

from __future__ import annotations

from collections.abc import Callable

from catproof.logic.sorts import Operator, made, object_of, place, sort_of, source_of, target_of
from catproof.logic.terms import Apply, Term

_TWO_NATURAL = ("natural transformation", "natural transformation")
_TWO_TASKS = ("task", "task")
_TWO_MAPS = ("transformation", "transformation")
_OF_MAPS = ("task", *_TWO_MAPS)
_ALONG, _MAP_ALONG = ("functor", "task"), ("functor", "transformation")


def _along(operator: str) -> Callable[[tuple[Term, ...]], tuple[Term, ...]]:
    """The ends of what an operation on tasks along a functor makes of a transformation."""
    return lambda g: tuple(made(operator, g[0], end) for end in sort_of(g[1]).of)


def _there_and_back(out: str, back: str, first: bool) -> Callable[[tuple[Term, ...]], tuple[Term, ...]]:
    """The ends of a unit (`first`: from the task to what goes out and back) or a counit."""

    def ends(given: tuple[Term, ...]) -> tuple[Term, ...]:
        functor, task = given
        both = made(back, functor, made(out, functor, task))
        return (task, both) if first else (both, task)

    return ends


def _component(given: tuple[Term, ...]) -> tuple[Term, ...]:
    natural, at = given
    source, target = sort_of(natural).of
    return place(source, 1), Apply("value at", (source, at)), Apply("value at", (target, at))


MAP_TABLE = (
    # ---- natural transformations of functors
    Operator("component", "{0}({1})", ("natural transformation", "object"), "arrow", _component,
             "the arrow of a natural transformation at an object", "Mac Lane I.4"),
    Operator("identity natural", "id({0})", ("functor",), "natural transformation", lambda g: (g[0], g[0]),
             "the identity of a functor", "Mac Lane II.4"),
    Operator("compose natural", "{0} . {1}", _TWO_NATURAL, "natural transformation",
             lambda g: (place(g[1]), place(g[0], 1)), "first the second transformation, then the first",
             "Mac Lane II.4"),
    Operator("whisker after", "whisker({0}, {1})", ("functor", "natural transformation"), "natural transformation",
             lambda g: tuple(made("compose functors", g[0], end) for end in sort_of(g[1]).of),
             "a functor after a natural transformation", "Mac Lane II.5"),
    Operator("whisker before", "whisker({0}, {1})", ("natural transformation", "functor"), "natural transformation",
             lambda g: tuple(made("compose functors", end, g[1]) for end in sort_of(g[0]).of),
             "a natural transformation after a functor", "Mac Lane II.5"),
    # ---- transformations of tasks
    Operator("identity transformation", "id({0})", ("task",), "transformation", lambda g: (g[0], g[0]),
             "the identity of a task", "Mac Lane I.4"),
    Operator("compose transformations", "{0} . {1}", _TWO_MAPS, "transformation",
             lambda g: (place(g[1]), place(g[0], 1)), "first the second transformation, then the first",
             "Mac Lane II.4"),
    Operator("first", "first({0}, {1})", _TWO_TASKS, "transformation", lambda g: (made("product", *g), g[0]),
             "from a product to its first factor", "Mac Lane III.4"),
    Operator("second", "second({0}, {1})", _TWO_TASKS, "transformation", lambda g: (made("product", *g), g[1]),
             "from a product to its second factor", "Mac Lane III.4"),
    Operator("pair", "pair({0}, {1})", _TWO_MAPS, "transformation",
             lambda g: (place(g[0]), made("product", place(g[0], 1), place(g[1], 1))),
             "into a product: what both transformations make of an element", "Mac Lane III.4"),
    Operator("left", "left({0}, {1})", _TWO_TASKS, "transformation", lambda g: (g[0], made("sum", *g)),
             "into a sum, from the left", "Mac Lane III.3"),
    Operator("right", "right({0}, {1})", _TWO_TASKS, "transformation", lambda g: (g[1], made("sum", *g)),
             "into a sum, from the right", "Mac Lane III.3"),
    Operator("copair", "copair({0}, {1})", _TWO_MAPS, "transformation",
             lambda g: (made("sum", place(g[0]), place(g[1])), place(g[0], 1)),
             "out of a sum: one transformation on the left, the other on the right", "Mac Lane III.3"),
    Operator("element", "element({0}, {1})", ("task", "element"), "transformation",
             lambda g: (made("yoneda", place(g[0]), object_of(*g)), g[0]),
             "from the arrows into the object of an element: f goes to the element restricted along f", "Riehl 2.2"),
    Operator("yoneda on", "yoneda({0}, {1})", ("category", "arrow"), "transformation",
             lambda g: (made("yoneda", g[0], source_of(*g)), made("yoneda", g[0], target_of(*g))),
             "composition with an arrow", "Riehl 2.2"),
    Operator("restrict on", "restrict({0}, {1})", _MAP_ALONG, "transformation", _along("restrict task"),
             "a transformation between tasks that are restricted", "Riehl 6.1"),
    Operator("lan on", "lan({0}, {1})", _MAP_ALONG, "transformation", _along("lan"),
             "a transformation between left Kan extensions", "Riehl 6.1"),
    Operator("ran on", "ran({0}, {1})", _MAP_ALONG, "transformation", _along("ran"),
             "a transformation between right Kan extensions", "Riehl 6.1"),
    Operator("unit", "unit({0}, {1})", _ALONG, "transformation", _there_and_back("lan", "restrict task", True),
             "from a task to its left Kan extension, restricted", "Mac Lane X.3"),
    Operator("counit", "counit({0}, {1})", _ALONG, "transformation", _there_and_back("restrict task", "lan", False),
             "to a task from the left Kan extension of its restriction", "Mac Lane X.3"),
    Operator("ran unit", "ran_unit({0}, {1})", _ALONG, "transformation",
             _there_and_back("restrict task", "ran", True),
             "from a task to the right Kan extension of its restriction", "Mac Lane X.3"),
    Operator("ran counit", "ran_counit({0}, {1})", _ALONG, "transformation",
             _there_and_back("ran", "restrict task", False),
             "to a task from its right Kan extension, restricted", "Mac Lane X.3"),
    Operator("evaluation", "evaluation({0}, {1})", _TWO_TASKS, "transformation",
             lambda g: (made("product", made("power of tasks", g[1], g[0]), g[0]), g[1]),
             "from product(power(T, S), S) to T", "Mac Lane and Moerdijk I.6"),
    Operator("curry", "curry({0})", ("transformation", *_TWO_TASKS), "transformation",
             lambda g: (g[1], made("power of tasks", place(g[0], 1), g[2])),
             "from R to power(T, S), of a transformation from product(R, S) to T", "Mac Lane and Moerdijk I.6"),
    Operator("truth", "truth({0})", ("category",), "transformation",
             lambda g: (made("terminal task", *g), made("omega", *g)), "the sieve of all arrows",
             "Mac Lane and Moerdijk I.4"),
    Operator("classify", "classify({0})", ("transformation",), "transformation",
             lambda g: (place(g[0], 1), made("omega", place(place(g[0])))),
             "of a mono: the arrows along which an element restricts into the part", "Mac Lane and Moerdijk I.4"),
    Operator("inclusion of equalizer", "inclusion({0})", _OF_MAPS, "transformation", lambda g: (g[0], place(g[1])),
             "from an equalizer, as equalizer(m, n)", "Mac Lane III.4"),
    Operator("projection to coequalizer", "projection({0})", _OF_MAPS, "transformation",
             lambda g: (place(g[1], 1), g[0]), "to a coequalizer, as coequalizer(m, n)", "Mac Lane III.3"),
    Operator("first of pullback", "first({0})", _OF_MAPS, "transformation", lambda g: (g[0], place(g[1])),
             "from a pullback, as pullback(m, n), to the source of m", "Mac Lane III.4"),
    Operator("second of pullback", "second({0})", _OF_MAPS, "transformation", lambda g: (g[0], place(g[2])),
             "from a pullback, as pullback(m, n), to the source of n", "Mac Lane III.4"),
    Operator("left of pushout", "left({0})", _OF_MAPS, "transformation", lambda g: (place(g[1], 1), g[0]),
             "to a pushout, as pushout(m, n), from the target of m", "Mac Lane III.3"),
    Operator("right of pushout", "right({0})", _OF_MAPS, "transformation", lambda g: (place(g[2], 1), g[0]),
             "to a pushout, as pushout(m, n), from the target of n", "Mac Lane III.3"),
)  # fmt: skip
