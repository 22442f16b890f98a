"""Callbacks: one POST to an address that somebody else chose, which must not become a way into this network.

A name is looked up once, every address it has is judged, and the connection is made to the address that was judged;
then the connected peer is judged again. Redirects are not followed. Only loopback may be reached, or what is allowed by
name.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Collection, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_TIMEOUT_SECONDS = 5.0
_LONGEST_ANSWER = 65_536
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Outcome:
    """What became of a POST: the status it was answered with, or why there is none."""

    status: int | None
    error: str | None = None

    @property
    def is_delivered(self) -> bool:
        """Whether the other side took it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_final(self) -> bool:
        """Whether to try again is no use."""
        return self.is_delivered or self.error == REFUSED


REFUSED = "the address is not loopback, and its host is not allowed"


def why_unfit(url: str) -> str:
    """Why an address can be no callback at all; the empty string for one that can."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is no URL"
    if parts.scheme not in _PORTS or not host:
        return "is no http or https URL"
    if parts.username is not None or parts.password is not None:
        return "holds a user name or password"
    if not (url.isascii() and url.isprintable()) or " " in url:
        return "holds characters that a URL may not"
    return ""


async def post(url: str, headers: Mapping[str, str], body: bytes, allowed: Collection[str]) -> Outcome:
    """POST a body and read the status of the answer, within five seconds in all."""
    try:
        async with asyncio.timeout(_TIMEOUT_SECONDS):
            return await _post(urlsplit(url), headers, body, allowed)
    except TimeoutError:
        return Outcome(None, f"no answer within {_TIMEOUT_SECONDS:.0f} seconds")
    except (OSError, EOFError, asyncio.LimitOverrunError, ValueError) as error:
        return Outcome(None, f"{type(error).__name__}: {error}"[:200])


async def _post(url: SplitResult, headers: Mapping[str, str], body: bytes, allowed: Collection[str]) -> Outcome:
    host, port = str(url.hostname), url.port or _PORTS[url.scheme]
    trusted = host.lower() in allowed
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not found or not all(_may_be_reached(address[0], trusted) for *_, address in found):
        return Outcome(None, REFUSED)
    family, _, protocol, _, address = found[0]
    with closing(socket.socket(family, socket.SOCK_STREAM, protocol)) as connection:
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, address)
        if not _may_be_reached(connection.getpeername()[0], trusted):
            return Outcome(None, REFUSED)
        secured = ssl.create_default_context() if url.scheme == "https" else None
        streams = await asyncio.open_connection(
            sock=connection, ssl=secured, server_hostname=host if secured else None, limit=_LONGEST_ANSWER
        )
        return Outcome(await _exchange(*streams, _request(url, headers, body)))


def _may_be_reached(address: str | int, trusted: bool) -> bool:
    """Loopback always, all but link-local and such where the host is trusted; an IPv4 address within IPv6 is itself."""
    found = ipaddress.ip_address(str(address).partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    reached = found if mapped is None else mapped
    if trusted:
        return not (reached.is_link_local or reached.is_multicast or reached.is_unspecified)
    return bool(reached.is_loopback)


def _request(url: SplitResult, headers: Mapping[str, str], body: bytes) -> bytes:
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    ours = {"Host": url.netloc, "Content-Length": str(len(body)), "Connection": "close"}
    lines = [f"POST {target} HTTP/1.1", *(f"{name}: {value}" for name, value in ({**headers, **ours}).items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    try:
        writer.write(request)
        await writer.drain()
        line = await reader.readline()
        version, _, rest = line.partition(b" ")
        if not version.startswith(b"HTTP/1.") or not rest[:3].isdigit():
            raise ValueError("the answer is no HTTP")
        return int(rest[:3])
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
