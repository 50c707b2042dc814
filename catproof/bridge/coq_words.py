"""What atoms, domains and signs of the language are called in the Coq library."""

from __future__ import annotations

CONNECTIVES = {"and": "/\\", "or": "\\/", "implies": "->", "iff": "<->"}
COMPARISONS = {sign: sign for sign in ("=", "<", "<=", ">", ">=")} | {"!=": "<>"}
ARITHMETIC = {"plus": "+", "minus": "-", "times": "*"}

VOCABULARY = {
    ("iso", ("arrow",)): "IsIso",
    ("isomorphic", ("object", "object")): "Isomorphic",
    ("isomorphic", ("task", "task")): "Iso",
    ("isomorphic", ("category", "category")): "IsomorphicCategories",
    ("representable", ("task",)): "Representable",
    ("representable", ("task", "object")): "Represents",
    ("solves by prompt", ("model", "task")): "solves",
    ("solves by prompt", ("model", "task", "object")): "solves_by",
    ("familial", ("task",)): "Familial",
    ("full", ("functor",)): "Full",
    ("faithful", ("functor",)): "Faithful",
    ("fully faithful", ("functor",)): "FullyFaithful",
    ("embedding", ("functor",)): "Embedding",
    ("essentially surjective", ("functor",)): "EssentiallySurjective",
    ("generalizes", ("functor",)): "Generalizes",
    ("ideal", ("model",)): "Ideal",
}
"""The shipped definitions that the library has, proved there to say what the prelude says; the others are printed."""

RELATIONS = {"left adjoint": "LeftAdjoint", "isomorphic functors": "NaturallyIsomorphic",
             "isomorphic models": "NaturallyIsomorphic"}  # fmt: skip
"""The atoms that the library has under a name, of the same arguments."""

LIMITS = {"limit": "Limit", "colimit": "Colimit"}

CLASSES = {
    "generalizes from": "FullyFaithful", "generalizes from among functors": "AnyFunctor",
    "generalizes from among faithful functors": "Faithful",
}  # fmt: skip
"""The class of functors within which one generalizes from what was seen."""

ISOMORPHIC = {"tasks": "Iso", **dict.fromkeys(("categories", "monoids", "posets"), "IsomorphicCategories")}
"""Domains that are counted up to isomorphism."""

LISTED = {
    "functors": "passes", "tasks": "passes", "categories": "table_ok", "monoids": "table_ok", "posets": "order_ok",
}  # fmt: skip
"""Domains of structures, whose values are tables, with what says that a table passes its check."""

ORDER = {"Represents": (1, 0), "solves_by": (0, 2, 1)}
"""How the library orders their arguments."""

TABLES = {
    "tasks": "Tasks", "categories": "Categories", "monoids": "Categories", "posets": "Posets", "functors": "Functors",
}  # fmt: skip
"""The types of their tables."""

ALL = {
    "tasks": "FiniteTasks", "categories": "FiniteCategories", "monoids": "FiniteCategories", "posets": "FinitePosets",
    "functors": "Functor",
}  # fmt: skip
"""And of all that they are tables of."""

KEPT = frozenset({
    "FiniteCategories", "FinitePosets", "FiniteTasks", "Functor", "Hom", "Arrow", "SameArrow", "Element", "id", "fmap",
    "restrict", "yoneda", "pullback", "compose_functor", "identity_functor", "IsIso", "Isomorphic", "Iso", "HasRank",
    "NaturallyIsomorphic", "IsomorphicCategories", "Represents", "Representable", "Familial", "yoneda_model",
    "via_model", "solves_by", "solves", "solves_by_tuning", "Full", "Faithful", "FullyFaithful", "Embedding",
    "EssentiallySurjective", "Generalizes", "Ideal", "count", "Number", "Classes",
    "Transformations", "NaturalTransformations", "GeneralizesFrom", "AnyFunctor",
    "LeftAdjoint", "full_on", "inclusion_of", "task_sum", "task_product", "task_terminal", "task_empty", "lan_task",
    "ran_task", "power_task", "identity_map", "compose_map", "pullback_map", "first_map", "second_map", "pair_map",
    "left_map", "right_map", "copair_map", "yoneda_map", "named", "lan_map", "kan_unit", "kan_counit", "ran_map",
    "ran_unit", "ran_counit", "evaluation_map", "curry_map", "FunctorNumber", "OneFunctor",
    "omega_task", "cones_task", "Limit", "Colimit", "PreservesLimits", "PreservesColimits", "ReflectsLimits",
    "ReflectsColimits", "opposite", "opposite_functor",
})  # fmt: skip
"""The words of the library that are proved to be kept by isomorphism (`Kept.v` and its like); which object
is the limit, only in a category that does not vary."""

STRUCTURES = {"functors": "functor", "tasks": "task", "categories": "category", "monoids": "category",
              "posets": "category"}  # fmt: skip
"""Domains of structures, and what their values are."""

SIZES = {"tasks": "size", "categories": "arrows", "monoids": "order", "posets": "points"}
"""What bounds the size of their values."""

BLOCKS = ("category", "monoid", "group", "poset")
"""Blocks of generating arrows."""

PRETEXTS = ("supervised", "contrastive", "masked", "next_token", "rotation")
"""Pretexts; they are orders, but for rotations of images with a symmetry."""

PARAMETERS = ("category", "object", "arrow", "functor", "task", "element")
"""What a definition may be about."""

BUILT_IN = frozenset(
    ("id", "yoneda", "via", "terminal", "empty", "sum", "product", "restrict", "lan", "rank", "size", "count",
     "objects", "arrows", "elements", "transformations", "discrete", "chain", "functors", "tasks", "categories",
     "monoids", "posets", "identity", "compose", "source", "target")
)  # fmt: skip
"""The words that the library reads as operations."""

OF_FUNCTORS = {"full", "faithful", "fully faithful", "embedding", "essentially surjective"}
PROPERTIES = OF_FUNCTORS | {"representable", "familial", "ideal", "iso", "left adjoint to", "right adjoint to"}
"""The words of properties that have a meaning of their own for the reader in Coq."""
