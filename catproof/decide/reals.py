"""Statements about all graded categories with n points, and all tasks on them: by linear arithmetic over the rationals.

Which distances are infinite is gone through case by case, and all of `bool`; other values fulfil linear inequalities,
and what is said becomes a formula of such. Probabilities are multiplied, and what is said of products is said of the
sums of their logarithms: as long as it speaks of nothing else, these are distances. It holds always when its opposite
has no solution: a tree of cases, each inequality of the formula true or false, with Farkas' coefficients at the leaves
where no values are possible. A solution of the opposite is a table of rationals. The kernel makes inequalities and
formula itself, in the same order (`kernel/reals.py`; the order is in `kernel/README.md`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import lcm
from typing import Any, NamedTuple

from catproof.core.graded import Graded, GradedTask
from catproof.core.limits import LimitReached
from catproof.core.quantale import INF, QUANTALES, ZERO, Value, shown
from catproof.decide.claim import Finding
from catproof.decide.real_formulas import (
    Formula,
    Laws,
    Scored,
    Symbolic,
    Valued,
    at_most,
    atoms,
    categories,
    constant,
    denied,
    joined,
    near,
    rank_at_most,
    tasks,
    truth,
    undecided,
)
from catproof.decide.representable import sentence
from catproof.engines.linear import Form, Inequality, Linear
from catproof.logic.terms import Apply, Binding, Call, Definitions, Number, Term, Variable, single
from catproof.structures.tables import Place

CATEGORIES = {"metrics": "metric", **{f"{name} categories": name for name in QUANTALES if name != "metric"}}
"""The domains of graded categories with real values, and over which quantale they are."""

REALS = (*CATEGORIES, "graded tasks")
"""The domains of tables of real values."""

LARGEST_POWER = 10_000
"""A probability that settles something is a power of 1/2 with such an exponent at most."""

MOST_NODES = 20_000
"""A proof has so many cases at most."""

MOST_POINTS = 5
"""Metrics with more points are not gone through."""

SECONDS = 50
"""So long a proof is looked for."""


class Case(NamedTuple):
    """Which values are the bottom: the values of the variables, and what the others fulfil."""

    known: dict[str, Any]
    axioms: list[Inequality]
    laws: list[Formula]


class NotLinear(Exception):
    """What is said has no form as linear inequalities."""


def is_real(term: Term) -> bool:
    """Does it quantify over tables of real values?"""
    return isinstance(term, Binding) and isinstance(term.domain, Apply) and term.domain.operator in REALS


class OverReals:
    """`forall M in metrics(points = n) : forall T in tasks(M) : P`, or the same with `exists`. `values` says what the
    constants and the variables around it stand for, `definitions` what those that are called say."""

    def __init__(self, term: Binding, values: Mapping[Term, Any], definitions: Definitions) -> None:
        self.term = term
        self.given = values
        self.definitions = definitions
        self.every = term.binder == "forall"
        self.variables: list[Variable] = []
        self.domains: list[Apply] = []
        body: Term = term
        while isinstance(body, Binding) and is_real(body) and body.binder == term.binder:
            one = single(body)
            assert isinstance(one.domain, Apply) and one.body is not None
            self.variables += one.variables
            self.domains.append(one.domain)
            body = one.body
        self.body = body
        over = {CATEGORIES.get(domain.operator) or self._over(domain) for domain in self.domains}
        self.logarithms = "prob" in over
        """Are all values logarithms, turned round?"""
        self._nodes = 0
        self._due = 0.0

    def direct(self) -> Finding:
        self._nodes, self._due = 0, time.monotonic() + SECONDS
        proofs: list[list[Any]] = []
        system = Linear()
        try:
            for points in self._sizes():
                proofs.append([])
                for case in self._cases(points):
                    found = self._proof(case, system)
                    if isinstance(found, dict):
                        return self._settled(case, found)
                    proofs[-1].append(found)
        except NotLinear as problem:
            raise LimitReached(f"of all real tables only linear things are decided, and {problem}", "") from None
        return Finding(self.every, {"value": self.every, "cases": proofs})

    def _sizes(self) -> list[int]:
        """The numbers of points of the metric; none is to be gone through where that is given."""
        first = self.domains[0]
        if first.operator not in CATEGORIES:
            return [0]
        least, most = (each.whole for each in first.arguments if isinstance(each, Number))
        if most > MOST_POINTS:
            several = first.operator if first.operator == "metrics" else "graded categories"
            raise LimitReached(f"{several} with more than {MOST_POINTS} points are not gone through", "")
        return list(range(max(least, 0), most + 1))

    # ---- unknown values -----------------------------------------------------------------------------------------

    def _cases(self, points: int) -> Iterator[Case]:
        """The lawful ways in which values are the bottom, in the order of `product`, the other one first."""
        return self._with(0, points, Case({}, [], []))

    def _over(self, domain: Apply) -> str:
        """The quantale of what tasks are ranged over on; that of an outer variable is among the others."""
        of = self.given.get(domain.arguments[0])
        return of.quantale.name if isinstance(of, Graded) else ""

    def _with(self, k: int, points: int, case: Case) -> Iterator[Case]:
        if k == len(self.domains):
            yield case
            return
        name = self.variables[k].name
        several: Iterator[tuple[Any, Laws]]
        quantale = CATEGORIES.get(self.domains[k].operator)
        if quantale is not None:
            several = categories(k, points, quantale)
        else:
            several = tasks(k, self._structure(self.domains[k].arguments[0], case.known))
        for value, laws in several:
            inner = Case({**case.known, name: value}, [*case.axioms, *laws.axioms], [*case.laws, *laws.others])
            yield from self._with(k + 1, points, inner)

    def _structure(self, term: Term, known: Mapping[str, Any]) -> Any:
        """A graded category or a task."""
        if isinstance(term, Variable) and term.name in known:
            return known[term.name]
        found = self.given.get(term)
        if isinstance(found, GradedTask):
            on = self._known(found.category)
            return Valued(on, self._row(found.values, found.category))
        if not isinstance(found, Graded):
            raise NotLinear("something else is asked of")
        return self._known(found)

    def _known(self, of: Graded) -> Scored:
        if (of.quantale.name == "prob") is not self.logarithms:
            raise NotLinear(f"{of.name} is over {of.quantale.name}")
        return Scored([self._row(row, of) for row in of.values], of.quantale.name)

    @staticmethod
    def _row(values: Sequence[Value], of: Graded) -> list[Symbolic]:
        found = [constant(value, of.quantale.name) for value in values]
        if None in found:
            raise NotLinear(f"of probabilities 0 and 1 alone have a form there, and {of.name} has others")
        return found  # type: ignore[return-value]

    # ---- what is said -------------------------------------------------------------------------------------------

    def _said(self, term: Term, known: Mapping[str, Any]) -> Formula:
        if isinstance(term, Binding):
            if not isinstance(term.domain, Apply) or term.domain.operator != "graded objects" or term.body is None:
                raise NotLinear("quantifiers change")
            if term.binder not in ("forall", "exists"):
                raise NotLinear(f"`{term.binder}` is said")
            one = single(term)
            of = self._structure(term.domain.arguments[0], known)
            assert one.body is not None
            parts = [self._said(one.body, {**known, one.variables[0].name: a}) for a in range(len(of.values))]
            return joined("and" if term.binder == "forall" else "or", parts)
        if isinstance(term, Call):
            return self._said(*self._opened(term, known))
        assert isinstance(term, Apply)
        name, given = term.operator, term.arguments
        if name == "not":
            return denied(self._said(given[0], known))
        if name in ("and", "or", "implies", "iff"):
            left, right = (self._said(part, known) for part in given)
            if name == "iff":
                both = joined("and", [left, right])
                return joined("or", [both, joined("and", [denied(left), denied(right)])])
            return joined("and" if name == "and" else "or", [denied(left) if name == "implies" else left, right])
        if name in ("=", "!=", "<", "<=", ">", ">="):
            return self._compared(name, given[0], given[1], known)
        if name == "is a category":
            self._structure(given[0], known)
            return True
        if name == "graded equal objects":
            return self._object(given[1], known) == self._object(given[2], known)
        if name.startswith("graded representable"):
            task = self._structure(given[0], known)
            by = self._error(given[-1], known) if name.endswith("within") else Form((), ZERO)
            several = range(len(task.values))
            if "by" in name.split():
                several = range(at := self._object(given[1], known), at + 1)
            return joined("or", [
                joined("and", [near(value, row[p], by) for value, row in zip(task.values, task.on.values, strict=True)])
                for p in several
            ])  # fmt: skip
        raise NotLinear(f"`{name}` is said")

    def _opened(self, term: Call, known: Mapping[str, Any]) -> tuple[Term, dict[str, Any]]:
        """What a definition says, and what its parameters stand for."""
        definition = self.definitions[term.definition]
        inner: dict[str, Any] = {}
        for parameter, argument in zip(definition.parameters, term.arguments, strict=True):
            kind = parameter.sort.kind
            if kind == "graded object":
                inner[parameter.name] = self._object(argument, known)
            elif kind == "number":
                inner[parameter.name] = self._number(argument, known)
            elif kind in ("graded category", "graded task"):
                inner[parameter.name] = self._structure(argument, known)
            else:
                raise NotLinear(f"`{term.definition.word}` is said of something else")
        return definition.body, inner

    def _at_most(self, a: Symbolic, b: Symbolic) -> Formula:
        """`a <= b`, as numbers; logarithms are turned round."""
        return at_most(b, a) if self.logarithms else at_most(a, b)

    def _compared(self, sign: str, left: Term, right: Term, known: Mapping[str, Any]) -> Formula:
        if isinstance(right, Apply) and right.operator.startswith("graded rank"):
            left, right, sign = right, left, {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(sign, sign)
        if isinstance(left, Apply) and left.operator.startswith("graded rank"):
            if not isinstance(right, Number) or not isinstance(right.value, int):
                raise NotLinear("a rank is compared with another thing than a whole number")
            task, most = self._structure(left.arguments[0], known), right.value
            by = self._error(left.arguments[1], known) if len(left.arguments) > 1 else None
            if sign in ("<=", ">"):
                found = rank_at_most(task, most, by)
                return found if sign == "<=" else denied(found)
            if sign in ("<", ">="):
                found = rank_at_most(task, most - 1, by)
                return found if sign == "<" else denied(found)
            found = joined("and", [rank_at_most(task, most, by), denied(rank_at_most(task, most - 1, by))])
            return found if sign == "=" else denied(found)
        a, b = self._number(left, known), self._number(right, known)
        if sign in ("=", "!="):
            found = joined("and", [at_most(a, b), at_most(b, a)])
            return found if sign == "=" else denied(found)
        if sign in ("<=", ">="):
            return self._at_most(a, b) if sign == "<=" else self._at_most(b, a)
        return denied(self._at_most(b, a) if sign == "<" else self._at_most(a, b))

    def _object(self, term: Term, known: Mapping[str, Any]) -> int:
        if isinstance(term, Variable) and term.name in known:
            found: int = known[term.name]
            return found
        place = self.given.get(term)
        if not isinstance(place, Place) or not isinstance(place.value, int):
            raise NotLinear("an object is the value of a functor")
        return place.value

    def _error(self, term: Term, known: Mapping[str, Any]) -> Form:
        found = self._number(term, known)
        if not isinstance(found, Form) or found.terms or found.constant < 0:
            raise NotLinear("an error is no number that is known")
        if self.logarithms:
            raise NotLinear("`within` is said of probabilities")
        return found

    def _number(self, term: Term, known: Mapping[str, Any]) -> Symbolic:
        if isinstance(term, Number):
            found = constant(Fraction(term.value), "prob" if self.logarithms else "metric")
            if found is None:
                raise NotLinear(f"of probabilities 0 and 1 alone have a form there, and not {term.value}")
            return found
        if isinstance(term, Variable) and term.name in known:
            return known[term.name]  # type: ignore[no-any-return]
        if isinstance(term, Call):
            return self._number(*self._opened(term, known))
        if not isinstance(term, Apply):
            raise NotLinear("something is counted")
        name, given = term.operator, term.arguments
        if name == "infinity":
            if self.logarithms:
                raise NotLinear("a probability is compared with `inf`")
            return INF
        if name == "score":
            a, b = (self._object(each, known) for each in given[1:])
            return self._structure(given[0], known).values[a][b]  # type: ignore[no-any-return]
        if name == "task value":
            return self._structure(given[0], known).values[self._object(given[1], known)]  # type: ignore[no-any-return]
        if name not in ("plus", "minus", "times"):
            raise NotLinear(f"`{name}` is a number there")
        left, right = (self._number(each, known) for each in given)
        if self.logarithms and name != "times":
            raise NotLinear("probabilities are added")
        if name == "plus" or self.logarithms:
            return left.plus(right) if isinstance(left, Form) and isinstance(right, Form) else INF
        if not isinstance(left, Form) or not isinstance(right, Form):
            raise NotLinear("infinity is subtracted or multiplied")
        if name == "minus":
            return left.plus(right, Fraction(-1))
        if left.terms and right.terms:
            raise NotLinear("two values are multiplied")
        one, other = (left, right) if not left.terms else (right, left)
        return Form((), ZERO).plus(other, one.constant)

    # ---- cases --------------------------------------------------------------------------------------------------

    def _proof(self, case: Case, system: Linear) -> Any:
        """A proof that it holds, or the values with which it does not. Raises `LimitReached`."""
        said = self._said(self.body, case.known)
        goal = joined("or", [*map(denied, case.laws), said if self.every else denied(said)])
        several = list(dict.fromkeys(atoms(goal)))
        system.push(*case.axioms)
        found = self._tree(goal, several, {}, system)
        system.pop()
        return found

    def _tree(self, goal: Formula, several: Sequence[Inequality], path: dict[Inequality, bool], system: Linear) -> Any:
        self._nodes += 1
        left = int((self._due - time.monotonic()) * 1000)
        if self._nodes > MOST_NODES or left < 0:
            raise LimitReached("the proof for all real tables has too many cases", "")
        value = truth(goal, path)
        if value is True:
            return None
        point = system.solved(left)
        if point == "unknown":
            raise LimitReached("the proof for all real tables takes too long", "")
        if point is None:
            return ["farkas", [[k, str(c)] for k, c in system.farkas()]]
        if value is False:
            return point
        k, atom = next((k, atom) for k, atom in enumerate(several) if atom in undecided(goal, path))
        trees = []
        for says in (True, False):
            system.push(atom if says else atom.denied())
            tree = self._tree(goal, several, {**path, atom: says}, system)
            system.pop()
            if isinstance(tree, dict):
                return tree
            trees.append(tree)
        return ["split", k, *trees]

    # ---- what decides -------------------------------------------------------------------------------------------

    def _settled(self, case: Case, point: Mapping[str, Fraction]) -> Finding:
        """The values that settle it, from the outer quantifier on."""
        value = not self.every
        evidence: dict[str, Any] = {"value": value}
        told: list[tuple[str, Any]] = []
        inner = evidence
        for k, variable in enumerate(self.variables):
            if k:
                inner["body"] = {"value": value}
                inner = inner["body"]
            found = case.known[variable.name]
            if isinstance(found, Scored):
                table = [[self._at(each, point) for each in row] for row in found.values]
                inner["at"] = [list(map(shown, row)) for row in table]
                letters = _letters(len(table))
                told.append((variable.name, Graded(QUANTALES[found.quantale], letters, table, variable.name)))
            else:
                values = [self._at(each, point) for each in found.values]
                inner["at"] = list(map(shown, values))
                told.append((variable.name, values))
        self._told = told
        return Finding(value, evidence)

    def _at(self, value: Symbolic, point: Mapping[str, Fraction]) -> Value:
        """A value at a point; a probability is a power of 1/2, with an exponent that is made whole."""
        if not isinstance(value, Form):
            return ZERO if self.logarithms else INF
        found = sum((c * point.get(name, ZERO) for name, c in value.terms), value.constant)
        if not self.logarithms:
            return found
        exponent = found * lcm(*(each.denominator for each in point.values()))
        if exponent > LARGEST_POWER:
            raise LimitReached("the probabilities that settle it are very small", "")
        return Fraction(1, 2 ** int(exponent))

    def reason(self, finding: Finding) -> str:
        if finding.value is self.every:
            cases = sum(map(len, finding.evidence["cases"]))
            kinds = f"{cases} cases of {self._bottoms()} values" if cases != 1 else "the only case"
            return f"{'it holds' if self.every else 'it fails'} for all real values: linear arithmetic, in {kinds}"
        parts = []
        letters: list[str] = []
        for name, found in self._told:
            if isinstance(found, Graded):
                letters = [str(label) for label in found.objects]
                pairs = product(range(len(letters)), repeat=2)
                scores = [
                    f"{found.show(a)} -> {found.show(b)} : {shown(found.values[a][b])}" for a, b in pairs if a != b
                ]
                scores = [f"object {', '.join(letters)}"] if len(letters) == 1 else scores
                parts.append(f"enriched {name} in {found.quantale.name} {_block(scores)}")
            else:
                on, names = self._place(name, len(found))
                values = [f"{a} : {shown(value)}" for a, value in zip(names, found, strict=True)]
                parts.append(f"task {name} on {on} {_block(values)}")
        return ", ".join(parts)

    def _bottoms(self) -> str:
        """What tells the cases apart."""
        quantales = {CATEGORIES.get(domain.operator) or self._over(domain) for domain in self.domains}
        return "infinite" if quantales <= {"metric", ""} else "least"

    def _place(self, name: str, points: int) -> tuple[str, list[str]]:
        """Where a task lives, and the names of the objects there."""
        domain = next(d for v, d in zip(self.variables, self.domains, strict=True) if v.name == name)
        of = domain.arguments[0]
        known = self.given.get(of)
        if isinstance(known, Graded):
            return known.name, list(map(known.show, range(points)))
        return of.name if isinstance(of, Variable) else "it", _letters(points)

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if finding.value is self.every:
            return {}
        return {
            name: [list(map(shown, row)) for row in found.values]
            if isinstance(found, Graded)
            else list(map(shown, found))
            for name, found in self._told
        }


def _shown(values: Sequence[Any]) -> list[str]:
    return list(map(shown, values))


def _block(items: Sequence[str]) -> str:
    return f"{{ {' ; '.join(items)} }}" if items else "{ }"


def _letters(count: int) -> list[str]:
    return [chr(ord("a") + k) for k in range(count)]
