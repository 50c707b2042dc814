"""The Python API: reports as data, several files, event loops, processes that can be ended, and the other commands."""

from __future__ import annotations

import asyncio
import csv
import inspect
import json
import pickle
import re
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from theory_files import BAD, GOOD

import catproof
from catproof.core.limits import LimitReached
from catproof.diagnostic import NOWHERE, Diagnostic
from catproof.faces import cli, isolated
from catproof.faces.api import Checking
from catproof.options import Options
from catproof.running.schedule import WorkersFailed
from catproof.running.verdict import InternalError

THEORY = """
poset P { dog < mammal < animal ; cat < mammal }
task is_mammal on P { dog = {yes} ; cat = {yes} ; mammal = {yes} }
task is_pet on P { dog = {yes} ; cat = {yes} }
claim one : is_mammal is representable by mammal
refute is_pet is representable
claim rank(is_pet) = 3
"""
LONG = "claim forall C in categories(arrows <= 6) : count(functors(C, C)) > 0\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.cat").write_text(THEORY, encoding="utf-8")
    return tmp_path


# ---- records --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [path for path in (*GOOD, *BAD) if path.stem != "bounded"], ids=lambda path: path.stem)
def test_reports_are_data(path: Path) -> None:
    report = catproof.check_file(path, timeout=600, limit=2000)
    again = pickle.loads(pickle.dumps(report))
    assert again == report and not again.__ne__(report) and again.to_json() == report.to_json()
    for one, other in zip(report.verdicts, again.verdicts, strict=True):
        assert (one, one.statement, repr(one)) == (other, other.statement, repr(other))
        assert hash(one) == hash(other) and hash(one.statement) == hash(other.statement)
        assert one._replace(reason="another") != other and one.statement._replace(name="another") != other.statement
    for record in (report, *report.files, *report.verdicts, *(verdict.statement for verdict in report.verdicts)):
        assert "\n" not in repr(record) and len(repr(record)) < 250


def test_what_records_say_of_themselves() -> None:
    report = catproof.check_text(THEORY)
    assert repr(report) == "<Report: 1 not ok, 2 ok>"
    assert repr(report.files[0]) == "<FileReport of <text>: 1 not ok, 2 ok>"
    first = next(report.verdicts)
    assert repr(first.statement) == "<Statement claim one: is_mammal is representable by mammal, line 5>"
    assert repr(first).startswith("<Verdict ok: claim one: true: mammal represents it: every element is the ")
    assert isinstance(first.statement, catproof.Statement)
    with pytest.raises(AttributeError):
        first.value = "false"  # type: ignore[misc]


@pytest.mark.parametrize(
    "error",
    [
        catproof.InputError([Diagnostic("E206", "t.cat", NOWHERE, "wrong", "right")]),
        LimitReached("too many", "--limit"),
        catproof.NotACategory("no"),
        WorkersFailed("none"),
        InternalError("disagree"),
        catproof.CertificateRejected("false"),
        catproof.ProcessEnded("by signal 9"),
    ],
)
def test_exceptions_go_to_other_processes(error: catproof.CatproofError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error) and str(again) == str(error) and vars(again) == vars(error)
    assert isinstance(error, catproof.CatproofError)


# ---- checking -------------------------------------------------------------------------------------------


def data(report: catproof.Report) -> Any:
    found = report.to_dict()
    for file in found["files"]:
        for statement in file["statements"]:
            del statement["seconds"]
    return found


def test_many_files_and_verdicts_as_they_come(here: Path) -> None:
    (here / "f").mkdir()
    (here / "f" / "u.cat").write_text("claim 1 = 2", encoding="utf-8")
    (here / "f" / "drafts.cat").write_text("claim", encoding="utf-8")
    report = catproof.check_many(["t.cat", here / "f"], exclude=["drafts.cat"])
    assert [Path(file.path).name for file in report.files] == ["t.cat", "u.cat"] and not report.ok
    found = catproof.iter_verdicts(["t.cat", "f/u.cat"])
    path, first = next(found)
    assert (path, first.statement.name, first.ok) == ("t.cat", "one", True)
    assert [(path, verdict.ok) for path, verdict in found] == [("t.cat", True), ("t.cat", False), ("f/u.cat", False)]
    found = catproof.iter_verdicts(["f/drafts.cat"])
    with pytest.raises(catproof.InputError):
        next(found)


def test_in_a_process_of_its_own(here: Path) -> None:
    (here / "catproof.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    assert data(catproof.check_text(THEORY, isolate=True)) == data(catproof.check_text(THEORY))
    assert data(catproof.check_file("t.cat", isolate=True, engine="direct")) == data(catproof.check_file("t.cat"))


def test_an_event_loop_goes_on_and_can_cancel() -> None:
    async def all_of_it() -> tuple[catproof.Report, int]:
        beats = 0
        checked = asyncio.create_task(catproof.acheck(THEORY))
        slow = asyncio.create_task(catproof.acheck(LONG, timeout=300, cache=False))
        while not checked.done():
            await asyncio.sleep(0.02)
            beats += 1
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        return checked.result(), beats

    report, beats = asyncio.run(all_of_it())
    assert data(report) == data(catproof.check_text(THEORY)) and beats > 3


def test_what_a_process_does_is_an_error_here(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(catproof.ProcessEnded, match="with status 3 before it had an answer"):
        isolated._answer(b"", 3)
    with pytest.raises(catproof.ProcessEnded, match="by signal 9"):
        isolated._answer(b"\x80", -9)
    with pytest.raises(LimitReached):
        isolated._answer(pickle.dumps(LimitReached("too many", "--limit")), 0)
    monkeypatch.setattr(isolated, "GRACE", -0.9)
    with pytest.raises(catproof.ProcessEnded, match="for the whole run"):
        catproof.check_text(LONG, isolate=True, timeout_all=1.0)


@pytest.mark.parametrize("function", ["check", "check_text", "check_file", "check_many", "load", "count", "acheck"])
def test_options_are_those_that_are_typed(function: str) -> None:
    call = getattr(catproof, function)
    given = [["t.cat"]] if function == "check_many" else ["posets(points = 3)"] if function == "count" else ["t.cat"]

    def run(**options: Any) -> None:
        done = call(*given, **options)
        if inspect.isawaitable(done):
            asyncio.run(done)  # type: ignore[arg-type]

    with pytest.raises(TypeError, match=rf"{function}\(\) got an unexpected keyword argument 'tmeout'|check_\w+\(\)"):
        run(tmeout=3)
    with pytest.raises(ValueError, match="must be positive"):
        run(timeout=0)


def test_the_typed_options_are_those_of_a_run() -> None:
    assert set(typing.get_type_hints(Checking)) - {"isolate", "progress"} <= set(Options._fields)
    for name in catproof.__all__:
        thing = getattr(catproof, name)
        assert name == "__version__" or inspect.getdoc(thing), name
        if inspect.isfunction(thing):
            assert "return" in thing.__annotations__, name


def test_declarations_are_a_mapping() -> None:
    found = catproof.load(THEORY)
    assert isinstance(found, Mapping) and list(found) == ["P", "is_mammal", "is_pet"] and len(found) == 3
    assert "P" in found and dict(found)["is_pet"] is found["is_pet"] and found.get("Q") is None


# ---- the other commands ---------------------------------------------------------------------------------


def test_count_explain_fmt(capsys: pytest.CaptureFixture[str]) -> None:
    assert catproof.count("categories(arrows = 3)") == 11 and catproof.count("arrows(P)", THEORY) == 9
    with pytest.raises(catproof.InputError):
        catproof.count("arrows(Q)", THEORY)
    assert cli.main(["explain", "t.cat", "one"]) == 0
    printed = capsys.readouterr().out
    assert catproof.explain("t.cat", "one") + "\n" == printed and catproof.explain(THEORY).count("Verdict: ") == 3
    with pytest.raises(ValueError, match="no statement two"):
        catproof.explain(THEORY, "two")
    assert catproof.fmt("poset P {a<b}\r\n") == "poset P { a < b }\r\n"
    with pytest.raises(catproof.InputError):
        catproof.fmt("poset P {")


def test_audit_draw_export() -> None:
    assert [(each.task, each.rank) for each in catproof.audit(THEORY).entries] == [("is_mammal", 1), ("is_pet", 2)]
    assert catproof.audit("t.cat", tasks="is_p*", near=1).entries[0].task == "is_pet"
    assert b"tikzcd" in catproof.draw(THEORY, "P", form="tex") and b"digraph" in catproof.draw("t.cat", "P", form="dot")
    assert b"digraph" in catproof.draw(THEORY, statement="one", form="dot")
    for wrong in ({"name": "Q"}, {"statement": "two"}, {"name": "P", "form": "gif"}, {}):
        with pytest.raises((ValueError, catproof.InputError)):
            catproof.draw(THEORY, **wrong)  # type: ignore[arg-type]
    done = catproof.export(THEORY, name="one")
    assert [(each.status, "Theorem" in each.text, each.file) for each in done.statements] == [("written", True, "")]
    assert catproof.export("t.cat", to="smtlib", output="out", name="one").statements[0].file == "out/t_one.smt2"


def test_verify(here: Path) -> None:
    report = catproof.check_text(THEORY)
    first, second, _ = report.verdicts
    found = catproof.verify(first.certificate or {}, theory=THEORY)
    assert (found.verdict, found.sentence, found.unchecked) == (True, "is_mammal is representable by mammal", [])
    (here / "c.json").write_text(json.dumps(second.certificate), encoding="utf-8")
    assert catproof.verify("c.json").verdict is False
    forged = json.dumps({**(second.certificate or {}), "verdict": True}).encode()
    for wrong in (forged, b"{}", b"[", b"\xff", {}):
        with pytest.raises(catproof.CertificateRejected):
            catproof.verify(wrong)
    with pytest.raises(catproof.CertificateRejected, match="about no statement"):
        catproof.verify("c.json", theory="poset P { a < b }\nclaim b is terminal in P")
    with pytest.raises(OSError, match="nothing"):
        catproof.verify("nothing.json")


EMBEDDING = Path(__file__).parents[2] / "theories" / "embedding"


def test_a_model_is_audited_from_files_and_from_values_alike() -> None:
    files = [EMBEDDING / name for name in ("nouns.npy", "labels.csv", "taxonomy.csv")]
    names = (EMBEDDING / "nouns.txt").read_text(encoding="utf-8").splitlines()
    rows = [list(csv.reader(file.read_text(encoding="utf-8").splitlines()))[1:] for file in files[1:]]
    vectors = np.load(files[0])
    first = catproof.audit_model(files[0], files[1], taxonomy=files[2], against=files[0], lipschitz=5)
    second = catproof.audit_model(
        vectors, rows[0], names=names, taxonomy=rows[1], against=vectors[::-1], against_names=names[::-1], lipschitz=5
    )
    one, other = (re.sub(r'"(path|model)": "[^"]*"', '"path": ""', each.to_json()) for each in (first, second))
    assert one == other and len(json.loads(one)["models"]) == 2
    assert str(second).startswith("scores: 1000 objects, vectors of 50 numbers\n")
    assert repr(second) == "<AuditedModel: models=2, objects=1000, labels=18>"
    assert "%3Csvg" in second.to_html() and second.to_csv().count("\n") == 37


def test_what_is_wrong_with_a_model_is_in_the_answer() -> None:
    found = catproof.audit_model(
        {"dog": [1, 2], "cat": [0, 0]}, [("dog", "pet"), ("cow", "pet")], taxonomy=[("a", "a")]
    )
    assert [str(error) for error in found.errors] == [
        "scores: row 2: the vector of cat is 0, which has no direction",
        "taxonomy: pair 1: a < a holds in no poset",
    ]
    assert str(found).count("\n") == 1 and repr(found) == "<AuditedModel: errors=2>" and not found.models
    with pytest.raises(ValueError, match="row 2"):
        found.to_html()
    limited = catproof.audit_model({"dog": [1, 2], "cat": [2, 1]}, {"dog": "pet"}, memory=1)
    assert limited.unknown and repr(limited).startswith("<AuditedModel: unknown, ")


@pytest.mark.parametrize(("wrong", "said"), [
    ({"by": "f2"}, "by must be one of f1, missing, jaccard, not 'f2'"),
    ({"kind": "cosin"}, "kind must be one of None, metric, lukasiewicz, cosine, not 'cosin'"),
    ({"grid": 3}, "grid must be a power of two up to 1048576, not 3"),
    ({"near": 0}, "near must be a number from 1, not 0"),
    ({"within": float("nan")}, "within must be a number from 0, not nan"),
    ({"lipschitz": -1}, "lipschitz must be a number from 0, not -1"),
    ({"cover": -1}, "cover must be a number from 0, not -1"),
])  # fmt: skip
def test_options_of_the_audit_of_a_model_are_checked(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        catproof.audit_model({"a": [1]}, {"a": "b"}, **wrong)


def test_names_are_listed_where_rows_are_and_in_a_file_where_they_are() -> None:
    with pytest.raises(TypeError, match="the names of scores are listed"):
        catproof.audit_model([[1]], {"a": "b"}, names="names.txt")
    with pytest.raises(TypeError, match="the names of against are in a file"):
        catproof.audit_model({"a": [1]}, {"a": "b"}, against="x.npy", against_names=["a"])


@pytest.mark.parametrize("given", [None, 3, b"poset P {}", ["a"], {"x": 1}, object(), True])
def test_what_is_no_text_is_a_type_error(given: Any) -> None:
    for function in (
        catproof.check_text, catproof.fmt, catproof.count, lambda text: catproof.show(THEORY, text), catproof.explain,
    ):  # fmt: skip
        with pytest.raises(TypeError):
            function(given)


@pytest.mark.parametrize(
    ("option", "given"),
    [
        ("timeout", "1"), ("timeout", None), ("timeout_all", "1"), ("memory", "1"), ("limit", 1.5), ("limit", "7"),
        ("name", 3), ("name", None), ("cancel", 3), ("progress", 3), ("allow_path", "/data"), ("allow_path", 3),
        ("exclude", "*.cat"),
    ],
)  # fmt: skip
def test_an_option_of_another_type_is_a_type_error(option: str, given: Any) -> None:
    with pytest.raises(TypeError, match=option):
        catproof.check_text(THEORY, **{option: given})


def test_a_path_is_not_a_list_of_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "t.cat"
    path.write_text(THEORY, encoding="utf-8")
    for paths in (str(path), path, ""):
        with pytest.raises(TypeError, match=r"takes several, as in \["):
            catproof.check_many(paths)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"takes several, as in \["):
            list(catproof.iter_verdicts(paths))  # type: ignore[arg-type]


def test_one_folder_does_not_open_the_whole_disk(tmp_path: Path) -> None:
    """`allow_path="/data"` would be the folders `/`, `d`, `a`, ..."""
    with pytest.raises(TypeError, match=r"allow_path takes several, as in \["):
        catproof.load(THEORY, allow_path=str(tmp_path))


def test_a_time_limit_may_be_infinite() -> None:
    for seconds in (float("inf"), 1e308):
        assert [v.value for v in catproof.check_text(THEORY, timeout=seconds, engine="z3").verdicts] == [
            "true", "false", "false",
        ]  # fmt: skip


def test_a_name_that_no_statement_has_is_not_ok() -> None:
    report = catproof.check_text(THEORY, name="nothing")
    assert not report.ok and report.exit_status == 2 and report.to_dict()["ok"] is False
    assert catproof.check_text(THEORY, name="one").ok
    assert catproof.export(THEORY, name="nothing").exit_status == 2


def test_there_are_schemas_of_four_things() -> None:
    with pytest.raises(ValueError, match="there are schemas of report, show, certificate, model audit, not of 'x'"):
        catproof.schema("x")  # type: ignore[arg-type]
