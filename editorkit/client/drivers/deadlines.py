"""Connections that keep a deadline, and know whether anything was sent.

The timeouts of an HTTP library start anew with every byte, so a server that lets one drip every few seconds holds a
caller for ever. Here, every wait on the network ends at one moment, set by `within`: looking a name up, connecting,
the TLS handshake, sending and receiving. What awaits is cancelled from outside at that moment.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from weakref import WeakSet

import anyio
import httpcore

_LAST_PORT = 2**16 - 1
_PIECE = 2**12  # less than is free where a socket can be written to: so that one wait is enough for each


@dataclass
class Exchange:
    """A request and its answer, on their way.

    end: on the clock that only goes forward. is_secured: whether it goes through TLS. has_sent: whether a byte of the
    request may have left; what was said to a proxy before does not count.
    """

    end: float
    is_secured: bool
    has_sent: bool = False


_NOW: ContextVar[Exchange] = ContextVar("editorkit_exchange")


@contextmanager
def within(seconds: float, is_secured: bool) -> Iterator[Exchange]:
    """Let every wait on the network end in so many seconds. is_secured: whether the request goes through TLS."""
    exchange = Exchange(time.monotonic() + seconds, is_secured)
    token = _NOW.set(exchange)
    try:
        yield exchange
    finally:
        _NOW.reset(token)


def is_under_way() -> bool:
    """Whether what runs here does so for a request of ours."""
    return _NOW.get(None) is not None


def _note_sending(is_secured: bool) -> None:
    """Take note that bytes leave; what is said in plain text ahead of a request through TLS is for a proxy."""
    exchange = _NOW.get()
    exchange.has_sent = exchange.has_sent or is_secured or not exchange.is_secured


def _left(kind: type[Exception], limit: float | None = None) -> float:
    left = _NOW.get().end - time.monotonic()
    if left <= 0:
        raise kind("out of time")
    return left if limit is None else min(left, limit)


class Deadlines(httpcore.NetworkBackend):
    """Connects as httpcore does, and keeps the deadline."""

    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()
        self._made: WeakSet[socket.socket] = WeakSet()
        self._turn = threading.Lock()

    def cut_off(self) -> None:
        """End every wait for an answer."""
        with self._turn:
            for made in self._made:
                _cut_off(made)

    def note(self, made: socket.socket) -> None:
        """Take note of a connection."""
        with self._turn:
            self._made.add(made)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers; each gets its share of the time."""
        _expect_port(port)
        *others, last = _looked_up(host, port)
        for number, address in enumerate(others):
            share = _left(httpcore.ConnectTimeout, timeout) / (len(others) + 1 - number)
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._stream(address, port, share, local_address, socket_options)
        return self._stream(last, port, _left(httpcore.ConnectTimeout, timeout), local_address, socket_options)

    def _stream(self, *where: Any) -> "_Stream":
        return _Stream(self._backend.connect_tcp(*where), self.note)


class _Stream(httpcore.NetworkStream):
    def __init__(
        self, stream: httpcore.NetworkStream, note: Callable[[socket.socket], None], is_secured: bool = False
    ) -> None:
        self._stream = stream
        self._note = note
        self._is_secured = is_secured
        note(stream.get_extra_info("socket"))
        self.close, self.get_extra_info = stream.close, stream.get_extra_info  # type: ignore[method-assign]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(httpcore.ReadTimeout, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        _note_sending(self._is_secured)
        for start in range(0, len(buffer), _PIECE):
            self._stream.write(buffer[start : start + _PIECE], _left(httpcore.WriteTimeout, timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """A handshake may wait for every byte anew, so one that takes too long is cut off by hand."""
        seconds = _left(httpcore.ConnectTimeout, timeout)
        alarm = threading.Timer(seconds, _cut_off, (self._stream.get_extra_info("socket"),))
        alarm.daemon = True
        alarm.start()
        try:
            return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._note, is_secured=True)
        except httpcore.ConnectError:
            _left(httpcore.ConnectTimeout, timeout)
            raise
        finally:
            alarm.cancel()


class AsyncDeadlines(httpcore.AsyncNetworkBackend):
    """Connects as httpcore does."""

    def __init__(self) -> None:
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, *where: Any, **how: Any) -> httpcore.AsyncNetworkStream:
        """Connect."""
        _expect_port(port)
        return _AsyncStream(await self._backend.connect_tcp(host, port, *where, **how))


class _AsyncStream(httpcore.AsyncNetworkStream):
    def __init__(self, stream: httpcore.AsyncNetworkStream, is_secured: bool = False) -> None:
        self._stream = stream
        self._is_secured = is_secured
        self.read, self.aclose = stream.read, stream.aclose  # type: ignore[method-assign]
        self.get_extra_info = stream.get_extra_info  # type: ignore[method-assign]

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        _note_sending(self._is_secured)
        await self._stream.write(buffer, timeout)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """A handshake that is cancelled leaves no socket behind."""
        try:
            return _AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, timeout), is_secured=True)
        except anyio.get_cancelled_exc_class():
            with anyio.CancelScope(shield=True):
                await self._stream.aclose()
            raise


def _expect_port(port: int) -> None:
    if not 0 < port <= _LAST_PORT:  # a proxy may be said to be anywhere
        raise httpcore.ConnectError(f"there is no port {port}")


def _looked_up(host: str, port: int) -> list[str]:
    """The addresses of a host, looked up in a thread that is left behind where it takes too long."""
    try:
        return [str(ip_address(host))]
    except ValueError:
        found: list[Any] = []
    thread = threading.Thread(target=_look_up, args=(host, port, found), daemon=True)
    thread.start()
    thread.join(_left(httpcore.ConnectTimeout))
    if not found:
        raise httpcore.ConnectTimeout(f"looking up {host} took too long")
    if isinstance(found[0], UnicodeError):
        raise found[0]
    if isinstance(found[0], OSError):
        raise httpcore.ConnectError(f"{host} cannot be looked up: {found[0].strerror or found[0]}")
    return list(dict.fromkeys(found))


def _look_up(host: str, port: int, found: list[Any]) -> None:
    try:
        found.extend([entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
    except (OSError, UnicodeError) as error:
        found.append(error)


def _cut_off(made: socket.socket) -> None:
    with suppress(OSError):  # it may be over by now
        made.shutdown(socket.SHUT_RDWR)
