"""The JSON form of reports keeps to the schema in the package, whatever happened in the run."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Annotated, Any, NotRequired, TypedDict, get_args

import jsonschema
import pytest

import catproof
from catproof.report.schema import FORMS, Of, _form
from catproof.resources import folder

SCHEMA = json.loads((Path(catproof.__file__).parent / "report" / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

HEAD = """
poset P { a < b ; c < b }
task low on P { a = {1} }
task two on P { a = {1} ; c = {1} }
monoid N { generator s }
"""

CASES = {
    "nothing": ("", []),
    "claim ok": ("claim low is representable by a", [("true", True)]),
    "refute ok": ("refute two is representable", [("false", True)]),
    "ask": ("ask low is representable\nask two is representable", [("true", True), ("false", True)]),
    "claim not ok": ("claim named : two is representable", [("false", False)]),
    "refute not ok": ("refute low is representable", [("true", False)]),
    "unknown": ("claim count(arrows(N)) = 3", [("unknown", False)]),
    "error": ("claim low is representable by d\nclaim low is familial", [("skipped", False), ("true", True)]),
    "broken declaration": (
        "task t on P { a = {1} ; b = {2} ; c = {} }\nclaim t is familial\nclaim low is familial",
        [("skipped", False), ("true", True)],
    ),
    "syntax": ("claim low is", []),
    "quantified": ("claim forall X in objects(P) : yoneda(P, X) is representable by X", [("true", True)]),
    "witnesses": (
        "claim rank(two) = 2 and two is familial\nclaim exists X in objects(P) : X is terminal in P",
        [("true", True), ("true", True)],
    ),
}


@pytest.mark.parametrize("engine", ["direct", "both"])
@pytest.mark.parametrize("case", CASES)
def test_reports_keep_to_the_schema(case: str, engine: str) -> None:
    text, expected = CASES[case]
    report = catproof.check(HEAD + text, limit=50, engine=engine)
    data = json.loads(report.to_json())
    VALIDATOR.validate(data)
    assert data == json.loads(json.dumps(report.to_dict()))
    (file,) = data["files"]
    assert [(s["verdict"], s["ok"]) for s in file["statements"]] == expected
    assert data["ok"] is report.ok is (not file["errors"] and all(ok for _, ok in expected))


def test_unreadable_files_keep_to_the_schema(tmp_path: Path) -> None:
    (tmp_path / "latin.cat").write_bytes("# caf\u00e9".encode("latin-1"))
    for path in (tmp_path / "none.cat", tmp_path / "latin.cat"):
        report = catproof.check(path)
        VALIDATOR.validate(report.to_dict())
        assert len(report.errors) == 1 and report.exit_status == 2


def test_shipped_theories_keep_to_the_schema() -> None:
    VALIDATOR.validate(json.loads(catproof.check(folder("theories") / "graphs.cat").to_json()))


def test_the_files_are_made_from_the_types() -> None:
    """After a change of the types: `python -m catproof.report.schema`."""
    assert set(FORMS) == set(get_args(Of))
    files = {path.name for path in (Path(catproof.__file__).parent / "report").glob("*.schema.json")}
    assert files == {f"{of.replace(' ', '_')}.schema.json" for of in FORMS}
    for of in get_args(Of):
        path = Path(catproof.__file__).parent / "report" / f"{of.replace(' ', '_')}.schema.json"
        assert path.read_text(encoding="utf-8") == json.dumps(catproof.schema(of), indent=2, ensure_ascii=False) + "\n"
        jsonschema.Draft202012Validator.check_schema(catproof.schema(of))
    assert catproof.schema() == SCHEMA and catproof.schema("model audit")["required"][-1] == "models"


def test_what_is_left_out_and_what_is_there_sometimes() -> None:
    class Inner(TypedDict):
        """In it."""

        a: Annotated[int, {"minimum": 1}]

    class Outer(TypedDict):
        """Around it."""

        inner: NotRequired[list[Inner]]
        other: Inner | str
        plain: int | None

    Inner.__annotations__, Outer.__annotations__ = (
        {"a": Annotated[int, {"minimum": 1}]},
        {"inner": NotRequired[list[Inner]], "other": Inner | str, "plain": int | None},
    )
    defined: dict[str, Any] = {}
    found = _form(Outer, defined)
    reference = {"$ref": "#/$defs/inner"}
    assert found["required"] == ["other", "plain"] and found["description"] == "Around it."
    assert found["properties"] == {
        "inner": {"type": "array", "items": reference},
        "other": {"anyOf": [reference, {"type": "string"}]},
        "plain": {"type": ["integer", "null"]},
    }
    assert defined["inner"]["properties"] == {"a": {"type": "integer", "minimum": 1}}


def test_the_schema_is_valid_and_strict() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    good = json.loads(catproof.check(HEAD + "claim low is familial").to_json())

    def change(path: list[Any], value: Any) -> Any:
        bad = copy.deepcopy(good)
        at = bad
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        return bad

    statement = ["files", 0, "statements", 0]
    for path, value in [
        (["schema"], 2),
        (["ok"], "yes"),
        (["extra"], 1),
        ([*statement, "line"], 0),
        ([*statement, "verdict"], "maybe"),
        ([*statement, "verdict"], "false"),
        ([*statement, "verdict"], "unknown"),
        ([*statement, "engine"], ""),
        ([*statement, "extra"], 1),
        (["files", 0, "errors"], [{"line": 1, "message": "no column"}]),
    ]:
        assert not VALIDATOR.is_valid(change(path, value)), (path, value)
    for key in good["files"][0]["statements"][0]:
        bad = copy.deepcopy(good)
        del bad["files"][0]["statements"][0][key]
        assert not VALIDATOR.is_valid(bad), key


def test_certificates_keep_to_their_schema() -> None:
    """Those of all theories: `test_all_theories`. Here, that the schema asks for something."""
    validator = jsonschema.Draft202012Validator(catproof.schema("certificate"))
    text = (
        "poset P { a < b }\ntask T on P { a = {1} }\nclaim T is representable by a\nclaim P has products or P is thin\n"
    )
    for verdict in catproof.check_text(text).verdicts:
        good = json.loads(json.dumps(verdict.certificate))
        validator.validate(good)
        for change in (
            {"schema": 1},
            {"more": 1},
            {"claim": ["what", 1]},
            {"verdict": "true"},
            {"evidence": []},
            {"statement": {**good["statement"], "line": "3"}},
            {"categories": [{**good["categories"][0], "homs": [{"at": [0]}]}]},
            {"categories": [{**good["categories"][0], "objects": [None, "b"]}]},
        ):
            assert not validator.is_valid({**good, **change}), change
        assert not any(validator.is_valid({k: v for k, v in good.items() if k != key}) for key in good)
