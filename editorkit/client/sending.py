"""One call, sent until it is answered: what is repeated, how long is waited in between, and what is given up.

A call is repeated where that cannot do anything twice: what is the same done twice, what the server knows by its
key, and what certainly did not reach it. Waits are drawn between 0 and a bound that doubles ("full jitter"), or are
what `Retry-After` asks for. Nothing goes on past the deadline.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import orjson
from pydantic import ValidationError as ModelError

from editorkit.client import waits
from editorkit.client.calls import Call, Safety
from editorkit.client.conversing import Context
from editorkit.client.models import Answer, Page
from editorkit.client.problems import (
    ApiError,
    ClientError,
    ConcurrencyLimitError,
    ConflictError,
    NotFoundError,
    TransportError,
    UnexpectedAnswerError,
    refused,
)
from editorkit.client.secrets import Secret, shown
from editorkit.client.settings import Event
from editorkit.client.wire import Flow, Lost, Reply, Request, Send, Sleep
from editorkit.errors import UsageError

T = TypeVar("T")
_OTHER_PAYLOAD = re.compile("REUSE|MISMATCH")  # how a server may call a key that was used for something else


@dataclass(frozen=True)
class Envelope:
    """What an answer holds: its data, and what is said beside them."""

    reply: Reply
    data: Any = field(repr=False)
    meta: Mapping[str, Any] = field(repr=False)


def send(context: Context, call: Call[T], deadline: float | None = None, timeout: float | None = None) -> Flow[T]:
    """Send a call until it is answered, and read its answer.

    deadline: on the clock of the context; by default as the settings allow a call. timeout: seconds for one attempt,
    by default as the settings say; where it is given, no other attempt begins later than the settings allow a call.
    Raises ClientError.
    """
    envelope = yield from exchange(context, call, deadline, timeout)
    if envelope is None:
        assert call.goes is not None
        return call.goes
    return _note(_read(call, envelope, lambda: call.answers(envelope.data)), envelope)


def send_for_page(context: Context, call: Call[Any], deadline: float | None = None) -> Flow[Page]:
    """Send a call for a list, and read one page of it. Raises ClientError."""
    envelope = yield from exchange(context, call, deadline)
    assert envelope is not None
    if not isinstance(envelope.data, list):
        raise UnexpectedAnswerError(call.name, envelope.reply, "`data` that is no list")
    cursor = envelope.meta.get("nextPageCursor")
    items = _read(call, envelope, lambda: tuple(map(call.answers, envelope.data)))
    for item in items:
        item.with_answer(envelope.reply, envelope.meta)
    page = Page.model_construct(items=items, next_page_cursor=cursor if isinstance(cursor, str) and cursor else None)
    return page.with_answer(envelope.reply, envelope.meta)


def exchange(
    context: Context, call: Call[Any], deadline: float | None = None, timeout: float | None = None
) -> Flow[Envelope | None]:
    """Send a call until it is answered; None where what was to go had gone with an answer that was lost.

    Raises ClientError.
    """
    settings = context.settings
    usual = context.now() + settings.deadline
    end = usual if deadline is None else deadline
    last = end if timeout is None else min(end, usual)
    key = call.key or (context.fresh_key() if call.takes_key else None)
    request = _request(call, key)
    allowed = settings.timeout if timeout is None else timeout
    may_be_done = False
    before: ClientError | None = None  # tells more than that time ran out
    attempt = 0
    while True:
        attempt += 1
        found = _understood(
            context, call, (yield from _attempt(context, call, request, min(allowed, end - context.now()), attempt))
        )
        if isinstance(found, Envelope):
            return found
        if may_be_done and call.goes is not None and isinstance(found, NotFoundError):
            return None
        is_under_way = isinstance(found, ConflictError) and call.safety is Safety.KEYED
        may_be_done = may_be_done or found.may_be_done or is_under_way
        wait = _wait(context, found, attempt)
        if not _may_repeat(call, found) or context.now() + wait >= last:
            error = found if before is None or not isinstance(found, TransportError) or not found.is_late else before
            error.idempotency_key, error.may_be_done = key, may_be_done
            raise error
        before = found
        settings.tell(Event("waiting", call.name, attempt, seconds=wait, why=type(found).__name__))
        yield Sleep(wait)


def _request(call: Call[Any], key: str | None) -> Request:
    """The request, its body written once: what is sent again is what was sent."""
    headers = dict(call.headers)
    body: Any = call.body
    if call.data is not None:
        headers["Content-Type"] = "application/json"
        try:
            body = orjson.dumps(call.data)
        except (TypeError, ValueError) as error:
            raise UsageError(f"{call.name}: what is to be sent is no JSON: {error}") from None
    if key is not None:
        headers["Idempotency-Key"] = key
    return Request(call.method, call.url, headers, body)


def _attempt(context: Context, call: Call[Any], request: Request, seconds: float, attempt: int) -> Flow[Reply | Lost]:
    settings = context.settings
    settings.tell(Event("sent", call.name, attempt))
    begun = context.now()
    answer: Reply | Lost = yield Send(request, max(seconds, 0.001))
    taken = context.now() - begun
    if isinstance(answer, Lost):
        why = shown(answer.why, _secrets(context, call))
        settings.tell(Event("lost", call.name, attempt, seconds=taken, why=why))
    else:
        settings.tell(Event("answered", call.name, attempt, answer.status, taken, answer.request_id))
    return answer


def _understood(context: Context, call: Call[Any], answer: Reply | Lost) -> Envelope | ClientError:
    secrets = _secrets(context, call)
    if isinstance(answer, Lost):
        return TransportError(call.name, answer, secrets)
    if answer.status >= 400:
        asked = waits.asked_for(answer.headers, context.wall())
        return refused(call.name, answer, secrets, asked)
    if not 200 <= answer.status < 300:
        return UnexpectedAnswerError(call.name, answer, "a redirect; none is followed, for it could lead a key astray")
    try:
        body = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return UnexpectedAnswerError(call.name, answer, "an answer that is no JSON, or was cut off", is_broken=True)
    if not isinstance(body, dict) or body.get("data") is None:
        return UnexpectedAnswerError(call.name, answer, "JSON without `data`, as no answer of the API is")
    meta = body.get("meta")
    return Envelope(answer, body["data"], meta if isinstance(meta, dict) else {})


def _secrets(context: Context, call: Call[Any]) -> tuple[Secret, ...]:
    """What no text about a call may hold: whatever the server says is free of it."""
    return (*context.settings.secrets, *call.secrets)


def _wait(context: Context, error: ClientError, attempt: int) -> float:
    settings = context.settings
    if isinstance(error, ApiError) and error.retry_after:
        return error.retry_after
    return waits.backed_off(attempt, settings.first_wait, settings.longest_wait, context.chance())


def _may_repeat(call: Call[Any], error: ClientError) -> bool:
    """A conflict on a call with a key is the same call still being done; of full slots, whoever queues takes care."""
    if isinstance(error, ConflictError) and call.safety is Safety.KEYED:
        return not _OTHER_PAYLOAD.search(error.error_code or "")
    if not error.can_retry or isinstance(error, ConcurrencyLimitError):
        return False
    return call.safety is not Safety.ONCE or not error.may_be_done


def _read(call: Call[Any], envelope: Envelope, read: Callable[[], T]) -> T:
    try:
        return read()
    except (ModelError, ValueError):
        raise UnexpectedAnswerError(call.name, envelope.reply, "data of another form than this endpoint has") from None


def _note(value: T, envelope: Envelope) -> T:
    """The same value, which knows the answer it comes from, where it is one that can."""
    return value.with_answer(envelope.reply, envelope.meta) if isinstance(value, Answer) else value
