"""Parts of a quantifier that are decided apart, by several processes, and put together again.

A part speaks of tables of its own. So that a claim can be moved to other tables, the places where it has the number of
an entry are listed, and an entry has a digest of its content: what two parts speak of both is entered once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from catproof.claims.claim import Evidence
from catproof.claims.progress import Mark, Sweep
from catproof.claims.proposition import Gathered
from catproof.claims.tables import KINDS, NUMBERS, Tables
from catproof.kernel.made import parts_of

Entries = dict[str, list[dict[str, Any]]]
"""Tables, by kind."""

Places = dict[str, list[Any]]
"""For each kind the places of numbers of its entries: containers and keys, by turns."""


class Part(NamedTuple):
    """What was decided about the values of a domain from number `start` to `reached` - 1: that the body is as it must
    be for the quantifier to go on, or meets a limit.

    `ended` says that the domain has no more values, `stopped` names the limit that kept it from going on; when a limit
    of time or memory was `met`, which is said with its remedy, only the numbers are there. `trusted` is what the kernel
    left to trust when it checked the evidence.
    """

    start: int
    reached: int
    ended: bool
    stopped: str
    met: tuple[str, str] | None
    seconds: float
    marks: list[Mark]
    limits: list[str]
    counted: int
    engines: frozenset[str]
    state: dict[str, Any]
    instances: list[dict[str, Any]]
    proofs: list[Evidence | None]
    first: list[list[str]]
    tables: Entries
    digests: dict[str, list[bytes]]
    places: Places
    trusted: list[str]

    @property
    def last(self) -> bool:
        """Are parts after this one of no use?"""
        return self.ended or bool(self.stopped) or self.met is not None


# ---- where the part is decided ------------------------------------------------------------------------


def places(claims: list[Any], tables: Tables) -> Places:
    """Make the tagged numbers in the claims and the tables plain, and list where they are."""
    found: Places = {kind: [] for kind in KINDS}
    tagged = {NUMBERS[kind]: found[kind] for kind in KINDS}
    pending: list[Any] = list(claims)
    while pending:
        container = pending.pop()
        for key, value in container.items() if type(container) is dict else enumerate(container):
            of = type(value)
            if of is dict or of is list:
                pending.append(value)
            elif of in tagged:
                container[key] = int(value)  # the key is there already, so this is no change of the size
                tagged[of] += (container, key)
    for kind, entries in tables.entries().items():
        for entry in entries:
            for container, key, _ in [*_references(kind, entry), *_parts(kind, entry)]:
                container[key] = int(container[key])
    return found


def _references(kind: str, entry: dict[str, Any]) -> Iterator[tuple[Any, Any, str]]:
    """The places where an entry of the tables has the number of another: container, key, kind."""
    if kind == "task":
        yield entry, "category", "category"
    elif kind == "functor":
        yield entry, "source", "category"
        yield entry, "target", "category"
    elif kind == "transformation":
        yield entry, "source", "task"
        yield entry, "target", "task"
    elif kind == "model" and entry["kind"] == "via":
        yield entry, "functor", "functor"
    elif kind == "model":
        yield entry, "category", "category"
        yield entry, "base", "category"
        for number in range(len(entry["values"])):
            yield entry["values"], number, "task"


def _parts(kind: str, entry: dict[str, Any]) -> Iterator[tuple[Any, Any, str]]:
    """The places of the parts that an entry was made of."""
    made = entry.get("made", [None, None])
    if made[1:] != [None]:
        for number, of in enumerate(parts_of(kind, made[0]), 1):
            if of:
                yield made, number, of


def digests(tables: Tables) -> dict[str, list[bytes]]:
    """For each entry a digest of its content, the numbers in it replaced by the digests of what they stand for.

    The arrows of a presented category are filled in only when they are needed; its presentation says what it is.
    """
    found: dict[str, list[bytes]] = {}
    for kind, entries in tables.entries().items():
        made = found[kind] = []
        for entry in entries:
            content: Any = {key: value for key, value in entry.items() if key != "made"}
            if kind == "task":
                content = found["category"][entry["category"]], entry["name"], entry["elements"], entry["action"]
            elif kind == "category" and entry["presentation"]["kind"] == "presented":
                content = {**content, "homs": None, "presentation": {**entry["presentation"], "logs": None}}
            elif kind != "category":
                content = {**content, "values": list(entry.get("values", ()))}
                for container, key, of in list(_references(kind, content)):
                    container[key] = found[of][container[key]]
            made.append(hashlib.blake2b(repr(content).encode("utf-8", "surrogatepass"), digest_size=16).digest())
    return found


# ---- where parts are put together ---------------------------------------------------------------------


class Joined:
    """The parts so far, from the first one on without a gap."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        self.gathered = Gathered()
        self.tables = Tables()
        self.reached = 0
        self.trusted: dict[str, None] = {}
        self._known: dict[str, dict[bytes, int]] = {kind: {} for kind in KINDS}

    def add(self, part: Part) -> None:
        """The next part, which is taken apart for it."""
        gathered = self.gathered
        self.sweep.follow(part.marks, part.limits, part.ended)
        self.reached = part.reached
        gathered.count += part.counted
        gathered.engines |= part.engines
        gathered.stopped = gathered.stopped or part.stopped
        if part.met is not None:
            return
        self._move(part)
        gathered.state = gathered.state or part.state
        gathered.instances += part.instances
        gathered.proofs += part.proofs
        gathered.first += [lines.copy for lines in part.first]
        self.trusted.update(dict.fromkeys(part.trusted))

    def _move(self, part: Part) -> None:
        """Enter what the part speaks of into the tables, and have it speak of these."""
        numbers: dict[str, list[int]] = {}
        tables = self.tables.entries()
        made: list[tuple[Any, Any, str]] = []
        for kind in KINDS:
            moved = numbers[kind] = []
            entries, known = tables[kind], self._known[kind]
            for entry, digest in zip(part.tables[kind], part.digests[kind], strict=True):
                number = known.setdefault(digest, len(entries))
                moved.append(number)
                if number == len(entries):
                    for container, key, of in _references(kind, entry):
                        container[key] = numbers[of][container[key]]
                    entries.append(entry)
                    made += _parts(kind, entry)
                elif kind == "category" and entries[number]["homs"] is None:
                    entries[number] = entry
                    made += _parts(kind, entry)
        for container, key, of in made:
            container[key] = numbers[of][container[key]]
        for kind in KINDS:
            moved, found = numbers[kind], part.places[kind]
            for container, key in zip(found[::2], found[1::2], strict=True):
                container[key] = moved[container[key]]
