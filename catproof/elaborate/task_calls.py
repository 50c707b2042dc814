"""Expressions for tasks: `yoneda(C, a)`, `sum(S, T)`, `generated(C) { ... }`, ..."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from catproof.core import functor, kan, presheaves, transformation
from catproof.core.chase import Relation, Word
from catproof.core.functor import Functor
from catproof.core.label import Label, show
from catproof.core.task import Task
from catproof.elaborate.calls import Maker, labels, named, same_category, title
from catproof.elaborate.scope import Wrong, suggestion
from catproof.syntax import tree
from catproof.syntax.printer import print_term

if TYPE_CHECKING:
    from catproof.elaborate.terms import Terms


def _yoneda_task(terms: Terms, call: tree.Call) -> Task:
    of, at = terms.arguments(call, 2)
    category = terms.category(of)
    return presheaves.yoneda(category, terms.object(at, category), title(call))


def _two_tasks(make: Callable[[Task, Task, str], Task]) -> Maker:
    def made(terms: Terms, call: tree.Call) -> Task:
        left, right = (terms.task(t) for t in terms.arguments(call, 2))
        same_category(call, left, right)
        return make(left, right, title(call))

    return made


def _constant(terms: Terms, call: tree.Call) -> Task:
    of, values = terms.arguments(call, 2)
    return presheaves.constant(terms.category(of), labels(terms, values), title(call))


def _terminal_task(terms: Terms, call: tree.Call) -> Task:
    return presheaves.constant(terms.category(terms.arguments(call, 1)[0]), ["*"], title(call))


def _empty_task(terms: Terms, call: tree.Call) -> Task:
    return presheaves.constant(terms.category(terms.arguments(call, 1)[0]), [], title(call))


def _restrict(terms: Terms, call: tree.Call) -> Task:
    along, of = terms.arguments(call, 2)
    f, t = terms.functor(along), terms.task(of)
    if t.category is not f.target:
        raise Wrong(call.span, f"the task lives on {named(t.category)}, the functor goes to {named(f.target)}")
    return functor.restriction(f, t, title(call))


def _quotient(terms: Terms, call: tree.Call) -> Task:
    of = terms.task(terms.arguments(call, 1)[0])
    pairs = []
    for item in call.block or ():
        if not isinstance(item, tree.Identification):
            raise Wrong(item.span, "a quotient identifies elements", "write x ~ y at a")
        at = terms.object(item.object, of.category)
        pairs.append((terms.element(item.left, of, at), terms.element(item.right, of, at)))
    return presheaves.quotient(of, pairs, title(call))


def _generated(terms: Terms, call: tree.Call) -> Task:
    category = terms.category(terms.arguments(call, 1)[0])
    seeds: dict[Label, tuple[int, int]] = {}
    relations = []

    def side(term: tree.Term) -> tuple[int, Word, int]:
        arrows: list[tree.Term] = []
        start = term
        while isinstance(start, tree.Restriction):
            arrows.append(start.arrow)
            start = start.element
        label = terms.label(start)
        if label not in seeds:
            raise Wrong(start.span, f"{print_term(start)} is not a generator", suggestion(str(label), seeds))
        number, at = seeds[label]
        word: list[int] = []
        for arrow in reversed(arrows):
            path = terms.path(arrow, category, target=at)
            if path.target != at:
                raise Wrong(
                    arrow.span, f"{print_term(arrow)} ends at {category.show_object(path.target)}, but the element "
                    f"restricted along it is at {category.show_object(at)}",
                )  # fmt: skip
            word += path.word
            at = path.source
        return number, tuple(word), at

    for item in call.block or ():
        if isinstance(item, tree.GeneratorAt):
            label = terms.label(item.element)
            if label in seeds:
                raise Wrong(item.span, f"the generator {show(label)} is given twice")
            seeds[label] = (len(seeds), terms.object(item.object, category))
        elif isinstance(item, tree.ElementEquation):
            (left, left_word, a), (right, right_word, b) = side(item.left), side(item.right)
            if a != b:
                raise Wrong(
                    item.span, f"the sides are elements at {category.show_object(a)} and at {category.show_object(b)}"
                )
            relations.append(Relation(left, left_word, right, right_word))
        else:
            raise Wrong(item.span, "generators `u at b` and equations `u|f = v|g` are expected here")
    return presheaves.generated(category, [(label, at) for label, (_, at) in seeds.items()], relations, title(call))


def _lan(terms: Terms, call: tree.Call) -> Task:
    f, t = _functor_and_task(terms, call)
    return kan.lan(f, t, title(call)).task


def _ran(terms: Terms, call: tree.Call) -> Task:
    return kan.ran(*_functor_and_task(terms, call), title(call))


def _functor_and_task(terms: Terms, call: tree.Call) -> tuple[Functor, Task]:
    along, of = terms.arguments(call, 2)
    f, t = terms.functor(along), terms.task(of)
    if t.category is not f.source:
        raise Wrong(call.span, f"the task lives on {named(t.category)}, the functor starts from {named(f.source)}")
    return f, t


def _omega(terms: Terms, call: tree.Call) -> Task:
    return kan.omega(terms.category(terms.arguments(call, 1)[0]), title(call))


def _image(terms: Terms, call: tree.Call) -> Task:
    return transformation.image(terms.transformation(terms.arguments(call, 1)[0]), title(call))


TASK_CALLS: dict[str, Maker] = {
    "yoneda": _yoneda_task,
    "sum": _two_tasks(presheaves.coproduct),
    "product": _two_tasks(presheaves.product),
    "terminal": _terminal_task,
    "empty": _empty_task,
    "constant": _constant,
    "restrict": _restrict,
    "quotient": _quotient,
    "generated": _generated,
    "lan": _lan,
    "ran": _ran,
    "power": _two_tasks(kan.power),
    "omega": _omega,
    "image": _image,
}
