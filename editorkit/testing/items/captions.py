"""Captions."""

from hypothesis import strategies as st

from editorkit.testing.assets import caption_entries
from editorkit.testing.items import Clip, item_maker
from editorkit.testing.lettering import boxes, lettering
from editorkit.testing.motions import text_animations
from editorkit.testing.values import State, colors, enumerated, words
from editorkit.ticks import TICKS_PER_MILLISECOND

_FIELDS = {
    "pageDurationTicks": st.sampled_from((600_000, 48_000, 288_001)),
    "highlightColor": colors,
    "maxLines": st.integers(1, 4),
    "source": enumerated("item", "captions", "source"),
    "captionGroupId": st.none() | words,
    "background": boxes,
}
_granularities = enumerated("asset", "caption", "timingGranularity")


@item_maker
def captions(clip: Clip) -> State:
    """Captions timed by word or by line; they end before the item does, and only lines are animated."""
    offset = clip.draw(st.sampled_from((0, 0, clip.duration // 4)))
    asset = _asset(clip, clip.duration - offset)
    made = {"assetId": asset, "contentStartOffsetTicks": offset} | clip.perhaps(**_FIELDS) | clip.draw(lettering)
    if clip.assets[asset]["timingGranularity"] == "line":
        made |= clip.some(captionAnimations=text_animations(clip.release, clip.duration))
    return made


def _asset(clip: Clip, longest: int) -> str:
    granularity = clip.draw(_granularities)
    entries = clip.draw(caption_entries(granularity, longest / TICKS_PER_MILLISECOND))
    return clip.asset(lambda asset: _fits(asset, longest), timingGranularity=granularity, captions=entries)


def _fits(asset: State, ticks: int) -> bool:
    last: float = asset["captions"][-1]["endMs"]
    return last * TICKS_PER_MILLISECOND <= ticks
