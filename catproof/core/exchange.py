"""Categories to and from networkx graphs, tasks to and from numpy arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from catproof.core.category import (
    FEW_OBJECTS,
    Category,
    Generator,
    OrderedPairs,
    presented,
    show_generator,
    thin,
)
from catproof.core.chase import Equation
from catproof.core.label import Label, show
from catproof.core.limits import DEFAULT_ARROWS
from catproof.core.sparse import OneEach, SparseTask
from catproof.core.task import Task, fault

if TYPE_CHECKING:
    import networkx
    from numpy.typing import ArrayLike, NDArray


def category_from_graph(
    graph: networkx.DiGraph[Any], *, thin_: bool | None = None, name: str = "", limit: int = DEFAULT_ARROWS
) -> Category:
    """See `Category.from_networkx`."""
    if not graph.is_directed():
        raise ValueError("the graph is not directed: arrows have a source and a target")
    objects = [_label(node) for node in graph.nodes]
    number = {node: a for a, node in enumerate(graph.nodes)}
    given = graph.graph.get("catproof", {})
    several = graph.is_multigraph()
    edges = graph.edges(keys=True, data=True) if several else ((a, b, None, d) for a, b, d in graph.edges(data=True))
    generators: list[Generator] = []
    for a, b, key, attributes in edges:
        title = attributes.get("name", key)
        if not isinstance(title, str):
            title = f"({show(_label(a))} -> {show(_label(b))})"
        generators.append(Generator(title, number[a], number[b]))
    names = [g.name for g in generators]
    if len(set(names)) < len(names):
        twice = next(n for n in names if names.count(n) > 1)
        raise ValueError(f"two arrows are called {twice}: give the edges a `name`")
    if given.get("kind") == "thin" if thin_ is None else thin_:
        pairs = [(g.source, g.target) for g in generators]
        plain = all(n == f"({show(objects[a])} -> {show(objects[b])})" for n, (a, b) in zip(names, pairs, strict=True))
        return thin(objects, pairs, names=None if plain else names, name=name, limit=limit)
    place = {n: g for g, n in enumerate(names)}
    equations = [
        Equation(objects.index(b), objects.index(a), tuple(place[n] for n in left), tuple(place[n] for n in right))
        for b, a, left, right in given.get("equations", ())
    ]
    invertible = bool(given.get("invertible", False))
    return presented(objects, generators, equations, invertible=invertible, name=name, limit=limit)


def graph_of_category(category: Category) -> networkx.MultiDiGraph[Any]:
    """See `Category.to_networkx`."""
    import networkx

    graph: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph(name=category.name)
    graph.add_nodes_from(category.objects)
    objects, names = category.objects, [g.name for g in category.generators]
    for g in category.generators:
        graph.add_edge(objects[g.source], objects[g.target], key=g.name, name=g.name)
    if category.presentation.kind == "thin":
        graph.graph["catproof"] = {"kind": "thin"}
    else:
        given = category.presentation.kind == "presented"
        invertible = category.presentation.invertible
        equations = category.presentation.equations if given else category.path_equations()
        graph.graph["catproof"] = {
            "kind": "presented",
            "invertible": invertible,
            "equations": [
                (objects[e.target], objects[e.source], [names[g] for g in e.left], [names[g] for g in e.right])
                for e in equations
            ],
        }
    return graph


def _label(node: Any) -> Label:
    if isinstance(node, tuple) and node:
        return tuple(_label(part) for part in node)
    if isinstance(node, str) or type(node) is int:
        return node
    raise ValueError(f"the node {node!r} is neither a text, a whole number nor a tuple of such")


class TaskArrays(NamedTuple):
    """A task as arrays: the labels of its elements for each object that has some, and for each generating arrow into
    one of these objects the numbers of the restrictions."""

    elements: dict[Label, list[Label]]
    action: dict[str, NDArray[Any]]


def task_from_arrays(
    category: Category,
    elements: Mapping[Label, int | Sequence[Label]] | ArrayLike,
    action: Mapping[str, ArrayLike] | None = None,
    *,
    name: str = "",
) -> Task:
    """See `Task.from_arrays`."""
    import numpy as np

    members = _members(category, elements)
    given: dict[int, Any] = {}
    for title, array in (action or {}).items():
        if title not in category.generator_number:
            raise ValueError(f"{title} is not a generating arrow of {category.name or 'the category'}")
        given[category.generator_number[title]] = np.asarray(array)
    large = category.order is not None and len(category.objects) > FEW_OBJECTS
    if large and not given and isinstance(category.generators, OrderedPairs):
        inside = np.zeros(len(category.objects), bool)
        inside[list(members)] = True
        smaller, larger = np.asarray(category.generators.smaller), np.asarray(category.generators.larger)
        if all(members[a] == [0] for a in members) and not (inside[larger] & ~inside[smaller]).any():
            return SparseTask(category, OneEach(list(members), 0), name=name)
    moves: dict[int, Any] = {}
    for g, (a, b) in enumerate(zip(category.quiver.source, category.quiver.target, strict=True)):
        above, below = len(members.get(b, ())), len(members.get(a, ()))
        values: Any = given.get(g)
        if values is None and (below == 1 or not above):
            values = np.zeros(above, np.int64)
        title = show_generator(category.generators[g].name) if values is None or len(values) else ""
        if values is None:
            raise ValueError(f"no restriction is given along {title}")
        if values.shape != (above,) or (above and values.dtype.kind not in "iu"):
            raise ValueError(f"the restriction along {title} must be {above} whole numbers")
        if above and not (values.min() >= 0 and values.max() < below):
            raise ValueError(f"the restriction along {title} must have values from 0 to {below - 1}")
        if not large or above:
            moves[g] = values
    if large:
        made: Task = SparseTask(category, members, moves, name=name)
    else:
        listed = [members.get(a, []) for a in range(len(category.objects))]
        made = Task(category, listed, [moves[g] for g in range(len(category.generators))], name=name)
    broken = fault(made)
    if broken is not None:
        at = broken.element.object
        left, right = category.show_word(broken.left, at), category.show_word(broken.right, at)
        raise ValueError(f"this is no task: {left} = {right}, but {made.show_at(broken.element)} restricts otherwise")
    return made


def _members(category: Category, elements: Any) -> dict[int, Sequence[Label]]:
    import numpy as np

    if isinstance(elements, Mapping):
        for label in elements:
            if label not in category.number:
                raise ValueError(f"{show(label)} is not an object of {category.name or 'the category'}")
        sizes = {category.number[label]: value for label, value in elements.items()}
    else:
        counts = np.asarray(elements)
        if counts.shape != (len(category.objects),) or counts.dtype.kind not in "biu":
            raise ValueError("the numbers of elements must be one whole number for each object")
        found = np.flatnonzero(counts)
        sizes = dict(zip(found.tolist(), counts[found].astype(np.int64).tolist(), strict=True))
    made: dict[int, Sequence[Label]] = {}
    for a, value in sizes.items():
        labels = list(range(value)) if isinstance(value, int) else list(value)
        if len(set(labels)) < len(labels):
            raise ValueError(f"two elements at {category.show_object(a)} have one name")
        if labels:
            made[a] = labels
    return made


def arrays_of_task(task: Task) -> TaskArrays:
    """See `Task.to_arrays`."""
    import numpy as np

    category = task.category
    sizes = task.sizes()
    elements = {category.objects[a]: list(task.elements[a]) for a in sorted(sizes)}
    action = {
        category.generators[g].name: np.asarray(task.action[g], dtype=np.int64)
        for a in sorted(sizes)
        for g in category.incoming[a]
    }
    return TaskArrays(elements, action)
