"""The corpus: what the textbooks say, and what CQL, Catlab and CAP answer, through the command line under each engine.

Each statement has its reference in the comment before it, and what is said in words: where in which book; or in which
file of the peer, and the answer that is known.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE
from theory_files import PEERS, TEXTBOOK

from catproof.faces import cli

BOOKS = {
    "Riehl", "Mac Lane", "Mac Lane and Moerdijk", "Leinster", "Awodey", "Lawvere and Schanuel", "Lawvere and Rosebrugh",
    "Davey and Priestley", "Ganyushkin and Mazorchuk", "Howie",
}  # fmt: skip
SOURCES = {"textbook": BOOKS, "peers": {"CQL", "Catlab", "CAP"}}
CORPUS = [*TEXTBOOK, *PEERS]


def checked(path: Path, engine: str, capfd: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What `catproof check` says of a file, which is wholly ok."""
    status = cli.main(["check", str(path), "--engine", engine, "--json", "--timeout", str(PATIENCE)])
    out, err = capfd.readouterr()
    (file,) = json.loads(out)["files"]
    assert [s for s in file["statements"] if not s["ok"]] == file["errors"] == []
    assert status == 0 and err == ""
    found: dict[str, Any] = file
    return found


@pytest.mark.parametrize("engine", ["direct", "z3", "both"])
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_statement_is_ok(path: Path, engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    file = checked(path, engine, capfd)
    assert {s["verdict"] for s in file["statements"]} == {"true", "false"}


def references(path: Path) -> list[str]:
    """The comment before each statement of a file; empty where there is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = []
    for number, line in enumerate(lines):
        if re.match(r"(claim|refute|find|ask)\b", line):
            before = lines[number - 1]
            found.append(before.removeprefix("# ") if before.startswith("# ") else "")
    return found


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_statement_has_a_reference(path: Path) -> None:
    sources = SOURCES[path.parent.name]
    source = re.compile(rf"({'|'.join(sources)}),? [^:]+: \S.*\.$")
    assert [said for said in references(path) if not source.match(said)] == []


def test_there_are_as_many_as_were_asked_for() -> None:
    said = [reference for path in TEXTBOOK for reference in references(path)]
    books = Counter(next(book for book in sorted(BOOKS, key=len, reverse=True) if one.startswith(book)) for one in said)
    assert len(said) >= 150 and set(books) == BOOKS
    assert sum(len(references(path)) for path in PEERS) >= 30 and [p.stem for p in PEERS] == ["cap", "catlab", "cql"]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_it_is_in_canonical_form(path: Path) -> None:
    assert cli.main(["fmt", "--check", str(path)]) == 0
