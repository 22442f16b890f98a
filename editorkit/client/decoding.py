"""Bodies of answers, decoded piece by piece and never beyond a bound.

A small answer can be made to unfold into gigabytes.
"""

import zlib
from collections.abc import Mapping

_PIECE = 2**18
_ALLOWANCE = 8 * 2**20  # any answer may be as large
_MOST_FOLDED = 100  # times; states of a hundred thousand like items fold to a sixtieth
_GZIP = 16 + zlib.MAX_WBITS


class TooLarge(Exception):  # noqa: N818 -- it is answered, never raised to a user
    """An answer is larger than is taken, or folded in a way that no honest one is."""


class Decoder:
    """Takes the bytes of one body as they come over the wire.

    headers: of the answer; a Content-Encoding other than gzip is refused, for nothing else is asked for, and so is a
    Content-Length beyond what is taken. most: decoded bytes that are taken. Raises TooLarge.
    """

    def __init__(self, headers: Mapping[str, str], most: int) -> None:
        name = headers.get("content-encoding", "").strip().lower()
        if name not in ("", "identity", "gzip"):
            raise TooLarge(f"the answer is encoded as {name[:40]!r}, which was not asked for")
        if int(headers.get("content-length", 0)) > most:
            raise TooLarge(f"the answer is larger than {most} bytes")
        self._unfold = None if name in ("", "identity") else zlib.decompressobj(_GZIP)
        self._most = most
        self._taken = 0
        self._body = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes. Raises TooLarge, and zlib.error for what is no gzip."""
        self._taken += len(chunk)
        if self._unfold is None:
            self._add(chunk)
            return
        while chunk and not self._unfold.eof:
            self._add(self._unfold.decompress(chunk, _PIECE))
            chunk = self._unfold.unconsumed_tail

    def body(self) -> bytes:
        """All of it. Raises zlib.error where it was cut off."""
        if self._unfold is not None and self._taken and not self._unfold.eof:
            raise zlib.error("the answer was cut off")
        return bytes(self._body)

    def _add(self, piece: bytes) -> None:
        self._body += piece
        size = len(self._body)
        if size > self._most:
            raise TooLarge(f"the answer is larger than {self._most} bytes")
        if self._unfold is not None and size > max(_ALLOWANCE, _MOST_FOLDED * self._taken):
            raise TooLarge(f"the answer unfolds to more than {_MOST_FOLDED} times its size")
