"""Outputs: what an export turned out to be, a sample film that is another file for every task.

Behind the sample stands a box that players skip (`free` in MP4, `Void` in WebM). It names the task and fills the file
up to a given size, with bytes that no two places share, so that a download put together wrongly does not go unseen.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from random import Random

_BLOCK = 65_536
_COUNTED = 8  # bytes at the head of a block that say which one it is
MEDIA_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}


@dataclass(frozen=True)
class Output:
    """The file of one task. edition: rises when the file is replaced by another. at_least: how many bytes it has."""

    task: str
    format: str
    edition: int = 0
    at_least: int = 0

    @property
    def media_type(self) -> str:
        """Of its format."""
        return MEDIA_TYPES[self.format]

    @property
    def etag(self) -> str:
        """A strong validator."""
        return f'"{sha256(self._name + self.size.to_bytes(8)).hexdigest()[:32]}"'

    @property
    def size(self) -> int:
        """All its bytes."""
        return len(self._head) + self._filling

    @property
    def _name(self) -> bytes:
        return f"{self.task}/{self.edition}".encode()

    @property
    def _filling(self) -> int:
        return max(0, self.at_least - len(_sample(self.format)) - _BOX_HEADS[self.format] - len(self._name))

    @property
    def _head(self) -> bytes:
        sample, inside = _sample(self.format), len(self._name) + self._filling
        return sample + _box_head(self.format, inside) + self._name

    def read(self, start: int, stop: int) -> bytes:
        """The bytes from one place to before another."""
        head = self._head
        pieces = [head[start:stop]]
        at, until = max(0, start - len(head)), min(stop, self.size) - len(head)
        while at < until:
            number, inside = divmod(at, _BLOCK)
            piece = self._block(number)[inside : inside + until - at]
            pieces.append(piece)
            at += len(piece)
        return b"".join(pieces)

    def _block(self, number: int) -> bytes:
        return number.to_bytes(_COUNTED) + _noise(self._name)


_BOX_HEADS = {"mp4": 16, "webm": 9}


def _box_head(format: str, inside: int) -> bytes:
    """A box that players skip, with a size of 64 (MP4) or 56 (WebM) bits, so that its head is always as long."""
    if format == "mp4":
        return b"\0\0\0\x01free" + (inside + 16).to_bytes(8)
    return b"\xec\x01" + inside.to_bytes(7)


@cache
def _sample(format: str) -> bytes:
    return files("editorkit.emulator.samples").joinpath(f"output.{format}").read_bytes()


@lru_cache(maxsize=64)
def _noise(name: bytes) -> bytes:
    return Random(name).randbytes(_BLOCK - _COUNTED)
