"""Depth-first search without recursion: how deep it goes is for the certificate to say, not for Python's stack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def extensions(length: int, following: Callable[[Sequence[Item]], Iterator[Item]]) -> Iterator[Sequence[Item]]:
    """All sequences of this length each of whose items is one of those that may follow the items before it.

    The sequence yielded is the one that is worked on. An iterator of `following` goes on when all that begins with its
    last item has been seen, so it can take back what that item did.
    """
    chosen: list[Item] = []
    pending: list[Iterator[Item]] = []
    while True:
        if len(chosen) == length:
            yield chosen
        else:
            pending.append(following(chosen))
        while pending:
            del chosen[len(pending) - 1 :]
            for item in pending[-1]:
                chosen.append(item)
                break
            else:
                pending.pop()
                continue
            break
        else:
            return
