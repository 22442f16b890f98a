"""Connections that keep a deadline, and know whether anything was sent.

The timeouts of an HTTP library start anew with every byte, so a server that lets one drip every few seconds holds a
caller for ever. Here, every wait on the network ends at one moment, set by `within`: looking a name up, connecting,
the TLS handshake, sending and receiving. What awaits is cancelled from outside at that moment.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

import anyio
import httpcore

_LAST_PORT = 2**16 - 1
_PIECE = 2**12  # less than is free where a socket can be written to: so that one wait is enough for each


@dataclass
class Exchange:
    """A request and its answer, on their way. end: on the clock that only goes forward. has_sent: whether a byte of
    the request may have left; what was said to a proxy before does not count."""

    end: float
    has_sent: bool = False


_NOW: ContextVar[Exchange] = ContextVar("editorkit_exchange")


@contextmanager
def within(seconds: float) -> Iterator[Exchange]:
    """Let every wait on the network end in so many seconds."""
    exchange = Exchange(time.monotonic() + seconds)
    token = _NOW.set(exchange)
    try:
        yield exchange
    finally:
        _NOW.reset(token)


def is_under_way() -> bool:
    """Whether what runs here does so for a request of ours."""
    return _NOW.get(None) is not None


def _left(kind: type[Exception], limit: float | None = None) -> float:
    left = _NOW.get().end - time.monotonic()
    if left <= 0:
        raise kind("out of time")
    return left if limit is None else min(left, limit)


class Deadlines(httpcore.NetworkBackend):
    """Connects as httpcore does, and keeps the deadline."""

    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()

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
                return _Stream(self._backend.connect_tcp(address, port, share, local_address, socket_options))
        left = _left(httpcore.ConnectTimeout, timeout)
        return _Stream(self._backend.connect_tcp(last, port, left, local_address, socket_options))


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self.close, self.get_extra_info = stream.close, stream.get_extra_info  # type: ignore[method-assign]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(httpcore.ReadTimeout, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        _NOW.get().has_sent = True
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
        _NOW.get().has_sent = False
        try:
            return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds))
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
    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self.read, self.aclose = stream.read, stream.aclose  # type: ignore[method-assign]
        self.get_extra_info = stream.get_extra_info  # type: ignore[method-assign]

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        _NOW.get().has_sent = True
        await self._stream.write(buffer, timeout)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """A handshake that is cancelled leaves no socket behind."""
        _NOW.get().has_sent = False
        try:
            return _AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))
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
