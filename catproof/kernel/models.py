"""Models on tables: via a functor or explicit; prompts, idealness, and theorem 2's tuning.

A model gives a task f(a) on its base for each object a of its category. Its nerve sends a task Q on the base to
a |-> Nat(f(a), Q); its realization sends a task T to the colimit of the f(a) over the elements of T.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from catproof.kernel.backtracking import extensions
from catproof.kernel.classes import Classes
from catproof.kernel.functor_tables import Functor
from catproof.kernel.isomorphism import exhausted, is_isomorphism, natural_maps
from catproof.kernel.prompting import representable
from catproof.kernel.rejection import index, need, optional
from catproof.kernel.tables import Category, Task, from_rows, yoneda
from catproof.kernel.tuning import refuted

Map = list[int]
"""A map of tasks: for each element, numbered over all objects, the number of its image."""


class Model:
    """A model of the certificate. After construction it is known to be a functor into tasks."""

    def __init__(
        self, data: dict[str, Any], categories: list[Category], functors: list[Functor], tasks: list[Task]
    ) -> None:
        self.functor: Functor | None = None
        self.values: list[Task] = []
        self.maps: list[Map] = []
        self._prompted: dict[int, Task] = {}
        if data["kind"] == "via":
            self.functor = functors[index(data["functor"], len(functors), "functor")]
            self.category, self.base = self.functor.source, self.functor.target
            return
        need(data["kind"] == "explicit", "an unknown kind of model")
        self.category = categories[index(data["category"], len(categories), "category")]
        self.base = categories[index(data["base"], len(categories), "category")]
        self.values = [tasks[index(k, len(tasks), "task")] for k in data["values"]]
        need(len(self.values) == self.category.objects, "a model misses an object")
        need(all(task.category is self.base for task in self.values), "a value lives on another category")
        need(len(data["maps"]) == len(self.category.ends), "a model misses an arrow")
        for (a, b), components in zip(self.category.ends, data["maps"], strict=True):
            self.maps.append(natural(self.values[a], self.values[b], components))
        for p in range(self.category.objects):
            self.on_arrows(p)

    def value(self, a: int) -> Task:
        """f(a)."""
        return self.values[a] if self.functor is None else yoneda(self.base, self.functor.objects[a])

    def on_generator(self, g: int) -> Map:
        """f(g)."""
        if self.functor is None:
            return self.maps[g]
        a, b = self.category.ends[g]
        start, end = self.functor.objects[a], self.functor.objects[b]
        image = self.base.translate(start, end, self.base.follow(end, 0, self.functor.words[g]))
        to, into = yoneda_numbers(self.base, start), yoneda_numbers(self.base, end)
        made = [0] * len(to)
        for f, x in enumerate(to):
            made[x] = into[image[f]]
        return made

    def on_arrows(self, p: int) -> list[Map]:
        """f on each arrow into p; rejects a model that breaks composition."""
        at, rows, order = self.category.homs[p]
        maps: list[Map] = [list(range(len(self.value(p).at)))] * len(at)
        for y in order[1:]:
            x, g = self.category.parents[p][y]
            maps[y] = [maps[x][v] for v in self.on_generator(g)]
        for x, row in enumerate(rows):
            for g, y in zip(self.category.incoming[at[x]], row, strict=True):
                need([maps[x][v] for v in self.on_generator(g)] == maps[y], "a model does not respect composition")
        return maps

    def nerve(self, task: Task) -> tuple[Task, list[dict[tuple[int, ...], int]]]:
        """a |-> Nat(f(a), task) on the category, and the number of each map in it: in lexicographic order."""
        numbers: list[dict[tuple[int, ...], int]] = []
        for a in range(self.category.objects):
            found = sorted(tuple(m) for m in natural_maps(self.value(a), task))
            numbers.append({m: j for j, m in enumerate(found)})
        action = []
        for g, (a, b) in enumerate(self.category.ends):
            before = self.on_generator(g)
            action.append([numbers[a][tuple(m[v] for v in before)] for m in numbers[b]])
        return Task(self.category, [len(found) for found in numbers], action), numbers

    def may_answer(self, p: int, task: Task) -> bool:
        """False only where the answers to the prompt p are, at some object, more or fewer than the task has elements:
        then they need not be put together."""
        functor = self.functor
        if functor is None:
            return True
        target, goal = functor.target, functor.objects[p]
        return all(len(target.between(b, goal)) == n for b, n in zip(functor.objects, task.sizes, strict=True))

    def prompted(self, p: int) -> Task:
        """a |-> Nat(f(a), f(p)): what the model answers to the prompt p."""
        if p not in self._prompted:
            functor = self.functor
            self._prompted[p] = self.nerve(self.value(p))[0] if functor is None else prompted(functor, p)
        return self._prompted[p]


def prompted(functor: Functor, p: int) -> Task:
    """X |-> Hom(F X, F p), restricted along F: what the model via(F) answers to the prompt p."""
    source, target, goal = functor.source, functor.target, functor.objects[p]
    at: list[int] = []
    numbers: list[dict[int, int]] = []
    arrows: list[int] = []
    for a in range(source.objects):
        here = target.between(functor.objects[a], goal)
        numbers.append({f: len(at) + j for j, f in enumerate(here)})
        at.extend([a] * len(here))
        arrows.extend(here)
    rows = [
        [numbers[source.ends[g][0]][target.follow(goal, f, functor.words[g])] for g in source.incoming[a]]
        for f, a in zip(arrows, at, strict=True)
    ]
    return from_rows(source, at, rows)


def natural(source: Task, target: Task, components: Any) -> Map:
    """The map with these components, object by object; rejects one that is not natural."""
    need(source.category is target.category, "the tasks of a map live on different categories")
    need(len(components) == len(source.sizes), "a map misses an object")
    image: Map = []
    for a, values in enumerate(components):
        need(len(values) == source.sizes[a], "a map misses an element")
        image += [target.start[a] + index(v, target.sizes[a], "value of a map") for v in values]
    for x, targets in enumerate(source.edges):
        need([image[y] for y in targets] == target.edges[image[x]], "a map does not respect restriction")
    return image


def yoneda_numbers(category: Category, p: int) -> list[int]:
    """For each arrow into p its number among the elements of y(p), which go object by object."""
    at = category.homs[p][0]
    order = sorted(range(len(at)), key=lambda f: (at[f], f))
    number = [0] * len(at)
    for x, f in enumerate(order):
        number[f] = x
    return number


UNIVERSAL = {"element", "apart", "classes", "differs"}
"""What the evidence for `representable` is told by."""


def prove_prompt(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`f solves T by prompt`: an isomorphism Nat(f(-), f(P)) -> T; or there is none, for any P."""
    model, task = given.model(claim["model"]), given.task(claim["task"])
    need(task.category is model.category, "the task lives on another category")
    objects = model.category.objects
    by = optional(claim["by"], objects, "object")
    if UNIVERSAL & set(evidence) and model.functor is not None and model.functor.is_identity:
        # Hom(id -, id P) is y(P): the claim that T is representable, in other words.
        return representable(task, by, evidence, value)
    if value:
        p = index(evidence["prompt"], objects, "object")
        need(by in (None, p), "another prompt is claimed")
        need(is_isomorphism(model.prompted(p), task, evidence["map"]), "the map is no natural isomorphism")
        return True
    for p in range(objects) if by is None else [by]:
        if not model.may_answer(p, task):
            continue
        answers = model.prompted(p)
        if given.invariants.alike(answers, task) and not exhausted(answers, task):
            return None
    return False


def prove_ideal(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`f is ideal`, for explicit models: every Hom(X, Y) -> Nat(f X, f Y) is bijective."""
    model = given.model(claim["model"])
    category = model.category
    if not value and "arrows" in evidence:
        (f, g) = (category.arrow(f) for f in evidence["arrows"])
        need(f != g and f[0] == g[0] and category.source(f) == category.source(g), "the two arrows are one")
        maps = model.on_arrows(f[0])
        return None if maps[f[1]] != maps[g[1]] else False
    if not value:
        a, b = (index(x, category.objects, "object") for x in evidence["between"])
        extra = natural(model.value(a), model.value(b), evidence["map"])
        maps = model.on_arrows(b)
        return None if any(maps[f] == extra for f in category.between(a, b)) else False
    for b in range(category.objects):
        maps = model.on_arrows(b)
        for a in range(category.objects):
            here = {tuple(maps[f]) for f in category.between(a, b)}
            if len(here) != len(category.between(a, b)):
                return None
            if len(list(islice(natural_maps(model.value(a), model.value(b)), len(here) + 1))) != len(here):
                return None
    return True


# ---- theorem 2 ----------------------------------------------------------------------------------------


def prove_tuning(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`f solves T by tuning`: a task Q on the base with Nat(f(-), Q) ~= T.

    True: Q, and for each element of T the map f(a) -> Q that belongs to it. False for via(F): a refutation. False for
    an explicit model: by search. If some Q works, so does a quotient of the realization L of T: in a quotient that
    works, each map f(a) -> L/~ equals that of an element of T(a), so as long as one does not, one of those equalities
    must be imposed; try all.
    """
    model, task = given.model(claim["model"]), given.task(claim["task"])
    need(task.category is model.category, "the task lives on another category")
    if not value and model.functor is not None:
        return False if refuted(model.functor, task, evidence["refutation"]) else None
    if not value:
        return Tuning(model, task).possible()
    q = Task(model.base, evidence["sizes"], evidence["action"])
    q.check()
    if model.functor is not None:
        answers, chosen = restricted(model.functor, q), evidence["map"]
    else:
        answers, numbers = model.nerve(q)
        chosen = [
            [numbers[a][tuple(natural(model.value(a), q, m))] for m in maps] for a, maps in enumerate(evidence["map"])
        ]
    need(is_isomorphism(task, answers, chosen), "the task is not what the model answers about Q")
    return True


def restricted(functor: Functor, task: Task) -> Task:
    """The task on the source of F with T(F a) at a."""
    sizes = [task.sizes[b] for b in functor.objects]
    action = []
    for g, (a, b) in enumerate(functor.source.ends):
        goal, size = functor.objects[a], task.sizes[functor.objects[b]]
        if task.sizes[goal] == 1 or not size:  # only one map fits
            action.append([0] * size)
        else:
            action.append([v - task.start[goal] for v in task.along(functor.words[g], functor.objects[b])])
    return Task(functor.source, sizes, action)


class Tuning:
    """The search for a congruence on the realization of a task that makes it what the model answers."""

    def __init__(self, model: Model, task: Task) -> None:
        self.model = model
        self.task = task
        values = [model.value(a) for a in range(model.category.objects)]
        # The realization: a copy of f(a) for each element of T(a). Copies are glued by the first merges below.
        self.at: list[int] = []
        self.edges: list[list[int]] = []
        self.copy: list[list[int]] = []
        for a in task.at:
            offset = len(self.at)
            self.copy.append([offset + e for e in range(len(values[a].at))])
            self.at += values[a].at
            self.edges += [[offset + y for y in targets] for targets in values[a].edges]
        self.values = values
        self.glue: list[tuple[int, int]] = []
        for x, targets in enumerate(task.edges):
            for g, y in zip(model.category.incoming[task.at[x]], targets, strict=True):
                image = model.on_generator(g)
                self.glue += [(self.copy[y][e], self.copy[x][v]) for e, v in enumerate(image)]

    def merged(self, root: list[int], pairs: list[tuple[int, int]]) -> list[int]:
        """The least congruence above `root` with these pairs in it."""
        classes = Classes()
        classes.root = list(root)
        pending = list(pairs)
        while pending:
            x, y = pending.pop()
            if classes.unite(x, y):
                pending.extend(zip(self.edges[x], self.edges[y], strict=True))
        return [classes.find(x) for x in range(len(root))]

    def possible(self) -> bool:
        """Is there a congruence that works?"""
        pending = [self.merged(list(range(len(self.at))), self.glue)]
        while pending:
            root = pending.pop()
            coarser = self._coarser(root)
            if coarser is None:
                return True
            pending += (self.merged(root, pairs) for pairs in coarser)
        return False

    def _coarser(self, root: list[int]) -> list[list[tuple[int, int]]] | None:
        """Pairs one of which has to be merged; None where the congruence works."""
        answers = [tuple(root[e] for e in copy) for copy in self.copy]
        known: list[set[tuple[int, ...]]] = [set() for _ in self.task.sizes]
        for x, a in enumerate(self.task.at):
            if answers[x] in known[a]:
                return []  # two elements of T have become one, and stay so in every coarser congruence
            known[a].add(answers[x])
        for a, value in enumerate(self.values):
            for found in self._maps(value, root):
                if found not in known[a]:
                    start = self.task.start[a]
                    stop = start + self.task.sizes[a]
                    return [list(zip(found, answers[x], strict=True)) for x in range(start, stop)]
        return None

    def _maps(self, value: Task, root: list[int]) -> Iterator[tuple[int, ...]]:
        """The natural maps from a value of the model to the quotient, by the classes of the images."""
        classes = [x for x, r in enumerate(root) if x == r]
        order = sorted(classes, key=lambda x: (self.at[x], x))
        number = {x: j for j, x in enumerate(order)}
        sizes = [sum(1 for x in order if self.at[x] == a) for a in range(self.model.base.objects)]
        quotient = Task(self.model.base, sizes, [], bare=True)
        quotient.edges = [[number[root[y]] for y in self.edges[x]] for x in order]
        for found in natural_maps(value, quotient):
            yield tuple(order[v] for v in found)


# ---- isomorphism of models ----------------------------------------------------------------------------


def prove_isomorphic_models(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`f ~= g`: an isomorphism f(a) -> g(a) for each a, natural in a. False: by trying all."""
    left, right = given.model(claim["left"]), given.model(claim["right"])
    need(left.category is right.category and left.base is right.base, "the models are not parallel")
    objects = range(left.category.objects)
    if not value:
        return _isomorphic(left, right)
    need(len(evidence["maps"]) == len(objects), "a component is missing")
    maps = [natural(left.value(a), right.value(a), evidence["maps"][a]) for a in objects]
    bijective = (len(set(m)) == len(m) == len(right.value(a).at) for a, m in enumerate(maps))
    need(all(bijective), "a component is no bijection")
    return all(_commutes(left, right, g, maps) for g in range(len(left.category.ends))) or None


def _commutes(left: Model, right: Model, g: int, maps: Sequence[Map]) -> bool:
    """Naturality along a generating arrow."""
    a, b = left.category.ends[g]
    there, here = right.on_generator(g), left.on_generator(g)
    return [there[maps[a][x]] for x in range(len(here))] == [maps[b][v] for v in here]


def _isomorphic(left: Model, right: Model) -> bool:
    """Is there an isomorphism? Object by object; each square is looked at as soon as both its sides are there."""
    ends = left.category.ends
    closing: list[list[int]] = [[] for _ in range(left.category.objects)]
    for g, (a, b) in enumerate(ends):
        closing[max(a, b)].append(g)

    def following(maps: Sequence[Map]) -> Iterator[Map]:
        a = len(maps)
        known = list(maps) if closing[a] else []
        for m in natural_maps(left.value(a), right.value(a)):
            bijective = len(set(m)) == len(m) == len(right.value(a).at)
            if bijective and all(_commutes(left, right, g, [*known, m]) for g in closing[a]):
                yield m

    return any(True for _ in extensions(left.category.objects, following))
