"""A built wheel, installed elsewhere, works like a checkout: it carries the grammar, the theories, the schema."""

from __future__ import annotations

import email
import json
import re
import zipfile
from pathlib import Path

from installed import ROOT, run
from readme_renderer import markdown


def test_the_wheel_carries_what_the_package_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    theories = {f"catproof/shipped/theories/{p.name}" for p in (ROOT / "theories").glob("*.cat")}
    needed = {
        "catproof/py.typed",
        "catproof/shipped/grammar/catproof.tables.json",
        "catproof/report/report.schema.json",
        "catproof/report/show.schema.json",
        "catproof/report/model_audit.schema.json",
        "catproof/report/certificate.schema.json",
        "catproof/report/model_page.html.j2",
        "catproof/shipped/theories/embedding/nouns.npy",
        "catproof/shipped/grammar/catproof.lark",
    }
    needed.add("catproof/shipped/grammar/catproof.tables.json")
    assert theories and names >= theories | needed
    assert not [name for name in names if name.startswith(("tests/", "shared/")) or name.endswith(".pyc")]


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as files:
        (name,) = (name for name in files.namelist() if name.endswith(".dist-info/METADATA"))
        said = email.message_from_bytes(files.read(name))
        licences = [each for each in files.namelist() if "/licenses/" in each]
        assert any(b"MIT License" in files.read(each) for each in licences) and len(licences) == 3
    assert (said["Version"], said["License-Expression"], said["Author"]) == ("0.2.0", "MIT", "catproof contributors")
    needed = said.get_all("Requires-Dist") or []
    base = [each for each in needed if "extra ==" not in each]
    assert len(base) == 9 and not any("matplotlib" in each for each in base)
    extras = set(said.get_all("Provides-Extra") or [])
    brings = {extra: {each.split(";")[0] for each in needed if f"extra == '{extra}'" in each} for extra in extras}
    assert brings["all"] == set().union(*(brings[extra] for extra in extras - {"all", "docs", "nauty", "test"}))
    assert all(f"`{extra}`" in (said.get_payload() or "") for extra in extras - {"test"})


def test_what_a_package_index_shows_leads_nowhere_else(wheel: Path) -> None:
    """No link and no picture of the long description is to a file beside it, or within it: an index shows neither. What
    the links said is still there, with the names of the files."""
    with zipfile.ZipFile(wheel) as files:
        (name,) = (name for name in files.namelist() if name.endswith(".dist-info/METADATA"))
        said = email.message_from_bytes(files.read(name))
    text = str(said.get_payload(decode=True), "utf-8")  # type: ignore[arg-type]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert said["Description-Content-Type"] == "text/markdown"
    shown = markdown.render(text)  # as `twine check` does, and the index
    assert shown is not None and "<table>" in shown and "<pre" in shown
    targets = re.findall(r'(?:href|src)="([^"]*)"', shown)
    assert targets and all(re.match("https?://", each) for each in targets)
    assert all(target in readme for target in targets)
    named = set(re.findall(r"\]\((?!https?:|#)([^)#]+)", readme))
    assert len(named) > 20 and all(f"`{each}`" in text for each in named)
    assert "`catproof explain CODE` say" in text.replace("\n", " ") and text.count("## Install and run") == 1


def test_the_installed_wheel_checks_its_theories(python: Path, tmp_path: Path) -> None:
    cache = {"CATPROOF_CACHE": str(tmp_path / "cache")}
    where = run(python, "-c", "import catproof; print(catproof.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(python.parents[1])
    ask = "from catproof.resources import folder; print(folder('theories'))"
    theories = Path(run(python, "-c", ask, cwd=tmp_path).strip())
    assert theories.is_relative_to(python.parents[1])
    command = python.with_name("catproof" + python.suffix)
    report = json.loads(run(command, "check", theories, "--json", cwd=tmp_path, env=cache))
    assert report["ok"] and len(report["files"]) == len(list((ROOT / "theories").rglob("*.cat")))
    assert run(python, "-m", "catproof", "count", "arrows(chain(4))", cwd=tmp_path, env=cache) == "10\n"
    names = "pygments.lexers", "pytest11"
    ask = "from importlib.metadata import entry_points as e; "
    ask += f"print([len(e(group=g, name='catproof')) for g in {names}])"
    assert run(python, "-c", ask, cwd=tmp_path) == "[1, 1]\n"
    lexer = "from pygments.lexers import get_lexer_for_filename; print(get_lexer_for_filename('t.cat').name)"
    assert run(python, "-c", lexer, cwd=tmp_path) == "catproof\n"
    tests = run(python, "-m", "pytest", "--catproof", "-q", theories / "supervised.cat", cwd=tmp_path, env=cache)
    assert re.search(r"\d passed", tests) and " failed" not in tests
    assert run(command, "--version", cwd=tmp_path) == f"catproof {report['catproof']}\n"
