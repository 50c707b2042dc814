"""Where the labels of a category or task come from, as far as the text shows: from the blocks of which declarations.

Nothing is built: `a` in `yoneda(opposite(C), a)` is an object of C.
"""

from __future__ import annotations

from collections.abc import MutableMapping

from catproof.faces.editor.symbols import Homes, Labels, Meaning, Pairs
from catproof.syntax import tree
from catproof.syntax.printer import print_term

Variables = dict[str, Meaning]

_OF_TASKS = frozenset({"sum", "product", "quotient", "power", "image"})
_ON_CATEGORY = frozenset({"yoneda", "constant", "terminal", "empty", "omega", "generated"})


class Origins:
    """The origins of labels, where `declared` says what names mean."""

    declared: MutableMapping[str, Meaning]

    def known(self, term: tree.Name, variables: Variables) -> Meaning | None:
        """What a name means; variables hide what is declared."""
        return variables.get(term.text) or self.declared.get(term.text)

    def category(self, term: tree.Term, variables: Variables) -> Labels:
        """Where the objects and arrows of a category come from."""
        if isinstance(term, tree.Name):
            known = self.known(term, variables)
            return known.category if known else None
        if not isinstance(term, tree.Call) or not term.arguments:
            return None
        first = term.arguments[0]
        if term.function in ("opposite", "full"):
            return self.category(first, variables)
        if term.function == "discrete":
            return Homes((print_term(term),))
        if term.function == "product":
            return Pairs(tuple(self.category(part, variables) for part in term.arguments))
        if term.function == "coproduct":
            parts = [self.category(part, variables) for part in term.arguments]
            flat = [part.owners for part in parts if isinstance(part, Homes)]
            return (
                Homes(tuple(dict.fromkeys(o for owners in flat for o in owners))) if len(flat) == len(parts) else None
            )
        if term.function == "elements":
            return Pairs((self.task_category(first, variables), self.elements(first, variables)))
        return None

    def task_category(self, term: tree.Term, variables: Variables) -> Labels:
        """Where the objects and arrows of the category of a task come from."""
        if isinstance(term, tree.Name):
            known = self.known(term, variables)
            return known.at if known else None
        if not isinstance(term, tree.Call) or not term.arguments:
            return None
        first = term.arguments[0]
        if term.function in _ON_CATEGORY:
            return self.category(first, variables)
        if term.function in _OF_TASKS:
            return self.task_category(first, variables)
        if term.function in ("restrict", "lan", "ran"):
            source, target = self.ends(first, variables)
            return source if term.function == "restrict" else target
        return None

    def elements(self, term: tree.Term, variables: Variables) -> Labels:
        """Where the elements of a task come from."""
        if isinstance(term, tree.Name):
            known = self.known(term, variables)
            return known.elements if known else None
        if not isinstance(term, tree.Call) or not term.arguments:
            return None
        if term.function == "generated":
            return Homes((print_term(term),))
        if term.function == "yoneda":
            return self.category(term.arguments[0], variables)
        return self.elements(term.arguments[0], variables) if term.function == "quotient" else None

    def ends(self, term: tree.Term, variables: Variables) -> tuple[Labels, Labels]:
        """Where the labels of the source and the target of a functor come from."""
        if isinstance(term, tree.Name):
            known = self.known(term, variables)
            return (known.source, known.target) if known else (None, None)
        if not isinstance(term, tree.Call) or not term.arguments:
            return None, None
        first = term.arguments[0]
        if term.function in ("inclusion", "identity"):
            return self.category(first, variables), self.category(first, variables)
        if term.function == "opposite":
            return self.ends(first, variables)
        if term.function == "compose" and len(term.arguments) == 2:
            return self.ends(term.arguments[1], variables)[0], self.ends(first, variables)[1]
        if term.function == "projection":
            at = self.task_category(first, variables)
            return Pairs((at, self.elements(first, variables))), at
        return None, None
