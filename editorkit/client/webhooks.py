"""Webhooks: whether one is to be believed, and what it says.

    event = read_webhook(body, headers, secret)      # raises WebhookError, and nothing else
    event.event_type, event.task

The signature is HMAC-SHA256 over the timestamp, a full stop and the raw body: hand over the bytes as they came, not
JSON that was parsed and written again.
"""

import hmac
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

import orjson
from pydantic import ValidationError

from editorkit.client.models import WebhookEvent
from editorkit.client.problems import WebhookError
from editorkit.client.secrets import Secret

TIMESTAMP_HEADER = "x-indream-timestamp"
SIGNATURE_HEADER = "x-indream-signature"
TOLERANCE = 300

_TIMESTAMP = re.compile(r"[0-9]{1,15}", re.ASCII)
_SIGNATURE = re.compile(r"[0-9a-f]{64}", re.ASCII)
Headers = Mapping[str, Any] | Iterable[tuple[Any, Any]]
Seen = Callable[[str], bool]


def read_webhook(
    body: bytes | str,
    headers: Headers,
    secret: str | Secret,
    *,
    tolerance: int = TOLERANCE,
    now: float | None = None,
    seen: Seen | None = None,
) -> WebhookEvent:
    """What a webhook says, once it is certain who sent it, and when.

    body: as it came. headers: as the web framework has them, a mapping or pairs; names in any case, values as text,
    bytes or lists.
    tolerance: seconds the timestamp may be off, in either direction. now: seconds since 1970, of the clock by
    default. seen: is given the signature, remembers it, and says whether it knew it already: against replay within
    the tolerance (`SeenOnce`, or a table that all workers share).

    Raises WebhookError for what is not to be believed, and for what is no event.
    """
    verify_webhook(body, headers, secret, tolerance=tolerance, now=now)
    signature = _one(headers, SIGNATURE_HEADER).lower()
    if seen is not None and seen(signature):
        raise WebhookError("the webhook has been seen already")
    try:
        data = orjson.loads(body)
        return WebhookEvent.read(data)
    except (orjson.JSONDecodeError, ValidationError, RecursionError):
        raise WebhookError("the webhook is signed, but tells of no event that is known") from None


def verify_webhook(
    body: bytes | str,
    headers: Headers,
    secret: str | Secret,
    *,
    tolerance: int = TOLERANCE,
    now: float | None = None,
) -> None:
    """Raise WebhookError where a webhook is not to be believed; arguments as for `read_webhook`."""
    for number in (tolerance, 0 if now is None else now):
        if not isinstance(number, int | float):
            raise WebhookError(f"tolerance and now are numbers of seconds, not of type {type(number).__name__}")
    raw = _bytes(body)
    key = _bytes(secret.reveal() if isinstance(secret, Secret) else secret)
    if not key:
        raise WebhookError("there is no webhook secret to check with; set INDREAM_WEBHOOK_SECRET")
    timestamp, signature = _one(headers, TIMESTAMP_HEADER), _one(headers, SIGNATURE_HEADER).lower()
    if not _TIMESTAMP.fullmatch(timestamp):
        raise WebhookError(f"the webhook has no {TIMESTAMP_HEADER} that is a time")
    if not _SIGNATURE.fullmatch(signature):
        raise WebhookError(f"the webhook has no {SIGNATURE_HEADER} of 64 hexadecimal digits")
    expected = hmac.new(key, timestamp.encode() + b"." + raw, sha256).hexdigest()
    if not hmac.compare_digest(expected, signature):
        raise WebhookError("the webhook's signature is not that of its content; it is not from Indream")
    if not abs((time.time() if now is None else now) - int(timestamp)) <= tolerance:
        raise WebhookError(f"the webhook is more than {tolerance} seconds old or early; it may be a replay")


class SeenOnce:
    """Remembers the last signatures, in this process and for all its threads: `read_webhook(…, seen=SeenOnce())`.

    most: how many; more than can come within the tolerance.
    """

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._known: OrderedDict[str, object] = OrderedDict()

    def __call__(self, signature: str) -> bool:
        """Whether a signature was given before; it is remembered."""
        mark = object()
        if self._known.setdefault(signature, mark) is not mark:
            return True
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return False


def _one(headers: Headers, name: str) -> str:
    """A header as text; empty where it is not there, is there twice, or is no text."""
    try:
        pairs = headers.items() if isinstance(headers, Mapping) or hasattr(headers, "items") else headers
        found = [value for key, value in pairs if _text(key).lower() == name]
    except (TypeError, ValueError):
        raise WebhookError("the headers of the webhook are no names with values") from None
    values = [each for value in found for each in (value if isinstance(value, list | tuple) else [value])]
    return _text(values[0]).strip() if len(values) == 1 else ""


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else ""


def _bytes(value: Any) -> bytes:
    try:
        return value.encode() if isinstance(value, str) else bytes(memoryview(value))
    except (TypeError, ValueError):
        raise WebhookError("the body and the secret of a webhook are bytes, or text") from None
