"""Declarations of transformations and explicit models."""

from __future__ import annotations

from catproof.core.category import Arrow, Category, show_generator
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation, unnatural
from catproof.core.model import Model, NotFunctorial, broken_by
from catproof.core.natural_family import natural_transformations
from catproof.core.task import Element, Task
from catproof.core.transformation import Components, Transformation, Unnatural, natural_maps, unnatural_squares
from catproof.elaborate.categories import Collector
from catproof.elaborate.filled import of_natural, of_transformation
from catproof.elaborate.scope import Wrong, named, suggestion
from catproof.elaborate.terms import Terms
from catproof.syntax import tree
from catproof.syntax.printer import print_term


def declared_transformation(decl: tree.TransformationDecl, terms: Terms) -> Transformation | NaturalTransformation:
    """The transformation of a block, of tasks or of functors. Raises `Problems`, `Wrong` or `LimitReached`."""
    source = terms.thing(decl.source, "task", "functor")
    return _of_functors(decl, terms, source) if isinstance(source, Functor) else _of_tasks(decl, terms, source)


def _of_functors(decl: tree.TransformationDecl, terms: Terms, source: Functor) -> NaturalTransformation:
    """What is forced may be left out: a component where there is one arrow, and all that naturality fixes."""
    target = terms.functor(decl.target)
    if source.source is not target.source or source.target is not target.target:
        raise Wrong("E304", decl.target.span, "the functors are not parallel: they have different sources or targets")
    category, base = source.source, source.target
    problems = Collector()
    given: dict[int, Arrow] = {}
    for item in decl.items:
        try:
            if isinstance(item, tree.ComponentItem):
                hint = "between functors write `a |-> f`"
                raise Wrong("E112", item.span, "`at a { ... }` is for transformations of tasks", hint)
            at = terms.object(item.left, category)
            if at in given:
                raise Wrong("E406", item.span, f"{print_term(item.left)} is given two values")
            ends = source.on_objects[at], target.on_objects[at]
            path = terms.path(item.right, base, *ends)
            if (path.source, path.target) != ends:
                wanted = " -> ".join(map(base.show_object, ends))
                found = f"{base.show_object(path.source)} -> {base.show_object(path.target)}"
                left, right = print_term(item.left), print_term(item.right)
                raise Wrong("E409", item.span, f"{left} must go to an arrow {wanted}, but {right} : {found}")
            given[at] = base.follow(base.identity(path.target), path.word)
        except Wrong as wrong:
            problems.wrongs.append(wrong)
    problems.stop_if_any()
    name = decl.name.text
    fitting = []
    for family in natural_transformations(source, target, given):
        fitting.append(family)
        if len(fitting) == 2:
            break
    if len(fitting) == 1:
        found_one = NaturalTransformation(source, target, fitting[0], name=name)
        terms.scope.filled += of_natural(decl, found_one, given)
        return found_one
    missing = [a for a in range(len(category.objects)) if a not in given]
    if fitting:
        shown = category.show_object(next(a for a in missing if fitting[0][a] != fitting[1][a]))
        message = f"no component is given at {shown}, and several transformations fit"
        raise Wrong("E407", decl.name.span, message, f"add `{shown} |-> ...`")
    for a in missing:
        if not base.hom_size(source.on_objects[a], target.on_objects[a]):
            ends_shown = " -> ".join(base.show_object(f.on_objects[a]) for f in (source, target))
            message = f"there is no component at {category.show_object(a)}: there is no arrow {ends_shown}"
            raise Wrong("E407", decl.name.span, message)
    if missing:
        shown = ", ".join(map(category.show_object, missing))
        raise Wrong("E411", decl.name.span, f"no components at {shown} make {name} natural")
    made = NaturalTransformation(source, target, [given[a] for a in range(len(category.objects))], name=name)

    def told(g: int) -> Wrong:
        _, a, b = category.generators[g]
        around = base.show_arrow(base.compose(target.on_generators[g], made.components[a]))
        other = base.show_arrow(base.compose(made.components[b], source.on_generators[g]))
        shown = show_generator(category.generators[g].name)
        return Wrong(
            "E411",
            decl.name.span,
            f"{name} is not natural at {shown}: first the component at {category.show_object(a)} it is {around}, "
            f"first the value of {shown} {other}",
        )

    problems.add_some(unnatural(made), told)
    problems.stop_if_any()
    return made


def _of_tasks(decl: tree.TransformationDecl, terms: Terms, source: Task) -> Transformation:
    """The transformation of a block.

    What is forced may be left out: a value at an object where the target has one element, and all values that
    naturality fixes, when only one transformation fits what is given.
    """
    target = terms.task(decl.target)
    if source.category is not target.category:
        raise Wrong(
            "E306",
            decl.target.span,
            f"the tasks live on different categories, {named(source.category)} and {named(target.category)}",
        )
    category = source.category
    problems = Collector()
    given: list[list[int | None]] = [[None] * len(members) for members in source.elements]
    items: dict[int, tree.ComponentItem] = {}
    for item in decl.items:
        try:
            if isinstance(item, tree.MapsTo):
                hint = "at a { x |-> y }"
                raise Wrong("E112", item.span, "of a transformation of tasks the values at each object are given", hint)
            at = terms.object(item.object, category)
            items[at] = item
        except Wrong as wrong:
            problems.wrongs.append(wrong)
            continue
        for pair in item.assignments:
            try:
                x, y = terms.element(pair.left, source, at), terms.element(pair.right, target, at)
                if given[at][x.number] is not None:
                    raise Wrong("E406", pair.span, f"{print_term(pair.left)} is given two values")
                given[at][x.number] = y.number
            except Wrong as wrong:
                problems.wrongs.append(wrong)
    problems.stop_if_any()
    written = [list(values) for values in given]
    for a, values in enumerate(given):
        if len(target.elements[a]) == 1:
            given[a] = [0 if v is None else v for v in values]
    if any(v is None for values in given for v in values):
        components = _forced(decl, source, target, given)
    else:
        components = [[v or 0 for v in values] for values in given]
    made = Transformation(source, target, components, name=decl.name.text)

    def told(broken: Unnatural) -> Wrong:
        g = show_generator(category.generators[broken.generator].name)
        place = source.show_at(broken.element)
        return Wrong(
            "E411",
            decl.name.span,
            f"{decl.name.text} is not natural at {g} and {place}: mapped and then restricted it is "
            f"{target.show_element(broken.mapped_first)}, restricted and then mapped "
            f"{target.show_element(broken.restricted_first)}",
        )

    problems.add_some(unnatural_squares(made), told)
    problems.stop_if_any()
    terms.scope.filled += of_transformation(decl, made, written, items)
    return made


def _forced(decl: tree.TransformationDecl, source: Task, target: Task, given: list[list[int | None]]) -> Components:
    fitting: list[Components] = []
    for components in natural_maps(source, target):
        pairs = zip(given, components, strict=True)
        if all(v in (None, w) for values, found in pairs for v, w in zip(values, found, strict=True)):
            fitting.append(components)
            if len(fitting) == 2:
                break
    if len(fitting) == 1:
        return fitting[0]
    a, j = next((a, values.index(None)) for a, values in enumerate(given) if None in values)
    missing = source.show_at(Element(a, j))
    if not fitting:
        raise Wrong("E411", decl.name.span, f"no value at {missing} makes {decl.name.text} natural")
    raise Wrong(
        "E407", decl.name.span, f"no value is given at {missing}, and several transformations fit",
        f"add `at {source.category.show_object(a)} {{ {source.show_element(Element(a, j))} |-> ... }}`",
    )  # fmt: skip


def declared_model(decl: tree.ModelDecl, terms: Terms) -> Model:
    """The explicit model of a block. Raises `Problems`, `Wrong` or `LimitReached`."""
    category, base = terms.category(decl.source), terms.category(decl.target)
    problems = Collector()
    values: dict[int, Task] = {}
    has_item: set[int] = set()
    arrows: list[tuple[tree.MapsTo, int]] = []
    for item in decl.items:
        try:
            at = terms.object_or_none(item.left, category)
            if at is not None and at not in values:
                has_item.add(at)
                task = terms.task(item.right)
                if task.category is not base:
                    raise Wrong(
                        "E306", item.right.span, f"a task on {named(base)} is expected, not on {named(task.category)}"
                    )
                values[at] = task
            else:
                arrows.append((item, _generator(item, category, terms)))
        except Wrong as wrong:
            problems.wrongs.append(wrong)
    missing = [a for a in range(len(category.objects)) if a not in values and a not in has_item]
    problems.add_some(
        missing, lambda a: Wrong("E407", decl.name.span, f"no task is given for the object {category.show_object(a)}")
    )
    problems.stop_if_any()
    maps: dict[int, Components] = {}
    for item, g in arrows:
        generator = category.generators[g]
        try:
            n = terms.transformation(item.right)
            if n.source is not values[generator.source] or n.target is not values[generator.target]:
                raise Wrong(
                    "E409",
                    item.right.span,
                    f"a transformation from the task of {category.show_object(generator.source)} to that of "
                    f"{category.show_object(generator.target)} is expected",
                )
            if g in maps:
                raise Wrong("E406", item.span, f"{print_term(item.left)} is given two values")
            maps[g] = [list(v) for v in n.components]
        except Wrong as wrong:
            problems.wrongs.append(wrong)
    problems.stop_if_any()
    for g, generator in enumerate(category.generators):
        if g not in maps:
            maps[g] = _only_map(decl, values[generator.source], values[generator.target], generator.name, problems)
    problems.stop_if_any()
    count = len(category.generators)
    objects = range(len(category.objects))
    made = Model(
        category, base, values=[values[a] for a in objects], maps=[maps[g] for g in range(count)], name=decl.name.text
    )

    def told(broken: NotFunctorial) -> Wrong:
        left, right = category.show_word(broken.left, broken.at), category.show_word(broken.right, broken.at)
        return Wrong(
            "E408",
            decl.name.span,
            f"{decl.name.text} is not a functor: {left} = {right} in {category.name}, but their transformations differ",
        )

    problems.add_some(broken_by(made), told)
    problems.stop_if_any()
    return made


def _generator(item: tree.MapsTo, category: Category, terms: Terms) -> int:
    try:
        path = terms.path(item.left, category)
    except Wrong as wrong:
        known = [*category.objects, *category.generator_number]
        shown = print_term(item.left)
        message = f"{shown} is neither an object nor an arrow of {category.name}"
        raise Wrong("E206", wrong.span, message, suggestion(shown, known)) from None
    if len(path.word) != 1:
        raise Wrong("E206", item.left.span, f"{print_term(item.left)} is not a generating arrow of {category.name}")
    return path.word[0]


def _only_map(decl: tree.ModelDecl, source: Task, target: Task, generator: str, problems: Collector) -> Components:
    found: list[Components] = []
    for components in natural_maps(source, target):
        found.append(components)
        if len(found) == 2:
            break
    if len(found) != 1:
        shown = show_generator(generator)
        reason = "several fit" if found else "there is none"
        problems.add("E407", decl.name.span, f"no transformation is given for the arrow {shown}, and {reason}")
    return found[0] if found else []
