"""0.2 -> 0.1: number tracks become bare numbers; what moves, is scaled or is animated by the word is lost.

Source: the published schemas of the two releases compared.
"""

from typing import Any

from editorkit.migrations import frame_filling, knowledge
from editorkit.migrations.draft import Draft, Entity, is_number, type_of
from editorkit.migrations.steps import Step
from editorkit.pointer import Path

_GONE_TRACKS = ("scaleX", "scaleY")  # at rest they are 1
_LEAST = {"width": 1, "height": 1, "borderRadius": 0}  # release 0.1 alone has such bounds


def _convert(draft: Draft) -> None:
    for key, item in draft.entities("items"):
        if frame_filling.is_filler(item):
            item |= {name: value for name, value in frame_filling.geometry(draft.state).items() if name not in item}
        else:
            _unwrap(draft, item, ("items", key))
        if item.get("captionAnimations") == {}:
            del item["captionAnimations"]
        elif "captionAnimations" in item:
            draft.discard(item, ("items", key), "captionAnimations", "release 0.1 has no caption animations")


def _unwrap(draft: Draft, item: Entity, path: Path) -> None:
    for name in knowledge.number_tracks("1.0", type_of(item)):
        track = item.get(name)
        if isinstance(track, dict) and is_number(track.get("value")):
            if track.get("keyframes"):
                draft.lose(
                    "removed",
                    (*path, name, "keyframes"),
                    f"{draft.subject((*path, name))} no longer moves: release 0.1 has no keyframes",
                )
            if name in _GONE_TRACKS:
                _drop_scale(draft, item, (*path, name))
            else:
                item[name] = _bounded(draft, (*path, name), track["value"])


def _drop_scale(draft: Draft, item: Entity, path: Path) -> None:
    if item.pop(str(path[-1]))["value"] != 1:
        draft.lose("removed", path, f"{draft.subject(path)} is left out: items cannot be scaled in release 0.1")


def _bounded(draft: Draft, path: Path, value: Any) -> Any:
    least = _LEAST.get(str(path[-1]), value)
    if value < least:
        draft.lose("rounded", path, f"{draft.subject(path)} becomes {least}: release 0.1 takes nothing smaller")
    return max(value, least)


STEP = Step("v0-2-to-v0-1", "0.2", "0.1", _convert)
