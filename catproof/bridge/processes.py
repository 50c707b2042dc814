"""Programs that are not ours, run with a time limit, and ended with everything they have started."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from catproof.core.children import bound

Job = TypeVar("Job")
Result = TypeVar("Result")


class Answer(NamedTuple):
    """What a prover says of an exported file. `accepted` is None where it says nothing within its time; `reason` is
    empty where it says what the verdict asks for."""

    accepted: bool | None
    reason: str
    seconds: float


class Ran(NamedTuple):
    """A process that has ended, or was ended after its time (`status` None)."""

    status: int | None
    output: str
    errors: str


_running: set[subprocess.Popen[bytes]] = set()
_lock = threading.Lock()


def run(command: Sequence[str], seconds: float, folder: Path | None = None) -> Ran:
    """Run a command for at most so many seconds. Raises `OSError`."""
    process = subprocess.Popen(
        bound(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
        start_new_session=True,
    )  # fmt: skip
    with _lock:
        _running.add(process)
    try:
        output, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        process.communicate()
        return Ran(None, "", "")
    except BaseException:
        _end(process)
        process.wait()
        raise
    finally:
        with _lock:
            _running.discard(process)
    return Ran(process.returncode, output.decode("utf-8", "replace"), errors.decode("utf-8", "replace"))


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        return
    with suppress(OSError):  # Windows has no groups of processes that can be ended, but a program that ends a tree
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.kill()


def in_parallel(work: Callable[[Job], Result], jobs: Sequence[Job], threads: int) -> Iterator[Result]:
    """The results in the order of the jobs, each as soon as those before it are there.

    An exception, Ctrl-C among them, ends the processes that run and drops the jobs that wait.
    """
    if threads == 1 or len(jobs) <= 1:
        yield from map(work, jobs)
        return
    pool = ThreadPoolExecutor(min(threads, len(jobs)))
    try:
        yield from pool.map(work, jobs)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        with _lock:
            for process in _running:
                _end(process)
        raise
    finally:
        pool.shutdown(cancel_futures=True)
