"""What the variables of quantifiers stand for, and what was built for these values."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from catproof.logic.terms import Term


class Environment:
    """Values of variables, the inner ones over the outer ones. What a term stands for is kept beside the innermost
    variable that it mentions, so that the same term is the same structure as long as that has its value."""

    __slots__ = ("made", "name", "outer", "value")

    def __init__(
        self,
        made: MutableMapping[Term, Any],
        outer: Environment | None = None,
        name: str = "",
        value: Any = None,
    ) -> None:
        self.made = made
        self.outer = outer
        self.name = name
        self.value = value

    def binding(self, name: str, value: Any) -> Environment:
        """The same, with a variable more: its value is a structure, the number of an object, an arrow or an element."""
        return Environment({}, self, name, value)

    def __getitem__(self, name: str) -> Any:
        level: Environment | None = self
        while level is not None:
            if level.name == name:
                return level.value
            level = level.outer
        raise KeyError(name)

    def __contains__(self, name: str) -> bool:
        return any(level.name == name for level in self.levels())

    def levels(self) -> Iterator[Environment]:
        """This one, and those around it that bind a variable."""
        level = self
        while level.outer is not None:
            yield level
            level = level.outer

    def holding(self, names: frozenset[str]) -> Environment:
        """The innermost one that binds one of these names; the outermost where none does."""
        level = self
        while level.outer is not None and level.name not in names:
            level = level.outer
        return level
