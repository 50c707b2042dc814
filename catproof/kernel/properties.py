"""Properties of functors, arrows and objects, and isomorphism, on tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from catproof.kernel import monotone
from catproof.kernel.functor_tables import Functor
from catproof.kernel.isomorphism import exhausted, is_isomorphism
from catproof.kernel.rejection import Rejected, index, need
from catproof.kernel.tables import Category


def prove_functor(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    name = claim["property"]
    if "model" in claim:
        of_model = given.model(claim["model"]).functor
        if of_model is None or name != "fully faithful":
            raise Rejected("an explicit model has no functor")
        functor = of_model
    else:
        functor = given.functor(claim["functor"])
    need(name in TESTS, "an unknown property of functors")
    if value and "adjoint" in evidence:
        need(monotone.thin(functor) and full in TESTS[name], "an adjoint is given for what needs none")
        return monotone.reflects(functor, evidence) and all(test(functor) for test in TESTS[name] if test is not full)
    if value:
        return all(test(functor) for test in TESTS[name])
    if "unhit" in evidence:
        unhit = index(evidence["unhit"], functor.target.objects, "object")
        return None if surjective not in TESTS[name] or unhit in functor.objects else False
    if "object" in evidence:
        d = index(evidence["object"], functor.target.objects, "object")
        if monotone.large(functor):
            classes = functor.target.comparison.classes
            missed = classes[d] not in {classes[v] for v in functor.objects}
        else:
            missed = not any(isomorphic(functor.target, v, d) for v in set(functor.objects))
        return None if essentially_surjective not in TESTS[name] or not missed else False
    if "objects" in evidence:
        a, b = (index(x, functor.source.objects, "object") for x in evidence["objects"])
        same = a != b and functor.objects[a] == functor.objects[b]
        return None if injective not in TESTS[name] or not same else False
    if "arrows" in evidence:
        f, g = (functor.source.arrow(f) for f in evidence["arrows"])
        parallel = f != g and f[0] == g[0] and functor.source.source(f) == functor.source.source(g)
        same = parallel and functor.on_arrow(f) == functor.on_arrow(g)
        return None if faithful not in TESTS[name] or not same else False
    a, b = (index(x, functor.source.objects, "object") for x in evidence["between"])
    if "arrow" not in evidence:
        need(monotone.thin(functor), "an arrow is left out where there may be several")
        fits = functor.target.comparison.holds(functor.objects[a], functor.objects[b])
        hit = functor.source.comparison.holds(a, b)
        return None if full not in TESTS[name] or not fits or hit else False
    h = functor.target.arrow(evidence["arrow"])
    fits = h[0] == functor.objects[b] and functor.target.source(h) == functor.objects[a]
    hit = h[1] in {functor.images[b][f] for f in functor.source.between(a, b)}
    return None if full not in TESTS[name] or not fits or hit else False


def faithful(functor: Functor) -> bool:
    if functor.source.reachable is not None:
        return True
    for p, (at, _, _) in enumerate(functor.source.homs):
        if len({(a, y) for a, y in zip(at, functor.images[p], strict=True)}) < len(at):
            return False
    return True


def full(functor: Functor) -> bool:
    if monotone.large(functor):
        return monotone.full(functor)
    over: dict[int, list[int]] = {}
    for a, b in enumerate(functor.objects):
        over.setdefault(b, []).append(a)
    for p, (at, _, _) in enumerate(functor.source.homs):
        hit: dict[int, set[int]] = {}
        for a, y in zip(at, functor.images[p], strict=True):
            hit.setdefault(a, set()).add(y)
        sizes = Counter(functor.target.homs[functor.objects[p]][0])
        if any(len(hit.get(a, ())) < size for b, size in sizes.items() for a in over.get(b, ())):
            return False
    return True


def surjective(functor: Functor) -> bool:
    return len(set(functor.objects)) == functor.target.objects


def injective(functor: Functor) -> bool:
    return len(set(functor.objects)) == len(functor.objects)


def essentially_surjective(functor: Functor) -> bool:
    if monotone.large(functor):
        return monotone.essentially_surjective(functor)
    target, values = functor.target, set(functor.objects)
    return all(
        d in values or any(isomorphic(target, v, d) for v in values.intersection(target.homs[d][0]))
        for d in range(target.objects)
    )


def isomorphic(category: Category, a: int, b: int) -> bool:
    return a == b or any(inverses(category, (b, f)) for f in category.between(a, b))


def inverses(category: Category, f: tuple[int, int]) -> list[tuple[int, int]]:
    """The arrows g with g . f = id and f . g = id."""
    a, b = category.source(f), f[0]
    found = [(a, g) for g in category.between(b, a)]
    return [g for g in found if category.compose(g, f) == (a, 0) and category.compose(f, g) == (b, 0)]


TESTS = {
    "full": (full,),
    "faithful": (faithful,),
    "fully faithful": (full, faithful),
    "an embedding": (faithful, injective),
    "essentially surjective": (essentially_surjective,),
    "an equivalence": (full, faithful, essentially_surjective),
    "an isomorphism": (full, faithful, injective, surjective),
}
"""What a functor with each property is."""


def prove_arrow(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    category = given.category(claim["category"])
    f, name = category.arrow(claim["arrow"]), claim["property"]
    a, b = category.source(f), f[0]
    if name in ("mono", "epi"):
        if not value:
            g, h = (category.arrow(g) for g in evidence["arrows"])
            need(g != h and category.source(g) == category.source(h) and g[0] == h[0], "the two arrows are one")
            if name == "mono":
                return bool(category.compose(f, g) != category.compose(f, h))
            return bool(category.compose(g, f) != category.compose(h, f))
        if name == "mono":
            at = category.homs[a][0]
            return len({(at[x], y) for x, y in enumerate(category.translate(a, b, f[1]))}) == len(at)
        word = category.word(f)
        into = [(c, category.between(b, c)) for c in range(category.objects)]
        return all(len({category.follow(c, g, word) for g in gs}) == len(gs) for c, gs in into)
    need(name in ("iso", "split mono", "split epi"), "an unknown property of arrows")
    for g in [category.arrow(evidence["inverse"])] if value else [(a, g) for g in category.between(b, a)]:
        need(g[0] == a and category.source(g) == b, "the arrow back does not go back")
        left, right = category.compose(g, f) == (a, 0), category.compose(f, g) == (b, 0)
        if (left or name == "split epi") and (right or name == "split mono"):
            return True
    return False


def prove_object(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    category = given.category(claim["category"])
    a, name = index(claim["object"], category.objects, "object"), claim["property"]
    need(name in ("terminal", "initial"), "an unknown property of objects")
    others = range(category.objects) if value else [index(evidence["object"], category.objects, "object")]
    return universal(category, a, name, others)


def universal(category: Category, a: int, name: str, others: Iterable[int]) -> bool:
    """Is there just one arrow to the object from each of the others, or, for `initial`, from it to them?"""
    if name == "initial" and category.reachable is not None:
        return all(x in category.reachable.above(a) for x in others)
    return all(len(category.between(x, a) if name == "terminal" else category.between(a, x)) == 1 for x in others)


def prove_isomorphic_tasks(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    left, right = given.task(claim["left"]), given.task(claim["right"])
    need(left.category is right.category, "the tasks live on different categories")
    if value:
        return True if is_isomorphism(left, right, evidence["map"]) else None
    return None if left.sizes == right.sizes and not exhausted(left, right) else False


def prove_isomorphic_objects(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    category = given.category(claim["category"])
    a = index(claim["left"], category.objects, "object")
    b = index(claim["right"], category.objects, "object")
    if not value:
        return isomorphic(category, a, b)
    arrow = category.arrow(evidence["arrow"])
    need((category.source(arrow), arrow[0]) == (a, b), "the isomorphism has other ends")
    iso = {"category": claim["category"], "arrow": evidence["arrow"], "property": "iso"}
    return prove_arrow(given, iso, evidence, True)
