"""The definitions of graded things in an exported Coq file: tables of exact rationals, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from catproof.bridge.coq_entries import Entries
from catproof.bridge.names import comment_text
from catproof.bridge.statement import NotExportable
from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask, Table
from catproof.core.label import show
from catproof.core.quantale import INF, Value

QUANTALES = {"bool": "truth_values"}
"""What the library calls a quantale, where that is not its name."""

MOST_POINTS = 60
"""A larger graded category would take Coq long: the triangle is checked there for all its triples."""


def rational(value: Value) -> str:
    """A number, as an argument."""
    if value == INF:
        return "infinity"
    exact = Fraction(value)
    if exact.denominator != 1:
        return f"(rational ({exact.numerator} # {exact.denominator}))"
    return f"(rational ({exact}))" if exact < 0 else f"(rational {exact})"


def bare(text: str) -> str:
    """A term without the parentheses around the whole of it."""
    depth = 0
    for k, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return text[1:-1] if k and k == len(text) - 1 else text
    return text


def row(values: Sequence[Value]) -> str:
    """A list of numbers."""
    return "[" + "; ".join(bare(rational(value)) for value in values) + "]"


def quantale(name: str) -> str:
    """A quantale."""
    return QUANTALES.get(name, name)


class GradedSource(Entries):
    """Defines graded categories, tasks, functors and models by their tables."""

    def scores(self, of: Graded) -> str:
        """The scores of a table; where they are those of what was declared as a graded category, this itself."""
        if of.listed is not None or of.made is not None:
            return self.graded(of)
        return self._table(of, of.values)

    def _table(self, of: Graded, values: Table) -> str:
        known = self._once(of, "scores")
        if known is not None:
            return known
        count = len(of.objects)
        if count > MOST_POINTS:
            raise NotExportable(f"{of.name or 'a graded category'} has more than {MOST_POINTS} objects")
        name, over = self.names.new(f"{of.name}_scores", "S", ("_table", "_ok", "_finite")), quantale(of.quantale.name)
        table = ";\n   ".join(map(row, values))
        numbers = ", ".join(f"{a} = {show(label)}" for a, label in enumerate(of.objects))
        lines = [
            f"(* The scores of {comment_text(of.name or name)}, from the object of each row to that of each column:",
            f"   {comment_text(numbers)} *)",
            f"Definition {name}_table := [{table}].",
            f"Lemma {name}_ok : check_scores {over} {count} {name}_table = true. Proof. computed. Qed.",
            f"Definition {name} : Scores {over} := scores_table {over} {count} {name}_table {name}_ok.",
            f"#[local] Instance {name}_finite : FiniteGraded {name} := finite_scores_table _ _ _ _.",
        ]
        self.blocks.append("\n".join(lines))
        return self._enter(of, "scores", name)

    def graded(self, of: Graded) -> str:
        """The graded category of a table, or the closure of a table, or what the columns of one say of each other; the
        scores alone, of a table that is none."""
        if of.listed is None and of.made is None and of.broken is not None:
            return self.scores(of)
        known = self._once(of, "graded category")
        if known is not None:
            return known
        if of.made is not None:
            base = f"({of.made.operation}_scores {self.scores(of.made.of)})"
        else:
            base = self._table(of, of.values if of.listed is None else of.listed)
            if of.listed is not None and of.listed != of.values:
                base = f"(closure_scores {base})"
        name, over = self.names.new(of.name, "C", ("_ok", "_finite")), quantale(of.quantale.name)
        lines = [
            f"Lemma {name}_ok : check_graded {base} = true. Proof. computed. Qed.",
            f"Definition {name} : GradedCategory {over} := graded_category {base} {name}_ok.",
            f"#[local] Instance {name}_finite : FiniteGraded {name} := finite_graded_category _ _.",
        ]
        self.blocks.append("\n".join(lines))
        return self._enter(of, "graded category", name)

    def graded_object(self, of: Graded, number: int) -> str:
        """An object by number."""
        known = self._once(of, ("object", number))
        if known is not None:
            return known
        home = self.graded(of)
        name = self.names.new(show(of.objects[number]), f"{home}_object")
        made = f"graded_object {len(of.objects)} {number} ltac:(computed)"
        self.blocks.append(f"Definition {name} : {home} := {made}.")
        return self._enter(of, ("object", number), name)

    def graded_task(self, task: GradedTask) -> str:
        """A task by its values, or that of an object."""
        known = self._once(task, "graded task")
        if known is not None:
            return known
        home = self.graded(task.category)
        if task.represented is not None:
            name = self.names.new(task.name, "T")
            at = self.graded_object(task.category, task.represented)
            self.blocks.append(f"Definition {name} : GradedTask {home} := graded_yoneda {home} {at}.")
            return self._enter(task, "graded task", name)
        if task.along is not None:
            functor, of = self.graded_functor(task.along.functor), self.graded_task(task.along.task)
            name, made = self.names.new(task.name, "T"), f"graded_{task.along.operation} {functor} {of}"
            self.blocks.append(f"Definition {name} : GradedTask {home} := {made}.")
            return self._enter(task, "graded task", name)
        return self._enter(task, "graded task", self.graded_values(task.name, home, task.values))

    def graded_values(self, called: str, home: str, values: Sequence[Value]) -> str:
        """A task that is given by its values."""
        name = self.names.new(called, "T", ("_values", "_ok"))
        lines = [
            f"(* The task {comment_text(called or name)}. *)",
            f"Definition {name}_values : {home} -> extended := entry {row(values)}.",
            f"Lemma {name}_ok : check_graded_task {name}_values = true. Proof. computed. Qed.",
            f"Definition {name} : GradedTask {home} := graded_task {name}_values {name}_ok.",
        ]
        self.blocks.append("\n".join(lines))
        return name

    def listed(self, called: str, domain: str, values: Table) -> str:
        """A graded category that is given by its values, as one of a domain: quantale, least and greatest number."""
        name, count = self.names.new(called, "M", ("_table", "_scores", "_ok")), len(values)
        table, over = ";\n   ".join(map(row, values)), domain.split()[0]
        lines = [
            f"(* The graded category {comment_text(called or name)}. *)",
            f"Definition {name}_table := [{table}].",
            f"Lemma {name}_scores : check_scores {over} {count} {name}_table = true. Proof. computed. Qed.",
            f"Lemma {name}_ok : check_listed_scores {over} {count} {name}_table {name}_scores = true.",
            "Proof. computed. Qed.",
            f"Definition {name} : GradedCategories {domain} := "
            f"graded_table {domain} {count} {name}_table eq_refl {name}_scores {name}_ok.",
        ]
        self.blocks.append("\n".join(lines))
        return name

    def graded_functor(self, functor: GradedFunctor) -> str:
        """A functor by its values on objects."""
        known = self._once(functor, "graded functor")
        if known is not None:
            return known
        source, target = self.graded(functor.source), self.graded(functor.target)
        if not functor.name and functor.on_objects == list(range(len(functor.source.objects))):
            return f"(identity_graded {source})"  # nobody else makes one without a name
        name = self.names.new(functor.name, "F", ("_values", "_values_ok", "_ok"))
        sizes = f"{len(functor.source.objects)} {len(functor.target.objects)}"
        places = " ".join(map(str, functor.on_objects))
        lines = [
            f"(* The functor {comment_text(functor.name or name)}, on objects. *)",
            f'Lemma {name}_values_ok : check_values {sizes} (row "{places}") = true. Proof. computed. Qed.',
            f"Definition {name}_values : {source} -> {target} := values_of {sizes} _ {name}_values_ok.",
            f"Lemma {name}_ok : check_graded_functor {name}_values = true. Proof. computed. Qed.",
            f"Definition {name} : GradedFunctor {source} {target} := graded_functor {name}_values {name}_ok.",
        ]
        self.blocks.append("\n".join(lines))
        return self._enter(functor, "graded functor", name)

    def level(self, of: Graded, at: Value, called: str) -> str:
        """The preorder at a level, as such."""
        home = self.scores(of)
        name = self.names.new(called, "C", ("_ok", "_finite"))
        lines = [
            f"(* The preorder {comment_text(called or name)} of the pairs at a level. *)",
            f"Lemma {name}_ok : check_level {home} {rational(at)} = true. Proof. computed. Qed.",
            f"Definition {name} : Category := level {home} {rational(at)} {name}_ok.",
            f"#[local] Instance {name}_finite : FiniteCategory {name} := finite_level {home} {rational(at)} {name}_ok.",
        ]
        self.blocks.append("\n".join(lines))
        return name

    def graded_model(self, model: GradedModel) -> str:
        """The model of a functor."""
        return f"(graded_via {self.graded_functor(model.functor)})"
