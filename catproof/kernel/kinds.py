"""What kind of thing each part of a term is: no object stands for a number, nor a number for an object, so that what
is shown is what is meant."""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd
from typing import Any

from catproof.kernel import graded, maps, natural, reals
from catproof.kernel.building import CATEGORIES as MADE_CATEGORIES
from catproof.kernel.building import SCORED, TAKEN
from catproof.kernel.pairing import PAIRED
from catproof.kernel.reading import is_label, printable
from catproof.kernel.rejection import index, need

CONNECTIVES = {"not": 1, "and": 2, "or": 2, "implies": 2, "iff": 2}
RELATIONS = ("=", "!=", "<", "<=", ">", ">=", "equal objects", "equal arrows", "equal elements")
DOMAINS = {
    "objects": "object", "arrows": "arrow", "arrows between": "arrow", "elements": "element", "elements at": "element",
    "transformations": "transformation", "natural transformations": "natural transformation",
    "functors": "functor", "tasks": "task", "categories": "category",
    "monoids": "category", "posets": "category", "graded objects": "graded object",
    **dict.fromkeys(reals.CATEGORIES, "graded category"), "graded tasks": "graded task",
}  # fmt: skip
"""For each domain the kind of its values."""

ATOMS = {
    "solves by tuning": ("model", "task"), "left adjoint": ("functor", "functor"),
    **{f"{verb} {kind}": ("functor",) for verb in ("preserves", "reflects") for kind in ("limits", "colimits")},
    "isomorphic functors": ("functor", "functor"), "isomorphic models": ("model", "model"),
    **{f"generalizes from{among}": ("functor", "object*")
       for among in ("", " among functors", " among faithful functors")},
    **{word: kinds for word, (kinds, _) in graded.ATOMS.items()},
}  # fmt: skip

GIVES = {
    **dict.fromkeys(("identity", "compose", "power", "the arrow", "value on", "arrow in"), "arrow"),
    "natural transformation in": "arrow",
    "functor in": "object",
    **dict.fromkeys(("source", "target", "value at", "lies at", "object in", "limit", "colimit"), "object"),
    **dict.fromkeys(("restrict", "map", "as element"), "element"),
    **dict.fromkeys(("identity functor", "compose functors", "projection", "opposite functor"), "functor"),
    **dict.fromkeys(("yoneda model", "via"), "model"),
    **dict.fromkeys(("size", "rank", "rank missing", "euler", "plus", "minus", "times"), "number"),
    **dict.fromkeys(("yoneda", "sum", "product", "terminal task", "empty task", "restrict task"), "task"),
    **dict.fromkeys(("model at", "answers"), "task"),
    **dict.fromkeys(("lan", "ran", "power of tasks", "omega", "image", "constant", "quotient", "generated"), "task"),
    "cones": "task",
    **dict.fromkeys(("identify", "generator", "generator along", "equation"), "item"),
    **dict.fromkeys(maps.TASKS, "task"),
    **dict.fromkeys(maps.MAPS, "transformation"),
    **dict.fromkeys(natural.NATURAL, "natural transformation"),
    **dict.fromkeys(("diagonal", "first of categories", "second of categories", "constant functor"), "functor"),
    "component": "arrow",
    "inclusion": "functor",
    "full": "category",
    **dict.fromkeys(MADE_CATEGORIES, "category"),
    **{word: kind for word, (_, kind, _) in (SCORED | PAIRED).items()},
}


def lowest(value: Any) -> bool:
    """Is it a fraction in lowest terms, and no whole number?"""
    if type(value) is not list or len(value) != 3 or value[0] != "rational":
        return False
    _, p, q = value
    return type(p) is int and type(q) is int and q > 1 and gcd(p, q) == 1


class Kinds:
    """Finds the kinds of the terms of one certificate."""

    def __init__(self, constants: Any, definitions: Any) -> None:
        self.constants, self.definitions = constants, definitions
        self._known: dict[tuple[Any, ...], str] = {}

    def of(self, term: Any, known: Mapping[str, str], limit: int) -> str:
        """The kind of a term, which may call the first `limit` definitions. Rejects one that mixes them."""
        need(type(term) is list and term and type(term[0]) is str, "a term is no list")
        form = term[0]
        if form in ("variable", "constant", "number", "label"):
            need(len(term) == 2, "a term has another number of parts")
            return self._leaf(form, term[1], known)
        if form == "call":
            return self._call(term, known, limit)
        if form == "binding":
            return self._binding(term, known, limit)
        need(form == "apply" and len(term) > 1, "an unknown form of term")
        return self._applied(term[1], term[2:], known, limit)

    def _leaf(self, form: str, value: Any, known: Mapping[str, str]) -> str:
        if form == "variable":
            need(value in known, f"a variable is free: {value}")
            return known[value]
        if form == "constant":
            return str(self.constants[index(value, len(self.constants), "constant")]["is"])
        if form == "number":
            need(type(value) is int or lowest(value), "a number is none, or a fraction not in lowest terms")
        else:
            need(is_label(value), "a label is none")
        return form

    def _call(self, term: Any, known: Mapping[str, str], limit: int) -> str:
        number = index(term[1], min(limit, len(self.definitions)), "definition")
        kinds = tuple(self.of(argument, known, limit) for argument in term[2:])
        key = (number, kinds)
        if key not in self._known:
            parameters = self.definitions[number]["parameters"]
            need(len(parameters) == len(kinds), "a definition is called with another number of arguments")
            need(len(set(parameters)) == len(parameters), "two parameters of a definition have one name")
            inner = dict(zip(parameters, kinds, strict=True))
            self._known[key] = self.of(self.definitions[number]["body"], inner, number)
        return self._known[key]

    def _binding(self, term: Any, known: Mapping[str, str], limit: int) -> str:
        need(len(term) == 6, "a quantifier has another number of parts")
        _, binder, names, domain, condition, body = term
        need(binder in ("forall", "exists", "exists unique", "count"), "an unknown quantifier")
        need(type(names) is list and all(type(each) is str for each in names), "variables have no names")
        need(all(map(printable, names)), "a variable is called by no name")
        need(len(set(names)) == len(names) > 0, "two variables of a quantifier have one name")
        need(self.of(domain, known, limit) == "domain", "a quantifier ranges over no domain")
        inner = {**known, **dict.fromkeys(names, DOMAINS[domain[1]])}
        need((body is None) is (binder == "count"), "a quantifier says nothing, or a number something")
        for part in (condition, body):
            need(part is None or self.of(part, inner, limit) == "proposition", "a quantifier is about no proposition")
        return "number" if binder == "count" else "proposition"

    def _applied(self, name: Any, given: Any, known: Mapping[str, str], limit: int) -> str:
        kinds = tuple(self.of(argument, known, limit) for argument in given)
        if name in CONNECTIVES:
            need(kinds == ("proposition",) * CONNECTIVES[name], f"`{name}` joins what is no proposition")
            return "proposition"
        if name == "count":
            need(kinds == ("domain",), "what is counted is no domain")
            return "number"
        wanted = ATOMS.get(name) or TAKEN.get(name)
        need(wanted is not None, f"an unknown operation: {name}")
        assert wanted is not None
        if wanted and wanted[-1].endswith("*"):
            wanted = wanted[:-1] + (wanted[-1][:-1],) * (len(kinds) - len(wanted) + 1)
        need(kinds == wanted, f"`{name}` is said of {', '.join(kinds)}")
        if name in RELATIONS or name in ATOMS:
            return "proposition"
        return "domain" if name in DOMAINS else GIVES[name]
