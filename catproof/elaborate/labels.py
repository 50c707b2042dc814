"""Objects, arrows and elements in core terms: their names mean something in a category, or in a task."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol

from catproof.elaborate.scope import Wrong, suggestion
from catproof.logic.signature import place, sort_of
from catproof.logic.terms import Apply, Constant, Number, Term, Variable
from catproof.syntax import tree
from catproof.syntax.printer import print_name, print_term

LABELS = ("object", "arrow", "element")
"""The kinds of things that have no name of their own in a file: a category or a task has them."""


FEW_FACTORS = 32
"""A composite of more factors is taken apart at once: one of a thousand is not nested a thousand deep."""


def noun(kind: str) -> str:
    """`a task`, `an object`."""
    return f"{'an' if kind[0] in 'aeo' else 'a'} {kind}"


def shown(term: Term) -> str:
    """A term in messages."""
    if isinstance(term, Variable | Constant):
        return term.name if "\0" not in term.name else "another category"
    from catproof.logic.text import text_of

    return text_of(term)


class Names(Protocol):
    """What the names of a theory file stand for."""

    def lookup(self, name: tree.Name) -> Term | None:
        """What is declared, or bound outside of what is resolved; None if nothing is."""
        ...

    def expression(self, term: tree.Term, kind: str) -> Term:
        """A structure given by an expression without variables. Raises `Wrong`."""
        ...

    def label(self, term: tree.Term, kind: str, home: Term) -> Term | None:
        """An object, an arrow or an element by its name, in the category or the task where it lives; None if there is
        none. Raises `Wrong` where it is not known which is meant."""
        ...

    def homes(self, kind: str) -> list[Term]:
        """The categories (tasks, for elements) where something without `in` may live."""
        ...

    def known(self) -> list[str]:
        """All names, for hints."""
        ...

    def varies(self, name: str) -> bool:
        """Is it a variable, bound outside of what is resolved?"""
        ...


class Nothing:
    """The names of the prelude: none are declared there."""

    def lookup(self, name: tree.Name) -> Term | None:
        return None

    def expression(self, term: tree.Term, kind: str) -> Term:
        raise Wrong(term.span, f"`{print_term(term)}` is not declared, and {noun(kind)} is expected here")

    def label(self, term: tree.Term, kind: str, home: Term) -> Term | None:
        return None

    def homes(self, kind: str) -> list[Term]:
        return []

    def known(self) -> list[str]:
        return []

    def varies(self, name: str) -> bool:
        return False


class LabelResolver(ABC):
    """Resolves objects, arrows and elements. `bound` are the variables of the quantifiers and parameters around."""

    names: Names
    bound: Mapping[str, Variable]

    @abstractmethod
    def applicable(self, function: str) -> Term | None:
        """A bound or declared map of that name."""

    @abstractmethod
    def applied(self, applied: Term, call: tree.Call) -> Term:
        """The value of a map."""

    def of_kind(self, found: Term, term: tree.Term, kinds: Sequence[str], home: Term | None) -> Term:
        """What was found, which must be of one of the kinds and live where it should."""
        sort = sort_of(found)
        if sort.kind not in kinds:
            wanted = " or ".join(noun(kind) for kind in kinds)
            raise Wrong(term.span, f"{print_term(term)} is {noun(sort.kind)}, and {wanted} is expected here")
        if home is not None and sort.kind in LABELS and sort.of[0] != home:
            where = f"of {shown(sort.of[0])}, not of {shown(home)}"
            raise Wrong(term.span, f"{print_term(term)} is {noun(sort.kind)} {where}")
        return found

    def undeclared(self, term: tree.Term, kinds: Sequence[str]) -> Wrong:
        """What is wrong where a term stands for nothing."""
        wanted = " or ".join(noun(kind) for kind in kinds)
        if isinstance(term, tree.Name):
            hint = suggestion(term.text, [*self.bound, *self.names.known()])
            message = f"{print_name(term.text)} is not declared, and {wanted} is expected here"
            return Wrong(term.span, message, hint or "names are declared before they are used")
        return Wrong(term.span, f"{wanted} is expected here, not `{print_term(term)}`")

    def label(self, term: tree.Term, kinds: Sequence[str], home: Term | None) -> Term:
        """An object, an arrow or an element; `home` is where it lives, where that is said."""
        if home is None:
            home = self.home_of(term, kinds)
        if home is None:
            return self._anywhere(term, kinds)
        inside = ("element",) if sort_of(home).kind == "task" else ("object", "arrow")
        kinds = [kind for kind in kinds if kind in inside]
        if not kinds:
            raise Wrong(term.span, f"{print_term(term)} cannot live in {shown(home)}")
        if kinds == ["element"]:
            return self._element(term, home)
        found = self._object(term, home) if "object" in kinds else None
        if found is None and "arrow" in kinds:
            found = self._arrow(term, home)
        if found is None:
            wanted = " or ".join(noun(kind) for kind in kinds)
            raise Wrong(term.span, f"{print_term(term)} is not {wanted} of {shown(home)}")
        return found

    def home_of(self, term: tree.Term, kinds: Sequence[str]) -> Term | None:
        """Where the variables and applied maps in a term live, which says where it lives itself."""
        if isinstance(term, tree.Name) and term.text in self.bound:
            sort = self.bound[term.text].sort
            return sort.of[0] if sort.kind in kinds else None
        if isinstance(term, tree.Name):
            outer = self.names.lookup(term)
            return place(outer) if outer is not None and sort_of(outer).kind in kinds else None
        if isinstance(term, tree.Call):
            applied = self.applicable(term.function)
            if applied is not None and sort_of(applied).kind != "model":
                return place(applied, 1)
            if term.function in ("id", "source", "target") and term.arguments:
                return self.home_of(term.arguments[0], ("object", "arrow"))
            return None
        if isinstance(term, tree.Restriction):
            return self.home_of(tree.restrictions(term)[0], kinds)
        several: list[tree.Term] = []
        if isinstance(term, tree.Compose):
            several = tree.factors(term)
        elif isinstance(term, tree.Power):
            several = [term.base]
        elif isinstance(term, tree.TheArrow):
            several, kinds = [term.source, term.target], ("object",)
        elif isinstance(term, tree.ElementAt):
            several = [term.element]
        return next((home for one in several if (home := self.home_of(one, kinds)) is not None), None)

    def _anywhere(self, term: tree.Term, kinds: Sequence[str]) -> Term:
        """A term without `in`, and without variables: where is it something?"""
        found: list[Term] = []
        wrongs: list[Wrong] = []
        homes = [home for kind in ("category", "task") for home in self.names.homes(kind)]
        for home in homes:
            if sort_of(home).kind == "task" and "element" not in kinds:
                continue
            try:
                found.append(self.label(term, kinds, home))
            except Wrong as wrong:
                wrongs.append(wrong)
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(shown(place(each)) for each in found[:4])
            raise Wrong(term.span, f"{print_term(term)} lives in {several}", "say which: add `in C`")
        if isinstance(term, tree.Name) and not homes:
            raise self.undeclared(term, kinds)
        if len(wrongs) == 1:
            raise wrongs[0]
        raise Wrong(term.span, f"{print_term(term)} lives in no declared category", "add `in C`")

    def _outer(self, term: tree.Name, kind: str, home: Term) -> Term | None:
        """A variable of that kind; one of another kind, or that lives elsewhere, is wrong."""
        found: Term | None = self.bound.get(term.text)
        if found is None:
            found = self.names.lookup(term)
            if found is None or sort_of(found).kind != kind:
                return None
        if sort_of(found).kind != kind:
            return None
        return self.of_kind(found, term, (kind,), home)

    def _object(self, term: tree.Term, home: Term) -> Term | None:
        if isinstance(term, tree.Name):
            found = self._outer(term, "object", home)
            if found is not None:
                return found
            if term.text in self.bound:
                return None
        if isinstance(term, tree.Call):
            applied = self.applicable(term.function)
            if applied is not None and sort_of(applied).kind == "functor":
                made = self.applied(applied, term)
                return self.of_kind(made, term, ("object",), home) if sort_of(made).kind == "object" else None
            if applied is None and term.function in ("source", "target") and len(term.arguments) == 1:
                return Apply(term.function, (home, self.label(term.arguments[0], ["arrow"], home)), span=term.span)
            return None
        if isinstance(term, tree.Compose | tree.Power | tree.TheArrow | tree.Restriction | tree.ElementAt):
            return None
        return self.names.label(term, "object", home)

    def _arrow(self, term: tree.Term, home: Term) -> Term | None:
        if isinstance(term, tree.Name):
            found = self._outer(term, "arrow", home)
            if found is not None:
                return found
            if term.text in self.bound:
                wanted = self.bound[term.text]
                raise Wrong(term.span, f"{term.text} is {noun(wanted.sort.kind)}, and an arrow is expected here")
        named = self.names.label(term, "arrow", home)
        if named is not None:
            return named
        if isinstance(term, tree.Compose):
            return self._composite(term, home)
        if isinstance(term, tree.Power):
            base = self.label(term.base, ["arrow"], home)
            return Apply("power", (home, base, Number(term.exponent)), span=term.span)
        if isinstance(term, tree.TheArrow):
            ends = (self.label(end, ["object"], home) for end in (term.source, term.target))
            return Apply("the arrow", (home, *ends), span=term.span)
        if isinstance(term, tree.Call):
            applied = self.applicable(term.function)
            if applied is not None:
                made = self.applied(applied, term)
                return self.of_kind(made, term, ("arrow",), home)
            if term.function == "id" and len(term.arguments) == 1:
                return Apply("identity", (home, self.label(term.arguments[0], ["object"], home)), span=term.span)
        if isinstance(term, tree.Name) and term.text == "id" and not term.quoted:
            raise Wrong(term.span, "the identity of which object is meant?", "write id(a) for the identity of a")
        return None

    def _composite(self, term: tree.Compose, home: Term) -> Term:
        """`g . f`; a bare `id` beside an arrow is left out."""
        factors = tree.factors(term)
        sides = [term.after, term.before] if len(factors) <= FEW_FACTORS else factors
        bare = [isinstance(s, tree.Name) and s.text == "id" and not s.quoted and "id" not in self.bound for s in sides]
        if any(bare) and not all(bare):
            sides = [side for side, left_out in zip(sides, bare, strict=True) if not left_out]
        return self._composed([self.label(side, ["arrow"], home) for side in sides], home, term)

    def _composed(self, arrows: list[Term], home: Term, term: tree.Term) -> Term:
        """The composite of arrows. Of many it is nested as little as can be, which composition allows."""
        while len(arrows) > FEW_FACTORS:
            pairs = zip(arrows[::2], arrows[1::2], strict=False)
            last = arrows[len(arrows) // 2 * 2 :]
            arrows = [Apply("compose", (home, *pair), span=term.span) for pair in pairs] + last
        made = arrows[0]
        for arrow in arrows[1:]:
            made = Apply("compose", (home, made, arrow), span=term.span)
        return made

    def _element(self, term: tree.Term, home: Term) -> Term:
        if isinstance(term, tree.Name):
            found = self._outer(term, "element", home)
            if found is not None:
                return found
        category = place(home)
        if isinstance(term, tree.Restriction):
            inner, along = tree.restrictions(term)
            made = self._element(inner, home)
            along = [f for f in along if not (isinstance(f, tree.Name) and f.text == "id" and not f.quoted)]
            arrows = [self.label(arrow, ["arrow"], category) for arrow in along]
            if len(arrows) > FEW_FACTORS:  # u|f|g is u|f . g
                arrows = [self._composed(arrows, category, term)]
            for arrow in arrows:
                made = Apply("restrict", (home, made, arrow), span=term.span)
            return made
        if isinstance(term, tree.Call):
            applied = self.applicable(term.function)
            if applied is not None:
                return self.of_kind(self.applied(applied, term), term, ("element",), home)
        if isinstance(term, tree.ElementAt):
            at = self.label(term.object, ["object"], category)
            if isinstance(term.element, tree.Name) and term.element.text in self.bound:
                return self._element(term.element, home)
            named = self.names.label(term, "element", home)
            if named is None:
                text = f"{print_term(term.element)} is not an element at {shown(at)}"
                raise Wrong(term.span, f"{text} of {shown(home)}")
            return named
        named = self.names.label(term, "element", home)
        if named is None:
            raise Wrong(term.span, f"{print_term(term)} is not an element of {shown(home)}")
        return named
