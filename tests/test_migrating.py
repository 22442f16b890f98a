"""The laws of migrating: what comes out is valid, what comes back is the same, and every note has its place."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit import releases, ticks
from editorkit.errors import UsageError
from editorkit.migrations import Migrated, Note, migrate
from editorkit.pointer import parse, show
from editorkit.releases import OLD_FIELDS
from editorkit.testing import states
from tests.mutants import single_faults
from tests.playing import expect_alike, quiet_times, seen, told_anew
from tests.test_schemas import REFERENCE, fast, fast_with_formats, official_schema

State = dict[str, Any]
RELEASES = ("0.1", "0.2", "1.0", "1.1")
MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
FILES = sorted([*REFERENCE.glob("openapi-1.*/examples/*.json"), *REFERENCE.glob("templates-1.0/*.json")])
VALID = [file for file in FILES if "invalid" not in file.name]
SILENT = {"linkGroupId": None, "remoteAssetId": None, "syncLocked": False}  # of release 1.1, and say nothing

each_pair = pytest.mark.parametrize(("source", "target"), list(permutations(RELEASES, 2)))
each_valid_file = pytest.mark.parametrize("file", VALID, ids=lambda file: f"{file.parts[-2]}-{file.stem}")
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-2]}-{file.stem}")
rates = st.sampled_from((30, 60))


def examples(number: int) -> settings:
    return settings(max_examples=number * MULTIPLE, derandomize=MULTIPLE == 1, database=None, deadline=None)


def read(file: Path) -> State:
    document: State = json.loads(file.read_text("utf-8"))
    state: State = document.get("editorState", document)
    return state


def copied(state: State) -> State:
    copy: State = json.loads(json.dumps(state))
    return copy


@cache
def accepts(release: str) -> Callable[[Any], bool]:
    """What the official schema of a release says; those of 0.1 and 0.2 are in the reference only."""
    if release in releases.CHECKED_RELEASES:
        return fast_with_formats(official_schema(release))
    file = REFERENCE / "schemas" / f"editor-state.{release}.official.json"
    if not file.exists():
        pytest.skip(f"the official schema of release {release} is not here")
    return fast(json.loads(file.read_text("utf-8")))


def there_is(pointer: str, state: State) -> bool:
    here: Any = state
    for token in parse(pointer):
        here = here[int(token) if isinstance(here, list) else token]
    return True


def containers(value: Any) -> Iterator[int]:
    if isinstance(value, dict | list):
        yield id(value)
        for inner in value.values() if isinstance(value, dict) else value:
            yield from containers(inner)


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """Pointers to where two values differ; fields of release 1.0 may do so by half a tick."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in before.keys() | after.keys():
            if name not in before or name not in after:
                yield path + show((name,))
            elif not is_same_time(name, before[name], after[name]):
                yield from differences(before[name], after[name], path + show((name,)))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for n, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, path + show((n,)))
    elif before != after:
        yield path


def is_same_time(name: str, before: Any, after: Any) -> bool:
    renamed = OLD_FIELDS.get(name)
    if renamed is None or renamed.ticks_per_unit is None:
        return False
    return abs(ticks.exact(before) - ticks.exact(after)) * renamed.ticks_per_unit <= 1 / 2


def silent_places(value: Any, path: str = "") -> Iterator[str]:
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if name in SILENT and inner is SILENT[name]:
            yield path + show((name,))
        elif isinstance(inner, dict | list):
            yield from silent_places(inner, path + show((name,)))


def told(notes: Iterable[Note]) -> list[tuple[str, str]]:
    return [(note.kind, note.pointer) for note in notes]


def keeps_all_its_notes(before: State, migrated: Migrated) -> bool:
    lost = all(there_is(loss.pointer, before) for loss in migrated.losses)
    return lost and all(there_is(note.pointer, migrated.state) for note in migrated.assumptions)


@each_valid_file
def test_official_files_migrate_to_what_the_official_schema_accepts(file: Path) -> None:
    migrated = migrate(read(file), fps=30)
    assert accepts("1.1")(migrated.state)
    assert migrated.losses == ()


@each_valid_file
@pytest.mark.parametrize("release", RELEASES)
def test_official_files_can_go_back(file: Path, release: str) -> None:
    older = migrate(read(file), to=release, fps=30)
    assert accepts(release)(older.state)
    assert accepts("1.1")(migrate(older.state, fps=30).state)


@each_file
def test_what_was_migrated_is_not_migrated_again(file: Path) -> None:
    once = migrate(read(file), fps=30)
    assert migrate(once.state) == Migrated(once.state, "1.1", "1.1")


@examples(150)
@given(states("1.0"), rates)
def test_upwards_every_state_is_valid_and_nothing_is_lost(state: State, fps: int) -> None:
    migrated = migrate(state, fps=fps)
    assert accepts("1.1")(migrated.state)
    assert migrated.losses == ()
    assert keeps_all_its_notes(state, migrated)


@pytest.mark.unmeasured
@examples(150)
@given(states("1.1"), rates)
def test_downwards_every_state_is_valid_and_told_to_be_of_its_release(state: State, fps: int) -> None:
    migrated = migrate(state, to="1.0", fps=fps)
    assert accepts("1.0")(migrated.state)
    assert releases.detect(migrated.state)[0] == "1.0"
    assert keeps_all_its_notes(state, migrated)


@pytest.mark.parametrize("target", ["0.1", "0.2"])
def test_the_oldest_releases_can_be_reached_and_left(target: str) -> None:
    @examples(60)
    @given(states("1.1"), rates)
    def law(state: State, fps: int) -> None:
        older = migrate(state, to=target, fps=fps)
        assert accepts(target)(older.state)
        assert keeps_all_its_notes(state, older)
        newer = migrate(older.state, fps=fps, release=target)
        assert accepts("1.1")(newer.state)
        assert keeps_all_its_notes(older.state, newer)

    law()


@pytest.mark.parametrize("release", ["0.1", "0.2", "1.0"])
def test_the_same_is_seen_of_an_older_state_at_every_time(release: str) -> None:
    @examples(100)
    @given(states("1.0"), st.data())
    def law(made: State, data: st.DataObject) -> None:
        old = copied(migrate(made, to=release, fps=30).state)
        for item in old["items"].values():
            if "captionStartInSeconds" in item:
                item["captionStartInSeconds"] = data.draw(st.sampled_from([0, 0.001, 0.25, 1, 3.3]))
        new = migrate(old, fps=30, release=release)
        told = told_anew(old)
        for time in quiet_times(told, data.draw(st.randoms(use_true_random=False))):
            expect_alike(seen(told, time), seen(new.state, time), {"params", "templateId", "text", "timingGranularity"})

    law()


@pytest.mark.unmeasured
@examples(150)
@given(states("1.0"), rates)
def test_up_and_down_is_the_same_but_for_half_a_tick(state: State, fps: int) -> None:
    newer = migrate(state, fps=fps, release="1.0")
    back = migrate(newer.state, to="1.0", fps=fps)
    made_up = {note.pointer for note in newer.assumptions if note.kind == "assumed"}
    assert back.losses == ()
    assert set(differences(state, back.state)) <= made_up


@pytest.mark.unmeasured
@examples(200)
@given(states("1.1", max_items=3), rates)
def test_down_and_up_is_the_same_but_for_what_was_told(state: State, fps: int) -> None:
    older = migrate(state, to="1.0", fps=fps)
    back = migrate(older.state, fps=fps, release="1.0")
    told = {loss.pointer for loss in older.losses} | set(silent_places(state))
    removed = [loss for loss in older.losses if "motion-graphic" in loss.message]
    assert removed or set(differences(state, back.state)) <= told


@examples(60)
@given(st.sampled_from(RELEASES[2:]).flatmap(states), st.sampled_from(RELEASES))
def test_the_state_before_is_left_alone_and_shares_nothing(state: State, target: str) -> None:
    before = copied(state)
    migrated = migrate(state, to=target, fps=30)
    assert state == before
    assert not set(containers(state)) & set(containers(migrated.state))


@examples(60)
@given(st.sampled_from(RELEASES[2:]).flatmap(states), st.sampled_from(RELEASES))
def test_migrating_is_deterministic_and_comes_to_rest(state: State, target: str) -> None:
    migrated = migrate(state, to=target, fps=30)
    assert migrate(state, to=target, fps=30) == migrated
    again = migrate(migrated.state, to=target, fps=30, release=target)
    assert again == Migrated(migrated.state, target, target)


@each_pair
def test_every_release_leads_to_every_other(source: str, target: str) -> None:
    migrated = migrate({"tracks": [], "items": {}}, to=target, release=source)
    assert (migrated.release_from, migrated.release_to) == (source, target)


def faulty(state: State, random: Random, number: int) -> list[Any]:
    faults = [fault.state for fault in single_faults(state, random)]
    return random.sample(faults, min(number, len(faults)))


@each_pair
def test_whatever_is_wrong_with_a_state_only_usage_errors_are_raised(source: str, target: str) -> None:
    @examples(5)
    @given(states("1.1", min_items=4), st.integers(0, 2**32))
    def law(state: State, seed: int) -> None:
        for broken in faulty(migrate(state, to=source, fps=30).state, Random(seed), 80):
            with suppress(UsageError):
                assert keeps_all_its_notes(broken, migrate(broken, to=target, fps=60, release=source))

    law()
