"""Core terms as closed claims under connectives and quantifiers.

A quantifier binds its variable in an environment: nothing is read again for an instance, and nothing is enumerated or
built before somebody decides. An atom that has a fast algorithm becomes its claim (`ATOMS`); any other is decided from
the definitions that it calls.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catproof.core.constructions import opposite_functor
from catproof.core.functor import PARTS
from catproof.core.functoriality import Images
from catproof.core.karoubi import karoubi
from catproof.core.limits import LimitReached
from catproof.decide.adjunction import Dense, HasAdjoint, LeftAdjoint
from catproof.decide.arrows import ARROW_PROPERTIES, OBJECT_PROPERTIES, ArrowProperty, EqualArrows, ObjectProperty
from catproof.decide.claim import Claim
from catproof.decide.decided import Decided
from catproof.decide.decider import Decider
from catproof.decide.encoding import used
from catproof.decide.equivalent import Equivalent
from catproof.decide.evidence import truth
from catproof.decide.familial import Familial
from catproof.decide.formula import Formula
from catproof.decide.functors import FunctorProperty
from catproof.decide.generalization import Generalizes, GeneralizesFrom
from catproof.decide.graded_claims import GRADED_CLAIMS
from catproof.decide.ideal import ExplicitIdeal
from catproof.decide.isomorphic import (
    IsomorphicCategories,
    IsomorphicFunctors,
    IsomorphicModels,
    IsomorphicObjects,
    IsomorphicTasks,
)
from catproof.decide.keeping import Keeps
from catproof.decide.lattices import OfLattices
from catproof.decide.limits import KINDS, Connected, Final, Has, HasLimit
from catproof.decide.natural import EqualFunctors, EqualNatural
from catproof.decide.numbers import Arithmetic, Chosen, Compare
from catproof.decide.numbers import Number as Counted
from catproof.decide.pairs import IsFunctor, KeepsOrder
from catproof.decide.prompt import SolvesByPrompt
from catproof.decide.proposition import Atom, Connective, Not, NoValue, Prop, Quantified, Said, Unreached
from catproof.decide.reals import OverReals, is_real
from catproof.decide.representable import Representable
from catproof.decide.transformations import TRANSFORMATION_PROPERTIES, EqualTransformations, TransformationProperty
from catproof.decide.tuning import SolvesByTuning
from catproof.elaborate.build import Builder
from catproof.elaborate.declared import Declared
from catproof.elaborate.define import define
from catproof.elaborate.environment import Environment
from catproof.elaborate.labels import LABELS
from catproof.elaborate.number_terms import COUNTED
from catproof.elaborate.resolve import Resolver
from catproof.elaborate.scope import Defined, Wrong
from catproof.elaborate.terms import Terms
from catproof.logic.arithmetic import ARITHMETIC, COMPARE
from catproof.logic.definitions import DEEPEST, Library
from catproof.logic.graded_words import GRADED_NUMBERS
from catproof.logic.known import NOTHING, known_parts
from catproof.logic.signature import DEFINABLE, RULED, place, sort_of
from catproof.logic.terms import (
    STRUCTURES,
    Apply,
    Binding,
    Call,
    Constant,
    Definitions,
    Number,
    Reference,
    Term,
    Variable,
    free,
    parts,
    single,
    within,
)
from catproof.logic.text import text_of
from catproof.logic.truth import Undefined
from catproof.structures.reading import UNREAD
from catproof.syntax import tree


def declared_definition(decl: tree.Define, terms: Terms) -> Defined:
    """What `define` declares. Raises `Wrong` or `Skipped`."""
    known = terms.library()
    definition = define(decl, Declared(terms), known)
    if known.depth(definition.body) > DEEPEST:
        raise Wrong(
            "E114", decl.name.span, f"the definition and those it calls are nested more than {DEEPEST} levels deep"
        )
    mentioned = [definition.body, *(term for v in definition.parameters for term in v.sort.of)]
    constants = (one for term in mentioned for one, _ in known_parts(term))
    return Defined(definition, {one: terms.constant(one) for one in constants if not free(one)})


def proposition(prop: tree.Prop, terms: Terms) -> tuple[Prop, Said]:
    """The closed proposition, and what it says. Raises `Wrong` or `Skipped`; what meets a limit becomes `Unreached`."""
    sentences = Sentences(terms)
    term = Resolver(Declared(terms), sentences.library).proposition(prop)
    sentences.check(term)
    return sentences.proposition(term, terms.builder.root), Said(term, sentences)


class Sentences:
    """Makes propositions of core terms."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.builder: Builder = terms.builder
        self.library: Library = terms.library()
        self.definitions: Definitions = self.library.definitions

    # ---- what shows before anything is decided ----------------------------------------------------------------

    def check(self, term: Term) -> None:
        """Raise `Wrong` for what the constants of a sentence show by themselves."""
        if self._is_formula(term) and self.library.depth(term) > DEEPEST:
            message = f"the proposition and the definitions it calls are nested more than {DEEPEST} levels deep"
            raise Wrong("E114", term.span, message)
        try:
            if isinstance(term, Apply) and not free(term):
                kind = sort_of(term).kind
                if kind in LABELS:
                    self.builder.value(term, kind, self.builder.root)
                    return
                if term.operator == "equal arrows":
                    self._equal(term, self.builder.root)
                    return
        except LimitReached:
            return  # whoever decides it meets it again
        settles = isinstance(term, Apply) and term.operator in ("and", "or", "implies")
        for part in parts(term)[: 1 if settles else None]:  # what the left side settles is not reached
            self.check(part)

    def _is_formula(self, term: Term) -> bool:
        if isinstance(term, Binding):
            return term.binder == "exists unique"
        if isinstance(term, Call):
            return sort_of(term).kind == "proposition" and (
                term.definition not in ATOMS
            )
        compares = isinstance(term, Apply) and term.operator in COMPARE
        return compares and not all(map(is_plain, parts(term))) and not ruled(term)

    # ---- propositions -------------------------------------------------------------------------------------------

    def proposition(self, term: Term, known: Environment) -> Prop:
        """The proposition where the variables have these values. Raises `Wrong` or `Skipped`."""
        if (kept := self.terms.data.kept.get(term)) is not None:
            return Atom(IsFunctor(kept) if isinstance(kept, Images) else KeepsOrder(kept), term, known, self)
        if isinstance(term, Apply):
            name, given = term.operator, term.arguments
            if name == "not":
                return Not(self.proposition(given[0], known))
            if name in ("and", "or", "implies", "iff"):
                left = self.proposition(given[0], known)
                try:
                    return Connective(name, left, self.proposition(given[1], known))
                except Wrong as wrong:
                    if name == "iff":
                        raise
                    return Connective(name, left, NoValue(wrong, given[1], known))  # it may be settled by the left side
        elif isinstance(term, Constant):
            limit = self.terms.scope.constants[term]
            assert isinstance(limit, LimitReached)
            return Unreached(limit.again(), term, known)
        try:
            if isinstance(term, Binding) and is_real(term):
                if term.binder == "exists unique":
                    raise Wrong(
                        "E308", term.span, "of tables of real numbers it is said that all or some are so, not just one"
                    )
                return Atom(OverReals(term, self.values(term, known), self.definitions), term, known, self)
            if isinstance(term, Binding) and term.binder != "exists unique":
                return self._quantified(single(term), known)
            return Atom(self._claim(term, known, _maker(term)), term, known, self)
        except LimitReached as limit:
            return Unreached(limit.again(), term, known)

    def _quantified(self, term: Binding, known: Environment) -> Prop:
        body, name = term.body, term.variables[0].name
        assert body is not None

        def instance(value: Any) -> Prop:
            return self.proposition(body, known.binding(name, value))

        atoms: list[Term] = []
        combined = _combined(body, atoms)
        makers = [self._made(atom, known, name) for atom in atoms]

        def quick(value: Any) -> bool | None:
            assert combined is not None
            try:
                return combined([make(value) for make in makers])
            except (LimitReached, Wrong):
                return None

        domain = self.builder.domain(term.domain, known)
        return Quantified(term.binder, name, domain, instance, term, known, self, None if combined is None else quick)

    def _made(self, atom: Term, known: Environment, name: str) -> Callable[[Any], Claim]:
        """The claim of an atom for a value of the variable; what does not mention that is built once."""
        make = _maker(atom)
        if not isinstance(make, _Of):
            return lambda value: self._claim(atom, known.binding(name, value), make)
        claim, more, written = make.claim, make.more, _written(atom)
        if any(name in free(each) and not isinstance(each, Variable) for each, _ in written):
            return lambda value: claim(*self.written(atom, known.binding(name, value)), *more)
        varying = [k for k, (each, _) in enumerate(written) if name in free(each)]
        given: list[Any] = []

        def made(value: Any) -> Claim:
            if not given:
                given[:] = self.written(atom, known.binding(name, value))
            for k in varying:
                given[k] = value
            return claim(*given, *more)

        return made

    # ---- atoms --------------------------------------------------------------------------------------------------

    def _claim(self, term: Term, known: Environment, make: Maker | None) -> Claim:
        found = None if make is None else make(self, term, known)
        return self.formula(term, known) if found is None else found

    def written(self, term: Term, known: Environment) -> list[Any]:
        """What the arguments stand for that are written."""
        return [
            known[each.name] if isinstance(each, Variable) else self.builder.value(each, kind, known)
            for each, kind in _written(term)
        ]

    def home(self, term: Term, known: Environment, number: int = 0) -> Any:
        """The category in which the subject of a call lives."""
        assert isinstance(term, Call)
        subject = term.arguments[len(term.arguments) - len(term.definition.kinds)]
        return self.builder.structure(place(subject, number), known)

    def _equal(self, term: Apply, known: Environment) -> Claim | None:
        """Two paths that are compared; those that are not parallel are different where a variable is among them."""
        category = self.builder.structure(term.arguments[0], known)
        left, right = (self.builder.path(side, known) for side in term.arguments[1:])
        if (left.source, left.target) != (right.source, right.target):
            if varies(term):
                return None
            sides = " and ".join(map(text_of, term.arguments[1:]))
            raise Wrong("E304", term.span, f"{sides} are not parallel arrows")
        return EqualArrows(category, left.target, left.word, right.word)

    def _compared(self, term: Apply, known: Environment) -> Claim | None:
        if not all(map(is_plain, term.arguments)) and not ruled(term):
            return None
        left, right = (self.number(side, known) for side in term.arguments)
        return None if left is None or right is None else Compare(left, term.operator, right)

    def number(self, term: Term, known: Environment) -> Counted | None:
        """A number; None where it is one that only core terms can say."""
        if isinstance(term, Apply) and term.operator in ARITHMETIC:
            left, right = (self.number(side, known) for side in term.arguments)
            return None if left is None or right is None else Arithmetic(left, term.operator, right)
        if not isinstance(term, Binding):
            return self.builder.number(term, known)
        condition, (variable,) = term.condition, term.variables
        assert condition is not None

        def decided(value: Any) -> Decided:
            return Decider("direct", 0).decide(self.proposition(condition, known.binding(variable.name, value)))

        return Chosen(self.builder.domain(term.domain, known), decided)

    def formula(self, term: Term, known: Environment) -> Formula:
        """The claim as it is defined."""

        def refuse(undefined: Undefined, instance: str) -> Wrong:
            where = f" where {instance}" if instance else self.builder.where(undefined.term, known)
            return Wrong("E314", term.span, f"{text_of(undefined.term)} has no value{where}: {undefined}")

        return Formula(term, self.values(term, known), self.definitions, refuse)

    def values(self, term: Term, known: Environment, unknown: frozenset[str] = NOTHING) -> dict[Term, Any]:
        """What the parts of a term stand for, and of the definitions that it uses, that mention nothing unknown."""
        values: dict[Term, Any] = {}
        for reference in used(term, self.definitions):
            if not reference.shipped:
                values |= self.terms.definitions()[reference.word].values
        for one, kind in known_parts(term, unknown):
            values[one] = UNREAD if kind == "proposition" else self.builder.placed(one, kind, known)
        return values

    def constants(self, term: Term) -> dict[Term, Any]:
        """What the parts of a closed term stand for that mention no variable, and those of the definitions it uses."""
        return self.values(term, self.builder.root)

    def value(self, term: Term, kind: str, known: Environment) -> Any:
        """What a term of this kind stands for."""
        return self.builder.value(term, kind, known)


def ruled(term: Term) -> bool:
    """Is there something in the term that core terms alone do not define: what has a rule of its own, structures that
    are listed by their size, a construction of what varies that definitions may not make?"""
    return any(
        isinstance(one, Apply)
        and (
            one.operator in RULED
            or (sort_of(one).kind in STRUCTURES and one.operator not in DEFINABLE and bool(free(one)))
        )
        for one in within(term)
    )


def varies(equation: Term) -> bool:
    """Is a variable among what is compared, or a value that varied before it was written down?"""
    said = ("value on", "value at", "source", "target")
    return bool(free(equation)) or any(isinstance(one, Apply) and one.operator in said for one in within(equation))


def _written(term: Term) -> list[tuple[Term, str]]:
    """The arguments that are written, with their kinds. The same for the same term."""
    known: list[tuple[Term, str]] | None = term.__dict__.get("_written")
    if known is None:
        assert isinstance(term, Call | Apply)
        number = len(term.definition.kinds) if isinstance(term, Call) else len(term.arguments)
        known = [(each, sort_of(each).kind) for each in term.arguments[len(term.arguments) - number :]]
        object.__setattr__(term, "_written", known)
    return known


def _combined(term: Term, atoms: list[Term]) -> Callable[[list[Claim]], bool | None] | None:
    """How the truth of a proposition without quantifiers follows from that of its atoms, which it adds to the list."""
    if isinstance(term, Binding | Constant):
        return None
    if not (isinstance(term, Apply) and term.operator in CONNECTIVES):
        atoms.append(term)
        number = len(atoms) - 1
        return lambda claims: truth(claims[number])
    parts = [_combined(part, atoms) for part in term.arguments]
    if None in parts:
        return None
    first, second = parts[0], parts[-1]
    assert first is not None and second is not None
    settles, value = CONNECTIVES[term.operator]

    def combined(claims: list[Claim]) -> bool | None:
        left = first(claims)
        if left is None or left is settles:
            return None if left is None else value(left, left)
        right = second(claims)
        return None if right is None else value(left, right)

    return combined


CONNECTIVES: dict[str, tuple[bool | None, Callable[[bool, bool], bool]]] = {
    "not": (None, lambda a, b: not b),
    "and": (False, lambda a, b: b),
    "or": (True, lambda a, b: b),
    "implies": (False, lambda a, b: b or not a),
    "iff": (None, lambda a, b: a is b),
}
"""For each connective the value of its left side that settles it, and its value."""


def is_plain(term: Term) -> bool:
    """Is it a number that a claim of its own compares?"""
    if isinstance(term, Apply):
        return term.operator in GRADED_NUMBERS or _is_counted(term)
    return not isinstance(term, Call | Binding | Variable)


def _is_counted(term: Term) -> bool:
    """Is it a number that is written or counted, or made of such by arithmetic?"""
    if isinstance(term, Apply) and term.operator in ARITHMETIC:
        return all(map(_is_counted, term.arguments))
    return isinstance(term, Number) or (isinstance(term, Apply) and term.operator in (*COUNTED, "rank missing"))


# ---- the atoms that have an algorithm -----------------------------------------------------------------------------

Maker = Callable[[Sentences, Any, Environment], Claim | None]
"""Makes the claim of an atom; None where it is one that only its definition decides."""


def _maker(term: Term) -> Maker | None:
    """What makes the claim of an atom by an algorithm."""
    head = term.definition if isinstance(term, Call) else term.operator if isinstance(term, Apply) else ""
    return ATOMS.get(head)


class _Of:
    """Makes the claim about what is written."""

    def __init__(self, claim: Callable[..., Claim], *more: Any) -> None:
        self.claim, self.more = claim, more

    def __call__(self, sentences: Sentences, term: Term, known: Environment) -> Claim:
        return self.claim(*sentences.written(term, known), *self.more)


def _equal_maps(claim: Callable[..., Claim]) -> Maker:
    """The claim that two maps are equal, which are called as they are written."""

    def made(sentences: Sentences, term: Call, known: Environment) -> Claim:
        return claim(*sentences.written(term, known), tuple(map(text_of, term.arguments[-2:])))

    return made


def _in_home(claim: Callable[..., Claim], *more: Any) -> Maker:
    """The claim about objects and arrows, and the category that they live in."""
    return lambda sentences, term, known: claim(sentences.home(term, known), *sentences.written(term, known), *more)


def _from(among: str | None) -> Maker:
    def made(sentences: Sentences, term: Apply, known: Environment) -> Claim:
        functor, *seen = sentences.written(term, known)
        return GeneralizesFrom(functor, seen, among)

    return made


def _ideal(sentences: Sentences, term: Call, known: Environment) -> Claim:
    (model,) = sentences.written(term, known)
    return ExplicitIdeal(model) if model.functor is None else FunctorProperty(model.functor, "fully faithful", model)


def _shipped(word: str, *kinds: str) -> Reference:
    return Reference(word, kinds, True)


ATOMS: dict[Reference | str, Maker] = {
    _shipped("representable", "task"): _Of(Representable),
    _shipped("representable", "task", "object"): _Of(Representable),
    _shipped("familial", "task"): _Of(Familial),
    _shipped("solves by prompt", "model", "task"): _Of(SolvesByPrompt),
    _shipped("solves by prompt", "model", "task", "object"): _Of(SolvesByPrompt),
    _shipped("ideal", "model"): _ideal,
    _shipped("dense", "functor"): _Of(Dense),
    _shipped("has a left adjoint", "functor"): _Of(HasAdjoint, "left"),
    _shipped("has a right adjoint", "functor"): _Of(HasAdjoint, "right"),
    _shipped("generalizes", "functor"): _Of(Generalizes),
    _shipped("isomorphic", "object", "object"): _in_home(IsomorphicObjects),
    _shipped("isomorphic", "task", "task"): _Of(IsomorphicTasks),
    _shipped("isomorphic", "category", "category"): _Of(IsomorphicCategories),
    **{
        _shipped(name.removeprefix("an "), "functor"): _Of(FunctorProperty, name) for name in PARTS
    },
    **{_shipped(name, "arrow"): _in_home(ArrowProperty, name) for name in ARROW_PROPERTIES},
    **{_shipped(name, "object"): _in_home(ObjectProperty, name) for name in OBJECT_PROPERTIES},
    **{_shipped(name, "transformation"): _Of(TransformationProperty, name) for name in TRANSFORMATION_PROPERTIES},
    _shipped("equal", "transformation", "transformation"): _equal_maps(EqualTransformations),
    _shipped("equal", "natural transformation", "natural transformation"): _equal_maps(EqualNatural),
    _shipped("equal", "functor", "functor"): _equal_maps(EqualFunctors),
    **{_shipped(f"has {kind}", "category"): _Of(Has, kind) for kind in KINDS},
    _shipped("has a limit", "functor"): _Of(HasLimit, False),
    _shipped("has a colimit", "functor"): _Of(HasLimit, True),
    _shipped("lattice", "category"): _Of(OfLattices, "lattice"),
    _shipped("distributive", "category"): _Of(OfLattices, "distributive"),
    _shipped("connected", "task"): _Of(Connected),
    _shipped("indecomposable", "task"): _Of(Connected),
    _shipped("connected", "category"): _Of(Connected.of_category),
    _shipped("initial", "functor"): _Of(lambda functor: Final(functor, functor)),
    _shipped("final", "functor"): _Of(lambda functor: Final(functor, opposite_functor(functor))),
    _shipped("equivalent", "category", "category"): _Of(Equivalent),
    _shipped("Morita equivalent", "category", "category"): _Of(lambda c, d: Equivalent(karoubi(c), karoubi(d))),
    "solves by tuning": _Of(SolvesByTuning),
    "left adjoint": _Of(LeftAdjoint),
    **{
        f"{verb} {kind}": _Of(Keeps, verb, kind)
        for verb in ("preserves", "reflects") for kind in ("limits", "colimits")
    },
    "isomorphic functors": _Of(IsomorphicFunctors),
    "isomorphic models": _Of(IsomorphicModels),
    "generalizes from": _from(None),
    "generalizes from among functors": _from("functors"),
    "generalizes from among faithful functors": _from("faithful functors"),
    "equal arrows": Sentences._equal,
    **{name: _Of(claim) for name, claim in GRADED_CLAIMS.items()},
    **dict.fromkeys(COMPARE, Sentences._compared),
}  # fmt: skip
"""The atoms that have an algorithm of their own, by the definition that they call or by their operator."""
