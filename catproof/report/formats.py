"""The forms in which `check --format` gives a report; `text` is written while statements are proved."""

from __future__ import annotations

from collections.abc import Callable

from catproof.running.report import Report


def render(report: Report, form: str) -> str:
    """The report in one of the forms that programs read. Raises `ValueError` for any other name."""
    return _writer(form)(report)


def _writer(form: str) -> Callable[[Report], str]:
    if form == "json":
        return Report.to_json
    if form == "junit":
        from catproof.report.junit import junit

        return junit
    if form == "sarif":
        from catproof.report.sarif import sarif

        return sarif
    if form == "github":
        from catproof.report.github import github

        return github
    raise ValueError(f"a report is written as json, junit, sarif or github, not as {form}")
