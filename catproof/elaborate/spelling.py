"""Objects, arrows and elements as terms of the language."""

from __future__ import annotations

from itertools import groupby

from catproof.core.category import Arrow, Category
from catproof.core.label import Label, expression
from catproof.elaborate.copying import Unwritable
from catproof.elaborate.scope import ArrowOf, ElementOf, ObjectOf
from catproof.elaborate.terms import bare_identity
from catproof.syntax import tree
from catproof.syntax.depth import LONGEST_COMPOSITE
from catproof.syntax.parser import parse
from catproof.syntax.printer import print_term


def label_term(label: Label) -> tree.Term:
    """The term that spells a label."""
    if isinstance(label, tuple):
        return tree.Tuple(tuple(map(label_term, label)))
    return tree.Integer(label) if isinstance(label, int) else tree.Name(label, True)


def arrow_term(category: Category, arrow: Arrow) -> tree.Term:
    """The term that spells an arrow: `id(a)`, a path of generating arrows, or `(a -> b)` where they have no names."""
    source = category.source(arrow)
    ends = label_term(category.objects[source]), label_term(category.objects[arrow.target])
    if not arrow.number:
        return tree.Call("id", (ends[1],))
    if category.presentation.kind == "thin" and source != arrow.target:
        return tree.TheArrow(*ends)
    found: tree.Term | None = None
    factors = 0
    for g, same in groupby(category.word(arrow)):
        loop, number = category.quiver.source[g] == category.quiver.target[g], len(list(same))
        name = _generator_term(category.generators[g].name)
        for factor in [tree.Power(name, number)] if loop and number > 1 else [name] * number:
            found, factors = factor if found is None else tree.Compose(found, factor), factors + 1
    if found is None or factors > LONGEST_COMPOSITE:
        raise Unwritable
    return no_object(found, category)


def no_object(arrow: tree.Term, category: Category) -> tree.Term:
    """The term, in which an object of the same name is not meant: of the two, objects win over arrows."""
    if isinstance(arrow, tree.Name) and arrow.text in category.number and not bare_identity(arrow):
        return tree.Compose(arrow, tree.Name("id"))
    return arrow


def _generator_term(name: str) -> tree.Term:
    """A generating arrow: `(f, id(a))` of a product as it is, any other by its name."""
    if expression(name) == ",":
        [item] = parse(f"ask {name} is full", "").theory.items
        prop = item.prop if isinstance(item, tree.Statement) else None
        if isinstance(prop, tree.Is) and print_term(prop.subject) == name:
            return prop.subject
    return tree.Name(name, True)


def term_of(value: object) -> tree.Term:
    """The term that stands for an object, an arrow or an element."""
    if isinstance(value, ObjectOf):
        return label_term(value.category.objects[value.object])
    if isinstance(value, ArrowOf):
        return arrow_term(value.category, value.arrow)
    assert isinstance(value, ElementOf)
    return label_term(value.task.elements[value.element.object][value.element.number])
