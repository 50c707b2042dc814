"""What is no message of the protocol: answered, or the session ends; the server neither waits nor fills the memory."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from patience import PATIENCE, started

from catproof.faces.editor.transport import LARGEST_MESSAGE, LONGEST_LINE, MOST_LINES, Messages


def message(content: dict[str, Any] | bytes | list[Any], head: bytes = b"Content-Length: %d\r\n\r\n") -> bytes:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return (head % len(body) if b"%d" in head else head) + body


def request(method: str, number: int | None = None, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params} | ({} if number is None else {"id": number})


INITIALIZE = request("initialize", 1, processId=None, rootUri=None, capabilities={})
END = message(request("shutdown", 99)) + message({"jsonrpc": "2.0", "method": "exit"})


def read_all(given: bytes) -> tuple[list[dict[str, Any]], list[dict[str, Any]], str]:
    """The messages that come through, those that are answered, and why it ended."""
    sink = io.BytesIO()
    messages = Messages(io.BytesIO(given), sink, lambda one: one["method"] != "unreadable")
    found = []
    while header := messages.readline():
        assert messages.readline() == b"\r\n"
        found.append(json.loads(messages.read(int(header.split(b":")[1]))))
    return found, answers(sink.getvalue()), messages.problem


def answers(sent: bytes) -> list[dict[str, Any]]:
    found = []
    while sent:
        head, _, rest = sent.partition(b"\r\n\r\n")
        length = int(head.split(b"\r\n")[0].split(b":")[1])
        found.append(json.loads(rest[:length]))
        sent = rest[length:]
    return found


GOOD = request("a")


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: %d\r\n\r\n",
        b"content-length:%d\r\n\r\n",
        b"Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
        b"Content-Type: x\r\nContent-Length: %d\n\n",
    ],
)
def test_headers_that_are_in_order(head: bytes) -> None:
    assert read_all(message(GOOD, head) * 2) == ([GOOD, GOOD], [], "")


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: -99999999999999999999\r\n\r\n",
        b"Content-Length: %d, 7\r\n\r\n",
        b"Content-Length: 1e3\r\n\r\n",
        b"Content-Length: \xd9\xa3\r\n\r\n",
        b"Content-Length: " + b"9" * 18 + b"\r\n\r\n",
        b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"Content-Length: " + str(LARGEST_MESSAGE + 1).encode() + b"\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"Content-Type: x\r\n\r\n",
        b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x00\xff\xfe" * 50 + b"\r\n",
        b"X-Long: " + b"x" * LONGEST_LINE + b"\r\n",
        b"x" * 100_000,
        b"X: y\r\n" * (MOST_LINES + 1),
    ],
)
def test_a_header_that_is_none_ends_the_session(head: bytes) -> None:
    found, answered, problem = read_all(message(GOOD) + message(GOOD, head))
    assert found == [GOOD] and answered == [] and problem and len(problem) < 300
    assert problem.isprintable()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"\xff\xfe{", -32700),
        (b'{"jsonrpc": "2.0", "method": "\xe9"}', -32700),
        (b"", -32700),
        (b"{", -32700),
        (b"[" * 100_000 + b"]" * 100_000, -32700),
        (b'{"jsonrpc": "2.0", "id": ' + b"9" * 10_000 + b', "method": "a"}', -32700),
        (b"[]", -32600),
        (b"null", -32600),
        (b"{}", -32600),
        (b'{"jsonrpc": "1.0", "method": "a"}', -32600),
        (b'{"jsonrpc": "2.0"}', -32600),
        (b'{"jsonrpc": "2.0", "method": 5}', -32600),
        (b'{"jsonrpc": "2.0", "id": {}, "method": "a"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 7, "method": "unreadable"}', -32602),
    ],
)
def test_a_body_that_is_none_is_answered(body: bytes, code: int) -> None:
    found, answered, problem = read_all(message(GOOD) + message(body) + message(GOOD))
    assert found == [GOOD, GOOD] and problem == ""
    [answer] = answered
    assert answer["error"]["code"] == code and answer["error"]["message"]
    assert answer["id"] == (7 if code == -32602 else None)


def test_a_message_without_its_end() -> None:
    found, answered, problem = read_all(message(GOOD) + b"Content-Length: 1000\r\n\r\n{}")
    assert found == [GOOD] and answered == [] and "ends before its end" in problem


def test_noise() -> None:
    """Whatever comes, it is read to the end, or the session ends."""
    chance = random.Random(13)
    pieces = [
        message(GOOD),
        b"Content-Length: ",
        b"12",
        b"\r\n",
        b"\n",
        b"{}",
        b'{"jsonrpc": "2.0"',
        b"\xff",
        b"-",
        b"\0",
    ]
    for _ in range(2000):
        found, answered, _ = read_all(b"".join(chance.choices(pieces, k=chance.randrange(12))))
        assert all(one == GOOD for one in found) and all("error" in one for one in answered)


# ---- the server as a process --------------------------------------------------------------------------


def serve(given: bytes, folder: Path, *options: str) -> tuple[int, list[dict[str, Any]], str]:
    done = subprocess.run(
        [sys.executable, "-m", "catproof", "lsp", *options],
        input=given,
        capture_output=True,
        timeout=PATIENCE,
        cwd=folder,
        check=False,
    )
    error = done.stderr.decode()
    assert "Traceback" not in error, error
    return done.returncode, answers(done.stdout), error


@pytest.mark.parametrize(
    "head", [b"Content-Length: -5\r\n\r\n", b"Content-Length: 99999999999\r\n\r\n", b"garbage\r\n", b"\xff" * 5000]
)
def test_the_server_closes(head: bytes, tmp_path: Path) -> None:
    status, answered, error = serve(message(INITIALIZE) + head, tmp_path)
    assert status == 2 and error.startswith("catproof: ") and error.endswith("; the session has ended\n")
    assert len(error.splitlines()) == 1 and [one.get("id") for one in answered] == [1]


def test_the_server_answers(tmp_path: Path) -> None:
    wrong = [b"\xff", b"{}", b"[1]", json.dumps(request("textDocument/hover", 5, position="nowhere")).encode()]
    given = message(INITIALIZE) + b"".join(map(message, wrong)) + message(request("no/such", 6)) + END
    status, answered, _ = serve(given, tmp_path)
    by_id = {json.dumps(one.get("id")): one for one in answered}
    assert status == 0 and "capabilities" in by_id["1"]["result"]
    assert [one["error"]["code"] for one in answered if one.get("id") is None and "error" in one] == [
        -32700,
        -32600,
        -32600,
    ]
    assert by_id["5"]["error"]["code"] == -32602 and by_id["6"]["error"]["code"] == -32601 and "99" in by_id


@pytest.mark.parametrize("wait", [0.0, 0.02, 0.1, 0.4])
@pytest.mark.parametrize(
    ("end", "statuses"), [(END, {0}), (message(request("exit")), {0, 1}), (b"", {0}), (None, {0, 130})]
)
def test_an_end_that_waits_for_nothing(end: bytes | None, statuses: set[int], wait: float, tmp_path: Path) -> None:
    """While the processes that decide are being started, or decide: `exit`, the end of the input, or Ctrl-C (none)."""
    document = {"uri": (tmp_path / "t.cat").as_uri(), "languageId": "catproof", "version": 1}
    text = "poset P { a < b }\nclaim b is terminal in P\n"
    given = request("textDocument/didOpen", textDocument={**document, "text": text})
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-m", "catproof", "lsp"]
    with started(command, cwd=tmp_path, **streams) as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        process.stdin.write(message(INITIALIZE) + message(given))
        process.stdin.flush()
        assert process.stdout.read(1)  # it listens
        time.sleep(wait)
        workers = psutil.Process(process.pid).children()
        if end is None:
            process.send_signal(signal.SIGINT)
        else:
            process.stdin.write(end)
            process.stdin.close()
        error = process.stderr.read().decode()
        assert process.wait() in statuses and not error
        watchdog.cancel()
    psutil.wait_procs(workers, timeout=PATIENCE)
    assert not any(one.is_running() for one in workers)


def test_imports_of_devices_in_an_open_file(tmp_path: Path) -> None:
    """Neither the server nor the process that decides reads them; the file's own statements are decided."""
    os.mkfifo(tmp_path / "pipe.cat")
    (tmp_path / "link.cat").symlink_to("/dev/zero")
    for k in range(2000):
        (tmp_path / f"c{k}.cat").write_text(
            f'import "c{k + 1}.cat"\n' if k < 1999 else "poset Q { a < b }\n", encoding="utf-8"
        )
    names = ["/dev/zero", "pipe.cat", "link.cat", "/proc/self/environ", "c0.cat"]
    text = "".join(f'import "{name}"\n' for name in names) + "claim b is terminal in Q\n"
    text += 'poset R = read("/dev/zero.csv", a, b)\nposet P { a < b }\nclaim a is terminal in P\n'
    uri = (tmp_path / "t.cat").as_uri()
    document = {"uri": uri, "languageId": "catproof", "version": 1, "text": text}
    process = subprocess.Popen(
        [sys.executable, "-m", "catproof", "lsp", "--allow-path", "/dev", "--allow-path", "/proc"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=tmp_path,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    watchdog = threading.Timer(120, process.kill)
    watchdog.start()
    try:
        process.stdin.write(message(INITIALIZE) + message(request("initialized")))
        process.stdin.write(message(request("textDocument/didOpen", textDocument=document)))
        process.stdin.flush()
        lines: list[int] = []
        while not {0, 1, 2, 3, 8} <= set(lines):
            head = process.stdout.readline()
            assert head, "the server ended"
            while process.stdout.readline().strip():
                pass
            given = json.loads(process.stdout.read(int(head.split(b":")[1])))
            if given.get("method") == "textDocument/publishDiagnostics":
                lines = [d["range"]["start"]["line"] for d in given["params"]["diagnostics"]]
        assert 5 not in lines and 4 not in lines  # the chain of imports is fine, and what needs it
        server = psutil.Process(process.pid)
        assert all(one.memory_info().rss < 500e6 for one in [server, *server.children(recursive=True)])
        process.stdin.write(END)
        process.stdin.close()
        assert process.wait(timeout=PATIENCE) == 0
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()


# ---- how it is started ------------------------------------------------------------------------------------


def test_the_server_is_reached_on_a_socket() -> None:
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        port = waiting.getsockname()[1]
        run = [sys.executable, "-m", "catproof", "lsp", "--socket", str(port)]
        with subprocess.Popen(run, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
            waiting.settimeout(PATIENCE)
            joined, _ = waiting.accept()
            with joined, joined.makefile("rwb") as stream:
                joined.settimeout(PATIENCE)
                given = {"processId": None, "rootUri": None, "capabilities": {}}
                body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": given}).encode()
                stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
                stream.flush()
                assert stream.readline().startswith(b"Content-Length")
            process.wait(PATIENCE)
            assert process.stdout is not None and process.stdout.read() == b""


@pytest.mark.parametrize("wrong", [["--socket", "0"], ["--socket", "x"], ["--stdio", "--socket", "4000"]])
def test_there_is_one_way_to_be_reached(wrong: list[str]) -> None:
    run = [sys.executable, "-m", "catproof", "lsp", *wrong]
    assert subprocess.run(run, capture_output=True, check=False).returncode == 2
