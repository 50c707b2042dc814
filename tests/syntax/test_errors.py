"""What is said about wrong texts. A change of the wording here is a change that users see."""

# ruff: noqa: E501
from __future__ import annotations

import pytest
from theory_files import EXAMPLES

from catproof.syntax import tree
from catproof.syntax.parser import MOST_ERRORS, parse

# text, line, column, message, hint
ERRORS = [
    (
        "category D { arrow : a -> a }",
        1,
        20,
        "a name is expected before `:`",
        "the form is `category C { object a, b ; arrow f : a -> b ; equation g . f = h }`",
    ),
    (
        "category C { object a\ntask T on C { a = {1} }",
        1,
        12,
        "this `{` is never closed",
        "`}` is missing before `task` in line 2",
    ),
    ("category C { object a } }\nclaim a = b", 1, 25, "`}` closes nothing", ""),
    ("claim (a = b\nclaim c = d", 1, 7, "this `(` is never closed", "`)` is missing before `claim` in line 2"),
    (
        "claim forall x in D such that a = b and exists y in D : c = d : e = f",
        1,
        41,
        "a name or an expression or `not` is expected before `exists`",
        "a quantifier in a condition is in parentheses: `such that (exists y in D : P) : Q`",
    ),
    (
        'claim T is "well placed"',
        1,
        12,
        'a property is expected before `"well placed"`',
        "after `is` without quotes: `is well placed`",
    ),
    (
        'claim a is "covered by" b in C',
        1,
        12,
        'a property is expected before `"covered by"`',
        "`a is covered by b` is said by a definition whose name is `covered`",
    ),
    ("claim (a = b)(c = d)", 1, 14, "unexpected `(` after a complete claim", ""),
    ("claim T is\nfunctor F : A -> B { }", 1, 11, "a property is expected after `is`", ""),
    ("funktor F : A -> B { x |-> y }\nclaim F is full", 1, 1, "unknown keyword `funktor`", "did you mean `functor`?"),
    (
        "claim F is full\nfunktor G : A -> B { x |-> y }\nclaim F is full",
        2,
        1,
        "unknown keyword `funktor`",
        "did you mean `functor`?",
    ),
    (
        "claim F is full\ntheorem x : a = b",
        2,
        1,
        "unknown keyword `theorem`",
        "a statement that should hold is a `claim`, one that should fail `refute`, one that is open `ask`",
    ),
    (
        "functor F : A B { }",
        1,
        15,
        "`->` is expected before `B`",
        "the form is `functor F : B -> C { x |-> a ; u |-> g . f }`",
    ),
    ("functor F : A -> B { x -> y }", 1, 24, "`|->` is expected, not `->`", "values are written `x |-> a`"),
    ("functor F : A -> B { x = y }", 1, 24, "`|->` is expected, not `=`", "values are written `x |-> a`"),
    (
        "task T : C { a = {1} }",
        1,
        8,
        "`=` or `on` is expected before `:`",
        "the form is `task T on C { a = {1, 2} ; f { u |-> 1 } }`",
    ),
    ("task T on C { a := {1} }", 1, 17, "`:=` is not part of the language", "write `=`"),
    ("claim a == b", 1, 9, "`==` is not part of the language", "write `=`"),
    (
        "find T in tasks(C) : rank(T) = 1",
        1,
        20,
        "`such that` is expected before `:`",
        "the form is `find x in DOMAIN, y in DOMAIN such that PROPOSITION`",
    ),
    ("find T in tasks(C) such rank(T) = 1", 1, 25, "`that` is expected after `such` before `rank`", ""),
    (
        "find T in tasks(C)",
        1,
        19,
        "`such that` is expected before the end of the file",
        "the form is `find x in DOMAIN, y in DOMAIN such that PROPOSITION`",
    ),
    (
        "claim forall x in C, y in D : x = y",
        1,
        20,
        "a quantifier has one domain",
        "write `forall x in objects(C) : forall y in objects(D) : ...`",
    ),
    (
        "claim a is not terminal in C",
        1,
        12,
        "`not` comes before the whole proposition, not after `is`",
        "write `not a is terminal` for `a is not terminal`",
    ),
    (
        "claim a < b < c",
        1,
        13,
        "two relations in one proposition: unexpected `<`",
        "write `a < b and b < c` for `a < b < c`",
    ),
    (
        "claim a . b >> c = d",
        1,
        13,
        "`.` and `>>` cannot be mixed without parentheses: they compose in opposite orders",
        "write `(g . f) >> h`, or use one of them throughout",
    ),
    ("category C { objekt a }", 1, 14, "an item of a category cannot begin with `objekt`", "did you mean `object`?"),
    (
        "category C { generator a }",
        1,
        14,
        "`generator` is no item of a category: it belongs in a monoid or group",
        "the items of a category are object, arrow and equation",
    ),
    ("poset P { a b }", 1, 13, "`<` is expected before `b`", "the form is `poset P { a < b < c ; point d }`"),
    ("pretext R = rotaton { order 2 }", 1, 13, "no pretext is called `rotaton`", "did you mean `rotation`?"),
    (
        "pretext R = rotation { odrer 2 }",
        1,
        24,
        "an item of a rotation cannot begin with `odrer`",
        "did you mean `order`?",
    ),
    (
        "task L = quotiont(T) { s ~ t at V }",
        1,
        10,
        "no block can follow `quotiont`: only `quotient` and `generated` take one",
        "did you mean `quotient`?",
    ),
    ("import other.cat", 1, 8, "a file name in quotes is expected before `other`", 'import "other.cat"'),
    (
        "claim in = b",
        1,
        7,
        "a proposition is expected before `in`",
        '`in` is a word of the language; as a name it is written `"in"`',
    ),
    (
        'category "abc { object a }\nclaim a = b',
        1,
        10,
        "the text in quotes is not closed",
        'a `"` is expected before the end of the line',
    ),
    ("category 2x { object a }", 1, 10, "a name cannot begin with a digit: `2x`", 'write `"2x"`'),
    (
        "claim a = é",
        1,
        11,
        "unexpected letters: `é`",
        'a name with other letters than A-Z, a-z is written in quotes: `"é"`',
    ),
    (
        "task T on C { a = {1 2} }",
        1,
        22,
        "`,` or `}` is expected before `2`",
        "the form is `task T on C { a = {1, 2} ; f { u |-> 1 } }`",
    ),
    (
        "task T on C { a = {1, 2 ; b = {1} }",
        1,
        25,
        "`,` or `}` is expected before `;`",
        "the form is `task T on C { a = {1, 2} ; f { u |-> 1 } }`",
    ),
    (
        "task T on C { a {1, 2} }",
        1,
        19,
        "`|->` is expected before `,`",
        "elements are written `a = {1, 2}`, restrictions `f { u |-> 1 }`",
    ),
    (
        "category C { object a, b ; arrow f : a }",
        1,
        40,
        "`->` is expected before `}`",
        "the form is `category C { object a, b ; arrow f : a -> b ; equation g . f = h }`",
    ),
    (
        "category C {\n  object a, b\n  arrow f : a\n  arrow g : b -> a\n}",
        3,
        14,
        "`->` is expected before the end of the line",
        "the form is `category C { object a, b ; arrow f : a -> b ; equation g . f = h }`",
    ),
    ("object a", 1, 1, "`object` stands outside of braces: it belongs in a category or table", "is a `}` too early?"),
    (
        "claim T",
        1,
        8,
        "a relation (`is`, `has`, `solves`, `generalizes`, `=`, `~=`, `<=`, ...) is expected before the end of the file",
        "",
    ),
    ("claim", 1, 6, "a proposition is expected before the end of the file", ""),
    ("claim T solves x", 1, 17, "`by` is expected before the end of the file", ""),
    ("claim T solves x by magic", 1, 21, "`prompt` or `tuning` is expected before `magic`", ""),
    ("claim F generalizes from S", 1, 26, "a set `{a, b}` is expected before `S`", ""),
    (
        "claim forall x : a = b",
        1,
        16,
        "`in` is expected before `:`",
        "write `forall x in objects(C) : ...`, `exists n in transformations(S, T) : ...`",
    ),
    ("claim exists! x in objects(C) : a = b", 1, 13, "`!` is not part of the language", "write `exists unique`"),
    ("claim ∃! x in objects(C) : a = b", 1, 7, "`∃!` is not part of the language", "write `exists unique`"),
    (
        "claim f in arrows(C)",
        1,
        9,
        "a relation (`is`, `has`, `solves`, `generalizes`, `=`, `~=`, `<=`, ...) is expected before `in`",
        "where a thing lives is no proposition; to ask for one write `exists x in DOMAIN : ...`",
    ),
    (
        "claim T is full -> F is full",
        1,
        17,
        "unexpected `->` after a complete claim",
        "write `implies` between propositions",
    ),
    (
        "claim F : C -> D is full",
        1,
        13,
        "a relation (`is`, `has`, `solves`, `generalizes`, `=`, `~=`, `<=`, ...) is expected before `->`",
        "`F :` is read as the name of the statement; maps have their ends already",
    ),
    (
        "claim size T = 3",
        1,
        12,
        "a relation (`is`, `has`, `solves`, `generalizes`, `=`, `~=`, `<=`, ...) is expected before `T`",
        "write `size(T)`",
    ),
    (
        "claim for all x in objects(C) : a = b",
        1,
        11,
        "a relation (`is`, `has`, `solves`, `generalizes`, `=`, `~=`, `<=`, ...) is expected before `all`",
        "write `forall`",
    ),
    (
        "category C { object a ; f : a -> a }",
        1,
        25,
        "an item of a category cannot begin with `f`",
        "an arrow is declared by `arrow f : a -> b`, an object by `object a`",
    ),
    (
        "monoid M { generator r ; r^2 = id }",
        1,
        26,
        "an item of a monoid cannot begin with `r`",
        "an equation is written `equation g . f = h`",
    ),
    ("claim F ⊣ G", 1, 9, "`⊣` is not part of the language", "write `F is left adjoint to G`"),
    (
        "let D = opposite(C)",
        1,
        1,
        "unknown keyword `let`",
        "what is declared begins with its kind: `category D = opposite(C)`, `task S = product(T, T)`",
    ),
    ("claim forall x in C a = b", 1, 21, "`:` is expected before `a`", ""),
    ("claim a = b c = d", 1, 13, "unexpected `c` after a complete claim", ""),
    ("}", 1, 1, "`}` closes nothing", ""),
    ("claim f^2^3 = f", 1, 10, "a power of a power needs parentheses", "write `(f^2)^3`"),
    (
        "refute name a = b",
        1,
        13,
        "a relation (`is`, `has`, `solves`, `generalizes`, `=`, `~=`, `<=`, ...) is expected before `a`",
        "a statement's name is followed by `:`",
    ),
    ('category C "doc" { object a } "x"', 1, 31, 'unexpected `"x"` after a complete category', ""),
    ('category C "doc" = D "x"', 1, 22, "the declaration has two docstrings", "leave one of them out"),
    (
        "presheaf T on C { at a { 1 |-> 2 } }",
        1,
        22,
        "`:`, `=` or `{` is expected before `a`",
        "the form is `task T on C { a = {1, 2} ; f { u |-> 1 } }`",
    ),
    (
        "group G { generator r, }",
        1,
        24,
        "a name is expected before `}`",
        "the form is `group G { generator r ; equation r^4 = id }`",
    ),
    ("model m = yoneda(C\nclaim a = b", 1, 17, "this `(` is never closed", "`)` is missing before `claim` in line 2"),
    (
        "( = ",
        1,
        1,
        "a declaration or statement is expected, not `(`",
        "each begins with one of category, monoid, group, poset, preorder, copresheaf, table, functor, task, tasks, names, transformation, model, pretext, enriched, scores, define, import, find, claim, refute, ask",
    ),
    (
        "claim a and",
        1,
        9,
        "a relation (`is`, `has`, `solves`, `generalizes`, `=`, `~=`, `<=`, ...) is expected before `and`",
        "",
    ),
    ("claim a = b and", 1, 16, "a proposition is expected before the end of the file", ""),
    (
        "transformation n : S -> T { a { 1 |-> 2 } }",
        1,
        31,
        "`|->` is expected before `{`",
        "the form is `transformation n : S -> T { at a { 1 |-> x } }`",
    ),
    (
        "task T = generated(C) { u at b ; v ~ u at c }",
        1,
        36,
        "`=` or `at` is expected before `~`",
        "the form is `generated(C) { u at b ; v at b ; u|f = v|f }`",
    ),
    (
        "task T = quotient(C) ",
        1,
        21,
        "`{` is expected before the end of the file",
        "the form is `quotient(T) { 1 ~ 2 at a }`",
    ),
    (
        "claim F has",
        1,
        12,
        "`a left adjoint`, `products`, `a limit` or the like is expected before the end of the file",
        "",
    ),
    (
        "claim F preserves",
        1,
        18,
        "`limits`, `products`, `monos` or the like is expected before the end of the file",
        "",
    ),
    ("claim euler(C) = 1/0", 1, 18, "`1/0` is no number: it is divided by zero", ""),
    ("claim a = 9999999999999999999999", 1, 11, "the number is too long: it has more than 18 digits", ""),
    (
        "category C { object a } category D { object }",
        1,
        45,
        "a name is expected before `}`",
        "the form is `category C { object a, b ; arrow f : a -> b ; equation g . f = h }`",
    ),
    (
        "claim F is full table = x",
        1,
        23,
        "two relations in one proposition: unexpected `=`",
        "write `a < b and b < c` for `a < b < c`",
    ),
    ("order = x", 1, 1, "`order` stands outside of braces: it belongs in a rotation pretext", "is a `}` too early?"),
    (
        "monoid M { generator s equation s = id }",
        1,
        24,
        "`,` or a new line or `;` is expected before `equation`",
        "the form is `monoid M { generator r ; equation r^4 = id }`",
    ),
    ("claim a = b in", 1, 15, "a name or an expression is expected before the end of the file", ""),
    ("claim T is representable by", 1, 28, "a name or an expression is expected before the end of the file", ""),
    (
        "category C object a }",
        1,
        12,
        "`=` or `{` is expected before `object`",
        "the form is `category C { object a, b ; arrow f : a -> b ; equation g . f = h }`",
    ),
    (
        "functor F : A -> B { x |-> y\n  z |-> }",
        2,
        9,
        "a name or an expression is expected before `}`",
        "the form is `functor F : B -> C { x |-> a ; u |-> g . f }`",
    ),
    ("claim (a = b))\nclaim c = d", 1, 14, "`)` closes nothing", ""),
    ("claim {a = b}", 1, 10, "`,` or `}` is expected before `=`", ""),
    (
        "category { object a }",
        1,
        10,
        "a name is expected before `{`",
        "the form is `category C { object a, b ; arrow f : a -> b ; equation g . f = h }`",
    ),
    (
        "task on C { a = {1} }",
        1,
        6,
        "a name is expected before `on`",
        "the form is `task T on C { a = {1, 2} ; f { u |-> 1 } }`",
    ),
    ("task T on C { f { u -> 1 } }", 1, 21, "`|->` is expected, not `->`", "values are written `x |-> a`"),
    ("claim a is terminal in C in D", 1, 26, "unexpected `in` after a complete claim", ""),
    (
        "claim forall in C : a = b",
        1,
        14,
        "a name is expected before `in`",
        '`in` is a word of the language; as a name it is written `"in"`',
    ),
    (
        "claim T is representable, a = b",
        1,
        25,
        "unexpected `,` after a complete claim",
        "propositions are joined by `and`",
    ),
    ("pretext S = supervised { x1 cat }", 1, 29, "`:` is expected before `cat`", ""),
    ("pretext S = supervised { x1 = cat }", 1, 29, "`:` is expected before `=`", ""),
    ("pretext R = rotation { order x }", 1, 30, "a number is expected before `x`", ""),
    ("pretext R = rotation { image cat symmetry two }", 1, 43, "a number is expected before `two`", ""),
    ("pretext K = contrastive { pair x }", 1, 34, "`,` is expected before `}`", ""),
    ("pretext R = rotation { order 0 }", 1, 30, "an order is 1 or more", ""),
    ("claim f ^ g = h", 1, 11, "a number is expected before `g`", ""),
    (
        "claim size(T) = 4 => rank(T) = 2",
        1,
        19,
        "`=>` is not part of the language",
        "write `implies` between propositions, `->` between functors and other ends of a map, `>=` between numbers",
    ),
    ("claim (a, b = c", 1, 13, "`)` or `,` is expected before `=`", ""),
    ("claim (a -> b, c) = d", 1, 14, "`)` is expected before `,`", ""),
    (
        "model m yoneda(C)",
        1,
        9,
        "`:` or `=` is expected before `yoneda`",
        "the form is `model h : C -> D { a |-> S ; u |-> n }`",
    ),
    (
        "category C = { object a }",
        1,
        23,
        "`,` or `}` is expected before `a`",
        "a block comes without `=`: `category C { ... }`",
    ),
    (
        "category C : D",
        1,
        12,
        "`=` or `{` is expected before `:`",
        "the form is `category C { object a, b ; arrow f : a -> b ; equation g . f = h }`",
    ),
    (
        "group G { generators s }",
        1,
        11,
        "an item of a group cannot begin with `generators`",
        "did you mean `generator`?",
    ),
    ("poset P { a > b }", 1, 13, "`<` is expected before `>`", "the form is `poset P { a < b < c ; point d }`"),
    ("poset P { a <= b }", 1, 13, "`<` is expected before `<=`", "the form is `poset P { a < b < c ; point d }`"),
    (
        "table K { object * ; compose e . e -> e }",
        1,
        36,
        "`=` is expected before `->`",
        "the form is `table K { object * ; arrow e : * -> * ; compose e . e = e }`",
    ),
    (
        "transformation n : S -> T { at a { 1 -> x } }",
        1,
        38,
        "`|->` is expected, not `->`",
        "values are written `x |-> a`",
    ),
    (
        "claim every x in C : x = x",
        1,
        13,
        "a relation (`is`, `has`, `solves`, `generalizes`, `=`, `~=`, `<=`, ...) is expected before `x`",
        "a statement's name is followed by `:`",
    ),
    (
        'claim "unfinished\nclaim a = b',
        1,
        7,
        "the text in quotes is not closed",
        'a `"` is expected before the end of the line',
    ),
    (
        "# fine\ntask T on C {\n  a = {1}\n  f u |-> 1 }\n}\nclaim T is representable",
        4,
        5,
        "`:`, `=` or `{` is expected before `u`",
        "the form is `task T on C { a = {1, 2} ; f { u |-> 1 } }`",
    ),
    ("claim f solves T by prompt\n  and f solves T by tuning by", 2, 28, "unexpected `by` after a complete claim", ""),
    ("claim a = b in C, D", 1, 17, "unexpected `,` after a complete claim", "propositions are joined by `and`"),
    ("claim count(tasks(C, size <= n)) = 1", 1, 30, "a number or a fraction is expected before `n`", ""),
    ("claim count(tasks(C, size <= )) = 1", 1, 30, "a number or a fraction is expected before `)`", ""),
    ("claim a ≃ b", 1, 9, "`≃` is not part of the language", "write `~=`"),
    ("claim forall (x in C) : x = x", 1, 14, "a name is expected before `(`", ""),
    ("claim not", 1, 10, "a proposition is expected before the end of the file", ""),
    (
        "task T on C { a = 1, 2 }",
        1,
        19,
        "`{` is expected before `1`",
        "the form is `task T on C { a = {1, 2} ; f { u |-> 1 } }`",
    ),
    (
        "task T on C { 1 ∈ a }",
        1,
        17,
        "`:`, `=` or `{` is expected before `∈`",
        "the form is `task T on C { a = {1, 2} ; f { u |-> 1 } }`",
    ),
    ('import "a.cat" "b.cat"', 1, 16, 'unexpected `"b.cat"` after a complete import', ""),
    ("claim T is representable by dog cat", 1, 33, "unexpected `cat` after a complete claim", ""),
]


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), ERRORS, ids=lambda value: str(value)[:40])
def test_one_error(text: str, line: int, column: int, message: str, hint: str) -> None:
    (diagnostic,) = parse(text, "t.cat").diagnostics
    assert diagnostic.path == "t.cat"
    assert diagnostic.span[:2] == (line, column)
    assert (diagnostic.message, diagnostic.hint) == (message, hint)


def test_the_example() -> None:
    path = EXAMPLES / "bad" / "syntax.cat"
    parsed = parse(path.read_text(encoding="utf-8"), str(path))
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.span == (3, 20, 3, 21)
    assert diagnostic.message == "a name is expected before `:`"
    assert list(parsed.broken) == ["D"]
    assert [item.name.text for item in parsed.theory.items if isinstance(item, tree.CategoryDecl)] == ["C"]


def test_all_errors_in_one_run() -> None:
    text = """
category C { object a ; arrow : a -> a }
claim fine : a = b
task T on C { a = {1 }
funktor F : C -> C { a |-> a }
claim a =
functr "G G" : C -> C { a |-> a }
claim a == b
pretext M = rotation { image cat symmetry 0 }
category D "one" = C "two"
claim last : c = d
"""
    parsed = parse(text, "t.cat")
    assert [diagnostic.span.line for diagnostic in parsed.diagnostics] == [2, 4, 5, 6, 7, 8, 9, 10]
    names = [item.name.text for item in parsed.theory.items if isinstance(item, tree.Statement) and item.name]
    assert names == ["fine", "last"]
    assert set(parsed.broken) == {"C", "T", "F", "G G", "M", "D"}
    assert parsed.broken["T"] == (4, 6, 4, 7)


def test_an_error_hides_nothing_behind_it() -> None:
    for broken in [
        "claim (a = b",
        "category C {",
        "task T on C { a = {1",
        'claim "a',
        "claim a and",
        "claim T is",
        "claim (((",
    ]:
        parsed = parse(f"claim first : a = b\n{broken}\ntask U on C {{ }}\nclaim last : a = b", "t.cat")
        assert len(parsed.diagnostics) == 1, broken
        assert len(parsed.theory.items) == 3, broken


def test_an_item_before_a_misspelt_one_is_kept() -> None:
    parsed = parse("claim F is full\nfunktor G : A -> B { }\nclaim G is full", "t.cat")
    assert [diagnostic.message for diagnostic in parsed.diagnostics] == ["unknown keyword `funktor`"]
    assert len(parsed.theory.items) == 2
    assert list(parsed.broken) == ["G"]


@pytest.mark.parametrize(
    ("item", "meant", "column"),
    [
        ("refuse T is representable", "refute", 1),
        ("clam T is representable by b", "claim", 1),
        ("clam forall x in objects(P) : x is terminal in P", "claim", 1),
        ("clam (a -> b) = (a -> b) in P", "claim", 1),
        ("clam not T is representable", "claim", 1),
        ("  clam T is representable", "claim", 3),
        ("fnd T in tasks(P, size <= 1) such that T is representable", "find", 1),
        ("claime x : T is representable", "claim", 1),
    ],
)
@pytest.mark.parametrize("before", ["", "claim P is full\n", "claim b is terminal in P\n", "task T on P { }\n"])
def test_a_misspelt_statement_costs_itself_alone(item: str, meant: str, column: int, before: str) -> None:
    text = f"{before}{item}\nclaim T is representable by a\nclaim x =\n"
    parsed = parse(text, "t.cat")
    line = before.count("\n") + 1
    first, second = parsed.diagnostics
    assert (first.span[:2], first.hint) == ((line, column), f"did you mean `{meant}`?")
    assert first.message.startswith("unknown keyword `")
    assert second.span.line == line + 2
    assert parsed.broken == {} and len(parsed.theory.items) == line


@pytest.mark.parametrize(
    ("item", "meant", "name"),
    [
        ("poste P { a < b }", "poset", "P"),
        ("catgeory C {\n  object a\n}", "category", "C"),
        ("taks T on P { a = {1} }", "task", "T"),
        ("presheef T on P { a = {1} }", "task", "T"),
        ("  poste P { a < b }", "poset", "P"),
        ("category D = chain(2)\n  funktor F : D -> D { }", "functor", "F"),
    ],
)
def test_a_misspelt_declaration_is_broken_and_nothing_else_is(item: str, meant: str, name: str) -> None:
    parsed = parse(f"claim a = b\n{item}\nclaim c = d", "t.cat")
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.hint == f"did you mean `{meant}`?"
    assert list(parsed.broken) == [name]
    assert len([i for i in parsed.theory.items if isinstance(i, tree.Statement)]) == 2


def test_what_else_is_wrong_behind_a_misspelt_keyword_is_said_too() -> None:
    parsed = parse("catgeory C {\n  object a\n  arow f : a -> a\n}\nclam x : T is\nclaim a = b", "t.cat")
    assert [(d.span.line, d.text) for d in parsed.diagnostics] == [
        (1, "unknown keyword `catgeory` (did you mean `category`?)"),
        (3, "an item of a category cannot begin with `arow` (did you mean `arrow`?)"),
        (5, "unknown keyword `clam` (did you mean `claim`?)"),
        (5, "a property is expected after `is`"),
    ]
    assert list(parsed.broken) == ["C"] and len(parsed.theory.items) == 1


@pytest.mark.parametrize("stray", ["T", "3", '"a text"', "stray", "  stray"])
@pytest.mark.parametrize(
    ("item", "kind"),
    [("claim T is representable by b", "claim"), ("task U on P { a = {1} }", "task"), ("claim size(T) = 2", "claim")],
)
def test_a_stray_line_is_said_to_be_one(item: str, kind: str, stray: str) -> None:
    parsed = parse(f"\n{item}\n\n{stray}\nclaim c = d", "t.cat")
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.span.line == 4
    assert diagnostic.message == f"a stray line: the {kind} of line 2 is complete before it"
    assert parsed.broken == {} and len(parsed.theory.items) == 2


def test_a_line_that_was_to_go_on_is_no_stray_line() -> None:
    parsed = parse("claim T is representable by b\n  adn T is full\nclaim c = d", "t.cat")
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.text == "unexpected `adn` after a complete claim (did you mean `and`?)"
    assert len(parsed.theory.items) == 1


def test_two_items_that_run_into_each_other_are_both_reported() -> None:
    parsed = parse("claim T is\nfunctor : A -> B { }\nclaim x = y", "t.cat")
    assert [(diagnostic.span.line, diagnostic.message) for diagnostic in parsed.diagnostics] == [
        (1, "a property is expected after `is`"),
        (2, "a name is expected before `:`"),
    ]
    assert len(parsed.theory.items) == 1


def test_many_errors_are_cut() -> None:
    diagnostics = parse("claim a =\n" * 1000, "t.cat").diagnostics
    assert len(diagnostics) == MOST_ERRORS + 1
    assert diagnostics[-1].message == "900 more errors follow"
