"""A still picture."""

from editorkit.items import ItemType

IMAGE = ItemType("image", asset="image", is_picture=True)
