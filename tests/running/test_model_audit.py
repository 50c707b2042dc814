"""`catproof audit --model`: what it says in every form, of vectors and of scores, and of two models."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from browser import Tags

import catproof
from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.resources import folder
from catproof.running import model_audit, model_inputs

SCHEMA = json.loads((Path(catproof.__file__).parent / "report" / "model_audit.schema.json").read_text(encoding="utf-8"))
NOUNS = folder("theories") / "embedding"

VECTORS = "name,x,y\ncat,4,1\ndog,4,0\ncow,4,2\ncar,0,4\nbus,1,4\nbat,3,3\n"
LABELS = "item,label\ncat,animal\ndog,animal\ncow,animal\nbat,animal\ncar,thing\nbus,thing\nbat,thing\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "v.csv").write_text(VECTORS, encoding="utf-8")
    (tmp_path / "l.csv").write_text(LABELS, encoding="utf-8")
    return tmp_path


def answered(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = statuses.OK) -> Any:
    """The JSON, which keeps to its schema."""
    assert cli.main(["audit", "--model", *arguments, "--json"]) == status
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, SCHEMA)
    return found


def test_vectors(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (model,) = answered(capsys, "v.csv", "l.csv", "--grid", "8", "--cover", "2", "--near", "1")["models"]
    assert (model["objects"], model["dimension"], model["grid"], model["triangle"]) == (6, 2, 8, "holds")
    # In eighths of the half turn, 22.5 degrees, from the angles 14.0, 0, 26.6, 90, 76.0, 45 degrees: from cat to dog,
    # cow, car, bus, bat 1, 1, 4, 3, 2, from car to cow, bus, bat 3, 1, and, as 45 degrees are two steps exactly, 2.
    animal, thing = model["labels"]
    assert animal["best"] | {"jaccard": ""} == {
        "prompt": "cat", "threshold": "1/4", "right": 4, "missing": [], "extra": [], "f1": "1", "jaccard": "",
        "margin": "1/16", "turns_first": ["bat", "bus"],
    }  # fmt: skip
    assert thing["best"]["prompt"] == "car" and thing["best"]["threshold"] == "1/4" and thing["best"]["f1"] == "1"
    assert thing["head"] == {
        "obstructing": {"from": "cow", "to": "bat", "distance": "1/8"}, "lipschitz": "8", "nearest_neighbour_wrong": 2,
        "bounded": None,
    }  # fmt: skip
    assert [(step["prompt"], step["covered"], step["at_most"]) for step in thing["cover"]] == [("car", 3, 3)]
    assert model["confused"] == {
        "within": "0", "pairs": 0, "nearest": [{"pair": ["cow", "bat"], "apart": "1/8"}],
    }  # fmt: skip


def test_scores_are_distances_or_one_minus_or_cosines(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "l.csv").write_text("what,item\nl,a\nl,b\n", encoding="utf-8")
    (here / "s.csv").write_text("x,y,s\na,a,0\na,b,0.5\nb,a,0.3\nb,c,1\nc,a,0\n", encoding="utf-8")
    columns = ("--columns", "x,y,s", "--label-columns", "item,what", "--grid", "4")
    (model,) = answered(capsys, "s.csv", "l.csv", "--in", "metric", *columns)["models"]
    (label,) = model["labels"]
    # To a: 0 from a, 0.3 up to 1/2 from b, 0 from c. To b: 1/2 from a, 0 from b, infinitely far from c.
    assert (label["best"]["prompt"], label["best"]["threshold"], label["best"]["margin"]) == ("b", "1/2", "inf")
    assert label["head"] == {
        "obstructing": {"from": "c", "to": "a", "distance": "0"}, "lipschitz": "inf", "nearest_neighbour_wrong": 1,
        "bounded": None,
    }  # fmt: skip
    assert model["triangle"] == "broken" and model["broken"] == ["c", "a", "b"] and not model["symmetric"]
    (model,) = answered(capsys, "s.csv", "l.csv", "--in", "lukasiewicz", *columns)["models"]
    # a to itself has the score 0, so it is 1 away; b to a 1 - 0.3, rounded up to 3/4.
    assert model["triangle"] == "broken" and model["broken"] == ["a", "a", "a"]
    assert model["labels"][0]["spread"]["members"] == ["0", "0", "0", "0", "1/2"]
    np.save("s.npy", np.array([[1, 0.5, 0], [0.5, 1, -1], [0, -1, 1]], np.float32))
    (here / "s.txt").write_text("a\nb\nc\n", encoding="utf-8")
    (model,) = answered(capsys, "s.npy", "l.csv", "--in", "cosine", *columns)["models"]
    assert model["symmetric"] and model["labels"][0]["best"]["threshold"] == "1/2"  # 60 degrees, rounded up


def test_taxonomies(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "t.csv").write_text("child,parent\ncat,mammal\nmammal,dog\ncow,cat\n", encoding="utf-8")
    found = answered(capsys, "v.csv", "l.csv", "--taxonomy", "t.csv", "--grid", "1024")
    order = found["models"][0]["taxonomy"]
    assert found["notes"] == ["t.csv: 1 of its names are no objects of v.csv"]
    assert order["related"] == 3 and order["farthest_related"]["from"] == "cow"  # cow < cat < dog, cow < dog
    # In 1024ths: 72, 80 and 152. Up to 152 are the three converses too, bus and car (80), cow and bat (105).
    assert (order["nearest_unrelated"]["distance"], order["threshold"]) == ("9/128", "19/128")
    assert (order["loses"], order["invents"], order["f1"]) == (0, 7, "6/13")


def test_two_models(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = VECTORS.replace("bat,3,3", "bat,4,-4").splitlines()
    (here / "w.csv").write_text("\n".join([lines[0], *lines[:0:-1]]) + "\n", encoding="utf-8")  # in another order
    found = answered(capsys, "v.csv", "l.csv", "--against", "w.csv")
    assert found["nearer"] == [{"label": "animal", "model": None}, {"label": "thing", "model": 1}]
    assert [model["labels"][1]["best"]["f1"] for model in found["models"]] == ["1", "4/5"]
    swapped = answered(capsys, "w.csv", "l.csv", "--against", "v.csv")
    assert [one["model"] for one in swapped["nearer"]] == [None, 2]
    assert cli.main(["audit", "--model", "v.csv", "l.csv", "--against", "w.csv"]) == statuses.OK
    said = capsys.readouterr().out.splitlines()
    assert said[-2] == "nearer: the first on 1 label, the second on 0, equal on 1"


def test_prompts_elsewhere(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Labels of sentences, each at an object of the model; prompts are objects, and what is missing are sentences."""
    (here / "m.csv").write_text("item,object\ns1,cat\ns2,cat\ns3,dog\ns4,bat\ns5,car\n", encoding="utf-8")
    (here / "l.csv").write_text("item,label\ns1,a\ns2,a\ns4,a\ns5,b\n", encoding="utf-8")
    files = ("v.csv", "l.csv", "--along", "m.csv", "--grid", "8")
    (model,) = answered(capsys, *files)["models"]
    assert (model["objects"], model["prompts"], model["unlabelled"]) == (5, 6, 1)
    first, second = model["labels"]
    # cow is within 1/8 of cat and bat, and within 1/4 of dog: no other prompt accepts all three and nothing else.
    assert (first["best"]["prompt"], first["best"]["threshold"], first["best"]["f1"]) == ("cow", "1/8", "1")
    assert first["best"]["turns_first"] == ["s1", "s3"] and first["members"] == 3
    assert (second["best"]["prompt"], second["best"]["threshold"]) == ("car", "0")
    assert model["confused"]["nearest"][0] == {"pair": ["s1", "s3"], "apart": "1/8"}
    (model,) = answered(capsys, *files, "--among", "ca*")["models"]
    assert model["prompts"] == 2 and model["labels"][0]["best"]["extra"] == ["s3"]
    assert [label["second"]["prompt"] for label in model["labels"]] == ["car", "cat"]
    lines = VECTORS.splitlines()
    (here / "w.csv").write_text("\n".join([lines[0], *lines[:0:-1], "elk,9,9"]) + "\n", encoding="utf-8")
    found = answered(capsys, *files, "--against", "w.csv")
    assert [model["prompts"] for model in found["models"]] == [6, 7] and found["nearer"][0]["model"] is None
    assert cli.main(["audit", "--model", *files]) == statuses.OK
    assert "prompts: 6 objects elsewhere, along m.csv" in capsys.readouterr().out
    (here / "m.csv").write_text("item,object\ns1,cats\ns2,cat\ns2,dog\n", encoding="utf-8")
    assert cli.main(["audit", "--model", *files, "--among", "x*"]) == statuses.WRONG_INPUT
    assert capsys.readouterr().err.splitlines() == [
        "m.csv:2: error[E509]: cats is not an object of v.csv", "    did you mean cat?",
        "m.csv:4: error[E508]: s2 is in an earlier line already",
        "v.csv: error[E512]: no object has a name that matches x*, so there are no prompts",
    ]  # fmt: skip


def test_labels_of_items_hold_of_concepts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A label holds of a concept when it holds of all items below it, objects of the model or not."""
    (here / "t.csv").write_text("child,parent\nrex,dog\ntom,cat\ndog,cow\ncat,cow\nvan,car\ncar,bus\nbat,bus\n")
    (here / "l.csv").write_text("item,label\nrex,pet\ntom,pet\nrex,loud\nvan,loud\nrex,odd\nbus,loud\ntom,none\n")
    files = ("v.csv", "l.csv", "--taxonomy", "t.csv", "--holds", "below")
    found = answered(capsys, *files)
    pet, loud, odd, none = found["models"][0]["labels"]
    assert (pet["members"], loud["members"], odd["members"], none["members"]) == (3, 2, 1, 1)
    assert sorted([*pet["best"]["missing"], *pet["best"]["extra"]]) == [] and pet["best"]["right"] == 3
    # bus is an item and loud, but bat, below it, is not; of cow all items below are pets.
    assert found["notes"][1] == (
        "l.csv: holds = below: of 7 concepts more a label holds, as of all items below them; of 1 items it does not, "
        "for others below them"
    )
    (here / "l.csv").write_text("item,label\nrex,pet\ntom,pet\nvan,fast\ncar,slow\n", encoding="utf-8")
    found = answered(capsys, *files)
    assert [label["label"] for label in found["models"][0]["labels"]] == ["pet"]
    assert found["notes"][-1] == "l.csv: of no object of v.csv holds fast, slow"
    (here / "l.csv").write_text("item,label\ncar,slow\nrexx,pet\n", encoding="utf-8")
    assert cli.main(["audit", "--model", *files]) == statuses.WRONG_INPUT
    assert "l.csv:3: error[E509]: rexx is not an object of v.csv" in capsys.readouterr().err
    (here / "l.csv").write_text("item,label\ncar,slow\n", encoding="utf-8")
    assert cli.main(["audit", "--model", *files]) == statuses.WRONG_INPUT
    assert "l.csv: error[E512]: no label holds of an object of v.csv" in capsys.readouterr().err
    assert cli.main(["audit", "--model", "v.csv", "l.csv", "--holds", "below"]) == statuses.WRONG_INPUT
    assert "--holds goes with --taxonomy" in capsys.readouterr().err


def test_the_fewest_prompts_that_leave_out_a_share(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "l.csv").write_text("item,label\ncat,a\ndog,a\ncar,a\nbus,a\ncow,b\nbat,b\n", encoding="utf-8")
    found = answered(capsys, "v.csv", "l.csv", "--missing", "0%", "--grid", "1024")
    a, b = found["models"][0]["labels"]
    assert found["missing"] == "0" and a["rank"] == {  # cow is 12.5 degrees from cat, and 26.6 from dog
        "at_least": 2, "prompts": [{"prompt": "dog", "threshold": "5/64"}, {"prompt": "car", "threshold": "5/64"}],
    }  # fmt: skip
    assert [p["prompt"] for p in b["rank"]["prompts"]] == ["bat"]  # cow is nearer to it than bus
    found = answered(capsys, "v.csv", "l.csv", "--missing", "50%", "--grid", "1024")
    assert [label["rank"]["at_least"] for label in found["models"][0]["labels"]] == [1, 1]
    assert cli.main(["audit", "--model", "v.csv", "l.csv", "--missing", "12.5%", "--grid", "1024"]) == statuses.OK
    assert "rank of a, missing <= 25/2%: 2 prompts: dog, car" in capsys.readouterr().out
    (here / "v.csv").write_text(VECTORS.replace("cow,4,2", "cow,4,1"), encoding="utf-8")
    assert cli.main(["audit", "--model", "v.csv", "l.csv", "--missing", "20"]) == statuses.OK
    said = capsys.readouterr().out
    assert "rank of b, missing <= 20%: no prompts do, as other objects are too near" in said
    assert cli.main(["audit", "--model", "v.csv", "l.csv", "--missing", "20", "--csv"]) == statuses.OK
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["rank"], row["rank_prompts"]) for row in rows] == [("", ""), ("", "")]
    vectors = {"x": [1, 0], "y": [1, 1], "z": [0, 1]}
    where = {"x": "p", "y": "p", "z": "q"}
    audit = catproof.audit_model(vectors, where, missing=0, among="[xz]")
    assert [len(label.few.prompts) for label in audit.models[0].labels if label.few] == [1, 1]
    audit = catproof.audit_model(vectors, {"s": "p", "t": "q"}, along={"s": "x", "t": "z"})
    assert audit.models[0].labels[0].best.f1 == 1 and not audit.models[0].scores.own
    for wrong in ({"missing": 101}, {"holds": "below"}, {"holds": "above", "taxonomy": {}}):
        with pytest.raises(ValueError, match=r"must be|goes with"):
            catproof.audit_model(vectors, where, **wrong)  # type: ignore[arg-type]


def test_heads_with_a_constant(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # A head with the constant 5 may change by 1 from 36 degrees on: bus and bat are 31 apart, and so are bat and cat.
    found = answered(capsys, "v.csv", "l.csv", "--lipschitz", "5")
    animal, thing = found["models"][0]["labels"]
    assert found["lipschitz"] == "5" and animal["head"]["bounded"] == {"pairs": 1, "wrong": 1}
    assert thing["head"]["bounded"] == {"pairs": 2, "wrong": 1}  # cow and cat are too near to bat: bat alone is wrong
    (none,) = answered(capsys, "v.csv", "l.csv", "--lipschitz", "0")["models"]
    assert [label["head"]["bounded"] for label in none["labels"]] == [
        {"pairs": 8, "wrong": 2},
        {"pairs": 9, "wrong": 3},
    ]
    assert cli.main(["audit", "--model", "v.csv", "l.csv", "--lipschitz", "5"]) == statuses.OK
    said = capsys.readouterr().out
    assert "head wrong: heads with the Lipschitz constant 5 are wrong about so many objects, for 3 pairs" in said


def test_text_and_csv(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "--model", "v.csv", "l.csv", "--csv", "--cover", "1"]) == statuses.OK
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(r["label"], r["prompt"], r["f1"], r["cover"]) for r in rows] == [
        ("animal", "cat", "1", "cat: 4"), ("thing", "car", "1", "car: 3"),
    ]  # fmt: skip
    assert cli.main(["audit", "--model", "v.csv", "l.csv", "--within", "0.2"]) == statuses.OK
    said = capsys.readouterr().out
    assert "vectors of 2 numbers" in said and "triangle: holds, 216 checked" in said
    assert "confused: 3 pairs of objects with different labels that no prompt tells apart by more than 1/5" in said


def test_all_that_is_wrong_is_said_in_one_run(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "v.csv").write_text("name,x\ncat,1\ndog,-1\n", encoding="utf-8")
    (here / "w.csv").write_text("name,x\ncat,nan\n", encoding="utf-8")
    (here / "l.csv").write_text("item,label\nact,animal\ncat,animal\ncat,animal\n", encoding="utf-8")
    (here / "t.csv").write_text("child,parent\ncat,cat\ncat,dog\ncat,dog\ndog,cat\n", encoding="utf-8")
    files = ("v.csv", "l.csv", "--against", "w.csv", "--taxonomy", "t.csv")
    assert cli.main(["audit", "--model", *files]) == statuses.WRONG_INPUT
    out, said = capsys.readouterr()
    assert out == "" and said.splitlines() == [
        "w.csv:2: error[E511]: the number in the column x is nan, no finite one",
        "l.csv:2: error[E509]: act is not an object of v.csv",
        "    did you mean cat?",
        "l.csv:4: error[E508]: cat has the label animal in line 3 already",
        "t.csv:2: error[E512]: cat < cat holds in no poset",
        "t.csv:4: error[E508]: cat < dog is in line 3 already",
        "t.csv: error[E512]: no poset: cat < dog < cat",
    ]
    errors = answered(capsys, *files, status=statuses.WRONG_INPUT)["errors"]
    assert [(e["path"], e["place"]) for e in errors] == [
        ("w.csv", 2), ("l.csv", 2), ("l.csv", 4), ("t.csv", 2), ("t.csv", 4), ("t.csv", None),
    ]  # fmt: skip
    assert cli.main(["audit", "--model", *files, "--csv"]) == statuses.WRONG_INPUT


def test_what_is_wrong_with_scores_and_objects(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "s.csv").write_text("from,to,score\ncat,dog,-1\n", encoding="utf-8")
    (here / "w.csv").write_text("name,x\ncat,1\nape,1\n", encoding="utf-8")
    for arguments, said in (
        (("s.csv", "l.csv", "--in", "metric"), "row 1: the score from cat to dog is -1.0"),
        (("s.csv", "l.csv", "--in", "lukasiewicz"), "in lukasiewicz they are from 0 to 1"),
        (("v.csv", "l.csv", "--against", "w.csv"), "the object ape is not in v.csv"),
        (("v.csv", "l.csv", "--against", "w.csv"), "there is no object dog, which v.csv has"),
        (("v.csv", "v.csv"), "there is no column item"),
        (("v.csv", "no.csv"), "no.csv: error[E501]: no such file"),
        (("v.csv", "l.csv", "--taxonomy", "l.csv", "--taxonomy-columns", "item,label"), "no object of v.csv is below"),
        (("s.csv", "l.csv"), "dog in the column to is no number"),
    ):
        assert cli.main(["audit", "--model", *arguments]) == statuses.WRONG_INPUT
        assert said in capsys.readouterr().err
    (here / "s.csv").write_text("from,to,score\ncat,dog,5000000\n", encoding="utf-8")
    assert cli.main(["audit", "--model", "s.csv", "l.csv", "--in", "metric"]) == statuses.WRONG_INPUT
    assert "with --grid 16384 they are up to 256: a coarser grid has fewer steps" in capsys.readouterr().err


def test_names_are_looked_for_at_errors_that_are_shown(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(model_inputs, "suggestion", lambda name, known: looked.append(name) or "")
    (here / "l.csv").write_text("item,label\n" + "".join(f"no{k},l\n" for k in range(50)), encoding="utf-8")
    errors = answered(capsys, "v.csv", "l.csv", status=statuses.WRONG_INPUT)["errors"]
    (error,) = errors
    others = "also line 3: no1 is not an object of v.csv; line 4: no2 is not an object of v.csv"
    assert error["message"].endswith(f"{others}; and 47 more like these, 50 in all")
    assert looked == ["no0"]


def test_options_go_together(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, said in (
        (["x.cat", "--model", "v.csv", "l.csv"], "with --model there is no theory file"),
        (["--model", "v.csv", "l.csv", "--tasks", "x"], "there is no theory file and no --tasks"),
        (["--model", "v.csv", "l.csv", "--by", "distance"], "--by distance does not go with --model"),
        ([], "a theory file is expected, or --model SCORES LABELS"),
        (["x.cat", "--in", "metric"], "--in goes with --model"),
        (["x.cat", "--label-columns", "a,b"], "--label-columns goes with --model"),
        (["--model", "v.csv", "l.csv", "--names", "a", "--names", "b"], "--names is given once for each model"),
        (["--model", "v.csv", "l.csv", "--grid", "100"], "a power of two up to 1048576 is expected, not 100"),
        (["--model", "v.csv", "l.csv", "--within", "1/0"], "a number from 0 is expected"),
        (["--model", "v.csv", "l.csv", "--columns", "a,b"], "FROM,TO,SCORE is expected, not a,b"),
    ):
        assert cli.main(["audit", *arguments]) == statuses.WRONG_INPUT
        assert said in capsys.readouterr().err


def test_beyond_a_size_the_triangle_is_not_checked(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_audit, "MOST_CHECKED", 2)
    (here / "l.csv").write_text("item,label\na,x\n", encoding="utf-8")
    (here / "s.csv").write_text("from,to,score\na,b,1\nb,c,1\na,c,3\n", encoding="utf-8")
    (here / "v.csv").write_text("name,x,y\na,1,0\nb,1,1\nc,1,2\n", encoding="utf-8")
    for file, form, triangle, said in (
        ("s.csv", ["--in", "metric"], "unchecked", "triangle: unchecked: 3 objects have 3e01 triangles"),
        ("v.csv", [], "holds", "triangle: holds, as it does for angles that are rounded up; not checked"),
    ):
        (model,) = answered(capsys, file, "l.csv", *form)["models"]
        assert (model["triangle"], model["triangle_checked"]) == (triangle, False)
        assert cli.main(["audit", "--model", file, "l.csv", *form]) == statuses.OK
        assert said in capsys.readouterr().out


def test_limits(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, "v.csv", "l.csv", "--timeout-all", "0.000001", status=statuses.UNKNOWN)
    assert "time limit" in found["unknown"] and found["models"] == []
    assert cli.main(["audit", "--model", "v.csv", "l.csv", "--memory", "1"]) == statuses.UNKNOWN
    assert "memory limit" in capsys.readouterr().err


def test_the_page_has_the_plots_and_says_names_as_they_are(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = "<b>$x_{$"
    (here / "l.csv").write_text(LABELS.replace("thing", odd), encoding="utf-8")
    arguments = ["audit", "--model", "v.csv", "l.csv", "--against", "v.csv", "--cover", "2", "-o", "page.html"]
    assert cli.main(arguments) == statuses.OK
    assert capsys.readouterr().out.endswith("page.html\n")
    text = (here / "page.html").read_text(encoding="utf-8")
    page = Tags(text)
    assert [given["alt"] for tag, given in page.tags if tag == "img"] == 2 * [
        "Thresholds",
        "Coverage",
        "What is confused",
    ]
    assert odd in page.text and "<b>" not in text and "equal on 2" in page.text
    assert all(str(given["src"]).startswith("data:image/svg+xml") for tag, given in page.tags if tag == "img")


def test_the_nouns(capsys: pytest.CaptureFixture[str]) -> None:
    files = (str(NOUNS / "nouns.npy"), str(NOUNS / "labels.csv"), "--taxonomy", str(NOUNS / "taxonomy.csv"))
    (model,) = answered(capsys, *files)["models"]
    assert (model["objects"], len(model["labels"]), model["unlabelled"]) == (1000, 18, 0)
    assert sum(label["members"] for label in model["labels"]) == 1000
    # By hand: cosines of the whole numbers in the file, in exact arithmetic where the prompt's ball ends.
    vectors = np.load(NOUNS / "nouns.npy").astype(int)
    names = (NOUNS / "nouns.txt").read_text(encoding="utf-8").split()
    food = next(label for label in model["labels"] if label["label"] == "food")
    prompt = vectors[names.index(food["best"]["prompt"])]
    cosine = (vectors @ prompt) / np.sqrt((vectors**2).sum(1) * (prompt**2).sum())
    steps = np.ceil(np.arccos(np.clip(cosine, -1, 1)) / np.pi * 16384)
    steps[names.index(food["best"]["prompt"])] = 0
    top, bottom = food["best"]["threshold"].split("/")
    taken = {names[k] for k in np.flatnonzero(steps <= int(top) * 16384 / int(bottom))}
    rows = csv.DictReader((NOUNS / "labels.csv").open(encoding="utf-8"))
    members = {row["item"] for row in rows if row["label"] == "food"}
    assert taken - members == set(food["best"]["extra"]) and members - taken == set(food["best"]["missing"])
    assert (NOUNS / "nouns.npy").stat().st_size < 60_000
