"""Videos."""

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.items.audio import sound
from editorkit.testing.values import State


@item_maker
def video(clip: Clip) -> State:
    """A moving picture and its sound."""
    picture = clip.source() | clip.sized() | clip.rounded() | clip.turned()
    return picture | clip.cropped() | clip.animated() | sound(clip)
