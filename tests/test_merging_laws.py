"""Laws of `merge`, on made-up states: nothing is lost, nothing gets worse, and the sides are alike."""

import copy
import os
from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import editorkit
from editorkit.document import looks_like_state
from editorkit.errors import EditorkitError
from editorkit.matching import same
from editorkit.releases import CHECKED_RELEASES
from editorkit.testing import Triple, disjoint_edits, states
from tests.making import SECOND, item, number, state, transition
from tests.mutants import single_faults

State = dict[str, Any]
MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
RELEASES = st.sampled_from(CHECKED_RELEASES)
TRIPLES = RELEASES.flatmap(lambda release: st.tuples(states(release), states(release), states(release)))


def _grave(made: State) -> set[tuple[str, str]]:
    return {(found.rule, found.anchor) for found in editorkit.check(made).findings if found.severity != "info"}


@pytest.mark.unmeasured
@settings(max_examples=500 * MULTIPLE)
@given(RELEASES.flatmap(disjoint_edits))
def test_disjoint_edits_come_together_and_both_are_there(triple: Triple) -> None:
    for sides in ((triple.ours, triple.theirs), (triple.theirs, triple.ours)):
        merged = editorkit.merge(triple.base, *sides)
        assert merged.conflicts == () and merged.state is not None
        assert same(merged.state, triple.merged)
        assert not _grave(merged.state)


@pytest.mark.unmeasured
@settings(max_examples=100 * MULTIPLE)
@given(TRIPLES)
def test_one_side_alone_is_the_result(triple: tuple[State, State, State]) -> None:
    base, ours, _ = triple
    for sides in ((base, ours), (ours, base), (ours, ours)):
        assert same(editorkit.merge(base, *sides).state, ours)


@pytest.mark.unmeasured
@settings(max_examples=150 * MULTIPLE)
@given(TRIPLES)
def test_whose_side_is_whose_does_not_matter(triple: tuple[State, State, State]) -> None:
    base, ours, theirs = triple
    one, other = editorkit.merge(base, ours, theirs), editorkit.merge(base, theirs, ours)
    assert same(one.state, other.state)
    assert (one.state is None) == bool(one.conflicts) == bool(other.conflicts)
    pointers = [{conflict.pointer for conflict in merged.conflicts} for merged in (one, other)]
    assert pointers[0] & pointers[1] or not one.conflicts  # some conflicts follow from others, whose side is in place


@settings(max_examples=100 * MULTIPLE)
@given(TRIPLES, st.sampled_from(["ours", "theirs"]))
def test_no_result_is_worse_than_what_went_into_it(triple: tuple[State, State, State], side: str) -> None:
    merged = editorkit.merge(*triple, prefer=side)
    if merged.state is not None:
        assert _grave(merged.state) <= set().union(*map(_grave, triple))


@settings(max_examples=100 * MULTIPLE)
@given(RELEASES.flatmap(disjoint_edits))
def test_nothing_that_went_in_is_changed_or_shared(triple: Triple) -> None:
    sides = (triple.base, triple.ours, triple.theirs)
    before = copy.deepcopy(sides)
    merged = editorkit.merge(*sides)
    assert sides == before
    mine = {id(part) for side in sides for part in _containers(side)}
    assert not mine & {id(part) for part in _containers(merged.state)}


def _containers(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _containers(inner)


@settings(max_examples=50 * MULTIPLE)
@given(RELEASES.flatmap(disjoint_edits))
def test_a_merge_that_was_done_once_is_done(triple: Triple) -> None:
    merged = editorkit.merge(triple.base, triple.ours, triple.theirs).state
    assert merged is not None
    assert same(editorkit.merge(triple.ours, merged, triple.ours).state, merged)


@pytest.mark.unmeasured
def test_whatever_one_side_did_to_its_state_nothing_but_our_errors_is_raised() -> None:
    base = state(
        {"title": item("text", opacity=number(1, (0, 0))), "late": item("text", SECOND)},
        {"one": item("image"), "two": item("image", SECOND), "subs": item("captions", 2 * SECOND)},
        transitions={"join": transition("one", "two", trackId="track-2")},
    )
    other = copy.deepcopy(base)
    other["items"]["late"]["startTicks"] += SECOND
    other["items"]["two"]["opacity"]["value"] = 0.5
    merged = 0
    for fault in islice(single_faults(base, Random(7)), 0, None, 3):
        if not looks_like_state(fault.state):
            continue
        try:
            one, two = editorkit.merge(base, fault.state, other), editorkit.merge(base, other, fault.state)
        except EditorkitError:
            continue
        assert same(one.state, two.state), fault.path
        merged += one.state is not None
        if one.state is not None:
            assert _grave(one.state) <= _grave(fault.state) | _grave(other) | _grave(base), fault.path
    assert merged > 150
