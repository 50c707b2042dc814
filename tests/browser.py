"""Pages as a browser shows them (headless Chromium: the fixture `browser`), and as a reader of their tags."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any


class Tags(HTMLParser):
    """All start tags with their attributes, and the text outside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._raw = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._raw = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._raw = False

    def handle_data(self, data: str) -> None:
        if not self._raw:
            self.text += data


def opened(browser: Any, tmp_path: Path, text: str, *, dark: bool = False, width: int = 1280) -> None:
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8")
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    browser.get(path.as_uri())


CONTRAST = """
const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return {rgb: n.slice(0, 3), a: n[3] ?? 1}; };
const light = (rgb) => { const [r, g, b] = rgb.map((v) => { v /= 255;
  return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const paper = (one) => { for (; one; one = one.parentElement) {
  const found = parse(getComputedStyle(one).backgroundColor); if (found.a === 1) return found.rgb; }
  return [255, 255, 255]; };
const found = [];
for (const d of document.querySelectorAll('details')) d.open = true;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const one = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || !one.offsetParent) continue;
  const [a, b] = [light(parse(getComputedStyle(one).color).rgb), light(paper(one))].sort((x, y) => y - x);
  found.push([(a + 0.05) / (b + 0.05), one.className || one.tagName]);
}
return found.sort((x, y) => x[0] - y[0]);
"""
