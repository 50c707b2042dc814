"""Pages of the site that are made from files of the repository: the README by sections, the references, the prelude,
the theories, the theorems, the public names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from os.path import normpath
from pathlib import Path
from typing import NamedTuple

import catproof

WHOLE = {
    "grammar/README.md": ("language", ""),
    "catproof/kernel/README.md": ("certificates", ""),
    "tests/second_kernel/README.md": ("second-kernel", ""),
    "catproof/bridge/coq/README.md": ("coq", ""),
    "tests/benchmarks/README.md": ("benchmarks", ""),
    "theories/embedding/README.md": ("nouns", ""),
    "catproof/report/codes.md": ("codes", ""),
}
"""Files of which each is a page."""

SECTIONS = (
    "Install and run", "A tour", "Scores in place of arrows", "Commands", "Real data", "Proofs in Coq",
    "Proofs for other provers", "Several cores, several machines", "From Python", "From other tools",
    "What has to be trusted", "Limits", "Performance", "How the code is laid out", "Changes", "Licence",
)  # fmt: skip
"""The sections of the README, each a page: a new one needs a place in `index.md` as well."""


class Page(NamedTuple):
    """A page: its name, its text, and the file it comes from, from which its links go."""

    name: str
    text: str
    source: Path


def slug(heading: str) -> str:
    """The anchor of a heading, as code hosts and MyST make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def headings(text: str) -> list[str]:
    """The headings of a text, those in blocks of code left out."""
    return re.findall(r"^#+ (.*)$", re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.M | re.S), re.M)


def sections(readme: str) -> Iterator[tuple[str, str]]:
    """The sections of the README with their headings."""
    for part in re.split(r"^## ", readme, flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        yield title, f"# {title}\n{re.sub(r'^###', '##', body, flags=re.M)}"


def make(root: Path, made: Path) -> None:
    """Write the pages into a folder, which is made anew."""
    shutil.rmtree(made, ignore_errors=True)
    (made / "files").mkdir(parents=True)
    readme = (root / "README.md").read_text(encoding="utf-8")
    parts = dict(sections(readme))
    if tuple(parts) != SECTIONS:
        raise ValueError(f"the sections of the README have changed: {set(parts) ^ set(SECTIONS)}")
    pages = [Page(slug(title), text, root / "README.md") for title, text in parts.items()]
    pages += [Page(name, written(root / file), root / file) for file, (name, _) in WHOLE.items()]
    pages += [prelude_page(root), theorems_page(root), api_page(root), *theory_pages(root)]
    anchors = {(page.source, slug(heading)): page.name for page in pages for heading in headings(page.text)}
    for page in pages:
        (made / f"{page.name}.md").write_text(linked(page, root, made, anchors), encoding="utf-8")


def written(file: Path) -> str:
    """The text of a file. What is wrong on purpose is not coloured: a lexer would warn of it."""
    text = file.read_text(encoding="utf-8")
    return re.sub(r"^```\w+.*$", "```text", text, flags=re.M) if file.name == "codes.md" else text


def linked(page: Page, root: Path, made: Path, anchors: dict[tuple[Path, str], str]) -> str:
    """The text with its links going to pages, or to copies of files."""

    def target(match: re.Match[str]) -> str:
        before, goal = match["before"], match["goal"]
        if before is None or re.match(r"[a-z]+:", goal):  # code, or another place
            return match[0]
        path, _, anchor = goal.partition("#")
        file = page.source if not path else Path(normpath(page.source.parent / path))
        inside = file.relative_to(root)
        if anchor:
            if (file, anchor) not in anchors:
                raise ValueError(f"{page.source}: nothing is called {goal}")
            return f"{before}({anchors[file, anchor]}.md#{anchor})"
        if str(inside) in WHOLE:
            return f"{before}({WHOLE[str(inside)][0]}.md)"
        if inside.suffix == ".cat" and inside.parts[0] == "theories":
            return f"{before}({theory_name(inside)}.md)"
        if file.is_dir():
            return f"{before}(theories.md)" if inside.parts == ("theories",) else before.strip("![]")
        if inside.suffix == ".md":
            raise ValueError(f"{page.source} links to {inside}, which is no page: add it to WHOLE and to index.md")
        copy = made / "files" / str(inside).replace("/", "-")
        shutil.copy(file, copy)
        return f"{before}(files/{copy.name})"

    link = r"(?P<before>!?\[[^\]\n]*\])\((?P<goal>[^)\s]+)\)"
    return re.sub(rf"^(?P<fence>`{{3,}})[^\n]*\n.*?^(?P=fence)$|`[^`\n]*`|{link}", target, page.text, flags=re.M | re.S)


# ---- what is made from what --------------------------------------------------------------------------------


def prelude_page(root: Path) -> Page:
    """Every word that is defined in the language, with its source."""
    lines = [
        "# The prelude", "", "What the properties of the language mean, each in the language itself.",
        "`catproof show --definition` prints one, and a `define` of a theory file is a citizen of the same rank.", "",
    ]  # fmt: skip
    text = (root / "catproof" / "logic" / "prelude.cat").read_text(encoding="utf-8")
    source = ""
    for block in re.findall(r"^# .*$|^define (?:.*\n)(?:[ \t]+.*\n)*", text, re.M):
        if block.startswith("#"):
            source = block.removeprefix("# ")
            continue
        found = re.match(r'define ("[^"]*"|\w+)\(([^)]*)\)', block)
        assert found, block
        title = f"## {found[1].strip(chr(34))}: of {found[2]}"
        lines += [title, "", f"*{source}*", "", "```cat", block.rstrip(), "```", ""]
    if lines.count("```cat") != text.count("\ndefine "):
        raise ValueError("a definition of the prelude is missing on its page")
    return Page("prelude", "\n".join(lines), root / "catproof" / "logic" / "prelude.cat")


def theorems_page(root: Path) -> Page:
    """The general theorems, with their statements in Coq."""
    said = (
        "Proved in Coq once and for all, without axioms: [the library](README.md). `catproof prove` has them checked."
    )
    lines = ["# The theorems", "", said, ""]
    library = "\n".join(file.read_text(encoding="utf-8") for file in sorted((root / "catproof/bridge/coq").glob("*.v")))
    general = (root / "catproof/bridge/coq/Audit.v").read_text(encoding="utf-8").split("(** ")[2]
    for name in re.findall(r"^Print Assumptions (\w+)\.", general, re.M):
        kind = "(?:Theorem|Lemma|Corollary|Definition|Program Definition)"
        statement = re.search(rf"^ *{kind} {name}\b.*?(?=^ *Proof|:=)", library, re.M | re.S)
        if statement is None:
            raise ValueError(f"there is no statement of {name}")
        lines += [f"## {name}", "", "```coq", statement[0].strip(), "```", ""]
    return Page("theorems", "\n".join(lines), root / "catproof/bridge/coq/README.md")


def api_page(root: Path) -> Page:
    """The public names of the package."""
    lines = ["# The Python API", "", "```{eval-rst}", ".. automodule:: catproof", "   :no-members:", "```", ""]
    names = [name for name in catproof.__all__ if name != "__version__"]
    functions = [name for name in names if not isinstance(getattr(catproof, name), type)]
    classes = sorted(set(names) - set(functions))
    for title, kind, several in (("Functions", "autofunction", functions), ("Classes", "autoclass", classes)):
        lines += [f"## {title}", "", "```{eval-rst}"]
        for name in several:
            lines += [f".. {kind}:: catproof.{name}", *(["   :members:"] if kind == "autoclass" else []), ""]
        lines += ["```", ""]
    return Page("api", "\n".join(lines), root / "catproof" / "__init__.py")


def theory_name(file: Path) -> str:
    """The page of a theory file."""
    return "theory-" + "-".join(file.with_suffix("").parts[1:])


def theory_pages(root: Path) -> Iterator[Page]:
    """The theories that are shipped, and a list of them."""
    files = sorted(file.relative_to(root) for file in (root / "theories").rglob("*.cat"))
    said = "Each is checked by the tests, with every engine, and exported to Coq."
    lines = ["# The theories", "", said, "", "```{toctree}", ":maxdepth: 1", ""]
    yield Page("theories", "\n".join([*lines, *map(theory_name, files), "```", ""]), root / "theories")
    for file in files:
        text = (root / file).read_text(encoding="utf-8")
        yield Page(theory_name(file), f"# {file.name}\n\n````cat\n{text}````\n", root / file)
