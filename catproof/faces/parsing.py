"""The command line, read: commands with their options, defaults from the project's configuration."""

from __future__ import annotations

import argparse
from importlib import import_module

from catproof.faces.help import COMMANDS, epilog
from catproof.faces.parser import Parser, options_of
from catproof.report.terminal import WHEN
from catproof.version import __version__


def parsed(given: list[str]) -> argparse.Namespace:
    """The options of the command line. Raises `SystemExit` where something is wrong with it, and has said what."""
    alone = given and given[0] in COMMANDS and given[0] != "completion"  # which tells of all
    parser, commands = build(given[0] if alone else None)
    if given and not given[0].startswith("-") and given[0] not in commands:
        parser.unknown("command", given[0], commands)
    if given and given[0] in commands and not {"-h", "--help"}.intersection(given):
        from catproof.faces.configuration import configure

        configure(commands[given[0]], given[0], set(COMMANDS))
    options, rest = parser.parse_known_args(given)
    if rest:
        command = commands.get(given[0], parser)
        wrong = next((word for word in rest if word.startswith("--")), None)
        if wrong is None:
            command.error(f"too many arguments: {' '.join(rest)}")
        command.unknown("option", wrong.partition("=")[0], options_of(command))
    return options


def build(only: str | None = None) -> tuple[Parser, dict[str, Parser]]:
    """The parser, and those of the commands, or of one: the others need not be imported then."""
    parser = Parser(
        prog="catproof",
        description="Decides what prompting, tuning and transfer can do on finite categories, and proves it.",
        epilog="`catproof COMMAND --help` has options, examples and exit statuses.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"catproof {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    made: dict[str, Parser] = {}
    for name, words in COMMANDS.items():
        if only not in (None, name):
            continue
        command = import_module(f"catproof.faces.commands.{name}")
        one: Parser = commands.add_parser(name, help=words.short, description=_folded(words.long), epilog=epilog(name))
        command.declare(one)
        one.add_argument("--color", choices=WHEN, default="auto", help="colours in what is printed (default: auto)")
        one.set_defaults(run=command.run)
        made[name] = one
    if "completion" in made:
        made["completion"].set_defaults(parser=parser)
    return parser, made


def _folded(text: str) -> str:
    from textwrap import fill

    return fill(text, 79)
