"""Editor assets from asset records, probed files and what a program states."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import checking, schema
from editorkit.building.media.completing import complete, facts_of, missing_facts, required_facts
from editorkit.building.media.facts import Facts
from editorkit.building.media.probing import probe
from editorkit.errors import MediaError, UsageError
from editorkit.records import asset_of_record, id_of_record
from editorkit.releases import CHECKED_RELEASES
from tests import making, media_files

TYPES = schema.types("1.1", "asset")
RECORD: dict[str, Any] = {
    "assetId": "3f2b8c1e-5d4a-4b6f-9c7d-0a1b2c3d4e5f",
    "type": "VIDEO",
    "source": "UPLOAD",
    "filename": "hero.mp4",
    "mimetype": "video/mp4",
    "size": 1000,
    "fileUrl": "https://example.com/hero.mp4",
    "fileKey": "users/1/hero.mp4",
    "width": 1920,
    "height": 1080,
    "duration": 12.5,
}
CALL = "media('hero.mp4')"
# What completes an asset of each type that nothing is known of but its file.
STATED: dict[str, dict[str, Any]] = {
    "image": {"width": 40, "height": 30},
    "video": {"width": 40, "height": 30, "duration": Fraction(5, 2), "has_audio": False},
    "gif": {"width": 40, "height": 30, "duration": 2, "loop_behavior": "loop"},
    "audio": {"duration": 2.5},
    "lottie": {"width": 40, "height": 30, "duration": 2, "resource_type": "svg", "resource_component_id": "c"},
    "caption": {"captions": [{"text": "Hi", "startMs": 0, "endMs": 500}], "timing_granularity": "line"},
}
FILE = {"filename": "hero.mp4", "size": 1000, "mimeType": "video/mp4", "remoteUrl": "https://example.com/hero.mp4"}


def refused(asset: Mapping[str, Any], stated: Mapping[str, Any], kind: type[UsageError] = MediaError) -> str:
    with pytest.raises(kind) as caught:
        complete("1.1", asset, stated, CALL)
    return str(caught.value)


# Asset records


@pytest.mark.parametrize(
    "envelope", [lambda record: record, lambda record: {"data": record, "meta": {"requestId": "r"}}]
)
def test_a_record_becomes_an_asset(envelope: Any) -> None:
    assert asset_of_record(envelope(RECORD)) == {
        "type": "video",
        "filename": "hero.mp4",
        "mimeType": "video/mp4",
        "size": 1000,
        "remoteUrl": "https://example.com/hero.mp4",
        "remoteKey": "users/1/hero.mp4",
        "width": 1920,
        "height": 1080,
        "durationInSeconds": 12.5,
    }


@pytest.mark.parametrize("envelope", [lambda record: record, lambda record: {"data": record, "meta": {}}])
def test_a_record_has_an_id(envelope: Any) -> None:
    assert id_of_record(envelope(RECORD)) == RECORD["assetId"]


@pytest.mark.parametrize("identifier", [None, "", 7])
def test_an_id_that_is_none_is_none(identifier: Any) -> None:
    assert id_of_record(RECORD | {"assetId": identifier}) is None


@given(st.sets(st.sampled_from(sorted(RECORD.keys() - {"type", "assetId", "source"}))))
def test_what_a_record_does_not_say_is_left_out(unsaid: set[str]) -> None:
    by_null = asset_of_record(RECORD | dict.fromkeys(unsaid))
    assert by_null == asset_of_record({name: value for name, value in RECORD.items() if name not in unsaid})
    assert len(by_null) == len(asset_of_record(RECORD)) - len(unsaid)


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_asset_may_be_recorded(kind: str) -> None:
    assert asset_of_record(RECORD | {"type": kind.upper()})["type"] == kind


@pytest.mark.parametrize("kind", ["MODEL_3D", "", "Ｖideo"])
def test_other_types_are_refused_by_name(kind: str) -> None:
    with pytest.raises(MediaError, match=r"asset 'hero.mp4' is of type .* allowed are image, video"):
        asset_of_record(RECORD | {"type": kind})


@pytest.mark.parametrize("record", [{}, {"data": None}, {"data": []}, {"type": None}, {"meta": {}}, "VIDEO", None])
def test_what_is_no_record_is_refused(record: Any) -> None:
    with pytest.raises(MediaError, match="this is no asset record"):
        asset_of_record(record)


def test_a_record_lacks_what_the_api_does_not_tell() -> None:
    assert missing_facts("1.1", asset_of_record(RECORD)) == ("hasAudioTrack",)
    assert missing_facts("1.1", asset_of_record(RECORD | {"type": "GIF"})) == ("loopBehavior",)
    assert missing_facts("1.1", asset_of_record(RECORD | {"type": "LOTTIE"})) == ("resourceType",)
    assert missing_facts("1.1", asset_of_record(RECORD | {"type": "CAPTION"})) == ("captions", "timingGranularity")


# Probed files


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: media_files.picture(folder / "a.png"),
        lambda folder: media_files.gif(folder / "a.gif"),
        lambda folder: media_files.lottie(folder / "a.json", fr=29.97),
        lambda folder: media_files.svg(folder / "a.svg"),
        lambda folder: media_files.wav(folder / "a.wav"),
        lambda folder: media_files.mp4(folder / "a.mp4", sound=True),
    ],
)
@pytest.mark.parametrize("release", CHECKED_RELEASES)
def test_a_probed_file_lacks_nothing(make: Any, release: str, tmp_path: Path) -> None:
    asset = facts_of(probe(make(tmp_path)))
    assert missing_facts(release, asset) == ()
    assert complete(release, asset, {}, CALL) == asset


@given(st.fractions(Fraction(1, 1000), 10_000))
def test_a_length_is_whole_or_the_nearest_float(duration: Fraction) -> None:
    told = facts_of(Facts("audio", "a.wav", 1, "audio/wav", duration_seconds=duration))["durationInSeconds"]
    assert told == float(duration)
    assert isinstance(told, int) == (duration.denominator == 1)


def test_only_what_the_type_has_is_told() -> None:
    facts = Facts("audio", "a.wav", 1, "audio/wav", duration_seconds=Fraction(1), has_audio_track=True)
    assert facts_of(facts).keys() == {"type", "filename", "size", "mimeType", "durationInSeconds"}


# What a program states


@pytest.mark.parametrize("release", CHECKED_RELEASES)
@pytest.mark.parametrize("kind", TYPES)
def test_an_asset_that_is_complete_is_sound(kind: str, release: str) -> None:
    asset = complete(release, {"type": kind, **FILE}, STATED[kind], CALL)
    state = making.state({"title": making.item("text")}) | {"assets": {"a": {"id": "a", **asset}}}
    told = {finding.rule for finding in checking.check(state, release="1.1").findings}
    assert told == {"unused-asset"}


@pytest.mark.parametrize("release", CHECKED_RELEASES)
@pytest.mark.parametrize("kind", TYPES)
def test_required_facts_are_those_of_the_schema(kind: str, release: str) -> None:
    assert {"id", "type", *required_facts(release, kind)} == set(making.asset(kind)) - {"remoteUrl", "remoteKey"} | {
        "id"
    }


@pytest.mark.parametrize(("kind", "word"), [(kind, word) for kind in TYPES for word in STATED[kind]])
def test_what_is_missing_is_asked_for_by_its_keyword(kind: str, word: str) -> None:
    stated = {name: value for name, value in STATED[kind].items() if name != word}
    if word == "resource_component_id":
        assert complete("1.1", {"type": kind, **FILE}, stated, CALL)
    else:
        assert f"and needs {word}: say media('hero.mp4', {word}=" in refused({"type": kind, **FILE}, stated)


def test_the_request_is_a_call_to_make() -> None:
    told = refused(asset_of_record(RECORD), {})
    assert told == "hero.mp4 is a video file and needs has_audio: say media('hero.mp4', has_audio=True)"


def test_all_that_is_missing_is_asked_for_at_once() -> None:
    told = refused({"type": "image"}, {"size": 3})
    assert told == (
        "media('hero.mp4') is a still picture file and needs filename, mime_type, width and height: "
        "say media('hero.mp4', filename=..., mime_type=..., width=..., height=...)"
    )


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_what_is_stated_counts_for_more(width: int, size: int) -> None:
    asset = asset_of_record(RECORD)
    made = complete("1.1", asset, {"width": width, "size": size, "has_audio": True, "key": None}, CALL)
    assert made == {**asset, "width": width, "size": size, "hasAudioTrack": True}


def test_nothing_handed_over_is_changed_or_kept() -> None:
    captions = [{"text": "Hi", "startMs": 0, "endMs": 500}]
    asset = {"type": "caption", **FILE}
    made = complete("1.1", asset, {"captions": captions, "timing_granularity": "word"}, CALL)
    made["captions"][0]["text"] = "changed"
    assert (captions[0]["text"], len(asset)) == ("Hi", len(FILE) + 1)


@pytest.mark.parametrize(
    ("word", "value", "message"),
    [
        ("width", 0, "width of asset 'hero.mp4' is 0, but must be at least 1"),
        ("width", True, "must be a number"),
        ("has_audio", 1, "hasAudioTrack of asset 'hero.mp4' is 1, but must be true or false"),
        ("duration", 0, "duration of hero.mp4 is 0, but must be more than 0 seconds"),
        ("duration", Fraction(-1, 2), "at least 0"),
        ("filename", "", "is empty"),
        ("url", 7, "must be a string"),
        ("loop_behavior", "loop", "loop_behavior cannot be stated of a video file; it has filename, size"),
    ],
)
def test_a_fact_that_does_not_fit_is_refused(word: str, value: Any, message: str) -> None:
    assert message in refused(asset_of_record(RECORD), {"has_audio": True, word: value})


@pytest.mark.parametrize("value", [float("nan"), object(), {1: 2}, b"1"])
def test_a_value_that_json_cannot_hold_is_refused_by_its_keyword(value: Any) -> None:
    assert "has_audio" in refused(asset_of_record(RECORD), {"has_audio": value}, UsageError)


@pytest.mark.parametrize(
    ("word", "hint"), [("has_audoi", "(did you mean 'has_audio'?)"), ("zzz", "; there are filename, size, mime_type")]
)
def test_a_keyword_that_does_not_exist_is_refused(word: str, hint: str) -> None:
    assert hint in refused(asset_of_record(RECORD), {word: True}, UsageError)


def test_a_type_that_does_not_exist_is_refused() -> None:
    assert "no assets of type 'vidoe' (did you mean 'video'?)" in refused({"type": "vidoe"}, {})


@given(
    st.dictionaries(
        st.sampled_from(sorted(RECORD)), st.none() | st.booleans() | st.integers() | st.text() | st.floats()
    )
)
def test_whatever_a_record_holds_is_taken_or_refused(changes: dict[str, Any]) -> None:
    try:
        complete("1.1", asset_of_record(RECORD | changes), {"has_audio": True}, CALL)
    except UsageError as error:
        assert str(error)
