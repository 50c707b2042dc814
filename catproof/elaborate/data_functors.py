"""Functors from data files: `functor F : P -> Q = read("map.csv", from, to)`."""

from __future__ import annotations

from collections.abc import Iterator

from catproof.core.category import Category, show_generator
from catproof.core.chase import Word
from catproof.core.functor import Functor, broken_equations
from catproof.core.label import Label, show
from catproof.core.nouns import counted
from catproof.elaborate.data import Told, arguments, choice, near, near_or_dropped, refusing, rows_read, source_call
from catproof.elaborate.kept import functor_ends
from catproof.elaborate.scope import Later, Wrong
from catproof.elaborate.terms import Terms
from catproof.readers.flaws import Flaws
from catproof.syntax import tree

FUNCTOR = 'functor F : P -> Q = read("map.csv", from, to)'


def read_functor(decl: tree.FunctorDecl, terms: Terms) -> Functor | Later:
    """`functor F : P -> Q = read(...)`: a row for the value of each object, and of each generating arrow whose value is
    not forced, by name. Raises `Wrong`, `Problems` or `LimitReached`."""
    source, target = terms.category(decl.source), terms.category(decl.target)
    assert decl.values is not None
    call = source_call(decl.values, "read", FUNCTOR)
    if call.block is not None:
        raise Wrong("E307", call.span, "`read` takes no block here")
    return refusing(call.span, lambda: _functor(decl.name.text, call, source, target, terms))


def _functor(name: str, call: tree.Call, source: Category, target: Category, terms: Terms) -> Functor | Later:
    texts, given = arguments(call, ("what is sent", "its value"), FUNCTOR, "unknown", "null", "check")
    drop, null = choice(call, given, "unknown", "drop"), choice(call, given, "null", "drop", "self")
    rows = rows_read(terms, call, texts, bool(null))
    told = Told(terms, call, rows)
    told.option("unknown", drop, "row", "rows", f"left out, for what is not in {source.name}")
    done = "left out" if null == "drop" else "taken for what has the same name"
    told.option("null", null, "row", "rows", f"with an empty value {done}")
    flaws = rows.flaws()
    values: dict[int, int] = {}
    arrows: dict[int, int] = {}
    places: dict[Label, int] = {}
    thin = target.order is not None
    later = choice(call, given, "check", "later")
    if later and not thin:
        raise Wrong("E505", call.span, "`check = later` is for functors to posets or preorders")
    named = {} if thin and source.order is not None else source.generator_number
    for label, value, place in zip(*rows.columns, rows.places, strict=True):
        if "" in (label, value):
            told.count("null", place)
            if null == "drop" or label == "":
                continue
            value = label
        if places.setdefault(label, place) != place:
            message = f"{show(label)} has a value in {rows.unit} {places[label]} already"
            flaws.add("E508", place, message, "one row for each; remove one of the two")
        elif label in source.number:
            at = target.number.get(value)
            if at is None:
                hint = near(value, target.objects, flaws)
                flaws.add("E509", place, f"{show(value)} is not an object of {target.name}", hint, "value")
            else:
                values[source.number[label]] = at
        elif label in named:
            g = target.generator_number.get(str(value))
            if g is None:
                hint = near(value, list(target.generator_number), flaws)
                flaws.add("E509", place, f"{show(value)} is not a generating arrow of {target.name}", hint, "arrow")
            else:
                arrows[named[str(label)]] = g
        elif drop:
            told.count("unknown", place)
        else:
            known = [*source.objects, *named]
            what = "neither an object nor an arrow" if named else "not an object"
            hint = near_or_dropped(label, known, flaws)
            flaws.add("E509", place, f"{show(label)} is {what} of {source.name}", hint, "sent")
    for a in range(len(source.objects)):
        if a not in values and source.objects[a] not in places:
            message = f"no value is given for the object {source.show_object(a)}"
            flaws.add("E512", None, message, "add a row for it", "object")
    flaws.stop_if_any()
    told.note()
    objects = [values[a] for a in range(len(source.objects))]
    made = Functor(source, target, objects, forced=True, name=name)
    if not thin:
        words = list(_words(made, arrows, places, flaws))
        flaws.stop_if_any()
        made = Functor(source, target, objects, words=words, name=name)
        for broken in broken_equations(made):
            left, right = (source.show_word(side, broken.at) for side in (broken.left, broken.right))
            flaws.add(
                "E512", None, f"{name} is not a functor: {left} = {right} in {source.name}, but their values differ"
            )
    else:
        if later:
            ends = functor_ends(terms.data, source, objects, target, name)
            number = len(ends.broken())
            total = counted(len(source.generators), "arrows" if source.order is None else "pairs")
            terms.data.notes.append((call.span, f"{texts[0]}: check = later: {number or 'no'} of {total} broken"))
            return Later("functor", ends, number) if number else made
        _keeps_order(made, places, flaws)
    flaws.stop_if_any()
    return made


def _keeps_order(made: Functor, places: dict[Label, int], flaws: Flaws) -> None:
    """Note each generating arrow a -> b for which there is no arrow F a -> F b."""
    source, target, values = made.source, made.target, made.on_objects
    order = target.order
    assert order is not None
    for g, (a, b) in enumerate(zip(source.quiver.source, source.quiver.target, strict=True)):
        if not order.holds(values[a], values[b]):
            hint = f"{target.name} is to have F a <= F b for each a <= b of {source.name}"
            flaws.add("E512", places[source.objects[b]], _impossible(made, g), hint)


def _impossible(made: Functor, g: int) -> str:
    generator = made.source.generators[g]
    a, b = (made.target.show_object(made.on_objects[end]) for end in (generator.source, generator.target))
    return f"the arrow {show_generator(generator.name)} has no possible value: there is no arrow {a} -> {b}"


def _words(made: Functor, arrows: dict[int, int], places: dict[Label, int], flaws: Flaws) -> Iterator[Word]:
    """The value of each generating arrow, as a path: the one that is given, or the only one that fits."""
    source, target, values = made.source, made.target, made.on_objects
    for g, generator in enumerate(source.generators):
        ends = values[generator.source], values[generator.target]
        shown = " -> ".join(map(target.show_object, ends))
        if g in arrows:
            value = target.generators[arrows[g]]
            if (value.source, value.target) != ends:
                arrow = show_generator(generator.name)
                flaws.add(
                    "E512",
                    places.get(generator.name),
                    f"{arrow} must go to an arrow {shown}, unlike {show(value.name)}",
                )
            yield (arrows[g],)
            continue
        possible = list(target.arrows(*ends))
        if not possible:
            flaws.add("E512", places[source.objects[generator.target]], _impossible(made, g))
        elif len(possible) > 1:
            message = f"no value is given for the arrow {show_generator(generator.name)}"
            flaws.add("E512", None, f"{message}, and {len(possible)} arrows {shown} fit", "add a row for it", "arrow")
        yield target.word(possible[0]) if possible else ()
