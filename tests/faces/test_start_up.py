"""What the command line loads before it knows which command is meant."""

from __future__ import annotations

import subprocess
import sys

ASKED = """
import sys
from catproof.faces import cli
cli.main(["check", "--help"])
rooms = {name.split(".")[1] for name in sys.modules if name.startswith("catproof.")}
heavy = {"bridge", "decide", "elaborate", "engines", "kernel", "structures", "search"}
print("loaded", *sorted(rooms & heavy))
"""


def test_the_options_of_all_commands_load_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded"
