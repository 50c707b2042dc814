"""What `many_checks.py` does, with fewer checks; and reports that are the same after they have been sent."""

from __future__ import annotations

from running.many_checks import THEORIES, run


def test_threads_and_processes_give_the_same_answers() -> None:
    alone, *others = run(120, processes=2, threads=8)
    assert len(alone["answers"]) == len(THEORIES) and len(others) == 2
    for one in others:
        assert one["answers"] == alone["answers"]
        assert one["after"] - one["before"] < 40 * 2**20
