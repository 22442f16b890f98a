"""Whatever is handed over is taken, or refused by our own errors: never another exception."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorkit.building import Ticks, Timeline, Track, fade, keyframes, keywords, motion, ramp
from editorkit.errors import UsageError
from tests.programs import EVERY_KIND, FLASH, ROWS, TIMES, asset, optional, put


def nested(depth: int) -> Any:
    made: Any = []
    for _ in range(depth):
        made = [made]
    return made


JUNK: list[Any] = [
    None, True, False, 0, -1, 1.5, float("nan"), float("inf"), -float("inf"), 1e300, 5e-324,
    10**400, -(10**400), 10**5000, 2**53, 2**64, Fraction(1, 3), Fraction(10**400, 7),
    "", " ", "x", "\ud800", "\x00", "1s", "-1s", "9" * 70, "1e999999999", "50%", "1e99999999%",
    b"x", bytearray(b"1s"), set(), {1}, frozenset(), (), (1, 2), [], [1], {}, {"a": float("nan")}, {1: 2}, {"value": 1},
    {"in": 5}, nested(100), nested(5000), object(), timedelta(1), timedelta.max, int, print, iter([1]), 3j,
    keyframes((0, 0)), keyframes((0, set())), keyframes(("1e999999999%", 1)), keyframes(1), keyframes(("a",)),  # type: ignore
    ramp("x", None), fade(), fade("-1s"), motion("fade", x=set()), motion("fade", easing=set()), Ticks(-1),  # type: ignore
]  # fmt: skip
junk = st.sampled_from(JUNK) | st.text(st.characters(), max_size=5) | st.floats() | st.integers() | st.fractions()
PLACING: tuple[str, ...] = (
    "at",
    "after",
    "until",
    "gap",
    "length",
    "place",
    "size",
    "box",
    "margin",
    "fit",
    "focus",
    "enter",
    "exit",
)
PLACING += ("loop", "id", "extra", "font_weight", "font_variant")


@pytest.mark.parametrize(("release", "kind"), EVERY_KIND)
@settings(max_examples=40 * TIMES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_junk_is_refused_and_nothing_else_happens(release: str, kind: str, data: st.DataObject) -> None:
    words = [*optional(release, kind), *PLACING, "bright", "label"]
    given_ = data.draw(st.dictionaries(st.sampled_from(words), junk, min_size=1, max_size=2))
    outcome = attempt(lambda track: put(track, kind, **given_), release)  # type: ignore[arg-type]
    assert outcome is None or len(outcome) < 3000


@pytest.mark.parametrize("thing", JUNK, ids=range(len(JUNK)))
def test_every_junk_is_refused_by_every_keyword(thing: Any) -> None:
    for kind in ("text", "video", "captions"):
        for word in (*keywords.fields("1.1", kind), *PLACING):
            if word != "text":
                attempt(lambda track, kind=kind, word=word: put(track, kind, **{word: thing}), "1.1")  # type: ignore[misc]


CALLS: dict[str, Callable[[Track, Any], Any]] = {
    "video": lambda t, thing: t.video(thing, length="1s"),
    "text": lambda t, thing: t.text(thing, length="1s"),
    "solid": lambda t, thing: t.solid(thing, length="1s"),
    "illustration": lambda t, thing: t.illustration(thing, length="1s"),
    "effect": lambda t, thing: t.effect(thing, length="1s"),
    "filter": lambda t, thing: t.filter(thing, length="1s"),
    "text_template": lambda t, thing: t.text_template(thing, length="1s"),
    "motion_graphic": lambda t, thing: t.motion_graphic(thing, length="1s"),
    "chart": lambda t, thing: t.chart(thing, ROWS, length="1s"),
    "flash": lambda t, thing: t.effect("flash-to-black", length="1s", **{**FLASH, "bright": thing}),
    "flash opacity": lambda t, thing: t.effect("flash-to-black", length="1s", **{**FLASH, "max_opacity": thing}),
    "gap": lambda t, thing: t.gap(thing),
    "join": lambda t, thing: put(t, "image").join(thing),
    "join to": lambda t, thing: put(t, "image").join(fade(), to=thing),
    "join id": lambda t, thing: put(t, "image").join(fade(), id=thing),
    "track": lambda t, thing: t.timeline.track(thing),
    "track above": lambda t, thing: t.timeline.track(above=thing),
    "track id": lambda t, thing: t.timeline.track(id=thing),
    "track hidden": lambda t, thing: t.timeline.track(hidden=thing),
    "track sync": lambda t, thing: t.timeline.track(sync_locked=thing),
    "asset": lambda t, thing: t.timeline.asset(thing),
    "asset id": lambda t, thing: asset(t.timeline, "image", id=thing),
    "asset name": lambda t, thing: asset(t.timeline, "image", filename=thing),
    "asset size": lambda t, thing: asset(t.timeline, "image", width=thing),
    "asset time": lambda t, thing: put(t, "audio", asset(t.timeline, "audio", duration=thing)),
    "media": lambda t, thing: t.timeline.media(thing),
    "background": lambda t, thing: t.timeline.background(color=thing),
    "background blur": lambda t, thing: t.timeline.background(blur=thing),
    "background image": lambda t, thing: t.timeline.background(image=thing),
    "background gradient": lambda t, thing: t.timeline.background(gradient=thing),
    "fade": lambda t, thing: t.solid(length="1s", enter=fade(thing)),
    "easing": lambda t, thing: t.solid(length="1s", enter=fade(easing=thing)),
    "motion": lambda t, thing: t.solid(length="1s", enter=motion(thing)),
    "motion params": lambda t, thing: t.solid(length="1s", enter=motion("fade", x=thing)),
    "keyframe": lambda t, thing: t.solid(length="1s", opacity=keyframes((thing, 1))),
    "keyframe value": lambda t, thing: t.solid(length="1s", opacity=keyframes((0, thing))),
    "keyframe rest": lambda t, thing: t.solid(length="1s", opacity=keyframes((0, 1), value=thing)),
    "ticks": lambda t, thing: t.solid(length=Ticks(thing)),
    "plus": lambda t, thing: t.solid(length=t.end + thing),
    **{
        f"Timeline {word}": lambda t, thing, word=word: Timeline(**{word: thing})  # type: ignore[misc]
        for word in ("ratio", "width", "release", "fps", "snap", "capabilities", "extra")
    },
}  # fmt: skip


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_every_argument_refuses_junk(call: Callable[[Track, Any], Any]) -> None:
    for thing in JUNK:
        attempt(lambda track, thing=thing: call(track, thing), "1.1")  # type: ignore[misc]


def attempt(call: Callable[[Track], Any], release: str) -> str | None:
    """What a call, or the build after it, is refused with; any other exception is let through."""
    track = Timeline(release=release).track("main")
    track.timeline.track("more").solid(length="1s")
    try:
        call(track)
        track.timeline.build()
    except UsageError as error:
        return str(error)
    return None
