"""What is known of a media file, and the file itself as its readers see it."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from editorkit.errors import MediaError

MediaType = Literal["image", "video", "gif", "audio", "lottie"]
_LARGEST_DOCUMENT = 64 * 1024 * 1024


@dataclass(frozen=True)
class Facts:
    """What a media file says of itself. None is what it does not say, or what its type does not have.

    type: the type of the editor asset it makes.
    size: bytes.
    width, height: pixels, as the picture is shown: after the turn that EXIF or the video track asks for.
    duration_seconds: exact, above 0.
    has_audio_track: whether there is sound in it (audio and video).
    loop_behavior: whether a GIF repeats for ever.
    """

    type: MediaType
    filename: str
    size: int
    mime_type: str
    width: int | None = None
    height: int | None = None
    duration_seconds: Fraction | None = None
    has_audio_track: bool | None = None
    loop_behavior: Literal["finite", "loop"] | None = None


@dataclass(frozen=True)
class MediaFile:
    """A file that is there: its size in bytes (above 0) and its first bytes, by which readers know their own."""

    path: Path
    size: int
    head: bytes

    def refused(self, why: str) -> MediaError:
        """The error to raise: the path, and why the file will not do and what to do."""
        return refusal(self.path, why)

    def content(self) -> bytes:
        """All of it. Raises MediaError where it is larger than any drawing or animation is."""
        if self.size > _LARGEST_DOCUMENT:
            raise self.refused(
                f"has {self.size} bytes, more than the {_LARGEST_DOCUMENT} that are read; make it smaller"
            )
        return self.path.read_bytes()


def refusal(path: object, why: str) -> MediaError:
    """A MediaError that names a path, with nothing in it that could upset a terminal."""
    return MediaError(f"{str(path)!r} {why}")


def positive(number: Fraction | None) -> Fraction | None:
    """A length or side that can be one, else None."""
    return number if number is not None and number > 0 else None


def pixels(length: Fraction) -> int:
    """The nearest whole number of pixels, at least one."""
    return max(1, (length + Fraction(1, 2)).__floor__())
