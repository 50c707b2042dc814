"""Equations between objects, arrows, elements, functors and transformations."""

from __future__ import annotations

from abc import abstractmethod

from catproof.elaborate.labels import LABELS
from catproof.elaborate.map_expressions import MAPS, bare_identity
from catproof.elaborate.number_terms import NumberResolver
from catproof.elaborate.scope import Wrong
from catproof.logic.signature import place, sort_of, source_of
from catproof.logic.terms import Apply, Term
from catproof.syntax import tree
from catproof.syntax.printer import print_term


class EquationResolver(NumberResolver):
    """Resolves equations."""

    @abstractmethod
    def home(self, term: tree.Term) -> Term:
        """What follows `in`: a category, or a task."""

    @abstractmethod
    def _call_of(self, word: str, given: list[Term], prop: tree.Node) -> Term: ...

    def _equal(self, prop: tree.Comparison, sides: tuple[tree.Term, tree.Term]) -> Term:
        if prop.category is None:
            whole = {kind for side in sides if (kind := self.kind_of(side)) is not None}
            if len(whole) == 1 and whole <= {"functor", *MAPS}:
                return self._equal_maps(prop, sides, whole.pop())
            if whole and whole <= {"task", "category", "model"} and None not in map(self.kind_of, sides):
                return self._equal_wholes(prop, sides, whole)
        home = None if prop.category is None else self.home(prop.category)
        bare = [bare_identity(side) for side in sides]
        first, second = (sides[1], sides[0]) if bare[0] and not bare[1] else sides
        if home is None:
            home = next((found for side in sides if (found := self.home_of(side, LABELS)) is not None), None)
        if home is None:
            home = self.common_home([side for side, left_out in zip(sides, bare, strict=True) if not left_out], LABELS)
        kinds = ("element",) if sort_of(home).kind == "task" else ("object", "arrow")
        if kinds != ("element",) and any(bare):
            kinds = ("arrow",)
        left = self.label(first, kinds, home)
        kind = sort_of(left).kind
        if kind == "arrow" and bare[sides.index(second)] and not bare[sides.index(first)]:
            right: Term = Apply("identity", (home, source_of(home, left)), span=second.span)
        elif kind == "object" and prop.category is None:
            left, right = self._alike(first, second, left, home)
        else:
            try:
                right = self.label(second, (kind,), home)
            except Wrong:
                if kind != "object":
                    raise
                left, right = self._alike(first, second, left, home)
        pair = (right, left) if first is not sides[0] else (left, right)
        return Apply(f"equal {sort_of(left).kind}s", (home, *pair), span=prop.span)

    def _equal_wholes(self, prop: tree.Comparison, sides: tuple[tree.Term, tree.Term], kinds: set[str]) -> Term:
        """Objects or elements that are called as tasks or categories are; these have no equality."""
        try:
            home = self.common_home(sides, LABELS)
            left, right = (self.label(side, ("object", "element"), home) for side in sides)
            return Apply(f"equal {sort_of(left).kind}s", (home, left, right), span=prop.span)
        except Wrong:
            several = " and ".join({"category": "categories"}.get(kind, f"{kind}s") for kind in sorted(kinds))
            isomorphic = f"{print_term(sides[0])} ~= {print_term(sides[1])}"
            hint = f"write `{isomorphic}` for isomorphic, with `not` before it where they should differ"
            raise Wrong("E313", prop.span, f"{several} have no equality", hint) from None

    def _equal_maps(self, prop: tree.Comparison, sides: tuple[tree.Term, tree.Term], kind: str) -> Term:
        """`m = n` between parallel functors or transformations; a bare `id` is the identity of the source."""
        names = [side.text for side in sides if isinstance(side, tree.Name)]
        if len(names) == 2 and not any(name in self.bound for name in names):
            homes = [h for h in self.names.homes("category") if all(self.names.label(s, "arrow", h) for s in sides)]
            if homes:
                both, first = " and ".join(dict.fromkeys(map(print_term, sides))), self.names.shown(homes[0])
                what = f"the {kind}s, or the arrows of {self._some(homes)}"
                hint = f"for the arrows write `in {first}`; a {kind} needs another name"
                raise Wrong("E208", prop.span, f"{both} may be two things here: {what}", hint)
        found = [None if bare_identity(side) else self.term(side, (kind,)) for side in sides]
        identity = "identity natural" if kind == "natural transformation" else f"identity {kind}"
        left, right = (
            Apply(identity, (place(other),), span=side.span) if one is None and other is not None else one
            for one, other, side in zip(found, reversed(found), sides, strict=True)
        )
        assert left is not None and right is not None
        self._parallel(prop, kind, left, right)
        return self._call_of("equal", [left, right], prop)

    def _alike(self, first: tree.Term, second: tree.Term, left: Term, home: Term) -> tuple[Term, Term]:
        """Both sides as objects, or else as arrows."""
        try:
            return left, self.label(second, ("object",), home)
        except Wrong:
            try:
                return self.label(first, ("arrow",), home), self.label(second, ("arrow",), home)
            except Wrong:
                pass
            raise

    def _parallel(self, prop: tree.Node, kind: str, left: Term, right: Term) -> None:
        """What is compared must lie between the same things."""
        ends = list(zip(sort_of(left).of, sort_of(right).of, strict=True))
        if all(self.names.alike(one, other) for one, other in ends):
            return
        if kind == "task":
            one, other = map(self.names.shown, ends[0])
            raise Wrong("E306", prop.span, f"the tasks live on different categories, {one} and {other}")
        nouns = "categories or bases" if kind == "model" else "sources or targets"
        raise Wrong("E304", prop.span, f"the {kind}s are not parallel: they have different {nouns}")

    def _some(self, homes: list[Term]) -> str:
        return ", ".join(map(self.names.shown, homes[:4]))
