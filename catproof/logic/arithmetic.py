"""How numbers are compared, and what is computed with them."""

from __future__ import annotations

import operator
from collections.abc import Callable

from catproof.core.limits import writable

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip

ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "plus": lambda v, w: writable(v + w),
    "minus": lambda v, w: writable(v - w),
    "times": lambda v, w: writable(v * w),
}
"""Raise `LimitReached`: definitions that square what they are given make a number of any length in a few steps."""
