"""Probing: what a media file says of itself.

A file is known by its first bytes; its name only settles what they leave open.
"""

import stat
from pathlib import Path

from editorkit.building.media import gifs, pictures, streams, vectors
from editorkit.building.media.facts import Facts, MediaFile, refusal

__all__ = ["Facts", "probe"]

_HEAD = 512
_READERS = (gifs.read, pictures.read, streams.read, vectors.read)
_KNOWN = "pictures (PNG, JPEG, WebP, BMP, GIF, SVG), Lottie JSON, audio and video"


def probe(path: str | Path) -> Facts:
    """What is known of a media file.

    An animated GIF is a gif, any other picture an image (SVG too, and animated WebP and PNG), Lottie JSON a lottie.
    Audio and video need ffprobe on the PATH or the package pymediainfo (`editorkit[media]`); without, only their type,
    name, size and media type are known. Raises MediaError where the file is missing, empty, cut short, damaged, or
    none of these.
    """
    try:
        return _read(_opened(Path(path)))
    except OSError as error:
        raise refusal(path, f"cannot be read: {error.strerror}; check the path") from error


def _read(file: MediaFile) -> Facts:
    for read in _READERS:
        facts = read(file)
        if facts is not None:
            return facts
    raise file.refused(f"is of no kind that can be read; known are {_KNOWN}")


def _opened(path: Path) -> MediaFile:
    try:
        found = path.stat()
    except ValueError as error:  # a NUL character
        raise refusal(path, "cannot be the name of a file; check the path") from error
    if not stat.S_ISREG(found.st_mode):  # to open a pipe would wait for its other end
        raise refusal(path, "is no file; name a media file")
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise refusal(path, "is empty; save or fetch it again")
    return MediaFile(path, found.st_size, head)
