"""Certificates read back and re-checked, within limits: a certificate may come from anybody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from catproof import kernel
from catproof.core import depth
from catproof.core.deadline import Exceeded, left
from catproof.core.limits import LimitReached, reserve
from catproof.decide.certificate import said_by
from catproof.elaborate.ready import Ready
from catproof.elaborate.theory import Elaborated
from catproof.files.reading import LARGEST_DATA, Unreadable, read_stream
from catproof.options import Options
from catproof.report.terminal import one_line

PACE = 10_000_000
"""Bytes of JSON that are read in a second at least; while they are read, no limit of time strikes."""


class Outcome(NamedTuple):
    """What `verify` says of a file: exit status 0 proved, 1 rejected, 2 no certificate, 3 unknown for a limit, or with
    `strict` something left to trust."""

    status: int
    text: str


def verify_file(
    path: str, options: Options, theory: Elaborated | None = None, strict: bool = False, stdin: BinaryIO | None = None
) -> Outcome:
    """Re-check a certificate with the kernel alone, within the limits of time and memory. With a theory it must be
    about one of its statements; `strict` tells what is left to trust by the exit status. With `stdin`, `-` stands for
    what can be read there."""
    depth.allow()
    try:
        given = read_stream(stdin, LARGEST_DATA) if path == "-" and stdin is not None else None
        path = path if given is None else "<stdin>"
        with options.bounded():
            return _verified(path, given, theory, strict)
    except Unreadable as reason:
        return _said(2, f"<stdin>: {reason.message}")
    except LimitReached as limit:
        return _said(3, f"{path}: unknown: {limit.told}")
    except Exceeded as met:
        return _said(3, f"{path}: unknown: {met}")


def _verified(path: str, given: bytes | None, theory: Elaborated | None, strict: bool) -> Outcome:
    try:
        where = Path(path)
        reserve(len(given) if given is not None else where.stat().st_size, "the certificate")
        data = where.read_bytes() if given is None else given
        reserve(weight(data), "the certificate, when it is read,")
        seconds = len(data) / PACE
        if seconds > left():
            text = f"a certificate of {len(data) / 1e6:,.0f} MB may take {seconds:,.0f} s to read"
            raise LimitReached(f"{text}, more than the time limit", "--timeout")
        certificate = kernel.read(data)
    except OSError as error:
        return _said(2, f"{path}: {error.strerror or error}")
    except kernel.Rejected as rejected:
        return _said(1, f"{path}: rejected: {rejected}")
    except (ValueError, RecursionError) as error:
        return _said(2, f"{path}: not JSON: {error}")
    if not isinstance(certificate, dict) or certificate.get("format") != "catproof certificate":
        return _said(2, f"{path}: not a catproof certificate")
    try:
        found = kernel.examine(certificate)
    except kernel.Rejected as rejected:
        return _said(1, f"{path}: rejected: {rejected}")
    except RecursionError:
        return _said(1, f"{path}: rejected: it is nested too deeply")
    lines = [*(f"  where {line}" for line in found.declared), *(f"  not checked: {line}" for line in found.unchecked)]
    if theory is not None:
        about = _statement(certificate, theory)
        if about is None:
            return _said(1, f"{path}: rejected: it is about no statement of {theory.path}: {found.sentence}", *lines)
        lines.append(f"  it is about {about.kind} {about.name}, line {about.span.line} of {theory.path}")
    status = 3 if strict and found.unchecked else 0
    return _said(status, f"{path}: {str(found.verdict).lower()}: {found.sentence}", *lines)


def examined(given: bytes | Mapping[str, Any], options: Options, theory: Elaborated | None = None) -> kernel.Examined:
    """What a certificate proves, given as JSON or as data, within the limits. Raises `kernel.Rejected` and
    `LimitReached`."""
    depth.allow()
    try:
        with options.bounded():
            data = given if isinstance(given, bytes) else json.dumps(given).encode()
            reserve(weight(data), "the certificate, when it is read,")
            try:
                certificate = kernel.read(data)
            except (ValueError, RecursionError) as error:
                raise kernel.Rejected(f"not JSON: {error}") from None
            if not isinstance(certificate, dict) or certificate.get("format") != "catproof certificate":
                raise kernel.Rejected("not a catproof certificate")
            found = kernel.examine(certificate)
            if theory is not None and _statement(certificate, theory) is None:
                raise kernel.Rejected(f"it is about no statement of {theory.path}: {found.sentence}")
            return found
    except Exceeded as met:
        raise LimitReached(str(met), "") from None


def _statement(certificate: dict[str, Any], theory: Elaborated) -> Ready | None:
    """The statement of the theory that the certificate is about: what it says is the same, term by term, and so are all
    tables."""
    for statement in theory.statements:
        if statement.said is None:
            continue
        said = json.loads(json.dumps(said_by(statement.said)))
        if all(certificate[key] == value for key, value in said.items()):
            return statement
    return None


def _said(status: int, *lines: str) -> Outcome:
    """What is said in so many lines, whatever the certificate and its path hold."""
    return Outcome(status, "\n".join(map(one_line, lines)))


def weight(data: bytes) -> int:
    """The bytes that Python takes at most for what this JSON says: empty lists and objects weigh most."""
    lists, objects, entries, texts = (data.count(sign) for sign in (b"[", b"{", b",", b'"'))
    return len(data) + 72 * lists + 232 * objects + 40 * (lists + objects + entries) + 30 * texts
