"""What each claim means on tables, and when evidence proves it true or false."""

from __future__ import annotations

import hashlib
import json
import operator
from collections import Counter
from collections.abc import Callable
from typing import Any

from catproof.kernel.isomorphism import exhausted, is_isomorphism
from catproof.kernel.tables import Category, Functor, Rejected, Task, index, need, prompted

FORMAT = 1
"""The version of the certificate format that this kernel reads."""

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def digest(certificate: dict[str, Any]) -> str:
    """The SHA-256 of the certificate without its own "digest" entry, in canonical JSON."""
    content = {key: value for key, value in certificate.items() if key != "digest"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def check(certificate: dict[str, Any]) -> bool:
    """The verdict that the certificate proves. Raises `Rejected` when it proves none, or another than it says."""
    try:
        need(certificate["schema"] == FORMAT, f"this kernel reads certificates of schema {FORMAT}")
        if "digest" in certificate:
            need(certificate["digest"] == digest(certificate), "the certificate was changed after it was written")
        found = Checker(certificate).proves(certificate["claim"], certificate["evidence"])
        need(found is certificate["verdict"], "the evidence proves the opposite verdict")
        return found
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Rejected(f"the certificate is malformed ({type(error).__name__}: {error})") from None


def trusted(certificate: dict[str, Any]) -> list[str]:
    """What the kernel does not check of this certificate: one line each."""
    lines = []
    for data in certificate["categories"]:
        trust = Category(data).trusted
        if trust:
            lines.append(f"{data['name'] or 'a category'}: {trust}")
    return lines


class Checker:
    """The tables of one certificate and the rules to check a claim on them."""

    def __init__(self, certificate: dict[str, Any]) -> None:
        self.categories = [Category(data) for data in certificate["categories"]]
        self.functors = [Functor(data, self.categories) for data in certificate["functors"]]
        self.tasks = []
        for data in certificate["tasks"]:
            category = self.categories[index(data["category"], len(self.categories), "category")]
            task = Task(category, [len(labels) for labels in data["elements"]], data["action"])
            task.check()
            self.tasks.append(task)

    def proves(self, claim: dict[str, Any], evidence: dict[str, Any]) -> bool:
        """The truth value of the claim that the evidence proves."""
        value = evidence["value"]
        need(type(value) is bool, "evidence says neither true nor false")
        name = "prove_" + claim["is"].replace(" ", "_")
        need(hasattr(self, name), f"no rule for the claim {claim['is']!r}")
        found = getattr(self, name)(claim, evidence, value)
        need(found is value, f"the evidence does not prove that `{claim['is']}` is {str(value).lower()}")
        return bool(value)

    def task(self, number: Any) -> Task:
        return self.tasks[index(number, len(self.tasks), "task")]

    def category(self, number: Any) -> Category:
        category = self.categories[index(number, len(self.categories), "category")]
        need(category.homs or not category.objects, "the arrows of the category are missing")
        return category

    def functor(self, number: Any) -> Functor:
        return self.functors[index(number, len(self.functors), "functor")]

    # ---- connectives and quantifiers ------------------------------------------------------------------

    def prove_not(self, claim: Any, evidence: Any, value: bool) -> bool:
        return not self.proves(claim["of"], evidence["of"])

    def prove_and(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        a, b = self._parts(claim, evidence)
        return False if a is False or b is False else (True if a and b else None)

    def prove_or(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        a, b = self._parts(claim, evidence)
        return True if a or b else (False if a is False and b is False else None)

    def prove_implies(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        a, b = self._parts(claim, evidence)
        return True if a is False or b else (False if a and b is False else None)

    def prove_iff(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        a, b = self._parts(claim, evidence)
        return None if a is None or b is None else a is b

    def _parts(self, claim: Any, evidence: Any) -> list[bool | None]:
        need(len(claim["parts"]) == len(evidence["parts"]) == 2, "a connective has two parts")
        return [None if e is None else self.proves(c, e) for c, e in zip(claim["parts"], evidence["parts"], strict=True)]

    def prove_forall(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        return self._instances(claim, evidence, value, every=True)

    def prove_exists(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        found = self._instances(claim, evidence, not value, every=False)
        return None if found is None else not found

    def _instances(self, claim: Any, evidence: Any, value: bool, every: bool) -> bool | None:
        """With `value`, the body is `every` for the whole domain; without, some instance says otherwise."""
        domain = self.domain(claim["domain"])
        values = []
        for entry in evidence["instances"]:
            values.append(tuple(entry["at"]) if isinstance(entry["at"], list | tuple) else entry["at"])
            truth = self.proves(entry["claim"], entry["evidence"])
            if not value:
                return None if truth is every or values[0] not in domain else False
            if truth is not every:
                return None
        need(value, "no instance is given")
        return True if len(values) == len(domain) and set(values) == set(domain) else None

    def domain(self, data: Any) -> list[Any]:
        """The values a variable ranges over: object numbers, arrows or elements as pairs."""
        if data["of"] == "objects":
            return list(range(self.categories[index(data["category"], len(self.categories), "category")].objects))
        if data["of"] == "arrows":
            category = self.category(data["category"])
            return [
                (p, i)
                for p, (at, _, _) in enumerate(category.homs)
                for i, a in enumerate(at)
                if data["source"] in (None, a) and data["target"] in (None, p)
            ]
        need(data["of"] == "elements", "an unknown domain")
        task = self.task(data["task"])
        return [(a, j) for a, n in enumerate(task.sizes) for j in range(n) if data["at"] in (None, a)]

    # ---- numbers --------------------------------------------------------------------------------------

    def prove_compare(self, claim: Any, evidence: Any, value: bool) -> bool:
        left = self.number(claim["left"], evidence.get("left"))
        return COMPARE[claim["operator"]](left, self.number(claim["right"], evidence.get("right")))

    def number(self, term: Any, evidence: Any) -> int:
        if type(term) is int:
            return term
        if term["number"] == "size":
            return len(self.task(term["task"]).at)
        if term["number"] == "count":
            return len(self.domain(term["domain"]))
        need(term["number"] == "rank", "an unknown number")
        return self.rank(self.task(term["task"]), evidence)

    def rank(self, task: Task, evidence: Any) -> int:
        """Generators that reach everything, and as many disjoint sets that nothing outside restricts into:
        each generating set has an element in each, so none is smaller."""
        roots = [task.element(r) for r in evidence["generators"]]
        need(len(task.below(roots)) == len(task.at), "the generators do not reach every element")
        self.unreachable_sets(task, evidence["classes"])
        need(len(evidence["classes"]) == len(roots), "there are not as many classes as generators")
        return len(roots)

    def unreachable_sets(self, task: Task, classes: Any) -> list[set[int]]:
        """Non-empty disjoint sets of elements, none of which is a restriction of an element outside its set."""
        sets = [{task.element(x) for x in members} for members in classes]
        owner: dict[int, int] = {}
        for k, members in enumerate(sets):
            need(members, "a class is empty")
            for x in members:
                need(x not in owner, "two classes meet")
                owner[x] = k
        for x, targets in enumerate(task.edges):
            for y in targets:
                need(y not in owner or owner.get(x) == owner[y], "an element outside a class restricts into it")
        return sets

    # ---- theorem 1 ------------------------------------------------------------------------------------

    def prove_representable(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        task, by = self.task(claim["task"]), claim["by"]
        category = self.category(claim["category"])
        need(task.category is category, "the task lives on another category")
        if value:
            u = task.element(evidence["element"])
            need(task.at[u] == evidence["prompt"] and by in (None, evidence["prompt"]), "another prompt is claimed")
            reached = task.values(u)
            need(len(reached) == len(task.at) and len(set(reached)) == len(reached), "the element is not universal")
            return True
        if by is not None:
            index(by, category.objects, "object")
        return not self.refutes_representable(task, set(range(len(task.at))), by, evidence)

    def refutes_representable(self, task: Task, part: set[int], by: int | None, evidence: Any) -> bool:
        """No element of `part` (at the object `by`, if given) names an isomorphism from a representable onto it.

        Either the part is empty, or two classes that nothing outside restricts into (no element reaches both), or
        one such class, and at every object where it has an element the numbers of arrows and of elements differ
        (elsewhere no element reaches the class). For a given object: a different number is enough.
        """
        category = task.category
        if not part:
            return True
        if by is not None and "differs" in evidence:
            return self.differs(task, part, by, evidence["differs"])
        sets = self.unreachable_sets(task, evidence["classes"])
        need(all(members <= part for members in sets), "a class leaves its component")
        if len(sets) >= 2:
            return True
        objects = {task.at[x] for x in sets[0]}
        if by is not None and by not in objects:
            return True
        differs = {entry["object"]: entry["differs"] for entry in evidence["candidates"]}
        for p in objects if by is None else {by}:
            index(p, category.objects, "object")
            if not self.differs(task, part, p, differs[p]):
                return False
        return True

    def differs(self, task: Task, part: set[int], p: int, at: Any) -> bool:
        """|Hom(at, p)| is not the number of elements of `part` at `at`."""
        index(at, task.category.objects, "object")
        return len(task.category.between(at, p)) != sum(1 for x in part if task.at[x] == at)

    def prove_familial(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        task, category = self.task(claim["task"]), self.category(claim["category"])
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
        return not self.refutes_representable(task, part, None, evidence)

    def prove_prompt(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        functor, task, by = self.functor(claim["functor"]), self.task(claim["task"]), claim["by"]
        need(task.category is functor.source, "the task lives on another category")
        if value:
            p = index(evidence["prompt"], task.category.objects, "object")
            need(by in (None, p), "another prompt is claimed")
            need(is_isomorphism(prompted(functor, p), task, evidence["map"]), "the map is no natural isomorphism")
            return True
        for p in range(task.category.objects) if by is None else [index(by, task.category.objects, "object")]:
            answers = prompted(functor, p)
            if answers.sizes == task.sizes and not exhausted(answers, task):
                return None
        return False

    def prove_ideal(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        return self.prove_functor({"property": "fully faithful", "functor": claim["functor"]}, evidence, value)

    # ---- functors, arrows, objects --------------------------------------------------------------------

    def prove_functor(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        functor, name = self.functor(claim["functor"]), claim["property"]
        tests = {
            "full": (self.full,),
            "faithful": (self.faithful,),
            "fully faithful": (self.full, self.faithful),
            "an embedding": (self.faithful, self.injective),
            "essentially surjective": (self.essentially_surjective,),
        }
        need(name in tests, "an unknown property of functors")
        if value:
            return all(test(functor) for test in tests[name])
        if "object" in evidence:
            d = index(evidence["object"], functor.target.objects, "object")
            missed = not any(self.isomorphic(functor.target, v, d) for v in set(functor.objects))
            return None if self.essentially_surjective not in tests[name] or not missed else False
        if "objects" in evidence:
            a, b = evidence["objects"]
            same = a != b and functor.objects[a] == functor.objects[b]
            return None if self.injective not in tests[name] or not same else False
        if "arrows" in evidence:
            f, g = (functor.source.arrow(f) for f in evidence["arrows"])
            parallel = f != g and f[0] == g[0] and functor.source.source(f) == functor.source.source(g)
            same = parallel and functor.on_arrow(f) == functor.on_arrow(g)
            return None if self.faithful not in tests[name] or not same else False
        a, b = evidence["between"]
        h = functor.target.arrow(evidence["arrow"])
        fits = h[0] == functor.objects[b] and functor.target.source(h) == functor.objects[a]
        hit = h[1] in {functor.images[b][f] for f in functor.source.between(a, b)}
        return None if self.full not in tests[name] or not fits or hit else False

    def faithful(self, functor: Functor) -> bool:
        for p, (at, _, _) in enumerate(functor.source.homs):
            if len({(a, y) for a, y in zip(at, functor.images[p], strict=True)}) < len(at):
                return False
        return True

    def full(self, functor: Functor) -> bool:
        for p, (at, _, _) in enumerate(functor.source.homs):
            hit: dict[int, set[int]] = {}
            for a, y in zip(at, functor.images[p], strict=True):
                hit.setdefault(a, set()).add(y)
            sizes = Counter(functor.target.homs[functor.objects[p]][0])
            if any(len(hit.get(a, ())) < sizes[b] for a, b in enumerate(functor.objects)):
                return False
        return True

    def injective(self, functor: Functor) -> bool:
        return len(set(functor.objects)) == len(functor.objects)

    def essentially_surjective(self, functor: Functor) -> bool:
        values = sorted(set(functor.objects))
        return all(any(self.isomorphic(functor.target, v, d) for v in values) for d in range(functor.target.objects))

    def isomorphic(self, category: Category, a: int, b: int) -> bool:
        return a == b or any(self.inverses(category, (b, f)) for f in category.between(a, b))

    def inverses(self, category: Category, f: tuple[int, int]) -> list[tuple[int, int]]:
        """The arrows g with g . f = id and f . g = id."""
        a, b = category.source(f), f[0]
        found = [(a, g) for g in category.between(b, a)]
        return [g for g in found if category.compose(g, f) == (a, 0) and category.compose(f, g) == (b, 0)]

    def prove_arrow(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        category = self.category(claim["category"])
        f, name = category.arrow(claim["arrow"]), claim["property"]
        a, b = category.source(f), f[0]
        if name in ("mono", "epi"):
            if not value:
                g, h = (category.arrow(g) for g in evidence["arrows"])
                need(g != h and category.source(g) == category.source(h) and g[0] == h[0], "the two arrows are one")
                if name == "mono":
                    return category.compose(f, g) != category.compose(f, h)
                return category.compose(g, f) != category.compose(h, f)
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

    def prove_object(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        category = self.category(claim["category"])
        a, name = index(claim["object"], category.objects, "object"), claim["property"]
        need(name in ("terminal", "initial"), "an unknown property of objects")
        others = range(category.objects) if value else [index(evidence["object"], category.objects, "object")]
        counts = [len(category.between(x, a) if name == "terminal" else category.between(a, x)) for x in others]
        return all(n == 1 for n in counts)

    def prove_equal_arrows(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        category, at = self.category(claim["category"]), claim["target"]
        need(
            category.path_source(claim["left"], at) == category.path_source(claim["right"], at),
            "the paths are not parallel",
        )
        return category.follow(at, 0, claim["left"]) == category.follow(at, 0, claim["right"])

    # ---- isomorphism ----------------------------------------------------------------------------------

    def prove_isomorphic_tasks(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        left, right = self.task(claim["left"]), self.task(claim["right"])
        need(left.category is right.category, "the tasks live on different categories")
        if value:
            return True if is_isomorphism(left, right, evidence["map"]) else None
        return None if left.sizes == right.sizes and not exhausted(left, right) else False

    def prove_isomorphic_objects(self, claim: Any, evidence: Any, value: bool) -> bool | None:
        category = self.category(claim["category"])
        a = index(claim["left"], category.objects, "object")
        b = index(claim["right"], category.objects, "object")
        if not value:
            return self.isomorphic(category, a, b)
        arrow = category.arrow(evidence["arrow"])
        need((category.source(arrow), arrow[0]) == (a, b), "the isomorphism has other ends")
        iso = {"category": claim["category"], "arrow": evidence["arrow"], "property": "iso"}
        return self.prove_arrow(iso, evidence, True)
