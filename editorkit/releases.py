"""The published shapes of an editor state: 0.1, 0.2, 1.0 and 1.1, and how to tell them apart.

All four call themselves v1 and bear the same `$id`, so a release is recognised by the fields it has.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from editorkit.suggestions import closest
from editorkit.ticks import TICKS_PER_MILLISECOND, TICKS_PER_SECOND

CHECKED_RELEASES = ("1.0", "1.1")
MARKER = "stateSchemaVersion"


@dataclass(frozen=True)
class Renamed:
    """A field that release 1.1 replaced by one in ticks.

    ticks_per_unit: how many ticks one of the old units is; None for frames, whose rate the state does not hold.
    """

    old: str
    new: str
    unit: str
    ticks_per_unit: int | None


RENAMED = (
    Renamed("videoStartFromInSeconds", "sourceStartTicks", "s", TICKS_PER_SECOND),
    Renamed("gifStartFromInSeconds", "sourceStartTicks", "s", TICKS_PER_SECOND),
    Renamed("lottieStartFromInSeconds", "sourceStartTicks", "s", TICKS_PER_SECOND),
    Renamed("audioStartFromInSeconds", "sourceStartTicks", "s", TICKS_PER_SECOND),
    Renamed("audioFadeInDurationInSeconds", "audioFadeInDurationTicks", "s", TICKS_PER_SECOND),
    Renamed("audioFadeOutDurationInSeconds", "audioFadeOutDurationTicks", "s", TICKS_PER_SECOND),
    Renamed("pageDurationInMilliseconds", "pageDurationTicks", "ms", TICKS_PER_MILLISECOND),
    Renamed("contentStartOffsetMs", "contentStartOffsetTicks", "ms", TICKS_PER_MILLISECOND),
    Renamed("introShiftInFrames", "introShiftTicks", "frames", None),
    Renamed("brightFrames", "brightTicks", "frames", None),
    Renamed("darkFrames", "darkTicks", "frames", None),
    Renamed("tailDarkFrames", "tailDarkTicks", "frames", None),
)
OLD_FIELDS = {renamed.old: renamed for renamed in RENAMED}
NEW_FIELDS = {renamed.new: renamed for renamed in RENAMED}
CAPTION_TRIM = "captionStartInSeconds"  # release 0.2; a trim into the captions, with no successor of the same meaning

_MARKS: dict[str, str] = {
    **dict.fromkeys(OLD_FIELDS, "1.0"),
    **dict.fromkeys(NEW_FIELDS, "1.1"),
    **dict.fromkeys(("linkGroupId", "syncLocked", "remoteAssetId", "motionGraphicId"), "1.1"),
    CAPTION_TRIM: "0.2",
}
_GEOMETRY = ("top", "left", "width", "height", "opacity")


def detect(state: Mapping[str, Any]) -> tuple[str, bool]:
    """The release a state is of, and whether anything in it says so (else it is read as 1.0)."""
    if state.get(MARKER) == "v1":
        return "1.1", True
    votes = Counter(_votes(state))
    is_marked = MARKER in state or any(closest(key, [MARKER]) for key in state if key not in _KNOWN_ROOT)
    if is_marked and votes["1.1"] >= max(votes.values(), default=0):
        return "1.1", True
    for oldest in ("0.1", "0.2"):  # these can also hold the marks of 1.0
        if votes[oldest] and not votes["1.1"]:
            return oldest, True
    if votes["1.1"] > votes["1.0"]:
        return "1.1", True
    return "1.0", bool(votes["1.0"])


_KNOWN_ROOT = frozenset(
    [
        "compositionWidth",
        "compositionHeight",
        "timebaseTicksPerSecond",
        "outputRatio",
        "tracks",
        "assets",
        "items",
        "transitions",
        "globalBackground",
        "brandRuntime",
        "deletedAssets",
    ]
)


def _votes(state: Mapping[str, Any]) -> Iterator[str]:
    items = state.get("items")
    for item in items.values() if isinstance(items, Mapping) else ():
        if isinstance(item, Mapping):
            yield from _item_votes(item)
    brand = state.get("brandRuntime")
    places: list[Any] = [brand]
    for name in ("tracks", "deletedAssets"):
        listed = state.get(name)
        places += listed if isinstance(listed, list) else []
    for place in places:
        if isinstance(place, Mapping):
            yield from (_MARKS[key] for key in place if key in _MARKS)


def _item_votes(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (_MARKS[key] for key in item if key in _MARKS)
    raw = [name for name in _GEOMETRY if type(item.get(name)) in (int, float)]
    if len(raw) >= 3 and "scaleX" not in item:  # one bare number is a mistake, all of them are a release
        yield "0.1"


def shape_of(release: str) -> str:
    """What a release is recognised by, as words in a sentence."""
    return {
        "0.1": "positions and sizes are bare numbers",
        "0.2": f"captions are trimmed by {CAPTION_TRIM}",
        "1.0": "offsets and fades are in seconds",
        "1.1": f"it has {MARKER} and times in ticks",
    }[release]
