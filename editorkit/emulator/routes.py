"""Routes: an endpoint is a value, and a request to it is a call."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from editorkit.emulator import bodies, fields
from editorkit.emulator.account import Account
from editorkit.emulator.dialects import DIALECTS, Dialect
from editorkit.emulator.faults.deck import Drawn
from editorkit.emulator.faults.wire import DRAWN
from editorkit.emulator.problems import Problem

_EVERY_RELEASE = tuple(DIALECTS)


@dataclass(frozen=True)
class Call:
    """A request, and the account it is made to."""

    request: Request
    account: Account

    @property
    def dialect(self) -> Dialect:
        """The release that is spoken."""
        return self.account.settings.dialect

    @property
    def faults(self) -> Drawn:
        """The faults that struck the request and are for whoever does it."""
        drawn: Drawn = self.request.scope.get(DRAWN, {})
        return drawn

    def part(self, name: str) -> str:
        """A part of the path. Raises Problem where it should be a UUID and is none."""
        value = str(self.request.path_params[name])
        if name in ("projectId", "assetId") and not fields.is_uuid(value):
            raise Problem("OPEN_API_PARAMETER_INVALID", f"{name} must be a UUID")
        return value.lower() if name != "taskId" else value

    def page(self, usual: int = 20, most: int = 50) -> tuple[int, str | None]:
        """The size and the cursor of the page that is asked for."""
        said = self.request.query_params.get("pageSize", str(usual))
        if not (said.isascii() and said.isdecimal() and len(said) < 9 and 1 <= int(said) <= most):
            raise Problem("OPEN_API_PARAMETER_INVALID", f"pageSize must be a whole number from 1 to {most}")
        return int(said), self.request.query_params.get("pageCursor")

    async def json(self) -> Any:
        """The JSON body."""
        return await bodies.read_json(self.request, self.account.settings.max_body)


@dataclass(frozen=True)
class Answer:
    """What an endpoint answers: data and meta in their envelope, or a body that was answered before."""

    data: Any
    status: int = 200
    meta: Any = field(default_factory=dict)

    def response(self) -> Response:
        """As it is sent."""
        return Response(self.body(), self.status, media_type="application/json")

    def body(self) -> bytes:
        """The envelope."""
        return orjson.dumps({"data": self.data, "meta": self.meta})


def page_of(data: list[Any], cursor: str | None) -> Answer:
    """The answer with a page of a list. cursor: of the next page."""
    return Answer(data, meta={"nextPageCursor": cursor})


@dataclass(frozen=True)
class Replayed:
    """An answer to a request that was answered before: the same bytes."""

    kept: bytes
    status: int = 201

    def response(self) -> Response:
        """As it is sent."""
        return Response(self.kept, self.status, {"idempotency-replayed": "true"}, media_type="application/json")


Handler = Callable[[Call], Awaitable[Answer | Replayed | Response]]


@dataclass(frozen=True)
class Endpoint:
    """One operation.

    operation: its name in the OpenAPI documents, or ours. is_paid: whether it needs runtime access. is_open: whether it
    needs no key. releases: those of the API that have it.
    """

    method: str
    path: str
    operation: str
    handler: Handler
    is_paid: bool = True
    is_open: bool = False
    releases: tuple[str, ...] = _EVERY_RELEASE
