"""`show` of every declaration and `explain` of every statement of the shipped theories and of the examples."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

import jsonschema
import pytest
from large import usual_or_large
from theory_files import GOOD

import catproof
from catproof.elaborate.loader import Loader
from catproof.elaborate.terms import Terms
from catproof.options import Options
from catproof.report.explain import explain
from catproof.report.schema import schema
from catproof.report.showing import shown
from catproof.resources import folder
from catproof.syntax.parser import parse_term
from catproof.syntax.printer import print_name

FILES = sorted([*Path(str(folder("theories"))).glob("*.cat"), *GOOD])
SHEET, REPORT, CERTIFICATE = (jsonschema.Draft202012Validator(schema(of)) for of in ("show", "report", "certificate"))
INTERNAL = re.compile(r"<[A-Z]\w+|object at 0x|\bNone\b|\b(Apply|Constant|Variable|Binding|Call|Sort)\(|\x00|\bnan\b")
"""What no reader should see: how things are called inside."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_declaration_is_shown(path: Path) -> None:
    found = Loader(Options(cache=False)).file(str(path))
    terms = Terms(found.scope, 100_000)
    assert found.scope.own
    for name in found.scope.own:
        term = parse_term(print_name(name), "EXPRESSION").term
        assert term is not None
        sheet = shown(term, terms).listed(40)
        for text in (str(sheet), sheet.to_csv()) if sheet.tables else (str(sheet),):  # a definition has no table
            assert text.strip() and not INTERNAL.search(text), (name, text)
        data = json.loads(sheet.to_json())
        SHEET.validate(data)
        assert data["title"].strip(), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_statement_is_explained(path: Path) -> None:
    report = catproof.check_file(str(path), timeout=600)
    verdicts = list(report.verdicts)
    for verdict in verdicts:
        text = explain(verdict)
        assert len(text.splitlines()) > 3 and not INTERNAL.search(text), text
        assert verdict.reason and not INTERNAL.search(verdict.reason), verdict.reason
    certificates = [verdict.certificate for verdict in verdicts if verdict.certificate is not None]
    short = sorted(certificates, key=lambda each: len(str(each["categories"])))
    for certificate in usual_or_large(short[:2], certificates):
        CERTIFICATE.validate(json.loads(json.dumps(certificate)))
    data = json.loads(report.to_json())
    REPORT.validate(data)
    assert data["ok"] is True
    assert pickle.loads(pickle.dumps(report)) == report
