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
from math import lcm
from typing import Any, NamedTuple

from catproof.core.blocks import graded_declaration
from catproof.core.graded import Graded, GradedTask
from catproof.core.limits import LimitReached
from catproof.core.quantale import INF, QUANTALES, ZERO, Value, exact, shown
from catproof.decide.claim import Finding
from catproof.decide.real_formulas import (
    Formula,
    Laws,
    Scored,
    Symbolic,
    atoms,
    categories,
    denied,
    first,
    holds,
    implicant,
    joined,
    tasks,
    truth,
)
from catproof.decide.real_reading import NotLinear, Reader
from catproof.decide.real_witnesses import encoded, forms, substituted, unknowns, witness
from catproof.decide.representable import sentence
from catproof.engines.linear import Form, Inequality, Linear
from catproof.logic.terms import Apply, Binding, Definitions, Number, Term, Variable, single

CATEGORIES = {"metrics": "metric", **{f"{name} categories": name for name in QUANTALES if name != "metric"}}
"""The domains of graded categories with real values, and over which quantale they are."""

REALS = (*CATEGORIES, "graded tasks")
"""The domains of tables of real values."""

LARGEST_POWER = 10_000
"""A probability that settles something is a power of 1/2 with such an exponent at most."""

MOST_WITNESSES = 100
"""So many witnesses are tried in a case."""

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


def is_real(term: Term) -> bool:
    """Does it quantify over tables of real values?"""
    return isinstance(term, Binding) and isinstance(term.domain, Apply) and term.domain.operator in REALS


class Settled(NamedTuple):
    """The tables that settle a statement about all of them, by the names of the variables, and what the quantifiers
    within say there."""

    tables: dict[str, Graded | GradedTask]
    left: OverReals | None


class OverReals:
    """`forall M in metrics(points = n) : forall T in tasks(M) : P`, or the same with `exists`. `values` says what the
    constants and the variables around it stand for, `definitions` what those that are called say."""

    def __init__(
        self,
        term: Binding,
        values: Mapping[Term, Any],
        definitions: Definitions,
        offset: int = 0,
        inner: bool = True,
    ) -> None:
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
        self.inner = body if isinstance(body, Binding) and is_real(body) and inner else None
        self.offset = offset
        over = {self.over(domain) for domain in self.domains}
        self.logarithms = "prob" in over
        """Are all values logarithms, turned round?"""
        self.reader = Reader(values, definitions, self.logarithms)
        self._nodes = 0
        self._due = 0.0

    def direct(self) -> Finding:
        self._nodes, self._due = 0, time.monotonic() + SECONDS
        proofs: list[list[Any]] = []
        system = Linear()
        inside = None if self.inner is None else self._inside(self.inner)
        if any(domain.operator in CATEGORIES for domain in self.domains[1:]):
            raise LimitReached("of all real tables one is ranged over, and tasks on it", "")
        try:
            for points in self.sizes():
                proofs.append([])
                for case in self.cases(points):
                    found = self._proof(case, system) if inside is None else self._witnessed(case, inside, system)
                    if isinstance(found, dict):
                        return self._settled(case, found)
                    proofs[-1].append(found)
        except NotLinear as problem:
            raise LimitReached(f"of all real tables only linear things are decided, and {problem}", "") from None
        return Finding(self.every, {"value": self.every, "cases" if inside is None else "witnesses": proofs})

    # ---- quantifiers that change --------------------------------------------------------------------------------

    def _inside(self, term: Binding) -> OverReals:
        """The quantifiers within, of the other kind."""
        return OverReals(term, self.given, self.definitions, len(self.domains), False)

    def _witnessed(self, case: Case, inside: OverReals, system: Linear) -> Any:
        """Witnesses, of which one fits wherever the outer values are, with the proof of that; or values for which there
        is none."""
        names = [variable.name for variable in inside.variables]
        if self.logarithms or inside.logarithms or any(domain.operator in CATEGORIES for domain in inside.domains):
            raise NotLinear("quantifiers change")
        outer = unknowns(case.known, [variable.name for variable in self.variables])
        tables: list[Any] = []
        fits: list[Formula] = [denied(law) for law in case.laws]
        for _ in range(MOST_WITNESSES):
            found = self._decided(joined("or", fits), case.axioms, system)
            if not isinstance(found, dict):
                return [tables, found]
            point = {name: found.get(name, ZERO) for name in outer}
            numbers = {name: Form((), value) for name, value in point.items()}
            for inner in inside._with(0, 0, case._replace(axioms=[], laws=[])):
                said = inside.reader.said(inside.body, inner.known)
                whole = joined("and", [*inner.axioms, *inner.laws, said if self.every else denied(said)])
                values = self._decided(denied(substituted(whole, numbers)), [], system)
                if isinstance(values, dict):
                    within = unknowns(inner.known, names)
                    both = {**dict.fromkeys(within, ZERO), **values, **point}
                    known, made, lawful = witness(inner.known, names, forms(whole, within, both))
                    said = inside.reader.said(inside.body, known)
                    fits.append(joined("and", [lawful, said if self.every else denied(said)]))
                    tables.append([[encoded(value, outer) for value in table] for table in made])
                    break
            else:
                return point
        raise LimitReached("too many witnesses would be needed for all real tables", "")

    def sizes(self) -> list[int]:
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

    def cases(self, points: int) -> Iterator[Case]:
        """The lawful ways in which values are the bottom, in the order of `product`, the other one first."""
        return self._with(0, points, Case({}, [], []))

    def over(self, domain: Apply) -> str:
        """The quantale of what is ranged over; none of tasks on an outer variable: that is among the others."""
        of = None if domain.operator in CATEGORIES else self.given.get(domain.arguments[0])
        return of.quantale.name if isinstance(of, Graded) else CATEGORIES.get(domain.operator, "")

    def _with(self, k: int, points: int, case: Case) -> Iterator[Case]:
        if k == len(self.domains):
            yield case
            return
        name = self.variables[k].name
        several: Iterator[tuple[Any, Laws]]
        quantale = CATEGORIES.get(self.domains[k].operator)
        if quantale is not None:
            several = categories(k + self.offset, points, quantale)
        else:
            several = tasks(k + self.offset, self.reader.structure(self.domains[k].arguments[0], case.known))
        for value, laws in several:
            inner = Case({**case.known, name: value}, [*case.axioms, *laws.axioms], [*case.laws, *laws.others])
            yield from self._with(k + 1, points, inner)

    # ---- cases --------------------------------------------------------------------------------------------------

    def _proof(self, case: Case, system: Linear) -> Any:
        """A proof that it holds, or the values with which it does not. Raises `LimitReached`."""
        said = self.reader.said(self.body, case.known)
        goal = joined("or", [*map(denied, case.laws), said if self.every else denied(said)])
        return self._decided(goal, case.axioms, system)

    def _decided(self, goal: Formula, axioms: Sequence[Inequality], system: Linear) -> Any:
        """A proof of the goal, or values with which it does not hold."""
        several = list(dict.fromkeys(atoms(goal)))
        system.push(*axioms)
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
        assert isinstance(point, dict)
        if not holds(goal, point):
            return point
        atom = next(one for one in map(first, implicant(goal, point)) if one not in path)
        k = several.index(atom)
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
        inner = evidence
        for k, variable in enumerate(self.variables):
            if k:
                inner["body"] = {"value": value}
                inner = inner["body"]
            found = case.known[variable.name]
            if isinstance(found, Scored):
                inner["at"] = [[shown(self._at(each, point)) for each in row] for row in found.values]
            else:
                inner["at"] = [shown(self._at(each, point)) for each in found.values]
        left = self.settled(evidence).left
        if left is not None:
            inner["body"] = left.direct().evidence
        return Finding(value, evidence)

    def settled(self, evidence: Mapping[str, Any]) -> Settled:
        """What the tables that the evidence gives are, and what is left to say of them."""
        found: dict[str, Graded | GradedTask] = {}
        given = dict(self.given)
        for variable, domain in zip(self.variables, self.domains, strict=True):
            at, one = evidence["at"], domain.arguments[0]
            table: Graded | GradedTask
            if domain.operator in CATEGORIES:
                quantale = QUANTALES[CATEGORIES[domain.operator]]
                scores = [list(map(exact, row)) for row in at]
                table = Graded(quantale, _letters(len(scores)), scores, variable.name, None, True)
            else:
                table = GradedTask(given[one], list(map(exact, at)), variable.name)
            found[variable.name] = given[variable] = table
            evidence = evidence.get("body", {})
        left = None if self.inner is None else OverReals(self.inner, given, self.definitions, 0, False)
        return Settled(found, left)

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
            proofs = finding.evidence.get("cases") or finding.evidence["witnesses"]
            cases = sum(map(len, proofs))
            kinds = f"{cases} cases of {self._bottoms()} values" if cases != 1 else "the only case"
            told = f"{'it holds' if self.every else 'it fails'} for all real values: linear arithmetic, in {kinds}"
            if self.inner is None:
                return told
            number = sum(len(tables) for each in proofs for tables, _ in each)
            return f"{told}, with {number} witness{'es' if number != 1 else ''}"
        tables = self.settled(finding.evidence).tables
        return ", ".join(graded_declaration(name, found) for name, found in tables.items())

    def _bottoms(self) -> str:
        """What tells the cases apart."""
        quantales = {self.over(domain) for domain in self.domains}
        return "infinite" if quantales <= {"metric", ""} else "least"

    def tables(self, finding: Finding) -> list[tuple[Variable, Apply, Graded | GradedTask]]:
        """The tables that settle it, with their variables and what these range over; none where it is so for all."""
        if finding.value is self.every:
            return []
        found = self.settled(finding.evidence).tables
        return [(v, domain, found[v.name]) for v, domain in zip(self.variables, self.domains, strict=True)]

    def explain(self, finding: Finding) -> list[str]:
        return [sentence(self.reason(finding))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        if finding.value is self.every:
            return {}
        return {
            name: [list(map(shown, row)) for row in found.values]
            if isinstance(found, Graded)
            else list(map(shown, found.values))
            for name, found in self.settled(finding.evidence).tables.items()
        }


def _shown(values: Sequence[Any]) -> list[str]:
    return list(map(shown, values))


def _letters(count: int) -> list[str]:
    return [chr(ord("a") + k) for k in range(count)]
