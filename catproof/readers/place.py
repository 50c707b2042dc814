"""Where data files may be: in the folder of the theory file, below it, and where `--allow-path` says so."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from catproof.readers.flaws import BadData, Flaw


class Places(NamedTuple):
    """`folder` is what paths are relative to; files may be in it, below it, and in or below the `allowed` ones."""

    folder: Path
    allowed: tuple[str, ...] = ()

    def find(self, given: str) -> Path:
        """The file that a theory calls `given`. Raises `BadData` unless it is a regular file that may be read.

        Links are followed first, so that none leads out of the folder.
        """
        try:
            path = Path(os.path.realpath(self.folder / given))
            roots = [os.path.realpath(folder) for folder in (str(self.folder), *self.allowed)]
            if not any(path.is_relative_to(root) for root in roots):
                raise BadData(
                    Flaw(
                        given,
                        None,
                        "the file is outside of the theory file's folder",
                        "a folder with data elsewhere is allowed by --allow-path FOLDER",
                    )
                )
            kind = path.stat().st_mode
        except FileNotFoundError:
            raise BadData(Flaw(given, None, "no such file")) from None
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise BadData(Flaw(given, None, f"the file cannot be read: {reason}")) from None
        if not stat.S_ISREG(kind):
            what = "a folder" if stat.S_ISDIR(kind) else "no regular file"
            raise BadData(Flaw(given, None, f"this is {what}"))
        return path

    def read(self, given: str) -> bytes:
        """The bytes of the file. Raises `BadData`."""
        path = self.find(given)
        try:
            return path.read_bytes()
        except OSError as error:
            raise BadData(Flaw(given, None, f"the file cannot be read: {error.strerror or error}")) from None
