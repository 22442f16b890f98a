"""Filters."""

from hypothesis import strategies as st

from editorkit import schema
from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State, bags, numbers


@item_maker
def filter(clip: Clip) -> State:
    """A color grade of the whole frame."""
    kinds = st.sampled_from(schema.enum_of(clip.release, "filters"))
    return clip.perhaps(filterType=kinds, intensity=numbers(0, 1)) | clip.some(params=bags)
