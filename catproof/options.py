"""What a user may choose about a run."""

from __future__ import annotations

import time
from typing import NamedTuple

from catproof.core.deadline import Cancellation, Clock, Whole, deadline
from catproof.core.limits import DEFAULT_ARROWS
from catproof.core.memory import half_of_the_machine
from catproof.errors import Cancelled

ENGINES = ("auto", "direct", "z3", "both")

MOST_SECONDS = 2_000_000.0
"""A longer time limit, 23 days, is as good as none: clocks and solvers count milliseconds in 31 bits."""

FORMATS = ("text", "json", "junit", "sarif", "github")
"""How a report may be written."""


class Options(NamedTuple):
    """How statements are decided.

    `engine` is one of `ENGINES`; `timeout` the seconds allowed for each statement, and for each declaration with what
    it is built from; `limit` the arrows that an enumeration may reach; `name` a pattern for the names of the statements
    to run.
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
    timeout_all: float = float("inf")
    """The seconds allowed for a whole run."""
    memory: float | None = None
    """The megabytes of memory that a process may hold; None: half of what the machine has."""
    kept: bool = True
    """May a verdict be that of an earlier run? Nothing is known then of the claims that decide it, for pictures."""
    exclude: tuple[str, ...] = ()
    """Patterns, as in a .gitignore in the working folder, for files to leave out of folders."""
    ends: float = float("inf")
    """When the run is over, by `time.monotonic`."""
    cancel: Cancellation | None = None
    """What may end the run earlier, from this process."""

    def started(self) -> Options:
        """The same for a run that starts now."""
        return self._replace(timeout=min(self.timeout, MOST_SECONDS), ends=time.monotonic() + self.timeout_all)

    def go_on(self) -> None:
        """Raises `Cancelled` where the run was cancelled."""
        if self.cancel is not None and self.cancel.cancelled:
            raise Cancelled("the run was cancelled")

    def megabytes(self) -> float | None:
        """The memory that a process may hold, in MB; None where nothing is known of the machine."""
        return half_of_the_machine() if self.memory is None else self.memory

    def bounded(self, spent: float = 0.0, least: float = 0.0) -> Clock:
        """The bounds on the body: `timeout`, of which so many seconds are spent, `memory`, the end of the run. There
        are `least` seconds in any case, with those that are spent."""
        whole = None
        if self.ends < float("inf") or self.cancel is not None:
            ends = max(self.ends, time.monotonic() + least - spent if least else 0.0)
            whole = Whole(self.timeout_all, ends, self.cancel)
        return deadline(max(self.timeout, least) - spent, self.megabytes(), whole, self.timeout)
