"""`catproof count`: the size of a domain."""

from __future__ import annotations

from typing import BinaryIO

from catproof.elaborate import asking
from catproof.elaborate.terms import Terms
from catproof.options import Options
from catproof.running.asking import Answer, ask
from catproof.syntax import tree


def count(
    domain: str, file: str | None, options: Options, stdin: BinaryIO | None = None, theory: str | None = None
) -> Answer[int]:
    """The size of a domain written as in a theory file, with the names that `file` declares, or a theory that is given
    as text."""

    def size(term: tree.Term, terms: Terms) -> int:
        return int(asking.number(tree.Call("count", (term,), None, span=term.span), terms))

    return ask(domain, "DOMAIN", file, options, size, stdin, theory)
