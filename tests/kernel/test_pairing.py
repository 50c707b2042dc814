"""Pairs of what varies, as the kernel reads them: of what is made of just these two, and named where each lives."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import pytest
from written import certificate, theory

from catproof import kernel

CLAIMS = {
    "exists x in objects(P) : exists y in objects(Q) : (x, y) is initial in R and (y, x) is initial in S": True,
    "forall x in objects(P) : forall y in objects(Q) : first(P, Q)((x, y)) = x in P": True,
    "forall x in objects(P) : (x, u) is terminal in R": False,
    "forall f in arrows(Graphs) : forall g in arrows(P) : source((f, g)) = (source(f), source(g)) in K": True,
    "forall f in arrows(Graphs) : forall g in arrows(P) : (f, g) = (f, id(target(g))) . (id(source(f)), g) in K": True,
    "exists f, g in arrows(Graphs) : f != g in Graphs and (f, id(low)) = (g, id(low)) in K": False,
    "forall f in arrows(P) : forall g in arrows(Q) : (f, g) is iso in R iff (f is iso in P and g is iso in Q)": True,
    "forall a in objects(Graphs) : forall x in elements(walk, a) : forall y in elements(two, a) :"
    " first(walk, two)((x, y)) = x in walk": True,
    "exists x in elements(walk, E) : exists y in elements(two, E) : (x, y)|s = (x, y)|t in both": False,
    "forall x in elements(walk, E) : forall y in elements(two, E) : (x, y)|s = (x|s, y|s) in product(walk, two)": True,
    "forall a in objects(Graphs) : forall x in elements(walk, a) : projection(walk)((a, x)) = a in Graphs": True,
    "exists x in elements(walk, E) : (E, x) is terminal in L": False,
}


@cache
def terms() -> Any:
    return theory("""
poset Q { u < v < w }
category R = product(P, Q)
category S = product(Q, P)
category K = product(Graphs, P)
task both = product(walk, two)
category L = elements(walk)
""")


@pytest.mark.parametrize("text", CLAIMS)
def test_a_pair_is_what_the_sentence_says(text: str) -> None:
    found = kernel.examine(certificate(terms(), text))
    assert (found.verdict, found.unchecked) == (CLAIMS[text], [])
    read = kernel.examine(certificate(terms(), found.sentence.split("\n")[0]))
    assert (read.verdict, read.sentence) == (found.verdict, found.sentence)


def _pairs(term: Any) -> list[Any]:
    """The pairs in a term, outermost first."""
    if not isinstance(term, list):
        return []
    here = [term] if term[:1] == ["apply"] and ("pair of" in term[1] or term[1] == "object of elements") else []
    return here + [pair for part in term for pair in _pairs(part)]


def test_a_pair_of_others_is_rejected() -> None:
    """What it is a pair in must be made of the two that are named, in their order."""
    text = next(iter(CLAIMS))
    given = certificate(terms(), text)
    for k, part in ((0, 2), (0, 3), (1, 2), (1, 4)):
        changed = copy.deepcopy(given)
        one, other = _pairs(changed["claim"])
        (one, other)[k][part] = (other, one)[k][part]
        with pytest.raises(kernel.Rejected):
            kernel.examine(changed)


def _leaves(term: Any) -> list[Any]:
    """The constants and variables in a term."""
    if not isinstance(term, list):
        return []
    if term[:1] in (["constant"], ["variable"]):
        return [term]
    return [leaf for part in term for leaf in _leaves(part)]


def test_what_is_changed_in_a_claim_with_pairs_is_rejected_or_shown() -> None:
    """Of every claim with another constant or variable in one place the kernel rejects what says nothing, and what it
    accepts is what the sentence is read as."""
    accepted = rejected = 0
    for text in CLAIMS:
        given = certificate(terms(), text)
        leaves = _leaves(given["claim"])
        for leaf in leaves:
            old = leaf[1]
            for new in sorted({one[1] for one in leaves if one[0] == leaf[0] and one[1] != old}):
                leaf[1] = new
                for verdict in (True, False):
                    try:
                        found = kernel.examine({**given, "verdict": verdict})
                    except kernel.Rejected:
                        rejected += 1
                        continue
                    accepted += 1
                    read = kernel.examine(certificate(terms(), found.sentence.split("\n")[0]))
                    assert read.verdict is found.verdict, found.sentence
            leaf[1] = old
    assert accepted > 3 and rejected > 500, (accepted, rejected)
