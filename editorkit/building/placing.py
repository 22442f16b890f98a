"""Where an item goes in time, and in space."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from editorkit import schema, ticks
from editorkit.building.defaults import LETTERING
from editorkit.building.items import Item
from editorkit.building.moving import plain_number
from editorkit.errors import UsageError
from editorkit.items import item_types
from editorkit.space.fitting import fitted
from editorkit.space.layout import Box, halves, pixels, pixels_at
from editorkit.space.lengths import Length, parse_length
from editorkit.space.measuring import measure
from editorkit.ticks import Exact
from editorkit.times import Ticks
from editorkit.wording import told

if TYPE_CHECKING:
    from editorkit.building.tracks import Track

TEXT_MARGIN: Length = "5%"  # advice: no safe area is published
_TOLERANCE = ticks.per_frame(60)  # the rule source-overrun lets as much pass
_SIDES = ("left", "top", "width", "height")


def place_in_time(item: Item, given: Mapping[str, Any]) -> None:
    """Settle where an item begins and ends, by at, after, gap, until and length; with "fill" the end stays open.

    Raises UsageError where it is said twice, or not at all.
    """
    start = start_on(item.track, given)
    if start < 0:
        raise UsageError(f"{item} would start {Ticks(-start)} before the beginning")
    item.exact_start = start
    length, until = given.get("length"), given.get("until")
    if until is not None:
        if length is not None:
            raise UsageError("say length or until, not both")
        item.exact_end = until.exact_start if isinstance(until, Item) else item.read(until)
    elif length != "fill":
        item.exact_end = start + (_own_length(item) if length is None else item.read(length))
    settle_edges(item)


def start_on(track: "Track", given: Mapping[str, Any]) -> Exact:
    """Where something begins by at, after and gap; after what was placed last on its track where they do not say."""
    at, after, gap = given.get("at"), given.get("after"), given.get("gap")
    timeline = track.timeline
    if at is not None:
        if after is not None or gap is not None:
            raise UsageError("say at, or after and gap, not both")
        return at.exact_start if isinstance(at, Item) else timeline.read(at)
    if after is None:
        start = track.cursor
        if start is None:
            raise UsageError('the item before has length="fill", so its end is open; say at which time this one starts')
    elif isinstance(after, Item):
        start = after.end.exact
    else:
        raise UsageError(f"after is an item, not {told(after)}; at is a time")
    return start if gap is None else start + timeline.read(gap)


def settle_edges(item: Item) -> None:
    """Round both edges, each by itself, to ticks or to the export grid. Raises UsageError where nothing is left."""
    timeline = item.track.timeline
    item.first = timeline.edge(item.exact_start)
    if item.exact_end is None:
        item.last = item.first
        return
    item.last = timeline.edge(item.exact_end)
    if item.last <= item.first:
        raise UsageError(f"{item} must last at least one {'tick' if timeline.snap is None else 'frame'}")


def _own_length(item: Item) -> Exact:
    """What is left of its source. Raises UsageError where nothing says how long it is."""
    available = item.asset.length if item.asset is not None else None
    if available is None:
        raise UsageError(f'{item} needs a length: length="2s", until=…, or length="fill"')
    left = Fraction(available - _source_start(item)) / _rate(item)
    if left < 1:
        raise UsageError(f"{item} begins where its source, {item.asset}, is over ({Ticks(ticks.whole(left))} left)")
    return ticks.whole(Fraction(left.__floor__()))


def refuse_overrun(item: Item) -> None:
    """Refuse an item that plays on after its source has ended."""
    asset = item.asset
    available = asset.length if asset is not None else None
    if available is None:
        return
    kind = item_types()[item.kind]
    if kind.loops or not kind.source_start:
        return
    needed = _source_start(item) + (item.last - item.first) * _rate(item)
    if needed > available + _TOLERANCE:
        raise UsageError(
            f"{item} plays its source up to {Ticks(ticks.whole(needed))}, "
            f"but {asset} lasts only {Ticks(ticks.whole(available))}"
        )


def _source_start(item: Item) -> Exact:
    kind, release = item_types()[item.kind], item.track.timeline.release
    name = kind.source_start.get(release)
    return ticks.whole(kind.source_start_ticks(item.values, release)) if name in item.values else 0


def _rate(item: Item) -> Exact:
    rate = item.values.get("playbackRate", 1)
    if type(rate) not in (int, float) or rate <= 0:
        raise UsageError(f"playback_rate is a number above 0, not {told(rate)}")
    return 1 if rate == 1 else ticks.exact(rate)


def place_in_space(item: Item, given: Mapping[str, Any], letters: str | None) -> None:
    """Give an item its box: by its asset's size, by its text, or by what is asked for."""
    timeline = item.track.timeline
    frame = timeline.frame
    asset = item.asset
    found: Mapping[str, int | float]
    if letters is not None:
        if _has_box(item):
            return
        found = _text_box(item, letters, given, frame)
    elif asset is not None and asset.size is not None and item.kind != "captions":
        if not given and _has_box(item):
            return
        outer = _outer(given, frame)
        mode, focus = given.get("fit", "fit"), given.get("focus", _anchor(given))
        if not isinstance(mode, str) or not isinstance(focus, str):
            raise UsageError(f"fit and focus are words such as 'crop' and 'top', not {told(mode)} and {told(focus)}")
        found = _fitted(outer, *asset.size, mode, focus)
    elif given:
        if "fit" in given or "focus" in given:
            raise UsageError(f"{item} has no picture of a known size to fit")
        found = pixels(_outer(given, frame))
    else:
        return
    _refuse_unplaceable(item, found)
    for name, value in found.items():
        if name not in item.values and name not in item.late:
            item.numbers.setdefault(name, value)


def _refuse_unplaceable(item: Item, found: Mapping[str, Any]) -> None:
    known = schema.number_tracks(item.track.timeline.release, item.kind)
    for name in found:
        if name not in known:
            what = "has no place in the frame: it is all of it" if name in _SIDES else "cannot be cropped"
            raise UsageError(f"{item} {what}")


def _has_box(item: Item) -> bool:
    given = item.numbers.keys() | item.values.keys() | item.late.keys()
    return given.issuperset(_SIDES)


def _anchor(given: Mapping[str, Any]) -> str:
    place = given.get("place", "center")
    return place if isinstance(place, str) else "center"


def _outer(given: Mapping[str, Any], frame: Box) -> Box:
    if not given:
        return frame
    inside = _inside(given, frame, 0)
    size = given.get("size")
    if size is None:
        place = given.get("place")
        return inside if place is None or isinstance(place, str) else inside.place(place, inside.width, inside.height)
    if not isinstance(size, tuple | list) or len(size) != 2:
        raise UsageError(f'size is a pair (width, height) such as (400, "50%"), not {told(size)}')
    return inside.place(given.get("place", "center"), *size)


def _inside(given: Mapping[str, Any], frame: Box, margin: Length) -> Box:
    box = given.get("box", frame)
    if not isinstance(box, Box):
        raise UsageError(f"box is a Box, such as promo.frame.columns(2)[0], not {told(box)}")
    place = given.get("place")
    if not isinstance(place, str | tuple | list | None):
        raise UsageError(f"place is an anchor such as 'top' or a pair (x, y), not {told(place)}")
    if isinstance(place, str):
        halves(place)
    return _less(box, parse_length(given.get("margin", margin), min(box.width, box.height), "a margin"))


@lru_cache(maxsize=256)
def _less(box: Box, margin: Exact) -> Box:
    return box.inset(margin)


@lru_cache(maxsize=1024)
def _fitted(outer: Box, width: Any, height: Any, mode: str, focus: str) -> dict[str, int | float]:
    return fitted(outer, width, height, mode, focus).in_pixels()


def _text_box(item: Item, letters: str, given: Mapping[str, Any], frame: Box) -> dict[str, int]:
    """The box of a text: measured, or of the size that is asked for."""
    if "fit" in given or "focus" in given:
        raise UsageError("fit and focus are for pictures; a text takes place, size, box and margin")
    if "size" in given:
        return pixels(_outer({"margin": TEXT_MARGIN, **given}, frame))
    inside = _inside(given, frame, TEXT_MARGIN)
    style = {name: item.values.get(name, LETTERING[name]) for name in LETTERING}
    weight = style["fontStyle"].get("weight") if isinstance(style["fontStyle"], Mapping) else None
    measured = measure(
        letters,
        font_size=plain_number(style["fontSize"], "font_size"),
        line_height=plain_number(style["lineHeight"], "line_height"),
        letter_spacing=plain_number(style["letterSpacing"], "letter_spacing"),
        weight=weight if isinstance(weight, str) else "400",
        max_width=inside.width,
    )
    place = given.get("place", "center")
    wide, high = max(1, measured.width), max(1, measured.height.__ceil__())
    return pixels_at(inside, place, wide, high) if isinstance(place, str) else pixels(inside.place(place, wide, high))
