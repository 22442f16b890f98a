"""Files that another tool refers to, as assets: what can be known of one by its address, and what has to be assumed."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from editorkit import schema
from editorkit.building.naming import Namer, slug
from editorkit.interchange.carrying import RELEASE
from editorkit.interchange.clips import address_of
from editorkit.migrations.draft import Draft
from editorkit.ticks import TICKS_PER_SECOND, as_json
from editorkit.wording import listed

Entity = dict[str, Any]
_TYPES = {  # by suffix: the type of asset, and the MIME type; the table of the system differs from one to the next
    ".mp4": ("video", "video/mp4"),
    ".m4v": ("video", "video/mp4"),
    ".mov": ("video", "video/quicktime"),
    ".webm": ("video", "video/webm"),
    ".mkv": ("video", "video/x-matroska"),
    ".avi": ("video", "video/x-msvideo"),
    ".mxf": ("video", "application/mxf"),
    ".mp3": ("audio", "audio/mpeg"),
    ".wav": ("audio", "audio/wav"),
    ".m4a": ("audio", "audio/mp4"),
    ".aac": ("audio", "audio/aac"),
    ".ogg": ("audio", "audio/ogg"),
    ".flac": ("audio", "audio/flac"),
    ".aif": ("audio", "audio/aiff"),
    ".aiff": ("audio", "audio/aiff"),
    ".png": ("image", "image/png"),
    ".jpg": ("image", "image/jpeg"),
    ".jpeg": ("image", "image/jpeg"),
    ".webp": ("image", "image/webp"),
    ".svg": ("image", "image/svg+xml"),
    ".gif": ("gif", "image/gif"),
}
_UNKNOWN = ("video", "application/octet-stream")
_WEB = ("http://", "https://")


def type_of(url: str, *, is_heard: bool) -> str:
    """The type of item that shows a file, by its suffix. is_heard: it lies on an audio track, so it is a sound."""
    found = _TYPES.get(_name_in(url).suffix.lower(), _UNKNOWN)[0]
    return "audio" if is_heard and found == "video" else found


def hint_of(url: str) -> str:
    """What to name things after that show a file; empty where its address says nothing."""
    return slug(_name_in(url).stem)


class Library:
    """The assets of a state that is being made; files that none of them stands for become new ones."""

    def __init__(self, assets: Entity, size: tuple[int, int]) -> None:
        self.assets = assets
        self._size = size
        self._names = Namer()
        self._by_file = {(address_of(made), str(made.get("type"))): key for key, made in reversed(assets.items())}
        self._ends: dict[str, Fraction] = {}
        self._told: set[str] = set()
        for key in assets:
            self._names.reserve(key)

    def shows(self, key: Any, url: str) -> bool:
        """Whether an asset is there and stands for a file."""
        return isinstance(key, str) and key in self.assets and address_of(self.assets[key]) == url

    def asset(self, url: str, kind: str) -> str:
        """The id of the asset of a type that stands for a file."""
        key = self._by_file.get((url, kind))
        if key is None:
            key = self._by_file[url, kind] = self._names.make(hint_of(url) or kind)
            self._ends[key] = Fraction(0)
            self.assets[key] = self._made(key, url, kind)
        return key

    def use(self, key: str, end: Fraction, length: Fraction | None) -> None:
        """An item plays an asset up to `end`; somebody said that it is `length` long, both in ticks."""
        if key in self._ends:
            self._ends[key] = max(self._ends[key], end if length is None else length)
            self._told |= {key} if length is not None else set()

    def settle(self, draft: Draft) -> None:
        """Write the lengths of new assets, and note what had to be assumed of them."""
        for key, end in self._ends.items():
            asset = self.assets[key]
            if "durationInSeconds" in asset:
                asset["durationInSeconds"] = as_json(end / TICKS_PER_SECOND)
            message = f"nothing says what file {listed([asset['remoteUrl']])} is like: {', '.join(self._assumed(key))}"
            draft.assume("assumed", ("assets", key), message)

    def _assumed(self, key: str) -> Iterator[str]:
        asset = self.assets[key]
        if "width" in asset:
            yield f"{asset['width']} x {asset['height']} pixels"
        if "durationInSeconds" in asset and key not in self._told:
            yield "as long as it is used"
        if "hasAudioTrack" in asset:
            yield "with sound"
        yield "of 0 bytes are assumed"
        if not asset["remoteUrl"].lower().startswith(_WEB):
            yield "and it is no web address, so upload it and write where it is"

    def _made(self, key: str, url: str, kind: str) -> Entity:
        known = {
            "id": key,
            "type": kind,
            "filename": _name_in(url).name or key,
            "size": 0,
            "mimeType": _TYPES.get(_name_in(url).suffix.lower(), _UNKNOWN)[1],
            "durationInSeconds": 0,
            "width": self._size[0],
            "height": self._size[1],
            "hasAudioTrack": True,
            "loopBehavior": "loop",
            "resourceType": "lottie",
        }
        required = schema.definition(RELEASE, "asset", kind)["required"]
        return {field: known[field] for field in required} | {"remoteUrl": url}


def _name_in(url: str) -> PurePosixPath:
    try:
        path = urlsplit(url).path
    except ValueError:  # a bracket that is no address
        path = url
    return PurePosixPath(unquote(path).replace("\\", "/"))
