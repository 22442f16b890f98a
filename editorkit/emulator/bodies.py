"""Bodies: read as they come, never more than allowed."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect, Request

from editorkit.document import read_text
from editorkit.emulator.problems import Problem

_UNREADABLE = ("not-json", "too-deep")


async def read_json(request: Request, limit: int) -> Any:
    """The JSON body of a request. Raises Problem where it is none, too deep, or longer than allowed."""
    if (kind := request.headers.get("content-type", "").partition(";")[0].strip().lower()) != "application/json":
        raise Problem("OPEN_API_REQUEST_MALFORMED", f"Content-Type must be application/json, not {kind[:100]!r}")
    body = b"".join([piece async for piece in _pieces(request, limit)])
    document = read_text(body, "the body")
    for rule in _UNREADABLE:
        for fault in document.faults.get(rule, ()):
            line, column = fault.position or (1, 1)
            detail = f"the body is no JSON to rely on: {fault.message} (line {line}, column {column})"
            raise Problem("OPEN_API_REQUEST_MALFORMED", detail)
    return document.data


async def save(request: Request, path: Path, limit: int) -> int:
    """Write the body of a request to a file; how many bytes it had. Raises Problem where they are more than allowed."""
    size = 0
    with path.open("wb") as file:
        async for piece in _pieces(request, limit):
            size += file.write(piece)
    return size


async def _pieces(request: Request, limit: int) -> AsyncIterator[bytes]:
    too_large = Problem(
        "OPEN_API_BODY_TOO_LARGE", f"the body has more than {limit} bytes", headers={"connection": "close"}
    )
    if (length_of(request) or 0) > limit:
        raise too_large
    size = 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > limit:
                raise too_large
            yield piece
    except ClientDisconnect:
        raise Problem("OPEN_API_REQUEST_MALFORMED", "the body ends early") from None


def length_of(request: Request) -> int | None:
    """What Content-Length says; None where there is no such header."""
    said = request.headers.get("content-length")
    return int(said) if said is not None and said.isascii() and said.isdecimal() else None
