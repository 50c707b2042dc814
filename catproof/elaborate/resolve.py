"""From the syntax tree to core terms: what each name and each word means, for definitions and for the terms of claims.

What a name may be follows from where it stands: the arguments of a word have kinds, an object lives in a category, and
so on. Nothing is evaluated, except that names of a theory file are looked up (`Names`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from catproof.core.limits import LimitReached
from catproof.elaborate import hints
from catproof.elaborate.equations import EquationResolver
from catproof.elaborate.kept import WORDS
from catproof.elaborate.labels import LABELS, noun
from catproof.elaborate.map_expressions import MAPS
from catproof.elaborate.naming import Names
from catproof.elaborate.scope import Wrong, no_property, suggestion
from catproof.logic.definitions import Library, inferred_arguments
from catproof.logic.signature import OPERATORS, place, sort_of, values_of
from catproof.logic.terms import Apply, Binding, Call, Number, Sort, Term, Variable
from catproof.syntax import tree
from catproof.syntax.printer import articled, print_term

ARTICLES = ("", "a ", "an ")
ISOMORPHIC = ("task", "category", "functor", "model")
"""What may be isomorphic, beside objects of a category."""

TAKES = {
    "representable": "by", "left adjoint": "to", "right adjoint": "to", "equivalent": "to", "Morita equivalent": "to",
    "aligned": "with",
}  # fmt: skip
"""What may follow a property: `representable by P`, `left adjoint to G`, `aligned with F`."""


HOLDS = {"task": "element", "graded category": "graded object"}
"""What lives in what follows `in`, where that is no category."""

HOMES = ("category", "task", "functor", "graded category")
"""The kinds of what an argument lives in, which must be what the other arguments say."""


class Resolver(EquationResolver):
    """Resolves propositions and terms. `bound` are the variables of the quantifiers and parameters around."""

    def __init__(
        self, names: Names, library: Library, bound: Mapping[str, Variable] | None = None, *, defining: bool = False
    ) -> None:
        self.names = names
        self.library = library
        self.bound: dict[str, Variable] = dict(bound or {})
        self.defining = defining

    def binding(self, variables: Iterable[tuple[str, Variable]]) -> Resolver:
        """The same, with variables bound; what they are called in the text need not be what they are called here."""
        return Resolver(self.names, self.library, {**self.bound, **dict(variables)}, defining=self.defining)

    def inside(self) -> Resolver:
        """The same, for what core terms alone can say."""
        return Resolver(self.names, self.library, self.bound, defining=True)

    # ---- propositions -----------------------------------------------------------------------------------------

    def proposition(self, prop: tree.Prop) -> Term:
        """The proposition as a core term. Raises `Wrong` or `Skipped`."""
        if isinstance(prop, tree.Not):
            return Apply("not", (self.proposition(prop.body),), span=prop.span)
        if isinstance(prop, tree.Connective):
            sides = (self.proposition(prop.left), self.proposition(prop.right))
            return Apply(prop.operator, sides, span=prop.span)
        try:
            if isinstance(prop, tree.Quantified):
                return self._quantified(prop)
            if isinstance(prop, tree.Comparison):
                return self._comparison(prop)
            if isinstance(prop, tree.Said):
                return self.inside()._called(prop.call, "proposition")
            return self._atom(prop)
        except LimitReached as limit:
            if self.defining:
                raise
            return self.names.unreached(limit.again())

    def _quantified(self, prop: tree.Quantified) -> Term:
        if prop.quantifier == "exists unique" and not self.defining:
            try:
                return self.inside()._quantified(prop)
            except Wrong:
                if isinstance(prop.body, tree.Quantified) and prop.body.joined:
                    raise
                return self._one(prop)
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

    def _one(self, prop: tree.Quantified) -> Term:
        """`exists unique` of what core terms alone cannot say: that the number of these is 1."""
        domain = self.domain(prop.domain)
        inside, variables = self._bind([prop.variable], domain)
        said = inside.proposition(prop.body)
        if prop.condition is not None:
            said = Apply("and", (inside.proposition(prop.condition), said), span=said.span)
        number = Binding("count", variables, domain, said, None, span=prop.span)
        return Apply("=", (number, Number(1)), span=prop.span)

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
                raise Wrong("E307", prop.category.span, "numbers are compared without `in`")
            return Apply(prop.operator, self.numbers(sides), span=prop.span)
        if prop.operator not in ("=", "!="):
            raise Wrong(
                "E313", prop.span, f"`{prop.operator}` compares numbers; arrows are equal or not", hints.order(prop)
            )
        equal = self.graded_equal(prop)
        if equal is None:
            equal = self._equal(prop, sides)
        return equal if prop.operator == "=" else Apply("not", (equal,), span=prop.span)

    def numbers(self, terms: Sequence[tree.Term]) -> tuple[Term, ...]:
        """Numbers that stand together: as core terms alone say them; where these cannot, by the rules of what is
        counted."""
        plain = all(map(self.is_plain, terms))
        inside = self if plain else self.inside()
        try:
            return tuple(map(inside.number, terms))
        except Wrong:
            if plain or self.defining or not all(self.is_plain(n) or self.is_counted(n, True) for n in terms):
                raise
            return tuple(map(self.number, terms))

    def _numeric(self, sides: Sequence[tree.Term], placed: bool) -> bool:
        """Are numbers compared? Objects and elements may be called 2, where it is said where they live."""
        if any(map(self.is_graded_number, sides)) and not placed:
            return True
        others = [side for side in sides if not isinstance(side, tree.Integer)]
        if len(others) < len(sides) and (placed or any(self.home_of(side, LABELS) is not None for side in others)):
            return False
        return any(self.is_number(side) for side in sides)

    def _atom(self, prop: tree.Prop) -> Term:
        if isinstance(prop, tree.Is):
            return self._is(prop)
        if isinstance(prop, tree.Has):
            words = " ".join(prop.words)
            for word in said_forms(prop):
                if self.library.named(word):
                    return self._said(word, prop.words_span, [prop.subject], None, prop)
            kind = words.removeprefix("finite ")
            if f"{prop.verb} {kind}" in OPERATORS:
                self._no_definition(prop, f"`{prop.verb} {words}`")
                return Apply(f"{prop.verb} {kind}", (self.term(prop.subject, ("functor",)),), span=prop.span)
            known = [r.word.removeprefix(f"{prop.verb} ") for r in self.library.definitions]
            hint = suggestion(words, [word.removeprefix("a ").removeprefix("an ") for word in known], str)
            said = "have a" if prop.verb == "has" else prop.verb.removesuffix("s")
            raise Wrong("E204", prop.words_span, f"nothing is known to {said} `{words}`", hint)
        if isinstance(prop, tree.SolvesByPrompt | tree.SolvesByTuning):
            return self._solves(prop)
        if isinstance(prop, tree.Generalizes):
            return self._generalizes(prop)
        assert isinstance(prop, tree.Isomorphic), f"a proposition of an unknown form: {type(prop).__name__}"
        return self._isomorphic(prop)

    def _solves(self, prop: tree.SolvesByPrompt | tree.SolvesByTuning) -> Term:
        if (graded := self.graded_solves(prop)) is not None:
            return graded
        model, task = self.term(prop.model, ("model",)), self.term(prop.task, ("task",))
        if not self.names.same(place(task), place(model)):
            lives = f"the task lives on {self.names.shown(place(task))}, the model on {self.names.shown(place(model))}"
            raise Wrong("E306", prop.span, lives)
        if isinstance(prop, tree.SolvesByTuning):
            self._no_definition(prop, "`solves ... by tuning`")
            return Apply("solves by tuning", (model, task), span=prop.span)
        given = [model, task]
        if prop.prompt is not None:
            given.append(self.term(prop.prompt, ("object",), place(model)))
        [definition] = [d for d in self.library.named("solves by prompt") if len(d.written) == len(given)]
        return self.call(definition.reference, given, prop)

    def _generalizes(self, prop: tree.Generalizes) -> Term:
        if (graded := self.graded_generalizes(prop)) is not None:
            return graded
        if prop.seen is None:
            if prop.among is not None:
                message = f"`among {prop.among}` is about functors that fit what was seen, and `from` is missing"
                raise Wrong("E312", prop.span, message, f"write `generalizes from {{a, b}} among {prop.among}`")
            return self._said("generalizes", prop.span, [prop.functor], None, prop)
        self._no_definition(prop, "`generalizes from`")
        functor = self.term(prop.functor, ("functor",))
        seen = (self.term(each, ("object",), place(functor)) for each in prop.seen.items)
        among = "" if prop.among is None else f" among {prop.among}"
        return Apply(f"generalizes from{among}", (functor, *seen), span=prop.span)

    def _no_definition(self, prop: tree.Prop, said: str) -> None:
        if self.defining:
            raise Wrong("E315", prop.span, f"{said} has no definition in the language, so it cannot be a part of one")

    # ---- sameness -----------------------------------------------------------------------------------------------

    def _isomorphic(self, prop: tree.Isomorphic) -> Term:
        sides = (prop.left, prop.right)
        if prop.category is not None:
            home = self.term(prop.category, ("category",))
            left, right = (self._label_said(side, ("object",), home, ISOMORPHIC) for side in sides)
            return self._call_of("isomorphic", [left, right], prop)
        kinds = [self.kind_of(side) for side in sides]
        if kinds == [None, None] or self._of_objects(prop, kinds):
            where = next((found for side in sides if (found := self.home_of(side, ("object",))) is not None), None)
            where = self.common_home(sides, ("object",)) if where is None else where
            return self._call_of("isomorphic", [self.label(side, ("object",), where) for side in sides], prop)
        known = sorted({kind for kind in kinds if kind is not None})
        if len(known) != 1:
            both = " and ".join(map(noun, known))
            raise Wrong("E313", prop.span, f"`~=` compares things of one kind, not {both}")
        (kind,) = known
        if kind in MAPS:
            raise Wrong("E313", prop.span, "`~=` does not compare transformations", "`=` says that they are equal")
        if kind.startswith("graded"):
            message = f"`~=` does not compare {noun(kind, True)} with another one"
            hint = "of values it may be said that they are equal: `forall x in objects(C) : S(x) = T(x)`"
            raise Wrong("E313", prop.span, message, hint)
        left, right = (self.term(side, (kind,)) for side in sides)
        self._parallel(prop, kind, left, right)
        if kind in ("functor", "model"):
            self._no_definition(prop, f"`~=` between {kind}s")
            return Apply(f"isomorphic {kind}s", (left, right), span=prop.span)
        return self._call_of("isomorphic", [left, right], prop)

    def _call_of(self, word: str, given: list[Term], prop: tree.Node) -> Term:
        """The shipped definition of a word for things of these kinds."""
        kinds = tuple(sort_of(each).kind for each in given)
        shipped = [r for r in self.library.definitions if r.shipped and (r.word, r.kinds) == (word, kinds)]
        return self.call(shipped[0], given, prop)

    def _of_objects(self, prop: tree.Isomorphic, kinds: Sequence[str | None]) -> bool:
        """Does `X ~= Y`, without `in C`, compare objects? Raises `Wrong` where it may be both."""
        sides = (prop.left, prop.right)
        names = [side.text for side in sides if isinstance(side, tree.Name)]
        if len(names) < 2 or any(name in self.bound for name in names):
            return False
        homes = [home for home in self.names.homes("category") if all(self._names_object(s, home) for s in sides)]
        if homes and kinds[0] is not None and kinds[0] == kinds[1]:
            plural = {"category": "categories"}.get(kinds[0], f"{kinds[0]}s")
            both = " and ".join(dict.fromkeys(map(print_term, sides)))
            what = f"{plural}, or objects of {self._some(homes)}"
            if prop.left == prop.right:
                what = f"{noun(kinds[0])}, or an object of {self._some(homes)}"
            hint = f"for objects write `in {self.names.shown(homes[0])}`; a {kinds[0]} needs another name"
            raise Wrong("E208", prop.span, f"{both} may be two things here: {what}", hint)
        return bool(homes)

    def _names_object(self, term: tree.Term, home: Term) -> bool:
        return self.names.label(term, "object", home) is not None

    # ---- properties ---------------------------------------------------------------------------------------------

    def _is(self, prop: tree.Is) -> Term:
        word = " ".join(prop.words)
        if (kept := self._kept(prop, word)) is not None:
            return kept
        if (graded := self.graded_is(prop)) is not None:
            return graded
        if word in ("left adjoint", "right adjoint") and not self.library.named(word):
            return self._adjoint(prop, word)
        fitting = self.library.named(word)
        name = articled(word)
        if fitting and all(d.reference.shipped for d in fitting):
            if prop.argument is not None and TAKES.get(word) != prop.preposition:
                raise Wrong(
                    "E307",
                    prop.argument.span,
                    f"`is {name}` takes nothing after `{prop.preposition}`",
                    hints.said(word),
                )
            if prop.category is not None and not any(d.reference.kinds[0] in LABELS for d in fitting):
                hint = "of arrows write `f is iso in C`" if word == "isomorphism" else ""
                raise Wrong("E307", prop.category.span, f"`is {name}` takes no `in`", hint)
        arguments = [prop.subject] if prop.argument is None else [prop.subject, prop.argument]
        return self._said(word, prop.words_span, arguments, prop.category, prop)

    def _kept(self, prop: tree.Is, word: str) -> Term | None:
        """`F is a functor`, `T is closed`, where the file has no definition of its own for the word."""
        subject = prop.subject
        if word not in WORDS or not isinstance(subject, tree.Name) or subject.text in self.bound:
            return None
        found = None if self.library.named(word) else self.names.kept(subject, word)
        if found is not None and (more := prop.argument or prop.category or prop.within) is not None:
            raise Wrong("E307", more.span, f"`is {articled(word)}` takes nothing more")
        return found

    def _adjoint(self, prop: tree.Is, word: str) -> Term:
        """`F is left adjoint to G`, and the same said the other way round."""
        if prop.argument is None:
            side = word.removesuffix(" adjoint")
            hint = f"write `F is {word} to G` or `F has a {'right' if side == 'left' else 'left'} adjoint`"
            raise Wrong("E108", prop.words_span, f"{word} to what?", hint)
        if prop.preposition != "to":
            raise Wrong("E307", prop.argument.span, f"`is {word}` takes nothing after `{prop.preposition}`")
        if prop.category is not None:
            raise Wrong("E307", prop.category.span, f"`is {word}` takes no `in`")
        self._no_definition(prop, f"`is {word} to`")
        one, other = self.term(prop.subject, ("functor",)), self.term(prop.argument, ("functor",))
        (a, b), (c, d) = sort_of(one).of, sort_of(other).of
        if not self.names.same(a, d) or not self.names.same(b, c):
            ends = [f"{self.names.shown(one)} -> {self.names.shown(other)}" for one, other in ((a, b), (c, d))]
            raise Wrong("E305", prop.span, f"the functors do not go to and fro: {ends[0]} and {ends[1]}")
        return Apply("left adjoint", (one, other) if word == "left adjoint" else (other, one), span=prop.span)

    def _said(
        self, word: str, span: object, arguments: list[tree.Term], category: tree.Term | None, prop: tree.Prop
    ) -> Term:
        """What the definition of that word that fits says of the arguments."""
        fitting = [d for d in self.library.named(word) if len(d.written) == len(arguments)]
        if not fitting:
            where = prop.words_span if isinstance(prop, tree.Is) else prop.span
            self.names.lookup(tree.Name(word))  # of which an error may have been told already
            if self.library.named(word):
                raise Wrong("E312", where, f"`{word}` is not said of {len(arguments)} things")
            self.names.unknown(tree.Name(word))
            known = [r.word for r in self.library.definitions if len(r.kinds) == 1 or r.word in TAKES]
            hint = hints.said(word) or no_property(word, where, [*map(articled, known), "left adjoint"])
            raise Wrong("E204", where, f"there is no property `{articled(word)}`", hint)
        kinds = tuple(dict.fromkeys(d.reference.kinds[0] for d in fitting))
        within = ["category", *(home for home, kind in HOLDS.items() if kind in kinds)]
        home = None if category is None else self.term(category, within)
        if home is not None:
            every = kinds
            held = HOLDS.get(sort_of(home).kind)
            kinds = tuple(k for k in kinds if (k == held if held else k in LABELS[:2]))
            if not kinds:
                assert category is not None
                raise Wrong("E307", category.span, f"`is {word}` takes no `in`")
            first = self._label_said(arguments[0], kinds, home, every)
        else:
            first = self.term(arguments[0], self._meant(word, arguments[0], kinds, span), home)
        kind = sort_of(first).kind
        definition = next(d for d in fitting if d.reference.kinds[0] == kind)
        rest = self._rest(definition.written, [first], arguments[1:])
        return self.call(definition.reference, [first, *rest], prop)

    def _label_said(self, term: tree.Term, kinds: Sequence[str], home: Term, without: Sequence[str]) -> Term:
        """An object or an arrow that an atom is about; an `in` that cannot be meant is pointed out, where the atom is
        said of a thing of that kind `without` it."""
        try:
            return self.graded_object(term, home) if "graded object" in kinds else self.label(term, kinds, home)
        except Wrong as wrong:
            known = self.bound.get(term.text) or self.names.lookup(term) if isinstance(term, tree.Name) else None
            kind = None if known is None else sort_of(known).kind
            if kind is None or kind not in without:
                raise
            hint = f"{print_term(term)} is {noun(kind)}: without `in` that is what is meant"
            raise Wrong(wrong.code, wrong.span, wrong.message, hint) from None

    def _meant(self, word: str, term: tree.Term, kinds: tuple[str, ...], span: object) -> tuple[str, ...]:
        """Is a property of arrows that is said of a name, without `in C`, that of a transformation?"""
        if "arrow" not in kinds or not isinstance(term, tree.Name):
            return kinds
        bound = self.bound.get(term.text)
        known = bound or self.names.lookup(term)
        if known is None or sort_of(known).kind not in MAPS:
            return kinds
        homes = [] if bound is not None else self.names.homes("category")
        arrows = [home for home in homes if self.names.label(term, "arrow", home) is not None]
        kind = sort_of(known).kind
        if kind in kinds:
            if arrows:
                what = f"the transformation, or the arrow of {self._some(arrows)}"
                first = self.names.shown(arrows[0])
                hint = f"for the arrow write `is {word} in {first}`; the transformation needs another name"
                raise Wrong("E208", term.span, f"{print_term(term)} may be two things here: {what}", hint)
            return (kind,)
        if not arrows:
            hint = "of transformations mono, epi, iso, split mono and split epi are decided"
            said = f"`{word}` is said of arrows, and {print_term(term)} is a transformation"
            raise Wrong("E312", span, said, hint)  # type: ignore[arg-type]
        return kinds

    def _rest(self, parameters: Sequence[Variable], found: list[Term], arguments: Sequence[tree.Term]) -> list[Term]:
        """The further arguments of a definition, each where the earlier ones say that it lives."""
        rest: list[Term] = []
        for parameter, argument in zip(parameters[len(found) :], arguments, strict=True):
            home = None
            if parameter.sort.kind in (*LABELS, "graded object"):
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
                same = self.names.alike if parameter.sort.kind in MAPS else self.names.same
                if sort_of(wanted).kind in HOMES and not same(known, given):
                    raise Wrong("E302", node.span, self._misfit(parameter, wanted))
        whole = (*(matched[p] for p in definition.inferred), *written)
        return Call(definition.reference, whole, sort=Sort(self.library.kind(definition)), span=node.span)

    def _misfit(self, parameter: Variable, wanted: Term) -> str:
        name = wanted.name if isinstance(wanted, Variable) else self.names.shown(wanted)
        return f"the argument {parameter.name} lives elsewhere than where it should, in {name}"

    def _called(self, call: tree.Call, kind: str) -> Term:
        """`NAME(arguments)`, for a definition of that name."""
        found = self.library.named(call.function)
        if not found:
            self.names.lookup(tree.Name(call.function))  # of which an error may have been told already
            hint = suggestion(call.function, [reference.word for reference in self.library.definitions])
            hint = hint or "definitions are declared before they are used"
            raise Wrong("E204", call.span, f"there is no definition of `{call.function}`", hint)
        if self.library.kind(found[0]) != kind:
            raise Wrong(
                "E301", call.span, f"`{call.function}` is {noun(self.library.kind(found[0]))}, not {noun(kind)}"
            )
        fitting = [d for d in found if len(d.written) == len(call.arguments)]
        if not fitting:
            counts = " or ".join(sorted({str(len(d.written)) for d in found}))
            plural = "" if counts == "1" else "s"
            raise Wrong(
                "E303", call.span, f"`{call.function}` takes {counts} argument{plural}, not {len(call.arguments)}"
            )
        if not call.arguments:
            return self.call(fitting[0].reference, [], call)
        kinds = tuple(dict.fromkeys(d.reference.kinds[0] for d in fitting))
        first = self.term(call.arguments[0], kinds)
        definition = next(d for d in fitting if d.reference.kinds[0] == sort_of(first).kind)
        return self.call(
            definition.reference, [first, *self._rest(definition.written, [first], call.arguments[1:])], call
        )

    def home(self, term: tree.Term) -> Term:
        """What follows `in`: a category, or a task."""
        return self.term(term, ("category", "task"))


def said_forms(prop: tree.Has) -> list[str]:
    """What the definition that is said may be called: with an article, which the tree leaves out, or singular."""
    words = " ".join(prop.words)
    singular = (words, words.removesuffix("s"))
    return [f"{prop.verb} {article}{form}" for form in singular for article in ARTICLES]
