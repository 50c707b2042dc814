"""Pictures as LaTeX: Xy-pic diagrams written by sympy's drawer of category diagrams, on a grid of our own.

sympy's own `DiagramGrid` first closes a diagram under composition, which has no end for loops and takes too long for
many arrows; its drawer only asks which object stands in which cell and which arrows there are.
"""

from __future__ import annotations

import re
import textwrap
from typing import Any

from catproof.core.deadline import load
from catproof.pictures.diagram import FIRST, Arrow, Diagram, Part
from catproof.pictures.dot import WIDTH, printable
from catproof.pictures.layers import Size, layered

HEAD = r"""\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage[all]{xy}
\begin{document}
\setbox0=\vbox{
"""

TAIL = r"""}
\ifdefined\pdfpagewidth
  \pdfpagewidth=\dimexpr\wd0+10mm\relax
  \pdfpageheight=\dimexpr\ht0+\dp0+10mm\relax
\fi
\hoffset=\dimexpr5mm-1in\relax
\voffset=\dimexpr5mm-1in\relax
\shipout\box0
\end{document}
"""
"""A page of the size of the picture, without a class that not every installation has."""

STYLES = {"cover": "{-}", "map": "{-->}", "second": "{.>}", "composite": "{-->}"}
"""How Xy-pic draws the arrows that are no plain ones."""

LOOPS = ("d", "r"), ("l", "d"), ("dr", "dl"), ("r", "d"), ("d", "l"), ("dl", "dr")
"""Where the loops of one object leave it and come back: below, since Xy-pic fails at corners of tall objects above."""

COLUMN = 52.0
"""Points of the layout that make a column."""


class _Grid:
    """What sympy's drawer asks of a grid: which object stands in a cell, and the arrows."""

    def __init__(self, cells: dict[tuple[int, int], Any], arrows: list[Any]) -> None:
        self.cells = cells
        self.height = 1 + max((i for i, _ in cells), default=0)
        self.width = 1 + max((j for _, j in cells), default=0)
        self.morphisms: dict[Any, tuple[()]] = dict.fromkeys(arrows, ())

    def __getitem__(self, at: tuple[int, int]) -> Any:
        return self.cells.get(at)


class _Objects:
    """What sympy's drawer asks of a diagram: its objects."""

    def __init__(self, objects: list[Any]) -> None:
        self.objects = objects


def latex_text(diagram: Diagram) -> str:
    """A LaTeX document with the picture, which needs Xy-pic."""
    load("sympy.categories")
    from sympy.categories import NamedMorphism, Object, XypicDiagramDrawer

    texts: list[str] = []

    def token(text: str) -> str:
        texts.append(text)
        return f"{{T{len(texts) - 1}}}"  # sympy leaves a name with braces as it is

    cells: dict[tuple[int, int], Any] = {}
    objects: dict[str, Any] = {}
    column = 0
    for part in diagram.parts:
        places = _places(part)
        for node in part.nodes:
            i, j = places[node.key]
            lines = [*node.lines, *(node.caption.split("\n") if node.caption else ())]
            objects[node.key] = cells[i, column + j] = Object(token(_box(lines, bool(node.tone))))
        column += max((j for _, j in places.values()), default=0) + 2
    drawn: list[Any] = []
    kinds: dict[str, Arrow] = {}
    for arrow in (*(a for part in diagram.parts for a in part.arrows), *diagram.between):
        name = token(_label(arrow.label))
        kinds[name] = arrow
        drawn.append(NamedMorphism(objects[arrow.source], objects[arrow.target], name))

    loops: dict[str, int] = {}
    labels: dict[str, int] = {}

    def style(description: Any) -> None:
        arrow = kinds[description.label]
        marked = "{=>}" if arrow.tone == FIRST else "{:>}" if arrow.tone else ""
        description.arrow_style = STYLES.get(arrow.kind, marked)

        if description.looping_start:  # a curve that is a loop as well is more than Xy-pic takes
            k = loops[arrow.source] = loops.get(arrow.source, -1) + 1
            description.curving = ""
            description.looping_start, description.looping_end = LOOPS[k % len(LOOPS)]
            description.arrow_style = ""  # nor does it take dashes there
            description.label_position, description.forced_label_position = "_", True
        elif arrow.label:
            description.label_position, description.forced_label_position = "|", True
            k = labels[arrow.target] = labels.get(arrow.target, -1) + 1
            description.label_displacement = ("(.5)", "(.35)", "(.65)", "(.42)", "(.58)")[k % 5]

    drawer = XypicDiagramDrawer()
    drawer.default_curving_amount = drawer.default_curving_step = 7
    drawer.default_arrow_formatter = style
    made = drawer.draw(_Objects(list(objects.values())), _Grid(cells, drawn), diagram_format="@C=2.5em@R=4.5em")
    body = re.sub(r"\{T(\d+)\}", lambda found: texts[int(found[1])], made) if cells else "no objects\n"
    titles = " \\qquad ".join(escaped(part.title) for part in diagram.parts)
    notes = [line for note in diagram.notes for line in textwrap.wrap(note, WIDTH)]
    under = "".join(f"\\hbox{{{escaped(line)}}}\n" for line in notes)
    body = re.sub(r"\n+\}", "\n}", body)
    shown = f"\\hbox{{\\textbf{{{titles}}}}}\n\\kern3mm\n\\hbox{{{body.rstrip()}}}\n\\kern3mm\n{under}"
    return f"{HEAD}{shown}{TAIL}"


def _places(part: Part) -> dict[str, tuple[int, int]]:
    """The row and the column of each node: the layers from above, and in each the order from left to right."""
    sizes = {node.key: Size(30.0, 10.0) for node in part.nodes}
    ends = [(a.source, a.target) for a in part.arrows]
    layout = layered(sizes, ends, [Size(0.0, 0.0)] * len(ends), upwards=part.hasse)
    rows: dict[float, list[str]] = {}
    for key, box in sorted(layout.nodes.items(), key=lambda item: (-item[1].y, item[1].x)):
        rows.setdefault(round(box.y, 3), []).append(key)
    rough: dict[str, tuple[int, int]] = {}
    for i, row in enumerate(rows.values()):
        last = -1
        for key in row:
            last = max(last + 1, round(layout.nodes[key].x / COLUMN))
            rough[key] = (i, last)
    used = {j: k for k, j in enumerate(sorted({j for _, j in rough.values()}))}
    return {key: (i, used[j]) for key, (i, j) in rough.items()}


def _box(lines: list[str], marked: bool) -> str:
    made = rf"\shortstack{{{BREAK.join(escaped(line) for line in lines)}}}"
    return f"{{\\fbox{{{made}}}}}" if marked else f"{{{made}}}"  # not a frame of Xy-pic, which loops cannot leave


BREAK = r"\\"


def _label(label: str) -> str:
    return rf"{{\hbox{{{escaped(label)}}}}}" if label else "{}"


SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}", "…": r"\dots{}",
}  # fmt: skip


def escaped(text: str) -> str:
    """The text with what LaTeX gives a meaning escaped, and what its fonts lack named by its code."""
    return "".join(SPECIAL.get(c) or (c if c.isascii() else f"[U+{ord(c):04X}]") for c in printable(text))
