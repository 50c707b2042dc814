"""SAT solvers: clauses in, a model or a refutation out. Neither is trusted: a model is evidence that the kernel
evaluates, and a refutation becomes a proof that the kernel checks.

z3 runs as the program that its package brings, which writes DRAT with the numbers of our variables; CaDiCaL through
python-sat (extra `sat`). Each runs in a process of its own, so that a time limit ends it wherever it is.
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from catproof.core.children import bound

Clause = Sequence[int]


class SolverFailed(Exception):
    """A solver is not there, or ended without an answer."""


class Model(NamedTuple):
    """An assignment that makes all clauses hold: the variables that are true."""

    true: frozenset[int]


class Refuted(NamedTuple):
    """There is none; `learned` are the clauses that the solver derived on the way, the last one empty."""

    learned: list[list[int]]


Answer = Model | Refuted

PAUSE = 0.001, 0.05
"""Seconds between two looks at a solver that runs: at first, and at most."""


def available() -> tuple[str, ...]:
    """The solvers that are installed, the one that is used where none is asked for first."""
    from importlib import util

    found = []
    if _z3() is not None:
        found.append("z3")
    if util.find_spec("pysat") is not None:
        found.append("cadical")
    return tuple(found)


def solve(variables: int, clauses: Iterable[Clause], solver: str = "") -> Answer:
    """Is there an assignment of the variables 1, 2, ... that makes all clauses hold? Raises `SolverFailed`.

    Time limits are the caller's (`deadline`): the process is killed when an exception ends the call.
    """
    import tempfile

    names = available()
    if not names or (solver and solver not in names):
        raise SolverFailed(f"the solver {solver or 'z3'} is not installed")
    chosen = solver or names[0]
    with tempfile.TemporaryDirectory(prefix="catproof-") as folder:
        problem, proof = Path(folder) / "problem.cnf", Path(folder) / "proof.drat"
        lines = [" ".join(map(str, (*clause, 0))) for clause in clauses]
        problem.write_text(f"p cnf {variables} {len(lines)}\n" + "\n".join(lines) + "\n", encoding="ascii")
        if chosen == "z3":
            # What z3 finds by probing it does not always write down.
            command = [str(_z3()), "-dimacs", str(problem), f"sat.drat.file={proof}", "sat.probing=false"]
        else:
            command = [sys.executable, "-I", "-c", CADICAL, str(problem), str(proof)]
        with (Path(folder) / "answer.txt").open("w+b") as answer:
            _run(command, answer.fileno())
            answer.seek(0)
            said = answer.read().decode("ascii", "replace").splitlines()
        if "s SATISFIABLE" in said:
            words = (word for line in said if line.startswith("v") for word in line[1:].split())
            return Model(frozenset(n for n in map(int, words) if n > 0))
        if "s UNSATISFIABLE" in said:
            return Refuted(_learned(proof))
        raise SolverFailed(f"{chosen} gave no answer: {' '.join(said)[:200]}")


CADICAL = """
import sys
from pysat.formula import CNF
from pysat.solvers import Cadical153
with Cadical153(bootstrap_with=CNF(from_file=sys.argv[1]), with_proof=True) as solver:
    if solver.solve():
        print("s SATISFIABLE")
        print("v", *solver.get_model(), 0)
    else:
        print("s UNSATISFIABLE")
        with open(sys.argv[2], "w", encoding="utf-8") as proof:
            print(*solver.get_proof(), "0", sep="\\n", file=proof)
"""
"""python-sat keeps a proof in a file of the C library, and cannot be interrupted: so it has a process of its own."""


@functools.cache
def _z3() -> Path | None:
    """The program that the package of z3 brings, from its list of files (`importlib.metadata` takes long to import)."""
    from importlib import util

    spec = util.find_spec("z3")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent.parent
    for record in folder.glob("z3_solver-*.dist-info/RECORD"):
        with record.open(encoding="utf-8") as lines:
            programs = (folder / line.split(",")[0] for line in lines)
            found = next((path for path in programs if path.name in ("z3", "z3.exe") and path.is_file()), None)
        if found is not None:
            return found.resolve()
    return None


def _run(command: Sequence[str], output: int) -> None:
    """Run a program to its end. It is killed where an exception, such as that of a time limit, breaks in."""
    import subprocess

    process = subprocess.Popen(bound(command), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL)
    try:
        pause = PAUSE[0]
        while process.poll() is None:
            time.sleep(pause)
            pause = min(2 * pause, PAUSE[1])
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def _learned(proof: Path) -> list[list[int]]:
    """The clauses of a DRAT file, without its deletions. The empty one, which some solvers leave out, ends them."""
    found = []
    if proof.is_file():
        with proof.open(encoding="ascii") as lines:
            for line in lines:
                if line[0] in "di":
                    continue
                clause = [int(word) for word in line.split()]
                if clause and clause[-1] == 0:
                    found.append(clause[:-1])
    return found if found and not found[-1] else [*found, []]
