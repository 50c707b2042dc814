"""Propositions, numbers and definitions in Coq, in the vocabulary of the library: the theorem is the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import comb

from catproof.bridge import coq_library
from catproof.bridge.coq_claims import no_such_functor, proof, rank
from catproof.bridge.coq_defined import DefinedTerms
from catproof.bridge.coq_graded import RANKS
from catproof.bridge.coq_keeping import KEEPING, keeping
from catproof.bridge.coq_refuted import wanted_by
from catproof.bridge.coq_source import Source
from catproof.bridge.coq_terms import Scope, Typed
from catproof.bridge.coq_words import (
    ALL,
    ARITHMETIC,
    CLASSES,
    COMPARISONS,
    CONNECTIVES,
    ISOMORPHIC,
    KEPT,
    LIMITS,
    LISTED,
    RELATIONS,
    TABLES,
)
from catproof.bridge.statement import NotExportable, Statement, refuse, whole
from catproof.core.category import Category
from catproof.core.generation import generators
from catproof.core.task import Task
from catproof.decide.claim import Claim
from catproof.decide.functors import FunctorProperty
from catproof.decide.numbers import Rank
from catproof.decide.prompt import SolvesByPrompt
from catproof.decide.reals import CATEGORIES, REALS
from catproof.decide.tuning import SolvesByTuning
from catproof.logic.graded_words import GRADED_ATOMS
from catproof.logic.signature import place
from catproof.logic.terms import (
    Apply,
    Binding,
    Call,
    Number,
    Term,
    Variable,
    within,
)  # fmt: skip

MOST_REACHED = 150
"""Of so many elements at most Coq computes which reach which."""

MOST_CHOICES = 10_000_000
"""Of prompts and of what is left out, that Coq goes through."""


class Sentences(DefinedTerms):
    """Prints the terms of one statement; `source` gets what they speak of."""

    def __init__(self, source: Source, statement: Statement) -> None:
        super().__init__(source, statement)
        self._ranked: dict[str, tuple[Task, str]] = {}
        """The tasks whose ranks the sentence speaks of, by what they are called."""
        self._of_all = False
        self._labelled = False
        """Does it say which object is the limit, in a category that varies? That is no matter of isomorphism."""

    def of_all(self, said: str) -> str | None:
        """The sentence of all finite structures, not of their tables; empty where it is about no such, and None where
        of some word in it there is no lemma that what it says is kept by isomorphism."""
        self._of_all = True
        general = self.proposition(self.whole, {})
        self._of_all = False
        texts = (general, *self.meanings.values())
        words = {word for text in texts for word in re.findall(r"\w+", text)}
        lacking = not words & coq_library.declared() <= KEPT or len(self.meanings) < len(self._defined)
        if general == said:
            return ""
        return None if lacking or self._labelled else general

    # ---- propositions ---------------------------------------------------------------------------------

    def proposition(self, term: Term, known: Scope) -> str:
        """The proposition. Raises `NotExportable`."""
        if isinstance(term, Binding):
            return self._quantified(term, known)
        if isinstance(term, Call):
            return self._call(term, known)
        assert isinstance(term, Apply), f"no proposition: {term!r}"
        name, given = term.operator, term.arguments
        if name == "not":
            return f"~ ({self.proposition(given[0], known)})"
        if name in CONNECTIVES:
            left, right = (self.proposition(part, known) for part in given)
            return f"({left}) {CONNECTIVES[name]} ({right})"
        if name in COMPARISONS:
            return self._compared(term, known)
        if name in RELATIONS:
            return f"{RELATIONS[name]} {' '.join(self.any(part, known) for part in given)}"
        if name in CLASSES:
            seen = "; ".join(self.any(part, known) for part in given[1:])
            return f"GeneralizesFrom {CLASSES[name]} {self.any(given[0], known)} [{seen}]"
        if name in KEEPING:
            return keeping(self, term, known)
        if name == "solves by tuning":
            self._found(term, known, given[1], given[0])
            return f"solves_by_tuning {self.any(given[0], known)} {self.any(given[1], known)}"
        if name == "equal objects":
            return self._same_object(given, known)
        if name in GRADED_ATOMS:
            return self.graded_atom(term, known)
        one, other = (self.typed(part, known) for part in given[1:])
        if one.ends == other.ends:
            return f"{one.text} == {other.text}"
        return f"{'SameArrow' if name == 'equal arrows' else 'SameElement'} {one.text} {other.text}"

    def _same_object(self, given: tuple[Term, ...], known: Scope) -> str:
        """Equal objects; a limit is an object that is said to be it."""
        related, inner, sides = "", dict(known), []
        for part in given[1:]:
            if isinstance(part, Apply) and part.operator in LIMITS:
                self._labelled |= self.varies(given[0], known)
                name = self._fresh("l", inner)
                inner[name] = Typed(name)
                functor = self.any(part.arguments[0], known)
                related += f"exists {name} : {self.any(given[0], known)}, {LIMITS[part.operator]} {functor} {name} /\\ "
                sides.append(name)
            else:
                sides.append(self.any(part, known))
        return related + " = ".join(sides)

    def _call(self, term: Call, known: Scope) -> str:
        called = self.called(term, known)
        return self.proposition(self.opened(term), known) if called is None else called

    def _quantified(self, term: Binding, known: Scope) -> str:
        assert term.body is not None
        if term.binder == "exists unique":
            binder, inner = self._one(term, known)
            parts = [self.proposition(part, inner) for part in (term.condition, term.body) if part is not None]
            body = parts[0] if len(parts) == 1 else f"({parts[0]}) /\\ ({parts[1]})"
            if self._counts_functors(term.domain):
                return f"OneFunctor (fun {binder} => {body})"
            return f"exists! {binder}, {body}"
        text, inner = "", dict(known)
        for variable in term.variables:
            for name, kind in self._binders(variable, term.domain, inner):
                text += f"{term.binder} {name} : {kind}, "
        if term.condition is None:
            return text + self.proposition(term.body, inner)
        sign = "->" if term.binder == "forall" else "/\\"
        return f"{text}({self.proposition(term.condition, inner)}) {sign} ({self.proposition(term.body, inner)})"

    def _binders(self, variable: Variable, domain: Term, known: dict[str, Typed]) -> list[tuple[str, str]]:
        """What is bound for a variable over a domain, which becomes known: ends come first."""
        assert isinstance(domain, Apply)
        name, given = domain.operator, domain.arguments
        if name == "arrows":
            category = self.any(given[0], known)
            ends, binders = self._ends(given[0], category, variable.name, known)
        elif name == "elements":
            ends, binders = (self._fresh(f"{variable.name}_at", known),), []
            binders = [(ends[0], self.any(place(given[0]), known))]
        else:
            ends, binders = self._known_ends(domain, known), []
        fresh = self._fresh(variable.name, known)
        known[variable.name] = Typed(fresh, ends, LISTED.get(name, ""))
        if CATEGORIES.get(name, "metric") != "metric":
            self._bounded.add(variable.name)
        return [*binders, (fresh, self._type(domain, ends, known))]

    def _ends(
        self, category: Term, text: str, name: str, known: Scope
    ) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
        """The ends of an arrow that ranges over all arrows: of a category with one object, this object."""
        value = None if self.varies(category, known) else self.values[category]
        if isinstance(value, Category) and len(value.objects) == 1:
            only = self.source.object(value, 0)
            return (only, only), []
        ends = (self._fresh(f"{name}_source", known), self._fresh(f"{name}_target", known))
        return ends, [(end, text) for end in ends]

    def _known_ends(self, domain: Apply, known: Scope) -> tuple[str, ...]:
        return (
            tuple(self.any(end, known) for end in domain.arguments[1:])
            if domain.operator in ("arrows between", "elements at")
            else ()
        )

    def _type(self, domain: Apply, ends: tuple[str, ...], known: Scope) -> str:
        """The type of what ranges over a domain, between these ends."""
        name, given = domain.operator, domain.arguments
        word = (ALL if self._of_all else TABLES).get(name, "")
        if name in ("objects", "graded objects"):
            return self.any(given[0], known)
        if name in REALS:
            return self.real_type(domain, known)
        if name in ("arrows", "arrows between"):
            return self._hom(self.any(given[0], known), ends)
        if name in ("elements", "elements at"):
            return f"{self.any(given[0], known)} {ends[0]}"
        if name == "transformations":
            return f"Transformations {self._between_tasks(given, known)}"
        if name == "natural transformations":
            return f"NaturalTransformations {self.any(given[0], known)} {self.any(given[1], known)}"
        if name == "functors":
            if not any(self.varies(part, known) for part in given):
                left, right = (self.values[part] for part in given)
                assert isinstance(left, Category) and isinstance(right, Category)
                self.source.functors(left, right)
            return f"{word} {self._checked(given[0], known)} {self._checked(given[1], known)}"
        if name == "tasks":
            return f"{word} {self._checked(given[0], known)} {self._bounds(given[1:])}"
        if name in ("categories", "monoids"):
            bounds = self._bounds(given)
            objects = "1 1" if name == "monoids" else f"0 {bounds.split()[1]}"
            return f"{word} {bounds}" if len(given) == 4 else f"{word} {bounds} {objects}"
        if name == "posets":
            return f"{word} {self._bounds(given)}"
        raise NotExportable(f"a quantifier over {name} has no Coq form")

    def _checked(self, term: Term, known: Scope) -> str:
        """That the table of a category passes its check; of all finite structures, the category."""
        text = self.any(term, known)
        if self._of_all:
            return text
        if isinstance(term, Variable) and term.name in known:
            return f"({known[term.name].check} {text})"
        if not text.isidentifier():
            raise NotExportable("what is quantified over lives in a category without a table")
        return f"{text}_ok"

    def _one(self, term: Binding, known: Scope) -> tuple[str, Scope]:
        """The single variable that is bound, and what is then known: an arrow or an element with its ends is a pair."""
        if len(term.variables) > 1:
            raise NotExportable("it says that there is exactly one pair, which has no Coq form")
        (variable,) = term.variables
        assert isinstance(term.domain, Apply)
        if term.domain.operator in LISTED and term.domain.operator != "functors":  # a class has many labelled tables
            raise NotExportable(f"a number of {term.domain.operator} that fulfil a condition has no Coq form")
        whole = self._whole(term.domain, known)
        inner = dict(known)
        if not whole:
            ((name, kind),) = self._binders(variable, term.domain, inner)
            return f"{name} : {kind}", inner
        name = self._fresh(variable.name, known)
        at = f"(projT1 {name})"
        ends = (f"(fst {at})", f"(snd {at})") if term.domain.operator == "arrows" else (at,)
        inner[variable.name] = Typed(f"(projT2 {name})", ends)
        return f"{name} : {whole}", inner

    def _counts_functors(self, domain: Term) -> bool:
        """Is it said of all functors, of which equal ones are one?"""
        return self._of_all and isinstance(domain, Apply) and domain.operator == "functors"

    def _whole(self, domain: Apply, known: Scope) -> str:
        """The type of the arrows, or elements, at all places; empty for another domain."""
        if domain.operator == "elements":
            return f"Element {self.any(domain.arguments[0], known)}"
        if domain.operator == "arrows":
            value = None if self.varies(domain.arguments[0], known) else self.values[domain.arguments[0]]
            if not isinstance(value, Category) or len(value.objects) != 1:
                return f"Arrow {self.any(domain.arguments[0], known)}"
        return ""

    # ---- what was found -------------------------------------------------------------------------------

    def facts(self, atoms: Iterable[tuple[Term, Claim]]) -> Iterator[tuple[str, str]]:
        """What Coq is told of closed atoms, each with its proof."""
        told: set[str] = set()
        for term, claim in atoms:
            found = None if self._plain(term, claim) else proof(self.source, claim)
            if found is None:
                continue
            self.as_tables = True
            said = self.proposition(term, {})
            self.as_tables = False
            if said in told:
                continue
            told.add(said)
            value, tactics = found
            twins = "true false" if value else "false true"
            yield f"Decides ({said}) {twins}", f"apply {'holds' if value else 'fails'}. {tactics}"

    def absent(self) -> Iterator[tuple[str, str]]:
        """What Coq is told of functors that there are none of, each with its proof."""
        told: set[str] = set()
        for term in _outermost(self.whole):
            wanted = {each for part in _joined(term) for each in wanted_by(part, term.variables[0])}
            if term.binder != "exists" or len(term.variables) > 1 or not wanted:
                continue
            assert isinstance(term.domain, Apply)
            left, right = (self.values[part] for part in term.domain.arguments)
            assert isinstance(left, Category) and isinstance(right, Category)
            proof = no_such_functor(self.source, left, right, wanted)
            said = self.proposition(term, {})
            if proof and said not in told:
                told.add(said)
                yield f"Decides ({said}) false true", proof

    @staticmethod
    def _plain(term: Term, claim: Claim) -> bool:
        """Is it about via(F), for an identity F? The algorithms take it for the ideal model, which it is not called."""
        if not isinstance(claim, SolvesByPrompt | SolvesByTuning | FunctorProperty) or claim.model is None:
            return False
        via = any(isinstance(part, Apply) and part.operator == "via" for part in within(term))
        return via and claim.model.is_yoneda()

    def ranks(self) -> Iterator[tuple[str, str]]:
        """The same of the ranks of tasks."""
        for text, (task, represented) in self._ranked.items():
            number, tactics = rank(self.source, task)
            yield f"Ranked {self.source.tabled(text, task, represented)} {number}%nat", tactics

    # ---- numbers --------------------------------------------------------------------------------------

    def _rank_missing(self, term: Apply, known: Scope, related: list[str]) -> str:
        """The least number of elements that leave out a share at most, which Coq finds by going through them."""
        of, share = term.arguments
        assert isinstance(share, Number)
        self._found(term, known, of)
        task, number = self.any(of, known), self._fresh(f"k{len(related) or ''}", known)
        if not self.varies(term, known):
            value = self.values[of]
            assert isinstance(value, Task)
            found = Rank(value, Fraction(share.value))
            left_out, prompts, above = found.allowed, len(generators(value)), found.find()[0] - 1
            if value.size > MOST_REACHED or comb(left_out + above, left_out) * prompts**above > MOST_CHOICES:
                raise NotExportable("few prompts leave out a share: there are too many choices to go through in Coq")
        part = Fraction(share.value)
        words = f"HasRankMissing {task} {part.numerator} {part.denominator} {number}"
        related.append(f"exists {number} : nat, {words} /\\ ")
        return f"Z.of_nat {number}"

    def _compared(self, term: Apply, known: Scope) -> str:
        if any(self.has_scores(part, known) for part in term.arguments):
            return self.compared_scores(term, known)
        related: list[str] = []
        left, right = (self.number(part, known, related) for part in term.arguments)
        return "".join(related) + f"({left} {COMPARISONS[term.operator]} {right})%Z"

    def number(self, term: Term, known: Scope, related: list[str]) -> str:
        """A number; what says of which property it is the number goes to `related`."""
        if isinstance(term, Number):
            written = str(whole(term, "Coq"))
            return f"({written})" if written[0] == "-" else written
        if isinstance(term, Variable):
            return known[term.name].text
        if isinstance(term, Binding):
            binder, inner = self._one(term, known)
            assert term.condition is not None
            number = self._fresh(f"k{len(related) or ''}", known)
            counted = "FunctorNumber" if self._counts_functors(term.domain) else "Number"
            related.append(f"exists {number} : Z, {counted} (fun {binder} => "
                           f"{self.proposition(term.condition, inner)}) {number} /\\ ")  # fmt: skip
            return number
        if isinstance(term, Call):
            called = self.called(term, known)
            return self.number(self.opened(term), known, related) if called is None else f"({called})"
        assert isinstance(term, Apply)
        if term.operator in ARITHMETIC:
            left, right = (self.number(part, known, related) for part in term.arguments)
            return f"({left} {ARITHMETIC[term.operator]} {right})"
        if term.operator == "rank":
            self._found(term, known, term.arguments[0])
            task, number = self.any(term.arguments[0], known), self._fresh(f"k{len(related) or ''}", known)
            if not self.varies(term, known):
                value = self.values[term.arguments[0]]
                assert isinstance(value, Task)
                self._ranked[task] = value, self.represented(term.arguments[0], known)
            related.append(f"exists {number} : nat, HasRank {task} {number} /\\ ")
            return f"Z.of_nat {number}"
        if term.operator == "rank missing":
            return self._rank_missing(term, known, related)
        if term.operator in RANKS:
            return self.graded_rank(term, known, related)
        refuse(term.operator, "Coq")
        if term.operator == "size":
            return f"count (Element {self.any(term.arguments[0], known)})"
        (domain,) = term.arguments
        assert isinstance(domain, Apply)
        if domain.operator in ISOMORPHIC:
            kind = self._type(domain, (), known)
            number, one, other = (self._fresh(name, known) for name in (f"k{len(related) or ''}", "S", "T"))
            word = ISOMORPHIC[domain.operator]
            classes = f"Classes (fun {one} {other} : {kind} => {word} {one} {other}) {number}"
            related.append(f"exists {number} : Z, {classes} /\\ ")
            return number
        if domain.operator == "functors":  # as many as the tables, but not as many terms of the type
            number, one = (self._fresh(name, known) for name in (f"k{len(related) or ''}", "F"))
            counted = "FunctorNumber" if self._counts_functors(domain) else "Number"
            kind = self._type(domain, (), known)
            related.append(f"exists {number} : Z, {counted} (fun {one} : {kind} => True) {number} /\\ ")
            return number
        text = self._whole(domain, known)
        if not text:
            ends = self._known_ends(domain, known)
            if domain.operator == "arrows":
                category = self.values[domain.arguments[0]]
                assert isinstance(category, Category)
                ends = (self.source.object(category, 0),) * 2
            text = self._type(domain, ends, known)
        return f"count ({text})" if " " in text else f"count {text}"


def _outermost(term: Term) -> Iterator[Binding]:
    """The quantifiers over functors in a closed sentence that are under no other."""
    stack = [term]
    while stack:
        part = stack.pop()
        if isinstance(part, Apply) and (part.operator == "not" or part.operator in CONNECTIVES):
            stack += part.arguments
        elif isinstance(part, Binding) and isinstance(part.domain, Apply) and part.domain.operator == "functors":
            yield part


def _joined(term: Binding) -> Iterator[Term]:
    """What a quantifier says of its variable, condition and body, part by part."""
    stack = [part for part in (term.condition, term.body) if part is not None]
    while stack:
        part = stack.pop()
        if isinstance(part, Apply) and part.operator == "and":
            stack += part.arguments
        else:
            yield part
