"""Structures that terms make of what varies: the tables that `constructions` and `constructed_tasks` describe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catproof.kernel import constructed_tasks as tasks
from catproof.kernel import constructions as naive
from catproof.kernel import deciding, maps, natural
from catproof.kernel.operations import OPERATIONS, TAKES
from catproof.kernel.rejection import need
from catproof.kernel.tables import Category, Functor, Task, yoneda


def table(word: str, parts: tuple[Any, ...], plain: naive.Plain) -> Category:
    """The table of a description: arrows are numbered as a search from the identity finds them that goes through
    `incoming` in order."""
    generators = [["", a, b] for a, b, _ in plain.generators]
    if plain.thin and word in ("comma", "category of arrows", "coslice"):
        generators = [["", a, b] for a, b in dict.fromkeys((a, b) for _, a, b in generators if a != b)]
    presentation: dict[str, Any] = {"kind": "thin" if plain.thin else "listed", "invertible": False, "equations": []}
    data: dict[str, Any] = {"objects": range(plain.objects), "generators": generators, "presentation": presentation}
    meaning: list[list[Any]] | None = None
    if plain.thin:
        data["homs"] = None
    else:
        incoming: list[list[tuple[int, Any]]] = [[] for _ in range(plain.objects)]
        for a, b, arrow in plain.generators:
            incoming[b].append((a, arrow))
        homs, meaning = [], []
        for p in range(plain.objects):
            order, at, number = [plain.identity(p)], [p], {plain.identity(p): 0}
            rows = []
            for x, f in enumerate(order):
                row = []
                for a, arrow in incoming[at[x]]:
                    after = plain.compose(f, arrow)
                    if after not in number:
                        number[after] = len(order)
                        order.append(after)
                        at.append(a)
                    row.append(number[after])
                rows.append(row)
            homs.append({"at": at, "rows": rows})
            meaning.append(order)
        data["homs"] = homs
    made = Category(data)
    made.origin, made.meaning = (word, parts), meaning
    return made


def category(word: str, describe: Callable[..., naive.Plain]) -> Callable[..., Category]:
    """Makes a category of parts, once for the same parts."""

    def make(*parts: Any) -> Category:
        if word == "opposite" and parts[0].origin[0] == "opposite" and parts[0].origin[1]:
            return parts[0].origin[1][0]  # type: ignore[no-any-return]
        known: dict[Any, Any] = {} if not parts or type(parts[0]) is int else parts[0].constructed
        key = (word, *(part if type(part) is int else id(part) for part in parts))
        if key not in known:
            known[key] = table(word, parts, describe(*parts))
        return known[key]  # type: ignore[no-any-return]

    return make


CATEGORIES: dict[str, tuple[tuple[str, ...], Callable[..., Category]]] = {
    word: (kinds, category(word, describe))
    for word, kinds, describe in (
        ("opposite", ("category",), naive.opposite),
        ("karoubi", ("category",), naive.karoubi),
        ("product of categories", ("category", "category"), naive.product),
        ("coproduct of categories", ("category", "category"), naive.coproduct),
        ("category of elements", ("task",), naive.elements),
        ("functor category", ("category", "category"), natural.functor_category),
        ("slice", ("category", "object"), lambda of, a: naive.elements(yoneda(of, a))),
        ("coslice", ("category", "object"), lambda of, a: naive.comma(naive.point(of, a), naive.identity(of))),
        ("category of arrows", ("category",), lambda of: naive.comma(naive.identity(of), naive.identity(of))),
        ("comma", ("functor", "functor"), naive.comma),
        ("chain", ("number",), naive.chain),
        ("terminal category", (), lambda: naive.chain(1)),
        ("empty category", (), lambda: naive.chain(0)),
    )
}


_TWO = ("category", "category")
_product = CATEGORIES["product of categories"][1]


def _projection(of: Task) -> Functor:
    over, base = CATEGORIES["category of elements"][1](of), of.category
    values = [list(naive.generator(base, g)) for g, (_, b) in enumerate(base.ends) for _ in range(of.sizes[b])]
    return Functor.of(over, base, list(of.at), values)


def _opposite_functor(of: Functor) -> Functor:
    source, target = (CATEGORIES["opposite"][1](end) for end in (of.source, of.target))
    turn = OPERATIONS["arrow in"]
    values = []
    for g, (a, b) in enumerate(source.ends):
        arrow = turn(source, of.source, (b, source.follow(b, 0, [g])))
        need((of.source.source(arrow), arrow[0]) == (b, a), "an opposite functor has other ends")
        values.append(list(turn(of.target, target, of.on_arrow(arrow))))
    return Functor.of(source, target, list(of.objects), values)


def _constant(of: Category, *labels: Any) -> Task:
    return Task(of, [len(labels)] * of.objects, [list(range(len(labels))) for _ in of.ends])


def _full(of: Category, *members: int) -> Category:
    """A full part, generated by all its arrows but the identities."""
    need(len(set(members)) == len(members), "an object of a full subcategory is listed twice")
    key = ("full", *members)
    if key not in of.constructed:
        inside = [(p, i) for p in members for i, a in enumerate(of.homs[p][0]) if i and a in members]
        of.constructed[key] = table("full", (of, members), naive.full(of, members, inside))
    return of.constructed[key]  # type: ignore[no-any-return]


def _inclusion(part: Category, of: Category) -> Functor:
    word, parts = part.origin
    need(word == "full" and bool(parts) and parts[0] is of, "an inclusion is that of a full subcategory")
    members = list(parts[1])
    values = []
    for g, (a, b) in enumerate(part.ends):
        if part.meaning is not None:
            values.append(list(part.meaning[b][part.follow(b, 0, [g])]))
        else:
            values.append([members[b], of.between(members[a], members[b])[0]])
    return Functor.of(part, of, members, values)


def _quotient(of: Task, *pairs: Any) -> Task:
    return tasks.quotient(of, [[_reference(of, x) for x in pair] for pair in pairs])


def _reference(of: Task, x: int) -> list[int]:
    return [of.at[x], x - of.start[of.at[x]]]


def _identify(of: Task, a: int, x: int, y: int) -> tuple[int, int]:
    need(of.at[x] == of.at[y] == a, "elements at two objects are identified")
    return x, y


def _generated(of: Category, *items: Any) -> Task:
    """Items are generators, given by their names and objects, and equations between these along arrows."""
    seeds = [item for item in items if item[0] == "generator"]
    relations: list[tuple[int, list[int], int, list[int]]] = []
    for item in items:
        if item[0] == "equation":
            (left, word), (right, other) = (_along(of, seeds, side) for side in item[1:])
            relations.append((left, word, right, other))
    return tasks.generated(of, [a for _, _, a in seeds], relations)


def _along(of: Category, seeds: list[Any], item: Any) -> tuple[int, list[int]]:
    if item[0] == "generator":
        return seeds.index(item), []
    number, word = _along(of, seeds, item[1])
    return number, word + of.word(item[2])


def _limit(of: Functor) -> int:
    """The first object that represents the cones."""
    u = deciding.universal(cones := tasks.cones(of), None)
    need(u is not None, "a functor without a limit has none")
    return int(cones.at[u])  # type: ignore[index]


OPEN: dict[str, tuple[tuple[str, ...], Callable[..., Any]]] = {
    **CATEGORIES,
    "projection": (("task",), _projection),
    "opposite functor": (("functor",), _opposite_functor),
    "cones": (("functor",), tasks.cones),
    "limit": (("functor",), _limit),
    "colimit": (("functor",), lambda of: _limit(_opposite_functor(of))),
    "lan": (("functor", "task"), tasks.lan),
    "ran": (("functor", "task"), lambda f, t: tasks.ran(f, t, OPERATIONS["restrict task"])),
    "power of tasks": (("task", "task"), lambda t, s: tasks.power(t, s, OPERATIONS["product"])),
    "omega": (("category",), tasks.omega),
    "image": (("transformation",), lambda n: tasks.subtask(n[1], sorted(set(n[2])))),
    **maps.TASKS,
    **maps.MAPS,
    **natural.NATURAL,
    "component": (("natural transformation", "object"), lambda n, a: n.components[a]),
    "diagonal": (("category",), lambda of: natural.diagonal(of, _product(of, of))),
    "first of categories": (_TWO, lambda one, two: natural.projection(0, one, two, _product(one, two))),
    "second of categories": (_TWO, lambda one, two: natural.projection(1, one, two, _product(one, two))),
    "constant functor": (("category", "category", "object"), natural.constant),
    "constant": (("category", "label*"), _constant),
    "full": (("category", "object*"), _full),
    "inclusion": (("category", "category"), _inclusion),
    "quotient": (("task", "item*"), _quotient),
    "identify": (("task", "object", "element", "element"), _identify),
    "generated": (("category", "item*"), _generated),
    "generator": (("label", "object"), lambda label, a: ("generator", label, a)),
    "generator along": (("item", "arrow"), lambda item, f: ("along", item, f)),
    "equation": (("item", "item"), lambda left, right: ("equation", left, right)),
}
"""For each word the kinds of what it takes, and what makes it."""

ALL = {**OPERATIONS, **{word: make for word, (_, make) in OPEN.items()}}
TAKEN = {**TAKES, **{word: kinds for word, (kinds, _) in OPEN.items()}}
