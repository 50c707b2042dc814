"""Tuning along a functor F between thin categories, in time that grows with what is given.

Here are decided tasks T with at most one element at each object, and all tasks on discrete categories. A task Q with
Q . F^op ~= T has equally many elements at isomorphic objects, and where it has some at d it has some at all below d. If
the sizes of T allow this, then there is one: over a class of isomorphic objects the elements of T; below these one,
where T has none to give; and what does not stay in its class restricts to the first element.
"""

from __future__ import annotations

from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.order import Order
from catproof.core.task import Task
from catproof.core.transformation import Components
from catproof.core.tuning_refusal import Over, Refusal, Retract, Solved, Term


def tuned_by_order(functor: Functor, task: Task) -> Solved | Refusal | None:
    """Q, or why there is none; None where this is not decided here."""
    source, order = functor.source, functor.target.order
    sizes = [len(members) for members in task.elements]
    if source.order is None or order is None or (len(source.generators) and max(sizes, default=0) > 1):
        return None
    classes, _ = order.classes
    witness: dict[int, int] = {}
    """For each class of the target that has values an object over it."""
    for a, d in enumerate(functor.on_objects):
        b = witness.setdefault(classes[d], a)
        if sizes[a] != sizes[b]:
            return [_retract(functor, *((a, b) if sizes[a] > sizes[b] else (b, a)))]
    forced = _below(order, {functor.on_objects[a]: a for a in range(len(sizes)) if sizes[a]})
    for a, d in enumerate(functor.on_objects):
        if d in forced and not sizes[a]:
            above = forced[d]
            arrow = _arrow(functor.target, d, functor.on_objects[above])
            return [Over(a, Term(task.start[above], arrow.number), 0)]
    return _made(functor, task, sizes, classes, witness, forced)


def _below(order: Order, starts: dict[int, int]) -> dict[int, int]:
    """For each element below one of these what is said of such a one."""
    found = dict(starts)
    for d in (pending := list(starts)):
        for e in order.below[d]:
            if e not in found:
                found[e] = found[d]
                pending.append(e)
    return found


def _made(
    functor: Functor, task: Task, sizes: list[int], classes: list[int], witness: dict[int, int], forced: dict[int, int]
) -> Solved:
    target = functor.target
    numbers = [0] * len(target.objects)
    for d in forced:
        above = witness.get(classes[d])
        numbers[d] = 1 if above is None else sizes[above]
    quiver = target.quiver
    action = []
    for d, e in zip(quiver.source, quiver.target, strict=True):
        same = classes[d] == classes[e]
        action.append(list(range(numbers[e])) if same else [0] * numbers[e])
    made = Task(target, [list(range(1, n + 1)) for n in numbers], action)
    unit: Components = [list(range(n)) for n in sizes]
    return Solved(made, unit)


def _retract(functor: Functor, a: int, b: int) -> Retract:
    """The values at a and b are isomorphic, and there are more elements at a."""
    d, e = functor.on_objects[a], functor.on_objects[b]
    return Retract(a, b, _arrow(functor.target, d, e), _arrow(functor.target, e, d))


def _arrow(category: Category, source: int, target: int) -> Arrow:
    """The arrow of a thin category, numbered as a search from its target finds it, without a list of all."""
    sources, incoming = category.quiver.source, category.incoming
    number = {target: 0}
    for b in (order := [target]):
        if source in number:
            break
        for g in incoming[b]:
            if sources[g] not in number:
                number[sources[g]] = len(order)
                order.append(sources[g])
    return Arrow(target, number[source])
