"""Certificates of every kind of claim a theory can make: all hold, none can be turned into its opposite.

The forger takes the evidence of other claims of the same kind, with one number changed, and says the opposite of what
is true; and changes the certificate in one place. What leaves the kernel is a verdict or `Rejected`, nothing else.
"""

from __future__ import annotations

import copy
import itertools
import json
from functools import cache
from typing import Any

import pytest
from mutation import head, mutations, with_other_numbers

import catproof
from catproof import kernel
from catproof.kernel import shipped

THEORY = """
category Graphs { object V, E ; arrow s, t : V -> E }
monoid Idem { generator e ; equation e . e = e }
monoid One { }
group Z2 { generator r ; equation r^2 = id }
group Z4 { generator q ; equation q^4 = id }
poset Step { a < b }
poset Fork { l < top ; r < top }
category D = discrete({a, b})
functor In : One -> Idem { }
functor Forget : Step -> One { }
functor Apart : D -> Step { a |-> a ; b |-> b }
functor Swap : D -> D { a |-> b ; b |-> a }
functor ToTop : One -> Step { * |-> b }
functor ToBottom : One -> Step { * |-> a }
functor Left : Step -> Fork { a |-> l ; b |-> top }
functor Right : Step -> Fork { a |-> r ; b |-> top }
functor Half : Z4 -> Z2 { q |-> r }
functor Double : Z2 -> Z4 { r |-> q^2 }
functor Zero : Z2 -> Z4 { r |-> id }
task two on Graphs { V = {1, 2} ; E = {f} ; s { f |-> 1 } ; t { f |-> 2 } }
task loop on Graphs { V = {1} ; E = {f} }
task dots on Graphs { V = {1, 2} }
task only_a on D { a = {x} }
task only_b on D { b = {x} }
task pair on One { * = {1, 2} }
task dot on One { * = {1} }
transformation collapse : two -> loop { at V { 1 |-> 1 ; 2 |-> 1 } ; at E { f |-> f } }
transformation ends : dots -> two { at V { 1 |-> 1 ; 2 |-> 2 } }
transformation same : two -> two { at V { 1 |-> 1 ; 2 |-> 2 } ; at E { f |-> f } }
model blind = via(Forget)
model features = via(Apart)
transformation turn : Zero -> Zero { * |-> q }
transformation flatten : loop -> loop { }
model written : Step -> Graphs { a |-> dots ; b |-> two ; (a -> b) |-> ends }
model flat : Step -> Graphs { a |-> loop ; b |-> loop ; (a -> b) |-> flatten }
model point : One -> One { * |-> dot }
"""

CLAIMS = """
features solves only_a by tuning
features solves only_b by tuning
via(In) solves pair by tuning
blind solves constant(Step, {1, 2}) by tuning
blind solves yoneda(Step, a) by tuning
yoneda(Graphs) solves two by tuning
written solves yoneda(Step, a) by tuning
flat solves yoneda(Step, a) by tuning
written is ideal
flat is ideal
point is ideal
blind is ideal
written solves yoneda(Step, b) by prompt
flat solves yoneda(Step, a) by prompt
flat solves yoneda(Step, b) by prompt b
blind ~= blind
written ~= written
written ~= flat
features ~= via(Apart)
collapse is mono
collapse is epi
ends is mono
ends is epi
same is iso
collapse is iso
Apart is an embedding
Swap is an isomorphism
Left is an equivalence
Swap is an equivalence
Half is faithful
Double is full
Left ~= Right
Double ~= Zero
Left ~= Left
Double ~= Double
Z2 ~= Z4
Z4 ~= opposite(Z4)
Step ~= opposite(Step)
Fork ~= opposite(Fork)
Step ~= chain(2)
ToBottom is left adjoint to Forget
ToTop is left adjoint to Forget
Forget is left adjoint to ToTop
Forget is left adjoint to ToBottom
Forget has a right adjoint
Forget has a left adjoint
In has a left adjoint
Apart has a right adjoint
Left has a right adjoint
Left generalizes
Apart generalizes
Double generalizes
Left generalizes from {a}
Left generalizes from {a, b}
Left generalizes from {b}
Double generalizes from {} among functors
Double generalizes from {*} among functors
Swap generalizes from {a} among faithful functors
Swap generalizes from {a, b} among faithful functors
Double generalizes from {} among faithful functors
Zero generalizes from {*} among faithful functors
ToTop is dense
Left is dense
inclusion(full(Graphs, {V})) is dense
identity(Graphs) is dense
ToTop preserves limits
ToBottom preserves limits
ToTop preserves colimits
ToBottom preserves colimits
Half preserves limits
Half preserves colimits
In preserves colimits
Apart preserves limits
Apart preserves colimits
Apart reflects limits
Apart reflects colimits
Left reflects limits
Forget reflects limits
Zero reflects colimits
Double reflects colimits
Half reflects limits
Half reflects colimits
Step is a lattice
Fork is a lattice
Step is distributive
Z2 is distributive
Step is equivalent to Step
Step is equivalent to One
forall T in tasks(Z2, size <= 3) : size(T) <= 3
forall T in tasks(Z2, size <= 3) : T is representable
exists T in tasks(Z2, size <= 3) : T is representable
exists T in tasks(Idem, size <= 2) : rank(T) = 3
forall C in categories(arrows <= 2) : count(objects(C)) <= 2
exists C in categories(arrows <= 2) : count(objects(C)) = 3
forall F in functors(Step, Fork) : F is faithful
exists F in functors(Step, Fork) : F is full
exists F in functors(Fork, Step) : F is an equivalence
forall n in transformations(dots, two) : n is mono
exists n in transformations(dots, two) : n is iso
count(transformations(dots, two)) = 4
count(transformations(two, dots)) = 1
count(functors(Step, Fork)) = 5
count(tasks(Z2, size <= 3)) = 6
same = id(two)
left(loop, loop) = right(loop, loop)
Double = Zero
compose(Half, Double) = compose(Half, Zero)
turn = id(Zero)
turn . turn = turn . turn . id(Zero)
forall u in elements(two) : forall x in objects(Graphs) : size(yoneda(Graphs, x)) <= 3
not (Z2 ~= Z4) and (Left is full or Right is full)
""".strip().split("\n")


ELSEWHERE = {
    *((word, "arrow") for word in ("mono", "epi", "iso", "split mono", "split epi")),
    *((word, "object") for word in ("terminal", "initial")),
    *(("representable", "task"), ("representable", "task", "object"), ("familial", "task")),
    *(("isomorphic", "task", "task"), ("isomorphic", "object", "object")),
    *(("solves by prompt", "model", "task"), ("solves by prompt", "model", "task", "object")),
    *((word, "functor") for word in ("full", "faithful", "fully faithful", "essentially surjective", "isomorphism")),
    *((word, "functor") for word in ("embedding", "equivalence", "generalizes")),
    ("iso", "transformation"),
}
"""Kinds of claims that `test_mutations` has, true and false; or that one rule decides with others."""


@cache
def certificates() -> dict[str, dict[str, Any]]:
    """The certificate of each claim's verdict, as read back from its file."""
    report = catproof.check(THEORY + "".join(f"ask {claim}\n" for claim in CLAIMS))
    assert [(e.span.line, e.message) for e in report.errors] == []
    found = dict(zip(CLAIMS, report.verdicts, strict=True))
    assert all(v.certificate is not None for v in found.values())
    return {claim: json.loads(json.dumps(v.certificate)) for claim, v in found.items()}


def kind(certificate: dict[str, Any]) -> tuple[str, ...]:
    return head(certificate)


def test_every_kind_of_claim_is_here_true_and_false():
    seen = {(kind(c), c["verdict"]) for c in certificates().values()}
    known = {*((word, *kinds) for word, kinds in shipped.SAID), *((word,) for word in shipped.ATOMS)}
    known |= {("forall",), ("exists",), ("=",)}
    assert {(name, value) for name in known - ELSEWHERE for value in (True, False)} <= seen


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_certificate_holds_and_no_change_of_it_gets_past_its_digest(claim):
    made = certificates()[claim]
    assert kernel.check(made) is made["verdict"]
    digest = kernel.digest(made)
    changes = sum(1 for _ in mutations(made))
    tried = 0
    for _ in itertools.islice(mutations(made), 0, None, changes // 250 + 1):
        tried += 1
        with pytest.raises(kernel.Rejected):
            kernel.check({**made, "digest": digest})
        try:
            assert kernel.check(made) is made["verdict"]
        except kernel.Rejected:
            continue
    assert tried >= 20
    assert kernel.check({**made, "digest": digest}) is made["verdict"]


@pytest.mark.parametrize("claim", CLAIMS)
def test_no_evidence_proves_the_opposite(claim):
    forged = copy.deepcopy(certificates()[claim])
    opposite = forged["verdict"] = not forged["verdict"]
    pool = [
        c["evidence"]
        for c in certificates().values()
        if kind(c) == kind(forged) and c["verdict"] is opposite and c["evidence"]
    ]
    own = {**(forged["evidence"] or {}), "value": opposite}
    candidates = [{"value": opposite}, *(e for one in [own, *pool] for e in with_other_numbers(copy.deepcopy(one)))]
    for evidence in candidates[:: len(candidates) // 250 + 1]:
        forged["evidence"] = evidence
        with pytest.raises(kernel.Rejected):
            kernel.check(forged)
