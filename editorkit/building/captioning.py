"""Captions on a timeline: from a file or from `Captions` to caption assets and the items that show them."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editorkit import captions as caption_files
from editorkit import ticks, times
from editorkit.building.defaults import default
from editorkit.building.items import Item
from editorkit.building.keywords import fields
from editorkit.building.moving import plain_number
from editorkit.building.naming import slug
from editorkit.building.placing import start_on
from editorkit.building.plain import plain
from editorkit.captions import Captions
from editorkit.errors import UsageError
from editorkit.space.frames import caption_top
from editorkit.suggestions import did_you_mean
from editorkit.ticks import TICKS_PER_MILLISECOND
from editorkit.wording import told

if TYPE_CHECKING:
    from editorkit.building.timelines import Timeline
    from editorkit.building.tracks import Track

_LARGE = {"font_family": "TikTok Sans", "font_size": 80}  # the vendor's subtitle template
STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "bold": {**_LARGE, "font_weight": 800, "stroke_width": 4, "stroke_color": "#000000"},
    "karaoke": {**_LARGE, "font_weight": 600, "stroke_width": 4, "highlight_color": "#39E508"},
    "boxed": {"background": {"color": "#000000", "horizontalPadding": 24, "borderRadius": 12}},
}
_OWN = ("split", "lead", "format", "at", "after", "gap", "id")


def place(
    timeline: "Timeline",
    track: "Track",
    source: Any,
    style: str | Mapping[str, Any],
    more: Mapping[str, Any],
) -> list[Item]:
    """Make the assets and items of captions; several share a group. What a file holds beyond that is listed.

    more: split (times from the start of the captions), lead (how much earlier the first item begins than its words),
    format (of a file), at, after, gap, id (of the first item), and keywords of a captions item.
    """
    own = {name: more[name] for name in _OWN if name in more}
    whole, stem = _read(source, own.get("format"))
    timeline.losses += [f"{stem}: {loss.what}" for loss in whole.losses]
    cuts = _cuts(timeline, own.get("split", ()))
    pieces = caption_files.split(whole, [Fraction(cut, TICKS_PER_MILLISECOND) for cut in cuts]) if cuts else (whole,)
    origin = start_on(track, own)
    looks = _looks(timeline, style, whole, more)
    if len(pieces) > 1:
        looks = {"caption_group_id": timeline.group_names.make(f"{slug(stem) or 'captions'}-group"), **looks}
    made: list[Item] = []
    for start, end, piece in zip([0, *cuts], [*cuts, None], pieces, strict=True):
        if piece.entries:
            room = None if end is None else end - start
            first = own if not made else {}
            made.append(_item(timeline, track, piece, stem, origin + start, room, first, looks))
    if not made:
        raise UsageError(f"{stem} holds no captions")
    return made


def _item(
    timeline: "Timeline",
    track: "Track",
    piece: Captions,
    stem: str,
    start: ticks.Exact,
    room: ticks.Exact | None,
    own: Mapping[str, Any],
    looks: Mapping[str, Any],
) -> Item:
    lead = timeline.read(own.get("lead", 0))
    length = (piece.end_ms * TICKS_PER_MILLISECOND).__ceil__() if room is None else room
    data = {"type": "caption", "filename": f"{stem}.json", "mimeType": "application/json"}
    asset = timeline.add_asset({**data, **caption_files.asset_fields(piece)}, stem, None)
    given: dict[str, Any] = {
        "at": times.Ticks(start - lead),
        **({} if "until" in looks else {"length": times.Ticks(length + lead)}),
        **({"content_start_offset": times.Ticks(lead)} if lead else {}),
        **({"id": own["id"]} if "id" in own else {}),
        **looks,
    }
    return track.captions(asset, **given)


def _cuts(timeline: "Timeline", split: Any) -> list[ticks.Exact]:
    if not isinstance(split, tuple | list):
        raise UsageError(f"split is a list of times, such as ['30s', '1min'], not {told(split)}")
    return [timeline.read(at) for at in split]


def _read(source: Any, format: Any) -> tuple[Captions, str]:
    if not isinstance(format, str | None):
        raise UsageError(f"format is a word such as 'srt', not {told(format)}")
    if isinstance(source, Captions):
        return source, "captions"
    if isinstance(source, str | Path):
        return caption_files.read_file(source, format=format), plain(Path(source).stem, "the name of the file")
    raise UsageError(f"captions come from a file or from editorkit.captions.Captions, not from {told(source)}")


def _looks(
    timeline: "Timeline", style: str | Mapping[str, Any], whole: Captions, more: Mapping[str, Any]
) -> dict[str, Any]:
    if isinstance(style, str):
        if style not in STYLES:
            raise UsageError(f"no caption style {style!r}{did_you_mean(style, STYLES)}; there are {', '.join(STYLES)}")
        style = STYLES[style]
    if not isinstance(style, Mapping) or not all(isinstance(keyword, str) for keyword in style):
        raise UsageError(f"style is one of {', '.join(STYLES)} or a mapping of keywords, not {told(style)}")
    looks = {**style, **{name: value for name, value in more.items() if name not in _OWN}}
    looks.setdefault("source", "auto" if whole.timing == "word" else "upload")
    if whole.timing == "line":
        last = (whole.end_ms * TICKS_PER_MILLISECOND).__ceil__() or 1
        looks.setdefault("page_duration", times.Ticks(last))
    if not {"place", "size", "box", "top", "left", "width", "height"} & set(looks):
        looks |= _lower_third(timeline, looks)
    return looks


def _lower_third(timeline: "Timeline", looks: Mapping[str, Any]) -> dict[str, Any]:
    """The box the editor gives captions: room for all lines, below the middle (the vendor's subtitle template)."""
    known = fields(timeline.release, "captions")
    size, height, lines = (
        ticks.exact(plain_number(looks.get(keyword, default("captions", known[keyword])), keyword))
        for keyword in ("font_size", "line_height", "max_lines")
    )
    width = min(timeline.width, 900) - 40
    high = ticks.nearest(size * height * lines)
    top = caption_top(timeline.width, timeline.height, high)
    return {"left": (timeline.width - width) // 2, "top": top, "width": width, "height": high}
