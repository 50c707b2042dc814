"""Graded categories in core terms: objects, numbers and atoms about scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catproof.elaborate import hints
from catproof.elaborate.expressions import ExpressionResolver
from catproof.elaborate.labels import noun
from catproof.elaborate.scope import Skipped, Wrong, suggestion
from catproof.logic.graded_words import KINDS
from catproof.logic.signature import OPERATORS, place, sort_of
from catproof.logic.terms import Apply, Number, Term, Variable
from catproof.syntax import tree
from catproof.syntax.printer import articled, print_term

WITHIN = "only what is said of graded categories, and of tasks and models on them, holds `within` something"


class GradedResolver(ExpressionResolver):
    """Resolves what is said of graded categories."""

    bound: Mapping[str, Variable]

    def graded_kind(self, term: tree.Term) -> str | None:
        """The kind of what a term stands for, where that is a graded thing other than an object."""
        kind = self.kind_of(term)
        return kind if kind in KINDS else None

    # ---- objects ----------------------------------------------------------------------------------------------

    def graded_object(self, term: tree.Term, home: Term | None) -> Term:
        """An object of a graded category; `home` is which, where that is known."""
        if isinstance(term, tree.LyingIn):
            return self.graded_object(term.term, self.term(term.place, ("graded category",)))
        if isinstance(term, tree.Name) and term.text in self.bound:
            found: Term = self.bound[term.text]
            if sort_of(found).kind != "graded object":
                raise Wrong(
                    "E301", term.span, f"{print_term(term)} is {noun(sort_of(found).kind)}, and an object is expected"
                )
        elif isinstance(term, tree.Call) and self.named_kind(term) == "graded functor":
            functor = self.term(tree.Name(term.function, span=term.span), ("graded functor",))
            [argument] = self.arguments(term, 1)
            found = Apply("graded value at", (functor, self.graded_object(argument, place(functor))), span=term.span)
        elif home is None:
            raise Wrong("E207", term.span, f"the object {print_term(term)} of which graded category?", "add `in C`")
        else:
            named = self.names.label(term, "graded object", home)
            if named is None:
                known = self.names.labels("graded object", home)
                hint = hints.varying("object", self.names.shown, home) or suggestion(print_term(term), known)
                raise Wrong("E206", term.span, f"{print_term(term)} is not an object of {self.names.shown(home)}", hint)
            return named
        if home is not None and not self.names.same(place(found), home):
            where = f"of {self.names.shown(place(found))}, not of {self.names.shown(home)}"
            raise Wrong("E302", term.span, f"{print_term(term)} is an object {where}")
        return found

    # ---- numbers ----------------------------------------------------------------------------------------------

    def is_graded_number(self, term: tree.Term) -> bool:
        """Does it read as a number about graded things: a score, a value, `inf`, a rank?"""
        if isinstance(term, tree.Name):
            return is_infinity(term) and term.text not in self.bound and self.names.lookup(term) is None
        if not isinstance(term, tree.Call):
            return False
        if term.head is not None:
            return self.graded_kind(term.head) == "graded task"
        if self.named_kind(term) in ("graded category", "graded task"):
            return True
        if not term.arguments or self.library.named(term.function):
            return False
        if term.function == "magnitude":
            return self.named_kind(term) is None
        if term.function != "rank":
            return False
        if has_share(term):
            return False
        return len(term.arguments) > 1 or self.graded_kind(term.arguments[0]) is not None

    def graded_number(self, term: tree.Term) -> Term:
        """Such a number."""
        if isinstance(term, tree.Name):
            return Apply("infinity", (), span=term.span)
        assert isinstance(term, tree.Call)
        head = term.head or tree.Name(term.function, span=term.span)
        kind = self.named_kind(term) if term.head is None else "graded task"
        if kind == "graded category":
            home = self.term(head, (kind,))
            ends = [self.graded_object(each, home) for each in self._objects(term, 2, f"{term.function}(a, b)")]
            return Apply("score", (home, *ends), span=term.span)
        if kind == "graded task":
            task = self.term(head, (kind,))
            [at] = self._objects(term, 1, f"{term.function}(a)")
            return Apply("task value", (task, self.graded_object(at, place(task))), span=term.span)
        if term.function == "magnitude":
            of, *base = self.arguments(term, 1, 2)
            given = (self.term(of, ("graded category",)), *map(self.number, base))
            return Apply("magnitude by" if base else "magnitude", given, span=term.span)
        task = self.term(term.arguments[0], ("graded task",))
        if len(term.arguments) == 1:
            return Apply("graded rank", (task,), span=term.span)
        within = term.arguments[1]
        if len(term.arguments) > 2 or not isinstance(within, tree.Within):
            raise Wrong(
                "E303", term.span, "`rank` takes a task, and how near its prompts must come", "rank(T, within 1/2)"
            )
        return Apply("graded rank within", (task, self.error(within.value)), span=term.span)

    @staticmethod
    def _objects(call: tree.Call, number: int, form: str) -> Sequence[tree.Term]:
        if len(call.arguments) != number:
            several = "1 object" if number == 1 else f"{number} objects"
            raise Wrong(
                "E303", call.span, f"`{call.function}` takes {several}, not {len(call.arguments)}", f"write `{form}`"
            )
        return call.arguments

    def error(self, term: tree.Term) -> Term:
        """What stands after `within`: a number that is not negative."""
        found = self.number(term)
        plain = isinstance(found, Number | Variable) or (isinstance(found, Apply) and found.operator in _PLAIN)
        if not plain:
            raise Wrong("E301", term.span, "after `within` a number is expected", "such as 1/4, 0.25 or C(a, b)")
        if isinstance(found, Number) and found.value < 0:
            raise Wrong("E416", term.span, "values are never nearer to each other than 0")
        return found

    # ---- atoms ------------------------------------------------------------------------------------------------

    def graded_is(self, prop: tree.Is) -> Term | None:
        """`X is PROPERTY [within e]` of a graded thing; None where X is none."""
        try:
            kind = self.graded_kind(prop.subject)
        except Skipped:  # with an `in`, the name may be one of there
            if prop.category is None:
                raise
            return None
        if kind is None:
            if prop.within is not None:
                raise Wrong("E307", prop.within.span, WITHIN)
            return None
        words, name = " ".join(prop.words), print_term(prop.subject)
        if any(d.reference.kinds[:1] == (kind,) for d in self.library.named(words)):
            return None  # a definition says it
        subject = self.term(prop.subject, (kind,))
        argument = prop.argument
        given = [subject]
        if words == "ideal up" and prop.preposition == "to":
            if not (isinstance(argument, tree.Name) and argument.text == "recalibration"):
                raise Wrong("E108", prop.span, "ideal up to what?", "write `up to recalibration`")
            words, argument = "ideal up to recalibration", None
        if prop.category is not None:
            raise Wrong("E307", prop.category.span, f"`is {articled(words)}` takes no `in`")
        if argument is not None:
            if words != "representable" or prop.preposition != "by":
                raise Wrong("E307", argument.span, f"`is {articled(words)}` takes nothing after `{prop.preposition}`")
            words = "representable by"
            given.append(self.graded_object(argument, place(subject)))
        if words == "category" and kind == "graded category":
            if prop.within is not None:
                raise Wrong("E307", prop.within.span, "`is a category` holds exactly or not at all")
            return Apply("is a category", (subject,), span=prop.span)
        operator = OPERATORS.get(f"graded {words}")
        if operator is None or operator.kind != "proposition" or operator.takes[:1] != (kind,):
            several = [o for o in OPERATORS.values() if o.kind == "proposition" and o.takes[:1] == (kind,)]
            known = sorted({o.form.removeprefix("{0} is ").split(" by ")[0].split(" within")[0] for o in several
                            if o.form.startswith("{0} is ")})  # fmt: skip
            said = f"known here: {', '.join(f'`is {each}`' for each in known)}" if known else ""
            raise Wrong("E312", prop.words_span, f"`{articled(words)}` is not said of {name}, {noun(kind, True)}", said)
        return self._atom_within(f"graded {words}", given, prop.within, prop)

    def graded_solves(self, prop: tree.SolvesByPrompt | tree.SolvesByTuning) -> Term | None:
        """`h solves T by prompt|tuning [within e]` of a graded model; None where it is none."""
        if self.graded_kind(prop.model) != "graded model" and self.graded_kind(prop.task) != "graded task":
            if prop.within is not None:
                raise Wrong("E307", prop.within.span, WITHIN)
            return None
        model, task = self.term(prop.model, ("graded model",)), self.term(prop.task, ("graded task",))
        if not self.names.same(place(task), place(model)):
            lives = f"the task lives on {self.names.shown(place(task))}, the model on {self.names.shown(place(model))}"
            raise Wrong("E306", prop.span, lives)
        given = [model, task]
        name = "graded solves by tuning"
        if isinstance(prop, tree.SolvesByPrompt):
            name = "graded solves by prompt"
            if prop.prompt is not None:
                given.append(self.graded_object(prop.prompt, place(model)))
                name += " at"
        return self._atom_within(name, given, prop.within, prop)

    def graded_generalizes(self, prop: tree.Generalizes) -> Term | None:
        """`F generalizes from {a, b}` of a functor of graded categories."""
        if self.graded_kind(prop.functor) != "graded functor":
            if prop.within is not None:
                raise Wrong("E307", prop.within.span, WITHIN)
            return None
        if prop.seen is None or prop.among is not None:
            said = "of a graded functor it is said from what it generalizes"
            raise Wrong("E312", prop.span, said, "write `generalizes from {a, b}`")
        functor = self.term(prop.functor, ("graded functor",))
        seen = (self.graded_object(each, place(functor)) for each in prop.seen.items)
        if prop.within is not None:
            by = self.error(prop.within)
            return Apply("graded generalizes from within", (functor, by, *seen), span=prop.span)
        return Apply("graded generalizes from", (functor, *seen), span=prop.span)

    def graded_equal(self, prop: tree.Comparison) -> Term | None:
        """`a = b` between objects of a graded category; None where they are none."""
        home = None
        if prop.category is not None and self.graded_kind(prop.category) == "graded category":
            home = self.term(prop.category, ("graded category",))
        for side in (prop.left, prop.right):
            if home is None:
                bound = self.bound.get(side.text) if isinstance(side, tree.Name) else None
                if bound is not None and bound.sort.kind == "graded object":
                    home = place(bound)
                elif isinstance(side, tree.Call) and self.named_kind(side) == "graded functor":
                    home = place(self.graded_object(side, None))
        if home is None:
            return None
        sides = (self.graded_object(side, home) for side in (prop.left, prop.right))
        return Apply("graded equal objects", (home, *sides), span=prop.span)

    def _atom_within(self, name: str, given: list[Term], within: tree.Term | None, prop: tree.Prop) -> Term:
        if within is None:
            return Apply(name, tuple(given), span=prop.span)
        return Apply(f"{name} within", (*given, self.error(within)), span=prop.span)


_PLAIN = ("infinity", "score", "task value")


def has_share(call: tree.Call) -> bool:
    """Is it `rank(T, missing <= 5%)`, or meant to be?"""
    last = call.arguments[-1:]
    return call.function == "rank" and len(call.arguments) == 2 and isinstance(last[0], tree.Share | tree.Bound)


def is_infinity(term: tree.Term) -> bool:
    """Is it the word for the distance of what cannot be reached?"""
    return isinstance(term, tree.Name) and term.text == "inf" and not term.quoted
