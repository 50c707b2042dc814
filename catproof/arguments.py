"""Limits as options: of commands, of `pytest --catproof` and of `%%catproof` they are the same, said in one way."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable

from catproof.options import Options


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) < 1:
        raise ArgumentTypeError(f"a whole number from 1 is expected, not {text}")
    return int(text)


def seconds(text: str) -> float:
    """A positive number of seconds."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise ArgumentTypeError(f"a positive number of seconds is expected, not {text}")
    return value


STATEMENTS = "for each statement, and for each declaration with what it is built from"
"""What `--timeout` is for, where statements are decided."""


def add_bounds(add: Callable[..., object], each: str = STATEMENTS, prefix: str = "--") -> None:
    """Add the bounds on time and memory; `each` is what the time is for."""
    timeout = Options().timeout
    add(f"{prefix}timeout", type=seconds, metavar="SECONDS", default=timeout, help=f"{each} (default: {timeout:g})")
    add(
        f"{prefix}timeout-all", type=seconds, metavar="SECONDS", default=float("inf"),
        help="for the whole run (default: no limit)",
    )  # fmt: skip
    add(
        f"{prefix}memory",
        type=positive,
        metavar="MB",
        help="memory that a run may hold (default: half of the machine's)",
    )


def add_limit(add: Callable[..., object], prefix: str = "--") -> None:
    """Add the bound on enumerations."""
    most = Options().limit
    text = f"arrows an enumeration may reach (default: {most})"
    add(f"{prefix}limit", type=positive, metavar="N", default=most, help=text)
