"""0.1 -> 0.2: bare numbers become number tracks, effects and filters fill the frame, captions state their timing.

Source: the published schemas of the two releases compared.
"""

from typing import Any

from editorkit.migrations import frame_filling, knowledge
from editorkit.migrations.draft import Draft, Entity, is_number, type_of
from editorkit.migrations.steps import Step

_NEW_TRACKS = ("scaleX", "scaleY")
_NOT_AS_LARGE = "effects and filters fill the whole frame from release 0.2 on"


def _convert(draft: Draft) -> None:
    resting = frame_filling.geometry(draft.state)
    for key, item in draft.entities("items"):
        if frame_filling.is_filler(item):
            for name in resting.keys() & item.keys():
                if item[name] == resting[name]:
                    del item[name]
            for name in [name for name in resting if name in item]:
                draft.discard(item, ("items", key), name, _NOT_AS_LARGE)
        else:
            _wrap(item)
    _state_timing(draft)


def _wrap(item: Entity) -> None:
    """Number tracks are the same from 0.2 on, so the schema of 1.0 knows them."""
    names = knowledge.number_tracks("1.0", type_of(item))
    item |= {name: _resting(item[name]) for name in names if is_number(item.get(name))}
    item |= {name: _resting(1) for name in _NEW_TRACKS if name in names and name not in item}


def _resting(value: Any) -> Entity:
    return {"value": value, "keyframes": []}


def _state_timing(draft: Draft) -> None:
    """Recognised speech is timed by the word; what people wrote or uploaded, by the line."""
    by_word = {
        item["assetId"]
        for _, item in draft.entities("items")
        if type_of(item) == "captions" and item.get("source") == "auto" and isinstance(item.get("assetId"), str)
    }
    for key, asset in draft.entities("assets"):
        if type_of(asset) == "caption" and "timingGranularity" not in asset:
            asset["timingGranularity"] = granularity = "word" if key in by_word else "line"
            path = ("assets", key, "timingGranularity")
            draft.assume(
                "assumed",
                path,
                f"{draft.subject(path)} is taken to be {granularity}, as the source of its captions suggests",
            )


STEP = Step("v0-1-to-v0-2", "0.1", "0.2", _convert)
