"""Every exportable statement of the shared examples and the theories, checked by Coq; the others listed by name."""

from __future__ import annotations

from pathlib import Path

from bridge.batch import accepted
from bridge.coq import coqc, exported

from catproof.resources import folder

THEORIES, EXAMPLES = folder("theories"), Path(__file__).resolve().parents[3] / "shared" / "examples"
FILES = sorted(
    path for top in (THEORIES, EXAMPLES) for path in top.rglob("*.cat") if "bad" not in path.relative_to(top).parts
)
LIST = Path(__file__).with_name("not_exportable.txt")
"""The statements without a Coq form, by file, with the reasons; `python tests/bridge/test_examples.py` writes it."""


def listed() -> str:
    """What `LIST` should say."""
    lines = []
    for file in FILES:
        others = [one for one in exported(file) if one.status != "written"]
        if others:
            top = THEORIES if file.is_relative_to(THEORIES) else EXAMPLES
            lines += [
                f"{top.name}/{file.relative_to(top)}",
                *(f"  {one.statement.name}: {one.reason}" for one in others),
            ]
    return "\n".join(lines) + "\n"


def test_every_exportable_statement_is_checked() -> None:
    coq = coqc()
    texts = [one for file in FILES for one in exported(file) if one.status == "written"]
    said = accepted(coq, [one.text for one in texts])
    wrong = [(one.path, one.statement.name, why) for one, why in zip(texts, said, strict=True) if why]
    assert wrong == [] and len(texts) > 240


def test_statements_without_a_form_are_those_that_are_listed() -> None:
    """None becomes one of them unseen. The list is printed (`pytest -s`)."""
    print(listed())
    assert listed() == LIST.read_text(encoding="utf-8")


if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8")
