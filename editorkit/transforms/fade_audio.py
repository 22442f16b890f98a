"""The fade-audio transform."""

from dataclasses import dataclass

from editorkit import wording
from editorkit.editing.cutting import fit_motions
from editorkit.editing.draft import Draft
from editorkit.editing.options import ITEMS, TIME, option
from editorkit.errors import UsageError
from editorkit.items import item_types
from editorkit.transforms import makes


@dataclass(frozen=True)
class FadeAudio:
    """How long to fade, and what."""

    fade_in: int | None = option(TIME, "How long the fade at the beginning takes.", None)
    fade_out: int | None = option(TIME, "How long the fade at the end takes.", None)
    item: tuple[str, ...] = option(ITEMS, "Only this item; may be given several times.", ())


@makes("sound-changed")
def fade_audio(draft: Draft, options: FadeAudio) -> None:
    """Fade the sound of items in and out.

    Of all audio and video by default, but video without sound. Fades that do not fit into an item share its time in
    proportion.

    Example: --fade-out 1s --item voice
    Diff: 'voice' fades out for 1 s instead of 0 s
    """
    if options.fade_in is None and options.fade_out is None:
        raise UsageError("say how long to fade: --fade-in, --fade-out, or both; 0s takes a fade away")
    for name, item in draft.chosen_items(options.item).items():
        kind = item_types()[item["type"]]
        asset = draft.assets.get(item.get("assetId", ""), {})
        if "1.1" in kind.audio_fades and asset.get("hasAudioTrack", True):
            names = kind.audio_fades["1.1"]
            for field, length in zip(names, (options.fade_in, options.fade_out), strict=True):
                item[field] = item[field] if length is None else length
            wanted = [item[field] for field in names]
            fit_motions(item)
            if wanted != [item[field] for field in names]:
                draft.note(("items", name), f"the fades of item {wording.name(name)} are shortened to fit into it")
        elif name in options.item:
            raise UsageError(f"item {wording.name(name)} has no sound to fade")
