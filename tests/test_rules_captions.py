"""The caption rules: what they must tell, what they must stay silent about, and where the border lies."""

from typing import Any

import pytest

from editorkit.checking import check
from editorkit.findings import Finding
from tests.making import SECOND, State, asset, item, state

MOTION = {"type": "typewriter", "durationTicks": 48_000}
Entry = tuple[str, float, float]


def told(made: State, rule: str) -> list[Finding]:
    """What a rule says about a state."""
    return [finding for finding in check(made).findings if finding.rule == rule]


def captions(*entries: Entry, timing: str = "line", items: int = 1, **more: Any) -> State:
    """A state with a caption asset and items of 2 seconds, one after the other, that show it."""
    listed = [{"text": text, "startMs": start, "endMs": end} for text, start, end in entries]
    duration = more.pop("durationTicks", 2 * SECOND)
    made = {f"c{n}": item("captions", n * duration, duration, **more) for n in range(items)}
    return state(made, assets={"words": asset("caption", id="words", captions=listed, timingGranularity=timing)})


def old(made: State, offset: float = 0, page: float = 2500) -> State:
    """The same state in release 1.0, with times of captions in milliseconds."""
    del made["stateSchemaVersion"]
    for changed in made["items"].values():
        del changed["contentStartOffsetTicks"], changed["pageDurationTicks"]
        changed |= {"contentStartOffsetMs": offset, "pageDurationInMilliseconds": page}
    return made


HELLO: Entry = ("Hello", 0, 500)
WORLD: Entry = (" world", 500, 900)
SPOKEN = (HELLO, WORLD)

SILENT = [
    ("caption-animation-conflict", captions(*SPOKEN, timing="word", captionAnimations={})),
    ("caption-animation-conflict", captions(*SPOKEN, timing="line", captionAnimations={"in": MOTION})),
    ("caption-animation-conflict", captions(*SPOKEN, timing="word", animations={"in": MOTION | {"type": "fade"}})),
    ("caption-animation-conflict", captions(*SPOKEN, assetId="nowhere", captionAnimations={"in": MOTION})),
    ("backwards-caption", captions(("a", 0, 0.001))),
    ("unordered-captions", captions(("a", 0, 0.1 + 0.2), ("b", 0.3, 5))),
    ("unordered-captions", captions(("a", 0, 501), ("b", 500, 900))),
    ("unordered-captions", captions()),
    ("captions-cut-short", captions(("a", 0, 2000))),
    ("captions-cut-short", captions(("a", 0, 1000), contentStartOffsetTicks=SECOND)),
    ("captions-cut-short", captions(("a", 0, 2000.002))),
    ("captions-cut-short", old(captions(("a", 0, 1993.3332761128746), durationTicks=480_000), 6.6667238871254995)),
    ("captions-cut-short", captions()),
    ("captions-cut-short", captions(assetId="nowhere")),
    ("run-together-words", captions(*SPOKEN, timing="word")),
    ("run-together-words", captions(("Hello ", 0, 500), ("world", 500, 900), timing="word")),
    ("run-together-words", captions(HELLO, ("world", 500, 900), timing="line")),
    ("run-together-words", captions(HELLO, ("", 500, 900), timing="word")),
    ("run-together-words", captions(("你好", 0, 500), ("世界", 500, 900), timing="word")),
    ("run-together-words", captions(("สวัสดี", 0, 500), ("โลก", 500, 900), timing="word")),
    ("short-caption-page", captions(HELLO, pageDurationTicks=48_000)),
    ("short-caption-page", old(captions(HELLO), page=200)),
    ("empty-captions", captions(HELLO)),
    ("empty-captions", state({"a": item("text")}, assets={"words": asset("caption", id="words", captions=[])})),
    ("heavy-caption-animation", captions(HELLO, captionAnimations={"in": MOTION})),
    ("heavy-caption-animation", state({"a": item("text", captionAnimations={"out": MOTION})})),
]


@pytest.mark.parametrize(("rule", "made"), SILENT, ids=lambda v: v if isinstance(v, str) else "")
def test_caption_rules_stay_silent(rule: str, made: State) -> None:
    assert told(made, rule) == []


ENTRY = "/assets/words/captions"
TOLD = [
    (
        "caption-animation-conflict",
        captions(*SPOKEN, timing="word", captionAnimations={"in": MOTION}),
        "/items/c0/captionAnimations",
    ),
    ("backwards-caption", captions(("a", 500, 500)), f"{ENTRY}/0/endMs"),
    ("backwards-caption", captions(HELLO, ("b", 900, 500)), f"{ENTRY}/1/endMs"),
    ("unordered-captions", captions(("a", 0, 501.001), ("b", 500, 900)), f"{ENTRY}/1/startMs"),
    ("unordered-captions", captions(("b", 500, 900), ("a", 0, 500)), f"{ENTRY}/1/startMs"),
    ("captions-cut-short", captions(("a", 0, 2000.01)), "/items/c0/durationTicks"),
    ("captions-cut-short", captions(("b", 0, 2500), ("a", 2600, 2700), ("c", 2800, 2900)), "/items/c0/durationTicks"),
    ("captions-cut-short", captions(("a", 0, 1000), contentStartOffsetTicks=SECOND + 1), "/items/c0/durationTicks"),
    ("captions-cut-short", old(captions(("a", 0, 1000)), 1000.01), "/items/c0/durationTicks"),
    ("run-together-words", captions(HELLO, ("world", 500, 900), timing="word"), f"{ENTRY}/1/text"),
    ("run-together-words", captions(("안녕", 0, 500), ("세계", 500, 900), timing="word"), f"{ENTRY}/1/text"),
    ("short-caption-page", captions(HELLO, pageDurationTicks=47_999), "/items/c0/pageDurationTicks"),
    ("short-caption-page", old(captions(HELLO), page=199.9), "/items/c0/pageDurationInMilliseconds"),
    ("empty-captions", captions(items=2), ENTRY),
    ("heavy-caption-animation", captions(HELLO, captionAnimations={"out": MOTION}), "/items/c0/captionAnimations/out"),
]


@pytest.mark.parametrize(("rule", "made", "pointer"), TOLD, ids=lambda v: v if isinstance(v, str) else "")
def test_caption_rules_tell(rule: str, made: State, pointer: str) -> None:
    assert [finding.pointer for finding in told(made, rule)] == [pointer]


def test_items_that_share_an_asset_timed_by_word_are_told_once() -> None:
    made = captions(*SPOKEN, timing="word", items=3, captionAnimations={"in": MOTION, "loop": MOTION})
    (finding,) = check(made).findings
    assert finding.code == "EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT"
    assert finding.also == (
        "/items/c1/captionAnimations",
        "/items/c2/captionAnimations",
        "/assets/words/timingGranularity",
    )


def test_a_caption_that_ends_before_it_starts_is_not_also_told_as_an_overlap() -> None:
    made = captions(HELLO, ("b", 1500, 600), ("c", 700, 1900))
    assert [finding.rule for finding in check(made).findings] == ["backwards-caption"]


def test_a_captions_item_says_how_long_it_must_last() -> None:
    (finding,) = check(captions(("a", 0, 2600))).findings
    assert finding.message == (
        "item 'c0' lasts 0:02.000 (480000 ticks), but its last caption ends at 0:02.600 (624000 ticks); "
        "let it last 624000 ticks"
    )
