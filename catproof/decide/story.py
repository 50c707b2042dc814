"""Why a term is true or false, told with the values of its variables that decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from catproof.core.blocks import block, functor_items, shown
from catproof.core.functor_category import natural_items
from catproof.core.nouns import every_one
from catproof.decide.graded_claims import GRADED_CLAIMS
from catproof.decide.numbers import MOST_COUNTED
from catproof.decide.transformations import Transformations
from catproof.logic.arithmetic import ARITHMETIC, COMPARE
from catproof.logic.literals import TRUE
from catproof.logic.signature import VALUES, place, sort_of
from catproof.logic.terms import Apply, Binding, Call, Constant, Definitions, Number, Term, Variable, parts, within
from catproof.logic.text import text_of
from catproof.logic.truth import Environment, Truth
from catproof.structures.tables import KnownStructures

PLACED = ("object", "arrow", "element", "graded object")
"""The kinds of what lives in something."""

WHOLE = ("category", "functor", "task", "model")
"""The kinds of what they live in, and of what leads from one to another."""

MOST_STEPS = 24
"""Steps of an argument that are told."""


Step = tuple[str, str]
"""What is said, and its kind: "choice", "part", "definition" or "said"."""


def reason(steps: Sequence[Step]) -> str:
    """Why, in a sentence."""
    chosen = [step for step, kind in steps if kind in ("choice", "part")]
    said = [step for step, kind in steps if kind == "said"]
    if chosen:
        return ", ".join(chosen[:MOST_STEPS]) + (f": {said[-1]}" if said else "")
    return said[-1] if said else "by its definition"


def argument(steps: Sequence[Step]) -> list[str]:
    """Why, step by step."""
    written = {"choice": "Take {}.", "said": "So {}.", "definition": "{}", "part": "{}."}
    lines = [written[kind].format(step) for step, kind in steps]
    return lines[:MOST_STEPS] + (["..."] if len(lines) > MOST_STEPS else [])


def witness(steps: Sequence[Step]) -> dict[str, Any]:
    """The values that decide, by the names of their variables."""
    return dict(step.split(" = ", 1) for step, kind in steps if kind == "choice" and " = " in step)


class Story:
    """Tells why terms have their truth values, over what is known."""

    def __init__(self, truth: Truth, structures: KnownStructures, definitions: Definitions) -> None:
        self._truth = truth
        self._structures = structures
        self._definitions = definitions

    def instance(self, term: Term, known: Environment) -> str:
        """What the variables of a term stand for: objects, arrows and elements, or else structures."""
        variables = {one.name: one for one in within(term) if isinstance(one, Variable) and one.name in known}
        found: dict[str, str] = {}
        for name, one in variables.items():
            if one.sort.kind in PLACED:
                (number,) = known[name]
                found[name] = self._shown_value(one.sort.kind, one.sort.of[0], known, number)
        if not found:
            kinds = {name: one.sort.kind for name, one in variables.items()}
            found = {name: shown(known[name].whole) for name, kind in kinds.items() if kind in ("functor", "task")}
            wholes = {name: known[name].whole for name, kind in kinds.items() if kind == "category"}
            found |= {name: whole.name or shown(whole) for name, whole in wholes.items()}
        return ", ".join(f"{name} = {value}" for name, value in sorted(found.items()))

    def _holds(self, term: Term, known: Environment) -> bool:
        return self._truth.truth(term, known) == TRUE

    def steps(self, term: Term, known: Environment) -> Iterator[Step]:
        """The steps to the parts that decide: what is chosen, what a definition says, and what is left at the end."""
        if isinstance(term, Call):
            definition = self._definitions[term.definition]
            where = self._where(term, known)
            yield f"By definition, {text_of(term)} says: {text_of(definition.body)}{where}", "definition"
            yield from self.steps(*self._truth.opened(term, known))
        elif isinstance(term, Binding):
            yield from self._choice(term, known, self._holds(term, known))
        elif isinstance(term, Apply) and term.operator == "not":
            yield from self.steps(term.arguments[0], known)
        elif isinstance(term, Apply) and term.operator in ("and", "or", "implies", "iff"):
            yield from self._joined(term, known, self._holds(term, known))
        elif isinstance(term, Apply) and term.operator in GRADED_CLAIMS and term.operator != "graded equal objects":
            yield self._graded(term, known), "said"
        else:
            for line in self._numbers(term, known):
                yield line, "definition"
            yield self._compared(term, known), "said"

    def _graded(self, term: Apply, known: Environment) -> str:
        """Why something is true of graded things, or false."""
        given: list[Any] = []
        for argument in term.arguments:
            kind = sort_of(argument).kind
            value = self._truth.value(argument, kind, known)
            given += value if kind in ("number", "graded object") else [value.whole]
        claim = GRADED_CLAIMS[term.operator](*given)
        return str(claim.reason(claim.direct()))

    def _numbers(self, term: Term, known: Environment) -> Iterator[str]:
        """What the numbers that are compared are by definition, and what they count."""
        if isinstance(term, Call):
            yield f"By definition, {text_of(term)} is: {text_of(self._definitions[term.definition].body)}"
            yield from self._numbers(*self._truth.opened(term, known))
        elif _counts(term):
            yield from self._counted(term, known)
        else:
            for side in parts(term):
                if isinstance(side, Call) or _counts(side) or (isinstance(side, Apply) and side.operator in ARITHMETIC):
                    yield from self._numbers(side, known)

    def _counted(self, term: Term, known: Environment) -> Iterator[str]:
        if isinstance(term, Binding):
            values = [self._shown(term, known, inner) for _, inner in self._truth.cases(term, known)]
        else:
            (domain,) = parts(term)
            values = [self._value(domain, known, value) for value, _ in self._truth.domain(domain, known)]
        if values:
            yield f"What {text_of(term)} counts:"
            yield from (f"  {value}" for value in values[:MOST_COUNTED])
            if len(values) > MOST_COUNTED:
                yield f"  ... and {len(values) - MOST_COUNTED:,} more"

    def _where(self, term: Call, known: Environment) -> str:
        """What the objects, arrows and elements that a definition is called with are there, where they are not called
        what they are called here."""
        definition = self._definitions[term.definition]
        several = []
        written = len(definition.written)
        for parameter, argument in zip(definition.written, term.arguments[-written:], strict=True):
            if parameter.sort.kind in PLACED:
                (number,) = self._truth.value(argument, parameter.sort.kind, known)
                shown = self._shown_value(parameter.sort.kind, place(argument), known, number)
                if shown != parameter.name:
                    several.append(f"{parameter.name} = {shown}")
            elif parameter.sort.kind != "number" and text_of(argument) != parameter.name:
                several.append(f"{parameter.name} = {text_of(argument)}")
        return f", where {', '.join(several)}" if several else ""

    def _compared(self, term: Term, known: Environment) -> str:
        """What the sides of a comparison are."""
        assert isinstance(term, Apply)
        kind = "number" if term.operator in COMPARE else sort_of(term.arguments[-1]).kind
        several = []
        for side in term.arguments[-2:]:
            if isinstance(side, Number | Constant):
                continue
            (value,) = self._truth.value(side, kind, known)
            text = text_of(side)
            shown = str(value) if kind == "number" else self._shown_value(kind, term.arguments[0], known, value)
            if shown != text:
                several.append(f"{text} is {shown}")
        if not several and term.operator not in COMPARE and not self._holds(term, known):
            return f"{' and '.join(map(text_of, term.arguments[-2:]))} are different"
        said = " and ".join(several) or text_of(term)
        return said + self._named(said, term, known)

    def _named(self, said: str, term: Term, known: Environment) -> str:
        """Which structures the parameters of a definition stand for, of those that are said by the names that it gives
        them: a file may have another structure of that name."""
        called: dict[str, str] = {}
        for part in within(term):
            if isinstance(part, Variable) and part.name in known and part.sort.kind in WHOLE:
                name = known[part.name].whole.name
                if name and name != part.name and re.search(rf"\b{re.escape(part.name)}\b", said):
                    called[part.name] = name
        return f", where {', '.join(f'{one} = {name}' for one, name in called.items())}" if called else ""

    def _part(self, term: Term, known: Environment) -> Iterator[Step]:
        """A part that decides, which is named where a definition of the user's says it."""
        inner = term.arguments[0] if isinstance(term, Apply) and term.operator == "not" else term
        if isinstance(inner, Call) and not inner.definition.shipped:
            yield f"{text_of(inner)} {'holds' if self._holds(inner, known) else 'fails'}", "part"
        yield from self.steps(term, known)

    def _joined(self, term: Apply, known: Environment, value: bool) -> Iterator[Step]:
        left, right = term.arguments
        settles = {"and": False, "or": True, "implies": False}
        if term.operator in settles and self._holds(left, known) is settles[term.operator]:
            yield from self._part(left, known)
        elif term.operator == "iff" or (term.operator == "and" and value) or (term.operator == "or" and not value):
            yield from self._part(left, known)
            yield from self._part(right, known)
        else:
            if term.operator == "implies" and not value and isinstance(right, Call):
                yield f"{text_of(left)}, but not {text_of(right)}", "part"
            yield from self._part(right, known)

    def _choice(self, term: Binding, known: Environment, value: bool) -> Iterator[Step]:
        assert term.body is not None
        every = term.binder == "forall"
        body = term.body
        cases = [inner for _, inner in self._truth.cases(term, known)]
        deciding = (inner for inner in cases if self._holds(body, inner) is not every)
        first = next(deciding, None)
        if first is None:
            all_of_them = f"{every_one(len(cases), 'values')} of {_names(term)}"
            if not cases:
                condition = "" if term.condition is None else f" with {text_of(term.condition)}"
                none = f"there are no values of {_names(term)}{condition}"
                yield f"{none}: it holds of nothing" if every else none, "said"
            elif every and (never := self._never(body, cases)):
                yield f"it holds for {all_of_them}, vacuously: there is no {_names(term)}{never}", "said"
            elif every:
                yield f"it holds for {all_of_them}", "said"
            else:
                none = f"holds for none of {len(cases)} values" if len(cases) > 1 else "fails for the only value"
                yield f"it {none} of {_names(term)}", "said"
            return
        yield self._shown(term, known, first), "choice"
        if term.binder == "exists unique" and not value:
            yield self._shown(term, known, next(deciding)), "choice"
            yield "it holds for both", "said"
            return
        yield from self._part(body, first)

    def _never(self, body: Term, cases: list[Environment]) -> str:
        """What is assumed of the values and holds for none of them; empty where a value fulfils it, or nothing is."""
        if not isinstance(body, Apply) or body.operator != "implies":
            return ""
        assumed = body.arguments[0]
        return "" if any(self._holds(assumed, inner) for inner in cases) else f" with {text_of(assumed)}"

    def _shown(self, term: Binding, known: Environment, inner: Environment) -> str:
        return ", ".join(f"{v.name} = {self._value(term.domain, known, inner[v.name])}" for v in term.variables)

    def _value(self, domain: Term, known: Environment, value: Any) -> str:
        """A value of a domain in the theory file's own names."""
        assert isinstance(domain, Apply)
        kind = VALUES[domain.operator]
        if kind == "functor":
            lines = functor_items(value.whole)
            return "{ " + " ; ".join(lines) + " }" if lines else "{ }"
        if kind == "natural transformation":
            return block(natural_items(value.whole))
        if kind == "transformation":
            return Transformations(value.whole.source, value.whole.target).show(value.whole)
        (number,) = value
        return self._shown_value(kind, domain.arguments[0], known, number)

    def _shown_value(self, kind: str, home: Term, known: Environment, number: int) -> str:
        whole = self._structures.around(home)
        whole = self._truth.structure(home, known).whole if whole is None else whole
        if kind == "object":
            return str(whole.show_object(number))
        if kind == "graded object":
            return str(whole.show(number))
        if kind == "arrow":
            return str(whole.show_arrow(self._structures.table(whole).arrows[number]))
        return str(whole.show_at(whole.element(number)))


def _counts(term: Term) -> bool:
    """Does it count values?"""
    counts = isinstance(term, Binding) and term.binder == "count"
    return counts or (isinstance(term, Apply) and term.operator == "count")


def _names(term: Binding) -> str:
    return ", ".join(variable.name for variable in term.variables)
