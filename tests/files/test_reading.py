"""Files that are read: regular ones alone, and not more than is allowed; nothing that could wait or has no end."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

import catproof
from catproof.diagnostic import InputError
from catproof.faces import arguments as statuses
from catproof.faces import cli
from catproof.files import reading
from catproof.files.reading import Unreadable, read_given, read_regular, read_stream
from catproof.syntax import source

DEVICES = [
    path for path in ("/dev/zero", "/dev/full", "/proc/self/environ", "/sys/kernel/notes") if Path(path).exists()
]


@pytest.mark.parametrize("path", DEVICES)
def test_devices_and_files_of_the_system_are_refused(path: str) -> None:
    with pytest.raises(Unreadable, match="no regular file"):
        read_regular(path, 100)


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.cat")
    with pytest.raises(Unreadable, match="no regular file"):
        read_regular(tmp_path / "pipe.cat", 100)


def test_a_link_that_takes_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("secret", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    with pytest.raises(Unreadable, match="cannot be read"):
        read_regular(tmp_path / "link", 100)
    with pytest.raises(Unreadable, match="no such file"):
        read_regular(tmp_path / "nowhere", 100)
    with pytest.raises(Unreadable, match="a folder"):
        read_regular(tmp_path, 100)


def test_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * 101)
    for read in (read_regular, read_given):
        assert read(path, 101) == b"x" * 101
        with pytest.raises(Unreadable, match="larger than 0 MB"):
            read(path, 100)
    with pytest.raises(Unreadable, match="larger than"):
        read_stream(io.BytesIO(b"x" * 101), 100)
    with path.open("wb") as file:
        file.truncate(reading.LARGEST_THEORY + 1)  # holes: no room is taken
    with pytest.raises(Unreadable, match="larger than 64 MB"):
        read_regular(path, reading.LARGEST_THEORY)


def test_endless_input_is_an_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "/dev/zero"]) == statuses.WRONG_INPUT
    assert "/dev/zero:1:1: error[E501]: the file is larger than 64 MB" in capfd.readouterr().out


def test_too_much_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LARGEST_THEORY", 1000)
    with pytest.raises(InputError, match="larger than"):
        source.read_stdin(io.BytesIO(b"# comment\n" * 200))


def test_a_pipe_that_the_user_names_is_read(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.write(write, b"poset P { a < b }\nclaim b is terminal in P\n")
    os.close(write)
    try:
        assert catproof.check_file(f"/dev/fd/{read}").ok
    finally:
        os.close(read)


def test_what_is_found_in_a_folder(tmp_path: Path) -> None:
    """A pipe is not waited for, and a link does not lead out of the folder."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    (out / "secret.txt").write_text("root:secret\n", encoding="utf-8")
    os.mkfifo(folder / "pipe.cat")
    (folder / "link.cat").symlink_to(out / "secret.txt")
    (folder / "zero.cat").symlink_to("/dev/zero")
    (folder / "real.cat").write_text("poset P { a < b }\nclaim b is terminal in P\n", encoding="utf-8")
    (folder / "twin.cat").symlink_to(folder / "real.cat")
    report = catproof.check_file(folder)
    said = {Path(e.path).name: e.message for e in report.errors}
    assert said.keys() == {"pipe.cat", "link.cat", "zero.cat"}
    assert "no regular file" in said["pipe.cat"]
    assert "leads out of the folder" in said["link.cat"] and "leads out of the folder" in said["zero.cat"]
    assert "secret" not in report.to_json().replace("secret.txt", "")
    assert [v.value for v in report.verdicts] == ["true", "true"]
    allowed = catproof.check_file(folder, allow_path=[out])
    assert not any("leads out" in e.message for e in allowed.errors if Path(e.path).name == "link.cat")
