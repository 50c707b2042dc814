"""Which labels of a table can one prompt reach? From a data frame to a data frame."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import catproof

THEORY = """\
poset Animals = read("taxonomy.csv", child, parent)
tasks read("labels.csv", label, object, close = down) on Animals
"""


def reached(taxonomy: pd.DataFrame, labels: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """A row for each label: how many prompts it needs, and which."""
    taxonomy.to_csv(folder / "taxonomy.csv", index=False)
    labels.to_csv(folder / "labels.csv", index=False)
    (folder / "animals.cat").write_text(THEORY, encoding="utf-8")
    found = catproof.audit(folder / "animals.cat")
    if found.errors:
        raise catproof.InputError(found.errors)
    rows = [
        (entry.task, entry.rank, ", ".join(str(prompt.object) for prompt in entry.prompts)) for entry in found.entries
    ]
    return pd.DataFrame(rows, columns=["label", "prompts needed", "prompts"]).set_index("label")


if __name__ == "__main__":
    tree = pd.DataFrame([("dog", "mammal"), ("cat", "mammal"), ("mammal", "animal"), ("owl", "animal")])
    tree.columns = ["child", "parent"]
    said = pd.DataFrame([("furry", "mammal"), ("pet", "dog"), ("pet", "cat")], columns=["label", "object"])
    found = reached(tree, said, Path())
    print(found)
    assert found["prompts needed"].to_dict() == {"furry": 1, "pet": 2}
    assert found.loc["furry", "prompts"] == "mammal" and set(found.loc["pet", "prompts"].split(", ")) == {"dog", "cat"}
    try:
        reached(tree, pd.DataFrame([("pet", "dgo")], columns=["label", "object"]), Path())
    except catproof.InputError as wrong:
        assert [error.code for error in wrong.diagnostics] == ["E509"]
        print("refused")
