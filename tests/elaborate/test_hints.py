"""What a newcomer writes is answered with how it is said here, by the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catproof.elaborate.define import prelude
from catproof.elaborate.hints import PROPERTIES, WRITTEN
from catproof.faces import cli
from catproof.faces.api import check_text
from catproof.logic.signature import WORDS

THEORY = """\
category C { object a, b ; arrow f, g : a -> b }
task T on C { a = {1, 2} ; b = {u} ; f { u |-> 1 } ; g { u |-> 2 } }
task S on C { a = {1} }
functor F : C -> C { a |-> a ; b |-> b ; f |-> g ; g |-> f }
"""

CONTRAVARIANT = (
    "1 is not an element at b: a task is contravariant, so that f : a -> b takes elements at b to elements at a, "
    "and these values go from a to b"
)

WRITTEN_SO = {
    "claim forall x in C : x is terminal in C": ("`C` is not a domain", "write objects(C) or arrows(C)"),
    "claim forall x in T : x = x": ("`T` is not a domain", "write elements(T)"),
    "claim forall x in {a, b} : x = x in C": ("`{a, b}` is not a domain", "write objects(full(C, {a, b}))"),
    "claim exists h in Hom(a, b) : h is iso": ("there is no domain `Hom`", "write `arrows(C, a, b)`"),
    "claim exists n in Nat(S, T) : n is mono": ("there is no domain `Nat`", "write `transformations(S, T)`"),
    "claim hom(a, b) = 2": ("`hom(a, b)` is not a number", "write `count(arrows(C, a, b))`"),
    "claim card(T) = 3": ("`card(T)` is not a number", "write `size(T)`"),
    "claim u|f = 1": ("`u|f` is not a number", "elements are compared `in` their task: `u|f = x in T`"),
    "claim T(f) = 1": ("`T(f)` is not a number", "elements of T at a are `elements(T, a)`"),
    "claim T = S": ("tasks have no equality", "write `T ~= S` for isomorphic, with `not` before it"),
    "claim C != C": ("categories have no equality", "write `C ~= C` for isomorphic"),
    "claim f is invertible in C": ("there is no property `invertible`", "write `is iso`"),
    "claim f is monic in C": ("there is no property `monic`", "write `is mono`"),
    "claim f is an isomorphism in C": ("`is an isomorphism` takes no `in`", "of arrows write `f is iso in C`"),
    "claim S is isomorphic to T": ("`is isomorphic` takes nothing after `to`", "write `S ~= T`"),
    "claim F is left adjoint of F": ("there is no property `left adjoint of F`", "write `F is left adjoint to G`"),
    "claim T ~= y(a)": ("there is no `y` that gives a task", "write `yoneda(C, a)`"),
    "task R = T * S": ("a task is expected here, not `T * S`", "write `product(T, S)`"),
    "task R = T + S": ("a task is expected here, not `T + S`", "write `sum(T, S)`"),
    "functor G = F . F": ("a functor is expected here, not `F . F`", "write `compose(F, F)`"),
    "claim id_a = id(a) in C": ("id_a is not an object or an arrow of C", "the identity is written `id(a)`"),
    "claim a < b in C": ("`<` compares numbers", "that there is an arrow is `count(arrows(C, a, b)) > 0`"),
    "claim exists h in C(a, b) : h is iso": ("there is no domain `C`", "write `arrows(C, a, b)`"),
    "claim size(arrows(C)) = 4": ("`arrows(...)` is a category", "how many there are is `count(arrows(C))`"),
    "task R = yoneda(a)": ("`yoneda` takes 2 arguments, not 1", "the form is `yoneda(category, object)`"),
    "task R on C = yoneda(C, a)": (
        "`read(...)` is expected here, not `yoneda(C, a)`",
        "what is constructed says itself where it lives: task T = yoneda(C, a)",
    ),
    "functor G : C -> C = identity(C)": (
        "`read(...)` is expected here, not `identity(C)`",
        "what is constructed says itself where it lives: functor F = identity(C)",
    ),
    "claim F is faithful and full": ("a relation (", "both sides say of what: `F is full and F is faithful`"),
    "category D { obj a ; arrow h : a -> a }": ("an item of a category cannot", "did you mean `object`?"),
    "category D = { object a }": ("`,` or `}` is expected", "a block comes without `=`: `category D { ... }`"),
    "category D = C^op": ("a number is expected before `op`", "write `opposite(C)`"),
    "task R on C { f = { u |-> 1 } }": ("`,` or `}` is expected", "elements are written `a = {1, 2}`, restrictions"),
    "exists x in objects(C) : x is terminal in C": ("a stray line", "a statement that should hold is a `claim`"),
    "T is representable": ("a stray line", "a statement that should hold is a `claim`"),
    "define foo(x in C) := x = x": ("an item of a define", "parameters say what they are: category C"),
    "claim 1|f = u in T": (
        "f ends at b, but the element restricted along it is at a",
        "a task restricts against the arrows: u|f lies at the source of f, u at its target",
    ),
    "task R on C { a = {1, 2} ; b = {u, v} ; f { 1 |-> u ; 2 |-> v } ; g { u |-> 1 ; v |-> 2 } }": (
        CONTRAVARIANT, "what goes along the arrows is `copresheaf R on C`, a task on opposite(C)",
    ),
    "task R on C { b = {u} }": (
        "b has the element u, which f : a -> b must restrict to an element at a, but there are none at a",
        "a task restricts against the arrows: T(f) goes from T(b) to T(a)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN_SO)
def test_it_is_said_how_it_is_written_here(text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.cat"
    path.write_text(f"{THEORY}{text}\n", encoding="utf-8")
    assert cli.main(["check", str(path)]) == 2
    said = capfd.readouterr().out.splitlines()
    message, hint = WRITTEN_SO[text]
    (at,) = [k for k, line in enumerate(said) if re.search(rf"error\[E\d+\]: {re.escape(message)}", line)]
    assert said[at + 1].strip() in text and "^" in said[at + 2] and said[at + 3].strip().startswith(hint)


def test_labels_that_fit_both_ways_are_no_mistake(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.cat"
    path.write_text(
        "monoid M { generator r }\ntask T on M { * = {1, 2} ; r { 1 |-> 2 ; 2 |-> 1 } }\n", encoding="utf-8"
    )
    assert cli.main(["check", str(path)]) == 0
    both = "task T on C { a = {1, 2} ; b = {1, 2} ; f { 1 |-> 2 ; 2 |-> 1 } }\n"
    path.write_text(f"category C {{ object a, b ; arrow f : a -> b }}\n{both}", encoding="utf-8")
    assert cli.main(["check", str(path)]) == 0, capfd.readouterr()


def test_what_is_recommended_exists() -> None:
    known = {reference.word for reference in prelude().definitions}
    assert {word.removeprefix("an ").removeprefix("a ") for word in PROPERTIES.values()} <= known
    assert {written.partition("(")[0] for written in WRITTEN.values()} <= WORDS.keys()
    assert not PROPERTIES.keys() & known and not WRITTEN.keys() & WORDS.keys()


IN_MAPS = {
    "claim first(terminal(V), yoneda(V, nope)) is mono": "nope is not an object of V",
    "claim id(yoneda(V, nope)) is mono": "nope is not an object of V",
    "claim id(yoneda(V, x)) = id(yoneda(V, nope))": "nope is not an object of V",
    "transformation n = first(yoneda(V, nope), terminal(V))": "nope is not an object of V",
    "transformation n = first(V, V)": "V is a category, and a task is expected here",
    "transformation n = id(V)": "V is a category, and a functor or a task is expected here",
    "transformation n = yoneda(V, x)": "x is not an arrow of V",
    "transformation n = chain(2)": "`chain(...)` is a category, and a transformation is expected here",
    "transformation n = identity(V)": "`identity(...)` is a functor, and a transformation is expected here",
}
"""What is wrong in the arguments of a word that makes maps as well as arrows or functors."""


@pytest.mark.parametrize("line", IN_MAPS)
def test_what_is_wrong_within_a_map_is_said_at_its_place(line: str) -> None:
    (error,) = check_text(f"poset V {{ x < y ; x < z }}\n{line}\n").errors
    assert error.message == IN_MAPS[line]
