"""Random terms over a few structures, by both kernels: well-kinded, and otherwise without sense.

python tests/second_kernel/random_terms.py 20000 [SEED]
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)]

from second_kernel import agreement  # noqa: E402

from catproof.logic.signature import OPERATORS, VALUES  # noqa: E402

THEORY = """
category C { object p, a ; arrow f, g : p -> a ; arrow l : a -> a
  equation l . l = l ; equation l . f = f ; equation l . g = f }
category D { object a, p ; arrow f : p -> a }
monoid E { generator e ; equation e . e = e }
functor F : D -> C { p |-> p ; a |-> a ; f |-> g }
functor H : D -> C { p |-> p ; a |-> a ; f |-> f }
functor I = identity(C)
functor K : C -> C { p |-> a ; a |-> a ; f |-> l ; g |-> l ; l |-> l }
functor L : D -> E { p |-> * ; a |-> * ; f |-> e }
functor M : E -> E { * |-> * ; e |-> id }
task S on C { p = {1, 2} ; a = {1, 2} ; f { 1 |-> 1 ; 2 |-> 1 } ; g { 1 |-> 1 ; 2 |-> 1 } ; l { 1 |-> 1 ; 2 |-> 1 } }
task T on C { p = {1} ; a = {1, 2} ; f { 1 |-> 1 ; 2 |-> 1 } ; g { 1 |-> 1 ; 2 |-> 1 } ; l { 1 |-> 1 ; 2 |-> 1 } }
task U on D { p = {1, 2} ; a = {1} ; f { 1 |-> 2 } }
task V on E { * = {1, 2} ; e { 1 |-> 1 ; 2 |-> 1 } }
transformation n : S -> T { at p { 1 |-> 1 ; 2 |-> 1 } ; at a { 1 |-> 1 ; 2 |-> 2 } }
transformation m : T -> T { at p { 1 |-> 1 } ; at a { 1 |-> 1 ; 2 |-> 1 } }
transformation q : V -> V { at * { 1 |-> 1 ; 2 |-> 1 } }
transformation k : I -> K { p |-> f ; a |-> l }
model y = yoneda(C)
model v = via(F)
model x : D -> C { p |-> S ; a |-> T ; f |-> n }
claim all : F = F or H = H or I = I or K = K or L = L or M = M or n = n or m = m or q = q or k = k or U ~= U
  or y solves S by prompt or v solves U by prompt or x solves U by prompt
  or p ~= a in C or p ~= a in D or (1 at a) = (2 at a) in S or (1 at p) = (2 at p) in U or (1 at *) = (2 at *) in V
  or (1 at a) = (2 at a) in T or f = g in C or l = l in C or f = f in D or e = e in E or M = M
"""

MOST_DEEP = 3
LEFT_OUT = {"functor category", "power of tasks", "omega", "comma", "categories", "monoids", "posets", "tasks"}
"""What takes long, or needs evidence."""
PLAIN = [
    *("category", "functor", "task", "transformation", "natural transformation"),
    *("model", "object", "arrow", "element"),
]


class Terms:
    """Makes terms by chance."""

    def __init__(self, constants: list[dict[str, Any]], chance: random.Random) -> None:
        self.chance = chance
        self.constants = {kind: [k for k, c in enumerate(constants) if c["is"] == kind] for kind in PLAIN}
        self.makers: dict[str, list[Any]] = {}
        for operator in OPERATORS.values():
            if operator.name not in LEFT_OUT and not any(kind.startswith(("item", "label")) for kind in operator.takes):
                self.makers.setdefault(operator.kind, []).append(operator)

    def term(self, kind: str, variables: dict[str, str], deep: int) -> Any:
        """A term of the kind."""
        leaves: list[Any] = [["constant", k] for k in self.constants.get(kind, [])]
        leaves += [["variable", name] for name, known in variables.items() if known == kind] * 2
        if kind == "number":
            leaves = [["number", self.chance.randrange(4)]]
        if leaves and (deep >= MOST_DEEP or self.chance.random() < 0.5):
            return self.chance.choice(leaves)
        if kind == "proposition" and deep < MOST_DEEP and self.chance.random() < 0.3:
            return self.bound(self.chance.choice(("forall", "exists", "exists unique")), variables, deep)
        if kind == "number" and self.chance.random() < 0.2:
            return self.bound("count", variables, deep)
        operator = self.chance.choice(self.makers[kind])
        takes = operator.kinds(len(operator.takes) + self.chance.randrange(2) if operator.several else 0)
        return ["apply", operator.name, *(self.term(each, variables, deep + 1) for each in takes)]

    def bound(self, binder: str, variables: dict[str, str], deep: int) -> Any:
        domain = self.term("domain", variables, deep + 1)
        name = f"v{len(variables)}"
        inner = {**variables, name: VALUES[domain[1]]}
        condition = self.term("proposition", inner, deep + 2) if self.chance.random() < 0.2 else None
        body = None if binder == "count" else self.term("proposition", inner, deep + 1)
        return ["binding", binder, [name], domain, condition, body]


def trials(certificate: dict[str, Any], number: int, chance: random.Random) -> Iterator[agreement.Trial]:
    """Random claims, each with the verdict that the first kernel accepts, if there is one, else both."""
    terms = Terms(certificate["constants"], chance)
    for _ in range(number):
        claim = terms.term("proposition", {}, 0)
        answers = []
        for verdict in (True, False):
            one = {**certificate, "claim": claim, "evidence": None, "verdict": verdict}
            answers.append(agreement.Trial("", (), claim, agreement.by_first(one), json.dumps(one)))
        accepted = [trial for trial in answers if agreement.kind(trial.first) != "rejected"]
        yield from accepted or answers


def main(number: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        program = agreement.compiled(Path(folder))
        (Path(folder) / "t.cat").write_text(THEORY)
        (certificate,) = agreement.made(Path(folder) / "c", Path(folder) / "t.cat").values()
        del certificate["digest"]
        found = agreement.compare(program, trials(certificate, number, random.Random(seed)))
    for trial, answer in found.differences:
        print(json.dumps(trial.new), trial.first, answer, sep="\n  ")
    print(Counter(found.counts))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
