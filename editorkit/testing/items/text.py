"""Texts."""

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.lettering import boxes, lettering
from editorkit.testing.motions import number_tracks, text_animations
from editorkit.testing.values import State, flags, words


@item_maker
def text(clip: Clip) -> State:
    """Words in one style."""
    looks = {"text": clip.draw(words), "resizeOnEdit": clip.draw(flags)} | clip.draw(lettering)
    more = clip.some(
        background=boxes,
        rotation=number_tracks(-360, 360, clip.duration),
        captionAnimations=text_animations(clip.release, clip.duration),
    )
    return looks | more | clip.animated()
