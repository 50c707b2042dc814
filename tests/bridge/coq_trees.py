"""catproof's own syntax tree of an item, as a term of `Parse.v`: what Coq's reader is compared with."""

from __future__ import annotations

from collections.abc import Iterable

from catproof.bridge.coq_text import quoted
from catproof.core.label import DECLARATION_WORDS
from catproof.syntax import tree
from catproof.syntax.printer import PROPOSITIONS

KINDS = ("category", "monoid", "group", "poset")
DEFINED = (*KINDS, "functor", "task", "model")
CONNECTIVES = {"and": "And", "or": "Or", "implies": "Implies", "iff": "Iff"}
QUANTIFIERS = {"forall": "Forall", "exists": "Exists", "exists unique": "ExistsOne"}
PARAMETERS = ("category", "object", "arrow", "functor", "task", "element")


class Outside(Exception):
    """It is not of the core."""


def name(text: str) -> str:
    """A name is a number there."""
    return f"(spelled {quoted(text)})"


def listed(parts: Iterable[str]) -> str:
    return "[" + "; ".join(parts) + "]"


def terms(given: Iterable[tree.Term]) -> str:
    return listed(map(term, given))


def term(given: tree.Term) -> str:
    match given:
        case tree.Name():
            return f"(Name {name(given.text)})"
        case tree.Integer() if given.value >= 0:
            return f"(Numeral {given.value})"
        case tree.Tuple():
            return f"(Tuple {terms(given.items)})"
        case tree.Set():
            return f"(SetOf {terms(given.items)})"
        case tree.Call(block=None, head=None):
            return f"(Call {name(given.function)} {terms(given.arguments)})"
        case tree.Bound():
            return f"(BoundBy {name(given.key)} {name(given.operator)} {given.value})"
        case tree.Restriction():
            return f"(Along {term(given.element)} {term(given.arrow)})"
        case tree.Compose():
            return f"(Compose {term(given.after)} {term(given.before)})"
        case tree.Power() if given.exponent >= 0:
            return f"(Power {term(given.base)} {given.exponent})"
        case tree.TheArrow():
            return f"(TheArrow {term(given.source)} {term(given.target)})"
    raise Outside


def option(given: tree.Term | None) -> str:
    return "None" if given is None else f"(Some {term(given)})"


def prop(given: tree.Prop) -> str:
    match given:
        case tree.Is(within=None, preposition=None | "by" | "to"):
            if not DECLARATION_WORDS.isdisjoint(given.words):
                raise Outside  # a word that begins a declaration, where lines do not count
            words = listed(map(name, (*given.words, *(["to"] if given.preposition == "to" else []))))
            return f"(Is {term(given.subject)} {words} {option(given.argument)} {option(given.category)})"
        case tree.Has(verb="has"):
            return f"(Has {term(given.subject)} {listed(map(name, given.words))})"
        case tree.Said(call=tree.Call(block=None, head=None)):
            return f"(Holds {name(given.call.function)} {terms(given.call.arguments)})"
        case tree.SolvesByPrompt(within=None):
            return f"(Prompts {term(given.model)} {term(given.task)} {option(given.prompt)})"
        case tree.SolvesByTuning(within=None):
            return f"(Tunes {term(given.model)} {term(given.task)})"
        case tree.Generalizes(seen=None, within=None):
            return f"(Generalizes {term(given.functor)})"
        case tree.Generalizes(seen=tree.Set(items=seen), within=None):
            among = listed(map(name, (given.among or "").split()))
            return f"(GeneralizesFrom {term(given.functor)} {terms(seen)} {among})"
        case tree.Comparison() | tree.Isomorphic():
            sign = given.operator if isinstance(given, tree.Comparison) else "~="
            return f"(Compare {name(sign)} {term(given.left)} {term(given.right)} {option(given.category)})"
        case tree.Not():
            return f"(Not {prop(given.body)})"
        case tree.Connective():
            return f"({CONNECTIVES[given.operator]} {prop(given.left)} {prop(given.right)})"
        case tree.Quantified() if "exists unique" not in (given.quantifier, getattr(given.body, "quantifier", "")) or (
            given.quantifier != getattr(given.body, "quantifier", "")
        ):
            binder = QUANTIFIERS[given.quantifier]
            such = "None" if given.condition is None else f"(Some {prop(given.condition)})"
            return f"({binder} {name(given.variable.text)} {term(given.domain)} {such} {prop(given.body)})"
    raise Outside


def pairs(given: Iterable[tree.MapsTo]) -> str:
    return listed(f"({term(pair.left)}, {term(pair.right)})" for pair in given)


def entry(given: tree.Node) -> str:
    match given:
        case tree.ObjectsItem() | tree.PointsItem():
            return f"Objects {terms(given.names)}"
        case tree.ChainItem():
            return f"Chain {terms(given.names)}"
        case tree.ArrowsItem():
            return f"Arrows {listed(name(n.text) for n in given.names)} {term(given.source)} {term(given.target)}"
        case tree.GeneratorsItem():
            star = term(tree.Name("*"))
            return f"Arrows {listed(name(n.text) for n in given.names)} {star} {star}"
        case tree.EquationItem():
            return f"Equation {term(given.left)} {term(given.right)}"
        case tree.ElementsItem():
            return f"Elements {term(given.object)} {terms(given.elements.items)}"
        case tree.RestrictionItem():
            return f"Restriction {term(given.arrow)} {pairs(given.assignments)}"
        case tree.MapsTo():
            return f"MapsTo {term(given.left)} {term(given.right)}"
        case tree.TextItem():
            return f"Text {name(given.text.text)}"
        case tree.PairItem():
            return f"Pair {name(given.left.text)} {name(given.right.text)}"
        case tree.SamplesItem():
            return f"Sample {listed(name(n.text) for n in given.names)}"
        case tree.LabelItem():
            return f"Labelled {name(given.input.text)} {name(given.label.text)}"
        case tree.OrderItem():
            return f"Order {given.order}"
        case tree.ImagesItem():
            return f"Images {listed(name(n.text) for n in given.names)} {given.symmetry}"
    raise Outside


def parameter(given: tree.Parameter) -> str:
    if given.kind not in PARAMETERS:
        raise Outside
    ends = terms(end for end in (given.source, given.target, given.at) if end is not None)
    return f"Param {name(given.kind)} {name(given.name.text)} {ends} {option(given.place)}"


def item(given: tree.Node, word: str) -> str:
    """`word` is the one that it begins with."""
    match given:
        case tree.CategoryDecl() if given.kind in KINDS:
            return f"CategoryItem {name(given.kind)} {name(given.name.text)} {listed(map(entry, given.items))}"
        case tree.PretextDecl():
            return f"CategoryItem {name(given.pretext)} {name(given.name.text)} {listed(map(entry, given.items))}"
        case tree.TaskDecl(covariant=False):
            return f"TaskItem {name(given.name.text)} {term(given.category)} {listed(map(entry, given.items))}"
        case tree.FunctorDecl(values=None):
            ends = f"{term(given.source)} {term(given.target)}"
            return f"FunctorItem {name(given.name.text)} {ends} {listed(map(entry, given.items))}"
        case tree.Definition() if given.kind in DEFINED:
            return f"Definition_ {name(word)} {name(given.name.text)} {term(given.value)}"
        case tree.Define() if isinstance(given.body, PROPOSITIONS):
            return f"Define {name(given.name.text)} {listed(map(parameter, given.parameters))} {prop(given.body)}"
        case tree.Statement(kind="claim" | "refute"):
            named = "None" if given.name is None else f"(Some {name(given.name.text)})"
            return f"Statement {name(given.kind)} {named} {prop(given.prop)}"
    raise Outside
