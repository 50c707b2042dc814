"""From the syntax tree to core terms: what each name and each word means, for definitions and for the terms of claims.

What a name may be follows from where it stands: the arguments of a word have kinds, an object lives in a category, and
so on. Nothing is evaluated, except that names of a theory file are looked up (`Names`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from catproof.elaborate.scope import Wrong, suggestion
from catproof.logic.definitions import Library, inferred_arguments
from catproof.logic.signature import (
    NUMBER,
    OPERATORS,
    PREDICATES,
    Operator,
    place,
    sort_of,
    source_of,
    target_of,
    values_of,
)
from catproof.logic.terms import Apply, Binding, Call, Constant, Number, Term, Variable
from catproof.syntax import tree
from catproof.syntax.printer import print_name, print_term

ARTICLES = {kind: ("an " if kind[0] in "aeo" else "a ") + kind for kind in OPERATORS["not"].takes}
LABELS = ("object", "arrow", "element")
"""The kinds of things that have no name of their own in a file: a category or a task has them."""
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_ARITHMETIC = {"+": "plus", "-": "minus", "*": "times"}


def noun(kind: str) -> str:
    """`a task`, `an object`."""
    return f"{'an' if kind[0] in 'aeo' else 'a'} {kind}"


class Names(Protocol):
    """What the names of a theory file stand for."""

    def lookup(self, name: tree.Name) -> Term | None:
        """What is declared, or bound outside of what is resolved; None if nothing is."""
        ...

    def expression(self, term: tree.Term, kind: str) -> Term:
        """A structure given by an expression without variables. Raises `Wrong`."""
        ...

    def label(self, term: tree.Term, kind: str, home: Term) -> Term | None:
        """An object, an arrow or an element by its name, in the category or the task where it lives; None if there is
        none. Raises `Wrong` where it is not known which is meant."""
        ...

    def homes(self, kind: str) -> list[Term]:
        """The categories (tasks, for elements) where something without `in` may live."""
        ...

    def known(self) -> list[str]:
        """All names, for hints."""
        ...


class Nothing:
    """The names of the prelude: none are declared there."""

    def lookup(self, name: tree.Name) -> Term | None:
        return None

    def expression(self, term: tree.Term, kind: str) -> Term:
        raise Wrong(term.span, f"`{print_term(term)}` is not declared, and {noun(kind)} is expected here")

    def label(self, term: tree.Term, kind: str, home: Term) -> Term | None:
        return None

    def homes(self, kind: str) -> list[Term]:
        return []

    def known(self) -> list[str]:
        return []


class Resolver:
    """Resolves propositions and terms. `bound` are the variables of the quantifiers and parameters around."""

    def __init__(self, names: Names, library: Library, bound: Mapping[str, Variable] | None = None) -> None:
        self.names = names
        self.library = library
        self.bound: dict[str, Variable] = dict(bound or {})

    def binding(self, variables: Iterable[tuple[str, Variable]]) -> Resolver:
        """The same, with variables bound; what they are called in the text need not be what they are called here."""
        return Resolver(self.names, self.library, {**self.bound, **dict(variables)})

    # ---- propositions -----------------------------------------------------------------------------------------

    def proposition(self, prop: tree.Prop) -> Term:
        """The proposition as a core term. Raises `Wrong` or `Skipped`."""
        if isinstance(prop, tree.Not):
            return Apply("not", (self.proposition(prop.body),), span=prop.span)
        if isinstance(prop, tree.Connective):
            sides = (self.proposition(prop.left), self.proposition(prop.right))
            return Apply(prop.operator, sides, span=prop.span)
        if isinstance(prop, tree.Quantified):
            return self._quantified(prop)
        if isinstance(prop, tree.Comparison):
            return self._comparison(prop)
        if isinstance(prop, tree.Said):
            return self._called(prop.call, "proposition")
        return self._atom(prop)

    def _quantified(self, prop: tree.Quantified) -> Term:
        names = [prop.variable]
        inner = prop
        while isinstance(inner.body, tree.Quantified) and inner.body.joined and inner.condition is None:
            inner = inner.body
            names.append(inner.variable)
        domain = self.domain(inner.domain)
        inside, variables = self._bind(names, domain)
        condition = None if inner.condition is None else inside.proposition(inner.condition)
        body = inside.proposition(inner.body)
        return Binding(prop.quantifier, variables, domain, condition, body, span=prop.span)

    def _bind(self, names: Sequence[tree.Name], domain: Apply) -> tuple[Resolver, tuple[Variable, ...]]:
        sort = values_of(domain)
        variables: list[tuple[str, Variable]] = []
        for name in names:
            fresh = name.text
            taken = {variable.name for variable in self.bound.values()} | {v.name for _, v in variables}
            while fresh in taken:  # the sorts of other variables may mention the outer one
                fresh += "'"
            variables.append((name.text, Variable(fresh, sort, span=name.span)))
        return self.binding(variables), tuple(variable for _, variable in variables)

    def _comparison(self, prop: tree.Comparison) -> Term:
        sides = (prop.left, prop.right)
        if self._numeric(sides, prop.category is not None):
            if prop.category is not None:
                raise Wrong(prop.category.span, "numbers are compared without `in`")
            return Apply(prop.operator, (self.number(prop.left), self.number(prop.right)), span=prop.span)
        if prop.operator not in ("=", "!="):
            raise Wrong(prop.span, f"`{prop.operator}` compares numbers; arrows are equal or not")
        equal = self._equal(prop, sides)
        return equal if prop.operator == "=" else Apply("not", (equal,), span=prop.span)

    def _equal(self, prop: tree.Comparison, sides: tuple[tree.Term, tree.Term]) -> Term:
        home = None if prop.category is None else self.home(prop.category)
        kinds = LABELS if home is None else ("element",) if sort_of(home).kind == "task" else ("object", "arrow")
        bare = [isinstance(side, tree.Name) and side.text == "id" and not side.quoted for side in sides]
        first, second = (sides[1], sides[0]) if bare[0] and not bare[1] else sides
        left = self.label(first, kinds, home)
        kind = sort_of(left).kind
        where = place(left)
        if kind == "arrow" and (bare[0] or bare[1]):
            right: Term = Apply("identity", (where, source_of(where, left)), span=second.span)
        else:
            right = self.label(second, (kind,), where)
        if place(right) != where:
            raise Wrong(prop.span, f"{print_term(prop.left)} and {print_term(prop.right)} live in different places")
        pair = (right, left) if first is not sides[0] else (left, right)
        return Apply(f"equal {kind}s", (where, *pair), span=prop.span)

    def _numeric(self, sides: Sequence[tree.Term], placed: bool) -> bool:
        """Are numbers compared? Objects and elements may be called 2, where it is said where they live."""
        others = [side for side in sides if not isinstance(side, tree.Integer)]
        if len(others) < len(sides) and (placed or any(self._home_of(side, LABELS) is not None for side in others)):
            return False
        return any(self._is_number(side) for side in sides)

    def _is_number(self, term: tree.Term) -> bool:
        if isinstance(term, tree.Integer | tree.Arithmetic):
            return True
        if isinstance(term, tree.Name):
            known = self.bound.get(term.text)
            return known is not None and known.sort == NUMBER
        if not isinstance(term, tree.Call) or self.applicable(term.function):
            return False
        if self.library.named(term.function):
            return any(self.library.kind(d) == "number" for d in self.library.named(term.function))
        return term.function in ("count", "size", "rank")

    def _atom(self, prop: tree.Prop) -> Term:
        if isinstance(prop, tree.Is):
            word = " ".join(prop.words)
            arguments = [prop.subject] if prop.argument is None else [prop.subject, prop.argument]
            return self._said(word, prop.words_span, arguments, prop.category, prop)
        if isinstance(prop, tree.Has):
            shown = " ".join(prop.words)
            for word in (f"has {shown}", f"has a {shown}", f"has an {shown}"):
                if self.library.named(word):
                    return self._said(word, prop.words_span, [prop.subject], None, prop)
            raise Wrong(prop.words_span, f"nothing is known to have a `{shown}`")
        if isinstance(prop, tree.SolvesByPrompt):
            arguments = [prop.model, prop.task] if prop.prompt is None else [prop.model, prop.task, prop.prompt]
            return self._said("solves by prompt", prop.span, arguments, None, prop)
        if isinstance(prop, tree.Generalizes) and prop.seen is None:
            return self._said("generalizes", prop.span, [prop.functor], None, prop)
        if isinstance(prop, tree.Isomorphic):
            return self._said("isomorphic", prop.span, [prop.left, prop.right], prop.category, prop)
        said = {tree.SolvesByTuning: "`solves ... by tuning`", tree.Generalizes: "`generalizes from`"}[type(prop)]
        raise Wrong(prop.span, f"{said} has no definition in the language, so it cannot be a part of one")

    def _said(
        self, word: str, span: object, arguments: list[tree.Term], category: tree.Term | None, prop: tree.Prop
    ) -> Term:
        """What the definition of that word that fits says of the arguments."""
        fitting = [d for d in self.library.named(word) if len(d.written) == len(arguments)]
        if not fitting:
            known = [reference.word for reference in self.library.definitions if len(reference.kinds) == 1]
            where = prop.words_span if isinstance(prop, tree.Is) else prop.span
            if self.library.named(word):
                raise Wrong(where, f"`{word}` is not said of {len(arguments)} things")
            raise Wrong(where, f"there is no property `{word}`", suggestion(word, known))
        home = None if category is None else self.home(category)
        kinds = tuple(dict.fromkeys(d.reference.kinds[0] for d in fitting))
        if home is not None:
            kinds = tuple(k for k in kinds if k in (("element",) if sort_of(home).kind == "task" else LABELS[:2]))
            if not kinds:
                assert category is not None
                raise Wrong(category.span, f"`is {word}` takes no `in`")
        first = self.term(arguments[0], kinds, home)
        kind = sort_of(first).kind
        definition = next(d for d in fitting if d.reference.kinds[0] == kind)
        rest = self._rest(definition.written, [first], arguments[1:])
        return self.call(definition.reference, [first, *rest], prop)

    def _rest(self, parameters: Sequence[Variable], found: list[Term], arguments: Sequence[tree.Term]) -> list[Term]:
        """The further arguments of a definition, each where the earlier ones say that it lives."""
        rest: list[Term] = []
        for parameter, argument in zip(parameters[len(found) :], arguments, strict=True):
            home = None
            if parameter.sort.kind in LABELS:
                matched = inferred_arguments(parameters, [*found, *rest])
                home = matched.get(parameter.sort.of[0])
            rest.append(self.term(argument, (parameter.sort.kind,), home))
        return rest

    def call(self, reference: object, written: list[Term], node: tree.Node) -> Term:
        """The call of a definition with these arguments, and what they bring along."""
        definition = self.library.definitions[reference]  # type: ignore[index]
        matched = inferred_arguments(definition.written, written)
        for parameter, argument in zip(definition.written, written, strict=True):
            for wanted, given in zip(parameter.sort.of, sort_of(argument).of, strict=False):
                if sort_of(wanted).kind in ("category", "task") and matched.get(wanted, given) != given:
                    raise Wrong(node.span, self._misfit(parameter, wanted, given))
        return Call(definition.reference, (*(matched[p] for p in definition.inferred), *written), span=node.span)

    def _misfit(self, parameter: Variable, wanted: Term, given: Term) -> str:
        name = wanted.name if isinstance(wanted, Variable) else "another"
        return f"the argument {parameter.name} lives elsewhere than where it should, in {name}"

    # ---- terms of any kind --------------------------------------------------------------------------------------

    def term(self, term: tree.Term, kinds: Sequence[str], home: Term | None = None) -> Term:
        """What the term stands for, which is of one of these kinds. Raises `Wrong`."""
        if isinstance(term, tree.LyingIn):
            return self.label(term.term, [k for k in kinds if k in LABELS], self.home(term.place))
        if isinstance(term, tree.Name):
            known = self.bound.get(term.text)
            declared: Term | None = known
            if home is None or (known is not None and known.sort.kind in kinds):
                declared = known if known is not None else self.names.lookup(term)
            if declared is not None and (sort_of(declared).kind in kinds or home is None):
                return self._of_kind(declared, term, kinds, home)
        if "number" in kinds and self._is_number(term):
            return self.number(term)
        labels = [kind for kind in kinds if kind in LABELS]
        if labels and (len(labels) == len(kinds) or not isinstance(term, tree.Call)):
            return self.label(term, labels, home)
        if isinstance(term, tree.Call):
            return self._made(term, kinds, home)
        self._undeclared(term, kinds)
        raise AssertionError

    def _undeclared(self, term: tree.Term, kinds: Sequence[str]) -> None:
        wanted = " or ".join(noun(kind) for kind in kinds)
        if isinstance(term, tree.Name):
            hint = suggestion(term.text, [*self.bound, *self.names.known()])
            message = f"{print_name(term.text)} is not declared, and {wanted} is expected here"
            raise Wrong(term.span, message, hint or "names are declared before they are used")
        raise Wrong(term.span, f"{wanted} is expected here, not `{print_term(term)}`")

    def _of_kind(self, found: Term, term: tree.Term, kinds: Sequence[str], home: Term | None) -> Term:
        sort = sort_of(found)
        if sort.kind not in kinds:
            wanted = " or ".join(noun(kind) for kind in kinds)
            raise Wrong(term.span, f"{print_term(term)} is {noun(sort.kind)}, and {wanted} is expected here")
        if home is not None and sort.kind in LABELS and sort.of[0] != home:
            where = f"of {_shown(sort.of[0])}, not of {_shown(home)}"
            raise Wrong(term.span, f"{print_term(term)} is {noun(sort.kind)} {where}")
        return found

    def applicable(self, function: str) -> Term | None:
        """A bound or declared thing of that name, which can be applied; it wins over the words of the language."""
        found: Term | None = self.bound.get(function)
        if found is None:
            found = self.names.lookup(tree.Name(function))
        return found if found is not None and sort_of(found).kind in ("functor", "transformation", "model") else None

    def _made(self, call: tree.Call, kinds: Sequence[str], home: Term | None = None) -> Term:
        """A call that stands for a term of one of these kinds."""
        applied = self.applicable(call.function)
        if applied is not None:
            return self._of_kind(self._applied(applied, call), call, kinds, home)
        if self.library.named(call.function) and kinds in (("number",), ("proposition",)):
            return self._called(call, kinds[0])
        structures = [kind for kind in kinds if kind not in LABELS]
        if structures and call.mentioned().isdisjoint(self.bound):
            return self.names.expression(call, structures[0])
        made = [o for o in OPERATORS.values() if o.word == call.function and o.kind in kinds]
        for operator in made:
            if len(self._written(operator)) == len(call.arguments):
                return self._operation(operator, call, home)
        if made:
            counts = " or ".join(str(len(self._written(operator))) for operator in made)
            raise Wrong(call.span, f"`{call.function}` takes {counts} arguments, not {len(call.arguments)}")
        if not call.mentioned().isdisjoint(self.bound) and structures:
            known = sorted({o.word for o in OPERATORS.values() if o.kind in kinds and o.word})
            wanted = " or ".join(noun(kind) for kind in kinds)
            message = f"there is no `{call.function}` of something that varies that gives {wanted}"
            raise Wrong(call.span, message, suggestion(call.function, known))
        self._undeclared(call, kinds)
        raise AssertionError

    @staticmethod
    def _written(operator: Operator) -> list[int]:
        """Which of the arguments of an operation are written."""
        return [k for k in range(len(operator.takes)) if f"{{{k}}}" in operator.form]

    def _operation(self, operator: Operator, call: tree.Call, home: Term | None) -> Term:
        written = self._written(operator)
        found: dict[int, Term] = {}
        if 0 not in written and operator.takes[0] == "category" and home is not None:
            found[0] = home
        for k, argument in zip(written, call.arguments, strict=True):
            kind = operator.takes[k]
            where = found.get(0)
            if kind == "object" and where is not None and sort_of(where).kind in ("task", "model"):
                where = place(where)
            found[k] = self.term(argument, (kind,), where if kind in LABELS else None)
            if 0 not in written and 0 not in found:
                found[0] = place(found[k])
        self._same_category(operator, found, call)
        return Apply(operator.name, tuple(found[k] for k in range(len(operator.takes))), span=call.span)

    def _same_category(self, operator: Operator, found: Mapping[int, Term], call: tree.Call) -> None:
        if operator.takes == ("task", "task") and place(found[0]) != place(found[1]):
            raise Wrong(
                call.span,
                f"the tasks live on different categories, {_shown(place(found[0]))} and {_shown(place(found[1]))}",
            )
        if operator.name == "restrict task" and place(found[1]) != place(found[0], 1):
            raise Wrong(
                call.span,
                f"the task lives on {_shown(place(found[1]))}, the functor goes to {_shown(place(found[0], 1))}",
            )
        if operator.name == "compose functors" and place(found[0]) != place(found[1], 1):
            raise Wrong(
                call.span,
                f"the functors do not meet: the second goes to {_shown(place(found[1], 1))}, the first starts from "
                f"{_shown(place(found[0]))}",
                "compose(G, F) is first F, then G",
            )

    def _applied(self, applied: Term, call: tree.Call) -> Term:
        """`F(a)`, `F(f)`, `n(x)`, `h(a)`."""
        if len(call.arguments) != 1:
            raise Wrong(call.span, f"`{call.function}` takes 1 argument, not {len(call.arguments)}")
        sort = sort_of(applied)
        kinds = {"functor": ("object", "arrow"), "transformation": ("element",), "model": ("object",)}[sort.kind]
        argument = self.term(call.arguments[0], kinds, sort.of[0])
        name = {"transformation": "map", "model": "model at"}.get(sort.kind, "value at")
        if sort.kind == "functor" and sort_of(argument).kind == "arrow":
            name = "value on"
        return Apply(name, (applied, argument), span=call.span)

    def _called(self, call: tree.Call, kind: str) -> Term:
        """`NAME(arguments)`, for a definition of that name."""
        found = self.library.named(call.function)
        if not found:
            hint = suggestion(call.function, [reference.word for reference in self.library.definitions])
            raise Wrong(call.span, f"there is no definition of `{call.function}`", hint)
        if self.library.kind(found[0]) != kind:
            raise Wrong(call.span, f"`{call.function}` is {noun(self.library.kind(found[0]))}, not {noun(kind)}")
        fitting = [d for d in found if len(d.written) == len(call.arguments)]
        if not fitting:
            counts = " or ".join(sorted({str(len(d.written)) for d in found}))
            plural = "" if counts == "1" else "s"
            raise Wrong(call.span, f"`{call.function}` takes {counts} argument{plural}, not {len(call.arguments)}")
        if not call.arguments:
            return self.call(fitting[0].reference, [], call)
        kinds = tuple(dict.fromkeys(d.reference.kinds[0] for d in fitting))
        first = self.term(call.arguments[0], kinds)
        definition = next(d for d in fitting if d.reference.kinds[0] == sort_of(first).kind)
        return self.call(
            definition.reference, [first, *self._rest(definition.written, [first], call.arguments[1:])], call
        )

    # ---- numbers and domains ------------------------------------------------------------------------------------

    def number(self, term: tree.Term) -> Term:
        """A number."""
        if isinstance(term, tree.Integer):
            return Number(term.value, span=term.span)
        if isinstance(term, tree.Arithmetic):
            sides = (self.number(term.left), self.number(term.right))
            return Apply(_ARITHMETIC[term.operator], sides, span=term.span)
        if isinstance(term, tree.Name) and term.text in self.bound:
            return self._of_kind(self.bound[term.text], term, ("number",), None)
        if isinstance(term, tree.Call):
            if self.library.named(term.function):
                return self._called(term, "number")
            if term.function == "count" and len(term.arguments) == 1:
                return self._count(term, term.arguments[0])
            if term.function == "size" and len(term.arguments) == 1:
                return Apply("size", (self.term(term.arguments[0], ("task",)),), span=term.span)
            if term.function == "rank":
                raise Wrong(term.span, "`rank` has no definition in the language, so it cannot be a part of one")
        raise Wrong(
            term.span, f"`{print_term(term)}` is not a number", "numbers are 3, size(T), rank(T) and count(DOMAIN)"
        )

    def _count(self, call: tree.Call, counted: tree.Term) -> Term:
        if not isinstance(counted, tree.Selection):
            return Apply("count", (self.domain(counted),), span=call.span)
        domain = self.domain(counted.domain)
        inside, variables = self._bind([counted.variable], domain)
        return Binding("count", variables, domain, inside.proposition(counted.condition), None, span=call.span)

    def domain(self, term: tree.Term) -> Apply:
        """The domain of a quantifier or of `count`."""
        if not isinstance(term, tree.Call):
            raise Wrong(
                term.span, f"`{print_term(term)}` is not a domain", "for example objects(C), arrows(C), elements(T)"
            )
        made = [o for o in OPERATORS.values() if o.word == term.function and o.kind == "domain"]
        if not made:
            if term.function in ("tasks", "categories", "monoids", "posets"):
                raise Wrong(term.span, f"a definition cannot range over {term.function}", "a statement can")
            known = [o.word for o in OPERATORS.values() if o.kind == "domain"]
            raise Wrong(term.span, f"there is no domain `{term.function}`", suggestion(term.function, known))
        for operator in made:
            if len(operator.takes) == len(term.arguments):
                found = self._operation(operator, term, None)
                assert isinstance(found, Apply)
                return found
        counts = " or ".join(str(len(operator.takes)) for operator in made)
        raise Wrong(term.span, f"`{term.function}` takes {counts} arguments, not {len(term.arguments)}")

    # ---- objects, arrows, elements ------------------------------------------------------------------------------

    def home(self, term: tree.Term) -> Term:
        """What follows `in`: a category, or a task."""
        return self.term(term, ("category", "task"))

    def label(self, term: tree.Term, kinds: Sequence[str], home: Term | None) -> Term:
        """An object, an arrow or an element; `home` is where it lives, where that is said."""
        if home is None:
            home = self._home_of(term, kinds)
        if home is None:
            return self._anywhere(term, kinds)
        inside = ("element",) if sort_of(home).kind == "task" else ("object", "arrow")
        kinds = [kind for kind in kinds if kind in inside]
        if not kinds:
            raise Wrong(term.span, f"{print_term(term)} cannot live in {_shown(home)}")
        if kinds == ["element"]:
            return self._element(term, home)
        found = self._object(term, home) if "object" in kinds else None
        if found is None and "arrow" in kinds:
            found = self._arrow(term, home)
        if found is None:
            wanted = " or ".join(noun(kind) for kind in kinds)
            raise Wrong(term.span, f"{print_term(term)} is not {wanted} of {_shown(home)}")
        return found

    def _home_of(self, term: tree.Term, kinds: Sequence[str]) -> Term | None:
        """Where the variables and applied maps in a term live, which says where it lives itself."""
        if isinstance(term, tree.Name) and term.text in self.bound:
            sort = self.bound[term.text].sort
            return sort.of[0] if sort.kind in kinds else None
        if isinstance(term, tree.Name):
            outer = self.names.lookup(term)
            return place(outer) if outer is not None and sort_of(outer).kind in kinds else None
        if isinstance(term, tree.Call):
            applied = self.applicable(term.function)
            if applied is not None and sort_of(applied).kind != "model":
                return place(applied, 1)
            if term.function in ("id", "source", "target") and term.arguments:
                return self._home_of(term.arguments[0], ("object", "arrow"))
            return None
        if isinstance(term, tree.Restriction):
            return self._home_of(term.element, kinds)
        several: list[tree.Term] = []
        if isinstance(term, tree.Compose):
            several = [term.after, term.before]
        elif isinstance(term, tree.Power):
            several = [term.base]
        elif isinstance(term, tree.TheArrow):
            several, kinds = [term.source, term.target], ("object",)
        elif isinstance(term, tree.ElementAt):
            several = [term.element]
        return next((home for one in several if (home := self._home_of(one, kinds)) is not None), None)

    def _anywhere(self, term: tree.Term, kinds: Sequence[str]) -> Term:
        """A term without `in`, and without variables: where is it something?"""
        found: list[Term] = []
        wrongs: list[Wrong] = []
        homes = [home for kind in ("category", "task") for home in self.names.homes(kind)]
        for home in homes:
            if sort_of(home).kind == "task" and "element" not in kinds:
                continue
            try:
                found.append(self.label(term, kinds, home))
            except Wrong as wrong:
                wrongs.append(wrong)
        if len(found) == 1:
            return found[0]
        if found:
            shown = ", ".join(_shown(place(each)) for each in found[:4])
            raise Wrong(term.span, f"{print_term(term)} lives in {shown}", "say which: add `in C`")
        if isinstance(term, tree.Name) and not homes:
            self._undeclared(term, kinds)
        if len(wrongs) == 1:
            raise wrongs[0]
        raise Wrong(term.span, f"{print_term(term)} lives in no declared category", "add `in C`")

    def _outer(self, term: tree.Name, kind: str, home: Term) -> Term | None:
        """A variable of that kind; one of another kind, or that lives elsewhere, is wrong."""
        found: Term | None = self.bound.get(term.text)
        if found is None:
            found = self.names.lookup(term)
            if found is None or sort_of(found).kind != kind:
                return None
        if sort_of(found).kind != kind:
            return None
        return self._of_kind(found, term, (kind,), home)

    def _object(self, term: tree.Term, home: Term) -> Term | None:
        if isinstance(term, tree.Name):
            found = self._outer(term, "object", home)
            if found is not None:
                return found
            if term.text in self.bound:
                return None
        if isinstance(term, tree.Call):
            applied = self.applicable(term.function)
            if applied is not None and sort_of(applied).kind == "functor":
                made = self._applied(applied, term)
                return self._of_kind(made, term, ("object",), home) if sort_of(made).kind == "object" else None
            if applied is None and term.function in ("source", "target") and len(term.arguments) == 1:
                return Apply(term.function, (home, self.label(term.arguments[0], ["arrow"], home)), span=term.span)
            return None
        if isinstance(term, tree.Compose | tree.Power | tree.TheArrow | tree.Restriction | tree.ElementAt):
            return None
        return self.names.label(term, "object", home)

    def _arrow(self, term: tree.Term, home: Term) -> Term | None:
        if isinstance(term, tree.Name):
            found = self._outer(term, "arrow", home)
            if found is not None:
                return found
            if term.text in self.bound:
                wanted = self.bound[term.text]
                raise Wrong(term.span, f"{term.text} is {noun(wanted.sort.kind)}, and an arrow is expected here")
        named = self.names.label(term, "arrow", home)
        if named is not None:
            return named
        if isinstance(term, tree.Compose):
            return self._composite(term, home)
        if isinstance(term, tree.Power):
            base = self.label(term.base, ["arrow"], home)
            return Apply("power", (home, base, Number(term.exponent)), span=term.span)
        if isinstance(term, tree.TheArrow):
            ends = (self.label(end, ["object"], home) for end in (term.source, term.target))
            return Apply("the arrow", (home, *ends), span=term.span)
        if isinstance(term, tree.Call):
            applied = self.applicable(term.function)
            if applied is not None:
                made = self._applied(applied, term)
                return self._of_kind(made, term, ("arrow",), home)
            if term.function == "id" and len(term.arguments) == 1:
                return Apply("identity", (home, self.label(term.arguments[0], ["object"], home)), span=term.span)
        if isinstance(term, tree.Name) and term.text == "id" and not term.quoted:
            raise Wrong(term.span, "the identity of which object is meant?", "write id(a) for the identity of a")
        return None

    def _composite(self, term: tree.Compose, home: Term) -> Term:
        """`g . f`; a bare `id` beside an arrow is left out."""
        sides = (term.after, term.before)
        bare = [isinstance(s, tree.Name) and s.text == "id" and not s.quoted and "id" not in self.bound for s in sides]
        if any(bare) and not all(bare):
            return self.label(sides[bare.index(False)], ["arrow"], home)
        after, before = (self.label(side, ["arrow"], home) for side in sides)
        return Apply("compose", (home, after, before), span=term.span)

    def _element(self, term: tree.Term, home: Term) -> Term:
        if isinstance(term, tree.Name):
            found = self._outer(term, "element", home)
            if found is not None:
                return found
        category = place(home)
        if isinstance(term, tree.Restriction):
            element = self._element(term.element, home)
            if isinstance(term.arrow, tree.Name) and term.arrow.text == "id" and not term.arrow.quoted:
                return element
            arrow = self.label(term.arrow, ["arrow"], category)
            return Apply("restrict", (home, element, arrow), span=term.span)
        if isinstance(term, tree.Call):
            applied = self.applicable(term.function)
            if applied is not None:
                return self._of_kind(self._applied(applied, term), term, ("element",), home)
        if isinstance(term, tree.ElementAt):
            at = self.label(term.object, ["object"], category)
            if isinstance(term.element, tree.Name) and term.element.text in self.bound:
                return self._element(term.element, home)
            named = self.names.label(term, "element", home)
            if named is None:
                shown = f"{print_term(term.element)} is not an element at {_shown(at)}"
                raise Wrong(term.span, f"{shown} of {_shown(home)}")
            return named
        named = self.names.label(term, "element", home)
        if named is None:
            raise Wrong(term.span, f"{print_term(term)} is not an element of {_shown(home)}")
        return named


def _shown(term: Term) -> str:
    """A term in messages."""
    if isinstance(term, Variable | Constant):
        return term.name if "\0" not in term.name else "another category"
    from catproof.logic.text import text_of

    return text_of(term)


__all__ = ["PREDICATES", "Names", "Nothing", "Resolver", "target_of"]
