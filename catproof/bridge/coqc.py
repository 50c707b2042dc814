"""`coqc`, run on the library once and on each exported file; `coqchk`, if wanted, on all that it has compiled.

The compiled library is kept in the cache folder under a name made of its contents and of coqc's version, sealed with
the digests of its files: what is not as it was built is built again. It is built in a folder of its own and then
renamed, so a process that dies leaves nothing that another could take for whole, and two that build at the same time do
not meet. Without a cache folder it is built for this process alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import time
import weakref
from contextlib import suppress
from itertools import count
from pathlib import Path

from catproof.bridge import coq_library
from catproof.bridge.processes import Answer, Ran, run
from catproof.core import cache
from catproof.errors import CatproofError

HOW_TO_GET_IT = "on Debian and Ubuntu: apt-get install --no-install-recommends coq"

CLOSED = "Closed under the global context"
"""What Coq says of a theorem that rests on no axiom."""

BUILD_SECONDS = 300.0
"""Seconds that one file of the library may take."""

AGAIN_SECONDS = 1800.0
"""Seconds that `coqchk` may take: it checks everything, from Coq's own library on."""

NOTHING_ASSUMED = (
    "* Axioms: <none>",
    "* Constants/Inductives relying on type-in-type: <none>",
    "* Constants/Inductives relying on unsafe (co)fixpoints: <none>",
    "* Inductives whose positivity is assumed: <none>",
)
"""What `coqchk` says where nothing is assumed."""

STALE_SECONDS = 24 * 3600
"""A half-made library older than this was left behind by a process that died."""


class CoqError(CatproofError):
    """There is no usable coqc, or it does not accept the library; the message says what can be done."""


class Coq:
    """A coqc, and the library compiled by it."""

    def __init__(self, program: str, version: str, checker: str | None = None) -> None:
        self.program = program
        self.version = version
        self._library: Path | None = None
        self._checker = checker
        self._kept: list[str] = []
        self._names = count()
        if checker is not None:
            self._keeps = Path(tempfile.mkdtemp(prefix="catproof-coqchk-"))
            weakref.finalize(self, shutil.rmtree, self._keeps, ignore_errors=True)

    @classmethod
    def find(cls, again: bool = False) -> Coq:
        """The coqc that `$COQC` names, or the one on the path; with `again` what it compiles is kept for `$COQCHK`, or
        the coqchk on the path. Raises `CoqError`."""
        program = os.environ.get("COQC") or shutil.which("coqc")
        if program is None:
            raise CoqError(f"there is no coqc on the path ({HOW_TO_GET_IT})")
        try:
            ran = run([program, "--version"], 30.0)
        except OSError as error:
            raise CoqError(f"{program} cannot be run: {error.strerror or error} ({HOW_TO_GET_IT})") from None
        found = re.search(r"version (\S+)", ran.output)
        if ran.status != 0 or found is None:
            raise CoqError(f"{program} does not say its version ({HOW_TO_GET_IT})")
        checker = None
        if again and (checker := os.environ.get("COQCHK") or shutil.which("coqchk")) is None:
            raise CoqError(f"there is no coqchk on the path ({HOW_TO_GET_IT})")
        return cls(program, found[1], checker)

    @property
    def again(self) -> bool:
        """Is what it compiles to be checked again?"""
        return self._checker is not None

    @property
    def told(self) -> str:
        """Who checks, as people read it."""
        return f"Coq {self.version}" + (" and coqchk" if self._checker is not None else "")

    def library(self) -> Path:
        """The folder of the compiled library, built if it is not there. Raises `CoqError`."""
        if self._library is None:
            self._library = self._built()
        return self._library

    def _built(self) -> Path:
        key = hashlib.sha256(f"{coq_library.digest()} {self.version} {self.program}".encode()).hexdigest()[:24]
        parent = cache.folder("coq")
        if parent is None:
            own = Path(tempfile.mkdtemp(prefix="catproof-coq-library-"))
            weakref.finalize(self, shutil.rmtree, own, ignore_errors=True)
            self._compile(own)
            return own
        made = parent / key
        if cache.is_sealed(made):
            return made
        try:
            self._sweep(parent)
            building = Path(tempfile.mkdtemp(prefix=f"{key}.", suffix=".tmp", dir=parent))
        except OSError as error:
            raise _unkept(parent, error) from None
        try:
            self._compile(building)
            cache.seal(building)
            try:
                building.rename(made)
            except OSError:
                if not cache.is_sealed(made):  # somebody else was not faster: it is damaged, or not ours
                    self._remove(made)
                    building.rename(made)
        except OSError as error:
            raise _unkept(parent, error) from None
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return made

    def _remove(self, made: Path) -> None:
        if made.is_symlink() or not made.is_dir():
            made.unlink()
        else:
            shutil.rmtree(made)

    def _sweep(self, parent: Path) -> None:
        for left in parent.glob("*.tmp"):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > STALE_SECONDS:
                    shutil.rmtree(left, ignore_errors=True)

    def _compile(self, folder: Path) -> None:
        for name, text in coq_library.sources().items():
            (folder / name).write_text(text, encoding="utf-8")
        for name in coq_library.sources():
            ran = run([self.program, "-q", "-Q", ".", "Catproof", name], BUILD_SECONDS, folder)
            if ran.status is None:
                raise CoqError(f"coqc took longer than {BUILD_SECONDS:g} s on {name} of the library")
            if ran.status != 0:
                raise CoqError(f"coqc {self.version} rejects {name} of the library: {first_error(ran.errors)}")

    def check(self, path: Path, theorem: str, seconds: float) -> Answer:
        """Have coqc check an exported file, and that its theorem rests on no axiom. Raises `CoqError`."""
        ran, compiled, took = self.compiled(path.read_bytes(), seconds)
        if ran.status is None:
            return Answer(None, f"coqc took longer than {seconds:g} s (raise it with --timeout)", took)
        if ran.status != 0 or not compiled:
            return Answer(False, first_error(ran.errors) or f"coqc ended with status {ran.status}", took)
        if CLOSED not in ran.output:
            return Answer(False, f"{theorem} rests on axioms: {' '.join(ran.output.split())}", took)
        return Answer(True, "", took)

    def compiled(self, text: bytes, seconds: float) -> tuple[Ran, bool, float]:
        """Run coqc on a text that uses the library: what it said, whether it compiled it, and the seconds that took.
        Raises `CoqError`."""
        library = self.library()
        start = time.perf_counter()
        name = "exported" if self._checker is None else f"exported{next(self._names)}"
        with tempfile.TemporaryDirectory(prefix="catproof-coq-") as place:
            folder = Path(place)
            (folder / f"{name}.v").write_bytes(text)
            command = [self.program, "-q", "-noglob", "-Q", str(library), "Catproof", f"{name}.v"]
            try:
                ran = run(command, seconds, folder)
            except OSError as error:
                raise CoqError(f"{self.program} cannot be run: {error.strerror or error}") from None
            compiled = folder / f"{name}.vo"
            done = compiled.is_file()
            if done and self._checker is not None:
                shutil.copyfile(compiled, self._keeps / compiled.name)
                self._kept.append(name)
        return ran, done, time.perf_counter() - start

    def checked_again(self, seconds: float = AGAIN_SECONDS) -> Answer | None:
        """Have coqchk check what was compiled and all it rests on, Coq's library with it, and that nothing is assumed;
        None where that was not asked for. Raises `CoqError`."""
        if self._checker is None or not self._kept:
            return None
        start = time.perf_counter()
        places = ["-Q", str(self.library()), "Catproof", "-Q", ".", ""]
        try:
            ran = run([self._checker, "-silent", "-o", *places, *self._kept], seconds, self._keeps)
        except OSError as error:
            raise CoqError(f"{self._checker} cannot be run: {error.strerror or error}") from None
        took = time.perf_counter() - start
        if ran.status is None:
            return Answer(None, f"coqchk took longer than {seconds:g} s", took)
        if ran.status != 0:
            return Answer(False, f"coqchk: {' '.join(ran.errors.split())[:300] or f'status {ran.status}'}", took)
        said = [line.strip() for line in (ran.output + ran.errors).splitlines()]
        if any(line not in said for line in NOTHING_ASSUMED):
            return Answer(False, f"coqchk: something is assumed: {' '.join(' '.join(said).split())[:300]}", took)
        return Answer(True, "", took)


def _unkept(folder: Path, error: OSError) -> CoqError:
    return CoqError(f"no compiled library can be kept in {folder}: {error.strerror or error} (set CATPROOF_CACHE)")


def first_error(text: str) -> str:
    """The first error message of coqc on one line, with the line it is about."""
    found = re.search(r'File "[^"]*", line (\d+), [^\n]*\nError:\s*(.*)', text, re.DOTALL)
    if found is None:
        return " ".join(text.split())[:300]
    message = " ".join(found[2].split())
    return f"line {found[1]}: {message[:300]}{'...' if len(message) > 300 else ''}"
