"""The language server's side of the processes that decide statements: who works on what, and what to do when one is
busy with something that nobody wants to know any more."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from catproof.options import Options

PATIENCE = 0.1
"""Seconds that a process may go on deciding a statement when a newer job waits for it; then it is ended."""

SLOW = 3.0
"""The same while it reads and elaborates a text, which is seldom worth ending."""

STARTING = 20.0
"""The same for a process that has just been started."""

Answer = dict[str, Any]


class _Process:
    """A worker process, alive until it is ended.

    It is written to and read from by two threads, for asyncio's processes cannot be given up at any moment: an event
    loop that closes while one is being started waits for ever (CPython 3.11), and says so of one that it outlives.
    """

    def __init__(self, options: Options, heard: Callable[[_Process, bytes], None]) -> None:
        """`heard` is called in the running event loop with each line of the process, and at its end with none."""
        command = [sys.executable, "-m", "catproof.faces.editor.worker", json.dumps(options._asdict())]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._jobs = SimpleQueue[bytes | None]()
        self._heard = heard
        self.used = False
        self.deciding: float | None = None
        """Since when it has been deciding a statement."""
        threading.Thread(target=self._write, daemon=True).start()
        threading.Thread(target=self._read, args=(asyncio.get_running_loop(),), daemon=True).start()

    def give(self, job: dict[str, Any]) -> None:
        """Have a job written to it; this never waits."""
        self._jobs.put(json.dumps(job).encode() + b"\n")

    def end(self) -> None:
        """End it, and wait for that."""
        self._process.kill()
        self._jobs.put(None)
        self._process.wait()

    def _write(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError), self._process.stdin as stream:  # it may end at any moment
            while (job := self._jobs.get()) is not None:
                stream.write(job)
                stream.flush()

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(RuntimeError), self._process.stdout as stream:  # the loop is closed: nobody listens
            for line in stream:
                loop.call_soon_threadsafe(self._heard, self, line)
            loop.call_soon_threadsafe(self._heard, self, b"")


class Prover:
    """Two processes: one works, the other is ready to take its place at once.

    `tell` is called with every answer to a job that is still wanted. When a process ends by itself, as it may when
    memory runs out, the statement it was deciding gets an `unknown`.
    """

    def __init__(self, options: Options, tell: Callable[[Answer], None]) -> None:
        self.options = options
        self.tell = tell
        self.jobs: dict[str, dict[str, Any]] = {}
        """The unfinished job of each file."""
        self.deciding: dict[str, int] = {}
        """The statement of each file that is being decided."""
        self.number = 0
        self.started = 0
        """How many processes have been started."""
        self._working: _Process | None = None
        self._spare: _Process | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False

    def order(self, path: str, text: str, texts: dict[str, str]) -> int:
        """Have a text checked, instead of what was ordered for the file before. Gives the number of the job."""
        self.number += 1
        job: dict[str, Any] = {"job": self.number, "path": path, "text": text, "texts": texts, "known": []}
        self.jobs[path] = job
        self.deciding.pop(path, None)
        if self._working is None:
            self._begin()
        else:
            self._working.give(job)
            self._watch(self._working, self.number)
        return self.number

    def know(self, path: str, numbers: list[int]) -> None:
        """Say which statements of the newest job for a file need not be decided: its verdicts are known."""
        job = self.jobs.get(path)
        if job is not None and numbers:
            job["known"] += numbers
            if self._working is not None:
                self._working.give({"job": job["job"], "known": numbers})

    def cancel(self, path: str | None = None) -> None:
        """Stop what is being decided, for one file or for all; the statements that are left stay undecided."""
        for one in [path] if path is not None else list(self.jobs):
            self.jobs.pop(one, None)
            self.deciding.pop(one, None)
        self._replace()

    def close(self) -> None:
        """End the processes; none is started any more."""
        self._closed = True
        for one in (self._working, self._spare):
            if one is not None:
                one.end()
        self._working = self._spare = None

    # ---- processes ------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Have a process, with another one ready to take its place, and give it what has been ordered meanwhile."""
        if self._working is None and not self._closed:
            self._working = self._spare or self._start()
            self._spare = self._start()
            for job in self.jobs.values():
                self._working.give(job)

    def _start(self) -> _Process:
        self.started += 1
        return _Process(self.options, self._said)

    def _watch(self, process: _Process, number: int) -> None:
        """See to it that a job is taken up soon."""
        loop = asyncio.get_running_loop()
        ordered = loop.time()

        def look() -> None:
            waits = any(job["job"] == number and not job.get("taken") for job in self.jobs.values())
            if not waits or process is not self._working:
                return
            now = loop.time()
            busy = process.deciding is not None and now - process.deciding > PATIENCE
            if busy or now - ordered > (SLOW if process.used else STARTING):
                self._replace()
            else:
                self._timer = loop.call_later(PATIENCE / 2, look)

        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_later(PATIENCE / 2, look)

    def _replace(self) -> None:
        """End the working process, and have the spare one go on with what is still wanted."""
        if self._working is not None:
            self._working.end()
            self._working = None
        self._begin()

    def _said(self, process: _Process, line: bytes) -> None:
        """A process has answered, or ended."""
        if not line:
            self._gone(process)
            return
        answer = json.loads(line)
        process.used = True
        process.deciding = asyncio.get_running_loop().time() if "deciding" in answer else None
        if process is self._working:
            self._heard(answer)

    def _gone(self, process: _Process) -> None:
        """A process has ended; the one that works, or is to take its place, has ended by itself."""
        process.end()
        if process is self._spare:
            self._spare = None
        elif process is self._working:
            for path, number in list(self.deciding.items()):
                lost = {"status": "unknown", "text": "unknown: the process that was deciding it ended", "argument": ""}
                self._heard({"job": self.jobs[path]["job"], "number": number, "verdict": lost})
            if process.used:
                self._replace()
            else:  # it cannot even start: the next order tries again
                self.jobs.clear()
                self._working = None

    def _heard(self, answer: Answer) -> None:
        job = next((job for job in self.jobs.values() if job["job"] == answer.get("job")), None)
        if job is None:
            return
        path = job["path"]
        if "taken" in answer:
            job["taken"] = True
            return
        if "deciding" in answer:
            self.deciding[path] = answer["deciding"]
        elif "verdict" in answer:
            self.deciding.pop(path, None)
            job["known"].append(answer["number"])
        elif "done" in answer:
            del self.jobs[path]
        self.tell(answer)
