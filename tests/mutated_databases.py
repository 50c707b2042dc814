"""Databases with single bytes, pages and numbers of pages changed: an entry of the fuzzer."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

THEORY = 'category S = schema("app.db")\ntask R on S = instance("app.db", null = drop)\nclaim size(R) < 1000\n'

_TABLES = (
    "PRAGMA page_size = 512",
    "CREATE TABLE dept(code TEXT PRIMARY KEY COLLATE NOCASE, name TEXT)",
    "CREATE TABLE emp(id INTEGER PRIMARY KEY, dept TEXT REFERENCES dept, boss INTEGER REFERENCES emp, note)",
    "CREATE TABLE tag(emp INTEGER REFERENCES emp, tag TEXT, PRIMARY KEY (tag, emp)) WITHOUT ROWID",
    "CREATE TABLE log(n INTEGER, at REAL, emp INTEGER REFERENCES emp, twice AS (n * 2) STORED)",
    "CREATE VIRTUAL TABLE search USING fts5(words)",
    "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    "CREATE TRIGGER seen AFTER INSERT ON log BEGIN DELETE FROM emp; END",
    "CREATE INDEX by_boss ON emp(boss)",
)


def sound_database(path: Path) -> None:
    """A database of some pages, with everything that a schema may have, which is in order."""
    path.unlink(missing_ok=True)
    made = sqlite3.connect(path)
    for statement in _TABLES:
        made.execute(statement)
    made.executemany("INSERT INTO dept VALUES (?, ?)", [(f"D{i}", "x" * (i % 7)) for i in range(12)])
    made.executemany(
        "INSERT INTO emp VALUES (?, ?, ?, ?)",
        [(i, f"d{i % 12}", max(1, i // 2), "y" * (700 if i == 9 else i % 11)) for i in range(1, 80)],
    )
    made.executemany("INSERT INTO tag VALUES (?, ?)", [(i % 40 + 1, f"t{i}") for i in range(60)])
    made.execute("INSERT INTO search VALUES ('some words')")
    made.execute("DROP TRIGGER seen")
    made.executemany("INSERT INTO log(n, at, emp) VALUES (?, ?, ?)", [(i, i / 3, i + 1) for i in range(30)])
    made.execute(_TABLES[-2])
    made.commit()
    made.close()


def mutated_database(sound: bytes, chance: random.Random) -> bytes:
    """The bytes of `sound_database` with a few places changed: bits, numbers, texts of the schema, whole pages, the
    length."""
    made = bytearray(sound)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not made:
            break
        kind, at = chance.randrange(8), chance.randrange(len(made))
        page = at // 512 * 512
        if kind == 0:
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            made[at : at + 2] = chance.choice((b"\xff\xff", b"\x00\x00", b"\x80\x00", b"\x00\x01"))
        elif kind == 2:  # the head of a page: what it is, how many cells it has, where they are
            made[min(page + chance.randrange(12), len(made) - 1)] = chance.choice((0, 1, 2, 5, 10, 13, 127, 255))
        elif kind == 3:  # a page that is another's
            other = chance.randrange(len(made) // 512 + 1) * 512
            made[page : page + 512] = made[other : other + 512]
        elif kind == 4:  # the number of a page, somewhere
            made[at : at + 4] = chance.randrange(len(made) // 512 + 3).to_bytes(4, "big")
        elif kind == 5:
            words = (b"TEXT", b"INTEGER", b"emp", b"REFERENCES", b"TABLE", b"VIRTUAL", b"USING", b"CREATE", b"dept")
            old, new = chance.choice(words), chance.choice(words)
            place = made.find(old, chance.randrange(len(made)))
            if place >= 0:
                made[place : place + len(old)] = new[: len(old)].ljust(len(old))
        elif kind == 6:
            made[min(chance.randrange(100), len(made) - 1)] = chance.randrange(256)
        else:
            del made[1 + chance.randrange(len(made)) :]
    return bytes(made)
