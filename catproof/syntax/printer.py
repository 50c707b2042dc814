"""Trees as text on one line: `print_term`, `print_prop`; `formatter` lays out a whole file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Union

from catproof.core.label import RESERVED_WORDS, show_name
from catproof.core.label import quote as quote
from catproof.syntax import tree

print_name = show_name
"""The name, in quotes if it is not a plain word or is a word of the language."""

Pieces = list[Union[str, int]]
"""Text in pieces. A number is a space where a line may be broken, the smaller the better."""

AFTER_QUANTIFIER = 0
BEFORE_CONNECTIVE = 1  # plus the strength of the connective
IN_LIST = 5
IN_COMPOSITE = 6

_NOUNS = frozenset({
    "embedding", "equivalence", "isomorphism", "groupoid", "lattice", "discrete fibration", "discrete opfibration",
    "regular mono", "regular epi", "category", "functor",
})  # fmt: skip
"""Properties that are written with an article."""

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_']*\Z")
_NO_HEADS = RESERVED_WORDS | {"presheaf"}
_LOOSER = (tree.Compose, tree.Restriction, tree.Arithmetic)
"""What needs parentheses as a factor."""

_IFF, _IMPLIES, _OR, _AND, _NOT, _ATOM = range(6)
_STRENGTH = {"iff": _IFF, "implies": _IMPLIES, "or": _OR, "and": _AND}


def print_term(term: tree.Term) -> str:
    """The term on one line, as a theory file writes it."""
    return one_line(term_pieces(term))


def print_prop(prop: tree.Prop) -> str:
    """The proposition on one line, as a theory file writes it."""
    return one_line(prop_pieces(prop))


def one_line(pieces: Pieces) -> str:
    """The pieces without line breaks."""
    return "".join(" " if isinstance(piece, int) else piece for piece in pieces)


# ---- terms --------------------------------------------------------------------------------------------


def term_pieces(term: tree.Term) -> Pieces:
    """A term in pieces. Composites and restrictions are walked along, since they may be long."""
    if isinstance(term, tree.Name):
        return ["id" if term.text == "id" and not term.quoted else print_name(term.text)]
    if isinstance(term, tree.Integer):
        return [str(term.value)]
    if isinstance(term, tree.Fraction):
        return [term.text or str(term.value)]
    if isinstance(term, tree.Tuple):
        return ["(", *_listed(term.items), ")"]
    if isinstance(term, tree.Set):
        return ["{", *_listed(term.items), "}"]
    if isinstance(term, tree.Call):
        pieces: Pieces = [*_head(term), "(", *_listed(term.arguments, _argument), ")"]
        return pieces if term.block is None else [*pieces, " ", *block_pieces(item_pieces(i) for i in term.block)]
    if isinstance(term, tree.Bound):
        return [f"{term.key} {term.operator} {term.value}"]
    if isinstance(term, tree.Share):
        return [f"{term.key} <= ", *term_pieces(term.value), "%"]
    if isinstance(term, tree.Within):
        return ["within ", *term_pieces(term.value)]
    if isinstance(term, tree.Option):
        return [f"{term.key} = {print_name(term.value.text)}"]
    if isinstance(term, tree.Power):
        return [*_factor(term.base, tree.Power, *_LOOSER), f"^{term.exponent}"]
    if isinstance(term, tree.TheArrow):
        return ["(", *term_pieces(term.source), " -> ", *term_pieces(term.target), ")"]
    if isinstance(term, tree.Restriction):
        return _restriction(term)
    if isinstance(term, tree.ElementAt):
        return ["(", *_pair(term.element, " at ", term.object), ")"]
    if isinstance(term, tree.LyingIn):
        return _pair(term.term, " in ", term.place)
    if isinstance(term, tree.Selection):
        head: Pieces = [print_name(term.variable.text), " in ", *term_pieces(term.domain), " such that "]
        return [*head, *prop_pieces(term.condition)]
    if isinstance(term, tree.Arithmetic):
        return _arithmetic(term)
    return _composite(term)


def _head(call: tree.Call) -> Pieces:
    """What is called: a name, in quotes where it is no word that may stand there; a term, in parentheses if no call."""
    if call.head is not None:
        inner = term_pieces(call.head)
        return inner if isinstance(call.head, tree.Call) else ["(", *inner, ")"]
    function = call.function
    plain = _PLAIN.match(function) and function not in _NO_HEADS and function != "*"
    return [function if plain else quote(function)]


def _arithmetic(term: tree.Arithmetic) -> Pieces:
    """A sum or a product, walked along."""
    operands: list[tuple[str, tree.Term]] = []
    first: tree.Term = term
    while isinstance(first, tree.Arithmetic) and (first is term or (first.operator == "*") == (term.operator == "*")):
        operands.append((first.operator, first.right))
        first = first.left
    in_parentheses = (tree.Arithmetic,) if term.operator == "*" else ()
    pieces = _factor(first, *in_parentheses)
    for operator, operand in reversed(operands):
        inner = _factor(operand, *in_parentheses) if _is_product(operand) else _factor(operand, tree.Arithmetic)
        pieces += [IN_COMPOSITE, f"{operator} ", *inner]
    return pieces


def _is_product(term: tree.Term) -> bool:
    return isinstance(term, tree.Arithmetic) and term.operator == "*"


def _listed(terms: Iterable[tree.Term], written: Callable[[tree.Term], Pieces] = term_pieces) -> Pieces:
    pieces: Pieces = []
    for term in terms:
        if pieces:
            pieces += [",", IN_LIST]
        pieces += written(term)
    return pieces


def _argument(term: tree.Term) -> Pieces:
    """The parentheses of a call are enough for `n(x at a)`."""
    pieces = term_pieces(term)
    return pieces[1:-1] if isinstance(term, tree.ElementAt) else pieces


def _factor(term: tree.Term, *in_parentheses: type[tree.Node]) -> Pieces:
    pieces = term_pieces(term)
    return ["(", *pieces, ")"] if isinstance(term, in_parentheses) else pieces


def _composite(term: tree.Compose) -> Pieces:
    sign = ">> " if term.diagrammatic else ". "
    factors: list[tree.Term] = []
    first: tree.Term = term
    while isinstance(first, tree.Compose) and first.diagrammatic == term.diagrammatic:
        factors.append(first.after if term.diagrammatic else first.before)
        first = first.before if term.diagrammatic else first.after
    pieces = _factor(first, *_LOOSER)
    for factor in reversed(factors):
        pieces += [IN_COMPOSITE, sign, *_factor(factor, *_LOOSER)]
    return pieces


def _restriction(term: tree.Restriction) -> Pieces:
    arrows: list[tree.Term] = []
    element: tree.Term = term
    while isinstance(element, tree.Restriction):
        arrows.append(element.arrow)
        element = element.element
    # The parentheses around a composite are not needed, but `u|g . f` is easily read as `(u|g) . f`.
    pieces = _factor(element, tree.Compose, tree.Arithmetic)
    for arrow in reversed(arrows):
        pieces += ["|", *_factor(arrow, *_LOOSER)]
    return pieces


def block_pieces(items: Iterable[Pieces]) -> Pieces:
    """`{ item ; item }`."""
    pieces: Pieces = []
    for item in items:
        pieces += [" ;", IN_LIST, *item] if pieces else item
    return ["{ ", *pieces, " }"] if pieces else ["{ }"]


# ---- propositions -------------------------------------------------------------------------------------


def prop_pieces(prop: tree.Prop, strength: int = _IFF, last: bool = True) -> Pieces:
    """A proposition in pieces, in parentheses if it is weaker than `strength`.

    `last`: nothing comes after it before the next closing parenthesis, so that a quantifier needs none.
    """
    if isinstance(prop, tree.Quantified):
        pieces = _quantified(prop)
        return pieces if last else ["(", *pieces, ")"]
    if isinstance(prop, tree.Connective):
        own = _STRENGTH[prop.operator]
        to_the_right = prop.operator == "implies"
        inner_last = last or own < strength
        left = prop_pieces(prop.left, own + to_the_right, False)
        right = prop_pieces(prop.right, own + (not to_the_right), inner_last)
        pieces = [*left, BEFORE_CONNECTIVE + own, f"{prop.operator} ", *right]
        return pieces if own >= strength else ["(", *pieces, ")"]
    if isinstance(prop, tree.Not):
        return ["not ", *prop_pieces(prop.body, _NOT, last)]
    return _atom(prop)


def _quantified(prop: tree.Quantified) -> Pieces:
    variables = [prop.variable]
    while isinstance(prop.body, tree.Quantified) and prop.body.joined and prop.condition is None:
        prop = prop.body
        variables.append(prop.variable)
    names = ", ".join(print_name(variable.text) for variable in variables)
    pieces: Pieces = [f"{prop.quantifier} {names} in ", *term_pieces(prop.domain)]
    if prop.condition is not None:
        pieces += [" such that ", *prop_pieces(prop.condition, last=False)]
    return [*pieces, " :", AFTER_QUANTIFIER, *prop_pieces(prop.body)]


def _atom(prop: tree.Prop) -> Pieces:
    if isinstance(prop, tree.Is):
        pieces = [*term_pieces(prop.subject), " is ", _with_article(prop.words, _is_noun(prop.words))]
        if prop.preposition and prop.argument is not None:
            pieces += [f" {prop.preposition} ", *term_pieces(prop.argument)]
        return pieces + _within(prop.within) + _in(prop.category)
    if isinstance(prop, tree.Has):
        return [*term_pieces(prop.subject), f" {prop.verb} ", _with_article(prop.words, prop.words[-1][-1] != "s")]
    if isinstance(prop, tree.SolvesByPrompt):
        pieces = [*term_pieces(prop.model), " solves ", *term_pieces(prop.task), " by prompt"]
        pieces += [] if prop.prompt is None else [" ", *term_pieces(prop.prompt)]
        return pieces + _within(prop.within)
    if isinstance(prop, tree.SolvesByTuning):
        pieces = [*term_pieces(prop.model), " solves ", *term_pieces(prop.task), " by tuning"]
        return pieces + _within(prop.within)
    if isinstance(prop, tree.Generalizes):
        pieces = [*term_pieces(prop.functor), " generalizes"]
        if prop.seen is not None:
            pieces += [" from ", *term_pieces(prop.seen)]
        return [*pieces, *([] if prop.among is None else [f" among {prop.among}"]), *_within(prop.within)]
    if isinstance(prop, tree.Comparison):
        return [*term_pieces(prop.left), f" {prop.operator} ", *term_pieces(prop.right), *_in(prop.category)]
    if isinstance(prop, tree.Said):
        return term_pieces(prop.call)
    assert isinstance(prop, tree.Isomorphic)
    return [*term_pieces(prop.left), " ~= ", *term_pieces(prop.right), *_in(prop.category)]


def articled(words: str) -> str:
    """A property as it is said: `an embedding`."""
    return _with_article(tuple(words.split()), _is_noun(words.split()))


def _is_noun(words: Sequence[str]) -> bool:
    return words[-1] in _NOUNS or " ".join(words[-2:]) in _NOUNS


def _with_article(words: tuple[str, ...], needed: bool) -> str:
    # A first word "a" would be taken for the article, so that it needs one before it.
    if not needed and not (len(words) > 1 and words[0] in ("a", "an")):
        return " ".join(words)
    return " ".join(("an" if words[0][0] in "aeiou" else "a", *words))


def _in(category: tree.Term | None) -> Pieces:
    return [] if category is None else [" in ", *term_pieces(category)]


def _within(value: tree.Term | None) -> Pieces:
    return [] if value is None else [" within ", *term_pieces(value)]


# ---- definitions ----------------------------------------------------------------------------------------


def print_parameter(parameter: tree.Parameter) -> str:
    """A parameter of a definition, as it is written."""
    return one_line(_parameter(parameter))


def definition_pieces(item: tree.Define) -> Pieces:
    """`define NAME(parameters) "..." := body`."""
    pieces: Pieces = [f"define {print_name(item.name.text)}("]
    for number, parameter in enumerate(item.parameters):
        pieces += [",", IN_LIST] if number else []
        pieces += _parameter(parameter)
    pieces += [")"] if item.doc is None else [f") {quote(item.doc)}"]
    body = prop_pieces(item.body) if isinstance(item.body, PROPOSITIONS) else term_pieces(item.body)
    return [*pieces, " :=", AFTER_QUANTIFIER, *body]


PROPOSITIONS = (
    tree.Is, tree.Has, tree.SolvesByPrompt, tree.SolvesByTuning, tree.Generalizes, tree.Comparison, tree.Isomorphic,
    tree.Not, tree.Connective, tree.Quantified, tree.Said,
)  # fmt: skip
"""The nodes that are propositions."""


def _parameter(parameter: tree.Parameter) -> Pieces:
    pieces: Pieces = [f"{parameter.kind} {print_name(parameter.name.text)}"]
    if parameter.source is not None and parameter.target is not None:
        pieces += [" : ", *_pair(parameter.source, " -> ", parameter.target)]
    if parameter.at is not None:
        pieces += [" at ", *term_pieces(parameter.at)]
    if parameter.place is not None:
        pieces += [" on " if parameter.kind == "task" else " in ", *term_pieces(parameter.place)]
    return pieces


# ---- items of declarations ----------------------------------------------------------------------------


def item_pieces(item: tree.Node) -> Pieces:
    """An item of a declaration or of a block, on one line."""
    if isinstance(item, tree.MapsTo):
        return _pair(item.left, " |-> ", item.right)
    if isinstance(item, tree.RestrictionFrom):
        return _pair(item.arrow, " = ", item.source)
    if isinstance(item, tree.ElementsItem):
        return _pair(item.object, " = ", item.elements)
    if isinstance(item, tree.ValueItem):
        return _pair(item.object, " : ", item.value)
    if isinstance(item, tree.ScoreItem):
        ends = _pair(item.source, " <-> " if item.both else " -> ", item.target)
        return [*ends, " : ", *term_pieces(item.value)]
    if isinstance(item, tree.ObjectsItem):
        return ["object ", *_listed(item.names)]
    if isinstance(item, tree.ArrowsItem):
        return ["arrow ", *_listed(item.names), " : ", *_pair(item.source, " -> ", item.target)]
    if isinstance(item, tree.EquationItem):
        return ["equation ", *_equation(item.left, item.right)]
    if isinstance(item, tree.GeneratorsItem):
        return ["generator ", *_listed(item.names)]
    if isinstance(item, tree.ComposeItem):
        return ["compose ", *_equation(item.composite, item.result)]
    if isinstance(item, tree.ChainItem):
        pieces = term_pieces(item.names[0])
        for name in item.names[1:]:
            pieces += [IN_LIST, "< ", *term_pieces(name)]
        return pieces
    if isinstance(item, tree.PointsItem):
        return ["point ", *_listed(item.names)]
    if isinstance(item, tree.RestrictionItem | tree.ComponentItem):
        return [*block_head(item), " ", *block_pieces(item_pieces(a) for a in item.assignments)]
    if isinstance(item, tree.GeneratorAt):
        return _pair(item.element, " at ", item.object)
    if isinstance(item, tree.ElementEquation):
        return _equation(item.left, item.right)
    if isinstance(item, tree.Identification):
        return [*_pair(item.left, " ~ ", item.right), " at ", *term_pieces(item.object)]
    return [_pretext_item(item)]


def block_head(item: tree.RestrictionItem | tree.ComponentItem) -> Pieces:
    """What comes before the brace of an item with a block of its own."""
    if isinstance(item, tree.ComponentItem):
        return ["at ", *term_pieces(item.object)]
    return term_pieces(item.arrow)


def _pair(left: tree.Term, sign: str, right: tree.Term) -> Pieces:
    return [*term_pieces(left), sign, *term_pieces(right)]


def _equation(left: tree.Term, right: tree.Term) -> Pieces:
    return [*term_pieces(left), IN_LIST, "= ", *term_pieces(right)]


def _pretext_item(item: tree.Node) -> str:
    if isinstance(item, tree.OrderItem):
        return f"order {item.order}"
    if isinstance(item, tree.ImagesItem):
        names = ", ".join(print_name(name.text) for name in item.names)
        return f"image {names}" + (f" symmetry {item.symmetry}" if item.symmetry != 1 else "")
    if isinstance(item, tree.TextItem):
        return f"text {quote(item.text.text)}"
    if isinstance(item, tree.PairItem):
        return f"pair {print_name(item.left.text)}, {print_name(item.right.text)}"
    if isinstance(item, tree.SamplesItem):
        return "sample " + ", ".join(print_name(name.text) for name in item.names)
    assert isinstance(item, tree.LabelItem), f"no item: {item!r}"
    return f"{print_name(item.input.text)} : {print_name(item.label.text)}"
