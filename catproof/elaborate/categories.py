"""Declarations of categories: `category`, `monoid`, `group`, `poset`, `table`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from catproof.core.category import Category, Generator, NotACategory, presented, show_generator, table, thin
from catproof.core.chase import Equation, Word
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
from catproof.core.order import Cycle, covering, cycles, given_beside
from catproof.diagnostic import MOST_SHOWN, Span, more_like_these
from catproof.elaborate.build import Path
from catproof.elaborate.map_expressions import bare_identity
from catproof.elaborate.scope import Wrong
from catproof.elaborate.terms import Terms
from catproof.syntax import tree
from catproof.syntax.printer import print_term

Found = TypeVar("Found")


class Problems(Exception):
    """Several things are wrong with one declaration."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        super().__init__()
        self.wrongs = wrongs


class Collector:
    """Collects errors, so that a declaration reports all of its own."""

    def __init__(self) -> None:
        self.wrongs: list[Wrong] = []

    def add(self, code: str, span: Span, message: str, hint: str = "") -> None:
        """Note an error and go on."""
        self.wrongs.append(Wrong(code, span, message, hint))

    def add_some(self, found: Iterable[Found], say: Callable[[Found], Wrong]) -> None:
        """Note what is said of the first `MOST_SHOWN`, and how many more there are. A limit that is met after the
        first of them only keeps the others from being counted."""
        count = 0
        try:
            for each in found:
                count += 1
                if count <= MOST_SHOWN:
                    self.wrongs.append(say(each))
        except LimitReached:
            if not count:
                raise
        if count > MOST_SHOWN:
            self.add("E100", self.wrongs[-1].span, more_like_these(count))

    def stop_if_any(self) -> None:
        """Raise what was collected, if anything."""
        if self.wrongs:
            raise Problems(self.wrongs)


def declared_category(decl: tree.CategoryDecl, terms: Terms) -> Category:
    """The category of a block. Raises `Problems` or `Wrong`."""
    if decl.kind in ("poset", "preorder"):
        return _poset(decl, terms)
    if decl.kind == "table":
        return _table(decl, terms)
    return _presented(decl, terms)


def with_objects(items: Sequence[tree.Node], given: Iterable[Label], terms: Terms, problems: Collector) -> list[Label]:
    """The objects that are given, and those that the items declare."""
    before = dict.fromkeys(given)
    objects = dict(before)
    for item in items:
        for name in item.names if isinstance(item, tree.ObjectsItem) else ():
            label = terms.label(name)
            if label in objects:
                told = "is there already" if label in before else "is declared twice"
                problems.add("E202", name.span, f"the object {show(label)} {told}")
            objects[label] = None
    return list(objects)


def with_arrows(
    items: Sequence[tree.Node], given: Mapping[str, Generator], terms: Terms, shell: Category, problems: Collector
) -> list[Generator]:
    """The generating arrows that are given, and those that the items declare between objects of `shell`."""
    generators = dict(given)
    for item in items:
        if not isinstance(item, tree.ArrowsItem | tree.GeneratorsItem):
            continue
        source = target = 0
        if isinstance(item, tree.ArrowsItem):
            try:
                source, target = terms.object(item.source, shell), terms.object(item.target, shell)
            except Wrong as wrong:
                problems.wrongs.append(wrong)
                continue
        for name in item.names:
            if name.text in generators:
                told = "is there already" if name.text in given else "is declared twice"
                problems.add("E202", name.span, f"the arrow {show(name.text)} {told}")
            generators[name.text] = Generator(name.text, source, target)
    return list(generators.values())


def with_equations(
    items: Sequence[tree.Node], given: Iterable[Equation], terms: Terms, words: Category, problems: Collector
) -> list[Equation]:
    """The equations that are given, and those that the items spell by the arrows of `words`."""
    equations = list(given)
    for item in items:
        if isinstance(item, tree.EquationItem):
            try:
                equations.append(path_equation(item, words, terms))
            except Wrong as wrong:
                problems.wrongs.append(wrong)
    return equations


def _presented(decl: tree.CategoryDecl, terms: Terms) -> Category:
    problems = Collector()
    objects: list[Label] = ["*"] if decl.kind in ("monoid", "group") else with_objects(decl.items, (), terms, problems)
    invertible = decl.kind == "group"
    name = decl.name.text
    shell = presented(objects, [], [], name=name, limit=terms.limit)
    generators = with_arrows(decl.items, {}, terms, shell, problems)
    problems.stop_if_any()
    if invertible:
        generators += [Generator(f"{g}^-1", 0, 0) for g in _inverted(decl, {g.name for g in generators})]
    number = {g.name: k for k, g in enumerate(generators)}
    equations = [
        Equation(0, 0, word, ())
        for g in (generators if invertible else ())
        if g.name.endswith("^-1") and g.name[:-3] in number
        for word in ((number[g.name[:-3]], number[g.name]), (number[g.name], number[g.name[:-3]]))
    ]
    # Words are read against the generators alone: the category itself need not be finite, nor enumerated yet.
    words = presented(objects, generators, [], invertible=invertible, name=name, limit=terms.limit)
    equations = with_equations(decl.items, equations, terms, words, problems)
    problems.stop_if_any()
    return presented(objects, generators, equations, invertible=invertible, name=name, limit=terms.limit)


def _inverted(decl: tree.CategoryDecl, generators: Iterable[str]) -> list[str]:
    """The generators of a group whose inverses its equations mention: each inverse becomes a generator too."""
    known, found = set(generators), list[str]()
    pending: list[object] = [item for item in decl.items if isinstance(item, tree.EquationItem)]
    while pending:
        node = pending.pop()
        if isinstance(node, tree.Power) and node.exponent < 0 and isinstance(node.base, tree.Name):
            found.append(node.base.text)
        if isinstance(node, tree.Node):
            pending.extend(getattr(node, field) for field in node.fields)
    return sorted(known.intersection(found))


def path_equation(item: tree.EquationItem, category: Category, terms: Terms) -> Equation:
    """The equation between paths that an item spells. Raises `Wrong`."""
    sides = [item.left, item.right]
    paths: list[Path | None] = [None, None]
    for k in (0, 1):
        if not bare_identity(sides[k]):
            paths[k] = terms.path(sides[k], category)
    for k in (0, 1):
        if paths[k] is None:
            other = paths[1 - k]
            paths[k] = terms.path(
                sides[k], category, None if other is None else other.source, None if other is None else other.target
            )
    left, right = paths
    assert left is not None and right is not None
    if (left.source, left.target) != (right.source, right.target):
        shown = [
            f"{print_term(side)} : {category.show_object(p.source)} -> {category.show_object(p.target)}"
            for side, p in ((item.left, left), (item.right, right))
        ]
        raise Wrong("E401", item.span, f"the sides are not parallel: {shown[0]}, but {shown[1]}")
    return Equation(left.target, left.source, left.word, right.word)


def _poset(decl: tree.CategoryDecl, terms: Terms) -> Category:
    problems = Collector()
    number: dict[Label, int] = {}
    pairs: dict[tuple[int, int], Span] = {}
    cyclic = decl.kind == "preorder"
    for item in decl.items:
        names = item.names if isinstance(item, tree.ChainItem | tree.PointsItem) else ()
        members = [number.setdefault(terms.label(name), len(number)) for name in names]
        if isinstance(item, tree.ChainItem):
            for k, pair in enumerate(pairwise(members)):
                if pair[0] == pair[1] and cyclic:
                    continue  # as in all preorders
                if pair[0] == pair[1]:
                    problems.add(
                        "E402", names[k].span, f"{print_term(names[k])} < {print_term(names[k])} holds in no poset"
                    )
                else:
                    pairs.setdefault(pair, item.span)
    objects = list(number)
    if cyclic:
        return thin(objects, list(pairs), name=decl.name.text, limit=terms.limit)
    found = cycles(*given_beside(len(objects), list(pairs)))
    problems.add_some(found, lambda cycle: Wrong("E402", pairs[first_pair(cycle)], cycle_shown(cycle, objects)))
    problems.stop_if_any()
    return thin(objects, covering(len(objects), list(pairs)), name=decl.name.text, limit=terms.limit)


def first_pair(cycle: Cycle) -> tuple[int, int]:
    """The first pair (smaller, larger) of a cycle."""
    return cycle.ring[0], cycle.ring[1 % len(cycle.ring)]


def cycle_shown(cycle: Cycle, objects: Sequence[Label]) -> str:
    """`a < b < a is a cycle, and a poset has none`; how many elements lie on cycles with these, if more do."""
    ring = cycle.ring
    parts = [*(show(objects[x]) for x in ring[:12]), *["..."][: len(ring) > 12], show(objects[ring[0]])]
    rest = f"; {cycle.component} elements lie on cycles with these" if cycle.component > len(ring) else ""
    return f"{' < '.join(parts)} is a cycle, and a poset has none{rest}"


def _table(decl: tree.CategoryDecl, terms: Terms) -> Category:
    problems = Collector()
    objects = with_objects(decl.items, (), terms, problems)
    name = decl.name.text
    shell = presented(objects, [], [], name=name)
    arrows = with_arrows(decl.items, {}, terms, shell, problems)
    problems.stop_if_any()
    words = presented(objects, arrows, [], name=name, limit=terms.limit)
    composites: dict[tuple[int, int], int] = {}
    for item in decl.items:
        if isinstance(item, tree.ComposeItem):
            try:
                _composite(item, words, terms, composites)
            except Wrong as wrong:
                problems.wrongs.append(wrong)
    _fill(decl, arrows, objects, composites, problems)
    problems.stop_if_any()
    try:
        return table(objects, arrows, composites, name=name, limit=terms.limit)
    except NotACategory as error:
        raise Wrong("E404", decl.name.span, str(error)) from None


def _composite(
    item: tree.ComposeItem, category: Category, terms: Terms, composites: dict[tuple[int, int], int]
) -> None:
    path = terms.path(item.composite, category)
    result = terms.path(item.result, category, path.source, path.target)
    if (path.source, path.target) != (result.source, result.target):
        raise Wrong("E405", item.span, f"{print_term(item.result)} is not parallel to {print_term(item.composite)}")
    if len(result.word) > 1:
        raise Wrong("E405", item.result.span, "one arrow is expected as the composite")
    value = _arrow_number(result.word, result.target)
    if len(path.word) == 2:
        key = (path.word[0], path.word[1])
        if composites.setdefault(key, value) != value:
            raise Wrong("E406", item.span, f"{print_term(item.composite)} is given two values")
    elif len(path.word) < 2:
        if _arrow_number(path.word, path.target) != value:
            raise Wrong("E405", item.span, "composing with an identity changes nothing")
    else:
        raise Wrong("E405", item.composite.span, "a composite of two arrows is expected, such as g . f")


def _arrow_number(word: Word, at: int) -> int:
    return word[0] if word else -1 - at


def _fill(
    decl: tree.CategoryDecl,
    arrows: list[Generator],
    objects: list[Label],
    composites: dict[tuple[int, int], int],
    problems: Collector,
) -> None:
    """Composites with only one possible value may be left out; others must be given."""
    between: dict[tuple[int, int], list[int]] = {}
    for a in range(len(objects)):
        between.setdefault((a, a), []).append(-1 - a)
    for k, arrow in enumerate(arrows):
        between.setdefault((arrow.source, arrow.target), []).append(k)
    for g, after in enumerate(arrows):
        for f, before in enumerate(arrows):
            if before.target != after.source or (g, f) in composites:
                continue
            possible = between.get((before.source, after.target), [])
            if len(possible) == 1:
                composites[g, f] = possible[0]
            else:
                shown = f"{show_generator(after.name)} . {show_generator(before.name)}"
                ends = f"{show(objects[before.source])} -> {show(objects[after.target])}"
                problems.add(
                    "E403",
                    decl.name.span,
                    f"the composite {shown} is not given" if possible else f"{shown} needs an arrow {ends}",
                    f"add `compose {shown} = ...`" if possible else "",
                )
