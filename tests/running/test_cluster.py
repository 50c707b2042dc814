"""A real Dask scheduler with real workers, on loopback: one of them is killed, and nothing is lost."""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from patience import PATIENCE, steady

from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.options import Options
from catproof.running import cluster, job, schedule
from catproof.running.cluster import Cluster, data_digests
from catproof.running.job import Job, Outcome, Refused, serve
from catproof.running.loading import Loaded, load_all
from catproof.running.monitor import unseen
from catproof.running.prover import prove
from catproof.running.schedule import Schedule, WorkersFailed
from catproof.running.verdict import InternalError, Verdict

Client = pytest.importorskip("distributed", reason="Dask is not there: pip install 'catproof[cluster]'").Client

SWEEP = """\
claim prompt_limit : forall C in categories(arrows <= 4) : forall T in tasks(C, size <= 3) :
    yoneda(C) solves T by prompt iff T is representable
refute small : forall C in categories(arrows <= 4) : forall T in tasks(C, size <= 3) : rank(T) <= 2
ask other : exists C in categories(arrows <= 4) : exists T in tasks(C, size <= 2) : rank(T) = 2
"""


class Loopback:
    """A scheduler and workers with one thread each, without nannies: a worker that is killed stays dead."""

    def __init__(self, folder: Path, protocol: str = "tcp", settings: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.environment = {**os.environ, **(settings or {})}
        self.processes: list[subprocess.Popen[bytes]] = []
        self.file = folder / "scheduler.json"
        where = "--host", "127.0.0.1", "--port", "0", "--protocol", protocol
        self._start("scheduler", *where, "--scheduler-file", str(self.file))
        end = time.monotonic() + PATIENCE
        while not (self.file.exists() and self.file.read_text()):
            assert time.monotonic() < end, "the scheduler did not start"
            time.sleep(0.05)
        self.address: str = json.loads(self.file.read_text())["address"]

    def worker(self) -> subprocess.Popen[bytes]:
        """One more worker, which has joined."""
        where = "--local-directory", str(self.folder)
        started = self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", *where)
        log, end = self.folder / "log.txt", time.monotonic() + PATIENCE
        while log.read_text(encoding="utf-8", errors="replace").count("Registered to:") < len(self.processes) - 1:
            assert started.poll() is None and time.monotonic() < end, "the worker did not start"
            time.sleep(0.05)
        return started

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, env=self.environment)
        self.processes.append(process)
        return process

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def loopback(tmp_path: Path) -> Iterator[Loopback]:
    there = Loopback(tmp_path)
    try:
        yield there
    finally:
        there.close()


def loaded(text: str, folder: Path, name: str = "sweep.cat") -> Loaded:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    [theory] = load_all([path], Options())
    assert not theory.errors
    return theory


def shared_out(crew: Cluster, theory: Loaded) -> list[Verdict]:
    plan = Schedule(crew, Options(), unseen)
    try:
        plan.order(theory, theory.statements, data_digests(theory))
        plan.start()
        return list(plan.verdicts(theory, theory.statements))
    finally:
        crew.close()


class Killing(Cluster):
    """Kills a worker as soon as some ranges are back and others are out."""

    def __init__(self, address: str, victim: subprocess.Popen[bytes]) -> None:
        super().__init__(address)
        self.victim = victim
        self.results = 0

    def done(self, seconds: float) -> list[tuple[int, Outcome | Exception]]:
        found = super().done(seconds)
        self.results += len(found)
        if self.results >= 6 and len(self._futures) >= 2 and self.victim.poll() is None:
            self.victim.send_signal(signal.SIGKILL)
            self.victim.wait()
        return found


def test_a_worker_is_killed(loopback: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "BUDGET", 0.0)
    monkeypatch.setattr(schedule, "RANGE", 0.0)  # one instance at a time, however fast the machine
    theory = loaded(SWEEP, tmp_path)
    victim, _ = loopback.worker(), loopback.worker()
    crew = Killing(loopback.address, victim)
    while True:  # until both are there
        try:
            crew.start(None)
        except WorkersFailed:
            continue
        if crew._slots == 2:
            break
        crew.close()
        time.sleep(0.2)
    crew.close()
    verdicts = shared_out(crew, theory)
    assert victim.poll() == -signal.SIGKILL
    alone = [prove(statement, theory.path, Options(), "") for statement in theory.statements]
    assert [v.value for v in verdicts] == ["true", "false", "true"]
    for verdict, other in zip(verdicts, alone, strict=True):
        assert (verdict.value, verdict.instances, verdict.reason) == (other.value, other.instances, other.reason)
        assert (verdict.argument, verdict.witness) == (other.argument, other.witness)


def test_command_line(loopback: Loopback, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loopback.worker()
    data = tmp_path / "edges.csv"
    data.write_text("child,parent\ndog,animal\ncat,animal\n", encoding="utf-8")
    theory = tmp_path / "t.cat"
    theory.write_text(
        'poset P = read("edges.csv", child, parent)\n'
        "task T on P { dog = {yes} }\n"
        "claim one : T is representable by dog\n"
        "claim all : forall a in objects(P) : not (T is representable by a) or yoneda(P) is ideal\n",
        encoding="utf-8",
    )
    assert cli.main(["check", str(theory), "--json"]) == statuses.OK
    alone = json.loads(capsys.readouterr().out)
    assert cli.main(["check", str(theory), "--json", "--cluster", loopback.address]) == statuses.OK
    there = json.loads(capsys.readouterr().out)
    assert steady(there) == steady(alone)


def test_other_data_is_refused(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("child,parent\ndog,animal\n", encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "more.csv").write_text("child,parent\na,b\n", encoding="utf-8")
    (inner / "base.cat").write_text('poset Q = read("more.csv", child, parent)\n', encoding="utf-8")
    text = 'import "inner/base.cat"\nposet P = read("edges.csv", child, parent)\nclaim thin : count(arrows(P)) = 3\n'
    theory = loaded(text, tmp_path)
    data = data_digests(theory)
    assert [path.name for path, _ in data] == ["edges.csv", "more.csv"]
    where = theory.path, theory.where, "\n".join(theory.lines), dict(theory.texts)
    version = cluster.__version__
    job = Job(version, *where, 0, Options(), 0, None, 1.0, 60.0, data)
    done = serve(job)
    assert isinstance(done, Verdict) and done.value == "true"
    (inner / "more.csv").write_text("child,parent\na,c\n", encoding="utf-8")
    refused = serve(job._replace(data=(data[0], (data[1][0], b"other"))))
    assert isinstance(refused, Refused) and "more.csv" in refused.reason
    (tmp_path / "edges.csv").unlink()
    refused = serve(job._replace(options=Options(timeout=59.0), data=()))
    assert isinstance(refused, Refused) and "cannot read" in refused.reason


def test_exceptions_of_the_job_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(job: Job) -> Outcome:
        raise ZeroDivisionError("nothing")

    monkeypatch.setattr(job, "work", broken)
    found = serve(Job("", "", None, "", {}, 0, Options(), 0, None, 1.0, 1.0))
    assert isinstance(found, InternalError) and "ZeroDivisionError" in str(found)


def test_nobody_there(
    loopback: Loopback, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    path = str(tmp_path / "t.cat")
    loaded(SWEEP, tmp_path, "t.cat")
    assert cli.main(["check", path, "--cluster", "carrier-pigeon://roof"]) == statuses.WRONG_INPUT
    assert "is no address of a Dask scheduler" in capsys.readouterr().err
    assert cli.main(["check", path, "--cluster", "tcp://127.0.0.1:1"]) == statuses.WRONG_INPUT
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in capsys.readouterr().err
    assert cli.main(["check", path, "--cluster", loopback.address]) == statuses.WRONG_INPUT
    assert "has no workers" in capsys.readouterr().err
    assert cli.main(["check", path, "--cluster", loopback.address, "--jobs", "2"]) == statuses.WRONG_INPUT
    assert "not allowed with" in capsys.readouterr().err


def test_the_scheduler_ends(loopback: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "LOOK", 0.1)
    loopback.worker()
    theory = loaded(SWEEP.replace("arrows <= 4", "arrows <= 5").replace("size <= 3", "size <= 5"), tmp_path)

    class Ending(Cluster):
        def done(self, seconds: float) -> list[tuple[int, Outcome | Exception]]:
            found = super().done(seconds)
            if found:
                os.kill(loopback.processes[0].pid, signal.SIGKILL)
            return found

    with pytest.raises(WorkersFailed, match=r"the Dask scheduler at .* has ended"):
        shared_out(Ending(loopback.address), theory)


class Late(Cluster):
    """Its scheduler stops when the first job is handed over, and goes on after some seconds, or never."""

    def __init__(self, loopback: Loopback, late: float, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(loopback.address)
        self.pid, self.late, self.monkeypatch = loopback.processes[0].pid, late, monkeypatch

    def hand(self, job: Job) -> int | None:
        if self.late:
            self.monkeypatch.setattr(cluster, "PATIENCE", 0.1)
            os.kill(self.pid, signal.SIGSTOP)
            if self.late < math.inf:
                threading.Timer(self.late, os.kill, (self.pid, signal.SIGCONT)).start()
            self.late = 0
        return super().hand(job)


def test_a_scheduler_that_is_late_is_waited_for(
    loopback: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "LOOK", 0.1)
    loopback.worker()
    verdicts = shared_out(Late(loopback, 2.0, monkeypatch), loaded(SWEEP, tmp_path))
    assert [v.value for v in verdicts] == ["true", "false", "true"]


def test_a_scheduler_that_never_answers_is_given_up(
    loopback: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "LOOK", 0.1)
    monkeypatch.setattr(cluster, "SILENCE", 0.5)
    loopback.worker()
    with pytest.raises(WorkersFailed, match="does not answer any more"):
        shared_out(Late(loopback, math.inf, monkeypatch), loaded(SWEEP, tmp_path))


def command(*arguments: object, settings: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """The command line as a process."""
    line = [sys.executable, "-m", "catproof", *map(str, arguments)]
    environment = {**os.environ, **(settings or {})}
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def test_the_scheduler_is_killed_in_the_middle_of_a_sweep(loopback: Loopback, tmp_path: Path) -> None:
    loopback.worker()
    loaded(
        "poset P { a < b }\nclaim b is terminal in P\n" + SWEEP.replace("<= 4", "<= 6").replace("<= 3", "<= 7"),
        tmp_path,
    )
    process = command("check", tmp_path / "sweep.cat", "--cluster", loopback.address)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        assert process.stdout.readline().startswith("  ok ")  # the sweep is given out
        loopback.processes[0].kill()
        _, error = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == statuses.WRONG_INPUT
    assert error == f"catproof: the Dask scheduler at {loopback.address} has ended\n"


NO_ADDRESSES = [
    "bogus",
    "",
    "tcp://127.0.0.1",
    "inproc://x",
    "tcp://:5",
    "tcp://h:0",
    "tcp://h:99999",
    "tcp://[::1",
    "a://b://c:1",
]


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address(address: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.cat"
    loaded(SWEEP, tmp_path, "t.cat")
    before = len(Client._instances)
    assert cli.main(["check", str(path), "--cluster", address]) == statuses.WRONG_INPUT
    _, error = capfd.readouterr()
    assert error == f"catproof: {address!r} is no address of a Dask scheduler, as tcp://host:8786 is\n"
    assert len(Client._instances) <= before


@pytest.mark.parametrize("address", ["bogus", "tls://127.0.0.1:1", "tcp://a..b:3"])
def test_a_client_that_cannot_be_made_leaves_nothing_behind(address: str, tmp_path: Path) -> None:
    """Nor does anything come later, when the process ends."""
    loaded(SWEEP, tmp_path, "t.cat")
    process = command("check", tmp_path / "t.cat", "--cluster", address)
    out, error = process.communicate(timeout=PATIENCE)
    assert process.returncode == statuses.WRONG_INPUT and not out
    assert error.startswith("catproof: ") and error.count("\n") == 1 and address in error
    assert "tls" not in address or "Dask's configuration" in error


@pytest.mark.sizes("speaks of sizes at which the product goes another way")
def test_small_statements_go_out_together(loopback: Loopback, tmp_path: Path) -> None:
    loopback.worker()
    lines = [f"claim s{k} : rank(T) = {k % 3}\n" for k in range(1000)]
    theory = loaded("poset P { a < b ; c < b }\ntask T on P { a = {1} ; c = {1} }\n" + "".join(lines), tmp_path)

    class Counting(Cluster):
        jobs = 0

        def hand(self, job: Job) -> int | None:
            number = super().hand(job)
            self.jobs += number is not None
            return number

    crew = Counting(loopback.address)
    verdicts = shared_out(crew, theory)
    assert [v.value for v in verdicts] == ["true" if k % 3 == 2 else "false" for k in range(1000)]
    assert crew.jobs < 200


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed: it makes the certificate")
def test_tls_by_the_configuration_of_dask(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    settings = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(certificate)}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{role}__KEY"] = str(key)
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{role}__CERT"] = str(certificate)
    loaded("poset P { a < b }\nclaim b is terminal in P\n", tmp_path, "t.cat")
    there = Loopback(tmp_path, "tls", settings)
    try:
        assert there.address.startswith("tls://")
        there.worker()
        arguments = "check", tmp_path / "t.cat", "--cluster", there.address
        found = command(*arguments, settings=settings)
        out, error = found.communicate(timeout=PATIENCE)
        assert (found.returncode, error) == (statuses.OK, "") and "1 statement: 1 ok" in out
        for without in ({}, {**settings, "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT": str(tmp_path / "nowhere.pem")}):
            found = command(*arguments, settings=without)
            out, error = found.communicate(timeout=PATIENCE)
            assert (found.returncode, out) == (statuses.WRONG_INPUT, "") and error.count("\n") == 1
            assert error.startswith(f"catproof: no connection to {there.address}: ")
    finally:
        there.close()


# ---- limits ------------------------------------------------------------------------------------------------

SLOW = """\
monoid M { generator f, g ; equation f^100 = f ; equation g^100 = g ; equation g . f = f . g }
poset P { a < b }
category N = product(M, M)
claim first : b is terminal in P
claim large : count(arrows(N)) = 1
claim sweep : forall C in categories(arrows <= 9) : forall T in tasks(C, size <= 5) : size(T) <= 5
claim last : a is initial in P
"""
WIDE = {"--limit": "1000000000", "--timeout": str(PATIENCE)}
"""The limits that are to be met last, where they are not what is tried: also on a slow machine."""


def told(arguments: list[str], status: int = 3) -> dict[str, tuple[str, str]]:
    """Verdict and reason of each statement, apart from how far a sweep came."""
    command = [sys.executable, "-m", "catproof", "check", "--json", "--no-cache", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == status and not done.stderr, done.stderr
    [file] = json.loads(done.stdout)["files"]
    return {each["name"]: (each["verdict"], re.sub("^.*, by ", "", each["reason"])) for each in file["statements"]}


def test_limits_are_those_of_one_process(loopback: Loopback, tmp_path: Path) -> None:
    """And a worker that meets one goes on with the next statement."""
    workers = [loopback.worker(), loopback.worker()]
    path = tmp_path / "slow.cat"
    path.write_text(SLOW, encoding="utf-8")
    others = ["--name", "[!s]*"]
    began = time.monotonic()
    told([str(path), "--name", "*st", "--cluster", loopback.address], 0)
    enough = math.ceil(time.monotonic() - began)  # for what ends by itself, on this machine as it is now
    limits = {
        f"the time limit of {enough} s was reached (raise it with --timeout)": ["--timeout", str(enough)],
        "the memory limit of 400 MB was reached (raise it with --memory)": ["--memory", "400", *others],
        "N has more than the limit of 2000000 arrows (raise it with --limit)": ["--limit", "2000000", *others],
    }
    for limit, options in limits.items():
        for other, value in WIDE.items():
            options = options if other in options else [*options, other, value]
        options = [str(path), *options]
        here, there = told(options), told([*options, "--cluster", loopback.address])
        assert here == there and there["large"] == ("unknown", limit)
        assert there["first"][0] == there["last"][0] == "true"
    for each in [], ["--cluster", loopback.address]:
        found = told([str(path), *chain(*WIDE.items()), "--timeout-all", str(2 * enough), *each])
        assert found["first"][0] == "true" and found["sweep"][0] == "unknown"
        assert f"the time limit of {2 * enough} s for the whole run" in found["sweep"][1]
        assert "--timeout-all" in found["sweep"][1]
    assert [worker.poll() for worker in workers] == [None, None]
