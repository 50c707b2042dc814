"""Small cases on the paths of large ones: the table of thresholds is complete, takes effect, and changes no verdict."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from patience import PATIENCE
from theory_files import GOOD
from thresholds import OTHERS, SWITCH, THRESHOLDS, constants, in_children

import catproof
from catproof.core import generation
from catproof.resources import folder

PACKAGE = Path(catproof.__file__).parent

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
    for path in PACKAGE.rglob("*.py")
}


def is_number(value: ast.expr) -> bool:
    """Is it a number, numbers, or made of these and of names?"""
    parts = list(ast.walk(value))
    if not all(isinstance(p, ast.Constant | ast.BinOp | ast.UnaryOp | ast.Tuple | ast.Name | ast.operator | ast.unaryop
                          | ast.expr_context) for p in parts):  # fmt: skip
        return False
    literals = [p.value for p in parts if isinstance(p, ast.Constant)]
    return bool(literals) and all(type(x) in (int, float) for x in literals)


def numbers() -> Iterator[str]:
    for module, tree in MODULES.items():
        given = dict(constants(tree))
        for name, value in given.items():
            if is_number(value) or (isinstance(value, ast.Name) and value.id.isupper() and name.isupper()):
                yield f"{module}.{name}"


def test_every_number_of_the_product_is_in_one_of_the_tables() -> None:
    thresholds = [f"{module}.{name}" for module, values in THRESHOLDS.items() for name in values]
    others = [name for names in OTHERS.values() for name in names.split()]
    assert sorted(thresholds + others) == sorted(numbers())


LARGE = 17
"""From here on a number is a size, and not one of a few cases."""

PLAIN = {
    "bridge.coqc": "len(message) > 300",
    "decide.arrows": "min(len(self.category.objects), 40)",
    "faces.arguments": "len(text) > 18",
    "faces.commands.audit": "value > 100",
    "faces.questions": "0 <= missing <= 100",
    "running.cluster": "0 < int(port) < 65536",
    "core.angular": "np.abs(block - far - 0.5) > 0.5 - grid * 2.0 ** (-48)",
    "core.characters": "code < 256; code < 65536",
    "core.model_scores": "len(length) * (scores.largest + 1) >= 2 ** 31",
    "core.generation": "task.size < 2 ** 31",
    "faces.editor.completion": "abs(occurrence.span.line - line) < 20",
    "faces.editor.features": "len(title) <= 120",
    "elaborate.pretexts": "min(order, 1000)",
    "elaborate.build": "len(shown) <= 60",
    "elaborate.number_terms": "0 <= share.value.value <= 100",
    "kernel.missing": "0 <= percents <= 100",
    "elaborate.terms": "len(shown) <= 60",
    "readers.database.rows": "len(text) <= 60; len(text) <= 62",
    "readers.rows": "-10 ** 18 < value < 10 ** 18",
    "report.live": "max(20, console.width - 3)",
    "report.text": "len(text) > 150",
    "running.audit_relations": "(most - least + 1) * width < 1 << 63",
}
"""Comparisons with a number where it stands: how much of a text is shown, and what a format allows."""


def sizes(tree: ast.Module) -> Iterator[str]:
    """The comparisons of a module, and its choices of the smaller or larger, with a large number written in them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            ordered = any(isinstance(sign, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for sign in node.ops)
            sides = [node.left, *node.comparators] if ordered else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
            sides = node.args
        else:
            continue
        parts = (part for side in sides if is_number(side) for part in ast.walk(side))
        literals = [part.value for part in parts if isinstance(part, ast.Constant)]
        if any(isinstance(x, int | float) and x >= LARGE for x in literals):
            yield ast.unparse(node)


def test_no_size_is_written_into_an_expression() -> None:
    found = {module: "; ".join(sorted(set(sizes(tree)))) for module, tree in MODULES.items()}
    assert {module: text for module, text in found.items() if text} == PLAIN


def test_no_threshold_is_used_before_it_is_set() -> None:
    names = {name for values in THRESHOLDS.values() for name in values}
    for tree in MODULES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                defaults: Iterable[ast.expr | None] = [*node.args.defaults, *node.args.kw_defaults]
                used = {x.id for d in defaults if d for x in ast.walk(d) if isinstance(x, ast.Name)}
                assert not used & names
        for _, value in constants(tree):
            assert not {x.id for x in ast.walk(value) if isinstance(x, ast.Name)} & names


EFFECT = """
import importlib, pkgutil, sys
import catproof, thresholds
for found in pkgutil.walk_packages(catproof.__path__, "catproof."):
    if found.name.rpartition(".")[2] != "__main__":
        importlib.import_module(found.name)
for module, values in thresholds.THRESHOLDS.items():
    there = sys.modules["catproof." + module]
    assert {name: getattr(there, name) for name in values} == values, module
from catproof.core import category, task
assert task.FEW_OBJECTS is category.FEW_OBJECTS  # taken over by name
print("set")
"""

SMALL = """
import json, sys
from catproof import check, kernel

PLAIN = {bool, int, float, str, type(None), list, tuple, dict}
decided = 0
engine, patience, *paths = sys.argv[1:]
for verdict in (v for path in paths for v in check(path, engine=engine, timeout=float(patience)).verdicts):
    assert verdict.ok, (verdict.statement, verdict.value, verdict.reason)
    pending = [verdict.certificate]
    while pending:
        part = pending.pop()
        assert type(part) in PLAIN, type(part)
        if isinstance(part, dict):
            pending += [*part, *part.values()]
        elif isinstance(part, list | tuple):
            pending += part
    written = json.dumps(verdict.certificate)
    kernel.check(json.loads(written))
    decided += 1
print(decided)
"""


def with_thresholds(code: str, *arguments: object) -> str:
    environment = dict(os.environ)
    in_children(environment)
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, env=environment, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_they_are_set_in_this_process_where_that_is_asked_for() -> None:
    least = THRESHOLDS["core.generation"]
    assert ({name: getattr(generation, name) for name in least} == least) is (SWITCH in os.environ)


def test_they_take_effect_in_every_module() -> None:
    assert with_thresholds(EFFECT) == "set"


@pytest.mark.parametrize(
    ("engine", "files", "least"),
    [("both", GOOD, 80), ("auto", sorted(folder("theories").glob("*.cat")), 250)],
    ids=["examples", "theories"],
)
def test_small_cases_take_the_paths_of_large_ones(engine: str, files: list[Path], least: int) -> None:
    """Every statement is ok, its certificate plain, and the kernel accepts it."""
    assert int(with_thresholds(SMALL, engine, PATIENCE, *files)) >= least
