"""`F is a functor`, `T is closed`: what is said of the generating arrows of a category, whatever is broken.

With `read(..., check = later)` a functor or a label set is not refused for what it breaks. Where it breaks something
its name stands for `Later`, of which only this is said; where it breaks nothing, for what it was declared to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from catproof.core.category import Category, thin
from catproof.core.functor import Functor
from catproof.core.pairs import LABELLED, Ends, ends_of, labels_at, members_of
from catproof.core.task import Task
from catproof.diagnostic import Span
from catproof.elaborate.data_read import Data
from catproof.elaborate.scope import Later, Scope
from catproof.logic.terms import Apply, Binding, Constant, Number, Sort, Term, Variable
from catproof.syntax.printer import print_name

WORDS = {"functor": "functor", "closed": "label set"}
"""What is asked, and of what."""


def functor_ends(data: Data, source: Category, values: Sequence[int], target: Category, name: str) -> Ends:
    """The values of a map of objects at the ends of the pairs of its source."""
    return ends_of(data.pairs_of(source), source, values, target, name)


def label_ends(data: Data, category: Category, members: set[int], name: str) -> Ends:
    """A label set at the ends of the pairs of its category."""
    if data.labelled is None:
        data.labelled = thin(LABELLED, [(0, 1)], name="labels")
    return functor_ends(data, category, labels_at(category, members), data.labelled, name)


def ends_said(name: str, word: str, scope: Scope, data: Data) -> Ends | None:
    """Of a declared functor to a thin category, or a label set, its values at the ends of the pairs. None where
    the word is not said of it."""
    declared = scope.lookup(name)
    value = None if declared is None else declared.value
    if isinstance(value, Later):
        return value.ends if value.noun == WORDS[word] else None
    if isinstance(value, Functor) and word == "functor" and value.target.order:
        return functor_ends(data, value.source, value.on_objects, value.target, name)
    if isinstance(value, Task) and word == "closed":
        members = members_of(value)
        return None if members is None else label_ends(data, value.category, members, name)
    return None


def said_of_pairs(ends: Ends, scope: Scope, home: Callable[[Category], Term], span: Span) -> Binding:
    """`forall p in objects(pairs) : count(arrows(Q, smaller(p), larger(p))) = 1`."""
    pairs, target = ends.smaller.source, ends.smaller.target
    source = scope.call(pairs, named(pairs, Sort("category"), scope))
    goal = home(target) if target.objects != LABELLED else scope.call(target, named(target, Sort("category"), scope))
    pair = Variable("p", Sort("object", (source,)))
    sort = Sort("functor", (source, goal))
    values = [Apply("value at", (named(side, sort, scope), pair)) for side in (ends.smaller, ends.larger)]
    arrows = Apply("count", (Apply("arrows between", (goal, *values)),))
    body = Apply("=", (arrows, Number(1)))
    return Binding("forall", (pair,), Apply("objects", (source,)), None, body, span=span)


def named(value: Category | Functor, sort: Sort, scope: Scope) -> Constant:
    """What is called so here, though the file does not declare it."""
    made = Constant(print_name(value.name), sort)
    while scope.constants.get(made, value) is not value:  # another file has one of the same name
        made = Constant(print_name(f"{made.name}'"), sort)
    scope.constants[made] = value
    return made
