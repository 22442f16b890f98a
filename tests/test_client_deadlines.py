"""What is allowed in time is kept, whatever a server, a network or a resolver does, and nothing is left behind."""

import gc
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import anyio
import pytest
import trustme

from editorkit.client import AsyncClient, Event, ServerError, TransportError
from tests.talking import KEY, each_client, talking
from tests.wires import Answer, answer, dripped, in_turn, listening, problem, silent

ALLOWED = float(os.environ.get("EDITORKIT_DEADLINE", "1"))
_MARGIN = 1.1  # times what is allowed: the promise
_FLOOR = 1.0  # seconds that a busy machine may take to wake up
_FINE = answer(data={"projectId": "x", "padding": "x" * 400})
_HEAD = _FINE.index(b"\r\n\r\n") + 4


@contextmanager
def in_time(what: str) -> Iterator[None]:
    """Fail where what is done takes longer than was allowed, or far less, or leaves threads or sockets behind."""
    threads, files = set(threading.enumerate()), _open_files()
    begun = time.monotonic()
    yield
    taken = time.monotonic() - begun
    print(f"{what}: {taken / ALLOWED:.3f} of the time allowed")
    assert 0.8 * ALLOWED < taken < _MARGIN * ALLOWED + _FLOOR, taken
    gc.collect()
    assert _within_a_while(lambda: _open_files() <= files), "a socket is left"
    assert _within_a_while(lambda: set(threading.enumerate()) <= threads), "a thread is left"


def _within_a_while(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not is_so() and time.monotonic() < end:
        time.sleep(0.01)
    return is_so()


def _open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0  # where there is no such folder, threads tell


def held_up(kind: str, url: str, **settings: Any) -> TransportError:
    """The error of a call that is held up."""
    with (
        talking(kind, url, deadline=ALLOWED, **settings) as client,
        pytest.raises(TransportError) as caught,
    ):
        client.get_project("x")
    assert caught.value.is_late and caught.value.can_retry
    return caught.value


@each_client
@pytest.mark.parametrize(
    ("what", "answers"),
    [
        ("drip in the headers", dripped(_FINE, 0.05)),
        ("drip in the body", dripped(_FINE, 0.05, _HEAD)),
        ("no answer", silent),
        ("headers and no more", dripped(_FINE, 60, _HEAD)),
        ("chunks without end", lambda seen, made: _chunks(made)),
    ],
)
def test_a_server_that_takes_its_time(kind: str, what: str, answers: Answer) -> None:
    with in_time(f"{kind}, {what}"), listening(answers) as wire:
        error = held_up(kind, wire.url)
        assert error.may_be_done
        assert len(wire.seen) == 1


def _chunks(made: socket.socket) -> None:
    made.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        made.sendall(b"1\r\nx\r\n")
        time.sleep(0.02)


@each_client
def test_every_attempt_has_its_own_time(kind: str) -> None:
    fine = answer(data={"projectId": "x"})
    with (
        listening(in_turn(silent, dripped(_FINE, 0.05), fine)) as wire,
        talking(kind, wire.url, timeout=0.3) as client,
    ):
        assert client.get_project("x").project_id == "x"
        assert len(wire.seen) == 3


@each_client
def test_faults_without_end(kind: str) -> None:
    with (
        in_time(f"{kind}, 503 without end"),
        listening(problem(503)) as wire,
        talking(kind, wire.url, deadline=ALLOWED, first_wait=0.05, longest_wait=0.05) as client,
        pytest.raises(ServerError),
    ):
        client.get_project("x")


@contextmanager
def full_house() -> Iterator[str]:
    """A server that takes no more connections: those that come now are not even refused."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            with suppress(BlockingIOError):
                waiting.connect(server.getsockname())
        time.sleep(0.1)
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@each_client
def test_a_server_that_takes_no_connection(kind: str) -> None:
    with in_time(f"{kind}, no connection"), full_house() as url:
        assert not held_up(kind, url).may_be_done


@each_client
def test_a_resolver_that_does_not_answer(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()

    def stuck(host: Any, *_: Any, **__: Any) -> Any:
        is_over.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", stuck)
    monkeypatch.setenv("NO_PROXY", "*")
    with in_time(f"{kind}, no name"), talking(kind, "http://a.test", insecure=True, deadline=ALLOWED) as client:
        try:
            with pytest.raises(TransportError) as caught:
                client.get_project("x")
        finally:
            is_over.set()  # an event loop waits for it when it is closed, as is its right
        assert not caught.value.may_be_done


@each_client
def test_a_name_that_is_not_known(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "nobody knows it")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    events: list[Event] = []
    settings: dict[str, Any] = {"insecure": True, "deadline": 0.5, "hooks": (events.append,)}
    with talking(kind, "http://a.test", **settings) as client, pytest.raises(TransportError) as caught:
        client.get_project("x")
    assert not caught.value.may_be_done
    assert "no connection" in next(event.why or "" for event in events if event.kind == "lost")


@each_client
def test_the_addresses_of_a_name_are_tried_in_turn(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in ("127.0.0.2", "127.0.0.1")]
    real = socket.getaddrinfo
    with listening(_FINE) as wire:

        def both(host: Any, port: Any, *more: Any, **told: Any) -> Any:
            if host not in ("a.test", b"a.test"):
                return real(host, port, *more, **told)
            return [(*each[:4], (each[4][0], wire.port)) for each in found]

        monkeypatch.setattr(socket, "getaddrinfo", both)
        with talking(kind, f"http://a.test:{wire.port}", insecure=True) as client:
            assert client.get_project("x").project_id == "x"


@each_client
def test_a_handshake_that_drips(kind: str, tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with in_time(f"{kind}, handshake"), socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_drip_handshake, args=(server, context), daemon=True)
        thread.start()
        url = f"https://localhost:{server.getsockname()[1]}"
        held_up(kind, url, ca_bundle=str(tmp_path / "ca.pem"))
        thread.join(30)


def _drip_handshake(server: socket.socket, context: ssl.SSLContext) -> None:
    taken, given = ssl.MemoryBIO(), ssl.MemoryBIO()
    shaking = context.wrap_bio(taken, given, server_side=True)
    connection, _ = server.accept()
    with connection, suppress(OSError):
        taken.write(connection.recv(65536))
        with suppress(ssl.SSLWantReadError):
            shaking.do_handshake()
        for byte in given.read():
            connection.sendall(bytes((byte,)))
            time.sleep(0.05)


@each_client
def test_a_server_that_reads_slowly(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "long.srt"
    file.write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n\n" * 220_000)
    with in_time(f"{kind}, slow reader"), socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        server.bind(("127.0.0.1", 0))
        server.listen()
        is_over = threading.Event()
        thread = threading.Thread(target=_read_slowly, args=(server, is_over), daemon=True)
        thread.start()
        with (
            talking(kind, f"http://127.0.0.1:{server.getsockname()[1]}") as client,
            pytest.raises(TransportError) as caught,
        ):
            client.upload(file, timeout=ALLOWED)
        assert caught.value.is_late and caught.value.may_be_done
        is_over.set()
        thread.join(30)


def _read_slowly(server: socket.socket, is_over: threading.Event) -> None:
    connection, _ = server.accept()
    with connection:
        while not is_over.wait(0.01):
            connection.recv(512)


def test_the_awaited_client_runs_in_any_event_loop() -> None:
    async def talk(url: str) -> str:
        async with AsyncClient(KEY, base_url=url, first_wait=0.01, timeout=0.5) as client:
            listed = [each.project_id async for each in client.list_projects()]
            project = await client.get_project("x")
            return f"{listed} {project.project_id}"

    for backend in ("asyncio", "trio"):
        bad = in_turn(problem(503), answer(data=[{"projectId": "y"}]), silent, _FINE)
        with listening(bad) as wire:
            assert anyio.run(talk, wire.url, backend=backend) == "['y'] x"
            assert len(wire.seen) == 4
