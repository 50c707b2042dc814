"""Finite categories, as generating arrows and their action on arrows.

A category is held as one Cayley graph for each object P: the arrows into P, and how each generating arrow
restricts them (`f` into P restricted along `g` is `f . g`). That is the representable `y(P)` as a presheaf on
the generators, so a category needs room for arrows times generators, never for arrows times arrows.
Composition walks: `g . f` follows the word of f from g.

Mac Lane, *Categories for the Working Mathematician*, II.7-8 (free categories, quotients by equations);
Riehl, *Category Theory in Context*, 2.2 (the Yoneda lemma, which is why this representation works).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from catproof.core.chase import Equation, Free, Quiver, Rules, Word, free_presheaf
from catproof.core.graphs import given_by, graph_of
from catproof.core.hom import Arrow as Arrow
from catproof.core.hom import Generator as Generator
from catproof.core.hom import Hom as Hom
from catproof.core.hom import OrderedPairs as OrderedPairs
from catproof.core.hom import Presentation as Presentation
from catproof.core.label import Label, expression, show
from catproof.core.label import show_generator as show_generator
from catproof.core.limits import DEFAULT_ARROWS, LimitReached
from catproof.core.order import Order
from catproof.core.origin import Origin
from catproof.diagnostic import MOST_SHOWN
from catproof.errors import CatproofError

if TYPE_CHECKING:
    import networkx


class Category:
    """A finite category. Build one with the functions of this module or of `constructions`.

    `objects` are labels, `generators` the generating arrows. The arrows into an object are computed when they
    are first asked for and then kept; `limit` bounds their number, over all objects together.
    """

    def __init__(
        self,
        objects: Sequence[Label],
        generators: Sequence[Generator],
        presentation: Presentation,
        arrows_into: Callable[[Category, int], Hom],
        *,
        name: str = "",
        limit: int = DEFAULT_ARROWS,
    ) -> None:
        self.objects: Sequence[Label] = objects if isinstance(objects, range) else tuple(objects)
        self.generators: Sequence[Generator] = generators if isinstance(generators, OrderedPairs) else tuple(generators)
        self.presentation = presentation
        self.name = name
        self.limit = limit
        self._arrows_into = arrows_into
        self._homs: dict[int, Hom] = {}
        self._reached = 0
        self._past: dict[tuple[int, int], LimitReached] = {}
        """Objects with too many arrows into them, by the limit that was met: that is found out once."""
        self._path_equations: tuple[Equation, ...] | None = None
        self.turned: Category | None = None
        """The opposite category, once `constructions.opposite` has made it."""
        self.origin: Origin | None = None
        """What it was constructed from."""
        self.inclusion: Inclusion | None = None
        """Of a full subcategory that `constructions.full` has made: what it is part of."""
        self.functors: Sequence[Any] = ()
        """Of a category of functors: these, by their numbers."""
        self.families: Sequence[Sequence[Arrow]] = ()
        """Of a category of functors that is not thin: the components of its generating arrows."""
        self.logs: dict[int, list[tuple[int, int]]] = {}
        """For each object whose arrows were enumerated from a presentation: the log of that enumeration."""
        self.order: Order | None = None
        """Of a thin category: which arrows there are, answered without listing them."""
        self.beside: dict[Label, str] = {}
        """What people read beside the name of an object, where something is said of it."""

    @cached_property
    def number(self) -> dict[Label, int]:
        """The number of each object."""
        return {label: i for i, label in enumerate(self.objects)}

    @cached_property
    def generator_number(self) -> dict[str, int]:
        """The number of each generating arrow, by name."""
        return {generator.name: g for g, generator in enumerate(self.generators)}

    @cached_property
    def quiver(self) -> Quiver:
        """The objects and the generating arrows."""
        if isinstance(self.generators, OrderedPairs):
            return Quiver(len(self.objects), self.generators.smaller, self.generators.larger)
        sources, targets = tuple(g.source for g in self.generators), tuple(g.target for g in self.generators)
        return Quiver(len(self.objects), sources, targets)

    @cached_property
    def rules(self) -> Rules:
        """Of a presented category what a chase of its arrows goes by."""
        quiver, given = self.quiver, self.presentation
        if given.invertible:
            quiver = Quiver(1, [*quiver.source] * 2, [*quiver.target] * 2)
        return Rules(quiver, given.equations, given.invertible)

    @cached_property
    def incoming(self) -> Sequence[Sequence[int]]:
        """For each object the generating arrows into it."""
        if self.order is not None and len(self.objects) > FEW_OBJECTS:
            return self.order.into
        return self.quiver.incoming()

    @cached_property
    def column(self) -> list[int]:
        """The place of each generating arrow among those into its target."""
        column = [0] * len(self.generators)
        for arrows in self.incoming:
            for k, g in enumerate(arrows):
                column[g] = k
        return column

    # ---- networkx -------------------------------------------------------------------------------------

    @classmethod
    def from_networkx(
        cls,
        graph: networkx.DiGraph[Any],
        *,
        thin: bool | None = None,
        name: str = "",
        limit: int = DEFAULT_ARROWS,
    ) -> Category:
        """The category whose generating arrows are the edges of a directed graph, between its nodes as objects.

        An edge's attribute `name`, or its key in a multigraph where that is a text, is the name of the arrow, else it
        is called `(a -> b)`. With `thin` parallel paths are equal: the preorder that the edges generate, a poset where
        they have no cycle. What `to_networkx` gives comes back as it was, with its equations. Nodes are texts, whole
        numbers or tuples of these. Raises `ValueError` for what is no such graph.
        """
        given = given_by(graph, thin)
        if given.thin:
            smaller, larger = [g.source for g in given.generators], [g.target for g in given.generators]
            names = [g.name for g in given.generators] if given.named else None
            return thin_on(given.objects, smaller, larger, names=names, name=name, limit=limit)
        return presented(
            given.objects, given.generators, given.equations, invertible=given.invertible, name=name, limit=limit
        )

    def to_networkx(self) -> networkx.MultiDiGraph[Any]:
        """The generating arrows as a graph: objects are nodes, and the name of an arrow is the key of its edge and its
        attribute `name`. The graph's attribute `catproof` says which paths are equal. Raises `LimitReached` where
        that takes the arrows of a category that has too many."""
        given = self.presentation
        kept = given.kind == "presented"
        equations = () if given.kind == "thin" else given.equations if kept else self.path_equations()
        return graph_of(self.name, self.objects, self.generators, given, equations)

    # ---- arrows ---------------------------------------------------------------------------------------

    def hom(self, target: int) -> Hom:
        """All arrows into `target`. Raises `LimitReached` when there are too many."""
        hom = self._homs.get(target)
        if hom is None:
            past = self._past.get((target, self.limit))
            if past is not None:
                raise past.again()
            try:
                hom = self._arrows_into(self, target)
                self.has_room(len(hom.at))
            except LimitReached as limit:
                if limit.remedy == "--limit":  # room in memory may be there another time
                    self._past[target, self.limit] = limit.again()
                raise
            self._reached += len(hom.at)
            self._homs[target] = hom
        return hom

    def has_room(self, arrows: int) -> None:
        """Raises `LimitReached` where so many arrows more than are kept are more than the limit."""
        if self._reached + arrows > self.limit:
            raise LimitReached(
                f"{self.name or 'the category'} has more than the limit of {self.limit} arrows", "--limit"
            )

    def count(self) -> int:
        """The number of arrows, identities counted. Where they are not listed, there is no limit to it."""
        if self.order is not None:
            return self.order.related()
        return sum(len(self.hom(p).at) for p in range(len(self.objects)))

    def arrows(self, source: int | None = None, target: int | None = None) -> Iterator[Arrow]:
        """The arrows, by target and then by length of word; only those from `source` or to `target` if given."""
        for p in range(len(self.objects)) if target is None else (target,):
            hom = self.hom(p)
            for i in range(len(hom.at)) if source is None else hom.arrows_from(source):
                yield Arrow(p, i)

    def hom_size(self, source: int, target: int) -> int:
        """The number of arrows source -> target."""
        if self.order is not None and target not in self._homs and len(self.objects) > FEW_OBJECTS:
            return int(self.order.holds(source, target))
        return len(self.hom(target).arrows_from(source))

    def hom_sizes(self, target: int) -> dict[int, int]:
        """The number of arrows to `target` from each object that has one."""
        if self.order is not None and target not in self._homs:
            return dict.fromkeys(self.order.downset(target), 1)
        return self.hom(target).sizes

    def source(self, arrow: Arrow) -> int:
        """The object an arrow starts at."""
        return self.hom(arrow.target).at[arrow.number]

    def identity(self, at: int) -> Arrow:
        """The identity arrow of an object."""
        return Arrow(at, 0)

    def word(self, arrow: Arrow) -> Word:
        """A shortest word for the arrow, in the order of `g . f`."""
        return self.hom(arrow.target).word(arrow.number)

    def generator(self, g: int) -> Arrow:
        """The generating arrow number g, as an arrow."""
        order = self.order
        if order is not None and len(self.objects) > FEW_OBJECTS and order.distinct:
            return Arrow(order.larger[g], 1 + self.column[g])  # a search from its target finds these first
        return self.follow(self.identity(self.generators[g].target), (g,))

    def follow(self, arrow: Arrow, word: Word) -> Arrow:
        """`arrow . word`: the arrow composed with a path that ends where it starts."""
        rows, i = self.hom(arrow.target).rows, arrow.number
        for g in word:
            i = rows[i][self.column[g]]
        return Arrow(arrow.target, i)

    def compose(self, after: Arrow, before: Arrow) -> Arrow:
        """`after . before`; they must meet at an object."""
        return self.follow(after, self.word(before))

    def postcompose(self, arrow: Arrow) -> list[int]:
        """For each arrow f into the source of `arrow`, in order, the number of `arrow . f`."""
        into_source = self.hom(self.source(arrow))
        rows = self.hom(arrow.target).rows
        image = [arrow.number] * len(into_source.at)
        for f in range(1, len(image)):  # a parent comes before its children
            x, g = into_source.parent[f]
            image[f] = rows[image[x]][self.column[g]]
        return image

    def path_equations(self) -> tuple[Equation, ...]:
        """Equations between paths that present the category on its generating arrows.

        Those it was given with, where there are any; otherwise one for each edge of the Cayley graphs outside
        their spanning trees: `word(x) . g = word(x . g)`.
        """
        if self._path_equations is None:
            given = self.presentation
            if given.kind == "presented":
                self._path_equations = given.equations + tuple(self._orders() if given.invertible else ())
            else:
                self._path_equations = tuple(self._cayley_equations())
        return self._path_equations

    def _orders(self) -> Iterator[Equation]:
        """In a finite group every generator has an order; with these equations the monoid is the group."""
        for g in range(len(self.generators)):
            n, arrow = 1, self.generator(g)
            while arrow.number:
                n, arrow = n + 1, self.follow(arrow, (g,))
            yield Equation(0, 0, (g,) * n, ())

    def _cayley_equations(self) -> Iterator[Equation]:
        for p in range(len(self.objects)):
            hom = self.hom(p)
            for x, row in enumerate(hom.rows):
                for k, y in enumerate(row):
                    g = self.incoming[hom.at[x]][k]
                    if hom.parent[y] != (x, g):
                        yield Equation(p, hom.at[y], (*hom.word(x), g), hom.word(y))

    # ---- names ----------------------------------------------------------------------------------------

    def show_word(self, word: Word, target: int) -> str:
        """A path as the theory file writes it: `g . f`, powers shortened, `id(a)` for the empty one."""
        if not word:
            return "id" if len(self.objects) == 1 else f"id({show(self.objects[target])})"
        parts: list[tuple[int, int]] = []
        for g in word:
            if parts and parts[-1][0] == g and self.generators[g].source == self.generators[g].target:
                parts[-1] = (g, parts[-1][1] + 1)
            else:
                parts.append((g, 1))
        names = [self.generators[g].name for g, _ in parts]
        # As a factor, `(g . f)` would be read as two arrows.
        shown = [show(name) if parts[1:] and expression(name) == "." else show_generator(name) for name in names]
        return " . ".join(name + (f"^{n}" if n > 1 else "") for name, (_, n) in zip(shown, parts, strict=True))

    def show_arrow(self, arrow: Arrow) -> str:
        """The arrow by a shortest word; in a thin category, where arrows have no other names, `(a -> b)`."""
        if self.presentation.kind == "thin":
            if arrow.number == 0:
                return self.show_word((), arrow.target)
            return f"({show(self.objects[self.source(arrow)])} -> {show(self.objects[arrow.target])})"
        return self.show_word(self.word(arrow), arrow.target)

    def show_object(self, number: int) -> str:
        """The object as a theory file writes it."""
        return show(self.objects[number])

    def told_object(self, number: int) -> str:
        """The object as people are told of it: with what they read beside its name."""
        beside = self.beside.get(self.objects[number]) if self.beside else None
        return self.show_object(number) + ("" if beside is None else f" ({beside})")

    def __repr__(self) -> str:
        return f"<Category {self.name or '?'}: {len(self.objects)} objects, {len(self.generators)} generators>"


class Inclusion(NamedTuple):
    """The values of the inclusion of a full subcategory."""

    whole: Category
    on_objects: Sequence[int]
    on_generators: Sequence[Arrow]


# ---- isomorphisms ---------------------------------------------------------------------------------------


def inverse(category: Category, arrow: Arrow) -> Arrow | None:
    """The inverse of the arrow, or None when it is no isomorphism."""
    back = category.arrows(arrow.target, category.source(arrow))
    both = ((g, category.compose(g, arrow).number, category.compose(arrow, g).number) for g in back)
    return next((g for g, *composites in both if not any(composites)), None)


def isomorphic_objects(category: Category, a: int, b: int) -> tuple[Arrow, Arrow] | None:
    """An isomorphism a -> b with its inverse, or None."""
    if category.hom_size(a, a) != category.hom_size(b, b):
        return None
    for f in category.arrows(a, b):
        if (back := inverse(category, f)) is not None:
            return f, back
    return None


# ---- categories from generators and equations ---------------------------------------------------------


def _enumerated(category: Category, target: int) -> Hom:
    inverses = len(category.generators) if category.presentation.invertible else 0
    what = f"the arrows of {category.name}" if category.name else "the arrows"
    free: Free = free_presheaf(category.rules, [target], limit=category.limit, what=what)
    category.logs[target] = free.log
    if not inverses:
        return Hom(free.at, free.rows, category.incoming)
    # In a finite group the generators alone reach every element: number the elements by their words in them.
    order, number = [0], {0: 0}
    for x in order:
        for y in free.rows[x][:inverses]:
            if y not in number:
                number[y] = len(order)
                order.append(y)
    rows = [[number[y] for y in free.rows[x][:inverses]] for x in order]
    return Hom([0] * len(order), rows, category.incoming)


def presented(
    objects: Sequence[Label],
    generators: Sequence[Generator],
    equations: Sequence[Equation],
    *,
    invertible: bool = False,
    name: str = "",
    limit: int = DEFAULT_ARROWS,
) -> Category:
    """The category with these generating arrows and equations; with `invertible` (one object) the group.

    It need not be finite: then the first question about its arrows raises `LimitReached`.
    """
    if invertible and len(objects) != 1:
        raise ValueError("a group has one object")
    presentation = Presentation("presented", tuple(equations), invertible)
    return Category(objects, generators, presentation, _enumerated, name=name, limit=limit)


# ---- thin categories ----------------------------------------------------------------------------------

FEW_OBJECTS = 1000
"""Up to so many objects the arrows into one are listed at the first question about them."""


def _reachable(category: Category, target: int) -> Hom:
    number, order = {target: 0}, [target]
    incoming, sources = category.incoming, category.quiver.source
    for b in order:
        for g in incoming[b]:
            a = sources[g]
            if a not in number:
                number[a] = len(order)
                order.append(a)
        if len(order) > category.limit:
            raise LimitReached(
                f"{category.name or 'the category'} has more than the limit of {category.limit} arrows", "--limit"
            )
    rows = [[number[sources[g]] for g in incoming[b]] for b in order]
    return Hom(order, rows, incoming)


def thin(
    objects: Sequence[Label],
    pairs: Sequence[tuple[int, int]],
    *,
    names: Sequence[str] | None = None,
    name: str = "",
    limit: int = DEFAULT_ARROWS,
) -> Category:
    """The preorder generated by `pairs` (smaller, larger) as a category: one arrow from a to b iff a <= b."""
    return thin_on(objects, [a for a, _ in pairs], [b for _, b in pairs], names=names, name=name, limit=limit)


def thin_on(
    objects: Sequence[Label],
    smaller: Sequence[int],
    larger: Sequence[int],
    *,
    names: Sequence[str] | None = None,
    name: str = "",
    limit: int = DEFAULT_ARROWS,
) -> Category:
    """The same from two sequences, or arrays, of numbers."""
    generators = OrderedPairs(objects, smaller, larger, names)
    made = Category(objects, generators, Presentation("thin"), _reachable, name=name, limit=limit)
    made.order = Order(len(made.objects), generators.smaller, generators.larger)
    return made


# ---- categories from tables ---------------------------------------------------------------------------


class NotACategory(CatproofError, ValueError):
    """A composition table breaks an axiom; the message names the first arrows at which it does with both sides, how
    many others there are, and some of them."""


def table(
    objects: Sequence[Label],
    arrows: Sequence[Generator],
    composites: dict[tuple[int, int], int],
    *,
    name: str = "",
    limit: int = DEFAULT_ARROWS,
) -> Category:
    """The category whose arrows are `arrows` and the identities.

    `composites[g, f]` is the number of `g . f` in `arrows`, or -1-a for the identity of object a; it must be
    given for all composable pairs. Raises `NotACategory` naming the arrows where composition does not
    associate (Mac Lane I.1).
    """

    def composite(g: int, f: int) -> int:
        if g < 0:
            return f
        return g if f < 0 else composites[g, f]

    def shown(f: int) -> str:
        return show(arrows[f].name) if f >= 0 else f"id({show(objects[-1 - f])})"

    first = ""
    others: list[str] = []
    count = 0
    for h, g in composites:
        for f, arrow in enumerate(arrows):
            if arrow.target != arrows[g].source:
                continue
            hg, gf = composites[h, g], composites[g, f]
            left, right = composite(hg, f), composite(h, gf)
            if left == right:
                continue
            count += 1
            if count == 1:
                first = (
                    f"composition does not associate: ({shown(h)} . {shown(g)}) . {shown(f)} = {shown(hg)} . "
                    f"{shown(f)} = {shown(left)}, but {shown(h)} . ({shown(g)} . {shown(f)}) = {shown(h)} . "
                    f"{shown(gf)} = {shown(right)}"
                )
            elif count <= MOST_SHOWN:
                others.append(f"{shown(h)} . {shown(g)} . {shown(f)}")
    if count:
        listed = ", ".join(others) + (", ..." if count > MOST_SHOWN else "")
        raise NotACategory(first + (f"; the same of {count - 1} more: {listed}" if others else ""))
    equations = [
        Equation(arrows[g].target, arrows[f].source, (g, f), () if value < 0 else (value,))
        for (g, f), value in composites.items()
    ]
    return presented(objects, arrows, equations, name=name, limit=limit)
