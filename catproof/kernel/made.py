"""What the entries of a certificate say they were constructed from, checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any, Protocol

from catproof.kernel import constructed_tasks as tasks
from catproof.kernel import constructions as naive
from catproof.kernel import graded, maps, natural
from catproof.kernel.functor_tables import Functor
from catproof.kernel.operations import OPERATIONS
from catproof.kernel.rejection import Missing, Rejected, index, need
from catproof.kernel.tables import Category, Task, yoneda


class Given(Protocol):
    """The tables of a certificate; see `given.Given`."""

    categories: list[Category]
    tasks: list[Task]
    functors: list[Functor]
    transformations: list[Any]
    graded: list[Any]

    def task(self, number: Any) -> Task: ...
    def functor(self, number: Any) -> Functor: ...
    def transformation(self, number: Any) -> Any: ...
    def natural(self, number: Any) -> Any: ...


CATEGORIES: dict[str, tuple[tuple[str, ...], Callable[..., naive.Plain]]] = {
    "opposite": (("category",), naive.opposite),
    "karoubi": (("category",), naive.karoubi),
    "product": (("category", "category"), naive.product),
    "coproduct": (("category", "category"), naive.coproduct),
    "full": (("category", "", ""), naive.full),
    "elements": (("task",), naive.elements),
    "slice": (("category", ""), lambda of, a: naive.elements(yoneda(of, index(a, of.objects, "object")))),
    "coslice": (("category", ""), lambda of, a: naive.comma(naive.point(of, a), naive.identity(of))),
    "arrows": (("category",), lambda of: naive.comma(naive.identity(of), naive.identity(of))),
    "comma": (("functor", "functor"), naive.comma),
    "functors": (("category", "category"), natural.functor_category),
    "level": (("graded", ""), graded.level),
    "chain": (("",), naive.chain),
    "terminal": ((), lambda: naive.chain(1)),
    "empty": ((), lambda: naive.chain(0)),
}
"""For each construction of categories what its parts are, "" for plain data; and its description."""

NAMED: dict[str, tuple[int, Callable[..., naive.Plain]]] = {
    "discrete": (0, lambda names: naive.order(len(names), lambda a, b: a == b)),
    "supervised": (1, naive.supervised),
    "contrastive": (2, naive.contrastive),
    "masked": (1, naive.masked),
    "next_token": (1, naive.next_token),
    "rotation": (2, naive.rotation),
}
"""Those that speak of what their objects are called, with the number of their parts."""

TASKS: dict[str, tuple[tuple[str, ...], Callable[..., Task]]] = {
    "yoneda": (("category", ""), lambda of, a: yoneda(of, index(a, of.objects, "object"))),
    "sum": (("task", "task"), OPERATIONS["sum"]),
    "product": (("task", "task"), OPERATIONS["product"]),
    "constant": (
        ("category", ""),
        tasks.constant,
    ),
    "restrict": (("functor", "task"), OPERATIONS["restrict task"]),
    "quotient": (("task", ""), tasks.quotient),
    "generated": (("category", "", ""), tasks.generated),
    "cones": (("functor",), tasks.cones),
    "lan": (("functor", "task"), tasks.lan),
    "ran": (("functor", "task"), lambda f, t: tasks.ran(f, t, OPERATIONS["restrict task"])),
    "power": (("task", "task"), lambda t, s: tasks.power(t, s, OPERATIONS["product"])),
    "omega": (("category",), tasks.omega),
    "image": (("transformation",), lambda n: tasks.subtask(n[1], sorted(set(n[2])))),
    **maps.TASKS,
}

TRANSFORMATIONS: dict[str, tuple[tuple[str, ...], Callable[..., Any]]] = {**maps.MAPS, **natural.NATURAL}

FUNCTORS: dict[str, tuple[str, ...]] = {
    "identity": ("category",),
    "compose": ("functor", "functor"),
    "inclusion": ("category",),
    "projection": ("task", "category"),
    "opposite": ("functor",),
    "diagonal": ("category",),
    "first": ("category", "category"),
    "second": ("category", "category"),
    "constant": ("category", "category", ""),
}


TABLES = {
    "category": "categories", "functor": "functors", "task": "tasks", "model": "models",
    "transformation": "transformations", "natural transformation": "transformations",
}  # fmt: skip
"""Where entries of a kind are."""


WORDS: dict[str, frozenset[str]] = {
    "categories": frozenset((*CATEGORIES, *NAMED)),
    "tasks": frozenset(TASKS),
    "functors": frozenset(FUNCTORS),
    "transformations": frozenset(TRANSFORMATIONS),
}
"""For each list of tables the words of its constructions."""


class Made:
    """Checks what was constructed from what, on the tables of one certificate. `data` are its entries."""

    def __init__(self, given: Given, data: dict[str, Any]) -> None:
        self.given = given
        self.data = data
        self.called: dict[int, bool] = {}
        """For categories that are checked: are their objects called as the construction calls them?"""

    def check(self) -> list[str]:
        """What is left to trust, a line each. Rejects a table that is not what it is said to be."""
        self._no_circle()
        left = []
        kinds: tuple[tuple[str, Sequence[Any], Callable[..., None]], ...] = (
            ("categories", self.given.categories, self._category),
            ("tasks", self.given.tasks, self._task),
            ("functors", self.given.functors, self._functor),
            ("transformations", self.given.transformations, self._transformation),
        )
        for kind, entries, check in kinds:
            for number, (entry, structure) in enumerate(zip(self.data[kind], entries, strict=True)):
                made = entry.get("made")
                if made is None:
                    continue
                need(type(made) is list and made and type(made[0]) is str, "what an entry is made of is no list")
                need(made[0] in WORDS[kind], f"an unknown construction of {kind}")
                try:
                    if made[1:] == [None]:
                        if kind == "categories":
                            structure.origin = made[0], ()
                        raise naive.TooLarge
                    check(number, structure, made[0], made[1:])
                except (naive.TooLarge, Missing):
                    left.append(
                        f"that {entry['name'] or 'a table'} is what `{made[0]}` makes is trusted: too large to check"
                    )
        self._call_all()
        return left

    def _no_circle(self) -> None:
        """Reject an entry that is made of itself, by whatever way."""
        made_of = {
            (table, number): [
                (TABLES[of], part)
                for of, part in (*_ends(table, entry), *_named_parts(kind, entry))
                if of in TABLES and type(part) is int
            ]
            for kind, table in TABLES.items()
            for number, entry in enumerate(self.data[table])
        }
        try:
            TopologicalSorter(made_of).prepare()
        except CycleError:
            raise Rejected("something is made of itself") from None

    def _call_all(self) -> None:
        """Find the categories whose objects are called as they are to be: each is looked at again when something that
        it was made of has been found."""
        categories = self.data["categories"]
        waiting = [k for k, entry in enumerate(categories) if "made" in entry and k not in self.called]
        made_of: dict[Any, list[int]] = {}
        for k in waiting:
            for part in categories[k]["made"][1:]:
                if type(part) is int:
                    made_of.setdefault(part, []).append(k)
        while waiting:
            k = waiting.pop()
            if k not in self.called and self._called(categories[k]):
                self.called[k] = True
                waiting += made_of.get(k, [])

    def _parts(self, kinds: Sequence[str], parts: Sequence[Any]) -> list[Any]:
        need(len(kinds) == len(parts), "a construction has another number of parts")
        given = self.given
        read: dict[str, Callable[[Any], Any]] = {
            "category": self._category_of,
            "functor": given.functor,
            "task": given.task,
            "transformation": given.transformation,
            "natural transformation": given.natural,
            "graded": lambda number: given.graded[index(number, len(given.graded), "graded entry")],
        }
        made: list[Any] = []
        for kind, part in zip(kinds, parts, strict=True):
            if kind in ("element", "arrow"):
                made.append(made[0].element(part) if kind == "element" else tuple(made[0].arrow(part)))
            else:
                made.append(read[kind](part) if kind else part)
        return made

    def _category_of(self, number: Any) -> Category:
        return self.given.categories[index(number, len(self.given.categories), "category")]

    def _arrows(self, number: Any) -> Category:
        """A category whose arrows are listed."""
        category = self._category_of(number)
        if not category.homs and category.objects:
            raise naive.TooLarge
        return category

    def _category(self, number: int, table: Category, word: str, parts: list[Any]) -> None:
        if word in NAMED:
            count, describe = NAMED[word]
            need(len(parts) == count, "a construction has another number of parts")
            plain = describe(self.data["categories"][number]["objects"], *parts)
        else:
            kinds, describe = CATEGORIES[word]
            parts = self._parts(kinds, parts)
            table.origin = word, tuple(parts)
            if word == "chain":
                need(type(parts[0]) is int and table.objects == parts[0], "a chain has another number of objects")
                if table.reachable is not None:
                    along = [(k, k + 1) for k in range(table.objects - 1)]
                    need(table.ends == along, "a chain has other generating arrows")
                    return
            plain = describe(*parts)
            if word == "opposite":
                parts[0].constructed["opposite", id(parts[0])] = table
        self._arrows(number)
        table.meaning = naive.compare(table, plain)
        if word in NAMED:
            self.called[number] = True

    def _called(self, entry: Any) -> bool:
        """Are the objects called as they are to be? False also where that is not known yet."""
        labels, (word, *parts) = list(entry["objects"]), entry["made"]
        if parts == [None]:
            return False
        if word == "chain":  # a forged length may be any: nothing is listed of it before it is known to fit
            return parts == [len(labels)] and labels == list(range(len(labels)))
        if word in ("terminal", "empty"):
            return labels == ["*"][: len(labels)]
        if word == "level":
            return bool(_plain(labels) == _plain(self.data["graded"][parts[0]]["objects"]))
        if word == "elements":
            task = self.data["tasks"][parts[0]]
            objects, elements = self.data["categories"][task["category"]]["objects"], task["elements"]
            pairs = [(a, x) for a, each in zip(objects, elements, strict=False) for x in each]
            return "made" not in task and isinstance(elements, list) and _plain(labels) == _plain(pairs)
        if word not in ("product", "coproduct", "opposite", "full"):
            return False
        several = [self.data["categories"][k]["objects"] for k in (parts if word != "full" else parts[:1])]
        if not all("made" not in self.data["categories"][k] or self.called.get(k) for k in parts[: len(several)]):
            return False
        if word == "product":
            fits = len(labels) == len(several[0]) * len(several[1])
            return fits and bool(_plain(labels) == _plain([(a, b) for a in several[0] for b in several[1]]))
        if word == "coproduct":
            both = [*several[0], *several[1]]
            tagged = [*((1, a) for a in several[0]), *((2, b) for b in several[1])]
            return _plain(labels) in (_plain(both), _plain(tagged))
        return bool(labels == ([several[0][a] for a in parts[1]] if word == "full" else list(several[0])))

    def _task(self, number: int, table: Task, word: str, parts: list[Any]) -> None:
        kinds, make = TASKS[word]
        parts = self._parts(kinds, parts)
        table.origin = word, tuple(parts)
        need(tasks.same(table, make(*parts)), f"a task is not what `{word}` makes")

    def _transformation(self, number: int, table: Any, word: str, parts: list[Any]) -> None:
        kinds, make = TRANSFORMATIONS[word]
        made = make(*self._parts(kinds, parts))
        if word in natural.NATURAL:
            right = isinstance(table, natural.Natural) and table.components == made.components
            right = right and natural.same(table.source, made.source) and natural.same(table.target, made.target)
            need(right, f"a transformation is not what `{word}` makes")
            return
        need(type(table) is tuple, f"a transformation is not what `{word}` makes")
        right = tasks.same(table[0], made[0]) and tasks.same(table[1], made[1]) and table[2] == made[2]
        need(right, f"a transformation is not what `{word}` makes")

    def _functor(self, number: int, table: Functor, word: str, parts: list[Any]) -> None:
        values: list[Any]
        one, *rest = self._parts(FUNCTORS[word], parts)
        if word == "compose":
            made = OPERATIONS["compose functors"](one, *rest)
            source, target, objects = made.source, made.target, made.objects
            values = made.values() if target.reachable is None else []
        elif word == "identity":
            made = OPERATIONS["identity functor"](one)
            source, target, objects, values = one, one, made.objects, made.values()
        elif word == "inclusion":
            word, of, members, chosen = self.data["categories"][parts[0]]["made"]
            need(word == "full", "an inclusion is that of a full subcategory")
            source, target, objects = one, self._arrows(of), members
            values = [tuple(f) for f in chosen]
            if source.presentation["kind"] == "thin" and target.reachable is None:
                values = [self._only(target, objects[a], objects[b]) for a, b in source.ends]
        elif word == "constant":
            source, target, at = one, *rest
            made = natural.constant(source, target, at)
            objects, values = made.objects, [made.on_generator(g) for g in range(len(source.ends))]
        elif word in ("diagonal", "first", "second"):
            whole = table.target if word == "diagonal" else table.source
            number_of = self.given.categories.index(whole)
            self._arrows(number_of)
            pair = [one, one] if word == "diagonal" else [one, *rest]
            need(
                self.data["categories"][number_of].get("made")
                == ["product", *(self.given.categories.index(each) for each in pair)],
                "a functor is not from or to a product",
            )
            if word == "diagonal":
                made = natural.diagonal(one, whole)
            else:
                made = natural.projection(int(word == "second"), pair[0], pair[1], whole)
            source, target, objects = made.source, made.target, made.objects
            values = [made.on_generator(g) for g in range(len(source.ends))]
        elif word == "projection":
            source, target, objects = rest[0], one.category, one.at
            need(self.data["categories"][parts[1]]["made"] == ["elements", parts[0]], "a projection starts elsewhere")
            values = [naive.generator(target, g) for g, (_, b) in enumerate(target.ends) for _ in range(one.sizes[b])]
            if source.presentation["kind"] == "thin":
                values = [self._only(target, objects[a], objects[b]) for a, b in source.ends]
        else:
            source, target, objects = table.source, table.target, one.objects
            for end, of in ((source, one.source), (target, one.target)):
                self._turned(end, of)
            values = []
            for g in range(len(source.ends)) if target.reachable is None else ():
                self._same_turned(one, table, g)
            need(list(table.objects) == list(objects), "an opposite functor has other values")
            return
        right = table.source is source and table.target is target and list(table.objects) == list(objects)
        if target.reachable is None:  # else its values are forced
            right = right and [tuple(v) for v in table.values()] == [tuple(v) for v in values]
        need(right, f"a functor is not what `{word}` makes")

    @staticmethod
    def _only(category: Category, a: int, b: int) -> tuple[int, int]:
        found = category.between(a, b)
        need(len(found) == 1, "there is not exactly one arrow")
        return b, found[0]

    def _turned(self, end: Category, of: Category) -> None:
        """Reject unless one category is said to be the opposite of the other."""
        numbers = self.given.categories.index(end), self.given.categories.index(of)
        made = [self.data["categories"][n].get("made") for n in numbers]
        need(
            made[0] == ["opposite", numbers[1]] or made[1] == ["opposite", numbers[0]],
            "an opposite functor is between other categories",
        )

    def _same_turned(self, functor: Functor, table: Functor, g: int) -> None:
        """Is the value on a generating arrow that of the functor, turned round?"""
        source = naive.generator(table.source, g)
        turn = OPERATIONS["arrow in"]
        value = turn(functor.target, table.target, functor.on_arrow(turn(table.source, functor.source, source)))
        need(value == tuple(table.on_generator(g)), "an opposite functor has other values")


def _plain(labels: Any) -> Any:
    """Labels with tuples as lists, as they are in a file."""
    return [_plain(label) if isinstance(label, list | tuple) else label for label in labels]


def parts_of(kind: str, word: str) -> tuple[str, ...]:
    """For each part of a construction of a category, task, functor or transformation its kind, "" for plain data."""
    if kind == "functor":
        return FUNCTORS[word]
    if kind in ("task", "transformation", "natural transformation"):
        return (TASKS if kind == "task" else TRANSFORMATIONS)[word][0]
    return CATEGORIES[word][0] if word in CATEGORIES else ("",) * NAMED[word][0]


def _known_parts(kind: str, word: str) -> tuple[str, ...]:
    """The same; nothing for an unknown word."""
    try:
        return parts_of(kind, word)
    except KeyError:
        return ()


def _named_parts(kind: str, entry: Any) -> list[tuple[str, Any]]:
    """What an entry says it is made of, each part with its kind."""
    word, *parts = entry.get("made") or [""]
    return list(zip(_known_parts(kind, word), parts, strict=False))


def _ends(table: str, entry: Any) -> list[tuple[str, Any]]:
    """What an entry is on, or between: whatever is made of it is made of that, too."""
    if table == "tasks":
        return [("category", entry["category"])]
    if table == "transformations":
        kind = "functor" if "between" in entry else "task"
    elif table == "functors":
        kind = "category"
    else:
        return []
    return [(kind, entry["source"]), (kind, entry["target"])]
