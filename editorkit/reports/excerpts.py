"""The piece of a source line that a finding is about, cut and measured for a terminal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from unicodedata import combining, east_asian_width

from editorkit.reports.escaping import visible_characters

_TAB = "  "
_CUT = "…"
_NARROWEST = 20
_VALUE = r'(?s)"(?:[^"\\]|\\.)*"?|[^\s,:\[\]{}"]+|.'


@dataclass(frozen=True)
class Excerpt:
    """A line as shown, and where in it, in terminal cells from 0, the value starts and how wide it is."""

    shown: str
    start: int
    width: int


def source_lines(text: bytes) -> list[str]:
    """The lines of a source as positions count them: ended by LF or CRLF, without a byte order mark."""
    return [line.removesuffix("\r") for line in text.decode("utf-8", "replace").removeprefix("\ufeff").split("\n")]


def excerpt(line: str, column: int, room: int) -> Excerpt:
    """What to show of a line in that many cells, so that the value at the column (from 1) is in sight."""
    room = max(room, _NARROWEST) - 2 * len(_CUT)
    at = min(column - 1, len(line))
    first = max(at - room, 0)
    characters = [_TAB if c == r"\t" else c for c in visible_characters(line[first : at + room])]
    before, after = characters[: at - first], characters[at - first :]
    ahead = min(_cells(after), room // 2)
    before = before[len(before) - _fitting(before[::-1], room - ahead) :]
    after = after[: _fitting(after, room - _cells(before))]
    value = re.compile(_VALUE).match(line, at, at + len(after))
    head = [_CUT, *before] if len(before) < at else before
    tail = [_CUT] if at + len(after) < len(line) else []
    width = _cells(after[: value.end() - at]) if value else 1
    return Excerpt("".join([*head, *after, *tail]), _cells(head), max(width, 1))


def _fitting(shown: Sequence[str], room: int) -> int:
    """How many of the characters fit."""
    return sum(1 for _ in takewhile(lambda cells: cells <= room, accumulate(map(_width, shown))))


def _cells(shown: Sequence[str]) -> int:
    return sum(map(_width, shown))


def _width(shown: str) -> int:
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in shown)
