"""A whole statement in Coq: its text, and a script that proves it or its negation.

The script follows the statement. Where the proof of a part is not Coq's own `conj` or `exists`, it applies one of the
few lemmas of propositional logic in `LOGIC`, which are printed at the head of the file that needs them.
"""

from __future__ import annotations

from collections.abc import Sequence

from catproof.bridge.coq_claims import equation, rule_for
from catproof.bridge.coq_numbers import BOUND
from catproof.bridge.coq_source import Source
from catproof.bridge.coq_terms import Environment, Variable, composite, object_term
from catproof.bridge.expand import Defined, Joined, Leaf, Negation, Node, NotExportable, Ranging
from catproof.claims.arrows import ArrowProperty, ObjectProperty
from catproof.claims.claim import Claim
from catproof.claims.isomorphic import IsomorphicObjects
from catproof.core.category import Arrow
from catproof.core.chase import Word

LOGIC = {
    "not_not": "{A : Prop} (a : A) : ~ ~ A := fun n => n a",
    "not_and_left": "{A B : Prop} (n : ~ A) : ~ (A /\\ B) := fun h => n (proj1 h)",
    "not_and_right": "{A B : Prop} (n : ~ B) : ~ (A /\\ B) := fun h => n (proj2 h)",
    "not_or": "{A B : Prop} (n : ~ A) (m : ~ B) : ~ (A \\/ B) := fun h => match h with or_introl a => n a | "
    "or_intror b => m b end",
    "implies_false": "{A B : Prop} (n : ~ A) : A -> B := fun a => match n a with end",
    "implies_true": "{A B : Prop} (b : B) : A -> B := fun _ => b",
    "not_implies": "{A B : Prop} (a : A) (n : ~ B) : ~ (A -> B) := fun h => n (h a)",
    "iff_both": "{A B : Prop} (a : A) (b : B) : A <-> B := conj (fun _ => b) (fun _ => a)",
    "iff_neither": "{A B : Prop} (n : ~ A) (m : ~ B) : A <-> B := "
    "conj (fun a => match n a with end) (fun b => match m b with end)",
    "not_iff_left": "{A B : Prop} (a : A) (n : ~ B) : ~ (A <-> B) := fun h => n (proj1 h a)",
    "not_iff_right": "{A B : Prop} (n : ~ A) (b : B) : ~ (A <-> B) := fun h => n (proj2 h b)",
    "not_forall": "{A : Type} {Q : A -> Prop} (a : A) (n : ~ Q a) : ~ (forall x, Q x) := fun h => n (h a)",
}
"""What propositional logic the scripts use, each proved by its term."""

VOCABULARY = {
    "Mono": "forall (x : C) (g h : Hom x a), f ∘ g == f ∘ h -> g == h",
    "Epi": "forall (x : C) (g h : Hom b x), g ∘ f == h ∘ f -> g == h",
    "SplitMono": "exists g : Hom b a, g ∘ f == id a",
    "SplitEpi": "exists g : Hom b a, f ∘ g == id b",
    "Terminal": "forall x : C, exists f : Hom x a, forall g : Hom x a, g == f",
    "Initial": "forall x : C, exists f : Hom a x, forall g : Hom a x, g == f",
}
"""Definitions that the library does not have, printed at the head of the file that needs them (Mac Lane I.5)."""

DEFINED = {
    "iso": ("IsIso", "IsIso, Inverse"),
    "isomorphic": ("Isomorphic", "Isomorphic, IsIso, Inverse"),
    **{
        k: (v, v) for k, v in {"mono": "Mono", "epi": "Epi", "split mono": "SplitMono", "split epi": "SplitEpi"}.items()
    },
    **{k: (v, v) for k, v in {"terminal": "Terminal", "initial": "Initial"}.items()},
}
"""For each such claim the word it is said by, and what is unfolded in its proof."""


def vocabulary(name: str) -> str:
    """The definition of a word of `VOCABULARY`."""
    about = "{C : Category} (a : C)" if name in ("Terminal", "Initial") else "{C : Category} {a b : C} (f : Hom a b)"
    return f"#[universes(polymorphic)] Definition {name} {about} : Prop := {VOCABULARY[name]}."


CONNECTIVES = {"and": "/\\", "or": "\\/", "implies": "->", "iff": "<->"}


class Statement:
    """One proposition, its definitions, and what of `LOGIC` the proof uses."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.source = Source()
        for name in (*LOGIC, *VOCABULARY, *BOUND):
            self.source.names.new(name)
        self.used: dict[str, None] = {}

    # ---- what it says ---------------------------------------------------------------------------------

    def sentence(self) -> str:
        """The statement that is proved: the proposition, or its negation where it is false."""
        text = self._say([({}, self.node)])
        return text if self.node.value else f"~ ({text})"

    def _say(self, instances: Sequence[tuple[Environment, Node]]) -> str:
        """The proposition whose instance in each environment is the node."""
        first = instances[0][1]
        nodes = [node for _, node in instances]
        if isinstance(first, Leaf):
            leaves = [node for node in nodes if isinstance(node, Leaf)]
            if len(leaves) < len(nodes) or len({type(leaf.claim) for leaf in leaves}) > 1:
                raise NotExportable("its instances are not claims of one form")
            if first.sides is not None:
                return equation(self.source, [e for e, _ in instances], leaves)
            rule = rule_for(first.claim)
            return rule.sentence(self.source, [e for e, _ in instances], [leaf.claim for leaf in leaves])
        if isinstance(first, Defined):
            return self._say_defined([(e, n) for e, n in instances if isinstance(n, Defined)])
        if isinstance(first, Negation):
            return f"~ ({self._say([(e, n.of) for e, n in instances if isinstance(n, Negation)])})"
        if isinstance(first, Joined):
            joined = [(e, n) for e, n in instances if isinstance(n, Joined)]
            left, right = (
                self._say([(e, part) for e, part in parts])
                for parts in ([(e, n.left) for e, n in joined], [(e, n.right) for e, n in joined])
            )
            return f"({left}) {CONNECTIVES[first.name]} ({right})"
        return self._say_ranging([(e, n) for e, n in instances if isinstance(n, Ranging)])

    def _say_defined(self, instances: Sequence[tuple[Environment, Defined]]) -> str:
        environments, claims = [e for e, _ in instances], [n.claim for _, n in instances]
        first, subject, source = claims[0], instances[0][1].subject, self.source
        word = DEFINED[_name(first)][0]
        if word in VOCABULARY:
            self.used[word] = None
        if isinstance(first, ArrowProperty):
            arrows = [claim.arrow for claim in claims if isinstance(claim, ArrowProperty)]
            category, targets = first.category, [arrow.target for arrow in arrows]
            factors: list[list[str | Word]] = [[subject or category.word(arrow)] for arrow in arrows]
            return f"{word} {composite(source, environments, category, targets, factors).text}"
        if isinstance(first, ObjectProperty):
            numbers = [claim.at for claim in claims if isinstance(claim, ObjectProperty)]
            return f"{word} {object_term(source, environments, first.category, numbers)}"
        assert isinstance(first, IsomorphicObjects)
        pairs = [(claim.left, claim.right) for claim in claims if isinstance(claim, IsomorphicObjects)]
        left, right = (object_term(source, environments, first.category, [p[k] for p in pairs]) for k in (0, 1))
        return f"{word} {left} {right}"

    def _say_ranging(self, instances: Sequence[tuple[Environment, Ranging]]) -> str:
        first = instances[0][1]
        category = first.category
        if any(node.category is not category for _, node in instances):
            raise NotExportable("a domain of the statement is a category that depends on a variable")
        environments = [e for e, _ in instances]
        if first.ends is None:
            ends, kind = None, self.source.category(category)
        else:
            given = [node.ends or (0, 0) for _, node in instances]
            a = object_term(self.source, environments, category, [x for x, _ in given])
            b = object_term(self.source, environments, category, [y for _, y in given])
            ends, kind = (a, b), f"Hom {a} {b}"
        variable = Variable(self.source.names.new(first.variable, "x"), category, ends, first.variable)
        body = [({**e, variable: value}, inner) for e, node in instances for value, inner in node.entries]
        if not body:
            raise NotExportable("it ranges over nothing at all, so that there is no instance to read its body from")
        return f"{'forall' if first.every else 'exists'} {variable.name} : {kind}, {self._say(body)}"

    # ---- why it holds ---------------------------------------------------------------------------------

    def script(self) -> list[str]:
        """The tactics that prove `sentence()`."""
        return self._prove(self.node, self.node.value)

    def _logic(self, name: str, holes: int) -> str:
        self.used[name] = None
        return f"refine ({name}{' _' * holes})."

    def _prove(self, node: Node, value: bool) -> list[str]:
        """Tactics for the goal that the node says, or (`value` false) for its negation."""
        if isinstance(node, Leaf):
            return [rule_for(node.claim).proof(self.source, node.claim, node.finding)]
        if isinstance(node, Defined):
            return [f"unfold {DEFINED[_name(node.claim)][1]}.", *self._prove(node.means, value)]
        if isinstance(node, Negation):
            inner = self._prove(node.of, not value)
            return inner if value else [self._logic("not_not", 1), *inner]
        if isinstance(node, Joined):
            return self._prove_joined(node, value)
        return self._prove_ranging(node, value)

    def _both(self, name: str, node: Joined, left: bool, right: bool) -> list[str]:
        """The lemma takes a proof about each part."""
        start = "refine (conj _ _)." if name == "conj" else self._logic(name, 2)
        return [start, *_braced(self._prove(node.left, left)), *_braced(self._prove(node.right, right))]

    def _prove_joined(self, node: Joined, value: bool) -> list[str]:
        if node.name == "and":
            if value:
                return self._both("conj", node, True, True)
            if not node.left.value:
                return [self._logic("not_and_left", 1), *self._prove(node.left, False)]
            return [self._logic("not_and_right", 1), *self._prove(node.right, False)]
        if node.name == "or":
            if not value:
                return self._both("not_or", node, False, False)
            if node.left.value:
                return ["left.", *self._prove(node.left, True)]
            return ["right.", *self._prove(node.right, True)]
        if node.name == "implies":
            if not value:
                return self._both("not_implies", node, True, False)
            if not node.left.value:
                return [self._logic("implies_false", 1), *self._prove(node.left, False)]
            return [self._logic("implies_true", 1), *self._prove(node.right, True)]
        left, right = node.left.value, node.right.value
        name = {
            (True, True): "iff_both", (False, False): "iff_neither",
            (True, False): "not_iff_left", (False, True): "not_iff_right",
        }[left, right]  # fmt: skip
        return self._both(name, node, left, right)

    def _prove_ranging(self, node: Ranging, value: bool) -> list[str]:
        category = node.category

        def shown(thing: int | Arrow) -> str:
            if isinstance(thing, Arrow):
                return self.source.arrow(category, thing)
            return self.source.object(category, thing)

        if value is not node.every:
            assert node.deciding is not None
            thing, inner = node.deciding
            self.used["not_forall"] = None
            start = f"refine (not_forall {shown(thing)} _)." if node.every else f"exists {shown(thing)}."
            if not node.every:
                self.used.pop("not_forall", None)
            return [start, *self._prove(inner, value)]
        ok = f"{self.source.category(category)}_ok"
        things = [shown(thing) for thing, _ in node.entries]
        listed = "[" + "; ".join(things) + "]"
        if node.ends is None:
            lemma = self.source.lemma("forall_objects" if node.every else "no_object")
            start = f"refine ({lemma} {ok} {listed} _ _ _)."
        else:
            a, b = (self.source.object(category, end) for end in node.ends)
            lemma = self.source.lemma("forall_arrows" if node.every else "no_arrow")
            start = f"refine ({lemma} {ok} {a} {b} {listed} _ _ _)."
        lines = [start, "{ computed. }"]
        for _, inner in node.entries:
            lines += ["refine (Forall_cons _ _ _).", *_braced(self._prove(inner, value))]
        return [*lines, "exact (Forall_nil _)."]


def _name(claim: Claim) -> str:
    return claim.name if isinstance(claim, ArrowProperty | ObjectProperty) else "isomorphic"


def _braced(lines: list[str]) -> list[str]:
    return ["{", *(f"  {line}" for line in lines), "}"] if len(lines) > 1 else [f"{{ {lines[0]} }}"]
