"""Numbers in core terms: literals, arithmetic, what is counted and measured."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Self

from catproof.elaborate import hints
from catproof.elaborate.graded_terms import GradedResolver, has_share
from catproof.elaborate.scope import Wrong
from catproof.logic.signature import NUMBER, OPERATORS
from catproof.logic.terms import Apply, Binding, Number, Term, Variable
from catproof.syntax import tree
from catproof.syntax.printer import print_term

_ARITHMETIC = {"+": "plus", "-": "minus", "*": "times"}
COUNTED = ("size", "rank", "count")
"""The words of numbers that algorithms find, which are compared and reckoned with each other."""
NUMBERS = (*COUNTED, "euler")


class NumberResolver(GradedResolver):
    """Resolves numbers."""

    bound: Mapping[str, Variable]

    @abstractmethod
    def proposition(self, prop: tree.Prop) -> Term:
        """The proposition as a core term."""

    @abstractmethod
    def inside(self) -> Self:
        """The same, for what core terms alone can say."""

    @abstractmethod
    def _bind(self, names: Sequence[tree.Name], domain: Apply) -> tuple[Self, tuple[Variable, ...]]: ...

    def number(self, term: tree.Term) -> Term:
        """A number."""
        if isinstance(term, tree.Integer):
            return Number(term.value, span=term.span)
        if isinstance(term, tree.Fraction):
            whole = term.value.denominator == 1
            return Number(term.value.numerator if whole else term.value, span=term.span)
        if isinstance(term, tree.Arithmetic):
            sides = (self.number(term.left), self.number(term.right))
            return Apply(_ARITHMETIC[term.operator], sides, span=term.span)
        if self.is_graded_number(term):
            return self.graded_number(term)
        if isinstance(term, tree.Name) and term.text in self.bound:
            return self.of_kind(self.bound[term.text], term, ("number",), None)
        if isinstance(term, tree.Call):
            if self.library.named(term.function):
                return self._called(term, "number")
            if term.function == "rank" and self.defining:
                what = "it cannot be a part of one, nor stand beside what has one in a sum"
                raise Wrong("E315", term.span, f"`rank` has no definition in the language: {what}")
            if has_share(term):
                return self._rank_missing(term)
            if term.function in NUMBERS:
                [argument] = self.arguments(term, 1)
                if term.function == "count":
                    return self._count(term, argument)
                taken = OPERATORS[term.function].takes
                return Apply(term.function, (self.term(argument, taken),), span=term.span)
        hint = "numbers are 3, 1/2, size(T), rank(T), euler(C) and count(DOMAIN)"
        hint = hints.number(term, self.named_kind(term)) or hint
        raise Wrong("E301", term.span, f"`{print_term(term)}` is not a number", hint)

    def _rank_missing(self, call: tree.Call) -> Term:
        """`rank(T, missing <= 5%)`."""
        task, share = self.arguments(call, 2)
        if not isinstance(share, tree.Share) or share.key != "missing":
            raise Wrong("E309", share.span, "a share of the elements is expected here", "write missing <= 5%")
        if not 0 <= share.value.value <= 100:
            raise Wrong("E309", share.span, "a share is a number from 0% to 100%")
        return Apply("rank missing", (self.term(task, ("task",)), self.number(share.value)), span=call.span)

    def _count(self, call: tree.Call, counted: tree.Term) -> Term:
        if not isinstance(counted, tree.Selection):
            return Apply("count", (self.domain(counted),), span=call.span)
        domain = self.domain(counted.domain)
        inside, variables = self._bind([counted.variable], domain)
        return Binding("count", variables, domain, inside.proposition(counted.condition), None, span=call.span)

    def is_plain(self, term: tree.Term) -> bool:
        """Is it a number that a claim of its own compares? `euler` is none: only core terms say it."""
        if isinstance(term, tree.Integer | tree.Fraction):
            return True
        if self.is_graded_number(term):
            return True
        if isinstance(term, tree.Arithmetic):
            return all(map(self.is_counted, (term.left, term.right)))
        if not isinstance(term, tree.Call) or self.library.named(term.function):
            return False
        return term.function != "euler" and not self.is_selected(term)

    def is_counted(self, term: tree.Term, selected: bool = False) -> bool:
        """Is it a number that is written or counted, or made of such by arithmetic? `selected`: also where a condition
        says what is counted."""
        if isinstance(term, tree.Arithmetic):
            return all(self.is_counted(side, selected) for side in (term.left, term.right))
        if isinstance(term, tree.Integer | tree.Fraction):
            return True
        if not isinstance(term, tree.Call) or self.library.named(term.function):
            return False
        return term.function in COUNTED and (selected or not self.is_selected(term))

    def is_selected(self, term: tree.Term) -> bool:
        """Is it `count(x in DOMAIN such that P)`?"""
        counts = isinstance(term, tree.Call) and not self.library.named(term.function)
        return counts and any(isinstance(argument, tree.Selection) for argument in term.arguments)  # type: ignore[union-attr]

    def is_number(self, term: tree.Term) -> bool:
        """Does it read as a number?"""
        if isinstance(term, tree.Integer | tree.Fraction | tree.Arithmetic):
            return True
        if self.is_graded_number(term):
            return True
        if isinstance(term, tree.Name):
            known = self.bound.get(term.text)
            return known is not None and known.sort == NUMBER
        if not isinstance(term, tree.Call) or self.applicable(term):
            return False
        if self.library.named(term.function):
            return any(self.library.kind(d) == "number" for d in self.library.named(term.function))
        return term.function in NUMBERS
