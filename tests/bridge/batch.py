"""Many exported files in few runs of coqc: each in a module of its own, so that the library is loaded once a batch."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bridge.coq import JOBS
from patience import PATIENCE

from catproof.bridge.coqc import Coq, first_error
from catproof.bridge.processes import run

SIZE = 32
"""Files in one run of coqc, at most."""


def accepted(coq: Coq, texts: Sequence[str], seconds: float = PATIENCE) -> list[str]:
    """For each exported text what coqc says against it, or an empty string."""
    number = -(-len(texts) // SIZE)
    batches = [list(range(k, len(texts), number)) for k in range(number)]  # neighbours, which take long alike, go apart

    def go(batch: list[int]) -> list[str]:
        said = _run(coq, [texts[k] for k in batch], seconds)
        if not said or len(batch) == 1:
            return [said for _ in batch]
        return [_run(coq, [texts[k]], seconds) for k in batch]  # which one is it?

    with ThreadPoolExecutor(JOBS) as pool:
        found = zip(batches, pool.map(go, batches), strict=True)
        return [said for _, said in sorted(pair for batch, said in found for pair in zip(batch, said, strict=True))]


def rejections(coq: Coq, texts: Sequence[str], seconds: float = PATIENCE) -> list[str]:
    """For each text what Coq says against it first, or an empty string. A toplevel goes on after an error, so that it
    loads the library once for all of them."""
    share = -(-len(texts) // JOBS)
    with ThreadPoolExecutor(JOBS) as pool:
        parts = [texts[k : k + share] for k in range(0, len(texts), share)]
        return [said for found in pool.map(lambda part: _said(coq, part, seconds), parts) for said in found]


def _said(coq: Coq, texts: Sequence[str], seconds: float) -> list[str]:
    """The first errors, between those that the toplevel is asked for to tell where a text begins and ends."""
    lines = [*_needed(texts), "Set Silent."]
    for k, text in enumerate(texts):
        kept, _ = _body(text)
        lines += [f"Print from_{k}.", f"Module Exported{k}.", kept, f"Print to_{k}.", "Abort All.", f"End Exported{k}."]
    command = [str(Path(coq.program).with_name("coqtop")), "-q", "-Q", str(coq.library()), "Catproof"]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, timeout=seconds, check=True)
    said = []
    for k in range(len(texts)):
        begun, ended = (f"Error: {mark}_{k} not a defined object." for mark in ("from", "to"))
        assert done.stderr.count(begun) == done.stderr.count(ended) == 1, f"text {k} is not one by itself"
        _, *errors = done.stderr.split(begun)[1].split(ended)[0].split("Error:")
        said.append(" ".join(errors[0].split()) if errors else "")
    return said


def _needed(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(line for text in texts for line in text.split("\n") if line.startswith("From ")))


def _body(text: str) -> tuple[str, str]:
    """A text without what it needs and without its last line, and what that asks the assumptions of."""
    *lines, last = text.rstrip().split("\n")
    theorem = last.removeprefix("Print Assumptions ").removesuffix(".")
    return "\n".join(line for line in lines if not line.startswith("From ")), theorem


def _run(coq: Coq, texts: Sequence[str], seconds: float) -> str:
    parts = _needed(texts)
    for k, text in enumerate(texts):
        kept, theorem = _body(text)
        parts.append(f"Module Exported{k}.\n{kept}\nDefinition proved := {theorem}.\nEnd Exported{k}.")
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
