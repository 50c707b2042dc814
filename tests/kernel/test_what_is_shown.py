"""The sentence of a certificate says what was checked: no name of a forged one passes for something else."""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import Any

import pytest

import catproof
from catproof import kernel

THEORY = """
poset P { a < b }
poset Q { c < d }
category Turned = opposite(Q)
category Twice = product(Turned, Q)
enriched Zoo in metric { T <-> b : 2 }
task rank on Zoo { T : 0 ; b : 1 }
define below(object x in P, object y in P) := forall z in objects(P) : (x -> x) = (x -> x) in P
"""
SENTENCES = {
    "turned": "size(yoneda(opposite(P), a)) = 2",
    "named": "size(yoneda(Twice, (c, c))) = 2",
    "score": "rank(T) = 0",
    "defined": "below(a, b)",
}


@cache
def certificates() -> dict[str, str]:
    report = catproof.check(THEORY + "".join(f"ask {name} : {text}\n" for name, text in SENTENCES.items()))
    assert [e.message for e in report.errors] == []
    found = {}
    for name, verdict in zip(SENTENCES, report.verdicts, strict=True):
        assert verdict.certificate is not None
        content = {key: value for key, value in verdict.certificate.items() if key != "digest"}
        found[name] = json.dumps(content)
    return found


def certificate(name: str) -> Any:
    return json.loads(certificates()[name])


def with_variable(term: Any, old: str, new: str) -> Any:
    """The term, where one variable has another name."""
    if isinstance(term, list):
        if term == ["variable", old]:
            return ["variable", new]
        return [[new if x == old else x for x in p] if p == [old] else with_variable(p, old, new) for p in term]
    return term


def test_an_object_of_what_a_task_was_made_of_is_shown_by_a_label_that_is_checked():
    right = certificate("turned")
    shown = kernel.examine(right)
    assert shown.sentence == "size(yoneda(opposite(P), a)) = 2" and shown.unchecked == []
    forged = copy.deepcopy(right)
    (turned,) = (entry for entry in forged["categories"] if "made" in entry)
    turned["objects"].reverse()
    found = kernel.examine(forged)
    assert found.sentence == "size(yoneda(opposite(P), b)) = 2"  # false, if the labels were those of P
    assert found.unchecked == ["that the objects of opposite(P) are called as it is written is trusted"]


def test_all_that_a_structure_was_made_of_is_declared():
    shown = kernel.examine(certificate("named"))
    assert shown.declared == ["Twice is product(Turned, Q)", "Turned is opposite(Q)"]


@pytest.mark.parametrize("table", ["categories", "tasks", "functors"])
@pytest.mark.parametrize("word", ["what it says, checked", "nothing", "x\x1b[2K"])
def test_what_is_too_large_to_be_made_again_has_a_word_that_is_known(table, word):
    forged = certificate("turned")
    if table == "functors":
        values = [[b, 1] for _, _, b in forged["categories"][0]["generators"]]
        entry = {"name": "F", "source": 0, "target": 0, "objects": [0, 1], "generators": values}
        forged["functors"].append(entry)
    for entry in forged[table]:
        entry["made"] = [word, None]
    with pytest.raises(kernel.Rejected, match=f"an unknown construction of {table}"):
        kernel.examine(forged)


def test_a_name_that_is_that_of_an_operation_is_shown_in_quotes():
    assert kernel.examine(certificate("score")).sentence == '"rank"(T) = 0'
    assert catproof.check(THEORY + 'claim "rank"(T) = 0').ok  # as the language reads it


def test_no_definition_is_called_like_an_operation_or_something_declared():
    forged = certificate("score")
    number = len(forged["definitions"])
    body = ["apply", "=", ["number", 1], ["number", 1]]
    forged["definitions"].append({"name": "rank", "parameters": ["x"], "body": body})
    assert kernel.examine(forged).declared[-1] == "define rank'(x) := 1 = 1"
    forged["definitions"][number]["name"] = forged["graded"][-1]["name"] = "g"
    shown = kernel.examine(forged)
    assert shown.sentence == "g(T) = 0" and shown.declared[-1] == "define g'(x) := 1 = 1"


def test_no_two_parameters_of_a_definition_look_alike():
    forged = certificate("defined")
    (definition,) = forged["definitions"]
    x, y = definition["parameters"]
    definition["parameters"] = ["q\0", "q'"]
    definition["body"] = with_variable(with_variable(definition["body"], x, "q\0"), y, "q'")
    (line,) = kernel.examine(forged).declared
    assert line.startswith("define below(q', q'') := ")


@pytest.mark.parametrize("text", ["z\n", "z\x1b[2K", "z\u202e", "z\ud800", "z\0"])
def test_a_variable_is_called_by_a_name(text):
    forged = certificate("defined")
    (definition,) = forged["definitions"]
    definition["body"] = with_variable(definition["body"], "z", text)
    assert definition["body"][2] == [text]
    with pytest.raises(kernel.Rejected, match="a variable is called by no name"):
        kernel.examine(forged)
