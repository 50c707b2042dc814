"""The public Python API beyond checking: what the other commands do, for programs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from fractions import Fraction
from glob import escape
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal, Unpack

from catproof import kernel
from catproof.core.limits import LimitReached
from catproof.diagnostic import InputError
from catproof.elaborate.loader import Loader
from catproof.elaborate.terms import Terms
from catproof.errors import CertificateRejected
from catproof.faces.api import Bounds, Checking, check_file, check_text, options_of, text_in
from catproof.kernel import Examined
from catproof.options import Options
from catproof.report.formatting import format_text
from catproof.report.sheet import Sheet
from catproof.report.showing import shown
from catproof.report.verification import examined
from catproof.running import counting
from catproof.running.asking import Answer, Value, ask
from catproof.running.loading import load_all, loaded_text
from catproof.syntax import tree

if TYPE_CHECKING:
    from catproof.bridge.export import ExportReport
    from catproof.readers.handed import Handed
    from catproof.report.audited_model import AuditedModel
    from catproof.running.audit_answer import Audited

Theory = str | os.PathLike[str]
"""A theory: the path of its file, or its text; which of the two, `check` says."""

Data = str | os.PathLike[str] | Mapping[Any, Any] | Iterable[Any]
"""A file, or what holds the same: numbers with names, or pairs of names."""

Names = str | os.PathLike[str] | Iterable[object]

Form = Literal["svg", "png", "dot", "tex"]
Language = Literal["coq", "smtlib"]


def show(path_or_text: Theory, expression: str, **options: Unpack[Bounds]) -> Sheet:
    """What an expression, read with the names of a theory, stands for, as tables: `str` of it is what `catproof show`
    prints, `to_json` and `to_csv` are for programs, and a notebook shows it as HTML.

    Which of path and text it is, `check` says. Raises `InputError` with every error of the theory or the expression,
    and `LimitReached`.
    """
    text = text_in(path_or_text)
    _text("expression", expression)
    made = options_of("show", options)
    return _answered(ask(expression, "EXPRESSION", os.fspath(path_or_text), made, _listed, theory=text))


def _listed(term: tree.Term, terms: Terms) -> Sheet:
    return shown(term, terms).listed(None)


def count(domain: str, path_or_text: Theory | None = None, **options: Unpack[Bounds]) -> int:
    """How many values a domain has, such as "categories(arrows = 4)", read with the names of a theory if one is given.
    Exceptions are those of `show`."""
    _text("domain", domain)
    text, file = (None, None) if path_or_text is None else (text_in(path_or_text), os.fspath(path_or_text))
    return _answered(counting.count(domain, file, options_of("count", options), theory=text))


def _answered(found: Answer[Value]) -> Value:
    if found.errors:
        raise InputError([error for error, _ in found.errors])
    if found.value is None:
        raise LimitReached(found.limit, "")
    return found.value


def explain(path_or_text: Theory, statement: str | None = None, **options: Unpack[Checking]) -> str:
    """The verdict on a statement, or on each, as an argument to follow by hand. One without a name is called "line N".
    Raises `InputError` with every error of the theory, and `ValueError` where there is no such statement."""
    from catproof.report.explain import explain as explained

    if statement is not None:
        options["name"] = escape(statement)
    text = text_in(path_or_text)
    report = check_file(path_or_text, **options) if text is None else check_text(text, **options)
    if report.errors:
        raise InputError(report.errors)
    verdicts = list(report.verdicts)
    if statement is not None and not verdicts:
        raise ValueError(f"there is no statement {statement}")
    return "\n\n".join(map(explained, verdicts))


def audit(
    path_or_text: Theory,
    *,
    tasks: str = "*",
    near: int = 0,
    by: Literal["distance", "missing", "jaccard", "f1"] = "distance",
    among: str = "*",
    cover: int = 0,
    missing: Fraction | float | None = None,
    along: str = "",
    engine: str = "direct",
    **options: Unpack[Bounds],
) -> Audited:
    """What prompts the tasks of a theory need, whose names match; the `near` closest representables of one that has
    none, among those whose names match; the `cover` prompts that reach most of it; how few leave out `missing` percents
    at most. With `along`, the name of a functor, the closest prompts are looked for where that goes (`ValueError` where
    there is none). Errors of the theory are in the answer. By the engine `duckdb`, or `ibis:` and an address, label
    sets on orders alone, and nothing that is near or covers."""
    from catproof.readers.relations import is_engine
    from catproof.running.audit import Wanted, audited

    text = text_in(path_or_text)
    if missing is not None and not 0 <= missing <= 100:
        raise ValueError(f"missing must be a number from 0 to 100, not {missing}")
    wanted = Wanted(near, by, among, cover, None if missing is None else Fraction(missing), along)
    if engine != "direct":
        from catproof.running.audit_relations import audited_by_relations

        if not is_engine(engine):
            raise ValueError(f"the engine is direct, duckdb or ibis:URL, not {engine}")
        if wanted != Wanted():
            raise ValueError(f"near, by, among, cover, missing and along do not go with the engine {engine}")
        return audited_by_relations(engine, os.fspath(path_or_text), options_of("audit", options), tasks, theory=text)
    return audited(os.fspath(path_or_text), options_of("audit", options), tasks, wanted, theory=text)


def audit_model(
    scores: Data,
    labels: Data,
    *,
    names: Names | None = None,
    kind: Literal["metric", "lukasiewicz", "cosine"] | None = None,
    against: Data | None = None,
    against_names: Names | None = None,
    taxonomy: Data | None = None,
    holds: Literal["below"] | None = None,
    along: Data | None = None,
    among: str = "*",
    by: Literal["f1", "missing", "jaccard"] = "f1",
    cover: int = 0,
    missing: Fraction | float | None = None,
    near: int = 5,
    within: Fraction | float = 0,
    lipschitz: Fraction | float | None = None,
    grid: int = 2**14,
    **options: Unpack[Bounds],
) -> AuditedModel:
    """What the vectors or scores of a model make of labels, as `catproof audit --model` says it: the best prompt of
    each label, what is confused, what a head can do; which of two models is nearer.

    `scores` is a file, a mapping from names to vectors, a data frame, or an array of n rows, with the `names` of the
    rows (those of `against` are `against_names`); it holds vectors, or with `kind` the n x n distances ("metric"),
    scores from 0 to 1 or cosines. `labels` is a file, a mapping (or series) from a name to its label or labels, or
    pairs of the two; `taxonomy` has in the same forms what each name is below. With `holds="below"` a label holds of
    what is above names that have labels when it holds of all of these. With `along`, in the same forms, labels are of
    other things, each at an object of the models. Prompts are the objects whose names match `among`; `missing` is so
    many percents of a label that the fewest prompts may leave out. `within` and `lipschitz` are distances, angles in
    half turns; `grid` is the steps of a unit. What is wrong with any of these is in the `errors` of the answer. Raises
    `ValueError` for options out of range, `TypeError` for names in a file of rows that are in none, and the other way
    round.
    """
    from catproof.report.audited_model import AuditedModel
    from catproof.running.model_audit import audit_model as audited_model
    from catproof.running.model_inputs import KINDS, LARGEST_GRID, MEASURES, Question

    start = perf_counter()
    at_least = {"cover": (cover, 0), "near": (near, 1), "within": (within, 0), "lipschitz": (lipschitz or 0, 0)}
    for option, (value, least) in at_least.items():
        if not least <= value < inf:
            raise ValueError(f"{option} must be a number from {least}, not {value}")
    if missing is not None and not 0 <= missing <= 100:
        raise ValueError(f"missing must be a number from 0 to 100, not {missing}")
    if holds is not None and taxonomy is None:
        raise ValueError("holds goes with taxonomy, which says what is below what")
    several = ("by", by, MEASURES), ("kind", kind, (None, *KINDS)), ("holds", holds, (None, "below"))
    for option, said, known in several:
        if said not in known:
            raise ValueError(f"{option} must be one of {', '.join(map(str, known))}, not {said!r}")
    if not 1 <= grid <= LARGEST_GRID or grid & (grid - 1):
        raise ValueError(f"grid must be a power of two up to {LARGEST_GRID}, not {grid}")
    first, beside = _named("scores", scores, names)
    second, other = (None, None) if against is None else _named("against", against, against_names)
    question = Question(
        first, _source("labels", labels), second, (beside, other), kind,
        taxonomy=None if taxonomy is None else _source("taxonomy", taxonomy), grid=grid, by=by, cover=cover,
        within=Fraction(within), near=near, lipschitz=None if lipschitz is None else Fraction(lipschitz),
        along=None if along is None else _source("along", along), among=among, holds=holds,
        missing=None if missing is None else Fraction(missing),
    )  # fmt: skip
    return AuditedModel(audited_model(question, options_of("audit_model", options)), perf_counter() - start)


def _source(called: str, given: Data, names: Iterable[object] | None = None) -> str | Handed:
    if isinstance(given, str | os.PathLike):
        return os.fspath(given)
    from catproof.readers.handed import Handed

    return Handed(called, given, names)


def _named(called: str, given: Data, names: Names | None) -> tuple[str | Handed, str | None]:
    """The rows, and the file of their names where they are in a file."""
    in_file = isinstance(given, str | os.PathLike)
    if names is None:
        return _source(called, given), None
    if isinstance(names, str | os.PathLike):
        if not in_file:
            raise TypeError(f"the names of {called} are listed, as its rows are in no file")
        return _source(called, given), os.fspath(names)
    if in_file:
        raise TypeError(f"the names of {called} are in a file, as its rows are")
    return _source(called, given, names), None


def draw(
    path_or_text: Theory,
    name: str | None = None,
    *,
    statement: str | None = None,
    form: Form = "svg",
    shape: str = "",
    **options: Unpack[Bounds],
) -> bytes:
    """A picture of what a name or an expression stands for in a theory, as a file of that form; with `statement` what
    decides it is marked, and `name` may be left out. `shape` is what `--as` is for `catproof draw`. Raises
    `InputError`, `LimitReached`, and `ValueError` for what cannot be drawn."""
    from catproof.pictures.draw import FORMS, drawing, render

    if f".{form}" not in FORMS:
        raise ValueError(f"form must be one of {', '.join(each[1:] for each in FORMS)}, not {form!r}")
    if name is None and statement is None:
        raise ValueError("say what to draw: a name, or a statement")
    text, made = text_in(path_or_text), options_of("draw", options)
    found = drawing(os.fspath(path_or_text), name, statement, made, form=shape, theory=text)
    if found.errors or found.misread:
        raise InputError([*found.errors, *found.misread])
    if found.diagram is None:
        raise LimitReached(found.limit, "") if found.limit else ValueError(found.problem)
    return render(found.diagram, form).content


def export(
    path_or_text: Theory,
    *,
    to: Language = "coq",
    output: str | os.PathLike[str] | None = None,
    check: bool = False,
    jobs: int = 1,
    **options: Unpack[Checking],
) -> ExportReport:
    """Each statement as a theorem for Coq or a script for SMT solvers: as text in the answer, and with `output` as
    files in that folder; with `check` each is checked there, `jobs` at a time. Raises a `CatproofError` where there is
    no prover."""
    from catproof.bridge.coqc import Coq
    from catproof.bridge.export import TARGETS, ExportReport, export_all, folder_for
    from catproof.bridge.solvers import Solvers

    if to not in TARGETS:
        raise ValueError(f"to must be one of {', '.join(TARGETS)}, not {to!r}")
    made, text = options_of("export", options), text_in(path_or_text)
    theories = [loaded_text(text, made)] if text is not None else list(load_all([os.fspath(path_or_text)], made))
    checker = None if not check else Coq.find() if to == "coq" else Solvers.find()
    with folder_for(None if output is None else os.fspath(output)) as folder:
        done = list(export_all(theories, made, to, folder, checker, jobs))
    if output is None:
        done = [each._replace(file="") for each in done]
    prover = f"Coq {checker.version}" if isinstance(checker, Coq) else checker.versions if checker else ""
    return ExportReport(theories, done, to, prover, made.name)


def verify(
    certificate: str | os.PathLike[str] | bytes | Mapping[str, Any],
    *,
    theory: Theory | None = None,
    timeout: float = Options().timeout,
    memory: float | None = None,
) -> Examined:
    """What a certificate proves, checked by the kernel alone: its `verdict`, the `sentence` it is about, what the names
    there are `declared` to be, and what is left `unchecked`. The certificate is the path of a file, JSON as bytes, or
    what `Verdict.certificate` is. With `theory` it must be about a statement of it.

    Raises `CertificateRejected`, `LimitReached`, `OSError` where the file cannot be read, and `InputError` for the
    theory."""
    options = options_of("verify", {"timeout": timeout, "memory": memory})
    about = None
    if theory is not None:
        loader, text = Loader(options), text_in(theory)
        about = loader.file(os.fspath(theory)) if text is None else loader.text(text, "<text>")
        if about.diagnostics:
            raise InputError(about.diagnostics)
    given = Path(certificate).read_bytes() if isinstance(certificate, str | os.PathLike) else certificate
    try:
        return examined(given, options, about)
    except kernel.Rejected as rejected:
        raise CertificateRejected(str(rejected)) from None


def fmt(text: str) -> str:
    """A theory in canonical form; its line ends stay as they are. Raises `InputError`."""
    _text("text", text)
    return format_text(text)


def _text(name: str, given: object) -> None:
    """Raises `TypeError` for what is no text."""
    if not isinstance(given, str):
        raise TypeError(f"{name} is a str, not {type(given).__name__}")
