"""A picture that cannot be made costs only itself, and is said to be missing."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from catproof.core.limits import LimitReached
from catproof.errors import MissingPackage
from catproof.pictures.diagram import shortened
from catproof.running import interrupts

MOST_CHARACTERS = 200
"""So much is said of an error."""

Made = TypeVar("Made")


def attempt(make: Callable[[], Made], failed: list[str]) -> Made | None:
    """What `make` gives; None where it fails, and `failed` says why. Raises `Exceeded`, which ends more than one
    picture."""
    try:
        return make()
    except (LimitReached, MissingPackage) as why:
        failed.append(str(why))
    except Exception as error:
        if interrupts.heard():  # it may come out as whatever a library makes of it
            raise KeyboardInterrupt from None
        if os.environ.get("CATPROOF_DEBUG"):
            raise
        what = shortened(f"{type(error).__name__}: {error}", MOST_CHARACTERS)
        failed.append(f"internal error: {what}; please report it, with the theory file")
    return None
