"""What has been defined in an exported Coq file so far, each thing once, under a name."""

from __future__ import annotations

from catproof.bridge import coq_library
from catproof.bridge.names import Names, identifier
from catproof.bridge.statement import NotExportable

_WORDS = """as at cofix else end exists exists2 fix for forall fun if IF in let match mod Prop return Set SProp then
Type using where with by Definition Lemma Theorem Proof Qed Record Section Module Variable Hypothesis Axiom Parameter
Fixpoint Inductive Notation From Require Import Export Print conj proj1 proj2 or_introl or_intror ex_intro iff_refl
eq_refl True False true false not and or iff nat list cons nil Some None tt Forall Forall_cons Forall_nil carrier Hom id
comp fmap fobj eqv generators into on_objects on_generators restrict apply values object arrow computed Z N
fst snd projT1 projT2 map members_listed complete once is_true is_false has_rank tabled finite_objects finite_arrows
finite_elements same_object same_object_spec same_arrow same_arrow_spec same_element same_element_spec equal_arrows
equal_elements
rational infinity point score scores task_value graded_value features embed turned is_score is_scoreb greatest_score
least_score tensor residual lower upper finite_points same_point same_point_spec Syntax Declared Said"""
KEYWORDS = frozenset(_WORDS.split())
"""Words that an exported file uses in a meaning of their own, besides the names that the library declares."""


class Entries:
    """Definitions in the order in which they were first needed."""

    def __init__(self) -> None:
        self.names = Names([*KEYWORDS, *coq_library.declared()])
        self.blocks: list[str] = []
        self._known: dict[object, str] = {}
        self._kept: list[object] = []
        self._variables: set[str] = set()
        self.diagrams: dict[str, list[str]] = {}
        """By the category that they are in, diagrams whose limits some functor does not keep."""
        self.lists_maps = False
        """Are the maps between some tasks listed, which Coq, where it reads a text, would search for?"""
        self.leveled = False
        """Is the preorder of a graded category at a level said to be that? Otherwise it is given by its table."""

    def variable(self, name: str, taken: set[str]) -> str:
        """A name for a bound variable: one that another had, which is not `taken` by those in scope, or a new one."""
        wanted = identifier(name)
        if wanted not in self._variables or wanted in taken:
            wanted = self.names.new(name)
            self._variables.add(wanted)
        return wanted

    def lemma(self, name: str) -> str:
        """The name, of a lemma that the library has; raises `NotExportable` otherwise."""
        if name not in coq_library.declared():
            raise NotExportable(f"the Coq library has no lemma `{name}`")
        return name

    def _once(self, thing: object, key: object) -> str | None:
        """The name of what has been defined already."""
        if (id(thing), key) in self._known:
            return self._known[id(thing), key]
        return None

    def _enter(self, thing: object, key: object, name: str) -> str:
        self._known[id(thing), key] = name
        self._kept.append(thing)  # so that its id stays its own
        return name
