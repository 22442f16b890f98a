"""A diagram drawn from data."""

from editorkit.items import ItemType

CHART = ItemType("chart", takes_any_shape=lambda item: not item["keepAspectRatio"])
