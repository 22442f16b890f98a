"""Shapes of one color."""

from hypothesis import strategies as st

from editorkit import schema
from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State, colors


@item_maker
def solid(clip: Clip) -> State:
    """A rectangle, circle, triangle or star."""
    shape = clip.draw(st.sampled_from(schema.enum_of(clip.release, "shapes")))
    looks = {"color": clip.draw(colors), "shape": shape} | clip.sized() | clip.rounded()
    return looks | clip.turned() | clip.animated()
