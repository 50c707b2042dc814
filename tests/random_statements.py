"""Random statements over structures that are not given, for engines to agree on."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

DECLARATIONS = """
monoid M { generator e ; equation e . e = e }
monoid Z3 { generator r ; equation r^3 = id }
category Par { object a, b ; arrow f, g : a -> b }
poset V { x < y ; x < z }
category Sp { object a, b ; arrow s : a -> b ; arrow q : b -> a ; equation q . s = id(a) }
"""

CATEGORIES = ("M", "Z3", "Par", "V", "Sp")

FUNCTORS = ("full", "faithful", "fully faithful", "an embedding", "essentially surjective", "an equivalence")
ARROWS = ("mono", "epi", "iso", "split mono", "split epi")

Variables = list[tuple[str, str, str]]
"""Name, kind, and what it lives in: a category; for functors two with a space between."""


class Statements:
    """Random propositions in the theory language."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.count = 0

    def statement(self) -> str:
        """One to three quantifiers over structures, and a body."""
        known: Variables = []
        text = ""
        quantifier = self.pick("forall", "exists")
        for _ in range(self.random.randint(1, 3)):
            variable, domain = self.structure(known, 3)
            text += f"{quantifier} {variable[0]} in {domain} : "
            known.append(variable)
        return f"ask {text}{self.body(known, 3)}"

    def pick(self, *options: str) -> str:
        return self.random.choice(options)

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def structure(self, known: Variables, size: int) -> tuple[tuple[str, str, str], str]:
        """A variable over structures, and its domain."""
        unknown = [name for name, kind, _ in known if kind in ("category", "monoid")]
        tasks = [(name, of) for name, kind, of in known if kind == "task"]
        kind = self.pick("category", "category", "task", "task", "functor", "transformation" if tasks else "functor")
        if kind == "category" and len(unknown) < 2:
            if self.random.random() < 0.3:
                return (self.name("M"), "monoid", ""), "monoids(order <= 3)"
            of = self.pick("categories(arrows <= 3)", "posets(points <= 3)", "categories(arrows = 4, objects = 2)")
            return (self.name("C"), "category", ""), of
        a, b = (self.pick(*unknown, *unknown, *CATEGORIES) for _ in range(2))
        if kind == "functor":
            return (self.name("F"), "functor", f"{a} {b}"), f"functors({a}, {b})"
        if kind == "transformation":
            source, of = self.random.choice(tasks)
            target = self.pick(*(name for name, other in tasks if other == of))
            return (self.name("n"), "transformation", of), f"transformations({source}, {target})"
        return (self.name("T"), "task", a), f"tasks({a}, size <= {self.random.randint(1, size)})"

    def body(self, known: Variables, depth: int) -> str:
        """A proposition about the variables."""
        chance = self.random.random()
        if depth == 0 or chance < 0.3:
            return self.atom(known)
        if chance < 0.4:
            return f"not ({self.body(known, depth - 1)})"
        if chance < 0.7:
            sides = [self.body(known, depth - 1) for _ in range(2)]
            return f"({sides[0]}) {self.pick('and', 'or', 'implies', 'iff')} ({sides[1]})"
        quantifier = self.pick("forall", "exists")
        homes = [name if kind in ("category", "monoid") else of for name, kind, of in known if kind != "functor"]
        if chance < 0.92 and homes:
            home, letter = self.pick(*homes), self.pick("a", "f")
            kind = "object" if letter == "a" else "arrow"
            variable = self.name(letter)
            inner = self.body([*known, (variable, kind, home)], depth - 1)
            return f"{quantifier} {variable} in {kind}s({home}) : {inner}"
        variable, domain = self.structure(known, 2)
        return f"{quantifier} {variable[0]} in {domain} : {self.body([*known, variable], depth - 1)}"

    def atom(self, known: Variables) -> str:
        options: list[Callable[[], str]] = [lambda: self.comparison(known)]
        for variable in known:
            options.append(lambda variable=variable: self.about(variable, known))  # type: ignore[misc]
        return self.random.choice(options)()

    def comparison(self, known: Variables) -> str:
        """A comparison of numbers."""
        numbers = [str(n) for n in range(4)]
        for name, kind, _ in known:
            if kind == "task":
                numbers += [f"size({name})", f"rank({name})", f"count(elements({name}))"] * 2
            if kind in ("category", "monoid"):
                numbers += [f"count(objects({name}))", f"count(arrows({name}))"] * 2
        return f"{self.pick(*numbers)} {self.pick('=', '!=', '<', '<=', '>', '>=')} {self.pick(*numbers)}"

    def about(self, variable: tuple[str, str, str], known: Variables) -> str:
        """An atom about the variable."""
        name, kind, home = variable
        peers = [other for other, same, of in known if (same, of) == (kind, home)]
        if kind == "task":
            objects = [other for other, of_kind, of in known if (of_kind, of) == ("object", home)]
            functors = [other for other, of_kind, of in known if of_kind == "functor" and of.split()[0] == home]
            return self.pick(
                *(f"{name} is representable", f"{name} is familial", f"yoneda({home}) solves {name} by prompt"),
                *(f"yoneda({home}) solves {name} by tuning", f"{name} ~= {self.pick(*peers)}"),
                *(f"{name} is representable by {a}" for a in objects),
                *(f"yoneda({home}) solves {name} by prompt {a}" for a in objects),
                *(f"{name} ~= yoneda({home}, {a})" for a in objects),
                *(f"via({functor}) solves {name} by prompt" for functor in functors),
            )
        if kind == "functor":
            source, target = home.split()
            same = [f"{name} ~= identity({source})", f"compose({name}, {name}) ~= {name}"] * (source == target)
            property_ = f"{name} is {self.pick(*FUNCTORS)}"
            return self.pick(property_, property_, f"{name} generalizes", f"{name} has a right adjoint", *same)
        if kind == "transformation":
            return f"{name} is {self.pick('mono', 'epi', 'iso')}"
        if kind == "object":
            property_ = f"{name} is {self.pick('terminal', 'initial')} in {home}"
            return self.pick(property_, f"{name} ~= {self.pick(*peers)} in {home}")
        if kind == "arrow":
            one_object = home in ("M", "Z3") or home.startswith("M")
            other = self.pick(*peers)
            equations = [f"{name} . {other} = {other} . {name} in {home}", f"{name}^2 = id in {home}"] * one_object
            return self.pick(f"{name} is {self.pick(*ARROWS)} in {home}", *equations)
        return f"{name} ~= opposite({name})"
