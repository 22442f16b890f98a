"""Laws of `diff`: what it says is all there is to say, it can be applied and undone, and nothing is said of nothing."""

import copy
import json
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import jsonpatch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import editorkit
from editorkit.document import looks_like_state, read_file
from editorkit.errors import EditorkitError, UsageError
from editorkit.matching import FAMILIES, renamed, same, with_integers
from editorkit.releases import CHECKED_RELEASES, detect
from editorkit.testing import Edited, edit_names, edited_states, states
from tests.making import SECOND, item, number, state, transition
from tests.mutants import single_faults

State = dict[str, Any]
MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
RELEASES = st.sampled_from(CHECKED_RELEASES)
PAIRS = RELEASES.flatmap(lambda release: st.tuples(states(release), states(release)))


def _reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reordered(value[key]) for key in reversed(value)}
    return [_reordered(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.unmeasured
@settings(max_examples=200 * MULTIPLE)
@given(PAIRS)
def test_the_changes_make_the_second_of_the_first(pair: tuple[State, State]) -> None:
    for before, after in (pair, pair[::-1]):
        assert same(editorkit.diff(before, after).apply(before), after)


@pytest.mark.unmeasured
@settings(max_examples=200 * MULTIPLE)
@given(PAIRS)
def test_a_patch_makes_the_second_of_the_first_in_other_hands(pair: tuple[State, State]) -> None:
    before, after = pair
    patch = editorkit.diff(before, after).to_json_patch()
    assert same(jsonpatch.apply_patch(before, json.loads(json.dumps(patch))), after)


@settings(max_examples=100 * MULTIPLE)
@given(RELEASES.flatmap(states))
def test_a_state_does_not_differ_from_itself_reordered_and_reformatted(made: State) -> None:
    again = _reordered(json.loads(json.dumps(made, indent=3)))
    diff = editorkit.diff(made, again)
    assert diff.changes == () and not diff and diff.to_json_patch() == []


@settings(max_examples=100 * MULTIPLE)
@given(PAIRS)
def test_neither_state_is_changed_and_neither_is_shared(pair: tuple[State, State]) -> None:
    before, after = copy.deepcopy(pair)
    made = editorkit.diff(*pair).apply(pair[0])
    for made_item in made["items"].values():
        made_item.clear()
    made["assets"].clear()
    assert pair == (before, after)


@settings(max_examples=100 * MULTIPLE)
@given(RELEASES.flatmap(states), st.sampled_from((copy.deepcopy, with_integers)))
def test_ids_made_anew_are_nothing_but_renames(made: State, spelled: Callable[[State], State]) -> None:
    names = {
        family: {key: f"new-{n}" for n, key in enumerate(made[family])} for family in FAMILIES if family != "tracks"
    }
    names["tracks"] = {track["id"]: f"row-{n}" for n, track in enumerate(made["tracks"])}
    after = spelled(renamed(made, names))
    diff = editorkit.diff(made, after)
    assert all(change.kind.endswith("-renamed") for change in diff.changes)
    assert same(diff.apply(made), after)


@pytest.mark.parametrize("name", edit_names())
def test_every_edit_is_one_change(name: str) -> None:
    for release in CHECKED_RELEASES:
        if name in edit_names(release=release):
            _expect_one_change(release, name)


def _expect_one_change(release: str, name: str) -> None:
    @settings(max_examples=10 * MULTIPLE)
    @given(edited_states(release, name=name))
    def one_change(edited: Edited) -> None:
        (change,) = editorkit.diff(edited.before, edited.after).changes
        assert change.kind == edited.edit.kind
        assert len(editorkit.diff(edited.after, edited.before).changes) == 1

    one_change()


@settings(max_examples=100 * MULTIPLE)
@given(PAIRS)
def test_every_change_is_whole(pair: tuple[State, State]) -> None:
    for change in editorkit.diff(*pair).changes:
        assert change.sentence and "\n" not in change.sentence and not change.sentence.endswith(".")
        assert change.edits or change.kind.endswith("-renamed")
        assert change.span is None or 0 <= change.span[0] <= change.span[1]


@pytest.mark.unmeasured
def test_what_a_schema_refuses_is_told_and_applied_like_anything_else() -> None:
    base = state(
        {"title": item("text", opacity=number(1, (0, 0))), "late": item("text", SECOND)},
        {"one": item("image"), "two": item("image", SECOND), "subs": item("captions", 2 * SECOND)},
        transitions={"join": transition("one", "two", trackId="track-2")},
        globalBackground={"type": "color", "color": "#000000"},
    )
    tried = 0
    for fault in single_faults(base, Random(4)):
        if not looks_like_state(fault.state) or detect(fault.state) != ("1.1", True):
            continue
        tried += 1
        for before, after in ((base, fault.state), (fault.state, base)):
            diff = editorkit.diff(before, after)
            assert same(diff.apply(before), after), fault.path
            assert same(jsonpatch.apply_patch(before, diff.to_json_patch()), after), fault.path
            assert bool(diff) != same(before, after), fault.path
    assert tried > 1000


def test_one_and_true_are_not_the_same() -> None:
    before, after = state({"title": item("text")}), state({"title": item("text")})
    after["tracks"][0]["hidden"] = 0
    assert [change.pointer for change in editorkit.diff(before, after).changes] == ["/tracks/0/hidden"]


def test_a_name_that_did_not_follow_is_no_rename() -> None:
    before = state({"a": item("image"), "b": item("image", SECOND)}, transitions={"t": transition("a", "b")})
    after = renamed(before, {"items": {"b": "c"}})
    after["transitions"]["t"]["toClipId"] = "b"
    diff = editorkit.diff(before, after)
    assert sorted(change.kind for change in diff.changes) == ["item-added", "item-removed"]
    assert same(diff.apply(before), after)


def test_a_diff_is_refused_by_a_state_it_is_not_of() -> None:
    before, after = state({"title": item("text")}), state({"title": item("text", color="#ff0000")})
    other = state({"title": item("text", color="#00ff00")})
    with pytest.raises(UsageError, match=r"of another state: at /items/title/color it expects \"#ffffff\""):
        editorkit.diff(before, after).apply(other)


def test_a_diff_of_lists_is_refused_by_other_lists() -> None:
    before, after = state({"a": item("text"), "b": item("text", SECOND)}), state({"a": item("text")})
    other = state({"b": item("text", SECOND), "a": item("text")})
    other["items"] = before["items"]
    with pytest.raises(UsageError, match="holds other ids"):
        editorkit.diff(before, after).apply(other)


def test_what_is_left_out_is_not_applied() -> None:
    before = state({"title": item("text")})
    after = state({"title": item("text", color="#ff0000", text="Bye")})
    diff = editorkit.diff(before, after).without(lambda change: change.kind == "text-changed")
    assert same(diff.apply(before), state({"title": item("text", color="#ff0000")}))


@pytest.mark.parametrize(("by", "count"), [(0, 1), (79, 1), (80, 0)])
def test_times_within_the_tolerance_are_the_same(by: int, count: int) -> None:
    before, after = state({"title": item("text", 0)}), state({"title": item("text", 80)})
    assert len(editorkit.diff(before, after, tolerance=by).changes) == count


@pytest.mark.parametrize("junk", [None, 3, [], "{}", {}, {"tracks": []}, {"editorState": {"tracks": [], "items": {}}}])
def test_what_is_no_state_is_refused(junk: Any) -> None:
    sound = state({"title": item("text")})
    for pair in ((sound, junk), (junk, sound)):
        with pytest.raises(UsageError, match=r"(before|after) is "):
            editorkit.diff(*pair)


@pytest.mark.parametrize("tolerance", [-1, 0.5, True, "1"])
def test_a_tolerance_is_a_number_of_ticks(tolerance: Any) -> None:
    made = state({"title": item("text")})
    with pytest.raises(EditorkitError, match="whole number of ticks"):
        editorkit.diff(made, made, tolerance=tolerance)


def test_large_free_form_values_are_looked_into() -> None:
    lottie = {"layers": [{"nm": f"layer {n}", "ks": {"o": n}} for n in range(20)]}
    before = state({"logo": item("lottie")})
    before["assets"]["vector"]["resourceJson"] = lottie
    after = json.loads(json.dumps(before))
    after["assets"]["vector"]["resourceJson"]["layers"][3]["ks"]["o"] = 100
    (change,) = editorkit.diff(before, after).changes
    assert change.kind == "content-changed"
    assert change.details == ("layers.3.ks.o: 100 instead of 3",)


@settings(max_examples=50 * MULTIPLE)
@given(states("1.0"))
def test_states_of_two_releases_are_compared_as_the_newer_one(made: State) -> None:
    after = editorkit.migrate(made, "1.1", fps=30).state
    diff = editorkit.diff(made, after, fps=30)
    assert diff.changes == () and diff.release == "1.1"
    before, _ = detect(made)
    assert diff.migrated == (f"before is of release {before}, and was migrated to 1.1 to be compared",)
    assert same(diff.apply(made), after)


def test_the_newer_one_may_come_first() -> None:
    after = state({"film": item("video", sourceStartTicks=240)})
    before = editorkit.migrate(after, "1.0").state
    after["items"]["film"]["sourceStartTicks"] = 480
    diff = editorkit.diff(after, before)
    assert [change.sentence for change in diff.changes] == ["'film' shows its source from 0.001 s instead of 0.002 s"]
    assert diff.migrated == ("after is of release 1.0, and was migrated to 1.1 to be compared",)


def _real_states() -> list[State]:
    root = Path(__file__).parents[1]
    files = [*(root / "fixtures" / "valid").rglob("*.json")]
    files += (root.parent / "shared" / "reference").rglob("*.json")
    documents = [read_file(file) for file in sorted(files)]
    return [document.state for document in documents if not document.told_against]


def test_real_states_are_made_of_each_other() -> None:
    found = [made for made in _real_states() if detect(made)[0] in CHECKED_RELEASES]
    assert len(found) >= 4
    for before, after in pairwise(found + found[::-1]):
        diff = editorkit.diff(before, after, fps=30)
        there = after if detect(after)[0] == diff.release else editorkit.migrate(after, diff.release, fps=30).state
        assert same(diff.apply(before), there)
