"""What is said of graded categories in Coq: objects, tasks, functors, models and scores, and the atoms about them."""

from __future__ import annotations

from abc import abstractmethod
from fractions import Fraction

from catproof.bridge.coq_graded_source import bare, quantale, rational
from catproof.bridge.coq_source import Source
from catproof.bridge.coq_terms import Scope, Terms
from catproof.bridge.coq_words import ARITHMETIC
from catproof.bridge.statement import NotExportable, Statement
from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.core.quantale import INF
from catproof.decide.reals import CATEGORIES, OverReals
from catproof.logic.graded_words import KINDS
from catproof.logic.signature import place, sort_of
from catproof.logic.terms import Apply, Call, Definition, Number, Term, Variable, substitute, within
from catproof.structures.tables import Place

RANKS = {"graded rank": "PromptRank", "graded rank within": "PromptRankWithin"}

SIZES = {"magnitude": "Magnitude", "magnitude by": "MagnitudeBy", "euler": "EulerCharacteristic"}
"""Numbers that are fractions, and are said to be such."""

MADE = {
    "graded yoneda": "graded_yoneda", "graded via": "graded_via", "graded yoneda model": "graded_yoneda_model",
    "graded lan": "graded_lan", "graded ran": "graded_ran", "graded restrict": "graded_restrict",
}  # fmt: skip
"""What the library makes."""

SCORES = ("infinity", "score", "task value", *SIZES)

ATOMS = {
    "graded representable": "GradedRepresentable", "graded representable by": "GradedRepresents",
    "graded ideal": "GradedIdeal", "graded ideal up to recalibration": "IdealRecalibrated",
    "graded solves by prompt": "graded_solves", "graded solves by prompt at": "graded_solves_by",
    "graded solves by tuning": "graded_tuning",
}  # fmt: skip
"""What the library calls an atom; where it is up to an error, with another ending, and the error comes first."""

ORDER = {"graded representable by": (1, 0), "graded solves by prompt at": (0, 2, 1)}
"""How the library orders their arguments."""


PLAIN = ("category", "object", "arrow", "number", "proposition", "domain")
"""What may be spoken of where a preorder at a level is said to be one: of other things the library has tables alone."""

TABLED = ("functors", "tasks", "transformations", "opposite", "full", "generalizes from")


class GradedTerms(Terms):
    """Prints graded things, and what is said of them."""

    @abstractmethod
    def called(self, term: Call, known: Scope) -> str | None:
        """A definition with its arguments; None where it is said with the arguments put in."""

    def __init__(self, source: Source, statement: Statement) -> None:
        super().__init__(source, statement)
        source.leveled = all(map(self._is_plain, within(statement.term)))
        self._settled = {
            part for term, claim in statement.atoms if isinstance(claim, OverReals) for part in within(term)
        }
        """What is said of all tables of real values, with its parts."""
        self._bounded: set[str] = set()
        """Variables for graded categories none of whose values is infinite."""

    def _is_plain(self, term: Term) -> bool:
        if isinstance(term, Call):
            return "category" not in term.definition.kinds
        return sort_of(term).kind in (*PLAIN, *KINDS) and getattr(term, "operator", "") not in TABLED

    def any(self, term: Term, known: Scope) -> str:
        """A term of any sort, as an argument."""
        kind = "" if isinstance(term, Call) else sort_of(term).kind
        if kind not in KINDS or (isinstance(term, Variable) and term.name in known):
            return super().any(term, known)
        given = term.arguments if isinstance(term, Apply) else ()
        operator = term.operator if isinstance(term, Apply) else ""
        if operator == "graded value at":
            return f"({self.any(given[0], known)} {self.any(given[1], known)})"
        if operator in MADE:
            return f"({' '.join([MADE[operator], *(self.any(each, known) for each in given)])})"
        value = self.value(term, known)
        if isinstance(value, Graded):
            return self.source.graded(value)
        if isinstance(value, GradedTask):
            return self.source.graded_task(value)
        if isinstance(value, GradedFunctor):
            return self.source.graded_functor(value)
        if isinstance(value, GradedModel):
            return self.source.graded_model(value)
        assert isinstance(value, Place) and isinstance(value.home, Graded) and isinstance(value.value, int)
        return self.source.graded_object(value.home, value.value)

    def graded_atom(self, term: Apply, known: Scope) -> str:
        """An atom about graded things."""
        name, given = term.operator, list(term.arguments)
        if name == "is a category":
            value = None if self.varies(given[0], known) else self.value(given[0], known)
            of = self.source.scores(value) if isinstance(value, Graded) else self.any(given[0], known)
            return f"IsGradedCategory {of}"
        if name == "graded equal objects":
            return f"{self.any(given[1], known)} = {self.any(given[2], known)}"
        if name == "graded generalizes from":
            seen = "; ".join(self.any(each, known) for each in given[1:])
            return f"GradedGeneralizesFrom {self.any(given[0], known)} [{seen}]"
        if name == "graded generalizes from within":
            seen = "; ".join(self.any(each, known) for each in given[2:])
            functor, by = self.any(given[0], known), self.score(given[1], known)
            return f"GradedGeneralizesFromWithin {by} {functor} [{seen}]"
        exact = name.removesuffix(" within")
        word, error = ATOMS[exact], []
        if exact != name:
            word, error = word + ("_within" if word.islower() else "Within"), [self.score(given.pop(), known)]
        arguments = [self.any(given[k], known) for k in ORDER.get(exact, range(len(given)))]
        return " ".join([word, *error, *arguments])

    def graded_rank(self, term: Apply, known: Scope, related: list[str]) -> str:
        """A rank; what says that it is one goes to `related`."""
        number = self._fresh(f"k{len(related) or ''}", known)
        error = f"{self.score(term.arguments[1], known)} " if len(term.arguments) > 1 else ""
        task = self.any(term.arguments[0], known)
        related.append(f"exists {number} : nat, {RANKS[term.operator]} {error}{task} {number} /\\ ")
        return f"Z.of_nat {number}"

    def real_type(self, domain: Apply, known: Scope) -> str:
        """The type of what ranges over all tables of real values."""
        if domain not in self._settled:
            raise NotExportable("all tables of real values, under a quantifier, have no Coq form")
        if domain.operator == "graded tasks":
            return f"GradedTask {self.any(domain.arguments[0], known)}"
        return f"GradedCategories {quantale(CATEGORIES[domain.operator])} {self._bounds(domain.arguments)}"

    @staticmethod
    def _bounds(given: tuple[Term, ...]) -> str:
        """Between how many."""
        if not all(isinstance(bound, Number) for bound in given):
            raise NotExportable("a domain whose bounds vary has no Coq form")
        return " ".join(str(bound.value) for bound in given if isinstance(bound, Number))

    # ---- scores ---------------------------------------------------------------------------------------

    def has_scores(self, term: Term, known: Scope) -> bool:
        """Is it a number that may be no integer?"""
        if isinstance(term, Number):
            return not isinstance(term.value, int)
        if isinstance(term, Variable):
            return known[term.name].scored
        if isinstance(term, Call):
            return self.is_scored(self.definitions[term.definition]) or self.has_scores(self.opened(term), known)
        if not isinstance(term, Apply):
            return False
        if term.operator in ARITHMETIC:
            return any(self.has_scores(part, known) for part in term.arguments)
        return term.operator in SCORES

    def is_scored(self, definition: Definition) -> bool:
        """Are its numbers scores?"""
        for part in within(definition.body):
            if isinstance(part, Call) and self.is_scored(self.definitions[part.definition]):
                return True
            if isinstance(part, Number) and not isinstance(part.value, int):
                return True
            if isinstance(part, Apply) and part.operator in SCORES:
                return True
        return any(kind in KINDS for kind in definition.reference.kinds)

    def opened(self, term: Call) -> Term:
        """What a definition says of these arguments."""
        definition = self.definitions[term.definition]
        return substitute(definition.body, dict(zip(definition.parameters, term.arguments, strict=True)))

    def compared_scores(self, term: Apply, known: Scope) -> str:
        """A comparison of numbers that may be fractions, or infinite."""
        related: list[str] = []
        left, right = (bare(self.score(part, known, related)) for part in term.arguments)
        sign = {"=": "==", "!=": "=="}.get(term.operator, term.operator)
        before = "~ " if term.operator == "!=" else ""
        return "".join(related) + f"{before}({left} {sign} {right})%score"

    def score(self, term: Term, known: Scope, related: list[str] | None = None) -> str:
        """A number that may be a fraction, or infinite, as an argument."""
        found: list[str] = [] if related is None else related
        text = self._score(term, known, found)
        if found and related is None:
            raise NotExportable("a number of things with a property is an error or a score")
        return text

    def _score(self, term: Term, known: Scope, related: list[str]) -> str:
        if isinstance(term, Number):
            return rational(Fraction(term.value))
        if isinstance(term, Variable) and known[term.name].scored:
            return known[term.name].text
        if isinstance(term, Call) and self.has_scores(term, known):
            called = self.called(term, known)
            return self._score(self.opened(term), known, related) if called is None else f"({called})"
        if isinstance(term, Apply) and term.operator == "infinity":
            return "infinity"
        if isinstance(term, Apply) and term.operator in ("score", "task value"):
            return f"({' '.join(self.any(part, known) for part in term.arguments)})"
        if isinstance(term, Apply) and term.operator in SIZES:
            return self._size(term, known, related)
        if isinstance(term, Apply) and self.has_scores(term, known):
            if term.operator != "plus" and not all(self._finite(part, known) for part in term.arguments):
                raise NotExportable("a difference or product of numbers that may be infinite has no Coq form")
            left, right = (self._score(part, known, related) for part in term.arguments)
            return f"({left} {ARITHMETIC[term.operator]} {right})%score"
        return f"(whole_number ({self.number(term, known, related)})%Z)"

    def _size(self, term: Apply, known: Scope, related: list[str]) -> str:
        """A magnitude; what says that it is one goes to `related`."""
        of, *base = term.arguments
        number = self._fresh(f"m{len(related) or ''}", known)
        said = [SIZES[term.operator], *(self.score(each, known) for each in base), self.any(of, known), number]
        related.append(f"exists {number} : Q, {' '.join(said)} /\\ ")
        return f"(rational {number})"

    def _finite(self, term: Term, known: Scope) -> bool:
        """Is it no infinite number, for sure?"""
        if isinstance(term, Call):
            return self._finite(self.opened(term), known)
        if not self.has_scores(term, known) or isinstance(term, Number):
            return True
        if not isinstance(term, Apply) or term.operator == "infinity":
            return False
        if term.operator in ARITHMETIC:
            return all(self._finite(part, known) for part in term.arguments)
        if term.operator in SIZES:
            return True
        of = term.arguments[0]
        home = of if term.operator == "score" else place(of)
        if self.varies(home, known):
            return isinstance(home, Variable) and home.name in self._bounded
        category = self.value(home, known)
        assert isinstance(category, Graded)
        if not category.quantale.turned:
            return True
        value = None if self.varies(of, known) else self.value(of, known)
        rows = value.values if isinstance(value, Graded) else []
        if isinstance(value, GradedTask):
            rows = [value.values]
        return value is not None and all(each != INF for row in rows for each in row)
