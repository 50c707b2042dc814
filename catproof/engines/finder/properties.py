"""Properties of unknown categories, tasks, functors and transformations as literals, from their definitions.

The claims' modules give the sources. A function here gives a literal that is true iff the property holds; those named
`require_...` impose one, where an isomorphism, say, is a further unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from catproof.engines.finder.categories import SymbolicCategory
from catproof.engines.finder.clauses import FALSE, Choice, Clauses, Literal
from catproof.engines.finder.functors import SymbolicFunctor, SymbolicTransformation, unknown_transformation
from catproof.engines.finder.tasks import SymbolicTask


class Properties:
    """Literals for properties, over one set of clauses."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.all_of, self.any_of = clauses.all_of, clauses.any_of

    def implies(self, condition: Literal, literal: Literal) -> Literal:
        """`not condition or literal`."""
        return self.any_of([-condition, literal])

    def none_twice(self, literals: Iterable[Literal]) -> Literal:
        """Do no two of them hold?"""
        return self.all_of(-self.all_of(pair) for pair in combinations(literals, 2))

    # ---- objects and arrows -----------------------------------------------------------------------------

    def composes_to(self, category: SymbolicCategory, g: int, f: int, v: int) -> Literal:
        """Is g . f = v?"""
        return category.composite[g, f].get(v, FALSE)

    def one_arrow(self, category: SymbolicCategory, a: int, b: int) -> Literal:
        """Is there exactly one arrow a -> b?"""
        return self.clauses.one_of([category.present[f] for f in category.between(a, b)])

    def terminal(self, category: SymbolicCategory, a: int) -> Literal:
        """Is there exactly one arrow to a from each object?"""
        return self.all_of(self.one_arrow(category, x, a) for x in range(category.objects))

    def initial(self, category: SymbolicCategory, a: int) -> Literal:
        """Is there exactly one arrow from a to each object?"""
        return self.all_of(self.one_arrow(category, a, x) for x in range(category.objects))

    def arrow(self, category: SymbolicCategory, name: str, m: int) -> Literal:
        """Is the arrow mono, epi, split mono, split epi or iso?"""
        a, b = category.source[m], category.target[m]
        if name in ("mono", "epi"):
            others = category.into[a] if name == "mono" else category.out_of[b]
            end = category.source if name == "mono" else category.target
            confused = []
            for f, g in combinations(others, 2):
                if end[f] == end[g]:
                    pairs = [(m, f), (m, g)] if name == "mono" else [(f, m), (g, m)]
                    alike = self._equal(category.composite[pairs[0]], category.composite[pairs[1]])
                    confused.append(self.all_of([category.present[f], category.present[g], alike]))
            return -self.any_of(confused)
        inverses = []
        for back in category.between(b, a):
            sides = [category.present[back]]
            if name != "split epi":
                sides.append(self.composes_to(category, back, m, a))
            if name != "split mono":
                sides.append(self.composes_to(category, m, back, b))
            inverses.append(self.all_of(sides))
        return self.any_of(inverses)

    def _equal(self, one: Choice, other: Choice) -> Literal:
        return self.any_of(self.all_of([literal, other[v]]) for v, literal in one.items() if v in other)

    def isomorphic(self, category: SymbolicCategory, a: int, b: int) -> Literal:
        """Is there an arrow a -> b with an inverse?"""
        return self.any_of(
            self.all_of([category.present[f], self.arrow(category, "iso", f)]) for f in category.between(a, b)
        )

    def followed(self, category: SymbolicCategory, after: Choice, before: Choice) -> Choice:
        """The composite of two arrows that are not known."""
        found: dict[int, list[Literal]] = {}
        for g, left in after.items():
            for f, right in before.items():
                for v, literal in category.composite[g, f].items():
                    found.setdefault(v, []).append(self.all_of([left, right, literal]))
        return {v: self.any_of(literals) for v, literals in found.items()}

    def equal_arrows(self, one: Choice, other: Choice) -> Literal:
        """Are they the same arrow?"""
        return self._equal(one, other)

    # ---- tasks --------------------------------------------------------------------------------------------

    def reaches(self, task: SymbolicTask, u: int, x: int) -> Literal:
        """Is x a restriction of u?"""
        return self.any_of(task.along(f, u, x) for f in task.category.arrows)

    def universal(self, task: SymbolicTask, u: int) -> Literal:
        """Is every element the restriction of u along exactly one arrow?"""
        once = [
            self.implies(task.present[x], self.clauses.one_of([task.along(f, u, x) for f in task.category.arrows]))
            for x in task.elements
        ]
        return self.all_of([task.present[u], *once])

    def representable(self, task: SymbolicTask, by: int | None) -> Literal:
        """Has the task a universal element (at the object `by`)?"""
        return self.any_of(
            self.universal(task, u) if by is None else self.all_of([task.at[u].get(by, FALSE), self.universal(task, u)])
            for u in task.elements
        )

    def answered(self, task: SymbolicTask, by: int | None) -> Literal:
        """Is Hom(-, P) isomorphic to the task for some P (for P = `by`)? A natural map out of it is fixed by the image
        u of the identity (Riehl 2.2); it must be injective and surjective at each object."""
        category, found = task.category, []
        for u in task.elements:
            if by is not None and by not in task.at[u]:
                continue
            parts = [task.present[u] if by is None else task.at[u][by]]
            for f, g in combinations(category.arrows, 2):
                if category.source[f] == category.source[g]:
                    both = [self.all_of([task.along(f, u, x), task.along(g, u, x)]) for x in task.elements]
                    parts.append(-self.any_of(both))
            parts += [self.implies(task.present[x], self.reaches(task, u, x)) for x in task.elements]
            found.append(self.all_of(parts))
        return self.any_of(found)

    def leading(self, task: SymbolicTask) -> list[Literal]:
        """For each element: is it the first one of a maximal class of "is a restriction of"?"""
        found = []
        for u in task.elements:
            maximal = [self.implies(self.reaches(task, x, u), self.reaches(task, u, x)) for x in task.elements]
            first = [-self.all_of([self.reaches(task, x, u), self.reaches(task, u, x)]) for x in range(u)]
            found.append(self.all_of([task.present[u], *maximal, *first]))
        return found

    def familial(self, task: SymbolicTask) -> Literal:
        """Is every element the restriction of exactly one leading element along exactly one arrow?"""
        leading = self.leading(task)
        return self.all_of(
            self.implies(
                task.present[x],
                self.clauses.one_of(
                    [
                        self.all_of([leading[u], task.along(f, u, x)])
                        for u in task.elements
                        for f in task.category.arrows
                    ]
                ),
            )
            for x in task.elements
        )

    def mono(self, transformation: SymbolicTransformation) -> Literal:
        """Have different elements different images?"""
        image, target = transformation.image, transformation.target
        return self.all_of(self.none_twice([values.get(y, FALSE) for values in image]) for y in target.elements)

    def epi(self, transformation: SymbolicTransformation) -> Literal:
        """Is every element an image?"""
        image, target = transformation.image, transformation.target
        return self.all_of(
            self.implies(target.present[y], self.any_of(values.get(y, FALSE) for values in image))
            for y in target.elements
        )

    def require_isomorphic(self, left: SymbolicTask, right: SymbolicTask) -> None:
        """There is a natural isomorphism from the one to the other."""
        unknown = unknown_transformation(self.clauses, left, right)
        self.clauses.clause(self.mono(unknown))
        self.clauses.clause(self.epi(unknown))

    # ---- functors -----------------------------------------------------------------------------------------

    def functor(self, functor: SymbolicFunctor, part: str) -> Literal:
        """A condition of `core.functor.PARTS`."""
        source, target = functor.source, functor.target
        objects = range(source.objects)
        if part == "injective":
            return self.all_of(
                self.none_twice([functor.on_objects[a].get(b, FALSE) for a in objects]) for b in range(target.objects)
            )
        if part in ("surjective", "essentially surjective"):
            hit = [self.any_of(functor.on_objects[a].get(b, FALSE) for a in objects) for b in range(target.objects)]
            if part == "surjective":
                return self.all_of(hit)
            near = range(target.objects)
            return self.all_of(
                self.any_of(self.all_of([hit[b], self.isomorphic(target, b, d)]) for b in near) for d in near
            )
        found = []
        for a in objects:
            for b in objects:
                arrows = source.between(a, b)
                if part == "faithful":
                    found += [self.none_twice([functor.maps(f, h) for f in arrows]) for h in target.arrows]
                else:
                    found += [
                        self.implies(self._between(functor, a, b, h), self.any_of(functor.maps(f, h) for f in arrows))
                        for h in target.arrows
                    ]
        return self.all_of(found)

    def _between(self, functor: SymbolicFunctor, a: int, b: int, h: int) -> Literal:
        """Is h an arrow from the value of a to that of b?"""
        target = functor.target
        start = functor.on_objects[a].get(target.source[h], FALSE)
        return self.all_of([target.present[h], start, functor.on_objects[b].get(target.target[h], FALSE)])

    def structure(self, functor: SymbolicFunctor) -> Literal:
        """Is every arrow between values the value of exactly one arrow?"""
        source, target = functor.source, functor.target
        return self.all_of(
            self.implies(
                self._between(functor, a, b, h),
                self.clauses.one_of([functor.maps(f, h) for f in source.between(a, b)]),
            )
            for a in range(source.objects)
            for b in range(source.objects)
            for h in target.arrows
        )

    def composed(self, after: SymbolicFunctor, before: SymbolicFunctor) -> SymbolicFunctor:
        """G . F."""
        through = self.clauses.through
        objects = [through(values, after.on_objects) for values in before.on_objects]
        arrows = [through(values, after.on_arrows) for values in before.on_arrows]
        return SymbolicFunctor(before.source, after.target, objects, arrows)

    def require_isomorphic_functors(self, left: SymbolicFunctor, right: SymbolicFunctor) -> None:
        """There are isomorphisms F a -> G a, natural in a (Riehl 1.4)."""
        source, target, clauses = left.source, left.target, self.clauses
        components: list[Choice] = []
        for a in range(source.objects):
            flags = {k: clauses.flag() for k in target.arrows}
            clauses.exactly_one(list(flags.values()))
            for k, flag in flags.items():
                clauses.clause(-flag, target.present[k])
                clauses.clause(-flag, self.arrow(target, "iso", k))
                clauses.clause(-flag, left.on_objects[a].get(target.source[k], FALSE))
                clauses.clause(-flag, right.on_objects[a].get(target.target[k], FALSE))
            components.append(flags)
        for f in source.proper:
            a, b = source.source[f], source.target[f]
            for h, under in left.on_arrows[f].items():
                for k, after in components[b].items():
                    for v, one in target.composite.get((k, h), {}).items():
                        for m, before in components[a].items():
                            for n, over in right.on_arrows[f].items():
                                if (n, m) in target.composite:
                                    other = target.composite[n, m].get(v, FALSE)
                                    clauses.clause(-source.present[f], -under, -after, -one, -before, -over, other)

    def prompted(self, functor: SymbolicFunctor, prompt: Choice) -> SymbolicTask:
        """The task Hom(F(-), F(P)) on the source of F: its elements are the arrows F X -> F P for each object X."""
        source, target = functor.source, functor.target
        goal = [
            self.any_of(self.all_of([chosen, functor.on_objects[p].get(c, FALSE)]) for p, chosen in prompt.items())
            for c in range(target.objects)
        ]
        elements = [(x, h) for x in range(source.objects) for h in target.arrows]
        number = {pair: k for k, pair in enumerate(elements)}
        present = [
            self.all_of([target.present[h], functor.on_objects[x].get(target.source[h], FALSE), goal[target.target[h]]])
            for x, h in elements
        ]
        restricted: dict[tuple[int, int], Choice] = {}
        for f in source.proper:
            for h in target.arrows:
                k = number[source.target[f], h]
                values: dict[int, list[Literal]] = {}
                for before, chosen in functor.on_arrows[f].items():
                    for v, literal in target.composite.get((h, before), {}).items():
                        literals = values.setdefault(number[source.source[f], v], [])
                        literals.append(self.all_of([present[k], source.present[f], chosen, literal]))
                restricted[f, k] = {v: self.any_of(literals) for v, literals in values.items()}
        at = [{x: literal} for (x, _), literal in zip(elements, present, strict=True)]
        return SymbolicTask(source, present, at, restricted)
