"""Python runs this when it starts with this folder on PYTHONPATH: all thresholds of catproof are set to their least."""

import importlib.util
import sys
from pathlib import Path

_spec = importlib.util.spec_from_file_location("thresholds", Path(__file__).parent.parent / "thresholds.py")
assert _spec is not None and _spec.loader is not None
_module = sys.modules["thresholds"] = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
_module.install()
