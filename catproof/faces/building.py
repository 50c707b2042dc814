"""Theories built in Python, without writing text: `Theory().poset(...).task(...).claim(...)`.

Every call adds one declaration or statement in the theory language, so that what is built is equal in every way to
what is parsed: `text()` is the theory file in canonical form. A theory never changes: each call gives a new one, which
may be kept, extended in two ways, and used by several threads.

Objects, generating arrows, elements, categories, tasks and all else that has a name are given by it: any text on one
line, which is quoted where the language asks for it. Ints are elements, tuples are objects of products and the like.

Paths, equations, expressions and propositions are text of the language, like "g . f", "r^4 = id", "product(Z4, P)" or
"T is representable". Where a name may stand as well as such a text, what the theory has declared under that name is
meant, in a path every factor that is one; else the text as the language reads it; and what it cannot read is a name,
declared elsewhere. So names like `g . f` need quotes of their own only in texts that mention them next to others; or a
path is a list of names, `["h", "g . f"]` for the second and then the first.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType
from typing import Any, cast

from catproof.core.blocks import category_items, category_kind, task_items
from catproof.core.category import Category
from catproof.core.label import Label
from catproof.core.task import Task
from catproof.diagnostic import InputError
from catproof.faces.api import Declarations, check_handed, load_handed
from catproof.faces.spelling import (
    PATH,
    Equation,
    Score,
    assignment_item,
    docstring,
    element_items,
    equation_item,
    label,
    path_text,
    quiver_items,
    score_text,
    texts_of,
    value_items,
    word,
)
from catproof.faces.tables import Frame, Scored, Table, read_call
from catproof.readers.place import Handed, is_table
from catproof.running.report import Report
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse
from catproof.syntax.printer import quote

NONE: Set[str] = frozenset()

NOTHING: Mapping[str, str] = MappingProxyType({})


class Theory:
    """A theory under construction. Calls raise `InputError` where what they say is not in the language, and `TypeError`
    where an argument is of no type that they take; what is wrong for other reasons is in the report, as for a file."""

    def __init__(self) -> None:
        self._parts: tuple[str, ...] = ()
        self._names: Mapping[str, Set[str]] = {}
        """What was declared by calls, with the names of the objects and generating arrows of a category."""
        self._handed: Mapping[str, Handed] = {}
        """The tables that were given, by what the text calls them."""

    # ---- categories -----------------------------------------------------------------------------------

    def category(
        self,
        name: str,
        given: str | Category | Iterable[Label] = (),
        arrows: Mapping[str, tuple[Label, Label]] | None = None,
        equations: Iterable[Equation] = (),
        doc: str | None = None,
    ) -> Theory:
        """A category: by its objects, its generating arrows with source and target, and equations; or a `Category`; or
        an expression of the language, like "product(Z4, P)"."""
        if isinstance(given, str):
            return self._defined("category", name, given, doc)
        if isinstance(given, Category):
            inside = texts_of([*given.objects, *(g.name for g in given.generators)])
            return self._block(category_kind(given), name, doc, category_items(given), inside)
        objects = list(given)
        inside = texts_of([*objects, *(arrows or {})])
        items = [*quiver_items(objects, arrows or {}), *(equation_item(each, inside) for each in equations)]
        return self._block("category", name, doc, items, inside)

    def monoid(
        self,
        name: str,
        generators: str | Iterable[str] = (),
        equations: Iterable[Equation] = (),
        doc: str | None = None,
    ) -> Theory:
        """A monoid, as a category with the object `*`; or an expression of the language."""
        return self._presented("monoid", name, generators, equations, doc)

    def group(
        self,
        name: str,
        generators: str | Iterable[str] = (),
        equations: Iterable[Equation] = (),
        doc: str | None = None,
    ) -> Theory:
        """A group, as a category with the object `*`; or an expression of the language."""
        return self._presented("group", name, generators, equations, doc)

    def poset(
        self,
        name: str,
        pairs: str | Iterable[Sequence[Label]] | Table = (),
        points: Iterable[Label] = (),
        doc: str | None = None,
        options: Mapping[str, str] = NOTHING,
    ) -> Theory:
        """A poset: by chains of labels, the smallest first, of which pairs are the shortest; and further points. Or by
        a table, whose columns are the smaller and the larger, with the options of `read`, like {"cycles": "merge"}. Or
        an expression, like 'read("edges.csv", source, target)'."""
        return self._order("poset", name, pairs, points, doc, options)

    def preorder(
        self,
        name: str,
        pairs: str | Iterable[Sequence[Label]] | Table = (),
        points: Iterable[Label] = (),
        doc: str | None = None,
        options: Mapping[str, str] = NOTHING,
    ) -> Theory:
        """A preorder: given as a poset is, and it may have cycles."""
        return self._order("preorder", name, pairs, points, doc, options)

    def table(
        self,
        name: str,
        objects: Iterable[Label],
        arrows: Mapping[str, tuple[Label, Label]],
        composites: Mapping[tuple[str, str], str],
        doc: str | None = None,
    ) -> Theory:
        """A category by the table of its arrows, identities aside: `composites[g, f]` is g . f, f first; an identity is
        written "id" or "id(a)"."""
        objects = list(objects)
        inside = texts_of([*objects, *arrows])
        composed = [f"compose {word(g)} . {word(f)} = {path_text(v, inside)}" for (g, f), v in composites.items()]
        return self._block("table", name, doc, [*quiver_items(objects, arrows), *composed], inside)

    def enriched(
        self,
        name: str,
        scores: str | Mapping[tuple[Label, Label], Score] | Scored,
        quantale: str = "",
        objects: Iterable[Label] = (),
        doc: str | None = None,
        grid: int | None = None,
    ) -> Theory:
        """A graded category over "bool", "prob", "metric", "fuzzy" or "lukasiewicz": the closure of these scores, by
        their ends; and further objects. Or a table with the columns from, to and score; or a square of scores, an array
        or a data frame, whose rows and columns are these objects, so that row x has the scores from x: the `grid` is
        that of `read`. Numbers are taken as the exact rationals that they are. Or what a text says, like
        'read("scores.csv", from, to, score)'; without a quantale an expression, like "closure(S)"."""
        return self._graded("enriched", name, scores, quantale, objects, doc, grid)

    def scores(
        self,
        name: str,
        scores: str | Mapping[tuple[Label, Label], Score] | Scored,
        quantale: str,
        objects: Iterable[Label] = (),
        doc: str | None = None,
        grid: int | None = None,
    ) -> Theory:
        """A table of any scores, which need be no graded category; given as one is."""
        return self._graded("scores", name, scores, quantale, objects, doc, grid)

    def pretext(self, name: str, kind: str, items: Iterable[str], doc: str | None = None) -> Theory:
        """The category of a pretext task, of the kind "rotation", "masked", "next_token", "contrastive" or
        "supervised"; the items are text of the language, like 'text "the cat sat"' or "pair x1, x2"."""
        return self._block("pretext", name, doc, list(items), tail=f" = {kind}")

    # ---- functors, tasks, models ----------------------------------------------------------------------

    def functor(
        self,
        name: str,
        given: str | tuple[str, str],
        values: str | Mapping[Label, str | Label] | Frame | None = None,
        doc: str | None = None,
        options: Mapping[str, str] = NOTHING,
    ) -> Theory:
        """A functor: from the first to the second of two categories, with its values on objects and generating arrows,
        paths as text; or from a table (no mapping of columns), with the options of `read`, or from a file, like
        'read("map.csv", from, to)'; or an expression, like "inclusion(full(C, {a, b}))"."""
        if not isinstance(given, str) and not isinstance(values, str | Mapping) and is_table(values):
            with_it, values = self._reading(name, values, ("from", "to"), options)
            return with_it.functor(name, given, values, doc)
        if isinstance(values, str) and not isinstance(given, str):
            source, target = map(self._thing, given)
            return self._named(name, f"functor {word(name)}{docstring(doc)} : {source} -> {target} = {values}")
        if not isinstance(values, Mapping | None):
            raise TypeError(f"the values of a functor are a mapping, a text or a table, not {type(values).__name__}")
        inside = NONE if isinstance(given, str) else self._names.get(given[1], NONE)
        return self._map("functor", name, given, value_items(values or {}, inside), doc)

    def task(
        self,
        name: str,
        category: str,
        elements: str | Task | Mapping[Label, Iterable[Label]] | Mapping[Label, Score] | Frame,
        restrictions: Mapping[str | tuple[Label, Label], Mapping[Label, Label]] | None = None,
        doc: str | None = None,
        options: Mapping[str, str | int] = NOTHING,
    ) -> Theory:
        """A task: by its elements at each object and what each generating arrow does to them, in a poset given by its
        ends; on a graded category by its value at each object; or by a table (no mapping of columns) of objects and
        elements, or values, with the options of `read`; or a `Task`, on the category of this name; or an expression,
        like "yoneda(C, a)"."""
        if isinstance(elements, str):
            return self._defined("task", name, elements, doc)
        if not isinstance(elements, Mapping | Task):
            with_it, text = self._reading(name, elements, ("object", "value"), options)
            return with_it._named(name, f"task {word(name)}{docstring(doc)} on {self._thing(category)} = {text}")
        items = task_items(elements) if isinstance(elements, Task) else element_items(elements, restrictions or {})
        return self._block("task", name, doc, items, tail=f" on {self._thing(category)}")

    def copresheaf(
        self,
        name: str,
        category: str,
        elements: Mapping[Label, Iterable[Label]],
        actions: Mapping[str | tuple[Label, Label], Mapping[Label, Label]] | None = None,
        doc: str | None = None,
    ) -> Theory:
        """A task on the opposite of the category, written the covariant way round: each generating arrow takes elements
        at its source to elements at its target."""
        items = element_items(elements, actions or {})
        return self._block("copresheaf", name, doc, items, tail=f" on {self._thing(category)}")

    def transformation(
        self,
        name: str,
        given: str | tuple[str, str],
        components: Mapping[Label, Mapping[Label, Label] | str | Label] | None = None,
        doc: str | None = None,
    ) -> Theory:
        """A transformation from the first to the second of two tasks, by its component at each object; between functors
        the components are arrows, and what is forced may be left out. Or an expression, like "unit(F, T)"."""
        given_items = (components or {}).items()
        items = [assignment_item(f"at {label(a)}", values) for a, values in given_items if isinstance(values, Mapping)]
        arrows = {a: values for a, values in given_items if not isinstance(values, Mapping)}
        return self._map("transformation", name, given, [*items, *value_items(arrows, self._names.keys())], doc)

    def define(self, name: str, parameters: Iterable[str], body: str, doc: str | None = None) -> Theory:
        """A definition: its parameters as text, like "functor F : B -> C"; and what it says."""
        text = f"define {word(name)}({', '.join(parameters)}){docstring(doc)} := {body}"
        return self._named(name, text)

    def model(
        self,
        name: str,
        given: str | tuple[str, str],
        values: Mapping[Label, str | Label] | None = None,
        doc: str | None = None,
    ) -> Theory:
        """A model: an expression, like "yoneda(C)" or "via(F)"; or from a category to tasks on another one, with its
        values, tasks on objects and transformations on generating arrows."""
        return self._map("model", name, given, value_items(values or {}, self._names.keys()), doc)

    def tasks(self, source: str | Table, category: str, options: Mapping[str, str] = NOTHING) -> Theory:
        """One task for each label: `source` is a table of labels and objects, with the options of `read`, or text like
        'read("labels.csv", label, object)'."""
        return self._from_table("tasks", source, category, ("label", "object"), options)

    def names(self, source: str | Table, category: str, options: Mapping[str, str] = NOTHING) -> Theory:
        """What people read beside objects: a table of objects and names, with the options of `read`, or text like
        'read("terms.csv", id, label)'."""
        return self._from_table("names", source, category, ("object", "name"), options)

    def imports(self, path: str | os.PathLike[str]) -> Theory:
        """The names of another theory file, relative to the working directory; in it or below, or where the option
        `allow_path` of `check` and `load` says so."""
        return self.declare(f"import {quote(os.fspath(path))}")

    def declare(self, text: str) -> Theory:
        """Declarations or statements as text."""
        parsed = parse(f"{text}\n", PATH)
        if parsed.diagnostics:
            call = f"{PATH}, `{text.splitlines()[0]}`"
            raise InputError([each._replace(path=call) for each in parsed.diagnostics])
        made = Theory()
        made._parts = (*self._parts, text)
        made._names, made._handed = self._names, self._handed
        return made

    # ---- statements -----------------------------------------------------------------------------------

    def claim(self, proposition: str, name: str | None = None) -> Theory:
        """What should hold."""
        return self._statement("claim", proposition, name)

    def refute(self, proposition: str, name: str | None = None) -> Theory:
        """What should fail."""
        return self._statement("refute", proposition, name)

    def ask(self, proposition: str, name: str | None = None) -> Theory:
        """What may hold or fail."""
        return self._statement("ask", proposition, name)

    def find(self, wanted: str, name: str | None = None) -> Theory:
        """What should have a solution: text like "T in tasks(C, size <= 3) such that rank(T) = 2"."""
        return self._statement("find", wanted, name)

    # ---- use ------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The theory file, in canonical form. `catproof.check_text(theory.text())` does what `check` does, but where a
        table was given: the text reads it as a file that is not there."""
        text = "".join(f"{part}\n" for part in self._parts)
        return format_theory(parse(text, PATH), text)

    def check(self, **options: Any) -> Report:
        """Run every statement; options, exceptions and the report are those of `catproof.check_text`. Lines in the
        report are those of `text()`."""
        return check_handed(self._read(), self._handed, **options)

    def load(self, **options: Any) -> Declarations:
        """What is declared; options and exceptions are those of `catproof.load`."""
        return load_handed(self._read(), self._handed, **options)

    def __repr__(self) -> str:
        return f"<Theory with {len(self._parts)} declaration{'' if len(self._parts) == 1 else 's'} and statements>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Theory) and self._tables() == other._tables() and self.text() == other.text()

    def __hash__(self) -> int:
        return hash(self.text())

    def _tables(self) -> dict[str, int]:
        """Which tables were given: data frames are not compared with `==`."""
        return {called: id(handed.value) for called, handed in self._handed.items()}

    def _read(self) -> str:
        return self.text() + "\n"  # with a line break a theory is a text, even where there is nothing else in it

    def _thing(self, text: str) -> str:
        """A category, task, functor, model or transformation, by its name or by an expression; a faulty one stays."""
        return text if "(" in text and text not in self._names else path_text(text, self._names.keys())

    def _block(
        self, kind: str, name: str, doc: str | None, items: Sequence[str], inside: Set[str] = NONE, tail: str = ""
    ) -> Theory:
        lines = "".join(f"  {item}\n" for item in items)
        return self._named(name, f"{kind} {word(name)}{tail}{docstring(doc)} {{\n{lines}}}", inside)

    def _named(self, name: str, text: str, inside: Set[str] = NONE) -> Theory:
        made = self.declare(text)
        made._names = {**self._names, name: inside}
        return made

    def _from_table(
        self, word: str, source: str | Table, category: str, columns: tuple[str, str], options: Mapping[str, str]
    ) -> Theory:
        with_it = self
        if not isinstance(source, str):
            with_it, source = self._reading(f"{word} on {category}", source, columns, options)
        return with_it.declare(f"{word} {source} on {self._thing(category)}")

    def _reading(
        self,
        what: str,
        table: object,
        columns: Sequence[str],
        options: Mapping[str, str | int],
        names: Sequence[Label] | None = None,
    ) -> tuple[Theory, str]:
        """The theory with a table, and the text that reads it; `names` are those of the rows of a square."""
        if not is_table(table, max(len(columns), 2)):
            raise TypeError(f"a table or a text is expected, not {type(table).__name__}")
        called, number = f"{what} as given", 1
        while called in self._handed:
            number += 1
            called = f"{what} as given, {number}"
        made = Theory()
        made._parts, made._names = self._parts, self._names
        made._handed = {**self._handed, called: Handed(called, table, names)}
        return made, read_call(called, columns, options)

    def _order(
        self,
        kind: str,
        name: str,
        pairs: str | Iterable[Sequence[Label]] | Table,
        points: Iterable[Label],
        doc: str | None,
        options: Mapping[str, str],
    ) -> Theory:
        if isinstance(pairs, str):
            return self._defined(kind, name, pairs, doc)
        if is_table(pairs):
            with_it, text = self._reading(name, pairs, ("smaller", "larger"), options)
            lines = "".join(f"  point {label(each)}\n" for each in points)
            block = f" {{\n{lines}}}" if lines else ""
            return with_it._named(name, f"{kind} {word(name)}{docstring(doc)} = {text}{block}")
        if not isinstance(pairs, Iterable):
            raise TypeError(f"pairs are a table, a text or chains of labels, not {type(pairs).__name__}")
        chains, alone = [list(chain) for chain in cast(Iterable[Sequence[Label]], pairs)], list(points)
        items = [*(" < ".join(map(label, chain)) for chain in chains), *(f"point {label(each)}" for each in alone)]
        return self._block(kind, name, doc, items, texts_of([*alone, *(each for chain in chains for each in chain)]))

    def _graded(
        self,
        kind: str,
        name: str,
        scores: str | Mapping[tuple[Label, Label], Score] | Scored,
        quantale: str,
        objects: Iterable[Label],
        doc: str | None,
        grid: int | None,
    ) -> Theory:
        within = f" in {word(quantale)}" if quantale else ""
        listed = isinstance(scores, Mapping) and not any(isinstance(key, str) for key in scores)
        if not isinstance(scores, str) and not listed and is_table(scores, 3):
            names = list(objects)
            columns = () if names else ("from", "to", "score")
            options = {} if grid is None else {"grid": grid}
            with_it, scores = self._reading(name, scores, columns, options, names or None)
            return with_it._graded(kind, name, scores, quantale, (), doc, None)
        if grid is not None:
            raise TypeError("a grid is for a table of scores, not for scores that are listed or read by a text")
        if isinstance(scores, str):
            text = scores if quantale else self._thing(scores)
            return self._named(name, f"{kind} {word(name)}{within}{docstring(doc)} = {text}")
        if not isinstance(scores, Mapping):
            raise TypeError(f"scores are a table, a text or a mapping of ends, not {type(scores).__name__}")
        alone = [f"object {label(each)}" for each in objects]
        given = cast(Mapping[tuple[Label, Label], Score], scores)
        items = [f"{label(a)} -> {label(b)} : {score_text(value)}" for (a, b), value in given.items()]
        inside = texts_of([each for ends in given for each in ends])
        return self._block(kind, name, doc, [*alone, *items], inside, tail=within)

    def _presented(
        self, kind: str, name: str, generators: str | Iterable[str], equations: Iterable[Equation], doc: str | None
    ) -> Theory:
        if isinstance(generators, str):
            return self._defined(kind, name, generators, doc)
        arrows = list(generators)
        inside = texts_of(["*", *arrows])
        items = [f"generator {word(each)}" for each in arrows]
        return self._block(kind, name, doc, [*items, *(equation_item(each, inside) for each in equations)], inside)

    def _defined(self, kind: str, name: str, expression: str, doc: str | None) -> Theory:
        return self._named(name, f"{kind} {word(name)}{docstring(doc)} = {self._thing(expression)}")

    def _statement(self, kind: str, text: str, name: str | None) -> Theory:
        return self.declare(f"{kind} {'' if name is None else word(name) + ' : '}{text}")

    def _map(self, kind: str, name: str, given: str | tuple[str, str], items: Sequence[str], doc: str | None) -> Theory:
        if isinstance(given, str):
            return self._defined(kind, name, given, doc)
        source, target = map(self._thing, given)
        return self._block(kind, name, doc, items, tail=f" : {source} -> {target}")
