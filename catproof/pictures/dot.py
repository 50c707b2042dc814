"""Pictures laid out by Graphviz: the text of a graph in the DOT language, and what `dot` makes of it."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from xml.etree import ElementTree

from catproof.core.characters import escaped
from catproof.pictures.diagram import FIRST, SECOND, Arrow, Diagram, Node, Part

FILLS = (
    "#ffffff", "#fde3c8", "#cfe5f5", "#d3ecd8", "#f3d9e8", "#efe9b8", "#d9d7ee", "#f6c9c2", "#bfe3e0", "#e3d3c0",
    "#dbe8a8", "#c9cfdc", "#f3cfa0", "#d5bfe0",
)  # fmt: skip
"""The colours of maximal classes, after that of all else. Beyond they are used again, with one line more around."""

TONES = {0: "#333333", FIRST: "#b34700", SECOND: "#00609c"}
"""The colours of marks. The two differ in lightness and in the style of their lines as well."""

FONT = "Helvetica,Arial,sans-serif"
WIDTH = 88
"""Lines under a picture are folded at so many characters."""

SVG = "http://www.w3.org/2000/svg"


def fill_of(node: Node) -> int:
    """The number of the colour that a node is filled with."""
    return (node.fill - 1) % (len(FILLS) - 1) + 1 if node.fill else 0


def lines_around(node: Node) -> int:
    """How many lines are around a node: with its colour they tell the classes apart, as many as are drawn."""
    return (node.fill - 1) // (len(FILLS) - 1) + 1 if node.fill else 1


class NoLayout(Exception):
    """Graphviz cannot lay the picture out; the message says why."""


def available() -> bool:
    """Is `dot` on the path?"""
    return shutil.which("dot") is not None


# ---- the graph in the DOT language --------------------------------------------------------------------


def dot_text(diagram: Diagram) -> str:
    """The picture as a graph in the DOT language."""
    notes = [line for note in diagram.notes for line in (textwrap.wrap(note, WIDTH) or [""])]
    under = "".join(f"{quoted(line)}\\l" for line in notes)
    lines = [
        "digraph catproof {",
        f"  graph [bgcolor=white, nodesep=0.35, ranksep=0.45, pad=0.15, fontsize=11,"
        f' fontname="{FONT}", labelloc=b, labeljust=l, label="{under}"];',
        f'  node [shape=box, style="rounded,filled", fontsize=12, fontname="{FONT}", margin="0.09,0.05",'
        ' height=0.3, width=0.3];',
        f'  edge [fontsize=11, fontname="{FONT}", arrowsize=0.7, color="{TONES[0]}"];',
    ]  # fmt: skip
    between = [(arrow.source, f"{_arrow(arrow, f'm{k}')}") for k, arrow in enumerate(diagram.between)]
    level = {k for k, arrow in enumerate(diagram.between) if arrow.kind == "across"}
    for k, part in enumerate(diagram.parts):
        keys = {node.key for node in part.nodes}
        rows = [f"    {{ rank=same;\n    {between[j][1]}\n    }}" for j in sorted(level) if between[j][0] in keys]
        *inner, end = _part(part, k, "b" if len(diagram.parts) > 1 else "t")
        lines += [*inner, *rows, end]  # what starts is to the left
    lines += [f"  {text}" for k, (_, text) in enumerate(between) if k not in level]
    return "\n".join([*lines, "}", ""])


def _part(part: Part, number: int, place: str) -> list[str]:
    """A part as a cluster; `place` is where its title stands, below where arrows may run above."""
    lines = [
        f"  subgraph cluster_{number} {{",
        f'    graph [label="{quoted(part.title)}", labelloc={place}, labeljust=l, fontsize=13, color="#9a9a9a",'
        f' style=rounded, margin=12, id="part{number}"];',
    ]
    if not part.nodes:
        lines.append(f'    empty{number} [shape=plaintext, style="", label="no objects"];')
    lines += [f"    {_node(node)}" for node in part.nodes]
    lines += [f"    {_arrow(arrow, f'p{number}e{k}')}" for k, arrow in enumerate(part.arrows)]
    return [*lines, "  }"]


def _node(node: Node) -> str:
    label = "\\n".join(quoted(line) for line in (*node.lines, *(node.caption.split("\n") if node.caption else ())))
    kinds = ["element" if node.fill else "object"]
    attributes = [f'id="{node.key}"', f'label="{label}"']
    if node.fill:
        kinds.append(f"fill{fill_of(node)}")
        attributes.append("penwidth=1.6")
        if lines_around(node) > 1:
            attributes.append(f"peripheries={lines_around(node)}")
    attributes.append(f'fillcolor="{FILLS[fill_of(node)]}"')
    if node.tone:
        kinds.append(f"tone{node.tone}")
        attributes += [f'color="{TONES[node.tone]}"', f'fontcolor="{TONES[node.tone]}"', "penwidth=2.4"]
    if node.ghost:
        kinds.append("ghost")
        attributes.append('style="rounded,dashed"')
    return f'{node.key} [{", ".join(attributes)}, class="{" ".join(kinds)}"];'


def _arrow(arrow: Arrow, key: str) -> str:
    attributes = [f'id="{key}"']
    if arrow.label:
        label = "\\n".join(f" {quoted(line)} " for line in arrow.label.split("\n"))
        attributes.append(f'label="{label}"')
    style = []
    source, target = arrow.source, arrow.target
    if arrow.kind == "cover":
        source, target = target, source  # dot puts the first above the second
        attributes.append("arrowhead=none")
    if arrow.kind == "map":
        attributes += ['color="#6f6f6f"', "arrowhead=vee", "constraint=false"]
        style.append("dashed")
    if arrow.kind == "back":  # beside those that go the other way
        attributes += ["tailport=sw", "headport=se"]
    if arrow.kind in ("second", "back"):
        attributes += [f'color="{TONES[FIRST]}"', "arrowhead=vee", "penwidth=1.8", "constraint=false"]
        style.append("dotted")
    if arrow.kind == "composite":
        style.append("dashed")
        attributes.append("constraint=false")
    if arrow.tone:
        attributes += [f'color="{TONES[arrow.tone]}"', f'fontcolor="{TONES[arrow.tone]}"', "penwidth=2.2"]
    if style:
        attributes.append(f'style="{",".join(style)}"')
    kinds = f"{arrow.kind} tone{arrow.tone}" if arrow.tone else arrow.kind
    return f'{source} -> {target} [{", ".join(attributes)}, class="{kinds}"];'


def quoted(text: str) -> str:
    """The text inside a quoted string of the DOT language, where backslashes and entities would have a meaning."""
    return printable(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


# ---- what `dot` makes of it ---------------------------------------------------------------------------


def render(diagram: Diagram, form: str, seconds: float = 60.0) -> bytes:
    """The picture as "svg" or "png". Raises `NoLayout`."""
    program = shutil.which("dot")
    if program is None:
        raise NoLayout("dot is not on the path")
    more = ["-Gdpi=144"] if form == "png" else []
    try:
        done = subprocess.run(
            [program, f"-T{form}", *more], input=dot_text(diagram).encode("utf-8", "replace"),
            capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NoLayout(f"dot took longer than {seconds:g} s") from None
    except OSError as error:
        raise NoLayout(f"dot does not start: {error.strerror}") from None
    if done.returncode or not done.stdout:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise NoLayout(f"dot says: {said[0]}")
    return _named(done.stdout, diagram) if form == "svg" else done.stdout


def _named(svg: bytes, diagram: Diagram) -> bytes:
    """The SVG with titles that people can read in place of node numbers, and a description for screen readers."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    titles = titles_of(diagram)
    for group in root.iter(f"{{{SVG}}}g"):
        title = group.find(f"{{{SVG}}}title")
        if title is not None:
            title.text = printable(titles.get(group.get("id", ""), diagram.title))
    return finished(root, diagram)


def titles_of(diagram: Diagram) -> dict[str, str]:
    """What the nodes, arrows and parts of a picture are called, by the keys they have in its SVG."""
    titles = {node.key: "\n".join((node.title, *node.caption.split("\n"))).strip()
              for part in diagram.parts for node in part.nodes}  # fmt: skip
    for number, part in enumerate(diagram.parts):
        titles[f"part{number}"] = part.title
        titles.update({f"p{number}e{k}": arrow.title for k, arrow in enumerate(part.arrows)})
    titles.update({f"m{k}": arrow.title for k, arrow in enumerate(diagram.between)})
    return titles


def finished(root: ElementTree.Element, diagram: Diagram) -> bytes:
    """The SVG with a title and a description of its own, as a file."""
    root.set("role", "img")
    for tag, text in (("desc", diagram.description), ("title", diagram.title)):
        made = ElementTree.Element(f"{{{SVG}}}{tag}")
        made.text = printable(text)
        root.insert(0, made)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def printable(text: str) -> str:
    """The text, with what XML and fonts have no way to say, and what is not seen, escaped."""
    return escaped(text, keep="\n\t")
