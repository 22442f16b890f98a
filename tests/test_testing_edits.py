"""An edit does one thing to a state and leaves it valid."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import editorkit
from editorkit import schema
from editorkit.diffing.kinds import KINDS
from editorkit.matching import same
from editorkit.testing import Edit, Edited, disjoint_edits, edit_names, edited_states, edits, states
from editorkit.testing.editing import draw_at_any_place, prepared
from editorkit.testing.edits import edit_makers
from editorkit.testing.edits.looks import ENUMERATED, LOOKS, UNSEEN
from editorkit.testing.edits.scene import Scene
from tests.making import item, state
from tests.test_schemas import CLIENTS
from tests.test_testing_states import complaints, each_release, examples

State = dict[str, Any]
T = TypeVar("T")
VALID = sorted((Path(__file__).parents[1] / "fixtures" / "valid").glob("*.json"))
PLAIN = state({"a": item("solid")})
CROWD = 31  # edits tried on one state, which takes longer to draw than they do
CROWDS = [
    (release, edit_names(release=release)[start : start + CROWD])
    for release in CLIENTS
    for start in range(0, len(edit_names(release=release)), CROWD)
]


def found(strategy: st.SearchStrategy[T], is_wanted: Callable[[T], bool]) -> T:
    """Something that a strategy draws, not shrunk: that would take far longer."""
    plain = settings(database=None, derandomize=True, max_examples=500, phases=[Phase.generate])
    return find(strategy, is_wanted, settings=plain)


@st.composite
def edited_by_each(draw: st.DrawFn, release: str, names: tuple[str, ...]) -> list[Edited]:
    """One state, edited once by each name."""
    base = draw(states(release, max_items=3))
    return [edited_by(draw, prepared(base, release, edit_makers()[name]), release, name) for name in names]


def edited_by(draw: st.DrawFn, before: State, release: str, name: str) -> Edited:
    edit = draw_at_any_place(draw, Scene(before, release), edit_makers()[name])
    return Edited(before, edit.apply(before), edit)


# One edit


@pytest.mark.unmeasured
@pytest.mark.parametrize(("release", "names"), CROWDS, ids=lambda value: value if isinstance(value, str) else value[0])
def test_an_edit_changes_a_state_and_leaves_it_valid(release: str, names: tuple[str, ...]) -> None:
    @examples(40)
    @given(edited_by_each(release, names))
    def law(made: list[Edited]) -> None:
        assert {edited.edit.name: complaints(edited.after, release) for edited in made} == {name: [] for name in names}
        assert [edited.edit.name for edited in made if same(edited.before, edited.after)] == []

    law()


@each_release
def test_an_edit_does_the_same_each_time_and_leaves_the_state_it_is_given_alone(release: str) -> None:
    @examples(40)
    @given(edited_states(release))
    def law(made: Edited) -> None:
        spelt = json.dumps(made.before)
        assert same(made.edit.apply(made.before), made.after)
        assert json.dumps(made.before) == spelt

    law()


@examples(30)
@given(edited_states())
def test_what_an_edit_makes_shares_nothing_with_it(made: Edited) -> None:
    spelt = json.dumps(made.after)
    for entity in (*made.after["items"].values(), *made.after["assets"].values()):
        entity.clear()
    assert json.dumps(made.edit.apply(made.before)) == spelt


@examples(60)
@given(edited_states())
def test_an_edit_is_one_change_of_its_kind(made: Edited) -> None:
    assert [change.kind for change in editorkit.diff(made.before, made.after).changes] == [made.edit.kind]


@each_release
def test_edited_states_are_of_the_release_and_the_name_asked_for(release: str) -> None:
    @examples(10)
    @given(edited_states(release, max_items=2, name="change-speed"))
    def law(made: Edited) -> None:
        assert made.edit.name == "change-speed" and editorkit.check(made.before).release == release

    law()


def test_what_an_edit_needs_is_there_also_in_the_smallest_state() -> None:
    made = found(edited_states(max_items=1, name="shift-tracks"), lambda made: True)
    assert len(made.edit.steps) > 1


# Edits of a state at hand


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_saved_files_can_be_edited(path: Path) -> None:
    saved = json.loads(path.read_text("utf-8"))
    release = str(editorkit.check(saved).release)

    @examples(30)
    @given(edits(saved))
    def law(edit: Edit) -> None:
        assert edit.name in edit_names(saved)
        assert complaints(edit.apply(saved), release) == []

    law()


@examples(10)
@given(edits(PLAIN, "rename-item"))
def test_an_edit_of_a_state_is_of_the_name_asked_for(edit: Edit) -> None:
    assert edit.name == "rename-item" and "a" not in edit.apply(PLAIN)["items"]


def test_only_what_is_possible_in_a_state_is_listed() -> None:
    assert {"move-item", "retime-item"} <= set(edit_names(PLAIN)) < set(edit_names())
    assert {"remove-item", "hide-track", "remove-track", "slip-item"}.isdisjoint(edit_names(PLAIN))


def test_edits_of_one_release_are_listed_there_only() -> None:
    assert set(edit_names(release="1.1")) - set(edit_names(release="1.0")) == {"fill-graphic", "lock-track"}
    assert set(edit_names()) == set(edit_names(release="1.1"))


# States that lack something


@pytest.mark.parametrize(
    "name", ["rename-track", "rename-item", "move-item", "hide-track", "shift-items", "append-item"]
)
def test_an_edit_of_what_is_gone_is_refused(name: str) -> None:
    made = found(edited_states(name=name), lambda made: True)
    with pytest.raises(editorkit.UsageError, match="apply it to a state that still has all that it touches"):
        made.edit.apply(made.before | {"tracks": [], "items": {}})


def test_what_an_edit_misses_is_named() -> None:
    edit = found(edits(PLAIN, "move-item"), lambda edit: True)
    with pytest.raises(editorkit.UsageError, match="edit 'move-item' needs 'a', which is not in this state"):
        edit.apply(PLAIN | {"items": {}})


# Guards


def test_every_kind_of_change_is_that_of_some_edit() -> None:
    unlisted_out_of_order = {"item-reordered"}  # an item that is, is out of order, of which a check warns
    assert {maker.kind for maker in edit_makers().values()} == set(KINDS) - unlisted_out_of_order


def test_every_edit_says_what_it_does() -> None:
    assert all(maker.make.__doc__ for maker in edit_makers().values())


OF_OTHER_EDITS = {
    "assetId",
    "animationDurationTicks",
    "animations",
    "audioFadeInDurationTicks",
    "audioFadeOutDurationTicks",
    "captionAnimations",
    "contentStartOffsetTicks",
    "data",
    "durationTicks",
    "id",
    "nodes",
    "pageDurationTicks",
    "playbackRate",
    "props",
    "slots",
    "sourceStartTicks",
    "startTicks",
    "text",
    "type",
}
LEFT_ALONE = {
    "chartType": "goes with the shape of its data",
    "isDraggingInTimeline": "a check warns where it is true",
    "motionGraphicId": "goes with its properties and slots",
    "motionGraphicVersion": "goes with its properties and slots",
    "params": "free for some types, laid down for others",
    "schemaVersion": "has one value only",
    "stickerVersion": "goes with its id",
    "templateCategory": "goes with its id",
    "templateId": "goes with its nodes",
}


@pytest.mark.parametrize("kind", schema.types("1.1", "item"))
def test_every_property_of_an_item_is_edited_or_left_alone_for_a_reason(kind: str) -> None:
    edited = {*LOOKS, *ENUMERATED, *UNSEEN, *OF_OTHER_EDITS, *schema.number_tracks("1.1", kind)}
    assert schema.properties("1.1", "item", kind) <= edited | LEFT_ALONE.keys()


UNCLEAN = PLAIN | {"outputRatio": "16:9", "compositionWidth": 100, "compositionHeight": 100}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: edits(PLAIN, "move-itm"), "no edit 'move-itm' (did you mean 'move-item'?)"),
        (lambda: edits(PLAIN, "slip-item"), "no edit 'slip-item' is possible in this state"),
        (lambda: edits(UNCLEAN), "edits are drawn for a state in which a check finds no error and no warning; here it"),
        (lambda: edits([]), "edits are drawn for a state in which"),  # type: ignore[arg-type]
        (lambda: edit_names({}), "edits are drawn for a state in which"),
        (lambda: edit_names(release="1.2"), "no release '1.2'"),
        (lambda: edited_states("1.2"), "no release '1.2'"),
        (lambda: edited_states("1.0", name="lock-track"), "no edit of release 1.0 'lock-track'"),
        (lambda: edited_states(name="slip"), "no edit of release 1.1 'slip'"),
        (lambda: edited_states(max_items=0), "min_items is 1 and max_items 0"),
        (lambda: disjoint_edits("1"), "no release '1'"),
        (lambda: disjoint_edits(max_items=0), "min_items is 1 and max_items 0"),
    ],
)
def test_what_cannot_be_edited_is_refused(call: Any, message: str) -> None:
    with pytest.raises(editorkit.UsageError) as refusal:
        call()
    assert str(refusal.value).startswith(message)
