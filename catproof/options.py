"""What a user may choose about a run."""

from __future__ import annotations

from typing import NamedTuple

from catproof.core.limits import DEFAULT_ARROWS

ENGINES = ("auto", "direct", "z3", "both")

FORMATS = ("text", "json", "junit", "sarif", "github")
"""How a report may be written."""


class Options(NamedTuple):
    """How statements are decided.

    `engine` is one of `ENGINES`; `timeout` the seconds allowed for each statement; `limit` the arrows that an
    enumeration may reach; `name` a pattern for the names of the statements to run.
    """

    engine: str = "auto"
    timeout: float = 60.0
    limit: int = DEFAULT_ARROWS
    name: str = "*"
    check_limit: int = 100_000
    """Beyond so many elements the kernel's check is left to `catproof verify`."""
    allow_path: tuple[str, ...] = ()
    """Folders with data files that a theory may read besides its own folder."""
    cache: bool = True
    """May what was computed in earlier runs be used, and what is computed be kept? See `core.cache`."""
