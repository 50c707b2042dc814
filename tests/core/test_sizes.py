"""Constructions are measured before they are built: what is too large takes neither memory nor time."""

from __future__ import annotations

import pytest
from patience import effort

import catproof
from catproof.core import constructions
from catproof.core.category import Category
from catproof.core.comma import arrow_category
from catproof.core.constructions import chain, discrete, terminal
from catproof.core.deadline import deadline
from catproof.core.elements import elements, slice_over
from catproof.core.functor import Functor, restriction
from catproof.core.kan import lan, omega, power, ran
from catproof.core.limits import LimitReached
from catproof.core.memory import MEGABYTE, resident
from catproof.core.presheaves import constant
from catproof.core.task import Task

FREE = 100.0
"""Megabytes that a construction may take here."""


def many(number: int) -> list[str]:
    return [f"x{k}" for k in range(number)]


ONE = terminal(limit=10**9)
LONG = chain(20_000, limit=10**9)
WIDE = discrete(range(700_000), limit=10**9)
LOOP = catproof.load("monoid M { generator f ; equation f^1000 = f^999 }\n")["M"]
assert isinstance(LOOP, Category)
LOOP.limit = 10**9
STAR = catproof.load("poset P { " + "\n".join(f"x{k} < top" for k in range(40)) + "}\n")["P"]
assert isinstance(STAR, Category)
STAR.limit = 10**9

TOO_LARGE = {
    "a product of posets": lambda: constructions.product(LONG, LONG),
    "a product": lambda: constructions.product(constructions.product(chain(2000), LOOP), chain(1000)),
    "a coproduct": lambda: constructions.coproduct(WIDE, WIDE),
    "arrows": lambda: arrow_category(chain(1500, limit=10**9)),
    "elements": lambda: elements(constant(chain(3000, limit=10**9), many(1000))),
    "elements without order": lambda: elements(constant(LOOP, many(400_000))),
    "a restriction": lambda: restriction(_to_a_point(discrete(many(3000), limit=10**9)), _points(10_000)),
    "a power": lambda: power(_points(6), _points(8)),
    "a right extension": lambda: ran(_to_a_point(discrete(many(18))), _pairs()),
    "a left extension": lambda: lan(Functor(ONE, LOOP, [0], []), _points(50_000)),
}


def _points(number: int) -> Task:
    return Task(ONE, [many(number)], [])


def _pairs() -> Task:
    base = discrete(many(18))
    return Task(base, [["a", "b"] for _ in base.objects], [])


def _to_a_point(source: Category) -> Functor:
    return Functor(source, ONE, [0] * len(source.objects), [ONE.identity(0)] * len(source.generators))


@pytest.mark.parametrize("what", TOO_LARGE)
def test_memory_is_reckoned_first(what: str) -> None:
    before = resident()
    with (
        pytest.raises(LimitReached, match=r"would take about .* MB, and of the memory limit") as caught,
        deadline(600.0, before / MEGABYTE + FREE),
    ):
        TOO_LARGE[what]()
    assert caught.value.remedy == "--memory"


SMALL = 100
EXTENSION = "a right extension"

PAST_THE_LIMIT = {
    "the category of arrows": lambda: arrow_category(chain(SMALL * 12, limit=SMALL * 80)),
    "omega": lambda: omega(STAR),
    "a power": lambda: power(_points(12), _points(12), "a power"),
    EXTENSION: lambda: ran(_to_a_point(discrete(many(40))), Task(discrete(many(40)), [["a", "b"]] * 40, []), EXTENSION),
}


@pytest.mark.parametrize("what", PAST_THE_LIMIT)
def test_elements_are_counted_first(what: str) -> None:
    """What would take hours, or gigabytes, is refused at once, by its own name."""
    with effort(5), pytest.raises(LimitReached, match=rf"^{what} has more .*limit") as caught:
        PAST_THE_LIMIT[what]()
    assert caught.value.remedy == "--limit"


def test_arrows_of_a_product_are_counted_first() -> None:
    made = constructions.product(LOOP, LOOP, "L")
    made.limit = 1000
    with effort(1), pytest.raises(LimitReached, match="L has more than the limit of 1000 arrows"):
        made.hom(0)


def test_what_is_reckoned_allows_what_there_is_room_for() -> None:
    """The estimates are no larger than what is taken."""
    assert len(slice_over(chain(300), 299).objects) == 300
    assert power(_points(3), _points(3)).size == 27 and omega(chain(4)).size == 14
    assert ran(_to_a_point(discrete(many(4))), Task(discrete(many(4)), [["a", "b"]] * 4, [])).size == 16
