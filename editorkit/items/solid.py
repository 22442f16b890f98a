"""A shape in one colour."""

from editorkit.items import ItemType

SOLID = ItemType("solid")
