"""Facts of GIF files, read block by block; no frame is decoded, so a file cannot make this slow.

Source: the GIF89a specification, and the NETSCAPE2.0 extension that says how often to repeat.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import BinaryIO

from editorkit.building.media.facts import Facts, MediaFile, positive

_SIGNATURES = (b"GIF87a", b"GIF89a")
_REPETITIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_EXTENSION, _FRAME, _END = b"\x21", b"\x2c", b"\x3b"
_TIMING, _APPLICATION = b"\xf9", b"\xff"


@dataclass
class _Animation:
    """delays: 1/100 s by frame. repetitions: 0 is for ever, None is not stated."""

    width: int
    height: int
    delays: list[int] = field(default_factory=list)
    repetitions: int | None = None


class _Broken(Exception):  # noqa: N818 -- never leaves this module
    pass


def read(file: MediaFile) -> Facts | None:
    """The facts of a GIF, or None where the file is none: of several frames a gif, of one an image.

    Raises MediaError where it is cut short or damaged.
    """
    if not file.head.startswith(_SIGNATURES):
        return None
    try:
        found = _animation(io.BytesIO(file.content()))
    except _Broken:
        raise file.refused("is a GIF that is cut short or damaged; save it again") from None
    if len(found.delays) == 1:
        return Facts("image", file.path.name, file.size, "image/gif", found.width, found.height)
    return Facts(
        "gif",
        file.path.name,
        file.size,
        "image/gif",
        found.width,
        found.height,
        duration_seconds=positive(Fraction(sum(found.delays), 100)),
        loop_behavior="loop" if found.repetitions == 0 else "finite",
    )


def _animation(stream: BinaryIO) -> _Animation:
    header = _take(stream, 13)
    found = _Animation(_short(header[6:8]), _short(header[8:10]))
    _skip_colors(stream, header[10])
    delay = 0
    while (block := _take(stream, 1)) != _END:
        if block == _EXTENSION:
            delay = _extend(found, stream, delay)
        elif block == _FRAME:
            _skip_frame(stream)
            found.delays.append(delay)
            delay = 0
        else:
            raise _Broken
    if not (found.delays and found.width and found.height):
        raise _Broken
    return found


def _extend(found: _Animation, stream: BinaryIO, delay: int) -> int:
    """Read an extension; the delay of the frame to come is what it says, or still what it was."""
    label, parts = _take(stream, 1), [*_parts(stream), b"", b""]
    if label == _APPLICATION and parts[0] in _REPETITIONS and parts[1][:1] == b"\x01":
        found.repetitions = _short(parts[1][1:3])
    return _short(parts[0][1:3]) if label == _TIMING else delay


def _skip_frame(stream: BinaryIO) -> None:
    _skip_colors(stream, _take(stream, 9)[8])
    _take(stream, 1)
    for _ in _parts(stream):
        pass


def _skip_colors(stream: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        _take(stream, 3 << ((flags & 7) + 1))


def _parts(stream: BinaryIO) -> Iterator[bytes]:
    while (length := _take(stream, 1)[0]) > 0:
        yield _take(stream, length)


def _take(stream: BinaryIO, count: int) -> bytes:
    taken = stream.read(count)
    if len(taken) < count:
        raise _Broken
    return taken


def _short(pair: bytes) -> int:
    return int.from_bytes(pair, "little")
