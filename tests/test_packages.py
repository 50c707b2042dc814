"""What is said where a package is not installed: which one, and the command that installs it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from catproof import packages

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

THEORY = """category C { object a, b ; arrow f : a -> b }
task T on C { a = {1} ; b = {2} }
claim T is representable
"""

WITHOUT = (
    "import sys; sys.modules |= dict.fromkeys(sys.argv[1].split(','));"
    "from catproof.faces.cli import main; sys.exit(main(sys.argv[2:]))"
)
"""The command line where modules are not there."""


def test_the_tables_are_those_of_the_project() -> None:
    assert set(packages.DEPENDENCIES.values()) == {re.split("[<>=]", each)[0] for each in PROJECT["dependencies"]}
    extras = PROJECT["optional-dependencies"]
    assert set(packages.EXTRAS.values()) == set(extras) - {"all", "docs", "test"}
    for module, extra in packages.EXTRAS.items():
        brought = {"distributed", "lsprotocol", "pysat", "ibis", module.lower()}  # called otherwise, or brought by it
        assert module in brought or any(each.startswith(module.lower()) for each in extras[extra])


@pytest.mark.parametrize(
    ("module", "command", "said"),
    [
        ("z3", "check t.cat --engine z3", "catproof needs the package z3-solver, {}: pip install z3-solver"),
        ("jinja2", "report t.cat -o t.html", "catproof needs the package jinja2, {}: pip install jinja2"),
        (
            "jinja2,z3", "report t.cat -o t.html",
            "the packages jinja2 and z3-solver, which are not installed: pip install jinja2 z3-solver",
        ),
        ("markupsafe", "report t.cat -o t.html", "markupsafe, {}: pip install --force-reinstall catproof"),
        ("shtab", "completion bash", "completion needs one more package: pip install 'catproof[completion]'"),
    ],
)
def test_what_is_missing_is_named(module: str, command: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "t.cat").write_text(THEORY, encoding="utf-8")
    given = [sys.executable, "-c", WITHOUT, module, *command.split(), *(["--no-cache"] if "t.cat" in command else [])]
    done = subprocess.run(given, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, said.format("which is not installed") in done.stderr) == (2, True), done.stderr
    assert "internal error" not in done.stderr


def test_what_is_no_matter_of_what_is_installed() -> None:
    """A module of our own that is not there is our fault, and so is a name that a module has not."""
    assert not packages.missing(ModuleNotFoundError("no", name="catproof.nowhere"))
    assert not packages.missing(ImportError("cannot import name", name="z3"))
    assert packages.installs("rdflib.plugins") == "pip install 'catproof[rdf]'"
