"""The syntax tree of a theory file: declarations and statements, and, from `phrases`, what they are made of."""

from __future__ import annotations

from typing import Union

from catproof.syntax.node import NOWHERE as NOWHERE
from catproof.syntax.node import Node as Node
from catproof.syntax.phrases import Arithmetic as Arithmetic
from catproof.syntax.phrases import ArrowsItem as ArrowsItem
from catproof.syntax.phrases import BlockItem as BlockItem
from catproof.syntax.phrases import Bound as Bound
from catproof.syntax.phrases import Call as Call
from catproof.syntax.phrases import ChainItem as ChainItem
from catproof.syntax.phrases import Comparison as Comparison
from catproof.syntax.phrases import ComponentItem as ComponentItem
from catproof.syntax.phrases import Compose as Compose
from catproof.syntax.phrases import ComposeItem as ComposeItem
from catproof.syntax.phrases import Connective as Connective
from catproof.syntax.phrases import ElementAt as ElementAt
from catproof.syntax.phrases import ElementEquation as ElementEquation
from catproof.syntax.phrases import ElementsItem as ElementsItem
from catproof.syntax.phrases import EquationItem as EquationItem
from catproof.syntax.phrases import Fraction as Fraction
from catproof.syntax.phrases import Generalizes as Generalizes
from catproof.syntax.phrases import GeneratorAt as GeneratorAt
from catproof.syntax.phrases import GeneratorsItem as GeneratorsItem
from catproof.syntax.phrases import Has as Has
from catproof.syntax.phrases import Identification as Identification
from catproof.syntax.phrases import ImagesItem as ImagesItem
from catproof.syntax.phrases import Integer as Integer
from catproof.syntax.phrases import Is as Is
from catproof.syntax.phrases import Isomorphic as Isomorphic
from catproof.syntax.phrases import LabelItem as LabelItem
from catproof.syntax.phrases import LyingIn as LyingIn
from catproof.syntax.phrases import MapsTo as MapsTo
from catproof.syntax.phrases import Name as Name
from catproof.syntax.phrases import Not as Not
from catproof.syntax.phrases import ObjectsItem as ObjectsItem
from catproof.syntax.phrases import Option as Option
from catproof.syntax.phrases import OrderItem as OrderItem
from catproof.syntax.phrases import PairItem as PairItem
from catproof.syntax.phrases import PointsItem as PointsItem
from catproof.syntax.phrases import Power as Power
from catproof.syntax.phrases import Prop as Prop
from catproof.syntax.phrases import Quantified as Quantified
from catproof.syntax.phrases import Restriction as Restriction
from catproof.syntax.phrases import RestrictionItem as RestrictionItem
from catproof.syntax.phrases import Said as Said
from catproof.syntax.phrases import SamplesItem as SamplesItem
from catproof.syntax.phrases import ScoreItem as ScoreItem
from catproof.syntax.phrases import Selection as Selection
from catproof.syntax.phrases import Set as Set
from catproof.syntax.phrases import Share as Share
from catproof.syntax.phrases import SolvesByPrompt as SolvesByPrompt
from catproof.syntax.phrases import SolvesByTuning as SolvesByTuning
from catproof.syntax.phrases import Term as Term
from catproof.syntax.phrases import TextItem as TextItem
from catproof.syntax.phrases import TheArrow as TheArrow
from catproof.syntax.phrases import Tuple as Tuple
from catproof.syntax.phrases import ValueItem as ValueItem
from catproof.syntax.phrases import Within as Within
from catproof.syntax.phrases import factors as factors
from catproof.syntax.phrases import restrictions as restrictions

# ---- declarations and statements ----------------------------------------------------------------------


class Import(Node):
    """`import "other.cat"`."""

    path: str


class CategoryDecl(Node):
    """A block declaration of a category: `kind` is category, monoid, group, poset or table."""

    kind: str
    name: Name
    doc: str | None
    items: tuple[ObjectsItem | ArrowsItem | GeneratorsItem | EquationItem | ComposeItem | ChainItem | PointsItem, ...]


class GradedDecl(Node):
    """`enriched C in metric { a <-> b : 1 }`, or `scores S in prob { ... }`: `kind` is the first word."""

    kind: str
    name: Name
    doc: str | None
    quantale: Name
    items: tuple[ObjectsItem | ScoreItem, ...]


class GradedFrom(Node):
    """`scores S in prob = read("scores.csv", from, to, score)`."""

    kind: str
    name: Name
    doc: str | None
    quantale: Name
    source: Term


class PretextDecl(Node):
    """`pretext R = rotation { ... }`: `pretext` is supervised, contrastive, masked, next_token or rotation."""

    name: Name
    doc: str | None
    pretext: str
    items: tuple[OrderItem | ImagesItem | TextItem | PairItem | SamplesItem | LabelItem, ...]


class FunctorDecl(Node):
    """`functor F : B -> C { ... }`, or `functor F : B -> C = read(...)`, which has `values` and no items."""

    name: Name
    doc: str | None
    source: Term
    target: Term
    items: tuple[MapsTo, ...]
    values: Term | None = None


class TaskDecl(Node):
    """`task T on C { ... }`, or `copresheaf X on C { ... }`, which is a task on the opposite of C."""

    name: Name
    doc: str | None
    category: Term
    items: tuple[ElementsItem | RestrictionItem | ValueItem, ...]
    covariant: bool = False


class RestrictionFrom(Node):
    """`f = read("f.csv", from, to)`: the restriction along an arrow, from a file."""

    arrow: Term
    source: Term


class TaskFrom(Node):
    """`task T on C = read("labels.csv", object, element) { f = read("f.csv", from, to) }`."""

    name: Name
    doc: str | None
    category: Term
    source: Term
    items: tuple[RestrictionFrom, ...]


class TasksDecl(Node):
    """`tasks read("labels.csv", label, object) on C`: a task for each label, named by it. Or, as `word` says, `names
    read("terms.csv", id, label) on C`: what people read beside an object."""

    source: Term
    category: Term
    doc: str | None
    word: str = "tasks"


class TransformationDecl(Node):
    """`transformation n : S -> T { ... }`: of tasks, or of functors."""

    name: Name
    doc: str | None
    source: Term
    target: Term
    items: tuple[ComponentItem | MapsTo, ...]


class ModelDecl(Node):
    """`model h : C -> D { ... }`: objects to tasks on D, arrows to transformations."""

    name: Name
    doc: str | None
    source: Term
    target: Term
    items: tuple[MapsTo, ...]


class Definition(Node):
    """`KIND name = term`: `kind` is category, monoid, group, poset, table, functor, task, transformation,
    model, pretext or enriched."""

    kind: str
    name: Name
    doc: str | None
    value: Term


class Parameter(Node):
    """`object a in C`, `functor F : B -> C`, `element x at a in T`, ... of a definition: `kind` is the sort, `source`
    and `target` are the ends of a map, `place` is what follows `on` or `in`."""

    kind: str
    name: Name
    source: Term | None = None
    target: Term | None = None
    at: Term | None = None
    place: Term | None = None


class Define(Node):
    """`define NAME(parameters) := body`: `body` is a proposition, or a term that is a number."""

    name: Name
    doc: str | None
    parameters: tuple[Parameter, ...]
    body: Prop | Term


class Statement(Node):
    """`claim|refute|ask [name :] PROP`."""

    kind: str
    name: Name | None
    prop: Prop


class Find(Node):
    """`find [name :] x in DOMAIN, ... such that PROP`."""

    name: Name | None
    bindings: tuple[tuple[Name, Term], ...]
    prop: Prop


Declaration = Union[
    CategoryDecl, PretextDecl, FunctorDecl, TaskDecl, TaskFrom, TransformationDecl, ModelDecl, Definition, Define,
    GradedDecl, GradedFrom,
]  # fmt: skip
Item = Union[Import, Declaration, TasksDecl, Statement, Find]


class Theory(Node):
    """A whole theory file: its declarations and statements, in order."""

    items: tuple[Item, ...]
