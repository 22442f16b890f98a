"""What flows and drivers say to each other. A flow yields one of these, and is sent what came of it.

A flow is a generator that decides; a driver (`editorkit.client.drivers`) does what it yields, blocking or awaiting.
No flow opens a socket, sleeps or touches a disk by itself, so that both clients run the same conversations.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from editorkit.client.secrets import shown

T = TypeVar("T")
_LONGEST_ID = 100
_ID = re.compile(r"[A-Za-z0-9.-]{1,100}", re.ASCII)  # nothing that could be a key


class Body(Protocol):
    """A request body that is read while it is sent, and can be read again.

    size: bytes. A driver reads `chunks` once an attempt, in a thread where it must not block.
    """

    @property
    def size(self) -> int:
        """How many bytes there are."""
        ...

    def chunks(self) -> Iterator[bytes]:
        """All bytes from the start."""
        ...


@dataclass(frozen=True)
class Request:
    """One request.

    url: a path of the API with its query, "/v1/…", which gets the credentials; or an absolute URL, which gets none.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | Body | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Reply:
    """What a server answered: the status, its headers by their names in small letters, and the decoded body."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def request_id(self) -> str | None:
        """What the server calls this exchange, for its support."""
        told = self.headers.get("x-request-id", "")
        return told if _ID.fullmatch(told) else shown(told)[:_LONGEST_ID] or None


@dataclass(frozen=True)
class Lost:
    """An exchange without a whole answer.

    why: what happened, in words. may_have_arrived: whether the server may have done what was asked. is_late: whether
    the time that was allowed ran out. is_final: whether it would be the same another time (an answer too large).
    """

    why: str = field(repr=False)
    may_have_arrived: bool = True
    is_late: bool = False
    is_final: bool = False


class Sink(Protocol):
    """Where a download goes."""

    def begin(self, reply: Reply) -> Literal["take", "read", "drop"]:
        """Look at status and headers, and say what becomes of the body.

        It is taken by `write`, read into the reply, or not waited for.
        """
        ...

    def write(self, chunk: bytes) -> None:
        """Take the next bytes of the body as they came over the wire."""
        ...


@dataclass(frozen=True)
class Send:
    """Send a request; answered by a Reply or what was Lost.

    seconds: allowed in all, from connecting to the last byte.
    """

    request: Request
    seconds: float


@dataclass(frozen=True)
class Stream:
    """Send a request and put the body of its answer in a sink. idle: seconds allowed without a byte."""

    request: Request
    sink: Sink
    seconds: float
    idle: float


@dataclass(frozen=True)
class Sleep:
    """Wait so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Do:
    """Do something that takes the disk or the processor a while; answered by what it returns."""

    work: Callable[[], Any]


@dataclass(frozen=True)
class Together:
    """Run flows beside each other, at most so many; answered by their results, in their order.

    The first exception stops those that have not begun, and is raised once the others are over.
    """

    flows: Iterable["Flow[Any]"]
    most: int


@dataclass(frozen=True)
class Until:
    """Wait until something is so; answered by whether it is, after at most so many seconds.

    ready: asked again whenever something was changed by Wake, and by one at a time; it may take what it waits for.
    """

    ready: Callable[[], bool]
    seconds: float | None = None


@dataclass(frozen=True)
class Wake:
    """Change something that others wait for."""

    change: Callable[[], None]


class Gate:
    """Room for so many at a time: `Until(gate.enter)` and `Wake(gate.leave)`."""

    def __init__(self, room: int) -> None:
        self._room = room

    def enter(self) -> bool:
        """Go in, where there is room."""
        if self._room < 1:
            return False
        self._room -= 1
        return True

    def leave(self) -> None:
        """Make room."""
        self._room += 1


Effect = Send | Stream | Sleep | Do | Together | Until | Wake
Flow = Generator[Effect, Any, T]
Method = Literal["GET", "POST", "PATCH", "DELETE"]
