"""Propositions: claims under connectives and quantifiers, and how a verdict on the whole is put together.

Truth is three-valued (Kleene): a part that meets a limit is unknown, and the whole is unknown only where the parts
that are known do not decide it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from catproof.core.limits import LimitReached
from catproof.core.nouns import every_one
from catproof.decide.claim import EnginesDisagree, Evidence, Finding, Ruled, Tabled
from catproof.decide.decided import NOTHING, Account, Decided, Gathered
from catproof.decide.domain import entries
from catproof.decide.evidence import OPEN, needed_evidence, swept
from catproof.decide.instance import Denied, Filled, Instance, Joined, Stands, Takes
from catproof.decide.plain import plain
from catproof.decide.progress import Progress, Sweep
from catproof.decide.proposition import Atom, Connective, Not, NoValue, Prop, Quantified
from catproof.logic.known import NOTHING as NOTHING_UNKNOWN
from catproof.logic.literals import NoForm
from catproof.logic.terms import Apply, Binding, Term, single
from catproof.logic.text import text_of

FINDING = 0.5
"""The part of the time that z3 has to find what is sought."""


BUDGET = 500
"""What z3 proposes is judged by so many direct decisions; what takes more, by z3 again."""


class OverBudget(Exception):
    """More claims had to be decided than were allowed."""


MOST_INSTANCES = 12
"""How many instances of a quantifier an argument goes through one by one."""


class Decider:
    """Decides propositions with the chosen engine. `progress` says how far it has come."""

    def __init__(
        self,
        engine: str,
        milliseconds: int,
        budget: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.engine = engine
        self.milliseconds = milliseconds
        self.budget = budget
        """So many claims are decided at most; then `OverBudget` is raised. None: without bound."""
        self.due = time.monotonic() + FINDING * milliseconds / 1000
        self.confirming = ""
        """What z3 has come to, while each value of a domain is tried; for a time limit that strikes meanwhile."""
        self.progress = Progress() if progress is None else progress

    def decide(self, prop: Prop) -> Decided:
        """Decide a proposition. Raises `EnginesDisagree`."""
        if isinstance(prop, Atom):
            return self._atom(prop)
        if isinstance(prop, Not):
            return negated(self.decide(prop.of))
        if isinstance(prop, Connective):
            return self._connective(prop)
        if isinstance(prop, Quantified):
            return self._quantified(prop)
        if isinstance(prop, NoValue):
            raise prop.error
        return _unknown(prop.limit)

    def _atom(self, atom: Atom) -> Decided:
        claim = atom.claim
        if self.budget is not None:
            self.budget -= 1
            if self.budget < 0:
                raise OverBudget
        try:
            finding, engine = self._find(atom)
            needed = plain(needed_evidence(claim, finding.evidence))
        except LimitReached as limit:
            return _unknown(limit)

        def account() -> Account:
            head = f"{atom.text}: {str(finding.value).lower()}."
            argument = [head, *claim.explain(finding)]
            instance: Instance = Stands(atom)
            if isinstance(claim, Tabled) and (tables := claim.tables(finding)):
                instance = Filled(atom, tables, claim.body)
            return Account(claim.reason(finding), argument, claim.witness(finding), ((claim, finding),), instance)

        return Decided(finding.value, needed, account, 0, frozenset({engine}))

    def _find(self, atom: Atom) -> tuple[Finding, str]:
        claim = atom.claim
        if self.engine in ("auto", "direct"):
            return claim.direct(), "direct"
        found = self._by_definition(atom)
        finding = claim.direct()  # what z3 says is not trusted: the evidence is the direct engine's
        if found is None:
            return finding, "direct"
        if finding.value is not found:
            raise EnginesDisagree(f"the direct engine says {str(finding.value).lower()}, z3 says {str(found).lower()}")
        return finding, self.engine

    def _by_definition(self, atom: Atom) -> bool | None:
        """What z3 says from the definition; None where that has no form."""
        from catproof.decide.formula import by_definition
        from catproof.logic.truth import Undefined

        if atom.reading is None:
            return None
        definitions = atom.reading.definitions
        try:
            if isinstance(atom.claim, Ruled):
                return atom.claim.solved(definitions, self.milliseconds)
            values = atom.reading.values(atom.term, atom.known, NOTHING_UNKNOWN)
            return by_definition(atom.term, values, definitions, self.milliseconds)
        except (NoForm, Undefined):  # of a term without a value the direct engine tells
            return None

    def _connective(self, prop: Connective) -> Decided:
        left = self.decide(prop.left)
        settled = {"and": False, "or": True}.get(prop.name)
        done = left.value is not None and (left.value is settled or (prop.name == "implies" and not left.value))
        right = None if done else self.decide(prop.right)
        value = _combine(prop.name, left.value, None if right is None else right.value)
        deciding = _deciding(prop.name, value, left, right)
        proofs = [OPEN if d is None or d.value is None else d.evidence for d in (left, right)]
        evidence: Evidence | None = None
        if value is not None and not all(proof is None for proof in proofs[: 1 if done else 2]):
            evidence = {"value": value, "parts": proofs}

        vacuous = prop.name == "implies" and value is True and left.value is False

        def account() -> Account:
            accounts = [d.account() for d in deciding]
            instances = {id(d): a.instance for d, a in zip(deciding, accounts, strict=True)}
            one, other = instances.get(id(left)), instances.get(id(right))
            whole = Joined(prop.name, one or Stands(prop.left), other or Stands(prop.right))
            witness: dict[str, Any] = {}
            for each in accounts:
                witness = {**each.witness, **witness}
            argument = [line for a in accounts for line in a.argument]
            deciding_claims = tuple(each for a in accounts for each in a.deciding)
            reason = _joined([a.reason for a in accounts])
            if vacuous:
                argument.append("So what it assumes is false, and it holds whatever it says.")
            return Account(f"vacuously: {reason}" if vacuous else reason, argument, witness, deciding_claims, whole)

        instances, engines, limits = left.instances, left.engines, left.limits
        if right is not None:
            instances, engines = instances + right.instances, engines | right.engines
            limits = tuple(dict.fromkeys(limits + right.limits))
        return Decided(value, evidence, account, instances, engines, () if value is not None else limits, vacuous)

    def _quantified(self, prop: Quantified) -> Decided:
        if self.engine in ("z3", "both"):
            found = self._found(prop)
            if found is not None:
                return found
        return self._enumerated(prop)

    def _found(self, prop: Quantified) -> Decided | None:
        """The verdict with z3 as the finder; None where that has no form, or takes too long: then each value of the
        domain is tried. Raises `EnginesDisagree`."""
        if not prop.sought:
            return None
        from catproof.decide import finder

        exists = prop.name == "exists"
        judged = 0
        limits: dict[str, None] = {}

        def judge(value: Any) -> bool:
            nonlocal judged
            body = prop.body(value)
            try:
                decided = Decider("direct", self.milliseconds, BUDGET).decide(body)
            except OverBudget:
                left = max(1, int((self.due - time.monotonic()) * 1000))
                decided = Decider(self.engine, left).decide(body)  # with a progress of its own
            judged += max(decided.instances, 1)
            limits.update(dict.fromkeys(decided.limits))
            return decided.value is exists

        direct: Decided | None = None
        try:
            if self.engine == "both":
                direct = self._directly(prop)
            value = finder.find(prop, judge, self.due)
        except NoForm:
            return None
        except LimitReached as limit:
            self.confirming = f"{limit}; trying each value: "
            return None
        if value is not None:
            if direct is not None and direct.value is not None and direct.value is not exists:
                raise EnginesDisagree(f"z3 finds {prop.domain.show(value)}, which the enumeration does not")
            return self.settled(prop, value, judged, frozenset({self.engine}))
        if limits:
            engines = frozenset({self.engine})
            return Decided(None, None, lambda: NOTHING, judged, engines, tuple(limits))
        self.confirming = "z3 finds none; the enumeration that has to confirm it did not finish: "
        direct = self._directly(prop)
        if direct.value is exists:
            raise EnginesDisagree(f"the enumeration finds one of the {prop.domain.noun}, z3 none")
        if direct.value is None:
            return direct._replace(limits=tuple(self.confirming + limit for limit in direct.limits))
        self.confirming = ""
        return direct._replace(engines=frozenset({self.engine}))

    def _directly(self, prop: Quantified) -> Decided:
        """The verdict of the direct engine."""
        return Decider("direct", self.milliseconds, progress=self.progress).decide(prop)

    def _enumerated(self, prop: Quantified) -> Decided:
        sweep = self.progress.enter(prop.domain, prop.name == "forall")
        gathered = Gathered()
        try:
            self.gather(prop, sweep, sweep.values(), gathered)
        except LimitReached as limit:
            gathered.stopped = limit.told
        self.progress.leave()
        if gathered.settled is not None:
            return self.settled(prop, gathered.settled[0], gathered.count, frozenset(gathered.engines), gathered.alone)
        return self.concluded(prop, sweep, gathered)

    def gather(self, prop: Quantified, sweep: Sweep, values: Iterator[Any], into: Gathered) -> None:
        """Decide the body for these values of the domain, until one settles it. Raises `LimitReached`."""
        every = prop.name == "forall"
        quick = prop.quick if self.engine in ("auto", "direct") and self.budget is None else None
        listed = entries(prop.domain)
        for value in values:
            if quick is not None and into.vacuous < len(into.instances):  # it does not tell what is vacuous
                truth = quick(value)
                if truth is every:
                    into.count += 1
                    self.progress.instances += 1
                    into.engines.add("direct")
                    sweep.done += 1
                    into.instances.append(listed(value))
                    into.proofs.append(None)
                    if len(into.first) < MOST_INSTANCES:
                        into.first.append(partial(self._argue, prop, value))
                    continue
                quick = None if truth is None else quick
            found = self.decide(prop.body(value))
            into.count += max(found.instances, 1)
            self.progress.instances += found.instances == 0
            into.engines |= found.engines
            if found.value is None:
                sweep.met(found.limits)
                continue
            if found.value is not every:
                into.settled = (value,)
                into.alone = found
                return
            sweep.done += 1
            into.vacuous += found.vacuous
            into.instances.append(listed(value))
            into.proofs.append(found.evidence)
            if len(into.first) < MOST_INSTANCES:
                into.first.append(partial(_argued, prop, value, found))

    def _argue(self, prop: Quantified, value: Any) -> list[str]:
        return _argued(prop, value, self.decide(prop.body(value)))

    def concluded(self, prop: Quantified, sweep: Sweep, gathered: Gathered) -> Decided:
        """The verdict when the whole domain was gone through, or what ended that on the way."""
        every = prop.name == "forall"
        engines, count = frozenset(gathered.engines), gathered.count
        vacuous = every and gathered.vacuous == len(gathered.instances)
        if sweep.limits or gathered.stopped:
            limits = self.progress.unknown(sweep, gathered.stopped)
            return Decided(None, None, lambda: NOTHING, count, engines, limits)

        def account() -> Account:
            number = len(gathered.instances)
            noun = prop.domain.noun
            all_of_them = every_one(number, noun)
            if every:
                reason = f"it holds for {all_of_them}" if number else f"there are no {noun} it could fail for"
                if vacuous and number:
                    reason += f", vacuously: there is no {_assumed(prop.term)}"
            else:
                reason = f"it fails for {all_of_them}" if number else f"there are no {noun}"
            if count > number:
                reason += f", {count} instances"
            argument = [line for lines in gathered.first for line in lines()]
            if number > len(gathered.first):
                argument.append(f"... and likewise for {number - len(gathered.first)} more.")
            return Account(reason, [*argument, f"So {reason}."], {}, (), Stands(prop))

        return Decided(every, swept(prop.domain, every, gathered), account, count, engines, (), vacuous)

    def settled(
        self, prop: Quantified, value: Any, count: int, engines: frozenset[str], alone: Decided | None = None
    ) -> Decided:
        """One instance settles it."""
        domain = prop.domain
        found = self.decide(prop.body(value)) if alone is None else alone
        reference = domain.reference(value)

        def account() -> Account:
            reason, argument, witness, claims, instance = found.account()
            shown = f"{prop.variable} = {domain.show(value)}"
            witness = {prop.variable: domain.show(value), **witness}
            taken = None if instance is None else Takes(prop, value, instance)
            return Account(f"{shown}: {reason}", [f"Take {shown}.", *argument], witness, claims, taken)

        evidence: Evidence = {"value": found.value, "at": reference}
        if found.evidence is not None:
            evidence["body"] = found.evidence
        return Decided(found.value, evidence, account, count, engines, found.limits)


def _argued(prop: Quantified, value: Any, found: Decided) -> list[str]:
    """The argument for one instance, line by line."""
    return [
        f"For {prop.variable} = {prop.domain.show(value)}:",
        *(f"  {line}" for line in found.account().argument),
    ]


def _assumed(term: Binding) -> str:
    """What there is none of where a statement over a domain is vacuous: `x, y with P`."""
    names: list[str] = []
    body: Term | None = term
    while isinstance(body, Binding) and body.binder == "forall":
        one = single(body)
        names.append(one.variables[0].name)
        body = one.body
    assumed = f" with {text_of(body.arguments[0])}" if isinstance(body, Apply) and body.operator == "implies" else ""
    return ", ".join(names) + assumed


def _unknown(limit: LimitReached) -> Decided:
    return Decided(None, None, lambda: NOTHING, 0, frozenset(), (limit.told,))


def negated(of: Decided) -> Decided:
    """The verdict on `not P` from that on P."""
    if of.value is None:
        return of
    evidence = None if of.evidence is None else {"value": not of.value, "of": of.evidence}

    def account() -> Account:
        told = of.account()
        return told._replace(instance=None if told.instance is None else Denied(told.instance))

    return of._replace(value=not of.value, evidence=evidence, account=account, vacuous=False)


def _combine(name: str, a: bool | None, b: bool | None) -> bool | None:
    if name == "implies":
        a, name = None if a is None else not a, "or"
    if name == "iff":
        return None if a is None or b is None else a is b
    settling = name == "or"
    if a is settling or b is settling:
        return settling
    return None if a is None or b is None else not settling


def _deciding(name: str, value: bool | None, left: Decided, right: Decided | None) -> list[Decided]:
    """The parts whose values alone give the value of the whole."""
    if value is None:
        return []
    if right is None:
        return [left]
    if (name == "and" and value is False) or (name in ("or", "implies") and value is True):
        wanted = name != "and"
        return [right] if right.value is wanted else [left]
    return [left, right]


def _joined(reasons: list[str]) -> str:
    return "; ".join(dict.fromkeys(r for r in reasons if r))
