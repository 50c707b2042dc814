"""Imports: names from other files, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import catproof
from catproof.elaborate.loader import Loader
from catproof.options import Options

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


# ---- nothing beyond the folder ------------------------------------------------------------------------


def test_an_import_is_in_the_folder_or_where_it_is_allowed(write, tmp_path):
    write("lib/base.cat", BASE)
    path = write("in/user.cat", 'import "../lib/base.cat"\nclaim T is representable\n')
    errors, verdicts = seen(path)
    assert errors == [(1, 'the file is outside of the theory file\'s folder: "../lib/base.cat"')]
    assert verdicts == {"line 2": "skipped"}
    [error] = catproof.check(path).errors
    assert error.hint == "a folder elsewhere is allowed by --allow-path FOLDER"
    for allowed in (tmp_path, tmp_path / "lib"):
        report = catproof.check(path, allow_path=[allowed])
        assert not report.errors and [v.value for v in report.verdicts] == ["true"]
    (tmp_path / "lib" / "deeper").mkdir()
    assert catproof.check(path, allow_path=[tmp_path / "lib" / "deeper"]).errors


def test_the_rule_is_that_of_the_importing_file_at_every_level(write, tmp_path):
    write("base.cat", BASE)
    write("lib/middle.cat", 'import "../base.cat"\n')
    path = write("user.cat", 'import "lib/middle.cat"\n')
    [(line, message)] = seen(path)[0]
    assert line == 1 and "lib/middle.cat" in message and "outside of the theory file's folder" in message
    assert not catproof.check(path, allow_path=[tmp_path]).errors


def test_links_are_followed_before_the_rule_is_applied(write, tmp_path):
    write("out/base.cat", BASE)
    path = write("in/user.cat", 'import "link.cat"\nimport "folder/base.cat"\nimport "twin.cat"\n')
    write("in/real.cat", "poset Q { a < b }\n")
    (tmp_path / "in" / "link.cat").symlink_to(tmp_path / "out" / "base.cat")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "twin.cat").symlink_to(tmp_path / "in" / "real.cat")
    outside = "the file is outside of the theory file's folder"
    assert seen(path)[0] == [(1, f'{outside}: "link.cat"'), (2, f'{outside}: "folder/base.cat"')]


def test_only_regular_files_are_imported(write, tmp_path):
    os.mkfifo(tmp_path / "pipe.cat")
    (tmp_path / "folder.cat").mkdir()
    path = write("user.cat", "".join(f'import "{name}"\n' for name in ("pipe.cat", "folder.cat", "/dev/zero")))
    errors = catproof.check(path, allow_path=["/dev", "/proc"]).errors
    assert ["no regular file" in e.message for e in errors] == [True, False, True]
    assert "this is a folder" in errors[1].message
    if Path("/proc/self/environ").exists():
        system = write("system.cat", 'import "/proc/self/environ"\n')
        assert "no regular file" in catproof.check(system, allow_path=["/proc"]).errors[0].message


def test_a_file_that_is_too_large_is_not_read(write, tmp_path):
    with (tmp_path / "large.cat").open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    assert seen(write("user.cat", 'import "large.cat"\n'))[0] == [(1, 'the file is larger than 64 MB: "large.cat"')]
    assert "larger than 64 MB" in seen(str(tmp_path / "large.cat"))[0][0][1]


def test_sent_texts_keep_to_the_rule(tmp_path):
    """An editor and a worker have texts of files that need not be there."""
    inside, outside = tmp_path / "in" / "base.cat", tmp_path / "out" / "base.cat"
    loader = Loader(Options(), {inside: BASE, outside: BASE})
    where = tmp_path / "in" / "user.cat"
    assert not loader.text('import "base.cat"\n', "user.cat", where).diagnostics
    [error] = loader.text('import "../out/base.cat"\n', "user.cat", where).diagnostics
    assert "outside of the theory file's folder" in error.message


# ---- long chains and circles --------------------------------------------------------------------------


def chain(write, number: int, last: str, own: Callable[[int], str]) -> str:
    for k in range(number - 1):
        write(f"c{k}.cat", f'import "c{k + 1}.cat"\n{own(k)}')
    write(f"c{number - 1}.cat", last)
    return write("user.cat", 'import "c0.cat"\nclaim b is terminal in Last\n')


def test_a_chain_of_imports_may_be_long(write):
    """Each file declares a name: what they have in common is shared, or this would take gigabytes."""
    path = chain(write, 1500, "poset Last { a < b }\n", lambda k: f"poset P{k} {{ a < b }}\n")
    assert seen(path) == ([], {"line 2": "true"})


def test_ten_thousand_imports_and_an_error_at_the_end(write):
    path = chain(write, 10_000, "\nposet Last { a < q < }\n", lambda k: "")
    [(line, message)] = seen(path)[0]
    assert line == 1
    assert message.startswith('"c0.cat" has an error on line 1, which comes from c9999.cat, line 2: ')
    assert len(message) < 200


def test_a_long_circle_is_named_in_short(write):
    for k in range(2000):
        write(f"r{k}.cat", f'import "r{(k + 1) % 2000}.cat"\n')
    path = write("user.cat", 'import "r5.cat"\n')
    [(line, message)] = seen(path)[0]
    assert line == 1 and message.endswith(" (1989 more) -> r5.cat") and " -> r6.cat -> " in message
    report = catproof.check(Path(path).parent)
    assert len(report.errors) == 2001
    by_file = {Path(e.path).name: e.message for e in report.errors}
    start = "the imports go in a circle: "
    assert by_file["r7.cat"].startswith(f"{start}r7.cat -> r8.cat") and by_file["r7.cat"].endswith(" -> r7.cat")


def test_circles_beside_each_other_are_named_from_each_file(write):
    write("a.cat", 'import "b.cat"\nimport "c.cat"\n')
    write("b.cat", 'import "a.cat"\nimport "b.cat"\n')
    write("c.cat", 'import "d.cat"\n')
    write("d.cat", 'import "a.cat"\n')
    write("e.cat", 'import "c.cat"\nclaim 1 = 1\n')
    circle = "the imports go in a circle: "
    report = catproof.check(Path(write("user.cat", 'import "e.cat"\n')).parent)
    said: dict[str, list[str]] = {}
    for error in report.errors:
        said.setdefault(Path(error.path).name, []).append(error.message)
    assert said["a.cat"] == [circle + "a.cat -> b.cat -> a.cat", circle + "a.cat -> c.cat -> d.cat -> a.cat"]
    assert said["b.cat"] == [circle + "b.cat -> a.cat -> b.cat", circle + "b.cat -> b.cat"]
    assert said["c.cat"] == [circle + "c.cat -> d.cat -> a.cat -> c.cat"]
    assert all(len(said[name]) == 1 and said[name][0].startswith(circle) for name in ("e.cat", "user.cat"))


def test_a_diamond_of_many_levels_is_read_once(write):
    write("d0.cat", "poset Last { a < b }\n")
    for k in range(1, 60):
        write(f"l{k}.cat", f'import "d{k - 1}.cat"\n')
        write(f"r{k}.cat", f'import "d{k - 1}.cat"\n')
        write(f"d{k}.cat", f'import "l{k}.cat"\nimport "r{k}.cat"\n')
    assert seen(write("user.cat", 'import "d59.cat"\nclaim b is terminal in Last\n')) == ([], {"line 2": "true"})
