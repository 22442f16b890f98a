"""Repairs: each does what it says, none brings a finding, and there is an end to them."""

import json
import os
from copy import deepcopy
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import editorkit
from editorkit import Finding, UsageError
from editorkit.capabilities import Capabilities, load_file
from editorkit.checking import check_file
from editorkit.findings import Drop, Insert, Put, Rename
from editorkit.fixing import edited
from editorkit.matching import same
from editorkit.pointer import parse
from editorkit.releases import CHECKED_RELEASES
from editorkit.repairs import repairable_rules
from editorkit.rules import Stage, all_rules
from editorkit.testing import Planted, faulty_states, plant, plantable_rules, states
from tests.calling import call, save
from tests.playing import expect_alike, quiet_times, seen
from tests.promo import promo

State = dict[str, Any]
MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
FIXTURES = Path(__file__).parents[1] / "fixtures"
INVALID = sorted((FIXTURES / "invalid").rglob("*.json"))
RULES = [name for name, rule in all_rules().items() if rule.stage is Stage.STATE]
PLANTABLE = [name for name in plantable_rules("1.1") if name in RULES]
ALL_PAIRS = list(permutations(PLANTABLE, 2))
UNSEEN = {"schema", "legacy-field", "caption-animation-conflict"}  # what no player would show can go
PAIRS = ALL_PAIRS if MULTIPLE > 1 else Random(7).sample(ALL_PAIRS, 250)


def _told(findings: tuple[Finding, ...]) -> set[tuple[str, Any]]:
    """The rules that speak, and about what."""
    return {(f.rule, parse(pointer)[:2]) for f in findings for pointer in (f.pointer, *f.also)}


def _expect_lawful(state: State, known: set[tuple[str, Any]], capabilities: Any = None) -> None:
    for unsafe in (False, True):
        before = deepcopy(state)
        fixed = editorkit.fix(state, capabilities, unsafe=unsafe)
        assert same(state, before)
        assert _told(fixed.left) <= known
        assert _told(editorkit.check(fixed.state, capabilities).findings) == _told(fixed.left)
        again = editorkit.fix(fixed.state, capabilities, unsafe=unsafe)
        assert again.fixed == () and same(again.state, fixed.state)
        assert all(finding.fix and (finding.fix.safe or unsafe) for finding in fixed.fixed)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_fixed_lawfully(rule: str) -> None:
    releases = [release for release in CHECKED_RELEASES if rule in plantable_rules(release)]
    if not releases:
        pytest.skip("no fault of it can be planted")

    @settings(max_examples=6 * MULTIPLE)
    @given(st.sampled_from(releases).flatmap(lambda release: faulty_states(rule, release, max_items=3)))
    def law(pair: tuple[State, Planted]) -> None:
        planted = pair[1]
        if planted.text is None:
            known = _told(planted.check().findings) | _told(editorkit.check(pair[0], planted.capabilities).findings)
            _expect_lawful(planted.state, known, planted.capabilities)

    law()


@settings(max_examples=100 * MULTIPLE)
@given(
    st.sampled_from(PLANTABLE).flatmap(lambda rule: faulty_states(rule, "1.1", max_items=3)),
    st.randoms(use_true_random=False),
)
def test_safe_repairs_change_nothing_that_is_seen(pair: tuple[State, Planted], chance: Random) -> None:
    planted = pair[1]
    assume(planted.text is None)
    assume(not {each.rule for each in planted.check().findings} & UNSEEN)
    fixed = editorkit.fix(planted.state, planted.capabilities)
    assume(fixed.fixed)
    for time in quiet_times(fixed.state, chance):
        expect_alike(seen(planted.state, time), seen(fixed.state, time))


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_every_pair_of_rules_is_fixed_lawfully(pair: tuple[str, str]) -> None:
    first = plant(pair[0], promo())
    try:
        second = plant(pair[1], first.state)
    except UsageError:
        return  # the first fault leaves nothing in which the second could be planted: the other order is another pair
    if first.text is None and second.text is None and first.capabilities is None:
        alone = plant(pair[1], promo())
        known = _told(first.check().findings) | _told(second.check().findings) | _told(alone.check().findings)
        _expect_lawful(second.state, known, second.capabilities)


@settings(max_examples=60 * MULTIPLE)
@given(st.sampled_from(CHECKED_RELEASES).flatmap(states))
def test_sound_states_stay_as_they_are(state: State) -> None:
    fixed = editorkit.fix(state)
    assert {finding.severity.value for finding in fixed.fixed} <= {"info"}
    assert fixed.fixed or same(fixed.state, state)


def _given(path: Path) -> Capabilities | None:
    payload = path.with_suffix(".capabilities")
    return load_file(payload) if payload.exists() else None


@pytest.mark.parametrize("path", INVALID, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_what_is_called_fixable_is_fixed(path: Path) -> None:
    findings = check_file(path, _given(path)).findings
    promised = [finding for finding in findings if finding.fix and finding.fix.edits and finding.fix.safe]
    if promised:
        fixed = editorkit.fix(json.loads(path.read_bytes()), _given(path))
        assert {finding.pointer for finding in fixed.fixed} >= {finding.pointer for finding in promised}


def test_every_repair_is_of_a_rule_and_has_an_example() -> None:
    offered = {f.rule for path in INVALID for f in check_file(path, _given(path)).findings if f.fix}
    assert repairable_rules() <= all_rules().keys()
    assert repairable_rules() <= offered


def test_what_the_schema_refuses_is_restored_and_respelt() -> None:
    state = promo()
    title, hero = state["items"]["title-0"], state["items"]["hero"]
    del title["scaleX"], title["isDraggingInTimeline"]
    title["opacity"] = 0.5
    title["fontSize"] = "64"
    title["animations"]["in"]["type"] = "slideUp"
    hero["videoStartFromInSeconds"] = 1
    del hero["sourceStartTicks"], state["tracks"][0]["hidden"]
    fixed = editorkit.fix(state)
    assert fixed.left == ()
    assert fixed.state["items"]["title-0"]["scaleX"] == {"value": 1, "keyframes": []}
    assert fixed.state["items"]["title-0"]["opacity"] == {"value": 0.5, "keyframes": []}
    assert fixed.state["items"]["title-0"]["fontSize"] == 64
    assert fixed.state["items"]["hero"]["sourceStartTicks"] == 240_000


def test_a_request_is_fixed_around_its_state() -> None:
    request: State = {"stateSchemaVersion": "v2", "stateVersion": "x", "editorState": promo()}
    request["editorState"]["items"]["hero"]["isDraggingInTimeline"] = True
    fixed = editorkit.fix(request)
    assert fixed.state == {"stateSchemaVersion": "v1", "editorState": promo()}


@pytest.mark.parametrize("junk", [None, 3, [], {}, {"tracks": float("nan"), "items": {}}])
def test_junk_is_refused(junk: Any) -> None:
    with pytest.raises(UsageError, match="there is no state to fix"):
        editorkit.fix(junk)


@pytest.mark.parametrize(
    ("key", "value", "ticks"),
    [
        ("durationInSeconds", 2, 480_000),
        ("duration_ms", 1500, 360_000),
        ("durationInFrames", 60, None),
        ("duration", 2, None),
        ("durationTick", 480_000, 480_000),
    ],
)
def test_a_time_under_another_name_is_converted_or_left(key: str, value: float, ticks: int | None) -> None:
    state = promo()
    del state["items"]["hero"]["durationTicks"]
    state["items"]["hero"][key] = value
    fixed = editorkit.fix(state, unsafe=True)
    assert fixed.state["items"]["hero"].get("durationTicks") == ticks
    assert ticks is None or fixed.left == ()
    assert same(editorkit.fix(state).state, state)


def _lanes(state: State) -> dict[str, list[str]]:
    return {track["id"]: track["items"] for track in state["tracks"]}


def test_items_that_overlap_get_tracks_beside_theirs_and_keep_their_times() -> None:
    state = promo()
    for n in range(5):
        state["items"][f"title-{n}"]["durationTicks"] *= 2
    state["items"]["bar-0"]["durationTicks"] *= 4
    fixed = editorkit.fix(state, unsafe=True)
    assert fixed.left == () and len(fixed.fixed) == 4
    assert fixed.state["items"] == state["items"]
    before, lanes = _lanes(state), _lanes(fixed.state)
    assert list(lanes)[:5] == ["titles-2", "titles", "overlay", "overlay-2", "captions"]  # the long bar behind the rest
    assert lanes["titles-2"] == ["title-1", "title-3", "title-5"]
    assert lanes["overlay-2"] == ["bar-0"]
    assert sorted(lanes["titles"] + lanes["titles-2"]) == sorted(before["titles"])
    assert same(editorkit.fix(state).state, state)


def test_of_an_overlap_on_many_tracks_all_is_repaired_at_once() -> None:
    state = promo()
    title = state["items"]["title-0"]
    state["tracks"] = [{"id": f"t{n}", "items": [f"a{n}", f"b{n}"], "hidden": False, "muted": False} for n in range(60)]
    state["items"] = {f"{key}{n}": title | {"id": f"{key}{n}"} for n in range(60) for key in "ab"}
    state["transitions"], state["assets"] = {}, {}
    fixed = editorkit.fix(state, unsafe=True)
    assert len(fixed.state["tracks"]) == 120
    assert not [finding for finding in fixed.left if finding.rule == "overlapping-items"]


@pytest.mark.parametrize("factor", [2, 3])
def test_clips_that_a_transition_joins_meet_at_their_seam(factor: int) -> None:
    state = promo()
    state["items"]["shot-1"]["durationTicks"] *= factor
    assert same(editorkit.fix(state, unsafe=True).state, promo())


def test_an_overlap_that_somebody_accepts_stays_with_all_it_shares_a_repair_with(tmp_path: Path) -> None:
    state = promo()
    for n in range(4):
        state["items"][f"title-{n}"]["durationTicks"] *= 2
    file = save(tmp_path, "a.json", json.dumps(state))
    save(
        tmp_path,
        "editorkit.toml",
        '[[suppress]]\nrule = "overlapping-items"\nentity = "title-1"\nreason = "we like it"\n',
    )
    call("check", "a.json", "--fix", "--unsafe-fixes", folder=tmp_path)
    assert same(json.loads(file.read_bytes()), state)


@pytest.mark.parametrize(
    ("gone", "there", "expected"),
    [
        ("join-0", {"fromClipId": "shot-0", "toClipId": "shot-2"}, ("shot-0", "shot-1")),
        ("join-2", {"fromClipId": "shot-1", "toClipId": "shot-3"}, ("shot-2", "shot-3")),
        (None, {"fromClipId": "shot-0", "toClipId": "shot-3"}, None),
        ("join-1", {"fromClipId": "shot-2", "toClipId": "shot-1"}, ("shot-1", "shot-2")),
    ],
)
def test_a_transition_between_strangers_moves_to_a_free_seam(gone: str | None, there: State, expected: Any) -> None:
    state = promo()
    new = state["transitions"]["join-0"] | {"id": "new"} | there
    state["transitions"].pop(gone, None)
    state["transitions"]["new"] = new
    fixed = editorkit.fix(state, unsafe=True)
    made = fixed.state["transitions"].get("new")
    assert (made and (made["fromClipId"], made["toClipId"])) == expected
    assert fixed.left == ()


def test_tracks_of_one_name_are_told_apart_and_transitions_find_theirs() -> None:
    state = promo()
    for track in state["tracks"][1:5]:
        track["id"] = "main"
    fixed = editorkit.fix(state)
    assert [track["id"] for track in fixed.state["tracks"]] == [
        "titles", "main-2", "main-3", "main", "main-4", "backdrop",
    ]  # fmt: skip
    assert fixed.left == ()
    state["brandRuntime"] = {"overlayTrackId": "main"}
    told = [finding for finding in editorkit.check(state).findings if finding.rule == "duplicate-track-id"]
    assert [finding.fix for finding in told] == [None]


def _spoken(granularity: str) -> State:
    def word(text: str, start: int, end: int) -> State:
        return {"text": text, "startMs": start, "endMs": end}

    state = promo()
    state["assets"]["words"]["timingGranularity"] = granularity
    state["assets"]["words"]["captions"] = [
        word("Hello, my world!", 0, 900)
        | {"words": [word("Hello", 0, 300), word("my", 300, 500), word("world!", 500, 900)]},
        word("Hello again", 1000, 1900) | {"words": [word("Hello", 1000, 1300), word(" again", 1300, 1900)]},
        word("bye", 2000, 2500),
    ]
    return state


@pytest.mark.parametrize("granularity", ["line", "word"])
def test_words_inside_lines_become_a_flat_list(granularity: str) -> None:
    state = _spoken(granularity)
    fixed = editorkit.fix(state, unsafe=granularity == "line")
    asset = fixed.state["assets"]["words"]
    last = "bye" if granularity == "word" else " bye"
    assert [entry["text"] for entry in asset["captions"]] == ["Hello,", " my", " world!", " Hello", " again", last]
    assert [entry["startMs"] for entry in asset["captions"]] == [0, 300, 500, 1000, 1300, 2000]
    assert asset["timingGranularity"] == "word"
    assert not [finding for finding in fixed.left if finding.rule == "schema"]


@pytest.mark.parametrize(
    ("text", "words", "flat"),
    [
        ("你好世界。再见", ["你好", "世界", "再见"], ["你好", "世界。", "再见"]),
        ("Don't - stop", ["Don't", "stop"], ["Don't", " - stop"]),
        ("  a  b ", ["a", "b"], ["a", "  b "]),
    ],
)
def test_words_keep_all_that_stands_between_them(text: str, words: list[str], flat: list[str]) -> None:
    state = _spoken("word")
    told = [{"text": word, "startMs": n, "endMs": n + 1} for n, word in enumerate(words)]
    state["assets"]["words"]["captions"] = [{"text": text, "startMs": 0, "endMs": 3, "words": told}]
    assert [each["text"] for each in editorkit.fix(state).state["assets"]["words"]["captions"]] == flat


def test_an_overlap_on_a_track_whose_name_is_another_ones_is_repaired_as_well() -> None:
    state = promo()
    state["tracks"][1]["id"] = "titles"
    state["items"]["title-0"]["durationTicks"] *= 2
    assert [finding.rule for finding in editorkit.fix(state).left] == ["overlapping-items"]
    assert editorkit.fix(state, unsafe=True).left == ()


@pytest.mark.parametrize(
    "words", [[], None, 3, [{"text": "Bye", "startMs": 0, "endMs": 1}], [{"text": "Hello"}], ["Hello"]]
)
def test_words_that_do_not_say_what_the_line_does_go_on_demand(words: Any) -> None:
    state = _spoken("word")
    state["assets"]["words"]["captions"][0]["words"] = words
    fixed = editorkit.fix(state, unsafe=True)
    texts = [entry["text"] for entry in fixed.state["assets"]["words"]["captions"]]
    assert texts == ["Hello, my world!", "Hello again", "bye"]
    assert all("words" not in entry for entry in fixed.state["assets"]["words"]["captions"])
    assert words is None or same(editorkit.fix(state).state, state)


def test_parts_of_lettering_are_restored_to_what_changes_nothing() -> None:
    state = promo()
    first, second = state["items"]["title-0"], state["items"]["title-1"]
    first["fontStyle"], first["background"] = {"weight": 700}, {"color": "#fff"}
    del second["fontStyle"], second["strokeWidth"], state["items"]["subtitles"]["background"]
    fixed = editorkit.fix(state)
    assert fixed.left == ()
    items = fixed.state["items"]
    assert items["title-0"]["fontStyle"] == {"variant": "normal", "weight": "700"}
    assert items["title-0"]["background"] == {"color": "#fff", "horizontalPadding": 0, "borderRadius": 0}
    assert items["title-1"]["fontStyle"] == {"variant": "normal", "weight": "400"}
    assert (items["title-1"]["strokeWidth"], items["subtitles"]["background"]) == (0, None)


def test_edits_are_made_together() -> None:
    data = {"a": [1, 2, 3, 4], "b": {"x": 1, "y": 2}}
    edits = (
        *(Drop(("a", 1)), Drop(("a", 3)), Put(("a", 0), 9), Rename(("b", "x"), "z"), Put(("c",), {})),
        *(Insert(("a", 1), 5), Insert(("a", 4), 6), Insert(("a", 4), 7)),
    )
    assert edited(data, edits) == {"a": [9, 5, 3, 6, 7], "b": {"z": 1, "y": 2}, "c": {}}
    assert list(edited(data, edits)["b"]) == ["z", "y"]
    assert data == {"a": [1, 2, 3, 4], "b": {"x": 1, "y": 2}}


def test_an_edit_copies_what_it_changes_and_no_more() -> None:
    data = {"a": {"b": [{"c": 1}, {"c": 2}]}, "d": {"e": 3}}
    before = deepcopy(data)
    made = edited(data, [Put(("a", "b", 0, "c"), 9), Put(("a", "b", 0, "f"), 8), Drop(("a", "b", 1))])
    assert made == {"a": {"b": [{"c": 9, "f": 8}]}, "d": {"e": 3}}
    assert data == before
    assert made["d"] is data["d"]


def test_what_comes_of_a_state_shares_nothing_with_it() -> None:
    state = promo()
    editorkit.fix(state).state["items"]["hero"]["opacity"] = 0.1
    assert state == promo()


def _dragged() -> State:
    state = promo()
    state["items"]["hero"]["isDraggingInTimeline"] = True
    state["items"]["logo"]["linkGroupId"] = "alone"
    state["items"]["flash"]["opacityy"] = 1
    return state


def test_the_command_repairs_in_place(tmp_path: Path) -> None:
    file = save(tmp_path, "a.json", json.dumps(_dragged(), indent=3))
    before = file.read_bytes()
    shown = call("check", "a.json", "--fix", "--diff", folder=tmp_path)
    assert shown.returncode == 1 and b'-         "isDraggingInTimeline": true' in shown.stdout
    assert file.read_bytes() == before
    done = call("check", "a.json", "--fix", folder=tmp_path)
    assert b"2 findings fixed in 1 file" in done.stderr
    assert sum(a != b for a, b in zip(before.split(b"\n"), file.read_bytes().split(b"\n"), strict=True)) == 2
    again = file.read_bytes()
    assert b"fixed" not in call("check", "a.json", "--fix", folder=tmp_path).stderr
    assert file.read_bytes() == again


def test_what_is_suppressed_is_not_fixed(tmp_path: Path) -> None:
    file = save(tmp_path, "a.json", json.dumps(_dragged(), indent=3))
    save(
        tmp_path,
        "editorkit.toml",
        '[[suppress]]\nrule = "dragging-item"\nentity = "hero"\nreason = "we like it"\n',
    )
    call("check", "a.json", "--fix", "--ignore", "unknown-field", folder=tmp_path)
    state = json.loads(file.read_bytes())
    assert state["items"]["hero"]["isDraggingInTimeline"] is True
    assert state["items"]["logo"]["linkGroupId"] is None


def test_what_a_baseline_lists_is_not_fixed(tmp_path: Path) -> None:
    file = save(tmp_path, "a.json", json.dumps(_dragged()))
    call("check", "a.json", "--baseline", "known.json", "--update-baseline", folder=tmp_path)
    before = file.read_bytes()
    call("check", "a.json", "--baseline", "known.json", "--fix", folder=tmp_path)
    assert file.read_bytes() == before


def test_only_what_is_selected_is_fixed(tmp_path: Path) -> None:
    file = save(tmp_path, "a.json", json.dumps(_dragged()))
    call("check", "a.json", "--select", "lonely-link-group", "--fix", folder=tmp_path)
    state = json.loads(file.read_bytes())
    assert state["items"]["hero"]["isDraggingInTimeline"] is True
    assert state["items"]["logo"]["linkGroupId"] is None


def test_a_byte_order_mark_goes(tmp_path: Path) -> None:
    file = save(tmp_path, "a.json", "\ufeff" + json.dumps(promo()))
    assert b"1 finding fixed in 1 file" in call("check", "a.json", "--fix", folder=tmp_path).stderr
    assert file.read_bytes() == json.dumps(promo()).encode()


@pytest.mark.parametrize("flags", [["--diff"], ["--unsafe-fixes"], ["--fix", "-"]])
def test_flags_that_do_not_go_together_are_refused(tmp_path: Path, flags: list[str]) -> None:
    save(tmp_path, "a.json", json.dumps(promo()))
    assert call("check", "a.json", *flags, folder=tmp_path).returncode == 2


def test_files_that_cannot_be_read_are_told_and_left(tmp_path: Path) -> None:
    save(tmp_path, "a.json", '{"tracks": [')
    done = call("check", "a.json", "none.json", "--fix", folder=tmp_path)
    assert done.returncode == 2 and b"[not-json]" in done.stdout
