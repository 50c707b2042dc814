"""Core terms as plain data for certificates. The format is documented in `catproof/kernel/README.md`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.graded import GRADED, Graded
from catproof.core.model import Model
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.decide.graded_tables import KIND
from catproof.decide.plain import plain
from catproof.decide.tables import Tables
from catproof.logic.terms import Apply, Binding, Call, Constant, Definitions, Number, Reference, Term, Variable, within
from catproof.structures.reading import Unread
from catproof.structures.tables import Place, Value


class Encoding:
    """Writes terms; what their constants and free variables stand for is entered into the tables."""

    def __init__(self, tables: Tables, values: Mapping[Term, Value], definitions: Definitions) -> None:
        self._tables = tables
        self._values = values
        self._definitions = definitions
        self._constants: list[dict[str, Any]] = []
        self._numbers: dict[Term, int] = {}
        self._names: dict[Reference, int] = {}
        self.entries: list[dict[str, Any]] = []

    def claim(self, term: Term) -> dict[str, Any]:
        """The claim that a term is true."""
        written = self.term(term)
        return {
            "claim": written,
            "constants": self._constants,
            "definitions": self.entries,
        }

    def term(self, term: Term) -> list[Any]:
        """A term: its form, and what it is made of."""
        if isinstance(term, Variable):
            return ["variable", term.name]
        if isinstance(term, Number):
            value = term.value
            return ["number", value if isinstance(value, int) else ["rational", value.numerator, value.denominator]]
        if isinstance(term, Constant) and term.sort.kind == "label":
            return ["label", plain(self._values[term])]
        if isinstance(term, Constant) or term in self._values:
            return ["constant", self._constant(term)]
        if isinstance(term, Apply):
            return ["apply", term.operator, *map(self.term, term.arguments)]
        if isinstance(term, Call):
            return ["call", self.definition(term.definition), *map(self.term, term.arguments)]
        assert isinstance(term, Binding)
        names = [variable.name for variable in term.variables]
        rest = [None if part is None else self.term(part) for part in (term.condition, term.body)]
        return ["binding", term.binder, names, self.term(term.domain), *rest]

    def _constant(self, constant: Term) -> int:
        if constant not in self._numbers:
            self._numbers[constant] = len(self._constants)
            self._constants.append(self._value(self._values[constant]))
        return self._numbers[constant]

    def definition(self, reference: Reference) -> int:
        """The number of a definition; those that it uses come before it."""
        if reference not in self._names:
            definition = self._definitions[reference]
            body = self.term(definition.body)
            self._names[reference] = len(self.entries)
            parameters = [parameter.name for parameter in definition.parameters]
            self.entries.append({"name": reference.word, "parameters": parameters, "body": body})
        return self._names[reference]

    def _value(self, value: Value) -> dict[str, Any]:
        tables = self._tables
        if isinstance(value, Unread):
            return {"is": "proposition", "of": None}
        if isinstance(value, Place):
            if isinstance(value.home, Graded):
                return {"is": "graded object", "of": tables.graded(value.home), "value": value.value}
            kind = (
                "object" if isinstance(value.value, int) else "arrow" if isinstance(value.value, Arrow) else "element"
            )
            home = tables.task(value.home) if isinstance(value.home, Task) else tables.category(value.home)
            place = value.value if isinstance(value.value, int) else list(value.value)
            return {"is": kind, "of": home, "value": place}
        if isinstance(value, Category):
            return {"is": "category", "of": tables.category(value)}
        if isinstance(value, Functor):
            return {"is": "functor", "of": tables.functor(value)}
        if isinstance(value, Task):
            return {"is": "task", "of": tables.task(value)}
        if isinstance(value, Transformation):
            tables.task(value.source)
            return {"is": "transformation", "of": tables.transformation(value)}
        if isinstance(value, NaturalTransformation):
            return {"is": "natural transformation", "of": tables.natural(value)}
        if isinstance(value, GRADED):
            return {"is": KIND[type(value)], "of": tables.graded(value)}
        assert isinstance(value, Model)
        return {"is": "model", "of": tables.model(value)}


def used(term: Term, definitions: Definitions) -> dict[Reference, None]:
    """The definitions that a term uses, directly or through others."""
    found: dict[Reference, None] = {}
    pending = [term]
    while pending:
        for part in within(pending.pop()):
            if isinstance(part, Call) and part.definition not in found:
                found[part.definition] = None
                pending.append(definitions[part.definition].body)
    return found
