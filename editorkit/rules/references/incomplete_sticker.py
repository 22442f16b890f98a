"""The incomplete-sticker rule."""

from collections.abc import Iterator

from editorkit import schema, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, INFO, rule
from editorkit.state import EditorState

_PARTS = ("stickerId", "stickerVersion")


@rule(severity=INFO, evidence=ADVICE)
def incomplete_sticker(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item has only one of stickerId and stickerVersion.

    What: one of `stickerId` and `stickerVersion` is given, and the other is absent or null.
    Why: the two together say which sticker of the catalogue it is; one alone does not lead to it.
    Example: `"stickerId": "party-hat"` without a `stickerVersion`.
    Fix: take both from a saved draft that holds the sticker, or remove the one that is left.
    Source: ours; the vendor's guide asks to take sticker ids from saved drafts only.
    """
    for kind in state.types_in_use:
        if "stickerId" in schema.properties(state.release, "item", kind):
            for key, item in state.of_type(kind):
                given = [name for name in _PARTS if item.get(name) is not None]
                if len(given) == 1:
                    (missing,) = set(_PARTS).difference(given)
                    message = (
                        f"item {wording.name(key)} has a {given[0]} but no {missing}; "
                        "take both from a draft that holds the sticker, or remove it"
                    )
                    yield Fault(("items", key, given[0]), message)
