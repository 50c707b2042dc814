"""`catproof show --definition NAME [FILE]`: what a property means, as a definition of the theory language."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import OK, UNKNOWN, WRONG_INPUT, options_of

if TYPE_CHECKING:
    import argparse

    from catproof.logic.terms import Definition


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `show`."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="a theory file whose definitions are known, too")
    parser.add_argument("--definition", metavar="NAME", required=True, help='for example mono, or "split mono"')
    arguments.limits(parser)


def run(given: argparse.Namespace) -> int:
    """Show the definitions of that name, and give the exit status."""
    from catproof.diagnostic import InputError
    from catproof.elaborate.define import prelude
    from catproof.elaborate.loader import Loader
    from catproof.elaborate.scope import suggestion
    from catproof.elaborate.terms import Terms
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
    definitions = known.named(words)
    if not definitions:
        hint = suggestion(words, [reference.word for reference in known.definitions])
        say(f"there is no definition of {words}{': ' + hint if hint else ''}")
        return WRONG_INPUT
    for definition in definitions:
        print(written(definition))
    return status


def written(definition: Definition) -> str:
    """The definition in canonical form, after a comment with its source and one with what comes with the arguments."""
    from catproof.logic.definitions import HIDDEN
    from catproof.logic.text import text_of_definition
    from catproof.syntax.formatter import format_theory
    from catproof.syntax.parser import parse
    from catproof.syntax.printer import print_name

    text = text_of_definition(definition)
    lines = [f"# {definition.source}"] if definition.source else []
    named = [print_name(variable.name) for variable in definition.inferred if HIDDEN not in variable.name]
    if named:
        lines.append(f"# {', '.join(named)}: as the argument{' has' if len(definition.written) == 1 else 's have'} it")
    return "\n".join([*lines, format_theory(parse(text, ""), text).rstrip("\n")])
