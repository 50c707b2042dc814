"""Rules that need no evidence: what the kernel decides of a shipped definition by itself, for `interpreter`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from catproof.kernel import equivalence, functors, lattices, models, prompting, properties, transformations
from catproof.kernel.isomorphism import exhausted
from catproof.kernel.rejection import need
from catproof.kernel.tables import Task

Decider = Callable[[Mapping[str, Any]], bool]


def _arrow(claim: Mapping[str, Any]) -> bool:
    category, f, name = claim["category"], claim["arrow"], claim["property"]
    if name == "mono":
        at = category.homs[category.source(f)][0]
        image = category.translate(category.source(f), f[0], f[1])
        return len(set(zip(at, image, strict=True))) == len(at)
    if name == "epi":
        word = category.word(f)
        into = [(c, category.between(f[0], c)) for c in range(category.objects)]
        return all(len({category.follow(c, g, word) for g in gs}) == len(gs) for c, gs in into)
    a, b = category.source(f), f[0]
    for g in ((a, g) for g in category.between(b, a)):
        left, right = category.compose(g, f) == (a, 0), category.compose(f, g) == (b, 0)
        if (left or name == "split epi") and (right or name == "split mono"):
            return True
    return False


def _object(claim: Mapping[str, Any]) -> bool:
    category = claim["category"]
    return properties.universal(category, claim["object"], claim["property"], range(category.objects))


def _functor(claim: Mapping[str, Any]) -> bool:
    return all(test(claim["functor"]) for test in properties.TESTS[claim["property"]])


def _transformation(claim: Mapping[str, Any]) -> bool:
    _, target, image = claim["transformation"]
    injective, surjective = len(set(image)) == len(image), len(set(image)) == len(target.at)
    name = claim["property"]
    return (injective or name == "epi") and (surjective or name == "mono")


def _representable(claim: Mapping[str, Any]) -> bool:
    return universal(claim["task"], claim["by"]) is not None


def universal(task: Task, by: int | None) -> int | None:
    """An element whose restrictions along all arrows are all elements, each once."""
    size, homs = len(task.at), task.category.homs
    for p in dict.fromkeys(task.at):
        if by in (None, p) and len(homs[p][0]) == size and sorted(homs[p][0]) == task.at:
            for u in range(task.start[p], task.start[p + 1]):
                if task.injective(u):
                    return u
    return None


def _prompt(claim: Mapping[str, Any]) -> bool:
    model, task, by = claim["model"], claim["task"], claim["by"]
    need(task.category is model.category, "the task lives on another category")
    if model.functor is not None and model.functor.is_identity:
        return universal(task, by) is not None  # Hom(id -, id P) is y(P)
    for p in range(model.category.objects) if by is None else [by]:
        if not model.may_answer(p, task):
            continue
        answers = model.prompted(p)
        if list(answers.sizes) == list(task.sizes) and not exhausted(answers, task):
            return True
    return False


def _familial(claim: Mapping[str, Any]) -> bool:
    task = claim["task"]
    parts: dict[int, set[int]] = {}
    for x, k in enumerate(task.component()):
        parts.setdefault(k, set()).add(x)
    homs = task.category.homs
    return all(
        any(len(homs[task.at[u]][0]) == len(part) and len(set(task.values(u))) == len(part) for u in part)
        for part in parts.values()
    )


def rank(task: Task) -> int:
    """The least number of elements that everything is a restriction of: one for each class of elements that restrict
    to each other and that no others restrict to."""
    above = task.above(list(range(len(task.at))))
    top = {frozenset(seen) for x, seen in enumerate(above) if all(x in above[y] for y in seen)}
    return len(top)


DECIDERS: dict[Any, Decider] = {
    properties.prove_arrow: _arrow,
    properties.prove_object: _object,
    properties.prove_functor: _functor,
    properties.prove_isomorphic_objects: lambda c: properties.isomorphic(c["category"], c["left"], c["right"]),
    properties.prove_isomorphic_tasks: lambda c: (
        list(c["left"].sizes) == list(c["right"].sizes) and not exhausted(c["left"], c["right"])
    ),
    functors.prove_isomorphic_categories: lambda c: functors.isomorphic_categories(c["left"], c["right"]),
    lattices.prove_lattice: lambda c: lattices.holds(c["category"], c["property"]),
    equivalence.prove_equivalent: lambda c: equivalence.equivalent(c["left"], c["right"]),
    transformations.prove_transformation: _transformation,
    functors.prove_equal: functors.equal,
    functors.prove_equal_components: functors.equal_components,
    transformations.prove_equal: lambda c: bool(c["left"][2] == c["right"][2]),
    prompting.prove_representable: _representable,
    prompting.prove_familial: _familial,
    models.prove_prompt: _prompt,
}
"""For each rule what decides its claim, in time that does not grow much faster than the tables."""
