"""A report as JUnit XML, in the form that Ant introduced and that continuous integration reads: a suite for each
file, a case for each statement. What is not ok is a failure, what is unknown or wrong with the input an error. Elements
and attributes are those of the schema that Jenkins has (`junit-10.xsd` of its plugin xunit): a case has no line of its
own there, so the text says it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from catproof.core.characters import escaped
from catproof.report.findings import head, outcome, theory_to_paste
from catproof.running.report import FileReport, Report
from catproof.running.verdict import Verdict

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold in any spelling (https://www.w3.org/TR/xml, section 2.2)."""


def junit(report: Report) -> str:
    """The report as one XML document, without an encoding of its own."""
    root = Xml.Element("testsuites", _attributes(name="catproof"))
    suites = [_suite(file) for file in report.files]
    root.extend(suites)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    root.set("time", f"{sum(v.seconds for v in report.verdicts):.3f}")
    Xml.indent(root)
    written = Xml.tostring(root, encoding="unicode")
    return '<?xml version="1.0"?>\n' + escaped(written, keep="\n\t", write=lambda sign: f"&#{ord(sign)};")


def _suite(file: FileReport) -> Xml.Element:
    suite = Xml.Element("testsuite", _attributes(name=file.path, file=file.path))
    taken = {verdict.statement.name for verdict in file.verdicts}
    for error in file.errors:
        place = f"{error.span.line}:{error.span.column}"
        name = f"input {place}"
        while name in taken:  # another error at the same place, or a statement that is called so
            name += "'"
        taken.add(name)
        case = _case(suite, file.path, name, 0.0)
        text = f"{error.path}:{place}: {error.text}"
        _child(case, "error", text, message=error.text, type=error.code)
    for each in file.unbuilt:
        case = _case(suite, file.path, f"{each.kind} {each.name}".strip() or "input", 0.0)
        _child(case, "error", f"{file.path}:{each.span.line}: {each.told}", message=each.told, type="unknown")
    for verdict in file.verdicts:
        statement = verdict.statement
        case = _case(suite, file.path, statement.name, verdict.seconds)
        _result(case, verdict, f"{file.path}:{statement.span.line}")
    suite.set("tests", str(len(suite)))
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("time", f"{sum(v.seconds for v in file.verdicts):.3f}")
    return suite


def _result(case: Xml.Element, verdict: Verdict, place: str) -> None:
    text = "\n".join(filter(None, (place, head(verdict), outcome(verdict), theory_to_paste(verdict))))
    if verdict.value == "skipped":
        _child(case, "skipped", "", message=verdict.reason)
    elif verdict.ok:
        _child(case, "system-out", text)
    elif verdict.value == "unknown":
        _child(case, "error", text, message=outcome(verdict), type="unknown")
    else:
        _child(case, "failure", text, message=outcome(verdict), type=verdict.statement.kind)


def _case(suite: Xml.Element, path: str, name: str, seconds: float) -> Xml.Element:
    values = _attributes(name=name, classname=path, time=f"{seconds:.3f}")
    return Xml.SubElement(suite, "testcase", values)


def _child(parent: Xml.Element, tag: str, text: str, **attributes: str) -> None:
    Xml.SubElement(parent, tag, _attributes(**attributes)).text = _allowed(text)


def _attributes(**values: str) -> dict[str, str]:
    return {key: _allowed(value) for key, value in values.items()}


def _allowed(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
