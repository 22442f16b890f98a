"""Pictures."""

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State


@item_maker
def image(clip: Clip) -> State:
    """A picture, which may be a sticker."""
    picture = {"assetId": clip.asset()} | clip.sized() | clip.rounded() | clip.turned()
    return picture | clip.cropped() | clip.animated() | clip.sticker()
