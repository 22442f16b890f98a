"""A colour grade of the whole frame; it has no box and no asset."""

from editorkit.items import ItemType

FILTER = ItemType("filter", visible=False)
