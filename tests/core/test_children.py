"""Programs that end with the one who started them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from patience import PATIENCE

from catproof.core.children import bound

STARTS = """
import subprocess, sys
from catproof.core.children import bound
child = subprocess.Popen(bound([sys.executable, "-S", "-c", "import time; print(1, flush=True); time.sleep(1000)"]),
                         stdout=subprocess.PIPE, start_new_session=True)
child.stdout.readline()
print(child.pid, flush=True)
child.wait()
"""


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="there is no setpriv here")
def test_a_program_ends_with_the_one_who_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", STARTS], stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        child = int(started.stdout.readline())
        os.kill(child, 0)
        started.kill()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    pytest.fail("it goes on")


def test_what_cannot_be_run_is_named_by_the_error() -> None:
    with pytest.raises(FileNotFoundError, match="no-such-program"):
        subprocess.run(bound(["no-such-program"]), check=False)


def test_what_a_program_says_and_its_status_are_its_own() -> None:
    command = [sys.executable, "-S", "-c", "import sys; print(sys.argv[1:]); sys.exit(7)", "--help", "a b"]
    done = subprocess.run(bound(command), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (7, "['--help', 'a b']\n")
