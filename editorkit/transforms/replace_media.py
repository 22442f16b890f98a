"""The replace-media transform."""

from dataclasses import dataclass
from fractions import Fraction

from editorkit import wording
from editorkit.editing.draft import Draft
from editorkit.editing.options import ASSET, COUNT, LENGTH, TEXT, option
from editorkit.editing.sources import expect_source
from editorkit.errors import UsageError
from editorkit.ticks import TICKS_PER_SECOND, as_json
from editorkit.transforms import makes


@dataclass(frozen=True)
class ReplaceMedia:
    """What an asset is to be."""

    asset: str = option(ASSET, "The asset.")
    url: str = option(TEXT, "Where the new file is.")
    filename: str | None = option(TEXT, "What the new file is called.", None)
    duration: int | None = option(LENGTH, "How long the new file lasts.", None)
    width: int | None = option(COUNT, "How wide it is, in pixels.", None)
    height: int | None = option(COUNT, "How high it is, in pixels.", None)


@makes("asset-relinked", "asset-changed")
def replace_media(draft: Draft, options: ReplaceMedia) -> None:
    """Replace what an asset is, and keep the timing of all that uses it.

    Size and type of the file stay as they were: `relink --record` takes them from the API's record of an upload.
    Refused where a clip would need more of the file than there is.

    Example: --asset film --url https://cdn.example.com/new.mp4 --filename new.mp4
    Diff:
        asset 'film' leads to another file: remoteUrl and remoteKey
        filename of asset 'film' is "new.mp4" instead of "a.video"
    """
    asset = draft.asset(options.asset)
    if not options.url:
        raise UsageError(f"asset {wording.name(options.asset)} would lead nowhere, for its new url is empty; write one")
    asset["remoteUrl"] = options.url
    if asset.get("remoteKey") is not None:
        asset["remoteKey"] = None
    duration = None if options.duration is None else as_json(Fraction(options.duration, TICKS_PER_SECOND))
    said = {
        "filename": options.filename,
        "width": options.width,
        "height": options.height,
        "durationInSeconds": duration,
    }
    for field, value in said.items():
        if value is not None and field not in asset:
            raise UsageError(f"asset {wording.name(options.asset)} of type {asset['type']!r} has no {field}")
        if value is not None:
            asset[field] = value
    stale = wording.listed(field for field in ("size", "mimeType") if field in asset)
    draft.note(
        ("assets", options.asset), f"{stale} of asset {wording.name(options.asset)} are still those of the old file"
    )
    if duration is not None:
        for name, item in draft.items.items():
            if item.get("assetId") == options.asset:
                expect_source(draft, name)
