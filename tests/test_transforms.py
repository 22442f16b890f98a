"""The laws that every transform keeps, on generated states; a new transform falls under them by its file."""

import contextlib
import json
import os
import random
import re
import shlex
from collections import Counter
from copy import deepcopy
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

import editorkit
from editorkit import transforms
from editorkit.cli.transform import parsed
from editorkit.editing.options import PAIRS, Kind
from editorkit.editing.texts import texts
from editorkit.errors import UsageError
from editorkit.migrations import migrate
from editorkit.state import end_of
from editorkit.testing import states
from editorkit.transforms import Step, Transform, all_transforms, transform_all
from tests.promo import promo, reviewed

NAMES = sorted(all_transforms())
FIXTURES = Path(__file__).parents[1] / "fixtures" / "valid"
State = dict[str, Any]
OLD_PROMO = migrate(promo(), "1.0", fps=30).state
MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))


def _times(state: State) -> list[int]:
    edges = {0} | {edge for item in state["items"].values() for edge in (item["startTicks"], end_of(item))}
    return sorted(edges | {edge // 16_000 * 8000 for edge in edges})


def _ticks(numbers: list[int]) -> st.SearchStrategy[str]:
    return st.sampled_from([f"{number} ticks" for number in numbers])


def _ids(state: State, family: str) -> st.SearchStrategy[str]:
    found = [track["id"] for track in state["tracks"]] if family == "tracks" else list(state[family])
    return st.sampled_from(found or ["nobody"])


def _with_source(state: State) -> list[str]:
    return [name for name, item in state["items"].items() if "sourceStartTicks" in item]


def _strategy(kind: Kind, state: State) -> st.SearchStrategy[Any]:
    """Values for an option of a kind that may fit a state; a new kind needs its line here."""
    table: dict[str, Any] = {
        "TIME": lambda: _ticks(_times(state)),
        "OFFSET": lambda: _ticks([-480_000, -8000, 0, 8000, 480_000, *(-t for t in _times(state)[:3])]),
        "LENGTH": lambda: _ticks([8000, 240_000, *(t for t in _times(state) if t)]),
        "FACTOR": lambda: st.sampled_from(["0.5", "2", "3/2", "100%", 0.75]),
        "N": lambda: st.sampled_from([1, 30, 60, 640, 960, 1280]),
        "TEXT": lambda: st.sampled_from(["new", "Titel", "x y"]),
        "RATIO": lambda: st.sampled_from(["16:9", "9:16", "1:1", "4:3", "3:4"]),
        "SHARE": lambda: st.sampled_from(["5%", "0%", "10%", 0.2]),
        "COLOR": lambda: st.sampled_from(["#112233", "#fff", "red"]),
        "": st.booleans,
        "ITEM": lambda: _ids(state, "items") | _ids({"items": _with_source(state)}, "items"),
        "TRACK": lambda: _ids(state, "tracks"),
        "ASSET": lambda: _ids(state, "assets"),
        "FILE": lambda: st.just(reviewed()),
        "RECORDS": lambda: _records(state),
    }
    one = st.sampled_from(kind.choices) if kind.choices else table[kind.word]()
    return st.lists(one, min_size=1, max_size=3, unique_by=json.dumps) if kind.is_many else one


@st.composite
def _pairs(draw: st.DrawFn, words: list[str], new: st.SearchStrategy[str]) -> dict[str, str]:
    """What some words become; a word that stands nowhere may be among them."""
    found = draw(st.lists(st.sampled_from([*words, *words, "nobody"]), min_size=1, max_size=2, unique=True))
    return {word: draw(new) for word in found}


def _words(transform: Transform, name: str, state: State) -> list[str]:
    """What the pairs of an option are about; a new transform that takes pairs needs its line here."""
    text = json.dumps(state)
    assets = state["assets"]
    table: dict[str, Any] = {
        "replace-colors": lambda: re.findall(r'"(#[0-9a-fA-F]{6})"', text),
        "replace-fonts": lambda: re.findall(r'"fontFamily": "([^"]+)"', text),
        "replace-texts": lambda: [word for pair in texts(state) for word in pair],
        "rename-ids": lambda: (
            [track["id"] for track in state["tracks"]] if name == "track" else [*state[f"{name}s"].keys()]
        ),
        "relink": lambda: {
            "to": [*assets, *(asset["remoteUrl"] for asset in assets.values() if asset.get("remoteUrl"))],
            "by_name": [asset["filename"] for asset in assets.values()],
            "prefix": ["https://", "https://example.com/"],
        }[name],
    }
    return list(dict.fromkeys(table[transform.name]()))


@st.composite
def _records(draw: st.DrawFn, state: State) -> State:
    """A record of an asset, of another one, or of none, that says more or less."""
    name, asset = draw(st.sampled_from(sorted(state["assets"].items()) or [("x", {"type": "image", "filename": "x"})]))
    kind = draw(st.sampled_from([asset["type"], asset["type"], "image"])).upper()
    known = {"assetId": draw(st.sampled_from([name, "other"])), "type": kind, "filename": asset["filename"]}
    said = {
        "fileUrl": st.sampled_from(["https://example.com/new", asset.get("remoteUrl")]),
        "fileKey": st.none() | st.just("users/1/new"),
        "mimetype": st.just("x/y"),
        "size": st.none() | st.integers(0, 10**9),
        "width": st.none() | st.integers(1, 4000) | st.just(0),
        "height": st.none() | st.integers(1, 4000),
        "duration": st.none() | st.sampled_from([0.5, 60, 3600, asset.get("durationInSeconds")]),
    }
    return known | draw(st.fixed_dictionaries({}, optional=said))


@st.composite
def _chosen(draw: st.DrawFn, transform: Transform, state: State) -> dict[str, Any]:
    """Options for a transform that may fit a state."""
    names = [field for field in fields(transform.options) if _is_needed(field) or draw(st.booleans())]
    chosen = {field.name: draw(_values(transform, field, state)) for field in names}
    if {"start", "end"} <= chosen.keys():
        chosen["start"], chosen["end"] = sorted(
            (chosen["start"], chosen["end"]), key=lambda time: float(time.split()[0])
        )
    return chosen


def _values(transform: Transform, field: "Field[Any]", state: State) -> st.SearchStrategy[Any]:
    kind = field.metadata["kind"]
    if kind is not PAIRS:
        return _strategy(kind, state)
    new = {"replace-colors": ["#123456", "#abcdef"]}.get(transform.name, ["fresh", "another", "https://example.com/x"])
    return _pairs(_words(transform, field.name, state), st.sampled_from(new))


def _is_needed(field: "Field[Any]") -> bool:
    return field.default is MISSING


def _findings(state: State) -> Counter[tuple[str, str]]:
    """How often each rule speaks as an error or a warning; but of starts that are early because somebody wants it."""
    found = [f for f in editorkit.check(state).findings if (f.rule, f.pointer[-11:]) != ("stray-ticks", "/startTicks")]
    return Counter((finding.rule, finding.severity.value) for finding in found if finding.severity != "info")


def _marked(state: State) -> State:
    """The state with a field nobody knows at its root and in every item and asset, the same in the items of a track."""
    for number, track in enumerate(state["tracks"]):
        for name in track["items"]:
            state["items"][name]["x-studio"] = {"number": number, "note": [None, 1.5]}
    for number, entity in enumerate((*state["items"].values(), *state["assets"].values(), state)):
        entity.setdefault("x-studio", {"number": -number})
    return state


@pytest.mark.parametrize("name", NAMES)
def test_every_transform_keeps_the_laws(name: str) -> None:
    transform = all_transforms()[name]
    counts: Counter[str] = Counter()

    @settings(max_examples=40 * MULTIPLE, suppress_health_check=list(HealthCheck))  # of states that are edited
    @given(st.data())
    def law(data: st.DataObject) -> None:
        made = data.draw(st.one_of(states("1.1", max_items=6), st.builds(promo), st.builds(reviewed)))
        if name == "drop-unused" and data.draw(st.booleans()):
            made = deepcopy(made)
            made["assets"]["spare"] = promo()["assets"]["hero"] | {"id": "spare"}
        if name == "join" and data.draw(st.booleans()):
            middle = max((end_of(item) for item in made["items"].values()), default=0) // 2
            made = editorkit.transform(made, "split", at=f"{middle} ticks").state
        state = _marked(deepcopy(made))
        before = deepcopy(state)
        given_options = data.draw(_chosen(transform, state))
        try:
            after = editorkit.transform(state, name, **given_options)
        except UsageError:
            assert state == before
            reject()
        assert state == before
        counts["done"] += 1
        counts["changed"] += after.state != before
        new = _findings(after.state) - _findings(before)
        assert {rule for rule, _ in new} <= {"unknown-field"}, new
        changes = editorkit.diff(before, after.state).changes
        assert {change.kind for change in changes} <= transform.changes
        _expect_unknown_kept(before, after.state)

    law()
    print(f"{name}: {counts['done']} states edited, {counts['changed']} changed")
    assert counts["changed"] >= MULTIPLE


def _expect_unknown_kept(before: State, after: State) -> None:
    assert after["x-studio"] == before["x-studio"]
    for family in ("items", "assets"):
        for name in before[family].keys() & after[family].keys():
            assert after[family][name]["x-studio"] == before[family][name]["x-studio"]


@pytest.mark.parametrize("name", NAMES)
def test_every_example_says_what_it_says(name: str) -> None:
    (*prior, step), file, sentences = _example(all_transforms()[name])
    before = transform_all(json.loads((FIXTURES / file).read_text()), prior).state
    after = transform_all(before, [step]).state
    assert step.name == name and sentences
    assert [change.sentence for change in editorkit.diff(before, after).changes] == sentences


def _example(transform: Transform) -> tuple[list[Step], str, list[str]]:
    """The steps of the example in a transform's documentation, the fixture, and what the last step is to change."""
    head, _, promised = transform.documentation.partition("\nDiff:")
    words = shlex.split(head.partition("\nExample:")[2])
    if not words or words[0].startswith("--"):
        words = [transform.name, *words]
    with contextlib.chdir(FIXTURES):
        steps, files, _ = parsed(words)
    sentences = [line.strip() for line in promised.strip().splitlines()]
    return steps, files[0] if files else "product-promo-1.1.json", sentences


@pytest.mark.parametrize("name", NAMES)
def test_every_transform_is_documented(name: str) -> None:
    transform = all_transforms()[name]
    assert transform.summary.endswith(".")
    assert all(field.metadata["help"].endswith(".") for field in fields(transform.options))
    assert transform.changes


def test_transforms_refuse_what_is_not_there() -> None:
    with pytest.raises(UsageError, match="did you mean 'shift'"):
        editorkit.transform(reviewed(), "shft")
    with pytest.raises(UsageError, match="there is no option 'bye'"):
        editorkit.transform(reviewed(), "shift", bye="1s")
    with pytest.raises(UsageError, match="'by' is missing"):
        editorkit.transform(reviewed(), "shift")


def test_unsound_states_are_refused() -> None:
    state = reviewed()
    next(iter(state["items"].values()))["startTicks"] = "soon"
    with pytest.raises(UsageError, match="cannot be edited"):
        editorkit.transform(state, "shift", by="1s")


def test_steps_follow_each_other() -> None:
    there_and_back = [transforms.Step("shift", {"by": "1s"}), transforms.Step("shift", {"by": "-1s"})]
    assert editorkit.transform_all(reviewed(), there_and_back).state == reviewed()


@settings(max_examples=30 * MULTIPLE)
@given(states("1.0", max_items=5), st.randoms(use_true_random=False))
def test_old_states_stay_of_their_release(state: State, chance: random.Random) -> None:
    by = chance.randrange(1, 10) * 8000
    later = editorkit.transform(state, "shift", by=f"{by} ticks").state
    assert editorkit.check(later).release == "1.0"
    assert editorkit.transform(later, "shift", by=f"-{by} ticks").state == state


@pytest.mark.parametrize("name", NAMES)
def test_every_transform_edits_old_states_as_they_are(name: str) -> None:
    transform = all_transforms()[name]

    @settings(max_examples=8 * MULTIPLE, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def law(data: st.DataObject) -> None:
        state = data.draw(st.one_of(states("1.0", max_items=5), st.just(OLD_PROMO)))
        before = deepcopy(state)
        options = data.draw(_chosen(transform, migrate(state, "1.1", fps=30).state))
        try:
            after = editorkit.transform(state, name, **options)
        except UsageError:
            reject()
        assert state == before
        report = editorkit.check(after.state)
        assert report.release == "1.0"
        assert {rule for rule, _ in _findings(after.state) - _findings(before)} == set()

    law()
