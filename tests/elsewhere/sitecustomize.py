"""Loaded first in child processes of `test_platforms.py`: they have what Python has on the system that
`CATPROOF_ELSEWHERE` names, "darwin" or "win32", and no more. What is imported here is that of this system, since the
standard library and packages choose when they are imported."""

from __future__ import annotations

import builtins
import importlib.abc
import os
import signal
import subprocess
import sys
from typing import Any

CHOOSING = (
    *("concurrent.futures.thread", "ctypes.util", "importlib.metadata", "multiprocessing.connection", "platform"),
    *("multiprocessing.popen_spawn_posix", "multiprocessing.spawn", "shutil", "tempfile", "threading"),
    *("networkx", "numpy", "rich.console", "rich.progress", "scipy.sparse"),
)
for module in CHOOSING:
    importlib.import_module(module)

SYSTEM = os.environ["CATPROOF_ELSEWHERE"]

NOT_ON_WINDOWS = {
    os: """fork forkpty killpg getpgid setpgid setsid getuid geteuid getgid getegid getgroups setuid nice sysconf mkfifo
        mknod chown fchmod getloadavg sched_getaffinity statvfs uname wait3 wait4 O_NOFOLLOW O_NONBLOCK O_CLOEXEC""",
    signal: """SIGKILL SIGHUP SIGUSR1 SIGUSR2 SIGPIPE SIGALRM SIGCHLD SIGSTOP alarm setitimer pause pthread_kill
        sigwait""",
}
MODULES = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog")


class Hidden(importlib.abc.MetaPathFinder):
    """Modules that are not there."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> None:
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def opened(file: Any, *given: Any, **more: Any) -> Any:
    if isinstance(file, str) and file.startswith(("/proc/", "/sys/")):
        raise FileNotFoundError(2, "No such file or directory", file)
    return plain_open(file, *given, **more)


plain_open, builtins.open = builtins.open, opened
if SYSTEM == "win32":
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Hidden())
    for place, names in NOT_ON_WINDOWS.items():
        for name in names.split():
            vars(place).pop(name, None)
    subprocess.Popen.kill = subprocess.Popen.terminate  # type: ignore[method-assign]  # as it is there
else:
    for name in ("sched_getaffinity", "fork"):  # a fork is there, but may not be used with threads
        vars(os).pop(name, None)
sys.platform = SYSTEM
kept = sys.modules["ctypes"]
sys.modules["ctypes"] = None  # type: ignore[assignment]  # without it folders of Windows are asked of the environment
importlib.import_module("platformdirs")
sys.modules["ctypes"] = kept
