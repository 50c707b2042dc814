"""Objects, arrows and elements in core terms: their names mean something in a category, or in a task."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from catproof.core.label import Label
from catproof.elaborate import hints
from catproof.elaborate.naming import Names
from catproof.elaborate.scope import Wrong, suggestion
from catproof.logic.signature import opposite, place, sort_of, target_of
from catproof.logic.terms import Apply, Number, Term, Variable, free
from catproof.logic.text import text_of
from catproof.syntax import tree
from catproof.syntax.printer import print_name, print_term

LABELS = ("object", "arrow", "element")
"""The kinds of things that have no name of their own in a file: a category or a task has them."""


FEW_FACTORS = 32
"""A composite of more factors is taken apart at once: one of a thousand is not nested a thousand deep."""


def noun(kind: str, graded: bool = False) -> str:
    """`a task`, `an object`; `graded` says so of what is graded."""
    kind = kind.removeprefix("natural ")  # of tasks or of functors: both are called so
    kind = kind if graded else kind.removeprefix("graded ")
    return f"{'an' if kind[0] in 'aeo' else 'a'} {kind}"


def one_of(kinds: Sequence[str], graded: bool = False) -> str:
    """`a task or a functor`."""
    return " or ".join(dict.fromkeys(noun(kind, graded) for kind in kinds))


def spelled(term: tree.Term) -> Label:
    """The name that a term spells, for objects and elements."""
    if isinstance(term, tree.Name):
        return term.text
    if isinstance(term, tree.Integer):
        return term.value
    if isinstance(term, tree.Tuple):
        return tuple(spelled(item) for item in term.items)
    return print_term(term)


class LabelResolver(ABC):
    """Resolves objects, arrows and elements. `bound` are the variables of the quantifiers and parameters around."""

    names: Names
    bound: Mapping[str, Variable]
    defining: bool
    """Is it a part of a definition, or of what counts as one: said by core terms alone?"""

    @abstractmethod
    def term(self, term: tree.Term, kinds: Sequence[str], home: Term | None = None) -> Term:
        """What the term stands for, which is of one of these kinds."""

    @abstractmethod
    def applicable(self, call: tree.Call) -> Term | None:
        """The map that is called: bound or declared, or what a term stands for."""

    @abstractmethod
    def applied(self, applied: Term, call: tree.Call) -> Term:
        """The value of a map."""

    def of_kind(self, found: Term, term: tree.Term, kinds: Sequence[str], home: Term | None) -> Term:
        """What was found, which must be of one of the kinds and live where it should."""
        sort = sort_of(found)
        if home is not None and (moved := self._in_functors(found, kinds, home, term)) is not None:
            return moved
        if sort.kind not in kinds:
            graded = noun(sort.kind) in map(noun, kinds)  # with scores, where something without is expected, or so
            wanted = one_of(kinds, graded)
            raise Wrong(
                "E301", term.span, f"{print_term(term)} is {noun(sort.kind, graded)}, and {wanted} is expected here"
            )
        if home is not None and sort.kind in LABELS and not self.names.same(sort.of[0], home):
            moved = self._moved(found, sort.kind, sort.of[0], home, term)
            if moved is not None:
                return moved
            where = f"of {self.names.shown(sort.of[0])}, not of {self.names.shown(home)}"
            raise Wrong("E302", term.span, f"{print_term(term)} is {noun(sort.kind)} {where}")
        return found

    def _in_functors(self, found: Term, kinds: Sequence[str], home: Term, term: tree.Term) -> Term | None:
        """A functor or a natural transformation as an object or an arrow of the category of functors."""
        kind = {"functor": "object", "natural transformation": "arrow"}.get(sort_of(found).kind)
        if kind not in kinds:
            return None
        functor = found if kind == "object" else place(found)
        if not self.names.has_functors(home, place(functor), place(functor, 1)):
            return None
        return Apply("functor in" if kind == "object" else "natural transformation in", (home, found), span=term.span)

    def _moved(self, found: Term, kind: str, lives: Term, home: Term, term: tree.Term) -> Term | None:
        """An object or an arrow in another category that keeps its names."""
        if kind == "arrow" and opposite(self.names.canonical(lives)) == self.names.canonical(home):
            return Apply("arrow in", (lives, home, found), span=term.span)
        if kind == "object" and self._whole(lives) == self._whole(home):
            return Apply("object in", (lives, home, found), span=term.span)
        return None

    def _whole(self, category: Term) -> Term:
        """What the category is opposite to, or a full part of, or of what that is."""
        found = self.names.canonical(category)
        while isinstance(found, Apply) and found.operator in ("opposite", "full"):
            found = self.names.canonical(found.arguments[0])
        return found

    def undeclared(self, term: tree.Term, kinds: Sequence[str]) -> Wrong:
        """What is wrong where a term stands for nothing."""
        wanted = one_of(kinds)
        if isinstance(term, tree.Name):
            self.names.unknown(term)
            hint = suggestion(term.text, [*self.bound, *self.names.known()])
            message = f"{print_name(term.text)} is not declared, and {wanted} is expected here"
            return Wrong("E201", term.span, message, hint or "names are declared before they are used")
        hint = hints.expression(term, tuple(kinds))
        return Wrong("E301", term.span, f"{wanted} is expected here, not `{print_term(term)}`", hint)

    def label(self, term: tree.Term, kinds: Sequence[str], home: Term | None) -> Term:
        """An object, an arrow or an element; `home` is where it lives, where that is said."""
        if home is None:
            home = self.home_of(term, kinds)
        if home is None:
            home = self.common_home([term], kinds)
        inside = ("element",) if sort_of(home).kind == "task" else ("object", "arrow")
        kinds = [kind for kind in kinds if kind in inside]
        if not kinds:
            raise Wrong("E302", term.span, f"{print_term(term)} cannot live in {self.names.shown(home)}")
        if kinds == ["element"]:
            return self.element(term, home)
        bound = self.bound.get(term.text) if isinstance(term, tree.Name) else None
        if bound is not None and bound.sort.kind in kinds:
            return self.of_kind(bound, term, kinds, home)
        if bound is not None and (moved := self._in_functors(bound, kinds, home, term)) is not None:
            return moved
        found = self._object(term, home) if "object" in kinds else None
        if found is None and "arrow" in kinds:
            found = self._arrow(term, home)
        if found is not None:
            return found
        if bound is not None:
            self.of_kind(bound, term, kinds, home)
        wanted = one_of(kinds)

        def hint() -> str:
            labels = [label for kind in kinds for label in self.names.labels(kind, home)]
            return hints.varying(kinds[0], self.names.shown, home) or hints.label(term) or suggestion(
                term.text if isinstance(term, tree.Name) else print_term(term), labels
            )

        raise Wrong("E206", term.span, f"{print_term(term)} is not {wanted} of {self.names.shown(home)}", hint)

    def home_of(self, term: tree.Term, kinds: Sequence[str]) -> Term | None:
        """Where the variables and applied maps in a term live, which says where it lives itself."""
        if isinstance(term, tree.Name):
            sort = self.bound[term.text].sort if term.text in self.bound else None
            return sort.of[0] if sort is not None and sort.kind in kinds else None
        if isinstance(term, tree.Call):
            applied = self.applicable(term)
            if applied is not None and sort_of(applied).kind != "model":
                goal = place(applied, 1)
                return place(goal, 1) if sort_of(applied).kind == "natural transformation" else goal
            if term.function in ("limit", "colimit") and len(term.arguments) == 1:
                return place(self.term(term.arguments[0], ("functor",)), 1)
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

    def common_home(self, terms: Sequence[tree.Term], kinds: Sequence[str]) -> Term:
        """The one category or task in which all the terms can be read, where there is no `in` and no variable."""
        found: list[Term] = []
        first: Wrong | None = None
        homes = [home for kind in ("category", "task") for home in self.names.homes(kind)]
        homes = [home for home in homes if sort_of(home).kind == "category" or "element" in kinds]
        for home in homes:
            try:
                for term in terms:
                    self.label(term, kinds, home)
            except Wrong as wrong:
                first = first or wrong
            else:
                found.append(home)
        term = terms[0]
        if len(found) == 1:
            return found[0]
        if not found:
            for term in terms:
                self._refuse(term)
        if found:
            several = ", ".join(map(self.names.shown, found[:4]))
            raise Wrong("E207", term.span, f"{print_term(term)} lives in {several}", "say which: add `in C`")
        if isinstance(term, tree.Name) and not homes:
            raise self.undeclared(term, kinds)
        if first is not None and len(homes) == 1:
            raise first
        raise Wrong("E207", term.span, f"{print_term(term)} lives in no declared category", "add `in C`")

    def _outer(self, term: tree.Name, kind: str, home: Term) -> Term | None:
        """A variable of that kind; one that lives elsewhere is wrong."""
        found: Term | None = self.bound.get(term.text)
        if found is None or sort_of(found).kind != kind:
            return None
        return self.of_kind(found, term, (kind,), home)

    def named(self, term: tree.Term, kind: str, home: Term, at: Term | None = None) -> Term | None:
        """What has the name in the category or the task, which must not vary: what instances have is called by no name
        of the file. A variable hides what is called like it, also within `(a, x)`. Raises `Wrong` where it does."""
        if not isinstance(term, tree.Name) and self._hidden(term):
            return self._pair(term, kind, home)
        if free(home) or (at is not None and free(at)):
            whole = self._whole(home)
            there = None if kind != "object" or free(whole) else self.named(term, kind, whole)
            found = None if there is None else self._moved(there, kind, whole, home, term)
        else:
            found = self.names.label(term, kind, home, at)
        try:
            return self._pair(term, kind, home) if found is None else found
        except Wrong:  # it is the name that is wrong
            return None

    def _pair(self, term: tree.Term, kind: str, home: Term) -> Term | None:
        """`(x, y)`, where one of the two is no name: of a product, or of a category of elements. Raises `Wrong`."""
        if not isinstance(term, tree.Tuple):
            return None
        made, whole = self.names.canonical(home), self._whole(home)
        if kind == "object" and made != whole:
            there = self._pair(term, kind, whole)
            return None if there is None else self._moved(there, kind, whole, home, term)
        of = made.arguments if isinstance(made, Apply) else ()
        operator = made.operator if isinstance(made, Apply) and len(term.items) == 2 else ""
        if operator == "product of categories" and kind in ("object", "arrow"):
            try:
                things = [self.label(item, [kind], each) for item, each in zip(term.items, of, strict=True)]
            except Wrong:
                if kind == "object" and self._pairs_arrows(term, home):
                    return None
                raise
        elif operator == "product" and kind == "element":
            things = [self.element(item, each) for item, each in zip(term.items, of, strict=True)]
        elif operator == "category of elements" and kind == "object":
            at = self.label(term.items[0], ["object"], place(of[0]))
            things = [at, self.element(term.items[1], of[0], at)]
        else:
            self._refuse(term)
            return None
        name = "object of elements" if len(of) == 1 else f"pair of {kind}s"
        return Apply(name, (home, *of, *things), span=term.span)

    def _pairs_arrows(self, term: tree.Tuple, home: Term) -> bool:
        try:
            return self._pair(term, "arrow", home) is not None
        except Wrong:
            return False

    def _refuse(self, term: tree.Term) -> None:
        """Raise `Wrong` where variables stand within a name such as `(a, x)`."""
        if isinstance(term, tree.Tuple) and (hidden := self._hidden(term)):
            hint = "let a variable be the whole, `p in objects(C)`: `first(A, B)(p)`, or `projection(T)(p)`, is a part"
            said = f"{print_term(term)} is called by names, and {print_name(hidden)} is a variable here"
            raise Wrong("E206", term.span, said, hint)

    def _hidden(self, term: tree.Term) -> str:
        """A variable for an object, an arrow or an element that occurs in the term; empty where there is none."""
        found = (name for name in sorted(term.mentioned()) if name in self.bound)
        return next((name for name in found if self.bound[name].sort.kind in LABELS), "")

    def _object(self, term: tree.Term, home: Term) -> Term | None:
        if isinstance(term, tree.Name):
            found = self._outer(term, "object", home)
            if found is not None:
                return found
        if isinstance(term, tree.Call):
            applied = self.applicable(term)
            if applied is not None and sort_of(applied).kind == "functor":
                made = self.applied(applied, term)
                return self.of_kind(made, term, ("object",), home) if sort_of(made).kind == "object" else None
            if applied is None and term.function in ("source", "target") and len(term.arguments) == 1:
                return Apply(term.function, (home, self.label(term.arguments[0], ["arrow"], home)), span=term.span)
            if applied is None and term.function in ("limit", "colimit") and len(term.arguments) == 1:
                diagram = self.term(term.arguments[0], ("functor",))
                return self.of_kind(Apply(term.function, (diagram,), span=term.span), term, ("object",), home)
        if isinstance(term, tree.Restriction | tree.ElementAt):
            return None
        return self.named(term, "object", home)

    def _arrow(self, term: tree.Term, home: Term) -> Term | None:
        if isinstance(term, tree.Name):
            found = self._outer(term, "arrow", home)
            if found is not None:
                return found
            if term.text == "id" and not term.quoted:
                return self._only_identity(term, home)
        if isinstance(term, tree.Compose | tree.Power):
            try:
                if isinstance(term, tree.Compose):
                    return self._composite(term, home)
                base = self.label(term.base, ["arrow"], home)
                return Apply("power", (home, base, Number(term.exponent)), span=term.span)
            except Wrong:  # a generating arrow of a full subcategory is called by its path in the whole
                named = self.named(term, "arrow", home)
                if named is None:
                    raise
                return named
        if isinstance(term, tree.TheArrow):
            ends = (self.label(end, ["object"], home) for end in (term.source, term.target))
            return Apply("the arrow", (home, *ends), span=term.span)
        if isinstance(term, tree.Call):
            applied = self.applicable(term)
            if applied is not None:
                return self.of_kind(self.applied(applied, term), term, ("arrow",), home)
            if term.function == "id" and len(term.arguments) == 1:
                return Apply("identity", (home, self.label(term.arguments[0], ["object"], home)), span=term.span)
        return self.named(term, "arrow", home)

    def _only_identity(self, term: tree.Name, home: Term) -> Term:
        """`id`, where there is one object."""
        labels = self.names.labels("object", home)
        if len(labels) != 1:
            raise Wrong(
                "E209", term.span, "the identity of which object is meant?", "write id(a) for the identity of a"
            )
        at = self.names.label(label_term(labels[0]), "object", home)
        assert at is not None
        return Apply("identity", (home, at), span=term.span)

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

    def element(self, term: tree.Term, home: Term, at: Term | None = None) -> Term:
        """An element of a task; at an object, where that is said."""
        if isinstance(term, tree.Name):
            found = self._outer(term, "element", home)
            if found is not None:
                return found
        category = place(home)
        if isinstance(term, tree.Call):
            applied = self.applicable(term)
            if applied is not None:
                return self.of_kind(self.applied(applied, term), term, ("element",), home)
        if isinstance(term, tree.ElementAt):
            at = self.label(term.object, ["object"], category)
            if (isinstance(term.element, tree.Name) and term.element.text in self.bound) or self._hidden(term.element):
                return self.element(term.element, home)
            return self._element_at(term, home, at)
        if isinstance(term, tree.Restriction):
            if at is not None and self._is_named(term, home, at):
                return self._element_at(term, home, at)
            return self._restricted(term, home, at)
        arrows = self._arrows_into(home)
        if arrows is not None and (free(home) or not term.mentioned().isdisjoint(self.bound)):
            return Apply("as element", (home, self.label(term, ["arrow"], category)), span=term.span)
        named = self.named(term, "element", home, at)
        if named is None:
            said = f"{print_term(term)} is not an element of {self.names.shown(home)}"
            raise Wrong("E206", term.span, said, hints.varying("element", self.names.shown, home, at))
        return named

    def _arrows_into(self, home: Term) -> Term | None:
        """The object of whose arrows into it the task consists, `yoneda(C, a)`; None for another task."""
        made = self.names.canonical(home)
        return made.arguments[1] if isinstance(made, Apply) and made.operator == "yoneda" else None

    def _is_named(self, term: tree.Term, home: Term, at: Term) -> bool:
        try:
            return self.named(term, "element", home, at) is not None
        except Wrong:
            return False

    def _element_at(self, term: tree.Term, home: Term, at: Term) -> Term:
        named = self.named(term, "element", home, at)
        if named is None:
            inner = term.element if isinstance(term, tree.ElementAt) else term
            text = f"{print_term(inner)} is not an element at {text_of(at)}"
            hint = hints.varying("element", self.names.shown, home, at)
            raise Wrong("E206", term.span, f"{text} of {self.names.shown(home)}", hint)
        return named

    def _restricted(self, term: tree.Restriction, home: Term, at: Term | None) -> Term:
        category = place(home)
        inner, along = tree.restrictions(term)
        along = [f for f in along if not (isinstance(f, tree.Name) and f.text == "id" and not f.quoted)]
        arrows = [self.label(arrow, ["arrow"], category) for arrow in along]
        start = None if at is None else target_of(category, arrows[0]) if arrows else at
        made = self.element(inner, home, start)
        if len(arrows) > FEW_FACTORS:  # u|f|g is u|f . g
            arrows = [self._composed(arrows, category, term)]
        for arrow in arrows:
            made = Apply("restrict", (home, made, arrow), span=term.span)
        return made


def label_term(label: Label) -> tree.Term:
    """The term that spells a label."""
    if isinstance(label, tuple):
        return tree.Tuple(tuple(map(label_term, label)))
    return tree.Integer(label) if isinstance(label, int) else tree.Name(label, True)
