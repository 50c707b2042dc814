"""An expression that is given beside a theory file: read and answered with the names that the file declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Generic, NamedTuple, TypeVar

from catproof.core import cache
from catproof.core.characters import lines_of
from catproof.core.deadline import Exceeded
from catproof.core.limits import LimitReached
from catproof.diagnostic import NOWHERE, Diagnostic, InputError
from catproof.elaborate.loader import Loader
from catproof.elaborate.scope import Skipped, Wrong
from catproof.elaborate.terms import Terms
from catproof.elaborate.theory import Elaborated
from catproof.options import Options
from catproof.running.loading import read
from catproof.syntax import tree
from catproof.syntax.parser import parse_term
from catproof.syntax.source import decode

Value = TypeVar("Value")


class Answer(NamedTuple, Generic[Value]):
    """What was answered, or errors, or the limit that was met. `errors` come with the lines of the text they are in;
    those of the theory file need not keep the question from being answered."""

    value: Value | None
    errors: list[tuple[Diagnostic, list[str]]]
    limit: str = ""


def _loaded(file: str | None, options: Options, stdin: BinaryIO | None, text: str | None) -> Elaborated:
    """The theory of a file, of standard input for `-`, of a text, or the empty one. Raises `InputError`."""
    loader = Loader(options)
    if text is not None or file is None:
        return loader.text(text or "", "<nothing>" if text is None else "<text>")
    return read(loader, stdin) if file == "-" and stdin is not None else loader.file(file)


def ask(
    text: str,
    what: str,
    file: str | None,
    options: Options,
    answer: Callable[[tree.Term, Terms], Value],
    stdin: BinaryIO | None = None,
    theory: str | None = None,
) -> Answer[Value]:
    """What `answer` gives for an expression, which messages call `what`, with the names that `file` declares, or a
    theory that is given as text."""
    try:
        found = _loaded(file, options, stdin, theory)
    except InputError as error:
        return Answer(None, [(each, []) for each in error.diagnostics])
    errors = [(each, found.lines) for each in found.diagnostics]
    try:
        text = decode(text.encode("utf-8", "surrogateescape"), what)
    except InputError as error:
        return Answer(None, errors + [(each, lines_of(text)) for each in error.diagnostics])
    parsed, lines = parse_term(text, what), lines_of(text)
    if parsed.term is None:
        return Answer(None, errors + [(each, lines) for each in parsed.diagnostics])
    try:
        with cache.used(options.cache), options.bounded():
            return Answer(answer(parsed.term, Terms(found.scope, options.limit)), errors)
    except Wrong as wrong:
        told = wrong.of(what, parsed.placed(wrong.span))
        return Answer(None, [*errors, (told, lines)])
    except Skipped:
        told = Diagnostic("E212", what, NOWHERE, "it depends on something with an error")
        return Answer(None, [*errors, (told, lines)])
    except LimitReached as limit:
        return Answer(None, errors, limit.told)
    except Exceeded as met:
        return Answer(None, errors, str(met))
