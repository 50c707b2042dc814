"""Exported files with one thing changed that makes them say something false, or prove nothing: coqc rejects each.

Three kinds of changes. It is a check that computes to false which rejects each: that a file does not type-check, or
speaks of something that is not there, would show little.

- *Tables and truth values.* One entry of the theory is changed such that the verdict on a statement becomes the
  opposite one. Then the theorem and proof of the one export are put below the tables of the other, both ways round: a
  theorem with an entry of its tables changed, and the opposite theorem, proved as it should be proved, about tables of
  which it is false.
- *Entries.* A task that its witness represents has every row decided by the witness (the row of u restricted along f is
  that of f), so any other entry in it, or in the arrows into the representing object, breaks the match.
- *Witnesses.* The graphs and orders used have no automorphisms, so a universal element, a prompt or an isomorphism is
  the only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bridge.batch import accepted, rejections
from bridge.coq import coqc, written
from bridge.many_mutations import COMPUTED, settled, wrong
from bridge.mutated_words import CHANGED, FURTHER, FURTHER_CHANGED, MAKING, REWORDED, WORDS

THEORY = """
category G { object V, E ; arrow s, t : V -> E }
task edge on G { V = {1, 2} ; E = {e} ; s { e |-> 1 } ; t { e |-> 2 } }
task turned on G { V = {1, 2} ; E = {e} ; s { e |-> 2 } ; t { e |-> 1 } }
task loop on G { V = {1} ; E = {e} }
poset P { a < b < c }
task up on P { a = {x} ; b = {y} }
functor Swap : G -> G { V |-> V ; E |-> E ; s |-> t ; t |-> s }
functor Merge : discrete({x, y}) -> chain(1) { x |-> 0 ; y |-> 0 }
task even on discrete({x, y}) { x = {1} ; y = {2} }
category H { object A, B ; arrow u : A -> B ; arrow v : B -> A ; equation v . u = id ; equation u . v = id }
claim represents : edge is representable by E
claim represents_up : up is representable by b
claim representable : edge is representable
claim prompt_by : yoneda(G) solves edge by prompt E
claim prompt : yoneda(G) solves edge by prompt
claim via_prompt_by : via(Swap) solves edge by prompt E
claim via_prompt : via(Swap) solves edge by prompt
claim isomorphic : edge ~= turned
claim rank : rank(edge) = 1
claim rank_bound : rank(edge) < 2
claim size : size(even) = 2
claim elements : count(elements(up, b)) = 1
claim arrows : count(arrows(H)) = 4
claim hom : count(arrows(H, B, B)) < 2
claim two_numbers : count(elements(even, x)) = count(elements(even, y))
claim familial : edge is familial
claim full : Swap is full
claim faithful : Swap is faithful
claim fully_faithful : Swap is fully faithful
claim embedding : Swap is an embedding
claim ideal : via(Swap) is ideal
claim generalization : Swap generalizes
claim tuning : via(Merge) solves even by tuning
claim equal : u . v = id(B) in H
claim arrow_property : u is epi in H and u is iso in H
claim negation : not edge is representable by E
claim conjunction : edge is representable and Swap is full
claim disjunction : edge is representable or loop is representable
claim implication : edge is representable implies loop is representable
claim equivalence : edge is representable iff up is representable
claim every_arrow : forall f in arrows(H, B, B) : f = id(B)
claim some_object : exists X in objects(G) : edge is representable by X
claim some_arrow : exists f in arrows(H, B, B) : not f = id(B)
"""

CHANGES = {
    "t { e |-> 2 }": "t { e |-> 1 }",
    "t |-> s }": "t |-> t }",
    "{ x = {1} ; y = {2} }": "{ x = {1} ; y = {2, 3} }",
    "b = {y}": "b = {y, z}",
    " ; equation u . v = id": "",
}
"""One thing each, by which the verdicts on some statements become the opposite ones."""

STRUCTURES = """
poset A { a < b }
poset B { x < y }
poset P { p < q }
category D = discrete({u, v})
functor F : A -> B { a |-> x ; b |-> y }
functor H : A -> B { a |-> x ; b |-> y }
functor K : B -> A { x |-> a ; y |-> b }
functor W : D -> P { u |-> p ; v |-> q }
task t on D { u = {1} ; v = {2} }
claim adjoint : F is left adjoint to K
claim left : F has a left adjoint
claim dense : F is dense
claim functors : F ~= H
claim categories : A ~= P
claim seen : F generalizes from {a, b}
refute among_functors : F generalizes from {b} among functors
refute among_faithful : F generalizes from {b} among faithful functors
claim number_of_functors : count(functors(A, P)) = 3
claim some_functor : exists L in functors(A, P) : L is full and L is faithful
claim maps : count(transformations(t, t)) = 1
claim every_map : forall n in transformations(t, t) : n is iso
claim tasks : forall T in tasks(P, size <= 2) : count(elements(T, q)) = 0 or count(elements(T, p)) > 0
claim number_of_tasks : count(tasks(P, size = 1)) = 1
refute ranks : forall T in tasks(P, size <= 2) : size(T) = 2 implies rank(T) = 2
claim isomorphic : forall T in tasks(P, size <= 2) : size(T) = 1 implies T ~= yoneda(P, p)
refute tuned : forall T in tasks(D, size <= 2) : via(W) solves T by tuning
refute prompted : forall T in tasks(D, size <= 2) : T is representable implies via(W) solves T by prompt
"""
"""Adjunctions, isomorphic structures, and what ranges over structures."""

OTHERS = {
    "functor F : A -> B { a |-> x ; b |-> y }": "functor F : A -> B { a |-> x ; b |-> x }",
    "poset P { p < q }": "poset P { point p ; point q }",
    "v = {2} }": "v = {2, 3} }",
}

MADE = """
monoid M { generator r ; equation r^2 = id }
transformation turn : identity(M) -> identity(M) { * |-> r }
poset A { a < b }
poset B { x < y }
functor F : A -> B { a |-> x ; b |-> y }
functor K : A -> B { a |-> x ; b |-> y }
functor two : discrete({l, m}) -> B { l |-> x ; m |-> y }
task t on A { a = {1} ; b = {2} ; (a -> b) { 2 |-> 1 } }
model h = via(F)
claim involution : turn . turn = id(identity(M))
refute root : exists n in transformations(identity(M), identity(M)) : n . n = turn
claim central : count(transformations(identity(M), identity(M))) = 2
claim natural : exists n in transformations(K, F) : n = n
claim whiskered : exists n in transformations(K, F) : exists i in transformations(F, K) :
    whisker(n . i, identity(A)) = id(F)
claim values : forall X in objects(A) : h(X) is representable by K(X)
claim part : exists X in objects(A) : compose(F, inclusion(full(A, {X}))) is dense
claim lan : lan(F, t) ~= yoneda(B, y)
claim counit : counit(F, yoneda(B, y)) is iso
claim lan_map : forall T in tasks(B, size <= 2) : counit(F, T) . lan(F, id(restrict(F, T))) is epi
claim ran : ran_unit(F, yoneda(B, x)) is iso
claim power : count(elements(power(t, t))) = 2
claim curried : forall n in transformations(product(t, t), t) : curry(n) is mono
claim cones : cones(two) is representable by x
claim limit : limit(two) = x in B
claim colimit : colimit(two) = y in B
claim preserves : F preserves limits
claim reflects : F reflects limits
claim preserves_dually : K preserves colimits
claim reflects_dually : K reflects colimits
"""
"""Transformations of functors, values of models, and what is made of what varies."""

REMADE = {
    "equation r^2 = id": "equation r^3 = id",
    "functor F : A -> B { a |-> x ; b |-> y }": "functor F : A -> B { a |-> x ; b |-> x }",
    "functor K : A -> B { a |-> x ; b |-> y }": "functor K : A -> B { a |-> y ; b |-> y }",
    "b = {2} ; (a -> b) { 2 |-> 1 }": "b = {2, 3} ; (a -> b) { 2 |-> 1 ; 3 |-> 1 }",
    "l |-> x": "l |-> y",
    "m |-> y": "m |-> x",
}

GRADED = """
enriched Zoo in metric { dog <-> wolf : 1/2 ; dog <-> cat : 2 ; wolf <-> cat : 2 }
task canine on Zoo { dog : 0 ; wolf : 1/2 ; cat : 2 }
scores Raw in metric { a <-> b : 1 ; b <-> c : 1 ; a <-> c : 2 }
scores Steps in prob { p -> q : 1/2 ; q -> r : 3/4 }
enriched Way = closure(Steps)
enriched Below = under(Raw)
enriched Points in metric { x <-> y : 1 }
enriched Feature in metric { u <-> v : 1 }
functor f : Points -> Feature { x |-> u ; y |-> v }
task label on Points { x : 0 ; y : 1 }
enriched Line in lukasiewicz { l <-> m : 3/4 ; m <-> n : 3/4 ; l <-> n : 1/2 }
enriched Half in lukasiewicz { l <-> m : 7/8 ; m <-> n : 7/8 ; l <-> n : 4/5 }
functor halved : Line -> Half { l |-> l ; m |-> m ; n |-> n }
preorder Near = level(Zoo, 1/2)
task extended = lan(f, label)
define near(enriched C, object a in C, object b in C, number r) := C(a, b) <= r
define kept(enriched C, enriched D, functor F : C -> D, task T on C) := forall x in objects(C) : lan(F, T)(F(x)) = T(x)
define further(enriched C, object a in C, object b in C) := C(a, b) + 1
claim score : Zoo(dog, wolf) = 1/2 and Zoo(wolf, dog) + canine(cat) < 3
claim pointwise : forall t in objects(Zoo) : canine(t) = Zoo(t, dog)
claim some : exists t in objects(Zoo) : not t = dog in Zoo and Zoo(t, dog) < 1
claim representable : canine is representable
claim representable_by : canine is representable by dog
claim representable_within : canine is representable within 1/4
claim representable_by_within : canine is representable by dog within 1/4
claim shown : yoneda(Zoo, wolf) is representable by dog within 1/2
claim rank : rank(canine) = 1
claim rank_within : rank(canine, within 1/8) = 1
claim level : dog ~= wolf in Near
claim category : Raw is a category
claim closure : Way(p, r) = 3/8 and Way is a category
claim under : Below(b, a) = 1 and Below(a, c) = 2
claim ideal : via(f) is ideal
claim ideal_within : via(f) is ideal within 1/2
claim prompt : via(f) solves label by prompt
claim prompt_by : via(f) solves label by prompt x
claim prompt_within : via(f) solves label by prompt within 1/2
claim prompt_by_within : via(f) solves label by prompt x within 1/2
claim tuning : via(f) solves label by tuning
claim tuning_within : via(f) solves label by tuning within 1/4
claim seen : f generalizes from {x}
claim recalibrated : via(halved) is ideal up to recalibration
claim recalibrated_within : via(halved) is ideal up to recalibration within 1/16
claim left : extended(v) = 1
claim right : ran(f, label)(u) = 0
claim restricted : restrict(f, yoneda(Feature, u))(y) = 1
claim defined : near(Zoo, dog, wolf, 1/2)
claim defined_of_functors : kept(Points, Feature, f, label)
claim defined_number : further(Zoo, dog, wolf) = 3/2
claim magnitude : magnitude(Zoo, 1/4) = 416/191
claim magnitude_of_products : magnitude(Way) = 7/4
claim euler : euler(Near) = 2
"""
"""What is said of scores."""

RESCORED = {
    "dog <-> wolf : 1/2": "dog <-> wolf : 1",
    "a <-> c : 2": "a <-> c : 3",
    "q -> r : 3/4": "q -> r : 2/3",
    "u <-> v : 1 }": "u <-> v : 1/4 }",
    "l <-> n : 4/5": "l <-> n : 7/8",
}

SWEEPS = {
    "forall C in categories(arrows <= 1) : forall T in tasks(C, size <= 2) : rank(T) = 1 implies T is representable":
        ("Categories 0 1 0 1", "Categories 0 2 0 2"),
    "count(categories(arrows = 2)) = 3": ("(k = 3)", "(k = 4)"),
    "count(monoids(order = 3)) = 7": ("(k = 7)", "(k = 8)"),
    "count(posets(points = 3)) = 5": ("(k = 5)", "(k = 6)"),
    "forall C in categories(arrows <= 1) : forall T in tasks(C, size <= 2) : T is familial":
        ("Categories 0 1 0 1", "Categories 0 2 0 2"),
    "forall B in categories(arrows <= 1) : forall F in functors(B, B) : F is faithful implies F is full":
        ("Categories 0 1 0 1", "Categories 0 2 0 2"),
}  # fmt: skip
"""Sweeps, each with its bound and one up to which it does not hold."""

ENTRIES = {"represents": ("edge", "E"), "represents_up": ("up", "b"), "prompt_by": ("edge", "E")}
"""Statements whose task is decided by the witness, with the task and the object."""

ONE_WITNESS = ("represents", "represents_up", "representable", "prompt_by", "via_prompt_by", "isomorphic")
"""Statements that have a single witness."""


def numbers_changed(text: str, start: int, end: int) -> Iterator[str]:
    """The text with one number of the stretch changed to one that occurs there too, in every place: a number out of
    range could be read as 0, which may be right."""
    for found in re.finditer(r"\d+", text[start:end]):
        n = int(found[0])
        yield text[: start + found.start()] + str(n - 1 if n else 1) + text[start + found.end() :]


KNOWN = re.compile(r"^(?:#\[.*\] )?(?:(?:Definition|Lemma|Instance) |Hint Extern 1 \(Decides \()(\S+)[\s\S]*?\.$", re.M)


def own(text: str) -> int:
    """Where what a file says of its own begins: what was found, and the theorem."""
    return min(
        found.start()
        for found in re.finditer(r"^#\[local\] Instance found|^Theorem |^Lemma \w+_of_tables ", text, re.M)
    )


def with_tables(text: str, other: str) -> str:
    """The theorem of a file below the tables of another; what that lacks is added from the first."""
    sentence, tables = own(text), other[: own(other)]
    there = {found[0].split(":")[0] for found in KNOWN.finditer(tables)}
    for found in KNOWN.finditer(text[:sentence]):
        if found[0].split(":")[0] not in there:
            tables += found[0] + "\n"
    return tables + text[sentence:]


def wrong_entries(name: str, text: str) -> Iterator[str]:
    task, at = ENTRIES[name]
    data = re.search(rf"^Definition {task}_data : list text := (.*)\.$", text, re.M)
    assert data is not None
    yield from numbers_changed(text, data.start(1), data.end(1))
    number = re.search(rf"^Definition {at} : \S+ := object \S+ (\d+)", text, re.M)
    assert number is not None
    into = list(re.finditer(r'\["[\d ;]*"\]', text[: data.start()]))[int(number[1])]
    yield from numbers_changed(text, into.start(), into.end())


def wrong_witnesses(text: str) -> Iterator[str]:
    proof = own(text)
    for witness in re.finditer(r'_ok \S+ (\d+) _\); computed|"([\d ]+)" _\); computed', text[proof:]):
        group = 1 if witness[1] else 2
        yield from numbers_changed(text, proof + witness.start(group), proof + witness.end(group))


def changes(theory: str, ways: dict[str, str], folder: Path) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """The exported files by name, which Coq accepts, and the same with tables or truth values exchanged."""
    exported = {one.statement.name: one for one in written(theory, folder)}
    files = {name: one.text for name, one in exported.items()}
    assert all(files.values()) and accepted(coqc(), list(files.values())) == [""] * len(files)
    changed: list[tuple[str, str, str]] = []
    for number, (old, new) in enumerate(ways.items()):
        assert theory.count(old) == 1
        for one in written(theory.replace(old, new), folder, f"changed{number}"):
            name = one.statement.name
            if one.verdict != exported[name].verdict:
                changed.append(("table", name, with_tables(files[name], one.text)))
                changed.append(("truth value", name, with_tables(one.text, files[name])))
    for kind in ("table", "truth value"):
        assert {name for k, name, _ in changed if k == kind} == files.keys()
    return files, changed


def assert_rejected(files: dict[str, str], changed: list[tuple[str, str, str]]) -> None:
    assert all(mutant != files[name] for _, name, mutant in changed)
    said = rejections(coqc(), [mutant for _, _, mutant in changed])
    assert [change for change, message in zip(changed, said, strict=True) if not re.search(COMPUTED, message)] == []


def test_what_is_changed_is_rejected(tmp_path: Path) -> None:
    files, changed = changes(THEORY, CHANGES, tmp_path)
    changed += [("entry", name, mutant) for name in ENTRIES for mutant in wrong_entries(name, files[name])]
    changed += [("witness", name, mutant) for name in ONE_WITNESS for mutant in wrong_witnesses(files[name])]
    assert_rejected(files, changed)
    assert len(changed) >= 90


def test_changed_structures_are_rejected(tmp_path: Path) -> None:
    files, changed = changes(STRUCTURES, OTHERS, tmp_path)
    assert_rejected(files, changed)
    assert len(changed) >= 36


def test_changed_constructions_are_rejected(tmp_path: Path) -> None:
    files, changed = changes(MADE, REMADE, tmp_path)
    places = re.compile(r'"([\d ]+)" ltac:\(computed\)')
    for found in places.finditer(files["root"]):  # the identity has a root
        mutants = numbers_changed(files["root"], found.start(1), found.end(1))
        changed += [("place", "root", mutant) for mutant in mutants]
    assert_rejected(files, changed)
    assert len(changed) >= 45


EVERY_WORD = {"words": (WORDS, REWORDED), "constructions": (MAKING, CHANGED), "maps": (FURTHER, FURTHER_CHANGED)}


@pytest.mark.parametrize(("theory", "ways"), EVERY_WORD.values(), ids=EVERY_WORD)
def test_every_word_is_checked(theory: str, ways: dict[str, str], tmp_path: Path) -> None:
    files, changed = changes(theory, ways, tmp_path)
    first = {(kind, name): (kind, name, mutant) for kind, name, mutant in reversed(changed)}
    assert_rejected(files, list(first.values()))
    assert len(first) == 2 * len(files)


def test_changed_scores_are_rejected(tmp_path: Path) -> None:
    files, changed = changes(GRADED, RESCORED, tmp_path)
    assert_rejected(files, changed)
    assert len(changed) >= 50


def test_changed_real_tables_are_rejected(tmp_path: Path) -> None:
    """What holds for all values does not without a part; a table that settles the others does so by its values."""
    theory = """
    claim every : forall M in metrics(points = 2) : forall T in tasks(M) :
      forall x, y in objects(M) : T(x) <= M(x, y) + T(y)
    refute one : forall M in metrics(points = 2) : forall T in tasks(M) : rank(T) <= 1
    find M in metrics(points = 2), T in tasks(M) such that rank(T) = 2 and rank(T, within 1/2) = 1
    """
    every, *settled = (one.text for one in written(theory, tmp_path))
    assert every and all(settled) and accepted(coqc(), [every, *settled]) == [""] * 3
    start = every.index("\n#[local] Instance found")
    further = every[:start] + every[start:].replace("((M x y) + (T y))%score", "(M x y)")
    assert further != every and all(rejections(coqc(), [further]))
    mutants = []
    for text in settled:
        values = re.search(r"^Definition \w+_values : \w+ -> extended := entry (.*)\.$", text, re.M)
        assert values is not None
        none = re.sub(r"rational (\d+|\(.*?\))", "infinity", values[1])  # a task that is bottom needs no prompt
        mutants.append(text[: values.start(1)] + none + text[values.end(1) :])
    said = rejections(coqc(), mutants)
    assert [message for message in said if not re.search(COMPUTED, message)] == []


def test_changed_tables_of_truth_values_are_rejected(tmp_path: Path) -> None:
    """Those over the other quantales, and quantifiers of both kinds, are run by hand: `many_mutations.py`."""
    texts, mutants = settled(["bool"], tmp_path)
    assert len(mutants) == 5 and wrong(texts[:1], mutants) == []


def test_sweeps_hold_up_to_their_bounds(tmp_path: Path) -> None:
    done = written("".join(f"claim {text}\n" for text in SWEEPS), tmp_path)
    files = {one.statement.text: one.text for one in done if one.verdict == "true"}
    assert files.keys() == SWEEPS.keys()
    assert all(files.values()) and accepted(coqc(), list(files.values())) == [""] * len(files)
    further = []
    for name, (old, new) in zip(files, SWEEPS.values(), strict=True):
        start = own(files[name])
        assert old in files[name][start:]
        further.append(("bound", name, files[name][:start] + files[name][start:].replace(old, new)))
    assert_rejected(files, further)
