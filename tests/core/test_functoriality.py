"""Equations that present a product, beside its tables."""

from __future__ import annotations

import random

import catproof
from catproof.core.category import Category, Generator, presented, thin
from catproof.core.chase import Equation
from catproof.core.constructions import product
from catproof.core.functoriality import presenting


def factors() -> list[Category]:
    """Small categories: groups, orders, and one with two arrows that are equal after a third."""
    group = presented(["*"], [Generator("z", 0, 0)], [Equation(0, 0, (0,) * 5, ())], invertible=True, name="Z5")
    idempotent = presented(["a"], [Generator("e", 0, 0)], [Equation(0, 0, (0, 0), (0,))], name="E")
    arrows = [Generator("f", 0, 1), Generator("g", 0, 1), Generator("h", 1, 2)]
    fork = presented(["a", "b", "c"], arrows, [Equation(2, 0, (2, 0), (2, 1))], name="fork")
    diamond = thin("abcd", [(0, 1), (0, 2), (1, 3), (2, 3)], name="diamond")
    return [group, idempotent, fork, diamond]


def test_the_equations_of_a_product_present_it() -> None:
    chance = random.Random(1)
    for left in factors():
        for right in factors():
            made = product(left, right)
            if made.presentation.kind != "constructed":
                continue
            if chance.random() < 0.3:  # and of products of products
                made = product(made, factors()[1], name="twice")
            equations = list(presenting(made))
            again = presented(made.objects, made.generators, equations, name="again")
            assert again.count() == made.count()
            for equation in made.path_equations():  # those of its tables hold
                start = again.identity(equation.target)
                assert again.follow(start, equation.left) == again.follow(start, equation.right)
            for equation in equations:  # and it has no others
                start = made.identity(equation.target)
                assert made.follow(start, equation.left) == made.follow(start, equation.right)
                assert made.source(made.follow(start, equation.left)) == equation.source


def test_a_large_product() -> None:
    """It has 5,580 arrows, and 59 equations present it."""
    theory = (
        "group Z12 { generator z ; equation z^12 = id }\ncategory C = product(Z12, chain(30))\n"
        "functor F = identity(C)\nclaim F is a functor\n"
    )
    report = catproof.check(theory, cache=False)
    (verdict,) = report.files[0].verdicts
    assert verdict.ok and verdict.reason is not None and verdict.reason.endswith("59 equations hold of them")
    assert verdict.certificate is not None and catproof.verify(verdict.certificate).verdict
