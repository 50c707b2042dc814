"""Expressions that stand for maps as values, and what kind of thing an expression stands for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from catproof.elaborate.labels import LABELS, LabelResolver
from catproof.elaborate.scope import Wrong
from catproof.logic.signature import WORDS, Operator, place, sort_of
from catproof.logic.terms import Apply, Term
from catproof.syntax import tree
from catproof.syntax.printer import print_term

MAPS = ("transformation", "natural transformation")
"""The kinds of maps between tasks, and between functors."""

GRADED = ("graded category", "graded functor", "graded task", "graded model")
"""The kinds of things with scores."""

WHOLE = ("task", "category", "functor", "model", *MAPS, *GRADED)
"""The kinds of things that have a name of their own."""

MADE_OF_MAPS = {
    "inclusion of equalizer": "equalizer", "projection to coequalizer": "coequalizer",
    "first of pullback": "pullback", "second of pullback": "pullback", "left of pushout": "pushout",
    "right of pushout": "pushout",
}  # fmt: skip
"""Of what the only argument that is written must be made."""

SAME = {
    "pair": (("the transformations start from different tasks", (0, 0), (1, 0)),),
    "copair": (("the transformations go to different tasks", (0, 1), (1, 1)),),
    "pullback": (("the transformations go to different tasks", (0, 1), (1, 1)),),
    "pushout": (("the transformations start from different tasks", (0, 0), (1, 0)),),
    **dict.fromkeys(
        ("equalizer", "coequalizer"),
        (
            ("the transformations start from different tasks", (0, 0), (1, 0)),
            ("the transformations go to different tasks", (0, 1), (1, 1)),
        ),
    ),
}  # fmt: skip
"""What must be the same: of which argument, by its number, which end."""

STARTS = ("lan on", "ran on", "unit", "ran counit", "lan", "ran", "graded lan", "graded ran")
GOES = ("restrict on", "counit", "ran unit", "restrict task", "graded restrict")
"""Of the operations along a functor those on what lives where it starts, and where it goes."""


def written(operator: Operator) -> list[int]:
    """Which of the arguments of an operation are written."""
    return [k for k in range(len(operator.takes)) if f"{{{k}}}" in operator.form]


def _arguments(operator: Operator) -> int:
    """How many arguments are written, a set among them."""
    return len(written(operator)) + (operator.several and "{ {" not in operator.form)


def bare_identity(term: tree.Term) -> bool:
    """Is this `id`, without saying of what? Something called `id` is in quotes."""
    return isinstance(term, tree.Name) and term.text == "id" and not term.quoted


def nested(call: tree.Call) -> tree.Term:
    """`product(R, S, T)` is `product(product(R, S), T)`, and so are sums and coproducts; of one thing they are it."""
    several = call.arguments
    if call.function not in ("sum", "product", "coproduct") or len(several) in (0, 2):
        return call
    made = several[0]
    for each in several[1:]:
        made = tree.Call(call.function, (made, each), call.block, span=call.span)
    return made


class MapResolver(LabelResolver):
    """Resolves maps."""

    @abstractmethod
    def term(self, term: tree.Term, kinds: Sequence[str], home: Term | None = None) -> Term:
        """What the term stands for, which is of one of these kinds."""

    @abstractmethod
    def arguments(self, call: tree.Call, *numbers: int) -> tuple[tree.Term, ...]:
        """The arguments of a call, with their number checked."""

    # ---- what kind of thing ---------------------------------------------------------------------------------------

    def kind_of(self, term: tree.Term) -> str | None:
        """What kind of thing with a name of its own a term stands for, as far as its head and its arguments tell; None
        for objects, arrows and elements."""
        if isinstance(term, tree.Name):
            known = self.bound.get(term.text) or self.names.lookup(term)
            kind = None if known is None else sort_of(known).kind
            return kind if kind in WHOLE else None
        if isinstance(term, tree.Compose):
            kinds = [self.kind_of(factor) for factor in tree.factors(term)]
            return next((kind for kind in kinds if kind in MAPS), None)
        if not isinstance(term, tree.Call):
            return None
        applied = self.applicable(term)
        if applied is not None:
            return "task" if sort_of(applied).kind == "model" else None
        if (whole := nested(term)) is not term:
            return self.kind_of(whole)
        made = [o for o in WORDS.get(term.function, []) if o.kind in WHOLE]
        if any(o.kind in GRADED for o in made):
            first = self.kind_of(term.arguments[0]) if term.arguments else None
            made = [o for o in made if (o.takes[:1] == (first,) if first in GRADED else o.kind not in GRADED)] or made
            if first in GRADED and (fits := [o for o in made if _arguments(o) == len(term.arguments)]):
                return fits[0].kind
        if term.function != "id" and len({o.kind for o in made}) < 2:
            return made[0].kind if made else None
        counted = [o for o in made if _arguments(o) == len(term.arguments)]
        for named in (True, False):  # where a name is wrong, what else there is tells the kind: it is read as such
            fitting = [o for o in counted if self._takes(o, term, named)]
            if fitting:
                return fitting[0].kind
        return None if term.function == "id" else "category"

    def _takes(self, operator: Operator, call: tree.Call, named: bool) -> bool:
        """Are the arguments of the kinds that the operation takes? `named`: do the names of objects and arrows, too,
        mean something in their category?"""
        if operator.name == "inclusion":
            return self.kind_of(call.arguments[0]) == "category"
        if operator.name in ("projection", "projection to coequalizer"):
            made = self._is_made(call.arguments[0], "coequalizer")
            return made if operator.name != "projection" else not made
        for k, argument in zip(written(operator), call.arguments, strict=False):  # a set may come last
            kind = self.kind_of(argument)
            if operator.takes[k] not in LABELS:
                if kind != operator.takes[k]:
                    return False
            elif kind not in (None, operator.takes[k]) and not isinstance(argument, tree.Name):
                return False
            elif named and k and operator.takes[k - 1] == "category":
                try:
                    self.term(argument, (operator.takes[k],), self.term(call.arguments[k - 1], ("category",)))
                except Wrong:
                    return False
        return True

    def _is_made(self, term: tree.Term, operator: str) -> bool:
        if self.kind_of(term) != "task":
            return False
        made = self.names.canonical(self.term(term, ("task",)))
        return isinstance(made, Apply) and made.operator == operator

    # ---- maps -----------------------------------------------------------------------------------------------------

    def map(self, term: tree.Term, kind: str) -> Term:
        """The composite of transformations, of tasks or of functors; a bare `id` is left out."""
        assert isinstance(term, tree.Compose)
        factors = [f for f in tree.factors(term) if not bare_identity(f)]
        maps = [self.term(factor, (kind,)) for factor in factors]
        made = maps[0]
        for k, before in enumerate(maps[1:], 1):
            if not self.names.alike(place(maps[k - 1]), place(before, 1)):
                after, shown = print_term(factors[k - 1]), self.names.shown
                raise Wrong(
                    "E305",
                    term.span,
                    f"{after} . {print_term(factors[k])} does not compose: {print_term(factors[k])} goes to "
                    f"{shown(place(before, 1))}, {after} starts from {shown(place(maps[k - 1]))}",
                    "g . f means first f, then g",
                )
            name = "compose transformations" if kind == "transformation" else "compose natural"
            made = Apply(name, (made, before), span=term.span)
        return made

    def of_what(self, name: str, call: tree.Call) -> Term:
        """`inclusion(equalizer(m, n))` and its like: a map from or to what was made of two maps."""
        of = self.arguments(call, 1)[0]
        task, operator = self.term(of, ("task",)), MADE_OF_MAPS[name]
        made = self.names.canonical(task)
        if not isinstance(made, Apply) or made.operator != operator:
            article = "an" if operator[0] in "aeiou" else "a"
            hint = f"{call.function}({operator}(m, n)), or that of one that has a name"
            raise Wrong("E301", of.span, f"{self.names.shown(task)} is not {article} {operator}", hint)
        return Apply(name, (task, *made.arguments), span=call.span)

    def curried(self, call: tree.Call) -> Term:
        """`curry(n)`, for n from a product."""
        of = self.arguments(call, 1)[0]
        found = self.term(of, ("transformation",))
        made = self.names.canonical(place(found))
        if not isinstance(made, Apply) or made.operator != "product":
            shown = self.names.shown(place(found))
            raise Wrong(
                "E301", of.span, f"{print_term(of)} starts from {shown}, which is not a product", "product(R, S)"
            )
        return Apply("curry", (found, *made.arguments), span=call.span)

    def meeting(self, name: str, found: Mapping[int, Term], call: tree.Call) -> None:
        """Raise `Wrong` where maps, or tasks and functors, do not lie where they should to each other."""
        shown, same = self.names.shown, self.names.alike
        for message, (k, end), (j, other) in SAME.get(name, ()):
            one, two = place(found[k], end), place(found[j], other)
            if not same(one, two):
                raise Wrong("E306", call.span, f"{message}, {shown(one)} and {shown(two)}")
        if name in ("whisker after", "whisker before"):
            last = name == "whisker after"
            functor, n = (found[0], found[1]) if last else (found[1], found[0])
            one, two = place(functor, int(not last)), place(place(n), int(last))
            if not same(one, two):
                verb, lies = ("starts from", "to") if last else ("goes to", "from")
                shown_two = f"the transformation is between functors {lies} {shown(two)}"
                raise Wrong("E305", call.span, f"the functor {verb} {shown(one)}, {shown_two}")
        if name in STARTS + GOES:
            is_map = sort_of(found[1]).kind == "transformation"
            lives = place(place(found[1])) if is_map else place(found[1])
            goal = place(found[0], int(name in GOES))
            if not same(lives, goal):
                what = "transformation" if is_map else "task"
                verb = "goes to" if name in GOES else "starts from"
                raise Wrong("E305", call.span, f"the {what} lives on {shown(lives)}, the functor {verb} {shown(goal)}")
