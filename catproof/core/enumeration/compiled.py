"""The search compiled by numba, where numba is installed; what is compiled is kept in the cache folder.

numba keeps pickles and machine code. So each module has a folder for its own, and that is sealed: what is not just as
it was left is thrown away unread.

Importing numba costs more than enumerating the categories with six arrows does, so it is imported for larger jobs
only. Everything works without it, slower.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

from catproof.core import cache
from catproof.core.deadline import load
from catproof.core.enumeration import search as source


class Backend(NamedTuple):
    """One way to run the search."""

    search: Callable[..., int]
    ints: Callable[[Any], Any]
    """Makes the sequences it works on."""
    octets: Callable[[Any, int], bytes]
    """The first so many numbers of such a sequence, one byte each."""


PLAIN = Backend(source.search, list, lambda values, count: bytes(values[:count]))
"""The search as it is written, on lists."""


@functools.cache
def compiled() -> Backend | None:
    """The search compiled to machine code, or None where numba is missing or does not work."""
    try:
        load("numpy", "numba")
        import numba
        import numpy
    except ImportError:
        return None

    def ints(values: Any) -> Any:
        return numpy.array(values, dtype=numpy.int32)

    def octets(values: Any, count: int) -> bytes:
        return bytes(values[:count].astype(numpy.uint8).tobytes())

    own = _folder(source)
    for folder in (own, None) if own else (None,):
        # A numba that does not fit this Python, a folder that cannot be written: all show themselves in any way, and
        # none of them may stop the search.
        try:
            backend = Backend(_compile(numba, folder, source, ("force", "propagate", "least", "search")), ints, octets)
            _try_out(backend)
        except Exception:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            continue
        _seal(folder)
        return backend
    return None


def _folder(module: ModuleType) -> Path | None:
    """Where numba may keep what it compiled, or None: left to itself it would write beside the source."""
    names = "numba", module.__name__.rpartition(".")[2]
    folder = cache.folder(*names)
    if folder is not None and not cache.is_sealed(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder = cache.folder(*names)
    return folder if folder is not None and os.access(folder, os.W_OK | os.X_OK) else None


def _seal(folder: Path | None) -> None:
    if folder is not None:
        with contextlib.suppress(OSError):
            cache.seal(folder)


@functools.cache
def compiled_function(module: ModuleType, names: tuple[str, ...]) -> Callable[..., Any]:
    """The last of these functions of a module, which call one another, compiled where numba is installed and works."""
    plain: Callable[..., Any] = getattr(module, names[-1])
    try:
        load("numba")
        import numba
    except ImportError:
        return plain
    try:
        folder = _folder(module)
        function: Any = _compile(numba, folder, module, names)
    except Exception:  # a numba that does not fit this Python
        return plain

    def run(*given: Any) -> Any:
        before = len(function.signatures)
        result = function(*given)
        if len(function.signatures) > before:  # numba compiles, and writes, when it sees a new kind of argument
            _seal(folder)
        return result

    return run


def _compile(numba: Any, folder: Path | None, module: ModuleType, names: tuple[str, ...]) -> Callable[..., Any]:
    """The last of the functions of the module, compiled; unless the folder is None, through numba's own cache there."""
    # Compiled functions call compiled functions: the same code is run with other meanings of its helpers.
    meanings = dict(vars(module))
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(folder or "")
    try:
        for name in names:
            function = getattr(module, name)
            copy = FunctionType(function.__code__, meanings, name)
            copy.__module__ = function.__module__
            meanings[name] = numba.njit(copy, cache=folder is not None, nogil=True)
    finally:
        numba.config.CACHE_DIR = before
    result: Callable[..., Any] = meanings[names[-1]]
    return result


def _try_out(backend: Backend) -> None:
    """Count the monoids of order two; this is when numba compiles."""
    one, pair = backend.ints([0]), backend.ints([0, 0])
    start, loop = backend.ints([0, 0, 1]), backend.ints([1])
    square = backend.ints([3])
    plan = source.Plan(
        square, backend.ints([0, 2]), backend.ints([0, 1]), start, loop, start, loop, start, square, one[:0], one[:0]
    )
    table = backend.ints([0, 1, 1, -1])
    state = source.State(
        table,
        pair.copy(),
        pair.copy(),
        pair.copy(),
        pair.copy(),
        pair.copy(),
        one[:0],
        one[:0],
        backend.ints([0, 0, 0]),
    )
    found, automorphisms = pair.copy(), pair.copy()
    if backend.search(plan, state, 2, 0, 0, 0, found, automorphisms, 2, 100) != 2:
        raise RuntimeError("the compiled search gives wrong results")
