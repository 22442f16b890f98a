"""Lottie animations."""

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State


@item_maker
def lottie(clip: Clip) -> State:
    """A vector animation, which may be a sticker."""
    return clip.source() | clip.sized() | clip.turned() | clip.animated() | clip.sticker()
