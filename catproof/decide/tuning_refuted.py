"""Why no task on the features answers as T does: a refutation of tuning (`catproof.core.tuning`) in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catproof.core.category import Arrow
from catproof.core.functor import Functor
from catproof.core.label import show
from catproof.core.monotone import arrow_shown
from catproof.core.nouns import counted_or_no
from catproof.core.task import Element, Task
from catproof.decide.representable import MOST_LINES

MOST_NAMED = 6
"""So many elements, or steps of a path, are named in a sentence."""

Node = dict[str, Any]
"""A node of a refutation, as `kernel/README.md` describes it."""


def obstacle(functor: Functor, task: Task, nodes: Sequence[Node]) -> str:
    """Why no quotient works, in a sentence."""
    first, place = nodes[0], task.category.told_object
    if "path" in first:
        x, y = (Element(*e) for e in first["equal"])
        return (
            f"the features cannot tell {task.told_at(x)} from {task.show_element(y)}: in every task on them the "
            "two are the same element"
        )
    if "retract" in first:
        a, b = first["retract"]
        same = functor.on_objects[a] == functor.on_objects[b]
        features = f"{place(a)} and {place(b)} have the same features"
        if not same:
            features = f"the features of {place(a)} are a retract of those of {place(b)}"
        number, other = counted_or_no(len(task.elements[a]), "elements"), len(task.elements[b]) or "none"
        head = f"{features}, and T has {number} at {place(a)}, {other} at {place(b)}; so "
    else:
        b, head = first["over"], ""
    rest = f"what the features make of T has an element over {place(b)}"
    if not task.elements[b]:
        named = task.told_at(Element(first["retract"][0], 0)) if head else _term(functor, task, first["term"], b)
        return f"{head}{rest}, {named}, where T has none to account for it"
    shown = ", ".join(show(label) for label in task.elements[b][:MOST_NAMED])
    if head:
        return f"{head}{rest} beside {shown}"
    return (
        f"{rest} beside {shown}; made equal to any of these, it forces two elements of T to be equal or leaves another "
        "such element"
    )


def argument(functor: Functor, task: Task, nodes: Sequence[Node]) -> list[str]:
    """The refutation, node by node."""
    place = task.category.told_object
    lines = [
        "Suppose that a task Q on the features works. Then each element of T is one of Q, over its object, and",
        "different elements of one T(a) are different in Q; and every element of Q over a is one of T(a).",
    ]
    left: list[int] = []
    for k, node in enumerate(nodes):
        if len(lines) > MOST_LINES:
            return [*lines, f"  ... ({len(nodes) - k} more steps)"]
        indent = "  " * min(len(left) + 1, MOST_NAMED)
        if "retract" in node:
            a, b = node["retract"]
            sizes = f"T has {len(task.elements[a])} at {place(a)} and {len(task.elements[b])} at {place(b)}"
            over = functor.target.told_object
            d, e = over(functor.on_objects[a]), over(functor.on_objects[b])
            why = f"both are over {d}" if d == e else f"{d} is a retract of {e}"
            lines.append(f"{indent}Q has no more elements over {place(a)} than over {place(b)}: {why}; but {sizes}.")
        elif "path" in node:
            lines.append(f"{indent}{_path(functor, task, node)}.")
        else:
            a = node["over"]
            members = [task.show_element(Element(a, j)) for j in range(len(task.elements[a]))]
            members = [*members[node["first"] :], *members[: node["first"]]]
            term = _term(functor, task, node["term"], a)
            if members:
                lines.append(f"{indent}{term} lies over {place(a)}, so it is {_one_of(members)}; none of these can be:")
                left.append(len(members))
                continue
            lines.append(f"{indent}{term} lies over {place(a)}, where T has no element.")
        while left:
            left[-1] -= 1
            if left[-1]:
                break
            left.pop()
    return lines


def _one_of(members: Sequence[str]) -> str:
    shown = ", ".join(members[:MOST_NAMED])
    return f"one of {shown}" if len(members) <= MOST_NAMED else f"one of {shown}, ... ({len(members)} in all)"


def _term(functor: Functor, task: Task, term: Sequence[int], over: int) -> str:
    """A term that lives over this object."""
    c, j, arrow = term
    x, target = Element(c, j), functor.target
    if not arrow:
        return task.told_at(x)
    if target.order is not None:
        shown = arrow_shown(target, functor.on_objects[over], functor.on_objects[c])
    else:
        shown = target.show_arrow(Arrow(functor.on_objects[c], arrow))
    return f"{task.told_at(x)} restricted along {shown}"


def _path(functor: Functor, task: Task, node: Node) -> str:
    """`1 at a = 2 at b restricted along f = ...: two elements of T are one`."""
    (a, i), (_, j) = node["equal"]
    terms = [_term(functor, task, (a, i, 0), a), *(_term(functor, task, step[1:], a) for step in node["path"])]
    if len(terms) > 2 * MOST_NAMED:
        terms = [*terms[:MOST_NAMED], f"... ({len(terms) - 2 * MOST_NAMED} more)", *terms[-MOST_NAMED:]]
    return f"{' = '.join(terms)}: two elements of T, {task.show_element(Element(a, i))} and " + (
        f"{task.show_element(Element(a, j))}, would be equal"
    )
