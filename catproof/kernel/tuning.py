"""Theorem 2 along a functor F: that no task Q on the target of F has Q . F^op ~= T, by a refutation.

Suppose there is one. Then each element x of T(c) is an element of Q(F c), different ones different; a *term* x|h, for
an arrow h into F c, is an element of Q where h starts. Terms are equal that are joined by a path of steps: for a
generating arrow g, z|F(g).h is (z|g)|h; and what is assumed to be equal stays so restricted along any arrow.
"""

from __future__ import annotations

from typing import Any

from catproof.kernel.functor_tables import Functor
from catproof.kernel.reading import keys
from catproof.kernel.rejection import index, need
from catproof.kernel.tables import Task

Term = tuple[int, int]
"""An element of T, numbered over all objects, and the number of an arrow into the value of F at its object."""


class Refutation:
    """Checks the nodes of a refutation one by one."""

    def __init__(self, functor: Functor, task: Task) -> None:
        self.functor = functor
        self.task = task
        self.open: list[list[int]] = []
        """For each node with branches that are not refuted: object, element and arrow of the term, the element of T
        that it is assumed to be equal to, numbered over all objects, and how many branches are left, this one too."""
        self.done = False

    def node(self, data: dict[str, Any]) -> None:
        """The next node."""
        need(not self.done, "a refutation goes on after its end")
        if "over" in data:
            keys(data, ("over", "term"), ("first",), "a node of a refutation")
            self._over(data)
        elif "path" in data:
            keys(data, ("equal", "path"), (), "a node of a refutation")
            self._equal(data)
            self._close()
        else:
            keys(data, ("retract", "arrows"), (), "a node of a refutation")
            self._retract(data)
            self._close()

    def _close(self) -> None:
        """A branch is refuted: on to the next one."""
        while self.open:
            node = self.open[-1]
            a = node[0]
            node[4] -= 1
            if node[4]:
                node[3] += 1
                if node[3] == self.task.start[a] + self.task.sizes[a]:
                    node[3] = self.task.start[a]
                return
            self.open.pop()
        self.done = True

    def _over(self, data: Any) -> None:
        """The term is an element of Q(F a), so it is one of T(a)."""
        functor, task = self.functor, self.task
        a = index(data["over"], functor.source.objects, "object")
        x, arrow = self._term(data["term"])
        need(self._source(x, arrow) == functor.objects[a], "a term lives over another object")
        size = task.sizes[a]
        if size:
            first = index(data["first"], size, "element")
            self.open.append([a, x, arrow, task.start[a] + first, size])
        else:
            index(data.get("first", 0), 1, "element")
            self._close()

    def _equal(self, data: Any) -> None:
        """Two elements at one object are equal."""
        left, right = (self.task.element(x) for x in data["equal"])
        need(left != right and self.task.at[left] == self.task.at[right], "no two elements of one T(a) are equal")
        term = (left, 0)
        for by, *reference in data["path"]:
            following = self._term(reference)
            need(type(by) is int, "a step is by nothing")
            joined = self._by_generator(by, term, following) if by >= 0 else self._assumed(-by - 1, term, following)
            need(joined, "a step of a path joins terms that may differ")
            term = following
        need(term == (right, 0), "a path ends elsewhere")

    def _retract(self, data: Any) -> None:
        """F a is a retract of F b, and T(a) is larger than T(b)."""
        functor, task = self.functor, self.task
        a, b = (index(c, functor.source.objects, "object") for c in data["retract"])
        section, retraction = (functor.target.arrow(f) for f in data["arrows"])
        need(section[0] == functor.objects[b] and retraction[0] == functor.objects[a], "an arrow ends elsewhere")
        need(functor.target.source(section) == functor.objects[a], "a section starts elsewhere")
        need(functor.target.compose(retraction, section) == (functor.objects[a], 0), "no section of the retraction")
        need(task.sizes[a] > task.sizes[b], "the retract has no more elements")

    def _term(self, data: Any) -> Term:
        a, j, arrow = data
        x = self.task.element([a, j])
        into = self.functor.target.homs[self.functor.objects[self.task.at[x]]][0]
        return x, index(arrow, len(into), "arrow")

    def _source(self, x: int, arrow: int) -> int:
        return self.functor.target.source((self.functor.objects[self.task.at[x]], arrow))

    def _by_generator(self, g: int, term: Term, following: Term) -> bool:
        """Is one term z|F(g).h and the other (z|g)|h?"""
        source = self.functor.source
        low, high = source.ends[index(g, len(source.ends), "generator")]
        for (z, f), (y, h) in ((term, following), (following, term)):
            restricted = self.task.at[z] == high and self.task.edges[z][source.column[g]] == y
            if restricted and self._composed(self.functor.on_generator(g), low, h) == f:
                return True
        return False

    def _assumed(self, number: int, term: Term, following: Term) -> bool:
        """Is one term what is assumed to be equal to an element of T, restricted, and the other that element?"""
        a, x, arrow, y, _ = self.open[index(number, len(self.open), "assumption")]
        end = self.functor.objects[self.task.at[x]], arrow
        for (z, f), (u, h) in ((term, following), (following, term)):
            if (z, u) == (x, y) and self._composed(end, a, h) == f:
                return True
        return False

    def _composed(self, after: tuple[int, int], a: int, h: int) -> int:
        """The number of `after . h` for an arrow h into F a, which is where `after` starts."""
        return self.functor.target.compose(after, (self.functor.objects[a], h))[1]


def refuted(functor: Functor, task: Task, nodes: Any) -> bool:
    """Is this a refutation, given in preorder as `kernel/README.md` says?"""
    made = Refutation(functor, task)
    for data in nodes:
        made.node(data)
    return made.done
