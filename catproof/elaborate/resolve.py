"""From the syntax tree to core terms: what each name and each word means, for definitions and for the terms of claims.

What a name may be follows from where it stands: the arguments of a word have kinds, an object lives in a category, and
so on. Nothing is evaluated, except that names of a theory file are looked up (`Names`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from catproof.elaborate.labels import LABELS, LabelResolver, Names, noun, shown
from catproof.elaborate.scope import Wrong, no_property, suggestion
from catproof.logic.definitions import Library, inferred_arguments
from catproof.logic.signature import (
    NUMBER,
    OPERATORS,
    Operator,
    place,
    sort_of,
    source_of,
    values_of,
)
from catproof.logic.terms import Apply, Binding, Call, Constant, Number, Term, Variable
from catproof.syntax import tree
from catproof.syntax.printer import print_term

_ARITHMETIC = {"+": "plus", "-": "minus", "*": "times"}


class Resolver(LabelResolver):
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
            while fresh in taken or self.names.varies(fresh):  # the sorts of other variables may mention the outer one
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
        if len(others) < len(sides) and (placed or any(self.home_of(side, LABELS) is not None for side in others)):
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
            self.names.lookup(tree.Name(word))  # of which an error may have been told already
            if self.library.named(word):
                raise Wrong(where, f"`{word}` is not said of {len(arguments)} things")
            raise Wrong(where, f"there is no property `{word}`", no_property(word, where, known))
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
                known = matched.get(wanted, given) if isinstance(wanted, Variable) else wanted
                if sort_of(wanted).kind in ("category", "task") and known != given:
                    raise Wrong(node.span, self._misfit(parameter, wanted, given))
        return Call(definition.reference, (*(matched[p] for p in definition.inferred), *written), span=node.span)

    def _misfit(self, parameter: Variable, wanted: Term, given: Term) -> str:
        name = wanted.name if isinstance(wanted, Variable | Constant) else "another"
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
                return self.of_kind(declared, term, kinds, home)
        if "number" in kinds and self._is_number(term):
            return self.number(term)
        labels = [kind for kind in kinds if kind in LABELS]
        if labels and (len(labels) == len(kinds) or not isinstance(term, tree.Call)):
            return self.label(term, labels, home)
        if isinstance(term, tree.Call):
            return self._made(term, kinds, home)
        raise self.undeclared(term, kinds)

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
            return self.of_kind(self.applied(applied, call), call, kinds, home)
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
        raise self.undeclared(call, kinds)

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
                f"the tasks live on different categories, {shown(place(found[0]))} and {shown(place(found[1]))}",
            )
        if operator.name == "restrict task" and place(found[1]) != place(found[0], 1):
            raise Wrong(
                call.span,
                f"the task lives on {shown(place(found[1]))}, the functor goes to {shown(place(found[0], 1))}",
            )
        if operator.name == "compose functors" and place(found[0]) != place(found[1], 1):
            raise Wrong(
                call.span,
                f"the functors do not meet: the second goes to {shown(place(found[1], 1))}, the first starts from "
                f"{shown(place(found[0]))}",
                "compose(G, F) is first F, then G",
            )

    def applied(self, applied: Term, call: tree.Call) -> Term:
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
            self.names.lookup(tree.Name(call.function))  # of which an error may have been told already
            hint = suggestion(call.function, [reference.word for reference in self.library.definitions])
            hint = hint or "definitions are declared before they are used"
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
            return self.of_kind(self.bound[term.text], term, ("number",), None)
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
                hint = "definitions, `exists unique` and `count(x in ...)` range over objects, arrows, elements, maps"
                raise Wrong(term.span, f"`{term.function}` cannot be ranged over here", hint)
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
