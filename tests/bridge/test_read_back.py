"""Exported files read back: the tables that Coq sees are those of the theory's own objects.

The reader here knows nothing of the writer: it takes the string literals out of the text and compares what they say
with the composition, the restrictions and the values of the objects that `catproof.load` gives.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from bridge.coq import exported, written

import catproof
from catproof.bridge.names import identifier
from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.graded import Graded, GradedTask
from catproof.core.task import Element, Task
from catproof.elaborate.loader import Loader
from catproof.options import Options
from catproof.resources import folder

DEFINITION = re.compile(r"^Definition (\S+)_data : (category_data|functor_data|list text) := (.*?)\.$", re.S | re.M)


def brackets(text: str) -> Any:
    """Nested lists of string literals, as Python lists."""
    plain = re.sub(r"\{\||\|\}|\b(generators|into|on_objects|on_generators) :=", " ", text)
    parts = plain.split('"')  # what is in quotes is every second part
    parts[::2] = [part.replace(";", ",") for part in parts[::2]]
    return eval("[" + '"'.join(parts) + "]", {"__builtins__": {}})


def rows(literals: list[str]) -> list[list[int]]:
    return [[int(n) for n in each.split()] for literal in literals for each in literal.split(";")]


SCORES = re.compile(
    r"^Definition (\S+)_(?:scores_table|values : \S+ -> extended) := (?:entry )?(\[.*?\])\.$", re.S | re.M
)


def scores(text: str) -> dict[str, Any]:
    """The tables of scores, and the values of tasks, by name: as exact numbers."""
    numbers = re.compile(r"rational \(?(-?\d+)(?: # (\d+))?\)?")
    found = {}
    for name, body in SCORES.findall(text):
        exact = numbers.sub(lambda each: f"Fraction({each[1]}, {each[2] or 1})", body).replace(";", ",")
        found[name] = eval(exact, {"__builtins__": {}, "Fraction": Fraction, "infinity": math.inf})
    return found


def tables(text: str) -> dict[str, tuple[str, Any]]:
    return {name: (kind, brackets(body)) for name, kind, body in DEFINITION.findall(text)}


def same_category(table: Any, category: Category) -> None:
    sources, into = table
    points = range(len(category.objects))
    assert len(sources) == len(into) == len(points)
    columns = [[int(n) for n in literal.split()] for literal in sources]
    for b in points:
        assert columns[b] == [g.source for g in category.generators if g.target == b]
    generators = [[g for g, each in enumerate(category.generators) if each.target == b] for b in points]
    for p in points:
        system = rows(into[p])
        assert len(system) == sum(category.hom_size(a, p) for a in points)
        for i, (at, *line) in enumerate(system):
            assert at == category.source(Arrow(p, i))
            composites = [category.compose(Arrow(p, i), category.generator(g)) for g in generators[at]]
            assert composites == [Arrow(p, y) for y in line]


def same_task(table: Any, task: Task) -> None:
    (literals,) = table
    system = rows(literals)
    elements = list(task.all_elements())
    assert len(system) == len(elements)
    for (at, *line), x in zip(system, elements, strict=True):
        assert at == x.object
        into = [g for g, each in enumerate(task.category.generators) if each.target == at]
        assert [elements[y] for y in line] == [task.restrict(Element(*x), (g,)) for g in into]


def same_functor(table: Any, functor: Functor) -> None:
    objects, generators = table
    assert [int(n) for n in objects.split()] == list(functor.on_objects)
    for b, literal in enumerate(generators):
        into = [g for g, each in enumerate(functor.source.generators) if each.target == b]
        values = [Arrow(functor.on_objects[b], int(n)) for n in literal.split()]
        assert values == [functor.on_arrow(functor.source.generator(g)) for g in into]


@pytest.mark.parametrize("name", sorted(p.name for p in folder("theories").glob("*.cat")))
def test_tables_are_those_of_the_theory(name: str) -> None:
    file = folder("theories") / name
    declared = {identifier(n): d.value for n, d in Loader(Options()).file(str(file)).scope.names.items()}
    compared = set()
    for one in exported(file):
        if one.status != "written":
            continue
        for known, (kind, table) in tables(one.text).items():
            thing = declared.get(known)
            if kind == "category_data" and isinstance(thing, Category):
                same_category(table, thing)
            elif kind == "list text" and isinstance(thing, Task):
                same_task(table, thing)
            elif kind == "functor_data" and isinstance(thing, Functor):
                same_functor(table, thing)
            else:
                continue
            compared.add(known)
        for known, values in scores(one.text).items():
            thing = declared.get(known)
            if isinstance(thing, Graded):
                assert values == (thing.values if thing.listed is None else thing.listed)
            elif isinstance(thing, GradedTask):
                assert values == thing.values
            else:
                continue
            compared.add(known)
    assert compared or name in NOTHING


NOTHING = ("sharpness.cat", "wordnet_fragment.cat")
"""Theories whose statements all range over categories, or have no form."""


def test_the_theorem_speaks_of_the_objects_it_should(tmp_path: Path) -> None:
    """Names of objects and arrows stand for the numbers that the theory gives them."""
    (one,) = written(
        "category G { object V, E ; arrow s, t : V -> E }\n"
        "task T on G { V = {1, 2} ; E = {e} ; s { e |-> 1 } ; t { e |-> 2 } }\n"
        "claim both : T is representable by E and not s = t in G\n",
        tmp_path,
    )
    for line in (
        "Definition E : G := object G_ok 1 ltac:(computed).",
        "Definition s : Hom V E := arrow G_ok V E 1 ltac:(computed).",
        "Definition t : Hom V E := arrow G_ok V E 2 ltac:(computed).",
        "  (Represents E T) /\\ (~ (s == t)).",
    ):
        assert line in one.text.split("\n"), one.text


def test_a_changed_table_is_noticed(tmp_path: Path) -> None:
    """The comparison is one that can fail."""
    theory = (
        "poset P { a < b < c }\n"
        "task T on P { a = {1, 2} ; b = {x} ; (a -> b) { x |-> 2 } }\n"
        "refute T is representable\n"
    )
    (one,) = written(theory, tmp_path)
    declared = catproof.load(theory)
    found = tables(one.text)
    same_task(found["T"][1], declared["T"])  # type: ignore[arg-type]
    same_category(found["P"][1], declared["P"])  # type: ignore[arg-type]
    (scored,) = written("enriched Z in metric { a <-> b : 1/2 }\nclaim Z(a, b) = 1/2\n", tmp_path)
    assert scores(scored.text) == {"Z": [[0, Fraction(1, 2)], [Fraction(1, 2), 0]]}
    assert scores(scored.text.replace("1 # 2", "1 # 3"))["Z"][0] == [0, Fraction(1, 3)]
    changed = tables(one.text.replace('"0; 0; 1 1"', '"0; 0; 1 0"'))
    with pytest.raises(AssertionError):
        same_task(changed["T"][1], declared["T"])  # type: ignore[arg-type]
