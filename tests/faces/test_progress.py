"""Progress and cancellation in Python: what is told on the way, and that work ends when it is not wanted any more."""

from __future__ import annotations

import multiprocessing
import pickle
from pathlib import Path

import pytest

import catproof

TEXT = """poset P { a < b }
claim first : b is terminal in P
claim second : forall C in categories(arrows <= 3) : count(objects(C)) <= 3
"""

ENDLESS = "claim endless : forall C in categories(arrows <= 8) : forall T in tasks(C, size <= 4) : rank(T) <= 4\n"
"""It takes hours."""


def test_each_statement_is_told_at_its_beginning_and_end(tmp_path: Path) -> None:
    path = tmp_path / "t.cat"
    path.write_text(TEXT, encoding="utf-8")
    for paths, call in ((str(path), catproof.check_file), ("<text>", catproof.check_text)):
        steps: list[catproof.Step] = []
        report = call(path if call is catproof.check_file else TEXT, progress=steps.append)  # type: ignore[operator]
        told = [(s.path, s.statement.name, s.over) for s in steps if s.over or not s.decided]
        assert told == [(paths, name, over) for name in ("first", "second") for over in (False, True)]
        assert [s.statement for s in steps if s.over] == [v.statement for v in report.verdicts]
        last = steps[-1]
        assert (last.decided, last.instances, last.size, last.unit) == (16, 16, 3, "arrows")
        assert last.told == "holds for the first 16 categories (at most 3 arrows), 16 instances"
        assert pickle.loads(pickle.dumps(steps)) == steps


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_is_cancelled_from_what_is_told(tmp_path: Path, jobs: int) -> None:
    path = tmp_path / "t.cat"
    path.write_text(TEXT + ENDLESS, encoding="utf-8")
    cancel = catproof.Cancellation()
    steps: list[catproof.Step] = []

    def tell(step: catproof.Step) -> None:
        steps.append(step)
        if step.statement.name == "endless" and step.decided:
            cancel.cancel()

    found = []
    with pytest.raises(catproof.Cancelled, match="the run was cancelled"):
        found.extend(catproof.iter_verdicts([path], jobs=jobs, progress=tell, cancel=cancel, timeout=10**6))
        raise AssertionError
    assert cancel.cancelled and steps[-1].statement.name == "endless" and steps[-1].unit == "arrows"
    assert not [each for each in multiprocessing.active_children() if each.name == "catproof worker"]
    with pytest.raises(catproof.Cancelled):  # once and for all
        catproof.check_text(TEXT, cancel=cancel, progress=steps.append)
    assert steps[-1].statement.name == "endless"
    assert catproof.check_text(TEXT, cancel=catproof.Cancellation()).ok


def test_building_is_cancelled() -> None:
    cancel = catproof.Cancellation()
    cancel.cancel()
    with pytest.raises(catproof.Cancelled):
        catproof.check_text("monoid N { generator s }\nclaim count(arrows(N)) = 3", limit=10**8, cancel=cancel)


def test_an_iterator_that_is_closed_decides_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "t.cat"
    path.write_text(TEXT + ENDLESS, encoding="utf-8")
    steps: list[catproof.Step] = []
    verdicts = catproof.iter_verdicts([path], progress=steps.append)
    assert next(verdicts)[1].value == "true"
    verdicts.close()  # type: ignore[attr-defined]
    assert {s.statement.name for s in steps} == {"first"}


def test_what_the_program_raises_ends_the_run() -> None:
    def tell(step: catproof.Step) -> None:
        if step.decided:
            raise KeyError(step.statement.name)

    with pytest.raises(KeyError, match="second"):
        catproof.check_text(TEXT, progress=tell)


def test_another_process_is_not_looked_into() -> None:
    for more in ({"progress": print}, {"cancel": catproof.Cancellation()}):
        with pytest.raises(ValueError, match="leave out isolate"):
            catproof.check_text(TEXT, isolate=True, **more)  # type: ignore[typeddict-item]
