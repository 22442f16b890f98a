"""Words in one style."""

from editorkit.items import ItemType, always

TEXT = ItemType("text", takes_any_shape=always)
