"""What is said of tables with unknown values, as formulas of linear inequalities; see `reals`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from catproof.core.graded import Graded, GradedFunctor, GradedTask
from catproof.core.limits import writable
from catproof.core.quantale import INF, ZERO, Value
from catproof.decide.real_formulas import (
    Formula,
    Scored,
    Symbolic,
    Valued,
    at_most,
    constant,
    denied,
    joined,
    near,
    rank_at_most,
)
from catproof.engines.linear import Form
from catproof.logic.terms import Apply, Binding, Call, Definitions, Number, Term, Variable, single
from catproof.structures.tables import Place


class NotLinear(Exception):
    """What is said has no form as linear inequalities."""


class Reader:
    """Reads terms as formulas. `given` says what the constants and the variables around stand for, `definitions` what
    those that are called say; with `logarithms` all values are such, turned round."""

    def __init__(self, given: Mapping[Term, Any], definitions: Definitions, logarithms: bool) -> None:
        self.given, self.definitions, self.logarithms = given, definitions, logarithms

    def structure(self, term: Term, known: Mapping[str, Any]) -> Any:
        """A graded category or a task."""
        if isinstance(term, Variable) and term.name in known:
            table = known[term.name]
            quantale = table.on.quantale if isinstance(table, Valued) else table.quantale
            if (quantale == "prob") is not self.logarithms:
                raise NotLinear(f"{term.name} is over {quantale}")
            return table
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

    def said(self, term: Term, known: Mapping[str, Any]) -> Formula:
        if isinstance(term, Binding):
            if not isinstance(term.domain, Apply) or term.domain.operator != "graded objects" or term.body is None:
                raise NotLinear("quantifiers change")
            if term.binder not in ("forall", "exists"):
                raise NotLinear(f"`{term.binder}` is said")
            one = single(term)
            of = self.structure(term.domain.arguments[0], known)
            assert one.body is not None
            parts = [self.said(one.body, {**known, one.variables[0].name: a}) for a in range(len(of.values))]
            return joined("and" if term.binder == "forall" else "or", parts)
        if isinstance(term, Call):
            return self.said(*self._opened(term, known))
        assert isinstance(term, Apply)
        name, given = term.operator, term.arguments
        if name == "not":
            return denied(self.said(given[0], known))
        if name in ("and", "or", "implies", "iff"):
            left, right = (self.said(part, known) for part in given)
            if name == "iff":
                both = joined("and", [left, right])
                return joined("or", [both, joined("and", [denied(left), denied(right)])])
            return joined("and" if name == "and" else "or", [denied(left) if name == "implies" else left, right])
        if name in ("=", "!=", "<", "<=", ">", ">="):
            return self._compared(name, given[0], given[1], known)
        if name == "is a category":
            self.structure(given[0], known)
            return True
        if name == "graded equal objects":
            return self._object(given[1], known) == self._object(given[2], known)
        if name.startswith("graded representable"):
            task = self.structure(given[0], known)
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
                inner[parameter.name] = self.structure(argument, known)
            elif kind == "graded functor":
                inner[parameter.name] = self._functor(argument, known)
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
            task, most = self.structure(left.arguments[0], known), right.value
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
        if isinstance(term, Apply) and term.operator == "graded value at":
            return self._functor(term.arguments[0], known).on_objects[self._object(term.arguments[1], known)]
        place = self.given.get(term)
        assert isinstance(place, Place) and isinstance(place.value, int)
        return place.value

    def _functor(self, term: Term, known: Mapping[str, Any]) -> GradedFunctor:
        found = known.get(term.name) if isinstance(term, Variable) else None
        found = self.given.get(term) if found is None else found
        if not isinstance(found, GradedFunctor):
            raise NotLinear("something else is asked of")
        return found

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
            return self.structure(given[0], known).values[a][b]  # type: ignore[no-any-return]
        if name == "task value":
            return self.structure(given[0], known).values[self._object(given[1], known)]  # type: ignore[no-any-return]
        if name not in ("plus", "minus", "times"):
            raise NotLinear(f"`{name}` is a number there")
        left, right = (self._number(each, known) for each in given)
        if self.logarithms and name != "times":
            raise NotLinear("probabilities are added")
        if not isinstance(left, Form) or not isinstance(right, Form):
            if name == "plus" or self.logarithms:
                return INF
            raise NotLinear("infinity is subtracted or multiplied")
        if name != "times" or self.logarithms:
            found = left.plus(right, Fraction(-1 if name == "minus" else 1))
        elif left.terms and right.terms:
            raise NotLinear("two values are multiplied")
        else:
            one, other = (left, right) if not left.terms else (right, left)
            found = Form((), ZERO).plus(other, one.constant)
        for number in (found.constant, *(factor for _, factor in found.terms)):
            writable(number)
        return found
