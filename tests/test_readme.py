"""The README's examples are true."""

import re
from pathlib import Path

from catproof import check

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


def test_the_theory_is_ok() -> None:
    (theory,) = blocks("cat")
    report = check(theory)
    assert report.ok
    assert len(list(report.verdicts)) == 3


def test_the_python_runs() -> None:
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})  # the reader's own program, copied from the page


def test_there_are_two_commands_to_set_up() -> None:
    assert len(blocks("sh")) == 2
