"""What an editor sends, before the language server sees it: messages with a header that says how long they are.

The base protocol of LSP 3.17, with bounds: a header that is none, or that announces more than is taken, ends the
session, since nobody knows where the next message begins; a body that is no message is answered as JSON-RPC 2.0 says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, BinaryIO

from catproof.files.reading import MEGABYTE

LONGEST_LINE = 1000
"""The most bytes of a line of a header."""

MOST_LINES = 20
"""The most lines of a header."""

LARGEST_MESSAGE = 64 * MEGABYTE
"""The most bytes of a message."""

PARSE_ERROR, INVALID_REQUEST, INVALID_PARAMS = -32700, -32600, -32602

_FIELD = re.compile(rb"([A-Za-z-]+):[ \t]*([^\r\n]*?)[ \t]*\r?\n")
_LENGTH = re.compile(rb"[0-9]{1,15}")


class Closed(Exception):
    """Nothing more can be read; the message says why."""


class Messages:
    """The messages of `source`, as a file in which each is in order. `sink` is where wrong ones are answered;
    `readable` says of a request whether the server knows what to do with what it asks."""

    def __init__(self, source: BinaryIO, sink: BinaryIO, readable: Callable[[dict[str, Any]], bool]) -> None:
        self.source = source
        self.sink = sink
        self.readable = readable
        self.problem = ""
        """Why the session was ended."""
        self._lines: list[bytes] = []
        self._body = b""

    def readline(self) -> bytes:
        """The next line of a header; empty at the end of the session."""
        if not self._lines:
            try:
                self._body = self._next()
            except Closed as reason:
                self.problem = self.problem or str(reason)
                return b""
            self._lines = [b"\r\n", b"Content-Length: %d\r\n" % len(self._body)]
        return self._lines.pop()

    def read(self, number: int) -> bytes:
        """The body that the header announced."""
        body, self._body = self._body, b""
        return body

    def _next(self) -> bytes:
        """The next message that is one. Raises `Closed`."""
        while True:
            length = self._header()
            body = self.source.read(length)
            if len(body) < length:
                raise Closed("a message of the editor ends before its end")
            number, code, text = self._wrong(body)
            if not text:
                return body
            self._answer(number, code, text)

    def _header(self) -> int:
        """The length that a header announces. Raises `Closed`."""
        length: int | None = None
        for count in range(MOST_LINES):
            line = self.source.readline(LONGEST_LINE)
            if not line and not count:
                raise Closed("")
            if line in (b"\r\n", b"\n"):
                if length is None:
                    raise Closed("a message of the editor has no Content-Length")
                return length
            field = _FIELD.fullmatch(line)
            if field is None:
                raise Closed(f"what the editor sends is no header of a message: {_shown(line)}")
            if field[1].lower() == b"content-length":
                if length is not None or _LENGTH.fullmatch(field[2]) is None:
                    raise Closed(f"the Content-Length of a message is no number: {_shown(line)}")
                length = int(field[2])
                if length > LARGEST_MESSAGE:
                    raise Closed(f"a message of {length} bytes; {LARGEST_MESSAGE // MEGABYTE} MB are taken at most")
        raise Closed(f"the header of a message has more than {MOST_LINES} lines")

    def _wrong(self, body: bytes) -> tuple[object, int, str]:
        """What is wrong with a body, as number of the request, code and text; an empty text where nothing is."""
        try:
            message = json.loads(body.decode("utf-8"))
        except UnicodeDecodeError:
            return None, PARSE_ERROR, "the message is not UTF-8"
        except RecursionError:
            return None, PARSE_ERROR, "the message is nested too deeply"
        except ValueError as error:
            return None, PARSE_ERROR, f"the message is not JSON: {error}"
        if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            return None, INVALID_REQUEST, 'the message is no object with "jsonrpc": "2.0"'
        number, method = message.get("id"), message.get("method")
        if (number is not None and not isinstance(number, int | str)) or (
            not isinstance(method, str) and ("method" in message or number is None)
        ):
            return None, INVALID_REQUEST, "the message is no request, no notification and no answer"
        if number is not None and method is not None and not self.readable(message):
            return number, INVALID_PARAMS, f"the parameters are not those of {method[:100]}"
        return number, 0, ""

    def _answer(self, number: object, code: int, text: str) -> None:
        error = {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": text}}
        content = json.dumps(error).encode()
        self.sink.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self.sink.flush()


def _shown(line: bytes) -> str:
    return ascii(line[:60].decode("latin-1"))
