"""Both verdicts side by side: matched by place in whichever way the server writes it, whatever else it says."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit.client import UnexpectedAnswerError
from editorkit.client.places import is_at, pointer_of
from editorkit.client.validating import validate
from editorkit.emulator import running
from editorkit.pointer import parse, show
from tests.making import SECOND, State, item, state
from tests.staging import Stage, reply
from tests.talking import KEY, each_client, talking

_OVERLAPPING = state({"a": item("solid"), "b.c[0]": item("solid", start=SECOND // 2)})
_CODE = "EDITOR_TRACK_ITEM_OVERLAP"


def _verdict(made: State, valid: Any, errors: Any, **more: Any) -> Any:
    stage = Stage(lambda request: reply(data={"valid": valid, "errors": errors} | more))
    return stage.run(validate(stage.context, made))


@each_client
def test_the_emulator_and_the_check_agree(kind: str) -> None:
    with running(seed=1, key=KEY) as emulator, talking(kind, emulator.url) as client:
        good, bad = client.validate(state({"a": item("solid")})), client.validate(_OVERLAPPING)
    assert (good.valid, good.agrees, good.findings) == (True, True, ())
    assert (bad.valid, bad.agrees, len(bad.matched)) == (False, True, 1)
    assert bad.matched[0][0].code == bad.matched[0][1].code == _CODE
    assert good.capabilities_version and good.reply is not None


PATHS = [
    "/items/b.c[0]/startTicks",
    "$.items.b.c[0].startTicks",
    "items.b.c[0].startTicks",
    "items['b.c[0]'].startTicks",
]


@pytest.mark.parametrize("path", [*PATHS, "/items/b.c[0]", "$.items"])
def test_a_place_is_known_in_every_way_it_is_written(path: str) -> None:
    verdict = _verdict(_OVERLAPPING, False, [{"code": _CODE, "path": path, "message": "no"}])
    assert verdict.agrees
    assert len(verdict.matched) == 1


DISAGREE: dict[str, tuple[State, bool, list[Any]]] = {
    "the server accepts what we refuse": (_OVERLAPPING, True, []),
    "the server refuses what we accept": (state({"a": item("solid")}), False, []),
    "another reason": (_OVERLAPPING, False, [{"code": "NEW_CODE", "path": "/items/a", "message": "no"}]),
    "another place": (_OVERLAPPING, False, [{"code": _CODE, "path": "/assets/x", "message": "no"}]),
}


@pytest.mark.parametrize("how", DISAGREE)
def test_disagreements_are_told_and_can_be_kept(how: str) -> None:
    verdict = _verdict(*DISAGREE[how])
    assert not verdict.agrees
    kept = orjson.loads(orjson.dumps(verdict.as_fixture()))
    assert kept["editorState"] == DISAGREE[how][0]
    assert kept["server"]["valid"] is DISAGREE[how][1]
    assert [each["code"] for each in kept["server"]["errors"]] == [each["code"] for each in DISAGREE[how][2]]
    assert kept["local"]["accepted"] is verdict.report.accepted


def test_a_server_that_stops_at_its_first_finding_disagrees_with_nobody() -> None:
    made = state({f"{n}": item("solid", start=n * SECOND // 2) for n in range(4)})
    path = _verdict(made, False, []).report.findings[0].pointer
    assert _verdict(made, False, [{"code": _CODE, "path": path, "message": "no"}]).agrees


@given(st.recursive(st.none() | st.booleans() | st.integers(-9, 9) | st.text(), st.lists, max_leaves=5))
def test_errors_of_any_form_are_read_or_left_out(errors: Any) -> None:
    verdict = _verdict(_OVERLAPPING, False, errors)
    assert verdict.findings == ()


def test_what_a_server_says_is_bounded() -> None:
    errors = [{"code": "X" * 10**6, "path": "/" + "y" * 10**6, "message": "\x1b[31m" + "z" * 10**6}] * 3
    verdict = _verdict(_OVERLAPPING, False, [*errors, *[{"code": "X", "path": "/", "message": "m"}] * 5000])
    assert len(verdict.findings) == 1000
    assert len(repr(verdict)) < 10**6
    assert "\x1b" not in repr(verdict)


@pytest.mark.parametrize("valid", [None, "true", 1, []])
def test_an_answer_that_is_no_verdict_is_an_error(valid: Any) -> None:
    with pytest.raises(UnexpectedAnswerError):
        _verdict(_OVERLAPPING, valid, [])


@given(st.lists(st.text(min_size=1) | st.integers(0, 5), max_size=5))
def test_pointers_stay_what_they_are(path: list[str | int]) -> None:
    pointer = show(tuple(path))
    assert pointer_of(pointer, {}) == pointer
    assert is_at(pointer, pointer)
    assert is_at(pointer, "")


@given(
    st.text(max_size=40),
    st.recursive(
        st.none() | st.text(max_size=3),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=4), inner),
        max_leaves=8,
    ),
)
def test_no_path_is_too_strange(path: str, made: Any) -> None:
    found = pointer_of(path, made)
    assert found == path or found == "" or parse(found) is not None
