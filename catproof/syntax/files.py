"""The other files that a theory file names: those it imports, and those it reads data from."""

from __future__ import annotations

from collections.abc import Iterator

from catproof.syntax import tree

READING = frozenset({"read", "schema", "instance"})
"""The functions whose first argument is the name of a data file."""

OPTIONS = ("points", "names")
"""The options of these that name a file."""


def is_array(file: str) -> bool:
    """Is it an array, by its name?"""
    return file.lower().endswith(".npy")


def names_beside(file: str) -> str:
    """The file with the names of the rows of an array, where no other is named."""
    return f"{file[: -len('.npy')]}.txt"


def may_name_files(text: str) -> bool:
    """Could a theory with this text name any? So that most need not be read again to find out."""
    return any(word in text for word in (*READING, "import"))


def imported_files(theory: tree.Theory) -> list[str]:
    """The files of the `import`s, as written."""
    return [item.path for item in theory.items if isinstance(item, tree.Import)]


def data_files(theory: tree.Theory) -> list[str]:
    """The data files that are read, as written."""
    return list(dict.fromkeys(name for item in theory.items for name in read_by(item)))


def read_by(item: tree.Item) -> Iterator[str]:
    """The data files that one item reads, as written."""
    sources: tuple[tree.Term, ...] = ()
    if isinstance(item, tree.Definition):
        sources = (item.value,)
    elif isinstance(item, tree.FunctorDecl) and item.values is not None:
        sources = (item.values,)
    elif isinstance(item, tree.TasksDecl | tree.GradedFrom):
        sources = (item.source,)
    elif isinstance(item, tree.TaskFrom):
        sources = (item.source, *(part.source for part in item.items))
    for source in sources:
        if isinstance(source, tree.Call) and source.function in READING and source.arguments:
            first = source.arguments[0]
            if isinstance(first, tree.Name):
                yield first.text
            for each in source.arguments:
                if isinstance(each, tree.Option) and each.key in OPTIONS:
                    yield each.value.text
            if isinstance(first, tree.Name) and is_array(first.text):
                options = [each for each in source.arguments if isinstance(each, tree.Option)]
                if not any(each.key == "names" for each in options):
                    yield names_beside(first.text)
