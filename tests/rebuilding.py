"""A parsed theory built again by the calls of `catproof.Theory`, each declaration by the call made for it."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from catproof import Theory
from catproof.core.label import Label
from catproof.syntax import tree
from catproof.syntax.printer import PROPOSITIONS, item_pieces, one_line, print_parameter, print_prop, print_term


def rebuilt(theory: tree.Theory) -> Theory:
    """The theory, built by calls."""
    built = Theory()
    for item in theory.items:
        built = add(built, item)
    return built


def add(built: Theory, item: tree.Item) -> Theory:
    """One more declaration or statement."""
    if isinstance(item, tree.Import):
        return built.imports(item.path)
    if isinstance(item, tree.TasksDecl):
        reads = built.names if item.word == "names" else built.tasks
        return reads(print_term(item.source), print_term(item.category))
    if isinstance(item, tree.Statement):
        call = {"claim": built.claim, "refute": built.refute, "ask": built.ask}[item.kind]
        return call(print_prop(item.prop), name=item.name and item.name.text)
    if isinstance(item, tree.Find):
        bound = ", ".join(f"{name.text} in {print_term(domain)}" for name, domain in item.bindings)
        return built.find(f"{bound} such that {print_prop(item.prop)}", name=item.name and item.name.text)
    name, doc = item.name.text, item.doc
    if isinstance(item, tree.Define):
        body = print_prop(item.body) if isinstance(item.body, PROPOSITIONS) else print_term(item.body)
        return built.define(name, map(print_parameter, item.parameters), body, doc=doc)
    if isinstance(item, tree.Definition):
        value = print_term(item.value)
        if item.kind == "task":
            return built.task(name, "", value, doc=doc)
        if item.kind in ("functor", "model", "transformation"):
            return getattr(built, item.kind)(name, value, doc=doc)
        if item.kind == "enriched":
            return built.enriched(name, value, doc=doc)
        orders = {"poset": built.poset, "preorder": built.preorder}
        call = {**orders, "monoid": built.monoid, "group": built.group}.get(item.kind, built.category)
        return call(name, value, doc=doc)
    if isinstance(item, tree.GradedFrom | tree.GradedDecl):
        call = built.enriched if item.kind == "enriched" else built.scores
        if isinstance(item, tree.GradedFrom):
            return call(name, print_term(item.source), item.quantale.text, doc=doc)
        objects = [label(x) for each in of(item, tree.ObjectsItem) for x in each.names]
        return call(name, scores(item), item.quantale.text, objects, doc=doc)
    if isinstance(item, tree.PretextDecl):
        return built.pretext(name, item.pretext, [one_line(item_pieces(each)) for each in item.items], doc=doc)
    if isinstance(item, tree.TaskFrom):
        return built.task(name, print_term(item.category), print_term(item.source), doc=doc)
    if isinstance(item, tree.CategoryDecl):
        return add_category(built, item)
    if isinstance(item, tree.TaskDecl):
        if values := of(item, tree.ValueItem):
            at = {label(each.object): score(each.value) for each in values}
            return built.task(name, print_term(item.category), at, doc=doc)
        elements = {label(e.object): [label(x) for x in e.elements.items] for e in of(item, tree.ElementsItem)}
        restrictions = {arrow(r.arrow): assigned(r.assignments) for r in of(item, tree.RestrictionItem)}
        call = built.copresheaf if item.covariant else built.task
        return call(name, print_term(item.category), elements, restrictions, doc=doc)
    ends = print_term(item.source), print_term(item.target)
    if isinstance(item, tree.TransformationDecl):
        return built.transformation(name, ends, dict(map(component, item.items)), doc=doc)
    if isinstance(item, tree.FunctorDecl) and item.values is not None:
        return built.functor(name, ends, print_term(item.values), doc=doc)
    call = built.functor if isinstance(item, tree.FunctorDecl) else built.model
    return call(name, ends, {label(each.left): path(each.right) for each in item.items}, doc=doc)


def score(term: tree.Term) -> Fraction | float:
    """The value that is written."""
    text = print_term(term)
    return math.inf if text == "inf" else Fraction(text)


def scores(item: tree.GradedDecl) -> dict[tuple[Label, Label], Fraction | float]:
    """The scores that are listed, each way by itself."""
    found = {}
    for each in of(item, tree.ScoreItem):
        ends = label(each.source), label(each.target)
        found[ends] = score(each.value)
        if each.both:
            found[ends[::-1]] = score(each.value)
    return found


def add_category(built: Theory, item: tree.CategoryDecl) -> Theory:
    """One more category, by the call for its kind."""
    name, doc = item.name.text, item.doc
    objects = [label(x) for each in of(item, tree.ObjectsItem) for x in each.names]
    arrows = {f.text: (label(e.source), label(e.target)) for e in of(item, tree.ArrowsItem) for f in e.names}
    equations = [f"{print_term(e.left)} = {print_term(e.right)}" for e in of(item, tree.EquationItem)]
    if item.kind in ("poset", "preorder"):
        chains = [[label(x) for x in each.names] for each in of(item, tree.ChainItem)]
        return getattr(built, item.kind)(
            name, chains, [label(x) for each in of(item, tree.PointsItem) for x in each.names], doc=doc
        )
    if item.kind in ("monoid", "group"):
        generators = [g.text for each in of(item, tree.GeneratorsItem) for g in each.names]
        return getattr(built, item.kind)(name, generators, equations, doc=doc)
    if item.kind == "table":
        composites = {
            (e.composite.after.text, e.composite.before.text): print_term(e.result) for e in of(item, tree.ComposeItem)
        }
        return built.table(name, objects, arrows, composites, doc=doc)
    return built.category(name, objects, arrows, equations, doc=doc)


def of(item: Any, kind: type) -> list[Any]:
    """The items of a block of one kind."""
    return [each for each in item.items if isinstance(each, kind)]


def component(item: Any) -> tuple[Label, Any]:
    """A component of a transformation, of tasks or of functors."""
    if isinstance(item, tree.MapsTo):
        return label(item.left), path(item.right)
    return label(item.object), assigned(item.assignments)


def assigned(pairs: tuple[tree.MapsTo, ...]) -> dict[Label, Label]:
    """`x |-> y` as a dictionary."""
    return {label(pair.left): label(pair.right) for pair in pairs}


def label(term: tree.Term) -> Label:
    """A label as Python has it."""
    if isinstance(term, tree.Name):
        return term.text
    if isinstance(term, tree.Integer):
        return term.value
    if isinstance(term, tree.Tuple):
        return tuple(label(part) for part in term.items)
    return print_term(term)  # an element of a representable task is called by the path


def path(term: tree.Term) -> str | Label:
    """A value of a functor or model: text, or a label that is no name."""
    return label(term) if isinstance(term, tree.Integer | tree.Tuple) else print_term(term)


def arrow(term: tree.Term) -> Any:
    """A generating arrow."""
    if isinstance(term, tree.TheArrow):
        return label(term.source), label(term.target)
    return label(term)


def flat(theory: tree.Theory) -> list[object]:
    """The theory with `object a, b` as `object a ; object b`, and the like, and blocks in one order: what it says, and
    not how it is written."""
    found: list[object] = []
    for item in theory.items:
        if isinstance(item, tree.CategoryDecl | tree.TaskDecl):
            parts = [part for each in item.items for part in singles(each)]
            found.append((type(item), item.name, item.doc, sorted(parts, key=lambda part: type(part).__name__)))
        elif isinstance(item, tree.GradedDecl):
            objects = [x for each in of(item, tree.ObjectsItem) for x in each.names]
            found.append((item.kind, item.name, item.doc, item.quantale, objects, scores(item)))
        elif isinstance(item, tree.TransformationDecl):
            components = list(map(component, item.items))
            found.append((item.name, item.doc, item.source, item.target, components))
        else:
            found.append(item)
    return found


def singles(item: tree.Node) -> list[tree.Node]:
    """An item of a block for each name that it gives."""
    if isinstance(item, tree.ObjectsItem | tree.GeneratorsItem | tree.PointsItem):
        return [type(item)((name,)) for name in item.names]
    if isinstance(item, tree.ArrowsItem):
        return [tree.ArrowsItem((name,), item.source, item.target) for name in item.names]
    return [item]
