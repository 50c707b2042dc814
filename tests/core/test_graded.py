"""Graded categories: the kernel's definitions, the direct algorithms and brute force say the same."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import naive_graded as naive
import pytest
import z3
from graded_cases import ERRORS, GRIDS, VALUES, Case, random_case

import catproof
from catproof.bridge.smt_graded import GradedSentences
from catproof.bridge.statement import Statement
from catproof.core import graded
from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask, identity
from catproof.core.graded_said import SAID
from catproof.core.limits import LimitReached
from catproof.core.magnitude import magnitude
from catproof.core.maps import Impossible
from catproof.core.quantale import QUANTALES
from catproof.decide.graded import GradedMagnitude, GradedRank
from catproof.decide.graded_claims import GRADED_CLAIMS
from catproof.elaborate.define import meaning, meanings
from catproof.kernel import Rejected, graded_rank
from catproof.kernel import graded as kernel
from catproof.kernel import magnitude as kernel_magnitude
from catproof.logic.literals import TRUE, Known
from catproof.logic.terms import Apply, Number, Sort, Term, Variable
from catproof.logic.truth import Truth
from catproof.structures.tables import KnownStructures

CASES = 200
"""So many of each quantale in the suite."""

SMALL = 22**2
"""So many tasks on the features, and so many choices of weights, are tried by brute force."""

FEW = 1_500
"""So many tasks are tried where the interpreter of the language goes through them."""


Question = tuple[str, tuple[Any, ...], tuple[Any, ...], bool]


def asked(case: Case) -> Iterator[Question]:
    """Atoms, what they are said of as structures and as the kernel has it, and whether they hold by brute force."""
    name, source, target, on, values = case.name, case.source, case.target, case.on, case.values
    raw, functor, task = case.structures()
    table, read_functor, read_task, read_model = case.read()
    model, several = GradedModel(functor), range(len(source))
    grid = GRIDS[name]
    yield "is a category", (raw,), (table,), naive.is_category(name, case.scores)
    for by in ERRORS:
        here = [naive.solves_by_prompt(source, list(several), values, p, by) for p in several]
        there = [naive.solves_by_prompt(target, on, values, p, by) for p in several]
        more, e = (" within", (by,)) if by else ("", ())
        for p in several:
            yield f"graded representable by{more}", (task, p, *e), (read_task, p, *e), here[p]
            yield f"graded solves by prompt at{more}", (model, task, p, *e), (read_model, read_task, p, *e), there[p]
        yield f"graded representable{more}", (task, *e), (read_task, *e), any(here)
        yield f"graded solves by prompt{more}", (model, task, *e), (read_model, read_task, *e), any(there)
        yield f"graded ideal{more}", (model, *e), (read_model, *e), naive.ideal(source, target, on, by)
        if name == "prob" and by:
            continue  # no grid has all products
        moved = [v + e for row in source for v in row for e in (-by, 0, by) if name != "bool" and v + e >= 0]
        kept = sorted({*moved, *(v for row in source for v in row)})
        recalibrated = naive.ideal_up_to_recalibration(source, target, on, by, kept)
        yield f"graded ideal up to recalibration{more}", (model, *e), (read_model, *e), recalibrated
        if len(grid) ** len(target) <= SMALL:
            tuned = naive.solves_by_tuning(name, target, on, values, by, grid)
            yield f"graded solves by tuning{more}", (model, task, *e), (read_model, read_task, *e), tuned
    for seen in ([], [0], list(several)):
        fits = naive.generalizes(name, source, target, on, seen)
        yield "graded generalizes from", (functor, *seen), (read_functor, *seen), fits
        for by in ERRORS[1:]:
            near = naive.generalizes(name, source, target, on, seen, by)
            yield "graded generalizes from within", (functor, by, *seen), (read_functor, by, *seen), near


class OnGrid(Truth):
    """Decides what is said of all tasks on a graded category, by those with values in a grid."""

    def __init__(self, grid: list[Any]) -> None:
        super().__init__(Known(), KnownStructures(), meanings().definitions)
        self.grid = grid
        self.tasks: list[Any] | None = None

    def domain(self, term: Term, known: Any) -> Iterator[tuple[Any, Any]]:
        if not isinstance(term, Apply) or term.operator != "graded tasks":
            yield from super().domain(term, known)
            return
        if self.tasks is None:
            on = self.structure(term.arguments[0], known).whole
            several = product(self.grid, repeat=len(on.objects))
            there = (values for values in several if naive.is_task(on.quantale.name, on.values, values))
            self.tasks = [self.structures.table(GradedTask(on, values)) for values in there]
        yield from ((task, TRUE) for task in self.tasks)


RANGING = "graded solves by tuning within", "graded ideal up to recalibration within"
"""The definitions of these range over tasks."""


def by_definition(atom: str, given: tuple[Any, ...], grid: Sequence[Any] = ()) -> bool | None:
    """What its definition in the language says, where there is one. Tasks are ranged over where a grid is given."""
    definition = meaning(atom)
    if definition is None or (atom in RANGING and not grid):
        return None
    of = given[0].functor if isinstance(given[0], GradedModel) else given[0]
    on = (of.source, of.target) if isinstance(of, GradedFunctor) else (of.category,)
    truth = OnGrid(list(grid))
    values = [truth.structures.table(v) if isinstance(v, Graded | GradedFunctor | GradedTask) else {v: TRUE}
              for v in (*on, of, *given[1:])]  # fmt: skip
    known = {p.name: value for p, value in zip(definition.written, values, strict=True)}
    return truth.truth(definition.body, known) == TRUE


def test_what_has_a_definition() -> None:
    defined = {atom for atom in kernel.ATOMS if meaning(atom)}
    words = "representable", "representable by", "ideal", "solves by prompt", "solves by prompt at"
    words += "ideal up to recalibration", "solves by tuning"
    assert defined == {f"graded {word}{more}" for word in words for more in ("", " within")}
    assert len(defined) == len(meanings().definitions)


def ranging(case: Case) -> list[tuple[str, bool]]:
    """What definitions say that range over tasks, on a grid of few values, is what the algorithms say."""
    answers = []
    for atom, given, _, expected in asked(case):
        if atom not in RANGING:
            continue
        on, grid = case.target if "tuning" in atom else case.source, GRIDS[case.name]
        if "recalibration" in atom:  # values of the source, and so much more or less
            several = {v + e for row in on for v in row for e in (-given[1], 0, given[1])}
            grid = [v for v in several if QUANTALES[case.name].has(v)]
        if len(grid) ** len(on) * (len(on) ** 4 if "recalibration" in atom else 1) <= FEW:
            assert by_definition(atom, given, grid) is expected, (atom, case)
            answers.append((atom, expected))
    return answers


@pytest.mark.parametrize("name", QUANTALES)
def test_definitions_that_range_over_tasks_say_the_same(name: str) -> None:
    """Of `prob` a grid has not all products, and no answer is known."""
    chance = random.Random(19)
    found = {answer for _ in range(30) for answer in ranging(random_case(chance, name))}
    assert found == (set(product(RANGING, (True, False))) if name != "prob" else set())


def test_what_is_said_of_all_tasks_may_speak_of_values_of_a_functor() -> None:
    """So tuning within an error can be said by what it means, and the kernel checks the proof."""
    chance, lines = random.Random(20), []
    for k, name in enumerate(("bool", "metric", "fuzzy", "lukasiewicz") * 3):
        case = random_case(chance, name)
        for letter, table in (("C", case.source), ("D", case.target)):
            objects = ", ".join(f"x{a}" for a in range(len(table)))
            scores = [f" ; x{a} -> x{b} : {v}" for a, row in enumerate(table) for b, v in enumerate(row) if a != b]
            lines.append(f"enriched {letter}{k} in {name} {{ object {objects}{''.join(scores)} }}")
        goes, has = (" ; ".join(f"x{a} {sign} {b}" for a, b in enumerate(of)) for sign, of in
                     (("|->", [f"x{b}" for b in case.on]), (":", case.values)))  # fmt: skip
        lines += [f"functor F{k} : C{k} -> D{k} {{ {goes} }}", f"task T{k} on C{k} {{ {has} }}"]
        for by in ERRORS:
            said = f"T{k}(x) <= Q(F{k}(x)) + {by} and Q(F{k}(x)) <= T{k}(x) + {by}"
            meant = f"(exists Q in tasks(D{k}) : forall x in objects(C{k}) : {said})"
            lines.append(f"claim {meant} iff via(F{k}) solves T{k} by tuning within {by}")
            lines.append(f"ask {meant}")
    report = catproof.check("\n".join(lines))
    assert report.ok, report
    assert {verdict.value for verdict in report.verdicts} == {"true", "false"}


SORTS = {
    Graded: "graded category", GradedFunctor: "graded functor", GradedModel: "graded model", GradedTask: "graded task",
    int: "graded object", Fraction: "number",
}  # fmt: skip


def by_z3(case: Case, questions: Sequence[Question] | None = None) -> int:
    """The same by SMT-LIB scripts: one says all that should hold, with what exists for it, one what should not, for all
    that could; each of them is true. The ranks, too; how many were asked."""
    said: list[tuple[Term, dict[str, Any], bool]] = []
    for atom, given, _, expected in asked(case) if questions is None else questions:
        variables = [Variable(f"v{k}", Sort(SORTS[type(v)])) for k, v in enumerate(given)]
        numbers = {v: n for v, n in zip(variables, given, strict=True) if isinstance(n, Fraction)}
        term = Apply(atom, tuple(Number(numbers[v]) if v in numbers else v for v in variables))
        said.append((term, {v.name: n for v, n in zip(variables, given, strict=True)}, expected))
    task, variable = case.structures()[2], Variable("T", Sort("graded task"))
    ranks = [(Apply("graded rank", (variable,)), naive.rank(case.name, case.source, case.values))]
    if case.name != "prob" and len(GRIDS[case.name]) ** len(case.source) <= SMALL:
        for by in ERRORS:
            least = naive.rank_within(case.name, case.source, case.values, by, GRIDS[case.name])
            ranks.append((Apply("graded rank within", (variable, Number(by))), least))
    said += [(Apply("=", (rank, Number(number))), {"T": task}, True) for rank, number in ranks]
    printers = [GradedSentences(Statement(variable, None, {}, [])) for _ in range(2)]  # type: ignore[arg-type]
    formulas: list[list[str]] = [[], []]
    given_to: list[dict[int, Any]] = [{}, {}]
    for term, values, expected in said:
        unknown = any(word in term.operator for word in ("tuning", "recalibration"))  # type: ignore[union-attr]
        negative = unknown is not expected if unknown or "generalizes" in term.operator else False  # type: ignore[union-attr]
        printer = printers[negative]
        for value in values.values():
            if not isinstance(value, int | Fraction) and id(value) not in given_to[negative]:
                given_to[negative][id(value)] = printer.given(value)
        known = {n: given_to[negative].get(id(v), v) for n, v in values.items()}
        formula = printer.proposition(term, known, expected)
        formulas[negative].append(formula if expected else f"(not {formula})")
    for printer, parts, negative in zip(printers, formulas, (False, True), strict=True):
        assert printer.unknown <= {not negative} and printer.linear
        whole = f"(and true {' '.join(parts)})"
        lines = [*printer.tables.lines, f"(assert {f'(not {whole})' if negative else whole})"]
        solver = z3.Solver()
        solver.from_string("\n".join(lines))
        assert solver.check() == (z3.unsat if negative else z3.sat), (case, negative)
    return len(said)


def agree(case: Case, questions: Sequence[Question] | None = None) -> int:
    """Everything about a case is the same by all three; how many were asked."""
    count = 0
    name, grid = case.name, GRIDS[case.name]
    for atom, given, read, expected in asked(case) if questions is None else questions:
        finding = GRADED_CLAIMS[atom](*given).direct()
        assert finding.value is expected, (atom, case)
        assert kernel.ATOMS[atom][1](*read) is expected, (atom, case)
        assert SAID[atom](*given) is expected, (atom, case)
        assert by_definition(atom, given) in (None, expected), (atom, case)
        assert GRADED_CLAIMS[atom](*given).reason(finding)
        count += 1
    raw, functor, task = case.structures()
    table, read_functor, read_task, _ = case.read()
    found = graded.closure(QUANTALES[name], case.scores)
    assert found.values == kernel.closure(table).values == naive.closure(name, case.scores)
    for x in range(len(case.scores)):
        for y in range(len(case.scores)):
            path, made = found.path(x, y), naive.unit(name)
            for a, b in pairwise(path):
                made = naive.TIMES[name](made, case.scores[a][b] if a != b else naive.unit(name))
            assert made == found.values[x][y]
    below = graded.under(raw).values
    assert below == kernel.under(table).values
    assert (below == case.scores) is naive.is_category(name, case.scores)
    if name != "prob":
        assert naive.is_under(name, case.scores, below, [*VALUES[name], *grid])
    tuned = graded.tuning_broken(functor, task, Fraction(0)) is None
    for make, read_make, is_right in (
        (graded.lan, kernel.ALONG["lan"], naive.is_lan),
        (graded.ran, kernel.ALONG["ran"], naive.is_ran),
    ):
        moved = make(functor, task)
        read_task_there = kernel.GradedTask(read_functor.source, read_task.values)
        assert moved.values == read_make(read_functor, read_task_there).values
        assert tuned is ([moved.values[a] for a in case.on] == case.values)  # either is the task along F, or none is
        if name != "prob" and len(grid) ** len(case.target) <= SMALL:
            assert is_right(name, case.target, case.on, case.values, moved.values, grid)
    classes = len(graded.rank_classes(task))
    assert classes == graded_rank.rank(read_task) == naive.rank(name, case.source, case.values)
    for by in ERRORS:
        if (name == "prob" and by) or len(grid) ** len(case.source) > SMALL:
            continue
        number, evidence = GradedRank(task, by).find()
        assert number == graded_rank.rank_within(read_task, by, evidence)
        assert number == naive.rank_within(name, case.source, case.values, by, grid), (case, by)
        assert by or number == classes
        count += 1
    return count


@pytest.mark.parametrize("name", QUANTALES)
def test_definitions_algorithms_and_brute_force_say_the_same(name: str) -> None:
    chance = random.Random(17)
    both = [agree(random_case(chance, name)) for _ in range(CASES)]
    assert sum(both) > 20 * CASES


@pytest.mark.parametrize("name", QUANTALES)
def test_z3_says_the_same(name: str) -> None:
    chance = random.Random(18)
    assert sum(by_z3(random_case(chance, name)) for _ in range(20)) > 20 * 20


def test_both_answers_are_common() -> None:
    """Of each atom, so that agreement says something."""
    chance = random.Random(5)
    found: dict[str, set[bool]] = {}
    for name in QUANTALES:
        for _ in range(60):
            for atom, _, _, expected in asked(random_case(chance, name)):
                found.setdefault(atom, set()).add(expected)
    assert {atom for atom, values in found.items() if len(values) < 2} == set()
    assert set(found) == set(kernel.ATOMS) - {"graded equal objects"}


def test_the_identity_is_ideal_and_tunes_everything() -> None:
    chance = random.Random(3)
    for name in QUANTALES:
        _, functor, task = random_case(chance, name).structures()
        model = GradedModel(identity(functor.source))
        assert GRADED_CLAIMS["graded ideal"](model).direct().value
        assert GRADED_CLAIMS["graded solves by tuning"](model, task).direct().value


def test_the_least_error_of_a_head_is_the_one_that_is_told() -> None:
    chance = random.Random(9)
    for name in QUANTALES:
        told = 0
        for _ in range(200):
            _, functor, task = random_case(chance, name).structures()
            error = graded.tuning_error(functor, task)
            assert graded.tuning_broken(functor, task, error) is None
            if 0 < error < 9:
                told += 1
                assert graded.tuning_broken(functor, task, error - error / 1000) is not None
        assert told > 10


def test_the_magnitude_is_the_sum_of_any_weighting() -> None:
    """Distances are multiples of 1/2, so that of a square all sizes are rational."""
    chance = random.Random(8)
    found = []
    for name, base in (("bool", None), ("prob", None), ("metric", Fraction(1, 4)), ("metric", Fraction(4, 9))):
        for _ in range(60):
            case = random_case(chance, name)
            of, read = case.structures()[1].source, case.read()[2].category
            expected = naive.magnitude(name, case.source, base)
            found.append(expected)
            if expected is None:
                with pytest.raises(Impossible, match="weighting"):
                    magnitude(of, base)
                with pytest.raises(Rejected):
                    kernel_magnitude.magnitude(read, base)
                continue
            evidence = GradedMagnitude(of, base, magnitude(of, base)).find()[1]
            assert magnitude(of, base).value == expected == kernel_magnitude.magnitude(read, base)
            assert kernel_magnitude.proved(read, base, evidence) == expected
            for key in evidence:
                wrong = {**evidence, key: [*evidence[key][:-1], "7/3"]}
                with pytest.raises(Rejected):
                    kernel_magnitude.proved(read, base, wrong)
    assert len(set(found)) > 20


def test_a_power_that_is_no_fraction_has_no_size() -> None:
    half = Graded(QUANTALES["metric"], ["a", "b"], [[Fraction(0), Fraction(1, 2)], [Fraction(1, 2), Fraction(0)]], "C")
    assert magnitude(half, Fraction(1, 4)).value == Fraction(4, 3)
    with pytest.raises(Impossible, match="no fraction; with the base 1/4 it is one"):
        magnitude(half, Fraction(1, 2))
    half.values[0][1] = Fraction(10**9)
    with pytest.raises(LimitReached, match="10,000 bits"):
        magnitude(half, Fraction(1, 2))
    half.values[0][1] = Fraction(1, 10**9)
    with pytest.raises(Impossible, match="no fraction"):
        magnitude(half, Fraction(1, 2))


if __name__ == "__main__":  # python tests/core/test_graded.py 10000 [SEED]: so many tables, of each quantale a fifth
    NUMBER, SEED = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    CHANCE = random.Random(SEED)
    ASKED = SOLVED = RANGED = 0
    for DONE in range(1, NUMBER + 1):
        CASE = random_case(CHANCE, list(QUANTALES)[DONE % len(QUANTALES)])
        QUESTIONS = list(asked(CASE))
        ASKED, SOLVED = ASKED + agree(CASE, QUESTIONS), SOLVED + by_z3(CASE, QUESTIONS)
        RANGED += len(ranging(CASE)) if DONE // len(QUANTALES) % 10 == 0 else 0
        if DONE % 500 == 0 or DONE == NUMBER:
            said = f"{ASKED} answers the same, {SOLVED} by z3, {RANGED} by definitions that range over tasks"
            print(f"{DONE} random tables: {said}", flush=True)
