"""Fuzzing: whatever is read, a run ends with exit status 0, 1, 2 or 3, without a traceback, within seconds.

By hand: `python tests/fuzz.py --seconds 60 [--seed N]`; the test suite has a short run with a fixed seed. Inputs are
random bytes, random tokens, and the examples and theories with single places changed, byte by byte and token by token.
Most run in one process, for speed, with a watchdog; some through the command line. Inputs that fail are written to a
folder and shown, at once; also the one on which that process dies.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import io
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from mutated_files import FORMATS
from patience import PATIENCE, slowness
from theory_files import BAD, GOOD

from catproof.core.memory import MEGABYTE, resident
from catproof.faces import cli
from catproof.resources import folder

WHOLE = "4"
"""The limit of seconds that each run is given."""

LONGEST = 6.0
"""Seconds of processor time that no run may exceed on an idle machine."""

LARGEST = 500
"""Megabytes that this process may take."""

ANY = 1 << 20
"""As many as a process can take."""

PEAK = "peak, in MB"

ROOM = 420
"""The megabytes that this process may have in a run, numbers being changed to large ones, too: it is watched, and
z3 took 60 more before that was seen and it had stopped."""

LEAST = 160
"""The megabytes that each run may take, whatever the process has already."""

TOKEN = re.compile(r"\s+|#[^\n]*|\"[^\"\n]*\"|[A-Za-z_][A-Za-z0-9_']*|\d+|\|->|->|>>|~=|<=|>=|!=|.", re.DOTALL)
VOCABULARY = (
    "category monoid group poset table functor task transformation model pretext claim refute ask find import object "
    "arrow generator equation point compose forall exists in not and or implies iff is solves by prompt tuning such "
    "that generalizes from among functors representable familial ideal full faithful mono epi iso split terminal "
    "initial dense yoneda via sum product opposite coproduct discrete chain elements arrows objects tasks size rank "
    "count lan ran restrict quotient generated power omega constant empty full slice coslice comma image inclusion "
    "identity projection functors transformations categories monoids posets id { } ( ) , ; : . >> -> |-> = ~= < <= "
    '!= ^ | ~ * 0 1 2 3 7 100000 a b c f g C T P "" "a b" # \n _ @ → ∘ ≅ ∀ ∃ ¬ \\ é \' $ \t'
)
WORDS = VOCABULARY.split(" ")


WHERE = Path(tempfile.gettempdir()) / "catproof-fuzz"
"""Where inputs that fail are kept."""


class Bug(NamedTuple):
    """An input on which a run misbehaves, and how."""

    what: str
    data: bytes


SEARCHES = ("bounded.cat", "sharpness.cat")
"""Theories of bounded search."""


def corpus() -> list[str]:
    """The theories and, where they are at hand, the shared examples."""
    # These search for seconds a statement by design: the bound on a run is not for them.
    paths = [p for p in [*folder("theories").glob("*.cat"), *GOOD, *BAD] if p.name not in SEARCHES]
    paths.sort()
    # One file is 100 lines of licence and words; what it declares is in others, smaller.
    return [p.read_text(encoding="utf-8") for p in paths if p.name != "wordnet_fragment.cat"]


def inputs(seed: int) -> Iterator[bytes]:
    """Inputs without end; the same for the same seed."""
    chance = random.Random(seed)
    texts = corpus()
    while True:
        kind = chance.randrange(20)
        if kind == 0:
            yield chance.randbytes(chance.randrange(200))
        elif kind == 1:
            yield bytes(chance.choice(b" \n{}()[];:,.|->=~<^*abcT01#\"'") for _ in range(chance.randrange(400)))
        elif kind == 2:
            yield " ".join(chance.choice(WORDS) for _ in range(chance.randrange(120))).encode()
        elif kind < 9:
            yield _bytes_changed(chance, chance.choice(texts).encode())
        else:
            yield _tokens_changed(chance, texts).encode()


def _bytes_changed(chance: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(made) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            made[at:at] = chance.choice((chance.randbytes(1), b"{", b"}", b"(", b")", b"\n", b'"', b"\0", b"#"))
        elif kind == 1:
            del made[at : at + chance.choice((1, 1, 3, 40))]
        elif kind == 2 and at < len(made):
            made[at] ^= 1 << chance.randrange(8)
        else:
            other = chance.randrange(len(made) + 1)
            made[at:at] = made[other : other + chance.randrange(60)]
    return bytes(made)


def _tokens_changed(chance: random.Random, texts: list[str]) -> str:
    tokens = TOKEN.findall(_without_comments(chance.choice(texts)))
    names = [t for t in tokens if t[:1].isalnum()]
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(tokens) + 1)
        kind = chance.randrange(7)
        if kind == 0:
            tokens[at:at] = [" ", chance.choice(WORDS), " "]
        elif kind == 1:
            del tokens[at : at + 1]
        elif kind == 2:
            tokens[at : at + 1] = [chance.choice(WORDS)]
        elif kind == 3 and names:  # another name of the file, so that much of it still means something
            places = [k for k, t in enumerate(tokens) if t[:1].isalnum()]
            if places:
                tokens[chance.choice(places)] = chance.choice(names)
        elif kind == 4:
            other = chance.randrange(len(tokens) + 1)
            tokens[at:at] = tokens[other : other + chance.randrange(30)]
        elif kind == 5:
            numbers = [k for k, t in enumerate(tokens) if t.isdigit()]
            if numbers:
                tokens[chance.choice(numbers)] = str(chance.choice((0, 1, 2, 5, 9, 30, 1000, 10**6, 10**30)))
        else:
            lines = "".join(tokens).split("\n")
            chance.shuffle(lines)
            return "\n".join(lines)
    return "".join(tokens)


def _without_comments(text: str) -> str:
    return re.sub(r"#[^\n]*", "", text)


OPTIONS: tuple[tuple[str, ...], ...] = ((), (), (), ("--json",), ("--engine", "both"), ("--quiet",), ("--limit", "50"))


def run_here(path: Path, data: bytes, arguments: list[str]) -> tuple[int | str, float]:
    """The exit status in this process, or what went wrong, and the seconds of processor time it took."""
    path.write_bytes(data)
    out, err = io.StringIO(), io.StringIO()
    start = time.process_time()  # what other programs do meanwhile does not count
    faulthandler.dump_traceback_later(PATIENCE, exit=True)  # a run that never ends ends the fuzzing, with the place
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status: int | str = cli.main([*arguments, str(path)])
    except BaseException:
        status = traceback.format_exc()
    finally:
        faulthandler.cancel_dump_traceback_later()
    if status == 70:
        status = err.getvalue().split("\n")[0]
    return status, time.process_time() - start


def run_process(path: Path, data: bytes, arguments: list[str]) -> tuple[int | str, float]:
    """The same through the command line."""
    path.write_bytes(data)
    before = os.times()
    command = [sys.executable, "-m", "catproof", *arguments, str(path)]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    if b"Traceback" in done.stderr + done.stdout or done.returncode == 70:
        return done.stderr.decode(errors="replace"), seconds
    return done.returncode, seconds


def too_long(taken: float) -> bool:
    """Whether so many seconds of processor time are more than a run may take on this machine now."""
    return taken > LONGEST and taken > LONGEST * slowness()


def too_much(happened: Counter[str], most: int) -> bool:
    """Whether this process has taken more megabytes than it may, and more than when that was asked before; how many it
    has taken is kept among what happened."""
    before = happened[PEAK]
    happened[PEAK] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return happened[PEAK] > max(before, most)


def limits() -> tuple[str, ...]:
    """The options that bound each run of this process."""
    return "--timeout-all", WHOLE, "--memory", str(max(ROOM, int(resident() / MEGABYTE) + LEAST))


def fuzz_files(
    seed: int, seconds: float | None = None, runs: int | None = None, only: str = "", most: int = ANY
) -> tuple[Counter[str], list[Bug]]:
    """The same for theories that read or import a file, which is changed at single places: of each format of the table,
    or of one only."""
    happened: Counter[str] = Counter()
    bugs: list[Bug] = []
    end = None if seconds is None else time.perf_counter() + seconds
    chance, given = random.Random(seed), limits()
    with tempfile.TemporaryDirectory() as place:
        sound = {}
        for name in [only] if only else FORMATS:
            FORMATS[name].write(Path(place) / FORMATS[name].file)
            sound[name] = (Path(place) / FORMATS[name].file).read_bytes()
        names = list(sound)
        count = 0
        while count != runs and (end is None or time.perf_counter() < end):
            name = names[count % len(names)]
            count += 1
            made = FORMATS[name]
            data = made.change(sound[name], chance)
            (Path(place) / made.file).write_bytes(data)
            command = [str(Path(place) / word) if word == made.file else word for word in made.command]
            status, taken = run_here(Path(place) / made.given, made.theory.encode(), [command[0], *given, *command[1:]])
            happened[f"exit {status}" if isinstance(status, int) else "bug"] += 1
            happened["slowest, in ms"] = max(happened["slowest, in ms"], int(taken * 1000))
            if status not in (0, 1, 2, 3) or too_long(taken) or too_much(happened, most):
                bugs.append(kept(Bug(f"{made.file}: {status} after {taken:.1f} s, {happened[PEAK]} MB", data)))
    return happened, bugs


def fuzz(
    seed: int, seconds: float | None = None, runs: int | None = None, most: int = ANY
) -> tuple[Counter[str], list[Bug]]:
    """Run until the time or the number of runs is over; what happened, and the bugs. `most`: the megabytes that this
    process may take; in a test, it has taken what others took."""
    os.environ.pop("CATPROOF_DEBUG", None)
    happened: Counter[str] = Counter()
    bugs: list[Bug] = []
    end = None if seconds is None else time.perf_counter() + seconds
    chance, given = random.Random(seed), limits()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "t.cat"
        for k, data in enumerate(inputs(seed)):
            if k == runs or (end is not None and time.perf_counter() > end):
                break
            arguments = ["check", *given, *chance.choice(OPTIONS)]
            if chance.randrange(8) == 0:
                arguments = chance.choice((["fmt", "--check"], ["explain", *given], ["count", *given, "objects(C)"]))
            runner = run_process if chance.randrange(60) == 0 else run_here
            status, taken = runner(path, data, arguments)
            happened[f"exit {status}" if isinstance(status, int) else "bug"] += 1
            happened["slowest, in ms"] = max(happened["slowest, in ms"], int(taken * 1000))
            if status not in (0, 1, 2, 3):
                bugs.append(kept(Bug(f"{' '.join(arguments)}: {status}", data)))
            elif too_long(taken) or too_much(happened, most):
                bugs.append(kept(Bug(f"{' '.join(arguments)}: {taken:.1f} s, {happened[PEAK]} MB", data)))
    return happened, bugs


def kept(bug: Bug) -> Bug:
    """The same; its input is written to a file of its own, and shown."""
    WHERE.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(".input", "bug-", WHERE)
    with open(handle, "wb") as file:
        file.write(bug.data)
    print(f"{name}: {bug.what.strip().splitlines()[-1]}", flush=True)
    return bug


def told(found: tuple[Counter[str], list[Bug]]) -> int:
    """What happened is printed; the exit status."""
    happened, bugs = found
    print(", ".join(f"{name}: {number}" for name, number in sorted(happened.items())))
    return 1 if bugs else 0


def watched(run: Callable[[], int]) -> int:
    """What a process returns that runs this; where it dies, what it leaves in the folder for temporary files is kept,
    the input among it, and shown."""
    WHERE.mkdir(exist_ok=True)
    left = Path(tempfile.mkdtemp("", "died-", WHERE))
    sys.stdout.flush()
    if not (child := os.fork()):
        tempfile.tempdir = str(left)
        os._exit(_ended(run))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    files = [path for path in left.rglob("*") if path.is_file()]
    if files:
        print(f"the process died ({status}); see {' '.join(map(str, files))}")
        return 1
    left.rmdir()
    return status


def _ended(run: Callable[[], int]) -> int:
    status = run()
    sys.stdout.flush()
    return status


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    print(f"seed {given.seed}")
    # Each in a process of its own: what one has loaded is no room that the other takes.
    theories = watched(lambda: told(fuzz(given.seed, given.seconds * 0.6, most=LARGEST)))
    files = watched(lambda: told(fuzz_files(given.seed, given.seconds * 0.4, most=LARGEST)))
    return theories or files


if __name__ == "__main__":
    sys.exit(main())
