"""What a theory has when it is read: its statements, and what could not be built. Where nothing is read, since all
verdicts are kept, no more than these are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from catproof.core.characters import cut
from catproof.core.label import show
from catproof.core.limits import LimitReached
from catproof.diagnostic import Span

if TYPE_CHECKING:
    from catproof.decide.proposition import Prop, Said


class Ready(NamedTuple):
    """A statement: `prop` is None when an error keeps it from being decided. `text` is the proposition as written,
    `name` the given name or `line N`, which no other statement of the file has, `seconds` what reading it took."""

    kind: str
    name: str
    span: Span
    text: str
    prop: Prop | None
    named: bool = True
    """Was the name given in the file?"""
    seconds: float = 0.0
    said: Said | None = None
    """What it says, where there is a `prop`."""

    def bare(self) -> Ready:
        """The statement without what decides it: plain data, which goes to other processes."""
        return self._replace(prop=None, said=None)

    def __reduce__(self) -> tuple[Any, ...]:
        return Ready, tuple(self.bare())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ready) and tuple(self.bare()) == tuple(other.bare())

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.span)

    def __repr__(self) -> str:
        label = f" {self.name}" if self.named else ""
        return f"<Statement {self.kind}{label}: {cut(self.text)}, line {self.span.line}>"


Statement = Ready
"""What the public calls it."""


class Unbuilt(NamedTuple):
    """A declaration whose building met a limit; `name` is empty where it declares several, `kind` its keyword. Both
    are empty for a file that was not read."""

    kind: str
    name: str
    span: Span
    limit: LimitReached

    @property
    def told(self) -> str:
        """What was not built, and why, in a line."""
        if not self.kind:
            return self.limit.told
        what = f"{self.kind} {show(self.name)}" if self.name else f"what `{self.kind}` declares"
        return f"{what} was not built: {self.limit.told}"
