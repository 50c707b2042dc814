"""Pretext tasks: what a learner is trained on decides which arrows there are, and so builds the category.

Arrows run from the specific to the general, so that Hom(-, P) reads "is a case of P": has this label, continues this
prefix, fills this masked text. The categories are those of Yuan, *On the Power of Foundation Models* (2023), section
on pretext tasks, as `shared/mathematics.md` 6 makes them precise; all but rotations with symmetry are preorders
(Mac Lane I.2: a preorder is a category with at most one arrow between two objects).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd

from catproof.core.category import Category, Generator, presented, thin
from catproof.core.chase import Equation
from catproof.core.classes import Classes
from catproof.core.label import Label
from catproof.core.limits import DEFAULT_ARROWS, LimitReached
from catproof.core.origin import Origin

MASK = "_"
"""The token that stands for a masked one."""


def supervised(labelled: Iterable[tuple[str, str]], name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
    """Inputs and labels, with one arrow from each input to its label. `labelled` are pairs of input and label.

    Raises `ValueError` when an input has two labels or is a label itself: there would be arrows to compose.
    """
    label_of: dict[str, str] = {}
    for given, label in labelled:
        if label_of.setdefault(given, label) != label:
            raise ValueError(f"{given} has two labels")
    labels = dict.fromkeys(label_of.values())
    if both := labels.keys() & label_of.keys():
        raise ValueError(f"{min(both)} is an input and a label")
    objects: list[Label] = [*label_of, *labels]
    number = {label: i for i, label in enumerate(objects)}
    pairs = [(number[given], number[label]) for given, label in label_of.items()]
    return _from(Origin("supervised", (tuple(label_of.items()),)), thin(objects, pairs, name=name, limit=limit))


def _from(origin: Origin, made: Category) -> Category:
    made.origin = origin
    return made


def contrastive(
    pairs: Iterable[tuple[str, str]], samples: Iterable[str] = (), name: str = "", limit: int = DEFAULT_ARROWS
) -> Category:
    """Samples, with one arrow between any two that a chain of positive `pairs` joins; `samples` may be in no pair.

    The generating arrows go both ways along a pair, but along no pair that earlier ones join already.
    """
    number: dict[Label, int] = {}
    clusters = Classes()

    def enter(sample: str) -> int:
        if sample not in number:
            number[sample] = clusters.new()
        return number[sample]

    joined: list[tuple[int, int]] = []
    pairs, samples = tuple(pairs), tuple(samples)
    for left, right in pairs:
        a, b = enter(left), enter(right)
        if clusters.unite(a, b):
            joined += [(a, b), (b, a)]
    for sample in samples:
        enter(sample)
    return _from(Origin("contrastive", (pairs, samples)), thin(list(number), joined, name=name, limit=limit))


def masked(texts: Iterable[Sequence[str]], name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
    """The maskings of token sequences, with one arrow s -> t iff masking some tokens of s gives t.

    A generating arrow masks one token. A token that is `_` already counts as masked. Raises `LimitReached`: a
    sequence of n tokens has 2^n maskings.
    """
    texts = tuple(map(tuple, texts))
    order: list[tuple[str, ...]] = []
    number: dict[tuple[str, ...], int] = {}

    def enter(tokens: tuple[str, ...]) -> int:
        if tokens not in number:
            number[tokens] = len(order)
            order.append(tokens)
        return number[tokens]

    for text in texts:
        seen = sum(token != MASK for token in text)
        if 2**seen > limit:
            shown = " ".join(text)
            raise LimitReached(f'"{shown}" has 2^{seen} maskings, more than the limit of {limit} arrows', "--limit")
        enter(tuple(text))
    pairs = []
    for s, tokens in enumerate(order):  # grows while it is read
        for i, token in enumerate(tokens):
            if token != MASK:
                pairs.append((s, enter((*tokens[:i], MASK, *tokens[i + 1 :]))))
        if len(order) > limit:
            raise LimitReached(f"{name or 'the category'} has more than the limit of {limit} arrows", "--limit")
    made = thin([" ".join(tokens) for tokens in order], pairs, name=name, limit=limit)
    return _from(Origin("masked", (texts,)), made)


def next_token(texts: Iterable[Sequence[str]], name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
    """The prefixes of token sequences, with one arrow q -> p iff p is a prefix of q: a tree with its root at the end.

    A generating arrow takes the last token away.
    """
    texts = tuple(map(tuple, texts))
    number: dict[tuple[str, ...], int] = {}
    pairs = []
    for text in texts:
        for length in range(len(text) + 1):
            prefix = tuple(text[:length])
            if prefix not in number:
                number[prefix] = len(number)
                if length:
                    pairs.append((number[prefix], number[prefix[:-1]]))
    made = thin([" ".join(prefix) for prefix in number], pairs, name=name, limit=limit)
    return _from(Origin("next_token", (texts,)), made)


def rotation(order: int, images: Sequence[tuple[str, int]], name: str = "", limit: int = DEFAULT_ARROWS) -> Category:
    """The turns of images, with rotations as arrows. `images` are names with the order of the image's symmetry.

    An image with k-fold symmetry looks different in order/k turns, and each turn is sent to itself by k rotations.
    The generating arrows go from a turn to the next, around; going round by `order` of them is the identity, at every
    turn, so all are isomorphisms. Raises `ValueError` unless each symmetry divides `order`, and `LimitReached`.
    """
    if order < 1 or any(k < 1 or order % k for _, k in images):
        raise ValueError(f"the symmetries of images must divide the order {order}")
    if len({image for image, _ in images}) < len(images):
        raise ValueError("an image is given twice")
    symmetric = any(k > 1 for _, k in images)
    turns = sum(order // k for _, k in images)
    # The paths in the equations have as many steps as there are arrows.
    if (turns * order if symmetric else turns) > limit:
        raise LimitReached(f"{name or 'the category'} has more than the limit of {limit} arrows", "--limit")
    objects: list[Label] = []
    generators: list[Generator] = []
    equations: list[Equation] = []
    for image, symmetry in images:
        first, count = len(objects), order // symmetry
        objects += [f"{image}@{degrees(i, order)}" for i in range(count)]
        if symmetric or count > 1:
            generators += [
                Generator(f"turn {objects[first + i]}", first + i, first + (i + 1) % count) for i in range(count)
            ]
        for i in range(count if symmetric else 0):
            # The path ends at turn i, so its last step comes from the turn before.
            around = tuple(first + (i - 1 - step) % count for step in range(order))
            equations.append(Equation(first + i, first + i, around, ()))
    origin = Origin("rotation", (order, tuple(images)))
    if symmetric:
        return _from(origin, presented(objects, generators, equations, name=name, limit=limit))
    return _from(origin, thin(objects, [(g.source, g.target) for g in generators], name=name, limit=limit))


def degrees(turn: int, order: int) -> str:
    """`turn` steps of a full circle in `order` steps: `90`, `22.5`, and a fraction such as `360/7` where the decimals
    do not end."""
    shared = gcd(360 * turn, order)
    angle, parts = 360 * turn // shared, order // shared
    places = 0
    while 10**places % parts:
        places += 1
        if 2**places > parts:  # the decimals would have ended by now
            return f"{angle}/{parts}"
    text = str(angle * 10**places // parts).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text
