"""The kinds of changes, what of the video each touches, and which kind a property of an item belongs to."""

from collections.abc import Mapping

from editorkit.diffing.changes import Impact
from editorkit.releases import CAPTION_TRIM, OLD_FIELDS

_T, _V, _N = Impact.TIMING, Impact.VISIBLE, Impact.NONE

KINDS: Mapping[str, Impact] = {
    "item-added": _T,
    "item-removed": _T,
    "item-replaced": _T,
    "item-moved": _T,
    "items-rippled": _T,
    "item-moved-to-track": _T,
    "item-retimed": _T,
    "item-trimmed": _T,
    "item-speed-changed": _T,
    "item-reordered": _N,
    "item-renamed": _N,
    "item-restyled": _V,
    "item-changed": _N,
    "sound-changed": _V,
    "animation-changed": _V,
    "keyframes-changed": _V,
    "text-changed": _V,
    "content-changed": _V,
    "captions-changed": _V,
    "asset-replaced": _V,
    "asset-relinked": _V,
    "asset-added": _N,
    "asset-removed": _N,
    "asset-renamed": _N,
    "asset-changed": _N,
    "transition-added": _V,
    "transition-removed": _V,
    "transition-changed": _V,
    "transition-renamed": _N,
    "track-added": _V,
    "track-removed": _V,
    "track-reordered": _V,
    "track-hidden": _V,
    "track-shown": _V,
    "track-muted": _V,
    "track-unmuted": _V,
    "track-renamed": _N,
    "track-changed": _N,
    "canvas-changed": _V,
    "background-changed": _V,
    "brand-changed": _V,
    "deleted-assets-changed": _N,
    "unknown-changed": _N,
}
"""Every kind, and what of the video a change of it touches."""

SOURCE = ("sourceStartTicks", "contentStartOffsetTicks")
_NEW_NAMES = {old: renamed.new for old, renamed in OLD_FIELDS.items()} | {CAPTION_TRIM: "contentStartOffsetTicks"}
_KINDS = {
    **dict.fromkeys(SOURCE, "item-trimmed"),
    "startTicks": "item-moved",
    "durationTicks": "item-retimed",
    "playbackRate": "item-speed-changed",
    "assetId": "asset-replaced",
    "text": "text-changed",
    **dict.fromkeys(("animations", "captionAnimations", "animationDurationTicks"), "animation-changed"),
    **dict.fromkeys(
        ("audioFadeInDurationTicks", "audioFadeOutDurationTicks", "decibelAdjustment", "hasAudioTrack"),
        "sound-changed",
    ),
    **dict.fromkeys(
        (
            "chartType",
            "data",
            "motionGraphicId",
            "motionGraphicVersion",
            "nodes",
            "props",
            "slots",
            "templateCategory",
            "templateId",
        ),
        "content-changed",
    ),
    **dict.fromkeys(
        (
            "captionGroupId",
            "id",
            "isDraggingInTimeline",
            "keepAspectRatio",
            "linkGroupId",
            "resizeOnEdit",
            "schemaVersion",
            "source",
            "stickerId",
            "stickerVersion",
        ),
        "item-changed",
    ),
}


def property_name(name: str) -> str:
    """The name a property of an item has in release 1.1."""
    return _NEW_NAMES.get(name, name)


def kind_of(name: str) -> str:
    """The kind of change that another value of a property of an item is: of looks, where it is none of the listed."""
    return _KINDS.get(property_name(name), "item-restyled")
