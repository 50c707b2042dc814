"""Files that are written: whole or not at all, and never through a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.files.writing import write, write_in

THEORY = "poset P { a < b }\nclaim top : b is terminal in P\n"


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine", encoding="utf-8")
    for number, target in enumerate(("precious", "nowhere")):
        link = tmp_path / f"link{number}"
        link.symlink_to(tmp_path / target)
        write(link, "new")
        assert not link.is_symlink() and link.read_text(encoding="utf-8") == "new"
    assert (tmp_path / "precious").read_text(encoding="utf-8") == "mine" and not (tmp_path / "nowhere").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link0", "link1", "precious"]


def test_a_second_name_of_a_file_stays(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine", encoding="utf-8")
    os.link(tmp_path / "precious", tmp_path / "same")
    write(tmp_path / "same", b"new")
    assert (tmp_path / "precious").read_text(encoding="utf-8") == "mine"


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write(path, "a")
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~_umask()
    path.chmod(0o640)
    write(path, "b")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_what_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/null")
    for name in ("folder", "pipe", "device"):
        with pytest.raises(OSError) as found:
            write_in(tmp_path, name, "text")
        assert found.value.filename == str(tmp_path / name)
    with pytest.raises(OSError) as found:
        write(tmp_path / "nowhere" / "file", "text")
    assert found.value.filename == str(tmp_path / "nowhere" / "file") and found.value.strerror
    write("/dev/null", "text")  # named itself
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(
    "command",
    [
        ["check", "t.cat", "--certificates", "out"],
        ["export", "t.cat", "-o", "out"],
        ["export", "t.cat", "--to", "smtlib", "-o", "out"],
        ["export", "--general", "--to", "tptp", "-o", "out"],
        ["draw", "t.cat", "P", "-o", "out/p.svg"],
        ["report", "t.cat", "-o", "out/page.html"],
    ],
    ids=lambda command: " ".join(command),
)
def test_no_command_writes_through_a_link(
    command: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.cat").write_text(THEORY, encoding="utf-8")
    Path("out").mkdir()
    assert cli.main(command) == statuses.OK
    written = sorted(Path("out").iterdir())
    assert written
    for path in written:
        path.unlink()
        Path(f"{path.name}.precious").write_text("mine", encoding="utf-8")
        path.symlink_to(tmp_path / f"{path.name}.precious")
    assert cli.main(command) == statuses.OK
    for path in written:
        assert not path.is_symlink() and path.stat().st_size > 10
        assert Path(f"{path.name}.precious").read_text(encoding="utf-8") == "mine"
    written[0].unlink()
    written[0].symlink_to("/dev/null")
    capfd.readouterr()
    assert cli.main(command) == statuses.WRONG_INPUT
    assert capfd.readouterr().err.startswith(f"catproof: {written[0]}: ")
    assert written[0].is_symlink() and stat.S_ISCHR(Path("/dev/null").stat().st_mode)
