"""One statement as an SMT-LIB script: its tables as functions on numbers, and the claim written out over them.

Quantifiers over elements and arrows are written out, one formula for each value; what is left unknown are natural maps
and sets of generators, as constants. Nothing of what catproof found goes in: the script is the same whatever the
verdict is, and the solver's answer is to be compared with it. The logic is QF_UFLIA (Barrett, Fontaine, Tinelli, *The
SMT-LIB Standard: Version 2.6*, 2017).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from catproof.bridge.coq_claims import noun
from catproof.bridge.coq_file import About
from catproof.bridge.expand import Defined, Expander, Joined, Leaf, Negation, Node, NotExportable, Ranging
from catproof.bridge.names import printable
from catproof.claims.arrows import EqualArrows
from catproof.claims.familial import Familial
from catproof.claims.functors import FunctorProperty
from catproof.claims.generalization import Generalizes
from catproof.claims.isomorphic import IsomorphicTasks
from catproof.claims.numbers import Compare, Count, Rank, Size
from catproof.claims.prompt import SolvesByPrompt
from catproof.claims.proposition import Prop
from catproof.claims.representable import Representable
from catproof.core.category import Category, isomorphic_objects
from catproof.core.chase import Word
from catproof.core.functor import Functor
from catproof.core.task import Task

MOST_RANKED = 60
"""The rank of a task with more elements is not written out."""

MOST_CHARACTERS = 20_000_000
"""A script beyond this is not written."""


class SmtFile(NamedTuple):
    """A script, and the answers that say that the proposition is true, and that it is false."""

    text: str
    if_true: str
    if_false: str


def smt_file(prop: Prop, about: About) -> SmtFile:
    """The proposition as a script. Raises `NotExportable`."""
    script = _Script()
    formula = script.node(Expander().expand(prop), True)
    if script.unknown == {True, False}:
        raise NotExportable("it says of some natural maps that there are any, and of others that there are none")
    negated = script.unknown == {False}
    asserted = f"(not {formula})" if negated else formula
    if_true, if_false = ("unsat", "sat") if negated else ("sat", "unsat")
    place = f"{about.path}, line {about.first_line}"
    header = [
        f"{about.kind} {about.name}: {about.text}",
        f"{place}. Written by catproof {about.catproof}.",
        f"The answer `{if_true}` says that this proposition is true, `{if_false}` that it is false.",
        "Tables are those of the theory file as catproof's parser and printer give them; the arrows of a category are",
        "those that its table has, each as a path of generating arrows.",
    ]
    lines = [f"; {printable(line)}" for line in header]
    lines += ["(set-logic QF_UFLIA)", *script.lines, f"(assert {asserted})", "(check-sat)"]
    return SmtFile("\n".join(lines) + "\n", if_true, if_false)


class _Script:
    """A script under construction. `unknown` has True where something unknown must exist, False where it must not."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.unknown: set[bool] = set()
        self._known: dict[tuple[str, int], str] = {}
        self._kept: list[object] = []
        self._number = 0
        self._length = 0

    # ---- propositions ---------------------------------------------------------------------------------

    def node(self, node: Node, positive: bool) -> str:
        """The formula for a proposition; `positive` unless an odd number of negations is around it."""
        if isinstance(node, Negation):
            return f"(not {self.node(node.of, not positive)})"
        if isinstance(node, Joined):
            if node.name == "implies":
                return f"(=> {self.node(node.left, not positive)} {self.node(node.right, positive)})"
            if node.name == "iff":
                before = set(self.unknown)
                self.unknown = set()
                formula = f"(= {self.node(node.left, positive)} {self.node(node.right, positive)})"
                if self.unknown:  # both sides are negated as well
                    raise NotExportable("it has unknown natural maps beside `iff`: state its sides on their own")
                self.unknown = before
                return formula
            return f"({node.name} {self.node(node.left, positive)} {self.node(node.right, positive)})"
        if isinstance(node, Ranging):
            parts = [self.node(body, positive) for _, body in node.entries]
            return _all(parts) if node.every else _some(parts)
        if isinstance(node, Defined):
            return self.node(node.means, positive)
        assert isinstance(node, Leaf)
        rule = RULES.get(type(node.claim))
        if rule is None:
            raise NotExportable(f"{noun(node.claim)} has no SMT-LIB form")
        formula = rule(self, node.claim, positive)
        self._length += len(formula)
        if self._length > MOST_CHARACTERS:
            raise NotExportable("written out it is too large")
        return formula

    # ---- tables ---------------------------------------------------------------------------------------

    def _fresh(self, stem: str) -> str:
        self._number += 1
        return f"{stem}{self._number}"

    def _table(self, stem: str, what: str, values: Iterable[tuple[int, int]]) -> str:
        """A function with these values."""
        name = self._fresh(stem)
        self.lines.append(f"; {printable(what)}")
        self.lines.append(f"(declare-fun {name} (Int) Int)")
        self.lines += [f"(assert (= ({name} {x}) {y}))" for x, y in values]
        return name

    def _once(self, kind: str, thing: object, make: Callable[[], str]) -> str:
        key = kind, id(thing)
        if key not in self._known:
            self._kept.append(thing)  # so that its id stays its own
            self._known[key] = make()
        return self._known[key]

    def restriction(self, task: Task, g: int) -> str:
        """The restriction along a generating arrow, on the numbers of elements over all objects together."""
        generator = task.category.generators[g]
        source, target = task.start[generator.source], task.start[generator.target]

        def make() -> str:
            what = f"{task.name or 'a task'}: restriction along {generator.name}"
            return self._table("r", what, ((target + j, source + int(y)) for j, y in enumerate(task.action[g])))

        return self._once(f"restriction {g}", task, make)

    def along(self, task: Task, term: str, word: Word) -> str:
        """The restriction of an element along a path."""
        for g in word:
            term = f"({self.restriction(task, g)} {term})"
        return term

    def restrictions(self, task: Task) -> Iterator[tuple[int, int, str]]:
        """For each element u, each arrow f into its object and each element x at the arrow's source: u, x, and the
        formula u|f = x."""
        category = task.category
        for p in range(len(category.objects)):
            hom = category.hom(p)
            words = [hom.word(f) for f in range(len(hom.at))]
            for u in range(task.start[p], task.start[p + 1]):
                for word, a in zip(words, hom.at, strict=True):
                    value = self.along(task, str(u), word)
                    for x in range(task.start[a], task.start[a + 1]):
                        yield u, x, f"(= {value} {x})"

    def composition(self, category: Category, target: int, g: int) -> str:
        """Composition of the arrows into an object with a generating arrow before them."""
        hom = category.hom(target)

        def make() -> str:
            place = category.show_object(target)
            what = f"{category.name or 'a category'}: arrows into {place}, after {category.generators[g].name}"
            end, column = category.generators[g].target, category.column[g]
            return self._table("c", what, ((x, hom.rows[x][column]) for x in hom.arrows_from(end)))

        return self._once(f"composition {target} {g}", category, make)

    def arrow(self, category: Category, target: int, word: Word) -> str:
        """A path as the number of an arrow into its target."""
        term = "0"
        for g in word:
            term = f"({self.composition(category, target, g)} {term})"
        return term

    def image(self, functor: Functor, at: int) -> str:
        """What a functor does to the arrows into an object."""

        def make() -> str:
            what = f"{functor.name or 'a functor'}: arrows into {functor.source.show_object(at)}"
            return self._table("f", what, enumerate(functor.images(at)))

        return self._once(f"images {at}", functor, make)

    def objects(self, functor: Functor) -> str:
        """What a functor does to objects."""
        what = f"{functor.name or 'a functor'}: objects"
        return self._once("objects", functor, lambda: self._table("o", what, enumerate(functor.on_objects)))

    def fresh_flag(self, formula: str) -> str:
        """A name for a formula."""
        name = self._fresh("b")
        self.lines.append(f"(define-fun {name} () Bool {formula})")
        return name

    def constants(self, number: int, sort: str) -> list[str]:
        """Unknown values."""
        names = [self._fresh("x") for _ in range(number)]
        self.lines += [f"(declare-const {name} {sort})" for name in names]
        return names


def _all(parts: Iterable[str]) -> str:
    listed = list(parts)
    return listed[0] if len(listed) == 1 else f"(and {' '.join(listed)})" if listed else "true"


def _some(parts: Iterable[str]) -> str:
    listed = list(parts)
    return listed[0] if len(listed) == 1 else f"(or {' '.join(listed)})" if listed else "false"


def _different(terms: list[str]) -> str:
    return f"(distinct {' '.join(terms)})" if len(terms) > 1 else "true"


# ---- claims -------------------------------------------------------------------------------------------


def _equal_arrows(script: _Script, claim: EqualArrows, positive: bool) -> str:
    left, right = (script.arrow(claim.category, claim.target, word) for word in (claim.left, claim.right))
    return f"(= {left} {right})"


def _representable(script: _Script, claim: Representable, positive: bool) -> str:
    """Some element is universal: every element is its restriction along exactly one arrow (Riehl 2.3)."""
    task, category = claim.task, claim.task.category
    points = range(len(category.objects)) if claim.by is None else [claim.by]

    def universal(u: int, p: int) -> str:
        parts, hom = [], category.hom(p)
        for a in range(len(category.objects)):
            elements = range(task.start[a], task.start[a + 1])
            values = [script.along(task, str(u), hom.word(f)) for f in hom.arrows_from(a)]
            parts += [_some(f"(= {value} {x})" for value in values) for x in elements]
            parts.append(_different(values))
        return _all(parts)

    return _some(universal(u, p) for p in points for u in range(task.start[p], task.start[p + 1]))


def _isomorphism(script: _Script, left: Task, right: Task) -> str:
    """Some bijection keeps restrictions; its values are unknown."""
    sizes = [f"(= {len(a)} {len(b)})" for a, b in zip(left.elements, right.elements, strict=True)]
    if any(len(a) != len(b) for a, b in zip(left.elements, right.elements, strict=True)):
        return _all(sizes)
    values, parts, category = script.constants(left.size, "Int"), [], left.category
    for a in range(len(category.objects)):
        first, end = right.start[a], right.start[a + 1]
        here = values[left.start[a] : left.start[a + 1]]
        parts += [f"(<= {first} {value} {end - 1})" for value in here]
        parts.append(_different(here))
    for g, generator in enumerate(category.generators):
        source, target = left.start[generator.source], left.start[generator.target]
        for j, y in enumerate(left.action[g]):
            parts.append(f"(= ({script.restriction(right, g)} {values[target + j]}) {values[source + int(y)]})")
    return _all(parts)


def _isomorphic_tasks(script: _Script, claim: IsomorphicTasks, positive: bool) -> str:
    script.unknown.add(positive)
    return _isomorphism(script, claim.left, claim.right)


def _solves_by_prompt(script: _Script, claim: SolvesByPrompt, positive: bool) -> str:
    """Hom(F -, F P) is isomorphic to T for some P; for F the identity that is to say that P represents T."""
    model = claim.model
    if model.is_yoneda():
        return _representable(script, Representable(claim.task, claim.by), positive)
    script.unknown.add(positive)
    points = range(len(model.category.objects)) if claim.by is None else [claim.by]
    return _some(_isomorphism(script, model.prompted(p), claim.task) for p in points)


def _familial(script: _Script, claim: Familial, positive: bool) -> str:
    """Some elements, the generators, are such that each element is the restriction of exactly one of them along exactly
    one arrow."""
    script.unknown.add(positive)
    task = claim.task
    chosen = script.constants(task.size, "Bool")
    ways: list[list[str]] = [[] for _ in range(task.size)]
    for u, x, same in script.restrictions(task):
        ways[x].append(f"(ite (and {chosen[u]} {same}) 1 0)")
    parts = []
    for terms in ways:
        parts.append(f"(= 1 {terms[0] if len(terms) == 1 else '(+ ' + ' '.join(terms) + ')'})")
    return _all(parts)


def _faithful(script: _Script, functor: Functor) -> str:
    parts = []
    for p in range(len(functor.source.objects)):
        hom = functor.source.hom(p)
        for a in range(len(functor.source.objects)):
            parts.append(_different([f"({script.image(functor, p)} {f})" for f in hom.arrows_from(a)]))
    return _all(parts)


def _full(script: _Script, functor: Functor) -> str:
    parts = []
    for p, q in enumerate(functor.on_objects):
        hom, there = functor.source.hom(p), functor.target.hom(q)
        for a, b in enumerate(functor.on_objects):
            images = [f"({script.image(functor, p)} {f})" for f in hom.arrows_from(a)]
            parts += [_some(f"(= {image} {k})" for image in images) for k in there.arrows_from(b)]
    return _all(parts)


def _surjective(script: _Script, functor: Functor, up_to: Callable[[int, int], bool]) -> str:
    objects, name = range(len(functor.source.objects)), script.objects(functor)
    goals = range(len(functor.target.objects))
    hits = ([e for e in goals if up_to(d, e)] for d in goals)
    return _all(_some(f"(= ({name} {a}) {e})" for a in objects for e in alike) for alike in hits)


def _functor_property(script: _Script, claim: FunctorProperty, positive: bool) -> str:
    from catproof.claims.functors import PARTS

    functor = claim.functor
    write: dict[str, Callable[[], str]] = {
        "faithful": lambda: _faithful(script, functor),
        "full": lambda: _full(script, functor),
        "injective": lambda: _different(
            [f"({script.objects(functor)} {a})" for a in range(len(functor.source.objects))]
        ),
        "surjective": lambda: _surjective(script, functor, lambda d, e: d == e),
        "essentially surjective": lambda: _surjective(
            script, functor, lambda d, e: d == e or isomorphic_objects(functor.target, d, e) is not None
        ),
    }
    return _all(write[part]() for part in PARTS[claim.name])


def _generalizes(script: _Script, claim: Generalizes, positive: bool) -> str:
    """Alignment holds for every functor; structure is kept iff F is full and faithful (theorem 3)."""
    return _all([_full(script, claim.functor), _faithful(script, claim.functor)])


def _compare(script: _Script, claim: Compare, positive: bool) -> str:
    """Numbers of which one is a rank at least; the others of them are taken as catproof counts them only if written."""
    sides = [_number(script, number) for number in (claim.left, claim.right)]
    if not any(isinstance(number, Rank) for number in (claim.left, claim.right)):
        raise NotExportable("two given numbers are compared, which leaves a solver nothing to decide")
    symbol = "distinct" if claim.symbol == "!=" else claim.symbol
    return f"({symbol} {sides[0]} {sides[1]})"


def _number(script: _Script, number: int | Size | Count | Rank) -> str:
    """A number written in the theory, or the number of maximal classes of a task: the first of each is counted."""
    if isinstance(number, int):
        return str(number) if number >= 0 else f"(- {-number})"
    if not isinstance(number, Rank):
        raise NotExportable("the size of something given is no matter for a solver")
    task = number.task
    if task.size > MOST_RANKED:
        raise NotExportable(
            f"the rank of a task with more than {MOST_RANKED} elements is too large when it is written out"
        )
    ways: list[list[list[str]]] = [[[] for _ in range(task.size)] for _ in range(task.size)]
    for u, x, same in script.restrictions(task):
        ways[u][x].append(same)
    reaches = [[script.fresh_flag(_some(found)) for found in row] for row in ways]
    firsts = []
    for x in range(task.size):
        others = (y for y in range(task.size) if y != x)
        first = [f"(or (not {reaches[y][x]}) {reaches[x][y] if y > x else 'false'})" for y in others]
        firsts.append(f"(ite {_all(first)} 1 0)")
    return f"(+ {' '.join(firsts)} 0)"


RULES: dict[type, Callable[[_Script, Any, bool], str]] = {
    EqualArrows: _equal_arrows,
    Representable: _representable,
    IsomorphicTasks: _isomorphic_tasks,
    SolvesByPrompt: _solves_by_prompt,
    Familial: _familial,
    FunctorProperty: _functor_property,
    Generalizes: _generalizes,
    Compare: _compare,
}
"""How claims are written."""
