"""What tells two tasks apart, in words: something that isomorphic tasks have in common and these have not."""

from __future__ import annotations

import re
from collections import Counter

from catproof.core.category import show_generator
from catproof.core.generation import components, edges, generators
from catproof.core.isomorphism import refined
from catproof.core.refinement import singled_out
from catproof.core.task import Task


def difference(left: Task, right: Task) -> str:
    """An invariant on which the two tasks, on one category, differ: empty where no simple one is found."""
    category = left.category
    for a, (x, y) in enumerate(zip(left.elements, right.elements, strict=True)):
        if len(x) != len(y):
            return f"at {category.show_object(a)} {against(len(x), len(y), 'element')}"
    pairs = zip(_numbers(left), _numbers(right), strict=True)
    for (noun, n), (_, m) in pairs:
        if n != m:
            return against(n, m, noun)
    for g, generator in enumerate(category.generators):
        fibres = [_fibres(task, g) for task in (left, right)]
        if fibres[0] != fibres[1]:
            size = min(n for n in fibres[0] | fibres[1] if fibres[0][n] != fibres[1][n])
            number = against(fibres[0][size], fibres[1][size], "element")
            what = "which no element restricts to" if size == 0 else f"which just {size} restrict{'s' * (size == 1)} to"
            at, along = category.show_object(generator.source), show_generator(generator.name)
            return f"at {at} {number}, {what} along {along}"
        if generator.source == generator.target:
            cycles = [_cycles(task, g) for task in (left, right)]
            if cycles[0] != cycles[1]:
                length = min(n for n in cycles[0] | cycles[1] if cycles[0][n] != cycles[1][n])
                number = against(cycles[0][length], cycles[1][length], f"cycle of length {length}")
                return f"{number}, along {show_generator(generator.name)}"
    sizes = [Counter(map(len, components(task))) for task in (left, right)]
    if sizes[0] != sizes[1]:
        size = min(n for n in sizes[0] | sizes[1] if sizes[0][n] != sizes[1][n])
        return f"{against(sizes[0][size], sizes[1][size], 'component')} of {size} element{'' if size == 1 else 's'}"
    colours = refined(left, right)
    one, other = map(Counter, colours)
    for k, colour in enumerate(colours[0]):
        if one[colour] != other[colour]:
            like = f"element of the colour of {left.told_at(left.element(k))}"
            return f"in a step of colour refinement {against(one[colour], other[colour], like)}"
    alone = singled_out([edges(task) for task in (left, right)], colours)
    if alone is not None:
        x = left.told_at(left.element(alone))
        return f"colour refinement that begins with {x} of the one tells it from every element of the other"
    return ""


def _numbers(task: Task) -> list[tuple[str, int]]:
    return [("connected component", len(components(task))), ("generator", len(generators(task)))]


def against(n: int, m: int, noun: str) -> str:
    """`the one has 2 cycles of length 3, the other none`, for the singular `cycle of length 3`."""
    head, *rest = re.split("( of | f with | with | that )", noun, maxsplit=1)
    plural = "".join([f"{head}s", *rest])
    return f"the one has {n or 'no'} {noun if n == 1 else plural}, the other {m or 'none'}"


def _fibres(task: Task, g: int) -> Counter[int]:
    """How many elements have how many elements restricting to them along the generating arrow."""
    hit = Counter(int(v) for v in task.action[g])
    source = task.category.generators[g].source
    return Counter(hit[j] for j in range(len(task.elements[source])))


def _cycles(task: Task, g: int) -> Counter[int]:
    """The lengths of the cycles of restriction along a generating loop."""
    action = [int(v) for v in task.action[g]]
    found: Counter[int] = Counter()
    state = [0] * len(action)
    for start in range(len(action)):
        path, x = [], start
        while not state[x]:
            state[x] = 1
            path.append(x)
            x = action[x]
        if state[x] == 1:
            found[len(path) - path.index(x)] += 1
        for y in path:
            state[y] = 2
    return found
