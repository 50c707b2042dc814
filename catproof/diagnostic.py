"""What is wrong with an input, and where: the one form in which every room reports it."""

from __future__ import annotations

from typing import Annotated, NamedTuple, TypedDict

from catproof.errors import CatproofError

MOST_SHOWN = 20
"""So many errors of one kind are shown one by one, and the number of the others."""


def more_like_these(count: int) -> str:
    """What is said of the errors beyond the first `MOST_SHOWN`, of so many of one kind."""
    more = count - MOST_SHOWN
    return f"{more} more error{'s' if more > 1 else ''} like these: {count} in all"


class Span(NamedTuple):
    """A stretch of a theory file. Lines and columns count from 1; the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


NOWHERE = Span(1, 1, 1, 1)
"""The span of what was not read from a text."""


Place = Annotated[int, {"minimum": 1}]
"""A line or a column in JSON; what stands with a type here is said of it in the JSON Schema."""


class ErrorForm(TypedDict):
    """Something wrong with the input. Lines and columns count from 1."""

    line: Place
    column: Place
    end_line: Place
    end_column: Annotated[int, {"minimum": 1, "description": "Exclusive."}]
    code: Annotated[str, {"pattern": "^E[0-9]{3}$", "description": "The kind of error: `catproof explain CODE`."}]
    message: Annotated[str, {"minLength": 1, "description": "What is wrong, with the hint."}]
    hint: Annotated[str, {"description": "What would be right, or empty."}]


class Diagnostic(NamedTuple):
    """One error in one theory file: the code of its kind, where, what is wrong, and what would be right (or empty)."""

    code: str
    path: str
    span: Span
    message: str
    hint: str = ""

    @property
    def text(self) -> str:
        """The message, with what would be right."""
        return self.message + (f" ({self.hint})" if self.hint else "")

    def to_dict(self) -> ErrorForm:
        """The JSON form: the place with its end, the code, the message with the hint, and the hint alone."""
        line, column, end_line, end_column = self.span
        return {
            "line": line, "column": column, "end_line": end_line, "end_column": end_column, "code": self.code,
            "message": self.text, "hint": self.hint,
        }  # fmt: skip


class InputError(CatproofError):
    """The input is wrong. Carries every diagnostic found, at least one, in the order of the text."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[InputError], tuple[list[Diagnostic]]]:
        return type(self), (self.diagnostics,)
