"""Limits of time and memory, as a user meets them: what is said, and with which exit status."""

from __future__ import annotations

import csv
import gc
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from large import usual_or_large
from patience import PATIENCE, effort

import catproof
from catproof.core.memory import resident
from catproof.elaborate.loader import Loader
from catproof.options import Options
from catproof.report import verification
from catproof.report.verification import verify_file, weight

FAR = 20.0
"""No limit here is larger than a second: what takes so much longer was not ended by it, however busy the machine is."""


def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "catproof", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=PATIENCE, check=False)


def doubling(times: int) -> str:
    """Sums of sums: each declaration is twice as large as the one before."""
    lines = ["category C0 = terminal()", "task T0 on C0 { * = {x} }"]
    lines += [f"task T{k} = sum(T{k - 1}, T{k - 1})" for k in range(1, times)]
    return "\n".join([*lines, f"claim size(T{times - 1}) = 1", "claim size(T2) = 4"]) + "\n"


SQUARES = """
category C = terminal()
task T0 on C { * = {x, y} }
task T1 = product(T0, T0)
task T2 = product(T1, T1)
task T3 = product(T2, T2)
task T4 = product(T3, T3)
task T5 = product(T4, T4)
task T6 = product(T5, T5)
claim size(T6) = 1
"""


@pytest.mark.parametrize("text", [doubling(40), SQUARES], ids=["sums", "products"])
def test_sizes_are_computed_before_anything_is_built(text: str) -> None:
    """In a process of its own: one that has run other tests may hold anything."""
    limits = "--memory", "200", "--timeout", str(PATIENCE)
    command = [sys.executable, "-m", "catproof", "check", "-", "--json", *limits]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 3, done.stderr
    [file] = json.loads(done.stdout)["files"]
    last = file["statements"][-1 if text is SQUARES else 0]
    assert last["verdict"] == "unknown"
    assert all(part in last["reason"] for part in ("memory limit of 200 MB", "--memory"))
    # What doubles is met by the estimate or, a step before it, by the watcher; what squares by the estimate alone.
    assert "would take about" in last["reason"] or text is not SQUARES
    assert len(file["limits"]) == 1 and "was not built" in json.dumps(file["limits"])
    if text is not SQUARES:
        assert file["statements"][1]["verdict"] == "true"


def test_a_chain_of_declarations_has_one_limit() -> None:
    with effort(5):
        report = catproof.check(doubling(40), timeout=0.5)
    assert report.exit_status == 3 and len(report.files[0].unbuilt) == 1
    assert "the time limit of 0.5 s was reached (raise it with --timeout)" in next(iter(report.verdicts)).reason


def test_what_a_declaration_is_built_from_counts() -> None:
    """Two halves of the time, one after the other, are the whole of it; side by side they are not."""
    body = "category C0 = terminal()\n" + "task T0 on C0 { * = {x} }\n"
    chain = body + "".join(f"task T{k} = sum(T{k - 1}, T0)\n" for k in range(1, 40))
    loaded = Loader(Options()).text(chain, "<text>")
    names = loaded.scope.names
    times = [names[f"T{k}"].seconds for k in range(1, 40)]
    assert times == sorted(times) and times[0] > 0 and names["C0"].seconds <= times[-1]


def test_powers_of_powers() -> None:
    nested = "f"
    for _ in range(8):
        nested = f"({nested}^900)"
    text = "monoid M { generator f ; equation f^2 = f }\n"
    claims = [
        f"{nested} = f in M",
        f"not {nested} is mono in M",
        f"{nested} . {nested} = f in M",
        "(f^900)^900 = f in M",
    ]
    report = catproof.check(text + "".join(f"claim {each}\n" for each in claims))
    values = [verdict.value for verdict in report.verdicts]
    assert values == ["unknown", "true", "unknown", "true"] and report.exit_status == 3
    assert "more than 1,000,000 arrows" in next(iter(report.verdicts)).reason


@pytest.mark.parametrize("text", ["task P on C0 = yoneda(C0, *)", "claim size(T0) = 1"])
def test_a_run_that_is_over(text: str) -> None:
    report = catproof.check(doubling(3) + ("" if "=" not in text else text + "\n"), timeout_all=1e-6)
    assert report.exit_status in (2, 3)
    for verdict in report.verdicts:
        assert verdict.value == "unknown" and "--timeout-all" in verdict.reason


def test_the_whole_run_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "slow.cat"
    count = (
        "claim forall C in categories(arrows <= 9) : forall T in tasks(C, size <= 5) : T is representable or 1 = 1\n"
    )
    path.write_text(count * 6)
    for jobs in (), ("--jobs", "2"):
        with effort(120):  # six statements of a minute each would be 360 s
            done = run("check", path, "--timeout-all", "1", *jobs)
        assert done.returncode == 3 and done.stdout.count("--timeout-all") == 6 and not done.stderr
        assert "1 s for the whole run" in done.stdout
    for command in ("explain", "report", "audit"):
        done = run(command, path, "--timeout-all", "0.000001", "--memory", "1000")
        assert done.returncode in (0, 3) and "Traceback" not in done.stderr


# ---- data that is not read in time ------------------------------------------------------------------------


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    with (tmp_path / "t.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["c", "p"], *([f"n{i}", f"n{(i - 1) // 2}"] for i in range(1, 20_000))])
    (tmp_path / "l.csv").write_text("label,o\nL,n5\n")
    path = tmp_path / "t.cat"
    path.write_text('poset P = read("t.csv", c, p)\ntasks read("l.csv", label, o, close = down) on P\n')
    return path


def test_an_audit_of_what_was_not_built(labels: Path) -> None:
    done = run("audit", labels, "--timeout", "0.001")
    assert done.returncode == 3 and "poset P was not built" in done.stderr and "--timeout" in done.stderr
    done = run("audit", labels, "--timeout", "0.001", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 3 and next(each["name"] for each in found["limits"]) == "P"
    assert run("audit", labels).returncode == 0


def test_a_file_without_statements_that_was_not_built(labels: Path) -> None:
    done = run("check", labels, "--timeout", "0.001")
    assert done.returncode == 3 and "t.cat:1:7: unknown: poset P was not built: " in done.stdout
    done = run("check", labels, "--timeout", "0.001", "--json")
    [file] = json.loads(done.stdout)["files"]
    assert done.returncode == 3 and file["limits"][0]["line"] == 1 and not json.loads(done.stdout)["ok"]
    for form, said in (("sarif", "was not built"), ("junit", 'type="unknown"'), ("github", "::warning")):
        done = run("check", labels, "--timeout", "0.001", "--format", form)
        assert done.returncode == 3 and said in done.stdout
    done = run("export", labels, "--timeout", "0.001")
    assert done.returncode == 3 and "poset P was not built" in done.stderr


def test_names_that_were_not_read_are_unknown(labels: Path) -> None:
    labels.write_text(
        labels.read_text(encoding="utf-8") + "claim L is representable\nclaim M is representable\n", encoding="utf-8"
    )
    done = run("check", labels, "--timeout", "0.001")
    assert done.returncode == 3 and "skipped" not in done.stdout and "is not declared" not in done.stdout
    assert done.stdout.count("  unknown ") == 2
    other = labels.with_name("other.cat")
    other.write_text('import "t.cat"\nclaim L is representable\n')
    done = run("check", other, "--timeout", "0.001")
    assert done.returncode == 3 and 'import "t.cat" was not built' in done.stdout.replace(
        "import t.cat", 'import "t.cat"'
    )


def test_parquet_that_says_more_than_there_is_room_for(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    column = arrow.DictionaryArray.from_arrays(arrow.array([0] * 20_000_000, arrow.int8()), arrow.array(["a"]))
    parquet.write_table(arrow.table({"x": column, "y": column}), tmp_path / "t.parquet")
    (tmp_path / "t.cat").write_text('poset P = read("t.parquet", x, y)\n')
    done = run("check", tmp_path / "t.cat", "--memory", "1500")
    assert done.returncode == 3 and 'read from "t.parquet" would take about' in done.stdout


# ---- theory files that are not read in time -----------------------------------------------------------------


@pytest.mark.parametrize(("file", "quoted"), [("w.csv", ""), ("w.tsv", ""), ("w.csv", '"')])
def test_text_files_for_which_there_is_no_room(tmp_path: Path, file: str, quoted: str) -> None:
    """Texts are read by few long calls: what they will take is computed before."""
    sign = "," if file.endswith("csv") else "\t"
    rows = [f"low{sign}high", f"{quoted}a{quoted}{sign}b", *(f"n{k}{sign}n{k + 1}" for k in range(700_000))]
    (tmp_path / file).write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "t.cat").write_text(f'poset P = read("{file}", low, high)\nclaim P is thin\n', encoding="utf-8")
    done = run("check", tmp_path / "t.cat", "--memory", "120")
    assert done.returncode == 3 and f'what is read from "{file}" would take about' in done.stdout


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file that takes seconds to read."""
    path = tmp_path / "large.cat"
    claims = "claim b is terminal in P\n" * 100_000
    path.write_text(f"poset P {{ a < b }}\n{claims}define own(category C) := 1 = 1\n")
    return path


def test_reading_has_the_limits_of_deciding(large: Path) -> None:
    with effort(FAR):
        done = run("check", large, "--timeout", "0.3", "--json")
    [file] = json.loads(done.stdout)["files"]
    [limit] = file["limits"]
    assert done.returncode == 3 and not done.stderr and not file["errors"] and not file["statements"]
    assert limit["message"] == f"while {large} was read, the time limit of 0.3 s was reached (raise it with --timeout)"
    for option, value, said in ("--timeout-all", "0.3", "of 0.3 s for the whole"), ("--memory", "50", "limit of 50 MB"):
        with effort(FAR):
            done = run("check", large, option, value)
        assert done.returncode == 3 and said in done.stdout and option in done.stdout and not done.stderr
        assert "0 statements: 1 file not read" in done.stdout


def test_what_imports_a_file_that_was_not_read(large: Path) -> None:
    path = large.with_name("small.cat")
    path.write_text('import "large.cat"\nposet Q { x < y }\nclaim b is terminal in P\nclaim y is terminal in Q\n')
    with effort(FAR):
        report = catproof.check_file(path, timeout=0.3)
    assert [verdict.value for verdict in report.verdicts] == ["unknown", "true"] and not report.errors
    assert "large.cat was read, the time limit of 0.3 s" in next(iter(report.verdicts)).reason
    assert report.exit_status == 3


def test_every_command_says_that_a_file_was_not_read(large: Path) -> None:
    for command in (
        ("explain", large, "x"), ("audit", large), ("draw", large, "P"), ("draw", large, "--verdict", "x"),
        ("export", large), ("count", "objects(P)", large), ("show", large, "--definition", "own"), ("report", large),
    ):  # fmt: skip
        ends = time.monotonic() + PATIENCE
        told = ""
        while "was read, the time limit of 0.3 s" not in told:  # on a busy machine the answer may meet one of its own
            assert time.monotonic() < ends, (command, told)
            with effort(FAR):
                done = run(*command, "--timeout", "0.3")
            assert done.returncode == 3 and "Traceback" not in done.stderr, command
            told = done.stdout + done.stderr
            assert "the time limit of 0.3 s" in told, command
    with pytest.raises(catproof.LimitReached, match=r"was read, the time limit of 0\.3 s"):
        catproof.load(large, timeout=0.3)


# ---- many limits in one process ------------------------------------------------------------------------------


TIMEOUTS = 0.00001, 0.002, 0.004, 0.01, 0.02, 0.05

STATEMENTS = """
category Gr { object V, E ; arrow s, t : V -> E }
task A on Gr { V = {0, 1, 2} ; E = {e, f, g} ; s { e |-> 0 ; f |-> 1 ; g |-> 2 } ; t { e |-> 1 ; f |-> 2 ; g |-> 0 } }
task B = sum(A, sum(A, A))
ask B is representable
ask B ~= A
ask rank(B) = 9
ask A is familial
ask exists n in transformations(A, B) : n is mono
"""


@pytest.mark.parametrize("engine", ["auto", "direct", "z3", "both"])
def test_a_thousand_limits_leave_nothing(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    values: list[str] = []
    held = []
    runs = usual_or_large(90, 200)
    for number in range(runs):  # of five statements each
        report = catproof.check(
            STATEMENTS, engine=engine, timeout=(0.00001, 0.002, 0.004, 0.01, 0.02, 0.05)[number % 6]
        )
        assert not report.errors
        values += [verdict.value for verdict in report.verdicts]
        if number in (60, runs - 1):
            gc.collect()
            held.append(resident())
    assert values.count("unknown") > runs // 2
    assert held[1] - held[0] < 40e6
    assert not any(verdict.value == "unknown" for verdict in catproof.check(STATEMENTS, engine=engine).verdicts)
    assert "Traceback" not in capfd.readouterr().err


def test_limits_of_any_size_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "t.cat"
    path.write_text(STATEMENTS + "task W = product(product(B, B), product(B, B))\nask rank(W) > 3\nask W is familial\n")
    for engine in ("auto", "direct", "z3", "both"):
        for timeout in ("0.004", "0.02", "0.1"):
            done = run("check", path, "--engine", engine, "--timeout", timeout)
            assert done.returncode in (0, 3) and not done.stderr, (engine, timeout, done.stderr)


# ---- verify -----------------------------------------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "t.cat"
    path.write_text("poset P { a < b }\nclaim here : b is terminal in P\n")
    assert run("check", path, "--certificates", tmp_path).returncode == 0
    return tmp_path / "t.here.json"


def test_verify_has_the_same_limits(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verify_file(str(certificate), Options()).status == 0

    def endless(found: object) -> tuple[bool, list[str]]:
        while True:
            pass

    monkeypatch.setattr(verification.kernel, "examine", endless)
    outcome = verify_file(str(certificate), Options(timeout=0.1))
    assert (
        outcome.status == 3 and "unknown: the time limit of 0.1 s was reached (raise it with --timeout)" in outcome.text
    )


def test_verify_on_the_command_line(certificate: Path, tmp_path: Path) -> None:
    assert run("verify", certificate, "--timeout", "50", "--memory", "1000", "--timeout-all", "90").returncode == 0
    done = run("verify", certificate, "--memory", "1")
    assert done.returncode == 3 and "memory limit of 1 MB" in done.stderr and "--memory" in done.stderr
    large = tmp_path / "large.json"
    with large.open("w") as file:
        file.write('{"format": "catproof certificate", "claim": [' + "[],{}," * 4_000_000 + "0]}")
    done = run("verify", large, "--memory", "500")
    assert done.returncode == 3 and "would take about" in done.stderr
    done = run("verify", large, certificate, "--timeout", "1", "--memory", "4000")
    assert done.returncode == 3 and "to read, more than the time limit" in done.stderr and "true:" in done.stdout
    assert run("verify", large, tmp_path / "none.json", "--memory", "500").returncode == 2


def test_the_weight_of_a_certificate_is_no_less_than_what_it_takes() -> None:
    for text in ("[" + "[]," * 50_000 + "0]", "[" + "{}," * 50_000 + "0]", "[" + "1000," * 50_000 + "0]",
                 "[" + '"abc",' * 50_000 + "0]", '{"a":[' + '{"b":1},' * 50_000 + "0]}"):  # fmt: skip
        assert _taken(json.loads(text)) <= weight(text.encode())


def _taken(value: object) -> int:
    seen: set[int] = set()
    total, pending = 0, [value]
    while pending:
        one = pending.pop()
        if id(one) not in seen:
            seen.add(id(one))
            total += sys.getsizeof(one)
            pending += one if isinstance(one, list) else [*one, *one.values()] if isinstance(one, dict) else []
    return total


def test_wrong_options() -> None:
    for wrong in (["--memory", "0"], ["--memory", "many"], ["--timeout-all", "0"], ["--timeout-all", "nan"]):
        assert run("check", "x.cat", *wrong).returncode == 2
    for key in ("memory", "timeout_all", "timeout"):
        with pytest.raises(ValueError, match="must be positive"):
            catproof.check("claim 1 = 1\n", **{key: 0})


def test_loading_says_what_was_not_built() -> None:
    declared = catproof.load(doubling(40), memory=resident() // 10**6 + 60, timeout=3600)
    assert isinstance(declared["T3"], catproof.Task) and declared["T3"].size == 8
    with pytest.raises(catproof.LimitReached, match="memory limit") as caught:
        declared["T39"]
    assert caught.value.remedy == "--memory"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs the memory that Linux tells")
def test_workers_have_a_share_of_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.cat"
    path.write_text(doubling(12))
    done = run("check", path, "--jobs", "2", "--memory", "4")
    assert done.returncode == 3 and "memory limit of" in done.stdout
