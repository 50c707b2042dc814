"""Every small instance, and many random larger ones: shipped definitions, `naive`, the direct engine, z3 and the kernel
say the same; and what `find` gives is smallest.

    python tests/decide/many_instances.py [ARROWS] [ELEMENTS] [RANDOM]

All arrows, objects and tasks of categories with at most so many arrows (4), tasks with at most so many elements (4); of
functors, pairs of tasks, transformations and pairs of categories, which are very many, those with an arrow and an
element less; and so many random instances (5,000). A definition that is changed in one place is noticed in
`tests/logic/test_definitions.py`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import naive  # noqa: E402
import test_agreement  # noqa: E402
from certified import agree  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from logic.definitions import small_categories, small_tasks  # noqa: E402
from logic.test_definitions import (  # noqa: E402
    Case,
    of_arrows_and_objects,
    of_categories,
    of_functors,
    of_pairs_of_functors,
    of_prompts,
    of_ranks,
    of_tasks,
    of_transformations,
)

from catproof import check_text  # noqa: E402
from catproof.core.task import Task  # noqa: E402

DRAWN = 2500
"""So many random instances the tests of `test_agreement` draw."""


def everywhere(arrows: int, elements: int) -> Iterator[tuple[str, Callable[[], Iterator[Case]]]]:
    """What there is to compare, by name."""
    less, few = max(arrows - 1, 1), max(elements - 1, 1)
    yield "arrows and objects", partial(of_arrows_and_objects, arrows)
    yield "tasks", partial(of_tasks, arrows, elements)
    yield "categories", partial(of_categories, less)
    yield "functors", partial(of_functors, less)
    yield "pairs of functors, and what they generalize from", partial(of_pairs_of_functors, less)
    yield "ranks", partial(of_ranks, arrows, elements)
    yield "prompts of models that are not ideal", partial(of_prompts, less, few)
    yield "pairs of tasks and their maps", partial(of_transformations, less, few)


def compared(cases: Iterator[Case]) -> int:
    """Compare all that can say something of each case; how many there were."""
    number = 0
    for case in cases:
        expected = case.claim.direct().value if case.naive is None else case.naive
        agree(case.claim, expected, case.word, case.given, small=True)
        number += 1
    return number


def random_instances(number: int) -> int:
    """The instances of `test_agreement`, so many of them."""
    drawn = 0
    for name, test in vars(test_agreement).items():
        if name.startswith("test_"):
            share = test._hypothesis_internal_use_settings.max_examples * number // DRAWN
            quiet = settings(max_examples=share, database=None, deadline=None, suppress_health_check=list(HealthCheck))
            quiet(given(st.data())(test.hypothesis.inner_test))()
            drawn += share
    return drawn


SOUGHT: dict[str, Callable[[Task], bool]] = {
    "T is representable": lambda t: bool(naive.representing(naive.presheaf(t))),
    "T is familial and not T is representable": lambda t: (
        naive.is_familial(naive.presheaf(t)) and not naive.representing(naive.presheaf(t))
    ),
    "rank(T) = 1 and not T is representable": lambda t: (
        naive.rank(naive.presheaf(t)) == 1 and not naive.representing(naive.presheaf(t))
    ),
    "rank(T) = 2 and not T is familial": lambda t: (
        naive.rank(naive.presheaf(t)) == 2 and not naive.is_familial(naive.presheaf(t))
    ),
    "rank(T) >= 3": lambda t: naive.rank(naive.presheaf(t)) >= 3,
}
"""What is sought, as a theory says it and as `naive` does."""


def smallest(arrows: int, elements: int) -> int:
    """What `find` gives on each category, by each engine, has as few elements as anything with the property."""
    number = 0
    for category in small_categories(arrows):
        several = list(small_tasks(category, elements))
        for said, holds in SOUGHT.items():
            least = next((task.size for task in several if holds(task)), None)
            text = f"{declared(category)}\nfind T in tasks(C, size <= {elements}) such that {said}\n"
            for engine in ("direct", "z3"):
                (verdict,) = check_text(text, engine=engine).verdicts
                assert (verdict.value == "true") is (least is not None), (text, engine)
                assert least is None or verdict.certificate is not None
                if least is not None:
                    assert sum(verdict.certificate["evidence"]["at"]["sizes"]) == least, (text, engine)
                number += 1
    return number


def declared(category: Any) -> str:
    """The category as a theory declares it."""
    from catproof.core.blocks import block, category_items

    return f"category C {block(category_items(category))}"


def main(arrows: int = 4, elements: int = 4, number: int = 5000) -> None:
    """Compare everything, and say how much that was."""

    def told(what: str, count: int, start: float) -> None:
        print(f"{what}: {count}, all agree ({time.process_time() - start:.0f} s)", flush=True)

    for what, cases in everywhere(arrows, elements):
        start = time.process_time()
        told(what, compared(cases()), start)
    start = time.process_time()
    told("smallest witnesses", smallest(arrows, elements), start)
    start = time.process_time()
    told("random instances", random_instances(number), start)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
