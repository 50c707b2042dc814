"""The definitions that catproof ships: the digests of their terms, and the rules that decide what they say.

A definition of a certificate is shipped when its digest is one of these, whatever it is called; `digest` says what is
digested. A test makes the digests again from `prelude.cat`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from catproof.kernel import functors, models, prompting, properties, transformations
from catproof.kernel.constructed_tasks import same
from catproof.kernel.isomorphism import Invariants
from catproof.kernel.models import Model
from catproof.kernel.rejection import index, need
from catproof.kernel.tables import Category, Functor, Task

Rule = Callable[[Any, Any, Any, bool], "bool | None"]


class Passed:
    """Gives the rules what they ask for: here it is in the claim itself."""

    def __init__(self) -> None:
        self.invariants = Invariants()

    @staticmethod
    def category(value: Any) -> Category:
        need(isinstance(value, Category), "a category is expected")
        return value  # type: ignore[no-any-return]

    @staticmethod
    def functor(value: Any) -> Functor:
        need(isinstance(value, Functor), "a functor is expected")
        return value  # type: ignore[no-any-return]

    @staticmethod
    def task(value: Any) -> Task:
        need(isinstance(value, Task), "a task is expected")
        return value  # type: ignore[no-any-return]

    @staticmethod
    def model(value: Any) -> Model:
        need(isinstance(value, Model), "a model is expected")
        return value  # type: ignore[no-any-return]

    @staticmethod
    def transformation(value: Any) -> Any:
        need(type(value) is tuple and len(value) == 3, "a transformation is expected")
        return value


class Said(NamedTuple):
    """A rule for a definition or an atom: how its claim is made of the arguments, and the keys that evidence may have
    beside `value`."""

    rule: Rule
    claim: Callable[..., Mapping[str, Any]]
    keys: Sequence[str]


def _arrow(name: str) -> Said:
    return Said(
        properties.prove_arrow,
        lambda C, a, b, f: {"category": C, "arrow": f, "property": name},  # noqa: N803
        ("arrows", "inverse"),
    )


def _object(name: str) -> Said:
    return Said(
        properties.prove_object,
        lambda C, a: {"category": C, "object": a, "property": name},  # noqa: N803
        ("object",),
    )


def _functor(name: str) -> Said:
    return Said(
        properties.prove_functor,
        lambda B, C, F: {"functor": F, "property": name},  # noqa: N803
        ("object", "unhit", "objects", "arrows", "between", "arrow"),
    )


def _transformation(name: str) -> Said:
    return Said(
        transformations.prove_transformation,
        lambda C, S, T, n: {"transformation": n, "property": name},  # noqa: N803
        ("collapsed", "missed"),
    )


def _adjoint(side: str) -> Said:
    return Said(
        functors.prove_has_adjoint,
        lambda B, C, F: {"functor": F, "side": side},  # noqa: N803
        ("universal", "object"),
    )


def _ideal(given: Any, claim: Any, evidence: Any, value: bool) -> bool | None:
    if given.model(claim["model"]).functor is not None:
        return properties.prove_functor(given, {**claim, "property": "fully faithful"}, evidence, value)
    return models.prove_ideal(given, claim, evidence, value)


_UNIVERSAL = ("element", "prompt", "differs", "apart", "classes", "candidates")

SAID: dict[tuple[str, tuple[str, ...]], Said] = {
    **{(name, ("arrow",)): _arrow(name) for name in ("mono", "epi", "split mono", "split epi", "iso")},
    **{(name, ("object",)): _object(name) for name in ("terminal", "initial")},
    **{(name, ("transformation",)): _transformation(name) for name in ("mono", "epi", "iso")},
    **{
        (word, ("functor",)): _functor(name)
        for word, name in {
            "full": "full", "faithful": "faithful", "fully faithful": "fully faithful", "embedding": "an embedding",
            "essentially surjective": "essentially surjective", "equivalence": "an equivalence",
            "isomorphism": "an isomorphism", "generalizes": "fully faithful",
        }.items()
    },
    ("equal", ("transformation", "transformation")): Said(
        transformations.prove_equal, lambda C, S, T, m, n: {"left": m, "right": n}, ("element",)  # noqa: N803
    ),
    ("equal", ("functor", "functor")): Said(
        functors.prove_equal, lambda B, C, F, G: {"left": F, "right": G}, ()  # noqa: N803
    ),
    ("equal", ("natural transformation", "natural transformation")): Said(
        functors.prove_equal_components, lambda B, C, F, G, m, n: {"left": m, "right": n}, ()  # noqa: N803
    ),
    ("isomorphic", ("object", "object")): Said(
        properties.prove_isomorphic_objects,
        lambda C, a, b: {"category": C, "left": a, "right": b},  # noqa: N803
        ("arrow", "inverse"),
    ),
    ("isomorphic", ("task", "task")): Said(
        properties.prove_isomorphic_tasks, lambda C, S, T: {"left": S, "right": T}, ("map",)  # noqa: N803
    ),
    ("isomorphic", ("category", "category")): Said(
        functors.prove_isomorphic_categories, lambda C, D: {"left": C, "right": D}, ("objects", "generators")  # noqa: N803
    ),
    ("representable", ("task", "object")): Said(
        prompting.prove_representable, lambda C, T, a: {"category": C, "task": T, "by": a}, _UNIVERSAL  # noqa: N803
    ),
    ("representable", ("task",)): Said(
        prompting.prove_representable, lambda C, T: {"category": C, "task": T, "by": None}, _UNIVERSAL  # noqa: N803
    ),
    ("solves by prompt", ("model", "task", "object")): Said(
        models.prove_prompt, lambda C, D, h, T, a: {"model": h, "task": T, "by": a}, (*_UNIVERSAL, "map")  # noqa: N803
    ),
    ("solves by prompt", ("model", "task")): Said(
        models.prove_prompt, lambda C, D, h, T: {"model": h, "task": T, "by": None}, (*_UNIVERSAL, "map")  # noqa: N803
    ),
    ("familial", ("task",)): Said(
        prompting.prove_familial,
        lambda C, T: {"category": C, "task": T},  # noqa: N803
        ("generators", "component", *_UNIVERSAL),
    ),
    ("dense", ("functor",)): Said(functors.prove_dense, lambda B, C, F: {"functor": F}, ("between",)),  # noqa: N803
    ("has a right adjoint", ("functor",)): _adjoint("right"),
    ("has a left adjoint", ("functor",)): _adjoint("left"),
    ("ideal", ("model",)): Said(_ideal, lambda C, D, h: {"model": h}, ("arrows", "between", "map", "arrow")),  # noqa: N803
}  # fmt: skip
"""By the word of a shipped definition and the kinds of its written parameters."""

ATOMS: dict[str, Said] = {
    "solves by tuning": Said(
        models.prove_tuning, lambda h, t: {"model": h, "task": t}, ("sizes", "action", "map", "refutation")
    ),
    "left adjoint": Said(functors.prove_left_adjoint, lambda f, g: {"left": f, "right": g}, ("unit",)),
    "isomorphic functors": Said(
        functors.prove_isomorphic_functors, lambda f, g: {"left": f, "right": g}, ("components",)
    ),
    "isomorphic models": Said(models.prove_isomorphic_models, lambda f, g: {"left": f, "right": g}, ("maps",)),
    **{
        f"generalizes from{suffix}": Said(
            functors.prove_generalizes_from,
            lambda f, *seen, among=among: {"functor": f, "seen": list(seen), "among": among},
            ("objects", "generators"),
        )
        for suffix, among in (
            ("", None), (" among functors", "functors"), (" among faithful functors", "faithful functors"),
        )
    },
}  # fmt: skip
"""Operations that say something and have no definition."""


def fit(values: Mapping[str, Any]) -> None:
    """Reject arguments of a shipped definition that do not live where the others say; parameters are known by name."""
    for name, value in values.items():
        if name in ("F", "G"):
            right = value.source is values["B"] and value.target is values["C"]
        elif name == "h":
            right = value.category is values["C"] and value.base is values["D"]
        elif name in ("S", "T"):
            right = value.category is values.get("C", values.get("category\0S"))
        elif name in ("m", "n") and not isinstance(value, tuple):
            ends = ((value.source, values["F"]), (value.target, values["G"]))
            right = all(one.source is two.source and functors.values(one) == functors.values(two) for one, two in ends)
        elif name in ("m", "n"):
            right = same(value[0], values["S"]) and same(value[1], values["T"])
        elif name == "f":
            category = values["C"]
            category.arrow(value)
            right = (category.source(value), value[0]) == (values["a"], values["b"])
        elif name in ("a", "b", "P"):
            index(value, values["C"].objects, "object")
            right = True
        else:
            right = isinstance(value, Category) or name in ("u", "x")
        need(right, "an argument of a definition lives elsewhere than another says")


def digest(definition: Mapping[str, Any], calls: Sequence[str]) -> str:
    """The SHA-256 of a definition as JSON: its parameters and its body, in which a call has the digest of what it
    calls in place of the number."""

    def told(term: Any) -> Any:
        if type(term) is not list:
            return term
        if term[:1] == ["call"]:
            return ["call", calls[term[1]], *map(told, term[2:])]
        return [told(part) for part in term]

    content = [definition["parameters"], told(definition["body"])]
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


DIGESTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "31657abcb840acec0d5e70e4698581041cac9ea5108959456ba27dd7104246ec": ("mono", ("arrow",)),
    "df866a8aeac2e6ffa61522906fefc296d817d6d903a0416d00ee7e3378abbf93": ("epi", ("arrow",)),
    "82ea311a210c87dcc4b53a48aaf30ff680fae0e7c11c0b1631dd0b4c1a7490d4": ("split mono", ("arrow",)),
    "9eec91b88a8628313227aaaa698c2e5f20316c553aefd9fe8d44eefe71875c86": ("split epi", ("arrow",)),
    "1834448efda343077b75557f938af2bc544b2d220accbe2f4fe654ec32663864": ("iso", ("arrow",)),
    "1079a2d7be83e6f1306987c89007c2d355ce929ccd07ae123db2c1f4fe914603": ("terminal", ("object",)),
    "dbaf55cd52f5b2d34d3758384bac461a209659c03d8e700bf1e6f70c1002dcb3": ("initial", ("object",)),
    "c06022646a2d6c4865c0ea98f4f10c73912f2c5fa2f8688a7ec058ca3f1b88f0": ("isomorphic", ("object", "object")),
    "2eec0aa5219004d31d0555e71d2cf63f0f678e4d4965325eac440e9aa033fa5e": ("mono", ("transformation",)),
    "08b8efd7f16acc4bc14111b3fb403429e43409fd1dfa82505b0a45b603a9c374": ("epi", ("transformation",)),
    "ba9dc3bedf3fbd0802d6e37420b039851e1dcd768fbfd621e41c5b684679b1f5": ("iso", ("transformation",)),
    "02737abfffc4a9a98f6e4686539b1023faa74e0d427df636e095424006270cfb": ("equal", ("transformation", "transformation")),
    "04d722b93b2a53d9c7a5e41cc4eeef8cad0a1bfbb472d19de8cdc346dea5ed5c": ("split mono", ("transformation",)),
    "07f1958149f79e99bded263c34885d768ed02cd9153ba4d31ec5d3c30e3e795b": ("split epi", ("transformation",)),
    "01c5d63a3939f40aa02f81ff3075eb8c596c2f54372bf5893071f784ffa91ea3": ("isomorphic", ("task", "task")),
    "bf663bf6968ecc3cf934101a24236f7e68bbaf261e106842295ffc55f14a32a8": ("representable", ("task", "object")),
    "894b8498fe9e1bb577c47264b96caad840598cf3f85a1bd1516db77be889588c": ("representable", ("task",)),
    "52ae1310a5c1c3efbbf626de9178586acc2209e5f0488ce9e66b6f3441f84655": (
        "solves by prompt", ("model", "task", "object")
    ),
    "b92ca167f8328ee701e6e1a022f9d8fe0b401052d5944f789d9f894964cc9e1b": ("solves by prompt", ("model", "task")),
    "e72246b3722c90bfcb460a9e1c666aebd7b69bbc01065c22163fc45df132ebae": (
        "restricts to", ("task", "element", "element")
    ),
    "e243d1e917eb46ccfef7a9d97ccb10d400e765ad2e0a3bad15a2dc7b137ed692": (
        "restricts once to", ("task", "element", "element")
    ),
    "d71e672acb3f90fc5f077fae95279839666a705050031585a1980251c6653f64": ("familial", ("task",)),
    "f118da77beeb7b3d1ec1ec47f34a0c041e6ba45c36bc84a20650a5e10b9f18ed": ("equal", ("functor", "functor")),
    "32530680a0400ecedae34b8635e29f62f2bb75d041a33c0964916ae8dcef188b": (
        "equal", ("natural transformation", "natural transformation")
    ),
    "a1a021b9752ea77cfb7f620cc89fa428cce9ee2e43620545afa1d6db535d2409": ("iso", ("natural transformation",)),
    "27bdabef6ab8940f74833db4728ed3382ef6fa1622088fff20061a7285fb21ad": ("full", ("functor",)),
    "58126b12af43fd9f4c189809277ec0c7fcb4d3457c03ade4656f0c942afefeb5": ("faithful", ("functor",)),
    "882bd6cbfad12fb83536ba75a5b02f4a2dc4b9eca15405d4b853e3f36439919e": ("fully faithful", ("functor",)),
    "7b54520cf1131aba74674327ea06b035994605a2593d838473416f40745c8623": ("embedding", ("functor",)),
    "5fc7826d875a2d2d73ec06f7c7ae093e5a747b9d3a98d72c829de40c43cf2732": ("essentially surjective", ("functor",)),
    "52846461d050b607ba480aa2f74fe6e56d421f11514a56bf19fbc390fd02cd56": ("equivalence", ("functor",)),
    "98efd4c241d3dd09297f0cddf2f995feef6a60ac23fc2b34cb4ba7bff3c72086": ("isomorphism", ("functor",)),
    "956c833433294f2c05b4a5b90715fa382e5741918489bc071f0c77d4539442e3": ("isomorphic", ("category", "category")),
    "a9b9f17564ec01fe5654ff36df2a70e1315a7da89ed08bb8b907156ab21d54a8": ("dense", ("functor",)),
    "3eb108e74a857a5d15a0778fa65f6a276093c79bd978d27ce7b7656e7795a790": ("has a right adjoint", ("functor",)),
    "2f19c777706053eab5ef7379879e76e71f042765b693b41a9e8541ae0b943f0f": ("has a left adjoint", ("functor",)),
    "85b494470eaa0d58ce9b74fd8ea95a88f591fda821193bc9e18b10e8ebfa1965": ("generalizes", ("functor",)),
    "5abd91565a8206541eee59ac91ef8a8bcf7d091c60a85dd188a419a6acc20d0b": ("ideal", ("model",)),
    "297aae828b38452346ac9f2d80966673bd025c0ddad00cfebf65f37a08127c74": ("aligned", ("model", "functor")),
}  # fmt: skip
"""The word and the kinds of the written parameters of each shipped definition, by its digest."""
