"""Terms of a statement, read back from their instances.

The body of a quantifier is known by its instances: for each environment (a value for each variable) the thing that
stands at a place. A place is filled with the same thing everywhere, or with what a variable stands for, or with a
composite of arrows, or else by a family: `pick [t0; t1] t0 x` is t0 where x is object 0, t1 where it is object 1.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from catproof.bridge.coq_source import Source
from catproof.bridge.expand import NotExportable
from catproof.core.category import Arrow, Category
from catproof.core.chase import Word


class Variable(NamedTuple):
    """A bound variable: its name in Coq and what it ranges over; for arrows also the terms of the two ends."""

    name: str
    category: Category
    ends: tuple[str, str] | None = None
    label: str = ""
    """What the statement calls it."""


Environment = dict[Variable, Any]
"""The values of the variables: object numbers, or arrows."""

Environments = Sequence[Environment]


class ArrowTerm(NamedTuple):
    """An arrow in Coq, with the terms of its ends."""

    text: str
    source: str
    target: str


def place(environments: Sequence[Environment], things: Sequence[Any], show: Callable[[Any], str]) -> str:
    """The term that is `show(things[i])` in environment i."""
    shown = [show(thing) for thing in things]
    return _family(environments, shown)


def _family(environments: Sequence[Environment], shown: Sequence[str]) -> str:
    if len(set(shown)) == 1:
        return shown[0]
    variable = _deciding(environments, shown)
    parts: dict[int, tuple[list[Environment], list[str]]] = {}
    for environment, text in zip(environments, shown, strict=True):
        value = environment[variable]
        rest, texts = parts.setdefault(value.number if isinstance(value, Arrow) else value, ([], []))
        rest.append({v: x for v, x in environment.items() if v != variable})
        texts.append(text)
    members = {number: _family(rest, texts) for number, (rest, texts) in parts.items()}
    default = members[min(members)]
    listed = [members.get(n, default) for n in range(max(members) + 1)]
    return f"(pick [{'; '.join(listed)}] {default} {variable.name})"


def _deciding(environments: Sequence[Environment], shown: Sequence[str]) -> Variable:
    """The variable that a family is made over: one that decides it alone, or else the first that makes a difference."""
    first: Variable | None = None
    for variable in environments[0]:
        if variable.ends is not None and len({e[variable].target for e in environments}) > 1:
            continue  # numbers of arrows into different objects
        seen: dict[Hashable, set[str]] = {}
        for environment, text in zip(environments, shown, strict=True):
            seen.setdefault(environment[variable], set()).add(text)
        if all(len(texts) == 1 for texts in seen.values()):
            return variable
        if first is None and len(seen) > 1:
            first = variable
    if first is None:
        raise NotExportable("what it says depends on an arrow whose ends depend on a variable")
    return first


def object_term(source: Source, environments: Sequence[Environment], category: Category, numbers: Sequence[int]) -> str:
    """The object that has these numbers."""
    if len(set(numbers)) > 1:
        for variable in environments[0]:
            if variable.ends is None and variable.category is category:
                values = [environment[variable] for environment in environments]
                if values == list(numbers):
                    return variable.name
    return place(environments, numbers, lambda a: source.object(category, a))


MOST_FACTORS = 12
"""Variables and generating arrows in one composite."""


def arrow_term(
    source: Source,
    environments: Sequence[Environment],
    category: Category,
    targets: Sequence[int],
    words: Sequence[Word],
) -> ArrowTerm:
    """The composite that these words spell into these targets: of variables where they fit, else of generators."""
    if not any(words):
        at = object_term(source, environments, category, targets)
        return ArrowTerm(f"(id {at})", at, at)
    factors = _factors(environments, category, words)
    if factors is None:
        if len(set(words)) > 1:
            raise NotExportable("an arrow of the statement is no composite of its variables and generating arrows")
        factors = list(words[0])
    terms = []
    for factor in factors:
        if isinstance(factor, Variable):
            assert factor.ends is not None
            terms.append(ArrowTerm(factor.name, *factor.ends))
        else:
            arrow = category.generator(factor)
            ends = source.object(category, category.source(arrow)), source.object(category, arrow.target)
            terms.append(ArrowTerm(source.arrow(category, arrow), *ends))
    return _composed(terms)


def composite(
    source: Source,
    environments: Sequence[Environment],
    category: Category,
    target: Sequence[int],
    factors: Sequence[Sequence[str | Word]],
) -> ArrowTerm:
    """The composite of the factors that are said: variables by their labels, and paths, one list an environment."""
    terms: list[ArrowTerm] = []
    for k, factor in enumerate(factors[0]):
        if isinstance(factor, str):
            variable = next(v for v in reversed(environments[0]) if v.label == factor)
            assert variable.ends is not None
            terms.append(ArrowTerm(variable.name, *variable.ends))
        else:
            words = [each[k] for each in factors]
            at = list(target) if not terms else _sources(environments, category, target, factors, k)
            terms.append(arrow_term(source, environments, category, at, [w for w in words if not isinstance(w, str)]))
    if not terms:
        return arrow_term(source, environments, category, target, [() for _ in environments])
    return _composed(terms)


def _sources(
    environments: Sequence[Environment],
    category: Category,
    targets: Sequence[int],
    factors: Sequence[Sequence[str | Word]],
    k: int,
) -> list[int]:
    """In each environment the object where the first k factors start."""
    found = []
    for environment, target, each in zip(environments, targets, factors, strict=True):
        at = target
        for factor in each[:k]:
            if isinstance(factor, str):
                at = category.source(environment[next(v for v in reversed(environment) if v.label == factor)])
            else:
                at = category.source(category.follow(category.identity(at), factor))
        found.append(at)
    return found


def _composed(terms: Sequence[ArrowTerm]) -> ArrowTerm:
    for after, before in pairwise(terms):
        if after.source != before.target:
            raise NotExportable("arrows are composed whose ends are equal for every value, but not as terms")
    text = " ∘ ".join(term.text for term in terms)
    return ArrowTerm(f"({text})" if len(terms) > 1 else text, terms[-1].source, terms[0].target)


def _factors(
    environments: Sequence[Environment], category: Category, words: Sequence[Word]
) -> list[Variable | int] | None:
    """Variables and generators whose words, one after the other, are these words in every environment; or None."""
    variables = [
        (v, [category.word(e[v]) for e in environments])
        for v in environments[0]
        if v.ends is not None and v.category is category
    ]
    dead: set[tuple[int, ...]] = set()

    def search(at: tuple[int, ...], used: list[Variable | int]) -> list[Variable | int] | None:
        if all(i == len(word) for i, word in zip(at, words, strict=True)):
            return used
        if at in dead or len(used) >= MOST_FACTORS:
            return None
        for variable, values in variables:
            if any(values) and all(
                word[i : i + len(value)] == value for i, word, value in zip(at, words, values, strict=True)
            ):
                moved = tuple(i + len(value) for i, value in zip(at, values, strict=True))
                found = search(moved, [*used, variable])
                if found is not None:
                    return found
        following = {word[i : i + 1] for i, word in zip(at, words, strict=True)}
        if len(following) == 1 and following != {()}:
            (letter,) = following.pop()
            found = search(tuple(i + 1 for i in at), [*used, letter])
            if found is not None:
                return found
        dead.add(at)
        return None

    return search(tuple(0 for _ in words), [])
