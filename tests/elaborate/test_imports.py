"""Imports: names from other files, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

import catproof

BASE = "category C { object a, b ; arrow f : a -> b }\ntask T on C { a = {1} ; b = {1} }\nclaim T is representable\n"


@pytest.fixture
def write(tmp_path: Path):
    def written(name: str, text: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


def seen(path: str) -> tuple[list[tuple[int, str]], dict[str, str]]:
    report = catproof.check(path)
    return [(e.span.line, e.message) for e in report.errors], {v.statement.name: v.value for v in report.verdicts}


def test_names_of_another_file_are_there_and_its_statements_are_not_run_again(write):
    write("base.cat", BASE)
    path = write("user.cat", 'import "base.cat"\nclaim T is representable by b\nclaim f is mono in C\n')
    assert seen(path) == ([], {"line 2": "true", "line 3": "true"})


def test_a_path_is_relative_to_the_importing_file_at_every_level(write):
    write("lib/deep/base.cat", BASE)
    write("lib/middle.cat", 'import "deep/base.cat"\ntask S = sum(T, T)\n')
    path = write("user.cat", 'import "lib/middle.cat"\nclaim rank(S) = 2\nclaim T is representable\n')
    assert seen(path) == ([], {"line 2": "true", "line 3": "true"})


def test_a_file_imported_twice_is_one_file(write):
    write("base.cat", BASE)
    write("one.cat", 'import "base.cat"\ntask one = yoneda(C, a)\n')
    write("two.cat", 'import "base.cat"\ntask two = yoneda(C, a)\n')
    path = write("user.cat", 'import "one.cat"\nimport "two.cat"\nimport "base.cat"\nclaim one ~= two\n')
    assert seen(path) == ([], {"line 4": "true"})


def test_terms_made_in_the_imported_file_are_the_same_things_here(write):
    write("base.cat", BASE + "task Y = yoneda(opposite(C), a)\n")
    path = write("user.cat", 'import "base.cat"\nclaim Y ~= yoneda(opposite(C), a)\n')
    assert seen(path) == ([], {"line 2": "true"})


def test_a_circle_is_named_from_the_file_that_was_asked_for(write):
    one = write("one.cat", '# comment\nimport "two.cat"\n')
    two = write("two.cat", 'import "three.cat"\n')
    three = write("three.cat", '\n\nimport "one.cat"\n')
    circle = "the imports go in a circle: "
    assert seen(one)[0] == [(2, circle + "one.cat -> two.cat -> three.cat -> one.cat")]
    assert seen(two)[0] == [(1, circle + "two.cat -> three.cat -> one.cat -> two.cat")]
    assert seen(three)[0] == [(3, circle + "three.cat -> one.cat -> two.cat -> three.cat")]


def test_all_files_of_a_circle_can_be_checked_in_one_run(write, tmp_path):
    write("one.cat", 'import "two.cat"\n')
    write("two.cat", 'import "one.cat"\n')
    assert [e.span.line for e in catproof.check(tmp_path).errors] == [1, 1]


def test_a_file_that_imports_itself_is_a_circle(write):
    path = write("one.cat", 'import "one.cat"\nclaim 1 = 1\n')
    assert seen(path) == ([(1, "the imports go in a circle: one.cat -> one.cat")], {"line 2": "true"})


def test_a_missing_file_is_named_and_what_may_come_from_it_is_skipped(write):
    path = write(
        "user.cat", 'import "nowhere.cat"\nclaim rank(T) = 1\ncategory K { object a }\nclaim a is terminal in K\n'
    )
    errors, verdicts = seen(path)
    assert len(errors) == 1 and errors[0][0] == 1
    assert "nowhere.cat" in errors[0][1] and "no such file" in errors[0][1]
    assert verdicts == {"line 2": "skipped", "line 4": "true"}


def test_errors_of_an_imported_file_are_one_error_at_the_import_and_its_sound_names_are_there(write):
    write("broken.cat", "category D { object a ; arrow f : a -> q }\ncategory E { object a }\nclaim x ~= x in E\n")
    path = write(
        "user.cat", 'import "broken.cat"\nclaim a is terminal in E\nclaim a is terminal in D\nclaim a ~= a in Z\n'
    )
    errors, verdicts = seen(path)
    assert len(errors) == 1 and errors[0][0] == 1
    assert '"broken.cat" has 2 errors, the first on line 1: q is not an object of D' in errors[0][1]
    assert verdicts == {"line 2": "true", "line 3": "skipped", "line 4": "skipped"}


def test_a_syntax_error_in_an_imported_file_is_an_error_at_the_import(write):
    write("broken.cat", "category C { object a }\n\nclaim a is\n")
    errors, _ = seen(write("user.cat", 'import "broken.cat"\n'))
    assert len(errors) == 1
    assert errors[0][0] == 1 and '"broken.cat"' in errors[0][1] and "line 3" in errors[0][1]


def test_a_name_that_two_files_declare_is_an_error_where_they_meet(write):
    write("base.cat", BASE)
    write("other.cat", "category C { object z }\n")
    own = write("own.cat", 'category C { object z }\nimport "base.cat"\nclaim z is terminal in C\n')
    assert seen(own) == ([(2, "C, from base.cat, is declared here already")], {"line 3": "true"})
    later = write("later.cat", 'import "base.cat"\ncategory C { object z }\nclaim T is representable\n')
    assert seen(later) == ([(2, "C is declared twice, first on line 1")], {"line 3": "true"})
    both = write("both.cat", 'import "base.cat"\nimport "other.cat"\n')
    assert seen(both)[0] == [(2, "C, from other.cat, is declared here already")]


def test_a_limit_met_in_an_imported_file_is_unknown_here(write):
    write("base.cat", "monoid N { generator s }\ntask Y = yoneda(N, *)\n")
    path = write("user.cat", 'import "base.cat"\nclaim size(Y) = 1\nclaim count(objects(N)) = 1\n')
    report = catproof.check(path, limit=100)
    assert [v.value for v in report.verdicts] == ["unknown", "true"]
    assert report.exit_status == 3
