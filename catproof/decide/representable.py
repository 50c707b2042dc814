"""`T is representable [by P]`: T ~= y(P) for some P (for this P). Theorem 1's right side.

Criterion (universal element; Mac Lane III.2, Riehl 2.3): T ~= y(P) iff some u in T(P) makes
`Hom(X, P) -> T(X), f |-> T(f)(u)` bijective for every X. Such a u generates T, so it lies in the only maximal
class of "x is a restriction of y"; any u there maps y(P) onto T, and onto between finite sets of equal size is
bijective: so one pass finds the classes, and a count for each object of the class decides.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from catproof.core.category import Arrow
from catproof.core.generation import compact, far_apart, injective, maximal_classes, values
from catproof.core.nouns import counted_or_no
from catproof.core.task import Element, Task
from catproof.decide.claim import SMALL, Evidence, Finding
from catproof.decide.tables import references


class Representable:
    """The claim for `task`; `by` is the object P, or None for any."""

    def __init__(self, task: Task, by: int | None = None) -> None:
        self.task = task
        self.by = by

    def direct(self) -> Finding:
        if compact(self.task):
            large = self._large()
            if large is not None:
                return large
        classes = maximal_classes(self.task)
        found = universal_element(self.task, classes, self.by)
        if found is not None:
            return Finding(True, {"value": True, "prompt": found[0], "element": list(found)})
        if self.by is not None:
            differs = object_that_differs(self.task, range(self.task.size), self.by)
            if differs is not None:
                return Finding(False, {"value": False, "differs": differs})
        return Finding(False, {"value": False, **refutation(self.task, range(self.task.size), classes)})

    def quick(self) -> bool | None:
        """The truth where the kernel needs no evidence: has a small task a universal element? By numbers of elements,
        which tell most tasks, then by trying each element."""
        task = self.task
        if task.size > SMALL:
            return None
        sizes, category = task.sizes(), task.category
        for p in sizes if self.by is None else (self.by,):
            if category.hom_sizes(p) == sizes:
                for u in range(task.start[p], task.start[p + 1]):
                    if injective(task, p, u):
                        return True
        return False

    def _large(self) -> Finding | None:
        """What can be said of a large task without its classes: two elements apart, or one that is universal.

        Over a partial order an element reaches at most one at each object, so that one that generates is universal."""
        task, order = self.task, self.task.category.order
        apart = far_apart(task)
        if len(apart) >= 2:
            return Finding(False, {"value": False, "apart": [list(task.element(x)) for x in apart]})
        if not apart:
            return None
        u = task.element(apart[0])
        alone = order is not None and order.antisymmetric
        if self.by in (None, u.object) and (alone or object_that_differs(task, range(task.size), u.object) is None):
            return Finding(True, {"value": True, "prompt": u.object, "element": list(u)})
        return None

    def reason(self, finding: Finding) -> str:
        task, category = self.task, self.task.category
        if finding.value:
            u = Element(*finding.evidence["element"])
            return (
                f"{category.told_object(u.object)} represents it: every element is the restriction of "
                f"{task.told_at(u)} along exactly one arrow"
            )
        if self.by is not None and "differs" in finding.evidence:
            return differing(task, range(task.size), self.by, finding.evidence["differs"])
        return why_not(task, range(task.size), finding.evidence, self.by)

    def explain(self, finding: Finding) -> list[str]:
        if finding.value:
            return universal_argument(self.task, Element(*finding.evidence["element"]))
        if self.by is not None and "differs" in finding.evidence:
            return [
                f"If {self.task.category.told_object(self.by)} represented the task, each object X would have as many "
                "elements as there are arrows from X to it.",
                sentence(differing(self.task, range(self.task.size), self.by, finding.evidence["differs"])),
            ]
        return refutation_argument(self.task, range(self.task.size), finding.evidence)

    def witness(self, finding: Finding) -> dict[str, Any]:
        task, category = self.task, self.task.category
        if finding.value:
            u = Element(*finding.evidence["element"])
            return {"prompt": category.objects[u.object], "universal element": task.elements[u.object][u.number]}
        if "candidates" in finding.evidence:
            confused = confusion(task, range(task.size), finding.evidence)
            if confused is not None:
                u, f, g = confused
                return {
                    "element": task.elements[u.object][u.number],
                    "at": category.objects[u.object],
                    "confused": [category.show_arrow(f), category.show_arrow(g)],
                }
        apart = two_apart(finding.evidence)
        if apart is not None:
            return {"not reached by one prompt": [task.show_at(x) for x in apart]}
        return {}


def universal_element(task: Task, classes: list[list[int]], by: int | None = None) -> Element | None:
    """A universal element, at the object `by` if given, or None, from the maximal classes of the task. Linear in the
    task, with one count of arrows for each object of its maximal class."""
    if len(classes) != 1:
        return None
    tried: set[int] = set()
    for x in classes[0]:
        u = task.element(x)
        if u.object in tried or by not in (None, u.object):
            continue
        tried.add(u.object)
        if object_that_differs(task, range(task.size), u.object) is None:
            return u
    return None


def object_that_differs(task: Task, part: range | list[int], p: int) -> int | None:
    """The first object X with |Hom(X, p)| different from the number of elements of `part` at X, or None."""
    sizes, arrows = _sizes(task, part), task.category.hom_sizes(p)
    if sizes == arrows:
        return None
    return min(x for x in sizes.keys() | arrows.keys() if sizes.get(x) != arrows.get(x))


def _sizes(task: Task, part: range | list[int]) -> dict[int, int]:
    if isinstance(part, range):
        return task.sizes()
    return dict(Counter(task.element(x).object for x in part))


def two_apart(evidence: Evidence) -> list[Element] | None:
    """Two elements that no element restricts to both of, where the evidence is of that kind."""
    found = evidence.get("apart") or [members[0] for members in evidence.get("classes", ())]
    return [Element(*x) for x in found] if len(found) >= 2 else None


def refutation(task: Task, part: range | list[int], classes: list[list[int]]) -> Evidence:
    """Evidence that no representable is isomorphic to `part`, a union of connected components of the task with these
    maximal classes.

    Two maximal classes, the smallest ones: no element reaches both. Or the only one, and for each object where it
    has elements an object at which arrows and elements differ in number. Nothing for an empty part.
    """
    if not part:
        return {"classes": []}
    inside = set(part)
    classes = [members for members in classes if members[0] in inside]
    elements = references(task)
    if len(classes) >= 2:
        classes = sorted(classes, key=len)[:2]
        return {"classes": [[elements[x] for x in members] for members in classes]}
    objects = sorted({task.element(x).object for x in classes[0]})
    candidates = []
    for p in objects:
        differs = object_that_differs(task, part, p)
        if differs is None:
            raise AssertionError("a representable task is refuted")
        candidates.append({"object": p, "differs": differs})
    return {"classes": [[elements[x] for x in classes[0]]], "candidates": candidates}


def confusion(task: Task, part: range | list[int], evidence: Evidence) -> tuple[Element, Arrow, Arrow] | None:
    """An element that reaches everything, and two arrows along which it has the same restriction."""
    u = Element(*evidence["classes"][0][0])
    seen: dict[int, int] = {}
    for f, value in enumerate(values(task, task.number(u))):
        if value in seen:
            return u, Arrow(u.object, seen[value]), Arrow(u.object, f)
        seen[value] = f
    return None


def differing(task: Task, part: range | list[int], p: int, x: int) -> str:
    """`n arrows a -> b but m elements at a`, as a clause."""
    category = task.category
    arrows, elements = category.hom_size(x, p), _sizes(task, part).get(x, 0)
    here, there = category.told_object(x), category.told_object(p)
    return f"{counted_or_no(arrows, 'arrows')} {here} -> {there}, but {counted_or_no(elements, 'elements')} at {here}"


def why_not(task: Task, part: range | list[int], evidence: Evidence, by: int | None = None) -> str:
    """The refutation as a sentence."""
    if not part:
        return "the task has no elements, and a representable has at least an identity"
    apart = two_apart(evidence)
    if apart is not None:
        return f"no one prompt reaches both {task.told_at(apart[0])} and {task.told_at(apart[1])}"
    confused = confusion(task, part, evidence)
    if confused is None:
        raise AssertionError("an element that generates, and confuses no arrows, is universal")
    u, f, g = confused
    category = task.category
    if by is not None and not any(entry["object"] == by for entry in evidence["candidates"]):
        return f"no element at {category.told_object(by)} reaches {task.told_at(u)}"
    at = category.told_object(u.object)
    return (
        f"one prompt reaches it, but confuses what it should tell apart: {task.told_at(u)} has the same restriction "
        f"along {category.show_arrow(f)} and {category.show_arrow(g)}, two different arrows into {at}"
    )


def universal_argument(task: Task, u: Element) -> list[str]:
    """The universal element laid out: where it goes along each arrow."""
    category = task.category
    at = category.told_object(u.object)
    lines = [f"Take the element {task.show_element(u)} at {at}. By the Yoneda lemma it names a map y({at}) -> T."]
    reached = values(task, task.number(u))
    for f, value in list(enumerate(reached))[:MOST_LINES]:
        lines.append(
            f"  along {category.show_arrow(Arrow(u.object, f))} it restricts to {task.told_at(task.element(value))}"
        )
    if len(reached) > MOST_LINES:
        lines.append(f"  ... and so on for {len(reached) - MOST_LINES} more arrows")
    lines.append(
        f"{'The one element' if task.size == 1 else f'Each of the {task.size} elements'} of the task occurs exactly "
        f"once, so the map is an isomorphism: {at} represents the task."
    )
    return lines


def refutation_argument(task: Task, part: range | list[int], evidence: Evidence) -> list[str]:
    """The refutation laid out: the candidates, and what each one meets."""
    category = task.category
    if not part:
        return [sentence(why_not(task, part, evidence))]
    lines = ["If P represented it, some element u at P would restrict to every element, to each along one arrow only."]
    if "apart" in evidence:
        x, y = (task.told_at(Element(*u)) for u in evidence["apart"])
        return [*lines, f"  No element restricts to both {x} and {y}.", "So there is no such u."]
    if len(evidence["classes"]) >= 2:
        for members in evidence["classes"]:
            shown = ", ".join(task.told_at(Element(*m)) for m in members[:MOST_LINES])
            lines.append(f"  {shown}: no other element restricts to {'it' if len(members) == 1 else 'any of these'}.")
        lines.append("So u would have to be in both, and they have nothing in common.")
        return lines
    members = evidence["classes"][0]
    shown = ", ".join(task.told_at(Element(*m)) for m in members[:MOST_LINES])
    lines.append(
        f"  Only from these elements is everything reached: {shown}{', ...' if len(members) > MOST_LINES else ''}."
    )
    for entry in evidence["candidates"][:MOST_LINES]:
        p, x = entry["object"], entry["differs"]
        lines.append(f"  At {category.told_object(p)}: {differing(task, part, p, x)}.")
    lines.append(sentence(why_not(task, part, evidence)))
    return lines


MOST_LINES = 24
"""How many arrows or elements an argument lists before it says how many more there are."""


def sentence(clause: str) -> str:
    """The clause with a full stop. Without a capital: it may begin with a name of the theory file."""
    return clause + "."
