"""The whole atlas made again: what it writes is what is shipped.

python tests/atlas/whole.py
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from catproof.faces import cli
from catproof.resources import folder


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        out = Path(place)
        assert cli.main(["atlas", "-o", str(out)]) == 0
        assert (out / "witnesses.cat").read_bytes() == (folder("theories") / "atlas" / "witnesses.cat").read_bytes()
        content = json.loads((out / "atlas.json").read_text(encoding="utf-8"))
        assert len(content["categories"]) == 3258
        assert len(content["witnesses"]) + len(content["not_broken"]) == 23 * 22
        assert (out / "index.html").stat().st_size < 5_000_000
    print("as it is shipped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
