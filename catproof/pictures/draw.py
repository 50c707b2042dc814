"""`draw`: from a name in a theory file, or from a verdict, to a picture, and from a picture to a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from catproof.core.category import Category
from catproof.core.deadline import Exceeded
from catproof.core.functor import Functor
from catproof.core.functor_category import NaturalTransformation
from catproof.core.graded import GRADED
from catproof.core.label import show
from catproof.core.limits import LimitReached
from catproof.core.model import Model
from catproof.core.task import Task
from catproof.core.transformation import Transformation
from catproof.diagnostic import Diagnostic, InputError, Span
from catproof.elaborate.loader import Loader
from catproof.elaborate.map_expressions import MAPS
from catproof.elaborate.ready import Ready
from catproof.elaborate.scope import Defined, Skipped, Wrong, suggestion
from catproof.elaborate.terms import Terms
from catproof.elaborate.theory import Elaborated
from catproof.logic.signature import WORDS
from catproof.options import Options
from catproof.pictures import dot
from catproof.pictures.attempt import attempt
from catproof.pictures.diagram import SQUARES, Diagram, shortened
from catproof.pictures.maps import draw_functor, draw_model, draw_natural, draw_squares, draw_transformation
from catproof.pictures.quiver import draw_category
from catproof.pictures.tasks import draw_task, parallel
from catproof.pictures.verdict import Scene, scenes
from catproof.running.prover import prove
from catproof.running.verdict import InternalError, Verdict
from catproof.syntax import tree
from catproof.syntax.parser import parse_term
from catproof.syntax.source import read_stdin
from catproof.version import __version__

Drawable = Category | Functor | Task | Model | Transformation | NaturalTransformation
"""What there are pictures of."""

FORMS = {".svg": "svg", ".png": "png", ".dot": "dot", ".tex": "tex"}
"""The files that a picture can be written to."""


def form_of(path: str) -> str | None:
    """The form that the name of a file asks for, or None."""
    return FORMS.get(PurePath(path).suffix.lower())


class Drawing(NamedTuple):
    """The answer to `draw`: a picture; or why there is none, as a problem with what was asked or as a limit met.

    `errors` are those of the theory file, whose text is `lines`; they need not keep it from being drawn.
    """

    diagram: Diagram | None
    errors: list[Diagnostic]
    lines: list[str]
    problem: str = ""
    limit: str = ""
    misread: tuple[Diagnostic, ...] = ()
    """What is wrong in the text of the name, and where."""


def picture(thing: Drawable, form: str = "") -> Diagram:
    """The picture of a category, functor, task, transformation or model, of the last three in the form that is asked
    for. Raises `LimitReached`, and `Wrong` where the thing cannot be drawn so."""
    if form:
        return _formed(thing, form)
    if isinstance(thing, Category):
        return draw_category(thing)
    if isinstance(thing, Functor):
        return draw_functor(thing)
    if isinstance(thing, Task):
        return draw_task(thing)
    if isinstance(thing, Transformation):
        return draw_transformation(thing)
    if isinstance(thing, NaturalTransformation):
        return draw_natural(thing)
    return draw_model(thing)


def _formed(thing: Drawable, form: str) -> Diagram:
    if form == SQUARES and isinstance(thing, NaturalTransformation):
        return draw_natural(thing)
    if not isinstance(thing, Task | Transformation) or (form == SQUARES and isinstance(thing, Task)):
        raise Wrong(
            "E601",
            tree.NOWHERE,
            f"only {'transformations' if form == SQUARES else 'tasks and transformations'} are drawn as {form}",
        )
    category = thing.category if isinstance(thing, Task) else thing.source.category
    if form == "graph" and parallel(category) is None:
        message = f"tasks on {category.name or 'this category'} are no graphs"
        raise Wrong("E601", tree.NOWHERE, message, "a graph is a task on two parallel arrows, and nothing else")
    if isinstance(thing, Task):
        return draw_task(thing, form=form)
    return draw_squares(thing) if form == SQUARES else draw_transformation(thing, form=form)


def verdict_scenes(verdict: Verdict, failed: list[str]) -> list[Scene]:
    """The pictures of what decides a verdict, those with marks first, those of the same thing once. A claim that cannot
    be drawn costs only its own, and `failed` says why. Raises `TimedOut`."""
    made = [attempt(partial(scenes, claim, finding), failed) or [] for claim, finding in verdict.deciding]
    found: list[Scene] = []
    for scene in sorted(chain.from_iterable(made), key=lambda scene: not scene.marked):
        if not any(scene.about[0] is other.about[0] for other in found):
            found.append(scene)
    return found


def captioned(diagram: Diagram, verdict: Verdict) -> Diagram:
    """The picture with the verdict written under it."""
    statement = verdict.statement
    label = f"{statement.name} : " if statement.named else ""
    said = [f"{statement.kind} {label}{statement.text}", f"{verdict.value}: {verdict.reason}"]
    return diagram._replace(notes=(*diagram.notes, *said))


def drawing(
    file: str,
    name: str | None,
    statement: str | None,
    options: Options,
    stdin: BinaryIO | None = None,
    form: str = "",
    theory: str | None = None,
) -> Drawing:
    """The picture of what `name`, a name or an expression, stands for in a theory file, or in a theory given as text;
    with `statement`, the name of a statement, what decides it is marked, and `name` may be None. `form` is how a task
    or a transformation is drawn. Raises `InternalError`."""
    loader = Loader(options)
    try:
        if theory is not None:
            found = loader.text(theory, "<text>")
        elif file == "-" and stdin is not None:
            found = loader.text(read_stdin(stdin), "<stdin>")
        else:
            found = loader.file(file)
    except InputError as error:
        return Drawing(None, error.diagnostics, [])

    def failed(problem: str = "", limit: str = "") -> Drawing:
        return Drawing(None, found.diagnostics, found.lines, problem, limit)

    try:
        with options.bounded():
            thing = None if name is None else _thing(name, found, options)
            if thing is not None and statement is None:
                return Drawing(picture(thing, form), found.diagnostics, found.lines)
        wanted = _statement(statement, found)
        verdict = prove(wanted, found.path, options._replace(kept=False), __version__)
        with options.bounded():
            return Drawing(_of_verdict(verdict, name, thing), found.diagnostics, found.lines)
    except Misread as wrong:
        return failed()._replace(misread=tuple(wrong.errors))
    except Wrong as wrong:
        return failed(f"error[{wrong.code}]: {wrong.message}{f' ({wrong.hint})' if wrong.hint else ''}")
    except Skipped:
        return failed(f"{name} depends on something with an error")
    except LimitReached as limit:
        return failed(limit=limit.told)
    except Exceeded as met:
        return failed(limit=str(met))


def _of_verdict(verdict: Verdict, name: str | None, thing: Drawable | None) -> Diagram:
    if verdict.error is not None:
        raise Wrong(verdict.error.code, verdict.error.span, verdict.error.message, verdict.error.hint)
    if verdict.value == "skipped":
        raise Skipped
    if verdict.value == "unknown":
        raise LimitReached(f"{verdict.statement.name} is unknown: {verdict.reason}", "")
    failed: list[str] = []
    found = verdict_scenes(verdict, failed)
    if thing is not None:
        found = [s for s in (_first(found, thing, 1), _first(found, thing, None)) if s is not None]
    called = verdict.statement.name
    for scene in found:
        drawn = attempt(scene.draw, failed)
        if drawn is not None:
            return captioned(_noted(drawn, *missing(called, failed)), verdict)
    if thing is None and not failed:
        raise Wrong("E601", verdict.statement.span, f"no one thing decides {called}; say what to draw", verdict.reason)
    if thing is None:
        raise InternalError(f"what decides {called} cannot be drawn: {failed[0]}")
    plain = picture(thing)
    if not failed:
        return captioned(_noted(plain, f"Nothing in {name} is what decides {called}."), verdict)
    return captioned(_noted(plain, *missing(called, failed)), verdict)


def missing(statement: str, failed: Sequence[str]) -> list[str]:
    """What is said where pictures of what decides a statement could not be made."""
    return [f"Of what decides {shortened(statement)} a picture is missing: {reason}." for reason in failed]


def _noted(diagram: Diagram, *said: str) -> Diagram:
    return diagram._replace(notes=(*diagram.notes, *said))


def _first(found: Sequence[Scene], thing: Drawable, depth: int | None) -> Scene | None:
    """The first scene with this thing among the first `depth` it shows."""
    return next((scene for scene in found if any(thing is each for each in scene.about[:depth])), None)


def _statement(name: str | None, found: Elaborated) -> Ready:
    """The statement of this name. Raises `Wrong`, and `LimitReached` where the file was not read."""
    for statement in found.statements:
        if statement.name == name:
            return statement
    if found.scope.unread is not None and not found.statements:
        raise found.scope.unread.again()
    known = ", ".join(s.name for s in found.statements) or "none"
    raise Wrong("E602", tree.NOWHERE, f"{found.path} has no statement {name}; there are: {known}")


def _thing(name: str, found: Elaborated, options: Options) -> Drawable:
    """What a name, or an expression such as `elements(T)`, stands for. Raises `Wrong`, `Skipped`, `LimitReached`."""
    terms = Terms(found.scope, options.limit)
    read = parse_term(name, "NAME")
    whole = tree.Name(name, span=Span(1, 1, 1, 1 + len(name)))
    term = whole if found.scope.lookup(name) is not None else read.term or whole
    place = (lambda span: span) if term is whole else read.placed
    kinds = ("category", "functor", "task", "model", *MAPS)
    declared = found.scope.lookup(name)
    if declared is not None and isinstance(declared.value, GRADED):
        hint = f"`catproof show` prints its table, and of a graded category `level({name}, 1/2)` is drawn"
        raise Wrong("E601", tree.NOWHERE, f"{name} has scores in place of arrows, and is not drawn", hint)
    made_by = WORDS.get(term.function, []) if isinstance(term, tree.Call) else []
    if not isinstance(term, tree.Compose) and not any(operator.kind in kinds for operator in made_by):
        if found.scope.lookup(name) is None:
            if found.scope.unread is not None and not found.statements:
                raise found.scope.unread.again()
            if read.diagnostics:
                raise Misread(read.diagnostics)
            message = f"{show(name)} is not declared, and something to draw is expected here"
            hint = suggestion(name, found.scope.visible()) or "names are declared before they are used"
            raise Misread([Diagnostic("E201", "NAME", place(term.span), message, hint)])
        if isinstance(found.scope.names[name].value, Defined):
            raise Wrong("E601", tree.NOWHERE, f"{name} is nothing that can be drawn")
    try:
        made: Drawable = terms.thing(term, *kinds)
    except Wrong as wrong:
        raise Misread([wrong.of("NAME", place(wrong.span))]) from None
    made.name = made.name or name
    return made


class Misread(Exception):
    """What is to be drawn is wrong, and where: errors in the text of the name."""

    def __init__(self, errors: list[Diagnostic]) -> None:
        super().__init__()
        self.errors = errors


# ---- files --------------------------------------------------------------------------------------------


class Rendered(NamedTuple):
    """A picture as the content of a file; `said` is what the user should know about how it was made."""

    content: bytes
    said: str = ""


def render(diagram: Diagram, form: str) -> Rendered:
    """The picture in one of the forms of `FORMS`: by Graphviz where `dot` is on the path, else by matplotlib."""
    if form == "dot":
        return Rendered(dot.dot_text(diagram).encode("utf-8", "replace"))
    if form == "tex":
        from catproof.pictures.latex import latex_text

        return Rendered(latex_text(diagram).encode("utf-8", "replace"))
    said = ""
    if dot.available():
        try:
            return Rendered(dot.render(diagram, form))
        except dot.NoLayout as problem:
            said = f"{problem}; drawn by matplotlib instead"
    from catproof.pictures.plain import render as plain

    return Rendered(plain(diagram, form), said)
