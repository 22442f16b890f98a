"""Illustrations of the vendor's catalogue."""

from hypothesis import strategies as st

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State, colors

_named = st.sampled_from(("IMegaphone", "IAiChat", "IMeetingBoard"))


@item_maker
def illustration(clip: Clip) -> State:
    """A drawing that is named, and colored."""
    return clip.perhaps(illustrationName=_named, color=colors)
