"""A real Dask scheduler with real workers, on loopback: one of them is killed, and nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catproof import cli, cluster, job, schedule
from catproof.cluster import Cluster, data_digests
from catproof.job import Job, Outcome, Refused, serve
from catproof.options import Options
from catproof.prover import InternalError, Verdict, prove
from catproof.report.live import unseen
from catproof.run import Loaded, load_all
from catproof.schedule import Schedule, WorkersFailed

pytest.importorskip("distributed", reason="Dask is not there: pip install 'catproof[cluster]'")

SWEEP = """\
claim prompt_limit : forall C in categories(arrows <= 4) : forall T in tasks(C, size <= 3) :
    yoneda(C) solves T by prompt iff T is representable
refute small : forall C in categories(arrows <= 4) : forall T in tasks(C, size <= 3) : rank(T) <= 2
ask other : exists C in categories(arrows <= 4) : exists T in tasks(C, size <= 2) : rank(T) = 2
"""


class Loopback:
    """A scheduler and workers with one thread each, without nannies: a worker that is killed stays dead."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.file = folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file))
        end = time.monotonic() + 60
        while not (self.file.exists() and self.file.read_text()):
            assert time.monotonic() < end, "the scheduler did not start"
            time.sleep(0.05)
        self.address: str = json.loads(self.file.read_text())["address"]

    def worker(self) -> subprocess.Popen[bytes]:
        """One more worker."""
        where = "--local-directory", str(self.folder)
        return self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", *where)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
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
    monkeypatch.setattr(schedule, "BUDGET", 0.02)
    monkeypatch.setattr(schedule, "RANGE", 0.02)
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
    assert cli.main(["check", str(theory), "--json"]) == cli.OK
    alone = json.loads(capsys.readouterr().out)
    assert cli.main(["check", str(theory), "--json", "--cluster", loopback.address]) == cli.OK
    there = json.loads(capsys.readouterr().out)
    assert without_times(there) == without_times(alone)


def without_times(report: Any) -> Any:
    if isinstance(report, dict):
        return {key: without_times(value) for key, value in report.items() if key not in ("seconds", "certificate")}
    return [without_times(each) for each in report] if isinstance(report, list) else report


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
    assert cli.main(["check", path, "--cluster", "carrier-pigeon://roof"]) == cli.WRONG_INPUT
    assert "is no address of a Dask scheduler" in capsys.readouterr().err
    assert cli.main(["check", path, "--cluster", "tcp://127.0.0.1:1"]) == cli.WRONG_INPUT
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in capsys.readouterr().err
    assert cli.main(["check", path, "--cluster", loopback.address]) == cli.WRONG_INPUT
    assert "has no workers" in capsys.readouterr().err
    assert cli.main(["check", path, "--cluster", loopback.address, "--jobs", "2"]) == cli.WRONG_INPUT
    assert "not allowed with" in capsys.readouterr().err


def test_the_scheduler_ends(loopback: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 2.0)
    monkeypatch.setattr(cluster, "LOOK", 0.1)
    loopback.worker()
    theory = loaded(SWEEP.replace("arrows <= 4", "arrows <= 5").replace("size <= 3", "size <= 5"), tmp_path)

    class Ending(Cluster):
        def done(self, seconds: float) -> list[tuple[int, Outcome | Exception]]:
            found = super().done(seconds)
            if found:
                os.kill(loopback.processes[0].pid, signal.SIGKILL)
            return found

    with pytest.raises(WorkersFailed):
        shared_out(Ending(loopback.address), theory)
