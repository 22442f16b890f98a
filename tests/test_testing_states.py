"""What the strategies draw is valid: no error, no warning, and the official schema accepts it.

EDITORKIT_EXAMPLES multiplies the number of examples, and lets them differ from run to run.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import find, given, settings

import editorkit
from editorkit import schema
from editorkit.testing import TrackDrawn, assets, items, states, tracks
from editorkit.testing.items import makers
from tests.test_schemas import CLIENTS, fast_with_formats, official_schema

State = dict[str, Any]
MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
TYPES = [(release, kind) for release in CLIENTS for kind in schema.types(release, "item")]
each_release = pytest.mark.parametrize("release", CLIENTS)


def examples(number: int) -> settings:
    return settings(max_examples=number * MULTIPLE, derandomize=MULTIPLE == 1, database=None, deadline=None)


@cache
def is_official(release: str) -> Callable[[Any], bool]:
    return fast_with_formats(official_schema(release))


def complaints(state: State, release: str) -> list[str]:
    """Errors and warnings, and what the official schema says."""
    report = editorkit.check(state)
    assert report.release == release or not report.findings
    told = [f"{found.rule}: {found.message}" for found in report.findings if found.severity != "info"]
    return told if is_official(release)(state) else [*told, "the official schema refuses it"]


@pytest.mark.unmeasured
@each_release
def test_states_are_valid(release: str) -> None:
    @examples(300)
    @given(states(release))
    def law(state: State) -> None:
        assert complaints(state, release) == []

    law()


@pytest.mark.unmeasured
@each_release
def test_large_states_are_valid(release: str) -> None:
    sizes = []

    @examples(15)
    @given(states(release, max_items=200))
    def law(state: State) -> None:
        sizes.append(len(state["items"]))
        assert complaints(state, release) == []

    law()
    assert max(sizes) > 100


@pytest.mark.unmeasured
@examples(10)
@given(states(min_items=120, max_items=150))
def test_a_state_has_as_many_items_as_asked_for(state: State) -> None:
    assert 120 <= len(state["items"]) <= 150


@pytest.mark.parametrize(("release", "kind"), TYPES)
def test_a_state_has_the_item_asked_for(release: str, kind: str) -> None:
    @examples(5)
    @given(states(release, max_items=2, with_item=kind))
    def law(state: State) -> None:
        assert kind in {item["type"] for item in state["items"].values()}

    law()


def test_a_state_may_be_without_items() -> None:
    @examples(5)
    @given(states(min_items=0, max_items=0))
    def law(state: State) -> None:
        assert state["items"] == {}
        assert [found.rule for found in editorkit.check(state).findings] == ["nothing-to-export"]

    law()


@examples(30)
@given(states(float_integers=False))
def test_integers_are_written_as_such_if_asked_for(state: State) -> None:
    times = [item[name] for item in state["items"].values() for name in ("startTicks", "durationTicks")]
    assert {type(time) for time in (*times, state["compositionWidth"])} == {int}


@pytest.mark.unmeasured
def test_failing_examples_shrink_to_what_matters() -> None:
    def has_captions(drawn: TrackDrawn) -> bool:
        return any(item["type"] == "captions" for item in drawn.items.values())

    drawn = find(tracks(max_items=6), has_captions, settings=settings(database=None, derandomize=True))
    assert len(drawn.items) == len(drawn.assets) == 1


def test_every_maker_is_of_a_type() -> None:
    assert makers().keys() <= set(schema.types("1.1", "item"))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: states("1.2"), "no release '1.2'"),
        (lambda: states("1.0", with_item="vidoe"), "no item type of release 1.0 'vidoe' (did you mean 'video'?)"),
        (lambda: states("1.0", with_item="motion-graphic"), "no item type of release 1.0 'motion-graphic'"),
        (lambda: states(min_items=3, max_items=2), "min_items is 3 and max_items 2; they must rise, from 0 on"),
        (lambda: states(min_items=-1), "min_items is -1"),
        (lambda: states(min_items=0, max_items=0, with_item="text"), "min_items is 1 and max_items 0"),
        (lambda: items("txt"), "no item type of release 1.1 'txt' (did you mean 'text'?)"),
        (lambda: items("text", "2"), "no release '2'; there are 1.0, 1.1"),
        (lambda: items(None), "no item type of release 1.1 None"),  # type: ignore[arg-type]
        (lambda: assets("captions"), "no asset type of release 1.1 'captions' (did you mean 'caption'?)"),
        (lambda: tracks("1"), "no release '1'"),
        (lambda: tracks(max_items=0), "min_items is 1 and max_items 0"),
    ],
)
def test_what_there_is_not_is_refused(call: Any, message: str) -> None:
    with pytest.raises(editorkit.UsageError) as refusal:
        call()
    assert str(refusal.value).startswith(message)


def test_without_hypothesis_it_says_what_to_install() -> None:
    program = "import sys; sys.modules['hypothesis'] = None; import editorkit.testing"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert 'pip install "editorkit[testing]"' in done.stderr
