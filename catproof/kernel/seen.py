"""Tables that several certificates have in common, checked once.

The certificates of a theory speak of the same categories and tasks. Whoever checks them one after the other may hand
them over with one `Seen`: an entry that is the very same object of Python as one before, whose table was found to be a
category or a task, is not gone through again. What a certificate notes on its tables is noted on copies, so that none
knows what another one said.
"""

from __future__ import annotations

from typing import Any

from catproof.kernel.rejection import need
from catproof.kernel.shipped import digest
from catproof.kernel.tables import Category, Task


class Seen:
    """What was checked, by the entries: these are kept, and so are their ids. Nobody may change them."""

    def __init__(self) -> None:
        self._categories: dict[int, tuple[Any, Category]] = {}
        self._tasks: dict[tuple[int, int], tuple[Any, Any, Task]] = {}
        self._digests: dict[tuple[int, tuple[str, ...]], tuple[Any, str]] = {}
        self._told: set[int] = set()
        """The numbers of entries of tasks."""

    def __contains__(self, entry: Any) -> bool:
        """Was a table found to be as this entry says?"""
        return id(entry) in self._categories or id(entry) in self._told

    def category(self, entry: Any) -> Category:
        """The category of an entry, checked."""
        before = self._categories.get(id(entry))
        found = Category(entry) if before is None else before[1].again()
        self._categories[id(entry)] = entry, found
        return found

    def task(self, entry: Any, home: Any, category: Category) -> Task:
        """The task of an entry, on the category of the entry `home`; checked."""
        key = id(entry), id(home)
        before = self._tasks.get(key)
        found = read_task(category, entry) if before is None else before[2].again(category)
        self._tasks[key] = entry, home, found
        self._told.add(id(entry))
        return found

    def digest(self, definition: Any, calls: list[str]) -> str:
        """The digest of a definition, which may call those with these digests."""
        key = id(definition), tuple(calls)
        if key not in self._digests:
            self._digests[key] = definition, digest(definition, calls)
        return self._digests[key][1]


def read_task(category: Category, entry: Any) -> Task:
    """The task of an entry on the category, checked."""
    elements: Any = entry["elements"]
    if isinstance(elements, dict):
        sizes: Any = {int(a): len(labels) for a, labels in elements.items()}
        need([str(a) for a in sizes] == list(elements), "the number of an object is written another way")
    else:
        sizes = [len(labels) for labels in elements]
    task = Task(category, sizes, entry["action"])
    task.check()
    return task
