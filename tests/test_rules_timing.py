"""The timing rules: what they must tell, what they must stay silent about, and where the border lies."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit.checking import check
from editorkit.findings import Finding
from tests.making import SECOND, State, asset, item, number, state, transition

FRAME = 8000


def told(made: State, rule: str) -> list[Finding]:
    """What a rule says about a state."""
    return [finding for finding in check(made).findings if finding.rule == rule]


def old(**items: State) -> State:
    """A state of release 1.0: its items have no times of 1.1 but those given."""
    made = state(items)
    del made["stateSchemaVersion"]
    for changed in made["items"].values():
        kind = changed["type"]
        changed.setdefault(f"{kind}StartFromInSeconds", 0)
        changed.setdefault("audioFadeInDurationInSeconds", 0)
        changed.setdefault("audioFadeOutDurationInSeconds", 0)
        for name in ("sourceStartTicks", "audioFadeInDurationTicks", "audioFadeOutDurationTicks"):
            changed.pop(name, None)
    return made


def text(start: int, duration: int = SECOND, **more: object) -> State:
    return item("text", start, duration, **more)


def fades(in_: int, out: int | None = None) -> State:
    made = {"in": {"type": "fade", "durationTicks": in_}}
    return made if out is None else made | {"out": {"type": "fade", "durationTicks": out}}


def twice(made: State) -> State:
    """The same state with the first item of its first track listed twice."""
    made["tracks"][0]["items"].append(made["tracks"][0]["items"][0])
    return made


def film(seconds: float, **more: object) -> State:
    """A state whose video asset lasts that long, with one video item."""
    made = state({"clip": item("video", 0, **({"duration": 2 * SECOND} | more))})  # type: ignore[arg-type]
    made["assets"]["film"]["durationInSeconds"] = seconds
    return made


SILENT = [
    ("overlapping-items", state({"a": text(0), "b": text(SECOND)})),
    ("overlapping-items", state({"b": text(SECOND), "a": text(0)})),
    ("overlapping-items", state({"a": text(0)}, {"b": text(0)})),
    ("overlapping-items", twice(state({"a": text(0)}))),
    ("overlapping-items", state({"a": text(0.0, 240_000.0), "b": text(SECOND)})),  # type: ignore[arg-type]
    ("unordered-track", state({"a": text(0), "b": text(SECOND), "c": text(5 * SECOND)})),
    ("unordered-track", state({"a": text(0)}, {"b": text(0)})),
    ("stray-ticks", state({"a": text(0), "b": text(SECOND, 4000)})),
    ("stray-ticks", state({"a": text(0), "b": text(SECOND, 10_000)})),
    ("stray-ticks", state({"a": text(0, 120), "b": text(120, 240), "c": text(360, 4000)})),
    ("stray-ticks", state({"a": text(0, opacity=number(1, (0, 0), (4000, 1)))})),
    ("stray-ticks", state({"a": item("captions", contentStartOffsetTicks=1600)})),
    ("stray-ticks", state({"a": text(4_801, 12_345), "b": text(5 * SECOND, 12_345)})),
    ("frame-sized-ticks", state({"a": text(0, 120), "b": text(SECOND)})),
    ("frame-sized-ticks", state({"a": text(0, 4000)})),
    ("frame-sized-ticks", state({})),
    ("animation-longer-than-item", state({"a": text(0, animations=fades(SECOND // 2, SECOND // 2))})),
    ("animation-longer-than-item", state({"a": text(0, captionAnimations={})})),
    ("animation-longer-than-item", state({"a": item("chart", animationDurationTicks=SECOND)})),
    ("animation-longer-than-item", state({"a": item("effect", animations="yes", captionAnimations=[1])})),
    (
        "animation-longer-than-item",
        state({"a": text(0, captionAnimations={"loop": {"type": "jitter", "durationTicks": 9 * SECOND}})}),
    ),
    ("audio-fades-longer-than-item", state({"a": item("audio", audioFadeInDurationTicks=SECOND)})),
    (
        "audio-fades-longer-than-item",
        old(a=item("audio", 0, 72_000, audioFadeInDurationInSeconds=0.1, audioFadeOutDurationInSeconds=0.2)),
    ),
    (
        "audio-fades-longer-than-item",
        old(a=item("audio", 0, 2, audioFadeInDurationInSeconds=1 / SECOND, audioFadeOutDurationInSeconds=1 / SECOND)),
    ),
    ("source-overrun", film(2)),
    ("source-overrun", film(1.4, playbackRate=0.7)),
    ("source-overrun", film(2 - 1 / 60)),
    ("source-overrun", old(clip=item("video", 0, 59 * SECOND, videoStartFromInSeconds=1.0))),
    ("source-overrun", state({"a": item("gif", 0, 90 * SECOND)}, {"b": item("lottie", 0, 90 * SECOND)})),
    ("source-overrun", state({"a": item("audio", 0, 90 * SECOND, assetId="nowhere")})),
    (
        "source-overrun",
        state({"a": item("video", assetId="picture")})
        | {"assets": {"picture": asset("image", id="picture", durationInSeconds="long")}},
    ),
    *(("unusual-playback-rate", film(60, playbackRate=rate)) for rate in (0.25, 1, 5)),
]


@pytest.mark.parametrize(("rule", "made"), SILENT, ids=lambda v: v if isinstance(v, str) else "")
def test_timing_rules_stay_silent(rule: str, made: State) -> None:
    assert told(made, rule) == []


TOLD = [
    ("overlapping-items", state({"a": text(0), "b": text(SECOND - 1)}), ["/items/b/startTicks"]),
    ("overlapping-items", state({"b": text(SECOND - 1), "a": text(0)}), ["/items/b/startTicks"]),
    ("overlapping-items", state({"a": text(0), "b": text(0)}), ["/items/b/startTicks"]),
    (
        "overlapping-items",
        state({"a": text(0), "b": text(SECOND - FRAME), "c": text(9 * SECOND), "d": text(9 * SECOND + FRAME)}),
        ["/items/b/startTicks", "/items/d/startTicks"],
    ),
    (
        "overlapping-items",
        state({"long": text(0, 9 * SECOND)} | {f"x{n}": text(n * SECOND) for n in range(1, 8)}),
        ["/items/long/durationTicks"],
    ),
    (
        "overlapping-items",
        state({"a": text(0), "b": text(SECOND), "late": text(SECOND // 2)}),
        ["/items/late/startTicks"],
    ),
    ("unordered-track", state({"b": text(SECOND), "a": text(0), "c": text(2 * SECOND)}), ["/tracks/0/items/0"]),
    ("unordered-track", state({"a": text(0), "c": text(9 * SECOND), "b": text(SECOND)}), ["/tracks/0/items/1"]),
    ("unordered-track", state({c: text(9 * SECOND - n * SECOND) for n, c in enumerate("abc")}), ["/tracks/0/items/0"]),
    ("stray-ticks", state({"a": text(0), "b": text(SECOND, 3999)}), ["/items/b/durationTicks"]),
    ("stray-ticks", state({"a": text(1)}), ["/items/a/startTicks"]),
    ("stray-ticks", state({"a": text(0), "b": text(SECOND, 1)}), ["/items/b/durationTicks"]),
    ("stray-ticks", state({"a": text(0), "b": text(SECOND, 5.0)}), ["/items/b/durationTicks"]),  # type: ignore[arg-type]
    ("stray-ticks", state({"a": text(0), "b": text(SECOND, 5000)}), ["/items/b/durationTicks"]),
    (
        "stray-ticks",
        state({"a": text(0, opacity=number(1, (0, 0), (30, 1)))}),
        ["/items/a/opacity/keyframes/1/timeTicks"],
    ),
    ("stray-ticks", state({"a": item("audio", sourceStartTicks=3)}), ["/items/a/sourceStartTicks"]),
    ("stray-ticks", state({"a": item("captions", pageDurationTicks=2500)}), ["/items/a/pageDurationTicks"]),
    (
        "stray-ticks",
        state({"a": item("image"), "b": item("image", SECOND)}, transitions={"t": transition("a", "b", 15)}),
        ["/transitions/t/durationTicks"],
    ),
    (
        "stray-ticks",
        state({"a": item("effect", params={"brightTicks": 2, "label": "x", "on": True})}),
        ["/items/a/params/brightTicks"],
    ),
    (
        "frame-sized-ticks",
        state({"a": text(0, 120), "b": text(120, 240), "c": text(SECOND)}),
        ["/items/a/durationTicks"],
    ),
    (
        "animation-longer-than-item",
        state({"a": text(0, animations=fades(SECOND // 2, SECOND // 2 + 1))}),
        ["/items/a/animations/out/durationTicks"],
    ),
    (
        "audio-fades-longer-than-item",
        old(a=item("audio", 0, 71_999, audioFadeInDurationInSeconds=0.1, audioFadeOutDurationInSeconds=0.2)),
        ["/items/a/audioFadeOutDurationInSeconds"],
    ),
    (
        "audio-fades-longer-than-item",
        state({"a": item("video", audioFadeInDurationTicks=SECOND, audioFadeOutDurationTicks=FRAME)}),
        ["/items/a/audioFadeInDurationTicks"],
    ),
    ("source-overrun", film(2 - 1 / 60 - 1e-6), ["/items/clip/durationTicks"]),
    ("source-overrun", film(1.38, playbackRate=0.7), ["/items/clip/durationTicks"]),
    ("source-overrun", film(2, sourceStartTicks=4001), ["/items/clip/durationTicks"]),
    ("source-overrun", film(2, sourceStartTicks=2 * SECOND), ["/items/clip/sourceStartTicks"]),
    (
        "source-overrun",
        old(clip=item("video", 0, 60 * SECOND, videoStartFromInSeconds=0.017)),
        ["/items/clip/durationTicks"],
    ),
    *(("unusual-playback-rate", film(999, playbackRate=rate), ["/items/clip/playbackRate"]) for rate in (0.2, 5.01)),
]


@pytest.mark.parametrize(("rule", "made", "pointers"), TOLD, ids=lambda v: v if isinstance(v, str) else "")
def test_timing_rules_tell(rule: str, made: State, pointers: list[str]) -> None:
    assert [finding.pointer for finding in told(made, rule)] == pointers


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=9))
def test_overlaps_are_told_if_and_only_if_two_items_overlap(spans: list[tuple[int, int]]) -> None:
    made = state({f"i{n}": text(a * SECOND, b * SECOND) for n, (a, b) in enumerate(spans)})
    overlap = any(a < c + d and c < a + b for (a, b), (c, d) in combinations(spans, 2))
    assert bool(told(made, "overlapping-items")) == overlap


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=9))
def test_no_overlap_is_left_when_the_crowding_items_are_gone(spans: list[tuple[int, int]]) -> None:
    """As many findings as items have to go, and no more."""
    made = state({f"i{n}": text(a * SECOND, b * SECOND) for n, (a, b) in enumerate(spans)})
    free, most = 0, 0
    for start, end in sorted(((a, a + b) for a, b in spans), key=lambda span: span[1]):
        if start >= free:
            free, most = end, most + 1
    assert len(told(made, "overlapping-items")) == len(spans) - most


@given(st.permutations(range(6)))
def test_a_track_is_unordered_if_and_only_if_its_list_is_not_sorted(order: list[int]) -> None:
    made = state({f"i{n}": text(n * SECOND) for n in order})
    findings = told(made, "unordered-track")
    assert bool(findings) == (order != sorted(order))


def test_an_overlap_names_both_items_the_track_and_the_times() -> None:
    made = state({"logo": text(0), "title": text(SECOND // 2)})
    made["tracks"][0]["id"] = "overlay"
    (finding,) = check(made).findings
    assert finding.message == (
        "item 'title' starts at 0:00.500 (120000 ticks), before 'logo' ends at 0:01.000 (240000 ticks) "
        "on track 'overlay'; items of one track may touch, not overlap"
    )
    assert (finding.code, finding.severity, finding.evidence) == ("EDITOR_TRACK_ITEM_OVERLAP", "error", "official")


def test_a_time_in_seconds_is_told_once_with_all_it_leads_to() -> None:
    clips = {"a": item("image"), "b": item("image", SECOND, 5), "c": item("image", 2 * SECOND)}
    clips["b"]["animations"] = fades(FRAME)
    clips["b"]["opacity"] = number(1, (0, 0), (FRAME, 1))
    made = state(clips, transitions={"in": transition("a", "b"), "out": transition("b", "c")})
    (finding,) = [f for f in check(made).findings if f.severity != "info"]
    assert (finding.rule, finding.pointer) == ("stray-ticks", "/items/b/durationTicks")
    assert (finding.severity, finding.code) == ("error", "KEYFRAME_OUT_OF_BOUNDS")
    assert "5 seconds would be 1200000 ticks" in finding.message


def test_an_unsorted_list_explains_a_transition_that_needs_neighbours() -> None:
    clips = {"a": item("image"), "c": item("image", 2 * SECOND), "b": item("image", SECOND)}
    (finding,) = check(state(clips, transitions={"t": transition("a", "b")})).findings
    assert (finding.rule, finding.code) == ("unordered-track", "EDITOR_TRANSITION_CLIP_NOT_ADJACENT")


def test_of_many_items_at_one_time_one_may_stay() -> None:
    made = state({f"i{n}": item("effect") for n in range(2000)})
    assert len(told(made, "overlapping-items")) == 1999
