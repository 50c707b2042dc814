"""What the tests of the bridge share: coqc, and theories exported and checked."""

from __future__ import annotations

import os
import warnings
from functools import cache
from pathlib import Path

import pytest
from patience import PATIENCE

from catproof.bridge.coq_file import About
from catproof.bridge.coq_items import stretch
from catproof.bridge.coq_sentence import Sentences
from catproof.bridge.coq_source import Source
from catproof.bridge.coqc import Coq, CoqError
from catproof.bridge.export import TARGETS, Exported, export, export_all
from catproof.bridge.statement import NotExportable
from catproof.bridge.statement import statement as core_statement
from catproof.core.limits import LimitReached
from catproof.elaborate.ready import Ready
from catproof.logic.terms import Apply, within
from catproof.options import Options
from catproof.running.loading import Loaded, load_all

SWEPT = ("categories", "monoids", "posets")
"""Domains with many values."""

JOBS = os.cpu_count() or 1


def coqc() -> Coq:
    """The coqc of this machine; without one the test is skipped, with a warning."""
    try:
        coq = Coq.find()
    except CoqError as error:
        message = f"nothing is checked by Coq: {error}"
        warnings.warn(message, stacklevel=2)
        pytest.skip(message)
    coq.library()
    return coq


@cache
def exported(path: Path) -> tuple[Exported, ...]:
    """The statements of a theory file, exported but not checked; asked for by several tests."""
    (theory,) = load_all([path], Options(timeout=PATIENCE))
    assert theory.errors == []
    return tuple(_quickly(theory, statement) for statement in theory.statements)


def _quickly(theory: Loaded, statement: Ready) -> Exported:
    """Sweeps are not decided first: it takes a minute, and is tested elsewhere. That they say what holds is for Coq to
    find out."""
    if statement.prop is None:
        return Exported(theory.path, statement, "skipped", "skipped")
    try:
        Sentences(Source(), core := core_statement(statement.prop)).proposition(core.term, {})
        if any(isinstance(part, Apply) and part.operator in SWEPT for part in within(core.term)):
            span = statement.span
            said = About(
                theory.path,
                span.line,
                span.end_line,
                statement.kind,
                statement.name,
                statement.text,
                "",
                stretch(theory.lines, span),
            )
            theorem, text = TARGETS["coq"].write(statement.prop, statement.kind != "refute", said)
            return Exported(theory.path, statement, "", "written", theorem=theorem, text=text)
    except NotExportable as reason:
        return Exported(theory.path, statement, "", "not exportable", str(reason))
    except LimitReached:
        pass
    return export(theory, statement, Options(timeout=PATIENCE), TARGETS["coq"])


def written(text: str, folder: Path, name: str = "theory") -> list[Exported]:
    """The statements of a theory, exported but not checked."""
    file = folder / f"{name}.cat"
    file.write_text(text, encoding="utf-8")
    (theory,) = load_all([file], Options(timeout=PATIENCE))
    assert theory.errors == []
    return [export(theory, statement, Options(timeout=PATIENCE), TARGETS["coq"]) for statement in theory.statements]


def checked(text: str, folder: Path, coq: Coq, timeout: float = PATIENCE) -> list[Exported]:
    """The statements of a theory, exported and checked."""
    file = folder / "theory.cat"
    file.write_text(text, encoding="utf-8")
    theories = list(load_all([file], Options(timeout=timeout)))
    assert theories[0].errors == []
    return list(export_all(theories, Options(timeout=timeout), "coq", folder, coq, JOBS))
