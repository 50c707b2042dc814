"""An audit of a model as one page of HTML that needs nothing else, with plots."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from catproof.core.model_scores import NONE
from catproof.packages import installs
from catproof.pictures.plain import saved, settings
from catproof.report.images import Image, image
from catproof.report.model_audit import NAMES, compared, head_lines, label_rows, rest_lines, titles_of
from catproof.report.template import rendered
from catproof.report.terminal import one_line
from catproof.running.model_audit import ModelAudit, ModelFound

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_PLOTTED = 40
"""So many labels are in a plot, those with most members first."""

LONGEST_NAME = 30
"""So many characters of a label are in a plot."""

LINE = 0.3
"""Inches for a label in a plot."""


class Plot(NamedTuple):
    """A plot: its title, what it shows in words, and the image."""

    title: str
    text: str
    image: Image


def page(found: ModelAudit) -> str:
    """The audit as a page."""
    models = [
        {
            "title": head_lines(model, found)[0],
            "head": head_lines(model, found)[1:],
            "rows": label_rows(model),
            "rest": [line.strip() for line in rest_lines(model, found)],
            "plots": list(_plots(model)),
        }
        for model in found.models
    ]
    titles, rows, said = compared(found) if len(found.models) == 2 else ((), [], "")
    return rendered(
        "catproof.report",
        "model_page",
        title=f"catproof: {one_line(found.models[0].path)}",
        version=_version(),
        models=models,
        titles=titles_of(found),
        left=NAMES,
        against={"titles": titles, "rows": rows, "said": said},
    )


def _version() -> str:
    from catproof.version import __version__

    return __version__


def _plots(model: ModelFound) -> list[Plot]:
    chosen = sorted(range(len(model.labels)), key=lambda k: -model.labels[k].members)[:MOST_PLOTTED]
    left = len(model.labels) - len(chosen)
    more = f" {left} labels with fewer members are left out." if left else ""
    made = [
        Plot(
            "Thresholds",
            "How far members of each label (dark) and all others (light) are from its best prompt: the least, the "
            f"quartiles and the greatest distance, and the best threshold (red).{more}",
            _drawn(partial(_thresholds, model, chosen), len(chosen)),
        )
    ]
    if any(label.cover for label in model.labels):
        text = "Which part of each label its first k prompts cover, with no object of another label."
        made.append(Plot("Coverage", text + more, _drawn(partial(_coverage, model, chosen), max(12, len(chosen)))))
    text = "How far apart the nearest two objects with different labels are, of which one has the label of the row and "
    text += f"the other that of the column: the darker, the easier they are confused.{more}"
    made.append(Plot("What is confused", text, _drawn(partial(_map, model, chosen), len(chosen) + 4)))
    return made


def _drawn(draw: Callable[[Axes], None], lines: int) -> Image:
    with settings(f"the plots of a page need matplotlib: {installs('matplotlib')}"):
        from matplotlib.figure import Figure

        figure = Figure(figsize=(9, 1.2 + LINE * lines), layout="constrained")
        draw(figure.add_subplot())
        return image(saved(figure, "svg"))


def _name(text: str) -> str:
    """A label in a plot, in which no dollar begins a formula."""
    short = text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 3] + "..."
    return one_line(short).replace("\\", "\\\\").replace("$", r"\$")


def _thresholds(model: ModelFound, chosen: list[int], axes: Axes) -> None:
    unit = model.scores.grid
    for row, k in enumerate(chosen):
        label = model.labels[k]
        for values, shift, colour in ((label.inside, -0.2, "#1d4ed8"), (label.outside, 0.2, "#b9bdc9")):
            finite = [x / unit for x in values if model.scores.units(x) is not None]
            if len(finite) == len(values) > 0:
                axes.plot([finite[0], finite[4]], [row + shift] * 2, color=colour, linewidth=1)
                axes.barh(row + shift, finite[3] - finite[1], left=finite[1], height=0.3, color=colour)
                axes.plot([finite[2]] * 2, [row + shift - 0.15, row + shift + 0.15], color="white", linewidth=1.5)
        if model.scores.units(label.best.threshold) is not None:
            axes.plot([label.best.threshold / unit] * 2, [row - 0.42, row + 0.42], color="#c2410c", linewidth=2)
    axes.set_yticks(range(len(chosen)), [_name(model.labels[k].name) for k in chosen])
    axes.set_ylim(len(chosen) - 0.5, -0.5)
    axes.set_xlabel("distance to the best prompt")


def _coverage(model: ModelFound, chosen: list[int], axes: Axes) -> None:
    from matplotlib import colormaps

    for k in chosen:
        label = model.labels[k]
        parts = [0.0, *(step.covered / label.members for step in label.cover)]
        axes.plot(range(len(parts)), parts, marker=".", color=colormaps["tab20"](k % 20), label=_name(label.name))
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("prompts")
    axes.set_ylabel("part of the label that is covered")
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=8, frameon=False)


def _map(model: ModelFound, chosen: list[int], axes: Axes) -> None:
    import numpy as np

    steps = model.between[np.ix_(chosen, chosen)].astype(float)
    shown = np.ma.masked_where(steps >= NONE // 2, steps / model.scores.grid)
    drawn = axes.imshow(shown, cmap="inferno", interpolation="nearest")
    if shown.count():
        axes.figure.colorbar(drawn, ax=axes, label="distance of the nearest two")
    names = [_name(model.labels[k].name) for k in chosen]
    axes.set_xticks(range(len(chosen)), names, rotation=90)
    axes.set_yticks(range(len(chosen)), names)
