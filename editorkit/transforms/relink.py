"""The relink transform."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from editorkit import wording
from editorkit.editing.draft import Draft
from editorkit.editing.options import PAIRS, RECORDS, option
from editorkit.editing.recorded import Recorded, follow
from editorkit.errors import UsageError
from editorkit.transforms import makes


@dataclass(frozen=True)
class Relink:
    """What to relink, and to what."""

    to: dict[str, str] | None = option(PAIRS, "The id of an asset or its old URL, and the new URL.", None)
    by_name: dict[str, str] | None = option(PAIRS, "The file name of an asset, and the new URL.", None)
    prefix: dict[str, str] | None = option(PAIRS, "What old URLs begin with, and what to begin with instead.", None)
    record: tuple[list[Mapping[str, Any]], ...] = option(
        RECORDS, "A JSON file of what the API answered about uploads; may be given several times.", ()
    )


@makes("asset-relinked", "asset-changed", "background-changed", "deleted-assets-changed")
def relink(draft: Draft, options: Relink) -> None:
    """Give assets other addresses; what they are stays, unless an asset record says otherwise.

    A record is about the asset with its assetId, or else the assets with its file name. These take their address, key,
    size, MIME type, width, height and length from it as far as it tells them. Refused where it is of another type, or
    a clip would need more of the file than there is.

    The address of a background image is changed, too. A remoteKey belongs to the old address and goes. What fits
    nothing is told.

    Example: --to film=https://cdn.example.com/film.mp4
    Diff: asset 'film' leads to another file: remoteUrl and remoteKey
    """
    links, recorded = _Links(options), Recorded(chain.from_iterable(options.record))
    background = draft.state.get("globalBackground") or {}
    image = background.get("imageUrl")
    for name, asset in draft.assets.items():
        old, record = asset.get("remoteUrl"), recorded.of(name, asset)
        if record is not None:
            follow(draft, name, record)
        else:
            _lead(asset, links.new_of(old, name, asset["filename"]))
        if background.get("imageAssetId") == name and image == old:
            background["imageUrl"] = asset.get("remoteUrl")
    if "imageUrl" in background and background["imageUrl"] == image:
        background["imageUrl"] = links.new_of(image)
    for key in links.unused():
        draft.note((), f"no asset is, has or begins with {wording.value(key)}")
    if recorded.unused():
        draft.note((), f"no asset has the id or the file name of {wording.listed(recorded.unused())}")


def _lead(asset: dict[str, Any], url: Any) -> None:
    if url != asset.get("remoteUrl"):
        asset["remoteUrl"] = url
        if asset.get("remoteKey") is not None:
            asset["remoteKey"] = None


class _Links:
    """The new addresses, and which of them have been used."""

    def __init__(self, options: Relink) -> None:
        self._wanted = options.to or {}
        self._named = options.by_name or {}
        self._prefixes = sorted((options.prefix or {}).items(), key=lambda pair: -len(pair[0]))
        self._used: set[str] = set()

    def new_of(self, url: Any, name: str = "", filename: str = "") -> Any:
        """The address to take in place of one, which may be null; itself where none is given."""
        text = url if isinstance(url, str) else ""
        for key, table in ((name, self._wanted), (text, self._wanted), (filename, self._named)):
            if key and key in table:
                return self._using(key, table[key])
        for old, new in self._prefixes:
            if text and text.startswith(old):
                return self._using(old, new + text.removeprefix(old))
        return url

    def _using(self, key: str, url: str) -> str:
        if not url:
            raise UsageError(f"{wording.name(key)} would lead nowhere, for its new address is empty; write one")
        self._used.add(key)
        return url

    def unused(self) -> list[str]:
        """What was given and fits nothing."""
        return sorted({*self._wanted, *self._named, *dict(self._prefixes)} - self._used)
