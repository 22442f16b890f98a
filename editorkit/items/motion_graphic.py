"""A ready-made animation from the vendor's catalogue (release 1.1)."""

from editorkit.items import ItemType

MOTION_GRAPHIC = ItemType("motion-graphic")
