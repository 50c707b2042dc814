"""What all exceptions that the public functions raise have in common."""

from __future__ import annotations


class CatproofError(Exception):
    """The base of `InputError`, `InternalError`, `LimitReached`, `NotACategory` and `WorkersFailed`."""
