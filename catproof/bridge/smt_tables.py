"""The lines of an SMT-LIB script: formulas, and tables as functions on numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from catproof.bridge.names import printable
from catproof.bridge.statement import NotExportable
from catproof.logic.literals import Choice
from catproof.structures.tables import CategoryOf, TaskOf

MOST_CHARACTERS = 20_000_000
"""A script beyond this is not written."""

SIGNS = {"!=": "distinct", "equal objects": "=", "equal arrows": "=", "equal elements": "=", "implies": "=>"}
ARITHMETIC = {"plus": "+", "minus": "-", "times": "*"}
"""What comparisons, connectives and sums are called there."""


def every(parts: Iterable[str]) -> str:
    """All of them hold."""
    listed = [part for part in parts if part != "true"]
    return listed[0] if len(listed) == 1 else f"(and {' '.join(listed)})" if listed else "true"


def some(parts: Iterable[str]) -> str:
    """One of them holds."""
    listed = [part for part in parts if part != "false"]
    return listed[0] if len(listed) == 1 else f"(or {' '.join(listed)})" if listed else "false"


def different(terms: list[str]) -> str:
    """No two are the same."""
    return f"(distinct {' '.join(terms)})" if len(terms) > 1 else "true"


def how_many(parts: Iterable[str]) -> str:
    """How many of them hold."""
    terms = [f"(ite {part} 1 0)" for part in parts]
    return f"(+ {' '.join(terms)} 0)" if terms else "0"


def only(choice: Choice) -> int:
    """The value in a table of a structure that is known."""
    value: int = next(iter(choice))
    return value


class Tables:
    """The lines of a script: tables as functions on numbers, each once."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.noun = "natural maps"
        """What is unknown, in messages."""
        self.length = 0
        self._known: dict[tuple[str, int], str] = {}
        self._kept: list[object] = []
        self._number = 0

    def fresh(self, stem: str) -> str:
        self._number += 1
        return f"{stem}{self._number}"

    def function(self, stem: str) -> str:
        """A function of which nothing is known."""
        name = self.fresh(stem)
        self.lines.append(f"(declare-fun {name} (Int) Int)")
        return name

    def constants(self, number: int, sort: str) -> list[str]:
        """Unknown values."""
        names = [self.fresh("x") for _ in range(number)]
        self.lines += [f"(declare-const {name} {sort})" for name in names]
        return names

    def flag(self, formula: str) -> str:
        """A name for a formula."""
        name = self.fresh("b")
        self.lines.append(f"(define-fun {name} () Bool {formula})")
        return name

    def measured(self, formula: str) -> str:
        """The formula, unless the script becomes too long by it."""
        self.length += len(formula)
        if self.length > MOST_CHARACTERS:
            raise NotExportable("written out it is too large")
        return formula

    def _table(
        self, kind: str, thing: Any, what: str, values: Callable[[], Iterable[tuple[str, int]]], arity: int
    ) -> str:
        key = kind, id(thing)
        if key not in self._known:
            self._kept.append(thing)  # so that its id stays its own
            name = self._known[key] = self.fresh(kind[0])
            self.lines.append(f"; {printable(what)}")
            self.lines.append(f"(declare-fun {name} ({' '.join(['Int'] * arity)}) Int)")
            self.lines += [f"(assert (= ({name} {x}) {y}))" for x, y in values()]
            self.measured("." * 24 * len(self.lines))
        return self._known[key]

    def restricted(self, task: TaskOf, g: int) -> str:
        """Restriction along a generating arrow."""
        whole = task.whole
        generator = whole.category.generators[g]
        source, target = whole.start[generator.source], whole.start[generator.target]
        what = f"{whole.name or 'a task'}: restriction along {generator.name}"

        def values() -> Iterator[tuple[str, int]]:
            return ((str(target + j), source + int(y)) for j, y in enumerate(whole.action[g]))

        return self._table(f"restriction {g}", whole, what, values, 1)

    def before(self, category: CategoryOf, g: int) -> str:
        """Arrows after a generating arrow."""
        whole = category.whole
        arrow, end = category.number[whole.generator(g)], whole.generators[g].target
        what = f"{whole.name or 'a category'}: arrows after {whole.generators[g].name}"

        def values() -> Iterator[tuple[str, int]]:
            for x, start in enumerate(category.source):
                if start == end:
                    yield str(x), only(category.composite[x, arrow])

        return self._table(f"composites {g}", whole, what, values, 1)

    def composites(self, category: CategoryOf) -> str:
        """All composites."""
        ends = list(zip(category.source, category.target, strict=True))

        def values() -> Iterator[tuple[str, int]]:
            for g, (b, _) in enumerate(ends):
                for f, (_, c) in enumerate(ends):
                    if b == c:
                        yield f"{g} {f}", only(category.composite[g, f])

        return self._table(
            "composites", category.whole, f"{category.whole.name or 'a category'}: composites", values, 2
        )

    def end(self, category: CategoryOf, which: str) -> str:
        """The sources, or the targets, of arrows."""
        what = f"{category.whole.name or 'a category'}: {which}s of arrows"
        return self._table(f"{which}s", category.whole, what,
                           lambda: ((str(f), a) for f, a in enumerate(getattr(category, which))), 1)  # fmt: skip

    def at(self, task: TaskOf) -> str:
        """The objects of elements."""
        what = f"{task.whole.name or 'a task'}: objects of elements"
        return self._table("places", task.whole, what, lambda: ((str(x), only(at)) for x, at in enumerate(task.at)), 1)

    def values(self, given: Any, which: str) -> str:
        """The values of a functor (`on_objects`, `on_arrows`), or of a transformation (`image`)."""
        what = f"{given.whole.name or 'a map'}: {which.replace('_', ' ')}"
        return self._table(
            f"f {which}", given.whole, what, lambda: ((str(x), only(y)) for x, y in enumerate(getattr(given, which))), 1
        )
