"""Which statements are of the core of the language that Coq reads, with all that they depend on.

The library has a reader of that core (`Parse.v`, `Declared.v`, `Said.v`). What is decided here need not be trusted: Coq
rejects a file that says something of another text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catproof.bridge import coq_items
from catproof.bridge.coq_items import Bound, Item, Unread, is_end, is_variable, kind_of, labels, moving, stretch
from catproof.bridge.coq_words import BLOCKS, BUILT_IN, PARAMETERS, PRETEXTS, PROPERTIES, SIZES, STRUCTURES
from catproof.core.category import Category
from catproof.core.functor import Functor
from catproof.core.task import Task
from catproof.elaborate.scope import Scope
from catproof.logic.terms import Reference
from catproof.syntax import tree
from catproof.syntax.printer import PROPOSITIONS


class Core:
    """Goes through a statement and what it depends on. Raises `Unread`."""

    def __init__(self, scope: Scope, references: Iterable[Reference], homes: Iterable[str]) -> None:
        self.scope, self._homes = scope, frozenset(homes)
        self.items: dict[str, Item] = {}
        """What it depends on, what others depend on first."""
        self.structures = False
        """Does a variable range over structures?"""
        self._references: dict[str, set[Reference]] = {}
        for each in references:
            self._references.setdefault(each.word, set()).add(each)
        self._variables: set[str] = set()
        self._words: set[str] = set()

    def check_names(self) -> None:
        """No variable is called like something that is declared, and nothing declared like something defined."""
        for names, kind in ((self._words, "definition"), (self._variables, "variable")):
            if not names.isdisjoint(self.items):
                raise Unread(f"a {kind} that is called like something declared")

    # ---- declarations -------------------------------------------------------------------------------------

    def declared(self, term: tree.Term, bound: Bound) -> tree.Node:
        """The declaration of a name."""
        if not isinstance(term, tree.Name) or term.text in bound:
            raise Unread("an expression that is no name")
        name = term.text
        known = self.scope.lookup(name)
        if known is None or known.home is None or not isinstance(known.item, tree.Node):
            raise Unread(f"{name}, which no declaration of a file gives")
        if name not in self.items:
            if name in BUILT_IN:
                raise Unread(f"{name}, a word with a meaning of its own")
            if known.home.lookup(name) is not known or not known.home.lines:
                raise Unread(f"{name}, which other text declares")
            outer, self.scope = self.scope, known.home
            self._item(known.item)
            self.scope = outer
            self.items[name] = Item(known.item, known.value, stretch(known.home.lines, known.item.span))
        return known.item

    def _item(self, item: tree.Node) -> None:
        if isinstance(item, tree.CategoryDecl) and item.kind in BLOCKS:
            for entry in item.items:
                self._category_entry(entry)
        elif isinstance(item, tree.TaskDecl) and not item.covariant:
            self._given_category(item.category)
            for each in item.items:
                if isinstance(each, tree.ElementsItem):
                    labels((each.object, *each.elements.items))
                elif isinstance(each, tree.RestrictionItem):
                    self._path(each.arrow)
                    labels(end for pair in each.assignments for end in (pair.left, pair.right))
                else:
                    raise Unread("a task with values")
        elif isinstance(item, tree.FunctorDecl) and item.values is None:
            self._given_category(item.source)
            self._given_category(item.target)
            for pair in item.items:
                for end in (pair.left, pair.right):
                    self._path(end)
        elif isinstance(item, tree.Definition) and item.kind == "model":
            self.model(item.value, {})
        elif isinstance(item, tree.Definition) and item.kind == "category" and self.is_expression(item.value):
            pass
        elif not isinstance(item, tree.PretextDecl) or item.pretext not in PRETEXTS:
            raise Unread("a declaration of another form")

    def _category_entry(self, entry: tree.Node) -> None:
        if isinstance(entry, tree.ObjectsItem | tree.PointsItem | tree.ChainItem):
            labels(entry.names)
        elif isinstance(entry, tree.ArrowsItem):
            labels((entry.source, entry.target))
        elif isinstance(entry, tree.EquationItem):
            for side in (entry.left, entry.right):
                self._path(side, among_words=True)
        elif not isinstance(entry, tree.GeneratorsItem):
            raise Unread("a category of another form")

    def _path(self, term: tree.Term, among_words: bool = False) -> None:
        """A closed arrow."""
        if isinstance(term, tree.Compose):
            for factor in tree.factors(term) if among_words else coq_items.factors(term):
                self._path(factor, among_words)
        elif isinstance(term, tree.Power) and term.exponent >= 0:
            self._path(term.base, among_words)
        elif isinstance(term, tree.TheArrow) and not among_words:
            labels((term.source, term.target))
        elif (found := self.called(term, {}))[0] == "id" and len(found[1]) == 1:
            labels(found[1])
        else:
            labels((term,))

    # ---- definitions --------------------------------------------------------------------------------------

    def _says(self, word: str, given: tuple[tree.Term, ...], bound: Bound, home: tree.Term | None = None) -> None:
        """What a word says of its arguments. Of several definitions, of parameters of different kinds, the one
        that these arguments are for becomes one of the items."""
        meant = self._references.get(word, set())
        if not meant or word in PROPERTIES or len({each.kinds for each in meant}) < len(meant):
            raise Unread(f"`{word}`")
        fitting, reason = [], Unread(f"`{word}`, of several definitions")
        for reference in sorted(meant, key=lambda each: each.kinds):
            try:
                self._arguments(coq_items.definition(reference, self.scope)[1].parameters, given, bound, home)
                fitting.append(reference)
            except Unread as unread:
                reason = unread
        if len(fitting) != 1:
            raise reason
        self._define(fitting[0])

    def _define(self, reference: Reference) -> None:
        lines, item, home = coq_items.definition(reference, self.scope)
        key = f"{reference.word}({', '.join(reference.kinds)})"
        if key in self.items:
            return
        bound: dict[str, str] = {}
        for parameter in item.parameters:
            self._parameter(parameter, bound)
        if not isinstance(item.body, PROPOSITIONS):
            raise Unread("a definition of a number")
        outer, self.scope = self.scope, home
        self.proposition(item.body, bound)
        self.scope = outer
        self._words.add(reference.word)
        self.items[key] = Item(item, None, stretch(lines, item.span))

    def _parameter(self, parameter: tree.Parameter, bound: dict[str, str]) -> None:
        named = (parameter.source, parameter.target, parameter.at, parameter.place)
        if parameter.kind not in PARAMETERS or not all(each is None or isinstance(each, tree.Name) for each in named):
            raise Unread(f"a definition of a {parameter.kind}")
        ends = {"arrow": "object", "functor": "category"}.get(parameter.kind, "")
        for end in (parameter.source, parameter.target):
            if isinstance(end, tree.Name):
                bound[end.text] = ends
        if isinstance(parameter.at, tree.Name):
            bound[parameter.at.text] = "object"
        if isinstance(parameter.place, tree.Name):
            bound[parameter.place.text] = "task" if parameter.kind == "element" else "category"
        elif parameter.kind not in ("category", "functor"):
            raise Unread(f"a definition of a {parameter.kind} that lies nowhere")
        bound[parameter.name.text] = parameter.kind

    def _arguments(
        self, parameters: tuple[tree.Parameter, ...], given: tuple[tree.Term, ...], bound: Bound, home: tree.Term | None
    ) -> None:
        if len(parameters) != len(given):
            raise Unread("a definition with other arguments")
        if home is not None:
            self.category(home, bound)
        placed: set[str] = set()
        for parameter, term in zip(parameters, given, strict=True):
            at = home is not None or getattr(parameter.place, "text", "") in placed
            placed.update(getattr(each, "text", "") for each in (parameter.source, parameter.target, parameter.place))
            if parameter.kind in ("object", "arrow"):
                (self.object if parameter.kind == "object" else self.arrow)(term, bound, at)
            elif parameter.kind == "element":
                self.element(term, bound)
            elif parameter.kind in ("category", "functor", "task"):
                {"category": self.category, "functor": self.functor, "task": self.task}[parameter.kind](term, bound)
            else:
                raise Unread(f"a definition of a {parameter.kind}")

    # ---- terms --------------------------------------------------------------------------------------------

    def is_expression(self, term: tree.Node) -> bool:
        """Is it `discrete({x, y})`, `chain(3)` or `terminal()`?"""
        match self.called(term, {}):
            case "discrete", (tree.Set(items=items),):
                labels(items)
                return True
            case "chain", (tree.Integer(value=value),):
                return value >= 0
            case "terminal", ():
                return True
        return False

    def _given_category(self, term: tree.Term) -> None:
        """A declared category, or an expression."""
        if self.is_expression(term):
            return
        item = self.declared(term, {})
        if not isinstance(item, tree.PretextDecl) and getattr(item, "kind", "") not in BLOCKS:
            raise Unread("a category that is no block of generating arrows")

    def category(self, term: tree.Term, bound: Bound) -> None:
        """A category that is declared or bound, or an expression."""
        if kind_of(term, bound) != "category":
            self._given_category(term)

    def functor(self, term: tree.Term, bound: Bound) -> None:
        """A functor that is declared or bound, an identity, or a composite."""
        match self.called(term, bound):
            case "identity", (category,) if kind_of(category, bound):  # else it is said as the table that it is
                self.category(category, bound)
            case "compose", (after, before) if not bound.keys().isdisjoint(term.mentioned()):
                self.functor(after, bound)
                self.functor(before, bound)
            case _:
                if kind_of(term, bound) != "functor" and not isinstance(self.declared(term, bound), tree.FunctorDecl):
                    raise Unread("a functor that is no block of values")

    def object(self, term: tree.Term, bound: Bound, placed: bool = True) -> None:
        """An object: `placed` says that it is known of which category."""
        if is_variable(term, bound, "object") or is_end(term, bound):
            return
        if isinstance(term, tree.Call):
            self.object(self._argument(term, bound), bound)
            return
        if not placed:
            raise Unread("an object of a category that is not named")
        labels((term,))

    def arrow(self, term: tree.Term, bound: Bound, placed: bool = True) -> None:
        """An arrow."""
        if is_variable(term, bound, "arrow"):
            return
        if not any(each in bound for each in term.mentioned()):
            if not placed:
                self.category(coq_items.home_of(term, self._homes, self.scope), bound)
            self._path(term)
        elif isinstance(term, tree.Compose):
            for factor in coq_items.factors(term):
                self.arrow(factor, bound, placed)
        elif (found := self.called(term, bound))[0] == "id" and len(found[1]) == 1:
            self.object(found[1][0], bound, placed)
        elif isinstance(term, tree.Call):
            self.arrow(self._argument(term, bound), bound)
        else:
            raise Unread("an arrow of another form")

    def _argument(self, term: tree.Call, bound: Bound) -> tree.Term:
        """What the value of a functor is at."""
        if len(term.arguments) != 1 or bound.keys().isdisjoint(term.arguments[0].mentioned()):
            raise Unread("an expression of another form")
        self.functor(tree.Name(term.function), bound)
        return term.arguments[0]

    def element(self, term: tree.Term, bound: Bound) -> None:
        """An element: a variable, or its restriction."""
        if isinstance(term, tree.Restriction):
            inner, along = coq_items.restrictions(term)
            self.element(inner, bound)
            for arrow in along:
                self.arrow(arrow, bound)
        elif kind_of(term, bound) != "element":
            raise Unread("an element of another form")

    def called(self, term: tree.Node, bound: Bound) -> tuple[str, tuple[tree.Term, ...]]:
        """The operation of a call, and its arguments."""
        if not isinstance(term, tree.Call) or term.block is not None or term.head is not None:
            return "", ()
        known = term.function in self.scope.names or term.function in bound
        return ("", ()) if known else (term.function, term.arguments)

    def task(self, term: tree.Term, bound: Bound) -> None:
        """A task."""
        match self.called(term, bound):
            case "yoneda", (category, at):
                self.category(category, bound)
                self.object(at, bound)
            case "terminal" | "empty", (category,):
                self.category(category, bound)
            case "sum" | "product", (left, right):
                self.task(left, bound)
                self.task(right, bound)
            case "restrict" | "lan", (functor, task):
                self.functor(functor, bound)
                self.task(task, bound)
            case _:
                if kind_of(term, bound) != "task" and not isinstance(self.declared(term, bound), tree.TaskDecl):
                    raise Unread("a task that is no block of elements")

    def model(self, term: tree.Term, bound: Bound) -> None:
        """A model."""
        match self.called(term, bound):
            case "yoneda", (category,):
                self.category(category, bound)
            case "via", (functor,):
                self.functor(functor, bound)
            case _:
                item = self.declared(term, bound)
                if not isinstance(item, tree.Definition) or item.kind != "model":
                    raise Unread("a model that is no expression")

    # ---- propositions -------------------------------------------------------------------------------------

    def proposition(self, prop: tree.Prop, bound: Bound) -> None:
        """A proposition."""
        match prop:
            case tree.Not():
                self.proposition(prop.body, bound)
            case tree.Connective():
                self.proposition(prop.left, bound)
                self.proposition(prop.right, bound)
            case tree.Quantified():
                self._quantified(prop, bound)
            case tree.SolvesByPrompt(within=None) | tree.SolvesByTuning(within=None):
                self.model(prop.model, bound)
                self.task(prop.task, bound)
                if isinstance(prop, tree.SolvesByPrompt) and prop.prompt is not None:
                    self.object(prop.prompt, bound)
            case tree.Generalizes(within=None):
                self.functor(prop.functor, bound)
                for each in () if prop.seen is None else prop.seen.items:
                    self.object(each, bound)
            case tree.Is(within=None, preposition=None | "by" | "to"):
                self._property(prop, bound)
            case tree.Has(verb="has"):
                for article in ("", "a ", "an "):
                    if (word := f"has {article}{' '.join(prop.words)}") in self._references:
                        self._says(word, (prop.subject,), bound)
                        return
                raise Unread("a property of another form")
            case tree.Said(call=tree.Call(block=None, head=None)):
                self._says(prop.call.function, prop.call.arguments, bound)
            case tree.Comparison() | tree.Isomorphic():
                self._compared(prop, bound)
            case _:
                raise Unread("a proposition of another form")

    def _quantified(self, prop: tree.Quantified, bound: Bound) -> None:
        name = prop.variable.text
        if name in bound or (prop.quantifier == "exists unique" and prop.joined):
            raise Unread("a variable that is called like something declared")
        if prop.quantifier == "exists unique" and isinstance(prop.body, tree.Quantified):
            raise Unread("exactly one of several")
        self._variables.add(name)
        operation, given = self.called(prop.domain, bound)
        match operation, given:
            case "objects", (category,):
                self.category(category, bound)
                kind = "object"
            case "arrows", (category, *ends) if len(ends) in (0, 2):
                self._arrows(category, ends, bound)
                kind = "arrow"
            case "elements", (task, *at) if len(at) <= 1:
                self.task(task, bound)
                for each in at:
                    self.object(each, bound)
                kind = "element"
            case "functors" | "tasks" | "categories" | "monoids" | "posets", _:
                self._structures(operation, given, bound)
                if prop.quantifier == "exists unique":
                    raise Unread("exactly one structure")
                kind = STRUCTURES[operation]
            case _:
                raise Unread("a quantifier over something else")
        inner = {**bound, name: kind}
        if prop.condition is not None:
            self.proposition(prop.condition, inner)
        self.proposition(prop.body, inner)

    def _arrows(self, category: tree.Term, ends: Sequence[tree.Term], bound: Bound) -> None:
        self.category(category, bound)
        for end in ends:
            self.object(end, bound)

    def _structures(self, operation: str, given: tuple[tree.Term, ...], bound: Bound) -> None:
        self.structures = True
        if operation == "functors" and len(given) == 2:
            for each in given:
                self.category(each, bound)
            return
        if operation == "tasks" and len(given) == 2:
            self.category(given[0], bound)
            given = given[1:]
        if operation == "functors" or len(given) != 1 or not isinstance(given[0], tree.Bound):
            raise Unread(f"{operation} of another form")
        if given[0].key != SIZES[operation] or given[0].operator not in ("=", "<="):
            raise Unread(f"{operation} of another size")

    def _property(self, prop: tree.Is, bound: Bound) -> None:
        word = " ".join((*prop.words, *(["to"] if prop.preposition == "to" else [])))
        known = all(each.shipped for each in self._references.get(" ".join(prop.words), ()))
        if word in PROPERTIES and known and word != "iso":
            self._built_in(prop, word, bound)
        elif word == "iso" and self._references.get("iso") == {Reference("iso", ("arrow",), True)}:
            if prop.category is not None:
                self.category(prop.category, bound)
            self.arrow(prop.subject, bound, prop.category is not None)
        elif prop.preposition == "to":
            raise Unread(f"`{word}`")
        else:
            given = (prop.subject,) if prop.argument is None else (prop.subject, prop.argument)
            self._says(word, given, bound, prop.category)

    def _built_in(self, prop: tree.Is, word: str, bound: Bound) -> None:
        if prop.category is not None or (prop.argument is not None and word not in ("representable",)):
            if word in ("left adjoint to", "right adjoint to") and prop.argument is not None:
                self.functor(prop.subject, bound)
                self.functor(prop.argument, bound)
                return
            raise Unread("a property of another form")
        if word in ("representable", "familial"):
            self.task(prop.subject, bound)
            if prop.argument is not None:
                self.object(prop.argument, bound)
        elif word == "ideal":
            self.model(prop.subject, bound)
        else:
            self.functor(prop.subject, bound)

    def _compared(self, prop: tree.Comparison | tree.Isomorphic, bound: Bound) -> None:
        sides = (prop.left, prop.right)
        if prop.category is None and moving(prop, bound):
            for side in sides:
                self.arrow(side, bound, False)
        elif prop.category is None:
            for side in sides:
                (self._structure if isinstance(prop, tree.Isomorphic) else self._number)(side, bound)
        elif isinstance(prop, tree.Comparison) and prop.operator != "=":
            raise Unread("`!=` between arrows or objects")
        elif self._is(prop.category, "task", Task, bound):
            self.task(prop.category, bound)
            for side in sides:
                self.element(side, bound)
        else:
            self.category(prop.category, bound)
            if isinstance(prop, tree.Isomorphic) or all(self._is_object(side, bound) for side in sides):
                for side in sides:
                    self.object(side, bound)
            else:
                for side in sides:
                    self.arrow(side, bound)

    def _is(self, term: tree.Term, kind: str, of: type, bound: Bound) -> bool:
        if isinstance(term, tree.Name) and term.text not in bound:
            known = self.scope.lookup(term.text)
            return known is not None and isinstance(known.value, of)
        return kind_of(term, bound) == kind

    def _is_object(self, term: tree.Term, bound: Bound) -> bool:
        """Is it a variable, an end or a value of one that is an object? Names of arrows and objects look alike."""
        while isinstance(term, tree.Call) and len(term.arguments) == 1 and term.function != "id":
            if is_end(term, bound):
                return True
            term = term.arguments[0]
        return kind_of(term, bound) == "object" or (
            isinstance(term, tree.Name | tree.Integer) and not kind_of(term, bound)
        )

    def _structure(self, term: tree.Term, bound: Bound) -> None:
        """One side of an isomorphism of tasks, functors or categories."""
        if self._is(term, "functor", Functor, bound) or self.called(term, bound)[0] in ("identity", "compose"):
            self.functor(term, bound)
        elif self._is(term, "category", Category, bound) or self.is_expression(term):
            self.category(term, bound)
        else:
            self.task(term, bound)

    def _number(self, term: tree.Term, bound: Bound) -> None:
        if isinstance(term, tree.Integer) and term.value >= 0:
            return
        match self.called(term, bound):
            case "rank" | "size", (task,):
                self.task(task, bound)
            case "count", (domain,):
                match self.called(domain, bound):
                    case "objects", (category,):
                        self.category(category, bound)
                    case "arrows", (category, *ends) if len(ends) in (0, 2):
                        self._arrows(category, ends, bound)
                    case "elements", (task, *at) if len(at) <= 1:
                        self.task(task, bound)
                        for each in at:
                            self.object(each, bound)
                    case "transformations", (left, right):
                        self.task(left, bound)
                        self.task(right, bound)
                    case ("tasks" | "categories" | "monoids" | "posets") as operation, given:
                        self._structures(operation, given, bound)
                    case _:
                        raise Unread("a number of something else")
            case _:
                raise Unread("a number of another form")
