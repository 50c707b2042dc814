"""Where the files that travel with the package are: the grammar and the theories.

In a checkout they are the top-level folders `grammar` and `theories`; a wheel carries them inside the package.
"""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder of shipped files called `name` ("grammar" or "theories")."""
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def cache_folder() -> Path:
    """The folder for what can be computed again: `$CATPROOF_CACHE`, else the user's cache folder. May not exist."""
    if chosen := os.environ.get("CATPROOF_CACHE"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "catproof"
