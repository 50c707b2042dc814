"""Pages made of a template: one file that needs nothing else, in which what it is given stays text.

The pages have one style; a content security policy allows no script but the page's own.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from markupsafe import Markup

from catproof.core.characters import escaped
from catproof.report.terminal import KEPT


def rendered(room: str, name: str, **given: object) -> str:
    """The page of the template `name` of a room of the package, with the style of all pages, then its own style where
    it has one, and its script, if it has one. All values are escaped."""
    from jinja2 import Environment, StrictUndefined

    style = _asset("catproof.report", "page.css")
    if (room, name) != ("catproof.report", "page"):
        style += _asset(room, f"{name}.css")
    script = _asset(room, f"{name}.js") if files(room).joinpath(f"{name}.js").is_file() else ""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_asset(room, f"{name}.html.j2")).render(
        **given, style=Markup(style), script=Markup(script), style_hash=_hash(style), script_hash=_hash(script)
    )


def _shown(value: object) -> object:
    """Texts as a terminal would show them; what is HTML already was made of such."""
    return escaped(value, keep=KEPT) if type(value) is str else value


def _asset(room: str, name: str) -> str:
    return files(room).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
