"""What is said of graded categories in Coq: objects, tasks, functors, models and scores, and the atoms about them."""

from __future__ import annotations

from fractions import Fraction

from catproof.bridge.coq_graded_source import bare, rational
from catproof.bridge.coq_source import Source
from catproof.bridge.coq_terms import Scope, Terms
from catproof.bridge.coq_words import ARITHMETIC
from catproof.bridge.statement import NotExportable, Statement
from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.decide.reals import OverReals, is_real
from catproof.logic.graded_words import KINDS, OTHERS
from catproof.logic.signature import place, sort_of
from catproof.logic.terms import Apply, Binding, Call, Number, Term, Variable, within
from catproof.structures.tables import Place

RANKS = {"graded rank": "PromptRank", "graded rank within": "PromptRankWithin"}

ATOMS = {
    "graded representable": "GradedRepresentable", "graded representable by": "GradedRepresents",
    "graded ideal": "GradedIdeal", "graded ideal up to recalibration": "IdealRecalibrated",
    "graded solves by prompt": "graded_solves", "graded solves by prompt at": "graded_solves_by",
    "graded solves by tuning": "graded_tuning",
}  # fmt: skip
"""What the library calls an atom; where it is up to an error, with another ending, and the error comes first."""

ORDER = {"graded representable by": (1, 0), "graded solves by prompt at": (0, 2, 1)}
"""How the library orders their arguments."""


def has_scores(term: Term) -> bool:
    """Is it a number that may be no integer?"""
    if isinstance(term, Number):
        return not isinstance(term.value, int)
    if not isinstance(term, Apply):
        return False
    if term.operator in ARITHMETIC:
        return any(map(has_scores, term.arguments))
    return term.operator in ("infinity", "score", "task value")


PLAIN = ("category", "object", "arrow", "number", "proposition", "domain")
"""What may be spoken of where a preorder at a level is said to be one: of other things the library has tables alone."""

TABLED = ("functors", "tasks", "transformations", "opposite", "full", "generalizes from")


UNWRITTEN = {
    **dict.fromkeys(("magnitude", "magnitude by"), "a magnitude"),
    **{f"graded {word}": f"`{word}` of a task with scores" for word in ("lan", "ran", "restrict")},
    **{f"{name} categories": f"a statement about all tables over `{name}`" for name in OTHERS},
    "graded generalizes from within": "`generalizes from ... within`",
}
"""What the library does not have."""


def _refuse(term: Term) -> None:
    """Raise `NotExportable` for what has no form."""
    word = UNWRITTEN.get(term.operator) if isinstance(term, Apply) else None
    if isinstance(term, Binding) and isinstance(term.domain, Apply):
        word = UNWRITTEN.get(term.domain.operator)
    if isinstance(term, Call) and any(kind in KINDS for kind in term.definition.kinds):
        word = "a definition that is about scores"
    if word is not None:
        raise NotExportable(f"{word} has no Coq form")


class GradedTerms(Terms):
    """Prints graded things, and what is said of them."""

    def __init__(self, source: Source, statement: Statement) -> None:
        super().__init__(source, statement)
        for part in within(statement.term):
            _refuse(part)
        source.leveled = all(map(self._is_plain, within(statement.term)))
        settled = {part for term, claim in statement.atoms if isinstance(claim, OverReals) for part in within(term)}
        if any(is_real(part) and part not in settled for part in within(statement.term)):
            raise NotExportable("all tables of real values, under a quantifier, have no Coq form")

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
        if operator == "graded yoneda":
            return f"(graded_yoneda {self.any(given[0], known)} {self.any(given[1], known)})"
        if operator == "graded via":
            return f"(graded_via {self.any(given[0], known)})"
        if operator == "graded yoneda model":
            return f"(graded_yoneda_model {self.any(given[0], known)})"
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
        if domain.operator == "graded tasks":
            return f"GradedTask {self.any(domain.arguments[0], known)}"
        return f"Metrics {self._bounds(domain.arguments)}"

    @staticmethod
    def _bounds(given: tuple[Term, ...]) -> str:
        """Between how many."""
        if not all(isinstance(bound, Number) for bound in given):
            raise NotExportable("a domain whose bounds vary has no Coq form")
        return " ".join(str(bound.value) for bound in given if isinstance(bound, Number))

    # ---- scores ---------------------------------------------------------------------------------------

    def compared_scores(self, term: Apply, known: Scope) -> str:
        """A comparison of numbers that may be fractions, or infinite."""
        related: list[str] = []
        left, right = (bare(self.score(part, known, related)) for part in term.arguments)
        sign = {"=": "==", "!=": "=="}.get(term.operator, term.operator)
        before = "~ " if term.operator == "!=" else ""
        return "".join(related) + f"{before}({left} {sign} {right})%score"

    def score(self, term: Term, known: Scope, related: list[str] | None = None) -> str:
        """A number that may be a fraction, or infinite, as an argument."""
        if isinstance(term, Number):
            return rational(Fraction(term.value))
        if isinstance(term, Apply) and term.operator == "infinity":
            return "infinity"
        if isinstance(term, Apply) and term.operator in ("score", "task value"):
            return f"({' '.join(self.any(part, known) for part in term.arguments)})"
        if isinstance(term, Apply) and has_scores(term):
            if term.operator != "plus" and not all(self._finite(part, known) for part in term.arguments):
                raise NotExportable("a difference or product of numbers that may be infinite has no Coq form")
            left, right = (self.score(part, known, related) for part in term.arguments)
            return f"({left} {ARITHMETIC[term.operator]} {right})%score"
        found: list[str] = [] if related is None else related
        text = self.number(term, known, found)
        if found and related is None:
            raise NotExportable("a number of things with a property is an error or a score")
        return f"(whole_number ({text})%Z)"

    def _finite(self, term: Term, known: Scope) -> bool:
        """Is it no infinite number, for sure?"""
        if not isinstance(term, Apply) or term.operator in RANKS or not has_scores(term):
            return True
        if term.operator in ARITHMETIC:
            return all(self._finite(part, known) for part in term.arguments)
        if term.operator == "infinity":
            return False
        home = term.arguments[0] if term.operator == "score" else place(term.arguments[0])
        if self.varies(home, known):
            return False
        value = self.value(home, known)
        return isinstance(value, Graded) and not value.quantale.turned
