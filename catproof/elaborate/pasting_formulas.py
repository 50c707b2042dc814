"""Atoms that are read as core terms, with the values of variables in place.

There a name says by what is around it what it stands for; so a value is put in with where it lives, `x in C`, where
the variable has said that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from catproof.elaborate.copying import Unwritable
from catproof.elaborate.define import prelude
from catproof.elaborate.rewriting import changed
from catproof.elaborate.scope import ArrowOf, Defined, ElementOf, ObjectOf
from catproof.elaborate.spelling import label_term, term_of
from catproof.syntax import tree

if TYPE_CHECKING:
    from catproof.elaborate.pasting import Writer

AnyProp = TypeVar("AnyProp", bound=tree.Prop)
AnyNode = TypeVar("AnyNode", bound=tree.Node)


class Formulas:
    """Writes atoms for a `Writer`, which knows what the variables stand for."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.inner: dict[str, str] = {}
        """The variables of quantifiers inside, and how they are called here."""

    def prop(self, prop: tree.Prop) -> tree.Prop:
        """The atom, or the quantifier that counts as one."""
        if isinstance(prop, tree.Quantified):
            return self._quantified(prop)
        if isinstance(prop, tree.Comparison | tree.Isomorphic):
            made = self._parts(prop)
            return self._placed(made, [prop.left, prop.right]) if made.category is None else made
        if isinstance(prop, tree.Is):
            self._definition(" ".join(prop.words))
            made_is = self._parts(prop)
            return self._placed(made_is, [prop.subject]) if made_is.category is None else made_is
        if isinstance(prop, tree.Has):
            for article in ("", "a ", "an "):
                self._definition(f"has {article}{' '.join(prop.words)}")
        return self._parts(prop)

    def _placed(self, made: AnyProp, terms: list[tree.Term]) -> AnyProp:
        home = next((home for term in terms if (home := self._home_of(term)) is not None), None)
        return made if home is None else changed(made, category=home)

    def _home_of(self, term: tree.Term) -> tree.Term | None:
        """Where a variable in the term says that it lives, where its value does not say it any more."""
        if isinstance(term, tree.Name):
            value = self._value(term)
            return None if value is None else self._home(value)
        parts: list[tree.Term] = []
        if isinstance(term, tree.Restriction | tree.ElementAt):
            parts = [term.element]
        elif isinstance(term, tree.Compose):
            parts = [term.after, term.before]
        elif isinstance(term, tree.Power):
            parts = [term.base]
        elif isinstance(term, tree.TheArrow):
            parts = [term.source, term.target]
        elif isinstance(term, tree.Call) and term.function in ("id", "source", "target"):
            parts = list(term.arguments)
        return next((home for part in parts if (home := self._home_of(part)) is not None), None)

    def _home(self, value: Any) -> tree.Term:
        home = self.writer.home(value.task if isinstance(value, ElementOf) else value.category)
        if home is None:
            raise Unwritable
        return home

    def _value(self, term: tree.Node) -> Any:
        """The object, arrow or element that is put in for a name; None for any other term."""
        if not isinstance(term, tree.Name) or term.text in self.inner or not self.writer.puts_in(term.text):
            return None
        value = self.writer.terms.scope.variable(term.text)
        return value if isinstance(value, ObjectOf | ArrowOf | ElementOf) else None

    def _definition(self, word: str) -> None:
        """Bring along a definition that an atom says."""
        declared = self.writer.declarations.root.lookup(word)
        if declared is not None and isinstance(declared.value, Defined):
            self._kept(word)

    def _kept(self, text: str) -> None:
        """Bring along what is declared under a name. What has another name here cannot be found in labels and terms."""
        declared = self.writer.declarations.root.lookup(text)
        if declared is not None and self.writer.declarations.need(text, declared) != text:
            raise Unwritable

    # ---- nodes ------------------------------------------------------------------------------------------------

    def _parts(self, node: AnyNode) -> AnyNode:
        """The node with what is in it written again."""
        made: dict[str, object] = {}
        for field in node.fields:
            value = getattr(node, field)
            if isinstance(value, tree.Node):
                made[field] = self._node(value)
            elif isinstance(value, tuple) and value and all(isinstance(part, tree.Node) for part in value):
                made[field] = tuple(map(self._node, value))
        return changed(node, **made)

    def _node(self, node: tree.Node) -> Any:
        if isinstance(node, tree.Name):
            return self._name(node)
        if isinstance(node, tree.Call):
            return self._call(node)
        if isinstance(node, tree.Selection):
            domain, outer = self._node(node.domain), self.inner
            variable = self._bind(node.variable)
            condition = self.prop(node.condition)
            self.inner = outer
            return changed(node, variable=variable, domain=domain, condition=condition)
        if isinstance(node, tree.ElementAt):
            made = self._parts(node)
            return changed(made, element=made.element.element) if isinstance(made.element, tree.ElementAt) else made
        if isinstance(node, _PROPS):
            return self.prop(node)
        return self._parts(node)

    def _name(self, name: tree.Name) -> tree.Term:
        text = name.text
        if text in self.inner:
            return tree.Name(self.inner[text], True, span=name.span)
        value = self._value(name)
        if value is not None:
            if isinstance(value, ElementOf):
                where = value.task.category.objects[value.element.object]
                return tree.ElementAt(term_of(value), label_term(where))
            return term_of(value)
        whole = self.writer.whole(text)
        if whole is None:
            if not (text == "id" and not name.quoted):
                self._kept(text)
            return name
        if whole != text and self.writer.declarations.is_label(text):
            value = self.writer.terms.scope.variable(text)
            if not isinstance(value, ObjectOf | ArrowOf | ElementOf):
                raise Unwritable  # it may be a label that stands here
        return tree.Name(whole, True, span=name.span)

    def _call(self, call: tree.Call) -> tree.Term:
        if call.block is not None:
            return self.writer.thing(call)
        function = call.function
        known, declared = self.writer.whole(function), self.writer.declarations.root.lookup(function)
        said = False
        if function in self.inner or known is not None:
            function = self.inner.get(function) or str(known)
        elif declared is not None:
            self._kept(function)
            said = isinstance(declared.value, Defined)
        else:
            said = bool(prelude().named(function))
        arguments: list[tree.Node] = []
        for argument in call.arguments:
            made, value = self._node(argument), self._value(argument)
            if value is not None and said:
                made = tree.LyingIn(made, self._home(value))
            arguments.append(made)
        return changed(call, function=function, arguments=tuple(arguments))

    def _quantified(self, prop: tree.Quantified) -> tree.Quantified:
        domain, outer = self._node(prop.domain), self.inner
        variable = self._bind(prop.variable)
        condition = None if prop.condition is None else self.prop(prop.condition)
        body = self._deep(prop.body)
        self.inner = outer
        return changed(prop, variable=variable, domain=domain, condition=condition, body=body)

    def _deep(self, prop: tree.Prop) -> tree.Prop:
        return self._parts(prop) if isinstance(prop, tree.Not | tree.Connective) else self.prop(prop)

    def _bind(self, variable: tree.Name) -> tree.Name:
        name = self.writer.free(variable.text)
        self.inner = {**self.inner, variable.text: name}
        return tree.Name(name, True, span=variable.span)


_PROPS = (
    tree.Is, tree.Has, tree.SolvesByPrompt, tree.SolvesByTuning, tree.Generalizes, tree.Comparison, tree.Isomorphic,
    tree.Quantified, tree.Said,
)  # fmt: skip
"""The nodes that are atoms, or count as one."""
