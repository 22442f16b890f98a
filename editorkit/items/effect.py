"""Something done to the whole frame; it has no box and no asset."""

from editorkit.items import ItemType

EFFECT = ItemType("effect", visible=False)
