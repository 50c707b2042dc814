"""The definitions that catproof ships: the digests of their terms, and the rules that decide what they say.

A definition of a certificate is shipped when its digest is one of these, whatever it is called; `digest` says what is
digested. A test makes the digests again from `prelude.cat`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from catproof.kernel import equivalence, functors, keeping, lattices, models, prompting, properties, transformations
from catproof.kernel.constructed_tasks import same
from catproof.kernel.functor_tables import Functor
from catproof.kernel.isomorphism import Invariants
from catproof.kernel.models import Model
from catproof.kernel.rejection import index, need
from catproof.kernel.tables import Category, Task

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
        ("object", "unhit", "objects", "arrows", "between", "arrow", "adjoint", "side"),
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
        ("universal", "object", "adjoint", "by"),
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
    ("equivalent", ("category", "category")): Said(
        equivalence.prove_equivalent, lambda C, D: {"left": C, "right": D}, ()  # noqa: N803
    ),
    **{
        (name, ("category",)): Said(
            lattices.prove_lattice, lambda C, name=name: {"category": C, "property": name}, ()  # noqa: N803
        )
        for name in ("lattice", "distributive")
    },
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
    ("dense", ("functor",)): Said(functors.prove_dense, lambda B, C, F: {"functor": F}, ("between", "by")),  # noqa: N803
    ("has a right adjoint", ("functor",)): _adjoint("right"),
    ("has a left adjoint", ("functor",)): _adjoint("left"),
    ("ideal", ("model",)): Said(
        _ideal, lambda C, D, h: {"model": h}, ("arrows", "between", "map", "arrow", "adjoint", "side")  # noqa: N803
    ),
}  # fmt: skip
"""By the word of a shipped definition and the kinds of its written parameters."""

ATOMS: dict[str, Said] = {
    **{
        f"{verb} {kind}": Said(
            keeping.prove_keeps,
            lambda f, verb=verb, kind=kind: {
                "functor": f, "reflecting": verb == "reflects", "turned": kind == "colimits",
            },
            ("by", "universal", "adjoint", "corners", "edges", "apex", "legs"),
        )
        for verb in ("preserves", "reflects")
        for kind in ("limits", "colimits")
    },
    "solves by tuning": Said(
        models.prove_tuning, lambda h, t: {"model": h, "task": t}, ("sizes", "action", "map", "refutation")
    ),
    "left adjoint": Said(functors.prove_left_adjoint, lambda f, g: {"left": f, "right": g}, ("unit", "between")),
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


Values = Mapping[str, Any]
Fits = Callable[[Any, Values], bool]

_ENDS: dict[str, dict[str, tuple[str, str]]] = {
    "a product": {"f": ("p", "a"), "g": ("p", "b")},
    "a coproduct": {"f": ("a", "s"), "g": ("b", "s")},
    "an equalizer": {"i": ("e", "a")},
    "a coequalizer": {"q": ("b", "e")},
    "a pullback": {"p": ("d", "a"), "q": ("d", "b"), "f": ("a", "c"), "g": ("b", "c")},
    "a pushout": {"p": ("a", "d"), "q": ("b", "d"), "f": ("c", "a"), "g": ("c", "b")},
    "have a pullback": {"f": ("a", "c"), "g": ("b", "c")},
    "have a pushout": {"f": ("c", "a"), "g": ("c", "b")},
}
"""Where the arrows of a definition start and end, if not from `a` to `b`."""

_BROUGHT = {**dict.fromkeys("BCDJ", "category"), **dict.fromkeys("ST", "task"), **dict.fromkeys("FG", "functor")}
"""The kinds of arguments that others bring along; the rest are objects."""


def _task_fits(value: Any, values: Values) -> bool:
    return value.category is values.get("C", values.get("category\0S"))


def _map_fits(value: Any, values: Values) -> bool:
    """Of tasks, with source and target; or of functors."""
    if isinstance(value, tuple):
        return same(value[0], values["S"]) and same(value[1], values["T"])
    ends = ((value.source, values["F"]), (value.target, values["G"]))
    return all(one.source is two.source and functors.values(one) == functors.values(two) for one, two in ends)


def _arrow_fits(start: str, end: str) -> Fits:
    def fits(value: Any, values: Values) -> bool:
        category = values["C"]
        category.arrow(value)
        return bool((category.source(value), value[0]) == (values[start], values[end]))

    return fits


def _object_fits(value: Any, values: Values) -> bool:
    index(value, values["C"].objects, "object")
    return True


def _fits(word: str, name: str, kind: str, first: Sequence[str]) -> Fits:
    """Does the argument of this name and kind live where the others say? `first`: the parameters before it."""
    if kind == "arrow":
        return _arrow_fits(*_ENDS.get(word, {}).get(name, ("a", "b")))
    if kind == "functor":
        return lambda value, values: value.source is values[first[0]] and value.target is values[first[1]]
    if kind == "model":
        return lambda value, values: value.category is values[first[0]] and value.base is values[first[1]]
    if kind == "element":
        return lambda value, values: bool(values["T"].at[value] == values["P" if name == "u" else "a"])
    if kind == "category":
        return lambda value, values: isinstance(value, Category)
    return {"object": _object_fits, "task": _task_fits}.get(kind, _map_fits)


def fitting(key: tuple[str, tuple[str, ...]], parameters: Sequence[str]) -> list[tuple[str, Fits]]:
    """For each parameter of a shipped definition whether its argument lives where the others say. Those that others
    bring along come first, and are known by their names."""
    word, kinds = key
    written = dict(zip(parameters[len(parameters) - len(kinds) :], kinds, strict=True))
    found = []
    for place, name in enumerate(parameters):
        brought = "category" if "\0" in name else _BROUGHT.get(name, "object")
        found.append((name, _fits(word, name, written.get(name, brought), parameters[:place])))
    return found


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
    "10f6fe66d283e8bd559e82fe7637b18a22c9dc5fdee3bf4aac22d5be908caed3": ("a product", ("arrow", "arrow")),
    "ee5af3ed988b6e98df7e5b1a16640ac88ee6f52f0541960d19ae14ac67e2d8df": ("a coproduct", ("arrow", "arrow")),
    "f97f4f6c2c158a8cf041053db467cd990defa26f199d0961eab4c6c4291af7f3": ("an equalizer", ("arrow", "arrow", "arrow")),
    "fef80cc3d9e4ae5fae9ed77bdc9410cae08d134aed759d760fad9ef80347fcf5": ("a coequalizer", ("arrow", "arrow", "arrow")),
    "d2ddf1b29328233dec3185ce6066c3d587fe71548541dc2daacec4df6c5f3166": (
        "a pullback", ("arrow", "arrow", "arrow", "arrow")
    ),
    "877e5b2abb39d0d55573d6487079ce09e8657d7466f4aa8c1ee8025fda4a8a36": (
        "a pushout", ("arrow", "arrow", "arrow", "arrow")
    ),
    "45f3ccd8af9e42b604d08f331f51803bf2c1750308a3ee9080a250332414c250": ("have a product", ("object", "object")),
    "fe68cd9d7cee5b8f28d9df9d1a2d02216a3db90af89384ecdd97b1f5b49e6af4": ("have a coproduct", ("object", "object")),
    "22360e168d8d073ea05617e8c22c38587645473e04caff40cacd77ae1f69fdbb": ("have an equalizer", ("arrow", "arrow")),
    "eb3149040032d533f06e43cb5e76519df51b5001eecb28ba64e32dc65bbee93e": ("have a coequalizer", ("arrow", "arrow")),
    "cdf3271df919ccefcd8b65bbc2bdf07c93c7c987ba33e0c4978469f7b6011b64": ("have a pullback", ("arrow", "arrow")),
    "bf29b7d6a47981da635ad7672e0d44e2ddeed8b6a2f29a3881be59c7cf61995e": ("have a pushout", ("arrow", "arrow")),
    "a10802ec6652ad4fe3f79bfe9be6bcc6cbabe4ac1966b84ec90a05a738657bb5": ("has a terminal object", ("category",)),
    "359e751019fb1d9c9dec9a242e7ae6bfbf76d2ee6e493eab7196470e433f57c7": ("has an initial object", ("category",)),
    "4bf07265f53ac000d8a1788184c28e8a744983fea5f6f2412cd0c892d11817b7": ("zero", ("object",)),
    "093b226937bd54b5384dd5eb1a9ce92cee5740fb222a16f26707e76d55ff6ad6": ("has a zero object", ("category",)),
    "43a14b19639cd6d5a88a4a7c324077b62a5aa3d86cdce530f6d3a80850276bf8": ("has products", ("category",)),
    "9aff6e1680822aca65895a79a5aceb3ce41191d4ce7e6407bdbcb0039446ce42": ("has coproducts", ("category",)),
    "b0bd50b222cee7779b2e481b9262ad11728b1254ae460b6c4092f902e5dc438e": ("has equalizers", ("category",)),
    "5262088a6e9798bc561381ee19d41b2f9c8bba6633d1a784432f24ad3d86d1d5": ("has coequalizers", ("category",)),
    "ad19becb9cfd4948649d1548b2a396ce4ed6af206695b207abc4c6e2ac4d0ef5": ("has pullbacks", ("category",)),
    "24e13d33e771733fccb33f3c7845919c17cbc8d12425cd31846d534289cdc558": ("has pushouts", ("category",)),
    "15e7da40ecad1efd63e715dff50bb414955a824efd3b2702f87377b211c80847": ("has finite limits", ("category",)),
    "c38f09891ba715029a34956862af29159f67109f1b28e012a909fe282f3ff41e": ("has finite colimits", ("category",)),
    "0d292f399e2dfa212c9946184f01949650ca6e5fee1d1bbf0c7f21b87a0759d6": ("has a limit", ("functor",)),
    "7248daff039489700e7be46a0f14c8bb329a9bd7a181012aa70e736ab880ce28": ("has a colimit", ("functor",)),
    "ee135db4b8de943f3d08e8fba1a8ffd16645d4869ce28a83fba86ed79b3d0bba": ("preserves monos", ("functor",)),
    "6611b9d386705460735fc09a5f137103dc42680500a839f76f870fef55c8d979": ("preserves epis", ("functor",)),
    "483bd77090f6d60438b53c0dbc234291e907cf4047c73b0950a67bd4b4116522": ("reflects monos", ("functor",)),
    "2aca7fe20fb51fc573870206b053445ff0cc11fe25d649f3eeb18aac0a623e5b": ("reflects epis", ("functor",)),
    "7d6bd122dd2167af8c75a35c2e5d2064f68253a98a56c81362592ef2b559222e": ("preserves a terminal object", ("functor",)),
    "24e1a9ff5bad23bf690b5170d5188ad07a90f06aadd6f020215c7c2e873ec2ff": ("preserves an initial object", ("functor",)),
    "88dfb501f8ec5f486de1110cecf220dc929642185226271d40d9bc5c5c248bf3": ("preserves a zero object", ("functor",)),
    "0acd0d222ac05fd3e8f750e046a24448b87641ef04b4542154649e58b1d7b443": ("reflects a terminal object", ("functor",)),
    "fefaf92df92f9649aad9a1ccab75abf56ebc416e38e7f3551c71b70129a7110b": ("reflects an initial object", ("functor",)),
    "5fb64da94e0c03750cde34cc40d5d773edb95d2389abad3102e9ddf48fb99590": ("reflects a zero object", ("functor",)),
    "827f85f97724e94bdd9a8db9770929d92d07b78d5c97859fbec325c24490158a": ("preserves products", ("functor",)),
    "394800677ddf21e0ee03d73758f27b5ff5a364a8a120d8400a7c4e4cdc2d9735": ("preserves coproducts", ("functor",)),
    "576c63989e8d17081820444ebb0a6c16d16b04abd559201a970f55df10e63999": ("preserves equalizers", ("functor",)),
    "f60963b540e1f765588e8876a976b23b092a95fd685f3c309cd62c8dd2812fc9": ("preserves coequalizers", ("functor",)),
    "1721191b451bec2665cb446469b59e6b7565755606c44ab03e89a0b4f0b9c026": ("preserves pullbacks", ("functor",)),
    "84696b472853d83e10e568092853762ac136d08f9fc4fba325c586090174c5d0": ("preserves pushouts", ("functor",)),
    "59fa6e2dd7f029e407a1e77fba8820a3c2001b71d953b2c6a8792f0ae8ada56f": ("reflects products", ("functor",)),
    "de38688c507d3c7ff82512784627291258d5c966ce2f141b95f859b364ee3917": ("reflects coproducts", ("functor",)),
    "bd221fbf3486908cd0139c55bbb25673c6aa56c7815512fa2ba2e6b6a09465c9": ("reflects equalizers", ("functor",)),
    "8b80f20d5d6dd0efbb32b595c17a5e84cad9dc05c20ce1ebe82181f99c3cc669": ("reflects coequalizers", ("functor",)),
    "de964d1b2391c6ae858c3a5344f2571f5881ba045c7f4b3df313a289aa3bd00c": ("reflects pullbacks", ("functor",)),
    "e34a055eef7968fb58e799a808c6f161e07947d7d5807130fd7136b83de2cbcd": ("reflects pushouts", ("functor",)),
    "f0b08974e12a1aee3bebbe02fa20df983975d9afd88a5e79256924e1a5c91c86": ("conservative", ("functor",)),
    "721199a95206d597fef7b94b6a690b2d0323b08d13c4ea5ac57971a183f533a6": ("connected", ("task",)),
    "4258eaec50377a7826381f5dd015dcd2468e1890efe428095c83c493067f709a": ("indecomposable", ("task",)),
    "279f0e5b6dc9f325463afe1c65b039fe2fa81ab3cf0dae133f8106a8b3897448": ("connected", ("category",)),
    "94179f60a2e6a9cf547e5c9271a01cbe3c26eec75fef8d936d23316b0d2e5022": ("initial", ("functor",)),
    "8630f4fb6d0ba1ee5f06c320c50302e6b4e7a57faa9f7c0b4bd44a0742bbdc00": ("final", ("functor",)),
    "86ef225512895ffa9155f3bdd8aec3d85f6565f15b107dccb13404b7b2b2a6de": ("codense", ("functor",)),
    "3f94b0eac561d1b4900f796c26d8a40901248f9dbced10c78cd378a4daec2b25": ("discrete fibration", ("functor",)),
    "39106533750b7cdd6b3f149b9995b1103098375c2f55066c88d3b30a26ae136a": ("discrete opfibration", ("functor",)),
    "0bcafd0f14f0d5072814230b7e15cc63538371d34bd949b38a979d9b90976d58": ("thin", ("category",)),
    "adda4c0ddf9be597da4496ddb028b476ecc86927db62c543a65354322e715a51": ("skeletal", ("category",)),
    "618b4b9450fb699917b4b1d55fcbc865b93e9434c40db38dd1b28093da7bc83a": ("gaunt", ("category",)),
    "28160ca8d97397f55cd7b5fbb7ea2985bde32642a6d34f925dd464c6d2fa69cd": ("groupoid", ("category",)),
    "66faf0ae65fe90b9caf96bb590fe6d9a6c88fa8594d0041b2b16e8b764953b77": ("filtered", ("category",)),
    "b36a6cec705f3e42484c71ce81da72f2b4be25ab37da4a59d4068fe3d553d208": ("cofiltered", ("category",)),
    "3dd4b1000446596fbbe0fac482577dba44eca58f1b2c8506f66e85d9d6d99b6d": ("Cauchy complete", ("category",)),
    "6368d2e0fe11b2590c51aaac0e823b08734b030559de7fc749fe684fc334dd55": ("balanced", ("category",)),
    "47d956c3834b0c423d668ce048be3633e45b9ffd176442b54756949c77e31229": ("pointed", ("category",)),
    "4fe364e7f7ea2dec6a5a654583d68ead8ff368bf258ca4e88bf6c8a3454333f1": ("lattice", ("category",)),
    "5964653a2da806baa7fac715e4976e910d4ceddb43807a0460912d1d5c37777b": ("distributive", ("category",)),
    "a02117b93a1be0f1907d47165d412d6909075d219007d90f7dd1ae1e0396cf65": ("equivalent", ("category", "category")),
    "098e27f832f9e619c81c4d4ff98dcba067ea71929c9e9dc47c193f18a9220403": ("Morita equivalent", ("category", "category")),
    "92dd0f8727bbbc213f4132df03f2b27435287243d845080e15642fd99db53bbf": ("regular mono", ("arrow",)),
    "bcf184060fab251c16189d7c4785b5ceeffe72b7584e9fe86d034836272461f1": ("regular epi", ("arrow",)),
    "ac3257c4eeb05b9e6ae6dec446a508572f2f6c443eea9610e6adee2bed99e9fb": ("projective", ("task",)),
    "297aae828b38452346ac9f2d80966673bd025c0ddad00cfebf65f37a08127c74": ("aligned", ("model", "functor")),
}  # fmt: skip
"""The word and the kinds of the written parameters of each shipped definition, by its digest."""
