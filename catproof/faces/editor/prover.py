"""The language server's side of the processes that decide statements: who works on what, and what to do when one is
busy with something that nobody wants to know any more."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from catproof.options import Options

PATIENCE = 0.1
"""Seconds that a process may go on deciding a statement when a newer job waits for it; then it is ended."""

SLOW = 3.0
"""The same while it reads and elaborates a text, which is seldom worth ending."""

STARTING = 20.0
"""The same for a process that has just been started."""

LONGEST_ANSWER = 2**26

Answer = dict[str, Any]


class _Process:
    """A worker process, alive until it is ended."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.used = False
        self.deciding: float | None = None
        """Since when it has been deciding a statement."""

    def give(self, job: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(job).encode() + b"\n")

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()


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
        self._tasks: set[asyncio.Task[None]] = set()
        self._lock = asyncio.Lock()
        self._closed = False

    def order(self, path: str, text: str, texts: dict[str, str]) -> int:
        """Have a text checked, instead of what was ordered for the file before. Gives the number of the job."""
        self.number += 1
        job: dict[str, Any] = {"job": self.number, "path": path, "text": text, "texts": texts, "known": []}
        self.jobs[path] = job
        self.deciding.pop(path, None)
        if self._working is None:
            self._beside(self._begin())
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

    async def cancel(self, path: str | None = None) -> None:
        """Stop what is being decided, for one file or for all; the statements that are left stay undecided."""
        for one in [path] if path is not None else list(self.jobs):
            self.jobs.pop(one, None)
            self.deciding.pop(one, None)
        await self._replace()

    async def close(self) -> None:
        """End the processes."""
        self._closed = True
        for one in (self._working, self._spare):
            if one is not None:
                one.end()
                await one.process.wait()
        for task in list(self._tasks):
            task.cancel()

    # ---- processes ------------------------------------------------------------------------------------

    async def _begin(self) -> None:
        """Have a process, and give it what has been ordered meanwhile."""
        if self._working is None and not self._closed:
            await self._ready()
            for job in self.jobs.values():
                assert self._working is not None
                self._working.give(job)

    async def _ready(self) -> None:
        async with self._lock:
            if self._working is None:
                self._working = self._spare or await self._start()
                self._spare = None
            if self._spare is None and not self._closed:
                self._spare = await self._start()

    async def _start(self) -> _Process:
        self.started += 1
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "catproof.faces.editor.worker", json.dumps(self.options._asdict()),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=LONGEST_ANSWER,
        )  # fmt: skip
        made = _Process(process)
        self._beside(self._read(made))
        return made

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

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
                self._beside(self._replace())
            else:
                self._timer = loop.call_later(PATIENCE / 2, look)

        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_later(PATIENCE / 2, look)

    async def _replace(self) -> None:
        """End the working process, and have the spare one go on with what is still wanted."""
        if self._working is not None:
            self._working.end()
            self._working = None
        await self._begin()

    async def _read(self, process: _Process) -> None:
        assert process.process.stdout is not None
        while line := await process.process.stdout.readline():
            answer = json.loads(line)
            process.used = True
            process.deciding = asyncio.get_running_loop().time() if "deciding" in answer else None
            if process is self._working:
                self._heard(answer)
        await process.process.wait()
        if process is self._spare:
            self._spare = None
        if process is self._working and not self._closed:  # it ended by itself
            for path, number in list(self.deciding.items()):
                lost = {"status": "unknown", "text": "unknown: the process that was deciding it ended", "argument": ""}
                self._heard({"job": self.jobs[path]["job"], "number": number, "verdict": lost})
            if not process.used:  # it cannot even start
                self.jobs.clear()
            await self._replace()

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
