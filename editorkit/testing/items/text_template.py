"""Designed titles."""

from typing import Any

from hypothesis import strategies as st

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.lettering import boxes, lettering
from editorkit.testing.motions import clip_animations, text_animations
from editorkit.testing.plain import plain_entity
from editorkit.testing.values import State, objects, shares, words

_OFFSET, _SIZE = st.integers(-50, 400), st.integers(1, 400)
_BOX: dict[str, st.SearchStrategy[Any]] = {"x": _OFFSET, "y": _OFFSET, "width": _SIZE, "height": _SIZE}
_PICTURE: dict[str, st.SearchStrategy[Any]] = {
    "imageType": st.sampled_from(("svg", "lottie")),
    "imageComponentId": st.none() | words,
    "imageLottieJson": st.none() | objects,
    "opacity": shares,
}


@item_maker
def text_template(clip: Clip) -> State:
    """One image node and one to three text nodes, in any order."""
    image, text = plain_entity(clip.release, "item", clip.kind)["nodes"]
    nodes = [_text_node(clip, text | {"id": f"text-{n}"}) for n in range(clip.draw(st.integers(1, 3)))]
    nodes.insert(clip.draw(st.integers(0, len(nodes))), _image_node(clip, image))
    return {"nodes": nodes} | clip.perhaps(templateId=st.uuids().map(str), templateCategory=words)


def _image_node(clip: Clip, node: State) -> State:
    moving = clip.some(animations=clip_animations(clip.release, clip.duration))
    return node | clip.perhaps(**_PICTURE) | clip.perhaps(**_BOX) | moving


def _text_node(clip: Clip, node: State) -> State:
    moving = clip.some(
        animations=clip_animations(clip.release, clip.duration),
        captionAnimations=text_animations(clip.release, clip.duration),
    )
    looks = clip.perhaps(text=words, background=boxes) | clip.draw(lettering)
    return node | looks | clip.perhaps(**_BOX) | moving
