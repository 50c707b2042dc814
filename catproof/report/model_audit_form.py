"""The JSON of `catproof audit --model`: its types, from which the schema is made (`report.schema`)."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

Name = str | int
Fraction = Annotated[str, {"pattern": "^([0-9]+(/[1-9][0-9]*)?|inf)$"}]
"""An exact fraction, or `inf`."""

Count = Annotated[int, {"minimum": 0}]
Positive = Annotated[int, {"minimum": 1}]
Code = Annotated[str, {"pattern": "^E[0-9]{3}$"}]
Place = Annotated[int | None, {"minimum": 1}]


class FlawForm(TypedDict):
    """What is wrong with a file: `place` is the number of a line, or of what else `unit` says; null: the file as a
    whole."""

    path: str
    place: Place
    unit: str
    code: Code
    message: str


DistanceForm = TypedDict("DistanceForm", {"from": Name, "to": Name, "distance": Fraction})
DistanceForm.__doc__ = "How far it is from one to another."


class PromptForm(TypedDict):
    """A prompt with the threshold up to which it accepts objects. When all scores move by `margin`, the two objects of
    `turns_first` can be equally near, and no threshold accepts the same objects any more."""

    prompt: Name
    threshold: Fraction
    right: Count
    missing: list[Name]
    extra: list[Name]
    f1: Fraction
    jaccard: Fraction
    margin: Fraction
    turns_first: list[Name] | None


class BoundedForm(TypedDict):
    """With --lipschitz: the pairs that are too near for such a head, and how many objects it has wrong at least."""

    pairs: Count
    wrong: Count


class HeadForm(TypedDict):
    """A head that is 0 on the members and 1 elsewhere: the nearest pair across, and the least Lipschitz constant."""

    obstructing: DistanceForm | None
    lipschitz: Fraction
    nearest_neighbour_wrong: Count
    bounded: BoundedForm | None


class SpreadForm(TypedDict):
    """The least, the quartiles and the greatest of the distances to the best prompt."""

    members: list[Fraction]
    others: list[Fraction]


class StepForm(TypedDict):
    """A prompt that accepts members alone, and how many it covers with those before it; `at_most`: no so many prompts
    cover more."""

    prompt: Name
    threshold: Fraction
    covered: Count
    at_most: Count


class AcceptingForm(TypedDict):
    """A prompt with the threshold up to which it accepts objects."""

    prompt: Name
    threshold: Fraction


class RankForm(TypedDict):
    """With --missing: the fewest prompts that accept members alone and leave out so many percents of them at most, or
    few and how many there are `at_least`; null where no prompts do."""

    at_least: Count
    prompts: list[AcceptingForm]


class LabelForm(TypedDict):
    """What a model makes of a label."""

    label: str
    members: Positive
    best: PromptForm
    second: PromptForm | None
    head: HeadForm
    spread: SpreadForm
    cover: list[StepForm]
    rank: RankForm | None


class NearestForm(TypedDict):
    """Two objects with different labels, and how far they are apart."""

    pair: list[Name]
    apart: Fraction


class ConfusedForm(TypedDict):
    """What the model does not tell apart."""

    within: Fraction
    pairs: Count
    nearest: list[NearestForm]


class TaxonomyForm(TypedDict):
    """How well the model has the pairs of a taxonomy."""

    related: Positive
    threshold: Fraction
    loses: Count
    invents: Count
    f1: Fraction
    farthest_related: DistanceForm
    nearest_unrelated: DistanceForm | None
    unrelated_up_to_farthest: Count


class ModelForm(TypedDict):
    """A model, and what it makes of the labels."""

    path: str
    objects: Annotated[
        int,
        {
            "minimum": 1,
            "description": "What labels are of: objects of the model, or what --along sends to them.",
        },
    ]
    prompts: Annotated[int, {"minimum": 1, "description": "So many objects are prompts."}]
    dimension: Annotated[int | None, {"description": "Of vectors; null: a table of scores."}]
    distance: str
    grid: Annotated[int, {"minimum": 1, "description": "All distances are multiples of 1 by this."}]
    symmetric: bool
    triangle: Annotated[str, {"enum": ["holds", "broken", "unchecked"]}]
    triangle_checked: Annotated[bool, {"description": "That of angles which are rounded up holds unchecked, too."}]
    broken: NotRequired[
        Annotated[list[Name], {"description": "x, y, z where x to z is farther than x to y and y to z."}]
    ]
    unlabelled: Count
    labels: list[LabelForm]
    confused: ConfusedForm
    taxonomy: NotRequired[TaxonomyForm]


class NearerForm(TypedDict):
    """Which of two models is nearer to a label, null where they are equally near."""

    label: str
    model: Annotated[int | None, {"minimum": 1, "maximum": 2}]


class ModelAuditForm(TypedDict):
    """The report of `catproof audit --model --json`."""

    catproof: str
    schema: Literal[1]
    by: Annotated[str, {"enum": ["f1", "jaccard", "missing"]}]
    lipschitz: Annotated[str | None, {"description": "The constant of heads that are asked for."}]
    missing: Annotated[
        str | None,
        {"description": "The percents of a label that prompts may leave out, where that is asked for."},
    ]
    errors: list[FlawForm]
    notes: list[str]
    unknown: NotRequired[Annotated[str, {"description": "The limit that was met; then there are no models."}]]
    models: Annotated[list[ModelForm], {"maxItems": 2}]
    nearer: NotRequired[Annotated[list[NearerForm], {"description": "With two models: the nearer one, by labels."}]]
