"""The atlas: properties as brute force finds them, witnesses that are the smallest, a theory that checks, its page."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import naive
import naive_limits
import pytest
from browser import CONTRAST, Tags, opened

import catproof
from catproof.atlas import survey as room
from catproof.atlas.counts import Counts, counts
from catproof.atlas.page import page
from catproof.atlas.survey import Survey, properties, survey
from catproof.atlas.theory import theory
from catproof.elaborate.define import define, prelude
from catproof.elaborate.naming import Nothing
from catproof.faces import cli
from catproof.logic.definitions import Library
from catproof.resources import folder
from catproof.syntax import tree
from catproof.syntax.formatter import format_theory
from catproof.syntax.parser import parse

SHIPPED = folder("theories") / "atlas" / "witnesses.cat"

NUMBERS = (1, 1, 3, 11, 55)
"""Categories by arrows: OEIS A125696."""


@pytest.fixture(scope="module")
def small() -> Survey:
    return survey(4)


@pytest.fixture(scope="module")
def counted() -> Counts:
    return counts(5)


def test_all_categories_have_the_properties_that_brute_force_finds(small: Survey) -> None:
    assert [sum(entry.arrows == n for entry in small.entries) for n in range(5)] == list(NUMBERS)
    words = [known.definition.reference.word for known in small.properties]
    assert len(words) >= 23 and len({known.said for known in small.properties}) == len(words)
    for entry in small.entries:
        c = naive.composition(entry.category)
        assert (len(c.arrows), len(c.objects)) == (entry.arrows, entry.objects)
        for word, has in zip(words, entry.has, strict=True):
            kind = word.removeprefix("has ")
            brute = naive_limits.category_property(c, word) if kind == word else naive_limits.has(c, kind)
            assert has is brute, (entry.declaration, word)


def test_witnesses_are_the_smallest_and_the_rest_is_not_broken(small: Survey) -> None:
    for p, q in itertools.permutations(range(len(small.properties)), 2):
        breaking = [entry for entry in small.entries if entry.has[p] and not entry.has[q]]
        assert small.witnesses.get(room.Pair(p, q)) is (breaking[0] if breaking else None)
        assert (room.Pair(p, q) in small.unbroken) is (not breaking)
    assert [entry.arrows for entry in small.entries] == sorted(entry.arrows for entry in small.entries)
    assert sorted(pair for pairs in small.chosen.values() for pair in pairs) == sorted(small.witnesses)


def test_known_facts_are_among_what_is_found(small: Survey) -> None:
    said = [known.said for known in small.properties]
    pair = {(said[p.has], said[p.lacks]): entry for p, entry in small.witnesses.items()}
    unbroken = {(said[p.has], said[p.lacks]) for p in small.unbroken}
    assert ("has products", "is thin") in unbroken  # Freyd
    assert ("is a groupoid", "is balanced") in unbroken and ("is a lattice", "is distributive") in unbroken
    assert pair["is connected", "is Cauchy complete"].declaration == (
        "category C2_2 { object * ; arrow f : * -> * ; equation f^2 = f }"
    )
    assert pair["is thin", "is connected"].name == "C0_1"


def test_a_new_definition_appears_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    (item,) = parse('define lonely(category C) "one object" := count(objects(C)) = 1\n', "").theory.items
    assert isinstance(item, tree.Define)
    library = Library(prelude())
    library.add(define(item, Nothing(), library, shipped=True, source="nobody"))
    monkeypatch.setattr(room, "prelude", lambda: library)
    monkeypatch.setattr("catproof.elaborate.terms.prelude", lambda: library)
    found = survey(3)
    assert [known.said for known in found.properties][-1] == "is lonely" and len(found.properties) == len(properties())
    assert [entry.name for entry in found.entries if entry.has[-1]] == (
        ["C1_1", "C2_1", "C2_2"] + [f"C3_{k}" for k in range(1, 8)]
    )
    assert "is lonely" in page(found, counts(2)) and "C2_2 is lonely" in theory(found)


def test_the_theory_is_canonical_and_every_claim_is_ok(small: Survey) -> None:
    text = theory(small)
    assert format_theory(parse(text, ""), text) == text
    report = catproof.check(text, engine="both")
    assert report.ok and len(list(report.verdicts)) == len(small.chosen) > 10
    for entry in small.entries:
        if entry.name in small.chosen:
            said = next(v.statement.text for v in report.verdicts if v.statement.name == f"of_{entry.name}")
            having, _, lacking = said.partition(" and not ")
            for pair in small.chosen[entry.name]:
                assert small.properties[pair.has].of(entry.name) in having
                assert small.properties[pair.lacks].of(entry.name) in lacking


def test_the_command_writes_what_is_shipped(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """As far as 4 arrows; the whole atlas is made again by `whole.py`."""
    out = tmp_path / "a" / "b"
    assert cli.main(["atlas", "--arrows", "4", "--counts", "5", "-o", str(out)]) == 0
    assert capfd.readouterr().out.startswith("71 categories with at most 4 arrows, 23 properties: ")
    _, *blocks = (out / "witnesses.cat").read_text(encoding="utf-8").rstrip().split("\n\n")
    _, *shipped = SHIPPED.read_text(encoding="utf-8").rstrip().split("\n\n")
    assert shipped[: len(blocks)] == blocks and 10 < len(blocks) < len(shipped)
    content = json.loads((out / "atlas.json").read_text(encoding="utf-8"))
    assert len(content["categories"]) == 71 and (out / "index.html").exists()
    assert len(content["witnesses"]) + len(content["not_broken"]) == 23 * 22


def test_the_forms_say_the_same(small: Survey, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["atlas", "--arrows", "4", "--counts", "4", "--json"]) == 0
    content = json.loads(capfd.readouterr().out)
    assert [known["property"] for known in content["properties"]] == [known.said for known in small.properties]
    for listed, entry in zip(content["categories"], small.entries, strict=True):
        said = [known.said for known, has in zip(small.properties, entry.has, strict=True) if has]
        assert (listed["name"], listed["declaration"], listed["has"]) == (entry.name, entry.declaration, said)
    names = {(one["has"], one["not"]): one["category"] for one in content["witnesses"]}
    assert len(names) == len(small.witnesses)
    assert cli.main(["atlas", "--arrows", "4", "--counts", "4"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("71 categories with at most 4 arrows")
    for (has, lacks), name in names.items():
        assert any(line.split("  ")[1:] and line.split() == [*has.split(), *lacks.split(), name]
                   for line in out.splitlines())  # fmt: skip


def test_what_is_too_large_is_unknown(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["atlas", "--arrows", "8"]) == 3
    assert "categories with more than 7 arrows are too many for an atlas" in capfd.readouterr().err


# ---- the page -----------------------------------------------------------------------------------------


def test_the_page_has_it_all_and_needs_nothing_else(small: Survey, counted: Counts) -> None:
    read = Tags(page(small, counted))
    for entry in small.entries:
        assert entry.declaration in read.text
    ids = {a["id"] for _, a in read.tags if "id" in a}
    links = [str(a["href"]) for tag, a in read.tags if tag == "a" and str(a["href"]).startswith("#C")]
    assert len(links) == len(small.witnesses) and {link[1:] for link in links} == set(small.chosen) <= ids
    assert read.text.count("⇒") >= len(small.unbroken)
    addresses = [str(a[key]) for _, a in read.tags for key in ("src", "href") if a.get(key)]
    assert all(address.startswith(("data:", "#")) for address in addresses)
    for place, known in enumerate(small.properties):
        assert known.definition.source in read.text
        bits = [a["data-has"] for tag, a in read.tags if tag == "article"]
        assert [bit[place] == "1" for bit in map(str, bits)] == [entry.has[place] for entry in small.entries]


def shown(browser: Any) -> list[str]:
    visible = "return [...document.querySelectorAll('.category')].filter(c => c.offsetParent !== null).map(c => c.id)"
    return list(browser.execute_script(visible))


def test_it_is_searched(browser: Any, tmp_path: Path, small: Survey, counted: Counts) -> None:
    from selenium.webdriver.common.by import By

    opened(browser, tmp_path, page(small, counted))
    assert browser.get_log("browser") == []
    assert shown(browser) == [entry.name for entry in small.entries]
    search = browser.find_element(By.ID, "search")
    search.send_keys("Lattice 3 arrows")
    assert shown(browser) == ["C3_8"]
    search.send_keys(" elephant")
    assert shown(browser) == [] and browser.find_element(By.ID, "nothing").is_displayed()
    browser.find_element(By.ID, "clear").click()
    assert len(shown(browser)) == len(small.entries)
    browser.find_element(By.CSS_SELECTOR, "#arrows option:nth-child(5)").click()
    assert shown(browser) == [entry.name for entry in small.entries if entry.arrows == 3]


def test_it_is_browsed_by_properties(browser: Any, tmp_path: Path, small: Survey, counted: Counts) -> None:
    from selenium.webdriver.common.by import By

    opened(browser, tmp_path, page(small, counted))
    said = [known.said for known in small.properties]
    p, q = said.index("has a terminal object"), said.index("is Cauchy complete")
    browser.find_element(By.CSS_SELECTOR, "#filters summary").click()
    browser.find_element(By.CSS_SELECTOR, f".choice[data-place='{p}'] option[value='1']").click()
    browser.find_element(By.CSS_SELECTOR, f".choice[data-place='{q}'] option[value='0']").click()
    wanted = [entry.name for entry in small.entries if entry.has[p] and not entry.has[q]]
    assert shown(browser) == wanted != []
    assert wanted[0] == small.witnesses[room.Pair(p, q)].name
    browser.find_element(By.CSS_SELECTOR, ".matrix a[href='#C0_1']").click()  # filtered out: shown all the same
    assert "C0_1" in shown(browser)
    top = "return document.getElementById('C0_1').getBoundingClientRect().top"
    assert -1 < browser.execute_script(top) < 900


def test_more_are_shown_when_asked_for(browser: Any, tmp_path: Path, small: Survey, counted: Counts) -> None:
    from selenium.webdriver.common.by import By

    twice = Survey(4, small.properties, (*small.entries, *(e._replace(name=f"{e.name}b") for e in small.entries)))
    opened(browser, tmp_path, page(twice, counted))
    assert len(shown(browser)) == 100
    assert browser.find_element(By.ID, "shown").text == "100 of 142 shown, 142 in all"
    browser.execute_script("document.getElementById('more').click()")
    assert len(shown(browser)) == 142 and not browser.find_element(By.ID, "more").is_displayed()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_is_read_by_all(browser: Any, tmp_path: Path, small: Survey, dark: bool, counted: Counts) -> None:
    opened(browser, tmp_path, page(small, counted), dark=dark, width=320 if dark else 1280)
    found = browser.execute_script(CONTRAST)
    assert len(found) > 100 and found[0][0] >= 4.5, found[:3]
    assert browser.execute_script("return document.documentElement.scrollWidth") <= (320 if dark else 1280)
