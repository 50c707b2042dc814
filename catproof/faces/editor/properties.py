"""What shipped properties mean, where a theory file says them."""

from __future__ import annotations

from catproof.faces.editor.positions import contains
from catproof.logic.terms import Definition
from catproof.syntax import tree


def property_at(item: tree.Node, line: int, column: int) -> list[Definition]:
    """The shipped definitions that the words of a property there may mean; none where there are no such words."""
    from catproof.elaborate.define import prelude
    from catproof.elaborate.resolve import said_forms

    pending: list[object] = [item]
    while pending:
        one = pending.pop()
        if isinstance(one, tree.Is | tree.Has) and contains(one.words_span, line, column):
            words = " ".join(one.words)
            forms = [words] if isinstance(one, tree.Is) else said_forms(one)
            return next((found for form in forms if (found := prelude().named(form))), [])
        if isinstance(one, tree.Node):
            pending += [getattr(one, field) for field in one.fields]
        elif isinstance(one, tuple):
            pending += one
    return []
