"""The claims in Coq: how each is stated in the vocabulary of the library, and which lemma proves it, true or false.

A rule states the claim for all environments at once (`sentence`), and proves one instance of known value (`proof`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from catproof.bridge.coq_numbers import compare, prove_compare
from catproof.bridge.coq_source import Source
from catproof.bridge.coq_tables import row, task_data
from catproof.bridge.coq_terms import Environments, arrow_term, composite, object_term, place
from catproof.bridge.expand import Leaf, NotExportable
from catproof.claims.arrows import EqualArrows
from catproof.claims.claim import Claim, Finding
from catproof.claims.familial import Familial
from catproof.claims.functors import FunctorProperty
from catproof.claims.generalization import Generalizes
from catproof.claims.isomorphic import IsomorphicTasks
from catproof.claims.numbers import Compare
from catproof.claims.prompt import SolvesByPrompt
from catproof.claims.representable import Representable
from catproof.claims.tuning import SolvesByTuning
from catproof.core.model import Model
from catproof.core.task import Element, Task


class Rule(NamedTuple):
    """How claims of one class are stated and proved. `proof` gives the tactics for an instance of this finding."""

    sentence: Callable[[Source, Environments, Sequence[Any]], str]
    proof: Callable[[Source, Any, Finding], str]


def rule_for(claim: Claim) -> Rule:
    """The rule for the claim's class. Raises `NotExportable` where there is none."""
    rule = RULES.get(type(claim))
    if rule is None:
        raise NotExportable(f"{noun(claim)} has no Coq form")
    return rule


def noun(claim: Claim) -> str:
    """What a claim without a form is called in messages."""
    return NOUNS.get(type(claim).__name__, "a claim of this kind")


NOUNS = {
    "SolvesByTuning": "tuning",
    "ArrowProperty": "a property of an arrow",
    "ObjectProperty": "a property of an object",
    "GeneralizesFrom": "`generalizes from`",
    "Dense": "density",
    "LeftAdjoint": "an adjunction",
    "HasAdjoint": "an adjunction",
    "ExplicitIdeal": "a model given object by object",
    "TransformationProperty": "a property of a transformation",
    "IsomorphicObjects": "an isomorphism of objects",
    "IsomorphicFunctors": "an isomorphism of functors",
    "IsomorphicCategories": "an isomorphism of categories",
    "IsomorphicModels": "an isomorphism of models",
}


def computed(source: Source, lemma: str, *arguments: object) -> str:
    """Apply a lemma whose last hypothesis Coq computes."""
    return f"refine ({' '.join([source.lemma(lemma), *map(str, arguments)])} _); computed."


# ---- models -------------------------------------------------------------------------------------------


def _model(source: Source, model: Model) -> str:
    if model.functor is None:
        raise NotExportable("a model given object by object has no Coq form")
    if model.is_yoneda():
        return f"(yoneda_model {source.category(model.category)})"
    return f"(via_model {source.functor(model.functor)})"


def _checks(source: Source, model: Model, task: Task) -> str:
    """The arguments of a lemma about this model and task."""
    c = source.category(model.category)
    t = source.task(task)
    if model.is_yoneda():
        return f"{c}_ok {t}_ok"
    assert model.functor is not None
    return f"{c}_ok {source.category(model.base)}_ok {source.functor(model.functor)}_ok {t}_ok"


# ---- theorem 1 ----------------------------------------------------------------------------------------


def _representable(source: Source, environments: Environments, claims: Sequence[Representable]) -> str:
    task = place(environments, [c.task for c in claims], source.task)
    if claims[0].by is None:
        return f"Representable {task}"
    at = object_term(source, environments, claims[0].task.category, [c.by or 0 for c in claims])
    return f"Represents {at} {task}"


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


def _prompt(source: Source, environments: Environments, claims: Sequence[SolvesByPrompt]) -> str:
    model = place(environments, [c.model for c in claims], lambda m: _model(source, m))
    task = place(environments, [c.task for c in claims], source.task)
    if claims[0].by is None:
        return f"solves {model} {task}"
    at = object_term(source, environments, claims[0].model.category, [c.by or 0 for c in claims])
    return f"solves_by {model} {at} {task}"


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


# ---- theorem 2 ----------------------------------------------------------------------------------------


def _tuning(source: Source, environments: Environments, claims: Sequence[SolvesByTuning]) -> str:
    model = place(environments, [c.model for c in claims], lambda m: _model(source, m))
    return f"solves_by_tuning {model} {place(environments, [c.task for c in claims], source.task)}"


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


# ---- functors and models ------------------------------------------------------------------------------

PROPERTIES = {
    "full": ("Full", "full"),
    "faithful": ("Faithful", "faithful"),
    "fully faithful": ("FullyFaithful", "fully_faithful"),
    "an embedding": ("Embedding", "embedding"),
}


def _functor_property(source: Source, environments: Environments, claims: Sequence[FunctorProperty]) -> str:
    first = claims[0]
    if first.model is not None:
        return f"Ideal {place(environments, [c.model for c in claims], lambda m: _model(source, m))}"
    functor = place(environments, [c.functor for c in claims], source.functor)
    if isinstance(first, Generalizes):
        return f"Generalizes {functor}"
    if first.name not in PROPERTIES:
        raise NotExportable(f"`is {first.name}` has no Coq form")
    return f"{PROPERTIES[first.name][0]} {functor}"


def _prove_functor_property(source: Source, claim: FunctorProperty, finding: Finding) -> str:
    functor = claim.functor
    ending = "true" if finding.value else "false"
    if claim.model is not None and claim.model.is_yoneda():
        return f"exact ({source.lemma('yoneda_ideal')} {source.category(functor.source)})."
    checks = f"{source.category(functor.source)}_ok {source.category(functor.target)}_ok {source.functor(functor)}_ok"
    if claim.model is not None:
        stem = "via_ideal"
    else:
        stem = "generalizes" if isinstance(claim, Generalizes) else PROPERTIES[claim.name][1]
    return computed(source, f"{stem}_{ending}", checks)


# ---- tasks and arrows ---------------------------------------------------------------------------------


def _isomorphic(source: Source, environments: Environments, claims: Sequence[IsomorphicTasks]) -> str:
    left = place(environments, [c.left for c in claims], source.task)
    return f"Iso {left} {place(environments, [c.right for c in claims], source.task)}"


def _prove_isomorphic(source: Source, claim: IsomorphicTasks, finding: Finding) -> str:
    left, right = claim.left, claim.right
    checks = f"{source.checks(left)} {source.task(right)}_ok"
    if not finding.value:
        return computed(source, "isomorphic_false", checks)
    images = [right.number(Element(a, v)) for a, values in enumerate(finding.evidence["map"]) for v in values]
    return computed(source, "isomorphic_true", checks, f'"{row(images)}"')


def _familial(source: Source, environments: Environments, claims: Sequence[Familial]) -> str:
    return f"Familial {place(environments, [c.task for c in claims], source.task)}"


def _prove_familial(source: Source, claim: Familial, finding: Finding) -> str:
    task = claim.task
    checks = source.checks(task)
    if finding.value:
        generators = row(task.number(Element(*u)) for u in finding.evidence["generators"])
        return computed(source, "familial_true", checks, f'"{generators}"')
    return computed(source, "familial_false", checks, task.number(Element(*finding.evidence["component"])))


def _equal(source: Source, environments: Environments, claims: Sequence[EqualArrows]) -> str:
    category, targets = claims[0].category, [c.target for c in claims]
    left = arrow_term(source, environments, category, targets, [c.left for c in claims])
    right = arrow_term(source, environments, category, targets, [c.right for c in claims])
    if (left.source, left.target) != (right.source, right.target):
        raise NotExportable("the arrows compared are parallel for every value, but not as terms")
    return f"{left.text} == {right.text}"


def equation(source: Source, environments: Environments, leaves: Sequence[Leaf]) -> str:
    """An equation between arrows whose factors are said."""
    claims = [leaf.claim for leaf in leaves if isinstance(leaf.claim, EqualArrows)]
    sides = [leaf.sides for leaf in leaves if leaf.sides is not None]
    category, targets = claims[0].category, [claim.target for claim in claims]
    left, right = (composite(source, environments, category, targets, [side[k] for side in sides]) for k in (0, 1))
    if (left.source, left.target) != (right.source, right.target):
        raise NotExportable("the arrows compared are parallel for every value, but not as terms")
    return f"{left.text} == {right.text}"


def _prove_equal(source: Source, claim: EqualArrows, finding: Finding) -> str:
    ok = f"{source.category(claim.category)}_ok"
    return computed(source, f"equal_{str(finding.value).lower()}", ok, "_ _ _ _")


RULES: dict[type, Rule] = {
    Representable: Rule(_representable, _prove_representable),
    SolvesByPrompt: Rule(_prompt, _prove_prompt),
    SolvesByTuning: Rule(_tuning, _prove_tuning),
    FunctorProperty: Rule(_functor_property, _prove_functor_property),
    Generalizes: Rule(_functor_property, _prove_functor_property),
    IsomorphicTasks: Rule(_isomorphic, _prove_isomorphic),
    Familial: Rule(_familial, _prove_familial),
    Compare: Rule(compare, prove_compare),
    EqualArrows: Rule(_equal, _prove_equal),
}
