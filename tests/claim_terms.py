"""The term of a claim that was made by hand: what the resolver would have read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catproof.core.task import Task
from catproof.decide import adjunction, arrows, generalization, isomorphic, member_domain, numbers
from catproof.decide.category_domain import Categories
from catproof.decide.familial import Familial
from catproof.decide.formula import Formula
from catproof.decide.functor_domain import Functors
from catproof.decide.functors import FunctorProperty
from catproof.decide.ideal import ExplicitIdeal
from catproof.decide.prompt import SolvesByPrompt
from catproof.decide.proposition import Atom, Connective, Not, Prop, Quantified
from catproof.decide.representable import Representable
from catproof.decide.task_domain import Tasks
from catproof.decide.transformations import TransformationProperty, Transformations
from catproof.decide.tuning import SolvesByTuning
from catproof.elaborate.define import prelude
from catproof.logic.terms import Apply, Binding, Call, Constant, Number, Reference, Sort, Term, Variable
from catproof.structures.tables import Place


class Bound:
    """What stands for a variable in the claims that a body gives."""

    def __init__(self, name: str) -> None:
        self.term = Variable(name, Sort("object"))


class Terms:
    """Makes terms; what their constants stand for is in `values`."""

    def __init__(self) -> None:
        self.values: dict[Term, Any] = {}
        self.known: dict[Any, Constant] = {}

    def constant(self, value: Any, home: Any = None) -> Term:
        """A structure; or an object, an arrow or an element of its home."""
        if isinstance(value, Bound):
            return value.term
        key = (id(home), tuple(value) if isinstance(value, tuple) else value) if home is not None else id(value)
        if key not in self.known:
            named = "task" if isinstance(value, Task) else type(value).__name__.lower()
            kind = "place" if home is not None else named
            sort = Sort("object" if kind == "place" else kind)
            self.known[key] = Constant(f"{kind} {len(self.known)}", sort)
            self.values[self.known[key]] = value if home is None else Place(home, value)
        return self.known[key]

    def call(self, word: str, kinds: tuple[str, ...], *given: Term) -> Term:
        return Call(Reference(word, kinds, True), given)

    # ---- propositions ---------------------------------------------------------------------------------------

    def proposition(self, prop: Prop) -> Term:
        if isinstance(prop, Not):
            return Apply("not", (self.proposition(prop.of),))
        if isinstance(prop, Connective):
            return Apply(prop.name, (self.proposition(prop.left), self.proposition(prop.right)))
        if isinstance(prop, Quantified):
            bound = Bound(prop.variable)
            for end in ("source", "target", "category"):  # where it lives
                if getattr(prop.domain, end, None) is not None:
                    setattr(bound, end, getattr(prop.domain, end))
            body = self.proposition(prop.body(bound))
            return Binding(prop.name, (bound.term,), self.domain(prop.domain), None, body)
        assert isinstance(prop, Atom)
        return self.claim(getattr(prop.claim, "claim", prop.claim))

    def claim(self, claim: Any) -> Term:
        c = self.constant
        if isinstance(claim, Formula):
            self.values.update(claim.values)
            return claim.term
        if isinstance(claim, Representable | Familial):
            of, by = claim.task, getattr(claim, "by", None)
            word = "familial" if isinstance(claim, Familial) else "representable"
            given = [c(of.category), c(of)]
            if by is None:
                return self.call(word, ("task",), *given)
            return self.call(word, ("task", "object"), *given, c(by, of.category))
        if isinstance(claim, SolvesByPrompt):
            category = claim.model.category
            given = [c(category), c(claim.model.base), c(claim.model), c(claim.task)]
            if claim.by is None:
                return self.call("solves by prompt", ("model", "task"), *given)
            return self.call("solves by prompt", ("model", "task", "object"), *given, c(claim.by, category))
        if isinstance(claim, arrows.ArrowProperty):
            category, f = claim.category, c(claim.arrow, claim.category)
            if isinstance(claim.arrow, Bound):
                ends: list[Term] = [Apply(end, (c(category), f)) for end in ("source", "target")]
            else:
                ends = [c(category.source(claim.arrow), category), c(claim.arrow.target, category)]
            return self.call(claim.name, ("arrow",), c(category), *ends, f)
        if isinstance(claim, arrows.ObjectProperty):
            return self.call(claim.name, ("object",), c(claim.category), c(claim.at, claim.category))
        if isinstance(claim, arrows.EqualArrows):
            category = claim.category
            start = category.identity(claim.target)
            sides = (c(category.follow(start, word), category) for word in (claim.left, claim.right))
            return Apply("equal arrows", (c(category), *sides))
        if isinstance(claim, isomorphic.IsomorphicObjects):
            ends = [c(a, claim.category) for a in (claim.left, claim.right)]
            return self.call("isomorphic", ("object", "object"), c(claim.category), *ends)
        if isinstance(claim, numbers.Compare):
            return Apply(claim.symbol, (self.number(claim.left), self.number(claim.right)))
        if isinstance(claim, TransformationProperty):
            n = claim.transformation
            given = [c(n.source.category), c(n.source), c(n.target), c(n)]
            return self.call(claim.name, ("transformation",), *given)
        return self._of_structures(claim)

    def _of_structures(self, claim: Any) -> Term:
        c = self.constant
        if isinstance(claim, isomorphic.IsomorphicTasks):
            return self.call("isomorphic", ("task", "task"), c(claim.left.category), c(claim.left), c(claim.right))
        if isinstance(claim, isomorphic.IsomorphicCategories):
            return self.call("isomorphic", ("category", "category"), c(claim.left), c(claim.right))
        if isinstance(claim, isomorphic.IsomorphicFunctors):
            return Apply("isomorphic functors", (c(claim.left), c(claim.right)))
        if isinstance(claim, isomorphic.IsomorphicModels):
            return Apply("isomorphic models", (c(claim.left), c(claim.right)))
        model = getattr(claim, "model", None)
        if isinstance(claim, ExplicitIdeal) or (isinstance(claim, FunctorProperty) and model is not None):
            return self.call("ideal", ("model",), c(model.category), c(model.base), c(model))
        if isinstance(claim, SolvesByTuning):
            return Apply("solves by tuning", (c(claim.model), c(claim.task)))
        if isinstance(claim, adjunction.LeftAdjoint):
            return Apply("left adjoint", (c(claim.left), c(claim.right)))
        if isinstance(claim, generalization.GeneralizesFrom):
            among = "" if claim.among is None else f" among {claim.among}"
            seen = [c(a, claim.functor.source) for a in claim.seen]
            return Apply(f"generalizes from{among}", (c(claim.functor), *seen))
        word = {
            adjunction.Dense: "dense",
            adjunction.HasAdjoint: f"has a {getattr(claim, 'side', '')} adjoint",
            generalization.Generalizes: "generalizes",
            FunctorProperty: getattr(claim, "name", "").removeprefix("an "),
        }[type(claim)]
        f = claim.functor
        return self.call(word, ("functor",), c(f.source), c(f.target), c(f))

    # ---- numbers, domains -------------------------------------------------------------------------------------

    def number(self, number: Any) -> Term:
        if isinstance(number, int):
            return Number(number)
        if isinstance(number, numbers.Count):
            return Apply("count", (self.domain(number.domain),))
        if isinstance(number, numbers.Rank) and number.percents is not None:
            return Apply("rank missing", (self.constant(number.task), Number(number.percents)))
        return Apply("size" if isinstance(number, numbers.Size) else "rank", (self.constant(number.task),))

    def domain(self, of: Any) -> Term:
        c = self.constant
        if isinstance(of, member_domain.Objects):
            return Apply("objects", (c(of.category),))
        if isinstance(of, member_domain.Arrows):
            if of.source is None:
                return Apply("arrows", (c(of.category),))
            return Apply("arrows between", (c(of.category), c(of.source, of.category), c(of.target, of.category)))
        if isinstance(of, member_domain.Elements):
            at = () if of.at is None else (c(of.at, of.task.category),)
            return Apply("elements" if of.at is None else "elements at", (c(of.task), *at))
        if isinstance(of, Transformations | Functors):
            word = "functors" if isinstance(of, Functors) else "transformations"
            return Apply(word, (c(of.source), c(of.target)))
        if isinstance(of, Tasks):
            return Apply("tasks", (c(of.category), Number(of.least), Number(of.most)))
        assert isinstance(of, Categories)
        bounds = [of.sizes.least, of.sizes.most]
        bounds += [] if of.objects is None else [of.objects.least, of.objects.most]
        return Apply(of.kind, tuple(map(Number, bounds)))


class Reading:
    """What gives the terms their meaning."""

    def __init__(self, values: Mapping[Term, Any]) -> None:
        self.values = values
        self.definitions = prelude().definitions

    def constants(self, term: Term) -> dict[Term, Any]:
        return dict(self.values)
