"""The hooks, run by pre-commit itself in a repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
TIDY = "poset P { a < b }\nclaim b is terminal in P\n"


def run(*command: object, cwd: Path) -> tuple[int, str]:
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that uses the hooks. pre-commit would install catproof from its own repository, with all it needs;
    here it takes the one that is installed, so that only the language of the hooks is another."""
    hooks = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    for hook in hooks:
        assert hook["entry"].startswith("catproof ")
        hook["language"] = "system"
        hook["entry"] = hook["entry"].replace("catproof", f'"{sys.executable}" -m catproof', 1)
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    assert run("git", "init", "-q", cwd=tmp_path)[0] == 0
    return tmp_path


def commit(repository: Path, **files: str) -> tuple[int, str]:
    for name, text in files.items():
        (repository / f"{name}.cat").write_text(text, encoding="utf-8")
    run("git", "add", "-A", cwd=repository)
    return run(sys.executable, "-m", "pre_commit", "run", "--color", "never", cwd=repository)


def test_the_manifest_is_one() -> None:
    assert run(sys.executable, "-m", "pre_commit", "validate-manifest", MANIFEST, cwd=ROOT) == (0, "")


def test_what_is_in_order_passes(repository: Path) -> None:
    status, out = commit(repository, tidy=TIDY)
    assert status == 0 and out.count("Passed") == 2


def test_only_theory_files_are_looked_at(repository: Path) -> None:
    (repository / "README.md").write_text("no theory", encoding="utf-8")
    status, out = commit(repository)
    assert status == 0 and out.count("Skipped") == 2


def test_a_statement_that_is_not_ok_fails(repository: Path) -> None:
    status, out = commit(repository, tidy=TIDY, wrong=TIDY.replace("b is", "a is"))
    assert status == 1 and "not ok   claim a is terminal in P" in out and out.count("Passed") == 1


def test_an_untidy_file_is_put_in_order(repository: Path) -> None:
    status, out = commit(repository, untidy=TIDY.replace(" < ", "<"))
    assert status == 1 and "files were modified by this hook" in out
    assert (repository / "untidy.cat").read_text(encoding="utf-8") == TIDY
    assert commit(repository)[0] == 0
