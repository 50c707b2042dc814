"""What decides a claim, as marks on a picture of what it speaks of.

One function a claim; each reads the evidence that the claim's own module describes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from catproof.core.category import Arrow
from catproof.core.functor import Functor
from catproof.core.generation import components, values
from catproof.core.model import Model
from catproof.core.nouns import counted_or_no
from catproof.core.task import Element, Task
from catproof.core.transformation import identity
from catproof.decide.adjunction import Dense, HasAdjoint, LeftAdjoint
from catproof.decide.arrows import ArrowProperty, EqualArrows, ObjectProperty
from catproof.decide.claim import Claim, Finding
from catproof.decide.domain import Domain
from catproof.decide.familial import Familial
from catproof.decide.functor_domain import Functors
from catproof.decide.functors import FunctorProperty
from catproof.decide.generalization import Generalizes, GeneralizesFrom
from catproof.decide.ideal import ExplicitIdeal
from catproof.decide.isomorphic import (
    IsomorphicCategories,
    IsomorphicFunctors,
    IsomorphicModels,
    IsomorphicObjects,
    IsomorphicTasks,
)
from catproof.decide.member_domain import Arrows, Elements, Objects
from catproof.decide.numbers import Compare, Count, Rank, Size
from catproof.decide.prompt import SolvesByPrompt
from catproof.decide.representable import Representable, confusion, two_apart
from catproof.decide.task_domain import Tasks
from catproof.decide.transformations import TransformationProperty
from catproof.decide.tuning import SolvesByTuning
from catproof.pictures.diagram import FIRST, SECOND, Diagram
from catproof.pictures.maps import draw_adjunction, draw_functor, draw_map, draw_model, draw_transformation
from catproof.pictures.marks import NONE, MarkedArrow, Marks, marked_arrow, marked_restriction
from catproof.pictures.quiver import draw_category
from catproof.pictures.tasks import draw_task


class Scene(NamedTuple):
    """A picture of what decides a claim: `about` is what it shows, the main thing first; `marked` says whether there
    is a mark on it."""

    about: tuple[object, ...]
    draw: Callable[[], Diagram]
    marked: bool = False


def scenes(claim: Claim, finding: Finding) -> list[Scene]:
    """The pictures of what decides a claim; none for a claim about numbers alone. Raises `LimitReached`."""
    make = _SCENES.get(type(claim))
    return make(claim, finding) if make is not None else []


def _on_task(task: Task, marks: Marks, *also: object) -> list[Scene]:
    return [Scene((task, *also, task.category), partial(draw_task, task, marks), marks != NONE)]


def _on_category(category: Any, marks: Marks) -> list[Scene]:
    return [Scene((category,), partial(draw_category, category, marks), marks != NONE)]


def _on_functor(
    functor: Functor, source: Marks = NONE, target: Marks = NONE, second: Functor | None = None, *also: object
) -> list[Scene]:
    draw = partial(draw_functor, functor, source, target, second)
    marked = (source, target, second) != (NONE, NONE, None)
    return [Scene((functor, *also, functor.source, functor.target), draw, marked)]


# ---- prompts ------------------------------------------------------------------------------------------


def _representable(claim: Representable, finding: Finding) -> list[Scene]:
    task = claim.task
    if finding.value:
        u = Element(*finding.evidence["element"])
        return _on_task(task, Marks({task.number(u): ("universal element", FIRST)}))
    if claim.by is not None and "differs" in finding.evidence:
        arrows = task.category.hom_size(finding.evidence["differs"], claim.by)
        return _on_task(task, _differing(task, finding.evidence["differs"], arrows, claim.by))
    return _on_task(task, _refuted(task, range(task.size), finding.evidence))


def _refuted(task: Task, part: range | list[int], evidence: dict[str, Any]) -> Marks:
    """Two elements that no prompt reaches together, or one that confuses two arrows."""
    if apart := two_apart(evidence):
        x, y = apart[:2]
        said = "missed by every prompt\nthat reaches "
        return Marks({
            task.number(x): (said + task.show_at(y), FIRST),
            task.number(y): (said + task.show_at(x), SECOND),
        })  # fmt: skip
    confused = confusion(task, part, evidence) if evidence["classes"] else None
    if confused is None:
        return NONE
    u, f, g = confused
    shown = f"{task.category.show_arrow(f)} and {task.category.show_arrow(g)}"
    arrows = (marked_restriction(task, u, f, FIRST), marked_restriction(task, u, g, SECOND))
    return Marks({task.number(u): (f"confuses {shown}", FIRST)}, arrows)


def _differing(task: Task, x: int, answers: int, prompt: int) -> Marks:
    """An object where a prompt gives another number of answers than the task has elements."""
    u = _reaching_most(task, prompt) if answers < len(task.elements[x]) else None
    missed = set(range(task.size)) - set(values(task, u)) if u is not None else set()
    if missed:
        said = f"missed by prompt {task.category.show_object(prompt)}"
        return Marks(dict.fromkeys(sorted(missed), (said, FIRST)))
    return _differing_answers(task, x, answers, prompt)


def _reaching_most(task: Task, at: int) -> int | None:
    """The element at an object that restricts to the most elements."""
    here = range(task.start[at], task.start[at + 1])
    return max(here, key=lambda u: len(set(values(task, u))), default=None)


def _prompt(claim: SolvesByPrompt, finding: Finding) -> list[Scene]:
    task, model = claim.task, claim.model
    same = claim.representable()
    if same is not None:
        return [scene._replace(about=(task, model, task.category)) for scene in _representable(same, finding)]
    if finding.value:
        p = finding.evidence["prompt"]
        at = model.category.show_object(p)
        number = _own_answer(model, p)
        marks = NONE
        if number is not None:
            u = Element(p, finding.evidence["map"][p][number])
            marks = Marks({task.number(u): (f"what prompt {at}\nanswers to itself", FIRST)})
        return _on_task(task, marks, model)
    if model.is_yoneda():
        same = Representable(task, claim.by)
        refuted = same.direct()
        if not refuted.value:
            return [
                scene._replace(about=(task, model, task.category)) for scene in _representable(same, refuted)
            ]  # fmt: skip
    for p in range(len(model.category.objects)) if claim.by is None else (claim.by,):
        answers = model.prompted(p)
        for x, (here, there) in enumerate(zip(task.elements, answers.elements, strict=True)):
            if len(here) != len(there):
                return _on_task(task, _differing_answers(task, x, len(there), p), model)
    return _on_task(task, NONE, model)


def _differing_answers(task: Task, x: int, answers: int, prompt: int) -> Marks:
    """The elements at that object, whatever they are restrictions of."""
    category = task.category
    at, members = category.show_object(x), len(task.elements[x])
    text = f"prompt {category.show_object(prompt)}: {counted_or_no(answers, 'answers')} at {at}"
    if not members:
        return Marks(missing=(f"no element at {at}; {text}",))
    return Marks({task.start[x] + j: (text, FIRST) for j in range(members)})


def _own_answer(model: Model, p: int) -> int | None:
    """The number of the identity among the answers of a prompt at itself."""
    if model.functor is not None:
        return model.base.hom(model.functor.on_objects[p]).position[0]
    value = model.value(p)
    same = [list(c) for c in identity(value)]
    found = (k for k, m in enumerate(model.maps_into(p, value)) if [list(c) for c in m] == same)
    return next(found, None)


def _familial(claim: Familial, finding: Finding) -> list[Scene]:
    task = claim.task
    if finding.value:
        said = {
            task.number(Element(*u)): (f"generates y({task.category.show_object(u[0])})", FIRST)
            for u in finding.evidence["generators"]
        }
        return _on_task(task, Marks(said))
    start = task.number(Element(*finding.evidence["component"]))
    part = next(part for part in components(task) if start in part)
    return _on_task(task, _refuted(task, part, finding.evidence))


def _tuning(claim: SolvesByTuning, finding: Finding) -> list[Scene]:
    if not finding.value:
        return _on_task(claim.task, NONE, claim.model)
    sizes, action = finding.evidence["sizes"], finding.evidence["action"]
    head = Task(claim.model.base, [list(range(1, n + 1)) for n in sizes], action, name="Q")
    scene = Scene((head, claim.model, claim.task), partial(draw_task, head))
    return [*_on_task(claim.task, NONE, claim.model), scene]


# ---- functors and models ------------------------------------------------------------------------------


def _functor(claim: FunctorProperty, finding: Finding) -> list[Scene]:
    functor, evidence = claim.functor, finding.evidence
    also = () if claim.model is None else (claim.model,)
    source, target = NONE, NONE
    if "arrows" in evidence:
        pair = [Arrow(*f) for f in evidence["arrows"]]
        arrows = tuple(marked_arrow(functor.source, f, tone) for f, tone in zip(pair, (FIRST, SECOND), strict=True))
        source = Marks(arrows=arrows)
        target = Marks(arrows=(marked_arrow(functor.target, functor.on_arrow(pair[0]), FIRST),))
    elif "arrow" in evidence:
        source = Marks(dict.fromkeys(evidence["between"], ("between these", SECOND)))
        target = Marks(arrows=(marked_arrow(functor.target, Arrow(*evidence["arrow"]), FIRST),))
    elif "objects" in evidence:
        value = functor.on_objects[evidence["objects"][0]]
        source = Marks(dict.fromkeys(evidence["objects"], ("same value", FIRST)))
        target = Marks({value: ("value of both", FIRST)})
    else:
        for key, said in (("unhit", "no value"), ("object", "isomorphic to no value")):
            if key in evidence:
                target = Marks({evidence[key]: (said, FIRST)})
    return _on_functor(functor, source, target, None, *also)


def _generalizes_from(claim: GeneralizesFrom, finding: Finding) -> list[Scene]:
    functor = claim.functor
    seen = dict.fromkeys(claim.seen, ("seen", SECOND))
    if "objects" not in finding.evidence:
        outside = claim.outside()
        if outside is not None:
            return _functor(FunctorProperty(functor, claim.needed), outside)
        return _on_functor(functor, Marks(dict(seen)))
    arrows = [Arrow(*arrow) for arrow in finding.evidence["generators"]]
    second = Functor(functor.source, functor.target, finding.evidence["objects"], arrows, name="G")
    moved = [a for a, b in enumerate(functor.on_objects) if second.on_objects[a] != b]
    turned = tuple(
        marked_arrow(functor.source, functor.source.generator(g), FIRST)
        for g, (f, h) in enumerate(zip(functor.on_generators, second.on_generators, strict=True))
        if f != h and not moved
    )
    source = Marks({**dict.fromkeys(moved, ("sent elsewhere by G", FIRST)), **seen}, turned)
    target = Marks({second.on_objects[a]: (f"G({functor.source.show_object(a)})", FIRST) for a in moved})
    return _on_functor(functor, source, target, second)


def _left_adjoint(claim: LeftAdjoint, finding: Finding) -> list[Scene]:
    about = (claim.left, claim.right, claim.left.source, claim.left.target)
    return [Scene(about, partial(draw_adjunction, claim.left, claim.right))]


def _has_adjoint(claim: HasAdjoint, finding: Finding) -> list[Scene]:
    if "object" in finding.evidence:
        marks = Marks({finding.evidence["object"]: ("no universal arrow here", FIRST)})
        return _on_functor(claim.functor, NONE, marks)
    return _on_functor(claim.functor)


def _dense(claim: Dense, finding: Finding) -> list[Scene]:
    marks = Marks(dict.fromkeys(finding.evidence.get("between", ()), ("arrows between these", FIRST)))
    return _on_functor(claim.functor, NONE, marks)


def _explicit_ideal(claim: ExplicitIdeal, finding: Finding) -> list[Scene]:
    model, marks = claim.model, NONE
    if "arrows" in finding.evidence:
        pair = zip(finding.evidence["arrows"], (FIRST, SECOND), strict=True)
        marks = Marks(arrows=tuple(marked_arrow(model.category, Arrow(*f), tone) for f, tone in pair))
    elif "between" in finding.evidence:
        marks = Marks(dict.fromkeys(finding.evidence["between"], ("between these", FIRST)))
    return [Scene((model, model.category, model.base), partial(draw_model, model, marks), marks != NONE)]


# ---- objects, arrows, elements ------------------------------------------------------------------------


def _arrow(claim: ArrowProperty, finding: Finding) -> list[Scene]:
    category, arrows = claim.category, [marked_arrow(claim.category, claim.arrow, FIRST)]
    for f in finding.evidence.get("arrows", ()):
        arrows.append(marked_arrow(category, Arrow(*f), SECOND))
    if "inverse" in finding.evidence:
        arrows.append(marked_arrow(category, Arrow(*finding.evidence["inverse"]), SECOND))
    return _on_category(category, Marks(arrows=tuple(dict.fromkeys(arrows))))


def _equal_arrows(claim: EqualArrows, finding: Finding) -> list[Scene]:
    category, start = claim.category, claim.category.identity(claim.target)
    pair: list[MarkedArrow] = []
    for word, tone in ((claim.left, FIRST), (claim.right, SECOND)):
        arrow = category.follow(start, word)
        key = word[0] if len(word) == 1 else None
        pair.append(MarkedArrow(category.source(arrow), claim.target,
                                category.show_word(word, claim.target), tone, key))  # fmt: skip
    return _on_category(category, Marks(arrows=tuple(pair)))


def _object(claim: ObjectProperty, finding: Finding) -> list[Scene]:
    said = {claim.at: (claim.name if finding.value else f"not {claim.name}", FIRST)}
    if not finding.value:
        x = finding.evidence["object"]
        n = claim.count(x)
        how = f"{counted_or_no(n, 'arrows')} {'to' if claim.name == 'terminal' else 'from'} it"
        said = {x: (how, SECOND), **said} if x != claim.at else {x: (f"{said[x][0]}:\n{n} arrows to itself", FIRST)}
    return _on_category(claim.category, Marks(said))


def _transformation(claim: TransformationProperty, finding: Finding) -> list[Scene]:
    made = claim.transformation
    source, target = NONE, NONE
    if "collapsed" in finding.evidence:
        both = [Element(*x) for x in finding.evidence["collapsed"]]
        source = Marks({made.source.number(x): ("same image", FIRST) for x in both})
        target = Marks({made.target.number(made(both[0])): ("image of both", FIRST)})
    elif "missed" in finding.evidence:
        target = Marks({made.target.number(Element(*finding.evidence["missed"])): ("image of nothing", FIRST)})
    return [Scene((made, made.source, made.target), partial(draw_transformation, made, source, target), True)]


# ---- isomorphisms -------------------------------------------------------------------------------------


def _isomorphic_tasks(claim: IsomorphicTasks, finding: Finding) -> list[Scene]:
    left, right = claim.left, claim.right
    marks = [NONE, NONE]
    for a, (x, y) in enumerate(zip(left.elements, right.elements, strict=True)):
        if not finding.value and len(x) != len(y):
            at = left.category.show_object(a)
            for k, (task, members) in enumerate(((left, x), (right, y))):
                text = f"{len(members)} at {at}"
                said = {task.start[a] + j: (text, FIRST) for j in range(len(members))}
                marks[k] = Marks(said, missing=() if members else (f"no element at {at}",))
            break
    name = f"{left.name or 'the one'} ~= {right.name or 'the other'}" if finding.value else "no isomorphism"
    draw = partial(draw_map, left, right, finding.evidence.get("map"), name, marks[0], marks[1])
    return [Scene((left, right), draw, True)]


def _isomorphic_objects(claim: IsomorphicObjects, finding: Finding) -> list[Scene]:
    said = dict.fromkeys((claim.left, claim.right), ("isomorphic" if finding.value else "not isomorphic", FIRST))
    arrows: tuple[MarkedArrow, ...] = ()
    if finding.value and claim.left != claim.right:
        pair = (Arrow(*finding.evidence[key]) for key in ("arrow", "inverse"))
        arrows = tuple(marked_arrow(claim.category, f, tone) for f, tone in zip(pair, (FIRST, SECOND), strict=True))
    return _on_category(claim.category, Marks(said, arrows))


def _isomorphic_functors(claim: IsomorphicFunctors, finding: Finding) -> list[Scene]:
    left, right = claim.left, claim.right
    target = NONE
    if finding.value:
        arrows = (Arrow(*f) for f in finding.evidence["components"])
        target = Marks(arrows=tuple(marked_arrow(left.target, f, FIRST) for f in dict.fromkeys(arrows) if f.number))
    return _on_functor(left, NONE, target, right, right)


def _isomorphic_categories(claim: IsomorphicCategories, finding: Finding) -> list[Scene]:
    if finding.value:
        arrows = [Arrow(*f) for f in finding.evidence["generators"]]
        functor = Functor(claim.left, claim.right, finding.evidence["objects"], arrows, name="an isomorphism")
        return _on_functor(functor)
    return [*_on_category(claim.left, NONE), *_on_category(claim.right, NONE)]


def _isomorphic_models(claim: IsomorphicModels, finding: Finding) -> list[Scene]:
    return [
        Scene((m, m.category, m.base), partial(draw_model, m)) for m in (claim.left, claim.right)
    ]  # fmt: skip


# ---- numbers ------------------------------------------------------------------------------------------


def _compare(claim: Compare, finding: Finding) -> list[Scene]:
    found = []
    for number, proof in claim.measured(finding):
        if isinstance(number, Rank):
            task = number.task
            said = {
                task.number(Element(*u)): (f"generator {k}", FIRST)
                for k, u in enumerate(number.prompts(proof), 1)
            }
            found += _on_task(task, Marks(said))
        elif isinstance(number, Size):
            found += _on_task(number.task, NONE)
        elif isinstance(number, Count):
            found += _of_domain(number.domain)
    return found


def _of_domain(domain: Domain) -> list[Scene]:
    if isinstance(domain, Objects):
        return _on_category(domain.category, NONE)
    if isinstance(domain, Arrows):
        category, ends = domain.category, (domain.source, domain.target)
        if None in ends:
            return _on_category(category, NONE)
        arrows = list(category.arrows(*ends))[:8]
        said = {a: ("", FIRST) for a in ends if a is not None}
        return _on_category(category, Marks(said, tuple(marked_arrow(category, f, FIRST) for f in arrows)))
    if isinstance(domain, Elements):
        task = domain.task
        here = range(task.size) if domain.at is None else range(task.start[domain.at], task.start[domain.at + 1])
        return _on_task(task, Marks(dict.fromkeys(here, ("counted", FIRST)) if domain.at is not None else {}))
    if isinstance(domain, Tasks):
        return _on_category(domain.category, NONE)
    if isinstance(domain, Functors):
        return [*_on_category(domain.source, NONE), *_on_category(domain.target, NONE)]
    return []


_SCENES: dict[type, Callable[[Any, Finding], list[Scene]]] = {
    Representable: _representable,
    SolvesByPrompt: _prompt,
    Familial: _familial,
    SolvesByTuning: _tuning,
    FunctorProperty: _functor,
    Generalizes: _functor,
    GeneralizesFrom: _generalizes_from,
    LeftAdjoint: _left_adjoint,
    HasAdjoint: _has_adjoint,
    Dense: _dense,
    ExplicitIdeal: _explicit_ideal,
    ArrowProperty: _arrow,
    EqualArrows: _equal_arrows,
    ObjectProperty: _object,
    TransformationProperty: _transformation,
    IsomorphicTasks: _isomorphic_tasks,
    IsomorphicObjects: _isomorphic_objects,
    IsomorphicFunctors: _isomorphic_functors,
    IsomorphicCategories: _isomorphic_categories,
    IsomorphicModels: _isomorphic_models,
    Compare: _compare,
}
"""For each claim, what its pictures are."""
