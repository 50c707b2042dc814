"""A check in a process of its own: it can be ended from outside whatever it does, and takes nobody with it.

The process is this Python with this module; question and answer are pickles of ours on its standard input and output,
which nobody else has. It is no child of `multiprocessing`, so the main module of a program is not run again.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
from typing import Any

from catproof.errors import ProcessEnded
from catproof.options import Options
from catproof.running.report import Report

Question = tuple[list[str] | None, str | None, Options, int]
"""Paths or a text, the options, and the number of processes."""

GRACE = 10.0
"""Seconds beyond `timeout_all` after which the process is ended."""

COMMAND = (sys.executable, "-P", "-m", "catproof.faces.isolated")
"""Nothing of the working folder is taken for a module (`-P`)."""


def apart(question: Question, options: Options) -> Report:
    """The answer. Raises what the process raises, and `ProcessEnded`."""
    try:
        done = subprocess.run(
            COMMAND, input=pickle.dumps(_sent(question)), stdout=subprocess.PIPE, check=False, env=_environment(),
            timeout=_patience(options),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ProcessEnded(_late(options)) from None
    return _answer(done.stdout, done.returncode)


async def awaited(question: Question, options: Options) -> Report:
    """The same, waited for by an event loop; the process is ended when the task is."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(pickle.dumps(_sent(question))), _patience(options))
    except TimeoutError:
        raise ProcessEnded(_late(options)) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return _answer(output, process.returncode or 0)


def _sent(question: Question) -> Question:
    """Clocks of two processes differ: the run begins there."""
    paths, text, options, jobs = question
    return paths, text, options._replace(ends=float("inf")), jobs


def _environment() -> dict[str, str]:
    """Modules are found where they are found here."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def _patience(options: Options) -> float | None:
    return None if options.timeout_all == float("inf") else options.timeout_all + GRACE


def _late(options: Options) -> str:
    return f"the process was ended {GRACE:g} s after the time limit of {options.timeout_all:g} s for the whole run"


def _answer(output: bytes, status: int) -> Report:
    try:
        answer: Any = pickle.loads(output)
    except (EOFError, pickle.UnpicklingError):
        how = f"by signal {-status}" if status < 0 else f"with status {status}"
        raise ProcessEnded(f"the process ended {how} before it had an answer") from None
    if isinstance(answer, BaseException):
        raise answer
    assert isinstance(answer, Report)
    return answer


def _main() -> None:
    from catproof.running.loading import load_all
    from catproof.running.run import check_text, run

    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the answer
    paths, text, options, jobs = pickle.load(sys.stdin.buffer)
    options = options.started()
    answer: Report | Exception
    try:
        answer = check_text(text, "<text>", options) if paths is None else run(
            load_all(paths, options, recall=True), options, None, jobs
        )  # fmt: skip
    except Exception as error:
        answer = error
    with sink:
        pickle.dump(answer, sink)


if __name__ == "__main__":
    _main()
