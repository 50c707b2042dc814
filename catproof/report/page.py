"""A report as one page of HTML that needs nothing else: verdicts, reasons, pictures, explanations, certificates.

All that comes from theory files goes through the escaping of the template; pictures are images, in which nothing can
run; and a content security policy allows no script but the page's own.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from pathlib import PurePath
from typing import Any, NamedTuple
from xml.etree import ElementTree

from catproof import kernel
from catproof.core.characters import escaped
from catproof.core.deadline import Exceeded, deadline
from catproof.diagnostic import Diagnostic
from catproof.pictures.attempt import attempt
from catproof.pictures.diagram import Diagram
from catproof.pictures.draw import missing as missing_pictures
from catproof.pictures.draw import render, verdict_scenes
from catproof.pictures.verdict import Scene
from catproof.report.certificates import file_names
from catproof.report.explain import explain
from catproof.report.findings import outcome, theory_to_paste
from catproof.report.terminal import KEPT, one_line
from catproof.report.text import status
from catproof.running.prover import WANTED, Verdict
from catproof.running.report import FileReport, Report

LARGEST = 4_000_000
"""Certificates of more bytes are left out of the page."""

MOST_PICTURES = 2
"""Pictures of one statement."""

SECONDS = 20.0
"""Time allowed for the pictures of one statement."""

ENGINE = {"direct": "the direct engine", "z3": "z3", "both": "both engines"}

STATUSES = ("ok", "not ok", "unknown", "skipped")


class Picture(NamedTuple):
    """A picture for the page: a title, the SVG as a data URL, its size in pixels, and what it shows in words."""

    title: str
    source: str
    width: int
    height: int
    text: str


def page(report: Report, told: Callable[[str], None] = lambda said: None) -> str:
    """The report as a page. `told` is given what the user should know of how pictures were made."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    style, script = _asset("page.css"), _asset("page.js")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True
    )
    names = [one_line(PurePath(file.path).name) for file in report.files]
    verdicts = list(report.verdicts)
    draw = cache(lambda diagram: _picture(diagram, told))
    shown = [_file(file, stems, draw) for file, stems in zip(report.files, file_names(report), strict=True)]
    for each in (statement for file in shown for statement in file["statements"]):
        for said in each["no_pictures"]:
            told(said)
    return environment.from_string(_asset("page.html.j2")).render(
        title=f"catproof: {', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}",
        summary=_summary(verdicts, report.errors),
        version=report.version,
        counts=[(word, n) for word in STATUSES if (n := sum(status(v) == word for v in verdicts))],
        files=shown,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _shown(value: object) -> object:
    """Texts as a terminal would show them; what is HTML already was made of such."""
    return escaped(value, keep=KEPT) if type(value) is str else value


def _asset(name: str) -> str:
    return files("catproof.report").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _summary(verdicts: list[Verdict], errors: list[Diagnostic]) -> str:
    counts = [(sum(status(v) == word for v in verdicts), word) for word in STATUSES]
    parts = [f"{n} {word}" for n, word in counts if n]
    if errors:
        parts.append(f"{len(errors)} error{'' if len(errors) == 1 else 's'} in the input")
    noun = "statement" if len(verdicts) == 1 else "statements"
    return f"{len(verdicts)} {noun}{': ' if parts else ''}{', '.join(parts)}."


def _file(file: FileReport, stems: list[str], draw: Callable[[Diagram], Picture]) -> dict[str, Any]:
    return {
        "path": one_line(file.path),
        "summary": _summary(file.verdicts, file.errors),
        "errors": [
            {
                "line": e.span.line,
                "column": e.span.column,
                "message": e.message + (f" ({e.hint})" if e.hint else ""),
                "source": file.lines[e.span.line - 1][:400] if 0 < e.span.line <= len(file.lines) else "",
            }
            for e in file.errors
        ],
        "limits": [{"line": each.span.line, "message": each.told} for each in file.unbuilt],
        "statements": [_statement(file, *each, draw) for each in zip(file.verdicts, stems, strict=True)],
    }


def _statement(file: FileReport, verdict: Verdict, stem: str, draw: Callable[[Diagram], Picture]) -> dict[str, Any]:
    statement, word = verdict.statement, status(verdict)
    span = statement.span
    lines = [(n, file.lines[n - 1][:2000]) for n in range(span.line, span.end_line + 1) if n <= len(file.lines)]
    expected = f", expected {WANTED[statement.kind]}" if word == "not ok" else ""
    certificate, missing = _certificate(verdict)
    pictures, without = _pictures(verdict, draw)
    instances = f", {verdict.instances} instances" if verdict.instances > 1 else ""
    return {
        "status": word,
        "name": statement.name,
        "source": lines or [(span.line, f"{statement.kind} {statement.text}")],
        "verdict": f"{verdict.value}{expected}:",
        "reason": outcome(verdict).removeprefix(f"{verdict.value}{expected}: "),
        "explanation": explain(verdict),
        "theory": theory_to_paste(verdict),
        "how": f"Decided in {verdict.seconds:.2f} s by {ENGINE.get(verdict.engine, 'no engine')}{instances}.",
        "certificate": certificate,
        "no_certificate": missing,
        "download": f"{stem}.json",
        "pictures": pictures,
        "no_pictures": without,
    }


def _certificate(verdict: Verdict) -> tuple[str, str]:
    """The certificate as a data URL, or empty with the reason."""
    if verdict.certificate is None:
        return "", ""
    certificate = {**verdict.certificate, "digest": kernel.digest(verdict.certificate)}
    content = json.dumps(certificate, ensure_ascii=False).encode("utf-8", "backslashreplace")
    if len(content) > LARGEST:
        size = f"{len(content) / 1e6:.0f} MB"
        return "", f"Its certificate has {size} and is not in this page: catproof check --certificates writes it."
    return f"data:application/json;base64,{base64.b64encode(content).decode('ascii')}", ""


def _pictures(verdict: Verdict, draw: Callable[[Diagram], Picture]) -> tuple[list[Picture], list[str]]:
    """The pictures of a statement, and what is said of those that could not be made."""
    made: list[Picture] = []
    failed: list[str] = []
    try:
        with deadline(SECONDS):
            for scene in verdict_scenes(verdict, failed):
                picture = attempt(partial(_drawn, scene, draw), failed)
                made += [picture] if picture is not None else []
                if len(made) == MOST_PICTURES:
                    break
    except Exceeded:
        failed.append(f"drawing it takes longer than {SECONDS:g} s")
    return made, missing_pictures(verdict.statement.name, failed)


def _drawn(scene: Scene, draw: Callable[[Diagram], Picture]) -> Picture:
    return draw(scene.draw())


DARK = """
@media (prefers-color-scheme: dark) {
  .graph > polygon { fill: none }
  text { fill: #ececf1 }
  .cluster path { stroke: #6b7280; fill: none }
  .node path { fill: #262a32; stroke: #c9ccd3 }
  .edge path { stroke: #c9ccd3 }
  .edge polygon { fill: #c9ccd3; stroke: #c9ccd3 }
  .fill1 path { fill: #53351a } .fill2 path { fill: #1d3f5c } .fill3 path { fill: #1f4a2c }
  .fill4 path { fill: #502a42 } .fill5 path { fill: #4b4515 } .fill6 path { fill: #38355c }
  .fill7 path { fill: #5c2a22 } .fill8 path { fill: #154744 } .fill9 path { fill: #4a3a25 }
  .fill10 path { fill: #3d4a10 } .fill11 path { fill: #353f55 } .fill12 path { fill: #5e3c0a }
  .fill13 path { fill: #44274f }
  .tone1 path { stroke: #ffa566 } .tone1 polygon { fill: #ffa566; stroke: #ffa566 } .tone1 text { fill: #ffa566 }
  .tone2 path { stroke: #7cc4ff } .tone2 polygon { fill: #7cc4ff; stroke: #7cc4ff } .tone2 text { fill: #7cc4ff }
  .second path { stroke: #ffa566 } .second polygon { fill: #ffa566; stroke: #ffa566 }
}
"""
"""Colours of Graphviz's pictures on a dark page."""


def _picture(diagram: Diagram, told: Callable[[str], None]) -> Picture:
    made = render(diagram, "svg")
    if made.said:
        told(made.said)
    root = ElementTree.fromstring(made.content)
    form = "image/svg+xml"
    if root.find("{http://www.w3.org/2000/svg}g[@class='graph']") is not None:
        style = ElementTree.Element("{http://www.w3.org/2000/svg}style")
        style.text = DARK
        root.insert(0, style)
        form += ";dark=1"
    width, height = (round(float(root.get(side, "100").removesuffix("pt")) * 4 / 3) for side in ("width", "height"))
    content = base64.b64encode(ElementTree.tostring(root, encoding="utf-8")).decode("ascii")
    return Picture(diagram.title, f"data:{form};base64,{content}", width, height, diagram.description)
