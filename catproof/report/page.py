"""A report as one page of HTML that needs nothing else: verdicts, reasons, pictures, explanations, certificates.

All that comes from theory files goes through the escaping of the template; pictures are images, in which nothing can
run; and a content security policy allows no script but the page's own.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import PurePath
from typing import Any, NamedTuple

from markupsafe import Markup

from catproof import kernel
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
from catproof.report.images import Image, image
from catproof.report.template import rendered
from catproof.report.terminal import one_line
from catproof.report.text import status
from catproof.running.report import FileReport, Report
from catproof.running.verdict import WANTED, Verdict
from catproof.syntax.colouring import coloured

LARGEST = 4_000_000
"""Certificates of more bytes are left out of the page."""

MOST_PICTURES = 2
"""Pictures of one statement."""

SECONDS = 20.0
"""Time allowed for the pictures of one statement."""

ENGINE = {"direct": "the direct engine", "z3": "z3", "both": "both engines"}

MOST_LINES = 2000
"""So many lines of a file are shown, besides its statements."""

MOST_EXPLAINED = 300
"""So many lines of the explanation of a statement are shown."""

LONGEST_LINE = 2000
"""So many characters of a line are shown."""

COLOURS = {
    **dict.fromkeys(("Keyword", "Keyword.Declaration", "Keyword.Namespace", "Operator.Word"), "key"),
    **dict.fromkeys(("Name.Class", "Name.Label"), "named"),
    "Keyword.Type": "item", "String.Double": "text", "Comment.Single": "comment", "Number.Integer": "number",
}  # fmt: skip
"""The classes of what has a colour of its own in a theory."""


class Line(NamedTuple):
    """A line of a file: its number, and its parts with their classes."""

    number: int
    parts: list[tuple[str, str]]


STATUSES = ("ok", "not ok", "unknown", "skipped")


class Picture(NamedTuple):
    """A picture for the page: a title, the image, and what it shows in words."""

    title: str
    image: Image
    text: str


class Shown(NamedTuple):
    """A picture where it is shown. `key` is that of the image, which is on the page where `first` says so; its data URL
    is `source`."""

    picture: Picture
    key: str
    first: bool
    source: Markup


def page(report: Report, told: Callable[[str], None] = lambda said: None) -> str:
    """The report as a page. `told` is given what the user should know of how pictures were made."""
    names = [one_line(PurePath(file.path).name) for file in report.files]
    verdicts = list(report.verdicts)
    draw = cache(lambda diagram: _picture(diagram, told))
    images: dict[str, str] = {}
    shown = [_file(file, stems, draw, images) for file, stems in zip(report.files, file_names(report), strict=True)]
    for each in (part for file in shown for part in file["parts"]):
        for said in each.get("no_pictures", ()):
            told(said)
    return rendered(
        "catproof.report",
        "page",
        title=f"catproof: {', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}",
        summary=_summary(verdicts, report.errors),
        version=report.version,
        counts=[(word, n) for word in STATUSES if (n := sum(status(v) == word for v in verdicts))],
        files=shown,
    )


def _summary(verdicts: list[Verdict], errors: list[Diagnostic]) -> str:
    counts = [(sum(status(v) == word for v in verdicts), word) for word in STATUSES]
    parts = [f"{n} {word}" for n, word in counts if n]
    if errors:
        parts.append(f"{len(errors)} error{'' if len(errors) == 1 else 's'} in the input")
    noun = "statement" if len(verdicts) == 1 else "statements"
    return f"{len(verdicts)} {noun}{': ' if parts else ''}{', '.join(parts)}."


def _file(
    file: FileReport, stems: list[str], draw: Callable[[Diagram], Picture], images: dict[str, str]
) -> dict[str, Any]:
    lines = _lines(file.lines)
    statements = [
        _statement(verdict, lines, stem, draw, images) for verdict, stem in zip(file.verdicts, stems, strict=True)
    ]
    return {
        "path": one_line(file.path),
        "summary": _summary(file.verdicts, file.errors),
        "errors": [
            {
                **e.to_dict(),
                "source": file.lines[e.span.line - 1][:400] if 0 < e.span.line <= len(file.lines) else "",
            }
            for e in file.errors
        ],
        "limits": [{"line": each.span.line, "message": each.told} for each in file.unbuilt],
        "statements": statements,
        "parts": list(_in_order(file, lines, statements)),
    }


def _in_order(file: FileReport, lines: list[Line], statements: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The statements where they stand in the file, and before, between and after them what else it says."""
    at, shown = 0, 0
    ends = [(verdict.statement.span.line - 1, verdict.statement.span.end_line) for verdict in file.verdicts]
    for (start, end), statement in [*zip(ends, statements, strict=True), ((len(lines), len(lines)), {})]:
        block = lines[at : max(at, start)]
        while block and not _said(block[0]):
            block = block[1:]
        while block and not _said(block[-1]):
            block = block[:-1]
        left_out = len(block) - max(0, MOST_LINES - shown)
        block = block[: max(0, MOST_LINES - shown)]
        shown += len(block)
        if block:
            more = f"... and {left_out} more lines" if left_out > 0 else ""
            yield {"theory": block, "more": more}
        if statement:
            yield statement
        at = max(at, end)


def _said(line: Line) -> bool:
    return any(text.strip() for _, text in line.parts)


def _lines(lines: list[str]) -> list[Line]:
    """The lines of a file, each as its parts with the class of their colour."""
    made = [Line(n, []) for n in range(1, len(lines) + 1)]
    k = 0
    for _, kind, part in coloured("\n".join(lines)):
        for number, text in enumerate(part.split("\n")):
            k += number > 0
            if text and k < len(made):
                shown = text[: max(0, LONGEST_LINE - sum(len(other) for _, other in made[k].parts))]
                made[k].parts.append((COLOURS.get(kind, ""), shown))
    return made


def _statement(
    verdict: Verdict, lines: list[Line], stem: str, draw: Callable[[Diagram], Picture], images: dict[str, str]
) -> dict[str, Any]:
    statement, word = verdict.statement, status(verdict)
    span = statement.span
    expected = f", expected {WANTED[statement.kind]}" if word == "not ok" else ""
    certificate, missing = _certificate(verdict)
    pictures, without = _pictures(verdict, draw)
    instances = f", {verdict.instances} instances" if verdict.instances > 1 else ""
    said = f"{statement.kind} {statement.text}"
    return {
        "status": word,
        "name": statement.name,
        "source": lines[span.line - 1 : span.end_line] or [Line(span.line, [("", said)])],
        "verdict": f"{verdict.value}{expected}:",
        "reason": outcome(verdict).removeprefix(f"{verdict.value}{expected}: "),
        "explanation": _explanation(verdict),
        "theory_to_paste": theory_to_paste(verdict),
        "how": f"Decided in {verdict.seconds:.2f} s by {ENGINE.get(verdict.engine, 'no engine')}{instances}.",
        "certificate": certificate,
        "no_certificate": missing,
        "download": f"{stem}.json",
        "pictures": [_once(picture, images) for picture in pictures],
        "no_pictures": without,
    }


def _once(picture: Picture, images: dict[str, str]) -> Shown:
    """The picture, with its image where that is not on the page yet."""
    source = picture.image.source
    first = source not in images
    key = images.setdefault(source, f"p{len(images) + 1}")
    return Shown(picture, key, first, Markup(source if first else ""))


def _explanation(verdict: Verdict) -> str:
    """The explanation; of a very long one the beginning, and how to see the rest."""
    lines = explain(verdict).split("\n")
    if len(lines) <= MOST_EXPLAINED:
        return "\n".join(lines)
    more = f"... and {len(lines) - MOST_EXPLAINED} more lines, which `catproof explain` prints."
    return "\n".join([*lines[:MOST_EXPLAINED], more])


def _certificate(verdict: Verdict) -> tuple[str, str]:
    """The certificate, packed, as a data URL, or empty with the reason."""
    if verdict.certificate is None:
        return "", ""
    certificate = {**verdict.certificate, "digest": kernel.digest(verdict.certificate)}
    content = json.dumps(certificate, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    if len(content) > LARGEST:
        size = f"{len(content) / 1e6:.0f} MB"
        return "", f"Its certificate has {size} and is not in this page: catproof check --certificates writes it."
    packed = gzip.compress(content, mtime=0)
    return f"data:application/gzip;base64,{base64.b64encode(packed).decode('ascii')}", ""


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


def _picture(diagram: Diagram, told: Callable[[str], None]) -> Picture:
    made = render(diagram, "svg")
    if made.said:
        told(made.said)
    return Picture(diagram.title, image(made.content), diagram.description)
