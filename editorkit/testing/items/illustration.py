"""Illustrations of the vendor's catalogue."""

from hypothesis import strategies as st

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State, colors


@item_maker
def illustration(clip: Clip) -> State:
    """A drawing that is named, and colored."""
    name = clip.draw(st.sampled_from(("IMegaphone", "IAiChat", "IMeetingBoard")))
    looks = {"illustrationName": name, "color": clip.draw(colors)} | clip.sized()
    return looks | clip.turned() | clip.animated()
