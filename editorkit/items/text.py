"""Words in one style."""

from editorkit.items import ItemType

TEXT = ItemType("text")
