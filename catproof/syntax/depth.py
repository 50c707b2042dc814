"""How deep a tree may be: whoever walks over it by recursion must not run out of stack."""

from __future__ import annotations

from catproof.diagnostic import Span
from catproof.syntax import tree
from catproof.syntax.lexer import Problem

DEEPEST_PROPOSITION = 200
"""Connectives, `not`s and quantifiers of a statement may be nested this deep; a chain counts each of its links."""

LONGEST_COMPOSITE = 1000
"""A composite may have this many factors; restrictions `u|f|g` count as factors."""

_PROPOSITIONS = (tree.Not, tree.Connective, tree.Quantified)


def too_deep(item: tree.Node) -> list[Problem]:
    """What is nested too deep in the item, if anything is. Does not recurse itself."""
    pending: list[tuple[tree.Node, int, int]] = [(item, 0, 1)]
    while pending:
        node, levels, factors = pending.pop()
        if isinstance(node, _PROPOSITIONS):
            levels += 1
            if levels > DEEPEST_PROPOSITION:
                message = f"the proposition is nested more than {DEEPEST_PROPOSITION} levels deep"
                return [Problem(_beginning(item), message, "split it into several statements")]
        elif isinstance(node, tree.Compose | tree.Restriction | tree.Arithmetic):
            factors += 1
            if factors > LONGEST_COMPOSITE:
                message = f"the composite has more than {LONGEST_COMPOSITE} factors"
                return [Problem(_beginning(item), message, "use powers, `f^3`, or several equations")]
        for name in node.fields:
            value = getattr(node, name)
            for child in value if isinstance(value, tuple) else (value,):
                if isinstance(child, tree.Node):
                    pending.append((child, levels, factors))
                elif isinstance(child, tuple):
                    pending.extend((part, levels, factors) for part in child if isinstance(part, tree.Node))
    return []


def _beginning(node: tree.Node) -> Span:
    line, column, _, _ = node.span
    return Span(line, column, line, column + 1)
