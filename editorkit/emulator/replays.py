"""Replays: the same request twice is answered once more, not done once more.

By `Idempotency-Key`, or where there is none by `clientTaskId`. Only requests that succeeded are kept: whoever was
refused may try again under the same key.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from editorkit.emulator.problems import Problem
from editorkit.emulator.store import Store

_LONGEST_KEY = 255


@dataclass(frozen=True)
class Name:
    """What a request is known by: the scope of its key, and the key."""

    scope: str
    key: str


class Replays:
    """The requests that have been answered, and those that are under way."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._under_way: set[Name] = set()

    def find(self, name: Name | None, digest: str) -> bytes | None:
        """The body that was answered before; None where the request is new.

        Raises Problem where the key was used for another request, or is in use right now.
        """
        if name is None:
            return None
        if name in self._under_way:
            raise Problem("OPEN_API_IDEMPOTENCY_KEY_IN_FLIGHT", "a request with this key is under way; try again later")
        found = self._store.row("SELECT * FROM replays WHERE scope = ? AND key = ?", name.scope, name.key)
        if found is None:
            return None
        if found["digest"] != digest:
            what = "clientTaskId" if name.scope == "clientTaskId" else "Idempotency-Key"
            raise Problem(
                "OPEN_API_IDEMPOTENCY_KEY_REUSED", f"this {what} was used for another request; take a new one"
            )
        body: bytes = found["body"]
        return body

    @contextmanager
    def under_way(self, name: Name | None) -> Iterator[None]:
        """While the request is done, no other may use its key."""
        if name is None:
            yield
            return
        self._under_way.add(name)
        try:
            yield
        finally:
            self._under_way.discard(name)

    def keep(self, names: list[Name], digest: str, body: bytes) -> None:
        """Answer so from now on. To be called within the `writing` that does what was asked for."""
        for name in names:
            self._store.write("INSERT OR IGNORE INTO replays VALUES (?, ?, ?, ?)", name.scope, name.key, digest, body)


def key_of(headers: Mapping[str, str], scope: str) -> Name | None:
    """The name that `Idempotency-Key` gives a request; None where there is no such header or nothing in it."""
    key = headers.get("idempotency-key", "").strip()
    if len(key) > _LONGEST_KEY:
        raise Problem("OPEN_API_REQUEST_MALFORMED", f"Idempotency-Key has more than {_LONGEST_KEY} characters")
    return Name(scope, key) if key else None


def digest_of(about: str, payload: Any) -> str:
    """What equal requests have in common."""
    return sha256(about.encode() + b"\0" + orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)).hexdigest()
