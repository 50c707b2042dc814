"""Deadlines: they end what runs too long, in any thread, and leave nothing behind."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path

import pytest
from patience import PATIENCE, effort

from catproof.core.deadline import OutOfMemory, TimedOut, Whole, deadline, held, load, over
from catproof.core.limits import LimitReached, reserve
from catproof.core.memory import resident


def spin(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_what_is_in_time_is_left_alone() -> None:
    with deadline(PATIENCE):
        spin(0.01)
    spin(0.05)


def test_what_takes_too_long_ends() -> None:
    with effort(5), pytest.raises(TimedOut), deadline(0.1):
        spin(PATIENCE)
    spin(0.2)  # and nothing comes later


def test_a_sooner_deadline_after_a_later_one() -> None:
    with deadline(900):
        with pytest.raises(TimedOut), deadline(0.05):
            spin(PATIENCE)
        spin(0.1)


def test_the_outer_deadline_ends_the_inner_body() -> None:
    with pytest.raises(TimedOut), deadline(0.05), deadline(900):
        spin(PATIENCE)


def test_it_comes_again_where_it_got_lost() -> None:
    lost = 0
    with pytest.raises(TimedOut), deadline(0.05):
        while True:
            try:
                spin(PATIENCE)
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
        spin(PATIENCE)
    assert len(ended) == 1 and not dropped


def test_it_waits_for_the_end_of_what_the_collector_calls() -> None:
    """As Dask has it called, before and after each collection: half of that would leave it in disorder."""
    phases: list[str] = []

    class Diagnosis:
        def told(self, phase: str, _: dict[str, int]) -> None:
            spin(0.1)
            phases.append(phase)

    diagnosis = Diagnosis()
    gc.callbacks.append(diagnosis.told)
    try:
        for _ in range(3):
            with pytest.raises(TimedOut), deadline(0.05):
                gc.collect()
                spin(PATIENCE)
    finally:
        gc.callbacks.remove(diagnosis.told)
    assert phases[:6] == ["start", "stop"] * 3 and len(phases) % 2 == 0


def test_nothing_is_said_of_one_that_python_drops(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes again. Of other errors is said what was said before."""
    said: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda error: said.append(error.exc_type))
    called = []

    class Thing:
        pass

    def freed(_: object) -> None:
        called.append("freed")
        spin(PATIENCE)

    def failing(_: object) -> None:
        raise ValueError("mine")

    with pytest.raises(TimedOut), deadline(0.05):
        for callback in (failing, freed):
            thing = Thing()
            watched = weakref.ref(thing, callback)
            del thing
            assert watched() is None
        spin(PATIENCE)
    assert called == ["freed"] and said == [ValueError]


def test_what_becomes_of_it_is_still_a_time_out() -> None:
    with pytest.raises(TimedOut), deadline(0.05):
        try:
            spin(PATIENCE)
        except TimedOut:
            raise ValueError("half made") from None


def test_other_errors_pass() -> None:
    with pytest.raises(ValueError, match="mine"), deadline(5):
        raise ValueError("mine")


def test_every_thread_has_its_own() -> None:
    ended: list[str] = []

    def run(seconds: float, busy: float) -> None:
        try:
            with deadline(seconds):
                spin(busy)
        except TimedOut:
            ended.append("late")
        else:
            ended.append("in time")

    threads = [threading.Thread(target=run, args=each) for each in ((0.1, PATIENCE), (PATIENCE, 1.5), (0.2, PATIENCE))]
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
    with effort(0.5):
        for _ in range(2000):
            with deadline(900):
                pass


FORKING = """
import os
from catproof.core.deadline import TimedOut, deadline

with deadline(900):
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
    subprocess.run([sys.executable, "-c", FORKING], timeout=PATIENCE, check=True)


# ---- where nothing may strike --------------------------------------------------------------------------------


SLOWLY = """
import time
end = time.perf_counter() + 0.3
while time.perf_counter() < end:
    pass
whole = True
"""


@pytest.mark.parametrize("how", ["load", "import"])
def test_an_import_is_made_whole(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"slow_{how}"
    (tmp_path / f"{name}.py").write_text(SLOWLY)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(TimedOut), deadline(0.05):
        if how == "load":
            load(name)
        else:
            importlib.import_module(name)
        spin(PATIENCE)
    assert sys.modules[name].whole
    importlib.import_module(name)


def test_the_clock_stands_still_while_modules_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_once.py").write_text(SLOWLY.replace("0.3", "3"))
    monkeypatch.syspath_prepend(str(tmp_path))
    with deadline(2):
        load("slow_once")
    with pytest.raises(ImportError), deadline(900):
        load("there_is_no_such_module")


def test_what_is_held_is_made_whole_and_then_struck() -> None:
    whole = []
    with pytest.raises(TimedOut) as caught, deadline(0.05):
        with held():
            with held():
                spin(0.3)
            whole.append(1)
        whole.append(2)
    assert whole == [1] and caught.value.remedy == "--timeout" and "0.05 s" in caught.value.limit
    spin(0.1)


def test_what_is_held_is_stopped_by_its_own_means() -> None:
    stop = threading.Event()
    with pytest.raises(TimedOut), deadline(0.05), held(stop.set):
        assert stop.wait(PATIENCE)


def test_errors_pass_what_is_held() -> None:
    with pytest.raises(ValueError, match="mine"), deadline(900), held():
        raise ValueError("mine")
    with pytest.raises(TimedOut), deadline(0.05):
        spin(PATIENCE)


def test_an_error_that_comes_of_a_strike_is_none() -> None:
    class Odd(Exception):
        pass

    with pytest.raises(TimedOut), deadline(0.05):
        try:
            spin(PATIENCE)
        except Exception:  # as code does that takes any error for one of its input
            raise Odd from None


def test_what_went_before_counts() -> None:
    with pytest.raises(TimedOut, match="60 s"), deadline(60) as clock:
        clock.charge(5)
        clock.charge(3)
        assert 5 <= clock.spent() < 50
        clock.charge(61)
    with deadline(60, given=7) as clock:
        clock.charge(1)


def test_a_run_that_is_over_begins_nothing() -> None:
    with pytest.raises(TimedOut) as caught, deadline(60, whole=Whole(3, time.monotonic() - 1)):
        raise AssertionError("it was begun")
    assert "3 s for the whole run" in str(caught.value) and "--timeout-all" in str(caught.value)


def test_the_end_of_the_run_ends_a_body() -> None:
    with pytest.raises(TimedOut) as caught, deadline(600, whole=Whole(0.1, time.monotonic() + 0.1)):
        spin(PATIENCE)
    assert caught.value.remedy == "--timeout-all"


@pytest.mark.skipif(not resident(), reason="the system does not say how much memory a process holds")
def test_memory_that_grows_ends_the_body() -> None:
    limit = resident() / 1e6 + 150
    grown = []
    with pytest.raises(OutOfMemory) as caught, deadline(600, limit):
        while True:
            grown.append(bytearray(1_000_000))
            for k in range(0, 1_000_000, 4096):
                grown[-1][k] = 1
            assert len(grown) < 3000
    assert caught.value.remedy == "--memory" and f"{limit:g} MB" in caught.value.limit
    del grown
    with deadline(60, limit + 100):
        spin(0.1)


def test_sizes_are_asked_for_before() -> None:
    reserve(1e15, "anything")  # without bounds there are none
    with deadline(60, 10_000):
        reserve(1_000, "a little")
        with pytest.raises(LimitReached) as caught:
            reserve(1e12, "the sum")
    assert caught.value.remedy == "--memory" and "the sum would take about 1,000,000 MB" in str(caught.value)


def test_memory_that_is_not_there_is_a_limit() -> None:
    with pytest.raises(OutOfMemory), deadline(60, 1000):
        raise MemoryError


def test_a_body_that_is_left_is_forgotten() -> None:
    for k in range(200):  # at the very moment, in a function that then returns
        with contextlib.suppress(TimedOut):
            short(0.001 + (k % 10) * 1e-5)
    spin(0.3)
    assert not over()


def short(seconds: float) -> None:
    with deadline(seconds):
        spin(0.00105)


TRACED = """
import cProfile, ctypes, sys, threading, time
from catproof.core.deadline import TimedOut, deadline, held

def strike():
    raised = ctypes.pythonapi.PyThreadState_SetAsyncExc
    me = ctypes.c_ulong(threading.main_thread().ident)
    for error in (ctypes.py_object(TimedOut), None):  # it does not arrive: the flag for it stays set
        raised(me, error)

def body():
    with deadline(1000) as clock:
        striker = threading.Thread(target=strike)
        striker.start()
        striker.join()
        clock.fired = clock.thread.struck = True
        if sys.argv[1] == "held":
            try:
                held().__enter__()
            except TimedOut:
                clock.fired = False
    def after():
        return sum(range(10))
    if sys.argv[2] == "profiled":
        cProfile.Profile().runcall(after)
    else:
        sys.settrace(lambda *_: None)
        after()

body()
print("done")
"""


@pytest.mark.parametrize("how", ["profiled", "traced"])
@pytest.mark.parametrize("where", ["ended", "held"])
def test_what_was_taken_back_does_not_hang_a_traced_thread(where: str, how: str) -> None:
    command = [sys.executable, "-c", TRACED, where, how]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_ctrl_c_passes_what_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with deadline(1000) as clock:
        thread, pressed = clock.thread, []
        strike = thread.strike

        def pressing(error: type[BaseException]) -> None:
            if not pressed:
                pressed.append(True)
                raise KeyboardInterrupt
            strike(error)

        monkeypatch.setattr(thread, "strike", pressing)
        with pytest.raises(KeyboardInterrupt):
            thread.take()
        assert not thread.struck
