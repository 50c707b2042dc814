"""What the tests of this folder share: the example files and random trees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from theory_files import BAD, GOOD, PEERS, TEXTBOOK

from catproof.core.characters import forbidden
from catproof.syntax import tree
from catproof.syntax.printer import print_term

REPOSITORY = Path(__file__).parents[2]


def example_files() -> list[Any]:
    """All theory files that are written correctly."""
    files = [*sorted(REPOSITORY.glob("theories/*.cat")), *GOOD, *BAD, *TEXTBOOK, *PEERS]
    return [pytest.param(path, id=path.name) for path in files if path.name != "syntax.cat"]


# ---- random trees -------------------------------------------------------------------------------------

WORDS = ["a", "b", "f'", "_x", "Graphs", "point", "object", "table", "by", "in", "claim", "id", "generated"]
WORDS += ["forall", "unique", "define"]
TEXTS = [
    "",
    "the cat",
    "_ sat",
    'say "x"',
    "back\\slash",
    'a\\"',
    "2x",
    "*",
    "é → ñ",
    "nbsp\u00a0here",
    "#no",
    "a;b {",
    "\\",
]
_any_texts = st.text(max_size=5).filter(lambda text: forbidden(text) is None)
texts = st.sampled_from(WORDS) | st.sampled_from(TEXTS) | _any_texts
names = st.builds(tree.Name, texts)
heads = texts.filter(lambda text: text not in ("generated", "quotient"))
"""What may be called without a block."""
integers = st.builds(tree.Integer, st.integers(-9, 10**9))
operators = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
words = st.sampled_from(["f", "size", "yoneda", "order", "at", "prompt", "lan", "image"])
properties = st.sampled_from(["full", "faithful", "embedding", "a", "an", "left", "adjoint", "mono", "such"])


def many(strategy: st.SearchStrategy[Any], low: int = 0, high: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=low, max_size=high).map(tuple)


def _terms(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    generated = st.builds(tree.GeneratorAt, inner, inner) | st.builds(tree.ElementEquation, inner, inner)
    return st.one_of(
        st.builds(tree.Tuple, many(inner, 2)),
        st.builds(tree.Set, many(inner)),
        st.builds(
            tree.Call,
            words,
            many(
                inner
                | st.builds(tree.Bound, words, operators, st.integers(-1, 99))
                | st.builds(tree.Share, words, st.builds(tree.Integer, st.integers(-1, 99)))
                | st.builds(tree.Option, words, names)
            ),
        ),
        st.builds(tree.Call, st.just("generated"), many(inner), many(generated)),
        st.builds(
            tree.Call, st.just("quotient"), many(inner), many(st.builds(tree.Identification, inner, inner, inner))
        ),
        st.builds(tree.Compose, inner, inner, st.booleans()),
        st.builds(tree.Power, inner, st.integers(-3, 20)),
        st.builds(tree.TheArrow, inner, inner),
        st.builds(tree.Restriction, inner, inner),
        st.builds(tree.ElementAt, inner, inner),
        st.builds(tree.Arithmetic, inner, st.sampled_from("+-*"), inner),
        st.builds(
            tree.Call,
            heads,
            many(st.builds(tree.LyingIn, inner, inner) | st.builds(tree.Selection, names, inner, _condition(inner)), 1),
        ),
    )


def _condition(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(tree.Comparison, inner, operators, inner, st.none() | inner)


terms = st.recursive(names | integers, _terms, max_leaves=8)
small = st.recursive(names | integers, _terms, max_leaves=2)


def _is(subject: Any, said: Any, preposition: Any, category: Any) -> tree.Is:
    return tree.Is(subject, said, *(preposition or (None, None)), category)


_atoms = st.one_of(
    st.builds(
        _is, small, many(properties, 1), st.none() | st.tuples(st.sampled_from(["by", "to"]), small), st.none() | small
    ),
    st.builds(tree.Has, small, many(properties, 1)),
    st.builds(tree.SolvesByPrompt, small, small, st.none() | small),
    st.builds(tree.SolvesByTuning, small, small),
    st.builds(
        tree.Generalizes,
        small,
        st.none() | st.builds(tree.Set, many(small)),
        st.sampled_from([None, "functors", "faithful functors"]),
    ),
    st.builds(tree.Comparison, small, operators, small, st.none() | small),
    st.builds(tree.Isomorphic, small, small, st.none() | small),
    st.builds(tree.Said, st.builds(tree.Call, heads, many(small))),
)


def _quantified(kind: str, variables: tuple[Any, ...], domain: Any, condition: Any, body: Any) -> Any:
    for number, variable in reversed(list(enumerate(variables))):
        body = tree.Quantified(kind, variable, domain, body, condition, number > 0)
        condition = None
    return body


propositions = st.recursive(
    _atoms,
    lambda inner: st.one_of(
        st.builds(tree.Not, inner),
        st.builds(tree.Connective, st.sampled_from(["and", "or", "implies", "iff"]), inner, inner),
        st.builds(
            _quantified,
            st.sampled_from(["forall", "exists", "exists unique"]),
            many(names, 1),
            small,
            st.none() | inner,
            inner,
        ),
    ),
    max_leaves=8,
)


def _no_call(prop: Any) -> bool:
    """A call alone says nothing yet about what is called; after `:=` it is read as a term."""
    return not isinstance(prop, tree.Said)


_labels = names | integers | st.builds(tree.Tuple, many(small, 2))
_objects_of_components = small.filter(lambda term: not print_term(term).startswith("{"))
"""`at` before a brace is a name."""
_maps = many(st.builds(tree.MapsTo, small, small))
_doc = st.none() | texts
_equation = st.builds(tree.EquationItem, small, small)
_equation_of_names = st.builds(tree.EquationItem, names, small)
_arrows = st.builds(tree.ArrowsItem, many(names, 1), small, small)
_objects = st.builds(tree.ObjectsItem, many(_labels, 1))
_chains = st.builds(tree.ChainItem, many(_labels, 2))
_points = st.builds(tree.PointsItem, many(_labels, 1))
_generators = st.builds(tree.GeneratorsItem, many(names, 1))
_task_item = st.builds(tree.ElementsItem, small, st.builds(tree.Set, many(small))) | st.builds(
    tree.RestrictionItem, small, _maps
)
_kinds = st.sampled_from(
    ["category", "monoid", "group", "poset", "table", "functor", "task", "transformation", "model", "pretext"]
)


def _category(kinds: list[str], *items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(tree.CategoryDecl, st.sampled_from(kinds), names, _doc, many(st.one_of(items)))


def _pretext(kinds: list[str], *items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(tree.PretextDecl, names, _doc, st.sampled_from(kinds), many(st.one_of(items)))


_parameters = st.one_of(
    st.builds(tree.Parameter, st.sampled_from(["category", "number"]), names),
    st.builds(tree.Parameter, st.sampled_from(["functor", "transformation", "model"]), names, small, small),
    st.builds(lambda name, place: tree.Parameter("task", name, place=place), names, small),
    st.builds(lambda name, place: tree.Parameter("object", name, place=place), names, small),
    st.builds(
        lambda name, a, b, place: tree.Parameter("arrow", name, a, b, place=place),
        names,
        small,
        small,
        st.none() | small,
    ),
    st.builds(lambda name, at, place: tree.Parameter("element", name, at=at, place=place), names, small, small),
)
definitions = st.builds(tree.Define, names, _doc, many(_parameters), propositions.filter(_no_call) | terms)


items = st.one_of(
    definitions,
    st.builds(tree.Import, texts),
    _category(["category"], _objects, _arrows, _equation),
    _category(["monoid", "group"], _generators, _equation),
    _category(["poset"], _chains, _points),
    _category(["table"], _objects, _arrows, st.builds(tree.ComposeItem, small, small)),
    st.builds(tree.FunctorDecl, names, _doc, small, small, _maps),
    st.builds(tree.TaskDecl, names, _doc, small, many(_task_item)),
    st.builds(
        tree.TransformationDecl,
        names,
        _doc,
        small,
        small,
        many(st.builds(tree.ComponentItem, _objects_of_components, _maps)),
    ),
    st.builds(tree.ModelDecl, names, _doc, small, small, _maps),
    _pretext(
        ["rotation"],
        st.builds(tree.OrderItem, st.integers(1, 99)),
        st.builds(tree.ImagesItem, many(names, 1), st.integers(1, 9)),
    ),
    _pretext(["masked", "next_token"], st.builds(tree.TextItem, names)),
    _pretext(["contrastive"], st.builds(tree.PairItem, names, names), st.builds(tree.SamplesItem, many(names, 1))),
    _pretext(["supervised"], st.builds(tree.LabelItem, names, names)),
    st.builds(tree.Definition, _kinds, names, _doc, terms),
    st.builds(
        tree.Definition,
        st.sampled_from(["category", "monoid", "group", "poset", "table"]),
        names,
        _doc,
        st.builds(tree.Call, words, many(small), many(_objects | _arrows | _equation_of_names | _chains | _points, 1)),
    ),
    st.builds(tree.TaskFrom, names, _doc, small, small, many(st.builds(tree.RestrictionFrom, small, small))),
    st.builds(tree.TasksDecl, small, small, _doc, st.sampled_from(["tasks", "names"])),
    st.builds(tree.FunctorDecl, names, _doc, small, small, st.just(()), small),
    st.builds(tree.Statement, st.sampled_from(["claim", "refute", "ask"]), st.none() | names, propositions),
    st.builds(tree.Find, st.none() | names, many(st.tuples(names, small), 1), propositions),
)
theories = st.builds(tree.Theory, many(items, 0, 4))
