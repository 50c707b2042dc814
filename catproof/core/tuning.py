"""Tuning along a functor: is T, up to isomorphism, Q . F^op for some task Q on the target of F?

If some Q works, so does a quotient of L = Lan_F T, and then each element of L(F a) has become equal to exactly one of
T(a). So as long as an element of L(F a) is not, one of these equalities must hold: try each, merging more at every
step. Equalities are kept in one union-find with a record of what was done, each class with the elements of T that it
holds, so a step costs what it merges; where nothing is to be chosen the whole is linear.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.generation import edges
from catproof.core.kan import Extension, lan
from catproof.core.presheaves import quotient_map
from catproof.core.task import Element, Task
from catproof.core.tuning_orders import tuned_by_order
from catproof.core.tuning_refusal import Equal, Over, Refusal, Retract, Solved, Step, Term

MOST_PAIRS = 10_000
"""So many pairs of arrows are tried in search of an object that is a retract of another."""


def tuned(functor: Functor, task: Task) -> Solved | Refusal:
    """Q with Q . F^op ~= T, or why there is none. Raises `LimitReached` where Lan_F T is too large."""
    quick = tuned_by_order(functor, task)
    if quick is not None:
        return quick
    smaller = _retract(functor, task)
    if smaller is not None:
        return [smaller]
    extension = lan(functor, task, named=False)
    if _works(functor, task, extension):
        return Solved(extension.task, [[int(v) for v in values] for values in extension.unit])
    return _Search(functor, task, extension).run()


def _works(functor: Functor, task: Task, extension: Extension) -> bool:
    """Is the unit T -> F^* Lan_F T invertible?"""
    return all(
        len(extension.task.elements[functor.on_objects[a]]) == len(members) == len(set(extension.unit[a]))
        for a, members in enumerate(task.elements)
    )


def _over(functor: Functor) -> dict[int, list[int]]:
    """The objects of the source over each object of the target that is a value."""
    over: dict[int, list[int]] = {}
    for a, d in enumerate(functor.on_objects):
        over.setdefault(d, []).append(a)
    return over


def _retract(functor: Functor, task: Task) -> Retract | None:
    """An `a` with more elements than some `b`, where F a is F b or a retract of it."""
    target, sizes = functor.target, [len(members) for members in task.elements]
    over = _over(functor)
    for d, objects in over.items():
        least, most = min(objects, key=sizes.__getitem__), max(objects, key=sizes.__getitem__)
        if sizes[least] < sizes[most]:
            return Retract(most, least, target.identity(d), target.identity(d))
    if target.order is not None and target.order.antisymmetric:
        return None  # no object is a retract of another
    pairs = 0
    for d, (a, *_) in over.items():
        for e, (b, *_) in over.items():
            if sizes[a] > sizes[b] and target.hom_size(d, e):
                for section in target.arrows(d, e):
                    for retraction in target.arrows(e, d):
                        if target.compose(retraction, section).number == 0:
                            return Retract(a, b, section, retraction)
                        pairs += 1
            pairs += 1
            if pairs > MOST_PAIRS:
                return None
    return None


class _Congruence:
    """Classes of elements of L, and which elements of T are in each: at most one of each T(a), or it is a conflict."""

    def __init__(self, below: list[list[int]]) -> None:
        self.below = below
        self.root = list(range(len(below)))
        self.weight = [1] * len(below)
        self.known: list[dict[int, int]] = [{} for _ in below]
        """For each root the objects a of which an element of T(a) is in the class, and that element."""
        self.trail: list[tuple[int, int, list[int]]] = []

    def find(self, x: int) -> int:
        while self.root[x] != x:
            x = self.root[x]
        return x

    def merge(self, x: int, y: int) -> tuple[Element, Element] | None:
        """Make two elements equal, and so their restrictions: the first two elements of T that meet, if any do."""
        pending = [(x, y)]
        while pending:
            x, y = pending.pop()
            a, b = self.find(x), self.find(y)
            if a == b:
                continue
            if self.weight[a] < self.weight[b]:
                a, b = b, a
            self.root[b] = a
            self.weight[a] += self.weight[b]
            new: list[int] = []
            self.trail.append((a, b, new))
            known = self.known[a]
            for c, j in self.known[b].items():
                other = known.get(c)
                if other is None:
                    known[c] = j
                    new.append(c)
                elif other != j:
                    return Element(c, other), Element(c, j)
            pending.extend(zip(self.below[x], self.below[y], strict=True))
        return None

    def undo(self, length: int) -> None:
        """Take back merges until so many are left."""
        while len(self.trail) > length:
            a, b, new = self.trail.pop()
            self.root[b] = b
            self.weight[a] -= self.weight[b]
            for c in new:
                del self.known[a][c]


class _Frame(NamedTuple):
    """A choice that is being tried: the element of L, the place of the agenda, the merges before, what is left."""

    element: int
    place: int
    merges: int
    candidates: Iterator[int]


class _Search:
    """The search for a congruence on L that works, for sizes that fit."""

    def __init__(self, functor: Functor, task: Task, extension: Extension) -> None:
        self.functor = functor
        self.task = task
        self.made = extension.task
        self.over = _over(functor)
        self.units = [
            [self.made.start[functor.on_objects[a]] + int(v) for v in values] for a, values in enumerate(extension.unit)
        ]
        self.classes = _Congruence(edges(self.made))

    def run(self) -> Solved | Refusal:
        tree: list[Over | tuple[Element, Element]] = []
        clash = self._enter_units()
        if clash is not None:
            return self._refusal([clash])
        agenda = self._agenda()
        classes, place = self.classes, 0
        frames: list[_Frame] = []
        chosen: list[tuple[int, int]] = []
        terms: list[Term] = []
        while True:
            while place < len(agenda):
                element, a = agenda[place]
                if a not in classes.known[classes.find(element)]:
                    break
                place += 1
            else:
                return self._solved(chosen)
            if not terms:
                terms = self._terms()
            # Where objects over one value are matched, elements with one number are tried first.
            units, known = self.units[a], classes.known[classes.find(element)]
            first = next(iter(known.values()), 0)
            tree.append(Over(a, terms[element], first))
            candidates = iter((*units[first:], *units[:first]))
            frames.append(_Frame(element, place, len(classes.trail), candidates))
            while frames:
                frame = frames[-1]
                classes.undo(frame.merges)
                del chosen[len(frames) - 1 :]
                unit = next(frame.candidates, None)
                if unit is None:
                    frames.pop()
                    continue
                met = classes.merge(frame.element, unit)
                if met is None:
                    chosen.append((frame.element, unit))
                    place = frame.place
                    break
                tree.append(met)
            else:
                return self._refusal(tree)

    def _enter_units(self) -> tuple[Element, Element] | None:
        """Note where the elements of T are in L; two that are one there."""
        for a, values in enumerate(self.units):
            for j, x in enumerate(values):
                other = self.classes.known[x].setdefault(a, j)
                if other != j:
                    return Element(a, other), Element(a, j)
        return None

    def _agenda(self) -> list[tuple[int, int]]:
        """What has to be equal to an element of T(a), for one object a over each value of F: as all T(a) over one
        value are equally large, then every element over it is equal to one of each of them. Few candidates first."""
        order = sorted(self.over.items(), key=lambda item: len(self.task.elements[item[1][0]]))
        start = self.made.start
        return [(x, objects[0]) for d, objects in order for x in range(start[d], start[d + 1])]

    def _solved(self, chosen: list[tuple[int, int]]) -> Solved:
        made = self.made
        task, onto = quotient_map(made, ((made.element(x), made.element(y)) for x, y in chosen))
        goal = self.functor.on_objects
        unit = [[onto[goal[a]][x - made.start[goal[a]]] for x in values] for a, values in enumerate(self.units)]
        return Solved(task, unit)

    def _terms(self) -> list[Term]:
        """Each element of L as a term, with a short arrow."""
        made, target = self.made, self.functor.target
        found: dict[int, Term] = {}
        for a, values in enumerate(self.units):
            for j, x in enumerate(values):
                found.setdefault(x, Term(self.task.start[a] + j, 0))
        rows = {d: target.hom(d).rows for d in self.over}
        for x in (pending := list(found)):
            term = found[x]
            row = rows[self.functor.on_objects[self.task.element(term.element).object]][term.arrow]
            for y, arrow in zip(self.classes.below[x], row, strict=True):
                if y not in found:
                    found[y] = Term(term.element, arrow)
                    pending.append(y)
        return [found[x] for x in range(made.size)]

    def _refusal(self, tree: list[Over | tuple[Element, Element]]) -> Refusal:
        """The tree with a path for each two elements that meet."""
        paths = _Paths(self.functor, self.task)
        made: Refusal = []
        branch: list[int] = []
        """For each node that is open which of its branches comes next."""
        for node in tree:
            if isinstance(node, Over):
                made.append(node)
                if self.task.elements[node.a]:
                    branch.append(0)
                    paths.assume(node, node.first)
                    continue
            else:
                made.append(Equal(*node, paths.between(*node)))
            while branch:
                over = paths.forget()
                branch[-1] += 1
                size = len(self.task.elements[over.a])
                if branch[-1] < size:
                    paths.assume(over, (over.first + branch[-1]) % size)
                    break
                branch.pop()
        return made


class _Paths:
    """Paths between equal terms, under the equalities that are assumed."""

    def __init__(self, functor: Functor, task: Task) -> None:
        self.functor = functor
        self.task = task
        self.assumed: list[tuple[Over, int]] = []
        """With the element of T that the term is assumed to be equal to."""
        self.about: dict[int, list[int]] = {}
        """The assumptions that an element of T occurs in."""
        self.outgoing: list[list[int]] = [[] for _ in functor.source.objects]
        for g, a in enumerate(functor.source.quiver.source):
            self.outgoing[a].append(g)
        self._above: dict[int, list[list[int]]] = {}
        self._after: dict[Arrow, list[int]] = {}
        self._before: dict[tuple[Arrow, int], dict[int, list[int]]] = {}

    def assume(self, over: Over, j: int) -> None:
        """The term is equal to element j of T(a)."""
        x = self.task.start[over.a] + j
        for y in {x, over.term.element}:
            self.about.setdefault(y, []).append(len(self.assumed))
        self.assumed.append((over, x))

    def forget(self) -> Over:
        """The last assumption holds no longer."""
        over, x = self.assumed.pop()
        for y in {x, over.term.element}:
            self.about[y].pop()
        return over

    def between(self, left: Element, right: Element) -> list[Step]:
        """A shortest path between two elements of T that are equal."""
        start, goal = (Term(self.task.number(x), 0) for x in (left, right))
        domain = self.functor.on_objects[left.object]
        came: dict[Term, tuple[Term, int]] = {start: (start, 0)}
        for term in (pending := [start]):
            if term == goal:
                break
            for by, following in self._next(term, domain):
                if following not in came:
                    came[following] = (term, by)
                    pending.append(following)
        path = []
        while goal != start:
            before, by = came[goal]
            path.append(Step(by, goal))
            goal = before
        return path[::-1]

    def _next(self, term: Term, domain: int) -> Iterator[tuple[int, Term]]:
        x, h = term
        source, task = self.functor.source, self.task
        c, j = task.element(x)
        for g in source.incoming[c]:
            b = source.quiver.source[g]
            y = task.start[b] + int(task.action[g][j])
            for k in self._through(self.functor.on_generators[g], domain, h):
                yield g, Term(y, k)
        for g in self.outgoing[c]:
            above = self._lying_above(g)[j]
            if above:
                k = self._composed(self.functor.on_generators[g])[h]
                first = task.start[source.quiver.target[g]]
                for z in above:
                    yield g, Term(first + z, k)
        for number in self.about.get(x, ()):
            over, y = self.assumed[number]
            arrow = Arrow(self.functor.on_objects[task.element(over.term.element).object], over.term.arrow)
            if y == x:
                yield -number - 1, Term(over.term.element, self._composed(arrow)[h])
            if over.term.element == x:
                for k in self._through(arrow, domain, h):
                    yield -number - 1, Term(y, k)

    def _lying_above(self, g: int) -> list[list[int]]:
        """For each element at the source of a generating arrow what restricts to it."""
        found = self._above.get(g)
        if found is None:
            found = self._above[g] = [[] for _ in self.task.elements[self.functor.source.quiver.source[g]]]
            for j, value in enumerate(self.task.action[g]):
                found[int(value)].append(j)
        return found

    def _composed(self, arrow: Arrow) -> list[int]:
        found = self._after.get(arrow)
        if found is None:
            found = self._after[arrow] = self.functor.target.postcompose(arrow)
        return found

    def _through(self, arrow: Arrow, domain: int, h: int) -> list[int]:
        """The arrows k from the domain with arrow . k = h."""
        target: Category = self.functor.target
        found = self._before.get((arrow, domain))
        if found is None:
            found = self._before[arrow, domain] = {}
            after = self._composed(arrow)
            for k in target.hom(target.source(arrow)).arrows_from(domain):
                found.setdefault(after[k], []).append(k)
        return found.get(h, [])
