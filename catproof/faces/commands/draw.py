"""`catproof draw FILE NAME`: a picture of what a theory declares, with what decides a statement marked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import OK, UNKNOWN, WRONG_INPUT, options_of, stdin
from catproof.report.terminal import Painter, say, verbatim

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `draw`."""
    from catproof.pictures.diagram import FORMS_OF_TASKS, SQUARES

    parser.add_argument("file", metavar="FILE", help="the theory file; - reads standard input")
    parser.add_argument("name", nargs="?", metavar="NAME", help="what to draw: a name, or an expression")
    parser.add_argument(
        "-o", "--output", metavar="FILE.svg|.png|.dot|.tex", help="where to write (default: SVG on standard output)"
    )
    parser.add_argument(
        "--as", dest="form", choices=(*FORMS_OF_TASKS, SQUARES), default="",
        help="how to draw a task or a transformation: a graph, an action, the category of elements; squares of a "
        "transformation (default: as it is drawn on boards)",
    )  # fmt: skip
    parser.add_argument("--verdict", metavar="STATEMENT", help="mark what decides this statement")
    arguments.proving(parser)


def run(given: argparse.Namespace) -> int:
    """Draw, and give the exit status."""
    from catproof.core.characters import lines_of
    from catproof.files.writing import write
    from catproof.pictures.draw import FORMS, drawing, form_of, render
    from catproof.report.text import show_error

    form = "svg" if given.output is None else form_of(given.output)
    problem = ""
    if form is None:
        problem = f"{given.output}: the name of a picture ends in {', '.join(FORMS)}"
    elif given.name is None and given.verdict is None:
        problem = "say what to draw: a NAME, or --verdict STATEMENT"
    elif given.form and given.verdict is not None:
        problem = "--as is for a NAME: what decides a statement is drawn as it usually is"
    if problem or form is None:
        say(problem)
        return WRONG_INPUT
    found = drawing(given.file, given.name, given.verdict, options_of(given), stdin(), given.form)
    for error in found.errors:
        print(show_error(error, found.lines, Painter(sys.stderr)), file=sys.stderr)
    for error in found.misread:
        print(show_error(error, lines_of(given.name), Painter(sys.stderr)), file=sys.stderr)
    if found.diagram is None:
        if found.problem or found.limit:
            say(found.problem or f"unknown: {found.limit}")
        return UNKNOWN if found.limit and not found.errors and not found.misread else WRONG_INPUT
    made = render(found.diagram, form)
    if made.said:
        say(made.said)
    if given.output is not None:
        write(given.output, made.content)
    else:
        verbatim(made.content.decode("utf-8"))
    return WRONG_INPUT if found.errors else OK
