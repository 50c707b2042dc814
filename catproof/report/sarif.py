"""A report as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which code hosts and editors show.

Only what is to be put right is a result: code hosts show every result, whatever its kind.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from catproof.core.characters import json_text
from catproof.diagnostic import Span
from catproof.report.codes import kinds
from catproof.report.findings import Finding, findings
from catproof.running.report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

RULES = (
    ("not-ok", "error", "A statement is not ok", "The verdict is not the one that its keyword asks for."),
    ("unknown", "warning", "A statement is unknown", "A limit was reached before it could be decided."),
)
"""Identifier, level, and what it means, in short and in full, of what is no error; those have their codes."""


def sarif(report: Report) -> str:
    """The report as one SARIF log with one run."""
    results = [finding for file in report.files for finding in findings(file)]
    codes = sorted({finding.rule for finding in results} & set(kinds()))
    used = [(code, "error", kinds()[code].title, kinds()[code].meaning) for code in codes] + list(RULES)
    rules = [
        {
            "id": rule,
            "shortDescription": {"text": short},
            "fullDescription": {"text": full},
            "defaultConfiguration": {"level": level},
        }
        for rule, level, short, full in used
    ]
    driver = {"name": "catproof", "version": report.version, "semanticVersion": report.version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        # A run that met its limits, or a wrong input, has done what it should: it has said so.
        "invocations": [{"executionSuccessful": True, "exitCode": report.exit_status}],
        "artifacts": [{"location": _artifact(file.path), "roles": ["analysisTarget"]} for file in report.files],
        "results": [_result(finding, [rule for rule, *_ in used]) for finding in results],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, 2)


def _result(finding: Finding, rules: list[str]) -> dict[str, Any]:
    where: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(finding.path), "region": _region(finding.span)}
    }
    if finding.name:
        where["logicalLocations"] = [{"name": finding.name, "kind": "statement"}]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": "warning" if finding.rule == "unknown" else "error",
        "message": {"text": finding.message},
        "locations": [where],
    }


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _artifact(path: str) -> dict[str, str]:
    """The place of a file: relative to the root of the sources, which the reader knows, or absolute."""
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(os.fsencode(path.replace(os.sep, "/"))), "uriBaseId": "%SRCROOT%"}
