"""Motion graphics (release 1.1)."""

from hypothesis import strategies as st

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State, bags, names, some_of

_versions = st.integers(1, 9)


@item_maker
def motion_graphic(clip: Clip) -> State:
    """A ready-made animation; what it shows in its slots are texts or assets."""
    slots = st.dictionaries(names, st.none() | names | some_of(clip.assets), max_size=2)
    return clip.perhaps(motionGraphicId=names, motionGraphicVersion=_versions, props=bags, slots=slots)
