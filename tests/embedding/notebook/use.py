"""Runs the notebook with the Python that runs this, and looks at what it shows."""

from __future__ import annotations

import nbclient
import nbformat

notebook = nbformat.read("two_prompts.ipynb", as_version=4)
nbclient.NotebookClient(notebook, timeout=900, kernel_name="python3").execute()
shown = [
    output["data"].get("text/html", "")
    for cell in notebook.cells
    for output in cell.get("outputs", [])
    if "data" in output
]
assert any("rank(pet) = 2" in html for html in shown) and len(shown) >= 3, shown
print("shown")
