"""`catproof show FILE EXPRESSION`: anything that a theory speaks of, as tables; `show --definition NAME [FILE]`: what a
property means, as a definition of the theory language."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import OK, UNKNOWN, WRONG_INPUT, options_of, refuse, stdin

if TYPE_CHECKING:
    import argparse

    from catproof.elaborate.terms import Terms
    from catproof.syntax import tree


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `show`."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="the theory file; - reads standard input")
    parser.add_argument(
        "expression", nargs="?", metavar="EXPRESSION",
        help="what to show: a name, or an expression such as 'arrows(C, a, b)' (default: what the file declares)",
    )  # fmt: skip
    parser.add_argument("--definition", metavar="NAME", help='what a property means, for example mono, or "split mono"')
    parser.add_argument(
        "--rows", type=arguments.positive, metavar="N", help="rows of a table (default: 40; for programs all)"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for programs")
    form.add_argument("--csv", action="store_true", help="for spreadsheets: each table, with an empty line between")
    arguments.limits(parser)


def run(given: argparse.Namespace) -> int:
    """Show it, and give the exit status."""
    if given.definition is not None:
        return _definition(given)
    if given.file is None:
        return refuse("say what to show: a theory FILE and an EXPRESSION, or --definition NAME")
    from catproof.faces.commands.errors import print_answer_errors
    from catproof.report.sheet import MOST_ROWS, Sheet, as_csv, as_json, print_sheet
    from catproof.report.showing import declarations, shown
    from catproof.report.terminal import say
    from catproof.running.asking import ask

    most = given.rows or (None if given.json or given.csv else MOST_ROWS)
    whole = given.expression is None

    def answer(term: tree.Term, terms: Terms) -> Sheet:
        made = declarations(terms) if whole else shown(term, terms)
        return made.listed(most)

    found = ask("0" if whole else given.expression, "EXPRESSION", given.file, options_of(given), answer, stdin())
    wrong = print_answer_errors(found)
    if found.value is None:
        if found.limit:
            say(f"unknown: {found.limit}")
        return WRONG_INPUT if wrong else UNKNOWN
    if given.json:
        print(as_json(found.value))
    elif given.csv:
        sys.stdout.write(as_csv(found.value))
    else:
        print_sheet(found.value, sys.stdout)
    return WRONG_INPUT if wrong else OK


def _definition(given: argparse.Namespace) -> int:
    """Show the definitions of a name, those of a file too."""
    from catproof.diagnostic import InputError
    from catproof.elaborate.define import meanings, prelude
    from catproof.elaborate.loader import Loader
    from catproof.elaborate.scope import suggestion
    from catproof.elaborate.terms import Terms
    from catproof.report.showing import written
    from catproof.report.terminal import Painter, say
    from catproof.report.text import show_error

    known, status = prelude(), OK
    if given.file is not None:
        try:
            found = Loader(options_of(given)).file(given.file)
        except InputError as error:
            for diagnostic in error.diagnostics:
                print(show_error(diagnostic, [], Painter(sys.stderr)), file=sys.stderr)
            return WRONG_INPUT
        for diagnostic in found.diagnostics:
            print(show_error(diagnostic, found.lines, Painter(sys.stderr)), file=sys.stderr)
            status = WRONG_INPUT
        if found.scope.unread is not None and not found.scope.names:
            say(f"unknown: {found.scope.unread.told}")
            return UNKNOWN
        known = Terms(found.scope, options_of(given).limit).library()
    words = given.definition.removeprefix("a ").removeprefix("an ")
    definitions = [*known.named(words), *meanings().named(words)]
    if not definitions:
        hint = suggestion(words, [reference.word for reference in known.definitions])
        say(f"there is no definition of {words}{': ' + hint if hint else ''}")
        return WRONG_INPUT
    for definition in definitions:
        print(written(definition))
    return status
