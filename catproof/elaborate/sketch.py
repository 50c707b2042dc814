"""Propositions of the tree as formulas about structures that are not known (`engines.finder.formula`).

What cannot be read so, for whatever reason, is `Unclear`; if it is an error, the reading for a given value says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catproof.claims.category_domain import Categories
from catproof.claims.functors import PARTS
from catproof.core.limits import LimitReached
from catproof.elaborate.recognition import is_formula
from catproof.elaborate.scope import Skipped, Wrong
from catproof.elaborate.terms import Terms, bare_identity
from catproof.engines.finder.formula import (
    Claimed,
    Domain,
    Formula,
    Joined,
    Known,
    Made,
    Negated,
    Ranging,
    Term,
    Unclear,
    Variable,
)
from catproof.syntax import tree

KINDS = {
    "categories": "category",
    "monoids": "category",
    "posets": "category",
    "tasks": "task",
    "functors": "functor",
    "transformations": "transformation",
    "objects": "object",
    "arrows": "arrow",
    "elements": "element",
}
"""For each domain what its values are."""

STRUCTURES = ("category", "task", "functor", "transformation")
"""What z3 can be asked to find."""

MOST_FACTORS = 8
"""The highest power of an arrow that is written out, and so many factors of a composite are."""

Bound = Mapping[str, tuple[str, Term | None]]
"""The variables that are not known: what each stands for, and the category an object or an arrow lives in."""


class _Unread(Exception):
    """A term that has no place in formulas."""


class Sketcher:
    """Reads propositions as formulas, where the variables `bound` are not known and `terms` gives all else."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.homes: Mapping[str, tuple[str, tuple[Term, ...]]] = {}
        """What the values of the variables that are not known live in."""

    def quantified(self, prop: tree.Quantified) -> Ranging | None:
        """A quantifier over unknown structures with a body that says something about them; None for any other."""
        try:
            formula = self._quantified(prop, {})
        except _Unread:
            return None
        return formula if KINDS[formula.domain.kind] in STRUCTURES else None

    def formula(self, prop: tree.Prop, bound: Bound) -> Formula:
        """The formula of a proposition."""
        if isinstance(prop, tree.Not):
            return Negated(self.formula(prop.body, bound))
        if isinstance(prop, tree.Connective):
            return Joined(prop.operator, self.formula(prop.left, bound), self.formula(prop.right, bound))
        if prop.mentioned().isdisjoint(bound):
            return Unclear()  # known as soon as anybody asks
        if is_formula(prop, self.terms):
            return self._said(prop)
        try:
            if isinstance(prop, tree.Quantified):
                return self._quantified(prop, bound)
            return self._claimed(prop, bound)
        except _Unread:
            return Unclear()

    def _quantified(self, prop: tree.Quantified, bound: Bound) -> Ranging:
        domain = self.domain(prop.domain, bound)
        kind = KINDS[domain.kind]
        lives = domain.of[0] if kind in ("object", "arrow") else None
        name, outer = prop.variable.text, self.homes
        self.homes = {**outer, name: (kind, domain.of)}
        body = self.formula(prop.matrix(), {**bound, name: (kind, lives)})
        self.homes = outer
        return Ranging(prop.quantifier, prop.variable.text, domain, body)

    def _said(self, prop: tree.Prop) -> Formula:
        """An atom, or a quantifier, that is a core term."""
        from catproof.elaborate.unknowns import said

        try:
            return Claimed("said", (said(prop, self.terms, self.homes, _Unread),))
        except (_Unread, Wrong, Skipped, LimitReached):
            return Unclear()

    # ---- terms ----------------------------------------------------------------------------------------------

    def _known(self, read: Any, *given: Any) -> Known:
        """What the reading of a closed term gives."""
        try:
            return Known(read(*given))
        except (Wrong, Skipped, LimitReached):
            raise _Unread from None

    def _variable(self, term: tree.Term, kind: str, bound: Bound) -> Variable | None:
        if isinstance(term, tree.Name) and term.text in bound:
            if bound[term.text][0] != kind:
                raise _Unread
            return Variable(term.text)
        return None

    def _arguments(self, call: tree.Call, number: int) -> tuple[tree.Term, ...]:
        if len(call.arguments) != number or call.block is not None:
            raise _Unread
        return call.arguments

    def category(self, term: tree.Term, bound: Bound) -> Term:
        """A category."""
        variable = self._variable(term, "category", bound)
        if variable is not None:
            return variable
        if term.mentioned().isdisjoint(bound):
            return self._known(self.terms.category, term)
        if isinstance(term, tree.Call) and term.function == "opposite":
            return Made("opposite", (self.category(self._arguments(term, 1)[0], bound),))
        raise _Unread

    def task(self, term: tree.Term, bound: Bound) -> Term:
        """A task."""
        variable = self._variable(term, "task", bound)
        if variable is not None:
            return variable
        if term.mentioned().isdisjoint(bound):
            return self._known(self.terms.task, term)
        if isinstance(term, tree.Call) and term.function == "yoneda":
            of, at = self._arguments(term, 2)
            category = self.category(of, bound)
            return Made("yoneda", (category, self.object(at, category, bound)))
        if isinstance(term, tree.Call) and term.function == "terminal":
            return Made("terminal", (self.category(self._arguments(term, 1)[0], bound),))
        if isinstance(term, tree.Call) and term.function == "sum":
            return Made("sum", tuple(self.task(t, bound) for t in self._arguments(term, 2)))
        raise _Unread

    def functor(self, term: tree.Term, bound: Bound) -> Term:
        """A functor."""
        variable = self._variable(term, "functor", bound)
        if variable is not None:
            return variable
        if term.mentioned().isdisjoint(bound):
            return self._known(self.terms.functor, term)
        if isinstance(term, tree.Call) and term.function == "identity":
            return Made("identity", (self.category(self._arguments(term, 1)[0], bound),))
        if isinstance(term, tree.Call) and term.function == "compose":
            return Made("compose", tuple(self.functor(t, bound) for t in self._arguments(term, 2)))
        raise _Unread

    def model(self, term: tree.Term, bound: Bound) -> Made:
        """A model `yoneda(C)` or `via(F)`."""
        if isinstance(term, tree.Call) and term.function == "yoneda":
            return Made("yoneda", (self.category(self._arguments(term, 1)[0], bound),))
        if isinstance(term, tree.Call) and term.function == "via":
            return Made("via", (self.functor(self._arguments(term, 1)[0], bound),))
        if term.mentioned().isdisjoint(bound):
            known = self._known(self.terms.model, term).value
            if known.functor is not None:
                return Made("via", (Known(known.functor),))
        raise _Unread

    def object(self, term: tree.Term, category: Term, bound: Bound) -> Term:
        """An object of the category."""
        variable = self._variable(term, "object", bound)
        if variable is not None:
            return variable
        if not isinstance(category, Known) or not term.mentioned().isdisjoint(bound):
            raise _Unread
        return self._known(self.terms.object, term, category.value)

    def arrow(self, term: tree.Term, category: Term, bound: Bound) -> Term:
        """An arrow of the category."""
        variable = self._variable(term, "arrow", bound)
        if variable is not None:
            if bound[variable.name][1] != category:
                raise _Unread  # in the opposite category it is another arrow
            return variable
        if bare_identity(term):
            return Made("id", ())
        if isinstance(term, tree.Call) and term.function == "id":
            return Made("id", (self.object(self._arguments(term, 1)[0], category, bound),))
        if isinstance(term, tree.Compose):
            if len(tree.factors(term)) > MOST_FACTORS:
                raise _Unread
            return Made("then", (self.arrow(term.before, category, bound), self.arrow(term.after, category, bound)))
        if isinstance(term, tree.Power) and 1 <= term.exponent <= MOST_FACTORS:
            base = power = self.arrow(term.base, category, bound)
            for _ in range(term.exponent - 1):
                power = Made("then", (base, power))
            return power
        if isinstance(category, Known) and term.mentioned().isdisjoint(bound):
            return self._known(self.terms.arrow, term, category.value)
        raise _Unread

    def domain(self, term: tree.Term, bound: Bound) -> Domain:
        """A domain."""
        if not isinstance(term, tree.Call):
            raise _Unread
        if term.function in ("categories", "monoids", "posets"):
            known = self._known(self.terms.domain, term).value
            assert isinstance(known, Categories)
            objects = None if known.objects is None else (known.objects.least, known.objects.most)
            return Domain(known.kind, (), known.sizes.least, known.sizes.most, objects)
        if term.function == "tasks":
            of, bounds = self._arguments(term, 2)
            least, most = self._known(self.terms.bounds, bounds, "size").value
            return Domain("tasks", (self.category(of, bound),), least, most)
        if term.function == "functors":
            return Domain("functors", tuple(self.category(end, bound) for end in self._arguments(term, 2)))
        if term.function == "transformations":
            return Domain("transformations", tuple(self.task(end, bound) for end in self._arguments(term, 2)))
        if term.function == "objects":
            return Domain("objects", (self.category(self._arguments(term, 1)[0], bound),))
        if term.function == "arrows" and len(term.arguments) in (1, 3):
            category = self.category(term.arguments[0], bound)
            return Domain("arrows", (category, *(self.object(a, category, bound) for a in term.arguments[1:])))
        if term.function == "elements" and len(term.arguments) in (1, 2):
            task = self.task(term.arguments[0], bound)
            at = tuple(self._variable(a, "object", bound) for a in term.arguments[1:])
            if None in at:
                raise _Unread
            return Domain("elements", (task, *(a for a in at if a is not None)))
        raise _Unread

    # ---- atoms ----------------------------------------------------------------------------------------------

    def _claimed(self, prop: tree.Prop, bound: Bound) -> Formula:
        if isinstance(prop, tree.Is):
            return self._is(prop, bound)
        if isinstance(prop, tree.SolvesByPrompt):
            model, task = self.model(prop.model, bound), self.task(prop.task, bound)
            by = None if prop.prompt is None else self._prompt(prop.prompt, model, bound)
            return Claimed("prompt", (model, task, by))
        if isinstance(prop, tree.SolvesByTuning):
            return Claimed("tuning", (self.model(prop.model, bound), self.task(prop.task, bound)))
        if isinstance(prop, tree.Generalizes) and prop.seen is None:
            return Claimed("generalizes", (self.functor(prop.functor, bound),))
        if isinstance(prop, tree.Comparison):
            return self._comparison(prop, bound)
        if isinstance(prop, tree.Isomorphic):
            return self._isomorphic(prop, bound)
        raise _Unread

    def _prompt(self, term: tree.Term, model: Made, bound: Bound) -> Term:
        return self.object(term, model.of[0] if model.by == "yoneda" else Variable(""), bound)

    def _is(self, prop: tree.Is, bound: Bound) -> Formula:
        name = " ".join(prop.words)
        if prop.words[:1] in (("embedding",), ("equivalence",), ("isomorphism",)):
            name = "an " + name
        if name == "representable" and prop.preposition in (None, "by"):
            task = self.task(prop.subject, bound)
            by = None if prop.argument is None else self._variable(prop.argument, "object", bound)
            if by is None and prop.argument is not None:
                raise _Unread
            return Claimed("representable", (task, by))
        if prop.argument is not None:
            raise _Unread
        if name == "familial":
            return Claimed("familial", (self.task(prop.subject, bound),))
        if name == "ideal":
            return Claimed("ideal", (self.model(prop.subject, bound),))
        if name in PARTS:
            return Claimed("functor", (PARTS[name], self.functor(prop.subject, bound)))
        if name in ("terminal", "initial"):
            return Claimed("object_property", (name, *self._objects([prop.subject], prop.category, bound)))
        subject = prop.subject.text if isinstance(prop.subject, tree.Name) else ""
        if prop.category is None and bound.get(subject, ("",))[0] == "transformation":
            if name in ("mono", "epi", "iso"):
                return Claimed("transformation_property", (name, Variable(subject)))
        elif name in ("mono", "epi", "iso", "split mono", "split epi"):
            category = self._lives([prop.subject], prop.category, bound)
            return Claimed("arrow_property", (name, self.arrow(prop.subject, category, bound), category))
        raise _Unread

    def _lives(self, terms: list[tree.Term], given: tree.Term | None, bound: Bound) -> Term:
        """The category that objects or arrows live in."""
        if given is not None:
            return self.category(given, bound)
        for name in sorted(frozenset[str]().union(*(term.mentioned() for term in terms))):
            _, lives = bound.get(name, ("", None))
            if lives is not None:
                return lives
        raise _Unread

    def _objects(self, terms: list[tree.Term], given: tree.Term | None, bound: Bound) -> tuple[Term, ...]:
        """The objects, and the category they live in."""
        category = self._lives(terms, given, bound)
        return (*(self.object(term, category, bound) for term in terms), category)

    def _comparison(self, prop: tree.Comparison, bound: Bound) -> Formula:
        numeric = any(
            isinstance(side, tree.Integer)
            or (isinstance(side, tree.Call) and side.function in ("size", "rank", "count"))
            for side in (prop.left, prop.right)
        )
        if numeric:
            return Claimed("compare", (self._number(prop.left, bound), prop.operator, self._number(prop.right, bound)))
        category = self._lives([prop.left, prop.right], prop.category, bound)
        equal = Claimed("equal", (*(self.arrow(side, category, bound) for side in (prop.left, prop.right)), category))
        if prop.operator == "!=":
            return Negated(equal)
        if prop.operator != "=":
            raise _Unread
        return equal

    def _number(self, term: tree.Term, bound: Bound) -> Any:
        if isinstance(term, tree.Integer):
            return term.value
        if isinstance(term, tree.Call) and term.function in ("size", "rank"):
            return Made(term.function, (self.task(self._arguments(term, 1)[0], bound),))
        if isinstance(term, tree.Call) and term.function == "count":
            domain = self.domain(self._arguments(term, 1)[0], bound)
            if domain.kind in ("objects", "arrows", "elements"):
                return domain
        raise _Unread

    def _isomorphic(self, prop: tree.Isomorphic, bound: Bound) -> Formula:
        sides = [prop.left, prop.right]
        kinds = {self._kind(side, bound) for side in sides}
        if "task" in kinds:
            return Claimed("isomorphic_tasks", tuple(self.task(side, bound) for side in sides))
        if "functor" in kinds:
            return Claimed("isomorphic_functors", tuple(self.functor(side, bound) for side in sides))
        if "category" in kinds:
            return Claimed("isomorphic_categories", tuple(self.category(side, bound) for side in sides))
        return Claimed("isomorphic_objects", self._objects(sides, prop.category, bound))

    def _kind(self, term: tree.Term, bound: Bound) -> str:
        """What kind of thing a side of `~=` is, as far as its variables tell."""
        if isinstance(term, tree.Name):
            return bound.get(term.text, ("", None))[0]
        if isinstance(term, tree.Call):
            if term.function in ("yoneda", "sum"):
                return "task" if len(term.arguments) == 2 else ""
            if term.function in ("compose", "identity"):
                return "functor"
            if term.function == "opposite" and len(term.arguments) == 1:
                return self._kind(term.arguments[0], bound)
        return ""
