"""Whoever uses the package has types for all of it that is public: pyright reads them from the installed wheel."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import catproof


def test_all_that_is_public_has_its_type(python: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec("pyright") is None or shutil.which("node") is None:
        pytest.skip("pyright is not installed, or node is not: pip install pyright, apt-get install nodejs")
    ask = [sys.executable, "-m", "pyright", "--verifytypes", "catproof", "--ignoreexternal", "--outputjson"]
    path = {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    version = subprocess.run([*ask[:3], "--version"], capture_output=True, env={**os.environ, **path}, check=False)
    if version.returncode != 0:  # its program comes from npm when it is first asked for
        pytest.skip("the program of pyright could not be fetched from npm")
    run = ["sh", "-c", 'ulimit -S -v unlimited; exec "$@"', "sh", *ask]  # node reserves more than it uses
    done = subprocess.run(run, cwd=tmp_path, env={**os.environ, **path}, capture_output=True, text=True, check=False)
    symbols = json.loads(done.stdout)["typeCompleteness"]["symbols"]
    homes = tuple(
        f"{public.__module__}.{public.__name__}" for public in map(catproof.__getattr__, catproof.__all__[1:])
    )
    ours = [s for s in symbols if s["name"] in homes or s["name"].startswith(tuple(f"{home}." for home in homes))]
    untyped = [s["name"] for s in ours if s["isTypeAmbiguous"] or not s["isTypeKnown"]]
    assert untyped == [] and len(ours) > 250
