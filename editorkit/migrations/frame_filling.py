"""Effects and filters, which had a box of their own in release 0.1 and fill the frame from 0.2 on."""

from editorkit.migrations.draft import Entity, type_of


def is_filler(item: Entity) -> bool:
    """Whether an item fills the frame."""
    return type_of(item) in ("effect", "filter")


def geometry(state: Entity) -> Entity:
    """The box and opacity that release 0.1 asks of every item, filling the frame."""
    width, height = state.get("compositionWidth"), state.get("compositionHeight")
    return {"top": 0, "left": 0, "width": width, "height": height, "opacity": 1}
