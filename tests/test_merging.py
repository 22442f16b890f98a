"""What becomes of two sides' changes of one state: by example."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

import editorkit
from editorkit.errors import UsageError
from editorkit.matching import renamed, same
from editorkit.merging import Merged
from tests.making import SECOND, asset, item, number, state, transition

State = dict[str, Any]
Edit = Callable[[State], Any]


def _base() -> State:
    clips = {f"clip-{n}": item("solid", n * SECOND) for n in range(6)}
    titles = {"title": item("text", 0, SECOND, text="Hello big round world"), "outro": item("text", 5 * SECOND)}
    pictures = {"one": item("image"), "two": item("image", SECOND)}
    words = {"subs": item("captions", 0, 6 * SECOND)}
    made = state(clips, titles, pictures, words, transitions={"join": transition("one", "two", trackId="track-3")})
    made["assets"]["words"]["captions"] = [
        {"text": text, "startMs": n * 500, "endMs": n * 500 + 400} for n, text in enumerate(("a", "b", "c", "d"))
    ]
    made["globalBackground"] = {"type": "color", "color": "#000000"}
    return made


def _changed(*edits: Edit) -> State:
    made = _base()
    for edit in edits:
        edit(made)
    return made


def _merge(ours: Edit | list[Edit], theirs: Edit | list[Edit], **more: Any) -> Merged:
    sides = [_changed(*(edits if isinstance(edits, list) else [edits])) for edits in (ours, theirs)]
    return editorkit.merge(_base(), *sides, **more)


def _merged(ours: Edit | list[Edit], theirs: Edit | list[Edit], **more: Any) -> State:
    merged = _merge(ours, theirs, **more)
    assert merged.state is not None, merged.conflicts
    return merged.state


def _kinds(merged: Merged) -> list[tuple[str, str | None, str | None]]:
    return [(conflict.kind, conflict.id, conflict.property) for conflict in merged.conflicts]


def _put(*path: str | int, to: Any) -> Edit:
    def edit(made: State) -> None:
        holder: Any = made
        for token in path[:-1]:
            holder = holder[token]
        holder[path[-1]] = to

    return edit


def _insert(key: str, at: int, length: int = SECOND) -> Edit:
    """Put a solid in front of the clip of that number, and shift all from it on."""

    def edit(made: State) -> None:
        listed = made["tracks"][0]["items"]
        place = listed.index(f"clip-{at}") if f"clip-{at}" in listed else len(listed)
        start = at * SECOND
        if place < len(listed):
            start = made["items"][listed[place]]["startTicks"]
        for name in listed[place:]:
            made["items"][name]["startTicks"] += length
        made["items"][key] = {"id": key} | item("solid", start, length)
        listed.insert(place, key)

    return edit


def _remove(*keys: str, close: bool = False) -> Edit:
    def edit(made: State) -> None:
        for key in keys:
            gone = made["items"].pop(key)
            for track in made["tracks"]:
                if key in track["items"]:
                    place = track["items"].index(key)
                    track["items"].remove(key)
                    for name in track["items"][place:] if close else ():
                        made["items"][name]["startTicks"] -= gone["durationTicks"]
            made["transitions"] = {
                n: t for n, t in made["transitions"].items() if key not in (t["fromClipId"], t["toClipId"])
            }

    return edit


def _to_track(key: str, track: int) -> Edit:
    def edit(made: State) -> None:
        for other in made["tracks"]:
            other["items"] = [name for name in other["items"] if name != key]
        made["tracks"][track]["items"].append(key)
        made["tracks"][track]["items"].sort(key=lambda name: made["items"][name]["startTicks"])

    return edit


def _order_and_starts(made: State) -> list[tuple[str, float]]:
    return [(name, made["items"][name]["startTicks"] / SECOND) for name in made["tracks"][0]["items"]]


def test_both_insert_a_clip_on_one_track() -> None:
    merged = _merged(_insert("x", 2), _insert("y", 4, 2 * SECOND))
    assert _order_and_starts(merged) == [
        ("clip-0", 0), ("clip-1", 1), ("x", 2), ("clip-2", 3), ("clip-3", 4), ("y", 5), ("clip-4", 7), ("clip-5", 8),
    ]  # fmt: skip


def test_one_inserts_and_the_other_appends() -> None:
    merged = _merged(_insert("x", 2), _insert("y", 6))
    assert _order_and_starts(merged)[-2:] == [("clip-5", 6), ("y", 7)]


def test_one_inserts_and_the_other_lengthens_the_last() -> None:
    merged = _merged(_insert("y", 6), _put("items", "clip-5", "durationTicks", to=2 * SECOND))
    assert _order_and_starts(merged)[-2:] == [("clip-5", 5), ("y", 7)]


@pytest.mark.parametrize("at", [3, 6])
def test_both_insert_at_one_place_and_somebody_has_to_say_who_is_first(at: int) -> None:
    edits = _insert("x", at), _insert("y", at)
    assert _kinds(_merge(*edits)) == [("same-place", "track-1", "items")]
    for side, first in (("ours", "x"), ("theirs", "y")):
        merged = _merged(*edits, prefer=side)
        second = "y" if first == "x" else "x"
        placed = dict(_order_and_starts(merged))
        assert (placed[first], placed[second]) == (at, at + 1)


def test_one_removes_a_clip_and_closes_the_gap_and_the_other_inserts() -> None:
    merged = _merged(_remove("clip-1", close=True), _insert("y", 4))
    assert _order_and_starts(merged) == [
        ("clip-0", 0), ("clip-2", 1), ("clip-3", 2), ("y", 3), ("clip-4", 4), ("clip-5", 5),
    ]  # fmt: skip


def test_what_one_removes_and_the_other_merely_shifts_is_gone() -> None:
    merged = _merged(_remove("clip-5"), _insert("y", 2))
    assert "clip-5" not in merged["items"] and len(merged["items"]) == len(_base()["items"])


def test_what_one_removes_and_the_other_changes_is_a_conflict() -> None:
    edits = _remove("clip-3"), _put("items", "clip-3", "color", to="#ff0000")
    assert _kinds(_merge(*edits)) == [("changed-and-removed", "clip-3", None)]
    assert "clip-3" not in _merged(*edits, prefer="ours")["items"]
    kept = _merged(*edits, prefer="theirs")
    assert kept["items"]["clip-3"]["color"] == "#ff0000" and "clip-3" in kept["tracks"][0]["items"]


def test_a_ripple_that_both_made_is_made_once() -> None:
    merged = _merged([_insert("x", 2), _put("items", "title", "text", to="Bye")], _insert("x", 2))
    assert _order_and_starts(merged)[2:4] == [("x", 2), ("clip-2", 3)]


def test_a_clip_that_one_moved_goes_along_with_the_ripple_of_the_other() -> None:
    gap = _remove("clip-4")
    base = _changed(gap)
    ours, theirs = _changed(gap), _changed(gap, _insert("x", 1))
    ours["items"]["clip-5"]["startTicks"] -= SECOND // 2
    merged = editorkit.merge(base, ours, theirs).state
    assert merged is not None and dict(_order_and_starts(merged))["clip-5"] == 5.5


def test_both_move_one_clip_differently() -> None:
    edits = [_put("items", "outro", "startTicks", to=n * SECOND) for n in (6, 7)]
    (conflict,) = _merge(*edits).conflicts
    assert (conflict.kind, conflict.pointer) == ("both-changed", "/items/outro/startTicks")
    assert (conflict.base, conflict.ours, conflict.theirs) == (5 * SECOND, 6 * SECOND, 7 * SECOND)
    assert "from 0:05.000, to 0:06.000 by us and 0:07.000 by them" in conflict.reason
    assert _merged(*edits, prefer={"/items/outro": "theirs"})["items"]["outro"]["startTicks"] == 7 * SECOND


def test_what_would_overlap_is_a_conflict_that_names_both() -> None:
    ours = [_put("items", "title", "durationTicks", to=3 * SECOND)]
    theirs = [_put("items", "outro", "startTicks", to=2 * SECOND)]
    (conflict,) = _merge(ours, theirs).conflicts
    assert conflict.kind == "worse" and "'outro'" in conflict.reason and "'title'" in conflict.reason
    assert _merge(ours, theirs, prefer="ours").state is None


def test_an_item_moved_to_another_track_keeps_what_the_other_did_to_it() -> None:
    merged = _merged(_to_track("outro", 2), [_put("items", "outro", "color", to="#ff0000"), _insert("x", 0)])
    assert merged["tracks"][2]["items"] == ["one", "two", "outro"] and "outro" not in merged["tracks"][1]["items"]
    assert merged["items"]["outro"]["color"] == "#ff0000"


def test_an_item_moved_to_two_tracks_is_a_conflict() -> None:
    edits = _to_track("outro", 2), _to_track("outro", 3)
    assert _kinds(_merge(*edits))[0] == ("both-changed", "outro", "track")
    assert "outro" in _merged(*edits, prefer={"/items/outro": "ours"})["tracks"][2]["items"]


def test_a_name_that_one_side_changed_and_what_the_other_did_to_its_bearer() -> None:
    merged = _merged(
        lambda made: made.update(renamed(made, {"items": {"one": "first"}, "tracks": {"track-3": "main"}})),
        [_put("items", "one", "borderRadius", to=number(8)), _put("tracks", 2, "hidden", to=True)],
    )
    assert merged["items"]["first"]["borderRadius"]["value"] == 8 and "one" not in merged["items"]
    assert merged["transitions"]["join"]["fromClipId"] == "first" and merged["tracks"][2]["hidden"]
    assert merged["transitions"]["join"]["trackId"] == merged["tracks"][2]["id"] == "main"


def test_two_new_names_for_one_item() -> None:
    edits: list[Edit] = [lambda made, n=n: made.update(renamed(made, {"items": {"one": n}})) for n in ("a", "b")]  # type: ignore[misc]
    assert _kinds(_merge(*edits)) == [("both-renamed", "one", "id")]
    assert "b" in _merged(*edits, prefer="theirs")["items"]


def test_a_new_name_that_the_other_side_gave_to_something_else() -> None:
    merged = _merge(lambda made: made.update(renamed(made, {"items": {"one": "x"}})), _insert("x", 6))
    assert _kinds(merged) == [("both-added", "x", None)]


def test_both_add_something_under_one_name() -> None:
    alike = _merged([_insert("x", 6), _put("items", "title", "text", to="Bye")], _insert("x", 6))
    assert "x" in alike["items"]
    unlike = _merge(_insert("x", 6), [_insert("x", 6), _put("items", "x", "color", to="#ff0000")])
    assert ("both-added", "x", None) in _kinds(unlike)


def test_tracks_are_reordered_by_one_and_added_to_by_the_other() -> None:
    def add(made: State) -> None:
        made["items"]["logo"] = {"id": "logo"} | item("solid")
        made["tracks"].insert(0, {"id": "top", "items": ["logo"], "hidden": False, "muted": False})

    merged = _merged(lambda made: made["tracks"].insert(1, made["tracks"].pop(3)), add)
    assert [track["id"] for track in merged["tracks"]] == ["top", "track-1", "track-4", "track-2", "track-3"]


def test_both_put_the_tracks_in_another_order() -> None:
    edits: list[Edit] = [
        lambda made: made["tracks"].insert(0, made["tracks"].pop()),
        lambda made: made["tracks"].reverse(),
    ]
    assert _kinds(_merge(*edits)) == [("both-changed", None, "tracks")]
    assert [t["id"] for t in _merged(*edits, prefer="theirs")["tracks"]] == ["track-4", "track-3", "track-2", "track-1"]


def test_a_track_that_one_removed_and_the_other_put_something_on() -> None:
    def drop(made: State) -> None:
        _remove("title", "outro")(made)
        del made["tracks"][1]

    def add(made: State) -> None:
        made["items"]["new"] = {"id": "new"} | item("text", 3 * SECOND)
        made["tracks"][1]["items"].insert(1, "new")

    assert ("changed-and-removed", "track-2", None) in _kinds(_merge(drop, add))


def test_captions_shifted_by_one_and_reworded_by_the_other() -> None:
    def shift(made: State) -> None:
        for entry in made["assets"]["words"]["captions"]:
            entry["startMs"] += 100
            entry["endMs"] += 100

    merged = _merged(shift, _put("assets", "words", "captions", 2, "text", to="C!"))
    entries = merged["assets"]["words"]["captions"]
    assert [(e["text"], e["startMs"]) for e in entries] == [("a", 100), ("b", 600), ("C!", 1100), ("d", 1600)]


def test_captions_added_and_removed_at_different_places() -> None:
    def add(made: State) -> None:
        made["assets"]["words"]["captions"].append({"text": "e", "startMs": 2000, "endMs": 2100})

    merged = _merged(add, lambda made: made["assets"]["words"]["captions"].pop(1))
    assert [entry["text"] for entry in merged["assets"]["words"]["captions"]] == ["a", "c", "d", "e"]


def test_one_caption_reworded_by_both() -> None:
    edits = [_put("assets", "words", "captions", 2, "text", to=text) for text in ("x", "y")]
    assert _kinds(_merge(*edits)) == [("both-changed", "words", "captions")]


def test_keyframes_at_different_times() -> None:
    def keyed(*points: tuple[int, float]) -> Edit:
        return _put("items", "title", "opacity", to=number(1, (0, 0), *points))

    base = _changed(keyed((48_000, 1)))
    ours, theirs = _changed(keyed((24_000, 0.5), (48_000, 1))), _changed(keyed((48_000, 0.9)))
    merged = editorkit.merge(base, ours, theirs).state
    assert merged is not None
    assert merged["items"]["title"]["opacity"] == number(1, (0, 0), (24_000, 0.5), (48_000, 0.9))
    clash = editorkit.merge(base, _changed(keyed((48_000, 0.8))), theirs)
    assert _kinds(clash) == [("both-changed", "title", "opacity.keyframes")]


def test_different_words_of_a_text() -> None:
    texts = [_put("items", "title", "text", to=text) for text in ("Hi big round world", "Hello big round earth")]
    assert _merged(*texts)["items"]["title"]["text"] == "Hi big round earth"
    texts = [_put("items", "title", "text", to=text) for text in ("Hello small round world", "Hello huge round world")]
    assert _kinds(_merge(*texts)) == [("both-changed", "title", "text")]


def test_an_asset_that_one_removed_and_the_other_made_use_of_stays() -> None:
    def drop(made: State) -> None:
        _remove("one", "two")(made)
        del made["assets"]["picture"]

    def use(made: State) -> None:
        made["items"]["three"] = {"id": "three"} | item("image", 4 * SECOND)
        made["tracks"][2]["items"].append("three")

    merged = _merged(drop, use)
    assert merged["assets"]["picture"] == _base()["assets"]["picture"]
    assert merged["tracks"][2]["items"] == ["three"] and merged["transitions"] == {}


def test_a_transition_goes_with_its_clip_unless_the_other_changed_it() -> None:
    assert _merged(_remove("two"), _put("items", "title", "text", to="Bye"))["transitions"] == {}
    merged = _merge(_remove("two"), _put("transitions", "join", "durationTicks", to=24_000))
    assert _kinds(merged) == [("changed-and-removed", "join", None)]


def test_a_transition_between_clips_that_the_other_drove_apart() -> None:
    def cut(made: State) -> None:
        made["items"]["two"]["startTicks"] += SECOND
        made["items"]["mid"] = {"id": "mid"} | item("image", SECOND)
        made["tracks"][2]["items"].insert(1, "mid")
        del made["transitions"]["join"]

    merged = _merge(cut, _put("transitions", "join", "type", to="slide"))
    assert _kinds(merged) == [("changed-and-removed", "join", None)]


def test_a_background_is_of_one_type_or_the_other_and_no_mixture() -> None:
    blur = _put("globalBackground", to={"type": "blur", "level": 2})
    edits = blur, _put("globalBackground", "color", to="#ffffff")
    assert _kinds(_merge(*edits)) == [("both-changed", None, "globalBackground")]
    assert _merged(*edits, prefer={"/globalBackground": "ours"})["globalBackground"] == {"type": "blur", "level": 2}


def test_free_form_values_are_taken_whole() -> None:
    base = state({"logo": item("lottie")})
    sides = [copy.deepcopy(base) for _ in range(3)]
    for side, (a, b) in zip(sides, ((1, 1), (2, 1), (1, 2)), strict=True):
        side["assets"]["vector"]["resourceJson"] = {"a": a, "b": b}
    merged = editorkit.merge(*sides)
    assert _kinds(merged) == [("both-changed", "vector", "resourceJson")]


def test_unknown_fields_and_sets_of_both_sides_are_kept() -> None:
    def gone(*names: str) -> Edit:
        status = {"type": "uploaded"}
        return _put(
            "deletedAssets",
            to=[{"assetId": n, "remoteUrl": None, "remoteKey": None, "statusAtDeletion": status} for n in names],
        )

    merged = _merged([_put("x-ours", to=1), gone("a")], [_put("items", "title", "x-theirs", to={"b": 2}), gone("b")])
    assert merged["x-ours"] == 1 and merged["items"]["title"]["x-theirs"] == {"b": 2}
    assert [entry["assetId"] for entry in merged["deletedAssets"]] == ["a", "b"]


def test_the_nearest_preference_counts() -> None:
    ours = [_put("items", "title", "text", to="a"), _put("items", "title", "color", to="#111111")]
    theirs = [_put("items", "title", "text", to="b"), _put("items", "title", "color", to="#222222")]
    merged = _merge(ours, theirs, prefer={"": "ours", "/items/title/color": "theirs"})
    assert merged.state is not None and merged.state["items"]["title"]["color"] == "#222222"
    assert merged.state["items"]["title"]["text"] == "a"
    assert {conflict.pointer for conflict in merged.resolved} == {"/items/title/text", "/items/title/color"}


@pytest.mark.parametrize("prefer", ["mine", {"/items": "both"}, {"items": "ours"}, {3: "ours"}, 7, ["ours"]])
def test_what_is_no_preference_is_refused(prefer: Any) -> None:
    with pytest.raises(UsageError, match="prefer"):
        editorkit.merge(_base(), _base(), _base(), prefer=prefer)


@pytest.mark.parametrize("side", range(3))
def test_what_is_no_state_is_refused_by_its_name(side: int) -> None:
    sides: list[Any] = [_base(), _base(), _base()]
    sides[side] = {"tracks": 1}
    with pytest.raises(UsageError, match=f"^{('base', 'ours', 'theirs')[side]} is no editor state"):
        editorkit.merge(*sides)


def test_an_older_side_is_migrated_first() -> None:
    theirs = editorkit.migrate(_changed(_put("items", "title", "text", to="Bye")), "1.0").state
    merged = editorkit.merge(_base(), _changed(_insert("x", 2)), theirs)
    assert merged.state is not None and merged.state["items"]["title"]["text"] == "Bye"
    assert merged.notes == ("theirs is of release 1.0, and was migrated to 1.1 to be compared",)


def test_faults_that_were_there_are_no_reason_against_a_merge() -> None:
    broken = _put("items", "clip-0", "color", to="no colour")
    base, ours = _changed(broken), _changed(broken, _insert("x", 2))
    theirs = _changed(broken, _put("items", "title", "text", to="Bye"))
    assert editorkit.merge(base, ours, theirs).state is not None


def test_the_order_of_keys_is_ours() -> None:
    ours = json.loads(json.dumps(_changed(_insert("x", 2)), sort_keys=True))
    merged = editorkit.merge(_base(), ours, _changed(_put("items", "title", "text", to="Bye"))).state
    assert merged is not None and list(merged) == list(ours)
    assert [list(track) for track in merged["tracks"]] == [list(track) for track in ours["tracks"]]


def test_new_assets_of_both_sides() -> None:
    def use(key: str, start: int) -> Edit:
        def edit(made: State) -> None:
            made["assets"][key] = {"id": key} | asset("image", remoteKey=key, remoteUrl=f"https://example.com/{key}")
            made["items"][f"of-{key}"] = {"id": f"of-{key}"} | item("image", start * SECOND, assetId=key)
            made["tracks"][2]["items"].append(f"of-{key}")

        return edit

    merged = _merged(use("red", 3), use("blue", 5))
    assert merged["tracks"][2]["items"] == ["one", "two", "of-red", "of-blue"]
    assert same(merged["assets"]["red"]["remoteKey"], "red") and "blue" in merged["assets"]
