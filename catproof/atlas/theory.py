"""The witnesses of the atlas as a theory: a claim for each says what it has and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from catproof.atlas.survey import Entry, Pair, Property, Survey
from catproof.core.nouns import counted
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse

FILE = "witnesses.cat"
"""What the theory is called."""

HEAD = """\
# The smallest category that has one property and not another, for every two properties of the prelude for which there
# is one with at most {most} arrows, identities counted. `catproof atlas -o FOLDER` writes this file.
#
# A claim says that a category has all that stands before `and not`, and nothing of what stands after it. C2_1 is the
# first in the list `categories(arrows = 2)`; of several as small the one that comes first there is taken.
"""


def theory(survey: Survey) -> str:
    """The theory in canonical form."""
    text = "\n".join([HEAD.format(most=survey.most), *_parts(survey)])
    return format_theory(parse(text, FILE), text)


def _parts(survey: Survey) -> Iterator[str]:
    chosen = survey.chosen
    for entry in (entry for entry in survey.entries if entry.name in chosen):
        pairs = chosen[entry.name]
        yield f"# The smallest for {counted(len(pairs), 'pairs')}."
        yield entry.declaration
        yield f"claim of_{entry.name} : {_profile(entry, survey.properties, pairs)}\n"


def _profile(entry: Entry, properties: Sequence[Property], pairs: Iterable[Pair]) -> str:
    """What the category has and lacks, of the properties that it tells apart."""
    having = " and ".join(properties[k].of(entry.name) for k in sorted({pair.has for pair in pairs}))
    lacking = [properties[k].of(entry.name) for k in sorted({pair.lacks for pair in pairs})]
    none = lacking[0] if len(lacking) == 1 else f"({' or '.join(lacking)})"
    return f"{having} and not {none}"
