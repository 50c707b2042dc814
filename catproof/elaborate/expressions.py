"""Expressions of core terms: what makes categories, functors, tasks, models and domains, by the table of the
signature."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from catproof.core.label import Label
from catproof.elaborate import hints
from catproof.elaborate.labels import LABELS, noun, one_of, spelled
from catproof.elaborate.map_expressions import MADE_OF_MAPS, MAPS, MapResolver, nested, written
from catproof.elaborate.naming import Nothing
from catproof.elaborate.scope import Wrong, suggestion
from catproof.logic.definitions import Library
from catproof.logic.graded_words import OTHERS
from catproof.logic.signature import DEFINABLE, OPERATORS, WORDS, Operator, place, sort_of
from catproof.logic.terms import Apply, Number, Term
from catproof.syntax import tree
from catproof.syntax.printer import print_term

CATEGORY_DOMAINS = {"categories": "arrows", "monoids": "order", "posets": "points", "metrics": "points",
    "enriched": "points",
}  # fmt: skip
"""What is bounded in domains of categories."""

STRUCTURES = ("category", "functor", "task", "model", *MAPS)
APPLICABLE = ("functor", *MAPS, "model")
"""The kinds of what has values."""


class ExpressionResolver(MapResolver):
    """Resolves terms of any kind."""

    library: Library

    @abstractmethod
    def number(self, term: tree.Term) -> Term:
        """A number."""

    @abstractmethod
    def graded_object(self, term: tree.Term, home: Term | None) -> Term:
        """An object of a graded category."""

    @abstractmethod
    def is_number(self, term: tree.Term) -> bool:
        """Does it read as a number?"""

    @abstractmethod
    def _called(self, call: tree.Call, kind: str) -> Term: ...

    def term(self, term: tree.Term, kinds: Sequence[str], home: Term | None = None) -> Term:
        """What the term stands for, which is of one of these kinds. Raises `Wrong`."""
        if "graded object" in kinds:
            return self.graded_object(term, home)
        if not set(MAPS).isdisjoint(kinds) and home is None and isinstance(term, tree.Compose | tree.Call):
            kind = kinds[0] if len(kinds) == 1 else self.kind_of(term)
            if kind in MAPS and kind in kinds and isinstance(term, tree.Compose):
                return self.map(term, kind)
            kinds = [each for each in kinds if (each == kind if kind in kinds else each not in MAPS)] or kinds
        labels = [kind for kind in kinds if kind in LABELS]
        if isinstance(term, tree.LyingIn):
            where = self.term(term.place, ("category", "task"))
            return self.label(term.term, labels, where)
        if isinstance(term, tree.Name):
            known: Term | None = self.bound.get(term.text)
            if known is None and len(labels) < len(kinds):
                known = self.names.lookup(term)
            if known is not None and (sort_of(known).kind in kinds or not labels):
                return self.of_kind(known, term, kinds, home)
        if "number" in kinds and self.is_number(term):
            return self.number(term)
        if labels and (len(labels) == len(kinds) or not isinstance(term, tree.Call)):
            return self.label(term, labels, home)
        if isinstance(term, tree.Call):
            return self._made(term, kinds, home)
        raise self.undeclared(term, kinds)

    def named_kind(self, term: tree.Term) -> str | None:
        """The kind of what a name stands for, or the head of a call; None where it has none of its own."""
        name = tree.Name(term.function) if isinstance(term, tree.Call) else term
        if not isinstance(name, tree.Name):
            return None
        known = self.bound.get(name.text) or self.names.lookup(name)
        return None if known is None else sort_of(known).kind

    def applicable(self, call: tree.Call) -> Term | None:
        """A bound or declared thing of that name, which can be applied; it wins over the words of the language. What is
        called may also be a term, as in `(m . n)(x)`."""
        if call.head is not None:
            return self.term(call.head, APPLICABLE)
        found: Term | None = self.bound.get(call.function)
        if found is None:
            found = self.names.lookup(tree.Name(call.function))
        return found if found is not None and sort_of(found).kind in APPLICABLE else None

    def applied(self, applied: Term, call: tree.Call) -> Term:
        """`F(a)`, `F(f)`, `n(x)`, `h(a)`."""
        if len(call.arguments) != 1:
            raise Wrong("E303", call.span, f"`{call.function}` takes 1 argument, not {len(call.arguments)}")
        sort = sort_of(applied)
        kinds = {"functor": ("object", "arrow"), "transformation": ("element",)}.get(sort.kind, ("object",))
        home = place(sort.of[0]) if sort.kind == "natural transformation" else sort.of[0]
        argument = self.term(call.arguments[0], kinds, home)
        name = {"transformation": "map", "natural transformation": "component", "model": "model at"}.get(
            sort.kind, "value at"
        )
        if sort.kind == "functor" and sort_of(argument).kind == "arrow":
            name = "value on"
        return Apply(name, (applied, argument), span=call.span)

    def arguments(self, call: tree.Call, *numbers: int) -> tuple[tree.Term, ...]:
        """The arguments of a call, with their number checked; there is no block, and no option."""
        given = len(call.arguments)
        if given not in numbers:
            expected = " or ".join(map(str, numbers))
            plural = "" if expected == "1" else "s"
            message = f"`{call.function}` takes {expected} argument{plural}, not {given}"
            made = [o for o in WORDS.get(call.function, []) if len(written(o)) in numbers and not o.several]
            hint = hints.form(call.function, [made[0].takes[k] for k in written(made[0])]) if made else ""
            raise Wrong("E303", call.span, message, hint)
        for term in call.arguments:
            if isinstance(term, tree.Option):
                raise Wrong("E205", term.span, f"`{call.function}` has no option {term.key}")
        if call.block is not None and call.function not in ("quotient", "generated"):
            raise Wrong("E307", call.span, f"`{call.function}` takes no block")
        return call.arguments

    # ---- calls ----------------------------------------------------------------------------------------------------

    def _made(self, call: tree.Call, kinds: Sequence[str], home: Term | None = None) -> Term:
        """A call that stands for a term of one of these kinds."""
        applied = self.applicable(call)
        if applied is not None:
            return self.of_kind(self.applied(applied, call), call, kinds, home)
        if self.library.named(call.function) and tuple(kinds) in (("number",), ("proposition",)):
            return self._called(call, kinds[0])
        if (whole := nested(call)) is not call:
            return self.term(whole, kinds, home)
        known = WORDS.get(call.function, [])
        made = [o for o in known if o.kind in kinds]
        structures = [kind for kind in kinds if kind in STRUCTURES]
        if self.defining and structures and not call.mentioned().isdisjoint(self.bound):
            made = [o for o in made if o.name in DEFINABLE]
            if not made:
                words = sorted({OPERATORS[name].word for name in DEFINABLE if OPERATORS[name].kind in kinds} - {""})
                wanted = one_of(kinds)
                message = f"there is no `{call.function}` of something that varies that gives {wanted}"
                raise Wrong("E204", call.span, message, suggestion(call.function, words))
        if not made:
            raise self._no_call(call, kinds)
        special = SPECIAL.get(made[0].name)
        if special is not None:
            return special(self, call)
        counts = [len(written(operator)) for operator in made]
        given = len(self.arguments(call, *dict.fromkeys(counts)))
        fitting = [operator for operator, count in zip(made, counts, strict=True) if count == given]
        if len(fitting) == 1 and fitting[0].name in MADE_OF_MAPS:
            return self.of_what(fitting[0].name, call)
        if len(fitting) == 1:
            return self._operation(fitting[0], call, home)
        first = self.term(call.arguments[0], tuple(dict.fromkeys(o.takes[0] for o in fitting)))
        return self._operation(next(o for o in fitting if o.takes[0] == sort_of(first).kind), call, home)

    def _no_call(self, call: tree.Call, kinds: Sequence[str]) -> Wrong:
        """What is wrong with a call that gives nothing of these kinds."""
        wanted = one_of(kinds)
        others = {operator.kind for operator in WORDS.get(call.function, [])}
        for kind in ("category", "functor", "task", "model"):
            if kind in others:
                counted = "task" in kinds and "domain" in others
                hint = f"how many there are is `count({print_term(call)})`" if counted else ""
                return Wrong(
                    "E301", call.span, f"`{call.function}(...)` is {noun(kind)}, and {wanted} is expected here", hint
                )
        words = [word for word, made in WORDS.items() if any(operator.kind in kinds for operator in made)]
        if not words:
            return Wrong(
                "E301", call.span, f"{wanted} is expected here, not `{print_term(call)}`", hints.called(call.function)
            )
        hint = hints.operation(call.function, frozenset(kinds))
        return Wrong("E204", call.span, f"there is no `{call.function}` that gives {wanted}", hint)

    def _operation(self, operator: Operator, call: tree.Call, home: Term | None) -> Term:
        places = written(operator)
        found: dict[int, Term] = {}
        if 0 not in places and operator.takes[:1] == ("category",) and home is not None:
            found[0] = home
        for k, argument in zip(places, call.arguments, strict=True):
            kind = operator.takes[k]
            where = found.get(k - 1 if operator.takes[k - 1] == "category" else 0)
            if kind == "object" and where is not None and sort_of(where).kind in ("task", "model"):
                where = place(where)
            found[k] = self.term(argument, (kind,), where if kind in (*LABELS, "graded object") else None)
            if 0 not in places and 0 not in found:
                found[0] = place(found[k])
        self._fitting(operator, found, call)
        return Apply(operator.name, tuple(found[k] for k in range(len(operator.takes))), span=call.span)

    def _fitting(self, operator: Operator, found: Mapping[int, Term], call: tree.Call) -> None:
        """Raise `Wrong` where the arguments do not lie where they should to each other."""
        self.meeting(operator.name, found, call)
        if operator.takes not in (("task", "task"), ("functor", "functor")):
            return
        if operator.name == "natural transformations":
            ends = zip(sort_of(found[0]).of, sort_of(found[1]).of, strict=True)
            if not all(self.names.same(*pair) for pair in ends):
                raise Wrong("E304", call.span, "the functors are not parallel: they have different sources or targets")
        shown, same = self.names.shown, self.names.same
        starts = "the first starts from"
        one, other = sort_of(found[0]).of, sort_of(found[1]).of
        if operator.takes == ("task", "task") and not same(one[0], other[0]):
            raise Wrong(
                "E306", call.span, f"the tasks live on different categories, {shown(one[0])} and {shown(other[0])}"
            )
        if operator.name == "compose functors" and not same(one[0], other[1]):
            raise Wrong(
                "E305",
                call.span,
                f"the functors do not meet: the second goes to {shown(other[1])}, {starts} {shown(one[0])}",
                "compose(G, F) is first F, then G",
            )
        if operator.name == "comma" and not same(one[1], other[1]):
            raise Wrong(
                "E305", call.span, f"the functors go to different categories, {shown(one[1])} and {shown(other[1])}"
            )

    # ---- sets, bounds, blocks -------------------------------------------------------------------------------------

    def literals(self, term: tree.Term) -> list[Term]:
        """The different labels of a set."""
        if not isinstance(term, tree.Set):
            raise Wrong("E301", term.span, "a set is expected, such as {x, y}")
        found = [self.names.literal(spelled(item), item) for item in term.items]
        for k, item in enumerate(term.items):
            if found[k] in found[:k]:
                raise Wrong("E310", item.span, f"{print_term(item)} is listed twice")
        return found

    def bounds(self, term: tree.Term, key: str) -> tuple[Term, Term]:
        """The least and the most that `key <= 4`, `key < 5` or `key = 3` allows."""
        if not isinstance(term, tree.Bound) or term.key != key or term.operator not in ("=", "<=", "<"):
            raise Wrong(
                "E309", term.span, f"a bound on {key} is expected here", f"write {key} <= 4, {key} < 5 or {key} = 4"
            )
        most = term.value - (term.operator == "<")
        return Number(most if term.operator == "=" else 0), Number(most)

    def domain(self, term: tree.Term) -> Apply:
        """The domain of a quantifier or of `count`."""
        if not isinstance(term, tree.Call):
            hint = hints.domain(term, self.named_kind(term)) or "for example objects(C), arrows(C), elements(T)"
            raise Wrong("E308", term.span, f"`{print_term(term)}` is not a domain", hint)
        made = [o for o in WORDS.get(term.function, []) if o.kind == "domain"]
        if not made:
            hint = hints.operation(term.function, frozenset({"domain"}))
            if self.named_kind(term) == "category" and len(term.arguments) == 2:
                hint = f"write `arrows({', '.join([term.function, *map(print_term, term.arguments)])})`"
            raise Wrong("E308", term.span, f"there is no domain `{term.function}`", hint)
        if term.function == "tasks" or term.function in CATEGORY_DOMAINS:
            shipped = isinstance(self.names, Nothing) and self._on_scores(term)  # says what an atom means, to be read
            if self.defining and not shipped:
                given = "task T on C" if term.function == "tasks" else "category C"
                hint = (
                    "what a definition says, or a sum counts, is found from the tables alone, and that nothing is "
                    f"missing from {term.function} takes a proof of its own: range over them in the statement, and "
                    f"give each to the definition, `define NAME({given})`"
                )
                raise Wrong("E308", term.span, f"`{term.function}` cannot be ranged over here", hint)
            return self._sized(term)
        if term.function == "arrows" and len(term.arguments) == 2:
            raise Wrong("E303", term.span, "`arrows` takes a category, or a category and two objects")
        self.arguments(term, *(len(operator.takes) for operator in made))
        fitting = [operator for operator in made if len(operator.takes) == len(term.arguments)]
        operator = fitting[0]
        if len(fitting) > 1:
            kind = self.kind_of(term.arguments[0])
            operator = next((each for each in fitting if each.takes[0] == kind), operator)
        found = self._operation(operator, term, None)
        assert isinstance(found, Apply)
        return found

    def _on_scores(self, term: tree.Call) -> bool:
        """Is it `tasks(C)` of a graded category?"""
        return term.function == "tasks" and list(map(self.kind_of, term.arguments)) == ["graded category"]

    def _sized(self, term: tree.Call) -> Apply:
        """`tasks(C, size <= 4)`, `categories(arrows = 5, objects = 2)`, `monoids(order <= 4)`, `posets(points = 4)`."""
        if self._on_scores(term):
            return Apply("graded tasks", (self.term(term.arguments[0], ("graded category",)),), span=term.span)
        if term.function == "tasks":
            category, size = self.arguments(term, 2)
            return Apply("tasks", (self.term(category, ("category",)), *self.bounds(size, "size")), span=term.span)
        key, name = CATEGORY_DOMAINS[term.function], term.function
        bounds = self.arguments(term, *((1, 2) if key == "arrows" else (2,) if name == "enriched" else (1,)))
        if name == "enriched":
            over, *bounds_left = bounds
            bounds = tuple(bounds_left)
            name = self._enriched(over)
        found: dict[str, tuple[Term, Term]] = {}
        for bound in bounds:
            known = key if not isinstance(bound, tree.Bound) or bound.key != "objects" or key != "arrows" else "objects"
            if known in found:
                raise Wrong("E309", bound.span, f"{known} is bounded twice")
            found[known] = self.bounds(bound, known)
        if key not in found:
            raise Wrong("E309", term.span, f"a bound on {key} is needed", f"for example {term.function}({key} <= 3)")
        return Apply(name, (*found[key], *found.get("objects", ())), span=term.span)

    @staticmethod
    def _enriched(over: tree.Term) -> str:
        """The domain of graded categories over the quantale that is named."""
        known = ("metric", *OTHERS)
        if not isinstance(over, tree.Name) or over.text not in known:
            hint = suggestion(print_term(over), known) or f"known here: {', '.join(known)}"
            raise Wrong("E204", over.span, f"there is no quantale {print_term(over)}", hint)
        return "metrics" if over.text == "metric" else f"{over.text} categories"


def _full(resolver: ExpressionResolver, call: tree.Call) -> Term:
    of, members = resolver.arguments(call, 2)
    if not isinstance(members, tree.Set):
        raise Wrong("E301", members.span, "a set of objects is expected, such as {a, b}")
    category = resolver.term(of, ("category",))
    objects = [resolver.term(a, ("object",), category) for a in members.items]
    for k, item in enumerate(members.items):
        if objects[k] in objects[:k]:
            raise Wrong("E310", item.span, f"{print_term(item)} is listed twice")
    return Apply("full", (category, *objects), span=call.span)


def _discrete(resolver: ExpressionResolver, call: tree.Call) -> Term:
    return Apply("discrete", tuple(resolver.literals(resolver.arguments(call, 1)[0])), span=call.span)


def _constant(resolver: ExpressionResolver, call: tree.Call) -> Term:
    of, values = resolver.arguments(call, 2)
    return Apply("constant", (resolver.term(of, ("category",)), *resolver.literals(values)), span=call.span)


def _chain(resolver: ExpressionResolver, call: tree.Call) -> Term:
    length = resolver.arguments(call, 1)[0]
    if not isinstance(length, tree.Integer) or length.value < 0:
        raise Wrong("E301", length.span, "the number of objects of the chain is expected, such as chain(4)")
    return Apply("chain", (Number(length.value, span=length.span),), span=call.span)


def _inclusion(resolver: ExpressionResolver, call: tree.Call) -> Term:
    of = resolver.arguments(call, 1)[0]
    category = resolver.term(of, ("category",))
    made = resolver.names.canonical(category)
    if not isinstance(made, Apply) or made.operator != "full":
        hint = "an inclusion is that of a full subcategory: inclusion(full(C, {a, b})), or of one that has a name"
        raise Wrong("E302", of.span, f"{resolver.names.shown(category)} is not part of another category", hint)
    return Apply("inclusion", (category, made.arguments[0]), span=call.span)


def _quotient(resolver: ExpressionResolver, call: tree.Call) -> Term:
    of = resolver.term(resolver.arguments(call, 1)[0], ("task",))
    items: list[Term] = []
    for item in call.block or ():
        if not isinstance(item, tree.Identification):
            raise Wrong("E112", item.span, "a quotient identifies elements", "write x ~ y at a")
        at = resolver.term(item.object, ("object",), place(of))
        sides = (resolver.element(side, of, at) for side in (item.left, item.right))
        items.append(Apply("identify", (of, at, *sides), span=item.span))
    return Apply("quotient", (of, *items), span=call.span)


def _generated(resolver: ExpressionResolver, call: tree.Call) -> Term:
    category = resolver.term(resolver.arguments(call, 1)[0], ("category",))
    seeds: dict[Label, Term] = {}
    items: list[Term] = []

    def side(term: tree.Term) -> Term:
        if isinstance(term, tree.Restriction):
            made = side(term.element)
            if isinstance(term.arrow, tree.Name) and term.arrow.text == "id" and not term.arrow.quoted:
                return made
            arrow = resolver.label(term.arrow, ["arrow"], category)
            return Apply("generator along", (made, arrow), span=term.span)
        label = spelled(term)
        if label not in seeds:
            hint = suggestion(str(label), seeds)
            raise Wrong("E206", term.span, f"{print_term(term)} is not a generator", hint)
        return seeds[label]

    for item in call.block or ():
        if isinstance(item, tree.GeneratorAt):
            label = spelled(item.element)
            if label in seeds:
                raise Wrong("E310", item.span, f"the generator {print_term(item.element)} is given twice")
            at = resolver.term(item.object, ("object",), category)
            seeds[label] = Apply("generator", (resolver.names.literal(label, item.element), at), span=item.span)
            items.append(seeds[label])
        elif isinstance(item, tree.ElementEquation):
            items.append(Apply("equation", (side(item.left), side(item.right)), span=item.span))
        else:
            raise Wrong("E112", item.span, "generators `u at b` and equations `u|f = v|g` are expected here")
    return Apply("generated", (category, *items), span=call.span)


SPECIAL: dict[str, Callable[[Any, tree.Call], Term]] = {
    "full": _full, "discrete": _discrete, "constant": _constant, "chain": _chain, "inclusion": _inclusion,
    "quotient": _quotient, "generated": _generated, "curry": MapResolver.curried,
}  # fmt: skip
"""Those whose arguments are no terms: sets, blocks, numbers; or that have arguments that are not written."""
