"""Is a term true? One interpreter for structures that are known and for those that are not.

A structure is read through tables of numbers (`CategoryTable`, ...), in which every entry is a *choice*: the values
that it may have, each with the literal that makes it that value. Of a known structure each choice has one value, with
the literal TRUE; whatever is built of known literals is known again, so that over known structures this decides from
the definition, naively, and over unknown ones it writes the definition down as clauses. What literals are, a
`Builder` knows: `Known` for those that are known, `engines.finder.clauses.Clauses` for others.

`and`, `or`, `implies` and `such that` go from left to right and stop when decided. Over known structures a term without
a value, that is reached, raises `Undefined`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, TypeVar

from catproof.core.quantale import INF
from catproof.errors import CatproofError
from catproof.logic.arithmetic import ARITHMETIC, COMPARE
from catproof.logic.graded_words import GRADED_ATOMS, GRADED_NUMBERS
from catproof.logic.known import MOVED
from catproof.logic.literals import FALSE, TRUE, Builder, CategoryTable, Choice, Literal, NoForm, Structures, TaskTable
from catproof.logic.rules import RULES
from catproof.logic.signature import BETWEEN, DEFINABLE, OPERATORS, PAIRED, PARTIAL, sort_of, values_of
from catproof.logic.terms import (
    STRUCTURES,
    Apply,
    Binding,
    Call,
    Constant,
    Definitions,
    Number,
    Reference,
    Term,
    Variable,
    free,
    within,
)

MOST_REPEATED = 10_000
"""The highest power of an arrow."""

MOST_KEPT = 100_000
"""So many answers of definitions are kept at a time."""

Said = TypeVar("Said")


class Undefined(CatproofError):
    """A term that has no value was reached."""

    def __init__(self, term: Term, message: str, known: Environment) -> None:
        super().__init__(message)
        self.term = term
        self.known = known


Environment = Mapping[str, Any]
"""What the variables stand for: tables, or choices of numbers."""


class Truth:
    """The truth of terms, as literals of a builder. With `strict`, terms without a value raise `Undefined`."""

    def __init__(
        self, builder: Builder, structures: Structures, definitions: Definitions, *, strict: bool = True
    ) -> None:
        self.all_of, self.any_of, self.one_of = builder.all_of, builder.any_of, builder.one_of
        self.structures = structures
        self.definitions = definitions
        self.strict = strict
        self._kept: dict[tuple[Any, ...], tuple[Any, Environment]] = {}
        self._quantified: dict[Reference, bool] = {}

    # ---- propositions -----------------------------------------------------------------------------------------

    def truth(self, term: Term, known: Environment) -> Literal:
        """Is the proposition true, where the variables have these values?"""
        if isinstance(term, Apply):
            return self._applied(term, known)
        if isinstance(term, Binding):
            if self.strict:
                return self._bound(term, known)
            names = free(term)
            if len(names) < len(known):  # the same for all values of the variables that it does not mention
                return self._once(term, {name: known.get(name) for name in names}, lambda: self._bound(term, known))
            return self._bound(term, known)
        assert isinstance(term, Call), f"no proposition: {term!r}"
        return self._said(term, known, self.truth)

    def _said(self, call: Call, known: Environment, read: Callable[[Term, Environment], Said]) -> Said:
        """What a definition says of arguments: kept, since within quantifiers the same is often asked again."""
        body, given = self.opened(call, known)
        quantified = self._quantified.get(call.definition)
        if quantified is None:
            quantified = any(isinstance(part, Binding) for part in within(body))
            self._quantified[call.definition] = quantified
        if not quantified:
            return read(body, given)
        return self._once(call.definition, given, lambda: read(body, given))

    def _once(self, what: Hashable, given: Environment, read: Callable[[], Said]) -> Said:
        """What is read where the variables have these values, perhaps from before."""
        key = (what, *(tuple(v.items()) if isinstance(v, Mapping) else id(v) for v in given.values()))
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = read(), given  # the arguments are kept, and so are their ids
        said: Said = found[0]
        return said

    def opened(self, call: Call, known: Environment) -> tuple[Term, Environment]:
        """What the definition says, and what its parameters stand for."""
        definition = self.definitions[call.definition]
        given = {
            parameter.name: self.value(argument, parameter.sort.kind, known)
            for parameter, argument in zip(definition.parameters, call.arguments, strict=True)
        }
        return definition.body, given

    def _applied(self, term: Apply, known: Environment) -> Literal:
        name, given = term.operator, term.arguments
        if name == "not":
            return -self.truth(given[0], known)
        if name in ("and", "or", "implies"):
            left = self.truth(given[0], known)
            left = -left if name == "implies" else left
            if left == (FALSE if name == "and" else TRUE):
                return left
            right = self.truth(given[1], known)
            return self.all_of([left, right]) if name == "and" else self.any_of([left, right])
        if name == "iff":
            return self._same(self.truth(given[0], known), self.truth(given[1], known))
        if name in COMPARE:
            compare = COMPARE[name]
            left_side, right_side = self.number(given[0], known), self.number(given[1], known)
            return self.any_of(
                self.all_of((a, b)) for v, a in left_side.items() for w, b in right_side.items() if compare(v, w)
            )
        if name in RULES:
            one, other = (self.structure(a, known) for a in given)
            return self.truth(RULES[name], {"F": one, "G": other, "B": one.source, "C": one.target})
        if name in GRADED_ATOMS and name != "graded equal objects":
            return TRUE if self._scored(term, known) else FALSE
        if name not in ("equal objects", "equal arrows", "equal elements", "graded equal objects"):
            raise NoForm(f"{name} has a rule of its own")
        find = self._graded_object if name.startswith("graded") else self.place
        here, there = find(given[1], known), find(given[2], known)
        return self.any_of(self.all_of((literal, there[v])) for v, literal in here.items() if v in there)

    def _same(self, a: Literal, b: Literal) -> Literal:
        return self.all_of((self.any_of((-a, b)), self.any_of((a, -b))))

    def _bound(self, term: Binding, known: Environment) -> Literal:
        assert term.body is not None
        if term.binder == "exists unique":
            return self.one_of([self._both(there, self.truth(term.body, e)) for there, e in self.cases(term, known)])
        every = term.binder == "forall"
        found: list[Literal] = []
        for there, inner in self.cases(term, known):
            literal = self.truth(term.body, inner)
            if every:
                literal = literal if there == TRUE else self.any_of((-there, literal))
            else:
                literal = self._both(there, literal)
            if literal == (FALSE if every else TRUE):
                return literal
            if literal != (TRUE if every else FALSE):
                found.append(literal)
        return self.all_of(found) if every else self.any_of(found)

    def _both(self, a: Literal, b: Literal) -> Literal:
        return b if a == TRUE else a if a == FALSE else self.all_of((a, b))

    def cases(self, term: Binding, known: Environment) -> Iterator[tuple[Literal, Environment]]:
        """The values of the variables that fulfil the condition, as far as that may be, and whether they do."""
        values = list(self.domain(term.domain, known))

        def over(number: int, there: Literal, inner: Environment) -> Iterator[tuple[Literal, Environment]]:
            if number < len(term.variables):
                name = term.variables[number].name
                for value, literal in values:
                    yield from over(number + 1, self._both(there, literal), {**inner, name: value})
                return
            if term.condition is not None:
                there = self._both(there, self.truth(term.condition, inner))
            if there != FALSE:
                yield there, inner

        return over(0, TRUE, known)

    # ---- domains ------------------------------------------------------------------------------------------------

    def domain(self, term: Term, known: Environment) -> Iterator[tuple[Any, Literal]]:
        """The values that a domain may have, each with whether it does. Its own values are known."""
        assert isinstance(term, Apply)
        name, given = term.operator, term.arguments
        if name in ("transformations", "natural transformations", "functors"):
            yield from self.structures.values(term, [self.structure(a, known) for a in given])
            return
        if values_of(term).kind in STRUCTURES:
            raise NoForm(f"the {name} are not listed here")
        table = self.structure(given[0], known)
        if name in ("objects", "graded objects"):
            for v in range(table.objects):
                yield {v: TRUE}, TRUE
        elif name == "arrows":
            for v in range(len(table.source)):
                if table.present[v] != FALSE:
                    yield {v: TRUE}, table.present[v]
        elif name == "arrows between":
            sources, targets = self.place(given[1], known), self.place(given[2], known)
            for a, starts in sources.items():
                for b, ends in targets.items():
                    for v in table.between(a, b):
                        yield {v: TRUE}, self.all_of((table.present[v], starts, ends))
        elif name == "elements":
            for v, there in enumerate(table.present):
                if there != FALSE:
                    yield {v: TRUE}, there
        else:
            assert name == "elements at", f"no domain: {name}"
            places = self.place(given[1], known)
            for v, there in enumerate(table.present):
                here = self.any_of(self.all_of((there, at, places[a])) for a, at in table.at[v].items() if a in places)
                if here != FALSE:
                    yield {v: TRUE}, here

    # ---- objects, arrows, elements, numbers ---------------------------------------------------------------------

    def value(self, term: Term, kind: str, known: Environment) -> Any:
        """What a term of this kind stands for; any but a proposition or a domain."""
        if kind in ("object", "arrow", "element"):
            return self.place(term, known)
        if kind == "graded object":
            return self._graded_object(term, known)
        return self.number(term, known) if kind == "number" else self.structure(term, known)

    def place(self, term: Term, known: Environment) -> Choice:
        """Which object, arrow or element, by its number."""
        if isinstance(term, Variable):
            found: Choice = known[term.name]
            return found
        if isinstance(term, Constant):
            return {self.structures.constant(term): TRUE}
        assert isinstance(term, Apply)
        if term.operator in MOVED:
            return {self.structures.constant(term): TRUE} if self.structures.knows(term) else self._moved(term, known)
        make: Callable[[Apply, Environment], Choice] = getattr(self, _PLACES[term.operator])
        return make(term, known)

    def _moved(self, term: Apply, known: Environment) -> Choice:
        """An object or an arrow by its number in another category, an arrow by that in a task of arrows, two things by
        the number of their pair."""
        inner = 2 if term.operator in PAIRED else 1
        given = [self.structure(home, known) for home in term.arguments[:-inner]]
        several = [
            [(self.structure(each, known), TRUE)] if kind in STRUCTURES else self.place(each, known).items()
            for each, kind in zip(term.arguments[-inner:], OPERATORS[term.operator].takes[-inner:], strict=True)
        ]
        found = self._joined(
            (number, self.all_of(literal for _, literal in each))
            for each in product(*several)
            if (number := self.structures.made(term, [*given, *(one for one, _ in each)])) is not None
        )
        why = PARTIAL.get(term.operator, f"it is no {sort_of(term).kind} there")
        return self._defined(found, term, known, why)

    def _identity(self, term: Apply, known: Environment) -> Choice:
        return self.place(term.arguments[1], known)  # of the same number

    def _source(self, term: Apply, known: Environment) -> Choice:
        table = self.structure(term.arguments[0], known)
        ends = table.source if term.operator == "source" else table.target
        return self._joined((ends[f], literal) for f, literal in self.place(term.arguments[1], known).items())

    def _lies(self, term: Apply, known: Environment) -> Choice:
        task = self.structure(term.arguments[0], known)
        return self._through(task.at, self.place(term.arguments[1], known))

    def _compose(self, term: Apply, known: Environment) -> Choice:
        table = self.structure(term.arguments[0], known)
        after, before = (self.place(a, known) for a in term.arguments[1:])
        composite = table.composite
        found = self._joined(
            (v, self.all_of((a, b, literal)))
            for g, a in after.items()
            for f, b in before.items()
            if table.source[g] == table.target[f]
            for v, literal in composite[g, f].items()
        )
        return self._defined(found, term, known, "the arrows do not meet")

    def _power(self, term: Apply, known: Environment) -> Choice:
        category, base, exponent = term.arguments
        assert isinstance(exponent, Number)
        table = self.structure(category, known)
        arrows = self.place(base, known)
        if exponent.whole < 0:
            arrows = self._inverse(table, arrows)
        found: Choice = self._joined((table.source[f], literal) for f, literal in arrows.items())
        for _ in range(min(abs(exponent.whole), MOST_REPEATED)):
            found = self._joined(
                (v, self.all_of((a, b, literal)))
                for g, a in arrows.items()
                for f, b in found.items()
                if table.source[g] == table.target[f]
                for v, literal in table.composite[g, f].items()
            )
        return self._defined(found, term, known, "the arrow cannot be repeated so")

    def _inverse(self, table: CategoryTable, arrows: Choice) -> Choice:
        return self._joined(
            (back, self.all_of((literal, table.present[back], left, right)))
            for f, literal in arrows.items()
            for back in table.between(table.target[f], table.source[f])
            for left in [table.composite[back, f].get(table.source[f], FALSE)]
            for right in [table.composite[f, back].get(table.target[f], FALSE)]
            if FALSE not in (left, right)
        )

    def _the_arrow(self, term: Apply, known: Environment) -> Choice:
        between = self.domain(Apply("arrows between", term.arguments), known)
        found = [(f, there) for value, there in between for f in value]
        alone = {f: self.all_of((there, *(-other for g, other in found if g != f))) for f, there in found}
        return self._defined(
            {f: literal for f, literal in alone.items() if literal != FALSE},
            term,
            known,
            "there is not exactly one arrow",
        )

    def _value_at(self, term: Apply, known: Environment) -> Choice:
        functor = self.structure(term.arguments[0], known)
        values = functor.on_objects if term.operator == "value at" else functor.on_arrows
        return self._through(values, self.place(term.arguments[1], known))

    def _restrict(self, term: Apply, known: Environment) -> Choice:
        task = self.structure(term.arguments[0], known)
        elements, arrows = (self.place(a, known) for a in term.arguments[1:])
        if len(elements) == len(arrows) == 1 and TRUE in elements.values() and TRUE in arrows.values():
            ((x,), (f,)) = elements, arrows
            found = self._along(task, f, x)
        else:
            found = self._joined(
                (y, self.all_of((a, b, literal)))
                for x, a in elements.items()
                for f, b in arrows.items()
                for y, literal in self._along(task, f, x).items()
            )
        return self._defined(found, term, known, "the arrow does not end where the element lives")

    @staticmethod
    def _along(task: TaskTable, f: int, x: int) -> Choice:
        """The restriction of x along f."""
        if f < task.category.objects:
            here = task.at[x].get(f, FALSE)
            return {} if here == FALSE else {x: here}
        return task.restricted.get((f, x), {})

    def _map(self, term: Apply, known: Environment) -> Choice:
        transformation = self.structure(term.arguments[0], known)
        return self._through(transformation.image, self.place(term.arguments[1], known))

    def _component(self, term: Apply, known: Environment) -> Choice:
        natural = self.structure(term.arguments[0], known)
        return self._through(natural.components, self.place(term.arguments[1], known))

    def _through(self, values: Sequence[Choice], places: Choice) -> Choice:
        if len(places) == 1:
            ((only, literal),) = places.items()
            if literal == TRUE:
                return values[only]
        return self._joined((w, self.all_of((a, b))) for v, a in places.items() for w, b in values[v].items())

    def _joined(self, pairs: Iterable[tuple[int, Literal]]) -> Choice:
        found: dict[int, Literal] = {}
        for value, literal in pairs:
            if literal != FALSE:
                found[value] = self.any_of((found[value], literal)) if value in found else literal
        return found

    def _defined(self, found: Choice, term: Apply, known: Environment, why: str) -> Choice:
        if self.strict and not found:
            raise Undefined(term, why, known)
        return found

    def _made_of(self, term: Apply, known: Environment) -> Choice:
        """An object or a number that a known structure has; where it has none, the term has no value."""
        of, *literals = term.arguments
        given = [self.structure(of, known), *(n.value for n in literals if isinstance(n, Number))]
        found = self.structures.made(term, given)
        return self._defined({} if found is None else {found: TRUE}, term, known, PARTIAL.get(term.operator, ""))

    def number(self, term: Term, known: Environment) -> Choice:
        """Which number."""
        if isinstance(term, Number):
            return {term.value: TRUE}
        if isinstance(term, Variable):
            found: Choice = known[term.name]
            return found
        if isinstance(term, Call):
            return self._said(term, known, self.number)
        if isinstance(term, Binding):
            return self._counted([there for there, _ in self.cases(term, known)])
        assert isinstance(term, Apply)
        if term.operator in ARITHMETIC:
            combine = ARITHMETIC[term.operator]
            left, right = (self.number(a, known) for a in term.arguments)
            made = [(combine(v, w), self.all_of((a, b))) for v, a in left.items() for w, b in right.items()]
            if any(type(value) is float and value != INF for value, _ in made):
                raise Undefined(term, "infinity is subtracted, or multiplied by 0 or less", known)
            return self._joined(iter(made))
        if term.operator == "count":
            return self._counted([there for _, there in self.domain(term.arguments[0], known)])
        if term.operator in ("euler", "rank", "rank missing"):
            return self._made_of(term, known)
        if term.operator in GRADED_NUMBERS:
            return {self._scored(term, known): TRUE}
        if term.operator != "size":
            raise NoForm(f"{term.operator} has a rule of its own")
        return self._counted(list(self.structure(term.arguments[0], known).present))

    def _scored(self, term: Apply, known: Environment) -> Any:
        """A number about graded things, which are known, or whether something is true of them."""
        kinds = OPERATORS[term.operator].kinds(len(term.arguments))
        given: list[Any] = []
        for argument, kind in zip(term.arguments, kinds, strict=True):
            if kind in ("number", "graded object"):
                several = self.number(argument, known) if kind == "number" else self._graded_object(argument, known)
                if len(several) != 1:
                    raise NoForm(f"{term.operator} of something that is not known")
                given += several
            else:
                given.append(self.structure(argument, known))
        return self.structures.made(term, given)

    def _graded_object(self, term: Term, known: Environment) -> Choice:
        """An object of a graded category, by its number."""
        if isinstance(term, Variable):
            found: Choice = known[term.name]
            return found
        if isinstance(term, Constant):
            return {self.structures.constant(term): TRUE}
        assert isinstance(term, Apply) and term.operator == "graded value at", f"no object: {term!r}"
        functor = self.structure(term.arguments[0], known)
        on = functor.whole.on_objects
        return {on[a]: literal for a, literal in self._graded_object(term.arguments[1], known).items()}

    def _counted(self, literals: Sequence[Literal]) -> Choice:
        """How many of them hold."""
        found: dict[int, Literal] = {sum(literal == TRUE for literal in literals): TRUE}
        for one in literals:
            if one not in (TRUE, FALSE):
                pairs = [(n + 1, self.all_of((literal, one))) for n, literal in found.items()]
                pairs += [(n, self.all_of((literal, -one))) for n, literal in found.items()]
                found = dict(self._joined(pairs))
        return found

    # ---- structures ---------------------------------------------------------------------------------------------

    def structure(self, term: Term, known: Environment) -> Any:
        """The table of a category, functor, task, transformation or model."""
        if isinstance(term, Variable):
            return known[term.name]
        if isinstance(term, Constant) or self.structures.knows(term):
            return self.structures.constant(term)
        assert isinstance(term, Apply)
        if term.operator not in DEFINABLE:
            raise NoForm(f"{term.operator} of something that is not known")
        given = []
        for argument, kind in zip(term.arguments, OPERATORS[term.operator].takes, strict=True):
            value = self.value(argument, kind, known)
            if isinstance(value, Mapping):
                if len(value) != 1 or TRUE not in value.values():
                    raise NoForm(f"{term.operator} of something that is not known")
                (value,) = value
            given.append(value)
        if term.operator in BETWEEN:
            given += [self.structure(end, known) for end in sort_of(term).of]
        return self.structures.made(term, given)


_PLACES = {
    "identity": "_identity", "compose": "_compose", "power": "_power", "the arrow": "_the_arrow", "source": "_source",
    "target": "_source", "value at": "_value_at", "value on": "_value_at", "restrict": "_restrict", "map": "_map",
    "lies at": "_lies", "limit": "_made_of", "colimit": "_made_of", "component": "_component",
    **dict.fromkeys(PAIRED, "_moved"),
}  # fmt: skip
