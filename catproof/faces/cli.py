"""The command line. Options, streams and exit statuses; the mathematics is elsewhere.

Exit status: 0 every statement ok; 1 some statement not ok; 2 the input is wrong; 3 something is unknown; 70 an
internal error; 130 interrupted; 141 the reader of the output has gone.
"""

from __future__ import annotations

import os
import sys

from catproof.faces.arguments import BROKEN_PIPE, INTERNAL, INTERRUPTED, OK, WRONG_INPUT, refuse
from catproof.faces.parsing import parsed
from catproof.report.terminal import colour_all, guarded, say, set_encoding
from catproof.version import __version__


def main(arguments: list[str] | None = None) -> int:
    """Run the command line with these arguments (those of the process, if None) and give the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    if given in (["--version"], ["-V"]):  # answered without importing anything
        print(f"catproof {__version__}")
        return OK
    if sys.stdout is None or sys.stderr is None:  # closed by who started us
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    from catproof.running import collector

    set_encoding(sys.stdout)
    set_encoding(sys.stderr)
    if arguments is None:  # a process of our own
        collector.collect_seldom()
    with guarded():
        return _run(given)


def _run(given: list[str]) -> int:
    from catproof.core import cache
    from catproof.running import interrupts

    try:
        options = parsed(given)
        colour_all(options.color)
        with interrupts.guarded(), cache.used(not getattr(options, "no_cache", False)):
            status: int = options.run(options)
            sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader of a pipe has gone, e.g. `catproof check ... | head`
        _discard_output()
        return BROKEN_PIPE
    except OSError as error:  # a file of the user's that cannot be read or written
        _discard_output()
        name = f"{error.filename}: " if error.filename is not None else ""
        return refuse(f"{name}{error.strerror or error}")
    except KeyboardInterrupt as stop:
        return _interrupted(str(stop))
    except SystemExit as stop:  # argparse has said what is wrong
        return stop.code if isinstance(stop.code, int) else WRONG_INPUT
    except Exception as error:
        if interrupts.heard():
            return _interrupted()
        from catproof.errors import MissingPackage
        from catproof.packages import missing
        from catproof.running.schedule import WorkersFailed
        from catproof.running.verdict import InternalError

        if isinstance(error, WorkersFailed | MissingPackage):  # what is not there, or not as it must be
            return refuse(str(error))
        if isinstance(error, ImportError) and (what := missing(error)):
            return refuse(what)
        if os.environ.get("CATPROOF_DEBUG"):
            raise
        what = str(error) if isinstance(error, InternalError) else f"{type(error).__name__}: {error}"
        say(f"internal error: {what}")
        print("Please report it, with the theory file. CATPROOF_DEBUG=1 shows where it happened.", file=sys.stderr)
        return INTERNAL


def _interrupted(how_far: str = "") -> int:
    say(how_far or "interrupted")
    return INTERRUPTED


def _discard_output() -> None:
    """Send what is still in the buffer of standard output nowhere, so that no second error comes of it."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):  # closed, or replaced by something that is no file
        return


if __name__ == "__main__":
    sys.exit(main())
