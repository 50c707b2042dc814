"""Packages that may not be there, and what installs them: those that catproof depends on, and those of its extras."""

from __future__ import annotations

import sys
from importlib.util import find_spec

DEPENDENCIES = {
    "jinja2": "jinja2", "lark": "lark", "networkx": "networkx", "numpy": "numpy", "pathspec": "pathspec",
    "platformdirs": "platformdirs", "rich": "rich", "scipy": "scipy", "z3": "z3-solver",
}  # fmt: skip
"""By the names of modules, the packages that catproof depends on."""

EXTRAS = {
    "IPython": "notebook", "distributed": "cluster", "duckdb": "duckdb", "ibis": "ibis", "lsprotocol": "lsp",
    "matplotlib": "pictures", "numba": "compiled", "pyarrow": "parquet", "pygls": "lsp", "pynauty": "nauty",
    "pysat": "sat", "rdflib": "rdf", "shtab": "completion", "sqlglot": "ibis",
}  # fmt: skip
"""By the names of modules, the extras that bring them."""


def installs(module: str) -> str:
    """The command that installs the package of a module, `rdflib` or `rdflib.plugins`. What is in neither table is
    brought by one of those packages: then all of them are installed once more."""
    root = module.partition(".")[0]
    if root in EXTRAS:
        return f"pip install 'catproof[{EXTRAS[root]}]'"
    return f"pip install {DEPENDENCIES.get(root, '--force-reinstall catproof')}"


def missing(error: ImportError) -> str:
    """What to say of a module that is not there: of which package, and what installs it; of all at once where several
    that catproof depends on are not there. Empty where that is no matter of what is installed."""
    root = (error.name or "").partition(".")[0]
    if not isinstance(error, ModuleNotFoundError) or root in ("", "catproof"):
        return ""
    if root in DEPENDENCIES:
        several = sorted({DEPENDENCIES[root], *(DEPENDENCIES[each] for each in DEPENDENCIES if not _is_there(each))})
        if len(several) > 1:
            named = f"{', '.join(several[:-1])} and {several[-1]}"
            return f"catproof needs the packages {named}, which are not installed: pip install {' '.join(several)}"
    needs = "this needs" if root in EXTRAS else "catproof needs"
    name = DEPENDENCIES.get(root, root)
    return f"{needs} the package {name}, which is not installed: {installs(root)}"


def _is_there(module: str) -> bool:
    """Is the module installed? It is not imported for that."""
    try:
        return find_spec(module) is not None
    except ValueError:  # it stands among the loaded modules without saying where it is from
        return sys.modules.get(module) is not None
