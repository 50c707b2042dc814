"""Theories built in Python, without writing text: `Theory().poset(...).task(...).claim(...)`.

Every call adds one declaration or statement in the theory language, so that what is built is equal in every way to
what is parsed: `text()` is the theory file in canonical form. A theory never changes: each call gives a new one, which
may be kept, extended in two ways, and used by several threads.

Objects, generating arrows and elements are given by their names, which are quoted where the language asks for it; ints
are elements, tuples are objects of products and the like. Paths, equations, expressions and propositions are text of
the language, like "g . f", "r^4 = id", "product(Z4, P)" or "T is representable".
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catproof.api import Declarations, check_text, load
from catproof.core.blocks import category_items, task_items
from catproof.core.category import Category
from catproof.core.label import Label, show
from catproof.core.task import Task
from catproof.diagnostic import InputError
from catproof.report.report import Report
from catproof.syntax.formatter import canonical
from catproof.syntax.parser import parse
from catproof.syntax.printer import print_name, quote

PATH = "<theory>"
"""What messages call a theory that was built."""


class Theory:
    """A theory under construction. Calls raise `InputError` where what they say is not in the language, and `TypeError`
    where an argument is of no type that they take; what is wrong for other reasons is in the report, as for a file."""

    def __init__(self) -> None:
        self._parts: tuple[str, ...] = ()

    # ---- categories -----------------------------------------------------------------------------------

    def category(
        self,
        name: str,
        given: str | Category | Iterable[Label] = (),
        arrows: Mapping[str, tuple[Label, Label]] | None = None,
        equations: Iterable[str] = (),
        doc: str | None = None,
    ) -> Theory:
        """A category: by its objects, its generating arrows with source and target, and equations; or a `Category`; or
        an expression of the language, like "product(Z4, P)"."""
        if isinstance(given, str):
            return self._defined("category", name, given, doc)
        if isinstance(given, Category):
            kind = "poset" if given.presentation.kind == "thin" else "category"
            return self._block(f"{kind} {word(name)}", doc, category_items(given))
        return self._block(f"category {word(name)}", doc, [*_quiver(given, arrows or {}), *_equations(equations)])

    def monoid(
        self, name: str, generators: str | Iterable[str] = (), equations: Iterable[str] = (), doc: str | None = None
    ) -> Theory:
        """A monoid, as a category with the object `*`; or an expression of the language."""
        return self._presented("monoid", name, generators, equations, doc)

    def group(
        self, name: str, generators: str | Iterable[str] = (), equations: Iterable[str] = (), doc: str | None = None
    ) -> Theory:
        """A group, as a category with the object `*`; or an expression of the language."""
        return self._presented("group", name, generators, equations, doc)

    def poset(
        self,
        name: str,
        pairs: str | Iterable[Sequence[Label]] = (),
        points: Iterable[Label] = (),
        doc: str | None = None,
    ) -> Theory:
        """A poset: by chains of labels, the smallest first, of which pairs are the shortest; and further points. Or an
        expression, like 'read("edges.csv", source, target)'."""
        if isinstance(pairs, str):
            return self._defined("poset", name, pairs, doc)
        chains = [" < ".join(map(label, chain)) for chain in pairs]
        return self._block(f"poset {word(name)}", doc, [*chains, *(f"point {label(each)}" for each in points)])

    def table(
        self,
        name: str,
        objects: Iterable[Label],
        arrows: Mapping[str, tuple[Label, Label]],
        composites: Mapping[tuple[str, str], str],
        doc: str | None = None,
    ) -> Theory:
        """A category by the table of its arrows, identities aside: `composites[g, f]` is g . f, f first."""
        composed = [f"compose {word(g)} . {word(f)} = {value}" for (g, f), value in composites.items()]
        return self._block(f"table {word(name)}", doc, [*_quiver(objects, arrows), *composed])

    def pretext(self, name: str, kind: str, items: Iterable[str], doc: str | None = None) -> Theory:
        """The category of a pretext task, of the kind "rotation", "masked", "next_token", "contrastive" or
        "supervised"; the items are text of the language, like 'text "the cat sat"' or "pair x1, x2"."""
        return self._block(f"pretext {word(name)} = {kind}", doc, list(items))

    # ---- functors, tasks, models ----------------------------------------------------------------------

    def functor(
        self,
        name: str,
        given: str | tuple[str, str],
        values: Mapping[Label, str | Label] | None = None,
        doc: str | None = None,
    ) -> Theory:
        """A functor: from the first to the second of two categories, with its values on objects and generating arrows,
        paths as text; or an expression, like "inclusion(full(C, {a, b}))"."""
        return self._map("functor", name, given, _values(values or {}), doc)

    def task(
        self,
        name: str,
        category: str,
        elements: str | Task | Mapping[Label, Iterable[Label]],
        restrictions: Mapping[str | tuple[Label, Label], Mapping[Label, Label]] | None = None,
        doc: str | None = None,
    ) -> Theory:
        """A task: by its elements at each object and what each generating arrow does to them, in a poset given by its
        ends; or a `Task`, on the category of this name; or an expression, like "yoneda(C, a)"."""
        if isinstance(elements, str):
            return self._defined("task", name, elements, doc)
        if isinstance(elements, Task):
            items = task_items(elements, _head)
        else:
            items = [f"{label(a)} = {{{', '.join(map(label, members))}}}" for a, members in elements.items()]
            items += [_assignments(_arrow(f), values) for f, values in (restrictions or {}).items()]
        return self._block(f"task {word(name)} on {category}", doc, items)

    def transformation(
        self,
        name: str,
        given: str | tuple[str, str],
        components: Mapping[Label, Mapping[Label, Label]] | None = None,
        doc: str | None = None,
    ) -> Theory:
        """A transformation from the first to the second of two tasks, by its component at each object."""
        items = [_assignments(f"at {label(a)}", values) for a, values in (components or {}).items()]
        return self._map("transformation", name, given, items, doc)

    def model(
        self,
        name: str,
        given: str | tuple[str, str],
        values: Mapping[Label, str | Label] | None = None,
        doc: str | None = None,
    ) -> Theory:
        """A model: an expression, like "yoneda(C)" or "via(F)"; or from a category to tasks on another one, with its
        values, tasks on objects and transformations on generating arrows."""
        return self._map("model", name, given, _values(values or {}), doc)

    def tasks(self, source: str, category: str) -> Theory:
        """One task for each label of a file: `source` is text like 'read("labels.csv", label, object)'."""
        return self.declare(f"tasks {source} on {category}")

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
        """The theory file, in canonical form. `catproof.check_text(theory.text())` does what `check` does."""
        text = "".join(f"{part}\n" for part in self._parts)
        return canonical(parse(text, PATH), text)

    def check(self, **options: Any) -> Report:
        """Run every statement; options, exceptions and the report are those of `catproof.check_text`. Lines in the
        report are those of `text()`."""
        return check_text(self._read(), **options)

    def load(self, **options: Any) -> Declarations:
        """What is declared; options and exceptions are those of `catproof.load`."""
        return load(self._read(), **options)

    def __repr__(self) -> str:
        return f"<Theory with {len(self._parts)} declaration{'' if len(self._parts) == 1 else 's'} and statements>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Theory) and self.text() == other.text()

    def __hash__(self) -> int:
        return hash(self.text())

    def _read(self) -> str:
        return self.text() + "\n"  # with a line break a theory is a text, even where there is nothing else in it

    def _block(self, head: str, doc: str | None, items: Sequence[str]) -> Theory:
        lines = "".join(f"  {item}\n" for item in items)
        return self.declare(f"{head}{_doc(doc)} {{\n{lines}}}")

    def _presented(
        self, kind: str, name: str, generators: str | Iterable[str], equations: Iterable[str], doc: str | None
    ) -> Theory:
        if isinstance(generators, str):
            return self._defined(kind, name, generators, doc)
        items = [f"generator {word(each)}" for each in generators]
        return self._block(f"{kind} {word(name)}", doc, [*items, *_equations(equations)])

    def _defined(self, kind: str, name: str, expression: str, doc: str | None) -> Theory:
        return self.declare(f"{kind} {word(name)}{_doc(doc)} = {expression}")

    def _statement(self, kind: str, text: str, name: str | None) -> Theory:
        return self.declare(f"{kind} {'' if name is None else word(name) + ' : '}{text}")

    def _map(self, kind: str, name: str, given: str | tuple[str, str], items: Sequence[str], doc: str | None) -> Theory:
        if isinstance(given, str):
            return self._defined(kind, name, given, doc)
        source, target = given
        return self._block(f"{kind} {word(name)} : {source} -> {target}", doc, items)


def label(given: Label) -> str:
    """A label as it is written. Raises `TypeError`."""
    if isinstance(given, bool) or not isinstance(given, str | int | tuple):
        raise TypeError(f"a label is a str, an int or a tuple of labels, not {given!r}")
    for part in given if isinstance(given, tuple) else ():
        label(part)
    return show(given)


def word(given: str) -> str:
    """A name as it is written. Raises `TypeError`."""
    if not isinstance(given, str):
        raise TypeError(f"a name is a str, not {given!r}")
    return print_name(given)


def _doc(doc: str | None) -> str:
    return "" if doc is None else f" {quote(doc)}"


def _quiver(objects: Iterable[Label], arrows: Mapping[str, tuple[Label, Label]]) -> list[str]:
    items = [f"object {label(each)}" for each in objects]
    return items + [f"arrow {word(f)} : {label(a)} -> {label(b)}" for f, (a, b) in arrows.items()]


def _equations(given: Iterable[str]) -> list[str]:
    return [f"equation {each}" for each in given]


def _values(values: Mapping[Label, str | Label]) -> list[str]:
    return [f"{label(x)} |-> {y if isinstance(y, str) else label(y)}" for x, y in values.items()]


def _assignments(head: str, values: Mapping[Label, Label]) -> str:
    return f"{head} {{ {' ; '.join(f'{label(x)} |-> {label(y)}' for x, y in values.items())} }}"


def _arrow(given: str | tuple[Label, Label]) -> str:
    """A generating arrow, by its name or by its ends."""
    if isinstance(given, str):
        return word(given)
    source, target = given
    return f"({label(source)} -> {label(target)})"


def _head(task: Task, g: int) -> str:
    """A generating arrow of a category that was declared by `category_items`: in a poset arrows have no names."""
    category, generator = task.category, task.category.generators[g]
    if category.presentation.kind == "thin":
        return _arrow((category.objects[generator.source], category.objects[generator.target]))
    return word(generator.name)
