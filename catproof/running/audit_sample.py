"""Of a label set that is too large for the kernel a sample is decided once more, and checked.

What lies above an element of a set, within the set, are elements of the set. So a sample, closed upwards, has the
prompts of the set that are in it, and is familial if the set is; and if two prompts of the set meet below an element
of the sample, neither is familial: there the sample is a proof.

An arrow into an element of a label set begins in the set. So several sets together, as the order that they are by
themselves, have all elements and arrows of each, and its rank and prompts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from catproof.core.beside import small
from catproof.core.category import thin_on
from catproof.core.deadline import Exceeded, load
from catproof.core.label import Label
from catproof.core.limits import LimitReached
from catproof.core.pairs import members_of
from catproof.core.sparse import OneEach
from catproof.core.task import SparseTask, Task
from catproof.options import Options
from catproof.running.survey import Checker, Entry, Sample, surveyed
from catproof.running.verdict import InternalError

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLE = 1000
"""So many elements of a label set that is too large for the kernel are drawn, and checked with what is above them."""

SEED = 0
"""Where the draw begins: the same theory has the same sample."""

FEWER = 8
"""What is above those drawn may be too much; then this many times fewer are drawn."""


class Members(NamedTuple):
    """Label sets, or parts of some: of each member the number of the set (`of`) and what it is called (`x`); the pairs
    of the order among the members; and what gives labels for what they are called."""

    of: NDArray[Any]
    x: NDArray[Any]
    low: NDArray[Any]
    high: NDArray[Any]
    labels: Callable[[NDArray[Any]], Sequence[Label]]


class Holder(Protocol):
    """What holds label sets, by their numbers: an engine of relations, or the direct engine."""

    def close(self, found: Mapping[int, Entry], drawn: int, most: int) -> dict[int, int]:
        """Draw elements of each of these sets, and take what its prompts meet at, and all above them within the set.
        How many these are, of the sets of which it is not more than `most`."""

    def sample(self, label: int) -> Members:
        """What was drawn of a set, closed upwards."""

    def clear(self) -> None:
        """Forget what was drawn."""


def decided(
    members: Callable[[], Members], tasks: Mapping[int, str], category: str, options: Options
) -> Iterator[tuple[int, Entry]]:
    """What the direct engine and the kernel find of label sets, on the order that they are together, by their
    numbers, of which `tasks` has the names."""
    load("numpy")
    import numpy as np

    labels = list(tasks)
    with options.bounded():
        of, x, low, high, called = members()
        names, number = np.unique(x, return_inverse=True)
        keys = np.sort(np.searchsorted(names, low) * len(names) + np.searchsorted(names, high))
        keys = keys[np.diff(keys, prepend=-1) > 0]  # each pair once
        smaller, larger = divmod(keys, max(1, len(names)))
        order = thin_on(called(names), small(smaller), small(larger), name=category, limit=options.limit)
        places = np.lexsort((number, of))
        bounds = np.searchsorted(of[places], labels), np.searchsorted(of[places], labels, side="right")
        checker = Checker(order)
    for label, start, end in zip(labels, *(each.tolist() for each in bounds), strict=True):
        task = SparseTask(order, OneEach(number[places[start:end]].tolist(), "yes"), name=tasks[label])
        yield label, surveyed(tasks[label], task, options, checker)


def sampled(holder: Holder, found: Mapping[int, Entry], options: Options) -> dict[int, Sample]:
    """A sample of each of these label sets, by its number, on which the kernel has checked what is said of the set;
    none where what is above a few elements is too much for it, or a limit is met. Raises `InternalError` where the
    sample says otherwise."""
    made: dict[int, Sample] = {}
    drawn, left = min(SAMPLE, options.check_limit), dict(found)
    while left and drawn:
        try:
            with options.bounded():
                sizes = holder.close(left, drawn, options.check_limit)
        except (LimitReached, Exceeded):
            break
        for label in sizes:  # each on an order of its own: another set need not be closed in it
            entry = left.pop(label)
            part = decided(lambda label=label: holder.sample(label), {label: entry.task}, entry.category, options)  # type: ignore[misc]
            for _, seen in part:
                if seen.checked:
                    _compare(seen, entry)
                    made[label] = Sample(seen.size, min(drawn, entry.size), SEED)
        holder.clear()
        drawn //= FEWER
    return made


def _compare(seen: Entry, entry: Entry) -> None:
    """Raises `InternalError` where a sample says anything else than is said of the whole."""
    prompts = {prompt.object for prompt in entry.prompts}
    inside = all(prompt.object in prompts for prompt in seen.prompts)
    if not inside or seen.familial is not entry.familial:
        raise differ(entry.task)


def differ(task: str) -> InternalError:
    """What is raised where a label set is decided twice with different answers."""
    return InternalError(f"two ways to decide it, of which the direct engine is one, differ about {task}")


def told(entry: Entry) -> str:
    """What of a label set that is too large the kernel has checked, for the report."""
    if entry.sample is None:
        return ""
    elements, drawn, seed = entry.sample
    with_all = f"{drawn:,} drawn (seed {seed}) with all above them in the set"
    return f"{entry.task}: {elements:,} of {entry.size:,} elements are checked by the kernel: {with_all}"


# ---- label sets of the direct engine ----------------------------------------------------------------------------


def drawn_of(entry: Entry, task: Task, options: Options) -> Entry:
    """With a sample of the task that is checked by the kernel, where it is a label set on a partial order and more than
    the kernel checks. Raises `InternalError`."""
    order = task.category.order
    if entry.checked or entry.unknown or order is None or not order.antisymmetric:
        return entry
    if not isinstance(task, SparseTask) or not isinstance(task.members, OneEach):
        members = members_of(task)
        if members is None:
            return entry
        task = SparseTask(task.category, OneEach(sorted(members), "yes"), name=entry.task)
    return entry._replace(sample=sampled(_LabelSet(task), {0: entry}, options).get(0))


class _LabelSet:
    """One label set on a partial order, with the number 0; see `Holder`. Its elements are called by the numbers of
    their objects."""

    def __init__(self, task: SparseTask) -> None:
        load("numpy")
        import numpy as np

        self.task = task
        self.support = np.asarray(task.support)
        self.inside = np.zeros(0, bool)

    @cached_property
    def _pairs(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """The elements of the set at the ends of the pairs within it, the lower and the higher ones."""
        import numpy as np

        found = self.task.restrictions()
        return found.below, np.repeat(np.arange(len(self.support)), np.diff(found.ends, prepend=0))

    @cached_property
    def _above(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """The pairs by their lower ends, and where those of each element begin."""
        import numpy as np

        below, _ = self._pairs
        return np.argsort(below, kind="stable"), np.cumsum(np.bincount(below, minlength=len(self.support)))

    def close(self, found: Mapping[int, Entry], drawn: int, most: int) -> dict[int, int]:
        """See `Holder`."""
        import numpy as np

        (entry,), size = found.values(), len(self.support)
        chosen = Random(SEED).sample(range(size), min(drawn, size))
        if entry.confused is not None:
            objects, at = self.task.category.objects, entry.confused.object
            chosen.append(next(k for k, a in enumerate(self.support.tolist()) if objects[a] == at))
        self.inside = np.zeros(size, bool)
        (_, higher), (pairs, ends) = self._pairs, self._above
        new = np.unique(np.asarray(chosen, np.int64))
        count = 0
        while len(new):
            self.inside[new] = True
            count += len(new)
            if count > most:
                return {}
            first = np.where(new > 0, ends[new - 1], 0)
            many = ends[new] - first
            places = np.arange(many.sum()) + np.repeat(first - (np.cumsum(many) - many), many)
            up = higher[pairs[places]]
            new = np.unique(up[~self.inside[up]])
        return {0: count}

    def sample(self, label: int) -> Members:
        """See `Holder`."""
        import numpy as np

        (lower, higher), support = self._pairs, self.support
        among = self.inside[lower]
        x = support[self.inside]
        objects = self.task.category.objects
        return Members(
            np.full(len(x), label), x, support[lower[among]], support[higher[among]],
            lambda numbers: [objects[a] for a in numbers.tolist()],
        )  # fmt: skip

    def clear(self) -> None:
        """See `Holder`."""
