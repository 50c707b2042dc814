"""Functors from data files: `functor F : P -> Q = read("map.csv", from, to)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from catproof.core.category import Category, show_generator
from catproof.core.chase import Word
from catproof.core.functor import Functor
from catproof.core.functoriality import Images, Path
from catproof.core.label import Label, show
from catproof.core.nouns import counted
from catproof.elaborate.data import Told, arguments, choice, near, near_or_dropped, refusing, rows_read, source_call
from catproof.elaborate.kept import functor_ends
from catproof.elaborate.maps import inverse_value
from catproof.elaborate.scope import Later, Wrong
from catproof.elaborate.terms import Terms
from catproof.readers.flaws import Flaws
from catproof.readers.rows import Rows
from catproof.syntax import tree
from catproof.syntax.parser import parse_term

FUNCTOR = 'functor F : P -> Q = read("map.csv", from, to)'

EXPRESSION = re.compile(r"[.^>∘()→]|^id$")
"""What is in every expression for an arrow but a name."""


class _Given(NamedTuple):
    """A row that gives the value of an arrow, as it is written there."""

    value: str
    place: int


class _Read(NamedTuple):
    """The numbers of the values of objects, the values of arrows, and where the objects have theirs."""

    objects: list[int]
    arrows: dict[Path, _Given]
    places: dict[Label, int]


def read_functor(decl: tree.FunctorDecl, terms: Terms) -> Functor | Later:
    """`functor F : P -> Q = read(...)`: a row for the value of each object, and of each generating arrow whose value is
    not forced; arrows are given by name or as the theory file writes them. Raises `Wrong`, `Problems` or
    `LimitReached`."""
    source, target = terms.category(decl.source), terms.category(decl.target)
    assert decl.values is not None
    call = source_call(decl.values, "read", FUNCTOR)
    if call.block is not None:
        raise Wrong("E307", call.span, "`read` takes no block here")
    return refusing(call.span, lambda: _functor(decl.name.text, call, source, target, terms))


def _functor(name: str, call: tree.Call, source: Category, target: Category, terms: Terms) -> Functor | Later:
    texts, given = arguments(call, ("what is sent", "its value"), FUNCTOR, "unknown", "null", "check")
    drop, null = choice(call, given, "unknown", "drop"), choice(call, given, "null", "drop", "self")
    later = choice(call, given, "check", "later")
    rows = rows_read(terms, call, texts, bool(null))
    told = Told(terms, call, rows)
    told.option("unknown", drop, "row", "rows", f"left out, for what is not in {source.name}")
    done = "left out" if null == "drop" else "taken for what has the same name"
    told.option("null", null, "row", "rows", f"with an empty value {done}")
    flaws = rows.flaws()
    read = _values(rows, source, target, drop, null, told, flaws, terms)
    flaws.stop_if_any()
    told.note()

    def noted(broken: int, total: int, what: str) -> None:
        note = f"{texts[0]}: check = later: {broken or 'no'} of {counted(total, what)} broken"
        terms.data.notes.append((call.span, note))

    if target.order is not None and not read.arrows:
        made = Functor(source, target, read.objects, forced=True, name=name)
        if later:
            ends = functor_ends(terms.data, source, read.objects, target, name)
            number = len(ends.broken())
            noted(number, len(source.generators), "arrows" if source.order is None else "pairs")
            return Later("functor", ends, number) if number else made
        _keeps_order(made, read.places, flaws)
        flaws.stop_if_any()
        return made
    images = _images(name, source, target, read, flaws, terms)
    flaws.stop_if_any()
    if not later:
        _keeps_laws(images, read, flaws)
        flaws.stop_if_any()
    elif images.number:
        noted(images.number, images.total, "conditions")
        return Later("functor", images, images.number)
    else:
        noted(0, images.total, "conditions")
    words = [images.arrows[Path((g,), each.target)].word for g, each in enumerate(source.generators)]
    return Functor(source, target, read.objects, words=words, name=name)


def _values(
    rows: Rows, source: Category, target: Category, drop: str, null: str, told: Told, flaws: Flaws, terms: Terms
) -> _Read:
    """What the rows say: of objects their values, of arrows what is written for their values."""
    values: dict[int, int] = {}
    arrows: dict[Path, _Given] = {}
    places: dict[Label, int] = {}
    orders = target.order is not None and source.order is not None
    what = "not an object" if orders else "neither an object nor an arrow"

    def twice(label: Label, place: int, first: int) -> None:
        message = f"{show(label)} has a value in {rows.unit} {first} already"
        flaws.add("E508", place, message, "one row for each; remove one of the two")

    for label, value, place in zip(*rows.columns, rows.places, strict=True):
        if "" in (label, value):
            told.count("null", place)
            if null == "drop" or label == "":
                continue
            value = label
        if label in source.number:
            if places.setdefault(label, place) != place:
                twice(label, place, places[label])
                continue
            at = target.number.get(value)
            if at is None:
                hint = near(value, target.objects, flaws)
                flaws.add("E509", place, f"{show(value)} is not an object of {target.name}", hint, "value")
            else:
                values[source.number[label]] = at
            continue
        path = None if orders else _path(str(label), source, terms)
        if isinstance(path, Path):
            if arrows.setdefault(path, _Given(str(value), place)).place != place:
                twice(label, place, arrows[path].place)
        elif drop:
            told.count("unknown", place)
        else:
            hint = path or near_or_dropped(
                label, [*source.objects, *([] if orders else source.generator_number)], flaws
            )
            flaws.add("E509", place, f"{show(label)} is {what} of {source.name}", hint, "sent")
    for a in range(len(source.objects)):
        if a not in values and source.objects[a] not in places:
            message = f"no value is given for the object {source.show_object(a)}"
            flaws.add("E512", None, message, "add a row for it", "object")
    return _Read([values.get(a, 0) for a in range(len(source.objects))], arrows, places)


def _path(text: str, category: Category, terms: Terms, start: int | None = None) -> Path | str | None:
    """The path that a text stands for: the name of a generating arrow, or an expression, in which a bare `id` is that
    of `start`. Else what is wrong with the expression; None where it is none."""
    g = category.generator_number.get(text)
    if g is not None:
        return Path((g,), category.generators[g].target)
    if not EXPRESSION.search(text):
        return None
    term = parse_term(text, "").term
    if term is None:
        return None
    try:
        found = terms.path(term, category, start)
    except Wrong as wrong:
        return wrong.message
    return Path(found.word, found.target)


def _images(name: str, source: Category, target: Category, read: _Read, flaws: Flaws, terms: Terms) -> Images:
    """The values of arrows: those that are given, and the only ones that fit."""
    objects = read.objects
    arrows: dict[Path, Path] = {}
    for path, given in read.arrows.items():
        value = _path(given.value, target, terms, objects[path.start(source)])
        if isinstance(value, Path):
            arrows[path] = value
        else:
            hint = value or near(given.value, list(target.generator_number), flaws)
            flaws.add("E509", given.place, f"{show(given.value)} is not an arrow of {target.name}", hint, "arrow")
    flaws.stop_if_any()
    known: dict[int, Word] = {}
    missing = []
    for g, generator in enumerate(source.generators):
        path, ends = Path((g,), generator.target), (objects[generator.source], objects[generator.target])
        if path in arrows:
            value = arrows[path]
            if (value.start(target), value.target) == ends:
                known[g] = value.word
            continue
        back = inverse_value(source, target, g, objects, known)
        possible = [back] if back is not None else list(target.arrows(*ends))
        if len(possible) == 1:
            arrows[path] = Path(target.word(possible[0]), ends[1])
        elif not possible:
            missing.append(g)
        else:
            shown = " -> ".join(map(target.show_object, ends))
            message = f"no value is given for the arrow {show_generator(generator.name)}"
            flaws.add("E512", None, f"{message}, and {len(possible)} arrows {shown} fit", "add a row for it", "arrow")
    return Images(source, target, objects, arrows, missing, name)


def _keeps_order(made: Functor, places: dict[Label, int], flaws: Flaws) -> None:
    """Note each generating arrow a -> b for which there is no arrow F a -> F b."""
    source, target, values = made.source, made.target, made.on_objects
    order = target.order
    assert order is not None
    for g, (a, b) in enumerate(zip(source.quiver.source, source.quiver.target, strict=True)):
        if not order.holds(values[a], values[b]):
            hint = f"{target.name} is to have F a <= F b for each a <= b of {source.name}"
            flaws.add("E512", places[source.objects[b]], _impossible(made.source, target, values, g), hint)


def _impossible(source: Category, target: Category, values: Sequence[int], g: int) -> str:
    generator = source.generators[g]
    a, b = (target.show_object(values[end]) for end in (generator.source, generator.target))
    return f"the arrow {show_generator(generator.name)} has no possible value: there is no arrow {a} -> {b}"


def _keeps_laws(images: Images, read: _Read, flaws: Flaws) -> None:
    """Note the arrows whose values have other ends, those without a value, and what is equal with different values."""
    source, target, name = images.source, images.target, images.name
    for path in images.misplaced:
        shown = " -> ".join(map(target.show_object, images.wanted(path)))
        given = read.arrows[path]
        message = f"{source.show_word(*path)} must go to an arrow {shown}, unlike {show(given.value)}"
        flaws.add("E512", given.place, message)
    for g in images.missing:
        place = read.places[source.objects[source.generators[g].target]]
        flaws.add("E512", place, _impossible(source, target, images.on_objects, g))
    for law in images.broken:
        if law.given:
            given = read.arrows[law.left]
            composite = target.show_word(images.values(law)[1], images.on_objects[law.left.target])
            message = f"{images.told(law)} goes to {show(given.value)}, and the values of its parts say {composite}"
            flaws.add("E512", given.place, message)
        else:
            message = f"{name} is not a functor: {images.told(law)} in {source.name}, but their values differ"
            flaws.add("E512", None, message)
