"""GIFs."""

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State


@item_maker
def gif(clip: Clip) -> State:
    """A moving picture without sound."""
    picture = clip.source() | clip.sized() | clip.rounded() | clip.turned()
    return picture | clip.cropped() | clip.animated()
