"""What `diff` says of one edit each: the kind, the place and the sentence."""

import json
from collections.abc import Callable
from typing import Any

import jsonpatch
import pytest

import editorkit
from benchmarks import edited, states
from editorkit.diffing.kinds import KINDS
from editorkit.matching import renamed, same
from tests.making import SECOND, asset, item, number, state, transition

State = dict[str, Any]
Edit = Callable[[State], Any]


def _base() -> State:
    main = {
        "cover": item("image", 0, 2 * SECOND),
        "team": item("image", 2 * SECOND, 2 * SECOND, assetId="photo"),
        "film": item("video", 4 * SECOND, 4 * SECOND, sourceStartTicks=SECOND),
    }
    titles = {
        "title": item("text", 0, SECOND, text="Hello big world", opacity=number(1, (0, 0), (96_000, 1))),
        "outro": item("text", 6 * SECOND, SECOND, text="Bye"),
    }
    sound = {"music": item("audio", 0, 8 * SECOND)}
    words = {"subs": item("captions", 0, 8 * SECOND)}
    figures = {"sales": item("chart", 0, SECOND), "box": item("solid", 2 * SECOND, SECOND)}
    joins = {"join": transition("cover", "team")}
    made = state(titles, figures, words, main, sound, transitions=joins)
    made["assets"]["photo"] = {"id": "photo"} | asset("image", remoteUrl="https://example.com/p", remoteKey="p")
    made["transitions"]["join"]["trackId"] = "track-4"
    assert not [finding for finding in editorkit.check(made).findings if finding.severity != "info"]
    return made


def _put(*path: str | int, to: Any) -> Edit:
    def edit(made: State) -> None:
        holder: Any = made
        for token in path[:-1]:
            holder = holder[token]
        holder[path[-1]] = to

    return edit


def _drop(*path: str) -> Edit:
    def edit(made: State) -> None:
        holder: Any = made
        for token in path[:-1]:
            holder = holder[token]
        del holder[path[-1]]

    return edit


def _all(*edits: Edit) -> Edit:
    def edit(made: State) -> None:
        for one in edits:
            one(made)

    return edit


def _rename(family: str, old: str, new: str) -> Edit:
    def edit(made: State) -> None:
        made |= renamed(made, {family: {old: new}})

    return edit


def _list(track: int, *items: str) -> Edit:
    return _put("tracks", track, "items", to=list(items))


def _shift(by: int, *items: str) -> Edit:
    def edit(made: State) -> None:
        for key in items:
            made["items"][key]["startTicks"] += by

    return edit


def _add(key: str, made: State) -> Edit:
    return _put("items", key, to={"id": key} | made)


CAPTIONS = ("assets", "words", "captions")
TOLD: dict[str, tuple[Edit, str, str, str]] = {
    "moved": (
        _put("items", "outro", "startTicks", to=6 * SECOND + SECOND // 2),
        "item-moved", "/items/outro/startTicks", "'outro' moved 0.5 s later, at 0:06.500",
    ),
    "shifted on one track": (
        _shift(-SECOND // 4, "team", "film"),
        "items-rippled", "/items", "everything on track 'track-4' from 0:02.000 on (2 items) shifted 0.25 s earlier",
    ),
    "shifted on all tracks": (
        _shift(2 * SECOND, "team", "film", "outro", "box"),
        "items-rippled", "/items", "everything from 0:02.000 on (4 items) shifted 2 s later",
    ),
    "moved together": (
        _shift(SECOND, "team", "outro"), "items-rippled", "/items", "'outro' and 'team' shifted 1 s later",
    ),
    "to another track": (
        _all(_list(0, "title", "box", "outro"), _list(1, "sales")),
        "item-moved-to-track", "/items/box", "'box' moved from track 'track-2' to track 'track-1'",
    ),
    "to another track and time": (
        _all(_list(0, "title", "outro", "box"), _list(1, "sales"), _shift(6 * SECOND, "box")),
        "item-moved-to-track",
        "/items/box",
        "'box' moved from track 'track-2' to track 'track-1', 6 s later, at 0:08.000",
    ),
    "moved past another": (
        _all(_list(0, "outro", "title"), _put("items", "title", "startTicks", to=7 * SECOND)),
        "item-moved", "/items/title", "'title' moved 7 s later, at 0:07.000",
    ),
    "listed elsewhere": (
        _list(0, "outro", "title"),
        "item-reordered", "/items/title", "'title' stands elsewhere in the list of its track",
    ),
    "longer": (
        _put("items", "outro", "durationTicks", to=2 * SECOND),
        "item-retimed", "/items/outro/durationTicks", "'outro' lasts 2 s instead of 1 s",
    ),
    "longer by a tick": (
        _put("items", "outro", "durationTicks", to=SECOND + 1),
        "item-retimed", "/items/outro/durationTicks", "'outro' lasts 240001 ticks instead of 240000 ticks",
    ),
    "slipped": (
        _put("items", "film", "sourceStartTicks", to=2 * SECOND),
        "item-trimmed", "/items/film/sourceStartTicks", "'film' shows its source from 2 s instead of 1 s",
    ),
    "head trimmed": (
        _all(
            _put("items", "film", "startTicks", to=5 * SECOND),
            _put("items", "film", "durationTicks", to=3 * SECOND),
            _put("items", "film", "sourceStartTicks", to=2 * SECOND),
        ),
        "item-trimmed",
        "/items/film",
        "'film' starts 1 s later, at 0:05.000, lasts 3 s instead of 4 s, shows its source from 2 s instead of 1 s",
    ),
    "faster": (
        _put("items", "film", "playbackRate", to=2),
        "item-speed-changed", "/items/film/playbackRate", "'film' plays at a rate of 2 instead of 1",
    ),
    "one look": (
        _put("items", "title", "color", to="#ff0000"),
        "item-restyled", "/items/title/color", "color of 'title' is \"#ff0000\" instead of \"#ffffff\"",
    ),
    "several looks": (
        _all(_put("items", "title", "color", to="#ff0000"), _put("items", "title", "left", "value", to=40)),
        "item-restyled", "/items/title", "'title' looks different: left and color",
    ),
    "resting value": (
        _put("items", "title", "left", "value", to=40),
        "item-restyled", "/items/title/left/value", "left of 'title' is 40 instead of 0",
    ),
    "keyframe changed": (
        _put("items", "title", "opacity", "keyframes", 1, "value", to=0.5),
        "keyframes-changed",
        "/items/title/opacity",
        "keyframes of opacity of 'title' changed: 0.5 instead of 1 at 0:00.400",
    ),
    "keyframe added": (
        _put("items", "title", "left", to=number(0, (0, 20))),
        "keyframes-changed", "/items/title/left", "keyframes of left of 'title' changed: 20 at 0:00.000 added",
    ),
    "text": (
        _put("items", "title", "text", to="Hello small world"),
        "text-changed", "/items/title/text", "text of 'title': \"small\" instead of \"big\"",
    ),
    "text longer": (
        _put("items", "title", "text", to="Hello big wide world"),
        "text-changed", "/items/title/text", "text of 'title': \"wide\" put in",
    ),
    "fade out": (
        _put("items", "music", "audioFadeOutDurationTicks", to=SECOND),
        "sound-changed",
        "/items/music/audioFadeOutDurationTicks",
        "'music' fades out for 1 s instead of 0 s",
    ),
    "animated": (
        _put("items", "outro", "animations", to={"in": {"type": "fade", "durationTicks": 48_000}}),
        "animation-changed",
        "/items/outro/animations",
        "animations of 'outro' is an object of 1, where there was nothing",
    ),
    "chart data": (
        _put("items", "sales", "data", "rows", 0, "values", "a", to=7),
        "content-changed", "/items/sales/data/rows", "data.rows of 'sales' is another array of the same size",
    ),
    "link": (
        _put("items", "title", "linkGroupId", to="g"),
        "item-changed", "/items/title/linkGroupId", "linkGroupId of 'title' is \"g\", where there was nothing",
    ),
    "unknown field of an item": (
        _put("items", "title", "zIndex", to=3),
        "unknown-changed", "/items/title/zIndex", "zIndex of 'title' is 3, where there was nothing",
    ),
    "unknown field at the top": (
        _put("note", to={"by": "me"}), "unknown-changed", "/note", "note of the state is an object of 1, where there was nothing",
    ),
    "item added": (
        _all(_add("late", item("text", 7 * SECOND)), _list(0, "title", "outro", "late")),
        "item-added", "/items/late", "text 'late' (\"Hello\") added on track 'track-1', 0:07.000 to 0:08.000",
    ),
    "item removed": (
        _all(_drop("items", "outro"), _list(0, "title")),
        "item-removed", "/items/outro", "text 'outro' (\"Bye\") removed from track 'track-1', 0:06.000 to 0:07.000",
    ),
    "item removed with what was its own": (
        _all(_drop("items", "team"), _drop("transitions", "join"), _drop("assets", "photo"), _list(3, "cover", "film")),
        "item-removed",
        "/items/team",
        "image 'team' (\"photo\") removed from track 'track-4', 0:02.000 to 0:04.000, "
        "with its transition 'join' and asset 'photo'",
    ),
    "item renamed": (
        _rename("items", "cover", "front"), "item-renamed", "/items/front", "item 'cover' is now called 'front'",
    ),
    "asset renamed": (
        _rename("assets", "photo", "team-photo"),
        "asset-renamed", "/assets/team-photo", "asset 'photo' is now called 'team-photo'",
    ),
    "track renamed": (
        _rename("tracks", "track-4", "main"), "track-renamed", "/tracks/3", "track 'track-4' is now called 'main'",
    ),
    "transition renamed": (
        _rename("transitions", "join", "seam"),
        "transition-renamed", "/transitions/seam", "transition 'join' is now called 'seam'",
    ),
    "another type": (
        _add("box", item("illustration", 2 * SECOND)),
        "item-replaced", "/items/box", "'box' is now illustration instead of solid",
    ),
    "another asset": (
        _all(
            _put("assets", "new", to={"id": "new"} | asset("image", remoteKey="n", remoteUrl="https://example.com/n")),
            _drop("assets", "photo"),
            _put("items", "team", "assetId", to="new"),
        ),
        "asset-replaced", "/items/team/assetId", "'team' shows asset 'new' instead of 'photo'",
    ),
    "asset elsewhere": (
        _put("assets", "photo", "remoteUrl", to="https://example.com/q"),
        "asset-relinked",
        "/assets/photo/remoteUrl",
        "remoteUrl of asset 'photo' is \"https://example.com/q\" instead of \"https://example.com/p\"",
    ),
    "asset facts": (
        _put("assets", "photo", "size", to=5),
        "asset-changed", "/assets/photo/size", "size of asset 'photo' is 5 instead of 1000",
    ),
    "unused asset": (
        _put("assets", "spare", to={"id": "spare"} | asset("gif")),
        "asset-added", "/assets/spare", "asset 'spare' (\"gif\") added",
    ),
    "unused asset gone": (
        _drop("assets", "stock"), "asset-removed", "/assets/stock", "asset 'stock' (\"gif\") removed",
    ),
    "caption reworded": (
        _put(*CAPTIONS, 1, "text", to="they"),
        "captions-changed",
        "/assets/words/captions",
        "captions of asset 'words': \"you\" at 0:00.500: \"they\" instead of \"you\"",
    ),
    "captions shifted": (
        _put(*CAPTIONS, to=[{"text": "Hello", "startMs": 100, "endMs": 600}, {"text": "you", "startMs": 600, "endMs": 1000}]),
        "captions-changed", "/assets/words/captions", "captions of asset 'words': all 2 shifted 0.1 s later",
    ),
    "caption added in front": (
        lambda made: made["assets"]["words"]["captions"].insert(1, {"text": "Oh", "startMs": 500, "endMs": 500.5}),
        "captions-changed", "/assets/words/captions", "captions of asset 'words': \"Oh\" at 0:00.500 added",
    ),
    "transition added": (
        _put("transitions", "cut", to=transition("team", "film", trackId="track-4") | {"id": "cut"}),
        "transition-added",
        "/transitions/cut",
        "transition 'cut' (\"fade\") between 'team' and 'film' added",
    ),
    "transition removed": (
        _drop("transitions", "join"),
        "transition-removed", "/transitions/join", "transition 'join' (\"fade\") between 'cover' and 'team' removed",
    ),
    "transition changed": (
        _put("transitions", "join", "durationTicks", to=SECOND),
        "transition-changed",
        "/transitions/join/durationTicks",
        "durationTicks of transition 'join' is 1 s instead of 0.25 s",
    ),
    "track added": (
        lambda made: made["tracks"].insert(1, {"id": "notes", "items": [], "hidden": False, "muted": False}),
        "track-added", "/tracks/1", "track 'notes' added",
    ),
    "track removed": (
        _all(_drop("items", "title"), _drop("items", "outro"), lambda made: made["tracks"].pop(0)),
        "track-removed", "/tracks/0", "track 'track-1' removed with 2 items: 'title' and 'outro'",
    ),
    "track moved": (
        lambda made: made["tracks"].insert(0, made["tracks"].pop(4)),
        "track-reordered", "/tracks/0", "track 'track-5' moved up, to place 1 from the top",
    ),
    "track hidden": (
        _put("tracks", 1, "hidden", to=True), "track-hidden", "/tracks/1/hidden", "track 'track-2' hidden",
    ),
    "track muted": (
        _put("tracks", 4, "muted", to=True), "track-muted", "/tracks/4/muted", "track 'track-5' muted",
    ),
    "track locked": (
        _put("tracks", 4, "syncLocked", to=True), "track-changed", "/tracks/4/syncLocked", "track 'track-5' changed: syncLocked",
    ),
    "canvas": (
        _all(_put("compositionWidth", to=1080), _put("compositionHeight", to=1920), _put("outputRatio", to="9:16")),
        "canvas-changed", "", "the canvas changed: compositionWidth, compositionHeight and outputRatio",
    ),
    "background": (
        _put("globalBackground", "color", to="#000001"),
        "background-changed",
        "/globalBackground/color",
        "color of the background is \"#000001\" instead of \"#000000\"",
    ),
    "brand": (
        _put("brandRuntime", "logoX", to=10), "brand-changed", "/brandRuntime/logoX", "logoX of the brand runtime is 10 instead of 50",
    ),
    "deleted assets": (
        _put("deletedAssets", to=[{"assetId": "a"}]),
        "deleted-assets-changed",
        "/deletedAssets",
        "deletedAssets is an array of 1 instead of an empty array",
    ),
}  # fmt: skip


def _pair(edit: Edit) -> tuple[State, State]:
    before = _base()
    before["assets"]["stock"] = {"id": "stock"} | asset("gif")
    before |= {
        "globalBackground": {"type": "color", "color": "#000000"},
        "deletedAssets": [],
        "brandRuntime": {"logoX": 50},
    }
    after = json.loads(json.dumps(before))
    edit(after)
    return before, after


@pytest.mark.parametrize("name", TOLD)
def test_one_edit_is_one_change_and_one_sentence(name: str) -> None:
    edit, kind, pointer, sentence = TOLD[name]
    changes = editorkit.diff(*_pair(edit)).changes
    assert [(change.kind, change.pointer, change.sentence) for change in changes] == [(kind, pointer, sentence)]


@pytest.mark.parametrize("name", TOLD)
def test_one_edit_is_one_change_when_undone_and_can_be_applied_both_ways(name: str) -> None:
    before, after = _pair(TOLD[name][0])
    assert len(editorkit.diff(after, before).changes) == 1
    for one, other in ((before, after), (after, before)):
        diff = editorkit.diff(one, other)
        assert same(diff.apply(one), other)
        assert same(jsonpatch.apply_patch(one, diff.to_json_patch()), other)


def test_every_kind_is_told_by_some_example() -> None:
    both_ways = {
        c.kind
        for edit, *_ in TOLD.values()
        for pair in (_pair(edit), _pair(edit)[::-1])
        for c in editorkit.diff(*pair).changes
    }
    assert both_ways == set(KINDS)


def test_three_edits_among_a_thousand_items_are_three_sentences() -> None:
    changes = editorkit.diff(states.large(1_000), edited.with_three_edits(states.large(1_000))).changes
    assert [change.sentence for change in changes] == [
        "'clip-000350' moved from track 'track-4' to track 'track-5', 150 s later, at 3:20.000",
        "everything on track 'track-8' from 1:00.000 on (40 items) shifted 2 s later",
        "'clip-000899' lasts 1.5 s instead of 1 s",
    ]
