"""What is asked of a poset with many points is decided, and checked, by few searches in it."""

from __future__ import annotations

import pytest
from patience import PATIENCE, effort

from catproof import check_text

POINTS = 4000
SAID = (
    *("o0 is initial in P", "o0 is terminal in P", "P has an initial object", "P has a terminal object"),
    "P is connected",
)
TRUE = {
    "chain": ([f"o{k} < o{k + 1}" for k in range(POINTS - 1)], [1, 0, 1, 1, 1], [0, 1, 1, 1, 1]),
    "above": ([f"o0 < o{k}" for k in range(1, POINTS)], [1, 0, 1, 0, 1], [0, 1, 0, 1, 1]),
    "below": ([f"o{k} < o0" for k in range(1, POINTS)], [0, 1, 0, 1, 1], [1, 0, 1, 0, 1]),
}
"""The pairs of the order; what of `SAID` holds of it, and of its opposite."""


@pytest.mark.parametrize("shape", TRUE)
def test_a_large_order_and_its_opposite(shape: str) -> None:
    pairs, here, turned = TRUE[shape]
    text = "poset P {\n" + "\n".join(pairs) + "\n}\n"
    for said in (*SAID, *(said.replace("P", "opposite(P)") for said in SAID)):
        text += f"ask {said}\n"
    with effort(12):  # quadratic: a minute each
        verdicts = list(check_text(text, timeout=PATIENCE, cache=False).verdicts)
    assert [verdict.value for verdict in verdicts] == ["true" if holds else "false" for holds in here + turned]
    assert all(verdict.certificate is not None and not verdict.unchecked for verdict in verdicts)
