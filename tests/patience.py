"""Tests on a machine that does much else, started in whatever way: no test depends on how long something takes.

What has to happen is waited for until it happens (`PATIENCE` says when that is given up); what must not take long is
measured in the processor time it needs (`effort`), by how fast the machine now is (`slowness`); and processes that are
to hear Ctrl-C are started so that they do.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psutil
from thresholds import SWITCH

from catproof.kernel.check import JOINED

PATIENCE = 900.0
"""Seconds after which what does not happen is given up, and time limits that are not what a test is about."""


def _used() -> float:
    """The processor time of this process and of the children it has waited for."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


UNIT = 0.03
"""Seconds of processor time for the work of `slowness` on an idle machine, that of which the tests speak."""


def slowness() -> float:
    """How many times slower than that machine this one is now, at least 1: processor time too grows on a busy machine,
    whose programs share caches and the two halves of a core."""
    slowest = UNIT
    for _ in range(3):
        start = time.process_time()
        made: dict[int, int] = {}
        for k in range(200_000):
            made[k % 977] = (k * k) % 1009
        slowest = max(slowest, time.process_time() - start)
    return slowest / UNIT


@contextmanager
def effort(most: float) -> Iterator[None]:
    """The body takes at most so many seconds of processor time on an idle machine, here and in processes that end
    meanwhile."""
    before = _used()
    yield
    taken = _used() - before
    if os.environ.get(SWITCH):  # everything takes the way of large cases: no time is promised
        return
    assert taken < most or taken < most * slowness(), f"{taken:.1f} s of processor time"


def effort_of(process: psutil.Process) -> float:
    """The processor time that a running process and those below it have used so far."""
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _hearing() -> None:
    # Shells start what runs in the background with SIGINT ignored, and children inherit that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(command: Sequence[str], **options: Any) -> subprocess.Popen[Any]:
    """A process that hears Ctrl-C, even where these tests do not."""
    return subprocess.Popen(command, preexec_fn=_hearing if os.name == "posix" else None, **options)


HERALD = """
import importlib, os, sys
from catproof.faces.cli import main

place, count, end = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
module, path = place.split(":")
holder = importlib.import_module(module)
*outer, name = path.split(".")
for part in outer:
    holder = getattr(holder, part)
usual = getattr(holder, name)

def told(*values, **named):
    global count
    count -= 1
    if count == 0:
        os.write(end, b"x")
    return usual(*values, **named)

setattr(holder, name, told)
sys.exit(main(sys.argv[4:]))
"""


@contextmanager
def running_at(place: str, count: int, arguments: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """catproof in a process of its own, at the moment when it calls the function (`module:name`) for the time with this
    number."""
    ours, theirs = os.pipe()
    command = [sys.executable, "-c", HERALD, place, str(count), str(theirs), *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    with started(command, pass_fds=[theirs], start_new_session=True, **pipes) as process:
        os.close(theirs)
        try:
            assert os.read(ours, 1) == b"x", process.communicate(timeout=PATIENCE)
            yield process
        finally:
            os.close(ours)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def steady(report: Any) -> Any:
    """A report as data without what depends on how long things took: the seconds, and that a statement over many
    instances was shared out among processes, as those are that take long."""
    if isinstance(report, dict):
        return {
            key: kept for key, value in report.items() if key != "seconds" and ((kept := steady(value)) or not value)
        }
    return [steady(each) for each in report if each != JOINED] if isinstance(report, list) else report


def steady_text(text: str) -> str:
    """A report as text without the same."""
    return re.sub(r" \([0-9.]+ s\)$", "", text.replace(f" (not checked: {JOINED})", "").rstrip())
