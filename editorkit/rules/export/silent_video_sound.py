"""The silent-video-sound rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import item_types
from editorkit.rules import ADVICE, INFO, rule
from editorkit.state import EditorState, Entity


@rule(severity=INFO, evidence=ADVICE)
def silent_video_sound(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The sound of a video without sound is adjusted.

    What: a video item has fades or a volume other than 0 dB, while `hasAudioTrack` of its asset is false.
    Why: it has no effect; either the asset is described wrongly, or the sound was expected to come from here.
    Example: `"decibelAdjustment": {"value": -6, "keyframes": []}` on a screen recording that has no sound.
    Fix: correct `hasAudioTrack` if the file has sound, else set fades and volume to 0.
    Source: ours.
    """
    silent = {key for key, asset in state.assets.items() if not asset.get("hasAudioTrack", True)}
    for key, item in state.of_type("video") if silent else ():
        if item["assetId"] in silent:
            adjusted = list(_adjusted(item, state.release))
            if adjusted:
                first, *others = [("items", key, name) for name in adjusted]
                message = (
                    f"video {wording.name(key)} sets {' and '.join(adjusted)}, but its asset "
                    f"{wording.name(item['assetId'])} has no sound (hasAudioTrack is false), so that has no effect"
                )
                yield Fault(first, message, (*others, ("assets", item["assetId"], "hasAudioTrack")))


def _adjusted(item: Entity, release: str) -> Iterator[str]:
    volume = item["decibelAdjustment"]
    if volume["value"] or any(keyframe["value"] for keyframe in volume["keyframes"]):
        yield "decibelAdjustment"
    yield from (name for name in item_types()["video"].audio_fades[release] if item[name])
