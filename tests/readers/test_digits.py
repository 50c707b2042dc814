"""Whole numbers read from bytes, beside what Python reads."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catproof.readers import digits
from catproof.readers.digits import DIGITS, NoNumber, rows_of, whole_numbers
from catproof.readers.rows import as_label

FIELDS = st.integers(0, 10**DIGITS + 5).map(str) | st.text("0123456789", max_size=20) | st.text("0129 -+/:,x\0é\xff")


@given(st.lists(FIELDS, min_size=1, max_size=12), st.integers(0, 30), st.sampled_from([1, 2, 1 << 14]))
@example(["9" * 18, "0", "10", "123456789", "1" * 8, "1" * 16, "1" * 17], 0, 1 << 14)
@example(["1" * 19], 30, 1)
@example(["1", "007"], 30, 1)
def test_as_labels_are(fields: list[str], before: int, block: int) -> None:
    said, place = b"x" * before, []
    for field in fields:
        place.append((len(said), len(said) + len(field.encode())))
        said += field.encode() + b";"
    starts, ends = np.array(place).T.copy()
    kept, digits.BLOCK = digits.BLOCK, block
    try:
        found = whole_numbers(np.frombuffer(said, np.uint8), starts, ends)
    finally:
        digits.BLOCK = kept
    values = [as_label(field) if field else field for field in fields]
    if all(type(value) is int and value >= 0 for value in values):
        assert found is not None and found.tolist() == values
    else:
        assert found is None


@pytest.mark.parametrize("portion", [16, 40, 1 << 20])
@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("width", [1, 2, 3])
def test_rows_come_in_portions(portion: int, end: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digits, "PORTION", portion)
    rows = np.random.default_rng(1).integers(0, 10000, (50, width))
    text = ("\n".join(",".join(map(str, row)) for row in rows.tolist()) + end).encode()
    digest = hashlib.sha256()
    found = np.concatenate(list(rows_of(io.BytesIO(text), width, ",", digest)))
    assert (found == rows).all() and digest.digest() == hashlib.sha256(text).digest()


@pytest.mark.parametrize("portion", [1, 16, 1 << 20])
@pytest.mark.parametrize(
    "text",
    [
        b"1,2\n3,x\n", b"1,2\r\n", b'"1",2\n', b"01,2\n", b"1,2\n2,007\n", b"1,00", b"1,\n", b"1,2\n\n", b"1,2\n3",
        b"1\t2\n", b"1,2,3\n", b"1\n2,3\n", b"1,2\n-3,4\n", b"1,2\n3,4 \n", b"1,2\n3,\0\n", b"1,2\n3,\xff\n",
        b"1,2\n:,2\n", b"1,2\n/,2\n",
    ],
)  # fmt: skip
def test_other_rows_are_not_read(text: bytes, portion: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digits, "PORTION", portion)
    with pytest.raises(NoNumber):
        list(rows_of(io.BytesIO(text), 2, ","))


def test_nothing_has_no_rows() -> None:
    assert list(rows_of(io.BytesIO(b""), 2, ",")) == []
