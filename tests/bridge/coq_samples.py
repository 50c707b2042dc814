"""Hand-made exported files: categories, tasks and functors as tables in the form of `catproof/bridge/coq/README.md`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
        )

    def functor(self, name: str, source: str, target: str, objects: Sequence[int], arrows: Rows) -> None:
        values = "; ".join(row(a) for a in arrows)
        self.parts.append(
            f"Definition {name}_table := functor_of {source}_table {target}_table "
            f"{{| on_objects := {row(objects)}; on_generators := [{values}] |}}.\n"
            f"Lemma {name}_ok : check_functor {source}_table {target}_table {name}_table = true. Proof. computed. Qed.\n"
            f"Definition {name} : Functor {source} {target} := "
            f"functor {source}_table {target}_table {name}_table {source}_ok {target}_ok {name}_ok.\n"
        )

    def theorem(self, name: str, statement: str, proof: str) -> None:
        """A statement proved by a lemma whose last hypothesis is computed."""
        self.parts.append(f"Theorem {name} : {statement}.\nProof. refine ({proof} _); computed. Qed.\n")

    def text(self) -> str:
        return "\n".join(self.parts)


def generator_arrows(table: Table) -> Rows:
    """The numbers of the generators, object by object: the row of the identity."""
    return [table.into[b][0][1:] for b in range(len(table.into))]


def both_values(table: Table, other: Rows) -> dict[str, Callable[[File], None]]:
    """Statements about a category, each named by its truth value: C is the category, Y = y(P) for its last object P,
    T another task, F the identity functor, G the functor to the terminal category."""
    last = len(table.into) - 1

    def setting(f: File) -> None:
        f.category("C", table)
        f.category("One", Table([[]], [[[0]]]))
        f.object("P", "C", last)
        f.task("Y", "C", table.into[last])
        f.task("T", "C", other)
        f.functor("F", "C", "C", list(range(last + 1)), generator_arrows(table))
        f.functor("G", "C", "One", [0] * (last + 1), [[0] * len(g) for g in table.generators])

    everything = row(range(len(table.into[last])))
    claims = {
        "representable": ("Representable Y", "representable_true C_ok Y_ok P 0"),
        "not_representable": ("~ Representable T", "representable_false C_ok T_ok"),
        "solves": ("solves (yoneda_model C) Y", "yoneda_solves_true C_ok Y_ok P 0"),
        "not_solves": ("~ solves (yoneda_model C) T", "yoneda_solves_false C_ok T_ok"),
        "via": ("solves (via_model F) Y", f"via_solves_true C_ok C_ok F_ok Y_ok P {everything}"),
        "not_via": ("~ solves (via_model F) T", "via_solves_false C_ok C_ok F_ok T_ok"),
        "not_via_terminal": ("~ solves (via_model G) Y", "via_solves_false C_ok One_ok G_ok Y_ok"),
        "ideal": ("Ideal (via_model F)", "via_ideal_true C_ok C_ok F_ok"),
        "full": ("Full F", "full_true C_ok C_ok F_ok"),
        "faithful": ("Faithful F", "faithful_true C_ok C_ok F_ok"),
        "embedding": ("Embedding F", "embedding_true C_ok C_ok F_ok"),
        "generalizes": ("Generalizes F", "generalizes_true C_ok C_ok F_ok"),
        "not_ideal": ("~ Ideal (via_model G)", "via_ideal_false C_ok One_ok G_ok"),
        "not_embedding": ("~ Embedding G", "embedding_false C_ok One_ok G_ok"),
        "not_generalizes": ("~ Generalizes G", "generalizes_false C_ok One_ok G_ok"),
        "isomorphic": ("Iso Y Y", f"isomorphic_true C_ok Y_ok Y_ok {everything}"),
        "not_isomorphic": ("~ Iso Y T", "isomorphic_false C_ok Y_ok T_ok"),
        "rank": ("HasRank Y 1", 'rank_is C_ok Y_ok 1%nat "0" ["0"]'),
        "familial": ("Familial Y", 'familial_true C_ok Y_ok "0"'),
        "not_familial": ("~ Familial T", "familial_false C_ok T_ok 0"),
        "tuning": ("solves_by_tuning (via_model F) Y", f"via_tuning_true C_ok C_ok F_ok Y_ok Y_ok {everything}"),
        "not_tuning": ("~ solves_by_tuning (via_model G) Y", "via_tuning_false C_ok One_ok G_ok Y_ok"),
    }

    def file(name: str) -> Callable[[File], None]:
        def write(f: File) -> None:
            setting(f)
            f.theorem(name, *claims[name])

        return write

    return {name: file(name) for name in claims}
