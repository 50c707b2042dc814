"""The pytest plugin in pytest itself."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pytest

from catproof.core.memory import resident
from catproof.resources import folder

GOOD = "poset P { a < b }\nclaim top : b is terminal in P\nrefute a is terminal in P\n"
MIXED = """\
poset P { a < b ; c < b }
task two on P { a = {1} ; c = {1} }
claim wrong : two is representable
claim right : two is familial
monoid N { generator s }
claim endless : count(arrows(N)) = 3
find T in tasks(P, size <= 3) such that rank(T) = 4
"""
BROKEN = """\
poset P { a < b }
task T on P { c = {1} }
task U on P { d = {1} }
claim depends : T is representable
claim fine : b is terminal in P
"""


@pytest.fixture
def run(pytester: pytest.Pytester):  # type: ignore[no-untyped-def]
    # An installation from before there was the plugin does not know it.
    known = entry_points(group="pytest11", name="catproof")
    named = [] if known else ["-p", "catproof.faces.pytest_plugin"]

    def run(*arguments: str) -> pytest.RunResult:
        return pytester.runpytest_inprocess(*named, "-p", "no:asyncio", *arguments)

    return run


def test_theory_files_are_left_alone_unless_asked_for(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    pytester.makefile(".cat", good=GOOD)
    assert run().ret == pytest.ExitCode.NO_TESTS_COLLECTED
    run("--catproof").assert_outcomes(passed=2)


def test_each_statement_is_a_test(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    pytester.makefile(".cat", good=GOOD)
    run("--catproof", "-v").stdout.fnmatch_lines(["good.cat::top PASSED*", "good.cat::line 3 PASSED*"])
    run("--catproof", "good.cat::top").assert_outcomes(passed=1)
    run("--catproof", "-k", "top").assert_outcomes(passed=1, deselected=1)


def test_a_failure_gives_the_reason(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    pytester.makefile(".cat", mixed=MIXED)
    done = run("--catproof", "--catproof-limit", "40")
    done.assert_outcomes(passed=1, failed=3)
    done.stdout.fnmatch_lines(
        [
            "claim wrong : two is representable",
            "false, expected true: no one prompt reaches both 1 at a and 1 at c",
            "claim endless : count(arrows(N)) = 3",
            "unknown: the enumeration of the arrows of N went past the limit of 40 arrows*",
            "find T in tasks(P, size <= 3) such that rank(T) = 4",
            "false, expected true: *",
        ]
    )
    assert "Traceback" not in done.stdout.str() and "pytest_plugin.py" not in done.stdout.str()


def test_what_is_wrong_with_a_file_is_one_test(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    pytester.makefile(".cat", broken=BROKEN)
    done = run("--catproof", "-rs")
    done.assert_outcomes(passed=1, failed=1, skipped=1)
    done.stdout.fnmatch_lines(
        [
            "*broken.cat:2:15: error*: c is not an object of P",
            "    task T on P { c = {1} }",
            "    * ^",
            "*broken.cat:3:15*",
        ]
    )
    done.stdout.fnmatch_lines(["SKIPPED*it depends on something with an error"])


def test_an_error_that_shows_late(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    pytester.makefile(".cat", late="poset P { a < b }\nclaim forall x in objects(P) : (x -> a) = id(a) in P\n")
    done = run("--catproof")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*late.cat:2:32: error*: there is no arrow b -> a in P", "    claim forall x in*"])


def test_a_file_that_is_no_text(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    Path(pytester.path, "bytes.cat").write_bytes(b"poset \xff")
    done = run("--catproof")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*the file is not UTF-8*"])


def test_the_options(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    pytester.makefile(".cat", good=GOOD)
    run("--catproof", "--catproof-engine", "both", "--catproof-timeout", "900").assert_outcomes(passed=2)
    assert run("--catproof", "--catproof-engine", "guess").ret == pytest.ExitCode.USAGE_ERROR
    for wrong in ("0", "-1", "nan", "inf"):
        for option in ("timeout", "timeout-all", "memory", "limit"):
            assert run("--catproof", f"--catproof-{option}={wrong}").ret == pytest.ExitCode.USAGE_ERROR


SQUARES = "category C = terminal()\ntask T0 on C { * = {x, y} }\n" + "".join(
    f"task T{k + 1} = product(T{k}, T{k})\n" for k in range(6)
)


def test_the_limits(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    pytester.makefile(".cat", squares=SQUARES + "claim size(T6) = 1\nclaim size(T0) = 2\n")
    most = resident() // 10**6 + 900  # beside what the tests before have left in this process
    done = run("--catproof", "--catproof-memory", str(most))
    done.assert_outcomes(failed=2, passed=1)
    done.stdout.fnmatch_lines(
        [f"*unknown: task T* was not built: *of the memory limit of {most} MB*raise it with --memory*"]
    )
    done = run("--catproof", "--catproof-timeout-all", "0.000001")
    done.assert_outcomes(failed=3)
    done.stdout.fnmatch_lines(["*unknown: category C was not built: *the time limit of 1e-06 s for the whole run*"])


def test_the_shipped_theories_pass(run) -> None:  # type: ignore[no-untyped-def]
    names = ("concepts", "next_token", "supervised")
    done = run("--catproof", *(str(folder("theories") / f"{name}.cat") for name in names))
    assert done.ret == pytest.ExitCode.OK and done.parseoutcomes()["passed"] > 20


ODD_NAMES = ["a::b", "::", ":", ":::x", "a::", "a:\\:b", "x[1::2]", "[a]::b", "with/slash", "", "é b", "input"]


def test_each_name_has_an_identifier_that_selects_it(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    claims = [f'claim "{name.replace(chr(92), chr(92) * 2)}" : b is terminal in P' for name in ODD_NAMES]
    pytester.makefile(".cat", odd="\n".join(["poset P { a < b }", *claims, "task T on P { d = {1} }\n"]))
    listed = [line for line in run("--catproof", "--collect-only", "-q").outlines if line.startswith("odd.cat::")]
    assert len(listed) == len(set(listed)) == len(ODD_NAMES) + 1
    for line in listed:
        done = run("--catproof", line)
        outcomes = done.parseoutcomes()
        assert outcomes.get("passed", 0) + outcomes.get("failed", 0) == 1, line


def test_two_statements_of_one_name_are_an_error_and_two_tests(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    pytester.makefile(".cat", twice="poset P { a < b }\nclaim x : b is terminal in P\nask x : a is initial in P\n")
    done = run("--catproof", "-v")
    done.assert_outcomes(passed=1, failed=1, skipped=1)
    done.stdout.fnmatch_lines(["*twice.cat:3:5: error*: x is the name of the statement on line 2 already*"])


def test_what_a_terminal_would_act_on_is_escaped(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    pytester.makefile(".cat", hostile='poset P { a < b }\nclaim "\x1b[2K ok" : b is terminal in P # \u202e\n')
    shown = run("--catproof").stdout.str()
    assert "a text in quotes cannot contain U+001B ESCAPE" in shown
    assert r'claim "\x1b[2K ok" : b is terminal in P # \u202e' in shown and "\u202e" not in shown


def test_ini_options_and_the_fixture(pytester: pytest.Pytester, run) -> None:  # type: ignore[no-untyped-def]
    pytester.makefile(".cat", mixed=MIXED)
    pytester.makeini("[pytest]\ncatproof = true\ncatproof_limit = 40\ncatproof_allow_path =\n  data\n")
    missing = run()
    assert missing.ret == pytest.ExitCode.USAGE_ERROR
    missing.stderr.fnmatch_lines(["*catproof_allow_path: there is no folder */data"])
    pytester.mkdir("data")
    pytester.makepyfile(
        """
        def test_own(catproof_check):
            assert catproof_check("mixed.cat", name="right").ok
            assert catproof_check.keywords["limit"] in (40, 99)
            (folder,) = catproof_check.keywords["allow_path"]
            assert folder.endswith("/data")
        """
    )
    done = run()
    done.assert_outcomes(passed=2, failed=3)
    done.stdout.fnmatch_lines(["*unknown: * 40 arrows*"])
    run("--catproof-limit", "99", "-k", "own").assert_outcomes(passed=1, deselected=4)
    pytester.makeini("[pytest]\ncatproof = true\ncatproof_engine = guess\n")
    done = run()
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*catproof_engine: guess is none of auto, direct, z3, both*"])
