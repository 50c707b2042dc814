"""Theorem 1 on tables: representable, familial and prompted tasks, and the prompt rank."""

from __future__ import annotations

from typing import Any

from catproof.kernel.reading import keys
from catproof.kernel.rejection import Rejected, index, need, optional
from catproof.kernel.tables import Task


def prove_representable(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    task, category = given.task(claim["task"]), given.category(claim["category"])
    by = optional(claim["by"], category.objects, "object")
    need(task.category is category, "the task lives on another category")
    return representable(task, by, evidence, value)


def representable(task: Task, by: int | None, evidence: Any, value: bool) -> bool:
    """T ~= y(P) for some P, or for the one given."""
    category = task.category
    if value:
        u = task.element(evidence["element"])
        prompt = index(evidence["prompt"], category.objects, "object")
        need(task.at[u] == prompt and by in (None, prompt), "another prompt is claimed")
        reached = task.values(u)
        need(len(reached) == len(task.at) and len(set(reached)) == len(reached), "the element is not universal")
        return True
    return not refutes_representable(task, set(range(len(task.at))), by, evidence)


def refutes_representable(task: Task, part: set[int], by: int | None, evidence: Any) -> bool:
    """No element of `part` (at the object `by`, if given) names an isomorphism from a representable onto it.

    Either the part is empty, or two classes that nothing outside restricts into (no element reaches both), or
    one such class, and at every object where it has an element the numbers of arrows and of elements differ
    (elsewhere no element reaches the class). For a given object: a different number is enough.
    """
    category = task.category
    if not part:
        return True
    if by is not None and "differs" in evidence:
        return differs(task, part, by, evidence["differs"])
    if "apart" in evidence:
        return apart(task, part, evidence["apart"])
    sets = unreachable_sets(task, evidence["classes"])
    need(all(members <= part for members in sets), "a class leaves its component")
    if len(sets) >= 2:
        return True
    objects = {task.at[x] for x in sets[0]}
    if by is not None and by not in objects:
        return True
    objects_that_differ: dict[int, Any] = {}
    for entry in evidence["candidates"]:
        keys(entry, ("object", "differs"), (), "a candidate")
        at = index(entry["object"], category.objects, "object")
        need(at not in objects_that_differ, "a candidate is given twice")
        objects_that_differ[at] = entry["differs"]
    for p in objects if by is None else {by}:
        index(p, category.objects, "object")
        if not differs(task, part, p, objects_that_differ[p]):
            return False
    return True


def apart(task: Task, part: set[int], pair: Any) -> bool:
    """Two elements of `part` that no element restricts to both of, so that nothing generates the part."""
    x, y = (task.element(u) for u in pair)
    left, right = task.above([x, y])
    return x in part and y in part and left.isdisjoint(right)


def differs(task: Task, part: set[int], p: int, at: Any) -> bool:
    """|Hom(at, p)| is not the number of elements of `part` at `at`."""
    index(at, task.category.objects, "object")
    return len(task.category.between(at, p)) != sum(1 for x in part if task.at[x] == at)


def prove_familial(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    task, category = given.task(claim["task"]), given.category(claim["category"])
    need(task.category is category, "the task lives on another category")
    if value:
        reached: list[int] = []
        for u in evidence["generators"]:
            reached.extend(task.values(task.element(u)))
        need(len(reached) == len(task.at) == len(set(reached)), "the summands overlap or leave elements out")
        return True
    component = task.component()
    here = component[task.element(evidence["component"])]
    part = {x for x, k in enumerate(component) if k == here}
    return not refutes_representable(task, part, None, evidence)


def rank(task: Task, evidence: Any) -> int:
    """Generators that reach everything, and as many disjoint sets that nothing outside restricts into:
    each generating set has an element in each, so none is smaller. Where the sets are not given, they are all that
    restricts to one of the generators."""
    roots = [task.element(r) for r in evidence["generators"]]
    need(len(task.below(roots)) == len(task.at), "the generators do not reach every element")
    if "classes" not in evidence:
        owner: dict[int, int] = {}
        for k, members in enumerate(task.above(roots)):
            for x in members:
                need(owner.setdefault(x, k) == k, "an element restricts to two of the generators")
        return len(roots)
    unreachable_sets(task, evidence["classes"])
    need(len(evidence["classes"]) == len(roots), "there are not as many classes as generators")
    return len(roots)


def unreachable_sets(task: Task, classes: Any) -> list[set[int]]:
    """Non-empty disjoint sets of elements, none of which is a restriction of an element outside its set."""
    sets = [{task.element(x) for x in members} for members in classes]
    owner: dict[int, int] = {}
    for k, members in enumerate(sets):
        need(members, "a class is empty")
        need(owner.keys().isdisjoint(members), "two classes meet")
        owner.update(dict.fromkeys(members, k))
    for x, targets in enumerate(task.edges):
        own = owner.get(x)
        for y in targets:
            if y in owner and owner[y] != own:
                raise Rejected("an element outside a class restricts into it")
    return sets
