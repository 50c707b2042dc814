"""Changed exports of what is said of all real tables: `python tests/bridge/many_mutations.py` (a minute and a half); a
part of them is in `test_mutations.py`."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bridge.batch import accepted, rejections
from bridge.coq import coqc, written

COMPUTED = 'The term "eq_refl" has type "true = true" while it is expected to have type "'
"""What coqc says when a check computes to false."""

ARITHMETIC = "Cannot find witness"
"""What it says when one over unknown values comes to false, and nothing excludes the case."""

TABLE, VALUES = r"^Definition M_2_table := (.*?)\.$", r"^Definition T_2_values : \w+ -> extended := (.*?)\.$"


def with_entries(text: str, pattern: str, entry: str) -> str:
    """The text with all scores of a definition changed to one."""
    found = re.search(pattern, text, re.M | re.S)
    assert found is not None
    changed = re.sub(r"rational (?:\d+|\(.*?\))|infinity", entry, found[1])
    return text[: found.start(1)] + changed + text[found.end(1) :]


def settled(quantales: Sequence[str], folder: Path) -> tuple[list[str], list[str]]:
    """Statements that a table settles; and with all objects alike, or a task that is bottom, the opposite holds."""
    theory = "".join(
        f"""refute forall M in enriched({over}, points = 2) : forall T in tasks(M) : rank(T) <= 1
find M in enriched({over}, points = 2), T in tasks(M) such that rank(T) = 2
refute forall M in enriched({over}, points = 2) : forall x, y in objects(M) : M(x, y) = M(y, x)
"""
        for over in quantales
    )
    texts = [one.text for one in written(theory, folder)]
    mutants = [with_entries(text, TABLE, "rational 1") for text in texts]
    return texts, mutants + [with_entries(text, VALUES, "rational 0") for text in texts if "T_2_values" in text]


def mixed(quantales: Sequence[str], folder: Path) -> tuple[list[str], list[str]]:
    """Quantifiers of both kinds; with a task that is no witness, a table of which the inner one says the opposite."""
    texts, mutants = [], []
    for over in quantales:
        metric = over == "metric"
        unit, bottom = ("rational 0", "infinity") if metric else ("rational 1", "rational 0")
        tables = "metrics(points = 2)" if metric else f"enriched({over}, points = 2)"
        theory = f"""claim forall M in {tables} : exists T in tasks(M) : T is representable
refute exists M in {tables} : forall T in tasks(M) : T is representable
refute forall M in {tables} : exists T in tasks(M) : rank(T) = 2
claim exists M in {tables} : forall T in tasks(M) : rank(T) <= 1
"""
        some, every, *others = (one.text for one in written(theory, folder, over))
        texts += [some, every, *others]
        for text, word, witness in (
            (some, "some_task", f"{bottom}; {bottom}"),
            (every, "not_every_task", f"{unit}; score_at V0' 1 0"),
        ):
            mutants.append(re.sub(rf"({word}) \[.*\](?= \(fun)", rf"\1 [entry [{witness}]]", text))
        apart = f"Definition M_2_table := [[{unit}; {bottom}]; [{bottom}; {unit}]]."
        mutants += [re.sub(TABLE, apart, text, flags=re.M | re.S) for text in others]
    return texts, mutants


def wrong(texts: Sequence[str], mutants: Sequence[str]) -> list[str]:
    """What Coq says against the texts, and of the changed ones where no check comes to false."""
    assert not set(mutants) & set(texts)
    said = [message for message in accepted(coqc(), texts) if message]
    found = rejections(coqc(), mutants)
    return said + [message for message in found if not re.search(f"{COMPUTED}|{ARITHMETIC}", message)]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        one, other = (
            settled(("bool", "prob", "fuzzy", "lukasiewicz"), Path(place)),
            mixed(("metric", "bool", "fuzzy"), Path(place)),
        )
        bad = wrong(one[0] + other[0], one[1] + other[1])
    print(
        f"{len(one[1]) + len(other[1])} changed exports: {len(bad)} not rejected by a check that comes to false",
        *bad,
        sep="\n",
    )
    sys.exit(bool(bad))
