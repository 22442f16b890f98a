"""Faults on the wire: what they do to a request, byte by byte where HTTP has no word for it."""

import asyncio
import zlib
from asyncio import Transport
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from editorkit.emulator import connections
from editorkit.emulator.connections import Connections
from editorkit.emulator.faults.deck import Drawn
from editorkit.emulator.faults.kinds import KINDS, Fault, Stage
from editorkit.emulator.problems import Problem

DRAWN = "editorkit.faults"  # where the scope of a request keeps what struck it
_MEBIBYTE = 2**20
_PAGE = """<html>
<head><title>{status} {phrase}</title></head>
<body><center><h1>{status} {phrase}</h1></center><hr><center>proxy</center></body>
</html>
"""
_CODES = {
    408: "OPEN_API_REQUEST_TIMEOUT",
    429: "OPEN_API_REQUEST_LIMIT_EXCEEDED",
    500: "INTERNAL_ERROR",
    502: "BAD_GATEWAY",
    503: "SERVICE_UNAVAILABLE",
    504: "GATEWAY_TIMEOUT",
}


@dataclass
class Answer:
    """An answer that was made but not sent."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)

    async def take(self, message: Message) -> None:
        """Stand in for the client."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    def head(self, *, with_length: bool = True) -> bytes:
        """The bytes before the body, of an answer that is the last of its connection."""
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}".encode(), b"connection: close"]
        for name, value in self.headers:
            if with_length or name.lower() != b"content-length":
                lines.append(name + b": " + value)
        return b"\r\n".join(lines) + b"\r\n\r\n"


@dataclass
class Exchange:
    """One request, the connection it came by, and the answer where there is one."""

    scope: Scope
    receive: Receive
    send: Send
    transport: Transport
    answer: Answer = field(default_factory=Answer)

    async def drain(self) -> None:
        """Read what is left of the request: to close a connection with something unread would reset it."""
        while (message := await self.receive())["type"] == "http.request" and message.get("more_body"):
            pass

    async def gone(self) -> None:
        """Wait until the connection is closed, so that the server does not try to answer."""
        while (await self.receive())["type"] != "http.disconnect":
            pass


class Striking:
    """An application that faults strike."""

    def __init__(self, app: ASGIApp, open_connections: Connections) -> None:
        self._app = app
        self._connections = open_connections

    async def __call__(self, drawn: Drawn, scope: Scope, receive: Receive, send: Send) -> None:
        """Do a request as the faults that were drawn for it want. Raises Problem for those that are one."""
        if "latency" in drawn:
            await asyncio.sleep(drawn["latency"].number("ms") / 1000)
        scope[DRAWN] = drawn
        ending = next((fault for kind, fault in drawn.items() if KINDS[kind].ends_request), None)
        if ending is None:
            await self._app(scope, receive, send)
            return
        exchange = Exchange(scope, receive, send, self._connections.of(scope))
        if KINDS[ending.kind].stage is Stage.AFTER:
            await self._app(scope, receive, exchange.answer.take)
        await exchange.drain() if KINDS[ending.kind].stage is Stage.INSTEAD else None
        await _DOING[ending.kind.removesuffix("-after").removesuffix("-before")](exchange, ending)


async def _problem(exchange: Exchange, fault: Fault) -> None:
    status, wait = int(fault.kind.removesuffix("-after")), fault.number("retry-after")
    path = exchange.scope["path"]
    code = "OPEN_API_PROJECT_SYNC_RATE_LIMITED" if status == 429 and path.endswith("/sync") else _CODES[status]
    raise Problem(code, "this is a fault that was asked for", headers={"retry-after": str(wait)} if wait >= 0 else {})


async def _quota(exchange: Exchange, fault: Fault) -> None:
    raise Problem("OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED", "this is a fault that was asked for")


async def _in_flight(exchange: Exchange, fault: Fault) -> None:
    raise Problem("OPEN_API_IDEMPOTENCY_KEY_IN_FLIGHT", "this is a fault that was asked for")


async def _page(exchange: Exchange, fault: Fault) -> None:
    status = fault.number("status")
    body = _PAGE.format(status=status, phrase=HTTPStatus(status).phrase).encode()
    await _answer(exchange, status, [(b"content-type", b"text/html")], body)


async def _answer(exchange: Exchange, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    headers = [*headers, (b"content-length", str(len(body)).encode())]
    await exchange.send({"type": "http.response.start", "status": status, "headers": headers})
    await exchange.send({"type": "http.response.body", "body": body})


async def _reset(exchange: Exchange, fault: Fault) -> None:
    connections.reset(exchange.transport)
    await exchange.gone()


async def _close(exchange: Exchange, fault: Fault) -> None:
    exchange.transport.close()
    await exchange.gone()


async def _drip(exchange: Exchange, fault: Fault) -> None:
    answer = exchange.answer
    at_once = answer.head() if fault.kind == "drip-body" else b""
    slowly = bytes(answer.body) if fault.kind == "drip-body" else answer.head() + answer.body
    exchange.transport.write(at_once)
    for byte in slowly:
        if exchange.transport.is_closing():
            break
        exchange.transport.write(bytes((byte,)))
        await asyncio.sleep(fault.number("ms") / 1000)
    await _close(exchange, fault)


async def _truncate(exchange: Exchange, fault: Fault) -> None:
    answer = exchange.answer
    exchange.transport.write(answer.head(with_length=fault.kind == "truncate") + answer.body[: fault.number("at")])
    await _close(exchange, fault)


async def _bomb(exchange: Exchange, fault: Fault) -> None:
    body = await asyncio.to_thread(_packed, fault.number("megabytes"))
    headers = [(b"content-type", b"application/json"), (b"content-encoding", b"gzip")]
    await _answer(exchange, 200, headers, body)


@cache
def _packed(megabytes: int) -> bytes:
    """JSON of so many MiB, packed to a thousandth."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(b'{"meta":{},"data":{"text":"')]
    pieces += [packer.compress(b"0" * _MEBIBYTE) for _ in range(megabytes)]
    return b"".join((*pieces, packer.compress(b'"}}'), packer.flush()))


_DOING: dict[str, Callable[[Exchange, Fault], Awaitable[None]]] = {
    **dict.fromkeys(map(str, _CODES), _problem),
    "html": _page,
    "reset": _reset,
    "close": _close,
    "quota": _quota,
    "in-flight": _in_flight,
    "gzip-bomb": _bomb,
    "drip": _drip,
    "drip-body": _drip,
    "truncate": _truncate,
    "truncate-silent": _truncate,
}
