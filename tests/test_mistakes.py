"""Single mistakes as people make them, in a file of real size: one finding, at the mistake, in few words."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from editorkit import pointer
from editorkit.checking import check_text
from tests.making import SECOND, number
from tests.promo import promo

Edit = Callable[[dict[str, Any]], object]


class Mistake(NamedTuple):
    """What was done to the promo, and what must be said about it."""

    name: str
    edit: Edit
    pointer: str
    rule: str


def put(path: str, value: Any) -> Edit:
    """Write a value at a pointer."""

    def edit(state: dict[str, Any]) -> None:
        *where, last = _tokens(path, state)
        pointer.look_up(state, tuple(where))[last] = value

    return edit


def drop(path: str) -> Edit:
    """Take away what a pointer names."""

    def edit(state: dict[str, Any]) -> None:
        *where, last = _tokens(path, state)
        del pointer.look_up(state, tuple(where))[last]

    return edit


def rename(path: str, new: str) -> Edit:
    """Give a key another name, in its place."""

    def edit(state: dict[str, Any]) -> None:
        *where, last = _tokens(path, state)
        holder = pointer.look_up(state, tuple(where))
        renamed = {new if key == last else key: value for key, value in holder.items()}
        holder.clear()
        holder.update(renamed)

    return edit


def both(*edits: Edit) -> Edit:
    """One after the other."""
    return lambda state: [edit(state) for edit in edits]


def _tokens(path: str, data: Any) -> list[str | int]:
    tokens: list[str | int] = []
    for token in pointer.parse(path):
        here = pointer.look_up(data, tuple(tokens))
        tokens.append(int(token) if isinstance(here, list) else token)
    return tokens


TITLE, SHOT, HERO = "/items/title-1", "/items/shot-2", "/items/hero"
MISTAKES = [
    # wrong type
    Mistake("font size quoted", put(f"{TITLE}/fontSize", "64"), f"{TITLE}/fontSize", "schema"),
    Mistake("start quoted", put(f"{TITLE}/startTicks", "120000"), f"{TITLE}/startTicks", "schema"),
    Mistake("bare opacity", put(f"{SHOT}/opacity", 0.5), f"{SHOT}/opacity", "schema"),
    Mistake("bare rotation", put(f"{SHOT}/rotation", 12), f"{SHOT}/rotation", "schema"),
    Mistake("null text", put(f"{TITLE}/text", None), f"{TITLE}/text", "schema"),
    Mistake("hidden as word", put("/tracks/0/hidden", "false"), "/tracks/0/hidden", "schema"),
    Mistake("muted as number", put("/tracks/4/muted", 0), "/tracks/4/muted", "schema"),
    Mistake("weight as number", put(f"{TITLE}/fontStyle/weight", 600), f"{TITLE}/fontStyle/weight", "schema"),
    Mistake("font style as word", put(f"{TITLE}/fontStyle", "bold"), f"{TITLE}/fontStyle", "schema"),
    Mistake("items as array", put("/items", []), "/items", "schema"),
    Mistake("tracks as object", put("/tracks", {}), "/tracks", "schema"),
    Mistake("keyframes as object", put(f"{SHOT}/opacity/keyframes", {}), f"{SHOT}/opacity/keyframes", "schema"),
    Mistake("caption text as number", put("/assets/words/captions/3/text", 3), "/assets/words/captions/3/text", "schema"),
    Mistake("background as string", put(f"{TITLE}/background", "#fff"), f"{TITLE}/background", "schema"),
    # values that are not allowed
    Mistake("align centre", put(f"{TITLE}/align", "centre"), f"{TITLE}/align", "schema"),
    Mistake("slideUp", put(f"{TITLE}/animations/in/type", "slideUp"), f"{TITLE}/animations/in/type", "schema"),
    Mistake("easeInOut", put(f"{TITLE}/animations/in/easing", "easeInOut"), f"{TITLE}/animations/in/easing", "schema"),
    Mistake("clockWipe", put("/transitions/join-1/type", "clockWipe"), "/transitions/join-1/type", "schema"),
    Mistake("Blur", put("/items/blur/effectType", "Blur"), "/items/blur/effectType", "schema"),
    Mistake("unknown filter", put("/items/flash/filterType", "sepia"), "/items/flash/filterType", "schema"),
    Mistake("unknown shape", put("/items/paper-1/shape", "square"), "/items/paper-1/shape", "schema"),
    Mistake("unknown chart", put("/items/sales/chartType", "donut"), "/items/sales/chartType", "schema"),
    Mistake("pie with rows", put("/items/sales/chartType", "pie"), "/items/sales/data", "schema"),
    Mistake("unknown item type", put(f"{SHOT}/type", "picture"), f"{SHOT}/type", "schema"),
    Mistake("captions asset type", put("/assets/words/type", "captions"), "/assets/words/type", "schema"),
    Mistake("4K width", put("/compositionWidth", 3840), "/compositionWidth", "schema"),
    Mistake("timebase in frames", put("/timebaseTicksPerSecond", 30), "/timebaseTicksPerSecond", "schema"),
    Mistake("version 1.1", put("/stateSchemaVersion", "1.1"), "/stateSchemaVersion", "schema"),
    Mistake("zero duration", put(f"{SHOT}/durationTicks", 0), f"{SHOT}/durationTicks", "schema"),
    Mistake("negative start", put(f"{SHOT}/startTicks", -1), f"{SHOT}/startTicks", "schema"),
    Mistake("zero font size", put(f"{TITLE}/fontSize", 0), f"{TITLE}/fontSize", "schema"),
    Mistake("empty track id", put("/tracks/1/id", ""), "/tracks/1/id", "schema"),
    Mistake("ratio 16x9", put("/outputRatio", "16x9"), "/outputRatio", "schema"),
    # typos in keys
    Mistake("startTick", rename(f"{TITLE}/startTicks", "startTick"), f"{TITLE}/startTick", "schema"),
    Mistake("colour", rename(f"{TITLE}/color", "colour"), f"{TITLE}/colour", "schema"),
    Mistake("fontsize", rename(f"{TITLE}/fontSize", "fontsize"), f"{TITLE}/fontsize", "schema"),
    Mistake("keyframe time", rename("/items/logo/opacity/keyframes/1/timeTicks", "time"), "/items/logo/opacity/keyframes/1/time", "schema"),
    Mistake("animation (no s)", rename(f"{TITLE}/animations", "animation"), f"{TITLE}/animation", "unknown-field"),
    Mistake("track name", put("/tracks/0/name", "Titles"), "/tracks/0/name", "schema"),
    Mistake("fromClip", rename("/transitions/join-0/fromClipId", "fromClip"), "/transitions/join-0/fromClip", "schema"),
    Mistake("mimetype", rename("/assets/hero/mimeType", "mimetype"), "/assets/hero/mimetype", "schema"),
    Mistake("globalbackground", put("/globalbackground", {"type": "none"}), "/globalbackground", "unknown-field"),
    # missing
    Mistake("no scaleX", drop(f"{SHOT}/scaleX"), SHOT, "schema"),
    Mistake("no type", drop(f"{SHOT}/type"), SHOT, "schema"),
    Mistake("no muted", drop("/tracks/2/muted"), "/tracks/2", "schema"),
    Mistake("no transitions", drop("/transitions"), "", "schema"),
    Mistake("no asset size", drop("/assets/logo/size"), "/assets/logo", "schema"),
    Mistake("no keyframes", drop(f"{SHOT}/top/keyframes"), f"{SHOT}/top", "schema"),
    Mistake("no hasAudioTrack", drop("/assets/hero/hasAudioTrack"), "/assets/hero", "schema"),
    # legacy fields
    Mistake(
        "video start in seconds", rename(f"{HERO}/sourceStartTicks", "videoStartFromInSeconds"),
        f"{HERO}/videoStartFromInSeconds", "schema",
    ),
    Mistake("left-over seconds", put(f"{HERO}/videoStartFromInSeconds", 1), f"{HERO}/videoStartFromInSeconds", "legacy-field"),
    Mistake(
        "page in milliseconds", rename("/items/subtitles/pageDurationTicks", "pageDurationInMilliseconds"),
        "/items/subtitles/pageDurationInMilliseconds", "schema",
    ),
    # references
    Mistake("asset gone", drop("/assets/shot-2"), f"{SHOT}/assetId", "missing-asset"),
    Mistake("asset misspelt", put(f"{SHOT}/assetId", "shto-2"), f"{SHOT}/assetId", "missing-asset"),
    Mistake("item gone", drop("/items/bar-1"), "/tracks/1/items/3", "missing-item"),
    Mistake("item misspelt on track", put("/tracks/0/items/2", "titel-2"), "/tracks/0/items/2", "missing-item"),
    Mistake("item off every track", drop("/tracks/0/items/5"), "/items/title-5", "orphan-item"),
    Mistake("clip of transition gone", put("/transitions/join-2/toClipId", "shot-9"), "/transitions/join-2/toClipId", "missing-item"),
    Mistake("track of transition gone", put("/transitions/join-2/trackId", "mian"), "/transitions/join-2/trackId", "transition-off-track"),
    Mistake("image item on a song", put("/items/logo/assetId", "song"), "/items/logo/assetId", "wrong-asset-type"),
    Mistake("asset under another key", put("/assets/logo/id", "logo-1"), "/assets/logo/id", "asset-id-mismatch"),
    Mistake("item id differs", put(f"{TITLE}/id", "title-one"), f"{TITLE}/id", "id-mismatch"),
    Mistake("two tracks, one id", put("/tracks/1/id", "titles"), "/tracks/1/id", "duplicate-track-id"),
    # time
    Mistake("overlap", put("/items/title-2/startTicks", 7 * SECOND), "/items/title-2/startTicks", "overlapping-items"),
    Mistake("seconds for ticks", put("/items/title-3/durationTicks", 3), "/items/title-3/durationTicks", "stray-ticks"),
    Mistake("fraction of seconds", put("/items/title-3/durationTicks", 2.5), "/items/title-3/durationTicks", "schema"),
    Mistake("frames for ticks", put("/items/bar-0/durationTicks", 120), "/items/bar-0/durationTicks", "stray-ticks"),
    Mistake("frames for a clip", put(f"{SHOT}/durationTicks", 120), f"{SHOT}/durationTicks", "stray-ticks"),
    Mistake("keyframe outside", put("/items/logo/opacity/keyframes/1/timeTicks", 4 * SECOND), "/items/logo/opacity/keyframes/1/timeTicks", "keyframe-outside-item"),
    Mistake("keyframes out of order", put("/items/logo/opacity", number(1, (72_000, 0), (8_000, 1))), "/items/logo/opacity/keyframes/1/timeTicks", "unordered-keyframes"),
    Mistake("caption ends before it starts", put("/assets/words/captions/4/endMs", 5000), "/assets/words/captions/4/endMs", "backwards-caption"),
    Mistake("animation too long", put(f"{TITLE}/animations/in/durationTicks", 4 * SECOND), f"{TITLE}/animations/in/durationTicks", "animation-longer-than-item"),
    Mistake("source too short", put("/assets/hero/durationInSeconds", 3), "/items/hero/durationTicks", "source-overrun"),
    Mistake("fade longer than the music", put("/items/music/audioFadeOutDurationTicks", 60 * SECOND), "/items/music/audioFadeOutDurationTicks", "audio-fades-longer-than-item"),
    Mistake("clips swapped in a transition", both(put("/transitions/join-1/fromClipId", "shot-2"), put("/transitions/join-1/toClipId", "shot-1")), "/transitions/join-1", "non-adjacent-clips"),
    Mistake("transition over a gap", put("/items/shot-1/durationTicks", 3 * SECOND), "/transitions/join-1", "transition-gap"),
    Mistake("endless transition", put("/transitions/join-1/durationTicks", 5 * SECOND), "/transitions/join-1/durationTicks", "transition-longer-than-clip"),
    # looks
    Mistake("opacity in percent", put(f"{SHOT}/opacity/value", 80), f"{SHOT}/opacity/value", "opacity-out-of-range"),
    Mistake("colour word misspelt", put("/items/bar-2/color", "bleu"), "/items/bar-2/color", "invalid-color"),
    Mistake("portrait size", both(put("/compositionWidth", 1080), put("/compositionHeight", 1080)), "/outputRatio", "ratio-mismatch"),
    Mistake("off the canvas", put("/items/logo/left/value", 2400), "/items/logo/left", "off-canvas-item"),
    Mistake("crop in pixels", put(f"{SHOT}/cropLeft", number(40)), f"{SHOT}/cropLeft/value", "crop-out-of-range"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: m.name)
def test_a_mistake_is_told_once_where_it_is(mistake: Mistake) -> None:
    state = promo()
    mistake.edit(state)
    text = json.dumps(state, indent=2)
    findings = check_text(text).findings
    assert [(finding.rule, finding.pointer) for finding in findings] == [(mistake.rule, mistake.pointer)]
    assert findings[0].line == _line(state, mistake.pointer)
    assert len(findings[0].message) <= 3 * 110 and "\n" not in findings[0].message


def _line(state: dict[str, Any], where: str) -> int:
    """The line on which the value at a pointer begins, found without our own reader."""
    if not where:
        return 1
    marked = json.loads(json.dumps(state))
    put(where, "the place to look at")(marked)
    return json.dumps(marked, indent=2).split("the place to look at")[0].count("\n") + 1


def test_the_promo_is_clean() -> None:
    assert check_text(json.dumps(promo())).findings == ()


def test_there_are_enough_mistakes() -> None:
    assert len(MISTAKES) >= 60
