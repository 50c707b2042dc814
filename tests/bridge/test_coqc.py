"""The compiled library in the cache: built once, and again when anything in it is not as it was built."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from catproof.bridge import coq_library
from catproof.bridge.coqc import NOTHING_ASSUMED, Coq
from catproof.core import cache

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the coqc of these tests is a shell script")


@pytest.fixture
def coqc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A coqc that writes what it was asked to compile into a log, and a `.vo` that says so."""
    program = tmp_path / "coqc"
    program.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "version 8.16.1" && exit\nfor last; do :; done\n'
        f'echo "$last" >> {tmp_path}/log\necho "compiled $last" > "${{last%.v}}.vo"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("COQC", str(program))
    monkeypatch.setenv("CATPROOF_CACHE", str(tmp_path / "cache"))
    return program


def built(tmp_path: Path) -> int:
    """How often the library has been built."""
    log = tmp_path / "log"
    return log.read_text().count("Catproof.v\n") if log.exists() else 0


def test_it_is_built_once(coqc: Path, tmp_path: Path) -> None:
    first = Coq.find().library()
    assert first == Coq.find().library() and built(tmp_path) == 1
    assert first.parent == tmp_path / "cache" / "coq" and cache.is_sealed(first)
    assert {p.name for p in first.glob("*.v")} == set(coq_library.sources())
    coqc.write_text(
        coqc.read_text(encoding="utf-8").replace("8.16.1", "8.17.0"), encoding="utf-8"
    )  # another version has a library of its own
    assert Coq.find().library() != first and built(tmp_path) == 2


@pytest.mark.parametrize("how", ["cut", "changed", "one more", "gone", "a link", "a file", "no seal", "open to others"])
def test_what_is_not_as_it_was_built_is_built_again(coqc: Path, tmp_path: Path, how: str) -> None:
    made = Coq.find().library()
    victim = made / "Catproof.vo"
    if how == "cut":
        victim.write_bytes(victim.read_bytes()[:-1])
    elif how == "changed":
        victim.write_bytes(victim.read_bytes().upper())
    elif how == "one more":
        (made / "Extra.vo").write_bytes(b"")
    elif how == "gone":
        victim.unlink()
    elif how == "a link":
        made.rename(tmp_path / "elsewhere")
        made.symlink_to(tmp_path / "elsewhere")
    elif how == "a file":
        shutil.rmtree(made)
        made.write_bytes(b"")
    elif how == "no seal":
        (made / "digests.json").unlink()
    else:
        victim.chmod(0o666)
    assert Coq.find().library() == made and built(tmp_path) == 2
    assert cache.is_sealed(made) and not made.is_symlink() and victim.read_bytes() == b"compiled Catproof.v\n"
    assert [p.name for p in made.parent.iterdir()] == [made.name]


@pytest.mark.parametrize("how", ["--no-cache", "a folder that others may write to"])
def test_without_a_cache_it_is_built_for_the_process_alone(coqc: Path, tmp_path: Path, how: str) -> None:
    place = tmp_path / "cache"
    if how != "--no-cache":
        place.mkdir()
        place.chmod(0o777)
    with cache.used(how != "--no-cache"):
        coq = Coq.find()
        library = coq.library()
        assert (library / "Catproof.vo").is_file() and coq.library() == library
        assert not library.is_relative_to(place) and not (place.exists() and list(place.iterdir()))
    del coq
    assert not library.exists()


CHECKER = """#!{python}
import sys
answer = {answer!r}
names = sys.argv[sys.argv.index("") + 1 :]
assert names and all(__import__("pathlib").Path(name + ".vo").is_file() for name in names)
print(answer[0])
sys.exit(answer[1])
"""
"""A coqchk that gives its answer, if it is asked about files that are there."""

FINE = "\n".join(NOTHING_ASSUMED)


@pytest.mark.parametrize(
    ("said", "status", "accepted"),
    [
        (FINE, 0, True),
        (FINE, 1, False),
        (FINE.replace("* Axioms: <none>", "* Axioms: choice"), 0, False),
        ("", 0, False),
    ],
)
def test_what_was_compiled_is_checked_again(
    coqc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, status: int, accepted: bool
) -> None:
    program = tmp_path / "coqchk"
    program.write_text(CHECKER.format(python=sys.executable, answer=(said, status)))
    program.chmod(0o755)
    monkeypatch.setenv("COQCHK", str(program))
    coq = Coq.find(again=True)
    assert coq.again and coq.told == "Coq 8.16.1 and coqchk" and coq.checked_again() is None
    assert coq.compiled(b"one", 60)[1] and coq.compiled(b"two", 60)[1]
    answer = coq.checked_again()
    assert answer is not None and answer.accepted is accepted and bool(answer.reason) is not accepted
    usual = Coq.find()
    assert not usual.again and usual.compiled(b"one", 60)[1] and usual.checked_again() is None
