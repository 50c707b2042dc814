"""The laws that `many_laws.py` sweeps, on the smallest categories."""

from __future__ import annotations

import pytest
from decide.many_laws import LAWS, sentence

import catproof


@pytest.mark.parametrize("law", LAWS)
def test_laws(law: str) -> None:
    (verdict,) = catproof.check_text(f"claim {sentence(law, 3, 2)}\n").verdicts
    assert verdict.value == "true" and verdict.certificate is not None and verdict.instances > 15
