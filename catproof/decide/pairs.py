"""`F is a functor`, `T is closed`: of what is read with `check = later`, and of what was refused had it not been so."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from catproof.core.functor import shown_path
from catproof.core.functoriality import Images, Law, generator_told
from catproof.core.nouns import counted
from catproof.core.pairs import Ends
from catproof.decide.claim import Finding
from catproof.decide.representable import MOST_LINES, sentence

MOST_BROKEN = 20
"""So much of what is broken is in the reason; the argument has more, the witness has all."""


class KeepsOrder:
    """Between the values at the ends of each pair there is an arrow."""

    evaluated = True
    """The kernel finds it by itself."""

    def __init__(self, ends: Ends) -> None:
        self.ends = ends

    @cached_property
    def _broken(self) -> list[int]:
        return self.ends.broken()

    def direct(self) -> Finding:
        value = not self._broken
        return Finding(value, {"value": value})

    def _told(self, pair: int) -> str:
        source, *sides = self.ends
        a, b = (side.target.told_object(side.on_objects[pair]) for side in sides)
        low, high = (source.told_object(end[pair]) for end in (source.quiver.source, source.quiver.target))
        arrow = f"{low} < {high}" if source.order is not None else generator_told(source, pair)
        return f"{arrow}, and there is no arrow {a} -> {b}"

    @property
    def _total(self) -> str:
        return counted(len(self.ends.smaller.on_objects), "arrows" if self.ends.source.order is None else "pairs")

    def reason(self, finding: Finding) -> str:
        if finding.value:
            return f"it keeps {self._total}, each with an arrow between its values"
        number, told = len(self._broken), list(map(self._told, self._broken[:MOST_BROKEN]))
        return f"{number} of {self._total} {'is' if number == 1 else 'are'} broken: {_listed(told, number)}"

    def explain(self, finding: Finding) -> list[str]:
        if finding.value:
            return [sentence(self.reason(finding))]
        told = list(map(self._told, self._broken[:MOST_LINES]))
        return [f"Broken, of {self._total}:", *_lines(told, len(self._broken))]

    def witness(self, finding: Finding) -> dict[str, Any]:
        objects, quiver = self.ends.source.objects, self.ends.source.quiver
        if self.ends.source.order is None:
            broken: list[Any] = [self.ends.source.generators[pair].name for pair in self._broken]
        else:
            broken = [[objects[quiver.source[pair]], objects[quiver.target[pair]]] for pair in self._broken]
        return {"broken": broken} if broken else {}


class IsFunctor:
    """The image of each arrow has the ends that it is to have, and what is equal has equal images."""

    evaluated = True
    """The kernel finds it by itself."""

    def __init__(self, images: Images) -> None:
        self.images = images

    def direct(self) -> Finding:
        value = not self.images.number
        return Finding(value, {"value": value})

    @cached_property
    def _kinds(self) -> dict[str, list[Law]]:
        """What is broken of what is equal, by its kind."""
        found: dict[str, list[Law]] = {"identities": [], "composites": [], "equations": []}
        for law in self.images.broken:
            found[law.kind].append(law)
        return found

    @cached_property
    def _told(self) -> list[str]:
        """All that is broken: images first, then identities, composites and equations."""
        images, source, target = self.images, self.images.source, self.images.target

        def ends(a: int, b: int) -> str:
            return f"{target.told_object(a)} -> {target.told_object(b)}"

        told = []
        for path in images.misplaced:
            value, (word, at) = images.arrows[path], path
            arrow = generator_told(source, word[0]) if len(word) == 1 else source.show_word(word, at)
            found = f"{target.show_word(*value)} : {ends(value.start(target), value.target)}"
            told.append(f"{arrow} goes to {found}, not to an arrow {ends(*images.wanted(path))}")
        for g in images.missing:
            generator = source.generators[g]
            wanted = ends(images.on_objects[generator.source], images.on_objects[generator.target])
            told.append(f"{generator_told(source, g)}, and there is no arrow {wanted}")
        for law in (law for kind in self._kinds.values() for law in kind):
            at = images.on_objects[law.left.target]
            left, right = (shown_path(target, word, at) for word in images.values(law))
            if law.kind == "equations":
                told.append(f"{images.told(law)}, and the left side goes to {left}, the right side to {right}")
            else:
                whole = "" if law.kind == "identities" else ", the composite of the images"
                told.append(f"{images.told(law)} goes to {left}, not to {right}{whole}")
        return told

    @property
    def _counted(self) -> str:
        """How much of each kind is broken."""
        wrong = {"images": self.images.misplaced, "arrows without an image": self.images.missing, **self._kinds}
        return ", ".join(counted(len(each), kind) for kind, each in wrong.items() if each)

    @property
    def _left_out(self) -> str:
        """What cannot be asked, or decided."""
        said, number, open_ones = "", self.images.unasked, self.images.undecided
        if number:
            what, have = ("1 equation is", "has") if number == 1 else (f"{number} equations are", "have")
            said = f"; {what} not asked, which {have} an arrow without an image that fits"
        if open_ones:
            what = "1 equation is" if open_ones == 1 else f"{open_ones} equations are"
            said += f"; {what} not decided, as {self.images.target.name} has too many arrows"
        return said

    def reason(self, finding: Finding) -> str:
        if finding.value:
            arrows, laws = len(self.images.arrows), len(self.images.laws)
            held = f", and {counted(laws, 'equations')} {'holds' if laws == 1 else 'hold'} of them" if laws else ""
            have = "has an image" if arrows == 1 else "have images"
            return f"{counted(arrows, 'arrows')} {have} with the right ends{held}"
        head = f"broken: {self._counted}" if len(self._told) > 1 else "broken"
        return f"{head}: {_listed(self._told[:MOST_BROKEN], len(self._told))}{self._left_out}"

    def explain(self, finding: Finding) -> list[str]:
        if finding.value:
            return [sentence(self.reason(finding))]
        left_out = self._left_out.removeprefix("; ")
        head = f"Broken, of {counted(self.images.total, 'conditions')}: {self._counted}."
        lines = _lines(self._told[:MOST_LINES], len(self._told))
        return [head, *lines, *([sentence(left_out)] if left_out else [])]

    def witness(self, finding: Finding) -> dict[str, Any]:
        source = self.images.source
        wrong: dict[str, list[str]] = {
            "images": [source.show_word(*path) for path in self.images.misplaced],
            "arrows without an image": [source.generators[g].name for g in self.images.missing],
            **{kind: list(map(self.images.told, laws)) for kind, laws in self._kinds.items()},
        }
        broken = {kind: names for kind, names in wrong.items() if names}
        return {"broken": broken} if broken else {}


def _listed(told: list[str], number: int) -> str:
    """The first of so many."""
    return "; ".join(told) + (f"; and {number - len(told)} more" if number > len(told) else "")


def _lines(told: list[str], number: int) -> list[str]:
    more = number - len(told)
    return [*(f"  {each}" for each in told), *([f"  ... ({more} more)"] if more > 0 else [])]
