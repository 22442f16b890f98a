"""A shape in one colour."""

from editorkit.items import ItemType

SOLID = ItemType("solid", takes_any_shape=lambda item: item["shape"] == "rectangle")
