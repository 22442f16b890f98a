"""A drawing from the vendor's catalogue in one colour."""

from editorkit.items import ItemType

ILLUSTRATION = ItemType("illustration")
