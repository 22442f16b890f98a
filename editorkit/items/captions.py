"""Subtitles, whose words are in a caption asset (`caption`, in the singular)."""

from editorkit.items import ItemType

CAPTIONS = ItemType("captions", asset="caption")
