"""The audit: what it says of tasks, in every form, and on the whole of WordNet where that is installed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from patience import effort

import catproof
from catproof.core import coverage
from catproof.core.deadline import TimedOut
from catproof.core.limits import LimitReached
from catproof.decide.numbers import Rank
from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.options import Options
from catproof.readers import wordnet
from catproof.running import audit_sample
from catproof.running.audit import audited
from catproof.running.verdict import InternalError

THEORY = """
poset P { dog < mammal < animal ; cat < mammal ; dog < pet ; cat < pet }
task all_mammals = yoneda(P, mammal)
task both on P { dog = {yes} ; cat = {yes} ; mammal = {yes} ; pet = {yes} }
task apart on P { dog = {yes} ; cat = {yes} }
monoid Idem { generator e ; equation e . e = e }
task one on Idem { * = {x} }
"""


@pytest.fixture
def theory(tmp_path: Path) -> str:
    (tmp_path / "t.cat").write_text(THEORY, encoding="utf-8")
    return str(tmp_path / "t.cat")


def test_json(theory: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", theory, "--json", "--near", "1"]) == statuses.OK
    found = {task["task"]: task for task in json.loads(capsys.readouterr().out)["tasks"]}
    assert list(found) == ["all_mammals", "one", "apart", "both"]  # by rank, then by name
    assert found["all_mammals"]["representable"] == "mammal" and found["all_mammals"]["checked"]
    assert [p["object"] for p in found["both"]["prompts"]] == ["mammal", "pet"]
    assert not found["both"]["familial"] and found["both"]["confused"]["at"] in ("dog", "cat")
    assert found["apart"]["familial"] and found["apart"]["rank"] == 2
    assert found["apart"]["near"][0] == {
        "prompt": "mammal", "missing": 0, "extra": 1, "missing_at": [], "extra_at": ["mammal"],
    }  # fmt: skip
    assert found["one"]["confused"]["reached"] == ["x at * along id", "x at * along e"]


def test_csv_and_table(theory: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", theory, "--csv", "--tasks", "*a*"]) == statuses.OK
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["task"], row["rank"], row["familial"]) for row in rows] == [
        ("all_mammals", "1", "yes"), ("apart", "2", "yes"),
    ]  # fmt: skip
    assert cli.main(["audit", theory, "--near", "2"]) == statuses.OK
    table = capsys.readouterr().out
    assert "by mammal" in table and "near: mammal: 1 extra (mammal)" in table and "rank up to 2" in table


def test_measures_and_covers(theory: str, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["--near", "1", "--tasks", "both", "--cover", "1"]
    assert cli.main(["audit", theory, *wanted, "--by", "jaccard"]) == statuses.OK
    table = capsys.readouterr().out
    assert "  near: mammal: jaccard 0.750, 1 missing (pet)" in table
    assert "  cover: mammal 3 of 4" in table and "at most" not in table
    assert cli.main(["audit", theory, *wanted, "--by", "missing", "--json", "--among", "[ap]*"]) == statuses.OK
    (found,) = json.loads(capsys.readouterr().out)["tasks"]
    assert [(near["prompt"], near["missing"], near["extra"]) for near in found["near"]] == [("pet", 1, 0)]
    assert found["cover"] == [{"prompt": {"object": "mammal", "element": "yes"}, "reached": 3, "most": 3}]


def test_few_prompts_leave_out_a_share(theory: str, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["--tasks", "both", "--missing"]
    assert cli.main(["audit", theory, *wanted, "25%", "--cover", "2"]) == statuses.OK
    assert "  missing <= 25%: 1 prompt: mammal" in capsys.readouterr().out
    assert cli.main(["audit", theory, *wanted, "24.9%", "--json"]) == statuses.OK
    (found,) = json.loads(capsys.readouterr().out)["tasks"]
    assert found["missing"]["percents"] == "249/10" and len(found["missing"]["prompts"]) == 2
    assert cli.main(["audit", theory, *wanted, "100%", "--csv", "--cover", "2"]) == statuses.OK
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["missing"], row["cover"]) == ("0 prompts", "mammal: 3; pet: 4")
    assert cli.main(["audit", theory, *wanted, "101%"]) == statuses.WRONG_INPUT
    assert "a share from 0% to 100% is expected, not 101%" in capsys.readouterr().err


def test_what_leaves_out_a_share_is_checked(theory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(self: Rank) -> Any:
        number, evidence = found(self)
        return number, evidence if self.percents is None else {**evidence, "cover": evidence["cover"][:1]}

    found = Rank.find
    monkeypatch.setattr(Rank, "find", find)
    with pytest.raises(InternalError, match="the kernel rejects what was found for both"):
        catproof.audit(Path(theory), tasks="both", missing=0)


def test_where_the_fewest_prompts_meet_a_limit(theory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "MOST_NODES", 0)
    (entry,) = (audit := catproof.audit(Path(theory), tasks="both", missing=0)).entries
    assert entry.rank == 2 and entry.fewest is not None and "more than 0 steps" in entry.fewest.unknown
    assert audit.exit_status == statuses.UNKNOWN


def test_prompts_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """T beside what each P answers along F: where F X -> P is, for the X of T."""
    file = tmp_path / "t.cat"
    file.write_text(
        """
poset Items { point rex, tom, van }
poset Ideas { dog < pet ; cat < pet ; car < thing ; pet < thing }
functor F : Items -> Ideas { rex |-> dog ; tom |-> cat ; van |-> car }
task pets on Items { rex = {yes} ; tom = {yes} }
task red on Items { rex = {yes} ; van = {yes} }
task else on Ideas { dog = {yes} }
category C { object a, b ; arrow e : a -> a ; equation e . e = e }
functor G : C -> C { a |-> a ; b |-> a ; e |-> e }
task two on C { a = {x, y} ; e { x |-> x ; y |-> x } ; b = {z} }
""",
        encoding="utf-8",
    )
    assert cli.main(["audit", str(file), "--along", "F", "--json"]) == statuses.OK
    found = {each["task"]: each.get("near") for each in json.loads(capsys.readouterr().out)["tasks"]}
    assert found["else"] is None and found["two"] is None
    assert [(near["prompt"], near["missing"], near["extra"]) for near in found["pets"]] == [("pet", 0, 0)]
    (near,) = found["red"]  # dog and car miss one, thing has one more: the first of these by name that has most
    assert (near["prompt"], near["missing"], near["extra_at"]) == ("thing", 0, ["tom"])
    assert cli.main(["audit", str(file), "--along", "F", "--among", "c*", "--near", "3"]) == statuses.OK
    assert "near: car: 1 missing (rex)" in capsys.readouterr().out
    (two,) = catproof.audit(file, along="G", tasks="two").entries
    assert [(near.prompt, near.missing, near.extra) for near in two.near] == [
        ("a", 0, 1)
    ]  # at b are e and the identity
    assert cli.main(["audit", str(file), "--along", "H"]) == statuses.WRONG_INPUT
    assert "there is no functor H" in capsys.readouterr().err


def test_errors_and_limits(theory: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(theory).write_text(THEORY + "monoid N { generator s }\ntask big = yoneda(N, *)\n", encoding="utf-8")
    assert cli.main(["audit", theory, "--limit", "50"]) == statuses.UNKNOWN
    assert "unknown" in capsys.readouterr().out
    Path(theory).write_text(THEORY + "task bad on P { cow = {x} }\n", encoding="utf-8")
    assert cli.main(["audit", theory]) == statuses.WRONG_INPUT
    output = capsys.readouterr()
    assert "cow is not an object of P" in output.err and "all_mammals" in output.out


def test_beyond_the_check_limit(theory: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Path(theory).write_text(THEORY + "claim all_mammals is representable\n", encoding="utf-8")
    kept = str(tmp_path / "kept")
    assert cli.main(["check", theory, "--check-limit", "2", "--certificates", kept]) == statuses.OK
    assert "not checked by the kernel: 3 elements are more than the --check-limit of 2" in capsys.readouterr().out
    assert cli.main(["verify", *map(str, Path(kept).iterdir())]) == statuses.OK


FOLDER = Path(__file__).parents[2] / "theories" / "wordnet"
needs_wordnet = pytest.mark.skipif(not (wordnet.DATA / "data.noun").exists(), reason="wordnet-base is not installed")


def test_the_fragment(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(FOLDER / "wordnet.cat")]) == statuses.OK
    capsys.readouterr()


@needs_wordnet
def test_the_fragment_is_what_the_converter_writes(tmp_path: Path) -> None:
    source = (Path(__file__).parents[1] / "tools" / "wordnet_fragment.py").read_text(encoding="utf-8")
    words = source.split('WORDS = """')[1].split('"""')[0].split()
    assert wordnet.main([str(tmp_path), "--only", *words]) == 0
    for path in FOLDER.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@needs_wordnet
def test_the_whole_of_wordnet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wordnet.write(tmp_path)
    with effort(60):
        assert cli.main(["audit", str(tmp_path / "wordnet.cat"), "--json"]) == statuses.OK
    found = {task["task"]: task for task in json.loads(capsys.readouterr().out)["tasks"]}
    assert len(found) == 1026 and all(task["checked"] for task in found.values())
    assert found["noun.Tops"]["elements"] == 82_115 and found["animal"]["representable"] == "animal.n.01"
    assert found["dog"]["rank"] == 7 and found["dog"]["familial"] and not found["noun.animal"]["familial"]


def test_no_wordnet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wordnet.main([str(tmp_path / "to"), "--data", str(tmp_path)]) == 2
    assert "apt-get install" in capsys.readouterr().err


@pytest.mark.parametrize("limit", [TimedOut(), LimitReached("far has more than the limit of 3 arrows", "--limit")])
def test_what_is_near_may_be_unknown_and_the_rest_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, limit: Exception
) -> None:
    def stopped(*given: object) -> None:
        raise limit

    monkeypatch.setattr("catproof.running.audit.nearest", stopped)
    path = tmp_path / "t.cat"
    path.write_text("poset P { a < c ; b < c }\ntask T on P { a = {yes} ; b = {yes} }\ntask S on P { a = {yes} }\n")
    assert cli.main(["audit", str(path), "--near", "1"]) == statuses.UNKNOWN
    table = capsys.readouterr().out
    assert "near: unknown: " in table and ("--timeout" in table or "--limit" in table)
    assert cli.main(["audit", str(path), "--near", "1", "--json"]) == statuses.UNKNOWN
    by_a, two = json.loads(capsys.readouterr().out)["tasks"]
    assert (two["rank"], two["checked"], len(two["prompts"])) == (2, True, 2) and two["near_unknown"]
    assert by_a["representable"] == "a" and "near_unknown" not in by_a
    assert cli.main(["audit", str(path), "--near", "1", "--csv"]) == statuses.UNKNOWN
    assert "unknown: " in capsys.readouterr().out
    assert cli.main(["audit", str(path)]) == statuses.OK


@pytest.mark.sizes("says how many elements are drawn")
def test_a_sample_beyond_the_check_limit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elements of a label set that are drawn, with all above them, are decided again and checked by the kernel."""
    pairs = [(f"n{k}", f"n{j}") for k in range(4, 60) for j in {k // 2, k // 3}]  # below n1 and n2, n3
    labels = [("x", k) for k in range(1, 60)] + [("y", k) for k in (58, 59)] + [("z", k) for k in range(30, 60)]
    (tmp_path / "e.csv").write_text("low,high\n" + "".join(f"{a},{b}\n" for a, b in pairs), encoding="utf-8")
    (tmp_path / "l.csv").write_text("label,item\n" + "".join(f"{a},n{k}\n" for a, k in labels), encoding="utf-8")
    path = tmp_path / "t.cat"
    path.write_text('poset P = read("e.csv", low, high)\ntasks read("l.csv", label, item) on P\n', encoding="utf-8")
    assert cli.main(["audit", str(path), "--json", "--check-limit", "20"]) == statuses.OK
    said = json.loads(capsys.readouterr().out)
    entries = {entry["task"]: entry for entry in said["tasks"]}
    assert [entries[name]["checked"] for name in "xyz"] == [False, True, False]
    assert entries["z"]["sample"] == {"elements": 20, "drawn": 20, "seed": 0} and "sample" not in entries["y"]
    drawn = entries["x"]["sample"]  # with all that is above them 20 would be too many
    assert drawn["drawn"] < drawn["elements"] <= 20 and not entries["x"]["familial"]
    assert {note["message"].partition(" elements")[0] for note in said["notes"]} >= {
        f"x: {drawn['elements']} of 59",
        "z: 20 of 30",
    }
    assert cli.main(["audit", str(path), "--check-limit", "20"]) == statuses.OK
    assert "2 beyond --check-limit: a sample of 2 of 2 was decided again" in capsys.readouterr().out
    # a sample that says otherwise is not passed over
    survey = audit_sample.surveyed
    monkeypatch.setattr(audit_sample, "surveyed", lambda *given: survey(*given)._replace(familial=True))
    with pytest.raises(InternalError, match="differ about x"):
        audited(str(path), Options(check_limit=20))
