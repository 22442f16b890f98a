"""The caption-animation-conflict rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ERROR, OFFICIAL, rule
from editorkit.state import EditorState


@rule(
    severity=ERROR,
    evidence=OFFICIAL,
    code="EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT",
    explains=("heavy-caption-animation",),
)
def caption_animation_conflict(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Captions that are timed by word also have a text animation.

    What: a captions item has `captionAnimations`, and its asset has `"timingGranularity": "word"`. An empty object
        of `captionAnimations` does no harm.
    Why: words that light up one by one cannot be animated as a whole; the server refuses the pair.
    Example: captions from speech recognition, timed by word, with a "typewriter" animation.
    Fix: remove `captionAnimations` from the item, or time the asset by line. `animations` may stay.
    Source: the vendor's editor-JSON guide; the server answers with
        EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT.
    """
    animated = defaultdict(list)
    for key, item in state.of_type("captions"):
        if item.get("captionAnimations"):
            animated[item["assetId"]].append(key)
    for asset_id, (first, *others) in animated.items():
        if state.assets.get(asset_id, {}).get("timingGranularity") == "word":
            more = f", as {'has' if len(others) == 1 else 'have'} {wording.listed(others)}" if others else ""
            message = (
                f"item {wording.name(first)} has captionAnimations{more}, but its asset {wording.name(asset_id)} "
                "is timed by word; remove captionAnimations or time the captions by line"
            )
            also = [("items", key, "captionAnimations") for key in others]
            also.append(("assets", asset_id, "timingGranularity"))
            yield Fault(("items", first, "captionAnimations"), message, tuple(also))
