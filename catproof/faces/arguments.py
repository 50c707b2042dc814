"""Options that several commands share, and the statuses they end with.

Limits are options of commands, of `pytest --catproof` and of `%%catproof`: the same ones, said in one way.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from catproof.report.terminal import say

if TYPE_CHECKING:
    import argparse

    from catproof.options import Options

OK, NOT_OK, WRONG_INPUT, UNKNOWN, INTERNAL, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 70, 130, 141
"""Exit statuses: every statement ok; some not; the input is wrong; something is unknown; an internal error;
interrupted; the reader of the output has gone."""


def refuse(message: str) -> int:
    """Say what is wrong with the input, and give that exit status."""
    say(message)
    return WRONG_INPUT


def stdin() -> BinaryIO:
    """Standard input; a closed stream where it is closed."""
    if sys.stdin is not None:
        return sys.stdin.buffer
    from io import BytesIO

    closed = BytesIO()
    closed.close()
    return closed


def proving(parser: argparse.ArgumentParser) -> None:
    """The options of commands that decide statements."""
    from catproof.options import ENGINES

    parser.add_argument("--engine", choices=ENGINES, default="auto", help="how to decide (default: auto)")
    limits(parser)
    check_limit(parser)


def check_limit(parser: argparse.ArgumentParser) -> None:
    """The option that bounds the kernel's check."""
    from catproof.options import Options

    most = Options().check_limit
    parser.add_argument(
        "--check-limit", type=positive, metavar="N", default=most,
        help=f"elements beyond which the kernel's check is left to `catproof verify` (default: {most})",
    )  # fmt: skip


def limits(parser: argparse.ArgumentParser) -> None:
    """The options of commands that build what a theory declares."""
    add_bounds(parser.add_argument)
    add_limit(parser.add_argument)
    parser.add_argument(
        "--allow-path", type=folder, action="append", metavar="FOLDER", default=[],
        help="a folder whose files a theory may read or import, besides its own; may be given several times",
    )  # fmt: skip
    no_cache(parser)


def no_cache(parser: argparse.ArgumentParser) -> None:
    """The option to use nothing of earlier runs."""
    parser.add_argument("--no-cache", action="store_true", help="use nothing of earlier runs, and keep nothing")


STATEMENTS = "for each statement, and for each declaration with what it is built from"
"""What `--timeout` is for, where statements are decided."""


def add_bounds(add: Callable[..., object], each: str = STATEMENTS, prefix: str = "--") -> None:
    """Add the bounds on time and memory; `each` is what the time is for."""
    from catproof.options import Options

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
    from catproof.options import Options

    most = Options().limit
    text = f"arrows an enumeration may reach (default: {most})"
    add(f"{prefix}limit", type=positive, metavar="N", default=most, help=text)


def positive(text: str) -> int:
    """A whole number from 1. Raises `ArgumentTypeError`."""
    from argparse import ArgumentTypeError

    if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) < 1:
        raise ArgumentTypeError(f"a whole number from 1 is expected, not {text}")
    return int(text)


def folder(text: str) -> str:
    """The path of a folder that is there. Raises `ArgumentTypeError`."""
    from argparse import ArgumentTypeError
    from pathlib import Path

    if not Path(text).is_dir():
        raise ArgumentTypeError(f"there is no folder {text}")
    return text


def jobs(text: str) -> int:
    """A number of processes; `auto` is as many as there are processors for this one. Raises `ArgumentTypeError`."""
    if text == "auto":
        import os

        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return positive(text)


def exclude(parser: argparse.ArgumentParser) -> None:
    """The option to leave out files of folders."""
    parser.add_argument(
        "--exclude", action="append", metavar="PATTERN", default=[],
        help="files to leave out of folders, as .gitignore says it; may be given several times",
    )  # fmt: skip


def seconds(text: str) -> float:
    """A positive number of seconds. Raises `ArgumentTypeError`."""
    from argparse import ArgumentTypeError

    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise ArgumentTypeError(f"a positive number of seconds is expected, not {text}")
    return value


def unmatched(pattern: str, noun: str = "statement") -> str:
    """The message where a pattern for names fits none."""
    return f"no {noun} has a name that matches {pattern}"


def options_of(given: argparse.Namespace) -> Options:
    """What the command line says about a run that starts now."""
    from catproof.options import Options

    said = getattr(given, "name", None)
    name = "*" if said is None else said
    most = getattr(given, "check_limit", Options().check_limit)
    folders = tuple(getattr(given, "allow_path", ()))
    limit, cache = getattr(given, "limit", Options().limit), not getattr(given, "no_cache", False)
    options = Options(
        getattr(given, "engine", "auto"), given.timeout, limit, name, most, folders, cache, given.timeout_all,
        given.memory, exclude=tuple(getattr(given, "exclude", ())),
    )  # fmt: skip
    return options.started()
