"""Definitions in Coq: printed when they are first used, or said with the arguments put in where they have no form."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from catproof.bridge.coq_graded import RANKS, SIZES, GradedTerms
from catproof.bridge.coq_graded_source import quantale
from catproof.bridge.coq_source import Source
from catproof.bridge.coq_terms import Scope, Typed
from catproof.bridge.coq_words import ISOMORPHIC, LISTED, ORDER, VOCABULARY
from catproof.bridge.names import comment_text
from catproof.bridge.statement import NotExportable, Statement
from catproof.core.graded import Graded
from catproof.core.model import Model
from catproof.logic.signature import place, sort_of
from catproof.logic.terms import Apply, Binding, Call, Definition, Reference, Sort, Term, Variable, within
from catproof.logic.text import text_of, text_of_definition

FINITE = {
    "category": "FiniteCategory", "task": "FiniteTask", "model": "FiniteModel", "graded category": "FiniteGraded",
}  # fmt: skip
"""What says that what a definition is about is finite."""


class DefinedTerms(GradedTerms):
    """Prints the definitions of one statement, and what calls them."""

    def __init__(self, source: Source, statement: Statement) -> None:
        super().__init__(source, statement)
        self._defined: dict[Reference, str] = {}
        self._parameters: dict[Reference, dict[str, str]] = {}
        self.meanings: dict[str, str] = {}
        """What the propositions among them say, by the name and a place for each argument."""
        self._unwritten: set[Reference] = set()
        """Definitions without a form where nothing is known of what they are about."""

    @abstractmethod
    def proposition(self, term: Term, known: Scope) -> str:
        """The proposition. Raises `NotExportable`."""

    @staticmethod
    def _hom(category: str, ends: tuple[str, ...]) -> str:
        at = "" if category.isidentifier() else f"(c := {category}) "
        return f"Hom {at}{ends[0]} {ends[1]}"

    def called(self, term: Call, known: Scope) -> str | None:
        """A definition with its arguments; None where it is said with the arguments put in."""
        reference = term.definition
        definition = self.definitions[reference]
        word = VOCABULARY.get((reference.word, reference.kinds)) if reference.shipped else None
        if word is None and self._is_opened(definition, term, known):
            return None
        scored = word is None and self.is_scored(definition)
        arguments = [
            self.score(argument, known) if scored and kind == "number" else self.any(argument, known)
            for kind, argument in zip((p.sort.kind for p in definition.parameters), term.arguments, strict=True)
        ]
        written = arguments[len(definition.inferred) :]
        if word is None:
            try:
                word = self.define(definition)
            except NotExportable:
                self._unwritten.add(reference)
                return None
            named = zip(definition.inferred, arguments, strict=False)
            parameters = self._parameters[reference]
            said = [f"({parameters[p.name]} := {text})" for p, text in named
                    if p.sort.kind == "category" and not text.isidentifier()]  # fmt: skip
            return " ".join([word, *said, *written])
        if word == "Familial":
            self._found(term, known, term.arguments[-1])
        made = [part for part in term.arguments if isinstance(part, Apply) and self.varies(part, known)]
        if word == "IsomorphicCategories" and made:
            raise NotExportable(f"`{text_of(term)}`, of a category without a table, is not decided in Coq")
        written = [written[k] for k in ORDER.get(word, range(len(written)))]
        home = place(term.arguments[-1]) if reference.kinds[-1] in ("object", "arrow", "task") else None
        category = "" if home is None else self.any(home, known)
        said = [] if not category or category.isidentifier() else [f"(C := {category})"]
        return " ".join([word, *said, *written])

    def _is_opened(self, definition: Definition, term: Call, known: Scope) -> bool:
        """Is it said with its arguments put in? Where it ranges over structures, which only tables have lists of, and
        where it is of transformations of functors: what it says of their ends makes arrows meet; where a number of it
        is said to be one, and where it is about whole numbers and said of others."""
        if definition.reference in self._unwritten:
            return True
        if any(isinstance(part, Apply) and part.operator in LISTED for part in within(definition.body)):
            return True
        if any(parameter.sort.kind == "natural transformation" for parameter in definition.parameters):
            return True
        given = zip(definition.parameters, term.arguments, strict=True)
        numbers = [argument for parameter, argument in given if parameter.sort.kind == "number"]
        if any(map(self._is_related, [*numbers, *([definition.body] if self._is_number(definition.body) else [])])):
            return True
        return not self.is_scored(definition) and any(self.has_scores(number, known) for number in numbers)

    def _is_related(self, term: Term) -> bool:
        """Is it said of a number that it is this one?"""
        return any(
            isinstance(part, Binding)
            or (isinstance(part, Apply) and part.operator in ("rank", "functors", *RANKS, *SIZES, *ISOMORPHIC))
            or (isinstance(part, Call) and self._is_related(self.definitions[part.definition].body))
            for part in within(term)
        )

    def _found(self, term: Term, known: Scope, task: Term, model: Term | None = None) -> None:
        """Refuse what is found for tables alone, of a task that varies and is none."""
        if not known or (model is not None and self._is_yoneda(model, known)):
            return
        structures = [task]
        if model is not None:
            structures.append(model.arguments[0] if isinstance(model, Apply) and model.operator == "via" else model)
        if not all(self._is_table(each, known) for each in structures):
            raise NotExportable(f"`{text_of(term)}`, under a quantifier or in a definition, is not decided in Coq")

    def _is_table(self, term: Term, known: Scope) -> bool:
        """Is it given by a table, in Coq?"""
        if isinstance(term, Variable) and term.name in known:
            return bool(known[term.name].check)
        return not self.varies(term, known) and not self.constructed(term, known)

    def _is_yoneda(self, term: Term, known: Scope) -> bool:
        """Is it said to be the ideal model?"""
        if isinstance(term, Apply):
            return term.operator == "yoneda model"
        value = None if self.varies(term, known) else self.values[term]
        return isinstance(value, Model) and value.is_yoneda()

    def define(self, definition: Definition) -> str:
        """The name of a definition, which is printed when it is first used."""
        reference = definition.reference
        if reference in self._defined:
            return self._defined[reference]
        known: dict[str, Typed] = {}
        inferred, scored = set(definition.inferred), self.is_scored(definition)
        names = {p.name: self.source.variable(p.name, set()) for p in definition.parameters}
        over = self._quantales(definition, set(names.values()))
        heads = [f"{{{each} : Quantale}}" for each in dict.fromkeys(over.values()) if each.startswith("V")]
        for parameter in definition.parameters:
            sort, name = parameter.sort, names[parameter.name]
            left, right = "{}" if parameter in inferred else "()"
            is_score = scored and sort.kind == "number"
            known[parameter.name] = Typed(name, self._ends_of(sort, known), scored=is_score)
            kind = f"GradedCategory {over[parameter.name]}" if parameter.name in over else self._type_of(sort, known)
            heads.append(f"{left}{name} : {'extended' if is_score else kind}{right}")
            if sort.kind in FINITE:
                heads.append(f"{{_ : {FINITE[sort.kind]} {name}}}")
        self._parameters[reference] = names
        gives = "Prop"
        if not self._is_number(definition.body):
            body = self.proposition(definition.body, known)
        elif scored:
            gives, body = "extended", self.score(definition.body, known)
        else:
            related: list[str] = []
            gives, body = "Z", f"({self.number(definition.body, known, related)})%Z"
            assert not related, "numbers that are no terms are opened where they are used"
        word = self._defined[reference] = self.source.names.new(reference.word, "definition")
        origin = f" ({definition.source})" if definition.source else ""
        lines = [
            f"(* {comment_text(text_of_definition(definition))}{comment_text(origin)} *)",
            f"Definition {word} {' '.join(heads)} : {gives} :=\n  {body}.",
        ]
        if gives == "Prop":
            pattern = " ".join([word, *("_" for _ in definition.written)])
            self.meanings[pattern] = body
            lines.append(f"#[local] Hint Extern 1 (Decides ({pattern}) _ _) => unfold {word} : typeclass_instances.")
        self.source.blocks.append("\n".join(lines))
        return word

    def _quantales(self, definition: Definition, taken: set[str]) -> dict[str, str]:
        """Over what the graded categories among the parameters are: the same where a functor is between them."""
        found: dict[str, str] = {}
        for parameter in definition.parameters:
            if parameter.sort.kind == "graded category":
                found[parameter.name] = self.source.variable("V", taken)
                taken.add(found[parameter.name])
        for parameter in definition.parameters:
            if parameter.sort.kind == "graded functor":
                ends = [self._quantale(end, found) for end in parameter.sort.of]
                one = min(ends, key=lambda end: end.startswith("V"))
                found = {name: one if each in ends else each for name, each in found.items()}
        return found

    def _quantale(self, category: Term, found: Mapping[str, str]) -> str:
        if isinstance(category, Variable) and category.name in found:
            return found[category.name]
        value = self.value(category, {})
        assert isinstance(value, Graded)
        return quantale(value.quantale.name)

    def _is_number(self, body: Term) -> bool:
        while isinstance(body, Call):
            body = self.definitions[body.definition].body
        return sort_of(body).kind == "number"

    def _ends_of(self, sort: Sort, known: Scope) -> tuple[str, ...]:
        if sort.kind not in ("arrow", "element"):
            return ()
        ends = tuple(self.any(end, known) for end in sort.of[1:])
        if len(ends) < (2 if sort.kind == "arrow" else 1):
            raise NotExportable(f"a definition is about {sort.kind}s whose ends it does not name")
        return ends

    def _type_of(self, sort: Sort, known: Scope) -> str:
        """The type of a parameter."""
        of = sort.of
        if sort.kind == "category":
            return "Category"
        if sort.kind == "number":
            return "Z"
        if sort.kind in ("object", "graded object"):
            return self.any(of[0], known)
        if sort.kind == "arrow":
            return self._hom(self.any(of[0], known), self._ends_of(sort, known))
        if sort.kind == "element":
            return f"{self.any(of[0], known)} {self._ends_of(sort, known)[0]}"
        if sort.kind == "task":
            return f"Presheaf {self.any(of[0], known)}"
        if sort.kind == "transformation":
            return f"Map {self.any(of[0], known)} {self.any(of[1], known)}"
        if sort.kind in ("graded task", "graded model"):
            return f"Graded{sort.kind[7:].capitalize()} {self.any(of[0], known)}"
        word = {"functor": "Functor", "model": "Model", "graded functor": "GradedFunctor"}[sort.kind]
        return f"{word} {self.any(of[0], known)} {self.any(of[1], known)}"
