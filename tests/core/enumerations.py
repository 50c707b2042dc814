"""What tests of enumerations share: published numbers, from the On-Line Encyclopedia of Integer Sequences, and a cache
of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

A125696 = [1, 1, 3, 11, 55, 329, 2858]
A058129 = [1, 2, 7, 35, 228, 2237]
A000112 = [1, 1, 2, 5, 16, 63, 318, 2045]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CATPROOF_CACHE", str(tmp_path))
    return tmp_path
