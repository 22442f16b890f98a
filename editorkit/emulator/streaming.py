"""Streaming: parts of outputs as they are sent, a piece at a time."""

from collections.abc import Iterator, Mapping

from starlette.concurrency import iterate_in_threadpool
from starlette.responses import Response, StreamingResponse

from editorkit.emulator.outputs import Output

_PIECE = 262_144


def pieces(output: Output, start: int, stop: int, status: int, headers: Mapping[str, str]) -> Response:
    """The answer with a part of an output; a small one in one piece."""
    if stop - start <= _PIECE:
        return Response(output.read(start, stop), status, headers)

    def each() -> Iterator[bytes]:
        for place in range(start, stop, _PIECE):
            yield output.read(place, min(place + _PIECE, stop))

    return StreamingResponse(iterate_in_threadpool(each()), status, headers)
