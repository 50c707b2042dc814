"""Label sets that an engine of relations holds, fetched and decided once more by the direct engine, so that the kernel
can check what is found: whole where they are small, and of others a sample; see `audit_sample`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from catproof.core.label import Label
from catproof.options import Options
from catproof.readers.relations import Relations
from catproof.readers.rows import as_label
from catproof.running.audit_sample import SEED, Members, decided, differ
from catproof.running.survey import Entry

if TYPE_CHECKING:
    from numpy.typing import NDArray

PORTION = 1 << 18
"""The elements of so many are fetched at once, to be checked."""


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
        tasks, category = {of: found[of].task for of in portion}, found[label].category
        for of, entry in decided(
            lambda labels=portion: _fetched(relations, ("member", "inside"), labels),  # type: ignore[misc]
            tasks, category, options,
        ):  # fmt: skip
            prompts = {prompt.object for prompt in entry.prompts}
            if not entry.unknown and (entry.size != found[of].size or prompts != {*found[of].prompts}):
                raise differ(entry.task)
            order = {x: k for k, x in enumerate(found[of].prompts)}
            yield of, entry._replace(prompts=tuple(sorted(entry.prompts, key=lambda prompt: order[prompt.object])))
        portion, elements = [], 0


def _fetched(relations: Relations, tables: tuple[str, str], labels: Sequence[int]) -> Members:
    """These label sets, whose members and pairs two tables have."""
    where = f"WHERE label IN ({', '.join(map(str, labels))})"
    with relations.copying():
        of, x = relations.columns(f"SELECT label, x FROM {tables[0]} {where}", 2)
        low, high = relations.columns(f"SELECT low, high FROM {tables[1]} {where}", 2)
    return Members(of, x, low, high, _labels)


def _labels(names: NDArray[Any]) -> list[Label]:
    """What a theory file would call what is called so; the names are in order."""
    objects: list[Any] = names.tolist()
    if names.dtype.kind == "i" and all(as_label(end) is end for end in (*objects[:1], *objects[-1:])):
        return objects  # numbers that are no labels are the least or the greatest
    return list(map(as_label, objects))


class Related:
    """The label sets of the table `member`, with their pairs in `inside`; see `Holder`. What was drawn is in `sample`,
    and its pairs in `above`."""

    def __init__(self, relations: Relations) -> None:
        self.relations = relations

    def close(self, found: Mapping[int, Entry], drawn: int, most: int) -> dict[int, int]:
        """See `Holder`."""
        return _closed_upwards(self.relations, found, drawn, most)

    def sample(self, label: int) -> Members:
        """See `Holder`."""
        return _fetched(self.relations, ("sample", "above"), [label])

    def clear(self) -> None:
        """See `Holder`."""
        self.relations.drop("sample", "above")


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
