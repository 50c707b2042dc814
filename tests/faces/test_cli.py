"""The command line: every command and option, every exit status, and no traceback whatever it is given.

What depends on the process (standard input, several of them) runs in one of its own; the rest in this one, for speed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import BROKEN, INTERNAL, NOT_OK, THEORY, UNKNOWN, Here, Outcome, process, summary, written
from patience import PATIENCE, effort, steady, steady_text

from catproof.resources import folder
from catproof.version import __version__

# ---- check ----------------------------------------------------------------------------------------------


def test_check_shows_each_statement_with_its_reason(here: Here, theory: Path) -> None:
    done = here("check", theory)
    assert done.status == 0 and done.err == ""
    lines = done.out.split("\n")
    assert lines[0] == str(theory)
    assert lines[1] == "  ok       claim by_a : low is representable by a  line 4"
    assert lines[2].startswith("             true: a represents it")
    assert lines[3] == "  ok       refute two is representable  line 5"
    assert lines[4].strip() == "false: no one prompt reaches both 1 at a and 1 at c"
    assert summary(done.out) == "3 statements: 3 ok"


def test_check_several_files_and_folders(here: Here, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    first = written(tmp_path, "z.cat", THEORY)
    inside = written(tmp_path / "in", "b.cat", THEORY)
    deep = written(tmp_path / "in" / "deep", "a.cat", THEORY)
    written(tmp_path / "in", "notes.txt", "no theory")
    done = here("check", first, tmp_path / "in")
    heads = [line for line in done.out.split("\n") if line.endswith(".cat")]
    assert heads == [str(first), str(inside), str(deep)] and summary(done.out) == "9 statements: 9 ok"


def test_check_goes_on_after_a_file_that_cannot_be_read(here: Here, tmp_path: Path) -> None:
    written(tmp_path, "a.cat", b"\xff")
    written(tmp_path, "b.cat", THEORY)
    done = here("check", tmp_path, tmp_path / "none.cat")
    assert done.status == 2 and summary(done.out) == "3 statements: 3 ok, 2 errors in the input"
    assert "a.cat:1:1: error[E101]: the file is not UTF-8" in done.out
    assert "none.cat:1:1: error[E501]: no such file" in done.out


def test_check_reads_standard_input() -> None:
    done = process("check", "-", given=THEORY.encode())
    assert done.status == 0 and done.out.startswith("<stdin>\n")
    broken = process("check", "-", given=b"claim \xff")
    assert broken.status == 2 and broken.out.startswith("<stdin>:1:7: error[E101]: the file is not UTF-8")
    assert process("explain", "-", "by_a", given=THEORY.encode()).out.startswith("claim by_a : ")
    assert process("count", "objects(P)", "-", given=THEORY.encode()).out == "3\n"


@pytest.mark.parametrize("engine", ["auto", "direct", "z3", "both"])
def test_engines(here: Here, theory: Path, engine: str) -> None:
    done = here("check", theory, "--engine", engine, "--json")
    assert done.status == 0
    engines = {s["engine"] for s in json.loads(done.out)["files"][0]["statements"]}
    assert engines == {"direct" if engine == "auto" else engine}


def test_timeout(here: Here, tmp_path: Path) -> None:
    body = "claim forall x in arrows(S) : forall y in arrows(S) : forall z in arrows(S) : x . (y . z) = (x . y) . z"
    path = written(tmp_path, "t.cat", "monoid S { generator s ; equation s^300 = id }\n" + body)
    with effort(5):
        done = here("check", path, "--timeout", "0.3")
    assert done.status == 3 and "the time limit of 0.3 s was reached (raise it with --timeout)" in done.out


def test_limit(here: Here, tmp_path: Path) -> None:
    path = written(tmp_path, "t.cat", "monoid M { generator s ; equation s^300 = id }\nclaim count(arrows(M)) = 300\n")
    assert here("check", path).status == 0
    done = here("check", path, "--limit", "100")
    assert done.status == 3 and "went past the limit of 100 arrows (raise it with --limit)" in done.out


def test_name(here: Here, tmp_path: Path) -> None:
    path = written(tmp_path, "t.cat", NOT_OK)
    assert summary(here("check", path, "--name", "by_*").out) == "1 statement: 1 ok"
    assert here("check", path, "--name", "wr?ng").status == 1
    assert summary(here("check", path, "--name", "line 5").out) == "1 statement: 1 ok"
    nothing = here("check", path, "--name", "no*")
    assert nothing.status == 2 and nothing.err == "catproof: no statement has a name that matches no*\n"
    data = here("check", path, "--name", "", "--json")
    assert data.status == 2 and json.loads(data.out)["ok"] is False
    assert here("report", path, "--name", "no*", "-o", tmp_path / "page.html").status == 2
    assert here("audit", path, "--tasks", "no*").status == 2
    broken = here("check", written(tmp_path, "b.cat", BROKEN), "--name", "no*")
    assert broken.status == 2 and "matches" not in broken.err  # what could not be read may have the name


@pytest.mark.parametrize("seconds", ["1e308", "4294968"])
@pytest.mark.parametrize("engine", ["direct", "z3"])
def test_a_time_limit_may_be_as_long_as_one_likes(here: Here, theory: Path, seconds: str, engine: str) -> None:
    assert here("check", theory, "--timeout", seconds, "--timeout-all", seconds, "--engine", engine).status == 0


@pytest.mark.parametrize("content", [THEORY, NOT_OK, UNKNOWN, BROKEN, "", "claim"])
def test_json_is_alone_on_standard_output(here: Here, tmp_path: Path, content: str) -> None:
    path = written(tmp_path, "t.cat", content)
    text, data = here("check", path), here("check", path, "--json")
    report = json.loads(data.out)
    assert data.status == text.status and data.err == ""
    assert report["catproof"] == __version__ and report["schema"] == 1 and report["ok"] is (data.status == 0)


def test_quiet(here: Here, theory: Path, tmp_path: Path) -> None:
    assert here("check", theory, "--quiet") == Outcome(0, "", "")
    done = here("check", theory, written(tmp_path, "not_ok.cat", NOT_OK), "--quiet")
    assert done.status == 1 and str(theory) not in done.out
    assert next(line for line in done.out.split("\n") if line.startswith("  ")).startswith("  not ok   claim wrong")


def test_jobs_give_the_same_answers_in_the_same_order(tmp_path: Path) -> None:
    written(tmp_path, "a.cat", NOT_OK)
    written(tmp_path, "b.cat", 'import "a.cat"\nclaim low is familial\nclaim low ~= yoneda(P, a)\n')
    written(tmp_path, "c.cat", BROKEN)
    files = [tmp_path, folder("theories") / "models.cat", "-"]
    files += ["--timeout", PATIENCE]
    one = process("check", *files, "--json", given=UNKNOWN.encode())
    two = process("check", *files, "--json", "--jobs", "2", given=UNKNOWN.encode())
    assert one.status == two.status == 2
    assert steady(json.loads(one.out)) == steady(json.loads(two.out))
    shown, alone = (process("check", *files, "--jobs", jobs, given=UNKNOWN.encode()).out for jobs in (3, 1))
    assert steady_text(shown) == steady_text(alone)


def test_certificates_and_verify(here: Here, tmp_path: Path) -> None:
    path = written(tmp_path, "t.cat", UNKNOWN + 'claim "a/b: c" : low is familial\n')
    done = here("check", path, "--certificates", tmp_path / "new" / "folder", "--json")
    statements = json.loads(done.out)["files"][0]["statements"]
    certificates = [s["certificate"] for s in statements]
    assert [c is None for c in certificates] == [False, False, False, True, False]
    names = sorted(p.name for p in (tmp_path / "new" / "folder").iterdir())
    names[0] = re.sub(r"-[0-9a-f]{16}\.", "-DIGEST.", names[0])
    assert names == ["t.a_b_c-DIGEST.json", "t.by_a.json", "t.line_5.json", "t.line_6.json"]
    files = [c for c in certificates if c]
    verified = here("verify", *files)
    assert verified.status == 0 and verified.err == ""
    assert verified.out.split("\n")[0] == f"{files[0]}: true: low is representable by a"

    data = json.loads(Path(files[0]).read_text(encoding="utf-8"))
    data["verdict"] = False
    tampered = written(tmp_path, "tampered.json", json.dumps(data))
    rejected = here("verify", files[0], tampered)
    assert rejected.status == 1 and rejected.err.startswith(f"{tampered}: rejected: ")
    del data["digest"]
    opposite = here("verify", written(tmp_path, "opposite.json", json.dumps(data)))
    assert opposite.status == 1 and "rejected: the evidence proves the opposite verdict" in opposite.err


def test_verify_says_what_was_not_checked(here: Here, tmp_path: Path) -> None:
    text = "# How many there are.\n\nclaim count(monoids(order = 6)) = 2237\n"
    path = written(tmp_path, "t.cat", text)
    here("check", path, "--certificates", tmp_path)
    done = here("verify", tmp_path / "t.line_3.json")
    assert done.status == 0 and "not checked: that there are 2237 monoids of these sizes" in done.out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[]", "not a catproof certificate"),
        (b'{"format": "catproof certificate"}', "rejected"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\0", "not JSON"),
    ],
)
def test_verify_refuses_what_is_no_certificate(here: Here, tmp_path: Path, content: bytes, message: str) -> None:
    done = here("verify", written(tmp_path, "c.json", content))
    assert done.status == (1 if message == "rejected" else 2)
    assert done.out == "" and message in done.err and len(done.err.splitlines()) == 1


# ---- explain --------------------------------------------------------------------------------------------


def test_explain(here: Here, tmp_path: Path) -> None:
    path = written(tmp_path, "t.cat", NOT_OK)
    one = here("explain", path, "by_a")
    assert one.status == 0 and one.out.startswith("claim by_a : low is representable by a\n(line 4)\n")
    assert "Take the element 1 at a." in one.out and "Verdict: true." in one.out
    assert "The kernel has checked this on the tables of the certificate." in one.out
    unnamed = here("explain", path, "line 5")
    assert unnamed.status == 0 and "Verdict: false." in unnamed.out
    whole = here("explain", path)
    assert whole.status == 1 and whole.out.count("Verdict: ") == 4
    assert "Verdict: false, which is not ok." in whole.out
    missing = here("explain", path, "nothing")
    assert missing.status == 2 and missing.out == ""
    assert missing.err.endswith("has no statement nothing; there are: by_a, line 5, line 6, wrong\n")
    assert here("explain", path, "by_[a]").status == 2  # a name, no pattern


def test_explain_with_errors(here: Here, tmp_path: Path) -> None:
    done = here("explain", written(tmp_path, "t.cat", BROKEN), "fine")
    assert done.status == 2 and "error[E206]: d is not an object of P" in done.err and "Verdict: true." in done.out
    assert here("explain", written(tmp_path, "u.cat", UNKNOWN), "endless").status == 3


# ---- fmt ------------------------------------------------------------------------------------------------

UNTIDY = "category  C{object a,b;arrow f:a->b}   # a comment\n"
TIDY = "category C { object a, b ; arrow f : a -> b }  # a comment\n"


def test_fmt_rewrites(here: Here, tmp_path: Path) -> None:
    path = written(tmp_path, "t.cat", UNTIDY)
    path.chmod(0o640)
    check = here("fmt", path, "--check")
    assert check == Outcome(1, "", f"{path} is not in canonical form\n") and path.read_text() == UNTIDY
    assert here("fmt", path) == Outcome(0, "", "")
    made = path.read_text()
    assert made != UNTIDY and "# a comment" in made and path.stat().st_mode & 0o777 == 0o640
    assert here("fmt", path, "--check") == Outcome(0, "", "")
    assert [p.name for p in tmp_path.iterdir()] == ["t.cat"]


def test_fmt_standard_input() -> None:
    done = process("fmt", "-", given=UNTIDY.encode())
    assert done.status == 0 and process("fmt", "-", given=done.out.encode()).out == done.out
    assert process("fmt", "-", "--check", given=UNTIDY.encode()) == Outcome(1, "", "- is not in canonical form\n")


def test_fmt_follows_links_and_leaves_wrong_files_alone(here: Here, tmp_path: Path) -> None:
    path = written(tmp_path, "t.cat", UNTIDY)
    link = tmp_path / "link.cat"
    link.symlink_to(path)
    wrong = written(tmp_path, "wrong.cat", "claim  (")
    done = here("fmt", wrong, link, tmp_path / "none.cat")
    assert done.status == 2 and "wrong.cat:1:8: error[" in done.err
    assert "none.cat:1:1: error[E501]: no such file" in done.err
    assert wrong.read_text() == "claim  (" and link.is_symlink() and path.read_text() != UNTIDY
    assert here("fmt", wrong, link, "--check").status == 2


# ---- count ----------------------------------------------------------------------------------------------


def test_count(here: Here, theory: Path) -> None:
    assert here("count", "arrows(chain(4))") == Outcome(0, "10\n", "")
    assert here("count", "arrows(P)", theory) == Outcome(0, "5\n", "")
    done = here("count", "elements(two)", theory, "--json")
    data = json.loads(done.out)
    assert done.status == 0 and data["count"] == 2 and set(data) == {"count", "seconds"}
    assert here("count", "arrows(chain(100))", "--limit", "1000") == Outcome(0, "5050\n", "")  # counted, not listed
    infinite = theory.with_name("infinite.cat")
    infinite.write_text("monoid M { generator r }\n")
    unknown = here("count", "arrows(M)", infinite, "--limit", "1000")
    assert unknown.status == 3 and unknown.out == "" and unknown.err.startswith("catproof: unknown: ")


@pytest.mark.parametrize(
    "domain",
    ["", "(", "objects(", "objects(C)", "low", "1", "objects(P)) = 1 and count(objects(P)", "a # b", "é", "\0"],
)
def test_count_of_what_is_no_domain(here: Here, theory: Path, domain: str) -> None:
    done = here("count", domain, theory)
    assert done.status == 2 and done.out == "" and done.err.startswith("DOMAIN:1:")


def test_count_with_a_broken_theory(here: Here, tmp_path: Path) -> None:
    done = here("count", "objects(P)", written(tmp_path, "t.cat", BROKEN))
    assert done.status == 2 and "error[E206]: d is not an object of P" in done.err
    assert here("count", "objects(P)", tmp_path / "none.cat").status == 2


# ---- exit statuses --------------------------------------------------------------------------------------


def test_exit_statuses_and_their_precedence(here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ok, not_ok = written(tmp_path, "ok.cat", THEORY), written(tmp_path, "not_ok.cat", NOT_OK)
    unknown, broken = written(tmp_path, "unknown.cat", UNKNOWN), written(tmp_path, "broken.cat", BROKEN)
    assert here("check", ok).status == 0
    assert here("check", not_ok).status == 1
    assert here("check", broken).status == 2
    assert here("check", unknown).status == 3
    assert here("check", unknown, not_ok).status == 1
    assert here("check", unknown, broken, not_ok).status == 2

    from catproof import kernel

    def reject(certificate: object) -> None:
        raise kernel.Rejected("for the test")

    monkeypatch.setattr(kernel, "examine", reject)
    done = here("check", broken, not_ok, unknown)
    assert done.status == 70 and done.err.startswith(INTERNAL) and "the kernel rejects the certificate" in done.err


def test_engines_that_differ_are_an_internal_error(here: Here, theory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from catproof.decide import formula

    said = formula.by_definition
    monkeypatch.setattr(formula, "by_definition", lambda *given: not said(*given))
    done = here("check", theory, "--engine", "both")
    assert done.status == 70 and done.err.startswith(INTERNAL) and "the direct engine says" in done.err


def test_skipped_statements(here: Here, tmp_path: Path) -> None:
    done = here("check", written(tmp_path, "t.cat", BROKEN), "--json")
    statements = json.loads(done.out)["files"][0]["statements"]
    assert [s["verdict"] for s in statements] == ["true", "false", "true", "skipped", "true"]


# ---- usage ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["check"],
        ["check", "--engine", "cvc5", "x.cat"],
        ["check", "--timeout", "0", "x.cat"],
        ["check", "--timeout", "nan", "x.cat"],
        ["check", "--timeout", "soon", "x.cat"],
        ["check", "--limit", "0", "x.cat"],
        ["check", "--limit", "1" * 5000, "x.cat"],
        ["check", "--jobs", "-1", "x.cat"],
        ["check", "--jobs", "two", "x.cat"],
        ["check", "--nothing", "x.cat"],
        ["explain"],
        ["fmt"],
        ["count"],
        ["verify"],
    ],
)
def test_wrong_usage(here: Here, arguments: list[str]) -> None:
    done = here(*arguments)
    assert done.status == 2 and done.out == "" and "error: " in done.err.splitlines()[-1]


def test_help_and_version(here: Here) -> None:
    for arguments in (["--help"], ["check", "--help"], ["fmt", "-h"]):
        done = here(*arguments)
        assert done.status == 0 and done.out.startswith("usage: catproof") and done.err == ""
    assert here("--version") == here("-V") == Outcome(0, f"catproof {__version__}\n", "")
