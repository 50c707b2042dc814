"""What terms are decided over: literals, what makes literals of literals, and structures as tables of choices.

A structure is read through tables of numbers, in which every entry is a *choice*: the values it may have, each with
the literal that makes it that value. Of a known structure each choice has one value, with the literal TRUE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from catproof.errors import CatproofError
from catproof.logic.terms import Apply, Term

Literal = int
Choice = Mapping[Any, Literal]

TRUE: Literal = 1
FALSE: Literal = -1


class Builder(Protocol):
    """Makes literals of literals."""

    def all_of(self, literals: Iterable[Literal]) -> Literal:
        """Do all of them hold?"""
        ...

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """Does one of them hold?"""
        ...

    def one_of(self, literals: Sequence[Literal]) -> Literal:
        """Does exactly one of them hold?"""
        ...


class Known:
    """The builder for literals that are all known."""

    def all_of(self, literals: Iterable[Literal]) -> Literal:
        return TRUE if all(literal == TRUE for literal in literals) else FALSE

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        return TRUE if any(literal == TRUE for literal in literals) else FALSE

    def one_of(self, literals: Sequence[Literal]) -> Literal:
        return TRUE if sum(literal == TRUE for literal in literals) == 1 else FALSE


# ---- structures -------------------------------------------------------------------------------------------


class CategoryTable(Protocol):
    """A category: its arrows are numbered, the identity of object a with number a. `present` says which of them are
    there; `composite[g, f]` is `g . f`, for all that meet."""

    @property
    def objects(self) -> int: ...
    @property
    def source(self) -> Sequence[int]: ...
    @property
    def target(self) -> Sequence[int]: ...
    @property
    def present(self) -> Sequence[Literal]: ...
    @property
    def composite(self) -> Mapping[tuple[int, int], Choice]: ...

    def between(self, a: int, b: int) -> Sequence[int]:
        """The arrows a -> b that may be there."""
        ...


class TaskTable(Protocol):
    """A task: its elements are numbered over all objects; `at[x]` is where x lives, `restricted[f, x]` its restriction
    along f, for all f that are no identities and may end there."""

    @property
    def category(self) -> CategoryTable: ...
    @property
    def present(self) -> Sequence[Literal]: ...
    @property
    def at(self) -> Sequence[Choice]: ...
    @property
    def restricted(self) -> Mapping[tuple[int, int], Choice]: ...


class Structures(Protocol):
    """Where structures come from."""

    def knows(self, term: Term) -> bool:
        """Is it known what the term stands for, a constant or what was made from such?"""
        ...

    def constant(self, term: Term) -> Any:
        """What it stands for: a table, or the number of an object, arrow or element."""
        ...

    def made(self, term: Apply, arguments: Sequence[Any]) -> Any:
        """The table of a structure made from others; of an object, argument or result, its number, and a number by
        itself; None where there is none. Raises `NoForm` where it cannot be made."""
        ...

    def values(self, domain: Apply, arguments: Sequence[Any]) -> Iterator[tuple[Any, Literal]]:
        """The tables of the transformations or functors of a domain, each with whether it is one. Raises `NoForm` where
        they cannot be listed."""
        ...


class NoForm(CatproofError):
    """Something that is not known would have to be."""
