"""A service that checks theories of anybody: in time, within a memory, and with no file but its own."""

from __future__ import annotations

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

import catproof

app = FastAPI()
LARGEST = 20_000
"""Signs of a theory."""


class Question(BaseModel):
    """A theory to check."""

    text: str = Field(max_length=LARGEST)


class Answer(BaseModel):
    """What is wrong with it, by line and code, and the verdicts by the names of their statements."""

    errors: list[tuple[int, str]]
    verdicts: dict[str, str]


@app.post("/check")
async def check(question: Question) -> Answer:
    """Check a theory in a process of its own: nothing that it does can end the service, or keep it waiting."""
    try:
        report = await catproof.acheck(question.text + "\n", timeout=2, timeout_all=4, memory=1000, cache=False)
    except catproof.ProcessEnded as ended:
        raise HTTPException(503, str(ended)) from None
    errors = [(error.span.line, error.code) for error in report.errors]
    return Answer(errors=errors, verdicts={v.statement.name: v.value for v in report.verdicts})
