"""The garbage collector in processes of our own."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Look for cycles seldom: trees, tables and certificates are many, live long, and have none."""
    gc.set_threshold(100_000, 50, 100)
