"""The transition rules: what they must tell, what they must stay silent about, and where the border lies."""

import pytest

from editorkit.checking import check
from editorkit.findings import Finding
from tests.making import SECOND, State, item, state, transition

SLIDE = {"in": {"type": "slide-up", "durationTicks": 48_000}}


def told(made: State, rule: str) -> list[Finding]:
    """What a rule says about a state."""
    return [finding for finding in check(made).findings if finding.rule == rule]


def film(*joins: State, kinds: str = "image image image", length: int = SECOND, **changes: State) -> State:
    """Clips a, b, c of a second each that touch, joined by transitions t0, t1…; `changes` are made to the clips."""
    clips = {
        name: item(kind, n * length, length) for n, (name, kind) in enumerate(zip("abc", kinds.split(), strict=True))
    }
    for name, change in changes.items():
        clips[name] |= change
    return state(clips, transitions={f"t{n}": join for n, join in enumerate(joins)})


def reversed_track(made: State) -> State:
    made["tracks"][0]["items"].reverse()
    return made


def with_ghost(made: State) -> State:
    """The same state with an id that leads nowhere between the first two clips."""
    made["tracks"][0]["items"].insert(1, "ghost")
    return made


SILENT = [
    ("non-adjacent-clips", film(transition("a", "b"), transition("b", "c"))),
    ("non-adjacent-clips", film(transition("a", "ghost"))),
    ("non-adjacent-clips", film(transition("a", "c", trackId="elsewhere"))),
    ("non-adjacent-clips", with_ghost(film(transition("a", "b")))),
    ("transition-gap", film(transition("a", "b"))),
    ("transition-gap", film(transition("a", "ghost"))),
    ("transition-longer-than-clip", film(transition("a", "b", SECOND))),
    ("crowded-seam", film(transition("a", "b"), transition("b", "c"))),
    ("colliding-transitions", film(transition("a", "b", SECOND // 2), transition("b", "c", SECOND // 2))),
    ("colliding-transitions", film(transition("a", "b", SECOND))),
    ("transition-partners", film(transition("a", "b"), transition("b", "c"), kinds="video gif lottie")),
    ("transition-partners", film(kinds="text solid effect")),
    ("doubled-entrance", film(transition("a", "b"), a={"animations": SLIDE}, c={"animations": SLIDE})),
    ("doubled-entrance", film(transition("a", "b"), b={"animations": {"out": SLIDE["in"]}})),
    ("doubled-entrance", film(transition("a", "b"), kinds="image effect image", b={"animations": ["in"]})),
]


@pytest.mark.parametrize(("rule", "made"), SILENT, ids=lambda v: v if isinstance(v, str) else "")
def test_transition_rules_stay_silent(rule: str, made: State) -> None:
    assert told(made, rule) == []


TOLD = [
    ("non-adjacent-clips", film(transition("a", "c")), "/transitions/t0"),
    ("non-adjacent-clips", film(transition("b", "a")), "/transitions/t0"),
    ("non-adjacent-clips", film(transition("b", "b")), "/transitions/t0"),
    ("transition-gap", film(transition("a", "b"), a={"durationTicks": SECOND - 1}), "/transitions/t0"),
    ("transition-longer-than-clip", film(transition("a", "b", SECOND + 1)), "/transitions/t0/durationTicks"),
    ("crowded-seam", film(transition("a", "b", 24_000), transition("a", "b", 24_000)), "/transitions/t1"),
    ("crowded-seam", film(transition("b", "c"), transition("a", "b"), transition("a", "b")), "/transitions/t2"),
    (
        "colliding-transitions",
        film(transition("a", "b", SECOND // 2), transition("b", "c", SECOND // 2 + 1)),
        "/transitions/t1/durationTicks",
    ),
    ("transition-partners", film(transition("a", "b"), kinds="image text image"), "/transitions/t0/toClipId"),
    ("transition-partners", film(transition("a", "b"), kinds="solid audio image"), "/transitions/t0/fromClipId"),
    ("doubled-entrance", film(transition("a", "b"), b={"animations": SLIDE}), "/items/b/animations/in"),
]


@pytest.mark.parametrize(("rule", "made", "pointer"), TOLD, ids=lambda v: v if isinstance(v, str) else "")
def test_transition_rules_tell(rule: str, made: State, pointer: str) -> None:
    assert [finding.pointer for finding in told(made, rule)] == [pointer]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (film(transition("a", "c")), "goes from 'a' to 'c', but 'b' stands between them on track 'track-1'"),
        (film(transition("b", "a")), "goes from 'b' to 'a', but track 'track-1' lists 'a' first; swap them"),
        (film(transition("c", "a")), "goes from 'c' to 'a', but 'b' stands between them"),
        (film(transition("b", "b")), "goes from 'b' to the same clip"),
    ],
)
def test_clips_that_are_no_neighbours_are_told_in_one_finding(made: State, words: str) -> None:
    (finding,) = check(made).findings
    assert (finding.rule, finding.code) == ("non-adjacent-clips", "EDITOR_TRANSITION_CLIP_NOT_ADJACENT")
    assert words in finding.message


def test_an_overlap_explains_clips_that_do_not_touch() -> None:
    made = film(transition("a", "b"), a={"durationTicks": SECOND + 8000})
    assert [finding.rule for finding in check(made).findings] == ["overlapping-items"]


def test_a_track_listed_backwards_is_one_finding() -> None:
    made = reversed_track(film(transition("a", "b"), transition("b", "c")))
    assert [finding.rule for finding in check(made).findings] == ["unordered-track"]


def test_a_gap_says_where_both_clips_are() -> None:
    (finding,) = check(film(transition("a", "b"), a={"durationTicks": SECOND - 8000})).findings
    assert (finding.severity, finding.evidence) == ("error", "documented")
    assert finding.message.endswith("'a' ends at 0:00.967 (232000 ticks) and 'b' starts at 0:01.000 (240000 ticks)")
