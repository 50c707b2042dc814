"""The site: it is built without a warning, no link of it leads nowhere, and what its tutorials show is so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from browser import Tags
from commands_shown import shown
from patience import PATIENCE

ROOT = Path(__file__).parents[1]
TUTORIALS = sorted((ROOT / ".docs" / "tutorial").glob("*.md"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from a copy of its sources, with the repository beside it."""
    place = tmp_path_factory.mktemp("site")
    for name in ("README.md", "catproof", "grammar", "theories", "tests"):
        (place / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / ".docs", place / ".docs", ignore=shutil.ignore_patterns("made", "__pycache__"))
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", ".docs", "made"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return place / "made"


def test_no_link_leads_nowhere(site: Path) -> None:
    pages = {page: Tags(page.read_text(encoding="utf-8")).tags for page in site.rglob("*.html")}
    anchors = {page: {given.get("id") for _, given in tags} for page, tags in pages.items()}
    lost = []
    for page, tags in pages.items():
        for tag, given in tags:
            goal = given.get({"a": "href", "img": "src", "script": "src"}.get(tag, ""))
            if not goal or re.match(r"[a-z]+:", goal):
                continue
            path, anchor = map(unquote, urldefrag(goal))
            file = page if not path else (page.parent / path.partition("?")[0]).resolve()
            if not file.exists() or (anchor and file in pages and anchor not in anchors[file]):
                lost.append((page.name, goal))
    assert lost == []
    assert len(pages) > 40


def test_what_is_in_the_repository_is_on_the_site(site: Path) -> None:
    language = (site / "made" / "language.html").read_text(encoding="utf-8")
    prelude = (site / "made" / "prelude.html").read_text(encoding="utf-8")
    assert 'id="graded-categories"' in language and "left cancellable" in prelude and "Mac Lane I.5" in prelude
    assert "theorem_1" in (site / "made" / "theorems.html").read_text(encoding="utf-8")
    assert 'id="e402-a-poset-has-a-cycle"' in (site / "made" / "codes.html").read_text(encoding="utf-8")
    assert "catproof.audit_model" in (site / "made" / "api.html").read_text(encoding="utf-8")
    tutorial = (site / "tutorial" / "mathematician.html").read_text(encoding="utf-8")
    assert "its retraction is r" in tutorial  # the verdicts, below the theory


@pytest.mark.sizes("shows the proofs that small cases have")
@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_what_tutorials_show_is_so(tutorial: Path, tmp_path: Path) -> None:
    text = tutorial.read_text(encoding="utf-8")
    for file in tutorial.parent.glob("*.cat"):
        shutil.copy(file, tmp_path)
    for session in re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S):
        assert session == "".join(shown(command, tmp_path) for command in re.findall(r"^\$ (.*)$", session, re.M))
    for code in re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S):
        exec(compile(code, tutorial.name, "exec"), {})  # the reader's own program, copied from the page


def test_a_theory_that_is_wrong_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["catproof.faces.sphinx_directive"]\n')
    text = """
Wrong
=====

.. catproof::

   poset P { a < b }
   claim a is terminal in P
   claim b is terminal in P

.. catproof::
   :quiet:

   poset Q { a < a }
   poset R { b < b }

.. catproof::
   :quiet:

   poset Q { a < b }
   claim b is terminal in Q
"""
    (tmp_path / "index.rst").write_text(text)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", ".", "made"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False)
    page = (tmp_path / "made" / "index.html").read_text(encoding="utf-8")
    assert done.returncode == 0 and done.stderr.count("WARNING") == 3, done.stderr
    assert re.search(r"index\.rst:8: WARNING: line 2 is false: ", done.stderr)
    assert all(re.search(rf"index\.rst:{line}: WARNING: .* < .* holds in no poset", done.stderr) for line in (14, 15))
    assert page.count("<strong>true</strong>") == 1 and page.count("<strong>false</strong>") == 1
