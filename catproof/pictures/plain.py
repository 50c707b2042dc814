"""Pictures without Graphviz: laid out in layers, drawn by matplotlib."""

from __future__ import annotations

import io
import textwrap
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from catproof.core.deadline import load
from catproof.errors import MissingPackage
from catproof.packages import installs
from catproof.pictures.diagram import FIRST, Arrow, Diagram, Node, Part
from catproof.pictures.dot import FILLS, SVG, TONES, WIDTH, fill_of, finished, lines_around, printable, titles_of
from catproof.pictures.layers import LOOP, Box, Layout, Size, layered

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NODE_FONT, LABEL_FONT, TITLE_FONT, NOTE_FONT = 11.0, 9.5, 12.0, 10.0
MARGIN = 14.0
BETWEEN = 48.0
"""Points between the parts of a picture."""

_SETTINGS = threading.Lock()
"""matplotlib keeps its settings for the whole process."""


class Placed(NamedTuple):
    """A part with its layout and its lower left corner."""

    part: Part
    number: int
    layout: Layout
    x: float
    y: float


NEEDED = f"a picture needs Graphviz, whose `dot` is not on the path, or matplotlib: {installs('matplotlib')}"
"""What is said where neither is there."""


@contextmanager
def settings(needed: str = NEEDED) -> Iterator[None]:
    """matplotlib as our pictures have it: texts stay texts, and the same picture has the same bytes. Raises
    `MissingPackage`, which says what is needed."""
    try:
        load("matplotlib", "matplotlib.figure")
    except ModuleNotFoundError:
        raise MissingPackage(needed) from None
    import matplotlib

    given: Any = {"svg.fonttype": "none", "svg.hashsalt": "catproof", "font.family": ["DejaVu Sans"]}
    with _SETTINGS, matplotlib.rc_context(given), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # an SVG keeps the text, and its viewer has other fonts
        yield


def saved(figure: Figure, form: str) -> bytes:
    """The figure as "svg" or "png"; within `settings`."""
    stream = io.BytesIO()
    metadata: Any = {"Date": None} if form == "svg" else None
    figure.savefig(stream, format=form, dpi=144 if form == "png" else 72, metadata=metadata)
    return stream.getvalue()


def render(diagram: Diagram, form: str) -> bytes:
    """The picture as "svg" or "png". Raises `MissingPackage`."""
    with settings():
        from matplotlib.figure import Figure

        notes = [line for note in diagram.notes for line in (textwrap.wrap(printable(note), WIDTH) or [""])]
        below = len(notes) * NOTE_FONT * 1.45 + (10 if notes else 0)
        layouts = [_layout(part) for part in diagram.parts]
        tallest = max(layout.height for layout in layouts)
        placed, x = [], MARGIN * 2
        for number, (part, layout) in enumerate(zip(diagram.parts, layouts, strict=True)):
            placed.append(Placed(part, number, layout, x, MARGIN * 2 + below + tallest - layout.height))
            x += max(layout.width, _measured(part.title, TITLE_FONT).width) + BETWEEN
        widest = max((_measured(note, NOTE_FONT).width for note in notes), default=0.0)
        width = max(x - BETWEEN + MARGIN * 2, widest + MARGIN * 2)
        height = tallest + below + MARGIN * 4 + TITLE_FONT * 1.8
        figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_xlim(0, width)
        axes.set_ylim(0, height)
        axes.set_axis_off()
        boxes: dict[str, Box] = {}
        for each in placed:
            boxes.update(_draw_part(axes, each))
        for k, arrow in enumerate(diagram.between):
            _draw_between(axes, boxes[arrow.source], boxes[arrow.target], arrow, f"m{k}")
        for k, note in enumerate(notes):
            axes.text(MARGIN, MARGIN + below - (k + 1) * NOTE_FONT * 1.45, note, fontsize=NOTE_FONT, parse_math=False)
        content = saved(figure, form)
    return _named(content, diagram) if form == "svg" else content


def _measured(text: str, size: float) -> Size:
    load("matplotlib.font_manager", "matplotlib.textpath")
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    width, _, _ = text_to_path.get_text_width_height_descent(text or " ", FontProperties(size=size), ismath=False)
    return Size(float(width), size * 1.3)


def _lines(node: Node) -> list[str]:
    return [printable(line) for line in (*node.lines, *(node.caption.split("\n") if node.caption else ()))]


def _layout(part: Part) -> Layout:
    sizes = {}
    for node in part.nodes:
        measured = [_measured(line, NODE_FONT) for line in _lines(node)]
        sizes[node.key] = Size(max(m.width for m in measured) + 14, len(measured) * NODE_FONT * 1.3 + 8)
    labels = [
        Size(_measured(printable(a.label), LABEL_FONT).width + 4, LABEL_FONT * 1.4) if a.label else Size(0.0, 8.0)
        for a in part.arrows
    ]
    if not part.nodes:
        return Layout({}, [], [], 60.0, 20.0)
    return layered(sizes, [(a.source, a.target) for a in part.arrows], labels, upwards=part.hasse)


def _draw_part(axes: Axes, placed: Placed) -> dict[str, Box]:
    load("matplotlib.patches")
    from matplotlib.patches import FancyBboxPatch

    part, layout, x, y = placed.part, placed.layout, placed.x, placed.y
    width = max(layout.width, _measured(part.title, TITLE_FONT).width)
    frame = FancyBboxPatch(
        (x - 8, y - 8), width + 16, layout.height + 16 + TITLE_FONT * 1.8, boxstyle="round,pad=0,rounding_size=8",
        fc="white", ec="#9a9a9a", lw=0.8, zorder=0,
    )  # fmt: skip
    frame.set_gid(f"part{placed.number}")
    axes.add_patch(frame)
    axes.text(x, y + layout.height + 12, printable(part.title), fontsize=TITLE_FONT, parse_math=False)
    if not part.nodes:
        axes.text(x, y + 4, "no objects", fontsize=NODE_FONT)
    boxes = {key: Box(b.x + x, b.y + y, b.width, b.height) for key, b in layout.nodes.items()}
    for k, arrow in enumerate(part.arrows):
        _draw_arrow(axes, placed, boxes, arrow, k)
    for node in part.nodes:
        _draw_node(axes, node, boxes[node.key])
    return boxes


def _draw_node(axes: Axes, node: Node, box: Box) -> None:
    load("matplotlib.patches")
    from matplotlib.patches import FancyBboxPatch

    edge = TONES[node.tone]
    patch = FancyBboxPatch(
        (box.x - box.width / 2, box.y - box.height / 2), box.width, box.height,
        boxstyle="round,pad=0,rounding_size=5", fc=FILLS[fill_of(node)], ec=edge,
        lw=2.4 if node.tone else 1.4 if node.fill else 1.0, ls="--" if node.ghost else "-", zorder=3,
    )  # fmt: skip
    patch.set_gid(node.key)
    axes.add_patch(patch)
    for k in range(1, lines_around(node)):
        more = FancyBboxPatch(
            (box.x - box.width / 2 - 2.5 * k, box.y - box.height / 2 - 2.5 * k), box.width + 5 * k, box.height + 5 * k,
            boxstyle="round,pad=0,rounding_size=5", fc="none", ec=edge, lw=1.0, zorder=3,
        )  # fmt: skip
        axes.add_patch(more)
    lines = _lines(node)
    top = box.y + (len(lines) * NODE_FONT * 1.3) / 2
    for k, line in enumerate(lines):
        axes.text(
            box.x, top - (k + 0.8) * NODE_FONT * 1.3, line, fontsize=NODE_FONT, ha="center", va="baseline", zorder=4,
            color=edge if node.tone else "black", parse_math=False,
        )  # fmt: skip


def _style(arrow: Arrow) -> dict[str, Any]:
    if arrow.tone:
        return {"ec": TONES[arrow.tone], "fc": "none", "lw": 2.0, "ls": "--" if arrow.kind == "composite" else "-"}
    if arrow.kind == "map":
        return {"ec": "#6f6f6f", "fc": "none", "lw": 1.0, "ls": "--"}
    if arrow.kind in ("second", "back"):
        return {"ec": TONES[FIRST], "fc": "none", "lw": 1.6, "ls": ":"}
    return {"ec": TONES[0], "fc": "none", "lw": 1.0, "ls": "--" if arrow.kind == "composite" else "-"}


def _draw_arrow(axes: Axes, placed: Placed, boxes: dict[str, Box], arrow: Arrow, k: int) -> None:
    load("matplotlib.patches", "matplotlib.path")
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    source, target = boxes[arrow.source], boxes[arrow.target]
    label = placed.layout.labels[k]
    if arrow.source == arrow.target:
        assert label is not None
        right = label.x + placed.x - label.width / 2 - 2
        edge = source.x + source.width / 2
        spread = 4.0 + 2.5 * (right - edge) / LOOP
        points = [(edge, source.y + spread), (right + 6, source.y + spread * 2), (right + 6, source.y - spread * 2),
                  (edge, source.y - spread)]  # fmt: skip
        path = Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    else:
        inner = [(x + placed.x, y + placed.y) for x, y in placed.layout.paths[k][1:-1]]
        start = _border(source, inner[0])
        end = _border(target, inner[-1])
        path = _smooth([start, *inner, end])
    patch = FancyArrowPatch(path=path, arrowstyle="-" if arrow.kind == "cover" else "-|>", mutation_scale=9,
                            shrinkA=0, shrinkB=0, zorder=1, **_style(arrow))  # fmt: skip
    patch.set_gid(f"p{placed.number}e{k}")
    axes.add_patch(patch)
    if label is not None and arrow.label:
        axes.text(label.x + placed.x, label.y + placed.y, printable(arrow.label), fontsize=LABEL_FONT, ha="center",
                  va="center", zorder=2, color=TONES[arrow.tone] if arrow.tone else "black", parse_math=False,
                  bbox={"fc": "white", "ec": "none", "pad": 0.5})  # fmt: skip


def _border(box: Box, towards: tuple[float, float]) -> tuple[float, float]:
    """Where the line from the middle of a box to a point above or below leaves the box."""
    dx, dy = towards[0] - box.x, towards[1] - box.y
    scale = min(
        box.width / 2 / abs(dx) if dx else float("inf"), box.height / 2 / abs(dy) if dy else float("inf"), 1.0
    )  # fmt: skip
    return box.x + dx * scale, box.y + dy * scale


def _smooth(points: list[tuple[float, float]]) -> Any:
    """A curve through the points (Catmull and Rom)."""
    load("matplotlib.path")
    from matplotlib.path import Path

    ends = [points[0], *points, points[-1]]
    made, codes = [points[0]], [Path.MOVETO]
    for (x0, y0), (x1, y1), (x2, y2), (x3, y3) in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        made += [(x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6), (x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6), (x2, y2)]
        codes += [Path.CURVE4] * 3
    return Path(made, codes)


def _draw_between(axes: Axes, source: Box, target: Box, arrow: Arrow, key: str) -> None:
    load("matplotlib.patches")
    from matplotlib.patches import FancyArrowPatch

    side = -1 if arrow.kind == "back" or source.x > target.x else 1
    patch = FancyArrowPatch(
        (source.x + side * source.width / 2, source.y), (target.x - side * target.width / 2, target.y), arrowstyle="->",
        mutation_scale=9, connectionstyle=f"arc3,rad={-0.12 if arrow.kind == 'map' else 0.16}", shrinkA=0, shrinkB=0,
        zorder=1, **_style(arrow),
    )  # fmt: skip
    patch.set_gid(key)
    axes.add_patch(patch)


def _named(svg: bytes, diagram: Diagram) -> bytes:
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    titles = titles_of(diagram)
    kinds = {f"p{n}e{k}": "edge" for n, part in enumerate(diagram.parts) for k in range(len(part.arrows))}
    kinds.update({f"m{k}": "edge" for k in range(len(diagram.between))})
    kinds.update({node.key: "node" for part in diagram.parts for node in part.nodes})
    for group in root.iter(f"{{{SVG}}}g"):
        key = group.get("id", "")
        if key in titles:
            group.set("class", kinds.get(key, "cluster"))
            title = ElementTree.Element(f"{{{SVG}}}title")
            title.text = printable(titles[key])
            group.insert(0, title)
    return finished(root, diagram)
