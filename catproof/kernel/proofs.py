"""Evidence for core terms: a tree along the term, and what each node of it proves.

The checker walks the term with an environment, so that what an instance says is always the body with a value put in.
Without evidence a term is evaluated (`interpreter`). Which evidence there is for which term README.md says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from catproof.kernel import magnitude, shipped
from catproof.kernel.domains import STRUCTURES, Domain
from catproof.kernel.graded_rank import rank_within
from catproof.kernel.interpreter import COMPARE, Interpreter, Known
from catproof.kernel.missing import rank_missing
from catproof.kernel.operations import OPERATIONS
from catproof.kernel.prompting import rank
from catproof.kernel.quantales import is_number
from catproof.kernel.reading import keys
from catproof.kernel.real_proofs import proves
from catproof.kernel.reals import REALS
from catproof.kernel.rejection import need

EVERY = {"forall": True, "exists": False}
"""The value that the body must have for each value of the variable, where one alone does not decide."""


PROVED: dict[str, Callable[..., Any]] = {
    "graded rank within": rank_within,
    "rank missing": rank_missing,
    "magnitude": lambda of, evidence: magnitude.proved(of, None, evidence),
    "magnitude by": magnitude.proved,
}
"""The numbers with evidence of a form of their own."""

ARITHMETIC = ("plus", "minus", "times")
"""The operations on numbers whose evidence is that of both sides."""

WHOLE = ("values", "parts", "bodies", "complete")
"""What evidence about all values of a domain may have."""


def single(term: Any) -> Any:
    """A quantifier over one variable without a condition: `forall x, y in D such that P : Q` is `forall x in D : forall
    y in D : P implies Q`."""
    _, binder, names, domain, condition, body = term
    need(binder in EVERY and len(names) > 0, "evidence is given for a quantifier that takes none")
    if len(names) > 1:
        need(len(set(names)) == len(names), "two variables of a quantifier have one name")
        return ["binding", binder, names[:1], domain, None, ["binding", binder, names[1:], domain, condition, body]]
    if condition is not None:
        return [
            "binding",
            binder,
            names,
            domain,
            None,
            ["apply", "implies" if EVERY[binder] else "and", condition, body],
        ]
    return term


class Prover(Interpreter):
    """Checks the evidence for the claim of a certificate."""

    def __init__(self, given: Any, constants: Any, definitions: Any) -> None:
        super().__init__(given, constants, definitions)
        self._singles: dict[int, tuple[Any, Any]] = {}
        """Quantifiers, by their ids, with what they are over one variable; both are kept, and so are their ids."""
        self._lists: dict[str, tuple[str, Sequence[Any], Sequence[Any]]] = {}
        """Of each kind of structures the list that was checked last: as text, with the bounds, read."""

    def proves(self, term: Any, known: Known, limit: int, evidence: Any) -> bool:
        """The truth value of the proposition that the evidence proves."""
        if evidence is None:
            return self.holds(term, known, limit)
        need(type(evidence) is dict, "evidence is no object")
        value = evidence["value"]
        need(type(value) is bool, "evidence says neither true nor false")
        form = term[0]
        if form == "binding":
            found: bool | None = self._quantified(term, known, limit, evidence)
        elif form == "call":
            found = self._call(term, known, limit, evidence)
        else:
            need(form == "apply", "no proposition")
            found = self._applied(term, known, limit, evidence)
        need(found is value, f"the evidence does not prove that `{_head(term)}` is {str(value).lower()}")
        return bool(value)

    # ---- connectives, atoms ---------------------------------------------------------------------------------

    def _applied(self, term: Any, known: Known, limit: int, evidence: Any) -> bool | None:
        name, given, value = term[1], term[2:], evidence["value"]
        if name == "not":
            keys(evidence, ("value", "of"), (), "evidence")
            need(len(given) == 1, "an operation has another number of arguments")
            return not self.proves(given[0], known, limit, evidence["of"])
        if name in ("and", "or", "implies", "iff"):
            keys(evidence, ("value", "parts"), (), "evidence")
            need(len(given) == len(evidence["parts"]) == 2, "a connective has two parts")
            return self._connective(name, given, known, limit, evidence["parts"])
        if name in shipped.ATOMS:
            values = [self.value(argument, known, limit) for argument in given]
            return self._rule(shipped.ATOMS[name], values, evidence)
        need(name in COMPARE, "an unknown relation")
        keys(evidence, ("value",), ("left", "right"), "evidence")
        if name.startswith("equal"):
            need(len(evidence) == 1, "evidence is given for what needs none")
            return self.holds(term, known, limit)
        need(len(given) == 2 and type(value) is bool, "two numbers are compared")
        left = self.number(given[0], known, limit, evidence.get("left"))
        return COMPARE[name](left, self.number(given[1], known, limit, evidence.get("right")))

    def _connective(self, name: str, given: Any, known: Known, limit: int, parts: Any) -> bool | None:
        """Evidence that is the word `open` is of a part that the other one makes unimportant."""
        a, b = (
            None if part == "open" else self.proves(side, known, limit, part)
            for side, part in zip(given, parts, strict=True)
        )
        if name == "and":
            return False if a is False or b is False else (True if a and b else None)
        if name == "or":
            return True if a or b else (False if a is False and b is False else None)
        if name == "implies":
            return True if a is False or b else (False if a and b is False else None)
        return None if a is None or b is None else a is b

    def _call(self, term: Any, known: Known, limit: int, evidence: Any) -> bool | None:
        if "body" in evidence:
            keys(evidence, ("value", "body"), (), "evidence")
            body, inner, before = self.opened(term, known, limit)
            return self.proves(body, inner, before, evidence["body"])
        said = self.said(term, limit)
        need(said is not None, "the definition has no rule of its own")
        assert said is not None
        return self._rule(said, self.fitting(term, known, limit), evidence)

    def _rule(self, said: shipped.Said, values: Sequence[Any], evidence: Any) -> bool | None:
        keys(evidence, ("value",), tuple(said.keys), "evidence")
        return said.rule(self.passed, said.claim(*values), evidence, evidence["value"])

    # ---- quantifiers ----------------------------------------------------------------------------------------

    def _quantified(self, term: Any, known: Known, limit: int, evidence: Any) -> bool | None:
        known_as = self._singles.get(id(term))
        if known_as is None:
            known_as = self._singles[id(term)] = term, single(term)
        _, binder, names, _, _, body = term = known_as[1]
        every, value = EVERY[binder], evidence["value"]
        word = "witnesses" if "witnesses" in evidence else "cases"
        if value is every and word in evidence:
            keys(evidence, ("value", word), (), "evidence")
            need(term[3][1] in REALS, "cases are given of what has none")
            return every if proves(term, known, self, evidence, single) else None
        domain = self.range(term[3], known, limit)
        if value is not every:
            keys(evidence, ("value", "at"), ("body",), "evidence")
            inner = {**known, names[0]: domain.read(evidence["at"])}
            return None if self.proves(body, inner, limit, evidence.get("body")) is every else not every
        keys(evidence, ("value",), WHOLE, "evidence")
        self.bodies(term, self._whole(domain, evidence), known, limit, evidence)
        return bool(every)

    def _whole(self, domain: Domain, evidence: Any) -> Sequence[Any]:
        """All values of the domain: those that the evidence lists, or else those that the kernel finds."""
        if "values" in evidence:
            return self._listed(domain, evidence, "the values are not the whole domain")
        more = "complete" in evidence or "parts" in evidence
        need(not more, "a proof that no values are missing is given without values")
        return domain.values()

    def _listed(self, domain: Domain, evidence: Any, wrong: str) -> Sequence[Any]:
        """The values that the evidence lists, found to be the whole domain. Within quantifiers the same structures are
        listed again and again: the last list of each kind is not read and checked once more."""
        text = ""
        if domain.word in STRUCTURES:
            text = json.dumps({key: evidence[key] for key in ("values", "parts", "complete") if key in evidence})
            last = self._lists.get(domain.word)
            if last is not None and last[0] == text and _same(last[1], domain.given):
                return last[2]
        values = domain.listed(evidence)
        need(domain.complete(values, _proof(evidence)), wrong)
        if text:
            self._lists[domain.word] = text, domain.given, values
        return values

    def bodies(self, term: Any, values: Sequence[Any], known: Known, limit: int, evidence: Any) -> None:
        """Check the body of a quantifier for these values of its variable."""
        _, binder, names, _, _, body = term
        for truth in self._truths(names, body, values, known, limit, evidence):
            need(truth is EVERY[binder], "an instance decides the quantifier otherwise")

    def _truths(
        self, names: Any, body: Any, values: Sequence[Any], known: Known, limit: int, evidence: Any
    ) -> Iterator[bool]:
        """What the body is for these values of the variable."""
        proofs = evidence.get("bodies")
        own = "bodies" not in evidence or (type(proofs) is list and len(proofs) == len(values))
        need(own, "an instance has no evidence of its own")
        says = self.compiled(body, limit)
        for k, value in enumerate(values):
            inner = {**known, names[0]: value}
            proof = None if proofs is None else proofs[k]
            yield says(inner) if proof is None else self.proves(body, inner, limit, proof)

    # ---- numbers --------------------------------------------------------------------------------------------

    def number(self, term: Any, known: Known, limit: int, evidence: Any) -> Any:
        """The number that a term stands for, with evidence where the kernel does not find it itself."""
        if evidence is None:
            found = self.value(term, known, limit)
            need(is_number(found), "a number is expected")
            return found
        if term[0] == "binding":
            return self._chosen(term, known, limit, evidence)
        if term[0] == "apply" and term[1] in ARITHMETIC:
            keys(evidence, ("sides",), (), "evidence")
            sides = evidence["sides"]
            need(type(sides) is list and len(sides) == len(term[2:]) == 2, "evidence for two numbers is expected")
            both = [self.number(each, known, limit, proof) for each, proof in zip(term[2:], sides, strict=True)]
            found = OPERATIONS[term[1]](*both)
            need(is_number(found), "a number is expected")
            return found
        if term[0] == "apply" and term[1] in PROVED:
            return PROVED[term[1]](*self.arguments(term[1], term[2:], known, limit), evidence)
        need(term[0] == "apply" and len(term) == 3, "evidence is given for what needs none")
        if term[1] == "rank":
            keys(evidence, ("generators",), ("classes",), "evidence")
            (task,) = self.arguments("rank", term[2:], known, limit)
            return rank(task, evidence)
        need(term[1] == "count", "evidence is given for what needs none")
        domain = self.range(term[2], known, limit)
        if "trusted" in evidence:
            keys(evidence, ("trusted",), (), "evidence")
            return domain.trusted(evidence["trusted"])
        keys(evidence, ("values",), ("parts", "complete"), "evidence")
        return len(self._listed(domain, evidence, "the values counted are not the domain"))

    def _chosen(self, term: Any, known: Known, limit: int, evidence: Any) -> int:
        """How many values of a domain fulfil a condition."""
        _, binder, names, _, condition, _ = term
        need(binder == "count" and len(names) == 1 and condition is not None, "evidence is given for what takes none")
        keys(evidence, (), WHOLE, "evidence")
        values = self._whole(self.range(term[3], known, limit), evidence)
        return sum(self._truths(names, condition, values, known, limit, evidence))


def _same(left: Sequence[Any], right: Sequence[Any]) -> bool:
    """Are these the same bounds of a domain, on the same category?"""
    pairs = zip(left, right, strict=False)
    return len(left) == len(right) and all(a is b or (type(a) is type(b) is int and a == b) for a, b in pairs)


def _proof(evidence: Any) -> Any:
    """The clausal proof that no natural map is missing, if there is one."""
    need(evidence.get("complete", "") is not None, "a clausal proof is none")
    return evidence.get("complete")


def _head(term: Any) -> str:
    """What a term begins with, for a message."""
    return " ".join(str(part) for part in term[:2])
