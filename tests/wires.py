"""Servers for tests, down to the bytes: they note what they are asked, and answer what no honest server would."""

import json
import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

_PATIENCE = 30  # seconds after which a server gives up; no test waits as long


@dataclass(frozen=True)
class Seen:
    """A request as it came. target: path and query. headers: as they were written, in their order."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of a header, by its name in small letters."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    @property
    def told(self) -> tuple[Any, ...]:
        """All of it but what differs between two runs of the same thing: the port, and keys that are made anew."""
        own = {"host", "idempotency-key"}
        return self.method, self.target, tuple(h for h in self.headers if h[0].lower() not in own), self.body


Answer = Callable[[Seen, socket.socket], bytes | None]
"""What a server answers; it may write by itself, and give nothing: then the connection is closed."""


@dataclass
class Wire:
    """A server of ours. seen: what it was asked. connections: how many it has taken. crashes: defects of the test."""

    url: str
    seen: list[Seen] = field(default_factory=list)
    connections: int = 0
    crashes: list[BaseException] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rpartition(":")[2])


def answer(
    status: int = 200, data: Any = None, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> bytes:
    """An answer in bytes: data in their envelope, or the body as it is given."""
    content = json.dumps({"data": data, "meta": {}}).encode() if body is None else body
    lines = {"content-type": "application/json", "content-length": str(len(content)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode("latin-1") + content


def problem(status: int, code: str | None = None, detail: str = "no", **headers: str) -> bytes:
    """An answer with problem details."""
    told = {"type": "x", "title": "No", "status": status, "detail": detail} | ({"errorCode": code} if code else {})
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(status, body=json.dumps(told).encode(), headers=named)


def in_turn(*answers: bytes | Answer | None) -> Answer:
    """One answer after the other; the last one for ever."""
    left = list(answers)
    lock = threading.Lock()

    def next_answer(seen: Seen, connection: socket.socket) -> bytes | None:
        with lock:
            found = left.pop(0) if len(left) > 1 else left[0]
        return found(seen, connection) if callable(found) else found

    return next_answer


def always(content: bytes) -> Answer:
    """The same answer to everything."""
    return in_turn(content)


def dripped(content: bytes, every: float, at_once: int = 0) -> Answer:
    """An answer byte by byte; so many bytes of it at once."""

    def drip(seen: Seen, connection: socket.socket) -> None:
        connection.sendall(content[:at_once])
        for byte in content[at_once:]:
            if select.select([connection], [], [], every)[0]:
                return  # the client has gone
            connection.sendall(bytes((byte,)))

    return drip


def silent(seen: Seen, connection: socket.socket) -> None:
    """No answer, until the client has gone."""
    connection.settimeout(_PATIENCE)
    with suppress(OSError):
        connection.recv(1)


@contextmanager
def listening(
    answers: Answer | bytes, *, tls: ssl.SSLContext | None = None, reads_bodies: bool = True, host: str = "127.0.0.1"
) -> Iterator[Wire]:
    """A server that answers until the block ends; all that it was doing has stopped then.

    tls: what it proves itself with. reads_bodies: whether it reads a request to its end before it answers.
    """
    with socket.create_server((host, 0), backlog=512) as server:
        wire = Wire(f"{'https' if tls else 'http'}://{'localhost' if tls else host}:{server.getsockname()[1]}")
        with _accepting(server, lambda made: _serve(made, always_or(answers), wire, tls, reads_bodies)):
            yield wire
    assert not wire.crashes, wire.crashes


def always_or(answers: Answer | bytes) -> Answer:
    """An answer as a function of the request."""
    return always(answers) if isinstance(answers, bytes) else answers


@contextmanager
def _accepting(server: socket.socket, serve: Callable[[socket.socket], None]) -> Iterator[None]:
    """Every connection in a thread of its own; they are cut off at the end."""
    stack = ExitStack()
    made: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            made.append(connection)
            threads.append(threading.Thread(target=serve, args=(connection,), daemon=True))
            threads[-1].start()

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    with stack:
        try:
            yield
        finally:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            acceptor.join(_PATIENCE)
            for connection in made:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(_PATIENCE)


def _serve(
    connection: socket.socket, answers: Answer, wire: Wire, tls: ssl.SSLContext | None, reads_bodies: bool
) -> None:
    wire.connections += 1
    try:
        with connection, tls.wrap_socket(connection, server_side=True) if tls else connection as made:
            made.settimeout(_PATIENCE)
            rest = b""
            while True:
                request, rest = read_request(made, rest, reads_bodies)
                if request is None:
                    return
                wire.seen.append(request)
                content = answers(request, made)
                if content is None:
                    return
                made.sendall(content)
    except OSError:
        return  # the client has gone, as it may
    except BaseException as error:  # noqa: BLE001 -- raised where the server is closed
        wire.crashes.append(error)


def read_request(connection: socket.socket, rest: bytes, reads_bodies: bool = True) -> tuple[Seen | None, bytes]:
    """The next request of a connection, and what follows it; None at the end. rest: what has been read already."""
    while b"\r\n\r\n" not in rest:
        piece = connection.recv(65536)
        if not piece:
            return None, b""
        rest += piece
    head, _, rest = rest.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    seen = Seen(method, target, headers, b"")
    length = int(seen.header("content-length") or 0)
    while reads_bodies and len(rest) < length:
        piece = connection.recv(65536)
        if not piece:
            return None, b""
        rest += piece
    return Seen(method, target, headers, rest[:length]), rest[length:]
