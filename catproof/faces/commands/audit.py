"""`catproof audit`: what prompts the tasks of a theory file need; with `--model`, what a model makes of labels."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from catproof.faces import arguments
from catproof.faces.arguments import options_of, refuse, stdin, unmatched
from catproof.report.terminal import one_line, set_encoding

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from fractions import Fraction

OF_A_MODEL = (
    "against", "names", "kind", "columns", "label_columns", "taxonomy", "taxonomy_columns", "along_columns",
    "holds", "grid", "within", "lipschitz", "output",
)  # fmt: skip
"""The options that go with `--model`."""


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments and options of `audit`."""
    parser.add_argument("file", metavar="FILE", nargs="?", help="a theory file; - reads standard input")
    parser.add_argument("--tasks", metavar="GLOB", help="only tasks whose names match")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, and nothing else")
    form.add_argument("--csv", action="store_true", help="print CSV, and nothing else")
    parser.add_argument(
        "--near", type=arguments.positive, metavar="K",
        help="name the K closest representables of a task that has none; with --model, the K nearest pairs of objects "
        "with different labels (default: 5)",
    )  # fmt: skip
    parser.add_argument(
        "--by", choices=("distance", "missing", "jaccard", "f1"),
        help="what the closest ones are close by: how many elements are missing or extra (the default; not with "
        "--model), missing alone, the Jaccard index, or F1 of both (the default with --model)",
    )  # fmt: skip
    parser.add_argument("--among", metavar="GLOB", help="only objects whose names match are prompts that may be close")
    parser.add_argument(
        "--cover", type=arguments.positive, metavar="K",
        help="name the K prompts that reach most of a task that needs several, or of a label, one after the other",
    )  # fmt: skip
    parser.add_argument(
        "--along", metavar="F",
        help="a functor of the theory: the closest prompts are looked for where it goes; with --model a file with "
        "labelled items and at which object of the model each is",
    )  # fmt: skip
    parser.add_argument(
        "--missing", type=_share, metavar="P%",
        help="how few prompts leave out so much of a task, or of a label, at most, such as 5%%",
    )  # fmt: skip
    parser.add_argument(
        "--engine", dest="by_engine", metavar="direct|duckdb|ibis:URL", type=_engine,
        help="duckdb: label sets on orders alone, from files that outgrow memory; ibis:URL: the same on an engine that "
        "is there already",
    )  # fmt: skip
    model = parser.add_argument_group("a model, instead of FILE")
    model.add_argument(
        "--model", nargs=2, metavar=("SCORES", "LABELS"),
        help="vectors or a table of scores (.npy, .csv, .tsv, .parquet), and a table with the labels of objects",
    )  # fmt: skip
    model.add_argument("--against", metavar="SCORES", help="a second model of the same objects: which one is nearer")
    model.add_argument(
        "--names", metavar="FILE", action="append",
        help="the names of the objects of an .npy file, one a line (default: the same name with .txt); a second one is "
        "for --against",
    )  # fmt: skip
    model.add_argument(
        "--in", dest="kind", choices=("metric", "lukasiewicz", "cosine"),
        help="SCORES is a table of distances, of scores from 0 to 1, of cosines; without it, of vectors",
    )  # fmt: skip
    for option, wanted, what in (
        ("--columns", "FROM,TO,SCORE", "the columns of a table of scores (default: from,to,score)"),
        ("--label-columns", "ITEM,LABEL", "the columns of LABELS (default: item,label)"),
        ("--taxonomy-columns", "CHILD,PARENT", "the columns of the taxonomy (default: child,parent)"),
        ("--along-columns", "ITEM,OBJECT", "the columns of the file of --along (default: item,object)"),
    ):
        model.add_argument(option, metavar=wanted, type=_columns(wanted), help=what)
    model.add_argument("--taxonomy", metavar="FILE", help="which object is below which: how well the model finds it")
    model.add_argument(
        "--holds",
        choices=("below",),
        help="a label holds of what is above items in the taxonomy when it does of all these",
    )
    model.add_argument(
        "--grid", type=_power, metavar="N", help="steps of the unit of distance, a power of two (default: 16384)"
    )
    model.add_argument(
        "--within", type=_distance, metavar="E", help="count the pairs that no prompt tells apart by more (default: 0)"
    )
    model.add_argument(
        "--lipschitz", type=_distance, metavar="K", help="count what a head with this Lipschitz constant gets wrong"
    )
    model.add_argument("-o", "--output", metavar="FILE.html", help="write a page with plots as well")
    arguments.limits(parser)
    arguments.check_limit(parser)


def _columns(wanted: str) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        from argparse import ArgumentTypeError

        names = tuple(text.split(","))
        if len(names) != wanted.count(",") + 1 or not all(names):
            raise ArgumentTypeError(f"{wanted} is expected, not {text}")
        return names

    return read


def _engine(text: str) -> str:
    from argparse import ArgumentTypeError

    from catproof.readers.relations import is_engine

    if text != "direct" and not is_engine(text):
        raise ArgumentTypeError(f"direct, duckdb or ibis:URL is expected, not {text}")
    return text


def _power(text: str) -> int:
    from argparse import ArgumentTypeError

    from catproof.running.model_inputs import LARGEST_GRID

    value = arguments.positive(text)
    if value & (value - 1) or value > LARGEST_GRID:
        raise ArgumentTypeError(f"a power of two up to {LARGEST_GRID} is expected, not {text}")
    return value


def _distance(text: str) -> Fraction:
    import re
    from argparse import ArgumentTypeError
    from fractions import Fraction

    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9}|/0*[1-9][0-9]{0,8})?", text) is None:
        raise ArgumentTypeError(f"a number from 0 is expected, such as 1/8 or 0.125, not {text}")
    return Fraction(text)


def _share(text: str) -> Fraction:
    from argparse import ArgumentTypeError

    value = _distance(text.removesuffix("%"))
    if value > 100:
        raise ArgumentTypeError(f"a share from 0% to 100% is expected, not {text}")
    return value


def run(given: argparse.Namespace) -> int:
    """Run the command, and give the exit status."""
    if given.model is not None:
        if given.file is not None or given.tasks is not None:
            return refuse("with --model there is no theory file and no --tasks")
        if given.holds is not None and given.taxonomy is None:
            return refuse("--holds goes with --taxonomy, which says what is below what")
        if given.by_engine is not None:
            return refuse("--engine does not go with --model")
        if given.by == "distance":
            return refuse("--by distance does not go with --model: it is missing, jaccard or f1")
        return _model(given)
    if given.file is None:
        return refuse("a theory file is expected, or --model SCORES LABELS")
    wrong = next((name for name in OF_A_MODEL if getattr(given, name) is not None), None)
    if wrong is not None:
        option = {"kind": "in"}.get(wrong, wrong).replace("_", "-")
        return refuse(f"--{option} goes with --model")
    if given.by_engine not in (None, "direct"):
        others = ("near", "by", "among", "cover", "missing", "along")
        wrong = next((name for name in others if getattr(given, name) is not None), None)
        if wrong is not None:
            return refuse(f"--{wrong} does not go with --engine {given.by_engine}")
    return _theory(given)


def _theory(given: argparse.Namespace) -> int:
    import time

    from catproof.report.audit import as_csv, as_json, as_table
    from catproof.report.progress import Progress
    from catproof.report.terminal import Painter
    from catproof.report.text import show_error, show_note, show_unbuilt

    start = time.perf_counter()
    with Progress(sys.stderr) as progress:
        options, tasks = options_of(given), "*" if given.tasks is None else given.tasks
        if given.by_engine not in (None, "direct"):
            from catproof.running.audit_relations import audited_by_relations

            found = audited_by_relations(given.by_engine, given.file, options, tasks, stdin(), progress.tell)
        else:
            from catproof.running.audit import NoFunctor, Wanted, audited

            by, among = given.by or "distance", given.among or "*"
            wanted = Wanted(given.near or 0, by, among, given.cover or 0, given.missing, given.along or "")
            try:
                found = audited(given.file, options, tasks, wanted, stdin(), progress.tell)
            except NoFunctor as wrong:
                return refuse(str(wrong))
    for error in found.errors if not given.json else ():
        print(show_error(error, found.lines, Painter(sys.stderr)), file=sys.stderr)
    for each in found.unbuilt if not given.json else ():
        print(show_unbuilt(found.path, each, Painter(sys.stderr)), file=sys.stderr)
    for line, text in found.notes if not given.json else ():
        print(show_note(found.path, line, text), file=sys.stderr)
    set_encoding(sys.stdout, "utf-8")
    if given.json:
        print(as_json(found))
    elif given.csv:
        print(as_csv(found), end="")
    elif found.entries or not found.errors:
        print(as_table(found, Painter(sys.stdout), time.perf_counter() - start))
    if tasks != "*" and not (found.entries or found.exit_status):
        return refuse(unmatched(tasks, "task"))
    return found.exit_status


def _model(given: argparse.Namespace) -> int:
    import time

    from catproof.files.writing import write
    from catproof.report.model_audit import as_csv, as_json, as_text, show_flaw
    from catproof.report.progress import Progress
    from catproof.report.terminal import Painter
    from catproof.running.model_audit import audit_model
    from catproof.running.model_inputs import Question

    start = time.perf_counter()
    if len(given.names or ()) > (1 if given.against is None else 2):
        return refuse("--names is given once for each model")
    asked = (*OF_A_MODEL[:-1], "near", "by", "cover", "among", "missing", "along")
    wanted = {name: getattr(given, name) for name in asked if getattr(given, name) is not None}
    question = Question(*given.model, **wanted)
    with Progress(sys.stderr) as progress:
        found = audit_model(question, options_of(given), progress.tell)
    for flaw in found.errors if not given.json else ():
        print(show_flaw(flaw, Painter(sys.stderr)), file=sys.stderr)
    for note in found.notes if not given.json else ():
        print(f"note: {one_line(note)}", file=sys.stderr)
    if found.unknown and not given.json:
        print(f"unknown: {one_line(found.unknown)}", file=sys.stderr)
    set_encoding(sys.stdout, "utf-8")
    if given.json:
        print(as_json(found))
    elif given.csv:
        print(as_csv(found), end="")
    elif found.models:
        print(as_text(found, Painter(sys.stdout), time.perf_counter() - start))
    if given.output is not None and found.models:
        from catproof.report.model_page import page

        write(given.output, page(found))
        if not given.json and not given.csv:
            print(one_line(given.output))
    return found.exit_status
