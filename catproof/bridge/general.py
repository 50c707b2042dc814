"""General theorems in first-order logic: about all categories, tasks and functors at once, for any first-order prover.

Objects, arrows and elements are sorts of their own; `dom` and `cod` are functions, and composition is total but only
spoken of under the guard `cod f = dom g`. So a category is a model of universal axioms, and what is unbounded for a
table is one formula here. The theorems are written in SMT-LIB's terms; `tptp` prints the same formulas as typed
first-order form (TFF; Sutcliffe 2017, *The TPTP problem library and associated infrastructure*).
"""

from __future__ import annotations

import re
from typing import NamedTuple, Union

Expression = Union[str, tuple["Expression", ...]]
"""An S-expression: a symbol, or several in brackets."""


def read(text: str) -> list[Expression]:
    """The S-expressions of a text."""
    stack: list[list[Expression]] = [[]]
    for token in re.findall(r"[()]|[^\s()]+", text):
        if token == "(":
            stack.append([])
        elif token == ")":
            done = tuple(stack.pop())
            stack[-1].append(done)
        else:
            stack[-1].append(token)
    return stack[0]


class Structure(NamedTuple):
    """Something the theorems speak of: its sorts, its functions, and what is assumed of it."""

    sorts: tuple[str, ...]
    functions: str
    axioms: dict[str, str]


def category(ob: str, ar: str, mark: str = "") -> Structure:
    """A category, its symbols marked (Mac Lane I.1: the axioms with arrows, dom and cod)."""
    functions = """
        (dom@ (Ar) Ob) (cod@ (Ar) Ob) (one@ (Ob) Ar) (comp@ (Ar Ar) Ar)"""
    axioms = {
        "identity_ends": "(forall ((a Ob)) (and (= (dom@ (one@ a)) a) (= (cod@ (one@ a)) a)))",
        "composite_ends": """(forall ((g Ar) (f Ar)) (=> (= (cod@ f) (dom@ g))
            (and (= (dom@ (comp@ g f)) (dom@ f)) (= (cod@ (comp@ g f)) (cod@ g)))))""",
        "right_unit": "(forall ((f Ar)) (= (comp@ f (one@ (dom@ f))) f))",
        "left_unit": "(forall ((f Ar)) (= (comp@ (one@ (cod@ f)) f) f))",
        "associative": """(forall ((h Ar) (g Ar) (f Ar)) (=> (and (= (cod@ f) (dom@ g)) (= (cod@ g) (dom@ h)))
            (= (comp@ (comp@ h g) f) (comp@ h (comp@ g f)))))""",
    }

    def marked(text: str) -> str:
        return re.sub(r"\bAr\b", ar, re.sub(r"\bOb\b", ob, text)).replace("@", mark)

    return Structure((ob, ar), marked(functions), {f"{name}{mark}": marked(text) for name, text in axioms.items()})


C = category("Ob", "Ar")
D = category("ObD", "ArD", "D")

D_UNITS = D._replace(axioms={name: D.axioms[name] for name in ("identity_endsD", "left_unitD")})
"""As much of the category D as theorem 1 needs: fewer assumptions make the theorem stronger, and its proof shorter."""

TASK = Structure(
    ("El",),
    "(at (El) Ob) (res (El Ar) El)",
    {
        "restriction_at": "(forall ((x El) (f Ar)) (=> (= (cod f) (at x)) (= (at (res x f)) (dom f))))",
        "restriction_unit": "(forall ((x El)) (= (res x (one (at x))) x))",
        "restriction_composite": """(forall ((x El) (f Ar) (g Ar)) (=> (and (= (cod f) (at x)) (= (cod g) (dom f)))
            (= (res x (comp f g)) (res (res x f) g))))""",
    },
)
"""A task on C."""

FUNCTOR = Structure(
    (),
    "(obj (Ob) ObD) (arr (Ar) ArD)",
    {
        "functor_ends": "(forall ((f Ar)) (and (= (domD (arr f)) (obj (dom f))) (= (codD (arr f)) (obj (cod f)))))",
        "functor_unit": "(forall ((a Ob)) (= (arr (one a)) (oneD (obj a))))",
        "functor_composite": """(forall ((g Ar) (f Ar)) (=> (= (cod f) (dom g))
            (= (arr (comp g f)) (compD (arr g) (arr f)))))""",
    },
)
"""A functor C -> D."""

FULL = Structure(
    (),
    "",
    {
        "full": """(forall ((a Ob) (b Ob) (k ArD)) (=> (and (= (domD k) (obj a)) (= (codD k) (obj b)))
            (exists ((f Ar)) (and (= (dom f) a) (= (cod f) b) (= (arr f) k)))))""",
    },
)
FAITHFUL = Structure(
    (),
    "",
    {
        "faithful": """(forall ((f Ar) (g Ar)) (=> (and (= (dom f) (dom g)) (= (cod f) (cod g)) (= (arr f) (arr g)))
            (= f g)))""",
    },
)


def universal(u: str, p: str) -> str:
    """u is a universal element at p: each element is its restriction along exactly one arrow into p."""
    return f"""(and (= (at {u}) {p})
        (forall ((x El)) (exists ((f Ar)) (and (= (dom f) (at x)) (= (cod f) {p}) (= (res {u} f) x))))
        (forall ((f Ar) (g Ar)) (=>
            (and (= (cod f) {p}) (= (cod g) {p}) (= (dom f) (dom g)) (= (res {u} f) (res {u} g))) (= f g))))"""


MAP = Structure(
    (),
    "(p () Ob) (n (Ar) El)",
    {
        "map_at": "(forall ((f Ar)) (=> (= (cod f) p) (= (at (n f)) (dom f))))",
        "map_natural": """(forall ((f Ar) (g Ar)) (=> (and (= (cod f) p) (= (cod g) (dom f)))
            (= (n (comp f g)) (res (n f) g))))""",
    },
)
"""A natural map n : y(p) -> T."""

BIJECTIVE = Structure(
    (),
    "",
    {
        "map_one_to_one": """(forall ((f Ar) (g Ar)) (=> (and (= (cod f) p) (= (cod g) p) (= (dom f) (dom g))
            (= (n f) (n g))) (= f g)))""",
        "map_onto": "(forall ((x El)) (exists ((f Ar)) (and (= (cod f) p) (= (dom f) (at x)) (= (n f) x))))",
    },
)

ELEMENT = Structure((), "(p () Ob) (u () El)", {"universal_u": universal("u", "p")})
OTHER = Structure((), "(q () Ob) (v () El)", {"universal_v": universal("v", "q")})

SOLVED = Structure(
    (),
    "(p () Ob) (n (Ob ArD) El)",
    {
        "answer_at": """(forall ((a Ob) (k ArD)) (=> (and (= (domD k) (obj a)) (= (codD k) (obj p)))
            (= (at (n a k)) a)))""",
        "answer_natural": """(forall ((a Ob) (k ArD) (f Ar)) (=> (and (= (domD k) (obj a)) (= (codD k) (obj p))
            (= (cod f) a)) (= (n (dom f) (compD k (arr f))) (res (n a k) f))))""",
        "answer_one_to_one": """(forall ((a Ob) (k ArD) (h ArD)) (=> (and (= (domD k) (obj a)) (= (codD k) (obj p))
            (= (domD h) (obj a)) (= (codD h) (obj p)) (= (n a k) (n a h))) (= k h)))""",
        "answer_onto": """(forall ((x El)) (exists ((k ArD)) (and (= (domD k) (obj (at x))) (= (codD k) (obj p))
            (= (n (at x) k) x))))""",
    },
)
"""via(F) solves T by the prompt p: a natural bijection Hom(F a, F p) -> T(a)."""


class Theorem(NamedTuple):
    """A general theorem: what it says, what it assumes, what follows, and the theorems of the Coq library that say it.

    `conclusion` is empty for a theorem that is not first-order: only Coq proves those.
    """

    name: str
    words: str
    assumptions: tuple[Structure, ...] = ()
    conclusion: str = ""
    coq: tuple[str, ...] = ()


THEOREMS = (
    Theorem(
        "yoneda_lemma",
        "A natural map y(P) -> T is decided by where it sends the identity (Mac Lane III.2).",
        (C, TASK, MAP),
        "(forall ((f Ar)) (=> (= (cod f) p) (= (n f) (res (n (one p)) f))))",
        ("yoneda_lemma", "yoneda_lemma_natural_in_object", "yoneda_lemma_natural_in_task"),
    ),
    Theorem(
        "yoneda_criterion",
        "If n : y(P) -> T is a natural bijection, then n(id) is a universal element of T at P.",
        (C, TASK, MAP, BIJECTIVE),
        universal("(n (one p))", "p"),
        ("universal_element",),
    ),
    Theorem(
        "yoneda_criterion_converse",
        "If u is universal at P, then f |-> T(f)(u) is a natural bijection y(P) -> T.",
        (C, TASK, ELEMENT),
        """(and (forall ((f Ar)) (=> (= (cod f) p) (= (at (res u f)) (dom f))))
            (forall ((f Ar) (g Ar)) (=> (and (= (cod f) p) (= (cod g) (dom f)))
                (= (res u (comp f g)) (res (res u f) g))))
            (forall ((x El)) (exists ((f Ar)) (and (= (cod f) p) (= (dom f) (at x)) (= (res u f) x)
                (forall ((g Ar)) (=> (and (= (cod g) p) (= (dom g) (at x)) (= (res u g) x)) (= f g)))))))""",
        ("universal_element",),
    ),
    Theorem(
        "representing_object_unique",
        "Two representing objects are isomorphic by exactly one arrow that matches their universal elements.",
        (C, TASK, ELEMENT, OTHER),
        """(exists ((f Ar) (g Ar)) (and (= (dom f) p) (= (cod f) q) (= (res v f) u)
            (= (dom g) q) (= (cod g) p) (= (comp g f) (one p)) (= (comp f g) (one q))
            (forall ((h Ar)) (=> (and (= (dom h) p) (= (cod h) q) (= (res v h) u)) (= h f)))))""",
        ("representing_object_unique",),
    ),
    Theorem(
        "homs_transported",
        "Along a full and faithful functor each arrow F X -> F P is the value of exactly one arrow X -> P.",
        (C, D, FUNCTOR, FULL, FAITHFUL),
        """(forall ((a Ob) (b Ob) (k ArD)) (=> (and (= (domD k) (obj a)) (= (codD k) (obj b)))
            (exists ((f Ar)) (and (= (dom f) a) (= (cod f) b) (= (arr f) k)
                (forall ((g Ar)) (=> (and (= (dom g) a) (= (cod g) b) (= (arr g) k)) (= g f)))))))""",
        ("structure",),
    ),
    Theorem(
        "isomorphisms_reflected",
        "A full and faithful functor reflects isomorphisms: F X ~= F Y only for X ~= Y (Riehl 1.5).",
        (C, D, FUNCTOR, FULL, FAITHFUL),
        """(forall ((a Ob) (b Ob) (k ArD) (h ArD)) (=> (and (= (domD k) (obj a)) (= (codD k) (obj b))
            (= (domD h) (obj b)) (= (codD h) (obj a)) (= (compD h k) (oneD (obj a))) (= (compD k h) (oneD (obj b))))
            (exists ((f Ar) (g Ar)) (and (= (dom f) a) (= (cod f) b) (= (dom g) b) (= (cod g) a)
                (= (comp g f) (one a)) (= (comp f g) (one b))))))""",
        ("aligned_object_unique",),
    ),
    Theorem(
        "theorem_1",
        "Theorem 1 for via(F), F full and faithful: if the model solves T by the prompt P, then P represents T.",
        (C, D_UNITS, FUNCTOR, FULL, FAITHFUL, TASK, SOLVED),
        universal("(n p (oneD (obj p)))", "p"),
        ("theorem_1", "via_ideal", "yoneda_ideal"),
    ),
    Theorem(
        "theorem_2",
        "Theorem 2: T = Lan . y naturally, with its universal property; every task is solved by tuning; the left Kan "
        "extension along y into any target with the colimits, unique up to isomorphism.",
        coq=(
            "yoneda_tuning",
            "lan_universal",
            "extension_extends",
            "extension_universal",
            "extension_unique",
            "theorem_2_setoids",
        ),
    ),
    Theorem(
        "tuning_by_quotient",
        "If some task Q tunes via(F) to T, a quotient of Lan_F T does; F full and faithful always tunes.",
        coq=("tuning_by_quotient", "full_and_faithful_tunes"),
    ),
    Theorem(
        "theorem_3",
        "Theorem 3: F_! y(X) ~= y(F X) naturally, and structure is kept iff F is full and faithful.",
        coq=("alignment", "structure", "theorem_3", "aligned_object_unique"),
    ),
    Theorem(
        "density",
        "Two functors that agree on a dense subcategory and keep its canonical colimits are isomorphic.",
        coq=("density",),
    ),
)


def _signature(theorem: Theorem) -> tuple[list[str], list[tuple[str, list[str], str]]]:
    sorts = [sort for structure in theorem.assumptions for sort in structure.sorts]
    functions = []
    for structure in theorem.assumptions:
        for item in read(structure.functions):
            assert isinstance(item, tuple)
            name, arguments, value = item
            functions.append((str(name), [str(a) for a in arguments], str(value)))
    return sorts, functions


def smtlib(theorem: Theorem, without: str = "") -> str:
    """The theorem as an SMT-LIB script: `unsat` says that it holds. `without` leaves an axiom out."""
    sorts, functions = _signature(theorem)
    lines = [f"; {theorem.name}: {theorem.words}", "; The answer `unsat` says that it holds.", "(set-logic UF)"]
    lines += [f"(declare-sort {sort} 0)" for sort in sorts]
    lines += [f"(declare-fun {name} ({' '.join(arguments)}) {value})" for name, arguments, value in functions]
    for structure in theorem.assumptions:
        for name, axiom in structure.axioms.items():
            if name != without:
                lines += [f"; {name}", f"(assert {_folded(axiom)})"]
    lines += ["; the negation of what is claimed", f"(assert (not {_folded(theorem.conclusion)}))", "(check-sat)"]
    return "\n".join(lines) + "\n"


def _folded(text: str) -> str:
    return " ".join(text.split())


def tptp(theorem: Theorem, without: str = "") -> str:
    """The theorem as a TPTP problem in typed first-order form: `Theorem` says that it holds."""
    sorts, functions = _signature(theorem)
    lines = [f"% {theorem.name}: {theorem.words}"]
    lines += [f"tff({_lower(sort)}_type, type, {_lower(sort)}: $tType)." for sort in sorts]
    for name, arguments, value in functions:
        ends = " * ".join(map(_lower, arguments))
        domain = f"({ends}) > " if len(arguments) > 1 else f"{ends} > " if arguments else ""
        lines.append(f"tff({_lower(name)}_type, type, {_symbol(name)}: {domain}{_lower(value)}).")
    for structure in theorem.assumptions:
        for name, axiom in structure.axioms.items():
            if name != without:
                lines.append(f"tff({_lower(name)}, axiom, {_tptp(read(axiom)[0], frozenset())}).")
    lines.append(f"tff({theorem.name}, conjecture, {_tptp(read(theorem.conclusion)[0], frozenset())}).")
    return "\n".join(lines) + "\n"


def _lower(name: str) -> str:
    """Sorts and functions begin with a small letter in TPTP; sorts keep apart from functions by a prefix."""
    return f"sort_{name.lower()}" if name[0].isupper() else name.lower()


def _symbol(name: str) -> str:
    return f"f_{name.lower()}"


def _tptp(term: Expression, bound: frozenset[str]) -> str:
    if isinstance(term, str):
        return f"V_{term}" if term in bound else _symbol(term)
    head, *rest = term
    if head in ("forall", "exists"):
        variables = [(str(pair[0]), str(pair[1])) for pair in rest[0]]
        names = ", ".join(f"V_{v}: {_lower(sort)}" for v, sort in variables)
        return f"{'!' if head == 'forall' else '?'} [{names}] : ({_tptp(rest[1], bound | {v for v, _ in variables})})"
    parts = [_tptp(part, bound) for part in rest]
    if head == "not":
        return f"~ ({parts[0]})"
    joined = {"and": " & ", "=>": " => ", "=": " = "}.get(str(head))
    if joined is not None:
        return f"({joined.join(parts)})"
    return f"{_symbol(str(head))}({', '.join(parts)})"
