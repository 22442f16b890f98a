"""The canonical form: the same for the same content, and nothing lost on the way."""

import json
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import editorkit
from editorkit.cli.format import command as format_command
from editorkit.cli.hash import command as hash_command
from editorkit.cli.main import main  # noqa: F401  # the command as users start it
from editorkit.errors import UsageError
from editorkit.formatting import canonical_text, content_hash, formatted
from editorkit.matching import same
from editorkit.releases import CHECKED_RELEASES
from editorkit.testing import edited_states, states
from tests.mutants import single_faults
from tests.promo import promo

State = dict[str, Any]
MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
STATES = st.sampled_from(CHECKED_RELEASES).flatmap(lambda release: states(release, max_items=6))
FIXTURES = sorted((Path(__file__).parents[1] / "fixtures" / "valid").glob("*.json"))


def _shuffled(value: Any, chance: Random) -> Any:
    if isinstance(value, dict):
        names = list(value)
        chance.shuffle(names)
        return {name: _shuffled(value[name], chance) for name in names}
    if isinstance(value, list):
        return [_shuffled(inner, chance) for inner in value]
    return float(value) if type(value) is int and abs(value) < 2**53 and chance.random() < 0.2 else value


@settings(max_examples=100 * MULTIPLE)
@given(STATES, st.randoms(use_true_random=False))
def test_the_same_content_is_the_same_text(state: State, chance: Random) -> None:
    again = _shuffled(state, chance)
    assert canonical_text(formatted(again)) == canonical_text(formatted(state))
    assert content_hash(again) == content_hash(state)


@settings(max_examples=100 * MULTIPLE)
@given(STATES)
def test_nothing_is_lost_and_twice_changes_nothing(state: State) -> None:
    once = formatted(state)
    assert {change.kind for change in editorkit.diff(state, once).changes} <= {"item-reordered"}
    assert canonical_text(formatted(once)) == canonical_text(once)
    assert json.loads(canonical_text(once)) == once
    assert content_hash(once) == content_hash(state)


@pytest.mark.unmeasured
@settings(max_examples=100 * MULTIPLE)
@given(edited_states())
def test_other_content_has_another_hash(edited: Any) -> None:
    assert same(formatted(edited.before), formatted(edited.after)) == (
        content_hash(edited.before) == content_hash(edited.after)
    )


@pytest.mark.unmeasured
def test_broken_states_are_put_in_order_too() -> None:
    for broken in single_faults(json.loads(FIXTURES[0].read_bytes()), Random(1)):
        if isinstance(broken.state, dict):
            once = formatted(broken.state)
            assert same(once, formatted(once))


@pytest.mark.parametrize("junk", [None, 3, [], "x", {"a": float("nan")}, {"a": {1, 2}}])
def test_junk_is_refused(junk: Any) -> None:
    with pytest.raises(UsageError, match="a state is a JSON object"):
        formatted(junk)


def test_order_that_means_something_stays() -> None:
    state = promo()
    main_track = next(track for track in state["tracks"] if track["id"] == "main")
    main_track["items"].reverse()
    free = next(track for track in state["tracks"] if track["id"] == "titles")
    free["items"].reverse()
    tracks = {track["id"]: track["items"] for track in formatted(state)["tracks"]}
    assert tracks["main"] == main_track["items"]
    assert tracks["titles"] == free["items"][::-1]
    assert list(tracks) == [track["id"] for track in state["tracks"]]


def test_properties_stand_in_the_order_of_the_schema() -> None:
    ordered = formatted({"zz": 1, "items": {}, "tracks": [], "qq": 2.0, "compositionWidth": 1920.0})
    assert list(ordered) == ["compositionWidth", "tracks", "items", "qq", "zz"]
    assert canonical_text(ordered).endswith(b'"qq": 2,\n  "zz": 1\n}\n')


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_files_are_put_in_the_form_once(path: Path, tmp_path: Path) -> None:
    file = tmp_path / path.name
    file.write_bytes(json.dumps(json.loads(path.read_bytes()), indent="\t").replace("\n", "\r\n").encode())
    run = CliRunner().invoke
    assert run(format_command, [str(file), "--check"]).exit_code == 1
    patch = run(format_command, [str(file), "--diff"])
    assert patch.exit_code == 1 and patch.output.startswith("--- a/")
    digest = run(hash_command, [str(file)]).output.split()[0]
    assert run(format_command, [str(file)]).exit_code == 0
    os.utime(file, ns=(1, 1))
    assert run(format_command, [str(file)]).exit_code == 0
    assert file.stat().st_mtime_ns == 1
    assert run(format_command, [str(file), "--check", "--diff"]).output == ""
    assert run(hash_command, [str(file)]).output.split()[0] == digest
    assert same(json.loads(file.read_bytes())["items"], json.loads(path.read_bytes())["items"])


def test_what_is_no_state_is_left_alone(tmp_path: Path) -> None:
    other, broken = tmp_path / "package.json", tmp_path / "broken.json"
    other.write_text('{"name":"x"}')
    broken.write_text('{"tracks": [')
    assert CliRunner().invoke(format_command, [str(other)]).exit_code == 0
    assert other.read_text() == '{"name":"x"}'
    refused = CliRunner().invoke(format_command, [str(other), str(broken)])
    assert refused.exit_code == 2 and "broken.json:1:13" in refused.stderr
    assert broken.read_text() == '{"tracks": ['


def test_standard_input_goes_to_standard_output() -> None:
    text = json.dumps({"editorState": promo(), "title": "T"})
    done = CliRunner().invoke(format_command, ["-"], input=text)
    assert list(json.loads(done.stdout)) == ["editorState", "title"]
    assert content_hash(json.loads(done.stdout)["editorState"]) == content_hash(promo())
