"""The definitions of one exported Coq file: each thing that the statement speaks of, defined once, under a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from catproof.bridge.coq_constructed import are_few, lists_sieves, numbers
from catproof.bridge.coq_graded_source import GradedSource
from catproof.bridge.coq_maps import deciding, listing, numbered, over_maps
from catproof.bridge.coq_presented import presentation
from catproof.bridge.coq_refuted import all_functors
from catproof.bridge.coq_tables import category_data, functor_data, literal, row, task_data, texts
from catproof.bridge.names import comment_text
from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.graded import Graded
from catproof.core.label import show, show_some
from catproof.core.model import Model
from catproof.core.origin import Origin
from catproof.core.quantale import INF
from catproof.core.task import Element, Task
from catproof.core.transformation import Transformation
from catproof.decide.functor_domain import Functors
from catproof.decide.proposition import Prop

COMPANIONS = (
    "_data", "_table", "_ok", "_finite", "_equations", "_presented", "_constructed", "_names", "_named", "_pairs",
)  # fmt: skip
"""What a table's name is extended by, for its parts."""


CONSTRUCTED = {
    "product": "product_category", "coproduct": "coproduct_category", "elements": "elements_category",
    "slice": "slice_category", "coslice": "coslice_category", "comma": "comma_category", "arrows": "arrow_category",
    "opposite": "opposite",
}  # fmt: skip
"""What the library calls the categories that are made of categories, tasks, functors and objects."""

PROJECTED = {
    "first": "first_projection", "second": "second_projection", "projection": "elements_projection",
    "inclusion": "inclusion_of",
}  # fmt: skip
"""The functors that come with them, from what is made."""

MADE = {"identity": "identity_functor", "compose": "compose_functor", "constant": "constant_functor"}
"""The functors that are made of others."""

WORD = "That the table is that of {} is the word of catproof."
"""What a file says of a construction that the library does not make."""


class Source(GradedSource):
    """The definitions of what an exported file speaks of."""

    def checks(self, task: Task) -> str:
        """The arguments of a lemma about a task: that its category and it pass their checks."""
        return f"{self.category(task.category)}_ok {self.task(task)}_ok"

    def is_new_diagram(self, category: Category, key: object) -> bool:
        """Is it met for the first time?"""
        if self._once(category, ("diagram", key)) is not None:
            return False
        self._enter(category, ("diagram", key), "known")
        return True

    def given_diagrams(self) -> list[str]:
        """The lines that give the diagrams."""
        return [
            f"#[local] Instance {self.names.new('diagrams_of')} : Diagrams {of} :=\n  [" + ";\n   ".join(listed) + "]."
            for of, listed in self.diagrams.items()
        ]

    # ---- categories, objects, arrows ------------------------------------------------------------------

    def category(self, category: Category) -> str:
        """The category of its table."""
        known = self._once(category, "category")
        if known is not None:
            return known
        if self._at_a_level(category):
            of, at = category.origin.parts  # type: ignore[union-attr]
            assert isinstance(of, Graded)
            value = INF if at == "inf" else Fraction(str(at))
            return self._enter(category, "category", self.level(of, value, category.name))
        data = category_data(category)
        made, origin = numbers(category), category.origin
        of = "" if made is None or origin is None else self._construction(origin)
        name = self.names.new(category.name, "C", COMPANIONS)
        shown = presentation(category, name) if category.presentation.kind == "presented" else []
        if made is not None:
            shown = [
                f"Lemma {name}_constructed : IsomorphicInOrder {of} {name}_ok. Proof. "
                f"refine (check_numbers_spec {of} {name}_ok (rows {texts(made)}) _). computed. Qed."
            ]
        lines = [
            f"(* The category {comment_text(category.name or name)}: "
            f"{len(category.objects)} objects, {category.count()} arrows. Objects, by number:",
            *(f"   {comment_text(f'{a} = {show(label)}')}" for a, label in enumerate(category.objects)),
            "   Generating arrows:",
            *(f"   {comment_text(self._generator(category, g))}" for g in range(len(category.generators))),
            f"   {comment_text(_meaning(category, name if shown else '', made is not None))} *)",
            f"Definition {name}_data : category_data := {data}.",
            f"Definition {name}_table := table_of {name}_data.",
            f"Lemma {name}_ok : check_category {name}_table = true. Proof. computed. Qed.",
            f"Definition {name} : Category := category {name}_table {name}_ok.",
            f"#[local] Instance {name}_finite : FiniteCategory {name} := table_category {name}_ok.",
            *shown,
        ]
        self.blocks.append("\n".join(lines))
        return self._enter(category, "category", name)

    def _construction(self, given: Origin) -> str:
        """The category that the library constructs, of what it is made of."""
        first = given.parts[0]
        if given.operation == "full":
            members = given.parts[1]
            assert isinstance(first, Category) and isinstance(members, tuple)
            return f"(full_on (C := {self.category(first)}) [{'; '.join(self.object(first, a) for a in members)}])"
        return f"({CONSTRUCTED[given.operation]} {' '.join(self._part(part, first) for part in given.parts)})"

    def _part(self, part: object, of: object) -> str:
        """A structure that something is made of, or an object of the category `of`, by number."""
        match part:
            case Category():
                return self.category(part)
            case Functor():
                return self.functor(part)
            case Task():
                return self.task(part)
        assert isinstance(part, int) and isinstance(of, Category)
        return self.object(of, part)

    def _at_a_level(self, category: Category) -> bool:
        """Is it defined as the preorder of a graded category at a level?"""
        return self.leveled and category.origin is not None and category.origin.operation == "level"

    def _generator(self, category: Category, g: int) -> str:
        given = category.generators[g]
        ends = f"{category.show_object(given.source)} -> {category.show_object(given.target)}"
        number = category.generator(g).number
        return f"{given.name} : {ends}, number {number} into its target"

    def object(self, category: Category, number: int) -> str:
        """An object by number."""
        known = self._once(category, ("object", number))
        if known is not None:
            return known
        of = self.category(category)
        name = self.names.new(show(category.objects[number]), f"{of}_object")
        made = f"object {of}_ok {number}"
        if self._at_a_level(category):
            made = f"graded_object {len(category.objects)} {number}"
        self.blocks.append(f"Definition {name} : {of} := {made} ltac:(computed).")
        return self._enter(category, ("object", number), name)

    def arrow(self, category: Category, arrow: Arrow) -> str:
        """An arrow by number; identities have their own form and no name."""
        known = self._once(category, ("arrow", arrow))
        if known is not None:
            return known
        of = self.category(category)
        a, b = self.object(category, category.source(arrow)), self.object(category, arrow.target)
        if arrow.number == 0:
            return f"(id {b})"
        name = self.names.new(category.show_arrow(arrow).replace(" . ", "_after_"), "f")
        made = f"arrow {of}_ok {a} {b} {arrow.number} ltac:(computed)"
        if self._at_a_level(category):
            made = f"level_arrow _ _ {of}_ok {a} {b} ltac:(computed)"
        self.blocks.append(f"Definition {name} : Hom {a} {b} := {made}.")
        return self._enter(category, ("arrow", arrow), name)

    # ---- functors, tasks ------------------------------------------------------------------------------

    def functor(self, functor: Functor, made: str = "") -> str:
        """The functor of its table; `made` as for tasks."""
        known = self._once(functor, "functor")
        if known is not None:
            return known
        c, d = self.category(functor.source), self.category(functor.target)
        data = functor_data(functor)
        name = self.names.new(functor.name, "F", COMPANIONS)
        shown = self._as_made(functor, name)
        note = f" {comment_text(WORD.format(made))}" if made and not shown else ""
        lines = [
            f"(* The functor {comment_text(functor.name or name)}.{note} *)",
            f"Definition {name}_data : functor_data := {data}.",
            f"Definition {name}_table := functor_of {c}_table {d}_table {name}_data.",
            f"Lemma {name}_ok : check_functor {c}_table {d}_table {name}_table = true. Proof. computed. Qed.",
            f"Definition {name} : Functor {c} {d} := functor {c}_table {d}_table {name}_table {c}_ok {d}_ok {name}_ok.",
            *shown,
        ]
        self.blocks.append("\n".join(lines))
        return self._enter(functor, "functor", name)

    def _as_made(self, functor: Functor, name: str) -> list[str]:
        """That a functor is the one that is constructed so, or that comes with the construction that it starts at."""
        origin = functor.origin
        operation, parts = ("", ()) if origin is None else (origin.operation, origin.parts)
        if operation in PROJECTED:
            return self._projected(functor, name, PROJECTED[operation])
        if operation in ("opposite", "diagonal"):
            (given,) = parts
            if isinstance(given, Functor):
                return self._turned(functor, name, given)
            assert isinstance(given, Category)
            return self._diagonal(functor, name, given)
        if operation not in MADE or not are_few(functor.source):
            return []
        of = parts[2:] if operation == "constant" else parts  # of a constant functor the ends are known
        made = f"({MADE[operation]} {' '.join(self._part(part, functor.target) for part in of)})"
        return [
            f"Lemma {name}_constructed : SameFunctor {name} {made}. Proof. "
            f"refine (made_functor {name} {made} _). computed. Qed."
        ]

    def _projected(self, functor: Functor, name: str, word: str) -> list[str]:
        """A functor that comes with the construction that it starts at."""
        of = functor.source.origin
        listed = None if of is None else numbers(functor.source)
        if of is None or listed is None:
            return []
        whole = self._construction(of)
        given = whole.removeprefix("(").removesuffix(")").split(" ", 1)[1]
        made = f"({word} {given})"
        one, other = (f"{self.category(end)}_ok" for end in (functor.source, functor.target))
        return [
            f"Lemma {name}_constructed : SameOver {whole} {one} {made} {name}. Proof. "
            f"refine (check_over_spec {whole} {one} {other} {name}_ok (rows {texts(listed)}) {made} _). computed. Qed."
        ]

    def _turned(self, functor: Functor, name: str, given: Functor) -> list[str]:
        """An opposite: between the opposites, as it is between their tables."""
        ends = ((functor.source, given.source), (functor.target, given.target))
        listed = [numbers(end) for end, _ in ends]
        if any(end.origin != Origin("opposite", (of,)) for end, of in ends) or None in listed:
            return []
        wholes = " ".join(f"(opposite {self.category(of)})" for _, of in ends)
        made = f"(opposite_functor {self.functor(given)})"
        checks = " ".join(f"{self.category(end)}_ok" for end, _ in ends)
        tables = " ".join(f"(rows {texts(each)})" for each in listed if each is not None)
        return [
            f"Lemma {name}_constructed : SameBetween {wholes} {checks} {made} {name}. Proof. "
            f"refine (check_between_spec {wholes} {checks} {name}_ok {tables} {made} _). computed. Qed."
        ]

    def _diagonal(self, functor: Functor, name: str, of: Category) -> list[str]:
        """The diagonal, to the table of the product."""
        listed = numbers(functor.target)
        if functor.target.origin != Origin("product", (of, of)) or listed is None:
            return []
        c, checks = self.category(of), " ".join(f"{self.category(end)}_ok" for end in (functor.source, functor.target))
        whole, made = f"(product_category {c} {c})", f"(diagonal_functor {c})"
        return [
            f"Lemma {name}_constructed : SameInto {whole} {checks} {made} {name}. Proof. "
            f"refine (check_into_spec {whole} {checks} {name}_ok (rows {texts(listed)}) {made} _). computed. Qed."
        ]

    def task(self, task: Task, made: str = "") -> str:
        """The task of its table; `made` says how it was constructed, where the table alone says that."""
        known = self._once(task, "task")
        if known is not None:
            return known
        origin = task.origin
        if origin is not None and origin.operation == "yoneda":  # the source of f and that of g have one
            known = self._once(task.category, ("arrows into", origin.parts[1]))
            if known is not None:
                return self._enter(task, "task", known)
        c, data = self.category(task.category), task_data(task)
        sieves = origin is not None and origin.operation == "omega" and lists_sieves(task.category)
        made = "" if sieves else made
        name = self.names.new(task.name, "T", COMPANIONS)
        sizes = [
            f"{len(members)} at {task.category.show_object(a)}: {show_some(members)}"
            for a, members in enumerate(task.elements)
            if members
        ]
        lines = [
            f"(* The task {comment_text(task.name or name)}, {task.size} elements:",
            *(f"   {comment_text(line)}" for line in sizes),
            *(["   " + comment_text(WORD.format(made))] if made else []),
            "*)",
            f"Definition {name}_data : list text := {data}.",
            f"Definition {name}_table := task_of {name}_data.",
            f"Lemma {name}_ok : check_task {c}_table {name}_table = true. Proof. computed. Qed.",
            f"Definition {name} : Presheaf {c} := task {c}_table {name}_table {c}_ok {name}_ok.",
            f"#[local] Instance {name}_finite : FiniteTask {name} := table_task {c}_ok {name}_ok.",
        ]
        self.blocks.append("\n".join(lines))
        if origin is not None and origin.operation == "yoneda":
            self._enter(task.category, ("arrows into", origin.parts[1]), name)
        self._enter(task, "task", name)
        if sieves:
            self.tabled(f"(omega_task {c})", task)
        return name

    def tabled(self, text: str, task: Task, represented: str = "") -> str:
        """The table of a task that the text constructs, which is checked to be that of the construction. It may be that
        of a `represented` object."""
        name = self.task(task)
        if text != name and self._once(task, ("table of", text)) is None:
            c = self.category(task.category)
            proof = f"corresponds_spec {c}_ok {text} {name} ltac:(computed)"
            if represented and task.origin is not None and task.origin.operation == "yoneda":
                # by the identity, which generates: one look at each element, not one at each along each arrow
                at = task.origin.parts[1]
                assert isinstance(at, int)
                identity = task.number(Element(at, 0))
                proof = f"represents_true {c}_ok {name}_ok {represented} {identity} ltac:(computed)"
            instance = self._enter(task, ("table of", text), self.names.new(f"{name}_tabled"))
            self.blocks.append(f"#[local] Instance {instance} : Tabled {text} {name} := {proof}.")
        return name

    def family(self, text: str, tasks: Sequence[Task]) -> str:
        """A task for each number, of an object, an element, or several of them, as tables on one category."""
        c = self.category(tasks[0].category)
        name = self.names.new(text, "T", COMPANIONS)
        listed = ";\n   ".join(map(task_data, tasks))
        lines = [
            f"(* The tasks {comment_text(text)}, a table for each value; that they are these is",
            "   the word of catproof. *)",
            f"Definition {name}_table : list system := map task_of [{listed}].",
            f"Lemma {name}_ok : forallb (check_task {c}_table) {name}_table = true. Proof. computed. Qed.",
            f"Definition {name} (n : N) : Presheaf {c} := task_family {c}_ok {name}_ok n.",
            f"#[local] Instance {name}_finite n : FiniteTask ({name} n) := finite_task_family {c}_ok {name}_ok n.",
        ]
        self.blocks.append("\n".join(lines))
        return name

    def element(self, task: Task, element: Element) -> str:
        """An element by number."""
        known = self._once(task, element)
        if known is not None:
            return known
        of, at = self.task(task), self.object(task.category, element.object)
        name = self.names.new(task.show_element(element), "x")
        given = f"element {self.checks(task)} {at} {task.number(element)} ltac:(computed)"
        self.blocks.append(f"Definition {name} : {of} {at} := {given}.")
        return self._enter(task, element, name)

    def transformation(self, given: Transformation) -> str:
        """A transformation of tasks by the images of all elements."""
        known = self._once(given, "transformation")
        if known is not None:
            return known
        source, target = self.task(given.source), self.task(given.target)
        name = self.names.new(given.name, "n")
        images = row(numbered(given))
        made = f'transformation {self.category(given.source.category)}_ok {source}_ok {target}_ok "{images}"'
        self.blocks.append(f"Definition {name} : Map {source} {target} := {made} ltac:(computed).")
        return self._enter(given, "transformation", name)

    def maps(self, source: Task, target: Task) -> None:
        """That certain maps between two tables are all there are, by a proof, where that saves a search."""
        if self._once(source, ("maps to", id(target))) is not None:
            return
        left, right, found = self.task(source), self.task(target), listing(source, target)
        name = "" if found is None else self.names.new("maps", "maps", ("_ok",))
        self._enter(source, ("maps to", id(target)), name)
        if found is not None:
            checks, (maps, steps) = f"{self.checks(source)} {right}_ok", found
            self.lists_maps = True
            self.blocks.append(
                "(* There are no other maps: a clausal proof (LRAT) of clauses that are made from the tables. *)\n"
                f"Lemma {name}_ok : check_listed {checks} {maps}\n   {steps} = true. Proof. computed. Qed.\n"
                f"#[local] Instance {name} : Finite (Transformations {left} {right}) := "
                f"listed_transformations {checks} _ _ {name}_ok."
            )

    def functors(self, source: Category, target: Category) -> None:
        """That certain functors between two tables are all there are, in the same way."""
        if self._once(source, ("functors to", id(target))) is not None:
            return
        left, right, found = self.category(source), self.category(target), all_functors(source, target)
        name = "" if found is None else self.names.new("functors", "functors", ("_ok", "_listed"))
        self._enter(source, ("functors to", id(target)), name)
        if found is not None:
            checks, (listed, steps) = f"{left}_ok {right}_ok", found
            self.blocks.append(
                "(* There are no other functors: a clausal proof (LRAT) of clauses that are made from the tables. *)\n"
                f"Definition {name}_listed := Eval vm_compute in map code_from\n  {listed}.\n"
                f"Lemma {name}_ok : no_other_functor (C := {left}_table) (D := {right}_table) {name}_listed\n"
                f"   {steps} = true. Proof. computed. Qed.\n"
                f"#[local] Instance {name} : Finite (Functors {checks}) := listed_functors {checks} _ _ {name}_ok."
            )

    def decided_by_map(self, prop: Prop, value: bool) -> str:
        """The tactics that prove a sentence, or its negation, by one of many maps or functors between two tables; empty
        where it is not decided so."""
        domain = over_maps(prop)
        kind = "functors to" if isinstance(domain, Functors) else "maps to"
        if domain is None or self._once(domain.source, (kind, id(domain.target))) != "":
            return ""
        found = deciding(prop, value)
        if found is None:
            return ""
        if isinstance(found, Functor):
            checks = f"{self.category(found.source)}_ok {self.category(found.target)}_ok"
            given = f"(one_functor {checks} (code_from {functor_data(found)}) ltac:(computed))"
        else:
            checks = f"{self.checks(found.source)} {self.task(found.target)}_ok"
            given = f'(listed_map {checks} (array_of (row "{row(numbered(found))}")) ltac:(computed))'
        if value:
            return f"apply holds. exists {given}. decided."
        return f"apply fails. intros H. refine (is_false _ (H {given})). vm_cast_no_check (eq_refl true)."

    def natural(self, given: NaturalTransformation, source: str, target: str) -> str:
        """A transformation of functors by the place of each component among the arrows with the same ends."""
        known = self._once(given, (source, target))
        if known is not None:
            return known
        base = given.source.target
        name = self.names.new(given.name, "n")
        places = row(
            list(base.hom(arrow.target).arrows_from(base.source(arrow))).index(arrow.number)
            for arrow in given.components
        )
        shown = ", ".join(map(base.show_arrow, given.components))
        self.blocks.append(
            f"(* The transformation {comment_text(given.name or name)}; its arrows: {comment_text(shown)}. *)\n"
            f"Definition {name} : NaturalTransformations {source} {target} := "
            f'natural {source} {target} "{places}" ltac:(computed).'
        )
        return self._enter(given, (source, target), name)

    def model(self, model: Model) -> str:
        """The Yoneda model, that of a functor, or that of the tables of its values and of its maps."""
        if model.is_yoneda():
            return f"(yoneda_model {self.category(model.category)})"
        if model.functor is not None:
            return f"(via_model {self.functor(model.functor)})"
        known = self._once(model, "model")
        if known is not None:
            return known
        c, d = self.category(model.category), self.category(model.base)
        name = self.names.new(model.name, "h", ("_values", "_values_ok", "_maps", "_ok", "_finite"))
        points = range(len(model.category.objects))
        values = ";\n   ".join(task_data(model.value(a)) for a in points)
        maps = ";\n   ".join("[" + "; ".join(self._maps_into(model, p)) + "]" for p in points)
        made = f"model {c}_ok {d}_ok {name}_values_ok {name}_maps {name}_ok"
        lines = [
            f"(* The model {comment_text(model.name or name)}, a task for each object, a map for each arrow. *)",
            f"Definition {name}_values : list system := map task_of [{values}].",
            f"Lemma {name}_values_ok : forallb (check_task {d}_table) {name}_values = true. Proof. computed. Qed.",
            f"Definition {name}_maps := maps_of [{maps}].",
            f"Lemma {name}_ok : check_model (C := {c}_table) (l := {name}_values) {name}_maps = true.",
            "Proof. computed. Qed.",
            f"Definition {name} : Model {c} {d} := {made}.",
            f"#[local] Instance {name}_finite : FiniteModel {name} := finite_{made}.",
        ]
        self.blocks.append("\n".join(lines))
        return self._enter(model, "model", name)

    @staticmethod
    def _maps_into(model: Model, p: int) -> Iterator[str]:
        """The images of all elements, for each arrow into an object."""
        category, start = model.category, model.value(p).start
        for i in range(len(category.hom(p).at)):
            components = model.on_word(category.word(Arrow(p, i)), p)
            yield literal(row(start[d] + int(v) for d, values in enumerate(components) for v in values))


def _meaning(category: Category, shown: str, made: bool) -> str:
    """What the table is meant to be, and who says that it is; `shown` is its name where the file proves that, `made`
    says that it is a construction which the library has."""
    given = category.presentation
    if made:
        return f"{shown}_constructed: it is what the lemma says, up to isomorphism, with its objects in their order."
    if given.kind == "thin":
        return "At most one arrow between two objects, and one exactly where a path of generating arrows leads."
    if given.kind == "presented":
        what = "group" if given.invertible else "category"
        if shown:
            return f"{shown}_presented: it is, up to isomorphism, the {what} that these arrows and equations present."
        return (
            f"That this table is the {what} presented by these arrows and the equations of the theory file is checked "
            "by catproof's kernel; the theorem below speaks of the table."
        )
    return f"The theorem below speaks of the table; that it is {given.construction} is the word of catproof."
