"""Label sets that an engine of relations holds, fetched and decided once more by the direct engine, so that the kernel
can check what is found: whole where they are small, and of others a sample.

An arrow into an element of a label set begins in the set. So several sets together, as the order that they are by
themselves, have all elements and arrows of each, and its rank and prompts.

What lies above an element of a set, within the set, are elements of the set. So a sample, closed upwards, has the
prompts of the set that are in it, and is familial if the set is; and if two prompts of the set meet below an element
of the sample, neither is familial: there the sample is a proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from random import Random
from typing import NamedTuple

from catproof.core.beside import small
from catproof.core.category import thin_on
from catproof.core.deadline import Exceeded
from catproof.core.label import Label
from catproof.core.limits import LimitReached
from catproof.core.sparse import OneEach
from catproof.core.task import SparseTask
from catproof.options import Options
from catproof.readers.relations import Relations
from catproof.readers.rows import as_label
from catproof.running.audit import Checker, Entry, Sample, surveyed
from catproof.running.verdict import InternalError

PORTION = 1 << 18
"""The elements of so many are fetched at once, to be checked."""

SAMPLE = 1000
"""So many elements of a label set that is too large for the kernel are drawn, and checked with what is above them."""

SEED = 0
"""Where the draw begins: the same theory has the same sample."""

FEWER = 8
"""What is above those drawn may be too much; then this many times fewer are drawn."""


class Held(NamedTuple):
    """What the engine says of a label set: its task's name, its size, and its prompts."""

    task: str
    category: str
    size: int
    prompts: tuple[Label, ...]


def whole(relations: Relations, found: Mapping[int, Held], options: Options) -> Iterator[tuple[int, Entry]]:
    """What is found of each of these label sets, by its number, checked by the kernel, or with the limit that was met.
    Raises `InternalError` where the engine says anything else."""
    portion: list[int] = []
    elements = 0
    for place, label in enumerate(found, 1):
        portion.append(label)
        elements += found[label].size
        if place < len(found) and elements < PORTION:
            continue
        for of, entry in _decided(relations, ("member", "inside"), portion, found, options):
            prompts = {prompt.object for prompt in entry.prompts}
            if not entry.unknown and (entry.size != found[of].size or prompts != {*found[of].prompts}):
                raise _differ(entry.task)
            order = {x: k for k, x in enumerate(found[of].prompts)}
            yield of, entry._replace(prompts=tuple(sorted(entry.prompts, key=lambda prompt: order[prompt.object])))
        portion, elements = [], 0


def _differ(task: str) -> InternalError:
    return InternalError(f"the engine of relations and the direct engine differ about {task}")


def _decided(
    relations: Relations,
    tables: tuple[str, str],
    labels: Sequence[int],
    found: Mapping[int, Held],
    options: Options,
) -> Iterator[tuple[int, Entry]]:
    """These label sets, whose members and pairs two tables have, on the order that they are together."""
    import numpy as np

    where = f"WHERE label IN ({', '.join(map(str, labels))})"
    with options.bounded():
        of, x = relations.columns(f"SELECT label, x FROM {tables[0]} {where}", 2)
        low, high = relations.columns(f"SELECT low, high FROM {tables[1]} {where}", 2)
        names, number = np.unique(x, return_inverse=True)
        keys = np.sort(np.searchsorted(names, low) * len(names) + np.searchsorted(names, high))
        keys = keys[np.diff(keys, prepend=-1) > 0]  # each pair once
        smaller, larger = divmod(keys, max(1, len(names)))
        objects = list(map(as_label, names.tolist()))
        order = thin_on(objects, small(smaller), small(larger), name=found[labels[0]].category, limit=options.limit)
        places = np.lexsort((number, of))
        bounds = np.searchsorted(of[places], labels), np.searchsorted(of[places], labels, side="right")
        checker = Checker(order)
    for label, start, end in zip(labels, *(each.tolist() for each in bounds), strict=True):
        members = number[places[start:end]].tolist()
        task = SparseTask(order, OneEach(members, "yes"), name=found[label].task)
        yield label, surveyed(found[label].task, task, options, checker)


def sampled(relations: Relations, found: Mapping[int, Entry], options: Options) -> dict[int, Sample]:
    """A sample of each of these label sets, by its number, on which the kernel has checked what is said of the set;
    none where what is above a few elements is too much for it, or a limit is met. Raises `InternalError` where the
    sample says otherwise."""
    made: dict[int, Sample] = {}
    drawn, left = min(SAMPLE, options.check_limit), dict(found)
    while left and drawn:
        try:
            with options.bounded():
                sizes = _closed_upwards(relations, left, drawn, options.check_limit)
        except (LimitReached, Exceeded):
            break
        for label, size in sizes.items():  # each on an order of its own: another set need not be closed in it
            entry = left.pop(label)
            held = {label: Held(entry.task, entry.category, size, ())}
            for _, seen in _decided(relations, ("sample", "above"), [label], held, options):
                if seen.checked and _says(seen, entry):
                    made[label] = Sample(seen.size, min(drawn, entry.size), SEED)
        relations.drop("sample", "above")
        drawn //= FEWER
    return made


def _says(seen: Entry, entry: Entry) -> bool:
    """That a sample says the same as is said of the whole; raises `InternalError` where it does not."""
    prompts = {prompt.object for prompt in entry.prompts}
    inside = all(prompt.object in prompts for prompt in seen.prompts)
    if not inside or seen.familial is not entry.familial:
        raise _differ(entry.task)
    return True


def _closed_upwards(relations: Relations, found: Mapping[int, Entry], drawn: int, most: int) -> dict[int, int]:
    """Elements of each of these sets, and what its prompts meet at, and all above them within the set, in a table
    `sample`; the pairs among these in `above`. How many there are, of the sets of which it is not more than `most`."""
    random = Random(SEED)
    labels = ", ".join(map(str, found))
    chosen = []
    for label, entry in found.items():
        places = random.sample(range(1, entry.size + 1), min(drawn, entry.size))
        chosen.append(f"(label = {label} AND place IN ({', '.join(map(str, places))}))")
    relations.make(
        "sample0",
        "SELECT label, x FROM (SELECT label, x, row_number() OVER (PARTITION BY label ORDER BY x) AS place FROM member "
        f"WHERE label IN ({labels})) AS ordered WHERE {' OR '.join(chosen)} "
        f"UNION SELECT label, x FROM met WHERE label IN ({labels})",
    )
    before: dict[int, int] = {}
    for k in count(1):
        sizes = dict(relations.rows(f"SELECT label, count(*) AS many FROM sample{k - 1} GROUP BY label"))
        going = [label for label, size in sizes.items() if before.get(label, 0) < size <= most]
        if not going:
            break
        relations.make(
            f"sample{k}",
            f"SELECT label, x FROM sample{k - 1} UNION SELECT inside.label, inside.high AS x FROM inside "
            f"JOIN sample{k - 1} AS known ON known.label = inside.label AND known.x = inside.low "
            f"WHERE inside.label IN ({', '.join(map(str, going))})",
        )
        relations.drop(f"sample{k - 1}")
        before = sizes
    relations.make("sample", f"SELECT label, x FROM sample{k - 1}")
    relations.drop(f"sample{k - 1}")
    relations.make(
        "above",
        "SELECT inside.label, low, high FROM inside "
        "JOIN sample ON sample.label = inside.label AND sample.x = inside.low",
    )
    return {label: size for label, size in sizes.items() if size <= most}
