"""Categories, functors, tasks, maps, their parts, domains and numbers as sheets of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from catproof.core.blocks import arrow as written_arrow
from catproof.core.category import Arrow, Category, inverse
from catproof.core.category_invariants import powers
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.limits import LimitReached, writable
from catproof.core.model import Model
from catproof.core.nouns import counted
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.decide.arrows import ARROW_PROPERTIES, OBJECT_PROPERTIES, ArrowProperty, ObjectProperty
from catproof.decide.domain import Domain
from catproof.decide.member_domain import Arrows, Elements
from catproof.report.sheet import Cell, Sheet, Table

MOST_COMPOSED = 12
"""The composition table of a category is shown up to so many arrows that are no identities."""


Shown = Category | Functor | Task | Transformation | NaturalTransformation | Model
"""The structures that have a sheet."""


def sheet(thing: Shown) -> Sheet:
    """What is shown of a structure."""
    if isinstance(thing, Category):
        return _category(thing)
    if isinstance(thing, Functor):
        return _functor(thing)
    if isinstance(thing, Task):
        return _task(thing)
    if isinstance(thing, NaturalTransformation):
        return _natural(thing)
    return _transformation(thing) if isinstance(thing, Transformation) else _model(thing)


def _called(category: Category) -> str:
    return category.name or "?"


# ---- categories -------------------------------------------------------------------------------------------------


def _category(category: Category) -> Sheet:
    """Objects, generating arrows, equations, and the arrows with their composition where these can be listed."""
    objects, generators = len(category.objects), len(category.generators)
    counts = [counted(objects, "objects"), counted(generators, "generating arrows")]
    notes: list[str] = []
    arrows: list[Table] = []
    try:
        number = category.count()
        if category.order is None or number <= category.limit:
            rows = ((category.show_arrow(f), *_ends(category, f)) for f in category.arrows())
            arrows.append(Table("arrows", ("arrow", "from", "to"), rows, number))
            arrows += _composition(category, number - objects)
        counts.append(counted(number, "arrows"))
    except LimitReached as limit:
        notes.append(f"its arrows are not listed: {limit.told}")
    tables = [
        _objects(category),
        Table("generators", ("arrow", "from", "to"), _generators(category, range(generators)), generators),
    ]
    equations = category.presentation.equations
    if equations:
        rows_of = ((category.show_word(e.left, e.target), category.show_word(e.right, e.target)) for e in equations)
        tables.append(Table("equations", ("left", "right"), rows_of, len(equations)))
    title = f"category {category.name}".strip() + f": {', '.join(counts)}"
    return Sheet("category", title, (*tables, *arrows), notes=tuple(notes))


def _objects(category: Category) -> Table:
    """Its objects, and what people read beside them, where that is said."""
    named = bool(category.beside)
    rows = (
        (category.show_object(a), *([category.beside.get(label, "")] if named else []))
        for a, label in enumerate(category.objects)
    )
    return Table("objects", ("object", "name")[: 1 + named], rows, len(category.objects))


def _generators(category: Category, numbers: Iterable[int]) -> Iterator[tuple[Cell, ...]]:
    for g in numbers:
        one = category.generators[g]
        yield category.show_word((g,), one.target), category.show_object(one.source), category.show_object(one.target)


def _ends(category: Category, f: Arrow) -> tuple[str, str]:
    return category.show_object(category.source(f)), category.show_object(f.target)


def _composition(category: Category, others: int) -> list[Table]:
    """`g . f` in the row of g and the column of f, identities left out."""
    if not 0 < others <= MOST_COMPOSED:
        return []
    arrows = [f for f in category.arrows() if f.number]
    if not {category.source(g) for g in arrows} & {f.target for f in arrows}:
        return []
    names = [category.show_arrow(f) for f in arrows]

    def row(k: int) -> tuple[Cell, ...]:
        g = arrows[k]
        meets = (category.source(g) == f.target for f in arrows)
        pairs = zip(arrows, meets, strict=True)
        composites = (category.show_arrow(category.compose(g, f)) if meet else "" for f, meet in pairs)
        return names[k], *composites

    return [Table("composition", ("g . f", *names), [row(k) for k in range(others)], others)]


def object_sheet(category: Category, a: int) -> Sheet:
    """What is shown of an object: the generating arrows into it and out of it."""
    into = category.incoming[a]
    out = [g for g, one in enumerate(category.generators) if one.source == a]
    tables = [
        Table(name, ("arrow", "from", "to"), _generators(category, numbers), len(numbers))
        for name, numbers in (("generators into it", into), ("generators out of it", out))
        if numbers
    ]
    notes: list[str] = []
    try:
        properties = [(name, _answer(ObjectProperty(category, a, name).direct().value)) for name in OBJECT_PROPERTIES]
        ends: list[tuple[Cell, ...]] = [("arrows to itself", category.hom_size(a, a)), *properties]
        tables.insert(0, Table("facts", ("fact", "value"), ends, len(ends)))
    except LimitReached as limit:
        notes.append(f"its arrows are not listed: {limit.told}")
    title = f"object {category.told_object(a)} of {_called(category)}"
    return Sheet("object", title, tuple(tables), notes=tuple(notes))


def arrow_sheet(category: Category, f: Arrow) -> Sheet:
    """What is shown of an arrow: its ends, what it is made of, its inverse, and its properties."""
    source, target = _ends(category, f)
    facts: list[tuple[Cell, ...]] = [("from", source), ("to", target)]
    word = category.show_word(category.word(f), f.target)
    shown = category.show_arrow(f)
    if word != shown:
        facts.append(("made of", word))
    back = inverse(category, f)
    facts.append(("inverse", "none" if back is None else category.show_arrow(back)))
    if category.source(f) == f.target:
        facts.append(_powers(category, f))
    facts += [(name, _answer(ArrowProperty(category, f, name).direct().value)) for name in ARROW_PROPERTIES]
    return Sheet("arrow", f"arrow {shown} : {source} -> {target} of {_called(category)}",
                 (Table("facts", ("fact", "value"), facts, len(facts)),))  # fmt: skip


def _powers(category: Category, f: Arrow) -> tuple[Cell, ...]:
    """Where the powers of an endo-arrow come back."""
    index, period = powers(category, f)
    return ("order", period) if index == 0 else ("powers", f"power {index + period} is power {index}")


def _answer(value: bool) -> str:
    return "yes" if value else "no"


# ---- tasks and maps ---------------------------------------------------------------------------------------------


def _task(task: Task) -> Sheet:
    """The elements at each object that has some, and their restrictions along generating arrows."""
    category = task.category
    sizes = task.sizes()
    members = (
        (category.show_object(a), tuple(task.show_element(Element(a, j)) for j in range(n))) for a, n in sizes.items()
    )
    moves = (
        (category.show_word((g,), generator.target), task.show_at(x), task.show_at(task.restrict(x, (g,))))
        for g, generator in enumerate(category.generators)
        for x in (Element(generator.target, j) for j in range(sizes.get(generator.target, 0)))
    )
    number = sum(n * len(category.incoming[a]) for a, n in sizes.items())
    tables = [Table("elements", ("object", "elements"), members, len(sizes))]
    if number:
        tables.append(Table("restrictions", ("along", "of", "is"), moves, number))
    none = len(category.objects) - len(sizes)
    notes = (f"{counted(none, 'objects')} of {_called(category)} {'has' if none == 1 else 'have'} no elements",)
    title = f"task {task.name} on {_called(category)}: {counted(task.size, 'elements')}"
    return Sheet("task", title, tuple(tables), notes=notes if none else ())


def element_sheet(task: Task, x: Element) -> Sheet:
    """What is shown of an element: its restrictions, and what it is a restriction of along generating arrows."""
    category = task.category
    at = category.show_object(x.object)
    notes: list[str] = []
    tables: list[Table] = []
    try:
        number = len(category.hom(x.object).at)
        rows = (
            (category.show_arrow(f), task.show_at(task.restrict(x, category.word(f))))
            for f in category.arrows(None, x.object)
        )
        tables.append(Table("restrictions", ("along", "is"), rows, number))
    except LimitReached as limit:
        notes.append(f"only restrictions along generating arrows are listed: {limit.told}")
        into = category.incoming[x.object]
        shown = ((category.show_word((g,), x.object), task.show_at(task.restrict(x, (g,)))) for g in into)
        tables.append(Table("restrictions", ("along", "is"), shown, len(into)))
    above = [
        (task.show_at(y), category.show_word((g,), one.target))
        for g, one in enumerate(category.generators)
        if one.source == x.object
        for y in (Element(one.target, j) for j in range(len(task.elements[one.target])))
        if task.restrict(y, (g,)) == x
    ]
    if above:
        tables.append(Table("restricts to it", ("element", "along"), above, len(above)))
    title = f"element {task.show_element(x)} at {at} of {task.name or 'the task'}"
    return Sheet("element", title, tuple(tables), notes=tuple(notes))


def _functor(functor: Functor) -> Sheet:
    """Where the objects and the generating arrows go."""
    source, target = functor.source, functor.target
    objects = ((source.show_object(a), target.show_object(b)) for a, b in enumerate(functor.on_objects))
    arrows = (
        (source.show_word((g,), source.generators[g].target), functor.show_image((g,), source.generators[g].target))
        for g in range(len(source.generators))
    )
    tables = [Table("objects", ("object", "goes to"), objects, len(functor.on_objects))]
    if source.generators:
        tables.append(Table("generators", ("arrow", "goes to"), arrows, len(source.generators)))
    title = f"functor {functor.name} : {_called(source)} -> {_called(target)}"
    return Sheet("functor", title, tuple(tables))


def _transformation(transformation: Transformation) -> Sheet:
    """Where each element goes."""
    source, target = transformation.source, transformation.target
    rows = (
        (source.category.show_object(x.object), source.show_element(x), target.show_element(transformation(x)))
        for x in source.all_elements()
    )
    title = f"transformation {transformation.name} : {source.name or '?'} -> {target.name or '?'}"
    return Sheet("transformation", title, (Table("components", ("at", "of", "goes to"), rows, source.size),))


def _natural(given: NaturalTransformation) -> Sheet:
    """The component at each object."""
    source, target = given.source, given.target
    category, base = source.source, source.target
    rows = (
        (category.show_object(a), base.show_arrow(f), base.show_object(base.source(f)), base.show_object(f.target))
        for a, f in enumerate(given.components)
    )
    title = f"transformation {given.name} : {source.name or '?'} -> {target.name or '?'}"
    columns = ("at", "component", "from", "to")
    return Sheet("transformation", title, (Table("components", columns, rows, len(given.components)),))


def _model(model: Model) -> Sheet:
    """The tasks that objects go to, by their elements, and the maps that generating arrows go to."""
    category, base = model.category, model.base

    def values() -> Iterator[tuple[Cell, ...]]:
        for a in range(len(category.objects)):
            task = model.value(a)
            for d, n in task.sizes().items():
                members = tuple(task.show_element(Element(d, j)) for j in range(n))
                yield category.show_object(a), base.show_object(d), members

    def maps() -> Iterator[tuple[Cell, ...]]:
        for g, one in enumerate(category.generators):
            source, target, components = model.value(one.source), model.value(one.target), model.on_generator(g)
            for x in source.all_elements():
                image = target.show_element(Element(x.object, components[x.object][x.number]))
                yield category.show_word((g,), one.target), source.show_at(x), image

    title = f"model {model.name} : {_called(category)} -> tasks on {_called(base)}"
    tables = [Table("objects", ("object", "at", "elements"), values())]
    if category.generators:
        tables.append(Table("generators", ("arrow", "of", "goes to"), maps()))
    return Sheet("model", title, tuple(tables))


# ---- domains ----------------------------------------------------------------------------------------------------


def domain_sheet(domain: Domain, text: str) -> Sheet:
    """The values of a domain, which the file writes as `text`."""
    number = writable(domain.size())
    columns: tuple[str, ...] = ("value",)
    rows: Iterable[tuple[Cell, ...]] = ((domain.show(value),) for value in domain.values())
    if isinstance(domain, Arrows):
        category = domain.category
        columns = ("arrow", "from", "to")
        rows = ((written_arrow(category, f), *_ends(category, f)) for f in domain.values())
    elif isinstance(domain, Elements):
        task = domain.task
        columns = ("element", "at")
        rows = ((task.show_element(x), task.category.show_object(x.object)) for x in domain.values())
    return Sheet("domain", f"{text}: {counted(number, domain.noun)}", (Table("values", columns, rows, number),))


def number_sheet(number: int | Fraction, text: str) -> Sheet:
    """A number, which the file writes as `text`."""
    return Sheet("number", f"{text} = {number}", value=number if isinstance(number, int) else str(number))
