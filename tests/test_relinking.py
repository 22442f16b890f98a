"""Assets that follow what the API answered about uploads."""

from typing import Any

import pytest

import editorkit
from editorkit.errors import UsageError
from tests.promo import promo

State = dict[str, Any]


def _done(state: State, **options: Any) -> State:
    return editorkit.transform(state, "relink", **options).state


def _record(name: str, **said: Any) -> State:
    asset = promo()["assets"][name]
    made = {"assetId": name, "type": asset["type"].upper(), "source": "UPLOAD", "filename": "new.file", "size": 77}
    made |= {"mimetype": "x/y", "fileUrl": "https://example.com/new", "fileKey": "k/new"}
    return made | {"width": None, "height": None, "duration": None} | said


@pytest.mark.parametrize(
    "envelope",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"data": one, "meta": {}},
        lambda one: {"data": [one], "meta": {"nextPageCursor": None}},
        lambda one: [{"data": []}, {"data": [_record("logo", assetId="of-nothing", filename="x"), one]}],
        lambda one: ({"data": (one,)},),
    ],
)
def test_assets_follow_their_records(envelope: Any) -> None:
    before = promo()
    done = editorkit.transform(before, "relink", record=envelope(_record("hero", width=640.0, height=360, duration=90)))
    expected = {"remoteUrl": "https://example.com/new", "remoteKey": "k/new", "filename": "new.file", "size": 77}
    expected |= {"mimeType": "x/y", "width": 640, "height": 360, "durationInSeconds": 90}
    assert done.state == before | {"assets": before["assets"] | {"hero": before["assets"]["hero"] | expected}}
    assert type(done.state["assets"]["hero"]["width"]) is int
    assert [note.message for note in done.notes] in ([], ["no asset has the id or the file name of 'of-nothing'"])


def test_what_a_record_does_not_say_stays() -> None:
    before, record = promo(), {"assetId": "hero", "type": "VIDEO", "size": 5}
    after = _done(before, record=record, to={"song": "https://example.com/song"})
    assert after["assets"]["hero"] == before["assets"]["hero"] | {"size": 5}
    assert after["assets"]["song"]["remoteUrl"] == "https://example.com/song"
    assert _done(before, record=_record("hero"))["assets"]["hero"]["width"] == 1920


def test_records_are_found_by_file_name_where_no_id_fits() -> None:
    before = promo()
    before["assets"]["song"]["filename"] = "song.mp3"
    record = _record("song", assetId="3f2b8c1e", filename="song.mp3")
    assert _done(before, record=record)["assets"]["song"]["remoteUrl"] == "https://example.com/new"
    with pytest.raises(UsageError, match=r"'3f2b8c1e' and '4' are both called 'song\.mp3'"):
        editorkit.transform(before, "relink", record=[record, record | {"assetId": "4"}])
    both = [record, record | {"assetId": "song", "fileUrl": "https://example.com/own"}]
    assert _done(before, record=both)["assets"]["song"]["remoteUrl"] == "https://example.com/own"


def test_the_background_follows_its_asset() -> None:
    before = promo()
    url = before["assets"]["logo"]["remoteUrl"]
    before["globalBackground"] = {"type": "image", "imageAssetId": "logo", "imageUrl": url, "source": "custom"}
    after = _done(before, record=_record("logo"))
    assert after["globalBackground"]["imageUrl"] == after["assets"]["logo"]["remoteUrl"] == "https://example.com/new"


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (_record("hero", type="IMAGE"), "asset 'hero' is of type 'video', and cannot become .* of type 'image'"),
        (_record("hero", type="MODEL_3D"), "cannot be placed on a timeline"),
        (_record("hero", duration=2), "would play its source up to"),
        (_record("song", duration=20), "would play its source up to"),
        (_record("hero", width=0), "the record of asset 'hero' does not fit: .*width"),
        (_record("hero", size="big"), "the record of asset 'hero' does not fit: .*size"),
        (_record("hero", size=float("nan")), "JSON has no nan"),
        (_record("hero", size=object()), "has no form in JSON"),
        ({"data": None}, "this is no asset record"),
        ("hero.mp4", "this is no asset record"),
        ({"assetId": "hero", "filename": "x"}, "this is no asset record"),
    ],
)
def test_records_that_do_not_fit_are_refused(record: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        editorkit.transform(promo(), "relink", record=record)


def test_an_address_is_never_empty() -> None:
    with pytest.raises(UsageError, match="'hero' would lead nowhere"):
        editorkit.transform(promo(), "relink", to={"hero": ""})
    with pytest.raises(UsageError, match="lead nowhere"):
        editorkit.transform(promo(), "relink", prefix={"https://example.com/a": ""})


def test_the_image_of_the_background_is_led_elsewhere_once() -> None:
    state = promo()
    url = state["assets"]["shot-1"]["remoteUrl"]
    state["globalBackground"] = {"type": "image", "source": "custom", "imageAssetId": "shot-1", "imageUrl": url}
    after = editorkit.transform(state, "relink", prefix={"https://": "https://cdn/https://"}).state
    assert after["globalBackground"]["imageUrl"] == after["assets"]["shot-1"]["remoteUrl"] == f"https://cdn/{url}"
    other = state | {"globalBackground": state["globalBackground"] | {"imageUrl": "https://else.where/a"}}
    after = editorkit.transform(other, "relink", prefix={"https://else": "https://here"}).state
    assert after["globalBackground"]["imageUrl"] == "https://here.where/a"


def test_an_address_with_a_query_can_be_named() -> None:
    state = promo()
    state["assets"]["hero"]["remoteUrl"] = "https://a.b/c?id=1&x=2"
    after = editorkit.transform(state, "relink", to="https://a.b/c?id=1&x=2=https://d.e/f?g=3").state
    assert after["assets"]["hero"]["remoteUrl"] == "https://d.e/f?g=3"
