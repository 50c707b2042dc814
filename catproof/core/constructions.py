"""Categories made from categories: opposite, product, coproduct, full subcategories and the simplest ones.

Each knows its Cayley graphs directly from those of its parts; nothing is enumerated from equations again.
Mac Lane II.2-3 (opposites, products), I.3 (full subcategories).
"""

from __future__ import annotations

from collections.abc import Sequence

from catproof.core.category import (
    Arrow,
    Category,
    Generator,
    Hom,
    Inclusion,
    Presentation,
    presented,
    show_generator,
    thin,
)
from catproof.core.functor import Functor
from catproof.core.label import Label, check_pairs, show
from catproof.core.limits import ARROW, DEFAULT_ARROWS, LABEL, PAIR, reserve
from catproof.core.origin import Origin


def discrete(objects: Sequence[Label], name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
    """The category with these objects and no arrows but the identities."""
    made = thin(objects, [], name=name, limit=limit)
    made.origin = Origin("discrete", ())
    return made


def chain(length: int, name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
    """The ordinal 0 < 1 < ... < length - 1 as a category."""
    made = thin(range(length), [(i, i + 1) for i in range(length - 1)], name=name, limit=limit)
    made.origin = Origin("chain", (length,))
    return made


def terminal(name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
    """The category with one object `*` and one arrow."""
    made = presented(["*"], [], [], name=name, limit=limit)
    made.origin = Origin("terminal", ())
    return made


def empty(name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
    """The category without objects."""
    made = presented([], [], [], name=name, limit=limit)
    made.origin = Origin("empty", ())
    return made


def opposite(category: Category, name: str = "") -> Category:
    """C^op: the same objects and arrows, turned round. A generating arrow keeps its name.

    It is one category however often it is asked for, and its opposite is C itself.
    """
    if category.turned is None:
        category.turned = _opposite(category, name)
        category.turned.turned = category
        category.turned.origin = Origin("opposite", (category,))
    return category.turned


def _opposite(category: Category, name: str) -> Category:
    generators = [Generator(_turned(category, g), g.target, g.source) for g in category.generators]
    if category.presentation.kind == "thin":
        pairs = [(g.source, g.target) for g in generators]
        return thin(category.objects, pairs, names=[g.name for g in generators], name=name, limit=category.limit)
    post = [category.postcompose(category.generator(g)) for g in range(len(generators))]

    def arrows_out_of(turned: Category, start: int) -> Hom:
        # Arrows into `start` in C^op are arrows out of it in C; a generator g acts by composing with g after.
        identity = category.identity(start)
        number, order = {identity: 0}, [identity]
        rows = []
        for f in order:
            row = []
            for g in turned.incoming[f.target]:
                after = Arrow(category.generators[g].target, post[g][f.number])
                if after not in number:
                    number[after] = len(order)
                    order.append(after)
                row.append(number[after])
            rows.append(row)
        return Hom([f.target for f in order], rows, turned.incoming)

    presentation = Presentation("constructed", construction=f"opposite({category.name})")
    return Category(category.objects, generators, presentation, arrows_out_of, name=name, limit=category.limit)


def opposite_functor(functor: Functor, name: str = "") -> Functor:
    """F^op : B^op -> C^op, the same values with the arrows turned round. Mac Lane II.2."""
    source, target = (
        opposite(category, f"opposite({category.name})" if category.name else "")
        for category in (functor.source, functor.target)
    )
    generators = []
    for f in functor.on_generators if not functor.forced else ():
        # The path of f read backwards, from the object where f starts.
        start, word = functor.target.source(f), functor.target.word(f)
        generators.append(target.follow(target.identity(start), word[::-1]))
    made = Functor(source, target, functor.on_objects, generators, forced=functor.forced, name=name)
    made.origin = Origin("opposite", (functor,))
    return made


def _turned(category: Category, generator: Generator) -> str:
    if category.presentation.kind == "thin":
        return f"({show(category.objects[generator.target])} -> {show(category.objects[generator.source])})"
    return generator.name


def product(left: Category, right: Category, name: str = "") -> Category:
    """C x D: objects (a, b); generating arrows (g, id(b)) and (id(a), h). Raises `LimitReached`."""
    made = _product(left, right, name)
    made.origin = Origin("product", (left, right))
    return made


def _product(left: Category, right: Category, name: str) -> Category:
    check_pairs(name or "a product", [left.objects], [right.objects])
    width, height = len(right.objects), len(left.objects)
    arrows = len(left.generators) * width + height * len(right.generators)
    by_order = left.presentation.kind == right.presentation.kind == "thin"
    reserve(height * width * (LABEL + PAIR) + arrows * (PAIR if by_order else ARROW), name or "a product")
    objects: list[Label] = [(a, b) for a in left.objects for b in right.objects]
    if by_order:
        pairs = [(g.source * width + b, g.target * width + b) for g in left.generators for b in range(width)]
        pairs += [
            (a * width + h.source, a * width + h.target) for a in range(len(left.objects)) for h in right.generators
        ]
        return thin(objects, pairs, name=name, limit=left.limit)
    generators = [
        Generator(f"({show_generator(g.name)}, {right.show_word((), b)})", g.source * width + b, g.target * width + b)
        for g in left.generators
        for b in range(width)
    ] + [
        Generator(f"({left.show_word((), a)}, {show_generator(h.name)})", a * width + h.source, a * width + h.target)
        for a in range(len(left.objects))
        for h in right.generators
    ]
    lefts = len(left.generators) * width

    def arrows_into(made: Category, target: int) -> Hom:
        one, two = left.hom(target // width), right.hom(target % width)
        made.has_room(len(one.at) * len(two.at))
        number, order = {(0, 0): 0}, [(0, 0)]
        at, rows = [], []
        for f, g in order:
            here = one.at[f] * width + two.at[g]
            row = []
            for k in made.incoming[here]:
                if k < lefts:
                    after = (one.rows[f][left.column[k // width]], g)
                else:
                    h = (k - lefts) % len(right.generators)
                    after = (f, two.rows[g][right.column[h]])
                if after not in number:
                    number[after] = len(order)
                    order.append(after)
                row.append(number[after])
            at.append(here)
            rows.append(row)
        return Hom(at, rows, made.incoming)

    presentation = Presentation("constructed", construction=f"product({left.name}, {right.name})")
    return Category(objects, generators, presentation, arrows_into, name=name, limit=left.limit)


def coproduct(left: Category, right: Category, name: str = "") -> Category:
    """C + D, side by side. Objects keep their names where no two would be equal, else (1, a) and (2, b)."""
    made = _coproduct(left, right, name)
    made.origin = Origin("coproduct", (left, right))
    return made


def _coproduct(left: Category, right: Category, name: str) -> Category:
    by_order = left.presentation.kind == right.presentation.kind == "thin"
    objects = len(left.objects) + len(right.objects)
    arrows = len(left.generators) + len(right.generators)
    reserve(objects * (LABEL + PAIR) + arrows * (PAIR if by_order else ARROW), name or "a coproduct")
    clash = bool(set(left.objects) & set(right.objects))
    if clash:
        check_pairs(name or "a coproduct", [left.objects, right.objects])
    labels: list[Label] = (
        [*((1, a) for a in left.objects), *((2, b) for b in right.objects)]
        if clash
        else [*left.objects, *right.objects]
    )
    offset, split = len(left.objects), len(left.generators)
    names = [g.name for g in left.generators] + [h.name for h in right.generators]
    ends = [(g.source, g.target) for g in left.generators]
    ends += [(h.source + offset, h.target + offset) for h in right.generators]
    if by_order:
        return thin(labels, ends, name=name, limit=left.limit)
    if len(set(names)) < len(names):
        names = [f"({i}, {show_generator(n)})" for i, n in zip([1] * split + [2] * len(names), names, strict=False)]
    generators = [Generator(n, a, b) for n, (a, b) in zip(names, ends, strict=True)]

    def arrows_into(made: Category, target: int) -> Hom:
        if target < offset:
            hom = left.hom(target)
            return Hom(hom.at, hom.rows, made.incoming)
        hom = right.hom(target - offset)
        return Hom([a + offset for a in hom.at], hom.rows, made.incoming)

    presentation = Presentation("constructed", construction=f"coproduct({left.name}, {right.name})")
    return Category(labels, generators, presentation, arrows_into, name=name, limit=left.limit)


def full(category: Category, members: Sequence[int], name: str = "") -> tuple[Category, Functor]:
    """The full subcategory on the objects numbered `members`, with its inclusion.

    Its generating arrows are found greedily: arrows in order of their words' lengths, leaving out those that the
    ones already taken compose to. In a thin category they are the covering pairs among the members.
    """
    inside = {a: i for i, a in enumerate(members)}
    arrows = [
        (len(category.word(f)), f)
        for p in members
        for f in category.arrows(target=p)
        if f.number and category.source(f) in inside
    ]
    arrows.sort(key=lambda pair: pair[0])
    chosen: list[Arrow] = []
    reached = {category.identity(p) for p in members}
    starting_at: dict[int, list[Arrow]] = {p: [category.identity(p)] for p in members}
    into: dict[int, list[Arrow]] = {p: [] for p in members}
    for _, f in arrows:
        if f in reached:
            continue
        chosen.append(f)
        into[f.target].append(f)
        # All composites that end with the new generator, and what the others make of those.
        pending = [category.compose(g, f) for g in starting_at[f.target]]
        for h in pending:
            if h not in reached:
                reached.add(h)
                start = category.source(h)
                starting_at[start].append(h)
                pending.extend(category.compose(h, g) for g in into[start])
    chosen = _without_composites(category, chosen)
    objects = [category.objects[a] for a in members]
    names = [
        category.generators[category.word(f)[0]].name if len(category.word(f)) == 1 else f"({category.show_arrow(f)})"
        for f in chosen
    ]
    ends = [(inside[category.source(f)], inside[f.target]) for f in chosen]
    if category.presentation.kind == "thin":
        made = thin(objects, ends, name=name, limit=category.limit)
    else:
        made = _full_on_tables(category, members, chosen, names, ends, name)
    made.origin = Origin("full", (category, tuple(members), tuple(map(tuple, chosen))))
    made.inclusion = Inclusion(category, members, chosen)
    inclusion = Functor(made, category, members, chosen, name=f"inclusion({name})" if name else "")
    inclusion.origin = Origin("inclusion", (made,))
    return made, inclusion


def _without_composites(category: Category, chosen: list[Arrow]) -> list[Arrow]:
    """Drop generators that later ones made superfluous: those that are composites of two that stay."""
    between: dict[tuple[int, int], list[Arrow]] = {}
    into: dict[int, list[Arrow]] = {}
    for f in chosen:
        between.setdefault((category.source(f), f.target), []).append(f)
        into.setdefault(f.target, []).append(f)
    gone: set[Arrow] = set()
    for f in reversed(chosen):
        if any(
            category.compose(g, h) == f
            for g in into[f.target]
            if g != f and g not in gone
            for h in between.get((category.source(f), category.source(g)), ())
            if h != f and h not in gone
        ):
            gone.add(f)
    return [f for f in chosen if f not in gone]


def _full_on_tables(
    category: Category,
    members: Sequence[int],
    chosen: Sequence[Arrow],
    names: Sequence[str],
    ends: Sequence[tuple[int, int]],
    name: str,
) -> Category:
    words = [category.word(f) for f in chosen]
    inside = {a: i for i, a in enumerate(members)}

    def arrows_into(made: Category, target: int) -> Hom:
        start = category.identity(members[target])
        number, order = {start: 0}, [start]
        rows = []
        for f in order:
            row = []
            for g in made.incoming[inside[category.source(f)]]:
                after = category.follow(f, words[g])
                if after not in number:
                    number[after] = len(order)
                    order.append(after)
                row.append(number[after])
            rows.append(row)
        return Hom([inside[category.source(f)] for f in order], rows, made.incoming)

    shown = ", ".join(category.show_object(a) for a in members)
    presentation = Presentation("constructed", construction=f"full({category.name}, {{{shown}}})")
    objects = [category.objects[a] for a in members]
    generators = [Generator(n, a, b) for n, (a, b) in zip(names, ends, strict=True)]
    return Category(objects, generators, presentation, arrows_into, name=name, limit=category.limit)
