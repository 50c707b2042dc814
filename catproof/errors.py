"""What all exceptions that the public functions raise have in common."""

from __future__ import annotations


class CatproofError(Exception):
    """The base of `InputError`, `InternalError`, `LimitReached`, `NotACategory`, `WorkersFailed`,
    `CertificateRejected`, `Cancelled`, `ProcessEnded` and `MissingPackage`."""


class CertificateRejected(CatproofError):
    """A certificate proves no verdict, or another than it says; the message names the first thing that is wrong."""


class Cancelled(CatproofError):
    """The run was ended by its `Cancellation`."""


class ProcessEnded(CatproofError):
    """A process of its own ended before it had an answer: it was killed, or there was too little memory."""


class MissingPackage(CatproofError):
    """What is asked for needs a package that is not installed; the message says which extra brings it."""
