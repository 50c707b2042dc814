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


def test_between_a_large_order_and_a_monoid_with_one_arrow() -> None:
    """It is thin, and no order: what proves a verdict lists arrows, though those of the order are not listed."""
    text = "monoid One { }\nfunctor F : chain(420) -> One { }\n"
    text += "".join(
        f"functor {name} : One -> chain(420) {{ * |-> {k} }}\n" for name, k in zip("GHK", (0, 5, 419), strict=True)
    )
    said = {
        "G is left adjoint to F": True,
        "H is left adjoint to F": False,
        "F is left adjoint to K": True,
        "F is left adjoint to G": False,
        "F has a right adjoint": True,
        "F has a left adjoint": True,
        "H has a left adjoint": False,
        "F is an embedding": False,
        "F is full": False,
        "F is dense": True,
        "H is dense": False,
        "F preserves limits": True,
    }
    report = check_text(text + "".join(f"ask {claim}\n" for claim in said), timeout=PATIENCE, cache=False)
    assert [verdict.value == "true" for verdict in report.verdicts] == list(said.values())
    assert not any(verdict.unchecked for verdict in report.verdicts)
