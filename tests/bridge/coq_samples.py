"""Hand-made exported files: categories, tasks and functors as tables in the form of `catproof/bridge/coq/README.md`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Table:
    """A category: the sources of the generators into each object, and the rows of the arrows into each."""

    generators: list[list[int]]
    into: list[list[list[int]]]

    @property
    def arrows(self) -> int:
        return sum(len(rows) for rows in self.into)


Rows = list[list[int]]


def cyclic(n: int) -> Table:
    """The group Z_n with one generator, as a category with one object."""
    return Table([[0]], [[[0, (i + 1) % n] for i in range(n)]])


def chain(k: int) -> Table:
    """0 < 1 < ... < k-1, with k(k+1)/2 arrows."""
    into = [[[p - i, i + 1] if i < p else [0] for i in range(p + 1)] for p in range(k)]
    return Table([[p - 1] if p else [] for p in range(k)], into)


def star(k: int) -> Table:
    """k objects with one arrow each to the last, k+1-st."""
    into = [[[p]] for p in range(k)] + [[[k, *range(1, k + 1)], *([i] for i in range(k))]]
    return Table([[] for _ in range(k)] + [list(range(k))], into)


def joined(k: int) -> Table:
    """k objects, any two joined by exactly one arrow; generators between object 0 and the others."""
    sources = [list(range(1, k))] + [[0] for _ in range(1, k)]
    into = []
    for p in range(k):
        order = [p]
        for x in order:
            order += [s for s in sources[x] if s not in order]
        number = {x: i for i, x in enumerate(order)}
        into.append([[x, *(number[s] for s in sources[x])] for x in order])
    return Table(sources, into)


def rows(values: Sequence[Sequence[int]]) -> str:
    return '"' + "; ".join(" ".join(map(str, row)) for row in values) + '"'


def row(values: Sequence[int]) -> str:
    return rows([values])


@dataclass
class File:
    """An exported file under construction."""

    parts: list[str] = field(default_factory=lambda: ["From Catproof Require Import Catproof.\n"])

    def category(self, name: str, table: Table) -> None:
        generators = "; ".join(row(g) for g in table.generators)
        into = "; ".join(f"[{rows(r)}]" for r in table.into)
        self.parts.append(
            f"Definition {name}_data := {{| generators := [{generators}]; into := [{into}] |}}.\n"
            f"Definition {name}_table := table_of {name}_data.\n"
            f"Lemma {name}_ok : check_category {name}_table = true. Proof. computed. Qed.\n"
            f"Definition {name} : Category := category {name}_table {name}_ok.\n"
            f"#[local] Instance {name}_finite : FiniteCategory {name} := table_category {name}_ok.\n"
        )

    def object(self, name: str, category: str, number: int) -> None:
        self.parts.append(f"Definition {name} : {category} := object {category}_ok {number} ltac:(computed).\n")

    def arrow(self, name: str, category: str, source: str, target: str, number: int) -> None:
        self.parts.append(
            f"Definition {name} : Hom {source} {target} := "
            f"arrow {category}_ok {source} {target} {number} ltac:(computed).\n"
        )

    def task(self, name: str, category: str, elements: Rows) -> None:
        text = f"[{rows(elements)}]" if elements else "[]"
        self.parts.append(
            f"Definition {name}_table := task_of {text}.\n"
            f"Lemma {name}_ok : check_task {category}_table {name}_table = true. Proof. computed. Qed.\n"
            f"Definition {name} : Presheaf {category} := task {category}_table {name}_table {category}_ok {name}_ok.\n"
            f"#[local] Instance {name}_finite : FiniteTask {name} := table_task {category}_ok {name}_ok.\n"
        )

    def functor(self, name: str, source: str, target: str, objects: Sequence[int], arrows: Rows) -> None:
        values = "; ".join(row(a) for a in arrows)
        self.parts.append(
            f"Definition {name}_table := functor_of {source}_table {target}_table "
            f"{{| on_objects := {row(objects)}; on_generators := [{values}] |}}.\n"
            f"Lemma {name}_ok : check_functor {source}_table {target}_table {name}_table = true.\n"
            f"Proof. computed. Qed.\n"
            f"Definition {name} : Functor {source} {target} := "
            f"functor {source}_table {target}_table {name}_table {source}_ok {target}_ok {name}_ok.\n"
        )

    def theorem(self, name: str, statement: str, proof: str) -> None:
        """A statement proved by a lemma whose last hypothesis is computed, or, without one, decided."""
        tactics = f"refine ({proof} _); computed" if proof else "decided"
        self.parts.append(f"Theorem {name} : {statement}.\nProof. {tactics}. Qed.\n")

    def text(self) -> str:
        return "\n".join(self.parts)


def generator_arrows(table: Table) -> Rows:
    """The numbers of the generators, object by object: the row of the identity."""
    return [table.into[b][0][1:] for b in range(len(table.into))]


def copies(elements: Rows, number: int) -> Rows:
    """The sum of some copies of a task."""
    size = len(elements)
    return [[r[0], *(x + k * size for x in r[1:])] for k in range(number) for r in elements]


def glued(table: Table) -> Rows:
    """Two copies of y(P), for the last object P, made one but for the two identities: of rank 2, not familial."""

    def shifted(values: list[int]) -> list[int]:
        return [values[0], *(x + 1 for x in values[1:])]

    top, *rest = table.into[-1]
    return [shifted(top), *map(shifted, [top, *rest])]


@dataclass
class Case:
    """A category, the maximal class of y(P) for its last object P, and another task that neither P nor any other
    object represents."""

    table: Table
    top: list[int]
    other: Rows
    familial: bool = False

    @property
    def last(self) -> int:
        return len(self.table.into) - 1


def cyclic_case(n: int) -> Case:
    return Case(cyclic(n), list(range(n)), copies([[0, (i + 1) % (n // 2)] for i in range(n // 2)], 2))


def chain_case(k: int) -> Case:
    return Case(chain(k), [0], glued(chain(k)))


def star_case(k: int) -> Case:
    return Case(star(k), [0], glued(star(k)))


def joined_case(k: int) -> Case:
    return Case(joined(k), list(range(k)), copies(joined(k).into[-1], 2), familial=True)


def statements(case: Case) -> dict[str, tuple[str, str]]:
    """Statements and their proofs. C is the category, Y = y(P) for its last object P, T the other task, F the identity
    functor, G the functor to the terminal category."""
    everything = row(range(len(case.table.into[-1])))
    objects, arrows = len(case.table.into), sum(map(len, case.table.into))
    ends = sum(r[0] == case.last for r in case.table.into[-1])
    claims = {
        "represents": ("Represents P Y", "represents_true C_ok Y_ok P 0"),
        "not_represents": ("~ Represents P T", "represents_false C_ok T_ok P"),
        "representable": ("Representable Y", "representable_true C_ok Y_ok P 0"),
        "not_representable": ("~ Representable T", "representable_false C_ok T_ok"),
        "solves_by": ("solves_by (yoneda_model C) P Y", "yoneda_solves_by_true C_ok Y_ok P 0"),
        "not_solves_by": ("~ solves_by (yoneda_model C) P T", "yoneda_solves_by_false C_ok T_ok P"),
        "solves": ("solves (yoneda_model C) Y", "yoneda_solves_true C_ok Y_ok P 0"),
        "not_solves": ("~ solves (yoneda_model C) T", "yoneda_solves_false C_ok T_ok"),
        "via_by": ("solves_by (via_model F) P Y", f"via_solves_by_true C_ok C_ok F_ok Y_ok P {everything}"),
        "not_via_by": ("~ solves_by (via_model F) P T", "via_solves_by_false C_ok C_ok F_ok T_ok P"),
        "via": ("solves (via_model F) Y", f"via_solves_true C_ok C_ok F_ok Y_ok P {everything}"),
        "not_via": ("~ solves (via_model F) T", "via_solves_false C_ok C_ok F_ok T_ok"),
        "not_via_terminal": ("~ solves (via_model G) T", "via_solves_false C_ok One_ok G_ok T_ok"),
        "ideal": ("Ideal (via_model F)", "via_ideal_true C_ok C_ok F_ok"),
        "full": ("Full F", "full_true C_ok C_ok F_ok"),
        "faithful": ("Faithful F", "faithful_true C_ok C_ok F_ok"),
        "fully_faithful": ("FullyFaithful F", "fully_faithful_true C_ok C_ok F_ok"),
        "embedding": ("Embedding F", "embedding_true C_ok C_ok F_ok"),
        "generalizes": ("Generalizes F", "generalizes_true C_ok C_ok F_ok"),
        "not_embedding": ("~ Embedding G", "embedding_false C_ok One_ok G_ok"),
        "isomorphic": ("Iso Y Y", f"isomorphic_true C_ok Y_ok Y_ok {everything}"),
        "not_isomorphic": ("~ Iso Y T", "isomorphic_false C_ok Y_ok T_ok"),
        "rank": ("HasRank Y 1", f'rank_is C_ok Y_ok 1%nat "0" [{row(case.top)}]'),
        "objects": (f"count C = {objects}%Z", ""),
        "arrows": (f"count (Arrow C) = {arrows}%Z", ""),
        "hom": (f"count (Hom P P) = {ends}%Z", ""),
        "elements": (f"count (Y P) = {ends}%Z", ""),
        "size": (f"count (Element Y) = {len(case.table.into[-1])}%Z", ""),
        "unit": ("forall f : Hom P P, f ∘ id P == f", ""),
        "not_empty": ("~ (forall a : C, forall x : Y a, ~ x == x)", ""),
        "familial": ("Familial Y", 'familial_true C_ok Y_ok "0"'),
        "tuning": ("solves_by_tuning (via_model F) Y", f"via_tuning_true C_ok C_ok F_ok Y_ok Y_ok {everything}"),
    }
    if not case.familial:
        claims["not_familial"] = ("~ Familial T", "familial_false C_ok T_ok 0")
        claims["not_tuning"] = ("~ solves_by_tuning (via_model G) T", "via_tuning_false C_ok One_ok G_ok T_ok")
    if case.last == 0:
        claims["not_faithful"] = ("~ Faithful G", "faithful_false C_ok One_ok G_ok")
        claims["not_ideal"] = ("~ Ideal (via_model G)", "via_ideal_false C_ok One_ok G_ok")
        claims["not_generalizes"] = ("~ Generalizes G", "generalizes_false C_ok One_ok G_ok")
    elif not case.familial:
        claims["not_full"] = ("~ Full G", "full_false C_ok One_ok G_ok")
        claims["not_fully_faithful"] = ("~ FullyFaithful G", "fully_faithful_false C_ok One_ok G_ok")
    return claims


def written(case: Case, names: Sequence[str]) -> str:
    """A file with the tables of the case and the statements of these names."""
    f = File()
    f.category("C", case.table)
    f.category("One", Table([[]], [[[0]]]))
    f.object("P", "C", case.last)
    f.task("Y", "C", case.table.into[-1])
    f.task("T", "C", case.other)
    f.functor("F", "C", "C", list(range(case.last + 1)), generator_arrows(case.table))
    f.functor("G", "C", "One", [0] * (case.last + 1), [[0] * len(g) for g in case.table.generators])
    claims = statements(case)
    for name in names:
        f.theorem(f"claim_{name}", *claims[name])
    return f.text()
