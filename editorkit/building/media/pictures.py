"""Facts of still pictures, by Pillow. AVIF and HEIC are not read: Pillow has no reader for them everywhere."""

import struct
import warnings
import zlib
from pathlib import Path

from editorkit.building.media.facts import Facts, MediaFile

_ORIENTATION = 0x0112
_ON_THEIR_SIDE = range(5, 9)
_SIGNATURES = (
    # first bytes, Pillow's name of the format, media type
    (b"\x89PNG\r\n\x1a\n", "PNG", "image/png"),
    (b"\xff\xd8\xff", "JPEG", "image/jpeg"),
    (b"BM", "BMP", "image/bmp"),
)
_WEBP = ("WEBP", "image/webp")
_BROKEN = (OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, OverflowError, struct.error, zlib.error)


def read(file: MediaFile) -> Facts | None:
    """The facts of a PNG, JPEG, WebP or BMP, or None where the file is none of them. An animated one is an image, too.

    The picture is decoded, which shows whether all of it is there. Raises MediaError where it is cut short, damaged,
    or so large that to open it is not safe (90 million pixels).
    """
    found = _format_of(file.head)
    if found is None:
        return None
    name, mime_type = found
    from PIL import Image

    try:
        width, height = _size(file.path, name)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise file.refused("has more pixels than is safe to open; make it smaller") from None
    except _BROKEN:
        raise file.refused(f"is a {name} picture that is cut short or damaged; save it again") from None
    return Facts("image", file.path.name, file.size, mime_type, width, height)


def _format_of(head: bytes) -> tuple[str, str] | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _WEBP
    return next(((name, mime_type) for start, name, mime_type in _SIGNATURES if head.startswith(start)), None)


def _size(path: Path, name: str) -> tuple[int, int]:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(path, formats=(name,)) as picture:
            width, height = picture.size
            picture.draft("L", (1, 1))  # a JPEG is then decoded at an eighth of its size
            picture.load()
            turned = picture.getexif().get(_ORIENTATION) in _ON_THEIR_SIDE
    return (height, width) if turned else (width, height)
