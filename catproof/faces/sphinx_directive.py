"""A directive for Sphinx: a theory in a document is checked while the document is built, and shown with its verdicts.

    extensions = ["catproof.faces.sphinx_directive"]     # in conf.py

    .. catproof::                                         or ```{catproof} in MyST

       poset P { a < b }
       claim b is terminal in P

An error in the theory, and a statement that is not ok, is a warning of the build (an error with `-W`).
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.logging import getLogger

from catproof.core.characters import escaped
from catproof.faces.api import check_text
from catproof.running.verdict import Verdict
from catproof.version import __version__

_LOG = getLogger(__name__)


class TheoryDirective(SphinxDirective):
    """`catproof`: a theory, then its verdicts with their reasons; `:quiet:` leaves these out, `:timeout:` is the limit
    for a statement in seconds."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"quiet": directives.flag, "timeout": directives.positive_int}

    def run(self) -> list[nodes.Node]:
        """The theory and the list of verdicts."""
        text = "\n".join(self.content) + "\n"
        block = nodes.literal_block(text, text, language="catproof")
        self.set_source_info(block)
        report = check_text(text, timeout=self.options.get("timeout", 60))
        for error in report.errors:
            self._warn(error.span.line, error.text)
        verdicts = list(report.verdicts)
        for verdict in verdicts:
            if not verdict.ok and not report.errors:
                said = f"{verdict.statement.name} is {verdict.value}: {verdict.reason}"
                self._warn(verdict.statement.span.line, said)
        if "quiet" in self.options or not verdicts:
            return [block]
        return [block, nodes.bullet_list("", *map(_item, verdicts), classes=["catproof"])]

    def _warn(self, line: int, message: str) -> None:
        _LOG.warning(escaped(message), location=(self.env.docname, self.content_offset + line), type="catproof")


def _item(verdict: Verdict) -> nodes.list_item:
    statement = f"{verdict.statement.kind} {verdict.statement.text}"
    said = nodes.paragraph("", "", nodes.literal(statement, statement), nodes.Text(": "))
    said += nodes.strong("", verdict.value)
    said += nodes.Text(f", {escaped(verdict.reason)}" if verdict.reason else "")
    return nodes.list_item("", said)


def setup(app: Any) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_directive("catproof", TheoryDirective)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
