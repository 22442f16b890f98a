"""Byte ranges (RFC 9110, section 14): which part of a file an answer gives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from editorkit.emulator.problems import Problem

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Part:
    """From one byte to before another, of a file of so many bytes."""

    start: int
    stop: int
    size: int

    @property
    def content_range(self) -> str:
        """As the header says it."""
        return f"bytes {self.start}-{self.stop - 1}/{self.size}"


def asked_for(headers: Mapping[str, str], size: int, etag: str) -> Part | None:
    """The part that a request asks for; None where it is to be given all.

    That is so where it asks for no range, for several, in another unit or in a way that is none, or where `If-Range`
    names another edition of the file. Raises Problem where there is nothing in the range.
    """
    found = _ONE_RANGE.fullmatch(headers.get("range", "").strip())
    if found is None or headers.get("if-range", etag) != etag:
        return None
    first, last = found.groups()
    if first and last and int(first) > int(last):
        return None
    if first:
        start, stop = int(first), min(int(last) + 1, size) if last else size
    elif last:
        start, stop = max(0, size - int(last)), size
    else:
        return None
    if start >= stop:
        detail = f"the file has {size} bytes; there is nothing in that range"
        raise Problem("EMULATOR_RANGE_NOT_SATISFIABLE", detail, headers={"content-range": f"bytes */{size}"})
    return Part(start, stop, size)
