"""The process that decides statements for the language server, so that the server itself never waits.

It reads jobs from standard input and writes what it finds to standard output, one JSON object a line. A newer job for
a file takes the place of the older one. Errors come first, at once; statements are decided when no new job has come
for a moment, one after the other, and between two of them newer jobs are looked at. A statement that takes long is not
interrupted here: the server ends the process and goes on with another.

A job: `{"job": 3, "path": "t.cat", "text": "...", "texts": {"/other.cat": "..."}, "known": []}`. `{"job": 3, "known":
[0, 2]}` adds that these statements need not be decided: the server has found that it knows their verdicts. Answers name
the job: `taken` up; `errors`; what is `filled` in; `deciding` a statement, by its number; its `verdict`; `done`. The
first answer, `ready`, names none.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from catproof.diagnostic import InputError
from catproof.elaborate.loader import Loader
from catproof.elaborate.theory import Elaborated
from catproof.faces.editor.filling import to_data
from catproof.options import Options
from catproof.report.explain import explain
from catproof.report.findings import outcome, theory_to_paste
from catproof.report.text import status
from catproof.running.collector import collect_seldom
from catproof.running.interrupts import guard
from catproof.running.prover import prove
from catproof.running.verdict import InternalError, Verdict
from catproof.syntax.parser import Parsed, parse
from catproof.syntax.reparsing import reparse
from catproof.version import __version__

QUIET = 0.15
"""Seconds without a new job before statements are decided."""

Job = dict[str, Any]


class Worker:
    """Works off the jobs that `jobs` brings."""

    def __init__(self, options: Options, jobs: queue.Queue[Job], tell: Callable[[Job], None]) -> None:
        self.options = options
        self.jobs = jobs
        self.tell = tell
        self.newest: dict[str, tuple[Job, Iterator[None]]] = {}
        """For each file its newest job, and what is left of it."""
        self.read: dict[str, tuple[str, Parsed]] = {}
        """For each file the text that was read last, and what it says."""

    def run(self) -> None:
        """Work for ever."""
        while True:
            self.take(None if not self.newest else QUIET)
            while self.newest and self.jobs.empty():
                path, (_, rest) = next(reversed(self.newest.items()))
                if next(rest, rest) is rest:
                    del self.newest[path]

    def take(self, patience: float | None) -> None:
        """Take the jobs that are there, waiting for one at most so long; tell their errors."""
        try:
            job = self.jobs.get(timeout=patience)
            while True:
                self.take_up(job)
                job = self.jobs.get(timeout=QUIET)
        except queue.Empty:
            return

    def take_up(self, job: Job) -> None:
        """Begin with a job, or take note of what is known already."""
        if "text" not in job:
            for other, _ in self.newest.values():
                if other["job"] == job["job"]:
                    other["known"] += job["known"]
            return
        self.tell({"job": job["job"], "taken": True})
        self.newest.pop(job["path"], None)
        self.newest[job["path"]] = (job, self.statements(job, self.load(job)))

    def load(self, job: Job) -> Elaborated | None:
        """Elaborate a theory and tell what is wrong with it."""
        texts = {Path(path): text for path, text in job["texts"].items()}
        loader = Loader(self.options, texts)
        try:
            where = Path(os.path.realpath(job["path"])) if job["path"] else None
            found = loader.text(job["text"], job["path"], where, self.parse(job["path"], job["text"]))
        except InputError as error:
            self.tell({"job": job["job"], "errors": [d.to_dict() for d in error.diagnostics]})
            return None
        self.tell({"job": job["job"], "errors": [d.to_dict() for d in found.diagnostics]})
        self.tell({"job": job["job"], "filled": to_data(found.scope.filled)})
        return found

    def parse(self, path: str, text: str) -> Parsed:
        """Parse a text, with what has not changed since the last one of this file taken over."""
        parsed = reparse(text, path, *self.read[path]) if path in self.read else parse(text, path)
        self.read[path] = text, parsed
        return parsed

    def statements(self, job: Job, theory: Elaborated | None) -> Iterator[None]:
        """Decide the statements of a job, one at a step."""
        for number, statement in enumerate(theory.statements if theory else []):
            if number in job["known"]:
                continue
            self.tell({"job": job["job"], "deciding": number})
            try:
                verdict = prove(statement, job["path"], self.options, __version__)
                found = _verdict(verdict)
            except InternalError as error:
                found = {"status": "unknown", "text": f"internal error: {error}", "argument": str(error)}
            self.tell({"job": job["job"], "number": number, "verdict": found})
            yield
        self.tell({"job": job["job"], "done": True})


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "status": status(verdict),
        "text": outcome(verdict),
        "theory": theory_to_paste(verdict),
        "argument": explain(verdict),
        "error": None if verdict.error is None else verdict.error.to_dict(),
    }


def main(options: Options, source: BinaryIO, sink: BinaryIO) -> None:
    """Run a worker on two streams. The end of the first ends the process, whatever it is doing."""
    jobs: queue.Queue[Job] = queue.Queue()

    def read() -> None:
        for line in source:
            jobs.put(json.loads(line))
        os._exit(0)

    def tell(answer: Job) -> None:
        sink.write(json.dumps(answer).encode() + b"\n")
        sink.flush()

    Loader(options).text("", "")  # what is needed once is loaded before it is waited for
    tell({"ready": True})
    threading.Thread(target=read, daemon=True).start()
    Worker(options, jobs, tell).run()


if __name__ == "__main__":
    guard()
    collect_seldom()
    given = json.loads(sys.argv[1])
    chosen = Options(**{**given, "allow_path": tuple(given["allow_path"]), "exclude": ()})
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    try:
        main(chosen, sys.stdin.buffer, stream)
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(1)  # the server has gone
