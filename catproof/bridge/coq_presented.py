"""That a table is the category that generating arrows and equations present: what the Coq library replays.

The equations are those of the theory file; the record of the enumeration (Todd and Coxeter 1936) is not to be
trusted, as `Presented.v` proves what it derives. For a group each generating arrow has its inverse as one more letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catproof.bridge.coq_tables import literal, row, texts
from catproof.core.category import Category
from catproof.core.chase import Equation, Quiver, Rules, free_presheaf
from catproof.core.limits import LimitReached

LONGEST_RECORD = 5_000
"""Steps of the enumerations that one file replays; more would take `coqc` long."""

Log = Sequence[tuple[int, int]]


def presentation(category: Category, name: str) -> list[str]:
    """The lines that say, and have checked, that the table with this name is the category presented; none where the
    record is too long."""
    group = category.presentation.invertible
    try:
        logs = _group_log(category) if group else [category.logs[p] for p in range(len(category.objects))]
    except LimitReached:
        return []
    if sum(map(len, logs)) > LONGEST_RECORD:
        return []
    records = ";\n   ".join(texts(_rows(category, log)) for log in logs)
    equations = ";\n   ".join(_equation(category, equation) for equation in category.presentation.equations)
    claim = "GroupPresentedBy" if group else "PresentedBy"
    lemma = "presents_group_spec" if group else "presents_spec"
    return [
        f"Definition {name}_equations : list equation := map equation_of [{equations}].",
        f"Lemma {name}_presented : {claim} {name}_table {name}_ok {name}_equations. Proof. "
        f"refine ({lemma} _ _ _ [{records}] _). computed. Qed.",
    ]


def _group_log(category: Category) -> list[Log]:
    """The record for a group, whose generating arrows are doubled by their inverses."""
    count = len(category.generators)
    inverse = [Equation(0, 0, pair, ()) for k in range(count) for pair in ((k, k + count), (k + count, k))]
    quiver = Quiver(1, [*category.quiver.source] * 2, [*category.quiver.target] * 2)
    equations = [*category.presentation.equations, *inverse]
    return [free_presheaf(Rules(quiver, equations), [0], limit=LONGEST_RECORD, what="the arrows of a group").log]


def _column(category: Category, g: int) -> int:
    """The place of a letter among those that restrict along arrows into its target."""
    return g if category.presentation.invertible else category.incoming[category.generators[g].target].index(g)


def _equation(category: Category, equation: Equation) -> str:
    """Its object, then both sides in the order of restriction."""
    sides = (row(_column(category, g) for g in word) for word in (equation.left, equation.right))
    return literal("; ".join([str(equation.target), *sides]) + ";")


def _rows(category: Category, log: Log) -> Iterator[str]:
    """`x k` defines the next word as that of x with one more letter; `x j 0` uses equation j there."""
    for x, event in log:
        yield row([x, _column(category, event)] if event >= 0 else [x, -event - 1, 0])
