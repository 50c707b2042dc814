"""Many exported files in few runs of coqc: each in a module of its own, so that the library is loaded once a batch."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bridge.coq import JOBS
from patience import PATIENCE

from catproof.bridge.coqc import Coq, first_error
from catproof.bridge.processes import run

SIZE = 12
"""Files in one run of coqc."""


def accepted(coq: Coq, texts: Sequence[str], seconds: float = PATIENCE) -> list[str]:
    """For each exported text what coqc says against it, or an empty string."""
    batches = [list(range(k, min(k + SIZE, len(texts)))) for k in range(0, len(texts), SIZE)]

    def go(batch: list[int]) -> list[str]:
        said = _run(coq, [texts[k] for k in batch], seconds)
        if not said or len(batch) == 1:
            return [said for _ in batch]
        return [_run(coq, [texts[k]], seconds) for k in batch]  # which one is it?

    with ThreadPoolExecutor(JOBS) as pool:
        return [said for found in pool.map(go, batches) for said in found]


def rejections(coq: Coq, texts: Sequence[str], seconds: float = PATIENCE) -> list[str]:
    """For each text what coqc says against it, or an empty string; each in a run of its own."""
    with ThreadPoolExecutor(JOBS) as pool:
        return list(pool.map(lambda text: _run(coq, [text], seconds), texts))


def _run(coq: Coq, texts: Sequence[str], seconds: float) -> str:
    needed = dict.fromkeys(line for text in texts for line in text.split("\n") if line.startswith("From "))
    parts = [*needed]
    for k, text in enumerate(texts):
        lines = text.rstrip().split("\n")
        assumptions = lines.pop().removeprefix("Print Assumptions ").removesuffix(".")
        kept = "\n".join(line for line in lines if not line.startswith("From "))
        parts.append(f"Module Exported{k}.\n{kept}\nDefinition proved := {assumptions}.\nEnd Exported{k}.")
    parts.append(f"Definition all := ({', '.join(f'Exported{k}.proved' for k in range(len(texts)))}).")
    parts.append("Print Assumptions all.")  # one question for all: it walks through the library each time
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "batch.v").write_text("\n".join(parts), encoding="utf-8")
        command = [coq.program, "-q", "-noglob", "-Q", str(coq.library()), "Catproof", "batch.v"]
        ran = run(command, seconds, Path(folder))
    if ran.status is None:
        return f"it took longer than {seconds:g} s"
    if ran.status:
        return first_error(ran.errors) or f"coqc ended with status {ran.status}"
    return "" if "Closed under the global context" in ran.output else f"there are axioms: {ran.output}"
