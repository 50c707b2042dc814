"""Statements about all metrics with n points and all tasks on them: the inequalities, and proofs by adding them up.

The kernel makes the cases of infinite values, the inequalities that finite ones fulfil and the formula of what is said
by itself, in the order of README.md. A proof of a case is nothing, where the formula is true whatever is open; a split
of an inequality of the formula into its two cases; or Farkas' coefficients, with which what is assumed adds up to
`0 < 0`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any, NamedTuple

from catproof.kernel.graded import Graded, GradedTask
from catproof.kernel.quantales import INF, QUANTALES, exact
from catproof.kernel.rejection import index, need

REALS = ("metrics", "graded tasks")
MOST_POINTS = 6


class Linear(NamedTuple):
    """Coefficients by the unknowns, sorted, none of them 0; and what is added."""

    terms: tuple[tuple[Any, Fraction], ...]
    constant: Fraction

    def add(self, other: Linear, times: Fraction) -> Linear:
        """The sum, the other so many times."""
        found = dict(self.terms)
        for name, c in other.terms:
            found[name] = found.get(name, Fraction(0)) + times * c
        kept = tuple(sorted((name, c) for name, c in found.items() if c != 0))
        return Linear(kept, self.constant + times * other.constant)


ZERO = Linear((), Fraction(0))
Atom = tuple[Linear, bool]
"""The form is at most 0; less, where the second is true."""


def opposite(atom: Atom) -> Atom:
    return ZERO.add(atom[0], Fraction(-1)), not atom[1]


class Table(NamedTuple):
    """A metric, and perhaps a task on it, with values that are linear forms or infinite."""

    scores: Sequence[Sequence[Any]]
    values: Sequence[Any] = ()


def finite(value: Any) -> bool:
    return isinstance(value, Linear)


def _form(value: Any) -> Any:
    return INF if value == INF else Linear((), Fraction(value))


# ---- values from evidence -----------------------------------------------------------------------------------------


def read_metric(data: Any, least: int, most: int) -> Graded:
    """A metric that is given as a table of values."""
    need(type(data) is list and least <= len(data) <= most, "a metric has another number of points")
    need(all(type(row) is list and len(row) == len(data) for row in data), "a table is no square")
    found = Graded(QUANTALES["metric"], [list(map(exact, row)) for row in data])
    need(found.closed(), "a table is no metric")
    return found


def read_task(category: Graded, data: Any) -> GradedTask:
    """A task that is given by its values."""
    need(type(data) is list and len(data) == category.objects, "a task has another number of values")
    need(category.quantale.name == "metric" and category.closed(), "tasks are listed on metrics")
    values = list(map(exact, data))
    for row, here in zip(category.values, values, strict=True):
        need(all(here <= score + there for score, there in zip(row, values, strict=True)), "values are no task")
    return GradedTask(category, values)


# ---- cases --------------------------------------------------------------------------------------------------------


def _unknown(*name: int) -> Any:
    return Linear(((name, Fraction(1)),), Fraction(0))


def _positive(value: Any) -> Atom:
    """It is not negative."""
    return ZERO.add(value, Fraction(-1)), False


def _metrics(k: int, points: int) -> Iterator[tuple[Table, list[Atom]]]:
    pairs = [(a, b) for a in range(points) for b in range(points) if a != b]
    for far in product((False, True), repeat=len(pairs)):
        unknown = {p: INF if f else _unknown(k, *p) for p, f in zip(pairs, far, strict=True)}
        scores = [[ZERO if a == b else unknown[a, b] for b in range(points)] for a in range(points)]
        atoms = [_positive(value) for value in unknown.values() if finite(value)]
        ways = [(scores[a][c], scores[a][b], scores[b][c]) for a, c in pairs for b in range(points) if b not in (a, c)]
        if _sums(ways, atoms):
            yield Table(scores), atoms


def _tasks(k: int, on: Table) -> Iterator[tuple[Table, list[Atom]]]:
    points = len(on.scores)
    for far in product((False, True), repeat=points):
        values = [INF if f else _unknown(k, a) for a, f in enumerate(far)]
        atoms = [_positive(value) for value in values if finite(value)]
        ways = [(values[a], on.scores[a][b], values[b]) for a in range(points) for b in range(points) if a != b]
        if _sums(ways, atoms):
            yield Table(on.scores, values), atoms


def _sums(ways: Sequence[tuple[Any, Any, Any]], atoms: list[Atom]) -> bool:
    """Note that each first value is at most the sum of the others; false where it is infinite, and these are not."""
    for whole, one, other in ways:
        if finite(one) and finite(other):
            if not finite(whole):
                return False
            atoms.append((whole.add(one.add(other, Fraction(1)), Fraction(-1)), False))
    return True


# ---- formulas -----------------------------------------------------------------------------------------------------


def _join(word: str, parts: Sequence[Any]) -> Any:
    if any(part is (word == "or") for part in parts):
        return word == "or"
    rest = [part for part in parts if type(part) is not bool]
    if not rest:
        return word == "and"
    return rest[0] if len(rest) == 1 else [word, rest]


def _deny(formula: Any) -> Any:
    if type(formula) is bool:
        return not formula
    if type(formula) is tuple:
        return opposite(formula)
    return _join("or" if formula[0] == "and" else "and", [_deny(part) for part in formula[1]])


def _below(a: Any, b: Any) -> Any:
    """`a <= b`."""
    if not finite(b):
        return True
    if not finite(a):
        return False
    form = a.add(b, Fraction(-1))
    return (form, False) if form.terms else form.constant <= 0


def _near(a: Any, b: Any, by: Linear) -> Any:
    if not finite(a) or not finite(b):
        return finite(a) is finite(b)
    return _join("and", [_below(a, b.add(by, Fraction(1))), _below(b, a.add(by, Fraction(1)))])


def _few(task: Table, most: int, by: Any) -> Any:
    """Are so many prompts enough? Each has the weight T(p), within e the best one, T(p) - e, but 0 at least."""
    there = [a for a, value in enumerate(task.values) if finite(value)]
    if most < 0:
        return False

    def accounts(p: int, x: int) -> Any:
        score, weight, value = task.scores[x][p], task.values[p], task.values[x]
        if not finite(score):
            return False
        way = score.add(weight, Fraction(1))
        if by is None:
            return _below(way, value)
        low = value.add(by, Fraction(1))
        return _join("and", [_below(score, low), _below(way.add(by, Fraction(-1)), low)])

    return _join("or", [
        _join("and", [_join("or", [accounts(p, x) for p in prompts]) for x in there])
        for prompts in combinations(there, min(most, len(there)))
    ])  # fmt: skip


class Reader:
    """Reads terms as formulas; `constants` are those of the certificate."""

    def __init__(self, constants: Sequence[Any]) -> None:
        self.constants = constants

    def structure(self, term: Any, known: Any) -> Table:
        found = known[term[1]] if term[0] == "variable" else self._constant(term)
        if isinstance(found, GradedTask):
            return Table(self.table(found.category), list(map(_form, found.values)))
        if isinstance(found, Graded):
            return Table(self.table(found))
        need(isinstance(found, Table), "a table is expected")
        return found  # type: ignore[no-any-return]

    @staticmethod
    def table(of: Graded) -> list[list[Any]]:
        need(of.quantale.name == "metric" and of.closed(), "a metric is expected")
        return [list(map(_form, row)) for row in of.values]

    def _constant(self, term: Any) -> Any:
        need(term[0] == "constant", "a table is made of what varies")
        return self.constants[index(term[1], len(self.constants), "constant")]

    def _object(self, term: Any, known: Any, points: int) -> int:
        found = known[term[1]] if term[0] == "variable" else self._constant(term)
        return index(found, points, "object")

    def said(self, term: Any, known: Any) -> Any:
        """The formula of a proposition."""
        if term[0] == "binding":
            _, binder, names, domain, condition, body = term
            need(
                domain[1] == "graded objects" and binder in ("forall", "exists"), "a quantifier ranges over no objects"
            )
            of = self.structure(domain[2], known)
            parts = []
            for values in product(range(len(of.scores)), repeat=len(names)):
                inner = {**known, **dict(zip(names, values, strict=True))}
                part = self.said(body, inner)
                if condition is not None:
                    fulfils = self.said(condition, inner)
                    part = _join("or", [_deny(fulfils), part]) if binder == "forall" else _join("and", [fulfils, part])
                parts.append(part)
            return self._nested(parts, len(of.scores), len(names), "and" if binder == "forall" else "or")
        need(term[0] == "apply", "a proposition has no form as inequalities")
        return self._applied(term[1], term[2:], known)

    @staticmethod
    def _nested(parts: list[Any], points: int, depth: int, word: str) -> Any:
        """Joined as quantifiers over one variable each are."""
        for _ in range(depth):
            parts = [_join(word, parts[k : k + points]) for k in range(0, max(len(parts), 1), max(points, 1))]
        need(len(parts) == 1, "a quantifier was read otherwise")
        return parts[0]

    def _applied(self, word: str, given: Any, known: Any) -> Any:
        if word == "not":
            return _deny(self.said(given[0], known))
        if word in ("and", "or", "implies", "iff"):
            left, right = (self.said(part, known) for part in given)
            if word == "iff":
                return _join("or", [_join("and", [left, right]), _join("and", [_deny(left), _deny(right)])])
            return _join("and" if word == "and" else "or", [_deny(left) if word == "implies" else left, right])
        if word in ("=", "!=", "<", "<=", ">", ">="):
            return self._compared(word, given[0], given[1], known)
        if word == "is a category":
            self.structure(given[0], known)
            return True
        if word == "graded equal objects":
            points = len(self.structure(given[0], known).scores)
            return self._object(given[1], known, points) == self._object(given[2], known, points)
        need(word.startswith("graded representable"), f"`{word}` has no form as inequalities")
        task = self.structure(given[0], known)
        by = self._finite(given[-1], known) if word.endswith("within") else ZERO
        several = list(range(len(task.values)))
        if "by" in word.split():
            several = [self._object(given[1], known, len(task.values))]
        return _join("or", [
            _join("and", [_near(value, row[p], by) for value, row in zip(task.values, task.scores, strict=True)])
            for p in several
        ])  # fmt: skip

    def _compared(self, sign: str, left: Any, right: Any, known: Any) -> Any:
        turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        if right[0] == "apply" and right[1].startswith("graded rank"):
            left, right, sign = right, left, turned.get(sign, sign)
        if left[0] == "apply" and left[1].startswith("graded rank"):
            need(right[0] == "number" and type(right[1]) is int, "a rank is compared with another thing than a number")
            task, most = self.structure(left[2], known), right[1]
            by = self._finite(left[3], known) if left[1].endswith("within") else None
            if sign in ("=", "!="):
                found = _join("and", [_few(task, most, by), _deny(_few(task, most - 1, by))])
                return found if sign == "=" else _deny(found)
            found = _few(task, most if sign in ("<=", ">") else most - 1, by)
            return found if sign in ("<=", "<") else _deny(found)
        a, b = self.number(left, known), self.number(right, known)
        if sign in ("=", "!="):
            found = _join("and", [_below(a, b), _below(b, a)])
            return found if sign == "=" else _deny(found)
        if sign in ("<=", ">="):
            return _below(a, b) if sign == "<=" else _below(b, a)
        return _deny(_below(b, a) if sign == "<" else _below(a, b))

    def _finite(self, term: Any, known: Any) -> Linear:
        found = self.number(term, known)
        need(finite(found) and not found.terms and found.constant >= 0, "an error is no number that is 0 or more")
        return found  # type: ignore[no-any-return]

    def number(self, term: Any, known: Any) -> Any:
        """A number as a linear form, or infinity."""
        if term[0] == "number":
            return Linear((), Fraction(*term[1][1:]) if type(term[1]) is list else Fraction(term[1]))
        need(term[0] == "apply", "a number has no form")
        word, given = term[1], term[2:]
        if word == "infinity":
            return INF
        if word in ("score", "task value"):
            of = self.structure(given[0], known)
            places = [self._object(each, known, len(of.scores)) for each in given[1:]]
            return of.scores[places[0]][places[1]] if word == "score" else of.values[places[0]]
        need(word in ("plus", "minus", "times"), f"`{word}` has no form")
        left, right = (self.number(each, known) for each in given)
        if word == "plus" and not (finite(left) and finite(right)):
            return INF
        need(finite(left) and finite(right), "infinity is subtracted or multiplied")
        if word in ("plus", "minus"):
            return left.add(right, Fraction(1 if word == "plus" else -1))
        need(not left.terms or not right.terms, "two values are multiplied")
        one, other = (left, right) if not left.terms else (right, left)
        return ZERO.add(other, one.constant)


# ---- proofs -------------------------------------------------------------------------------------------------------


def proves(term: Any, known: Any, constants: Sequence[Any], evidence: Any, single: Callable[[Any], Any]) -> bool:
    """Does the evidence prove that the quantifiers hold of all tables (`forall`), or of none (`exists`)?"""
    binder = term[1]
    names: list[str] = []
    domains: list[Any] = []
    while term[0] == "binding" and term[1] == binder and term[3][1] in REALS:
        _, _, (name,), domain, _, body = single(term)
        names, domains, term = [*names, name], [*domains, domain], body
    need(len(set(names)) == len(names), "two variables of a quantifier have one name")
    reader = Reader(constants)
    points = [0]
    if domains[0][1] == "metrics":
        least, most = (number[1] for number in domains[0][2:])
        need(type(least) is int and type(most) is int and most <= MOST_POINTS, "metrics have too many points")
        points = list(range(max(least, 0), most + 1))
    need(type(evidence["cases"]) is list and len(evidence["cases"]) == len(points), "a number of points is missing")
    for count, proofs in zip(points, evidence["cases"], strict=True):
        given = iter(proofs)
        for inner, atoms in _cases(0, names, domains, count, known, reader):
            goal = reader.said(term, inner)
            goal = goal if binder == "forall" else _deny(goal)
            proof = next(given, 0)
            need(proof != 0, "a case has no proof")
            _check(goal, list(dict.fromkeys(_atoms(goal))), {}, atoms, proof)
        need(next(given, 0) == 0, "there are more proofs than cases")
    return True


def _cases(
    k: int, names: Sequence[str], domains: Sequence[Any], points: int, known: Any, reader: Reader
) -> Iterator[tuple[Any, list[Atom]]]:
    if k == len(names):
        yield known, []
        return
    if domains[k][1] == "metrics":
        need(k == 0, "metrics are ranged over within others")
        several = _metrics(k, points)
    else:
        several = _tasks(k, reader.structure(domains[k][2], known))
    for value, atoms in several:
        for inner, more in _cases(k + 1, names, domains, points, {**known, names[k]: value}, reader):
            yield inner, [*atoms, *more]


def _atoms(formula: Any) -> Iterator[Atom]:
    """From left to right, of each and its opposite the one that is not strict."""
    if type(formula) is tuple:
        yield opposite(formula) if formula[1] else formula
    elif type(formula) is list:
        for part in formula[1]:
            yield from _atoms(part)


def _true(formula: Any, path: dict[Atom, bool]) -> bool | None:
    if type(formula) is bool:
        return formula
    if type(formula) is tuple:
        found = path.get(opposite(formula) if formula[1] else formula)
        return found if found is None else found is not formula[1]
    values = [_true(part, path) for part in formula[1]]
    if (formula[0] == "or") in values:
        return bool(formula[0] == "or")
    return None if None in values else formula[0] == "and"


def _check(goal: Any, atoms: Sequence[Atom], path: dict[Atom, bool], assumed: list[Atom], proof: Any) -> None:
    if proof is None:
        need(_true(goal, path) is True, "a case is left open")
        return
    need(type(proof) is list and proof, "a proof is no list")
    if proof[0] == "farkas":
        need(len(proof) == 2, "a leaf of a proof has other parts")
        total, strict = ZERO, False
        for k, text in proof[1]:
            form, less = assumed[index(k, len(assumed), "inequality")]
            times = exact(text)
            need(times != INF and times > 0, "a coefficient is not positive")
            total, strict = total.add(form, times), strict or less
        need(not total.terms, "what is assumed does not add up")
        need(total.constant > 0 or (total.constant == 0 and strict), "what is assumed is possible")
        return
    need(proof[0] == "split" and len(proof) == 4, "an unknown step of a proof")
    atom = atoms[index(proof[1], len(atoms), "inequality")]
    need(atom not in path, "an inequality is split twice")
    _check(goal, atoms, {**path, atom: True}, [*assumed, atom], proof[2])
    _check(goal, atoms, {**path, atom: False}, [*assumed, opposite(atom)], proof[3])
