"""What a claim says, written from its term: nothing that is displayed is taken from a text of the certificate, but the
names of what is declared. It is the theory language, as `logic/text.py` writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from catproof.kernel import reals
from catproof.kernel.made import TABLES, parts_of
from catproof.kernel.rejection import Rejected
from catproof.kernel.shipped import DIGESTS

if TYPE_CHECKING:
    from catproof.kernel.proofs import Prover

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_']*\Z|\*\Z")
RESERVED = {
    *("claim", "refute", "ask", "find", "import", "forall", "exists", "not", "and", "or", "implies", "iff", "is"),
    *("has", "solves", "generalizes", "in", "category", "monoid", "group", "poset", "table", "functor", "task"),
    *("tasks", "preorder", "copresheaf", "enriched", "scores", "names"),
    *("transformation", "model", "pretext", "define", "presheaf", "id"),
}
"""The words that are names in quotes only."""

LOOSEST, IFF, IMPLIES, OR, AND, NOT, ATOM = range(7)
SUM, PRODUCT, RESTRICTION, COMPOSITE, POWER, TIGHTEST = range(10, 16)
INFIX = {
    "iff": ("iff", IFF), "implies": ("implies", IMPLIES), "or": ("or", OR), "and": ("and", AND), "plus": ("+", SUM),
    "minus": ("-", SUM), "times": ("*", PRODUCT), "restrict": ("|", RESTRICTION), "compose": (".", COMPOSITE),
    "compose transformations": (".", COMPOSITE), "compose natural": (".", COMPOSITE),
}  # fmt: skip
"""How an operation is written between its last two arguments, and how tightly it binds."""

FORMS = {
    "identity": "id({1})", "the arrow": "({1} -> {2})", "source": "source({1})", "target": "target({1})",
    "value at": "{0}({1})", "value on": "{0}({1})", "map": "{0}({1})", "as element": "{1}", "lies at": "place({1})",
    "pair of objects": "({3}, {4})", "pair of arrows": "({3}, {4})", "pair of elements": "({3}, {4})",
    "object of elements": "({2}, {3})",
    "functor in": "{1}", "natural transformation in": "{1}",
    "object in": "({2} of {0})", "arrow in": "({2} of {0})", "opposite": "opposite({0})",
    "karoubi": "karoubi({0})", "cones": "cones({0})", "limit": "limit({0})", "colimit": "colimit({0})",
    "euler": "euler({0})",
    "product of categories": "product({0}, {1})", "coproduct of categories": "coproduct({0}, {1})",
    "chain": "chain({0})", "terminal category": "terminal()", "empty category": "empty()",
    "category of elements": "elements({0})", "slice": "slice({0}, {1})", "coslice": "coslice({0}, {1})",
    "category of arrows": "arrows({0})", "comma": "comma({0}, {1})", "identity functor": "identity({0})",
    "compose functors": "compose({0}, {1})", "projection": "projection({0})", "opposite functor": "opposite({0})",
    "yoneda": "yoneda({0}, {1})", "sum": "sum({0}, {1})", "product": "product({0}, {1})",
    "terminal task": "terminal({0})", "empty task": "empty({0})", "restrict task": "restrict({0}, {1})",
    "lan": "lan({0}, {1})", "ran": "ran({0}, {1})", "power of tasks": "power({0}, {1})", "omega": "omega({0})",
    "image": "image({0})", "yoneda model": "yoneda({0})", "via": "via({0})", "model at": "{0}({1})",
    "answers": "answers({0}, {1})", "count": "count({0})", "size": "size({0})", "rank": "rank({0})",
    "rank missing": "rank({0}, missing <= {1}%)",
    "equalizer": "equalizer({0}, {1})", "coequalizer": "coequalizer({0}, {1})", "pullback": "pullback({0}, {1})",
    "pushout": "pushout({0}, {1})", "first": "first({0}, {1})", "second": "second({0}, {1})",
    "pair": "pair({0}, {1})", "left": "left({0}, {1})", "right": "right({0}, {1})", "copair": "copair({0}, {1})",
    "element": "element({0}, {1})", "unit": "unit({0}, {1})", "counit": "counit({0}, {1})",
    "inclusion of equalizer": "inclusion({0})", "projection to coequalizer": "projection({0})",
    "first of pullback": "first({0})", "second of pullback": "second({0})", "left of pushout": "left({0})",
    "right of pushout": "right({0})",
    "identity transformation": "id({0})", "yoneda on": "yoneda({0}, {1})", "restrict on": "restrict({0}, {1})",
    "lan on": "lan({0}, {1})", "ran on": "ran({0}, {1})", "ran unit": "ran_unit({0}, {1})",
    "ran counit": "ran_counit({0}, {1})", "evaluation": "evaluation({0}, {1})", "curry": "curry({0})",
    "truth": "truth({0})", "classify": "classify({0})", "compose transformations": "{0} . {1}",
    "component": "{0}({1})", "identity natural": "id({0})", "compose natural": "{0} . {1}",
    "whisker after": "whisker({0}, {1})", "whisker before": "whisker({0}, {1})",
    "functor category": "functors({0}, {1})", "natural transformations": "transformations({0}, {1})",
    "diagonal": "diagonal({0})", "first of categories": "first({0}, {1})",
    "second of categories": "second({0}, {1})", "constant functor": "constant({0}, {1}, {2})",
    "objects": "objects({0})", "arrows": "arrows({0})", "arrows between": "arrows({0}, {1}, {2})",
    "elements": "elements({0})", "elements at": "elements({0}, {1})", "transformations": "transformations({0}, {1})",
    "functors": "functors({0}, {1})",
    "infinity": "inf", "score": "{0}({1}, {2})", "task value": "{0}({1})", "graded rank": "rank({0})",
    "magnitude": "magnitude({0})", "magnitude by": "magnitude({0}, {1})",
    "graded rank within": "rank({0}, within {1})", "graded closure": "closure({0})", "graded under": "under({0})",
    "graded yoneda": "yoneda({0}, {1})", "graded via": "via({0})", "graded yoneda model": "yoneda({0})",
    "graded lan": "lan({0}, {1})", "graded ran": "ran({0}, {1})", "graded restrict": "restrict({0}, {1})",
    "graded value at": "{0}({1})", "graded objects": "objects({0})", "graded tasks": "tasks({0})",
}  # fmt: skip
"""How an operation is written that is a call or stands in parentheses."""

CALLS = {
    *(form.partition("(")[0] for form in FORMS.values() if form[0].isalpha()),
    *("full", "inclusion", "quotient", "generated", "constant", "enriched"),
}
"""The words before parentheses that are not those of a name."""

_SHIPPED = frozenset(word for word, _ in DIGESTS.values())
"""The words of the definitions that catproof ships."""

ATOMS = {
    "solves by tuning": "{0} solves {1} by tuning", "left adjoint": "{0} is left adjoint to {1}",
    **{f"{verb} {kind}": f"{{0}} {verb} {kind}"
       for verb in ("preserves", "reflects") for kind in ("limits", "colimits")},
    "isomorphic functors": "{0} ~= {1}", "isomorphic models": "{0} ~= {1}",
    "is a category": "{0} is a category", "graded equal objects": "{1} = {2} in {0}",
    **{
        f"graded {word}{more}": form + (f" within {{{form.count('{')}}}" if more else "")
        for more in ("", " within")
        for word, form in (
            ("representable", "{0} is representable"), ("representable by", "{0} is representable by {1}"),
            ("ideal", "{0} is ideal"), ("ideal up to recalibration", "{0} is ideal up to recalibration"),
            ("solves by prompt", "{0} solves {1} by prompt"), ("solves by prompt at", "{0} solves {1} by prompt {2}"),
            ("solves by tuning", "{0} solves {1} by tuning"),
        )
    },
}  # fmt: skip

SHIPPED: dict[tuple[str, tuple[str, ...]], str] = {
    ("generalizes", ("functor",)): "{0} generalizes",
    ("representable", ("task", "object")): "{0} is representable by {1}",
    ("aligned", ("model", "functor")): "{0} is aligned with {1}",
    ("solves by prompt", ("model", "task")): "{0} solves {1} by prompt",
    ("solves by prompt", ("model", "task", "object")): "{0} solves {1} by prompt {2}",
    **{("equal", (kind, kind)): "{0} = {1}" for kind in ("functor", "transformation", "natural transformation")},
    **{("isomorphic", (kind, kind)): "{0} ~= {1}" for kind in ("object", "task", "category")},
    ("equivalent", ("category", "category")): "{0} is equivalent to {1}",
    ("Morita equivalent", ("category", "category")): "{0} is Morita equivalent to {1}",
}
"""How shipped definitions are said; the others of one parameter as `said` says."""

GRADED = ("graded category", "graded functor", "graded task", "graded model")
VERBS = ("has", "preserves", "reflects")
NOUNS = {
    "embedding": "an", "equivalence": "an", "isomorphism": "an", "groupoid": "a", "lattice": "a",
    "discrete fibration": "a", "discrete opfibration": "a", "regular mono": "a", "regular epi": "a",
}  # fmt: skip
"""Those with an article."""

SIZES = {
    "tasks": ("size",),
    "categories": ("arrows", "objects"),
    "monoids": ("order",),
    "posets": ("points",),
    **dict.fromkeys(reals.CATEGORIES, ("points",)),
}


def name(text: str) -> str:
    """A name as the language writes it: in quotes where it is no plain word."""
    if _WORD.match(text) and text not in RESERVED:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def label(data: Any) -> str:
    """A label as the language writes it."""
    if isinstance(data, list | tuple):
        return "(" + ", ".join(map(label, data)) + ")"
    return str(data) if type(data) is int else name(data)


def said(word: str) -> str:
    """What a shipped definition says of one thing."""
    if word.split()[0] in VERBS:
        return word
    return f"is {NOUNS[word]} {word}" if word in NOUNS else f"is {word}"


class Renderer:
    """Writes the claim of a certificate. `unchecked` has what the sentence takes from names that nothing checks."""

    def __init__(self, certificate: Mapping[str, Any], checker: Prover) -> None:
        self.certificate, self.checker = certificate, checker
        self.unchecked: list[str] = []
        self._named: dict[str, tuple[str, int]] = {}
        self._told: set[tuple[int, str]] = set()
        self._words: dict[int, str] = {}
        """What definitions that are not shipped are called, by number."""
        self._defined: set[str] = set()
        """Those words."""
        self._constants = [self._constant(k) for k in range(len(certificate["constants"]))]
        self._taken = set(self._named)
        for k, key in enumerate(checker.shipped):
            if key is None:
                self._called(k)

    def sentence(self) -> str:
        """The claim, as one line."""
        return self._written(self.certificate["claim"], {}, LOOSEST, True)

    def declared(self) -> list[str]:
        """What the declared structures were made of, where their names do not say it; and in full each definition that
        is not one that catproof ships."""
        lines: list[str] = []
        told = 0
        while told < len(self._named):  # what one was made of has a name, too
            several = list(islice(self._named.items(), told, None))
            told += len(several)
            for text, (kind, number) in several:
                made = self._origin(kind, number)
                if made is not None and made != text:
                    lines.append(f"{text} is {made}")
        for k, definition in enumerate(self.certificate["definitions"]):
            if self.checker.shipped[k] is None:
                parameters = definition["parameters"]
                known: dict[str, str] = {}
                for p in parameters:
                    known[p] = self._fresh(p.replace("\0", "'"), known)
                shown = ", ".join(known[p] for p in parameters)
                body = self._written(definition["body"], known, LOOSEST, True)
                lines.append(f"define {self._called(k)}({shown}) := {body}")
        return lines

    # ---- constants ----------------------------------------------------------------------------------------

    def _constant(self, k: int) -> str:
        """A constant by its name, or by what it was made of."""
        entry = self.certificate["constants"][k]
        kind, of = entry["is"], entry["of"]
        if kind == "proposition":
            told = "that what a limit kept from being read says something is trusted; the verdict does not depend on it"
            if told not in self.unchecked:
                self.unchecked.append(told)
            return "(what a limit kept from being read)"
        if kind in GRADED:
            return self._graded(of)
        if kind == "graded object":
            return label(self.certificate["graded"][of]["objects"][entry["value"]])
        if kind in TABLES:
            return self._structure(kind, of)
        value = entry["value"]
        if kind == "object":
            return self._object(of, value)
        return self._arrow(of, value) if kind == "arrow" else self._element(of, value)

    def _trusting(self, kind: str, home: str, of: int) -> None:
        """What is in a structure that was made is shown by what it is called there."""
        if "made" not in self.certificate[TABLES[home]][of] or (of, kind) in self._told:
            return
        self._told.add((of, kind))
        if kind == "object" and self.checker.given.called.get(of):
            return
        self.unchecked.append(f"that the {kind}s of {self._structure(home, of)} are called as it is written is trusted")

    def _object(self, of: int, value: Any) -> str:
        """An object of a category by its label."""
        self._trusting("object", "category", of)
        return label(self.certificate["categories"][of]["objects"][value])

    def _element(self, of: int, value: Any) -> str:
        table = self.certificate["tasks"][of]
        self._trusting("element", "task", of)
        a, j = value
        elements = table["elements"]
        labels = elements[str(a)] if isinstance(elements, dict) else elements[a]
        shown = label(labels[j]) if list(labels).count(labels[j]) == 1 else f"{label(labels[j])}#{j}"
        return f"({shown} at {self._object(table['category'], a)})"

    def _arrow(self, of: int, value: Any) -> str:
        category, table = self.checker.given.categories[of], self.certificate["categories"][of]
        self._trusting("arrow", "category", of)
        p, i = value
        word = category.word((p, i))
        if not word:
            return f"id({self._object(of, p)})"
        if category.presentation["kind"] == "thin":
            return f"({self._object(of, category.source((p, i)))} -> {self._object(of, p)})"
        names = [generator[0] for generator in table["generators"]]
        several = [name(names[g]) if names.count(names[g]) == 1 else f"{name(names[g])}#{g}" for g in word]
        shown = " . ".join(several)
        return shown if len(word) == 1 else f"({shown})"

    def _structure(self, kind: str, number: int) -> str:
        table = self.certificate[TABLES[kind]][number]
        text = table["name"]
        if not _WORD.match(text):
            made = self._made(kind, number)
            if made is not None:
                return made
            if kind == "model" and table["kind"] == "via":
                return self._via(table["functor"])
        text = name(text)
        while text in self._defined or self._named.setdefault(text, (kind, number)) != (kind, number):
            text += "'"  # two things of one name are told apart
        return text

    def _graded(self, number: int) -> str:
        """A graded thing by its name, or by what it was made of."""
        table = self.certificate["graded"][number]
        text = table["name"]
        if not _WORD.match(text):
            made = self._graded_made(table)
            if made is not None:
                return made
        text = name(text)
        while text in self._defined or self._named.setdefault(text, ("graded", number)) != ("graded", number):
            text += "'"
        return text

    def _graded_made(self, table: Any) -> str | None:
        """What a graded thing was made of."""
        if table["is"] == "model":
            functor = self.certificate["graded"][table["functor"]]
            identical = functor["source"] == functor["target"] and not functor["name"]
            if identical and functor["objects"] == list(range(len(functor["objects"]))):
                return f"yoneda({self._graded(functor['source'])})"
            return f"via({self._graded(table['functor'])})"
        if "made" not in table:
            return None
        word, part, *more = table["made"]
        if word == "yoneda":
            home = table["category"]
            return f"yoneda({self._graded(home)}, {label(self.certificate['graded'][home]['objects'][part])})"
        return f"{word}({', '.join(map(self._graded, (part, *more)))})"

    def _via(self, number: int) -> str:
        """The model of a functor; that of an identity is the ideal one."""
        word, *parts = self.certificate["functors"][number].get("made", [""])
        if word == "identity" and parts != [None]:
            return f"yoneda({self._structure('category', parts[0])})"
        return f"via({self._structure('functor', number)})"

    def _origin(self, kind: str, number: int) -> str | None:
        """What something that has a name was made of."""
        if kind == "graded":
            return self._graded_made(self.certificate["graded"][number])
        table = self.certificate[TABLES[kind]][number]
        return self._via(table["functor"]) if kind == "model" and table["kind"] == "via" else self._made(kind, number)

    def _made(self, kind: str, number: int) -> str | None:
        """What a structure was made of."""
        table = self.certificate[TABLES[kind]][number]
        if "made" not in table:
            return None
        word, *parts = table["made"]
        if parts == [None]:
            return f"{word}(...)"
        kinds = parts_of(kind, word)
        shown = []
        for k, (of, part) in enumerate(zip(kinds, parts, strict=True)):
            if of == "element":
                shown.append(self._element(parts[0], part))
            elif of == "arrow":
                shown.append(self._arrow(parts[0], part))
            elif of:
                shown.append(self._graded(part) if of == "graded" else self._structure(of, part))
            elif word == "full" and k == 1:
                shown.append("{" + ", ".join(self._object(parts[0], a) for a in part) + "}")
            elif word == "constant" and kind == "functor":
                shown.append(self._object(parts[1], part))
            elif word in ("slice", "coslice", "yoneda"):
                shown.append(self._object(parts[0], part))
            elif word in ("chain", "level"):
                shown.append(str(part))
            elif word == "constant":
                shown.append("{" + ", ".join(map(label, self._elements_of(table))) + "}")
            elif word != "full":
                shown.append("...")
        if kind in ("transformation", "natural transformation"):
            return FORMS[word].format(*shown)
        if word == "projection":
            shown = shown[:1]
        if word == "discrete":
            shown = ["{" + ", ".join(map(label, table["objects"])) + "}"]
        return f"{word}({', '.join(shown)})"

    @staticmethod
    def _elements_of(task: Any) -> Any:
        """The elements at the first object that has some."""
        elements = task["elements"]
        return next(iter(elements.values() if isinstance(elements, dict) else elements), [])

    # ---- terms --------------------------------------------------------------------------------------------

    def _fresh(self, text: str, known: Mapping[str, str]) -> str:
        """A name for a variable that nothing else has."""
        shown = name(text)
        while shown in self._taken or shown in known.values():
            shown = name(text := text + "'")
        return shown

    def _called(self, k: int) -> str:
        """The word of a definition that is not shipped; never that of a shipped one, of an earlier one, of an
        operation, nor of something declared."""
        if k not in self._words:
            text = name(self.certificate["definitions"][k]["name"])
            while any(text in some for some in (self._taken, self._defined, CALLS)) or text.strip('"') in _SHIPPED:
                text += "'"
            self._words[k] = text
            self._defined.add(text)
        return self._words[k]

    def _written(self, term: Any, known: Mapping[str, str], strength: int, last: bool = False) -> str:
        form = term[0]
        if form == "variable":
            return known[term[1]]
        if form == "constant":
            return str(self._constants[term[1]])
        if form == "number":
            return str(term[1]) if type(term[1]) is int else "{}/{}".format(*term[1][1:])
        if form == "label":
            return label(term[1])
        if form == "binding":
            return self._binding(term, known, last)
        if form == "call":
            return self._call(term, known)
        return self._applied(term, known, strength, last)

    def _binding(self, term: Any, known: Mapping[str, str], last: bool) -> str:
        _, binder, names, domain, condition, body = term
        inner = dict(known)
        for each in names:
            inner[each] = self._fresh(each, {k: v for k, v in inner.items() if k != each})
        such = "" if condition is None else f" such that {self._written(condition, inner, IFF, body is None)}"
        text = f"{', '.join(inner[n] for n in names)} in {self._written(domain, known, LOOSEST, True)}{such}"
        if binder == "count":
            return f"count({text})"
        text = f"{binder} {text} : {self._written(body, inner, LOOSEST, True)}"
        return text if last else f"({text})"

    def _call(self, term: Any, known: Mapping[str, str]) -> str:
        given = [self._written(argument, known, SUM) for argument in term[2:]]
        key = self.checker.shipped[term[1]]
        if key is None:
            return f"{self._called(term[1])}({', '.join(given)})"
        word, kinds = key
        written = given[len(given) - len(kinds) :]
        form = SHIPPED.get(key)
        if form is None and len(kinds) > 1:
            return f"{name(word)}({', '.join(written)})"
        text = form.format(*written) if form is not None else f"{written[0]} {said(word)}"
        return f"{text} in {given[0]}" if kinds[0] in ("object", "arrow") else text

    def _applied(self, term: Any, known: Mapping[str, str], strength: int, last: bool) -> str:
        word, given = term[1], term[2:]
        if word.startswith("equal "):
            home, left, right = (self._written(part, known, SUM) for part in given)
            return f"{left} = {right} in {home}"
        if word in ("=", "!=", "<", "<=", ">", ">="):
            left, right = (self._written(part, known, SUM) for part in given)
            return f"{left} {word} {right}"
        if word == "not":
            return f"not {self._written(given[0], known, NOT, last)}"
        if word == "power":
            return f"{self._written(given[1], known, TIGHTEST)}^{self._written(given[2], known, TIGHTEST)}"
        if word in INFIX:
            sign, own = INFIX[word]
            left, right = given[-2:]
            to_the_right, space = word == "implies", "" if word == "restrict" else " "
            text = f"{self._written(left, known, own + to_the_right)}{space}{sign}{space}"
            text += self._written(right, known, own + (not to_the_right), last or own < strength)
            return f"({text})" if own < strength else text
        if word in SIZES:
            return self._bounded(word, given, known)
        shown = [self._written(part, known, LOOSEST, True) for part in given]
        if word in FORMS:
            if FORMS[word].startswith("{0}("):
                shown[0] = self._written(given[0], known, TIGHTEST)
                if shown[0] in CALLS:  # what is called so is no operation
                    shown[0] = f'"{shown[0]}"'
            return str(FORMS[word].format(*shown))
        if word in ATOMS:
            return ATOMS[word].format(*(self._written(part, known, SUM) for part in given))
        if word == "full":
            return f"full({shown[0]}, {{{', '.join(shown[1:])}}})"
        if word == "inclusion":
            return f"inclusion({shown[0]})"
        if word in ("quotient", "generated"):
            return f"{word}({shown[0]}) {{ {' ; '.join(shown[1:])} }}"
        if word == "identify":
            return f"{shown[2]} ~ {shown[3]} at {shown[1]}"
        if word == "generator":
            return f"{shown[0]} at {shown[1]}"
        if word == "generator along":
            return f"{self._side(given[0], known)}|{shown[1]}"
        if word == "equation":
            return " = ".join(self._side(part, known) for part in given)
        if word == "constant":
            return f"constant({shown[0]}, {{{', '.join(shown[1:])}}})"
        if word == "graded generalizes from":
            return f"{shown[0]} generalizes from {{{', '.join(shown[1:])}}}"
        if word == "graded generalizes from within":
            return f"{shown[0]} generalizes from {{{', '.join(shown[2:])}}} within {shown[1]}"
        if word.startswith("generalizes from"):
            among = word.removeprefix("generalizes from")
            return f"{shown[0]} generalizes from {{{', '.join(shown[1:])}}}{among}"
        raise Rejected(f"an unknown operation: {word}")

    def _side(self, item: Any, known: Mapping[str, str]) -> str:
        """A side of an equation between restricted generators."""
        return self._written(item[2] if item[:2] == ["apply", "generator"] else item, known, LOOSEST, True)

    def _bounded(self, word: str, given: Any, known: Mapping[str, str]) -> str:
        parts = [self._written(given[0], known, LOOSEST, True)] if word == "tasks" else []
        numbers = [self._written(part, known, SUM) for part in (given[1:] if word == "tasks" else given)]
        for key, least, most in zip(SIZES[word], numbers[::2], numbers[1::2], strict=False):
            if least == most:
                parts.append(f"{key} = {most}")
            else:
                parts.append(f"{key} <= {most}" if least == "0" else f"{least} <= {key} <= {most}")
        over = reals.CATEGORIES.get(word, "metric")
        return f"{word}({', '.join(parts)})" if over == "metric" else f"enriched({over}, {', '.join(parts)})"
