"""The truth of core terms in certificates, for `judge`: a second evaluator, over the explicit tables of `naive`.

It shares nothing with the kernel's or the engine's.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from functools import cache
from typing import Any

import naive
import naive_functors
from naive import Composition, Mapping, Presheaf

from catproof.core.task import Element
from catproof.decide.encoding import Encoding
from catproof.decide.tables import Tables
from catproof.elaborate.define import prelude
from catproof.logic.terms import Reference


class Unfit(Exception):
    """A term that says nothing."""


def evaluate(world: Any, claim: Any) -> bool:
    """The truth of the certificate's claim in the tables that `world`, a judge's, has read."""
    constants = [value(world, entry) for entry in claim["constants"]]
    return truth(Terms(world, constants, claim["definitions"]), claim["claim"], {})


class Terms:
    def __init__(self, world: Any, constants: list[Any], definitions: list[Any]) -> None:
        self.world, self.constants, self.definitions = world, constants, definitions


def value(world: Any, entry: Any) -> Any:
    kind, of = entry["is"], entry["of"]
    if kind in ("category", "task"):
        return at(world.categories if kind == "category" else world.tasks, of)
    if kind in ("functor", "model"):
        return {"functor": world.functors, "model": world.models}[kind][natural(of)]
    if kind in ("transformation", "natural transformation"):
        return world.transformations[natural(of)]
    if kind == "object":
        return at(objects(at(world.categories, of)), entry["value"])
    if kind == "arrow":
        return world.arrow_of(world.category(of), entry["value"])
    if kind != "element":
        raise Unfit
    a, j = entry["value"]
    return at([x for x in at(world.tasks, of).elements if x.object == natural(a)], j)


def objects(category: Any) -> list[int]:
    """Also of a category whose arrows are not listed."""
    return list(category.objects) if isinstance(category, Composition) else list(range(category[2]))


def natural(n: Any) -> int:
    if type(n) is not int or n < 0:
        raise Unfit
    return n


def at(values: Any, n: Any) -> Any:
    return values[natural(n)]


def expanded(definitions: list[Any], number: int) -> Any:
    """A definition with those that it calls put in."""

    def told(term: Any) -> Any:
        if isinstance(term, list) and term[:1] == ["call"]:
            return ["call", expanded(definitions, term[1]), *map(told, term[2:])]
        return [told(part) for part in term] if isinstance(term, list) else term

    return [definitions[number]["parameters"], told(definitions[number]["body"])]


@cache
def slow() -> list[tuple[Any, Any]]:
    """Shipped definitions that take very long by hand, with what `naive_functors` says instead."""
    rules = {
        ("isomorphic", ("category", "category")): naive_functors.isomorphic_categories,
        ("dense", ("functor",)): lambda b, c, f: naive_functors.dense(f),
        ("has a left adjoint", ("functor",)): lambda b, c, f: naive_functors.has_adjoint(f, "left"),
        ("has a right adjoint", ("functor",)): lambda b, c, f: naive_functors.has_adjoint(f, "right"),
    }
    found = []
    for (word, kinds), rule in rules.items():
        encoding = Encoding(Tables(), {}, prelude().definitions)
        number = encoding.definition(Reference(word, kinds, True))
        found.append((expanded(encoding.entries, number), rule))
    return found


def truth(terms: Terms, term: Any, known: dict[str, Any]) -> bool:
    if term[0] == "call":
        told = expanded(terms.definitions, natural(term[1]))
        for body, rule in slow():
            if body == told:
                given = [evaluated(terms, part, known) for part in term[2:]]
                if len(given) == 3 and (given[2].source is not given[0] or given[2].target is not given[1]):
                    raise Unfit
                return bool(rule(*given))
        return truth(terms, *opened(terms, term, known))
    if term[0] == "binding":
        held = [truth(terms, term[5], inner) for inner in cases(terms, term, known)]
        return {"forall": all(held), "exists": any(held), "exists unique": held.count(True) == 1}[term[1]]
    _, name, *given = term
    if name in ("and", "or", "implies"):
        left = truth(terms, given[0], known)
        if left is {"and": False, "or": True, "implies": False}[name]:
            return name != "and"
        return truth(terms, given[1], known)
    if name in ("not", "iff"):
        several = [truth(terms, part, known) for part in given]
        return not several[0] if name == "not" else several[0] is several[1]
    if name in ATOMS or name.startswith("generalizes from"):
        first, *rest = (evaluated(terms, part, known) for part in given)
        if name in ATOMS:
            return ATOMS[name](first, *rest)
        among = name.removeprefix("generalizes from among ") if "among" in name else None
        return naive_functors.generalizes_from(first, set(rest), among)
    left, right = (evaluated(terms, part, known) for part in given[-2:])
    if name in ("equal objects", "equal arrows", "equal elements"):
        return bool(left == right)
    return bool({"=": left == right, "!=": left != right, "<": left < right, "<=": left <= right,
                 ">": left > right, ">=": left >= right}[name])  # fmt: skip


def parallel(f: Mapping, g: Mapping) -> bool:
    if f.source is not g.source or f.target is not g.target:
        raise Unfit
    return naive_functors.isomorphic(f, g)


def adjoint(f: Mapping, g: Mapping) -> bool:
    if f.source is not g.target or f.target is not g.source:
        raise Unfit
    return naive_functors.left_adjoint(f, g)


ATOMS = {"isomorphic functors": parallel, "left adjoint": adjoint}


def opened(terms: Terms, term: Any, known: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    definition = at(terms.definitions, term[1])
    arguments = [evaluated(terms, part, known) for part in term[2:]]
    return definition["body"], dict(zip(definition["parameters"], arguments, strict=True))


def cases(terms: Terms, term: Any, known: dict[str, Any]) -> list[dict[str, Any]]:
    _, _, names, domain, condition, _ = term
    if len(set(names)) != len(names) or not names:
        raise Unfit
    several = itertools.product(values(terms, domain, known), repeat=len(names))
    inner = [{**known, **dict(zip(names, chosen, strict=True))} for chosen in several]
    return [each for each in inner if condition is None or truth(terms, condition, each)]


def values(terms: Terms, term: Any, known: dict[str, Any]) -> list[Any]:
    _, name, *given = term
    of, *rest = [evaluated(terms, part, known) for part in given]
    if name == "objects":
        return objects(of)
    if name == "arrows":
        return list(of.arrows)
    if name == "arrows between":
        return list(of.between(*rest))
    if name == "elements":
        return list(of.elements)
    if name == "elements at":
        return [x for x in of.elements if x.object == rest[0]]
    if name == "transformations":
        (other,) = rest
        return [(of, other, image) for image in naive.natural_maps(*map(by_steps, (of, other)))]
    if name == "functors":
        return list(naive_functors.mappings(of, *rest))
    raise Unfit


def evaluated(terms: Terms, term: Any, known: dict[str, Any]) -> Any:
    if term[0] == "variable":
        return known[term[1]]
    if term[0] == "constant":
        return at(terms.constants, term[1])
    if term[0] == "number":
        if type(term[1]) is list and term[1][0] == "rational":
            return Fraction(*term[1][1:])
        if type(term[1]) is not int:
            raise Unfit
        return term[1]
    if term[0] == "call":
        return evaluated(terms, *opened(terms, term, known))
    if term[0] == "binding":
        if term[1] != "count":
            raise Unfit
        return len(cases(terms, term, known))
    _, name, *given = term
    if name == "count":
        return len(values(terms, given[0], known))
    return made(name, *(evaluated(terms, part, known) for part in given))


def made(name: str, of: Any, *rest: Any) -> Any:
    if name in ("plus", "minus", "times"):
        return {"plus": of + rest[0], "minus": of - rest[0], "times": of * rest[0]}[name]
    if name in ("size", "rank"):
        return len(of.elements) if name == "size" else rank(of, 0)
    if name == "rank missing":
        if not 0 <= rest[0] <= 100:
            raise Unfit
        return rank(of, len(of.elements) * rest[0] // 100)
    if name == "identity":
        return of.identity(*rest)
    if name == "compose":
        return of.composite[rest]
    if name == "power":
        f, n = rest
        if n < 0:
            (f,) = (g for g in of.arrows if naive_inverse(of, f, g))
        made_of = of.identity(of.source[f])
        for _ in range(abs(n)):
            made_of = of.composite[f, made_of]
        return made_of
    if name in ("source", "target"):
        return of.source[rest[0]] if name == "source" else rest[0].target
    if name == "the arrow":
        (found,) = of.between(*rest)
        return found
    if name == "value at":
        return of.on_objects[rest[0]]
    if name == "value on":
        return of.on_arrows[rest[0]]
    if name == "restrict":
        x, f = rest
        if x.object != f.target:
            raise Unfit
        return of.restricted(x, f)
    if name == "component":
        return of[2][natural(rest[0])]
    if name == "map":
        return Element(rest[0].object, of[2][rest[0]])
    if name == "lies at":
        return rest[0].object
    return structure(name, of, *rest)


def naive_inverse(c: Composition, f: Any, g: Any) -> bool:
    ends = c.source[f] == g.target and c.source[g] == f.target
    return ends and c.composite[f, g] == c.identity(f.target) and c.composite[g, f] == c.identity(g.target)


def rank(task: Any, missing: int) -> int:
    if isinstance(task, Presheaf):
        return naive.rank(task, missing)
    below = {x: set(task.along_all(x)) for x in task.elements}
    for k in range(len(below) + 1):
        for chosen in itertools.combinations(below, k):
            if len(set().union(*(below[x] for x in chosen))) >= len(below) - missing:
                return k
    raise Unfit


def by_steps(task: Any) -> Presheaf:
    """A task on a category whose arrows are not listed, as all that naturality needs."""
    return task if isinstance(task, Presheaf) else task.by_steps


def together(name: str, left: Presheaf, right: Presheaf) -> Presheaf:
    """The sum or the product of two tasks."""
    maps = {}
    for f in left.over.arrows:
        one, two = left.maps[f], right.maps[f]
        start, width = left.over.source[f], right.sizes[left.over.source[f]]
        if name == "sum":
            maps[f] = (*one, *(left.sizes[start] + v for v in two))
        else:
            maps[f] = tuple(v * width + w for v in one for w in two)
    sizes = zip(left.sizes, right.sizes, strict=True)
    return Presheaf(left.over, tuple(m + n if name == "sum" else m * n for m, n in sizes), maps)


def structure(name: str, of: Any, *rest: Any) -> Any:
    if name == "yoneda":
        return naive.representable(of, *rest)
    if name in ("sum", "product"):
        return together(name, of, *rest)
    if name == "yoneda model":
        return Mapping(of, of, tuple(of.objects), {f: f for f in of.arrows})
    if name in ("via", "answers"):
        return of if name == "via" else naive.answers(of, *rest)
    if name == "model at":
        return naive.representable(of.target, of.on_objects[rest[0]])
    if name in ("terminal task", "empty task"):
        n = 1 if name == "terminal task" else 0
        return Presheaf(of, (n,) * len(of.objects), {f: tuple(range(n)) for f in of.arrows})
    assert isinstance(of, Composition | Mapping | Presheaf)
    raise Unfit
