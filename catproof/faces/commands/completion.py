"""`catproof completion SHELL`: a script that has a shell complete commands and options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catproof.faces.arguments import OK, refuse
from catproof.packages import installs

if TYPE_CHECKING:
    import argparse

SHELLS = ("bash", "zsh", "tcsh", "fish")


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of `completion`."""
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def run(given: argparse.Namespace) -> int:
    """Print the script, and give the exit status."""
    try:
        import shtab
    except ImportError:
        return refuse(f"completion needs one more package: {installs('shtab')}")
    if given.shell not in shtab.SUPPORTED_SHELLS:
        return refuse(f"the shtab that is installed does not know {given.shell}: pip install -U shtab")
    print(shtab.complete(given.parser, given.shell))
    return OK
