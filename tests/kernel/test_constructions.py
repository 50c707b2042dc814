"""Tables that say what they were constructed from: right ones leave nothing to trust, others are refused."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from typing import Any

import pytest

import catproof
from catproof import kernel
from catproof.decide import tables

THEORY = """
category Graphs { object V, E ; arrow s, t : V -> E }
monoid Idem { generator e ; equation e . e = e }
group Z4 { generator q ; equation q^4 = id }
poset Fork { l < top ; r < top }
enriched Zoo in metric { dog <-> wolf : 1/2 ; dog <-> cat : 2 }
category P = product(Idem, Fork)
category F = full(P, {(*, l), (*, top)})
task two on Graphs { V = {1, 2} ; E = {f} ; s { f |-> 1 } ; t { f |-> 2 } }
task loop on Graphs { V = {1} ; E = {f} }
transformation n : two -> two { at V { 1 |-> 1 ; 2 |-> 2 } ; at E { f |-> f } }
category El = elements(two)
functor I = inclusion(F)
functor Pr = projection(two)
functor Op = opposite(Pr)
functor Co = compose(Pr, identity(elements(two)))
functor Pt : Idem -> Z4 { e |-> id }
functor Qt : Idem -> Idem { e |-> id }
transformation mm : two -> loop { }
transformation bb : loop -> sum(loop, loop) { at V { 1 |-> (1, 1) } ; at E { f |-> (1, f) } }
transformation cc : loop -> sum(loop, loop) { at V { 1 |-> (2, 1) } ; at E { f |-> (2, f) } }
transformation w : Qt -> Qt { * |-> e }
task qq = quotient(two) { 1 ~ 2 at V }
task g2 = generated(Graphs) { u at E ; v at E ; u|s = v|t }
pretext Turn = rotation { order 4 ; image cat, dog ; image bar symmetry 2 }
pretext Plain = rotation { order 4 ; image cat, dog }
pretext M = masked { text "the cat sat" ; text "the dog sat" }
pretext N = next_token { text "the cat sat" ; text "the dog sat" }
pretext K = contrastive { pair x1, x2 ; pair x2, x3 ; sample z }
pretext S = supervised { x1 : cat ; x2 : cat ; x3 : dog }
"""

CATEGORIES = re.split(
    r"\s+",
    """P F El Turn Plain M N K S product(Fork,chain(3)) coproduct(Idem,Z4) coproduct(Fork,Fork)
opposite(Graphs) opposite(Fork) opposite(P) arrows(Idem) arrows(Fork) slice(Graphs,E) slice(Fork,top) slice(P,(*,top))
coslice(Graphs,V) coslice(Fork,l) coslice(Z4,*) comma(Pr,identity(Graphs)) comma(identity(Fork),identity(Fork))
functors(Fork,Fork) functors(Idem,Idem) karoubi(Idem) karoubi(Graphs)
functors(Fork,Idem) level(Zoo,1/2)
discrete({a,b}) chain(3) terminal() empty() elements(loop) full(Fork,{l,top}) comma(Pt,Pt)""",
)
TASKS = re.split(
    r"\s+",
    """yoneda(Graphs,E) sum(two,loop) product(two,two) constant(Graphs,{1,2}) terminal(Graphs) empty(Graphs)
restrict(Pr,two) lan(Pr,restrict(Pr,two)) ran(Pr,restrict(Pr,two)) power(two,two) omega(Graphs) omega(P) omega(Fork)
equalizer(first(two,two),second(two,two)) coequalizer(bb,cc)
pullback(mm,mm) pushout(bb,cc) qq g2 image(n) cones(Pt) cones(Pr)
lan(Pt,yoneda(Idem,*)) ran(Pt,yoneda(Idem,*)) restrict(Pt,yoneda(Z4,*))""",
)
FUNCTORS = re.split(
    " ",
    "I Pr Op Co identity(P) opposite(Pt) inclusion(full(Fork,{l,top})) projection(yoneda(Fork,l)) "
    "diagonal(Idem) diagonal(Fork) first(Fork,Idem) second(Fork,Idem) first(Fork,Fork) second(Fork,Fork) "
    "constant(Fork,Idem,*) constant(Idem,Graphs,E)",
)
TRANSFORMATIONS = re.split(
    r"\s+",
    """id(two) mm.n first(two,two) second(two,two) pair(n,n) left(two,loop) right(two,loop) copair(mm,id(loop))
element(two,f) yoneda(Graphs,s) yoneda(P,(e,id(l)))
restrict(Pr,n) lan(Pr,restrict(Pr,mm)) ran(Pr,restrict(Pr,mm))
unit(Pr,yoneda(elements(two),(V,1))) counit(Pr,two) ran_unit(Pr,two) ran_counit(Pr,yoneda(elements(two),(V,1)))
unit(Pt,yoneda(Idem,*)) ran_counit(Pt,yoneda(Idem,*)) evaluation(two,two) curry(first(two,two)) truth(Graphs)
truth(P) classify(n) classify(bb) inclusion(equalizer(first(two,two),second(two,two))) projection(coequalizer(bb,cc))
first(pullback(mm,mm)) second(pullback(mm,mm)) left(pushout(bb,cc)) right(pushout(bb,cc))""",
)
NATURAL = re.split(r"\s+", "id(Qt) w.w whisker(Pt,w) whisker(w,Qt)")
STATEMENTS = [
    *(f"ask count(arrows({c})) >= 0\n" for c in CATEGORIES),
    *(f"ask size({t}) >= 0\n" for t in TASKS),
    *(f"ask {f} is faithful\n" for f in FUNCTORS),
    *(f"ask {n} is mono\n" for n in TRANSFORMATIONS),
    *(f"ask {n} is iso\n" for n in NATURAL),
]

BY_NAME = {"ask yoneda(P,(e,id(l))) is mono": ["that the arrows of P are called as it is written is trusted"]}
"""Those whose sentence names an arrow of something that was made."""


@cache
def certificates() -> list[Any]:
    report = catproof.check(THEORY + "".join(STATEMENTS))
    assert [(e.span.line, e.message) for e in report.errors] == []
    return [json.loads(json.dumps(v.certificate)) for v in report.verdicts]


def entries(certificate: Any) -> list[tuple[str, Any]]:
    kinds = ("categories", "tasks", "functors", "transformations")
    return [(kind, entry) for kind in kinds for entry in certificate[kind] if "made" in entry]


@pytest.mark.parametrize("number", range(len(STATEMENTS)), ids=[s.strip() for s in STATEMENTS])
def test_what_a_table_is_made_of_is_checked(number):
    certificate = certificates()[number]
    assert entries(certificate)
    found = kernel.examine(certificate)
    assert found.verdict is certificate["verdict"]
    assert found.unchecked == BY_NAME.get(STATEMENTS[number].strip(), [])


def test_every_construction_is_here():
    from catproof.kernel import made

    words = {(kind, entry["made"][0]) for c in certificates() for kind, entry in entries(c)}
    known = {("categories", word) for word in (*made.CATEGORIES, *made.NAMED)}
    known |= {("tasks", word) for word in made.TASKS} | {("functors", word) for word in made.FUNCTORS}
    assert words == known | {("transformations", word) for word in made.TRANSFORMATIONS}


EQUAL = {
    *(("chain", "terminal"), ("discrete", "terminal"), ("discrete", "contrastive")),
}


@pytest.mark.parametrize("number", range(len(STATEMENTS)), ids=[s.strip() for s in STATEMENTS])
def test_a_table_that_is_something_else_is_refused(number):
    """Each table is said to be what another word makes of its parts, or the same word of other parts."""
    from catproof.kernel import made

    original = certificates()[number]
    refused = 0
    for where, (kind, entry) in enumerate(entries(original)):
        word, *parts = entry["made"]
        forgeries = [[word, *parts[:-1]] if parts else ["omega"], [word, *parts, 0], ["nothing", *parts]]
        singular = {"categories": "category", "tasks": "task", "functors": "functor"}
        kinds = made.parts_of(singular.get(kind, "transformation"), word)
        if kind == "tasks":
            others = [w for w, (taken, _) in made.TASKS.items() if taken == kinds and w != word]
            forgeries += [[w, *parts] for w in others if not _alike(original, word, w, parts)]
        elif word in made.CATEGORIES and kinds:
            others = [w for w, (taken, _) in made.CATEGORIES.items() if taken == kinds and w != word]
            forgeries += [[w, *parts] for w in others if (w, word) not in EQUAL and (word, w) not in EQUAL]
        forgeries += [[*entry["made"][:k], "x", *entry["made"][k + 1 :]] for k in range(1, len(entry["made"]))]
        for forgery in forgeries:
            forged = copy.deepcopy(original)
            entries(forged)[where][1]["made"] = forgery
            try:
                kernel.check(forged)
            except kernel.Rejected:
                refused += 1
            else:
                raise AssertionError(f"{entry['made']} passes for {forgery}")
    assert refused


def _alike(certificate: Any, word: str, other: str, parts: list[Any]) -> bool:
    """May the words make the same table? Along an equivalence both extensions do."""
    return {word, other} == {"lan", "ran"}


INFINITE = """
monoid E { generator e ; equation e . e = e }
category N { object o, p ; arrow s : o -> o ; arrow t : p -> o }
functor F : E -> N { * |-> o ; e |-> id(o) }
task T on N { o = {1, 2} ; s { 1 |-> 2 ; 2 |-> 1 } ; p = {u} }
ask size(restrict(F, T)) = 2
"""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([[0]], "does not respect"),
        ([[1]], "starts elsewhere"),
        ([[0, 0]], "does not respect"),
        ([], "misses a generating arrow"),
    ],
)
def test_a_functor_into_an_infinite_category_is_given_by_words(words, message):
    made = json.loads(json.dumps(next(iter(catproof.check_text(INFINITE).verdicts)).certificate))
    (functor,) = made["functors"]
    assert functor["generators"] == [[]]
    assert kernel.examine(made).unchecked == []
    functor["generators"] = words
    with pytest.raises(kernel.Rejected, match=message):
        kernel.check(made)


def test_a_table_with_another_restriction_is_refused():
    """Omega of two composable arrows has three elements at the top; two of them swapped is another table."""
    made = json.loads(json.dumps(catproof.check("ask size(omega(chain(2))) = 5\n").files[0].verdicts[0].certificate))
    (task,) = made["tasks"]
    assert task["made"] == ["omega", 0]
    assert kernel.check(made) is True
    task["action"] = [[1, 0, 1]]
    with pytest.raises(kernel.Rejected, match="a task is not what `omega` makes"):
        kernel.check(made)
    del task["made"]
    assert kernel.check(made) is True  # it is a task


@pytest.mark.parametrize("chain", ["chain(3)", "chain(30000)"])
def test_nothing_is_listed_of_a_chain_of_a_forged_length(chain):
    """Such a list would take all memory; a chain of 30,000 has no list of arrows."""
    made = json.loads(json.dumps(next(catproof.check_text(f"ask 0 is initial in {chain}").verdicts).certificate))
    (category,) = made["categories"]
    assert kernel.check(made) is True
    category["made"][1] = 10**30
    with pytest.raises(kernel.Rejected, match="a chain has another number of objects"):
        kernel.check(made)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "the key 'c' is given twice"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": -Infinity}', "-Infinity is no number"),
    ],
)
def test_what_is_said_twice_or_is_no_number_is_refused(text, message):
    with pytest.raises(kernel.Rejected, match=message):
        kernel.read(text.encode())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c.update(extra=1), "the certificate has an unknown key 'extra'"),
        (lambda c: c["statement"].update(note="x"), "the statement has an unknown key 'note'"),
        (lambda c: c["statement"].update(name="size(two)\x1b[8m"), "the name of the statement is no line of text"),
        (lambda c: c["tasks"][0].update(labels=[]), "an entry of the tasks has an unknown key 'labels'"),
        (lambda c: c["tasks"][0].update(name="two\u202e"), "a name in the tasks is no name"),
        (lambda c: c["tasks"][0]["elements"][0].__setitem__(0, True), "an element is called True, which is no label"),
        (lambda c: c["categories"][0]["objects"].__setitem__(0, {}), "an object is called {}, which is no label"),
        (lambda c: c["categories"][0]["objects"].__setitem__(0, "V\n"), "which is no label"),
        (lambda c: c["categories"][0]["generators"][0].__setitem__(0, 7), "an arrow is called 7, which is no name"),
        (lambda c: c["categories"][0]["presentation"].update(by="x"), "a presentation has an unknown key 'by'"),
        (lambda c: c["categories"][0]["homs"][0].update(by="x"), "the arrows into an object has an unknown key 'by'"),
    ],
)
def test_unknown_keys_and_labels_that_are_none_are_refused(change, message):
    made = json.loads(
        json.dumps(catproof.check(THEORY + "ask two is representable\n").files[0].verdicts[0].certificate)
    )
    assert kernel.check(made) is False or kernel.check(made) is True
    change(made)
    with pytest.raises(kernel.Rejected, match=message):
        kernel.check(made)


LARGE = """\
poset P { a < b }
functor F : P -> chain(300) { a |-> 1 ; b |-> 7 }
claim opposite(identity(chain(300))) is faithful
claim opposite(F) is faithful
claim inclusion(full(chain(300), {0, 1})) is faithful
claim projection(yoneda(chain(300), 1)) is faithful
claim compose(identity(chain(300)), F) is faithful
claim forall p in objects(chain(300)) : p is terminal in opposite(chain(300)) implies p = 0
claim forall f in arrows(chain(300), 0, 1) : f is mono in opposite(chain(300))
claim 3 is terminal in full(chain(300), {0, 3})
"""


def test_constructions_of_a_category_whose_arrows_are_not_listed_are_checked():
    found = catproof.check(LARGE).files[0].verdicts
    assert [(each.value, tuple(each.unchecked)) for each in found] == [("true", ())] * 8


def test_what_is_made_of_parts_too_large_to_be_entered_is_trusted_by_name(monkeypatch):
    monkeypatch.setattr(tables, "MOST_OBJECTS", 200)
    found = catproof.check(LARGE).files[0].verdicts
    assert [each.value for each in found] == ["true"] * 5 + ["unknown"] + ["true"] * 2
    assert found[0].unchecked[0] == "that opposite(chain(300)) is what `opposite` makes is trusted: too large to check"
    assert all(each.unchecked for each in found if each.value == "true")
