"""That there is no isomorphism, or no functor of some kind, proved in Coq by a clausal proof instead of a search; that
the functors listed are all there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bridge.batch import accepted, rejections
from bridge.coq import coqc, written
from bridge.test_mutations import COMPUTED, with_tables
from search.test_natural_maps import GRAPHS, graph

from catproof.bridge import coq_refuted


def cycles(name: str, *lengths: int) -> str:
    """Directed cycles side by side: all with as many vertices and edges have the same counts everywhere."""
    arcs, first = [], 0
    for length in lengths:
        arcs += [(first + k, first + (k + 1) % length) for k in range(length)]
        first += length
    return graph(name, first, arcs)


THEORY = f"""{GRAPHS}{cycles("One", 12)}{cycles("Two", 5, 7)}
category Loops {{ object a, b, c, d, e, f, g ; arrow r : a -> a ; equation r . r = id }}
group Z4 {{ generator q ; equation q^4 = id }}
functor Still : Loops -> Z4 {{ r |-> id }}
functor Turn : Loops -> Z4 {{ r |-> q . q }}
refute tasks : One ~= Two
refute categories : product(chain(2), chain(4)) ~= product(chain(2), product(chain(2), chain(2)))
refute functors : Still ~= Turn
claim isomorphism : not exists F in functors(product(chain(2), chain(3)), chain(6)) : F is an isomorphism
refute equivalence : exists F in functors(product(chain(2), chain(3)), chain(5)) : F is an equivalence
refute embedding : exists F in functors(product(chain(2), chain(3)), chain(5)) : F is an embedding
refute such : exists F in functors(product(chain(2), chain(3)), chain(6)) such that F is full : F is faithful
"""

OTHERWISE = {
    "tasks": (cycles("One", 12), cycles("One", 5, 7)),
    "categories": ("product(chain(2), chain(4)) ~=", "product(chain(2), product(chain(2), chain(2))) ~="),
    "functors": ("r |-> q . q", "r |-> id"),
    "isomorphism": ("chain(6)) : F is an isomorphism", "product(chain(2), chain(3))) : F is an isomorphism"),
    "equivalence": ("chain(5)) : F is an equivalence", "product(chain(2), chain(3))) : F is an equivalence"),
    "embedding": ("chain(5)) : F is an embedding", "chain(6)) : F is an embedding"),
    "such": ("chain(6)) such", "product(chain(2), chain(3))) such"),
}
"""What is changed of each statement, so that there is one."""

STEPS = re.compile(r'refine \((?:[^"]*(?:refuted|no_functor_spec) [^"]*)\[((?:"[\d; ]*"[;\s]*)+)\]')


def test_what_there_is_none_of_is_refuted_by_a_proof(tmp_path: Path) -> None:
    """And no proof is accepted without its end, nor above tables between which there is one."""
    done = {one.statement.name: one.text for one in written(THEORY, tmp_path)}
    assert done.keys() == OTHERWISE.keys()
    assert accepted(coqc(), list(done.values())) == [""] * len(done)
    changed = []
    for name, (old, new) in OTHERWISE.items():
        text = done[name]
        steps = STEPS.search(text)
        assert steps is not None, name
        *before, _ = re.findall(r'"[^"]*"', steps[1])  # the last is the clause that nothing satisfies
        changed.append(f"{text[: steps.start(1)]}{'; '.join(before)}{text[steps.end(1) :]}")
        assert old in THEORY
        (other,) = (one for one in written(THEORY.replace(old, new), tmp_path, name) if one.statement.name == name)
        assert other.verdict != ("true" if name == "isomorphism" else "false")
        if name in ("tasks", "functors"):  # the others speak of constructions, which have their tables by name
            changed.append(with_tables(text, other.text))
    said = rejections(coqc(), changed)
    assert [message for message in said if not re.search(COMPUTED, message)] == []
    assert len({*changed}) == 9 and not {*changed} & {*done.values()}


FUNCTORS = """
category Two { object 0, 1 ; arrow f, g : 0 -> 1 }
monoid S3 { generator a, b ; equation a^2 = id ; equation b^3 = id ; equation a . b = b^2 . a }
poset V { a < b ; a < c }
claim counted : count(functors(S3, S3)) = 10
claim all : forall F in functors(V, Two) : F(b) = F(c) in Two or F(a) = 0 in Two
claim fixed : count(F in functors(Two, Two) such that F is full) = 2
"""


def test_functors_are_those_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And there are others, if one is left out; nor is anything else one of them."""
    monkeypatch.setattr(coq_refuted, "FEW_CHOICES", 0)
    texts = [one.text for one in written(FUNCTORS, tmp_path)]
    assert accepted(coqc(), texts) == [""] * 3
    mutants = []
    for text in texts:
        listed = re.search(
            r"Definition functors_listed := Eval vm_compute in map code_from\s+\[(.*?)\]\.\n", text, re.S
        )
        assert listed is not None
        between = ";\n   {|"
        first, *others = listed[1].split(between)
        for rest in ([first, *others[:-1]], [first, *others, others[-1]], [first.replace('"', '"9 ', 1), *others]):
            mutants.append(f"{text[: listed.start(1)]}{between.join(rest)}{text[listed.end(1) :]}")
    said = rejections(coqc(), mutants)
    assert [message for message in said if not re.search(COMPUTED, message)] == [] and len(mutants) == 9


def test_one_of_many_functors_decides(tmp_path: Path) -> None:
    """Of 16^6 choices of values one is given, and no others are sought."""
    theory = """category Grid = product(chain(4), chain(4))
claim some : exists F in functors(chain(6), Grid) : F(0) = (0, 0) in Grid and F(5) = (3, 3) in Grid
refute every : forall F in functors(chain(6), Grid) : F(0) = F(5) in Grid
"""
    texts = [one.text for one in written(theory, tmp_path)]
    assert all("one_functor" in text and "functors_listed" not in text for text in texts)
    assert accepted(coqc(), texts) == ["", ""]
