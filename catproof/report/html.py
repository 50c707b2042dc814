"""Categories, functors, tasks, verdicts and reports as pieces of HTML, for notebooks. All text is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as escape_html

from catproof.core.category import Category
from catproof.core.characters import escaped
from catproof.core.functor import Functor
from catproof.core.task import Element, Task
from catproof.diagnostic import Diagnostic
from catproof.report.explain import explain
from catproof.report.findings import head, outcome, theory_to_paste
from catproof.report.terminal import KEPT, plain
from catproof.report.text import show_error, status, summary
from catproof.running.prover import Verdict
from catproof.running.report import Report

MOST = 40
"""So many rows of a table are shown."""

_MARKS = {"ok": "✓", "not ok": "✗", "unknown": "?", "skipped": "–"}


def escape(text: str) -> str:
    """The text for HTML, with what acts on a reader's screen as it would be shown on a terminal."""
    return escape_html(escaped(text, keep=KEPT))


def _table(caption: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    shown: list[str] = []
    more = 0
    for row in rows:
        if len(shown) < MOST:
            shown.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>")
        else:
            more += 1
    if more:
        shown.append(f'<tr><td colspan="{len(heads)}">and {more} more</td></tr>')
    first = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return f"<table><caption>{escape(caption)}</caption><tr>{first}</tr>{''.join(shown)}</table>"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def category_html(category: Category) -> str:
    """The objects, generating arrows and equations. The arrows are not enumerated, for they may be many."""
    counts = f"{_counted(len(category.objects), 'object')}, {_counted(len(category.generators), 'generating arrow')}"
    arrows = [
        (category.show_word((g,), generator.target), category.show_object(generator.source),
         category.show_object(generator.target))
        for g, generator in enumerate(category.generators)
    ]  # fmt: skip
    pointed = {end for g in category.generators for end in (g.source, g.target)}
    alone = [category.show_object(a) for a in range(len(category.objects)) if a not in pointed]
    rest = f"<p>with no such arrow: {escape(', '.join(alone[:MOST]))}{' …' if len(alone) > MOST else ''}</p>"
    title = f"category {category.name}".strip() + f": {counts}"
    equations = [
        (f"{category.show_word(e.left, e.target)} = {category.show_word(e.right, e.target)}",)
        for e in category.presentation.equations
    ]
    laws = _table(f"with {_counted(len(equations), 'equation')}", ("equation",), equations) if equations else ""
    return _table(title, ("arrow", "from", "to"), arrows) + (rest if alone else "") + laws


def functor_html(functor: Functor) -> str:
    """Where the objects and the generating arrows go."""
    source, target = functor.source, functor.target
    objects = [(source.show_object(a), target.show_object(b)) for a, b in enumerate(functor.on_objects)]
    arrows = [
        (source.show_word((g,), source.generators[g].target), target.show_arrow(image))
        for g, image in enumerate(functor.on_generators)
    ]
    title = f"functor {functor.name} : {source.name or '?'} → {target.name or '?'}"
    return _table(title, ("of", "goes to"), objects + arrows)


def task_html(task: Task) -> str:
    """The elements at each object, and the restrictions along generating arrows."""
    category = task.category

    def shown(at: int) -> list[str]:
        return [task.show_element(Element(at, j)) for j in range(len(task.elements[at]))]

    rows = ((category.show_object(a), ", ".join(shown(a)[:MOST])) for a in range(len(category.objects)))
    title = f"task {task.name} on {category.name or '?'}: size {task.size}"
    made = _table(title, ("object", "elements"), rows)
    moves = []
    for g, generator in enumerate(category.generators):
        upper, lower = shown(generator.target), shown(generator.source)
        pairs = ", ".join(f"{upper[j]} ↦ {lower[i]}" for j, i in enumerate(task.action[g][:MOST]))
        if pairs:
            moves.append((category.show_word((g,), generator.target), pairs))
    return made + (_table("restrictions", ("along", "restriction"), moves) if moves else "")


def verdict_html(verdict: Verdict) -> str:
    """The statement with its verdict and reason; the argument can be unfolded."""
    word = status(verdict)
    parts = [f"<div><b>{_MARKS[word]} {word}</b> <code>{escape(head(verdict))}</code><br>{escape(outcome(verdict))}"]
    if pasted := theory_to_paste(verdict):
        parts.append(f"<pre>{escape(pasted)}</pre>")
    if verdict.argument:
        parts.append(f"<details><summary>why</summary><pre>{escape(explain(verdict))}</pre></details>")
    return "".join([*parts, "</div>"])


def error_html(error: Diagnostic, lines: list[str]) -> str:
    """What is wrong with the input, with the place."""
    return f"<pre>{escape(show_error(error, lines, plain))}</pre>"


def report_html(report: Report) -> str:
    """The errors and verdicts of all files."""
    parts = []
    for file in report.files:
        parts += [error_html(error, file.lines) for error in file.errors]
        parts += [f"<p>line {line}: {escape(text)}</p>" for line, text in file.notes]
        parts += [verdict_html(verdict) for verdict in file.verdicts]
    seconds = sum(verdict.seconds for verdict in report.verdicts)
    return "".join([*parts, f"<p>{escape(summary(report, seconds))}</p>"])
