"""Two sides edit one state: neither gets in the way of the other, and both are heard."""

from collections.abc import Callable
from functools import reduce
from itertools import product
from typing import Any

import pytest
from hypothesis import given

from editorkit.matching import same
from editorkit.testing import Edit, Triple, disjoint_edits
from tests.test_testing_edits import found
from tests.test_testing_states import complaints, each_release, examples

State = dict[str, Any]


@pytest.mark.unmeasured
@each_release
def test_it_makes_no_difference_which_side_edits_first(release: str) -> None:
    @examples(60)
    @given(disjoint_edits(release))
    def law(triple: Triple) -> None:
        assert same(applied(triple.our_edits, triple.theirs), triple.merged)
        assert same(applied(triple.their_edits, triple.ours), triple.merged)
        assert complaints(triple.merged, release) == []

    law()


@each_release
def test_each_side_makes_one_to_three_edits_that_meet_none_of_the_other(release: str) -> None:
    @examples(30)
    @given(disjoint_edits(release, max_items=3))
    def law(triple: Triple) -> None:
        assert {len(triple.our_edits), len(triple.their_edits)} <= {1, 2, 3}
        assert same(applied(triple.our_edits, triple.base), triple.ours) and not same(triple.ours, triple.base)
        assert same(applied(triple.their_edits, triple.base), triple.theirs) and not same(triple.theirs, triple.base)
        assert not any(our.meets(their) for our, their in product(triple.our_edits, triple.their_edits))

    law()


def applied(several: tuple[Edit, ...], made: State) -> State:
    return reduce(lambda made, edit: edit.apply(made), several, made)


def shifted_tracks(several: tuple[Edit, ...]) -> set[str]:
    return {edit.steps[-1].track for edit in several if edit.name == "insert-item"}  # type: ignore[attr-defined]


def inserted_by_both(triple: Triple) -> bool:
    return not shifted_tracks(triple.our_edits).isdisjoint(shifted_tracks(triple.their_edits))


def appended_behind_what_is_shifted(triple: Triple) -> bool:
    ends = {edit.steps[-1].track for edit in triple.their_edits if edit.name == "append-item"}  # type: ignore[attr-defined]
    return not ends.isdisjoint(shifted_tracks(triple.our_edits))


@pytest.mark.parametrize("happens", [inserted_by_both, appended_behind_what_is_shifted])
def test_both_sides_may_work_on_one_track(happens: Callable[[Triple], bool]) -> None:
    triple = found(disjoint_edits(), happens)
    shifted = next(edit for edit in triple.our_edits if edit.name == "shift-items")
    moved = triple.merged["items"].keys() & triple.base["items"].keys()
    assert shifted.kind == "items-rippled"
    assert any(start(triple.merged, name) > start(triple.base, name) for name in moved)


def start(made: State, name: str) -> int:
    ticks: int = made["items"][name]["startTicks"]
    return ticks


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("/items/a", "/items/a/color", True),
        ("/items/a/color", "/items/a", True),
        ("/items/a/color", "/items/a/color", True),
        ("/items/a/color", "/items/a/text", False),
        ("/items/a", "/items/ab", False),
        ("/tracks/main/time", "/tracks/main/time/items/a", True),
        ("/tracks/main/time/end", "/tracks/main/time/items/a", False),
    ],
)
def test_edits_meet_in_a_place_and_below_it(one: str, other: str, meet: bool) -> None:
    pair = [Edit("some-edit", "item-changed", frozenset([place]), ()) for place in (one, other)]
    assert pair[0].meets(pair[1]) is meet
