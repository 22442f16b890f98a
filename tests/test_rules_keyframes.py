"""The keyframe rules: what they must tell, what they must stay silent about, and where the border lies."""

import pytest

from editorkit.checking import check
from editorkit.findings import Finding
from tests.making import SECOND, State, item, number, state

HALF = SECOND // 2


def told(made: State, rule: str) -> list[Finding]:
    """What a rule says about a state."""
    return [finding for finding in check(made).findings if finding.rule == rule]


def moving(*keyframes: tuple[int, float], value: float = 1, start: int = 0) -> State:
    """A state with one item of a second whose opacity moves."""
    return state({"a": item("solid", start, opacity=number(value, *keyframes))})


SILENT = [
    ("keyframe-outside-item", moving((0, 0), (SECOND - 1, 1))),
    ("keyframe-outside-item", moving()),
    ("keyframe-outside-item", state({"a": item("effect", opacity=number(1, (SECOND, 1)))})),
    ("unordered-keyframes", moving((0, 0), (HALF, 1), (HALF, 1))),
    ("duplicate-keyframe", moving((0, 0), (HALF, 1), (HALF + 1, 1))),
    ("lone-keyframe", moving((0, 1))),
    ("lone-keyframe", moving((HALF, 1.0))),
    ("lone-keyframe", moving((0, 0), (HALF, 0.5))),
]


@pytest.mark.parametrize(("rule", "made"), SILENT, ids=lambda v: v if isinstance(v, str) else "")
def test_keyframe_rules_stay_silent(rule: str, made: State) -> None:
    assert told(made, rule) == []


AT = "/items/a/opacity/keyframes"
TOLD = [
    ("keyframe-outside-item", moving((0, 0), (SECOND, 1)), f"{AT}/1/timeTicks"),
    ("keyframe-outside-item", moving((SECOND, 0), (2 * SECOND, 1)), f"{AT}/0/timeTicks"),
    ("keyframe-outside-item", moving((9 * SECOND, 1), (0, 0)), f"{AT}/0/timeTicks"),
    ("keyframe-outside-item", moving((0, 0), (240_000.0, 1)), f"{AT}/1/timeTicks"),  # type: ignore[arg-type]
    ("unordered-keyframes", moving((HALF, 0), (0, 1)), f"{AT}/1/timeTicks"),
    ("duplicate-keyframe", moving((0, 0), (HALF, 0), (HALF, 1)), f"{AT}/2/timeTicks"),
    ("duplicate-keyframe", moving((0, 0), (0, 0), (0, 1)), f"{AT}/1/timeTicks"),
    ("lone-keyframe", moving((0, 0)), f"{AT}/0"),
]


@pytest.mark.parametrize(("rule", "made", "pointer"), TOLD, ids=lambda v: v if isinstance(v, str) else "")
def test_keyframe_rules_tell(rule: str, made: State, pointer: str) -> None:
    assert [finding.pointer for finding in told(made, rule)] == [pointer]


def test_one_item_whose_keyframes_are_all_too_late_is_told_once() -> None:
    late = number(0, (3 * SECOND, 0), (4 * SECOND, 0))
    (finding,) = check(state({"a": item("solid", top=late, left=late)})).findings
    assert (finding.rule, finding.code) == ("keyframe-outside-item", "KEYFRAME_OUT_OF_BOUNDS")
    assert len(finding.also) == 3
    assert "3 more keyframes of it are too late" in finding.message


def test_times_of_the_composition_are_recognised() -> None:
    (finding,) = told(moving((2 * SECOND, 0), (2 * SECOND + HALF, 1), start=2 * SECOND), "keyframe-outside-item")
    assert finding.message.endswith(
        "(times count from the start of the item; write 0 if it is meant of the composition)"
    )


def test_a_late_keyframe_is_not_also_told_as_out_of_order() -> None:
    assert [finding.rule for finding in check(moving((SECOND, 1), (0, 0))).findings] == ["keyframe-outside-item"]
