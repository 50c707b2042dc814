"""Defaults of a project: `catproof.toml`, or the table `tool.catproof` of `pyproject.toml`, in the working folder or
the nearest one above it that has one.

A key is a long option without its dashes, `timeout = 5`, for all commands that have it; a table such as `[check]` is
for one command, and says more than what is for all. What is on the command line says more still. A project may not
choose where anything is written, nor who computes: its files may come from anybody.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from catproof.faces.parser import Parser, options_of
from catproof.files.reading import Unreadable, read_regular

CHOOSABLE = (
    "engine", "timeout", "timeout-all", "memory", "limit", "check-limit", "jobs", "no-cache", "exclude", "allow-path",
    "quiet", "format", "color", "rows", "near", "strict",
)  # fmt: skip
"""The options that a project may choose."""

LARGEST = 2**20
"""The most bytes of a file with a configuration."""


def configure(parser: Parser, command: str, commands: set[str]) -> None:
    """Give the parser of a command the defaults of the project. Raises `SystemExit` where they are wrong, and has said
    so."""
    found = _found(parser)
    if found is None:
        return
    path, table = found
    own = table.get(command, {})
    if not isinstance(own, dict):
        parser.error(f"{path}: `{command}` is a table of the options of that command")
    for name, value in table.items():
        if name in commands:
            continue
        if name not in CHOOSABLE:
            parser.unknown("option", f"{name} in {path}", [f"{known} in {path}" for known in (*CHOOSABLE, *commands)])
        _set(parser, path, name, value, own=False)
    for name, value in own.items():
        if name not in CHOOSABLE:
            parser.unknown("option", f"{command}.{name} in {path}", [f"{command}.{x} in {path}" for x in CHOOSABLE])
        _set(parser, path, name, value, own=True)


def _found(parser: Parser) -> tuple[Path, dict[str, Any]] | None:
    """The nearest configuration, and where it is."""
    try:
        here = Path.cwd()
    except OSError:  # it was removed
        return None
    for folder in (here, *here.parents):
        for name in ("catproof.toml", "pyproject.toml"):
            path = folder / name
            if not path.is_file():
                continue
            table = _read(parser, path)
            if name == "pyproject.toml":
                tools = table.get("tool", {})
                table = tools.get("catproof") if isinstance(tools, dict) else None
            if table is not None:
                if not isinstance(table, dict):
                    parser.error(f"{path}: tool.catproof is no table")
                return path, table
    return None


def _read(parser: Parser, path: Path) -> Any:
    import tomllib

    try:
        data = read_regular(path, LARGEST)
        if path.name == "pyproject.toml" and b"catproof" not in data:
            return {}
        return tomllib.loads(data.decode("utf-8"))
    except Unreadable as reason:
        parser.error(f"{path}: {reason.message}")
    except (ValueError, RecursionError) as error:
        parser.error(f"{path}: no TOML: {error}")


def _set(parser: Parser, path: Path, name: str, value: Any, own: bool) -> None:
    """Make the value the default of the option. A command that has no such option is left alone, if the value is not
    its `own`."""
    action = options_of(parser).get(f"--{name}")
    if action is None:
        if own:
            parser.error(f"{path}: the command has no option {name}")
        return
    where = f"{path}: {name}"
    if isinstance(action, argparse._StoreTrueAction):
        if type(value) is not bool:
            parser.error(f"{where} is true or false, not {value!r}")
        parser.set_defaults(**{action.dest: value})
    elif isinstance(action.default, list):
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            parser.error(f"{where} is a list of texts, not {value!r}")
        parser.set_defaults(**{action.dest: [_within(parser, where, path, each, name) for each in value]})
    elif type(value) not in (int, float, str):
        parser.error(f"{where} is a number or a text, not {value!r}")
    else:
        parser.set_defaults(**{action.dest: _converted(parser, where, action, str(value))})


def _converted(parser: Parser, where: str, action: argparse.Action, text: str) -> Any:
    try:
        made = action.type(text) if callable(action.type) else text
    except argparse.ArgumentTypeError as error:
        parser.error(f"{where}: {error}")
    if action.choices is not None and made not in action.choices:
        parser.error(f"{where}: {text} is none of {', '.join(map(str, action.choices))}")
    return made


def _within(parser: Parser, where: str, path: Path, text: str, name: str) -> str:
    """Folders are relative to the configuration, and in its folder."""
    if name != "allow-path":
        return text
    folder = path.parent / text
    if not folder.resolve().is_relative_to(path.parent.resolve()):
        parser.error(f"{where}: {text} is not in {path.parent}: a project may only allow what is its own")
    if not folder.is_dir():
        parser.error(f"{where}: there is no folder {text}")
    return str(folder)
