"""The server: sockets, uvicorn, and what runs beside the requests."""

import asyncio
import logging
import signal
import socket
import time
from asyncio import Transport
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

import orjson
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from editorkit.emulator.account import Account
from editorkit.emulator.app import App
from editorkit.emulator.clock import Clock
from editorkit.emulator.connections import Connections
from editorkit.emulator.problems import Problem
from editorkit.emulator.settings import Settings
from editorkit.errors import EditorkitError, UsageError

OnCrash = Callable[[Exception], None]
_KEEP_ALIVE_SECONDS = 75
_LONGEST_HEAD = 65_536
_PATIENCE_SECONDS = 1  # for requests that are under way when the server stops


def listen(settings: Settings) -> socket.socket:
    """A socket that takes connections. Raises UsageError where that cannot be."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=1024)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {settings.host} port {settings.port}: {error.strerror or error}; name another --port"
        ) from error


def url_of(listening: socket.socket) -> str:
    """The address of the server; of one that listens everywhere, that on this machine."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def open_server(settings: Settings, on_crash: OnCrash) -> "Server":
    """A server that listens and is about to answer.

    on_crash: told of defects. Raises UsageError where the port or the data folder cannot be used.
    """
    listening = listen(settings)
    try:
        started = time.time_ns() if settings.now is None else settings.now
        account = Account(settings, Clock(started, time.monotonic_ns, settings.speed))
    except (EditorkitError, OSError):
        listening.close()
        raise
    return Server(account, listening, on_crash)


def serve(settings: Settings, on_start: Callable[[Account], None], on_crash: OnCrash) -> None:
    """Run an emulator until SIGINT or SIGTERM. on_start: told once, when it listens. Otherwise as `open_server`.

    Raises KeyboardInterrupt or SystemExit then, with nothing left behind.
    """
    signal.signal(signal.SIGTERM, _leave)
    server = open_server(settings, on_crash)
    on_start(server.account)
    server.run(asyncio.new_event_loop())


def _leave(number: int, frame: object) -> NoReturn:
    """After uvicorn has stopped it sends its signal on: to kill us then would leave the temporary folder."""
    raise SystemExit(128 + number)


class Server:
    """One emulator on a socket. account: what it plays."""

    def __init__(self, account: Account, listening: socket.socket, on_crash: OnCrash) -> None:
        self.account = account
        self._listening = listening
        account.base_url = url_of(listening)
        open_connections = Connections()
        self._uvicorn = uvicorn.Server(
            uvicorn.Config(
                App(account, open_connections, on_crash),
                http=_protocol(open_connections),
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=_PATIENCE_SECONDS,
                h11_max_incomplete_event_size=_LONGEST_HEAD,
            )
        )

    def run(self, loop: asyncio.AbstractEventLoop) -> None:
        """Answer until stopped, then let go of everything, the loop too. Raises KeyboardInterrupt after SIGINT."""
        try:
            loop.run_until_complete(self._serve())
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()

    async def _serve(self) -> None:
        telling = asyncio.ensure_future(self.account.webhooks.run())
        try:
            await self._uvicorn.serve(sockets=[self._listening])
        finally:
            telling.cancel()
            with suppress(asyncio.CancelledError):
                await telling
            self._listening.close()
            self.account.close()

    @property
    def is_up(self) -> bool:
        """Whether it answers."""
        return self._uvicorn.started

    def stop(self) -> None:
        """Stop soon."""
        self._uvicorn.should_exit = True


def _protocol(open_connections: Connections) -> type[asyncio.Protocol]:
    """HTTP as uvicorn speaks it, with connections kept at hand, and problems for what is no HTTP."""

    class Protocol(H11Protocol):
        def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
            open_connections.opened(transport)
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            open_connections.closed(self.transport)
            super().connection_lost(exc)

        def send_400_response(self, msg: str) -> None:
            body = orjson.dumps(Problem("OPEN_API_REQUEST_MALFORMED", "this is no HTTP request").body())
            head = b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\nconnection: close\r\n"
            length = f"content-length: {len(body)}\r\nx-request-id: {_NO_REQUEST}\r\n\r\n".encode()
            self.transport.write(head + length + body)
            self.transport.close()

    return Protocol


# uvicorn tells of requests that are no HTTP; without a handler Python would print that.
logging.getLogger("uvicorn.error").addHandler(logging.NullHandler())
_NO_REQUEST = "00000000-0000-0000-0000-000000000000"  # what could not be read has no id of its own
