"""`catproof atlas`: the small categories, their properties, the smallest one for each "p and not q", and counts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catproof.atlas.sizes import MOST_ARROWS, MOST_COUNTED
from catproof.faces import arguments
from catproof.faces.arguments import OK, UNKNOWN
from catproof.report.terminal import one_line, say, set_encoding

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `atlas`."""
    parser.add_argument(
        "-o", "--output", metavar="FOLDER", help="write a page, a theory of the witnesses and JSON into this folder"
    )
    parser.add_argument(
        "--arrows", type=arguments.positive, metavar="N", default=MOST_ARROWS,
        help=f"the most arrows, identities counted (default: {MOST_ARROWS})",
    )  # fmt: skip
    parser.add_argument(
        "--counts", type=arguments.positive, metavar="N", default=MOST_COUNTED,
        help=f"the most arrows of the connected categories that are counted (default: {MOST_COUNTED})",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print JSON, and nothing else")
    arguments.no_cache(parser)


def run(given: argparse.Namespace) -> int:
    """Make the atlas, and give the exit status."""
    from catproof.atlas import tables
    from catproof.atlas.counts import counts
    from catproof.atlas.survey import survey
    from catproof.core.limits import LimitReached
    from catproof.report.progress import Progress
    from catproof.report.sheet import print_sheet

    try:
        with Progress(sys.stderr) as progress:
            found, counted = survey(given.arrows, progress.tell), counts(given.counts, progress.tell)
    except LimitReached as limit:
        say(f"unknown: {limit.told}")
        return UNKNOWN
    if given.output is not None:
        from pathlib import Path

        from catproof.atlas.page import page
        from catproof.atlas.theory import FILE, theory
        from catproof.files.writing import write_in

        folder = Path(given.output)
        folder.mkdir(parents=True, exist_ok=True)
        write_in(folder, "index.html", page(found, counted))
        write_in(folder, FILE, theory(found))
        write_in(folder, "atlas.json", tables.as_json(found, counted))
    if counted.short:
        say(counted.short)
    if given.json:
        set_encoding(sys.stdout, "utf-8")
        print(tables.as_json(found, counted))
    elif given.output is not None:
        print(f"{tables.summary(found)}\n{one_line(str(folder / 'index.html'))}")
    else:
        print_sheet(tables.sheet(found, counted).listed(None), sys.stdout)
    return OK
