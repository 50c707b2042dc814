"""Transformations of tasks on tables: mono, epi, iso by components."""

from __future__ import annotations

from typing import Any

from catproof.kernel.rejection import need


def prove_transformation(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`n is mono / epi / iso`: every component injective, surjective, bijective. False: two elements at one object
    with one image, or an element that is not hit."""
    source, target, image = given.transformation(claim["transformation"])
    name = claim["property"]
    need(name in ("mono", "epi", "iso"), "an unknown property of transformations")
    if value:
        injective, surjective = len(set(image)) == len(image), len(set(image)) == len(target.at)
        return ((injective or name == "epi") and (surjective or name == "mono")) or None
    if "collapsed" in evidence:
        x, y = (source.element(x) for x in evidence["collapsed"])
        return None if name == "epi" or x == y or image[x] != image[y] else False
    missed = target.element(evidence["missed"])
    return None if name == "mono" or missed in image else False


def prove_equal(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    """`m = n`: the same value at each element, or an element at which they differ."""
    left, right = claim["left"], claim["right"]
    if value:
        return left[2] == right[2] or None
    x = left[0].element(evidence["element"])
    return None if left[2][x] == right[2][x] else False
