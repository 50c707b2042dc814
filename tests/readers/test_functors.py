"""Functors from files, small ones and large monotone maps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from patience import PATIENCE, effort

import catproof
from catproof import kernel
from catproof.core.functor import Functor

POSETS = "poset P { a < b ; a < c }\nposet Q { x < y < z }\n"
READ = 'functor F : P -> Q = read("f.csv", from, to)\n'


def check(folder: Path, theory: str, rows: str, **options: object) -> catproof.Report:
    (folder / "f.csv").write_text("from,to\n" + rows, encoding="utf-8")
    (folder / "t.cat").write_text(theory, encoding="utf-8")
    return catproof.check(folder / "t.cat", **options)  # type: ignore[arg-type]


def test_what_is_read_is_what_a_block_would_say(tmp_path: Path) -> None:
    theory = POSETS + READ + "functor G : P -> Q { a |-> x ; b |-> z ; c |-> y }\nclaim F = G and F is faithful"
    assert check(tmp_path, theory, "a,x\nc,y\nb,z\n").ok
    loops = "monoid Z4 { generator r ; equation r^4 = id }\nmonoid Z2 { generator s ; equation s^2 = id }\n"
    theory = loops + 'functor F : Z4 -> Z2 = read("f.csv", from, to)\nclaim F is full and F(r) = s in Z2'
    assert check(tmp_path, theory, "*,*\nr,s\n").ok


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ("a,x\nb,z\n", "f.csv: no value is given for the object c"),
        ("a,x\nb,z\nc,y\na,y\n", "f.csv:5: a has a value in line 2 already"),
        ("a,x\nb,zz\nc,y\n", "f.csv:3: zz is not an object of Q"),
        ("a,x\nb,z\nc,y\nd,y\n", "f.csv:5: d is not an object of P"),
        ("a,z\nb,z\nc,y\n", "f.csv:4: the arrow (a -> c) has no possible value: there is no arrow z -> y"),
    ],
)
def test_what_is_no_functor(rows: str, wrong: str, tmp_path: Path) -> None:
    report = check(tmp_path, POSETS + READ + "claim F is full", rows)
    assert [error.message for error in report.errors] == [wrong]
    assert [verdict.value for verdict in report.verdicts] == ["skipped"]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ("*,*\n", "f.csv: no value is given for the arrow r, and 2 arrows * -> * fit"),
        ("*,*\nr,t\n", "f.csv:3: t is not an arrow of Z2"),
        ("*,*\nr,s\n", "f.csv: F is not a functor: r^3 = id in Z3, but their values differ"),
    ],
)
def test_arrows_that_are_not_forced(rows: str, wrong: str, tmp_path: Path) -> None:
    theory = "monoid Z3 { generator r ; equation r^3 = id }\nmonoid Z2 { generator s ; equation s^2 = id }\n"
    report = check(tmp_path, theory + 'functor F : Z3 -> Z2 = read("f.csv", from, to)', rows)
    assert [error.message for error in report.errors] == [wrong]


def test_a_large_map_of_orders(tmp_path: Path) -> None:
    points = 1200
    theory = (
        f"category B = chain({points})\ncategory C = chain({2 * points})\n"
        'functor F : B -> C = read("f.csv", from, to)\nfunctor G : C -> B = read("g.csv", from, to)\n'
        "claim F has a right adjoint and F is left adjoint to G\nrefute F has a left adjoint\n"
        "claim F is fully faithful\nrefute F is dense or F is essentially surjective\n"
        "claim G is dense and G is essentially surjective\nrefute G is full\nclaim compose(G, F) = identity(B)\n"
        "claim G preserves limits and F preserves colimits\n"
    )
    (tmp_path / "g.csv").write_text("from,to\n" + "".join(f"{k},{k // 2}\n" for k in range(2 * points)))
    with effort(12):  # by lists of arrows: 18 million of them
        report = check(
            tmp_path, theory, "".join(f"{k},{2 * k}\n" for k in range(points)), timeout=PATIENCE, cache=False
        )
    assert report.ok, report.to_json()
    for verdict in report.verdicts:
        assert not verdict.unchecked
        assert verdict.certificate is not None and len(json.dumps(verdict.certificate)) < 2_000_000
        assert kernel.check(verdict.certificate) is (verdict.value == "true")
    adjoint = list(report.verdicts)[1]
    assert "there is no universal arrow to F from 2399" in str(adjoint.reason)
    made = catproof.load(tmp_path / "t.cat")["F"]
    assert isinstance(made, Functor) and made.forced
