"""Verdicts of earlier runs: the same in everything but the time, checked by the kernel, and never believed."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import queue
import sqlite3
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from theory_files import GOOD

import catproof
from catproof import kernel
from catproof.core import cache
from catproof.decide.decided import Decided
from catproof.decide.decider import Decider
from catproof.elaborate import loader
from catproof.elaborate.scope import Scope
from catproof.faces import cli
from catproof.faces.editor.worker import Worker
from catproof.options import Options
from catproof.resources import folder
from catproof.running import kept, prover
from catproof.running.report import Report
from catproof.running.run import check_paths

THEORY = """
poset P { dog < mammal < animal ; cat < mammal }
task is_mammal on P { dog = {yes} ; cat = {yes} ; mammal = {yes} }
task is_pet on P { dog = {yes} ; cat = {yes} }
claim one : is_mammal is representable by mammal
refute two : is_pet is representable
claim three : rank(is_pet) = 2
claim four : forall T in tasks(P, size <= 2) : rank(T) = 1 implies T is representable
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CATPROOF_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "cache" / "verdicts"


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The statements that are decided from here on in this process, by their propositions."""
    found: list[Any] = []

    class Noting(Decider):
        first = True

        def decide(self, prop: Any) -> Decided:
            if self.first:
                found.append(prop)
            self.first = False
            return super().decide(prop)

    monkeypatch.setattr(prover, "Decider", Noting)
    return found


def timeless(report: Report) -> Any:
    data = report.to_dict()
    for file in data["files"]:
        for statement in file["statements"]:
            del statement["seconds"]
    more = [(v.argument, v.certificate, v.unchecked, v.checked, v.value, v.ok) for v in report.verdicts]
    return json.dumps([data, more])


SLOW = ("sharpness", "lattices", "concepts", "wordnet", "bounded", "supervised", "masked", "limits")
"""They take seconds, and have no other words; of all theories this is seen by hand."""

FILES = [*sorted(Path(str(folder("theories"))).glob("*.cat")), Path(str(folder("theories"))) / "wordnet", *GOOD]


@pytest.mark.parametrize("path", [p for p in FILES if p.stem not in SLOW], ids=lambda path: path.stem)
def test_a_second_run_says_the_same_and_decides_nothing(path: Path, place: Path, decided: list[Any]) -> None:
    first = check_paths([str(path)], Options(timeout=600))
    assert decided or not list(first.verdicts)
    del decided[:]
    second = check_paths([str(path)], Options(timeout=600))
    assert timeless(first) == timeless(second)
    assert not decided and all(v.seconds > 0 for v in second.verdicts)


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements whose certificates the kernel has looked at, as it goes."""
    names: list[str] = []
    examine = kernel.examine

    def noted(certificate: dict[str, Any], seen: Any = None) -> kernel.Examined:
        names.append(certificate["statement"]["name"])
        return examine(certificate, seen)

    monkeypatch.setattr(kernel, "examine", noted)
    return names


def test_the_kernel_checks_what_was_kept(place: Path, examined: list[str]) -> None:
    first = catproof.check_text(THEORY)
    del examined[:]
    assert timeless(catproof.check_text(THEORY)) == timeless(first)
    assert examined == ["one", "two", "three", "four"]


def seal(path: Path, content: bytes, secret: bytes) -> None:
    """Write a file as catproof would that has this key."""
    key = bytes.fromhex(path.stem)
    forged = kept.Sealed(path.name, key, secret)
    data = key + forged._seal(content) + content
    path.write_bytes(hashlib.sha256(data).digest() + data)


def contents(place: Path) -> dict[Path, list[Any]]:
    return {path: json.loads(path.read_bytes()[96:]) for path in sorted(place.iterdir())}


@pytest.mark.parametrize("change", ["value", "evidence", "other", "nothing"])
def test_false_evidence_with_the_right_key_is_no_verdict(place: Path, change: str, decided: list[Any]) -> None:
    """Whoever has the key can tell other reasons; a verdict that the kernel rejects is found anew."""
    first = catproof.check_text(THEORY)
    secret = cache.secret()
    assert secret is not None and (place.parent.parent / "state" / "catproof" / "key").read_bytes() == secret
    known = contents(place)
    originals = [content[:2] for content in known.values()]
    for path, content in known.items():
        if change == "value":
            content[0] = not content[0]
        elif change == "evidence":
            content[1] = {"value": content[0], "at": [0, 0]}
        elif change == "other":
            content[:2] = next(other for other in originals if other[1] != content[1])
        seal(path, json.dumps(content).encode(), secret)
    del decided[:]
    again = catproof.check_text(THEORY)
    assert [v.value for v in again.verdicts] == [v.value for v in first.verdicts]
    assert len(decided) == (0 if change == "nothing" else 4)


def test_words_are_believed_from_the_user_alone(
    place: Path, decided: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = catproof.check_text(THEORY)
    for path, content in contents(place).items():
        seal(
            path,
            json.dumps([*content[:4], "because I say so", *content[5:]]).encode(),
            b"somebody else's key".ljust(32),
        )
    del decided[:]
    assert timeless(catproof.check_text(THEORY)) == timeless(first) and len(decided) == 4
    del decided[:]
    assert timeless(catproof.check_text(THEORY)) == timeless(first) and not decided
    monkeypatch.setenv("XDG_STATE_HOME", str(place.parent.parent / "another"))  # the cache of another user
    assert timeless(catproof.check_text(THEORY)) == timeless(first) and len(decided) == 4


@pytest.mark.parametrize("damage", [b"", b"\0" * 200, b"[" * 100_000])
def test_damaged_files_are_decided_anew(place: Path, damage: bytes, decided: list[Any]) -> None:
    first = catproof.check_text(THEORY)
    for path in place.iterdir():
        path.write_bytes(damage)
    del decided[:]
    assert timeless(catproof.check_text(THEORY)) == timeless(first) and len(decided) == 4


CHANGES = {
    "a declaration": ("dog = {yes} ; cat = {yes} ; m", "cat = {yes} ; dog = {yes} ; m", 1),
    "another statement": ("claim three : rank(is_pet) = 2", "claim three : rank(is_pet) < 3", 1),
    "a category": ("cat < mammal }", "cat < mammal ; bird < animal }", 4),
    "a name": ("is_pet", "is_tame", 2),
    "nothing but space": ("poset P", "poset  P # a comment\n", 0),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_depends_on_a_change_is_decided_anew(place: Path, change: str, decided: list[Any]) -> None:
    old, new, number = CHANGES[change]
    catproof.check_text(THEORY)
    del decided[:]
    changed = THEORY.replace(old, new)
    report = catproof.check_text(changed)
    again = len(decided)
    assert timeless(report) == timeless(catproof.check_text(changed, cache=False))
    assert again == number


def test_a_name_that_a_pasted_theory_avoids(place: Path) -> None:
    text = "monoid M { generator e ; equation e . e = e }\nclaim forall T in tasks(M, size <= 2) : rank(T) = 1"
    plain = catproof.check_text(text)
    taken = text.replace("claim", "task T on M { * = {1} }\nclaim")
    again = catproof.check_text(taken)
    assert timeless(again) == timeless(catproof.check_text(taken, cache=False))
    first, second = (next(report.verdicts).witness["theory"] for report in (plain, again))
    assert "task T on" in first and first != second


def test_a_data_file_that_changes(place: Path, tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("a,b\ndog,animal\n", encoding="utf-8")
    theory = tmp_path / "t.cat"
    theory.write_text('poset P = read("edges.csv", a, b)\nclaim count(objects(P)) = 2\n', encoding="utf-8")
    assert catproof.check_file(theory).ok and len(list(place.glob("*.verdict"))) == 1
    (tmp_path / "edges.csv").write_text("a,b\ndog,animal\ncat,animal\n", encoding="utf-8")
    assert not catproof.check_file(theory).ok


def test_options_that_matter(place: Path, decided: list[Any]) -> None:
    for engine in ("auto", "direct", "z3", "both", "auto", "both"):
        (verdict,) = catproof.check_text(THEORY, engine=engine, name="two").verdicts
        assert verdict.engine == ("direct" if engine == "auto" else engine)
    assert len(decided) == 4
    catproof.check_text(THEORY, limit=99, name="two")
    catproof.check_text(THEORY, timeout=9, name="two")
    assert len(decided) == 5


def test_unknown_is_not_kept(place: Path) -> None:
    text = "monoid N { generator s }\nclaim count(arrows(N)) = 7"
    assert catproof.check_text(text, limit=1000).exit_status == 3
    assert not place.exists() or not list(place.iterdir())


def test_too_large_and_too_much(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LARGEST", 100)
    catproof.check_text(THEORY)
    assert not place.exists() or not list(place.iterdir())
    monkeypatch.undo()
    monkeypatch.setenv("CATPROOF_CACHE", str(place.parent))
    monkeypatch.setenv("XDG_STATE_HOME", str(place.parent.parent / "state"))
    monkeypatch.setattr(kept, "MOST", 40_000)
    monkeypatch.setattr(kept, "EVERY", 1)
    for number in range(2, 30):
        catproof.check_text(THEORY.replace("= 2", f"= {number}"), name="three")
        assert len(list(place.iterdir())) <= 10


def test_without_it(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catproof.check_text(THEORY, cache=False)
    assert not place.parent.exists() and not (tmp_path / "state").exists()
    (tmp_path / "readable").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "t.cat"))
    (tmp_path / "t.cat").write_text(THEORY, encoding="utf-8")
    assert catproof.check_text(THEORY, name="two").ok and not place.exists()


def test_processes_share_it(
    place: Path, tmp_path: Path, decided: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "t.cat"
    file.write_text(THEORY, encoding="utf-8")
    assert cli.main(["check", str(file), "--jobs", "2", "--json"]) == 0
    by_two = json.loads(capsys.readouterr().out)
    del decided[:]
    assert cli.main(["check", str(file), "--json"]) == 0
    assert not decided and len(list(place.glob("*.verdict"))) == 4
    alone = json.loads(capsys.readouterr().out)
    assert cli.main(["check", str(file), "--jobs", "2", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    for report in (by_two, alone, again):
        for statement in report["files"][0]["statements"]:
            del statement["seconds"]
    assert by_two == alone == again


def test_pictures_are_of_what_was_decided(place: Path, tmp_path: Path, decided: list[Any]) -> None:
    file = tmp_path / "t.cat"
    file.write_text(THEORY, encoding="utf-8")
    for _ in range(2):
        del decided[:]
        assert cli.main(["draw", str(file), "--verdict", "two", "-o", str(tmp_path / "o.tex")]) == 0
        assert decided


# ---- whole theories: not read again where nothing has changed ----------------------------------------


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    (tmp_path / "base.cat").write_text("poset Q { a < b }\n", encoding="utf-8")
    (tmp_path / "edges.csv").write_text("a,b\ndog,animal\n", encoding="utf-8")
    with sqlite3.connect(tmp_path / "app.db") as made:
        made.execute("create table edges (a text, b text)")
        made.execute("insert into edges values ('x', 'y')")
    more = 'import "base.cat"\nclaim count(objects(Q)) = 2\n'
    more += 'poset R = read("edges.csv", a, b)\nclaim count(objects(R)) = 2\n'
    more += 'poset S = read("app.db", edges, a, b)\nclaim count(objects(S)) = 2\n'
    path = tmp_path / "t.cat"
    path.write_text(THEORY + more, encoding="utf-8")
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed from here on."""
    found = []
    parse = loader.parse

    def noted(text: str, path: str) -> Any:
        found.append(Path(path).name)
        return parse(text, path)

    monkeypatch.setattr(loader, "parse", noted)
    return found


def test_what_has_not_changed_is_not_read_again(whole: Path, read: list[str], examined: list[str]) -> None:
    first = catproof.check_file(whole)
    assert first.ok and "t.cat" in read
    del read[:], examined[:]
    again = catproof.check_file(whole)
    assert timeless(again) == timeless(first) and not read and examined == [v.statement.name for v in first.verdicts]
    assert [path for path, _ in catproof.iter_verdicts([whole])] == [str(whole)] * 7 and not read
    del examined[:]
    assert [v.statement.name for v in catproof.check_file(whole, name="t*").verdicts] == examined == ["two", "three"]
    assert not read
    assert timeless(catproof.check_file(whole, cache=False)) == timeless(first) and "t.cat" in read


FILE_CHANGES = {
    "t.cat": lambda path: path.write_text(
        path.read_text("utf-8").replace("rank(is_pet) = 2", "rank(is_pet) = 3"), "utf-8"
    ),
    "base.cat": lambda path: path.write_text("poset Q { a < b < c }\n", "utf-8"),
    "edges.csv": lambda path: path.write_text("a,b\ndog,animal\ncat,animal\n", "utf-8"),
    "app.db": lambda path: _insert(path),
    "app.db-wal": lambda path: path.write_bytes(b"something"),
}


def _insert(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("insert into edges values ('x', 'z')")


@pytest.mark.parametrize("name", FILE_CHANGES)
def test_whatever_changes_is_seen(whole: Path, read: list[str], name: str) -> None:
    assert catproof.check_file(whole).ok
    FILE_CHANGES[name](whole.parent / name)
    del read[:]
    report = catproof.check_file(whole)
    assert not report.ok and "t.cat" in read
    assert timeless(report) == timeless(catproof.check_file(whole, cache=False))


TABLES = pytest.param("tables", marks=pytest.mark.sizes("turned arrows that are not listed are a table, too"))


@pytest.mark.parametrize("change", ["value", "evidence", "claim", TABLES])
def test_the_kernel_rejects_what_proves_nothing(
    whole: Path,
    place: Path,
    change: str,
    decided: list[Any],
    read: list[str],
) -> None:
    first = catproof.check_file(whole)
    (record,) = place.glob("*.theory")
    for verdict in place.glob("*.verdict"):
        verdict.unlink()
    head, *rows = record.read_bytes()[96:].split(b"\n")
    for k, row in enumerate(rows):
        if k >= len(list(first.verdicts)):  # entries that certificates have in common
            entry = json.loads(row)
            if change == "tables" and "generators" in entry and "homs" in entry:
                entry["generators"] = [[name, b, a] for name, a, b in entry["generators"]]
                rows[k] = json.dumps(entry).encode()
            continue
        said, verdict = json.loads(row)
        if change == "value":
            verdict[0] = not verdict[0]
        elif change == "evidence":
            verdict[1] = {"value": verdict[0], "at": [0, 0]}
        elif change == "claim":
            said["claim"] = ["apply", "not", said["claim"]]
        rows[k] = json.dumps([said, verdict]).encode()
    secret = cache.secret()
    assert secret is not None
    seal(record, b"\n".join([head, *rows]), secret)
    del decided[:], read[:]
    assert timeless(catproof.check_file(whole)) == timeless(first)
    assert len(decided) == 7 and read.count("t.cat") == 1


def by_command(path: Path) -> None:
    assert cli.main(["check", str(path), "--quiet"]) == 0


def by_processes(path: Path) -> None:
    assert cli.main(["check", str(path), "--quiet", "--jobs", "2"]) == 0


def by_python(path: Path) -> None:
    assert catproof.check_file(path).ok


def by_pytest(path: Path) -> None:
    from catproof.faces import pytest_plugin

    plugins = ["--catproof", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:asyncio", "-c", os.devnull]
    named = [] if any(d.name == "catproof" for d in entry_points(group="pytest11")) else ["-p", pytest_plugin.__name__]
    assert pytest.main([str(path), "-q", *named, *plugins]) == 0


def by_editor(path: Path) -> None:
    told: list[Any] = []
    jobs: queue.Queue[Any] = queue.Queue()
    jobs.put({"job": 1, "path": str(path), "text": path.read_text(encoding="utf-8"), "texts": {}, "known": []})
    worker = Worker(Options(), jobs, told.append)
    worker.take(0.0)
    ((_, rest),) = worker.newest.values()
    list(rest)
    assert sum("verdict" in each for each in told) == 7 and told[-1] == {"job": 1, "done": True}


@pytest.mark.parametrize("first", [by_processes, by_pytest, by_editor])
def test_all_ways_in_share_it(whole: Path, place: Path, decided: list[Any], read: list[str], first: Any) -> None:
    """What one has decided no other decides again; and but for the editor, which has to know what is in a text, none
    reads a theory again that one of them has kept as a whole."""
    first(whole)
    assert len(list(place.glob("*.theory"))) == (0 if first is by_editor else 1)
    del decided[:], read[:]
    if first is by_editor:
        by_python(whole)
        assert not decided and "t.cat" in read
        del read[:]
    for way in (by_command, by_python, by_pytest, by_processes):
        way(whole)
        assert not decided and "t.cat" not in read
    by_editor(whole)
    assert not decided


def test_a_record_of_somebody_else_is_not_used(whole: Path, place: Path, read: list[str]) -> None:
    first = catproof.check_file(whole)
    (record,) = place.glob("*.theory")
    seal(record, record.read_bytes()[96:].replace(b"no one prompt", b"because I say"), b"another key".ljust(32))
    del read[:]
    assert timeless(catproof.check_file(whole)) == timeless(first) and "t.cat" in read


def test_what_has_no_verdict_is_not_kept(tmp_path: Path, place: Path) -> None:
    path = tmp_path / "t.cat"
    path.write_text(THEORY, encoding="utf-8")
    catproof.check_file(path, name="two")
    path.write_text(THEORY + "claim one_more is representable\n", encoding="utf-8")
    catproof.check_file(path)
    path.write_text(THEORY + "monoid N { generator s }\nclaim count(arrows(N)) = 7\n", encoding="utf-8")
    catproof.check_file(path, limit=1000)
    assert not list(place.glob("*.theory"))


def test_a_link_that_leads_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "t.cat").write_text(THEORY, encoding="utf-8")
    assert catproof.check_file(tmp_path / "t.cat").ok
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "t.cat").symlink_to(tmp_path / "t.cat")
    (error,) = catproof.check_file(tmp_path / "inside").errors
    assert error.message == "this is a link that leads out of the folder"


def test_nothing_of_a_file_stays_in_the_process(place: Path) -> None:
    """Not its scope, and not what that has made: a process that checks many files does not grow."""

    def scopes() -> int:
        gc.collect()
        return sum(type(one) is Scope for one in gc.get_objects())

    catproof.check_text(THEORY)
    before = scopes()
    for k in range(3):
        catproof.check_text(f"{THEORY}claim 1 = {k}\n")
    assert list(place.glob("*.verdict")) and scopes() <= before
