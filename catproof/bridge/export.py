"""Statements of theory files as files for a prover, and what the prover says of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from catproof.bridge.coq_file import About, coq_file
from catproof.bridge.coq_items import stretch
from catproof.bridge.coqc import Coq
from catproof.bridge.names import Names, identifier
from catproof.bridge.processes import in_parallel
from catproof.bridge.smt_file import smt_file
from catproof.bridge.solvers import Solvers
from catproof.bridge.statement import NotExportable
from catproof.core.characters import json_text
from catproof.core.deadline import Exceeded
from catproof.core.limits import LimitReached
from catproof.decide.proposition import Prop
from catproof.diagnostic import Diagnostic
from catproof.elaborate.ready import Ready
from catproof.elaborate.scope import Skipped, Wrong
from catproof.files.writing import write_in
from catproof.options import Options
from catproof.running.loading import Loaded
from catproof.running.prover import prove
from catproof.running.report import limits_to_list
from catproof.running.verdict import InternalError, Verdict
from catproof.version import __version__

SCHEMA = 1
"""The version of the JSON form."""


class Target(NamedTuple):
    """A prover's language: the ending of its files, and how a statement of known value is written in it."""

    ending: str
    write: Callable[[Prop, bool, About], tuple[str, str]]
    """Gives what the prover is asked for, the name of a theorem or an answer, and the text. Raises `NotExportable`."""


def _coq(prop: Prop, value: bool, about: About) -> tuple[str, str]:
    made = coq_file(prop, value, about)
    return made.theorem, made.text


def _smtlib(prop: Prop, value: bool, about: About) -> tuple[str, str]:
    made = smt_file(prop, about)
    return (made.if_true if value else made.if_false), made.text


TARGETS = {"coq": Target("v", _coq), "smtlib": Target("smt2", _smtlib)}


class Exported(NamedTuple):
    """What became of one statement.

    `status` is "written", "checked", "rejected", "timed out", "not exportable" or "skipped"; `reason` says why not.
    `theorem` is the name of the theorem in Coq, and the answer that the verdict asks for in SMT-LIB. `file` is where
    its text was written, `text` the text itself.
    """

    path: str
    statement: Ready
    verdict: str
    status: str
    reason: str = ""
    theorem: str = ""
    file: str = ""
    text: str = ""
    seconds: float = 0.0
    error: Diagnostic | None = None


class ExportReport(NamedTuple):
    """An export as a whole; `prover` is who checked, with its version, or empty; `name` the pattern for names of
    statements."""

    theories: list[Loaded]
    statements: list[Exported]
    to: str
    prover: str
    name: str = "*"

    @property
    def unmatched(self) -> str | None:
        """The pattern, where none of what was read and built has such a name."""
        told = self.statements or any(theory.errors or theory.unbuilt for theory in self.theories)
        return None if told or self.name == "*" else self.name

    @property
    def errors(self) -> dict[str, list[Diagnostic]]:
        """The errors of the input, by file."""
        found = {theory.path: list(theory.errors) for theory in self.theories}
        for each in self.statements:
            if each.error is not None:
                found[each.path].append(each.error)
        return found

    @property
    def exit_status(self) -> int:
        """2 the input is wrong, 1 something was rejected, 3 something could not be exported or not be checked in time,
        0 otherwise."""
        if any(self.errors.values()) or self.unmatched is not None:
            return 2
        statuses = {each.status for each in self.statements}
        if "rejected" in statuses:
            return 1
        unbuilt = any(theory.unbuilt for theory in self.theories)
        return 3 if unbuilt or statuses & {"timed out", "not exportable", "skipped"} else 0

    def to_json(self) -> str:
        """The report as JSON text."""
        files: list[dict[str, Any]] = []
        errors = self.errors
        for theory in self.theories:
            statements = [
                {
                    "name": each.statement.name,
                    "line": each.statement.span.line,
                    "kind": each.statement.kind,
                    "text": each.statement.text,
                    "verdict": each.verdict,
                    "status": each.status,
                    "reason": each.reason,
                    "theorem": (each.theorem or None) if self.to == "coq" else None,
                    "answer": (each.theorem or None) if self.to == "smtlib" else None,
                    "file": each.file or None,
                    "seconds": round(each.seconds, 6),
                }
                for each in self.statements
                if each.path == theory.path
            ]
            files.append(
                {
                    "path": theory.path,
                    "errors": [error.to_dict() for error in errors[theory.path]],
                    **({"limits": limits_to_list(theory.unbuilt)} if theory.unbuilt else {}),
                    "statements": statements,
                }
            )
        report = {
            "catproof": __version__,
            "schema": SCHEMA,
            "ok": self.exit_status == 0,
            "to": self.to,
            "checked by": self.prover or None,
            "files": files,
        }
        return json_text(report, 2)


def export(theory: Loaded, statement: Ready, options: Options, target: Target) -> Exported:
    """Decide a statement, have the kernel check the verdict, and write it for the prover.

    Raises `InternalError` where the verdict is not what the export finds.
    """
    verdict = prove(statement, theory.path, options, __version__)
    done = Exported(theory.path, statement, verdict.value, "not exportable", error=verdict.error)
    if verdict.value == "skipped" or statement.prop is None:
        return done._replace(status="skipped", reason=verdict.reason)
    if verdict.value == "unknown":
        return done._replace(reason=f"its verdict is unknown: {verdict.reason}")
    try:
        with options.bounded():
            name, text = target.write(statement.prop, verdict.value == "true", about(theory, verdict))
    except NotExportable as reason:
        return done._replace(reason=str(reason))
    except Exceeded as met:
        return done._replace(reason=f"while it was written, {met}")
    except LimitReached as limit:
        return done._replace(reason=limit.told)
    except Skipped:
        return done._replace(reason="it depends on something with an error")
    except Wrong as wrong:
        return done._replace(reason=f"for a value of a variable that the verdict does not need: {wrong.message}")
    except AssertionError as error:
        raise InternalError(f"{theory.path}, {statement.name}: {error}") from None
    return done._replace(status="written", theorem=name, text=text)


def about(theory: Loaded, verdict: Verdict) -> About:
    """What the header of an exported file says of its statement."""
    given = verdict.statement
    place = theory.path, given.span.line, given.span.end_line
    return About(*place, given.kind, given.name, given.text, __version__, stretch(theory.lines, given.span))


def export_all(
    theories: list[Loaded], options: Options, to: str, folder: Path, checker: Coq | Solvers | None, threads: int
) -> Iterator[Exported]:
    """Export the statements whose names match, into the folder, which is there; with a checker have each checked.

    Raises `OSError`, `CoqError`, `InternalError`.
    """
    target, names = TARGETS[to], Names(())

    def written() -> Iterator[Exported]:
        for theory in theories:
            for statement in theory.named(options.name):
                done = export(theory, statement, options, target)
                if done.status == "written":
                    stem = names.new(f"{identifier(Path(theory.path).stem)}_{identifier(statement.name)}".lower())
                    done = done._replace(file=str(write_in(folder, f"{stem}.{target.ending}", done.text)))
                yield done

    if checker is None:
        yield from written()
        return
    if isinstance(checker, Coq):
        checker.library()

    def checked(done: Exported) -> Exported:
        if done.status != "written":
            return done
        answer = checker.check(Path(done.file), done.theorem, options.timeout)
        status = {True: "checked", False: "rejected", None: "timed out"}[answer.accepted]
        return done._replace(status=status, reason=answer.reason, seconds=answer.seconds)

    found = in_parallel(checked, list(written()), threads)
    if isinstance(checker, Coq) and checker.again:
        found = iter(_again(checker, list(found)))
    yield from found


def _again(checker: Coq, found: list[Exported]) -> list[Exported]:
    """What coqc has checked is so only if coqchk says so, too."""
    answer = checker.checked_again()
    if answer is None or answer.accepted:
        return found
    status = "rejected" if answer.accepted is False else "timed out"
    return [each._replace(status=status, reason=answer.reason) if each.status == "checked" else each for each in found]


@contextmanager
def folder_for(given: str | None) -> Iterator[Path]:
    """The folder to write to: the one given, made where needed, or a temporary one. Raises `OSError`."""
    if given is None:
        with tempfile.TemporaryDirectory(prefix="catproof-export-") as made:
            yield Path(made)
        return
    try:
        Path(given).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(error.errno, f"no folder can be made here ({error.strerror})", given) from None
    yield Path(given)
