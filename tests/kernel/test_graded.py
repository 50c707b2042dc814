"""Certificates about graded things: changed ones are accepted only where what they say is true."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from elaborated import declarations
from judge_graded import tells_the_truth
from mutation import mutations, places, replacements

from catproof import kernel
from catproof.decide import certificate as certificates
from catproof.decide.decider import Decider
from catproof.elaborate.propositions import proposition
from catproof.syntax import tree
from catproof.syntax.parser import parse

THEORY = """
enriched Zoo in metric { dog <-> wolf : 1/2 ; dog <-> cat : 2 ; wolf <-> cat : 2 }
task canine on Zoo { dog : 0 ; wolf : 0 ; cat : 2 }
scores Raw in metric { a <-> b : 1 ; b <-> c : 1 ; a <-> c : 3 }
enriched Short = closure(Raw)
enriched Points in metric { p <-> q : inf }
enriched Feature in metric { u <-> v : 1/4 }
functor f : Points -> Feature { p |-> u ; q |-> v }
functor g : Points -> Points { p |-> p ; q |-> q }
task label on Points { p : 0 ; q : 1 }
enriched Order in bool { low -> mid : 1 ; low -> side : 1 }
task down on Order { low : 1 ; mid : 1 ; side : 1 }
enriched Texts in prob { cat -> the : 3/4 ; the -> all : 2/3 }
enriched Apart in metric { object dog, cat, wolf }
functor at : Apart -> Zoo { dog |-> dog ; cat |-> cat ; wolf |-> wolf }
task table on Apart { dog : 0 ; wolf : 3 }
task pets = lan(at, table)
task least = ran(at, table)
preorder Near = level(Zoo, 1/2)
define close(enriched C, object a in C, number e) := exists b in objects(C) : b != a in C and C(a, b) <= e
"""

SENTENCES = (
    "canine is representable",
    "canine is representable by dog within 1/2 and not canine is representable within 1/4",
    "rank(canine) = 2 and rank(canine, within 1/4) = 2",
    "rank(canine, within 1/2) = 1 or rank(canine) = 0",
    "Zoo(dog, cat) = 2 and canine(cat) = 2",
    "Raw is a category",
    "Short(a, c) = 2 and Short is a category",
    "via(f) solves label by tuning",
    "via(f) solves label by tuning within 3/8",
    "via(f) is ideal up to recalibration within 1/4",
    "via(f) is ideal",
    "g generalizes from {p, q}",
    "g generalizes from {p}",
    "f generalizes from {p} within 1/4",
    "rank(down) = 2 and yoneda(Order, mid) is representable by mid",
    "forall x in objects(Zoo) : canine(x) <= Zoo(x, dog)",
    "Texts(cat, all) = 1/2 and Texts(all, cat) < 1/4",
    "pets(wolf) = 1/2 and least(dog) = inf",
    "restrict(at, pets)(cat) = 2 or least(dog) = 1",
    "magnitude(Texts) = 1",
    "magnitude(Zoo, 1/4) < 5/2",
    "count(arrows(Near)) = 5",
    "close(Zoo, dog, 1) and not close(Zoo, cat, 1)",
)


OF_ALL_TABLES = (
    "forall M in metrics(points = 2) : forall T in tasks(M) : T is representable implies rank(T) = 1",
    "forall M in metrics(points = 2) : forall x, y in objects(M) : M(x, y) >= 0 and M(x, x) <= M(x, y)",
    "exists M in metrics(points = 2) : exists x, y in objects(M) : M(x, y) < 0",
    "forall M in metrics(points = 2) : forall T in tasks(M) : rank(T) <= 1",
    "forall M in metrics(points <= 2) : forall T in tasks(M) : rank(T, within 1/2) <= 2",
    "exists M in metrics(points = 2) : exists T in tasks(M) : rank(T) = 2 and rank(T, within 1/2) = 1",
    "forall T in tasks(Zoo) : T(dog) <= T(wolf) + 1/2",
    "forall T in tasks(Zoo) : T is representable within 1/2",
    "forall T in tasks(Feature) : T(f(q)) <= T(f(p)) + 1/4",
    "exists T in tasks(Feature) : forall x in objects(Points) : T(f(x)) >= label(x) + 1/2",
    "forall M in enriched(fuzzy, points = 2) : forall T in tasks(M) : rank(T) <= 2",
    "exists M in enriched(fuzzy, points = 2) : exists x, y in objects(M) : M(x, y) = 1/2 and M(y, x) = 0",
    "forall M in enriched(lukasiewicz, points = 2) : forall T in tasks(M) : T is representable implies rank(T) <= 1",
    "forall M in enriched(lukasiewicz, points = 2) : forall x, y in objects(M) : M(x, y) + M(y, x) <= 3/2",
    "forall M in enriched(prob, points = 2) : forall x, y in objects(M) : M(x, y) * M(y, x) <= M(x, y)",
    "exists M in enriched(prob, points = 2) : exists T in tasks(M) : rank(T) = 2",
    "exists M in enriched(bool, points = 2) : exists T in tasks(M) : rank(T) > 2",
    "forall M in metrics(points = 2) : exists T in tasks(M) : T is representable",
    "forall M in enriched(lukasiewicz, points = 2) : exists T in tasks(M) : rank(T) = 2",
)


def certified(text: str) -> Any:
    terms = declarations(THEORY)
    (statement,) = parse(f"claim {text}", "").theory.items
    assert isinstance(statement, tree.Statement)
    prop, said = proposition(statement.prop, terms)
    found = Decider("direct", 60_000).decide(prop)
    assert found.value is not None
    where = {"file": "t.cat", "line": 1, "kind": "claim", "name": "line 1"}
    made = certificates.certificate(where, "0.1.0", certificates.said_by(said), found.value, found.evidence)
    return json.loads(json.dumps(made))


@pytest.mark.parametrize("text", SENTENCES)
def test_changed_certificates_are_accepted_only_where_they_are_true(text: str) -> None:
    certificate = certified(text)
    assert kernel.check(certificate) is certificate["verdict"]
    assert tells_the_truth(certificate)
    accepted = number = 0
    for path, new in mutations(certificate):
        number += 1
        try:
            kernel.check(certificate)
        except kernel.Rejected:
            continue
        accepted += 1
        assert tells_the_truth(certificate), (path, new)
    assert number > 100 and accepted < number / 3, (number, accepted)


def changed_at_random(number: int, sentences: Sequence[str], chance: random.Random) -> Counter[str]:
    """So many certificates of these, changed in a place or two: what is accepted is true."""
    texts = [json.dumps(certified(text)) for text in sentences]
    judged: dict[str, bool] = {}
    found = Counter[str]()
    for text in texts:
        assert kernel.check(json.loads(text)) is json.loads(text)["verdict"] and tells_the_truth(json.loads(text)), text
    for _ in range(number):
        one = json.loads(chance.choice(texts))
        for _ in range(chance.choice((1, 1, 2))):
            parts = {key: one[key] for key in ("claim", "evidence", "verdict", "graded", "constants") if key in one}
            part = chance.choice(list(parts))
            container, key, path = chance.choice(list(places({part: parts[part]})))
            (one if len(path) == 1 else container)[key] = chance.choice(replacements(container[key]))
        try:
            kernel.check(one)
        except kernel.Rejected:
            found["rejected"] += 1
            continue
        found["accepted"] += 1
        said = json.dumps([one[key] for key in ("claim", "verdict", "constants", "evidence")] + [one.get("graded")])
        if said not in judged:
            judged[said] = tells_the_truth(one)
        assert judged[said], said
    return found


def test_changed_statements_about_all_tables_are_accepted_only_where_they_are_true() -> None:
    found = changed_at_random(150, OF_ALL_TABLES, random.Random(1))
    assert found["accepted"] > 5 and found["rejected"] > 50, found


def test_what_is_said_is_written_from_the_claim() -> None:
    for text in SENTENCES:
        assert kernel.examine(certified(text)).sentence == text
    assert kernel.examine(certified("count(arrows(Near)) = 5")).declared == ["Near is level(Zoo, 1/2)"]
    assert kernel.examine(certified("Short(a, c) = 2")).declared == ["Short is closure(Raw)"]
    assert kernel.examine(certified("yoneda(Points) is ideal")).sentence == "yoneda(Points) is ideal"


def test_a_fewer_that_is_wrong_is_refused() -> None:
    """One prompt is not enough within 1/4; a proof that says the opposite, or says nothing, is none."""
    certificate = certified("rank(canine, within 1/4) = 2")
    assert certificate["evidence"]["left"] == {"cover": [0, 1], "fewer": ["apart", [0, 1]]}
    for fewer in (None, ["apart", [0]], ["apart", [0, 0]], ["apart", [0, 2]], ["through", 0, []], ["apart", [0, 1, 2]]):
        certificate["evidence"]["left"]["fewer"] = fewer
        with pytest.raises(kernel.Rejected):
            kernel.check(certificate)
    certificate = certified("rank(canine, within 1/2) = 1")
    certificate["evidence"]["left"] = {"cover": [0, 1], "fewer": ["apart", [0, 1]]}
    with pytest.raises(kernel.Rejected, match="fewer"):
        kernel.check(certificate)


if __name__ == "__main__":  # python tests/kernel/test_graded.py 1000 [SEED]
    CHANCE = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    for NAME, SEVERAL in (("about tables", SENTENCES), ("about all tables", OF_ALL_TABLES)):
        FOUND = changed_at_random(int(sys.argv[1]), SEVERAL, CHANCE)
        print(f"{sys.argv[1]} changed certificates {NAME}: {FOUND['accepted']} accepted, all true; the rest rejected")
