"""The theory files of the tests: the examples of the language, which must run unchanged, and those that are wrong; what
textbooks say and what other programs answer."""

from __future__ import annotations

from pathlib import Path

EXAMPLES = Path(__file__).with_name("examples")
"""Every statement of its files is ok; those of its folder `bad` go wrong as their first comments say."""

GOOD = sorted(EXAMPLES.glob("*.cat"))
BAD = sorted(EXAMPLES.glob("bad/*.cat"))

CORPUS = Path(__file__).with_name("corpus")
TEXTBOOK = sorted(CORPUS.glob("textbook/*.cat"))
PEERS = sorted(CORPUS.glob("peers/*.cat"))
"""Every statement of theirs is ok, and has its reference before it (`corpus/test_corpus.py`)."""
