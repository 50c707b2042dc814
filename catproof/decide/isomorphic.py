"""`~=` of tasks and of models (a natural isomorphism) and, with `in C`, of objects (an arrow with an inverse).

Riehl 1.4 (natural isomorphisms), 1.1 (isomorphisms).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

from catproof.core.backtracking import extensions
from catproof.core.blocks import functor_items
from catproof.core.category import Arrow, Category, isomorphic_objects
from catproof.core.category_invariants import category_difference, functor_difference
from catproof.core.functor import Functor
from catproof.core.invariants import difference
from catproof.core.isomorphism import isomorphism
from catproof.core.model import Model
from catproof.core.natural_family import isomorphism as invertible
from catproof.core.natural_family import natural_isomorphism
from catproof.core.nouns import counted_or_no
from catproof.core.task import Element, Task
from catproof.core.transformation import Components, composed, natural_maps
from catproof.decide.claim import Finding
from catproof.decide.representable import MOST_LINES, sentence

UNNATURAL = "their values are isomorphic object by object, but not naturally"

MOST_ISOMORPHISMS = 100
"""With more isomorphisms of the values of models at an object, it is not said which arrow they do not respect."""


class IsomorphicTasks:
    """The claim for two tasks on one category."""

    def __init__(self, left: Task, right: Task) -> None:
        self.left = left
        self.right = right

    def direct(self) -> Finding:
        found = isomorphism(self.left, self.right)
        return Finding(False, {"value": False}) if found is None else Finding(True, {"value": True, "map": found})

    def reason(self, finding: Finding) -> str:
        if finding.value:
            return "a bijection at each object respects restriction"
        alike = "they have equally many elements at each object, but no bijection respects restriction"
        return difference(self.left, self.right) or alike

    def explain(self, finding: Finding) -> list[str]:
        if not finding.value:
            return [sentence(self.reason(finding))]
        pairs = [
            (Element(a, j), Element(a, image))
            for a, images in enumerate(finding.evidence["map"])
            for j, image in enumerate(images)
        ]
        lines = [f"  {self.left.told_at(x)} |-> {self.right.show_element(y)}" for x, y in pairs[:MOST_LINES]]
        if len(pairs) > MOST_LINES:
            lines.append(f"  ... and {len(pairs) - MOST_LINES} more")
        return ["An isomorphism:", *lines]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if not finding.value:
            return {}
        objects = self.left.category.told_object
        return {
            "isomorphism": {
                objects(a): [
                    [self.left.show_element(Element(a, j)), self.right.show_element(Element(a, image))]
                    for j, image in enumerate(images)
                ]
                for a, images in enumerate(finding.evidence["map"])
                if images
            }
        }


class IsomorphicObjects:
    """The claim for two objects of `category`."""

    def __init__(self, category: Category, left: int, right: int) -> None:
        self.category = category
        self.left = left
        self.right = right

    def direct(self) -> Finding:
        found = isomorphic_objects(self.category, self.left, self.right)
        if found is None:
            return Finding(False, {"value": False})
        return Finding(True, {"value": True, "arrow": list(found[0]), "inverse": list(found[1])})

    def reason(self, finding: Finding) -> str:
        show = self.category.show_arrow
        if finding.value:
            arrow, back = Arrow(*finding.evidence["arrow"]), Arrow(*finding.evidence["inverse"])
            return f"{show(arrow)} is an isomorphism, its inverse is {show(back)}"
        a, b = self.category.told_object(self.left), self.category.told_object(self.right)
        for x, y, start, end in ((self.left, self.right, a, b), (self.right, self.left, b, a)):
            if not self.category.hom_size(x, y):
                return f"there is no arrow {start} -> {end}"
        for x in range(len(self.category.objects)):
            n, m = (self.category.hom_size(x, end) for end in (self.left, self.right))
            if n != m:
                return f"{self.category.told_object(x)} has {counted_or_no(n, 'arrows')} to {a} and {m} to {b}"
        return f"no arrow {a} -> {b} has an inverse"

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if not finding.value:
            return {}
        return {key: self.category.show_arrow(Arrow(*finding.evidence[key])) for key in ("arrow", "inverse")}


class IsomorphicModels:
    """`f ~= g` for two models of one category in the tasks on one base: isomorphisms f(a) -> g(a), natural in a."""

    def __init__(self, left: Model, right: Model) -> None:
        self.left = left
        self.right = right

    def direct(self) -> Finding:
        closing: list[list[int]] = [[] for _ in self.left.category.objects]
        for g, generator in enumerate(self.left.category.generators):
            closing[max(generator.source, generator.target)].append(g)

        def following(maps: Sequence[Components]) -> Iterator[Components]:
            a = len(maps)
            source, target = self.left.value(a), self.right.value(a)
            if [len(x) for x in source.elements] != [len(x) for x in target.elements]:
                return
            known = list(maps) if closing[a] else []
            for components in natural_maps(source, target):
                one_to_one = all(len(set(values)) == len(values) for values in components)
                if one_to_one and all(self._commutes(g, [*known, components]) for g in closing[a]):
                    yield components

        for maps in extensions(len(self.left.category.objects), following):
            return Finding(True, {"value": True, "maps": list(maps)})
        return Finding(False, {"value": False})

    def _commutes(self, g: int, maps: Sequence[Components] | Mapping[int, Components]) -> bool:
        """Naturality along a generating arrow."""
        generator = self.left.category.generators[g]
        return composed(self.right.on_generator(g), maps[generator.source]) == composed(
            maps[generator.target], self.left.on_generator(g)
        )

    def reason(self, finding: Finding) -> str:
        if finding.value:
            return "their values are isomorphic, naturally in the object"
        for a in range(len(self.left.category.objects)):
            if isomorphism(self.left.value(a), self.right.value(a)) is None:
                why = difference(self.left.value(a), self.right.value(a))
                return f"their values at {self.left.category.told_object(a)} are not isomorphic{why and f': {why}'}"
        why = self._unnatural()
        return f"{UNNATURAL}: {why}" if why else UNNATURAL

    def _unnatural(self) -> str:
        """A generating arrow whose square no isomorphisms make commute; empty where none is found soon."""
        if self.left.functor is not None and self.right.functor is not None:
            return functor_difference(self.left.functor, self.right.functor)
        category = self.left.category
        for g, generator in enumerate(category.generators):
            ends = [generator.source, generator.target]
            found = [self._isomorphisms(a) for a in ends]
            if max(map(len, found)) > MOST_ISOMORPHISMS:
                continue
            pairs = zip(*found, strict=True) if ends[0] == ends[1] else product(*found)
            if not any(self._commutes(g, dict(zip(ends, pair, strict=True))) for pair in pairs):
                where = " and ".join(category.told_object(a) for a in dict.fromkeys(ends))
                return f"no isomorphisms at {where} respect {category.show_word((g,), generator.target)}"
        return ""

    def _isomorphisms(self, a: int) -> list[Components]:
        """Isomorphisms of the values at an object, one more than are looked through at most."""
        maps = natural_maps(self.left.value(a), self.right.value(a))
        found = (m for m in maps if all(len(set(values)) == len(values) for values in m))
        return list(islice(found, MOST_ISOMORPHISMS + 1))

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        return {}


class IsomorphicFunctors:
    """`F ~= G` for two parallel functors: a natural isomorphism F => G."""

    def __init__(self, left: Functor, right: Functor) -> None:
        self.left = left
        self.right = right

    def direct(self) -> Finding:
        found = natural_isomorphism(self.left, self.right)
        if found is None:
            return Finding(False, {"value": False})
        return Finding(True, {"value": True, "components": [list(arrow) for arrow in found]})

    def _components(self, finding: Finding) -> list[str]:
        source, target = self.left.source, self.left.target
        arrows = enumerate(finding.evidence["components"])
        return [f"{target.show_arrow(Arrow(*f))} at {source.told_object(a)}" for a, f in arrows]

    def reason(self, finding: Finding) -> str:
        if finding.value:
            return "a natural isomorphism: " + (", ".join(self._components(finding)[:6]) or "the empty one")
        target = self.left.target
        for a, (x, y) in enumerate(zip(self.left.on_objects, self.right.on_objects, strict=True)):
            if isomorphic_objects(target, x, y) is None:
                return (
                    f"{self.left.source.told_object(a)} goes to {target.told_object(x)} and to "
                    f"{target.told_object(y)}, which are not isomorphic"
                )
        why = functor_difference(self.left, self.right)
        return f"{UNNATURAL}: {why}" if why else UNNATURAL

    def explain(self, finding: Finding) -> list[str]:
        if not finding.value:
            return [sentence(self.reason(finding))]
        return ["A natural isomorphism:", *(f"  {line}" for line in self._components(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        return {"components": self._components(finding)} if finding.value else {}


class IsomorphicCategories:
    """`C ~= D` for categories: an invertible functor."""

    def __init__(self, left: Category, right: Category) -> None:
        self.left = left
        self.right = right

    def direct(self) -> Finding:
        found = invertible(self.left, self.right)
        return Finding(False, {"value": False}) if found is None else self._found(found)

    def _found(self, functor: Functor) -> Finding:
        values = [list(arrow) for arrow in functor.on_generators]
        return Finding(True, {"value": True, "objects": list(functor.on_objects), "generators": values})

    def _functor(self, finding: Finding) -> list[str]:
        arrows = [Arrow(*f) for f in finding.evidence["generators"]]
        return functor_items(Functor(self.left, self.right, finding.evidence["objects"], arrows))

    def reason(self, finding: Finding) -> str:
        if finding.value:
            lines = self._functor(finding)
            return "an invertible functor: " + ", ".join(lines[:8]) + (", ..." if len(lines) > 8 else "")
        alike = "they have as many objects and arrows, but no functor between them is invertible"
        return category_difference(self.left, self.right) or alike

    def explain(self, finding: Finding) -> list[str]:
        if not finding.value:
            return [sentence(self.reason(finding))]
        return ["An invertible functor:", *(f"  {line}" for line in self._functor(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        return {"functor": self._functor(finding)} if finding.value else {}
