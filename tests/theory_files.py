"""The theory files of the tests: the examples of the language, which must run unchanged, and those that are wrong."""

from __future__ import annotations

from pathlib import Path

EXAMPLES = Path(__file__).with_name("examples")
"""Every statement of its files is ok; those of its folder `bad` go wrong as their first comments say."""

GOOD = sorted(EXAMPLES.glob("*.cat"))
BAD = sorted(EXAMPLES.glob("bad/*.cat"))
