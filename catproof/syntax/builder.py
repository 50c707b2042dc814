"""From the rules of the grammar to nodes of the tree: one method for each rule that makes a node.

A method gets the parts of its rule, in order, and the span of text they were read from. An optional part that was
left out is None; keywords and signs are parts only where the grammar names them in capitals.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from catproof.diagnostic import Span
from catproof.syntax import tree
from catproof.syntax.lexer import Problem, Token

Parts = list[Any]

READ_WITH_BLOCK = 'for example category C = read("arrows.csv", arrow, source, target) { equation g . f = h }'
"""What a definition with a block looks like."""

COUNTED = "for example count(x in elements(T) such that x|f = x)"
"""What a selection looks like."""

_ESCAPED = re.compile(r'\\(["\\])')
_LEVELS_TO_LOOK_AT = 200
"""An item with so many connectives, factors and terms may be nested too deep; one with fewer is not."""

_ARTICLES = frozenset({"a", "an"})


def unquote(text: str) -> str:
    r"""The text between double quotes: `\"` and `\\` stand for `"` and a backslash, any other backslash for itself."""
    inner = text[1:-1]
    return _ESCAPED.sub(r"\1", inner) if "\\" in inner else inner


class Builder:
    """Makes the nodes of one theory file; `items` are the finished ones, `problems` what is wrong with them."""

    def __init__(self) -> None:
        self.items: list[tree.Item] = []
        self.problems: list[Problem] = []
        self.broken: dict[str, Span] = {}
        """The names of the declarations among the items that something is wrong with."""
        self._problems_before = 0
        self._levels = 0

    def theory(self, _parts: Parts, _span: Span) -> None:
        """The file is complete."""

    def item(self, parts: Parts, _span: Span) -> None:
        """An item of the file is complete; it counts if nothing was wrong with it."""
        (item,) = parts
        if self._levels > _LEVELS_TO_LOOK_AT:
            from catproof.syntax.depth import too_deep

            self.problems += too_deep(item)
        if len(self.problems) == self._problems_before:
            self.items.append(item)
        elif not isinstance(item, tree.Import | tree.Statement | tree.Find | tree.TasksDecl):
            self.broken[item.name.text] = item.name.span
        self._problems_before = len(self.problems)
        self._levels = 0

    def drop_item(self) -> None:
        """Forget what was noted about an item that cannot be finished."""
        del self.problems[self._problems_before :]
        self._levels = 0

    # ---- declarations ----

    def import_item(self, parts: Parts, span: Span) -> tree.Import:
        return tree.Import(unquote(parts[0].text), span=span)

    def doc(self, parts: Parts, _span: Span) -> Token:
        token: Token = parts[0]
        return token

    def _doc(self, *docs: Token | None) -> str | None:
        given = [doc for doc in docs if doc is not None]
        if len(given) > 1:
            self.problems.append(
                Problem("E113", given[1].span, "the declaration has two docstrings", "leave one of them out")
            )
        return unquote(given[0].text) if given else None

    def category_decl(self, parts: Parts, span: Span) -> tree.CategoryDecl:
        kind, name, doc, *items = parts
        return tree.CategoryDecl(kind.text, name, self._doc(doc), tuple(items), span=span)

    def graded_decl(self, parts: Parts, span: Span) -> tree.GradedDecl:
        kind, name, doc, quantale, late_doc, *items = parts
        return tree.GradedDecl(kind.text, name, self._doc(doc, late_doc), quantale, tuple(items), span=span)

    def graded_from(self, parts: Parts, span: Span) -> tree.GradedFrom:
        kind, name, doc, quantale, source, late_doc = parts
        return tree.GradedFrom(kind.text, name, self._doc(doc, late_doc), quantale, source, span=span)

    def functor_decl(self, parts: Parts, span: Span) -> tree.FunctorDecl:
        name, doc, source, target, late_doc, *items = parts
        return tree.FunctorDecl(name, self._doc(doc, late_doc), source, target, tuple(items), span=span)

    def functor_from(self, parts: Parts, span: Span) -> tree.FunctorDecl:
        name, doc, source, target, values, late_doc = parts
        return tree.FunctorDecl(name, self._doc(doc, late_doc), source, target, (), values, span=span)

    def task_decl(self, parts: Parts, span: Span) -> tree.TaskDecl:
        name, doc, category, late_doc, *items = parts
        return tree.TaskDecl(name, self._doc(doc, late_doc), category, tuple(items), span=span)

    def copresheaf_decl(self, parts: Parts, span: Span) -> tree.TaskDecl:
        name, doc, category, late_doc, *items = parts
        return tree.TaskDecl(name, self._doc(doc, late_doc), category, tuple(items), True, span=span)

    def task_from(self, parts: Parts, span: Span) -> tree.TaskFrom:
        name, doc, category, source, late_doc, *items = parts
        found = tuple(item for item in items if item is not None)
        return tree.TaskFrom(name, self._doc(doc, late_doc), category, source, found, span=span)

    def tasks_decl(self, parts: Parts, span: Span) -> tree.TasksDecl:
        word, source, category, doc = parts
        return tree.TasksDecl(source, category, self._doc(doc), word.text, span=span)

    def transformation_decl(self, parts: Parts, span: Span) -> tree.TransformationDecl:
        name, doc, source, target, late_doc, *items = parts
        return tree.TransformationDecl(name, self._doc(doc, late_doc), source, target, tuple(items), span=span)

    def model_decl(self, parts: Parts, span: Span) -> tree.ModelDecl:
        name, doc, source, target, late_doc, *items = parts
        return tree.ModelDecl(name, self._doc(doc, late_doc), source, target, tuple(items), span=span)

    def pretext_decl(self, parts: Parts, span: Span) -> tree.PretextDecl:
        name, doc, pretext, late_doc, *items = parts
        return tree.PretextDecl(name, self._doc(doc, late_doc), pretext.text, tuple(items), span=span)

    def definition(self, parts: Parts, span: Span) -> tree.Definition:
        kind, name, doc, value, *items, late_doc = parts
        if items:
            value = self._with_block(value, tuple(items))
        keyword = "task" if kind.kind == "TASK" else kind.text
        return tree.Definition(keyword, name, self._doc(doc, late_doc), value, span=span)

    def _with_block(self, value: tree.Term, items: tuple[Any, ...]) -> tree.Term:
        """`read("arrows.csv", ...) { equation g . f = h }`."""
        if isinstance(value, tree.Call) and value.block is None:
            return tree.Call(value.function, value.arguments, items, span=value.span)
        self.problems.append(Problem("E112", items[0].span, "no block is expected here", READ_WITH_BLOCK))
        return value

    def define_decl(self, parts: Parts, span: Span) -> tree.Define:
        name, *parameters, doc, body = parts
        return tree.Define(name, self._doc(doc), tuple(parameters), body, span=span)

    def parameter(self, parts: Parts, span: Span) -> tree.Parameter:
        kind, name, *terms = parts
        source = target = at = place = None
        if kind.kind in ("FUNCTOR", "MODEL"):
            source, target = terms
        elif kind.kind in ("ARROW", "TRANSFORMATION"):
            source, target, place = terms
        elif kind.kind == "ELEMENT":
            at, place = terms
        elif terms:
            (place,) = terms
        return tree.Parameter(kind.kind.lower(), name, source, target, at, place, span=span)

    def value(self, parts: Parts, _span: Span) -> tree.Prop | tree.Term:
        """A lone term that a definition says: a number, or a proposition if it calls a definition of one."""
        term: tree.Term = parts[0]
        return term

    # ---- items of declarations ----

    def objects_item(self, parts: Parts, span: Span) -> tree.ObjectsItem:
        return tree.ObjectsItem(tuple(parts), span=span)

    def arrows_item(self, parts: Parts, span: Span) -> tree.ArrowsItem:
        names, source, target = parts
        return tree.ArrowsItem(names, source, target, span=span)

    def generators_item(self, parts: Parts, span: Span) -> tree.GeneratorsItem:
        return tree.GeneratorsItem(tuple(parts), span=span)

    def equation_item(self, parts: Parts, span: Span) -> tree.EquationItem:
        return tree.EquationItem(*parts, span=span)

    def compose_item(self, parts: Parts, span: Span) -> tree.ComposeItem:
        return tree.ComposeItem(*parts, span=span)

    def points_item(self, parts: Parts, span: Span) -> tree.PointsItem:
        return tree.PointsItem(tuple(parts), span=span)

    def chain_item(self, parts: Parts, span: Span) -> tree.ChainItem:
        return tree.ChainItem(tuple(parts), span=span)

    def elements_item(self, parts: Parts, span: Span) -> tree.ElementsItem:
        return tree.ElementsItem(*parts, span=span)

    def restriction_item(self, parts: Parts, span: Span) -> tree.RestrictionItem:
        return tree.RestrictionItem(parts[0], tuple(parts[1:]), span=span)

    def value_item(self, parts: Parts, span: Span) -> tree.ValueItem:
        return tree.ValueItem(*parts, span=span)

    def score_item(self, parts: Parts, span: Span) -> tree.ScoreItem:
        source, sign, target, value = parts
        return tree.ScoreItem(source, target, value, sign.kind == "BOTH_WAYS", span=span)

    def restriction_from(self, parts: Parts, span: Span) -> tree.RestrictionFrom:
        return tree.RestrictionFrom(*parts, span=span)

    def component(self, parts: Parts, span: Span) -> tree.ComponentItem:
        return tree.ComponentItem(parts[0], tuple(parts[1:]), span=span)

    def maps_to(self, parts: Parts, span: Span) -> tree.MapsTo:
        return tree.MapsTo(*parts, span=span)

    def order_item(self, parts: Parts, span: Span) -> tree.OrderItem:
        return tree.OrderItem(self._positive(parts[0], "an order"), span=span)

    def images_item(self, parts: Parts, span: Span) -> tree.ImagesItem:
        names, symmetry = parts
        return tree.ImagesItem(names, 1 if symmetry is None else self._positive(symmetry, "a symmetry"), span=span)

    def text_item(self, parts: Parts, span: Span) -> tree.TextItem:
        return tree.TextItem(*parts, span=span)

    def pair_item(self, parts: Parts, span: Span) -> tree.PairItem:
        return tree.PairItem(*parts, span=span)

    def samples_item(self, parts: Parts, span: Span) -> tree.SamplesItem:
        return tree.SamplesItem(tuple(parts), span=span)

    def label_item(self, parts: Parts, span: Span) -> tree.LabelItem:
        return tree.LabelItem(*parts, span=span)

    def names(self, parts: Parts, _span: Span) -> tuple[tree.Name, ...]:
        return tuple(parts)

    def _positive(self, token: Token, what: str) -> int:
        value = int(token.text)
        if value < 1:
            self.problems.append(Problem("E104", token.span, f"{what} is 1 or more"))
        return value

    # ---- statements ----

    def statement(self, parts: Parts, span: Span) -> tree.Statement:
        kind, name, prop = parts
        return tree.Statement(kind.text, name, prop, span=span)

    def find(self, parts: Parts, span: Span) -> tree.Find:
        name, *bindings, prop = parts
        self._levels += sum(map(len, bindings))
        return tree.Find(name, tuple(each for several in bindings for each in several), prop, span=span)

    def binding(self, parts: Parts, _span: Span) -> list[tuple[tree.Name, tree.Term]]:
        *names, domain = parts
        return [(name, domain) for name in names]

    def connective(self, parts: Parts, span: Span) -> tree.Connective:
        self._levels += 1
        left, operator, right = parts
        return tree.Connective(operator.kind.lower(), left, right, span=span)

    def negation(self, parts: Parts, span: Span) -> tree.Not:
        self._levels += 1
        return tree.Not(*parts, span=span)

    def quantified(self, parts: Parts, span: Span) -> tree.Quantified:
        self._levels += 1
        quantifier, unique, *names, domain, condition, body = parts
        kind = quantifier.kind.lower()
        if unique is not None:
            if kind == "forall":
                self.problems.append(
                    Problem("E109", unique.span, "`unique` follows `exists`", "write `exists unique x in D`")
                )
            kind += " unique"
        for number, name in reversed(list(enumerate(names))):
            body = tree.Quantified(kind, name, domain, body, condition, number > 0, span=span)
            condition = None
        quantified: tree.Quantified = body
        return quantified

    def said(self, parts: Parts, span: Span) -> tree.Said | None:
        """A lone term; None where it is none that can be a proposition."""
        (call,) = parts
        return tree.Said(call, span=span) if isinstance(call, tree.Call) and call.block is None else None

    def is_atom(self, parts: Parts, span: Span) -> tree.Is:
        subject, (words, words_span), preposition, argument, within, category = parts
        word = None if preposition is None else preposition.kind.lower()
        return tree.Is(subject, words, word, argument, category, words_span, _value(within), span=span)

    def within(self, parts: Parts, span: Span) -> tree.Within:
        return tree.Within(parts[0], span=span)

    def has_atom(self, parts: Parts, span: Span) -> tree.Has:
        subject, verb, (words, words_span) = parts
        return tree.Has(subject, words, verb.text, words_span, span=span)

    def words(self, parts: Parts, span: Span) -> tuple[tuple[str, ...], Span]:
        if len(parts) > 1 and parts[0].text in _ARTICLES:
            parts = parts[1:]
            span = Span(parts[0].line, parts[0].column, span.end_line, span.end_column)
        return tuple(word.text for word in parts), span

    def solves_by_prompt(self, parts: Parts, span: Span) -> tree.SolvesByPrompt:
        model, task, prompt, within = parts
        return tree.SolvesByPrompt(model, task, prompt, _value(within), span=span)

    def solves_by_tuning(self, parts: Parts, span: Span) -> tree.SolvesByTuning:
        model, task, within = parts
        return tree.SolvesByTuning(model, task, _value(within), span=span)

    def generalizes(self, parts: Parts, span: Span) -> tree.Generalizes:
        functor, seen, faithful, functors, within = parts
        among = None if functors is None else "faithful functors" if faithful else "functors"
        return tree.Generalizes(functor, seen, among, _value(within), span=span)

    def comparison(self, parts: Parts, span: Span) -> tree.Comparison:
        left, operator, right, category = parts
        return tree.Comparison(left, _OPERATORS[operator.kind], right, category, span=span)

    def isomorphic(self, parts: Parts, span: Span) -> tree.Isomorphic:
        return tree.Isomorphic(*parts, span=span)

    # ---- terms ----

    def name(self, parts: Parts, span: Span) -> tree.Name:
        token = parts[0]
        if token.kind == "STRING":
            return tree.Name(unquote(token.text), True, span=span)
        return tree.Name(token.text, False, span=span)

    def integer(self, parts: Parts, span: Span) -> tree.Integer:
        return tree.Integer(int(parts[0].text), span=span)

    def fraction(self, parts: Parts, span: Span) -> tree.Fraction:
        return tree.Fraction(Fraction(parts[0].text), parts[0].text, span=span)

    def tuple_term(self, parts: Parts, span: Span) -> tree.Tuple:
        self._levels += 2
        return tree.Tuple(tuple(parts), span=span)

    def set_term(self, parts: Parts, span: Span) -> tree.Set:
        return tree.Set(tuple(parts), span=span)

    def call(self, parts: Parts, span: Span) -> tree.Call:
        self._levels += 2
        head, *arguments = parts
        function = unquote(head.text) if head.kind == "STRING" else head.text
        return tree.Call(function, tuple(arguments), span=span)

    def applied(self, parts: Parts, span: Span) -> tree.Call:
        self._levels += 2
        head, argument = parts
        if isinstance(head, tree.Name) and not (head.text == "id" and not head.quoted):
            return tree.Call(head.text, (argument,), span=span)
        return tree.Call("", (argument,), None, head, span=span)

    def block_call(self, parts: Parts, span: Span) -> tree.Call:
        self._levels += 2
        function, *rest = parts
        arguments = [part for part in rest if not isinstance(part, _BLOCK_ITEMS)]
        block = [part for part in rest if isinstance(part, _BLOCK_ITEMS)]
        return tree.Call(function.text, tuple(arguments), tuple(block), span=span)

    def option(self, parts: Parts, span: Span) -> tree.Option:
        key, value = parts
        return tree.Option(key.text, value, span=span)

    def bound(self, parts: Parts, span: Span) -> tree.Bound:
        key, operator, value = parts
        return tree.Bound(key.text, _OPERATORS[operator.kind], int(value.text), span=span)

    def share(self, parts: Parts, span: Span) -> tree.Share:
        key, _, value = parts
        return tree.Share(key.text, value, span=span)

    def applicative(self, parts: Parts, span: Span) -> tree.Compose:
        self._levels += 1
        after, before = parts
        return tree.Compose(after, before, span=span)

    def diagrammatic(self, parts: Parts, span: Span) -> tree.Compose:
        self._levels += 1
        before, after = parts
        return tree.Compose(after, before, True, span=span)

    def power(self, parts: Parts, span: Span) -> tree.Power:
        self._levels += 2
        base, exponent = parts
        return tree.Power(base, int(exponent.text), span=span)

    def the_arrow(self, parts: Parts, span: Span) -> tree.TheArrow:
        self._levels += 2
        return tree.TheArrow(*parts, span=span)

    def restriction(self, parts: Parts, span: Span) -> tree.Restriction:
        self._levels += 1
        return tree.Restriction(*parts, span=span)

    def element_at(self, parts: Parts, span: Span) -> tree.ElementAt:
        self._levels += 2
        return tree.ElementAt(*parts, span=span)

    def lying_in(self, parts: Parts, span: Span) -> tree.LyingIn:
        self._levels += 2
        return tree.LyingIn(*parts, span=span)

    def selection(self, parts: Parts, span: Span) -> tree.Selection:
        self._levels += 2
        variable, domain, condition = parts
        if not isinstance(variable, tree.Name):
            self.problems.append(Problem("E108", variable.span, "a variable is expected before `in`", COUNTED))
        return tree.Selection(variable, domain, condition, span=span)

    def arithmetic(self, parts: Parts, span: Span) -> tree.Arithmetic:
        self._levels += 2
        left, operator, right = parts
        return tree.Arithmetic(left, operator.text, right, span=span)

    def generator_at(self, parts: Parts, span: Span) -> tree.GeneratorAt:
        return tree.GeneratorAt(*parts, span=span)

    def element_equation(self, parts: Parts, span: Span) -> tree.ElementEquation:
        return tree.ElementEquation(*parts, span=span)

    def identification(self, parts: Parts, span: Span) -> tree.Identification:
        return tree.Identification(*parts, span=span)


def _value(within: tree.Within | None) -> tree.Term | None:
    return None if within is None else within.value


_OPERATORS = {"EQ": "=", "NE": "!=", "LT": "<", "LE": "<=", "GT": ">", "GE": ">="}
_BLOCK_ITEMS = (tree.GeneratorAt, tree.ElementEquation, tree.Identification)
