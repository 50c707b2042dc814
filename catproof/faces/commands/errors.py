"""The errors of a report, as the commands print them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from catproof.running.report import Report


def print_errors(report: Report, stream: TextIO) -> None:
    """Print what is wrong with the input, and what was not built."""
    from catproof.report.terminal import Painter
    from catproof.report.text import show_error, show_unbuilt

    paint = Painter(stream)
    for file in report.files:
        for error in file.errors:
            print(show_error(error, file.lines, paint), file=stream)
        for each in file.unbuilt:
            print(show_unbuilt(file.path, each, paint), file=stream)
