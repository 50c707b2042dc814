"""Workers of a Dask cluster, for `check --cluster ADDRESS`.

The scheduler keeps the jobs, and gives those of a worker that has died to another (Rocklin, *Dask: Parallel Computation
with Blocked algorithms and Task Scheduling*, SciPy 2015). A theory travels as text; of the data files it reads only
digests do, and a worker that does not see the same files refuses. catproof must be installed where the workers run, in
the same version.
"""

from __future__ import annotations

import logging
import os
import queue
import time
import warnings
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from catproof import __version__
from catproof.job import Job, Outcome, digest, serve
from catproof.readers.place import Places
from catproof.run import Loaded
from catproof.schedule import Lost, WorkersFailed
from catproof.syntax.files import data_files, imported_files
from catproof.syntax.parser import parse

Future = Any
"""A job at the scheduler; `distributed` has no types."""

PATIENCE = 10.0
"""Seconds that scheduler and workers have to answer, and to come back."""

LOOK = 1.0
"""Seconds between two looks at who is there."""


class Cluster:
    """The workers that a Dask scheduler has, each as many times as it has threads."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._client: Any = None
        self._numbers = count()
        self._futures: dict[int, Future] = {}
        self._ready: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._slots = 0
        self._looked = 0.0
        self._seen = 0.0
        """When there was a worker last."""

    def start(self, jobs: int | None) -> None:
        """Find the scheduler, and wait until it has a worker. Raises `WorkersFailed`."""
        try:
            from distributed import Client
            from distributed.comm.addressing import parse_address
            from distributed.comm.registry import get_backend
        except ImportError:
            raise WorkersFailed("--cluster needs Dask: pip install 'catproof[cluster]'") from None
        for name in ("distributed", "asyncio", "tornado"):  # what they have to say about lost workers, we say
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            get_backend(parse_address(self.address)[0])
        except ValueError:
            raise WorkersFailed(f"{self.address} is no address of a Dask scheduler, as tcp://host:8786 is") from None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # other versions of other packages
                connect: Any = Client
                self._client = connect(self.address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            text = f"no Dask scheduler answers at {self.address} ({type(error).__name__})"
            raise WorkersFailed(f"{text}; `dask scheduler` prints its address") from None
        self._seen = time.monotonic()
        while not self._look():
            time.sleep(0.1)

    def hand(self, job: Job) -> int | None:
        """Give the job to the scheduler, unless its workers have enough to do. A range may wait behind another."""
        if len(self._futures) >= self._slots * (1 if job.stop is None else 2):
            return None
        number = next(self._numbers)
        future = self._client.submit(serve, job, key=f"catproof-{os.getpid()}-{id(self)}-{number}", pure=False)
        self._futures[number] = future
        future.add_done_callback(lambda _: self._ready.put(number))
        return number

    def done(self, seconds: float) -> list[tuple[int, Outcome | Exception]]:
        """What was done since the last time; waits for so long at most. Raises `WorkersFailed`."""
        found: list[tuple[int, Outcome | Exception]] = []
        end = time.monotonic() + seconds
        while True:
            try:
                number = self._ready.get(timeout=0.0 if found else max(0.0, end - time.monotonic()))
            except queue.Empty:
                break
            future = self._futures.pop(number, None)
            if future is not None:
                found.append((number, self._result(future)))
        if time.monotonic() > self._looked + LOOK:
            self._look()
        return found

    def give_up(self, number: int) -> None:
        """The job with this number is of no use any more."""
        future = self._futures.pop(number, None)
        if future is not None:
            future.cancel()

    def close(self) -> None:
        """Take back what is not done, and leave."""
        if self._client is None:
            return
        client, self._client = self._client, None
        if client.status == "running":
            client.cancel(list(self._futures.values()))
        self._futures.clear()
        client.close(timeout=2)

    def _look(self) -> int:
        """Count the workers' threads: workers come and go. Raises `WorkersFailed` when there is none for a while."""
        if self._client.status in ("closed", "closing"):
            raise WorkersFailed(f"the Dask scheduler at {self.address} has ended")
        self._looked = time.monotonic()
        try:
            threads: Mapping[str, int] = self._client.nthreads()
        except (OSError, TimeoutError):  # it may come back
            threads = {}
        slots = sum(threads.values())
        now = time.monotonic()
        if slots:
            self._slots, self._seen = slots, now
        elif now > self._seen + PATIENCE:
            text = f"the Dask scheduler at {self.address} has no workers"
            raise WorkersFailed(f"{text}; `dask worker {self.address}` starts some")
        return slots

    def _result(self, future: Future) -> Outcome | Exception:
        """What has come of a job."""
        from distributed import KilledWorker

        try:
            outcome: Outcome | Exception = future.result(timeout=PATIENCE)
        except KilledWorker:
            return Lost("its workers ended while deciding it, again and again; there may be too little memory")
        except Exception as error:  # not of the job, whose exceptions are given back
            text = f"a worker of {self.address} cannot do the work: {type(error).__name__}: {error}"
            raise WorkersFailed(f"{text}; is catproof {__version__} installed there?") from None
        finally:
            future.release()
        return outcome


def data_digests(theory: Loaded, allowed: tuple[str, ...] = ()) -> tuple[tuple[Path, bytes], ...]:
    """The data files that a theory and its imports read, each with a digest; `allowed` are the folders of
    `--allow-path`."""
    found: dict[Path, bytes] = {}
    seen: set[Path] = set()
    base = theory.where.parent if theory.where is not None else Path.cwd()
    pending: list[tuple[Path, str]] = [(base, "\n".join(theory.lines))]
    while pending:
        folder, text = pending.pop()
        tree = parse(text, theory.path).theory
        places = Places(folder, allowed)
        for path in places.those_inside(data_files(tree)):
            found[path] = digest(path)
        for other in places.those_inside(imported_files(tree)):
            if other not in seen and other in theory.texts:
                seen.add(other)
                pending.append((other.parent, theory.texts[other]))
    return tuple(found.items())
