"""`catproof lsp`: serve an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import OK, options_of, refuse, stdin
from catproof.packages import installs

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `lsp`."""
    arguments.proving(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--stdio", action="store_true", help="on standard input and output (default)")
    how.add_argument("--socket", type=_port, metavar="PORT", help="on a port of this machine, where the editor waits")


def _port(text: str) -> int:
    import argparse

    if text.isascii() and text.isdigit() and 0 < int(text[:9]) < 2**16:
        return int(text)
    raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text}")


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    try:
        from catproof.faces.editor.features import serve
    except ImportError as error:
        return refuse(f"the language server needs more packages ({error.name}): {installs(error.name or 'pygls')}")
    if given.socket is None:
        stream = stdin()
        if stream.closed:
            return refuse("standard input is closed")
        problem = serve(options_of(given), stream)
    else:
        import socket

        with socket.create_connection(("127.0.0.1", given.socket)) as joined:
            problem = serve(options_of(given), joined.makefile("rb"), joined.makefile("wb"))
    return refuse(f"{problem}; the session has ended") if problem else OK
