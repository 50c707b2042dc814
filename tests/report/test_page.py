"""The report as a page: what it says, what it keeps as text, and how it behaves in a browser (headless Chromium)."""

from __future__ import annotations

import base64
import gzip
import json
import re
import time
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from browser import CONTRAST, Tags, opened
from patience import PATIENCE

import catproof
from catproof import kernel
from catproof.core.deadline import TimedOut
from catproof.core.limits import LimitReached
from catproof.decide.representable import Representable
from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.pictures.verdict import _SCENES, Scene
from catproof.report.page import page
from catproof.resources import folder

THEORY = """\
poset P { dog < mammal < animal ; cat < mammal }
task is_mammal on P { dog = {y} ; cat = {y} ; mammal = {y} }
task is_pet on P { dog = {y} ; cat = {y} }
claim mammal : is_mammal is representable
refute pet : is_pet is representable
claim wrong : is_pet
    is representable
monoid N { generator n }
claim endless : count(arrows(N)) = 3
claim broken : is_pet is representable by elephant
claim all : forall X in objects(P) : yoneda(P, X) is representable
"""

HOSTILE = """\
poset P { "<script>window.broken=1</script>" < "</pre><img src=x onerror=window.broken=1>" ; point "{{ 7 * 7 }}" }
poset Q { "'\\"--></title></style></script><svg onload=window.broken=1>" < "&lt;b&gt;" }
task T on P { "<script>window.broken=1</script>" = {"</script><script>window.broken=1</script>"} }
claim T is representable
claim "{{ 7 * 7 }}" is terminal in P
claim Q is nothing
claim count(objects(Q)) = 2    # <script>window.broken=1</script>
claim forall X in objects(Q) : yoneda(Q, X) is representable
"""


def made(theory: str) -> str:
    return page(catproof.check(theory, limit=200))


def test_it_says_what_check_says() -> None:
    report = catproof.check(THEORY, limit=200)
    read = Tags(page(report))
    for verdict in report.verdicts:
        assert verdict.reason in read.text and verdict.statement.name in read.text
        assert all(line in read.text for line in verdict.argument)
    assert all(error.message in read.text for error in report.errors)
    statuses = [a["data-status"] for tag, a in read.tags if tag == "article"]
    assert statuses == ["ok", "ok", "not ok", "unknown", "skipped", "ok"]
    assert "6 statements: 3 ok, 1 not ok, 1 unknown, 1 skipped, 1 error in the input." in read.text
    assert "claim wrong : is_pet" in read.text and "    is representable" in read.text


def test_the_certificates_in_it_are_those_of_check() -> None:
    report = catproof.check(THEORY, limit=200)
    links = [a for tag, a in Tags(page(report)).tags if tag == "a" and "download" in a]
    assert [a["download"] for a in links] == [f"_text_.{name}.json.gz" for name in ("mammal", "pet", "wrong", "all")]
    for link, verdict in zip(links, (v for v in report.verdicts if v.certificate), strict=True):
        head, _, content = str(link["href"]).partition(",")
        certificate = json.loads(gzip.decompress(base64.b64decode(content)))
        assert head == "data:application/gzip;base64"
        assert kernel.examine(certificate)[0] is (verdict.value == "true")
        assert certificate["digest"] == kernel.digest(verdict.certificate)


def test_it_needs_nothing_else() -> None:
    tags = Tags(made(THEORY)).tags
    addresses = [str(a[key]) for _, a in tags for key in ("src", "href") if a.get(key)]
    assert addresses and all(address.startswith(("data:", "#")) for address in addresses)
    assert not [tag for tag, _ in tags if tag in ("iframe", "object", "embed", "base")]
    assert [tag for tag, a in tags if tag == "link"] == ["link"]


def test_its_pictures_have_words() -> None:
    tags = Tags(made(THEORY)).tags
    words = [a.get("alt") or a["data-text"] for tag, a in tags if tag == "img" or a.get("class") == "again"]
    assert len(words) == 3 and all(words)
    assert "y at dog: missed by every prompt" in str(words[1])


TOLD = """\
# What is above it all.
poset P "animals, by what they are" { dog < mammal < animal }   # one kind
task T on P { dog = {y} }

claim first : T is representable
# Said of the next one.
claim again : T is representable
category C = opposite(P)
"""


def test_the_theory_stands_beside_the_verdicts() -> None:
    read = Tags(made(TOLD))
    order = ["# What is above it all.", "animals, by what they are", "# one kind", "task T on P", "claim first :",
             "# Said of the next one.", "claim again :", "category C = opposite(P)"]  # fmt: skip
    places = [read.text.index(part) for part in order]
    assert places == sorted(places) and all(read.text.count(part) == 1 for part in order if part[0] != "c")
    numbers = [a["data-number"] for _, a in read.tags if "data-number" in a]
    assert numbers == ["1", "2", "3", "5", "6", "7", "8"]
    kinds = {a.get("class") for tag, a in read.tags if tag == "span"}
    assert {"key", "named", "text", "comment"} <= kinds


def test_equal_pictures_are_stored_once() -> None:
    tags = Tags(made(TOLD)).tags
    images = [a for tag, a in tags if tag == "img"]
    again = [a for tag, a in tags if tag == "a" and a.get("class") == "again"]
    assert len(images) == len(again) == 1 and again[0]["href"] == f"#{images[0]['id']}"
    assert again[0]["data-text"] == images[0]["alt"]


def test_the_page_of_all_shipped_theories_is_small(tmp_path: Path) -> None:
    out = tmp_path / "all.html"
    assert cli.main(["report", str(folder("theories")), "-o", str(out)]) == 0
    assert out.stat().st_size < 5_000_000


TAGS = set(re.findall(r"<([a-z]+[1-6]?)[\s>]", files("catproof.report").joinpath("page.html.j2").read_text("utf-8")))
"""The tags of the page's own template."""


def test_hostile_names_stay_text() -> None:
    text = made(HOSTILE)
    read = Tags(text)
    assert sum(tag == "script" for tag, _ in read.tags) == 1
    assert {tag for tag, _ in read.tags} <= TAGS
    assert not [a for _, a in read.tags if any(key.startswith("on") for key in a)]
    assert "{{ 7 * 7 }}" in read.text and "49" not in read.text
    assert "<script>window.broken=1</script>" in read.text
    for _, a in read.tags:
        source = str(a.get("src", ""))
        if source.startswith("data:image/svg"):
            svg = unquote(source.partition(",")[2])
            assert ElementTree.fromstring(svg).tag.endswith("svg") and not set(source) & set('<>"&#')
            assert "<script" not in svg and "onload=" not in re.sub(r">[^<]*<", "><", svg)


@pytest.mark.parametrize("error", [KeyError("map"), ZeroDivisionError("<b>"), LimitReached("100 arrows", "--limit")])
def test_a_picture_that_fails_costs_only_itself(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CATPROOF_DEBUG", raising=False)
    whole = Tags(made(THEORY))

    def fails(*_: object) -> list[Scene]:
        raise error

    told: list[str] = []
    report = catproof.check_text(THEORY, limit=200)
    monkeypatch.setitem(_SCENES, Representable, fails)
    tags = Tags(page(report, told.append))
    assert len(tags.text) > len(whole.text) and tags.text.count("a picture is missing") == len(told) == 3
    assert str(error) in tags.text and str(error) in told[0]
    monkeypatch.undo()
    monkeypatch.setattr("catproof.report.page.render", fails)
    tags = Tags(page(report, told.append))
    assert "a picture is missing" in tags.text and not [tag for tag, _ in tags.tags if tag == "img"]
    for name in ("mammal", "pet", "wrong", "all"):
        assert name in tags.text


def test_a_picture_that_takes_long_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> list[Scene]:
        raise TimedOut

    monkeypatch.setitem(_SCENES, Representable, slow)
    assert "a picture is missing: drawing it takes longer than 20 s" in Tags(made(THEORY)).text


def test_a_large_category(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.cat"
    path.write_text(
        "category K = chain(1001)\nclaim yoneda(K) solves yoneda(K, 5) by prompt 5\n"
        "refute yoneda(K) solves yoneda(K, 5) by prompt 6\n",
        encoding="utf-8",
    )
    assert cli.main(["report", str(path)]) == statuses.OK
    out, err = capfd.readouterr()
    tags = Tags(out)
    assert len([tag for tag, _ in tags.tags if tag == "img"]) == 2
    assert "a picture is missing" not in out + err


def test_an_empty_report() -> None:
    assert "No statements." in Tags(made("poset P { a < b }\n")).text


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.cat", tmp_path / "bad.cat"
    good.write_text("poset P { a < b }\nclaim top : b is terminal in P\n", encoding="utf-8")
    bad.write_text("poset P { a < b }\nclaim top : a is terminal in P\n", encoding="utf-8")
    out = tmp_path / "report.html"
    assert cli.main(["report", str(good), "-o", str(out)]) == 0
    said = capfd.readouterr()
    assert said.out.endswith(f"{out}\n") and said.out.startswith("1 statement: 1 ok") and said.err == ""
    assert cli.main(["report", str(tmp_path), "-o", str(out)]) == 1
    text = Tags(out.read_text(encoding="utf-8")).text
    assert str(good) in text and str(bad) in text
    capfd.readouterr()
    assert cli.main(["report", str(good), "--name", "none"]) == 2
    assert capfd.readouterr().out.startswith("<!DOCTYPE html>")
    assert cli.main(["report", str(tmp_path / "none.cat"), "-o", str(out)]) == 2
    assert cli.main(["report", str(good), "-o", str(tmp_path / "no" / "r.html")]) == 2
    assert "No such file or directory" in capfd.readouterr().err


# ---- in a browser -------------------------------------------------------------------------------------


def shown(browser: Any) -> list[str]:
    return list(
        browser.execute_script(
            "return [...document.querySelectorAll('.statement')].filter(s => s.offsetParent !== null)"
            ".map(s => s.querySelector('h3 bdi').textContent)"
        )
    )


def test_it_loads_without_a_word_in_the_console(browser: Any, tmp_path: Path) -> None:
    for text in (made(THEORY), made(HOSTILE)):
        opened(browser, tmp_path, text)
        assert browser.get_log("browser") == []
        assert browser.execute_script("return window.broken") is None
        loaded = "return [...document.images].every(i => i.complete && i.naturalWidth > 50)"
        assert browser.execute_script(loaded)


def test_a_picture_that_comes_again_is_shown_again(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, made(TOLD))
    assert browser.get_log("browser") == []
    shown = "return [...document.images].map(i => [i.naturalWidth > 50, i.src, i.alt, i.id])"
    first, second = browser.execute_script(shown)
    assert first[:3] == second[:3] and first[0] and (first[3], second[3]) == ("p1", "")


def test_a_certificate_is_unpacked_when_it_is_taken(browser: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.by import By

    taken = tmp_path / "taken"
    taken.mkdir()
    opened(browser, tmp_path, made(TOLD))
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(taken)})
    browser.find_element(By.CSS_SELECTOR, ".certificate a").click()
    until = time.monotonic() + PATIENCE
    while not (found := list(taken.glob("*.json"))) and time.monotonic() < until:
        time.sleep(0.1)
    assert [path.name for path in found] == ["_text_.first.json"]
    assert kernel.examine(json.loads(found[0].read_text(encoding="utf-8")))[0] is True
    assert browser.get_log("browser") == []


def test_the_theory_is_searched_too(browser: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.by import By

    opened(browser, tmp_path, made(TOLD))
    visible = "return [...document.querySelectorAll('.theory')].filter(t => t.offsetParent !== null).length"
    assert browser.execute_script(visible) == 3
    browser.find_element(By.ID, "search").send_keys("next one")
    assert browser.execute_script(visible) == 1 and shown(browser) == []


def test_filters_work(browser: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.by import By

    opened(browser, tmp_path, made(THEORY))
    assert shown(browser) == ["mammal", "pet", "wrong", "endless", "broken", "all"]
    browser.find_element(By.CSS_SELECTOR, "input[value=ok]").click()
    assert shown(browser) == ["wrong", "endless", "broken"]
    assert browser.find_element(By.ID, "shown").text == "3 of 6 shown"
    search = browser.find_element(By.ID, "search")
    search.send_keys("LIMIT of")
    assert shown(browser) == ["endless"]
    search.send_keys(" elephant")
    assert shown(browser) == [] and browser.find_element(By.ID, "nothing").is_displayed()
    search.clear()
    search.send_keys(" ")
    browser.find_element(By.CSS_SELECTOR, "input[value=ok]").click()
    assert len(shown(browser)) == 6


def test_explanations_unfold_by_mouse_and_by_keyboard(browser: Any, tmp_path: Path) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    opened(browser, tmp_path, made(THEORY))
    first = browser.find_element(By.CSS_SELECTOR, ".explanation")
    assert not first.is_displayed()
    browser.find_element(By.TAG_NAME, "summary").click()
    assert first.is_displayed() and "By the Yoneda lemma" in first.text
    browser.find_element(By.ID, "unfold").click()
    assert all(e.is_displayed() for e in browser.find_elements(By.CSS_SELECTOR, ".explanation"))
    browser.find_element(By.ID, "fold").click()
    assert not any(e.is_displayed() for e in browser.find_elements(By.CSS_SELECTOR, ".explanation"))

    opened(browser, tmp_path, made(THEORY))
    passed: list[str] = []
    for _ in range(14):  # from the start of the page, by the tabulator alone, to the first explanation
        ActionChains(browser).send_keys(Keys.TAB).perform()
        at = browser.switch_to.active_element
        passed.append(at.tag_name if at.tag_name != "input" else f"input {at.get_attribute('type')}")
        outline = browser.execute_script("return getComputedStyle(arguments[0]).outlineStyle", at)
        assert outline != "none", passed
        if at.tag_name == "summary":
            break
    assert passed[0] == "a" and passed.count("input checkbox") == 4 and "input search" in passed
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    assert browser.find_element(By.CSS_SELECTOR, ".explanation").is_displayed()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_has_contrast(browser: Any, tmp_path: Path, dark: bool) -> None:
    opened(browser, tmp_path, made(THEORY), dark=dark)
    found = browser.execute_script(CONTRAST)
    assert len(found) > 40 and found[0][0] >= 4.5, found[:3]  # WCAG 2.2, 1.4.3, level AA
    paper = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is not dark


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits_the_width(browser: Any, tmp_path: Path, width: int) -> None:
    opened(browser, tmp_path, made(HOSTILE + THEORY.replace(" P ", " P2 ").replace("(P", "(P2")), width=width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    small = "return [...document.querySelectorAll('input,button,summary,.certificate a')].filter(e => e.offsetParent)"
    assert browser.execute_script(small + ".every(e => e.getBoundingClientRect().height >= 18)")


def test_a_screen_reader_finds_its_way(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, made(THEORY))
    browser.execute_cdp_cmd("Accessibility.enable", {})
    tree = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    named = [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip())
        for node in tree
        if not node.get("ignored") and "role" in node
    ]
    assert named.count(("main", "")) == 1
    articles = [name for role, name in named if role == "article"]
    assert articles == ["ok mammal", "ok pet", "not ok wrong", "unknown endless", "skipped broken", "ok all"]
    for role in ("heading", "link", "checkbox", "searchbox", "button", "image", "DisclosureTriangle"):
        names = [name for other, name in named if other == role]
        assert names and all(names), role
    links = [name for role, name in named if role == "link"]
    assert "Certificate of mammal" in links and len(set(links)) == len(links)


def test_of_a_very_long_explanation_the_beginning_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "more lines, which `catproof explain` prints."
    assert said not in made(THEORY)
    monkeypatch.setattr("catproof.report.page.MOST_EXPLAINED", 3)
    assert said in made(THEORY)
