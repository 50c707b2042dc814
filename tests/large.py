"""With `CATPROOF_SWEEP=large` in the environment, tests try all that takes minutes too."""

from __future__ import annotations

import os
from typing import TypeVar

Size = TypeVar("Size")

LARGE = os.environ.get("CATPROOF_SWEEP") == "large"


def usual_or_large(usual: Size, large: Size) -> Size:
    """How much a test tries: usually, and with all that takes minutes."""
    return large if LARGE else usual
