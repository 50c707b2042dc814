"""The declarations that a statement depends on, as text: what its reason and the theory to paste are written from.

What a statement says, with all tables, is in its certificate. The words of its verdict have more in them: how things
are called, and declarations as they stand in the file. So two statements with the same text of this module, and the
same beginning of a certificate, are given the same words.
"""

from __future__ import annotations

from catproof.decide.proposition import Said
from catproof.elaborate.propositions import Sentences
from catproof.logic.text import text_of


def declarations(said: Said, text: str) -> tuple[str, str] | None:
    """Of the statement with this text the declarations that it mentions, and that these mention in turn; and the names
    and labels that a fresh name must not be. None for what no file says."""
    if not isinstance(said.reading, Sentences):
        return None
    scope, known = said.reading.terms.scope, said.reading.terms.texts
    written = f"{text}\n{text_of(said.term)}"
    found: dict[int, str] = {}
    named = [name for name, printed in known.names if name in written or printed in written]
    pending = [(name, scope) for name in (*known.defined, *named)]
    while pending:
        name, home = pending.pop()
        declared = home.lookup(name)
        if declared is None or id(declared) in found:
            continue
        found[id(declared)] = known.of(name, declared)
        if declared.item is not None:
            pending += [(other, declared.home or home) for other in sorted(declared.item.mentioned())]
    return "\n".join([written, *sorted(found.values())]), "\n".join(scope.visible())
