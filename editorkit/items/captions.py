"""Subtitles, whose words are in a caption asset (`caption`, in the singular)."""

from editorkit.items import ItemType, always

CAPTIONS = ItemType("captions", asset="caption", takes_any_shape=always)
