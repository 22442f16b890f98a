"""Facts of audio and video files, by ffprobe where it is on the PATH, else by MediaInfo where it is installed.

Only files that begin as a known container does are handed on: ffprobe would follow what a playlist or script names.
Either runs as a process of its own: a file of a kilobyte can keep MediaInfo busy for minutes.
Sides are those of the picture as stored and turned; pixels that are not square are not accounted for.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from typing import Any, NamedTuple

import orjson

from editorkit.building.media.facts import Facts, MediaFile, MediaType, positive

_TIMEOUT_SECONDS = 60
_FFPROBE = ("-v", "error", "-protocol_whitelist", "file", "-show_format", "-show_streams", "-of", "json", "-i")
_MEDIAINFO = """
import sys
from pymediainfo import MediaInfo
with open(sys.argv[1], "rb") as stream:
    print(MediaInfo.parse(stream, encoding_errors="replace").to_json() if MediaInfo.can_parse() else "null")
"""
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_SOUND_SUFFIXES = frozenset([".m4a", ".m4b", ".mka", ".weba", ".ogg", ".oga", ".opus", ".wma"])


class _Container(NamedTuple):
    """How a kind of file begins, and its media type with a picture and with sound alone."""

    start: re.Pattern[bytes]
    video: str
    audio: str


def _container(start: bytes, video: str, audio: str | None = None) -> _Container:
    return _Container(re.compile(start, re.DOTALL), video, audio or video)


_CONTAINERS = (
    _container(rb".{4}ftypM4[AB] ", "audio/mp4"),
    _container(rb".{4}ftypqt  |.{4}(?:moov|mdat|wide|free|skip)", "video/quicktime", "audio/mp4"),
    _container(rb".{4}ftyp", "video/mp4", "audio/mp4"),
    _container(rb"\x1aE\xdf\xa3.{0,60}webm", "video/webm", "audio/webm"),
    _container(rb"\x1aE\xdf\xa3", "video/x-matroska", "audio/x-matroska"),
    _container(rb"OggS", "video/ogg", "audio/ogg"),
    _container(rb"RIFF.{4}WAVE", "audio/wav"),
    _container(rb"RIFF.{4}AVI ", "video/x-msvideo"),
    _container(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]", "audio/mpeg"),
    _container(rb"\xff[\xf0\xf1\xf8\xf9]", "audio/aac"),
    _container(rb"fLaC", "audio/flac"),
    _container(rb"FORM.{4}AIF[CF]", "audio/aiff"),
    _container(rb"caff", "audio/x-caf"),
    _container(rb"#!AMR", "audio/amr"),
    _container(rb"FLV\x01", "video/x-flv"),
    _container(rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-wmv", "audio/x-ms-wma"),
    _container(rb"\x00\x00\x01[\xb3\xba]", "video/mpeg", "audio/mpeg"),
    _container(rb"G.{187}G", "video/mp2t", "audio/mp2t"),
)


@dataclass(frozen=True)
class Streams:
    """What is in a container: the sides of its picture in pixels as shown, its length in seconds; None is not known."""

    has_picture: bool
    has_sound: bool | None
    width: int | None = None
    height: int | None = None
    duration: Fraction | None = None


def read(file: MediaFile) -> Facts | None:
    """The facts of an audio or video file, or None where the file is no container of such.

    With neither ffprobe nor MediaInfo the type is that of the container and suffix, and all else is left open. Raises
    MediaError where the file is cut short or damaged, where there is neither picture nor sound in it, or where to look
    takes more than 60 seconds.
    """
    container = next((known for known in _CONTAINERS if known.start.match(file.head)), None)
    if container is None:
        return None
    streams = _streams(file)
    if streams is None:
        is_video = container.video.startswith("video/") and file.path.suffix.lower() not in _SOUND_SUFFIXES
        return _facts(file, container, Streams(has_picture=is_video, has_sound=None if is_video else True))
    if not (streams.has_picture or streams.has_sound):
        raise file.refused("holds neither a picture nor sound that can be read; save it again, as MP4 or WAV say")
    return _facts(file, container, streams)


def _facts(file: MediaFile, container: _Container, streams: Streams) -> Facts:
    kind: MediaType = "video" if streams.has_picture else "audio"
    return Facts(
        kind,
        file.path.name,
        file.size,
        container.video if streams.has_picture else container.audio,
        streams.width,
        streams.height,
        streams.duration,
        streams.has_sound,
    )


def _streams(file: MediaFile) -> Streams | None:
    path = str(file.path.absolute())
    program = shutil.which("ffprobe")
    if program:
        return streams_of_ffprobe(_answer("ffprobe", (program, *_FFPROBE, f"file:{path}"), file))
    if find_spec("pymediainfo") is None:
        return None
    told = _answer("MediaInfo", (sys.executable, "-P", "-c", _MEDIAINFO, path), file)
    if told is None:
        return None
    if any(track.get("istruncated") == "Yes" for track in told["tracks"]):
        raise file.refused("is cut short or damaged; save it again")
    return streams_of_mediainfo(told["tracks"])


def _answer(name: str, command: Sequence[str], file: MediaFile) -> Any:
    try:
        done = subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=_TIMEOUT_SECONDS, check=True
        )
        return orjson.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise file.refused(f"kept {name} busy for {_TIMEOUT_SECONDS} seconds; save it again") from None
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise file.refused(f"cannot be read: {name} says {told!r}; save it again") from None
    except (OSError, orjson.JSONDecodeError) as error:
        raise file.refused(f"cannot be read: {command[0]!r} does not work ({error}); mend or remove it") from None


def streams_of_ffprobe(told: Mapping[str, Any]) -> Streams:
    """What `ffprobe -show_format -show_streams -of json` says. The cover of a song is no picture."""
    parts = told.get("streams", [])
    pictures = [p for p in parts if p.get("codec_type") == "video" and not p.get("disposition", {}).get("attached_pic")]
    lengths = [_decimal(part.get("duration")) for part in (told.get("format", {}), *pictures, *parts)]
    return Streams(
        has_picture=bool(pictures),
        has_sound=any(part.get("codec_type") == "audio" for part in parts),
        **_shown(pictures[0], _turn_of(pictures[0])) if pictures else {},
        duration=next((length for length in lengths if length), None),
    )


def _turn_of(stream: Mapping[str, Any]) -> Any:
    """In degrees. Releases of ffprobe before 5 say it twice, those since as side data alone."""
    told = [side["rotation"] for side in stream.get("side_data_list", ()) if "rotation" in side]
    return told[0] if told else stream.get("tags", {}).get("rotate")


def streams_of_mediainfo(tracks: Sequence[Mapping[str, Any]]) -> Streams:
    """What MediaInfo says, track by track; its lengths are in milliseconds."""
    pictures = [track for track in tracks if track["track_type"] == "Video"]
    lengths = [_decimal(track.get("duration")) for track in tracks]
    return Streams(
        has_picture=bool(pictures),
        has_sound=any(track["track_type"] == "Audio" for track in tracks),
        **_shown(pictures[0], pictures[0].get("rotation")) if pictures else {},
        duration=next((length / 1000 for length in lengths if length), None),
    )


def _shown(picture: Mapping[str, Any], turn: Any) -> dict[str, int | None]:
    sides = [picture.get(name) for name in ("width", "height")]
    width, height = (side if type(side) is int and side > 0 else None for side in sides)
    on_its_side = (_number(turn) or 0) % 180 == 90
    return {"width": height, "height": width} if on_its_side else {"width": width, "height": height}


def _decimal(told: Any) -> Fraction | None:
    return positive(_number(told))


def _number(told: Any) -> Fraction | None:
    """A number or a decimal string, exactly; None for what is neither, such as "N/A"."""
    return Fraction(str(told)) if _DECIMAL.fullmatch(str(told)) else None
