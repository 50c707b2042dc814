"""Pictures as images for a page: SVG as data URLs, without what an image in a page has no use for."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree
from xml.sax.saxutils import escape

SVG = "{http://www.w3.org/2000/svg}"

_DARK = {
    "": ".graph>polygon{fill:none}text{fill:#ececf1}.cluster path{stroke:#6b7280;fill:none}"
    ".node path{fill:#262a32;stroke:#c9ccd3}.edge path{stroke:#c9ccd3}.edge polygon{fill:#c9ccd3;stroke:#c9ccd3}",
    **{
        f"fill{k}": f".fill{k} path{{fill:{colour}}}"
        for k, colour in enumerate(
            ("#53351a", "#1d3f5c", "#1f4a2c", "#502a42", "#4b4515", "#38355c", "#5c2a22", "#154744", "#4a3a25",
             "#3d4a10", "#353f55", "#5e3c0a", "#44274f"), 1,
        )
    },
    **{
        f"tone{k}": f".tone{k} path{{stroke:{colour}}}.tone{k} polygon{{fill:{colour};stroke:{colour}}}"
        f".tone{k} text{{fill:{colour}}}"
        for k, colour in ((1, "#ffa566"), (2, "#7cc4ff"))
    },
    "second": ".second path{stroke:#ffa566}.second polygon{fill:#ffa566;stroke:#ffa566}",
    "back": ".back path{stroke:#ffa566}.back polygon{fill:#ffa566;stroke:#ffa566}",
}  # fmt: skip
"""Colours of Graphviz's pictures on a dark page, by the class of what is drawn; those of all pictures first."""

_NUMBER = re.compile(r"-?\d+\.\d{2,}")

_SHARED = {"font-family": "Helvetica,Arial,sans-serif", "text-anchor": "middle"}
"""What most texts of Graphviz's pictures have in common: said once, of the picture."""


_PREFIXES = {
    "": "", "http://www.w3.org/2000/svg": "", "http://www.w3.org/1999/xlink": "xlink:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}  # fmt: skip
"""What stands before names of XML's own namespaces, and of those that a picture declares."""


class Image(NamedTuple):
    """A picture as an image: its data URL, which may stand in an attribute as it is, and its size in pixels."""

    source: str
    width: int
    height: int


def image(svg: bytes) -> Image:
    """The picture as an image."""
    root = ElementTree.fromstring(svg)
    form = "image/svg+xml"
    if root.find(f"{SVG}g[@class='graph']") is not None:
        form += ";dark=1"
        _reduce(root)
    width, height = (round(float(root.get(side, "100").removesuffix("pt")) * 4 / 3) for side in ("width", "height"))
    content = quote(_written(root), safe=" !$'()*+,-./0123456789:;=?@[]^_`{|}~\\")
    return Image(f"data:{form},{content}", width, height)


def _reduce(root: ElementTree.Element) -> None:
    """Leave out of a picture of Graphviz's what is not seen, and say once what is the same everywhere."""
    classes = {word for one in root.iter() for word in one.get("class", "").split()}
    style = ElementTree.Element(f"{SVG}style")
    rules = "".join(rule for word, rule in _DARK.items() if not word or word in classes)
    style.text = f"@media (prefers-color-scheme:dark){{{rules}}}"
    root.insert(0, style)
    for one in root.iter():
        for child in [child for child in one if child.tag in (f"{SVG}title", f"{SVG}desc")]:
            one.remove(child)  # the page says in words what an image shows
        one.attrib.pop("id", None)
        for key, value in list(one.attrib.items()):
            if key in ("d", "points", "x", "y", "transform"):
                one.set(key, _NUMBER.sub(lambda found: f"{float(found[0]):.1f}", value))
            elif _SHARED.get(key) == value:
                del one.attrib[key]
        if one.text is not None and not one.text.strip():
            one.text = None
        if one.tail is not None and not one.tail.strip():
            one.tail = None
    for key, value in _SHARED.items():
        root.set(key, value)


def _written(root: ElementTree.Element) -> str:
    """The picture as XML whose attributes are in single quotes, so that they need no escape in an HTML attribute."""
    spaces: dict[str, str] = {}

    def name(tag: str) -> str:
        space, _, local = tag.rpartition("}")
        known = _PREFIXES.get(space.removeprefix("{"))
        return (f"{spaces.setdefault(space[1:], f'n{len(spaces)}')}:" if known is None else known) + local

    def element(one: ElementTree.Element) -> str:
        tag = name(one.tag)
        attributes = "".join(f" {name(k)}='{escape(v, {chr(39): '&#39;'})}'" for k, v in one.items())
        inside = escape(one.text or "") + "".join(element(child) + escape(child.tail or "") for child in one)
        return f"<{tag}{attributes}>{inside}</{tag}>" if inside else f"<{tag}{attributes}/>"

    made = element(root)
    declared = " xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
    declared += "".join(f" xmlns:{prefix}='{space}'" for space, prefix in spaces.items())
    return f"<svg{declared}{made.removeprefix('<svg')}"
