"""Theorem 3 and functor facts: search, z3 and naive enumeration agree, and the kernel agrees with them."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from certified import agree, certificate_of
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import functors, small_categories

from catproof import check, kernel
from catproof.core import constructions
from catproof.core.category import Arrow, Category
from catproof.core.functor import Functor, broken_equation, restriction
from catproof.core.functor_search import functors as search
from catproof.core.presheaves import yoneda
from catproof.core.transformation import natural_maps
from catproof.decide.adjunction import Dense, HasAdjoint, LeftAdjoint
from catproof.decide.functors import FunctorProperty
from catproof.decide.generalization import Generalizes, GeneralizesFrom
from catproof.decide.isomorphic import IsomorphicCategories, IsomorphicFunctors


def all_functors(source: Category, target: Category) -> Iterator[Functor]:
    """Every choice of values, tried in turn."""
    for objects in itertools.product(range(len(target.objects)), repeat=len(source.objects)):
        ranges = [list(target.arrows(objects[g.source], objects[g.target])) for g in source.generators]
        for arrows in itertools.product(*ranges):
            made = Functor(source, target, objects, arrows)
            if broken_equation(made) is None:
                yield made


def few_choices(source: Category, target: Category, most: int = 3000) -> bool:
    number = max(1, len(target.objects)) ** len(source.objects) * max(1, target.count()) ** len(source.generators)
    return number <= most


def is_faithful(f: Functor) -> bool:
    return all(
        f.on_arrow(x) != f.on_arrow(y)
        for a, b in pairs(f.source)
        for x, y in itertools.combinations(f.source.arrows(a, b), 2)
    )


def is_full(f: Functor) -> bool:
    return all(
        {f.on_arrow(x) for x in f.source.arrows(a, b)} == set(f.target.arrows(f.on_objects[a], f.on_objects[b]))
        for a, b in pairs(f.source)
    )


def pairs(category: Category) -> list[tuple[int, int]]:
    return list(itertools.product(range(len(category.objects)), repeat=2))


def are_inverse(category: Category, f: Arrow, g: Arrow) -> bool:
    return category.compose(f, g).number == 0 and category.compose(g, f).number == 0


def isomorphic(f: Functor, g: Functor, fixed: set[int]) -> bool:
    """A natural isomorphism that is the identity at the fixed objects: all families tried."""
    target = f.target
    choices = []
    for a, (x, y) in enumerate(zip(f.on_objects, g.on_objects, strict=True)):
        isos = [h for h in target.arrows(x, y) if any(are_inverse(target, h, k) for k in target.arrows(y, x))]
        choices.append([h for h in isos if h == target.identity(x)] if a in fixed else isos)
    return any(
        all(
            target.compose(family[arrow.target], f.on_generators[k])
            == target.compose(g.on_generators[k], family[arrow.source])
            for k, arrow in enumerate(f.source.generators)
        )
        for family in itertools.product(*choices)
    )


IN_CLASS: dict[Any, Any] = {
    None: lambda f: is_full(f) and is_faithful(f),
    "functors": lambda f: True,
    "faithful functors": is_faithful,
}


def generalizes_from(f: Functor, seen: set[int], among: str | None) -> bool:
    def agrees(g: Functor) -> bool:
        return all(g.on_objects[a] == f.on_objects[a] for a in seen) and all(
            g.on_arrow(h) == f.on_arrow(h) for a in seen for b in seen for h in f.source.arrows(a, b)
        )

    others = [g for g in all_functors(f.source, f.target) if IN_CLASS[among](g) and agrees(g)]
    return IN_CLASS[among](f) and all(isomorphic(f, g, seen) for g in others)


@st.composite
def tiny_functors(draw: st.DrawFn) -> Functor:
    source = draw(small_categories())
    target = draw(small_categories().filter(lambda c: few_choices(source, c)))
    return draw(functors(source, target))


@settings(max_examples=120)
@given(tiny_functors(), st.data())
def test_generalizing_from_what_was_seen(f: Functor, data: st.DataObject) -> None:
    seen = data.draw(st.sets(st.integers(0, len(f.source.objects) - 1)))
    for among in IN_CLASS:
        agree(GeneralizesFrom(f, sorted(seen), among), generalizes_from(f, seen, among))


@settings(max_examples=80)
@given(tiny_functors())
def test_generalizing_is_being_full_and_faithful(f: Functor) -> None:
    agree(Generalizes(f), is_full(f) and is_faithful(f))


@settings(max_examples=80)
@given(tiny_functors())
def test_the_search_finds_every_functor_once(f: Functor) -> None:
    def key(g: Functor) -> tuple[Any, ...]:
        return g.on_objects, g.on_generators

    found = [key(g) for g in search(f.source, f.target)]
    assert len(set(found)) == len(found)
    assert set(found) == {key(g) for g in all_functors(f.source, f.target)}


@settings(max_examples=80)
@given(tiny_functors())
def test_dense_equivalence_isomorphism(f: Functor) -> None:
    target = f.target
    nerves = [restriction(f, yoneda(target, x)) for x in range(len(target.objects))]

    def induced(x: int, h: Arrow) -> tuple[Any, ...]:
        return tuple(target.compose(h, k) for value in f.on_objects for k in target.arrows(value, x))

    dense = all(
        len({induced(x, h) for h in target.arrows(x, y)})
        == target.hom_size(x, y)
        == sum(1 for _ in itertools.islice(natural_maps(nerves[x], nerves[y]), target.hom_size(x, y) + 1))
        for x, y in pairs(target)
    )
    agree(Dense(f), dense)
    both = is_full(f) and is_faithful(f)
    surjective = all(
        any(are_inverse(target, h, k) for v in f.on_objects for h in target.arrows(v, d) for k in target.arrows(d, v))
        for d in range(len(target.objects))
    )
    agree(FunctorProperty(f, "an equivalence"), both and surjective)
    bijective = sorted(f.on_objects) == list(range(len(target.objects)))
    agree(FunctorProperty(f, "an isomorphism"), both and bijective)


def is_left_adjoint(f: Functor, g: Functor) -> bool:
    """Units and counits, all of them tried, with the two triangle identities."""
    source, target = f.source, f.target
    units = [list(source.arrows(c, g.on_objects[d])) for c, d in enumerate(f.on_objects)]
    counits = [list(target.arrows(f.on_objects[c], d)) for d, c in enumerate(g.on_objects)]
    for eta in itertools.product(*units):
        if any(
            source.compose(g.on_arrow(f.on_generators[k]), eta[h.source])
            != source.compose(eta[h.target], source.generator(k))
            for k, h in enumerate(source.generators)
        ):
            continue
        for epsilon in itertools.product(*counits):
            natural = all(
                target.compose(target.generator(k), epsilon[h.source])
                == target.compose(epsilon[h.target], f.on_arrow(g.on_generators[k]))
                for k, h in enumerate(target.generators)
            )
            first = all(target.compose(epsilon[d], f.on_arrow(eta[c])).number == 0 for c, d in enumerate(f.on_objects))
            second = all(source.compose(g.on_arrow(epsilon[d]), eta[c]).number == 0 for d, c in enumerate(g.on_objects))
            if natural and first and second:
                return True
    return False


@settings(max_examples=60)
@given(tiny_functors(), st.data())
def test_adjoints(f: Functor, data: st.DataObject) -> None:
    if few_choices(f.target, f.source, 300):
        back = list(all_functors(f.target, f.source))
        for g in back[:6]:
            agree(LeftAdjoint(f, g), is_left_adjoint(f, g))
        agree(HasAdjoint(f, "right"), any(is_left_adjoint(f, g) for g in back))
        agree(HasAdjoint(f, "left"), any(is_left_adjoint(g, f) for g in back))


@settings(max_examples=60)
@given(tiny_functors(), st.data())
def test_isomorphic_functors_and_categories(f: Functor, data: st.DataObject) -> None:
    g = data.draw(functors(f.source, f.target))
    agree(IsomorphicFunctors(f, g), isomorphic(f, g, set()))
    expected = len(f.source.objects) == len(f.target.objects) and any(
        is_full(h) and is_faithful(h) and len(set(h.on_objects)) == len(h.on_objects)
        for h in all_functors(f.source, f.target)
    )
    agree(IsomorphicCategories(f.source, f.target), expected)
    agree(IsomorphicCategories(f.source, constructions.opposite(constructions.opposite(f.source))), True)


GROUPS = """
group Z2 { generator r ; equation r^2 = id }
group Z4 { generator r ; equation r^4 = id }
group S3 { generator s, t ; equation s^2 = id ; equation t^3 = id ; equation s . t . s = t^2 }
poset Diamond { bottom < left < top ; bottom < right < top }
"""


@pytest.mark.parametrize(
    "statement",
    [
        "count(functors(Z4, Z2)) = 2",
        "count(functors(S3, Z2)) = 2",
        "count(functors(Z2, S3)) = 4",
        "count(functors(S3, S3)) = 10",
        "count(functors(chain(2), chain(3))) = 6",
        "count(functors(chain(3), Diamond)) = 16",
        "count(functors(empty(), Z4)) = 1 and count(functors(Z4, empty())) = 0",
        "S3 ~= opposite(S3) and not Z4 ~= product(Z2, Z2)",
        "forall F in functors(Z2, S3) : F is faithful implies not F is full",
        "exists F in functors(Diamond, chain(2)) : F has a right adjoint and F has a left adjoint",
        "forall F in functors(Z4, Z4) : F is an isomorphism iff F is an equivalence",
        "inclusion(full(Diamond, {left, right})) is fully faithful and not inclusion(full(Diamond, {top})) is dense",
        "forall F in functors(chain(2), chain(3)) : forall G in functors(chain(3), chain(2)) : "
        "F is left adjoint to G implies F has a right adjoint and G has a left adjoint",
    ],
)
@pytest.mark.parametrize("engine", ["direct", "both"])
def test_known_facts(statement: str, engine: str) -> None:
    report = check(GROUPS + "claim " + statement, engine=engine)
    assert not report.errors
    assert report.ok, [v.reason for v in report.verdicts]


@pytest.mark.parametrize(
    ("statement", "column", "message"),
    [
        ("claim identity(Z2) generalizes from {left}", 38, "left is not an object of Z2"),
        ("claim identity(Z2) ~= identity(Z4)", 7, "not parallel"),
        ("claim identity(Z2) is left adjoint", 23, "left adjoint to what"),
        ("claim identity(Z2) is left adjoint to identity(Z4)", 7, "to and fro"),
        ("claim identity(Z2) has a middle adjoint", 26, "middle adjoint"),
    ],
)
def test_errors(statement: str, column: int, message: str) -> None:
    (error,) = check(GROUPS + statement).errors
    assert (error.span.line, error.span.column) == (6, column)
    assert message in error.message


def walk(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from walk(value[key], (*path, key))
    elif isinstance(value, int):
        yield path


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize(
    "statement",
    [
        "ask F generalizes from {a}",
        "ask F generalizes from {a, b} among functors",
        "ask F ~= G",
        "ask F ~= F",
        "ask C ~= C",
        "ask F is left adjoint to H",
        "ask F has a right adjoint",
        "ask F has a left adjoint",
        "ask F is dense",
        "ask H is an isomorphism",
        "ask F is an equivalence",
    ],
)
def test_no_change_to_evidence_or_verdict_passes_unless_it_is_evidence_too(statement: str) -> None:
    theory = """
    poset C { a < b }
    poset D { x < y < z }
    functor F : C -> D { a |-> x ; b |-> y }
    functor G : C -> D { a |-> x ; b |-> z }
    functor H : D -> C { x |-> a ; y |-> b ; z |-> b }
    """
    (verdict,) = check(theory + statement).verdicts
    certificate = verdict.certificate
    assert certificate is not None
    value = certificate["verdict"]
    tried = 0
    for path in walk(certificate["evidence"]):
        old = certificate["evidence"]
        for key in path:
            old = old[key]
        for new in [not old] if isinstance(old, bool) else [old + 1, old - 1, -1, 10**9, True, None, "0"]:
            tried += 1
            broken = {**certificate, "evidence": changed(certificate["evidence"], path, new)}
            try:
                assert kernel.check(broken) is value  # other evidence for the same verdict
            except kernel.Rejected:
                continue
    with pytest.raises(kernel.Rejected):
        kernel.check({**certificate, "verdict": not value})
    with pytest.raises(kernel.Rejected):
        kernel.check({**certificate, "verdict": not value, "evidence": {**certificate["evidence"], "value": not value}})
    assert tried


def test_a_second_world_must_fit_what_was_seen() -> None:
    """Evidence that is a functor, but disagrees on a seen object, is rejected."""
    poset = constructions.chain(2)
    functor = Functor(poset, poset, [0, 1], [poset.generator(0)])
    claim = GeneralizesFrom(functor, [0], "functors")
    finding = claim.direct()
    made = certificate_of(claim, finding)
    assert finding.value is False
    broken = {**made["evidence"], "objects": [1, 1], "generators": [[1, 0]]}
    with pytest.raises(kernel.Rejected):
        kernel.check({**made, "evidence": broken})
