"""Says whether a certificate tells the truth, whatever its evidence: a second reader, as slow as it is simple.

The tables are read into the explicit categories and presheaves of `naive` with every axiom checked, and the claim is
decided by brute force. The evidence is not looked at.
"""

from __future__ import annotations

from typing import Any

import judge_terms
import naive
from naive import Composition, Mapping, Presheaf

from catproof.core.category import Arrow, Generator, presented
from catproof.core.chase import Equation
from catproof.core.limits import LimitReached
from catproof.core.task import Element


class Malformed(Exception):
    """The certificate is not about anything."""


def tells_the_truth(certificate: Any) -> bool:
    """Do the tables hold what they should, and is the claim about them as true or false as the verdict says?"""
    try:
        truth = judge_terms.evaluate(World(certificate), certificate)
    except (Malformed, judge_terms.Unfit, KeyError, IndexError, TypeError, ValueError, AttributeError, LimitReached):
        return False
    return truth is certificate["verdict"]


def must(condition: Any) -> None:
    if not condition:
        raise Malformed


def number(value: Any, size: int) -> int:
    must(type(value) is int and 0 <= value < size)
    return value


class Action:
    """Elements and their restrictions along generating arrows, for a category whose arrows are not listed: it may have
    infinitely many."""

    def __init__(self, over: Any, sizes: tuple[int, ...], maps: list[list[int]]) -> None:
        self.over = over
        self.ends: list[tuple[int, int]] = over[0]
        self.elements = [Element(a, j) for a, n in enumerate(sizes) for j in range(n)]
        self.maps = maps
        steps = {Arrow(b, g): a for g, (a, b) in enumerate(self.ends)}
        self.by_steps = Presheaf(Composition(len(sizes), steps, {}), sizes, {f: tuple(maps[f.number]) for f in steps})
        """All that naturality needs."""

    def follow(self, x: Element, word: Any) -> Element:
        for g in word:
            x = Element(self.ends[g][0], self.maps[g][x.number])
        return x

    def along_all(self, x: Element) -> list[Element]:
        """The restrictions of x along all paths, each once."""
        found = [x]
        for y in found:
            below = [self.follow(y, [g]) for g, (_, b) in enumerate(self.ends) if b == y.object]
            found += [z for z in dict.fromkeys(below) if z not in found]
        return found


class World:
    """The tables of a certificate."""

    def __init__(self, certificate: Any) -> None:
        self.generators: list[list[Arrow]] = []
        self.unlisted = [
            data["homs"] is None and data["presentation"]["kind"] == "thin" for data in certificate["categories"]
        ]
        self.categories = [self.read_category(data) for data in certificate["categories"]]
        self.functors = [self.read_functor(data) for data in certificate["functors"]]
        self.tasks = [self.read_task(data) for data in certificate["tasks"]]
        self.models = [self.read_model(data) for data in certificate["models"]]
        self.transformations = [self.read_transformation(data) for data in certificate["transformations"]]

    # ---- tables -------------------------------------------------------------------------------------------

    def read_category(self, data: Any) -> Any:
        """A composition, or what presents the category where its arrows are not listed."""
        n = len(data["objects"])
        ends = [(number(a, n), number(b, n)) for _, a, b in data["generators"]]
        given = data["presentation"]
        must(type(given["invertible"]) is bool)
        equations = [self.read_equation(e, ends, n) for e in given["equations"]]
        homs = data["homs"]
        if homs is None and given["kind"] == "thin":
            must(not equations)
            homs = thin_homs(ends, n)
        if homs is None:
            must(given["kind"] == "presented")
            self.generators.append([])
            return ends, equations, n, given["invertible"]
        made, generators = read_arrows(homs, ends, n)
        if given["kind"] == "presented" and given["logs"] is not None:
            names = [Generator(f"g{k}", a, b) for k, (a, b) in enumerate(ends)]
            free = presented(range(n), names, equations, invertible=given["invertible"], limit=500)
            for a in range(n):
                must(all(free.hom_size(a, b) == len(made.between(a, b)) for b in range(n)))
        for e in equations:
            must(path(made, generators, e.left, e.target) == path(made, generators, e.right, e.target))
        if given["kind"] == "thin":
            must(all(len(made.between(a, b)) <= 1 for a in range(n) for b in range(n)))
        elif given["kind"] == "presented" and given["invertible"]:
            must(n == 1 and all(naive.arrow_property(made, f, "iso") for f in made.arrows))
        else:
            must(given["kind"] in ("presented", "constructed"))
        self.generators.append(generators)
        return made

    def read_equation(self, data: Any, ends: list[tuple[int, int]], n: int) -> Equation:
        target, source, left, right = data
        for word in (left, right):
            at = number(target, n)
            for g in word:
                must(ends[number(g, len(ends))][1] == at)
                at = ends[g][0]
            must(at == number(source, n))
        return Equation(target, source, tuple(left), tuple(right))

    def read_functor(self, data: Any) -> Mapping:
        k = number(data["source"], len(self.categories))
        c, d = self.category(k), self.category(data["target"])
        objects = tuple(number(b, len(d.objects)) for b in data["objects"])
        if data["generators"] is None:  # in a thin target whose arrows are not listed: those that fit
            must(self.unlisted[data["target"]])
            fitting = [d.between(objects[c.source[g]], objects[g.target]) for g in self.generators[k]]
            must(all(fitting))
            values = [arrow for [arrow] in fitting]
        else:
            values = [self.arrow_of(d, f) for f in data["generators"]]
        must(len(objects) == len(c.objects) and len(values) == len(self.generators[k]))
        image = {}
        for f, word in words(c, self.generators[k]).items():
            image[f] = path(d, values, word, objects[f.target])
        made = Mapping(c, d, objects, image)
        must(all(image[g] == h for g, h in zip(self.generators[k], values, strict=True)))
        must(naive.is_functorial(made))
        return made

    def read_task(self, data: Any) -> Any:
        k = number(data["category"], len(self.categories))
        c = self.categories[k]
        n, k_ends = (len(c.objects), len(self.generators[k])) if isinstance(c, Composition) else (c[2], len(c[0]))
        data = {key: spread(data[key], size) for key, size in (("elements", n), ("action", k_ends))}
        sizes = tuple(len(labels) for labels in data["elements"])
        if not isinstance(c, Composition):
            return self.read_action(c, sizes, data["action"])
        must(len(sizes) == len(c.objects) and len(data["action"]) == len(self.generators[k]))
        for g, values in zip(self.generators[k], data["action"], strict=True):
            must(len(values) == sizes[g.target] and all(number(v, sizes[c.source[g]]) >= 0 for v in values))
        maps = {}
        for f, word in words(c, self.generators[k]).items():
            value = list(range(sizes[f.target]))
            for g in word:
                value = [data["action"][g][v] for v in value]
            maps[f] = tuple(value)
        made = Presheaf(c, sizes, maps)
        must(all(maps[g] == tuple(v) for g, v in zip(self.generators[k], data["action"], strict=True)))
        must(naive.respects_composition(made))
        return made

    def read_action(self, given: Any, sizes: tuple[int, ...], maps: Any) -> Action:
        ends, equations, n, invertible = given
        must(len(sizes) == n and len(maps) == len(ends))
        for (a, b), values in zip(ends, maps, strict=True):
            must(len(values) == sizes[b] and all(number(v, sizes[a]) >= 0 for v in values))
            must(not invertible or len(set(values)) == len(values))
        made = Action(given, sizes, maps)
        for e in equations:
            for j in range(sizes[e.target]):
                must(made.follow(Element(e.target, j), e.left) == made.follow(Element(e.target, j), e.right))
        return made

    def read_model(self, data: Any) -> Mapping:
        must(data["kind"] == "via")
        return self.functors[number(data["functor"], len(self.functors))]

    def read_natural(self, data: Any) -> tuple[Mapping, Mapping, tuple[Arrow, ...]]:
        """A natural transformation of functors: an arrow for each object."""
        left, right = (self.functors[number(data[end], len(self.functors))] for end in ("source", "target"))
        must(left.source is right.source and left.target is right.target)
        c, d = left.source, left.target
        components = tuple(self.arrow_of(d, f) for f in data["components"])
        must(len(components) == len(c.objects))
        must(
            all((d.source[f], f.target) == (left.on_objects[a], right.on_objects[a]) for a, f in enumerate(components))
        )
        for f in c.arrows:
            after = d.composite[right.on_arrows[f], components[c.source[f]]]
            must(after == d.composite[components[f.target], left.on_arrows[f]])
        return left, right, components

    def read_transformation(self, data: Any) -> tuple[Any, Any, Any]:
        if data.get("between") == "functors":
            return self.read_natural(data)
        left, right = self.task(data["source"]), self.task(data["target"])
        must(left.over is right.over and [len(v) for v in data["components"]] == list(left.sizes))
        image = {
            Element(a, j): number(v, right.sizes[a])
            for a, values in enumerate(data["components"])
            for j, v in enumerate(values)
        }
        for f in left.over.arrows:
            for j in range(left.sizes[f.target]):
                x = Element(f.target, j)
                must(right.maps[f][image[x]] == image[left.restricted(x, f)])
        return left, right, image

    def category(self, k: Any) -> Composition:
        c = self.categories[number(k, len(self.categories))]
        must(isinstance(c, Composition))
        return c

    def task(self, k: Any) -> Presheaf:
        t = self.tasks[number(k, len(self.tasks))]
        must(isinstance(t, Presheaf))
        return t

    def arrow_of(self, c: Composition, data: Any) -> Arrow:
        p, i = data
        must(type(p) is int and type(i) is int and Arrow(p, i) in c.source)
        return Arrow(p, i)


def spread(lists: Any, size: int) -> Any:
    """Lists by number, where a certificate may give only those that have members."""
    if not isinstance(lists, dict):
        return lists
    must(all(str(number(int(key), size)) == key for key in lists))
    return [lists.get(str(k), []) for k in range(size)]


def thin_homs(ends: list[tuple[int, int]], n: int) -> list[Any]:
    """The arrows of the thin category with these generating arrows, as a certificate would list them: those into p in
    the order in which a search from p finds them."""
    homs = []
    for p in range(n):
        at = [p]
        for b in at:
            at += [a for a, _ in dict.fromkeys(e for e in ends if e[1] == b) if a not in at]
        homs.append({"at": at, "rows": [[at.index(a) for a, b in ends if b == x] for x in at]})
    return homs


def read_arrows(homs: Any, ends: list[tuple[int, int]], n: int) -> tuple[Composition, list[Arrow]]:
    """The category with these Cayley graphs; every axiom is checked."""
    must(len(homs) == n)
    incoming = [[g for g, (_, b) in enumerate(ends) if b == p] for p in range(n)]
    source: dict[Arrow, int] = {}
    after: dict[tuple[Arrow, int], Arrow] = {}
    for p, hom in enumerate(homs):
        at, rows = hom["at"], hom["rows"]
        must(len(at) == len(rows) > 0 and at[0] == p)
        for i, row in enumerate(rows):
            into = incoming[number(at[i], n)]
            source[Arrow(p, i)] = at[i]
            must(len(row) == len(into))
            for g, y in zip(into, row, strict=True):
                must(at[number(y, len(at))] == ends[g][0])
                after[Arrow(p, i), g] = Arrow(p, y)
    generators = [after[Arrow(b, 0), g] for g, (_, b) in enumerate(ends)]
    word: dict[Arrow, tuple[int, ...]] = {Arrow(p, 0): () for p in range(n)}
    queue = list(word)
    for f in queue:
        for g in incoming[source[f]]:
            h = after[f, g]
            if h not in word:
                word[h] = (*word[f], g)
                queue.append(h)
    must(len(word) == len(source))
    composite = {}
    for g in source:
        for f in source:
            if f.target == source[g]:
                h = g
                for k in word[f]:
                    h = after[h, k]
                composite[g, f] = h
    made = Composition(n, source, composite)
    must(naive.law_broken(made) is None)
    must(all(composite[f, generators[g]] == h for (f, g), h in after.items()))
    return made, generators


def words(c: Composition, generators: list[Arrow]) -> dict[Arrow, tuple[int, ...]]:
    """A word in the generating arrows for every arrow."""
    word: dict[Arrow, tuple[int, ...]] = {c.identity(p): () for p in c.objects}
    queue = list(word)
    for f in queue:
        for k, g in enumerate(generators):
            if g.target == c.source[f] and (h := c.composite[f, g]) not in word:
                word[h] = (*word[f], k)
                queue.append(h)
    return word


def path(c: Composition, generators: list[Arrow], word: Any, target: Any) -> Arrow:
    """The arrow that a path into the object `target` is."""
    f = c.identity(number(target, len(c.objects)))
    for k in word:
        f = c.composite[f, generators[number(k, len(generators))]]
    return f
