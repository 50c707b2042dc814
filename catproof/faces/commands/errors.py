"""Errors as the commands print them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from catproof.running.asking import Answer
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


def print_answer_errors(answer: Answer[Any]) -> bool:
    """Print on standard error what is wrong with a question or its theory file; was anything?"""
    from catproof.report.terminal import Painter
    from catproof.report.text import show_error

    for error, lines in answer.errors:
        print(show_error(error, lines, Painter(sys.stderr)), file=sys.stderr)
    return bool(answer.errors)
