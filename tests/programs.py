"""Programs that build timelines: one valid call for each item type, and random programs of all of them."""

import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from hypothesis import note
from hypothesis import strategies as st

from editorkit import schema
from editorkit.building import (
    Asset,
    Item,
    Keyframes,
    Motion,
    Ticks,
    Timeline,
    Track,
    clock_wipe,
    fade,
    flip,
    iris,
    keyframes,
    keywords,
    motion,
    ramp,
    slide,
    wipe,
    zoom,
)
from editorkit.building.keywords import Field
from editorkit.errors import UsageError
from tests.making import item

TIMES = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))  # how many times more examples than usual
SECOND = 240_000
RELEASES = ("1.0", "1.1")
KINDS = {release: schema.types(release, "item") for release in RELEASES}
EVERY_KIND = [(release, kind) for release in RELEASES for kind in KINDS[release]]
JOINED = ("image", "video", "gif", "lottie")  # what transitions are known to work between
MEDIA = ("video", "gif", "lottie", "audio")  # what lasts as long as its source
LETTERED = ("text", "captions")
SHOWN = {"captions": "caption"}  # the type of asset, where it is not called as the item is
TEMPLATE = "3f2b8c1e-5d4a-4b6f-9c7d-0a1b2c3d4e5f"

_PICTURED = {"size": 1000, "mime_type": "a/b", "url": "https://example.com/a", "width": 1920, "height": 1080}
_FACTS: dict[str, dict[str, Any]] = {
    "image": _PICTURED,
    "video": _PICTURED | {"duration": "8s", "has_audio": True},
    "gif": _PICTURED | {"duration": "8s", "loop_behavior": "loop"},
    "lottie": _PICTURED | {"duration": "8s", "resource_type": "lottie"},
    "audio": {"size": 1000, "mime_type": "a/b", "url": "https://example.com/a", "duration": "8s"},
    "caption": {
        "size": 100,
        "mime_type": "application/json",
        "timing_granularity": "line",
        "captions": [{"text": "Hello", "startMs": 0, "endMs": 600}],
    },
}
NODES = item("text-template")["nodes"]
FLASH: dict[str, Any] = {"bright": "0.1s", "dark": "0.1s", "tail_dark": "0.1s", "max_opacity": 1}
ROWS = [{"month": "May", "sales": 3}, {"month": "June", "sales": 5}]

_FIRST: dict[str, tuple[Any, ...]] = {
    "text": ("Launch day",),
    "solid": ("#3b82f6",),
    "illustration": ("ILaunchDay",),
    "chart": ("bar", ROWS),
    "effect": ("blur",),
    "filter": ("cyberpunk-neon",),
    "text-template": (TEMPLATE,),
    "motion-graphic": ("ticker",),
}
_FIRST_KEYWORDS = {"illustration": {"illustration_name"}, "chart": {"chart_type", "data"}}
_FIRST_KEYWORDS |= {"text": {"text"}, "solid": {"color"}, "effect": {"effect_type"}, "filter": {"filter_type"}}
_FIRST_KEYWORDS |= {"text-template": {"template_id"}, "motion-graphic": {"motion_graphic_id"}}
_NEEDED = {"text-template": {"nodes": NODES, "template_category": "default"}}


def asset(timeline: Timeline, type: str, **facts: Any) -> Asset:
    """An asset of a type with all its facts; time-based ones last 8 seconds."""
    return timeline.asset(type, **{"filename": f"a.{type}", **_FACTS[type], **facts})


def optional(release: str, kind: str) -> dict[str, Field]:
    """The keywords of an item type, without what its method takes as its first arguments."""
    return {
        word: field
        for word, field in keywords.fields(release, kind).items()
        if word not in _FIRST_KEYWORDS.get(kind, ())
    }


def put(track: Track, kind: str, of: Asset | None = None, *first: Any, **more: Any) -> Item:
    """An item of a type with what it needs, by the method of that name; it lasts a second where nothing is said."""
    method: Callable[..., Item] = getattr(track, kind.replace("-", "_"))
    type = SHOWN.get(kind, kind)
    if type in _FACTS:
        first = (of or asset(track.timeline, type),)
    if not {"length", "until"} & set(more):
        more["length"] = "1s"
    return method(*(first or _FIRST[kind]), **{**_NEEDED.get(kind, {}), **more})


def one(release: str, kind: str, **more: Any) -> dict[str, Any]:
    """The JSON of an item that was placed alone with these keywords."""
    timeline = Timeline(release=release)
    item = put(timeline.track("main"), kind, **more)
    made: dict[str, Any] = timeline.build()["items"][item.id]
    return made


def everything() -> Timeline:
    """A program with an item of every type, and a message that lists words."""
    timeline = Timeline(snap=30)
    for kind in schema.types("1.1", "item"):
        put(timeline.track(), kind)
    timeline.tracks[0].image(asset(timeline, "image"), length="1s").join(fade())
    timeline.tracks[0].image(asset(timeline, "image"), length="1s")
    try:
        timeline.tracks[0].effect("blurr", length="1s", **FLASH)
    except UsageError as error:
        timeline.tracks[0].text(str(error), length="1s")
    return timeline


def edges(timeline: Timeline) -> dict[str, tuple[int, int]]:
    """Where every item begins and ends in the built state, in ticks, by its id."""
    items = timeline.build()["items"].values()
    return {item["id"]: (item["startTicks"], item["startTicks"] + item["durationTicks"]) for item in items}


# Random programs. What is drawn is such that the result has nothing to find fault with.

_lengths: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(["1s", "1.25s", "2 s", "1500ms", "45 frames", "0:02", "00:00:01:12", "360000 ticks", "1s 200ms"]),
    st.sampled_from([1, 2, 1.5, 0.7, 1 / 3 + 1, Fraction(7, 6), Fraction(8, 7), timedelta(milliseconds=1250)]),
    st.builds(Ticks, st.integers(200_000, 500_000)),
)
_gaps: st.SearchStrategy[Any] = st.sampled_from(
    ["0.5s", 0.25, "10 frames", Fraction(1, 3), timedelta(seconds=1), "333ms"]
)
_entrances = st.builds(
    lambda make, length: make(length), st.sampled_from([fade, zoom, slide]), st.sampled_from([0.2, "3f"])
)
_sides = st.sampled_from(["left", "right", "top", "bottom"])
_joins: st.SearchStrategy[Motion] = st.one_of(
    st.sampled_from([fade("0.2s"), clock_wipe("0.2s"), iris("5 frames"), fade("0.2s", easing="ease-in-out")]),
    st.builds(lambda make, side: make("0.2s", from_=side), st.sampled_from([slide, wipe, flip]), _sides),
)
_letters = st.sampled_from(["jitter", "typewriter", "converge", "rainbow"]).map(lambda word: motion(word, "0.2s"))
_anchors = st.sampled_from(["center", "top", "bottom-left", "right"])
_moving: st.SearchStrategy[Keyframes] = st.sampled_from(
    [
        ramp(0, 1),
        ramp(0.2, 1, finish="0.3s"),
        ramp(1, Fraction(1, 2), begin="50%"),
        keyframes(("0%", 0), ("25%", 1), ("100%", 0.5)),
        keyframes((0, 1), ("5 frames", 0.5), value=0.25),
    ]
)
_backgrounds: st.SearchStrategy[dict[str, Any]] = st.sampled_from([{"color": "#101010"}, {"blur": 2}, {}])
_TYPED: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(
        ["Hi", "Zwei Wörter", "ひらがな と 漢字", "A longer line of words that may be wrapped twice"]
    ),
    "solid": st.sampled_from(["#000000", "#3b82f680", "#fff"]),
    "effect": st.sampled_from(["blur", "flash-to-black", "fade-in"]),
    "filter": st.sampled_from(["sakura-pink", "lemon-cyan"]),
    "motion-graphic": st.just("ticker"),
    "illustration": st.just("ILaunchDay"),
    "text-template": st.just(TEMPLATE),
    "chart": st.sampled_from(["bar", "line", "pie", "area", "radar"]),
}


@st.composite
def programs(draw: st.DrawFn, release: str) -> Timeline:
    """A timeline on which a random valid program has placed what it wanted to; `build` is still to be called."""
    ratio = draw(st.sampled_from(["16:9", "9:16", "1:1", None]))
    fps, snap = draw(st.sampled_from([24, 25, 29.97, 30, 60])), draw(st.sampled_from([None, 25, 30, 60]))
    timeline = Timeline(release=release, ratio=ratio, fps=fps, snap=snap)
    note(f"Timeline(release={release!r}, ratio={ratio!r}, fps={fps}, snap={snap})")
    if draw(st.booleans()):
        timeline.background(**draw(_backgrounds))
    for number in range(draw(st.integers(1, 3))):
        above = draw(st.sampled_from([None, *timeline.tracks]))
        track = timeline.track(draw(st.sampled_from([None, f"Row {number}"])), above=above)
        calls = draw(st.sampled_from([_calls, _calls, _cuts]))
        for _ in range(draw(st.integers(0 if number else 1, 4))):
            draw(calls(track))
    return timeline


@st.composite
def _cuts(draw: st.DrawFn, track: Track) -> Item:
    """One more piece of a film that is cut together: it follows the one before, which may pass over into it."""
    before = track.items[-1] if track.items else None
    kind = draw(st.sampled_from(JOINED))
    item = put(track, kind, length=draw(_lengths))
    note(f"  {track.name}.{kind}{item!r}")
    if before is not None and draw(st.booleans()):
        before.join(draw(_joins), to=draw(st.sampled_from([None, item])))
    return item


@st.composite
def _calls(draw: st.DrawFn, track: Track) -> Item:
    """An item of any type that was placed on a track by a call."""
    kind = draw(st.sampled_from(KINDS[track.timeline.release]))
    more: dict[str, Any] = draw(_times(track, kind))
    if kind not in ("effect", "filter", "audio"):
        more |= draw(_places(track.timeline, kind))
    if kind not in ("effect", "filter"):
        more |= draw(st.dictionaries(st.just("opacity"), _moving | st.sampled_from([1, 0.5]), max_size=1))
    if kind not in ("effect", "filter", "audio"):
        more |= draw(st.dictionaries(st.sampled_from(["enter", "exit"]), _entrances, max_size=2))
    if kind in LETTERED:
        more |= draw(st.dictionaries(st.just("loop"), _letters, max_size=1))
        more |= draw(st.dictionaries(st.just("font_weight"), st.sampled_from([400, "700"]), max_size=1))
    return _placed(draw, track, kind, more)


def _placed(draw: st.DrawFn, track: Track, kind: str, more: dict[str, Any]) -> Item:
    first: tuple[Any, ...] = (draw(_TYPED[kind]),) if kind in _TYPED else ()
    if kind == "chart":
        first += (ROWS,)
    if first == ("flash-to-black",):
        more |= {"bright": "3 frames", "dark": "0.1s", "tail_dark": 0.1, "max_opacity": 0.9}
        if track.timeline.release == "1.0":
            more = {key: value for key, value in more.items() if key not in FLASH}
    note(f"  {track.name}.{kind}{(*first, more)}")
    return put(track, kind, None, *first, **more)


@st.composite
def _times(draw: st.DrawFn, track: Track, kind: str) -> dict[str, Any]:
    """When: in each of the ways there are."""
    last = track.items[-1] if track.items else None
    is_open = last is not None and last.exact_end is None
    start: Ticks = track.timeline.end + "3s" if is_open else track.end
    ways: list[dict[str, Any]] = [{"at": start}, {"at": start + draw(_gaps)}]
    if not is_open:
        ways += [{}, {"gap": draw(_gaps)}]
        if last is not None:
            ways += [{"after": last}, {"after": last, "gap": draw(_gaps)}]
    way: dict[str, Any] = draw(st.sampled_from(ways))
    begin = way.get("at", start + way.get("gap", 0))
    ends: list[dict[str, Any]] = [{"length": draw(_lengths)}, {"until": begin + draw(_lengths)}]
    if kind not in MEDIA and kind != "captions" and track.timeline.end > begin + "1s":
        ends += [{"length": "fill"}] * 2
    end: dict[str, Any] = draw(st.sampled_from(ends))
    if kind in MEDIA:
        end |= draw(st.dictionaries(st.just("source_start"), st.sampled_from(["1.5s", 0, "12f"]), max_size=1))
        end |= draw(st.dictionaries(st.just("playback_rate"), st.sampled_from([1, 1.5, 0.5]), max_size=1))
    return way | end


@st.composite
def _places(draw: st.DrawFn, timeline: Timeline, kind: str) -> dict[str, Any]:
    """Where: in each of the ways there are."""
    frame = timeline.frame
    boxes = (frame, timeline.safe(), *frame.columns(2), *frame.rows((1, 2), gap=10), *frame.grid(2, 2, gap="1%"))
    ways: list[dict[str, Any]] = [
        {},
        {"place": draw(_anchors)},
        {"place": draw(_anchors), "margin": "4%"},
        {"box": draw(st.sampled_from(boxes))},
        {"size": ("50%", 200), "place": draw(_anchors)},
        {"size": (300, "40%"), "place": ("10%", 20)},
        {"left": 10, "top": 20.5, "width": 300, "height": 200},
    ]
    if kind in ("image", "video", "gif"):
        ways += [{"box": draw(st.sampled_from(boxes)), "fit": mode} for mode in ("fill", "crop", "stretch")]
        ways += [{"fit": "crop", "focus": draw(_anchors)}]
    way: dict[str, Any] = draw(st.sampled_from(ways))
    return way


def names(items: Iterable[Item]) -> list[str]:
    """The ids of items."""
    return [item.id for item in items]
