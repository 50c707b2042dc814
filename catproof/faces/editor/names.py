"""What each name in a theory file stands for, as far as its text shows: for definitions, references and renaming.

A declared name, a variable and the name of a statement can always be resolved. A label (an object, arrow or element)
belongs to the category or task whose block declares it; which one is meant follows from the declarations, without
building anything: `a` in `yoneda(opposite(C), a)` is an object of C. Where it does not follow, as for the objects of a
slice, the occurrence is kept without a symbol, and a renaming that could touch it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping

from catproof.core.layered import on_top
from catproof.diagnostic import Span
from catproof.faces.editor.origins import Origins, Variables
from catproof.faces.editor.positions import contains
from catproof.faces.editor.symbols import Homes, Labels, Meaning, Occurrence, Pairs, Symbol
from catproof.syntax import tree
from catproof.syntax.files import READING, data_files
from catproof.syntax.printer import PROPOSITIONS, print_name, print_term

_LABELS_OF_FIRST = frozenset({"full", "slice", "coslice", "yoneda", "arrows"})
_SYNTAX_WORDS = frozenset({"id", "inf"})
_SCORED = ("enriched", "scores", "task")
"""Called with objects these have a number as their value: `C(a, b)`, `T(a)`."""


class Names(Origins):
    """The names of one file, with those of the files it imports."""

    def __init__(self, theory: tree.Theory, path: str, imported: Callable[[str], Names | None]) -> None:
        self.path = path
        self.occurrences: list[Occurrence] = []
        self._found: set[Occurrence] = set()
        self.declared = {}
        """The declared names, with those that are imported."""
        self.labels: MutableMapping[str, dict[str, Symbol]] = {}
        """The labels that each category or task declares."""
        self.imports: list[Names] = []
        self.data = data_files(theory)
        """The data files that are read: they name objects, arrows and elements too."""
        for self._number, item in enumerate(theory.items):
            self._item(item, imported)

    # ---- questions ------------------------------------------------------------------------------------

    def at(self, line: int, column: int) -> Occurrence | None:
        """The name at a place, the shortest if there are several."""
        found = [o for o in self.occurrences if contains(o.span, line, column)]
        return min(found, key=lambda o: (o.span.end_line - o.span.line, len(o.text)), default=None)

    def of(self, symbol: Symbol) -> list[Occurrence]:
        """The occurrences of a symbol."""
        return [o for o in self.occurrences if o.symbol == symbol]

    def definition(self, symbol: Symbol) -> Span | None:
        """Where the symbol is declared in this file."""
        return next((o.span for o in self.of(symbol) if o.defines), None)

    def with_imports(self) -> Iterator[Names]:
        """These, and those of all files they depend on."""
        seen: set[str] = set()
        pending = [self]
        while pending:
            one = pending.pop()
            if one.path not in seen:
                seen.add(one.path)
                pending += one.imports
                yield one

    # ---- occurrences ----------------------------------------------------------------------------------

    def _add(self, name: tree.Name, symbol: Symbol | None, defines: bool = False) -> None:
        found = Occurrence(name.text, name.span, symbol, defines)
        if found not in self._found:  # the domain of several variables is read for each of them
            self._found.add(found)
            self.occurrences.append(found)

    def _define(self, kind: str, name: tree.Name, owner: str = "") -> Symbol:
        symbol = Symbol(kind, name.text, owner, self.path)
        self._add(name, symbol, True)
        return symbol

    def _label(self, kind: str, term: tree.Term, owner: str) -> None:
        """A label where its category or task declares it; declared again, it is the same."""
        if isinstance(term, tree.Name):
            known = self.labels.setdefault(owner, {})
            if term.text in known:
                self._add(term, known[term.text])
            else:
                known[term.text] = self._define(kind, term, owner)

    # ---- items of the file ----------------------------------------------------------------------------

    def _item(self, item: tree.Item, imported: Callable[[str], Names | None]) -> None:
        if isinstance(item, tree.Import):
            other = imported(item.path)
            if other is not None:
                self.imports.append(other)
                self.declared = on_top(self.declared, other.declared)
                self.labels = on_top(self.labels, other.labels)
        elif isinstance(item, tree.Statement):
            if item.name is not None:
                self._define("statement", item.name)
            self._prop(item.prop, {})
        elif isinstance(item, tree.Find):
            if item.name is not None:
                self._define("statement", item.name)
            variables: Variables = {}
            for name, domain in item.bindings:
                variables = self._bind(name, domain, variables)
            self._prop(item.prop, variables)
        elif isinstance(item, tree.TasksDecl):  # what it names is in a data file
            self._thing(item.category, {})
        else:
            self._declaration(item)

    def _definition(self, item: tree.Define) -> None:
        """`define`: a name in the head that nothing has is one that comes with the argument, a variable as well."""
        variables: Variables = {}
        for parameter in item.parameters:
            for term in (parameter.source, parameter.target, parameter.at, parameter.place):
                if isinstance(term, tree.Name) and term.text not in variables and term.text not in self.declared:
                    place = parameter.place if term is not parameter.place else None
                    symbol = None if place is None else self._find(term.text, self.category(place, variables))
                    if symbol is None:
                        variables = self._variable(term, variables)
                    else:
                        self._add(term, symbol)
                elif term is not None:
                    self._thing(term, variables)
            variables = self._variable(parameter.name, variables)
        if isinstance(item.body, PROPOSITIONS):
            self._prop(item.body, variables)
        else:
            self._thing(item.body, variables)

    def _variable(self, name: tree.Name, variables: Variables) -> Variables:
        owner = f"{self._number}:{name.span.line}:{name.span.column}"
        return {**variables, name.text: Meaning(self._define("variable", name, owner))}

    def _declaration(self, item: tree.Declaration) -> None:
        name = item.name.text
        if isinstance(item, tree.Define):
            self._definition(item)
        meaning = self._meaning(item)  # before the name is declared: nothing stands for itself
        if name in self.declared:  # declared twice: an error, told elsewhere
            self._add(item.name, self.declared[name].symbol)
            return
        self._add(item.name, meaning.symbol, True)
        self.declared[name] = meaning
        if isinstance(item, tree.CategoryDecl):
            self._category_block(item)
        elif isinstance(item, tree.PretextDecl):
            self._pretext_block(item)
        elif isinstance(item, tree.GradedDecl):
            for part in item.items:
                ends = part.names if isinstance(part, tree.ObjectsItem) else (part.source, part.target)
                for end in ends:
                    self._label("object", end, name)
        elif isinstance(item, tree.FunctorDecl | tree.ModelDecl):
            for pair in item.items:
                self._labels(pair.left, meaning.source, {})
                if isinstance(item, tree.FunctorDecl):
                    self._labels(pair.right, meaning.target, {})
                else:
                    self._thing(pair.right, {})
        elif isinstance(item, tree.TaskDecl):
            self._task_block(item)
        elif isinstance(item, tree.TransformationDecl):
            source, target = self.elements(item.source, {}), self.elements(item.target, {})
            start, goal = self.ends(item.source, {})
            for component in item.items:
                if isinstance(component, tree.MapsTo):
                    self._labels(component.left, start, {})
                    self._labels(component.right, goal, {})
                    continue
                self._labels(component.object, meaning.at, {})
                for pair in component.assignments:
                    self._labels(pair.left, source, {})
                    self._labels(pair.right, target, {})

    def _meaning(self, item: tree.Declaration) -> Meaning:
        """What the declared name will stand for; the names in the declaration's head are noted."""
        own_kind = isinstance(item, tree.CategoryDecl | tree.Definition | tree.GradedDecl | tree.GradedFrom)
        kind = item.kind if own_kind else _KINDS[type(item)]  # type: ignore[union-attr]
        if isinstance(item, tree.Define):
            return Meaning(Symbol(kind, item.name.text, "", self.path))
        symbol = Symbol(kind, item.name.text, "", self.path)
        own = Homes((item.name.text,))
        if isinstance(item, tree.Definition):
            self._thing(item.value, {})
            value = item.value
            if kind == "task":
                return Meaning(symbol, at=self.task_category(value, {}), elements=self.elements(value, {}))
            if kind == "functor":
                source, target = self.ends(value, {})
                return Meaning(symbol, source=source, target=target)
            return Meaning(symbol) if kind in ("model", "transformation") else Meaning(symbol, self.category(value, {}))
        if isinstance(item, tree.TaskDecl | tree.TaskFrom):
            self._thing(item.category, {})
            return Meaning(symbol, at=self.category(item.category, {}), elements=own)
        if isinstance(item, tree.FunctorDecl | tree.ModelDecl | tree.TransformationDecl):
            self._thing(item.source, {})
            self._thing(item.target, {})
            if isinstance(item, tree.TransformationDecl):
                return Meaning(symbol, at=self.task_category(item.source, {}))
            return Meaning(symbol, source=self.category(item.source, {}), target=self.category(item.target, {}))
        return Meaning(symbol, own)

    def _category_block(self, item: tree.CategoryDecl) -> None:
        owner = item.name.text
        own = Homes((owner,))
        self.labels.setdefault(owner, {})
        for part in item.items:
            if isinstance(part, tree.ObjectsItem | tree.PointsItem | tree.ChainItem):
                for name in part.names:
                    self._label("object", name, owner)
            elif isinstance(part, tree.ArrowsItem | tree.GeneratorsItem):
                for name in part.names:
                    self._label("arrow", name, owner)
                if isinstance(part, tree.ArrowsItem):
                    self._labels(part.source, own, {})
                    self._labels(part.target, own, {})
            elif isinstance(part, tree.EquationItem):
                self._labels(part.left, own, {})
                self._labels(part.right, own, {})
            else:
                self._labels(part.composite, own, {})
                self._labels(part.result, own, {})

    def _pretext_block(self, item: tree.PretextDecl) -> None:
        owner = item.name.text
        for part in item.items:
            if isinstance(part, tree.LabelItem):
                names: tuple[tree.Name, ...] = (part.input, part.label)
            elif isinstance(part, tree.PairItem):
                names = (part.left, part.right)
            elif isinstance(part, tree.SamplesItem):
                names = part.names
            else:  # the objects are made of what is written there
                continue
            for name in names:
                self._label("object", name, owner)

    def _task_block(self, item: tree.TaskDecl) -> None:
        owner = item.name.text
        at = self.category(item.category, {})
        self.labels.setdefault(owner, {})
        for part in item.items:
            if isinstance(part, tree.ElementsItem):
                self._labels(part.object, at, {})
                for element in part.elements.items:
                    self._label("element", element, owner)
            elif isinstance(part, tree.ValueItem):
                self._labels(part.object, at, {})
        for part in item.items:
            if isinstance(part, tree.RestrictionItem):
                self._labels(part.arrow, at, {})
                for pair in part.assignments:
                    self._labels(pair.left, Homes((owner,)), {})
                    self._labels(pair.right, Homes((owner,)), {})

    # ---- terms ----------------------------------------------------------------------------------------

    def _thing(self, term: tree.Term, variables: Variables) -> None:
        """A category, functor, task, model, transformation, domain or number."""
        if isinstance(term, tree.Name):
            known = self.known(term, variables)
            self._add(term, known.symbol if known else None)
        elif isinstance(term, tree.Call):
            self._call(term, variables)
        elif isinstance(term, tree.Arithmetic):
            self._thing(term.left, variables)
            self._thing(term.right, variables)
        elif isinstance(term, tree.Selection):
            self._prop(term.condition, self._bind(term.variable, term.domain, variables))
        else:
            self._labels(term, None, variables)

    def _head(self, term: tree.Call, variables: Variables) -> bool:
        """Is something called that is declared or bound, or a term of such things? Its names are noted."""
        if term.head is not None:
            for factor in tree.factors(term.head) if isinstance(term.head, tree.Compose) else [term.head]:
                self._thing(factor, variables)
            return True
        known = variables.get(term.function) or self.declared.get(term.function)
        if known is None:
            return False
        line, column = term.span.line, term.span.column
        span = Span(line, column, line, column + len(print_name(term.function)))
        self._add(tree.Name(term.function, span=span), known.symbol)
        return True

    def _call(self, term: tree.Call, variables: Variables) -> None:
        function, arguments = term.function, term.arguments
        if function in READING:  # its arguments name a file and its columns
            return
        if self._head(term, variables):
            known = None if term.head is not None else self.known(tree.Name(function), variables)
            for argument in arguments:
                if known is not None and known.symbol.kind in _SCORED:
                    own = known.at if known.symbol.kind == "task" else Homes((known.symbol.name,))
                    self._labels(argument, own, variables)
                elif known is not None and known.source is not None:
                    self._labels(argument, known.source, variables)
                else:
                    self._thing(argument, variables)
            return
        if function == "discrete" and arguments and isinstance(arguments[0], tree.Set):
            for item in arguments[0].items:
                self._label("object", item, print_term(term))
            return
        if arguments:
            self._thing(arguments[0], variables)
        for argument in arguments[1:]:
            if function in _LABELS_OF_FIRST:
                self._labels(argument, self.category(arguments[0], variables), variables)
            elif function == "elements":
                self._labels(argument, self.task_category(arguments[0], variables), variables)
            elif function == "constant":
                self._labels(argument, None, variables)
            else:
                self._thing(argument, variables)
        if term.block is not None:
            self._block(term, term.block, variables)

    def _block(self, term: tree.Call, block: Iterable[tree.BlockItem], variables: Variables) -> None:
        at = self.task_category(term, variables)
        owner = print_term(term)
        for item in block:
            if isinstance(item, tree.GeneratorAt):
                self._label("element", item.element, owner)
                self._labels(item.object, at, variables)
            elif isinstance(item, tree.ElementEquation):
                for side in (item.left, item.right):
                    self._labels(side, Homes((owner,)), variables, at)
            elif isinstance(item, tree.Identification) and term.arguments:
                inside = self.elements(term.arguments[0], variables)
                self._labels(item.left, inside, variables)
                self._labels(item.right, inside, variables)
                self._labels(item.object, at, variables)

    def _labels(self, term: tree.Term, of: Labels, variables: Variables, arrows: Labels = None) -> None:
        """An object, arrow or element, or a set of them; `arrows` is what elements are restricted along."""
        if isinstance(term, tree.Name):
            if term.text in variables:
                self._add(term, variables[term.text].symbol)
            elif term.quoted or term.text not in _SYNTAX_WORDS:
                self._add(term, self._find(term.text, of))
        elif isinstance(term, tree.Restriction):
            self._labels(term.element, of, variables, arrows)
            self._labels(term.arrow, arrows, variables)
        elif isinstance(term, tree.Compose):
            pending: list[tree.Term] = [term]
            while pending:  # composites may be long
                one = pending.pop()
                if isinstance(one, tree.Compose):
                    pending += [one.before, one.after]
                else:
                    self._labels(one, of, variables)
        elif isinstance(term, tree.Power):
            self._labels(term.base, of, variables)
        elif isinstance(term, tree.ElementAt):
            self._labels(term.element, of, variables)
            self._labels(term.object, arrows, variables)
        elif isinstance(term, tree.LyingIn):
            self._thing(term.place, variables)
            self._labels(term.term, self.category(term.place, variables), variables)
        elif isinstance(term, tree.Arithmetic | tree.Selection):
            self._thing(term, variables)
        elif isinstance(term, tree.TheArrow):
            self._labels(term.source, of, variables)
            self._labels(term.target, of, variables)
        elif isinstance(term, tree.Set):
            for item in term.items:
                self._labels(item, of, variables)
        elif isinstance(term, tree.Tuple):
            parts = (
                of.parts if isinstance(of, Pairs) and len(of.parts) == len(term.items) else (None,) * len(term.items)
            )
            for item, part in zip(term.items, parts, strict=True):
                self._labels(item, part, variables)
        elif isinstance(term, tree.Call):
            if term.head is not None or self.known(tree.Name(term.function), variables) is not None:
                self._call(term, variables)
                return
            for argument in term.arguments:
                if term.function == "id":
                    self._labels(argument, of, variables)
                else:
                    self._thing(argument, variables)

    def _find(self, text: str, of: Labels) -> Symbol | None:
        if not isinstance(of, Homes):
            return None
        found = [self.labels[owner][text] for owner in of.owners if text in self.labels.get(owner, {})]
        return found[0] if len(found) == 1 else None

    # ---- propositions ---------------------------------------------------------------------------------

    def _bind(self, name: tree.Name, domain: tree.Term, variables: Variables) -> Variables:
        self._thing(domain, variables)
        owner = f"{self._number}:{name.span.line}:{name.span.column}"
        symbol = self._define("variable", name, owner)
        at = None
        if isinstance(domain, tree.Call) and domain.function == "tasks" and domain.arguments:
            at = self.category(domain.arguments[0], variables)
        return {**variables, name.text: Meaning(symbol, at=at)}

    def _prop(self, prop: tree.Prop, variables: Variables) -> None:
        pending: list[tuple[tree.Prop, Variables]] = [(prop, variables)]
        while pending:
            one, known = pending.pop()
            if isinstance(one, tree.Connective):
                pending += [(one.left, known), (one.right, known)]
            elif isinstance(one, tree.Not):
                pending.append((one.body, known))
            elif isinstance(one, tree.Quantified):
                inner = self._bind(one.variable, one.domain, known)
                pending.append((one.body, inner))
                if one.condition is not None:
                    pending.append((one.condition, inner))
            elif isinstance(one, tree.Said):
                self._thing(one.call, known)
            else:
                self._atom(one, known)

    def _atom(self, prop: tree.Prop, variables: Variables) -> None:
        if isinstance(prop, tree.Is):
            said = self.declared.get(" ".join(prop.words))
            if said is not None and said.symbol.kind == "definition":
                self._add(tree.Name(" ".join(prop.words), span=prop.words_span), said.symbol)
                self._in_category(prop.category, [prop.subject], variables)
                return
            if prop.words[-1] in ("terminal", "initial", "mono", "epi", "iso"):
                self._in_category(prop.category, [prop.subject], variables)
                return
            self._thing(prop.subject, variables)
            if prop.argument is not None and prop.preposition == "by":
                self._labels(prop.argument, self.task_category(prop.subject, variables), variables)
            elif prop.argument is not None:
                self._thing(prop.argument, variables)
        elif isinstance(prop, tree.Has):
            self._thing(prop.subject, variables)
        elif isinstance(prop, tree.SolvesByPrompt):
            self._thing(prop.model, variables)
            self._thing(prop.task, variables)
            if prop.prompt is not None:
                self._labels(prop.prompt, self.task_category(prop.task, variables), variables)
        elif isinstance(prop, tree.SolvesByTuning):
            self._thing(prop.model, variables)
            self._thing(prop.task, variables)
        elif isinstance(prop, tree.Generalizes):
            self._thing(prop.functor, variables)
            if prop.seen is not None:
                self._labels(prop.seen, self.ends(prop.functor, variables)[0], variables)
        elif isinstance(prop, tree.Comparison | tree.Isomorphic):
            self._in_category(prop.category, [prop.left, prop.right], variables)

    def _in_category(self, category: tree.Term | None, terms: list[tree.Term], variables: Variables) -> None:
        """Terms that stand for objects or arrows of the category; without one, perhaps for declared things."""
        if category is not None:
            self._thing(category, variables)
            homes = self.category(category, variables)
        elif any(self._is_thing(term, variables) for term in terms):
            for term in terms:
                self._thing(term, variables)
            return
        else:
            homes = self._only_home(terms)
        for term in terms:
            self._labels(term, homes, variables)

    def _is_thing(self, term: tree.Term, variables: Variables) -> bool:
        if isinstance(term, tree.Name):
            return term.text in variables or term.text in self.declared
        return isinstance(term, tree.Call) and term.function != "id"

    def _only_home(self, terms: list[tree.Term]) -> Labels:
        """The one category of the file that has all the labels of the terms."""
        wanted = {name for term in terms for name in term.mentioned()} - _SYNTAX_WORDS
        homes = [
            owner
            for owner, labels in self.labels.items()
            if wanted <= labels.keys() and all(labels[name].kind != "element" for name in wanted)
        ]
        return Homes((homes[0],)) if len(homes) == 1 else None


_KINDS: dict[type, str] = {
    tree.PretextDecl: "pretext",
    tree.FunctorDecl: "functor",
    tree.TaskDecl: "task",
    tree.TaskFrom: "task",
    tree.TransformationDecl: "transformation",
    tree.ModelDecl: "model",
    tree.Define: "definition",
}
