"""How Sphinx makes the site: `sphinx-build -W .docs FOLDER`. Most pages are made from files of the repository."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pages import make
from sphinx.highlighting import lexers

from catproof import __version__
from catproof.faces.highlighting import TheoryLexer

project = "catproof"
copyright = "catproof contributors"
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "catproof.faces.sphinx_directive"]
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["myst.header"]  # the sections of the README begin at their own level
default_role = "code"
smartquotes = False
autodoc_typehints = "description"
autodoc_member_order = "bysource"
exclude_patterns = ["made/files"]
html_theme = "furo"
html_title = f"catproof {__version__}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_theme_options = {"top_of_page_buttons": []}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

lexers["cat-error"] = TheoryLexer()  # theories that are refused, in the reference

make(Path(__file__).parents[1], Path(__file__).parent / "made")
