"""A ready-made animation from the vendor's catalogue (release 1.1)."""

from editorkit.items import ItemType, always

MOTION_GRAPHIC = ItemType("motion-graphic", takes_any_shape=always)
