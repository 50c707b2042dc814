"""Declarations of pretexts: their items read and checked, each mistake reported where it is."""

from __future__ import annotations

from catproof.core import pretext
from catproof.core.category import Category
from catproof.core.label import show
from catproof.diagnostic import Span
from catproof.elaborate.categories import Collector
from catproof.elaborate.naming import Names
from catproof.elaborate.scope import Wrong
from catproof.elaborate.terms import Terms
from catproof.logic.terms import Apply, Number, Term
from catproof.syntax import tree


def declared_pretext(decl: tree.PretextDecl, terms: Terms) -> Category:
    """The category of a pretext. Raises `Problems`, `Wrong` or `LimitReached`."""
    name, limit = decl.name.text, terms.limit
    for item in decl.items:
        if not isinstance(item, ITEMS[decl.pretext]):
            raise Wrong("E112", item.span, f"this is no item of {decl.pretext}")
    if decl.pretext == "rotation":
        return pretext.rotation(*_rotation(decl), name, limit)
    if decl.pretext == "supervised":
        return pretext.supervised(_supervised(decl), name, limit)
    if decl.pretext == "contrastive":
        pairs = [(i.left.text, i.right.text) for i in decl.items if isinstance(i, tree.PairItem)]
        samples = [n.text for i in decl.items if isinstance(i, tree.SamplesItem) for n in i.names]
        return pretext.contrastive(pairs, samples, name, limit)
    # Tokens are what white space separates.
    texts = [i.text.text.split() for i in decl.items if isinstance(i, tree.TextItem)]
    return (pretext.masked if decl.pretext == "masked" else pretext.next_token)(texts, name, limit)


def pretext_term(decl: tree.PretextDecl, names: Names) -> Term:
    """The pretext as an expression, for a declaration that is right."""

    def literal(name: tree.Name) -> Term:
        return names.literal(name.text, name)

    found: list[Term] = []
    for item in decl.items:
        if isinstance(item, tree.OrderItem):
            found.insert(0, Number(item.order))
        elif isinstance(item, tree.ImagesItem):
            found += [Apply("image of", (literal(name), Number(item.symmetry))) for name in item.names]
        elif isinstance(item, tree.TextItem):
            found.append(literal(item.text))
        elif isinstance(item, tree.PairItem):
            found.append(Apply("pair of", (literal(item.left), literal(item.right))))
        elif isinstance(item, tree.SamplesItem):
            found += [Apply("sample", (literal(name),)) for name in item.names]
        else:
            assert isinstance(item, tree.LabelItem)
            found.append(Apply("labelled", (literal(item.input), literal(item.label))))
    return Apply(decl.pretext, tuple(found), span=decl.span)


ITEMS: dict[str, tuple[type[tree.Node], ...]] = {
    "rotation": (tree.OrderItem, tree.ImagesItem),
    "masked": (tree.TextItem,),
    "next_token": (tree.TextItem,),
    "contrastive": (tree.PairItem, tree.SamplesItem),
    "supervised": (tree.LabelItem,),
}


def _rotation(decl: tree.PretextDecl) -> tuple[int, list[tuple[str, int]]]:
    """The order, and the images with their symmetries."""
    problems = Collector()
    orders = [item for item in decl.items if isinstance(item, tree.OrderItem)]
    if not orders:
        problems.add("E414", decl.name.span, "the order of the rotations is missing", "add `order 4` for quarter turns")
    for again in orders[1:]:
        problems.add("E414", again.span, f"the order is given twice, first on line {orders[0].span.line}")
    images: dict[str, int] = {}
    for item in decl.items:
        if not isinstance(item, tree.ImagesItem):
            continue
        for image in item.names:
            if image.text in images:
                problems.add("E414", image.span, f"the image {show(image.text)} is given twice")
            images[image.text] = item.symmetry
        if orders and orders[0].order % item.symmetry:
            problems.add(
                "E414",
                item.span,
                f"the symmetry {item.symmetry} does not divide the order {orders[0].order}",
                f"the symmetry can be {_divisors(orders[0].order)}",
            )
    if not any(isinstance(item, tree.ImagesItem) for item in decl.items):
        problems.add("E414", decl.name.span, "there is no image to turn", "add `image cat`")
    problems.stop_if_any()
    return orders[0].order, list(images.items())


def _divisors(order: int) -> str:
    shown = [str(k) for k in range(1, min(order, 1000) + 1) if order % k == 0]
    return ", ".join(shown[:8] + ["..."] * (len(shown) > 8))


def _supervised(decl: tree.PretextDecl) -> list[tuple[str, str]]:
    """The inputs with their labels."""
    problems = Collector()
    items = [item for item in decl.items if isinstance(item, tree.LabelItem)]
    inputs: dict[str, Span] = {}
    for item in items:
        shown = show(item.input.text)
        if item.input.text in inputs:
            line = inputs[item.input.text].line
            problems.add("E414", item.input.span, f"{shown} has a label already, from line {line}")
        inputs.setdefault(item.input.text, item.span)
    for item in items:
        if item.label.text in inputs:
            problems.add(
                "E414",
                item.label.span,
                f"{show(item.label.text)} is an input, given a label on line {inputs[item.label.text].line}, and "
                "cannot be a label as well",
            )
    problems.stop_if_any()
    return [(item.input.text, item.label.text) for item in items]
