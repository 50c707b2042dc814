"""`catproof lsp`: serve an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import OK, options_of, refuse, stdin

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `lsp`."""
    arguments.proving(parser)


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    try:
        from catproof.faces.editor.features import serve
    except ImportError as error:
        return refuse(f"the language server needs more packages ({error.name}): pip install 'catproof[lsp]'")
    problem = serve(options_of(given), stdin())
    return refuse(f"{problem}; the session has ended") if problem else OK
