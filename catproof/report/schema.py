"""JSON Schema of what programs are given, made from the types of the JSON itself: `python -m catproof.report.schema`
writes the files that travel with the package. The checker of types holds that what is written has these types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from catproof.decide.certificate_form import CertificateForm
from catproof.report.model_audit_form import ModelAuditForm
from catproof.report.sheet import SheetForm
from catproof.running.report import STATEMENT_RULES, ReportForm, StatementForm

Of = Literal["report", "show", "model audit", "certificate"]
"""What there are schemas of."""

FORMS: dict[str, tuple[str, Any]] = {
    "report": ("catproof report", ReportForm),
    "show": ("What `catproof show --json` prints", SheetForm),
    "certificate": ("A certificate of catproof", CertificateForm),
    "model audit": ("The report of `catproof audit --model --json`", ModelAuditForm),
}
RULES: Mapping[Any, list[dict[str, Any]]] = {StatementForm: STATEMENT_RULES}
"""What holds between the entries of a form, which types do not say."""

PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def schema(of: Of = "report") -> dict[str, Any]:
    """The JSON Schema (2020-12) of a report, `check --json`, of `show --json`, of `audit --model --json`, or of
    certificates. Raises `ValueError` for anything else."""
    if of not in FORMS:
        raise ValueError(f"there are schemas of {', '.join(FORMS)}, not of {of!r}")
    title, form = FORMS[of]
    defined: dict[str, Any] = {}
    top = _form(form, defined)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, **top, **({"$defs": defined} if defined else {})}


def _form(form: Any, defined: dict[str, Any]) -> dict[str, Any]:
    """An object with the entries of a typed dictionary; those within it are put into `defined`."""
    hints = get_type_hints(form, include_extras=True)
    return {
        "description": " ".join((form.__doc__ or "").split()),
        "type": "object",
        "required": [key for key, hint in hints.items() if get_origin(hint) is not NotRequired],
        "additionalProperties": False,
        "properties": {key: _type(hint, defined) for key, hint in hints.items()},
        **({"allOf": RULES[form]} if form in RULES else {}),
    }


def _type(hint: Any, defined: dict[str, Any]) -> dict[str, Any]:
    origin, given = get_origin(hint), get_args(hint)
    if origin is NotRequired:
        return _type(given[0], defined)
    if origin is Annotated:
        return {**_type(given[0], defined), **given[1]}
    if hint is Any:
        return {}
    if origin is None and hint in PLAIN:
        return {"type": PLAIN[hint]}
    if origin is Literal:
        return {"const": given[0]} if len(given) == 1 else {"enum": list(given)}
    if origin is list:
        return {"type": "array", "items": _type(given[0], defined)}
    if origin is dict:
        return {"type": "object"}
    if origin in (Union, UnionType):
        if all(get_origin(each) is None and each in PLAIN for each in given):
            return {"type": [PLAIN[each] for each in given]}
        return {"anyOf": [_type(each, defined) for each in given]}
    assert is_typeddict(hint)
    name = hint.__name__.removesuffix("Form").lower()
    if name not in defined:
        defined[name] = {}  # its place, before what is within it
        defined[name] = _form(hint, defined)
    return {"$ref": f"#/$defs/{name}"}


def _path(of: str) -> Path:
    return Path(__file__).parent / f"{of.replace(' ', '_')}.schema.json"


def written(of: Of) -> str:
    """The schema as its file has it."""
    return json.dumps(schema(of), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for each in get_args(Of):
        _path(each).write_text(written(each), encoding="utf-8")
