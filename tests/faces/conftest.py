"""What the tests of the command line are given."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import THEORY, Here, written


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str]) -> Here:
    return Here(capfd)


@pytest.fixture
def theory(tmp_path: Path) -> Path:
    return written(tmp_path, "t.cat", THEORY)
