"""Every exportable statement of the shared examples and the theories, checked by Coq; the others listed by reason."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from bridge.batch import accepted
from bridge.coq import coqc, exported

from catproof.bridge.export import Exported
from catproof.resources import folder

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "examples"
FILES = sorted([*folder("theories").glob("*.cat"), *EXAMPLES.glob("*.cat")])

NOT_EXPORTABLE = (
    r"it ranges over (tasks|categories|functors|transformations|elements|monoids|posets)",
    r"a comparison of numbers other than ranks",
    r"`generalizes from` has no Coq form",
    r"(density|an adjunction) has no Coq form",
    r"an isomorphism of (categories|functors|models) has no Coq form",
    r"a model given object by object has no Coq form",
    r"`is (essentially surjective|an equivalence|an isomorphism)` has no Coq form",
    r"a property of a transformation has no Coq form",
)
"""Reasons that may be given; the claims that the library states and proves are not among them."""


def test_every_exportable_statement_is_checked() -> None:
    coq = coqc()
    texts = [one for file in FILES for one in exported(file) if one.status == "written"]
    said = accepted(coq, [one.text for one in texts])
    wrong = [(one.path, one.statement.name, why) for one, why in zip(texts, said, strict=True) if why]
    assert wrong == [] and len(texts) > 200


def test_most_statements_are_exportable() -> None:
    """The list of the others is printed (`pytest -s`)."""
    everything: list[Exported] = [one for file in FILES for one in exported(file)]
    reasons = Counter(one.reason for one in everything if one.status != "written")
    for reason, number in reasons.most_common():
        print(f"{number:4} {reason}")
    assert [reason for reason in reasons if not any(re.match(known, reason) for known in NOT_EXPORTABLE)] == []
    assert sum(reasons.values()) < len(everything) / 2
