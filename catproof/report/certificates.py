"""Certificates as files, written beside a report."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path

from catproof import kernel
from catproof.files.writing import write_in
from catproof.running.report import Report

MOST_CHARACTERS = 100
"""The most characters of a certificate's file name, without digest and ending."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")
_NO_FILE = re.compile(r"<[a-z]+>")
_UNNAMED = re.compile(r"line [0-9]+")


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
    files = []
    for file, names in zip(report.files, file_names(report), strict=True):
        written = {}
        for k, (verdict, name) in enumerate(zip(file.verdicts, names, strict=True)):
            if verdict.certificate is not None:
                certificate = {**verdict.certificate, "digest": kernel.digest(verdict.certificate)}
                text = json.dumps(certificate, ensure_ascii=False) + "\n"
                written[k] = str(write_in(folder, f"{name}.json", text))
        files.append(file._replace(certificates=written))
    return report._replace(files=files)


def file_names(report: Report) -> list[list[str]]:
    """A file name without ending for each verdict of each file: the names of file and statement. No two differ only by
    the case of letters, which not every file system tells apart; where they would, and where a name is long or has
    characters that are not safe in a file name, a digest of what it stands for is part of it."""
    called = [
        [(file.path, verdict.statement.name, number) for number, verdict in enumerate(file.verdicts)]
        for file in report.files
    ]
    plain = {each: _plain(*each[:2]) for names in called for each in names}
    count = Counter(name.lower() for name, _ in plain.values())
    taken: set[str] = set()
    made: list[list[str]] = []
    for names in called:
        made.append([])
        for path, name, number in names:
            stem, exact = plain[path, name, number]
            if not exact or count[stem.lower()] > 1:
                named = json.dumps([path, name]).encode()
                stem = f"{stem[:MOST_CHARACTERS]}-{hashlib.blake2b(named, digest_size=8).hexdigest()}"
            free, n = stem, 2
            while free.lower() in taken:  # the same file, given twice
                free, n = f"{stem}-{n}", n + 1
            taken.add(free.lower())
            made[-1].append(free)
    return made


def _plain(path: str, name: str) -> tuple[str, bool]:
    """The name in characters that are safe, and whether it says all of what it stands for."""
    file = Path(path).stem
    stem = _UNSAFE.sub("_", f"{file}.{name}")
    exact = all(
        usual.fullmatch(text) or not _UNSAFE.search(text) for usual, text in ((_NO_FILE, file), (_UNNAMED, name))
    )
    return stem, exact and len(stem) <= MOST_CHARACTERS
