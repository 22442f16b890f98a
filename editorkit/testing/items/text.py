"""Texts."""

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.lettering import boxes, lettering
from editorkit.testing.motions import text_animations
from editorkit.testing.values import State, flags, words


@item_maker
def text(clip: Clip) -> State:
    """Words in one style."""
    words_drawn = clip.perhaps(text=words, resizeOnEdit=flags)
    optional = clip.some(background=boxes, captionAnimations=text_animations(clip.release, clip.duration))
    return words_drawn | clip.draw(lettering) | optional
