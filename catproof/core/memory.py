"""The memory that this process holds, and what the machine has."""

from __future__ import annotations

import ctypes
import functools
import gc
import os

MEGABYTE = 1_000_000
"""Bytes."""


def resident() -> int:
    """The bytes of memory that this process holds; 0 where the system does not tell (outside Linux)."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * _page()
    except (OSError, ValueError, IndexError):
        return 0


def _page() -> int:
    return os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0


@functools.cache
def half_of_the_machine() -> float | None:
    """Half of the memory of the machine, or of what its container may use, in MB; None where it is not known."""
    try:
        found = os.sysconf("SC_PHYS_PAGES") * _page()
    except (AttributeError, ValueError, OSError):
        return None
    for name in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            with open(name, "rb") as file:
                found = min(found, int(file.read()))
        except (OSError, ValueError):  # there is none, or it says `max`
            continue
    return float(found // 2 // MEGABYTE)


def give_back() -> None:
    """Give memory that is not used any more back to the system: what a body that was ended had made, for one."""
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):  # only the C library of GNU has it
        return
