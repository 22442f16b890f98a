"""The relink transform."""

from dataclasses import dataclass
from typing import Any

from editorkit import wording
from editorkit.editing.draft import Draft
from editorkit.editing.options import PAIRS, option
from editorkit.transforms import makes


@dataclass(frozen=True)
class Relink:
    """What to relink, and to what."""

    to: dict[str, str] | None = option(PAIRS, "The id of an asset or its old URL, and the new URL.", None)
    by_name: dict[str, str] | None = option(PAIRS, "The file name of an asset, and the new URL.", None)
    prefix: dict[str, str] | None = option(PAIRS, "What old URLs begin with, and what to begin with instead.", None)


@makes("asset-relinked", "asset-changed", "background-changed", "deleted-assets-changed")
def relink(draft: Draft, options: Relink) -> None:
    """Give assets other addresses; what they are stays.

    The address of a background image that is known by its URL alone is changed, too. A remoteKey belongs to the old
    address and goes. What fits nothing is told.

    Example: --to film=https://cdn.example.com/film.mp4
    Diff: asset 'film' leads to another file: remoteUrl and remoteKey
    """
    links = _Links(options)
    for name, asset in draft.assets.items():
        url = links.new_of(asset.get("remoteUrl"), name, asset["filename"])
        if url != asset.get("remoteUrl"):
            asset["remoteUrl"] = url
            if asset.get("remoteKey") is not None:
                asset["remoteKey"] = None
    background = draft.state.get("globalBackground") or {}
    if "imageUrl" in background:
        background["imageUrl"] = links.new_of(background["imageUrl"])
    for key in links.unused():
        draft.note((), f"no asset is, has or begins with {wording.value(key)}")


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
                self._used.add(key)
                return table[key]
        for old, new in self._prefixes:
            if text and text.startswith(old):
                self._used.add(old)
                return new + text.removeprefix(old)
        return url

    def unused(self) -> list[str]:
        """What was given and fits nothing."""
        return sorted({*self._wanted, *self._named, *dict(self._prefixes)} - self._used)
