"""Workers of a Dask cluster, for `check --cluster ADDRESS`.

The scheduler keeps the jobs, and gives those of a worker that has died to another (Rocklin, *Dask: Parallel Computation
with Blocked algorithms and Task Scheduling*, SciPy 2015). A theory travels as text; of the data files it reads only
digests do, and a worker that does not see the same files refuses. catproof must be installed where the workers run, in
the same version.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import logging
import os
import queue
import ssl
import time
import warnings
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from catproof.files.reading import digest
from catproof.packages import installs
from catproof.readers.place import Places
from catproof.running.job import Job, Outcome, serve
from catproof.running.loading import Loaded
from catproof.running.schedule import Lost, WorkersFailed
from catproof.syntax.files import data_files, imported_files, may_name_files
from catproof.syntax.parser import parse
from catproof.version import __version__

Future = Any
"""A job at the scheduler; `distributed` has no types."""

PATIENCE = 10.0
"""Seconds that scheduler and workers have to answer at first, and to come back."""

SILENCE = 60.0
"""Seconds after which a scheduler that is connected, and has answered before, is given up: a busy one may be late."""

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
        except ImportError:
            raise WorkersFailed(f"--cluster needs Dask: {installs('distributed')}") from None
        _quiet()
        _check_address(self.address)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other versions of other packages
            connect: Any = Client
            try:
                # A client that cannot connect stays half made, and nothing but its own event loop can close it.
                asyncio.run(_connected(connect, self.address))
                self._client = connect(self.address, timeout=PATIENCE, set_as_default=False)
            except Exception as error:  # of Dask, of its configuration, of the certificates that it names
                raise WorkersFailed(_unreachable(self.address, error)) from None
        self._seen = time.monotonic()
        while not self._look():
            time.sleep(0.1)

    def hand(self, job: Job) -> int | None:
        """Give the job to the scheduler, unless its workers have enough to do. A range may wait behind another."""
        if len(self._futures) >= self._slots * (1 if job.stop is None else 2):
            return None
        number = next(self._numbers)
        self._check_scheduler()
        try:
            future = self._client.submit(serve, job, key=f"catproof-{os.getpid()}-{id(self)}-{number}", pure=False)
        except Exception:
            self._check_scheduler()
            raise
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
        with contextlib.suppress(Exception):  # whatever it says, we are done
            if client.status == "running":
                client.cancel(list(self._futures.values()))
            self._futures.clear()
            client.close(timeout=2)

    def _check_scheduler(self) -> None:
        """Raises `WorkersFailed` when the connection to the scheduler is lost: all that was handed to it is lost too,
        even where it comes back."""
        if self._client.status != "running":
            raise WorkersFailed(f"the Dask scheduler at {self.address} has ended")

    def _look(self) -> int:
        """Count the workers' threads: workers come and go. Raises `WorkersFailed` when there is none for a while."""
        self._check_scheduler()
        self._looked = time.monotonic()
        threads: Mapping[str, int] = {}
        answers = True
        try:
            threads = self._client.sync(self._client.scheduler.ncores, callback_timeout=PATIENCE)
        except TimeoutError:
            answers = False
        except Exception:
            self._check_scheduler()  # it may come back
        slots = sum(threads.values())
        now = time.monotonic()
        if slots:
            self._slots, self._seen = slots, now
        elif not answers and now > self._seen + SILENCE:
            raise WorkersFailed(f"the Dask scheduler at {self.address} does not answer any more")
        elif answers and now > self._seen + PATIENCE:
            text = f"the Dask scheduler at {self.address} has no workers"
            raise WorkersFailed(f"{text}; `dask worker {self.address}` starts some")
        return slots

    def _result(self, future: Future) -> Outcome | Exception:
        """What has come of a job."""
        from distributed import KilledWorker

        try:
            outcome: Outcome | Exception = future.result(timeout=SILENCE)
        except KilledWorker:
            return Lost("its workers ended while deciding it, again and again; there may be too little memory")
        except (asyncio.CancelledError, concurrent.futures.CancelledError):  # by Dask: the connection was lost
            raise WorkersFailed(f"the Dask scheduler at {self.address} has ended") from None
        except Exception as error:  # not of the job, whose exceptions are given back
            self._check_scheduler()
            text = f"a worker of {self.address} cannot do the work: {type(error).__name__}: {error}"
            raise WorkersFailed(f"{text}; is catproof {__version__} installed there?") from None
        finally:
            with contextlib.suppress(Exception):
                future.release()
        return outcome


def _quiet() -> None:
    """What Dask has to say about lost workers and connections, we say. It gives its loggers levels of their own."""
    if os.environ.get("CATPROOF_DEBUG"):
        return
    parts = ("distributed", "asyncio", "tornado")
    for name in (*parts, *logging.root.manager.loggerDict):
        if name.partition(".")[0] in parts:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _check_address(address: str) -> None:
    """Raises `WorkersFailed` where nothing that Dask can reach has such an address."""
    from distributed.comm.addressing import parse_address
    from distributed.comm.registry import get_backend

    try:
        scheme, location = parse_address(address)
        backend: Any = get_backend(scheme)
        host, port = backend.get_address_host_port(location)
        if host and 0 < int(port) < 65536:
            return
    except Exception:  # an unknown scheme, one without hosts, no port, a package that is missing
        pass
    raise WorkersFailed(f"{address!r} is no address of a Dask scheduler, as tcp://host:8786 is") from None


async def _connected(connect: Any, address: str) -> None:
    """Connect once, and leave again. Raises what Dask raises."""
    client = connect(address, timeout=PATIENCE, set_as_default=False, asynchronous=True)
    try:
        await client
    finally:
        with contextlib.suppress(Exception):
            await client.close(timeout=2)


def _unreachable(address: str, error: Exception) -> str:
    """Why there is no connection, on one line."""
    kind = type(error).__name__
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError | PermissionError | ssl.SSLError):
        return f"no Dask scheduler answers at {address} ({kind}); `dask scheduler` prints its address"
    reason = " ".join(str(error).split())[:300]
    if address.startswith(("tls:", "wss:")):
        return (
            f"no connection to {address}: {reason} ({kind}); TLS is set up by Dask's configuration of distributed.comm"
        )
    return f"no connection to {address}: {reason} ({kind})"


def data_digests(theory: Loaded, allowed: tuple[str, ...] = ()) -> tuple[tuple[Path, bytes], ...]:
    """The data files that a theory and its imports read, each with a digest; `allowed` are the folders of
    `--allow-path`."""
    found: dict[Path, bytes] = {}
    seen: set[Path] = set()
    base = theory.where.parent if theory.where is not None else Path.cwd()
    pending: list[tuple[Path, str]] = [(base, "\n".join(theory.lines))]
    while pending:
        folder, text = pending.pop()
        if not may_name_files(text):
            continue
        tree = parse(text, theory.path).theory
        places = Places(folder, allowed)
        for path in places.those_inside(data_files(tree)):
            found[path] = digest(path)
        for other in places.those_inside(imported_files(tree)):
            if other not in seen and other in theory.texts:
                seen.add(other)
                pending.append((other.parent, theory.texts[other]))
    return tuple(found.items())
