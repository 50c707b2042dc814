"""What is said of graded categories in SMT-LIB: scores as real numbers, all objects gone through.

What may be unknown are tables of real values, the values of a head on the features (tuning), and those of a monotone
function of the scores (recalibration). All of it is linear but the products of unknown probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from catproof.bridge.smt_scores import (
    ZERO,
    Quantale,
    Score,
    Scored,
    Valued,
    both,
    compared,
    constant,
    either,
    near,
    no,
    plus,
)
from catproof.bridge.smt_sentence import Scope, Sentences, _kind
from catproof.bridge.smt_tables import ARITHMETIC, every
from catproof.bridge.statement import NotExportable, Statement
from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.decide.reals import CATEGORIES
from catproof.elaborate.define import meaning, meanings
from catproof.logic.arithmetic import COMPARE
from catproof.logic.graded_words import GRADED_ATOMS, GRADED_NUMBERS, KINDS
from catproof.logic.terms import Apply, Call, Number, Term, Variable

MOST_FUNCTIONS = 4_000
"""Comparisons of scores in what says that a functor is determined."""


class Between(NamedTuple):
    """A functor of graded categories, as `via` of it is a model."""

    source: Scored
    target: Scored
    on: Sequence[int]
    whole: GradedFunctor | GradedModel | None = None


class GradedSentences(Sentences):
    """Prints the terms of a statement, whether they are about scores or not."""

    scored = False
    """Are there any real numbers?"""

    def __init__(self, statement: Statement) -> None:
        super().__init__(statement)
        self.definitions = {**statement.definitions, **meanings().definitions}

    # ---- propositions -------------------------------------------------------------------------------

    def proposition(self, term: Term, known: Scope, positive: bool) -> str:
        if isinstance(term, Apply) and term.operator in GRADED_ATOMS:
            return self.tables.measured(self._atom(term, known, positive))
        compares = isinstance(term, Apply) and term.operator in COMPARE
        if compares and any(self._has_scores(part, known) for part in term.arguments):  # type: ignore[union-attr]
            left, right = (self.score(part, known) for part in term.arguments)  # type: ignore[union-attr]
            return compared(term.operator, left, right)  # type: ignore[union-attr]
        return super().proposition(term, known, positive)

    def _atom(self, term: Apply, known: Scope, positive: bool) -> str:
        name, given = term.operator, list(term.arguments)
        if name == "graded equal objects":
            return f"(= {self.object(given[1], known)} {self.object(given[2], known)})"
        exact = name.removesuffix(" within")
        if exact == "graded generalizes from":
            by = self.score(given.pop(1), known) if exact != name else ZERO
            seen = [self.object(each, known) for each in given[1:]]
            return self._generalizes(self.any(given[0], known), by, seen, positive)
        by = self.score(given.pop(), known) if exact != name else ZERO
        of, *more = (self.any(each, known) for each in given)
        if name == "is a category":
            return self._quantale(of.quantale).is_category(of.values)
        if exact == "graded ideal up to recalibration":
            return self._recalibrated(of, by, positive)
        if exact == "graded solves by tuning":
            return self._tuned(of, more[0], by, positive)
        definition = meaning(name)
        assert definition is not None
        on = (of.source, of.target) if isinstance(of, Between) else (of.on,)
        arguments = (*on, of, *more, *([by] if exact != name else []))
        inner = {p.name: value for p, value in zip(definition.written, arguments, strict=True)}
        return self.proposition(definition.body, inner, positive)

    def _noted(self, sought: bool) -> None:
        """Values are unknown that must exist, or must not."""
        self.unknown.add(sought)
        self.tables.noun = "values"

    def _tuned(self, model: Between, task: Valued, by: Score, positive: bool) -> str:
        """Some task on the features is the task; its values are unknown."""
        self._noted(positive)
        quantale = self._quantale(model.target.quantale)
        unknown = [quantale.unknown() for _ in model.target.values]
        values = [value for value, _ in unknown]
        fits = (near(values[c], value, by) for c, value in zip(model.on, task.values, strict=True))
        return both(*(lawful for _, lawful in unknown), quantale.is_task(model.target.values, values), *fits)

    def _recalibrated(self, model: Between, by: Score, positive: bool) -> str:
        """Some function of the scores, with values that are not known, is monotone and gives those of the source."""
        self._noted(positive)
        pairs, quantale = _pairs(model), self._quantale(model.target.quantale)
        if not all(score.known for _, _, score in pairs):
            raise NotExportable("recalibration of scores that are not known has no SMT-LIB form")
        values = {score: quantale.unknown() for _, _, score in pairs}
        parts = [lawful for _, lawful in values.values()]
        parts += [near(values[score][0], model.source.values[x][y], by) for x, y, score in pairs]
        for one, (a, _) in values.items():
            for other, (b, _) in values.items():
                if one != other:
                    parts.append(either(no(compared("<=", one, other)), compared("<=", a, b)))
        return both(*parts)

    def _generalizes(self, functor: Between, by: Score, seen: Sequence[int], positive: bool) -> str:
        """No function on objects that keeps all scores, with these values, has others: which it is, is unknown."""
        self._noted(not positive)
        source, target, on = functor.source.values, functor.target.values, functor.on
        several, values = range(len(source)), range(len(target))
        if (len(several) * len(values)) ** 2 > MOST_FUNCTIONS:
            raise NotExportable("what is said of all functors is too large when written out")
        quantale = self._quantale(functor.target.quantale)
        kept = every(near(source[x][y], target[on[x]][on[y]], by) for x in several for y in several)
        goes = [self.tables.constants(len(values), "Bool") for _ in several]
        parts = [either(*row) for row in goes]
        parts += [no(both(row[c], row[d])) for row in goes for c in values for d in values if c < d]
        parts += [goes[a][on[a]] for a in seen]
        for x in several:
            for y in several:
                for c in values:
                    for d in values:
                        fits = near(source[x][y], target[c][d], by)
                        parts.append(either(no(both(goes[x][c], goes[y][d])), fits))
        apart = []
        for x in several:
            for c in values:
                there = (near(target[c][on[x]], quantale.unit, by), near(target[on[x]][c], quantale.unit, by))
                apart.append(both(goes[x][c], no(both(*there))))
        return both(kept, no(both(*parts, either(*apart))))

    # ---- domains ------------------------------------------------------------------------------------

    def _domain(self, domain: Term, known: Scope, sought: bool | None) -> list[tuple[Any, str]]:
        assert isinstance(domain, Apply)
        name, given = domain.operator, domain.arguments
        if name == "graded objects":
            return [(a, "true") for a in range(len(self.any(given[0], known).values))]
        if name != "graded tasks" and name not in CATEGORIES:
            return super()._domain(domain, known, sought)
        if sought is None:
            raise NotExportable("a number of tables of real values has no SMT-LIB form")
        self._noted(sought)
        if name == "graded tasks":
            on = self.any(given[0], known)
            quantale = self._quantale(on.quantale)
            unknown = [quantale.unknown() for _ in on.values]
            values = [value for value, _ in unknown]
            self.linear &= quantale.name != "prob" or all(score.known for row in on.values for score in row)
            return [(Valued(on, values), both(*(lawful for _, lawful in unknown), quantale.is_task(on.values, values)))]
        least, most = (each.whole for each in given if isinstance(each, Number))
        return [self._table(CATEGORIES[name], points) for points in range(max(least, 0), most + 1)]

    def _table(self, name: str, points: int) -> tuple[Scored, str]:
        """A graded category whose scores are not known, and that it is one."""
        quantale = self._quantale(name)
        self.linear &= name != "prob"
        table, laws = [[quantale.unit] * points for _ in range(points)], list[str]()
        for x in range(points):
            for y in range(points):
                if x != y:
                    table[x][y], lawful = quantale.unknown()
                    laws.append(lawful)
        return Scored(name, table), both(*laws, quantale.is_category(table))

    # ---- numbers ------------------------------------------------------------------------------------

    def _has_scores(self, term: Term, known: Scope) -> bool:
        if isinstance(term, Number):
            return not isinstance(term.value, int)
        if isinstance(term, Variable):
            return isinstance(known.get(term.name), Score)
        if isinstance(term, Call):
            body, inner = self._opened(term, known)
            return self._has_scores(body, inner)
        if not isinstance(term, Apply):
            return False
        if term.operator in ARITHMETIC:
            return any(self._has_scores(part, known) for part in term.arguments)
        return term.operator in GRADED_NUMBERS

    def score(self, term: Term, known: Scope) -> Score:
        """A number that may be a fraction, or infinite."""
        self.scored = True
        if isinstance(term, Number):
            return constant(Fraction(term.value))
        if isinstance(term, Variable) and isinstance(known[term.name], Score):
            found: Score = known[term.name]
            return found
        if isinstance(term, Call):
            return self.score(*self._opened(term, known))
        if not isinstance(term, Apply) or not self._has_scores(term, known):
            return Score(f"(to_real {self.number(term, known)})")
        name, given = term.operator, term.arguments
        if name == "infinity":
            return self._quantale("metric").bottom
        if name in ARITHMETIC:
            left, right = (self.score(part, known) for part in given)
            if name == "plus":
                return plus(left, right)
            if (left.infinite, right.infinite) != ("false", "false"):
                raise NotExportable("a difference or product of numbers that may be infinite has no SMT-LIB form")
            self.linear &= name == "minus" or left.known or right.known
            return Score(f"({ARITHMETIC[name]} {left.value} {right.value})", "false", left.known and right.known)
        if name.startswith("magnitude"):
            raise NotExportable("a magnitude has no SMT-LIB form")
        of = self.any(given[0], known)
        if name == "score":
            a, b = (self.object(each, known) for each in given[1:])
            return of.values[a][b]  # type: ignore[no-any-return]
        if name == "task value":
            return of.values[self.object(given[1], known)]  # type: ignore[no-any-return]
        by = self.score(given[1], known) if len(given) > 1 else None
        return Score(self._quantale(of.on.quantale).rank(of, by))

    # ---- objects, structures ------------------------------------------------------------------------

    def any(self, term: Term, known: Scope) -> Any:
        kind = _kind(term)
        if kind == "graded object":
            return self.object(term, known)
        if kind == "number" and self._has_scores(term, known):
            return self.score(term, known)
        if kind not in KINDS or (isinstance(term, Variable) and term.name in known):
            return super().any(term, known)
        operator = term.operator if isinstance(term, Apply) else ""
        if operator == "graded yoneda":
            of, at = (self.any(part, known) for part in term.arguments)  # type: ignore[union-attr]
            return Valued(of, [row[at] for row in of.values])
        if operator in ("graded via", "graded yoneda model"):
            of = self.any(term.arguments[0], known)  # type: ignore[union-attr]
            return of._replace(whole=None) if operator == "graded via" else Between(of, of, range(len(of.values)))
        return self.given(self._read(term, known))

    def given(self, value: Any) -> Any:
        """What is known, with the names of its values."""
        if isinstance(value, Graded):
            return self._listed(value)
        if isinstance(value, GradedTask):
            return Valued(self._listed(value.category), list(map(constant, value.values)), value)
        functor = value.functor if isinstance(value, GradedModel) else value
        assert isinstance(functor, GradedFunctor)
        return Between(self._listed(functor.source), self._listed(functor.target), functor.on_objects, value)

    def _listed(self, of: Graded) -> Scored:
        self.scored = True
        return Scored(of.quantale.name, [list(map(constant, row)) for row in of.values], of)

    def object(self, term: Term, known: Scope) -> int:
        """An object of a graded category."""
        if isinstance(term, Variable) and term.name in known:
            found: int = known[term.name]
            return found
        if isinstance(term, Apply):
            functor, at = (self.any(part, known) for part in term.arguments)
            return functor.on[at]  # type: ignore[no-any-return]
        return self.values[term].value  # type: ignore[union-attr,return-value]

    def _quantale(self, name: str) -> Quantale:
        self.scored = True
        return Quantale(name, self.tables)


def _pairs(model: Between) -> list[tuple[int, int, Score]]:
    """All pairs of objects, with the scores of their values."""
    several = range(len(model.on))
    return [(x, y, model.target.values[model.on[x]][model.on[y]]) for x in several for y in several]
