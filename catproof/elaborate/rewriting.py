"""Terms and declarations written again with other names in them.

The tree does not know what a name is; its place says it. A name may stand for something declared, a category, a task,
..., for an object, an arrow or an element, or be a label that something new is called by.
"""

from __future__ import annotations

from typing import TypeVar

from catproof.syntax import tree
from catproof.syntax.files import OPTIONS, READING

_OBJECTS_FOLLOW = frozenset({"yoneda", "slice", "coslice", "full", "arrows", "elements"})
"""After the first argument of these come objects."""

_LABELS = frozenset({"discrete", "chain", "categories", "monoids", "posets"})
"""The arguments of these are labels and numbers."""

_LABELS_FOLLOW = frozenset({"constant", "tasks"})

AnyNode = TypeVar("AnyNode", bound=tree.Node)


def changed(node: AnyNode, **fields: object) -> AnyNode:
    """The node with other values of these fields."""
    return type(node)(*(fields.get(name, getattr(node, name)) for name in node.fields), span=node.span)


class Rewriter:
    """Goes over terms. As it stands it changes nothing: what is to be changed is said by overriding `name` for declared
    things, `object`, `arrow` and `element`."""

    def name(self, name: tree.Name) -> tree.Name:
        """A name of something declared."""
        return name

    def object(self, term: tree.Term) -> tree.Term:
        """An object."""
        return term

    def arrow(self, term: tree.Term, call: tree.Call) -> tree.Term:
        """An arrow of the category that the task `call` is on."""
        return term

    def element(self, term: tree.Term, call: tree.Call) -> tree.Term:
        """An element of the task that is the first argument of `call`."""
        return term

    def file(self, name: tree.Name) -> tree.Name:
        """A data file."""
        return name

    def thing(self, term: tree.Term) -> tree.Term:
        """A category, functor, task, model, transformation, domain or number."""
        if isinstance(term, tree.Name):
            return self.name(term)
        return self._call(term) if isinstance(term, tree.Call) else term

    def objects(self, term: tree.Term) -> tree.Term:
        """An object, or a set of them."""
        if isinstance(term, tree.Set):
            return changed(term, items=tuple(self.object(item) for item in term.items))
        return self.object(term)

    def _call(self, call: tree.Call) -> tree.Call:
        if call.head is not None:
            return changed(call, head=self.thing(call.head), arguments=tuple(map(self.thing, call.arguments)))
        function = call.function
        if function in READING and call.arguments and isinstance(call.arguments[0], tree.Name):
            return changed(call, arguments=(self.file(call.arguments[0]), *map(self._file_of, call.arguments[1:])))
        if function in _LABELS or not call.arguments:
            return call
        first, *rest = call.arguments
        arguments = [self.thing(first)]
        if function in _OBJECTS_FOLLOW:
            arguments += map(self.objects, rest)
        else:
            arguments += rest if function in _LABELS_FOLLOW else map(self.thing, rest)
        block = None if call.block is None else tuple(self._block_item(item, call) for item in call.block)
        return changed(call, arguments=tuple(arguments), block=block)

    def _file_of(self, argument: tree.Term) -> tree.Term:
        """An option may name a file, too."""
        if isinstance(argument, tree.Option) and argument.key in OPTIONS:
            return changed(argument, value=self.file(argument.value))
        return argument

    def _block_item(self, item: tree.BlockItem, call: tree.Call) -> tree.BlockItem:
        if isinstance(item, tree.GeneratorAt):
            return changed(item, object=self.object(item.object))
        if isinstance(item, tree.ElementEquation):
            return changed(item, left=self._restricted(item.left, call), right=self._restricted(item.right, call))
        if isinstance(item, tree.Identification):
            left, right = self.element(item.left, call), self.element(item.right, call)
            return changed(item, left=left, right=right, object=self.object(item.object))
        return item

    def _restricted(self, term: tree.Term, call: tree.Call) -> tree.Term:
        """A generator of `generated(C)`, which is a label, restricted along arrows."""
        arrows: list[tree.Restriction] = []
        while isinstance(term, tree.Restriction):
            arrows.append(term)
            term = term.element
        for restriction in reversed(arrows):
            term = changed(restriction, element=term, arrow=self.arrow(restriction.arrow, call))
        return term

    def declaration(self, item: tree.Declaration | tree.TasksDecl, name: str) -> tree.Declaration | tree.TasksDecl:
        """A declaration under another name. Labels in blocks stay."""
        if isinstance(item, tree.TasksDecl):
            return changed(item, source=self.thing(item.source), category=self.thing(item.category))
        called = tree.Name(name, True, span=item.name.span)
        if isinstance(item, tree.TaskDecl):
            return changed(item, name=called, category=self.thing(item.category))
        if isinstance(item, tree.TaskFrom):
            items = tuple(changed(each, source=self.thing(each.source)) for each in item.items)
            source, category = self.thing(item.source), self.thing(item.category)
            return changed(item, name=called, category=category, source=source, items=items)
        if isinstance(item, tree.Definition):
            return changed(item, name=called, value=self.thing(item.value))
        if isinstance(item, tree.GradedFrom):
            return changed(item, name=called, source=self.thing(item.source))
        if isinstance(item, tree.ModelDecl):
            values = tuple(changed(pair, right=self.thing(pair.right)) for pair in item.items)
            ends = self.thing(item.source), self.thing(item.target)
            return changed(item, name=called, source=ends[0], target=ends[1], items=values)
        if isinstance(item, tree.FunctorDecl) and item.values is not None:
            item = changed(item, values=self.thing(item.values))
        if isinstance(item, tree.FunctorDecl | tree.TransformationDecl):
            return changed(item, name=called, source=self.thing(item.source), target=self.thing(item.target))
        return changed(item, name=called)
