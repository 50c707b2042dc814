"""`catproof prove [NAME]`: the general theorems, and who proves them; and the same theorems as files for provers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import OK, WRONG_INPUT
from catproof.report.terminal import Painter, one_line, say, verbatim

if TYPE_CHECKING:
    import argparse

    from catproof.bridge.general import Theorem
    from catproof.bridge.prove import Proved

NOT_PROVED = 1

SECONDS = 10.0
"""What a prover is given for a theorem, unless the user says otherwise: most take a tenth of a second."""


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `prove`."""
    parser.add_argument("name", nargs="?", metavar="NAME", default="*", help="a theorem, or a pattern of names")
    parser.add_argument("--json", action="store_true", help="print JSON, and nothing else")
    parser.add_argument(
        "--timeout", type=arguments.seconds, metavar="SECONDS", default=SECONDS,
        help=f"for each prover and theorem (default: {SECONDS:g})",
    )  # fmt: skip
    arguments.no_cache(parser)


def run(given: argparse.Namespace) -> int:
    """Have every prover there is prove the theorems; 0 when each is proved by one at least."""
    from catproof.bridge.coqc import CoqError
    from catproof.bridge.prove import prove_all, provers, to_json

    theorems = _named(given.name)
    if theorems is None:
        return WRONG_INPUT
    found, coq, missing = provers()
    if missing:
        say(f"without Coq: {missing}")
    if not found:
        say("there is no prover at all: install z3-solver, cvc5, eprover or coq")
        return WRONG_INPUT
    paint, done = Painter(sys.stdout), []
    try:
        for each in prove_all(theorems, found, coq, given.timeout):
            done.append(each)
            if not given.json:
                print(_told(each, paint(each.theorem.name, "bold")), flush=True)
    except CoqError as error:
        say(str(error))
        return WRONG_INPUT
    if given.json:
        print(to_json(done, found))
    else:
        names = ", ".join(f"{prover.name} {prover.version}" for prover in found)
        number = sum(each.holds for each in done)
        print(f"{len(done)} theorem{'' if len(done) == 1 else 's'}: {number} proved (by {names})")
    return OK if all(each.holds for each in done) else NOT_PROVED


def _told(done: Proved, name: str) -> str:
    lines = [f"{name}: {done.theorem.words}"]
    for each in done.attempts:
        if each.status == "proved":
            what = f"proved by {each.prover.name} in {each.seconds:.2f} s"
            coq = ", ".join(done.theorem.coq)
            lines.append(f"  {what} ({coq}; no axioms)" if each.prover.name == "Coq" else f"  {what}")
        elif each.status == "not proved":
            lines.append(f"  not proved by {each.prover.name}: {each.reason}")
    unable = [each.prover.name for each in done.attempts if each.status == "no form"]
    if unable:
        lines.append(f"  no form for {', '.join(unable)}: it is not first-order")
    return "\n".join(lines)


def export(given: argparse.Namespace) -> int:
    """`catproof export --general --to smtlib|tptp`: write the first-order theorems, or print them; with `--check` have
    the provers that read the language prove each."""
    from catproof.bridge.prove import written
    from catproof.bridge.solvers import SMT_SOLVERS, TPTP_PROVERS, installed, solve
    from catproof.files.writing import write_in

    theorems = _named(given.name)
    if theorems is None:
        return WRONG_INPUT
    solvers = [each for each in (TPTP_PROVERS if given.to == "tptp" else SMT_SOLVERS) if installed(each)]
    if given.check and not solvers:
        say("no prover for this language is there: install eprover, or cvc5")
        return WRONG_INPUT
    if given.output is not None:
        Path(given.output).mkdir(parents=True, exist_ok=True)
    status = OK
    for theorem, name, text in written(theorems, given.to):
        if given.output is not None:
            print(one_line(f"{theorem.name}: written to {write_in(given.output, name, text)}"))
        elif not given.check:
            verbatim(text)
        for solver in solvers if given.check else ():
            answer = solve(solver, text, given.timeout)
            proved = answer.answer == "unsat"
            status = status if proved else NOT_PROVED
            why = answer.reason or f"answers {answer.answer}"
            what = f"proved by {solver} in {answer.seconds:.2f} s" if proved else f"not proved by {solver}: it {why}"
            print(one_line(f"{theorem.name}: {what}"), flush=True)
    left = [theorem.name for theorem in theorems if not theorem.conclusion]
    if left:
        say(f"not first-order, for Coq only: {', '.join(left)}")
    return status


def _named(pattern: str) -> list[Theorem] | None:
    """The theorems whose names match; None, after a message, where there is none."""
    from catproof.bridge.general import THEOREMS
    from catproof.bridge.prove import named

    theorems = named(pattern)
    if not theorems:
        known = ", ".join(theorem.name for theorem in THEOREMS)
        say(f"there is no general theorem {pattern}; there are: {known}")
        return None
    return theorems
