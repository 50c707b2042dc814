"""`check = later`: what is read is not refused for what it breaks; `F is a functor`, `T is closed` say all of it."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import naive
import naive_functors
from judge import tells_the_truth

import catproof
from catproof.core.category import Category

EDGES = "child,parent\ndog,mammal\ncat,mammal\nmammal,animal\nlizard,animal\n"
READ = """poset P = read("e.csv", child, parent)
poset Q { low < high < top }
functor F : P -> Q = read("f.csv", from, to, check = later)
tasks read("l.csv", label, item, check = later) on P
"""


def check(folder: Path, theory: str, values: str = "", labels: str = "", **options: object) -> catproof.FileReport:
    (folder / "e.csv").write_text(EDGES, encoding="utf-8")
    (folder / "f.csv").write_text(f"from,to\n{values}", encoding="utf-8")
    (folder / "l.csv").write_text(f"label,item\n{labels}", encoding="utf-8")
    (folder / "t.cat").write_text(theory, encoding="utf-8")
    return catproof.check(folder / "t.cat", cache=False, **options).files[0]  # type: ignore[arg-type]


BROKEN = "dog,high\ncat,top\nmammal,low\nlizard,low\nanimal,top\n"
WHOLE = "dog,low\ncat,low\nmammal,low\nlizard,low\nanimal,top\n"
LABELS = "furry,dog\nfurry,cat\nfurry,mammal\npet,mammal\npet,cat\npet,animal\n"


def test_all_that_is_broken_is_counted_and_listed(tmp_path: Path) -> None:
    said = READ + "refute F is a functor\nclaim furry is closed\nrefute pet is closed\nclaim rank(furry) = 1"
    report = check(tmp_path, said, BROKEN, LABELS)
    assert not report.errors and all(verdict.ok for verdict in report.verdicts)
    functor, furry, pet, _ = report.verdicts
    assert functor.reason == (
        "2 of 4 pairs are broken: dog < mammal, and there is no arrow high -> low; cat < mammal, and there "
        "is no arrow top "
        "-> low"
    )
    assert functor.witness == {"broken": [["dog", "mammal"], ["cat", "mammal"]]}
    assert furry.reason == "it keeps 4 pairs, each with an arrow between its values"
    assert pet.witness == {"broken": [["dog", "mammal"], ["lizard", "animal"]]}
    assert [text for _, text in report.notes] == [
        "f.csv: check = later: 2 of 4 pairs broken",
        "l.csv: check = later: 1 of 2 label sets not closed downwards",
    ]


def test_what_breaks_nothing_is_a_functor_for_all_else(tmp_path: Path) -> None:
    said = READ + "claim F is a functor and F(dog) = low in Q\nrefute F is full\nclaim identity(P) = identity(P)"
    report = check(tmp_path, said, WHOLE, "furry,dog\n")
    assert not report.errors and all(verdict.ok for verdict in report.verdicts)
    # and of what is declared in another way the same may be said
    said = "poset P { a < b }\nfunctor F : P -> P { a |-> a ; b |-> a }\ntask T on P { a = {yes} }\n"
    assert catproof.check(said + "claim F is a functor and T is closed", cache=False).ok


def test_of_what_is_broken_nothing_else_is_said(tmp_path: Path) -> None:
    report = check(tmp_path, READ + "claim F is full\nclaim rank(pet) = 1", BROKEN, LABELS)
    assert [(error.code, error.message, error.hint) for error in report.errors] == [
        ("E512", "F is no functor: it breaks 2 pairs", "`F is a functor` says which"),
        ("E512", "pet is not closed downwards: it breaks 2 pairs", "`pet is closed` says which"),
    ]
    report = check(tmp_path, READ + "claim pet is a functor\nclaim F is closed", BROKEN, LABELS)
    assert [error.code for error in report.errors] == ["E512", "E512"]


def test_engines_and_the_kernel_agree_with_the_definition(tmp_path: Path) -> None:
    pairs = [line.split(",") for line in EDGES.splitlines()[1:]]
    objects = list(dict.fromkeys(itertools.chain.from_iterable(pairs)))
    heights = {"low": 0, "high": 1, "top": 2}
    chance, seen = random.Random(1), set()
    for _ in range(6):
        values = {x: chance.choice(list(heights)) for x in objects}
        members = {x for x in objects if chance.random() < 0.6} | {"dog"}
        functor = all(heights[values[a]] <= heights[values[b]] for a, b in pairs)
        closed = all(a in members for a, b in pairs if b in members)
        seen |= {("functor", functor), ("closed", closed)}
        said = (
            f"{READ}{'claim' if functor else 'refute'} F is a functor\n"
            f"{'claim' if closed else 'refute'} pet is closed\n"
        )
        rows = "".join(f"{x},{y}\n" for x, y in values.items()), "".join(f"pet,{x}\n" for x in sorted(members))
        report = check(tmp_path, said, *rows, engine="both")
        assert not report.errors and all(verdict.ok for verdict in report.verdicts), said
        for verdict in report.verdicts:
            assert verdict.certificate is not None
            answer = catproof.verify(verdict.certificate)
            assert str(answer.verdict).lower() == verdict.value and 'objects("pairs of P")' in answer.sentence
    assert ("closed", False) in seen and ("functor", False) in seen


def test_where_it_does_not_fit(tmp_path: Path) -> None:
    for said, wrong in (
        (READ.replace("later", "never"), "check = never is not known"),
        (READ.replace("item, check", "item, close = down, check"), "has nothing to ask of what is closed downwards"),
        (READ + "claim F is a functor in Q", "`is a functor` takes nothing more"),
        (READ + "claim Q is closed", "there is no property"),
    ):
        report = check(tmp_path, said, WHOLE, "furry,dog\n")
        assert any(wrong in error.message for error in report.errors), [error.message for error in report.errors]
    given = "dog,high\ncat,top\nmammal,low\nlizard,low\n"  # what has no value is no map, whatever is asked later
    assert "no value is given for the object animal" in check(tmp_path, READ, given).errors[0].message


GENERAL = """category C = read("c.csv", arrow, source, target) { equation pays . gets = owns }
preorder Q { low < high < top }
functor F : C -> Q = read("f.csv", from, to, check = later)
tasks read("l.csv", label, item, check = later) on C
"""


def test_arrows_of_any_category(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(
        "arrow,source,target\ngets,client,order\npays,order,bill\nowns,client,bill\nsends,client,order\n", "utf-8"
    )
    values = "client,high\norder,low\nbill,top\n"
    labels = "known,client\nknown,order\nopen,order\nopen,bill\n"
    said = GENERAL + "refute F is a functor\nclaim known is closed\nrefute open is closed\nclaim rank(known) = 1\n"
    report = check(tmp_path, said, values, labels, engine="both")
    assert not report.errors and all(verdict.ok for verdict in report.verdicts), report.verdicts
    functor, known, opened, _ = report.verdicts
    assert functor.witness == {"broken": ["gets", "sends"]}
    assert functor.reason is not None and known.reason is not None
    assert functor.reason.startswith(
        "2 of 4 arrows are broken: gets : client -> order, and there is no arrow high -> low"
    )
    assert known.reason == "it keeps 4 arrows, each with an arrow between its values"
    assert opened.witness == {"broken": ["gets", "owns", "sends"]}
    assert [text for _, text in report.notes] == [
        "f.csv: check = later: 2 of 4 arrows broken",
        "l.csv: check = later: 1 of 2 label sets not closed downwards",
    ]
    for verdict in report.verdicts[:3]:
        assert verdict.certificate is not None
        assert str(catproof.verify(verdict.certificate).verdict).lower() == verdict.value
    whole = check(
        tmp_path, GENERAL + "claim F is a functor\nclaim F is faithful\n", values.replace("high", "low"), labels
    )
    assert [verdict.value for verdict in whole.verdicts] == ["true", "false"] and not whole.errors


SEVERAL = """category C {
  object client, order, bill
  arrow gets, sends : client -> order
  arrow pays : order -> bill
  arrow owns : client -> bill
  equation pays . gets = owns
  equation pays . gets = pays . sends
}
category D { object a, b, c; arrow f : a -> b; arrow g, h : b -> c; arrow k : a -> c }
functor F : C -> D = read("f.csv", from, to, check = later)
"""
ENDS = "client,a\norder,b\nbill,c\n"


def test_categories_with_several_arrows(tmp_path: Path) -> None:
    """Ends of images, identities, composites and equations, each told by its kind."""
    said = SEVERAL + "refute F is a functor\n"
    rows = "gets,f\nowns,h\npays,g\nsends,g . f\n"
    (verdict,) = check(tmp_path, said, ENDS + rows, engine="both").verdicts
    assert verdict.ok and verdict.reason == (
        "broken: 2 images: owns : client -> bill goes to h : b -> c, not to an arrow a -> c; sends : client -> order "
        "goes to g . f : a -> c, not to an arrow a -> b; 2 equations are not asked, which have an arrow without an "
        "image that fits"
    )
    rows = "gets,f\npays,h\nowns,g . f\npays . gets,k\nid(client),id\nid(order),k\n"
    report = check(tmp_path, said, ENDS + rows, engine="both")
    (verdict,) = report.verdicts
    assert verdict.ok and verdict.witness == {
        "broken": {"images": ["id(order)"], "composites": ["pays . gets"], "equations": ["pays . gets = owns"]}
    }
    assert [text for _, text in report.notes] == ["f.csv: check = later: 3 of 12 conditions broken"]
    argument = catproof.explain(tmp_path / "t.cat")
    assert "pays . gets goes to k, not to h . f, the composite of the images" in str(argument)
    # an arrow that nothing fits, and one whose value is forced
    (verdict,) = check(tmp_path, said, "client,c\norder,b\nbill,b\n").verdicts
    assert verdict.witness == {"broken": {"arrows without an image": ["gets", "sends", "owns"]}}
    # of what is whole everything else is said as well; without `check = later` it is refused for the rest
    rows = "gets,f\npays,h\nowns,f >> h\n"
    (_, verdict) = check(tmp_path, SEVERAL + "claim F is a functor\nclaim F(owns) = h . f in D", ENDS + rows).verdicts
    assert verdict.ok
    rows = "gets,f\npays,h\nowns,k\nsends,h\npays . gets,k\nid(client),id\n"
    report = check(tmp_path, SEVERAL.replace(", check = later", ""), ENDS + rows)
    assert [error.message for error in report.errors] == [
        "f.csv:8: sends must go to an arrow a -> b, unlike h; also line 9: pays . gets goes to k, and the values of "
        "its parts say h . f; F is not a functor: pays . gets = owns in C, but their values differ; 3 in all"
    ]
    report = check(tmp_path, SEVERAL, ENDS + "gets,f . f\npays,m\nowns,id(d)\ngets . pays,k\n")
    assert sum("is not an arrow of D" in error.message for error in report.errors) == 0
    assert 'f.csv:8: "gets . pays" is neither an object nor an arrow of C' in report.errors[0].message
    assert report.errors[0].hint is not None and "does not compose" in report.errors[0].hint


GROUPS = """group G { generator r ; equation r^3 = id }
group H { generator s, t ; equation s^2 = id ; equation t^3 = id ; equation s . t . s = t^2 }
functor F : G -> H = read("f.csv", from, to, check = later)
"""


def test_groups(tmp_path: Path) -> None:
    (verdict,) = check(tmp_path, GROUPS + "claim F is a functor", "*,*\nr,t^-1\n").verdicts
    assert verdict.ok and verdict.reason == "1 arrow has an image with the right ends, and 1 equation holds of them"
    (verdict,) = check(tmp_path, GROUPS + "refute F is a functor", "*,*\nr,s\nid,t\n", engine="both").verdicts
    assert verdict.ok and verdict.reason == (
        "broken: 1 identity, 1 equation: id goes to t, not to id; r^3 = id, and the left side goes to s, the right "
        "side to id"
    )


def is_functor(source: Category, target: Category, objects: list[int], arrows: dict[str, str]) -> bool:
    """Is there a functor with these values, by trying all?"""
    c, d = naive.composition(source), naive.composition(target)
    wanted = {
        source.generator(source.generator_number[f]): target.generator(target.generator_number[g])
        for f, g in arrows.items()
    }
    return any(
        list(each.on_objects) == objects and all(each.on_arrows[f] == g for f, g in wanted.items())
        for each in naive_functors.mappings(c, d)
    )


RANDOM = """category C { object x, y; arrow e : x -> x; arrow f, g : x -> y; equation e . e = e; equation f . e = g }
functor F : C -> C = read("f.csv", from, to, check = later)
"""


def test_values_at_random(tmp_path: Path) -> None:
    """The direct engine, z3, the kernel and the judge agree with trying all functors."""
    whole = catproof.load(RANDOM.partition("functor")[0])["C"]
    assert isinstance(whole, Category)
    chance, seen = random.Random(5), set()
    for _ in range(14):
        objects = [chance.randrange(2) for _ in range(2)] if chance.random() < 0.3 else [0, 1]
        fitting = {"e": ["e"], "f": ["f", "g"], "g": ["f", "g"]}
        arrows = {f: chance.choice(fitting[f] if chance.random() < 0.85 else ["e", "f", "g"]) for f in "efg"}
        value = is_functor(whole, whole, objects, arrows)
        rows = "".join(f"{a},{'xy'[b]}\n" for a, b in zip("xy", objects, strict=True))
        rows += "".join(f"{f},{g}\n" for f, g in arrows.items())
        said = f"{RANDOM}{'claim' if value else 'refute'} F is a functor\n"
        report = check(tmp_path, said, rows, engine="both")
        (verdict,) = report.verdicts
        assert not report.errors and verdict.ok, (rows, verdict.reason)
        assert verdict.certificate is not None and not verdict.unchecked
        assert str(catproof.verify(verdict.certificate).verdict).lower() == verdict.value
        assert tells_the_truth(verdict.certificate)
        seen.add((value, *(verdict.witness or {}).get("broken", ())))
    assert {(True,), (False, "images"), (False, "equations")} <= seen, seen


def test_long_equations(tmp_path: Path) -> None:
    """The first arrows of a long side are one with the composite of their values; what is said is the same."""
    said = (
        "monoid M { generator r ; equation r^150 = id }\nmonoid N { generator s ; equation s^100 = id }\n"
        'functor F : M -> N = read("f.csv", from, to, check = later)\n'
    )
    for value, broken in (("s^2", "claim"), ("s", "refute")):
        (verdict,) = check(tmp_path, f"{said}{broken} F is a functor", f"*,*\nr,{value}\n").verdicts
        assert verdict.ok and verdict.certificate is not None and not verdict.unchecked
        assert str(catproof.verify(verdict.certificate).verdict).lower() == verdict.value
    assert verdict.reason == "broken: r^150 = id, and the left side goes to s^50, the right side to id"


def test_ends_of_images_where_there_are_too_many_arrows(tmp_path: Path) -> None:
    """A functor would keep the paths between objects: so what breaks these is said of them."""
    categories = (
        "category S { object u, v ; arrow a : u -> u ; arrow b : u -> u ; arrow c : u -> v ; "
        "equation a . b = b . a^2 }\n"
        "category X { object x, y ; arrow p : x -> x ; arrow r : x -> x ; arrow q : x -> y ; equation p . r = r . p }\n"
        'functor F : S -> X = read("f.csv", from, to, check = later)\n'
    )
    for values, said in (
        (
            "u,x\nv,y\na,p\nb,r\nc,p\n",
            "broken: c : u -> v goes to p : x -> x, not to an arrow x -> y; "
            "1 equation is not decided, as X has too many arrows",
        ),
        (
            "u,x\nv,y\na,q\nb,r\nc,q . p . r\n",
            "broken: a : u -> u goes to q : x -> y, not to an arrow x -> x; "
            "1 equation is not asked, which has an arrow without an image that fits",
        ),
    ):
        report = check(tmp_path, categories + "refute F is a functor\n", values, limit=200)
        (verdict,) = report.verdicts
        assert verdict.ok and verdict.reason == said and verdict.certificate is not None
        answer = catproof.verify(verdict.certificate)
        assert answer.verdict is False and '"paths of X"' in answer.sentence and tells_the_truth(verdict.certificate)
    open_one = check(tmp_path, categories + "claim F is a functor\n", "u,x\nv,y\na,p\nb,r\nc,q\n", limit=200)
    assert open_one.verdicts[0].value == "unknown"  # p . r = r . p . p is not decided
