"""An audit of a model as a text for people, as JSON and as CSV for programs.

Distances are fractions: in the text as decimals, in JSON and CSV exactly, `5021/16384`, or `inf`. The JSON Schema is
`catproof/report/model_audit.schema.json`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from catproof.core.characters import json_text
from catproof.core.label import Label
from catproof.core.model_scores import NONE, Chosen
from catproof.core.width import padded, width
from catproof.readers.flaws import Flaw
from catproof.report.model_audit_form import DistanceForm, LabelForm, ModelAuditForm, ModelForm, Name, PromptForm
from catproof.report.terminal import Paint, one_line
from catproof.running.model_audit import LabelFound, ModelAudit, ModelFound
from catproof.running.model_inputs import called
from catproof.version import __version__

SCHEMA: Final = 1
"""The version of the JSON form."""

MOST_NAMED = 5
"""So many missing and extra objects, and prompts of a cover, are named in the text; JSON and CSV name them all."""

DIGITS = 4
"""Decimals of a distance in the text."""

DISTANCE = {
    None: "the angle as a part of the half turn",
    "metric": "the score",
    "lukasiewicz": "1 minus the score",
    "cosine": "the angle with the score as its cosine, as a part of the half turn",
}
"""What the distance is, by what the numbers of a file are."""


# ---- JSON -------------------------------------------------------------------------------------------------


def as_json(found: ModelAudit) -> str:
    """The audit as JSON."""
    content: ModelAuditForm = {
        "catproof": __version__,
        "schema": SCHEMA,
        "by": found.question.by,
        "lipschitz": None if found.question.lipschitz is None else str(found.question.lipschitz),
        "missing": None if found.question.missing is None else str(found.question.missing),
        "errors": [
            {
                "path": e.file,
                "place": e.line,
                "unit": e.unit,
                "code": e.code,
                "message": e.told + (f" ({e.hint})" if e.hint else ""),
            }
            for e in found.errors
        ],
        "notes": list(found.notes),
        "models": [_model(model, found) for model in found.models],
    }
    if found.unknown:
        content["unknown"] = found.unknown
    if len(found.models) == 2:
        content["nearer"] = [
            {"label": label.name, "model": found.nearer(k) or None} for k, label in enumerate(found.models[0].labels)
        ]
    return json_text(content, 2)


def exactly(value: Fraction | None) -> str:
    """A distance as a fraction; None is infinite."""
    return "inf" if value is None else str(value)


def _model(model: ModelFound, found: ModelAudit) -> ModelForm:
    scores, names = model.scores, list(map(_name, model.scores.names))
    made: ModelForm = {
        "path": model.path,
        "objects": scores.count,
        "prompts": len(scores.prompts.names),
        "dimension": model.dimension or None,
        "distance": DISTANCE[found.question.kind],
        "grid": scores.grid,
        "symmetric": scores.symmetric,
        "triangle": model.triangle,
        "triangle_checked": model.checked,
        "unlabelled": model.unlabelled,
        "labels": [_label(label, model) for label in model.labels],
        "confused": {
            "within": str(found.question.within),
            "pairs": model.within,
            "nearest": [
                {"pair": [names[x], names[y]], "apart": exactly(scores.units(steps))}
                for x, y, steps in _listed(model, found)
            ],
        },
    }
    if model.witness is not None:
        made["broken"] = [names[x] for x in model.witness]
    if (order := model.order) is not None:
        made["taxonomy"] = {
            "related": order.related,
            "threshold": exactly(scores.units(order.threshold)),
            "loses": order.loses,
            "invents": order.invents,
            "f1": str(order.f1),
            "farthest_related": _pair(model, *order.far),
            "nearest_unrelated": _pair(model, *order.near) if order.near[2] < NONE else None,
            "unrelated_up_to_farthest": order.between,
        }
    return made


def _listed(model: ModelFound, found: ModelAudit) -> list[tuple[int, int, int]]:
    """The nearest pairs with different labels."""
    pairs = model.pairs
    near = found.question.near
    return list(zip(*(each[:near].tolist() for each in (pairs.x, pairs.y, pairs.steps)), strict=True))


def _pair(model: ModelFound, x: int, y: int, steps: int) -> DistanceForm:
    names = model.scores.names
    return {"from": _name(names[x]), "to": _name(names[y]), "distance": exactly(model.scores.units(steps))}


def _chosen(chosen: Chosen, model: ModelFound) -> PromptForm:
    scores, names = model.scores, list(map(_name, model.scores.names))
    return {
        "prompt": _name(scores.prompts.names[chosen.prompt]),
        "threshold": exactly(scores.units(chosen.threshold)),
        "right": chosen.right,
        "missing": [names[x] for x in chosen.missing],
        "extra": [names[x] for x in chosen.extra],
        "f1": str(chosen.f1),
        "jaccard": str(chosen.jaccard),
        "margin": exactly(scores.units(chosen.margin, 2)),
        "turns_first": None if chosen.first is None else [names[chosen.last], names[chosen.first]],
    }


def _name(name: Label) -> Name:
    """Of objects of a model: a text or a number."""
    assert isinstance(name, str | int)
    return name


def _label(label: LabelFound, model: ModelFound) -> LabelForm:
    scores, head = model.scores, label.head
    return {
        "label": label.name,
        "members": label.members,
        "best": _chosen(label.best, model),
        "second": None if label.second is None else _chosen(label.second, model),
        "head": {
            "obstructing": None
            if head.outside is None or head.inside is None
            else _pair(model, head.outside, head.inside, head.distance),
            "lipschitz": constant(model, label),
            "nearest_neighbour_wrong": head.wrong,
            "bounded": None if label.bounded is None else {"pairs": label.bounded.pairs, "wrong": label.bounded.wrong},
        },
        "spread": {
            "members": [exactly(scores.units(x)) for x in label.inside],
            "others": [exactly(scores.units(x)) for x in label.outside],
        },
        "cover": [
            {
                "prompt": _name(scores.prompts.names[step.prompt]),
                "threshold": exactly(scores.units(step.threshold)),
                "covered": step.covered,
                "at_most": step.most,
            }
            for step in label.cover
        ],
        "rank": None
        if label.few is None
        else {
            "at_least": label.few.least,
            "prompts": [
                {"prompt": _name(scores.prompts.names[p]), "threshold": exactly(scores.units(threshold))}
                for p, threshold in label.few.prompts
            ],
        },
    }


def rank(label: LabelFound) -> str:
    """How many prompts leave out a share of the label at most: a number, or from what to what."""
    if label.few is None:
        return ""
    least, number = label.few.least, len(label.few.prompts)
    return str(number) if least == number else f"{least} to {number}"


def constant(model: ModelFound, label: LabelFound) -> str:
    """The least Lipschitz constant of a head, as a fraction."""
    if label.head.outside is None:
        return "0"
    distance = model.scores.units(label.head.distance)
    return "0" if distance is None else "inf" if not distance else str(1 / distance)


def said(name: Label) -> str:
    """A name as the data have it, on one line."""
    return one_line(str(name))


# ---- CSV --------------------------------------------------------------------------------------------------

COLUMNS = (
    "model", "label", "members", "prompt", "threshold", "right", "missing", "extra", "f1", "margin", "turns_first",
    "second", "second_f1", "lipschitz", "obstructing", "nearest_neighbour_wrong", "head_pairs", "head_wrong",
    "cover", "rank", "rank_prompts", "nearer",
)  # fmt: skip


def as_csv(found: ModelAudit) -> str:
    """The audit as CSV, a row for each label of each model: names are separated by `; `."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for model in found.models:
        names, prompts, scores = model.scores.names, model.scores.prompts.names, model.scores
        for k, label in enumerate(model.labels):
            best, second, head = label.best, label.second, label.head
            turns = () if best.first is None else (best.last, best.first)
            between = () if head.outside is None or head.inside is None else (head.outside, head.inside)
            nearer = found.nearer(k) if len(found.models) == 2 else ""
            writer.writerow([
                model.path, label.name, label.members, said(prompts[best.prompt]),
                exactly(scores.units(best.threshold)), best.right,
                *("; ".join(said(names[x]) for x in group) for group in (best.missing, best.extra)),
                best.f1, exactly(scores.units(best.margin, 2)), "; ".join(said(names[x]) for x in turns),
                "" if second is None else said(prompts[second.prompt]), "" if second is None else second.f1,
                constant(model, label), "; ".join(said(names[x]) for x in between), head.wrong,
                *(label.bounded or ("", "")),
                "; ".join(f"{said(prompts[step.prompt])}: {step.covered}" for step in label.cover), rank(label),
                "; ".join(said(prompts[p]) for p, _ in (label.few.prompts if label.few else ())), nearer,
            ])  # fmt: skip
    return text.getvalue()


# ---- text -------------------------------------------------------------------------------------------------


def decimal(value: Fraction | None, digits: int = DIGITS) -> str:
    """A distance as people read it."""
    return "inf" if value is None else f"{float(value):.{digits}f}"


def as_text(found: ModelAudit, paint: Paint, seconds: float) -> str:
    """The audit as tables."""
    made: list[str] = []
    for model in found.models:
        path, *head = head_lines(model, found)
        made += [
            paint(path, "bold"),
            *head,
            *_table(titles_of(found), label_rows(model), NAMES, paint),
            *rest_lines(model, found),
        ]
    if len(found.models) == 2:
        titles, rows, counts = compared(found)
        made += [paint(" / ".join(one_line(model.path) for model in found.models), "bold")]
        made += [*_table(titles, rows, NAMES, paint), counts]
    if found.models:
        made.append(f"{_plural(len(found.models[0].labels), 'label')} ({seconds:.2f} s)")
    return "\n".join(made)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def head_lines(model: ModelFound, found: ModelAudit) -> list[str]:
    """What is said of a model before its labels; first which one it is."""
    scores = model.scores
    what = f"vectors of {_plural(model.dimension, 'number')}" if model.dimension else "a table of scores"
    made = [
        f"{one_line(model.path)}: {_plural(scores.count, 'object')}, {what}",
        f"distance: {DISTANCE[found.question.kind]}, rounded up to 1/{scores.grid}",
        f"triangle: {triangle(model)}",
    ]
    if not scores.own:
        where = "" if found.question.along is None else f" elsewhere, along {one_line(called(found.question.along))}"
        made.append(f"prompts: {_plural(len(scores.prompts.names), 'object')}{where}")
    if model.unlabelled:
        made.append(f"without a label: {_plural(model.unlabelled, 'object')}")
    return made


def triangle(model: ModelFound) -> str:
    """What is said of the triangle inequality."""
    count, names = model.scores.count, model.scores.names
    if model.witness is not None:
        x, y, z = model.witness
        d = model.scores.distance
        if x == y == z:
            return f"broken: {said(names[x])} is {_at(model, d[x, x])} from itself"
        parts = f"{_at(model, d[x, y])} from {said(names[x])} to {said(names[y])}, {_at(model, d[y, z])} on to"
        return f"broken: {parts} {said(names[z])}, and {_at(model, d[x, z])} from {said(names[x])} to {said(names[z])}"
    if model.triangle == "unchecked":
        return f"unchecked: {count} objects have {count**3:.0e} triangles".replace("e+", "e")
    return (
        f"holds, {count**3} checked"
        if model.checked
        else "holds, as it does for angles that are rounded up; not checked"
    )


def _at(model: ModelFound, steps: int) -> str:
    return decimal(model.scores.units(int(steps)))


TITLES = (
    "label", "members", "prompt", "threshold", "missing", "extra", "F1", "second", "margin", "Lipschitz", "between",
    "neighbours wrong",
)  # fmt: skip
"""The columns of the table of labels; with --lipschitz one more."""

BOUNDED = "head wrong"

NAMES = ("label", "prompt", "second", "between", "nearer")
"""The columns that are no numbers."""


def titles_of(found: ModelAudit) -> tuple[str, ...]:
    """The columns of the table of labels."""
    return TITLES if found.question.lipschitz is None else (*TITLES, BOUNDED)


def label_rows(model: ModelFound) -> list[list[str]]:
    """A row for each label, in these columns."""
    rows = []
    for label in model.labels:
        names, best, head = model.scores.prompts.names, label.best, label.head
        between = "" if head.outside is None or head.inside is None else f"{_named(model, (head.inside, head.outside))}"
        second = "" if label.second is None else f"{said(names[label.second.prompt])} {float(label.second.f1):.3f}"
        margin = model.scores.units(best.margin, 2)
        lipschitz = constant(model, label)
        rows.append([
            one_line(label.name), str(label.members), said(names[best.prompt]), _at(model, best.threshold),
            str(len(best.missing)), str(len(best.extra)), f"{float(best.f1):.3f}", second, decimal(margin, 5),
            lipschitz if lipschitz == "inf" else f"{float(Fraction(lipschitz)):.2f}", between, str(head.wrong),
            *(() if label.bounded is None else (str(label.bounded.wrong),)),
        ])  # fmt: skip
    return rows


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], left: Sequence[str], paint: Paint) -> list[str]:
    """Rows under their titles; columns that are not among the `left` ones are numbers."""
    widths = [max(map(width, column)) for column in zip(titles, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        shown = [
            padded(cell, columns) if title in left else " " * (columns - width(cell)) + cell
            for title, cell, columns in zip(titles, cells, widths, strict=True)
        ]
        return "  ".join(shown).rstrip()

    return [paint(line(titles), "bold"), *map(line, rows)]


def _named(model: ModelFound, objects: Sequence[int]) -> str:
    return _some([model.scores.names[x] for x in objects])


def _some(names: Sequence[Label]) -> str:
    shown = ", ".join(map(said, names[:MOST_NAMED]))
    return shown + (f", ... ({len(names) - MOST_NAMED} more)" if len(names) > MOST_NAMED else "")


def rest_lines(model: ModelFound, found: ModelAudit) -> list[str]:
    """What is said of a model after its labels."""
    made = []
    for label in model.labels:
        if label.cover:
            shown = [
                f"{said(model.scores.prompts.names[step.prompt])} {step.covered}"
                + (f" (at most {step.most})" if step.most > step.covered else "")
                for step in label.cover
            ]
            made.append(f"cover of {one_line(label.name)}, {label.members} members: {', '.join(shown)}")
    if (percents := found.question.missing) is not None:
        for label in model.labels:
            told = "no prompts do, as other objects are too near"
            if label.few is not None:
                several = [model.scores.prompts.names[p] for p, _ in label.few.prompts]
                told = f"{rank(label)} prompt{'' if len(several) == 1 else 's'}" + (
                    f": {_some(several)}" * bool(several)
                )
            made.append(f"rank of {one_line(label.name)}, missing <= {percents}%: {told}")
    if found.question.lipschitz is not None:
        pairs = sum(label.bounded.pairs for label in model.labels if label.bounded is not None)
        least = "" if model.triangle == "holds" or found.question.kind is None else " at least"
        made.append(
            f"head wrong: heads with the Lipschitz constant {found.question.lipschitz} are wrong about so many "
            f"objects{least}, for {pairs} pairs that are too near"
        )
    most = f"no prompt tells apart by more than {found.question.within}"
    made.append(f"confused: {_plural(model.within, 'pair')} of objects with different labels that {most}")
    made += [f"  {_named(model, (x, y))}: {_at(model, steps)}" for x, y, steps in _listed(model, found)]
    if (order := model.order) is not None:
        made.append(
            f"taxonomy: {_plural(order.related, 'pair')} x < y; best within {_at(model, order.threshold)}: loses "
            f"{order.loses}, invents {order.invents}, F1 {float(order.f1):.3f}"
        )
        (a, b, far), (c, d, near) = order.far, order.near
        if near <= far:
            made.append(
                f"  ideal at no threshold: {said(model.scores.names[a])} < {said(model.scores.names[b])} are "
                f"{_at(model, far)} apart, and {_plural(order.between, 'unrelated pair')} no more, first "
                f"{_named(model, (c, d))} with {_at(model, near)}"
            )
        else:
            made.append(f"  ideal within {_at(model, far)}: all related pairs, and no other")
        if model.scores.symmetric:
            made.append("  the scores are symmetric: with each x < y they have y < x")
    return made


def compared(found: ModelAudit) -> tuple[tuple[str, ...], list[list[str]], str]:
    """Which of two models is nearer to each label: the columns, the rows, and the counts."""
    rows = []
    for k, both in enumerate(zip(*(model.labels for model in found.models), strict=True)):
        f1, wrong, neighbours = zip(
            *(
                (f"{float(x.best.f1):.3f}", str(len(x.best.missing) + len(x.best.extra)), str(x.head.wrong))
                for x in both
            ),
            strict=True,
        )
        nearer = ("equal", "first", "second")[found.nearer(k)]
        rows.append([one_line(both[0].name), *f1, *wrong, *neighbours, nearer])
    titles = ("label", "F1", "F1 of 2", "wrong", "wrong of 2", "neighbours wrong", "neighbours wrong of 2", "nearer")
    first, second, equal = (sum(found.nearer(k) == which for k in range(len(rows))) for which in (1, 2, 0))
    return titles, rows, f"nearer: the first on {_plural(first, 'label')}, the second on {second}, equal on {equal}"


def show_flaw(flaw: Flaw, paint: Paint) -> str:
    """`file:line: error[CODE]: message`, and what would be right."""
    place = f"{one_line(flaw.file)}:" + (f"{flaw.line}:" if flaw.line is not None and flaw.unit == "line" else "")
    where = f" {flaw.unit} {flaw.line}:" if flaw.line is not None and flaw.unit != "line" else ""
    hint = f"\n    {one_line(flaw.hint)}" if flaw.hint else ""
    return f"{paint(place, 'bold')} {paint(f'error[{flaw.code}]:', 'error')}{where} {one_line(flaw.told)}{hint}"
