"""The export rules: what they must tell, what they must stay silent about, and where the border lies."""

from typing import Any

import pytest

from editorkit.checking import check
from tests.making import SECOND, State, item, number, state
from tests.telling import as_1_0, but, message, told

FRAME = 4000
TEXT = state({"t": item("text")})


def hidden(made: State, *tracks: int) -> State:
    """The state with some of its tracks hidden."""
    for index in tracks:
        made = but(made, f"/tracks/{index}/hidden", True)
    return made


def text(start: float, duration: float) -> State:
    """A state with a text at a time, in ticks."""
    return state({"t": item("text", start, duration)})  # type: ignore[arg-type]


def sourceless(kind: str, **asset: Any) -> State:
    """A state with one item whose asset has neither address nor key."""
    made = state({"i": item(kind)})
    (key,) = made["assets"]
    return but(made, f"/assets/{key}", made["assets"][key] | {"remoteUrl": None, "remoteKey": None} | asset)


def silent(**video: Any) -> State:
    """A state with a video that has no sound."""
    return but(state({"v": item("video", **video)}), "/assets/film/hasAudioTrack", False)


SILENT = [
    ("nothing-to-export", TEXT),
    ("nothing-to-export", hidden(state({"a": item("text")}, {"b": item("text")}), 0)),
    ("nothing-to-export", hidden(state({"a": item("text")}, {}), 1)),
    ("nothing-to-export", but(TEXT, "/tracks/0/items", ["gone"])),
    ("asset-without-source", sourceless("image", remoteUrl="https://example.com/a.png")),
    ("asset-without-source", sourceless("video", remoteKey="a.mp4")),
    ("asset-without-source", sourceless("captions")),
    ("asset-without-source", sourceless("lottie", resourceJson={"v": "5"})),
    ("asset-without-source", sourceless("lottie", resourceComponentId="spinner")),
    ("asset-without-source", but(sourceless("image"), "/items/i/assetId", "gone")),
    ("off-frame-grid", text(FRAME, 3 * FRAME)),
    ("off-frame-grid", text(4000.0, 8000.0)),
    ("off-frame-grid", state({"c": item("captions", 12_345)})),
    ("off-frame-grid", but(text(SECOND + 1, SECOND), "/tracks/0/items", [])),
    ("silent-video-sound", silent()),
    ("silent-video-sound", silent(decibelAdjustment=number(0, (0, 0), (FRAME, 0.0)))),
    ("silent-video-sound", state({"v": item("video", decibelAdjustment=number(-6))})),
    ("silent-video-sound", as_1_0(silent())),
]


@pytest.mark.parametrize(("rule", "made"), SILENT, ids=lambda v: v if isinstance(v, str) else "")
def test_export_rules_stay_silent(rule: str, made: State) -> None:
    assert told(made, rule) == []


TOLD = [
    ("nothing-to-export", state({}, {}), ["/tracks"]),
    ("nothing-to-export", hidden(TEXT, 0), ["/tracks"]),
    ("nothing-to-export", hidden(state({"a": item("text")}, {"b": item("text")}, {}), 0, 1), ["/tracks"]),
    ("nothing-to-export", as_1_0(state({})), ["/tracks"]),
    ("asset-without-source", sourceless("image"), ["/assets/picture"]),
    ("asset-without-source", sourceless("audio", remoteUrl="", remoteKey=""), ["/assets/music"]),
    ("asset-without-source", sourceless("lottie", resourceJson=None), ["/assets/vector"]),
    ("off-frame-grid", text(SECOND + 1, SECOND), ["/items/t/startTicks"]),
    ("off-frame-grid", text(SECOND, SECOND - FRAME // 2), ["/items/t/durationTicks"]),
    ("off-frame-grid", text(SECOND + 1000, SECOND - 1000), ["/items/t/startTicks"]),
    ("silent-video-sound", silent(decibelAdjustment=number(0, (0, 0), (FRAME, 3))), ["/items/v/decibelAdjustment"]),
    ("silent-video-sound", silent(audioFadeOutDurationTicks=FRAME), ["/items/v/audioFadeOutDurationTicks"]),
    (
        "silent-video-sound",
        as_1_0(silent(audioFadeInDurationTicks=SECOND)),
        ["/items/v/audioFadeInDurationInSeconds"],
    ),
]


@pytest.mark.parametrize(("rule", "made", "pointers"), TOLD, ids=lambda v: v if isinstance(v, str) else "")
def test_export_rules_tell(rule: str, made: State, pointers: list[str]) -> None:
    assert told(made, rule) == pointers


HINTS = [
    ("nothing-to-export", hidden(TEXT, 0), "the only track with items is hidden"),
    ("asset-without-source", sourceless("image"), "which item 'i' uses"),
    ("off-frame-grid", text(0, SECOND + 1000), "ends at 0:01.004 (241000 ticks)"),
    ("off-frame-grid", text(0, SECOND + 1000), "8000 ticks for 30 frames a second or to 4000 for 60"),
]


@pytest.mark.parametrize(("rule", "made", "words"), HINTS, ids=lambda v: v if isinstance(v, str) else "")
def test_export_rules_say_what_to_do(rule: str, made: State, words: str) -> None:
    assert words in message(made, rule)


def test_items_that_are_all_on_no_track_are_told_once() -> None:
    made = but(state({"a": item("text"), "b": item("text", SECOND)}), "/tracks/0/items", [])
    (finding,) = check(made).findings
    assert (finding.rule, finding.also) == ("nothing-to-export", ("/items/a", "/items/b"))


def test_items_between_frames_are_told_once() -> None:
    made = state({str(n): item("text", n * 20_001, 20_001) for n in range(1, 6)})
    (finding,) = [finding for finding in check(made).findings if finding.rule == "off-frame-grid"]
    assert len(finding.also) == 4
