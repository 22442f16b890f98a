"""The slip transform."""

from dataclasses import dataclass

from editorkit import wording
from editorkit.editing.draft import Draft
from editorkit.editing.options import ITEM, OFFSET, option
from editorkit.editing.sources import expect_source
from editorkit.errors import UsageError
from editorkit.transforms import makes


@dataclass(frozen=True)
class Slip:
    """What to slip, and by how much."""

    item: str = option(ITEM, "The item.")
    by: int = option(OFFSET, "How much later in its source it is to begin; negative for earlier.")


@makes("item-trimmed")
def slip(draft: Draft, options: Slip) -> None:
    """Let a clip play another part of its source, at the same time of the timeline.

    Refused where the source has no more to give.

    Example: --item shot-1 --by 500ms
    Diff: 'shot-1' shows its source from 0.5 s instead of 0 s
    """
    item = draft.item(options.item)
    if "sourceStartTicks" not in item:
        raise UsageError(f"item {wording.name(options.item)} has no source to slip in; name a video, audio or gif")
    item["sourceStartTicks"] += options.by
    expect_source(draft, options.item)
