"""Does a functor preserve, or reflect, all finite limits that there are in its source?

Preserving (Mac Lane V.4) and reflecting (Riehl 3.3) speak of infinitely many diagrams. The first ones tried are those
of products, equalizers and pullbacks. Where these do not decide, few diagrams are enough. In the opposite category,
where limits are colimits, a diagram D with a cocone to L is a map w : colim y(D j) -> y(L); the cocone is a colimit
iff each y(X) is orthogonal to w, that is, iff each map into y(X) extends along w in one way, and its value is a
colimit iff each Hom(F -, c) is. If a task X is not orthogonal to w, then it is not to the image of w in y(L) x X for
some map to X that does not extend in one way, while whatever is orthogonal to w is orthogonal to that image too,
since the map onto the image is epi. So it is enough to go through the subtasks of y(L) x X.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from catproof.core.category import Arrow, Category
from catproof.core.cones import Cone, Diagram, families
from catproof.core.constructions import opposite_functor
from catproof.core.functor import Functor, restriction
from catproof.core.generation import edges
from catproof.core.kan import closed_sets
from catproof.core.presheaves import product, yoneda
from catproof.core.task import Task
from catproof.core.transformation import natural_maps


def image_of(functor: Functor, cone: Cone) -> Cone:
    """The values of a cone."""
    corners = tuple(functor.on_objects[c] for c in cone.diagram.corners)
    values = tuple((i, j, functor.on_arrow(f)) for i, j, f in cone.diagram.edges)
    return Cone(Diagram(corners, values), functor.on_objects[cone.apex], tuple(map(functor.on_arrow, cone.legs)))


def is_limit(category: Category, cone: Cone) -> bool:
    """Does every cone factor through this one, in one way? Raises `LimitReached`."""
    apex = category.hom(cone.apex)
    through = [category.postcompose(leg) for leg in cone.legs]
    for x in range(len(category.objects)):
        arrows = apex.arrows_from(x)
        if len({tuple(after[h] for after in through) for h in arrows}) < len(arrows):
            return False
        if len(families(category, cone.diagram, x)) != len(arrows):
            return False
    return True


def cones_over(category: Category, diagram: Diagram) -> Iterator[Cone]:
    """All cones."""
    for x in range(len(category.objects)):
        for legs in families(category, diagram, x):
            yield Cone(diagram, x, tuple(Arrow(c, f) for c, f in zip(diagram.corners, legs, strict=True)))


def limit_cone(category: Category, diagram: Diagram) -> Cone | None:
    """A limit of the diagram, or None: a cone through which different arrows give different cones, and as many as there
    are, from each object. Raises `LimitReached`."""
    if category.order is not None and not diagram.corners:
        greatest = category.order.greatest()
        return None if greatest is None else Cone(diagram, greatest, ())
    everywhere = range(len(category.objects))
    found = [families(category, diagram, x) for x in everywhere]
    for p in everywhere:
        apex = category.hom(p)
        if any(len(apex.arrows_from(x)) != len(found[x]) for x in everywhere):
            continue
        for family in found[p]:
            legs = tuple(Arrow(c, f) for c, f in zip(diagram.corners, family, strict=True))
            through = [category.postcompose(leg) for leg in legs]
            if len(set(zip(apex.at, *through, strict=True))) == len(apex.at):
                return Cone(diagram, p, legs)
    return None


def factors(category: Category, cone: Cone, other: Cone) -> int:
    """In how many ways the other cone factors through the one."""
    return sum(
        all(category.compose(leg, h) == u for leg, u in zip(cone.legs, other.legs, strict=True))
        for h in category.arrows(other.apex, cone.apex)
    )


def diagrams(category: Category, noun: str) -> Iterator[Diagram]:
    """The diagrams whose limits are the terminal object, products of two, equalizers, pullbacks."""
    objects = range(len(category.objects))
    if noun == "terminal object":
        yield Diagram(())
    elif noun == "product":
        yield from (Diagram((a, b)) for a in objects for b in objects if a <= b)
    elif noun == "equalizer":
        for a in objects:
            for b in objects:
                arrows = list(category.arrows(a, b))
                pairs = ((f, g) for k, f in enumerate(arrows) for g in arrows[k + 1 :])
                yield from (Diagram((a, b), ((0, 1, f), (0, 1, g))) for f, g in pairs)
    else:
        yield from pullbacks(category)


def _few(category: Category) -> Iterator[Diagram]:
    """Diagrams of terminal objects, products and equalizers."""
    for noun in ("terminal object", "product", "equalizer"):
        yield from diagrams(category, noun)


def pullbacks(category: Category) -> Iterator[Diagram]:
    """Diagrams of pullbacks: pairs of arrows to one object."""
    for c in range(len(category.objects)):
        arrows = [Arrow(c, i) for i in range(len(category.hom(c).at))]
        for k, f in enumerate(arrows):
            for g in arrows[k:]:
                corners = category.source(f), category.source(g), c
                yield Diagram(corners, ((0, 2, f), (1, 2, g)))


def not_preserved(functor: Functor) -> Cone | None:
    """A limit whose values are none, among the usual kinds."""
    for diagram in (*_few(functor.source), *pullbacks(functor.source)):
        cone = limit_cone(functor.source, diagram)
        if cone is not None and not is_limit(functor.target, image_of(functor, cone)):
            return cone
    return None


def not_reflected(functor: Functor) -> Cone | None:
    """A cone that is no limit and whose values are one, among the usual kinds: over one object, that is an arrow whose
    value alone is an isomorphism."""
    source, target = functor.source, functor.target
    single = (Diagram((a,)) for a in range(len(source.objects)))
    for diagram in (*single, *_few(source), *pullbacks(source)):
        for cone in cones_over(source, diagram):
            if is_limit(target, image_of(functor, cone)) and not is_limit(source, cone):
                return cone
    return None


def search(functor: Functor, reflecting: bool) -> Cone | None:
    """A limit whose values are none; `reflecting`: a cone that is no limit, whose values are one. None where there is
    none at all. Raises `LimitReached`."""
    turned = opposite_functor(functor)
    source, target = turned.source, turned.target
    representables = [yoneda(source, a) for a in range(len(source.objects))]
    nerves = [restriction(turned, yoneda(target, c)) for c in range(len(target.objects))]
    left, right = (nerves, representables) if reflecting else (representables, nerves)
    for apex, arrows in enumerate(representables):
        for task in right:
            found = _broken(arrows, apex, task, left)
            if found is not None:
                return _as_cone(functor, apex, *found)
    return None


def _broken(arrows: Task, apex: int, task: Task, left: Sequence[Task]) -> tuple[Task, list[int], list[int]] | None:
    """A subtask of y(L) x X, with its elements and for each the number of its arrow among those into L, to which all
    tasks on the left are orthogonal, and X is not."""
    both = product(arrows, task)
    into = arrows.category.hom(apex)
    numbers = [into.arrows_from(a) for a in range(len(arrows.elements))]
    extended = [_graph(arrows, apex, task, x) for x in range(len(task.elements[apex]))]
    for members in closed_sets(both, arrows.category.limit, "a search for broken diagrams"):
        if sum(graph.issuperset(members) for graph in extended) == 1:
            continue
        fs = []
        for each in members:
            a, k = both.element(each)
            fs.append(numbers[a][k // len(task.elements[a])])
        part = _part(both, members)
        if all(_orthogonal(part, fs, other, apex) for other in left):
            return part, members, fs
    return None


def _values(task: Task, apex: int, x: int) -> list[int]:
    """The element of number x at the apex restricted along each arrow into it, numbered over all objects."""
    into, below = task.category.hom(apex), edges(task)
    found = [task.start[apex] + x] * len(into.at)
    order = [0]
    seen = {0}
    for f in order:
        for k, g in enumerate(into.rows[f]):
            if g not in seen:
                seen.add(g)
                order.append(g)
                found[g] = below[found[f]][k]
    return found


def _graph(arrows: Task, apex: int, task: Task, x: int) -> frozenset[int]:
    """The elements (f, x|f) of y(L) x X, by their numbers."""
    into = arrows.category.hom(apex)
    start = [0]
    for one, other in zip(arrows.elements, task.elements, strict=True):
        start.append(start[-1] + len(one) * len(other))
    return frozenset(
        start[a] + into.position[f] * len(task.elements[a]) + value - task.start[a]
        for (f, a), value in zip(enumerate(into.at), _values(task, apex, x), strict=True)
    )


def _part(of: Task, members: list[int]) -> Task:
    """The subtask with these elements."""
    at: list[list[int]] = [[] for _ in of.elements]
    for each in members:
        a, k = of.element(each)
        at[a].append(k)
    number = [{k: i for i, k in enumerate(each)} for each in at]
    action = [
        [number[g.source][int(of.action[n][k])] for k in at[g.target]] for n, g in enumerate(of.category.generators)
    ]
    return Task(of.category, [[of.elements[a][k] for k in each] for a, each in enumerate(at)], action)


def _orthogonal(part: Task, fs: list[int], task: Task, apex: int) -> bool:
    """Does every map from the part extend along that to y(L), which sends its elements to these arrows, in one way?"""
    extended = {tuple(values[f] for f in fs) for values in _all_values(task, apex)}
    wanted = len(task.elements[apex])
    return len(extended) == wanted == len(list(islice(natural_maps(part, task), wanted + 1)))


def _all_values(task: Task, apex: int) -> Iterator[list[int]]:
    return (_values(task, apex, x) for x in range(len(task.elements[apex])))


def _as_cone(functor: Functor, apex: int, part: Task, members: list[int], fs: list[int]) -> Cone:
    """The diagram of the elements of the part, in the source of the functor, and the cone over it."""
    source = functor.source
    turned = part.category
    below = edges(part)
    corners = tuple(part.element(k).object for k in range(part.size))
    arrows = []
    for k, row in enumerate(below):
        for g, other in zip(turned.incoming[corners[k]], row, strict=True):
            arrows.append((k, other, turn(source, turned, turned.generator(g))))
    legs = tuple(turn(source, turned, Arrow(apex, f)) for f in fs)
    return Cone(Diagram(corners, tuple(arrows)), apex, legs)


def turn(category: Category, turned: Category, arrow: Arrow) -> Arrow:
    """An arrow of the opposite category as one of the category itself."""
    return category.follow(category.identity(turned.source(arrow)), turned.word(arrow)[::-1])


def turned_cone(category: Category, turned: Category, cone: Cone) -> Cone:
    """A cone in the opposite of a category with its arrows as those of the category, where it is a cocone."""
    arrows = tuple((i, j, turn(category, turned, f)) for i, j, f in cone.diagram.edges)
    legs = tuple(turn(category, turned, leg) for leg in cone.legs)
    return Cone(Diagram(cone.diagram.corners, arrows), cone.apex, legs)
