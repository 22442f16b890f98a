"""Captions on a timeline, from real files."""

from pathlib import Path
from typing import Any

import pytest

from editorkit import InvalidTimeline, Timeline
from editorkit.captions import read_text

SRT = "1\n00:00:00,500 --> 00:00:02,000\nHello\n\n2\n00:00:02,000 --> 00:00:03,000\n<i>you</i>\n"
SECOND = 240_000


@pytest.fixture
def srt(tmp_path: Path) -> Path:
    """A file of two captions, the second in italics."""
    path = tmp_path / "hero.srt"
    path.write_text(SRT, encoding="utf-8")
    return path


def built(source: Any, release: str = "1.1", **more: Any) -> tuple[Timeline, dict[str, Any]]:
    promo = Timeline(ratio="9:16", release=release)
    promo.captions(source, track="captions", **more)
    return promo, promo.build()


@pytest.mark.parametrize("release", ["1.0", "1.1"])
@pytest.mark.parametrize("style", ["plain", "bold", "karaoke", "boxed", {"font_size": 40}])
def test_a_file_becomes_an_asset_and_an_item(srt: Path, release: str, style: Any) -> None:
    promo, state = built(srt, release, style=style)
    (item,), (asset,) = state["items"].values(), state["assets"].values()
    assert [entry["text"] for entry in asset["captions"]] == ["Hello", "you"]
    assert (item["startTicks"], item["durationTicks"]) == (0, 3 * SECOND)
    assert promo.report is not None and not {"error", "warning"} & {f.severity for f in promo.report.findings}


def test_what_is_not_carried_over_is_listed(srt: Path) -> None:
    promo, _ = built(srt)
    assert len(promo.losses) == 1 and promo.losses[0].startswith("hero: ")


def test_several_items_share_a_group(srt: Path) -> None:
    _, state = built(srt, split=["2s"])
    first, second = state["items"].values()
    assert first["captionGroupId"] == second["captionGroupId"] == "hero-group"
    assert (first["durationTicks"], second["startTicks"], second["durationTicks"]) == (2 * SECOND, 2 * SECOND, SECOND)
    assert [a["captions"][0]["startMs"] for a in state["assets"].values()] == [500, 0]


def test_a_lead_begins_earlier_and_leaves_the_words_where_they_are(srt: Path) -> None:
    _, state = built(srt, at="2s", lead="0.5s", id="words")
    item = state["items"]["words"]
    assert (item["startTicks"], item["contentStartOffsetTicks"]) == (360_000, 120_000)
    assert item["durationTicks"] == 3 * SECOND + 120_000


def test_words_are_read_as_spoken() -> None:
    words = read_text('[{"text": "Hi", "start": 0, "end": 0.5}, {"text": "you", "start": 0.5, "end": 1}]', "json")
    _, state = built(words)
    (item,), (asset,) = state["items"].values(), state["assets"].values()
    assert (item["source"], asset["timingGranularity"]) == ("auto", "word")


@pytest.mark.parametrize("given", [{"style": "blod"}, {"split": ["x"]}, {"lead": "9s"}, {"nonsense": 1}])
def test_what_is_refused_leaves_nothing_behind(srt: Path, given: dict[str, Any]) -> None:
    promo = Timeline()
    with pytest.raises(InvalidTimeline, match=r"^test_captioning\.py:\d+: "):
        promo.captions(srt, track="captions", **given)
    assert (promo.tracks, promo.items, promo.assets) == ([], [], [])


def test_a_malformed_file_is_told_by_its_line(srt: Path) -> None:
    srt.write_text(SRT.replace("00:00:03,000", "00:00:01,000"), encoding="utf-8")
    with pytest.raises(InvalidTimeline, match=r"hero\.srt line 6"):
        built(srt)
