"""Captions on a timeline, from real files."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import InvalidTimeline, Timeline
from editorkit.building.captioning import STYLES
from editorkit.captions import Captions, Entry, read_text
from editorkit.errors import UsageError
from editorkit.findings import Severity
from editorkit.ticks import from_milliseconds
from tests.programs import RELEASES, SECOND, edges
from tests.test_building_junk import JUNK

SRT = "1\n00:00:00,500 --> 00:00:02,000\nHello\n\n2\n00:00:02,000 --> 00:00:03,000\n<i>you</i>\n"
VTT = "WEBVTT\n\n00:00.500 --> 00:02.000\nHello\n\n00:02.000 --> 00:03.000\nyou\n"
WORDS = '[{"text": "Hi", "start": 0, "end": 0.5}, {"text": "you", "start": 0.5, "end": 1}]'
each_release = pytest.mark.parametrize("release", RELEASES)


@pytest.fixture
def srt(tmp_path: Path) -> Path:
    """A file of two captions, the second in italics."""
    path = tmp_path / "hero.srt"
    path.write_text(SRT, encoding="utf-8")
    return path


def built(source: Any, /, release: str = "1.1", **more: Any) -> tuple[Timeline, dict[str, Any]]:
    promo = Timeline(ratio="9:16", release=release)
    promo.captions(source, track="captions", **more)
    return promo, promo.build()


def item_of(source: Any, /, **more: Any) -> dict[str, Any]:
    """The JSON of the only item of captions."""
    (item,) = built(source, **more)[1]["items"].values()
    return dict(item)


# What becomes of a file


@each_release
@pytest.mark.parametrize("style", [*STYLES, {"font_size": 40}])
def test_a_file_becomes_an_asset_and_an_item(srt: Path, release: str, style: Any) -> None:
    promo, state = built(srt, release, style=style)
    (item,), (asset,) = state["items"].values(), state["assets"].values()
    assert [entry["text"] for entry in asset["captions"]] == ["Hello", "you"]
    assert (item["startTicks"], item["durationTicks"]) == (0, 3 * SECOND)
    assert promo.report is not None
    assert [found for found in promo.report.findings if found.severity is not Severity.INFO] == []


def test_the_format_is_that_of_the_suffix_the_text_or_as_it_is_said(tmp_path: Path) -> None:
    for name, more in (("a.vtt", {}), ("a.txt", {}), ("a.srt", {"format": "vtt"})):
        path = tmp_path / name
        path.write_text(VTT, encoding="utf-8")
        (asset,) = built(str(path), **more)[1]["assets"].values()
        assert [(each["startMs"], each["endMs"]) for each in asset["captions"]] == [(500, 2000), (2000, 3000)]


def test_what_is_not_carried_over_is_listed(srt: Path) -> None:
    promo, _ = built(srt)
    assert len(promo.losses) == 1 and promo.losses[0].startswith("hero: ")


def test_lines_are_shown_for_as_long_as_they_last(srt: Path) -> None:
    item = item_of(srt)
    assert (item["source"], item["pageDurationTicks"]) == ("upload", 3 * SECOND)
    assert item_of(srt, release="1.0")["pageDurationInMilliseconds"] == 3000
    assert item_of(srt, page_duration="1s", source="manual")["pageDurationTicks"] == SECOND


def test_words_are_read_as_spoken() -> None:
    _, state = built(read_text(WORDS, "json"))
    (item,), (asset,) = state["items"].values(), state["assets"].values()
    assert (item["source"], asset["timingGranularity"]) == ("auto", "word")
    assert item["pageDurationTicks"] == 600_000
    assert (item["id"], asset["filename"]) == ("captions", "captions.json")


@pytest.mark.parametrize(
    ("style", "meant"),
    [
        ("plain", {"fontSize": 56, "strokeWidth": 0, "background": None}),
        ("bold", {"fontSize": 80, "strokeWidth": 4, "fontStyle": {"variant": "normal", "weight": "800"}}),
        ("karaoke", {"highlightColor": "#39E508", "fontFamily": "TikTok Sans"}),
        ("boxed", {"background": {"color": "#000000", "horizontalPadding": 24, "borderRadius": 12}}),
        ({"color": "#ff0000"}, {"color": "#ff0000"}),
    ],
)
def test_styles_say_what_letters_look_like(srt: Path, style: Any, meant: dict[str, Any]) -> None:
    item = item_of(srt, style=style)
    assert {name: item[name] for name in meant} == meant
    assert item_of(srt, style=style, color="#00ff00")["color"] == "#00ff00"


@pytest.mark.parametrize("ratio", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_there_is_room_for_all_lines_below_the_middle(srt: Path, ratio: str, lines: int) -> None:
    promo = Timeline(ratio=ratio)
    promo.captions(srt, track="captions", max_lines=lines, font_size=50, line_height=1.5)
    (item,) = promo.build()["items"].values()
    left, top, width, height = (item[side]["value"] for side in ("left", "top", "width", "height"))
    assert height == 75 * lines
    assert promo.height / 2 < top and top + height < promo.height
    assert abs(2 * left + width - promo.width) <= 1 and left >= 0


def test_the_box_may_be_said(srt: Path) -> None:
    item = item_of(srt, size=(500, 200), place="top")
    assert [item[side]["value"] for side in ("left", "top", "width", "height")] == [290, 0, 500, 200]
    assert item_of(srt, top=5)["top"]["value"] == 5


# When


@pytest.mark.parametrize(
    ("more", "start"),
    [
        ({}, 1),
        ({"at": "5s"}, 5),
        ({"gap": "2s"}, 3),
        ({"after": "first"}, 1),
        ({"after": "first", "gap": "0.5s"}, 1.5),
        ({"at": "late"}, 7),
    ],
)
def test_captions_are_placed_as_all_items_are(srt: Path, more: dict[str, Any], start: float) -> None:
    promo = Timeline()
    track = promo.track("captions")
    items = {"first": track.text("x", length="1s"), "late": promo.track("other").text("y", at="7s", length="1s")}
    (item,) = promo.captions(srt, track=track, **{name: items.get(value, value) for name, value in more.items()})
    assert edges(promo)[item.id] == (start * SECOND, (start + 3) * SECOND)


def test_the_length_may_be_said(srt: Path) -> None:
    assert item_of(srt, length="4s")["durationTicks"] == 4 * SECOND
    assert item_of(srt, until="5s")["durationTicks"] == 5 * SECOND


def test_a_lead_begins_earlier_and_leaves_the_words_where_they_are(srt: Path) -> None:
    _, state = built(srt, at="2s", lead="0.5s", id="words")
    item = state["items"]["words"]
    assert (item["startTicks"], item["contentStartOffsetTicks"]) == (360_000, 120_000)
    assert item["durationTicks"] == 3 * SECOND + 120_000
    assert item_of(srt, release="1.0", at="2s", lead="0.5s")["contentStartOffsetMs"] == 500


def test_a_track_is_found_by_its_name_or_made(srt: Path) -> None:
    promo = Timeline()
    track = promo.track("Words", id="w")
    for known in (track, "Words", "w", "new"):
        promo.captions(srt, track=known)
    assert [len(each.items) for each in promo.tracks] == [1, 3]


# Several items


def test_several_items_share_a_group(srt: Path) -> None:
    _, state = built(srt, split=["2s"])
    first, second = state["items"].values()
    assert first["captionGroupId"] == second["captionGroupId"] == "hero-group"
    assert (first["durationTicks"], second["startTicks"], second["durationTicks"]) == (2 * SECOND, 2 * SECOND, SECOND)
    assert [a["captions"][0]["startMs"] for a in state["assets"].values()] == [500, 0]


def test_every_call_has_a_group_of_its_own(srt: Path) -> None:
    promo = Timeline()
    for name in ("one", "two"):
        promo.captions(srt, track=name, split=["2s"])
    promo.captions(srt, track="three", split=["2s"], caption_group_id="mine")
    groups = [item["captionGroupId"] for item in promo.build()["items"].values()]
    assert groups == ["hero-group", "hero-group", "hero-group-2", "hero-group-2", "mine", "mine"]


def test_pieces_without_words_are_left_out(srt: Path) -> None:
    promo, _ = built(srt, split=["0.25s", "2s", "9s"], lead="0.25s", id="first")
    assert edges(promo) == {"first": (0, 2 * SECOND), "hero": (2 * SECOND, 9 * SECOND)}


captions = st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 2000)), min_size=1, max_size=8).map(
    lambda parts: Captions(
        tuple(
            Entry(f"word {place}", Fraction(start), Fraction(start + length))
            for place, (start, length) in enumerate(sorted(parts))
        ),
        "line",
    )
)
moments = st.lists(st.fractions(Fraction(1, 10), 4, max_denominator=30), unique=True, max_size=4).map(sorted)


@given(captions, moments, st.fractions(0, 3, max_denominator=30))
def test_words_stay_where_they_were_however_they_are_split(whole: Captions, cuts: list[Fraction], at: Fraction) -> None:
    promo = Timeline()
    items = promo.captions(whole, track="captions", split=cuts, at=at)
    assert all(one.end <= two.start for one, two in pairwise(items))
    state = promo.build()
    spoken: dict[str, list[Fraction]] = {}
    for item in items:
        assert item.asset is not None
        for each in state["assets"][item.asset.id]["captions"]:
            shown = [item.start.exact + from_milliseconds(each[name]) for name in ("startMs", "endMs")]
            spoken.setdefault(each["text"], []).extend(shown)
    for entry in whole.entries:
        assert abs(min(spoken[entry.text]) - at * SECOND - entry.start_ms * 240) <= 240
        assert abs(max(spoken[entry.text]) - at * SECOND - entry.end_ms * 240) <= 240


# What is refused


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"style": "blod"}, "no caption style 'blod' (did you mean 'bold'?); there are plain, bold"),
        ({"style": 5}, "style is one of plain, bold, karaoke, boxed or a mapping of keywords, not 5"),
        ({"style": {1: 2}}, "or a mapping of keywords, not {1: 2}"),
        ({"split": ["x"]}, "'x' is no time"),
        ({"split": "2s"}, "split is a list of times, such as ['30s', '1min'], not '2s'"),
        ({"split": ["2s", "1s"]}, "must be above 0 and rise"),
        ({"lead": "9s"}, "would start 0:09.000 (2160000 ticks) before the beginning"),
        ({"nonsense": 1}, "a captions item has no 'nonsense'"),
        ({"format": 5}, "format is a word such as 'srt', not 5"),
        ({"format": "srtt"}, "(did you mean 'srt'?)"),
        ({"font_size": "x"}, "font_size is a number"),
        ({"at": 1, "gap": 1}, "say at, or after and gap, not both"),
        ({"track": 5}, "a track is a Track or the name of one, not 5"),
        ({"split": ["2s"], "length": "5s"}, "would overlap"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(srt: Path, more: dict[str, Any], words: str) -> None:
    promo = Timeline()
    with pytest.raises(InvalidTimeline, match=r"^test_captioning\.py:\d+: ") as caught:
        promo.captions(srt, **{"track": "captions", **more})
    assert words in str(caught.value)
    assert (promo.tracks, promo.items, promo.assets, promo.losses) == ([], [], [], [])
    promo.captions(srt, track="captions", split=["2s"])
    assert [track.id for track in promo.tracks] == ["captions"]
    assert {item["captionGroupId"] for item in promo.build()["items"].values()} == {"hero-group"}


def test_a_piece_that_has_no_room_takes_the_others_with_it(srt: Path) -> None:
    promo = Timeline()
    track = promo.track("captions")
    track.text("x", at="2.5s", length="1s")
    with pytest.raises(InvalidTimeline, match="captions 'hero' would overlap text 'x'"):
        promo.captions(srt, track=track, split=["2s"], at=0, id="words")
    assert ([item.kind for item in track.items], promo.assets, track.cursor) == (["text"], [], 840_000)
    track.text("y", id="words", length="1s")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "nope.srt", "there is no such file; check the path"),
        (lambda folder: Captions((), "line"), "captions holds no captions"),
        (lambda folder: 5, "captions come from a file or from editorkit.captions.Captions, not from 5"),
    ],
)
def test_sources_that_hold_no_captions_are_refused(make: Callable[[Path], Any], words: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidTimeline) as caught:
        built(make(tmp_path))
    assert words in str(caught.value)


def test_a_malformed_file_is_told_by_its_line(srt: Path) -> None:
    srt.write_text(SRT.replace("00:00:03,000", "00:00:01,000"), encoding="utf-8")
    with pytest.raises(InvalidTimeline, match=r"hero\.srt line 6"):
        built(srt)


WORDS_OF_CALLS = ["track", "source", "style", "split", "lead", "format", "at", "after", "gap", "id", "length", "until"]
WORDS_OF_CALLS += ["font_size", "line_height", "max_lines", "page_duration", "place", "font_weight", "caption_group_id"]


@pytest.mark.parametrize("word", WORDS_OF_CALLS)
def test_junk_is_refused_and_nothing_else_happens(srt: Path, word: str) -> None:
    for thing in JUNK:
        promo = Timeline()
        try:
            promo.captions(srt, **{"track": "captions", word: thing})
            promo.build()
        except UsageError as error:
            assert len(str(error)) < 3000
