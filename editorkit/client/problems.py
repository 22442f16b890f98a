"""What the API and the way to it raise.

ClientError                    anything that stops a conversation with the API
├── TransportError             no whole answer came: no connection, cut off, not within its time
├── ApiError                   the API answered, and said no
│   ├── AuthenticationError    401: the key is not accepted
│   ├── AccessForbiddenError   403: the account may not
│   ├── ValidationError        400 and 422: what was sent does not fit; `findings` where the API lists them
│   │   └── ConcurrencyLimitError   422: as many exports run as the plan allows; a later try can succeed
│   ├── NotFoundError          404 and 410
│   ├── ConflictError          409: it is in use, in another state, or being done already
│   ├── RateLimitedError       429: too many requests; `retry_after`
│   │   └── QuotaExceededError the key has used up its export seconds; no retry helps
│   ├── ServerError            5xx and 408
│   └── UnexpectedAnswerError  an answer that is none: a redirect, a page of HTML, broken JSON
├── ExportEndedError           an export failed, was canceled, or was paused where that was not to be waited for
├── SyncConflictError          the project has moved, and both sides changed the same thing; nothing was sent
├── BudgetExceededError        an export would cost more than was allowed; nothing was sent
└── WebhookError               a webhook that is not to be believed

No message holds a key, a secret or the query of a URL.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from editorkit.client.secrets import Secret, shown
from editorkit.client.wire import Lost, Reply
from editorkit.errors import EditorkitError

if TYPE_CHECKING:
    from editorkit.merging import Conflict

CONCURRENCY_LIMIT = "OPEN_API_EXPORT_CONCURRENCY_LIMIT_EXCEEDED"
QUOTA = "OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED"
_TRANSIENT = frozenset((408, 429, 500, 502, 503, 504))


@dataclass(frozen=True)
class ServerFinding:
    """What the server finds wrong in a state.

    path: as the server wrote it, in one of two styles. message: in its words.
    """

    code: str
    path: str
    message: str


_MOST = 1000  # findings of a server that are taken


class ClientError(EditorkitError):
    """The root of what a conversation with the API raises.

    can_retry: whether the same call can succeed later. may_be_done: whether the server may have done what was asked,
    although this was raised. idempotency_key: give it to the same call again, and nothing is done twice.
    """

    can_retry = False
    may_be_done = False
    idempotency_key: str | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors go through pickles with all they carry, so that they come out of other processes."""
        return _made_again, (type(self), self.args, vars(self))


def _made_again(kind: type[ClientError], args: tuple[Any, ...], carried: Mapping[str, Any]) -> ClientError:
    error = kind.__new__(kind, *args)
    vars(error).update(carried)
    return error


class TransportError(ClientError):
    """No whole answer came.

    is_late: whether the time that was allowed ran out.
    """

    def __init__(self, call: str, lost: Lost, secrets: Sequence[Secret] = ()) -> None:
        self.is_late = lost.is_late
        self.can_retry = not lost.is_final
        self.may_be_done = lost.may_have_arrived
        super().__init__(f"{call}: {shown(lost.why, secrets)}")


class ApiError(ClientError):
    """The API answered, and said no.

    status: of HTTP; what the body says it is does not count. error_code: the API's own, where it gives one.
    title, detail: its words, redacted. request_id: what the server calls this exchange, for its support. retry_after:
    seconds, where the answer says so. findings: what the API lists, in a state for one.
    """

    def __init__(self, call: str, reply: Reply, problem: "Problem", retry_after: float | None = None) -> None:
        self.status = reply.status
        self.error_code = problem.code
        self.title = problem.title
        self.detail = problem.detail
        self.request_id = reply.request_id
        self.retry_after = retry_after
        self.findings = problem.findings
        self.can_retry = reply.status in _TRANSIENT
        self.may_be_done = reply.status >= 500 or reply.status == 408
        super().__init__(_message(call, self))


class AuthenticationError(ApiError):
    """The key is not accepted."""


class AccessForbiddenError(ApiError):
    """The account may not do this; most endpoints need paid runtime access."""


class ValidationError(ApiError):
    """What was sent does not fit."""


class ConcurrencyLimitError(ValidationError):
    """As many exports run as the plan allows; the pool is shared with the editor and the agent."""

    def __init__(self, call: str, reply: Reply, problem: "Problem", retry_after: float | None = None) -> None:
        super().__init__(call, reply, problem, retry_after)
        self.can_retry = True


class NotFoundError(ApiError):
    """It is not there, or not for this key."""


class ConflictError(ApiError):
    """It is in use, in a state that does not allow this, or being done already."""


class RateLimitedError(ApiError):
    """Too many requests."""


class QuotaExceededError(RateLimitedError):
    """The key has used up its export seconds."""

    def __init__(self, call: str, reply: Reply, problem: "Problem", retry_after: float | None = None) -> None:
        super().__init__(call, reply, problem, retry_after)
        self.can_retry = False


class ServerError(ApiError):
    """The server failed, or something on the way to it."""


class UnexpectedAnswerError(ApiError):
    """An answer that is none.

    is_broken: whether it looks cut off or came from something in between, so that another try may bring a whole one.
    """

    def __init__(self, call: str, reply: Reply, why: str, is_broken: bool = False) -> None:
        super().__init__(call, reply, Problem(None, why, ""))
        self.can_retry = is_broken
        self.may_be_done = True


class ExportEndedError(ClientError):
    """An export ended without a video. task: as it was last seen."""

    def __init__(self, message: str, task: Any) -> None:
        self.task = task
        super().__init__(message)


class SyncConflictError(ClientError):
    """Both sides changed the same thing.

    conflicts: of `editorkit.merge`. theirs: the state that stands in the project. overwritten: what had been sent
    before, where somebody who had not seen it has overwritten it: it stands nowhere else.
    """

    def __init__(
        self, message: str, conflicts: "Sequence[Conflict]", theirs: Any, overwritten: Mapping[str, Any] | None = None
    ) -> None:
        self.conflicts = tuple(conflicts)
        self.theirs = theirs
        self.overwritten = overwritten
        super().__init__(message)


class BudgetExceededError(ClientError):
    """An export would cost more than was allowed."""


class WebhookError(ClientError):
    """A webhook that is not to be believed."""


@dataclass(frozen=True)
class Problem:
    """What a problem body says, as far as it says it; texts are redacted and of bounded length."""

    code: str | None
    title: str
    detail: str
    findings: tuple[ServerFinding, ...] = ()


def refused(call: str, reply: Reply, secrets: Sequence[Secret] = (), retry_after: float | None = None) -> ApiError:
    """The error for an answer with a status of 400 and more, whatever its body is."""
    problem = _problem(reply, secrets)
    return _kind(reply.status, problem.code)(call, reply, problem, retry_after)


def _kind(status: int, code: str | None) -> type[ApiError]:
    by_code: dict[str | None, type[ApiError]] = {CONCURRENCY_LIMIT: ConcurrencyLimitError, QUOTA: QuotaExceededError}
    by_status: dict[int, type[ApiError]] = {
        400: ValidationError,
        401: AuthenticationError,
        403: AccessForbiddenError,
        404: NotFoundError,
        408: ServerError,
        409: ConflictError,
        410: NotFoundError,
        422: ValidationError,
        429: RateLimitedError,
    }
    kind = by_code.get(code)
    if kind is not None and issubclass(kind, by_status.get(status, ApiError)):
        return kind
    return by_status.get(status, ServerError if status >= 500 else ApiError)


def _problem(reply: Reply, secrets: Sequence[Secret]) -> Problem:
    try:
        body = orjson.loads(reply.body)
    except orjson.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        kind = shown(reply.headers.get("content-type", "nothing"), secrets)[:100]
        return Problem(None, f"answered with {kind}, no problem details", "")
    code, title, detail = (body.get(name) for name in ("errorCode", "title", "detail"))
    return Problem(
        shown(code, secrets)[:100] if isinstance(code, str) and code else None,
        shown(title, secrets) if isinstance(title, str) else "",
        shown(detail, secrets) if isinstance(detail, str) else "",
        findings_in(body.get("errors"), secrets),
    )


def findings_in(listed: Any, secrets: Sequence[Secret] = ()) -> tuple[ServerFinding, ...]:
    """What a server lists as `errors`; entries of another form are left out."""
    entries = [entry for entry in listed[:_MOST] if isinstance(entry, dict)] if isinstance(listed, list) else []
    return tuple(
        ServerFinding(*(shown(entry[name], secrets) for name in ("code", "path", "message")))
        for entry in entries
        if all(isinstance(entry.get(name), str) for name in ("code", "path", "message"))
    )


def _message(call: str, error: ApiError) -> str:
    parts = [
        f"{call}: {error.status}",
        error.detail or error.title,
        f"[{error.error_code}]" if error.error_code else "",
        f"(request {error.request_id})" if error.request_id else "",
    ]
    return " ".join(part for part in parts if part)
