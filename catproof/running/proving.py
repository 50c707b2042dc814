"""The verdicts on the statements of a theory, from an earlier run where it is kept as a whole, and kept for later ones.

Whoever runs statements does it by this: the command line, in one process or several, Python, pytest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from catproof.decide.progress import Progress
from catproof.elaborate.ready import Ready
from catproof.options import Options
from catproof.running import records
from catproof.running.loading import Loaded
from catproof.running.verdict import Verdict
from catproof.version import __version__


def verdict_on(theory: Loaded, statement: Ready, options: Options, progress: Progress | None = None) -> Verdict:
    """The verdict on a statement of the theory, certified and checked. Raises as `prover.prove` does."""
    progress = Progress() if progress is None else progress
    if theory.record is not None:
        return records.proved_before(statement, theory.path, theory.record, options, __version__, progress)
    from catproof.running.prover import prove  # not where all is kept

    return prove(statement, theory.path, options, __version__, progress)


def keeping(theory: Loaded, verdicts: Iterable[Verdict], options: Options) -> Iterator[Verdict]:
    """These verdicts, as they come; at the end the theory is kept, see `keep`."""
    found = []
    for verdict in verdicts:
        yield verdict
        found.append(verdict)
    keep(theory, found, options)


def keep(theory: Loaded, verdicts: Sequence[Verdict], options: Options) -> None:
    """Keep the theory, if these are the verdicts on all its statements, in their order, and it is not kept."""
    whole = not theory.errors and not theory.unbuilt and len(verdicts) == len(theory.statements)
    if theory.record is None and theory.where is not None and whole:
        records.keep(records.Source(theory.where, theory.texts, theory.noted, theory.notes), verdicts, options)
