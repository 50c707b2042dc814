"""The terms of declarations: what expressions stand for, and names in a category or a task that is at hand.

An expression is resolved to a core term and built; in the block of a declaration, whose category may have no name yet,
paths and elements are read where they stand.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path as FolderPath
from typing import Any

from catproof.core.category import Arrow, Category, inverse
from catproof.core.chase import Word
from catproof.core.functor import Functor
from catproof.core.label import Label, show
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.elaborate.build import LONGEST, MOST_FACTORS, Builder, Path, meet, the_arrow
from catproof.elaborate.data_read import Data
from catproof.elaborate.declared import Declared
from catproof.elaborate.define import prelude
from catproof.elaborate.labels import spelled
from catproof.elaborate.map_expressions import bare_identity
from catproof.elaborate.resolve import Resolver
from catproof.elaborate.scope import Defined, Scope, Wrong, named, suggestion
from catproof.elaborate.texts import Texts
from catproof.logic.definitions import Library
from catproof.logic.signature import sort_of
from catproof.logic.terms import Term
from catproof.readers.place import Places
from catproof.syntax import tree
from catproof.syntax.printer import print_term


class Terms:
    """Reads terms in a scope. `limit` bounds the enumerations of the categories made."""

    def __init__(self, scope: Scope, limit: int, data: Data | None = None) -> None:
        self.scope = scope
        self.limit = limit
        self.data = Data(Places(FolderPath())) if data is None else data
        self.builder = Builder(scope, limit)

    @cached_property
    def texts(self) -> Texts:
        """The declarations of the scope as texts."""
        return Texts(self.scope)

    # ---- whole things ---------------------------------------------------------------------------------

    def category(self, term: tree.Term) -> Category:
        """The category a term stands for."""
        found: Category = self.thing(term, "category")
        return found

    def functor(self, term: tree.Term) -> Functor:
        """The functor a term stands for."""
        found: Functor = self.thing(term, "functor")
        return found

    def task(self, term: tree.Term) -> Task:
        """The task a term stands for."""
        found: Task = self.thing(term, "task")
        return found

    def model(self, term: tree.Term) -> Model:
        """The model a term stands for."""
        found: Model = self.thing(term, "model")
        return found

    def transformation(self, term: tree.Term) -> Transformation:
        """The transformation a term stands for."""
        found: Transformation = self.thing(term, "transformation")
        return found

    def thing(self, term: tree.Term, *kinds: str) -> Any:
        """The structure of one of these kinds that a term stands for. Raises `Wrong`, `Skipped` or `LimitReached`."""
        return self.builder.structure(self.resolver().term(term, kinds), self.builder.root)

    def resolver(self) -> Resolver:
        """What resolves terms here."""
        return Resolver(Declared(self), self.library())

    def constant(self, term: Term) -> Any:
        """What a constant, or a structure made from such, stands for."""
        return self.builder.placed(term, sort_of(term).kind, self.builder.root)

    # ---- definitions ----------------------------------------------------------------------------------

    def definitions(self) -> dict[str, Defined]:
        """The definitions that are declared in the scope, by name."""
        return {name: d.value for name, d in self.scope.names.items() if isinstance(d.value, Defined)}

    def library(self) -> Library:
        """All definitions that may be called in the scope."""
        own = self.definitions()
        if not own:
            return prelude()
        key = tuple(map(id, own.values()))
        found = self.data.libraries.get(key)
        if found is None:
            found = self.data.libraries[key] = Library(prelude())
            for defined in own.values():
                found.add(defined.definition)
        return found

    # ---- names in what is at hand ---------------------------------------------------------------------

    def label(self, term: tree.Term) -> Label:
        """The name that a term spells, for objects and elements."""
        return spelled(term)

    def object(self, term: tree.Term, category: Category) -> int:
        """The number of an object of the category."""
        label = self.label(term)
        if label not in category.number:
            raise Wrong(
                "E206",
                term.span,
                f"{show(label)} is not an object of {named(category)}",
                suggestion(label if isinstance(label, str) else show(label), category.objects),
            )
        return category.number[label]

    def object_or_none(self, term: tree.Term, category: Category) -> int | None:
        """The number of an object of the category, or None where the term is the name of none."""
        named_so = isinstance(term, tree.Name | tree.Integer | tree.Tuple)
        return category.number.get(self.label(term)) if named_so else None

    def path(self, term: tree.Term, category: Category, source: int | None = None, target: int | None = None) -> Path:
        """The path of generating arrows that a term spells; `source` and `target` say what a bare `id` means."""
        if isinstance(term, tree.Compose | tree.Power):
            try:
                if isinstance(term, tree.Compose):
                    return self._composite(term, category, source, target)
                return self._power(term, category, source, target)
            except Wrong:  # a generating arrow of a full subcategory is called by its path in the whole
                g = category.generator_number.get(f"({print_term(term)})")
                if g is None:
                    raise
                return Path((g,), category.generators[g].source, category.generators[g].target)
        if isinstance(term, tree.TheArrow):
            a, b = self.object(term.source, category), self.object(term.target, category)
            return Path(category.word(the_arrow(term, category, a, b)), a, b)
        if isinstance(term, tree.Call) and term.function == "id":
            at = self.object(self.resolver().arguments(term, 1)[0], category)
            return Path((), at, at)
        if isinstance(term, tree.Name):
            if bare_identity(term):
                return self._identity(term, category, source, target)
            g = category.generator_number.get(term.text)
            if g is not None:
                return Path((g,), category.generators[g].source, category.generators[g].target)
        g = None if isinstance(term, tree.Name) else category.generator_number.get(print_term(term))
        if g is not None:
            return Path((g,), category.generators[g].source, category.generators[g].target)
        raise Wrong(
            "E206",
            term.span,
            f"{print_term(term)} is not an arrow of {named(category)}",
            suggestion(print_term(term), category.generator_number),
        )

    def _identity(self, term: tree.Name, category: Category, source: int | None, target: int | None) -> Path:
        at = source if source is not None else target
        if at is None and len(category.objects) == 1:
            at = 0
        if at is None:
            raise Wrong(
                "E209", term.span, "the identity of which object is meant?", "write id(a) for the identity of a"
            )
        return Path((), at, at)

    def _composite(self, term: tree.Compose, category: Category, source: int | None, target: int | None) -> Path:
        factors = self._factors(term)
        paths = [self.path(f, category, source, target) for f in factors]
        meet(term.span, category, lambda k: print_term(factors[k]), [(path.source, path.target) for path in paths])
        word = tuple(g for path in paths for g in path.word)
        return Path(word, paths[-1].source, paths[0].target)

    def _factors(self, term: tree.Compose) -> list[tree.Term]:
        """The factors, the last arrow first; identities that are not said of which object left out."""
        factors = tree.factors(term)
        return [f for f in factors if not bare_identity(f)] or factors[:1]

    def _power(self, term: tree.Power, category: Category, source: int | None, target: int | None) -> Path:
        base = self.path(term.base, category, source, target)
        self._repeatable(term, base.source, base.target)
        if term.exponent >= 0:
            return self._repeated(term, base, base.word)
        named_base = term.base.text if isinstance(term.base, tree.Name) else ""
        known = category.generator_number.get(f"{named_base}^-1")
        if known is not None and category.presentation.invertible:
            return self._repeated(term, base, (known,))

        back = inverse(category, category.follow(category.identity(base.target), base.word))
        if back is None:
            raise Wrong("E311", term.span, f"{print_term(term.base)} has no inverse in {named(category)}")
        return self._repeated(term, base, category.word(back))

    @staticmethod
    def _repeatable(term: tree.Power, source: int, target: int) -> None:
        if source != target:
            raise Wrong(
                "E311", term.span, f"{print_term(term.base)} cannot be repeated: it does not end where it starts"
            )
        if abs(term.exponent) > MOST_FACTORS:
            raise Wrong("E311", term.span, f"the exponent is larger than {MOST_FACTORS}")

    def _repeated(self, term: tree.Power, base: Path, word: Word) -> Path:
        """The word so many times. A power of powers may be longer than any memory."""
        times = abs(term.exponent)
        if len(word) * times > LONGEST:
            shown = print_term(term)
            shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
            raise LimitReached(f"written out, the path {shown} has more than {LONGEST:,} arrows", "")
        return Path(word * times, base.source, base.target)

    def arrow(self, term: tree.Term, category: Category, source: int | None = None, target: int | None = None) -> Arrow:
        """The arrow that a term spells."""
        path = self.path(term, category, source, target)
        return category.follow(category.identity(path.target), path.word)

    # ---- elements -------------------------------------------------------------------------------------

    def element(self, term: tree.Term, of: Task, at: int) -> Element:
        """The element of T(at) that a term spells: by its label, as an arrow where elements are arrows, or as a
        restriction `u|f`."""
        members = of.elements[at]
        label = self.label(term)
        if label in members:
            return Element(at, members.index(label))
        if (at, label) in of.merged:
            return Element(at, of.merged[at, label])
        if isinstance(term, tree.Restriction):
            # `u|f|g` may itself be what an element is called; where it is not, all restrictions are done at once.
            inner: tree.Term = term
            words: list[tuple[int, ...]] = []
            end = at
            while isinstance(inner, tree.Restriction) and (inner is term or self.label(inner) not in of.elements[end]):
                path = self.path(inner.arrow, of.category)
                if path.source != end:
                    break
                words.append(path.word)
                inner, end = inner.element, path.target
            if words:
                found = self.element(inner, of, end)
                for word in reversed(words):
                    found = of.restrict(found, word)
                return found
        if of.arrows_into is not None:
            arrow = self.arrow(term, of.category, at, of.arrows_into)
            shown = of.category.show_arrow(arrow)
            if of.category.source(arrow) == at and arrow.target == of.arrows_into and shown in members:
                return Element(at, members.index(shown))
        where = of.category.show_object(at)
        raise Wrong(
            "E206", term.span, f"{print_term(term)} is not an element at {where}", suggestion(str(label), members)
        )
