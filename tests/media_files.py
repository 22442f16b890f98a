"""Small real media files for tests, each written where it is told to and named for what it is.

Pictures are made by Pillow, sound by `wave`; a video is an MP4 written box by box: one JPEG shown for its whole length
and, where asked for, a track of silence. Times are in seconds.
"""

import io
import json
import struct
import wave
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from PIL import Image

ORIENTATION = 0x0112  # the EXIF tag; 6 is a quarter turn
_TIMESCALE = 90_000
_SAMPLE_RATE = 8_000


def picture(path: Path, width: int = 4, height: int = 3, orientation: int = 1) -> Path:
    """A still picture in the format its suffix names, with an EXIF orientation where that is not 1."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    more: dict[str, Any] = {"exif": exif} if orientation != 1 else {}
    Image.new("RGB", (width, height), "#336699").save(path, **more)
    return path


def gif(
    path: Path, milliseconds: Sequence[int] = (100, 200), loop: int | None = 0, size: tuple[int, int] = (4, 3)
) -> Path:
    """An animated GIF: the time of each frame, and how often it repeats (0 for ever, None for not stated)."""
    frames = [Image.new("P", size, number % 2) for number in range(len(milliseconds))]
    more: dict[str, Any] = {} if loop is None else {"loop": loop}
    frames[0].putpalette([0, 0, 0, 255, 255, 255])
    for frame in frames[1:]:
        frame.putpalette([0, 0, 0, 255, 255, 255])
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=list(milliseconds), **more)
    return path


def wav(path: Path, seconds: Fraction | int = 1) -> Path:
    """Silence in 8-bit mono at 8,000 Hz, to the nearest sample."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_SAMPLE_RATE)
        sound.writeframes(b"\x80" * round(seconds * _SAMPLE_RATE))
    return path


def svg(path: Path, attributes: str = 'width="40" height="30"') -> Path:
    """An SVG with these attributes on its root."""
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect width="1" height="1"/></svg>')
    return path


def lottie(path: Path, **more: Any) -> Path:
    """A Lottie animation of 40 x 30 pixels and 2 seconds; `more` replaces or adds properties."""
    made = {"v": "5.7.0", "fr": 30, "ip": 0, "op": 60, "w": 40, "h": 30, "layers": []}
    path.write_text(json.dumps(made | more))
    return path


def mp4(
    path: Path,
    width: int = 16,
    height: int = 8,
    seconds: Fraction | int = 2,
    *,
    sound: bool = False,
    picture: bool = True,
    rotation: int = 0,
) -> Path:
    """A video with or without sound (or sound alone); `rotation` is how it is turned when shown: 0, 90, 180 or 270.

    The length is exact to 1/90,000 s.
    """
    length = round(seconds * _TIMESCALE)
    tracks = []
    if picture:
        tracks.append((_video_track(width, height, length, rotation), _jpeg(width, height)))
    if sound:
        samples = max(1, round(seconds * _SAMPLE_RATE))
        tracks.append((_sound_track(length, samples), bytes(2 * samples)))
    kind = _box("ftyp", b"isom" + _ints(512) + b"isommp42")
    start = len(kind) + len(_moov(tracks, length, 0)) + 8
    path.write_bytes(kind + _moov(tracks, length, start) + _box("mdat", *(data for _, data in tracks)))
    return path


# A track is its boxes up to the one that says where in the file its one chunk starts.
_Track = tuple[Any, bytes]


def _moov(tracks: Sequence[_Track], length: int, start: int) -> bytes:
    header = _full("mvhd", _ints(0, 0, _TIMESCALE, length, 0x10000) + b"\x01\x00" + bytes(10) + _matrix(0))
    boxes = [_box("mvhd", header[8:] + bytes(24) + _ints(len(tracks) + 1))]
    for number, (make, data) in enumerate(tracks, 1):
        boxes.append(make(number, start))
        start += len(data)
    return _box("moov", *boxes)


def _video_track(width: int, height: int, length: int, rotation: int) -> Any:
    size = struct.pack(">HH", width, height)
    entry = bytes(6) + b"\x00\x01" + bytes(16) + size + _ints(0x480000, 0x480000, 0) + b"\x00\x01" + bytes(32)
    entry = _box("jpeg", entry + b"\x00\x18\xff\xff")
    table = _full("stts", _ints(1, 1, length)), _full("stsz", _ints(0, 1, len(_jpeg(width, height))))
    kind = ("vide", _full("vmhd", bytes(8), flags=1), _TIMESCALE)
    shown = _matrix(rotation) + _ints(width << 16, height << 16)
    return lambda number, start: _trak(number, start, kind, length, length, shown, entry, table, 1)


def _sound_track(length: int, samples: int) -> Any:
    entry = bytes(6) + b"\x00\x01" + bytes(8) + struct.pack(">HHHH", 1, 16, 0, 0) + _ints(_SAMPLE_RATE << 16)
    table = _full("stts", _ints(1, samples, 1)), _full("stsz", _ints(2, samples))
    kind = ("soun", _full("smhd", bytes(4)), _SAMPLE_RATE)
    shown = _matrix(0) + _ints(0, 0)
    return lambda number, start: _trak(number, start, kind, length, samples, shown, _box("twos", entry), table, samples)


def _trak(
    number: int,
    start: int,
    kind: tuple[str, bytes, int],
    length: int,
    units: int,
    shown: bytes,
    entry: bytes,
    table: tuple[bytes, bytes],
    per_chunk: int,
) -> bytes:
    handler, media_header, timescale = kind
    head = _full("tkhd", _ints(0, 0, number, 0, length) + bytes(16) + shown, flags=3)
    times, sizes = table
    chunks = _full("stsc", _ints(1, 1, per_chunk, 1)) + sizes + _full("stco", _ints(1, start))
    samples = _box("stbl", _full("stsd", _ints(1) + entry), times, chunks)
    source = _box("dinf", _full("dref", _ints(1) + _full("url ", b"", flags=1)))
    media = _full("mdhd", _ints(0, 0, timescale, units) + b"\x55\xc4\x00\x00")
    spoken = _full("hdlr", bytes(4) + handler.encode() + bytes(12) + b"made\x00")
    return _box("trak", head, _box("mdia", media, spoken, _box("minf", media_header, source, samples)))


def _matrix(rotation: int) -> bytes:
    a, b, c, d = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[rotation]
    return struct.pack(">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30)


def _jpeg(width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "#336699").save(made, "JPEG")
    return made.getvalue()


def _ints(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}I", *numbers)


def _full(name: str, content: bytes, flags: int = 0) -> bytes:
    return _box(name, _ints(flags) + content)


def _box(name: str, *contents: bytes) -> bytes:
    content = b"".join(contents)
    return _ints(8 + len(content)) + name.encode() + content
