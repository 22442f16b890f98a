"""Captions."""

from typing import Any

from hypothesis import strategies as st

from editorkit.testing.assets import caption_entries
from editorkit.testing.items import Clip, item_maker
from editorkit.testing.lettering import boxes, lettering
from editorkit.testing.motions import number_tracks, text_animations
from editorkit.testing.values import State, colors, words
from editorkit.ticks import TICKS_PER_MILLISECOND

_GRANULARITIES = ("word", "line")


@item_maker
def captions(clip: Clip) -> State:
    """Captions timed by word or by line; they end before the item does, and only lines are animated."""
    offset = clip.draw(st.sampled_from((0, 0, clip.duration // 4)))
    granularity = clip.draw(st.sampled_from(_GRANULARITIES))
    entries = clip.draw(caption_entries(granularity, (clip.duration - offset) / TICKS_PER_MILLISECOND))
    asset = clip.asset(
        lambda asset: _fits(asset, clip.duration - offset), timingGranularity=granularity, captions=entries
    )
    looks = {
        "assetId": asset,
        "contentStartOffsetTicks": offset,
        "pageDurationTicks": clip.draw(st.sampled_from((600_000, 48_000, 288_001))),
        "highlightColor": clip.draw(colors),
        "maxLines": clip.draw(st.integers(1, 4)),
        "source": clip.draw(st.sampled_from(("manual", "auto", "upload"))),
        "captionGroupId": clip.draw(st.none() | words),
        "background": clip.draw(boxes),
    }
    optional: dict[str, st.SearchStrategy[Any]] = {"rotation": number_tracks(-360, 360, clip.duration)}
    if clip.assets[asset]["timingGranularity"] == "line":
        optional["captionAnimations"] = text_animations(clip.release, clip.duration)
    return looks | clip.draw(lettering) | clip.some(**optional) | clip.animated()


def _fits(asset: State, ticks: int) -> bool:
    last: float = asset["captions"][-1]["endMs"]
    return last * TICKS_PER_MILLISECOND <= ticks
