"""The layout rules: what they must tell, what they must stay silent about, and where the border lies."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit.checking import check
from tests.making import SECOND, State, item, number, state, transition
from tests.telling import as_1_0, but, message, told

HALF = SECOND // 2
SLIDE = {"in": {"type": "slide-left", "durationTicks": HALF}}
FADE = {"in": {"type": "fade", "durationTicks": HALF}}
BOX: State = {"width": number(400), "height": number(200)}
TEMPLATE = state({"t": item("text-template")})
VIDEO = state({"v": item("video", left=number(1920))})


def solid(**more: Any) -> State:
    """A state with a solid of 400 x 200."""
    return state({"s": item("solid", **(BOX | more))})


def text(**more: Any) -> State:
    return state({"t": item("text", **more)})


def image(**more: Any) -> State:
    return state({"p": item("image", **more)})


def covered(under: State | None = None, **cover: Any) -> State:
    """A state with a solid over the whole frame on the first track, and an item on the second."""
    return state({"cover": item("solid", **cover)}, {"low": under or item("image")})


def frame(width: int, height: int, ratio: str) -> State:
    return state({}, compositionWidth=width, compositionHeight=height, outputRatio=ratio)


def background(color: str = "#000", gradient: str | None = None) -> State:
    return state({}, globalBackground={"type": "color", "color": color, "gradient": gradient})


def hidden(made: State) -> State:
    """The state with its first track hidden."""
    return but(made, "/tracks/0/hidden", True)


COLORS = (
    "#fff",
    "#FFF8",
    "#39E508",
    "#39E50880",
    "red",
    "ReBeccaPurple",
    "transparent",
    "currentColor",
    " #fff ",
    "rgb(1, 2, 3)",
    "rgba(1, 2, 3, .5)",
    "hsl(120, 50%, 50%)",
    "oklch(0.7 0.1 200)",
    "rgb(0 0 0 / 50%)",
    "color-mix(in srgb, red, blue)",
    "rgb(from red r g b)",
    "hwb(10 20% 30%)",
)
GRADIENTS = (
    "linear-gradient(135deg, #0f172a 0%, #1e293b 100%)",
    "linear-gradient(red, blue)",
    "linear-gradient(to right, red, 30%, blue 80% 90%)",
    "radial-gradient(circle at center, rgba(0, 0, 0, 0.5), transparent)",
    "repeating-conic-gradient(from 45deg, red 0 10deg, blue 10deg 20deg)",
    "linear-gradient(in oklch, red, blue), radial-gradient(red, blue)",
    "LINEAR-GRADIENT(red, blue)",
)

SILENT = [
    ("off-canvas-item", solid(left=number(1919.5))),
    ("off-canvas-item", solid(left=number(-399))),
    ("off-canvas-item", solid(top=number(-500, (0, -500), (HALF, -199)))),
    ("off-canvas-item", solid(left=number(-500, (0, -500), (HALF, 2000)))),
    ("off-canvas-item", solid(left=number(2000, (0, 2000), (HALF, 1900)))),
    ("off-canvas-item", solid(left=number(-450), width=number(400, (0, 400), (HALF, 500)))),
    ("off-canvas-item", solid(left=number(-401), scaleX=number(1.1))),
    ("off-canvas-item", solid(left=number(-401), rotation=number(30))),
    ("off-canvas-item", solid(left=number(2000), animations=SLIDE)),
    ("off-canvas-item", hidden(solid(left=number(2000)))),
    ("off-canvas-item", VIDEO),
    ("off-canvas-item", state({"a": item("audio", left=number(2000)), "e": item("effect", SECOND)})),
    ("off-canvas-item", solid(left=number(-400), width=number(0))),
    ("invisible-item", solid(opacity=number(0, (0, 0), (HALF, 0.1)))),
    ("invisible-item", solid(opacity=number(0.01))),
    ("invisible-item", solid(opacity=number(-1))),
    ("invisible-item", hidden(solid(opacity=number(0)))),
    ("invisible-item", state({"v": item("video", opacity=number(0))})),
    ("invisible-item", state({"a": item("audio", opacity=number(0))})),
    ("zero-size-item", solid(width=number(0, (0, 0), (HALF, 400)))),
    ("zero-size-item", solid(height=number(0.5))),
    ("zero-size-item", state({"a": item("audio", width=number(0), height=number(0))})),
    ("opacity-out-of-range", solid(opacity=number(1, (0, 0), (HALF, 1.0)))),
    ("opacity-out-of-range", state({"a": item("audio", opacity=number(9))})),
    ("negative-radius", solid(borderRadius=number(0, (0, 0), (HALF, 9)))),
    ("negative-radius", but(state({"l": item("lottie", opacity=number(0.5))}), "/items/l/borderRadius", "none")),
    ("crop-out-of-range", image(cropLeft=number(0.5), cropRight=number(0.49))),
    ("crop-out-of-range", image(cropTop=number(0), cropLeft=number(1))),
    ("crop-out-of-range", image(cropLeft=number(0.6, (0, 0.6), (HALF, 0.2)), cropRight=number(0.6))),
    ("crop-out-of-range", text(cropLeft=9)),
    ("covered-item", covered(color="#00000080")),
    ("covered-item", covered(color="rgba(0, 0, 0, 0.5)")),
    ("covered-item", covered(color="currentColor")),
    ("covered-item", covered(shape="circle")),
    ("covered-item", covered(opacity=number(0.9))),
    ("covered-item", covered(opacity=number(1, (0, 0), (HALF, 1)))),
    ("covered-item", covered(scaleX=number(0.5))),
    ("covered-item", covered(rotation=number(1))),
    ("covered-item", covered(borderRadius=number(10))),
    ("covered-item", covered(left=number(1))),
    ("covered-item", covered(width=number(1919))),
    ("covered-item", covered(animations=FADE)),
    ("covered-item", covered(start=1)),
    ("covered-item", covered(duration=SECOND - 1)),
    ("covered-item", hidden(covered())),
    ("covered-item", covered(item("audio"))),
    ("covered-item", covered(item("video"))),
    ("covered-item", covered(item("filter"))),
    ("covered-item", state({"low": item("image")}, {"cover": item("solid")})),
    ("covered-item", but(covered(), "/transitions/cut", {"id": "cut"} | transition("cover", "low"))),
    ("ratio-mismatch", frame(1920, 1080, "16:9")),
    ("ratio-mismatch", frame(854, 480, "16:9")),
    ("ratio-mismatch", frame(1366, 768, "16:9")),
    ("ratio-mismatch", frame(1080, 1082, "1:1")),
    ("ratio-mismatch", frame(1000, 700, "custom")),
    ("invalid-color", text(color="teal", background=None)),
    ("invalid-color", state({"i": item("image", color="nonsense")})),
    *(("invalid-color", background(color)) for color in COLORS),
    *(("invalid-gradient", background(gradient=gradient)) for gradient in GRADIENTS),
    ("invalid-gradient", state({}, globalBackground={"type": "blur", "level": 1})),
    ("unusual-text-metrics", text(lineHeight=0.5, letterSpacing=-10)),
    ("unusual-text-metrics", text(lineHeight=5, letterSpacing=50)),
    ("empty-text", text(text="\u200bx")),
    ("empty-text", TEMPLATE),
]


@pytest.mark.parametrize(("rule", "made"), SILENT, ids=lambda v: v if isinstance(v, str) else "")
def test_layout_rules_stay_silent(rule: str, made: State) -> None:
    assert told(made, rule) == []


TOLD = [
    ("off-canvas-item", solid(left=number(1920)), ["/items/s/left"]),
    ("off-canvas-item", solid(left=number(-400)), ["/items/s/left"]),
    ("off-canvas-item", solid(top=number(1080)), ["/items/s/top"]),
    ("off-canvas-item", solid(top=number(-200), animations=FADE), ["/items/s/top"]),
    ("off-canvas-item", solid(left=number(-400), scaleX=number(0.5)), ["/items/s/left"]),
    ("off-canvas-item", solid(left=number(9000), scaleX=number(2), rotation=number(30)), ["/items/s/left"]),
    ("off-canvas-item", solid(top=number(-300, (0, -900), (HALF, -200))), ["/items/s/top"]),
    ("off-canvas-item", but(VIDEO, "/assets/film/hasAudioTrack", False), ["/items/v/left"]),
    ("off-canvas-item", as_1_0(state({"g": item("gif", left=number(1920))})), ["/items/g/left"]),
    ("invisible-item", solid(opacity=number(0, (0, 0), (HALF, 0))), ["/items/s/opacity"]),
    ("invisible-item", solid(scaleX=number(0)), ["/items/s/scaleX"]),
    ("zero-size-item", solid(height=number(0)), ["/items/s/height"]),
    ("zero-size-item", solid(width=number(-5, (0, -5), (HALF, 0))), ["/items/s/width"]),
    ("opacity-out-of-range", solid(opacity=number(1.01)), ["/items/s/opacity/value"]),
    ("opacity-out-of-range", solid(opacity=number(1, (0, 0), (HALF, 100))), ["/items/s/opacity/keyframes/1/value"]),
    ("opacity-out-of-range", but(TEMPLATE, "/items/t/nodes/0/opacity", -1), ["/items/t/nodes/0/opacity"]),
    ("negative-radius", image(borderRadius=number(-0.5)), ["/items/p/borderRadius/value"]),
    ("negative-radius", solid(borderRadius=number(0, (0, -1))), ["/items/s/borderRadius/keyframes/0/value"]),
    ("crop-out-of-range", image(cropTop=number(-0.1)), ["/items/p/cropTop/value"]),
    ("crop-out-of-range", image(cropTop=number(0.4, (0, 1.2))), ["/items/p/cropTop/keyframes/0/value"]),
    ("crop-out-of-range", image(cropLeft=number(0.5), cropRight=number(0.5)), ["/items/p/cropLeft"]),
    ("covered-item", covered(), ["/items/low"]),
    ("covered-item", covered(left=number(-10), width=number(1930), color="black"), ["/items/low"]),
    ("covered-item", but(covered(item("video")), "/assets/film/hasAudioTrack", False), ["/items/low"]),
    ("covered-item", state({"c": item("solid", 0, 9 * SECOND)}, {"a": item("text", SECOND)}), ["/items/a"]),
    ("ratio-mismatch", frame(1080, 1920, "16:9"), ["/outputRatio"]),
    ("ratio-mismatch", frame(1080, 1083, "1:1"), ["/outputRatio"]),
    ("invalid-color", text(color="#12345"), ["/items/t/color"]),
    ("invalid-color", text(strokeColor=""), ["/items/t/strokeColor"]),
    ("invalid-color", state({"c": item("captions", highlightColor="yelow")}), ["/items/c/highlightColor"]),
    ("invalid-color", state({"i": item("illustration", color="brand")}), ["/items/i/color"]),
    ("invalid-color", state({"c": item("chart", themeColor="url(#a)")}), ["/items/c/themeColor"]),
    ("invalid-color", but(TEMPLATE, "/items/t/nodes/1/color", "white;"), ["/items/t/nodes/1/color"]),
    ("invalid-color", background("linear-gradient(red, blue)"), ["/globalBackground/color"]),
    ("invalid-color", solid(color="#ggg"), ["/items/s/color"]),
    ("invalid-gradient", background(gradient=""), ["/globalBackground/gradient"]),
    ("invalid-gradient", background(gradient="red"), ["/globalBackground/gradient"]),
    ("invalid-gradient", background(gradient="linear-gradient(red, blue"), []),  # CSS closes it at the end
    ("invalid-gradient", background(gradient="linear-gradient(red, blue) #000"), ["/globalBackground/gradient"]),
    ("invalid-gradient", background(gradient="linear-gradient(45deg, red)"), ["/globalBackground/gradient"]),
    ("invalid-gradient", background(gradient="linear-gradient()"), ["/globalBackground/gradient"]),
    ("invalid-gradient", background(gradient="linear-gradient(red, blu, green)"), ["/globalBackground/gradient"]),
    ("invalid-gradient", background(gradient="url(a.png)"), ["/globalBackground/gradient"]),
    ("unusual-text-metrics", text(lineHeight=72), ["/items/t/lineHeight"]),
    (
        "unusual-text-metrics",
        text(lineHeight=0.49, letterSpacing=51),
        ["/items/t/lineHeight", "/items/t/letterSpacing"],
    ),
    ("unusual-text-metrics", but(TEMPLATE, "/items/t/nodes/1/letterSpacing", -11), ["/items/t/nodes/1/letterSpacing"]),
    ("empty-text", text(text=""), ["/items/t/text"]),
    ("empty-text", but(TEMPLATE, "/items/t/nodes/1/text", "\u3000\n"), ["/items/t/nodes/1/text"]),
]


@pytest.mark.parametrize(("rule", "made", "pointers"), TOLD, ids=lambda v: v if isinstance(v, str) else "")
def test_layout_rules_tell(rule: str, made: State, pointers: list[str]) -> None:
    assert told(made, rule) == pointers


HINTS = [
    ("opacity-out-of-range", solid(opacity=number(80)), "write 0.8 for 80 %"),
    ("crop-out-of-range", image(cropTop=number(108)), "108 of 1080 pixels are 0.1"),
    ("ratio-mismatch", frame(1080, 1920, "16:9"), 'write "9:16"'),
    ("ratio-mismatch", frame(1000, 700, "16:9"), 'write "custom"'),
    ("invalid-color", text(color="ffcc00"), 'write "#ffcc00"'),
    ("invalid-color", text(color="#ffcc0"), "3, 4, 6 or 8 digits"),
    ("invalid-gradient", background(gradient="linear-gradiant(red, blue)"), "did you mean 'linear-gradient'?"),
    ("invalid-gradient", background(gradient="linear-gradient(red, blu 10%, green)"), '"blu 10%"'),
]


@pytest.mark.parametrize(("rule", "made", "words"), HINTS, ids=lambda v: v if isinstance(v, str) else "")
def test_layout_rules_say_what_to_do(rule: str, made: State, words: str) -> None:
    assert words in message(made, rule)


def test_one_color_in_many_places_is_told_once() -> None:
    (finding,) = check(state({str(n): item("text", n * SECOND, color="fff") for n in range(5)})).findings
    assert (finding.rule, len(finding.also)) == ("invalid-color", 4)


def test_one_solid_over_many_items_is_told_once() -> None:
    low = {f"low-{n}": item("text", n * SECOND) for n in range(3)}
    (finding,) = check(state({"cover": item("solid", 0, 9 * SECOND)}, low)).findings
    assert (finding.rule, finding.also) == ("covered-item", ("/items/low-1", "/items/low-2", "/items/cover"))


def test_an_item_is_covered_by_one_solid_only_not_by_two_in_turn() -> None:
    covers = {"one": item("solid"), "two": item("solid", SECOND)}
    assert told(state(covers, {"low": item("text", 0, 2 * SECOND)}), "covered-item") == []


def test_covers_on_several_tracks_are_all_seen() -> None:
    long, short = {"long": item("solid", 0, 4 * SECOND)}, {"short": item("solid", SECOND)}
    low = {"inside": item("text", SECOND), "after": item("text", 3 * SECOND), "late": item("text", 5 * SECOND)}
    assert told(state(short, long, low), "covered-item") == ["/items/inside"]
    assert told(state(long, short, low), "covered-item") == ["/items/short"]


SPANS = st.lists(st.tuples(st.booleans(), st.integers(0, 8), st.integers(1, 8)), max_size=8)


@given(SPANS)
def test_covered_items_are_those_that_some_one_cover_above_outlasts(spans: list[tuple[bool, int, int]]) -> None:
    """Each span stands on a track of its own; those that cover are solids, the others text."""
    kinds = ("text", "solid")
    made = state(*({str(n): item(kinds[cover], s, d)} for n, (cover, s, d) in enumerate(spans)))
    lost = {
        f"/items/{n}"
        for n, (_, start, duration) in enumerate(spans)
        if any(c and s <= start and s + d >= start + duration for c, s, d in spans[:n])
    }
    findings = [finding for finding in check(made).findings if finding.rule == "covered-item"]
    assert {place for f in findings for place in (f.pointer, *f.also[:-1])} == lost
