"""The house: no circle of imports, no arrow back up, few loose modules, no file that is too long."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import networkx

import catproof

PACKAGE = Path(catproof.__file__).parent
README = (PACKAGE.parent / "README.md").read_text(encoding="utf-8")
MODULES = {
    ".".join(("catproof", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}


def imported(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                if inside in MODULES or node.module in MODULES:
                    yield inside if inside in MODULES else str(node.module)


def arrows() -> networkx.DiGraph[str]:
    """The imports between modules."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_edges_from((name, other) for name, path in MODULES.items() for other in imported(path) if other != name)
    return graph


def room(module: str) -> str:
    """The folder in the package that a module is in; a loose one is its own room."""
    return module.split(".")[1] if "." in module else module


def test_imports_have_no_circle() -> None:
    graph = arrows()
    assert graph.number_of_edges() > 1000
    assert [sorted(one) for one in networkx.strongly_connected_components(graph) if len(one) > 1] == []


def test_imports_lead_down_the_list_of_the_readme() -> None:
    table = README[README.index("## How the code is laid out") : README.index("An arrow of imports")]
    floors = [re.findall(r"`catproof/([a-z]+)/`", line.split("|")[1]) for line in table.splitlines() if "|" in line]
    rooms = [name for floor in floors for name in floor]
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name[0] not in "_."}
    assert set(rooms) == folders - {"shipped"}
    up = {
        (name, other)
        for name, other in arrows().edges
        if room(name) in rooms and room(other) in rooms and rooms.index(room(other)) < rooms.index(room(name))
    }
    assert up == set()


def test_few_modules_are_loose_and_none_is_too_long() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 10
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: count for name, count in lines.items() if count > 500} == {}


def test_what_comments_refer_to_is_there() -> None:
    """`core.cache` or `core/keeping.py` in a docstring is a module of a room, and what is named after it is in it."""
    rooms = {*(name.split(".")[1] for name in MODULES if name.count(".") > 1), "claims"}  # a room that there was
    lost = []
    for name, path in MODULES.items():
        for said in re.findall(r"`([a-z_]+(?:[./][A-Za-z_]+)+)`", path.read_text(encoding="utf-8")):
            parts = ("catproof." + said.removesuffix(".py").replace("/", ".")).split(".")
            if parts[1] not in rooms or (PACKAGE / said).exists():
                continue
            known = next(k for k in range(len(parts), 0, -1) if ".".join(parts[:k]) in MODULES)
            inside = MODULES[".".join(parts[:known])].read_text(encoding="utf-8")
            if known == 1 or any(part not in inside for part in parts[known:]):
                lost.append((name, said))
    assert lost == []
