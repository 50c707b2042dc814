"""Constructions by their naive definitions, to hold the tables of a certificate against.

A category is described by its arrows, as whatever data the definition speaks of, and how these compose; a table is
that category when its generating arrows are those that README.md fixes and its arrows go one to one to the arrows of
the description. Nothing here is fast; what is too large is left unchecked, by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from catproof.kernel.functor_tables import Functor
from catproof.kernel.rejection import index, need
from catproof.kernel.tables import Category, Task

MOST_STEPS = 3_000_000
"""So many steps a construction may take to be made again."""

Arrow = Any
"""An arrow of a description: a pair or a tuple."""


class TooLarge(Exception):
    """A construction is too large to be made again."""


class Plain(NamedTuple):
    """A category by its definition: the number of its objects; generating arrows with source and target; the arrows
    into an object with their sources; composition, first the second; identities."""

    objects: int
    generators: list[tuple[int, int, Arrow]]
    into: Callable[[int], list[tuple[int, Arrow]]]
    compose: Callable[[Arrow, Arrow], Arrow]
    identity: Callable[[int], Arrow]
    thin: bool = False
    """Is it known that no two arrows are parallel?"""


def generator(category: Category, g: int) -> Arrow:
    """A generating arrow of a table."""
    b = category.ends[g][1]
    return b, category.follow(b, 0, [g])


def into(category: Category, p: int) -> list[tuple[int, Arrow]]:
    """The arrows into an object of a table, with their sources."""
    return [(a, (p, i)) for i, a in enumerate(category.homs[p][0])]


def is_thin(category: Category) -> bool:
    """Is the category given as one without parallel arrows?"""
    return bool(category.presentation["kind"] == "thin")


def opposite(of: Category) -> Plain:
    """Mac Lane II.2."""

    def out_of(p: int) -> list[tuple[int, Arrow]]:
        return [(q, (q, i)) for q in range(of.objects) for i in of.between(p, q)]

    turned = [(b, a, generator(of, g)) for g, (a, b) in enumerate(of.ends)]
    back = lambda after, before: of.compose(before, after)  # noqa: E731
    return Plain(of.objects, turned, out_of, back, lambda a: (a, 0), is_thin(of))


def product(left: Category, right: Category) -> Plain:
    """Mac Lane II.3."""
    n = right.objects
    moving = [
        (a * n + c, b * n + c, (generator(left, g), (c, 0))) for g, (a, b) in enumerate(left.ends) for c in range(n)
    ]
    moving += [
        (c * n + a, c * n + b, ((c, 0), generator(right, h)))
        for c in range(left.objects)
        for h, (a, b) in enumerate(right.ends)
    ]

    def pairs(p: int) -> list[tuple[int, Arrow]]:
        return [(a * n + b, (f, g)) for a, f in into(left, p // n) for b, g in into(right, p % n)]

    def compose(after: Arrow, before: Arrow) -> Arrow:
        return left.compose(after[0], before[0]), right.compose(after[1], before[1])

    both = is_thin(left) and is_thin(right)
    return Plain(left.objects * n, moving, pairs, compose, lambda p: ((p // n, 0), (p % n, 0)), both)


def coproduct(left: Category, right: Category) -> Plain:
    """Mac Lane III.3."""
    n, sides = left.objects, (left, right)
    moving = [
        (a + n * side, b + n * side, (side, generator(sides[side], g)))
        for side in (0, 1)
        for g, (a, b) in enumerate(sides[side].ends)
    ]

    def beside(p: int) -> list[tuple[int, Arrow]]:
        side = int(p >= n)
        return [(a + n * side, (side, f)) for a, f in into(sides[side], p - n * side)]

    def compose(after: Arrow, before: Arrow) -> Arrow:
        return after[0], sides[after[0]].compose(after[1], before[1])

    both = is_thin(left) and is_thin(right)
    return Plain(n + right.objects, moving, beside, compose, lambda p: (int(p >= n), (p - n * (p >= n), 0)), both)


def full(of: Category, members: Any, chosen: Any) -> Plain:
    """Mac Lane I.3; with the arrows that are chosen to generate it."""
    inside = {index(a, of.objects, "object"): i for i, a in enumerate(members)}
    need(len(inside) == len(members), "an object of a full subcategory is listed twice")
    arrows = [of.arrow(f) for f in chosen]
    moving = [(inside[of.source(f)], inside[f[0]], f) for f in arrows]

    def among(p: int) -> list[tuple[int, Arrow]]:
        return [(inside[a], f) for a, f in into(of, members[p]) if a in inside]

    return Plain(len(members), moving, among, of.compose, lambda p: (members[p], 0))


def karoubi(of: Category) -> Plain:
    """Borceux and Dejean (1986): objects are the idempotents e, arrows from e to d the f with d . f . e = f."""
    idempotents = [(a, i) for a in range(of.objects) for i in of.between(a, a) if of.compose((a, i), (a, i)) == (a, i)]

    def kept(t: int) -> list[tuple[int, Arrow]]:
        d = idempotents[t]
        found = []
        for a, f in into(of, d[0]):
            if of.compose(d, f) == f:
                found += [(s, (s, t, f)) for s, e in enumerate(idempotents) if e[0] == a and of.compose(f, e) == f]
        return found

    moving = [(s, t, (s, t, f)) for t, d in enumerate(idempotents) for s, (_, _, f) in kept(t) if s != t or f != d]

    def compose(after: Arrow, before: Arrow) -> Arrow:
        return before[0], after[1], of.compose(after[2], before[2])

    return Plain(len(idempotents), moving, kept, compose, lambda t: (t, t, idempotents[t]))


def elements(of: Task) -> Plain:
    """Mac Lane III.7: objects are elements, and f goes from the restriction of y along f to y."""
    category = of.category
    moving = []
    for g, (_, b) in enumerate(category.ends):
        for y in range(of.start[b], of.start[b + 1]):
            moving.append((of.edges[y][category.column[g]], y, (y, generator(category, g))))

    def above(y: int) -> list[tuple[int, Arrow]]:
        return [(x, (y, (of.at[y], i))) for i, x in enumerate(of.values(y))]

    def compose(after: Arrow, before: Arrow) -> Arrow:
        return after[0], category.compose(after[1], before[1])

    return Plain(len(of.at), moving, above, compose, lambda y: (y, (of.at[y], 0)), is_thin(category))


def comma(left: Functor, right: Functor) -> Plain:
    """Mac Lane II.6: objects are arrows f : F(a) -> G(b), arrows the pairs h, k with G(k) . f = f' . F(h)."""
    need(left.target is right.target, "the functors of a comma category go to different categories")
    one, two, base = left.source, right.source, left.target
    corners = [
        (a, b, (right.objects[b], i))
        for a in range(one.objects)
        for b in range(two.objects)
        for i in base.between(left.objects[a], right.objects[b])
    ]
    number = {corner: i for i, corner in enumerate(corners)}
    moving = []
    for g, (a, b) in enumerate(one.ends):
        h = generator(one, g)
        for t, (c, d, f) in enumerate(corners):
            if c == b:
                s = number[a, d, base.compose(f, left.on_arrow(h))]
                moving.append((s, t, (s, t, h, (d, 0))))
    for g, (a, b) in enumerate(two.ends):
        k = generator(two, g)
        for s, (c, d, f) in enumerate(corners):
            if d == a:
                t = number[c, b, base.compose(right.on_arrow(k), f)]
                moving.append((s, t, (s, t, (c, 0), k)))

    def squares(t: int) -> list[tuple[int, Arrow]]:
        c, d, f = corners[t]
        found = []
        for a, h in into(one, c):
            diagonal = base.compose(f, left.on_arrow(h))
            for b, k in into(two, d):
                for i in base.between(left.objects[a], right.objects[b]):
                    start = right.objects[b], i
                    if base.compose(right.on_arrow(k), start) == diagonal:
                        s = number[a, b, start]
                        found.append((s, (s, t, h, k)))
        return found

    def compose(after: Arrow, before: Arrow) -> Arrow:
        return before[0], after[1], one.compose(after[2], before[2]), two.compose(after[3], before[3])

    def identity(t: int) -> Arrow:
        return t, t, (corners[t][0], 0), (corners[t][1], 0)

    return Plain(len(corners), moving, squares, compose, identity, is_thin(one) and is_thin(two))


def identity(category: Category) -> Functor:
    """The identity functor."""
    values = [list(generator(category, g)) for g in range(len(category.ends))]
    return Functor.of(category, category, list(range(category.objects)), values)


def point(category: Category, a: Any) -> Functor:
    """The functor from the category with one arrow to an object."""
    data = {"objects": ["*"], "generators": [], "homs": [{"at": [0], "rows": [[]]}]}
    one = Category({**data, "presentation": {"kind": "thin", "invertible": False, "equations": []}})
    return Functor.of(one, category, [index(a, category.objects, "object")], [])


# ---- thin categories that are given outright -----------------------------------------------------------------


def order(objects: int, below: Callable[[int, int], bool], steps: Iterable[tuple[int, int]] = ()) -> Plain:
    """The preorder with this relation, generated by the steps; a pair is its only arrow."""

    def under(p: int) -> list[tuple[int, Arrow]]:
        return [(a, (a, p)) for a in range(objects) if below(a, p)]

    moving = [(a, b, (a, b)) for a, b in steps]
    return Plain(objects, moving, under, lambda after, before: (before[0], after[1]), lambda a: (a, a), True)


def chain(length: Any) -> Plain:
    """Mac Lane I.2: 0 < 1 < ... < length - 1."""
    need(type(length) is int and length >= 0, "the length of a chain is no number")
    if length > MOST_STEPS:
        raise TooLarge
    return order(length, lambda a, b: a <= b, [(a, a + 1) for a in range(length - 1)])


def discrete(objects: int) -> Plain:
    """No arrows but identities."""
    return order(objects, lambda a, b: a == b)


def supervised(names: Sequence[Any], pairs: Any) -> Plain:
    """An arrow from each input to its label."""
    need(set(names) == {name for pair in pairs for name in pair}, "the objects are not the inputs and labels")
    arrows = {(names.index(given), names.index(label)) for given, label in pairs}
    need({a for a, _ in arrows}.isdisjoint(b for _, b in arrows), "an input is a label")
    return order(len(names), lambda a, b: a == b or (a, b) in arrows, arrows)


def contrastive(names: Sequence[Any], pairs: Any, samples: Any) -> Plain:
    """An arrow between any two that a chain of positive pairs joins."""
    need({*names} == {*samples, *(name for pair in pairs for name in pair)}, "the objects are not the samples")
    cluster = {name: {name} for name in names}
    for left, right in pairs:
        joined = cluster[left] | cluster[right]
        cluster.update(dict.fromkeys(joined, joined))
    return order(len(names), lambda a, b: names[b] in cluster[names[a]])


MASK = "_"


def masked(names: Sequence[Any], texts: Any) -> Plain:
    """An arrow s -> t where masking some tokens of s gives t."""
    tokens = [tuple(name.split()) for name in names]
    expected: set[tuple[Any, ...]] = set()
    pending = [tuple(text) for text in texts]
    while pending:
        text = pending.pop()
        if text not in expected:
            expected.add(text)
            need(len(expected) <= len(names), "the objects are not the maskings")
            pending += [(*text[:i], MASK, *text[i + 1 :]) for i, token in enumerate(text) if token != MASK]
    need({*tokens} == expected, "the objects are not the maskings")

    def below(a: int, b: int) -> bool:
        s, t = tokens[a], tokens[b]
        return len(s) == len(t) and all(v in (u, MASK) for u, v in zip(s, t, strict=True))

    number = {text: a for a, text in enumerate(tokens)}
    steps = [
        (a, number[*text[:i], MASK, *text[i + 1 :]])
        for a, text in enumerate(tokens)
        for i, token in enumerate(text)
        if token != MASK
    ]
    return order(len(names), below, steps)


def next_token(names: Sequence[Any], texts: Any) -> Plain:
    """An arrow q -> p where p is a prefix of q."""
    tokens = [tuple(name.split()) for name in names]
    expected = {tuple(text[:n]) for text in texts for n in range(len(text) + 1)}
    need({*tokens} == expected, "the objects are not the prefixes")
    number = {text: a for a, text in enumerate(tokens)}
    steps = [(a, number[text[:-1]]) for a, text in enumerate(tokens) if text]
    return order(len(names), lambda a, b: tokens[a][: len(tokens[b])] == tokens[b], steps)


def rotation(names: Sequence[Any], turns: Any, images: Any) -> Plain:
    """The turns of images; k-fold symmetry leaves order / k of them, and k rotations from each to each."""
    need(type(turns) is int and turns > 0, "the order of rotations is no number")
    corners = []
    if turns > MOST_STEPS:
        raise TooLarge
    for image, symmetry in images:
        need(type(image) is str and type(symmetry) is int and symmetry > 0 and turns % symmetry == 0, "no symmetry")
        corners += [(image, i, turns // symmetry) for i in range(turns // symmetry)]
    need(len(corners) == len(names) and len({image for image, _ in images}) == len(images), "the objects are no turns")
    for name, (image, _, _) in zip(names, corners, strict=True):
        need(name.startswith(f"{image}@"), "a turn is not called after its image")
    symmetric = any(symmetry > 1 for _, symmetry in images)
    first = {image: names.index(name) for name, (image, i, _) in zip(names, corners, strict=True) if not i}

    def around(p: int) -> list[tuple[int, Arrow]]:
        image, i, n = corners[p]
        return [(first[image] + (i - steps) % n, (p, steps)) for steps in range(turns)]

    moving = [
        (p, first[image] + (i + 1) % n, (first[image] + (i + 1) % n, 1))
        for p, (image, i, n) in enumerate(corners)
        if symmetric or n > 1
    ]

    def compose(after: Arrow, before: Arrow) -> Arrow:
        return after[0], (after[1] + before[1]) % turns

    return Plain(len(names), moving, around, compose, lambda p: (p, 0))


# ---- tables held against descriptions ------------------------------------------------------------------------


def compare(table: Category, plain: Plain) -> list[list[Arrow]] | None:
    """The arrow of the description that each arrow of the table is; None where it is the only one between its ends.
    Rejects a table of another category. A thin table may be generated by other arrows."""
    need(table.objects == plain.objects, "a construction has another number of objects")
    thin = is_thin(table)
    ends = [(a, b) for a, b, _ in plain.generators]
    if thin and plain.thin and {(a, b) for a, b in ends if a != b} == {(a, b) for a, b in table.ends if a != b}:
        return None
    need(thin or table.ends == ends, "a construction is generated by other arrows")
    if table.reachable is not None and table.objects**2 > MOST_STEPS:
        raise TooLarge
    meaning: list[list[Arrow]] = []
    left = MOST_STEPS
    for p in range(table.objects):
        at, rows, order = table.homs[p]
        expected = plain.into(p)
        left -= len(at) + len(expected) + sum(map(len, rows)) + table.objects
        if left < 0:
            raise TooLarge
        if thin:
            sources = [a for a, _ in expected]
            need(sorted(sources) == sorted(at), "a construction has other arrows")
            continue
        value: list[Arrow] = [plain.identity(p)] * len(at)
        for y in order[1:]:
            x, g = table.parents[p][y]
            value[y] = plain.compose(value[x], plain.generators[g][2])
        for x, row in enumerate(rows):
            for g, y in zip(table.incoming[at[x]], row, strict=True):
                need(plain.compose(value[x], plain.generators[g][2]) == value[y], "a construction composes otherwise")
        found = set(zip(at, value, strict=True))
        need(len(found) == len(at) == len(expected) and found == set(expected), "a construction has other arrows")
        meaning.append(value)
    return None if thin else meaning


# ---- tables of descriptions -----------------------------------------------------------------------------------


def table(word: str, parts: tuple[Any, ...], plain: Plain) -> Category:
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
