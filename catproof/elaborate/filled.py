"""What declarations leave to the program: entries of a block that are forced, or have a value where none is given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from catproof.core.blocks import block, head, path
from catproof.core.category import Category
from catproof.core.chase import Word
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.graded import Graded, GradedFunctor, GradedTask
from catproof.core.quantale import shown
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.syntax import tree


class Filled(NamedTuple):
    """Entries that a block might have as well, after those that are `written`: read back, it means the same. `block`
    ends where the block does. They are put into words when somebody asks."""

    block: tree.Node
    written: Sequence[tree.Node]
    entries: Callable[[], Iterable[str]]


def _own(category: Category) -> Iterator[int]:
    """The generating arrows, without the inverses that a group brings with it."""
    names = (g.name for g in category.generators)
    inverses = category.generator_number if category.presentation.invertible else ()
    return (g for g, name in enumerate(names) if not (name.endswith("^-1") and name.removesuffix("^-1") in inverses))


def of_functor(
    decl: tree.FunctorDecl, made: Functor, objects: Collection[int], arrows: Collection[int]
) -> Iterator[Filled]:
    """The values of a functor but those on some objects and generating arrows, which are given."""
    source, target = made.source, made.target
    forgotten = [a for a in range(len(source.objects)) if a not in objects]
    count = sum(1 for _ in _own(source)) if source.presentation.invertible else len(source.generators)

    def entries() -> Iterator[str]:
        for a in forgotten:
            yield f"{source.show_object(a)} |-> {target.show_object(made.on_objects[a])}"
        for g in _own(source):
            if g not in arrows:
                ends = (made.on_objects[source.quiver.source[g]], made.on_objects[source.quiver.target[g]])
                yield f"{head(source, g)} |-> {_arrow(target, () if made.forced else made.words[g], *ends)}"

    if forgotten or len(arrows) < count:
        yield Filled(decl, decl.items, entries)


def _arrow(category: Category, word: Word, source: int, target: int) -> str:
    if source != target and category.presentation.kind == "thin":
        return f"({category.show_object(source)} -> {category.show_object(target)})"
    return path(category, word, target)


Pairs = Sequence[int | None]


def of_task(
    decl: tree.TaskDecl, made: Task, read: Category, given: Mapping[int, tuple[tree.RestrictionItem, Pairs]]
) -> Iterator[Filled]:
    """The restrictions of a task but those along some generating arrows at some elements, which are given. `read` is
    the category as it is declared, on whose opposite a copresheaf is a task."""
    category = made.category

    def pairs(g: int, wanted: Sequence[int]) -> Iterator[str]:
        a, b = category.quiver.source[g], category.quiver.target[g]
        values = made.action[g]
        shown = (made.show_element(Element(a, int(values[j]))) for j in wanted)
        return (f"{made.show_element(Element(b, j))} |-> {y}" for j, y in zip(wanted, shown, strict=True))

    for g, (item, values) in given.items():
        if missing := [j for j, v in enumerate(values) if v is None]:
            yield Filled(item, item.assignments, partial(pairs, g, missing))
    left = [g for g in _own(category) if g not in given and len(made.action[g])]
    if left:
        yield Filled(
            decl, decl.items, lambda: (f"{head(read, g)} {block(pairs(g, range(len(made.action[g]))))}" for g in left)
        )


def of_transformation(
    decl: tree.TransformationDecl, made: Transformation, given: Sequence[Pairs], items: dict[int, tree.ComponentItem]
) -> Iterator[Filled]:
    """The values of a transformation of tasks but those that are given."""
    source, target = made.source, made.target

    def pairs(a: int) -> Iterator[str]:
        for j, value in enumerate(made.components[a]):
            if given[a][j] is None:
                yield f"{source.show_element(Element(a, j))} |-> {target.show_element(Element(a, value))}"

    left = [a for a, values in enumerate(given) if None in values]
    for a in left:
        if a in items:
            yield Filled(items[a], items[a].assignments, partial(pairs, a))
    rest = [a for a in left if a not in items]
    if rest:
        yield Filled(decl, decl.items, lambda: (f"at {source.category.show_object(a)} {block(pairs(a))}" for a in rest))


def of_natural(decl: tree.TransformationDecl, made: NaturalTransformation, given: Collection[int]) -> Iterator[Filled]:
    """The components of a transformation of functors but those that are given."""
    category, base = made.source.source, made.source.target
    left = [a for a in range(len(category.objects)) if a not in given]

    def entries() -> Iterator[str]:
        for a in left:
            f = made.components[a]
            yield f"{category.show_object(a)} |-> {_arrow(base, base.word(f), base.source(f), f.target)}"

    if left:
        yield Filled(decl, decl.items, entries)


def of_scores(decl: tree.GradedDecl, made: Graded, listed: Collection[tuple[int, int]]) -> Iterator[Filled]:
    """The scores that are not listed, but for those of an object from itself."""
    count = len(made.objects)

    def entries() -> Iterator[str]:
        for low in (False, True):  # what ways give, then what has the bottom
            for x, row in enumerate(made.values):
                for y, value in enumerate(row):
                    if x != y and (x, y) not in listed and (value == made.quantale.bottom) == low:
                        yield f"{made.show(x)} -> {made.show(y)} : {shown(value)}"

    if len({pair for pair in listed if pair[0] != pair[1]}) < count * (count - 1):
        yield Filled(decl, decl.items, entries)


def of_values(decl: tree.TaskDecl, made: GradedTask, given: Collection[int]) -> Iterator[Filled]:
    """The values of a task on a graded category where none is given: the bottom."""
    category = made.category
    left = [a for a in range(len(category.objects)) if a not in given]
    if left:
        yield Filled(decl, decl.items, lambda: (f"{category.show(a)} : {shown(made.values[a])}" for a in left))


def of_graded_functor(decl: tree.FunctorDecl, made: GradedFunctor, given: Collection[int]) -> Iterator[Filled]:
    """The values of a functor of graded categories where none is given."""
    source, target = made.source, made.target
    left = [a for a in range(len(source.objects)) if a not in given]
    if left:
        yield Filled(
            decl, decl.items, lambda: (f"{source.show(a)} |-> {target.show(made.on_objects[a])}" for a in left)
        )
