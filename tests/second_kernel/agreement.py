"""Both kernels on the same certificates: the one in OCaml, compiled here, and `catproof.kernel`."""

from __future__ import annotations

import copy
import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import thresholds
from mutation import places, replacements

from catproof import kernel

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODULES = [
    *("base", "json", "sha256", "numbers", "signature", "terms", "tables", "maps", "build", "mass", "clauses"),
    *("graded", "values", "rules", "missing", "tuning", "arrows_of", "interpret", "real_tables", "prove", "made"),
    *("check", "main"),
]
"""In the order in which they are compiled."""

THEORIES = [ROOT / "theories", *sorted((ROOT / "tests" / "examples").glob("*.cat")), HERE / "everything.cat"]
"""What certificates are made of; the last one has what the others leave out."""

UNSUPPORTED = frozenset({
    "too large",
    "limits kept, by search",
    "objects of a category in another one",
    "arrows of a category in another one",
})  # fmt: skip
"""What the second kernel does not support. This list may only shrink."""


EXPLAINED = (
    "rejected: something stands where what lives elsewhere is asked for",
    "rejected: a chain has other generating arrows",
    "rejected: a pair is named in a category that is not made of two",
)
"""The first kernel says the one of the terms, the second only where they are reached; the other of a chain that is too
large to be listed, whose generating arrows stand in another order or twice: it is the same chain. The last of a listed
category that is a product, but is not said to be one: the second compares the tables."""

INCOMPLETE = frozenset({
    "rejected: the values are not the whole domain",
    "rejected: the values counted are not the domain",
    "rejected: the instances are not the whole domain",
})  # fmt: skip
"""The first kernel says this also by the mass formula, where the second one may leave it to trust, by name:
it needs more steps to count."""


def compiled(folder: Path) -> Path:
    """The program, compiled into the folder."""
    for module in MODULES:
        (folder / f"{module}.ml").write_text((HERE / f"{module}.ml").read_text())
    program = folder / "second"
    files = [f"{module}.ml" for module in MODULES]
    subprocess.run(["ocamlfind", "ocamlopt", *files, "-o", str(program)], cwd=folder, check=True)
    return program


def made(folder: Path, *theories: Path, least: bool = False) -> dict[str, dict[str, Any]]:
    """The certificates of theory files, by name; with the least thresholds, large structures are written otherwise."""
    command = [sys.executable, "-m", "catproof", "check", *map(str, theories), "--certificates", str(folder), "--quiet"]
    environment = dict(os.environ)
    if least:
        thresholds.in_children(environment)
    done = subprocess.run([*command, "--jobs", "1"], cwd=ROOT, capture_output=True, env=environment, text=True)
    assert done.returncode in (0, 3), done.stdout + done.stderr  # 3: too slow a machine for one of the statements
    return {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}


MEMORY = 6 * 2**30
"""The bytes that the second kernel may take; it says `unsupported: too large` at a third of them."""


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def by_second(program: Path, texts: list[str]) -> list[str]:
    """What the second kernel answers to each text: `true`, `false`, `rejected: ...`, `unsupported: ...`; the first two
    perhaps with what it leaves to trust."""
    given = "".join(f"{text}\n" for text in texts)
    found = subprocess.run([program], input=given, capture_output=True, text=True, check=True, preexec_fn=_bounded)
    answers = found.stdout.splitlines()
    assert len(answers) == len(texts)
    return answers


def by_first(certificate: Any) -> str:
    """What the first kernel answers, in the same words."""
    try:
        return str(kernel.check(certificate)).lower()
    except kernel.Rejected as reason:
        return f"rejected: {reason}"


def kind(answer: str) -> str:
    """`true`, `false`, `rejected` or `unsupported`."""
    return answer.split(" | ")[0].split(":")[0]


class Trial(NamedTuple):
    """A certificate with a change, and what the first kernel says."""

    name: str
    path: tuple[Any, ...]
    new: Any
    first: str
    text: str


def trials(certificates: dict[str, dict[str, Any]], number: int, chance: random.Random) -> Iterator[Trial]:
    """So many changes of each certificate, without its digest, in one place each."""
    for name, certificate in certificates.items():
        changed = copy.deepcopy({key: value for key, value in certificate.items() if key != "digest"})
        changed["statement"]["file"] = Path(changed["statement"]["file"]).name  # the same changes in every folder
        all_places = list(places(changed))
        for _ in range(number):
            container, key, path = chance.choice(all_places)
            old = container[key]
            new = chance.choice([r for r in replacements(old) if json.dumps(r) != json.dumps(old)])
            container[key] = new
            yield Trial(name, path, new, by_first(changed), json.dumps(changed))
            container[key] = old


class Comparison(NamedTuple):
    """Trials where the kernels differ, with the answer of the second one, and how many had which answers."""

    differences: list[tuple[Trial, str]]
    counts: dict[tuple[str, str], int]


def compare(program: Path, tried: Iterable[Trial]) -> Comparison:
    """Both kernels on the trials; what the second one does not support is no difference, nor what is explained."""
    given = list(tried)
    differences, counts = [], dict[tuple[str, str], int]()
    for trial, answer in zip(given, by_second(program, [trial.text for trial in given]), strict=True):
        pair = kind(trial.first), kind(answer)
        counts[pair] = counts.get(pair, 0) + 1
        if pair[1] == "unsupported":
            assert answer.removeprefix("unsupported: ") in UNSUPPORTED, answer
        elif pair[0] != pair[1] and not _explained(trial.first, answer):
            differences.append((trial, answer))
    return Comparison(differences, counts)


def _explained(first: str, answer: str) -> bool:
    """Is a difference one that is described here?"""
    if first in INCOMPLETE:
        return " | trusted: " in answer
    return first in EXPLAINED and kind(answer) != "failed"
