"""What all nodes of the syntax tree share.

Every node is immutable and carries the span of text it was read from. Spans and spelling (was a name quoted,
was a composite written with `>>`) do not take part in equality, so that a theory equals its formatted form
read back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, dataclass_transform

from catproof.diagnostic import Span

NOWHERE = Span(1, 1, 1, 1)


def _keyword(*, default: Any, kw_only: bool = True) -> Any:
    return default


@dataclass_transform(frozen_default=True, field_specifiers=(_keyword,))
class _Transformed:
    """Tells type checkers how nodes are made. They do not count fields of the marked class itself, hence two."""


class Node(_Transformed):
    """What all nodes share: fields from the annotations of the class, in order, then `span`.

    Written out instead of `dataclasses.dataclass`, which costs about a millisecond a class at every start of
    the program, more than reading a small theory file.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    """The names of the children and attributes, in order, without `span`."""
    spelling: ClassVar[frozenset[str]] = frozenset({"span"})
    """The attributes that say how a node was written, not what it is; ignored by `==`."""
    naming: ClassVar[str] = ""
    """The attribute that is a name, where there is one."""
    span: Span = _keyword(default=NOWHERE, kw_only=True)
    """The text the node was read from."""

    def __init_subclass__(cls, spelling: tuple[str, ...] = (), naming: str = "") -> None:
        cls.fields = tuple(cls.__annotations__)
        cls.naming = naming
        cls.spelling = Node.spelling | set(spelling)

    def __init__(self, *values: Any, span: Span = NOWHERE, **named: Any) -> None:
        attributes = self.__dict__
        attributes.update(zip(self.fields, values, strict=False))
        attributes["span"] = span
        if len(values) != len(self.fields):
            attributes.update(named)
            if len(values) > len(self.fields) or not all(hasattr(self, name) for name in self.fields):
                raise TypeError(f"{type(self).__name__} takes {', '.join(self.fields)}")
        elif named:
            raise TypeError(f"{type(self).__name__} takes {', '.join(self.fields)}")

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def _meaning(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.fields if name not in self.spelling)

    def __eq__(self, other: object) -> bool:
        pending: list[tuple[Any, Any]] = [(self, other)]  # no recursion: a composite is as deep as it is long
        while pending:
            one, two = pending.pop()
            if one is two:
                continue
            if type(one) is not type(two):
                return False
            if isinstance(one, Node):
                pending += zip(one._meaning(), two._meaning(), strict=True)
            elif isinstance(one, tuple):
                if len(one) != len(two):
                    return False
                pending += zip(one, two, strict=True)
            elif one != two:
                return False
        return True

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if not name.startswith("_")}

    def __hash__(self) -> int:
        known: int | None = self.__dict__.get("_hash")
        if known is not None:
            return known
        order: list[Node] = [self]
        for node in order:  # parts after what they are parts of
            pending = list(node._meaning())
            while pending:
                part = pending.pop()
                if isinstance(part, Node):
                    if "_hash" not in part.__dict__:
                        order.append(part)
                elif isinstance(part, tuple):
                    pending += part
        for node in reversed(order):
            known = node.__dict__["_hash"] = hash((type(node), node._meaning()))
        assert known is not None
        return known

    def mentioned(self) -> frozenset[str]:
        """All names that occur in the node."""
        known: frozenset[str] | None = self.__dict__.get("_mentioned")
        if known is None:
            known = self.__dict__["_mentioned"] = frozenset(_names_in(self))
        return known

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(repr(getattr(self, name)) for name in self.fields)})"


def _names_in(node: object) -> Iterator[str]:
    pending = [node]
    while pending:
        one = pending.pop()
        if isinstance(one, Node):
            if one.naming and getattr(one, "head", None) is None:
                yield getattr(one, one.naming)
            pending.extend(getattr(one, field) for field in one.fields)
        elif isinstance(one, tuple):
            pending.extend(one)
