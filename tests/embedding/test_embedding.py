"""Small projects that use catproof as others would, run with the installed wheel alone."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from installed import run

HERE = Path(__file__).parent


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the project that a test is called after."""
    name = request.node.name.removeprefix("test_the_")
    return Path(shutil.copytree(HERE / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__")))


def test_the_service(python: Path, project: Path) -> None:
    if any(importlib.util.find_spec(name) is None for name in ("fastapi", "httpx")):
        pytest.skip("the service is one of FastAPI: pip install fastapi httpx")
    assert run(python, "use.py", cwd=project).endswith("served\n")


def test_the_pipeline(python: Path, project: Path) -> None:
    out = run(python, "pipeline.py", cwd=project)
    assert "furry" in out and out.endswith("refused\n")


def test_the_notebook(python: Path, project: Path) -> None:
    assert run(python, "use.py", cwd=project, env={"IPYTHONDIR": str(project)}) == "shown\n"


def test_the_suite(python: Path, project: Path) -> None:
    out = run(python, "-m", "pytest", "-q", "-rA", cwd=project)
    assert re.search(r"\b4 passed", out) and "concepts.cat::one_prompt" in out
    with open(project / "concepts.cat", "a", encoding="utf-8") as theory:
        theory.write("claim wrong : rank(furry) = 2\n")
    done = subprocess.run([python, "-m", "pytest", "-q"], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and re.search(r"1 failed, 4 passed", done.stdout)


def test_the_hooks(python: Path, project: Path) -> None:
    path = {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", "PRE_COMMIT_HOME": str(project / ".kept")}
    theory = project / "t.cat"
    theory.write_text("poset P{a<b}\nclaim b is terminal in P\n", encoding="utf-8")
    for command in (("git", "init", "-q"), ("git", "add", "t.cat", ".pre-commit-config.yaml")):
        run(*command, cwd=project)
    commit = [python, "-m", "pre_commit", "run", "--all-files"]
    first = subprocess.run(commit, cwd=project, env={**os.environ, **path}, capture_output=True, text=True, check=False)
    assert first.returncode == 1 and theory.read_text(encoding="utf-8").startswith("poset P { a < b }\n")
    run("git", "add", "t.cat", cwd=project)
    assert run(*commit, cwd=project, env=path).count("Passed") == 2
