"""Programs that do not outlive us: Linux kills them with the thread that waits for them, however that ends."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from collections.abc import Sequence


def bound(command: Sequence[str]) -> list[str]:
    """The command, so that its program also ends when this thread does, killed or not.

    That is `PR_SET_PDEATHSIG` of prctl(2), set by setpriv, of util-linux: a function between fork and exec would not be
    safe where there are threads. Elsewhere the command is left as it is; and where it cannot be run, so that the error
    names it.
    """
    return [*_setting(), *command] if shutil.which(command[0]) is not None else list(command)


@functools.cache
def _setting() -> tuple[str, ...]:
    """What to put before a command; nothing where that does not work."""
    program = shutil.which("setpriv") if sys.platform == "linux" else None
    if program is None:
        return ()
    setting = program, "--pdeathsig", "KILL"
    tried = subprocess.run([*setting, program, "--version"], capture_output=True, check=False)
    return setting if tried.returncode == 0 else ()
