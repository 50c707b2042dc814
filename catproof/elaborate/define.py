"""`define NAME(parameters) := body`, and the definitions that are shipped."""

from __future__ import annotations

import functools
from pathlib import Path

from catproof.elaborate.labels import noun
from catproof.elaborate.naming import Names, Nothing
from catproof.elaborate.resolve import Resolver
from catproof.elaborate.scope import Wrong
from catproof.logic.definitions import HIDDEN, Library
from catproof.logic.signature import NUMBER, place, sort_of
from catproof.logic.terms import Definition, Reference, Sort, Term, Variable
from catproof.syntax import tree
from catproof.syntax.printer import print_name, print_term

PRELUDE = Path(__file__).resolve().parent.parent / "logic" / "prelude.cat"
"""The definitions that are shipped."""


@functools.cache
def prelude() -> Library:
    """The shipped definitions."""
    return _read(PRELUDE)


@functools.cache
def meanings() -> Library:
    """What is said of graded things, where the language can say it: what operators mean, which are no definitions."""
    return _read(PRELUDE.with_name("graded.cat"))


def meaning(operator: str) -> Definition | None:
    """What an operator of graded things means, if the language can say it: of the categories that its first argument is
    on or between, and its arguments."""
    several = meanings().named(operator.removeprefix("graded ")) if operator.startswith("graded ") else []
    return several[0] if several else None


def _read(path: Path) -> Library:
    """The definitions of a file. The comment right before one is its source."""
    from catproof.syntax.parser import parse

    parsed = parse(path.read_text(encoding="utf-8"), path.name)
    assert not parsed.diagnostics, parsed.diagnostics
    sources = {comment.line + 1: comment.text.removeprefix("# ") for comment in parsed.comments}
    library = Library()
    for item in parsed.theory.items:
        assert isinstance(item, tree.Define)
        library.add(define(item, Nothing(), library, shipped=True, source=sources[item.span.line]))
    return library


def define(item: tree.Define, names: Names, library: Library, *, shipped: bool = False, source: str = "") -> Definition:
    """What a definition says, where the definitions of `library` are known. Raises `Wrong` or `Skipped`."""
    parameters = _Parameters(Resolver(names, library, defining=True))
    for parameter in item.parameters:
        parameters.add(parameter)
    resolver = Resolver(names, library, parameters.bound, defining=True)
    kinds = tuple(variable.sort.kind for variable in parameters.written)
    reference = Reference(item.name.text, kinds, shipped)
    if not shipped and item.name.text in item.body.mentioned() and not library.named(item.name.text):
        _refuse_recursion(item)
    if isinstance(item.body, tree.Call) and _says(item.body, resolver, library):
        body = resolver.proposition(tree.Said(item.body, span=item.body.span))
    elif _is_term(item.body):
        body = resolver.number(item.body)  # type: ignore[arg-type]
    else:
        body = resolver.proposition(item.body)  # type: ignore[arg-type]
    documentation = item.doc or ""
    return Definition(reference, tuple(parameters.inferred), tuple(parameters.written), body, documentation, source)


def _says(call: tree.Call, resolver: Resolver, library: Library) -> bool:
    """Does the call say something, and is no number?"""
    found = library.named(call.function)
    return library.kind(found[0]) == "proposition" if found else not resolver.is_number(call)


def _is_term(body: object) -> bool:
    from catproof.syntax.printer import PROPOSITIONS

    return not isinstance(body, PROPOSITIONS)


def _refuse_recursion(item: tree.Define) -> None:
    """Raise `Wrong` where the body calls the definition itself."""
    name = item.name.text
    pending: list[object] = [item.body]
    while pending:
        one = pending.pop()
        if isinstance(one, tree.Call) and one.function == name:
            raise Wrong("E213", one.span, f"{print_name(name)} is defined by itself", "definitions are not recursive")
        if isinstance(one, tree.Is) and " ".join(one.words) == name:
            raise Wrong(
                "E213", one.words_span, f"{print_name(name)} is defined by itself", "definitions are not recursive"
            )
        if isinstance(one, tree.Node):
            pending.extend(getattr(one, field) for field in one.fields)
        elif isinstance(one, tuple):
            pending.extend(one)


def _of(kind: str, home: Term) -> str:
    """The kind of a thing that lives there."""
    return f"graded {kind}" if sort_of(home).kind == "graded category" else kind


class _Parameters:
    """The parameters of a definition as they are read, and what they mention that comes with the arguments."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self.written: list[Variable] = []
        self.inferred: list[Variable] = []
        self.bound: dict[str, Variable] = {}

    def add(self, parameter: tree.Parameter) -> None:
        """Read a parameter."""
        name = parameter.name.text
        known = self.bound.get(name)
        if known is not None:
            said = "listed twice" if known in self.written else "listed after it is mentioned"
            raise Wrong("E202", parameter.name.span, f"{print_name(name)} is {said}")
        variable = Variable(name, self._sort(parameter), span=parameter.name.span)
        if name in self.bound:
            raise Wrong("E213", parameter.name.span, f"{print_name(name)} cannot be mentioned in what it is")
        self.written.append(variable)
        self.bound[name] = variable

    def _sort(self, parameter: tree.Parameter) -> Sort:
        kind, name = parameter.kind, parameter.name.text
        if kind == "category":
            return Sort("category")
        if kind == "enriched":
            return Sort("graded category")
        if kind == "number":
            return NUMBER
        ends = [end for end in (parameter.source, parameter.target) if end is not None]
        if kind in ("functor", "model"):
            return self._between(kind, ends)
        if kind == "transformation" and parameter.place is not None:
            return self._natural(ends, parameter.place)
        if kind == "transformation":
            source = self._thing(ends[0], "task")
            return Sort(kind, (source, self._thing(ends[1], "task", place(source))))
        if kind in ("task", "object"):
            assert parameter.place is not None
            home = self._home(parameter.place)
            return Sort(_of(kind, home), (home,))
        if kind == "element":
            assert parameter.place is not None and parameter.at is not None
            task = self._thing(parameter.place, "task")
            return Sort(kind, (task, self._object(parameter.at, place(task))))
        return self._arrow(name, ends, parameter.place)

    def _between(self, kind: str, ends: list[tree.Term]) -> Sort:
        """A functor or a model: between categories, or between graded ones."""
        source, target = map(self._home, ends)
        if _of(kind, source) != _of(kind, target):
            several = " and ".join(noun(sort_of(each).kind, True) for each in (source, target))
            raise Wrong("E301", ends[1].span, f"a {kind} is between categories of one kind, not {several}")
        return Sort(_of(kind, source), (source, target))

    def _home(self, term: tree.Term) -> Term:
        """The category that a parameter mentions; a graded one is known by its name."""
        scored = Resolver(self._resolver.names, self._resolver.library, self.bound, defining=True).graded_kind(term)
        return self._thing(term, "category" if scored is None else "graded category")

    def _arrow(self, name: str, ends: list[tree.Term], given: tree.Term | None) -> Sort:
        if given is not None:
            category = self._thing(given, "category")
        else:
            known = [self.bound[e.text] for e in ends if isinstance(e, tree.Name) and e.text in self.bound]
            objects = [variable for variable in known if variable.sort.kind == "object"]
            category = place(objects[0]) if objects else self._infer(f"category{HIDDEN}{name}", Sort("category"))
        return Sort("arrow", (category, *(self._object(end, category) for end in ends)))

    def _natural(self, ends: list[tree.Term], home: tree.Term) -> Sort:
        """A transformation of functors, in `functors(B, C)`."""
        if not isinstance(home, tree.Call) or home.function != "functors" or len(home.arguments) != 2:
            raise Wrong("E302", home.span, "a transformation of functors lies in functors(B, C)")
        categories = tuple(self._thing(category, "category") for category in home.arguments)
        return Sort("natural transformation", tuple(self._functor(end, categories) for end in ends))

    def _functor(self, term: tree.Term, ends: tuple[Term, ...]) -> Term:
        """A functor that a parameter mentions."""
        resolver = Resolver(self._resolver.names, self._resolver.library, self.bound, defining=True)
        if isinstance(term, tree.Name) and term.text not in self.bound and resolver.names.lookup(term) is None:
            return self._infer(term.text, Sort("functor", ends))
        found = resolver.term(term, ("functor",))
        if not all(map(resolver.names.same, sort_of(found).of, ends)):
            raise Wrong("E302", term.span, f"{print_term(term)} is between other categories")
        return found

    def _infer(self, name: str, sort: Sort) -> Variable:
        variable = Variable(name, sort)
        self.inferred.append(variable)
        self.bound[name] = variable
        return variable

    def _thing(self, term: tree.Term, kind: str, category: Term | None = None) -> Term:
        """A category or a task that a parameter mentions."""
        resolver = Resolver(self._resolver.names, self._resolver.library, self.bound, defining=True)
        if isinstance(term, tree.Name) and term.text not in self.bound and resolver.names.lookup(term) is None:
            if kind == "category":
                return self._infer(term.text, Sort("category"))
            if category is None:
                category = self._infer(f"category{HIDDEN}{term.text}", Sort("category"))
            return self._infer(term.text, Sort("task", (category,)))
        found = resolver.term(term, (kind,))
        if category is not None and not resolver.names.same(place(found), category):
            raise Wrong("E302", term.span, f"{print_term(term)} lives on another category")
        return found

    def _object(self, term: tree.Term, category: Term) -> Term:
        """An object that a parameter mentions."""
        resolver = Resolver(self._resolver.names, self._resolver.library, self.bound, defining=True)
        if isinstance(term, tree.Name) and term.text not in self.bound:
            named = resolver.named(term, "object", category)
            return named if named is not None else self._infer(term.text, Sort("object", (category,)))
        found = resolver.term(term, ("object",))
        if not resolver.names.same(place(found), category):
            raise Wrong("E302", term.span, f"{print_term(term)} is {noun('object')} of another category")
        return found
