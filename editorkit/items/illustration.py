"""A drawing from the vendor's catalogue in one colour."""

from editorkit.items import ItemType, always

ILLUSTRATION = ItemType("illustration", takes_any_shape=always)
