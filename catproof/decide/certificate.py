"""Certificates of verdicts: what a statement says, with the tables it speaks of, and the evidence.

The format is documented in `catproof/kernel/README.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catproof import kernel

if TYPE_CHECKING:
    from catproof.decide.claim import Evidence
    from catproof.decide.proposition import Said


def said_by(said: Said) -> dict[str, Any]:
    """What a certificate says of a statement but the verdict and the evidence. Raises `LimitReached`."""
    from catproof.decide.encoding import Encoding  # not for certificates of earlier runs
    from catproof.decide.tables import Tables

    tables = Tables()
    reading = said.reading
    written = Encoding(tables, reading.constants(said.term), reading.definitions).claim(said.term)
    return {**tables.entries(), **written}


def certificate(
    statement: dict[str, Any], version: str, said: dict[str, Any], value: bool, evidence: Evidence | None
) -> dict[str, Any]:
    """The certificate of a verdict; `statement` says where it comes from."""
    return {
        "format": "catproof certificate",
        "schema": kernel.FORMAT,
        "catproof": version,
        "statement": statement,
        "verdict": value,
        **said,
        "evidence": evidence,
    }


def elements(said: dict[str, Any]) -> int:
    """How many elements the largest task has."""
    listed = (entry["elements"] for entry in said["tasks"])
    return max((sum(map(len, e.values() if isinstance(e, dict) else e)) for e in listed), default=0)
