"""Core terms in SMT-LIB: quantifiers written out, one formula for each value; what stands in tables is looked up there.

What is known to be unknown are natural maps, functors and sets of generators, as functions and constants. Definitions
are opened; a few have a shorter form that says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from catproof.bridge.smt_tables import ARITHMETIC, SIGNS, Tables, different, every, how_many, only, some
from catproof.bridge.statement import NOUNS, NotExportable, Statement, refuse, whole
from catproof.core.task import Task
from catproof.logic.arithmetic import COMPARE
from catproof.logic.signature import sort_of
from catproof.logic.terms import (
    STRUCTURES,
    Apply,
    Binding,
    Call,
    Constant,
    Number,
    Reference,
    Term,
    Variable,
    free,
    within,
)
from catproof.logic.text import text_of
from catproof.structures.tables import CategoryOf, FunctorOf, KnownStructures, ModelOf, Place, TaskOf

MOST_RANKED = 60
"""Elements of a task whose rank is written out."""

Value = int | str
"""An object, an arrow, an element by its number: one that is known, or a term of the script."""

Scope = Mapping[str, Any]


class UnknownMap(NamedTuple):
    """A natural map that is not known: the function of the script that gives its values."""

    name: str


class UnknownFunctor(NamedTuple):
    """A functor that is not known: its functions on objects and on arrows."""

    objects: str
    arrows: str


class Sentences:
    """Prints the terms of a statement. `unknown` has True where something unknown must exist, False where it must
    not. `linear` is false where two numbers are multiplied of which neither is written as one."""

    def __init__(self, statement: Statement) -> None:
        self.tables = Tables()
        self.unknown: set[bool] = set()
        self.linear = True
        self.values = statement.values
        self.structures = KnownStructures()
        self._made: dict[tuple[Any, ...], tuple[Any, Any]] = {}
        self.definitions = statement.definitions

    # ---- propositions ---------------------------------------------------------------------------------

    def proposition(self, term: Term, known: Scope, positive: bool) -> str:
        """The formula; `positive` unless an odd number of negations is around it. Raises `NotExportable`."""
        if isinstance(term, Binding):
            return self._bound(term, known, positive)
        if isinstance(term, Call):
            form = FORMS.get((term.definition.word, term.definition.kinds)) if term.definition.shipped else None
            if form is not None:
                given = [self.any(a, known) for a in term.arguments]
                return self.tables.measured(form(self, given[-len(term.definition.kinds) :], positive))
            return self.proposition(*self._opened(term, known), positive)
        assert isinstance(term, Apply), f"no proposition: {term!r}"
        name, given_terms = term.operator, term.arguments
        if name == "not":
            return f"(not {self.proposition(given_terms[0], known, not positive)})"
        if name in ("and", "or", "implies"):
            left = self.proposition(given_terms[0], known, positive is (name != "implies"))
            return f"({SIGNS.get(name, name)} {left} {self.proposition(given_terms[1], known, positive)})"
        if name == "iff":
            return self._settled(
                lambda: "(= " + " ".join(self.proposition(p, known, positive) for p in given_terms) + ")"
            )
        if name in ("equal objects", "equal arrows", "equal elements"):
            one, other = (self.place(part, known) for part in given_terms[1:])
            return self.tables.measured(f"(= {one} {other})")
        if name not in COMPARE:
            raise NotExportable(f"{NOUNS.get(name, f'`{name}`')} has no SMT-LIB form")
        left, right = (self.number(part, known) for part in given_terms)
        return f"({SIGNS.get(name, name)} {left} {right})"

    def _settled(self, write: Callable[[], str]) -> str:
        """What is written both as it is and negated: nothing unknown may be in it."""
        before, self.unknown = self.unknown, set()
        formula = write()
        if self.unknown:
            raise NotExportable(f"it has unknown {self.tables.noun} beside `iff`: state its sides on their own")
        self.unknown = before
        return formula

    def _opened(self, call: Call, known: Scope) -> tuple[Term, Scope]:
        definition = self.definitions[call.definition]
        values = (self.any(argument, known) for argument in call.arguments)
        return definition.body, {p.name: v for p, v in zip(definition.parameters, values, strict=True)}

    def _bound(self, term: Binding, known: Scope, positive: bool) -> str:
        assert term.body is not None
        body = term.body
        if term.binder == "exists unique":
            cases = list(self._cases(term, known, None))
            return self._settled(
                lambda: f"(= 1 {how_many(every((g, self.proposition(body, e, True))) for g, e in cases)})"
            )
        forall = term.binder == "forall"
        parts = []
        for guard, inner in self._cases(term, known, positive is not forall):
            formula = self.proposition(body, inner, positive)
            parts.append(
                every((guard, formula)) if not forall else formula if guard == "true" else f"(=> {guard} {formula})"
            )
        return every(parts) if forall else some(parts)

    def _cases(self, term: Binding, known: Scope, sought: bool | None) -> Iterator[tuple[str, Scope]]:
        """The values of the variables with the formulas that say that they are in the domain and fulfil the condition.
        `sought`: whether something unknown that is bound must exist; None where it may neither."""
        cases: list[tuple[str, Scope]] = [("true", known)]
        for variable in term.variables:
            cases = [
                (every((guard, there)), {**inner, variable.name: value})
                for guard, inner in cases
                for value, there in self._domain(term.domain, inner, sought)
            ]
        for guard, inner in cases:
            if term.condition is not None:
                guard = every((guard, self.proposition(term.condition, inner, term.binder != "forall")))
            yield guard, inner

    def _domain(self, domain: Term, known: Scope, sought: bool | None) -> list[tuple[Any, str]]:
        """The values of a domain, each with the formula that it is there."""
        assert isinstance(domain, Apply)
        name, given = domain.operator, domain.arguments
        if name in ("transformations", "functors"):
            if sought is None:
                raise NotExportable(f"a number of {name} has no SMT-LIB form")
            self.unknown.add(sought)
            left, right = (self.structure(part, known) for part in given)
            return [self._natural(left, right) if name == "transformations" else self._functor(left, right)]
        if name not in ("objects", "arrows", "arrows between", "elements", "elements at"):
            raise NotExportable(
                f"it ranges over {name}; only quantifiers over objects, arrows and elements are exported"
            )
        table = self.structure(given[0], known)
        if name == "objects":
            return [(a, "true") for a in range(table.objects)]
        if name == "arrows":
            return [(f, "true") for f in range(len(table.source))]
        if name == "elements":
            return [(x, "true") for x in range(len(table.at))]
        ends = [self.place(end, known) for end in given[1:]]
        if name == "elements at":
            return [(x, there) for x, at in enumerate(table.at) for there in [self._same(ends[0], only(at))] if there]
        return [
            (f, every(there))
            for f, both in enumerate(zip(table.source, table.target, strict=True))
            for there in [[self._same(end, a) for end, a in zip(ends, both, strict=True)]]
            if all(there)
        ]

    @staticmethod
    def _same(place: Value, number: int) -> str:
        """Is it that object? Empty where it is another one."""
        if isinstance(place, int):
            return "true" if place == number else ""
        return f"(= {place} {number})"

    def _natural(self, left: TaskOf, right: TaskOf) -> tuple[UnknownMap, str]:
        """A natural map that is not known, and that it is one."""
        name, parts, one, other = self.tables.function("n"), [], left.whole, right.whole
        for x, at in enumerate(left.at):
            a = only(at)
            parts.append(f"(<= {other.start[a]} ({name} {x}) {other.start[a + 1] - 1})")
        for g, generator in enumerate(one.category.generators):
            source, target = one.start[generator.source], one.start[generator.target]
            for j, y in enumerate(one.action[g]):
                parts.append(
                    f"(= ({self.tables.restricted(right, g)} ({name} {target + j})) ({name} {source + int(y)}))"
                )
        return UnknownMap(name), every(parts)

    def _functor(self, left: CategoryOf, right: CategoryOf) -> tuple[UnknownFunctor, str]:
        """A functor that is not known, and that it is one."""
        tables = self.tables
        objects, arrows = tables.function("o"), tables.function("m")
        parts = [f"(<= 0 ({objects} {a}) {right.objects - 1})" for a in range(left.objects)]
        parts += [f"(= ({arrows} {a}) ({objects} {a}))" for a in range(left.objects)]  # identities have their numbers
        parts += [f"(<= 0 ({arrows} {f}) {len(right.source) - 1})" for f in range(len(left.source))]
        for f, ends in enumerate(zip(left.source, left.target, strict=True)):
            for which, end in zip(("source", "target"), ends, strict=True):
                parts.append(f"(= ({tables.end(right, which)} ({arrows} {f})) ({objects} {end}))")
        for g, b in enumerate(left.source):
            for f, c in enumerate(left.target):
                if b == c:
                    composite = only(left.composite[g, f])
                    parts.append(
                        f"(= ({arrows} {composite}) ({tables.composites(right)} ({arrows} {g}) ({arrows} {f})))"
                    )
        return UnknownFunctor(objects, arrows), every(parts)

    # ---- numbers --------------------------------------------------------------------------------------

    def number(self, term: Term, known: Scope) -> str:
        """A number."""
        if isinstance(term, Number):
            value = whole(term, "SMT-LIB")
            return str(value) if value >= 0 else f"(- {-value})"
        if isinstance(term, Variable):
            return str(known[term.name])
        if isinstance(term, Call):
            return self.number(*self._opened(term, known))
        if isinstance(term, Binding):
            return self._settled(lambda: how_many(guard for guard, _ in self._cases(term, known, None)))
        assert isinstance(term, Apply)
        name, given = term.operator, term.arguments
        if name in ARITHMETIC:
            left, right = (self.number(part, known) for part in given)
            self.linear &= name != "times" or left.isdecimal() or right.isdecimal()
            return f"({ARITHMETIC[name]} {left} {right})"
        if name == "rank":
            return self._rank(self.structure(given[0], known))
        refuse(name, "SMT-LIB")
        if name == "size":
            return str(self.structure(given[0], known).whole.size)
        return self._count(given[0], known)

    def _count(self, domain: Term, known: Scope) -> str:
        """How many values there are: those between two objects are told by the tables of ends."""
        assert isinstance(domain, Apply)
        if domain.operator not in ("arrows between", "elements at"):
            return str(len(self._domain(domain, known, None)))
        table, tables = self.structure(domain.arguments[0], known), self.tables
        ends = [self.place(end, known) for end in domain.arguments[1:]]
        if domain.operator == "elements at":
            return how_many(f"(= ({tables.at(table)} {x}) {ends[0]})" for x in range(len(table.at)))
        source, target = tables.end(table, "source"), tables.end(table, "target")
        a, b = ends
        arrows = table.between(a, b) if isinstance(a, int) and isinstance(b, int) else range(len(table.source))
        return how_many(f"(and (= ({source} {f}) {ends[0]}) (= ({target} {f}) {ends[1]}))" for f in arrows)

    def _rank(self, task: TaskOf) -> str:
        """The number of maximal classes of a task: the first of each is how_many."""
        size = len(task.at)
        if size > MOST_RANKED:
            message = f"the rank of a task with more than {MOST_RANKED} elements is too large when it is written out"
            raise NotExportable(message)
        ways: list[list[list[str]]] = [[[] for _ in range(size)] for _ in range(size)]
        for u, x, same in self.restrictions(task):
            ways[u][x].append(same)
        reaches = [[self.tables.flag(some(found)) for found in row] for row in ways]
        firsts = []
        for x in range(size):
            others = (y for y in range(size) if y != x)
            firsts.append(every(f"(or (not {reaches[y][x]}) {reaches[x][y] if y > x else 'false'})" for y in others))
        return how_many(firsts)

    # ---- objects, arrows, elements --------------------------------------------------------------------

    def any(self, term: Term, known: Scope) -> Any:
        """What a term of any sort but a proposition stands for."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name]
        kind = _kind(term)
        if kind == "number":
            return self.number(term, known)
        return self.place(term, known) if kind in ("object", "arrow", "element") else self.structure(term, known)

    def place(self, term: Term, known: Scope) -> Value:
        """An object, arrow or element."""
        if isinstance(term, Variable) and term.name in known:
            found: Value = known[term.name]
            return found
        if isinstance(term, Constant | Variable):
            return self._number_of(self.values[term])
        assert isinstance(term, Apply)
        name, given = term.operator, term.arguments
        refuse(name, "SMT-LIB")
        if name == "identity":
            return self.place(given[1], known)  # of the same number
        if name in ("value at", "value on"):
            return self._value(self.structure(given[0], known), name, self.place(given[1], known))
        if name == "map":
            found = self.structure(given[0], known)
            function = found.name if isinstance(found, UnknownMap) else self.tables.values(found, "image")
            return f"({function} {self.place(given[1], known)})"
        if name in ("lies at", "component"):
            home = self.structure(given[0], known)
            table = self.tables.at(home) if name == "lies at" else self.tables.values(home, "components")
            return self._looked_up(table, self.place(given[1], known))
        if name in ("source", "target"):
            return self._looked_up(self.tables.end(self.structure(given[0], known), name), self.place(given[1], known))
        if name == "restrict":
            return self._restricted(self.structure(given[0], known), *(self.place(part, known) for part in given[1:]))
        if name == "compose":
            after, before = (self.place(part, known) for part in given[1:])
            return self._composed(self.structure(given[0], known), after, before)
        if name == "power":
            return self._power(term, known)
        if name == "the arrow":
            home = self.structure(given[0], known)
            return self._number_of(
                Place(home.whole, self.values.reading.value(term, "arrow", self._environment(term, known)))
            )
        return self._number_of(self._read(term, known))

    def _number_of(self, value: Any) -> int:
        found: int = self.structures.number_or_table(value)
        return found

    @staticmethod
    def _looked_up(table: str, place: Value) -> str:
        return f"({table} {place})"

    def _value(self, functor: FunctorOf | UnknownFunctor, name: str, place: Value) -> str:
        if isinstance(functor, UnknownFunctor):
            return f"({functor.objects if name == 'value at' else functor.arrows} {place})"
        return f"({self.tables.values(functor, 'on_objects' if name == 'value at' else 'on_arrows')} {place})"

    def _restricted(self, task: TaskOf, element: Value, arrow: Value) -> Value:
        if isinstance(arrow, str):
            raise NotExportable("an element is restricted along an arrow that a table gives")
        for g in task.category.whole.word(task.category.arrows[arrow]):
            element = f"({self.tables.restricted(task, g)} {element})"
        return element

    def _composed(self, category: CategoryOf, after: Value, before: Value) -> Value:
        if isinstance(before, str):
            return f"({self.tables.composites(category)} {after} {before})"
        for g in category.whole.word(category.arrows[before]):
            after = f"({self.tables.before(category, g)} {after})"
        return after

    def _power(self, term: Apply, known: Scope) -> Value:
        category, base, exponent = term.arguments
        if not isinstance(exponent, Number) or exponent.value < 0:
            raise NotExportable("the power of an arrow to a negative number has no SMT-LIB form")
        table, arrow = self.structure(category, known), self.place(base, known)
        base_name = "base" if isinstance(arrow, str) else arrow  # a text is written once: powers of powers double it
        made: Value = f"({self.tables.end(table, 'source')} {base_name})"  # the identity
        for _ in range(exponent.whole):
            made = self._composed(table, made, base_name)
        return made if arrow == base_name else f"(let ((base {arrow})) {made})"

    # ---- structures -----------------------------------------------------------------------------------

    def structure(self, term: Term, known: Scope) -> Any:
        """The table of a structure that is known, or the functions of one that is not."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name]
        return self.structures.table(self._read(term, known))

    def _read(self, term: Term, known: Scope) -> Any:
        """What a term stands for where its variables have these values."""
        if free(term).isdisjoint(known):
            return self.values[term]
        names = sorted(free(term) & known.keys())
        key = (term, *(v if isinstance(v := known[name], int) else id(v) for name in names))
        if key not in self._made:
            found = self.values.reading.values(term, self._environment(term, known), frozenset())[term]
            self._made[key] = found, [known[name] for name in names]  # these are kept, and so are their ids
        return self._made[key][0]

    def _environment(self, term: Term, known: Scope) -> Any:
        """The values of the variables of a term."""
        environment = self.values.known
        for part in within(term):
            if isinstance(part, Variable) and part.name in known:
                value, kind = known[part.name], part.sort.kind
                if not isinstance(value, int) and getattr(value, "whole", None) is None:
                    shown = f"`{text_of(term)}`, of something that is not known"
                    raise NotExportable(f"{shown}, has no SMT-LIB form")
                if kind == "arrow":
                    value = self.structure(part.sort.of[0], known).arrows[value]
                elif kind == "element":
                    value = self.structure(part.sort.of[0], known).whole.element(value)
                elif kind in STRUCTURES:
                    value = value.whole
                environment = environment.binding(part.name, value)
        return environment

    def restrictions(self, task: TaskOf) -> Iterator[tuple[int, int, str]]:
        """For each element u, each arrow f into its object and each element x at the arrow's source: u, x, and the
        formula u|f = x."""
        start = task.whole.start
        for u, at in enumerate(task.at):
            p = only(at)
            for f, (a, b) in enumerate(zip(task.category.source, task.category.target, strict=True)):
                if b == p:
                    value = self._restricted(task, u, f)
                    for x in range(start[a], start[a + 1]):
                        yield u, x, f"(= {value} {x})"


def _kind(term: Term) -> str:
    return "number" if isinstance(term, Call) else sort_of(term).kind


# ---- definitions with a shorter form ----------------------------------------------------------------------


def _universal(said: Sentences, task: TaskOf, at: Value) -> str:
    """Some element at the object is universal: every element is its restriction along exactly one arrow (Riehl 2.3)."""
    if isinstance(at, str):
        raise NotExportable("an object that a table gives represents a task")
    start, category, found = task.whole.start, task.category, []
    for u in range(start[at], start[at + 1]):
        parts = []
        for a in range(category.objects):
            values = [str(said._restricted(task, u, f)) for f in category.between(a, at)]
            parts += [some(f"(= {value} {x})" for value in values) for x in range(start[a], start[a + 1])]
            parts.append(different(values))
        found.append(every(parts))
    return some(found)


def _representable(said: Sentences, given: list[Any], positive: bool) -> str:
    return some(_universal(said, given[0], p) for p in given[1:] or range(given[0].category.objects))


def _isomorphic(said: Sentences, given: list[Any], positive: bool) -> str:
    """Some bijection keeps restrictions; its values are unknown."""
    left, right = (table.whole for table in given)
    said.unknown.add(positive)
    return _bijection(said, left, given[1], right)


def _bijection(said: Sentences, left: Task, table: TaskOf, right: Task) -> str:
    sizes = [(len(a), len(b)) for a, b in zip(left.elements, right.elements, strict=True)]
    if any(a != b for a, b in sizes):
        return every(f"(= {a} {b})" for a, b in sizes)
    values, parts = said.tables.constants(left.size, "Int"), []
    for a in range(len(sizes)):
        here = values[left.start[a] : left.start[a + 1]]
        parts += [f"(<= {right.start[a]} {value} {right.start[a + 1] - 1})" for value in here]
        parts.append(different(here))
    for g, generator in enumerate(left.category.generators):
        source, target = left.start[generator.source], left.start[generator.target]
        for j, y in enumerate(left.action[g]):
            parts.append(f"(= ({said.tables.restricted(table, g)} {values[target + j]}) {values[source + int(y)]})")
    return every(parts)


def _solves_by_prompt(said: Sentences, given: list[Any], positive: bool) -> str:
    """Hom(F -, F P) is isomorphic to T for some P; for F the identity that is to say that P represents T."""
    model, task, *points = given
    assert isinstance(model, ModelOf)
    if model.whole.is_yoneda():
        return _representable(said, [task, *points], positive)
    answers = [model.whole.prompted(p) for p in points or range(len(model.whole.category.objects))]
    return some(_isomorphic(said, [said.structures.table(answer), task], positive) for answer in answers)


def _familial(said: Sentences, given: list[Any], positive: bool) -> str:
    """Some elements, the generators, are such that each element is the restriction of exactly one of them along exactly
    one arrow."""
    said.unknown.add(positive)
    (task,) = given
    chosen = said.tables.constants(len(task.at), "Bool")
    ways: list[list[str]] = [[] for _ in task.at]
    for u, x, same in said.restrictions(task):
        ways[x].append(f"(and {chosen[u]} {same})")
    return every(f"(= 1 {how_many(found)})" for found in ways)


def _ideal(said: Sentences, given: list[Any], positive: bool) -> str:
    """via(F) is ideal iff F is full and faithful, which leaves nothing unknown (theorem 1)."""
    if (functor := given[0].whole.functor) is None:
        raise NotExportable("a model given object by object has no SMT-LIB form")
    definition = said.definitions[Reference("fully faithful", ("functor",), True)]
    wholes = zip(definition.parameters, (functor.source, functor.target, functor), strict=True)
    return said.proposition(definition.body, {p.name: said.structures.table(whole) for p, whole in wholes}, positive)


FORMS: dict[tuple[str, tuple[str, ...]], Callable[[Sentences, list[Any], bool], str]] = {
    ("representable", ("task",)): _representable,
    ("representable", ("task", "object")): _representable,
    ("isomorphic", ("task", "task")): _isomorphic,
    ("solves by prompt", ("model", "task")): _solves_by_prompt,
    ("solves by prompt", ("model", "task", "object")): _solves_by_prompt,
    ("familial", ("task",)): _familial,
    ("ideal", ("model",)): _ideal,
}
"""Shipped definitions that are not opened."""
