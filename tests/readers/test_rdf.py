"""SKOS and OWL: the triples of one predicate are the pairs of an order."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

import catproof

SKOS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <http://example.org/> .
ex:dog skos:broader ex:mammal ; skos:prefLabel "dog"@en .
ex:cat skos:broader ex:mammal .
ex:mammal skos:broader ex:animal .
ex:animal skos:narrower ex:fish .
"""

OWL = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
 xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:ex="http://example.org/">
<owl:Class rdf:about="http://example.org/dog"><rdfs:subClassOf rdf:resource="http://example.org/mammal"/>
<rdfs:subClassOf><owl:Restriction/></rdfs:subClassOf></owl:Class></rdf:RDF>
"""


def check(folder: Path, theory: str) -> catproof.FileReport:
    (folder / "t.cat").write_text(theory)
    return catproof.check(folder / "t.cat", cache=False).files[0]


def test_it_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdflib", None)
    (tmp_path / "x.ttl").write_text(SKOS)
    (error,) = check(tmp_path, 'poset S = read("x.ttl", "skos:broader")').errors
    assert error.message == "x.ttl: reading RDF needs the package rdflib" and "catproof[rdf]" in error.hint
    (error,) = check(tmp_path, 'poset S = read("x.ttl")').errors
    assert "`read` takes" in error.message


def test_skos_and_owl(tmp_path: Path) -> None:
    pytest.importorskip("rdflib")
    (tmp_path / "x.ttl").write_text(SKOS)
    (tmp_path / "x.ttl.gz").write_bytes(gzip.compress(SKOS.encode()))
    (tmp_path / "x.owl").write_text(OWL)
    read = 'poset S = read("{}")\nclaim "{}" is terminal in S and count(objects(S)) = {}'
    for given, top, points in (
        ('x.ttl", "skos:broader', "ex:animal", 4),
        ('x.ttl.gz", "http://www.w3.org/2004/02/skos/core#broader', "ex:animal", 4),
        ('x.ttl", "skos:narrower", object, "subject', "ex:animal", 2),
    ):
        report = check(tmp_path, read.format(given, top, points))
        assert not report.errors and report.verdicts[0].ok and not report.notes
    report = check(tmp_path, read.format('x.owl", "rdfs:subClassOf', "ex:mammal", 2))
    assert report.verdicts[0].ok
    assert report.notes == ((1, "x.owl: 1 of 2 triples with rdfs:subClassOf left out, for blank nodes"),)
    tasks = 'poset S = read("x.ttl", "skos:broader")\ntasks read("x.ttl", "skos:prefLabel", object, subject) on S\n'
    assert check(tmp_path, tasks + 'claim dog is representable by "ex:dog"').verdicts[0].ok
    for given, wrong in (
        ('x.ttl", "skos:related', "x.ttl: there are no triples with skos:related"),
        ('x.ttl", "foo:bar', "x.ttl: the predicate foo:bar is not known"),
        ('x.ttl", "skos:broader", a, "b', "x.ttl:1: there is no column a"),
        ('x.nt", "skos:broader', "x.nt: this is no RDF (nt) that can be read"),
    ):
        (tmp_path / "x.nt").write_text("nonsense")
        assert wrong in check(tmp_path, f'poset S = read("{given}")').errors[0].message


def test_names_are_those_of_one_node_each(tmp_path: Path) -> None:
    pytest.importorskip("rdflib")
    odd = '@prefix ex: <http://example.org/> .\n@prefix b: <http://a b"/> .\n'
    for body, wrong in (
        ("ex:a ex:p b:x .", "triple 1: the IRI in the column object contains ' ', which none may"),
        ("ex:a ex:p <ex:c\x1b[2J> .", "triple 1: the value in the column object contains U+001B ESCAPE, which no"),
        (
            'ex:a ex:p ex:b , "ex:b" .',
            "triple 2: the value in the column object is the name of two: a literal, and the IRI",
        ),
        (
            "ex:a ex:p ex:b , <ex:b> .",
            "triple 2: the value in the column object is the name of two: the IRI ex:b, and ",
        ),
        ("ex:b ex:p 1 . <ex:b> ex:p 2 .", "triple 2: the value in the column subject is the name of two: the IRI "),
        ('ex:a ex:p "" .', "triple 1: there is no value in the column object"),
        ("b:a b:p ex:b .", "there are no triples with ex:p"),
    ):
        (tmp_path / "x.ttl").write_text(odd + body, encoding="utf-8")
        (error,) = check(tmp_path, 'poset S = read("x.ttl", "ex:p")').errors
        assert error.message.startswith(f"x.ttl: {wrong}")
    (tmp_path / "x.ttl").write_text(odd + 'ex:a ex:p "dog"@en , "dog"@de , ex:dog .', encoding="utf-8")
    theory = 'poset S { "ex:a" < t }\ntasks read("x.ttl", "ex:p", object, subject) on S\nclaim count(elements(dog)) = 1'
    report = check(tmp_path, theory)
    said = "x.ttl: 1 of 3 triples with ex:p left out, as literals differ by language or type alone"
    assert report.ok and report.notes == ((2, said),)


def test_what_rdflib_logs_is_not_printed(tmp_path: Path) -> None:
    pytest.importorskip("rdflib")
    (tmp_path / "x.ttl").write_text("@prefix b: <http://e.org/ \x1b[2J> .\nb:a b:p b:b .", encoding="utf-8")
    (tmp_path / "t.cat").write_text('poset S = read("x.ttl", "b:p")', encoding="utf-8")
    run = [sys.executable, "-m", "catproof", "check", str(tmp_path / "t.cat")]
    done = subprocess.run(run, capture_output=True, check=False)
    assert done.returncode == 2 and b"no name may" in done.stdout + done.stderr
    assert b"valid URI" not in done.stderr and b"\x1b" not in done.stdout + done.stderr
