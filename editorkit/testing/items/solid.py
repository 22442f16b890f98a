"""Shapes of one color."""

from hypothesis import strategies as st

from editorkit import schema
from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State, colors


@item_maker
def solid(clip: Clip) -> State:
    """A rectangle, circle, triangle or star."""
    return clip.perhaps(color=colors, shape=st.sampled_from(schema.enum_of(clip.release, "shapes")))
