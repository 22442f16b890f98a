"""Pages: the newest first, by cursors that stand still while others insert."""

import base64
import binascii
from collections.abc import Callable

from editorkit.emulator.problems import Problem
from editorkit.emulator.store import Row

_LAST = 2**63 - 1

# Rows older than a sequence number, at most so many, the newest first.
Older = Callable[[int, int], list[Row]]


def page(what: str, older: Older, size: int, cursor: str | None) -> tuple[list[Row], str | None]:
    """A page of rows and the cursor of the next; None where there is none.

    A cursor is the place of the last row of a page. Rows that are put in later are newer than all that come after it,
    so every row that was there at the first page comes exactly once. Raises Problem for a cursor that is none of
    `what`.
    """
    found = older(_place(what, cursor), size + 1)
    if len(found) <= size:
        return found, None
    return found[:size], _cursor(what, found[size - 1]["seq"])


def _cursor(what: str, place: int) -> str:
    return base64.urlsafe_b64encode(f"{what}:{place}".encode()).decode().rstrip("=")


def _place(what: str, cursor: str | None) -> int:
    if cursor is None:
        return _LAST
    try:
        kind, _, place = (
            base64.b64decode(cursor + "=" * (-len(cursor) % 4), "-_", validate=True).decode().partition(":")
        )
    except (binascii.Error, ValueError):
        kind, place = "", ""
    if kind != what or not (place.isascii() and place.isdecimal() and len(place) < 19):
        raise Problem(
            "OPEN_API_PARAMETER_INVALID", "pageCursor is none that this list gave; leave it out to begin anew"
        )
    return int(place)
