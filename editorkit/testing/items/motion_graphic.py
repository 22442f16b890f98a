"""Motion graphics (release 1.1)."""

from hypothesis import strategies as st

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State, bags, names, some_of


@item_maker
def motion_graphic(clip: Clip) -> State:
    """A ready-made animation; what it shows in its slots are texts or assets."""
    slots = st.dictionaries(names, st.none() | names | some_of(clip.assets), max_size=2)
    graphic = {"motionGraphicId": clip.draw(names), "motionGraphicVersion": clip.draw(st.integers(1, 9))}
    return graphic | {"props": clip.draw(bags), "slots": clip.draw(slots)} | clip.turned() | clip.animated()
