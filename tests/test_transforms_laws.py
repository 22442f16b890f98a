"""What single transforms promise: pairs undo each other, values are exact, nothing private stays."""

import json
import os
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

import editorkit
from editorkit import schema
from editorkit.editing.curves import piece_of, value_at
from editorkit.editing.texts import texts
from editorkit.errors import UsageError
from editorkit.matching import same
from editorkit.space.colors import plain_color
from editorkit.state import end_of
from editorkit.testing import states
from tests import making
from tests.calling import call, save
from tests.making import SECOND
from tests.promo import promo

State = dict[str, Any]
MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
PRODUCT = Path(__file__).parents[1] / "fixtures" / "valid" / "product-promo-1.1.json"
STATES = st.one_of(states("1.1", max_items=6), st.builds(promo))


def _done(state: State, name: str, /, **options: Any) -> State:
    return editorkit.transform(state, name, **options).state


@settings(max_examples=60)
@given(STATES, st.integers(0, 500))
def test_a_shift_is_undone_by_the_opposite(state: State, frames: int) -> None:
    there = _done(state, "shift", by=f"{frames}f")
    assert same(_done(there, "shift", by=f"-{frames}f"), state)


@settings(max_examples=60)
@given(STATES)
def test_slower_undoes_faster(state: State) -> None:
    try:
        back = _done(_done(state, "speed", factor="1/2"), "speed", factor=2)
    except UsageError:
        return
    assert same(back, state)


def test_smaller_undoes_larger() -> None:
    assert same(_done(_done(promo(), "scale-canvas", by="1/2"), "scale-canvas", by=2), promo())


@settings(max_examples=60)
@given(STATES, st.data())
def test_both_halves_play_what_the_whole_did(state: State, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(state["items"])))
    item = state["items"][name]
    at = item["startTicks"] + int(item["durationTicks"]) // 2
    try:
        after = _done(state, "split", at=f"{int(at)} ticks", item=name)
    except UsageError:
        return
    (fresh,) = after["items"].keys() - state["items"].keys()
    left, right = after["items"][name], after["items"][fresh]
    assert (left["startTicks"], end_of(left)) == (item["startTicks"], right["startTicks"])
    assert end_of(right) == end_of(item)
    if "playbackRate" in item:
        played = left["durationTicks"] * item["playbackRate"]
        assert abs(right["sourceStartTicks"] - item["sourceStartTicks"] - played) < 1


@st.composite
def _halved(draw: st.DrawFn) -> tuple[State, str, State]:
    """A state, one of its items, and the state in which it is split where no motion or keyframe stands."""
    state = draw(st.one_of(states("1.1", max_items=6), st.builds(promo)))
    name = draw(st.sampled_from(sorted(state["items"])))
    item = state["items"][name]
    first, last = (int(max(time, 24_000)) for time in _busy_ends(state, item))
    inner = range(first, int(item["durationTicks"]) - last + 1)
    assume(inner)
    at = draw(st.sampled_from(inner))
    assume(all(abs(time - at) > 4000 for time in _keyframe_times(item)))
    assume(not _repeats_itself(state, item, at))
    try:
        return state, name, _done(state, "split", at=f"{int(item['startTicks']) + at} ticks", item=name)
    except UsageError:
        return reject()


def _busy_ends(state: State, item: State) -> list[int]:
    """How much of both ends of an item its motions, fades and transitions take."""
    ends = [item.get("animationDurationTicks", 0), 0]
    for end, (slot, side, clip) in enumerate((("in", "In", "toClipId"), ("out", "Out", "fromClipId"))):
        for field in ("animations", "captionAnimations"):
            motions = item.get(field) or {}
            ends[end] += sum(motions[each]["durationTicks"] for each in (slot, "loop") if each in motions)
        ends[end] += item.get(f"audioFade{side}DurationTicks", 0)
        ends[end] += sum(made["durationTicks"] for made in state["transitions"].values() if made[clip] == item["id"])
    return ends


def _repeats_itself(state: State, item: State, at: int) -> bool:
    """Whether two captions of the same words touch at a time of an item, and so look like one that was cut there."""
    entries = _captions(state, item)
    time = (at - item.get("contentStartOffsetTicks", 0)) / 240
    return any(
        one["text"] == other["text"] and abs(one["endMs"] - time) < 1 and abs(other["startMs"] - time) < 1
        for one, other in pairwise(entries)
    )


def _keyframe_times(item: State) -> list[int]:
    tracks = [value for value in item.values() if isinstance(value, dict) and "keyframes" in value]
    return [int(point["timeTicks"]) for track in tracks for point in track["keyframes"]]


@settings(max_examples=100 * MULTIPLE, suppress_health_check=[HealthCheck.filter_too_much])
@given(_halved())
def test_a_join_undoes_a_split(halved: tuple[State, str, State]) -> None:
    state, name, halves = halved
    assume(halves["items"].keys() != state["items"].keys())
    back = _done(halves, "join", item=name)
    item, other = state["items"][name], back["items"][name]
    allowed = {"keyframes-changed"}  # a split leaves out those that move nothing
    # Captions: those that others show as well are copied, and milliseconds are as near as JSON can tell.
    allowed |= {"asset-replaced", "captions-changed"} if item["type"] == "captions" else set()
    assert _captions(back, other) == [pytest.approx(entry) for entry in _captions(state, item)]
    changes = editorkit.diff(state, back).changes
    assert {change.kind for change in changes} <= allowed, changes
    for field in schema.number_tracks("1.1", item["type"]):
        for time in {0, int(item["durationTicks"]) - 1, *_keyframe_times(item), *_keyframe_times(other)}:
            assert _value(item, field, time) == pytest.approx(_value(other, field, time))


def _captions(state: State, item: State) -> Any:
    return state["assets"].get(item.get("assetId"), {}).get("captions", [])


def _value(item: State, field: str, time: int) -> Any:
    points = item.get(field, {}).get("keyframes", [])
    times = [int(point["timeTicks"]) for point in points]
    return value_at(points, times, time) if points else item.get(field, {}).get("value")


def test_what_does_not_play_on_is_not_joined() -> None:
    halves = _done(promo(), "split", at="22s", item="hero")
    for change, why in (
        ({"sourceStartTicks": 0}, "does not go on in the source"),
        ({"borderRadius": {"value": 9, "keyframes": []}}, "they differ in borderRadius"),
        ({"audioFadeInDurationTicks": 24_000}, "the sound fades between them"),
        ({"playbackRate": 2}, "they differ in playbackRate"),
        ({"animations": {"in": {"type": "fade", "durationTicks": 24_000}}}, "animations end or begin between them"),
    ):
        other = deepcopy(halves)
        other["items"]["hero-2"] |= change
        with pytest.raises(UsageError, match=why):
            editorkit.transform(other, "join", item="hero")
        assert "hero-2" in _done(other, "join")["items"]
    with pytest.raises(UsageError, match="there is no item behind"):
        editorkit.transform(promo(), "join", item="music")


def test_only_the_named_clip_and_the_one_behind_it_are_joined() -> None:
    thirds = _done(_done(promo(), "split", at="1s", item="title-0"), "split", at="2s", item="title-0-2")
    once = _done(thirds, "join", item="title-0")
    assert once["items"].keys() - promo()["items"].keys() == {"title-0-2-2"}
    assert same(_done(thirds, "join", item=["title-0", "title-0-2"]), promo())
    assert same(_done(_done(thirds, "join", item="title-0-2"), "join", item="title-0"), promo())


POINTS: list[State] = [
    {"timeTicks": 0, "value": 0},
    {"timeTicks": 96_000, "value": 1},
    {"timeTicks": 192_000, "value": 0.25},
]


@given(st.integers(0, 190_000), st.integers(24_000, 240_000))
def test_a_piece_of_a_movement_moves_as_the_whole_did(head: int, length: int) -> None:
    times = [point["timeTicks"] for point in POINTS]
    piece = piece_of({"value": 0.25, "keyframes": POINTS}, head, length)["keyframes"]
    for point in piece:
        expected = value_at(POINTS, times, head + point["timeTicks"])
        assert abs(point["value"] - expected) < 0.05  # what is nearer to the cut than a frame is moved there
    assert all(0 <= point["timeTicks"] < length for point in piece)


def test_a_range_is_cut_and_what_is_behind_it_moves_up() -> None:
    after = _done(promo(), "cut-range", start="2s", end="6s", track=["main"])
    clips = [after["items"][name] for name in next(t for t in after["tracks"] if t["id"] == "main")["items"]]
    assert [clip["startTicks"] for clip in clips] == [0, 2 * SECOND, 4 * SECOND, 8 * SECOND, 12 * SECOND, 16 * SECOND]
    assert clips[1]["durationTicks"] == 2 * SECOND


def test_a_gap_may_stay() -> None:
    after = _done(promo(), "cut-range", start="2s", end="6s", track=["main"], leave_gap=True)
    assert after["items"]["shot-1"]["startTicks"] == 6 * SECOND
    assert after["items"]["shot-2"] == promo()["items"]["shot-2"]


def test_captions_are_cut_with_their_item() -> None:
    after = _done(promo(), "trim", start="2s", end="5s")
    item = after["items"]["subtitles"]
    entries = after["assets"][item["assetId"]]["captions"]
    assert [(entry["text"], entry["startMs"], entry["endMs"]) for entry in entries] == [
        ("Line 1.", 0, 900),
        ("Line 2.", 1000, 2400),
        ("Line 3.", 2500, 3000),
    ]


def test_beside_a_cut_only_what_is_too_short_goes() -> None:
    cut = editorkit.transform(promo(), "cut-range", start="2000 ticks", end="2010 ticks")
    assert {"music", "hero", "title-0"} <= cut.state["items"].keys()
    music = cut.state["items"]["music"]
    assert (music["startTicks"], music["durationTicks"], music["sourceStartTicks"]) == (2000, 24 * SECOND - 2010, 2010)
    assert "0:00.008" in next(note.message for note in cut.notes if note.pointer == "/items/music")


def test_what_cannot_be_split_stays_whole_and_is_told() -> None:
    made = editorkit.transform(promo(), "split", at="2000 ticks")
    assert same(made.state, promo())
    assert {"/items/music", "/items/shot-0"} <= {note.pointer for note in made.notes}
    with pytest.raises(UsageError, match="all but over"):
        editorkit.transform(promo(), "split", at="2000 ticks", item="music")


def test_room_is_made_near_the_start_of_an_item_too() -> None:
    made = editorkit.transform(promo(), "ripple-insert", at="2000 ticks", length="1s")
    music = made.state["items"]["music"]
    assert (music["startTicks"], music["sourceStartTicks"]) == (2000 + SECOND, 2000)
    assert not [each for each in made.state["items"].values() if each["startTicks"] < 2000 + SECOND]


def test_steps_of_a_movement_stay_steps_when_it_is_faster() -> None:
    state = promo()
    steps = [(0, 0), (120_000, 0), (120_001, 1), (120_002, 0.5), (480_000, 0.5)]
    points = [{"timeTicks": time, "value": value} for time, value in steps]
    state["items"]["hero"]["opacity"] = {"value": 0.5, "keyframes": points}
    made = _done(state, "speed", factor=2)["items"]["hero"]["opacity"]["keyframes"]
    assert [(point["timeTicks"], point["value"]) for point in made] == [
        (0, 0),
        (60_000, 0),
        (60_001, 1),
        (60_002, 0.5),
        (240_000, 0.5),
    ]


def test_what_moves_behind_the_first_frame_moves_as_it_did() -> None:
    state = promo()
    points = [{"timeTicks": time, "value": value} for time, value in ((0, 1), (4000, 0), (84_000, 1))]
    state["items"]["hero"]["opacity"] = {"value": 1, "keyframes": points}
    fast = _done(state, "speed", factor=2)["items"]["hero"]["opacity"]
    assert [_value({"opacity": fast}, "opacity", time) for time in (0, 4000, 22_000, 42_000)] == [1, 0.05, 0.5, 1]
    cut = _done(state, "trim", start="20s", end="21s")["items"]["hero"]["opacity"]
    assert cut == state["items"]["hero"]["opacity"]
    later = _done(state, "trim", start=f"{20 * SECOND + 2000} ticks", end="21s")["items"]["hero"]["opacity"]
    assert [_value({"opacity": later}, "opacity", time) for time in (0, 42_000, 82_000)] == [0.5, 0.5, 1]


def test_a_roll_needs_handles() -> None:
    with pytest.raises(UsageError, match="no more to give"):
        editorkit.transform(promo(), "roll", item="shot-4", by="-2s")
    after = _done(promo(), "roll", item="shot-4", by="-500ms")
    assert after["items"]["hero"]["sourceStartTicks"] == SECOND // 2


def test_texts_are_translated_by_table(tmp_path: Any) -> None:
    save(tmp_path, "a.json", promo())
    table = call("texts", "a.json", folder=tmp_path).stdout.decode()
    assert "pointer,text\n/items/title-0/text,Reason number 1\n" in table
    save(tmp_path, "de.csv", table.replace("Reason number", "Grund").replace("Line", "Zeile"))
    assert call("transform", "replace-texts", "--to", "@de.csv", "a.json", folder=tmp_path).returncode == 0
    after = json.loads((tmp_path / "a.json").read_bytes())
    assert after["items"]["title-3"]["text"] == "Grund 4"
    assert after["assets"]["words"]["captions"][2]["text"] == "Zeile 2."
    assert json.loads(call("texts", "a.json", "--format", "json", folder=tmp_path).stdout) == dict(texts(after))


def test_words_of_captions_keep_their_distance() -> None:
    product = json.loads(PRODUCT.read_bytes())
    to = {"/assets/words/captions/1/text": "das", "/assets/words/captions/2/text": " neue ", "Meet": "Hier"}
    words = _done(product, "replace-texts", to=to)["assets"]["words"]["captions"]
    assert [word["text"] for word in words] == ["Hier", " das", " neue ", " kettle"]


def test_nothing_private_stays() -> None:
    state = promo()
    secret = "kanarienvogel"
    state["items"]["title-0"] |= {"text": f"Call {secret} 4711", "x-note": {"by": secret}}
    state["assets"]["hero"] |= {"remoteUrl": f"https://{secret}.example/a.mp4?key={secret}", "remoteKey": secret}
    state["assets"]["hero"]["filename"] = f"{secret}.mp4"
    state["assets"]["words"]["captions"][0]["text"] = secret
    state["x-owner"] = secret
    product = json.loads(PRODUCT.read_bytes())
    animation = {"v": "5.5.7", "layers": [{"ty": 5, "nm": secret, "t": {"d": {"k": [{"s": {"t": secret}}]}}}]}
    product["items"]["lower-third"]["nodes"][0]["imageLottieJson"] = animation
    product["items"]["ticker"]["slots"] |= {"logo": "logo-png", "photos": ["still", secret], "badge": secret}
    product["deletedAssets"] = [
        {
            "assetId": "gone",
            "remoteUrl": f"https://{secret}.example",
            "remoteKey": secret,
            "statusAtDeletion": {"type": "error", "error": secret, "canRetry": True},
        }
    ]
    vector = making.state({"a": making.item("lottie")})
    vector["assets"]["vector"] |= {"resourceJson": animation, "materialConfig": {"label": secret}}
    for other in (product, vector):
        redacted = _done(other, "redact")
        assert secret not in json.dumps(redacted)
        assert editorkit.check(redacted).accepted
    assert _done(product, "redact")["items"]["ticker"]["slots"]["photos"] == ["still", "xxxxxxxxxxxxx"]
    after = _done(state, "redact")
    assert secret not in json.dumps(after) and "4711" not in json.dumps(after)
    assert after["items"]["title-0"]["text"] == "Xxxx xxxxxxxxxxxxx 0000"
    assert after["assets"]["hero"]["filename"].endswith(".mp4")
    assert editorkit.check(after).ok


def test_copies_go_where_there_is_room() -> None:
    after = _done(promo(), "duplicate", item=["music"], at="1s")
    fresh = after["tracks"][4]
    assert (fresh["id"], fresh["items"]) == ("sound-2", ["music-2"])
    assert after["items"]["music-2"]["startTicks"] == SECOND


def test_states_follow_each_other() -> None:
    length = max(map(end_of, promo()["items"].values()))
    after = _done(promo(), "concatenate", state=[promo()], gap="1s")
    assert len(after["tracks"]) == len(promo()["tracks"])
    assert after["items"]["title-0-2"]["startTicks"] == promo()["items"]["title-0"]["startTicks"] + length + SECOND
    assert after["assets"] == promo()["assets"]
    assert editorkit.check(after).ok


def _grouped() -> State:
    """A promo with two pairs of linked items, and captions of a group."""
    made = promo()
    for name in ("title-0", "title-1"):
        made["items"][name]["linkGroupId"] = "pair"
    made["items"]["logo"]["linkGroupId"] = made["items"]["sales"]["linkGroupId"] = "pair-2"
    made["items"]["subtitles"]["captionGroupId"] = "spoken"
    return made


def _groups(state: State, field: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, item in state["items"].items():
        if item.get(field) is not None:
            found.setdefault(item[field], set()).add(name)
    return found


@pytest.mark.parametrize("name", ["concatenate", "stack"])
def test_groups_of_two_states_do_not_become_one(name: str) -> None:
    after = _done(_grouped(), name, state=[_grouped(), _grouped()])
    linked = _groups(after, "linkGroupId")
    assert sorted(map(len, linked.values())) == [2] * 6
    assert linked["pair"] == {"title-0", "title-1"} and linked["pair-2"] == {"logo", "sales"}
    assert {frozenset(members) for members in linked.values()} >= {frozenset(("title-0-2", "title-1-2"))}
    assert sorted(map(len, _groups(after, "captionGroupId").values())) == [1] * 3
    fresh = promo() | {"items": {key: item | {"linkGroupId": None} for key, item in promo()["items"].items()}}
    assert _groups(_done(fresh, name, state=[_grouped()]), "linkGroupId").keys() == {"pair", "pair-2"}


def test_copies_of_linked_items_are_linked_with_each_other() -> None:
    linked = _groups(_done(_grouped(), "duplicate", item=["title-0", "title-1", "logo"]), "linkGroupId")
    assert linked.pop("pair") == {"title-0", "title-1"} and linked.pop("pair-2") == {"logo", "sales"}
    assert list(linked.values()) == [{"title-0-2", "title-1-2"}]
    assert len(_groups(_done(_grouped(), "duplicate", item=["subtitles"]), "captionGroupId")) == 2


def test_what_one_state_lacks_the_other_does_not_supply() -> None:
    ours, theirs = promo(), promo()
    theirs["items"]["ghost"] = theirs["items"]["title-0"] | {"id": "ghost", "startTicks": 40 * SECOND}
    theirs["tracks"][0]["items"].append("ghost")
    ours["tracks"][0]["items"].append("ghost")
    ours["deletedAssets"] = [
        {"assetId": "gone", "remoteUrl": "u", "remoteKey": "k", "statusAtDeletion": {"type": "uploaded"}}
    ]
    theirs["assets"]["gone"] = theirs["assets"]["hero"] | {"id": "gone"}
    theirs["items"]["hero"]["assetId"] = "gone"
    after = _done(ours, "stack", state=[theirs])
    assert "ghost" not in after["items"] and after["items"]["ghost-2"]["id"] == "ghost-2"
    assert after["tracks"][len(theirs["tracks"])]["items"][-1] == "ghost"
    assert "gone" not in after["assets"] and after["items"]["hero-2"]["assetId"] == "gone-2"


@pytest.mark.parametrize("other", [{}, {"tracks": [], "items": {}}, {"tracks": 5, "items": {}, "assets": {}}, [], None])
def test_what_is_no_state_is_not_brought_in(other: Any) -> None:
    with pytest.raises(UsageError, match="state"):
        editorkit.transform(promo(), "stack", state=[other])


def test_nothing_named_is_not_everything() -> None:
    for name in ("duplicate", "ripple-delete"):
        with pytest.raises(UsageError, match="'item' is missing"):
            editorkit.transform(promo(), name, item=[])


def test_states_of_another_ratio_are_refused() -> None:
    other = promo() | {"compositionHeight": 1920}
    with pytest.raises(UsageError, match="different ratios"):
        editorkit.transform(promo(), "stack", state=[other])


def test_what_is_deleted_at_one_time_is_one_gap() -> None:
    film = making.item("video", 4 * SECOND, 2 * SECOND)
    sound = making.item("audio", 5 * SECOND, 2 * SECOND)
    made = making.state({"film": film}, {"sound": sound}, {"later": making.item("solid", 12 * SECOND)})
    done = _done(made, "ripple-delete", item=["film", "sound"], all_tracks=True)
    assert done["items"]["later"]["startTicks"] == 9 * SECOND
    assert _done(made, "ripple-delete", item="film")["items"]["later"]["startTicks"] == 12 * SECOND


def test_flashes_keep_step() -> None:
    made = editorkit.transform(json.loads(PRODUCT.read_bytes()), "speed", factor="2").state["items"]["flash"]["params"]
    assert made == {"brightTicks": 8000, "darkTicks": 4000, "tailDarkTicks": 4000, "maxOpacity": 0.9}


def test_a_second_half_does_not_enter_again() -> None:
    chart = json.loads((PRODUCT.parent / "data-story-1.1.json").read_bytes())
    middle = chart["items"]["sales"]["startTicks"] + chart["items"]["sales"]["durationTicks"] // 2
    halves = _done(chart, "split", at=f"{middle} ticks", item="sales")
    entrances = [halves["items"][name]["animationDurationTicks"] for name in ("sales", "sales-2")]
    assert entrances == [chart["items"]["sales"]["animationDurationTicks"], 0]
    assert same(_done(halves, "join", item="sales"), chart)
    halves["items"]["sales-2"]["animationDurationTicks"] = 24_000
    with pytest.raises(UsageError, match="builds up anew"):
        editorkit.transform(halves, "join", item="sales")


def test_what_begins_anew_is_told_and_joined_only_by_name() -> None:
    product = json.loads(PRODUCT.read_bytes())
    split = editorkit.transform(product, "split", at="1s", item="ticker")
    assert [note.pointer for note in split.notes] == ["/items/ticker-2"]
    assert same(_done(split.state, "join"), split.state)
    assert same(_done(split.state, "join", item="ticker"), product)


def test_what_nobody_knows_keeps_clips_apart() -> None:
    halves = _done(promo(), "split", at="22s", item="hero")
    halves["items"]["hero-2"]["x-note"] = "mine"
    assert "hero-2" in _done(halves, "join")["items"]


def test_what_an_old_release_cannot_hold_is_told() -> None:
    product = json.loads(PRODUCT.read_bytes())
    old = editorkit.migrate(promo(), to="1.0", fps=30).state
    made = editorkit.transform(old, "stack", state=[product])
    assert "ticker" not in made.state["items"]
    assert any("motion-graphic" in note.message for note in made.notes)
    assert editorkit.transform(old, "shift", by="1s").notes == ()


@pytest.mark.parametrize(("fps", "ticks"), [(60, 16_000), (30, 32_000)])
def test_frames_of_another_state_are_not_counted_in_silence(fps: int, ticks: int) -> None:
    old = editorkit.migrate(json.loads(PRODUCT.read_bytes()), to="1.0", fps=60).state
    made = editorkit.transform(promo(), "stack", fps=fps, state=[old])
    assert made.state["items"]["flash-2"]["params"]["brightTicks"] == ticks
    assert any(f"are taken for {fps} a second" in note.message for note in made.notes)


def test_clips_that_touch_still_do_on_the_grid() -> None:
    film = making.item("video", 0, 484_800)
    fade = making.transition("film", "picture", duration=24_000)
    picture = making.item("image", 484_800, 480_000 - 4800)
    made = making.state({"film": film, "picture": picture}, transitions={"t": fade})
    made["assets"]["film"]["durationInSeconds"] = 2.02
    snapped = editorkit.transform(made, "snap")
    film, picture = (snapped.state["items"][name] for name in ("film", "picture"))
    assert (film["durationTicks"], picture["startTicks"], end_of(picture)) == (480_000, 480_000, 960_000)
    assert snapped.state["transitions"] == made["transitions"]
    assert editorkit.check(snapped.state).accepted


def test_captions_that_the_grid_would_cut_off_stay() -> None:
    made = making.state({"words": making.item("captions", 0, 475_500)})
    made["assets"]["words"]["captions"] = [{"text": "late", "startMs": 1980, "endMs": 1981}]
    snapped = editorkit.transform(made, "snap")
    assert same(snapped.state, made) and "off the grid" in snapped.notes[0].message


def test_what_fills_a_motion_graphic_is_followed() -> None:
    product = json.loads(PRODUCT.read_bytes())
    alone = _done(product, "extract", item="ticker")
    assert {"logo-png", "still"} <= alone["assets"].keys()
    renamed = _done(product, "rename-ids", asset={"logo-png": "L"})
    assert renamed["items"]["ticker"]["slots"] == {"logo": "L", "photos": ["still"], "badge": None}
    assert "L" in _done(renamed, "drop-unused")["assets"]
    other = deepcopy(product)
    other["assets"]["still"]["remoteUrl"] = "https://example.com/another"
    other["items"]["ticker"]["slots"]["word"] = product["items"]["ticker"]["slots"]["word"] = "large"
    stacked = _done(product, "stack", state=[other])["items"]["ticker-2"]["slots"]
    assert stacked == {"logo": "logo-png", "photos": ["still-2"], "badge": None, "word": "large"}


def test_captions_are_not_split_from_their_words() -> None:
    product = json.loads(PRODUCT.read_bytes())
    split = editorkit.transform(product, "split", at="1.9s")
    assert "subtitles" in split.state["items"] and "subtitles-2" not in split.state["items"]
    assert same(split.state["items"]["subtitles"], product["items"]["subtitles"])
    assert "/items/subtitles" in {note.pointer for note in split.notes}


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("replace-media", {"asset": "hero", "url": ""}, "would lead nowhere"),
        ("replace-media", {"asset": "pic-0", "url": "https://x.test/a", "duration": "2s"}, "has no durationInSeconds"),
        ("fade-audio", {}, "say how long"),
        ("fade-audio", {"fade_in": "1s", "item": "title-0"}, "no sound to fade"),
    ],
)
def test_what_would_do_nothing_is_refused(name: str, options: State, message: str) -> None:
    state = promo()
    if "asset" in options and options["asset"] == "pic-0":
        options = options | {"asset": state["items"]["shot-0"]["assetId"]}
    with pytest.raises(UsageError, match=message):
        editorkit.transform(state, name, **options)


def test_fades_are_taken_away_and_times_count_from_a_bare_0() -> None:
    assert _done(promo(), "fade-audio", fade_out="0s")["items"]["music"]["audioFadeOutDurationTicks"] == 0
    assert same(_done(promo(), "trim", start="0", end="2s"), _done(promo(), "trim", end="2s"))


def test_a_background_that_stays_behind_is_told() -> None:
    other = promo() | {"globalBackground": {"type": "color", "color": "#123456", "gradient": None}}
    made = editorkit.transform(promo(), "stack", state=[other])
    assert "/globalBackground" in {note.pointer for note in made.notes}


@pytest.mark.parametrize(
    "late",
    [
        {"opacity": making.number(1, (0, 0), (SECOND, 0), (2 * SECOND, 1))},
        {"left": making.number(0, (0, 2000), (SECOND, 2000), (2 * SECOND, 0))},
        {"height": making.number(80, (0, 0), (SECOND, 0), (2 * SECOND, 80))},
    ],
    ids=lambda late: next(iter(late)),
)
def test_of_what_comes_into_sight_later_no_part_stays_that_never_does(late: State) -> None:
    items = {
        "late": making.item("text", 0, 3 * SECOND, text="x", **late),
        "next": making.item("text", 3 * SECOND, SECOND),
    }
    state = making.state(items)
    assert editorkit.check(state).findings == ()
    cut = editorkit.transform(state, "cut-range", start="0.5s", end="3s")
    assert list(cut.state["items"]) == ["next"] and "never to be seen" in cut.notes[0].message
    split = editorkit.transform(state, "split", at="0.5s")
    assert same(split.state, state) and "never seen" in split.notes[0].message
    assert list(editorkit.transform(state, "split", at="1.5s").state["items"]) == ["late", "next", "late-2"]
    for name, options in (("trim", {"end": "0.5s"}), ("roll", {"item": "late", "by": "-2.5s"})):
        with pytest.raises(UsageError, match="seen"):
            editorkit.transform(state, name, **options)


@pytest.mark.parametrize("factor", ["0.9", "1.1", "3/7", "1.7"])
def test_captions_that_are_over_in_time_still_are_at_another_speed(factor: str) -> None:
    item = making.item("captions", 0, 240_001, contentStartOffsetTicks=7)
    state = making.state({"c": item})
    state["assets"]["words"]["captions"] = [{"text": "a", "startMs": 0, "endMs": (240_001 - 7) / 240}]
    assert editorkit.check(state).findings == ()
    after = editorkit.transform(state, "speed", factor=factor)
    assert [f.rule for f in editorkit.check(after.state).findings if f.rule == "captions-cut-short"] == []


def test_captions_that_the_brand_names_stay() -> None:
    state = editorkit.transform(promo(), "split", at="10s", item="subtitles").state
    second = next(each for each in state["items"].values() if each["type"] == "captions" and each["id"] != "subtitles")
    brand: State = dict.fromkeys(("brandId", "overlayTrackId", "underlayTrackId"))
    brand |= {"logoX": 50, "logoY": 50, "managedItemIds": [], "introShiftTicks": 0}
    state["brandRuntime"] = brand | {"managedAssetIds": [second["assetId"]]}
    joined = editorkit.transform(state, "join", item="subtitles").state
    assert second["assetId"] in joined["assets"]
    assert joined["items"]["subtitles"]["durationTicks"] == promo()["items"]["subtitles"]["durationTicks"]


@pytest.mark.parametrize("url", ["http://[foo/x.png", "://", "//a/b.mp4?x#y", "http://", "a b", "https://h/p.MP4#[::"])
def test_addresses_that_are_none_are_redacted_as_well(url: str) -> None:
    state = promo()
    state["assets"]["hero"]["remoteUrl"] = url
    assert editorkit.transform(state, "redact").state["assets"]["hero"]["remoteUrl"].startswith("https://example.com/")


def _linked() -> State:
    state = promo()
    for name in ("hero", "music"):
        state["items"][name]["linkGroupId"] = "take"
    return state


def test_halves_of_linked_items_are_linked_with_halves() -> None:
    state = _linked()
    at = f"{state['items']['hero']['startTicks'] + SECOND} ticks"
    split = editorkit.transform(state, "split", at=at, item=["hero", "music"]).state
    groups = {name: item.get("linkGroupId") for name, item in split["items"].items() if item.get("linkGroupId")}
    assert groups == {"hero": "take", "music": "take", "hero-2": "take-2", "music-2": "take-2"}
    assert same(editorkit.transform(split, "join", item=["hero", "music"]).state, state)
    alone = editorkit.transform(state, "split", at=at, item="hero").state
    assert {alone["items"][name]["linkGroupId"] for name in ("hero", "hero-2", "music")} == {"take"}
    room = editorkit.transform(state, "ripple-insert", at=at, length="1s").state
    assert room["items"]["hero-2"]["linkGroupId"] == room["items"]["music-2"]["linkGroupId"] == "take-2"


def test_a_colour_is_found_however_it_is_written() -> None:
    state = promo()
    state["globalBackground"] = {
        "type": "color",
        "color": "WHITE",
        "gradient": "linear-gradient(to right, white 0%, rgb(255, 255, 255) 10%, #FFF, #ffffff80, whitesmoke, red)",
    }
    state["items"]["title-0"]["color"] = "rgb(100% 100% 100% / 1)"
    state["items"]["title-1"]["color"] = "rgba(255, 255, 255, 0.5)"
    after = editorkit.transform(state, "replace-colors", to={"hsl(0 0% 100%)": "#123456"}).state
    gradient = "linear-gradient(to right, #123456 0%, #123456 10%, #123456, #ffffff80, whitesmoke, red)"
    assert after["globalBackground"] == {"type": "color", "color": "#123456", "gradient": gradient}
    assert after["items"]["title-0"]["color"] == "#123456"
    assert after["items"]["title-1"]["color"] == "rgba(255, 255, 255, 0.5)"


@pytest.mark.parametrize(
    ("color", "plain"),
    [
        ("#FFF", "#ffffff"), ("#ffff", "#ffffff"), ("#12345678", "#12345678"), ("#1234", "#11223344"),
        ("tan", "#d2b48c"), ("transparent", "#00000000"), ("currentColor", "currentcolor"), ("", ""),
        ("oklch(0.6 0.1 30)", "oklch(0.6 0.1 30)"), ("no colour", "no colour"),
        ("color-mix(in srgb, red, blue)", "color-mix(in srgb, red, blue)"),
    ],
)  # fmt: skip
def test_equal_colours_are_equal(color: str, plain: str) -> None:
    assert plain_color(color) == plain
