"""Statements about all graded categories with n points and all tasks on them: inequalities, and proofs that add them.

The kernel makes the cases of least values, the inequalities that finite ones fulfil and the formula of what is said
by itself, in the order of README.md. A proof of a case is nothing, where the formula is true whatever is open; a split
of an inequality of the formula into its two cases; or Farkas' coefficients, with which what is assumed adds up to
`0 < 0`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any, NamedTuple

from catproof.kernel.farkas import ZERO, Atom, Linear, opposite
from catproof.kernel.graded import Graded, GradedFunctor, GradedTask, read_values
from catproof.kernel.quantales import INF, QUANTALES
from catproof.kernel.rejection import index, need, writable

CATEGORIES = {
    "metrics": "metric", "bool categories": "bool", "prob categories": "prob", "fuzzy categories": "fuzzy",
    "lukasiewicz categories": "lukasiewicz",
}  # fmt: skip
"""For each domain of graded categories the quantale."""

REALS = (*CATEGORIES, "graded tasks")
MOST_POINTS = 6


class Table(NamedTuple):
    """A graded category, and perhaps a task on it, with values that are linear forms or infinite; of `prob` these are
    the logarithms, turned round."""

    quantale: str
    scores: Sequence[Sequence[Any]]
    values: Sequence[Any] = ()


def finite(value: Any) -> bool:
    return isinstance(value, Linear)


def constant(value: Any) -> Linear:
    return Linear((), Fraction(value))


def _form(value: Any, quantale: str) -> Any:
    """A known value."""
    if quantale == "prob":
        need(value in (0, 1), "a probability has no form")
        return constant(0) if value == 1 else INF
    return INF if value == INF else constant(value)


# ---- values from evidence -----------------------------------------------------------------------------------------


def read_category(quantale: str, data: Any, least: int, most: int) -> Graded:
    """A graded category that is given as a table of values."""
    need(type(data) is list and least <= len(data) <= most, "a table has another number of points")
    need(all(type(row) is list for row in data), "a table is no square")
    found = Graded(QUANTALES[quantale], [read_values(row, len(data), QUANTALES[quantale]) for row in data])
    need(found.closed(), "a table is no graded category")
    return found


def read_task(category: Graded, data: Any) -> GradedTask:
    """A task that is given by its values."""
    need(category.closed(), "tasks are listed on graded categories")
    quantale = category.quantale
    values = read_values(data, category.objects, quantale)
    for row, here in zip(category.values, values, strict=True):
        fits = (quantale.at_most(quantale.times(s, there), here) for s, there in zip(row, values, strict=True))
        need(all(fits), "values are no task")
    return GradedTask(category, values)


# ---- cases --------------------------------------------------------------------------------------------------------


def _unknown(*name: int) -> Any:
    return Linear(((name, Fraction(1)),), Fraction(0))


ADDED = ("metric", "prob")
"""Values that are put together are added."""


def _cases_of(names: Sequence[tuple[int, ...]], quantale: str) -> Iterator[list[Any]]:
    """Unknown values: each may be the least true; in `bool` it is else the unit, and otherwise no case is apart."""
    if quantale in ("fuzzy", "lukasiewicz"):
        yield [_unknown(*name) for name in names]
        return
    for least in product((False, True), repeat=len(names)):
        if quantale == "bool":
            yield [constant(0 if one else 1) for one in least]
        else:
            yield [INF if one else _unknown(*name) for name, one in zip(names, least, strict=True)]


def _categories(k: int, points: int, quantale: str) -> Iterator[tuple[Table, list[Atom], list[Any]]]:
    pairs = [(a, b) for a in range(points) for b in range(points) if a != b]
    unit = constant(0 if quantale in ADDED else 1)
    for values in _cases_of([(k, *pair) for pair in pairs], quantale):
        at = dict(zip(pairs, values, strict=True))
        scores = [[unit if a == b else at[a, b] for b in range(points)] for a in range(points)]
        ways = [(scores[a][c], scores[a][b], scores[b][c]) for a, c in pairs for b in range(points) if b not in (a, c)]
        laws = _laws(values, ways, quantale)
        if laws is not None:
            yield Table(quantale, scores), *laws


def _tasks(k: int, on: Table) -> Iterator[tuple[Table, list[Atom], list[Any]]]:
    points = len(on.scores)
    for values in _cases_of([(k, a) for a in range(points)], on.quantale):
        ways = [(values[a], on.scores[a][b], values[b]) for a in range(points) for b in range(points) if a != b]
        laws = _laws(values, ways, on.quantale)
        if laws is not None:
            yield Table(on.quantale, on.scores, values), *laws


def _laws(values: Sequence[Any], ways: Any, quantale: str) -> tuple[list[Atom], list[Any]] | None:
    """What is assumed: the range of the unknown values, and that each first value is at least as true as the others put
    together; and formulas for what is no inequality. None for a case that cannot be."""
    unknown = [value for value in values if finite(value) and value.terms]
    atoms: list[Atom] = [(ZERO.add(value, Fraction(-1)), False) for value in unknown]
    if quantale in ("fuzzy", "lukasiewicz"):
        atoms += [(value.add(constant(1), Fraction(-1)), False) for value in unknown]
    formulas = []
    for whole, one, other in ways:
        law = obeyed(whole, one, other, quantale)
        if law is False:
            return None
        if type(law) is tuple:
            atoms.append(law)
        elif law is not True:
            formulas.append(law)
    return atoms, formulas


def obeyed(whole: Any, one: Any, other: Any, quantale: str) -> Any:
    """The first is at least as true as the others put together."""
    if quantale in ADDED:
        return below(whole, one.add(other, Fraction(1))) if finite(one) and finite(other) else True
    if quantale == "lukasiewicz":
        return below(one.add(other, Fraction(1)).add(constant(-1), Fraction(1)), whole)
    return join("or", [below(one, whole), below(other, whole)])


# ---- formulas -----------------------------------------------------------------------------------------------------


def join(word: str, parts: Sequence[Any]) -> Any:
    if any(part is (word == "or") for part in parts):
        return word == "or"
    rest = [part for part in parts if type(part) is not bool]
    if not rest:
        return word == "and"
    return rest[0] if len(rest) == 1 else [word, rest]


def deny(formula: Any) -> Any:
    if type(formula) is bool:
        return not formula
    if type(formula) is tuple:
        return opposite(formula)
    return join("or" if formula[0] == "and" else "and", [deny(part) for part in formula[1]])


def below(a: Any, b: Any) -> Any:
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
    return join("and", [below(a, b.add(by, Fraction(1))), below(b, a.add(by, Fraction(1)))])


def _few(task: Table, most: int, by: Any) -> Any:
    """Are so many prompts enough? Each has the weight T(p), within e the truest within e of it."""
    quantale = task.quantale
    there = [a for a, value in enumerate(task.values) if finite(value)]
    if most < 0:
        return False
    if quantale == "bool" and by is not None:
        by = constant(1 if by.constant >= 1 else 0)
    error = ZERO if by is None else by

    def accounts(p: int, x: int) -> Any:
        score, weight, value = task.scores[x][p], task.values[p], task.values[x]
        if not finite(score):
            return False
        way = score.add(weight, Fraction(1))
        if quantale in ADDED and by is None:
            return below(way, value)
        if quantale == "metric":
            low = value.add(error, Fraction(1))
            return join("and", [below(score, low), below(way.add(error, Fraction(-1)), low)])
        low, high = value.add(error, Fraction(-1)), weight.add(error, Fraction(1))
        if quantale == "lukasiewicz":
            high = score.add(high, Fraction(1)).add(constant(-1), Fraction(1))
        return join("and", [below(low, score), below(low, high)])

    def covered(prompts: Sequence[int], x: int) -> Any:
        least = [] if quantale in ADDED else [below(task.values[x], error)]
        return join("or", [*least, *(accounts(p, x) for p in prompts)])

    return join("or", [
        join("and", [covered(prompts, x) for x in there])
        for prompts in combinations(there, min(most, len(there)))
    ])  # fmt: skip


class Reader:
    """Reads terms as formulas; `constants` are those of the certificate."""

    def __init__(self, constants: Sequence[Any], definitions: Sequence[Any], logarithms: bool) -> None:
        self.constants, self.definitions, self.logarithms = constants, definitions, logarithms

    def structure(self, term: Any, known: Any) -> Table:
        found = known[term[1]] if term[0] == "variable" else self._constant(term)
        if isinstance(found, GradedTask):
            name = found.category.quantale.name
            return Table(name, self.table(found.category), [_form(value, name) for value in found.values])
        if isinstance(found, Graded):
            return Table(found.quantale.name, self.table(found))
        need(isinstance(found, Table), "a table is expected")
        need((found.quantale == "prob") is self.logarithms, "values of two kinds are compared")
        return found  # type: ignore[no-any-return]

    def table(self, of: Graded) -> list[list[Any]]:
        need(of.closed() and (of.quantale.name == "prob") is self.logarithms, "values of two kinds are compared")
        return [[_form(value, of.quantale.name) for value in row] for row in of.values]

    def opened(self, term: Any, known: Any, limit: int) -> tuple[Any, Any, int]:
        """What a definition says, with what its parameters stand for."""
        number = index(term[1], min(limit, len(self.definitions)), "definition")
        parameters = self.definitions[number]["parameters"]
        need(len(parameters) == len(set(parameters)) == len(term) - 2, "a definition is called with other arguments")
        values = [self._argument(argument, known, limit) for argument in term[2:]]
        return self.definitions[number]["body"], dict(zip(parameters, values, strict=True)), number

    def _argument(self, term: Any, known: Any, limit: int) -> Any:
        if term[0] in ("variable", "constant"):
            found = known[term[1]] if term[0] == "variable" else self._constant(term)
            if type(found) is int or isinstance(found, Linear | GradedFunctor) or found == INF:
                return found
            return self.structure(term, known)
        if term[0] == "apply" and term[1] == "graded value at":
            return self._value_at(term, known)
        return self.number(term, known, limit)

    def _constant(self, term: Any) -> Any:
        need(term[0] == "constant", "a table is made of what varies")
        return self.constants[index(term[1], len(self.constants), "constant")]

    def _object(self, term: Any, known: Any, points: int) -> int:
        if term[0] == "apply" and term[1] == "graded value at":
            return index(self._value_at(term, known), points, "object")
        found = known[term[1]] if term[0] == "variable" else self._constant(term)
        return index(found, points, "object")

    def _value_at(self, term: Any, known: Any) -> int:
        functor = known[term[2][1]] if term[2][0] == "variable" else self._constant(term[2])
        need(isinstance(functor, GradedFunctor), "a functor is expected")
        return int(functor.on[self._object(term[3], known, len(functor.on))])

    def said(self, term: Any, known: Any, limit: int) -> Any:
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
                part = self.said(body, inner, limit)
                if condition is not None:
                    fulfils = self.said(condition, inner, limit)
                    part = join("or", [deny(fulfils), part]) if binder == "forall" else join("and", [fulfils, part])
                parts.append(part)
            return self._nested(parts, len(of.scores), len(names), "and" if binder == "forall" else "or")
        if term[0] == "call":
            return self.said(*self.opened(term, known, limit))
        need(term[0] == "apply", "a proposition has no form as inequalities")
        return self._applied(term[1], term[2:], known, limit)

    @staticmethod
    def _nested(parts: list[Any], points: int, depth: int, word: str) -> Any:
        """Joined as quantifiers over one variable each are."""
        for _ in range(depth):
            parts = [join(word, parts[k : k + points]) for k in range(0, max(len(parts), 1), max(points, 1))]
        need(len(parts) == 1, "a quantifier was read otherwise")
        return parts[0]

    def _applied(self, word: str, given: Any, known: Any, limit: int) -> Any:
        if word == "not":
            return deny(self.said(given[0], known, limit))
        if word in ("and", "or", "implies", "iff"):
            left, right = (self.said(part, known, limit) for part in given)
            if word == "iff":
                return join("or", [join("and", [left, right]), join("and", [deny(left), deny(right)])])
            return join("and" if word == "and" else "or", [deny(left) if word == "implies" else left, right])
        if word in ("=", "!=", "<", "<=", ">", ">="):
            return self._compared(word, given[0], given[1], known, limit)
        if word == "is a category":
            self.structure(given[0], known)
            return True
        if word == "graded equal objects":
            points = len(self.structure(given[0], known).scores)
            return self._object(given[1], known, points) == self._object(given[2], known, points)
        need(word.startswith("graded representable"), f"`{word}` has no form as inequalities")
        task = self.structure(given[0], known)
        by = self._finite(given[-1], known, limit) if word.endswith("within") else ZERO
        several = list(range(len(task.values)))
        if "by" in word.split():
            several = [self._object(given[1], known, len(task.values))]
        return join("or", [
            join("and", [_near(value, row[p], by) for value, row in zip(task.values, task.scores, strict=True)])
            for p in several
        ])  # fmt: skip

    def _compared(self, sign: str, left: Any, right: Any, known: Any, limit: int) -> Any:
        turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        if right[0] == "apply" and right[1].startswith("graded rank"):
            left, right, sign = right, left, turned.get(sign, sign)
        if left[0] == "apply" and left[1].startswith("graded rank"):
            need(right[0] == "number" and type(right[1]) is int, "a rank is compared with another thing than a number")
            task, most = self.structure(left[2], known), right[1]
            by = self._finite(left[3], known, limit) if left[1].endswith("within") else None
            if sign in ("=", "!="):
                found = join("and", [_few(task, most, by), deny(_few(task, most - 1, by))])
                return found if sign == "=" else deny(found)
            found = _few(task, most if sign in ("<=", ">") else most - 1, by)
            return found if sign in ("<=", "<") else deny(found)
        a, b = self.number(left, known, limit), self.number(right, known, limit)
        if sign in ("=", "!="):
            found = join("and", [below(a, b), below(b, a)])
            return found if sign == "=" else deny(found)
        if self.logarithms:  # the greater probability has the smaller one
            a, b = b, a
        if sign in ("<=", ">="):
            return below(a, b) if sign == "<=" else below(b, a)
        return deny(below(b, a) if sign == "<" else below(a, b))

    def _finite(self, term: Any, known: Any, limit: int) -> Linear:
        need(not self.logarithms, "probabilities are compared up to an error")
        found = self.number(term, known, limit)
        need(finite(found) and not found.terms and found.constant >= 0, "an error is no number that is 0 or more")
        return found  # type: ignore[no-any-return]

    def number(self, term: Any, known: Any, limit: int) -> Any:
        """A number as a linear form, or infinity."""
        if term[0] == "number":
            value = Fraction(*term[1][1:]) if type(term[1]) is list else Fraction(term[1])
            return _form(value, "prob" if self.logarithms else "metric")
        if term[0] == "variable":
            found = known[term[1]]
            need(isinstance(found, Linear) or found == INF, "a number is expected")
            return found
        if term[0] == "call":
            return self.number(*self.opened(term, known, limit))
        need(term[0] == "apply", "a number has no form")
        word, given = term[1], term[2:]
        if word == "infinity":
            need(not self.logarithms, "a probability is compared with infinity")
            return INF
        if word in ("score", "task value"):
            of = self.structure(given[0], known)
            places = [self._object(each, known, len(of.scores)) for each in given[1:]]
            return of.scores[places[0]][places[1]] if word == "score" else of.values[places[0]]
        need(word in ("plus", "minus", "times"), f"`{word}` has no form")
        left, right = (self.number(each, known, limit) for each in given)
        need(word == "times" or not self.logarithms, "probabilities are added")
        if (word == "plus" or self.logarithms) and not (finite(left) and finite(right)):
            return INF
        need(finite(left) and finite(right), "infinity is subtracted or multiplied")
        if word in ("plus", "minus") or self.logarithms:
            found = left.add(right, Fraction(-1 if word == "minus" else 1))
        else:
            need(not left.terms or not right.terms, "two values are multiplied")
            one, other = (left, right) if not left.terms else (right, left)
            found = ZERO.add(other, one.constant)
        for value in (found.constant, *(factor for _, factor in found.terms)):
            writable(value)
        return found


# ---- cases of several tables --------------------------------------------------------------------------------


def over(domain: Any, given: Any, known: Any) -> str:
    """The quantale of a domain; that of tasks on what varies is that of another one."""
    if domain[1] in CATEGORIES:
        return CATEGORIES[domain[1]]
    of = domain[2]
    found = known.get(of[1]) if of[0] == "variable" else given.constants[of[1]]
    return found.quantale.name if isinstance(found, Graded) else ""


def cases(
    k: int, names: Sequence[str], domains: Sequence[Any], points: int, known: Any, reader: Reader
) -> Iterator[tuple[Any, list[Atom], list[Any]]]:
    if k == len(names):
        yield known, [], []
        return
    word = domains[k][1]
    if word in CATEGORIES:
        need(k == 0, "tables are ranged over within others")
        several = _categories(k, points, CATEGORIES[word])
    else:
        several = _tasks(k, reader.structure(domains[k][2], known))
    for value, atoms, laws in several:
        for inner, more, others in cases(k + 1, names, domains, points, {**known, names[k]: value}, reader):
            yield inner, [*atoms, *more], [*laws, *others]
