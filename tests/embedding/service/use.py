"""Asks the service as its clients do, in earnest and with what should do harm."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from app import LARGEST, app
from fastapi.testclient import TestClient

POSET = "poset P { dog < animal ; cat < animal }\n"

with TestClient(app) as client:

    def asked(text: str) -> tuple[int, dict]:
        answer = client.post("/check", json={"text": text})
        return answer.status_code, answer.json()

    good = {"errors": [], "verdicts": {"top": "true"}}
    assert asked(POSET + "claim top : animal is terminal in P") == (200, good)
    assert asked(POSET + "claim top : anmal is terminal in P") == (
        200,
        {"errors": [[2, "E206"]], "verdicts": {"top": "skipped"}},
    )
    # files of the machine
    assert asked('import "/etc/passwd"')[1]["errors"] == [[1, "E502"]]
    assert asked('poset P = read("../secret.csv", a, b)')[1]["errors"] == [[1, "E502"]]
    # much work, much memory, deep and long texts, what is no theory
    begun = time.monotonic()
    status, found = asked("claim endless : count(categories(arrows = 9)) = 1")
    assert status == 200 and found["verdicts"] == {"endless": "unknown"} and time.monotonic() - begun < 60
    status, found = asked("claim huge : count(arrows(product(chain(90000), chain(90000)))) = 1")
    assert status == 200 and found["verdicts"]["huge"] in ("unknown", "skipped")
    assert asked("claim " + "(" * 9000 + "1 = 1" + ")" * 9000)[1]["errors"]
    assert asked("\0\ud800".encode("utf-8", "replace").decode())[1]["errors"]
    assert asked("x" * (LARGEST + 1))[0] == 422
    # several at once
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(asked, [POSET + "claim top : animal is terminal in P"] * 8))
    assert answers == [(200, good)] * 8
print("served")
