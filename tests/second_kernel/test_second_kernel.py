"""The second kernel, written from `catproof/kernel/README.md`, against the first one."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from second_kernel import agreement
from written import OF_NUMBERS, with_calls

from catproof import check_text, kernel

MUTANTS = 8
"""Of each certificate."""
LARGEST = 20_000
"""The characters of a certificate of which mutants are tried."""

NAMES = "are called as it is written"
"""What only the first kernel says, which writes sentences."""

needs_ocaml = pytest.mark.skipif(shutil.which("ocamlfind") is None, reason="there is no OCaml compiler here")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return agreement.compiled(tmp_path_factory.mktemp("second_kernel"))


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    usual = agreement.made(tmp_path_factory.mktemp("certificates"), *agreement.THEORIES)
    least = agreement.made(tmp_path_factory.mktemp("least"), agreement.HERE / "everything.cat", least=True)
    return usual | {f"{name}, least": one for name, one in least.items()}


@needs_ocaml
def test_both_kernels_find_the_verdict_of_every_certificate(
    program: Path, certificates: dict[str, dict[str, Any]]
) -> None:
    answers = agreement.by_second(program, [json.dumps(one) for one in certificates.values()])
    found = {name: agreement.kind(answer) for name, answer in zip(certificates, answers, strict=True)}
    assert found == {name: str(one["verdict"]).lower() for name, one in certificates.items()}
    assert len(found) > 600
    trusted = {name for name, answer in zip(certificates, answers, strict=True) if " | trusted: " in answer}
    unchecked = {name: kernel.examine(one).unchecked for name, one in certificates.items()}
    told = {name for name, lines in unchecked.items() if any(NAMES not in line for line in lines)}
    assert told == trusted and 0 < len(trusted) < 20  # beyond what the mass formula counts


@needs_ocaml
def test_both_kernels_agree_on_certificates_with_one_change(
    program: Path, certificates: dict[str, dict[str, Any]]
) -> None:
    small = {name: one for name, one in certificates.items() if _size(one) < LARGEST}
    found = agreement.compare(program, agreement.trials(small, MUTANTS, random.Random(0)))
    assert found.differences == []
    assert found.counts["rejected", "rejected"] > 2000
    assert found.counts["true", "true"] > 50


def _size(certificate: dict[str, Any]) -> int:
    """The characters of what it says, not of the folder in which this repository happens to be."""
    return len(json.dumps({**certificate, "statement": None}))


@needs_ocaml
def test_a_shown_functor_is_checked_where_none_is_needed(
    program: Path, certificates: dict[str, dict[str, Any]]
) -> None:
    """F is not of the class, so that the claim is false; the other functor does not fit what was seen."""
    one = {key: value for key, value in certificates["generalization.line_37"].items() if key != "digest"}
    one["functors"] = [{**one["functors"][0], "objects": [1, 1]}]
    both = [agreement.by_first(one), *agreement.by_second(program, [json.dumps(one)])]
    assert [agreement.kind(answer) for answer in both] == ["rejected", "rejected"]
    bare = {**one, "evidence": {"value": False}}
    assert [agreement.by_first(bare), *agreement.by_second(program, [json.dumps(bare)])] == ["false"] * 2


@needs_ocaml
def test_what_takes_too_much_memory_is_left(program: Path, certificates: dict[str, dict[str, Any]]) -> None:
    """All metrics with values up to 10^30, and then a certificate as usual."""
    one = {key: value for key, value in certificates["everything.line_267"].items() if key != "digest"}
    small = '["apply", "metrics", ["number", 2], ["number", 2]]'
    large = json.dumps(one).replace(small, f'["apply", "metrics", ["number", 2], ["number", {10**30}]]')
    assert large != json.dumps(one)
    usual = json.dumps(certificates["generalization.line_37"])
    assert agreement.by_second(program, [large, usual]) == ["unsupported: too large", "false"]


@needs_ocaml
@pytest.mark.parametrize("text", OF_NUMBERS)
def test_a_number_with_too_many_digits_is_refused_by_both(program: Path, text: str) -> None:
    """Also where numbers are real: definitions in each other make one of any length."""
    (verdict,) = check_text(f"define made(number k) := k * k\n{text}").verdicts
    whole = {key: value for key, value in (verdict.certificate or {}).items() if key != "digest"}
    several = [
        {**whole, "claim": with_calls(whole["claim"], often, 10**zeros)}
        for often, zeros in ((1, 3), (1, 1999), (1, 2000), (9, 3), (11, 3), (60, 1))
    ]
    both = [
        [agreement.kind(answer) for answer in answers]
        for answers in (map(agreement.by_first, several), agreement.by_second(program, [*map(json.dumps, several)]))
    ]
    assert both[0] == both[1] == ["true"] * 2 + ["rejected"] + ["true"] + ["rejected"] * 2


@needs_ocaml
def test_a_key_given_twice_is_refused(program: Path, certificates: dict[str, dict[str, Any]]) -> None:
    text = json.dumps(next(iter(certificates.values())))
    twice = text.replace('"verdict": true', '"verdict": true, "verdict": true')
    assert twice != text
    assert agreement.by_second(program, [text, twice]) == ["true", 'rejected: the key "verdict" is given twice']


@needs_ocaml
def test_a_change_against_the_digest_is_refused(program: Path, certificates: dict[str, dict[str, Any]]) -> None:
    one = next(iter(certificates.values()))
    changed = {**one, "statement": {**one["statement"], "line": one["statement"]["line"] + 1}}
    assert agreement.by_second(program, [json.dumps(changed)]) == ["rejected: the digest is another"]


@needs_ocaml
def test_weights_have_no_greatest_size(program: Path, certificates: dict[str, dict[str, Any]]) -> None:
    """A proof that fewer do not reach so many holds as well where all its numbers are multiplied."""

    def scaled(value: Any, by: int) -> Any:
        match value:
            case ["at most", parts, weights]:
                return ["at most", parts * by, [[x, weight * by] for x, weight in weights]]
            case list():
                return [scaled(each, by) for each in value]
            case dict():
                return {key: scaled(each, by) for key, each in value.items()}
        return value

    proofs = [one for one in certificates.values() if '"at most"' in json.dumps(one["evidence"])]
    assert proofs
    for one in proofs:
        changed = {key: scaled(value, 10**30) for key, value in one.items() if key != "digest"}
        assert kernel.examine(changed).verdict == one["verdict"]
        (answer,) = agreement.by_second(program, [json.dumps(changed)])
        assert agreement.kind(answer) == str(one["verdict"]).lower()
