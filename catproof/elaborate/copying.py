"""What a file declares, declared again somewhere else: with all that it needs, in an order that can be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from graphlib import TopologicalSorter
from typing import NamedTuple

from catproof.core.category import Category
from catproof.elaborate.rewriting import Rewriter
from catproof.elaborate.scope import Declared, Scope
from catproof.syntax import tree
from catproof.syntax.formatter import item_text

MOST_ENTRIES = 5_000
"""A theory with more items, elements and assignments in its blocks is not copied: nobody would paste it."""


class Unwritable(Exception):
    """There is no text for it, or too much."""


class _Names(Rewriter):
    """Goes over a declaration: every name of something declared is given to a function."""

    def __init__(self, name: Callable[[tree.Name], tree.Name], file: Callable[[tree.Name], tree.Name]) -> None:
        self._name = name
        self._file = file

    def name(self, name: tree.Name) -> tree.Name:
        return self._name(name)

    def file(self, name: tree.Name) -> tree.Name:
        return self._file(name)


def _needs(declared: Declared) -> Iterator[tuple[str, Declared]]:
    """What a declaration mentions."""
    found: list[tree.Name] = []

    def noted(name: tree.Name) -> tree.Name:
        found.append(name)
        return name

    if declared.item is None or declared.home is None:
        raise Unwritable
    item = declared.item
    if isinstance(item, tree.Define):
        words = _words(item)
    else:
        _Names(noted, lambda name: name).declaration(item, "")
        words = [name.text for name in found]
    for word in words:
        other = declared.home.lookup(word)
        if other is not None and (other.home is not declared.home or other.span < declared.span):
            yield word, other


def _words(item: tree.Define) -> list[str]:
    """All names that a definition may mean, and the properties it says."""
    found: list[str] = []
    pending: list[object] = [item.parameters, item.body]
    while pending:
        one = pending.pop()
        if isinstance(one, tree.Is):
            found.append(" ".join(one.words))
        elif isinstance(one, tree.Has):
            found += [f"{one.verb} {article}{' '.join(one.words)}" for article in ("", "a ", "an ")]
        elif isinstance(one, tree.Name):
            found.append(one.text)
        elif isinstance(one, tree.Call):
            found.append(one.function)
        if isinstance(one, tree.Node):
            pending += [getattr(one, field) for field in one.fields]
        elif isinstance(one, tuple):
            pending += one
    return list(dict.fromkeys(found))


class _Copied(NamedTuple):
    """A declaration of a file, under its name here."""

    name: str
    declared: Declared
    text: str


class Declarations:
    """The declarations of the theory to paste, in order: what the file declares as it stands there, what it imports
    first, and then what was added. `root` is the scope of the file."""

    def __init__(self, root: Scope, values: Sequence[Category]) -> None:
        self.root = root
        self._added: list[str] = []
        self._copied: list[_Copied] = []
        self.taken: set[str] = set()
        """The names that are declared."""
        self._named: dict[int, str] = {}
        self._written: set[int] = set()
        self._keep: list[Declared] = []
        self._entries = 0
        self._visible = set(root.visible())
        categories = [*root.categories(), *values]
        self._labels: list[Callable[[str], bool]] = [each.number.__contains__ for each in categories]
        named = [each for each in categories if each.presentation.kind != "thin"]
        self._labels += [each.generator_number.__contains__ for each in named]

    def fresh(self, wanted: str) -> str:
        """The name, or one like it, that nothing here and nothing in the file has."""
        number, name = 1, wanted
        while name in self.taken or name in self._visible or self.is_label(name):
            number += 1
            name = f"{wanted}{number}"
        return name

    def is_label(self, name: str) -> bool:
        """Is an object or an arrow of a declared category, or of one that a variable stands for, called so?"""
        return any(known(name) for known in self._labels)

    def add(self, name: str, text: str) -> None:
        """Declare a name."""
        self.taken.add(name)
        self._added.append(text)

    @property
    def lines(self) -> list[str]:
        """All of it. Raises `Unwritable` where a definition would take something declared here for what its parameters
        bring along, as it stands in another file than that."""
        order = TopologicalSorter[int]()
        for one in self._copied:
            order.add(id(one.declared.home), *{id(of.home) for _, of in _needs(one.declared)} - {id(one.declared.home)})
        place = {home: number for number, home in enumerate(order.static_order())}
        copied = sorted(self._copied, key=lambda one: (place[id(one.declared.home)], one.declared.span))
        before: set[str] = set()
        for name, declared, _ in copied:
            if isinstance(declared.item, tree.Define):
                known = {word for word, _ in _needs(declared)}
                if not before.isdisjoint(word for word in _words(declared.item) if word not in known):
                    raise Unwritable
            before.add(name)
        return [*(one.text for one in copied), *self._added]

    def need(self, text: str, declared: Declared) -> str:
        """What something is called here that the file declares as `text`, with all that it needs itself."""
        pending = [(text, declared, False)]
        while pending:
            name, one, ready = pending.pop()
            if id(one) in self._named:
                continue
            if ready:
                self._write(name, one)
            else:
                pending.append((name, one, True))
                pending += [(*need, False) for need in _needs(one) if id(need[1]) not in self._named]
        return self._named[id(declared)]

    def _write(self, name: str, declared: Declared) -> None:
        item, outside = declared.item, declared.home
        assert item is not None and outside is not None
        self._keep.append(declared)  # so that no other gets its id
        several = isinstance(item, tree.TasksDecl)
        known = several and id(item) in self._written
        self._named[id(declared)] = name if known or name not in self.taken else self.fresh(name)
        if known:
            return
        if several and name in self.taken:
            raise Unwritable
        self._written.add(id(item))

        def renamed(used: tree.Name) -> tree.Name:
            other = outside.lookup(used.text)
            return used if other is None else tree.Name(self._named[id(other)], True, span=used.span)

        def moved(file: tree.Name) -> tree.Name:
            if outside.folder is None or self.root.folder is None or outside.folder == self.root.folder:
                return file
            path = os.path.relpath(outside.folder / file.text, self.root.folder)
            return tree.Name(path.replace(os.sep, "/"), True, span=file.span)

        if isinstance(item, tree.Define) and any(self._named[id(other)] != word for word, other in _needs(declared)):
            raise Unwritable
        self._entries += _entries(item)
        if self._entries > MOST_ENTRIES:
            raise Unwritable
        written = _Names(renamed, moved).declaration(item, self._named[id(declared)])
        self.taken.add(self._named[id(declared)])
        self._copied.append(_Copied(self._named[id(declared)], declared, item_text(written)))


def _entries(item: tree.Declaration | tree.TasksDecl) -> int:
    """How much stands in the block of a declaration."""
    number = 0
    for each in getattr(item, "items", ()):
        inside = each.elements.items if isinstance(each, tree.ElementsItem) else getattr(each, "assignments", ())
        number += 1 + len(inside)
    return number
