"""The words that terms are made of, in one table: how each is written, what it takes and gives, what it means.

Whoever reads or writes terms reads this table: the resolver, the formatter, completion, hover, colouring, the language
reference and the hints of errors. What the built-in properties *mean* is in `prelude.cat`.
"""

from __future__ import annotations

from typing import NamedTuple

from catproof.logic.graded_words import GRADED_TABLE, KINDS, OTHERS
from catproof.logic.map_words import MAP_TABLE
from catproof.logic.sorts import NUMBER as NUMBER
from catproof.logic.sorts import OPERATORS as OPERATORS
from catproof.logic.sorts import PROPOSITION as PROPOSITION
from catproof.logic.sorts import Operator as Operator
from catproof.logic.sorts import made
from catproof.logic.sorts import object_of as object_of
from catproof.logic.sorts import opposite as opposite
from catproof.logic.sorts import place as place
from catproof.logic.sorts import sort_of as sort_of
from catproof.logic.sorts import source_of as source_of
from catproof.logic.sorts import target_of as target_of
from catproof.logic.terms import Apply, Reference, Sort, Term
from catproof.syntax.printer import articled


class Predicate(NamedTuple):
    """How a shipped definition is written, where `NAME(arguments)` or `{0} is NAME` is not how people say it."""

    word: str
    kinds: tuple[str, ...]
    form: str


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


def _paired(given: tuple[Term, ...]) -> tuple[Term, ...]:
    product, left, right, f, g = given
    ends = ((end(left, f), end(right, g)) for end in (source_of, target_of))
    return product, *(Apply("pair of objects", (product, left, right, *pair)) for pair in ends)


def _power(given: tuple[Term, ...]) -> tuple[Term, ...]:
    category, arrow, _ = given
    return category, source_of(category, arrow), target_of(category, arrow)


def _nowhere(_: tuple[Term, ...]) -> tuple[Term, ...]:
    return ()


def _first(given: tuple[Term, ...]) -> tuple[Term, ...]:
    return given[:1]


def _all(given: tuple[Term, ...]) -> tuple[Term, ...]:
    return given


_YUAN = "Yuan, On the Power of Foundation Models (ICML 2023)"
_TWO_CATEGORIES = ("category", "category")
_IN_PRODUCT = ("category", "category", "category")
_TWO_NUMBERS = ("number", "number")
_TWO_TASKS = ("task", "task")
_TWO_MAPS = ("transformation", "transformation")
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
    Operator("limit", "limit({0})", ("functor",), "object", lambda g: (place(g[0], 1),),
             "a limit of a functor: of several, isomorphic ones the first that was declared", "Mac Lane III.4"),
    Operator("colimit", "colimit({0})", ("functor",), "object", lambda g: (place(g[0], 1),),
             "a colimit of a functor: of several, isomorphic ones the first that was declared", "Mac Lane III.3"),
    Operator("value at", "{0}({1})", ("functor", "object"), "object", lambda g: (place(g[0], 1),),
             "the value of a functor at an object", "Mac Lane I.3"),
    Operator("value on", "{0}({1})", ("functor", "arrow"), "arrow", _value,
             "the value of a functor on an arrow", "Mac Lane I.3"),
    # ---- elements
    Operator("restrict", "{1}|{2}", ("task", "element", "arrow"), "element",
             lambda g: (g[0], source_of(place(g[0]), g[2])), "an element restricted along an arrow", "Riehl 2.1"),
    Operator("map", "{0}({1})", ("transformation", "element"), "element", _mapped,
             "the image of an element", "Riehl 1.4"),
    Operator("as element", "{1}", ("task", "arrow"), "element", _first,
             "an arrow as an element of the task of arrows into its target", "Riehl 2.2"),
    Operator("lies at", "", ("task", "element"), "object", lambda g: (place(g[0]),),
             "the object that an element lies at; what an argument brings along, and nobody writes"),
    Operator("object in", "{2}", ("category", "category", "object"), "object", lambda g: g[1:2],
             "an object of a category, in one that keeps its names: opposite to it, a full part of it, or around it"),
    Operator("pair of objects", "({3}, {4})", (*_IN_PRODUCT, "object", "object"), "object", _first,
             "two objects as one of the product of their categories", "Mac Lane II.3"),
    Operator("pair of arrows", "({3}, {4})", (*_IN_PRODUCT, "arrow", "arrow"), "arrow", _paired,
             "two arrows as one of the product of their categories", "Mac Lane II.3"),
    Operator("pair of elements", "({3}, {4})", ("task", "task", "task", "element", "element"), "element", _first,
             "two elements at one object as one of the product of their tasks", "Mac Lane V.3"),
    Operator("object of elements", "({2}, {3})", ("category", "task", "object", "element"), "object", _first,
             "an element, with the object it lies at, as an object of the category of elements", "Riehl 2.4"),
    Operator("functor in", "{1}", ("category", "functor"), "object", _first,
             "a functor as an object of the category of functors", "Mac Lane II.4"),
    Operator("natural transformation in", "{1}", ("category", "natural transformation"), "arrow", _first,
             "a natural transformation as an arrow of the category of functors", "Mac Lane II.4"),
    Operator("arrow in", "{2}", ("category", "category", "arrow"), "arrow", lambda g: g[1:2],
             "an arrow of a category as one of the opposite", "Mac Lane II.2"),
    # ---- categories
    Operator("opposite", "opposite({0})", ("category",), "category", _nowhere, "all arrows turned", "Mac Lane II.2"),
    Operator("product of categories", "product({0}, {1})", _TWO_CATEGORIES, "category", _nowhere,
             "pairs of objects, pairs of arrows", "Mac Lane II.3"),
    Operator("coproduct of categories", "coproduct({0}, {1})", _TWO_CATEGORIES, "category", _nowhere,
             "one beside the other", "Mac Lane III.3"),
    Operator("full", "full({0}, {1*})", ("category", "object*"), "category", _nowhere,
             "some objects, with all arrows between them", "Mac Lane I.3"),
    Operator("discrete", "discrete({0*})", ("label*",), "category", _nowhere, "identities alone", "Mac Lane I.2"),
    Operator("chain", "chain({0})", ("number",), "category", _nowhere, "0 < 1 < ... as a category", "Mac Lane I.2"),
    Operator("terminal category", "terminal()", (), "category", _nowhere, "one arrow", "Mac Lane I.2"),
    Operator("empty category", "empty()", (), "category", _nowhere, "nothing", "Mac Lane I.2"),
    Operator("category of elements", "elements({0})", ("task",), "category", _nowhere,
             "the elements of a task, and the arrows along which they restrict to each other", "Riehl 2.4"),
    Operator("slice", "slice({0}, {1})", ("category", "object"), "category", _nowhere, "the arrows into an object",
             "Mac Lane II.6"),
    Operator("coslice", "coslice({0}, {1})", ("category", "object"), "category", _nowhere,
             "the arrows out of an object", "Mac Lane II.6"),
    Operator("category of arrows", "arrows({0})", ("category",), "category", _nowhere,
             "the arrows, and commuting squares", "Mac Lane II.4"),
    Operator("comma", "comma({0}, {1})", ("functor", "functor"), "category", _nowhere,
             "the arrows from values of one functor to values of another", "Mac Lane II.6"),
    Operator("karoubi", "karoubi({0})", ("category",), "category", _nowhere,
             "the idempotent completion: the idempotents, and the arrows that they keep", "Borceux and Dejean (1986)"),
    Operator("functor category", "functors({0}, {1})", _TWO_CATEGORIES, "category", _nowhere,
             "functors, and natural transformations", "Mac Lane II.4"),
    Operator("rotation", "", ("number", "item*"), "category", _nowhere, "turns of images", _YUAN),
    Operator("image of", "", ("label", "number"), "item", _nowhere, "an image, and the order of its symmetry", _YUAN),
    Operator("masked", "", ("label*",), "category", _nowhere, "texts and their masked forms", _YUAN),
    Operator("next_token", "", ("label*",), "category", _nowhere, "texts and their prefixes", _YUAN),
    Operator("contrastive", "", ("item*",), "category", _nowhere, "samples, with pairs of like ones", _YUAN),
    Operator("pair of", "", ("label", "label"), "item", _nowhere, "two samples that are alike", _YUAN),
    Operator("sample", "", ("label",), "item", _nowhere, "a sample", _YUAN),
    Operator("supervised", "", ("item*",), "category", _nowhere, "inputs and their labels", _YUAN),
    Operator("labelled", "", ("label", "label"), "item", _nowhere, "an input, and its label", _YUAN),
    # ---- functors
    Operator("identity functor", "identity({0})", ("category",), "functor", lambda g: (g[0], g[0]),
             "the identity functor", "Mac Lane I.3"),
    Operator("compose functors", "compose({0}, {1})", ("functor", "functor"), "functor",
             lambda g: (place(g[1]), place(g[0], 1)), "first the second functor, then the first", "Mac Lane I.3"),
    Operator("inclusion", "inclusion({0})", _TWO_CATEGORIES, "functor", _all,
             "a full part of a category goes into it", "Mac Lane I.3"),
    Operator("projection", "projection({0})", ("task",), "functor",
             lambda g: (Apply("category of elements", g), place(g[0])), "an element goes to where it is", "Riehl 2.4"),
    Operator("opposite functor", "opposite({0})", ("functor",), "functor",
             lambda g: (opposite(place(g[0])), opposite(place(g[0], 1))), "the same between the opposites",
             "Mac Lane II.2"),
    Operator("diagonal", "diagonal({0})", ("category",), "functor",
             lambda g: (g[0], made("product of categories", g[0], g[0])), "an object goes to (a, a)",
             "Mac Lane III.3"),
    Operator("first of categories", "first({0}, {1})", _TWO_CATEGORIES, "functor",
             lambda g: (made("product of categories", *g), g[0]), "from a product to its first factor",
             "Mac Lane II.3"),
    Operator("second of categories", "second({0}, {1})", _TWO_CATEGORIES, "functor",
             lambda g: (made("product of categories", *g), g[1]), "from a product to its second factor",
             "Mac Lane II.3"),
    Operator("constant functor", "constant({0}, {1}, {2})", ("category", "category", "object"), "functor",
             lambda g: g[:2], "everything goes to one object and its identity", "Mac Lane III.3"),
    # ---- tasks
    Operator("yoneda", "yoneda({0}, {1})", ("category", "object"), "task", _first, "the arrows into an object",
             "Riehl 2.2"),
    Operator("sum", "sum({0}, {1})", _TWO_TASKS, "task", lambda g: (place(g[0]),),
             "the coproduct of two tasks", "Riehl 3.3"),
    Operator("product", "product({0}, {1})", _TWO_TASKS, "task", lambda g: (place(g[0]),),
             "the product of two tasks", "Riehl 3.3"),
    Operator("terminal task", "terminal({0})", ("category",), "task", _first, "one element everywhere"),
    Operator("empty task", "empty({0})", ("category",), "task", _first, "no elements"),
    Operator("constant", "constant({0}, {1*})", ("category", "label*"), "task", _first,
             "the same elements everywhere", "Riehl 3.1"),
    Operator("restrict task", "restrict({0}, {1})", ("functor", "task"), "task", lambda g: (place(g[0]),),
             "a task restricted along a functor", "Riehl 6.1"),
    Operator("lan", "lan({0}, {1})", ("functor", "task"), "task", lambda g: (place(g[0], 1),),
             "the left Kan extension of a task along a functor", "Riehl 6.2"),
    Operator("ran", "ran({0}, {1})", ("functor", "task"), "task", lambda g: (place(g[0], 1),),
             "the right Kan extension of a task along a functor", "Riehl 6.2"),
    Operator("power of tasks", "power({0}, {1})", ("task", "task"), "task", lambda g: (place(g[0]),),
             "the exponential T^S", "Mac Lane and Moerdijk I.6"),
    Operator("omega", "omega({0})", ("category",), "task", _first, "the task of sieves", "Mac Lane and Moerdijk I.4"),
    Operator("image", "image({0})", ("transformation",), "task", lambda g: (place(place(g[0], 1)),),
             "the image of a transformation", "Mac Lane and Moerdijk IV.6"),
    Operator("quotient", "quotient({0}) { {1*} }", ("task", "item*"), "task", lambda g: (place(g[0]),),
             "a task with elements identified, and what follows", "Mac Lane and Moerdijk I"),
    Operator("identify", "", ("task", "object", "element", "element"), "item", _nowhere,
             "two elements that are to be equal"),
    Operator("generated", "generated({0}) { {1*} }", ("category", "item*"), "task", _first,
             "the task with these generators and equations", "Riehl 2.4"),
    Operator("generator", "", ("label", "object"), "item", _nowhere, "a generator, and where it is"),
    Operator("generator along", "", ("item", "arrow"), "item", _nowhere, "a generator restricted along an arrow"),
    Operator("equation", "", ("item", "item"), "item", _nowhere, "an equation between restricted generators"),
    Operator("cones", "cones({0})", ("functor",), "task", lambda g: (place(g[0], 1),),
             "the task of cones over a functor: at X the families of arrows from X to its values that commute",
             "Riehl 3.1"),
    Operator("equalizer", "equalizer({0}, {1})", _TWO_MAPS, "task", lambda g: (place(place(g[0])),),
             "where two transformations agree", "Mac Lane III.4"),
    Operator("coequalizer", "coequalizer({0}, {1})", _TWO_MAPS, "task", lambda g: (place(place(g[0])),),
             "the target, with what two transformations make of an element identified", "Mac Lane III.3"),
    Operator("pullback", "pullback({0}, {1})", _TWO_MAPS, "task", lambda g: (place(place(g[0])),),
             "the pairs of elements that go to one element", "Mac Lane III.4"),
    Operator("pushout", "pushout({0}, {1})", _TWO_MAPS, "task", lambda g: (place(place(g[0])),),
             "the sum of the targets, with what becomes of one element identified", "Mac Lane III.3"),
    *MAP_TABLE,
    *GRADED_TABLE,
    # ---- models
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
    Operator("rank", "rank({0})", ("task",), "number", _nowhere,
             "the prompt rank: how many elements generate a task, at least; it has a rule of its own", _YUAN),
    Operator("rank missing", "rank({0}, missing <= {1}%)", ("task", "number"), "number", _nowhere,
             "how few elements reach all of a task but such a share of its elements", _YUAN),
    Operator("euler", "euler({0})", ("category",), "number", _nowhere,
             "the Euler characteristic: the sum of a weighting of the numbers of arrows",
             "Leinster, The Euler characteristic of a category (2008)"),
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
    Operator("natural transformations", "transformations({0}, {1})", ("functor", "functor"), "domain", _all,
             "the natural transformations between parallel functors", "Mac Lane I.4"),
    Operator("functors", "functors({0}, {1})", ("category", "category"), "domain", _all, "the functors",
             "Mac Lane I.3"),
    Operator("tasks", "tasks({0}, {1*})", ("category", "number", "number"), "domain", _first,
             "the tasks with at least and at most so many elements, up to isomorphism"),
    *(Operator(name, f"{name}({{0*}})", ("number*",), "domain", _nowhere,
               f"the {name} with at least and at most so many {noun}, up to isomorphism")
      for name, noun in (("categories", "arrows, and objects"), ("monoids", "elements"), ("posets", "points"))),
    # ---- atoms with a rule of their own
    Operator("solves by tuning", "{0} solves {1} by tuning", ("model", "task"), "proposition", _nowhere,
             "a functor before the model makes it answer the task to some prompt", _YUAN),
    Operator("left adjoint", "{0} is left adjoint to {1}", ("functor", "functor"), "proposition", _nowhere,
             "arrows from F a to b are those from a to G b, naturally", "Mac Lane IV.1"),
    *(Operator(f"{verb} {kind}", f"{{0}} {verb} {kind}", ("functor",), "proposition", _nowhere,
               f"it {verb} all finite {kind} that there are in its source", source)
      for verb, source in (("preserves", "Mac Lane V.4"), ("reflects", "Riehl 3.3"))
      for kind in ("limits", "colimits")),
    Operator("isomorphic functors", "{0} ~= {1}", ("functor", "functor"), "proposition", _nowhere,
             "an invertible natural transformation leads from one to the other", "Mac Lane I.4"),
    Operator("isomorphic models", "{0} ~= {1}", ("model", "model"), "proposition", _nowhere,
             "an invertible natural transformation leads from one to the other", "Mac Lane I.4"),
    *(Operator(f"generalizes from{among}", f"{{0}} generalizes from {{1*}}{among}", ("functor", "object*"),
               "proposition", _nowhere, "what was seen leaves no choice for the rest", _YUAN)
      for among in ("", " among functors", " among faithful functors")),
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

OPERATORS.update({operator.name: operator for operator in _TABLE})

WORDS = {
    word: [operator for operator in _TABLE if operator.word == word]
    for word in dict.fromkeys(operator.word for operator in _TABLE)
    if word
}
"""The operations that are written as a call, by the word that is called."""

DEFINABLE = frozenset({
    "identity functor", "compose functors", "yoneda", "sum", "product", "terminal task", "empty task", "restrict task",
    "opposite", "opposite functor", "karoubi", "cones",
    "lan", "ran", "power of tasks", "omega", "image", "equalizer", "coequalizer", "pullback", "pushout",
    "yoneda model", "via", "model at", "answers",
    "diagonal", "first of categories", "second of categories", "constant functor", "product of categories",
    *(operator.name for operator in _TABLE if operator.kind in ("transformation", "natural transformation")),
    *(operator.name for operator in GRADED_TABLE if operator.kind in KINDS),
})  # fmt: skip
"""What definitions may make of what varies: the kernel makes these itself."""

RULED = frozenset({
    "rank", "rank missing", "tasks", "categories", "monoids", "posets", "solves by tuning", "left adjoint",
    "isomorphic functors", "isomorphic models",
    *(operator.name for operator in _TABLE if operator.name.split()[0] in ("preserves", "reflects", "generalizes")),
})  # fmt: skip
"""What has a rule of its own, and the domains that are listed up to isomorphism: no definition says it."""

PAIRED = {
    "pair of objects": (1, 2), "pair of arrows": (1, 2), "pair of elements": (1, 2), "object of elements": (1, 1),
}  # fmt: skip
"""What is written `(x, y)` and says where the two live: which arguments say that. (An object `a` of `(a, x)` lives in
the category of the task.)"""

BETWEEN = frozenset({
    "diagonal", "first of categories", "second of categories",
    *(operator.name for operator in _TABLE if operator.kind in ("transformation", "natural transformation")),
})  # fmt: skip
"""Those that are made between what their sort says is their source and target."""
PARTIAL = {
    "limit": "the functor has no limit", "colimit": "the functor has no colimit",
    "euler": "the numbers of arrows have no weighting, or no coweighting",
    "pair of elements": "the two elements lie at different objects",
    "object of elements": "the element does not lie at the object",
}  # fmt: skip
"""Operations on structures that may have no value, and why."""

VALUES = {
    "objects": "object", "arrows": "arrow", "arrows between": "arrow", "elements": "element", "elements at": "element",
    "transformations": "transformation", "natural transformations": "natural transformation",
    "functors": "functor", "tasks": "task", "categories": "category",
    "monoids": "category", "posets": "category", "graded objects": "graded object",
    **dict.fromkeys(("metrics", *(f"{name} categories" for name in OTHERS)), "graded category"),
    "graded tasks": "graded task",
}  # fmt: skip
"""For each domain the kind of its values, which live where its arguments say."""

PREDICATES = (
    Predicate("generalizes", ("functor",), "{0} generalizes"),
    Predicate("representable", ("task", "object"), "{0} is representable by {1}"),
    Predicate("aligned", ("model", "functor"), "{0} is aligned with {1}"),
    Predicate("solves by prompt", ("model", "task"), "{0} solves {1} by prompt"),
    Predicate("solves by prompt", ("model", "task", "object"), "{0} solves {1} by prompt {2}"),
    Predicate("equal", ("transformation", "transformation"), "{0} = {1}"),
    Predicate("equal", ("functor", "functor"), "{0} = {1}"),
    Predicate("equal", ("natural transformation", "natural transformation"), "{0} = {1}"),
    Predicate("isomorphic", ("object", "object"), "{0} ~= {1}"),
    Predicate("isomorphic", ("task", "task"), "{0} ~= {1}"),
    Predicate("isomorphic", ("category", "category"), "{0} ~= {1}"),
    Predicate("equivalent", ("category", "category"), "{0} is equivalent to {1}"),
    Predicate("Morita equivalent", ("category", "category"), "{0} is Morita equivalent to {1}"),
)
"""How shipped definitions are written; the others as `form_of` says."""

VERBS = ("has", "preserves", "reflects")
"""What the words of a definition may begin with: `C has products`."""

_FORMS = {(predicate.word, predicate.kinds): predicate.form for predicate in PREDICATES}


def form_of(reference: Reference) -> str:
    """How the call of a definition is written, with `{0}`, ... for the written arguments."""
    form = _FORMS.get((reference.word, reference.kinds)) if reference.shipped else None
    if form is not None:
        return form
    if reference.shipped and len(reference.kinds) == 1:
        verbal = reference.word.split()[0] in VERBS
        return f"{{0}} {reference.word}" if verbal else f"{{0}} is {articled(reference.word)}"
    return ""


def values_of(domain: Term) -> Sort:
    """The sort of the values of a domain."""
    assert isinstance(domain, Apply), f"no domain: {domain!r}"
    return Sort(VALUES[domain.operator], OPERATORS[domain.operator].lives(domain.arguments))
