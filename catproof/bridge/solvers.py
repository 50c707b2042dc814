"""First-order provers and SMT solvers, each run in a process of its own with a time limit.

z3 and cvc5 are Python packages; a child of this program reads the script from a file and prints the answer. E is a
program (Debian: `eprover`).
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from catproof.bridge.processes import Answer, run

SMT_SOLVERS, TPTP_PROVERS = ("z3", "cvc5"), ("E",)
"""Those that read SMT-LIB, and those that read TPTP, in the order in which they are asked."""


class Solved(NamedTuple):
    """`answer` is "sat", "unsat", "unknown", or "error" where the solver cannot read what it is asked; for a conjecture
    "unsat" says that it is proved. `reason` says why there is no answer."""

    answer: str
    seconds: float
    reason: str = ""


def installed(solver: str) -> bool:
    """Is this solver ("z3", "cvc5", "E") there?"""
    if solver == "E":
        return shutil.which("eprover") is not None
    return importlib.util.find_spec(solver) is not None


def version(solver: str) -> str:
    """The version of an installed solver."""
    if solver == "E":
        found = re.search(r"E (\S+)", run(["eprover", "--version"], 30.0).output)
        return found[1] if found else "?"
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as of

    try:
        return of("z3-solver" if solver == "z3" else solver)
    except PackageNotFoundError:
        return "?"


def solve(solver: str, text: str, seconds: float) -> Solved:
    """The answer to an SMT-LIB script (z3, cvc5) or a TPTP problem (E) within so many seconds."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="catproof-") as folder:
        file = Path(folder) / ("problem.p" if solver == "E" else "problem.smt2")
        file.write_text(text, encoding="utf-8")
        if solver == "E":
            limit = max(1, round(seconds))
            command = ["eprover", "--auto", "--silent", f"--cpu-limit={limit}", str(file)]
        else:
            command = [sys.executable, "-m", "catproof.bridge.solvers", solver, str(file)]
        ran = run(command, seconds)
    took = time.perf_counter() - start
    if ran.status is None:
        return Solved("unknown", took, f"gives no answer within {seconds:g} s (raise it with --timeout)")
    if solver == "E":
        status = re.search(r"SZS status (\w+)", ran.output)
        answers = {"Theorem": "unsat", "Unsatisfiable": "unsat", "CounterSatisfiable": "sat", "Satisfiable": "sat"}
        answer = answers.get(status[1], "unknown") if status else ""
    else:
        answer = ran.output.strip()
    if answer not in ("sat", "unsat", "unknown"):
        said = (ran.output + ran.errors).strip().splitlines() or [f"it ends with status {ran.status}"]
        return Solved("error", took, f"cannot read it: {said[-1]}")
    return Solved(answer, took, "answers unknown" if answer == "unknown" else "")


class Solvers(NamedTuple):
    """The SMT solvers that are there; all must give the answer that a verdict asks for."""

    names: tuple[str, ...]

    @classmethod
    def find(cls) -> Solvers:
        """Those that are installed; z3 comes with catproof."""
        return cls(tuple(each for each in SMT_SOLVERS if installed(each)))

    @property
    def versions(self) -> str:
        """The solvers with their versions."""
        return " and ".join(f"{name} {version(name)}" for name in self.names)

    def check(self, path: Path, wanted: str, seconds: float) -> Answer:
        """Have every solver answer the file."""
        text, took = path.read_text(encoding="utf-8"), 0.0
        for name in self.names:
            found = solve(name, text, seconds)
            took += found.seconds
            if found.reason:
                return Answer(None if found.answer == "unknown" else False, f"{name} {found.reason}", took)
            if found.answer != wanted:
                return Answer(False, f"{name} answers {found.answer}, and the verdict asks for {wanted}", took)
        return Answer(True, "", took)


def _z3(path: str) -> str:
    import z3

    solver = z3.Solver()
    solver.from_file(path)
    return str(solver.check())


def _cvc5(path: str) -> str:
    import cvc5

    solver = cvc5.Solver()
    solver.setOption("full-saturate-quant", "true")  # try instances in turn where the usual ones are used up
    parser = cvc5.InputParser(solver)
    parser.setFileInput(cvc5.InputLanguage.SMT_LIB_2_6, path)
    symbols = parser.getSymbolManager()
    answer = ""
    while not (command := parser.nextCommand()).isNull():
        answer = command.invoke(solver, symbols).strip() or answer
    return answer


if __name__ == "__main__":
    print({"z3": _z3, "cvc5": _cvc5}[sys.argv[1]](sys.argv[2]))
