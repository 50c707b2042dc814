"""Pictures as LaTeX: diagrams of tikz-cd, on a grid that the layers of our own layout give."""

from __future__ import annotations

import textwrap
from collections import Counter

from catproof.pictures.diagram import FIRST, Arrow, Diagram, Part
from catproof.pictures.dot import WIDTH, printable
from catproof.pictures.layers import Size, layered

TEMPLATE = r"""\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{tikz-cd}
\begin{document}
\setbox0=\vbox{
\hbox{\textbf{%(titles)s}}
\kern3mm
\hbox{%(body)s}
\kern3mm
%(notes)s}
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

STYLES = {
    "cover": ["dash"], "map": ["dashed"], "second": ["dotted", "thick"], "back": ["dotted", "thick"],
    "composite": ["dashed"],
}  # fmt: skip
"""How tikz-cd draws the arrows that are no plain ones."""

LOOPS = ("loop right", "loop left", "loop below", "loop above")
"""Where the loops of one object are, one after the other."""

COLUMN = 52.0
"""Points of the layout that make a column."""


def latex_text(diagram: Diagram) -> str:
    """A LaTeX document with the picture, which needs tikz-cd."""
    titles = r" \qquad ".join(escaped(part.title) for part in diagram.parts)
    notes = [line for note in diagram.notes for line in textwrap.wrap(note, WIDTH)]
    under = "".join(f"\\hbox{{{escaped(line)}}}\n" for line in notes)
    return TEMPLATE % {"titles": titles, "body": _picture(diagram), "notes": under}


def _picture(diagram: Diagram) -> str:
    """The matrix of nodes, the parts side by side, and the arrows between its cells."""
    cells: dict[tuple[int, int], str] = {}
    at: dict[str, tuple[int, int]] = {}
    column = 0
    for part in diagram.parts:
        places = _places(part)
        for node in part.nodes:
            i, j = places[node.key]
            at[node.key] = i, column + j
            lines = [*node.lines, *(node.caption.split("\n") if node.caption else ())]
            cells[at[node.key]] = _box(lines, bool(node.tone))
        column += max((j for _, j in places.values()), default=0) + 2
    if not cells:
        return "no objects"
    height, width = (1 + max(place[k] for place in cells) for k in (0, 1))
    rows = [" & ".join(cells.get((i, j), "") for j in range(width)) for i in range(height)]
    arrows = [*(a for part in diagram.parts for a in part.arrows), *diagram.between]
    ends = Counter(frozenset((a.source, a.target)) for a in arrows)
    drawn: Counter[frozenset[str]] = Counter()
    made = []
    for arrow in arrows:
        pair = frozenset((arrow.source, arrow.target))
        made.append(_arrow(arrow, at, drawn[pair], ends[pair]))
        drawn[pair] += 1
    matrix = " \\\\\n".join(rows)
    return "\\begin{tikzcd}[column sep=large, row sep=large]\n" + "\n".join([matrix, *made]) + "\n\\end{tikzcd}"


def _arrow(arrow: Arrow, at: dict[str, tuple[int, int]], number: int, together: int) -> str:
    """An arrow, the so-manyth of those `together` between its ends."""
    options = [
        f"{word}={at[key][0] + 1}-{at[key][1] + 1}" for word, key in (("from", arrow.source), ("to", arrow.target))
    ]
    options += STYLES.get(arrow.kind, [])
    side = ""
    if arrow.tone:
        options.append("Rightarrow" if arrow.tone == FIRST else "Rightarrow, dashed")
    if arrow.source == arrow.target:
        options += [
            LOOPS[number % len(LOOPS)],
            *([f"looseness={8 + 4 * (number // len(LOOPS))}"] if number >= 4 else []),
        ]
    elif together > 1:
        # One of several is bent, to the side that its direction gives, so that the two ways stay apart.
        bend = 20 * (2 * number - together + 1) * (1 if at[arrow.source] < at[arrow.target] else -1)
        side = "" if bend >= 0 else "'"
        options.append(f"bend {'right' if side else 'left'}={abs(bend)}")
    if arrow.label:
        options.append(f'"{{{_text(arrow.label.split(chr(10)))}}}"{side}')
    return f"\\arrow[{', '.join(options)}]"


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


def _text(lines: list[str]) -> str:
    """Lines of text, one above the other, where mathematics is expected."""
    return rf"\hbox{{\shortstack{{{BREAK.join(escaped(line) for line in lines)}}}}}"


def _box(lines: list[str], marked: bool) -> str:
    made = _text(lines)
    return rf"\hbox{{\fbox{{{made}}}}}" if marked else made


BREAK = r"\\"

SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}", "…": r"\dots{}",
}  # fmt: skip


def escaped(text: str) -> str:
    """The text with what LaTeX gives a meaning escaped, and what its fonts lack named by its code."""
    return "".join(SPECIAL.get(c) or (c if c.isascii() else f"[U+{ord(c):04X}]") for c in printable(text))
