"""A designed title: one image node and one to three text nodes."""

from editorkit.items import ItemType

TEXT_TEMPLATE = ItemType("text-template")
