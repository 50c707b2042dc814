"""Natural transformations between functors as values, the category of functors, and the functors of products.

Mac Lane I.4 (natural transformations), II.3 (products), II.4 (functor categories), II.5 (whiskering); Riehl 1.4, 1.7.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from catproof.core.blocks import block, functor_items
from catproof.core.category import Arrow, Category, Generator, Hom, Presentation, thin
from catproof.core.functor import Functor
from catproof.core.functor_search import functors
from catproof.core.label import Label
from catproof.core.limits import LimitReached
from catproof.core.natural_family import natural_transformations
from catproof.core.origin import Origin


class NaturalTransformation:
    """A natural transformation between parallel functors; `components[a]` is the arrow F a -> G a.

    The constructor trusts naturality; `unnatural` checks it.
    """

    def __init__(self, source: Functor, target: Functor, components: Sequence[Arrow], *, name: str = "") -> None:
        self.source = source
        self.target = target
        self.components = tuple(components)
        self.name = name
        self.origin: Origin | None = None
        """What it was constructed from."""

    def __repr__(self) -> str:
        return f"<NaturalTransformation {self.name or '?'}: {self.source.name or '?'} -> {self.target.name or '?'}>"


def unnatural(given: NaturalTransformation) -> Iterator[int]:
    """The generating arrows at which the square does not commute."""
    source, target = given.source, given.target
    base = source.target
    for g, (_, a, b) in enumerate(source.source.generators):
        around = base.compose(target.on_generators[g], given.components[a])
        if around != base.compose(given.components[b], source.on_generators[g]):
            yield g


def natural_items(given: NaturalTransformation) -> list[str]:
    """The items of `transformation n : F -> G { ... }`."""
    source, target = given.source.source, given.source.target
    return [f"{source.show_object(a)} |-> {target.show_arrow(f)}" for a, f in enumerate(given.components)]


# ---- what makes natural transformations -------------------------------------------------------------------


def identity(of: Functor, source: Functor, target: Functor) -> list[Arrow]:
    """The components of the identity."""
    return [of.target.identity(b) for b in of.on_objects]


def composed(
    after: NaturalTransformation, before: NaturalTransformation, source: Functor, target: Functor
) -> list[Arrow]:
    """First the second, then the first, object by object."""
    base = source.target
    return [base.compose(f, g) for f, g in zip(after.components, before.components, strict=True)]


def whiskered_after(after: Functor, n: NaturalTransformation, source: Functor, target: Functor) -> list[Arrow]:
    """G n : G F -> G F'."""
    return [after.on_arrow(f) for f in n.components]


def whiskered_before(n: NaturalTransformation, before: Functor, source: Functor, target: Functor) -> list[Arrow]:
    """n F : G F -> G' F."""
    return [n.components[b] for b in before.on_objects]


# ---- the category of functors -----------------------------------------------------------------------------


def functor_category(source: Category, target: Category, name: str = "") -> Category:
    """Functors, in the order of their values, with all natural transformations but the identities as generating arrows:
    by source, by target, by their components. Raises `LimitReached`."""
    limit = target.limit
    title = name or "the category of functors"
    many = LimitReached(f"{title} has more than the limit of {limit} arrows", "--limit")
    objects: list[Functor] = []
    for functor in functors(source, target):
        objects.append(functor)
        if len(objects) > limit:
            raise many
    objects.sort(key=_values)
    identities = [tuple(target.identity(b) for b in functor.on_objects) for functor in objects]
    families: list[tuple[int, int, tuple[Arrow, ...]]] = []
    for s, left in enumerate(objects):
        for t, right in enumerate(objects):
            for family in sorted(map(tuple, natural_transformations(left, right))):
                if s != t or family != identities[s]:
                    families.append((s, t, family))
                if len(families) + len(objects) > limit:
                    raise many
    labels: list[Label] = [block(_items(functor)) for functor in objects]
    if target.presentation.kind == "thin":
        made = thin(labels, [(s, t) for s, t, _ in families], name=name, limit=limit)
    else:
        names = _names(target, [family for _, _, family in families])
        generators = [Generator(n, s, t) for n, (s, t, _) in zip(names, families, strict=True)]

        def arrows_into(made: Category, goal: int) -> Hom:
            number, order, rows = {(goal, identities[goal]): 0}, [(goal, identities[goal])], []
            for s, family in order:
                row = []
                for g in made.incoming[s]:
                    at, _, before = families[g]
                    after = (at, tuple(target.compose(f, h) for f, h in zip(family, before, strict=True)))
                    if after not in number:
                        number[after] = len(order)
                        order.append(after)
                    row.append(number[after])
                rows.append(row)
            return Hom([at for at, _ in order], rows, made.incoming)

        presentation = Presentation("constructed", construction=f"functors({source.name}, {target.name})")
        made = Category(labels, generators, presentation, arrows_into, name=name, limit=limit)
        made.families = [family for _, _, family in families]
    made.functors = objects
    made.origin = Origin("functors", (source, target))
    return made


def _items(functor: Functor) -> list[str]:
    """The items of the functor's declaration, without what is forced."""
    items, objects = functor_items(functor), functor.on_objects
    forced = [functor.target.hom_size(objects[g.source], objects[g.target]) == 1 for g in functor.source.generators]
    return items[: len(objects)] + [
        item for item, left_out in zip(items[len(objects) :], forced, strict=True) if not left_out
    ]


def _values(functor: Functor) -> tuple[Sequence[int], Sequence[Arrow]]:
    """What the functors of a category of functors are ordered by."""
    return functor.on_objects, functor.on_generators


def functor_number(category: Category, functor: Functor) -> int:
    """The number of a functor among the objects of a category of functors."""
    return bisect_left(category.functors, _values(functor), key=_values)


def natural_arrow(category: Category, n: NaturalTransformation) -> Arrow:
    """A natural transformation as an arrow of a category of functors."""
    s, t = functor_number(category, n.source), functor_number(category, n.target)
    return next(f for f in category.arrows(s, t) if components_of(category, f) == tuple(n.components))


def components_of(category: Category, arrow: Arrow) -> tuple[Arrow, ...]:
    """The components of an arrow of a category of functors."""
    left, right = (category.functors[a] for a in (category.source(arrow), arrow.target))
    base: Category = right.target
    if not category.families:
        pairs = zip(left.on_objects, right.on_objects, strict=True)
        return tuple(next(base.arrows(*ends)) for ends in pairs)
    found = tuple(base.identity(b) for b in right.on_objects)
    for g in category.word(arrow):
        found = tuple(base.compose(f, h) for f, h in zip(found, category.families[g], strict=True))
    return found


def _names(target: Category, families: Sequence[tuple[Arrow, ...]]) -> list[str]:
    """Names for natural transformations by their components, numbered where several have the same."""
    seen: dict[str, int] = {}
    names = []
    for family in families:
        text = f"({', '.join(map(target.show_arrow, family))})"
        seen[text] = seen.get(text, 0) + 1
        names.append(text if seen[text] == 1 else f"{text}#{seen[text]}")
    return names


# ---- products, constants ----------------------------------------------------------------------------------


def _paired(product: Category, left: Category, right: Category, f: Arrow, g: Arrow) -> Arrow:
    """The arrow (f, g) of a product."""
    width = len(right.objects)
    goal = f.target * width + g.target
    if product.presentation.kind == "thin":
        return next(product.arrows(left.source(f) * width + right.source(g), goal))
    word = [k * width + g.target for k in left.word(f)]
    start = len(left.generators) * width + left.source(f) * len(right.generators)
    word += [start + k for k in right.word(g)]
    return product.follow(product.identity(goal), tuple(word))


def diagonal(of: Category, source: Category, target: Category, name: str = "") -> Functor:
    """C -> C x C."""
    width = len(of.objects)
    generators = [_paired(target, of, of, of.generator(g), of.generator(g)) for g in range(len(of.generators))]
    made = Functor(source, target, [a * width + a for a in range(width)], generators, name=name)
    made.origin = Origin("diagonal", (of,))
    return made


def projected(which: int, left: Category, right: Category, source: Category, target: Category, name: str) -> Functor:
    """The projection from C x D to C (0) or D (1)."""
    width = len(right.objects)

    def value(a: int) -> int:
        return a % width if which else a // width

    generators = []
    lefts = len(left.generators) * width
    for g, (_, a, b) in enumerate(source.generators):
        if source.presentation.kind == "thin":
            generators.append(next(target.arrows(value(a), value(b))))
        elif g < lefts:
            generators.append(right.identity(g % width) if which else left.generator(g // width))
        else:
            k = (g - lefts) % len(right.generators)
            generators.append(right.generator(k) if which else left.identity(value(a)))
    made = Functor(source, target, [value(a) for a in range(len(source.objects))], generators, name=name)
    made.origin = Origin("second" if which else "first", (left, right))
    return made


def constant(source: Category, target: Category, at: int, name: str = "") -> Functor:
    """Everything goes to one object and its identity."""
    generators = [target.identity(at) for _ in source.generators]
    made = Functor(source, target, [at] * len(source.objects), generators, name=name)
    made.origin = Origin("constant", (source, target, at))
    return made
