"""The listing of a timeline: all that is in it, in lines that a ripple does not rewrite."""

import copy
import difflib
import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit.listing import listed
from editorkit.matching import same
from editorkit.releases import CHECKED_RELEASES
from editorkit.testing import edited_states, states
from tests.making import SECOND, item, state

MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
RELEASES = st.sampled_from(CHECKED_RELEASES)


def _respelled(value: Any) -> Any:
    """The same with keys in another order, and whole numbers as floats."""
    if isinstance(value, dict):
        return {key: _respelled(value[key]) for key in reversed(value)}
    if isinstance(value, list):
        return [_respelled(inner) for inner in value]
    return float(value) if type(value) is int and abs(value) < 2**40 else value


@settings(max_examples=100 * MULTIPLE)
@given(RELEASES.flatmap(states))
def test_equal_states_have_the_same_listing(made: dict[str, Any]) -> None:
    again = _respelled(made)
    assert same(made, again) and listed(made) == listed(again)


@pytest.mark.unmeasured
@settings(max_examples=200 * MULTIPLE)
@given(RELEASES.flatmap(edited_states))
def test_different_states_have_different_listings(edited: Any) -> None:
    assert listed(edited.before) != listed(edited.after)


@pytest.mark.unmeasured
@settings(max_examples=100 * MULTIPLE)
@given(RELEASES.flatmap(lambda release: st.tuples(states(release), states(release))))
def test_any_two_states_have_the_same_listing_only_where_they_are_equal(pair: tuple[Any, Any]) -> None:
    assert (listed(pair[0]) == listed(pair[1])) == same(*pair)


def test_a_clip_put_in_rewrites_no_other_line() -> None:
    before = state({f"clip-{n}": item("solid", n * SECOND) for n in range(20)})
    after = copy.deepcopy(before)
    for n in range(5, 20):
        after["items"][f"clip-{n}"]["startTicks"] += SECOND
    after["items"]["new"] = {"id": "new"} | item("solid", 5 * SECOND)
    after["tracks"][0]["items"].insert(5, "new")
    changed = [
        line for line in difflib.ndiff(listed(before).splitlines(), listed(after).splitlines()) if line[0] in "-+"
    ]
    assert all(line.startswith("+") for line in changed)
    assert '+     "solid" "new": lasts 0:01.000 (240000)' in changed


def test_what_is_no_timeline_is_listed_like_any_object() -> None:
    assert listed({"b": [1, {"c": 2.0}], "a": {}}) == 'a: {}\nb[]: 1\nb[]: {"c": 2}\n'
    assert listed({"tracks": 3, "items": {}}) == "items: {}\ntracks: 3\n"
    assert listed({}) == "nothing\n"
