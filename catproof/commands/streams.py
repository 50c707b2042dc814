"""Standard streams, as commands need them."""

from __future__ import annotations

from typing import TextIO


def set_encoding(stream: TextIO, encoding: str | None = None) -> None:
    """Have a standard stream escape what its encoding (or the one given) cannot say; without effect on a stand-in."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding=encoding, errors="backslashreplace")
