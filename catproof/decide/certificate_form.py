"""The JSON of a certificate: its types, from which the schema is made (`report.schema`). What the keys mean, and what a
checker asks beyond them, is in `catproof/kernel/README.md`."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, TypedDict

Number = Annotated[int, {"minimum": 0}]
"""Of an entry of a table, an object, an arrow, an element."""

Label = Annotated[Any, {"type": ["string", "integer", "array"]}]
Term = Annotated[
    list[Any],
    {
        "minItems": 2,
        "prefixItems": [{"enum": ["apply", "binding", "call", "constant", "variable", "label", "number"]}],
        "description": "A term of section 3.",
    },
]
Made = Annotated[
    list[Any],
    {"minItems": 1, "prefixItems": [{"type": "string"}], "description": "A word, and what it was constructed from."},
]


class OriginForm(TypedDict):
    """Where the claim comes from, for people."""

    file: str
    line: Number
    kind: Annotated[str, {"enum": ["claim", "refute", "ask", "find"]}]
    name: str


class PresentationForm(TypedDict):
    """What a category is meant to be."""

    kind: Annotated[str, {"enum": ["presented", "thin", "constructed"]}]
    invertible: bool
    equations: list[Annotated[list[Any], {"minItems": 4, "maxItems": 4}]]
    logs: list[list[Annotated[list[int], {"minItems": 2, "maxItems": 2}]]] | None


class HomForm(TypedDict):
    """The arrows into an object."""

    at: list[Number]
    rows: list[list[Number]]


class CategoryForm(TypedDict):
    """A category: every arrow is a composite of the generators, `[name, source, target]`."""

    name: str
    objects: list[Label]
    generators: list[Annotated[list[Any], {"minItems": 3, "maxItems": 3}]]
    homs: list[HomForm] | None
    presentation: PresentationForm
    made: NotRequired[Made]


class FunctorForm(TypedDict):
    """A functor, by its values on objects and on generators: arrows, paths, or null where they are forced."""

    name: str
    source: Number
    target: Number
    objects: list[Number]
    generators: list[list[Number]] | None
    made: NotRequired[Made]


class TaskForm(TypedDict):
    """A task: labels of its elements and a map for each generator; or for some objects alone, by their numbers."""

    name: str
    category: Number
    elements: list[list[Label]] | dict[str, Any]
    action: list[list[Number]] | dict[str, Any]
    made: NotRequired[Made]


class ModelForm(TypedDict):
    """A model, `via` a functor or by its values."""

    name: str
    kind: Annotated[str, {"enum": ["via", "explicit"]}]
    functor: NotRequired[Number]
    category: NotRequired[Number]
    base: NotRequired[Number]
    values: NotRequired[list[Number]]
    maps: NotRequired[list[list[list[Number]]]]


class TransformationForm(TypedDict):
    """A transformation of tasks, or of functors where `between` says so, by its components."""

    name: str
    source: Number
    target: Number
    components: list[list[Number]]
    between: NotRequired[Literal["functors"]]
    made: NotRequired[Made]


ScoredForm = TypedDict(
    "ScoredForm",
    {
        "is": Annotated[str, {"enum": ["category", "task", "functor", "model"]}],
        "name": str,
        "quantale": NotRequired[str],
        "objects": NotRequired[list[Label]],
        "values": NotRequired[list[Any]],
        "category": NotRequired[Number],
        "source": NotRequired[Number],
        "target": NotRequired[Number],
        "functor": NotRequired[Number],
        "made": NotRequired[Made],
    },
)
ScoredForm.__doc__ = "A graded category, task, functor or model."

ConstantForm = TypedDict(
    "ConstantForm", {"is": str, "of": Annotated[int | None, {"minimum": 0}], "value": NotRequired[Any]}
)
ConstantForm.__doc__ = "What a constant of terms stands for."


class DefinitionForm(TypedDict):
    """A definition that terms call."""

    name: str
    parameters: list[str]
    body: Term


class CertificateForm(TypedDict):
    """A certificate of one verdict: tables, a claim about them, evidence."""

    format: Literal["catproof certificate"]
    schema: Literal[2]
    catproof: str
    statement: OriginForm
    verdict: bool
    categories: list[CategoryForm]
    functors: list[FunctorForm]
    tasks: list[TaskForm]
    models: list[ModelForm]
    transformations: list[TransformationForm]
    graded: NotRequired[list[ScoredForm]]
    constants: list[ConstantForm]
    definitions: list[DefinitionForm]
    claim: Term
    evidence: Annotated[Any, {"type": ["object", "null"]}]
    digest: NotRequired[Annotated[str, {"pattern": "^[0-9a-f]{64}$"}]]
