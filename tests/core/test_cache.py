"""The cache folder: ours or not used, and nothing in it believed that is not as it was written."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import catproof
from catproof.core import cache
from catproof.core.enumeration import compiled, orders, search
from catproof.faces import cli
from catproof.search import rup

posix = pytest.mark.skipif(os.name != "posix", reason="rights and owners of files are otherwise here")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    cache._say.cache_clear()
    orders._all.cache_clear()
    monkeypatch.setenv("CATPROOF_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# ---- the folder ---------------------------------------------------------------------------------------


@posix
def test_it_is_made_for_the_user_alone(place: Path) -> None:
    before = os.umask(0)
    try:
        cache.write("a", b"key", b"content")
        assert cache.folder("numba") == place / "numba"
    finally:
        os.umask(before)
    assert mode(place) == 0o700 == mode(place / "numba") and mode(place / "a") == 0o600
    assert cache.read("a", b"key", 100) == b"content"


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache.place() == tmp_path / "cache"
    monkeypatch.delenv("CATPROOF_CACHE")
    assert cache.place() == tmp_path / "xdg" / "catproof"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.place() == tmp_path / ".cache" / "catproof" if os.name == "posix" else True


@posix
def test_one_that_others_may_read_is_closed(place: Path) -> None:
    place.mkdir()
    (place / "posets-6.enumeration").write_bytes(b"of an earlier version")
    place.chmod(0o755)
    assert cache.folder() == place and mode(place) == 0o700


@posix
def test_one_with_other_things_in_it_keeps_its_rights(place: Path) -> None:
    place.mkdir()
    (place / "letters").mkdir()
    place.chmod(0o755)
    assert cache.folder() == place and mode(place) == 0o755


def spoiled(place: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "a link":
        (place.parent / "elsewhere").mkdir()
        place.symlink_to(place.parent / "elsewhere")
    elif how == "a file":
        place.write_text("", encoding="utf-8")
    else:
        place.mkdir()
    if how.startswith("writable"):
        place.chmod(0o770 if "group" in how else 0o1777)
    if how == "another's":
        monkeypatch.setattr(os, "geteuid", lambda: place.stat().st_uid + 1)


WHY = {
    "a link": "it is a link (set CATPROOF_CACHE to ",
    "a file": "it is no folder (",
    "writable by a group": "others may write to it (take that right away with chmod go-w",
    "writable by all": "others may write to it (",
    "another's": "it belongs to somebody else (",
}


@posix
@pytest.mark.parametrize("how", WHY)
def test_one_that_is_not_ours_is_not_used(
    place: Path, how: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoiled(place, how, monkeypatch)
    for _ in range(3):
        cache.write("a", b"key", b"content")
        assert cache.read("a", b"key", 100) is None and cache.folder("numba") is None
    assert cli.main(["count", "posets(points = 6)"]) == 0
    output = capsys.readouterr()
    assert output.out == "318\n"
    (line,) = output.err.splitlines()
    assert line.startswith(f"catproof: the cache folder '{place}' is not used: {WHY[how]}")
    assert how == "a file" or not list(place.iterdir())


@posix
def test_a_folder_within_is_under_the_same_rule(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place.parent / "elsewhere").mkdir()
    place.mkdir(mode=0o700)
    (place / "numba").symlink_to(place.parent / "elsewhere")
    assert cache.folder("numba") is None and cache.folder("coq") == place / "coq"
    assert "numba' is not used: it is a link" in capsys.readouterr().err


# ---- files --------------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize(
    "how", ["empty", "cut", "longer", "flipped", "link", "writable", "fifo", "folder", "another's"]
)
def test_a_file_that_is_not_as_it_was_written(place: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("a", b"key", b"content" * 20)
    path = place / "a"
    data = path.read_bytes()
    assert cache.read("a", b"key", 200) == b"content" * 20
    assert cache.read("a", b"other", 200) is None and cache.read("a", b"key", 50) is None
    path.unlink()
    if how == "link":
        (place / "b").write_bytes(data)
        path.symlink_to(place / "b")
    elif how == "fifo":
        os.mkfifo(path)
    elif how == "folder":
        path.mkdir()
    else:
        changed = {"empty": b"", "cut": data[:-1], "longer": data + b"x", "flipped": data[:40] + b"C" + data[41:]}
        path.write_bytes(changed.get(how, data))
        path.chmod(0o620 if how == "writable" else 0o600)
    if how == "another's":
        monkeypatch.setattr(cache, "_is_mine", lambda found: not stat.S_ISREG(found.st_mode))
    assert cache.read("a", b"key", 200) is None
    monkeypatch.undo()
    monkeypatch.setenv("CATPROOF_CACHE", str(place))
    cache.write("a", b"key", b"anew")
    if how == "folder":  # it is out of the way now
        cache.write("a", b"key", b"anew")
    assert cache.read("a", b"key", 200) == b"anew"
    assert sorted(p.name for p in place.iterdir()) == (["a", "b"] if how == "link" else ["a"])
    assert how != "link" or (place / "b").read_bytes() == data


def test_a_bomb_is_not_unpacked(place: Path) -> None:
    import zlib

    from catproof.core.enumeration import cache as kept

    bomb = zlib.compress(b"\0" * 50_000_000, 9)
    cache.write("posets-6.enumeration", kept._key("posets-6"), bomb)
    assert kept.read("posets-6") is None


# ---- sealed folders -----------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("how", ["changed", "cut", "gone", "one more", "link", "writable", "no seal", "nonsense"])
def test_a_sealed_folder_that_was_changed(place: Path, how: str) -> None:
    made = cache.folder("coq")
    assert made is not None
    (made / "below").mkdir(mode=0o777)
    (made / "below" / "a.vo").write_bytes(b"compiled")
    (made / "b.vo").write_bytes(b"compiled too")
    (made / "b.vo").chmod(0o666)
    assert not cache.is_sealed(made)
    cache.seal(made)
    assert cache.is_sealed(made) and mode(made / "b.vo") == 0o644
    if how == "changed":
        (made / "below" / "a.vo").write_bytes(b"Compiled")
    elif how == "cut":
        (made / "b.vo").write_bytes(b"compiled")
    elif how == "gone":
        (made / "b.vo").unlink()
    elif how == "one more":
        (made / "below" / "c.vo").write_bytes(b"")
    elif how == "link":
        (made / "b.vo").rename(place / "b.vo")
        (made / "b.vo").symlink_to(place / "b.vo")
    elif how == "writable":
        (made / "below" / "a.vo").chmod(0o666)
    else:
        (made / "digests.json").write_text("[" * 100_000 if how == "nonsense" else "")
    assert not cache.is_sealed(made)
    assert not cache.is_sealed(place / "nothing") and not (place / "nothing").exists()


def test_numba_reads_only_what_it_left(place: Path) -> None:
    pytest.importorskip("numba")
    code = (
        "import catproof.core.enumeration.compiled as c, numpy; from catproof.core import cache; "
        "from catproof.core.enumeration import search; from catproof.search import rup; "
        "assert c.compiled() is not None; c.compiled_function(rup, ('grown',))(numpy.zeros(2, numpy.int32), 3); "
        "print(all(cache.is_sealed(cache.folder('numba', name)) for name in ('search', 'rup')))"
    )

    def run() -> dict[Path, tuple[int, bytes]]:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert (done.stdout, done.stderr) == ("True\n", "")
        return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in place.rglob("*.nb*")}

    first = run()
    assert first and run() == first  # nothing was compiled again
    victim = next(p for p in first if p.suffix == ".nbi")
    victim.write_bytes(b"cos\nsystem\n(S'touch " + str(place / "run").encode() + b"'\ntR.")  # a pickle that does harm
    assert compiled._folder(search) == place / "numba" / "search"
    assert compiled._folder(rup) == place / "numba" / "rup"
    assert {p.parent.parent.name for p in place.rglob("*.nb*")} == {"rup" if "search" in victim.parts else "search"}


# ---- without it ---------------------------------------------------------------------------------------

THEORY = "claim count(posets(points = 6)) = 318\n"


@pytest.mark.sizes("speaks of sizes at which the product goes another way")
def test_no_cache(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.cat").write_text(THEORY, encoding="utf-8")
    file = str(tmp_path / "t.cat")
    for command in (
        ["check", file],
        ["explain", file],
        ["count", "posets(points = 6)"],
        ["check", file, "--jobs", "2"],
    ):
        orders._all.cache_clear()
        assert cli.main([*command, "--no-cache"]) == 0 and not place.exists(), command
    orders._all.cache_clear()
    assert catproof.check(THEORY, cache=False).ok and not place.exists()
    orders._all.cache_clear()
    assert catproof.check(THEORY).ok and [p.name for p in place.iterdir()] == ["posets-6.enumeration"]
    (place / "posets-6.enumeration").write_bytes(b"")
    orders._all.cache_clear()
    assert catproof.Theory().claim("count(posets(points = 6)) = 318").check(cache=False).ok
    assert (place / "posets-6.enumeration").read_bytes() == b""
    capsys.readouterr()


def test_used_is_for_the_body_alone() -> None:
    assert cache.is_used()
    with cache.used(False):
        assert not cache.is_used() and cache.folder() is None
        with cache.used(True):  # what was forbidden outside stays so
            assert not cache.is_used()
    assert cache.is_used()
