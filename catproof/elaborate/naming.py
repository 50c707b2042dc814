"""What a theory file calls its things, as the resolver asks for it."""

from __future__ import annotations

from typing import Protocol

from catproof.core.label import Label
from catproof.core.limits import LimitReached
from catproof.elaborate.scope import Wrong
from catproof.logic.terms import Apply, Term
from catproof.logic.text import text_of
from catproof.syntax import tree
from catproof.syntax.printer import print_term


class Names(Protocol):
    """What the names of a theory file stand for."""

    def lookup(self, name: tree.Name) -> Term | None:
        """What is declared; None if nothing is."""
        ...

    def kept(self, name: tree.Name, word: str) -> Term | None:
        """`F is a functor`, `T is closed`, of what is declared; None where that is not said of it."""
        ...

    def unknown(self, name: tree.Name) -> None:
        """Raise `Skipped` or `LimitReached` where something that failed may have declared the name."""
        ...

    def canonical(self, term: Term) -> Term:
        """A category by how it is made."""
        ...

    def same(self, one: Term, other: Term) -> bool:
        """Are two categories, or tasks, the same?"""
        ...

    def has_functors(self, home: Term, source: Term, target: Term) -> bool:
        """Is it the category of functors between these two?"""
        ...

    def alike(self, one: Term, other: Term) -> bool:
        """May maps meet there? The same, or tasks with the same elements by name and the same restrictions, or functors
        with the same values."""
        ...

    def shown(self, term: Term) -> str:
        """A category or a task in messages."""
        ...

    def label(self, term: tree.Term, kind: str, home: Term, at: Term | None = None) -> Term | None:
        """An object, an arrow or an element (at an object) by its name, in the category or the task where it lives;
        None if there is none. Raises `Wrong` where it is not known which is meant."""
        ...

    def literal(self, label: Label, node: tree.Term) -> Term:
        """A label that stands for itself."""
        ...

    def unreached(self, limit: LimitReached) -> Term:
        """A proposition about something whose construction met a limit."""
        ...

    def homes(self, kind: str) -> list[Term]:
        """The categories (tasks, for elements) where something without `in` may live."""
        ...

    def labels(self, kind: str, home: Term) -> list[Label]:
        """What may be meant, for hints."""
        ...

    def known(self) -> list[str]:
        """All names, for hints."""
        ...


class Nothing:
    """The names of the prelude: none are declared there."""

    def lookup(self, name: tree.Name) -> Term | None:
        return None

    def kept(self, name: tree.Name, word: str) -> Term | None:
        return None

    def unknown(self, name: tree.Name) -> None:
        return None

    def canonical(self, term: Term) -> Term:
        return term

    def same(self, one: Term, other: Term) -> bool:
        return one == other

    def has_functors(self, home: Term, source: Term, target: Term) -> bool:
        return home == Apply("functor category", (source, target))

    def alike(self, one: Term, other: Term) -> bool:
        return self.same(one, other)

    def shown(self, term: Term) -> str:
        return text_of(term)

    def label(self, term: tree.Term, kind: str, home: Term, at: Term | None = None) -> Term | None:
        return None

    def literal(self, label: Label, node: tree.Term) -> Term:
        raise Wrong("E201", node.span, f"`{print_term(node)}` is not declared")

    def unreached(self, limit: LimitReached) -> Term:
        raise limit

    def homes(self, kind: str) -> list[Term]:
        return []

    def labels(self, kind: str, home: Term) -> list[Label]:
        return []

    def known(self) -> list[str]:
        return []
