"""What the second kernel found in the first: certificates that were accepted, and are not."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from second_kernel import agreement

from catproof import kernel

THEORY = """
category N { object p, a, b, z ; arrow f : p -> a ; arrow g : p -> b ; arrow k : a -> b ; equation k . f = g }
monoid E { generator e ; equation e . e = e }
functor Flat : N -> E { p |-> * ; a |-> * ; b |-> * ; z |-> * ; f |-> e ; g |-> e ; k |-> e }
task two on N { p = {1, 2} ; a = {1} ; f { 1 |-> 1 } }
ask product : "a product"(f, g)
ask number : count(categories(arrows = 4, objects = 2)) = 17
ask tuned : via(Flat) solves two by tuning
poset C { u < v }
ask top : u is terminal in C
task point on E { * = {1} ; e { 1 |-> 1 } }
ask none : point is representable
ask every : forall x in objects(C) : x = x in C
ask order : count(arrows(E)) = 2
enriched Zoo in metric { dog <-> wolf : 1/2 ; dog <-> cat : 2 ; wolf <-> cat : 2 }
task canine on Zoo { dog : 0 ; wolf : 0 ; cat : 2 }
enriched Texts in prob { cat -> the : 3/4 ; the -> all : 2/3 }
task yes on C { u = {1} ; v = {1} }
ask none_at_all : rank(yes, missing <= 100%) = 0
ask near : rank(canine, within 1/4) = 2
ask likely : rank(yoneda(Texts, the), within 1/4) = 1
ask tables : forall M in metrics(points = 2) : forall x in objects(M) : M(x, x) = 0
"""


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("found")
    (folder / "found.cat").write_text(THEORY)
    made = agreement.made(folder, folder / "found.cat")
    return {name.split(".")[1]: {k: v for k, v in one.items() if k != "digest"} for name, one in made.items()}


def forged_product(one: dict[str, Any]) -> None:
    """Another object for the target of g, which the sentence does not show: nothing but z has arrows to it."""
    (nowhere,) = [k for k, label in enumerate(one["categories"][0]["objects"]) if label == "z"]
    one["constants"].append({"is": "object", "of": 0, "value": nowhere})
    one["claim"][5] = ["constant", len(one["constants"]) - 1]
    one["verdict"] = True


def forged_product_by_body(one: dict[str, Any]) -> None:
    forged_product(one)
    one["evidence"] = {"value": True, "body": None}


def one_category_twice(one: dict[str, Any]) -> None:
    """The first category that has two generators once more, with these the other way round."""
    values = one["evidence"]["left"]["values"]
    again = copy.deepcopy(next(c for c in values if c["generators"] == [[0, 1], [0, 1]]))
    (into,) = [hom for hom in again["homs"] if len(hom[1][0]) == 2]
    into[1][0].reverse()
    values.append(again)
    one["evidence"]["value"] = one["verdict"] = True


def an_unknown_key(one: dict[str, Any]) -> None:
    one["evidence"]["refutation"][0]["unknown"] = 1


def logs_of_a_thin_category(one: dict[str, Any]) -> None:
    one["categories"][0]["presentation"].update(kind="thin", equations=[])


def logs_without_arrows(one: dict[str, Any]) -> None:
    one["categories"].append({**copy.deepcopy(one["categories"][0]), "homs": None})


def an_object_of_another_category(one: dict[str, Any]) -> None:
    """The top of `v < u`, which is called u, for that of `u < v`."""
    other = copy.deepcopy(one["categories"][0])
    other["objects"].reverse()
    one["categories"].append(other)
    (constant,) = [c for c in one["constants"] if c["is"] == "object"]
    constant.update(of=1, value=other["objects"].index("u"))
    one.update(verdict=True, evidence=None)


def made_of_itself(one: dict[str, Any]) -> None:
    """Another category, of which nothing is said: all of itself."""
    new = copy.deepcopy(one["categories"][0])
    generators, homs = new["generators"], new["homs"]
    before = [sum(b == end for _, _, b in generators[:g]) for g, (_, _, end) in enumerate(generators)]
    arrows = [  # that are not listed where every category is a large one
        [b, k if homs is None else homs[b]["rows"][0][k]] for (_, _, b), k in zip(generators, before, strict=True)
    ]
    new["presentation"] = {"kind": "constructed", "invertible": False, "equations": [], "logs": None}
    new["made"] = ["full", len(one["categories"]), list(range(len(new["objects"]))), arrows]
    one["categories"].append(new)


def made_of_null(one: dict[str, Any]) -> None:
    one["categories"][0]["made"] = None


def a_text_for_a_list(one: dict[str, Any]) -> None:
    one["transformations"] = ""


def no_bodies(one: dict[str, Any]) -> None:
    one["evidence"] = {"value": True, "bodies": None}


def false_for_an_object(one: dict[str, Any]) -> None:
    candidate = {"object": 0, "differs": 0}
    one["evidence"] = {"value": False, "classes": [[[0, 0]]], "candidates": [candidate]}
    assert kernel.check(one) is False
    candidate["object"] = False


def generators_of_less(one: dict[str, Any]) -> None:
    one["evidence"] = {"value": True, "left": {"cover": [], "generators": [[0, 0], [1, 0]], "fewer": None}}
    assert kernel.check(one) is True
    one["evidence"]["left"]["generators"].pop()


def true_for_an_object(one: dict[str, Any]) -> None:
    assert one["evidence"]["left"]["fewer"] == ["apart", [0, 1]]
    one["evidence"]["left"]["fewer"] = ["apart", [0, True]]


def a_proof_of_nothing(one: dict[str, Any]) -> None:
    """Two prompts, of which one is enough; where none is left, anything was a proof."""
    one["claim"][3] = ["number", 1]
    one["evidence"]["left"] = {"cover": [0], "fewer": ["through", 0, [None]]}
    one["claim"][2][3] = ["number", ["rational", 1, 2]]
    one["verdict"] = one["evidence"]["value"] = True


def a_negative_error(one: dict[str, Any]) -> None:
    one["claim"][2][3] = ["number", -1]


def one_proof_more(one: dict[str, Any]) -> None:
    one["evidence"]["cases"][0].append(0)


FORGED = [
    ("none_at_all", generators_of_less),
    ("near", true_for_an_object),
    ("near", a_proof_of_nothing),
    ("likely", a_negative_error),
    ("tables", one_proof_more),
    ("none", false_for_an_object),
    ("top", a_text_for_a_list),
    ("every", no_bodies),
    ("top", an_object_of_another_category),
    ("top", made_of_null),
    ("top", made_of_itself),
    ("product", forged_product),
    ("product", forged_product_by_body),
    ("number", one_category_twice),
    ("tuned", an_unknown_key),
    ("product", logs_of_a_thin_category),
    ("order", logs_without_arrows),
]


@pytest.mark.parametrize(("name", "forge"), FORGED, ids=[forge.__name__ for _, forge in FORGED])
def test_what_was_accepted_is_rejected(name: str, forge: Any, certificates: dict[str, dict[str, Any]]) -> None:
    one = copy.deepcopy(certificates[name])
    assert kernel.check(one) is one["verdict"]
    forge(one)
    with pytest.raises(kernel.Rejected):
        kernel.check(one)


@pytest.mark.skipif(shutil.which("ocamlfind") is None, reason="there is no OCaml compiler here")
def test_the_second_kernel_rejects_it(certificates: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    forged = [copy.deepcopy(certificates[name]) for name, _ in FORGED]
    for one, (_, forge) in zip(forged, FORGED, strict=True):
        forge(one)
    answers = agreement.by_second(agreement.compiled(tmp_path), [json.dumps(one) for one in forged])
    assert [agreement.kind(answer) for answer in answers] == ["rejected"] * len(FORGED)
