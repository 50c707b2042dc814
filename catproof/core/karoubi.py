"""The idempotent completion, also called Karoubi envelope or Cauchy completion.

Borceux and Dejean, *Cauchy completion in category theory* (1986); nLab, *Karoubi envelope*.
"""

from __future__ import annotations

from typing import NamedTuple

from catproof.core.category import Arrow, Category, Generator, Hom, Presentation
from catproof.core.limits import LimitReached
from catproof.core.origin import Origin


class _Kept(NamedTuple):
    """An arrow of the completion: f between the idempotents of these numbers, which keep it."""

    source: int
    target: int
    arrow: Arrow


def karoubi(category: Category, name: str = "") -> Category:
    """The objects are the idempotents e of C, called as the arrows that they are; arrows from e to d are the
    `(e, f, d)` with d . f . e = f. All but the identities `(e, e, e)` are generating arrows. Raises `LimitReached`."""
    idempotents = [
        Arrow(a, i)
        for a in range(len(category.objects))
        for i in category.hom(a).arrows_from(a)
        if category.compose(Arrow(a, i), Arrow(a, i)).number == i
    ]
    kept = _kept(category, idempotents, name)
    moving = [each for each in kept if each.arrow != idempotents[each.target] or each.source != each.target]
    texts = [category.show_arrow(e) for e in idempotents]
    generators = [Generator(f"({texts[s]}, {category.show_arrow(f)}, {texts[t]})", s, t) for s, t, f in moving]

    def arrows_into(made: Category, target: int) -> Hom:
        order = [_Kept(target, target, idempotents[target]), *(moving[g] for g in made.incoming[target])]
        number = {(each.source, each.arrow): k for k, each in enumerate(order)}
        rows = [
            [
                number[moving[g].source, category.compose(each.arrow, moving[g].arrow)]
                for g in made.incoming[each.source]
            ]
            for each in order
        ]
        return Hom([each.source for each in order], rows, made.incoming)

    presentation = Presentation("constructed", construction=f"karoubi({category.name})")
    made = Category(texts, generators, presentation, arrows_into, name=name, limit=category.limit)
    made.origin = Origin("karoubi", (category,))
    return made


def _kept(category: Category, idempotents: list[Arrow], name: str) -> list[_Kept]:
    """All arrows between idempotents, the identities among them."""
    at: dict[int, list[int]] = {}
    for s, e in enumerate(idempotents):
        at.setdefault(e.target, []).append(s)
    found: list[_Kept] = []
    for t, d in enumerate(idempotents):
        for i, after in enumerate(category.postcompose(d)):
            if after == i:
                f = Arrow(d.target, i)
                found += [_Kept(s, t, f) for s in at[category.source(f)] if category.compose(f, idempotents[s]) == f]
        if len(found) > category.limit:
            what = name or "the idempotent completion"
            raise LimitReached(f"{what} has more than the limit of {category.limit} arrows", "--limit")
    return found
