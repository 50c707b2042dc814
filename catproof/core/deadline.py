"""Bounds on the time and the memory that a piece of Python may take, in any thread.

A watcher raises an exception in the thread whose bound is met, between two bytecodes. Where that would leave something
half made, in an import or in a library's own structures, it waits: see `held` and `load`.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Literal, NamedTuple

from catproof.core.memory import MEGABYTE, give_back, resident


class Exceeded(BaseException):
    """A bound is met: `limit` says which, `remedy` is the option that raises it.

    No `Exception`, as Ctrl-C is none: code that takes any error of a library for a fault of its input must not take
    this for one.
    """

    def __init__(self, limit: str = "a limit", remedy: str = "") -> None:
        super().__init__(limit, remedy)
        self.limit = limit
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.limit} was reached{self.how}"

    @property
    def how(self) -> str:
        """` (raise it with --timeout)`, where there is an option for it."""
        return f" (raise it with {self.remedy})" if self.remedy else ""


class TimedOut(Exceeded):
    """The time allowed is over."""


class OutOfMemory(Exceeded):
    """The memory allowed is used up."""


class Cancellation:
    """Ends the runs that were given it, `check_file(path, cancel=this)`, from any thread: see `cancel`."""

    def __init__(self) -> None:
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Was `cancel` called?"""
        return self._cancelled

    def cancel(self) -> None:
        """End the runs: what they are doing is given up, and they raise `Cancelled`. Those that begin later do too."""
        self._cancelled = True
        _WATCHER.ring(0.0)


class Whole(NamedTuple):
    """The bound of a run: the seconds it was given, and when (of `time.monotonic`) they are over; and what may end it
    earlier."""

    seconds: float
    ends: float
    cancel: Cancellation | None = None


AGAIN = 0.05
"""Seconds until an exception is raised once more, where it got lost."""

SOON = 0.002
"""Seconds until it is tried again where the thread was in the middle of an import or of a finalizer."""

GROWTH = 1000.0 * MEGABYTE
"""Bytes a second that a process is taken to grow by at most: memory is looked at the sooner the less is left."""

LOOKS = 0.02, 1.0
"""Seconds between two looks at the memory, at least and at most."""


class Clock:
    """The bounds of a body, which runs in `with`; see `deadline`."""

    def __init__(self, seconds: float, memory: float | None, whole: Whole | None, given: float) -> None:
        self.seconds = seconds
        self.given = given
        self.memory: float | None = None if memory is None else memory * MEGABYTE
        self.whole = whole
        self.started: float = 0.0
        self.until: float = 0.0
        self.next: float = 0.0
        """When the watcher has to see to it."""
        self.charged: float = 0.0
        self.over: bool = False
        self.fired: bool = False
        self.bloated: bool = False

    def __enter__(self) -> Clock:
        self.thread: _Thread = _here()
        self.thread.clocks[:] = [clock for clock in self.thread.clocks if not clock.over]
        self.frame: int = id(sys._getframe(1))
        self.held: int = self.thread.held if self.thread.clocks else 0
        self.stop: Callable[[], object] | None = self.thread.stop if self.thread.clocks else None
        self.started = time.monotonic()
        self.until = self.started + self.seconds
        self.next = self.due
        if self.next <= self.started:
            raise self.exceeded()
        if self.memory is not None and _WATCHER.tidied(self.memory):
            self.bloated = True
            raise self.exceeded()
        _WATCHER.watch(self)
        if self.cancelled:  # while it was not watched yet
            _WATCHER.ring(0.0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        thread, done = self.thread, False
        while not done:
            try:
                with thread.lock:
                    self.over = True
                fired = [clock for clock in thread.clocks if clock.fired]
                if self.fired:  # it may still be on its way: take it here, not somewhere later
                    thread.take()
                if self in thread.clocks:
                    thread.clocks.remove(self)
                thread.held, thread.stop = self.held, self.stop  # whatever Ctrl-C has left
                _WATCHER.forget(self)
                done = True
            except Exceeded:  # it came just now, or that of an outer body, which comes again
                continue
        if isinstance(error, MemoryError):
            self.bloated = self.memory is not None
            raise self.exceeded() if self.bloated else OutOfMemory("the end of the memory of this machine") from None
        if fired and isinstance(error, Exception | Exceeded):  # itself, or what ctypes or z3 has made of it
            raise fired[0].exceeded() from None
        if isinstance(error, Exceeded) and not error.remedy:
            raise self.exceeded() from None
        return False

    @property
    def cancelled(self) -> bool:
        """Was the run cancelled?"""
        return self.whole is not None and self.whole.cancel is not None and self.whole.cancel.cancelled

    @property
    def due(self) -> float:
        """When the time is over."""
        if self.cancelled:
            return float("-inf")
        return self.until if self.whole is None else min(self.until, self.whole.ends)

    def charge(self, seconds: float) -> None:
        """So many seconds went before, and count; of several such the most. Raises `TimedOut`."""
        if seconds > self.charged:
            self.until -= seconds - self.charged
            self.charged = seconds
            if self.due <= time.monotonic():
                raise self.exceeded()
            self.next = min(self.next, self.due)
            _WATCHER.ring(self.next)

    def spent(self) -> float:
        """The seconds taken, with those that went before."""
        return self.charged + time.monotonic() - self.started

    def exceeded(self) -> Exceeded:
        """What to raise."""
        if self.bloated:
            return OutOfMemory(f"the memory limit of {(self.memory or 0) / MEGABYTE:g} MB", "--memory")
        if self.cancelled:
            return TimedOut("the cancellation")
        if self.whole is not None and self.whole.ends <= self.until:
            return TimedOut(f"the time limit of {self.whole.seconds:g} s for the whole run", "--timeout-all")
        return TimedOut(f"the time limit of {self.given:g} s", "--timeout")


def deadline(
    seconds: float, memory: float | None = None, whole: Whole | None = None, given: float | None = None
) -> Clock:
    """Run the body of `with` for at most `seconds`, while the process has at most `memory` MB, and not beyond the end
    of the whole run; then `TimedOut` or `OutOfMemory` is raised in it. They name the limit of `given` seconds, if that
    is another one.

    A call into C code is not cut short: sizes are computed before (`room`), and z3 is stopped by its own means
    (`held`). Works in every thread, as signals would not. Python drops an exception that comes up in a callback, as of
    the collector of garbage: so it is raised until the body ends. A `MemoryError` of the body is an `OutOfMemory`.
    """
    return Clock(seconds, memory, whole, seconds if given is None else given)


class _Taken(BaseException):
    """Stands for an exception that is not to be raised any more."""


class _Thread:
    """A thread with its running bodies, the outermost first. `lock` is held to fire and to end, so that nothing fires
    after the end. While `held` is not 0, nothing fires; `stop` then ends what runs."""

    def __init__(self) -> None:
        self.ident: int = threading.get_ident()
        self.lock: threading.Lock = threading.Lock()
        self.clocks: list[Clock] = []
        self.held = 0
        self.stop: Callable[[], object] | None = None
        self.struck: bool = False
        """An exception may be on its way."""

    def strike(self, error: type[BaseException]) -> None:
        """Raise the exception in the thread, in place of one that has not arrived."""
        self.struck = True
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident), ctypes.py_object(error))

    def take(self) -> None:
        """Have what may be on its way arrive here, in its own thread, and go no further.

        Not by the NULL that takes it back: that leaves Python's flag for it set, and then a thread that is traced or
        profiled (a debugger, coverage) turns in a circle in CPython 3.11. So another one is put in its place, which
        arrives and clears the flag.
        """
        interrupted: KeyboardInterrupt | None = None
        try:
            while True:
                try:
                    self.strike(_Taken)
                    while True:
                        pass
                except KeyboardInterrupt as error:  # it goes before the other, which is still to come
                    interrupted = error
        except _Taken:
            self.struck = False
        if interrupted is not None:
            raise interrupted

    def fit(self, clock: Clock) -> bool | None:
        """May an exception come up where it is now? Not in the middle of an import, which would be left half made, of a
        finalizer or of what the collector of garbage calls, which would drop it, or of our own book-keeping. None: the
        body was left."""
        found, free = False, True
        collecting = {getattr(getattr(each, "__func__", each), "__code__", None) for each in gc.callbacks}
        frame = sys._current_frames().get(self.ident)
        while frame is not None:
            code = frame.f_code
            ours = code.co_filename.startswith((__file__, "<frozen importlib"))
            if ours or code in collecting or code.co_name == "__del__":
                free = False
            found = found or id(frame) == clock.frame
            frame = frame.f_back
        return free if found else None


class _Local(threading.local):
    thread: _Thread | None = None


_LOCAL = _Local()


def _here() -> _Thread:
    found = _LOCAL.thread
    if found is None or found.ident != threading.get_ident():
        found = _LOCAL.thread = _Thread()
    return found


class held:  # noqa: N801
    """No bound strikes inside: what is made there is made whole. One that is met meanwhile strikes at the end.

    `stop` ends what runs inside by its own means, from another thread, when a bound is met. With `stopped_clock` the
    time inside does not count.
    """

    def __init__(self, stop: Callable[[], object] | None = None, stopped_clock: bool = False) -> None:
        self.stop = stop
        self.stopped_clock = stopped_clock
        self.since = 0.0

    def __enter__(self) -> None:
        thread = _here()
        if not thread.clocks:
            return
        with thread.lock:
            if thread.struck:  # it is on its way: here is a good place
                thread.take()
                for clock in thread.clocks:
                    if clock.fired:
                        raise clock.exceeded()
            self.since = time.monotonic()
            self.outer = thread.stop
            thread.stop = self.stop or self.outer
            thread.held += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        thread = _here()
        if not self.since or not thread.clocks:
            return False
        met = None
        with thread.lock:
            thread.held -= 1
            thread.stop = self.outer
            now = time.monotonic()
            for clock in thread.clocks:
                if self.stopped_clock:
                    clock.until += now - self.since
                if met is None and (clock.bloated or clock.due <= now):
                    met = clock
            self.since = 0.0
            if thread.held or kind is not None:
                return False
        if met is not None:
            met.fired = True
            raise met.exceeded()
        return False


def load(*modules: str) -> None:
    """Have the modules imported, where they are not yet, while no bound strikes and no clock runs: one that strikes in
    the middle of an import can leave a module that cannot be loaded again. Raises `ImportError`."""
    for name in modules:
        module = sys.modules.get(name)
        if module is None or getattr(getattr(module, "__spec__", None), "_initializing", False):
            with held(stopped_clock=True):
                importlib.import_module(name)


def left() -> float:
    """The seconds that the running bodies of this thread still have."""
    return min((clock.due for clock in _here().clocks), default=float("inf")) - time.monotonic()


def over() -> bool:
    """Is a bound of a body that runs in this thread met? For callbacks from C code, where exceptions get lost."""
    now = time.monotonic()
    return any(not clock.over and (clock.fired or clock.due <= now) for clock in _here().clocks)


def room(needed: float = 0.0) -> tuple[float, float]:
    """The bytes that the running bodies of this thread may still take, and the limit in MB that says so. What nothing
    needs any more is given back where there is less than so many."""
    limit = min((clock.memory for clock in _here().clocks if clock.memory is not None), default=float("inf"))
    if limit == float("inf"):
        return limit, limit
    _WATCHER.tidied(limit - needed)
    return limit - resident(), limit / MEGABYTE


# ---- the watcher --------------------------------------------------------------------------------------


class _Unsaid:
    """Nothing is said on standard error of ours where Python drops it, as in the callback of a weak reference: it comes
    again. What is said of others is left as it was."""

    def __init__(self, before: Callable[[sys.UnraisableHookArgs], object]) -> None:
        self.before = before

    def __call__(self, dropped: sys.UnraisableHookArgs) -> None:
        if not issubclass(dropped.exc_type, Exceeded):
            self.before(dropped)


class _Watcher:
    """One thread for all bodies: to start one for each would take longer than most statements do.

    Only operations that are atomic in Python touch what threads share. The watcher sleeps until `planned`; a body that
    is due earlier rings the bell, a lock whose release wakes it.
    """

    def __init__(self) -> None:
        self.clocks: list[Clock] = []
        self.planned = 0.0
        self.bell = threading.Lock()
        self.bell.acquire()
        self.thread: threading.Thread | None = None
        self.starting = threading.Lock()
        self.bloated = False
        """A body was ended for its memory; what it had made may still be there."""
        self.kept = 0.0
        """The memory that was kept when the rest was given back."""

    def tidied(self, most: float) -> bool:
        """Does the process take more memory, also when what earlier bodies have left is given back? That is done where
        one was ended for its memory, and where it may help."""
        held = resident()
        if self.bloated or held > max(most, 1.05 * self.kept):
            self.bloated = False
            give_back()
            held = self.kept = resident()
        return held > most

    def watch(self, clock: Clock) -> None:
        if clock.memory is not None:
            clock.next = min(clock.next, clock.started + self._look(clock.memory - resident()))
        if not isinstance(sys.unraisablehook, _Unsaid):
            sys.unraisablehook = _Unsaid(sys.unraisablehook)
        clock.thread.clocks.append(clock)
        self.clocks.append(clock)
        if self.thread is None or not self.thread.is_alive():  # the first time, or in a process that was forked
            with self.starting:
                if self.thread is None or not self.thread.is_alive():
                    self.thread = threading.Thread(target=self._run, name="catproof deadlines", daemon=True)
                    self.thread.start()
        self.ring(clock.next)

    def ring(self, when: float) -> None:
        """Have the watcher look at this time at the latest."""
        if when < self.planned:
            try:
                self.bell.release()
            except RuntimeError:  # it rings already
                return

    def forget(self, clock: Clock) -> None:
        try:
            self.clocks.remove(clock)
        except ValueError:  # the watcher was faster
            return

    def _look(self, rest: float) -> float:
        return min(max(rest / GROWTH, LOOKS[0]), LOOKS[1])

    def _run(self) -> None:
        while True:
            self.planned = float("inf")  # who comes from here on rings
            now, following = time.monotonic(), float("inf")
            held: float | None = None
            for clock in self.clocks[:]:
                if clock.over:
                    self.forget(clock)
                    continue
                if clock.next <= now or clock.cancelled:
                    if clock.memory is not None and held is None:
                        held = resident()
                    self._see_to(clock, now, held or 0.0)
                following = min(following, clock.next)
            self.planned = following
            self.bell.acquire(timeout=max(0.0, min(following - now, threading.TIMEOUT_MAX)))

    def _see_to(self, clock: Clock, now: float, held: float) -> None:
        """Strike where a bound is met, and say when to look again."""
        thread = clock.thread
        with thread.lock:
            if clock.over:
                return
            if clock.memory is not None and held > clock.memory:
                clock.bloated = self.bloated = True
            if not clock.bloated and clock.due > now:
                clock.next = clock.due
                if clock.memory is not None:
                    clock.next = min(clock.next, now + self._look(clock.memory - held))
            elif thread.held:
                if thread.stop is not None:
                    clock.fired = True
                    thread.stop()
                clock.next = now + AGAIN
            elif not (fit := thread.fit(clock)):
                clock.next = now + SOON
                clock.over = fit is None
            else:
                clock.fired = True
                thread.strike(OutOfMemory if clock.bloated else TimedOut)
                clock.next = now + AGAIN


_WATCHER = _Watcher()
