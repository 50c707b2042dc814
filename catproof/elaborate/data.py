"""What is common to all that is read from data files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from catproof.core.alike import differing
from catproof.core.characters import skeleton
from catproof.core.label import Label, show
from catproof.diagnostic import Span
from catproof.elaborate.categories import Problems
from catproof.elaborate.scope import Wrong, suggestion
from catproof.elaborate.terms import Terms
from catproof.logic.signature import WORDS
from catproof.readers.flaws import BadData, Flaw, Flaws
from catproof.readers.reading import is_database, is_rdf, read_rows
from catproof.readers.rows import Rows
from catproof.syntax import tree
from catproof.syntax.printer import print_term

if TYPE_CHECKING:
    from numpy.typing import NDArray

POSET = 'poset P = read("edges.csv", child, parent)'

Made = TypeVar("Made")


MANY_NAMES = 100_000
"""Among so many names the closest ones are looked for, at the first fault."""


SEVERAL = ("without",)
"""The options that may be given several times."""


# ---- what all of them share ---------------------------------------------------------------------------


def refusing(span: Span, make: Callable[[], Made]) -> Made:
    """What `make` gives; what is wrong with a file becomes errors of the theory at `span`, with file and line."""
    try:
        return make()
    except BadData as bad:
        raise Problems(wrongs_of(span, bad.flaws)) from None


def wrongs_of(span: Span, flaws: Iterable[Flaw]) -> list[Wrong]:
    """What is wrong with a file, as errors of the theory at `span`."""
    return [Wrong(flaw.code, span, str(flaw), flaw.hint) for flaw in flaws]


def source_call(term: tree.Term, function: str, form: str) -> tree.Call:
    """The term as a call of the function, e.g. `read(...)`; `form` is an example. Raises `Wrong`."""
    if not isinstance(term, tree.Call) or term.function != function:
        hint = f"for example {form}"
        if isinstance(term, tree.Call) and term.function in WORDS and " = " in form:
            kind, name, *_ = form.split()
            hint = f"what is constructed says itself where it lives: {kind} {name} = {print_term(term)}"
        raise Wrong("E505", term.span, f"`{function}(...)` is expected here, not `{print_term(term)}`", hint)
    return term


def arguments(call: tree.Call, names: Sequence[str], form: str, *options: str) -> tuple[list[str], dict[str, str]]:
    """The file and the columns of a call, and its options. `names` says what the columns are for.
    Raises `Wrong`."""
    given: dict[str, str] = {}
    texts: list[str] = []
    for term in call.arguments:
        if isinstance(term, tree.Option) and term.key in options:
            if term.key in given and term.key not in SEVERAL:
                raise Wrong("E505", term.span, f"{term.key} is given twice")
            given[term.key] = "\n".join(filter(None, [given.get(term.key), term.value.text]))
        elif isinstance(term, tree.Option):
            known = f"known here: {', '.join(options)}" if options else ""
            raise Wrong("E205", term.span, f"`{call.function}` has no option {term.key} here", known)
        elif isinstance(term, tree.Name):
            texts.append(term.text)
        elif isinstance(term, tree.Integer):
            texts.append(str(term.value))
        else:
            raise Wrong("E505", term.span, f"the name of a file or column is expected, not `{print_term(term)}`", form)
    if not call.arguments or not isinstance(call.arguments[0], tree.Name) or not call.arguments[0].quoted:
        raise Wrong("E505", call.span, "the name of a file is expected first, in quotes", f"for example {form}")
    table = call.function == "read" and is_database(texts[0])
    if table and len(texts) == 1 + len(names):
        hint = 'its table comes first: read("app.db", table, column, column); or schema("app.db"), instance("app.db")'
        raise Wrong("E505", call.span, f"{texts[0]}: this is a database, not a table", hint)
    if is_rdf(texts[0]):
        if len(texts) == 2 and len(names) == 2 and names[0] != "the label":
            return texts, given
        table = True
    if len(texts) != 1 + table + len(names) and not (len(texts) == 1 and _is_graph(texts[0]) and len(names) == 2):
        wanted = ("a file, a table" if table else "a file") + (
            f" and the columns for {', '.join(names)}" if names else ""
        )
        raise Wrong("E505", call.span, f"`{call.function}` takes {wanted} here", f"for example {form}")
    return texts, given


def _is_graph(file: str) -> bool:
    return file.lower().removesuffix(".gz").endswith((".graphml", ".json", ".obo"))


def rows_read(
    terms: Terms, call: tree.Call, texts: Sequence[str], empty: bool = False, scores: Sequence[str] = ()
) -> Rows:
    """The rows of the file and columns that a call names, with notes of what is not kept and of names that look
    alike. With `empty` a value may be missing, and is the empty name; the columns of `scores` have numbers. Raises
    `BadData`."""
    rows = read_rows(terms.data.places, texts[0], texts[1:], empty, scores)
    terms.data.notes += [(call.span, note) for note in (*rows.notes, *rows.alike())]
    return rows


def near(label: Label, known: Sequence[Label], flaws: Flaws) -> str:
    """The closest names, where looking for them does not take long."""
    if len(known) > MANY_NAMES or any(code == "E509" for code, _ in flaws.found):
        return ""
    if isinstance(label, str) and not label.isascii():
        same = next((x for x in known if isinstance(x, str) and skeleton(x) == skeleton(label)), None)
        if same is not None:
            there, here = differing(same, label)
            return f"there is {show(same)}, which only looks alike: it has {there} where {show(label)} has {here}"
    return suggestion(label if isinstance(label, str) else show(label), known)


def near_or_dropped(label: Label, known: Sequence[Label], flaws: Flaws) -> str:
    """The closest names, and that the rows of such names may be left out."""
    drop = "`unknown = drop` leaves out rows about what is no object"
    return "; ".join(filter(None, [near(label, known, flaws), drop]))


def choice(call: tree.Call, given: dict[str, str], key: str, *values: str) -> str:
    """What the option `key` is given as, one of these; empty where it is not given. Raises `Wrong`."""
    if key in given and given[key] not in values:
        known = " or ".join(f"{key} = {value}" for value in values)
        raise Wrong("E505", call.span, f"{key} = {given[key]} is not known", f"write {known}, or nothing")
    return given.get(key, "")


def several(given: dict[str, str], key: str) -> list[str]:
    """All that an option is given as, which may be given several times."""
    return given[key].split("\n") if key in given else []


class Told:
    """How often each option of a call did something, and where first: a note each, also where it is never."""

    def __init__(self, terms: Terms, call: tree.Call, rows: Rows) -> None:
        self.terms, self.call, self.rows = terms, call, rows
        self.counts: dict[str, tuple[str, str, str, int, int]] = {}

    def option(self, key: str, value: str, one: str, many: str, done: str) -> None:
        """An option, and what it does: `1 row`, `2 rows` `left out`."""
        if value:
            self.counts[key] = (f"{key} = {value}", one, f"{many}\0{done}", 0, 0)

    def count(self, key: str, place: int, times: int = 1) -> None:
        """It did so once more, or so many times."""
        shown, one, many, number, first = self.counts[key]
        self.counts[key] = (shown, one, many, number + times, first or place)

    def rows_with(self, key: str, where: NDArray[Any]) -> None:
        """It did so once in each of these rows, of which an array says which they are."""
        found = where.nonzero()[0]
        if len(found):
            self.count(key, self.rows.places[int(found[0])], len(found))

    def note(self) -> None:
        """Say so in the report."""
        for shown, one, many, number, first in self.counts.values():
            several, done = many.split("\0")
            what = f"1 {one}" if number == 1 else f"{number or 'no'} {several}"
            where = f" ({'first in ' if number > 1 else ''}{self.rows.unit} {first})" if first else ""
            self.terms.data.notes.append((self.call.span, f"{self.rows.file}: {shown}: {what} {done}{where}"))
