"""Limits and time: the answer is `unknown`, with what was met and how to raise it; never an error, never a guess."""

from __future__ import annotations

import pytest
from patience import effort

import catproof

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""A time limit may strike in a finalizer, where Python drops it with a warning; it strikes again."""

INFINITE = """
monoid N { generator s }
task T on N { * = {0, 1} ; s { 0 |-> 1 ; 1 |-> 0 } }
task Y = yoneda(N, *)
task G = generated(N) { u at * ; u|s^2 = u }
"""


def decided(prop: str) -> catproof.Verdict:
    (verdict,) = catproof.check(f"{INFINITE}\nclaim {prop}\n", limit=200).verdicts
    return verdict


UNKNOWN = [
    "count(arrows(N)) = 3",
    "size(Y) = 1",
    "s is mono in N",
    "s . s = s in N",
    "size(T) = 2 and size(Y) = 1",
    "size(T) = 1 or size(Y) = 1",
    "not size(Y) = 1",
    "size(Y) = 1 iff 1 = 1",
    "forall f in arrows(N) : f is mono",
    "exists f in arrows(N) : f is iso",
    "forall x in objects(N) : x is terminal",
    "yoneda(N) solves T by prompt",
]
KNOWN = {
    # the tasks themselves are finite, and so is what the connectives need of them
    "size(T) = 2": "true",
    "rank(T) = 1": "true",
    "T ~= G": "true",
    "size(G) = 2": "true",
    "count(objects(N)) = 1": "true",
    "count(elements(T)) = 3": "false",
    "size(T) = 1 and size(Y) = 1": "false",
    "size(T) = 2 or size(Y) = 1": "true",
    "size(Y) = 1 or size(T) = 2": "true",
    "size(Y) = 1 and size(T) = 1": "false",
    "size(T) = 1 implies size(Y) = 1": "true",
    "size(Y) = 1 implies size(T) = 2": "true",
}


@pytest.mark.parametrize("prop", UNKNOWN)
def test_what_needs_the_arrows_of_an_infinite_monoid_is_unknown(prop):
    verdict = decided(prop)
    assert (verdict.value, verdict.ok, verdict.certificate) == ("unknown", False, None)
    assert "200 arrows" in verdict.reason and "--limit" in verdict.reason


@pytest.mark.parametrize("prop", KNOWN)
def test_what_can_be_known_without_them_is_known(prop):
    assert decided(prop).value == KNOWN[prop]


def test_an_unknown_verdict_is_not_ok_for_any_keyword():
    report = catproof.check(INFINITE + "claim size(Y) = 1\nrefute size(Y) = 1\nask size(Y) = 1\n", limit=200)
    assert [(v.value, v.ok) for v in report.verdicts] == [("unknown", False)] * 3
    assert report.errors == [] and report.exit_status == 3


@pytest.mark.sizes("speaks of sizes at which the product goes another way")
def test_raising_the_limit_gives_the_answer():
    text = "category K = chain(40)\nclaim count(arrows(K)) = 820\n"
    assert [v.value for v in catproof.check(text, limit=819).verdicts] == ["unknown"]
    assert [v.value for v in catproof.check(text, limit=820).verdicts] == ["true"]


SLOW = """
group S9 {
  generator a, b, c, d, e, f, g, h
  equation a^2 = id ; equation b^2 = id ; equation c^2 = id ; equation d^2 = id
  equation e^2 = id ; equation f^2 = id ; equation g^2 = id ; equation h^2 = id
  equation (a . b)^3 = id ; equation (b . c)^3 = id ; equation (c . d)^3 = id ; equation (d . e)^3 = id
  equation (e . f)^3 = id ; equation (f . g)^3 = id ; equation (g . h)^3 = id
}
"""


def soon(text: str, engine: str = "auto") -> list[catproof.Verdict]:
    with effort(10):
        report = catproof.check(text, timeout=1.5, limit=10_000_000, engine=engine)
    assert report.errors == []
    return list(report.verdicts)


def test_a_statement_past_its_time_is_unknown_and_the_next_one_still_runs():
    verdicts = soon(SLOW + "claim count(arrows(S9)) = 1\nclaim next : 2 = 2\n")
    assert [v.value for v in verdicts] == ["unknown", "true"]
    assert "1.5 s" in verdicts[0].reason and "--timeout" in verdicts[0].reason


def test_a_declaration_past_its_time_makes_what_uses_it_unknown():
    verdicts = soon(SLOW + "task Y = yoneda(S9, *)\nclaim size(Y) = 1\nclaim rank(Y) = 1 or 1 = 1\n")
    assert [v.value for v in verdicts] == ["unknown", "true"]
    assert "--timeout" in verdicts[0].reason


def test_reading_a_statement_past_its_time_makes_it_unknown():
    verdicts = soon(SLOW + "claim rank(yoneda(S9, *)) = 1\n")
    assert [v.value for v in verdicts] == ["unknown"]
