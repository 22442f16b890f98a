"""Connections: the sockets behind requests, for faults that are no HTTP."""

import socket
import struct
from asyncio import Transport
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

Address = tuple[str, int]
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Connections:
    """All open connections by the address of their client."""

    def __init__(self) -> None:
        self._open: dict[Address, Transport] = {}

    def opened(self, transport: Transport) -> None:
        """A client has connected. Small answers are sent at once; asyncio sees to that for some sockets only."""
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._open[_peer(transport)] = transport

    def closed(self, transport: Transport) -> None:
        """A connection is gone."""
        self._open.pop(_peer(transport), None)

    def of(self, scope: Mapping[str, Any]) -> Transport:
        """The connection that a request came by."""
        return self._open[tuple(scope["client"][:2])]


def _peer(transport: Transport) -> Address:
    found: Address = tuple(transport.get_extra_info("peername")[:2])
    return found


def reset(transport: Transport) -> None:
    """Break a connection off: the client sees it reset."""
    with suppress(OSError):  # the client was faster
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    transport.abort()
