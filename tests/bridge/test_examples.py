"""Every exportable statement of the examples and the theories, checked by Coq; the others listed by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from bridge.batch import accepted
from bridge.coq import coqc, exported
from theory_files import EXAMPLES

from catproof.resources import folder

FOLDERS = {"theories": folder("theories"), "examples": EXAMPLES}
LIST = Path(__file__).with_name("not_exportable.txt")
"""The statements without a Coq form, by file, with the reasons; `python tests/bridge/test_examples.py` writes it."""


THEOREMS = Path(__file__).with_name("theorems.txt")
"""What the theorems of the others say; the same command writes it."""


def files(name: str) -> list[Path]:
    """The theory files of a folder, those that are wrong on purpose apart."""
    top = FOLDERS[name]
    return sorted(path for path in top.rglob("*.cat") if "bad" not in path.relative_to(top).parts)


def listed(name: str) -> str:
    """What `LIST` should say of a folder."""
    lines = []
    for file in files(name):
        others = [one for one in exported(file) if one.status != "written"]
        if others:
            lines.append(f"{name}/{file.relative_to(FOLDERS[name])}")
            lines += [f"  {one.statement.name}: {one.reason}" for one in others]
    return "".join(f"{line}\n" for line in lines)


def sentences(name: str) -> str:
    """What `THEOREMS` should say of a folder."""
    lines = []
    for file in files(name):
        lines.append(f"{name}/{file.relative_to(FOLDERS[name])}")
        for one in exported(file):
            if one.status == "written":
                start = one.text.index("\nTheorem ")
                said = one.text[one.text.index("\n  ", start) + 3 : one.text.index("\nProof.", start)]
                lines.append(f"  {one.statement.name}: {said}")
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.sizes("says where factors are few enough that a composite is nested as it stands")
@pytest.mark.parametrize("name", FOLDERS)
def test_theorems_say_what_is_listed(name: str) -> None:
    assert sentences(name) in THEOREMS.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FOLDERS)
def test_every_exportable_statement_is_checked(name: str) -> None:
    coq = coqc()
    texts = [one for file in files(name) for one in exported(file) if one.status == "written"]
    said = accepted(coq, [one.text for one in texts])
    wrong = [(one.path, one.statement.name, why) for one, why in zip(texts, said, strict=True) if why]
    assert wrong == [] and len(texts) > 60


def test_statements_without_a_form_are_those_that_are_listed() -> None:
    """None becomes one of them unseen. The list is printed (`pytest -s`)."""
    found = "".join(map(listed, FOLDERS))
    print(found)
    assert found == LIST.read_text(encoding="utf-8")


if __name__ == "__main__":
    THEOREMS.write_text("".join(map(sentences, FOLDERS)), encoding="utf-8")
    LIST.write_text("".join(map(listed, FOLDERS)), encoding="utf-8")
