"""Designed titles."""

from hypothesis import strategies as st

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.lettering import boxes, lettering
from editorkit.testing.motions import clip_animations, number_tracks, text_animations
from editorkit.testing.values import State, objects, shares, some, words

_offsets, _sizes = st.integers(-50, 400), st.integers(1, 400)
_places = st.fixed_dictionaries({"x": _offsets, "y": _offsets, "width": _sizes, "height": _sizes})
_kinds = st.sampled_from(("svg", "lottie"))
_components, _lotties = st.none() | words, st.none() | objects


@item_maker
def text_template(clip: Clip) -> State:
    """One image node and one to three text nodes, in any order."""
    nodes = [clip.draw(_text_nodes(clip, n)) for n in range(clip.draw(st.integers(1, 3)))]
    nodes.insert(clip.draw(st.integers(0, len(nodes))), clip.draw(_image_nodes(clip)))
    made = {"schemaVersion": 2, "templateId": str(clip.draw(st.uuids())), "templateCategory": clip.draw(words)}
    return made | {"nodes": nodes} | clip.some(rotation=number_tracks(-360, 360, clip.duration)) | clip.animated()


@st.composite
def _image_nodes(draw: st.DrawFn, clip: Clip) -> State:
    node: State = {"id": "image", "type": "image", "imageType": draw(_kinds), "imageComponentId": draw(_components)}
    node |= {"imageLottieJson": draw(_lotties), "opacity": draw(shares)} | draw(_places)
    return node | some(draw, animations=clip_animations(clip.release, clip.duration))


@st.composite
def _text_nodes(draw: st.DrawFn, clip: Clip, number: int) -> State:
    node = {"id": f"text-{number}", "type": "text", "text": draw(words), "background": draw(boxes)}
    moving = some(
        draw,
        animations=clip_animations(clip.release, clip.duration),
        captionAnimations=text_animations(clip.release, clip.duration),
    )
    return node | draw(lettering) | draw(_places) | moving
