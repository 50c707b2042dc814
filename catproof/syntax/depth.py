"""How deep a tree may be: whoever walks over it by recursion must not run out of stack."""

from __future__ import annotations

from catproof.diagnostic import Span
from catproof.syntax import tree
from catproof.syntax.lexer import Problem

DEEPEST_PROPOSITION = 200
"""Connectives, `not`s and quantifiers of a statement may be nested this deep; a chain counts each of its links."""

DEEPEST_TERM = 100
"""Calls, tuples, powers and sums inside each other."""

USUAL_TERM = 5
"""What terms are nested deeper than this counts as two levels each of the proposition that they are in."""

LONGEST_COMPOSITE = 1000
"""A composite may have this many factors; restrictions `u|f|g` count as factors."""

_PROPOSITIONS = (tree.Not, tree.Connective, tree.Quantified)
_TERMS = (
    tree.Call,
    tree.Tuple,
    tree.Power,
    tree.TheArrow,
    tree.ElementAt,
    tree.LyingIn,
    tree.Selection,
    tree.Arithmetic,
)


def too_deep(item: tree.Node) -> list[Problem]:
    """What is nested too deep in the item, if anything is. Does not recurse itself."""
    first = len(item.bindings) if isinstance(item, tree.Find) else 0
    pending: list[tuple[tree.Node, int, int, int]] = [(item, first, 0, 1)]
    while pending:
        node, levels, terms, factors = pending.pop()
        if isinstance(node, _PROPOSITIONS):
            levels += 1
        elif isinstance(node, _TERMS):
            terms += 1
            if terms > DEEPEST_TERM:
                message = f"the term is nested more than {DEEPEST_TERM} levels deep"
                return [Problem("E114", _beginning(item), message, "give a part of it a name of its own")]
        if levels + 2 * max(0, terms - USUAL_TERM) > DEEPEST_PROPOSITION:
            message = f"the proposition is nested more than {DEEPEST_PROPOSITION} levels deep"
            return [Problem("E114", _beginning(item), message, "split it into several statements")]
        if isinstance(node, tree.Compose | tree.Restriction):
            factors += 1
            if factors > LONGEST_COMPOSITE:
                message = f"the composite has more than {LONGEST_COMPOSITE} factors"
                return [Problem("E114", _beginning(item), message, "use powers, `f^3`, or several equations")]
        for name in node.fields:
            value = getattr(node, name)
            for child in value if isinstance(value, tuple) else (value,):
                if isinstance(child, tree.Node):
                    pending.append((child, levels, terms, factors))
                elif isinstance(child, tuple):
                    pending.extend((part, levels, terms, factors) for part in child if isinstance(part, tree.Node))
    return []


def _beginning(node: tree.Node) -> Span:
    line, column, _, _ = node.span
    return Span(line, column, line, column + 1)
