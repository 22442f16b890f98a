"""A video on its way to the disk: whole, or not there at all.

It is put in a file beside its place and takes that place once its length is what was announced. Where it is cut
off, it goes on where it stopped, as long as the server says that it still is the same file; else it begins anew.
"""

from collections.abc import Callable
from pathlib import Path

from editorkit.client import waits
from editorkit.client.conversing import Context
from editorkit.client.parts import Downloaded, Fault, OnBytes, OnWhole, Part
from editorkit.client.problems import ApiError, ClientError, TransportError, UnexpectedAnswerError, refused
from editorkit.client.secrets import shown
from editorkit.client.settings import Event
from editorkit.client.urls import expect_public, redirected
from editorkit.client.wire import Do, Flow, Lost, Reply, Request, Sleep, Stream

FreshUrl = Callable[[], Flow[str]]

_REDIRECTS = (301, 302, 303, 307, 308)
_EXPIRED = (401, 403, 404, 410)
_MOST_REDIRECTS = 5
_MOST_RENEWALS = 5
_CALL = "GET the video"


def download(
    context: Context,
    url: str,
    path: str | Path,
    *,
    fresh_url: FreshUrl | None = None,
    overwrite: bool = False,
    timeout: float = 3600,
    idle: float = 60,
    on_bytes: OnBytes | None = None,
    on_whole: OnWhole | None = None,
) -> Flow[Downloaded]:
    """Fetch a file.

    fresh_url: a flow that gives a new address where the old one has expired. overwrite: whether a file of that name
    may be replaced. timeout: seconds in all. idle: seconds without a byte after which it is tried again. on_bytes: is
    told how many bytes are there, and of how many. on_whole: is told of the whole file before it takes its place.

    Raises UsageError where the file is there already or cannot be written, ClientError where it cannot be had whole.
    """
    part: Part = yield Do(lambda: Part(Path(path), overwrite, on_bytes, on_whole))
    try:
        yield from _fetch(context, part, _Source(context, url, fresh_url), context.now() + timeout, idle)
        return (yield Do(part.finish))  # type: ignore[no-any-return]
    finally:
        part.close()


def _fetch(context: Context, part: Part, source: "_Source", end: float, idle: float) -> Flow[None]:
    settings = context.settings
    faults = 0
    while True:
        before = part.size
        answer = yield from _attempt(context, source.url, part, end, idle)
        if isinstance(answer, Reply):
            if part.is_whole(answer):
                return
            if source.follows(answer) or (yield from source.renews(answer, part.size)):
                continue
        error = _error(context, answer, part)
        faults = 1 if part.size > before else faults + 1
        pause = waits.backed_off(faults, settings.first_wait, settings.longest_wait, context.chance())
        if isinstance(error, ApiError) and error.retry_after:
            pause = error.retry_after
        if not error.can_retry or context.now() + pause >= end:
            raise error
        yield Sleep(pause)


class _Source:
    """Where the file is: its address, where that leads, and a new one where it has expired."""

    def __init__(self, context: Context, url: str, fresh_url: FreshUrl | None) -> None:
        self._settings = context.settings
        self._fresh_url = fresh_url
        self._hops = self._renewals = self._size = 0
        self.url = expect_public(url, self._settings)

    def follows(self, reply: Reply) -> bool:
        """Whether an answer leads to another address, which is asked next, without anybody's credentials."""
        if reply.status not in _REDIRECTS or self._hops == _MOST_REDIRECTS:
            return False
        self.url = redirected(self.url, reply.headers.get("location", ""), self._settings)
        self._hops += 1
        return True

    def renews(self, reply: Reply, size: int) -> Flow[bool]:
        """Whether an answer says that the address has expired, and there is a new one. size: bytes there by now."""
        if size > self._size:
            self._renewals, self._size = 0, size
        if reply.status not in _EXPIRED or self._fresh_url is None or self._renewals == _MOST_RENEWALS:
            return False
        self.url = expect_public((yield from self._fresh_url()), self._settings)
        self._hops = 0
        self._renewals += 1
        return True


def _attempt(context: Context, url: str, part: Part, end: float, idle: float) -> Flow[Reply | Lost]:
    headers = yield Do(part.range)
    begun = context.now()
    answer: Reply | Lost = yield Stream(Request("GET", url, headers), part, max(end - begun, 0.001), idle)
    taken = context.now() - begun
    if isinstance(answer, Lost):
        why = shown(answer.why, context.settings.secrets)
        context.settings.tell(Event("lost", _CALL, 1, seconds=taken, why=why))
    else:
        context.settings.tell(Event("answered", _CALL, 1, answer.status, taken, answer.request_id))
    return answer


def _error(context: Context, answer: Reply | Lost, part: Part) -> ClientError:
    secrets = context.settings.secrets
    if isinstance(answer, Lost):
        return TransportError(_CALL, answer, secrets)
    if answer.status == 416:
        return TransportError(_CALL, Lost("the server has less of it than is here; it is begun anew"))
    if answer.status >= 400:
        asked = waits.asked_for(answer.headers, context.wall())
        return refused(_CALL, answer, secrets, asked)
    if answer.status in (200, 206):
        fault = part.fault or Fault("less of it came than was announced", is_hopeless=False)
        return UnexpectedAnswerError(_CALL, answer, fault.why, is_broken=not fault.is_hopeless)
    return UnexpectedAnswerError(_CALL, answer, "an answer that is no file")
