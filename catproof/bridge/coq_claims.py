"""Proofs of claims about tables: what was found for a closed atom is evidence, and one lemma of the library checks it.

All else is decided in Coq from the sentence itself; these are the atoms whose fast algorithm needs what it found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from catproof.bridge.coq_reals import prove_reals
from catproof.bridge.coq_refuted import ISOMORPHISM, no_functor, no_isomorphism, no_natural_isomorphism
from catproof.bridge.coq_source import Source
from catproof.bridge.coq_tables import row, task_data
from catproof.core.category import Arrow, Category, inverse
from catproof.core.functor import Functor
from catproof.core.generation import maximal_classes
from catproof.core.model import Model
from catproof.core.task import Element, Task
from catproof.decide.claim import Claim, Finding
from catproof.decide.familial import Familial
from catproof.decide.functors import FunctorProperty
from catproof.decide.generalization import Generalizes
from catproof.decide.isomorphic import IsomorphicCategories, IsomorphicFunctors, IsomorphicTasks
from catproof.decide.prompt import SolvesByPrompt
from catproof.decide.reals import OverReals
from catproof.decide.representable import Representable
from catproof.decide.tuning import SolvesByTuning


def proof(source: Source, claim: Claim) -> tuple[bool, str] | None:
    """The truth value of a claim, and the tactics that prove it, or its negation; None where Coq decides it by itself.
    Raises `NotExportable` and `LimitReached`."""
    rule = RULES.get(type(claim))
    if rule is None or (isinstance(claim, FunctorProperty) and claim.model is None and claim.name not in PROPERTIES):
        return None
    finding = claim.direct()
    tactics = rule(source, claim, finding)
    return (finding.value, tactics) if tactics else None


def rank(source: Source, task: Task) -> tuple[int, str]:
    """The rank of a task, and the tactics that prove it."""
    found = maximal_classes(task)
    generators = row(members[0] for members in found)
    classes = "; ".join(f'"{row(members)}"' for members in found)
    count = len(found)
    return count, computed(source, "rank_is", source.checks(task), f"{count}%nat", f'"{generators}"', f"[{classes}]")


def computed(source: Source, lemma: str, *arguments: object) -> str:
    """Apply a lemma whose last hypothesis Coq computes."""
    return f"refine ({' '.join([source.lemma(lemma), *map(str, arguments)])} _); computed."


def _checks(source: Source, model: Model, task: Task) -> str:
    """The arguments of a lemma about this model and task."""
    c = source.category(model.category)
    t = source.task(task)
    if model.is_yoneda():
        return f"{c}_ok {t}_ok"
    assert model.functor is not None
    return f"{c}_ok {source.category(model.base)}_ok {source.functor(model.functor)}_ok {t}_ok"


def _prove_representable(source: Source, claim: Representable, finding: Finding) -> str:
    category = claim.task.category
    checks = source.checks(claim.task)
    stem = "representable" if claim.by is None else "represents"
    if finding.value:
        at, number = finding.evidence["element"]
        u = claim.task.number(Element(at, number))
        return computed(source, f"{stem}_true", checks, source.object(category, at), u)
    if claim.by is None:
        return computed(source, f"{stem}_false", checks)
    return computed(source, f"{stem}_false", checks, source.object(category, claim.by))


def _prove_prompt(source: Source, claim: SolvesByPrompt, finding: Finding) -> str:
    model, task, category = claim.model, claim.task, claim.model.category
    stem = ("yoneda" if model.is_yoneda() else "via") + ("_solves" if claim.by is None else "_solves_by")
    checks = _checks(source, model, task)
    if finding.value:
        evidence = finding.evidence
        p = evidence["prompt"]
        at = source.object(category, p)
        if "element" in evidence:  # a large task: the universal element, and not the whole map
            return computed(source, f"{stem}_true", checks, at, task.number(Element(*evidence["element"])))
        images = evidence["map"]
        if model.is_yoneda():
            u = task.number(Element(p, images[p][category.hom(p).position[0]]))
            return computed(source, f"{stem}_true", checks, at, u)
        assert model.functor is not None
        hom, values = model.base.hom(model.functor.on_objects[p]), model.functor.on_objects
        arrows = [0] * task.size
        for a, components in enumerate(images):
            for j, image in enumerate(components):
                arrows[task.number(Element(a, image))] = hom.arrows_from(values[a])[j]
        return computed(source, f"{stem}_true", checks, at, f'"{row(arrows)}"')
    if claim.by is None:
        return computed(source, f"{stem}_false", checks)
    return computed(source, f"{stem}_false", checks, source.object(category, claim.by))


def _prove_tuning(source: Source, claim: SolvesByTuning, finding: Finding) -> str:
    model, task = claim.model, claim.task
    if model.is_yoneda():
        if not finding.value:
            raise AssertionError("the Yoneda model tunes to every task")
        return f"exact ({source.lemma('yoneda_tuning')} {source.category(model.category)} {source.task(task)})."
    checks = _checks(source, model, task)
    if not finding.value:
        return computed(source, "via_tuning_false", checks)
    assert model.functor is not None
    evidence = finding.evidence
    q = Task(model.base, [range(n) for n in evidence["sizes"]], evidence["action"], name=f"Q for {task.name or 'T'}")
    partners = [
        q.number(Element(model.functor.on_objects[a], v)) for a, images in enumerate(evidence["map"]) for v in images
    ]
    task_data(q)
    return computed(source, "via_tuning_true", checks, f"{source.task(q)}_ok", f'"{row(partners)}"')


PROPERTIES = {"full": "full", "faithful": "faithful", "fully faithful": "fully_faithful", "an embedding": "embedding"}


def _prove_functor_property(source: Source, claim: FunctorProperty, finding: Finding) -> str:
    functor = claim.functor
    ending = "true" if finding.value else "false"
    if claim.model is not None and claim.model.is_yoneda():
        return f"exact ({source.lemma('yoneda_ideal')} {source.category(functor.source)})."
    checks = f"{source.category(functor.source)}_ok {source.category(functor.target)}_ok {source.functor(functor)}_ok"
    if claim.model is not None:
        stem = "via_ideal"
    else:
        stem = "generalizes" if isinstance(claim, Generalizes) else PROPERTIES[claim.name]
    return computed(source, f"{stem}_{ending}", checks)


def _prove_isomorphic(source: Source, claim: IsomorphicTasks, finding: Finding) -> str:
    left, right = claim.left, claim.right
    checks = f"{source.checks(left)} {source.task(right)}_ok"
    if not finding.value:
        steps = no_isomorphism(left, right)
        if steps is None:
            return computed(source, "isomorphic_false", checks)
        return computed(source, "isomorphic_refuted", checks, steps)
    images = [right.number(Element(a, v)) for a, values in enumerate(finding.evidence["map"]) for v in values]
    return computed(source, "isomorphic_true", checks, f'"{row(images)}"')


def _prove_isomorphic_categories(source: Source, claim: IsomorphicCategories, finding: Finding) -> str:
    """The functor and its inverse; that there is no isomorphism, where a search through all functors would be long."""
    left, right = claim.left, claim.right
    if finding.value:
        forth, back = _invertible(left, right, finding)
        tables = (*map(source.category, (left, right)), *map(source.functor, (forth, back)))
        checks = " ".join(f"{made}_ok" for made in tables)
        return computed(source, "isomorphic_categories_found", checks)
    steps = no_functor(left, right, ISOMORPHISM)
    if steps is None:
        return ""
    checks = f"{source.category(left)}_ok {source.category(right)}_ok"
    return computed(source, "isomorphic_categories_refuted", checks, steps)


def _invertible(left: Category, right: Category, finding: Finding) -> tuple[Functor, Functor]:
    """A functor that was found to be invertible, and its inverse."""
    values = [Arrow(*arrow) for arrow in finding.evidence["generators"]]
    forth = Functor(left, right, finding.evidence["objects"], values, name="forth")
    objects = {there: here for here, there in enumerate(forth.on_objects)}
    arrows = {forth.on_arrow(arrow): arrow for arrow in left.arrows()}
    generators = [arrows[right.generator(g)] for g in range(len(right.generators))]
    return forth, Functor(right, left, [objects[a] for a in range(len(right.objects))], generators, name="back")


def _prove_isomorphic_functors(source: Source, claim: IsomorphicFunctors, finding: Finding) -> str:
    """An arrow at each object, and its inverse; or that there are none such."""
    left, right = claim.left, claim.right
    ends = f"{source.category(left.source)}_ok {source.category(left.target)}_ok"
    tables = f"{source.functor(left)}_ok {source.functor(right)}_ok"
    if finding.value:
        there = [Arrow(*arrow) for arrow in finding.evidence["components"]]
        back = [arrow for f in there if (arrow := inverse(left.target, f)) is not None]
        listed = (f'(array_of (row "{row(f.number for f in arrows)}"))' for arrows in (there, back))
        return computed(source, "natural_isomorphism_found", ends, tables, *listed)
    steps = no_natural_isomorphism(left, right)
    if steps is None:
        return ""
    return computed(source, "natural_isomorphism_refuted", "_ _ _ _", ends, tables, steps)


def no_such_functor(source: Source, left: Category, right: Category, wanted: Iterable[str]) -> str:
    """The tactics that prove that no functor between two categories has all that is wanted, by what is said of it in a
    sentence; empty where Coq is to search."""
    listed = sorted(set(wanted))
    steps = no_functor(left, right, listed)
    if steps is None:
        return ""
    lemma = source.lemma("no_functor_spec")
    checks = f"{source.category(left)}_ok {source.category(right)}_ok [{'; '.join(listed)}] {steps}"
    return f"apply fails. intros [F H]. refine ({lemma} {checks} _ F _); [computed | has_wanted H]."


def _prove_familial(source: Source, claim: Familial, finding: Finding) -> str:
    task = claim.task
    checks = source.checks(task)
    if finding.value:
        generators = row(task.number(Element(*u)) for u in finding.evidence["generators"])
        return computed(source, "familial_true", checks, f'"{generators}"')
    return computed(source, "familial_false", checks, task.number(Element(*finding.evidence["component"])))


RULES: dict[type, Callable[[Source, Any, Finding], str]] = {
    Representable: _prove_representable,
    SolvesByPrompt: _prove_prompt,
    SolvesByTuning: _prove_tuning,
    FunctorProperty: _prove_functor_property,
    Generalizes: _prove_functor_property,
    IsomorphicTasks: _prove_isomorphic,
    IsomorphicCategories: _prove_isomorphic_categories,
    IsomorphicFunctors: _prove_isomorphic_functors,
    Familial: _prove_familial,
    OverReals: prove_reals,
}
