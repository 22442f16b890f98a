"""Sounds."""

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State, lengths_or_none


@item_maker
def audio(clip: Clip) -> State:
    """Music, speech, noise."""
    return clip.source() | sound(clip)


def sound(clip: Clip) -> State:
    """Loudness, and fades that together fit into the item."""
    fades = lengths_or_none(clip.duration // 2)
    return {
        "decibelAdjustment": clip.number(-30, 6),
        "audioFadeInDurationTicks": clip.draw(fades),
        "audioFadeOutDurationTicks": clip.draw(fades),
    }
