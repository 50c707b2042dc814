"""Random small categories, tasks and functors, tiny enough for the brute force of `naive`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from hypothesis import assume
from hypothesis import strategies as st
from naive import is_functor

from catproof.core import constructions, presheaves
from catproof.core.category import Arrow, Category, Generator, presented, table, thin
from catproof.core.chase import Equation
from catproof.core.functor import Functor
from catproof.core.task import Element, Task

NAMES = "abcdefgh"

# ---- categories of functions between finite sets ---------------------------------------------------------


class Function(NamedTuple):
    """A function from the set number `source` to the set number `target`."""

    source: int
    target: int
    values: tuple[int, ...]

    def after(self, other: Function) -> Function:
        """`self . other`."""
        return Function(other.source, self.target, tuple(self.values[v] for v in other.values))


class Functions(NamedTuple):
    """A category of finite sets and some functions, closed under composition; `generators` generate it."""

    sizes: tuple[int, ...]
    generators: tuple[Function, ...]
    functions: tuple[Function, ...]
    """The identities, in order, and then the others."""


def identity(sizes: Sequence[int], a: int) -> Function:
    """The identity function of the set number `a`."""
    return Function(a, a, tuple(range(sizes[a])))


def closure(sizes: Sequence[int], generators: Sequence[Function], most: int) -> list[Function] | None:
    """All composites, or None when there are more than `most`."""
    found = [identity(sizes, a) for a in range(len(sizes))]
    seen = set(found)
    for f in found:
        for g in generators:
            if g.source == f.target and (h := g.after(f)) not in seen:
                seen.add(h)
                found.append(h)
        if len(found) > most:
            return None
    return found


@st.composite
def functions(draw: Any, most_objects: int = 3, most_arrows: int = 10) -> Functions:
    """A few random functions between sets of up to three elements, and what they compose to."""
    sizes = draw(st.lists(st.sampled_from([2, 3, 2, 1]), min_size=1, max_size=most_objects))
    chosen: list[Function] = []
    closed = closure(sizes, chosen, most_arrows) or []
    for _ in range(draw(st.sampled_from([2, 3, 4, 1, 0]))):
        a, b = draw(st.integers(0, len(sizes) - 1)), draw(st.integers(0, len(sizes) - 1))
        values = draw(st.lists(st.integers(0, sizes[b] - 1), min_size=sizes[a], max_size=sizes[a]))
        one = Function(a, b, tuple(values))
        larger = closure(sizes, [*chosen, one], most_arrows)
        if one not in closed and larger is not None:
            chosen.append(one)
            closed = larger
    return Functions(tuple(sizes), tuple(chosen), tuple(closed))


def as_table(given: Functions) -> Category:
    """The category with every function that is no identity as an arrow, by its composition table."""
    arrows = given.functions[len(given.sizes) :]
    number = {f: -1 - a for a, f in enumerate(given.functions[: len(given.sizes)])}
    number.update({f: k for k, f in enumerate(arrows)})
    composites = {
        (j, k): number[g.after(f)] for j, g in enumerate(arrows) for k, f in enumerate(arrows) if f.target == g.source
    }
    generators = [Generator(f"f{k}", f.source, f.target) for k, f in enumerate(arrows)]
    return table(list(NAMES[: len(given.sizes)]), generators, composites, name="Table")


def as_presented(given: Functions) -> Category:
    """The category on the generating functions, with an equation for each way to reach a function again."""
    generators = [Generator(f"g{k}", f.source, f.target) for k, f in enumerate(given.generators)]
    equations = []
    for b in range(len(given.sizes)):
        word = {identity(given.sizes, b): ()}
        queue = list(word)
        for f in queue:
            for k, g in enumerate(given.generators):
                if g.target != f.source:
                    continue
                h = f.after(g)
                if h in word:
                    equations.append(Equation(b, g.source, (*word[f], k), word[h]))
                else:
                    word[h] = (*word[f], k)
                    queue.append(h)
    return presented(list(NAMES[: len(given.sizes)]), generators, equations, name="Presented")


@st.composite
def concrete_categories(draw: Any, most_objects: int = 3, most_arrows: int = 10) -> Category:
    """Categories of functions, by a table or by a presentation."""
    given = draw(functions(most_objects, most_arrows))
    return draw(st.sampled_from([as_table, as_presented]))(given)


# ---- other kinds ------------------------------------------------------------------------------------------


@st.composite
def thin_categories(draw: Any, most_objects: int = 4) -> Category:
    """Preorders generated by random pairs."""
    n = draw(st.integers(1, most_objects))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] != p[1])
    pairs = draw(st.lists(pair, max_size=5, unique=True)) if n > 1 else []
    return thin(list(NAMES[:n]), pairs, name="Thin")


@cache
def monoid_tables(order: int) -> tuple[dict[tuple[int, int], int], ...]:
    """Every multiplication on 0, ..., order - 1 with unit 0 that associates."""
    others = range(1, order)
    cells = list(itertools.product(others, others))
    found = []
    for values in itertools.product(range(order), repeat=len(cells)):
        times = dict(zip(cells, values, strict=True))
        times.update({(0, x): x for x in range(order)} | {(x, 0): x for x in range(order)})
        triples = itertools.product(others, others, others)
        if all(times[times[x, y], z] == times[x, times[y, z]] for x, y, z in triples):
            found.append(times)
    return tuple(found)


def monoid(times: dict[tuple[int, int], int]) -> Category:
    """The monoid with this multiplication table and unit 0."""
    order = max(x for x, _ in times) + 1
    arrows = [Generator(f"m{x}", 0, 0) for x in range(1, order)]
    composites = {(x - 1, y - 1): z - 1 for (x, y), z in times.items() if x and y}
    return table(["*"], arrows, composites, name="Monoid")


monoids = st.integers(1, 3).flatmap(lambda order: st.sampled_from(monoid_tables(order))).map(monoid)


def group(name: str, generators: str, relators: Sequence[str]) -> Category:
    """A group from relators such as `sts`, generators being single letters and capitals their inverses."""
    number = {letter: k for k, letter in enumerate(generators)}
    names = [Generator(letter, 0, 0) for letter in generators]
    equations = []
    capitals = sorted({c for r in relators for c in r if c.isupper()})
    for c in capitals:
        number[c] = len(names)
        names.append(Generator(f"{c.lower()}^-1", 0, 0))
        for pair in ((c, c.lower()), (c.lower(), c)):
            equations.append(Equation(0, 0, tuple(number[x] for x in pair), ()))
    equations += [Equation(0, 0, tuple(number[x] for x in r), ()) for r in relators]
    return presented(["*"], names, equations, invertible=True, name=name)


SMALL_GROUPS = {
    "Z2": (2, "r", ["rr"]),
    "Z3": (3, "r", ["rrr"]),
    "Z4": (4, "r", ["rrrr"]),
    "V4": (4, "ab", ["aa", "bb", "abab"]),
    "S3": (6, "st", ["ss", "ttt", "stst"]),
    "S3 by inverses": (6, "st", ["ss", "ttt", "stSt"]),
}
"""Name: order, generators, relators."""

small_groups = st.sampled_from(sorted(SMALL_GROUPS)).map(lambda name: group(name, *SMALL_GROUPS[name][1:]))


@st.composite
def constructed_categories(draw: Any) -> Category:
    """Opposites, products, coproducts and full subcategories of tiny categories."""
    tiny = concrete_categories(2, 5) | thin_categories(3) | monoids
    make = draw(st.sampled_from(["opposite", "product", "coproduct", "full"]))
    if make == "opposite":
        return constructions.opposite(draw(concrete_categories(3, 9) | monoids | small_groups), name="Opposite")
    if make == "full":
        whole = draw(concrete_categories(3, 9))
        members = draw(st.lists(st.sampled_from(range(len(whole.objects))), min_size=1, unique=True))
        return constructions.full(whole, members, name="Full")[0]
    left, right = draw(tiny), draw(tiny)
    if make == "coproduct":
        return constructions.coproduct(left, right, name="Coproduct")
    assume(left.count() * right.count() <= 16)
    return constructions.product(left, right, name="Product")


def categories() -> st.SearchStrategy[Category]:
    """All the kinds above; at most 18 arrows."""
    return concrete_categories() | thin_categories() | monoids | small_groups | constructed_categories()


# ---- tasks ------------------------------------------------------------------------------------------------


def shuffled(draw: Any, given: Task) -> Task:
    """An isomorphic task: the elements at each object in another order and with other names."""
    order = [draw(st.permutations(range(len(members)))) for members in given.elements]
    elements: list[list[Any]] = [[f"{NAMES[a]}{j}" for j in range(len(members))] for a, members in enumerate(order)]
    action = []
    for g, generator in enumerate(given.category.generators):
        values = [0] * len(order[generator.target])
        for j, value in enumerate(given.action[g]):
            values[order[generator.target][j]] = order[generator.source][value]
        action.append(values)
    return Task(given.category, elements, action, name="T")


def subtask(given: Task, chosen: set[Element]) -> Task:
    """The least subtask with these elements."""
    inside, pending = set(chosen), list(chosen)
    while pending:
        x = pending.pop()
        for g in given.category.incoming[x.object]:
            y = given.restrict(x, (g,))
            if y not in inside:
                inside.add(y)
                pending.append(y)
    kept = [[j for j in range(len(members)) if Element(a, j) in inside] for a, members in enumerate(given.elements)]
    action = [
        [kept[g.source].index(given.action[k][j]) for j in kept[g.target]]
        for k, g in enumerate(given.category.generators)
    ]
    elements = [[given.elements[a][j] for j in numbers] for a, numbers in enumerate(kept)]
    return Task(given.category, elements, action)


def random_action(draw: Any, category: Category, sizes: Sequence[int]) -> Task:
    """Sets of these sizes and arbitrary functions, which need not respect the equations."""
    action = []
    for generator in category.generators:
        n, m = sizes[generator.target], sizes[generator.source]
        assume(m or not n)
        action.append(draw(st.lists(st.integers(0, max(m - 1, 0)), min_size=n, max_size=n)))
    elements: list[list[Any]] = [[f"{NAMES[a]}{j}" for j in range(n)] for a, n in enumerate(sizes)]
    return Task(category, elements, action, name="Any")


@st.composite
def would_be_tasks(draw: Any, category: Category) -> Task:
    """Arbitrary functions as restriction maps; many are no presheaves."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=len(category.objects), max_size=len(category.objects)))
    return random_action(draw, category, sizes)


def element_of(given: Task) -> st.SearchStrategy[Element]:
    """An element of a task that has some."""
    return st.integers(0, given.size - 1).map(given.element)


@st.composite
def tasks(draw: Any, category: Category, most: int = 8) -> Task:
    """Representables, their sums, quotients, subtasks and products, constants; at most `most` elements."""
    objects = st.integers(0, len(category.objects) - 1)
    representables = objects.map(lambda p: presheaves.yoneda(category, p))
    quotients = ["quotient", "quotient of sum"] * 2
    kind = draw(st.sampled_from([*quotients, "representable", "sum", "subtask", "constant"]))
    if kind == "constant":
        values = list(range(draw(st.integers(0, 2))))
        made = presheaves.constant(category, values)
        if values and draw(st.booleans()):
            made = presheaves.coproduct(made, draw(representables))
    else:
        made = draw(representables)
        if kind in ("sum", "quotient of sum", "subtask"):
            for _ in range(draw(st.integers(1, 2))):
                made = presheaves.coproduct(made, draw(representables))
    if kind == "subtask":
        made = subtask(made, draw(st.sets(element_of(made), max_size=3)))
    if kind.startswith("quotient") or made.size > most:
        for _ in range(8):
            a = draw(objects)
            n = len(made.elements[a])
            if n > 1:
                i, j = draw(st.integers(0, n - 1)), draw(st.integers(0, n - 1))
                made = presheaves.quotient(made, [(Element(a, i), Element(a, j))])
            if made.size <= most and draw(st.booleans()):
                break
    assume(made.size <= most)
    return shuffled(draw, made) if draw(st.booleans()) else made


# ---- functors ---------------------------------------------------------------------------------------------


@st.composite
def functors(draw: Any, source: Category, target: Category) -> Functor:
    """A functor between tiny categories: values at random, the first choice that respects composition.

    Where none of some hundred choices does, everything goes to one object.
    """
    objects = [draw(st.integers(0, len(target.objects) - 1)) for _ in source.objects]
    choices = []
    for generator in source.generators:
        possible = list(target.arrows(objects[generator.source], objects[generator.target]))
        choices.append(draw(st.permutations(possible)))
    for values in itertools.islice(itertools.product(*choices), 200):
        made = Functor(source, target, objects, values, name="F")
        if is_functor(made):
            return made
    at = draw(st.integers(0, len(target.objects) - 1))
    return Functor(source, target, [at] * len(source.objects), [Arrow(at, 0)] * len(source.generators), name="F")


def small_categories() -> st.SearchStrategy[Category]:
    """Categories with few generating arrows, for the ends of functors."""
    return concrete_categories(3, 6) | thin_categories(3) | monoids | small_groups
