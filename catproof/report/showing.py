"""What an expression stands for, as a sheet: `catproof show`."""

from __future__ import annotations

from collections.abc import Sequence

from catproof.core.category import Arrow
from catproof.core.graded import GRADED, Graded
from catproof.core.nouns import counted
from catproof.core.task import Element, Task
from catproof.elaborate.asking import asked
from catproof.elaborate.scope import Broken, Defined
from catproof.elaborate.terms import Terms
from catproof.elaborate.theory import keyword
from catproof.logic.terms import Definition
from catproof.report.graded_sheets import graded_object_sheet, graded_sheet
from catproof.report.sheet import Cell, Sheet, Table
from catproof.report.sheets import arrow_sheet, domain_sheet, element_sheet, number_sheet, object_sheet, sheet
from catproof.structures.tables import Place
from catproof.syntax import tree
from catproof.syntax.printer import print_name, print_term


def shown(term: tree.Term, terms: Terms) -> Sheet:
    """The sheet of what an expression stands for. Raises `Wrong`, `Skipped` or `LimitReached`."""
    return _shown(term, terms)._replace(expression=print_term(term))


def _shown(term: tree.Term, terms: Terms) -> Sheet:
    kind, value = asked(term, terms)
    if kind == "definition":
        return _definitions(value)
    if kind == "domain":
        return domain_sheet(value, print_term(term))
    if kind == "number":
        return number_sheet(value, print_term(term))
    if isinstance(value, Place):
        if isinstance(value.home, Graded):
            assert isinstance(value.value, int)
            return graded_object_sheet(value.home, value.value)
        if isinstance(value.home, Task):
            assert isinstance(value.value, Element)
            return element_sheet(value.home, value.value)
        if isinstance(value.value, Arrow):
            return arrow_sheet(value.home, value.value)
        assert isinstance(value.value, int)
        return object_sheet(value.home, value.value)
    if not value.name:
        value.name = print_term(term)
    if isinstance(value, GRADED):
        return graded_sheet(value)._replace(doc=documentation(term, terms))
    return sheet(value)._replace(doc=documentation(term, terms))


def documentation(term: tree.Term, terms: Terms) -> str:
    """What the file says of a declared name: its docstring."""
    declared = terms.scope.lookup(term.text) if isinstance(term, tree.Name) else None
    return "" if declared is None or declared.item is None else declared.item.doc or ""


def declarations(terms: Terms) -> Sheet:
    """What a theory file declares, in the order of the file: kind, name, docstring."""
    rows: list[tuple[Cell, ...]] = []
    for name, declared in terms.scope.names.items():
        if isinstance(declared.value, Broken) or declared.item is None:
            continue
        item = declared.item
        word = "task" if isinstance(item, tree.TasksDecl) else keyword(item)
        word = "define" if isinstance(declared.value, Defined) else word
        rows.append((word, print_name(name), item.doc or ""))
    return Sheet(
        "declarations",
        counted(len(rows), "declarations"),
        (Table("declared", ("kind", "name", "says"), rows, len(rows)),),
    )


def _definitions(definitions: Sequence[Definition]) -> Sheet:
    text = "\n".join(map(written, definitions))
    return Sheet("definition", f"definition {print_name(definitions[0].reference.word)}", text=text)


def written(definition: Definition) -> str:
    """The definition in canonical form, after a comment with its source and one with what comes with the arguments."""
    from catproof.logic.definitions import HIDDEN
    from catproof.logic.text import text_of_definition
    from catproof.syntax.formatter import format_theory
    from catproof.syntax.parser import parse

    text = text_of_definition(definition)
    lines = [f"# {definition.source}"] if definition.source else []
    named = [print_name(variable.name) for variable in definition.inferred if HIDDEN not in variable.name]
    if named:
        lines.append(f"# {', '.join(named)}: as the argument{' has' if len(definition.written) == 1 else 's have'} it")
    return "\n".join([*lines, format_theory(parse(text, ""), text).rstrip("\n")])
