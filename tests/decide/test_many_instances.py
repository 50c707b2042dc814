"""A small part of `many_instances.py`."""

from __future__ import annotations

from decide import many_instances


def test_everything_agrees_on_the_smallest_instances() -> None:
    numbers = {what: many_instances.compared(cases()) for what, cases in many_instances.everywhere(3, 2)}
    assert numbers["arrows and objects"] > 250 and numbers["tasks"] > 400 and numbers["functors"] > 300
    assert numbers["pairs of functors, and what they generalize from"] > 250 and numbers["ranks"] > 100


def test_what_is_found_is_smallest() -> None:
    assert many_instances.smallest(2, 3) == 50
