"""Claims about graded categories, tasks on them and models: decided from their tables, exactly.

The kernel evaluates each by itself from the tables (`kernel/graded.py`), so that none has evidence of its own but the
proof that fewer prompts are not enough (`GradedRank`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, NamedTuple

from catproof.core import graded, graded_cover
from catproof.core.graded import Graded, GradedFunctor, GradedModel, GradedTask
from catproof.core.magnitude import Magnitude
from catproof.core.quantale import ZERO, Value, distance, shown
from catproof.decide.claim import Finding
from catproof.decide.representable import sentence

TENSOR = {"metric": "+", "prob": "*", "bool": "and", "fuzzy": "min", "lukasiewicz": "(x)"}
"""How two values of each quantale are put together, in words that a reader can follow by hand."""


def product_shown(of: Graded, a: Value, b: Value) -> str:
    """`1 + 1 = 2`: two values put together."""
    name, result = of.quantale.name, shown(of.quantale.tensor(a, b))
    if name in ("bool", "fuzzy"):
        return f"min({shown(a)}, {shown(b)}) = {result}"
    if name == "lukasiewicz":
        return f"{shown(a)} + {shown(b)} - 1, at least 0, is {result}"
    return f"{shown(a)} {TENSOR[name]} {shown(b)} = {result}"


def score_shown(of: Graded, a: int, b: int) -> str:
    """`C(a, b) = 1/2`."""
    return f"{of.name or 'the score'}({of.show(a)}, {of.show(b)}) = {shown(of.values[a][b])}"


def value_shown(task: GradedTask, a: int) -> str:
    """`T(a) = 1/2`."""
    return f"{task.name or 'the task'}({task.category.show(a)}) = {shown(task.values[a])}"


class GradedClaim(ABC):
    """A claim that the kernel evaluates: what decides is for people only."""

    evaluated = True
    """The kernel evaluates it, too."""

    def direct(self) -> Finding:
        value, decides = self.decided()
        return Finding(value, {"value": value, "decides": decides})

    @abstractmethod
    def decided(self) -> tuple[bool, Any]:
        """The verdict, and what decides."""

    @abstractmethod
    def told(self, value: bool, decides: Any) -> list[str]:
        """Why, a clause a line; the first is the reason."""

    def named(self, decides: Any) -> dict[str, Any]:
        """What decides, by name."""
        return {}

    def reason(self, finding: Finding) -> str:
        return self.told(finding.value, finding.evidence["decides"])[0]

    def explain(self, finding: Finding) -> list[str]:
        return list(map(sentence, self.told(finding.value, finding.evidence["decides"])))

    def witness(self, finding: Finding) -> dict[str, Any]:
        return self.named(finding.evidence["decides"])


def triangle(of: Graded, x: int, y: int, z: int) -> str:
    """What is wrong with a triangle, or with an object's score from itself."""
    if x == y == z:
        return f"{score_shown(of, x, x)}, and the score of an object from itself is {shown(of.quantale.unit)}"
    best = product_shown(of, of.values[x][y], of.values[y][z])
    sides = f"{score_shown(of, x, y)} and {score_shown(of, y, z)}"
    return f"{sides}: {best}, and {score_shown(of, x, z)} is {_worse(of)}"


def _worse(of: Graded) -> str:
    return "more" if of.quantale.turned else "less"


class IsCategory(GradedClaim):
    """`S is a category`: it equals its closure, or what its columns say of each other; so decided by triangles."""

    def __init__(self, of: Graded) -> None:
        self.of = of

    def decided(self) -> tuple[bool, Any]:
        broken = self.of.broken
        return broken is None, broken

    def told(self, value: bool, decides: Any) -> list[str]:
        if value:
            unit = shown(self.of.quantale.unit)
            return [f"every object has the score {unit} from itself, and no way through another object is better"]
        return [triangle(self.of, *decides)]

    def named(self, decides: Any) -> dict[str, Any]:
        return {} if decides is None else {"triangle": [self.of.objects[a] for a in decides]}


class GradedPrompt(GradedClaim):
    """`via(F) solves T by prompt [P] [within e]`: `D(F x, F P)` is within e of `T(x)` for all x. For the identity it is
    that T is representable by P: T(P) is the unit and `T(x) <= C(x, P)`, the other way round being what a task is."""

    def __init__(self, functor: GradedFunctor, task: GradedTask, prompt: int | None, by: Value = ZERO) -> None:
        self.functor, self.task, self.prompt, self.by = functor, task, prompt, by

    def decided(self) -> tuple[bool, Any]:
        several = range(len(self.task.values)) if self.prompt is None else [self.prompt]
        best: tuple[Value, int, int] | None = None
        for p in several:
            far, x = graded.furthest(self.task, self.functor, p)
            if best is None or far < best[0]:
                best = far, p, x
        return best is not None and best[0] <= self.by, best

    def told(self, value: bool, decides: Any) -> list[str]:
        if decides is None:
            return ["there is no object, so no prompt"]
        far, p, x = decides
        of, on, name = self.functor.target, self.functor.on_objects, self.task.category.show(p)
        within = f" within {shown(self.by)}" if self.by else ""
        where = f"{value_shown(self.task, x)}, {score_shown(of, on[x], on[p])}"
        if value and not far:
            return [f"{name} is the prompt: its scores are the values of the task at every object"]
        if value:
            return [f"{name} is a prompt{within}: furthest off, by {shown(far)}, is {where}"]
        off = f"{shown(far)} off at {self.task.category.show(x)}: {where}"
        if self.prompt is not None:
            return [f"{name} is no prompt{within}: it is {off}"]
        lines = [f"no prompt has it{within}: the nearest, {name}, is {off}"]
        for q in range(len(self.task.values)) if len(self.task.values) <= MOST_PROMPTS else []:
            far, x = graded.furthest(self.task, self.functor, q)
            where = f"{value_shown(self.task, x)}, {score_shown(of, on[x], on[q])}"
            lines.append(f"the prompt {self.task.category.show(q)} is {shown(far)} off: {where}")
        return lines

    def named(self, decides: Any) -> dict[str, Any]:
        if decides is None:
            return {}
        far, p, x = decides
        objects = self.task.category.objects
        return {"prompt": objects[p], "off": shown(far), "at": objects[x]}


MOST_PROMPTS = 24
"""For so many prompts an argument says how far each is off."""


class GradedTuning(GradedClaim):
    """`via(F) solves T by tuning [within e]`: some task Q on D has `Q F` within e of T."""

    def __init__(self, model: GradedModel, task: GradedTask, by: Value = ZERO) -> None:
        self.functor, self.task, self.by = model.functor, task, by

    def decided(self) -> tuple[bool, Any]:
        broken = graded.tuning_broken(self.functor, self.task, self.by)
        return broken is None, broken

    def told(self, value: bool, decides: Any) -> list[str]:
        least = graded.tuning_error(self.functor, self.task)
        best = "" if value and not self.by else f"; the least error is {shown(least)}"
        if value:
            return [f"no two objects have features nearer to each other than the task allows{best}"]
        c, b = decides
        on, of = self.functor.on_objects, self.functor.target
        quantale, within = of.quantale, f" within {shown(self.by)}" if self.by else ""
        low = quantale.less_true(self.task.values[b], self.by)
        high = quantale.truer(self.task.values[c], self.by)
        apart = f"{value_shown(self.task, b)} and {value_shown(self.task, c)}"
        most, least_word = ("most", "least") if quantale.turned else ("least", "most")
        value_there = product_shown(of, of.values[on[c]][on[b]], low)
        forced = f"a head with {shown(low)} at {of.show(on[b])} has at {most} {value_there} at {of.show(on[c])}"
        return [
            f"features too near, values too far: {score_shown(of, on[c], on[b])}, {apart}{best}",
            f"{forced}, and {shown(high)} is the {least_word} that is allowed there{within}",
        ]

    def named(self, decides: Any) -> dict[str, Any]:
        return {} if decides is None else {"objects": [self.task.category.objects[a] for a in decides]}


class GradedIdeal(GradedClaim):
    """`via(F) is ideal [within e]`: `D(F x, F y)` is within e of `C(x, y)` for all x, y."""

    def __init__(self, model: GradedModel, by: Value = ZERO) -> None:
        self.functor, self.by = model.functor, by

    def decided(self) -> tuple[bool, Any]:
        broken = graded.ideal_broken(self.functor, self.by)
        return broken is None, broken

    def told(self, value: bool, decides: Any) -> list[str]:
        source, target, on = self.functor.source, self.functor.target, self.functor.on_objects
        within = f" within {shown(self.by)}" if self.by else ""
        if value:
            return [f"every score is that between the values of the objects{within}"]
        x, y = decides
        one, other = source.values[x][y], target.values[on[x]][on[y]]
        off = f", {shown(distance(one, other))} off" if self.by else ""
        invented = f"{score_shown(source, x, y)}, but {score_shown(target, on[x], on[y])}{off}"
        return [f"the model invents what is not there: {invented}"]

    def named(self, decides: Any) -> dict[str, Any]:
        return {} if decides is None else {"objects": [self.functor.source.objects[a] for a in decides]}


class GradedRecalibrated(GradedClaim):
    """`via(F) is ideal up to recalibration [within e]`: after some monotone function of the scores."""

    def __init__(self, model: GradedModel, by: Value = ZERO) -> None:
        self.functor, self.by = model.functor, by

    def decided(self) -> tuple[bool, Any]:
        error, forced = graded.recalibrated(self.functor)
        return error <= self.by, (error, forced)

    def told(self, value: bool, decides: Any) -> list[str]:
        error, forced = decides
        if forced is None:
            return ["a monotone function of the scores gives every value"]
        x, y, v, w = forced
        source, target, on = self.functor.source, self.functor.target, self.functor.on_objects
        pairs = f"{score_shown(source, x, y)} and {score_shown(source, v, w)}"
        scores = f"{score_shown(target, on[x], on[y])} and {score_shown(target, on[v], on[w])}"
        least = f"the least error of a monotone function is {shown(error)}"
        return [f"{least}: {pairs}, with {scores}", "the first score is not the greater one, and its value is"]

    def named(self, decides: Any) -> dict[str, Any]:
        error, forced = decides
        objects = self.functor.source.objects
        pairs = [] if forced is None else [[objects[a] for a in forced[:2]], [objects[a] for a in forced[2:]]]
        return {"error": shown(error), "pairs": pairs}


# ---- numbers ------------------------------------------------------------------------------------------------------


class Score:
    """`C(a, b)`."""

    def __init__(self, of: Graded, a: int, b: int) -> None:
        self.of, self.a, self.b = of, a, b

    def find(self) -> tuple[Value, Any]:
        return self.of.values[self.a][self.b], None

    def reason(self, value: Any, evidence: Any) -> str:
        return score_shown(self.of, self.a, self.b)


class TaskValue:
    """`T(a)`."""

    def __init__(self, task: GradedTask, a: int) -> None:
        self.task, self.a = task, a

    def find(self) -> tuple[Value, Any]:
        return self.task.values[self.a], None

    def reason(self, value: Any, evidence: Any) -> str:
        return value_shown(self.task, self.a)


class GradedRank:
    """`rank(T)` and `rank(T, within e)`; `by` is None for the first, which the kernel finds by itself."""

    def __init__(self, task: GradedTask, by: Value | None = None) -> None:
        self.task, self.by = task, by

    def find(self) -> tuple[int, Any]:
        if self.by is None:
            return len(graded.rank_classes(self.task)), None
        found = graded_cover.least_cover(self.task, self.by)
        return len(found.prompts), {"cover": found.prompts, "fewer": found.proof}

    def _prompts(self, evidence: Any) -> list[str]:
        if evidence is None:
            return [self.task.category.show(members[0]) for members in graded.rank_classes(self.task)]
        return [self.task.category.show(p) for p in evidence["cover"]]

    def reason(self, value: Any, evidence: Any) -> str:
        within = f" within {shown(self.by)}" if self.by is not None else ""
        if value == 0:
            return f"no prompts are needed{within}: the task is bottom everywhere"
        several = self._prompts(evidence)
        some = ", ".join(several[:6]) + ("" if len(several) <= 6 else f", ... ({len(several) - 6} more)")
        return f"{some} account{'s' if value == 1 else ''} for every value{within}, and no fewer prompts do"

    def lines(self, value: Any, evidence: Any) -> list[str]:
        """What each prompt accounts for."""
        task, show = self.task, self.task.category.show
        if evidence is None:
            covers = dict(graded.accounts(task))
            weights = {p: task.values[p] for p in covers}
            prompts = [members[0] for members in graded.rank_classes(task)]
        else:
            assert self.by is not None
            family = graded_cover.family(task, self.by)
            covers = {p: graded_cover.bits(family.covers[p]) for p in evidence["cover"]}
            weights = {p: family.weights[p] for p in evidence["cover"]}
            prompts = evidence["cover"]
        lines = []
        for p in prompts[:MOST_PROMPTS]:
            inside = ", ".join(map(show, covers[p][:12])) + (", ..." if len(covers[p]) > 12 else "")
            lines.append(f"{show(p)} with the weight {shown(weights[p])} accounts for {inside}.")
        proof = None if evidence is None else evidence["fewer"]
        if proof is not None and proof[0] == "apart" and len(proof[1]) > 1:
            lines.append(f"No prompt accounts for two of {', '.join(map(show, proof[1]))}.")
        return lines


class GradedMagnitude(NamedTuple):
    """`magnitude(C)` and `magnitude(C, base)`; its evidence is a weighting and a coweighting."""

    of: Graded
    base: Value | None
    found: Magnitude

    def find(self) -> tuple[Value, Any]:
        _, *both = self.found
        return self.found.value, {key: list(map(str, v)) for key, v in zip(("weights", "coweights"), both, strict=True)}

    def reason(self, value: Any, evidence: Any) -> str:
        weights = [f"{weight} at {self.of.show(a)}" for a, weight in enumerate(self.found.weights)]
        some = ", ".join(weights[:6]) + ("" if len(weights) <= 6 else f", ... ({len(weights) - 6} more)")
        return f"the weights {some} add up to {shown(value)}" if weights else "no objects have the magnitude 0"

    def lines(self, value: Any, evidence: Any) -> list[str]:
        """What a weighting is."""
        size = "score" if self.base is None else f"({self.base})^score"
        return [f"For each x the sum over all y of {size} from x to y times the weight of y is 1."]


class GradedObjects:
    """`objects(C)`."""

    noun = "objects"
    listed = False

    def __init__(self, of: Graded) -> None:
        self.of = of

    def values(self) -> Any:
        return iter(range(len(self.of.objects)))

    def size(self) -> int:
        return len(self.of.objects)

    def show(self, value: int) -> str:
        return self.of.show(value)

    def reference(self, value: int) -> int:
        return value


class SameObject(GradedClaim):
    """`a = b in C`."""

    def __init__(self, of: Graded, a: int, b: int) -> None:
        self.of, self.a, self.b = of, a, b

    def decided(self) -> tuple[bool, Any]:
        return self.a == self.b, None

    def told(self, value: bool, decides: Any) -> list[str]:
        return ["they are the same object" if value else "they are two objects"]


# ---- unseen objects -----------------------------------------------------------------------------------------------


class GradedGeneralizes(GradedClaim):
    """`F generalizes from {a, b} [within e]`: F keeps all scores, and so do no values on objects that are the same on
    what was seen and another one, not isomorphic, on some object. Within e all scores are kept up to that error, and
    the other value has a score further from the unit than that."""

    def __init__(self, functor: GradedFunctor, seen: list[int], by: Value = ZERO) -> None:
        self.functor, self.seen, self.by = functor, seen, by

    @classmethod
    def of(cls, functor: GradedFunctor, *seen: int) -> GradedGeneralizes:
        """The claim about what is written."""
        return cls(functor, list(seen))

    @classmethod
    def within(cls, functor: GradedFunctor, by: Value, *seen: int) -> GradedGeneralizes:
        """The same up to an error."""
        return cls(functor, list(seen), by)

    def decided(self) -> tuple[bool, Any]:
        broken = graded.ideal_broken(self.functor, self.by)
        if broken is not None:
            return False, ("broken", *broken)
        other = graded.other_isometry(self.functor, self.seen, self.by)
        return other is None, None if other is None else ("other", *other)

    def told(self, value: bool, decides: Any) -> list[str]:
        source, target, on = self.functor.source, self.functor.target, self.functor.on_objects
        within = f" within {shown(self.by)}" if self.by else ""
        if value:
            return [f"what was seen fixes where each object goes, {within.strip() or 'up to isomorphism'}"]
        word, *rest = decides
        if word == "broken":
            x, y = rest
            much = f" by more than {shown(self.by)}" if self.by else ""
            return [f"it changes scores{much}: {score_shown(source, x, y)}, but {score_shown(target, on[x], on[y])}"]
        x, values = rest
        moved = ", ".join(f"{source.show(a)} |-> {target.show(b)}" for a, b in enumerate(values) if a not in self.seen)
        other = f"another functor keeps all scores{within} and fits what was seen"
        if self.by:
            other = f"other values keep all scores{within} and fit what was seen"
        return [f"{other}, and send{'' if self.by else 's'} {source.show(x)} elsewhere: {moved}"]

    def named(self, decides: Any) -> dict[str, Any]:
        if decides is None or decides[0] == "broken":
            return {}
        source, target = self.functor.source, self.functor.target
        return {"functor": {source.show(a): target.show(b) for a, b in enumerate(decides[2])}}
