"""Pictures, measured on their SVG: nodes and labels overlap nothing, and every arrow is there once.

Ten drawings, each by Graphviz and by matplotlib. Widths of text come from the metrics of the font that was asked for.
"""

from __future__ import annotations

import itertools
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.task import Task
from catproof.options import Options
from catproof.pictures import dot, plain
from catproof.pictures.diagram import Diagram
from catproof.pictures.draw import drawing
from catproof.resources import folder

SVG = "{http://www.w3.org/2000/svg}"

LOOPS = 'category L { object a, b ; arrow f, g, h : a -> b ; arrow k : b -> a ; arrow e, "a longer name", i : a -> a }'
WIDE = "poset W { " + " ; ".join(f"bottom < m{k} < top" for k in range(20)) + " }"
MANY = "category M { object " + ", ".join(f"o{k}" for k in range(50)) + "\n"
MANY += "\n".join(f"arrow f{k} : o{k} -> o{k * 7 // 11}" for k in range(1, 50)) + " }"

DRAWINGS = {
    "loops": (LOOPS, "L", None),
    "wide": (WIDE, "W", None),
    "fifty": (MANY, "M", None),
    "reflexive": (folder("theories") / "graphs.cat", "Reflexive", None),
    "schema": (folder("theories") / "schema.cat", "Company", None),
    "firm": (folder("theories") / "schema.cat", "firm", None),
    "triangle": (folder("theories") / "graphs.cat", "triangle", None),
    "functor": (folder("theories") / "graphs.cat", "Add", None),
    "wordnet": (folder("theories") / "wordnet_fragment.cat", "WordNet", None),
    "confused": (folder("theories") / "schema.cat", "small_lab", "line 59"),
}


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, margin: float = 1.0) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > margin and down > margin

    def inside(self, other: Box, margin: float = 2.0) -> bool:
        return (
            self.left >= other.left - margin and self.right <= other.right + margin
            and self.top >= other.top - margin and self.bottom <= other.bottom + margin
        )  # fmt: skip


class Measured(NamedTuple):
    nodes: dict[str, Box]
    texts: list[tuple[str, Box]]
    arrows: Counter[tuple[str, str]]
    """How often each kind and title of an arrow occurs."""


def measured(svg: bytes) -> Measured:
    root = ElementTree.fromstring(svg)
    nodes, arrows = {}, Counter[tuple[str, str]]()
    for group in root.iter(f"{SVG}g"):
        kind = (group.get("class") or "").split()
        title = group.findtext(f"{SVG}title") or ""
        if kind[:1] == ["node"]:
            path = group.find(f".//{SVG}path")
            assert path is not None
            numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path.get("d", ""))]
            nodes[group.get("id", "")] = Box(
                min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])
            )
        elif kind[:1] == ["edge"]:
            arrows[" ".join(kind[1:2]), title] += 1
    return Measured(nodes, [_text(t) for t in root.iter(f"{SVG}text")], arrows)


def _text(element: ElementTree.Element) -> tuple[str, Box]:
    from matplotlib.font_manager import FontProperties, findfont
    from matplotlib.textpath import text_to_path

    style = element.get("style", "")
    size = float(element.get("font-size") or re.search(r"([\d.]+)px", style)[1])  # type: ignore[index]
    anchor = element.get("text-anchor") or (re.search(r"text-anchor: (\w+)", style) or ["", "start"])[1]
    family = "DejaVu Sans" if "DejaVu" in style else "Liberation Sans"
    font = FontProperties(fname=findfont(FontProperties(family=[family, "DejaVu Sans"])), size=size)
    text = (element.text or "").replace("\u00a0", " ")
    stripped = text.strip()
    width = text_to_path.get_text_width_height_descent(stripped or "x", font, ismath=False)[0]
    x, y = float(element.get("x", 0)), float(element.get("y", 0))
    left = {"middle": x - width / 2, "start": x, "end": x - width}[anchor]
    return stripped, Box(left, y - size * 0.75, left + width, y + size * 0.22)


def drawn(case: str) -> tuple[Diagram, Path | str]:
    source, name, statement = DRAWINGS[case]
    if isinstance(source, Path):
        found = drawing(str(source), name, statement, Options())
    else:
        import io

        found = drawing("-", name, statement, Options(), io.BytesIO(source.encode()))
    assert found.diagram is not None, found
    return found.diagram, source


RENDERERS = {"graphviz": dot.render, "matplotlib": plain.render}


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("case", DRAWINGS)
def test_nothing_overlaps_and_nothing_is_lost(case: str, renderer: str) -> None:
    if renderer == "graphviz" and shutil.which("dot") is None:
        pytest.skip("graphviz is not installed: apt-get install graphviz")
    diagram, source = drawn(case)
    svg = measured(RENDERERS[renderer](diagram, "svg"))
    assert set(svg.nodes) == {node.key for part in diagram.parts for node in part.nodes}
    for (a, box), (b, other) in itertools.combinations(svg.nodes.items(), 2):
        assert not box.meets(other), (a, b)
    for text, box in svg.texts:
        if not any(box.inside(node) for node in svg.nodes.values()):
            assert not any(box.meets(node) for node in svg.nodes.values()), text
    for (a, box), (b, other) in itertools.combinations(svg.texts, 2):
        assert not box.meets(other), (a, b)
    labels = Counter(text for text, _ in svg.texts)
    for node in (node for part in diagram.parts for node in part.nodes):
        assert all(labels[line] for line in node.lines)
    titles = Counter(a.title for part in diagram.parts for a in part.arrows) + Counter(a.title for a in diagram.between)
    assert Counter(title for (_, title), n in svg.arrows.items() for _ in range(n)) == titles
    assert svg_arrows(diagram) == expected(case, source)


def svg_arrows(diagram: Diagram) -> Counter[str]:
    """The titles of the arrows that stand for generating ones."""
    return Counter(a.title for part in diagram.parts for a in part.arrows if a.kind in ("arrow", "cover"))


def expected(case: str, source: Path | str) -> Counter[str]:
    """What the arrows of the drawing must be, from the theory itself."""
    import catproof

    thing = catproof.load(source)[DRAWINGS[case][1]]
    found: Counter[str] = Counter()
    if isinstance(thing, Functor):
        return _generators(thing.source) + _generators(thing.target)
    if isinstance(thing, Category):
        return _generators(thing)
    assert isinstance(thing, Task)
    show = thing.category.show_word
    if case == "triangle":  # a graph, with an arrow for each edge
        for e, edge in enumerate(thing.elements[1]):
            ends = [thing.elements[0][int(action[e])] for action in thing.action]
            found[f"{edge} at E restricts to {ends[0]} along s, {ends[1]} along t"] += 1
        return found
    for g, generator in enumerate(thing.category.generators):
        for y, label in enumerate(thing.elements[generator.target]):
            x = thing.elements[generator.source][int(thing.action[g][y])]
            a, b = (thing.category.show_object(o) for o in (generator.source, generator.target))
            found[f"{show((g,), generator.target)} : {x} at {a} -> {label} at {b}"] += 1
    return found


def _generators(category: Category) -> Counter[str]:
    show = category.show_object
    if category.presentation.kind != "thin":
        return Counter(
            f"{category.show_word((k,), g.target)} : {show(g.source)} -> {show(g.target)}"
            for k, g in enumerate(category.generators)
        )
    among = range(min(50, len(category.objects)))  # a poset: the pairs x < y with nothing drawn between
    below = {b: set(category.hom(b).at) - {b} for b in among}
    return Counter(
        f"{category.objects[a]} < {category.objects[b]}"
        for b in among
        for a in among
        if a in below[b] and not any(a in below[c] and c in below[b] for c in among)
    )


def test_a_picture_is_the_same_every_time() -> None:
    diagram, _ = drawn("firm")
    for renderer in RENDERERS.values():
        if renderer is dot.render and shutil.which("dot") is None:
            continue
        assert renderer(diagram, "svg") == renderer(diagram, "svg")
        assert renderer(diagram, "png").startswith(b"\x89PNG")
