"""Deadlines: they end what runs too long, in any thread, and leave nothing behind."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time

import pytest

from catproof.deadline import TimedOut, deadline


def spin(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_what_is_in_time_is_left_alone() -> None:
    with deadline(5):
        spin(0.01)
    spin(0.05)


def test_what_takes_too_long_ends() -> None:
    start = time.perf_counter()
    with pytest.raises(TimedOut), deadline(0.1):
        spin(20)
    assert time.perf_counter() - start < 5
    spin(0.2)  # and nothing comes later


def test_a_sooner_deadline_after_a_later_one() -> None:
    with deadline(60):
        with pytest.raises(TimedOut), deadline(0.05):
            spin(20)
        spin(0.1)


def test_the_outer_deadline_ends_the_inner_body() -> None:
    with pytest.raises(TimedOut), deadline(0.05), deadline(60):
        spin(20)


def test_it_comes_again_where_it_got_lost() -> None:
    lost = 0
    with pytest.raises(TimedOut), deadline(0.05):
        while True:
            try:
                spin(20)
            except TimedOut:
                lost += 1
                if lost == 3:
                    raise
    assert lost == 3


def test_it_waits_for_the_end_of_a_finalizer(monkeypatch: pytest.MonkeyPatch) -> None:
    dropped: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda error: dropped.append(error.exc_type))
    ended = []

    class Finalized:
        def __del__(self) -> None:
            spin(0.2)
            ended.append(self)

    with pytest.raises(TimedOut), deadline(0.05):
        Finalized()
        spin(20)
    assert len(ended) == 1 and not dropped


def test_what_becomes_of_it_is_still_a_time_out() -> None:
    with pytest.raises(TimedOut), deadline(0.05):
        try:
            spin(20)
        except TimedOut:
            raise ValueError("half made") from None


def test_other_errors_pass() -> None:
    with pytest.raises(ValueError, match="mine"), deadline(5):
        raise ValueError("mine")


def test_every_thread_has_its_own() -> None:
    ended: list[str] = []

    def run(seconds: float) -> None:
        try:
            with deadline(seconds):
                spin(1.5)
        except TimedOut:
            ended.append("late")
        else:
            ended.append("in time")

    threads = [threading.Thread(target=run, args=(seconds,)) for seconds in (0.1, 60, 0.2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["in time", "late", "late"]


def test_ends_at_the_very_moment() -> None:
    for k in range(300):
        with contextlib.suppress(TimedOut), deadline(0.002):
            spin(0.0019 + (k % 20) * 1e-5)
    spin(0.2)


def test_deadlines_are_cheap() -> None:
    start = time.process_time()
    for _ in range(2000):
        with deadline(60):
            pass
    assert time.process_time() - start < 0.5


FORKING = """
import os
from catproof.deadline import TimedOut, deadline

with deadline(60):
    pass  # the watcher of this process runs; the child has none
child = os.fork()
if child == 0:
    try:
        with deadline(0.1):
            while True:
                pass
    except TimedOut:
        os._exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_in_a_forked_process() -> None:
    # In a process of its own: a fork of one with the threads that tests run beside may hang whatever it does.
    subprocess.run([sys.executable, "-c", FORKING], timeout=60, check=True)
