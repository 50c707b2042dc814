"""The audit of a model as a value for programs: the records, and every form in which it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from catproof.readers.flaws import Flaw
from catproof.report.model_audit import as_csv, as_json, as_text
from catproof.report.terminal import one_line
from catproof.running.model_audit import ModelAudit, ModelFound


@dataclass(frozen=True, repr=False)
class AuditedModel:
    """What was found for a model, or for two. `str` of it is what `catproof audit --model` prints."""

    found: ModelAudit
    seconds: float = 0.0

    @property
    def errors(self) -> tuple[Flaw, ...]:
        """What is wrong with the input; then nothing else was found."""
        return self.found.errors

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of the input."""
        return self.found.notes

    @property
    def unknown(self) -> str:
        """The limit that was met, or nothing."""
        return self.found.unknown

    @property
    def models(self) -> tuple[ModelFound, ...]:
        """What was found, model by model."""
        return self.found.models

    def __repr__(self) -> str:
        if self.errors:
            return f"<AuditedModel: errors={len(self.errors)}>"
        if self.unknown:
            return f"<AuditedModel: unknown, {self.unknown}>"
        first = self.models[0]
        return f"<AuditedModel: models={len(self.models)}, objects={first.scores.count}, labels={len(first.labels)}>"

    def __str__(self) -> str:
        if not self.models:
            return self.unknown or "\n".join(map(str, self.errors))
        return as_text(self.found, lambda text, _: one_line(text), self.seconds)

    def to_json(self) -> str:
        """The audit as JSON, as `--json` prints it."""
        return as_json(self.found)

    def to_csv(self) -> str:
        """A row for each label of each model, as `--csv` prints it."""
        return as_csv(self.found)

    def to_html(self) -> str:
        """The audit as a page with plots. Raises `MissingPackage` without matplotlib, `ValueError` without models."""
        from catproof.report.model_page import page

        if not self.models:
            raise ValueError(str(self))
        return page(self.found)
