"""Sizes at which the product goes another way to the same answer, and the least value that each can have.

With these every small case takes the path of a large one: `CATPROOF_THRESHOLDS=1 pytest` runs all tests so, and
`test_thresholds.py` a part of them in any run. Nothing in the product knows of it: the constants are exchanged when its
modules are loaded, in the processes that tests start by `thresholds_set/sitecustomize.py` on PYTHONPATH.

`OTHERS` has the remaining constants of the product that are numbers, by what they are: `test_thresholds.py` finds a new
one that is in neither table.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator, MutableMapping
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

SWITCH = "CATPROOF_THRESHOLDS"

# What is kept, and written to z3 at once, is not 1 but so much that theories of the suite are decided in minutes: with
# no answer kept, evaluation is exponential in the depth of a term; each portion costs z3 a walk through its variables.
THRESHOLDS: dict[str, dict[str, int]] = {
    "bridge.coq_maps": {"FEW": 0},
    "bridge.coq_refuted": {"FEW": 0, "FEW_FAMILIES": 0, "FEW_CHOICES": 0},
    "decide.claim": {"SMALL": 0},
    "kernel.interpreter": {"MOST_KEPT": 1},
    "logic.truth": {"MOST_KEPT": 1000},
    "decide.evidence": {"MOST_ENUMERATED": 0},
    "decide.finder": {"FEW": 0},
    "decide.generalization": {"MOST_ALIGNED": 0},
    "decide.decider": {"BUDGET": 1},
    "decide.tables": {"MOST_LISTED": 0},
    "core.category": {"FEW_OBJECTS": 0},
    "core.counting": {"WIDEST": 1},
    "core.enumeration.assembly": {"KEPT_FROM": 0, "SPLIT_FROM": 1},
    "core.enumeration.labelled": {"PORTION": 1, "ROOM": 1, "STEPS": 1},
    "core.enumeration.orders": {"KEPT_FROM": 0},
    "core.enumeration.running": {"PATIENCE": 0, "PATIENCE_LOADED": 0, "ROOM": 1, "STEPS": 1},
    "core.enumeration.tables": {"FEW_ARROWS": 0},
    "core.functoriality": {"MOST_STEPS": 2, "STEPS_OF_TABLES": 1},
    "core.generation": {"MANY": 1, "KEPT": 0},
    "core.kan_arrays": {"LARGE": 1},
    "core.layered": {"MOST_LAYERS": 1},
    "core.limits": {"SMALL": 0},
    "core.angular": {"BLOCK": 1, "NEAR_ONE": 0, "WHOLE": 0},
    "core.model_scores": {"BLOCK": 1, "SPAN": 1},
    "core.beside": {"LEVELS": 1},
    "core.order": {"BLOCK": 1, "FEW": 0, "MANY": 1},
    "core.refinement": {"PATIENCE": 0},
    "core.tuning": {"MOST_PAIRS": 0},
    "kernel.mass": {"MOST_LABELS": 1, "MOST_RELABELLED": 1},
    "elaborate.labels": {"FEW_FACTORS": 1},
    "engines.finder.categories": {"FEW": 0},
    "engines.finder.clauses": {"PORTION": 100},
    "running.job": {"THEORIES": 1, "PLACES": 1},
    "running.audit_fetched": {"PORTION": 1},
    "running.audit_relations": {"KEYS_AT_ONCE": 1, "MOST_KEYS": 1, "RUNS": 0},
    "running.audit_sample": {"SAMPLE": 1},
    "kernel.isomorphism": {"ROUNDS": 1},
    "kernel.monotone": {"BLOCK": 1},
    "kernel.natural_maps": {"WIDEST": 1, "MOST_WEIGHED": 1},
    "readers.columns": {"SPREAD": 0},
    "readers.database.opening": {"STEPS": 1},
    "readers.delimited": {"PORTION": 1},
    "readers.digits": {"BLOCK": 1, "PORTION": 1},
    "readers.duck": {"PORTION": 1, "ROWS": 1},
    "readers.reading": {"PORTION": 1},
    "readers.vectors": {"PIECE": 1, "PORTION": 1},
    "running.schedule": {"MOST": 1, "TOGETHER": 1},
    "search.natural_maps": {"MANY": 1},
    "search.rup": {"FEW": 0},
}
"""By module of the package."""

OTHERS: dict[str, str] = {
    "what goes beyond is refused, left out or not tried": """
        atlas.counts.MOST_MONOIDS atlas.counts.MOST_PLAIN atlas.survey.LARGEST
        bridge.coq_graded_source.MOST_POINTS bridge.coq_maps.MOST_LISTED bridge.coq_maps.MOST_STEPS
        bridge.coq_refuted.MOST_STEPS bridge.coq_refuted.MOST_LISTED search.rules.MOST_RULES
        bridge.coq_constructed.MOST_COMPOSITES bridge.coq_sentence.MOST_CHOICES bridge.coq_sentence.MOST_REACHED
        bridge.coq_presented.LONGEST_RECORD bridge.coq_reals.MOST_IN_LUKASIEWICZ bridge.coq_reals.MOST_UNKNOWN
        bridge.coq_tables.MOST_ARROWS bridge.coq_tables.MOST_ELEMENTS bridge.smt_graded.MOST_FUNCTIONS
        bridge.smt_scores.MOST_POINTS bridge.smt_sentence.MOST_RANKED
        bridge.smt_tables.MOST_CHARACTERS core.cache.LARGEST_FILE core.canonical.MOST_VERTICES core.refinement.MOST_TOLD
        core.depth.LEVELS
        options.MOST_SECONDS faces.configuration.LARGEST files.folders.LARGEST running.kept.LARGEST running.kept.MOST
        running.records.LARGEST
        core.enumeration.assembly.MOST_PROPER core.enumeration.cache.LARGEST core.enumeration.known.MOST_LABELLED
        core.enumeration.orders.LARGEST core.enumeration.running.LARGEST core.enumeration.shapes.LARGEST
        core.enumeration.units.LARGEST
        core.magnitude.FEW core.magnitude.MOST_BITS kernel.magnitude.MOST_BITS
        core.coverage.DEEPEST core.coverage.MOST_NODES core.coverage.MOST_REACHED
        core.model_covers.MOST_STEPS kernel.missing.MOST_CHOSEN
        core.graded.MOST_TRIED core.graded_cover.MOST_NODES decide.reals.MOST_NODES decide.reals.MOST_POINTS
        decide.reals.MOST_WITNESSES decide.reals.LARGEST_POWER
        kernel.graded_rank.MOST_CHOSEN kernel.reals.MOST_POINTS
        core.kan_arrays.MOST_BLOCKS core.kan_arrays.MOST_NODES core.label.DEEPEST_LABEL core.label.LONGEST_LABEL
        core.limits.MOST_DIGITS core.limits._BEYOND kernel.rejection.MOST_DIGITS kernel.rejection._BEYOND
        core.limits.DEFAULT_ARROWS core.model_scores.LARGEST
        decide.category_domain.MOST_LISTED decide.finder.SMALL_ARROWS
        decide.finder.SMALL_SIZE decide.tables.LONGEST_LOG decide.tables.MOST_OBJECTS elaborate.build.LONGEST
        elaborate.build.MOST_FACTORS elaborate.copying.MOST_ENTRIES elaborate.data.MANY_NAMES
        elaborate.graded.MOST_OBJECTS elaborate.making.LONGEST_CHAIN
        engines.finder.categories.LARGEST engines.finder.clauses.MOST
        engines.finder.tasks.LARGEST engines.finder.things.MOST_FACTORS engines.finder.translation.MOST_SHAPES
        engines.generalization.MOST_PROPOSED engines.given.LARGEST engines.given.MOST_LISTED
        core.label.MOST_NAMES faces.editor.document.KEPT
        faces.editor.server.MOST_FILES faces.editor.server.MOST_RELATED
        faces.editor.structure.MOST_LINES faces.editor.transport.LARGEST_MESSAGE
        faces.editor.transport.LONGEST_LINE faces.editor.transport.MOST_LINES files.reading.LARGEST_DATA
        running.model_inputs.LARGEST_GRID
        files.reading.LARGEST_THEORY kernel.constructions.MOST_STEPS kernel.counts.MOST_COMPARED
        kernel.graded.MOST_TRIED
        kernel.mass.MOST_SIZES kernel.mass.MOST_STEPS
        kernel.natural_maps.MOST_CLAUSES kernel.operations.HIGHEST_POWER kernel.reading.DEEPEST
        kernel.tables.MOST_ELEMENTS logic.definitions.DEEPEST logic.truth.MOST_REPEATED
        readers.digits.DIGITS readers.database.opening.LARGEST_STATEMENT
        readers.database.opening.LARGEST_VALUE
        readers.database.rows.LONGEST_NAME readers.delimited.LONGEST_FIELD readers.graphml.DEEPEST
        readers.parquet_footer._DEEPEST
        readers.wordnet.WORDS running.model_inputs.FEW_NAMES running.model_audit.MOST_CHECKED
        search.natural_maps.MOST_CLAUSES syntax.builder._LEVELS_TO_LOOK_AT
        syntax.depth.DEEPEST_PROPOSITION syntax.depth.DEEPEST_TERM syntax.depth.LONGEST_COMPOSITE
        syntax.depth.USUAL_TERM syntax.layout.DEEPEST_NESTING syntax.lexer.LONGEST_NUMBER syntax.parser.MOST_ERRORS
        syntax.source.LONGEST_LINE""",
    "what goes beyond is not shown": """
        bridge.coq_tables.LONGEST_LITERAL bridge.names.LONGEST readers.flaws.FEW_SHOWN core.alike.MOST
        core.category_invariants.MOST
        core.category_invariants.MOST_SQUARES core.nearest.MOST_NAMED decide.decider.MOST_INSTANCES
        decide.graded.MOST_PROMPTS
        decide.isomorphic.MOST_ISOMORPHISMS decide.limits.MOST_ARGUED decide.limits.MOST_TOLD
        decide.numbers.MOST_COUNTED decide.pairs.MOST_BROKEN
        decide.representable.MOST_LINES decide.story.MOST_STEPS decide.transformations.LONGEST_NAME
        decide.transformations.MOST_SHOWN decide.tuning_refuted.MOST_NAMED diagnostic.MOST_SHOWN
        elaborate.loader.MOST_NAMED pictures.attempt.MOST_CHARACTERS pictures.diagram.LONGEST
        pictures.diagram.MOST_ARROWS pictures.diagram.MOST_LINES pictures.diagram.MOST_NODES pictures.dot.WIDTH
        pictures.latex.COLUMN pictures.maps.MOST_SQUARES pictures.quiver.MOST_ORDERED report.audit.MOST_PROMPTS
        report.audit.WIDEST report.graded_sheets.MOST_COLUMNS report.model_audit.DIGITS
        report.model_audit.MOST_NAMED report.model_page.LONGEST_NAME report.model_page.MOST_PLOTTED
        report.certificates.MOST_CHARACTERS report.page.LARGEST report.page.LONGEST_LINE
        faces.editor.filling.LONGEST_HINT faces.editor.filling.MOST_ENTRIES
        report.page.MOST_EXPLAINED report.page.MOST_LINES report.page.MOST_PICTURES report.sheet.MOST_ROWS
        report.sheets.MOST_COMPOSED report.text.MOST_BEFORE report.text.MOST_LINES report.text.MOST_SHOWN
        syntax.formatter.WIDTH""",
    "a distance on a drawing, or how often it is improved": """
        pictures.layers.GAP report.model_page.LINE pictures.layers.LOOP pictures.layers.SWEEPS pictures.plain.BETWEEN
        pictures.plain.LABEL_FONT pictures.plain.MARGIN pictures.plain.NODE_FONT pictures.plain.NOTE_FONT
        pictures.plain.TITLE_FONT""",
    "a time, or a part of one": """
        bridge.coqc.AGAIN_SECONDS bridge.coqc.BUILD_SECONDS bridge.coqc.STALE_SECONDS
        bridge.coq_maps.MILLISECONDS core.deadline.AGAIN core.deadline.LOOKS
        core.deadline.SOON decide.decider.FINDING elaborate.loader.LEAST faces.commands.prove.SECONDS
        faces.editor.prover.PATIENCE faces.editor.prover.SLOW faces.editor.prover.STARTING faces.editor.server.LONG
        faces.editor.server.PATIENCE faces.editor.server.TOGETHER faces.editor.worker.QUIET faces.isolated.GRACE
        faces.watch.INTERVAL
        report.live.PATIENCE report.page.SECONDS report.progress.AGAIN report.progress.QUIET
        report.verification.PACE running.cluster.LOOK running.cluster.PATIENCE running.cluster.SILENCE
        running.interrupts.SOON running.monitor.AGAIN
        running.schedule.BUDGET running.schedule.GRACE running.schedule.LATE running.schedule.LEAST
        running.schedule.RANGE decide.reals.SECONDS running.schedule.REST running.schedule.WAIT
        running.workers.PATIENCE
        search.solver.PAUSE""",
    "bytes of a thing, or a part of memory": """
        readers.duck.OF_MEMORY
        core.cache.BLOCK core.cache.SECRET core.deadline.GROWTH core.memory.MEGABYTE core.limits.ARROW
        core.limits.LABEL
        core.limits.NUMBER core.limits.PAIR files.reading.MEGABYTE readers.database.opening.LEAST_ROW
        readers.digits.BEFORE readers.digits.WORD readers.columns.VALUE readers.parquet_footer._TAIL
        readers.vectors.VALUE""",
    "how many are made or tried": """
        atlas.sizes.MOST_ARROWS atlas.sizes.MOST_COUNTED core.coverage.PARTS core.enumeration.assembly.PIECES
        core.order.WALKS running.audit_sample.FEWER running.audit_sample.SEED
        running.kept.EVERY running.model_inputs.GRID running.schedule.SHARE running.workers.ATTEMPTS""",
    "a code": """
        atlas.tables.SCHEMA bridge.export.SCHEMA core.enumeration.known.CATEGORIES
        core.enumeration.known.LABELLED_POSETS core.enumeration.known.LABELLED_SEMIGROUPS
        core.enumeration.known.MONOIDS core.enumeration.known.POSETS core.enumeration.known.SEMIGROUPS
        core.enumeration.running.EVERYTHING
        faces.arguments.BROKEN_PIPE faces.arguments.INTERNAL faces.arguments.INTERRUPTED faces.arguments.NOT_OK
        faces.arguments.OK faces.arguments.UNKNOWN faces.arguments.WRONG_INPUT faces.commands.prove.NOT_PROVED
        faces.editor.transport.INVALID_PARAMS faces.editor.transport.INVALID_REQUEST
        faces.editor.transport.PARSE_ERROR kernel.check.FORMAT kernel.counts.CATEGORIES kernel.counts.MONOIDS
        kernel.counts.POSETS logic.literals.FALSE logic.literals.TRUE pictures.diagram.FIRST pictures.diagram.SECOND
        core.model_scores.APART core.model_scores.NONE readers.parquet_footer._BINARY readers.parquet_footer._LISTS
        readers.parquet_footer._MAP readers.parquet_footer._OCTETS readers.parquet_footer._PATH
        readers.parquet_footer._STRUCT readers.parquet_footer._TO_COLUMNS readers.parquet_footer._VALUES
        readers.parquet_footer._WHOLE report.model_audit.SCHEMA
        report.sheet.SCHEMA running.report.SCHEMA syntax.printer.AFTER_QUANTIFIER
        syntax.printer.BEFORE_CONNECTIVE syntax.printer.IN_COMPOSITE syntax.printer.IN_LIST""",
}


def constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The names that a module gives to expressions, with these; names that are given together one by one."""
    for statement in tree.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
            yield statement.target.id, statement.value
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield target.id, statement.value
                elif isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
                    names = [name.id for name in target.elts if isinstance(name, ast.Name)]
                    yield from zip(names, statement.value.elts, strict=True)


class _Loader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        values = THRESHOLDS[module.__name__.partition(".")[2]]
        missing = values.keys() - vars(module).keys()
        if missing:
            raise ImportError(f"{module.__name__} has no {', '.join(missing)}")
        vars(module).update(values)


class _Finder(MetaPathFinder):
    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        package, _, module = fullname.partition(".")
        if package != "catproof" or module not in THRESHOLDS:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin)
        return spec


_FINDER = _Finder()


def install() -> None:
    """Set all thresholds in this process: in what is loaded from now on, and in what pytest has loaded already. In the
    workers of pytest-xdist pytest itself loads the package, to rewrite assertions, unless asked after this."""
    sys.meta_path[:] = [_FINDER, *(finder for finder in sys.meta_path if finder is not _FINDER)]
    for module, values in THRESHOLDS.items():
        if f"catproof.{module}" in sys.modules:
            vars(sys.modules[f"catproof.{module}"]).update(values)


def in_children(environment: MutableMapping[str, str]) -> None:
    """Have them set in each process of Python that is started with this environment."""
    folder = str(Path(__file__).resolve().parent / "thresholds_set")
    before = environment.get("PYTHONPATH", "")
    if folder not in before.split(os.pathsep):
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [folder, before]))
    environment[SWITCH] = "1"
