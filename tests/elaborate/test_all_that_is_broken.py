"""All that is wrong with a declaration is said in one run: the first twenty of a kind, and how many there are; of a
file the first three."""

from __future__ import annotations

from pathlib import Path

import catproof


def messages(text: str) -> list[str]:
    return [error.message for error in catproof.check(text).errors]


def read(folder: Path, rows: str, block: str = "") -> list[str]:
    (folder / "edges.csv").write_text("low,high\n" + rows, encoding="utf-8")
    (folder / "t.cat").write_text(f'poset P = read("edges.csv", low, high){block}\n', encoding="utf-8")
    return [error.message for error in catproof.check(folder / "t.cat").errors]


def test_a_cycle_of_each_component_of_a_poset() -> None:
    assert messages("poset P { a < b < a ; c < d ; d < e < c ; x < x ; y < z }") == [
        "a < b < a is a cycle, and a poset has none",
        "c < d < e < c is a cycle, and a poset has none",
        "x < x holds in no poset",
    ]


def test_what_else_lies_on_cycles() -> None:
    assert messages("poset P { a < b < c < a ; b < a ; c < d < c }") == [
        "a < b < a is a cycle, and a poset has none; 4 elements lie on cycles with these"
    ]


def test_twenty_cycles_are_shown() -> None:
    found = messages("poset P { " + " ; ".join(f"a{k} < b{k} < a{k}" for k in range(23)) + " }")
    assert len(found) == 21 and found[-1] == "3 more errors like these: 23 in all"


def test_cycles_in_data(tmp_path: Path) -> None:
    assert read(tmp_path, "c,d\na,b\nd,c\nx,x\nb,a\nb,q\n", " { q < p < q ; r < r }") == [
        "edges.csv:5: x < x holds in no poset",
        "edges.csv: q < p < q is a cycle, and a poset has none; also line 2: c < d < c is a cycle, and a poset has "
        "none; line 3: a < b < a is a cycle, and a poset has none; 3 in all",
        "r < r holds in no poset",
    ]
    found = read(tmp_path, "".join(f"a{k},b{k}\nb{k},a{k}\n" for k in range(30)))
    assert found == [
        "edges.csv:2: a0 < b0 < a0 is a cycle, and a poset has none; also line 4: a1 < b1 < a1 is a cycle, and a poset "
        "has none; line 6: a2 < b2 < a2 is a cycle, and a poset has none; and 27 more like these, 30 in all"
    ]


def test_each_kind_of_flaw_is_one_error(tmp_path: Path) -> None:
    """One that is there often hides no other one."""
    rows = [*(f"x{k},x{k}" for k in range(50)), "a,b", "b,a", "a,b", "a,b"]
    loops, twice, cycle = read(tmp_path, "".join(f"{row}\n" for row in rows))
    assert loops.startswith("edges.csv:2: x0 < x0 holds in no poset; also line 3: x1 < x1 holds in no poset; line 4: ")
    assert loops.endswith("and 47 more like these, 50 in all")
    assert twice == ("edges.csv:54: a < b is in line 52 already; also line 55: a < b is in line 52 already; 2 in all")
    assert cycle == "edges.csv:52: a < b < a is a cycle, and a poset has none"


FUNCTOR = """category C { object a, b ; arrow f, g, h, k : a -> b ; arrow l : b -> b
  equation l . f = g ; equation l . g = h ; equation l . h = k }
category D { object a, b ; arrow p, q : a -> b }
functor F : C -> D { a |-> a ; b |-> b ; f |-> p ; g |-> q ; h |-> p ; k |-> q ; l |-> id(b) }
claim F is full
"""


def test_all_equations_that_a_functor_breaks() -> None:
    assert messages(FUNCTOR) == [
        "F is not a functor: l . f = g in C, but the left side goes to p and the right side to q",
        "F is not a functor: l . g = h in C, but the left side goes to q and the right side to p",
        "F is not a functor: l . h = k in C, but the left side goes to p and the right side to q",
    ]


def test_all_values_that_a_functor_lacks() -> None:
    given = "category C { object a, b, c ; arrow f, g : a -> b }\ncategory D { object x, y ; arrow p, q : x -> y }\n"
    assert messages(given + "functor F : C -> D { a |-> z }") == [
        "no value is given for the object b",
        "no value is given for the object c",
        "z is not an object of D",
    ]
    assert messages(given + "functor F : C -> D { a |-> x ; b |-> y ; c |-> y }") == [
        "no value is given for the arrow f, and 2 arrows x -> y fit",
        "no value is given for the arrow g, and 2 arrows x -> y fit",
    ]
    many = ", ".join(f"f{k}" for k in range(40))
    found = messages(f"category C {{ object a, b ; arrow {many} : a -> b }}\ncategory D {{ object x, y }}\n"
                     "functor F : C -> D { a |-> x ; b |-> y }")  # fmt: skip
    assert found[0] == "the arrow f0 has no possible value: there is no arrow x -> y"
    assert len(found) == 21 and found[-1] == "20 more errors like these: 40 in all"


def test_all_equations_that_a_task_breaks() -> None:
    found = messages(
        "monoid M { generator s, t ; equation s^2 = s ; equation t^2 = id ; equation s . t = t . s }\n"
        "task T on M { * = {1, 2, 3} ; s { 1 |-> 2 ; 2 |-> 3 ; 3 |-> 1 } ; t { 1 |-> 1 ; 2 |-> 1 ; 3 |-> 3 } }"
    )
    assert sorted(message.split(" at the element")[0] for message in found) == [
        "T is not a task on M: it breaks s . t = t . s",
        "T is not a task on M: it breaks s^2 = s",
        "T is not a task on M: it breaks t^2 = id",
    ]


def test_a_task_on_a_product_and_on_a_poset() -> None:
    squares = "poset P { a < b < d ; a < c < d }\n"
    task = "task T on P { a = {1, 2} ; b = {1, 2} ; c = {1, 2} ; d = {1, 2} ; "
    maps = "(a -> b) { 1 |-> 1 ; 2 |-> 2 } ; (a -> c) { 1 |-> 2 ; 2 |-> 1 } ; "
    more = "(b -> d) { 1 |-> 1 ; 2 |-> 2 } ; (c -> d) { 1 |-> 1 ; 2 |-> 2 } }"
    (found,) = messages(squares + task + maps + more)
    assert "T is not a task on P: it breaks" in found


def test_all_arrows_at_which_a_transformation_is_not_natural() -> None:
    found = messages(
        "category G { object V, E ; arrow s, t : V -> E }\n"
        "task S on G { V = {1, 2} ; E = {e} ; s { e |-> 1 } ; t { e |-> 2 } }\n"
        "transformation n : S -> S { at V { 1 |-> 2 ; 2 |-> 1 } ; at E { e |-> e } }"
    )
    assert [message.split(":")[0] for message in found] == [
        "n is not natural at s and e at E", "n is not natural at t and e at E",
    ]  # fmt: skip


def test_all_equations_that_a_model_breaks() -> None:
    found = messages(
        "monoid M { generator s, t ; equation s^2 = id ; equation t^2 = t }\n"
        "poset P { point a }\ntask T on P { a = {1, 2, 3} }\n"
        "transformation n : T -> T { at a { 1 |-> 2 ; 2 |-> 3 ; 3 |-> 1 } }\n"
        "model h : M -> P { * |-> T ; s |-> n ; t |-> n }"
    )
    assert [message.split(" in M")[0] for message in found] == [
        "h is not a functor: s^2 = id", "h is not a functor: t^2 = t",
    ]  # fmt: skip


def test_all_triples_that_do_not_associate() -> None:
    found = messages(
        "table K { object * ; arrow a, b : * -> * ; compose a . a = b ; compose a . b = a ; compose b . a = b ; "
        "compose b . b = a }"
    )
    (message,) = found
    assert message.startswith("composition does not associate: (a . a) . a = ")
    # x . y is the other one than y, so that no triple associates.
    assert "; the same of 7 more: a . a . b, a . b . a, " in message
