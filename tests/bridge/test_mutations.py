"""Exported files with one thing changed that makes them say something false, or prove nothing: coqc rejects each.

Why each change matters: a task that its witness represents has every row decided by the witness (the row of u
restricted along f is that of f), so any other entry in it, or in the arrows into the representing object, breaks the
match. The graphs and orders used have no automorphisms, so a universal element, a prompt or an isomorphism is the only
one. A changed truth value is tried with the proof there is and with the lemma for the other value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bridge.batch import accepted, rejected
from bridge.coq import coqc, written

THEORY = """
category G { object V, E ; arrow s, t : V -> E }
task edge on G { V = {1, 2} ; E = {e} ; s { e |-> 1 } ; t { e |-> 2 } }
task loop on G { V = {1} ; E = {e} }
poset P { a < b < c }
task up on P { a = {x} ; b = {y} }
functor Add : discrete({V, E}) -> G { V |-> V ; E |-> E }
functor Swap : G -> G { V |-> V ; E |-> E ; s |-> t ; t |-> s }
functor Twice : G -> G { V |-> V ; E |-> E ; s |-> s ; t |-> s }
claim  edge_by : edge is representable by E
claim  up_by : up is representable by b
claim  solves_edge : yoneda(G) solves edge by prompt E
claim  solves_swapped : via(Swap) solves edge by prompt E
claim  isomorphic : edge ~= yoneda(G, E)
claim  swap_full : Swap is fully faithful
claim  ranked : rank(edge) = 1
refute loop_representable : loop is representable
refute loop_by : loop is representable by E
refute twice_faithful : Twice is faithful
refute add_full : Add is full
refute not_isomorphic : loop ~= edge
refute equal : s = t in G
claim  both : forall f in arrows(G, V, E) : f = s or f = t
"""

ENTRIES = {"edge_by": ("edge", "E"), "up_by": ("up", "b"), "solves_edge": ("edge", "E")}
"""Statements whose task is decided by the witness, with the task and the object."""

OTHER = {"Represents": "represents", "Representable": "representable", "Iso": "isomorphic", "Faithful": "faithful",
         "Full": "full", "FullyFaithful": "fully_faithful"}  # fmt: skip


def numbers_changed(text: str, start: int, end: int) -> Iterator[str]:
    """The text with one number of the stretch changed to one that occurs there too, in every place: a number out of
    range could be read as 0, which may be right."""
    for found in re.finditer(r"\d+", text[start:end]):
        n = int(found[0])
        yield text[: start + found.start()] + str(n - 1 if n else 1) + text[start + found.end() :]


def mutants(name: str, text: str) -> Iterator[str]:
    if name in ENTRIES:
        task, at = ENTRIES[name]
        data = re.search(rf"^Definition {task}_data : list text := (.*)\.$", text, re.M)
        assert data is not None
        yield from numbers_changed(text, data.start(1), data.end(1))
        rows = re.search(r"^   ?\[[^\]]*\]\]? ?\|?\}?\.?$", text[: data.start()], re.M)
        number = re.search(rf"^Definition {at} : \S+ := object \S+ (\d+)", text, re.M)
        assert number is not None and (rows is not None or name == "up_by")
        into = list(re.finditer(r'\["[\d ;]*"\]', text[: data.start()]))[int(number[1])]
        yield from numbers_changed(text, into.start(), into.end())
    proof = text.index("Proof.\n  ", text.index("Theorem "))
    for witness in re.finditer(r'_ok \S+ (\d+) _\); computed|"([\d ]+)" _\); computed', text[proof:]):
        group = 1 if witness[1] else 2
        yield from numbers_changed(text, proof + witness.start(group), proof + witness.end(group))
    sentence = re.search(r"^Theorem \S+ :\n  (.*)\.$", text, re.M)
    assert sentence is not None
    said = sentence[1]
    opposite = said[3:-1] if said.startswith("~ (") else f"~ ({said})"
    negated = text.replace(f"  {said}.", f"  {opposite}.")
    yield negated
    if len(re.findall(r"refine \(\w+_true |refine \(\w+_false ", text)) == 1:
        was = re.search(r"refine \((\w+)_(true|false) (.*) _\); computed", negated)
        assert was is not None
        if was[2] == "true":
            yield re.sub(r"_true (.*?_ok)( \S+)? \S+ _\); computed", r"_false \1\2 _); computed", negated)
            yield re.sub(r"_true (.*) _\); computed", r"_false \1 _); computed", negated)
        else:
            for evidence in ("", " 0", " 1", " 2", ' "0"', ' "0 0"', ' "0 1"', ' "0 1 2"'):
                yield re.sub(r"_false (.*) _\); computed", rf"_true \1{evidence} _); computed", negated)


def test_what_is_changed_is_rejected(tmp_path: Path) -> None:
    coq = coqc()
    files = {one.statement.name: one.text for one in written(THEORY, tmp_path)}
    assert all(files.values()) and accepted(coq, list(files.values())) == [""] * len(files)
    changed = [(name, mutant) for name, text in files.items() for mutant in dict.fromkeys(mutants(name, text))]
    assert all(mutant != files[name] for name, mutant in changed) and len(changed) >= 50
    outcome = rejected(coq, [mutant for _, mutant in changed])
    assert [changed[k] for k, gone in enumerate(outcome) if not gone] == []
