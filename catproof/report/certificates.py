"""Certificates as files: written beside a report, read back and re-checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from catproof import kernel
from catproof.report.report import Report


def make_folder(folder: str) -> None:
    """Make the folder for certificates where it is needed. Raises `OSError` where it cannot be one."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"no folder for certificates can be made here ({error.strerror})"
        raise OSError(error.errno, reason, folder) from None


def write_certificates(report: Report, folder: str) -> Report:
    """Write one JSON file for each verdict that is true or false into the folder, which is there.

    The report comes back with the paths filled in. Raises `OSError`.
    """
    taken: set[str] = set()
    files = []
    for file in report.files:
        written = {}
        for k, verdict in enumerate(file.verdicts):
            if verdict.certificate is None:
                continue
            stem = re.sub(r"[^A-Za-z0-9_.-]+", "_", f"{Path(file.path).stem}.{verdict.statement.name}")
            name, n = stem, 2
            while name in taken:
                name, n = f"{stem}-{n}", n + 1
            taken.add(name)
            path = Path(folder) / f"{name}.json"
            certificate = {**verdict.certificate, "digest": kernel.digest(verdict.certificate)}
            text = json.dumps(certificate, ensure_ascii=False) + "\n"
            path.write_text(text, encoding="utf-8", errors="backslashreplace")  # a half of a pair, in a file's name
            written[k] = str(path)
        files.append(file._replace(certificates=written))
    return report._replace(files=files)


class Outcome(NamedTuple):
    """What `verify` says of a file: exit status 0 proved, 1 rejected, 2 no certificate."""

    status: int
    text: str


def verify_file(path: str) -> Outcome:
    """Re-check a certificate with the kernel alone."""
    try:
        certificate = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        return Outcome(2, f"{path}: {error.strerror or error}")
    except (ValueError, RecursionError) as error:
        return Outcome(2, f"{path}: not JSON: {error}")
    if not isinstance(certificate, dict) or certificate.get("format") != "catproof certificate":
        return Outcome(2, f"{path}: not a catproof certificate")
    try:
        verdict, trusted = kernel.examine(certificate)
    except kernel.Rejected as rejected:
        return Outcome(1, f"{path}: rejected: {rejected}")
    except RecursionError:
        return Outcome(1, f"{path}: rejected: it is nested too deeply")
    statement = certificate.get("statement", {})
    text = statement.get("text", "") if isinstance(statement, dict) else ""
    lines = [f"{path}: {str(verdict).lower()}: {text}", *(f"  {line}" for line in trusted)]
    return Outcome(0, "\n".join(lines))
