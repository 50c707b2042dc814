"""Declarations of functors and tasks: values on generating arrows, filled in where forced, and checked."""

from __future__ import annotations

from collections.abc import Callable

from catproof.core.category import FEW_OBJECTS, Arrow, Category, inverse, show_generator
from catproof.core.chase import Word
from catproof.core.functor import BrokenEquation, Functor, broken_equations, equal_paths
from catproof.core.label import Label, show
from catproof.core.task import Element, Fault, Task, faults
from catproof.diagnostic import Span
from catproof.elaborate.build import Path
from catproof.elaborate.categories import Collector
from catproof.elaborate.filled import of_functor, of_task
from catproof.elaborate.labels import spelled
from catproof.elaborate.scope import Wrong, suggestion
from catproof.elaborate.terms import Terms
from catproof.syntax import tree
from catproof.syntax.printer import print_name, print_term


def declared_functor(decl: tree.FunctorDecl, terms: Terms) -> Functor:
    """The functor of a block. Raises `Problems`, `Wrong` or `LimitReached`."""
    source, target = terms.category(decl.source), terms.category(decl.target)
    problems = Collector()
    on_objects: dict[int, int] = {}
    on_arrows: list[tuple[tree.MapsTo, Path]] = []
    named: set[int] = set()
    for item in decl.items:
        try:
            label = terms.object_or_none(item.left, source)
            if label is not None and label in on_objects and not isinstance(item.left, tree.Integer):
                try:
                    on_arrows.append((item, terms.path(item.left, source)))
                    continue
                except Wrong:
                    raise Wrong("E406", item.span, f"{print_term(item.left)} is given two values") from None
            if label is not None:
                named.add(label)
                on_objects[label] = terms.object(item.right, target)
            else:
                on_arrows.append((item, _left_arrow(item.left, source, terms)))
        except Wrong as wrong:
            problems.wrongs.append(wrong)
    if len(target.objects) == 1:
        on_objects = {a: on_objects.get(a, 0) for a in range(len(source.objects))}
    missing = [a for a in range(len(source.objects)) if a not in on_objects and a not in named]
    problems.add_some(
        missing, lambda a: Wrong("E407", decl.name.span, f"no value is given for the object {source.show_object(a)}")
    )
    problems.stop_if_any()
    objects = [on_objects[a] for a in range(len(source.objects))]
    words = _functor_on_arrows(decl, source, target, objects, on_arrows, terms)
    if target.order is not None and len(target.objects) > FEW_OBJECTS:
        made = Functor(source, target, objects, forced=True, name=decl.name.text)
    else:
        made = Functor(source, target, objects, words=words, name=decl.name.text)
    for item, path in on_arrows:
        if len(path.word) != 1 and not made.forced:
            try:
                value = _value(item, path, target, objects, terms)
                if not equal_paths(target, made.path(path.word), value.word, value.target):
                    problems.add(
                        "E406", item.span, f"{print_term(item.left)} is a composite and already has another value"
                    )
            except Wrong as wrong:
                problems.wrongs.append(wrong)

    def told(broken: BrokenEquation) -> Wrong:
        left, right = source.show_word(broken.left, broken.at), source.show_word(broken.right, broken.at)
        values = [made.show_image(side, broken.at) for side in (broken.left, broken.right)]
        return Wrong(
            "E408",
            decl.name.span,
            f"{decl.name.text} is not a functor: {left} = {right} in {source.name}, but the left side goes to "
            f"{values[0]} and the right side to {values[1]}",
        )

    if target.presentation.kind != "thin":
        problems.add_some(broken_equations(made), told)
    problems.stop_if_any()
    arrows = {path.word[0] for _, path in on_arrows if len(path.word) == 1}
    terms.scope.filled += of_functor(decl, made, named, arrows)
    return made


def _left_arrow(term: tree.Term, source: Category, terms: Terms) -> Path:
    try:
        return terms.path(term, source)
    except Wrong:
        if isinstance(term, tree.Name | tree.Integer | tree.Tuple):
            known = [*source.objects, *source.generator_number]
            shown = print_term(term)
            raise Wrong(
                "E206",
                term.span,
                f"{shown} is neither an object nor an arrow of {source.name}",
                suggestion(shown, known),
            ) from None
        raise


def _value(item: tree.MapsTo, path: Path, target: Category, objects: list[int], terms: Terms) -> Path:
    a, b = objects[path.source], objects[path.target]
    value = terms.path(item.right, target, a, b)
    if (value.source, value.target) != (a, b):
        wanted = f"{target.show_object(a)} -> {target.show_object(b)}"
        found = f"{target.show_object(value.source)} -> {target.show_object(value.target)}"
        raise Wrong(
            "E409",
            item.span,
            f"{print_term(item.left)} must go to an arrow {wanted}, but {print_term(item.right)} : {found}",
        )
    return value


def _functor_on_arrows(
    decl: tree.FunctorDecl,
    source: Category,
    target: Category,
    objects: list[int],
    given: list[tuple[tree.MapsTo, Path]],
    terms: Terms,
) -> list[Word]:
    problems = Collector()
    values: dict[int, Word] = {}
    named: set[int] = set()
    for item, path in given:
        if len(path.word) != 1:
            continue
        try:
            if path.word[0] in named:
                raise Wrong("E406", item.span, f"{print_term(item.left)} is given two values")
            named.add(path.word[0])
            values[path.word[0]] = _value(item, path, target, objects, terms).word
        except Wrong as wrong:
            problems.wrongs.append(wrong)
    missing: list[Wrong] = []
    large = target.order if len(target.objects) > FEW_OBJECTS else None
    for g in range(len(source.generators)):
        if g in named:
            continue
        a, b = objects[source.quiver.source[g]], objects[source.quiver.target[g]]
        if large is not None and large.holds(a, b):
            continue
        generator = source.generators[g]
        back = inverse_value(source, target, g, objects, values)
        if back is not None:
            values[g] = target.word(back)
            continue
        possible = list(target.arrows(a, b)) if large is None else []
        if len(possible) == 1:
            values[g] = target.word(possible[0])
            continue
        ends = f"{target.show_object(a)} -> {target.show_object(b)}"
        shown = show_generator(generator.name)
        if possible:
            message = f"no value is given for the arrow {shown}, and {len(possible)} arrows {ends} fit"
            missing.append(Wrong("E407", decl.name.span, message, f"add `{shown} |-> ...`"))
        else:
            message = f"the arrow {shown} has no possible value: there is no arrow {ends}"
            missing.append(Wrong("E407", decl.name.span, message))
    problems.add_some(missing, lambda wrong: wrong)
    problems.stop_if_any()
    return [values.get(g, ()) for g in range(len(source.generators))]


def inverse_value(
    source: Category, target: Category, g: int, objects: list[int], values: dict[int, Word]
) -> Arrow | None:
    """The value on a generator `s^-1` that a group's equations brought in: the inverse of that on s."""
    if not source.presentation.invertible:
        return None
    base = source.generator_number.get(source.generators[g].name.removesuffix("^-1"))
    if base is None or base == g or base not in values:
        return None
    return inverse(target, target.follow(target.identity(objects[0]), values[base]))


def declared_task(decl: tree.TaskDecl, terms: Terms) -> Task:
    """The task of a block. Raises `Problems`, `Wrong` or `LimitReached`."""
    category = terms.category(tree.Call("opposite", (decl.category,)) if decl.covariant else decl.category)
    problems = Collector()
    elements: list[list[Label]] = [[] for _ in category.objects]
    listed: set[int] = set()
    for item in decl.items:
        if isinstance(item, tree.ElementsItem):
            try:
                at = terms.object(item.object, category)
                if at in listed:
                    raise Wrong("E406", item.span, f"the elements at {category.show_object(at)} are given twice")
                listed.add(at)
            except Wrong as wrong:
                problems.wrongs.append(wrong)
                continue
            for term in item.elements.items:
                label = terms.label(term)
                if label in elements[at]:
                    problems.add("E310", term.span, f"{show(label)} is listed twice")
                else:
                    elements[at].append(label)
    problems.stop_if_any()
    action, spans, composites, given = _restrictions(decl, category, elements, terms)
    made = Task(category, elements, action, name=decl.name.text)
    for path, values, item in composites:
        for j, value in enumerate(values):
            if value is not None and made.restrict(Element(path.target, j), path.word).number != value:
                problems.add(
                    "E406", item.span, f"{print_term(item.arrow)} is a composite and already restricts otherwise"
                )
                break

    def place(broken: Fault) -> Span:
        where = {g for word in (broken.left, broken.right) for g in word}
        return spans.get(where.pop(), decl.name.span) if len(where) == 1 else decl.name.span

    add_faults(problems, made, place)
    problems.stop_if_any()
    terms.scope.filled += of_task(decl, made, terms.category(decl.category), given)
    return made


def add_faults(problems: Collector, made: Task, place: Callable[[Fault], Span]) -> None:
    """Note the equations that a would-be task breaks, each where `place` says."""
    head = f"{made.name} is not a task on {made.category.name}: "
    problems.add_some(faults(made), lambda broken: Wrong("E412", place(broken), head + fault_shown(made, broken)))


def fault_shown(made: Task, broken: Fault) -> str:
    """The equation that a would-be task breaks, and the two ways of its element, as a clause."""
    category, at = made.category, broken.element.object
    if (
        category.presentation.invertible
        and broken.right == ()
        and len(broken.left) == 1
        and (category.presentation.kind == "presented" and _merges(made, broken))
    ):
        g = category.show_word(broken.left, at)
        values = made.action[broken.left[0]]
        x, y = broken.element, made.show_element(broken.by_right)
        return (
            f"{g} has an inverse, but restricting along it sends both {y} and {made.show_element(x)} to "
            f"{made.show_element(Element(at, values[x.number]))}"
        )

    def steps(word: tuple[int, ...]) -> str:
        seen = [broken.element]
        for g in word:
            seen.append(made.restrict(seen[-1], (g,)))
        return " |-> ".join(made.show_element(x) for x in seen)

    left, right = category.show_word(broken.left, at), category.show_word(broken.right, at)
    return (
        f"it breaks {left} = {right} at the element {made.show_element(broken.element)}: along {left} it restricts to "
        f"{made.show_element(broken.by_left)} ({steps(broken.left)}), along {right} to "
        f"{made.show_element(broken.by_right)} ({steps(broken.right)})"
    )


def _merges(made: Task, broken: Fault) -> bool:
    values = made.action[broken.left[0]]
    return values[broken.element.number] == values[broken.by_right.number]


Values = list[int | None]
Given = dict[int, tuple[tree.RestrictionItem, Values]]


def _restrictions(
    decl: tree.TaskDecl, category: Category, elements: list[list[Label]], terms: Terms
) -> tuple[list[list[int]], dict[int, Span], list[tuple[Path, Values, tree.RestrictionItem]], Given]:
    """The action of each generating arrow, where it was given, what was given for composites, and what for it."""
    problems = Collector()
    given: Given = {}
    spans: dict[int, Span] = {}
    composites: list[tuple[Path, Values, tree.RestrictionItem]] = []
    shell = Task(category, elements, [])
    for item in decl.items:
        if not isinstance(item, tree.RestrictionItem):
            continue
        try:
            path = terms.path(item.arrow, terms.category(decl.category) if decl.covariant else category)
        except Wrong as wrong:
            problems.wrongs.append(wrong)
            continue
        if decl.covariant:  # the generating arrows of the opposite are the same, turned
            path = Path(path.word[::-1], path.target, path.source)
        turned = _turned(item, path, shell, decl)
        if turned is not None:
            problems.wrongs.append(turned)
            continue
        values = _assigned(item, path, shell, terms, problems)
        if len(path.word) != 1:
            composites.append((path, values, item))
        elif path.word[0] in given:
            problems.add("E406", item.span, f"the restriction along {print_term(item.arrow)} is given twice")
        else:
            given[path.word[0]] = item, values
            spans[path.word[0]] = item.arrow.span
    problems.stop_if_any()
    action: list[list[int]] = []
    unknown: list[Wrong] = []
    for g, generator in enumerate(category.generators):
        values = given[g][1] if g in given else [None] * len(elements[generator.target])
        group = category.presentation.invertible
        base = category.generator_number.get(generator.name.removesuffix("^-1")) if group else None
        if g not in given and base is not None and base != g and sorted(action[base]) == list(range(len(values))):
            values = [action[base].index(j) for j in range(len(values))]
        if len(elements[generator.source]) == 1:
            values = [0 if v is None else v for v in values]
        missing = [x for x, v in zip(elements[generator.target], values, strict=True) if v is None]
        if missing:
            shown, arrow = ", ".join(show(x) for x in missing[:6]), show_generator(generator.name)
            a, b = category.show_object(generator.source), category.show_object(generator.target)
            if elements[generator.source]:
                message = f"the restriction along {arrow} : {a} -> {b} has no value at {shown}"
                hint = f"add `{arrow} {{ {show(missing[0])} |-> ... }}` with an element at {a}"
            else:
                message = (
                    f"{b} has the element{'s' if len(missing) > 1 else ''} {shown}, which {arrow} : {a} -> {b} must "
                    f"restrict to an element at {a}, but there are none at {a}"
                )
                hint = f"a task restricts against the arrows: T({arrow}) goes from T({b}) to T({a})"
            unknown.append(Wrong("E407", spans.get(g, decl.name.span), message, hint))
        action.append([v or 0 for v in values])
    problems.add_some(unknown, lambda wrong: wrong)
    problems.stop_if_any()
    return action, spans, composites, given


def _turned(item: tree.RestrictionItem, path: Path, shell: Task, decl: tree.TaskDecl) -> Wrong | None:
    """What is wrong where all the values go from the source of the arrow to its target, and not all the other way."""
    at, to = path.source, path.target

    def fits(pair: tree.MapsTo, left: int, right: int) -> bool:
        return spelled(pair.left) in shell.elements[left] and spelled(pair.right) in shell.elements[right]

    pairs = item.assignments
    if not pairs or all(fits(p, to, at) for p in pairs) or not all(fits(p, at, to) for p in pairs):
        return None
    a, b = shell.category.show_object(at), shell.category.show_object(to)
    shown, first = print_term(item.arrow), print_term(pairs[0].left)
    message = (
        f"{first} is not an element at {b}: a task is contravariant, so that {shown} : {a} -> {b} takes elements at "
        f"{b} to elements at {a}, and these values go from {a} to {b}"
    )
    name, where = print_name(decl.name.text), print_term(decl.category)
    return Wrong(
        "E413",
        item.span,
        message,
        f"what goes along the arrows is `copresheaf {name} on {where}`, a task on opposite({where})",
    )


def _assigned(item: tree.RestrictionItem, path: Path, shell: Task, terms: Terms, problems: Collector) -> Values:
    values: Values = [None] * len(shell.elements[path.target])
    for pair in item.assignments:
        try:
            x = terms.element(pair.left, shell, path.target)
            if values[x.number] is not None:
                raise Wrong("E406", pair.span, f"{print_term(pair.left)} is given two values")
            values[x.number] = terms.element(pair.right, shell, path.source).number
        except Wrong as wrong:
            problems.wrongs.append(wrong)
    return values
