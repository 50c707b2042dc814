"""Workers that are processes on this machine, for `check --jobs N`."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from multiprocessing.connection import Connection, wait
from typing import NamedTuple

from catproof.running.collector import collect_seldom
from catproof.running.interrupts import guard
from catproof.running.job import Job, Outcome, serve
from catproof.running.schedule import Lost

ATTEMPTS = 3
"""A job whose worker ended unexpectedly is given to another; after so many, no more."""

PATIENCE = 0.5
"""Seconds that a job may still run when it is of no use any more; then its worker is ended."""


class _Errand(NamedTuple):
    """A job with its number, and how often a worker ended while doing it."""

    number: int
    job: Job
    attempts: int = 0


class _Worker:
    def __init__(self, process: multiprocessing.process.BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.errands: deque[_Errand] = deque()
        """The first is being done."""
        self.until = float("inf")
        """When it is ended: what it does is of no use."""

    def free(self, job: Job) -> bool:
        """Should the job be given to this worker? A range may wait behind another, so that there is no gap."""
        if job.stop is None:
            return not self.errands
        return len(self.errands) < 2 and all(errand.job.stop is not None for errand in self.errands)


class Workers:
    """At most `most` processes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._workers: list[_Worker] = []
        self._numbers = count()
        self._given_up: set[int] = set()
        self._lost: list[tuple[int, Outcome | Exception]] = []

    def start(self, jobs: int | None) -> None:
        """Start processes for so many jobs at a time."""
        for _ in range(self.most if jobs is None else min(self.most, jobs)):
            self._hire()

    def hand(self, job: Job) -> int | None:
        """Give the job to a process that is free, and say its number."""
        free = [worker for worker in self._workers if worker.free(job)]
        if not free:
            return None
        number = next(self._numbers)
        self._send(min(free, key=lambda worker: len(worker.errands)), _Errand(number, job))
        return number

    def done(self, seconds: float) -> list[tuple[int, Outcome | Exception]]:
        """What was done since the last time; waits for so long at most."""
        now = time.monotonic()
        for worker in [w for w in self._workers if w.until < now]:
            worker.process.terminate()
        due = min((worker.until for worker in self._workers), default=now + seconds)
        ready = set(wait([w.connection for w in self._workers], max(0.0, min(seconds, due - now))))
        found = []
        for worker in [w for w in self._workers if w.connection in ready]:
            try:
                outcome = worker.connection.recv()
            except (EOFError, OSError):
                self._ended(worker)
                continue
            errand = worker.errands.popleft()
            self._watch(worker)
            if errand.number in self._given_up:
                self._given_up.discard(errand.number)
            else:
                found.append((errand.number, outcome))
        found += self._lost
        self._lost = []
        return found

    def give_up(self, number: int) -> None:
        """The job with this number is of no use any more."""
        self._given_up.add(number)
        for worker in self._workers:
            self._watch(worker)

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.connection.close()
        self._workers.clear()

    def _watch(self, worker: _Worker) -> None:
        useless = bool(worker.errands) and worker.errands[0].number in self._given_up
        worker.until = min(worker.until, time.monotonic() + PATIENCE) if useless else float("inf")

    def _hire(self) -> _Worker:
        """One more process."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), name="catproof worker", daemon=True)
        with _deaf():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _send(self, worker: _Worker, errand: _Errand) -> None:
        worker.errands.append(errand)
        try:
            worker.connection.send(errand.job)
        except OSError:  # it has ended; that shows when it is listened to
            return

    def _ended(self, worker: _Worker) -> None:
        """A process has ended, by itself or by us: what it had to do goes to a new one."""
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.join(5)
        again = list(worker.errands)
        if again and again[0].number not in self._given_up:
            first = again[0]._replace(attempts=again[0].attempts + 1)
            again[0] = first
            if first.attempts == ATTEMPTS:
                code = worker.process.exitcode
                how = f"by signal {-code}" if code is not None and code < 0 else f"with status {code}"
                text = (
                    f"a worker process ended {how} while deciding it, {ATTEMPTS} times; there may be too little memory"
                )
                self._lost.append((again.pop(0).number, Lost(text)))
        replaced = self._hire()
        for errand in again:
            if errand.number in self._given_up:
                self._given_up.discard(errand.number)
            else:
                self._send(replaced, errand)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started meanwhile ignore Ctrl-C: the first process hears it, and ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


# ---- in a worker --------------------------------------------------------------------------------------


def _serve(connection: Connection) -> None:
    """Do the jobs that come, until nobody is there any more."""
    guard()
    collect_seldom()
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(connection, jobs), daemon=True).start()
    while True:
        connection.send(serve(jobs.get()))


def _listen(connection: Connection, jobs: queue.SimpleQueue[Job]) -> None:
    """Take jobs at any time, so that who sends one never waits for a worker that waits to send a result."""
    while True:
        try:
            jobs.put(connection.recv())
        except (EOFError, OSError):  # the first process has ended
            os._exit(0)
