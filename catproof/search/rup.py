"""From what a SAT solver wrote down (DRAT: the clauses it learned, without reasons) to a proof with hints (LRAT).

Each learned clause is checked by unit propagation, with two watched literals a clause (M. Moskewicz et al., "Chaff",
DAC 2001), and the clauses that took part become its hints; what the last step does not need is left out at the end
(N. Wetzler, M. Heule and W. Hunt, "DRAT-trim", SAT 2014). Deletions are ignored: they only save time. Unit clauses that
are implied become steps of their own, so that hints stay short.

`derive` is written so that numba can compile it: numbers and arrays alone.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from catproof.core.enumeration.compiled import compiled_function

FEW = 300
"""So many clauses are checked sooner than numba is imported."""

Step = tuple[list[int], list[int]]
"""A clause and its hints: the numbers of clauses before it, those given from 0, each step the next number."""


class NotImplied(Exception):
    """A clause that the solver learned does not follow by unit propagation."""


def proof(variables: int, clauses: Sequence[Sequence[int]], learned: Sequence[Sequence[int]]) -> list[Step]:
    """A proof that the clauses contradict one another, from the clauses that a solver learned. Raises `NotImplied`."""
    everything = [*clauses, *learned]
    ends = np.cumsum([0, *map(len, everything)], dtype=np.int64)
    flat = np.fromiter((literal for clause in everything for literal in clause), np.int32, int(ends[-1]))
    code = np.where(flat > 0, 2 * flat, -2 * flat + 1).astype(np.int32)
    status, found = _run(len(learned) >= FEW, variables, len(clauses), code, ends)
    if status < 0:
        raise NotImplied(f"clause {-status - 1} of the solver's proof does not follow from those before it")
    return _trimmed(len(clauses), found)


def _run(many: bool, *given: Any) -> Any:
    """What `derive` gives, compiled where that pays. numba reads its cache when it is first called, and a damaged file
    there shows itself in any way."""
    if many:
        try:
            return compiled_function(sys.modules[__name__], ("grown", "derive"))(*given)
        except Exception:
            return derive(*given)
    return derive(*given)


def _trimmed(given: int, derived: tuple[Any, ...]) -> list[Step]:
    """The steps that the last one needs, numbered anew."""
    literals, hints, literal_ends, hint_ends = (part.tolist() for part in derived)
    count = len(literal_ends) - 1
    needed = bytearray(count)
    needed[count - 1] = 1
    for k in range(count - 1, -1, -1):
        if needed[k]:
            for hint in hints[hint_ends[k] : hint_ends[k + 1]]:
                if hint >= given:
                    needed[hint - given] = 1
    number, steps = list(range(given)) + [0] * count, list[Step]()
    for k in range(count):
        if needed[k]:
            number[given + k] = given + len(steps)
            clause = [c // 2 if c % 2 == 0 else -(c // 2) for c in literals[literal_ends[k] : literal_ends[k + 1]]]
            steps.append((clause, [number[h] for h in hints[hint_ends[k] : hint_ends[k + 1]]]))
    return steps


def grown(array: Any, least: int) -> Any:
    """The array, in twice the room where it has less than this."""
    if least <= len(array):
        return array
    larger = np.zeros(max(2 * len(array), least), array.dtype)
    larger[: len(array)] = array
    return larger


def derive(variables: int, given: int, code: Any, ends: Any) -> Any:
    """Check the clauses from number `given` on, one after another, until one is empty or the units contradict.

    `code` has the literals of all clauses, x as 2x and not x as 2x + 1, clause c from `ends[c]` to `ends[c + 1]`; they
    are moved about within their clauses. Gives 0 and the steps, or -1 - c for a learned clause c that does not follow,
    or -1 - (number of clauses) where no contradiction is reached.
    """
    total = len(ends) - 1
    value = np.zeros(2 * variables + 2, np.int8)  # of each literal: 1 true, -1 false, 0 open
    reason = np.full(variables + 1, -1, np.int64)  # the clause that forced the variable; -2 for what is assumed
    unit = np.full(variables + 1, -1, np.int64)  # the step that says so, for what holds in any case
    identity = np.zeros(total, np.int64)  # the number of a clause in the proof
    head = np.full(2 * variables + 2, -1, np.int64)  # of each literal the first watch
    following = np.full(2 * total, -1, np.int64)  # watch 2c + k: the literal at place k of clause c
    trail = np.zeros(variables + 1, np.int32)
    seen = np.zeros(variables + 1, np.uint8)
    literals, hints = np.zeros(1024, np.int32), np.zeros(4096, np.int64)
    literal_ends, hint_ends = np.zeros(1024, np.int64), np.zeros(1024, np.int64)
    steps = 0
    fixed = 0  # so many of the trail hold in any case
    done = 0  # so many of these have been propagated
    for c in range(total):
        start, end = ends[c], ends[c + 1]
        conflict = -1
        size = fixed
        identity[c] = c
        if c >= given:
            # What is learned is assumed to be false.
            satisfied = False  # in any case, or as a tautology
            for i in range(start, end):
                literal = code[i]
                if value[literal] == 1:
                    satisfied = True
                    break
                if value[literal] == 0:
                    value[literal], value[literal ^ 1] = -1, 1
                    reason[literal >> 1] = -2
                    trail[size] = literal ^ 1
                    size += 1
            if satisfied:
                for i in range(fixed, size):
                    literal = trail[i]
                    value[literal] = value[literal ^ 1] = 0
                    reason[literal >> 1] = -1
                identity[c] = -1  # nothing needs it
                continue
            front = done
        else:
            front = -1
        # Twice for a learned clause: once to check it, once to see what it forces when it is known.
        checking = c >= given
        while True:
            if not checking:
                # The clause becomes known: two literals that are open, or true, are watched.
                open_ = 0
                for i in range(start, end):
                    literal = code[i]
                    if value[literal] >= 0:
                        code[i], code[start + open_] = code[start + open_], literal
                        open_ += 1
                        if open_ == 2:
                            break
                if open_ >= 1 and end - start >= 2:
                    # With one literal open the others are false for good: it is watched beside any other.
                    for k in range(2):
                        literal = code[start + k]
                        following[2 * c + k] = head[literal]
                        head[literal] = 2 * c + k
                size = fixed
                front = done
                if open_ == 0:
                    conflict = c
                elif open_ == 1 and value[code[start]] == 0:
                    literal = code[start]
                    value[literal], value[literal ^ 1] = 1, -1
                    reason[literal >> 1] = c
                    trail[size] = literal
                    size += 1
            # ---- unit propagation ----
            while conflict < 0 and front < size:
                false = trail[front] ^ 1
                front += 1
                before = -1
                watch = head[false]
                while watch >= 0:
                    after = following[watch]
                    k = watch >> 1
                    first = ends[k]
                    other = code[first + 1 - (watch & 1)]
                    moved = False
                    if value[other] != 1:
                        for i in range(first + 2, ends[k + 1]):
                            literal = code[i]
                            if value[literal] >= 0:
                                code[i], code[first + (watch & 1)] = false, literal
                                following[watch] = head[literal]
                                head[literal] = watch
                                if before < 0:
                                    head[false] = after
                                else:
                                    following[before] = after
                                moved = True
                                break
                        if not moved:
                            if value[other] == -1:
                                conflict = k
                                break
                            value[other], value[other ^ 1] = 1, -1
                            reason[other >> 1] = k
                            trail[size] = other
                            size += 1
                    if not moved:
                        before = watch
                    watch = after
            # ---- what took part becomes a step ----
            if checking and conflict < 0:
                return -1 - c, (literals, hints, literal_ends, hint_ends)
            if conflict >= 0:
                marked = 0
                for i in range(ends[conflict], ends[conflict + 1]):
                    if not seen[code[i] >> 1]:
                        seen[code[i] >> 1] = 1
                        marked += 1
                hints = grown(hints, hint_ends[steps] + size + 2)
                at = hint_ends[steps]
                # From the last to the first; turned round afterwards.
                hints[at] = identity[conflict]
                at += 1
                for t in range(size - 1, fixed - 1, -1):
                    variable = trail[t] >> 1
                    if seen[variable]:
                        seen[variable] = 0
                        k = reason[variable]
                        if k >= 0:
                            hints[at] = identity[k]
                            at += 1
                            for i in range(ends[k], ends[k + 1]):
                                seen[code[i] >> 1] = 1
                            seen[variable] = 0
                for t in range(fixed):
                    variable = trail[t] >> 1
                    if seen[variable]:
                        seen[variable] = 0
                        hints[at] = unit[variable]
                        at += 1
                begin = hint_ends[steps]
                middle = (at - begin) // 2
                for t in range(middle):
                    hints[begin + t], hints[at - 1 - t] = hints[at - 1 - t], hints[begin + t]
                literal_ends, hint_ends = grown(literal_ends, steps + 3), grown(hint_ends, steps + 3)
                length = end - start if checking else 0
                literals = grown(literals, literal_ends[steps] + length)
                for i in range(length):
                    literals[literal_ends[steps] + i] = code[start + i]
                literal_ends[steps + 1] = literal_ends[steps] + length
                hint_ends[steps + 1] = at
                if checking:
                    identity[c] = given + steps
                steps += 1
                if length == 0:
                    return 0, (
                        literals[: literal_ends[steps]],
                        hints[: hint_ends[steps]],
                        literal_ends[: steps + 1],
                        hint_ends[: steps + 1],
                    )
            if checking:
                for i in range(fixed, size):
                    literal = trail[i]
                    value[literal] = value[literal ^ 1] = 0
                    reason[literal >> 1] = -1
                checking, conflict = False, -1
                continue
            # ---- what is forced for good ----
            for t in range(fixed, size):
                literal = trail[t]
                variable = literal >> 1
                k = reason[variable]
                if ends[k + 1] - ends[k] == 1:
                    unit[variable] = identity[k]
                    continue
                hints = grown(hints, hint_ends[steps] + (ends[k + 1] - ends[k]) + 1)
                literal_ends, hint_ends = grown(literal_ends, steps + 3), grown(hint_ends, steps + 3)
                literals = grown(literals, literal_ends[steps] + 1)
                at = hint_ends[steps]
                for i in range(ends[k], ends[k + 1]):
                    if code[i] >> 1 != variable:
                        hints[at] = unit[code[i] >> 1]
                        at += 1
                hints[at] = identity[k]
                literals[literal_ends[steps]] = literal
                literal_ends[steps + 1] = literal_ends[steps] + 1
                hint_ends[steps + 1] = at + 1
                unit[variable] = given + steps
                steps += 1
            fixed = size
            done = size
            break
    return -1 - total, (literals, hints, literal_ends, hint_ends)
